#include "test_stats_golden.h"

#include "stats/describe.h"
#include "stats/sample.h"

static Description describe(const double *values, size_t n) {
    Description result;
    Refusal refusal = REFUSAL_COUNT;
    void *scratch = golden_scratch(describe_scratch_bytes(n));
    assert_true(describe_values(values, n, scratch, &result, &refusal));
    assert_int_equal(refusal, REFUSAL_NONE);
    free(scratch);
    return result;
}

static Refusal refused(const double *values, size_t n) {
    Description result;
    Refusal refusal = REFUSAL_NONE;
    void *scratch = golden_scratch(describe_scratch_bytes(n));
    assert_false(describe_values(values, n, scratch, &result, &refusal));
    free(scratch);
    return refusal;
}

static void compares_with_r(void **state) {
    (void)state;
    static Golden r;
    static Golden gsl;
    golden_read("univariate.csv", &r);
    golden_read("univariate_gsl.csv", &gsl);
    golden_compared = 0;
    for (size_t k = 0; k < GOLDEN_SAMPLES; k++) {
        GoldenColumn sample;
        golden_read_sample(k, &sample);
        const char *name = golden_samples[k];
        Description d = describe(sample.value, sample.n);
        assert_int_equal(d.n, (size_t)golden_get(&r, name, "n"));
        assert_int_equal(d.missing, sample.n - d.n);
        const struct {
            const char *quantity;
            double value, tolerance;
        } rows[] = {
            {"mean", d.mean, 1e-12},
            {"sd", d.sd, 1e-12},
            {"median", d.median, 1e-12},
            {"q10_type7", d.p10, 1e-12},
            {"q25_type7", d.q1, 1e-12},
            {"q75_type7", d.q3, 1e-12},
            {"q90_type7", d.p90, 1e-12},
            {"hinge_lo", d.hinge_low, 1e-12},
            {"hinge_hi", d.hinge_high, 1e-12},
            {"mad_raw", d.mad, 1e-12},
            {"mad_1.4826", d.mad_scaled, 1e-12},
            {"Sn_robustbase", d.sn, 1e-12},
            {"Qn_robustbase", d.qn, 1e-7},
        };
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
            golden_close(rows[i].quantity, rows[i].value, golden_get(&r, name, rows[i].quantity),
                         rows[i].tolerance, 0.0);
        double mean_difference = golden_get(&r, name, "gini_mean_diff");
        double share = ((double)d.n - 1.0) / (double)d.n;
        golden_close("gini", d.gini, d.min < 0.0 ? NAN : mean_difference * share / (2.0 * d.mean), 1e-12,
                     0.0);
        const double *gini = golden_find(&r, name, "gini_coef_biased"); /* only for samples without 0 */
        golden_close("gini", d.gini, gini != NULL ? *gini : d.gini, 1e-12, 0.0);
        golden_close("Sn of GSL", d.sn, golden_get(&gsl, name, "Sn_robustbase"), 1e-12, 0.0);
        golden_close("Qn of GSL", d.qn, golden_get(&gsl, name, "Qn_robustbase"), 1e-12, 0.0);
        double shape = golden_get(&gsl, name, "skewness_type3");
        golden_close("skewness", d.skewness, d.n >= 3 ? shape : NAN, 1e-12, 1.0);
        shape = golden_get(&gsl, name, "kurtosis_type3");
        golden_close("kurtosis", d.kurtosis, d.n >= 4 ? shape : NAN, 1e-12, 1.0);
    }
    assert_int_equal(golden_compared, 20 * 19);
}

/* R's skewness of type 1 (m3/m2^1.5) and ours of type 3 differ by ((n-1)/n)^1.5: a second, independent
 * source. */
static void skewness_is_type_3(void **state) {
    (void)state;
    static Golden r;
    golden_read("univariate.csv", &r);
    golden_compared = 0;
    for (size_t k = 0; k < GOLDEN_SAMPLES; k++) {
        GoldenColumn sample;
        golden_read_sample(k, &sample);
        Description d = describe(sample.value, sample.n);
        if (d.n < 4) continue;
        double shrink = ((double)d.n - 1.0) / (double)d.n;
        double type1 = golden_get(&r, golden_samples[k], "skewness_g1_type1");
        golden_close("skewness", d.skewness, type1 * pow(shrink, 1.5), 1e-10, 1.0);
        double excess = golden_get(&r, golden_samples[k], "kurtosis_g2_type1");
        golden_close("kurtosis", d.kurtosis, (excess + 3.0) * shrink * shrink - 3.0, 1e-10, 1.0);
    }
    assert_int_equal(golden_compared, 19 * 2);
}

static void compares_with_nist(void **state) {
    (void)state;
    static Golden tests;
    golden_read("tests.csv", &tests);
    golden_compared = 0;
    for (int k = 1; k <= 4; k++) {
        static GoldenColumn sample;
        char file[40];
        char name[24];
        snprintf(file, sizeof file, "nist_NumAcc%d.csv", k);
        snprintf(name, sizeof name, "NumAcc%d", k);
        golden_read_column(file, "x", &sample);
        Description d = describe(sample.value, sample.n);
        golden_close("mean", d.mean, golden_get(&tests, name, "mean_certified"), 1e-12, 0.0);
        golden_close("sd", d.sd, golden_get(&tests, name, "sd_certified"), k >= 3 ? 1e-8 : 1e-12, 0.0);
    }
    assert_int_equal(golden_compared, 8);
}

