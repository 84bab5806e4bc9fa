/* engine: what a database engine does for the store. An engine is a row of functions; the files of store/
 * that know what the tables mean (load, put_*, lineage, suppose) work through the statements of internal.h
 * and never see which one it is. */
#ifndef JIXIAO_STORE_ENGINE_H
#define JIXIAO_STORE_ENGINE_H

#include "store/store.h"

typedef enum { CELL_NULL, CELL_INTEGER, CELL_REAL, CELL_TEXT } CellType;

typedef struct Engine Engine;

/* What every statement begins with; an engine keeps its own things behind it. */
typedef struct Statement {
    const Engine *engine;
    Store *store;
    Arena memory;      /* the statement itself and its values; freed by `finish` */
    const char *named; /* in statements.sql, stage included; NULL when it stands elsewhere */
} Statement;

struct Engine {
    /* Fills in store->connection; a failed open is closed with `close` by the caller. */
    bool (*open)(Store *store, StoreMode mode, Err *err);
    bool (*close)(Store *store, bool keep, Err *err);
    bool (*begin)(Store *store, Err *err); /* for writing; one writer at a time */
    bool (*commit)(Store *store, Err *err);
    void (*rollback)(Store *store);
    bool (*attach)(Store *store, const char *path, Err *err); /* NULL: it cannot show two databases at once */
    /* Lets other connections read beside this one (NULL: never): *path is what they open. Fails with an
     * error of kind ERR_NONE when they would not see what this one has written; with another one when this
     * one cannot go on. What has been written into a new database may become final, because it is thrown away
     * as a whole. */
    bool (*share)(Store *store, const char **path, Err *err);
    /* Those that read beside this one have nothing to do for now. NULL: they see only what was there when
     * they were opened, and are closed after each round. */
    void (*unlimit)(Store *store);
    /* A connection beside this one that goes on to see what `share` has made final, whatever the stages
     * behind `stage` write here: it refuses queries that look at their tables (store_stage_of). It may be
     * used and closed on another thread. NULL, or it fails: there is none. */
    bool (*freeze)(Arena *arena, Store *store, StoreStage stage, Store **frozen, Err *err);
    /* Ends the query that runs there, from another thread. Only of a store made by `freeze`. */
    void (*interrupt)(Store *store);

    /* Statements of the program itself, with :named parameters. `what` is for messages. */
    bool (*prepare)(Store *store, const char *what, const char *sql, Statement **statement, Err *err);
    /* A query file: one read-only SELECT with known parameters, or an error that says why it is not. */
    bool (*prepare_query)(Store *store, const char *name, const char *sql, Statement **statement, Err *err);
    /* How a query file would be answered; see store_explain. */
    bool (*explain)(Arena *arena, Store *store, const StoreAsk *ask, QueryPlan *plan, Err *err);
    /* A parameter that the statement does not have is ignored. A text of NULL is NULL. */
    void (*bind_text)(Statement *statement, const char *name, const char *value);
    void (*bind_integer)(Statement *statement, const char *name, int64_t value);
    void (*bind_null)(Statement *statement, const char *name);
    /* The next row, or none. The first step runs the statement. */
    bool (*step)(Statement *statement, bool *row, Err *err);
    /* Runs a bound statement that returns no rows, at the latest before the next statement that returns some;
     * an error may come that late. It can be bound and run again. */
    bool (*run)(Statement *statement, Err *err);
    int (*columns)(const Statement *statement);
    const char *(*column_name)(const Statement *statement, int column);
    CellType (*type)(const Statement *statement, int column);
    int64_t (*integer)(const Statement *statement, int column); /* 0 when NULL */
    double (*real)(const Statement *statement, int column);
    const char *(*text)(const Statement *statement, int column); /* NULL when NULL; until the next step */
    void (*finish)(Statement *statement);
    /* Makes a statement as it was when it was prepared (NULL: it cannot, and is finished instead). */
    void (*reset)(Statement *statement);

    bool (*execute)(Store *store, const char *sql, Err *err); /* several statements without rows */
    /* Looks at what a table holds now, so that queries are planned well; "" = at all tables. */
    bool (*analyze)(Store *store, const char *table, Err *err);
    bool puts_behind; /* `execute` and `put` may run on another thread while nobody uses the connection */
    /* Appends all rows of a Table to the table of this name, by the names of its columns. */
    bool (*put)(Store *store, const char *result, const Table *table, Err *err);
    /* Rows of figures that store->incoming holds: into table `figure`, which is empty; or shown as a table
     * `incoming`, for the statements that merge them. The first leaves what the sources replaced among
     * themselves in store->incoming. */
    bool (*put_incoming)(Store *store, Err *err);
    bool (*show_incoming)(Store *store, Err *err);
    bool (*hide_incoming)(Store *store, Err *err);
};

extern const Engine sqlite_engine, pg_engine;

#endif
