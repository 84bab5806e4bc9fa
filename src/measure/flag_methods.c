/* The methods that hold a cell against others: each adds one test per cell, or says why there is none. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/flag_parts.h"
#include "stats/describe.h"
#include "stats/funnel.h"
#include "stats/hb.h"
#include "stats/robust.h"
#include "stats/sample.h"
#include "stats/xmr.h"

FlagTest *flag_test_add(FlagRun *run, const FlagMethod *method, size_t series, size_t cell) {
    ARENA_PUSH(run->arena, run->tests, run->test_count, run->test_capacity);
    FlagTest *test = &run->tests[run->test_count++];
    *test = (FlagTest){.method = method,
                       .series = series,
                       .cell = cell,
                       .center = NAN,
                       .spread = NAN,
                       .prior = NAN,
                       .residual = NAN,
                       .limit_low = NAN,
                       .limit_high = NAN,
                       .score = NAN,
                       .p = NAN,
                       .q = NAN,
                       .group = ""};
    return test;
}

static Screening *screening_of(FlagRun *run, const FlagMethod *method, size_t series) {
    for (size_t i = run->screening_count; i-- > 0;)
        if (run->screenings[i].method == method && run->screenings[i].series == series)
            return &run->screenings[i];
    ARENA_PUSH(run->arena, run->screenings, run->screening_count, run->screening_capacity);
    Screening *screening = &run->screenings[run->screening_count++];
    *screening = (Screening){.method = method, .series = series};
    return screening;
}

void flag_refuse(FlagRun *run, const FlagMethod *method, size_t series, Refusal why, size_t cells) {
    if (cells) screening_of(run, method, series)->cells[why] += cells;
}

/* --- who is compared with whom --- */

/* Positions of cells that are compared with each other: one year, and one peer group where it is large
 * enough. */
typedef struct {
    size_t *cells, count;
    const char *group; /* "" = all departments */
} Group;

typedef struct {
    int year;
    const char *label;
    size_t cell, slot; /* slot: place among the candidates */
} Candidate;

static int by_year_label(const void *left, const void *right) {
    const Candidate *a = left, *b = right;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    int order = strcmp(a->label, b->label);
    return order ? order : (a->slot > b->slot) - (a->slot < b->slot);
}

typedef void GroupTest(FlagRun *run, const FlagMethod *method, size_t series, const Group *all,
                       const bool *judged, void *user);

/* Labels of a year with fewer than FLAG_GROUP_LEAST cells are judged among all departments of the year. */
static void test_year(FlagRun *run, const FlagMethod *method, size_t series, const Candidate *list,
                      size_t count, GroupTest *test, void *user) {
    Group all = {.cells = ARENA_ARRAY(run->arena, size_t, count), .count = count, .group = ""};
    bool *left = ARENA_ARRAY(run->arena, bool, count);
    size_t left_over = 0;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && strcmp(list[end].label, list[first].label) == 0;)
            end++;
        Group group = {.cells = &all.cells[first], .count = end - first, .group = list[first].label};
        for (size_t i = first; i < end; i++)
            all.cells[i] = list[i].cell;
        bool large = group.count >= FLAG_GROUP_LEAST && *group.group;
        for (size_t i = first; i < end; i++)
            left[i] = !large;
        if (large)
            test(run, method, series, &group, NULL, user);
        else
            left_over += group.count;
    }
    if (left_over == 0) return;
    if (count >= FLAG_GROUP_LEAST)
        test(run, method, series, &all, left, user);
    else
        flag_refuse(run, method, series, REFUSAL_TOO_FEW, left_over);
}

/* Calls `test` for every group; cells with values[i] NaN take no part. */
static void each_group(FlagRun *run, const FlagMethod *method, size_t series, const double *values,
                       GroupTest *test, void *user) {
    const FlagSeries *s = &run->series[series];
    Candidate *list = ARENA_ARRAY(run->arena, Candidate, s->count);
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (isnan(values[i])) continue;
        size_t dept = flag_dept_row(run, s->cells[i].dept_id);
        const char *label = run->depts->columns[3].texts[dept];
        list[count] = (Candidate){s->cells[i].year, label ? label : "", i, count};
        count++;
    }
    if (count) qsort(list, count, sizeof *list, by_year_label);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && list[end].year == list[first].year;)
            end++;
        test_year(run, method, series, &list[first], end - first, test, user);
    }
}

