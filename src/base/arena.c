#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ArenaBlock {
    ArenaBlock *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

enum { BLOCK_SIZE = 64 * 1024 };

_Noreturn void arena_refuse(size_t size) {
    fprintf(stderr, "jixiao: out of memory (%zu bytes wanted)\n", size);
    exit(ERR_SYSTEM);
}

static size_t rounded(size_t size) {
    const size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX / 2) arena_refuse(size);
    return (size + unit - 1) / unit * unit;
}

void *arena_malloc(size_t size) {
    void *memory = malloc(size ? size : 1);
    if (!memory) arena_refuse(size);
    return memory;
}

/* Clear, or with whatever was there before, for who fills it at once. */
static void *take(Arena *arena, size_t size, bool clear) {
    size = rounded(size ? size : 1);
    ArenaBlock *block = arena->head;
    if (!block || block->size - block->used < size) {
        size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
        const bool big = size > BLOCK_SIZE;
        /* Fresh memory of the system is zero already: a big block is not cleared once more. */
        block = big && clear ? calloc(1, sizeof *block + room) : malloc(sizeof *block + room);
        if (!block) arena_refuse(size);
        block->size = room;
        block->used = 0;
        /* A big block goes behind the head, so that the head's free room is not lost. */
        if (big && arena->head) {
            block->next = arena->head->next;
            arena->head->next = block;
        } else {
            block->next = arena->head;
            arena->head = block;
        }
        clear = clear && !big;
    }
    void *result = block->bytes + block->used;
    block->used += size;
    if (clear) memset(result, 0, size);
    return result;
}

void *arena_alloc(Arena *arena, size_t size) {
    return take(arena, size, true);
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size) {
    if (old && new_size <= old_size) return old;
    ArenaBlock *head = arena->head;
    if (old && old_size && head) {
        size_t have = rounded(old_size), want = rounded(new_size);
        unsigned char *end = (unsigned char *)old + have;
        if (end == head->bytes + head->used && want - have <= head->size - head->used) {
            memset(end, 0, want - have);
            head->used += want - have;
            return old;
        }
    }
    void *result = arena_alloc(arena, new_size);
    if (old && old_size) memcpy(result, old, old_size);
    return result;
}

char *arena_strndup(Arena *arena, const char *text, size_t length) {
    char *copy = take(arena, length + 1, false);
    if (length) memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_strdup(Arena *arena, const char *text) {
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(Arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *result = take(arena, (size_t)(length < 0 ? 0 : length) + 1, false);
    vsnprintf(result, (size_t)(length < 0 ? 0 : length) + 1, format, again);
    va_end(again);
    return result;
}

void arena_take(Arena *arena, Arena *other) {
    ArenaBlock *last = other->head;
    if (!last) return;
    while (last->next)
        last = last->next;
    if (arena->head) {
        last->next = arena->head->next; /* behind the head, whose free room is not lost */
        arena->head->next = other->head;
    } else {
        arena->head = other->head;
    }
    other->head = NULL;
}

void arena_free(Arena *arena) {
    while (arena->head) {
        ArenaBlock *next = arena->head->next;
        free(arena->head);
        arena->head = next;
    }
}
