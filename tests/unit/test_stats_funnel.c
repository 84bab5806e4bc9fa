#include "test_stats_golden.h"

#include "stats/funnel.h"

static bool fit_groups(const double *numerators, const double *denominators, size_t n, double *z,
                       FunnelFit *fit, Refusal *refusal) {
    void *scratch = golden_scratch(funnel_scratch_bytes(n));
    bool done = funnel_fit_proportions(numerators, denominators, n, scratch, z, fit, refusal);
    free(scratch);
    return done;
}

static void compares_with_funnelplotr(void **state) {
    (void)state;
    static Golden golden;
    golden_read("funnel_summary.csv", &golden);
    GoldenColumn r;
    GoldenColumn n;
    GoldenColumn z;
    GoldenColumn limits[8];
    GoldenColumn out;
    GoldenColumn out_spread;
    const char *const names[8] = {"ll95", "ul95", "ll998", "ul998", "odll95", "odul95", "odll998", "odul998"};
    const char *const file = "funnel_PR.csv";
    golden_read_column(file, "num", &r);
    golden_read_column(file, "den", &n);
    golden_read_column(file, "uz", &z);
    golden_read_column(file, "out998_unadj", &out);
    golden_read_column(file, "out998_od", &out_spread);
    for (size_t k = 0; k < 8; k++)
        golden_read_column(file, names[k], &limits[k]);
    double scores[64];
    FunnelFit fit;
    Refusal refusal;
    assert_true(fit_groups(r.value, n.value, r.n, scores, &fit, &refusal));
    golden_compared = 0;
    int folds = 0;
    golden_close("target", fit.target, golden_get(&golden, "PR", "target"), 1e-12, 0.0);
    golden_close("phi", fit.phi, golden_get(&golden, "PR", "phi"), 1e-12, 0.0);
    golden_close("tau2", fit.tau2, golden_get(&golden, "PR", "tau2"), 1e-12, 0.0);
    for (size_t i = 0; i < r.n; i++) {
        golden_close("z", scores[i], z.value[i], 1e-11, 1.0);
        double share = r.value[i] / n.value[i];
        for (size_t k = 0; k < 8; k += 2) {
            FunnelRange range;
            double width = k % 4 == 0 ? 1.959964 : 3.090232; /* as FunnelPlotR rounds them */
            assert_true(
                funnel_find_limits(fit.target, k < 4 ? 0.0 : fit.tau2, n.value[i], width, &range, &refusal));
            golden_close(names[k], range.low, limits[k].value[i], 1e-12, 0.0);
            /* sin^2 turns back beyond pi/2: there FunnelPlotR prints the fold or 1, we print 1 */
            bool folded =
                asin(sqrt(fit.target)) + width * sqrt(0.25 / n.value[i] + (k < 4 ? 0.0 : fit.tau2)) >
                asin(1.0);
            double expected = limits[k + 1].value[i];
            folds += folded;
            assert_true(!folded || (n.value[i] <= 30.0 && expected > 0.9998));
            golden_close(names[k + 1], range.high, folded ? 1.0 : expected, 1e-12, 0.0);
            bool outside = share < range.low || share > range.high;
            if (k == 2) golden_close("out", outside, out.value[i], 0.0, 0.0);
            if (k == 6) golden_close("out", outside, out_spread.value[i], 0.0, 0.0);
        }
    }
    assert_int_equal(golden_compared, 3 + 40 * 11);
    assert_int_equal(folds, 4); /* the groups of 21 and of 30, 99.8 %, with and without tau2 */
}

static void exact_limits_equal_r(void **state) {
    (void)state;
    static Golden golden;
    golden_read("funnel_summary.csv", &golden);
    double target = golden_get(&golden, "PR", "target");
    const struct {
        const char *column;
        double tail;
    } tails[] = {{"l025", 0.025}, {"u975", 0.975}, {"l001", 0.001}, {"u999", 0.999}};
    GoldenColumn n;
    golden_read_column("funnel_exact_binomial.csv", "n", &n);
    golden_compared = 0;
    for (size_t k = 0; k < 4; k++) {
        GoldenColumn expected;
        golden_read_column("funnel_exact_binomial.csv", tails[k].column, &expected);
        for (size_t i = 0; i < n.n; i++) {
            double limit = NAN;
            Refusal refusal;
            assert_true(funnel_find_exact_limit(target, n.value[i], tails[k].tail, &limit, &refusal));
            golden_close(tails[k].column, limit, expected.value[i], 1e-10, 0.0);
        }
    }
    assert_int_equal(golden_compared, 44);
}

