#include "stats/tail.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "stats/sample.h"

TailFit tail_assume(void) {
    return (TailFit){.scale = 1, .df = 5};
}

TailFit tail_normal(void) {
    return (TailFit){.scale = 1, .df = INFINITY};
}

size_t tail_scratch_bytes(size_t n) {
    return 2 * n * sizeof(double);
}

/* Log likelihood of sorted |scores|; what lies beyond `end` counts only as being beyond. */
static double likelihood(const double *sorted, size_t n, size_t end, const TailFit *fit) {
    double sum = (double)(n - end) * log(2 * gsl_cdf_tdist_Q(sorted[end - 1] / fit->scale, fit->df));
    double constant = log(2 * gsl_ran_tdist_pdf(0, fit->df) / fit->scale);
    for (size_t i = 0; i < end; i++) {
        double t = sorted[i] / fit->scale;
        sum += constant - (fit->df + 1) / 2 * log1p(t * t / fit->df);
    }
    return sum;
}

enum { STEPS = 40, STRIDE = 5 }; /* from the heaviest to the lightest tail */

static size_t counted(size_t n) {
    return n - (size_t)ceil(TAIL_BEYOND * (double)n);
}

/* The median of sorted |scores| gives the scale. */
static TailFit fit_at(const double *sorted, size_t present, double df) {
    return (TailFit){.n = present,
                     .scale = sample_quantile(sorted, present, 0.5) / gsl_cdf_tdist_Pinv(0.75, df),
                     .df = df};
}

static double chance_at(const double *sorted, size_t present, double df) {
    const TailFit fit = fit_at(sorted, present, df);
    return likelihood(sorted, present, counted(present), &fit);
}

/* Of `present` >= TAIL_SMALLEST sorted |scores|; false when half of them are 0. Between the steps the top of
 * the parabola through three of them, so that a fit does not leap when a score changes a little. */
static bool fit_sorted(const double *sorted, size_t present, double heaviest, TailFit *fit) {
    double chances[STEPS + 1] = {0}, ratio = pow(TAIL_LIGHTEST / heaviest, 1.0 / STEPS);
    int best = 0;
    if (!(sample_quantile(sorted, present, 0.5) > 0)) return false;
    for (int i = 0; i <= STEPS; i += STRIDE) {
        chances[i] = chance_at(sorted, present, heaviest * pow(ratio, i));
        if (chances[i] > chances[best]) best = i;
    }
    /* The likelihood has one top: it is between the strides beside the best one. */
    const int first = best > 0 ? best - STRIDE + 1 : 1, last = best < STEPS ? best + STRIDE - 1 : STEPS - 1;
    for (int i = first; i <= last; i++) {
        if (i % STRIDE != 0) chances[i] = chance_at(sorted, present, heaviest * pow(ratio, i));
        const bool as_good = i < best && chances[i] == chances[best];
        if (as_good || chances[i] > chances[best]) best = i;
    }
    double shift = 0;
    if (best > 0 && best < STEPS) {
        double bend = chances[best - 1] - 2 * chances[best] + chances[best + 1];
        if (bend < 0) shift = (chances[best - 1] - chances[best + 1]) / bend / 2;
    }
    *fit = fit_at(sorted, present, heaviest * pow(ratio, best + shift));
    return true;
}

bool tail_fit_scores(const double *scores, size_t n, double heaviest, void *scratch, TailFit *fit,
                     Refusal *refusal) {
    double *sizes = scratch, *sorted = sizes + n;
    size_t present;
    if (!(heaviest >= TAIL_HEAVIEST && heaviest <= TAIL_LIGHTEST))
        return refusal_set(refusal, REFUSAL_BAD_OPTION);
    for (size_t i = 0; i < n; i++)
        sizes[i] = fabs(scores[i]);
    if (!sample_sort(sizes, n, sorted, &present, refusal)) return false;
    if (present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (present < TAIL_SMALLEST) return refusal_set(refusal, REFUSAL_TOO_FEW);
    return fit_sorted(sorted, present, heaviest, fit) || refusal_set(refusal, REFUSAL_NO_SPREAD);
}

bool tail_fit_sides(const double *scores, size_t n, double heaviest, void *scratch, TailFit *low,
                    TailFit *high, Refusal *refusal) {
    double *sizes = scratch, *sorted = sizes + n;
    TailFit common, own;
    if (!tail_fit_scores(scores, n, heaviest, scratch, &common, refusal)) return false;
    *low = *high = common;
    for (int sign = -1; sign <= 1; sign += 2) {
        size_t count = 0, present;
        for (size_t i = 0; i < n; i++)
            if (scores[i] * sign > 0) sizes[count++] = fabs(scores[i]);
        if (!sample_sort(sizes, count, sorted, &present, refusal)) return false;
        if (present < TAIL_SMALLEST || !fit_sorted(sorted, present, heaviest, &own)) continue;
        size_t end = counted(present);
        double gain = likelihood(sorted, present, end, &own) - likelihood(sorted, present, end, &common);
        double weight = fmin((gain - TAIL_ALIKE) / (TAIL_DIFFER - TAIL_ALIKE), 1);
        if (!(weight > 0)) continue;
        own.scale = common.scale * pow(own.scale / common.scale, weight);
        own.df = common.df * pow(own.df / common.df, weight);
        *(sign < 0 ? low : high) = own;
    }
    return refusal_set(refusal, REFUSAL_NONE);
}

double tail_find_p(const TailFit *fit, double score) {
    double size = fabs(score) / fit->scale;
    return fmin(1, 2 * (isinf(fit->df) ? gsl_cdf_ugaussian_Q(size) : gsl_cdf_tdist_Q(size, fit->df)));
}

double tail_find_score(const TailFit *fit, double p) {
    return fit->scale * (isinf(fit->df) ? gsl_cdf_ugaussian_Qinv(p / 2) : gsl_cdf_tdist_Qinv(p / 2, fit->df));
}
