/* Changes: against last year, and the slope of many years. */
#include <math.h>

#include "measure/flag_methods.h"
#include "stats/describe.h"
#include "stats/sample.h"
#include "stats/spread.h"
#include "stats/trend.h"

/* --- change: against last year, as the group moved and as the department usually moves --- */

typedef struct {
    double *steps;     /* x - last year's x, by cell; NaN where there is none */
    double *residuals; /* without the group's median step */
    double *centers;   /* that median */
    size_t *ranks, *sizes;
    const char **groups;
} Steps;

static void center_steps(FlagRun *run, const FlagMethod *method, size_t series, const Group *group,
                         void *user) {
    (void)method, (void)series;
    Steps *steps = user;
    double *values = ARENA_ARRAY(run->arena, double, 2 * group->count), *sorted = values + group->count;
    size_t present;
    Refusal refusal;
    for (size_t i = 0; i < group->count; i++)
        values[i] = steps->steps[group->cells[i]];
    if (!sample_sort(values, group->count, sorted, &present, &refusal)) return;
    double median = sample_quantile(sorted, present, 0.5);
    for (size_t i = 0; i < group->count; i++) {
        if (!group_judges(group, i)) continue;
        size_t cell = group->cells[i];
        steps->centers[cell] = median;
        steps->residuals[cell] = values[i] - median;
        steps->sizes[cell] = group->count;
        steps->ranks[cell] = group_place(values, group->count, values[i]);
        steps->groups[cell] = group->group;
    }
}

/* What makes a department large in this series: its amount, or what its rate is a part of, in either year. */
static double log_size_of(const FlagSeries *s, size_t cell) {
    double size = 0;
    for (size_t i = flag_follows(s, cell) ? cell - 1 : cell; i <= cell; i++) {
        double base = s->cells[i].denominator;
        size = fmax(size, s->log && isnan(base) ? s->cells[i].value : base);
    }
    return size > 0 ? log(size) : NAN;
}

/* The department's other residuals: not the year in question, nor the one after it, which may take it back.
 */
static double own_spread(const FlagSeries *s, const SpreadModel *model, const double *residuals,
                         const double *log_sizes, size_t cell) {
    size_t first = cell, end = cell + 1, kept = 0;
    double sum = 0;
    while (first > 0 && s->cells[first - 1].dept_id == s->cells[cell].dept_id)
        first--;
    while (end < s->count && s->cells[end].dept_id == s->cells[cell].dept_id)
        end++;
    for (size_t i = first; i < end; i++) {
        if (i == cell || i == cell + 1 || isnan(residuals[i])) continue;
        sum += fabs(residuals[i]) / spread_usual(model, log_sizes[i]);
        kept++;
    }
    return spread_of_unit(model, log_sizes[cell], kept ? sum / (double)kept : NAN, kept);
}

static Steps new_steps(FlagRun *run, const FlagSeries *s, double *moves) {
    Arena *arena = run->arena;
    Steps steps = {moves,
                   ARENA_ARRAY(arena, double, s->count),
                   ARENA_ARRAY(arena, double, s->count),
                   ARENA_ARRAY(arena, size_t, s->count),
                   ARENA_ARRAY(arena, size_t, s->count),
                   ARENA_ARRAY(arena, const char *, s->count)};
    for (size_t i = 0; i < s->count; i++)
        steps.residuals[i] = steps.centers[i] = NAN;
    return steps;
}

static void judge_steps(FlagRun *run, const FlagMethod *method, size_t series, const Steps *steps,
                        const SpreadModel *model, const double *log_sizes) {
    const FlagSeries *s = &run->series[series];
    for (size_t i = 0; i < s->count; i++) {
        if (isnan(steps->residuals[i])) continue;
        FlagTest *test = flag_test_add(run, method, series, i);
        if (flag_follows(s, i)) test->prior = s->cells[i - 1].x;
        test->center = s->cells[i].x - steps->residuals[i];
        test->spread = own_spread(s, model, steps->residuals, log_sizes, i);
        test->residual = method->returns ? steps->residuals[i] : NAN;
        test->score = steps->residuals[i] / test->spread;
        test->n = steps->sizes[i];
        test->rank = steps->ranks[i];
        test->group = steps->groups[i];
    }
}

