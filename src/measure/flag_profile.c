/* Profiles: rates that do not fit together, though each of them alone may look usual. */
#include <math.h>

#include "measure/flag_methods.h"
#include "stats/describe.h"
#include "stats/multivariate.h"
#include "stats/tail.h"

enum { PROFILE_EXHAUST = 5000 }; /* starts: above it, a fixed number is drawn */
#define PROFILE_COVER 0.8        /* share of the departments that must have a rate for it to take part */

static double feature_at(const FlagSeries *s, size_t cell, size_t feature) {
    return s->features[cell * s->feature_count + feature];
}

/* A rate takes part when most departments have it and it differs among them. */
static bool feature_usable(FlagRun *run, const FlagSeries *s, const Group *group, size_t feature) {
    double *values = ARENA_ARRAY(run->arena, double, group->count);
    Description d;
    Refusal refusal;
    for (size_t i = 0; i < group->count; i++)
        values[i] = feature_at(s, group->cells[i], feature);
    void *scratch = arena_alloc(run->arena, describe_scratch_bytes(group->count));
    return describe_values(values, group->count, scratch, &d, &refusal) && d.mad > 0 &&
           (double)d.n >= PROFILE_COVER * (double)group->count;
}

static size_t choose_features(FlagRun *run, const FlagSeries *s, const Group *group, size_t *chosen) {
    size_t count = 0;
    size_t most = group->count / MULTIVARIATE_ROWS_EACH;
    for (size_t i = 0; i < s->feature_count && count < most && count < MULTIVARIATE_VARIABLES; i++)
        if (feature_usable(run, s, group, i)) chosen[count++] = i;
    return count;
}

static size_t largest(const double *shares, size_t p) {
    size_t best = 0;
    for (size_t i = 1; i < p; i++)
        if (shares[i] > shares[best]) best = i;
    return best;
}

/* The distance as a score that is half normal when nothing is odd, so that its tails can be fitted. */
static double score_of(double p) {
    const TailFit normal = tail_normal();
    return tail_find_score(&normal, fmin(fmax(p, 1e-300), 1 - 1e-12));
}

typedef struct {
    size_t p, chosen[FLAG_FEATURES];
    double *d2, *chance, *shares;
    MultivariateFit fit;
} Profile;

/* Rates that are made of each other leave no room to measure in: the last ones are left out until there is.
 */
static bool measure(FlagRun *run, const FlagSeries *s, const Group *group, Profile *profile,
                    Refusal *refusal) {
    size_t n = group->count;
    MultivariateOptions options = multivariate_default_options();
    options.exhaust_most = PROFILE_EXHAUST;
    double *rows = ARENA_ARRAY(run->arena, double, n * profile->p);
    profile->d2 = ARENA_ARRAY(run->arena, double, n);
    profile->chance = ARENA_ARRAY(run->arena, double, n);
    profile->shares = ARENA_ARRAY(run->arena, double, n * profile->p);
    void *scratch = arena_alloc(run->arena, multivariate_scratch_bytes(n, profile->p));
    *refusal = REFUSAL_TOO_FEW;
    for (; profile->p >= 2; profile->p--) {
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < profile->p; k++)
                rows[i * profile->p + k] = feature_at(s, group->cells[i], profile->chosen[k]);
        if (multivariate_measure_rows(rows, n, profile->p, &options, scratch, profile->d2, profile->chance,
                                      profile->shares, &profile->fit, refusal))
            return true;
        if (*refusal != REFUSAL_NO_SPREAD && *refusal != REFUSAL_TOO_FEW) return false;
    }
    return false;
}

static void profile_group(FlagRun *run, const FlagMethod *method, size_t series, const Group *group,
                          void *user) {
    (void)user;
    FlagSeries *s = &run->series[series];
    size_t n = group->count;
    Profile *profile = ARENA_NEW(run->arena, Profile);
    Refusal refusal;
    profile->p = choose_features(run, s, group, profile->chosen);
    if (!measure(run, s, group, profile, &refusal)) {
        group_refuse(run, method, series, group, refusal);
        return;
    }
    const double *d2 = profile->d2;
    for (size_t i = 0; i < n; i++) {
        if (!group_judges(group, i) || isnan(d2[i])) continue;
        FlagTest *test = flag_test_add(run, method, series, group->cells[i]);
        s->cells[group->cells[i]].value = s->cells[group->cells[i]].x = sqrt(d2[i]);
        test->center = sqrt((double)profile->p);
        test->score = score_of(profile->chance[i]);
        test->n = profile->fit.n;
        test->rank = group_place(d2, n, d2[i]);
        test->feature = profile->chosen[largest(&profile->shares[i * profile->p], profile->p)];
        test->limit_high = sqrt(profile->fit.limit_far);
        test->limit_low = -1; /* nobody is too usual */
        test->group = group->group;
    }
}

void test_profile(FlagRun *run, const FlagMethod *method, size_t series) {
    const FlagSeries *s = &run->series[series];
    double *values = ARENA_ARRAY(run->arena, double, s->count);
    group_each(run, method, series, values, profile_group, NULL);
}
