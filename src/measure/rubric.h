/* rubric: a scoring table as a CSV: one row per scored indicator, with its full points and its rule. Points
 * are exact millionths of a point, percentages millionths of a percent. Refuses a faulty rubric with all of
 * its faults at once. */
#ifndef JIXIAO_MEASURE_RUBRIC_H
#define JIXIAO_MEASURE_RUBRIC_H

#include <stdint.h>

#include "model/issue.h"
#include "model/table.h"

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
        *evidence[LANG_COUNT], *basis, *kinds;
    int64_t full;
    const Rule *rule;
    int valid_from, valid_to, line;
    /* parameters, by rule */
    Band *bands;
    size_t band_count;
    CheckItem *items;
    size_t item_count;
    int64_t threshold, points; /* points: per percentage point, or per case */
    bool below, absolute;      /* direction=below; sign=absolute */
    PartPoints part;
    ZeroZero zero_zero;
    int rounding;                   /* decimals before banding; -1 = none */
    int64_t none, not_above, above; /* state */
} RubricRow;

typedef struct {
    const char *id, *path, *grades, *label[LANG_COUNT], *basis;
    RubricRow *rows;
    size_t row_count;
    int64_t total;
} Rubric;

/* `name` is the id of a rubric that is compiled in, or the path of a CSV file. ERR_USAGE when there is none
 * of that name; ERR_SOURCE when it is faulty: then `issues` holds every fault with file, line and column.
 * `indicators` are the known ids, NULL-terminated. */
bool rubric_read(Arena *arena, const char *name, const char *const *indicators, IssueList *issues,
                 Rubric *rubric, Err *err) MUST_USE;
/* Hash of what a rubric's files say, and its id. Fails as rubric_read when there is none of that name. */
bool rubric_hash(Arena *arena, const char *name, char **id, char **hash, Err *err) MUST_USE;
bool rubric_names(Arena *arena, char ***names, size_t *count, Err *err) MUST_USE;

/* What a rule is given: the rate numerator / denominator (state: closing / opening), and what it makes of it.
 */
typedef struct {
    Arena *arena;
    const RubricRow *row;
    int64_t numerator, denominator; /* TABLE_MISSING when not known */
    Lang lang;                      /* of the explanation */
} RuleInput;

struct Rule {
    const char *name;
    bool from_figures; /* can be computed from an indicator */
    const char *needs; /* parameters that it cannot do without, separated by blanks */
    /* true when the points could be computed; *why says how, in the input's language. */
    bool (*apply)(const RuleInput *input, int64_t *points, const char **why);
};
const Rule *rule_find(const char *name);
const char *rule_name(size_t index); /* NULL behind the last */

#endif