static size_t place_from_top(const double *values, size_t n, double value) {
    size_t place = 1;
    for (size_t i = 0; i < n; i++)
        place += values[i] > value;
    return place;
}

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
                        const bool *judged, void *user) {
    (void)user;
    const FlagSeries *s = &run->series[series];
    double *values = ARENA_ARRAY(run->arena, double, group->count), center, spread;
    size_t tested = 0;
    for (size_t i = 0; i < group->count; i++) {
        values[i] = s->cells[group->cells[i]].x;
        tested += !judged || judged[i];
    }
    Refusal refusal;
    if (!level_scale(run, values, group->count, &center, &spread, &refusal)) {
        flag_refuse(run, method, series, refusal, tested);
        return;
    }
    for (size_t i = 0; i < group->count; i++) {
        if (judged && !judged[i]) continue;
        FlagTest *test = flag_test_add(run, method, series, group->cells[i]);
        test->center = center;
        test->spread = spread;
        test->score = (values[i] - center) / spread;
        test->n = group->count;
        test->rank = place_from_top(values, group->count, values[i]);
        test->group = group->group;
    }
}

static void test_level(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *values = ARENA_ARRAY(run->arena, double, s->count);
    for (size_t i = 0; i < s->count; i++)
        values[i] = s->cells[i].x;
    each_group(run, method, series, values, level_group, NULL);
}

/* --- change: against last year, as the group moved and as the department usually moves --- */

typedef struct {
    double *steps;     /* x - last year's x, by cell; NaN where there is none */
    double *residuals; /* without the group's median step */
    double *centers;   /* that median */
    size_t *ranks, *sizes;
    const char **groups;
} Steps;

static void center_steps(FlagRun *run, const FlagMethod *method, size_t series, const Group *group,
                         const bool *judged, void *user) {
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
        if (judged && !judged[i]) continue;
        size_t cell = group->cells[i];
        steps->centers[cell] = median;
        steps->residuals[cell] = values[i] - median;
        steps->sizes[cell] = group->count;
        steps->ranks[cell] = place_from_top(values, group->count, values[i]);
        steps->groups[cell] = group->group;
    }
}

static double typical_size(const double *residuals, size_t n, double *scratch) {
    size_t present = 0;
    Refusal refusal;
    for (size_t i = 0; i < n; i++)
        scratch[i] = fabs(residuals[i]);
    double *sorted = scratch + n, sum = 0;
    if (!sample_sort(scratch, n, sorted, &present, &refusal) || present == 0) return NAN;
    double median = DESCRIBE_MAD_SCALE * sample_quantile(sorted, present, 0.5);
    for (size_t i = 0; i < present; i++)
        sum += sorted[i];
    return median > 0 ? median : sum / (double)present / 0.7979; /* more than half stood still */
}

/* A department's own spread, drawn towards that of all, because a few years say little: the mean of both
 * logarithms, that of all with the weight of CHANGE_PRIOR_WEIGHT years (an empirical Bayes idea, as in Smyth
 * 2004; logarithms, so that a department that always stands still is held to that). The year in question and
 * the one after it, which may take the change back, do not count. */
enum { CHANGE_PRIOR_WEIGHT = 2, CHANGE_OWN_LEAST = 3 };
#define CHANGE_STILL 0.1 /* of the common spread: no department is taken to be steadier than this */

static double own_spread(const FlagSeries *s, const double *residuals, size_t cell, double common) {
    size_t first = cell, end = cell + 1, kept = 0;
    double sum = 0;
    while (first > 0 && s->cells[first - 1].dept_id == s->cells[cell].dept_id)
        first--;
    while (end < s->count && s->cells[end].dept_id == s->cells[cell].dept_id)
        end++;
    for (size_t i = first; i < end; i++) {
        if (i == cell || i == cell + 1 || isnan(residuals[i])) continue;
        sum += fabs(residuals[i]);
        kept++;
    }
    if (kept < CHANGE_OWN_LEAST) return common;
    double n = (double)kept, own = fmax(sum / n / 0.7979, CHANGE_STILL * common);
    return exp((CHANGE_PRIOR_WEIGHT * log(common) + n * log(own)) / (CHANGE_PRIOR_WEIGHT + n));
}

