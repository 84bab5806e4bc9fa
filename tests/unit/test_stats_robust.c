#include "test_stats_golden.h"

#include "stats/robust.h"

static double medcouple(const double *values, size_t n) {
    double result = NAN;
    Refusal refusal = REFUSAL_COUNT;
    void *scratch = golden_scratch(robust_scratch_bytes(n));
    assert_true(robust_find_medcouple(values, n, scratch, &result, &refusal));
    free(scratch);
    return result;
}

static int compare_doubles(const void *left, const void *right) {
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The definition, word for word, O(n^2 log n). In: no missing values, n <= 300. *low = the smaller middle
 * entry. */
static double plain_medcouple(const double *values, size_t n, double *low) {
    double x[300];
    memcpy(x, values, n * sizeof *x);
    qsort(x, n, sizeof *x, compare_doubles);
    double m = n % 2 == 1 ? x[n / 2] : 0.5 * (x[n / 2 - 1] + x[n / 2]);
    int ties = 0;
    for (size_t i = 0; i < n; i++)
        ties += x[i] == m;
    double *kernel = malloc(n * n * sizeof *kernel);
    assert_non_null(kernel);
    size_t count = 0;
    int above_tie = 0;
    for (size_t up = n; up-- > 0 && x[up] >= m;) {
        int below_tie = 0;
        for (size_t down = n; down-- > 0;) {
            if (x[down] > m) continue;
            if (x[up] == m && x[down] == m) {
                int sign = ties - 1 - above_tie - below_tie;
                kernel[count++] = (sign > 0) - (sign < 0);
                below_tie++;
            } else
                kernel[count++] = ((x[up] - m) - (m - x[down])) / (x[up] - x[down]);
        }
        above_tie += x[up] == m;
    }
    qsort(kernel, count, sizeof *kernel, compare_doubles);
    *low = kernel[(count - 1) / 2];
    double middle = count % 2 == 1 ? kernel[count / 2] : 0.5 * (kernel[count / 2 - 1] + kernel[count / 2]);
    free(kernel);
    return middle;
}

static void scores_equal_r(void **state) {
    (void)state;
    static Golden r;
    golden_read("univariate.csv", &r);
    golden_compared = 0;
    for (size_t k = 0; k < GOLDEN_SAMPLES; k++) {
        GoldenColumn sample;
        golden_read_sample(k, &sample);
        const char *name = golden_samples[k];
        void *scratch = golden_scratch(robust_scratch_bytes(sample.n));
        double z[GOLDEN_COLUMN_MOST];
        RobustCentre centre;
        Refusal refusal;
        assert_true(robust_score_values(sample.value, sample.n, scratch, z, &centre, &refusal));
        free(scratch);
        assert_int_equal(centre.scale, ROBUST_SCALE_MAD);
        double largest = 0.0;
        size_t far = 0;
        for (size_t i = 0; i < sample.n; i++) {
            assert_int_equal(isnan(z[i]) != 0, isnan(sample.value[i]) != 0);
            if (isnan(z[i])) continue;
            largest = fmax(largest, fabs(z[i]));
            far += fabs(z[i]) > ROBUST_Z_LIMIT;
            assert_true((z[i] < 0.0) == (sample.value[i] < centre.median));
        }
        golden_close("median", centre.median, golden_get(&r, name, "median"), 1e-12, 0.0);
        golden_close("mad", centre.mad, golden_get(&r, name, "mad_raw"), 1e-12, 0.0);
        golden_close("largest", largest, golden_get(&r, name, "modz_max_0.6745"), 1e-12, 0.0);
        golden_close("far", (double)far, golden_get(&r, name, "n_modz_gt_3.5"), 0.0, 0.0);
    }
    assert_int_equal(golden_compared, 20 * 4);
}

static void fences_equal_robustbase(void **state) {
    (void)state;
    static Golden r;
    golden_read("univariate.csv", &r);
    golden_compared = 0;
    for (size_t k = 0; k < GOLDEN_SAMPLES; k++) {
        GoldenColumn sample;
        golden_read_sample(k, &sample);
        const char *name = golden_samples[k];
        if (golden_find(&r, name, "medcouple_mc_default") == NULL)
            continue;                                          /* two values: robustbase was not asked */
        if (strcmp(name, "faithful_eruptions") == 0) continue; /* the next test */
        void *scratch = golden_scratch(robust_scratch_bytes(sample.n));
        RobustFences fences;
        Refusal refusal;
        assert_true(robust_find_fences(sample.value, sample.n, scratch, &fences, &refusal));
        free(scratch);
        size_t outside = 0;
        for (size_t i = 0; i < sample.n; i++)
            outside += sample.value[i] < fences.low || sample.value[i] > fences.high;
        golden_close("medcouple", fences.medcouple, golden_get(&r, name, "medcouple_mc_default"), 1e-9, 1e-3);
        golden_close("low", fences.low, golden_get(&r, name, "adjbox_fence_lo"), 1e-9, 0.0);
        golden_close("high", fences.high, golden_get(&r, name, "adjbox_fence_hi"), 1e-9, 0.0);
        golden_close("outside", (double)outside, golden_get(&r, name, "adjbox_n_out"), 0.0, 0.0);
        golden_close("hinge", fences.hinge_low, golden_get(&r, name, "hinge_lo"), 1e-12, 0.0);
        golden_close("hinge", fences.hinge_high, golden_get(&r, name, "hinge_hi"), 1e-12, 0.0);
    }
    assert_int_equal(golden_compared, 18 * 6);
}

/* Beyond n = 100 robustbase takes the low median of the kernel. Its number is met by the definition with that
 * median, and ours by the definition with the usual one. */
static void large_samples_differ_from_robustbase_as_documented(void **state) {
    (void)state;
    static Golden r;
    golden_read("univariate.csv", &r);
    GoldenColumn sample;
    golden_read_column("u_faithful_eruptions.csv", "x", &sample);
    golden_compared = 0;
    double low = NAN;
    double middle = plain_medcouple(sample.value, sample.n, &low);
    golden_close("low median", low, golden_get(&r, "faithful_eruptions", "medcouple_mc_default"), 1e-9, 0.0);
    golden_close("median", medcouple(sample.value, sample.n), middle, 1e-13, 0.0);
    assert_true(middle > low && middle - low < 1e-4);
    assert_int_equal(golden_compared, 2);
}

/* Random samples with and without ties, small and large, and their mirror images. */
static void medcouple_equals_its_definition(void **state) {
    (void)state;
    uint64_t seed = 2024;
    golden_compared = 0;
    for (int round = 0; round < 1500; round++) {
        double x[300];
        double mirrored[300];
        size_t n = 2 + (size_t)(golden_random(&seed) * (round % 10 == 0 ? 298.0 : 30.0));
        double grain = round % 3 == 0 ? 0.0 : 1.0 + floor(golden_random(&seed) * 12.0);
        for (size_t i = 0; i < n; i++) {
            double value = exp(2.0 * golden_random(&seed) + golden_random(&seed));
            x[i] = grain > 0.0 ? floor(value * grain / 4.0) : value;
            mirrored[i] = -x[i];
        }
        bool varied = false;
        for (size_t i = 1; i < n; i++)
            varied = varied || x[i] != x[0];
        if (!varied) continue;
        double fast = medcouple(x, n);
        double low = NAN;
        golden_close("medcouple", fast, plain_medcouple(x, n, &low), 1e-12, 1.0);
        golden_close("mirrored", medcouple(mirrored, n), -fast, 1e-14, 1.0);
    }
    assert_true(golden_compared > 2500);
}

static void large_samples_end(void **state) {
    (void)state;
    enum { N = 20001 };
    double *x = malloc(N * sizeof *x);
    assert_non_null(x);
    uint64_t seed = 5;
    for (size_t i = 0; i < N; i++)
        x[i] = exp(3.0 * golden_random(&seed));
    double result = medcouple(x, N);
    assert_true(result > 0.3 && result < 0.8);
    for (size_t i = 0; i < N; i++)
        x[i] = (double)(i % 3);
    assert_true(medcouple(x, N) == 0.0);
    free(x);
}

static void mean_deviation_steps_in(void **state) {
    (void)state;
    double frozen[] = {100, 100, 100, 100, 100, 130, NAN};
    double z[7];
    RobustCentre centre;
    Refusal refusal;
    void *scratch = golden_scratch(robust_scratch_bytes(7));
    assert_true(robust_score_values(frozen, 7, scratch, z, &centre, &refusal));
    assert_int_equal(centre.scale, ROBUST_SCALE_MEAN_AD);
    assert_true(centre.mad == 0.0 && centre.mean_ad == 5.0 && centre.n == 6 && centre.missing == 1);
    golden_close("z", z[5], 0.7979 * 6.0, 1e-14, 0.0);
    assert_true(z[0] == 0.0 && isnan(z[6]));
    RobustFences fences;
    assert_true(robust_find_fences(frozen, 7, scratch, &fences, &refusal));
    assert_true(fences.low == 100.0 && fences.high == 100.0);
    free(scratch);
}

static void edges(void **state) {
    (void)state;
    const struct {
        double values[4];
        size_t n;
        Refusal expected;
    } cases[] = {
        {{0}, 0, REFUSAL_EMPTY},
        {{NAN, NAN}, 2, REFUSAL_EMPTY},
        {{5}, 1, REFUSAL_TOO_FEW},
        {{5, NAN}, 2, REFUSAL_TOO_FEW},
        {{5, 5, 5, 5}, 4, REFUSAL_NO_SPREAD},
        {{0.0, -0.0}, 2, REFUSAL_NO_SPREAD},
        {{5, INFINITY, 7}, 3, REFUSAL_NOT_FINITE},
        {{5, 6, -1e300}, 3, REFUSAL_TOO_LARGE},
    };
    size_t seen = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++, seen++) {
        void *scratch = golden_scratch(robust_scratch_bytes(cases[i].n));
        double z[4];
        RobustCentre centre;
        RobustFences fences;
        Refusal refusal = REFUSAL_NONE;
        assert_false(robust_score_values(cases[i].values, cases[i].n, scratch, z, &centre, &refusal));
        assert_int_equal(refusal, cases[i].expected);
        refusal = REFUSAL_NONE;
        assert_false(robust_find_fences(cases[i].values, cases[i].n, scratch, &fences, &refusal));
        assert_int_equal(refusal, cases[i].expected);
        refusal = REFUSAL_NONE;
        assert_false(robust_find_medcouple(cases[i].values, cases[i].n, scratch, z, &refusal));
        assert_int_equal(refusal, cases[i].expected);
        free(scratch);
    }
    assert_int_equal(seen, 8);
    double two[] = {3, 8};
    assert_true(medcouple(two, 2) == 0.0);
    double wide[] = {-1e100, 0, 1e100, 1e99, 1e-300};
    assert_true(fabs(medcouple(wide, 5)) <= 1.0);
}

