/* measure/rules: points at the boundaries. The shipped rubric against tests/data/seeds/rubric_boundaries.csv,
 * then each kind of rule by hand. Rates are exact fractions, points millionths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"
#include "measure/rubric.h"
#include "model/decimal.h"

static Arena arena;

static int64_t scaled(const char *text, int64_t factor) {
    Decimal decimal;
    int64_t value = 0;
    if (decimal_read(text, &decimal) != DECIMAL_DONE || decimal_scale(decimal, factor, &value) != SCALE_DONE)
        fail_msg("`%s` is not a number", text);
    return value;
}

enum { NO_POINTS = -1, DROPPED = -2, NOTHING = -3 };

/* Points of what is given, in both languages; NO_POINTS when the rule does not give any. */
static int64_t points_of(RuleInput input) {
    int64_t points = NOTHING;
    const char *why = NULL;
    input.arena = &arena;
    for (input.lang = LANG_ZH; input.lang < LANG_COUNT; input.lang++) {
        int64_t found = NOTHING;
        RuleResult result = input.row->rule->apply(&input, &found, &why);
        int64_t unsaid = found;
        assert_int_equal(input.row->rule->apply(&input, &unsaid, NULL), result);
        assert_int_equal(unsaid, found);
        if (result == RULE_UNKNOWN) found = NO_POINTS;
        if (result == RULE_DROPPED) found = DROPPED;
        if (result != RULE_UNKNOWN && (!why || !*why)) fail_msg("%s says nothing", input.row->rule->name);
        if (input.lang != LANG_ZH) assert_int_equal(found, points);
        points = found;
    }
    return points;
}

static int64_t apply(const RubricRow *row, int64_t numerator, int64_t denominator) {
    return points_of(
        (RuleInput){.row = row, .numerator = numerator, .denominator = denominator, .cases = TABLE_MISSING});
}

static void expect(const RubricRow *row, const char *percent, const char *points) {
    int64_t found = apply(row, scaled(percent, 100000), 100 * 100000);
    if (found != scaled(points, POINTS_ONE))
        fail_msg("%s%% gives %s, expected %s", percent, decimal_text(&arena, found, 6, 6, false), points);
}

/* --- the shipped rubric --- */

static const struct {
    const char *words, *id;
} boundary_rules[] = {
    {"在职人员控制率", "staffing_control_rate"},
    {"三公经费变动率", "three_public_change_rate"},
    {"三公经费控制率", "three_public_control_rate"},
    {"重点支出安排率", "key_spending_ratio"},
    {"预算调整率", "budget_adjustment_rate"},
    {"固定资产利用率", "fixed_asset_utilization"},
    {"质量达标率", "quality_rate"},
};
enum { BOUNDARY_RULES = sizeof boundary_rules / sizeof *boundary_rules };

static const RubricRow *row_of(const Rubric *rubric, const char *words, int *tried) {
    for (size_t i = 0; i < BOUNDARY_RULES; i++) {
        if (!text_starts(words, boundary_rules[i].words)) continue;
        tried[i]++;
        for (size_t k = 0; k < rubric->row_count; k++)
            if (strcmp(rubric->rows[k].id, boundary_rules[i].id) == 0) return &rubric->rows[k];
    }
    fail_msg("no row of the rubric is `%s`", words);
    return NULL;
}

