/* Who is compared with whom: departments of a year in the smallest of their groups that is large enough. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/flag_methods.h"

/* --- groups: dept_id, year, level, id, zh, en, by these --- */

static bool read_groups(FlagRun *run, const QueryFile *file, const Table *t, Err *err) {
    static const char *const columns[] = {"level", "id", "zh", "en"};
    if (run->groups)
        return err_set(err, ERR_SOURCE,
                       "%s: another file makes groups already; give one the name of the other", file->path);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (table_find(t, columns[i]) < 0)
            return err_set(err, ERR_SOURCE, "%s: the query must return a column `%s`", file->path,
                           columns[i]);
    run->groups = t;
    return true;
}

bool flag_groups_read(FlagRun *run, Err *err) {
    for (size_t i = 0; i < run->file_count; i++)
        if (flag_file_is(&run->files[i], "groups") && !read_groups(run, &run->files[i], run->raw[i], err))
            return false;
    return true;
}

/* First row of a department's year, or where it would stand. */
static size_t first_of(const Table *t, int64_t dept, int year) {
    const int64_t *depts = t->columns[table_find(t, "dept_id")].integers,
                  *years = t->columns[table_find(t, "year")].integers;
    size_t low = 0, high = t->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int64_t d = depts[middle], y = years[middle];
        if (d < dept || (d == dept && y < year))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const Table *t, size_t row, int64_t dept, int year) {
    return row < t->row_count && table_integer(t, "dept_id", row) == dept &&
           table_integer(t, "year", row) == year;
}

bool flag_is_twin(const FlagRun *run, int64_t dept, int year) {
    return is_at(run->twins, first_of(run->twins, dept, year), dept, year);
}

const char *flag_group_at(const FlagRun *run, int64_t dept, int year, size_t place) {
    if (!run->groups) return "";
    size_t row = first_of(run->groups, dept, year) + place;
    return is_at(run->groups, row, dept, year) ? table_text(run->groups, "id", row) : "";
}

const char *flag_group_name(const FlagRun *run, const char *id, Lang lang) {
    for (size_t row = 0; run->groups && row < run->groups->row_count; row++)
        if (strcmp(table_text(run->groups, "id", row), id) == 0)
            return table_text(run->groups, lang_names[lang], row);
    return run->words->say(run->words->user, lang, "flag.all");
}

/* --- tests by group --- */

typedef struct {
    int year;
    size_t cell;
    const char *label; /* of the level under way */
    bool judged;       /* in a group of an earlier level */
} Candidate;

static int by_year(const void *left, const void *right) {
    const Candidate *a = left, *b = right;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    return (a->cell > b->cell) - (a->cell < b->cell);
}

static int by_label(const void *left, const void *right) {
    const Candidate *a = left, *b = right;
    int order = strcmp(a->label, b->label);
    return order ? order : (a->cell > b->cell) - (a->cell < b->cell);
}

typedef struct {
    FlagRun *run;
    const FlagMethod *method;
    size_t series;
    GroupTest *test;
    void *user;
} Job;

/* Judges those of the list that are not judged yet; all of it are what they are held against. */
static void judge(const Job *job, Candidate *list, size_t count, const char *label) {
    Group group = {.cells = ARENA_ARRAY(job->run->arena, size_t, count), .count = count, .group = label};
    bool *open = ARENA_ARRAY(job->run->arena, bool, count);
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        group.cells[i] = list[i].cell;
        open[i] = !list[i].judged;
        left += open[i];
        list[i].judged = true;
    }
    group.judged = open;
    if (left == 0) return;
    if (count >= FLAG_GROUP_LEAST)
        job->test(job->run, job->method, job->series, &group, job->user);
    else
        flag_refuse(job->run, job->method, job->series, REFUSAL_TOO_FEW, left);
}

/* One level of groups; false when nobody has a group at it. */
static bool judge_level(const Job *job, Candidate *list, size_t count, size_t level) {
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        const FlagCell *cell = &job->run->series[job->series].cells[list[i].cell];
        list[i].label = flag_group_at(job->run, cell->dept_id, cell->year, level);
        any = any || *list[i].label;
    }
    if (!any) return false;
    qsort(list, count, sizeof *list, by_label);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && strcmp(list[end].label, list[first].label) == 0;)
            end++;
        if (*list[first].label && end - first >= FLAG_GROUP_LEAST)
            judge(job, &list[first], end - first, list[first].label);
    }
    return true;
}

void group_each(FlagRun *run, const FlagMethod *method, size_t series, const double *values, GroupTest *test,
                void *user) {
    const FlagSeries *s = &run->series[series];
    const Job job = {run, method, series, test, user};
    Candidate *list = ARENA_ARRAY(run->arena, Candidate, s->count);
    size_t count = 0, outside = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (s->cells[i].twin) continue;
        if (!isnan(values[i]))
            list[count++] = (Candidate){.year = s->cells[i].year, .cell = i, .label = ""};
        else
            outside += isnan(s->cells[i].x) ? 1 : 0; /* no logarithm */
    }
    flag_refuse(run, method, series, REFUSAL_OUT_OF_RANGE, outside);
    if (count) qsort(list, count, sizeof *list, by_year);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && list[end].year == list[first].year;)
            end++;
        for (size_t level = 0; method->grouped && judge_level(&job, &list[first], end - first, level);)
            level++;
        qsort(&list[first], end - first, sizeof *list, by_year);
        judge(&job, &list[first], end - first, "");
    }
}

bool group_judges(const Group *group, size_t at) {
    return group->judged[at];
}

void group_refuse(FlagRun *run, const FlagMethod *method, size_t series, const Group *group, Refusal why) {
    size_t cells = 0;
    for (size_t i = 0; i < group->count; i++)
        cells += group_judges(group, i);
    flag_refuse(run, method, series, why, cells);
}

size_t group_place(const double *values, size_t n, double value) {
    size_t place = 1;
    for (size_t i = 0; i < n; i++)
        place += values[i] > value;
    return place;
}
