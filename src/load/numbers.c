#include "load/numbers.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "load/encoding.h"
#include "load/numeral.h"
#include "load/rows.h"

bool numbers_read(Arena *arena, const char *path, IssueList *issues, CsvRows *rows, Err *err) {
    char *data;
    size_t size;
    Trouble trouble;
    Decoded decoded;
    Header header;
    RowCounts counts = {0};
    if (!file_read(arena, path, &data, &size, err)) return false;
    if (!encoding_decode(arena, data, size, "", &decoded, &trouble)) {
        rows_add_trouble(issues, path, &trouble);
        return false;
    }
    Reader *reader = rows_open(arena, path, decoded.data, decoded.size, (Layout){.skip = 0, .header_rows = 1},
                               &header, issues);
    if (!reader) return false;
    rows_read(arena, reader, &header, issues, rows, &counts);
    reader_close(reader);
    return true;
}

int numbers_find(const CsvRows *rows, const char *name) {
    for (size_t i = 0; i < rows->column_count; i++)
        if (strcmp(rows->header[i], name) == 0) return (int)i;
    return -1;
}

void numbers_take(const CsvRows *rows, const char *path, size_t column, IssueList *issues, double *values) {
    for (size_t i = 0; i < rows->row_count; i++) {
        const char *cell = rows->cells[i * rows->column_count + column];
        values[i] = NAN;
        if (strcmp(cell, "NA") == 0 || numeral_missing(cell) != MISSING_KIND_COUNT) continue;
        if (text_real(cell, &values[i])) continue;
        values[i] = NAN;
        issue_add(issues, SEVERITY_ERROR, path, rows->lines[i], (int)column + 1,
                  "found `%s`, expected a finite number such as 1234.5 or 1.2e-3; leave the field empty, or "
                  "write NA, where there is no value",
                  cell);
    }
}