static void boundaries_of_the_shipped_rubric(void **state) {
    (void)state;
    Err err = {0};
    Resource *files;
    size_t count, size, cases = 0;
    assert_true(resource_list(&arena, "queries/indicators/", ".sql", NULL, &files, &count, &err));
    const char **indicators = ARENA_ARRAY(&arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        indicators[i] = file_stem(&arena, files[i].path);
    IssueList issues = {.arena = &arena};
    Rubric rubric;
    RubricText text;
    if (!rubric_find(&arena, NULL, "county-2020", &text, &err) ||
        !rubric_read(&arena, &text, indicators, &issues, &rubric, &err))
        fail_msg("%s", err.text);
    assert_int_equal(rubric.row_count, 22);
    assert_int_equal(rubric.total, 100 * POINTS_ONE);
    char *data;
    if (!file_read(&arena, "data/seeds/rubric_boundaries.csv", &data, &size, &err)) fail_msg("%s", err.text);
    char **lines = text_split(&arena, data, '\n', &count);
    int tried[BOUNDARY_RULES] = {0};
    for (size_t i = 1; i < count; i++) {
        if (*lines[i] == '\0') continue;
        char *points = strrchr(lines[i], ',') + 1;
        points[-1] = '\0';
        char *x = strrchr(lines[i], ',') + 1;
        expect(row_of(&rubric, lines[i] + (lines[i][0] == '"'), tried), x, points);
        cases++;
    }
    assert_int_equal(cases, 53);
    for (size_t i = 0; i < BOUNDARY_RULES; i++)
        if (tried[i] < 5) fail_msg("%s was tried %d times", boundary_rules[i].words, tried[i]);
}

/* --- per_point --- */

static RubricRow per_point(PartPoints part) {
    return (RubricRow){.rule = rule_find("per_point"),
                       .full = 4 * POINTS_ONE,
                       .threshold = 100 * POINTS_ONE,
                       .points = 400000,
                       .target = 100 * POINTS_ONE,
                       .part = part,
                       .rounding = -1};
}

/* 每超过一个百分点: in proportion, whole points only, or each point that has begun. */
static void three_readings(void **state) {
    (void)state;
    static const struct {
        const char *rate, *points[3];
    } cases[] = {
        {"-5", {"4", "4", "4"}},           {"0", {"4", "4", "4"}},
        {"99.99", {"4", "4", "4"}},        {"100", {"4", "4", "4"}},
        {"100.01", {"3.996", "4", "3.6"}}, {"100.5", {"3.8", "4", "3.6"}},
        {"101", {"3.6", "3.6", "3.6"}},    {"101.01", {"3.596", "3.6", "3.2"}},
        {"109", {"0.4", "0.4", "0.4"}},    {"109.99", {"0.004", "0.4", "0"}},
        {"110", {"0", "0", "0"}},          {"110.01", {"0", "0", "0"}},
        {"250", {"0", "0", "0"}},
    };
    static const PartPoints parts[] = {PART_PROPORTIONAL, PART_WHOLE, PART_STARTED};
    for (size_t k = 0; k < 3; k++) {
        RubricRow row = per_point(parts[k]);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
            expect(&row, cases[i].rate, cases[i].points[k]);
    }
}

static void per_point_below(void **state) {
    (void)state;
    RubricRow row = per_point(PART_PROPORTIONAL);
    row.below = true;
    row.full = 3 * POINTS_ONE;
    row.points = 200000;
    expect(&row, "250", "3");
    expect(&row, "100", "3");
    expect(&row, "99.99", "2.998");
    expect(&row, "99.5", "2.9");
    expect(&row, "85", "0");
    expect(&row, "84.99", "0");
    expect(&row, "-20", "0");
    row.part = PART_WHOLE;
    expect(&row, "99.01", "3");
    expect(&row, "99", "2.8");
    expect(&row, "98.01", "2.8");
    row.part = PART_STARTED;
    expect(&row, "99.99", "2.8");
    expect(&row, "99", "2.8");
    expect(&row, "98.99", "2.6");
}

/* Fractions that no decimal number prints: nothing is rounded before the rule but by `rounding`. */
static void fractions_are_exact(void **state) {
    (void)state;
    RubricRow row = per_point(PART_PROPORTIONAL);
    assert_int_equal(apply(&row, 301, 300), 3866667); /* 100 1/3 %: 4 − 0.1333… */
    assert_int_equal(apply(&row, 3000000000001, 3000000000000), 4000000);
    row.part = PART_STARTED;
    assert_int_equal(apply(&row, 3000000000001, 3000000000000), 3600000);
    row.part = PART_WHOLE;
    assert_int_equal(apply(&row, 1009999999999, 1000000000000), 4000000);
    assert_int_equal(apply(&row, 1010000000000, 1000000000000), 3600000);
    assert_int_equal(apply(&row, INT64_MAX, 1), 0);
    assert_int_equal(apply(&row, INT64_MAX, INT64_MAX), 4000000);
    assert_int_equal(apply(&row, INT64_MAX, INT64_MAX - 1), 4000000);
    assert_int_equal(apply(&row, -INT64_MAX, 1), 4000000);
    row.below = true;
    assert_int_equal(apply(&row, -INT64_MAX, 1), 0);
}

static void rounding_before_the_rule(void **state) {
    (void)state;
    RubricRow row = per_point(PART_STARTED);
    row.rounding = 2;
    expect(&row, "100.004", "4");
    expect(&row, "100.005", "3.6");
    row.rounding = 0;
    expect(&row, "100.4", "4");
    expect(&row, "100.5", "3.6");
    expect(&row, "101.5", "3.2");
    row.below = true;
    expect(&row, "99.5", "4"); /* half away from zero: 100 */
    expect(&row, "99.4", "3.6");
}

/* --- what is no rate --- */

static void zero_by_zero(void **state) {
    (void)state;
    static const char *const rules[] = {"per_point", "step", "ladder", "proportional", "inverse", "survey"};
    Band band = {.lower = INT64_MIN, .upper = INT64_MAX, .points = POINTS_ONE};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        RubricRow row = per_point(PART_PROPORTIONAL);
        row.rule = rule_find(rules[i]);
        row.bands = &band;
        row.band_count = 1;
        row.zero_zero = ZERO_ZERO_FULL;
        assert_int_equal(apply(&row, 0, 0), 4 * POINTS_ONE);
        row.zero_zero = ZERO_ZERO_ZERO;
        assert_int_equal(apply(&row, 0, 0), 0);
        row.zero_zero = ZERO_ZERO_DROP;
        assert_int_equal(apply(&row, 0, 0), DROPPED);
        for (row.zero_zero = ZERO_ZERO_FULL; row.zero_zero <= ZERO_ZERO_DROP; row.zero_zero++) {
            assert_int_equal(apply(&row, 5, 0), -1);
            assert_int_equal(apply(&row, -5, 0), -1);
            assert_int_equal(apply(&row, 5, -1), -1);
            assert_int_equal(apply(&row, TABLE_MISSING, 100), -1);
            assert_int_equal(apply(&row, 100, TABLE_MISSING), -1);
            assert_int_equal(apply(&row, TABLE_MISSING, TABLE_MISSING), -1);
            assert_int_equal(apply(&row, TABLE_MISSING, 0), -1);
        }
    }
}

