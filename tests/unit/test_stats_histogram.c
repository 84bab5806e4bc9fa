#include "test_stats_golden.h"

#include "stats/histogram.h"
#include "stats/sample.h"

static Histogram planned(const double *values, size_t n) {
    Histogram histogram;
    Refusal refusal = REFUSAL_COUNT;
    void *scratch = golden_scratch(histogram_scratch_bytes(n));
    assert_true(histogram_plan_auto(values, n, scratch, &histogram, &refusal));
    free(scratch);
    assert_true(histogram_fill(values, n, &histogram, &refusal));
    return histogram;
}

static Refusal refused(const double *values, size_t n) {
    Histogram histogram;
    Refusal refusal = REFUSAL_NONE;
    void *scratch = golden_scratch(histogram_scratch_bytes(n));
    assert_false(histogram_plan_auto(values, n, scratch, &histogram, &refusal));
    free(scratch);
    return refusal;
}

/* What must hold for every histogram: rising breaks, everything counted, each count equal to a plain count.
 */
static void check(const Histogram *histogram, const double *values, size_t n) {
    size_t sum = histogram->below + histogram->above;
    for (size_t k = 0; k < histogram->classes; k++) {
        assert_true(histogram->breaks[k] < histogram->breaks[k + 1]);
        bool last = k + 1 == histogram->classes;
        size_t count = 0;
        for (size_t i = 0; i < n; i++)
            count += values[i] >= histogram->breaks[k] && (values[i] < histogram->breaks[k + 1] ||
                                                           (last && values[i] == histogram->breaks[k + 1]));
        assert_int_equal(count, histogram->counts[k]);
        sum += count;
    }
    assert_int_equal(sum, histogram->n);
    assert_int_equal(histogram->n + histogram->missing, n);
}

static void rules_equal_r(void **state) {
    (void)state;
    static Golden r;
    golden_read("univariate.csv", &r);
    golden_compared = 0;
    for (size_t k = 0; k < GOLDEN_SAMPLES; k++) {
        GoldenColumn sample;
        golden_read_sample(k, &sample);
        Histogram histogram = planned(sample.value, sample.n);
        const char *quantity = histogram.rule == HISTOGRAM_RULE_STURGES ? "nclass_Sturges" : "nclass_FD";
        golden_close(golden_samples[k], (double)histogram.suggested,
                     golden_get(&r, golden_samples[k], quantity), 0.0, 0.0);
        check(&histogram, sample.value, sample.n);
        assert_int_equal(histogram.below + histogram.above, 0);
        assert_true(histogram.counts[0] > 0 && histogram.counts[histogram.classes - 1] > 0);
    }
    assert_int_equal(golden_compared, 20);
}

/* Values with one decimal must fall into the class that their printed form names, whatever 3 * 0.1 is in
 * binary. */
static void decimal_breaks_are_exact(void **state) {
    (void)state;
    double values[101];
    for (int i = 0; i <= 100; i++)
        values[i] = i / 10.0;
    Histogram histogram;
    Refusal refusal;
    assert_true(histogram_plan_even(0.0, 10.0, 100, &histogram, &refusal));
    assert_true(histogram_fill(values, 101, &histogram, &refusal));
    for (size_t k = 0; k < 99; k++) {
        assert_int_equal(histogram.counts[k], 1);
        assert_true(histogram.breaks[k] == (double)k / 10.0);
    }
    assert_int_equal(histogram.counts[99], 2);

    double tenths[31];
    for (int i = 0; i <= 30; i++)
        tenths[i] = i / 10.0 + 0.3;
    histogram = planned(tenths, 31);
    for (size_t k = 0; k <= histogram.classes; k++) {
        char text[32];
        snprintf(text, sizeof text, "%.6f", histogram.breaks[k]);
        assert_true(histogram.breaks[k] == strtod(text, NULL));
    }
    check(&histogram, tenths, 31);
}

static void scores_have_fine_classes_on_top(void **state) {
    (void)state;
    Histogram histogram;
    Refusal refusal;
    assert_true(histogram_plan_scores(63.5, 99.0, &histogram, &refusal));
    assert_int_equal(histogram.classes, 6 + 10);
    assert_true(histogram.breaks[0] == 60.0 && histogram.breaks[6] == 90.0 && histogram.breaks[7] == 91.0);
    double scores[] = {60, 64.99, 65, 89.99, 90, 90.99, 91, 99.99, 100, 59.99, 100.5, NAN};
    assert_true(histogram_fill(scores, 12, &histogram, &refusal));
    assert_int_equal(histogram.counts[0], 2);
    assert_int_equal(histogram.counts[1], 1);
    assert_int_equal(histogram.counts[5], 1);
    assert_int_equal(histogram.counts[6], 2);
    assert_int_equal(histogram.counts[7], 1);
    assert_int_equal(histogram.counts[15], 2);
    assert_int_equal(histogram.below, 1);
    assert_int_equal(histogram.above, 1);
    assert_int_equal(histogram.missing, 1);
    check(&histogram, scores, 12);

    assert_true(histogram_plan_scores(97.0, 104.5, &histogram, &refusal));
    assert_int_equal(histogram.classes, 15);
    assert_true(histogram.breaks[0] == 90.0 && histogram.breaks[15] == 105.0);
    assert_true(histogram_plan_scores(0.0, 150.0, &histogram, &refusal));
    assert_int_equal(histogram.classes, 18 + 60);
    assert_false(histogram_plan_scores(-0.5, 90.0, &histogram, &refusal));
    assert_int_equal(refusal, REFUSAL_OUT_OF_RANGE);
    assert_false(histogram_plan_scores(10.0, 151.0, &histogram, &refusal));
    assert_false(histogram_plan_scores(NAN, 100.0, &histogram, &refusal));
    assert_false(histogram_plan_scores(50.0, NAN, &histogram, &refusal));
}

