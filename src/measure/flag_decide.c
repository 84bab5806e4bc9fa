/* From scores to flags: how far out is far, one error rate for each family, limits, and what only takes last
 * year's flag back. What two kinds of methods agree on is in flag_agree.c. */
#include <math.h>
#include <string.h>

#include "base/abreast.h"
#include "measure/flag_methods.h"
#include "stats/fdr.h"

const double flag_rarities[] = {[FLAG_AT_RARE] = FLAG_RARE, [FLAG_AT_AGREE] = FLAG_AGREE};

/* --- p --- */

static double p_of(const FlagFit *fit, const FlagTest *test) {
    return tail_find_p(test->score < 0 ? &fit->low : &fit->high, test->score);
}

/* A series that is too short to be fitted has the tails of short series. */
static void fit_tails(const FlagTest *tests, size_t count, FlagFit *fit) {
    Arena scratch = {0};
    double heaviest = tests->method->heaviest, *scores = ARENA_ARRAY(&scratch, double, count);
    Refusal refusal;
    fit->low = fit->high = tail_normal();
    for (size_t i = 0; i < count; i++)
        scores[i] = tests[i].score;
    void *room = arena_alloc(&scratch, tail_scratch_bytes(count));
    if (heaviest > 0 && !tail_fit_sides(scores, count, heaviest, room, &fit->low, &fit->high, &refusal))
        fit->low = fit->high = tail_assume();
    arena_free(&scratch);
}

static void set_far(FlagFit *fit) {
    for (FlagRarity i = 0; i < FLAG_RARITIES; i++) {
        fit->far_low[i] = tail_find_score(&fit->low, flag_rarities[i]);
        fit->far_high[i] = tail_find_score(&fit->high, flag_rarities[i]);
    }
}

static bool same_run(const FlagTest *a, const FlagTest *b) {
    return a->series == b->series && a->method == b->method;
}

static void find_fits(FlagRun *run) {
    for (size_t first = 0, end; first < run->test_count; first = end) {
        for (end = first + 1; end < run->test_count && same_run(&run->tests[first], &run->tests[end]);)
            end++;
        const FlagTest *test = &run->tests[first];
        flag_refuse(run, test->method, test->series, REFUSAL_NONE, end - first);
        ARENA_PUSH(run->arena, run->fits, run->fit_count, run->fit_capacity);
        run->fits[run->fit_count++] = (FlagFit){
            .first = first, .end = end, .screening = flag_screening(run, test->method, test->series)};
    }
}

/* How rare each test of a series and method is, and whether it fires where it is not alone. */
static void judge_scores(Arena *arena, size_t i, void *user) {
    FlagRun *run = user;
    FlagFit *fit = &run->fits[i];
    (void)arena;
    fit_tails(&run->tests[fit->first], fit->end - fit->first, fit);
    set_far(fit);
    for (size_t at = fit->first; at < fit->end; at++) {
        FlagTest *test = &run->tests[at];
        test->fit = i;
        test->p = p_of(fit, test);
        test->fired = flag_reaches(run, test, FLAG_AT_AGREE);
    }
}

/* --- q --- */

/* All tests of one family: those whose method comes first in it stand for it. */
typedef struct {
    FlagRun *run;
    Refusal refusals[FLAG_METHODS];
} Control;

static void control_family(Arena *arena, size_t family, void *user) {
    Control *control = user;
    FlagRun *run = control->run;
    if (flag_family(&flag_methods[family]) != family) return;
    Arena scratch = {0};
    size_t count = 0, done = 0;
    for (size_t i = 0; i < run->fit_count; i++)
        if (flag_family(run->tests[run->fits[i].first].method) == family)
            count += run->fits[i].end - run->fits[i].first;
    (void)arena;
    if (count == 0) return;
    FlagTest **tests = ARENA_ARRAY(&scratch, FlagTest *, count);
    double *p = ARENA_ARRAY(&scratch, double, count), *q = ARENA_ARRAY(&scratch, double, count);
    for (size_t i = 0; i < run->fit_count; i++) {
        const FlagFit *fit = &run->fits[i];
        bool member = flag_family(run->tests[fit->first].method) == family;
        for (size_t at = fit->first; member && at < fit->end; at++) {
            tests[done] = &run->tests[at];
            p[done++] = run->tests[at].p;
        }
    }
    if (fdr_adjust_values(p, count, arena_alloc(&scratch, fdr_scratch_bytes(count)), q,
                          &control->refusals[family]))
        for (size_t i = 0; i < count; i++)
            if (!isnan(p[i])) tests[i]->q = q[i];
    arena_free(&scratch);
}

