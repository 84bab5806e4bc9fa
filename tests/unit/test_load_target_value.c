#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "load/load.h"
#include "load/target_value.h"

static Arena arena;
static Catalog catalog;

static int set_up(void **state) {
    Err err;
    (void)state;
    return load_catalog(&arena, &catalog, &err) ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static void demands(void **state) {
    /* number and factor in smallest units of the kind, "" = millionths */
    static const struct {
        const char *text, *op, *unit, *kind;
        int64_t number;
    } cases[] = {
        {"98%以上", ">=", "%", "percent", 98000000},
        {"不低于98%", ">=", "%", "percent", 98000000},
        {"≥98％", ">=", "％", "percent", 98000000},
        {"达90%", ">=", "%", "percent", 90000000},
        {"达到100%", ">=", "%", "percent", 100000000},
        {"-1%", "", "%", "percent", -1000000},
        {"不超出25万元", "<=", "万元", "money", 25000000},
        {"不超过5.6万元", "<=", "万元", "money", 5600000},
        {"控制在8万元以内", "<=", "万元", "money", 8000000},
        {"<=1,200.50元", "<=", "元", "money", 120050},
        {"8万件", "", "万件", "pieces", 80000},
        {"不少于３次", ">=", "次", "pieces", 3},
        {"391名", "", "名", "persons", 391},
        {"1.5个工作日以内", "<=", "个工作日", "days", 150},
        {"24小时", "", "小时", "hours", 2400},
        {"大于等于10 台", ">=", "台", "pieces", 10},
        {"高于60分", ">", "分", "points", 60000000},
        {"不满5件", "<", "件", "pieces", 5},
        {"=100%", "=", "%", "percent", 100000000},
        {"50亩", "", "亩", "", 50000000},
        {"不低于120公里", ">=", "公里", "", 120000000},
        {"400元/人·月", "", "元/人·月", "", 400000000},
        {"0.001元", "", "元", "", 1000}, /* finer than a fen */
        {"100", "", "", "", 100000000},
        {"10（含）以上", ">=", "", "", 10000000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TargetValue value;
        TargetAmount amount;
        if (!target_value_read(&arena, &catalog, cases[i].text, &value))
            fail_msg("`%s` is taken for words", cases[i].text);
        assert_string_equal(value.op, cases[i].op);
        assert_string_equal(value.unit_text, cases[i].unit);
        if (!target_value_scale(&value, value.unit, &amount)) fail_msg("`%s` does not fit", cases[i].text);
        assert_string_equal(amount.kind, cases[i].kind);
        if (amount.number != cases[i].number)
            fail_msg("`%s` is %lld", cases[i].text, (long long)amount.number);
    }
}

static void words(void **state) {
    static const char *const texts[] = {"",
                                        "/",
                                        "完成",
                                        "三分之一以上",
                                        "每人每月400",
                                        "满意度90%以上",
                                        "2023年底",
                                        "2019年",
                                        "100%公开",
                                        "7×24",
                                        "7*24小时",
                                        "90%左右",
                                        "以上",
                                        "≥",
                                        "5-10件",
                                        "1月31日",
                                        "不低于90%以下",
                                        "未被通报批评",
                                        "3次，每次2天",
                                        "%",
                                        "第1名"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        TargetValue value;
        if (target_value_read(&arena, &catalog, texts[i], &value))
            fail_msg("`%s` is taken for a number: %s %s %s", texts[i], value.op, value.digits,
                     value.unit_text);
    }
}

static void operators(void **state) {
    static const char *const pairs[][2] = {
        {"", ""},    {"≥", ">="},    {"大于等于", ">="}, {"不低于", ">="}, {">", ">"},      {"＝", "="},
        {"≤", "<="}, {"以内", "<="}, {"＜", "<"},        {"定性", "text"}, {"text", "text"}};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(target_value_operator(pairs[i][0]), pairs[i][1]);
    assert_null(target_value_operator("约"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demands),
        cmocka_unit_test(words),
        cmocka_unit_test(operators),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
