#include "measure/query_file.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"

typedef struct {
    const char *key;
    const char *const *keys;    /* allowed in the head */
    const char *const *columns; /* promised by the query */
} Kind;

static const char *const indicator_keys[] = {"indicator",
                                             "zh",
                                             "en",
                                             "unit",
                                             "better",
                                             "target",
                                             "position",
                                             "parts",
                                             "calculation",
                                             "calculation.zh",
                                             "calculation.en",
                                             "definition.zh",
                                             "definition.en",
                                             "basis.zh",
                                             "basis.en",
                                             "basis",
                                             "chart",
                                             "levers",
                                             "outliers",
                                             "least",
                                             "floor",
                                             NULL};
static const char *const check_keys[] = {"check",      "zh",         "en",        "severity",
                                         "basis",      "advice.zh",  "advice.en", "unit",
                                         "message.zh", "message.en", "position",  NULL};
static const char *const table_keys[] = {
    "table", "zh",  "en",   "note.zh", "note.en", "chapter", "position",       "column.*", "collapsed",
    "limit", "for", "show", "split",   "mark.*",  "record",  "workbook.chart", "color.*",  NULL};
static const char *const sentence_keys[] = {
    "sentence", "zh",      "en",      "section", "position", "column.*", "compare.*", "text.zh",
    "text.en",  "lead.zh", "lead.en", "join.zh", "join.en",  "end.zh",   "end.en",    "blank",
    "ask.zh",   "ask.en",  "chapter", "for",     "evidence", "point",    "boxed",     NULL};
static const char *const flag_keys[] = {"flag",  "zh",       "en",  "method", "unit",     "scale",    "least",
                                        "floor", "position", "for", "basis",  "basis.zh", "basis.en", NULL};
static const char *const indicator_columns[] = {"dept_id", "year", "numerator", "denominator", NULL};
static const char *const check_columns[] = {"dept_id", "year",        "left_value",   "right_value",
                                            "allowed", "left_origin", "right_origin", NULL};
static const char *const sentence_columns[] = {"dept_id", "year", NULL};
static const char *const flag_columns[] = {"dept_id", "year", NULL};
static const char *const no_columns[] = {NULL};

static const Kind kinds[QUERY_KIND_COUNT] = {{"indicator", indicator_keys, indicator_columns},
                                             {"check", check_keys, check_columns},
                                             {"table", table_keys, no_columns},
                                             {"sentence", sentence_keys, sentence_columns},
                                             {"flag", flag_keys, flag_columns}};

static bool read_file(Arena *arena, const Kind *kind, const Resource *resource, QueryFile *file, bool *fits,
                      Err *err) {
    *file = (QueryFile){.path = resource->path, .built_in = resource->built_in, .chapter = ""};
    if (!head_read(arena, resource->path, resource->text, "--", &file->head, err)) return false;
    *fits = strcmp(file->head.entries[0].key, kind->key) == 0;
    if (!*fits) return true;
    if (!head_check_keys(&file->head, kind->keys, err) ||
        !head_require(&file->head, kind->key, &file->id, err) ||
        !head_require(&file->head, "zh", &file->label[LANG_ZH], err) ||
        !head_require(&file->head, "en", &file->label[LANG_EN], err))
        return false;
    const char *stem = file_stem(arena, resource->path);
    if (strcmp(stem, file->id) != 0)
        return err_set(err, ERR_SOURCE, "%s:1: the id `%s` must be the file's name, `%s`", resource->path,
                       file->id, stem);
    file->sql = file->head.body;
    file->text = resource->text;
    file->chapter = head_value_or(&file->head, "chapter", "");
    const char *position = head_value_or(&file->head, "position", "1000"),
               *target = head_value_or(&file->head, "target", "0");
    double number;
    if (text_integer(position, &file->position) && text_real(target, &number)) return true;
    return err_set(err, ERR_SOURCE, "%s:1: `position` and `target` must be numbers", resource->path);
}

static int by_position(const void *left, const void *right) {
    const QueryFile *a = left, *b = right;
    return a->position != b->position ? a->position - b->position : strcmp(a->id, b->id);
}

/* Files of a user's folder that are of no known kind must not vanish silently. */
static bool known_kind(const Head *head, const char *path, Err *err) {
    for (int i = 0; i < QUERY_KIND_COUNT; i++)
        if (strcmp(head->entries[0].key, kinds[i].key) == 0) return true;
    return err_set(
        err, ERR_SOURCE,
        "%s:1: expected `-- indicator:`, `-- check:`, `-- table:`, `-- sentence:` or `-- flag:`, found `%s`",
        path, head->entries[0].key);
}

bool query_files(Arena *arena, QueryKind kind, const char *extra, QueryFile **files, size_t *count,
                 Err *err) {
    Resource *resources;
    size_t resource_count;
    if (!resource_list(arena, "queries/", ".sql", extra, &resources, &resource_count, err)) return false;
    QueryFile *found = ARENA_ARRAY(arena, QueryFile, resource_count);
    *count = 0;
    for (size_t i = 0; i < resource_count; i++) {
        bool fits;
        QueryFile *file = &found[*count];
        if (!read_file(arena, &kinds[kind], &resources[i], file, &fits, err) ||
            !known_kind(&file->head, file->path, err))
            return false;
        if (fits) (*count)++;
    }
    if (*count) qsort(found, *count, sizeof *found, by_position);
    *files = found;
    return true;
}

static bool has_order_by(const char *sql) {
    for (; *sql; sql++)
        if (strncasecmp(sql, "order", 5) == 0 && isspace((unsigned char)sql[5])) return true;
    return false;
}

bool query_check(Arena *arena, Store *store, QueryKind kind, const QueryFile *file, Err *err) {
    Table *columns;
    if (!store_inspect(arena, store, file->path, file->sql, &columns, err)) return false;
    if (!has_order_by(file->sql))
        return err_set(err, ERR_SOURCE, "%s: the query needs an ORDER BY, so that every run prints the same",
                       file->path);
    for (const char *const *name = kinds[kind].columns; *name; name++)
        if (table_find(columns, *name) < 0)
            return err_set(err, ERR_SOURCE, "%s: the query must return a column `%s`", file->path, *name);
    return true;
}

const char *query_text(const QueryFile *file, const char *key, Lang lang) {
    char full[64];
    size_t length = strlen(key);
    if (length + 4 > sizeof full) return "";
    memcpy(full, key, length);
    memcpy(full + length, lang == LANG_ZH ? ".zh" : ".en", 4);
    const char *value = head_value(&file->head, full);
    return value ? value : head_value_or(&file->head, key, "");
}
