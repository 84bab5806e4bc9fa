#include "test_stats_golden.h"

#include "stats/density.h"
#include "stats/describe.h"

static Refusal refused(const double *values, size_t n) {
    DensityGrid grid;
    Refusal refusal = REFUSAL_NONE;
    void *scratch = golden_scratch(density_scratch_bytes(n));
    assert_false(density_plan(values, n, scratch, &grid, &refusal));
    free(scratch);
    return refusal;
}

/* Bandwidth and exact densities at the type-7 quantiles 10, 25, 50, 75, 90. */
static void compares_with_r(void **state) {
    (void)state;
    static Golden r;
    golden_read("univariate.csv", &r);
    golden_compared = 0;
    for (size_t k = 0; k < GOLDEN_SAMPLES; k++) {
        GoldenColumn sample;
        golden_read_sample(k, &sample);
        const char *name = golden_samples[k];
        void *scratch = golden_scratch(describe_scratch_bytes(sample.n));
        Description d;
        Refusal refusal;
        DensityGrid grid;
        assert_true(describe_values(sample.value, sample.n, scratch, &d, &refusal));
        assert_true(density_plan(sample.value, sample.n, scratch, &grid, &refusal));
        golden_close("bandwidth", grid.bandwidth, golden_get(&r, name, "bw_nrd0"), 1e-12, 0.0);
        golden_close("lower", grid.lower, d.min - 3.0 * grid.bandwidth, 1e-15, 0.0);
        golden_close("upper", grid.upper, d.max + 3.0 * grid.bandwidth, 1e-15, 0.0);
        const struct {
            const char *quantity;
            double at;
        } points[] = {{"kde_exact_at_q10", d.p10},
                      {"kde_exact_at_q25", d.q1},
                      {"kde_exact_at_q50", d.median},
                      {"kde_exact_at_q75", d.q3},
                      {"kde_exact_at_q90", d.p90}};
        for (size_t i = 0; i < 5; i++) {
            double x[2];
            double y[2];
            grid.lower = points[i].at;
            grid.upper = grid.lower + 1e6;
            assert_true(density_draw(sample.value, sample.n, &grid, 2, scratch, x, y, &refusal));
            golden_close(points[i].quantity, y[0], golden_get(&r, name, points[i].quantity), 1e-9, 0.0);
        }
        free(scratch);
    }
    assert_int_equal(golden_compared, 20 * 8);
}

static void area_is_one(void **state) {
    (void)state;
    GoldenColumn sample;
    golden_read_column("u_faithful_eruptions.csv", "x", &sample);
    void *scratch = golden_scratch(density_scratch_bytes(sample.n));
    DensityGrid grid;
    Refusal refusal;
    double x[401];
    double y[401];
    assert_true(density_plan(sample.value, sample.n, scratch, &grid, &refusal));
    assert_true(density_draw(sample.value, sample.n, &grid, 401, scratch, x, y, &refusal));
    double area = 0.0;
    for (size_t i = 1; i < 401; i++) {
        assert_true(fabs(x[i] - x[i - 1] - (grid.upper - grid.lower) / 400.0) < 1e-12);
        area += 0.5 * (y[i] + y[i - 1]) * (x[i] - x[i - 1]);
    }
    assert_true(fabs(area - 1.0) < 1e-3);
    assert_true(x[0] == grid.lower && x[400] == grid.upper);
    free(scratch);
}

static void edges(void **state) {
    (void)state;
    double equal[] = {5, 5, 5, 5};
    double one[] = {5, NAN};
    double infinite[] = {5, INFINITY};
    double huge[] = {1e300, 2e300, 3};
    double rounding[] = {1e15, nextafter(1e15, 2e15), 1e15, 1e15};
    double tiny[] = {1e-200, 2e-200, 3e-200};
    assert_int_equal(refused(NULL, 0), REFUSAL_EMPTY);
    assert_int_equal(refused(one, 2), REFUSAL_TOO_FEW);
    assert_int_equal(refused(equal, 4), REFUSAL_NO_SPREAD);
    assert_int_equal(refused(rounding, 4), REFUSAL_NO_SPREAD);
    assert_int_equal(refused(tiny, 3), REFUSAL_NO_SPREAD);
    assert_int_equal(refused(infinite, 2), REFUSAL_NOT_FINITE);
    assert_int_equal(refused(huge, 3), REFUSAL_TOO_LARGE);

    double frozen[] = {7, 7, 7, 7, 7, 7, 9}; /* IQR 0: the sd decides, 0.9 * sqrt(4/7) * 7^-0.2 */
    void *scratch = golden_scratch(density_scratch_bytes(7));
    DensityGrid grid;
    Refusal refusal;
    double x[3];
    double y[3];
    assert_true(density_plan(frozen, 7, scratch, &grid, &refusal));
    golden_close("bandwidth", grid.bandwidth, 0.9 * sqrt(4.0 / 7.0) * pow(7.0, -0.2), 1e-14, 0.0);
    grid.bandwidth = 0.0;
    assert_false(density_draw(frozen, 7, &grid, 3, scratch, x, y, &refusal));
    assert_int_equal(refusal, REFUSAL_BAD_OPTION);
    grid = (DensityGrid){NAN, 0.0, 1.0};
    assert_false(density_draw(frozen, 7, &grid, 3, scratch, x, y, &refusal));
    grid = (DensityGrid){1.0, 1.0, 1.0};
    assert_false(density_draw(frozen, 7, &grid, 3, scratch, x, y, &refusal));
    grid = (DensityGrid){1.0, 0.0, INFINITY};
    assert_false(density_draw(frozen, 7, &grid, 3, scratch, x, y, &refusal));
    grid = (DensityGrid){1.0, 0.0, 1.0};
    assert_false(density_draw(frozen, 7, &grid, 1, scratch, x, y, &refusal));
    assert_false(density_draw(NULL, 0, &grid, 3, scratch, x, y, &refusal));
    assert_int_equal(refusal, REFUSAL_EMPTY);
    free(scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(compares_with_r), cmocka_unit_test(area_is_one),
                                       cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