/* z by Qn is the distance from the golden median in golden Qn (GSL's, robustbase rounds to float). */
static void scores_by_qn(void **state) {
    (void)state;
    static Golden r, gsl;
    golden_read("univariate.csv", &r);
    golden_read("univariate_gsl.csv", &gsl);
    golden_compared = 0;
    for (size_t k = 0; k < GOLDEN_SAMPLES; k++) {
        GoldenColumn sample;
        double z[GOLDEN_COLUMN_MOST];
        RobustCentre centre;
        Refusal refusal;
        golden_read_sample(k, &sample);
        double qn = golden_get(&gsl, golden_samples[k], "Qn_robustbase");
        double median = golden_get(&r, golden_samples[k], "median");
        void *scratch = golden_scratch(robust_scratch_bytes(sample.n));
        assert_true(robust_score_by_qn(sample.value, sample.n, scratch, z, &centre, &refusal));
        free(scratch);
        assert_int_equal(centre.scale, ROBUST_SCALE_QN);
        golden_close("Qn", centre.qn, qn, 1e-12, 0.0);
        for (size_t i = 0; i < sample.n; i++)
            golden_close("z", z[i] * qn, sample.value[i] - median, 1e-12, fabs(median));
    }
    assert_true(golden_compared > GOLDEN_SAMPLES * 10);
    /* more than half equal: no spread to measure with, where the mean distance still scores */
    const double most[] = {5, 5, 5, 5, 5, 5, 9};
    double z[7];
    RobustCentre centre;
    Refusal refusal;
    void *scratch = golden_scratch(robust_scratch_bytes(7));
    assert_false(robust_score_by_qn(most, 7, scratch, z, &centre, &refusal));
    assert_int_equal(refusal, REFUSAL_NO_SPREAD);
    free(scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_equal_r),
        cmocka_unit_test(scores_by_qn),
        cmocka_unit_test(fences_equal_robustbase),
        cmocka_unit_test(large_samples_differ_from_robustbase_as_documented),
        cmocka_unit_test(medcouple_equals_its_definition),
        cmocka_unit_test(large_samples_end),
        cmocka_unit_test(mean_deviation_steps_in),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
