/* The part of ledger.h that writes pages: values come in the order of a file and go out bucket by bucket. */
#include <stdlib.h>
#include <string.h>

#include "base/spill.h"
#include "model/ledger_internal.h"

enum { BLOCK = 4096, DRAFT_MAX = 1 << 18 };
typedef struct {
    LedgerCell cells[BLOCK];
    int32_t buckets[BLOCK];
} Block;

typedef struct {
    int32_t item, part, step;
    size_t count;
} OpenBucket;

struct LedgerDraft {
    Arena memory; /* of the lists; emptied with each page */
    Arena blocks_memory;
    Block **blocks; /* kept from page to page: fresh memory is dear */
    size_t block_count, block_capacity;
    Block *block; /* with room, unless there are whole blocks */
    size_t count; /* cells */
    bool spill;
    int64_t base;
    Index depts, periods, bucket_index;
    OpenBucket *buckets;
    size_t bucket_count, bucket_capacity;
};

static void begin(LedgerDraft *draft) {
    arena_free(&draft->memory);
    draft->count = draft->bucket_count = draft->bucket_capacity = 0;
    draft->buckets = NULL;
    draft->depts = draft->periods = draft->bucket_index = (Index){.arena = &draft->memory};
}

LedgerDraft *ledger_draft_new(bool spill) {
    Arena own = {0};
    LedgerDraft *draft = ARENA_NEW(&own, LedgerDraft);
    draft->blocks_memory = own;
    draft->spill = spill;
    begin(draft);
    return draft;
}

void ledger_draft_free(LedgerDraft *draft) {
    if (!draft) return;
    arena_free(&draft->memory);
    Arena own = draft->blocks_memory;
    arena_free(&own);
}

static int32_t put(Index *index, IndexKey key, size_t room) {
    if (index->count >= room && !index_has(index, key)) return -1;
    return (int32_t)index_put(index, key);
}

int32_t ledger_draft_dept(LedgerDraft *draft, int32_t dept) {
    return put(&draft->depts, (IndexKey){{dept}}, (size_t)1 << LEDGER_DEPT_BITS);
}

int32_t ledger_draft_period(LedgerDraft *draft, int year, int month) {
    return put(&draft->periods, (IndexKey){{year * 16 + month}}, (size_t)1 << LEDGER_PERIOD_BITS);
}

int32_t ledger_draft_bucket(LedgerDraft *draft, int32_t item, int32_t part, int32_t step) {
    int32_t bucket = put(&draft->bucket_index, (IndexKey){{item, part, step}}, INT32_MAX / 2);
    if (bucket >= 0 && (size_t)bucket == draft->bucket_count) {
        ARENA_PUSH(&draft->memory, draft->buckets, draft->bucket_count, draft->bucket_capacity);
        draft->buckets[draft->bucket_count++] = (OpenBucket){.item = item, .part = part, .step = step};
    }
    return bucket;
}

/* A block with room for one more, or NULL when the page is full. */
static Block *next_block(LedgerDraft *draft) {
    const size_t number = draft->count / BLOCK;
    if (draft->count == DRAFT_MAX) return NULL;
    if (number == draft->block_count) {
        ARENA_PUSH(&draft->blocks_memory, draft->blocks, draft->block_count, draft->block_capacity);
        draft->blocks[draft->block_count++] = ARENA_NEW(&draft->blocks_memory, Block);
    }
    return draft->block = draft->blocks[number];
}

bool ledger_draft_put(LedgerDraft *draft, int32_t bucket, uint32_t place, int64_t value, int64_t cell) {
    const size_t at = draft->count % BLOCK;
    if (draft->count == 0) draft->base = cell & ~(int64_t)UINT32_MAX;
    if ((at == 0 && !next_block(draft)) || (cell ^ draft->base) >> 32 != 0) return false;
    draft->block->buckets[at] = bucket;
    draft->block->cells[at] = (LedgerCell){.value = value, .cell = (uint32_t)cell, .place = place};
    draft->buckets[bucket].count++;
    draft->count++;
    return true;
}

