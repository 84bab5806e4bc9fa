/* From scores to flags: how far out is far, one error rate for each family, limits, and what only takes last
 * year's flag back. What two kinds of methods agree on is in flag_agree.c. */
#include <math.h>
#include <string.h>

#include "measure/flag_methods.h"
#include "stats/fdr.h"

const double flag_rarities[] = {[FLAG_AT_RARE] = FLAG_RARE, [FLAG_AT_AGREE] = FLAG_AGREE};

/* --- p --- */

static double p_of(const FlagRun *run, const FlagTest *test) {
    const FlagFit *fit = &run->fits[test->fit];
    return tail_find_p(test->score < 0 ? &fit->low : &fit->high, test->score);
}

/* A series that is too short to be fitted has the tails of short series. */
static void fit_tails(FlagRun *run, const FlagTest *tests, size_t count, FlagFit *fit) {
    double heaviest = tests->method->heaviest, *scores = ARENA_ARRAY(run->arena, double, count);
    Refusal refusal;
    fit->low = fit->high = tail_normal();
    if (!(heaviest > 0)) return;
    for (size_t i = 0; i < count; i++)
        scores[i] = tests[i].score;
    void *scratch = arena_alloc(run->arena, tail_scratch_bytes(count));
    if (!tail_fit_sides(scores, count, heaviest, scratch, &fit->low, &fit->high, &refusal))
        fit->low = fit->high = tail_assume();
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

static void judge_scores(FlagRun *run) {
    for (size_t first = 0, end; first < run->test_count; first = end) {
        for (end = first + 1; end < run->test_count && same_run(&run->tests[first], &run->tests[end]);)
            end++;
        flag_refuse(run, run->tests[first].method, run->tests[first].series, REFUSAL_NONE, end - first);
        ARENA_PUSH(run->arena, run->fits, run->fit_count, run->fit_capacity);
        fit_tails(run, &run->tests[first], end - first, &run->fits[run->fit_count]);
        set_far(&run->fits[run->fit_count]);
        for (size_t i = first; i < end; i++) {
            run->tests[i].fit = run->fit_count;
            run->tests[i].p = p_of(run, &run->tests[i]);
        }
        run->fit_count++;
    }
}

/* --- q --- */

static bool control_family(FlagRun *run, size_t family, double *p, double *q, Err *err) {
    for (size_t i = 0; i < run->test_count; i++)
        p[i] = flag_family(run->tests[i].method) == family ? run->tests[i].p : NAN;
    Refusal refusal;
    void *scratch = arena_alloc(run->arena, fdr_scratch_bytes(run->test_count));
    if (!fdr_adjust_values(p, run->test_count, scratch, q, &refusal))
        return err_set(err, ERR_SYSTEM, "the p values of family %s cannot be adjusted: %s",
                       flag_methods[family].family, refusal_name(refusal));
    for (size_t i = 0; i < run->test_count; i++)
        if (!isnan(p[i])) run->tests[i].q = q[i];
    return true;
}

static bool control(FlagRun *run, Err *err) {
    double *p = ARENA_ARRAY(run->arena, double, run->test_count + 1),
           *q = ARENA_ARRAY(run->arena, double, run->test_count + 1);
    for (size_t i = 0; flag_methods[i].name; i++)
        if (flag_family(&flag_methods[i]) == i && !control_family(run, i, p, q, err)) return false;
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
    for (size_t first = 0, end; first < run->test_count; first = end) {
        for (end = first + 1; end < run->test_count && same_run(&run->tests[first], &run->tests[end]);)
            end++;
        const FlagSeries *series = &run->series[run->tests[first].series];
        FlagTest **by_cell = ARENA_ARRAY(run->arena, FlagTest *, series->count);
        for (size_t i = first; i < end; i++)
            by_cell[run->tests[i].cell] = &run->tests[i];
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
    judge_scores(run);
    if (!control(run, err)) return false;
    for (size_t i = 0; i < run->test_count; i++)
        run->tests[i].fired = flag_reaches(run, &run->tests[i], FLAG_AT_AGREE);
    mark_echoes(run);
    flag_agree(run);
    return true;
}
