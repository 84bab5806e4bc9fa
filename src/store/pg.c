#include "store/pg.h"

#include <stdio.h>
#include <string.h>

#include "base/resource.h"
#include "store/pg_cluster.h"
#include "store/sqlite.h"

bool pg_error(Store *store, Err *err, const char *what, const PGresult *result) {
    PGconn *link = pg_of(store)->link;
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *message = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (state && strcmp(state, "55P03") == 0) /* lock_timeout */
        return err_set(
            err, ERR_SYSTEM,
            "%s: another process is writing into this database; nothing was changed; wait until it has "
            "ended and run the command again",
            store->path);
    if (!message) message = PQerrorMessage(link);
    char line[512]; /* the first one */
    snprintf(line, sizeof line, "%.*s", (int)strcspn(message, "\n"), message);
    if (pg_of(store)->connected && PQstatus(link) == CONNECTION_BAD)
        return err_set(err, ERR_SYSTEM,
                       "%s: the connection was lost: %s; run the command again when the server runs: all of "
                       "what was being written is kept, or nothing",
                       store->path, line);
    return err_set(err, ERR_SYSTEM, "%s: %s: %s", store->path, both(what), line);
}

bool pg_drain(Store *store, Err *err) {
    Pg *pg = pg_of(store);
    if (!pg->in_pipeline) return true;
    bool done = PQpipelineSync(pg->link) == 1, ended = !done;
    while (!ended) {
        PGresult *result = PQgetResult(pg->link);
        ExecStatusType status = PQresultStatus(result);
        ended = status == PGRES_PIPELINE_SYNC || PQstatus(pg->link) == CONNECTION_BAD;
        if (result && done && status == PGRES_FATAL_ERROR)
            done = pg_error(store, err, "cannot be changed", result);
        PQclear(result);
    }
    if (PQstatus(pg->link) == CONNECTION_BAD) done = pg_error(store, err, "cannot be changed", NULL);
    pg->in_pipeline = false;
    pg->queued = 0;
    return PQexitPipelineMode(pg->link) == 1 && done;
}

bool pg_execute(Store *store, const char *sql, Err *err) {
    Arena scratch = {0};
    bool done = pg_drain(store, err);
    if (done) {
        PGresult *result = PQexec(pg_of(store)->link, pg_translate(&scratch, sql, NULL));
        ExecStatusType status = PQresultStatus(result);
        done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY ||
               pg_error(store, err, "cannot be used as a database", result);
        PQclear(result);
    }
    arena_free(&scratch);
    return done;
}

/* --- opening --- */

static void say_nothing(void *unused, const PGresult *notice) {
    (void)unused, (void)notice;
}

PGresult *pg_ask(Store *store, const char *sql, Err *err) {
    PGresult *result = PQexec(pg_of(store)->link, sql);
    if (PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1) return result;
    pg_error(store, err, "cannot be asked", result);
    PQclear(result);
    return NULL;
}

/* Relatives of PostgreSQL differ in what they make of an empty text, of whole numbers and of ||. */
static bool probe(Store *store, Err *err) {
    static const char sql[] = "SELECT '' IS NULL, 7/2, 'a' || 'b', current_setting('server_encoding'),"
                              " (SELECT datcollate FROM pg_database WHERE datname = current_database()),"
                              " current_setting('statement_timeout')";
    PGresult *told = pg_ask(store, sql, err);
    if (!told) return false;
    const char *collate = PQgetvalue(told, 0, 4);
    bool alike = strcmp(PQgetvalue(told, 0, 0), "f") == 0 && strcmp(PQgetvalue(told, 0, 1), "3") == 0 &&
                 strcmp(PQgetvalue(told, 0, 2), "ab") == 0;
    bool ordered = (strcmp(collate, "C") == 0 || strcmp(collate, "POSIX") == 0) &&
                   strcmp(PQgetvalue(told, 0, 3), "UTF8") == 0;
    pg_of(store)->query_limited = strcmp(PQgetvalue(told, 0, 5), "0") != 0;
    bool done = alike && ordered;
    if (!alike)
        err_set(
            err, ERR_SOURCE,
            "%s: this server does not compute as PostgreSQL does ('' IS NULL, 7/2, 'a' || 'b' give %s, %s, "
            "%s instead of f, 3, ab); create the database in its mode that is compatible with PostgreSQL",
            store->path, PQgetvalue(told, 0, 0), PQgetvalue(told, 0, 1), PQgetvalue(told, 0, 2));
    else if (!ordered)
        err_set(
            err, ERR_SOURCE,
            "%s: the database orders texts by %s in %s; jixiao needs the order of bytes, in UTF-8: make it "
            "with `createdb -T template0 -E UTF8 --locale=C NAME`",
            store->path, collate, PQgetvalue(told, 0, 3));
    PQclear(told);
    return done;
}

