/* A tree of pages begins with its root, which names rows that come much later. So the table is made of blocks
 * of rows, each a tree of its own, and each begins with a page that names two things: the tree of this block,
 * and behind it the next block.
 *
 *   entry ─ row ─ entry ─ row ─ entry ─ … the last block has no entry
 *     │             │
 *   block         block
 *
 * SQLite goes down at most 20 pages; there are at most 17 blocks, so that a block may have three levels: a
 * billion rows in pages of 65536 bytes. */
#include "store/image.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "store/btree.h"

/* A page and the first row behind all of its rows, which is in no page below. */
typedef struct {
    uint32_t number;
    BtreeRecord behind;
} Child;

typedef struct {
    Arena memory;
    uint32_t first; /* number of pages[0] */
    uint32_t unused;
    unsigned char **pages;
    size_t count, room, capacity; /* room: pages that have memory */
    Child *children;
    size_t child_count, child_capacity;
    size_t series; /* of the ledger, up to here */
    bool last;
} Block;

/* What comes in next. */
typedef struct {
    LedgerCursor *cursor;
    const FigureRow *row, *end;
    size_t series; /* the next one */
    BtreeRecord record;
    bool some;
} Source;

enum { SLOTS = 2 }; /* the block that is read and the one that is made */

struct Image {
    Arena memory;
    const Ledger *ledger;
    ImageShape shape;
    Source source;
    size_t values;   /* in blocks, so far */
    uint32_t number; /* of the next block's first page */
    Block slots[SLOTS];
    size_t reading; /* the block that is read */
    pthread_t thread;
    bool threaded;        /* and not joined yet */
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t moved;
    size_t made; /* blocks */
    bool ended;  /* nobody wants more */
};

/* --- rows --- */

static void next_row(Image *image) {
    Source *source = &image->source;
    while (source->row == source->end && source->series < ledger_series_count(image->ledger)) {
        size_t count;
        source->row = ledger_series(source->cursor, source->series++, &count);
        source->end = source->row + count;
    }
    source->some = source->row < source->end;
    if (!source->some) return;
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        image->values += source->row->present[stage];
    btree_record(source->row++, &source->record);
}

/* --- one block --- */

static uint32_t number_of(const Block *block, size_t page) {
    const uint32_t number = block->first + (uint32_t)page;
    return block->first < block->unused && number >= block->unused ? number + 1 : number;
}

static size_t new_page(Block *block, size_t size) {
    ARENA_PUSH(&block->memory, block->pages, block->count, block->capacity);
    if (block->count == block->room) block->pages[block->room++] = arena_malloc(size);
    return block->count++;
}

static Child *new_child(Block *block, size_t page) {
    ARENA_PUSH(&block->memory, block->children, block->child_count, block->child_capacity);
    Child *child = &block->children[block->child_count++];
    child->number = number_of(block, page);
    return child;
}

/* The small first blocks are there soon; a large one is made while the one before it is read. */
static size_t values_until(const Image *image, size_t block) {
    enum { OF = 128, DOUBLING = 4, EACH = 10 };
    const size_t part = block < DOUBLING ? (size_t)1 << block : (OF >> 4) + (block - DOUBLING + 1) * EACH;
    return (size_t)((unsigned __int128)ledger_count(image->ledger) * part / OF);
}

/* Leaves of the next rows. The row between two of them goes behind the first. */
static void make_leaves(Image *image, Block *block, size_t until) {
    const size_t size = image->shape.page_size;
    BtreePage leaf;
    do {
        const size_t page = new_page(block, size);
        btree_begin(&leaf, block->pages[page], size, true);
        while (image->source.some && btree_add(&leaf, 0, &image->source.record))
            next_row(image);
        Child *child = new_child(block, page);
        block->last = !image->source.some;
        if (!block->last) btree_take_last(&leaf, &child->behind);
        btree_end(&leaf, 0);
    } while (!block->last && image->values < until);
}

/* The page above as many children as have room, from number `first` on; the last one of them takes what is
 * behind the row before it. The number of children. */
static size_t make_inner(Block *block, size_t first, size_t size, size_t *page) {
    BtreePage inner;
    size_t child = first;
    *page = new_page(block, size);
    btree_begin(&inner, block->pages[*page], size, false);
    while (child + 1 < block->child_count &&
           btree_add(&inner, block->children[child].number, &block->children[child].behind))
        child++;
    btree_end(&inner, block->children[child].number);
    return child + 1 - first;
}

