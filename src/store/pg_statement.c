/* Statements of PostgreSQL. Those that return rows are run at the first step; those that return none are
 * queued in libpq's pipeline, so that putting many records costs no journey to the server for each. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
#include "store/pg_cluster.h"
#include "store/sqlite.h"

enum { QUEUE_LENGTH = 200, TYPE_TEXT = 25, TYPE_BIGINT = 20 };

typedef struct {
    Statement base;
    const char *name, *sql; /* sql: translated */
    PgParams params;
    const char **values;
    char (*numbers)[24];
    Oid *types;
    char prepared[24]; /* name at the server; "" until the second run */
    size_t runs;
    bool query; /* a query file: rows come one by one, in a read-only piece of the transaction */
    bool again; /* and the one before was the same */
    PGresult *shape, *rows;
    int row;
} PgStatement;

static PgStatement *own_of(Statement *statement) {
    return (PgStatement *)statement;
}

static const PgStatement *look_at(const Statement *statement) {
    return (const PgStatement *)statement;
}

static PGconn *link_of(const Statement *statement) {
    return pg_of(statement->store)->link;
}

/* --- making --- */

static PgStatement *make(Store *store, const char *name, const char *sql) {
    Arena memory = {0};
    PgStatement *own = ARENA_NEW(&memory, PgStatement);
    own->name = arena_strdup(&memory, name);
    own->sql = pg_translate(&memory, sql, &own->params);
    own->values = ARENA_ARRAY(&memory, const char *, own->params.count + 1);
    own->numbers = arena_alloc(&memory, (own->params.count + 1) * sizeof *own->numbers);
    own->types = ARENA_ARRAY(&memory, Oid, own->params.count + 1);
    own->base = (Statement){.engine = store->engine, .store = store, .memory = memory};
    return own;
}

bool pg_prepare_own(Store *store, const char *what, const char *sql, Statement **statement, Err *err) {
    (void)err;
    *statement = &make(store, what, sql)->base;
    return true;
}

bool pg_prepare(Store *store, const char *what, const char *sql, Statement **statement, Err *err) {
    if (pg_of(store)->cluster) {
        if (!cluster_prepare(store, what, sql, statement, err)) return false;
        if (*statement) return true;
    }
    return pg_prepare_own(store, what, sql, statement, err);
}

/* --- query files --- */

static bool pass_gate(Store *store, const char *name, const char *sql, Err *err) {
    Statement *looked;
    if (!sqlite_prepare_query(pg_of(store)->gate, name, sql, &looked, err)) return false;
    sqlite_finish(looked);
    return true;
}

/* In the middle of a transaction, reading is a piece of it that is always taken back. */
static bool begin_reading(Store *store, Err *err) {
    const Pg *pg = pg_of(store);
    const char *limit = pg->query_limited ? "" : "; SET LOCAL statement_timeout = '30min'";
    Arena scratch = {0};
    bool inside = pg->writing || pg->snapshot;
    bool done = pg_execute(
        store,
        arena_printf(&scratch, "%s%s",
                     inside ? "SAVEPOINT query; SET TRANSACTION READ ONLY" : "BEGIN READ ONLY", limit),
        err);
    arena_free(&scratch);
    return done;
}

static void end_reading(Store *store) {
    const Pg *pg = pg_of(store);
    Err ignored;
    bool inside = pg->writing || pg->snapshot;
    (void)!pg_execute(store, inside ? "ROLLBACK TO SAVEPOINT query; RELEASE SAVEPOINT query" : "ROLLBACK",
                      &ignored);
}

/* By the name: a parameter that is not bound is NULL of this type. An item is a code or a number: as it is
 * used. */
static Oid query_type(const char *name) {
    static const char *const integers[] = {"dept_id", "year", "month", "first_year", "last_year"};
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        if (strcmp(name, integers[i]) == 0) return TYPE_BIGINT;
    return strcmp(name, "item") == 0 ? 0 : TYPE_TEXT;
}

