/* The methods that look at several columns. */
#include <math.h>

#include "cmd/stats.h"
#include "stats/funnel.h"
#include "stats/hb.h"
#include "stats/multivariate.h"
#include "stats/pefa.h"
#include "stats/regression.h"
#include "stats/trend.h"
#include "stats/xmr.h"

static const char *const yes_no[] = {"no", "yes", NULL};

static bool hb_settings(const StatsInput *in, HbOptions *options, Err *err) {
    static const char *const variants[] = {[HB_VARIANT_CLASSIC] = "classic", [HB_VARIANT_SSB] = "ssb", NULL};
    int variant = (int)options->variant;
    bool good = stats_real(in, "U", 0.0, 1.0, &options->size_power, err) &&
                stats_real(in, "A", 0.0, 1.0, &options->least_spread, err) &&
                stats_real(in, "C", 1e-6, 1e6, &options->multiple, err) &&
                stats_real(in, "tail", 0.001, 0.499, &options->tail, err) &&
                stats_size(in, "least", &options->least_pairs, err) &&
                stats_choice(in, "variant", variants, &variant, err);
    options->variant = (HbVariant)variant;
    return good;
}

bool stats_hb(StatsInput *in, Err *err) {
    static const char *const verdicts[] = {
        [HB_UNJUDGED] = "unjudged", [HB_USUAL] = "usual",     [HB_LOW] = "low",         [HB_HIGH] = "high",
        [HB_FROZEN] = "frozen",     [HB_STARTED] = "started", [HB_STOPPED] = "stopped", [HB_IDLE] = "idle",
        [HB_NEGATIVE] = "negative", [HB_MISSING] = "missing"};
    HbOptions options = hb_default_options();
    HbSummary summary;
    HbPair *pairs = ARENA_ARRAY(in->arena, HbPair, in->n);
    if (!hb_settings(in, &options, err)) return false;
    bool done =
        hb_screen_pairs(in->columns[0], in->columns[1], in->n, &options,
                        arena_alloc(in->arena, hb_scratch_bytes(in->n)), pairs, &summary, &in->refusal);
    stats_count(in, "n", summary.pairs);
    if (!done && in->refusal != REFUSAL_EMPTY && in->refusal != REFUSAL_TOO_FEW &&
        in->refusal != REFUSAL_NO_SPREAD)
        return true;
    stats_count(in, "n_used", summary.usable);
    stats_count(in, "n_excluded", summary.pairs - summary.usable);
    stats_count(in, "n_frozen", summary.frozen);
    if (done) {
        stats_count(in, "n_tied", summary.tied);
        stats_count(in, "n_outliers", summary.low + summary.high);
        stats_number(in, "median_ratio", summary.median_ratio);
        stats_number(in, "E_q_lo", summary.effect_low_quantile);
        stats_number(in, "E_median", summary.effect_median);
        stats_number(in, "E_q_hi", summary.effect_high_quantile);
        stats_number(in, "bound_lo", summary.effect_low);
        stats_number(in, "bound_hi", summary.effect_high);
    }
    for (size_t i = 0; i < in->n; i++) {
        stats_word(in, stats_of_row(in, "verdict", i), verdicts[pairs[i].verdict]);
        if (!done) continue;
        stats_row(in, "ratio", i, pairs[i].ratio);
        stats_row(in, "E", i, pairs[i].effect);
        stats_row(in, "multiple", i, pairs[i].multiple);
        stats_row(in, "ratio_lo", i, pairs[i].ratio_low);
        stats_row(in, "ratio_hi", i, pairs[i].ratio_high);
    }
    return true;
}

/* The growth from one value to another, each year; NaN from zero or a negative one. */
static double growth_between(double first, double last, double years) {
    double growth;
    Refusal ignored;
    return trend_find_growth(first, last, years, &growth, &ignored) ? growth : NAN;
}

