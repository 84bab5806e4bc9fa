/* score: every department and year under one rubric: each cell with its calculation, the totals, the grade,
 * the rank. A cell that figures and its rule give is “computed”; one that only somebody states is “stated”
 * and marked so; one with neither is “unscored”, never full marks. */
#ifndef JIXIAO_MEASURE_SCORE_H
#define JIXIAO_MEASURE_SCORE_H

#include "measure/rubric.h"
#include "store/store.h"

/* A department-year is reviewed when somebody assessed it under this rubric, or when at least one of the
 * rubric's indicators has a value for it. Fills the result tables score, total and grade. Inside a
 * transaction. `scheme` names the grade scheme of datasets/catalog/grades.csv; "" = the rubric's own. */
bool score_run(Arena *arena, Store *store, const Rubric *rubric, const char *scheme, Err *err) MUST_USE;

#endif
