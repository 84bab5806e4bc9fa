/* clean: the loaded dataset without plants, from the database that `jixiao load` and `measure` made of it:
 * departments, rates, figures and the cells that they stand in. Changes are collected here and written by
 * edit_apply. */
#ifndef JIXIAO_TESTS_CLEAN_H
#define JIXIAO_TESTS_CLEAN_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "edit.h"

#define ABSENT INT64_MIN
enum { YEAR_LEAST = 1990, YEAR_ROOM = 50 };
typedef enum { BUDGET, ADJUSTED, ACTUAL, STAGE_COUNT } Stage;

typedef struct {
    int64_t id;
    const char *code, *name, *kind, *group;
    bool usable; /* neither inside its parent, nor holding such a unit, nor with lineage; and holding no plant
                    yet */
} CleanDept;

typedef struct {
    int64_t value, origin, step; /* value ABSENT: none */
} Cell;

/* A cell of a figure: item may be "revenue/fund_general_public" for a part. */
typedef struct {
    const char *item;
    int dept, year, month; /* dept: index */
    Stage stage;
} Key;

typedef struct {
    Key key;
    int64_t value;
} Pending;

/* One number for each department and year; NAN where there is none. size: the denominator. */
typedef struct {
    double *value, *size; /* [dept * YEAR_ROOM + year - YEAR_LEAST] */
    double tail; /* 98 % quantile of |value − median| / sd over all years, of at least the median size */
} Series;

typedef struct {
    const char *name;
    Series series;
} Kept;

typedef struct {
    Arena *arena;
    sqlite3 *db;
    CleanDept *depts;
    int dept_count, first_year, last_year;
    Edit *edits;
    size_t edit_count, edit_capacity;
    Pending *pending;
    size_t pending_count, pending_capacity;
    Kept *kept; /* series that were asked for before; they are those without plants */
    size_t kept_count, kept_capacity;
} Clean;

double *series_at(const Series *series, int dept, int year);

/* The year's departments: median, robust standard deviation (0: not to be used), median size, number. */
typedef struct {
    double median, sd, median_size;
    int n;
} Spread;

bool clean_open(Arena *arena, Clean *clean, const char *path, Err *err) MUST_USE;
Series clean_series(Clean *clean); /* all NAN */
Series clean_rate(Clean *clean, const char *indicator);
/* Logs of this year's over last year's amount; size: the larger of both. */
Series clean_change(Clean *clean, const char *item, Stage stage);
/* Of all departments, or (dept ≥ 0) of those of its peer group. */
Spread clean_spread(const Clean *clean, const Series *series, int year, int dept);
/* Theil–Sen slope of the logs of an amount; NAN below `least` years. */
double clean_slope(Clean *clean, const char *item, int dept, Stage stage, int least);

/* A cell with the changes so far. */
Cell clean_cell(Clean *clean, Key key);
/* Sets a cell, and every other print of it (restated ones, repetitions) in proportion. The value is rounded
 * to the step of the print first and returned. Nothing happens to cells that are absent or 0. */
int64_t clean_set(Clean *clean, Key key, double value);
/* The items of a class (children that add up) that are there in the whole year, as texts of the arena. */
const char **clean_items(Clean *clean, const char *class, int dept, int year, size_t *count);
/* The largest of them at that stage; NULL when there is none. */
const char *clean_largest(Clean *clean, const char *class, Key key);
int clean_year_count(Clean *clean, const char *item, int dept, Stage stage);

#endif
