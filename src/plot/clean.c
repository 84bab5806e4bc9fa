#include "plot/clean.h"

#include <ctype.h>
#include <string.h>

static size_t step_of(const char *at) {
    unsigned char byte = (unsigned char)*at;
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

static size_t cells_of(const char *at) {
    char one[5] = {0};
    memcpy(one, at, step_of(at));
    return text_cells(one);
}

static bool starts_with_any(const char *at, const char *const *list) {
    for (; *list; list++)
        if (text_starts(at, *list)) return true;
    return false;
}

/* C0, DEL and C1 controls, line and paragraph separators, marks that turn the direction of writing, the BOM.
 */
static bool is_control(const char *at) {
    const unsigned char *byte = (const unsigned char *)at;
    if (byte[0] < 0x20 || byte[0] == 0x7F) return true;
    if (byte[0] == 0xC2) return byte[1] < 0xA0;
    if (byte[0] == 0xE2 && byte[1] == 0x80) return byte[2] >= 0xA8 && byte[2] <= 0xAE;
    if (byte[0] == 0xE2 && byte[1] == 0x81) return byte[2] >= 0xA6 && byte[2] <= 0xA9;
    return byte[0] == 0xEF && byte[1] == 0xBB && byte[2] == 0xBF;
}

static const char *valid_utf8(Arena *arena, const char *text) {
    size_t bad_at;
    if (text_is_utf8(text, strlen(text), &bad_at)) return text;
    char *copy = arena_strdup(arena, text);
    while (!text_is_utf8(copy, strlen(copy), &bad_at))
        copy[bad_at] = '?';
    return copy;
}

/* Nothing is to be changed: no blank either, for blanks at the ends go. */
static bool is_clean(const char *text) {
    if (!*text || !text_is_utf8(text, strlen(text), NULL)) return false;
    for (const char *at = text; *at; at += step_of(at))
        if (is_control(at) || strchr(" \"\\`", *at) || text_starts(at, "\xE3\x80\x80")) return false;
    return true;
}

static char *cleaned(Arena *arena, const char *text) {
    Text out = {.arena = arena};
    bool open = false;
    for (const char *at = valid_utf8(arena, text); *at; at += step_of(at)) {
        if (is_control(at) || *at == ' ') {
            if (out.size && out.data[out.size - 1] != ' ') text_append(&out, " ");
        } else if (*at == '"') {
            text_append(&out, (open = !open) ? "“" : "”");
        } else if (*at == '\\') {
            text_append(&out, "＼");
        } else if (*at != '`') {
            text_append_bytes(&out, at, step_of(at));
        }
    }
    char *clean = text_trim(arena, text_string(&out));
    return *clean ? clean : arena_strdup(arena, "—");
}

char *clean_text(Arena *arena, const char *text, size_t cells) {
    if (!text) text = "";
    char *clean = is_clean(text) ? arena_strdup(arena, text) : cleaned(arena, text);
    if (cells == 0 || text_cells(clean) <= cells) return clean;
    size_t used = 0;
    char *at = clean;
    while (used + cells_of(at) < cells) {
        used += cells_of(at);
        at += step_of(at);
    }
    return arena_printf(arena, "%.*s…", (int)(at - clean), clean);
}

char *clean_quote(Arena *arena, const char *clean) {
    Text out = {.arena = arena};
    text_append(&out, "'");
    for (const char *at = clean; *at; at++) {
        if (*at == '\'')
            text_append(&out, "'.apostrophe.'");
        else
            text_append_bytes(&out, at, 1);
    }
    text_append(&out, "'");
    return out.data;
}

/* Where the line that begins at `start` may be broken so that it is not wider than `cells`: after a blank, or
 * beside a wide character unless a closing mark follows or an opening one stands before. */
static const char *break_of(const char *start, size_t cells) {
    static const char *const closing[] = {"，", "。", "、", "；", "：", "）",
                                          "”",  "》", "〕", "？", "％", NULL};
    static const char *const opening[] = {"（", "“", "《", "〔", NULL};
    const char *best = NULL, *at = start, *before = NULL;
    for (size_t used = 0; *at; before = at, at += step_of(at)) {
        used += cells_of(at);
        bool wide = cells_of(at) == 2 || (before && cells_of(before) == 2);
        bool may = before && (*before == ' ' ||
                              (wide && !starts_with_any(at, closing) && !starts_with_any(before, opening)));
        if (may && *at != ' ') best = at;
        if (used > cells && *at != ' ') return best ? best : at;
    }
    return at;
}

char **clean_lines(Arena *arena, const char *text, size_t cells, size_t *count) {
    char **lines = NULL;
    size_t capacity = 0;
    *count = 0;
    if (!text || !*text) return NULL;
    for (const char *at = clean_text(arena, text, 0), *next; *at; at = next) {
        next = break_of(at, cells);
        if (next == at) next += step_of(at);
        ARENA_PUSH(arena, lines, *count, capacity);
        lines[(*count)++] = text_trim(arena, arena_strndup(arena, at, (size_t)(next - at)));
    }
    return lines;
}

char *clean_join(Arena *arena, char *const *lines, size_t count) {
    if (count == 0) return arena_strdup(arena, "''");
    Text out = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        text_appendf(&out, "%s%s", i ? ".newline." : "", clean_quote(arena, lines[i]));
    return out.data;
}

bool clean_is_identifier(const char *name) {
    size_t length = 0;
    while (isalnum((unsigned char)name[length]) || name[length] == '_')
        length++;
    return length > 0 && length < 48 && name[length] == '\0' && !isdigit((unsigned char)name[0]);
}
