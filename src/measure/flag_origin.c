/* The cells that a flag was made from, of this year and of last year. */
#include <string.h>

#include "base/text.h"
#include "measure/flag_parts.h"

typedef struct {
    FlagRun *run;
    Table *out;
} Origins;

static void put(Origins *to, size_t flag, const char *role, int64_t origin) {
    size_t row = table_row(to->out);
    table_set_integer(to->out, row, "flag_id", (int64_t)flag + 1);
    table_set_text(to->out, row, "role", role);
    table_set_integer(to->out, row, "origin", origin);
}

static void put_measure(Origins *to, size_t flag, const char *when, int64_t measure_id, const char *part) {
    const Table *t = to->run->origins;
    for (size_t i = table_lower(t, 0, measure_id);
         i < t->row_count && t->columns[0].integers[i] == measure_id; i++)
        put(to, flag, arena_printf(to->run->arena, "%s%s%s", when, t->columns[1].texts[i], part),
            t->columns[2].integers[i]);
}

/* By the columns NAME_origin of the series' own query, and by those of a measure that it took. */
static void put_row(Origins *to, size_t flag, const char *when, const Table *raw, size_t raw_row,
                    const char *part) {
    for (size_t i = 0; i < raw->column_count; i++) {
        const Column *column = &raw->columns[i];
        if (column->type != COLUMN_INT || table_cell_missing(column, raw_row)) continue;
        if (strcmp(column->name, "measure_id") == 0)
            put_measure(to, flag, when, column->integers[raw_row], part);
        if (!text_ends(column->name, "_origin")) continue;
        int name = (int)(strlen(column->name) - strlen("_origin"));
        put(to, flag, arena_printf(to->run->arena, "%s%.*s%s", when, name, column->name, part),
            column->integers[raw_row]);
    }
}

static const char *part_name(const Table *raw, size_t row) {
    const char *name = table_text(raw, "item", row);
    return *name ? name : table_text(raw, "feature", row);
}

/* `when`: "" or "prior_". A value that several rows make has the cells of all of them, with what each row is
 * of. */
static void put_cell(Origins *to, size_t flag, const FlagSeries *s, const FlagCell *cell, const char *when) {
    if (cell->measure_id != TABLE_MISSING) {
        put_measure(to, flag, when, cell->measure_id, "");
        return;
    }
    if (!s->divided) {
        put_row(to, flag, when, s->raw, cell->row, "");
        return;
    }
    for (size_t row = cell->row;
         row < s->raw->row_count && table_integer(s->raw, "dept_id", row) == cell->dept_id &&
         table_integer(s->raw, "year", row) == cell->year;
         row++)
        put_row(to, flag, when, s->raw, row, arena_printf(to->run->arena, " %s", part_name(s->raw, row)));
}

Table *flag_origins(FlagRun *run) {
    Origins to = {run, flag_table(run, "flag_origin", "flag_id:i role:t origin:i")};
    for (size_t i = 0; i < run->flag_count; i++) {
        const FlagSeries *s = run->flags[i].series;
        const FlagCell *cell = run->flags[i].cell, *before = flag_before(s, cell);
        put_cell(&to, i, s, cell, "");
        if (before) put_cell(&to, i, s, before, "prior_");
    }
    return to.out;
}
