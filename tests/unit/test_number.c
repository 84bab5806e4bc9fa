#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "measure/number.h"
#include "model/decimal.h"
#include "stats/describe.h"
#include "stats/middle.h"

static void expect(Wide value, int scale, int decimals, const char *wanted) {
    char text[NUMBER_ROOM + 1];
    *number_put(text, value, scale, decimals) = '\0';
    assert_string_equal(text, wanted);
}

static void expect_percent(Wide top, Wide bottom, const char *wanted) {
    char text[NUMBER_ROOM + 1];
    *number_put_percent(text, top, bottom) = '\0';
    assert_string_equal(text, wanted);
}

static void prints(void **state) {
    (void)state;
    expect(0, 0, 0, "0");
    expect(0, 2, 2, "0.00");
    expect(7, 2, 2, "0.07");
    expect(-7, 2, 2, "-0.07");
    expect(100, 2, 2, "1.00");
    expect(1234567, 2, 2, "12345.67");
    expect(INT64_MAX, 2, 2, "92233720368547758.07");
    expect(INT64_MIN, 2, 2, "-92233720368547758.08");
    expect((Wide)UINT64_MAX, 0, 0, "18446744073709551615");
    expect((Wide)UINT64_MAX + 1, 0, 0, "18446744073709551616");
    expect((Wide)1000000000000000000 * 1000000000000000000, 2, 2, "10000000000000000000000000000000000.00");
    expect(-((Wide)1000000000000000000 * 1000000000000000000) + 1, 0, 0,
           "-999999999999999999999999999999999999");
    const Wide most = (Wide)((~(unsigned __int128)0) >> 1);
    expect(most, 0, 0, "170141183460469231731687303715884105727");
    expect(-most - 1, 2, 2, "-1701411834604692317316873037158841057.28");
}

static void rounds_half_away_from_zero(void **state) {
    (void)state;
    expect(5000, 6, 2, "0.01"); /* 0.005 */
    expect(-5000, 6, 2, "-0.01");
    expect(4999, 6, 2, "0.00");
    expect(-4999, 6, 2, "0.00");     /* no minus zero */
    expect_percent(3, 4000, "0.08"); /* 0.075 */
    expect_percent(-3, 4000, "-0.08");
    expect_percent(1, 20001, "0.00");
    expect_percent(-1, 20001, "0.00");
    expect_percent(1, 3, "33.33");
    expect_percent(2, 3, "66.67");
    expect_percent(1234, 1, "123400.00");
    expect_percent(INT64_MAX, 1, "922337203685477580700.00");
    expect_percent(-(Wide)INT64_MAX * 2, INT64_MAX, "-200.00");
    expect_percent((Wide)1 << 100, (Wide)1 << 101, "50.00");
    expect_percent((Wide)1 << 126, 1, ""); /* would not fit */
}

static uint64_t next(uint64_t *state) { /* splitmix64 */
    uint64_t z = (*state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

/* The same as the exact printing of tables, at all sizes. */
static void agrees_with_decimal(void **state) {
    (void)state;
    Arena arena = {0};
    uint64_t random = 42;
    for (int i = 0; i < 20000; i++) {
        const int64_t value = (int64_t)next(&random) >> (next(&random) % 60 + 2),
                      base = ((int64_t)(next(&random) >> 1) >> (next(&random) % 60)) + 1;
        expect(value, 2, 2, decimal_text(&arena, value, 2, 2, false));
        expect(value, 6, 2, decimal_text(&arena, value, 6, 2, false));
        const char *ratio = decimal_ratio_text(&arena, value, base, 2, 2, false);
        if (ratio) expect_percent(value, base, ratio);
    }
    arena_free(&arena);
}

static void middle_is_that_of_a_description(void **state) {
    (void)state;
    Arena arena = {0};
    uint64_t random = 7;
    for (size_t n = 1; n < 200; n++) {
        double *values = ARENA_ARRAY(&arena, double, n), median, mad;
        Description description;
        Refusal refusal;
        for (size_t i = 0; i < n; i++)
            values[i] = (double)(int64_t)(next(&random) % 100) / (n % 7 ? 3 : 100); /* with many ties, too */
        assert_true(describe_values(values, n, arena_alloc(&arena, describe_scratch_bytes(n)), &description,
                                    &refusal));
        middle_find(values, n, &median, &mad);
        assert_true(median == description.median);
        assert_true(mad == description.mad);
    }
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints),
        cmocka_unit_test(rounds_half_away_from_zero),
        cmocka_unit_test(agrees_with_decimal),
        cmocka_unit_test(middle_is_that_of_a_description),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
