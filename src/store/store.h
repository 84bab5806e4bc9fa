/* store: the database, by SQLite's public API only. Nothing above this floor knows which engine it is.
 * A new database is built under a temporary name without a journal and renamed when it is finished; an
 * existing one is changed in transactions. Query files run behind a default-deny authorizer: SELECT, READ,
 * FUNCTION and nothing else. */
#ifndef JIXIAO_STORE_STORE_H
#define JIXIAO_STORE_STORE_H

#include "base/watch.h"
#include "model/issue.h"
#include "model/source.h"
#include "model/table.h"

typedef struct Store Store;

typedef enum {
    STORE_NEW,   /* built from nothing, replaces `path` at store_close with keep; a file only */
    STORE_MAKE,  /* an existing database, for writing; made when there is none */
    STORE_WRITE, /* an existing database, for writing */
    STORE_READ   /* an existing database */
} StoreMode;

/* The SQLite that runs, which may be inside the program. */
const char *store_sqlite_version(void);
/* For a command that asks no query of a file, before its first store: there will be no limit of memory.
 * SQLite counts for it at every piece, behind one lock, which costs such a command a fifteenth of its time.
 */
void store_forgo_memory_limit(void);
/* A path is the address of a server: what is sent there takes longer than what is kept here. */
bool store_is_far(const char *path);
/* ERR_SYSTEM: cannot be opened; ERR_SOURCE: not a database of jixiao, or of a newer version (left untouched).
 */
bool store_open(Arena *arena, const char *path, StoreMode mode, Store **store, Err *err) MUST_USE;
/* A database in memory with the tables and no rows, for looking at queries; close it, also when this fails.
 */
bool store_open_empty(Arena *arena, Store **store, Err *err) MUST_USE;
/* Where the database is, as it may be printed: without a password. */
const char *store_place(const Store *store);
/* With `keep` a new database takes its place; without, it is removed. Always frees the store. */
bool store_close(Store *store, bool keep, Err *err) MUST_USE;

/* Who is told how far long work on this store has come; NULL = nobody. It must live until the next call. */
void store_watch(Store *store, const Watch *watch);
/* For work on the store that is done elsewhere, e.g. query files one after the other. */
void store_tell(const Store *store, const char *part, const char *unit, uint64_t done, uint64_t total);

/* From here on every query sees the figures like for like (现口径): as if departments had always been what
 * they became by lineage, and codes what they were changed to. *changed = whether there is any of it. Results
 * are then those of this view. */
bool store_like_for_like(Store *store, bool *changed, Err *err) MUST_USE;

/* A figure (undivided, of the whole year) instead of the stored one, in the smallest unit. */
typedef struct {
    int year;
    const char *item; /* code */
    Stage stage;
    int64_t value;
} Supposed;
/* From here on every query sees the figures of that one department only, in all years, with what is supposed;
 * nothing is written. May be called again, with other suppositions. ERR_USAGE like for like, or for an
 * unknown item. store_suppose_end shows the stored figures of all departments again. */
bool store_suppose(Store *store, int64_t dept_id, const Supposed *supposed, size_t count, Err *err) MUST_USE;
/* Instead, the figures of all departments, with `change` more in every figure of the item and stage
 * (undivided, of the whole year) of even (parity 0) or odd (1) years. Changes add up until store_suppose_end.
 * Not to be mixed with store_suppose. */
bool store_suppose_more(Store *store, const char *item, Stage stage, int parity, int64_t change,
                        Err *err) MUST_USE;
bool store_suppose_end(Store *store, Err *err) MUST_USE;

/* Shows a second database beside this one, under the name `other`, for comparing. */
bool store_attach(Store *store, const char *path, Err *err) MUST_USE;

/* --- the way in --- */
typedef struct {
    size_t stored, unchanged, refused; /* sources */
    int64_t figures, statements, restated;
    bool twins; /* some department-years are those of another department */
} LoadCount;
/* The sources that are stored, by name. */
bool store_known(Arena *arena, Store *store, KnownSource **known, size_t *count, Err *err) MUST_USE;

/* Somebody who wants the figures of a load from memory. `begin` is called before they go into the database,
 * `end` behind that; in between the ledger may be read, by other threads, too; the store may be asked in
 * `begin`. Both are called only when the ledger holds all figures that the database will hold: not beside
 * figures that are there already, nor when some are implied by stated changes or made of tasks or surveys. */
typedef struct {
    void (*begin)(void *user, Store *store, const Ledger *ledger);
    void (*end)(void *user);
    void *user;
} LedgerReader;

/* The catalogue, with the dataset's own items in it: before store_load, inside its transaction. */
bool store_put_catalog(Store *store, const Catalog *catalog, Err *err) MUST_USE;
/* Stores every source that is not refused, skipping those whose hash is known. Inside a transaction: a load
 * is there as a whole or not at all. `reader` may be NULL. With more than one job a thread prepares what
 * another one stores; the result is the same. */
bool store_load(Store *store, const Dataset *dataset, const Names *names, IssueList *issues,
                const LedgerReader *reader, int jobs, LoadCount *count, Err *err) MUST_USE;

/* Makes the indexes that queries need and loading does not: to be called before the first query. Does nothing
 * when they are there, or when the database is only read. */
