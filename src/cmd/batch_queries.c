/* Query files and charts: read and looked at, beside the load of a dataset where there is one. */
#include <pthread.h>

#include "cmd/command.h"

struct Looking {
    Batch *batch;
    Arena arena; /* of all that is read */
    pthread_t thread;
    bool done;
    Err err;
};

/* The built-in files were looked at when the results were made; those of --queries may be others now. */
static bool read_all(Arena *arena, Batch *batch, Store *store, bool measured, Err *err) {
    for (QueryKind kind = 0; kind < QUERY_KIND_COUNT; kind++)
        if (!query_files(arena, kind, batch->options->queries, &batch->files[kind], &batch->file_count[kind],
                         err))
            return false;
    if (!plot_templates(arena, batch->options->plots, &batch->templates, &batch->template_count, err))
        return false;
    for (QueryKind kind = 0; kind < QUERY_KIND_COUNT; kind++)
        for (size_t i = 0; i < batch->file_count[kind]; i++) {
            const QueryFile *file = &batch->files[kind][i];
            if (!(measured && file->built_in) && !query_check(arena, store, kind, file, err)) return false;
        }
    return true;
}

static void *look(void *user) {
    Looking *looking = user;
    Store *empty = NULL;
    Err ignored;
    looking->done = store_open_empty(&looking->arena, &empty, &looking->err) &&
                    read_all(&looking->arena, looking->batch, empty, false, &looking->err);
    if (empty) (void)!store_close(empty, false, &ignored);
    return NULL;
}

void batch_look_at_queries(Batch *batch) {
    if (batch->options->jobs < 2 || (batch->options->db && store_is_far(batch->options->db))) return;
    Looking *looking = ARENA_NEW(batch->arena, Looking);
    looking->batch = batch;
    if (pthread_create(&looking->thread, NULL, look, looking) == 0) batch->looking = looking;
}

bool batch_queries(Batch *batch, bool measured, Err *err) {
    Looking *looking = batch->looking;
    if (!looking) return read_all(batch->arena, batch, batch->store, measured, err);
    pthread_join(looking->thread, NULL);
    batch->looking = NULL;
    arena_take(batch->arena, &looking->arena);
    if (!looking->done) *err = looking->err;
    return looking->done;
}
