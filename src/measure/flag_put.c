/* The tables of the flags and of everything that was tested. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/abreast.h"
#include "base/text.h"
#include "measure/flag_parts.h"

Table *flag_table(FlagRun *run, const char *name, const char *columns) {
    Table *table = table_new(run->arena, name);
    size_t count;
    char **names = text_split(run->arena, columns, ' ', &count);
    for (size_t i = 0; i < count; i++) {
        char *type = strchr(names[i], ':');
        *type++ = '\0';
        table_add(table, names[i],
                  *type == 'i'   ? COLUMN_INT
                  : *type == 't' ? COLUMN_TEXT
                                 : COLUMN_REAL,
                  NULL, NULL);
    }
    return table;
}

/* Nothing that is not a number reaches a table. */
void flag_set_real(Table *t, size_t row, const char *column, double value) {
    if (isfinite(value)) table_set_real(t, row, column, value);
}

/* On a log scale the spread is told in percent of the centre. */
static double spread_of(const FlagSeries *series, const FlagTest *test) {
    return series->log ? 100 * expm1(test->spread) : test->spread;
}

double flag_vanish(const FlagSeries *series, const FlagTest *test) {
    return flag_series_back(series, test->score < 0 ? test->limit_low : test->limit_high);
}

const FlagCell *flag_before(const FlagSeries *series, const FlagCell *cell) {
    for (const FlagCell *before = cell; before-- > series->cells && before->dept_id == cell->dept_id;)
        if (before->year == cell->year - 1 && before->month == cell->month) return before;
    return NULL;
}

double flag_prior(const FlagSeries *series, const FlagCell *cell) {
    const FlagCell *before = flag_before(series, cell);
    return before ? before->value : NAN;
}

/* Columns that every table of tests has. */
typedef struct {
    int center, spread, limit_low, limit_high, score, p, q, rank, n, group;
} TestColumns;

static TestColumns test_columns(const Table *t) {
    return (TestColumns){table_find(t, "center"),     table_find(t, "spread"), table_find(t, "limit_low"),
                         table_find(t, "limit_high"), table_find(t, "score"),  table_find(t, "p"),
                         table_find(t, "q"),          table_find(t, "rank"),   table_find(t, "n"),
                         table_find(t, "peer_group")};
}

static void set_real(Table *t, size_t row, int column, double value) {
    if (isfinite(value)) t->columns[column].reals[row] = value;
}

static void set_test(Table *t, size_t row, const TestColumns *at, const FlagSeries *series,
                     const FlagTest *test) {
    set_real(t, row, at->center, flag_series_back(series, test->center));
    set_real(t, row, at->spread, spread_of(series, test));
    set_real(t, row, at->limit_low, flag_series_back(series, test->limit_low));
    set_real(t, row, at->limit_high, flag_series_back(series, test->limit_high));
    set_real(t, row, at->score, test->score);
    set_real(t, row, at->p, test->p);
    set_real(t, row, at->q, test->q);
    t->columns[at->rank].integers[row] = (int64_t)test->rank;
    t->columns[at->n].integers[row] = (int64_t)test->n;
    t->columns[at->group].texts[row] = test->group;
}

/* Money in 分, as in every table; missing for what is no money or more than 64 bits hold. */
static void set_stake(Table *t, size_t row, double stake) {
    if (fabs(stake) < 9e16) table_set_integer(t, row, "stake", llround(stake * 100));
}

static void set_texts(const FlagRun *run, Table *t, size_t row, const Flag *flag) {
    static const struct {
        const char *value, *prior, *center, *vanish, *doubt, *why;
    } names[LANG_COUNT] = {{"value_zh", "prior_zh", "center_zh", "vanish_zh", "doubt_zh", "why_zh"},
                           {"value_en", "prior_en", "center_en", "vanish_en", "doubt_en", "why_en"}};
    const FlagSeries *s = flag->series;
    for (Lang lang = 0; lang < LANG_COUNT; lang++) {
        Text doubts = {.arena = run->arena};
        for (size_t i = 0; i < flag->doubt_count; i++)
            text_appendf(&doubts, "%s%s", i ? run->words->say(run->words->user, lang, "flag.and") : "",
                         flag->doubts[i]->label[lang]);
        table_set_text(t, row, names[lang].doubt, text_string(&doubts));
        table_set_text(t, row, names[lang].value, flag_tell_value(run, s, flag->cell->value, lang));
        table_set_text(t, row, names[lang].prior, flag_tell_value(run, s, flag_prior(s, flag->cell), lang));
        table_set_text(t, row, names[lang].center,
                       flag_tell_value(run, s, flag_series_back(s, flag->tests[0]->center), lang));
        table_set_text(t, row, names[lang].vanish,
                       flag_tell_value(run, s, flag_vanish(s, flag->tests[0]), lang));
        table_set_text(t, row, names[lang].why, flag_tell(run, flag, lang));
    }
}

