/* The search for the smallest change of one figure. */
#include "measure/next_steps.h"
#include "model/decimal.h"

__extension__ typedef __int128 Wide;

#define HUNDRED ((Wide)100 * POINTS_ONE) /* millionths of a percent in one */

typedef struct {
    const StepLine *line;
    int64_t goal, best; /* best: TABLE_MISSING as long as there is none */
} Search;

static bool moved(int64_t start, int64_t slope, int64_t t, int64_t *result) {
    int64_t change;
    return !__builtin_mul_overflow(slope, t, &change) && !__builtin_add_overflow(start, change, result);
}

static bool reaches(const Search *search, int64_t t) {
    const StepLine *line = search->line;
    RuleInput input = {.row = line->row, .cases = TABLE_MISSING};
    int64_t points, figure;
    return moved(line->figure, 1, t, &figure) && figure >= 0 &&
           moved(line->numerator, line->slope_n, t, &input.numerator) &&
           moved(line->denominator, line->slope_d, t, &input.denominator) &&
           line->row->rule->apply(&input, &points, NULL) == RULE_SCORED && points >= search->goal;
}

static int64_t size_of(int64_t t) {
    return t < 0 ? -t : t;
}

/* Between 0, which does not reach the goal, and t, which does: the nearest to 0 that does. */
static void narrow(Search *search, int64_t t) {
    int64_t low = 0, high = t;
    while (size_of(high - low) > 1) {
        int64_t middle = low + (high - low) / 2;
        if (reaches(search, middle))
            high = middle;
        else
            low = middle;
    }
    if (search->best == TABLE_MISSING || size_of(high) < size_of(search->best)) search->best = high;
}

static void try(Search *search, int64_t t) {
    if (t == 0 || (search->best != TABLE_MISSING && size_of(t) >= size_of(search->best))) return;
    if (reaches(search, t)) narrow(search, t);
}

/* The changes beside which the rate crosses `bound` (millionths of a percent): with (n + a·t) / (d + b·t) =
 * bound, t = (bound·d − n) / (a − bound·b). */
static void try_bound(Search *search, int64_t bound) {
    const StepLine *line = search->line;
    Wide top = (Wide)bound * line->denominator - HUNDRED * line->numerator;
    Wide bottom = HUNDRED * line->slope_n - (Wide)bound * line->slope_d;
    if (bottom == 0) return;
    Wide t = top / bottom;
    if (t > INT64_MAX / 2 || t < -INT64_MAX / 2) return;
    for (int64_t beside = -1; beside <= 1; beside++)
        try(search, (int64_t)t + beside);
}

/* Where the rule says that points turn, and on the other side of zero when the sign does not count. */
static void try_bounds(Search *search) {
    const RubricRow *row = search->line->row;
    for (int sign = 1; sign >= (row->absolute ? -1 : 1); sign -= 2) {
        for (size_t i = 0; i < row->band_count; i++) {
            const Band *band = &row->bands[i];
            if (band->lower != INT64_MIN) try_bound(search, sign * band->lower);
            if (band->upper != INT64_MAX) try_bound(search, sign * band->upper);
            if (band->lower != INT64_MIN && band->upper != INT64_MAX)
                try_bound(search, sign * (band->lower + (band->upper - band->lower) / 2));
        }
        try_bound(search, sign * row->threshold);
        try_bound(search, sign * row->target);
    }
    try_bound(search, 0);
    try_bound(search, (int64_t)HUNDRED);
}

bool next_step_find(const StepLine *line, int64_t goal, int64_t *change) {
    Search search = {.line = line, .goal = goal, .best = TABLE_MISSING};
    if ((line->slope_n == 0 && line->slope_d == 0) || reaches(&search, 0)) return false;
    try_bounds(&search);
    for (int64_t t = 1; t < INT64_MAX / 4 && search.best == TABLE_MISSING; t *= 2) {
        try(&search, t);
        try(&search, -t);
    }
    if (search.best == TABLE_MISSING && line->figure > 0) try(&search, -line->figure);
    if (search.best == TABLE_MISSING) return false;
    *change = search.best;
    return true;
}
