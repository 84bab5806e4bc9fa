#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"
#include "store/internal.h"

enum { APPLICATION_ID = 0x4A584941, SCHEMA_VERSION = 2 };

bool store_error(Store *store, Err *err, const char *what) {
    int code = sqlite3_errcode(store->db);
    ErrKind kind = code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? ERR_SOURCE : ERR_SYSTEM;
    return err_set(err, kind, "%s: %s: %s", store->path, what, sqlite3_errmsg(store->db));
}

static bool execute(Store *store, const char *sql, Err *err) {
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK) return true;
    return store_error(store, err, "cannot be used as a database");
}

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

bool store_prepare(Store *store, const char *name, const char *stage, sqlite3_stmt **statement, Err *err) {
    Arena scratch = {0};
    const char *sql = statement_text(&scratch, name, stage);
    bool done = sql && sqlite3_prepare_v2(store->db, sql, -1, statement, NULL) == SQLITE_OK;
    if (!done) store_error(store, err, name);
    arena_free(&scratch);
    return done;
}

static int parameter(sqlite3_stmt *statement, const char *name) {
    char with_colon[64] = ":";
    strncat(with_colon, name, sizeof with_colon - 2);
    return sqlite3_bind_parameter_index(statement, with_colon);
}

void store_bind_text(sqlite3_stmt *statement, const char *name, const char *value) {
    if (value)
        sqlite3_bind_text(statement, parameter(statement, name), value, -1, SQLITE_TRANSIENT);
    else
        sqlite3_bind_null(statement, parameter(statement, name));
}

void store_bind_integer(sqlite3_stmt *statement, const char *name, int64_t value) {
    sqlite3_bind_int64(statement, parameter(statement, name), value);
}

void store_bind_null(sqlite3_stmt *statement, const char *name) {
    sqlite3_bind_null(statement, parameter(statement, name));
}

bool store_step(Store *store, sqlite3_stmt *statement, bool *row, Err *err) {
    int code = sqlite3_step(statement);
    if (row) *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE) return true;
    return store_error(store, err, "cannot be changed or read");
}

bool store_run_bound(Store *store, sqlite3_stmt *statement, Err *err) {
    bool done = store_step(store, statement, NULL, err);
    sqlite3_reset(statement);
    return done;
}

bool store_run(Store *store, const char *name, const char *stage, Err *err) {
    sqlite3_stmt *statement;
    if (!store_prepare(store, name, stage, &statement, err)) return false;
    bool done = store_step(store, statement, NULL, err);
    sqlite3_finalize(statement);
    return done;
}

static bool integer_pragma(Store *store, const char *sql, int64_t *value, Err *err) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return store_error(store, err, "is not a database of jixiao");
    bool row, done = store_step(store, statement, &row, err);
    *value = done && row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return done;
}

static bool check_version(Store *store, Err *err) {
    int64_t id = 0, version = 0;
    if (!integer_pragma(store, "PRAGMA application_id", &id, err) ||
        !integer_pragma(store, "PRAGMA user_version", &version, err))
        return false;
    if (id != APPLICATION_ID)
        return err_set(err, ERR_SOURCE, "%s: is a database, but not one of jixiao; it was left untouched",
                       store->path);
    if (version != SCHEMA_VERSION)
        return err_set(err, ERR_SOURCE,
                       "%s: was made by another version of jixiao (schema %lld, this program has %d); it was "
                       "left untouched; build it again with `jixiao load`",
                       store->path, (long long)version, SCHEMA_VERSION);
    return true;
}

static bool make_schema(Store *store, Err *err) {
    const char *pragmas =
        arena_printf(store->arena,
                     "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; "
                     "PRAGMA cache_size=-16384; PRAGMA locking_mode=EXCLUSIVE; "
                     "PRAGMA application_id=%d; PRAGMA user_version=%d",
                     APPLICATION_ID, SCHEMA_VERSION);
    return execute(store, pragmas, err) && execute(store, "BEGIN", err) &&
           execute(store, resource_text("src/store/schema.sql"), err) &&
           store_run(store, "put_undivided", NULL, err) && execute(store, "COMMIT", err);
}

