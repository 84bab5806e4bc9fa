#include "test_stats_golden.h"

#include "stats/hb.h"

static HbOptions options_with(HbVariant variant, double power, double multiple, double tail) {
    HbOptions options = hb_default_options();
    options.variant = variant;
    options.size_power = power;
    options.multiple = multiple;
    options.tail = tail;
    options.least_pairs = 2;
    return options;
}

static bool screen(const double *previous, const double *current, size_t n, HbOptions options, HbPair *pairs,
                   HbSummary *summary, Refusal *refusal) {
    void *scratch = golden_scratch(hb_scratch_bytes(n));
    bool done = hb_screen_pairs(previous, current, n, &options, scratch, pairs, summary, refusal);
    free(scratch);
    return done;
}

static void summaries_equal_univoutl(void **state) {
    (void)state;
    static Golden golden;
    golden_read("hb_summary.csv", &golden);
    const struct {
        const char *name, *file, *previous, *current;
        double power, multiple, tail;
    } cases[] = {
        {"univOutl_example_U0.5_A0.05_C4_pct25", "hb_univOutl_example.csv", "yt1", "yt2", 0.5, 4, 0.25},
        {"univOutl_example_U0.4_A0.05_C7_pct10", "hb_univOutl_example.csv", "yt1", "yt2", 0.4, 7, 0.10},
        {"departments_U0_C4", "hb_departments.csv", "y2022", "y2023", 0.0, 4, 0.25},
        {"departments_U0_C10", "hb_departments.csv", "y2022", "y2023", 0.0, 10, 0.25},
        {"departments_U0.3_C4", "hb_departments.csv", "y2022", "y2023", 0.3, 4, 0.25},
        {"departments_U0.3_C10", "hb_departments.csv", "y2022", "y2023", 0.3, 10, 0.25},
        {"departments_U0.5_C4", "hb_departments.csv", "y2022", "y2023", 0.5, 4, 0.25},
        {"departments_U0.5_C10", "hb_departments.csv", "y2022", "y2023", 0.5, 10, 0.25},
        {"departments_U1_C4", "hb_departments.csv", "y2022", "y2023", 1.0, 4, 0.25},
        {"departments_U1_C10", "hb_departments.csv", "y2022", "y2023", 1.0, 10, 0.25},
    };
    golden_compared = 0;
    for (size_t k = 0; k < 10; k++) {
        GoldenColumn previous;
        GoldenColumn current;
        HbPair pairs[40];
        HbSummary s;
        Refusal refusal;
        golden_read_column(cases[k].file, cases[k].previous, &previous);
        golden_read_column(cases[k].file, cases[k].current, &current);
        HbOptions options =
            options_with(HB_VARIANT_CLASSIC, cases[k].power, cases[k].multiple, cases[k].tail);
        assert_true(screen(previous.value, current.value, previous.n, options, pairs, &s, &refusal));
        const char *name = cases[k].name;
        golden_close("median", s.median_ratio, golden_get(&golden, name, "median_ratio"), 1e-12, 0.0);
        golden_close("low quantile", s.effect_low_quantile, golden_get(&golden, name, "E_q_lo"), 1e-12, 0.0);
        golden_close("effect median", s.effect_median, golden_get(&golden, name, "E_median"), 1e-12, 0.0);
        golden_close("high quantile", s.effect_high_quantile, golden_get(&golden, name, "E_q_hi"), 1e-12,
                     0.0);
        golden_close("low", s.effect_low, golden_get(&golden, name, "bound_lo"), 1e-12, 0.0);
        golden_close("high", s.effect_high, golden_get(&golden, name, "bound_hi"), 1e-12, 0.0);
        golden_close("excluded", (double)(s.pairs - s.usable), golden_get(&golden, name, "n_excluded"), 0.0,
                     0.0);
        golden_close("used", (double)s.usable, golden_get(&golden, name, "n_used"), 0.0, 0.0);
        golden_close("outliers", (double)(s.low + s.high), golden_get(&golden, name, "n_outliers"), 0.0, 0.0);
    }
    assert_int_equal(golden_compared, 10 * 9);
}

static bool is_outlier(HbVerdict verdict) {
    return verdict == HB_LOW || verdict == HB_HIGH;
}

