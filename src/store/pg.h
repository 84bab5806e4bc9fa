/* pg: the engine for a PostgreSQL server, by libpq; pg_cluster.h has what is different when it has nodes.
 * Everything of jixiao stands in the schema `jixiao`; the names `main` and `temp` of the statements mean this
 * schema and that of temporary tables. Query files are looked at by SQLite first, so that they may do here
 * what they may do there, and then run in a read-only transaction. */
#ifndef JIXIAO_STORE_PG_H
#define JIXIAO_STORE_PG_H

#include <libpq-fe.h>

#include "base/text.h"
#include "store/internal.h"

enum { LENT = '\n' }; /* behind an address: the name of what another connection sees */
enum { WRITER_LOCK = 0x4A584941, READER_LOCK };

typedef struct Cluster Cluster;

/* The last query file. */
typedef struct {
    Arena memory;
    const char *sql;
    PGresult *shape; /* NULL until it is asked for the second time: then it has this name at the server */
    char name[24];
    bool supposing, like_for_like;
} PgLast;

typedef struct {
    PGconn *link;
    const char *address; /* with its password */
    Cluster *cluster;    /* NULL = this server alone */
    Store *gate;         /* an empty database of SQLite, for looking at query files */
    PgLast last;
    size_t queued;   /* statements that were sent and whose result was not looked at */
    size_t prepared; /* names given to prepared statements */
    bool connected;  /* once: what is lost afterwards was there */
    bool in_pipeline;
    bool writing;       /* between begin and commit */
    bool snapshot;      /* a reader: one transaction, which sees one state, from open to close */
    bool query_limited; /* the role or the address set a statement_timeout already */
} Pg;

static inline Pg *pg_of(const Store *store) {
    return store->connection;
}

/* Before anything else of libpq. ERR_SYSTEM: it is not on this machine, or too old. */
bool pg_load(Err *err) MUST_USE;
/* The address without its password, as it may be printed; ERR_USAGE when it is none. */
bool pg_printable(Arena *arena, const char *address, char **printable, Err *err) MUST_USE;

/* Connects and sets what every connection needs. */
bool pg_connect(Store *store, const char *const *names, const char *const *values, Err *err) MUST_USE;
/* One row of texts, to be cleared; NULL for an error. */
PGresult *pg_ask(Store *store, const char *sql, Err *err) MUST_USE;
/* Whether its schema is there, and whether that has tables. */
bool pg_look(Store *store, bool *schema, bool *filled, Err *err) MUST_USE;
/* The tables of jixiao, in a new schema or in one that has none; inside a transaction. */
bool pg_make_tables(Store *store, bool has_schema, bool distributed, Err *err) MUST_USE;
/* All rows of a query on one server, into a table of another. */
bool pg_transfer(Store *from, const char *query, Store *to, const char *table, Err *err) MUST_USE;
/* What the server says about what was wanted. Frees nothing; always false. */
bool pg_error(Store *store, Err *err, const char *what, const PGresult *result);
/* Several statements without parameters, at once. */
bool pg_execute(Store *store, const char *sql, Err *err) MUST_USE;
/* Looks at the results of everything that was queued; the first error counts. */
bool pg_drain(Store *store, Err *err) MUST_USE;

/* SQL of the program or of a query file as PostgreSQL wants it: :name → $1 with the names in order, main. and
 * temp. → the schemas, the column types and table endings of SQLite → those of PostgreSQL. */
typedef struct {
    const char **names;
    size_t count, capacity;
} PgParams;
char *pg_translate(Arena *arena, const char *sql, PgParams *params);

/* Of this server alone; pg_prepare is the one that knows of nodes. */
bool pg_prepare_own(Store *store, const char *what, const char *sql, Statement **statement,
                    Err *err) MUST_USE;
bool pg_prepare(Store *store, const char *what, const char *sql, Statement **statement, Err *err) MUST_USE;
bool pg_prepare_query(Store *store, const char *name, const char *sql, Statement **statement,
                      Err *err) MUST_USE;
/* The same, for the plan of a query file: its rows make up one text, the plan as JSON. */
bool pg_prepare_plan(Store *store, const char *name, const char *sql, Statement **statement,
                     Err *err) MUST_USE;
bool pg_explain(Arena *arena, Store *store, const StoreAsk *ask, QueryPlan *plan, Err *err) MUST_USE;
void pg_bind_text(Statement *statement, const char *name, const char *value);
void pg_bind_integer(Statement *statement, const char *name, int64_t value);
void pg_bind_null(Statement *statement, const char *name);
bool pg_step(Statement *statement, bool *row, Err *err) MUST_USE;
bool pg_run(Statement *statement, Err *err) MUST_USE;
/* What was queued goes on its way; nobody waits for it. */
bool pg_send(Store *store, Err *err) MUST_USE;
int pg_columns(const Statement *statement);
const char *pg_column_name(const Statement *statement, int column);
CellType pg_type(const Statement *statement, int column);
int64_t pg_integer(const Statement *statement, int column);
double pg_real(const Statement *statement, int column);
const char *pg_text(const Statement *statement, int column);
void pg_finish(Statement *statement);

bool pg_put(Store *store, const char *result, const Table *table, Err *err) MUST_USE;
bool pg_put_incoming(Store *store, Err *err) MUST_USE;
bool pg_show_incoming(Store *store, Err *err) MUST_USE;
bool pg_hide_incoming(Store *store, Err *err) MUST_USE;

#endif