static void order_and_missing_do_not_show(void **state) {
    (void)state;
    GoldenColumn sample;
    golden_read_column("u_faithful_eruptions.csv", "x", &sample);
    Description first = describe(sample.value, sample.n);
    uint64_t seed = 7;
    for (int round = 0; round < 20; round++) {
        for (size_t i = sample.n - 1; i > 0; i--) {
            size_t j = (size_t)(golden_random(&seed) * (double)(i + 1));
            double kept = sample.value[i];
            sample.value[i] = sample.value[j];
            sample.value[j] = kept;
        }
        Description again = describe(sample.value, sample.n);
        assert_memory_equal(&first, &again, sizeof first);
    }
    double holes[] = {NAN, 3, NAN, 8, NAN};
    Description d = describe(holes, 5);
    assert_int_equal(d.n, 2);
    assert_int_equal(d.missing, 3);
    assert_true(d.mean == 5.5);
}

static void small_samples_are_honest(void **state) {
    (void)state;
    Description none = describe(NULL, 0);
    assert_int_equal(none.n, 0);
    assert_true(isnan(none.mean) && isnan(none.sd) && isnan(none.min) && isnan(none.median) &&
                isnan(none.mad) && isnan(none.gini) && isnan(none.max) && isnan(none.p10) &&
                isnan(none.hinge_low) && isnan(none.qn) && isnan(none.sn));
    double gone[] = {NAN, NAN};
    assert_int_equal(describe(gone, 2).missing, 2);

    double one[] = {42.5};
    Description d = describe(one, 1);
    assert_true(d.mean == 42.5 && d.min == 42.5 && d.p90 == 42.5 && d.hinge_high == 42.5 && d.mad == 0.0 &&
                d.gini == 0.0);
    assert_true(isnan(d.sd) && isnan(d.sn) && isnan(d.qn) && isnan(d.skewness) && isnan(d.kurtosis));

    double two[] = {3, 8};
    d = describe(two, 2);
    assert_true(d.sd > 3.5355 && d.sd < 3.5356 && isnan(d.skewness) && isnan(d.kurtosis));

    double equal[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    d = describe(equal, 7);
    assert_true(d.mean == 0.1 && d.sd == 0.0 && d.q1 == 0.1 && d.q3 == 0.1 && d.p10 == 0.1 && d.p90 == 0.1 &&
                d.mad == 0.0);
    assert_true(d.sn == 0.0 && d.qn == 0.0 && d.gini < 1e-15 && isnan(d.skewness) && isnan(d.kurtosis));

    double zeros[] = {0, -0.0, 0};
    d = describe(zeros, 3);
    assert_true(isnan(d.gini) && d.mean == 0.0 && !signbit(d.min));
    double negative[] = {-1, 2, 3};
    assert_true(isnan(describe(negative, 3).gini));
    double all_to_one[] = {0, 0, 0, 12};
    assert_true(describe(all_to_one, 4).gini == 0.75);
}

static void extremes(void **state) {
    (void)state;
    double infinite[] = {1, INFINITY, 2};
    double minus[] = {1, -INFINITY, 2};
    double huge[] = {1e300, -1e300, 3};
    assert_int_equal(refused(infinite, 3), REFUSAL_NOT_FINITE);
    assert_int_equal(refused(minus, 3), REFUSAL_NOT_FINITE);
    assert_int_equal(refused(huge, 3), REFUSAL_TOO_LARGE);
    double large[] = {1e100, -1e100, 3e99, 5, -7e99, 0};
    Description d = describe(large, 6);
    assert_true(isfinite(d.mean) && isfinite(d.sd) && isfinite(d.skewness) && isfinite(d.kurtosis) &&
                isfinite(d.qn) && isfinite(d.sn));
    double tiny[] = {1e-200, 2e-200, 3e-200, 4e-200};
    d = describe(tiny, 4);
    assert_true(isnan(d.sd) && isnan(d.skewness) && d.median == 2.5e-200);
    Refusal refusal;
    size_t present;
    assert_false(sample_count(large, SAMPLE_MOST + 1, &present, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_MANY);
}

static void refusals_have_names(void **state) {
    (void)state;
    for (int why = 0; why < REFUSAL_COUNT; why++)
        assert_string_not_equal(refusal_name((Refusal)why), "unknown");
    assert_string_equal(refusal_name(REFUSAL_NO_SPREAD), "no_spread");
    assert_string_equal(refusal_name(REFUSAL_COUNT), "unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_with_r),          cmocka_unit_test(skewness_is_type_3),
        cmocka_unit_test(compares_with_nist),       cmocka_unit_test(order_and_missing_do_not_show),
        cmocka_unit_test(small_samples_are_honest), cmocka_unit_test(extremes),
        cmocka_unit_test(refusals_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
