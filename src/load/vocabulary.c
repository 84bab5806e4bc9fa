#include "load/vocabulary.h"

#include <string.h>

#include "base/resource.h"
#include "base/text.h"
#include "load/label.h"
#include "load/load.h"
#include "model/decimal.h"

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

static int whole(const char *text, int least, int most) {
    Decimal decimal;
    if (decimal_read(text, &decimal) != DECIMAL_DONE || decimal.decimals || decimal.percent) return -1;
    return decimal.mantissa >= least && decimal.mantissa <= most ? (int)decimal.mantissa : -1;
}

/* The number in front of one of the words; the words end with NULL, longer ones first. */
static int counted(const char *text, const char *const *words, int least, int most) {
    char number[16];
    size_t length = strlen(text);
    for (; *words; words++) {
        size_t end = strlen(*words);
        if (length <= end || length - end >= sizeof number || strcmp(text + length - end, *words) != 0)
            continue;
        memcpy(number, text, length - end);
        number[length - end] = '\0';
        return whole(number, least, most);
    }
    return whole(text, least, most);
}

int vocabulary_year(const char *word) {
    static const char *const words[] = {"年度", "年", NULL};
    return counted(word, words, 1900, 2999);
}

int vocabulary_month(const char *word) {
    static const struct {
        const char *word;
        int month;
    } spans[] = {{"全年", 12},   {"上半年", 6},   {"一季度", 3},   {"二季度", 6},   {"三季度", 9},
                 {"四季度", 12}, {"第一季度", 3}, {"第二季度", 6}, {"第三季度", 9}, {"第四季度", 12},
                 {"Q1", 3},      {"Q2", 6},       {"Q3", 9},       {"Q4", 12}};
    static const char *const words[] = {"月份", "月", NULL}, *const starts[] = {"1-", "1—", "1~", "1～",
                                                                                "1至"};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        if (strcmp(word, spans[i].word) == 0) return spans[i].month;
    int month = counted(word, words, 1, 12);
    for (size_t i = 0; i < sizeof starts / sizeof *starts && month < 0; i++)
        if (text_starts(word, starts[i])) month = counted(word + strlen(starts[i]), words, 1, 12);
    return month;
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

/* A list by Names number with room for all names that there are now. */
static int32_t *make_room(Arena *arena, const Names *names, int32_t *list, size_t *room) {
    list = arena_grow(arena, list, *room * sizeof *list, names->count * sizeof *list);
    if (names->count > *room) *room = names->count;
    return list;
}

static void index_name(const Vocabulary *vocabulary, int32_t name, int32_t code) {
    int32_t *known = &vocabulary->item_names[name];
    *known = *known == 0 || *known == code ? code : -1;
}

int32_t vocabulary_item_called(const Vocabulary *vocabulary, const char *text) {
    int32_t name = names_find(vocabulary->names, text);
    if (name <= 0) return 0;
    if (vocabulary_item(vocabulary, name)) return name;
    int32_t code = (size_t)name < vocabulary->item_name_room ? vocabulary->item_names[name] : 0;
    return code > 0 ? code : 0;
}

void vocabulary_index_items(Arena *arena, Vocabulary *vocabulary) {
    enum { CODE, ZH, EN, TEXTS };
    Names *names = vocabulary->names;
    const Item *fresh = vocabulary->catalog->items + vocabulary->indexed;
    const size_t count = vocabulary->catalog->item_count - vocabulary->indexed;
    int32_t(*texts)[TEXTS] = arena_alloc(arena, count * sizeof *texts);
    for (size_t i = 0; i < count; i++)
        texts[i][CODE] = names_put(names, fresh[i].code);
    for (size_t i = 0; i < count; i++) {
        texts[i][ZH] = names_put(names, label_plain(arena, fresh[i].zh));
        texts[i][EN] = names_put(names, label_plain(arena, fresh[i].en));
    }
    vocabulary->items = make_room(arena, names, vocabulary->items, &vocabulary->item_room);
    vocabulary->item_names = make_room(arena, names, vocabulary->item_names, &vocabulary->item_name_room);
    for (size_t i = 0; i < count; i++) {
        /* The latest of a code's spans of validity stands last, and wins. */
        vocabulary->items[texts[i][CODE]] = (int32_t)++vocabulary->indexed;
        index_name(vocabulary, texts[i][ZH], texts[i][CODE]);
        index_name(vocabulary, texts[i][EN], texts[i][CODE]);
    }
}

const Item *vocabulary_item(const Vocabulary *vocabulary, int32_t code) {
    if (code < 0 || (size_t)code >= vocabulary->item_room || vocabulary->items[code] == 0) return NULL;
    return &vocabulary->catalog->items[vocabulary->items[code] - 1];
}

void vocabulary_index_depts(Arena *arena, Vocabulary *vocabulary, const Dept *depts, size_t count) {
    Names *names = vocabulary->names;
    for (size_t i = 0; i < count; i++) {
        names_put(names, depts[i].code);
        names_put(names, depts[i].name);
    }
    vocabulary->depts = make_room(arena, names, vocabulary->depts, &vocabulary->dept_room);
    for (size_t i = 0; i < count; i++) {
        if (!*depts[i].name || !*depts[i].code) continue;
        int32_t code = names_find(names, depts[i].code),
                *known = &vocabulary->depts[names_find(names, depts[i].name)];
        *known = *known == 0 || *known == code ? code : -1;
    }
}

int32_t vocabulary_dept(const Vocabulary *vocabulary, int32_t name) {
    return name < 0 || (size_t)name >= vocabulary->dept_room ? 0 : vocabulary->depts[name];
}

char *vocabulary_near_dept(Arena *arena, const Vocabulary *vocabulary, const char *name) {
    const char **known = ARENA_ARRAY(arena, const char *, vocabulary->dept_room + 1);
    size_t count = 0;
    for (size_t i = 0; i < vocabulary->dept_room; i++)
        if (vocabulary->depts[i]) known[count++] = names_text(vocabulary->names, (int32_t)i);
    const char *nearest = text_nearest(name, known, count);
    return nearest ? both_printf(arena, "; did you mean `%s`?", nearest) : arena_strdup(arena, both("."));
}

char *vocabulary_near_item(Arena *arena, const Vocabulary *vocabulary, const char *code) {
    const Catalog *catalog = vocabulary->catalog;
    const char **codes = ARENA_ARRAY(arena, const char *, catalog->item_count + 1);
    for (size_t i = 0; i < catalog->item_count; i++) {
        const Item *item = &catalog->items[i];
        codes[i] = item->code;
        if (strcmp(item->zh, code) == 0 || strcmp(item->en, code) == 0)
            return both_printf(arena, "; did you mean its code `%s`?", item->code);
    }
    const char *nearest = text_nearest(code, codes, catalog->item_count);
    const Item *item = nearest ? catalog_item(catalog, nearest) : NULL;
    return item ? both_printf(arena, "; did you mean `%s` %s?", nearest, item->zh)
                : arena_strdup(arena, both("."));
}
