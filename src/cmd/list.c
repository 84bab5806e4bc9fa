/* list: what the program knows, and where each came from. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/resource.h"
#include "cmd/command.h"
#include "load/load.h"
#include "measure/rubric.h"

static const char *const kinds[] = {"indicators", "checks", "tables",  "sentences",
                                    "flags",      "charts", "rubrics", "datasets"};
enum { KIND_TOTAL = sizeof kinds / sizeof *kinds };

static void print_row(const char *kind, const char *id, const char *label, const char *origin) {
    printf("%s\t%s\t%s\t%s\n", kind, id, label, origin);
}

static Lang lang_of(const Options *options) {
    return options->lang >= 0 ? (Lang)options->lang : LANG_EN;
}

static bool list_queries(const Options *options, QueryKind kind, const char *word, Err *err) {
    QueryFile *files;
    size_t count;
    if (!query_files(options->arena, kind, options->queries, &files, &count, err)) return false;
    for (size_t i = 0; i < count; i++)
        print_row(word, files[i].id, files[i].label[lang_of(options)],
                  files[i].built_in ? "built in" : files[i].path);
    return true;
}

/* {dept} in a title stands for a name that is known only when the chart is drawn. */
static const char *open_title(Arena *arena, const char *title) {
    char *copy = arena_strdup(arena, title);
    for (char *at = copy; *at; at++)
        if (*at == '{' || *at == '}') *at = *at == '{' ? '<' : '>';
    return copy;
}

static bool list_charts(const Options *options, Err *err) {
    ChartTemplate *list;
    size_t count;
    if (!plot_templates(options->arena, options->plots, &list, &count, err)) return false;
    for (size_t i = 0; i < count; i++)
        print_row("chart", list[i].id, open_title(options->arena, list[i].title[lang_of(options)]),
                  resource_text(list[i].path) ? "built in" : list[i].path);
    return true;
}

static bool list_rubrics(const Options *options, Err *err) {
    char **names;
    size_t count;
    if (!rubric_names(options->arena, &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++) {
        RubricText text;
        Rubric rubric;
        IssueList issues = {.arena = options->arena};
        Err ignored;
        static const char *const none[] = {NULL};
        if (!rubric_find(options->arena, NULL, names[i], &text, err)) return false;
        bool read = rubric_read(options->arena, &text, none, &issues, &rubric, &ignored);
        print_row("rubric", names[i], read || rubric.label[0] ? rubric.label[lang_of(options)] : names[i],
                  "built in");
    }
    return true;
}

/* The title of a dataset's own description; its name when it has none. */
static const char *dataset_title(const Options *options, const char *place, const char *name) {
    char *text;
    size_t size;
    Head head;
    Err ignored;
    const char *path = arena_printf(options->arena, "%s/%s/dataset.meta", place, name);
    if (!file_exists(path) || !file_read(options->arena, path, &text, &size, &ignored) ||
        !head_read(options->arena, path, text, "", &head, &ignored))
        return name;
    return head_value_or(&head, lang_names[lang_of(options)], name);
}

static bool list_datasets(const Options *options, Err *err) {
    char *place, **names;
    size_t count;
    Err none;
    if (!load_list_datasets(options->arena, &place, &names, &count, &none)) {
        if (options->word_count == 0)
            return true; /* a program without shipped datasets still lists the rest */
        *err = none;
        return false;
    }
    for (size_t i = 0; i < count; i++)
        print_row("dataset", names[i], dataset_title(options, place, names[i]), "shipped");
    return true;
}

static bool list_kind(const Options *options, const char *kind, Err *err) {
    if (strcmp(kind, "indicators") == 0) return list_queries(options, QUERY_INDICATOR, "indicator", err);
    if (strcmp(kind, "checks") == 0) return list_queries(options, QUERY_CHECK, "check", err);
    if (strcmp(kind, "tables") == 0) return list_queries(options, QUERY_TABLE, "table", err);
    if (strcmp(kind, "sentences") == 0) return list_queries(options, QUERY_SENTENCE, "sentence", err);
    if (strcmp(kind, "flags") == 0) return list_queries(options, QUERY_FLAG, "flag", err);
    if (strcmp(kind, "charts") == 0) return list_charts(options, err);
    if (strcmp(kind, "rubrics") == 0) return list_rubrics(options, err);
    if (strcmp(kind, "datasets") == 0) return list_datasets(options, err);
    return err_set(err, ERR_USAGE,
                   "list %s: expected indicators, checks, tables, sentences, charts, rubrics or datasets",
                   kind);
}

bool command_list(const Options *options, int *status, Err *err) {
    (void)status;
    const char *const *words = options->word_count ? options->words : kinds;
    size_t count = options->word_count ? options->word_count : KIND_TOTAL;
    for (size_t i = 0; i < count; i++)
        if (!list_kind(options, words[i], err)) return false;
    return true;
}
