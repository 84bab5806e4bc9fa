#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "load/load.h"
#include "load/workbook.h"

/* Installed, from the build folder, from a preset's build folder; seen from where the program lies. */
static const char *const places[] = {"../share/jixiao/datasets", "../datasets", "../../datasets"};

static bool has_csv(Arena *arena, const char *folder) {
    char **names;
    size_t count;
    Err ignored = {0};
    if (!file_is_folder(folder) || !file_list(arena, folder, false, &names, &count, &ignored)) return false;
    for (size_t i = 0; i < count; i++)
        if (text_matches(names[i], "*.csv") || workbook_is(names[i])) return true;
    return false;
}

bool load_list_datasets(Arena *arena, char **place, char ***names, size_t *count, Err *err) {
    const char *program = file_program_folder(arena);
    *place = NULL;
    *count = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places && !*place; i++) {
        char *folder = file_join(arena, program, places[i]);
        if (file_is_folder(folder)) *place = folder;
    }
    if (!*place)
        return err_set(err, ERR_USAGE,
                       "no shipped datasets lie beside the program (looked in %s, %s and %s of %s)",
                       places[0], places[1], places[2], program);
    char **folders;
    size_t folder_count;
    if (!file_list(arena, *place, true, &folders, &folder_count, err)) return false;
    *names = ARENA_ARRAY(arena, char *, folder_count + 1);
    for (size_t i = 0; i < folder_count; i++)
        if (strcmp(folders[i], "catalog") != 0 && has_csv(arena, file_join(arena, *place, folders[i])))
            (*names)[(*count)++] = folders[i];
    return true;
}

bool load_find_dataset(Arena *arena, const char *wanted, char **folder, Err *err) {
    if (strchr(wanted, '/') || has_csv(arena, wanted)) {
        *folder = arena_strdup(arena, wanted);
        if (file_is_folder(wanted)) return true;
        return err_set(
            err, ERR_USAGE,
            "%s: there is no such folder; give a folder of CSV files, or the name of a shipped dataset",
            wanted);
    }
    char *place, **names;
    size_t count;
    if (!load_list_datasets(arena, &place, &names, &count, err))
        return err_wrap(err, "%s: neither a folder of CSV files nor a shipped dataset", wanted);
    Text known = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        text_appendf(&known, "%s%s", i ? both(", ") : "", names[i]);
        if (strcmp(names[i], wanted) != 0) continue;
        *folder = file_join(arena, place, names[i]);
        return true;
    }
    return err_set(err, ERR_USAGE,
                   "%s: neither a folder of CSV files nor a shipped dataset; the shipped ones are: %s",
                   wanted, count ? known.data : both("none"));
}
