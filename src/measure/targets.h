/* targets: what became of declared targets: reached or not, and how far. Compares exactly; says nothing where
 * there is nothing to compare. */
#ifndef JIXIAO_MEASURE_TARGETS_H
#define JIXIAO_MEASURE_TARGETS_H

#include "store/store.h"

/* Fills the result table target_result, one row for each target, from target, measure and figure. Inside a
 * transaction, after the measures. source    where the actual value comes from: column (实际完成值),
 * indicator or item (that the target refers to; a target of the whole department also refers to the one
 * indicator in percent of exactly its name), met (only 是否完成 was said), or '' verdict   met, not_met;
 * no_actual (a number is demanded, nothing says what was reached), in_words (定性, and nobody says whether it
 * was met), no_value (nothing is demanded), none (the form's sign for none) direction higher (正指标), lower
 * (反指标) or equal. >= and > are higher, <= and < lower; = is read as “reached”: in the direction of the
 * indicator, lower for costs (成本指标), else higher degree    of completion, exact: actual / target when
 * higher, target / actual when lower; NULL unless the target is above zero and the quotient defined. Not
 * capped. computed  1 or 0 by the numbers, NULL when not comparable; the verdict follows it, and `met` where
 * it is NULL */
bool targets_run(Arena *arena, Store *store, Err *err) MUST_USE;

#endif
