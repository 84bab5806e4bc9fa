#include "model/ledger.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "model/ledger_internal.h"

/* A page in the ledger's order of departments and periods. */
typedef struct {
    const LedgerPage *page;
    int64_t first_origin;
    uint32_t *ranks[LEDGER_LISTS];
} Sheet;

/* A bucket of a page, under the series that it belongs to. */
typedef struct {
    int32_t item_id, part_id;
    uint32_t sheet;
    const LedgerBucket *bucket;
} Entry;

struct Ledger {
    Arena memory;
    Sheet *sheets;
    size_t sheet_count, sheet_capacity;
    size_t count;
    atomic_size_t *read;            /* values, of pages in files; NULL when there are none */
    LedgerList lists[LEDGER_LISTS]; /* numbers of departments, and periods, by rank */
    Entry *entries;
    size_t entry_count;
    size_t *series; /* first entry of each, and the end */
    size_t series_count;
    const char **dept_codes, **item_codes; /* by number */
};

Ledger *ledger_new(void) {
    Arena own = {0};
    Ledger *ledger = ARENA_NEW(&own, Ledger);
    ledger->memory = own;
    return ledger;
}

static void rest_all(const Ledger *ledger) {
    for (size_t s = 0; s < ledger->sheet_count; s++)
        ledger_page_rest(ledger->sheets[s].page);
}

void ledger_free(Ledger *ledger) {
    if (!ledger) return;
    rest_all(ledger);
    Arena own = ledger->memory;
    arena_free(&own);
}

void ledger_add(Ledger *ledger, const LedgerPage *page, int64_t first_origin) {
    ARENA_PUSH(&ledger->memory, ledger->sheets, ledger->sheet_count, ledger->sheet_capacity);
    ledger->sheets[ledger->sheet_count++] = (Sheet){.page = page, .first_origin = first_origin};
    ledger->count += page->cell_count;
    if (page->spilled && !ledger->read) {
        ledger->read = ARENA_NEW(&ledger->memory, atomic_size_t);
        atomic_init(ledger->read, 0);
    }
}

void ledger_add_all(Ledger *ledger, const LedgerPages *pages, int64_t first_origin) {
    for (size_t i = 0; i < pages->count; i++)
        ledger_add(ledger, pages->items[i], first_origin);
}

size_t ledger_count(const Ledger *ledger) {
    return ledger->count;
}

size_t ledger_series_count(const Ledger *ledger) {
    return ledger->series_count;
}

void ledger_series_key(const Ledger *ledger, size_t series, int32_t *item_id, int32_t *part_id) {
    const Entry *first = &ledger->entries[ledger->series[series]];
    *item_id = first->item_id;
    *part_id = first->part_id;
}

const char *ledger_dept_code(const Ledger *ledger, int32_t dept_id) {
    return ledger->dept_codes[dept_id];
}

const char *ledger_item_code(const Ledger *ledger, int32_t item_id) {
    return ledger->item_codes[item_id];
}

/* --- settling --- */

static int compare_numbers(const void *left, const void *right) {
    const int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
    return (a > b) - (a < b);
}

/* Sorts the numbers and drops repeated ones. */
static size_t sort_distinct(int32_t *numbers, size_t count) {
    size_t kept = 0;
    if (count) qsort(numbers, count, sizeof *numbers, compare_numbers);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || numbers[i] != numbers[kept - 1]) numbers[kept++] = numbers[i];
    return kept;
}

static int32_t number_of(const int64_t *ids, int32_t listed) {
    return ids ? (int32_t)ids[listed] : listed;
}

/* All that the pages list, as numbers by ids (NULL: as they are), distinct and ascending; and the places
 * among them of what each page lists. */
static void rank(Ledger *ledger, int which, const int64_t *ids) {
    LedgerList *all = &ledger->lists[which];
    size_t room = 0;
    for (size_t s = 0; s < ledger->sheet_count; s++)
        room += ledger->sheets[s].page->lists[which].count;
    all->items = ARENA_ARRAY(&ledger->memory, int32_t, room);
    for (size_t s = 0; s < ledger->sheet_count; s++) {
        const LedgerList *list = &ledger->sheets[s].page->lists[which];
        for (size_t i = 0; i < list->count; i++)
            all->items[all->count++] = number_of(ids, list->items[i]);
    }
    all->count = sort_distinct(all->items, all->count);
    for (size_t s = 0; s < ledger->sheet_count; s++) {
        const LedgerList *list = &ledger->sheets[s].page->lists[which];
        uint32_t *ranks = ARENA_ARRAY(&ledger->memory, uint32_t, list->count);
        for (size_t i = 0; i < list->count; i++) {
            const int32_t number = number_of(ids, list->items[i]),
                          *found = bsearch(&number, all->items, all->count, sizeof number, compare_numbers);
            ranks[i] = (uint32_t)(found - all->items);
        }
        ledger->sheets[s].ranks[which] = ranks;
    }
}

