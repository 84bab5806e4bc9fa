/* claim: a file under a hidden name, `.NAME.new` beside NAME, that one process at a time makes before it
 * takes NAME's place. What a killed process left under that name is used again, so that nothing piles up. The
 * lock is on a byte far behind any content, and belongs to the descriptor: other locks on the file (SQLite's)
 * do not meet it. */
#ifndef JIXIAO_BASE_CLAIM_H
#define JIXIAO_BASE_CLAIM_H

#include "base/arena.h"

typedef struct {
    const char *path; /* the hidden name */
    int fd;           /* for reading and writing; closing it gives the claim up */
} Claim;

/* The hidden name beside `path`. */
char *claim_name(Arena *arena, const char *path);
/* Makes the file `claim->path`, empty. ERR_SYSTEM when it cannot be made, or when another process is writing
 * `path`. */
bool claim_open(Claim *claim, const char *path, Err *err) MUST_USE;
/* Removes the file, if it still has its hidden name, and gives the claim up. */
void claim_remove(Claim *claim);
/* The file takes the place of `path`; then gives the claim up. False: it is removed, errno tells why. */
bool claim_take_place(Claim *claim, const char *path) MUST_USE;

#endif
