#include "test_stats_golden.h"

#include "stats/pefa.h"

static void compares_with_r(void **state) {
    (void)state;
    static Golden golden;
    static GoldenColumn budget, actual;
    PefaItem items[8];
    PefaComparison comparison;
    Refusal refusal;
    golden_read("tests.csv", &golden);
    golden_read_column("pefa_departments.csv", "budget", &budget);
    golden_read_column("pefa_departments.csv", "actual", &actual);
    golden_compared = 0;
    assert_true(pefa_compare_composition(budget.value, actual.value, budget.n, items, &comparison, &refusal));
    for (size_t i = 0; i < budget.n; i++) {
        char name[48];
        snprintf(name, sizeof name, "adjusted_budget[%zu]", i + 1);
        golden_close(name, items[i].adjusted, golden_get(&golden, "pefa", name), 1e-12, 0.0);
        snprintf(name, sizeof name, "abs_dev[%zu]", i + 1);
        golden_close(name, fabs(items[i].deviation), golden_get(&golden, "pefa", name), 1e-12, 100.0);
    }
    golden_close("outturn", comparison.outturn, golden_get(&golden, "pefa", "outturn_ratio"), 1e-12, 0.0);
    golden_close("variance", comparison.variance, golden_get(&golden, "pefa", "composition_variance"), 1e-12,
                 0.0);
    golden_close("simple", comparison.simple, golden_get(&golden, "pefa", "simple_abs_deviation"), 1e-12,
                 0.0);
    assert_int_equal(golden_compared, 15);
}

static void edges(void **state) {
    (void)state;
    static const struct {
        double budget[3], actual[3];
        Refusal expected;
    } cases[] = {
        {{NAN, NAN, 1.0}, {1.0, 2.0, NAN}, REFUSAL_EMPTY},
        {{5.0, NAN, NAN}, {4.0, 1.0, 1.0}, REFUSAL_TOO_FEW},
        {{-1.0, 2.0, 3.0}, {1.0, 2.0, 3.0}, REFUSAL_OUT_OF_RANGE},
        {{0.0, 0.0, 0.0}, {1.0, 2.0, 3.0}, REFUSAL_OUT_OF_RANGE},
        {{1.0, 2.0, 3.0}, {0.0, 0.0, 0.0}, REFUSAL_OUT_OF_RANGE},
        {{1.0, 1e300, 3.0}, {1.0, 1.0, 1.0}, REFUSAL_TOO_LARGE},
        {{1.0, INFINITY, 3.0}, {1.0, 1.0, 1.0}, REFUSAL_NOT_FINITE},
        {{1.0, 2.0, 0.0}, {2.0, 4.0, 0.0}, REFUSAL_NONE},
    };
    PefaItem items[3];
    PefaComparison comparison;
    Refusal refusal;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool done =
            pefa_compare_composition(cases[i].budget, cases[i].actual, 3, items, &comparison, &refusal);
        assert_int_equal(refusal, cases[i].expected);
        assert_int_equal(done, refusal == REFUSAL_NONE);
    }
    assert_true(comparison.variance == 0.0 && comparison.outturn == 2.0 && comparison.simple == 1.0);
    assert_false(pefa_compare_composition(NULL, NULL, 0, items, &comparison, &refusal));
    assert_int_equal(refusal, REFUSAL_EMPTY);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(compares_with_r), cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
