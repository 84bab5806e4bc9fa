/* sqlite: the embedded engine, by SQLite's public API only. sqlite3.h stands in sqlite*.c and nowhere else.
 */
#ifndef JIXIAO_STORE_SQLITE_H
#define JIXIAO_STORE_SQLITE_H

#include <sqlite3.h>

#include "base/claim.h"
#include "store/internal.h"

/* A connection keeps up to 16 MiB of pages in memory. */
#define USUAL_CACHE "PRAGMA cache_size=-16384"

typedef struct SqliteImage SqliteImage; /* sqlite_image.c */

typedef struct {
    sqlite3 *db;
    sqlite3_stmt *kept;  /* the last query, ready to be asked again; or NULL */
    const Table *given;  /* whose rows sqlite_put puts, while it does */
    SqliteImage *images; /* attached until the transaction ends; or NULL */
    const char *path;
    Claim made;         /* where a new database is built; without path for an existing one */
    int changes_before; /* of the transaction: sqlite3_total_changes */
    Err lost;           /* why what was written into a new database is not there; kind ERR_NONE: it is */
    bool guarded;       /* a query from a file runs, with these limits */
    bool only_reads;    /* asks queries and nothing else */
    bool frozen;        /* and none of what stages behind `stage` write */
    StoreStage stage;
    bool denied; /* the authorizer refused something of the query that is prepared */
    int64_t steps, steps_left, memory;
} Sqlite;

/* The engine's error about what was wanted. Always false. */
bool sqlite_error(Store *store, Err *err, const char *what);
/* The name of a kind of files of SQLite (its VFS), `system` or the same with temporary files in memory. */
const char *sqlite_files(Arena *arena, const char *system);
bool sqlite_register_incoming(Store *store, Err *err) MUST_USE;
bool sqlite_register_rows(Store *store, Err *err) MUST_USE;
bool sqlite_close(Store *store, bool keep, Err *err) MUST_USE;
/* Of a new database: lets the system begin to write to the disk what it holds so far, so that the end does
 * not have to wait for all of it. */
void sqlite_write_behind(const Store *store);
bool sqlite_execute(Store *store, const char *sql, Err *err) MUST_USE;

/* From here on every statement ends when the program is to stop (base/stop.h). */
void sqlite_watch(Sqlite *own);
/* Between the two, statements may use only so much. SQLite has one limit of memory for all connections: a
 * connection that only reads leaves it to whoever asked it to, so that others beside it stay limited. */
void sqlite_guard(Sqlite *own);
void sqlite_unguard(Sqlite *own);
/* What ended a query from a file. Always false. */
bool sqlite_guard_error(const Sqlite *own, const char *name, Err *err);

/* Statements: see engine.h. */
bool sqlite_prepare(Store *store, const char *what, const char *sql, Statement **statement,
                    Err *err) MUST_USE;
bool sqlite_prepare_query(Store *store, const char *name, const char *sql, Statement **statement,
                          Err *err) MUST_USE;
bool sqlite_explain(Arena *arena, Store *store, const StoreAsk *ask, QueryPlan *plan, Err *err) MUST_USE;
void sqlite_bind_text(Statement *statement, const char *name, const char *value);
void sqlite_bind_integer(Statement *statement, const char *name, int64_t value);
void sqlite_bind_null(Statement *statement, const char *name);
bool sqlite_step(Statement *statement, bool *row, Err *err) MUST_USE;
bool sqlite_run(Statement *statement, Err *err) MUST_USE;
int sqlite_columns(const Statement *statement);
const char *sqlite_column_name(const Statement *statement, int column);
CellType sqlite_type(const Statement *statement, int column);
int64_t sqlite_integer(const Statement *statement, int column);
double sqlite_real(const Statement *statement, int column);
const char *sqlite_text(const Statement *statement, int column);
void sqlite_finish(Statement *statement);
void sqlite_reset(Statement *statement);
void sqlite_forget_kept(Sqlite *own); /* before the connection is closed */
bool sqlite_put(Store *store, const char *result, const Table *table, Err *err) MUST_USE;
bool sqlite_put_incoming(Store *store, Err *err) MUST_USE;
void sqlite_forget_images(Sqlite *connection); /* when no transaction is open, or db is NULL */

#endif
