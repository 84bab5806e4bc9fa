#include "model/catalog.h"

#include <string.h>

#include "model/source.h"

const char *const task_number_names[TASK_NUMBER_COUNT] = {"planned",   "completed", "on_time",
                                                          "qualified", "assigned",  "closed"};
const char *const source_kind_names[SOURCE_KIND_COUNT] = {
    "figures", "departments", "items",  "assessments",  "targets",        "lineage",      "comments",
    "cases",   "tasks",       "rubric", "survey forms", "survey answers", "explanations", "deflators"};

const char *const missing_kind_names[MISSING_KIND_COUNT] = {"blank", "mark", "not_applicable", "secret"};

const Item *catalog_item(const Catalog *catalog, const char *code) {
    for (size_t i = catalog->item_count; i-- > 0;)
        if (strcmp(catalog->items[i].code, code) == 0) return &catalog->items[i];
    return NULL;
}

static bool among(const char *word, const char *list) {
    size_t length = strlen(word);
    while (length && *list) {
        size_t piece = strcspn(list, "|");
        if (piece == length && memcmp(list, word, length) == 0) return true;
        list += piece + (list[piece] == '|');
    }
    return false;
}

const Unit *catalog_unit(const Catalog *catalog, const char *code_or_alias) {
    for (size_t i = 0; i < catalog->unit_count; i++)
        if (strcmp(catalog->units[i].code, code_or_alias) == 0) return &catalog->units[i];
    for (size_t i = 0; i < catalog->unit_count; i++)
        if (among(code_or_alias, catalog->units[i].aliases)) return &catalog->units[i];
    return NULL;
}

const UnitKind *catalog_unit_kind(const Catalog *catalog, const char *kind) {
    for (size_t i = 0; i < catalog->unit_kind_count; i++)
        if (strcmp(catalog->unit_kinds[i].kind, kind) == 0) return &catalog->unit_kinds[i];
    return NULL;
}
