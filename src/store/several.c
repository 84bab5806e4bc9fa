/* Queries side by side. Every thread has a connection and an arena of its own, and takes the next query until
 * there is none; the tables stand in the order of the queries, whoever read them. */
#include <pthread.h>
#include <stdatomic.h>

#include "store/internal.h"

typedef struct {
    const StoreAsk *asks;
    const size_t *places; /* of those that are asked here, rising */
    size_t count;         /* of them */
    Table **tables;
    atomic_size_t next;
} Round;

typedef struct {
    Round *round;
    Store *store;
    Arena arena;
    pthread_t thread;
    bool started;
    size_t failed; /* the place of the query that failed; SIZE_MAX = none */
    Err err;
} Hand;

static void *work(void *own) {
    Hand *hand = own;
    Round *round = hand->round;
    size_t at;
    while ((at = atomic_fetch_add(&round->next, 1)) < round->count) {
        const size_t i = round->places[at];
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
 * Returns its place. */
static size_t first_failed(const Hand *hands, int count, Err *err) {
    size_t first = SIZE_MAX;
    for (int i = 0; i < count; i++)
        if (hands[i].failed < first) {
            first = hands[i].failed;
            *err = hands[i].err;
        }
    return first;
}

bool store_share(Store *store, const char **path, Err *err) {
    err->kind = ERR_NONE;
    return !store->supposing && !store->like_for_like && store->engine->share &&
           store->engine->share(store, path, err);
}

/* Connections that read beside this one stay open until it is closed: each has to learn the schema first.
 * Returns how many there are, at most `wanted`. */
static int open_readers(Store *store, const char *path, size_t wanted) {
    Err ignored;
    while (store->reader_count < wanted) {
        Store *reader;
        ARENA_PUSH(store->arena, store->readers, store->reader_count, store->reader_capacity);
        if (!store_open(store->arena, path, STORE_READ, &reader, &ignored)) break;
        store->readers[store->reader_count++] = reader;
    }
    return (int)(store->reader_count < wanted ? store->reader_count : wanted);
}

void store_close_readers(Store *store) {
    Err ignored;
    for (size_t i = 0; i < store->reader_count; i++)
        (void)!store_close(store->readers[i], false, &ignored);
    store->reader_count = 0;
}

/* Asks the queries of a round; with one job, by the caller's connection. */
static size_t ask_round(Arena *arena, Store *store, Round *round, const char *path, int jobs, Err *err) {
    const size_t most = round->count < (size_t)jobs ? round->count : (size_t)jobs;
    Hand *hands = ARENA_ARRAY(arena, Hand, jobs);
    int open = jobs > 1 ? open_readers(store, path, most) : 0;
    for (int i = 0; i < open; i++)
        hands[i] = (Hand){.round = round, .store = store->readers[i], .failed = SIZE_MAX};
    /* The caller's connection rests meanwhile: the end of a query on it would take the others' limits away.
     */
    for (int i = 1; i < open; i++)
        hands[i].started = pthread_create(&hands[i].thread, NULL, work, &hands[i]) == 0;
    if (open == 0) hands[open++] = (Hand){.round = round, .store = store, .failed = SIZE_MAX};
    work(&hands[0]);
    for (int i = 0; i < open; i++) {
        if (hands[i].started) pthread_join(hands[i].thread, NULL);
        arena_take(arena, &hands[i].arena);
    }
    if (!store->engine->unlimit)
        store_close_readers(store);
    else if (store->reader_count)
        store->engine->unlimit(store);
    return first_failed(hands, open, err);
}

/* The answers to what was asked ahead, before the first error. */
static bool take_early(Arena *arena, Store *store, const StoreAsk *asks, const bool *early, size_t end,
                       Table **tables, Err *err) {
    for (size_t i = 0; i < end; i++)
        if (early[i] && !store_ahead_take(arena, store, &asks[i], &tables[i]) &&
            !store_query(arena, store, asks[i].name, asks[i].sql, asks[i].params, asks[i].param_count,
                         &tables[i], err))
            return false;
    return true;
}

bool store_query_all(Arena *arena, Store *store, const StoreAsk *asks, size_t count, int jobs, Table **tables,
                     Err *err) {
    const char *path = NULL;
    Err later;
    if (!store_settle(store, err)) return false;
    /* Shared whatever `jobs` is, so that the database comes out the same, byte for byte. */
    if (!store_share(store, &path, err)) jobs = 1;
    if (err->kind != ERR_NONE) return false;
    if (jobs < 1) jobs = 1;
    size_t *places = ARENA_ARRAY(arena, size_t, count + 1);
    bool *early = ARENA_ARRAY(arena, bool, count + 1);
    Round round = {.asks = asks, .places = places, .tables = tables};
    for (size_t i = 0; i < count; i++) {
        early[i] = store_ahead_expect(store, &asks[i]);
        if (!early[i]) places[round.count++] = i;
    }
    const size_t failed = ask_round(arena, store, &round, path, jobs, &later);
    if (!take_early(arena, store, asks, early, failed < count ? failed : count, tables, err)) return false;
    if (failed < count) *err = later;
    return failed >= count;
}
