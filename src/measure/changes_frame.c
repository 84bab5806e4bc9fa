/* What all jobs read: items and departments by their codes, and the years that there are. */
#include <stdlib.h>
#include <string.h>

#include "measure/changes_internal.h"
#include "measure/unit.h"

static const char items_sql[] = "SELECT i.item_id, i.code, i.unit_kind, i.class, i.parent_id,"
                                "       CASE WHEN EXISTS (SELECT 1 FROM figure f WHERE f.item_id = i.item_id)"
                                "            THEN 1 ELSE 0 END AS used"
                                "  FROM item i ORDER BY i.code";
static const char depts_sql[] = "SELECT d.dept_id, d.code FROM dept d ORDER BY d.code";
static const char twins_sql[] = "SELECT t.dept_id, t.year FROM twin t ORDER BY t.dept_id, t.year";

static bool query(Arena *arena, Store *store, const char *sql, Table **table, Err *err) {
    return store_query(arena, store, "changes", sql, NULL, 0, table, err);
}

static ChangeCode code_of(Arena *arena, const char *code) {
    const char *field = arena_printf(arena, "%s,", text_csv_field(arena, code));
    return (ChangeCode){field, strlen(field)};
}

/* An item of the store, as far as it matters here. */
typedef struct {
    int64_t id, parent;
    size_t row; /* of the table */
    bool used, function;
} Known;

static int by_item(const void *left, const void *right) {
    const Known *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

static Known *find_known(Known *known, size_t count, int64_t id) {
    const Known key = {.id = id};
    return count ? bsearch(&key, known, count, sizeof key, by_item) : NULL;
}

/* Whether a code above it, of the classification by function, is used, too. */
static bool has_used_above(Known *known, size_t count, const Known *item) {
    enum { DEEPEST = 16 };
    const Known *above = item;
    for (int level = 0; level < DEEPEST; level++) {
        above = above->parent == TABLE_MISSING ? NULL : find_known(known, count, above->parent);
        if (!above || !above->function) return false;
        if (above->used) return true;
    }
    return false;
}

static Known *read_known(Arena *arena, const Table *t, bool used) {
    Known *known = ARENA_ARRAY(arena, Known, t->row_count);
    for (size_t i = 0; i < t->row_count; i++)
        known[i] = (Known){.id = t->columns[0].integers[i],
                           .parent = table_integer(t, "parent_id", i),
                           .row = i,
                           .used = used && table_integer(t, "used", i) == 1,
                           .function = strcmp(table_text(t, "class", i), "function") == 0};
    if (t->row_count) qsort(known, t->row_count, sizeof *known, by_item);
    return known;
}

static void add_item(Arena *arena, ChangeFrame *frame, const Table *t, size_t row, bool counted,
                     size_t series) {
    ChangeItem *item = &frame->items[frame->item_count++];
    *item = (ChangeItem){.id = t->columns[0].integers[row],
                         .code = code_of(arena, table_text(t, "code", row)),
                         .counted = counted,
                         .series = series};
    unit_digits(table_text(t, "unit_kind", row), &item->scale, &item->decimals);
}

/* The highest codes of the classification by function that are used; the whole, where none is. */
static void add_items(Arena *arena, ChangeFrame *frame, const Table *t, Known *known, const size_t *series) {
    bool *top = ARENA_ARRAY(arena, bool, t->row_count), classified = false;
    const Known **by_row = ARENA_ARRAY(arena, const Known *, t->row_count);
    for (size_t i = 0; i < t->row_count; i++) {
        by_row[known[i].row] = &known[i];
        top[known[i].row] =
            known[i].used && known[i].function && !has_used_above(known, t->row_count, &known[i]);
        classified = classified || top[known[i].row];
    }
    frame->items = ARENA_ARRAY(arena, ChangeItem, t->row_count);
    for (size_t row = 0; row < t->row_count; row++) {
        const bool whole = strcmp(table_text(t, "code", row), "expenditure") == 0;
        if (by_row[row]->used) add_item(arena, frame, t, row, classified ? top[row] : whole, series[row]);
    }
}

static bool read_items(Arena *arena, Store *store, const Ledger *ledger, ChangeFrame *frame, Err *err) {
    Table *t;
    if (!query(arena, store, items_sql, &t, err)) return false;
    Known *known = read_known(arena, t, !ledger);
    size_t *series = ARENA_ARRAY(arena, size_t, t->row_count);
    for (size_t i = 0; ledger && i < ledger_series_count(ledger); i++) {
        int32_t item, part;
        ledger_series_key(ledger, i, &item, &part);
        Known *found = find_known(known, t->row_count, item);
        if (!found) continue;
        if (!found->used || part == 0) series[found->row] = i;
        found->used = true;
    }
    add_items(arena, frame, t, known, series);
    return true;
}

static int by_id(const void *left, const void *right) {
    const ChangeDept *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

const ChangeDept *changes_dept(const ChangeFrame *frame, int64_t id) {
    const ChangeDept key = {.id = id};
    return frame->dept_count ? bsearch(&key, frame->depts, frame->dept_count, sizeof key, by_id) : NULL;
}

static bool read_depts(Arena *arena, Store *store, ChangeFrame *frame, Err *err) {
    Table *t;
    if (!query(arena, store, depts_sql, &t, err)) return false;
    frame->depts = ARENA_ARRAY(arena, ChangeDept, t->row_count);
    frame->codes = ARENA_ARRAY(arena, ChangeCode, t->row_count);
    frame->dept_count = t->row_count;
    for (size_t i = 0; i < t->row_count; i++) {
        frame->depts[i] = (ChangeDept){.id = t->columns[0].integers[i], .place = (int32_t)i};
        frame->codes[i] = code_of(arena, table_text(t, "code", i));
    }
    if (t->row_count) qsort(frame->depts, t->row_count, sizeof *frame->depts, by_id);
    if (!query(arena, store, twins_sql, &t, err)) return false;
    frame->twins = t;
    for (size_t i = 0; i < t->row_count; i++) {
        ChangeDept *dept = (ChangeDept *)changes_dept(frame, t->columns[0].integers[i]);
        if (dept) dept->twin = true;
    }
    return true;
}

bool changes_is_twin(const ChangeFrame *frame, int64_t dept_id, int64_t year) {
    const Table *t = frame->twins;
    size_t low = 0, high = t->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const int64_t dept = t->columns[0].integers[middle];
        if (dept < dept_id || (dept == dept_id && t->columns[1].integers[middle] < year))
            low = middle + 1;
        else
            high = middle;
    }
    return low < t->row_count && t->columns[0].integers[low] == dept_id &&
           t->columns[1].integers[low] == year;
}

bool changes_read_frame(Arena *arena, Store *store, const Ledger *ledger, ChangeFrame *frame, Err *err) {
    *frame = (ChangeFrame){0};
    return read_items(arena, store, ledger, frame, err) && read_depts(arena, store, frame, err);
}
