/* indicators: runs the queries of queries/indicators and keeps what they found: SQL says which numbers make a
 * rate; here they are divided, once and exactly, and the calculation is written out. A denominator of zero,
 * below zero or missing makes the value “not comparable”, with the reason; never 0 and never 100 %. */
#ifndef JIXIAO_MEASURE_INDICATORS_H
#define JIXIAO_MEASURE_INDICATORS_H

#include "measure/query_file.h"

/* The rows of the result tables indicator, measure and measure_origin. */
typedef struct {
    const Table *indicators, *measures, *origins;
} Measures;

/* Makes them, the files side by side; the files must have been checked. Nothing is stored. */
bool indicators_run(Arena *arena, Store *store, const QueryFile *files, size_t count, int jobs,
                    Measures *measures, Err *err) MUST_USE;
/* Fills the result tables, behind the caller (store_put_behind). Inside a transaction. */
bool indicators_put(Store *store, const Measures *measures, int jobs, Err *err) MUST_USE;
/* Those of whole years, as Scoring.measures wants them (score.h): indicator, dept_id, year, measure_id,
 * numerator, denominator, calculation, calculation_en, source, reason, in this order of rows. */
Table *indicators_in_order(Arena *arena, const Table *measures);

/* The same, in order, of the figures that the store shows now. With store_suppose: what other figures would
 * give. The files must have been checked. */
bool indicators_measure(Arena *arena, Store *store, const QueryFile *files, size_t count, Table **measures,
                        Err *err) MUST_USE;
/* Of the same only indicator, dept_id, year, numerator and denominator. */
bool indicators_numbers(Arena *arena, Store *store, const QueryFile *files, size_t count, Table **numbers,
                        Err *err) MUST_USE;

#endif
