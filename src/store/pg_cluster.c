/* Which servers make a cluster, and its schema. */
#include "store/pg_cluster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the servers --- */

/* Options of the server and of the user's mapping, one row each, by the server's number. */
static const char servers_sql[] =
    "SELECT s.srvname, o.option_name, o.option_value, m.umid IS NOT NULL"
    "  FROM pg_foreign_server s"
    "  JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw AND w.fdwname = 'postgres_fdw'"
    "  LEFT JOIN LATERAL (SELECT u.umid, u.umoptions FROM pg_user_mappings u"
    "                      WHERE u.srvid = s.oid AND (u.usename = current_user OR u.umuser = 0)"
    "                      ORDER BY u.umuser = 0 LIMIT 1) m ON true"
    "  LEFT JOIN LATERAL (SELECT * FROM pg_options_to_table(s.srvoptions)"
    "                     UNION ALL SELECT * FROM pg_options_to_table(m.umoptions)) o ON true"
    " WHERE s.srvname ~ '^jixiao_[1-9][0-9]*$' ORDER BY length(s.srvname), s.srvname, o.option_name";

/* postgres_fdw has options of its own, which libpq does not know. */
static bool is_connection_option(const char *name) {
    PQconninfoOption *known = PQconndefaults();
    bool found = false;
    for (const PQconninfoOption *option = known; option && option->keyword && !found; option++)
        found = strcmp(option->keyword, name) == 0;
    PQconninfoFree(known);
    return found;
}

typedef struct {
    const char **names, **values;
    size_t count;
} Options;

static void add_option(Options *options, const char *name, const char *value) {
    options->names[options->count] = name;
    options->values[options->count++] = value;
}

static const char *value_of(const Node *node, const char *name, const char *otherwise) {
    for (size_t i = 0; node->names[i]; i++)
        if (strcmp(node->names[i], name) == 0) return node->values[i];
    return otherwise;
}

/* The rows of one server, from `row` on; returns the first one of the next. */
static int read_server(Store *store, const PGresult *told, int row, Node *node) {
    enum { OWN = 4 };
    const Pg *pg = pg_of(store);
    const int rows = PQntuples(told);
    const char *server = arena_strdup(store->arena, PQgetvalue(told, row, 0));
    Options options = {ARENA_ARRAY(store->arena, const char *, rows + OWN),
                       ARENA_ARRAY(store->arena, const char *, rows + OWN), 0};
    add_option(&options, "user", arena_strdup(store->arena, PQuser(pg->link)));
    for (; row < rows && strcmp(PQgetvalue(told, row, 0), server) == 0; row++) {
        const char *name = PQgetvalue(told, row, 1);
        if (!PQgetisnull(told, row, 1) && is_connection_option(name))
            add_option(&options, arena_strdup(store->arena, name),
                       arena_strdup(store->arena, PQgetvalue(told, row, 2)));
    }
    add_option(&options, "fallback_application_name", "jixiao");
    add_option(&options, "client_encoding", "UTF8");
    *node = (Node){.server = server, .names = options.names, .values = options.values};
    node->store = (Store){.engine = store->engine, .arena = store->arena, .writing = true};
    node->store.path = arena_printf(
        store->arena, "%s (%s:%s/%s)", server, value_of(node, "host", value_of(node, "hostaddr", "")),
        value_of(node, "port", "5432"), value_of(node, "dbname", PQuser(pg->link)));
    node->store.connection = ARENA_NEW(store->arena, Pg);
    return row;
}

static bool check_server(Store *store, const char *server, bool mapped, size_t number, Err *err) {
    Arena scratch = {0};
    const char *expected = arena_printf(&scratch, "jixiao_%zu", number);
    bool done = strcmp(server, expected) == 0;
    if (!done)
        err_set(err, ERR_SOURCE,
                "%s: there is a foreign server %s, but no %s; the servers of a cluster are jixiao_1, "
                "jixiao_2 and so on, without a gap",
                store->path, server, expected);
    else if (!mapped)
        done = err_set(err, ERR_SOURCE,
                       "%s: server %s has no user mapping for this role; make one with `CREATE USER MAPPING "
                       "FOR %s SERVER %s`",
                       store->path, server, PQuser(pg_of(store)->link), server);
    arena_free(&scratch);
    return done;
}