/* The schema's own text, in two pieces: up to table figure, and from there on. The key of figures comes when
 * there are some. */
static bool run_schema(Store *store, bool distributed, Err *err) {
    Arena scratch = {0};
    const char *text = resource_text("src/store/schema.sql"),
               *rest = strchr(strstr(text, "CREATE TABLE figure("), ';') + 1;
    bool done = pg_execute(store, arena_strndup(&scratch, text, (size_t)(rest - text)), err) &&
                (distributed ? cluster_distribute(store, err)
                             : pg_execute(store, "ALTER TABLE figure DROP CONSTRAINT figure_pkey", err)) &&
                pg_execute(store, rest, err);
    arena_free(&scratch);
    return done;
}

bool pg_make_tables(Store *store, bool has_schema, bool distributed, Err *err) {
    Arena scratch = {0};
    bool done = (has_schema || pg_execute(store, "CREATE SCHEMA jixiao", err)) &&
                run_schema(store, distributed, err) &&
                pg_execute(store, resource_text("src/store/postgres.sql"), err) &&
                store_run(store, "put_undivided", NULL, err) &&
                pg_execute(store,
                           arena_printf(&scratch, "INSERT INTO meta(key, value) VALUES ('schema', '%d')",
                                        SCHEMA_VERSION),
                           err);
    arena_free(&scratch);
    return done;
}

static bool make_schema(Store *store, bool has_schema, Err *err) {
    if (!cluster_find_servers(store, err)) return false;
    if (pg_of(store)->cluster) return cluster_make(store, has_schema, err);
    return pg_execute(store, "BEGIN", err) && pg_make_tables(store, has_schema, false, err) &&
           pg_execute(store, "COMMIT", err);
}

static bool check_version(Store *store, Err *err) {
    PGresult *told =
        pg_ask(store, "SELECT coalesce(max(value), '') FROM jixiao.meta WHERE key = 'schema'", err);
    if (!told) return false;
    char version[16];
    snprintf(version, sizeof version, "%d", SCHEMA_VERSION);
    const char *found = PQgetvalue(told, 0, 0);
    bool done = strcmp(found, version) == 0;
    if (!done)
        err_set(err, ERR_SOURCE,
                "%s: was made by another version of jixiao (schema %s, this program has %s); it was left "
                "untouched; drop its schema jixiao and build it again with `jixiao load`",
                store->path, found, version);
    PQclear(told);
    return done;
}

bool pg_look(Store *store, bool *schema, bool *filled, Err *err) {
    PGresult *told = pg_ask(store,
                            "SELECT to_regnamespace('jixiao') IS NOT NULL, "
                            "EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace('jixiao'))",
                            err);
    if (!told) return false;
    *schema = *PQgetvalue(told, 0, 0) == 't';
    *filled = *PQgetvalue(told, 0, 1) == 't';
    PQclear(told);
    return true;
}

