/* The rows of an item, out of the store or out of the ledger of a load: the same either way. */
#include <stdlib.h>
#include <string.h>

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

/* Rows come by department and year. */
static bool add_row(Scan *scan, int64_t dept_id, int64_t year, const int64_t values[STAGE_COUNT], Err *err) {
    ChangeRows *rows = &scan->work->rows;
    if (!scan->dept || scan->dept->id != dept_id) {
        const ChangeDept *before = scan->dept;
        scan->dept = changes_dept(scan->frame, dept_id);
        if (!scan->dept) return err_set(err, ERR_SOURCE, "figures of a department that is not there");
        if (before && before->place > scan->dept->place) scan->ordered = false;
    }
    if (year < FIRST_YEAR || year > LAST_YEAR)
        return err_set(err, ERR_SOURCE, "figures of the year %lld", (long long)year);
    ARENA_PUSH(scan->work->arena, rows->rows, rows->count, rows->capacity);
    ChangeRow *row = &rows->rows[rows->count++];
    row->dept = scan->dept->place;
    row->year = (int16_t)year;
    row->twin = scan->dept->twin && changes_is_twin(scan->frame, dept_id, year);
    memcpy(row->value, values, sizeof row->value);
    return true;
}

static bool take_row(void *context, const int64_t *values, Err *err) {
    return add_row(context, values[0], values[1], values + 2, err);
}

static bool recall(Scan *scan, const ChangeItem *item, Err *err) {
    size_t count;
    const FigureRow *row = ledger_series(scan->work->cursor, item->series, &count);
    if (count && row->part_id != 0) return true; /* nothing undivided */
    for (const FigureRow *end = row + count; row < end; row++) {
        int64_t values[STAGE_COUNT];
        if (row->month != 12) continue;
        for (int stage = 0; stage < STAGE_COUNT; stage++)
            values[stage] = row->present[stage] ? row->value[stage] : TABLE_MISSING;
        if (!add_row(scan, row->dept_id, row->year, values, err)) return false;
    }
    return true;
}

static int by_place(const void *left, const void *right) {
    const ChangeRow *a = left, *b = right;
    return a->dept != b->dept ? (a->dept > b->dept) - (a->dept < b->dept) : a->year - b->year;
}

bool changes_rows(ChangeWork *work, const ChangeFrame *frame, const ChangeItem *item, Err *err) {
    Scan scan = {.work = work, .frame = frame, .ordered = true};
    const StoreParam param = {.name = "item", .integer = item->id};
    work->rows.count = 0;
    bool done = work->cursor
                    ? recall(&scan, item, err)
                    : store_stream(work->store, "changes", rows_sql, &param, 1, take_row, &scan, err);
    if (done && !scan.ordered) qsort(work->rows.rows, work->rows.count, sizeof *work->rows.rows, by_place);
    return done;
}
