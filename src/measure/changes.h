/* changes: the whole table in one ordered pass (全量同比): year over year of every item and department,
 * totals and control rates, how the rates of an item spread, and what lies far from the others. For sizes at
 * which the report's tables would be too long: figures of whole years, undivided, as codes and numbers;
 * `trace` walks one of them home. Amounts are exact, sums have 128 bits, and every number is rounded once
 * when it is printed. */
#ifndef JIXIAO_MEASURE_CHANGES_H
#define JIXIAO_MEASURE_CHANGES_H

#include "model/ledger.h"
#include "store/store.h"

/* Beyond so many scaled MADs from the median a rate is listed. */
#define CHANGES_FAR 5.0

typedef struct {
    size_t changes, totals, spreads, outliers; /* rows of each file */
} ChangeCount;

/* A pass under way. */
typedef struct ChangePass ChangePass;

/* Writes into the folder, by items and departments in the order of their codes:
 *   changes.csv   dept,item,year,prior,current,change,rate: the actual figures of two years that follow each
 *                 other, in the item's base unit; rate in percent, empty when prior is not above zero
 *   totals.csv    dept,year,budget,adjusted,actual,adjustment_rate,execution_rate: sums over the highest
 * codes of the classification by function that have figures (the item `expenditure`, where none has)
 *   spread.csv    item,year,n,median,mad: of the rates in percent, without twins
 *   outliers.csv  dept,item,year,rate,median,mad,score: |rate - median| > 5 * 1.4826 * mad; score = (rate -
 *                 median) / (1.4826 * mad), empty when mad is zero
 * In: stores[0..jobs-1], the same database opened `jobs` times, or once. The files are the same for any
 * number. ERR_SYSTEM: a file cannot be written. */
bool changes_write(Arena *arena, Store *const *stores, int jobs, const char *folder, ChangeCount *count,
                   Err *err) MUST_USE;
/* The same files from the ledger of a load, which must hold all figures that the store will hold, while they
 * go into the store: jobs - 1 threads begin at once, the caller's thread joins them in changes_end. The store
 * is asked in changes_begin only. Twins are not known yet: what is there of them afterwards belongs to
 * nobody's spread, so that the files must be written again from the store. */
bool changes_begin(Arena *arena, Store *store, const Ledger *ledger, int jobs, const char *folder,
                   ChangePass **pass, Err *err) MUST_USE;
bool changes_end(ChangePass *pass, ChangeCount *count, Err *err) MUST_USE;

#endif
