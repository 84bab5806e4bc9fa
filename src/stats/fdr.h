/* fdr: keeps many tests of one run from crying wolf (错误发现率控制, Benjamini–Hochberg).
 * Must see the p values of the whole run at once: corrected by department or by indicator it corrects
 * nothing.
 */
#ifndef JIXIAO_STATS_FDR_H
#define JIXIAO_STATS_FDR_H

#include <stddef.h>

#include "stats/refusal.h"

/* Bytes of scratch for fdr_adjust_values with at most n values. */
size_t fdr_scratch_bytes(size_t n);

/* In: p[n] in [0, 1], NaN = missing and not counted. Out: q[n] in the order of p, in [p, 1], NaN where
 * missing: with “q <= 0.05” as the rule, at most 5 % of what is reported is expected to be chance
 * (independent or positively dependent tests). Equal p get equal q. q_(i) = min over k >= i of min(1, m
 * p_(k)/k), m = values present. q may be p itself (same array). Refuses: out_of_range (p < 0 or > 1), as
 * sample_count; an empty set is no refusal. Source: Benjamini & Hochberg 1995, JRSS-B 57:289. Checked against
 * R 4.2.2 p.adjust and the paper's 15 values (4 rejections). */
MUST_USE bool fdr_adjust_values(const double *p, size_t n, void *scratch, double *q, Refusal *refusal);

#endif
