/* The rows of an item out of the store. */
#include <stdlib.h>

#include "measure/changes_internal.h"

static const char rows_sql[] =
    "SELECT f.dept_id, f.year, f.budget, f.adjusted, f.actual FROM figure f"
    " WHERE f.item_id = :item AND f.part_id = 0 AND f.month = 12 ORDER BY f.dept_id, f.year";

typedef struct {
    ChangeWork *work;
    const ChangeFrame *frame;
    const ChangeDept *dept; /* of the last row */
    bool ordered;           /* so far by the places of the departments, too */
} Scan;

static bool take_row(void *context, const int64_t *values, Err *err) {
    Scan *scan = context;
    ChangeRows *rows = &scan->work->rows;
    if (!scan->dept || scan->dept->id != values[0]) {
        const ChangeDept *before = scan->dept;
        scan->dept = changes_dept(scan->frame, values[0]);
        if (!scan->dept) return err_set(err, ERR_SOURCE, "figures of a department that is not there");
        if (before && before->place > scan->dept->place) scan->ordered = false;
    }
    ARENA_PUSH(scan->work->arena, rows->rows, rows->count, rows->capacity);
    ChangeRow *row = &rows->rows[rows->count++];
    *row = (ChangeRow){.dept = scan->dept->place,
                       .year = (int16_t)values[1],
                       .twin = scan->dept->twin && changes_is_twin(scan->frame, values[0], values[1]),
                       .value = {values[2], values[3], values[4]}};
    return true;
}

static int by_place(const void *left, const void *right) {
    const ChangeRow *a = left, *b = right;
    return a->dept != b->dept ? (a->dept > b->dept) - (a->dept < b->dept) : a->year - b->year;
}

bool changes_scan(ChangeWork *work, const ChangeFrame *frame, Store *store, const ChangeItem *item,
                  Err *err) {
    Scan scan = {.work = work, .frame = frame, .ordered = true};
    const StoreParam param = {.name = "item", .integer = item->id};
    work->rows.count = 0;
    if (!store_stream(store, "changes", rows_sql, &param, 1, take_row, &scan, err)) return false;
    if (!scan.ordered) qsort(work->rows.rows, work->rows.count, sizeof *work->rows.rows, by_place);
    return true;
}
