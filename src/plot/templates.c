#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/resource.h"
#include "plot/plot.h"

const char *const chart_scope_names[CHART_SCOPE_COUNT] = {"run", "dept", "indicator", "year",
                                                          "indicator-year"};

static const char *const known_keys[] = {
    "chart",          "zh",     "en",      "for",     "chapter", "order",  "data",
    "column.*",       "text.*", "note.zh", "note.en", "minimum", "height", "alternative.zh",
    "alternative.en", "body",   "name.zh", "name.en", NULL,
};

static int entry_line(const Head *head, const char *key) {
    for (size_t i = 0; i < head->count; i++)
        if (strcmp(head->entries[i].key, key) == 0) return head->entries[i].line;
    return 1;
}

static bool read_scope(ChartTemplate *chart, Err *err) {
    const char *word;
    if (!head_require(&chart->head, "for", &word, err)) return false;
    for (int i = 0; i < CHART_SCOPE_COUNT; i++) {
        if (strcmp(word, chart_scope_names[i]) != 0) continue;
        chart->scope = (ChartScope)i;
        return true;
    }
    return err_set(err, ERR_SOURCE, "%s:%d: `for` is run, dept, indicator, year or indicator-year, not `%s`",
                   chart->path, entry_line(&chart->head, "for"), word);
}

static bool read_number(const ChartTemplate *chart, const char *key, const char *text, long *number,
                        char **end, Err *err) {
    *number = strtol(text, end, 10);
    if (*end != text && *number >= 0 && *number <= 1000000) return true;
    return err_set(err, ERR_SOURCE, "%s:%d: `%s` begins with a whole number, found `%s`", chart->path,
                   entry_line(&chart->head, key), key, text);
}

static bool read_numbers(Arena *arena, ChartTemplate *chart, Err *err) {
    long number;
    char *end;
    if (!read_number(chart, "order", head_value_or(&chart->head, "order", "0"), &number, &end, err))
        return false;
    chart->order = (int)number;
    if (!read_number(chart, "minimum", head_value_or(&chart->head, "minimum", "1"), &number, &end, err))
        return false;
    chart->minimum = (size_t)number;
    char *column = text_trim(arena, end);
    chart->minimum_column = *column ? column : NULL;
    return true;
}

static bool read_texts(ChartTemplate *chart, Err *err) {
    if (!head_require(&chart->head, "zh", &chart->title[LANG_ZH], err) ||
        !head_require(&chart->head, "en", &chart->title[LANG_EN], err) ||
        !head_require(&chart->head, "chapter", &chart->chapter, err) ||
        !head_require(&chart->head, "data", &chart->query, err))
        return false;
    chart->name[LANG_ZH] = head_value_or(&chart->head, "name.zh", chart->id);
    chart->name[LANG_EN] = head_value_or(&chart->head, "name.en", chart->id);
    chart->note[LANG_ZH] = head_value_or(&chart->head, "note.zh", "");
    chart->note[LANG_EN] = head_value_or(&chart->head, "note.en", "");
    chart->alternative[LANG_ZH] = head_value_or(&chart->head, "alternative.zh", "");
    chart->alternative[LANG_EN] = head_value_or(&chart->head, "alternative.en", "");
    chart->height = head_value_or(&chart->head, "height", "450");
    return true;
}

static bool read_template(Arena *arena, const Resource *resource, ChartTemplate *chart, Err *err) {
    *chart = (ChartTemplate){.path = resource->path};
    if (!head_read(arena, resource->path, resource->text, "#", &chart->head, err) ||
        !head_check_keys(&chart->head, known_keys, err) ||
        !head_require(&chart->head, "chart", &chart->id, err))
        return false;
    if (strcmp(chart->id, file_stem(arena, resource->path)) != 0)
        return err_set(err, ERR_SOURCE, "%s:%d: `chart` must be the name of the file, `%s`, not `%s`",
                       resource->path, entry_line(&chart->head, "chart"), file_stem(arena, resource->path),
                       chart->id);
    if (!read_scope(chart, err) || !read_texts(chart, err) || !read_numbers(arena, chart, err)) return false;
    bool borrows = head_value(&chart->head, "body") != NULL;
    bool empty = chart->head.body[strspn(chart->head.body, " \t\r\n")] == '\0';
    chart->body_path = chart->path;
    if (empty && !borrows)
        return err_set(err, ERR_SOURCE, "%s:%d: the chart has a head but no gnuplot commands", resource->path,
                       chart->head.body_line);
    if (!empty && borrows)
        return err_set(err, ERR_SOURCE,
                       "%s:%d: the chart has gnuplot commands of its own and `body`; leave one of them out",
                       resource->path, entry_line(&chart->head, "body"));
    return true;
}

/* Gives charts with `body` the commands and the height of the chart that they name. */
static bool lend_bodies(Arena *arena, ChartTemplate *list, size_t count, Err *err) {
    const char **names = ARENA_ARRAY(arena, const char *, count);
    size_t owners = 0;
    for (size_t i = 0; i < count; i++)
        if (!head_value(&list[i].head, "body")) names[owners++] = list[i].id;
    for (size_t i = 0; i < count; i++) {
        const char *wanted = head_value(&list[i].head, "body");
        const ChartTemplate *owner = NULL;
        for (size_t k = 0; wanted && k < count; k++)
            if (strcmp(list[k].id, wanted) == 0 && !head_value(&list[k].head, "body")) owner = &list[k];
        if (!wanted) continue;
        if (!owner) {
            const char *nearest = text_nearest(wanted, names, owners);
            return err_set(err, ERR_SOURCE,
                           "%s:%d: `body` names a chart with gnuplot commands of its own, not `%s`%s%s%s",
                           list[i].path, entry_line(&list[i].head, "body"), wanted,
                           nearest ? both("; did you mean `") : "", nearest ? nearest : "",
                           nearest ? both("`?") : "");
        }
        list[i].head.body = owner->head.body;
        list[i].head.body_line = owner->head.body_line;
        list[i].body_path = owner->path;
        list[i].height = owner->height;
    }
    return true;
}

static int by_order(const void *a, const void *b) {
    const ChartTemplate *left = a, *right = b;
    if (left->order != right->order) return left->order < right->order ? -1 : 1;
    return strcmp(left->id, right->id);
}

bool plot_templates(Arena *arena, const char *extra_folder, ChartTemplate **list, size_t *count, Err *err) {
    Resource *resources;
    if (!resource_list(arena, "plots/", ".gp", extra_folder, &resources, count, err)) return false;
    *list = ARENA_ARRAY(arena, ChartTemplate, *count);
    for (size_t i = 0; i < *count; i++)
        if (!read_template(arena, &resources[i], &(*list)[i], err)) return false;
    if (!lend_bodies(arena, *list, *count, err)) return false;
    if (*count) qsort(*list, *count, sizeof **list, by_order);
    return true;
}
