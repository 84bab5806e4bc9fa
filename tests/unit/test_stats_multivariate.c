#include "test_stats_golden.h"

#include <gsl/gsl_cdf.h>

#include "stats/multivariate.h"
#include "stats/sample.h"

enum { ROWS_MOST = 200, VARIABLES_MOST = MULTIVARIATE_VARIABLES };

typedef struct Measured {
    size_t n, p;
    double values[ROWS_MOST * VARIABLES_MOST];
    double d2[ROWS_MOST], p_values[ROWS_MOST], shares[ROWS_MOST * VARIABLES_MOST];
    MultivariateFit fit;
    Refusal refusal;
} Measured;

static bool measure(Measured *m, const MultivariateOptions *options) {
    void *scratch = golden_scratch(multivariate_scratch_bytes(m->n, m->p));
    bool done = multivariate_measure_rows(m->values, m->n, m->p, options, scratch, m->d2, m->p_values,
                                          m->shares, &m->fit, &m->refusal);
    free(scratch);
    return done;
}

static void read_group(const char *name, size_t p, const char *const *headers, Measured *m) {
    static GoldenColumn column;
    char file[64];
    snprintf(file, sizeof file, "mv_%s.csv", name);
    m->p = p;
    for (size_t j = 0; j < p; j++) {
        golden_read_column(file, headers[j], &column);
        assert_true(column.n <= ROWS_MOST);
        m->n = column.n;
        for (size_t i = 0; i < column.n; i++)
            m->values[i * p + j] = column.value[i];
    }
}

static const struct {
    const char *name;
    size_t p;
    const char *headers[4];
    bool exact; /* all starts; otherwise robustbase's answer is that of its own 500 */
} groups[] = {
    {"starsCYG", 2, {"log.Te", "log.light"}, true},
    {"animals_log", 2, {"body", "brain"}, true},
    {"stackloss_x", 3, {"Air.Flow", "Water.Temp", "Acid.Conc."}, true},
    {"stackloss4", 4, {"Air.Flow", "Water.Temp", "Acid.Conc.", "stack.loss"}, true},
    {"hbk_x", 3, {"X1", "X2", "X3"}, false},
};
enum { GROUPS = sizeof groups / sizeof *groups };

static void close_to(const Golden *golden, const char *group, const char *quantity, double actual) {
    golden_close(quantity, actual, golden_get(golden, group, quantity), 1e-9, 1e-9);
}

static void compare_fit(const Golden *golden, size_t g, const Measured *m) {
    const char *name = groups[g].name, *kind = groups[g].exact ? "exact" : "fast";
    char text[48];
    const struct {
        const char *quantity;
        double actual;
    } numbers[] = {{"crit_logdet", m->fit.log_determinant},
                   {"raw_cnp2[1]", m->fit.raw_consistency},
                   {"raw_cnp2[2]", m->fit.raw_correction},
                   {"cnp2[1]", m->fit.consistency},
                   {"cnp2[2]", m->fit.correction}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        snprintf(text, sizeof text, "%s_%s", kind, numbers[i].quantity);
        close_to(golden, name, text, numbers[i].actual);
    }
    size_t entry = 0;
    for (size_t j = 0; j < m->p; j++) {
        snprintf(text, sizeof text, "%s_center[%zu]", kind, j + 1);
        close_to(golden, name, text, m->fit.center[j]);
        snprintf(text, sizeof text, "%s_raw_center[%zu]", kind, j + 1);
        close_to(golden, name, text, m->fit.raw_center[j]);
        for (size_t k = 0; k <= j; k++) { /* the upper triangle, column by column */
            snprintf(text, sizeof text, "%s_cov[%zu]", kind, ++entry);
            close_to(golden, name, text, m->fit.covariance[j * m->p + k]);
            snprintf(text, sizeof text, "%s_raw_cov[%zu]", kind, entry);
            close_to(golden, name, text, m->fit.raw_covariance[j * m->p + k]);
        }
    }
    close_to(golden, name, "h_default_alpha0.5", (double)m->fit.half);
    close_to(golden, name, "chi2_0.975", m->fit.limit);
    close_to(golden, name, "chi2_0.999", m->fit.limit_far);
    size_t flagged = 0;
    for (size_t i = 0; i < m->n; i++) {
        if (!(m->d2[i] > m->fit.limit)) continue;
        snprintf(text, sizeof text, "%s_flag_0.975[%zu]", kind, ++flagged);
        close_to(golden, name, text, (double)(i + 1));
    }
    snprintf(text, sizeof text, "%s_flag_0.975[%zu]", kind, flagged + 1);
    assert_null(golden_find(golden, name, text));
}

