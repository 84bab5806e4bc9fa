/* density: a smooth outline of a distribution (核密度估计), drawn over its histogram.
 * Must never be read as a probability that somebody scores so: it smears values over their neighbourhood,
 * also beyond 0 and 100.
 */
#ifndef JIXIAO_STATS_DENSITY_H
#define JIXIAO_STATS_DENSITY_H

#include <stddef.h>

#include "stats/refusal.h"

/* An equally spaced grid and the kernel's width, all in the unit of the values. */
typedef struct DensityGrid {
    double bandwidth; /* > 0: standard deviation of the Gaussian kernel 带宽 */
    double lower;     /* first grid point */
    double upper;     /* last grid point, > lower */
} DensityGrid;

/* Bytes of scratch for both functions with at most n values. */
size_t density_scratch_bytes(size_t n);

/* Silverman's rule of thumb as R's bw.nrd0: 0.9 min(sd, IQR/1.34) n^(-1/5), sd alone when the IQR is 0; grid
 * from min - 3 bandwidths to max + 3 bandwidths. In: values[n], NaN = missing. Out: *grid; change its limits
 * (0 .. 100 for scores) before drawing if you like. Refuses: empty, too_few (n < 2), no_spread (all equal, or
 * so close that no grid can separate them), and as sample_count. Source: Silverman 1986, eq. 3.31. Checked
 * against R 4.2.2 bw.nrd0 on 20 samples. */
MUST_USE bool density_plan(const double *values, size_t n, void *scratch, DensityGrid *grid,
                           Refusal *refusal);

/* Gaussian kernel density at m equally spaced points. In: values[n], the grid, 2 <= m. Out: x[m] rising from
 * lower to upper exactly, y[m] >= 0 per unit of the values (multiply by n x class width to lay it over
 * counts). Computed directly, n x m exponentials, no binning, no FFT: R's density() differs by its binning.
 * Refuses: empty, bad_option (bandwidth or limits not finite, not positive, m < 2), and as sample_count.
 * Source: Rosenblatt 1956, Parzen 1962. Checked against the exact sums in R 4.2.2 at five quantiles of 20
 * samples. */
MUST_USE bool density_draw(const double *values, size_t n, const DensityGrid *grid, size_t m, void *scratch,
                           double *x, double *y, Refusal *refusal);

#endif