/* Golden rows have the excluded pairs taken out; x1, x2 there are the two years. */
static void compare_rows(const char *file, const char *previous_name, const char *current_name,
                         HbOptions options) {
    GoldenColumn previous;
    GoldenColumn current;
    GoldenColumn ratio;
    GoldenColumn outlier;
    golden_read_column(file, previous_name, &previous);
    golden_read_column(file, current_name, &current);
    golden_read_column(file, "ratio", &ratio);
    bool ssb = options.variant == HB_VARIANT_SSB;
    golden_read_column(file, ssb ? "outlier" : "outliers", &outlier);
    GoldenColumn first;
    GoldenColumn second;
    golden_read_column(file, ssb ? "lowerLimit" : "Escore", &first);
    golden_read_column(file, ssb ? "upperLimit" : "std.Escore", &second);
    HbPair pairs[40];
    HbSummary summary;
    Refusal refusal;
    assert_true(screen(previous.value, current.value, previous.n, options, pairs, &summary, &refusal));
    for (size_t i = 0; i < previous.n; i++) {
        if (isnan(ratio.value[i])) {
            assert_int_equal(pairs[i].verdict, HB_FROZEN);
            assert_true(isnan(pairs[i].ratio) && isnan(pairs[i].ratio_low));
            golden_compared++;
            continue;
        }
        golden_close("ratio", pairs[i].ratio, ratio.value[i], 1e-12, 0.0);
        golden_close("outlier", is_outlier(pairs[i].verdict), outlier.value[i], 0.0, 0.0);
        golden_close("first", ssb ? pairs[i].ratio_low : pairs[i].effect, first.value[i], 1e-12, 0.0);
        golden_close("second", ssb ? pairs[i].ratio_high : pairs[i].multiple / 0.67448975019608174,
                     second.value[i], 1e-12, 0.0);
        /* the limits on the ratio and on the effect must say the same */
        assert_int_equal(pairs[i].verdict == HB_LOW, pairs[i].ratio < pairs[i].ratio_low);
        assert_int_equal(pairs[i].verdict == HB_HIGH, pairs[i].ratio > pairs[i].ratio_high);
        assert_int_equal(pairs[i].verdict == HB_LOW, pairs[i].multiple < -options.multiple);
        assert_int_equal(pairs[i].verdict == HB_HIGH, pairs[i].multiple > options.multiple);
    }
}

static void rows_equal_univoutl(void **state) {
    (void)state;
    golden_compared = 0;
    compare_rows("hb_departments_U0.5_C4.csv", "yt1", "yt2", options_with(HB_VARIANT_CLASSIC, 0.5, 4, 0.25));
    compare_rows("hb_departments_U0_C4.csv", "yt1", "yt2", options_with(HB_VARIANT_CLASSIC, 0.0, 4, 0.25));
    compare_rows("hb_departments_U1_C10.csv", "yt1", "yt2", options_with(HB_VARIANT_CLASSIC, 1.0, 10, 0.25));
    compare_rows("hb_univOutl_example_U0.5_A0.05_C4_pct25.csv", "yt1", "yt2",
                 options_with(HB_VARIANT_CLASSIC, 0.5, 4, 0.25));
    assert_int_equal(golden_compared, (3 * 24 + 28) * 4);
}

static void rows_equal_statistics_norway(void **state) {
    (void)state;
    golden_compared = 0;
    compare_rows("hb_ssb_departments_C4.csv", "x2", "x1", options_with(HB_VARIANT_SSB, 0.5, 4, 0.25));
    compare_rows("hb_ssb_departments_C20.csv", "x2", "x1", options_with(HB_VARIANT_SSB, 0.5, 20, 0.25));
    assert_int_equal(golden_compared, 2 * 24 * 4);
    compare_rows("hb_ssb_frozen_C4.csv", "x2", "x1", options_with(HB_VARIANT_SSB, 0.5, 4, 0.25));
    assert_int_equal(golden_compared, 2 * 24 * 4 + 2 * 4 + 8);

    GoldenColumn previous;
    GoldenColumn current;
    HbPair pairs[24];
    HbSummary summary;
    Refusal refusal;
    golden_read_column("hb_departments.csv", "y2022", &previous);
    golden_read_column("hb_departments.csv", "y2023", &current);
    assert_true(screen(previous.value, current.value, 24, hb_default_options(), pairs, &summary, &refusal));
    for (size_t i = 0; i < 24; i++) /* D02 and D04 doubled or half as much again, D20 halved */
        assert_int_equal(pairs[i].verdict, i == 1 || i == 3 ? HB_HIGH : i == 19 ? HB_LOW : HB_USUAL);
}

