#include "base/file.h"
#include "base/text.h"
#include "report/report.h"

enum { FLUSHED_FROM = 1 << 16 };

/* What is not yet in the file, and the cells of it. */
typedef struct {
    Arena cells;
    Text text;
    FILE *stream;
} Rows;

static void flush(Rows *rows) {
    fwrite(text_string(&rows->text), 1, rows->text.size, rows->stream);
    rows->text.size = 0;
    arena_free(&rows->cells);
}

static void append_cell(Rows *rows, const Column *column, size_t row, bool alone) {
    if (table_cell_missing(column, row)) {
        if (alone) text_append(&rows->text, "\"\""); /* readers skip a sole empty field */
    } else if (column->type == COLUMN_INT) {
        text_append_integer(&rows->text, column->integers[row]);
    } else {
        const char *cell = column->type == COLUMN_TEXT ? column->texts[row]
                                                       : table_cell_text(&rows->cells, column, row, false);
        text_append(&rows->text, alone && *cell == '\0' ? "\"\"" : text_csv_field(&rows->cells, cell));
    }
}

static void append_row(Rows *rows, const Table *table, size_t row) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (i) text_append(&rows->text, ",");
        append_cell(rows, &table->columns[i], row, table->column_count == 1);
    }
    text_append(&rows->text, "\n");
}

bool report_write_csv(Arena *arena, const Table *table, const char *path, Err *err) {
    FileOut out;
    if (!file_out_stage(arena, &out, path, err)) return false;
    Arena own = {0};
    Rows rows = {.text = {.arena = &own}, .stream = out.stream};
    for (size_t i = 0; i < table->column_count; i++) {
        if (i) text_append(&rows.text, ",");
        text_append(&rows.text, text_csv_field(&rows.cells, table->columns[i].name));
    }
    text_append(&rows.text, "\n");
    for (size_t row = 0; row < table->row_count; row++) {
        append_row(&rows, table, row);
        if (rows.text.size >= FLUSHED_FROM) flush(&rows);
    }
    flush(&rows);
    arena_free(&own);
    return file_out_commit(&out, err);
}