static bool control_all(FlagRun *run, Err *err) {
    Control control = {.run = run};
    abreast(run->arena, FLAG_METHODS, run->jobs, control_family, &control);
    for (size_t i = 0; i < FLAG_METHODS; i++)
        if (control.refusals[i])
            return err_set(err, ERR_SYSTEM, "the p values of family %s cannot be adjusted: %s",
                           flag_methods[i].family, refusal_name(control.refusals[i]));
    return true;
}

/* --- limits --- */

/* Limits are where a flag begins: far out for the group, rare by the series' own tails, and more than a
 * trifle. They do not move with the other flags of the run, so that a department's flag does not depend on
 * somebody else's figures; q says beside it what share of the flags down to this one is expected to be
 * chance. */
static void set_limits(const FlagRun *run, FlagTest *test, FlagRarity rarity) {
    const FlagMethod *method = test->method;
    double least = run->series[test->series].least;
    if (method->own_limit) {
        test->limit_low = fmin(test->limit_low, test->center - least);
        test->limit_high = fmax(test->limit_high, test->center + least);
    } else {
        const FlagFit *fit = &run->fits[test->fit];
        double low = fmax(method->alone, fit->far_low[rarity]),
               high = fmax(method->alone, fit->far_high[rarity]);
        test->limit_low = test->center - fmax(low * test->spread, least);
        test->limit_high = test->center + fmax(high * test->spread, least);
    }
    const FlagSeries *series = &run->series[test->series];
    double trifle = series->cells[test->cell].trifle, center = flag_series_back(series, test->center);
    if (!(trifle > 0)) return;
    test->limit_low = fmin(test->limit_low, flag_series_scale(series, center - trifle));
    test->limit_high = fmax(test->limit_high, flag_series_scale(series, center + trifle));
}

bool flag_reaches(const FlagRun *run, FlagTest *test, FlagRarity rarity) {
    double x = run->series[test->series].cells[test->cell].x;
    set_limits(run, test, rarity);
    return test->p <= flag_rarities[rarity] && (x < test->limit_low || x > test->limit_high);
}

/* --- echoes --- */

/* A year that brings a value back to where it was before last year's jump is no news of its own, whether or
 * not that jump was far enough to be told. */
static bool takes_back(const FlagTest *now, const FlagTest *before) {
    if (isnan(before->residual) || before->residual * now->residual >= 0 ||
        fabs(before->residual) < fabs(now->residual) / 2)
        return false;
    double left = fabs(before->residual + now->residual), spread = isnan(now->spread) ? 0 : now->spread;
    return left < fmax(FLAG_ALONE * M_SQRT2 * spread, fabs(now->residual) / 3);
}

static void mark_echoes(FlagRun *run) {
    for (size_t i = 0; i < run->fit_count; i++) {
        const FlagFit *fit = &run->fits[i];
        const FlagSeries *series = &run->series[run->tests[fit->first].series];
        FlagTest **by_cell = ARENA_ARRAY(run->arena, FlagTest *, series->count);
        for (size_t at = fit->first; at < fit->end; at++)
            by_cell[run->tests[at].cell] = &run->tests[at];
        for (size_t cell = 1; cell < series->count; cell++) {
            FlagTest *now = by_cell[cell], *before = by_cell[cell - 1];
            if (!now || !before || !now->fired || isnan(now->residual) || !flag_follows(series, cell))
                continue;
            if (!before->echo && takes_back(now, before)) now->echo = true;
        }
    }
    for (size_t i = 0; i < run->test_count; i++)
        if (run->tests[i].echo) run->tests[i].fired = false;
}

bool flag_decide(FlagRun *run, Err *err) {
    find_fits(run);
    abreast(run->arena, run->fit_count, run->jobs, judge_scores, run);
    if (!control_all(run, err)) return false;
    mark_echoes(run);
    flag_agree(run);
    return true;
}
