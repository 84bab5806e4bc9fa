/* pefa: how far the actual expenditure's composition moved from the budget's (支出构成偏差, PEFA PI-2). Of
 * one department over its items, or of a government over its departments. Says how much, not who was wrong.
 */
#ifndef JIXIAO_STATS_PEFA_H
#define JIXIAO_STATS_PEFA_H

#include <stddef.h>

#include "stats/refusal.h"

typedef struct PefaItem {
    double adjusted;  /* budget x outturn: what the item had got had all moved alike  调整后预算 */
    double deviation; /* actual - adjusted; the items' sum is 0                       偏差       */
    double share;     /* |deviation|/sum of adjusted: the items' sum is the variance  占比       */
} PefaItem;

typedef struct PefaComparison {
    size_t n;
    size_t missing;
    double outturn;  /* sum of actuals/sum of budgets                                 总执行率     */
    double variance; /* sum |deviation|/sum of adjusted, in [0, 2)                    构成偏差率   */
    double simple;   /* sum |actual - budget|/sum of budgets: size and composition in one          */
} PefaComparison;

/* In: budgets[n] and actuals[n] >= 0 of the items, the same unit; a pair with a NaN is left out. Out:
 * items[n], NaN where missing; *comparison. Refuses: empty, too_few (n < 2: one item has no composition),
 * out_of_range (a negative amount, no budget at all, nothing spent), and as sample_count. Source: PEFA
 * framework 2016, PI-2.1, annex on the calculation of variance. Checked against R 4.2.2 on six departments.
 */
MUST_USE bool pefa_compare_composition(const double *budgets, const double *actuals, size_t n,
                                       PefaItem *items, PefaComparison *comparison, Refusal *refusal);

#endif
