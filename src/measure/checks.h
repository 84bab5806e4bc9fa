/* checks: runs the queries of queries/checks. A check returns pairs of numbers that should be equal, those
 * that are included, one row each: dept_id, year             where left_value, right_value   what is tested
 * and what it is held against, in the smallest unit: the sum of the parts and the printed total, the repeated
 * number and the figure, the part and its whole; NULL = there is nothing to hold it against, which is a
 * finding allowed                   the rounding between them: half the printed step of every number that
 * takes part (queries add the steps up: (sum of steps) / 2); NULL = 0 left_origin, right_origin the cells
 * they come from What is equal is only counted; what differs within `allowed` is a finding of severity info
 * (verdict `rounding`); what differs by more is one of the severity of the check (`disagrees`). Of a part and
 * its whole, right is CASE WHEN part > whole THEN whole ELSE part END, so that a part that fits is equal to
 * itself. Of a rate, right is the stated one itself where the computed one rounds to it. A hint has no
 * equality behind it: its query returns only the rows that show it, with allowed = -1, and each of them is a
 * finding (`noted`), however near the two numbers are. Further columns that a query may return: unit_kind
 * unit of the row's values, when it is not the head's (`unit`, default money) item_id, part_id, stage   named
 * {item} (with code and part) and {stage} in messages NAME_origin               more cells for the sources of
 * the finding, in the order of the columns Messages may use {left}, {right}, {difference} (left - right),
 * {allowed}, {unit}, {item}, {stage}, and every column of the query by its name. Numbers are in the base unit
 * (元, 人, %). Measures and scores are there for a check that looks at them once `measure` has run; without
 * them it has nothing to compare. tests/data/checks/cases.tsv needs a case for every check. */
#ifndef JIXIAO_MEASURE_CHECKS_H
#define JIXIAO_MEASURE_CHECKS_H

#include "measure/query_file.h"

typedef struct {
    size_t checks, compared, rounding, findings[SEVERITY_FATAL + 1];
} CheckCount;

/* The rows of the result table finding, the same whatever `jobs` is. The files must have been checked
 * (query_check). */
bool checks_find(Arena *arena, Store *store, const QueryFile *files, size_t count, int jobs,
                 const Table **findings, CheckCount *result, Err *err) MUST_USE;

#endif
