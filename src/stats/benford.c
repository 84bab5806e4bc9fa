#include "stats/benford.h"

#include <math.h>
#include <stdio.h>

#include <gsl/gsl_cdf.h>

#include "stats/sample.h"

static const struct {
    double below;
    const char *name;
} bands[BENFORD_BAND_COUNT] = {
    [BENFORD_CLOSE] = {0.006, "close"},
    [BENFORD_ACCEPTABLE] = {0.012, "acceptable"},
    [BENFORD_MARGINAL] = {0.015, "marginal"},
    [BENFORD_APART] = {INFINITY, "apart"},
};

const char *benford_band_name(BenfordBand band) {
    return bands[band].name;
}

/* Amounts of money: what is not next to a whole number begins with that digit, however it is printed. */
static bool leads_plainly(double size, double *lead) {
    if (size < 1 || size >= 1e15) return false;
    double power = 1;
    while (power * 10 <= size)
        power *= 10;
    *lead = size / power;
    return fabs(*lead - rint(*lead)) > 1e-9;
}

/* As a person reads it: printed with 15 digits, so that 0.3 begins with 3 and not with 2 (0.29999…). */
static size_t first_digit(double value) {
    double lead;
    char text[32];
    if (leads_plainly(fabs(value), &lead)) return (size_t)lead;
    snprintf(text, sizeof text, "%.14e", fabs(value));
    return (size_t)(text[0] - '0');
}

static void compare(BenfordTest *test) {
    double n = (double)test->n;
    double squares = 0.0;
    double cumulated = 0.0;
    for (size_t i = 0; i < BENFORD_DIGITS; i++) {
        double expected = log10(1.0 + 1.0 / (double)(i + 1));
        double apart = (double)test->counts[i] / n - expected;
        test->mad += fabs(apart) / BENFORD_DIGITS;
        test->chi2 += n * apart * apart / expected;
        double steady = fmax(fabs(apart) - 0.5 / n, 0.0); /* continuity correction */
        test->max_z = fmax(test->max_z, steady / sqrt(expected * (1.0 - expected) / n));
        squares += apart * apart;
        cumulated += apart;
        test->ks = fmax(test->ks, fabs(cumulated));
    }
    test->distance = sqrt(n * squares);
    test->p = gsl_cdf_chisq_Q(test->chi2, BENFORD_DIGITS - 1);
    while (test->mad >= bands[test->band].below)
        test->band++;
}

bool benford_test_digits(const double *values, size_t n, size_t least, BenfordTest *test, Refusal *refusal) {
    double largest = 0.0;
    double smallest = INFINITY;
    *test = (BenfordTest){.band = BENFORD_CLOSE};
    if (n > SAMPLE_MOST) return refusal_set(refusal, REFUSAL_TOO_MANY);
    for (size_t i = 0; i < n; i++) {
        if (isinf(values[i])) return refusal_set(refusal, REFUSAL_NOT_FINITE);
        if (isnan(values[i]) || values[i] == 0.0) {
            *(values[i] == 0.0 ? &test->zeros : &test->missing) += 1;
            continue;
        }
        test->counts[first_digit(values[i]) - 1]++;
        test->n++;
        largest = fmax(largest, fabs(values[i]));
        smallest = fmin(smallest, fabs(values[i]));
    }
    if (test->n == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (test->n < least) return refusal_set(refusal, REFUSAL_TOO_FEW);
    test->magnitude = log10(largest) - log10(smallest);
    compare(test);
    return refusal_set(refusal, REFUSAL_NONE);
}
