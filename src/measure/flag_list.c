/* The list: what fired, by department, year and series; doubts, explanations, money at stake, order. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "measure/flag_parts.h"

/* --- from tests to flags --- */

typedef struct {
    const FlagTest *test;
    const FlagCell *cell;
} Fired;

static int by_flag(const void *left, const void *right) {
    const Fired *a = left, *b = right;
    if (a->test->series != b->test->series) return a->test->series < b->test->series ? -1 : 1;
    if (a->cell->dept_id != b->cell->dept_id) return a->cell->dept_id < b->cell->dept_id ? -1 : 1;
    if (a->cell->year != b->cell->year) return a->cell->year < b->cell->year ? -1 : 1;
    if (a->test->p != b->test->p) return a->test->p < b->test->p ? -1 : 1;
    return (a->test > b->test) - (a->test < b->test);
}

static bool same_flag(const Fired *a, const Fired *b) {
    return a->test->series == b->test->series && a->cell->dept_id == b->cell->dept_id &&
           a->cell->year == b->cell->year;
}

/* What the difference from the usual is worth, in 元: of a share the part of its base, of an amount per head
 * the amount for all heads. NaN for what is no money. */
static double stake_of(const FlagSeries *series, const FlagCell *cell, const FlagTest *test) {
    double difference = fabs(cell->value - flag_series_back(series, test->center));
    if (strcmp(series->money_unit, "amount") == 0) return difference;
    if (strcmp(series->money_unit, "per_head") == 0) return difference * cell->denominator;
    if (strcmp(series->money_unit, "percent") == 0) return difference / 100 * cell->denominator;
    return NAN;
}

static Flag make_flag(FlagRun *run, const Fired *fired, size_t count) {
    const FlagSeries *series = &run->series[fired->test->series];
    const char *code = run->depts->columns[1].texts[flag_dept_row(run, fired->cell->dept_id)];
    Flag flag = {.tests = ARENA_ARRAY(run->arena, const FlagTest *, count),
                 .test_count = count,
                 .series = series,
                 .cell = fired->cell,
                 .id = arena_printf(run->arena, "%s:%d:%s", code, fired->cell->year, series->id),
                 .stake = stake_of(series, fired->cell, fired->test),
                 .years_running = 1,
                 .state = "new",
                 .section = "open",
                 .note = ""};
    for (size_t i = 0; i < count; i++)
        flag.tests[i] = fired[i].test;
    return flag;
}

/* A method that fired for two months of a year counts once, with its smallest p. */
static size_t drop_repeats(Fired *fired, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool seen = false;
        for (size_t k = 0; k < kept; k++)
            seen = seen || fired[k].test->method == fired[i].test->method;
        if (!seen) fired[kept++] = fired[i];
    }
    return kept;
}

static bool nearly(double a, double b) {
    return fabs(a - b) <= 0.005 * fmax(fabs(a), fabs(b));
}

/* Two series may print the same amounts (expenditure and obligations): the news is told once, by the first
 * one. */
static bool told_already(const FlagRun *run, const Flag *flag) {
    double prior = flag_prior(flag->series, flag->cell);
    for (size_t i = 0; i < run->flag_count; i++) {
        const Flag *other = &run->flags[i];
        if (other->series != flag->series && other->cell->dept_id == flag->cell->dept_id &&
            other->cell->year == flag->cell->year && strcmp(other->series->unit, flag->series->unit) == 0 &&
            nearly(other->cell->value, flag->cell->value) &&
            nearly(flag_prior(other->series, other->cell), prior))
            return true;
    }
    return false;
}

static void collect(FlagRun *run) {
    Fired *fired = ARENA_ARRAY(run->arena, Fired, run->test_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < run->test_count; i++)
        if (run->tests[i].fired)
            fired[count++] =
                (Fired){&run->tests[i], &run->series[run->tests[i].series].cells[run->tests[i].cell]};
    if (count) qsort(fired, count, sizeof *fired, by_flag);
    run->flags = ARENA_ARRAY(run->arena, Flag, count + 1);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && same_flag(&fired[first], &fired[end]);)
            end++;
        Flag flag = make_flag(run, &fired[first], drop_repeats(&fired[first], end - first));
        const Flag *before = run->flag_count ? &run->flags[run->flag_count - 1] : NULL;
        if (before && before->series == flag.series && before->cell->dept_id == flag.cell->dept_id &&
            before->cell->year == flag.cell->year - 1 && before->tests[0]->score * flag.tests[0]->score > 0)
            flag.years_running = before->years_running + 1;
        if (!told_already(run, &flag)) run->flags[run->flag_count++] = flag;
    }
}

/* --- doubts --- */

static const char *text_at(const Table *t, const char *name, size_t row) {
    int column = table_find(t, name);
    return column >= 0 && t->columns[column].type == COLUMN_TEXT && t->columns[column].texts[row]
               ? t->columns[column].texts[row]
               : "";
}

static int64_t whole_at(const Table *t, const char *name, size_t row) {
    int column = table_find(t, name);
    return column >= 0 && t->columns[column].type == COLUMN_INT ? t->columns[column].integers[row] : 0;
}

/* `for:` of a file of doubts names the families that it concerns; none = all. */
static bool concerns(const QueryFile *file, const Flag *flag) {
    const char *families = head_value_or(&file->head, "for", "");
    if (*families == '\0') return true;
    Arena scratch = {0};
    size_t count;
    char **names = text_split(&scratch, families, ' ', &count);
    bool found = false;
    for (size_t i = 0; i < count; i++)
        found = found || strcmp(names[i], flag->tests[0]->method->family) == 0 ||
                strcmp(names[i], flag->series->id) == 0;
    arena_free(&scratch);
    return found;
}

