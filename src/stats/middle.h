/* middle: median and median absolute deviation of many samples, where a description of each would cost too
 * much (中位数与绝对中位差). Selects, never sorts: O(n) on average.
 */
#ifndef JIXIAO_STATS_MIDDLE_H
#define JIXIAO_STATS_MIDDLE_H

#include <stddef.h>

/* In: values[n], n >= 1, all finite; their order is lost. Out: *median, and *mad = median |x - median|, raw.
 * Bit for bit the median and the mad of describe_values, and gsl_stats_mad0.
 * Source: gsl_stats_median (quickselect; the mean of the two middle values when n is even). */
void middle_find(double *values, size_t n, double *median, double *mad);

#endif
