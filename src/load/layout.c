/* The part of rows.h that finds the header: titles above it, and several rows of it. */
#include <string.h>

#include "base/text.h"
#include "load/rows.h"

static bool has(const char *text, const char *part) {
    return strstr(text, part) != NULL;
}

/* 单位：万元, 编制部门：某局, 公开01表: what stands beside a title. */
static bool is_caption(const char *cell) {
    size_t length = strlen(cell), end = strlen("表");
    return has(cell, "：") || has(cell, ":") || (length >= end && strcmp(cell + length - end, "表") == 0);
}

/* One cell alone, or nothing but captions. */
static bool is_title(const Record *record) {
    size_t filled = 0, captions = 0;
    for (size_t i = 0; i < record->count; i++) {
        if (!*record->cells[i]) continue;
        filled++;
        captions += is_caption(record->cells[i]);
    }
    return filled == 1 || filled == captions;
}

static void keep_titles(Arena *arena, Header *header, const Record *record) {
    for (size_t i = 0; i < record->count; i++) {
        if (!*record->cells[i]) continue;
        size_t capacity = header->title_capacity;
        ARENA_PUSH(arena, header->titles, header->title_count, header->title_capacity);
        if (capacity != header->title_capacity)
            header->title_lines =
                arena_grow(arena, header->title_lines, capacity * sizeof *header->title_lines,
                           header->title_capacity * sizeof *header->title_lines);
        header->titles[header->title_count] = arena_strdup(arena, record->cells[i]);
        header->title_lines[header->title_count++] = record->line;
    }
}

/* The first record of the header; false after an issue. Where everything looks like a title, nothing is one:
 * a table of one column. */
static ReadResult first_of_header(Arena *arena, Reader **reader, const char *data, size_t size, int skip,
                                  Header *header, Record *record, Trouble *trouble) {
    ReadResult result;
    int skipped = 0;
    while ((result = reader_next(*reader, record, trouble)) == READ_RECORD) {
        if (skip < 0 ? !rows_is_comment(record) && !is_title(record) : skipped >= skip) return result;
        skipped++;
        keep_titles(arena, header, record);
    }
    if (result == READ_TROUBLE || skip >= 0 || skipped == 0) return result;
    reader_close(*reader);
    *reader = reader_open(arena, data, size);
    header->title_count = 0;
    return reader_next(*reader, record, trouble);
}

typedef struct {
    const char **cells;
    size_t count;
} HeaderRow;

static HeaderRow keep_row(Arena *arena, const Record *record) {
    HeaderRow row = {.cells = ARENA_ARRAY(arena, const char *, record->count), .count = record->count};
    for (size_t i = 0; i < record->count; i++)
        row.cells[i] = arena_strdup(arena, record->cells[i]);
    return row;
}

static const char *cell_of(const HeaderRow *row, size_t column) {
    return column < row->count ? row->cells[column] : "";
}

/* A merged cell is exported as its text and blanks to the right: they get the text again, as far as the rows
 * above are the same cell, too. The last row is not merged sideways: a blank there belongs to the cell above.
 */
static void fill(Arena *arena, HeaderRow *rows, size_t row_count, size_t columns) {
    for (size_t r = 0; r + 1 < row_count; r++) {
        const char **cells = ARENA_ARRAY(arena, const char *, columns);
        for (size_t c = 0; c < columns; c++) {
            cells[c] = cell_of(&rows[r], c);
            bool same = c > 0 && !*cells[c];
            for (size_t above = 0; above < r && same; above++)
                same = strcmp(rows[above].cells[c], rows[above].cells[c - 1]) == 0;
            if (same && r > 0) same = *rows[r - 1].cells[c] != '\0';
            if (same) cells[c] = cells[c - 1];
        }
        rows[r] = (HeaderRow){.cells = cells, .count = columns};
    }
}

static void join(Arena *arena, const HeaderRow *rows, size_t row_count, Header *header) {
    header->raw = ARENA_ARRAY(arena, const char *, header->count);
    for (size_t c = 0; c < header->count; c++) {
        Text name = {.arena = arena};
        const char *last = "";
        for (size_t r = 0; r < row_count; r++) {
            const char *cell = cell_of(&rows[r], c);
            if (!*cell || strcmp(cell, last) == 0) continue;
            if (*last) text_append(&name, "/");
            text_append(&name, cell);
            last = cell;
        }
        header->raw[c] = arena_strdup(arena, text_string(&name));
    }
}

Reader *rows_open(Arena *arena, const char *name, const char *data, size_t size, Layout layout,
                  Header *header, IssueList *issues) {
    Trouble trouble;
    Record record;
    *header = (Header){.source = name};
    Reader *reader = reader_open(arena, data, size);
    HeaderRow *rows = ARENA_ARRAY(arena, HeaderRow, layout.header_rows);
    ReadResult result = first_of_header(arena, &reader, data, size, layout.skip, header, &record, &trouble);
    int found = 0;
    while (result == READ_RECORD) {
        if (found == 0) header->line = record.line;
        if (record.count > header->count) header->count = record.count;
        rows[found++] = keep_row(arena, &record);
        if (found == layout.header_rows) break;
        result = reader_next(reader, &record, &trouble);
    }
    if (result == READ_RECORD) {
        fill(arena, rows, (size_t)found, header->count);
        join(arena, rows, (size_t)found, header);
        return reader;
    }
    if (result == READ_TROUBLE)
        rows_add_trouble(issues, name, &trouble);
    else if (found || header->title_count)
        issue_add(
            issues, SEVERITY_ERROR, name, 0, 0,
            "the file ends above or inside its header; correct `skip:` and `header:` in the description");
    else
        issue_add(issues, SEVERITY_ERROR, name, 0, 0,
                  "the file is empty; expected a line that names the columns");
    reader_close(reader);
    return NULL;
}