static void print_growth(StatsInput *in) {
    const double *t = in->columns[0], *x = in->columns[1];
    size_t first = in->n, last = in->n;
    for (size_t i = 0; i < in->n; i++) {
        if (isnan(x[i])) continue;
        if (first == in->n) first = i;
        if (i > first) {
            double all = growth_between(x[first], x[i], 1.0), step = growth_between(x[last], x[i], 1.0);
            const char *time = arena_printf(in->arena, "[%.15g]", t[i]);
            stats_number(in, arena_printf(in->arena, "index%s", time), 100.0 * (1.0 + all));
            stats_number(in, arena_printf(in->arena, "yoy%s", time),
                         growth_between(x[last], x[i], t[i] - t[last]));
            stats_number(in, arena_printf(in->arena, "logdiff%s", time), log1p(step));
        }
        last = i;
    }
    if (last > first) stats_number(in, "cagr", growth_between(x[first], x[last], t[last] - t[first]));
}

bool stats_trend(StatsInput *in, Err *err) {
    double confidence = 0.95;
    TrendTest test;
    TrendLine line;
    if (!stats_real(in, "confidence", 0.5, 0.9999, &confidence, err)) return false;
    void *scratch = arena_alloc(in->arena, trend_scratch_bytes(in->n));
    const double *t = in->columns[0], *x = in->columns[1];
    if (!trend_fit_line(t, x, in->n, confidence, scratch, &line, &in->refusal)) return true;
    stats_count(in, "n", line.n);
    stats_count(in, "missing", line.missing);
    stats_number(in, "sen_slope", line.slope);
    stats_number(in, "sen_slope_lo", line.slope_low);
    stats_number(in, "sen_slope_hi", line.slope_high);
    stats_number(in, "sen_intercept_median_resid", line.intercept);
    stats_word(in, "sign_stable", yes_no[line.sign_stable]);
    if (trend_test_series(t, x, in->n, scratch, &test, &in->refusal)) {
        stats_number(in, "S", (double)test.score);
        stats_number(in, "varS", test.variance);
        stats_number(in, "Z", test.z);
        stats_number(in, "tau_a", 2.0 * (double)test.score / ((double)test.n * (double)(test.n - 1)));
        stats_number(in, "tau_b", test.tau);
        stats_number(in, "p_two_sided_normal", test.p_normal);
        stats_number(in, "p_two_sided_exact", test.p_exact);
        stats_number(in, "p_one_sided_exact_upper", test.p_rising);
        stats_number(in, "p", test.p);
    }
    print_growth(in);
    return true;
}

/* The signals' words, joined by “+”. */
static const char *signal_words(StatsInput *in, unsigned signals) {
    static const char *const words[] = {"above",     "below",     "near_above", "near_below",
                                        "run_above", "run_below", "rising",     "falling"};
    Text text = {.arena = in->arena};
    for (unsigned k = 0; k < sizeof words / sizeof *words; k++)
        if (signals & 1U << k) text_appendf(&text, "%s%s", text.size ? "+" : "", words[k]);
    return text.size ? text_string(&text) : "usual";
}

