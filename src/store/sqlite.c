#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/resource.h"
#include "base/stop.h"

enum { APPLICATION_ID = 0x4A584941 };

const char *store_sqlite_version(void) {
    return sqlite3_libversion();
}

static Sqlite *connection(const Store *store) {
    return store->connection;
}

bool sqlite_error(Store *store, Err *err, const char *what) {
    sqlite3 *db = connection(store)->db;
    int code = sqlite3_errcode(db);
    if (code == SQLITE_INTERRUPT && stop_wanted()) return stop_error(err);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return err_set(
            err, ERR_SYSTEM,
            "%s: another process is writing into this database; nothing was changed; wait until it has "
            "ended and run the command again",
            store->path);
    ErrKind kind = code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? ERR_SOURCE : ERR_SYSTEM;
    return err_set(err, kind, "%s: %s: %s", store->path, both(what), sqlite3_errmsg(db));
}

bool sqlite_execute(Store *store, const char *sql, Err *err) {
    if (sqlite3_exec(connection(store)->db, sql, NULL, NULL, NULL) == SQLITE_OK) return true;
    return sqlite_error(store, err, "cannot be used as a database");
}

static bool integer_pragma(Store *store, const char *sql, int64_t *value, Err *err) {
    Statement *statement;
    if (!sqlite_prepare(store, "is not a database of jixiao", sql, &statement, err)) return false;
    bool row, done = sqlite_step(statement, &row, err);
    *value = done && row ? sqlite_integer(statement, 0) : 0;
    sqlite_finish(statement);
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

/* SQLite tells of missing pages, but takes half a page at the end for a whole one. */
static bool check_length(Store *store, Err *err) {
    int64_t page_size = 0;
    struct stat status;
    if (!integer_pragma(store, "PRAGMA page_size", &page_size, err)) return false;
    if (stat(store->path, &status) != 0 || page_size < 1 || status.st_size % page_size == 0) return true;
    return err_set(
        err, ERR_SOURCE,
        "%s: the database was cut off, perhaps while it was copied; it was left untouched; copy it again, or "
        "build it again with `jixiao load`",
        store->path);
}

static bool make_schema(Store *store, Err *err) {
    const char *pragmas =
        arena_printf(store->arena,
                     "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; " USUAL_CACHE
                     "; PRAGMA locking_mode=EXCLUSIVE; "
                     "PRAGMA application_id=%d; PRAGMA user_version=%d",
                     APPLICATION_ID, SCHEMA_VERSION);
    return sqlite_execute(store, pragmas, err) && sqlite_execute(store, "BEGIN", err) &&
           sqlite_execute(store, resource_text("src/store/schema.sql"), err) &&
           store_run(store, "put_undivided", NULL, err) && sqlite_execute(store, "COMMIT", err);
}

/* SQLite would take a file whose name begins like this for an address. */
static const char *plain_name(Arena *arena, const char *path) {
    return strncmp(path, "file:", 5) == 0 ? arena_printf(arena, "./%s", path) : path;
}

/* Without a mutex: a connection belongs to one thread at a time. With addresses, for sqlite_image.c. */
static bool open_file(Store *store, const char *path, int flags, const char *system, Err *err) {
    return sqlite3_open_v2(plain_name(store->arena, path), &connection(store)->db,
                           flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI,
                           sqlite_files(store->arena, system)) == SQLITE_OK ||
           sqlite_error(store, err, "cannot be opened");
}

static bool open_new(Store *store, Err *err) {
    if (!open_file(store, connection(store)->made.path, SQLITE_OPEN_READWRITE, "unix", err)) return false;
    return make_schema(store, err);
}

/* What a killed process left half written is taken back by whoever opens the database for writing; a reader
 * may not. */
static void take_back(const Store *store) {
    sqlite3 *db = NULL;
    if (!file_exists(arena_printf(store->arena, "%s-journal", store->path))) return;
    if (sqlite3_open_v2(plain_name(store->arena, store->path), &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
        sqlite3_exec(db, "PRAGMA user_version", NULL, NULL, NULL);
    sqlite3_close(db);
}

static bool open_existing(Store *store, bool writing, Err *err) {
    if (!file_exists(store->path))
        return err_set(err, ERR_SYSTEM,
                       "%s: there is no such database; make it with `jixiao load DATASET --db %s`",
                       store->path, store->path);
    if (!writing) take_back(store);
    const int flags = writing ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (!open_file(store, store->path, flags, "unix", err)) return false;
    sqlite3_busy_timeout(connection(store)->db, 5000);
    return check_version(store, err) && check_length(store, err) && sqlite_execute(store, USUAL_CACHE, err);
}

/* Who makes a new database has the claim on it. For STORE_MAKE, another process may have finished one before
 * the claim was there: then that is written into. */
static bool is_new(Store *store, StoreMode mode, bool *fresh, Err *err) {
    Claim claim = {.path = claim_name(store->arena, store->path)};
    *fresh = false;
    if (mode == STORE_READ || mode == STORE_WRITE || (mode == STORE_MAKE && file_exists(store->path)))
        return true;
    if (!claim_open(&claim, store->path, err)) return false;
    if (mode == STORE_MAKE && file_exists(store->path)) {
        claim_remove(&claim);
        return true;
    }
    connection(store)->made = claim;
    *fresh = true;
    return true;
}

static bool sqlite_open(Store *store, StoreMode mode, Err *err) {
    Sqlite *own = ARENA_NEW(store->arena, Sqlite);
    store->connection = own;
    own->path = store->path;
    own->only_reads = mode == STORE_READ;
    bool fresh;
    if (!is_new(store, mode, &fresh, err) ||
        !(fresh ? open_new(store, err) : open_existing(store, mode != STORE_READ, err)) ||
        !sqlite_execute(
            store, "PRAGMA case_sensitive_like=ON; PRAGMA foreign_keys=OFF; PRAGMA temp_store=FILE", err) ||
        !sqlite_register_incoming(store, err) || !sqlite_register_rows(store, err))
        return false;
    sqlite_watch(own);
    return true;
}

bool store_open_empty(Arena *arena, Store **result, Err *err) {
    Store *store = ARENA_NEW(arena, Store);
    *store = (Store){.engine = &sqlite_engine, .arena = arena, .path = "SQLite"};
    Sqlite *own = ARENA_NEW(arena, Sqlite);
    own->path = ""; /* no file */
    own->made.fd = -1;
    store->connection = own;
    *result = store;
    if (sqlite3_open_v2(":memory:", &own->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return sqlite_error(store, err, "cannot be opened");
    return sqlite_execute(store, resource_text("src/store/schema.sql"), err) &&
           store_run(store, "make_item_map", NULL, err) && store_run(store, "make_dept_map", NULL, err);
}

void sqlite_write_behind(const Store *store) {
    const Sqlite *own = connection(store);
    if (!own->made.path) return;
    sync_file_range(own->made.fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

bool sqlite_close(Store *store, bool keep, Err *err) {
    Sqlite *own = connection(store);
    store_finish_idle(store);
    sqlite_forget_kept(own);
    bool done = sqlite3_close(own->db) == SQLITE_OK;
    own->db = NULL;
    sqlite_forget_images(own);
    if (own->only_reads) sqlite3_hard_heap_limit64(0);
    if (!done) err_set(err, ERR_SYSTEM, "%s: could not be closed", store->path);
    if (!own->made.path) return done;
    if (done && keep) {
        if (fsync(own->made.fd) == 0 && claim_take_place(&own->made, store->path)) return true;
        err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", store->path, strerror(errno));
        done = false;
    }
    claim_remove(&own->made);
    return done;
}

/* What could not be made final is not there any more, without a journal: then nothing else will do. */
static bool make_final(Store *store, Err *err) {
    Sqlite *own = connection(store);
    if (own->lost.kind == ERR_NONE && sqlite_execute(store, "COMMIT; BEGIN IMMEDIATE", &own->lost))
        return true;
    *err = own->lost;
    return false;
}

/* A new database is nobody else's until somebody asks. */
static bool sqlite_share(Store *store, const char **path, Err *err) {
    const Sqlite *own = connection(store);
    *path = own->made.path ? own->made.path : own->path;
    err->kind = ERR_NONE;
    if (!own->made.path) return !store->transactions || sqlite3_total_changes(own->db) == own->changes_before;
    return sqlite_execute(store, "PRAGMA locking_mode=NORMAL", err) &&
           (store->transactions ? make_final(store, err)
                                : sqlite_execute(store, "SELECT 1 FROM stamp LIMIT 1", err));
}

/* Without locks: what it reads is final and is not written any more, and nobody else has the file. The
 * transaction keeps the first page, which everybody changes, as it is now. */
static bool sqlite_freeze(Arena *arena, Store *store, StoreStage stage, Store **result, Err *err) {
    const char *path = connection(store)->made.path;
    Store *frozen = ARENA_NEW(arena, Store);
    Sqlite *own = ARENA_NEW(arena, Sqlite);
    if (!path || !sqlite_share(store, &path, err)) return false;
    *frozen = (Store){.engine = &sqlite_engine, .connection = own, .arena = arena, .path = store->path};
    *own = (Sqlite){.path = path, .only_reads = true, .frozen = true, .stage = stage};
    if (!open_file(frozen, path, SQLITE_OPEN_READONLY, "unix-none", err) ||
        !sqlite_execute(frozen,
                        "PRAGMA case_sensitive_like=ON; PRAGMA temp_store=FILE; " USUAL_CACHE "; "
                        "BEGIN; SELECT 1 FROM stamp LIMIT 1",
                        err)) {
        sqlite3_close(own->db);
        return false;
    }
    sqlite_watch(own);
    *result = frozen;
    return true;
}

/* The limit of memory is one for all connections. */
static void sqlite_unlimit(Store *store) {
    (void)store;
    sqlite3_hard_heap_limit64(0);
}

static void sqlite_break_off(Store *store) {
    sqlite3_interrupt(connection(store)->db);
}

static bool sqlite_attach(Store *store, const char *path, Err *err) {
    /* Opened by itself first, so that the messages about a wrong or missing file are the usual ones. */
    Store *second;
    if (!store_open(store->arena, path, STORE_READ, &second, err) || !store_close(second, false, err))
        return false;
    sqlite3 *db = connection(store)->db;
    sqlite3_stmt *statement = NULL;
    bool done =
        sqlite3_prepare_v2(db, "ATTACH ? AS other", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_bind_text(statement, 1, plain_name(store->arena, path), -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_DONE;
    if (!done) sqlite_error(store, err, "another database cannot be shown beside it");
    sqlite3_finalize(statement);
    return done;
}

static bool sqlite_begin(Store *store, Err *err) {
    connection(store)->changes_before = sqlite3_total_changes(connection(store)->db);
    return sqlite_execute(store, "BEGIN IMMEDIATE", err);
}

static bool sqlite_commit(Store *store, Err *err) {
    if (connection(store)->lost.kind != ERR_NONE) {
        *err = connection(store)->lost;
        return false;
    }
    if (!sqlite_execute(store, "COMMIT", err)) return false;
    sqlite_forget_images(connection(store));
    sqlite_write_behind(store); /* little is left for the fsync at the end */
    return true;
}

static void sqlite_rollback(Store *store) {
    sqlite3_exec(connection(store)->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite_forget_images(connection(store));
}

/* Plans do not depend on what the tables hold. */
static bool sqlite_analyze(Store *store, const char *table, Err *err) {
    (void)store, (void)table, (void)err;
    return true;
}

/* `incoming` is a virtual table: it is always there, and shows what store->incoming holds. */
static bool sqlite_nothing(Store *store, Err *err) {
    (void)store, (void)err;
    return true;
}

const Engine sqlite_engine = {.open = sqlite_open,
                              .close = sqlite_close,
                              .begin = sqlite_begin,
                              .commit = sqlite_commit,
                              .rollback = sqlite_rollback,
                              .attach = sqlite_attach,
                              .share = sqlite_share,
                              .unlimit = sqlite_unlimit,
                              .freeze = sqlite_freeze,
                              .interrupt = sqlite_break_off,
                              .prepare = sqlite_prepare,
                              .prepare_query = sqlite_prepare_query,
                              .explain = sqlite_explain,
                              .bind_text = sqlite_bind_text,
                              .bind_integer = sqlite_bind_integer,
                              .bind_null = sqlite_bind_null,
                              .step = sqlite_step,
                              .run = sqlite_run,
                              .columns = sqlite_columns,
                              .column_name = sqlite_column_name,
                              .type = sqlite_type,
                              .integer = sqlite_integer,
                              .real = sqlite_real,
                              .text = sqlite_text,
                              .finish = sqlite_finish,
                              .reset = sqlite_reset,
                              .execute = sqlite_execute,
                              .analyze = sqlite_analyze,
                              .puts_behind = true,
                              .put = sqlite_put,
                              .put_incoming = sqlite_put_incoming,
                              .show_incoming = sqlite_nothing,
                              .hide_incoming = sqlite_nothing};
