#include "store/merge.h"

int merge_compare(const FigureRow *a, const FigureRow *b) {
    if (a->item_id != b->item_id) return a->item_id < b->item_id ? -1 : 1;
    if (a->part_id != b->part_id) return a->part_id < b->part_id ? -1 : 1;
    if (a->dept_id != b->dept_id) return a->dept_id < b->dept_id ? -1 : 1;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    return a->month - b->month;
}

static const FigureRow *head(const Merge *merge, size_t source) {
    return &merge->sources[source].rows[merge->at[source]];
}

/* Of equal keys the earlier source comes first, so that the later one replaces it. */
static bool before(const Merge *merge, size_t one, size_t two) {
    int order = merge_compare(head(merge, one), head(merge, two));
    return order ? order < 0 : one < two;
}

static void sink(Merge *merge, size_t place) {
    size_t *heap = merge->heap, moving = heap[place];
    for (size_t child; (child = 2 * place + 1) < merge->heap_count; place = child) {
        if (child + 1 < merge->heap_count && before(merge, heap[child + 1], heap[child])) child++;
        if (before(merge, moving, heap[child])) break;
        heap[place] = heap[child];
    }
    heap[place] = moving;
}

void merge_open(Merge *merge, Arena *arena, const FigureRows *sources, size_t count) {
    *merge = (Merge){.arena = arena,
                     .sources = sources,
                     .at = ARENA_ARRAY(arena, size_t, count),
                     .heap = ARENA_ARRAY(arena, size_t, count)};
    for (size_t i = 0; i < count; i++)
        if (sources[i].count) merge->heap[merge->heap_count++] = i;
    for (size_t i = merge->heap_count / 2; i-- > 0;)
        sink(merge, i);
    merge_next(merge);
}

/* The first row of the heap; its source moves on. */
static const FigureRow *take(Merge *merge) {
    size_t source = merge->heap[0];
    const FigureRow *row = head(merge, source);
    if (++merge->at[source] == merge->sources[source].count)
        merge->heap[0] = merge->heap[--merge->heap_count];
    if (merge->heap_count) sink(merge, 0);
    return row;
}

static void replace(Merge *merge, const FigureRow *later) {
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        if (!later->present[stage]) continue;
        if (merge->row.present[stage]) {
            ARENA_PUSH(merge->arena, merge->replaced, merge->replaced_count, merge->replaced_capacity);
            merge->replaced[merge->replaced_count++] = (Replaced){.row = merge->row, .stage = (Stage)stage};
        }
        merge->row.present[stage] = true;
        merge->row.value[stage] = later->value[stage];
        merge->row.origin[stage] = later->origin[stage];
        merge->row.step[stage] = later->step[stage];
    }
}

void merge_next(Merge *merge) {
    merge->done = merge->heap_count == 0;
    if (merge->done) return;
    merge->row = *take(merge);
    while (merge->heap_count && merge_compare(head(merge, merge->heap[0]), &merge->row) == 0)
        replace(merge, take(merge));
}