bool stats_xmr(StatsInput *in, Err *err) {
    static const struct {
        XmrForm form;
        const char *low, *high;
    } forms[] = {{XMR_FORM_MEDIAN, "lnpl_medmr_3.145", "unpl_medmr_3.145"},
                 {XMR_FORM_EXACT, "lnpl_3/1.128", "unpl_3/1.128"},
                 {XMR_FORM_ROUNDED, "lnpl_2.66", "unpl_2.66"}};
    static const char *const assurances[] = {
        [XMR_ASSURANCE_ABOVE] = "above", [XMR_ASSURANCE_BELOW] = "below", [XMR_ASSURANCE_EITHER] = "either"};
    const double *x = in->columns[0];
    int screen = 1;
    double target = NAN;
    XmrLimits limits = {0};
    if (!stats_choice(in, "screen", yes_no, &screen, err) ||
        !stats_real(in, "target", -1e100, 1e100, &target, err))
        return false;
    void *scratch = arena_alloc(in->arena, xmr_scratch_bytes(in->n));
    if (!xmr_find_limits(x, in->n, XMR_FORM_ROUNDED, false, scratch, &limits, &in->refusal)) return true;
    stats_number(in, "mr_bar_raw", limits.range);
    for (size_t k = 0; k < 3; k++) { /* the last one is the one that judges */
        if (!xmr_find_limits(x, in->n, forms[k].form, screen == 1, scratch, &limits, &in->refusal))
            return true;
        if (forms[k].form == XMR_FORM_MEDIAN) {
            stats_number(in, "median", limits.centre);
            stats_number(in, "median_mr", limits.range);
        }
        stats_number(in, forms[k].low, limits.lower);
        stats_number(in, forms[k].high, limits.upper);
    }
    unsigned *signals = ARENA_ARRAY(in->arena, unsigned, in->n);
    xmr_mark_points(x, in->n, &limits, signals);
    size_t outside = 0;
    for (size_t i = 0; i < in->n; i++)
        outside += (signals[i] & (XMR_SIGNAL_ABOVE | XMR_SIGNAL_BELOW)) != 0 ? 1 : 0;
    stats_count(in, "n", limits.n);
    stats_count(in, "missing", limits.missing);
    stats_number(in, "mean", limits.centre);
    stats_number(in, "url_mr_3.267", limits.range_limit);
    stats_number(in, "mr_bar_used", limits.range);
    stats_count(in, "n_screened", limits.screened);
    stats_word(in, "trial", yes_no[limits.trial]);
    stats_count(in, "n_outside_2.66", outside);
    if (!isnan(target)) stats_word(in, "assurance", assurances[xmr_assure_target(&limits, target)]);
    for (size_t i = 0; i < in->n; i++)
        stats_word(in, stats_of_row(in, "signals", i), isnan(x[i]) ? "" : signal_words(in, signals[i]));
    return true;
}

/* Limits without and with the variance between groups. */
static void print_limits_at(StatsInput *in, const FunnelFit *fit, double denominator, double z,
                            const char *name, size_t i) {
    for (int spread = 0; spread < 2; spread++) {
        FunnelRange range;
        Refusal ignored;
        bool found =
            funnel_find_limits(fit->target, spread ? fit->tau2 : 0.0, denominator, z, &range, &ignored);
        const char *prefix = spread ? "od" : "";
        stats_row(in, arena_printf(in->arena, "%sll%s", prefix, name), i, found ? range.low : NAN);
        stats_row(in, arena_printf(in->arena, "%sul%s", prefix, name), i, found ? range.high : NAN);
    }
}

static void print_exact_limits(StatsInput *in, const FunnelFit *fit, double denominator, size_t i) {
    static const struct {
        double tail;
        const char *quantity;
    } tails[] = {{0.025, "exact_l025"}, {0.975, "exact_u975"}, {0.001, "exact_l001"}, {0.999, "exact_u999"}};
    Refusal ignored;
    for (size_t k = 0; k < sizeof tails / sizeof *tails; k++) {
        double limit;
        bool found = funnel_find_exact_limit(fit->target, denominator, tails[k].tail, &limit, &ignored);
        stats_row(in, tails[k].quantity, i, found ? limit : NAN);
    }
}

static void print_intervals(StatsInput *in, double numerator, double denominator, size_t i) {
    Refusal ignored;
    FunnelRange range;
    bool found = funnel_find_wilson(numerator, denominator, FUNNEL_Z95, &range, &ignored);
    stats_row(in, "wilson_lo", i, found ? range.low : NAN);
    stats_row(in, "wilson_hi", i, found ? range.high : NAN);
    found = funnel_find_byar(numerator, FUNNEL_Z95, &range, &ignored);
    stats_row(in, "byar_lo", i, found ? range.low : NAN);
    stats_row(in, "byar_hi", i, found ? range.high : NAN);
}

