#include "cmd/say.h"

#include <stdlib.h>
#include <string.h>

#include "base/resource.h"
#include "load/load.h"

Lang say_language(int count, char **words) {
    static const char option[] = "--lang";
    const size_t length = sizeof option - 1;
    for (int i = 1; i < count && strcmp(words[i], "--") != 0; i++) {
        if (!text_starts(words[i], option)) continue;
        const char *value = words[i][length] == '=' ? words[i] + length + 1
                            : i + 1 < count         ? words[i + 1]
                                                    : "";
        for (Lang lang = LANG_ZH; lang < LANG_COUNT; lang++)
            if (strcmp(value, lang_names[lang]) == 0) return lang;
    }
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *locale = getenv(variables[i]);
        if (locale && *locale) return text_starts(locale, "zh") ? LANG_ZH : LANG_EN;
    }
    return LANG_EN;
}

void say_vline(FILE *out, Lang lang, const char *format, va_list arguments) {
    char text[8192];
    both_vformat(lang, text, sizeof text, format, arguments);
    fprintf(out, "%s%s\n", out == stderr ? "jixiao: " : "", text);
}

void say_line(FILE *out, Lang lang, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say_vline(out, lang, format, arguments);
    va_end(arguments);
}

bool texts_read(Arena *arena, Lang lang, Texts **result, Err *err) {
    static const char path[] = "datasets/catalog/text.csv";
    const char *text = resource_text(path);
    CsvRows rows;
    if (!text) return err_set(err, ERR_SYSTEM, "%s is missing in the program", path);
    if (!load_rows(arena, path, text, strlen(text), &rows, err)) return false;
    Texts *texts = ARENA_NEW(arena, Texts);
    *texts = (Texts){.arena = arena, .count = rows.row_count, .lang = lang};
    texts->keys = ARENA_ARRAY(arena, const char *, rows.row_count);
    texts->texts[LANG_ZH] = ARENA_ARRAY(arena, const char *, rows.row_count);
    texts->texts[LANG_EN] = ARENA_ARRAY(arena, const char *, rows.row_count);
    for (size_t i = 0; i < rows.row_count; i++) {
        texts->keys[i] = load_cell(&rows, i, "key");
        texts->texts[LANG_ZH][i] = load_cell(&rows, i, "zh");
        texts->texts[LANG_EN][i] = load_cell(&rows, i, "en");
    }
    *result = texts;
    return true;
}

const char *say(const Texts *texts, const char *key) {
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->keys[i], key) == 0) return texts->texts[texts->lang][i];
    return key;
}

const char *say_filled(const Texts *texts, const char *key, const TextField *fields, size_t count) {
    return text_fill(texts->arena, say(texts, key), fields, count);
}
