#include "load/synonyms.h"

#include <string.h>
#include <strings.h>

#include "base/resource.h"
#include "base/text.h"
#include "load/label.h"
#include "load/load.h"
#include "model/figure.h"

static const char path[] = "datasets/catalog/synonyms.csv";

const Synonym *synonyms_find(const Synonyms *synonyms, const char *plain) {
    for (size_t i = 0; i < synonyms->count; i++)
        if (strcasecmp(synonyms->items[i].plain, plain) == 0) return &synonyms->items[i];
    return NULL;
}

const Synonym *synonyms_nearest(Arena *arena, const Synonyms *synonyms, const char *plain) {
    const char **candidates = ARENA_ARRAY(arena, const char *, synonyms->count + 1);
    for (size_t i = 0; i < synonyms->count; i++)
        candidates[i] = synonyms->items[i].plain;
    const char *nearest = text_nearest(plain, candidates, synonyms->count);
    return nearest ? synonyms_find(synonyms, nearest) : NULL;
}

static bool add(Arena *arena, Synonyms *synonyms, const char *field, int stage, const char *text, int line,
                Err *err) {
    const char *plain = label_plain(arena, text);
    if (!*plain) return true;
    if (synonyms_find(synonyms, plain))
        return err_set(err, ERR_SOURCE, "%s:%d: `%s` is given twice", path, line, text);
    ARENA_PUSH(arena, synonyms->items, synonyms->count, synonyms->capacity);
    synonyms->items[synonyms->count++] =
        (Synonym){.text = text, .plain = plain, .field = field, .stage = stage};
    return true;
}

static int stage_named(const char *name) {
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        if (strcmp(name, stage_names[stage]) == 0) return stage;
    return -1;
}

bool synonyms_read(Arena *arena, Synonyms *synonyms, Err *err) {
    const char *text = resource_text(path);
    CsvRows rows;
    *synonyms = (Synonyms){0};
    if (!text) return true;
    if (!load_rows(arena, path, text, strlen(text), &rows, err)) return false;
    for (size_t row = 0; row < rows.row_count; row++) {
        const char *field = load_cell(&rows, row, "field"), *word = load_cell(&rows, row, "stage");
        int stage = stage_named(word), line = rows.lines[row];
        if (*word && stage < 0)
            return err_set(err, ERR_SOURCE, "%s:%d: `%s` is not a stage", path, line, word);
        size_t count;
        char **aliases = text_split(arena, load_cell(&rows, row, "aliases"), '|', &count);
        if (!add(arena, synonyms, field, stage, load_cell(&rows, row, "zh"), line, err) ||
            !add(arena, synonyms, field, stage, load_cell(&rows, row, "en"), line, err))
            return false;
        for (size_t i = 0; i < count; i++)
            if (!add(arena, synonyms, field, stage, aliases[i], line, err)) return false;
    }
    return true;
}
