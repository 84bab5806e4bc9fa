#include "load/rows.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "load/encoding.h"

void rows_add_trouble(IssueList *issues, const char *name, const Trouble *trouble) {
    issue_add(issues, SEVERITY_ERROR, name, trouble->line, trouble->column, "%s", trouble->text);
}

Reader *rows_open(Arena *arena, const char *name, const char *data, size_t size, Header *header,
                  IssueList *issues) {
    Trouble trouble;
    Record record;
    *header = (Header){.source = name};
    Reader *reader = reader_open(arena, data, size);
    ReadResult result = reader_next(reader, &record, &trouble);
    if (result != READ_RECORD) {
        if (result == READ_TROUBLE)
            rows_add_trouble(issues, name, &trouble);
        else
            issue_add(issues, SEVERITY_ERROR, name, 0, 0,
                      "the file is empty; expected a line that names the columns");
        reader_close(reader);
        return NULL;
    }
    header->line = record.line;
    header->count = record.count;
    header->raw = ARENA_ARRAY(arena, const char *, record.count);
    for (size_t i = 0; i < record.count; i++)
        header->raw[i] = arena_strdup(arena, record.cells[i]);
    return reader;
}

bool rows_next(Reader *reader, const Header *header, IssueList *issues, Record *record, size_t *row_count) {
    for (;;) {
        Trouble trouble;
        ReadResult result = reader_next(reader, record, &trouble);
        if (result == READ_END) return false;
        if (result == READ_TROUBLE) {
            rows_add_trouble(issues, header->source, &trouble);
            continue;
        }
        ++*row_count;
        if (record->count == header->count) return true;
        issue_add(issues, SEVERITY_ERROR, header->source, record->line, 0,
                  "found %zu fields, expected %zu as in the header; a field that contains a comma must stand "
                  "in quotes",
                  record->count, header->count);
    }
}

void rows_read(Arena *arena, Reader *reader, const Header *header, IssueList *issues, CsvRows *rows) {
    *rows = (CsvRows){.header = header->names ? header->names : header->raw, .column_count = header->count};
    size_t room = 0, seen = 0, columns = header->count;
    Record record;
    while (rows_next(reader, header, issues, &record, &seen)) {
        if (rows->row_count == room) {
            size_t more = room ? room * 2 : 64;
            rows->cells = arena_grow(arena, rows->cells, room * columns * sizeof *rows->cells,
                                     more * columns * sizeof *rows->cells);
            rows->lines =
                arena_grow(arena, rows->lines, room * sizeof *rows->lines, more * sizeof *rows->lines);
            room = more;
        }
        for (size_t i = 0; i < columns; i++)
            rows->cells[rows->row_count * columns + i] =
                *record.cells[i] ? arena_strdup(arena, record.cells[i]) : "";
        rows->lines[rows->row_count++] = record.line;
    }
}

bool load_rows(Arena *arena, const char *path, const char *text, size_t size, CsvRows *rows, Err *err) {
    IssueList issues = {.arena = arena};
    Header header;
    Trouble trouble;
    Decoded decoded;
    Reader *reader = NULL;
    if (encoding_decode(arena, text, size, "", &decoded, &trouble))
        reader = rows_open(arena, path, decoded.data, decoded.size, &header, &issues);
    else
        rows_add_trouble(&issues, path, &trouble);
    if (reader) {
        rows_read(arena, reader, &header, &issues, rows);
        reader_close(reader);
    }
    if (issues.errors == 0) return true;
    const Issue *first = &issues.items[0];
    if (first->line) return err_set(err, ERR_SOURCE, "%s:%d: %s", path, first->line, first->text);
    return err_set(err, ERR_SOURCE, "%s: %s", path, first->text);
}

const char *load_cell(const CsvRows *rows, size_t row, const char *column) {
    for (size_t i = 0; i < rows->column_count; i++)
        if (strcmp(rows->header[i], column) == 0) return rows->cells[row * rows->column_count + i];
    return "";
}
