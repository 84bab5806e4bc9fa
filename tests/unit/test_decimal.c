#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "model/decimal.h"

static void reads_numbers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t mantissa;
        int decimals;
        bool percent;
    } cases[] = {
        {"0", 0, 0, false},
        {"2,259,811.00", 225981100, 2, false},
        {"2259811.00", 225981100, 2, false},
        {"１２．５％", 125, 1, true},
        {"１，２３４", 1234, 0, false},
        {"12 %", 12, 0, true},
        {"12.5 ％", 125, 1, true},
        {"-0.5", -5, 1, false},
        {"−0.5", -5, 1, false},
        {"－3", -3, 0, false},
        {"△3", -3, 0, false},
        {"▲ 3", -3, 0, false},
        {"+7", 7, 0, false},
        {"(1,200)", -1200, 0, false},
        {"（1,200）", -1200, 0, false},
        {"( 5 )", -5, 0, false},
        {"(5%)", -5, 0, true},
        {"7.50.", 750, 2, false},
        {"7.", 7, 0, false},
        {".5", 5, 1, false},
        {"-.5", -5, 1, false},
        {"1 234 567", 1234567, 0, false},
        {"1\xC2\xA0"
         "234",
         1234, 0, false},
        {"  42\t", 42, 0, false},
        {"　42　", 42, 0, false},
        {"000000000000000000000012", 12, 0, false},
        {"999999999999999999", 999999999999999999, 0, false},
        {"-999999999999999999", -999999999999999999, 0, false},
        {"0.999999999999999999", 999999999999999999, 18, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Decimal decimal;
        if (decimal_read(cases[i].text, &decimal) != DECIMAL_DONE)
            fail_msg("`%s` is not read", cases[i].text);
        if (decimal.mantissa != cases[i].mantissa || decimal.decimals != cases[i].decimals ||
            decimal.percent != cases[i].percent)
            fail_msg("`%s` is read as %lld / 10^%d", cases[i].text, (long long)decimal.mantissa,
                     decimal.decimals);
    }
}

