/* checks: runs the queries of queries/checks. A check returns the pairs of numbers that should be equal
 * (left_value and right_value, with the rounding `allowed` between them, all in the smallest unit) and the
 * cells they come from. What is equal is counted; what differs within `allowed` is a finding of severity
 * info; what differs by more is one of the severity of the check. Rounding is half the printed step of every
 * number that takes part (queries add the steps up). */
#ifndef JIXIAO_MEASURE_CHECKS_H
#define JIXIAO_MEASURE_CHECKS_H

#include "measure/query_file.h"

typedef struct {
    size_t checks, compared, rounding, findings[SEVERITY_FATAL + 1];
} CheckCount;

/* Fills the result table finding. Inside a transaction. */
bool checks_run(Arena *arena, Store *store, const QueryFile *files, size_t count, CheckCount *result,
                Err *err) MUST_USE;

#endif
