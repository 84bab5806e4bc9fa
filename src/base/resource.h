/* resource: the files compiled into the program (queries/, plots/, datasets/catalog/, style sheets) and the
 * folders of the command line that replace them by name or add to them. */
#ifndef JIXIAO_BASE_RESOURCE_H
#define JIXIAO_BASE_RESOURCE_H

#include "base/arena.h"

typedef struct {
    const char
        *path; /* "queries/indicators/x.sql" when built in; the file's path when it came from a folder */
    const char *text; /* terminated */
    size_t size;
    bool built_in;
} Resource;

/* All built-in files below `folder` ("queries/indicators/") that end in `suffix`, by path; then the files
 * with that suffix in `extra` and in its sub-folders (NULL = none); a file there replaces a built-in one of
 * the same name. */
bool resource_list(Arena *arena, const char *folder, const char *suffix, const char *extra, Resource **list,
                   size_t *count, Err *err) MUST_USE;
/* One built-in file; NULL when there is none. */
const char *resource_text(const char *path);

/* The table that the build makes from the files; see cmake/embed.c. */
typedef struct {
    const char *path;
    const unsigned char *data;
    size_t size;
} ResourceEntry;
extern const ResourceEntry resource_entries[];
extern const size_t resource_entry_count;

#endif
