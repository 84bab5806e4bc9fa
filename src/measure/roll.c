#include "measure/roll.h"

enum { ROLL_DEPT, ROLL_KIND, ROLL_GROUP };

bool roll_read(Arena *arena, Store *store, int jobs, Roll *roll, Err *err) {
    static const StoreAsk asks[] = {
        {"departments", "SELECT dept_id, kind, peer_group FROM dept ORDER BY dept_id", NULL, 0},
        {"twins", "SELECT dept_id, year FROM twin ORDER BY dept_id, year", NULL, 0}};
    Table *tables[2];
    if (!store_query_all(arena, store, asks, 2, jobs, tables, err)) return false;
    *roll = (Roll){tables[0], tables[1]};
    return true;
}

static bool is_dept(const Table *t, size_t row, int64_t dept_id) {
    return row < t->row_count && t->columns[ROLL_DEPT].integers[row] == dept_id;
}

static const char *word_of(const Roll *roll, int64_t dept_id, int column) {
    size_t row = table_lower(roll->depts, ROLL_DEPT, dept_id);
    return is_dept(roll->depts, row, dept_id) ? roll->depts->columns[column].texts[row] : "";
}

const char *roll_kind(const Roll *roll, int64_t dept_id) {
    return word_of(roll, dept_id, ROLL_KIND);
}

const char *roll_peer_group(const Roll *roll, int64_t dept_id) {
    return word_of(roll, dept_id, ROLL_GROUP);
}

bool roll_is_twin(const Roll *roll, int64_t dept_id, int64_t year) {
    const Table *t = roll->twins;
    for (size_t row = table_lower(t, ROLL_DEPT, dept_id); is_dept(t, row, dept_id); row++)
        if (t->columns[1].integers[row] == year) return true;
    return false;
}
