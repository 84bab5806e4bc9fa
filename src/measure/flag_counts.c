/* Amounts weighted by size, shares of counts, and months. */
#include <math.h>

#include "measure/flag_methods.h"
#include "stats/funnel.h"
#include "stats/hb.h"
#include "stats/xmr.h"

/* --- hb: change of amounts, weighted by size --- */

typedef struct {
    const double *previous; /* by cell */
} HbUser;

static void hb_group(FlagRun *run, const FlagMethod *method, size_t series, const Group *group, void *user) {
    const FlagSeries *s = &run->series[series];
    const HbUser *hb = user;
    size_t n = group->count;
    double *previous = ARENA_ARRAY(run->arena, double, n), *current = ARENA_ARRAY(run->arena, double, n),
           *ratios = ARENA_ARRAY(run->arena, double, n);
    HbPair *pairs = ARENA_ARRAY(run->arena, HbPair, n);
    HbSummary summary;
    HbOptions options = hb_default_options();
    Refusal refusal;
    for (size_t i = 0; i < n; i++) {
        previous[i] = hb->previous[group->cells[i]];
        current[i] = s->cells[group->cells[i]].value;
    }
    void *scratch = arena_alloc(run->arena, hb_scratch_bytes(n));
    bool screened = hb_screen_pairs(previous, current, n, &options, scratch, pairs, &summary, &refusal);
    if (screened && 4 * summary.tied > summary.usable) { /* many ratios alike: the quartiles would be those */
        options.tail = 0.10;
        screened = hb_screen_pairs(previous, current, n, &options, scratch, pairs, &summary, &refusal);
    }
    if (!screened) {
        group_refuse(run, method, series, group, refusal);
        return;
    }
    for (size_t i = 0; i < n; i++)
        ratios[i] = pairs[i].ratio;
    for (size_t i = 0; i < n; i++) {
        if (!group_judges(group, i) || isnan(pairs[i].multiple)) continue;
        FlagTest *test = flag_test_add(run, method, series, group->cells[i]);
        test->prior = log(previous[i]);
        test->center = test->prior + log(summary.median_ratio);
        test->residual = log(pairs[i].ratio / summary.median_ratio);
        test->score = pairs[i].multiple;
        test->limit_low = test->prior + log(pairs[i].ratio_low);
        test->limit_high = test->prior + log(pairs[i].ratio_high);
        test->n = summary.usable;
        test->rank = group_place(ratios, n, pairs[i].ratio);
        test->group = group->group;
    }
}

void test_hb(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *previous = ARENA_ARRAY(run->arena, double, s->count);
    for (size_t i = 0; i < s->count; i++)
        previous[i] = flag_follows(s, i) ? s->cells[i - 1].value : NAN;
    HbUser user = {previous};
    group_each(run, method, series, previous, hb_group, &user);
}

/* --- funnel: shares of counts --- */

static void funnel_group(FlagRun *run, const FlagMethod *method, size_t series, const Group *group,
                         void *user) {
    (void)user;
    const FlagSeries *s = &run->series[series];
    size_t n = group->count;
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
    }
    if (!funnel_fit_proportions(top, bottom, n, arena_alloc(run->arena, funnel_scratch_bytes(n)), z, &fit,
                                &refusal)) {
        group_refuse(run, method, series, group, refusal);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        FunnelRange limits;
        if (!group_judges(group, i) || isnan(z[i]) ||
            !funnel_find_limits(fit.target, fit.tau2, bottom[i], FUNNEL_Z998, &limits, &refusal))
            continue;
        FlagTest *test = flag_test_add(run, method, series, group->cells[i]);
        test->center = 100 * fit.target;
        test->limit_low = 100 * limits.low;
        test->limit_high = 100 * limits.high;
        test->score = z[i] / sqrt(1 + 4 * bottom[i] * fit.tau2);
        test->n = fit.n;
        test->rank = group_place(shares, n, shares[i]);
        test->group = group->group;
    }
}

void test_funnel(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *values = ARENA_ARRAY(run->arena, double, s->count);
    for (size_t i = 0; i < s->count; i++)
        values[i] = s->cells[i].denominator > 0 ? s->cells[i].value : NAN;
    group_each(run, method, series, values, funnel_group, NULL);
}

/* --- xmr: a department's own months --- */

/* Months are equally spaced: where some are not printed there is a gap, which breaks the ranges. */
static size_t month_of(const FlagSeries *s, size_t first, size_t cell) {
    const FlagCell *from = &s->cells[first], *to = &s->cells[cell];
    return (size_t)(12 * (to->year - from->year) + to->month - from->month);
}

static void xmr_dept(FlagRun *run, const FlagMethod *method, size_t series, size_t first, size_t end) {
    const FlagSeries *s = &run->series[series];
    size_t n = month_of(s, first, end - 1) + 1;
    double *values = ARENA_ARRAY(run->arena, double, n);
    XmrLimits limits;
    Refusal refusal;
    for (size_t i = 0; i < n; i++)
        values[i] = NAN;
    for (size_t i = first; i < end; i++)
        if (!s->cells[i].twin) values[month_of(s, first, i)] = s->cells[i].x;
    if (!xmr_find_limits(values, n, XMR_FORM_ROUNDED, true, arena_alloc(run->arena, xmr_scratch_bytes(n)),
                         &limits, &refusal) ||
        limits.trial || !(limits.range > 0)) {
        flag_refuse(run, method, series,
                    refusal        ? refusal
                    : limits.trial ? REFUSAL_TOO_FEW
                                   : REFUSAL_NO_SPREAD,
                    end - first);
        return;
    }
    for (size_t i = first; i < end; i++) {
        double value = values[month_of(s, first, i)];
        if (isnan(value)) continue;
        FlagTest *test = flag_test_add(run, method, series, i);
        test->center = limits.centre;
        test->spread = (limits.upper - limits.centre) / 3;
        test->score = (value - limits.centre) / test->spread;
        test->n = limits.n;
        test->rank = group_place(values, n, value);
    }
}

void test_xmr(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    for (size_t first = 0, end; first < s->count; first = end) {
        for (end = first + 1; end < s->count && s->cells[end].dept_id == s->cells[first].dept_id;)
            end++;
        xmr_dept(run, method, series, first, end);
    }
}
