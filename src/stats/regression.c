#include "stats/regression.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort_double.h>

#include "stats/sample.h"

#define CUT         3.0
#define CUT_SPREAD  0.97334 /* variance of a standard normal value within CUT */
#define ALONE       1e-9    /* 1 - leverage below this: the line goes through the point whatever it is */
#define MAD_TO_SD   1.4826
#define SMALL_EXTRA 5.0

/* The pairs that are present, by x and then y, so that their order cannot show; and room to work. */
typedef struct Pairs {
    SampleItem *by_x;
    double *y;
    double *work; /* n(n-1)/2, and n at least */
    bool *used;
    size_t n;
} Pairs;

/* Of the pairs that make the line. */
typedef struct Sums {
    double mean_x, mean_y, xx, xy, yy, errors;
    size_t m;
} Sums;

static size_t slope_room(size_t n) {
    return n * (n - 1) / 2 + n;
}

size_t regression_scratch_bytes(size_t n) {
    size_t room = n > 0 && n <= REGRESSION_MOST ? n : 1;
    return room * (sizeof(SampleItem) + sizeof(double)) + slope_room(room) * sizeof(double) +
           room * sizeof(bool);
}

static bool take_pairs(const double *x, const double *y, size_t n, void *scratch, Pairs *pairs,
                       Refusal *refusal) {
    size_t unused = 0;
    if (n > REGRESSION_MOST) return refusal_set(refusal, REFUSAL_TOO_MANY);
    if (!sample_count(x, n, &unused, refusal) || !sample_count(y, n, &unused, refusal)) return false;
    SampleItem *items = scratch;
    double *reals = (double *)(void *)(items + n);
    *pairs = (Pairs){items, reals, reals + n, NULL, 0};
    if (n > 0) pairs->used = (bool *)(void *)(pairs->work + slope_room(n));
    /* y first, stably, so that equal x stand in the order of their y */
    for (size_t i = 0; i < n; i++)
        pairs->work[i] = isnan(x[i]) ? NAN : y[i];
    if (!sample_sort_items(pairs->work, n, items, &pairs->n, refusal)) return false;
    for (size_t i = 0; i < pairs->n; i++) {
        SampleItem item = {x[items[i].index] + 0.0, items[i].index};
        size_t k = i;
        for (; k > 0 && items[k - 1].value > item.value; k--)
            items[k] = items[k - 1];
        items[k] = item;
    }
    for (size_t i = 0; i < pairs->n; i++)
        pairs->y[i] = y[items[i].index];
    if (pairs->n == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (pairs->n < REGRESSION_LEAST) return refusal_set(refusal, REFUSAL_TOO_FEW);
    bool varied = items[0].value < items[pairs->n - 1].value;
    return refusal_set(refusal, varied ? REFUSAL_NONE : REFUSAL_NO_SPREAD);
}

static double median_of(double *work, size_t n) {
    gsl_sort(work, 1, n);
    return sample_quantile(work, n, 0.5);
}

static double find_start_slope(const Pairs *pairs) {
    size_t count = 0;
    for (size_t j = 1; j < pairs->n; j++)
        for (size_t i = 0; i < j; i++) {
            double step = pairs->by_x[j].value - pairs->by_x[i].value;
            if (step > 0.0) pairs->work[count++] = (pairs->y[j] - pairs->y[i]) / step;
        }
    return median_of(pairs->work, count);
}

/* Marks the pairs near the Theil-Sen line. */
static void choose_near(const Pairs *pairs, double slope) {
    for (size_t i = 0; i < pairs->n; i++)
        pairs->work[i] = pairs->y[i] - slope * pairs->by_x[i].value;
    double intercept = median_of(pairs->work, pairs->n);
    for (size_t i = 0; i < pairs->n; i++)
        pairs->work[i] = fabs(pairs->y[i] - slope * pairs->by_x[i].value - intercept);
    double scale =
        MAD_TO_SD * (1.0 + SMALL_EXTRA / (double)(pairs->n - 2)) * median_of(pairs->work, pairs->n);
    for (size_t i = 0; i < pairs->n; i++)
        pairs->used[i] = fabs(pairs->y[i] - slope * pairs->by_x[i].value - intercept) <= CUT * scale;
}

static void sum_used(const Pairs *pairs, Sums *sums) {
    *sums = (Sums){0};
    for (size_t i = 0; i < pairs->n; i++) {
        if (!pairs->used[i]) continue;
        sums->m++;
        sums->mean_x += (pairs->by_x[i].value - sums->mean_x) / (double)sums->m;
        sums->mean_y += (pairs->y[i] - sums->mean_y) / (double)sums->m;
    }
    for (size_t i = 0; i < pairs->n; i++) {
        if (!pairs->used[i]) continue;
        double dx = pairs->by_x[i].value - sums->mean_x;
        double dy = pairs->y[i] - sums->mean_y;
        sums->xx += dx * dx;
        sums->xy += dx * dy;
        sums->yy += dy * dy;
    }
    double slope = sums->xy / sums->xx;
    for (size_t i = 0; i < pairs->n; i++) {
        if (!pairs->used[i]) continue;
        double error = pairs->y[i] - sums->mean_y - slope * (pairs->by_x[i].value - sums->mean_x);
        sums->errors += error * error;
    }
}

/* Spread of predicting this point from the others; 0 when they cannot. *freedom: degrees of freedom. */
static double prediction_spread(const Sums *sums, const RegressionPoint *point, double variance_factor,
                                double *freedom) {
    double m = (double)sums->m;
    if (!point->used) {
        *freedom = m - 2.0;
        return sqrt(sums->errors / variance_factor / *freedom * (1.0 + point->leverage));
    }
    *freedom = m - 3.0;
    double alone = 1.0 - point->leverage;
    if (alone < ALONE) return 0.0;
    double others = fmax(sums->errors - point->residual * point->residual / alone, 0.0);
    return sqrt(others / variance_factor / *freedom * alone);
}

static void judge_point(const Sums *sums, double x, double y, double variance_factor, double alpha,
                        RegressionPoint *point) {
    double freedom = 0.0;
    double dx = x - sums->mean_x;
    point->fitted = sums->mean_y + sums->xy / sums->xx * dx;
    point->residual = y - point->fitted;
    point->leverage = fmin(1.0 / (double)sums->m + dx * dx / sums->xx, SAMPLE_LARGEST);
    double spread = prediction_spread(sums, point, variance_factor, &freedom);
    double student = point->residual / spread;
    if (!(spread > 0.0) || !isfinite(student)) return;
    double reach = gsl_cdf_tdist_Qinv(alpha / 2.0, freedom) * spread;
    point->student = student;
    point->p = 2.0 * gsl_cdf_tdist_Q(fabs(student), freedom);
    point->low = point->fitted - reach;
    point->high = point->fitted + reach;
}

bool regression_fit_line(const double *x, const double *y, size_t n, RegressionForm form, double alpha,
                         void *scratch, RegressionPoint *points, RegressionFit *fit, Refusal *refusal) {
    Pairs pairs;
    Sums sums;
    for (size_t i = 0; i < n; i++)
        points[i] = (RegressionPoint){NAN, NAN, NAN, NAN, NAN, NAN, NAN, false};
    *fit = (RegressionFit){.missing = n, .r2 = NAN, .start_slope = NAN};
    bool known = form == REGRESSION_ROBUST || form == REGRESSION_PLAIN;
    if (!known || !(alpha > 0.0 && alpha < 1.0)) return refusal_set(refusal, REFUSAL_BAD_OPTION);
    if (!take_pairs(x, y, n, scratch, &pairs, refusal)) return false;
    fit->n = pairs.n;
    fit->missing = n - pairs.n;
    for (size_t i = 0; i < pairs.n; i++)
        pairs.used[i] = true;
    if (form == REGRESSION_ROBUST) {
        fit->start_slope = find_start_slope(&pairs);
        choose_near(&pairs, fit->start_slope);
    }
    sum_used(&pairs, &sums);
    fit->used = sums.m;
    if (sums.m < 4) return refusal_set(refusal, REFUSAL_TOO_FEW);
    double variance_factor = sums.m < pairs.n ? CUT_SPREAD : 1.0;
    double noise = 1e-28 * (sums.yy + (double)sums.m * sums.mean_y * sums.mean_y); /* of rounding */
    if (!(sums.xx > 0.0) || !(sums.errors > noise)) return refusal_set(refusal, REFUSAL_NO_SPREAD);
    fit->slope = sums.xy / sums.xx;
    fit->intercept = sums.mean_y - fit->slope * sums.mean_x;
    fit->sigma = sqrt(sums.errors / variance_factor / (double)(sums.m - 2));
    if (sums.yy > 0.0) fit->r2 = 1.0 - sums.errors / sums.yy;
    for (size_t i = 0; i < pairs.n; i++) {
        RegressionPoint *point = &points[pairs.by_x[i].index];
        point->used = pairs.used[i];
        judge_point(&sums, pairs.by_x[i].value, pairs.y[i], variance_factor, alpha, point);
    }
    return refusal_set(refusal, REFUSAL_NONE);
}
