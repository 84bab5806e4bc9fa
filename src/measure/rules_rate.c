/* Points out of a rate. Rates are compared exactly, as fractions of whole numbers. */
#include "base/text.h"
#include "measure/rules.h"
#include "measure/unit.h"
#include "model/decimal.h"

__extension__ typedef __int128 Wide;

/* The sign of 100 n/d − bound; d > 0, bound in millionths of a percent. Exact. */
static int compare_rate(int64_t n, int64_t d, int64_t bound) {
    Wide left = (Wide)n * 100 * POINTS_ONE, right = (Wide)bound * d;
    return (left > right) - (left < right);
}

static int64_t round_wide(Wide numerator, Wide denominator) {
    bool negative = numerator < 0;
    if (negative) numerator = -numerator;
    Wide quotient = numerator / denominator;
    if (numerator % denominator >= denominator - numerator % denominator) quotient++;
    return negative ? -(int64_t)quotient : (int64_t)quotient;
}

static const char *choose(const RuleInput *input, const char *zh, const char *en) {
    return rule_choose(input->lang, zh, en);
}

/* A rate that can be compared: not missing, 0/0 decided by the rubric, sign and rounding applied. */
typedef enum { RATE_KNOWN, RATE_ENDED } RateState;

static RateState ended(RuleResult *result, RuleResult why) {
    *result = why;
    return RATE_ENDED;
}

static RateState zero_by_zero(const RuleInput *input, int64_t *points, const char **why, RuleResult *result) {
    static const struct {
        RuleResult result;
        bool full;
        const char *zh, *en;
    } policies[] = {
        [ZERO_ZERO_FULL] = {RULE_SCORED, true, "0/0，按评分表约定得满分",
                            "0/0: full points by the rubric's option"},
        [ZERO_ZERO_ZERO] = {RULE_SCORED, false, "0/0，按评分表约定得零分",
                            "0/0: no points by the rubric's option"},
        [ZERO_ZERO_DROP] = {RULE_DROPPED, false, "0/0，按评分表约定不适用，其余指标折算",
                            "0/0: not applicable by the rubric's option, the rest is rescaled"},
    };
    const ZeroZero policy = input->row->zero_zero;
    *points = policies[policy].full ? input->row->full : 0;
    if (why) *why = choose(input, policies[policy].zh, policies[policy].en);
    return ended(result, policies[policy].result);
}

static RateState prepare_rate(const RuleInput *input, int64_t *n, int64_t *d, int64_t *points,
                              const char **why, RuleResult *result) {
    const RubricRow *row = input->row;
    *n = input->numerator;
    *d = input->denominator;
    if (*n == TABLE_MISSING || *d == TABLE_MISSING || *d < 0) return ended(result, RULE_UNKNOWN);
    if (*d == 0) return *n == 0 ? zero_by_zero(input, points, why, result) : ended(result, RULE_UNKNOWN);
    if (row->absolute && *n < 0) *n = -*n; /* the explanation of the band says that the sign does not count */
    if (row->rounding >= 0) {
        int64_t rounded, unit = 100;
        if (!decimal_ratio_round(*n, *d, 2 + row->rounding, &rounded)) return ended(result, RULE_UNKNOWN);
        for (int i = 0; i < row->rounding; i++)
            unit *= 10;
        *n = rounded;
        *d = unit;
    }
    return RATE_KNOWN;
}

/* --- ladder --- */

static const char *percent_text(Arena *arena, int64_t bound) {
    return arena_printf(arena, "%s%%", unit_points_text(arena, bound));
}

static const char *bound_text(Arena *arena, const Band *band) {
    const char *low = band->lower == INT64_MIN ? "−∞" : percent_text(arena, band->lower);
    const char *high = band->upper == INT64_MAX ? "+∞" : percent_text(arena, band->upper);
    if (band->lower == band->upper) return arena_printf(arena, "= %s", low);
    return arena_printf(arena, "%s%s, %s%s", band->lower_in ? "[" : "(", low, high,
                        band->upper_in ? "]" : ")");
}

static bool inside(const Band *band, int64_t n, int64_t d) {
    int low = band->lower == INT64_MIN ? 1 : compare_rate(n, d, band->lower);
    int high = band->upper == INT64_MAX ? -1 : compare_rate(n, d, band->upper);
    return (low > 0 || (low == 0 && band->lower_in)) && (high < 0 || (high == 0 && band->upper_in));
}

RuleResult rule_ladder(const RuleInput *input, int64_t *points, const char **why) {
    int64_t n, d;
    RuleResult result;
    if (prepare_rate(input, &n, &d, points, why, &result) != RATE_KNOWN) return result;
    for (size_t i = 0; i < input->row->band_count; i++) {
        const Band *band = &input->row->bands[i];
        if (!inside(band, n, d)) continue;
        *points = band->points;
        if (!why) return RULE_SCORED;
        *why =
            arena_printf(input->arena,
                         input->row->absolute ? choose(input, "绝对值落在 %s 档，得 %s 分",
                                                       "absolute value in band %s: %s points")
                                              : choose(input, "落在 %s 档，得 %s 分", "band %s: %s points"),
                         bound_text(input->arena, band), unit_points_text(input->arena, band->points));
        return RULE_SCORED;
    }
    return RULE_UNKNOWN;
}

