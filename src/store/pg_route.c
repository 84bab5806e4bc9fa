/* Statements of statements.sql that touch figures, while figures are being changed: the coordinator does not
 * see what the nodes have not committed. So they run on the nodes, beside their slices of the coordinator's
 * tables; or at the coordinator, over those figures that they need, in a temporary table of that name. */
#include <string.h>

#include "store/pg_cluster.h"

typedef enum {
    NODES,       /* on every node; a query has the rows of all */
    COORDINATOR, /* over the figures that `gather` finds on the nodes */
    NOWHERE      /* done already */
} Place;

typedef struct {
    const char *name;
    const char *needs;  /* tables of the coordinator, one word each */
    const char *gives;  /* a table that the statement changes; NULL: only figures, and tables of the nodes */
    const char *gather; /* a query of rows of table figure */
    Place place;
    bool views; /* it looks at views over figures */
    bool asks;  /* it has rows */
} Route;

static const Route routes[] = {
    {.name = "some_figure", .asks = true},
    {.name = "some_collision", .asks = true},
    {.name = "forget_implied", .needs = "statement"},
    {.name = "forget_made", .needs = "item source"},
    {.name = "forget_empty_figures"},
    {.name = "take_back"},
    {.name = "promote", .needs = "superseded source"},
    {.name = "forget_promoted", .needs = "superseded", .gives = "superseded"},
    {.name = "make_later"},
    {.name = "put_later", .needs = "source"},
    {.name = "drop_later"},
    {.name = "supersede_stored", .gives = "superseded"},
    {.name = "supersede_incoming", .gives = "superseded"},
    {.name = "remember_later"},
    {.name = "put_figures_first"},
    {.name = "put_figures"},
    {.name = "keep_later"},
    {.name = "drop_kept"},
    {.name = "put_implied", .needs = "statement"},
    {.name = "put_task_figures", .needs = "task item"},
    {.name = "put_survey_figures", .needs = "survey_answer survey_option item"},
    {.name = "put_item_above",
     .place = COORDINATOR,
     .needs = "item",
     .gather = "SELECT o.* FROM item i CROSS JOIN LATERAL (SELECT f.* FROM figure f WHERE f.item_id = "
               "i.item_id LIMIT 1) o"},
    {.name = "put_twins",
     .place = COORDINATOR,
     .needs = "dept",
     .gather =
         "SELECT f.* FROM figure f WHERE f.dept_id IN (SELECT dept_id FROM dept WHERE parent_id IS NOT NULL "
         "UNION "
         "SELECT parent_id FROM dept UNION SELECT b.dept_id FROM dept a JOIN dept b ON b.name = a.name AND "
         "b.dept_id <> a.dept_id)"},
    {.name = "count_figures",
     .place = COORDINATOR,
     .needs = "statement source item",
     .gather =
         "SELECT f.* FROM statement c JOIN figure f ON f.item_id = c.item_id AND f.part_id = c.part_id AND"
         " f.dept_id = c.dept_id AND f.year = c.year - 1 AND f.month = c.month WHERE c.kind = 'change'"
         " UNION SELECT f.* FROM figure f"
         " WHERE EXISTS (SELECT 1 FROM source s WHERE s.kind IN ('tasks', 'survey answers'))"
         " AND EXISTS (SELECT 1 FROM source s WHERE s.kind <> 'figures' AND"
         " ((f.budget_origin >= s.first_origin AND f.budget_origin < s.end_origin)"
         " OR (f.adjusted_origin >= s.first_origin AND f.adjusted_origin < s.end_origin)"
         " OR (f.actual_origin >= s.first_origin AND f.actual_origin < s.end_origin)))",
     .views = true,
     .asks = true},
    {.name = "index_depts", .place = NOWHERE},
};

/* What of a table a node needs; the others are needed as a whole. */
static const TextField slices[] = {
    {"statement",
     "kind IN ('change', 'figure') AND EXISTS (SELECT 1 FROM jixiao.statement c WHERE c.kind = 'change')"},
    {"superseded", "true"},
    {"task", "true"},
    {"survey_answer", "true"}};

/* Tables that every node always has a whole copy of, so that queries that are sent to it can look at them. */
static const char *const copies[] = {"dept", "item"};

/* --- tables for the nodes --- */

static bool is_copy(const char *table) {
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++)
        if (strcmp(copies[i], table) == 0) return true;
    return false;
}

static bool is_filled(const Cluster *cluster, const char *table) {
    for (size_t i = 0; i < cluster->filled_count; i++)
        if (strcmp(cluster->filled[i], table) == 0) return true;
    return is_copy(table);
}

static bool empty(Store *store, const char *table, Err *err) {
    if (!is_filled(pg_of(store)->cluster, table)) return true;
    Arena scratch = {0};
    bool done = cluster_execute(store, arena_printf(&scratch, "DELETE FROM %s", table), err);
    arena_free(&scratch);
    return done;
}