/* A query that is asked again and again, for every item or department, is looked at and prepared once, and
 * planned a few times; but not when it would see other figures: a temporary table hides those of the
 * database. */
static bool is_last(const Store *store, const char *sql) {
    const PgLast *last = &pg_of(store)->last;
    return last->sql && last->supposing == store->supposing && last->like_for_like == store->like_for_like &&
           strcmp(last->sql, sql) == 0;
}

static void remember(Store *store, const char *sql) {
    PgLast *last = &pg_of(store)->last;
    Err ignored;
    if (last->shape)
        (void)!pg_execute(store, arena_printf(&last->memory, "DEALLOCATE %s", last->name), &ignored);
    PQclear(last->shape);
    arena_free(&last->memory);
    *last = (PgLast){0};
    snprintf(last->name, sizeof last->name, "q%zu", ++pg_of(store)->prepared);
    last->sql = arena_strdup(&last->memory, sql);
    last->supposing = store->supposing;
    last->like_for_like = store->like_for_like;
}

static const char *query_name(const PgStatement *own) {
    return own->again ? pg_of(own->base.store)->last.name : "";
}

static bool describe(PgStatement *own, Err *err) {
    PGconn *link = link_of(&own->base);
    for (size_t i = 0; i < own->params.count; i++)
        own->types[i] = query_type(own->params.names[i]);
    PGresult *made = PQprepare(link, query_name(own), own->sql, (int)own->params.count, own->types);
    bool done = PQresultStatus(made) == PGRES_COMMAND_OK;
    if (!done)
        err_set(err, ERR_SOURCE, "%s: %s", own->name, PQresultErrorField(made, PG_DIAG_MESSAGE_PRIMARY));
    PQclear(made);
    if (!done) return false;
    own->shape = PQdescribePrepared(link, query_name(own));
    return PQresultStatus(own->shape) == PGRES_COMMAND_OK ||
           pg_error(own->base.store, err, own->name, own->shape);
}

static bool prepare_reading(Store *store, const char *name, const char *sql, bool again,
                            Statement **statement, Err *err) {
    PgLast *last = &pg_of(store)->last;
    if (!begin_reading(store, err)) return false;
    PgStatement *own = make(store, name, sql);
    own->query = true;
    own->again = again;
    if (again && last->shape) {
        own->shape = PQcopyResult(last->shape, PG_COPYRES_ATTRS);
    } else if (!describe(own, err)) {
        pg_finish(&own->base);
        return false;
    }
    if (again && !last->shape) last->shape = PQcopyResult(own->shape, PG_COPYRES_ATTRS);
    *statement = &own->base;
    return true;
}

bool pg_prepare_query(Store *store, const char *name, const char *sql, Statement **statement, Err *err) {
    const bool again = is_last(store, sql);
    if (!again && !pass_gate(store, name, sql, err)) return false;
    if (!again) remember(store, sql);
    return prepare_reading(store, name, sql, again, statement, err);
}

bool pg_prepare_plan(Store *store, const char *name, const char *sql, Statement **statement, Err *err) {
    if (!pass_gate(store, name, sql, err)) return false;
    Arena scratch = {0};
    bool done = prepare_reading(store, name, arena_printf(&scratch, "EXPLAIN (VERBOSE, FORMAT JSON) %s", sql),
                                false, statement, err);
    arena_free(&scratch);
    return done;
}

/* --- binding --- */

static void bind(Statement *statement, const char *name, const char *value, Oid type) {
    PgStatement *own = own_of(statement);
    PQclear(own->rows); /* of the run before */
    own->rows = NULL;
    for (size_t i = 0; i < own->params.count; i++) {
        if (strcmp(own->params.names[i], name) != 0) continue;
        if (type == TYPE_BIGINT) {
            snprintf(own->numbers[i], sizeof own->numbers[i], "%s", value);
            value = own->numbers[i];
        } else if (value) {
            value = arena_strdup(&own->base.memory, value);
        }
        own->values[i] = value;
        if (!own->query) own->types[i] = type;
        return;
    }
}