char *rule_say_ladder(Arena *arena, const RubricRow *row, Lang lang) {
    Text text = {.arena = arena};
    text_append(&text, rule_choose(lang, "分档计分：", "by bands: "));
    for (size_t i = 0; i < row->band_count; i++)
        text_appendf(&text, rule_choose(lang, "%s%s 得 %s 分", "%s%s: %s"),
                     i ? rule_choose(lang, "；", "; ") : "", bound_text(arena, &row->bands[i]),
                     unit_points_text(arena, row->bands[i].points));
    return arena_strdup(arena, text_string(&text));
}

/* --- so many points for each step beyond a threshold --- */

/* Width of a step in millionths of a percentage point. Official texts say “每5%” where they mean steps. */
static int64_t step_of(const RubricRow *row) {
    if (row->rule == rule_find("per_point")) return POINTS_ONE;
    return row->step ? row->step : 5 * POINTS_ONE;
}

static const char *step_text(Arena *arena, const RubricRow *row, Lang lang) {
    if (step_of(row) == POINTS_ONE) return rule_choose(lang, "个百分点", "points");
    return arena_printf(arena, rule_choose(lang, "个 %s%%", "steps of %s%%"),
                        unit_points_text(arena, step_of(row)));
}

static RuleResult within(const RuleInput *input, int64_t *points, const char **why) {
    const RubricRow *row = input->row;
    *points = row->full;
    if (!why) return RULE_SCORED;
    *why = arena_printf(input->arena,
                        row->below ? choose(input, "不低于 %s%%，得满分", "not below %s%%: full points")
                                   : choose(input, "不超过 %s%%，得满分", "not above %s%%: full points"),
                        unit_points_text(input->arena, row->threshold));
    return RULE_SCORED;
}

/* full − points × steps of the excess over the threshold, never below 0. */
RuleResult rule_steps(const RuleInput *input, int64_t *points, const char **why) {
    int64_t n, d;
    RuleResult result;
    if (prepare_rate(input, &n, &d, points, why, &result) != RATE_KNOWN) return result;
    const RubricRow *row = input->row;
    /* excess = excess_n / d, in millionths of a percentage point */
    Wide excess_n = (Wide)n * 100 * POINTS_ONE - (Wide)row->threshold * d;
    if (row->below) excess_n = -excess_n;
    if (excess_n <= 0) return within(input, points, why);
    Wide one = (Wide)d * step_of(row);
    if (row->part == PART_WHOLE) excess_n = excess_n / one * one;
    if (row->part == PART_STARTED) excess_n = (excess_n + one - 1) / one * one;
    /* The deduction cannot exceed the full points, so cap the excess before it could overflow. */
    Wide most = ((Wide)row->full / (row->points ? row->points : 1) + 1) * one;
    bool capped = excess_n >= most;
    int64_t deduction = capped ? row->full : round_wide((Wide)row->points * excess_n, one);
    Wide steps_n = excess_n * POINTS_ONE;
    int64_t steps = steps_n / one > INT64_MAX / 2 ? INT64_MAX / 2 : round_wide(steps_n, one);
    capped = capped || deduction > row->full;
    *points = deduction > row->full ? 0 : row->full - deduction;
    if (!why) return RULE_SCORED;
    const char *base =
        row->below
            ? choose(input, "低于 %s%% 达 %s %s × %s 分，扣 %s 分%s", "%s%% missed by %s %s × %s: −%s%s")
            : choose(input, "超过 %s%% 达 %s %s × %s 分，扣 %s 分%s", "%s%% exceeded by %s %s × %s: −%s%s");
    *why = arena_printf(
        input->arena, base, unit_points_text(input->arena, row->threshold),
        decimal_text(input->arena, steps, 6, 2, true), step_text(input->arena, row, input->lang),
        unit_points_text(input->arena, row->points), unit_points_text(input->arena, row->full - *points),
        capped ? choose(input, "（扣完为止）", " (no more than the full points)") : "");
    return RULE_SCORED;
}

char *rule_say_steps(Arena *arena, const RubricRow *row, Lang lang) {
    static const char *const parts[][LANG_COUNT] = {
        [PART_PROPORTIONAL] = {"按比例", "in proportion"},
        [PART_WHOLE] = {"不足的不计", "whole ones only"},
        [PART_STARTED] = {"不足的按一次计", "each one begun"},
    };
    const char *base =
        row->below ? rule_choose(lang, "不低于 %s%% 得满分；每低于 %s 个百分点扣 %s 分（%s），扣完为止",
                                 "full points from %s%% up; for each %s percentage points below it −%s "
                                 "(%s), down to 0")
                   : rule_choose(lang, "不超过 %s%% 得满分；每超过 %s 个百分点扣 %s 分（%s），扣完为止",
                                 "full points up to %s%%; for each %s percentage points above it −%s "
                                 "(%s), down to 0");
    return arena_printf(arena, base, unit_points_text(arena, row->threshold),
                        unit_points_text(arena, step_of(row)), unit_points_text(arena, row->points),
                        parts[row->part][lang]);
}