static void odd_samples(void **state) {
    (void)state;
    double one[] = {85};
    Histogram histogram = planned(one, 1);
    assert_int_equal(histogram.rule, HISTOGRAM_RULE_SINGLE);
    assert_int_equal(histogram.classes, 1);
    assert_true(histogram.breaks[0] == 80.0 && histogram.breaks[1] == 90.0);
    check(&histogram, one, 1);
    double equal[] = {0, 0, 0};
    histogram = planned(equal, 3);
    assert_int_equal(histogram.counts[0], 3);
    assert_true(histogram.breaks[0] == 0.0 && histogram.breaks[1] == 1.0);
    double same[] = {0.7, 0.7, NAN};
    histogram = planned(same, 3);
    assert_int_equal(histogram.classes, 1);
    assert_int_equal(histogram.missing, 1);
    double two[] = {3, 8};
    histogram = planned(two, 2);
    check(&histogram, two, 2);
    double frozen[] = {100, 100, 100, 100, 100, 100, 100, 100, 80, 130};
    histogram = planned(frozen, 10);
    assert_int_equal(histogram.rule, HISTOGRAM_RULE_STURGES);
    assert_int_equal(histogram.suggested, 5);
    check(&histogram, frozen, 10);
    double far[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1e9};
    histogram = planned(far, 10);
    assert_int_equal(histogram.classes,
                     20); /* 1e9/40 is nearest to a width of 2e7, 50 classes are too many, 5e7 it is */
    assert_true(histogram.suggested > HISTOGRAM_AUTO_MOST);
    check(&histogram, far, 10);
    double below_zero[] = {-1e9, -9, -8, -7, -6, -5, -4, -3, -2, -1};
    histogram = planned(below_zero, 10);
    assert_int_equal(histogram.classes, 20);
    check(&histogram, below_zero, 10);
    double close[] = {1e100, nextafter(1e100, 0.0), 1e100};
    histogram = planned(close, 3);
    check(&histogram, close, 3);
    double wide[] = {-1e100, 1e100, 1e-300, 0, 5};
    histogram = planned(wide, 5);
    check(&histogram, wide, 5);
    double tiny[] = {1e-300, 2e-300, 5e-300, 4e-300};
    histogram = planned(tiny, 4);
    check(&histogram, tiny, 4);
    uint64_t seed = 3;
    for (int round = 0; round < 2000; round++) {
        double values[40];
        size_t n = 1 + (size_t)(golden_random(&seed) * 40.0);
        double size = pow(10.0, golden_random(&seed) * 30.0 - 15.0);
        double shift = (golden_random(&seed) - 0.5) * size * 1e3;
        for (size_t i = 0; i < n; i++)
            values[i] = shift + size * floor(golden_random(&seed) * 20.0);
        histogram = planned(values, n);
        assert_true(histogram.classes <= HISTOGRAM_AUTO_MOST && histogram.below + histogram.above == 0);
        check(&histogram, values, n);
    }
}

static void refusals(void **state) {
    (void)state;
    double infinite[] = {1, INFINITY};
    double huge[] = {1e300, 1};
    double gone[] = {NAN};
    assert_int_equal(refused(NULL, 0), REFUSAL_EMPTY);
    assert_int_equal(refused(gone, 1), REFUSAL_EMPTY);
    assert_int_equal(refused(infinite, 2), REFUSAL_NOT_FINITE);
    assert_int_equal(refused(huge, 2), REFUSAL_TOO_LARGE);
    Histogram histogram;
    Refusal refusal;
    assert_false(histogram_plan_even(1.0, 1.0, 5, &histogram, &refusal));
    assert_int_equal(refusal, REFUSAL_BAD_OPTION);
    assert_false(histogram_plan_even(0.0, 1.0, 0, &histogram, &refusal));
    assert_false(histogram_plan_even(0.0, 1.0, HISTOGRAM_MOST + 1, &histogram, &refusal));
    assert_false(histogram_plan_even(NAN, 1.0, 5, &histogram, &refusal));
    assert_false(histogram_plan_even(0.0, INFINITY, 5, &histogram, &refusal));
    assert_false(histogram_plan_even(1.0, nextafter(1.0, 2.0), 5, &histogram, &refusal));
    assert_true(histogram_plan_even(0.1, 0.7, 1, &histogram, &refusal));
    assert_true(histogram.breaks[0] == 0.1 && histogram.breaks[1] == 0.7);
    double within[] = {0.1, 0.7, 0.3, 0.8};
    assert_true(histogram_fill(within, 4, &histogram, &refusal));
    assert_true(histogram.counts[0] == 3 && histogram.above == 1);
    histogram = (Histogram){.classes = 0};
    assert_false(histogram_fill(gone, 1, &histogram, &refusal));
    assert_int_equal(refusal, REFUSAL_BAD_OPTION);
    assert_true(histogram_plan_even(0.0, 1.0, 5, &histogram, &refusal));
    assert_false(histogram_fill(infinite, 2, &histogram, &refusal));
    assert_int_equal(refusal, REFUSAL_NOT_FINITE);
    assert_true(histogram_fill(NULL, 0, &histogram, &refusal));
    assert_int_equal(histogram.n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_equal_r),
        cmocka_unit_test(decimal_breaks_are_exact),
        cmocka_unit_test(scores_have_fine_classes_on_top),
        cmocka_unit_test(odd_samples),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
