/* Queries side by side. Every thread has a connection and an arena of its own, and takes the next query until
 * there is none; the tables stand in the order of the queries, whoever read them. */
#include <pthread.h>
#include <stdatomic.h>

#include "store/internal.h"

typedef struct {
    const StoreAsk *asks;
    size_t count;
    Table **tables;
    atomic_size_t next;
} Round;

typedef struct {
    Round *round;
    Store *store;
    Arena arena;
    pthread_t thread;
    bool started;
    size_t failed; /* the query that failed; count = none */
    Err err;
} Hand;

static void *work(void *own) {
    Hand *hand = own;
    Round *round = hand->round;
    size_t i;
    while ((i = atomic_fetch_add(&round->next, 1)) < round->count) {
        const StoreAsk *ask = &round->asks[i];
        if (store_query(&hand->arena, hand->store, ask->name, ask->sql, ask->params, ask->param_count,
                        &round->tables[i], &hand->err))
            continue;
        hand->failed = i;
        atomic_store(&round->next, round->count);
    }
    return NULL;
}

/* Of several errors that of the first query counts: queries are taken in order, so all before it were tried.
 */
static bool judge(const Hand *hands, int count, size_t all, Err *err) {
    size_t first = all;
    for (int i = 0; i < count; i++)
        if (hands[i].failed < first) {
            first = hands[i].failed;
            *err = hands[i].err;
        }
    return first == all;
}

/* Whether other connections see what this one sees: they do not see its temporary tables. */
static bool can_be_shared(Store *store, const char **path) {
    Err ignored;
    return !store->supposing && !store->like_for_like && store->engine->share &&
           store->engine->share(store, path, &ignored);
}

bool store_query_all(Arena *arena, Store *store, const StoreAsk *asks, size_t count, int jobs, Table **tables,
                     Err *err) {
    Round round = {.asks = asks, .count = count, .tables = tables};
    Err ignored;
    const char *path;
    if (!store_settle(store, err)) return false;
    /* Shared whatever `jobs` is, so that the database comes out the same, byte for byte. */
    if (!can_be_shared(store, &path) || jobs < 1) jobs = 1;
    Hand *hands = ARENA_ARRAY(arena, Hand, jobs);
    int open = 0;
    while (jobs > 1 && open < jobs && (size_t)open < count) {
        Hand *hand = &hands[open];
        *hand = (Hand){.round = &round, .failed = count};
        if (!store_open(&hand->arena, path, STORE_READ, &hand->store, &ignored)) {
            arena_take(arena, &hand->arena);
            break;
        }
        open++;
    }
    /* The caller's connection rests meanwhile: the end of a query on it would take the others' limits away.
     */
    for (int i = 1; i < open; i++)
        hands[i].started = pthread_create(&hands[i].thread, NULL, work, &hands[i]) == 0;
    bool alone = open == 0;
    if (alone) hands[open++] = (Hand){.round = &round, .store = store, .failed = count};
    work(&hands[0]);
    for (int i = 0; i < open; i++)
        if (hands[i].started) pthread_join(hands[i].thread, NULL);
    for (int i = 0; i < open; i++) {
        if (!alone) (void)!store_close(hands[i].store, false, &ignored);
        arena_take(arena, &hands[i].arena);
    }
    return judge(hands, open, count, err);
}