/* --- the others --- */

static void ladders(void **state) {
    (void)state;
    Band bands[] = {
        {0, 0, true, true, 4 * POINTS_ONE},
        {0, 10 * POINTS_ONE, false, true, 3 * POINTS_ONE},
        {10 * POINTS_ONE, 20 * POINTS_ONE, false, false, 2 * POINTS_ONE},
        {20 * POINTS_ONE, INT64_MAX, true, false, 0},
    };
    RubricRow row = {
        .rule = rule_find("ladder"), .full = 4 * POINTS_ONE, .bands = bands, .band_count = 4, .rounding = -1};
    expect(&row, "0", "4");
    expect(&row, "0.00001", "3");
    expect(&row, "10", "3");
    expect(&row, "10.00001", "2");
    expect(&row, "19.99999", "2");
    expect(&row, "20", "0");
    expect(&row, "100000", "0");
    assert_int_equal(apply(&row, 100000000001, 1000000000000), 2 * POINTS_ONE); /* 10.0000000001 % */
    assert_int_equal(apply(&row, -1, 100), -1);                                 /* no band */
    /* In whatever order they stand. */
    Band backwards[] = {bands[3], bands[2], bands[1], bands[0]};
    row.bands = backwards;
    expect(&row, "0", "4");
    expect(&row, "10", "3");
    expect(&row, "20", "0");
    row.bands = bands;
    row.absolute = true;
    expect(&row, "-7.92", "3");
    expect(&row, "-10.00001", "2");
    bands[0].lower = INT64_MIN;
    row.absolute = false;
    expect(&row, "-1000", "4");
}