static void frozen_budgets(void **state) {
    (void)state;
    GoldenColumn previous;
    GoldenColumn current;
    HbPair pairs[10];
    HbSummary summary;
    Refusal refusal;
    golden_read_column("hb_frozen.csv", "y1", &previous);
    golden_read_column("hb_frozen.csv", "y2", &current);
    assert_false(screen(previous.value, current.value, 10, options_with(HB_VARIANT_CLASSIC, 0.5, 4, 0.25),
                        pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_NO_SPREAD);
    assert_int_equal(summary.frozen, 8);
    assert_int_equal(summary.tied, 8);
    for (size_t i = 0; i < 10; i++)
        assert_true(pairs[i].verdict == HB_UNJUDGED && isnan(pairs[i].effect));
    assert_false(screen(previous.value, current.value, 10, hb_default_options(), pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_FEW);
    assert_int_equal(summary.usable, 2);
    assert_int_equal(pairs[0].verdict, HB_FROZEN);
    /* equal ratios that are not 1: no spread in the classic form; the SSB form keeps spread A */
    double before[] = {100, 200, 300, 400, 500, 600, 700, 800, 900};
    double after[] = {150, 300, 450, 600, 750, 900, 1050, 1200, 1800};
    assert_false(
        screen(before, after, 9, options_with(HB_VARIANT_CLASSIC, 0.5, 20, 0.25), pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_NO_SPREAD);
    assert_true(screen(before, after, 9, hb_default_options(), pairs, &summary, &refusal));
    assert_true(pairs[8].verdict == HB_HIGH && summary.high == 1 && summary.low == 0 && summary.tied == 8);
    assert_true(summary.effect_high == 1.0 && summary.effect_low == -1.0);
}

static void every_pair_gets_a_verdict(void **state) {
    (void)state;
    double before[] = {0, 5, 0, -3, 4, NAN, 4, 10, 20, 30, 40, 50, 60, 70, 80, 90};
    double after[] = {5, 0, 0, 4, -3, 4, NAN, 11, 21, 33, 39, 56, 60, 75, 81, 900};
    const HbVerdict expected[] = {HB_STARTED,  HB_STOPPED, HB_IDLE,   HB_NEGATIVE,
                                  HB_NEGATIVE, HB_MISSING, HB_MISSING};
    HbPair pairs[16];
    HbSummary summary;
    Refusal refusal;
    assert_true(screen(before, after, 16, hb_default_options(), pairs, &summary, &refusal));
    assert_true(summary.pairs == 16 && summary.usable == 8 && summary.frozen == 1 && summary.high == 1);
    assert_true(pairs[15].verdict == HB_HIGH && pairs[12].verdict == HB_FROZEN);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(pairs[i].verdict, expected[i]);
    assert_false(screen(before, after, 7, hb_default_options(), pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_EMPTY);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(pairs[i].verdict, expected[i]);
}

static void edges(void **state) {
    (void)state;
    HbPair pairs[4];
    HbSummary summary;
    Refusal refusal;
    double before[] = {1, 2, 3, 4};
    double after[] = {2, 3, 4, 5};
    double infinite[] = {2, 3, INFINITY, 5};
    double huge[] = {2, 3, 1e300, 5};
    double small[] = {2, 3, 1e-200, 5};
    HbOptions options = options_with(HB_VARIANT_CLASSIC, 0.5, 4, 0.25);
    assert_false(screen(NULL, NULL, 0, options, pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_EMPTY);
    assert_false(screen(before, infinite, 4, options, pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_NOT_FINITE);
    assert_false(screen(huge, after, 4, options, pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_LARGE);
    assert_false(screen(before, small, 4, options, pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_OUT_OF_RANGE);
    double both_small[] = {2e-200, 3, 1e-200, 5};
    assert_false(screen(small, both_small, 4, options, pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_OUT_OF_RANGE);
    double tiny[] = {1, 1, 1e-200, 1};
    double tiny_later[] = {2, 1, 2e-200, 1};
    assert_false(screen(tiny, tiny_later, 4, options, pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_OUT_OF_RANGE);
    double lopsided[] = {1, 2, 3, 8}; /* no spread below the median, some above */
    double ones[] = {1, 2, 3, 4};
    assert_false(screen(ones, lopsided, 4, options, pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_NO_SPREAD);
    assert_false(screen(before, after, 1, options, pairs, &summary, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_FEW);
    assert_true(screen(before, after, 2, options, pairs, &summary, &refusal));
    const HbOptions bad[] = {
        options_with(HB_VARIANT_CLASSIC, -0.1, 4, 0.25), options_with(HB_VARIANT_CLASSIC, 1.1, 4, 0.25),
        options_with(HB_VARIANT_CLASSIC, NAN, 4, 0.25),  options_with(HB_VARIANT_CLASSIC, 0.5, 0, 0.25),
        options_with(HB_VARIANT_CLASSIC, 0.5, 4, 0.5),   options_with(HB_VARIANT_CLASSIC, 0.5, 4, 0.0),
        options_with((HbVariant)7, 0.5, 4, 0.25),
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(screen(before, after, 4, bad[i], pairs, &summary, &refusal));
        assert_int_equal(refusal, REFUSAL_BAD_OPTION);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(summaries_equal_univoutl),     cmocka_unit_test(rows_equal_univoutl),
        cmocka_unit_test(rows_equal_statistics_norway), cmocka_unit_test(frozen_budgets),
        cmocka_unit_test(every_pair_gets_a_verdict),    cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
