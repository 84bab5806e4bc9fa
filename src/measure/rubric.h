/* rubric: a scoring table as a CSV: one row per scored indicator, with its full points and its rule. Points
 * are exact millionths of a point, percentages millionths of a percent. Refuses a faulty rubric with all of
 * its faults at once.
 *
 * Rows become cells, the lines of the printed table: a row by itself, or the rows of one merge group. Cells
 * of one choice group are alternatives (二者择其一): the best counts, their full points count once. */
#ifndef JIXIAO_MEASURE_RUBRIC_H
#define JIXIAO_MEASURE_RUBRIC_H

#include <stdint.h>

#include "model/issue.h"
#include "store/store.h"

#define POINTS_ONE ((int64_t)1000000) /* one point, or one percent, in millionths */

typedef struct Rule Rule;

/* An interval of a ladder and the points that it gives; bounds in millionths of a percent. */
typedef struct {
    int64_t lower, upper; /* INT64_MIN / INT64_MAX: open to that side */
    bool lower_in, upper_in;
    int64_t points;
} Band;

/* A sub-item of a checklist and the points that it can give. */
typedef struct {
    const char *mark;
    int64_t points;
} CheckItem;

typedef enum { ZERO_ZERO_FULL, ZERO_ZERO_ZERO, ZERO_ZERO_DROP } ZeroZero;
typedef enum { PART_PROPORTIONAL, PART_WHOLE, PART_STARTED } PartPoints;

typedef struct {
    const char *id, *level1[LANG_COUNT], *level2[LANG_COUNT], *name[LANG_COUNT], *indicator, *merge_group,
        *choice_group, *evidence[LANG_COUNT], *basis, *kinds;
    int64_t full;
    const Rule *rule;
    int valid_from, valid_to, line;
    /* parameters, by rule */
    Band *bands;
    size_t band_count;
    CheckItem *items;
    size_t item_count;
    int64_t threshold, target; /* millionths of a percent; target 100 % when not given */
    int64_t points;            /* lost per percentage point, per step, or per case */
    int64_t step;              /* width of a step; 0 = the rule's own: 1 percentage point, or 5 */
    bool below, absolute;      /* direction=below; sign=absolute */
    PartPoints part;
    ZeroZero zero_zero;
    int rounding;                     /* decimals before banding; -1 = none */
    int64_t none, not_above, above;   /* state */
    const char *mark;                 /* sub-item that stands for this row of a merge group; "" = none */
    bool sum;                         /* mode=sum: the rows of the merge group are scored one by one */
    const char *standard[LANG_COUNT]; /* rule_standard, of a rubric without faults */
} RubricRow;

typedef struct {
    const char *id, *path, *grades, *label[LANG_COUNT], *basis;
    RubricRow *rows;
    size_t row_count;
    int64_t total; /* full points of a department to which it applies */
} Rubric;

/* Where a rubric stands, before it is read. */
typedef struct {
    const char *id, *path;  /* path: as messages call it */
    const char *csv, *meta; /* meta NULL: there is no description */
} RubricText;

/* `name` is a path of a CSV file, the id of a rubric that a loaded dataset brought, or of one that is
 * compiled in, looked for in this order. `store` may be NULL. ERR_USAGE when there is none of that name. */
bool rubric_find(Arena *arena, Store *store, const char *name, RubricText *text, Err *err) MUST_USE;
char *rubric_hash(Arena *arena, const RubricText *text);
/* ERR_SOURCE when it is faulty: then `issues` holds every fault with file, line and column. `indicators` are
 * the known ids, NULL-terminated. */
bool rubric_read(Arena *arena, const RubricText *text, const char *const *indicators, IssueList *issues,
                 Rubric *rubric, Err *err) MUST_USE;
/* Those that are compiled in. */
bool rubric_names(Arena *arena, char ***names, size_t *count, Err *err) MUST_USE;

/* Whether a row counts for that year and kind of department (单位类别). */
bool rubric_applies(const RubricRow *row, int64_t year, const char *kind);

/* --- rules --- */

/* What the points of a rule come out of: a rate of figures, a list of recorded cases, or what assessors say.
 */
typedef enum { EVIDENCE_RATE, EVIDENCE_CASES, EVIDENCE_STATED } Evidence;

/* The rate numerator / denominator (state: closing / opening), or the number of cases; TABLE_MISSING when not
 * known. */
typedef struct {
    Arena *arena;
    const RubricRow *row;
    int64_t numerator, denominator, cases;
    Lang lang; /* of the explanation */
} RuleInput;

typedef enum {
    RULE_UNKNOWN, /* the evidence is missing */
    RULE_SCORED,
    RULE_DROPPED /* 0/0 under zero_zero=drop: the row does not apply */
} RuleResult;

struct Rule {
    const char *name;
    Evidence evidence;
    const char *needs, *takes; /* parameters that it cannot do without, and others that it understands;
                                  separated by blanks */
    /* *why says how, in the input's language; set when the result is not RULE_UNKNOWN. `why` may be NULL. */
    RuleResult (*apply)(const RuleInput *input, int64_t *points, const char **why);
    /* What the rule demands, in words. */
    char *(*say)(Arena *arena, const RubricRow *row, Lang lang);
};
/* The scoring standard as a sentence, with the options that change the rate before it is compared. */
char *rule_standard(Arena *arena, const RubricRow *row, Lang lang);
const Rule *rule_find(const char *name);
const char *rule_name(size_t index); /* NULL behind the last */

#endif
