/* Who is compared with whom: the departments of a year, in their peer group where it is large enough. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/flag_methods.h"

typedef struct {
    int year;
    const char *label;
    size_t cell;
} Candidate;

static int by_year_label(const void *left, const void *right) {
    const Candidate *a = left, *b = right;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    int order = strcmp(a->label, b->label);
    return order ? order : (a->cell > b->cell) - (a->cell < b->cell);
}

/* Labels of a year with fewer than FLAG_GROUP_LEAST cells are judged among all departments of the year. */
static void test_year(FlagRun *run, const FlagMethod *method, size_t series, const Candidate *list,
                      size_t count, GroupTest *test, void *user) {
    Group all = {.cells = ARENA_ARRAY(run->arena, size_t, count), .count = count, .group = ""};
    bool *left = ARENA_ARRAY(run->arena, bool, count);
    size_t left_over = 0;
    for (size_t i = 0; i < count; i++)
        all.cells[i] = list[i].cell;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && strcmp(list[end].label, list[first].label) == 0;)
            end++;
        Group group = {.cells = &all.cells[first], .count = end - first, .group = list[first].label};
        bool large = group.count >= FLAG_GROUP_LEAST && *group.group;
        for (size_t i = first; i < end; i++)
            left[i] = !large;
        if (large)
            test(run, method, series, &group, user);
        else
            left_over += group.count;
    }
    if (left_over == 0) return;
    all.judged = left;
    if (count >= FLAG_GROUP_LEAST)
        test(run, method, series, &all, user);
    else
        flag_refuse(run, method, series, REFUSAL_TOO_FEW, left_over);
}

void group_each(FlagRun *run, const FlagMethod *method, size_t series, const double *values, bool whole,
                GroupTest *test, void *user) {
    const FlagSeries *s = &run->series[series];
    Candidate *list = ARENA_ARRAY(run->arena, Candidate, s->count);
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (isnan(values[i])) continue;
        const char *label = run->depts->columns[3].texts[flag_dept_row(run, s->cells[i].dept_id)];
        list[count++] = (Candidate){s->cells[i].year, label && !whole ? label : "", i};
    }
    if (count) qsort(list, count, sizeof *list, by_year_label);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && list[end].year == list[first].year;)
            end++;
        test_year(run, method, series, &list[first], end - first, test, user);
    }
}

bool group_judges(const Group *group, size_t at) {
    return !group->judged || group->judged[at];
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
