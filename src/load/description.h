/* description: X.meta beside X.csv, read and compiled against the header: which text each field of a figure
 * is made of, which rows count, and which cells are statements. A file without one is described by its own
 * columns. */
#ifndef JIXIAO_LOAD_DESCRIPTION_H
#define JIXIAO_LOAD_DESCRIPTION_H

#include "base/head.h"
#include "load/header.h"
#include "load/vocabulary.h"

typedef enum {
    FIELD_DEPT,
    FIELD_DEPT_NAME,
    FIELD_PARENT,
    FIELD_YEAR,
    FIELD_MONTH,
    FIELD_ITEM,
    FIELD_PART,
    FIELD_TABLE,
    FIELD_STAGE,
    FIELD_KIND,
    FIELD_OF,
    FIELD_UNIT,
    FIELD_REASON,
    FIELD_ORDER, /* the last: the ones above may be mapped and overridden */
    FIELD_COUNT
} Field;
extern const char *const field_names[FIELD_COUNT];

/* Text, or a column's content. */
typedef struct {
    const char *text;
    int column; /* from 0; -1 = text */
} Piece;

typedef struct {
    const char *pattern;
    int32_t result; /* Names, or FIELD_SKIP */
} MapRule;
enum { FIELD_SKIP = -1, FIELD_UNSEEN = -2 };

/* How a field's text is made. */
typedef struct {
    Piece *pieces;
    size_t piece_count, piece_capacity; /* none = the field is not given */
    int column;                         /* 1-based first column used, for messages; 0 = a fixed text */
    MapRule *rules; /* only for texts with a column in them: a fixed text is the answer already */
    size_t rule_count, rule_capacity;
    int32_t otherwise; /* Names: what a blank means here (the unit of the header); 0 = nothing */
    size_t number;     /* among the rules of the description, from 1; after description_compile */
} FieldRule;

typedef struct {
    int column; /* from 0: where the value stands */
    FieldRule *fields[FIELD_COUNT];
} ValueRule;

typedef struct {
    int where; /* a column from 0 (only), or a Field (statement, figure) */
    const char *pattern;
} Condition;

typedef struct {
    Condition *items;
    size_t count, capacity;
    bool statement;
} Conditions;

typedef struct {
    const char *name; /* DATASET/X.meta */
    bool given;       /* the file exists */
    bool broken;      /* it exists, but its keys cannot be read */
    Head head;
    int decimals;          /* -1 = as printed */
    int skip, header_rows; /* as Layout in rows.h */
    const char *sheet;     /* of a workbook; "" = the first */
    const char *encoding;  /* as encoding.h knows it; "" = to be told by the bytes */
    FieldRule fields[FIELD_COUNT];
    size_t rule_count; /* of all rules below and above */
    ValueRule *values;
    size_t value_count, value_capacity;
    Conditions only;
    Conditions ignore;              /* a row that fits one of them is dropped */
    FieldRule *totals[FIELD_COUNT]; /* what a row of totals is; NULL = as printed */
    const char **unread;            /* patterns of `unread:`, as label_plain makes them */
    size_t unread_count;
    bool keeps_totals;        /* there is a `total:` line */
    const char **total_words; /* patterns of `totals:` */
    size_t total_word_count;
    Conditions *prints; /* statement and figure rules in the file's order */
    size_t print_count, print_capacity;
    bool chooses; /* there is a figure rule */
} Description;

/* One that says nothing. */
void description_open(Description *description, const char *name);
/* Reads the keys that need no header; troubles go to `issues`. `text` NULL = there is no file. */
void description_read(Arena *arena, Description *description, const char *name, const char *text,
                      IssueList *issues);
/* It says what columns mean, so that the file holds figures whatever its header is called. */
bool description_maps(const Description *description);
/* Keys of a rubric's description beside a file that is none: issues. */
void description_check_rubric(const Description *description, IssueList *issues);
/* It has a line for this field, `value` and its columns included. */
bool description_gives(const Description *description, const char *field);
/* `unread:` says that a column of this name (in the form of label.h) is meant to be left out. */
bool description_leaves(const Description *description, const char *plain);
/* "" when the description does not say. */
const char *description_text(Arena *arena, const Description *description, const char *key);
/* Compiles the keys about columns; false when something is wrong that would make every row wrong. */
bool description_compile(Arena *arena, Description *description, const Header *header,
                         const Vocabulary *vocabulary, IssueList *issues) MUST_USE;
/* A real day of the calendar written YYYY-MM-DD. */
bool description_is_date(const char *text);
/* Adds a failure of head_* ("NAME:LINE: text") as an issue. */
void description_add_err(IssueList *issues, const char *name, const Err *err);

#endif
