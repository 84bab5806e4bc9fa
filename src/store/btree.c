#include "store/btree.h"

#include <string.h>

enum { VALUES = 3 * STAGE_COUNT, KEYS = 5, COLUMNS = KEYS + VALUES, HEAD = COLUMNS + 1 };
/* The lengths of head and record take a byte each. */
_Static_assert(1 + HEAD + 4 + 4 + 4 + 2 + 1 + 8 * VALUES < BTREE_MOST_BYTES && BTREE_MOST_BYTES < 128,
               "a record is short");

enum { TYPE_NULL = 0, TYPE_ZERO = 8, TYPE_ONE = 9 };

static void put_big_endian(unsigned char *at, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char)(value >> 8 * (bytes - 1 - i));
}

/* A whole number in as few bytes as the format has a type for. Writes 8 bytes, of which those behind the
 * number do not count. */
static inline unsigned char *put_number(unsigned char *type, unsigned char *at, int64_t number) {
    static const unsigned char widths[] = {0, 1, 2, 3, 4, 6, 6, 8, 8}, types[] = {0, 1, 2, 3, 4, 5, 5, 6, 6};
    if (number == 0 || number == 1) {
        *type = number ? TYPE_ONE : TYPE_ZERO;
        return at;
    }
    const uint64_t magnitude = (uint64_t)(number < 0 ? ~number : number);
    const int bytes = (64 - __builtin_clzll(magnitude | 1)) / 8 + 1; /* with a bit for the sign */
    *type = types[bytes];
    put_big_endian(at, (uint64_t)number << (64 - 8 * widths[bytes]), 8);
    return at + widths[bytes];
}

void btree_record(const FigureRow *row, BtreeRecord *record) {
    unsigned char *type = record->bytes + 1, *at = type + HEAD;
    *type++ = HEAD;
    const int32_t key[KEYS] = {row->item_id, row->part_id, row->dept_id, row->year, row->month};
    for (int i = 0; i < KEYS; i++)
        at = put_number(type++, at, key[i]);
    const int64_t *const groups[] = {row->value, row->origin, row->step};
    for (size_t group = 0; group < sizeof groups / sizeof *groups; group++)
        for (int stage = 0; stage < STAGE_COUNT; stage++, type++) {
            *type = TYPE_NULL;
            if (row->present[stage]) at = put_number(type, at, groups[group][stage]);
        }
    record->size = (size_t)(at - record->bytes);
    record->bytes[0] = (unsigned char)(record->size - 1);
}

/* --- pages --- */

enum { KIND_INNER = 2, KIND_LEAF = 10, INNER_HEAD = 12, LEAF_HEAD = 8, POINTER = 2, LEFT = 4 };

static bool is_leaf(const BtreePage *page) {
    return page->bytes[0] == KIND_LEAF;
}

static size_t pointers(const BtreePage *page) {
    return is_leaf(page) ? LEAF_HEAD : INNER_HEAD;
}

void btree_begin(BtreePage *page, unsigned char *bytes, size_t size, bool leaf) {
    *page = (BtreePage){.bytes = bytes, .size = size, .top = size};
    bytes[0] = leaf ? KIND_LEAF : KIND_INNER;
}

bool btree_add(BtreePage *page, uint32_t left, const BtreeRecord *record) {
    const size_t before = is_leaf(page) ? 0 : LEFT, pointer = pointers(page) + POINTER * page->cells;
    if (pointer + POINTER + before + record->size > page->top) return false;
    page->top -= before + record->size;
    if (before) put_big_endian(page->bytes + page->top, left, LEFT);
    memcpy(page->bytes + page->top + before, record->bytes, record->size);
    put_big_endian(page->bytes + pointer, page->top, POINTER);
    page->cells++;
    return true;
}

void btree_take_last(BtreePage *page, BtreeRecord *record) {
    record->size = page->bytes[page->top] + 1U;
    memcpy(record->bytes, page->bytes + page->top, record->size);
    page->top += record->size;
    page->cells--;
}

void btree_end(BtreePage *page, uint32_t right) {
    put_big_endian(page->bytes + 1, 0, 2); /* nothing was deleted */
    put_big_endian(page->bytes + 3, page->cells, 2);
    put_big_endian(page->bytes + 5, page->top & 0xFFFF, 2); /* 65536 is written as 0 */
    page->bytes[7] = 0;
    if (!is_leaf(page)) put_big_endian(page->bytes + 8, right, 4);
}