static void list_codes(Ledger *ledger, const Names *names, const int64_t *ids) {
    const LedgerList *all = &ledger->lists[LEDGER_DEPTS];
    const size_t room = all->count ? (size_t)all->items[all->count - 1] + 1 : 1;
    ledger->dept_codes = ARENA_ARRAY(&ledger->memory, const char *, room);
    for (size_t s = 0; s < ledger->sheet_count; s++) {
        const LedgerList *depts = &ledger->sheets[s].page->lists[LEDGER_DEPTS];
        for (size_t i = 0; i < depts->count; i++)
            ledger->dept_codes[ids[depts->items[i]]] = names_text(names, depts->items[i]);
    }
}

static int compare_entries(const void *left, const void *right) {
    const Entry *a = left, *b = right;
    if (a->item_id != b->item_id) return a->item_id < b->item_id ? -1 : 1;
    if (a->part_id != b->part_id) return a->part_id < b->part_id ? -1 : 1;
    if (a->sheet != b->sheet) return a->sheet < b->sheet ? -1 : 1;
    return a->bucket < b->bucket ? -1 : a->bucket > b->bucket;
}

static void list_entries(Ledger *ledger, const int64_t *ids) {
    size_t room = 0;
    for (size_t s = 0; s < ledger->sheet_count; s++)
        room += ledger->sheets[s].page->bucket_count;
    ledger->entries = ARENA_ARRAY(&ledger->memory, Entry, room);
    for (size_t s = 0; s < ledger->sheet_count; s++)
        for (size_t i = 0; i < ledger->sheets[s].page->bucket_count; i++) {
            const LedgerBucket *bucket = &ledger->sheets[s].page->buckets[i];
            ledger->entries[ledger->entry_count++] =
                (Entry){.item_id = (int32_t)ids[bucket->item],
                        .part_id = bucket->part ? (int32_t)ids[bucket->part] : 0,
                        .sheet = (uint32_t)s,
                        .bucket = bucket};
        }
    if (room) qsort(ledger->entries, room, sizeof *ledger->entries, compare_entries);
}

static void list_series(Ledger *ledger, const Names *names) {
    const size_t codes =
        ledger->entry_count ? (size_t)ledger->entries[ledger->entry_count - 1].item_id + 1 : 1;
    ledger->item_codes = ARENA_ARRAY(&ledger->memory, const char *, codes);
    ledger->series = ARENA_ARRAY(&ledger->memory, size_t, ledger->entry_count + 1);
    for (size_t i = 0; i < ledger->entry_count; i++) {
        const Entry *entry = &ledger->entries[i], *before = i ? entry - 1 : NULL;
        ledger->item_codes[entry->item_id] = names_text(names, entry->bucket->item);
        if (before && before->item_id == entry->item_id && before->part_id == entry->part_id) continue;
        ledger->series[ledger->series_count++] = i;
    }
    ledger->series[ledger->series_count] = ledger->entry_count;
}

void ledger_settle(Ledger *ledger, const Names *names, const int64_t *dept_ids, const int64_t *item_ids) {
    rank(ledger, LEDGER_DEPTS, dept_ids);
    rank(ledger, LEDGER_PERIODS, NULL);
    list_codes(ledger, names, dept_ids);
    list_entries(ledger, item_ids);
    list_series(ledger, names);
}

/* --- reading --- */

/* A cell of a sparse series. */
typedef struct {
    uint64_t slot;
    const Entry *entry;
    const LedgerCell *cell;
} Loose;

struct LedgerCursor {
    Arena memory;
    const Ledger *ledger;
    FigureRow *rows;
    size_t row_room;
    Loose *loose;
    size_t loose_room;
    unsigned months; /* of the rows read last, a bit for each */
    Replaced *replaced;
    size_t replaced_count, replaced_capacity;
};

LedgerCursor *ledger_open(const Ledger *ledger) {
    Arena own = {0};
    LedgerCursor *cursor = ARENA_NEW(&own, LedgerCursor);
    cursor->memory = own;
    cursor->ledger = ledger;
    return cursor;
}

void ledger_close(LedgerCursor *cursor) {
    if (!cursor) return;
    free(cursor->rows);
    free(cursor->loose);
    Arena own = cursor->memory;
    arena_free(&own);
}

int ledger_month(const LedgerCursor *cursor) {
    for (int month = 1; month <= 12; month++)
        if (cursor->months == 1U << month) return month;
    return 0;
}

const Replaced *ledger_replaced(const LedgerCursor *cursor, size_t *count) {
    *count = cursor->replaced_count;
    return cursor->replaced;
}

