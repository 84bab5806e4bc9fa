#include "base/text.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *text_room(Text *text, size_t more) {
    if (!text->data || text->room < text->size + more + 1) {
        size_t room = text->room ? text->room : 64;
        while (room < text->size + more + 1)
            room *= 2;
        text->data = arena_grow(text->arena, text->data, text->data ? text->room : 0, room);
        text->room = room;
    }
    return text->data + text->size;
}

void text_append_bytes(Text *text, const char *bytes, size_t length) {
    char *at = text_room(text, length);
    if (length) memcpy(at, bytes, length);
    text->size += length;
    text->data[text->size] = '\0';
}

void text_append(Text *text, const char *more) {
    text_append_bytes(text, more, strlen(more));
}

void text_append_integer(Text *text, long long value) {
    char digits[24], *at = digits + sizeof digits;
    unsigned long long left = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
    do {
        *--at = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (value < 0) *--at = '-';
    text_append_bytes(text, at, (size_t)(digits + sizeof digits - at));
}

void text_appendf(Text *text, const char *format, ...) {
    char small[512];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (length >= 0 && (size_t)length < sizeof small) {
        text_append_bytes(text, small, (size_t)length);
    } else if (length > 0) {
        char *large = arena_alloc(text->arena, (size_t)length + 1);
        vsnprintf(large, (size_t)length + 1, format, again);
        text_append_bytes(text, large, (size_t)length);
    }
    va_end(again);
}

const char *text_string(const Text *text) {
    return text->data ? text->data : "";
}

static bool is_gap(char c) {
    return c == ' ' || c == '\t';
}

const char *text_csv_field(Arena *arena, const char *text) {
    const size_t length = strlen(text);
    if (!strpbrk(text, ",\"\r\n") && !(length && (is_gap(*text) || is_gap(text[length - 1])))) return text;
    Text out = {.arena = arena};
    text_append(&out, "\"");
    for (const char *at = text; *at; at++)
        text_append_bytes(&out, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
    text_append(&out, "\"");
    return text_string(&out);
}

static const TextField *field_named(const TextField *fields, size_t count, const char *name, size_t length) {
    for (size_t i = 0; i < count; i++)
        if (strlen(fields[i].name) == length && memcmp(fields[i].name, name, length) == 0) return &fields[i];
    return NULL;
}

char *text_fill(Arena *arena, const char *template, const TextField *fields, size_t count) {
    Text out = {.arena = arena};
    for (const char *at = template; *at;) {
        const char *close = *at == '{' ? strchr(at, '}') : NULL;
        const TextField *field = close ? field_named(fields, count, at + 1, (size_t)(close - at - 1)) : NULL;
        if (field) {
            text_append(&out, field->value ? field->value : "");
            at = close + 1;
        } else {
            size_t run = 1 + strcspn(at + 1, "{");
            text_append_bytes(&out, at, run);
            at += run;
        }
    }
    return arena_strdup(arena, text_string(&out));
}

/* Fills a piece without brackets; false when one of its fields is missing. */
static bool fill_piece(Text *out, const char *piece, const TextField *fields, size_t count) {
    for (const char *at = piece; *at;) {
        const char *close = *at == '{' ? strchr(at, '}') : NULL;
        const TextField *field = close ? field_named(fields, count, at + 1, (size_t)(close - at - 1)) : NULL;
        if (field && (!field->value || !*field->value)) return false;
        at = field ? close + 1 : at + 1 + strcspn(at + 1, "{");
    }
    text_append(out, text_fill(out->arena, piece, fields, count));
    return true;
}

char *text_fill_known(Arena *arena, const char *template, const TextField *fields, size_t count) {
    Text out = {.arena = arena};
    for (const char *at = template; *at;) {
        const char *close = *at == '[' ? strchr(at, ']') : NULL;
        size_t length = close ? (size_t)(close - at - 1) : 1 + strcspn(at + 1, "[");
        bool known = fill_piece(&out, arena_strndup(arena, close ? at + 1 : at, length), fields, count);
        if (!known && !close) return NULL;
        at = close ? close + 1 : at + length;
    }
    return arena_strdup(arena, text_string(&out));
}

bool text_equal(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool text_ends(const char *text, const char *end) {
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

bool text_starts(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

bool text_has_word(const char *words, const char *word) {
    size_t length = strlen(word);
    for (const char *at = words; *at; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        if (strcspn(at, " ") == length && memcmp(at, word, length) == 0) return true;
    }
    return false;
}

static size_t blank_at(const char *at) {
    if (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n') return 1;
    return strncmp(at, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

char *text_trim(Arena *arena, const char *text) {
    size_t step;
    while ((step = blank_at(text)) > 0)
        text += step;
    size_t length = strlen(text);
    for (;;) {
        if (length && blank_at(text + length - 1) == 1)
            length--;
        else if (length >= 3 && blank_at(text + length - 3) == 3)
            length -= 3;
        else
            return arena_strndup(arena, text, length);
    }
}

/* Decodes one code point; returns its length in bytes, 0 when it is not valid UTF-8. */
static size_t decode(const unsigned char *at, size_t left, uint32_t *point) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (left == 0) return 0;
    size_t length = at[0] < 0x80             ? 1
                    : (at[0] & 0xE0) == 0xC0 ? 2
                    : (at[0] & 0xF0) == 0xE0 ? 3
                    : (at[0] & 0xF8) == 0xF0 ? 4
                                             : 0;
    if (length == 0 || length > left) return 0;
    if (length == 1) {
        *point = at[0];
        return 1;
    }
    uint32_t value = at[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80) return 0;
        value = value << 6 | (at[i] & 0x3F);
    }
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
    *point = value;
    return length;
}

/* The next eight bytes are ASCII: most of most files is. */
static bool eight_ascii(const unsigned char *at) {
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return (bytes & UINT64_C(0x8080808080808080)) == 0;
}

bool text_is_utf8(const char *bytes, size_t length, size_t *bad_at) {
    const unsigned char *at = (const unsigned char *)bytes;
    for (size_t i = 0; i < length;) {
        uint32_t point;
        if (i + 8 <= length && eight_ascii(at + i)) {
            i += 8;
            continue;
        }
        size_t step = at[i] < 0x80 ? 1 : decode(at + i, length - i, &point);
        if (step == 0) {
            if (bad_at) *bad_at = i;
            return false;
        }
        i += step;
    }
    return true;
}

static bool is_wide(uint32_t p) {
    return (p >= 0x1100 && p <= 0x115F) || (p >= 0x2E80 && p <= 0x303E) || (p >= 0x3041 && p <= 0xA4CF) ||
           (p >= 0xAC00 && p <= 0xD7A3) || (p >= 0xF900 && p <= 0xFAFF) || (p >= 0xFE30 && p <= 0xFE6F) ||
           (p >= 0xFF00 && p <= 0xFF60) || (p >= 0xFFE0 && p <= 0xFFE6) || (p >= 0x1F300 && p <= 0x1FAFF) ||
           (p >= 0x20000 && p <= 0x3FFFD) || (p >= 0x2018 && p <= 0x201D);
}

size_t text_cells(const char *text) {
    size_t cells = 0, left = strlen(text);
    while (left) {
        uint32_t point = 0;
        size_t step = decode((const unsigned char *)text, left, &point);
        if (step == 0) step = 1;
        cells += is_wide(point) ? 2 : 1;
        text += step;
        left -= step;
    }
    return cells;
}

bool text_matches(const char *text, const char *pattern) {
    const char *star = NULL, *retry = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = pattern++;
            retry = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star + 1;
            text = ++retry;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

enum { DISTANCE_MAX = 64 };

static size_t code_points(const char *text, uint32_t *points) {
    size_t count = 0, left = strlen(text);
    while (left && count < DISTANCE_MAX) {
        size_t step = decode((const unsigned char *)text, left, &points[count]);
        if (step == 0) {
            points[count] = (unsigned char)*text;
            step = 1;
        }
        count++;
        text += step;
        left -= step;
    }
    return count;
}

size_t text_distance(const char *a, const char *b) {
    uint32_t one[DISTANCE_MAX], two[DISTANCE_MAX];
    size_t n = code_points(a, one), m = code_points(b, two), row[DISTANCE_MAX + 1];
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t swap = diagonal + (one[i - 1] != two[j - 1]);
            diagonal = row[j];
            size_t best = row[j] + 1 < row[j - 1] + 1 ? row[j] + 1 : row[j - 1] + 1;
            row[j] = swap < best ? swap : best;
        }
    }
    return row[m];
}

const char *text_nearest(const char *wanted, const char *const *candidates, size_t count) {
    uint32_t points[DISTANCE_MAX];
    size_t limit = code_points(wanted, points) / 3 + 1, best = limit + 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t distance = text_distance(wanted, candidates[i]);
        if (distance < best) {
            best = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}

char *text_slug(Arena *arena, const char *text) {
    char *slug = arena_strdup(arena, *text ? text : "_");
    for (char *at = slug; *at; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') ||
                     *at == '-' || *at == '_';
        if (!plain) *at = '_';
    }
    return slug;
}

bool text_integer(const char *text, int *value) {
    char *end;
    if (text[strspn(text, "0123456789+-")]) return false; /* strtol would skip blanks */
    errno = 0;
    long number = strtol(text, &end, 10);
    if (*text == '\0' || *end || errno || number < INT_MIN || number > INT_MAX) return false;
    *value = (int)number;
    return true;
}

bool text_real(const char *text, double *value) {
    char *end;
    if (text[strspn(text, "0123456789+-.eE")]) return false; /* no blanks, no hexadecimal, no words */
    *value = strtod(text, &end);
    return *text && *end == '\0' && isfinite(*value);
}

char **text_split(Arena *arena, const char *text, char separator, size_t *count) {
    size_t pieces = 1;
    for (const char *at = text; *at; at++)
        pieces += *at == separator;
    char **result = ARENA_ARRAY(arena, char *, pieces);
    for (size_t i = 0; i < pieces; i++) {
        const char *end = strchr(text, separator);
        size_t length = end ? (size_t)(end - text) : strlen(text);
        result[i] = text_trim(arena, arena_strndup(arena, text, length));
        text += length + (end != NULL);
    }
    *count = pieces;
    return result;
}
