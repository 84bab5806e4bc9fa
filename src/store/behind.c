/* Results put behind the caller's back, one after the other, while it computes the next ones. */
#include <pthread.h>
#include <string.h>

#include "store/internal.h"

struct Behind {
    Store *store;
    pthread_t thread;
    bool started;         /* and not joined yet */
    pthread_mutex_t lock; /* guards what follows */
    StorePut *puts;       /* from `next` on they wait */
    size_t count, next, capacity;
    bool under_way, failed; /* under_way: the thread will look for more */
    Err err;                /* of what failed */
};

static bool next_put(Behind *behind, StorePut *put) {
    pthread_mutex_lock(&behind->lock);
    const bool some = behind->next < behind->count && !behind->failed;
    if (some) *put = behind->puts[behind->next++];
    behind->under_way = some;
    pthread_mutex_unlock(&behind->lock); /* from here on others may say that there is more */
    return some;
}

static void *work(void *own) {
    Behind *behind = own;
    StorePut put = {0};
    while (next_put(behind, &put))
        if (!store_replace_rows(behind->store, put.result, put.table, &behind->err)) {
            pthread_mutex_lock(&behind->lock);
            behind->failed = true;
            pthread_mutex_unlock(&behind->lock);
        }
    return NULL;
}

static void join(Behind *behind) {
    if (behind->started) pthread_join(behind->thread, NULL);
    behind->started = false;
}

bool store_settle(Store *store, Err *err) {
    Behind *behind = store->behind;
    if (!behind) return true;
    join(behind);
    const bool done = !behind->failed;
    if (!done) *err = behind->err;
    behind->failed = behind->under_way = false;
    behind->count = behind->next = 0;
    return done;
}

/* Whether the thread is still there to take them. */
static bool add(Behind *behind, const StorePut *puts, size_t count) {
    pthread_mutex_lock(&behind->lock);
    for (size_t i = 0; i < count; i++) {
        ARENA_PUSH(behind->store->arena, behind->puts, behind->count, behind->capacity);
        behind->puts[behind->count++] = puts[i];
    }
    const bool taken = behind->under_way || behind->failed;
    behind->under_way = true;
    pthread_mutex_unlock(&behind->lock);
    return taken;
}

bool store_put_behind(Store *store, const StorePut *puts, size_t count, int jobs, Err *err) {
    if (!store->behind) {
        store->behind = ARENA_NEW(store->arena, Behind);
        *store->behind = (Behind){.store = store, .lock = PTHREAD_MUTEX_INITIALIZER};
    }
    Behind *behind = store->behind;
    const bool threads = jobs > 1 && store->engine->puts_behind;
    if (!threads && !store_settle(store, err)) return false;
    if (add(behind, puts, count)) return true;
    join(behind);
    behind->started = threads && pthread_create(&behind->thread, NULL, work, behind) == 0;
    if (behind->started) return true;
    work(behind);
    return store_settle(store, err);
}
