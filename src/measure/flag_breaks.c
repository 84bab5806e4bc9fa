/* Years that are not to be compared with the years before them. */
#include <stdlib.h>
#include <string.h>

#include "measure/flag_parts.h"

static int by_place(const void *left, const void *right) {
    const FlagBreak *a = left, *b = right;
    if (a->dept_id != b->dept_id) return a->dept_id < b->dept_id ? -1 : 1;
    return (a->year > b->year) - (a->year < b->year);
}

static void read_breaks(FlagRun *run, const Table *t) {
    int dept = table_find(t, "dept_id"), year = table_find(t, "year"), breaks = table_find(t, "breaks");
    if (dept < 0 || year < 0 || breaks < 0) return;
    for (size_t row = 0; row < t->row_count; row++) {
        if (t->columns[breaks].type != COLUMN_INT || t->columns[breaks].integers[row] != 1) continue;
        ARENA_PUSH(run->arena, run->breaks, run->break_count, run->break_capacity);
        run->breaks[run->break_count++] =
            (FlagBreak){t->columns[dept].integers[row], (int)t->columns[year].integers[row]};
    }
}

void flag_breaks_read(FlagRun *run) {
    for (size_t i = 0; i < run->file_count; i++)
        if (flag_file_is(&run->files[i], "doubt")) read_breaks(run, run->raw[i]);
    if (run->break_count) qsort(run->breaks, run->break_count, sizeof *run->breaks, by_place);
}

bool flag_breaks(const FlagRun *run, const FlagCell *cell) {
    const FlagBreak key = {cell->dept_id, cell->year};
    return run->break_count && bsearch(&key, run->breaks, run->break_count, sizeof key, by_place);
}
