#include "edit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

__extension__ typedef __int128 Wide;

/* The end of the field that begins at `at`: a separator, the end of the line, or of the text. */
static const char *field_end(const char *at) {
    if (*at == '"') {
        at++;
        while (*at && (*at != '"' || at[1] == '"'))
            at += *at == '"' ? 2 : 1;
        if (*at) at++;
    }
    while (*at && *at != ',' && *at != '\n' && *at != '\r')
        at++;
    return at;
}

/* Digits of "1,234.50" as 123450; decimals 2. "5.0" is 5 with its ending kept: an export's noise. */
static bool read_number(const char *text, size_t length, int64_t *digits, int *decimals,
                        const char **ending) {
    bool negative = false, point = false;
    *digits = *decimals = 0;
    *ending = "";
    if (length > 2 && text[length - 1] == '0' && text[length - 2] == '.') {
        *ending = ".0";
        length -= 2;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '-' && i == 0)
            negative = true;
        else if (text[i] == '.' && !point)
            point = true;
        else if (isdigit((unsigned char)text[i])) {
            *digits = 10 * *digits + (text[i] - '0');
            *decimals += point;
        } else if (text[i] != '"' && text[i] != ',')
            return false;
    }
    if (negative) *digits = -*digits;
    return length > 0;
}

static void print_number(Text *text, int64_t digits, int decimals, const char *ending) {
    uint64_t size = digits < 0 ? (uint64_t)-digits : (uint64_t)digits, unit = 1;
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    text_appendf(text, "%s%llu", digits < 0 ? "-" : "", (unsigned long long)(size / unit));
    if (decimals) text_appendf(text, ".%0*llu", decimals, (unsigned long long)(size % unit));
    text_append(text, ending);
}

static int64_t scaled(int64_t digits, int64_t value, int64_t old) {
    Wide n = 2 * (Wide)digits * value, d = 2 * (Wide)old;
    if (d < 0) n = -n, d = -d;
    return (int64_t)((n + (n < 0 ? -d : d) / 2) / d);
}

static int compare_edits(const void *a, const void *b) {
    const Edit *x = a, *y = b;
    int order = strcmp(x->file, y->file);
    if (order) return order;
    if (x->line != y->line) return x->line < y->line ? -1 : 1;
    return (x->field > y->field) - (x->field < y->field);
}

static bool apply_to_file(Arena *arena, const char *folder, const Edit *edits, size_t count, Err *err) {
    char *path = file_join(arena, folder, edits[0].file), *data;
    size_t size, next = 0;
    if (!file_read(arena, path, &data, &size, err)) return false;
    Text out = {.arena = arena};
    int64_t line = 1, field = 1;
    for (const char *at = data; *at;) {
        const char *end = field_end(at);
        if (next < count && edits[next].line == line && edits[next].field == field) {
            int64_t digits;
            int decimals;
            const char *ending;
            if (!read_number(at, (size_t)(end - at), &digits, &decimals, &ending))
                return err_set(err, ERR_SOURCE, "%s:%lld:%lld: no number: %.*s", edits[0].file,
                               (long long)line, (long long)field, (int)(end - at), at);
            print_number(&out, scaled(digits, edits[next].value, edits[next].old), decimals, ending);
            next++;
        } else {
            text_append_bytes(&out, at, (size_t)(end - at));
        }
        field++;
        if (*end == '\r') text_append_bytes(&out, end++, 1);
        if (*end == '\n') line++, field = 1;
        if (*end) text_append_bytes(&out, end++, 1);
        at = end;
    }
    if (next < count)
        return err_set(err, ERR_SOURCE, "%s:%lld:%lld: no such cell", edits[0].file,
                       (long long)edits[next].line, (long long)edits[next].field);
    return file_write(arena, path, text_string(&out), out.size, err);
}

bool edit_apply(Arena *arena, const char *folder, Edit *edits, size_t count, Err *err) {
    /* A stable order, so that the later of two edits of one cell stays behind the earlier one. */
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        while (same < kept && compare_edits(&edits[same], &edits[i]) != 0)
            same++;
        edits[same] = edits[i];
        if (same == kept) kept++;
    }
    qsort(edits, kept, sizeof *edits, compare_edits);
    for (size_t first = 0, last; first < kept; first = last) {
        last = first + 1;
        while (last < kept && strcmp(edits[last].file, edits[first].file) == 0)
            last++;
        if (!apply_to_file(arena, folder, edits + first, last - first, err)) return false;
    }
    return true;
}