static void set_key(const Ledger *ledger, const Entry *entry, uint64_t slot, FigureRow *row) {
    const LedgerList *depts = &ledger->lists[LEDGER_DEPTS], *periods = &ledger->lists[LEDGER_PERIODS];
    const int32_t period = periods->items[slot % periods->count];
    row->item_id = entry->item_id;
    row->part_id = entry->part_id;
    row->dept_id = depts->items[slot / periods->count];
    row->year = (int16_t)(period / 16);
    row->month = (int8_t)(period % 16);
}

static void keep_replaced(LedgerCursor *cursor, const Entry *entry, uint64_t slot, const FigureRow *row,
                          Stage stage) {
    ARENA_PUSH(&cursor->memory, cursor->replaced, cursor->replaced_count, cursor->replaced_capacity);
    Replaced *kept = &cursor->replaced[cursor->replaced_count++];
    *kept = (Replaced){.row = *row, .stage = stage};
    set_key(cursor->ledger, entry, slot, &kept->row);
}

static inline void put_cell(LedgerCursor *cursor, const Entry *entry, const Sheet *sheet, uint64_t slot,
                            const LedgerCell *cell, FigureRow *row) {
    const Stage stage = ledger_place_stage(cell->place);
    if (row->present[stage]) keep_replaced(cursor, entry, slot, row, stage);
    row->present[stage] = true;
    row->value[stage] = cell->value;
    row->origin[stage] = sheet->first_origin + sheet->page->base + cell->cell;
    row->step[stage] = sheet->page->steps[entry->bucket->step];
}

static inline uint64_t slot_of(const Ledger *ledger, const Sheet *sheet, const LedgerCell *cell) {
    return (uint64_t)sheet->ranks[LEDGER_DEPTS][ledger_place_dept(cell->place)] *
               ledger->lists[LEDGER_PERIODS].count +
           sheet->ranks[LEDGER_PERIODS][ledger_place_period(cell->place)];
}

static uint64_t slots_of(const Ledger *ledger) {
    return (uint64_t)ledger->lists[LEDGER_DEPTS].count * ledger->lists[LEDGER_PERIODS].count;
}

static void make_room(void **memory, size_t *room, size_t wanted, size_t size) {
    if (wanted <= *room) return;
    free(*memory);
    *memory = arena_malloc(wanted * size);
    *room = wanted;
}

/* Most cells of the table of departments and periods are there: every value goes to its place. */
static size_t read_dense(LedgerCursor *cursor, const Entry *first, const Entry *end, size_t slots) {
    const Ledger *ledger = cursor->ledger;
    make_room((void **)&cursor->rows, &cursor->row_room, slots, sizeof *cursor->rows);
    FigureRow *rows = cursor->rows;
    for (size_t slot = 0; slot < slots; slot++)
        memset(rows[slot].present, 0, sizeof rows[slot].present);
    for (const Entry *entry = first; entry < end; entry++) {
        const Sheet *sheet = &ledger->sheets[entry->sheet];
        const LedgerCell *cell = sheet->page->cells + entry->bucket->first,
                         *last = cell + entry->bucket->count;
        for (; cell < last; cell++) {
            const uint64_t slot = slot_of(ledger, sheet, cell);
            put_cell(cursor, entry, sheet, slot, cell, &rows[slot]);
        }
    }
    size_t count = 0;
    for (size_t slot = 0; slot < slots; slot++) {
        const bool *present = rows[slot].present;
        if (!present[STAGE_BUDGET] && !present[STAGE_ADJUSTED] && !present[STAGE_ACTUAL]) continue;
        if (count != slot) rows[count] = rows[slot];
        set_key(ledger, first, slot, &rows[count]);
        cursor->months |= 1U << rows[count++].month;
    }
    return count;
}

static int compare_loose(const void *left, const void *right) {
    const Loose *a = left, *b = right;
    if (a->slot != b->slot) return a->slot < b->slot ? -1 : 1;
    if (a->entry != b->entry) return a->entry < b->entry ? -1 : 1;
    return a->cell < b->cell ? -1 : a->cell > b->cell;
}

