/* figure: the nouns on the way in. A Figure is one number as somebody published it, or (kind other than
 * KIND_FIGURE, or as_statement) something else that a source prints about figures. Texts are numbers of a
 * Names dictionary. */
#ifndef JIXIAO_MODEL_FIGURE_H
#define JIXIAO_MODEL_FIGURE_H

#include "model/names.h"

typedef enum { STAGE_BUDGET, STAGE_ADJUSTED, STAGE_ACTUAL, STAGE_COUNT } Stage;
extern const char *const stage_names[STAGE_COUNT]; /* "budget", "adjusted", "actual" */

typedef enum {
    KIND_FIGURE,      /* the figure itself; value in smallest units of the item's unit kind */
    KIND_CHANGE,      /* stated change on last year, same unit as the item */
    KIND_CHANGE_RATE, /* stated change on last year, millionths of a percent */
    KIND_SHARE,       /* stated share, millionths of a percent; `of` names the whole */
    KIND_RATE,  /* stated value of an indicator, millionths of a percent; `item` is the indicator's id */
    KIND_GRADE, /* stated grade; `item` is the rubric's id, `text` the grade */
    KIND_EMPTY, /* `table` is declared empty; no value */
    KIND_COUNT
} FigureKind;
extern const char *const kind_names[KIND_COUNT]; /* "figure", "change", … */

typedef struct {
    int64_t value;
    int64_t step; /* the smallest printed step, in the units of value (0.01 万元 = 10000 分); 0 = exact */
    int32_t dept, item, part, table, of, order,
        text;             /* Names; 0 = none; text = the value as written in the file */
    int32_t reason;       /* Names: why a correction changes a figure; 0 = not given */
    int32_t line, column; /* physical line on which the record starts, 1-based field */
    int16_t year;         /* 1900..2999 */
    int8_t month;         /* 1..12, cumulative through that month of the fiscal year; 12 = whole year */
    int8_t stage, kind;   /* Stage, FigureKind */
    bool as_statement;    /* a rule of the description says so */
} Figure;

#endif
