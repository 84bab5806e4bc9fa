/* All or nothing over several servers. Every node promises to commit (PREPARE TRANSACTION); then the
 * coordinator commits its own part, and in it the row of load_log that is the decision; then the nodes are
 * told. Whoever finds a promise takes it back when there is no decision, and keeps it when there is one.
 * Nobody reads between a decision and the end of telling: readers fix what they see of all nodes under
 * READER_LOCK. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/pg_cluster.h"

static bool lock(Store *store, const char *function, int key, Err *err) {
    char sql[80];
    snprintf(sql, sizeof sql, "SELECT %s(%d)", function, key);
    return pg_execute(store, sql, err);
}

/* An error of before has been told, or the session ends, and the lock with it. */
static void unlock(Store *store, const char *function, int key) {
    Err ignored;
    (void)!lock(store, function, key, &ignored);
}

/* `verb` the transaction that a node has prepared. */
static bool end_prepared(Node *node, const char *verb, const char *name, Err *err) {
    char sql[128];
    snprintf(sql, sizeof sql, "%s '%s'", verb, name);
    return pg_execute(&node->store, sql, err);
}

static const char *name_of(Arena *arena, const Cluster *cluster, int64_t load, size_t number) {
    return arena_printf(arena, "jixiao_%s_%lld_%zu", cluster->id, (long long)load, number);
}

/* --- what was interrupted --- */

static bool is_decided(Store *store, const char *name, bool *decided, Err *err) {
    Arena scratch = {0};
    const char *load = strrchr(arena_strndup(&scratch, name, (size_t)(strrchr(name, '_') - name)), '_') + 1;
    PGresult *told =
        pg_ask(store,
               arena_printf(&scratch, "SELECT count(*) FROM jixiao.load_log WHERE load_id = %lld",
                            strtoll(load, NULL, 10)),
               err);
    *decided = told && strcmp(PQgetvalue(told, 0, 0), "0") != 0;
    PQclear(told);
    arena_free(&scratch);
    return told != NULL;
}

static bool recover_node(Store *store, Node *node, bool made, Err *err) {
    Arena scratch = {0};
    const Cluster *cluster = pg_of(store)->cluster;
    const char *sql = arena_printf(&scratch,
                                   "SELECT gid FROM pg_prepared_xacts WHERE database = current_database() "
                                   "AND gid ~ '^jixiao_%s_[0-9]+_[0-9]+$'",
                                   made ? cluster->id : "[0-9a-f]+");
    PGresult *told = PQexec(pg_of(&node->store)->link, sql);
    bool done =
        PQresultStatus(told) == PGRES_TUPLES_OK || pg_error(&node->store, err, "cannot be asked", told);
    for (int i = 0; done && i < PQntuples(told); i++) {
        const char *name = PQgetvalue(told, i, 0);
        bool decided = false;
        done = (!made || is_decided(store, name, &decided, err)) &&
               end_prepared(node, decided ? "COMMIT PREPARED" : "ROLLBACK PREPARED", name, err);
    }
    PQclear(told);
    arena_free(&scratch);
    return done;
}

bool cluster_recover(Store *store, bool made, Err *err) {
    const Cluster *cluster = pg_of(store)->cluster;
    for (size_t i = 0; i < cluster->count; i++)
        if (!recover_node(store, &cluster->nodes[i], made, err)) return false;
    return !made || pg_execute(store, "UPDATE jixiao.load_log SET state = 'done' WHERE state <> 'done'", err);
}

/* --- writing --- */

bool cluster_lock(Store *store, Err *err) {
    return lock(store, "pg_advisory_lock", WRITER_LOCK, err);
}

void cluster_unlock(Store *store) {
    unlock(store, "pg_advisory_unlock", WRITER_LOCK);
}

bool cluster_begin(Store *store, Err *err) {
    return cluster_connect(store, err) && pg_execute(store, "BEGIN", err);
}

void cluster_rollback(Store *store) {
    Cluster *cluster = pg_of(store)->cluster;
    Arena scratch = {0};
    Err ignored;
    for (size_t i = 0; cluster->entered && i < cluster->count; i++) {
        Node *node = &cluster->nodes[i];
        (void)!pg_drain(&node->store, &ignored);
        if (node->prepared)
            (void)!end_prepared(node, "ROLLBACK PREPARED", name_of(&scratch, cluster, cluster->load, i + 1),
                                &ignored);
        else
            (void)!pg_execute(&node->store, "ROLLBACK", &ignored);
        node->prepared = false;
    }
    cluster->entered = false;
    cluster->filled_count = 0;
    cluster_unlock(store);
    arena_free(&scratch);
}

static bool prepare_all(Store *store, Err *err) {
    Cluster *cluster = pg_of(store)->cluster;
    Arena scratch = {0};
    bool done = true;
    for (size_t i = 0; done && i < cluster->count; i++) {
        Node *node = &cluster->nodes[i];
        done =
            end_prepared(node, "PREPARE TRANSACTION", name_of(&scratch, cluster, cluster->load, i + 1), err);
        node->prepared = done;
    }
    arena_free(&scratch);
    return done;
}

