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

bool store_prepare(Store *store, const char *name, const char *stage, Statement **statement, Err *err) {
    Arena scratch = {0};
    const char *sql = statement_text(&scratch, name, stage);
    bool done = sql ? store->engine->prepare(store, name, sql, statement, err)
                    : err_set(err, ERR_SYSTEM, "%s: there is no statement %s", store->path, name);
    arena_free(&scratch);
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
    if (statement) statement->engine->finish(statement);
}

bool store_run(Store *store, const char *name, const char *stage, Err *err) {
    Statement *statement;
    if (!store_prepare(store, name, stage, &statement, err)) return false;
    bool done = store_run_bound(statement, err);
    store_finish(statement);
    return done;
}
