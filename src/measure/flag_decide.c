/* From scores to flags: how far out is far, one error rate for each family, limits, and what only takes last
 * year's flag back. */
#include <math.h>
#include <string.h>

#include "measure/flag_parts.h"
#include "stats/fdr.h"

/* --- p --- */

static double p_of(const FlagRun *run, const FlagTest *test) {
    const FlagFit *fit = &run->fits[test->fit];
    return tail_find_p(test->score < 0 ? &fit->low : &fit->high, test->score);
}

/* The two sides have tails of their own where each has scores enough. */
static FlagFit fit_tails(FlagRun *run, const FlagTest *tests, size_t count) {
    double *both = ARENA_ARRAY(run->arena, double, 2 * count), *side = both + count;
    void *scratch = arena_alloc(run->arena, tail_scratch_bytes(count));
    double heaviest = tests->method->heaviest;
    Refusal refusal;
    FlagFit fit = {tail_normal(), tail_normal()};
    if (!(heaviest > 0)) return fit;
    for (size_t i = 0; i < count; i++)
        both[i] = tests[i].score;
    TailFit common;
    if (!tail_fit_scores(both, count, heaviest, scratch, &common, &refusal)) common = tail_assume();
    for (int sign = -1; sign <= 1; sign += 2) {
        TailFit *one = sign < 0 ? &fit.low : &fit.high;
        for (size_t i = 0; i < count; i++)
            side[i] = both[i] * sign > 0 ? both[i] : NAN;
        if (!tail_fit_scores(side, count, heaviest, scratch, one, &refusal)) *one = common;
    }
    return fit;
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
        run->fits[run->fit_count] = fit_tails(run, &run->tests[first], end - first);
        for (size_t i = first; i < end; i++) {
            run->tests[i].fit = run->fit_count;
            run->tests[i].p = p_of(run, &run->tests[i]);
        }
        run->fit_count++;
    }
}

/* --- q --- */

/* The first method of a family stands for it. */
static size_t family_of(const FlagMethod *method) {
    size_t at = 0;
    while (strcmp(flag_methods[at].family, method->family) != 0)
        at++;
    return at;
}

static size_t method_total(void) {
    size_t count = 0;
    while (flag_methods[count].name)
        count++;
    return count;
}

static bool control_family(FlagRun *run, size_t family, double *p, double *q, Err *err) {
    size_t count = 0;
    for (size_t i = 0; i < run->test_count; i++) {
        bool member = family_of(run->tests[i].method) == family;
        p[i] = member ? run->tests[i].p : NAN;
        count += member;
    }
    if (count == 0) return true;
    Refusal refusal;
    void *scratch = arena_alloc(run->arena, fdr_scratch_bytes(run->test_count));
    if (!fdr_adjust_values(p, run->test_count, scratch, q, &refusal))
        return err_set(err, ERR_SYSTEM, "the p values of family %s cannot be adjusted: %s",
                       flag_methods[family].family, refusal_name(refusal));
    run->threshold[family] = FLAG_Q / (double)count;
    for (size_t i = 0; i < run->test_count; i++) {
        if (isnan(p[i])) continue;
        run->tests[i].q = q[i];
        if (q[i] <= FLAG_Q) run->threshold[family] = fmax(run->threshold[family], p[i]);
    }
    return true;
}

static bool control(FlagRun *run, Err *err) {
    double *p = ARENA_ARRAY(run->arena, double, run->test_count + 1),
           *q = ARENA_ARRAY(run->arena, double, run->test_count + 1);
    size_t count = method_total();
    run->threshold = ARENA_ARRAY(run->arena, double, count);
    for (size_t i = 0; i < count; i++)
        if (family_of(&flag_methods[i]) == i && !control_family(run, i, p, q, err)) return false;
    return true;
}

/* --- limits --- */

/* Limits are where a flag begins: far out for the group, for the series' own tails and the number of tests,
 * and by more than a trifle. */
static void set_limits(const FlagRun *run, FlagTest *test) {
    const FlagMethod *method = test->method;
    double least = run->series[test->series].least, threshold = run->threshold[family_of(method)];
    if (method->own_limit) {
        test->limit_low = fmin(test->limit_low, test->center - least);
        test->limit_high = fmax(test->limit_high, test->center + least);
        return;
    }
    const FlagFit *fit = &run->fits[test->fit];
    double low = fmax(method->alone, tail_find_score(&fit->low, threshold)),
           high = fmax(method->alone, tail_find_score(&fit->high, threshold));
    test->limit_low = test->center - fmax(low * test->spread, least);
    test->limit_high = test->center + fmax(high * test->spread, least);
}

static void fire(FlagRun *run) {
    for (size_t i = 0; i < run->test_count; i++) {
        FlagTest *test = &run->tests[i];
        double x = run->series[test->series].cells[test->cell].x;
        set_limits(run, test);
        test->fired = test->q <= FLAG_Q && (x < test->limit_low || x > test->limit_high);
    }
}

/* What chance alone would flag: the tests times the p at which flags begin. */
static void expect(FlagRun *run) {
    for (size_t i = 0; i < run->screening_count; i++) {
        Screening *s = &run->screenings[i];
        double tests = (double)s->cells[REFUSAL_NONE], p = run->threshold[family_of(s->method)];
        s->expected = tests * fmin(p, 1);
    }
    for (size_t i = 0; i < run->test_count; i++)
        for (size_t k = 0; run->tests[i].fired && k < run->screening_count; k++)
            if (run->screenings[k].method == run->tests[i].method &&
                run->screenings[k].series == run->tests[i].series)
                run->screenings[k].fired++;
}

/* --- echoes --- */

/* A year that brings an amount back to where it was before last year's jump is no news of its own. */
static bool takes_back(const FlagTest *now, const FlagTest *before) {
    if (!before->fired || before->score * now->score >= 0) return false;
    double left = fabs(before->residual + now->residual), spread = isnan(now->spread) ? 0 : now->spread;
    return left < fmax(FLAG_ALONE * M_SQRT2 * spread, fabs(before->residual) / 3);
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
            if (!now || !before || !now->fired || isnan(now->residual)) continue;
            if (series->cells[cell].dept_id != series->cells[cell - 1].dept_id) continue;
            if (!before->echo && takes_back(now, before)) now->echo = true;
        }
    }
    for (size_t i = 0; i < run->test_count; i++)
        if (run->tests[i].echo) run->tests[i].fired = false;
}

bool flag_decide(FlagRun *run, Err *err) {
    judge_scores(run);
    if (!control(run, err)) return false;
    fire(run);
    mark_echoes(run);
    expect(run);
    return true;
}
