#include "test_stats_golden.h"

#include "stats/benford.h"

/* Values with the golden numbers of first digits, in several magnitudes, signs and with gaps. */
static size_t make(const Golden *golden, const char *name, double *values) {
    size_t n = 0;
    char text[16];
    for (int digit = 1; digit <= 9; digit++) {
        snprintf(text, sizeof text, "obs[%d]", digit);
        size_t count = (size_t)golden_get(golden, name, text);
        for (size_t i = 0; i < count; i++)
            values[n++] = (i % 2 ? -1.0 : 1.0) * (digit + 0.37) * pow(10.0, (double)(i % 5) - 2.0);
    }
    values[n++] = 0.0;
    values[n++] = NAN;
    return n;
}

static void compares_with_r(void **state) {
    (void)state;
    static const char *const names[] = {"benford_2pow", "benford_islands", "benford_state_area",
                                        "benford_rivers"};
    static Golden golden;
    static double values[GOLDEN_COLUMN_MOST];
    golden_read("tests.csv", &golden);
    golden_compared = 0;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        BenfordTest test;
        Refusal refusal;
        size_t n = make(&golden, names[k], values);
        assert_true(benford_test_digits(values, n, 0, &test, &refusal));
        assert_int_equal(test.zeros, 1);
        assert_int_equal(test.missing, 1);
        golden_close("n", (double)test.n, golden_get(&golden, names[k], "n"), 0.0, 0.0);
        golden_close("chi2", test.chi2, golden_get(&golden, names[k], "chi2"), 1e-12, 0.0);
        golden_close("p", test.p, golden_get(&golden, names[k], "p_chi2"), 1e-11, 0.0);
        golden_close("mad", test.mad, golden_get(&golden, names[k], "mad"), 1e-12, 0.0);
        golden_close("max_z", test.max_z, golden_get(&golden, names[k], "max_abs_z"), 1e-12, 0.0);
        golden_close("distance", test.distance, golden_get(&golden, names[k], "cho_gaines_d"), 1e-12, 0.0);
        golden_close("ks", test.ks, golden_get(&golden, names[k], "ks_D"), 1e-12, 0.0);
        assert_int_equal(test.band, k == 0 ? BENFORD_CLOSE : BENFORD_APART);
        bool refused = !benford_test_digits(values, n, BENFORD_LEAST, &test, &refusal);
        assert_int_equal(refused, k > 0);
        if (refused) assert_int_equal(refusal, REFUSAL_TOO_FEW);
    }
    assert_int_equal(golden_compared, 4 * 7);
}

static void digits_are_those_that_are_printed(void **state) {
    (void)state;
    static const struct {
        double value;
        size_t digit;
    } cases[] = {{0.3, 3},   {0.1 * 3, 3}, {1.0, 1},    {9.99, 9},   {1000.0, 1},
                 {-7e-8, 7}, {1e300, 1},   {4e-300, 4}, {5e-324, 4}, {1.7976931348623157e308, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        BenfordTest test;
        Refusal refusal;
        assert_true(benford_test_digits(&cases[i].value, 1, 1, &test, &refusal));
        assert_int_equal(test.counts[cases[i].digit - 1], 1);
        assert_true(isfinite(test.chi2) && isfinite(test.magnitude));
    }
}

/* Amounts, and what lies next to a whole number of their first digit. */
static void digits_of_amounts_are_those_that_are_printed(void **state) {
    (void)state;
    for (int i = 0; i < 3000; i++) {
        const double size = pow(10, i % 16), near = (1 + i % 9) * size * (1 + (i % 7 - 3) * 1e-15),
                     values[] = {near, size + i * 0.37, -(i + 0.01), i * size / 7 + 1};
        for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
            BenfordTest test;
            Refusal refusal;
            char text[32];
            snprintf(text, sizeof text, "%.14e", fabs(values[k]));
            assert_true(benford_test_digits(&values[k], 1, 1, &test, &refusal));
            assert_int_equal(test.counts[text[0] - '1'], 1);
        }
    }
}

static void refusals(void **state) {
    (void)state;
    const double none[] = {NAN, 0.0}, endless[] = {1.0, INFINITY};
    BenfordTest test;
    Refusal refusal;
    assert_false(benford_test_digits(NULL, 0, 0, &test, &refusal));
    assert_int_equal(refusal, REFUSAL_EMPTY);
    assert_false(benford_test_digits(none, 2, 0, &test, &refusal));
    assert_int_equal(refusal, REFUSAL_EMPTY);
    assert_false(benford_test_digits(endless, 2, 0, &test, &refusal));
    assert_int_equal(refusal, REFUSAL_NOT_FINITE);
    assert_string_equal(benford_band_name(BENFORD_MARGINAL), "marginal");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_with_r), cmocka_unit_test(digits_are_those_that_are_printed),
        cmocka_unit_test(digits_of_amounts_are_those_that_are_printed), cmocka_unit_test(refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
