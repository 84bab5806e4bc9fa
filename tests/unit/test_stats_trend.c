#include "test_stats_golden.h"

#include "stats/sample.h"
#include "stats/trend.h"

static TrendTest test_of(const double *times, const double *values, size_t n) {
    TrendTest test;
    Refusal refusal = REFUSAL_COUNT;
    void *scratch = golden_scratch(trend_scratch_bytes(n));
    assert_true(trend_test_series(times, values, n, scratch, &test, &refusal));
    free(scratch);
    return test;
}

static TrendLine line_of(const double *times, const double *values, size_t n) {
    TrendLine line;
    Refusal refusal = REFUSAL_COUNT;
    void *scratch = golden_scratch(trend_scratch_bytes(n));
    assert_true(trend_fit_line(times, values, n, 0.95, scratch, &line, &refusal));
    free(scratch);
    return line;
}

static void compares_with_r(void **state) {
    (void)state;
    static Golden r;
    golden_read("trend.csv", &r);
    golden_compared = 0;
    const char *const series[] = {
        "gilbert_10_15_14_20", "holycross", "epa_g9s", "longley_gnp", "mono5", "const6", "sangong_5y"};
    for (size_t k = 0; k < 7; k++) {
        char file[64];
        GoldenColumn times;
        GoldenColumn values;
        snprintf(file, sizeof file, "trend_%s.csv", series[k]);
        golden_read_column(file, "t", &times);
        golden_read_column(file, "x", &values);
        const char *name = series[k];
        TrendTest test = test_of(times.value, values.value, values.n);
        TrendLine line = line_of(times.value, values.value, values.n);
        golden_close("n", (double)test.n, golden_get(&r, name, "n"), 0.0, 0.0);
        golden_close("S", (double)test.score, golden_get(&r, name, "S"), 0.0, 0.0);
        golden_close("Var S", test.variance, golden_get(&r, name, "varS"), 1e-12, 0.0);
        golden_close("Z", test.z, golden_get(&r, name, "Z"), 1e-12, 0.0);
        golden_close("p", test.p_normal, golden_get(&r, name, "p_two_sided_normal"), 1e-12, 0.0);
        golden_close("tau", test.tau, golden_get(&r, name, "tau_b"), 1e-12, 0.0);
        const double *exact = golden_find(&r, name, "p_two_sided_exact");
        golden_close("exact p", test.p_exact, exact != NULL ? *exact : NAN, 1e-12, 0.0);
        golden_close("chosen p", test.p, exact != NULL ? *exact : test.p_normal, 1e-12, 0.0);
        golden_close("slope", line.slope, golden_get(&r, name, "sen_slope"), 1e-12, 0.0);
        golden_close("low", line.slope_low, golden_get(&r, name, "sen_slope_ci95_lo_gilbert"), 1e-12, 0.0);
        golden_close("high", line.slope_high, golden_get(&r, name, "sen_slope_ci95_hi_gilbert"), 1e-12, 0.0);
        golden_close("intercept", line.intercept, golden_get(&r, name, "sen_intercept_median_resid"), 1e-12,
                     1.0);
    }
    assert_int_equal(golden_compared, 7 * 12);
}