static bool open_new(Store *store, Err *err) {
    char *temporary = arena_printf(store->arena, "%s.XXXXXX", store->path);
    int fd = mkstemp(temporary);
    if (fd < 0) return err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", store->path, strerror(errno));
    mode_t mask = umask(0);
    umask(mask);
    bool permitted = fchmod(fd, 0666 & ~mask) == 0;
    close(fd);
    store->temporary = temporary;
    if (!permitted || sqlite3_open_v2(temporary, &store->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return store_error(store, err, "cannot be opened");
    return make_schema(store, err);
}

static bool open_existing(Store *store, bool writing, Err *err) {
    if (!file_exists(store->path))
        return err_set(err, ERR_SYSTEM,
                       "%s: there is no such database; make it with `jixiao load DATASET --db %s`",
                       store->path, store->path);
    int flags = writing ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (sqlite3_open_v2(store->path, &store->db, flags, NULL) != SQLITE_OK)
        return store_error(store, err, "cannot be opened");
    sqlite3_busy_timeout(store->db, 5000);
    return check_version(store, err) && execute(store, "PRAGMA cache_size=-16384", err);
}

bool store_open(Arena *arena, const char *path, StoreMode mode, Store **result, Err *err) {
    Store *store = ARENA_NEW(arena, Store);
    *store = (Store){.arena = arena, .path = arena_strdup(arena, path)};
    bool fresh = mode == STORE_NEW || (mode == STORE_WRITE && !file_exists(path));
    if ((fresh ? open_new(store, err) : open_existing(store, mode == STORE_WRITE, err)) &&
        execute(store, "PRAGMA case_sensitive_like=ON; PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY",
                err) &&
        store_register_incoming(store, err)) {
        *result = store;
        return true;
    }
    Err ignored;
    if (!store_close(store, false, &ignored)) return false;
    return false;
}

static bool sync_file(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    bool done = fsync(fd) == 0;
    close(fd);
    return done;
}

bool store_close(Store *store, bool keep, Err *err) {
    if (store->in_transaction) store_rollback(store);
    bool done = sqlite3_close(store->db) == SQLITE_OK;
    store->db = NULL;
    if (!done) err_set(err, ERR_SYSTEM, "%s: could not be closed", store->path);
    if (!store->temporary) return done;
    if (done && keep) {
        if (sync_file(store->temporary) && rename(store->temporary, store->path) == 0) return true;
        err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", store->path, strerror(errno));
        done = false;
    }
    unlink(store->temporary);
    return done;
}

bool store_attach(Store *store, const char *path, Err *err) {
    /* Opened by itself first, so that the messages about a wrong or missing file are the usual ones. */
    Store *second;
    if (!store_open(store->arena, path, STORE_READ, &second, err) || !store_close(second, false, err))
        return false;
    sqlite3_stmt *statement = NULL;
    bool done = sqlite3_prepare_v2(store->db, "ATTACH ? AS other", -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_DONE;
    if (!done) store_error(store, err, "another database cannot be shown beside it");
    sqlite3_finalize(statement);
    return done;
}

bool store_begin(Store *store, Err *err) {
    if (!execute(store, "BEGIN IMMEDIATE", err)) return false;
    store->in_transaction = true;
    return true;
}

bool store_commit(Store *store, Err *err) {
    if (!execute(store, "COMMIT", err)) return false;
    store->in_transaction = false;
    return true;
}

void store_rollback(Store *store) {
    if (store->in_transaction) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->in_transaction = false;
}

bool store_forget_results(Store *store, Err *err) {
    return execute(
        store,
        "DELETE FROM indicator; DELETE FROM measure; DELETE FROM measure_origin; DELETE FROM standing; "
        "DELETE FROM distribution; DELETE FROM histogram; DELETE FROM density; DELETE FROM score; "
        "DELETE FROM total; DELETE FROM grade; DELETE FROM next_step; DELETE FROM survey_result; DELETE FROM "
        "target_result; "
        "DELETE FROM flag; DELETE FROM flag_method; DELETE FROM flag_origin; DELETE FROM screen_value; "
        "DELETE FROM screening; DELETE FROM contribution; DELETE FROM peer; DELETE FROM trend; "
        "DELETE FROM stamp WHERE stage IN ('measure', 'flag')",
        err);
}

bool store_figures_hash(Arena *arena, Store *store, char **hash, Err *err) {
    sqlite3_stmt *statement;
    if (!store_prepare(store, "figures_hash", NULL, &statement, err)) return false;
    Text all = {.arena = arena};
    bool row, done;
    while ((done = store_step(store, statement, &row, err)) && row)
        text_appendf(&all, "%s\n", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    *hash = file_hash(arena, text_string(&all), all.size);
    return done;
}

bool store_stamp(Arena *arena, Store *store, const char *stage, char **hash, Err *err) {
    sqlite3_stmt *statement;
    if (!store_prepare(store, "stamp", NULL, &statement, err)) return false;
    store_bind_text(statement, "stage", stage);
    bool row, done = store_step(store, statement, &row, err);
    *hash = arena_strdup(arena, done && row ? (const char *)sqlite3_column_text(statement, 0) : "");
    sqlite3_finalize(statement);
    return done;
}

bool store_set_stamp(Store *store, const char *stage, const char *hash, Err *err) {
    sqlite3_stmt *statement;
    if (!store_prepare(store, "set_stamp", NULL, &statement, err)) return false;
    store_bind_text(statement, "stage", stage);
    store_bind_text(statement, "hash", hash);
    bool done = store_step(store, statement, NULL, err);
    sqlite3_finalize(statement);
    return done;
}