bool cluster_find_servers(Store *store, Err *err) {
    PGresult *told = PQexec(pg_of(store)->link, servers_sql);
    bool done = PQresultStatus(told) == PGRES_TUPLES_OK || pg_error(store, err, "cannot be asked", told);
    Cluster *cluster = ARENA_NEW(store->arena, Cluster);
    const int rows = done ? PQntuples(told) : 0;
    cluster->nodes = ARENA_ARRAY(store->arena, Node, rows + 1);
    for (int row = 0; done && row < rows;) {
        done = check_server(store, PQgetvalue(told, row, 0), *PQgetvalue(told, row, 3) == 't',
                            cluster->count + 1, err);
        if (done) row = read_server(store, told, row, &cluster->nodes[cluster->count++]);
    }
    PQclear(told);
    pg_of(store)->cluster = done && cluster->count ? cluster : NULL;
    return done;
}

/* --- what the schema was made for --- */

static const char made_sql[] =
    "SELECT coalesce((SELECT value FROM jixiao.meta WHERE key = 'cluster'), ''),"
    " (SELECT count(*) FROM pg_inherits WHERE inhparent = 'jixiao.figure'::regclass)";

static bool refuse_servers(Store *store, size_t made, size_t found, Err *err) {
    return err_set(err, ERR_SOURCE,
                   "%s: its figures were distributed over %zu nodes, but now there are %zu servers jixiao_1, "
                   "jixiao_2 …; restore them, or drop the schema jixiao everywhere and load again",
                   store->path, made, found);
}

bool cluster_open(Store *store, StoreMode mode, Err *err) {
    PGresult *told = pg_ask(store, made_sql, err);
    if (!told) return false;
    char *id = arena_strdup(store->arena, PQgetvalue(told, 0, 0)), *end = strchr(id, ' ');
    const size_t made = end ? strtoul(end, NULL, 10) : 0,
                 partitions = strtoul(PQgetvalue(told, 0, 1), NULL, 10);
    PQclear(told);
    if (end) *end = '\0';
    if (made != partitions) return refuse_servers(store, made, partitions, err);
    if (mode == STORE_READ && made == 0) return true;
    if (mode == STORE_READ) {
        Cluster *cluster = ARENA_NEW(store->arena, Cluster);
        *cluster = (Cluster){.id = id, .count = made};
        pg_of(store)->cluster = cluster;
        return true;
    }
    if (!cluster_find_servers(store, err)) return false;
    Cluster *cluster = pg_of(store)->cluster;
    if ((cluster ? cluster->count : 0) != made)
        return refuse_servers(store, made, cluster ? cluster->count : 0, err);
    if (cluster) cluster->id = id;
    return true;
}

/* --- connections --- */

/* Whether the node is the one that it was: it remembers whose part it holds. */
static bool check_node(const Cluster *cluster, Node *node, size_t number, Err *err) {
    Arena scratch = {0};
    PGresult *told =
        pg_ask(&node->store, "SELECT coalesce(max(value), '') FROM jixiao.meta WHERE key = 'cluster'", err);
    if (!told) return false;
    const char *expected = arena_printf(&scratch, "%s %zu/%zu", cluster->id, number, cluster->count);
    bool done = strcmp(PQgetvalue(told, 0, 0), expected) == 0;
    if (!done)
        err_set(err, ERR_SOURCE,
                "%s: holds the figures of another database, or another part of them; nothing was changed",
                node->store.path);
    PQclear(told);
    arena_free(&scratch);
    return done;
}

static bool connect_node(Node *node, Err *err) {
    Pg *pg = pg_of(&node->store);
    if (pg->link) return true;
    if (!pg_connect(&node->store, node->names, node->values, err)) return false;
    PGresult *told = pg_ask(&node->store, "SELECT current_setting('max_prepared_transactions')", err);
    if (!told) return false;
    bool done = strcmp(PQgetvalue(told, 0, 0), "0") != 0 ||
                err_set(err, ERR_SOURCE,
                        "%s: max_prepared_transactions is 0, so that a load cannot be all or nothing; set it "
                        "to 10 in postgresql.conf and start this server again",
                        node->store.path);
    PQclear(told);
    return done;
}

