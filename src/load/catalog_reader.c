#include <string.h>

#include "base/resource.h"
#include "load/load.h"
#include "model/decimal.h"
#include "model/names.h"

/* The files of datasets/catalog/ are told by their headers; what is not one of these (grades, stages,
 * rubrics) is somebody else's. */
typedef bool ReadFile(Arena *arena, const char *path, const CsvRows *rows, Catalog *catalog, Err *err);
static ReadFile read_units, read_unit_kinds, read_items, read_survey_form, read_target_kinds, read_recodings;
static const struct {
    const char *columns[8];
    ReadFile *read;
} files[] = {
    {{"code", "kind", "currency", "factor", "aliases"}, read_units},
    {{"kind", "zh", "en", "decimals"}, read_unit_kinds},
    {{"code", "zh", "en", "unit_kind", "parent", "class"}, read_items},
    {{"survey", "question", "zh", "option", "points", "satisfied"}, read_survey_form},
    {{"level", "word", "kind"}, read_target_kinds},
    {{"from_code", "to_code", "kind", "valid_from"}, read_recodings},
};

static bool fits(const CsvRows *rows, const char *const *columns) {
    for (; *columns; columns++) {
        bool found = false;
        for (size_t i = 0; i < rows->column_count && !found; i++)
            found = strcmp(rows->header[i], *columns) == 0;
        if (!found) return false;
    }
    return true;
}

static bool whole(const char *path, const CsvRows *rows, size_t row, const char *column, int64_t least,
                  int64_t most, int64_t *value, Err *err) {
    Decimal decimal;
    const char *text = load_cell(rows, row, column);
    *value = 0;
    if (!*text && least <= 0) return true;
    if (decimal_read(text, &decimal) == DECIMAL_DONE && decimal_scale(decimal, 1, value) == SCALE_DONE &&
        *value >= least && *value <= most)
        return true;
    return err_set(err, ERR_SOURCE, "%s:%d: %s `%s` is not a whole number from %lld to %lld", path,
                   rows->lines[row], column, text, (long long)least, (long long)most);
}

static bool read_units(Arena *arena, const char *path, const CsvRows *rows, Catalog *catalog, Err *err) {
    for (size_t row = 0; row < rows->row_count; row++) {
        Unit unit = {.code = load_cell(rows, row, "code"),
                     .zh = load_cell(rows, row, "zh"),
                     .en = load_cell(rows, row, "en"),
                     .kind = load_cell(rows, row, "kind"),
                     .currency = load_cell(rows, row, "currency"),
                     .aliases = load_cell(rows, row, "aliases")};
        if (!whole(path, rows, row, "factor", 1, INT64_MAX, &unit.factor, err)) return false;
        ARENA_PUSH(arena, catalog->units, catalog->unit_count, catalog->unit_capacity);
        catalog->units[catalog->unit_count++] = unit;
    }
    return true;
}

static bool read_unit_kinds(Arena *arena, const char *path, const CsvRows *rows, Catalog *catalog, Err *err) {
    for (size_t row = 0; row < rows->row_count; row++) {
        int64_t decimals;
        if (!whole(path, rows, row, "decimals", 0, 12, &decimals, err)) return false;
        ARENA_PUSH(arena, catalog->unit_kinds, catalog->unit_kind_count, catalog->unit_kind_capacity);
        catalog->unit_kinds[catalog->unit_kind_count++] = (UnitKind){.kind = load_cell(rows, row, "kind"),
                                                                     .zh = load_cell(rows, row, "zh"),
                                                                     .en = load_cell(rows, row, "en"),
                                                                     .decimals = (int)decimals};
    }
    return true;
}

static bool read_items(Arena *arena, const char *path, const CsvRows *rows, Catalog *catalog, Err *err) {
    for (size_t row = 0; row < rows->row_count; row++) {
        int64_t from, to;
        if (!whole(path, rows, row, "valid_from", 0, 2999, &from, err) ||
            !whole(path, rows, row, "valid_to", 0, 2999, &to, err))
            return false;
        ARENA_PUSH(arena, catalog->items, catalog->item_count, catalog->item_capacity);
        catalog->items[catalog->item_count++] = (Item){.code = load_cell(rows, row, "code"),
                                                       .zh = load_cell(rows, row, "zh"),
                                                       .en = load_cell(rows, row, "en"),
                                                       .unit_kind = load_cell(rows, row, "unit_kind"),
                                                       .parent = load_cell(rows, row, "parent"),
                                                       .class_name = load_cell(rows, row, "class"),
                                                       .basis = load_cell(rows, row, "basis"),
                                                       .valid_from = (int)from,
                                                       .valid_to = (int)to};
    }
    return true;
}

