/* distribution: what the values of one indicator (or the totals of one rubric) look like over the departments
 * of a year and peer group, by GSL. Describes; never flags. peer_group '' is all departments together. Of
 * twins (table twin) one counts. */
#ifndef JIXIAO_MEASURE_DISTRIBUTION_H
#define JIXIAO_MEASURE_DISTRIBUTION_H

#include "measure/score.h"

/* The result tables of these names. */
typedef struct {
    const Table *distribution, *histogram, *density, *standing;
} Distributions;

/* Of what was measured and scored (NULL: without a rubric), subjects side by side. A histogram needs 5
 * values, a density 8; below that there are n and the quantiles only. A density is drawn of all departments
 * together: of a group of a dozen it would show the kernel. */
void distributions_make(Arena *arena, const Measures *measures, const Scores *scores, const Roll *roll,
                        int jobs, Distributions *result);
/* Fills the result tables, behind the caller (store_put_behind). Inside a transaction. */
bool distributions_put(Store *store, const Distributions *made, int jobs, Err *err) MUST_USE;

#endif
