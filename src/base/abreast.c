#include "base/abreast.h"

#include <pthread.h>
#include <stdatomic.h>

typedef struct {
    size_t count;
    AbreastWork *work;
    void *user;
    atomic_size_t next;
} Round;

typedef struct {
    Round *round;
    Arena arena;
    pthread_t thread;
} Hand;

static void *do_work(void *own) {
    Hand *hand = own;
    Round *round = hand->round;
    size_t i;
    while ((i = atomic_fetch_add(&round->next, 1)) < round->count)
        round->work(&hand->arena, i, round->user);
    return NULL;
}

void abreast(Arena *arena, size_t count, int jobs, AbreastWork *work, void *user) {
    Round round = {.count = count, .work = work, .user = user};
    Hand *hands = ARENA_ARRAY(arena, Hand, jobs < 1 ? 1 : jobs);
    int started = 1; /* hands[0] works on the caller's thread */
    hands[0].round = &round;
    while (started < jobs && (size_t)started < count) {
        hands[started].round = &round;
        if (pthread_create(&hands[started].thread, NULL, do_work, &hands[started]) != 0) break;
        started++;
    }
    do_work(&hands[0]);
    for (int i = 1; i < started; i++)
        pthread_join(hands[i].thread, NULL);
    for (int i = 0; i < started; i++)
        arena_take(arena, &hands[i].arena);
}
