/* spread: how much each of many units usually varies, when each has only a few residuals and large ones vary
 * less (波动幅度的经验贝叶斯估计). A unit's own spread is drawn towards what is usual for its size, the more
 * the less the units differ beyond chance. Must be given residuals, centred at 0; never decides what is far.
 */
#ifndef JIXIAO_STATS_SPREAD_H
#define JIXIAO_STATS_SPREAD_H

#include <stddef.h>

#include "stats/refusal.h"

#define SPREAD_TRIM     0.05 /* share of the largest residuals that do not count in what is usual */
#define SPREAD_STILL    0.1  /* of the usual: no unit is taken to be steadier than this */
#define SPREAD_STEEPEST 0.5  /* sizes count with a power from -0.5 (independent parts) to 0 */

enum {
    SPREAD_OWN_LEAST = 3, /* residuals of a unit, without those that are left out, for a spread of its own */
    SPREAD_BINS = 8,      /* at most: sizes are looked at in so many parts */
    SPREAD_BIN_LEAST = 25 /* residuals in each part */
};

typedef struct SpreadModel {
    size_t n;         /* residuals present */
    double usual;     /* standard deviation at log_size 0, as that of normal residuals */
    double power;     /* usual for a size = usual exp(power log_size), in [-0.5, 0] */
    double variation; /* variance of the units' log spreads beyond chance; 0 = all vary alike */
} SpreadModel;

size_t spread_scratch_bytes(size_t n);

/* In: residuals[n] (NaN = missing), log_sizes[n] (NaN = unknown: 0 is taken), units[n]: the same number for
 * the same unit, side by side. Out: *model. usual: mean |residual| without the SPREAD_TRIM largest, over its
 * value for normal ones (0.7168). power: Theil-Sen slope of the log usual of up to SPREAD_BINS parts by size.
 * variation: squared 1.4826 MAD of the units' log mean |residual|, less its mean sampling variance 0.571/k of
 * normal residuals (k in number), at least 0. Refuses: empty, too_few (n < 8), no_spread (all 0), and as
 * sample_count. Source: the idea is Smyth 2004, Stat. Appl. Genet. Mol. Biol. 3:3 (moderated variances), on
 * logarithms. */
MUST_USE bool spread_fit(const double *residuals, const double *log_sizes, const size_t *units, size_t n,
                         void *scratch, SpreadModel *model, Refusal *refusal);

/* Standard deviation of a unit at a size, from k of its residuals of which `own` is the mean of |residual|
 * over what is usual for their sizes; k < SPREAD_OWN_LEAST: what is usual. */
double spread_of_unit(const SpreadModel *model, double log_size, double own, size_t k);
/* What is usual for a size. */
double spread_usual(const SpreadModel *model, double log_size);

#endif
