#include "test_stats_golden.h"

#include <gsl/gsl_cdf.h>

#include "stats/regression.h"
#include "stats/sample.h"

enum { MOST = 100 };

typedef struct Fitted {
    RegressionPoint points[MOST];
    RegressionFit fit;
    Refusal refusal;
} Fitted;

static bool fit_line(const double *x, const double *y, size_t n, RegressionForm form, double alpha,
                     Fitted *f) {
    void *scratch = golden_scratch(regression_scratch_bytes(n));
    bool done = regression_fit_line(x, y, n, form, alpha, scratch, f->points, &f->fit, &f->refusal);
    free(scratch);
    return done;
}

static void compares_with_r(void **state) {
    (void)state;
    static const char *const names[] = {
        "gilbert_10_15_14_20", "holycross", "epa_g9s", "longley_gnp", "mono5", "const6", "sangong_5y"};
    static Golden golden;
    static GoldenColumn t, x;
    static Fitted f;
    golden_read("trend.csv", &golden);
    golden_compared = 0;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        char file[64];
        snprintf(file, sizeof file, "trend_%s.csv", names[k]);
        golden_read_column(file, "t", &t);
        golden_read_column(file, "x", &x);
        if (!fit_line(t.value, x.value, t.n, REGRESSION_PLAIN, 0.05, &f)) {
            assert_int_equal(f.refusal, k == 0 ? REFUSAL_TOO_FEW : REFUSAL_NO_SPREAD);
            continue;
        }
        golden_close("slope", f.fit.slope, golden_get(&golden, names[k], "ols_slope"), 1e-12, 0.0);
        golden_close("intercept", f.fit.intercept, golden_get(&golden, names[k], "ols_intercept"), 1e-9, 0.0);
        golden_close("r2", f.fit.r2, golden_get(&golden, names[k], "ols_r2"), 1e-12, 0.0);
    }
    assert_true(golden_compared >= 4 * 3);
}

static uint64_t seed;

static double normal(void) {
    return sqrt(-2.0 * log(1.0 - golden_random(&seed))) *
           cos(2.0 * 3.14159265358979323846 * golden_random(&seed));
}

static void make(double *x, double *y, size_t n) {
    for (size_t i = 0; i < n; i++) {
        x[i] = 4.0 + 2.0 * normal();
        y[i] = 1.0 + 0.9 * x[i] + 0.3 * normal();
    }
}

/* A studentized residual is the error of predicting a pair from a line without it, in its standard deviation.
 */
static void students_are_errors_of_prediction(void **state) {
    (void)state;
    static Fitted all, without;
    double x[20], y[20], others_x[19], others_y[19];
    seed = 5;
    make(x, y, 20);
    y[3] += 1.0;
    assert_true(fit_line(x, y, 20, REGRESSION_PLAIN, 0.01, &all));
    for (size_t left = 0; left < 20; left++) {
        for (size_t i = 0, k = 0; i < 20; i++) {
            if (i == left) continue;
            others_x[k] = x[i];
            others_y[k++] = y[i];
        }
        assert_true(fit_line(others_x, others_y, 19, REGRESSION_PLAIN, 0.01, &without));
        double mean = 0.0, xx = 0.0;
        for (size_t i = 0; i < 19; i++)
            mean += others_x[i] / 19.0;
        for (size_t i = 0; i < 19; i++)
            xx += (others_x[i] - mean) * (others_x[i] - mean);
        double h = 1.0 / 19.0 + (x[left] - mean) * (x[left] - mean) / xx;
        double error = y[left] - without.fit.intercept - without.fit.slope * x[left];
        double t = error / (without.fit.sigma * sqrt(1.0 + h));
        golden_close("student", all.points[left].student, t, 1e-9, 0.0);
        golden_close("p", all.points[left].p, 2.0 * gsl_cdf_tdist_Q(fabs(t), 17.0), 1e-9, 0.0);
        bool outside = y[left] < all.points[left].low || y[left] > all.points[left].high;
        assert_int_equal(outside, all.points[left].p < 0.01);
    }
}

/* Three large departments of 30 with a tenth of what is usual bend the plain line and hide; the robust one
 * names them, and nobody else, wherever they stand in the file. */
