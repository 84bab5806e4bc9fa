#include "cmd/say.h"

#include <string.h>

#include "base/resource.h"
#include "load/load.h"

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
