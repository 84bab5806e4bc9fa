#include "stats/describe.h"

#include <math.h>

#include <gsl/gsl_statistics_double.h>

#include "stats/sample.h"

enum {
    REALS_PER_VALUE = 4, /* the sorted copy and what Qn works in */
    INTS_PER_VALUE = 5   /* Qn again */
};

size_t describe_scratch_bytes(size_t n) {
    size_t room = n > 0 && n <= SAMPLE_MOST ? n : 1;
    return room * (REALS_PER_VALUE * sizeof(double) + INTS_PER_VALUE * sizeof(int));
}

static Description nothing_defined(size_t n, size_t missing) {
    return (Description){.n = n,
                         .missing = missing,
                         .mean = NAN,
                         .sd = NAN,
                         .min = NAN,
                         .p05 = NAN,
                         .p10 = NAN,
                         .q1 = NAN,
                         .median = NAN,
                         .q3 = NAN,
                         .p90 = NAN,
                         .p95 = NAN,
                         .max = NAN,
                         .hinge_low = NAN,
                         .hinge_high = NAN,
                         .mad = NAN,
                         .mad_scaled = NAN,
                         .sn = NAN,
                         .qn = NAN,
                         .skewness = NAN,
                         .kurtosis = NAN,
                         .gini = NAN};
}

static double gini_of_sorted(const double *sorted, size_t n) {
    if (sorted[0] < 0.0) return NAN;
    double sum = 0.0;
    double weighted = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += sorted[i];
        weighted += (2.0 * (double)i + 1.0 - (double)n) * sorted[i];
    }
    return sum > 0.0 ? fmax(weighted / sum / (double)n, 0.0) : NAN;
}

/* The sample is varied (sd > 0): equal values would divide by zero, and rounding could give them a shape they
 * do not have. */
static void add_shape(const double *sorted, size_t n, Description *result) {
    if (n >= 3) result->skewness = gsl_stats_skew_m_sd(sorted, 1, n, result->mean, result->sd);
    if (n >= 4) result->kurtosis = gsl_stats_kurtosis_m_sd(sorted, 1, n, result->mean, result->sd);
}

static void add_spread(const double *sorted, size_t n, double *work, int *integers, Description *result) {
    result->mad = gsl_stats_mad0(sorted, 1, n, work);
    result->mad_scaled = DESCRIBE_MAD_SCALE * result->mad;
    if (n < 2) return;
    bool all_equal = result->min == result->max;
    result->sd = all_equal ? 0.0 : gsl_stats_sd_m(sorted, 1, n, result->mean);
    result->sn = all_equal ? 0.0 : gsl_stats_Sn_from_sorted_data(sorted, 1, n, work);
    result->qn = all_equal ? 0.0 : gsl_stats_Qn_from_sorted_data(sorted, 1, n, work, integers);
    if (!all_equal && result->sd == 0.0) result->sd = NAN; /* differences below 1e-162 have squares of zero */
    if (result->sd > 0.0) add_shape(sorted, n, result);
}

bool describe_values(const double *values, size_t n, void *scratch, Description *result, Refusal *refusal) {
    double *sorted = scratch;
    size_t present = 0;
    if (!sample_sort(values, n, sorted, &present, refusal)) return false;
    *result = nothing_defined(present, n - present);
    if (present == 0) return true;
    result->min = sorted[0];
    result->max = sorted[present - 1];
    result->mean = result->min == result->max ? result->min : gsl_stats_mean(sorted, 1, present);
    result->p05 = sample_quantile(sorted, present, 0.05);
    result->p10 = sample_quantile(sorted, present, 0.10);
    result->q1 = sample_quantile(sorted, present, 0.25);
    result->median = sample_quantile(sorted, present, 0.50);
    result->q3 = sample_quantile(sorted, present, 0.75);
    result->p90 = sample_quantile(sorted, present, 0.90);
    result->p95 = sample_quantile(sorted, present, 0.95);
    result->hinge_low = sample_hinge_low(sorted, present);
    result->hinge_high = sample_hinge_high(sorted, present);
    result->gini = gini_of_sorted(sorted, present);
    double *work = sorted + n;
    add_spread(sorted, present, work, (int *)(void *)(work + 3 * n), result);
    return true;
}