/* Until there is one page above all; a child that is left alone waits for the next level. */
static void make_levels(Block *block, size_t size, size_t *top) {
    while (block->child_count > 1) {
        size_t above = 0;
        for (size_t child = 0, taken; child < block->child_count; child += taken) {
            taken = 1;
            uint32_t number = block->children[child].number;
            if (child + 1 < block->child_count) {
                taken = make_inner(block, child, size, top);
                number = number_of(block, *top);
            }
            block->children[above++] = (Child){number, block->children[child + taken - 1].behind};
        }
        block->child_count = above;
    }
}

static void make_block(Image *image, size_t number) {
    const size_t size = image->shape.page_size;
    Block *block = &image->slots[number % SLOTS];
    block->first = image->number;
    block->unused = image->shape.unused;
    block->count = block->child_count = 0;
    const size_t entry = new_page(block, size);
    size_t top = entry + 1; /* the only leaf */
    make_leaves(image, block, values_until(image, number));
    make_levels(block, size, &top);
    block->series = image->source.series;
    image->number = number_of(block, block->count);
    if (block->last) { /* the tree itself stands where an entry would */
        unsigned char *bytes = block->pages[entry];
        block->pages[entry] = block->pages[top];
        block->pages[top] = bytes;
        return;
    }
    BtreePage page;
    btree_begin(&page, block->pages[entry], size, false);
    (void)!btree_add(&page, block->children[0].number, &block->children[0].behind); /* it is empty */
    btree_end(&page, image->number);
}

/* --- one block ahead --- */

static bool wait_for_slot(Image *image, size_t number) {
    pthread_mutex_lock(&image->lock);
    while (number >= image->reading + SLOTS && !image->ended)
        pthread_cond_wait(&image->moved, &image->lock);
    const bool wanted = !image->ended;
    pthread_mutex_unlock(&image->lock);
    return wanted;
}

static void *go_ahead(void *context) {
    Image *image = context;
    for (size_t number = 0; wait_for_slot(image, number); number++) {
        make_block(image, number);
        const bool last = image->slots[number % SLOTS].last; /* what is made is the reader's */
        pthread_mutex_lock(&image->lock);
        image->made = number + 1;
        pthread_cond_broadcast(&image->moved);
        pthread_mutex_unlock(&image->lock);
        if (last) break;
    }
    return NULL;
}

/* Those before it are not wanted any more. */
static void read_block(Image *image, size_t number) {
    if (!image->threaded) {
        make_block(image, number);
        image->made = number + 1;
        image->reading = number;
        return;
    }
    pthread_mutex_lock(&image->lock);
    image->reading = number;
    pthread_cond_broadcast(&image->moved);
    while (image->made <= number)
        pthread_cond_wait(&image->moved, &image->lock);
    pthread_mutex_unlock(&image->lock);
}

Image *image_open(const Ledger *ledger, const ImageShape *shape, bool thread) {
    Arena own = {0};
    Image *image = ARENA_NEW(&own, Image);
    image->memory = own;
    image->ledger = ledger;
    image->shape = *shape;
    image->number = shape->first;
    image->source.cursor = ledger_open(ledger);
    next_row(image);
    pthread_mutex_init(&image->lock, NULL);
    pthread_cond_init(&image->moved, NULL);
    image->threaded = thread && pthread_create(&image->thread, NULL, go_ahead, image) == 0;
    read_block(image, 0);
    return image;
}

const unsigned char *image_page(Image *image, uint32_t number) {
    const Block *block = &image->slots[image->reading % SLOTS];
    if (!block->last && number == number_of(block, block->count)) {
        read_block(image, image->reading + 1);
        block = &image->slots[image->reading % SLOTS];
    }
    if (number < block->first) return NULL;
    size_t page = number - block->first;
    if (block->first < block->unused && number > block->unused) page--;
    return page < block->count && number != block->unused ? block->pages[page] : NULL;
}

size_t image_series(const Image *image) {
    return image->slots[image->reading % SLOTS].series;
}

const Replaced *image_replaced(const Image *image, size_t *count) {
    return ledger_replaced(image->source.cursor, count);
}

void image_close(Image *image) {
    if (!image) return;
    if (image->threaded) {
        pthread_mutex_lock(&image->lock);
        image->ended = true;
        pthread_cond_broadcast(&image->moved);
        pthread_mutex_unlock(&image->lock);
        pthread_join(image->thread, NULL);
    }
    for (int slot = 0; slot < SLOTS; slot++) {
        Block *block = &image->slots[slot];
        for (size_t page = 0; page < block->room; page++)
            free(block->pages[page]);
        arena_free(&block->memory);
    }
    ledger_close(image->source.cursor);
    pthread_cond_destroy(&image->moved);
    pthread_mutex_destroy(&image->lock);
    Arena own = image->memory;
    arena_free(&own);
}
