#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "store/internal.h"

bool store_is_far(const char *path) {
    return text_starts(path, "postgresql://") || text_starts(path, "postgres://");
}

static const Engine *engine_of(const char *path) {
    return store_is_far(path) ? &pg_engine : &sqlite_engine;
}

bool store_open(Arena *arena, const char *path, StoreMode mode, Store **result, Err *err) {
    Store *store = ARENA_NEW(arena, Store);
    *store = (Store){.engine = engine_of(path),
                     .arena = arena,
                     .path = arena_strdup(arena, path),
                     .writing = mode != STORE_READ};
    if (store->engine->open(store, mode, err)) {
        *result = store;
        return true;
    }
    Err ignored;
    if (!store_close(store, false, &ignored)) return false;
    return false;
}

void store_watch(Store *store, const Watch *watch) {
    store->watch = watch;
}

void store_tell(const Store *store, const char *part, const char *unit, uint64_t done, uint64_t total) {
    watch_tell(store->watch, part, unit, done, total);
}

bool store_close(Store *store, bool keep, Err *err) {
    store_ahead_end(store);
    store_close_readers(store);
    store_rollback(store);
    return store->engine->close(store, keep, err);
}

const char *store_place(const Store *store) {
    return store->path;
}

bool store_attach(Store *store, const char *path, Err *err) {
    if (!store_settle(store, err)) return false;
    if (store->engine->attach && engine_of(path) == store->engine)
        return store->engine->attach(store, path, err);
    return err_set(err, ERR_USAGE, "two databases can be compared only when both are files of SQLite");
}

bool store_index(Store *store, Err *err) {
    return !store->writing ||
           (store_run(store, "index_depts", NULL, err) && store_run(store, "index_absent", NULL, err) &&
            store_run(store, "index_assessments", NULL, err));
}

bool store_begin(Store *store, Err *err) {
    if (!store_settle(store, err)) return false;
    if (store->transactions == 0 && !store->engine->begin(store, err)) return false;
    store->transactions++;
    return true;
}

bool store_commit(Store *store, Err *err) {
    if (!store_settle(store, err)) return false;
    if (store->transactions == 1 && !store->engine->commit(store, err)) return false;
    store->transactions--;
    return true;
}

void store_rollback(Store *store) {
    Err ignored;
    (void)!store_settle(store, &ignored);
    if (store->transactions) store->engine->rollback(store);
    store->transactions = 0;
}

/* What `measure` makes; the checks make `finding`, and every stage its stamp. */
static const struct {
    const char *table;
    StoreStage stage;
} measured[] = {
    {"indicator", STORE_MEASURED},     {"measure", STORE_MEASURED},      {"measure_origin", STORE_MEASURED},
    {"standing", STORE_MEASURED},      {"distribution", STORE_MEASURED}, {"histogram", STORE_MEASURED},
    {"density", STORE_MEASURED},       {"score", STORE_MEASURED},        {"total", STORE_MEASURED},
    {"grade", STORE_MEASURED},         {"next_step", STORE_MEASURED},    {"survey_result", STORE_MEASURED},
    {"target_result", STORE_MEASURED}, {"flag", STORE_FLAGGED},          {"flag_method", STORE_FLAGGED},
    {"flag_origin", STORE_FLAGGED},    {"flag_pair", STORE_FLAGGED},     {"first_digits", STORE_FLAGGED},
    {"screen_value", STORE_FLAGGED},   {"screening", STORE_FLAGGED},     {"contribution", STORE_FLAGGED},
    {"peer", STORE_FLAGGED},           {"trend", STORE_FLAGGED}};
enum { MEASURED = sizeof measured / sizeof *measured };

StoreStage store_stage_of(const char *table) {
    if (strcmp(table, "finding") == 0) return STORE_CHECKED;
    if (strcmp(table, "stamp") == 0) return STORE_FLAGGED;
    for (size_t i = 0; i < MEASURED; i++)
        if (strcmp(table, measured[i].table) == 0) return measured[i].stage;
    return STORE_LOADED;
}

bool store_forget_results(Store *store, Err *err) {
    Arena scratch = {0};
    Text sql = {.arena = &scratch};
    for (size_t i = 0; i < MEASURED; i++)
        text_appendf(&sql, "DELETE FROM %s; ", measured[i].table);
    text_append(&sql, "DELETE FROM stamp WHERE stage IN ('measure', 'flag')");
    const bool done = store_settle(store, err) && store->engine->execute(store, text_string(&sql), err);
    arena_free(&scratch);
    return done;
}

bool store_figures_hash(Arena *arena, Store *store, char **hash, Err *err) {
    Statement *statement;
    if (!store_prepare(store, "figures_hash", NULL, &statement, err)) return false;
    Text all = {.arena = arena};
    bool row, done;
    while ((done = store_step(statement, &row, err)) && row)
        text_appendf(&all, "%s\n", store_text(statement, 0));
    store_finish(statement);
    *hash = file_hash(arena, text_string(&all), all.size);
    return done;
}

bool store_stamp(Arena *arena, Store *store, const char *stage, char **hash, Err *err) {
    Statement *statement;
    if (!store_prepare(store, "stamp", NULL, &statement, err)) return false;
    store_bind_text(statement, "stage", stage);
    bool row, done = store_step(statement, &row, err);
    *hash = arena_strdup(arena, done && row ? store_text(statement, 0) : "");
    store_finish(statement);
    return done;
}

bool store_set_stamp(Store *store, const char *stage, const char *hash, Err *err) {
    Statement *statement;
    if (!store_prepare(store, "set_stamp", NULL, &statement, err)) return false;
    store_bind_text(statement, "stage", stage);
    store_bind_text(statement, "hash", hash);
    bool done = store_step(statement, NULL, err);
    store_finish(statement);
    return done;
}
