/* Results put behind the caller's back, while it computes the next ones. */
#include <pthread.h>
#include <string.h>

#include "store/internal.h"

struct Behind {
    Store *store;
    StorePut *puts;
    size_t count, capacity;
    pthread_t thread;
    bool under_way, done;
    Err err; /* of what failed */
};

static bool put_all(Behind *behind) {
    for (size_t i = 0; i < behind->count; i++)
        if (!store_replace_rows(behind->store, behind->puts[i].result, behind->puts[i].table, &behind->err))
            return false;
    return true;
}

static void *work(void *own) {
    Behind *behind = own;
    behind->done = put_all(behind);
    return NULL;
}

bool store_settle(Store *store, Err *err) {
    Behind *behind = store->behind;
    if (!behind || !behind->under_way) return true;
    pthread_join(behind->thread, NULL);
    behind->under_way = false;
    if (!behind->done) *err = behind->err;
    return behind->done;
}

static void remember(Behind *behind, const StorePut *puts, size_t count) {
    for (behind->count = 0; behind->count < count; behind->count++) {
        ARENA_PUSH(behind->store->arena, behind->puts, behind->count, behind->capacity);
        behind->puts[behind->count] = puts[behind->count];
    }
}

bool store_put_behind(Store *store, const StorePut *puts, size_t count, int jobs, Err *err) {
    if (!store_settle(store, err)) return false;
    if (!store->behind) {
        store->behind = ARENA_NEW(store->arena, Behind);
        store->behind->store = store;
    }
    Behind *behind = store->behind;
    remember(behind, puts, count);
    behind->under_way =
        jobs > 1 && store->engine->puts_behind && pthread_create(&behind->thread, NULL, work, behind) == 0;
    if (behind->under_way) return true;
    behind->done = put_all(behind);
    if (!behind->done) *err = behind->err;
    return behind->done;
}
