#include "base/file.h"
#include "base/text.h"
#include "report/report.h"

static void write_field(FILE *out, Arena *arena, const char *field, bool first) {
    if (!first) fputc(',', out);
    fputs(text_csv_field(arena, field), out);
}

static void write_row(FILE *out, const Table *table, size_t row) {
    Arena cells = {0};
    for (size_t i = 0; i < table->column_count; i++) {
        char *cell = table_cell_text(&cells, &table->columns[i], row, false);
        if (table->column_count == 1 && *cell == '\0')
            fputs("\"\"", out); /* readers skip a sole empty field */
        else
            write_field(out, &cells, cell, i == 0);
    }
    fputc('\n', out);
    arena_free(&cells);
}

bool report_write_csv(Arena *arena, const Table *table, const char *path, Err *err) {
    FileOut out;
    if (!file_out_open(arena, &out, path, err)) return false;
    for (size_t i = 0; i < table->column_count; i++)
        write_field(out.stream, arena, table->columns[i].name, i == 0);
    fputc('\n', out.stream);
    for (size_t row = 0; row < table->row_count; row++)
        write_row(out.stream, table, row);
    return file_out_commit(&out, err);
}
