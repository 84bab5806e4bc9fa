/* Runs a target over every file of the folders that are named, and over every beginning of each: half a file
 * must not do harm either. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "fuzz.h"

enum { CUTS = 64 };

static bool replay(Arena *arena, const char *path, Err *err) {
    char *data;
    size_t size;
    if (!file_read(arena, path, &data, &size, err)) return false;
    for (size_t cut = 0; cut <= CUTS; cut++) {
        size_t length = size * cut / CUTS;
        uint8_t *exact = malloc(length ? length : 1); /* its own block: reading behind it is found */
        if (!exact) return err_set(err, ERR_SYSTEM, "out of memory");
        memcpy(exact, data, length);
        LLVMFuzzerTestOneInput(exact, length);
        free(exact);
    }
    return true;
}

int main(int count, char **words) {
    Arena arena = {0};
    Err err = {0};
    size_t files = 0;
    bool done = true;
    for (int i = 1; i < count && done; i++) {
        char **names;
        size_t found = 0;
        done = file_list(&arena, words[i], false, &names, &found, &err);
        for (size_t k = 0; k < found && done; k++)
            done = replay(&arena, file_join(&arena, words[i], names[k]), &err);
        files += found;
    }
    if (!done) fprintf(stderr, "%s\n", err.text);
    printf("%zu files\n", files);
    arena_free(&arena);
    return done && files ? 0 : 1;
}
