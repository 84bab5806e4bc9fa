/* distribution: what the values of one indicator (or the totals of one rubric) look like over the departments
 * of a year and peer group, by GSL. Describes; never flags. peer_group '' is all departments together. Of
 * twins (table twin) one counts. */
#ifndef JIXIAO_MEASURE_DISTRIBUTION_H
#define JIXIAO_MEASURE_DISTRIBUTION_H

#include "store/store.h"

/* Fills the result tables distribution, histogram, density and standing from measure and total, side by
 * side. Inside a transaction. A histogram needs 5 values, a density 8; below that the table says n and the
 * quantiles only.
 */
bool distribution_run(Arena *arena, Store *store, int jobs, Err *err) MUST_USE;

#endif
