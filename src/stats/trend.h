/* trend: is a short series rising or falling, and how fast (趋势分析), for yearly and monthly rates.
 * Must never say “significant” of four years: no test can (exact p >= 0.083 with 4, >= 0.017 with 5 values).
 *
 * In all functions: times[n] and values[n] side by side; a pair is left out when its value is NaN. The times
 * of the rest must be finite, rise strictly, at least TREND_GAP apart and not beyond TREND_LATEST. Any unit
 * (years, months); gaps may be unequal and count as they are.
 */
#ifndef JIXIAO_STATS_TREND_H
#define JIXIAO_STATS_TREND_H

#include <stddef.h>

#include "stats/refusal.h"

#define TREND_GAP    1e-6
#define TREND_LATEST 1e9

enum {
    TREND_MOST = 500,     /* values in one series                              */
    TREND_EXACT_MOST = 20 /* up to here, without ties, the exact p is computed */
};

typedef struct TrendTest {
    size_t n;
    size_t missing;
    long score;      /* S = pairs that rise - pairs that fall, in [-n(n-1)/2, n(n-1)/2] 统计量S */
    double variance; /* of S without trend, corrected for ties                                 */
    double z;        /* (S - sign S)/sqrt variance; 0 when S = 0                                */
    double tau;      /* Kendall's tau-b in [-1, 1]; NaN when all values are equal               */
    double p_normal; /* two-sided, from z                                                       */
    double p_exact;  /* two-sided, from the permutations; NaN with ties or n > TREND_EXACT_MOST */
    double p_rising; /* one-sided, from the permutations: chance of an S as large or larger     */
    double p;        /* p_exact where there is one, p_normal otherwise                          */
} TrendTest;

typedef struct TrendLine {
    size_t n;
    size_t missing;
    double slope;     /* unit of the values per unit of time; median of all pairwise slopes 斜率   */
    double slope_low; /* confidence limits of the slope 置信区间                                    */
    double slope_high;
    double intercept; /* median of value - slope * time: the line at time 0                         */
    bool sign_stable; /* n >= 3, slope not 0, and leaving out any one value keeps its sign 剔除任一年方向不变
                       */
} TrendLine;

/* Bytes of scratch for any function here with at most n values. */
size_t trend_scratch_bytes(size_t n);

/* Mann-Kendall test (MK趋势检验). Refuses: empty, too_few (n < 3), too_many (n > TREND_MOST), unordered, and
 * as sample_count. All values equal: S = 0, p = 1. Var S = [n(n-1)(2n+5) - sum t(t-1)(2t+5)]/18 over ties of
 * t values; exact p by counting permutations by their inversions. Source: Mann 1945; Kendall 1975; Gilbert
 * 1987, ch. 16. Checked against R 4.2.2 on 7 series, Gilbert's table, EPA QA/G-9S. */
MUST_USE bool trend_test_series(const double *times, const double *values, size_t n, void *scratch,
                                TrendTest *test, Refusal *refusal);

/* Theil-Sen line with Gilbert's confidence limits (Sen斜率): the slopes at ranks (N - C)/2 and (N + C)/2 + 1
 * of N, C = z sqrt(Var S), interpolated between ranks, held at the first and last. In: 0 < confidence < 1
 * (0.95 usual). Refuses: bad_option; otherwise as the test, but n = 2 is enough. Source: Sen 1968; Gilbert
 * 1987, 16.5. Checked against R 4.2.2 on 7 series. */
MUST_USE bool trend_fit_line(const double *times, const double *values, size_t n, double confidence,
                             void *scratch, TrendLine *line, Refusal *refusal);

/* Mean yearly growth (年均增长率, CAGR): (last/first)^(1/years) - 1, a share (0.08 = 8 %). In: first > 0,
 * last >= 0, years > 0. Refuses: out_of_range (growth from zero or from a negative base has no rate),
 * not_finite. Checked against R 4.2.2. */
MUST_USE bool trend_find_growth(double first, double last, double years, double *growth, Refusal *refusal);

#endif
