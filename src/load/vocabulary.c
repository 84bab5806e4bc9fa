#include "load/vocabulary.h"

#include <string.h>

#include "base/resource.h"
#include "base/text.h"
#include "load/load.h"

static const Word stage_words[] = {
    {"budget", STAGE_BUDGET},     {"年初预算", STAGE_BUDGET},   {"adjusted", STAGE_ADJUSTED},
    {"调整预算", STAGE_ADJUSTED}, {"全年预算", STAGE_ADJUSTED}, {"actual", STAGE_ACTUAL},
    {"决算", STAGE_ACTUAL},       {"执行", STAGE_ACTUAL},
};
static const Word kind_words[] = {
    {"", KIND_FIGURE},
    {"figure", KIND_FIGURE},
    {"数值", KIND_FIGURE},
    {"change", KIND_CHANGE},
    {"增减额", KIND_CHANGE},
    {"change_rate", KIND_CHANGE_RATE},
    {"增减率", KIND_CHANGE_RATE},
    {"share", KIND_SHARE},
    {"占比", KIND_SHARE},
    {"rate", KIND_RATE},
    {"比率", KIND_RATE},
    {"grade", KIND_GRADE},
    {"等级", KIND_GRADE},
    {"empty", KIND_EMPTY},
    {"空表", KIND_EMPTY},
};
static const char *const assessors[] = {"self", "bureau", "third_party"};
static const Word assessor_words[] = {{"self", 0}, {"自评", 0},        {"bureau", 1},
                                      {"复核", 1}, {"third_party", 2}, {"第三方", 2}};
static const Word yes_words[] = {{"", 0}, {"no", 0}, {"否", 0}, {"yes", 1}, {"是", 1}};

static int meaning(const Word *words, size_t count, const char *word) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].word, word) == 0) return words[i].meaning;
    return -1;
}
#define MEANING(words, word) meaning((words), sizeof(words) / sizeof *(words), (word))

int vocabulary_stage(const Vocabulary *vocabulary, const char *word) {
    return meaning(vocabulary->stages, vocabulary->stage_count, word);
}

int vocabulary_kind(const char *word) {
    return MEANING(kind_words, word);
}

const char *vocabulary_assessor(const char *word) {
    int found = MEANING(assessor_words, word);
    return found < 0 ? NULL : assessors[found];
}

int vocabulary_yes(const char *word) {
    return MEANING(yes_words, word);
}

static void add_stage(Arena *arena, Vocabulary *vocabulary, const char *word, int stage) {
    if (!*word || vocabulary_stage(vocabulary, word) >= 0) return;
    ARENA_PUSH(arena, vocabulary->stages, vocabulary->stage_count, vocabulary->stage_capacity);
    vocabulary->stages[vocabulary->stage_count++] = (Word){.word = word, .meaning = stage};
}

static bool read_stages(Arena *arena, Vocabulary *vocabulary, Err *err) {
    const char *path = "datasets/catalog/stages.csv", *text = resource_text(path);
    if (!text) return true;
    CsvRows rows;
    if (!load_rows(arena, path, text, strlen(text), &rows, err)) return false;
    for (size_t row = 0; row < rows.row_count; row++) {
        int stage = MEANING(stage_words, load_cell(&rows, row, "code"));
        if (stage < 0)
            return err_set(err, ERR_SOURCE, "%s:%d: `%s` is not a stage; expected budget, adjusted or actual",
                           path, rows.lines[row], load_cell(&rows, row, "code"));
        size_t count;
        char **aliases = text_split(arena, load_cell(&rows, row, "aliases"), '|', &count);
        add_stage(arena, vocabulary, load_cell(&rows, row, "zh"), stage);
        for (size_t i = 0; i < count; i++)
            add_stage(arena, vocabulary, aliases[i], stage);
    }
    return true;
}

bool vocabulary_open(Arena *arena, Vocabulary *vocabulary, const Catalog *catalog, Names *names, Err *err) {
    *vocabulary = (Vocabulary){.catalog = catalog, .names = names};
    for (size_t i = 0; i < sizeof stage_words / sizeof *stage_words; i++)
        add_stage(arena, vocabulary, stage_words[i].word, stage_words[i].meaning);
    if (!read_stages(arena, vocabulary, err) || !synonyms_read(arena, &vocabulary->synonyms, err))
        return false;
    vocabulary_index_items(arena, vocabulary);
    return true;
}

void vocabulary_index_items(Arena *arena, Vocabulary *vocabulary) {
    const Catalog *catalog = vocabulary->catalog;
    for (size_t i = 0; i < catalog->item_count; i++)
        names_put(vocabulary->names, catalog->items[i].code);
    vocabulary->item_room = vocabulary->names->count;
    vocabulary->items = ARENA_ARRAY(arena, int32_t, vocabulary->item_room);
    /* The latest of a code's spans of validity stands last, and wins. */
    for (size_t i = 0; i < catalog->item_count; i++)
        vocabulary->items[names_find(vocabulary->names, catalog->items[i].code)] = (int32_t)i + 1;
}

const Item *vocabulary_item(const Vocabulary *vocabulary, int32_t code) {
    if (code < 0 || (size_t)code >= vocabulary->item_room || vocabulary->items[code] == 0) return NULL;
    return &vocabulary->catalog->items[vocabulary->items[code] - 1];
}

char *vocabulary_near_item(Arena *arena, const Vocabulary *vocabulary, const char *code) {
    const Catalog *catalog = vocabulary->catalog;
    const char **codes = ARENA_ARRAY(arena, const char *, catalog->item_count + 1);
    for (size_t i = 0; i < catalog->item_count; i++) {
        const Item *item = &catalog->items[i];
        codes[i] = item->code;
        if (strcmp(item->zh, code) == 0 || strcmp(item->en, code) == 0)
            return arena_printf(arena, "; did you mean its code `%s`?", item->code);
    }
    const char *nearest = text_nearest(code, codes, catalog->item_count);
    const Item *item = nearest ? catalog_item(catalog, nearest) : NULL;
    return item ? arena_printf(arena, "; did you mean `%s` %s?", nearest, item->zh)
                : arena_strdup(arena, ".");
}
