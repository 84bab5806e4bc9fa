/* measure/next_step_find: against every change one by one, for each kind of rule, with a fixed sequence of
 * small rates; and at sizes of real money. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "measure/next_steps.h"

static bool reaches(const StepLine *line, int64_t t, int64_t goal) {
    RuleInput input = {.row = line->row,
                       .numerator = line->numerator + t * line->slope_n,
                       .denominator = line->denominator + t * line->slope_d,
                       .cases = TABLE_MISSING};
    int64_t points;
    return line->figure + t >= 0 && line->row->rule->apply(&input, &points, NULL) == RULE_SCORED &&
           points >= goal;
}

enum { FAR = 400 };

/* The nearest change that reaches the goal, up to FAR; 0 when there is none. */
static int64_t one_by_one(const StepLine *line, int64_t goal) {
    for (int64_t t = 1; t <= FAR; t++) {
        if (reaches(line, -t, goal)) return -t;
        if (reaches(line, t, goal)) return t;
    }
    return 0;
}

static void compare(const RubricRow *row, int64_t n, int64_t d, int64_t a, int64_t b) {
    for (int64_t goal = POINTS_ONE; goal <= row->full; goal += POINTS_ONE) {
        StepLine line = {
            .row = row, .numerator = n, .denominator = d, .slope_n = a, .slope_d = b, .figure = 60};
        int64_t change = 0, expected = one_by_one(&line, goal);
        bool there = reaches(&line, 0, goal), found = next_step_find(&line, goal, &change);
        if (there && found) fail_msg("a step of %lld where none is needed", (long long)change);
        if (!there && expected &&
            (!found || (change < 0 ? -change : change) != (expected < 0 ? -expected : expected)))
            fail_msg("%s, %lld/%lld moved by %lld/%lld, %lld points: found %lld, expected %lld",
                     row->rule->name, (long long)n, (long long)d, (long long)a, (long long)b,
                     (long long)(goal / POINTS_ONE), found ? (long long)change : 0, (long long)expected);
        if (!there && found && !reaches(&line, change, goal))
            fail_msg("%lld does not reach", (long long)change);
        if (found && change > 0) assert_false(reaches(&line, change - 1, goal));
        if (found && change < 0) assert_false(reaches(&line, change + 1, goal));
    }
}

static void same_as_one_by_one(void **state) {
    (void)state;
    static Band bands[] = {{0, 0, true, true, 4 * POINTS_ONE},
                           {0, 10 * POINTS_ONE, false, true, 3 * POINTS_ONE},
                           {10 * POINTS_ONE, 30 * POINTS_ONE, false, true, 1 * POINTS_ONE},
                           {30 * POINTS_ONE, INT64_MAX, false, false, 0}};
    RubricRow rows[] = {
        {.rule = rule_find("ladder"),
         .full = 4 * POINTS_ONE,
         .bands = bands,
         .band_count = 4,
         .absolute = true,
         .rounding = -1},
        {.rule = rule_find("ladder"),
         .full = 4 * POINTS_ONE,
         .bands = bands,
         .band_count = 4,
         .absolute = true,
         .rounding = 0},
        {.rule = rule_find("per_point"),
         .full = 4 * POINTS_ONE,
         .threshold = 100 * POINTS_ONE,
         .points = 400000,
         .rounding = -1},
        {.rule = rule_find("per_point"),
         .full = 4 * POINTS_ONE,
         .threshold = 100 * POINTS_ONE,
         .points = 400000,
         .part = PART_STARTED,
         .rounding = -1},
        {.rule = rule_find("per_point"),
         .full = 3 * POINTS_ONE,
         .threshold = 100 * POINTS_ONE,
         .points = 200000,
         .below = true,
         .part = PART_WHOLE,
         .rounding = -1},
        {.rule = rule_find("step"),
         .full = 8 * POINTS_ONE,
         .threshold = 100 * POINTS_ONE,
         .points = 2 * POINTS_ONE,
         .below = true,
         .rounding = -1},
        {.rule = rule_find("proportional"),
         .full = 6 * POINTS_ONE,
         .target = 100 * POINTS_ONE,
         .rounding = -1},
        {.rule = rule_find("inverse"), .full = 6 * POINTS_ONE, .target = 100 * POINTS_ONE, .rounding = -1},
        {.rule = rule_find("state"),
         .full = 4 * POINTS_ONE,
         .none = 4 * POINTS_ONE,
         .not_above = 3 * POINTS_ONE,
         .rounding = -1},
    };
    static const int64_t slopes[][2] = {{1, 0}, {-1, 0}, {0, 1}, {1, 1}, {2, 1}};
    uint32_t seed = 20200101;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_non_null(rows[i].rule);
        for (int round = 0; round < 60; round++) {
            seed = seed * 1664525 + 1013904223;
            int64_t n = (int64_t)(seed >> 24) - 60, d = (int64_t)(seed >> 12 & 127) + 1;
            for (size_t k = 0; k < sizeof slopes / sizeof *slopes; k++)
                compare(&rows[i], n, d, slopes[k][0], slopes[k][1]);
        }
    }
}

/* 支出 4,360,097.54 of a budget of 2,105,800.00: 30 % above it gives the first point, to the last 分. */
static void to_the_last_unit(void **state) {
    (void)state;
    Band bands[] = {{0, 0, true, true, 4 * POINTS_ONE},
                    {0, 10 * POINTS_ONE, false, true, 3 * POINTS_ONE},
                    {10 * POINTS_ONE, 20 * POINTS_ONE, false, true, 2 * POINTS_ONE},
                    {20 * POINTS_ONE, 30 * POINTS_ONE, false, true, 1 * POINTS_ONE},
                    {30 * POINTS_ONE, INT64_MAX, false, false, 0}};
    RubricRow row = {.rule = rule_find("ladder"),
                     .full = 4 * POINTS_ONE,
                     .bands = bands,
                     .band_count = 5,
                     .absolute = true,
                     .rounding = -1};
    StepLine line = {.row = &row,
                     .numerator = 436009754 - 210580000,
                     .denominator = 210580000,
                     .slope_n = 1,
                     .figure = 436009754};
    int64_t change;
    assert_true(next_step_find(&line, 1 * POINTS_ONE, &change));
    assert_int_equal(line.figure + change, 273754000);
    assert_true(next_step_find(&line, 4 * POINTS_ONE, &change)); /* one value only: the budget itself */
    assert_int_equal(line.figure + change, 210580000);
    assert_false(next_step_find(&line, 5 * POINTS_ONE, &change));
    line.slope_n = 0;
    assert_false(next_step_find(&line, 1 * POINTS_ONE, &change));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_as_one_by_one),
        cmocka_unit_test(to_the_last_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
