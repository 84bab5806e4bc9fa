/* arena: memory with one lifetime. A command has one arena; everything it makes lives until the command ends.
 * Out of memory ends the program (exit 3): no caller can do better. Not thread-safe: one arena per thread. */
#ifndef JIXIAO_BASE_ARENA_H
#define JIXIAO_BASE_ARENA_H

#include <stddef.h>

#include "base/err.h"

typedef struct ArenaBlock ArenaBlock;
typedef struct {
    ArenaBlock *head;
} Arena; /* = {0} is an empty arena */

void *arena_alloc(Arena *arena, size_t size); /* zeroed, aligned for any type */
/* Plain memory for what is used again and again, not zeroed; free() it. Ends the program, too. */
void *arena_malloc(size_t size);
_Noreturn void arena_refuse(size_t size); /* ends the program: out of memory */
void *arena_grow(Arena *arena, void *old, size_t old_size,
                 size_t new_size); /* copies; in place when it is the last */
char *arena_strdup(Arena *arena, const char *text);
char *arena_strndup(Arena *arena, const char *text, size_t length);
char *arena_printf(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
/* From here on `other`'s memory lives as long as `arena`; `other` is empty: for what a thread has made. */
void arena_take(Arena *arena, Arena *other);
void arena_free(Arena *arena);

#define ARENA_NEW(arena, Type)      ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, n) ((Type *)arena_alloc((arena), sizeof(Type) * (size_t)(n)))
/* Makes room for one more element in a doubling array of the arena; `capacity` is the caller's counter. */
#define ARENA_PUSH(arena, items, count, capacity)                                                            \
    do {                                                                                                     \
        if ((count) == (capacity)) {                                                                         \
            size_t more_ = (capacity) ? (size_t)(capacity)*2 : 8;                                            \
            (items) =                                                                                        \
                arena_grow((arena), (items), (size_t)(capacity) * sizeof *(items), more_ * sizeof *(items)); \
            (capacity) = more_;                                                                              \
        }                                                                                                    \
    } while (0)

#endif