static bool find_schema(Store *store, StoreMode mode, Err *err) {
    PGresult *told = pg_ask(store, "SELECT to_regclass('jixiao.meta') IS NOT NULL", err);
    if (!told) return false;
    bool schema, filled, ours = *PQgetvalue(told, 0, 0) == 't';
    PQclear(told);
    if (ours) return check_version(store, err) && cluster_open(store, mode, err);
    if (!pg_look(store, &schema, &filled, err)) return false;
    if (filled)
        return err_set(err, ERR_SOURCE,
                       "%s: has a schema jixiao, but not one of this program; it was left untouched",
                       store->path);
    if (mode != STORE_MAKE)
        return err_set(err, ERR_SYSTEM,
                       "%s: there are no tables of jixiao yet; make them with `jixiao load DATASET --db %s`",
                       store->path, store->path);
    return make_schema(store, schema, err);
}

bool pg_connect(Store *store, const char *const *names, const char *const *values, Err *err) {
    Pg *pg = pg_of(store);
    pg->link = PQconnectdbParams(names, values, 1);
    if (PQstatus(pg->link) != CONNECTION_OK) return pg_error(store, err, "cannot be reached", NULL);
    PQsetNoticeReceiver(pg->link, say_nothing, NULL);
    pg->connected = true;
    return pg_execute(
        store,
        "SET search_path = jixiao; SET lock_timeout = '5s'; SET standard_conforming_strings = on; "
        "SET extra_float_digits = 1; SET jit = off; SET enable_partitionwise_join = on; "
        "SET enable_partitionwise_aggregate = on",
        err);
}

/* The state of the database that another connection sees, too, where it lends it: see pg_share. */
static bool begin_snapshot(Store *store, const char *lent, Err *err) {
    Arena scratch = {0};
    const char *see = lent ? arena_printf(&scratch, "; SET TRANSACTION SNAPSHOT '%s'", lent) : "";
    bool done =
        pg_execute(store, arena_printf(&scratch, "BEGIN ISOLATION LEVEL REPEATABLE READ%s", see), err);
    arena_free(&scratch);
    return done;
}

/* Behind the address, as pg_share wrote it; NULL when there is none. */
static const char *lent_name(const char *path) {
    const char *lent = strchr(path, LENT);
    return lent && lent[1] && strspn(lent + 1, "0123456789ABCDEF-") == strlen(lent + 1) ? lent + 1 : NULL;
}

static bool pg_open(Store *store, StoreMode mode, Err *err) {
    if (!pg_load(err)) return false;
    Pg *pg = ARENA_NEW(store->arena, Pg);
    char *printable;
    const char *lent = lent_name(store->path),
               *address = lent ? arena_strndup(store->arena, store->path, (size_t)(lent - store->path) - 1)
                               : store->path;
    store->connection = pg;
    pg->address = address;
    if (!pg_printable(store->arena, address, &printable, err)) return false;
    store->path = printable;
    const char *const names[] = {"dbname", "fallback_application_name", "client_encoding", NULL};
    const char *const values[] = {address, "jixiao", "UTF8", NULL};
    if (!pg_connect(store, names, values, err) || !probe(store, err) || !find_schema(store, mode, err) ||
        !store_open_empty(store->arena, &pg->gate, err))
        return false;
    /* To plan for nodes is to ask them what it would cost: once for a query, not for each item of it. */
    if (pg->cluster && !pg_execute(store, "SET plan_cache_mode = force_generic_plan", err)) return false;
    if (mode != STORE_READ) return true;
    pg->snapshot = pg->cluster ? cluster_read(store, err) : begin_snapshot(store, lent, err);
    return pg->snapshot;
}

static bool pg_close(Store *store, bool keep, Err *err) {
    (void)keep;
    Pg *pg = pg_of(store);
    if (!pg) return true; /* without libpq */
    bool done = !pg->link || PQstatus(pg->link) != CONNECTION_OK || pg_drain(store, err);
    if (pg->cluster) cluster_close(store);
    PQfinish(pg->link);
    pg->link = NULL;
    PQclear(pg->last.shape);
    arena_free(&pg->last.memory);
    if (pg->gate) done = sqlite_close(pg->gate, false, err) && done;
    return done;
}