static bool follows(const FlagSeries *s, size_t cell) {
    return cell > 0 && s->cells[cell - 1].dept_id == s->cells[cell].dept_id &&
           s->cells[cell - 1].year == s->cells[cell].year - 1;
}

static Steps new_steps(FlagRun *run, const FlagSeries *s) {
    Arena *arena = run->arena;
    Steps steps = {ARENA_ARRAY(arena, double, s->count), ARENA_ARRAY(arena, double, s->count),
                   ARENA_ARRAY(arena, double, s->count), ARENA_ARRAY(arena, size_t, s->count),
                   ARENA_ARRAY(arena, size_t, s->count), ARENA_ARRAY(arena, const char *, s->count)};
    for (size_t i = 0; i < s->count; i++) {
        steps.steps[i] = follows(s, i) ? s->cells[i].x - s->cells[i - 1].x : NAN;
        steps.residuals[i] = steps.centers[i] = NAN;
    }
    return steps;
}

static void test_change(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    Steps steps = new_steps(run, s);
    each_group(run, method, series, steps.steps, center_steps, &steps);
    double *scratch = ARENA_ARRAY(run->arena, double, 2 * s->count);
    double common = typical_size(steps.residuals, s->count, scratch);
    size_t still = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (isnan(steps.residuals[i])) continue;
        double spread = common > 0 ? own_spread(s, steps.residuals, i, common) : 0;
        if (!(spread > 0)) {
            still++;
            continue;
        }
        FlagTest *test = flag_test_add(run, method, series, i);
        test->prior = s->cells[i - 1].x;
        test->center = test->prior + steps.centers[i];
        test->spread = spread;
        test->residual = steps.residuals[i];
        test->score = steps.residuals[i] / spread;
        test->n = steps.sizes[i];
        test->rank = steps.ranks[i];
        test->group = steps.groups[i];
    }
    flag_refuse(run, method, series, REFUSAL_NO_SPREAD, still);
}

/* --- hb: change of amounts, weighted by size --- */

typedef struct {
    const double *previous; /* by cell */
} HbUser;

static void hb_group(FlagRun *run, const FlagMethod *method, size_t series, const Group *group,
                     const bool *judged, void *user) {
    const FlagSeries *s = &run->series[series];
    const HbUser *hb = user;
    size_t n = group->count, tested = 0;
    double *previous = ARENA_ARRAY(run->arena, double, n), *current = ARENA_ARRAY(run->arena, double, n),
           *ratios = ARENA_ARRAY(run->arena, double, n);
    HbPair *pairs = ARENA_ARRAY(run->arena, HbPair, n);
    HbSummary summary;
    HbOptions options = hb_default_options();
    Refusal refusal;
    for (size_t i = 0; i < n; i++) {
        previous[i] = hb->previous[group->cells[i]];
        current[i] = s->cells[group->cells[i]].value;
        tested += !judged || judged[i];
    }
    if (!hb_screen_pairs(previous, current, n, &options, arena_alloc(run->arena, hb_scratch_bytes(n)), pairs,
                         &summary, &refusal)) {
        flag_refuse(run, method, series, refusal, tested);
        return;
    }
    for (size_t i = 0; i < n; i++)
        ratios[i] = pairs[i].ratio;
    for (size_t i = 0; i < n; i++) {
        if ((judged && !judged[i]) || isnan(pairs[i].multiple)) continue;
        FlagTest *test = flag_test_add(run, method, series, group->cells[i]);
        test->prior = log(previous[i]);
        test->center = test->prior + log(summary.median_ratio);
        test->residual = log(pairs[i].ratio / summary.median_ratio);
        test->score = pairs[i].multiple;
        test->limit_low = test->prior + log(pairs[i].ratio_low);
        test->limit_high = test->prior + log(pairs[i].ratio_high);
        test->n = summary.usable;
        test->rank = place_from_top(ratios, n, pairs[i].ratio);
        test->group = group->group;
    }
}

static void test_hb(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *previous = ARENA_ARRAY(run->arena, double, s->count);
    for (size_t i = 0; i < s->count; i++)
        previous[i] = follows(s, i) ? s->cells[i - 1].value : NAN;
    HbUser user = {previous};
    each_group(run, method, series, previous, hb_group, &user);
}

/* --- funnel: shares of counts --- */

