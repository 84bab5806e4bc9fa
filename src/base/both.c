#include "base/both.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_SIZE = sizeof BOTH_END - 1, ROOM = 8192 };

static int by_english(const void *wanted, const void *entry) {
    return strcmp(wanted, ((const BothEntry *)entry)->english);
}

static const BothEntry *find(const char *english) {
    return bsearch(english, both_entries, both_entry_count, sizeof *both_entries, by_english);
}

const char *both(const char *english) {
    const BothEntry *entry = find(english);
    return entry ? entry->piece : english;
}

/* Copies the text without the pieces' marks and their other language. */
static void pick(Lang lang, const char *text, char *out, size_t room) {
    size_t size = 0;
    bool wanted = true;
    while (*text && size + 1 < room) {
        if (strncmp(text, BOTH_ENGLISH, MARK_SIZE) == 0)
            wanted = lang == LANG_EN, text += MARK_SIZE;
        else if (strncmp(text, BOTH_CHINESE, MARK_SIZE) == 0)
            wanted = lang == LANG_ZH, text += MARK_SIZE;
        else if (strncmp(text, BOTH_END, MARK_SIZE) == 0)
            wanted = true, text += MARK_SIZE;
        else if (wanted)
            out[size++] = *text++;
        else
            text++;
    }
    out[size] = '\0';
}

void both_vformat(Lang lang, char *out, size_t room, const char *format, va_list arguments) {
    char text[ROOM];
    const BothEntry *entry = lang == LANG_ZH ? find(format) : NULL;
    vsnprintf(text, sizeof text, entry ? entry->chinese : format, arguments);
    pick(lang, text, out, room);
}

void both_snprintf(Lang lang, char *out, size_t room, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    both_vformat(lang, out, room, format, arguments);
    va_end(arguments);
}

char *both_format(Arena *arena, Lang lang, const char *format, ...) {
    char text[ROOM];
    va_list arguments;
    va_start(arguments, format);
    both_vformat(lang, text, sizeof text, format, arguments);
    va_end(arguments);
    return arena_strdup(arena, text);
}

char *both_pair(Arena *arena, const char *english, const char *chinese) {
    return arena_printf(arena, BOTH_ENGLISH "%s" BOTH_CHINESE "%s" BOTH_END, english, chinese);
}

char *both_printf(Arena *arena, const char *format, ...) {
    char text[LANG_COUNT][ROOM];
    for (Lang lang = LANG_ZH; lang < LANG_COUNT; lang++) {
        va_list arguments;
        va_start(arguments, format);
        both_vformat(lang, text[lang], sizeof text[lang], format, arguments);
        va_end(arguments);
    }
    return both_pair(arena, text[LANG_EN], text[LANG_ZH]);
}