/* --- in proportion --- */

/* full × rate / target, at least 0 and at most full. */
RuleResult rule_proportional(const RuleInput *input, int64_t *points, const char **why) {
    int64_t n, d;
    RuleResult result;
    if (prepare_rate(input, &n, &d, points, why, &result) != RATE_KNOWN) return result;
    const RubricRow *row = input->row;
    const bool whole = row->target == 100 * POINTS_ONE;
    *points = n <= 0 ? 0
              : compare_rate(n, d, row->target) >= 0
                  ? row->full
                  : round_wide((Wide)row->full * n * 100 * POINTS_ONE, (Wide)d * row->target);
    if (!why) return RULE_SCORED;
    const char *full = unit_points_text(input->arena, row->full);
    *why =
        whole ? arena_printf(input->arena, choose(input, "%s 分 × 比率（封顶）", "%s points × rate (capped)"),
                             full)
              : arena_printf(input->arena,
                             choose(input, "%s 分 × 比率 / %s%%（封顶）", "%s points × rate / %s%% (capped)"),
                             full, unit_points_text(input->arena, row->target));
    return RULE_SCORED;
}

char *rule_say_proportional(Arena *arena, const RubricRow *row, Lang lang) {
    const char *full = unit_points_text(arena, row->full);
    if (row->target == 100 * POINTS_ONE)
        return arena_printf(
            arena, rule_choose(lang, "%s 分 × 比率，不超过满分", "%s × rate, at most the full"), full);
    return arena_printf(
        arena, rule_choose(lang, "%s 分 × 比率 / %s%%，不超过满分", "%s × rate / %s%%, at most the full"),
        full, unit_points_text(arena, row->target));
}

/* full × target / rate for what should be small (反指标), at most full. */
RuleResult rule_inverse(const RuleInput *input, int64_t *points, const char **why) {
    int64_t n, d;
    RuleResult result;
    if (prepare_rate(input, &n, &d, points, why, &result) != RATE_KNOWN) return result;
    const RubricRow *row = input->row;
    const bool within_target = compare_rate(n, d, row->target) <= 0;
    *points =
        within_target ? row->full : round_wide((Wide)row->full * row->target * d, (Wide)n * 100 * POINTS_ONE);
    if (!why) return RULE_SCORED;
    const char *target = unit_points_text(input->arena, row->target);
    *why = within_target
               ? arena_printf(input->arena,
                              choose(input, "不超过 %s%%，得满分", "not above %s%%: full points"), target)
               : arena_printf(input->arena, choose(input, "%s 分 × %s%% / 比率", "%s points × %s%% / rate"),
                              unit_points_text(input->arena, row->full), target);
    return RULE_SCORED;
}

char *rule_say_inverse(Arena *arena, const RubricRow *row, Lang lang) {
    return arena_printf(arena,
                        rule_choose(lang, "不超过 %s%% 得满分，超过时 %s 分 × %s%% / 比率",
                                    "full points up to %s%%, above it %s × %s%% / rate"),
                        unit_points_text(arena, row->target), unit_points_text(arena, row->full),
                        unit_points_text(arena, row->target));
}

/* --- state --- */

/* numerator = surplus of the year, denominator = opening carry-over. */
RuleResult rule_state(const RuleInput *input, int64_t *points, const char **why) {
    const RubricRow *row = input->row;
    const char *said;
    if (input->numerator == TABLE_MISSING) return RULE_UNKNOWN;
    if (input->numerator <= 0) {
        *points = row->none;
        said = choose(input, "当年无结余", "no surplus this year");
    } else if (input->denominator == TABLE_MISSING) {
        return RULE_UNKNOWN;
    } else if (input->numerator <= input->denominator) {
        *points = row->not_above;
        said = choose(input, "有结余，未超过上年结转", "surplus not above last year's carry-over");
    } else {
        *points = row->above;
        said = choose(input, "结余超过上年结转", "surplus above last year's carry-over");
    }
    if (why) *why = said;
    return RULE_SCORED;
}

char *rule_say_state(Arena *arena, const RubricRow *row, Lang lang) {
    return arena_printf(arena,
                        rule_choose(lang,
                                    "无结余得 %s 分；有结余但不超过上年结转得 %s 分；超过上年结转得 %s 分",
                                    "no surplus: %s; not above last year's: %s; above it: %s"),
                        unit_points_text(arena, row->none), unit_points_text(arena, row->not_above),
                        unit_points_text(arena, row->above));
}
