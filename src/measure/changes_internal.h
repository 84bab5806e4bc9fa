/* changes_internal: between the files of changes. Not for anybody else. */
#ifndef JIXIAO_MEASURE_CHANGES_INTERNAL_H
#define JIXIAO_MEASURE_CHANGES_INTERNAL_H

#include "base/text.h"
#include "measure/changes.h"
#include "measure/number.h"
#include "model/ledger.h"

/* A code as it is printed, with the comma behind it. */
typedef struct {
    const char *field;
    size_t length;
} ChangeCode;

typedef struct {
    int64_t id;
    ChangeCode code;
    int scale, decimals; /* of its unit: digits of the smallest unit, digits printed */
    bool counted;        /* in the totals */
    size_t series;       /* of the ledger */
} ChangeItem;

typedef struct {
    int64_t id;
    int32_t place; /* by code */
    bool twin;     /* in some year */
} ChangeDept;

/* What all jobs read and nobody changes. */
typedef struct {
    ChangeItem *items; /* by code */
    size_t item_count;
    ChangeDept *depts; /* by id */
    size_t dept_count;
    ChangeCode *codes;  /* of the departments, by place */
    const Table *twins; /* dept_id, year: ascending */
} ChangeFrame;

/* The items that have figures in the ledger, or without one (NULL) in the store. */
bool changes_read_frame(Arena *arena, Store *store, const Ledger *ledger, ChangeFrame *frame,
                        Err *err) MUST_USE;
const ChangeDept *changes_dept(const ChangeFrame *frame, int64_t id); /* NULL: there is none */
bool changes_is_twin(const ChangeFrame *frame, int64_t dept_id, int64_t year);

/* The figures of one department, item and year; TABLE_MISSING where there is none. */
typedef struct {
    int32_t dept; /* place */
    int16_t year;
    bool twin;
    int64_t value[STAGE_COUNT];
} ChangeRow;

typedef struct {
    ChangeRow *rows; /* strictly ascending by dept, year */
    size_t count, capacity;
} ChangeRows;

/* --- sums of a department and year --- */

typedef struct {
    int64_t key; /* dept * 4096 + year */
    bool present[STAGE_COUNT];
    Wide sum[STAGE_COUNT];
} ChangeSum;

/* Departments and years need not fill a square: the sums in the order in which they came up, and a hash table
 * of their places. One item's come up nearly in the order of those of the item before. */
typedef struct {
    Arena *arena;
    ChangeSum *sums;
    size_t count, capacity, next; /* next: behind the one that was asked for last */
    uint32_t *slots;              /* place + 1; 0 = free */
    size_t slot_count;            /* a power of two */
} ChangeSums;

/* False when a sum would not fit 128 bits. */
bool changes_add(ChangeSums *sums, const ChangeRow *row) MUST_USE;
bool changes_merge(ChangeSums *into, const ChangeSums *from) MUST_USE;
/* totals.csv, without its header, by department and year. */
size_t changes_print_totals(Text *out, const ChangeFrame *frame, ChangeSums *sums);

/* --- one item --- */

/* Years that figures can have. */
enum { FIRST_YEAR = 1900, LAST_YEAR = 2999, YEARS = LAST_YEAR - FIRST_YEAR + 1 };

enum { CHANGES_FILE, SPREAD_FILE, OUTLIERS_FILE, ITEM_FILES };

/* What one job works in; used again from item to item. */
typedef struct ChangeWork {
    Arena *arena;
    Store *store;         /* where the rows come from: */
    LedgerCursor *cursor; /* one of the two */
    ChangeRows rows;
    ChangeSums sums;
    Text texts[ITEM_FILES]; /* lines of the item */
    size_t lines[ITEM_FILES];
    struct ChangePair *pairs;
    size_t pair_count, pair_capacity;
    double *rates;
    size_t rate_capacity;
    struct ChangeSpread *spreads; /* by year, from FIRST_YEAR on */
} ChangeWork;

/* The rows of an item from where they are. */
bool changes_rows(ChangeWork *work, const ChangeFrame *frame, const ChangeItem *item, Err *err) MUST_USE;
/* The lines that the rows of an item make, and its share in the sums. */
bool changes_item(ChangeWork *work, const ChangeFrame *frame, const ChangeItem *item, Err *err) MUST_USE;

enum { CHANGES_LINE_ROOM = 8 * NUMBER_ROOM }; /* of a line besides its codes */

static inline char *changes_put_code(char *at, ChangeCode code) {
    __builtin_memcpy(at, code.field, code.length);
    return at + code.length;
}

#endif
