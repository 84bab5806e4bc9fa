/* The methods that look at one column. */
#include <math.h>

#include "cmd/stats.h"
#include "stats/benford.h"
#include "stats/box.h"
#include "stats/density.h"
#include "stats/describe.h"
#include "stats/fdr.h"
#include "stats/histogram.h"
#include "stats/rank.h"
#include "stats/robust.h"
#include "stats/sample.h"

static double *reals(const StatsInput *in) {
    return ARENA_ARRAY(in->arena, double, in->n);
}

/* Classes and outline, which few values or equal ones do not have. */
static void describe_shape(StatsInput *in, const Description *about) {
    const double *x = in->columns[0];
    Refusal ignored;
    Histogram histogram;
    DensityGrid grid;
    const struct {
        const char *quantity;
        double at;
    } places[] = {{"kde_at_q10", about->p10},
                  {"kde_at_q25", about->q1},
                  {"kde_at_q50", about->median},
                  {"kde_at_q75", about->q3},
                  {"kde_at_q90", about->p90}};
    bool planned = histogram_plan_auto(x, in->n, arena_alloc(in->arena, histogram_scratch_bytes(in->n)),
                                       &histogram, &ignored);
    if (planned)
        stats_count(in, histogram.rule == HISTOGRAM_RULE_STURGES ? "nclass_Sturges" : "nclass_FD",
                    histogram.suggested);
    void *scratch = arena_alloc(in->arena, density_scratch_bytes(in->n));
    if (!density_plan(x, in->n, scratch, &grid, &ignored)) return;
    stats_number(in, "bw_nrd0", grid.bandwidth);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        double at[2], density[2];
        DensityGrid here = {grid.bandwidth, places[i].at, places[i].at + grid.bandwidth};
        bool drawn = density_draw(x, in->n, &here, 2, scratch, at, density, &ignored);
        stats_number(in, places[i].quantity, drawn ? density[0] : NAN);
    }
}

bool stats_describe(StatsInput *in, Err *err) {
    (void)err;
    Description about;
    if (!describe_values(in->columns[0], in->n, arena_alloc(in->arena, describe_scratch_bytes(in->n)), &about,
                         &in->refusal))
        return true;
    const struct {
        const char *quantity;
        double value;
    } rows[] = {{"mean", about.mean},
                {"sd", about.sd},
                {"var", about.sd * about.sd},
                {"min", about.min},
                {"q05_type7", about.p05},
                {"q10_type7", about.p10},
                {"q25_type7", about.q1},
                {"median", about.median},
                {"q75_type7", about.q3},
                {"q90_type7", about.p90},
                {"q95_type7", about.p95},
                {"max", about.max},
                {"iqr_type7", about.q3 - about.q1},
                {"hinge_lo", about.hinge_low},
                {"hinge_hi", about.hinge_high},
                {"mad_raw", about.mad},
                {"mad_1.4826", about.mad_scaled},
                {"Sn", about.sn},
                {"Qn", about.qn},
                {"skewness_type3", about.skewness},
                {"kurtosis_type3", about.kurtosis},
                {"gini", about.gini}};
    stats_count(in, "n", about.n);
    stats_count(in, "missing", about.missing);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        stats_number(in, rows[i].quantity, rows[i].value);
    if (about.n == 0)
        in->refusal = REFUSAL_EMPTY;
    else
        describe_shape(in, &about);
    return true;
}

static void print_fences(StatsInput *in) {
    Refusal ignored;
    Box box;
    RobustFences fences;
    const double *x = in->columns[0];
    if (box_make(x, in->n, arena_alloc(in->arena, box_scratch_bytes(in->n)), &box, NULL, &ignored)) {
        stats_number(in, "tukey_box_fence_lo", box.fence_low);
        stats_number(in, "tukey_box_fence_hi", box.fence_high);
        stats_count(in, "tukey_box_n_out", box.outside);
    }
    if (!robust_find_fences(x, in->n, arena_alloc(in->arena, robust_scratch_bytes(in->n)), &fences, &ignored))
        return;
    size_t outside = 0;
    for (size_t i = 0; i < in->n; i++)
        outside += x[i] < fences.low || x[i] > fences.high ? 1 : 0;
    stats_number(in, "medcouple", fences.medcouple);
    stats_number(in, "adjbox_fence_lo", fences.low);
    stats_number(in, "adjbox_fence_hi", fences.high);
    stats_count(in, "adjbox_n_out", outside);
}