static void growth_equals_r(void **state) {
    (void)state;
    static Golden r;
    golden_read("trend.csv", &r);
    golden_compared = 0;
    double growth = NAN;
    Refusal refusal;
    assert_true(
        trend_find_growth(100.0, golden_get(&r, "growth", "index2019=100_2023"), 4.0, &growth, &refusal));
    golden_close("CAGR", growth, golden_get(&r, "growth", "cagr_2019_2023"), 1e-12, 0.0);
    assert_true(trend_find_growth(210.58, 436.01, 1.0, &growth, &refusal));
    golden_close("one year", growth, golden_get(&r, "growth", "yoy_2020"), 1e-12, 0.0);
    assert_true(trend_find_growth(5.0, 0.0, 3.0, &growth, &refusal));
    golden_close("to zero", growth, -1.0, 0.0, 0.0);
    assert_int_equal(golden_compared, 3);
    const struct {
        double first, last, years;
        Refusal expected;
    } bad[] = {{0, 5, 1, REFUSAL_OUT_OF_RANGE},         {-3, 5, 1, REFUSAL_OUT_OF_RANGE},
               {3, -5, 1, REFUSAL_OUT_OF_RANGE},        {3, 5, 0, REFUSAL_OUT_OF_RANGE},
               {3, 5, -1, REFUSAL_OUT_OF_RANGE},        {NAN, 5, 1, REFUSAL_OUT_OF_RANGE},
               {3, NAN, 1, REFUSAL_OUT_OF_RANGE},       {INFINITY, 5, 1, REFUSAL_NOT_FINITE},
               {1e-300, 1e300, 1, REFUSAL_OUT_OF_RANGE}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(trend_find_growth(bad[i].first, bad[i].last, bad[i].years, &growth, &refusal));
        assert_int_equal(refusal, bad[i].expected);
    }
}

/* Critical |S| of the published tables at 5 % two-sided: reached there, not below. */
static void exact_p_meets_the_tables(void **state) {
    (void)state;
    const struct {
        size_t n;
        long critical;
    } table[] = {{5, 10}, {6, 13}, {7, 15}, {8, 18}, {9, 20}, {10, 23}, {11, 27}, {12, 30}};
    golden_compared = 0;
    for (size_t k = 0; k < 8; k++) {
        /* start rising, then turn pairs of neighbours over: each takes 2 from S */
        double times[12];
        double values[12];
        size_t n = table[k].n;
        for (size_t i = 0; i < n; i++)
            times[i] = values[i] = (double)i;
        for (size_t step = 0; step < 200; step++) {
            TrendTest test = test_of(times, values, n);
            /* all S of n values have the parity of n(n-1)/2; the table gives the smallest possible at or
             * above */
            bool significant = test.p_exact <= 0.05;
            assert_int_equal(significant, labs(test.score) >= table[k].critical);
            golden_compared++;
            size_t i = 1;
            while (i < n && values[i] < values[i - 1])
                i++;
            if (i == n) break;
            double kept = values[i];
            values[i] = values[i - 1];
            values[i - 1] = kept;
        }
    }
    assert_true(golden_compared > 200);
    double t[] = {1, 2, 3, 4};
    assert_true(fabs(test_of(t, t, 4).p - 1.0 / 12.0) < 1e-15);
    double t3[] = {3, 2, 1};
    TrendTest three = test_of(t, t3, 3);
    assert_true(three.score == -3 && fabs(three.p - 1.0 / 3.0) < 1e-15);
    double many[21];
    for (size_t i = 0; i < 21; i++)
        many[i] = (double)i;
    assert_true(isnan(test_of(many, many, 21).p_exact));
    assert_true(fabs(test_of(many, many, 20).p_exact * 1216451004088320000.0 - 1.0) < 1e-12); /* 2/20! */
}

static void gaps_and_missing(void **state) {
    (void)state;
    double times[] = {2018, 2019, 2020, 2023, 2024};
    double values[] = {10, NAN, 14, 20, 22}; /* on the line 2/year through the gap */
    TrendLine line = line_of(times, values, 5);
    assert_true(line.slope == 2.0 && line.n == 4 && line.missing == 1 && line.sign_stable);
    assert_true(line.slope_low == 2.0 && line.slope_high == 2.0 && line.intercept == 10.0 - 2.0 * 2018.0);
    double even[] = {1, 2, 3, 4, 5};
    double shaky[] = {10, 9, 12, 8, 11}; /* falls, but rises without the 8 */
    line = line_of(even, shaky, 5);
    assert_true(line.slope == -0.125 && !line.sign_stable);
    double flat[] = {3, 3, 3, 3, 3};
    assert_false(line_of(times, flat, 5).sign_stable);
    double two[] = {5, 9};
    line = line_of(times, two, 2);
    assert_true(line.slope == 4.0 && !line.sign_stable);
}

