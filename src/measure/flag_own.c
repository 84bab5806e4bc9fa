/* A department's own years: the years before, and the years on both sides. */
#include <math.h>
#include <stdlib.h>

#include "measure/flag_methods.h"

enum {
    OWN_LEAST = 3,  /* years before, of which the median says something */
    OWN_MOST = 5,   /* and which are near enough to be compared */
    SIDE_LEAST = 1, /* on each side of a spike */
    SIDE_MOST = 3
};

static int by_size(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Median of up to `most` years of the department on one side of a cell (step -1 or 1), not beyond a
 * reorganisation; NaN with fewer than `least`. */
static double side_median(const FlagRun *run, const FlagSeries *s, size_t cell, int step, size_t most,
                          size_t least) {
    double values[OWN_MOST];
    size_t n = 0;
    for (size_t at = cell, left = most; left > 0; left--) {
        if (step < 0 ? at == 0 : at + 1 == s->count) break;
        size_t later = step < 0 ? at : at + 1;
        if (flag_breaks(run, &s->cells[later])) break;
        at = step < 0 ? at - 1 : at + 1;
        if (s->cells[at].dept_id != s->cells[cell].dept_id ||
            abs(s->cells[at].year - s->cells[cell].year) > (int)most)
            break;
        if (!isnan(s->cells[at].x)) values[n++] = s->cells[at].x;
    }
    if (n < least) return NAN;
    qsort(values, n, sizeof *values, by_size);
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/* A second year at a new level is no news: last year was more than half way there. */
static bool there_already(const FlagSeries *s, size_t cell, double move) {
    double before = flag_follows(s, cell) ? s->cells[cell - 1].x - (s->cells[cell].x - move) : NAN;
    return before * move > 0 && fabs(before) > fabs(move) / 2;
}

/* Unlike the department's years before. */
void test_own(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *moves = ARENA_ARRAY(run->arena, double, s->count);
    size_t first = run->test_count;
    for (size_t i = 0; i < s->count; i++)
        moves[i] = s->cells[i].x - side_median(run, s, i, -1, OWN_MOST, OWN_LEAST);
    flag_judge_moves(run, method, series, moves);
    for (size_t i = first; i < run->test_count; i++)
        run->tests[i].echo = there_already(s, run->tests[i].cell, moves[run->tests[i].cell]);
}

/* Unlike the years before and the years after: the smaller of both differences. A new level is none. */
void test_spike(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *moves = ARENA_ARRAY(run->arena, double, s->count);
    for (size_t i = 0; i < s->count; i++) {
        double before = s->cells[i].x - side_median(run, s, i, -1, SIDE_MOST, SIDE_LEAST),
               after = s->cells[i].x - side_median(run, s, i, 1, SIDE_MOST, SIDE_LEAST);
        moves[i] = isnan(before) || isnan(after) ? NAN : fabs(before) < fabs(after) ? before : after;
    }
    flag_judge_moves(run, method, series, moves);
}
