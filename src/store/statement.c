/* The statements of statements.sql, through whichever engine the store has. */
#include <stdio.h>
#include <string.h>

#include "base/resource.h"
#include "base/text.h"
#include "store/internal.h"

/* The text of `-- statement: NAME` up to the next one. */
static const char *statement_text(Arena *arena, const char *name, const char *stage) {
    const char *all = resource_text("src/store/statements.sql");
    const char *at = strstr(all, arena_printf(arena, "-- statement: %s\n", name));
    if (!at) return NULL;
    at = strchr(at, '\n') + 1;
    const char *end = strstr(at, "\n-- ");
    const char *text = arena_strndup(arena, at, end ? (size_t)(end - at) : strlen(at));
    return stage ? text_fill(arena, text, &(TextField){"stage", stage}, 1) : text;
}

static bool is_named(const char *named, const char *name, const char *stage) {
    const size_t length = strlen(name);
    return strncmp(named, name, length) == 0 && strcmp(named + length, stage ? stage : "") == 0;
}

/* One that was finished before, or NULL. */
static Statement *take_idle(Store *store, const char *name, const char *stage) {
    for (size_t i = store->idle_count; i-- > 0;) {
        Statement *found = store->idle[i];
        if (!is_named(found->named, name, stage)) continue;
        store->idle[i] = store->idle[--store->idle_count];
        return found;
    }
    return NULL;
}

bool store_prepare(Store *store, const char *name, const char *stage, Statement **statement, Err *err) {
    if (!store_settle(store, err)) return false;
    Statement *idle = take_idle(store, name, stage);
    if (idle) {
        *statement = idle;
        return true;
    }
    Arena scratch = {0};
    const char *sql = statement_text(&scratch, name, stage);
    bool done = sql ? store->engine->prepare(store, name, sql, statement, err)
                    : err_set(err, ERR_SYSTEM, "%s: there is no statement %s", store->path, name);
    arena_free(&scratch);
    if (done) (*statement)->named = arena_printf(&(*statement)->memory, "%s%s", name, stage ? stage : "");
    return done;
}

void store_bind_text(Statement *statement, const char *name, const char *value) {
    statement->engine->bind_text(statement, name, value);
}

void store_bind_integer(Statement *statement, const char *name, int64_t value) {
    statement->engine->bind_integer(statement, name, value);
}

void store_bind_null(Statement *statement, const char *name) {
    statement->engine->bind_null(statement, name);
}

bool store_step(Statement *statement, bool *row, Err *err) {
    bool any;
    return statement->engine->step(statement, row ? row : &any, err);
}

bool store_run_bound(Statement *statement, Err *err) {
    return statement->engine->run(statement, err);
}

int64_t store_integer(const Statement *statement, int column) {
    return statement->engine->integer(statement, column);
}

const char *store_text(const Statement *statement, int column) {
    return statement->engine->text(statement, column);
}

void store_finish(Statement *statement) {
    if (!statement) return;
    if (!statement->named || !statement->engine->reset) {
        statement->engine->finish(statement);
        return;
    }
    Store *store = statement->store;
    statement->engine->reset(statement);
    ARENA_PUSH(&store->memory, store->idle, store->idle_count, store->idle_capacity);
    store->idle[store->idle_count++] = statement;
}

void store_finish_idle(Store *store) {
    for (size_t i = 0; i < store->idle_count; i++)
        store->idle[i]->engine->finish(store->idle[i]);
    arena_free(&store->memory);
    store->idle = NULL;
    store->idle_count = store->idle_capacity = 0;
}

bool store_run(Store *store, const char *name, const char *stage, Err *err) {
    Statement *statement;
    if (!store_prepare(store, name, stage, &statement, err)) return false;
    bool done = store_run_bound(statement, err);
    store_finish(statement);
    return done;
}
