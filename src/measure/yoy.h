/* yoy: year-over-year of every item in one ordered pass over the figures: the same month of the year before,
 * never the previous row. A gap of a year is a gap; a base of zero or below is not comparable. */
#ifndef JIXIAO_MEASURE_YOY_H
#define JIXIAO_MEASURE_YOY_H

#include "store/store.h"

/* Whether a row is written. */
typedef struct {
    bool (*wants)(const void *context, const char *dept, int year);
    const void *context;
} YoyFilter;

/* Writes a CSV file of dept, dept_name, year, month, item, item_zh, item_en, part, stage, current, prior,
 * change, unit, rate, status, current_source, prior_source, series_break (why the two years do not mean the
 * same: rename, merge, split, transfer, recode, parent), faulty (1: a check found an error in one of the
 * two): one row per value that is there, by the codes of item, part and department, then year and month.
 * Amounts are in the item's base unit. */
bool yoy_write(Arena *arena, Store *store, const YoyFilter *filter, const char *path, Err *err) MUST_USE;

#endif
