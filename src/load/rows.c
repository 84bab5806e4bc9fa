#include "load/rows.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "load/encoding.h"
#include "model/decimal.h"

void rows_add_trouble(IssueList *issues, const char *name, const Trouble *trouble) {
    issue_add(issues, SEVERITY_ERROR, name, trouble->line, trouble->column, "%s", trouble->text);
}

bool rows_is_comment(const Record *record) {
    return text_starts(record->cells[0], "# ");
}

/* 注：… and the line of signatures: a word, then a colon, a digit or nothing. */
static bool opens_note(const char *cell) {
    static const char *const words[] = {
        "注",         "备注",       "说明",   "附注",     "填表人",   "填报人",   "制表人",
        "制表",       "编制人",     "审核",   "审核人",   "复核人",   "经办人",   "负责人",
        "单位负责人", "财务负责人", "联系人", "联系电话", "填报日期", "填表日期", "打印日期",
        "数据来源",   "资料来源",   "Note",   "Notes",    "Source",   "Remark"};
    static const char *const ends[] = {"：", ":", "1", "2", "3", "4", "5", "（", "(", " ", "　"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!text_starts(cell, words[i])) continue;
        const char *rest = cell + strlen(words[i]);
        if (!*rest) return true;
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            if (text_starts(rest, ends[k])) return true;
    }
    return false;
}

static bool is_number(const char *cell) {
    Decimal ignored;
    return decimal_read(cell, &ignored) == DECIMAL_DONE;
}

/* A note has no numbers of its own beside it. */
static bool is_note(const Record *record) {
    size_t first = 0;
    while (first < record->count && !*record->cells[first])
        first++;
    if (first == record->count || !opens_note(record->cells[first])) return false;
    for (size_t i = first + 1; i < record->count; i++)
        if (is_number(record->cells[i])) return false;
    return true;
}

static bool is_stroke(const char *cell) {
    static const char *const strokes[] = {"*", "-", "=", "＊", "—", "─", "－", "…", "_"};
    for (const char *at = cell; *at;) {
        size_t step = 0;
        for (size_t k = 0; k < sizeof strokes / sizeof *strokes && !step; k++)
            if (text_starts(at, strokes[k])) step = strlen(strokes[k]);
        if (!step) return false;
        at += step;
    }
    return true;
}

/* Nothing but asterisks and lines. */
static bool is_separator(const Record *record) {
    for (size_t i = 0; i < record->count; i++)
        if (!is_stroke(record->cells[i])) return false;
    return true;
}

/* A header that a long table repeats on every page. */
static bool is_header(const Header *header, const Record *record) {
    if (record->count != header->count) return false;
    for (size_t i = 0; i < record->count; i++)
        if (strcmp(record->cells[i], header->raw[i]) != 0) return false;
    return true;
}

/* Most rows begin with a code: neither a word that opens a note nor a stroke. */
bool rows_begins_row(const Header *header, char first_byte) {
    const char c = first_byte;
    bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return (c >= '0' && c <= '9') || (letter && !strchr("NSR", c) && c != header->raw[0][0]);
}

bool rows_is_row(const Header *header, const char *first_cell) {
    return rows_begins_row(header, *first_cell) ||
           (!text_starts(first_cell, "# ") && !opens_note(first_cell) && !is_stroke(first_cell) &&
            *first_cell && strcmp(first_cell, header->raw[0]) != 0);
}

static bool passed_over(const Header *header, const Record *record, RowCounts *counts) {
    if (rows_begins_row(header, record->cells[0][0])) return false;
    if (rows_is_comment(record))
        counts->comments++;
    else if (is_note(record))
        counts->notes++;
    else if (is_separator(record) || is_header(header, record))
        counts->separators++;
    else
        return false;
    return true;
}

bool rows_next(Reader *reader, const Header *header, IssueList *issues, Record *record, RowCounts *counts) {
    for (;;) {
        Trouble trouble;
        ReadResult result = reader_next(reader, record, &trouble);
        if (result == READ_END) return false;
        if (result == READ_TROUBLE) {
            rows_add_trouble(issues, header->source, &trouble);
            continue;
        }
        if (passed_over(header, record, counts)) continue;
        counts->rows++;
        if (record->count == header->count) return true;
        issue_add(issues, SEVERITY_ERROR, header->source, record->line, 0,
                  "found %zu fields, expected %zu as in the header; a field that contains a comma must stand "
                  "in quotes",
                  record->count, header->count);
    }
}

void rows_read(Arena *arena, Reader *reader, const Header *header, IssueList *issues, CsvRows *rows,
               RowCounts *counts) {
    *rows = (CsvRows){.header = header->names ? header->names : header->raw, .column_count = header->count};
    const size_t columns = header->count, most = reader_most(reader, columns);
    rows->cells = arena_alloc(arena, most * columns * sizeof *rows->cells);
    rows->lines = ARENA_ARRAY(arena, int, most);
    Record record;
    while (rows_next(reader, header, issues, &record, counts)) {
        for (size_t i = 0; i < columns; i++)
            rows->cells[rows->row_count * columns + i] =
                *record.cells[i] ? arena_strdup(arena, record.cells[i]) : "";
        rows->lines[rows->row_count++] = record.line;
    }
}

void rows_tell_none(const Header *header, const RowCounts *counts, IssueList *issues) {
    if (counts->rows) return;
    if (counts->comments)
        issue_add(
            issues, SEVERITY_INFO, header->source, 0, 0,
            "the file holds nothing but its header and comments (rows that begin with `# `), as a template "
            "does before it is filled in; nothing is loaded from it");
    else
        issue_add(issues, SEVERITY_WARNING, header->source, 0, 0, "the file has a header, but no rows");
}

bool load_rows(Arena *arena, const char *path, const char *text, size_t size, CsvRows *rows, Err *err) {
    IssueList issues = {.arena = arena};
    Header header;
    Trouble trouble;
    Decoded decoded;
    Reader *reader = NULL;
    if (encoding_decode(arena, text, size, "", &decoded, &trouble))
        reader =
            rows_open(arena, path, decoded.data, decoded.size, (Layout){.header_rows = 1}, &header, &issues);
    else
        rows_add_trouble(&issues, path, &trouble);
    if (reader) {
        RowCounts counts = {0};
        rows_read(arena, reader, &header, &issues, rows, &counts);
        reader_close(reader);
    }
    if (issues.errors == 0) return true;
    const Issue *first = &issues.items[0];
    if (first->line)
        return err_set(err, ERR_SOURCE, "%s:%d: %s", path, first->line, issue_piece(arena, first));
    return err_set(err, ERR_SOURCE, "%s: %s", path, issue_piece(arena, first));
}

int load_column(const CsvRows *rows, const char *column) {
    for (size_t i = 0; i < rows->column_count; i++)
        if (*rows->header[i] == *column && strcmp(rows->header[i], column) == 0) return (int)i + 1;
    return 0;
}

const char *load_cell(const CsvRows *rows, size_t row, const char *column) {
    int field = load_column(rows, column);
    return field ? rows->cells[row * rows->column_count + (size_t)field - 1] : "";
}
