/* Queries asked before they are wanted, by threads that see the database as it is now. What is written
 * meanwhile are tables of later stages, and nothing that looks at those is asked. */
#include <pthread.h>
#include <string.h>

#include "store/internal.h"

/* LATER: it failed; most likely it looks at what is not there yet. LEFT: to be asked as if it had never been
 * here: it was wanted before its turn came. */
typedef enum { WAITING, ASKED, ANSWERED, LATER, LEFT } State;

typedef struct {
    StoreAsk ask;
    State state;
    Arena arena; /* of the table */
    Table *table;
} Early;

typedef struct Hand {
    Ahead *ahead;
    Arena arena;
    Store *store;
    StoreStage stage; /* whose tables it sees */
    pthread_t thread;
    struct Hand *next;
} Hand;

struct Ahead {
    Early *all;
    size_t count;
    int jobs;
    StoreStage stage; /* the last one that is done */
    Hand *hands;      /* that work or have worked */
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* some state */
};

/* None, too, when there are hands that see more. */
static Early *next_waiting(const Hand *hand) {
    Ahead *ahead = hand->ahead;
    for (size_t i = 0; i < ahead->count && hand->stage == ahead->stage; i++)
        if (ahead->all[i].state == WAITING) return &ahead->all[i];
    return NULL;
}

static void *work(void *own) {
    Hand *hand = own;
    Ahead *ahead = hand->ahead;
    Early *early;
    pthread_mutex_lock(&ahead->mutex);
    while ((early = next_waiting(hand))) {
        const StoreAsk *ask = &early->ask;
        Err ignored; /* whoever wants the answer asks again and is told */
        early->state = ASKED;
        pthread_mutex_unlock(&ahead->mutex);
        const bool done = store_query(&early->arena, hand->store, ask->name, ask->sql, ask->params,
                                      ask->param_count, &early->table, &ignored);
        pthread_mutex_lock(&ahead->mutex);
        early->state = done ? ANSWERED : LATER;
        pthread_cond_broadcast(&ahead->changed);
    }
    pthread_mutex_unlock(&ahead->mutex);
    return NULL;
}

/* False: there is no connection or no thread to be had. */
static bool add_hand(Ahead *ahead, Store *store) {
    Err ignored;
    Hand *hand = ARENA_NEW(store->arena, Hand);
    *hand = (Hand){.ahead = ahead, .stage = ahead->stage, .next = ahead->hands};
    bool made = store->engine->freeze(&hand->arena, store, hand->stage, &hand->store, &ignored);
    if (made && pthread_create(&hand->thread, NULL, work, hand) == 0) {
        ahead->hands = hand;
        return true;
    }
    if (made) (void)!store_close(hand->store, false, &ignored);
    arena_free(&hand->arena);
    return false;
}

/* Those that see less end with the query that they are at. */
static void start(Ahead *ahead, Store *store, StoreStage stage) {
    size_t waiting = 0;
    pthread_mutex_lock(&ahead->mutex);
    ahead->stage = stage;
    for (size_t i = 0; i < ahead->count; i++) {
        if (ahead->all[i].state == LATER) ahead->all[i].state = WAITING;
        waiting += ahead->all[i].state == WAITING;
    }
    pthread_mutex_unlock(&ahead->mutex);
    for (int i = 1; i < ahead->jobs && (size_t)i <= waiting; i++)
        if (!add_hand(ahead, store)) return;
}

bool store_ask_ahead(Store *store, const StoreAsk *asks, size_t count, int jobs, Err *err) {
    const char *path;
    if (!store_settle(store, err)) return false;
    store_ahead_end(store);
    const bool shared = store_share(store, &path, err);
    if (err->kind != ERR_NONE) return false;
    if (!shared || !store->engine->freeze || jobs < 2) return true;
    Ahead *ahead = ARENA_NEW(store->arena, Ahead);
    *ahead = (Ahead){.all = ARENA_ARRAY(store->arena, Early, count + 1),
                     .count = count,
                     .jobs = jobs,
                     .mutex = PTHREAD_MUTEX_INITIALIZER,
                     .changed = PTHREAD_COND_INITIALIZER};
    for (size_t i = 0; i < count; i++)
        ahead->all[i].ask = asks[i];
    store->ahead = ahead;
    start(ahead, store, STORE_LOADED);
    return true;
}