static void odd_ones_do_not_draw_the_line(void **state) {
    (void)state;
    static Fitted plain, robust, turned;
    double x[30], y[30], turned_x[30], turned_y[30];
    seed = 12;
    make(x, y, 30);
    for (size_t i = 0; i < 3; i++) {
        x[i] = 9.0 + (double)i;
        y[i] = 1.0 + 0.9 * x[i] - 2.3;
    }
    assert_true(fit_line(x, y, 30, REGRESSION_PLAIN, 0.05, &plain));
    assert_true(fit_line(x, y, 30, REGRESSION_ROBUST, 0.05, &robust));
    assert_in_range(robust.fit.used, 26, 27);
    assert_true(fabs(robust.fit.slope - 0.9) < 0.06);
    assert_true(fabs(plain.fit.slope - 0.9) > 0.2);
    for (size_t i = 0; i < 30; i++) {
        if (i < 3) assert_false(robust.points[i].used);
        assert_int_equal(robust.points[i].p < 0.001, i < 3);
    }
    for (size_t i = 0; i < 30; i++) {
        turned_x[(i * 7 + 3) % 30] = x[i];
        turned_y[(i * 7 + 3) % 30] = y[i];
    }
    assert_true(fit_line(turned_x, turned_y, 30, REGRESSION_ROBUST, 0.05, &turned));
    for (size_t i = 0; i < 30; i++)
        assert_true(turned.points[(i * 7 + 3) % 30].student == robust.points[i].student);
}

/* Share of clean normal pairs with p <= 0.01. */
static void clean_pairs_are_flagged_as_often_as_said(void **state) {
    (void)state;
    static Fitted f;
    static const size_t sizes[] = {8, 15, 30, 80};
    double x[MOST], y[MOST];
    seed = 77;
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        size_t small = 0, pairs = 0;
        for (int run = 0; run < 400; run++) {
            make(x, y, sizes[k]);
            assert_true(fit_line(x, y, sizes[k], REGRESSION_ROBUST, 0.05, &f));
            for (size_t i = 0; i < sizes[k]; i++)
                small += f.points[i].p <= 0.01;
            pairs += sizes[k];
        }
        double share = (double)small / (double)pairs;
        assert_true(share > 0.008 && share < (sizes[k] < 15 ? 0.018 : 0.013));
    }
}

static void edges(void **state) {
    (void)state;
    static Fitted f;
    static double many[REGRESSION_MOST + 1];
    const double rising[] = {1, 2, 3, 4, 5, 6}, same[] = {2, 2, 2, 2, 2, 2}, some[] = {1, 3, 2, 5, 4, 6};
    const double gone[] = {NAN, NAN, NAN, NAN, NAN, NAN}, four[] = {1, 2, NAN, 4, NAN, 6};
    const double huge[] = {1, 2, 3, 4, 5, 1e300}, endless[] = {1, 2, 3, 4, 5, -INFINITY};
    const double alone[] = {1, 1, 1, 1, 1, 50};
    const struct {
        const double *x, *y;
        size_t n;
        double alpha;
        Refusal expected;
    } cases[] = {
        {NULL, NULL, 0, 0.05, REFUSAL_EMPTY},
        {rising, gone, 6, 0.05, REFUSAL_EMPTY},
        {rising, some, 1, 0.05, REFUSAL_TOO_FEW},
        {four, some, 6, 0.05, REFUSAL_TOO_FEW},
        {same, some, 6, 0.05, REFUSAL_NO_SPREAD},
        {rising, same, 6, 0.05, REFUSAL_NO_SPREAD},
        {rising, rising, 6, 0.05, REFUSAL_NO_SPREAD},
        {rising, huge, 6, 0.05, REFUSAL_TOO_LARGE},
        {endless, rising, 6, 0.05, REFUSAL_NOT_FINITE},
        {rising, some, 6, 0.0, REFUSAL_BAD_OPTION},
        {rising, some, 6, 1.0, REFUSAL_BAD_OPTION},
        {many, many, REGRESSION_MOST + 1, 0.05, REFUSAL_TOO_MANY},
    };
    static RegressionPoint points[REGRESSION_MOST + 1];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        void *scratch = golden_scratch(regression_scratch_bytes(cases[i].n));
        assert_false(regression_fit_line(cases[i].x, cases[i].y, cases[i].n, REGRESSION_ROBUST,
                                         cases[i].alpha, scratch, points, &f.fit, &f.refusal));
        assert_int_equal(f.refusal, cases[i].expected);
        free(scratch);
    }
    /* the line goes through the only pair of another size: it cannot be judged, the others can */
    assert_true(fit_line(alone, some, 6, REGRESSION_PLAIN, 0.05, &f));
    assert_true(isnan(f.points[5].student) && isnan(f.points[5].p) && isnan(f.points[5].low));
    assert_true(isfinite(f.points[0].student) && isfinite(f.points[0].p));
}

int main(void) {
    sample_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_with_r), cmocka_unit_test(students_are_errors_of_prediction),
        cmocka_unit_test(odd_ones_do_not_draw_the_line),
        cmocka_unit_test(clean_pairs_are_flagged_as_often_as_said), cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