static bool read_survey_form(Arena *arena, const char *path, const CsvRows *rows, Catalog *catalog,
                             Err *err) {
    for (size_t row = 0; row < rows->row_count; row++) {
        int64_t points;
        if (!whole(path, rows, row, "points", 0, 1000, &points, err)) return false;
        ARENA_PUSH(arena, catalog->survey_options, catalog->survey_option_count,
                   catalog->survey_option_capacity);
        catalog->survey_options[catalog->survey_option_count++] =
            (SurveyOption){.survey = load_cell(rows, row, "survey"),
                           .question = load_cell(rows, row, "question"),
                           .option = load_cell(rows, row, "option"),
                           .zh = load_cell(rows, row, "zh"),
                           .en = load_cell(rows, row, "en"),
                           .points = points * 1000000,
                           .satisfied = strcmp(load_cell(rows, row, "satisfied"), "yes") == 0,
                           .line = rows->lines[row]};
    }
    return true;
}

static bool read_target_kinds(Arena *arena, const char *path, const CsvRows *rows, Catalog *catalog,
                              Err *err) {
    for (size_t row = 0; row < rows->row_count; row++) {
        int64_t level;
        if (!whole(path, rows, row, "level", 1, 2, &level, err)) return false;
        ARENA_PUSH(arena, catalog->target_kinds, catalog->target_kind_count, catalog->target_kind_capacity);
        catalog->target_kinds[catalog->target_kind_count++] = (TargetKind){
            .word = load_cell(rows, row, "word"), .kind = load_cell(rows, row, "kind"), .level = (int)level};
    }
    return true;
}

/* Rows of a crosswalk without a kind: the same thing under another code. The others translate from one
 * classification to another, which no comparison over the years needs. */
static bool read_recodings(Arena *arena, const char *path, const CsvRows *rows, Catalog *catalog, Err *err) {
    for (size_t row = 0; row < rows->row_count; row++) {
        int64_t year;
        if (*load_cell(rows, row, "kind")) continue;
        if (!whole(path, rows, row, "valid_from", 1900, 2999, &year, err)) return false;
        ARENA_PUSH(arena, catalog->recodings, catalog->recoding_count, catalog->recoding_capacity);
        catalog->recodings[catalog->recoding_count++] = (Recoding){.from = load_cell(rows, row, "from_code"),
                                                                   .to = load_cell(rows, row, "to_code"),
                                                                   .basis = load_cell(rows, row, "basis"),
                                                                   .year = (int)year};
    }
    return true;
}

/* Kinds and parents exist, and the rows of one code follow each other in time, the latest last. */
static bool check(Arena *arena, const Catalog *catalog, Err *err) {
    Names *names = names_new(arena);
    const Item **latest = ARENA_ARRAY(arena, const Item *, catalog->item_count + 1);
    for (size_t i = 0; i < catalog->unit_count; i++)
        if (!catalog_unit_kind(catalog, catalog->units[i].kind))
            return err_set(err, ERR_SOURCE, "the catalogue's unit `%s` has the unknown kind `%s`",
                           catalog->units[i].code, catalog->units[i].kind);
    for (size_t i = 0; i < catalog->item_count; i++) {
        const Item *item = &catalog->items[i];
        size_t name = (size_t)names_put(names, item->code);
        if (!catalog_unit_kind(catalog, item->unit_kind))
            return err_set(err, ERR_SOURCE, "the catalogue's item `%s` has the unknown unit_kind `%s`",
                           item->code, item->unit_kind);
        if (latest[name] && (latest[name]->valid_to == 0 || latest[name]->valid_to >= item->valid_from))
            return err_set(err, ERR_SOURCE,
                           "the catalogue's item `%s` is given twice for the same years, or out of order",
                           item->code);
        latest[name] = item;
    }
    for (size_t i = 0; i < catalog->item_count; i++)
        if (names_find(names, catalog->items[i].parent) < 0)
            return err_set(err, ERR_SOURCE, "the catalogue's item `%s` has the unknown parent `%s`",
                           catalog->items[i].code, catalog->items[i].parent);
    return true;
}

/* Of a file that is somebody else's, only the header is looked at. */
static bool read_file(Arena *arena, const Resource *file, Catalog *catalog, Err *err) {
    CsvRows head, rows;
    const char *end = memchr(file->text, '\n', file->size);
    const size_t head_size = end ? (size_t)(end - file->text) + 1 : file->size;
    if (!load_rows(arena, file->path, file->text, head_size, &head, err)) return false;
    for (size_t k = 0; k < sizeof files / sizeof *files; k++)
        if (fits(&head, files[k].columns) &&
            (!load_rows(arena, file->path, file->text, file->size, &rows, err) ||
             !files[k].read(arena, file->path, &rows, catalog, err)))
            return false;
    return true;
}

bool load_catalog(Arena *arena, Catalog *catalog, Err *err) {
    Resource *list;
    size_t count;
    *catalog = (Catalog){0};
    if (!resource_list(arena, "datasets/catalog/", ".csv", NULL, &list, &count, err)) return false;
    for (size_t i = 0; i < count; i++)
        if (!read_file(arena, &list[i], catalog, err)) return false;
    if (catalog->unit_count == 0 || catalog->unit_kind_count == 0 || catalog->item_count == 0)
        return err_set(err, ERR_SOURCE, "the built-in catalogue has no units, unit kinds or items");
    return check(arena, catalog, err);
}