/* Few of them are: the values are sorted. */
static size_t read_sparse(LedgerCursor *cursor, const Entry *first, const Entry *end, size_t values) {
    const Ledger *ledger = cursor->ledger;
    make_room((void **)&cursor->loose, &cursor->loose_room, values, sizeof *cursor->loose);
    make_room((void **)&cursor->rows, &cursor->row_room, values, sizeof *cursor->rows);
    Loose *loose = cursor->loose;
    size_t loose_count = 0, count = 0;
    for (const Entry *entry = first; entry < end; entry++) {
        const Sheet *sheet = &ledger->sheets[entry->sheet];
        const LedgerCell *cells = sheet->page->cells + entry->bucket->first;
        for (size_t i = 0; i < entry->bucket->count; i++)
            loose[loose_count++] = (Loose){slot_of(ledger, sheet, &cells[i]), entry, &cells[i]};
    }
    qsort(loose, loose_count, sizeof *loose, compare_loose);
    for (size_t i = 0; i < loose_count; i++) {
        if (i == 0 || loose[i].slot != loose[i - 1].slot) {
            memset(cursor->rows[count].present, 0, sizeof cursor->rows[count].present);
            set_key(ledger, first, loose[i].slot, &cursor->rows[count]);
            cursor->months |= 1U << cursor->rows[count++].month;
        }
        put_cell(cursor, loose[i].entry, &ledger->sheets[loose[i].entry->sheet], loose[i].slot, loose[i].cell,
                 &cursor->rows[count - 1]);
    }
    return count;
}

static size_t values_of(const Entry *first, const Entry *end) {
    size_t values = 0;
    for (const Entry *entry = first; entry < end; entry++)
        values += entry->bucket->count;
    return values;
}

/* What is read of pages in files comes into memory: now and then it is sent back. */
static void rest(const Ledger *ledger, size_t values) {
    enum { AT_ONCE = 1 << 18 };
    if (!ledger->read) return;
    const size_t before = atomic_fetch_add(ledger->read, values);
    if (before / AT_ONCE == (before + values) / AT_ONCE) return;
    rest_all(ledger);
}

enum { SPARSE = 4, SMALL = 64 }; /* places for each value that are worth going through */
static bool is_dense(uint64_t slots, size_t values) {
    return slots <= SPARSE * values + SMALL;
}

const FigureRow *ledger_series(LedgerCursor *cursor, size_t series, size_t *count) {
    const Ledger *ledger = cursor->ledger;
    const Entry *first = ledger->entries + ledger->series[series],
                *end = ledger->entries + ledger->series[series + 1];
    const size_t values = values_of(first, end);
    const uint64_t slots = slots_of(ledger);
    cursor->months = 0;
    *count = is_dense(slots, values) ? read_dense(cursor, first, end, (size_t)slots)
                                     : read_sparse(cursor, first, end, values);
    rest(ledger, values);
    return cursor->rows;
}

/* --- repeats --- */

static int compare_places(const void *left, const void *right) {
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* A mark is a byte: clearing so many for each value is still quicker than sorting the values. */
enum { MARKS_FOR_VALUE = 64 };

static bool repeats_dense(const Ledger *ledger, const Entry *first, const Entry *end, unsigned char *marks,
                          size_t slots) {
    memset(marks, 0, slots);
    for (const Entry *entry = first; entry < end; entry++) {
        const Sheet *sheet = &ledger->sheets[entry->sheet];
        const LedgerCell *cell = sheet->page->cells + entry->bucket->first,
                         *last = cell + entry->bucket->count;
        for (; cell < last; cell++) {
            const unsigned char mark = (unsigned char)(1U << ledger_place_stage(cell->place));
            const uint64_t slot = slot_of(ledger, sheet, cell);
            if (marks[slot] & mark) return true;
            marks[slot] |= mark;
        }
    }
    return false;
}

static bool repeats_sparse(const Ledger *ledger, const Entry *first, const Entry *end, size_t values) {
    uint64_t *places = arena_malloc(values * sizeof *places);
    size_t count = 0;
    for (const Entry *entry = first; entry < end; entry++) {
        const Sheet *sheet = &ledger->sheets[entry->sheet];
        const LedgerCell *cells = sheet->page->cells + entry->bucket->first;
        for (size_t i = 0; i < entry->bucket->count; i++)
            places[count++] =
                slot_of(ledger, sheet, &cells[i]) * STAGE_COUNT + ledger_place_stage(cells[i].place);
    }
    qsort(places, count, sizeof *places, compare_places);
    bool repeats = false;
    for (size_t i = 1; i < count && !repeats; i++)
        repeats = places[i] == places[i - 1];
    free(places);
    return repeats;
}

bool ledger_repeats(const Ledger *ledger, size_t series, unsigned char **marks) {
    const uint64_t slots = slots_of(ledger);
    const Entry *first = ledger->entries + ledger->series[series],
                *end = ledger->entries + ledger->series[series + 1];
    const size_t values = values_of(first, end);
    rest(ledger, values);
    if (slots > MARKS_FOR_VALUE * values + SMALL) return repeats_sparse(ledger, first, end, values);
    if (!*marks) *marks = arena_malloc((size_t)slots);
    return repeats_dense(ledger, first, end, *marks, (size_t)slots);
}
