#include "model/names.h"

#include <string.h>
#include <xxhash.h>

static size_t slot_of(const Names *names, const char *text, size_t length) {
    size_t mask = names->slot_count - 1, slot = (size_t)XXH3_64bits(text, length) & mask;
    while (names->slots[slot] && strcmp(names->texts[names->slots[slot] - 1], text) != 0)
        slot = (slot + 1) & mask;
    return slot;
}

static void rehash(Names *names, size_t slot_count) {
    names->slots = ARENA_ARRAY(names->arena, int32_t, slot_count);
    names->slot_count = slot_count;
    for (size_t i = 0; i < names->count; i++)
        names->slots[slot_of(names, names->texts[i], strlen(names->texts[i]))] = (int32_t)i + 1;
}

Names *names_new(Arena *arena) {
    Names *names = ARENA_NEW(arena, Names);
    names->arena = arena;
    rehash(names, 256);
    names_put(names, "");
    return names;
}

int32_t names_find(const Names *names, const char *text) {
    return names->slots[slot_of(names, text, strlen(text))] - 1;
}

int32_t names_put(Names *names, const char *text) {
    if (!text) text = "";
    size_t length = strlen(text), slot = slot_of(names, text, length);
    if (names->slots[slot]) return names->slots[slot] - 1;
    ARENA_PUSH(names->arena, names->texts, names->count, names->capacity);
    names->texts[names->count++] = arena_strndup(names->arena, text, length);
    names->slots[slot] = (int32_t)names->count;
    if (names->count * 2 > names->slot_count) rehash(names, names->slot_count * 2);
    return (int32_t)names->count - 1;
}

const char *names_text(const Names *names, int32_t number) {
    return names->texts[number];
}
