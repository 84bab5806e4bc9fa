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

/* --- between figures.c, amount.c and sums.c --- */

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

enum { FIGURES_MEMO = 64 };
typedef struct {
    const LoadContext *context;
    Source *source;
    Description *description;
    const Record *record;
    size_t row; /* 1-based, never repeated */
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
/* Sets the steps when all rows are read. */
void amount_set_steps(FigureRun *run);

/* By the texts of a row's fields. */
RowSort sums_sort(FigureRun *run, const int32_t *text);
/* 合计 as a part: the undivided whole. */
bool sums_is_total(FigureRun *run, int32_t text);

#endif