static void mark_filled(Store *store, const char *table) {
    Cluster *cluster = pg_of(store)->cluster;
    if (!is_filled(cluster, table))
        cluster->filled[cluster->filled_count++] = arena_strdup(store->arena, table);
}

static char *slice_query(Arena *arena, const Cluster *cluster, const char *table, size_t node) {
    for (size_t i = 0; i < sizeof slices / sizeof *slices; i++)
        if (strcmp(slices[i].name, table) == 0)
            return arena_printf(arena,
                                "SELECT * FROM %s t WHERE %s AND "
                                "satisfies_hash_partition('jixiao.figure'::regclass, %zu, %zu, t.dept_id)",
                                table, slices[i].value, cluster->count, node);
    return arena_printf(arena, "SELECT * FROM %s", table);
}

bool cluster_ship(Store *store, const char *table, Err *err) {
    const Cluster *cluster = pg_of(store)->cluster;
    Arena scratch = {0};
    bool done = empty(store, table, err);
    for (size_t i = 0; done && i < cluster->count; i++)
        done = pg_transfer(store, slice_query(&scratch, cluster, table, i), &cluster->nodes[i].store, table,
                           err);
    mark_filled(store, table);
    arena_free(&scratch);
    return done;
}

bool cluster_settle(Store *store, Err *err) {
    Cluster *cluster = pg_of(store)->cluster;
    Arena scratch = {0};
    bool done = true;
    for (size_t i = 0; done && i < sizeof copies / sizeof *copies; i++)
        done = cluster_ship(store, copies[i], err);
    for (size_t i = 0; done && i < cluster->filled_count; i++)
        done = cluster_execute(store, arena_printf(&scratch, "TRUNCATE %s", cluster->filled[i]), err);
    cluster->filled_count = 0;
    arena_free(&scratch);
    return done;
}

/* --- statements --- */

typedef struct {
    Statement base;
    const Route *route;
    Statement **parts; /* one on each node, or one at the coordinator */
    size_t count, at;
    bool gathered;
} Routed;

static Routed *own_of(Statement *statement) {
    return (Routed *)statement;
}

static const Route *find_route(const char *name) {
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (strcmp(routes[i].name, name) == 0) return &routes[i];
    return NULL;
}

static bool has_word(const char *words, const char *word) {
    size_t length = strlen(word);
    for (const char *at = words; at && (at = strstr(at, word)); at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) return true;
    return false;
}

static bool ship_needs(Store *store, const Route *route, Err *err) {
    Arena scratch = {0};
    bool done = true;
    for (const char *at = route->needs ? route->needs : ""; done && *at;) {
        size_t length = strcspn(at, " ");
        done = cluster_ship(store, arena_strndup(&scratch, at, length), err);
        at += length + (at[length] == ' ');
    }
    arena_free(&scratch);
    return done && (!route->gives || has_word(route->needs, route->gives) || empty(store, route->gives, err));
}

/* In tables of the coordinator's session that hide the partitions. */
static bool gather(Store *store, const Route *route, Err *err) {
    const Cluster *cluster = pg_of(store)->cluster;
    bool done = pg_execute(store, "CREATE TEMP TABLE figure AS SELECT * FROM jixiao.figure WHERE false", err);
    for (size_t i = 0; done && i < cluster->count; i++)
        done = pg_transfer(&cluster->nodes[i].store, route->gather, store, "pg_temp.figure", err);
    return done && pg_execute(store, "ANALYZE pg_temp.figure", err) &&
           (!route->views || store_make_views(store, err));
}

static bool prepare_part(Routed *own, Store *store, const char *what, const char *sql, Err *err) {
    return pg_prepare_own(store, what, sql, &own->parts[own->count++], err);
}

/* A transaction that is prepared has no temporary tables: on a node they are tables until they are dropped.
 */
static char *lasting(Arena *arena, const char *sql) {
    const char *temporary = strstr(sql, "CREATE TEMP TABLE ");
    if (!temporary) return arena_strdup(arena, sql);
    return arena_printf(arena, "%.*sCREATE TABLE %s", (int)(temporary - sql), sql,
                        temporary + strlen("CREATE TEMP TABLE "));
}

static bool prepare_parts(Routed *own, const char *what, const char *sql, Err *err) {
    Store *store = own->base.store;
    const Cluster *cluster = pg_of(store)->cluster;
    if (own->route->place == NOWHERE) return true;
    if (!cluster_enter(store, err) || !ship_needs(store, own->route, err)) return false;
    if (own->route->place == COORDINATOR) {
        own->gathered = true;
        return gather(store, own->route, err) && prepare_part(own, store, what, sql, err);
    }
    const char *text = lasting(&own->base.memory, sql);
    for (size_t i = 0; i < cluster->count; i++)
        if (!prepare_part(own, &cluster->nodes[i].store, what, text, err)) return false;
    return true;
}