static void refuses_others(void **state) {
    (void)state;
    static const struct {
        const char *text;
        DecimalResult result;
    } cases[] = {
        {"", DECIMAL_BLANK},
        {" \t", DECIMAL_BLANK},
        {"　", DECIMAL_BLANK},
        {"\xC2\xA0", DECIMAL_BLANK},
        {"—", DECIMAL_ABSENT},
        {"-", DECIMAL_ABSENT},
        {" — ", DECIMAL_ABSENT},
        {"　—　", DECIMAL_ABSENT},
        {"－", DECIMAL_ABSENT},
        {"/", DECIMAL_ABSENT},
        {"…", DECIMAL_ABSENT},
        {"**", DECIMAL_ABSENT},
        {"不适用", DECIMAL_ABSENT},
        {"abc", DECIMAL_NO_NUMBER},
        {"12元", DECIMAL_NO_NUMBER},
        {"1.2.3", DECIMAL_NO_NUMBER},
        {"7..", DECIMAL_NO_NUMBER},
        {".", DECIMAL_NO_NUMBER},
        {"--5", DECIMAL_NO_NUMBER},
        {"(5", DECIMAL_NO_NUMBER},
        {"5)", DECIMAL_NO_NUMBER},
        {"(-5)", DECIMAL_NO_NUMBER},
        {"%", DECIMAL_NO_NUMBER},
        {"5%%", DECIMAL_NO_NUMBER},
        {"1e5", DECIMAL_NO_NUMBER},
        {"0x10", DECIMAL_NO_NUMBER},
        {"nan", DECIMAL_NO_NUMBER},
        {"12,34", DECIMAL_GROUPING},
        {"1234,567", DECIMAL_GROUPING},
        {"1,2345", DECIMAL_GROUPING},
        {",123", DECIMAL_GROUPING},
        {"1,,234", DECIMAL_GROUPING},
        {"1,234,5", DECIMAL_GROUPING},
        {"1,23.4", DECIMAL_GROUPING},
        {"1 2", DECIMAL_GROUPING},
        {"1,234 567", DECIMAL_GROUPING},
        {"1,234,", DECIMAL_GROUPING},
        {"1000000000000000000", DECIMAL_TOO_LARGE},
        {"99999999999999999.99", DECIMAL_TOO_LARGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Decimal decimal;
        DecimalResult result = decimal_read(cases[i].text, &decimal);
        if (result != cases[i].result)
            fail_msg("`%s` gives %d, expected %d", cases[i].text, result, cases[i].result);
    }
}

static void expect_scale(const char *text, int64_t factor, ScaleResult wanted, int64_t units) {
    Decimal decimal;
    int64_t value = 0;
    assert_int_equal(decimal_read(text, &decimal), DECIMAL_DONE);
    assert_int_equal(decimal_scale(decimal, factor, &value), wanted);
    if (wanted == SCALE_DONE) assert_true(value == units);
}

static void scales_exactly(void **state) {
    (void)state;
    expect_scale("225.9811", 1000000, SCALE_DONE, 225981100); /* 万元 */
    expect_scale("2,259,811.00", 100, SCALE_DONE, 225981100); /* the same in 元 */
    expect_scale("-0.01", 100, SCALE_DONE, -1);
    expect_scale("1.230", 100, SCALE_DONE, 123);
    expect_scale("0.005", 100, SCALE_TOO_FINE, 0);
    expect_scale("105.0", 1, SCALE_DONE, 105);
    expect_scale("105.5", 1, SCALE_TOO_FINE, 0);
    expect_scale("9999999999999999.99", 100, SCALE_DONE, DECIMAL_LARGEST);
    expect_scale("-9999999999999999.99", 100, SCALE_DONE, -DECIMAL_LARGEST);
    expect_scale("10000000000000000", 100, SCALE_TOO_LARGE, 0);
    expect_scale("-10000000000000000", 100, SCALE_TOO_LARGE, 0);
    expect_scale("92233720368547759", 100, SCALE_TOO_LARGE, 0);
    expect_scale("999999999999999999", 1000000000000, SCALE_TOO_LARGE, 0);
}

static void prints(void **state) {
    (void)state;
    Arena arena = {0};
    assert_string_equal(decimal_text(&arena, 225981100, 2, 2, true), "2,259,811.00");
    assert_string_equal(decimal_text(&arena, 225981100, 2, 2, false), "2259811.00");
    assert_string_equal(decimal_text(&arena, 5, 2, 2, true), "0.05");
    assert_string_equal(decimal_text(&arena, -5, 2, 2, true), "-0.05");
    assert_string_equal(decimal_text(&arena, 5, 2, 1, true), "0.1"); /* halves go away from zero */
    assert_string_equal(decimal_text(&arena, -5, 2, 1, true), "-0.1");
    assert_string_equal(decimal_text(&arena, 4, 2, 1, true), "0.0");
    assert_string_equal(decimal_text(&arena, -4, 2, 1, true), "0.0"); /* no minus zero */
    assert_string_equal(decimal_text(&arena, 25, 1, 0, true), "3");
    assert_string_equal(decimal_text(&arena, -25, 1, 0, true), "-3");
    assert_string_equal(decimal_text(&arena, 7, 0, 2, true), "7.00");
    assert_string_equal(decimal_text(&arena, 123456789, 6, 2, true), "123.46");
    assert_string_equal(decimal_text(&arena, -1000, 0, 0, true), "-1,000");
    assert_string_equal(decimal_text(&arena, 999, 0, 0, true), "999");
    assert_string_equal(decimal_text(&arena, INT64_MAX, 2, 2, true), "92,233,720,368,547,758.07");
    assert_string_equal(decimal_text(&arena, -INT64_MAX, 0, 0, false), "-9223372036854775807");
    arena_free(&arena);
}

static void divides(void **state) {
    (void)state;
    Arena arena = {0};
    assert_string_equal(decimal_ratio_text(&arena, 3, 40, 2, 2, true), "7.50");
    assert_string_equal(decimal_ratio_text(&arena, 3, 4000, 2, 2, true),
                        "0.08"); /* 0.075: a double prints 0.07 */
    assert_string_equal(decimal_ratio_text(&arena, -3, 4000, 2, 2, true), "-0.08");
    assert_string_equal(decimal_ratio_text(&arena, 3, -4000, 2, 2, true), "-0.08");
    assert_string_equal(decimal_ratio_text(&arena, -3, -4000, 2, 2, true), "0.08");
    assert_string_equal(decimal_ratio_text(&arena, 1, 8, 0, 2, true), "0.13");
    assert_string_equal(decimal_ratio_text(&arena, -1, 8, 0, 2, true), "-0.13");
    assert_string_equal(decimal_ratio_text(&arena, 1, 3, 2, 4, true), "33.3333");
    assert_string_equal(decimal_ratio_text(&arena, 2, 3, 2, 4, true), "66.6667");
    assert_string_equal(decimal_ratio_text(&arena, 1148007, 4000000, 2, 2, true), "28.70");
    assert_string_equal(decimal_ratio_text(&arena, 1, 2000, 2, 0, true), "0");
    assert_null(decimal_ratio_text(&arena, 1, 0, 2, 2, true));
    assert_null(decimal_ratio_text(&arena, INT64_MAX, 1, 2, 2, true));
    int64_t rounded;
    assert_true(decimal_ratio_round(1, 2, 0, &rounded));
    assert_int_equal(rounded, 1);
    assert_true(decimal_ratio_round(-1, 2, 0, &rounded));
    assert_int_equal(rounded, -1);
    assert_true(decimal_ratio_round(INT64_MAX, INT64_MAX, 18, &rounded));
    assert_true(rounded == 1000000000000000000);
    assert_true(decimal_ratio_round(2500, 1, -3, &rounded));
    assert_int_equal(rounded, 3);
    assert_false(decimal_ratio_round(INT64_MAX, 1, 1, &rounded));
    assert_false(decimal_ratio_round(1, 0, 0, &rounded));
    /* 90 % after 95 %; 1/3 − 1/6 = 16.666… %; beyond 64 bits on the way. */
    assert_true(decimal_ratio_change(108, 120, 1045, 1100, 4, &rounded));
    assert_int_equal(rounded, -500);
    assert_true(decimal_ratio_change(1, 3, 1, 6, 4, &rounded));
    assert_int_equal(rounded, 1667);
    assert_true(decimal_ratio_change(INT64_MAX, INT64_MAX - 1, INT64_MAX - 1, INT64_MAX, 2, &rounded));
    assert_int_equal(rounded, 0);
    assert_false(decimal_ratio_change(1, 0, 1, 2, 4, &rounded));
    assert_false(decimal_ratio_change(INT64_MAX, 1, 0, 1, 4, &rounded));
    arena_free(&arena);
}

static void divides_for_statistics(void **state) {
    (void)state;
    assert_true(fabs(decimal_ratio_real(3, 4000, 2) - 0.075) < 1e-17);
    assert_true(decimal_ratio_real(1, 3, 2) == 100.0 / 3.0);
    assert_true(decimal_ratio_real(2, 3, 2) == 200.0 / 3.0);
    assert_true(decimal_ratio_real(5, 2, -1) == 0.25);
    assert_true(decimal_ratio_real(-1, 4, 0) == -0.25);
}

/* Of a fixed sequence of numbers of all sizes, and of halves, which a wrong rounding would show. */
static void prints_reals_as_printf_does(void **state) {
    (void)state;
    static const double given[] = {
        0,     0.125,      0.375,  2.5,    3.5,    0.5,   1e15,    9007199254740993.0,
        1e18,  1e22,       1e300,  1e-300, 5e-324, 1e-36, 0.045,   999999999.9999999,
        1.005, 0.00000005, 123456, 77.275, 1e9,    4e-7,  DBL_MAX, 922337203685477.58};
    Arena arena = {0};
    uint64_t bits = 1;
    for (size_t i = 0; i < 20000; i++) {
        double value = ldexp((double)(int64_t)(bits >> 11), (int)(i % 150) - 110);
        bits = bits * 6364136223846793005U + 1442695040888963407U;
        if (i < sizeof given / sizeof *given) value = given[i];
        for (int decimals = 0; decimals < 12; decimals += 1 + (int)(i % 3)) {
            const char *plain = arena_printf(&arena, "%.*f", decimals, value),
                       *negative =
                           strspn(plain, "0.") == strlen(plain) ? plain : arena_printf(&arena, "-%s", plain);
            assert_string_equal(decimal_real_text(&arena, value, decimals), plain);
            assert_string_equal(decimal_real_text(&arena, -value, decimals), negative);
        }
        if (i % 1000 == 0) arena_free(&arena);
    }
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(refuses_others),
        cmocka_unit_test(scales_exactly),
        cmocka_unit_test(prints),
        cmocka_unit_test(divides),
        cmocka_unit_test(divides_for_statistics),
        cmocka_unit_test(prints_reals_as_printf_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
