#include "load/rows_ahead.h"

#include <pthread.h>

struct RowsAhead {
    Arena *arena, own; /* own: the thread's */
    RowsFile *files;
    size_t count;
    pthread_t thread;
    bool started;
};

static void *read_all(void *context) {
    RowsAhead *ahead = context;
    for (size_t i = 0; i < ahead->count; i++) {
        RowsFile *file = &ahead->files[i];
        file->issues = (IssueList){.arena = &ahead->own};
        reader_use_arena(file->reader, &ahead->own);
        rows_read(&ahead->own, file->reader, file->header, &file->issues, &file->rows, &file->counts);
    }
    return NULL;
}

RowsAhead *rows_ahead_begin(Arena *arena, RowsFile *files, size_t count, bool thread) {
    RowsAhead *ahead = ARENA_NEW(arena, RowsAhead);
    *ahead = (RowsAhead){.arena = arena, .files = files, .count = count};
    ahead->started = thread && count > 0 && pthread_create(&ahead->thread, NULL, read_all, ahead) == 0;
    return ahead;
}

void rows_ahead_end(RowsAhead *ahead) {
    if (ahead->started)
        pthread_join(ahead->thread, NULL);
    else
        read_all(ahead);
    arena_take(ahead->arena, &ahead->own);
    for (size_t i = 0; i < ahead->count; i++) {
        ahead->files[i].issues.arena = ahead->arena;
        reader_use_arena(ahead->files[i].reader, ahead->arena);
    }
}
