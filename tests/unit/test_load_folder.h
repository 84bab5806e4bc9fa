/* A dataset folder of the moment for the tests of load/, and the words to look at what became of it. */
#ifndef JIXIAO_TEST_LOAD_FOLDER_H
#define JIXIAO_TEST_LOAD_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"
#include "load/load.h"

typedef struct {
    Arena arena;
    char *path;
    const char *written[32];
    size_t written_count;
    Catalog catalog;
    Names *names;
    IssueList issues;
    Dataset dataset;
    Err err;
} Folder;

static inline Folder *folder_new(void) {
    Folder *folder = calloc(1, sizeof *folder);
    const char *place = getenv("TMPDIR");
    folder->path = arena_printf(&folder->arena, "%s/jixiao-load-XXXXXX", place ? place : P_tmpdir);
    assert_non_null(mkdtemp(folder->path));
    folder->names = names_new(&folder->arena);
    folder->issues.arena = &folder->arena;
    return folder;
}

static inline void folder_write_bytes(Folder *folder, const char *name, const char *bytes, size_t size) {
    assert_true(
        file_write(&folder->arena, file_join(&folder->arena, folder->path, name), bytes, size, &folder->err));
    folder->written[folder->written_count++] = name;
}

static inline void folder_write(Folder *folder, const char *name, const char *text) {
    folder_write_bytes(folder, name, text, strlen(text));
}

static inline bool folder_load(Folder *folder) {
    if (!load_catalog(&folder->arena, &folder->catalog, &folder->err)) fail_msg("%s", folder->err.text);
    return load_dataset(&folder->arena, folder->path, &folder->catalog, folder->names, &folder->issues,
                        &(LoadOptions){.jobs = 2}, &folder->dataset, &folder->err);
}

/* All issues, one per line, as a user sees them. */
static inline const char *folder_issues(Folder *folder) {
    Text out = {.arena = &folder->arena};
    for (size_t i = 0; i < folder->issues.count; i++)
        text_appendf(&out, "%s\n", issue_text(&folder->arena, &folder->issues.items[i], LANG_EN));
    return text_string(&out);
}

static inline void folder_expect(Folder *folder, const char *part) {
    if (!strstr(folder_issues(folder), part))
        fail_msg("no issue says `%s`; the issues are:\n%s", part, folder_issues(folder));
}

static inline const Source *folder_source(Folder *folder, const char *name) {
    for (size_t i = 0; i < folder->dataset.source_count; i++)
        if (strcmp(folder->dataset.sources[i].name, name) == 0) return &folder->dataset.sources[i];
    fail_msg("there is no source %s", name);
    return NULL;
}

static inline const char *folder_name_of(Folder *folder, int32_t number) {
    return names_text(folder->names, number);
}

static inline void folder_free(Folder *folder) {
    for (size_t i = 0; i < folder->written_count; i++)
        unlink(file_join(&folder->arena, folder->path, folder->written[i]));
    rmdir(folder->path);
    arena_free(&folder->arena);
    free(folder);
}

/* A figures file with a description that only gives the day. */
static inline Folder *folder_with(const char *csv, const char *meta) {
    Folder *folder = folder_new();
    folder_write(folder, "dataset.meta", "dataset: d\ncurrency: CNY\n");
    folder_write(folder, "f.csv", csv);
    folder_write(folder, "f.meta", meta ? meta : "published: 2023-05-15\n");
    if (!folder_load(folder)) fail_msg("%s", folder->err.text);
    return folder;
}

#endif
