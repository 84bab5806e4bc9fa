/* tail: how far out is far in a series that has always had its own tails (经验零分布). Rates of real
 * departments are not normal: a score of 6 that the series shows every year is no news. Student's t is fitted
 * to the scores of a series but for the largest 2 %, and a score is judged by it. Must be given
 * all scores of the series, the odd ones too: up to 2 % of them hardly move the fit.
 */
#ifndef JIXIAO_STATS_TAIL_H
#define JIXIAO_STATS_TAIL_H

#include <stddef.h>

#include "stats/refusal.h"

#define TAIL_LIGHTEST 30.0 /* degrees of freedom: no series is trusted to be more normal than this */
#define TAIL_HEAVIEST 1.0  /* Cauchy's: beyond it nothing is ever odd */
#define TAIL_PEERS    2.0  /* departments differ for good reasons: tails among them may be this heavy */
#define TAIL_NEWS     4.0  /* heavier tails of changes than these are news, not noise */

#define TAIL_SUM    15.0 /* sums of many bounded terms are nearly normal */
#define TAIL_ALIKE  1.5  /* gain of log likelihood up to which a side has the tail of both */
#define TAIL_DIFFER 4.5  /* and from which it has one of its own; 3 is the 5 % point of chi-squared */
#define TAIL_BEYOND 0.02 /* share of the largest scores of which only the number counts in a fit */

enum { TAIL_SMALLEST = 50 }; /* scores from which a fit says something */

typedef struct TailFit {
    size_t n;     /* scores that it was fitted to; 0 = assumed */
    double scale; /* a score of `scale` is what 1 is for Student's t */
    double df;    /* degrees of freedom, TAIL_HEAVIEST .. TAIL_LIGHTEST */
} TailFit;

/* For a series that is too short to be fitted: scale 1, 5 degrees of freedom. Robust z of clean normal groups
 * of 8 to 30 lie within it: P(|z| > 3.5) is 1.7 % there, and was 1.6 % at n = 10 and 0.4 % at n = 30 by
 * simulation. */
TailFit tail_assume(void);
/* For scores that are standard normal by their making: df is infinite. */
TailFit tail_normal(void);

/* Bytes of scratch for tail_fit_scores with at most n scores. */
size_t tail_scratch_bytes(size_t n);

/* In: scores[n], signs do not count, NaN = missing; heaviest: the degrees of freedom are at least this,
 * TAIL_HEAVIEST .. TAIL_LIGHTEST. Out: *fit: the median of |score| gives the scale; the degrees
 * of freedom are those with the greatest likelihood, where of the TAIL_BEYOND largest scores only their
 * number counts. Refuses: bad_option, empty, too_few (n < TAIL_SMALLEST), no_spread (half of the scores are
 * 0), and as sample_count. Source: the idea is Efron 2004, JASA 99:96 (empirical null); t instead of a normal
 * one keeps far tails honest. Checked against samples of exact t quantiles. */
MUST_USE bool tail_fit_scores(const double *scores, size_t n, double heaviest, void *scratch, TailFit *fit,
                              Refusal *refusal);

/* The same with a tail for each side where the sides differ: rates below a limit have a long tail on one side
 * only. A side with fewer than TAIL_SMALLEST scores, or one that the common fit describes as well, has the
 * common one; between TAIL_ALIKE and TAIL_DIFFER it has something between, so that no tail leaps. */
MUST_USE bool tail_fit_sides(const double *scores, size_t n, double heaviest, void *scratch, TailFit *low,
                             TailFit *high, Refusal *refusal);

/* Two-sided p of a score, in [0, 1]; and the |score| that has this p (0 < p < 1). */
double tail_find_p(const TailFit *fit, double score);
double tail_find_score(const TailFit *fit, double p);

#endif