static void compare_distances(size_t g, const char *column_name, const Measured *m) {
    static GoldenColumn column;
    char file[64];
    snprintf(file, sizeof file, "d2_%s.csv", groups[g].name);
    golden_read_column(file, column_name, &column);
    assert_int_equal(column.n, m->n);
    for (size_t i = 0; i < m->n; i++)
        golden_close(file, m->d2[i], column.value[i], 1e-9, 1e-9);
}

static void compares_with_robustbase(void **state) {
    (void)state;
    static Golden golden;
    static Measured m;
    golden_read("multivariate.csv", &golden);
    golden_compared = 0;
    size_t rows = 0;
    for (size_t g = 0; g < GROUPS; g++) {
        read_group(groups[g].name, groups[g].p, groups[g].headers, &m);
        MultivariateOptions options = multivariate_default_options();
        assert_true(measure(&m, &options));
        assert_int_equal(m.fit.exhausted, groups[g].exact);
        compare_fit(&golden, g, &m);
        compare_distances(g, groups[g].exact ? "robust_d2_exact" : "robust_d2_fast", &m);
        options.exhaust_most = 0; /* 500 drawn starts find the same */
        double least = m.fit.log_determinant;
        assert_true(measure(&m, &options));
        assert_int_equal(m.fit.starts, MULTIVARIATE_STARTS);
        golden_close("fast", m.fit.log_determinant, least, 1e-12, 1.0);
        options.form = MULTIVARIATE_CLASSIC;
        assert_true(measure(&m, &options));
        compare_distances(g, "classical_d2", &m);
        rows += m.n;
    }
    assert_true(golden_compared > 2 * rows + 100);
}

static uint64_t seed;

static double normal(void) {
    return sqrt(-2.0 * log(1.0 - golden_random(&seed))) *
           cos(2.0 * 3.14159265358979323846 * golden_random(&seed));
}

/* d2 - share is d2 without the variable: the Mahalanobis distance of the others alone. */
static void shares_are_what_a_variable_adds(void **state) {
    (void)state;
    static Measured all, others;
    const MultivariateOptions classic = {.form = MULTIVARIATE_CLASSIC};
    seed = 7;
    all.n = others.n = 40;
    all.p = 3;
    others.p = 2;
    for (size_t i = 0; i < all.n; i++) {
        double common = normal();
        for (size_t j = 0; j < 3; j++)
            all.values[i * 3 + j] = common + 0.5 * normal();
    }
    assert_true(measure(&all, &classic));
    for (size_t left = 0; left < 3; left++) {
        for (size_t i = 0; i < all.n; i++)
            for (size_t j = 0, k = 0; j < 3; j++)
                if (j != left) others.values[i * 2 + k++] = all.values[i * 3 + j];
        assert_true(measure(&others, &classic));
        for (size_t i = 0; i < all.n; i++)
            golden_close("share", all.d2[i] - all.shares[i * 3 + left], others.d2[i], 1e-9, 1.0);
    }
}