void pg_bind_text(Statement *statement, const char *name, const char *value) {
    bind(statement, name, value, value ? TYPE_TEXT : 0);
}

void pg_bind_integer(Statement *statement, const char *name, int64_t value) {
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)value);
    bind(statement, name, digits, TYPE_BIGINT);
}

void pg_bind_null(Statement *statement, const char *name) {
    bind(statement, name, NULL, 0);
}

/* --- running --- */

/* Which figure is the largest cannot be asked any more: the transaction has failed. */
static bool tell_overflow(const PgStatement *own, const char *message, Err *err) {
    return err_set(err, ERR_SOURCE, "%s: %s%s%s", own->name, message, both(overflow_advice), "");
}

static bool failed(const PgStatement *own, const PGresult *result, Err *err) {
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (!own->query || !state || !message) return pg_error(own->base.store, err, own->name, result);
    if (strcmp(state, "22003") == 0) return tell_overflow(own, message, err);
    if (text_starts(state, "08") || text_starts(state, "57P"))
        return pg_of(own->base.store)->cluster ? cluster_error(own->base.store, own->name, message, err)
                                               : pg_error(own->base.store, err, own->name, result);
    return err_set(err, ERR_SOURCE, "%s: %s", own->name, message);
}

/* A sum is NUMERIC and never overflows at the server: it may not fit here. */
static bool fits(const PgStatement *own, Err *err) {
    for (int i = 0; i < PQnfields(own->rows); i++) {
        if (pg_type(&own->base, i) != CELL_INTEGER) continue;
        errno = 0;
        (void)strtoll(PQgetvalue(own->rows, own->row, i), NULL, 10);
        if (errno == ERANGE) return tell_overflow(own, "integer overflow", err);
    }
    return true;
}

/* Until there is a row, or an end; false when the user wants to stop first: then the server is told. */
static bool wait_for_row(PGconn *link) {
    while (PQisBusy(link)) {
        struct pollfd ready = {.fd = PQsocket(link), .events = POLLIN};
        if (poll(&ready, 1, 200) > 0 && !PQconsumeInput(link)) return true; /* the connection was lost */
        if (!stop_wanted()) continue;
        char ignored[256];
        PGcancel *cancel = PQgetCancel(link);
        PQcancel(cancel, ignored, sizeof ignored);
        PQfreeCancel(cancel);
        return false;
    }
    return true;
}

static bool next_of_query(PgStatement *own, bool *row, Err *err) {
    PGconn *link = link_of(&own->base);
    if (own->runs++ == 0 &&
        (!PQsendQueryPrepared(link, query_name(own), (int)own->params.count, own->values, NULL, NULL, 0) ||
         !PQsetSingleRowMode(link)))
        return pg_error(own->base.store, err, own->name, NULL);
    PQclear(own->rows);
    own->rows = NULL;
    if (!wait_for_row(link)) return stop_error(err);
    own->rows = PQgetResult(link);
    own->row = 0;
    ExecStatusType status = PQresultStatus(own->rows);
    *row = status == PGRES_SINGLE_TUPLE;
    if (*row) return fits(own, err);
    return status == PGRES_TUPLES_OK || failed(own, own->rows, err);
}

bool pg_step(Statement *statement, bool *row, Err *err) {
    PgStatement *own = own_of(statement);
    if (own->query) return next_of_query(own, row, err);
    if (!own->rows) {
        if (!pg_drain(statement->store, err)) return false;
        own->rows = PQexecParams(link_of(statement), own->sql, (int)own->params.count, own->types,
                                 own->values, NULL, NULL, 0);
        own->row = -1;
        ExecStatusType status = PQresultStatus(own->rows);
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return failed(own, own->rows, err);
    }
    *row = ++own->row < PQntuples(own->rows);
    return !*row || fits(own, err);
}

