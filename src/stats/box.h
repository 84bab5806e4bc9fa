/* box: the numbers of a box plot (箱线图): box, whiskers and the points outside, for one candle of a chart.
 * Must never hide a point: what the whiskers do not reach is listed in outside.
 */
#ifndef JIXIAO_STATS_BOX_H
#define JIXIAO_STATS_BOX_H

#include <stddef.h>

#include "stats/refusal.h"

/* All in the unit of the values. fence_low <= whisker_low and whisker_high <= fence_high; the whiskers end at
 * values of the sample. */
typedef struct Box {
    size_t n;       /* values present */
    size_t missing; /* NaN            */
    double min;
    double whisker_low;  /* smallest value at or above fence_low 下须 */
    double low;          /* lower hinge, bottom of the box       箱底 */
    double median;       /*                                      中位线 */
    double high;         /* upper hinge, top of the box          箱顶 */
    double whisker_high; /* largest value at or below fence_high 上须 */
    double max;
    double fence_low;  /* low - 1.5 (high - low) */
    double fence_high; /* high + 1.5 (high - low) */
    size_t outside;    /* values beyond the fences 离群点数 */
} Box;

/* Bytes of scratch for box_make with at most n values. */
size_t box_scratch_bytes(size_t n);

/* In: values[n], NaN = missing. Out: *box; outside[0 .. box->outside - 1] = places (indexes into values) of
 * the values beyond the fences, in the order of the values; outside has room for n, or is NULL. n = 1 and all
 * equal give a flat box, that is no refusal. Refuses: empty, and as sample_count. Source: Tukey 1977, hinges
 * (R boxplot.stats, robustbase). Excel and type-7 boxes have other quartiles for even n. Checked against
 * R 4.2.2 boxplot.stats on 20 samples. */
MUST_USE bool box_make(const double *values, size_t n, void *scratch, Box *box, size_t *outside,
                       Refusal *refusal);

#endif