bool store_index(Store *store, Err *err) MUST_USE;

/* --- queries --- */
typedef struct {
    const char *name; /* without the colon */
    const char *text; /* NULL: the integer is the value */
    int64_t integer;
    bool null;
} StoreParam;

/* Runs one read-only SELECT; parameters not named in the statement are ignored. `name` is for messages. The
 * raw table has columns of type INT, REAL or TEXT by content. ERR_SOURCE with SQLite's message when the query
 * is wrong. */
bool store_query(Arena *arena, Store *store, const char *name, const char *sql, const StoreParam *params,
                 size_t count, Table **table, Err *err) MUST_USE;
/* One of several queries. */
typedef struct {
    const char *name, *sql;
    const StoreParam *params;
    size_t param_count;
} StoreAsk;
/* Several queries, in up to `jobs` threads; tables[i] is that of asks[i], the same whatever `jobs` is. One
 * after the other where other connections would see something else: like for like, under suppositions, and
 * after changes that an existing database has not committed. Fails with the error of the first query that
 * does. */
bool store_query_all(Arena *arena, Store *store, const StoreAsk *asks, size_t count, int jobs, Table **tables,
                     Err *err) MUST_USE;
/* Begins to ask queries that store_query_all will be asked later, on jobs - 1 threads beside whatever else is
 * done: in a new database, those that look at nothing but what was loaded, for that stays as it is. The texts
 * and parameters must live as long as the store. Whether an answer comes from there cannot be told. */
bool store_ask_ahead(Store *store, const StoreAsk *asks, size_t count, int jobs, Err *err) MUST_USE;
/* Who writes tables, one after the other; what a stage has written stays as it is. */
typedef enum { STORE_LOADED, STORE_MEASURED, STORE_CHECKED, STORE_FLAGGED } StoreStage;
/* The answers that are there already, NULL for the others; does not wait for what is put behind. Those that
 * were given are forgotten. */
void store_take_answers(Arena *arena, Store *store, const StoreAsk *asks, size_t count, Table **tables);
/* A stage is done: what was asked ahead may look at its tables, too, from here on. */
bool store_stage_done(Store *store, StoreStage stage, Err *err) MUST_USE;
/* Behind a stage that is done: a store to read from while later stages write, which sees nothing of them.
 * NULL where there is none; to be closed first. */
Store *store_open_beside(Arena *arena, Store *store);
/* How a query will be answered, for people: texts in both languages (base/both.h). */
typedef struct {
    int depth; /* under the step before that has one less */
    const char *words;
} PlanStep;
typedef struct {
    const char *reading; /* who answers, and how the steps are to be read */
    PlanStep *steps;
    size_t step_count, step_capacity;
    const char *summary; /* all of it in a line */
    const char *advice;  /* what the query should not do; NULL = nothing */
} QueryPlan;
/* Asks how a query would be answered with these parameters; it is not run. */
bool store_explain(Arena *arena, Store *store, const StoreAsk *ask, QueryPlan *plan, Err *err) MUST_USE;
/* Only looks: one statement, read-only, known parameters; gives its column names in an empty table. */
bool store_inspect(Arena *arena, Store *store, const char *name, const char *sql, Table **table,
                   Err *err) MUST_USE;

/* One row of whole numbers; TABLE_MISSING = NULL. False stops the query, with `err` set. */
typedef bool (*StoreRow)(void *context, const int64_t *values, Err *err);
/* The same for a query of whole numbers whose result is too long to be kept: each row is handed over once, in
 * the order of the query. ERR_SOURCE, too, when a value is no whole number. */
bool store_stream(Store *store, const char *name, const char *sql, const StoreParam *params, size_t count,
                  StoreRow row, void *context, Err *err) MUST_USE;

/* --- results --- */
/* Replaces all rows of a result table by the table's rows; columns are matched by name. */
bool store_put(Store *store, const char *result, const Table *table, Err *err) MUST_USE;
/* Several of them, with jobs > 1 on a thread of their own while the caller goes on, behind those that wait
 * there already. Whatever else is asked of the store waits for them, store_commit at the latest, and fails
 * with their error; until then the tables must stay as they are. */
typedef struct {
    const char *result;
    const Table *table;
} StorePut;
bool store_put_behind(Store *store, const StorePut *puts, size_t count, int jobs, Err *err) MUST_USE;
/* Takes out what `measure` made, so that nothing is left of a rubric or of figures that do not count any
 * more. */
bool store_forget_results(Store *store, Err *err) MUST_USE;
/* What the figures are: a hash over the stored sources. */
bool store_figures_hash(Arena *arena, Store *store, char **hash, Err *err) MUST_USE;
/* A stage's stamp: the hash of all that its results were made from; "" when it was never run. */
bool store_stamp(Arena *arena, Store *store, const char *stage, char **hash, Err *err) MUST_USE;
bool store_set_stamp(Store *store, const char *stage, const char *hash, Err *err) MUST_USE;
/* Transactions may stand inside each other: only the outermost commit makes anything last, and a rollback
 * takes back all of them. */
bool store_begin(Store *store, Err *err) MUST_USE;
bool store_commit(Store *store, Err *err) MUST_USE;
void store_rollback(Store *store);

#endif
