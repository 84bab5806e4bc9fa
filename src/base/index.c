#include "base/index.h"

#include <string.h>
#include <xxhash.h>

static size_t slot_of(const Index *index, const IndexKey *key) {
    size_t mask = index->slot_count - 1, slot = (size_t)XXH3_64bits(key, sizeof *key) & mask;
    while (index->slots[slot] && memcmp(&index->keys[index->slots[slot] - 1], key, sizeof *key) != 0)
        slot = (slot + 1) & mask;
    return slot;
}

static void rehash(Index *index, size_t slot_count) {
    index->slots = ARENA_ARRAY(index->arena, int32_t, slot_count);
    index->slot_count = slot_count;
    for (size_t i = 0; i < index->count; i++)
        index->slots[slot_of(index, &index->keys[i])] = (int32_t)i + 1;
}

size_t index_put(Index *index, IndexKey key) {
    if (index->count * 2 >= index->slot_count) rehash(index, index->slot_count ? index->slot_count * 2 : 64);
    size_t slot = slot_of(index, &key);
    if (index->slots[slot]) return (size_t)index->slots[slot] - 1;
    ARENA_PUSH(index->arena, index->keys, index->count, index->capacity);
    index->keys[index->count++] = key;
    index->slots[slot] = (int32_t)index->count;
    return index->count - 1;
}

bool index_has(const Index *index, IndexKey key) {
    return index->slot_count && index->slots[slot_of(index, &key)] != 0;
}
