/* Messages in both languages: pieces inside messages, cutting, texts of users that look like marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/both.h"
#include "model/issue.h"

static void a_message_has_both_languages(void **state) {
    (void)state;
    Err err = {0};
    assert_false(err_set(&err, ERR_SOURCE, "%s:%d: `%s` is not a stage", "a.csv", 3, "x"));
    assert_string_equal(err.text, "a.csv:3: `x` is not a stage");
    assert_string_equal(err.chinese, "a.csv 第 3 行：“x”不是阶段");
    assert_false(err_wrap(&err, "chart %s", "bars"));
    assert_string_equal(err.text, "chart bars: a.csv:3: `x` is not a stage");
    assert_string_equal(err.chinese, "图 bars：a.csv 第 3 行：“x”不是阶段");
}

static void pieces_are_taken_apart_where_the_message_is_made(void **state) {
    (void)state;
    Arena arena = {0};
    IssueList issues = {.arena = &arena};
    const char *nearest = both_printf(&arena, "; did you mean `%s`?", "万元");
    issue_add(&issues, SEVERITY_ERROR, "d/f.csv", 2, 5, "unknown rule `%s`%s", "万", nearest);
    issue_add(&issues, SEVERITY_ERROR, "d/f.csv", 0, 0, "%s", both("the file has a header, but no rows"));
    assert_string_equal(issue_text(&arena, &issues.items[0], LANG_EN),
                        "error: d/f.csv:2:5: unknown rule `万`; did you mean `万元`?");
    assert_string_equal(issue_text(&arena, &issues.items[0], LANG_ZH),
                        "差错：d/f.csv 第 2 行第 5 列：规则“万”无法识别；是否应为“万元”？");
    assert_string_equal(issue_text(&arena, &issues.items[1], LANG_ZH),
                        "差错：d/f.csv：文件只有表头，没有数据行");
    /* A whole issue as a piece of an error. */
    assert_string_equal(both_format(&arena, LANG_ZH, "%s: %s", "f", issue_piece(&arena, &issues.items[0])),
                        "f：规则“万”无法识别；是否应为“万元”？");
    arena_free(&arena);
}

static void what_the_table_lacks_stays_english(void **state) {
    (void)state;
    Arena arena = {0};
    assert_string_equal(both("no such piece anywhere"), "no such piece anywhere");
    const char *format = "no such format: %d";
    assert_string_equal(both_format(&arena, LANG_ZH, "%s", both_printf(&arena, "%s", both(format))), format);
    arena_free(&arena);
}

static void the_chinese_may_turn_the_arguments_round(void **state) {
    (void)state;
    Arena arena = {0};
    assert_string_equal(both_format(&arena, LANG_EN, "%zu measures of %zu indicators", (size_t)9, (size_t)2),
                        "9 measures of 2 indicators");
    assert_string_equal(both_format(&arena, LANG_ZH, "%zu measures of %zu indicators", (size_t)9, (size_t)2),
                        "2 个指标的 9 个值");
    arena_free(&arena);
}

/* Cut texts and marks that a user wrote garble a message, and nothing else. */
static void nothing_is_overrun(void **state) {
    (void)state;
    Arena arena = {0};
    char long_text[20000], out[16];
    memset(long_text, 'a', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    Err err = {0};
    assert_false(err_set(&err, ERR_SOURCE, "unknown currency `%s`", long_text));
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    assert_int_equal(strlen(err.chinese), sizeof err.chinese - 1);
    assert_false(err_wrap(&err, "chart %s", long_text));
    assert_true(strlen(err.text) < sizeof err.text && strlen(err.chinese) < sizeof err.chinese);
    both_snprintf(LANG_ZH, out, sizeof out, "%s", both("the file has a header, but no rows"));
    assert_string_equal(out, "文件只有表");
    assert_string_equal(both_format(&arena, LANG_EN, "`%s` is not a year", BOTH_CHINESE "b"), "`");
    assert_string_equal(both_format(&arena, LANG_EN, "`%s` is not a year", BOTH_END BOTH_ENGLISH "b"),
                        "`b` is not a year");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_has_both_languages),
        cmocka_unit_test(pieces_are_taken_apart_where_the_message_is_made),
        cmocka_unit_test(what_the_table_lacks_stays_english),
        cmocka_unit_test(the_chinese_may_turn_the_arguments_round),
        cmocka_unit_test(nothing_is_overrun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
