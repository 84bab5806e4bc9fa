/* score_internal: between the files of score. Not for anybody else. */
#ifndef JIXIAO_MEASURE_SCORE_INTERNAL_H
#define JIXIAO_MEASURE_SCORE_INTERNAL_H

#include "base/text.h"
#include "measure/score.h"

/* First row whose first three columns are that id, department and year; row_count when there is none. */
size_t score_find(const Table *table, const char *id, int64_t dept_id, int64_t year);
bool score_is_key(const Table *table, size_t row, const char *id, int64_t dept_id, int64_t year);

/* Whose evidence is looked for. */
typedef struct {
    const Scoring *scoring;
    int64_t dept_id, year;
    const char *kind;
} Review;

/* What the assessor of the highest authority says about a row. */
typedef struct {
    bool found, divided; /* divided: by sub-items */
    bool refused;        /* points that the rubric does not have, or two answers to one question */
    bool own;            /* the department's own word */
    int64_t points;
    size_t first, end; /* its rows in the assessments; those of a lower authority lie behind them */
    Text parts;        /* "①1 + ②1" */
} Statement;

/* What is said about the row under that id. `mark` NULL: all of it; else only that sub-item. */
Statement score_statement(const Review *review, const RubricRow *row, const char *id, const char *mark);
/* "①1 + ②1 + ③未评 = 2"; for a cell that is not divided, what was printed. */
const char *score_statement_calculation(const Review *review, const RubricRow *row,
                                        const Statement *statement, Lang lang);
const char *score_statement_basis(const Review *review, const Statement *statement);

/* The cell that begins with the rubric's row `at`; without a choice made between alternatives. */
void score_cell(const Review *review, size_t at, Cell *cell);
/* Whether the row at `at` begins a cell: it applies, and no row before it in its merge group does. */
bool score_begins_cell(const Review *review, size_t at);

/* Ranks, ties, eligibility and the band of the rank, the years side by side: sheets[i] belongs to row i of
 * `totals`. */
void score_rank(Arena *arena, Table *totals, const Sheet *sheets, int jobs);

#endif
