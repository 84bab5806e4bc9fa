#include "stats/funnel.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort_double.h>

#include "stats/sample.h"

/* Nobody asks for more, and its fourth power stays a double. */
#define Z_MOST 100.0

size_t funnel_scratch_bytes(size_t n) {
    return (n > 0 && n <= SAMPLE_MOST ? n : 1) * 2 * sizeof(double);
}

static bool is_present(double numerator, double denominator) {
    return !isnan(numerator) && !isnan(denominator) && denominator != 0.0;
}

/* Sorted sums do not depend on the order of the groups. */
static double sum_sorted(double *values, size_t n) {
    gsl_sort(values, 1, n);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

/* Counts what is present and its totals. False: a count out of range. */
static bool add_up(const double *numerators, const double *denominators, size_t n, double *work,
                   FunnelFit *fit) {
    for (size_t i = 0; i < n; i++) {
        if (!is_present(numerators[i], denominators[i])) continue;
        if (numerators[i] < 0.0 || numerators[i] > denominators[i]) return false;
        work[fit->n] = numerators[i];
        work[n + fit->n++] = denominators[i];
    }
    fit->missing = n - fit->n;
    fit->target = sum_sorted(work, fit->n) / sum_sorted(work + n, fit->n);
    return true;
}

/* work[0 .. n-1] = the z of the groups present, in any order; weights = their 4 n. */
static void find_overdispersion(double *work, double *weights, FunnelFit *fit) {
    double groups = (double)fit->n;
    gsl_sort(work, 1, fit->n);
    double low = sample_quantile(work, fit->n, 0.1);
    double high = sample_quantile(work, fit->n, 0.9);
    double squares = 0.0;
    for (size_t i = 0; i < fit->n; i++) {
        double held = fmin(fmax(work[i], low), high);
        squares += held * held;
    }
    fit->z_low = low;
    fit->z_high = high;
    fit->phi = squares / groups;
    double weight = sum_sorted(weights, fit->n);
    double weight_squares = 0.0;
    for (size_t i = 0; i < fit->n; i++)
        weight_squares += weights[i] * weights[i];
    double room = weight - weight_squares / weight;
    fit->tau2 = room > 0.0 ? fmax((squares - (groups - 1.0)) / room, 0.0) : 0.0;
}

bool funnel_fit_proportions(const double *numerators, const double *denominators, size_t n, void *scratch,
                            double *z, FunnelFit *fit, Refusal *refusal) {
    double *work = scratch;
    double *weights = work + n;
    size_t unused = 0;
    *fit = (FunnelFit){.target = NAN, .z_low = NAN, .z_high = NAN, .phi = NAN, .tau2 = NAN};
    if (!sample_count(numerators, n, &unused, refusal) || !sample_count(denominators, n, &unused, refusal))
        return false;
    if (!add_up(numerators, denominators, n, work, fit)) return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    if (fit->n == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (fit->n < 2) return refusal_set(refusal, REFUSAL_TOO_FEW);
    if (!(fit->target > 0.0 && fit->target < 1.0)) return refusal_set(refusal, REFUSAL_NO_SPREAD);
    double angle = asin(sqrt(fit->target));
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        z[i] = NAN;
        if (!is_present(numerators[i], denominators[i])) continue;
        z[i] = (asin(sqrt(numerators[i] / denominators[i])) - angle) * 2.0 * sqrt(denominators[i]);
        work[count] = z[i];
        weights[count++] = 4.0 * denominators[i];
    }
    find_overdispersion(work, weights, fit);
    return refusal_set(refusal, REFUSAL_NONE);
}

static double share_at_angle(double angle) {
    double root = sin(fmin(fmax(angle, 0.0), M_PI_2));
    return root * root;
}

bool funnel_find_limits(double target, double tau2, double denominator, double z, FunnelRange *limits,
                        Refusal *refusal) {
    bool sane = target >= 0.0 && target <= 1.0 && tau2 >= 0.0 && tau2 <= SAMPLE_LARGEST &&
                denominator > 0.0 && denominator <= SAMPLE_LARGEST && z > 0.0 && z <= Z_MOST;
    if (!sane) return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    double centre = asin(sqrt(target));
    double reach = z * sqrt(0.25 / denominator + tau2);
    *limits = (FunnelRange){share_at_angle(centre - reach), share_at_angle(centre + reach)};
    return refusal_set(refusal, REFUSAL_NONE);
}

/* Smallest r with F(r) >= tail. */
static unsigned binomial_quantile(double tail, double target, unsigned n) {
    unsigned low = 0;
    unsigned high = n;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (gsl_cdf_binomial_P(middle, target, n) >= tail)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

bool funnel_find_exact_limit(double target, double denominator, double tail, double *limit,
                             Refusal *refusal) {
    bool sane = target > 0.0 && target < 1.0 && denominator >= 1.0 && denominator <= FUNNEL_COUNT_MOST &&
                floor(denominator) == denominator && tail > 0.0 && tail < 1.0;
    if (!sane) return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    unsigned n = (unsigned)denominator;
    unsigned r = binomial_quantile(tail, target, n);
    double here = gsl_cdf_binomial_P(r, target, n);
    double before = r > 0 ? gsl_cdf_binomial_P(r - 1, target, n) : 0.0;
    if (!(here > before)) return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    double excess = (here - tail) / (here - before);
    *limit = fmin(fmax(((double)r - excess) / denominator, 0.0), 1.0);
    return refusal_set(refusal, REFUSAL_NONE);
}

bool funnel_find_wilson(double numerator, double denominator, double z, FunnelRange *interval,
                        Refusal *refusal) {
    bool sane = numerator >= 0.0 && numerator <= denominator && denominator > 0.0 &&
                denominator <= SAMPLE_LARGEST && z > 0.0 && z <= Z_MOST;
    if (!sane) return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    double share = numerator / denominator;
    double square = z / denominator * z;
    double centre = (share + square / 2.0) / (1.0 + square);
    double reach = sqrt(share * (1.0 - share) * square + square * square / 4.0) / (1.0 + square);
    *interval = (FunnelRange){numerator == 0.0 ? 0.0 : fmax(centre - reach, 0.0),
                              numerator == denominator ? 1.0 : fmin(centre + reach, 1.0)};
    return refusal_set(refusal, REFUSAL_NONE);
}

/* count (1 - 1/(9 count) +- z/(3 sqrt count))^3 */
static double byar_limit(double count, double z) {
    double root = 1.0 - 1.0 / (9.0 * count) + z / (3.0 * sqrt(count));
    return fmax(count * root * root * root, 0.0);
}

bool funnel_find_byar(double count, double z, FunnelRange *interval, Refusal *refusal) {
    if (!(count >= 0.0 && count <= SAMPLE_LARGEST && z > 0.0 && z <= Z_MOST))
        return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    *interval = (FunnelRange){count > 0.0 ? byar_limit(count, -z) : 0.0, byar_limit(count + 1.0, z)};
    return refusal_set(refusal, REFUSAL_NONE);
}
