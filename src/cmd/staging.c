/* Results are made in a hidden folder inside the target and moved into place file by file when all of them
 * are good. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/command.h"

bool staging_open(Arena *arena, const char *target, Staging *staging, Err *err) {
    *staging = (Staging){.arena = arena, .target = target};
    if (!file_make_folders(arena, target, err)) return false;
    char *folder = file_join(arena, target, ".new-XXXXXX");
    if (!mkdtemp(folder))
        return err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", target, strerror(errno));
    staging->staged = folder;
    return true;
}

/* What is to be done with every file of the staged folder and its sub-folders. */
typedef bool (*Visit)(const char *from, const char *to, Err *err);

static bool walk(Arena *arena, const char *from, const char *to, Visit visit, Err *err) {
    char **names;
    size_t count;
    if (!file_list(arena, from, false, &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++)
        if (!visit(file_join(arena, from, names[i]), to ? file_join(arena, to, names[i]) : NULL, err))
            return false;
    if (!file_list(arena, from, true, &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++) {
        const char *below = to ? file_join(arena, to, names[i]) : NULL;
        if (below && !file_make_folders(arena, below, err)) return false;
        if (!walk(arena, file_join(arena, from, names[i]), below, visit, err)) return false;
    }
    rmdir(from);
    return true;
}

static bool move_file(const char *from, const char *to, Err *err) {
    if (to && rename(from, to) == 0) return true;
    return err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", to ? to : from, strerror(errno));
}

static bool remove_file(const char *from, const char *to, Err *err) {
    (void)to, (void)err;
    unlink(from);
    return true;
}

bool staging_commit(Staging *staging, Err *err) {
    if (walk(staging->arena, staging->staged, staging->target, move_file, err)) {
        staging->staged = NULL;
        return true;
    }
    return false;
}

void staging_abandon(Staging *staging) {
    Err ignored;
    if (staging->staged && walk(staging->arena, staging->staged, NULL, remove_file, &ignored))
        staging->staged = NULL;
}
