#include "measure/rubric.h"

#include <string.h>

#include "base/file.h"
#include "base/head.h"
#include "base/resource.h"
#include "base/text.h"
#include "load/encoding.h"
#include "measure/rubric_reader.h"
#include "model/decimal.h"

static const char folder[] = "datasets/catalog/rubrics/";

int rubric_column(const RubricReader *r, const char *name) {
    for (size_t i = 0; i < r->rows->column_count; i++)
        if (strcmp(r->rows->header[i], name) == 0) return (int)i + 1;
    return 0;
}

bool rubric_millionths(const char *text, int64_t *value) {
    Decimal decimal;
    return decimal_read(text, &decimal) == DECIMAL_DONE &&
           decimal_scale(decimal, POINTS_ONE, value) == SCALE_DONE;
}

char *rubric_did_you_mean(Arena *arena, const char *word, const char *const *candidates, size_t count) {
    const char *nearest = text_nearest(word, candidates, count);
    return nearest ? both_printf(arena, "; did you mean `%s`?", nearest) : arena_strdup(arena, "");
}

bool rubric_applies(const RubricRow *row, int64_t year, const char *kind) {
    if ((row->valid_from && year < row->valid_from) || (row->valid_to && year > row->valid_to)) return false;
    if (*row->kinds == '\0') return true;
    size_t length = strlen(kind);
    for (const char *at = row->kinds; *at;) {
        size_t piece = strcspn(at, "|"), first = strspn(at, " ");
        size_t end = piece;
        while (end > first && at[end - 1] == ' ')
            end--;
        if (first < end && end - first == length && strncmp(at + first, kind, length) == 0) return true;
        at += piece + (at[piece] == '|');
    }
    return false;
}

/* --- finding --- */

static bool find_file(Arena *arena, const char *path, RubricText *text, Err *err) {
    char *data;
    size_t size;
    Decoded decoded;
    Trouble trouble;
    *text = (RubricText){.id = file_stem(arena, path), .path = path};
    if (!file_read(arena, path, &data, &size, err)) return false;
    text->csv = data;
    size_t stem = strlen(path) - (text_ends(path, ".csv") ? strlen(".csv") : 0);
    const char *beside = arena_printf(arena, "%.*s.meta", (int)stem, path);
    if (!file_exists(beside)) return true;
    if (!file_read(arena, beside, &data, &size, err)) return false;
    if (!encoding_decode(arena, data, size, "", &decoded, &trouble))
        return err_set(err, ERR_SOURCE, "%s:%d: %s", beside, trouble.line, trouble.text);
    text->meta = decoded.data;
    return true;
}

/* One that a dataset brought; *found = whether there is one. */
static bool find_stored(Arena *arena, Store *store, const char *id, RubricText *text, bool *found, Err *err) {
    static const char sql[] = "SELECT name, csv, meta FROM rubric WHERE id = :rubric ORDER BY source_id DESC";
    const StoreParam param = {.name = "rubric", .text = id};
    Table *t;
    *found = false;
    if (!store) return true;
    if (!store_query(arena, store, "rubrics", sql, &param, 1, &t, err)) return false;
    if (t->row_count == 0) return true;
    *found = true;
    *text = (RubricText){.id = arena_strdup(arena, id),
                         .path = t->columns[0].texts[0],
                         .csv = t->columns[1].texts[0],
                         .meta = t->columns[2].texts ? t->columns[2].texts[0] : NULL};
    return true;
}

static bool tell_unknown(Arena *arena, const char *name, Err *err) {
    char **names;
    size_t count;
    if (!rubric_names(arena, &names, &count, err)) return false;
    Text known = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        text_appendf(&known, "%s%s", i ? both(", ") : "", names[i]);
    return err_set(err, ERR_USAGE,
                   "there is no rubric `%s`; known are %s; a path to a CSV file is taken, too", name,
                   text_string(&known));
}

bool rubric_find(Arena *arena, Store *store, const char *name, RubricText *text, Err *err) {
    bool found;
    if (!find_stored(arena, store, name, text, &found, err)) return false;
    if (found) return true;
    if (strchr(name, '/') || text_ends(name, ".csv")) return find_file(arena, name, text, err);
    *text = (RubricText){.id = arena_strdup(arena, name),
                         .path = arena_printf(arena, "%s%s.csv", folder, name),
                         .meta = resource_text(arena_printf(arena, "%s%s.meta", folder, name))};
    text->csv = resource_text(text->path);
    return text->csv || tell_unknown(arena, name, err);
}

