/* The kinds of scoring rules. A kind is a row of the table at the end: name, and how points come out of a
 * rate. */
#include <string.h>

#include "base/text.h"
#include "measure/rubric.h"
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
    return input->lang == LANG_ZH ? zh : en;
}

/* A rate that can be compared: not missing, 0/0 decided by the rubric, sign and rounding applied. */
typedef enum { RATE_KNOWN, RATE_UNKNOWN, RATE_DECIDED } RateState;

static RateState prepare_rate(const RuleInput *input, int64_t *n, int64_t *d, int64_t *points,
                              const char **why) {
    const RubricRow *row = input->row;
    *n = input->numerator;
    *d = input->denominator;
    if (*n == TABLE_MISSING || *d == TABLE_MISSING || *d < 0) return RATE_UNKNOWN;
    if (*d == 0) {
        if (*n != 0 || row->zero_zero == ZERO_ZERO_DROP) return RATE_UNKNOWN;
        *points = row->zero_zero == ZERO_ZERO_FULL ? row->full : 0;
        *why = row->zero_zero == ZERO_ZERO_FULL
                   ? choose(input, "0/0，按评分表约定得满分", "0/0: full points by the rubric's option")
                   : choose(input, "0/0，按评分表约定得零分", "0/0: no points by the rubric's option");
        return RATE_DECIDED;
    }
    if (row->absolute && *n < 0) *n = -*n; /* the explanation of the band says that the sign does not count */
    if (row->rounding >= 0) {
        int64_t rounded, unit = 100;
        if (!decimal_ratio_round(*n, *d, 2 + row->rounding, &rounded)) return RATE_UNKNOWN;
        for (int i = 0; i < row->rounding; i++)
            unit *= 10;
        *n = rounded;
        *d = unit;
    }
    return RATE_KNOWN;
}

static const char *bound_text(Arena *arena, const Band *band) {
    const char *low = band->lower == INT64_MIN ? "−∞" : unit_points_text(arena, band->lower);
    const char *high = band->upper == INT64_MAX ? "+∞" : unit_points_text(arena, band->upper);
    if (band->lower == band->upper) return arena_printf(arena, "= %s%%", low);
    return arena_printf(arena, "%s%s%%, %s%%%s", band->lower_in ? "[" : "(", low, high,
                        band->upper_in ? "]" : ")");
}

static bool inside(const Band *band, int64_t n, int64_t d) {
    int low = band->lower == INT64_MIN ? 1 : compare_rate(n, d, band->lower);
    int high = band->upper == INT64_MAX ? -1 : compare_rate(n, d, band->upper);
    return (low > 0 || (low == 0 && band->lower_in)) && (high < 0 || (high == 0 && band->upper_in));
}

static bool apply_ladder(const RuleInput *input, int64_t *points, const char **why) {
    int64_t n, d;
    RateState state = prepare_rate(input, &n, &d, points, why);
    if (state != RATE_KNOWN) return state == RATE_DECIDED;
    for (size_t i = 0; i < input->row->band_count; i++) {
        const Band *band = &input->row->bands[i];
        if (!inside(band, n, d)) continue;
        *points = band->points;
        *why =
            arena_printf(input->arena,
                         input->row->absolute ? choose(input, "绝对值落在 %s 档，得 %s 分",
                                                       "absolute value in band %s: %s points")
                                              : choose(input, "落在 %s 档，得 %s 分", "band %s: %s points"),
                         bound_text(input->arena, band), unit_points_text(input->arena, band->points));
        return true;
    }
    return false;
}

