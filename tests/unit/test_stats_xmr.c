#include "test_stats_golden.h"

#include "stats/xmr.h"

static XmrLimits limits_of(const double *values, size_t n, XmrForm form, bool screen) {
    XmrLimits limits;
    Refusal refusal = REFUSAL_COUNT;
    void *scratch = golden_scratch(xmr_scratch_bytes(n));
    assert_true(xmr_find_limits(values, n, form, screen, scratch, &limits, &refusal));
    free(scratch);
    return limits;
}

static void limits_equal_nist_and_nhs(void **state) {
    (void)state;
    static Golden golden;
    golden_read("xmr.csv", &golden);
    golden_compared = 0;
    const char *const series[] = {"nist_flowrate", "nhs_r1", "nhs_r3_noscreen"};
    for (size_t k = 0; k < 3; k++) {
        char file[64];
        GoldenColumn x;
        unsigned signals[GOLDEN_COLUMN_MOST];
        snprintf(file, sizeof file, "xmr_%s.csv", series[k]);
        golden_read_column(file, "x", &x);
        const char *name = series[k];
        bool screen = k < 2; /* nothing to screen in these two, so screening must not matter */
        XmrLimits rounded = limits_of(x.value, x.n, XMR_FORM_ROUNDED, screen);
        XmrLimits exact = limits_of(x.value, x.n, XMR_FORM_EXACT, screen);
        XmrLimits median = limits_of(x.value, x.n, XMR_FORM_MEDIAN, screen);
        golden_close("mean", rounded.centre, golden_get(&golden, name, "mean"), 1e-12, 0.0);
        golden_close("range", rounded.range, golden_get(&golden, name, "mr_bar_used"), 1e-12, 0.0);
        golden_close("range limit", rounded.range_limit, golden_get(&golden, name, "url_mr_3.267"), 1e-12,
                     0.0);
        golden_close("lower", rounded.lower, golden_get(&golden, name, "lnpl_2.66"), 1e-12, 0.0);
        golden_close("upper", rounded.upper, golden_get(&golden, name, "unpl_2.66"), 1e-12, 0.0);
        golden_close("lower", exact.lower, golden_get(&golden, name, "lnpl_3/1.128"), 1e-12, 0.0);
        golden_close("upper", exact.upper, golden_get(&golden, name, "unpl_3/1.128"), 1e-12, 0.0);
        golden_close("median range", median.range, golden_get(&golden, name, "median_mr"), 1e-12, 0.0);
        golden_close("lower", median.lower, golden_get(&golden, name, "lnpl_medmr_3.145"), 1e-12, 0.0);
        golden_close("upper", median.upper, golden_get(&golden, name, "unpl_medmr_3.145"), 1e-12, 0.0);
        xmr_mark_points(x.value, x.n, &rounded, signals);
        size_t outside = 0;
        for (size_t i = 0; i < x.n; i++)
            outside += (signals[i] & (XMR_SIGNAL_ABOVE | XMR_SIGNAL_BELOW)) != 0;
        golden_close("outside", (double)outside, golden_get(&golden, name, "n_outside_2.66"), 0.0, 0.0);
    }
    assert_int_equal(golden_compared, 3 * 11);
}

/* NHSRplotthedots names one rule per point, the first of this order. */
static const char *nhs_label(unsigned signals) {
    const struct {
        unsigned bit;
        const char *label;
    } order[] = {
        {XMR_SIGNAL_ABOVE, "Above UCL"},
        {XMR_SIGNAL_BELOW, "Below LCL"},
        {XMR_SIGNAL_NEAR_ABOVE, "2 in 3 Above CL"},
        {XMR_SIGNAL_NEAR_BELOW, "2 in 3 Below CL"},
        {XMR_SIGNAL_RUN_ABOVE, "7 Points Above CL"},
        {XMR_SIGNAL_RUN_BELOW, "7 Points Below CL"},
        {XMR_SIGNAL_RISING, "7 Point Trend (Increasing)"},
        {XMR_SIGNAL_FALLING, "7 Point Trend (Decreasing)"},
    };
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
        if (signals & order[k].bit) return order[k].label;
    return "Common Cause";
}

static size_t compare_labels(const char *file, const unsigned *signals, size_t n) {
    FILE *stream = golden_open(file);
    char line[512];
    char label[64];
    assert_non_null(fgets(line, sizeof line, stream));
    size_t i = 0;
    for (; fgets(line, sizeof line, stream) != NULL; i++) {
        assert_true(i < n);
        assert_true(golden_field(line, 8, label, sizeof label));
        if (strcmp(label, nhs_label(signals[i])) != 0)
            fail_msg("%s point %zu: %s, expected %s", file, i + 1, nhs_label(signals[i]), label);
    }
    fclose(stream);
    return i;
}

