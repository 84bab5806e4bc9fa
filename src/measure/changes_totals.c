/* Sums of a department and year over the counted items. */
#include <stdlib.h>

#include "measure/changes_internal.h"

enum { YEARS_OF_KEY = 4096, FIRST_SLOTS = 1024 };

static size_t slot_of(const ChangeSums *all, int64_t key) {
    size_t at = (size_t)((uint64_t)key * 0x9e3779b97f4a7c15U) >> 20 & (all->slot_count - 1); /* Knuth 6.4 */
    while (all->slots[at] && all->sums[all->slots[at] - 1].key != key)
        at = (at + 1) & (all->slot_count - 1);
    return at;
}

static void make_slots(ChangeSums *all) {
    if (all->count * 2 < all->slot_count) return;
    all->slot_count = all->slot_count ? all->slot_count * 2 : FIRST_SLOTS;
    all->slots = ARENA_ARRAY(all->arena, uint32_t, all->slot_count);
    for (size_t i = 0; i < all->count; i++)
        all->slots[slot_of(all, all->sums[i].key)] = (uint32_t)i + 1;
}

static ChangeSum *sum_of(ChangeSums *all, int64_t key) {
    if (all->next < all->count && all->sums[all->next].key == key) return &all->sums[all->next++];
    make_slots(all);
    const size_t slot = slot_of(all, key);
    if (!all->slots[slot]) {
        ARENA_PUSH(all->arena, all->sums, all->count, all->capacity);
        all->sums[all->count++] = (ChangeSum){.key = key};
        all->slots[slot] = (uint32_t)all->count;
    }
    all->next = all->slots[slot];
    return &all->sums[all->next - 1];
}

bool changes_add(ChangeSums *sums, const ChangeRow *row) {
    ChangeSum *sum = sum_of(sums, (int64_t)row->dept * YEARS_OF_KEY + row->year);
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        if (row->value[stage] == TABLE_MISSING) continue;
        sum->present[stage] = true;
        if (__builtin_add_overflow(sum->sum[stage], row->value[stage], &sum->sum[stage])) return false;
    }
    return true;
}

bool changes_merge(ChangeSums *into, const ChangeSums *from) {
    for (size_t i = 0; i < from->count; i++) {
        ChangeSum *sum = sum_of(into, from->sums[i].key);
        for (int stage = 0; stage < STAGE_COUNT; stage++) {
            sum->present[stage] = sum->present[stage] || from->sums[i].present[stage];
            if (__builtin_add_overflow(sum->sum[stage], from->sums[i].sum[stage], &sum->sum[stage]))
                return false;
        }
    }
    return true;
}

static int by_key(const void *left, const void *right) {
    const ChangeSum *a = left, *b = right;
    return (a->key > b->key) - (a->key < b->key);
}

enum { MONEY = 2 }; /* what is counted is money */

static char *put_sum(char *at, const ChangeSum *sum, Stage stage) {
    if (sum->present[stage]) at = number_put(at, sum->sum[stage], MONEY, MONEY);
    *at++ = ',';
    return at;
}

static void print_total(Text *out, const ChangeFrame *frame, const ChangeSum *sum) {
    const ChangeCode code = frame->codes[sum->key / YEARS_OF_KEY];
    const bool *present = sum->present;
    const Wide *sums = sum->sum;
    char *first = text_room(out, code.length + CHANGES_LINE_ROOM), *at = changes_put_code(first, code);
    at = number_put(at, sum->key % YEARS_OF_KEY, 0, 0);
    *at++ = ',';
    for (Stage stage = 0; stage < STAGE_COUNT; stage++)
        at = put_sum(at, sum, stage);
    if (present[STAGE_BUDGET] && present[STAGE_ADJUSTED] && sums[STAGE_BUDGET] > 0)
        at = number_put_percent(at, sums[STAGE_ADJUSTED] - sums[STAGE_BUDGET], sums[STAGE_BUDGET]);
    *at++ = ',';
    if (present[STAGE_ADJUSTED] && present[STAGE_ACTUAL] && sums[STAGE_ADJUSTED] > 0)
        at = number_put_percent(at, sums[STAGE_ACTUAL], sums[STAGE_ADJUSTED]);
    *at++ = '\n';
    out->size += (size_t)(at - first);
}

size_t changes_print_totals(Text *out, const ChangeFrame *frame, ChangeSums *sums) {
    if (sums->count) qsort(sums->sums, sums->count, sizeof *sums->sums, by_key);
    for (size_t i = 0; i < sums->count; i++)
        print_total(out, frame, &sums->sums[i]);
    return sums->count;
}