static void refusals(void **state) {
    (void)state;
    double t[] = {1, 2, 3, 4};
    double x[] = {1, 2, 3, 4};
    double repeated[] = {1, 2, 2, 4};
    double falling[] = {4, 3, 2, 1};
    double unknown[] = {1, NAN, 3, 4};
    double late[] = {1, 2, 3, 1e300};
    double infinite[] = {1, 2, 3, INFINITY};
    double huge[] = {1, 2, 3, 1e300};
    double gone[] = {NAN, NAN, NAN, NAN};
    double sparse[] = {1, NAN, NAN, 4};
    double single[] = {1, NAN, NAN, NAN};
    const struct {
        const double *times, *values;
        size_t n;
        Refusal test, line;
    } cases[] = {
        {t, x, 0, REFUSAL_EMPTY, REFUSAL_EMPTY},
        {t, gone, 4, REFUSAL_EMPTY, REFUSAL_EMPTY},
        {t, single, 4, REFUSAL_TOO_FEW, REFUSAL_TOO_FEW},
        {t, sparse, 4, REFUSAL_TOO_FEW, REFUSAL_NONE},
        {repeated, x, 4, REFUSAL_UNORDERED, REFUSAL_UNORDERED},
        {falling, x, 4, REFUSAL_UNORDERED, REFUSAL_UNORDERED},
        {unknown, x, 4, REFUSAL_UNORDERED, REFUSAL_UNORDERED},
        {late, x, 4, REFUSAL_UNORDERED, REFUSAL_UNORDERED},
        {t, infinite, 4, REFUSAL_NOT_FINITE, REFUSAL_NOT_FINITE},
        {t, huge, 4, REFUSAL_TOO_LARGE, REFUSAL_TOO_LARGE},
        {t, x, TREND_MOST + 1, REFUSAL_TOO_MANY, REFUSAL_TOO_MANY},
    };
    void *scratch = golden_scratch(trend_scratch_bytes(4));
    TrendTest test;
    TrendLine line;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Refusal refusal = REFUSAL_COUNT;
        bool done = trend_test_series(cases[i].times, cases[i].values, cases[i].n, scratch, &test, &refusal);
        assert_int_equal(refusal, cases[i].test);
        assert_int_equal(done, cases[i].test == REFUSAL_NONE);
        done = trend_fit_line(cases[i].times, cases[i].values, cases[i].n, 0.95, scratch, &line, &refusal);
        assert_int_equal(refusal, cases[i].line);
        assert_int_equal(done, cases[i].line == REFUSAL_NONE);
    }
    Refusal refusal;
    assert_false(trend_fit_line(t, x, 4, 1.0, scratch, &line, &refusal));
    assert_int_equal(refusal, REFUSAL_BAD_OPTION);
    assert_false(trend_fit_line(t, x, 4, NAN, scratch, &line, &refusal));
    free(scratch);
    double large[] = {-1e100, 1e100, -1e100, 1e100};
    assert_true(isfinite(line_of(t, large, 4).slope_high));
}

static void longest_series(void **state) {
    (void)state;
    static double t[TREND_MOST];
    static double x[TREND_MOST];
    uint64_t seed = 1;
    for (size_t i = 0; i < TREND_MOST; i++) {
        t[i] = (double)i;
        x[i] = 0.1 * (double)i + golden_random(&seed);
    }
    TrendLine line = line_of(t, x, TREND_MOST);
    assert_true(line.sign_stable && fabs(line.slope - 0.1) < 0.01 && line.slope_low < line.slope &&
                line.slope < line.slope_high);
    assert_true(test_of(t, x, TREND_MOST).p < 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_with_r),
        cmocka_unit_test(growth_equals_r),
        cmocka_unit_test(exact_p_meets_the_tables),
        cmocka_unit_test(gaps_and_missing),
        cmocka_unit_test(refusals),
        cmocka_unit_test(longest_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