bool stats_outliers(StatsInput *in, Err *err) {
    (void)err;
    static const char *const scales[] = {
        [ROBUST_SCALE_MAD] = "mad", [ROBUST_SCALE_MEAN_AD] = "mean_ad", [ROBUST_SCALE_QN] = "qn"};
    RobustCentre centre, by_qn;
    Refusal ignored;
    double *z = reals(in), *z_qn = reals(in), largest = 0.0;
    void *scratch = arena_alloc(in->arena, robust_scratch_bytes(in->n));
    size_t far = 0;
    if (!robust_score_values(in->columns[0], in->n, scratch, z, &centre, &in->refusal)) return true;
    for (size_t i = 0; i < in->n; i++) {
        largest = fmax(largest, fabs(z[i]));
        far += fabs(z[i]) > ROBUST_Z_LIMIT ? 1 : 0;
    }
    stats_count(in, "n", centre.n);
    stats_count(in, "missing", centre.missing);
    stats_number(in, "median", centre.median);
    stats_number(in, "mad_raw", centre.mad);
    stats_number(in, "mean_ad", centre.mean_ad);
    stats_word(in, "z_scale", scales[centre.scale]);
    stats_number(in, "modz_max", largest);
    stats_count(in, "n_modz_gt_3.5", far);
    bool scored = robust_score_by_qn(in->columns[0], in->n, scratch, z_qn, &by_qn, &ignored);
    stats_number(in, "Qn", by_qn.qn);
    print_fences(in);
    for (size_t i = 0; i < in->n; i++) {
        stats_row(in, "z", i, z[i]);
        stats_row(in, "z_qn", i, scored ? z_qn[i] : NAN);
    }
    return true;
}

bool stats_rank(StatsInput *in, Err *err) {
    static const char *const words[] = {[RANK_BETTER_HIGHER] = "higher", [RANK_BETTER_LOWER] = "lower", NULL};
    int better = RANK_BETTER_HIGHER;
    if (!stats_choice(in, "better", words, &better, err)) return false;
    Rank *ranks = ARENA_ARRAY(in->arena, Rank, in->n);
    if (!rank_values(in->columns[0], in->n, (RankBetter)better,
                     arena_alloc(in->arena, rank_scratch_bytes(in->n)), ranks, &in->refusal))
        return true;
    size_t present = 0;
    for (size_t i = 0; i < in->n; i++)
        present += ranks[i].place > 0 ? 1 : 0;
    stats_count(in, "n", present);
    stats_count(in, "missing", in->n - present);
    if (present == 0) in->refusal = REFUSAL_EMPTY;
    for (size_t i = 0; i < in->n; i++) {
        bool placed = ranks[i].place > 0;
        stats_row(in, "place", i, placed ? (double)ranks[i].place : NAN);
        stats_row(in, "tied", i, placed ? (double)ranks[i].tied : NAN);
        stats_row(in, "average", i, ranks[i].average);
        stats_row(in, "percentile", i, ranks[i].percentile);
        stats_row(in, "share_beaten", i, ranks[i].share_beaten);
    }
    return true;
}

bool stats_fdr(StatsInput *in, Err *err) {
    double alpha = 0.05, *q = reals(in);
    if (!stats_real(in, "alpha", 0.0, 1.0, &alpha, err)) return false;
    if (!fdr_adjust_values(in->columns[0], in->n, arena_alloc(in->arena, fdr_scratch_bytes(in->n)), q,
                           &in->refusal))
        return true;
    size_t present = 0, rejected = 0;
    for (size_t i = 0; i < in->n; i++) {
        present += isnan(q[i]) ? 0 : 1;
        rejected += q[i] <= alpha ? 1 : 0;
    }
    stats_count(in, "n", present);
    stats_count(in, "missing", in->n - present);
    stats_number(in, "alpha", alpha);
    stats_count(in, "n_reject", rejected);
    if (present == 0) in->refusal = REFUSAL_EMPTY;
    for (size_t i = 0; i < in->n; i++)
        stats_row(in, "q", i, q[i]);
    return true;
}

bool stats_benford(StatsInput *in, Err *err) {
    BenfordTest test;
    size_t least = BENFORD_LEAST;
    if (!stats_size(in, "least", &least, err)) return false;
    bool done = benford_test_digits(in->columns[0], in->n, least, &test, &in->refusal);
    stats_count(in, "n", test.n);
    stats_count(in, "missing", test.missing);
    stats_count(in, "zeros", test.zeros);
    if (!done) return true;
    for (size_t i = 0; i < BENFORD_DIGITS; i++)
        stats_count(in, arena_printf(in->arena, "obs[%zu]", i + 1), test.counts[i]);
    stats_number(in, "mad", test.mad);
    stats_word(in, "band", benford_band_name(test.band));
    stats_number(in, "chi2", test.chi2);
    stats_number(in, "p_chi2", test.p);
    stats_number(in, "max_abs_z", test.max_z);
    stats_number(in, "cho_gaines_d", test.distance);
    stats_number(in, "ks_D", test.ks);
    stats_number(in, "magnitude", test.magnitude);
    return true;
}
