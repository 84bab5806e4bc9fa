/* funnel: proportions of very unequal groups compared fairly, e.g. satisfied among asked (漏斗图).
 * Must never be fed amounts of money: 1,000 万元 is not ten million independent trials. Use hb for money.
 */
#ifndef JIXIAO_STATS_FUNNEL_H
#define JIXIAO_STATS_FUNNEL_H

#include <stddef.h>

#include "stats/refusal.h"

#define FUNNEL_Z95  1.959963984540054 /* 95 % limits   */
#define FUNNEL_Z998 3.090232306167813 /* 99.8 % limits */

enum { FUNNEL_COUNT_MOST = 1000 * 1000 }; /* largest count that the exact limits take */

typedef struct FunnelFit {
    size_t n;
    size_t missing; /* either number missing, or denominator 0                             */
    double target;  /* sum of numerators / sum of denominators, in [0, 1]        总体比例   */
    double z_low;   /* where the z are winsorised: their 10 % and 90 % quantiles                    */
    double z_high;
    double phi;  /* mean square of the winsorised z; > 1 = more spread than chance 过度离散 */
    double tau2; /* variance between groups, on the arcsine scale; 0 = none   组间方差   */
} FunnelFit;

typedef struct FunnelRange {
    double low;
    double high;
} FunnelRange;

/* Bytes of scratch for funnel_fit_proportions with at most n groups. */
size_t funnel_scratch_bytes(size_t n);

/* In: numerators[n] <= denominators[n], counts >= 0, NaN = missing. Out: *fit; z[n] = (asin sqrt(r/n) - asin
 * sqrt target) 2 sqrt n, NaN where missing. z winsorised at its 10 % and 90 % quantiles (type 7), phi = sum
 * z_w^2/k; tau2 = max(0, (k phi - (k-1))/(sum w - sum w^2/sum w)), w = 4 n. Refuses: empty, too_few (k < 2),
 * out_of_range (a numerator above its denominator, a negative count), no_spread (target 0 or 1), and as
 * sample_count. Source: Spiegelhalter 2005, Stat. Med. 24:1185; 2012, JRSS-A 175:1. Checked against
 * FunnelPlotR on 40 groups. */
MUST_USE bool funnel_fit_proportions(const double *numerators, const double *denominators, size_t n,
                                     void *scratch, double *z, FunnelFit *fit, Refusal *refusal);

/* Limits for a group of `denominator` units: sin^2(asin sqrt target +- z sqrt(1/(4 denominator) + tau2)), the
 * angle held in [0, pi/2], which keeps the curves in [0, 1] and monotone. In: target in [0, 1], tau2 >= 0 (0
 * = plain limits), denominator > 0, 0 < z <= 100 (FUNNEL_Z95 ..). Refuses: out_of_range. Checked against
 * FunnelPlotR on 40 groups, both with and without tau2; it lets the angle pass pi/2, so two of its upper
 * limits in groups of 30 are 0.9999 where these are 1. */
MUST_USE bool funnel_find_limits(double target, double tau2, double denominator, double z,
                                 FunnelRange *limits, Refusal *refusal);

/* Exact binomial limit, interpolated (Spiegelhalter 2005, A.1.1): the share below which a group lies with
 * probability `tail` when it is like the target. In: 0 < target < 1, whole denominator 1 ..
 * FUNNEL_COUNT_MOST, 0 < tail < 1 (0.025, 0.975, 0.001, 0.999). Clipped to [0, 1]. Refuses: out_of_range.
 * Checked against R 4.2.2 qbinom/pbinom, 11 sizes x 4 tails. */
MUST_USE bool funnel_find_exact_limit(double target, double denominator, double tail, double *limit,
                                      Refusal *refusal);

/* Wilson's interval for one group's own proportion (比例置信区间). In: 0 <= numerator <= denominator,
 * denominator > 0, 0 < z <= 100. Refuses: out_of_range. Source: Wilson 1927, JASA 22:209. Checked against
 * R 4.2.2 on 40 groups. */
MUST_USE bool funnel_find_wilson(double numerator, double denominator, double z, FunnelRange *interval,
                                 Refusal *refusal);

/* Byar's interval for a count of events (计数置信区间), e.g. complaints. In: count >= 0, 0 < z <= 100. Count
 * 0 has low = 0. Refuses: out_of_range. Source: Breslow & Day 1987, p. 69. Checked against R 4.2.2 on 8
 * counts. */
MUST_USE bool funnel_find_byar(double count, double z, FunnelRange *interval, Refusal *refusal);

#endif
