#include "stats/tail.h"

#include <gsl/gsl_cdf.h>
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

/* Quantile `share` of |t| as a multiple of its median; falls with the degrees of freedom. */
static double reach(double df, double share) {
    return gsl_cdf_tdist_Pinv((1 + share) / 2, df) / gsl_cdf_tdist_Pinv(0.75, df);
}

/* The degrees of freedom at which |t| reaches that far, by halving. */
static double find_df(double wanted, double share, double heaviest) {
    if (wanted <= reach(TAIL_LIGHTEST, share)) return TAIL_LIGHTEST;
    if (wanted >= reach(heaviest, share)) return heaviest;
    double low = heaviest, high = TAIL_LIGHTEST;
    for (int i = 0; i < 40; i++) {
        double middle = (low + high) / 2;
        if (reach(middle, share) > wanted)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool tail_fit_scores(const double *scores, size_t n, double heaviest, void *scratch, TailFit *fit,
                     Refusal *refusal) {
    static const double shares[] = {0.90, 0.95, 0.98};
    double *sizes = scratch, *sorted = sizes + n;
    size_t present;
    if (!(heaviest >= TAIL_HEAVIEST && heaviest <= TAIL_LIGHTEST))
        return refusal_set(refusal, REFUSAL_BAD_OPTION);
    for (size_t i = 0; i < n; i++)
        sizes[i] = fabs(scores[i]);
    if (!sample_sort(sizes, n, sorted, &present, refusal)) return false;
    if (present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (present < TAIL_SMALLEST) return refusal_set(refusal, REFUSAL_TOO_FEW);
    double median = sample_quantile(sorted, present, 0.5);
    if (!(median > 0)) return refusal_set(refusal, REFUSAL_NO_SPREAD);
    fit->n = present;
    fit->df = TAIL_LIGHTEST;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        if ((double)present * (1 - shares[i]) < TAIL_BEYOND - 1e-9) continue;
        double df = find_df(sample_quantile(sorted, present, shares[i]) / median, shares[i], heaviest);
        if (df < fit->df) fit->df = df;
    }
    fit->scale = median / gsl_cdf_tdist_Pinv(0.75, fit->df);
    return refusal_set(refusal, REFUSAL_NONE);
}

double tail_find_p(const TailFit *fit, double score) {
    double size = fabs(score) / fit->scale;
    return fmin(1, 2 * (isinf(fit->df) ? gsl_cdf_ugaussian_Q(size) : gsl_cdf_tdist_Q(size, fit->df)));
}

double tail_find_score(const TailFit *fit, double p) {
    return fit->scale * (isinf(fit->df) ? gsl_cdf_ugaussian_Qinv(p / 2) : gsl_cdf_tdist_Qinv(p / 2, fit->df));
}
