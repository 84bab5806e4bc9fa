/* cluster: a coordinator and its nodes, all of them servers of PostgreSQL. At the coordinator table `figure`
 * is partitioned by department; its partitions are foreign tables (postgres_fdw), and queries read the nodes
 * through them. They are never written through: whatever changes figures runs on every node by a connection
 * of this program, so that all nodes can promise to commit before anybody does. Everything else is kept at
 * the coordinator; nodes get slices of it while they need them. docs/schema.md has the layout. */
#ifndef JIXIAO_STORE_PG_CLUSTER_H
#define JIXIAO_STORE_PG_CLUSTER_H

#include "store/pg.h"

typedef struct {
    const char *server;                       /* its name at the coordinator */
    const char *const *names, *const *values; /* of its connection, for libpq */
    Store store;                              /* its path is its name and place, for messages */
    bool prepared;                            /* it has promised to commit */
} Node;

struct Cluster {
    const char *id; /* of this cluster; no other one has it */
    Node *nodes;
    size_t count;
    const char *filled[16]; /* tables of the nodes that hold what they need for the moment */
    size_t filled_count;
    int64_t load;            /* number of the one that is being committed */
    bool making;             /* there is no schema yet */
    bool connected, entered; /* entered: in a transaction on every node */
};

/* Servers jixiao_1 … jixiao_N of the coordinator; leaves pg->cluster NULL when there is none. ERR_SOURCE when
 * one is missing between them, or has no user mapping. */
bool cluster_find_servers(Store *store, Err *err) MUST_USE;
/* What the schema was made for. ERR_SOURCE when the servers are others now. */
bool cluster_open(Store *store, StoreMode mode, Err *err) MUST_USE;
/* Makes the schema at the coordinator and on all nodes, unless somebody else has done so meanwhile. */
bool cluster_make(Store *store, bool has_schema, Err *err) MUST_USE;
/* In the schema of the coordinator that is being made: figure becomes a table of partitions. */
bool cluster_distribute(Store *store, Err *err) MUST_USE;
/* Connects to all nodes, recovers, and looks whether they are what they should be, unless that was done; only
 * with WRITER_LOCK. */
bool cluster_connect(Store *store, Err *err) MUST_USE;
/* A transaction on every node, within that of the coordinator. */
bool cluster_enter(Store *store, Err *err) MUST_USE;
/* Statements without rows, on all nodes at once. */
bool cluster_execute(Store *store, const char *sql, Err *err) MUST_USE;
void cluster_close(Store *store);
/* A query lost a node: says which one, if it cannot be reached any more. Always false. */
bool cluster_error(Store *store, const char *what, const char *message, Err *err);
/* owners[dept_id] = the node that the engine names for it, for 0 ≤ dept_id < *count; -1: there is none. */
bool cluster_owners(Arena *arena, Store *store, int **owners, size_t *count, Err *err) MUST_USE;

/* Fills a node's table with its slice of the coordinator's. */
bool cluster_ship(Store *store, const char *table, Err *err) MUST_USE;
/* What a node needs only while it is being changed goes; whole copies stay. */
bool cluster_settle(Store *store, Err *err) MUST_USE;
/* The statement of this name, run where its figures are; *statement = NULL when it needs no nodes. */
bool cluster_prepare(Store *store, const char *what, const char *sql, Statement **statement,
                     Err *err) MUST_USE;

/* --- all or nothing (pg_twophase.c) --- */
bool cluster_lock(Store *store, Err *err) MUST_USE; /* one writer at a time */
void cluster_unlock(Store *store);
/* With the lock; ends what was interrupted. Commit and rollback unlock. */
bool cluster_begin(Store *store, Err *err) MUST_USE;
bool cluster_commit(Store *store, Err *err) MUST_USE;
void cluster_rollback(Store *store);
/* A reader's transaction, which sees one state of all nodes. */
bool cluster_read(Store *store, Err *err) MUST_USE;
/* Ends what an interrupted load has left on the nodes: commits it when that was decided, else takes it back.
 * Not `made`: there is no coordinator's part yet, so that nothing was ever decided. */
bool cluster_recover(Store *store, bool made, Err *err) MUST_USE;

#endif
