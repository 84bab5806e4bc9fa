#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "report/report.h"

static void write_string(FILE *out, const char *text) {
    fputc('"', out);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

/* What JSON takes for a number is one: digits without a zero before them. */
static bool is_number(const char *text) {
    if (*text == '-') text++;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || (digits > 1 && *text == '0')) return false;
    text += digits;
    if (*text == '\0') return true;
    return *text == '.' && text[1] && text[1 + strspn(text + 1, "0123456789")] == '\0';
}

static void write_cells(FILE *out, const Table *table, size_t row, size_t left_out, const char *start) {
    Arena cells = {0};
    const char *comma = start;
    for (size_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (i == left_out) continue;
        fputs(comma, out);
        comma = ", ";
        write_string(out, column->name);
        fputs(": ", out);
        char *cell = table_cell_text(&cells, column, row, false);
        if (table_cell_missing(column, row))
            fputs("null", out);
        else if (column->type != COLUMN_TEXT && is_number(cell))
            fputs(cell, out);
        else
            write_string(out, cell);
    }
    arena_free(&cells);
}

static const char *key_of(const Table *table, size_t key, size_t row) {
    const char *text = table->columns[key].type == COLUMN_TEXT ? table->columns[key].texts[row] : NULL;
    return text ? text : "";
}

/* Rows of a nested table stand side by side, in the order of the records; `at` remembers how far they were
 * written. */
static void write_nested(FILE *out, const JsonNest *nest, const char *record, size_t *at) {
    int key = table_find(nest->table, nest->key);
    fputs(",\n   ", out);
    write_string(out, nest->name);
    fputs(": [", out);
    const char *comma = "";
    for (; key >= 0 && *at < nest->table->row_count &&
           strcmp(key_of(nest->table, (size_t)key, *at), record) == 0;
         (*at)++) {
        fprintf(out, "%s\n    {", comma);
        comma = ",";
        write_cells(out, nest->table, *at, (size_t)key, "");
        fputc('}', out);
    }
    fputc(']', out);
}

bool report_write_json(Arena *arena, const char *name, const Table *records, const JsonNest *nests,
                       size_t count, const char *path, Err *err) {
    FileOut out;
    int key = count ? table_find(records, nests[0].key) : -1;
    size_t *at = ARENA_ARRAY(arena, size_t, count + 1);
    if (!file_out_stage(arena, &out, path, err)) return false;
    fputs("{", out.stream);
    write_string(out.stream, name);
    fputs(": [", out.stream);
    for (size_t row = 0; row < records->row_count; row++) {
        fputs(row ? ",\n  {" : "\n  {", out.stream);
        write_cells(out.stream, records, row, SIZE_MAX, "");
        for (size_t i = 0; key >= 0 && i < count; i++)
            write_nested(out.stream, &nests[i], key_of(records, (size_t)key, row), &at[i]);
        fputc('}', out.stream);
    }
    fputs("\n]}\n", out.stream);
    return file_out_commit(&out, err);
}