bool stats_funnel(StatsInput *in, Err *err) {
    const double *r = in->columns[0], *n = in->columns[1];
    double target = NAN, quantile = NAN, *z = ARENA_ARRAY(in->arena, double, in->n);
    FunnelFit fit;
    if (!stats_real(in, "target", 1e-9, 1.0 - 1e-9, &target, err) ||
        !stats_real(in, "z", 0.01, 10.0, &quantile, err))
        return false;
    if (!funnel_fit_proportions(r, n, in->n, arena_alloc(in->arena, funnel_scratch_bytes(in->n)), z, &fit,
                                &in->refusal))
        return true;
    stats_count(in, "n", fit.n);
    stats_count(in, "missing", fit.missing);
    stats_number(in, "target", fit.target);
    stats_number(in, "phi", fit.phi);
    stats_number(in, "tau2", fit.tau2);
    stats_number(in, "z_winsor_lo", fit.z_low);
    stats_number(in, "z_winsor_hi", fit.z_high);
    if (!isnan(target)) fit.target = target; /* only for the limits that follow */
    for (size_t i = 0; i < in->n; i++) {
        bool present = !isnan(z[i]);
        stats_row(in, "rate", i, present ? r[i] / n[i] : NAN);
        stats_row(in, "z", i, z[i]);
        if (!present) continue;
        print_limits_at(in, &fit, n[i], FUNNEL_Z95, "95", i);
        print_limits_at(in, &fit, n[i], FUNNEL_Z998, "998", i);
        if (!isnan(quantile)) print_limits_at(in, &fit, n[i], quantile, "_z", i);
        print_exact_limits(in, &fit, n[i], i);
        print_intervals(in, r[i], n[i], i);
    }
    return true;
}

bool stats_pefa(StatsInput *in, Err *err) {
    (void)err;
    PefaComparison comparison;
    PefaItem *items = ARENA_ARRAY(in->arena, PefaItem, in->n);
    if (!pefa_compare_composition(in->columns[0], in->columns[1], in->n, items, &comparison, &in->refusal))
        return true;
    stats_count(in, "n", comparison.n);
    stats_count(in, "missing", comparison.missing);
    stats_number(in, "outturn_ratio", comparison.outturn);
    stats_number(in, "composition_variance", comparison.variance);
    stats_number(in, "simple_abs_deviation", comparison.simple);
    for (size_t i = 0; i < in->n; i++) {
        stats_row(in, "adjusted_budget", i, items[i].adjusted);
        stats_row(in, "deviation", i, items[i].deviation);
        stats_row(in, "share", i, items[i].share);
    }
    return true;
}

/* Logarithms of both columns; false when one has none. */
static bool take_logs(StatsInput *in) {
    for (size_t k = 0; k < in->count; k++)
        for (size_t i = 0; i < in->n; i++) {
            if (in->columns[k][i] <= 0.0) return refusal_set(&in->refusal, REFUSAL_OUT_OF_RANGE);
            in->columns[k][i] = log(in->columns[k][i]);
        }
    return true;
}

bool stats_regression(StatsInput *in, Err *err) {
    static const char *const words[] = {[REGRESSION_ROBUST] = "robust", [REGRESSION_PLAIN] = "plain", NULL};
    int form = REGRESSION_ROBUST, logs = 0;
    double alpha = 0.05;
    RegressionFit fit;
    if (!stats_choice(in, "form", words, &form, err) || !stats_choice(in, "log", yes_no, &logs, err) ||
        !stats_real(in, "alpha", 1e-9, 0.5, &alpha, err))
        return false;
    RegressionPoint *points = ARENA_ARRAY(in->arena, RegressionPoint, in->n);
    if ((logs && !take_logs(in)) ||
        !regression_fit_line(in->columns[0], in->columns[1], in->n, (RegressionForm)form, alpha,
                             arena_alloc(in->arena, regression_scratch_bytes(in->n)), points, &fit,
                             &in->refusal))
        return true;
    stats_count(in, "n", fit.n);
    stats_count(in, "missing", fit.missing);
    stats_count(in, "n_used", fit.used);
    stats_number(in, "slope", fit.slope);
    stats_number(in, "intercept", fit.intercept);
    stats_number(in, "sigma", fit.sigma);
    stats_number(in, "r2", fit.r2);
    stats_number(in, "start_slope", fit.start_slope);
    for (size_t i = 0; i < in->n; i++) {
        stats_row(in, "fitted", i, points[i].fitted);
        stats_row(in, "residual", i, points[i].residual);
        stats_row(in, "hat", i, points[i].leverage);
        stats_row(in, "rstudent", i, points[i].student);
        stats_row(in, "p", i, points[i].p);
        stats_row(in, "lo", i, points[i].low);
        stats_row(in, "hi", i, points[i].high);
    }
    return true;
}

