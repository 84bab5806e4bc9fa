/* lane_internal: what lane.c and lane_learn.c share. */
#ifndef JIXIAO_LOAD_LANE_INTERNAL_H
#define JIXIAO_LOAD_LANE_INTERNAL_H

#include "load/lane.h"
#include "load/lane_bytes.h"

/* The fields that may stand in a column; the others must not be given. */
enum {
    LANE_DEPT,
    LANE_DEPT_NAME,
    LANE_PARENT,
    LANE_YEAR,
    LANE_MONTH,
    LANE_ITEM,
    LANE_PART,
    LANE_STAGE,
    LANE_UNIT
};
enum {
    LANE_FIELDS = LANE_UNIT + 1,
    COLUMN_MAX = 256,
    VALUE_MAX = 64,
    FIRST_YEAR = 1900,
    PERIODS = 1100 * 16
};
extern const Field lane_fields[LANE_FIELDS];

/* Where the meaning of a field is kept: with the words of a column, or with the one word of no column that
 * stands for what is the same in all rows. */
typedef struct {
    const LaneWords *words;
    size_t place;
} Place;

/* Of a unit: what one is worth in smallest units when it has so many decimals; 0 = no whole number. */
typedef struct Scale {
    int64_t factors[LANE_DIGITS + 1];
    struct Scale *next;
} Scale;

/* An item with its part and unit, in one column of amounts. */
typedef struct {
    size_t which, alone;      /* alone: which + 1 where one column tells all of it, else 0 */
    int32_t part, unit, next; /* next of the item's chain */
    int32_t item, group;
    int32_t bucket; /* of the draft; -1 = not asked for yet */
    const Scale *scale;
} Combination;

/* A department as it is called, in one column of amounts. */
typedef struct {
    size_t which, alone;
    int32_t name, parent, next;
    int32_t dept;
    int32_t number;      /* of the draft; -1 = not asked for yet */
    int32_t first, last; /* periods of its that source->seen knows of */
    size_t seen;         /* in source->seen */
} Called;

/* Columns that fields are made of, a bit for each of the first ones; the last bit for all others, and for
 * fields that stand in no column. */
typedef uint64_t Keys;
enum { KEYS_OTHER = 63 };

/* A column that fields are made of. */
typedef struct {
    int column;
    Keys bit;
    LaneWords *words;
} Key;

/* What is known of a column of amounts, and its value on the line at hand. What its words tell stays from
 * line to line, as long as the words do. */
typedef struct {
    size_t which;
    int column;
    Place places[LANE_FIELDS];
    Keys of_dept, of_item, of_period, of_stage; /* what it takes to tell one */
    bool dept_alone, item_alone;                /* one column tells a Called, a Combination */
    bool known;                                 /* the fields that are the same in all rows are */
    bool missing;
    int32_t period;
    Stage stage;
    Combination *combination;
    Called *called;
    int64_t value;
    int decimals;
} Amounts;

struct Lane {
    FigureRun *run;
    Reader *reader;
    Arena memory;
    size_t column_count;
    Key *keys; /* by column */
    size_t key_count;
    size_t *first_keys; /* first_keys[i]: of those in columns from i on */
    LaneWords *words;   /* by column */
    LaneWords fixed;    /* what is the same in all rows, by number of the rule */
    Amounts *amounts;   /* by column of amounts */
    size_t amounts_count;
    Combination *combinations; /* from 1 */
    size_t combination_count, combination_capacity;
    Called *called; /* from 1 */
    size_t called_count, called_capacity;
    Scale *scales;
    int32_t *periods;            /* number in the draft + 1, by (year − FIRST_YEAR) × 16 + month */
    const char *line;            /* at hand */
    size_t ends[COLUMN_MAX + 1]; /* of its fields: places of the commas behind them; ends[0] is −1 */
    size_t same;                 /* fields at its beginning that are those of the line before */
    const char *before; /* the line that was taken before it; NULL when it was left, or stands elsewhere */
    Keys changed;       /* since the line that was taken last */
    int allowed;        /* decimals of the description; -1 = as many as are printed */
    bool between;       /* no record is open in the reader */
    bool has_quote, has_return; /* the data have */
};

static inline Span lane_field(const Lane *lane, int column) {
    const size_t first = lane->ends[column] + 1;
    return (Span){lane->line + first, lane->ends[column + 1] - first};
}

static inline Meaning *lane_meaning(const Amounts *amounts, int field) {
    return &amounts->places[field].words->now[amounts->places[field].place];
}

/* NULL when there is none. */
static inline Combination *lane_combination(const Lane *lane, const Meaning *item, size_t which, int32_t part,
                                            int32_t unit) {
    for (int32_t i = item->chain; i; i = lane->combinations[i].next) {
        Combination *combination = &lane->combinations[i];
        if (combination->which == which && combination->part == part && combination->unit == unit)
            return combination;
    }
    return NULL;
}

static inline Called *lane_called(const Lane *lane, const Meaning *dept, size_t which, int32_t name,
                                  int32_t parent) {
    for (int32_t i = dept->chain; i; i = lane->called[i].next) {
        Called *called = &lane->called[i];
        if (called->which == which && called->name == name && called->parent == parent) return called;
    }
    return NULL;
}

/* Learns what the reader has made of the line that was cut. */
void lane_learn(Lane *lane, int line);

#endif