static void add_doubt(FlagRun *run, Flag *flag, const FlagDoubt *doubt) {
    for (size_t i = 0; i < flag->doubt_count; i++)
        if (strcmp(flag->doubts[i]->name, doubt->name) == 0) return; /* said once */
    const FlagDoubt **more = ARENA_ARRAY(run->arena, const FlagDoubt *, flag->doubt_count + 1);
    for (size_t i = 0; i < flag->doubt_count; i++)
        more[i] = flag->doubts[i];
    more[flag->doubt_count++] = doubt;
    flag->doubts = more;
    if (doubt->breaks) flag->section = "break";
}

static void read_doubts(FlagRun *run, const QueryFile *file, const Table *t) {
    for (size_t i = 0; i < run->flag_count; i++) {
        Flag *flag = &run->flags[i];
        if (!concerns(file, flag)) continue;
        for (size_t row = 0; row < t->row_count; row++) {
            if (whole_at(t, "dept_id", row) != flag->cell->dept_id ||
                whole_at(t, "year", row) != flag->cell->year)
                continue;
            FlagDoubt *doubt = ARENA_NEW(run->arena, FlagDoubt);
            *doubt = (FlagDoubt){.name = file->id,
                                 .label = {text_at(t, "zh", row), text_at(t, "en", row)},
                                 .day = text_at(t, "day", row),
                                 .breaks = whole_at(t, "breaks", row) == 1};
            add_doubt(run, flag, doubt);
        }
    }
}

/* --- explanations --- */

enum { EXPLAINED_FLAG, EXPLAINED_STATE, EXPLAINED_VALUE, EXPLAINED_NOTE, EXPLAINED_DATE };

/* The value has changed since: it is not the one that was explained, or was published after the explanation.
 */
static bool has_changed(const FlagRun *run, const Flag *flag, const char *value, const char *date) {
    bool same = *value == '\0';
    for (Lang lang = 0; lang < LANG_COUNT; lang++)
        same = same || strcmp(value, flag_tell_value(run, flag->series, flag->cell->value, lang)) == 0;
    double number;
    same =
        same || (text_real(value, &number) && fabs(number - flag->cell->value) < 1e-6 * fabs(number) + 1e-9);
    bool newer = false;
    for (size_t i = 0; i < flag->doubt_count; i++)
        newer = newer || (*date && strcmp(flag->doubts[i]->day, date) > 0);
    return !same || newer;
}

/* The last row of a flag counts. An explained value stays among the values that others are held against. */
static void explain(const FlagRun *run, Flag *flag, const Table *t, size_t row) {
    const char *state = t->columns[EXPLAINED_STATE].texts[row];
    flag->state = state;
    flag->note = t->columns[EXPLAINED_NOTE].texts[row];
    if (strcmp(state, "new") == 0) return;
    bool returned =
        has_changed(run, flag, t->columns[EXPLAINED_VALUE].texts[row], t->columns[EXPLAINED_DATE].texts[row]);
    flag->state = returned ? "returned" : state;
    if (!returned) flag->section = "explained";
}

static void read_explanations(FlagRun *run) {
    const Table *t = run->explained;
    for (size_t i = 0; i < run->flag_count; i++)
        for (size_t row = 0; row < t->row_count; row++)
            if (strcmp(run->flags[i].id, t->columns[EXPLAINED_FLAG].texts[row]) == 0)
                explain(run, &run->flags[i], t, row);
}

/* --- order --- */

static double known(double value) {
    return isnan(value) ? -1 : value;
}

/* The latest year first; in it the department-years with most money at stake, and their flags together. */
static int by_list(const void *left, const void *right) {
    const Flag *a = left, *b = right;
    if (a->cell->year != b->cell->year) return a->cell->year > b->cell->year ? -1 : 1;
    if (known(a->dept_stake) != known(b->dept_stake))
        return known(a->dept_stake) > known(b->dept_stake) ? -1 : 1;
    if (a->cell->dept_id != b->cell->dept_id) return a->cell->dept_id < b->cell->dept_id ? -1 : 1;
    if (known(a->stake) != known(b->stake)) return known(a->stake) > known(b->stake) ? -1 : 1;
    if (a->tests[0]->p != b->tests[0]->p) return a->tests[0]->p < b->tests[0]->p ? -1 : 1;
    return strcmp(a->id, b->id);
}

static void sort_list(FlagRun *run) {
    for (size_t i = 0; i < run->flag_count; i++) {
        Flag *flag = &run->flags[i];
        flag->dept_stake = flag->stake;
        for (size_t k = 0; k < run->flag_count; k++) {
            const Flag *other = &run->flags[k];
            if (other->cell->dept_id == flag->cell->dept_id && other->cell->year == flag->cell->year &&
                known(other->stake) > known(flag->dept_stake))
                flag->dept_stake = other->stake;
        }
    }
    if (run->flag_count) qsort(run->flags, run->flag_count, sizeof *run->flags, by_list);
}

void flag_list(FlagRun *run) {
    collect(run);
    for (size_t i = 0; i < run->file_count; i++)
        if (flag_file_is(&run->files[i], "doubt")) read_doubts(run, &run->files[i], run->raw[i]);
    read_explanations(run);
    sort_list(run);
}
