/* next_step_levers: the figures that move indicators, and how. For next_steps only. */
#ifndef JIXIAO_MEASURE_NEXT_STEP_LEVERS_H
#define JIXIAO_MEASURE_NEXT_STEP_LEVERS_H

#include "measure/score.h"

/* Columns of figures, by the first three, and of items. */
enum {
    FIGURE_ITEM,
    FIGURE_DEPT,
    FIGURE_YEAR,
    FIGURE_ADJUSTED,
    FIGURE_ACTUAL,
    FIGURE_ADJUSTED_ORIGIN,
    FIGURE_ACTUAL_ORIGIN
};
enum { ITEM_ID, ITEM_CODE, ITEM_UNIT, ITEM_ZH, ITEM_EN };

/* A figure that moves indicators, and their measures with one unit more of it in even and in odd years: so
 * last year's figure, which others are compared with, never moves together with this year's. */
typedef struct {
    size_t item; /* row of items */
    Stage stage;
    const int64_t *values; /* by row of figures */
    const Table *more[2];  /* by year % 2 */
} Lever;

typedef struct {
    const Table *figures, *items; /* undivided, of whole years */
    Lever *levers;                /* by code and name of the stage */
    size_t count;
} Levers;

/* Asks for the figures. */
bool levers_read(Arena *arena, Store *store, int jobs, Levers *levers, Err *err) MUST_USE;
/* One lever for each item and stage of which measures of the rubric's indicators were made, and which their
 * heads name in `levers:` where they do: nobody is told to earn less. `files` are the indicators, the
 * measures need not be stored yet. Supposes other figures, one after the other, and shows the stored ones
 * again: not while figures are shown like for like. Fails on an item that there is not, and as
 * store_suppose_more does. */
bool levers_find(Arena *arena, Store *store, const Rubric *rubric, const Measures *measures,
                 const QueryFile *files, size_t count, Levers *levers, Err *err) MUST_USE;

/* Row of a lever's figure; row_count of figures when there is none. */
size_t levers_figure(const Levers *levers, const Lever *lever, int64_t dept_id, int64_t year);

#endif