void flag_judge_moves(FlagRun *run, const FlagMethod *method, size_t series, double *moves) {
    const FlagSeries *s = &run->series[series];
    Steps steps = new_steps(run, s, moves);
    group_each(run, method, series, moves, center_steps, &steps);
    double *log_sizes = ARENA_ARRAY(run->arena, double, s->count);
    size_t *units = ARENA_ARRAY(run->arena, size_t, s->count), tested = 0;
    for (size_t i = 0; i < s->count; i++) {
        units[i] = (size_t)s->cells[i].dept_id;
        log_sizes[i] = log_size_of(s, i);
        if (!isnan(steps.residuals[i])) tested++;
    }
    SpreadModel model;
    Refusal refusal;
    void *scratch = arena_alloc(run->arena, spread_scratch_bytes(s->count));
    if (spread_fit(steps.residuals, log_sizes, units, s->count, scratch, &model, &refusal))
        judge_steps(run, method, series, &steps, &model, log_sizes);
    else
        flag_refuse(run, method, series, refusal, tested);
}

void test_change(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *moves = ARENA_ARRAY(run->arena, double, s->count);
    for (size_t i = 0; i < s->count; i++)
        moves[i] = flag_follows(s, i) ? s->cells[i].x - s->cells[i - 1].x : NAN;
    flag_judge_moves(run, method, series, moves);
}

/* --- drift: a slope unlike those of the others, year after year --- */

enum { DRIFT_LEAST = 15 }; /* years: shorter series drift by chance */

typedef struct {
    size_t last;        /* the department's last year, which is flagged */
    double slope, span; /* of x per year; years */
} Drift;

static bool drift_of(FlagRun *run, const FlagSeries *s, size_t first, size_t end, Drift *drift) {
    double *times = ARENA_ARRAY(run->arena, double, end - first),
           *values = ARENA_ARRAY(run->arena, double, end - first);
    size_t n = 0;
    for (size_t i = first; i < end; i++) {
        if (isnan(s->cells[i].x)) continue;
        times[n] = s->cells[i].year;
        values[n++] = s->cells[i].x;
        drift->last = i;
    }
    TrendLine line;
    Refusal refusal;
    void *scratch = arena_alloc(run->arena, trend_scratch_bytes(n));
    if (n < DRIFT_LEAST || s->cells[drift->last].twin ||
        !trend_fit_line(times, values, n, 0.95, scratch, &line, &refusal))
        return false;
    drift->slope = line.slope;
    drift->span = times[n - 1] - times[0];
    return true;
}

static void judge_drifts(FlagRun *run, const FlagMethod *method, size_t series, const Drift *drifts,
                         size_t count) {
    double *slopes = ARENA_ARRAY(run->arena, double, count);
    Description d;
    Refusal refusal = REFUSAL_TOO_FEW;
    for (size_t i = 0; i < count; i++)
        slopes[i] = drifts[i].slope;
    void *scratch = arena_alloc(run->arena, describe_scratch_bytes(count));
    if (count < FLAG_GROUP_LEAST || !describe_values(slopes, count, scratch, &d, &refusal) || !(d.qn > 0)) {
        flag_refuse(run, method, series, refusal ? refusal : REFUSAL_NO_SPREAD, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        FlagTest *test = flag_test_add(run, method, series, drifts[i].last);
        double x = run->series[series].cells[drifts[i].last].x;
        test->center = x - (slopes[i] - d.median) * drifts[i].span; /* had it gone the way of the others */
        test->spread = d.qn * drifts[i].span;
        test->score = (slopes[i] - d.median) / d.qn;
        test->n = count;
        test->rank = group_place(slopes, count, slopes[i]);
    }
}

void test_drift(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    Drift *drifts = ARENA_ARRAY(run->arena, Drift, s->count);
    size_t count = 0;
    for (size_t first = 0, end; first < s->count; first = end) {
        for (end = first + 1; end < s->count && s->cells[end].dept_id == s->cells[first].dept_id;)
            end++;
        count += drift_of(run, s, first, end, &drifts[count]);
    }
    if (count) judge_drifts(run, method, series, drifts, count);
}