/* Neither the order of the rows, nor units, nor incomplete rows change an answer. */
static void order_units_and_gaps_do_not_show(void **state) {
    (void)state;
    static Measured m, turned;
    MultivariateOptions options = {.exhaust_most = 0};
    seed = 11;
    m.n = 60;
    m.p = 2;
    for (size_t i = 0; i < m.n * 2; i++)
        m.values[i] = normal();
    m.values[20] += 9.0;
    assert_true(measure(&m, &options));
    turned = m;
    for (size_t i = 0; i < m.n; i++)
        memcpy(&turned.values[((i * 7 + 5) % 60) * 2], &m.values[i * 2], 2 * sizeof(double));
    turned.n = 61;
    turned.values[120] = NAN;
    turned.values[121] = 5.0;
    assert_true(measure(&turned, &options));
    assert_int_equal(turned.fit.missing, 1);
    assert_true(isnan(turned.d2[60]) && isnan(turned.p_values[60]) && isnan(turned.shares[120]));
    for (size_t i = 0; i < m.n; i++)
        assert_true(turned.d2[(i * 7 + 5) % 60] == m.d2[i] &&
                    turned.p_values[(i * 7 + 5) % 60] == m.p_values[i]);
    for (size_t i = 0; i < 120; i++)
        turned.values[i] = m.values[i] * (i % 2 ? 1e9 : 1e-6) + (i % 2 ? 4e9 : 3.0);
    assert_true(measure(&turned, &options));
    for (size_t i = 0; i < m.n; i++)
        golden_close("units", turned.d2[i], m.d2[i], 1e-6, 1.0);
    size_t largest = 0;
    for (size_t i = 1; i < m.n; i++)
        if (m.d2[i] > m.d2[largest]) largest = i;
    assert_int_equal(largest, 10);
    assert_true(m.shares[20] > m.shares[21]);
}

/* Share of clean normal rows with p <= 0.01, 30 rows of 3 variables: where the chi-squared flags six times as
 * many as it says, Cerioli's p flags twice. */
static void p_values_are_nearer_than_chi_squared(void **state) {
    (void)state;
    static Measured m;
    const MultivariateOptions options = {.exhaust_most = 0};
    size_t small = 0, far = 0, rows = 0;
    seed = 3;
    m.n = 30;
    m.p = 3;
    for (int run = 0; run < 200; run++) {
        for (size_t i = 0; i < m.n * m.p; i++)
            m.values[i] = normal();
        assert_true(measure(&m, &options));
        for (size_t i = 0; i < m.n; i++) {
            assert_true(m.p_values[i] >= 0.0 && m.p_values[i] <= 1.0);
            small += m.p_values[i] <= 0.01;
            far += gsl_cdf_chisq_Q(m.d2[i], 3) <= 0.01;
            rows++;
        }
    }
    assert_int_equal(rows, 6000);
    assert_true(small < 60 * 5 / 2); /* 2.1 %; 1.4 % with 60 rows */
    assert_true(far > 60 * 5);       /* 5.7 % */
}

static void refuse(size_t n, size_t p, double (*value)(size_t), Refusal expected) {
    static Measured m;
    const MultivariateOptions options = multivariate_default_options();
    m.n = n;
    m.p = p;
    for (size_t i = 0; i < n * p; i++)
        m.values[i] = value(i);
    assert_false(measure(&m, &options));
    assert_int_equal(m.refusal, expected);
}

static double one(size_t i) {
    (void)i;
    return 1.0;
}
static double gone(size_t i) {
    (void)i;
    return NAN;
}
static double rising(size_t i) {
    return (double)i;
}
static double huge(size_t i) {
    return i % 2 ? 1e300 : 1.0;
}
static double endless(size_t i) {
    return i % 2 ? INFINITY : 1.0;
}
/* Two thirds of the rows on a line. */
static double on_a_line(size_t i) {
    size_t row = i / 2;
    return row % 3 == 0 ? (double)((i * 37) % 11) : (i % 2 ? 2.0 : 1.0) * (double)row;
}

static void refusals(void **state) {
    (void)state;
    refuse(0, 2, one, REFUSAL_EMPTY);
    refuse(20, 2, gone, REFUSAL_EMPTY);
    refuse(1, 2, one, REFUSAL_TOO_FEW);
    refuse(9, 2, rising, REFUSAL_TOO_FEW);
    refuse(20, 2, one, REFUSAL_NO_SPREAD);
    refuse(20, 2, rising, REFUSAL_NO_SPREAD);
    refuse(30, 2, on_a_line, REFUSAL_NO_SPREAD);
    refuse(20, 2, huge, REFUSAL_TOO_LARGE);
    refuse(20, 2, endless, REFUSAL_NOT_FINITE);
    refuse(3, 13, rising, REFUSAL_BAD_OPTION);
    refuse(3, 0, rising, REFUSAL_BAD_OPTION);
}

int main(void) {
    sample_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_with_robustbase), cmocka_unit_test(shares_are_what_a_variable_adds),
        cmocka_unit_test(order_units_and_gaps_do_not_show),
        cmocka_unit_test(p_values_are_nearer_than_chi_squared), cmocka_unit_test(refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
