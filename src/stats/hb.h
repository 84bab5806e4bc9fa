/* hb: which departments' amounts moved unlike their group from one year to the next (Hidiroglou–Berthelot法,
 * HB). Must never drop a pair silently: every pair gets a verdict, started and stopped ones included. A
 * change counts the more the larger the amount: the effect E grows with size^U. In a group that moved as one
 * (every budget + 5 %) the limits are very narrow, whatever A is: print the change itself beside the verdict.
 */
#ifndef JIXIAO_STATS_HB_H
#define JIXIAO_STATS_HB_H

#include <stddef.h>

#include "stats/refusal.h"

typedef enum HbVerdict {
    HB_UNJUDGED, /* usable, but the group was refused                    未判断   */
    HB_USUAL,    /* within the limits                                    正常     */
    HB_LOW,      /* fell more than the group                             异常偏低 */
    HB_HIGH,     /* rose more than the group                             异常偏高 */
    HB_FROZEN,   /* both years equal, left out by HB_VARIANT_SSB         两年相同 */
    HB_STARTED,  /* 0, then > 0                                          新增     */
    HB_STOPPED,  /* > 0, then 0                                          停止     */
    HB_IDLE,     /* 0 in both years                                      两年为零 */
    HB_NEGATIVE, /* a negative amount: ratios mean nothing               不适用   */
    HB_MISSING   /* a year is missing                                    缺数     */
} HbVerdict;

typedef enum HbVariant {
    HB_VARIANT_CLASSIC, /* 1986, all pairs > 0; refuses when half of the ratios are equal */
    HB_VARIANT_SSB /* Statistics Norway: equal pairs are left out; a group without spread keeps the spread A
                    */
} HbVariant;

typedef struct HbOptions {
    HbVariant variant;
    double size_power;   /* U in [0, 1]: 0 = size does not count, 1 = large ones dominate 规模指数 */
    double least_spread; /* A in [0, 1]: spread is at least A |median effect|            最小离散系数 */
    double multiple;     /* C > 0: limits lie C spreads from the median effect             倍数 */
    double tail;         /* in (0, 0.5): 0.25 = quartiles; 0.10 when many ratios tie (2018) 分位 */
    size_t least_pairs;  /* fewer usable pairs are refused                                 最少对数 */
} HbOptions;

typedef struct HbPair {
    HbVerdict verdict;
    /* NaN when the pair was not usable or the group was refused: */
    double ratio;      /* current/previous                                    环比     */
    double effect;     /* E                                                   效应值   */
    double multiple;   /* (E - median E)/spread on its side; beyond +-C is HB_LOW or HB_HIGH. Statement: “x
                          times the usual spread” */
    double ratio_low;  /* limits for this pair's ratio at its size            比率下限 */
    double ratio_high; /*                                                     比率上限 */
} HbPair;

typedef struct HbSummary {
    size_t pairs;  /* = n                                            */
    size_t usable; /* took part                                      */
    size_t low;
    size_t high;
    size_t frozen; /* both years equal, whether left out or not      */
    size_t tied;   /* size of the largest set of equal ratios among the usable: over a quarter asks for tail =
                      0.10 */
    double median_ratio;
    double effect_median;
    double effect_low_quantile;  /* at tail     */
    double effect_high_quantile; /* at 1 - tail */
    double effect_low;           /* limits      */
    double effect_high;
} HbSummary;

/* SSB variant, U = 0.5, A = 0.05, C = 20 (as KOSTRA: with C = 4 steady budgets flag trifles), tail = 0.25, at
 * least 8 pairs. */
HbOptions hb_default_options(void);

/* What one pair is by itself, NaN = missing; HB_UNJUDGED when it can be held against others. */
HbVerdict hb_sort_pair(double previous, double current, HbVariant variant);

/* Bytes of scratch for hb_screen_pairs with at most n pairs. */
size_t hb_scratch_bytes(size_t n);

/* In: previous[n], current[n], the same unit, NaN = missing. Out: pairs[n] in the order given, *summary.
 * Refuses: empty (no usable pair), too_few (usable < least_pairs), no_spread (classic: a spread of 0),
 * out_of_range (an amount > 0 below 1e-100, a ratio beyond 1e100), bad_option, and as sample_count. After
 * empty, too_few and no_spread the verdicts of the pairs that were not usable and summary's pairs, usable and
 * frozen are good nevertheless: show them.
 *
 * r = current/previous, M = median r; s = 1 - M/r if r < M, r/M - 1 otherwise; E = s max(previous,
 * current)^U; quantiles of E type 7; spreads d1 = max(median E - Q_tail, |A median E|), d3 = max(Q_1-tail -
 * median E, |A median E|), SSB: A when median E = 0; limits median E - C d1, median E + C d3; as a ratio,
 * with m = max(previous, current)^U: M m/(m - E) for E < 0, M (m + E)/m otherwise. Source: Hidiroglou &
 * Berthelot 1986, Survey Methodology 12:73; Hidiroglou & Emond 2018; Statistics Norway, R package Kostra
 * (Hb). Checked against univOutl 0.5.0 HBmethod (multiple there is divided by 0.67449) and Kostra Hb on 3
 * groups in 13 settings, frozen budgets included. */
MUST_USE bool hb_screen_pairs(const double *previous, const double *current, size_t n,
                              const HbOptions *options, void *scratch, HbPair *pairs, HbSummary *summary,
                              Refusal *refusal);

#endif
