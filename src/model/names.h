/* names: a dictionary that gives small numbers to texts (codes, table names, orders), so that figures stay
 * compact. Number 0 is the empty text. Append-only: a number and its text stay valid as long as the arena
 * lives. */
#ifndef JIXIAO_MODEL_NAMES_H
#define JIXIAO_MODEL_NAMES_H

#include <stdint.h>

#include "base/arena.h"

typedef struct Names {
    Arena *arena;
    const struct Names *base; /* whose numbers count here, too; NULL = none */
    const char **texts;       /* those of its own */
    size_t first;             /* number of the first of them */
    size_t count;             /* of all, with the base's */
    size_t capacity;
    int32_t *slots; /* hash table of places in texts + 1; slot_count is a power of two */
    size_t slot_count;
} Names;

Names *names_new(Arena *arena);
/* One that begins with all texts of `base`, which must not change as long as this one is used. */
Names *names_over(Arena *arena, const Names *base);
int32_t names_put(Names *names, const char *text);        /* NULL counts as "" */
int32_t names_find(const Names *names, const char *text); /* -1 when unknown */
const char *names_text(const Names *names, int32_t number);

#endif
