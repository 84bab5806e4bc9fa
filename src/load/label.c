#include "load/label.h"

#include <string.h>

#include "base/text.h"

static size_t blank_at(const char *at) {
    if (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n') return 1;
    if (at[0] == '\xC2') return at[1] == '\xA0' ? 2 : 0;
    return at[0] == '\xE3' && at[1] == '\x80' && at[2] == '\x80' ? 3 : 0;
}

/* U+FF01 to U+FF5E are ASCII in full width. */
static char narrow(const char *at) {
    const unsigned char *bytes = (const unsigned char *)at;
    if (bytes[0] != 0xEF || (bytes[1] != 0xBC && bytes[1] != 0xBD) || bytes[2] == 0) return '\0';
    unsigned point = 0xF000u | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    return point >= 0xFF01 && point <= 0xFF5E ? (char)(point - 0xFF01 + '!') : '\0';
}

static char *narrowed(Arena *arena, const char *text, bool blanks) {
    char *out = arena_alloc(arena, strlen(text) + 1), *to = out;
    while (*text) {
        size_t blank = blank_at(text);
        char ascii = blank ? '\0' : narrow(text);
        if (blank && blanks) *to++ = ' ';
        if (ascii) *to++ = ascii;
        if (!blank && !ascii) *to++ = *text;
        text += blank ? blank : ascii ? 3 : 1;
    }
    *to = '\0';
    return out;
}

char *label_plain(Arena *arena, const char *text) {
    return narrowed(arena, text, false);
}

static const Unit *known(Arena *arena, const Catalog *catalog, const char *text, size_t length) {
    const char *word = text_trim(arena, arena_strndup(arena, text, length));
    const Unit *unit = *word ? catalog_unit(catalog, word) : NULL;
    return unit || !*word ? unit : catalog_unit(catalog, label_plain(arena, word));
}

/* What stands in brackets: 万元, or 单位:万元. */
static const Unit *bracketed(Arena *arena, const Catalog *catalog, const char *text, size_t length) {
    const char *inside = arena_strndup(arena, text, length), *colon = strrchr(inside, ':');
    return known(arena, catalog, colon ? colon + 1 : inside, colon ? strlen(colon + 1) : length);
}

char *label_without_unit(Arena *arena, const Catalog *catalog, const char *text, const Unit **unit) {
    char *form = narrowed(arena, text, true), *open = form;
    *unit = NULL;
    while ((open = strchr(open, '(')) != NULL) {
        size_t length = strcspn(open + 1, "()");
        const Unit *found = open[1 + length] == ')' ? bracketed(arena, catalog, open + 1, length) : NULL;
        if (found) {
            *unit = found;
            memmove(open, open + length + 2, strlen(open + length + 2) + 1);
        } else {
            open++;
        }
    }
    return label_plain(arena, form);
}

const Unit *label_unit_of_title(Arena *arena, const Catalog *catalog, const char *text) {
    static const char word[] = "单位:";
    const char *form = narrowed(arena, text, true);
    const Unit *unit = NULL;
    for (const char *at = form; (at = strstr(at, "单")) != NULL && !unit; at++) {
        const char *plain = label_plain(arena, at);
        if (!text_starts(plain, word)) continue;
        const char *colon = strchr(at, ':') + 1;
        colon += strspn(colon, " ");
        unit = known(arena, catalog, colon, strcspn(colon, " ();,"));
        if (!unit) unit = known(arena, catalog, colon, strcspn(colon, "();"));
    }
    return unit;
}

bool label_is_total(const char *plain) {
    static const char *const words[] = {"合计",  "总计",     "小计", "共计",  "本页合计", "总合计",
                                        "total", "subtotal", "sum",  "Total", "Subtotal", "TOTAL"};
    size_t length = strlen(plain);
    if (length && plain[length - 1] == ':') length--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == length && memcmp(words[i], plain, length) == 0) return true;
    return false;
}