static bool queue(PgStatement *own) {
    Pg *pg = pg_of(own->base.store);
    int count = (int)own->params.count;
    pg->queued++;
    if (++own->runs == 1)
        return PQsendQueryParams(pg->link, own->sql, count, own->types, own->values, NULL, NULL, 0);
    if (*own->prepared == '\0') {
        snprintf(own->prepared, sizeof own->prepared, "s%zu", ++pg->prepared);
        pg->queued++;
        if (!PQsendPrepare(pg->link, own->prepared, own->sql, count, own->types)) return false;
    }
    return PQsendQueryPrepared(pg->link, own->prepared, count, own->values, NULL, NULL, 0);
}

bool pg_run(Statement *statement, Err *err) {
    Pg *pg = pg_of(statement->store);
    PgStatement *own = own_of(statement);
    pg->in_pipeline = pg->in_pipeline || PQenterPipelineMode(pg->link);
    if (!queue(own)) return pg_error(statement->store, err, own->name, NULL);
    return pg->queued < QUEUE_LENGTH || pg_drain(statement->store, err);
}

bool pg_send(Store *store, Err *err) {
    return PQflush(pg_of(store)->link) >= 0 || pg_error(store, err, "cannot be changed", NULL);
}

void pg_finish(Statement *statement) {
    PgStatement *own = own_of(statement);
    Pg *pg = pg_of(statement->store);
    PQclear(own->rows);
    PQclear(own->shape);
    if (own->query) {
        PGresult *rest;
        while ((rest = PQgetResult(pg->link)))
            PQclear(rest);
        end_reading(statement->store);
    } else if (*own->prepared) {
        char sql[40];
        snprintf(sql, sizeof sql, "DEALLOCATE %s", own->prepared);
        if (pg->in_pipeline && PQsendQueryParams(pg->link, sql, 0, NULL, NULL, NULL, NULL, 0)) pg->queued++;
    }
    Arena memory = statement->memory;
    arena_free(&memory);
}

/* --- the row --- */

int pg_columns(const Statement *statement) {
    return PQnfields(look_at(statement)->shape);
}

const char *pg_column_name(const Statement *statement, int column) {
    return PQfname(look_at(statement)->shape, column);
}

static CellType type_of_number(const char *text) {
    return text[strcspn(text, ".eEN")] ? CELL_REAL : CELL_INTEGER;
}

CellType pg_type(const Statement *statement, int column) {
    enum { BOOL = 16, INT8 = 20, INT2 = 21, INT4 = 23, FLOAT4 = 700, FLOAT8 = 701, NUMERIC = 1700 };
    const PgStatement *own = look_at(statement);
    if (PQgetisnull(own->rows, own->row, column)) return CELL_NULL;
    switch (PQftype(own->rows, column)) {
    case BOOL:
    case INT8:
    case INT4:
    case INT2:
        return CELL_INTEGER;
    case FLOAT4:
    case FLOAT8:
        return CELL_REAL;
    case NUMERIC:
        return type_of_number(PQgetvalue(own->rows, own->row, column));
    default:
        return CELL_TEXT;
    }
}

int64_t pg_integer(const Statement *statement, int column) {
    const PgStatement *own = look_at(statement);
    const char *text = PQgetvalue(own->rows, own->row, column);
    if (!text || *text == '\0') return 0;
    return *text == 't' ? 1 : strtoll(text, NULL, 10); /* t: a comparison */
}

double pg_real(const Statement *statement, int column) {
    const PgStatement *own = look_at(statement);
    return strtod(PQgetvalue(own->rows, own->row, column), NULL);
}

const char *pg_text(const Statement *statement, int column) {
    const PgStatement *own = look_at(statement);
    return PQgetisnull(own->rows, own->row, column) ? NULL : PQgetvalue(own->rows, own->row, column);
}
