/* rank: places within a group (排名), ties sharing a place.
 * Must never break a tie: equal values get equal places, percentiles and words (并列).
 */
#ifndef JIXIAO_STATS_RANK_H
#define JIXIAO_STATS_RANK_H

#include <stddef.h>

#include "stats/refusal.h"

typedef enum RankBetter {
    RANK_BETTER_HIGHER, /* place 1 is the largest value  越高越好 */
    RANK_BETTER_LOWER   /* place 1 is the smallest value 越低越好 */
} RankBetter;

/* “place of out of, tied with tied - 1 others”. A missing value has place 0, tied 0 and NaN elsewhere. */
typedef struct Rank {
    size_t place;      /* 1 + number of better values (competition rank 1 2 2 4) 名次     */
    size_t tied;       /* values equal to this one, itself included              并列数   */
    size_t out_of;     /* values present in the group                            参加排名数 */
    double average;    /* mean of the places that the tied values fill (1 2.5 2.5 4) 平均名次 */
    double percentile; /* share of the group that is worse, ties counted half: (worse + tied/2)/n, in (0, 1);
                          1/2 when n = 1 百分位 */
    double share_beaten; /* worse/(n - 1) in [0, 1], Excel PERCENTRANK.INC for “higher”; NaN when n = 1
                            超过比例 */
} Rank;

/* Bytes of scratch for rank_values with at most n values. */
size_t rank_scratch_bytes(size_t n);

/* In: values[n], NaN = missing. Out: ranks[n], in the order of the values. Refuses: as sample_count; an empty
 * group is no refusal. Values tie only when they are equal in every bit (-0 = 0): round before ranking if the
 * printed numbers shall tie. Checked against R 4.2.2 rank(ties.method = "min" / "average") and Excel's
 * PERCENTRANK.INC. */
MUST_USE bool rank_values(const double *values, size_t n, RankBetter better, void *scratch, Rank *ranks,
                          Refusal *refusal);

#endif
