/* benford: do the first digits of many amounts look grown or made up (本福特定律, 首位数字). A hint where to
 * look, nothing more: limits, fixed rates and rounded budgets break the law honestly. Must never be a flag by
 * itself.
 */
#ifndef JIXIAO_STATS_BENFORD_H
#define JIXIAO_STATS_BENFORD_H

#include <stddef.h>

#include "stats/refusal.h"

enum {
    BENFORD_LEAST = 300, /* amounts; with fewer the mean deviation is chance */
    BENFORD_DIGITS = 9
};

/* Nigrini 2012: mean absolute deviation of the first digits' shares below 0.006, 0.012, 0.015. */
typedef enum BenfordBand {
    BENFORD_CLOSE,      /* 高度符合 */
    BENFORD_ACCEPTABLE, /* 可以接受 */
    BENFORD_MARGINAL,   /* 勉强符合 */
    BENFORD_APART,      /* 不符合   */
    BENFORD_BAND_COUNT
} BenfordBand;

typedef struct BenfordTest {
    size_t n; /* amounts with a first digit                                        */
    size_t missing;
    size_t zeros;                  /* left out: no first digit                        */
    size_t counts[BENFORD_DIGITS]; /* of the digits 1 .. 9                                              */
    double mad;       /* mean |share - log10(1 + 1/d)|, in [0, 1)              平均绝对偏差 */
    double chi2;      /* 8 degrees of freedom                                 卡方         */
    double p;         /* of chi2: small = not chance. With thousands of amounts always small: read mad */
    double max_z;     /* largest (|share - expected| - 1/(2n))/sqrt(expected (1 - expected)/n) */
    double distance;  /* sqrt(n sum (share - expected)^2), Cho & Gaines                                 */
    double ks;        /* largest difference of the cumulated shares                                     */
    double magnitude; /* log10(largest/smallest): the law needs several orders        数量级跨度  */
    BenfordBand band;
} BenfordTest;

/* In: values[n], NaN = missing; signs do not count, zeros have no first digit. Digits alone are read, so
 * values beyond SAMPLE_LARGEST are welcome. least: BENFORD_LEAST, another one only to compare with
 * references. Refuses: empty, too_few (fewer than `least` digits), not_finite, too_many. Source: Newcomb
 * 1881; Benford 1938; Nigrini 2012; Cho & Gaines 2007, Am. Stat. 61:218. Checked against R 4.2.2 on 4 sets of
 * digits. */
MUST_USE bool benford_test_digits(const double *values, size_t n, size_t least, BenfordTest *test,
                                  Refusal *refusal);

/* "close", "acceptable", "marginal" or "apart". */
const char *benford_band_name(BenfordBand band);

#endif
