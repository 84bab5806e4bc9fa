#include "stats/density.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>

#include "stats/sample.h"

size_t density_scratch_bytes(size_t n) {
    return (n > 0 && n <= SAMPLE_MOST ? n : 1) * sizeof(double);
}

bool density_plan(const double *values, size_t n, void *scratch, DensityGrid *grid, Refusal *refusal) {
    double *sorted = scratch;
    size_t present = 0;
    if (!sample_sort(values, n, sorted, &present, refusal)) return false;
    if (present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (present < 2) return refusal_set(refusal, REFUSAL_TOO_FEW);
    double min = sorted[0];
    double max = sorted[present - 1];
    if (min == max) return refusal_set(refusal, REFUSAL_NO_SPREAD);
    double sd = gsl_stats_sd(sorted, 1, present);
    double iqr = sample_quantile(sorted, present, 0.75) - sample_quantile(sorted, present, 0.25);
    double scale = iqr > 0.0 ? fmin(sd, iqr / 1.34) : sd;
    double bandwidth = 0.9 * scale * pow((double)present, -0.2);
    double size = fmax(fabs(min), fabs(max));
    /* Half-sum differences of doubles this close are rounding, not spread. */
    if (!(bandwidth > 16.0 * DBL_EPSILON * size) || bandwidth < DBL_MIN)
        return refusal_set(refusal, REFUSAL_NO_SPREAD);
    *grid = (DensityGrid){bandwidth, min - 3.0 * bandwidth, max + 3.0 * bandwidth};
    return true;
}

static double density_at(const double *sorted, size_t n, double bandwidth, double x) {
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        double z = (x - sorted[i]) / bandwidth;
        sum += exp(-0.5 * z * z);
    }
    return sum / ((double)n * bandwidth * sqrt(2.0 * M_PI));
}

bool density_draw(const double *values, size_t n, const DensityGrid *grid, size_t m, void *scratch, double *x,
                  double *y, Refusal *refusal) {
    double *sorted = scratch;
    size_t present = 0;
    bool sane = grid->bandwidth >= DBL_MIN && grid->bandwidth <= SAMPLE_LARGEST &&
                fabs(grid->lower) <= 4.0 * SAMPLE_LARGEST && fabs(grid->upper) <= 4.0 * SAMPLE_LARGEST &&
                grid->lower < grid->upper && m >= 2;
    if (!sane) return refusal_set(refusal, REFUSAL_BAD_OPTION);
    if (!sample_sort(values, n, sorted, &present, refusal)) return false;
    if (present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    for (size_t k = 0; k < m; k++) {
        x[k] = k == m - 1 ? grid->upper
                          : grid->lower + (grid->upper - grid->lower) * (double)k / (double)(m - 1);
        y[k] = density_at(sorted, present, grid->bandwidth, x[k]);
    }
    return true;
}
