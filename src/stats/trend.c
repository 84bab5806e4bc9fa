#include "stats/trend.h"

#include <math.h>
#include <stdint.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "stats/sample.h"

/* The pairs that are present, and room to work. */
typedef struct Series {
    double *times;
    double *values;
    double *work;   /* n */
    double *slopes; /* n(n-1)/2 */
    size_t n;
    size_t missing;
} Series;

static size_t pair_count(size_t n) {
    return n * (n - 1) / 2;
}

size_t trend_scratch_bytes(size_t n) {
    size_t room = n > 0 && n <= TREND_MOST ? n : 1;
    return (3 * room + pair_count(room)) * sizeof(double);
}

static bool take_series(const double *times, const double *values, size_t n, size_t least, void *scratch,
                        Series *series, Refusal *refusal) {
    size_t present = 0;
    if (n > TREND_MOST) return refusal_set(refusal, REFUSAL_TOO_MANY);
    if (!sample_count(values, n, &present, refusal)) return false;
    if (present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    double *room = scratch;
    *series = (Series){room, room + n, room + 2 * n, room + 3 * n, 0, n - present};
    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i])) continue;
        if (!(fabs(times[i]) <= TREND_LATEST)) return refusal_set(refusal, REFUSAL_UNORDERED);
        if (series->n > 0 && times[i] - series->times[series->n - 1] < TREND_GAP)
            return refusal_set(refusal, REFUSAL_UNORDERED);
        series->times[series->n] = times[i];
        series->values[series->n++] = values[i];
    }
    return refusal_set(refusal, present < least ? REFUSAL_TOO_FEW : REFUSAL_NONE);
}

/* Sum over ties of t values of t(t-1)(2t+5), and of t(t-1)/2. */
static void sum_ties(const Series *series, double *for_variance, double *for_tau) {
    *for_variance = *for_tau = 0.0;
    for (size_t i = 0; i < series->n; i++)
        series->work[i] = series->values[i];
    gsl_sort(series->work, 1, series->n);
    for (size_t start = 0; start < series->n;) {
        size_t end = start + 1;
        while (end < series->n && series->work[end] == series->work[start])
            end++;
        double t = (double)(end - start);
        *for_variance += t * (t - 1.0) * (2.0 * t + 5.0);
        *for_tau += t * (t - 1.0) / 2.0;
        start = end;
    }
}

static double score_variance(const Series *series) {
    double n = (double)series->n;
    double ties = 0.0;
    double unused = 0.0;
    sum_ties(series, &ties, &unused);
    return (n * (n - 1.0) * (2.0 * n + 5.0) - ties) / 18.0;
}

/* Shares of the n! orders whose |S|, and whose S, is at least this one. counts[k] = orders with k falling
 * pairs; 20! fits in 64 bits. */
static double exact_p(size_t n, long score, double *rising) {
    enum { INVERSIONS = TREND_EXACT_MOST * (TREND_EXACT_MOST - 1) / 2 };
    uint64_t counts[INVERSIONS + 1] = {1};
    size_t top = 0;
    uint64_t all = 1;
    for (size_t size = 2; size <= n; size++) {
        /* a new largest value can be put before 0 .. size-1 others */
        uint64_t next[INVERSIONS + 1] = {0};
        for (size_t k = 0; k <= top; k++)
            for (size_t before = 0; before < size; before++)
                next[k + before] += counts[k];
        top += size - 1;
        for (size_t k = 0; k <= top; k++)
            counts[k] = next[k];
        all *= size;
    }
    uint64_t extreme = 0;
    uint64_t above = 0;
    for (size_t k = 0; k <= top; k++) {
        long other = (long)top - 2 * (long)k;
        if (labs(other) >= labs(score)) extreme += counts[k];
        if (other >= score) above += counts[k];
    }
    *rising = (double)above / (double)all;
    return (double)extreme / (double)all;
}