/* The row is there as soon as the coordinator has committed: that is the decision. Its number is that of the
 * coordinator's transaction, which no other one ever gets. */
static bool note_decision(Store *store, Err *err) {
    PGresult *told =
        pg_ask(store,
               "INSERT INTO jixiao.load_log(load_id, state) VALUES (CAST(CAST(pg_current_xact_id() AS TEXT) "
               "AS BIGINT), 'commit') RETURNING load_id",
               err);
    if (!told) return false;
    pg_of(store)->cluster->load = strtoll(PQgetvalue(told, 0, 0), NULL, 10);
    PQclear(told);
    return true;
}

/* When the connection is lost here, nobody knows what the coordinator has done: the promises stand, and
 * whoever writes next finds out. */
static bool decide(Store *store, Err *err) {
    const Pg *pg = pg_of(store);
    PGresult *told = PQexec(pg->link, "COMMIT");
    bool done = PQresultStatus(told) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(told), "COMMIT") == 0;
    if (!done && PQstatus(pg->link) != CONNECTION_OK) {
        for (size_t i = 0; i < pg->cluster->count; i++)
            pg->cluster->nodes[i].prepared = false;
        err_set(
            err, ERR_SYSTEM,
            "%s: the connection was lost while the load was being decided; run the command again: it first "
            "finishes this load or takes it back, on all nodes",
            store->path);
    } else if (!done) {
        pg_error(store, err, "cannot be changed", told);
    }
    PQclear(told);
    return done;
}

/* All that can be told are; the first that cannot is the error. */
static bool tell_all(Store *store, Err *err) {
    Cluster *cluster = pg_of(store)->cluster;
    Arena scratch = {0};
    bool done = true;
    for (size_t i = 0; i < cluster->count; i++) {
        Node *node = &cluster->nodes[i];
        Err trouble;
        node->prepared = false;
        if (end_prepared(node, "COMMIT PREPARED", name_of(&scratch, cluster, cluster->load, i + 1), &trouble))
            continue;
        if (done)
            err_set(
                err, ERR_SYSTEM,
                "%s: was lost after the load had been decided; the load is kept: when this node runs again, "
                "run the command once more; until then nobody can read",
                node->store.path);
        done = false;
    }
    arena_free(&scratch);
    return done && pg_execute(store, "UPDATE jixiao.load_log SET state = 'done' WHERE state <> 'done'", err);
}

static bool commit_nodes(Store *store, Err *err) {
    Cluster *cluster = pg_of(store)->cluster;
    if (!cluster_settle(store, err) || !note_decision(store, err) || !prepare_all(store, err) ||
        !lock(store, "pg_advisory_lock", READER_LOCK, err))
        return false;
    bool decided = decide(store, err), done = decided && tell_all(store, err);
    unlock(store, "pg_advisory_unlock", READER_LOCK);
    if (decided) cluster->entered = false;
    Err ignored; /* what was loaded is there by now, whatever comes of this */
    if (done) (void)!cluster_execute(store, "ANALYZE figure; ANALYZE dept; ANALYZE item", &ignored);
    return done;
}

bool cluster_commit(Store *store, Err *err) {
    bool done = pg_of(store)->cluster->entered ? commit_nodes(store, err) : pg_execute(store, "COMMIT", err);
    if (done) cluster_unlock(store);
    return done;
}

/* --- reading --- */

static bool refuse_unfinished(Store *store, Err *err) {
    PGresult *told = pg_ask(store, "SELECT count(*) FROM jixiao.load_log WHERE state <> 'done'", err);
    if (!told) return false;
    bool done =
        strcmp(PQgetvalue(told, 0, 0), "0") == 0 ||
        err_set(
            err, ERR_SYSTEM,
            "%s: a load was interrupted when not all nodes had been told of it; run the load once more, or "
            "`jixiao measure --db %s`: every command that writes finishes it first",
            store->path, store->path);
    PQclear(told);
    return done;
}

/* A node's part of the transaction sees what is there when it is first asked. */
static bool touch_nodes(Store *store, Err *err) {
    Arena scratch = {0};
    bool done = true;
    for (size_t i = 1; done && i <= pg_of(store)->cluster->count; i++)
        done = pg_execute(store, arena_printf(&scratch, "SELECT dept_id FROM jixiao.figure_%zu LIMIT 1", i),
                          err);
    arena_free(&scratch);
    return done;
}

/* The transaction has failed already; what touches the lost node names it. */
bool cluster_error(Store *store, const char *what, const char *message, Err *err) {
    PQclear(PQexec(pg_of(store)->link, "ROLLBACK"));
    return touch_nodes(store, err) &&
           err_set(err, ERR_SYSTEM, "%s: %s: a node was lost for a while: %s; run the command again",
                   store->path, what, message);
}

bool cluster_read(Store *store, Err *err) {
    bool done = lock(store, "pg_advisory_lock_shared", READER_LOCK, err) &&
                pg_execute(store, "BEGIN ISOLATION LEVEL REPEATABLE READ", err) &&
                refuse_unfinished(store, err) && touch_nodes(store, err);
    if (done) unlock(store, "pg_advisory_unlock_shared", READER_LOCK);
    return done;
}
