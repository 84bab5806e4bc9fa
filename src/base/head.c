#include "base/head.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

static size_t key_length(const char *at) {
    size_t length = 0;
    while (isalnum((unsigned char)at[length]) || at[length] == '_' || at[length] == '-' ||
           at[length] == '.' || (unsigned char)at[length] >= 0x80)
        length++;
    return length && at[length] == ':' ? length : 0;
}

static void add_entry(Arena *arena, Head *head, size_t *capacity, char *line, size_t length, int number) {
    ARENA_PUSH(arena, head->entries, head->count, *capacity);
    line[length] = '\0';
    head->entries[head->count++] =
        (HeadEntry){.key = line, .value = text_trim(arena, line + length + 1), .line = number};
}

static void continue_entry(Arena *arena, Head *head, const char *line) {
    HeadEntry *last = &head->entries[head->count - 1];
    const char *more = text_trim(arena, line);
    last->value = *last->value ? arena_printf(arena, "%s\n%s", last->value, more) : more;
}

bool head_read(Arena *arena, const char *name, const char *text, const char *mark, Head *head, Err *err) {
    *head = (Head){.name = name, .body = "", .body_line = 1};
    const bool bare = *mark == '\0';
    size_t capacity = 0;
    int number = 1;
    if (text_starts(text, "\xEF\xBB\xBF")) text += 3; /* editors of other systems put it there */
    for (const char *at = text; *at; number++) {
        size_t size = strcspn(at, "\n");
        char *line = arena_strndup(arena, at, size && at[size - 1] == '\r' ? size - 1 : size);
        const char *next = at + size + (at[size] == '\n');
        if (!bare && !text_starts(line, mark)) {
            head->body = at;
            head->body_line = number;
            break;
        }
        line += strlen(mark);
        size_t blanks = strspn(line, " \t");
        bool indented = blanks >= 2;
        if (!bare && blanks) line += 1;
        size_t length = indented ? 0 : key_length(line);
        if (length) {
            add_entry(arena, head, &capacity, line, length, number);
        } else if (indented && head->count && line[strspn(line, " \t")]) {
            continue_entry(arena, head, line);
        } else if (bare && line[0] != '#' && line[strspn(line, " \t")] != '\0') {
            return err_set(err, ERR_SOURCE, "%s:%d: expected `key: value`, found `%.60s`", name, number,
                           line);
        } else if (!bare && head->count == 0) {
            break;
        }
        at = next;
    }
    if (head->count == 0)
        return err_set(err, ERR_SOURCE, "%s:1: expected a head of `%s key: value` lines, found none", name,
                       mark);
    return true;
}

const char *head_value(const Head *head, const char *key) {
    for (size_t i = 0; i < head->count; i++)
        if (strcmp(head->entries[i].key, key) == 0) return head->entries[i].value;
    return NULL;
}

const char *head_value_or(const Head *head, const char *key, const char *otherwise) {
    const char *value = head_value(head, key);
    return value && *value ? value : otherwise;
}

bool head_require(const Head *head, const char *key, const char **value, Err *err) {
    *value = head_value(head, key);
    if (*value && **value) return true;
    return err_set(err, ERR_SOURCE, "%s:1: the head needs a line `%s: …`", head->name, key);
}

static bool key_known(const char *key, const char *const *known) {
    for (; *known; known++)
        if (text_matches(key, *known)) return true;
    return false;
}

bool head_check_keys(const Head *head, const char *const *known, Err *err) {
    size_t count = 0;
    while (known[count])
        count++;
    for (size_t i = 0; i < head->count; i++) {
        const HeadEntry *entry = &head->entries[i];
        if (key_known(entry->key, known)) continue;
        const char *nearest = text_nearest(entry->key, known, count);
        return err_set(err, ERR_SOURCE, "%s:%d: unknown key `%s`%s%s%s", head->name, entry->line, entry->key,
                       nearest ? both("; did you mean `") : "", nearest ? nearest : "",
                       nearest ? both("`?") : "");
    }
    return true;
}
