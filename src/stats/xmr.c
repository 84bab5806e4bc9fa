#include "stats/xmr.h"

#include <math.h>

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "stats/sample.h"

size_t xmr_scratch_bytes(size_t n) {
    return (n > 0 && n <= SAMPLE_MOST ? n : 1) * 2 * sizeof(double);
}

static size_t take_ranges(const double *values, size_t n, double *ranges) {
    size_t count = 0;
    for (size_t i = 1; i < n; i++)
        if (!isnan(values[i]) && !isnan(values[i - 1])) ranges[count++] = fabs(values[i] - values[i - 1]);
    gsl_sort(ranges, 1, count);
    return count;
}

static double factor_of(XmrForm form) {
    switch (form) {
    case XMR_FORM_ROUNDED:
        return 2.66;
    case XMR_FORM_EXACT:
        return 3.0 / 1.128;
    case XMR_FORM_MEDIAN:
        return 3.145;
    }
    return NAN;
}

bool xmr_find_limits(const double *values, size_t n, XmrForm form, bool screen, void *scratch,
                     XmrLimits *limits, Refusal *refusal) {
    double *sorted = scratch;
    double *ranges = sorted + n;
    size_t present = 0;
    double factor = factor_of(form);
    if (isnan(factor)) return refusal_set(refusal, REFUSAL_BAD_OPTION);
    if (!sample_sort(values, n, sorted, &present, refusal)) return false;
    if (present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    size_t count = take_ranges(values, n, ranges);
    if (count == 0) return refusal_set(refusal, REFUSAL_TOO_FEW);
    bool median = form == XMR_FORM_MEDIAN;
    double mean_range = gsl_stats_mean(ranges, 1, count);
    double range_limit = 3.267 * mean_range;
    size_t kept = count;
    while (screen && !median && kept > 1 && ranges[kept - 1] >= range_limit && range_limit > 0.0)
        kept--;
    double centre = median ? sample_quantile(sorted, present, 0.5) : gsl_stats_mean(sorted, 1, present);
    double range = median ? sample_quantile(ranges, count, 0.5) : gsl_stats_mean(ranges, 1, kept);
    if (sorted[0] == sorted[present - 1]) centre = sorted[0];
    *limits = (XmrLimits){.n = present,
                          .missing = n - present,
                          .ranges = count,
                          .screened = count - kept,
                          .centre = centre,
                          .range = range,
                          .range_limit = range_limit,
                          .lower = centre - factor * range,
                          .upper = centre + factor * range,
                          .trial = present < XMR_FIRM_FROM};
    return true;
}

/* 1 above, -1 below, 0 on the centre line or missing. */
static int side_of(double value, const XmrLimits *limits) {
    return (value > limits->centre) - (value < limits->centre);
}

static bool is_outside(double value, const XmrLimits *limits) {
    return value > limits->upper || value < limits->lower;
}

/* Within the limits, but in the outer third. */
static bool is_near(double value, const XmrLimits *limits) {
    double reach = (limits->upper - limits->centre) * 2.0 / 3.0;
    return !is_outside(value, limits) && fabs(value - limits->centre) > reach;
}

static void mark_outside(double value, const XmrLimits *limits, unsigned *signal) {
    if (value > limits->upper) *signal |= XMR_SIGNAL_ABOVE;
    if (value < limits->lower) *signal |= XMR_SIGNAL_BELOW;
}

static void mark_three(const double *values, const XmrLimits *limits, unsigned *signals) {
    int side = side_of(values[0], limits);
    int near = 0;
    for (size_t k = 0; k < 3; k++) {
        if (side == 0 || side_of(values[k], limits) != side) return;
        near += is_near(values[k], limits);
    }
    for (size_t k = 0; k < 3 && near >= 2; k++)
        if (is_near(values[k], limits))
            signals[k] |= side > 0 ? XMR_SIGNAL_NEAR_ABOVE : XMR_SIGNAL_NEAR_BELOW;
}

static void mark_seven(const double *values, const XmrLimits *limits, unsigned *signals) {
    int sides = 0;
    int steps = 0;
    for (size_t k = 0; k < XMR_RUN; k++) {
        sides += side_of(values[k], limits);
        if (k > 0) steps += (values[k] > values[k - 1]) - (values[k] < values[k - 1]);
    }
    unsigned bits = 0;
    if (sides == XMR_RUN || sides == -XMR_RUN)
        bits |= sides > 0 ? XMR_SIGNAL_RUN_ABOVE : XMR_SIGNAL_RUN_BELOW;
    if (steps == XMR_RUN - 1 || steps == 1 - XMR_RUN)
        bits |= steps > 0 ? XMR_SIGNAL_RISING : XMR_SIGNAL_FALLING;
    for (size_t k = 0; k < XMR_RUN; k++)
        signals[k] |= bits;
}

void xmr_mark_points(const double *values, size_t n, const XmrLimits *limits, unsigned *signals) {
    for (size_t i = 0; i < n; i++) {
        signals[i] = 0;
        mark_outside(values[i], limits, &signals[i]);
    }
    for (size_t i = 0; i + 3 <= n; i++)
        mark_three(values + i, limits, signals + i);
    for (size_t i = 0; i + XMR_RUN <= n; i++)
        mark_seven(values + i, limits, signals + i);
}

XmrAssurance xmr_assure_target(const XmrLimits *limits, double target) {
    if (target < limits->lower) return XMR_ASSURANCE_ABOVE;
    return target > limits->upper ? XMR_ASSURANCE_BELOW : XMR_ASSURANCE_EITHER;
}
