#include "model/ledger_ahead.h"

#include <pthread.h>
#include <string.h>

/* Two series at a time: the one that is read and the one that is laid out. Even ones go by the first cursor,
 * odd ones by the second, because a cursor keeps one. */
enum { SLOTS = 2 };

typedef struct {
    LedgerCursor *cursor;
    const FigureRow *rows;
    size_t count;
} Slot;

struct LedgerAhead {
    Arena memory;
    const Ledger *ledger;
    size_t series_count, next; /* next: that the caller has not asked for */
    Slot slots[SLOTS];
    pthread_t thread;
    bool threaded;        /* and not joined yet */
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t moved;
    size_t made, read; /* series that are laid out; that the caller has done with */
    bool ended;        /* the caller wants no more */
};

bool ledger_ahead_pays(const Ledger *ledger) {
    enum { MANY_SERIES = 16, MANY_VALUES = 4096 };
    const size_t series = ledger_series_count(ledger);
    return series >= MANY_SERIES && ledger_count(ledger) / series >= MANY_VALUES;
}

static void lay_out(LedgerAhead *ahead, size_t series) {
    Slot *slot = &ahead->slots[series % SLOTS];
    slot->rows = ledger_series(slot->cursor, series, &slot->count);
}

/* False when nobody wants it any more. */
static bool wait_for_slot(LedgerAhead *ahead, size_t series) {
    pthread_mutex_lock(&ahead->lock);
    while (series >= ahead->read + SLOTS && !ahead->ended)
        pthread_cond_wait(&ahead->moved, &ahead->lock);
    const bool wanted = !ahead->ended;
    pthread_mutex_unlock(&ahead->lock);
    return wanted;
}

static void *go_ahead(void *context) {
    LedgerAhead *ahead = context;
    for (size_t series = 0; series < ahead->series_count && wait_for_slot(ahead, series); series++) {
        lay_out(ahead, series);
        pthread_mutex_lock(&ahead->lock);
        ahead->made = series + 1;
        pthread_cond_broadcast(&ahead->moved);
        pthread_mutex_unlock(&ahead->lock);
    }
    return NULL;
}

LedgerAhead *ledger_ahead_open(const Ledger *ledger, bool thread) {
    Arena own = {0};
    LedgerAhead *ahead = ARENA_NEW(&own, LedgerAhead);
    ahead->memory = own;
    ahead->ledger = ledger;
    ahead->series_count = ledger_series_count(ledger);
    for (size_t i = 0; i < SLOTS; i++)
        ahead->slots[i].cursor = ledger_open(ledger);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->moved, NULL);
    ahead->threaded = thread && pthread_create(&ahead->thread, NULL, go_ahead, ahead) == 0;
    return ahead;
}

static void wait_until_made(LedgerAhead *ahead, size_t series) {
    pthread_mutex_lock(&ahead->lock);
    ahead->read = series; /* all before it */
    pthread_cond_broadcast(&ahead->moved);
    while (ahead->made <= series)
        pthread_cond_wait(&ahead->moved, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
}

const FigureRow *ledger_ahead_next(LedgerAhead *ahead, size_t *count) {
    const size_t series = ahead->next;
    *count = 0;
    if (series == ahead->series_count) return NULL;
    ahead->next++;
    if (ahead->threaded)
        wait_until_made(ahead, series);
    else
        lay_out(ahead, series);
    const Slot *slot = &ahead->slots[series % SLOTS];
    *count = slot->count;
    return slot->rows;
}

int ledger_ahead_month(const LedgerAhead *ahead) {
    return ledger_month(ahead->slots[(ahead->next - 1) % SLOTS].cursor);
}

static void end_thread(LedgerAhead *ahead) {
    if (!ahead->threaded) return;
    pthread_mutex_lock(&ahead->lock);
    ahead->ended = true;
    pthread_cond_broadcast(&ahead->moved);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    ahead->threaded = false;
}

static bool is_before(const FigureRow *a, const FigureRow *b) {
    return a->item_id != b->item_id ? a->item_id < b->item_id : a->part_id < b->part_id;
}

Replaced *ledger_ahead_replaced(Arena *arena, LedgerAhead *ahead, size_t *count) {
    end_thread(ahead);
    size_t even_count, odd_count;
    const Replaced *even = ledger_replaced(ahead->slots[0].cursor, &even_count),
                   *odd = ledger_replaced(ahead->slots[1].cursor, &odd_count);
    *count = even_count + odd_count;
    Replaced *all = ARENA_ARRAY(arena, Replaced, *count + 1);
    for (size_t i = 0, e = 0, o = 0; i < *count; i++) {
        const bool takes_even = o == odd_count || (e < even_count && is_before(&even[e].row, &odd[o].row));
        all[i] = takes_even ? even[e++] : odd[o++];
    }
    return all;
}

void ledger_ahead_close(LedgerAhead *ahead) {
    if (!ahead) return;
    end_thread(ahead);
    for (size_t i = 0; i < SLOTS; i++)
        ledger_close(ahead->slots[i].cursor);
    pthread_cond_destroy(&ahead->moved);
    pthread_mutex_destroy(&ahead->lock);
    Arena own = ahead->memory;
    arena_free(&own);
}
