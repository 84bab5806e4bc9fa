/* rank_band: how firm a rank is (名次区间): the places that the units would take if other indicators of the
 * same kind had been scored. Bootstrap over the indicators: each draw takes as many indicators as there are,
 * with replacement, the same ones for all units; a unit's score is its points as a share of the full points
 * drawn. Marshall & Spiegelhalter 1998 (BMJ 316:1701) on why a league table needs such intervals; resampling
 * of indicators as in Saisana, Saltelli & Tarantola 2005 (JRSS A 168:307). Says nothing about errors of
 * measurement.
 */
#ifndef JIXIAO_STATS_RANK_BAND_H
#define JIXIAO_STATS_RANK_BAND_H

#include <stddef.h>

#include "stats/refusal.h"

typedef struct {
    size_t low, high; /* 5 % and 95 % of the draws rank this unit up to there; 1 is the best place */
} RankBand;

enum { RANK_BAND_DRAWS = 1000, RANK_BAND_CELLS = 1000 /* at most */ };

/* Bytes of scratch. */
size_t rank_band_scratch_bytes(size_t units, size_t cells);

/* In: points[u × cells + c] of full[u × cells + c], both finite; full 0 = the indicator does not apply to the
 * unit. Out: bands[units]. Equal shares take the same, best place. Refuses (TOO_FEW) below 2 units or 2
 * cells, (TOO_MANY) above 65535 units or RANK_BAND_CELLS cells. The same input gives the same bands: mt19937
 * with a fixed seed, gsl_rng. */
MUST_USE bool rank_band(const double *points, const double *full, size_t units, size_t cells, void *scratch,
                        RankBand *bands, Refusal *refusal);

#endif
