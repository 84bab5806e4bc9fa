/* Levels: among the departments of the year, and against what is usual for the size. */
#include <math.h>

#include "measure/flag_methods.h"
#include "stats/describe.h"
#include "stats/regression.h"

/* --- level: among departments of the same kind and year --- */

/* Qn, which does not need a centre and bears half of the values being equal worse than the mean absolute
 * deviation does: that one is left where Qn is 0. */
static bool level_scale(FlagRun *run, const double *values, size_t n, double *center, double *spread,
                        Refusal *refusal) {
    Description d;
    void *scratch = arena_alloc(run->arena, describe_scratch_bytes(n));
    if (!describe_values(values, n, scratch, &d, refusal)) return false;
    *center = d.median;
    *spread = d.qn;
    if (d.qn > 0) return true;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += fabs(values[i] - d.median);
    *spread = sum / (double)n / 0.7979;
    return *spread > 0 || refusal_set(refusal, REFUSAL_NO_SPREAD);
}

static void level_group(FlagRun *run, const FlagMethod *method, size_t series, const Group *group,
                        void *user) {
    (void)user;
    const FlagSeries *s = &run->series[series];
    double *values = ARENA_ARRAY(run->arena, double, group->count), center, spread;
    for (size_t i = 0; i < group->count; i++) {
        values[i] = s->cells[group->cells[i]].x;
    }
    Refusal refusal;
    if (!level_scale(run, values, group->count, &center, &spread, &refusal)) {
        group_refuse(run, method, series, group, refusal);
        return;
    }
    for (size_t i = 0; i < group->count; i++) {
        if (!group_judges(group, i)) continue;
        FlagTest *test = flag_test_add(run, method, series, group->cells[i]);
        test->center = center;
        test->spread = spread;
        test->score = (values[i] - center) / spread;
        test->n = group->count;
        test->rank = group_place(values, group->count, values[i]);
        test->group = group->group;
    }
}

void test_level(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *values = ARENA_ARRAY(run->arena, double, s->count);
    for (size_t i = 0; i < s->count; i++)
        values[i] = s->cells[i].x;
    group_each(run, method, series, values, level_group, NULL);
}

/* --- regression: against the line of y on size, both as logarithms --- */

static void regression_group(FlagRun *run, const FlagMethod *method, size_t series, const Group *group,
                             void *user) {
    (void)user;
    const FlagSeries *s = &run->series[series];
    size_t n = group->count;
    double *size = ARENA_ARRAY(run->arena, double, n), *values = ARENA_ARRAY(run->arena, double, n);
    RegressionPoint *points = ARENA_ARRAY(run->arena, RegressionPoint, n);
    RegressionFit fit;
    Refusal refusal;
    for (size_t i = 0; i < n; i++) {
        size[i] = log(s->cells[group->cells[i]].denominator);
        values[i] = s->cells[group->cells[i]].x;
    }
    if (!regression_fit_line(size, values, n, REGRESSION_ROBUST, 0.05,
                             arena_alloc(run->arena, regression_scratch_bytes(n)), points, &fit, &refusal)) {
        group_refuse(run, method, series, group, refusal);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (!group_judges(group, i) || isnan(points[i].student)) continue;
        FlagTest *test = flag_test_add(run, method, series, group->cells[i]);
        test->center = points[i].fitted;
        test->spread = points[i].residual / points[i].student;
        test->score = points[i].student;
        test->n = fit.n;
        test->rank = group_place(values, n, values[i]);
        test->group = group->group;
    }
}

void test_regression(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *values = ARENA_ARRAY(run->arena, double, s->count);
    for (size_t i = 0; i < s->count; i++)
        values[i] = s->cells[i].denominator > 0 ? s->cells[i].x : NAN;
    group_each(run, method, series, values, regression_group, NULL);
}
