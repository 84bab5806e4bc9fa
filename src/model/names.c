#include "model/names.h"

#include <string.h>
#include <xxhash.h>

static size_t slot_of(const Names *names, const char *text, size_t length) {
    size_t mask = names->slot_count - 1, slot = (size_t)XXH3_64bits(text, length) & mask;
    while (names->slots[slot] && strcmp(names->texts[names->slots[slot] - 1], text) != 0)
        slot = (slot + 1) & mask;
    return slot;
}

static size_t own_count(const Names *names) {
    return names->count - names->first;
}

static void rehash(Names *names, size_t slot_count) {
    names->slots = ARENA_ARRAY(names->arena, int32_t, slot_count);
    names->slot_count = slot_count;
    for (size_t i = 0; i < own_count(names); i++)
        names->slots[slot_of(names, names->texts[i], strlen(names->texts[i]))] = (int32_t)i + 1;
}

static Names *empty(Arena *arena, const Names *base) {
    Names *names = ARENA_NEW(arena, Names);
    names->arena = arena;
    names->base = base;
    names->first = names->count = base ? base->count : 0;
    rehash(names, 256);
    return names;
}

Names *names_new(Arena *arena) {
    Names *names = empty(arena, NULL);
    names_put(names, "");
    return names;
}

Names *names_over(Arena *arena, const Names *base) {
    return empty(arena, base);
}

int32_t names_find(const Names *names, const char *text) {
    const int32_t known = names->base ? names_find(names->base, text) : -1;
    if (known >= 0) return known;
    const int32_t place = names->slots[slot_of(names, text, strlen(text))];
    return place ? (int32_t)names->first + place - 1 : -1;
}

int32_t names_put(Names *names, const char *text) {
    if (!text) text = "";
    const int32_t known = names->base ? names_find(names->base, text) : -1;
    if (known >= 0) return known;
    size_t length = strlen(text), slot = slot_of(names, text, length), own = own_count(names);
    if (names->slots[slot]) return (int32_t)names->first + names->slots[slot] - 1;
    ARENA_PUSH(names->arena, names->texts, own, names->capacity);
    names->texts[own] = arena_strndup(names->arena, text, length);
    names->slots[slot] = (int32_t)own + 1;
    names->count++;
    if ((own + 1) * 2 > names->slot_count) rehash(names, names->slot_count * 2);
    return (int32_t)names->count - 1;
}

const char *names_text(const Names *names, int32_t number) {
    return (size_t)number < names->first ? names_text(names->base, number)
                                         : names->texts[(size_t)number - names->first];
}
