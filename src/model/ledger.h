/* ledger: the figures of a load in memory, compact, and read series by series in the order of the store's
 * key: item, part, dept, year, month. What a later source prints replaces what an earlier one prints for the
 * same cell. It knows neither files nor databases. A ledger may be read by several threads at once, each
 * with a cursor of its own. */
#ifndef JIXIAO_MODEL_LEDGER_H
#define JIXIAO_MODEL_LEDGER_H

#include "base/index.h"
#include "model/figure.h"

/* One row of table figure. Value, origin and step are to be read only where `present`. */
typedef struct {
    int64_t value[STAGE_COUNT], origin[STAGE_COUNT], step[STAGE_COUNT];
    int32_t item_id, part_id, dept_id;
    int16_t year;
    int8_t month;
    bool present[STAGE_COUNT];
} FigureRow;

/* A value that gave way: the stage of `row`, which is the only one to read. */
typedef struct {
    FigureRow row;
    Stage stage;
} Replaced;

/* --- pages: figures of one source, bucketed by item, part and step; 16 bytes for each --- */

enum { LEDGER_DEPT_BITS = 20, LEDGER_PERIOD_BITS = 10, LEDGER_STAGE_BITS = 2 };
static inline uint32_t ledger_place(uint32_t dept, uint32_t period, Stage stage) {
    return (dept << LEDGER_PERIOD_BITS | period) << LEDGER_STAGE_BITS | (uint32_t)stage;
}

typedef struct {
    int64_t value;
    uint32_t cell;  /* of the source: line × columns + column − 1, less the page's base */
    uint32_t place; /* dept, period and stage, by the page's lists */
} LedgerCell;

typedef struct {
    int32_t item, part; /* Names */
    int32_t step;       /* of the page's list */
    size_t first, count;
} LedgerBucket;

/* What places refer to. */
enum { LEDGER_DEPTS, LEDGER_PERIODS, LEDGER_LISTS };
typedef struct {
    int32_t *items;
    size_t count;
} LedgerList;

typedef struct {
    Arena memory;
    int64_t base;
    LedgerCell *cells;
    size_t cell_count;
    bool spilled; /* the cells lie in a file (base/spill.h) */
    LedgerBucket *buckets;
    size_t bucket_count;
    LedgerList lists[LEDGER_LISTS]; /* departments by Names, periods by year × 16 + month */
    int64_t *steps;
    size_t step_count;
} LedgerPage;

/* A page that is being written. Its memory serves for one page after the other. With `spill` the cells of the
 * pages lie in temporary files, where that can be. */
typedef struct LedgerDraft LedgerDraft;
LedgerDraft *ledger_draft_new(bool spill);
void ledger_draft_free(LedgerDraft *draft);

/* Numbers within the page that is being written; -1 when its list is full: then seal it and begin again.
 * `step` is any number of the caller's: ledger_seal says what it means. */
int32_t ledger_draft_dept(LedgerDraft *draft, int32_t dept);
int32_t ledger_draft_period(LedgerDraft *draft, int year, int month);
int32_t ledger_draft_bucket(LedgerDraft *draft, int32_t item, int32_t part, int32_t step);
/* False when the page is full, or the cell lies too far from its other ones: then seal it and begin again. */
bool ledger_draft_put(LedgerDraft *draft, int32_t bucket, uint32_t place, int64_t value,
                      int64_t cell) MUST_USE;
static inline bool ledger_draft_add(LedgerDraft *draft, int32_t bucket, int32_t dept, int32_t period,
                                    Stage stage, int64_t value, int64_t cell) {
    return ledger_draft_put(draft, bucket, ledger_place((uint32_t)dept, (uint32_t)period, stage), value,
                            cell);
}
size_t ledger_draft_count(const LedgerDraft *draft);
/* The page of what was added since the last one; NULL when that is nothing. steps[number] for each step; NULL
 * when they are to be filled in later. To
 * be freed with ledger_page_free. */
LedgerPage *ledger_seal(LedgerDraft *draft, const int64_t *steps, size_t step_count);

/* Pages of a source, in any order; they own them. */
typedef struct {
    LedgerPage **items;
    size_t count, capacity;
} LedgerPages; /* = {0} is none */
void ledger_pages_add(LedgerPages *pages, LedgerPage *page);
void ledger_pages_free(LedgerPages *pages);
size_t ledger_pages_count(const LedgerPages *pages); /* values */

/* --- the ledger --- */

typedef struct Ledger Ledger;
Ledger *ledger_new(void);
void ledger_free(Ledger *ledger); /* not its pages; NULL is none */
/* Pages are added in the order in which their sources restate each other; no two pages of a source have a
 * cell in common. first_origin is that of the source. The page must outlive the ledger. */
void ledger_add(Ledger *ledger, const LedgerPage *page, int64_t first_origin);
void ledger_add_all(Ledger *ledger, const LedgerPages *pages, int64_t first_origin);
/* When all pages are there. ids[name] = the store's number; every name of a page must have one. */
void ledger_settle(Ledger *ledger, const Names *names, const int64_t *dept_ids, const int64_t *item_ids);

size_t ledger_count(const Ledger *ledger);        /* values */
size_t ledger_series_count(const Ledger *ledger); /* distinct (item_id, part_id), ascending */
void ledger_series_key(const Ledger *ledger, size_t series, int32_t *item_id, int32_t *part_id);
/* Codes of the numbers that occur in its rows. */
const char *ledger_dept_code(const Ledger *ledger, int32_t dept_id);
const char *ledger_item_code(const Ledger *ledger, int32_t item_id);

/* Some cell of a row and stage stands in the series twice. `marks` is the caller's own, NULL before its first
 * call, and to be freed. */
bool ledger_repeats(const Ledger *ledger, size_t series, unsigned char **marks);

typedef struct LedgerCursor LedgerCursor;
LedgerCursor *ledger_open(const Ledger *ledger);
void ledger_close(LedgerCursor *cursor);
/* The rows of one series by dept_id, year, month; valid until the next call. */
const FigureRow *ledger_series(LedgerCursor *cursor, size_t series, size_t *count);
/* Of all rows of the series that was read last; 0 when they have several. */
int ledger_month(const LedgerCursor *cursor);
/* What was replaced in the series read so far. */
const Replaced *ledger_replaced(const LedgerCursor *cursor, size_t *count);

#endif