static bool connect_all(Store *store, Err *err) {
    const Cluster *cluster = pg_of(store)->cluster;
    for (size_t i = 0; i < cluster->count; i++)
        if (!connect_node(&cluster->nodes[i], err)) return false;
    return true;
}

/* A node of a new cluster has no tables of jixiao, and nothing promised that belongs to some. */
static bool check_empty(Node *node, bool *has_schema, Err *err) {
    bool filled;
    if (!pg_look(&node->store, has_schema, &filled, err)) return false;
    return !filled ||
           err_set(err, ERR_SOURCE,
                   "%s: has tables in its schema jixiao already; a node of a new cluster has none; "
                   "they were left untouched",
                   node->store.path);
}

static bool check_nodes(const Cluster *cluster, Err *err) {
    bool unused;
    for (size_t i = 0; i < cluster->count; i++)
        if (!(cluster->making ? check_empty(&cluster->nodes[i], &unused, err)
                              : check_node(cluster, &cluster->nodes[i], i + 1, err)))
            return false;
    return true;
}

/* Before there is a schema nothing can have been decided; but what is promised on a node with tables is not
 * ours. */
static bool look_at_nodes(Store *store, Err *err) {
    const Cluster *cluster = pg_of(store)->cluster;
    if (cluster->making) return check_nodes(cluster, err) && cluster_recover(store, false, err);
    return cluster_recover(store, true, err) && check_nodes(cluster, err);
}

bool cluster_connect(Store *store, Err *err) {
    Cluster *cluster = pg_of(store)->cluster;
    if (!cluster->connected) cluster->connected = connect_all(store, err) && look_at_nodes(store, err);
    return cluster->connected;
}

bool cluster_enter(Store *store, Err *err) {
    Cluster *cluster = pg_of(store)->cluster;
    if (cluster->entered) return true;
    if (!cluster_connect(store, err)) return false;
    cluster->entered = true; /* from here on there is something to roll back */
    return cluster_execute(store, "BEGIN", err);
}

static bool end_execution(Node *node, Err *err) {
    bool done = true;
    for (PGresult *told; (told = PQgetResult(pg_of(&node->store)->link));) {
        done = done && (PQresultStatus(told) == PGRES_COMMAND_OK ||
                        pg_error(&node->store, err, "cannot be changed", told));
        PQclear(told);
    }
    return done && (PQstatus(pg_of(&node->store)->link) == CONNECTION_OK ||
                    pg_error(&node->store, err, "cannot be changed", NULL));
}

bool cluster_execute(Store *store, const char *sql, Err *err) {
    const Cluster *cluster = pg_of(store)->cluster;
    bool done = true;
    Err second;
    for (size_t i = 0; done && i < cluster->count; i++)
        done = pg_drain(&cluster->nodes[i].store, err);
    size_t sent = 0;
    for (; done && sent < cluster->count; sent++)
        done = PQsendQuery(pg_of(&cluster->nodes[sent].store)->link, sql) ||
               pg_error(&cluster->nodes[sent].store, err, "cannot be changed", NULL);
    for (size_t i = 0; i < sent; i++)
        done = end_execution(&cluster->nodes[i], done ? err : &second) && done;
    return done;
}

void cluster_close(Store *store) {
    const Cluster *cluster = pg_of(store)->cluster;
    for (size_t i = 0; cluster->nodes && i < cluster->count; i++) {
        Pg *pg = pg_of(&cluster->nodes[i].store);
        PQfinish(pg->link);
        pg->link = NULL;
    }
}

/* --- making --- */

bool cluster_distribute(Store *store, Err *err) {
    const Cluster *cluster = pg_of(store)->cluster;
    Arena scratch = {0};
    Text sql = {.arena = &scratch};
    text_append(
        &sql, "ALTER TABLE figure RENAME TO figure_shape;"
              "CREATE TABLE figure (LIKE figure_shape) PARTITION BY HASH (dept_id); DROP TABLE figure_shape;"
              "CREATE TABLE load_log(load_id BIGINT PRIMARY KEY, state TEXT NOT NULL);");
    for (size_t i = 0; i < cluster->count; i++)
        text_appendf(
            &sql,
            "CREATE FOREIGN TABLE figure_%zu PARTITION OF figure FOR VALUES WITH (MODULUS %zu, REMAINDER "
            "%zu) "
            "SERVER %s OPTIONS (schema_name 'jixiao', table_name 'figure', use_remote_estimate 'true', "
            "fetch_size '10000', async_capable 'true');",
            i + 1, cluster->count, i, cluster->nodes[i].server);
    text_appendf(&sql, "INSERT INTO meta(key, value) VALUES ('cluster', '%s %zu')", cluster->id,
                 cluster->count);
    bool done = pg_execute(store, text_string(&sql), err);
    arena_free(&scratch);
    return done;
}