static const char flag_columns[] =
    "flag_id:i id:t dept_id:i year:i indicator:t zh:t en:t family:t method:t methods:t unit:t value:r "
    "prior:r center:r "
    "spread:r limit_low:r limit_high:r score:r p:r q:r agree:i years_running:i stake:i rank:i n:i vanish:r "
    "peer_group:t state:t section:t note:t doubt:t doubt_zh:t doubt_en:t why_zh:t why_en:t value_zh:t "
    "value_en:t prior_zh:t prior_en:t center_zh:t center_en:t vanish_zh:t vanish_en:t";

static void put_flag(const FlagRun *run, Table *t, const Flag *flag) {
    const FlagSeries *s = flag->series;
    size_t row = table_row(t);
    Text doubts = {.arena = run->arena}, methods = {.arena = run->arena};
    for (size_t i = 0; i < flag->doubt_count; i++)
        text_appendf(&doubts, "%s%s", i ? " " : "", flag->doubts[i]->name);
    for (size_t i = 0; i < flag->test_count; i++)
        text_appendf(&methods, "%s%s", i ? " " : "", flag->tests[i]->method->name);
    table_set_integer(t, row, "flag_id", (int64_t)row + 1);
    table_set_integer(t, row, "dept_id", flag->cell->dept_id);
    table_set_integer(t, row, "year", flag->cell->year);
    table_set_integer(t, row, "agree", (int64_t)flag->test_count);
    table_set_integer(t, row, "years_running", flag->years_running);
    const struct {
        const char *name, *value;
    } texts[] = {{"id", flag->id},
                 {"indicator", s->id},
                 {"zh", s->file->label[LANG_ZH]},
                 {"en", s->file->label[LANG_EN]},
                 {"family", flag->tests[0]->method->family},
                 {"method", flag->tests[0]->method->name},
                 {"methods", text_string(&methods)},
                 {"unit", s->unit},
                 {"state", flag->state},
                 {"section", flag->section},
                 {"note", flag->note},
                 {"doubt", text_string(&doubts)}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_set_text(t, row, texts[i].name, texts[i].value);
    flag_set_real(t, row, "value", flag->cell->value);
    flag_set_real(t, row, "prior", flag_prior(s, flag->cell));
    flag_set_real(t, row, "vanish", flag_vanish(s, flag->tests[0]));
    const TestColumns at = test_columns(t);
    set_test(t, row, &at, s, flag->tests[0]);
    set_stake(t, row, flag->stake);
    set_texts(run, t, row, flag);
}

static Table *method_table(FlagRun *run) {
    Table *t =
        flag_table(run, "flag_method",
                   "flag_id:i method:t family:t center:r spread:r limit_low:r limit_high:r score:r p:r q:r "
                   "rank:i n:i peer_group:t");
    const TestColumns at = test_columns(t);
    for (size_t i = 0; i < run->flag_count; i++)
        for (size_t k = 0; k < run->flags[i].test_count; k++) {
            const FlagTest *test = run->flags[i].tests[k];
            size_t row = table_row(t);
            table_set_integer(t, row, "flag_id", (int64_t)i + 1);
            table_set_text(t, row, "method", test->method->name);
            table_set_text(t, row, "family", test->method->family);
            set_test(t, row, &at, run->flags[i].series, test);
        }
    return t;
}

/* One row for each reason why cells of a series were or were not tested. */
static Table *screening_table(FlagRun *run) {
    Table *t =
        flag_table(run, "screening",
                   "indicator:t zh:t en:t unit:t method:t family:t reason:t cells:i fired:i expected:r");
    for (size_t i = 0; i < run->screening_count; i++)
        for (int reason = 0; reason < REFUSAL_COUNT; reason++) {
            const Screening *s = &run->screenings[i];
            if (s->cells[reason] == 0) continue;
            size_t row = table_row(t);
            const QueryFile *file = run->series[s->series].file;
            table_set_text(t, row, "indicator", file->id);
            table_set_text(t, row, "zh", file->label[LANG_ZH]);
            table_set_text(t, row, "en", file->label[LANG_EN]);
            table_set_text(t, row, "unit", run->series[s->series].unit);
            table_set_text(t, row, "method", s->method->name);
            table_set_text(t, row, "family", s->method->family);
            table_set_text(t, row, "reason", reason ? refusal_name((Refusal)reason) : "");
            table_set_integer(t, row, "cells", (int64_t)s->cells[reason]);
            if (reason) continue;
            table_set_integer(t, row, "fired", (int64_t)s->fired);
            flag_set_real(t, row, "expected", s->expected);
        }
    return t;
}

/* Size: what makes a cell weigh more: the larger of both years' amounts, or the count that a share is of. */
static double size_of(const FlagSeries *series, const FlagCell *cell, const FlagTest *test) {
    if (series->log && !isnan(test->prior)) return fmax(cell->value, flag_series_back(series, test->prior));
    return cell->denominator;
}

/* The tests of one fit, in the order of the table's key, in which a database takes them fastest. */
typedef struct {
    FlagRun *run;
    Table *table;
    const FlagFit **fits;
    size_t *rows; /* where the rows of each fit begin */
} Values;

typedef struct {
    const FlagTest *test;
    const FlagCell *cell;
} Tested;

static int by_cell(const void *left, const void *right) {
    const FlagCell *a = ((const Tested *)left)->cell, *b = ((const Tested *)right)->cell;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    if (a->dept_id != b->dept_id) return a->dept_id < b->dept_id ? -1 : 1;
    return (a->month > b->month) - (a->month < b->month);
}

static int by_series_and_method(const void *left, const void *right, void *run) {
    const FlagTest *a = &((FlagRun *)run)->tests[(*(const FlagFit *const *)left)->first],
                   *b = &((FlagRun *)run)->tests[(*(const FlagFit *const *)right)->first];
    int order = strcmp(((FlagRun *)run)->series[a->series].id, ((FlagRun *)run)->series[b->series].id);
    return order ? order : strcmp(a->method->name, b->method->name);
}

enum { VALUE_SERIES, VALUE_METHOD, VALUE_DEPT, VALUE_YEAR, VALUE_MONTH, VALUE, VALUE_PRIOR, VALUE_SIZE };
static const char value_columns[] =
    "indicator:t method:t dept_id:i year:i month:i value:r prior:r size:r center:r spread:r limit_low:r "
    "limit_high:r score:r p:r q:r rank:i n:i peer_group:t fired:i";

static void put_values(Arena *arena, size_t i, void *user) {
    const Values *values = user;
    const FlagFit *fit = values->fits[i];
    const size_t count = fit->end - fit->first;
    const FlagSeries *s = &values->run->series[values->run->tests[fit->first].series];
    Table *t = values->table;
    const TestColumns at = test_columns(t);
    const int fired = table_find(t, "fired");
    Arena scratch = {0};
    Tested *tested = ARENA_ARRAY(&scratch, Tested, count);
    (void)arena;
    for (size_t k = 0; k < count; k++) {
        const FlagTest *test = &values->run->tests[fit->first + k];
        tested[k] = (Tested){test, &s->cells[test->cell]};
    }
    qsort(tested, count, sizeof *tested, by_cell);
    for (size_t k = 0; k < count; k++) {
        const FlagTest *test = tested[k].test;
        const FlagCell *cell = tested[k].cell;
        const size_t row = values->rows[i] + k;
        t->columns[VALUE_SERIES].texts[row] = s->id;
        t->columns[VALUE_METHOD].texts[row] = test->method->name;
        t->columns[VALUE_DEPT].integers[row] = cell->dept_id;
        t->columns[VALUE_YEAR].integers[row] = cell->year;
        t->columns[VALUE_MONTH].integers[row] = cell->month;
        t->columns[fired].integers[row] = test->fired;
        set_real(t, row, VALUE, cell->value);
        set_real(t, row, VALUE_PRIOR, flag_series_back(s, test->prior));
        set_real(t, row, VALUE_SIZE, size_of(s, cell, test));
        set_test(t, row, &at, s, test);
    }
    arena_free(&scratch);
}

Table *flag_values(FlagRun *run) {
    Values values = {run, flag_table(run, "screen_value", value_columns),
                     ARENA_ARRAY(run->arena, const FlagFit *, run->fit_count + 1),
                     ARENA_ARRAY(run->arena, size_t, run->fit_count + 1)};
    for (size_t i = 0; i < run->fit_count; i++)
        values.fits[i] = &run->fits[i];
    qsort_r(values.fits, run->fit_count, sizeof(const FlagFit *), by_series_and_method, run);
    size_t tests = 0;
    for (size_t i = 0; i < run->fit_count; i++)
        tests += values.fits[i]->end - values.fits[i]->first;
    table_reserve(values.table, tests);
    for (size_t i = 0; i < run->fit_count; i++)
        values.rows[i] = table_rows(values.table, values.fits[i]->end - values.fits[i]->first);
    abreast(run->arena, run->fit_count, run->jobs, put_values, &values);
    return values.table;
}

void flag_make(FlagRun *run) {
    Table *flags = flag_table(run, "flag", flag_columns);
    for (size_t i = 0; i < run->flag_count; i++)
        put_flag(run, flags, &run->flags[i]);
    flag_give(run, flags);
    flag_give(run, method_table(run));
    flag_give(run, flag_origins(run));
    flag_give(run, screening_table(run));
}
