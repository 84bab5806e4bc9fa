/* Sums of a department and year over the counted items. */
#include <stdlib.h>

#include "measure/changes_internal.h"

enum { YEARS_OF_KEY = 4096, FIRST_ROOM = 1024 };

static size_t place_of(const ChangeSums *sums, int64_t key) {
    size_t at = (size_t)((uint64_t)key * 0x9e3779b97f4a7c15U) >> 20 & (sums->room - 1); /* Knuth 6.4 */
    while (sums->cells[at].key >= 0 && sums->cells[at].key != key)
        at = (at + 1) & (sums->room - 1);
    return at;
}

static void make_room(ChangeSums *sums) {
    if (sums->count * 2 < sums->room) return;
    ChangeSums larger = {.arena = sums->arena, .room = sums->room ? sums->room * 2 : FIRST_ROOM};
    larger.cells = ARENA_ARRAY(larger.arena, ChangeSum, larger.room);
    for (size_t i = 0; i < larger.room; i++)
        larger.cells[i].key = -1;
    for (size_t i = 0; i < sums->room; i++) {
        if (sums->cells[i].key < 0) continue;
        larger.cells[place_of(&larger, sums->cells[i].key)] = sums->cells[i];
        larger.count++;
    }
    *sums = larger;
}

static ChangeSum *sum_of(ChangeSums *sums, int64_t key) {
    make_room(sums);
    ChangeSum *sum = &sums->cells[place_of(sums, key)];
    if (sum->key < 0) {
        sum->key = key;
        sums->count++;
    }
    return sum;
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
    for (size_t i = 0; i < from->room; i++) {
        if (from->cells[i].key < 0) continue;
        ChangeSum *sum = sum_of(into, from->cells[i].key);
        for (int stage = 0; stage < STAGE_COUNT; stage++) {
            sum->present[stage] = sum->present[stage] || from->cells[i].present[stage];
            if (__builtin_add_overflow(sum->sum[stage], from->cells[i].sum[stage], &sum->sum[stage]))
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
    if (sum->present[stage]) at = changes_put(at, sum->sum[stage], MONEY, MONEY);
    *at++ = ',';
    return at;
}

static void print_total(Text *out, const ChangeFrame *frame, const ChangeSum *sum) {
    const ChangeCode code = frame->codes[sum->key / YEARS_OF_KEY];
    const bool *present = sum->present;
    const Wide *sums = sum->sum;
    char *first = text_room(out, code.length + 8 * CHANGES_NUMBER), *at = changes_put_code(first, code);
    at = changes_put(at, sum->key % YEARS_OF_KEY, 0, 0);
    *at++ = ',';
    for (Stage stage = 0; stage < STAGE_COUNT; stage++)
        at = put_sum(at, sum, stage);
    if (present[STAGE_BUDGET] && present[STAGE_ADJUSTED] && sums[STAGE_BUDGET] > 0)
        at = changes_put_percent(at, sums[STAGE_ADJUSTED] - sums[STAGE_BUDGET], sums[STAGE_BUDGET]);
    *at++ = ',';
    if (present[STAGE_ADJUSTED] && present[STAGE_ACTUAL] && sums[STAGE_ADJUSTED] > 0)
        at = changes_put_percent(at, sums[STAGE_ACTUAL], sums[STAGE_ADJUSTED]);
    *at++ = '\n';
    out->size += (size_t)(at - first);
}

size_t changes_print_totals(Text *out, const ChangeFrame *frame, ChangeSums *sums) {
    size_t count = 0;
    for (size_t i = 0; i < sums->room; i++)
        if (sums->cells[i].key >= 0) sums->cells[count++] = sums->cells[i];
    if (count) qsort(sums->cells, count, sizeof *sums->cells, by_key);
    for (size_t i = 0; i < count; i++)
        print_total(out, frame, &sums->cells[i]);
    return count;
}
