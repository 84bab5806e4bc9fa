/* What all jobs read: items and departments by their codes, and the years that there are. */
#include <stdlib.h>
#include <string.h>

#include "measure/changes_internal.h"
#include "measure/unit.h"

/* level 1: among the highest codes of the classification by function that have figures; 2: the whole. */
static const char items_sql[] =
    "SELECT i.item_id, i.code, i.unit_kind,"
    "       CASE WHEN i.code = 'expenditure' THEN 2"
    "            WHEN i.class = 'function' AND NOT EXISTS (SELECT 1 FROM item_above a JOIN item w ON "
    "w.item_id = "
    "a.whole_id WHERE a.item_id = i.item_id AND w.class = 'function') THEN 1 ELSE 0 END AS level"
    "  FROM item i"
    " WHERE EXISTS (SELECT 1 FROM figure f WHERE f.item_id = i.item_id AND f.part_id = 0 AND f.month = 12)"
    " ORDER BY i.code";
static const char depts_sql[] = "SELECT d.dept_id, d.code FROM dept d ORDER BY d.code";
static const char twins_sql[] = "SELECT t.dept_id, t.year FROM twin t ORDER BY t.dept_id, t.year";
static const char years_sql[] = "SELECT min(f.year) AS first, max(f.year) AS last FROM figure f";

static bool query(Arena *arena, Store *store, const char *sql, Table **table, Err *err) {
    return store_query(arena, store, "changes", sql, NULL, 0, table, err);
}

static ChangeCode code_of(Arena *arena, const char *code) {
    const char *field = arena_printf(arena, "%s,", text_csv_field(arena, code));
    return (ChangeCode){field, strlen(field)};
}

static bool read_items(Arena *arena, Store *store, ChangeFrame *frame, Err *err) {
    Table *t;
    if (!query(arena, store, items_sql, &t, err)) return false;
    bool classified = false;
    frame->items = ARENA_ARRAY(arena, ChangeItem, t->row_count);
    frame->item_count = t->row_count;
    for (size_t i = 0; i < t->row_count; i++) {
        ChangeItem *item = &frame->items[i];
        item->id = t->columns[0].integers[i];
        item->code = code_of(arena, table_text(t, "code", i));
        unit_digits(table_text(t, "unit_kind", i), &item->scale, &item->decimals);
        classified = classified || table_integer(t, "level", i) == 1;
    }
    for (size_t i = 0; i < t->row_count; i++)
        frame->items[i].counted = table_integer(t, "level", i) == (classified ? 1 : 2);
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

bool changes_read_frame(Arena *arena, Store *store, ChangeFrame *frame, Err *err) {
    Table *years;
    *frame = (ChangeFrame){0};
    if (!read_items(arena, store, frame, err) || !read_depts(arena, store, frame, err) ||
        !query(arena, store, years_sql, &years, err))
        return false;
    if (!table_cell_missing(&years->columns[0], 0)) {
        frame->first_year = (int)years->columns[0].integers[0];
        frame->last_year = (int)years->columns[1].integers[0];
    }
    return true;
}