static void proportional(void **state) {
    (void)state;
    static const char *const rules[] = {"proportional", "survey"};
    for (size_t i = 0; i < 2; i++) {
        RubricRow row = {
            .rule = rule_find(rules[i]), .full = 8 * POINTS_ONE, .target = 100 * POINTS_ONE, .rounding = -1};
        assert_int_equal(apply(&row, 1000, 1000), 8000000);
        assert_int_equal(apply(&row, 973, 1000), 7784000);
        assert_int_equal(apply(&row, 1, 3), 2666667);
        assert_int_equal(apply(&row, 2000, 1000), 8000000);
        assert_int_equal(apply(&row, 0, 1000), 0);
        assert_int_equal(apply(&row, -5, 1000), 0);
        assert_int_equal(apply(&row, INT64_MAX - 1, INT64_MAX), 8000000);
    }
}

/* The surplus of the year against the opening balance. */
static void states(void **state) {
    (void)state;
    RubricRow row = {.rule = rule_find("state"),
                     .full = 4 * POINTS_ONE,
                     .none = 4 * POINTS_ONE,
                     .not_above = 3 * POINTS_ONE,
                     .above = 1,
                     .rounding = -1};
    assert_int_equal(apply(&row, 0, TABLE_MISSING), 4 * POINTS_ONE);
    assert_int_equal(apply(&row, -1, 5), 4 * POINTS_ONE);
    assert_int_equal(apply(&row, 1, 5), 3 * POINTS_ONE);
    assert_int_equal(apply(&row, 5, 5), 3 * POINTS_ONE);
    assert_int_equal(apply(&row, 6, 5), 1);
    assert_int_equal(apply(&row, 1, 0), 1);
    assert_int_equal(apply(&row, 1, TABLE_MISSING), -1);
    assert_int_equal(apply(&row, TABLE_MISSING, 5), -1);
}

/* 每5%: steps of five percentage points, or of what `step` says. */
static void steps(void **state) {
    (void)state;
    static const struct {
        const char *rate, *points[3]; /* in proportion, whole, started */
    } cases[] = {
        {"120", {"8", "8", "8"}}, {"100", {"8", "8", "8"}},       {"99.99", {"7.996", "8", "6"}},
        {"95", {"6", "6", "6"}},  {"94.99", {"5.996", "6", "4"}}, {"90", {"4", "4", "4"}},
        {"80", {"0", "0", "0"}},  {"79", {"0", "0", "0"}},        {"0", {"0", "0", "0"}},
    };
    for (PartPoints part = PART_PROPORTIONAL; part <= PART_STARTED; part++) {
        RubricRow row = per_point(part);
        row.rule = rule_find("step");
        row.below = true;
        row.full = 8 * POINTS_ONE;
        row.points = 2 * POINTS_ONE;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
            expect(&row, cases[i].rate, cases[i].points[part]);
        row.step = 10 * POINTS_ONE;
        expect(&row, "90", "6");
        row.below = false;
        expect(&row, "110", "6");
        row.rule = rule_find("per_point"); /* whose step is a percentage point, whatever is written */
        expect(&row, "101", "6");
    }
}

/* 正指标: 实际/目标; 反指标: 目标/实际. */
static void targets(void **state) {
    (void)state;
    RubricRow row = {.rule = rule_find("proportional"),
                     .full = 10 * POINTS_ONE,
                     .target = 90 * POINTS_ONE,
                     .rounding = -1};
    expect(&row, "90", "10");
    expect(&row, "95", "10");
    expect(&row, "45", "5");
    expect(&row, "-1", "0");
    assert_int_equal(apply(&row, 1, 7), 1587302); /* 10 × 14.2857… / 90 */
    assert_int_equal(apply(&row, INT64_MAX / 2, INT64_MAX), 5555556);
    row.rule = rule_find("inverse");
    expect(&row, "90", "10");
    expect(&row, "0", "10");
    expect(&row, "-5", "10");
    expect(&row, "180", "5");
    expect(&row, "100", "9");
    assert_int_equal(apply(&row, 7, 7), 9 * POINTS_ONE);
    assert_int_equal(apply(&row, INT64_MAX, 1), 0);
}

