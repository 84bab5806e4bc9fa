/* Several: many rates of a department move away from the others and from its own past in the same year, none
 * of them enough alone. */
#include <math.h>
#include <string.h>

#include "measure/flag_methods.h"
#include "stats/describe.h"

enum { SEVERAL_LEAST = 5 }; /* rates: fewer are told one by one */
#define SEVERAL_MOST 3.5    /* a single rate counts at most this: what is far alone is told by itself */
#define SEVERAL_FAR  2.0    /* |score| from which a rate is counted in what is shown */

/* Cells of a profile are by department and year. SIZE_MAX when there is none. */
static size_t cell_at(const FlagSeries *s, int64_t dept, int year) {
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const FlagCell *cell = &s->cells[middle];
        if (cell->dept_id < dept || (cell->dept_id == dept && cell->year < year))
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < s->count && s->cells[low].dept_id == dept && s->cells[low].year == year;
    return found ? low : SIZE_MAX;
}

/* Number of the feature that a series is; SIZE_MAX when it is none. */
static size_t feature_of(const FlagSeries *s, const char *id) {
    for (size_t i = 0; i < s->feature_count; i++)
        if (strcmp(s->feature_ids[i], id) == 0) return i;
    return SIZE_MAX;
}

/* Squares of the scores of `both`, each cut off, added up; what is shown is how many are far. */
static double *add_up(FlagRun *run, size_t series, size_t *oddest, size_t *features) {
    FlagSeries *s = &run->series[series];
    double *sums = ARENA_ARRAY(run->arena, double, s->count),
           *largest = ARENA_ARRAY(run->arena, double, s->count);
    bool seen[FLAG_FEATURES] = {false};
    *features = 0;
    for (size_t i = 0; i < run->test_count; i++) {
        const FlagTest *test = &run->tests[i];
        const FlagSeries *other = &run->series[test->series];
        if (strcmp(test->method->name, "both") != 0) continue;
        size_t feature = feature_of(s, other->id),
               cell = cell_at(s, other->cells[test->cell].dept_id, other->cells[test->cell].year);
        if (feature == SIZE_MAX || cell == SIZE_MAX) continue;
        *features += !seen[feature];
        seen[feature] = true;
        double size = fmin(fabs(test->score), SEVERAL_MOST);
        sums[cell] += size * size;
        s->cells[cell].value += size >= SEVERAL_FAR;
        if (size > largest[cell]) {
            largest[cell] = size;
            oddest[cell] = feature;
        }
    }
    return sums;
}

void test_several(FlagRun *run, const FlagMethod *method, size_t series) {
    FlagSeries *s = &run->series[series];
    size_t *oddest = ARENA_ARRAY(run->arena, size_t, s->count);
    size_t features;
    double *sums = add_up(run, series, oddest, &features);
    Description d;
    Refusal refusal;
    for (size_t i = 0; i < s->count; i++)
        sums[i] = sums[i] > 0 ? sqrt(sums[i]) : NAN; /* the first year has nothing before it */
    void *scratch = arena_alloc(run->arena, describe_scratch_bytes(s->count));
    bool described = describe_values(sums, s->count, scratch, &d, &refusal);
    if (!described || features < SEVERAL_LEAST || d.n < FLAG_GROUP_LEAST || !(d.qn > 0)) {
        flag_refuse(run, method, series, described ? REFUSAL_TOO_FEW : refusal, s->count);
        return;
    }
    for (size_t i = 0; i < s->count; i++) {
        if (isnan(sums[i])) continue;
        s->cells[i].x = sums[i];
        FlagTest *test = flag_test_add(run, method, series, i);
        test->center = d.median;
        test->spread = d.qn;
        test->score = (sums[i] - d.median) / d.qn;
        test->n = d.n;
        test->rank = group_place(sums, s->count, sums[i]);
        test->feature = oddest[i];
    }
}
