/* file: reading, and writing that leaves either the whole new file or the old one. */
#ifndef JIXIAO_BASE_FILE_H
#define JIXIAO_BASE_FILE_H

#include <stdio.h>

#include "base/arena.h"
#include "base/claim.h"

/* Reads a whole regular file; *data is terminated with a NUL that *size does not count. */
bool file_read(Arena *arena, const char *path, char **data, size_t *size, Err *err) MUST_USE;

/* Output under the hidden name of claim.h, renamed over `path` by file_out_commit. */
typedef struct {
    FILE *stream; /* NULL when closed */
    char *buffer; /* of the stream; NULL = its own */
    const char *path;
    Claim claim; /* of no path: written straight to its place */
} FileOut;

bool file_out_open(Arena *arena, FileOut *out, const char *path, Err *err) MUST_USE;
/* Straight to its place, and not forced to the disk: into a folder that nobody else looks into yet. */
bool file_out_stage(Arena *arena, FileOut *out, const char *path, Err *err) MUST_USE;
bool file_out_commit(FileOut *out, Err *err) MUST_USE; /* flushed, checked, fsynced, renamed */
void file_out_abandon(FileOut *out);                   /* removes the temporary; nothing after a commit */
bool file_write(Arena *arena, const char *path, const void *data, size_t size, Err *err) MUST_USE;
/* The same in one go, like file_out_stage. */
bool file_put(const char *path, const void *data, size_t size, Err *err) MUST_USE;

bool file_exists(const char *path);
bool file_is_folder(const char *path);
bool file_make_folders(Arena *arena, const char *path, Err *err) MUST_USE;
/* TMPDIR, or /tmp: as it is said, so perhaps relative. */
const char *file_temporary_place(void);
/* A new folder of one's own there; its path is absolute. */
bool file_make_scratch(Arena *arena, char **path, Err *err) MUST_USE;
/* With all that is in it, hidden files, too. Links are removed, never followed. What cannot be removed stays.
 */
void file_remove_folder(const char *path);
/* Names (not paths) of the regular files, or with `folders` of the folders, in byte order; hidden ones are
 * left out. */
bool file_list(Arena *arena, const char *folder, bool folders, char ***names, size_t *count,
               Err *err) MUST_USE;
char *file_join(Arena *arena, const char *folder, const char *name);
const char *file_name(const char *path);         /* the part behind the last '/' */
char *file_stem(Arena *arena, const char *path); /* the name without its last suffix */
char *file_program_folder(Arena *arena);         /* folder of the running program, or "." */
/* XXH3 128-bit hash as 32 hex digits, as `xxh128sum` prints it. */
char *file_hash(Arena *arena, const void *data, size_t size);
/* The same of bytes that come one piece after the other. file_hash_end frees it. */
typedef struct FileHash FileHash;
FileHash *file_hash_begin(void);
void file_hash_add(FileHash *hash, const void *data, size_t size);
char *file_hash_end(Arena *arena, FileHash *hash);

/* For reading piece by piece. *size of the regular file; -1 with an error. */
int file_open(const char *path, size_t *size, Err *err) MUST_USE;
/* Up to `size` bytes from `offset` on; *have is less only at the end. */
bool file_read_at(int fd, const char *path, size_t offset, char *data, size_t size, size_t *have,
                  Err *err) MUST_USE;

#endif
