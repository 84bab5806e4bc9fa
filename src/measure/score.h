/* score: departments and years under one rubric: each cell with its calculation, the total, the grade, the
 * rank. A cell that figures or records and its rule give is “computed”; what a reviewer found is “assessed”;
 * what only the department states is “stated” and marked so; without any of these it is “unscored”, never
 * full marks. */
#ifndef JIXIAO_MEASURE_SCORE_H
#define JIXIAO_MEASURE_SCORE_H

#include "measure/indicators.h"
#include "measure/origin.h"
#include "measure/roll.h"
#include "measure/rubric.h"

typedef enum {
    CELL_UNSCORED, /* 未评: no evidence */
    CELL_COMPUTED, /* 按数复算: by figures or records and the rule */
    CELL_ASSESSED, /* 复核评定: stated by the bureau or a third party */
    CELL_STATED,   /* 仅自报: stated by the department only */
    CELL_DROPPED,  /* 不适用: its full points do not count */
    CELL_UNCHOSEN  /* 未采用: an alternative that is not the best */
} CellStatus;
extern const char *const cell_status_names[]; /* "unscored", … */

/* A line of the scoring table. Points are millionths; TABLE_MISSING where there are none. */
typedef struct {
    const RubricRow *row; /* its first row, whose id stands for it */
    size_t position;      /* of that row in the rubric, from 0 */
    CellStatus status;
    const char *name[LANG_COUNT], *standard[LANG_COUNT], *calculation[LANG_COUNT], *basis,
        *parts; /* of a sum: "|ID|ID|" of its rows; else "" */
    int64_t full, points;
    int64_t computed, stated; /* what the rule gives; what was stated, also where it does not count */
    int64_t stated_only;      /* the part of `points` that only the department states; 0 = none */
    int64_t measure_id;
} Cell;

/* One department-year. full = full points of all cells (alternatives once), dropped_full those that do not
 * apply. rescaled: 100 × points / (full − dropped_full), in millionths; TABLE_MISSING when nothing applies.
 */
typedef struct {
    Cell *cells;
    size_t count, scored, unscored, dropped;
    int64_t full, points, rescaled, computed, computed_full, stated, stated_only, dropped_full;
    const char *grade[LANG_COUNT]; /* "" with an unscored cell */
    bool twin;                     /* the figures are another department's, which takes the place */
} Sheet;

typedef struct {
    int64_t lower; /* millionths of a percent of the full points; belongs to this grade */
    const char *label[LANG_COUNT];
    int rank;
} Grade;

/* What scores are made from, read once. `measures` may be replaced by other ones (indicators_measure), to see
 * what other figures would give. */
typedef struct {
    Arena *arena;
    const Rubric *rubric;
    const char *scheme;
    Grade *grades; /* the best first */
    size_t grade_count;
    OriginIndex origins;
    const Table *measures, *assessments, *cases; /* by id, dept_id, year */
} Scoring;

/* `scheme` names the grade scheme of datasets/catalog/grades.csv; "" = the rubric's own. */
bool scoring_open(Arena *arena, Store *store, const Rubric *rubric, const char *scheme, Scoring *scoring,
                  Err *err) MUST_USE;
/* `kind`: the department's (单位类别). A sheet with scored == 0 is none: nothing of the rubric touches that
 * year. */
void scoring_sheet(const Scoring *scoring, int64_t dept_id, int64_t year, const char *kind, Sheet *sheet);

/* All that were scored: sheets[i] is that of dept_id and year in row i of the result table total. */
typedef struct {
    Scoring scoring;
    const Table *all;  /* the measures, as they are stored */
    const Table *told; /* dept_id, year: there is an assessment or a case */
    const Roll *roll;
    Table *rows, *totals, *grades; /* the result tables score, total and grade */
    const Sheet *sheets;
} Scores;

/* All department-years for which there is a measure, an assessment or a recorded case. The first asks the
 * database what there is besides `measures`, which need not be stored yet; the second computes; the third
 * fills the result tables score, total and grade, behind the caller, inside a transaction. */
bool scores_open(Arena *arena, Store *store, const Rubric *rubric, const char *scheme,
                 const Measures *measures, const Roll *roll, int jobs, Scores *scores, Err *err) MUST_USE;
void scores_make(Scores *scores, int jobs);
bool scores_put(Store *store, const Scores *scores, int jobs, Err *err) MUST_USE;

#endif