bool rubric_names(Arena *arena, char ***names, size_t *count, Err *err) {
    Resource *list;
    if (!resource_list(arena, folder, ".csv", NULL, &list, count, err)) return false;
    *names = ARENA_ARRAY(arena, char *, *count);
    for (size_t i = 0; i < *count; i++)
        (*names)[i] = file_stem(arena, list[i].path);
    return true;
}

char *rubric_hash(Arena *arena, const RubricText *text) {
    const char *all = arena_printf(arena, "%s\n%s", text->csv, text->meta ? text->meta : "");
    return file_hash(arena, all, strlen(all));
}

/* --- reading --- */

static bool read_year(const Head *head, const char *key, int *year, Err *err) {
    const char *text = head_value_or(head, key, "");
    if (*text == '\0' || text_integer(text, year)) return true;
    return err_set(err, ERR_SOURCE, "%s: `%s: %s` is not a year", head->name, key, text);
}

static bool read_meta(RubricReader *r, const char *meta, Rubric *rubric, int64_t *wanted, Err *err) {
    *wanted = 100 * POINTS_ONE;
    rubric->label[LANG_ZH] = rubric->label[LANG_EN] = rubric->id;
    rubric->grades = rubric->basis = r->kinds = "";
    if (!meta) return true;
    Head head;
    if (!head_read(r->arena, arena_printf(r->arena, "%s (.meta)", rubric->path), meta, "", &head, err))
        return false;
    rubric->label[LANG_ZH] = head_value_or(&head, "zh", rubric->id);
    rubric->label[LANG_EN] = head_value_or(&head, "en", rubric->id);
    rubric->basis = head_value_or(&head, "basis", "");
    rubric->grades = head_value_or(&head, "grades", "");
    r->kinds = head_value_or(&head, "kinds", "");
    if (!read_year(&head, "valid_from", &r->valid_from, err) ||
        !read_year(&head, "valid_to", &r->valid_to, err))
        return false;
    const char *total = head_value_or(&head, "total", "100");
    if (rubric_millionths(total, wanted)) return true;
    return err_set(err, ERR_SOURCE, "%s: `total: %s` is not a number", head.name, total);
}

/* Columns in English or Chinese. One that no rubric has is most often a slip of the pen. */
static void name_columns(const RubricReader *r, CsvRows *rows) {
    for (size_t i = 0; i < rows->column_count; i++)
        if (!load_name_column(SOURCE_RUBRIC, &rows->header[i]))
            issue_add(r->issues, SEVERITY_ERROR, r->path, 1, (int)i + 1,
                      "column `%s` is not one of a rubric; call it `note` (备注) if it is only a note",
                      rows->header[i]);
}

bool rubric_read(Arena *arena, const RubricText *text, const char *const *indicators, IssueList *issues,
                 Rubric *rubric, Err *err) {
    static const char *const needed[] = {"id", "level1", "zh", "full", "rule"};
    *rubric = (Rubric){.id = text->id, .path = text->path};
    CsvRows rows;
    RubricReader reader = {.arena = arena, .rows = &rows, .path = text->path, .issues = issues};
    int64_t wanted;
    size_t before = issues->errors;
    if (!read_meta(&reader, text->meta, rubric, &wanted, err) ||
        !load_rows(arena, text->path, text->csv, strlen(text->csv), &rows, err))
        return false;
    name_columns(&reader, &rows);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!rubric_column(&reader, needed[i]))
            return err_set(err, ERR_SOURCE, "%s:1: a rubric needs a column `%s`", text->path, needed[i]);
    rubric->rows = ARENA_ARRAY(arena, RubricRow, rows.row_count + 1);
    for (reader.at = 0; reader.at < rows.row_count; reader.at++)
        rubric_read_row(&reader, &rubric->rows[rubric->row_count++], indicators);
    rubric_check_whole(&reader, rubric, wanted);
    for (size_t i = 0; i < rubric->row_count && issues->errors == before; i++)
        for (Lang lang = 0; lang < LANG_COUNT; lang++)
            rubric->rows[i].standard[lang] = rule_standard(arena, &rubric->rows[i], lang);
    if (issues->errors == before) return true;
    return err_set(err, ERR_SOURCE, "%s: the rubric has %zu faults and was not used", text->path,
                   issues->errors - before);
}
