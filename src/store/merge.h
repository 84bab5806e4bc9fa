/* merge: the rows of several sources as one stream in key order, for a database that has no figures yet. What
 * a later source prints replaces what an earlier one prints for the same cell; the replaced values are kept.
 * It never looks into the database. */
#ifndef JIXIAO_STORE_MERGE_H
#define JIXIAO_STORE_MERGE_H

#include "base/arena.h"
#include "model/figure.h"

/* One row of table figure. */
typedef struct {
    int64_t value[STAGE_COUNT], origin[STAGE_COUNT], step[STAGE_COUNT];
    int32_t item_id, part_id, dept_id;
    int16_t year;
    int8_t month;
    bool present[STAGE_COUNT];
} FigureRow;

/* The rows of one source: sorted by key, no key twice. */
typedef struct {
    const FigureRow *rows;
    size_t count;
} FigureRows;

/* A value that gave way: the stage of `row`, which is the only one to read. */
typedef struct {
    FigureRow row;
    Stage stage;
} Replaced;

typedef struct {
    Arena *arena;
    const FigureRows *sources; /* in the order in which they restate each other */
    size_t *at;                /* next row of each */
    size_t *heap, heap_count;  /* sources with rows left, the one with the smallest key first */
    Replaced *replaced;
    size_t replaced_count, replaced_capacity;
    FigureRow row; /* the current one */
    bool done;
} Merge;

int merge_compare(const FigureRow *a, const FigureRow *b); /* by item, part, dept, year, month */
void merge_open(Merge *merge, Arena *arena, const FigureRows *sources, size_t count);
/* Makes the next row the current one; `done` behind the last. */
void merge_next(Merge *merge);

#endif
