/* Results are made in a hidden folder inside the target and moved into place file by file when all of them
 * are good. What a killed process left there is removed. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/command.h"

static const char claim_file[] = ".claim";

static bool move_file(const char *from, const char *to, Err *err) {
    if (rename(from, to) == 0) return true;
    return err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", to, strerror(errno));
}

/* The claim on the target is a hidden file inside the hidden folder. Who ends removes both, and a target that
 * it made and left empty: then once more. */
static bool claim(Staging *staging, Err *err) {
    enum { TRIES = 100 };
    for (int tries = 0; tries < TRIES; tries++) {
        if (!file_make_folders(staging->arena, staging->target, err)) return false;
        if (mkdir(staging->staged, 0777) != 0 && errno != EEXIST && errno != ENOENT) break;
        if (claim_open(&staging->claim, staging->target, err)) return true;
        if (file_is_folder(staging->staged)) return false;
    }
    return err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", staging->target, strerror(errno));
}

/* Of the whole folder, hidden files, too, but the claim. */
static void clear(Arena *arena, const char *folder) {
    DIR *directory = opendir(folder);
    if (!directory) return;
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            strcmp(entry->d_name, claim_file) != 0)
            file_remove_folder(file_join(arena, folder, entry->d_name));
    closedir(directory);
}

/* How many bytes of the path are a folder that is there. */
static size_t standing(Arena *arena, const char *path) {
    size_t length = strlen(path);
    while (length && !file_is_folder(arena_strndup(arena, path, length)))
        while (length && path[--length] != '/')
            continue;
    return length;
}

/* Folders made for a result that did not come are removed, from the innermost to those that stood before. */
static void unmake(const Staging *staging) {
    char *path = arena_strdup(staging->arena, staging->target);
    for (size_t length = strlen(path); length > staging->stood; length--) {
        if (path[length] != '/' && path[length] != '\0') continue;
        path[length] = '\0';
        if (rmdir(path) != 0 && errno != ENOENT) return; /* gone already: a/ and a are one */
    }
}

bool staging_open(Arena *arena, const char *target, Staging *staging, Err *err) {
    const char *folder = file_join(arena, target, ".new");
    *staging =
        (Staging){.arena = arena, .target = target, .staged = folder, .stood = standing(arena, target)};
    staging->claim.path = file_join(arena, folder, claim_file);
    if (!claim(staging, err)) {
        rmdir(staging->staged);
        unmake(staging);
        staging->staged = NULL;
        return false;
    }
    clear(arena, folder);
    return true;
}

/* Moves every file of the staged folder and its sub-folders; one that is not there yet is moved as it is. */
static bool move(Arena *arena, const char *from, const char *to, Err *err) {
    char **names;
    size_t count;
    if (!file_list(arena, from, false, &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++)
        if (!move_file(file_join(arena, from, names[i]), file_join(arena, to, names[i]), err)) return false;
    if (!file_list(arena, from, true, &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++) {
        const char *here = file_join(arena, from, names[i]), *below = file_join(arena, to, names[i]);
        if (!file_exists(below) && rename(here, below) == 0) continue;
        if (!file_make_folders(arena, below, err) || !move(arena, here, below, err)) return false;
    }
    return true;
}

bool staging_commit(Staging *staging, Err *err) {
    if (!move(staging->arena, staging->staged, staging->target, err)) return false;
    staging_abandon(staging);
    return true;
}

void staging_abandon(Staging *staging) {
    if (!staging->staged) return;
    clear(staging->arena, staging->staged);
    claim_remove(&staging->claim);
    rmdir(staging->staged);
    unmake(staging);
    staging->staged = NULL;
}