/* --- transactions --- */

static bool begin_alone(Store *store, Err *err) {
    Arena scratch = {0};
    char *lock = arena_printf(&scratch, "SELECT pg_advisory_xact_lock(%d)", WRITER_LOCK);
    bool done = pg_execute(store, "BEGIN", err) && pg_execute(store, lock, err);
    arena_free(&scratch);
    return done;
}

static bool pg_begin(Store *store, Err *err) {
    Pg *pg = pg_of(store);
    pg->writing =
        pg->cluster ? cluster_lock(store, err) && cluster_begin(store, err) : begin_alone(store, err);
    if (!pg->writing) PQclear(PQexec(pg->link, "ROLLBACK"));
    return pg->writing;
}

static bool pg_commit(Store *store, Err *err) {
    Pg *pg = pg_of(store);
    if (!(pg->cluster ? cluster_commit(store, err) : pg_execute(store, "COMMIT", err))) return false;
    pg->writing = false;
    return true;
}

static void pg_rollback(Store *store) {
    Err ignored;
    Pg *pg = pg_of(store);
    (void)!pg_drain(store, &ignored);
    (void)!pg_execute(store, "ROLLBACK", &ignored);
    if (pg->cluster) cluster_rollback(store);
    pg->writing = false;
}

/* Of figures that lie on nodes, the nodes know what they hold: asking for all of them here would bring them
 * in. */
static const char every_table[] =
    "DO $$ DECLARE t regclass; BEGIN FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace "
    "= "
    "'jixiao'::regnamespace LOOP EXECUTE format('ANALYZE %s', t); END LOOP; END $$";

/* Nobody else sees what a transaction has written; before that, and for a reader, its snapshot is lent.
 * Outside a transaction everybody sees the same. The nodes of a cluster lend nothing. */
static bool pg_share(Store *store, const char **path, Err *err) {
    static const char sql[] =
        "SELECT CASE WHEN pg_current_xact_id_if_assigned() IS NULL THEN pg_export_snapshot() ELSE '' END";
    const Pg *pg = pg_of(store);
    Err ignored; /* whoever asks next is told */
    *path = pg->address;
    err->kind = ERR_NONE;
    if (pg->cluster || !pg_drain(store, &ignored)) return false;
    if (!pg->writing && !pg->snapshot) return true;
    PGresult *told = pg_ask(store, sql, &ignored);
    if (!told) return false;
    const bool lends = *PQgetvalue(told, 0, 0) != '\0';
    *path = arena_printf(store->arena, "%s%c%s", pg->address, LENT, PQgetvalue(told, 0, 0));
    PQclear(told);
    return lends;
}

static bool pg_analyze(Store *store, const char *table, Err *err) {
    if (pg_of(store)->cluster && *table == '\0') return pg_execute(store, every_table, err);
    Arena scratch = {0};
    bool done = pg_execute(store, arena_printf(&scratch, "ANALYZE %s", table), err);
    arena_free(&scratch);
    return done;
}

const Engine pg_engine = {.open = pg_open,
                          .close = pg_close,
                          .begin = pg_begin,
                          .commit = pg_commit,
                          .rollback = pg_rollback,
                          .share = pg_share,
                          .prepare = pg_prepare,
                          .prepare_query = pg_prepare_query,
                          .explain = pg_explain,
                          .bind_text = pg_bind_text,
                          .bind_integer = pg_bind_integer,
                          .bind_null = pg_bind_null,
                          .step = pg_step,
                          .run = pg_run,
                          .columns = pg_columns,
                          .column_name = pg_column_name,
                          .type = pg_type,
                          .integer = pg_integer,
                          .real = pg_real,
                          .text = pg_text,
                          .finish = pg_finish,
                          .execute = pg_execute,
                          .analyze = pg_analyze,
                          .put = pg_put,
                          .put_incoming = pg_put_incoming,
                          .show_incoming = pg_show_incoming,
                          .hide_incoming = pg_hide_incoming};