/* Center and the covariance's upper triangle, column by column, under the variables' names. */
static void print_ellipse(StatsInput *in, const char *prefix, const double *center,
                          const double *covariance) {
    for (size_t j = 0; j < in->count; j++)
        stats_number(in, arena_printf(in->arena, "%scenter[%s]", prefix, in->names[j]), center[j]);
    for (size_t j = 0; j < in->count; j++)
        for (size_t k = 0; k <= j; k++)
            stats_number(in, arena_printf(in->arena, "%scov[%s:%s]", prefix, in->names[k], in->names[j]),
                         covariance[k * in->count + j]);
}

bool stats_multivariate(StatsInput *in, Err *err) {
    static const char *const words[] = {[MULTIVARIATE_MCD] = "mcd", [MULTIVARIATE_CLASSIC] = "classic", NULL};
    MultivariateOptions options = multivariate_default_options();
    MultivariateFit fit;
    int form = (int)options.form;
    size_t p = in->count;
    if (!stats_choice(in, "form", words, &form, err) ||
        !stats_size(in, "exhaust", &options.exhaust_most, err))
        return false;
    options.form = (MultivariateForm)form;
    double *values = ARENA_ARRAY(in->arena, double, in->n *p),
           *shares = ARENA_ARRAY(in->arena, double, in->n *p), *d2 = ARENA_ARRAY(in->arena, double, in->n),
           *p_values = ARENA_ARRAY(in->arena, double, in->n);
    for (size_t i = 0; i < in->n; i++)
        for (size_t j = 0; j < p; j++)
            values[i * p + j] = in->columns[j][i];
    if (!multivariate_measure_rows(values, in->n, p, &options,
                                   arena_alloc(in->arena, multivariate_scratch_bytes(in->n, p)), d2, p_values,
                                   shares, &fit, &in->refusal))
        return true;
    size_t far = 0;
    for (size_t i = 0; i < in->n; i++)
        far += d2[i] > fit.limit ? 1 : 0;
    stats_count(in, "n", fit.n);
    stats_count(in, "missing", fit.missing);
    stats_count(in, "p", p);
    stats_count(in, "h", fit.half);
    stats_count(in, "starts", fit.starts);
    stats_number(in, "crit_logdet", fit.log_determinant);
    stats_number(in, "raw_cnp2[1]", fit.raw_consistency);
    stats_number(in, "raw_cnp2[2]", fit.raw_correction);
    print_ellipse(in, "raw_", fit.raw_center, fit.raw_covariance);
    stats_count(in, "n_kept", fit.kept);
    stats_number(in, "cnp2[1]", fit.consistency);
    stats_number(in, "cnp2[2]", fit.correction);
    print_ellipse(in, "", fit.center, fit.covariance);
    stats_number(in, "chi2_0.975", fit.limit);
    stats_number(in, "chi2_0.999", fit.limit_far);
    stats_count(in, "n_far", far);
    for (size_t i = 0; i < in->n; i++) {
        stats_row(in, "d2", i, d2[i]);
        stats_row(in, "p_value", i, p_values[i]);
        for (size_t j = 0; j < p; j++)
            stats_number(in, arena_printf(in->arena, "share[%s:%s]", in->ids[i], in->names[j]),
                         shares[i * p + j]);
    }
    return true;
}