static bool make_node(const Cluster *cluster, Node *node, size_t number, Err *err) {
    Arena scratch = {0};
    bool has_schema;
    bool done =
        check_empty(node, &has_schema, err) && pg_make_tables(&node->store, has_schema, false, err) &&
        pg_execute(&node->store,
                   arena_printf(&scratch, "INSERT INTO meta(key, value) VALUES ('cluster', '%s %zu/%zu')",
                                cluster->id, number, cluster->count),
                   err) &&
        store_run(&node->store, "index_depts", NULL, err) && pg_drain(&node->store, err);
    arena_free(&scratch);
    return done;
}

static bool make_all(Store *store, bool has_schema, Err *err) {
    const Cluster *cluster = pg_of(store)->cluster;
    if (!pg_make_tables(store, has_schema, true, err) || !pg_drain(store, err)) return false;
    for (size_t i = 0; i < cluster->count; i++)
        if (!make_node(cluster, &cluster->nodes[i], i + 1, err)) return false;
    return true;
}

static bool name_cluster(Store *store, Err *err) {
    PGresult *told = pg_ask(store, "SELECT left(replace(CAST(gen_random_uuid() AS TEXT), '-', ''), 12)", err);
    if (!told) return false;
    pg_of(store)->cluster->id = arena_strdup(store->arena, PQgetvalue(told, 0, 0));
    PQclear(told);
    return true;
}

static bool make(Store *store, bool has_schema, Err *err) {
    Cluster *cluster = pg_of(store)->cluster;
    cluster->making = true;
    bool done = name_cluster(store, err) && cluster_begin(store, err) && cluster_enter(store, err) &&
                make_all(store, has_schema, err) && cluster_commit(store, err);
    cluster->making = false;
    if (!done) {
        PQclear(PQexec(pg_of(store)->link, "ROLLBACK"));
        cluster_rollback(store);
    }
    return done;
}

bool cluster_make(Store *store, bool has_schema, Err *err) {
    if (!cluster_lock(store, err)) return false;
    PGresult *told = pg_ask(store, "SELECT to_regclass('jixiao.meta') IS NOT NULL", err);
    bool there = told && *PQgetvalue(told, 0, 0) == 't';
    PQclear(told);
    if (!told) return false;
    if (!there) return make(store, has_schema, err);
    cluster_unlock(store);
    return cluster_open(store, STORE_MAKE, err);
}

/* --- who holds what --- */

bool cluster_owners(Arena *arena, Store *store, int **owners, size_t *count, Err *err) {
    Arena scratch = {0};
    const size_t nodes = pg_of(store)->cluster->count;
    bool done = pg_drain(store, err);
    PGresult *told =
        !done
            ? NULL
            : PQexec(
                  pg_of(store)->link,
                  arena_printf(
                      &scratch,
                      "SELECT d.dept_id, n.node FROM jixiao.dept d, generate_series(0, %zu) AS n(node) WHERE "
                      "satisfies_hash_partition('jixiao.figure'::regclass, %zu, n.node, d.dept_id) ORDER BY "
                      "1 DESC",
                      nodes - 1, nodes));
    done = done && (PQresultStatus(told) == PGRES_TUPLES_OK || pg_error(store, err, "cannot be asked", told));
    const int rows = done ? PQntuples(told) : 0;
    *count = rows ? strtoul(PQgetvalue(told, 0, 0), NULL, 10) + 1 : 0;
    *owners = ARENA_ARRAY(arena, int, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*owners)[i] = -1;
    for (int row = 0; row < rows; row++)
        (*owners)[strtoul(PQgetvalue(told, row, 0), NULL, 10)] =
            (int)strtol(PQgetvalue(told, row, 1), NULL, 10);
    PQclear(told);
    arena_free(&scratch);
    return done;
}