/* full − points × excess over the threshold, never below 0. */
static bool apply_per_point(const RuleInput *input, int64_t *points, const char **why) {
    int64_t n, d;
    RateState state = prepare_rate(input, &n, &d, points, why);
    if (state != RATE_KNOWN) return state == RATE_DECIDED;
    const RubricRow *row = input->row;
    /* excess = excess_n / d, in millionths of a percentage point */
    Wide excess_n = (Wide)n * 100 * POINTS_ONE - (Wide)row->threshold * d;
    if (row->below) excess_n = -excess_n;
    const char *bound = unit_points_text(input->arena, row->threshold);
    if (excess_n <= 0) {
        *points = row->full;
        *why = arena_printf(input->arena,
                            row->below ? choose(input, "不低于 %s%%，得满分", "not below %s%%: full points")
                                       : choose(input, "不超过 %s%%，得满分", "not above %s%%: full points"),
                            bound);
        return true;
    }
    Wide one = (Wide)d * POINTS_ONE;
    if (row->part == PART_WHOLE) excess_n = excess_n / one * one;
    if (row->part == PART_STARTED) excess_n = (excess_n + one - 1) / one * one;
    int64_t excess = excess_n > (Wide)INT64_MAX / 2 * d ? INT64_MAX / 2 : round_wide(excess_n, d);
    /* The deduction cannot exceed the full points, so cap the excess before it could overflow. */
    Wide most = ((Wide)row->full / (row->points ? row->points : 1) + 1) * one;
    bool capped = excess_n >= most;
    int64_t deduction = capped ? row->full : round_wide((Wide)row->points * excess_n, one);
    capped = capped || deduction > row->full;
    *points = deduction > row->full ? 0 : row->full - deduction;
    const char *base = row->below ? choose(input, "低于 %s%% 达 %s 个百分点 × %s 分，扣 %s 分%s",
                                           "%s%% missed by %s points × %s: −%s%s")
                                  : choose(input, "超过 %s%% 达 %s 个百分点 × %s 分，扣 %s 分%s",
                                           "%s%% exceeded by %s points × %s: −%s%s");
    *why = arena_printf(input->arena, base, bound, decimal_text(input->arena, excess, 6, 2, true),
                        unit_points_text(input->arena, row->points),
                        unit_points_text(input->arena, row->full - *points),
                        capped ? choose(input, "（扣完为止）", " (no more than the full points)") : "");
    return true;
}

/* full × rate, capped at full. */
static bool apply_proportional(const RuleInput *input, int64_t *points, const char **why) {
    int64_t n, d;
    RateState state = prepare_rate(input, &n, &d, points, why);
    if (state != RATE_KNOWN) return state == RATE_DECIDED;
    int64_t full = input->row->full;
    *points = n <= 0 ? 0 : n >= d ? full : round_wide((Wide)full * n, d);
    *why = arena_printf(input->arena, choose(input, "%s 分 × 比率（封顶）", "%s points × rate (capped)"),
                        unit_points_text(input->arena, full));
    return true;
}

/* numerator = surplus of the year, denominator = opening carry-over. */
static bool apply_state(const RuleInput *input, int64_t *points, const char **why) {
    const RubricRow *row = input->row;
    if (input->numerator == TABLE_MISSING) return false;
    if (input->numerator <= 0) {
        *points = row->none;
        *why = choose(input, "当年无结余", "no surplus this year");
    } else if (input->denominator == TABLE_MISSING) {
        return false;
    } else if (input->numerator <= input->denominator) {
        *points = row->not_above;
        *why = choose(input, "有结余，未超过上年结转", "surplus not above last year's carry-over");
    } else {
        *points = row->above;
        *why = choose(input, "结余超过上年结转", "surplus above last year's carry-over");
    }
    return true;
}

static bool apply_nothing(const RuleInput *input, int64_t *points, const char **why) {
    (void)input, (void)points, (void)why;
    return false;
}

static const Rule rules[] = {
    {"ladder", true, "bands", apply_ladder},
    {"per_point", true, "threshold points", apply_per_point},
    {"proportional", true, "", apply_proportional},
    {"survey", true, "", apply_proportional},
    {"state", true, "none not_above above", apply_state},
    {"checklist", false, "items", apply_nothing},
    {"per_case", false, "points", apply_nothing},
    {"direct", false, "", apply_nothing},
};
enum { RULE_COUNT = sizeof rules / sizeof *rules };

const Rule *rule_find(const char *name) {
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (strcmp(rules[i].name, name) == 0) return &rules[i];
    return NULL;
}

const char *rule_name(size_t index) {
    return index < RULE_COUNT ? rules[index].name : NULL;
}