size_t ledger_draft_count(const LedgerDraft *draft) {
    return draft->count;
}

static LedgerList keys_of(Arena *arena, const Index *index) {
    int32_t *keys = ARENA_ARRAY(arena, int32_t, index->count);
    for (size_t i = 0; i < index->count; i++)
        keys[i] = index->keys[i].part[0];
    return (LedgerList){keys, index->count};
}

static size_t size_of_cells(const LedgerPage *page) {
    return page->cell_count * sizeof *page->cells;
}

void ledger_page_rest(const LedgerPage *page) {
    if (page->spilled) spill_rest(page->cells, size_of_cells(page));
}

static void make_room(const LedgerDraft *draft, LedgerPage *page) {
    page->cells = draft->spill ? spill_new(size_of_cells(page)) : NULL;
    page->spilled = page->cells != NULL;
    if (!page->spilled) page->cells = ARENA_ARRAY(&page->memory, LedgerCell, page->cell_count);
}

/* Counting sort of the cells by bucket. */
static void sort_cells(const LedgerDraft *draft, LedgerPage *page) {
    size_t *next = ARENA_ARRAY(&page->memory, size_t, draft->bucket_count);
    page->buckets = ARENA_ARRAY(&page->memory, LedgerBucket, draft->bucket_count);
    make_room(draft, page);
    size_t first = 0;
    for (size_t i = 0; i < draft->bucket_count; i++) {
        const OpenBucket *open = &draft->buckets[i];
        page->buckets[i] = (LedgerBucket){
            .item = open->item, .part = open->part, .step = open->step, .first = first, .count = open->count};
        next[i] = first;
        first += open->count;
    }
    for (size_t i = 0; i < draft->count; i++) {
        const Block *block = draft->blocks[i / BLOCK];
        page->cells[next[block->buckets[i % BLOCK]]++] = block->cells[i % BLOCK];
    }
    ledger_page_rest(page);
}

LedgerPage *ledger_seal(LedgerDraft *draft, const int64_t *steps, size_t step_count) {
    LedgerPage *page = NULL;
    if (draft->count) {
        Arena own = {0};
        page = ARENA_NEW(&own, LedgerPage);
        page->memory = own;
        page->base = draft->base;
        page->cell_count = draft->count;
        page->bucket_count = draft->bucket_count;
        sort_cells(draft, page);
        page->lists[LEDGER_DEPTS] = keys_of(&page->memory, &draft->depts);
        page->lists[LEDGER_PERIODS] = keys_of(&page->memory, &draft->periods);
        page->steps = ARENA_ARRAY(&page->memory, int64_t, step_count);
        page->step_count = step_count;
        if (step_count && steps) memcpy(page->steps, steps, step_count * sizeof *steps);
    }
    begin(draft);
    return page;
}

void ledger_pages_add(LedgerPages *pages, LedgerPage *page) {
    if (pages->count == pages->capacity) {
        pages->capacity = pages->capacity ? 2 * pages->capacity : 4;
        LedgerPage **more = arena_malloc(pages->capacity * sizeof(LedgerPage *));
        if (pages->count) memcpy(more, pages->items, pages->count * sizeof(LedgerPage *));
        free(pages->items);
        pages->items = more;
    }
    pages->items[pages->count++] = page;
}

void ledger_pages_free(LedgerPages *pages) {
    for (size_t i = 0; i < pages->count; i++) {
        const LedgerPage *page = pages->items[i];
        if (page->spilled) spill_free(page->cells, size_of_cells(page));
        Arena own = page->memory;
        arena_free(&own);
    }
    free(pages->items);
    *pages = (LedgerPages){0};
}

size_t ledger_pages_count(const LedgerPages *pages) {
    size_t count = 0;
    for (size_t i = 0; i < pages->count; i++)
        count += pages->items[i]->cell_count;
    return count;
}
