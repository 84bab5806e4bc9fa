/* tail: exact quantiles of Student's t give back its degrees of freedom and scale; a few wild scores hardly
 * move them; what cannot be fitted is refused. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/tail.h"
#include "test_stats_golden.h"

enum { COUNT = 2000 };

/* The n quantiles in the middle of n equal parts of the distribution. */
static void fill_quantiles(double *scores, size_t n, double df, double scale) {
    for (size_t i = 0; i < n; i++)
        scores[i] = scale * gsl_cdf_tdist_Pinv(((double)i + 0.5) / (double)n, df);
}

static void test_known_tails(void **state) {
    (void)state;
    static const double freedoms[] = {1.5, 3, 6, 15};
    static double scores[COUNT];
    void *scratch = golden_scratch(tail_scratch_bytes(COUNT));
    for (size_t i = 0; i < 4; i++) {
        TailFit fit;
        Refusal refusal;
        fill_quantiles(scores, COUNT, freedoms[i], 2);
        assert_true(tail_fit_scores(scores, COUNT, TAIL_HEAVIEST, scratch, &fit, &refusal));
        assert_int_equal(fit.n, COUNT);
        assert_true(fabs(fit.df / freedoms[i] - 1) < 0.05);
        assert_true(fabs(fit.scale - 2) < 0.01);
    }
    free(scratch);
}

static void test_bounds(void **state) {
    (void)state;
    static double scores[COUNT];
    void *scratch = golden_scratch(tail_scratch_bytes(COUNT));
    TailFit fit;
    Refusal refusal;
    for (size_t i = 0; i < COUNT; i++) /* uniform: lighter than any t */
        scores[i] = ((double)i + 0.5) / COUNT - 0.5;
    assert_true(tail_fit_scores(scores, COUNT, TAIL_HEAVIEST, scratch, &fit, &refusal));
    assert_true(fit.df >= TAIL_LIGHTEST);
    fill_quantiles(scores, COUNT, 1.2, 1);
    assert_true(tail_fit_scores(scores, COUNT, TAIL_NEWS, scratch, &fit, &refusal));
    assert_true(fit.df <= TAIL_NEWS);
    free(scratch);
}

/* One in a hundred scores is wild, and the fit is nearly the same. */
static void test_wild_scores(void **state) {
    (void)state;
    static double scores[COUNT];
    void *scratch = golden_scratch(tail_scratch_bytes(COUNT));
    TailFit clean, dirty;
    Refusal refusal;
    fill_quantiles(scores, COUNT, 8, 1);
    assert_true(tail_fit_scores(scores, COUNT, TAIL_HEAVIEST, scratch, &clean, &refusal));
    for (size_t i = 0; i < COUNT; i += 100)
        scores[i] = 1e6;
    assert_true(tail_fit_scores(scores, COUNT, TAIL_HEAVIEST, scratch, &dirty, &refusal));
    assert_true(fabs(dirty.scale / clean.scale - 1) < 0.03);
    assert_true(dirty.df >= 5);
    assert_true(tail_find_p(&dirty, 1e6) < 1e-12);
    free(scratch);
}

/* Below a limit: the tail is long on one side only. Sides that are alike have one fit. */
static void test_sides(void **state) {
    (void)state;
    static double scores[COUNT];
    void *scratch = golden_scratch(tail_scratch_bytes(COUNT));
    TailFit low, high;
    Refusal refusal;
    fill_quantiles(scores, COUNT, 6, 1);
    assert_true(tail_fit_sides(scores, COUNT, TAIL_HEAVIEST, scratch, &low, &high, &refusal));
    assert_true(low.df == high.df && low.scale == high.scale && low.n == COUNT);
    for (size_t i = 0; i < COUNT; i++)
        scores[i] = scores[i] < 0 ? 3 * scores[i] * sqrt(1 + scores[i] * scores[i]) : scores[i];
    assert_true(tail_fit_sides(scores, COUNT, TAIL_HEAVIEST, scratch, &low, &high, &refusal));
    assert_true(low.scale > 2 * high.scale || low.df < high.df / 2);
    assert_true(tail_find_p(&low, -8) > 10 * tail_find_p(&high, 8));
    free(scratch);
}

static void test_p_and_score_agree(void **state) {
    (void)state;
    const TailFit fits[] = {tail_assume(), tail_normal(), {.scale = 3, .df = 4}};
    for (size_t i = 0; i < 3; i++)
        for (double p = 1e-6; p < 1; p *= 7)
            assert_true(fabs(tail_find_p(&fits[i], tail_find_score(&fits[i], p)) / p - 1) < 1e-6);
    const TailFit normal = tail_normal();
    assert_true(fabs(tail_find_p(&normal, -1.959963984540054) - 0.05) < 1e-12);
    assert_true(tail_find_p(&normal, 0) == 1);
}

static void test_refusals(void **state) {
    (void)state;
    static double scores[COUNT];
    void *scratch = golden_scratch(tail_scratch_bytes(COUNT));
    TailFit fit;
    Refusal refusal;
    assert_false(tail_fit_scores(scores, 0, 1, scratch, &fit, &refusal));
    assert_int_equal(refusal, REFUSAL_EMPTY);
    fill_quantiles(scores, TAIL_SMALLEST - 1, 5, 1);
    assert_false(tail_fit_scores(scores, TAIL_SMALLEST - 1, 1, scratch, &fit, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_FEW);
    for (size_t i = 0; i < COUNT; i++)
        scores[i] = i % 3 == 0;
    assert_false(tail_fit_scores(scores, COUNT, 1, scratch, &fit, &refusal));
    assert_int_equal(refusal, REFUSAL_NO_SPREAD);
    scores[7] = INFINITY;
    assert_false(tail_fit_scores(scores, COUNT, 1, scratch, &fit, &refusal));
    assert_int_equal(refusal, REFUSAL_NOT_FINITE);
    assert_false(tail_fit_scores(scores, COUNT, 0.5, scratch, &fit, &refusal));
    assert_int_equal(refusal, REFUSAL_BAD_OPTION);
    free(scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_tails),       cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_wild_scores),       cmocka_unit_test(test_sides),
        cmocka_unit_test(test_p_and_score_agree), cmocka_unit_test(test_refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
