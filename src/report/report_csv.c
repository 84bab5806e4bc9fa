#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "report/report.h"

enum { FLUSHED_FROM = 1 << 16 };

/* A text as it was written last; rows share the texts of names (store_query). */
typedef struct {
    const char *text, *field;
    size_t length;
} Written;

/* What is not yet in the file, and the cells of it. */
typedef struct {
    Arena cells;
    Text text;
    Written *written; /* by column */
    FILE *stream;
} Rows;

static void flush(Rows *rows, size_t columns) {
    fwrite(text_string(&rows->text), 1, rows->text.size, rows->stream);
    rows->text.size = 0;
    memset(rows->written, 0, columns * sizeof *rows->written);
    arena_free(&rows->cells);
}

static void append_text(Rows *rows, Written *written, const char *text) {
    if (written->text != text) {
        *written = (Written){.text = text, .field = text_csv_field(&rows->cells, text)};
        written->length = strlen(written->field);
    }
    text_append_bytes(&rows->text, written->field, written->length);
}

/* False when there was nothing to write. */
static bool append_cell(Rows *rows, Written *written, const Column *column, size_t row) {
    const size_t before = rows->text.size;
    if (column->type == COLUMN_TEXT) {
        if (column->texts[row]) append_text(rows, written, column->texts[row]);
    } else if (column->type == COLUMN_INT) {
        if (!table_cell_missing(column, row)) text_append_integer(&rows->text, column->integers[row]);
    } else {
        text_append(&rows->text, table_cell_text(&rows->cells, column, row, false)); /* needs no quotes */
    }
    return rows->text.size > before;
}

static void append_row(Rows *rows, const Table *table, size_t row) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (i) text_append_bytes(&rows->text, ",", 1);
        if (!append_cell(rows, &rows->written[i], &table->columns[i], row) && table->column_count == 1)
            text_append(&rows->text, "\"\""); /* readers skip a sole empty field */
    }
    text_append_bytes(&rows->text, "\n", 1);
}

bool report_write_csv(Arena *arena, const Table *table, const char *path, Err *err) {
    FileOut out;
    if (!file_out_stage(arena, &out, path, err)) return false;
    Arena own = {0};
    Rows rows = {.text = {.arena = &own},
                 .written = ARENA_ARRAY(&own, Written, table->column_count),
                 .stream = out.stream};
    for (size_t i = 0; i < table->column_count; i++) {
        if (i) text_append(&rows.text, ",");
        text_append(&rows.text, text_csv_field(&rows.cells, table->columns[i].name));
    }
    text_append(&rows.text, "\n");
    for (size_t row = 0; row < table->row_count; row++) {
        append_row(&rows, table, row);
        if (rows.text.size >= FLUSHED_FROM) flush(&rows, table->column_count);
    }
    flush(&rows, table->column_count);
    arena_free(&own);
    return file_out_commit(&out, err);
}
