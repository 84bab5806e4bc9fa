#include "stats/middle.h"

#include <math.h>

#include <gsl/gsl_statistics_double.h>

void middle_find(double *values, size_t n, double *median, double *mad) {
    *median = gsl_stats_median(values, 1, n);
    for (size_t i = 0; i < n; i++)
        values[i] = fabs(values[i] - *median);
    *mad = gsl_stats_median(values, 1, n);
}
