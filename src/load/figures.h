/* figures: rows of a figures file → Figure[]. Field texts by the description, then one place for each rule of
 * docs/data.md: codes, years, stages, units, exact values, printed precision, statements. */
#ifndef JIXIAO_LOAD_FIGURES_H
#define JIXIAO_LOAD_FIGURES_H

#include "base/index.h"
#include "base/text.h"
#include "load/description.h"
#include "load/numeral.h"
#include "load/rows.h"
#include "model/decimal.h"

/* What every file of a dataset is read with. */
typedef struct {
    Arena *arena;
    Catalog *catalog;
    Vocabulary *vocabulary;
    Names *names;
    IssueList *issues;
    const char *currency;
} LoadContext;

/* Reads all rows below the header into `source`, whose name is set. Troubles go to the issues;
 * source->row_count is 0 when there was nothing but the header, notes and comments. */
void figures_read(const LoadContext *context, Reader *reader, const Header *header, Description *description,
                  Source *source);

/* --- between figures.c, amount.c, sums.c, lane.c and pieces.c --- */

/* The largest number of decimals that a table prints in a unit gives the step of all its figures. */
typedef struct {
    int64_t factor;
    int decimals;
} StepGroup;

/* What a row is, as far as words tell: one that sums up others, or one that repeats a piece of another. */
typedef enum { ROW_PLAIN, ROW_TOTAL, ROW_OF_WHICH } RowSort;

/* What the description's rules say of a printed figure. */
typedef enum {
    PRINT_NO_RULE = -1,
    PRINT_FIGURE,
    PRINT_STATEMENT,
    PRINT_TOTAL /* a figure only where nothing else prints the cell */
} Print;

/* What was made of a field last: rows repeat themselves. */
enum { FIGURES_MEMO = 64 };
typedef struct {
    size_t row;        /* the row that `text` belongs to; 0 = none */
    int32_t text;      /* Names, or FIELD_SKIP */
    int32_t read_text; /* the text that `number` was read from; FIELD_UNSEEN = none */
    int number;        /* year, month, stage, kind, or -1 = not readable */
    struct {
        int32_t raw, text; /* raw 0 = free */
    } memo[FIGURES_MEMO];
} FieldState;

/* A value that was good: what its row told last. */
typedef struct {
    size_t row;
    int32_t dept, part; /* Names: what they came to */
    int32_t group;      /* -1 = the cell is blank */
    int year, month, stage;
} LastGood;

/* A reading of a file, or of pieces of it. */
typedef struct {
    const LoadContext *context;
    Source *source;
    const Header *header;
    const Description *description;
    const Record *record;
    FieldState *states; /* by number of the field's rule */
    LastGood *good;     /* by value column */
    LedgerDraft *draft; /* where figures go, when not into the source */
    LedgerPages pages;  /* steps still missing: figures_set_steps */
    size_t row;         /* 1-based, never repeated */
    RowCounts counts;
    size_t missing[MISSING_KIND_COUNT];
    size_t totals, of_which, ignored; /* rows that were not read */
    size_t sorted_row;                /* the last row that was counted so */
    bool has_totals;                  /* some were kept */
    Text scratch;
    Index group_index, seen_index, chosen;
    StepGroup *groups;
    size_t group_capacity;
    struct {
        int32_t group; /* -1 = none */
        int8_t rule;   /* Print */
    } * extras;        /* one per figure */
    size_t extra_count, extra_capacity;
    struct {
        int32_t text; /* 0 = free */
        const Unit *unit;
    } units[FIGURES_MEMO];
    struct {
        int32_t text; /* 0 = free */
        const char *hint;
    } hints[FIGURES_MEMO];
    struct {
        int32_t text; /* 0 = free */
        RowSort sort;
    } words[FIGURES_MEMO];
} FigureRun;

#define FIGURE_TROUBLE(run, column, ...)                                                                     \
    issue_add((run)->context->issues, SEVERITY_ERROR, (run)->source->name, (run)->record->line, (column),    \
              __VA_ARGS__)

typedef enum { AMOUNT_GOOD, AMOUNT_MISSING, AMOUNT_BAD } AmountResult;
/* Reads the cell into figure->value by the unit; `item` NULL where the kind has none. Tells the step group.
 */
AmountResult amount_read(FigureRun *run, size_t which, const FieldRule *unit_rule, int32_t unit_text,
                         const Item *item, Figure *figure, int32_t *group);
/* The step of each group, when all rows are read. */
int64_t *amount_steps(const FigureRun *run, Arena *arena);
/* Decimals of the smallest unit that a unit has room for: 万元 6. */
int amount_decimals(int64_t factor);
/* What another run printed in its groups, into those of this one: their numbers here. names[] renumbers its
 * texts. */
int32_t *amount_join_groups(FigureRun *run, const FigureRun *part, const int32_t *names, Arena *arena);

void figures_open(FigureRun *run, const LoadContext *context, const Header *header,
                  const Description *description, Source *source);
/* Takes all records that the reader has. */
void figures_take(FigureRun *run, Reader *reader);
/* A department as this row names it: its place in source->seen. */
size_t figures_see_dept(FigureRun *run, const ValueRule *value, const int32_t *text, int year, int line);
void figures_put_missing(FigureRun *run, const Missing *missing);
/* The figures in the draft become a page. */
void figures_end_page(FigureRun *run);
static inline IndexKey figures_cell(const Figure *figure) {
    return (IndexKey){{figure->dept, figure->item, figure->part, figure->order,
                       figure->year * 16 + figure->month, figure->stage}};
}
/* Makes statements of figures whose cell another row prints by a rule, or as more than a total. */
void figures_demote(FigureRun *run);
/* The rows that another run of the same file counted. */
void figures_join_counts(FigureRun *run, const FigureRun *part);
/* What is to be done when all is read, but for what pages need. */
void figures_close(FigureRun *run);

/* By the texts of a row's fields. */
RowSort sums_sort(FigureRun *run, const int32_t *text);
/* 合计 as a part: the undivided whole. */
bool sums_is_total(FigureRun *run, int32_t text);

#endif