bool store_stage_done(Store *store, StoreStage stage, Err *err) {
    if (!store->ahead) return true;
    if (!store_settle(store, err)) return false;
    start(store->ahead, store, stage);
    return true;
}

Store *store_open_beside(Arena *arena, Store *store) {
    Store *beside;
    Err ignored;
    if (!store->ahead || !store_settle(store, &ignored)) return NULL;
    return store->engine->freeze(arena, store, store->ahead->stage, &beside, &ignored) ? beside : NULL;
}

/* --- answers --- */

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_ask(const StoreAsk *a, const StoreAsk *b) {
    if (a->param_count != b->param_count || !same_text(a->sql, b->sql)) return false;
    for (size_t i = 0; i < a->param_count; i++) {
        const StoreParam *p = &a->params[i], *q = &b->params[i];
        if (strcmp(p->name, q->name) != 0 || p->null != q->null || p->integer != q->integer ||
            !same_text(p->text, q->text))
            return false;
    }
    return true;
}

static Early *find(const Ahead *ahead, const StoreAsk *ask) {
    for (size_t i = 0; ahead && i < ahead->count; i++)
        if (same_ask(&ahead->all[i].ask, ask)) return &ahead->all[i];
    return NULL;
}

bool store_ahead_expect(Store *store, const StoreAsk *ask) {
    Early *early = find(store->ahead, ask);
    if (!early || store->supposing || store->like_for_like) return false;
    pthread_mutex_lock(&store->ahead->mutex);
    if (early->state == WAITING || early->state == LATER) early->state = LEFT;
    const bool expected = early->state != LEFT;
    pthread_mutex_unlock(&store->ahead->mutex);
    return expected;
}

void store_take_answers(Arena *arena, Store *store, const StoreAsk *asks, size_t count, Table **tables) {
    for (size_t i = 0; i < count; i++) {
        Early *early = find(store->ahead, &asks[i]);
        tables[i] = NULL;
        if (!early) continue;
        pthread_mutex_lock(&store->ahead->mutex);
        const bool answered = early->state == ANSWERED;
        if (answered) early->state = LEFT; /* a table has one owner */
        pthread_mutex_unlock(&store->ahead->mutex);
        if (!answered) continue;
        arena_take(arena, &early->arena);
        tables[i] = early->table;
    }
}

bool store_ahead_take(Arena *arena, Store *store, const StoreAsk *ask, Table **table) {
    Early *early = find(store->ahead, ask);
    pthread_mutex_lock(&store->ahead->mutex);
    while (early->state == ASKED)
        pthread_cond_wait(&store->ahead->changed, &store->ahead->mutex);
    const bool answered = early->state == ANSWERED;
    early->state = LEFT; /* a table has one owner */
    pthread_mutex_unlock(&store->ahead->mutex);
    arena_take(arena, &early->arena);
    *table = early->table;
    return answered;
}

void store_ahead_end(Store *store) {
    Ahead *ahead = store->ahead;
    Err ignored;
    if (!ahead) return;
    store->ahead = NULL;
    pthread_mutex_lock(&ahead->mutex);
    for (size_t i = 0; i < ahead->count; i++)
        if (ahead->all[i].state == WAITING) ahead->all[i].state = LEFT;
    pthread_mutex_unlock(&ahead->mutex);
    for (Hand *hand = ahead->hands; hand; hand = hand->next) {
        store->engine->interrupt(hand->store);
        pthread_join(hand->thread, NULL);
        (void)!store_close(hand->store, false, &ignored);
        arena_free(&hand->arena);
    }
    for (size_t i = 0; i < ahead->count; i++)
        arena_free(&ahead->all[i].arena);
}
