/* index: gives the numbers 0, 1, 2, … to keys of a few integers, in order of first sight. For grouping rows.
 */
#ifndef JIXIAO_BASE_INDEX_H
#define JIXIAO_BASE_INDEX_H

#include <stdint.h>

#include "base/arena.h"

enum { INDEX_WIDTH = 6 };
typedef struct {
    int32_t part[INDEX_WIDTH]; /* unused parts 0 */
} IndexKey;

typedef struct {
    Arena *arena;
    IndexKey *keys;
    size_t count, capacity;
    int32_t *slots; /* numbers + 1; slot_count is 0 or a power of two */
    size_t slot_count;
} Index; /* = {.arena = a} is empty */

size_t index_put(Index *index, IndexKey key);
bool index_has(const Index *index, IndexKey key);

#endif