static void funnel_group(FlagRun *run, const FlagMethod *method, size_t series, const Group *group,
                         const bool *judged, void *user) {
    (void)user;
    const FlagSeries *s = &run->series[series];
    size_t n = group->count, tested = 0;
    double *top = ARENA_ARRAY(run->arena, double, n), *bottom = ARENA_ARRAY(run->arena, double, n),
           *z = ARENA_ARRAY(run->arena, double, n), *shares = ARENA_ARRAY(run->arena, double, n);
    FunnelFit fit;
    Refusal refusal;
    for (size_t i = 0; i < n; i++) {
        const FlagCell *cell = &s->cells[group->cells[i]];
        /* More than all is for the checks to tell; here it would spoil the group. */
        bool share = cell->numerator <= cell->denominator && cell->numerator >= 0;
        top[i] = share ? cell->numerator : NAN;
        bottom[i] = share ? cell->denominator : NAN;
        shares[i] = cell->value;
        tested += !judged || judged[i];
    }
    if (!funnel_fit_proportions(top, bottom, n, arena_alloc(run->arena, funnel_scratch_bytes(n)), z, &fit,
                                &refusal)) {
        flag_refuse(run, method, series, refusal, tested);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        FunnelRange limits;
        if ((judged && !judged[i]) || isnan(z[i]) ||
            !funnel_find_limits(fit.target, fit.tau2, bottom[i], FUNNEL_Z998, &limits, &refusal))
            continue;
        FlagTest *test = flag_test_add(run, method, series, group->cells[i]);
        test->center = 100 * fit.target;
        test->limit_low = 100 * limits.low;
        test->limit_high = 100 * limits.high;
        test->score = z[i] / sqrt(1 + 4 * bottom[i] * fit.tau2);
        test->n = fit.n;
        test->rank = place_from_top(shares, n, shares[i]);
        test->group = group->group;
    }
}

static void test_funnel(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *values = ARENA_ARRAY(run->arena, double, s->count);
    for (size_t i = 0; i < s->count; i++)
        values[i] = s->cells[i].denominator > 0 ? s->cells[i].value : NAN;
    each_group(run, method, series, values, funnel_group, NULL);
}

/* --- xmr: a department's own months --- */

static void xmr_dept(FlagRun *run, const FlagMethod *method, size_t series, size_t first, size_t end) {
    const FlagSeries *s = &run->series[series];
    size_t n = end - first;
    double *values = ARENA_ARRAY(run->arena, double, n);
    XmrLimits limits;
    Refusal refusal;
    for (size_t i = 0; i < n; i++)
        values[i] = s->cells[first + i].x;
    if (!xmr_find_limits(values, n, XMR_FORM_ROUNDED, true, arena_alloc(run->arena, xmr_scratch_bytes(n)),
                         &limits, &refusal) ||
        limits.trial || !(limits.range > 0)) {
        flag_refuse(run, method, series,
                    refusal        ? refusal
                    : limits.trial ? REFUSAL_TOO_FEW
                                   : REFUSAL_NO_SPREAD,
                    n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i])) continue;
        FlagTest *test = flag_test_add(run, method, series, first + i);
        test->center = limits.centre;
        test->spread = (limits.upper - limits.centre) / 3;
        test->score = (values[i] - limits.centre) / test->spread;
        test->n = limits.n;
        test->rank = place_from_top(values, n, values[i]);
    }
}

static void test_xmr(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    for (size_t first = 0, end; first < s->count; first = end) {
        for (end = first + 1; end < s->count && s->cells[end].dept_id == s->cells[first].dept_id;)
            end++;
        xmr_dept(run, method, series, first, end);
    }
}

/* Departments differ for good reasons, so the tails among them may be as heavy as they are; a department's
 * own changes are measured by its own spread. */
const FlagMethod flag_methods[] = {{"level", "level", ROBUST_Z_LIMIT, TAIL_HEAVIEST, false, test_level},
                                   {"change", "change", ROBUST_Z_LIMIT, TAIL_NEWS, false, test_change},
                                   {"hb", "size", 20, 1.5, true, test_hb},
                                   {"funnel", "share", FUNNEL_Z998, 0, true, test_funnel},
                                   {"xmr", "month", 3, TAIL_NEWS, false, test_xmr},
                                   {NULL, NULL, 0, 0, false, NULL}};

const FlagMethod *flag_method_find(const char *name) {
    for (const FlagMethod *method = flag_methods; method->name; method++)
        if (strcmp(method->name, name) == 0) return method;
    return NULL;
}
