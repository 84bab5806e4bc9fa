#include "report/escape.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

typedef struct {
    char bytes[5]; /* what is left of one code point, terminated; "" when it was dropped */
    uint32_t point;
} Clean;

enum { POINT_BAD = 0xFFFD };

static size_t decode(const char *text, uint32_t *point) {
    unsigned char first = (unsigned char)*text;
    size_t length = first < 0x80   ? 1
                    : first < 0xC0 ? 0
                    : first < 0xE0 ? 2
                    : first < 0xF0 ? 3
                    : first < 0xF8 ? 4
                                   : 0;
    if (strnlen(text, length ? length : 1) < length || !text_is_utf8(text, length, NULL)) length = 0;
    *point = length == 0 ? POINT_BAD : length == 1 ? first : first & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++)
        *point = *point << 6 | ((unsigned char)text[i] & 0x3F);
    return length;
}

static bool is_blank(uint32_t point) {
    return point == '\t' || point == '\n' || point == '\r' || point == 0x85 || point == 0x2028 ||
           point == 0x2029;
}

static bool is_dropped(uint32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x061C || point == 0x200E ||
           point == 0x200F || (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x206F) ||
           point == 0xFEFF || (point >= 0xFFF9 && point <= 0xFFFB) || (point & 0xFFFE) == 0xFFFE ||
           (point >= 0xFDD0 && point <= 0xFDEF) || (point >= 0xE0000 && point <= 0xE007F);
}

/* Takes one code point from *text, which must not be at its end. */
static Clean next(const char **text) {
    Clean clean = {.bytes = ""};
    size_t length = decode(*text, &clean.point);
    if (length == 0) {
        memcpy(clean.bytes, "\xEF\xBF\xBD", 3);
        length = 1;
    } else if (is_blank(clean.point)) {
        clean.bytes[0] = ' ';
        if (**text == '\r' && (*text)[1] == '\n') length = 2;
    } else if (!is_dropped(clean.point)) {
        memcpy(clean.bytes, *text, length);
    }
    *text += length;
    return clean;
}

/* The start of the text that needs no look: printable ASCII without what HTML escapes. */
static size_t plain_length(const char *text) {
    size_t length = 0;
    for (char c;
         (c = text[length]) >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';)
        length++;
    return length;
}

void escape_html(FILE *out, const char *text) {
    while (text && *text) {
        const size_t plain = plain_length(text);
        if (plain) {
            fwrite(text, 1, plain, out);
            text += plain;
            continue;
        }
        Clean clean = next(&text);
        switch (clean.bytes[0]) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        case '\'':
            fputs("&#39;", out);
            break;
        default:
            fputs(clean.bytes, out);
        }
    }
}

/* What makes a list, a heading or a rule at the beginning of a line only. */
static const char *line_start(FILE *out, const char *text) {
    size_t digits = strspn(text, "0123456789");
    if (digits && digits < 10 && (text[digits] == '.' || text[digits] == ')')) {
        fprintf(out, "%.*s\\%c", (int)digits, text, text[digits]);
        return text + digits + 1;
    }
    if (*text == '-' || *text == '+' || *text == '=') fputc('\\', out);
    return text;
}

void escape_markdown(FILE *out, const char *text, bool begins_line) {
    if (text && begins_line) text = line_start(out, text + strspn(text, " \t\r\n"));
    while (text && *text) {
        Clean clean = next(&text);
        if (clean.bytes[0] == '&') {
            fputs("&amp;", out);
        } else if (clean.bytes[0] == '<') {
            fputs("&lt;", out);
        } else {
            if (clean.bytes[0] && strchr("\\`*_{}[]>#|!~$", clean.bytes[0])) fputc('\\', out);
            fputs(clean.bytes, out);
        }
    }
}

char *escape_plain(Arena *arena, const char *text, size_t limit) {
    Text out = {.arena = arena};
    size_t units = 0, safe = 0; /* safe: bytes that still leave room for the ellipsis */
    while (text && *text) {
        Clean clean = next(&text);
        if (!clean.bytes[0]) continue;
        units += clean.point > 0xFFFF ? 2 : 1;
        if (units > limit) {
            out.size = safe;
            text_append(&out, "…");
            break;
        }
        text_append(&out, clean.bytes);
        if (units < limit) safe = out.size;
    }
    return arena_strdup(arena, text_string(&out));
}