bool trend_test_series(const double *times, const double *values, size_t n, void *scratch, TrendTest *test,
                       Refusal *refusal) {
    Series series;
    if (!take_series(times, values, n, 3, scratch, &series, refusal)) return false;
    long score = 0;
    for (size_t j = 1; j < series.n; j++)
        for (size_t i = 0; i < j; i++)
            score += (series.values[j] > series.values[i]) - (series.values[j] < series.values[i]);
    double tie_variance = 0.0;
    double tied_pairs = 0.0;
    sum_ties(&series, &tie_variance, &tied_pairs);
    double pairs = (double)pair_count(series.n);
    double variance = score_variance(&series);
    double step = score > 0 ? 1.0 : -1.0;
    double z = score == 0 ? 0.0 : ((double)score - step) / sqrt(variance);
    double p_normal = fmin(2.0 * gsl_cdf_ugaussian_Q(fabs(z)), 1.0);
    bool exact = tied_pairs == 0.0 && series.n <= TREND_EXACT_MOST;
    double p_rising = NAN;
    double p_exact = exact ? exact_p(series.n, score, &p_rising) : NAN;
    *test = (TrendTest){.n = series.n,
                        .missing = series.missing,
                        .score = score,
                        .variance = variance,
                        .z = z,
                        .tau = pairs > tied_pairs ? (double)score / sqrt(pairs * (pairs - tied_pairs)) : NAN,
                        .p_normal = p_normal,
                        .p_exact = p_exact,
                        .p_rising = p_rising,
                        .p = exact ? p_exact : p_normal};
    return true;
}

/* Fills series->slopes with the slopes of all pairs without `left_out` (n = none is). Returns their number.
 */
static size_t take_slopes(const Series *series, size_t left_out) {
    size_t count = 0;
    for (size_t j = 1; j < series->n; j++)
        for (size_t i = 0; i < j && j != left_out; i++)
            if (i != left_out)
                series->slopes[count++] =
                    (series->values[j] - series->values[i]) / (series->times[j] - series->times[i]);
    return count;
}

/* One-based rank, interpolated, held at the ends. */
static double slope_at_rank(const double *slopes, size_t count, double rank) {
    rank = fmin(fmax(rank, 1.0), (double)count);
    size_t below = (size_t)floor(rank) - 1;
    size_t above = below + 1 < count ? below + 1 : below;
    double share = rank - floor(rank);
    return slopes[below] == slopes[above] ? slopes[below]
                                          : slopes[below] + share * (slopes[above] - slopes[below]);
}

static bool find_sign_stable(const Series *series, double slope) {
    if (series->n < 3 || slope == 0.0) return false;
    for (size_t left_out = 0; left_out < series->n; left_out++) {
        double without = gsl_stats_median(series->slopes, 1, take_slopes(series, left_out));
        if (without == 0.0 || (without > 0.0) != (slope > 0.0)) return false;
    }
    return true;
}

bool trend_fit_line(const double *times, const double *values, size_t n, double confidence, void *scratch,
                    TrendLine *line, Refusal *refusal) {
    Series series;
    if (!(confidence > 0.0 && confidence < 1.0)) return refusal_set(refusal, REFUSAL_BAD_OPTION);
    if (!take_series(times, values, n, 2, scratch, &series, refusal)) return false;
    size_t count = take_slopes(&series, series.n);
    gsl_sort(series.slopes, 1, count);
    double reach = gsl_cdf_ugaussian_Pinv((1.0 + confidence) / 2.0) * sqrt(score_variance(&series));
    *line =
        (TrendLine){.n = series.n,
                    .missing = series.missing,
                    .slope = sample_quantile(series.slopes, count, 0.5),
                    .slope_low = slope_at_rank(series.slopes, count, ((double)count - reach) / 2.0),
                    .slope_high = slope_at_rank(series.slopes, count, ((double)count + reach) / 2.0 + 1.0)};
    for (size_t i = 0; i < series.n; i++)
        series.work[i] = series.values[i] - line->slope * series.times[i];
    line->intercept = gsl_stats_median(series.work, 1, series.n);
    line->sign_stable = find_sign_stable(&series, line->slope);
    return true;
}

bool trend_find_growth(double first, double last, double years, double *growth, Refusal *refusal) {
    if (isinf(first) || isinf(last) || isinf(years)) return refusal_set(refusal, REFUSAL_NOT_FINITE);
    if (!(first > 0.0) || !(last >= 0.0) || !(years > 0.0)) return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    double result = pow(last / first, 1.0 / years) - 1.0;
    if (!isfinite(result)) return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    *growth = result;
    return refusal_set(refusal, REFUSAL_NONE);
}