static void routed_bind_text(Statement *statement, const char *name, const char *value) {
    for (size_t i = 0; i < own_of(statement)->count; i++)
        pg_bind_text(own_of(statement)->parts[i], name, value);
}

static void routed_bind_integer(Statement *statement, const char *name, int64_t value) {
    for (size_t i = 0; i < own_of(statement)->count; i++)
        pg_bind_integer(own_of(statement)->parts[i], name, value);
}

static void routed_bind_null(Statement *statement, const char *name) {
    for (size_t i = 0; i < own_of(statement)->count; i++)
        pg_bind_null(own_of(statement)->parts[i], name);
}

/* Rows that the statement has put into a table of the nodes, or all that it has left there. */
static bool collect(const Routed *own, Err *err) {
    Store *store = own->base.store;
    const Cluster *cluster = pg_of(store)->cluster;
    const char *table = own->route->gives;
    Arena scratch = {0};
    bool done = !has_word(own->route->needs, table) ||
                pg_execute(store, arena_printf(&scratch, "DELETE FROM %s", table), err);
    for (size_t i = 0; done && i < cluster->count; i++)
        done = pg_transfer(&cluster->nodes[i].store, arena_printf(&scratch, "SELECT * FROM %s", table), store,
                           table, err);
    mark_filled(store, table);
    arena_free(&scratch);
    return done;
}

/* All of them are sent before the first one is waited for. */
static bool routed_run(Statement *statement, Err *err) {
    const Routed *own = own_of(statement);
    for (size_t i = 0; i < own->count; i++)
        if (!pg_run(own->parts[i], err) || !pg_send(own->parts[i]->store, err)) return false;
    for (size_t i = 0; i < own->count; i++)
        if (!pg_drain(own->parts[i]->store, err)) return false;
    return !own->route->gives || collect(own, err);
}

static bool routed_step(Statement *statement, bool *row, Err *err) {
    Routed *own = own_of(statement);
    *row = false;
    if (!own->route->asks) return routed_run(statement, err);
    for (; own->at < own->count; own->at++) {
        if (!pg_step(own->parts[own->at], row, err)) return false;
        if (*row) break;
    }
    return true;
}

static int64_t routed_integer(const Statement *statement, int column) {
    const Routed *own = (const Routed *)statement;
    return own->at < own->count ? pg_integer(own->parts[own->at], column) : 0;
}

static const char *routed_text(const Statement *statement, int column) {
    const Routed *own = (const Routed *)statement;
    return own->at < own->count ? pg_text(own->parts[own->at], column) : NULL;
}

static void routed_finish(Statement *statement) {
    Routed *own = own_of(statement);
    Store *store = statement->store;
    Err ignored;
    for (size_t i = 0; i < own->count; i++)
        pg_finish(own->parts[i]);
    if (own->gathered && own->route->views) (void)!store_drop_views(store, &ignored);
    if (own->gathered) (void)!pg_execute(store, "DROP TABLE pg_temp.figure", &ignored);
    Arena memory = statement->memory;
    arena_free(&memory);
}

static const Engine routed_engine = {.bind_text = routed_bind_text,
                                     .bind_integer = routed_bind_integer,
                                     .bind_null = routed_bind_null,
                                     .step = routed_step,
                                     .run = routed_run,
                                     .integer = routed_integer,
                                     .text = routed_text,
                                     .finish = routed_finish};

/* As the name of a table, not within a text or another name. */
static bool touches_figures(const char *sql) {
    static const char marks[] = " \n();,";
    const size_t length = strlen("figure");
    for (const char *at = sql; (at = strstr(at, "figure")); at += length)
        if (at > sql && strchr(marks, at[-1]) && strchr(marks, at[length])) return true;
    return false;
}

bool cluster_prepare(Store *store, const char *what, const char *sql, Statement **statement, Err *err) {
    const Pg *pg = pg_of(store);
    const Route *route = find_route(what);
    *statement = NULL;
    if (!route && pg->cluster->entered && touches_figures(sql))
        return err_set(err, ERR_SYSTEM, "%s: statement %s has no way to the nodes", store->path, what);
    if (!route || (route->place != NOWHERE && !pg->writing)) return true;
    Arena memory = {0};
    Routed *own = ARENA_NEW(&memory, Routed);
    own->route = route;
    own->parts = ARENA_ARRAY(&memory, Statement *, pg->cluster->count + 1);
    own->base = (Statement){.engine = &routed_engine, .store = store, .memory = memory};
    if (prepare_parts(own, what, sql, err)) {
        *statement = &own->base;
        return true;
    }
    routed_finish(&own->base);
    return false;
}