static void intervals_equal_r(void **state) {
    (void)state;
    static Golden golden;
    golden_read("funnel_summary.csv", &golden);
    GoldenColumn r;
    GoldenColumn n;
    GoldenColumn low;
    GoldenColumn high;
    golden_read_column("funnel_satisfaction.csv", "numerator", &r);
    golden_read_column("funnel_satisfaction.csv", "denominator", &n);
    golden_read_column("wilson.csv", "wilson_lo", &low);
    golden_read_column("wilson.csv", "wilson_hi", &high);
    golden_compared = 0;
    FunnelRange range;
    Refusal refusal;
    for (size_t i = 0; i < r.n; i++) {
        assert_true(funnel_find_wilson(r.value[i], n.value[i], FUNNEL_Z95, &range, &refusal));
        golden_close("low", range.low, low.value[i], 1e-12, 0.0);
        golden_close("high", range.high, high.value[i], 1e-12, 0.0);
    }
    const int counts[] = {0, 1, 5, 9, 10, 25, 100, 1000};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        char name[32];
        assert_true(funnel_find_byar(counts[i], FUNNEL_Z95, &range, &refusal));
        snprintf(name, sizeof name, "%d_lo", counts[i]);
        golden_close(name, range.low, golden_get(&golden, "byar", name), 1e-12, 0.0);
        snprintf(name, sizeof name, "%d_hi", counts[i]);
        golden_close(name, range.high, golden_get(&golden, "byar", name), 1e-12, 0.0);
    }
    assert_int_equal(golden_compared, 40 * 2 + 8 * 2);
    assert_true(funnel_find_wilson(0, 10, FUNNEL_Z95, &range, &refusal));
    assert_true(range.low == 0.0 && range.high > 0.25 && range.high < 0.3);
    assert_true(funnel_find_wilson(10, 10, FUNNEL_Z95, &range, &refusal));
    assert_true(range.high == 1.0 && range.low > 0.7 && range.low < 0.75);
}

static void curves_stay_in_range_and_monotone(void **state) {
    (void)state;
    for (int t = 0; t <= 10; t++) {
        FunnelRange before = {0.0, 1.0};
        for (double n = 1.0; n < 1e6; n *= 1.1) {
            FunnelRange range;
            Refusal refusal;
            assert_true(funnel_find_limits(t / 10.0, 0.0, n, FUNNEL_Z998, &range, &refusal));
            assert_true(range.low >= before.low && range.high <= before.high && range.low <= range.high);
            before = range;
        }
    }
}

static void edges(void **state) {
    (void)state;
    double z[3];
    FunnelFit fit;
    FunnelRange range;
    Refusal refusal;
    const struct {
        double r[3], n[3];
        size_t groups;
        Refusal expected;
    } cases[] = {
        {{0}, {0}, 0, REFUSAL_EMPTY},
        {{NAN, 1, 0}, {5, NAN, 0}, 3, REFUSAL_EMPTY},
        {{1, NAN}, {5, 6}, 2, REFUSAL_TOO_FEW},
        {{6, 1}, {5, 6}, 2, REFUSAL_OUT_OF_RANGE},
        {{-1, 1}, {5, 6}, 2, REFUSAL_OUT_OF_RANGE},
        {{0, 0}, {5, 6}, 2, REFUSAL_NO_SPREAD},
        {{5, 6}, {5, 6}, 2, REFUSAL_NO_SPREAD},
        {{5, 6}, {5, INFINITY}, 2, REFUSAL_NOT_FINITE},
        {{5, 6}, {5, 1e300}, 2, REFUSAL_TOO_LARGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        refusal = REFUSAL_NONE;
        assert_false(fit_groups(cases[i].r, cases[i].n, cases[i].groups, z, &fit, &refusal));
        assert_int_equal(refusal, cases[i].expected);
    }
    double r[] = {3, NAN, 3};
    double n[] = {6, 4, 6};
    assert_true(fit_groups(r, n, 3, z, &fit, &refusal));
    assert_true(fit.target == 0.5 && fit.tau2 == 0.0 && fit.n == 2 && fit.missing == 1 && isnan(z[1]) &&
                fabs(z[0]) < 1e-12);

    double limit;
    assert_false(funnel_find_limits(1.1, 0, 5, 2, &range, &refusal));
    assert_int_equal(refusal, REFUSAL_OUT_OF_RANGE);
    assert_false(funnel_find_limits(NAN, 0, 5, 2, &range, &refusal));
    assert_false(funnel_find_limits(0.5, -1, 5, 2, &range, &refusal));
    assert_false(funnel_find_limits(0.5, 0, 0, 2, &range, &refusal));
    assert_false(funnel_find_limits(0.5, 0, 5, INFINITY, &range, &refusal));
    assert_false(funnel_find_exact_limit(0.0, 5, 0.5, &limit, &refusal));
    assert_false(funnel_find_exact_limit(0.5, 5.5, 0.5, &limit, &refusal));
    assert_false(funnel_find_exact_limit(0.5, 0, 0.5, &limit, &refusal));
    assert_false(funnel_find_exact_limit(0.5, FUNNEL_COUNT_MOST + 1, 0.5, &limit, &refusal));
    assert_false(funnel_find_exact_limit(0.5, 5, 1.0, &limit, &refusal));
    assert_true(funnel_find_exact_limit(0.9, FUNNEL_COUNT_MOST, 0.025, &limit, &refusal));
    assert_true(fabs(limit - (0.9 - 1.96 * 0.0003)) < 1e-5);
    assert_true(funnel_find_exact_limit(0.9, 1, 0.999, &limit, &refusal));
    assert_true(limit >= 0.0 && limit <= 1.0);
    assert_false(funnel_find_wilson(6, 5, 2, &range, &refusal));
    assert_false(funnel_find_wilson(0, 0, 2, &range, &refusal));
    assert_false(funnel_find_wilson(NAN, 5, 2, &range, &refusal));
    assert_false(funnel_find_byar(-1, 2, &range, &refusal));
    assert_false(funnel_find_byar(1e300, 2, &range, &refusal));
    assert_int_equal(refusal, REFUSAL_OUT_OF_RANGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_with_funnelplotr),
        cmocka_unit_test(exact_limits_equal_r),
        cmocka_unit_test(intervals_equal_r),
        cmocka_unit_test(curves_stay_in_range_and_monotone),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