/* No record is no evidence; a record of no cases is. */
static void recorded_cases(void **state) {
    (void)state;
    RubricRow row = {.rule = rule_find("per_case"), .full = 5 * POINTS_ONE, .points = 2 * POINTS_ONE};
    static const struct {
        int64_t cases, points;
    } wanted[] = {{0, 5}, {1, 3}, {2, 1}, {3, 0}, {1000000000000, 0}};
    RuleInput input = {.row = &row, .numerator = TABLE_MISSING, .denominator = TABLE_MISSING};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        input.cases = wanted[i].cases;
        assert_int_equal(points_of(input), wanted[i].points * POINTS_ONE);
    }
    input.cases = TABLE_MISSING;
    assert_int_equal(points_of(input), NO_POINTS);
}

static void rules_without_figures(void **state) {
    (void)state;
    static const char *const rules[] = {"checklist", "direct"};
    for (size_t i = 0; i < 2; i++) {
        RubricRow row = {
            .rule = rule_find(rules[i]), .full = POINTS_ONE, .points = POINTS_ONE, .rounding = -1};
        assert_int_equal(row.rule->evidence, EVIDENCE_STATED);
        assert_int_equal(apply(&row, 1, 1), NO_POINTS);
    }
}

static void names_of_rules(void **state) {
    (void)state;
    size_t count = 0;
    while (rule_name(count)) {
        assert_string_equal(rule_find(rule_name(count))->name, rule_name(count));
        count++;
    }
    assert_int_equal(count, 10);
    assert_null(rule_find("per_pont"));
    assert_null(rule_find(""));
}

static void says_how(void **state) {
    (void)state;
    RubricRow row = per_point(PART_PROPORTIONAL);
    RuleInput input = {.arena = &arena, .row = &row, .numerator = 1005, .denominator = 1000, .lang = LANG_ZH};
    int64_t points;
    const char *why;
    assert_true(row.rule->apply(&input, &points, &why));
    assert_string_equal(why, "超过 100% 达 0.50 个百分点 × 0.4 分，扣 0.2 分");
    input.lang = LANG_EN;
    assert_true(row.rule->apply(&input, &points, &why));
    assert_string_equal(why, "100% exceeded by 0.50 points × 0.4: −0.2");
    input.numerator = 1000;
    assert_true(row.rule->apply(&input, &points, &why));
    assert_string_equal(why, "not above 100%: full points");
    input.numerator = input.denominator = 0;
    assert_true(row.rule->apply(&input, &points, &why));
    assert_string_equal(why, "0/0: full points by the rubric's option");
    assert_string_equal(row.rule->say(&arena, &row, LANG_ZH),
                        "不超过 100% 得满分；每超过 1 个百分点扣 0.4 分（按比例），扣完为止");
    row.rule = rule_find("step");
    row.below = true;
    row.part = PART_WHOLE;
    assert_string_equal(row.rule->say(&arena, &row, LANG_ZH),
                        "不低于 100% 得满分；每低于 5 个百分点扣 0.4 分（不足的不计），扣完为止");
    input = (RuleInput){.arena = &arena, .row = &row, .numerator = 89, .denominator = 100, .lang = LANG_ZH};
    assert_true(row.rule->apply(&input, &points, &why));
    assert_string_equal(why, "低于 100% 达 2.00 个 5% × 0.4 分，扣 0.8 分");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boundaries_of_the_shipped_rubric),
        cmocka_unit_test(three_readings),
        cmocka_unit_test(per_point_below),
        cmocka_unit_test(fractions_are_exact),
        cmocka_unit_test(rounding_before_the_rule),
        cmocka_unit_test(zero_by_zero),
        cmocka_unit_test(ladders),
        cmocka_unit_test(proportional),
        cmocka_unit_test(states),
        cmocka_unit_test(steps),
        cmocka_unit_test(targets),
        cmocka_unit_test(recorded_cases),
        cmocka_unit_test(rules_without_figures),
        cmocka_unit_test(names_of_rules),
        cmocka_unit_test(says_how),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