static void rules_equal_nhs(void **state) {
    (void)state;
    golden_compared = 0;
    size_t labels = 0;
    const char *const files[] = {"xmr_rules_lakehuron.csv", "xmr_rules_nile_highgood.csv",
                                 "xmr_rules_nile_lowgood.csv", "xmr_rules_run7.csv"};
    const size_t screened[] = {3, 0, 0, 2};
    for (size_t k = 0; k < 4; k++) {
        GoldenColumn y;
        GoldenColumn centre;
        GoldenColumn lower;
        GoldenColumn upper;
        unsigned signals[GOLDEN_COLUMN_MOST];
        golden_read_column(files[k], "y", &y);
        golden_read_column(files[k], "mean", &centre);
        golden_read_column(files[k], "lpl", &lower);
        golden_read_column(files[k], "upl", &upper);
        XmrLimits limits = limits_of(y.value, y.n, XMR_FORM_ROUNDED, true);
        golden_close("centre", limits.centre, centre.value[0], 1e-12, 0.0);
        golden_close("lower", limits.lower, lower.value[0], 1e-12, 0.0);
        golden_close("upper", limits.upper, upper.value[0], 1e-12, 0.0);
        assert_int_equal(limits.screened, screened[k]);
        xmr_mark_points(y.value, y.n, &limits, signals);
        labels += compare_labels(files[k], signals, y.n);
    }
    assert_int_equal(golden_compared, 12);
    assert_int_equal(labels, 324);
}

static void missing_breaks_runs(void **state) {
    (void)state;
    double rising[] = {1, 2, 3, 4, 5, 6, 7, 8};
    unsigned signals[16];
    XmrLimits limits = limits_of(rising, 8, XMR_FORM_ROUNDED, true);
    assert_true(limits.trial && limits.ranges == 7 && limits.range == 1.0 && limits.screened == 0);
    xmr_mark_points(rising, 8, &limits, signals);
    for (size_t i = 0; i < 8; i++)
        assert_true(signals[i] & XMR_SIGNAL_RISING);
    double broken[] = {1, 2, 3, NAN, 4, 5, 6, 7};
    limits = limits_of(broken, 8, XMR_FORM_ROUNDED, true);
    assert_true(limits.ranges == 5 && limits.n == 7 && limits.missing == 1);
    xmr_mark_points(broken, 8, &limits, signals);
    for (size_t i = 0; i < 8; i++)
        assert_false(signals[i] & XMR_SIGNAL_RISING);
    assert_int_equal(signals[3], 0);
    double flat[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    limits = limits_of(flat, 12, XMR_FORM_ROUNDED, true);
    assert_true(limits.lower == 0.1 && limits.upper == 0.1 && !limits.trial);
    xmr_mark_points(flat, 12, &limits, signals);
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(signals[i], 0);
}

static void targets(void **state) {
    (void)state;
    XmrLimits limits = {.lower = 80, .centre = 90, .upper = 100};
    assert_int_equal(xmr_assure_target(&limits, 75), XMR_ASSURANCE_ABOVE);
    assert_int_equal(xmr_assure_target(&limits, 101), XMR_ASSURANCE_BELOW);
    assert_int_equal(xmr_assure_target(&limits, 80), XMR_ASSURANCE_EITHER);
    assert_int_equal(xmr_assure_target(&limits, 95), XMR_ASSURANCE_EITHER);
}

static void refusals(void **state) {
    (void)state;
    const struct {
        double values[3];
        size_t n;
        int form;
        Refusal expected;
    } cases[] = {
        {{0}, 0, XMR_FORM_EXACT, REFUSAL_EMPTY},
        {{NAN, NAN}, 2, XMR_FORM_EXACT, REFUSAL_EMPTY},
        {{1}, 1, XMR_FORM_EXACT, REFUSAL_TOO_FEW},
        {{1, NAN, 2}, 3, XMR_FORM_EXACT, REFUSAL_TOO_FEW},
        {{1, INFINITY}, 2, XMR_FORM_EXACT, REFUSAL_NOT_FINITE},
        {{1, 1e300}, 2, XMR_FORM_EXACT, REFUSAL_TOO_LARGE},
        {{1, 2}, 2, 9, REFUSAL_BAD_OPTION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        XmrLimits limits;
        Refusal refusal = REFUSAL_NONE;
        void *scratch = golden_scratch(xmr_scratch_bytes(cases[i].n));
        assert_false(xmr_find_limits(cases[i].values, cases[i].n, (XmrForm)cases[i].form, true, scratch,
                                     &limits, &refusal));
        assert_int_equal(refusal, cases[i].expected);
        free(scratch);
    }
    double two[] = {1, 3};
    XmrLimits limits = limits_of(two, 2, XMR_FORM_ROUNDED, true);
    assert_true(limits.centre == 2.0 && limits.range == 2.0);
    unsigned signals[2];
    xmr_mark_points(two, 2, &limits, signals);
    assert_true(signals[0] == 0 && signals[1] == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_equal_nist_and_nhs),
        cmocka_unit_test(rules_equal_nhs),
        cmocka_unit_test(missing_breaks_runs),
        cmocka_unit_test(targets),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
