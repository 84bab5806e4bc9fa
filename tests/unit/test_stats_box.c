#include "test_stats_golden.h"

#include "stats/box.h"

static Box box_of(const double *values, size_t n, size_t *outside) {
    Box box;
    Refusal refusal = REFUSAL_COUNT;
    void *scratch = golden_scratch(box_scratch_bytes(n));
    assert_true(box_make(values, n, scratch, &box, outside, &refusal));
    free(scratch);
    return box;
}

static void compares_with_r(void **state) {
    (void)state;
    static Golden r;
    golden_read("univariate.csv", &r);
    golden_compared = 0;
    for (size_t k = 0; k < GOLDEN_SAMPLES; k++) {
        GoldenColumn sample;
        size_t outside[GOLDEN_COLUMN_MOST];
        golden_read_sample(k, &sample);
        const char *name = golden_samples[k];
        Box box = box_of(sample.value, sample.n, outside);
        golden_close("low", box.low, golden_get(&r, name, "hinge_lo"), 1e-12, 0.0);
        golden_close("median", box.median, golden_get(&r, name, "median"), 1e-12, 0.0);
        golden_close("high", box.high, golden_get(&r, name, "hinge_hi"), 1e-12, 0.0);
        golden_close("fence", box.fence_low, golden_get(&r, name, "tukey_box_fence_lo"), 1e-12, 0.0);
        golden_close("fence", box.fence_high, golden_get(&r, name, "tukey_box_fence_hi"), 1e-12, 0.0);
        golden_close("outside", (double)box.outside, golden_get(&r, name, "tukey_box_n_out"), 0.0, 0.0);
        bool listed[GOLDEN_COLUMN_MOST] = {false};
        for (size_t i = 0; i < box.outside; i++) {
            assert_true(i == 0 || outside[i] > outside[i - 1]);
            listed[outside[i]] = true;
        }
        double low = INFINITY;
        double high = -INFINITY;
        for (size_t i = 0; i < sample.n; i++) {
            double x = sample.value[i];
            assert_int_equal(listed[i], x < box.fence_low || x > box.fence_high);
            if (isnan(x) || listed[i]) continue;
            low = fmin(low, x);
            high = fmax(high, x);
        }
        assert_true(box.whisker_low == low && box.whisker_high == high);
    }
    assert_int_equal(golden_compared, 20 * 6);
}

static void edges(void **state) {
    (void)state;
    size_t outside[8];
    double one[] = {5, NAN};
    Box box = box_of(one, 2, outside);
    assert_true(box.n == 1 && box.missing == 1 && box.whisker_low == 5.0 && box.whisker_high == 5.0 &&
                box.low == 5.0);
    double equal[] = {5, 5, 5};
    box = box_of(equal, 3, outside);
    assert_true(box.outside == 0 && box.fence_low == 5.0);
    double frozen[] = {9, 5, 5, 5, 5, 5, 5, 1};
    box = box_of(frozen, 8, outside);
    assert_true(box.outside == 2 && outside[0] == 0 && outside[1] == 7 && box.whisker_low == 5.0 &&
                box.max == 9.0);
    box = box_of(frozen, 8, NULL);
    assert_int_equal(box.outside, 2);
    double two[] = {8, 3};
    box = box_of(two, 2, outside);
    assert_true(box.low == 3.0 && box.high == 8.0 && box.median == 5.5);
    double large[] = {1e100, -1e100, 0};
    box = box_of(large, 3, outside);
    assert_true(isfinite(box.fence_low) && isfinite(box.fence_high));

    const struct {
        double values[2];
        size_t n;
        Refusal expected;
    } cases[] = {{{0}, 0, REFUSAL_EMPTY},
                 {{NAN, NAN}, 2, REFUSAL_EMPTY},
                 {{1, INFINITY}, 2, REFUSAL_NOT_FINITE},
                 {{1, 1e300}, 2, REFUSAL_TOO_LARGE}};
    for (size_t i = 0; i < 4; i++) {
        Refusal refusal = REFUSAL_NONE;
        void *scratch = golden_scratch(box_scratch_bytes(cases[i].n));
        assert_false(box_make(cases[i].values, cases[i].n, scratch, &box, outside, &refusal));
        assert_int_equal(refusal, cases[i].expected);
        free(scratch);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(compares_with_r), cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
