/* Files of figures read in pieces and by the lane, against the reader alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "load/lane_bytes.h"
#include "test_load_lane_check.h"

static LaneWorld *world;

static int open_world(void **state) {
    (void)state;
    world = lane_world_new();
    return 0;
}

static int close_world(void **state) {
    (void)state;
    lane_world_free(world);
    return 0;
}

static const char plain_meta[] = "published: 2025-01-01\n";

/* Both ways agree, by pieces of several sizes; whether the quick one takes the text is `quick`. */
static void expect(const char *meta, const char *text, size_t size, bool quick) {
    static const size_t sizes[] = {100, 333, 5000, 1 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Arena arena = {0};
        bool took;
        const char *wrong = lane_check(&arena, world, meta, text, size, sizes[i], 1 + (int)(i % 3), &took);
        if (wrong) fail_msg("pieces of %zu: %s", sizes[i], wrong);
        if (i == 3) assert_int_equal(took, quick);
        arena_free(&arena);
    }
}

static void plain_lines(void **state) {
    (void)state;
    static const char text[] = "dept,year,item,stage,value,unit\n"
                               "101,2023,expenditure,budget,100.00,元\n"
                               "101,2023,expenditure,actual,99.5,元\n"
                               "102,2023,expenditure,budget,,元\n"
                               "102,2023,expenditure,actual,-3,元\n"
                               "101,2024,expenditure,budget,12.3456,万元\n"
                               "101,2024,three_public,budget,12,万元\n"
                               "101,2024,three_public,actual,0.00,元\n"
                               "101,2024,staff,actual,17,人";
    expect(plain_meta, text, sizeof text - 1, true);
}

/* What is not plain goes to the reader, line by line. */
static void odd_lines(void **state) {
    (void)state;
    static const char text[] = "dept,year,item,stage,value,unit\n"
                               "101,2023,expenditure,budget,100.00,元\n"
                               "\n"
                               " 102 ,2023,expenditure,budget,\"1,200.00\",元\n"
                               "102,2023,expenditure,actual,1 200.00,元\n"
                               "合计,2023,expenditure,actual,5,元\n"
                               "dept,year,item,stage,value,unit\n"
                               "# 103,2023,expenditure,actual,5,元\n"
                               "103,2023,expenditure,actual,—,元\n"
                               "103,2023,unknown,actual,7,元\n"
                               "103,2023,expenditure,actual,7,元,more\n"
                               "103,1800,expenditure,actual,7,元\n"
                               "103,2024,expenditure,actual,7.123,元\n"
                               "103,2024,expenditure,budget,7.1万元,元\n"
                               "103,2025,expenditure,budget,8%,元\n"
                               "103,2025,expenditure,actual,9999999999999999.99,元\n"
                               "注：以上,,,,,\n"
                               "注1,2023,expenditure,budget,5,元\n"
                               "105,2023年,expenditure,budget,5,元\n"
                               "105,2023年,expenditure,actual,,元\n"
                               "注1,2023年,expenditure,actual,,元\n" /* no number beside it: a note */
                               "104,2023,expenditure,budget,\"a \"quote,元\n"
                               "104,2023,\"expenditure\n\",actual,4,元\n"
                               "104,2024,expenditure,actual,4,元\n";
    expect(plain_meta, text, sizeof text - 1, true);
}

/* Quotes around whole fields, and quotes that only the reader understands. */
static void quotes(void **state) {
    (void)state;
    static const char text[] = "dept,dept_name,year,item,stage,value\r\n"
                               "\"101\",\"甲局\",2023,expenditure,budget,100.00\r\n"
                               "\"101\",\"甲局\",2023,expenditure,actual,99.50\r\n"
                               "\"101\",\"甲局\",2024,expenditure,budget,1.00\r\n"
                               "\"101\",\"甲局\",2024,expenditure,\"actual\",2.00\r\n"
                               "102,\"\",2023,expenditure,budget,3.00\r\n"
                               "102,\"\",2023,expenditure,actual,\"4.00\"\r\n"
                               "102,,2024,expenditure,actual,\"4,000.00\"\r\n"
                               "\"103\",\"乙,局\",2023,expenditure,budget,5.00\r\n"
                               "\"103\",\"乙,局\",2023,expenditure,actual,6.00\r\n"
                               "\"103\",\"乙\"\"局\",2024,expenditure,actual,7.00\r\n"
                               "\"注：以上\",\"甲局\",2023,expenditure,budget,\r\n"
                               "\"注：以上\",\"甲局\",2024,expenditure,budget,\r\n"
                               "\"# 104\",\"甲局\",2024,expenditure,budget,1.00\r\n"
                               " \"105\",\"甲局\",2024,expenditure,budget,8.00\r\n"
                               "\"106\",\"甲\n局\",2024,expenditure,budget,9.00\r\n"
                               "\"106\",\"甲局\",2023,expenditure,budget,9.00\r\n"
                               "\"107\",\"丙\"局,2023,expenditure,budget,9.00\r\n"
                               "\"108\",\"丁局\",2023,expenditure,budget,\"\"\r\n"
                               "\"108\",\"丁局\",2024,expenditure,budget,\r\n"
                               "\",\",2024,expenditure,budget,1.00\r\n"
                               "\"109\",\"丁局\",2024,expenditure,budget,1.00";
    expect("published: 2025-01-01\nunit: 元\n", text, sizeof text - 1, true);
}

static void line_ends(void **state) {
    (void)state;
    static const char windows[] = "dept,year,item,stage,value,unit\r\n"
                                  "101,2023,expenditure,budget,100.00,元\r\n"
                                  "101,2024,expenditure,budget,100.00,元\r\n"
                                  "101,2025,expenditure,budget,x,元\r\n";
    static const char mixed[] = "dept,year,item,stage,value,unit\n"
                                "101,2023,expenditure,budget,100.00,元\r"
                                "101,2024,expenditure,budget,1,元\r\r\n"
                                "101,2025,expenditure,budget,2,元\n\r"
                                "101,2026,expenditure,budget,y,元\r";
    expect(plain_meta, windows, sizeof windows - 1, true);
    expect(plain_meta, mixed, sizeof mixed - 1, true);
}

/* The same cell twice: only figures_read knows what becomes of it. */
static void repeats(void **state) {
    (void)state;
    static const char text[] = "dept,year,item,stage,value,unit\n"
                               "101,2023,expenditure,budget,100.00,元\n"
                               "101,2024,expenditure,budget,100.00,元\n"
                               "101,2023,expenditure,budget,100.00,元\n";
    expect(plain_meta, text, sizeof text - 1, false);
}

static void wide_rows(void **state) {
    (void)state;
    static const char text[] = "单位编码,单位名称,年度,科目编码,年初预算数（万元）,决算数（元）\n"
                               "甲101,甲局,2023年,expenditure,1.5,15000.00\n"
                               "甲101,甲局,2024年,expenditure,,15000.00\n"
                               "甲101,甲分局,2024年,three_public,2,3.999\n"
                               "乙102,乙局,2023年,expenditure,1.55,无\n"
                               "乙102,乙局,2024年,three_public,1,2\n";
    expect(plain_meta, text, sizeof text - 1, true);
}

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}
#define PICK(state, words) (words)[next_random(state) % (sizeof(words) / sizeof *(words))]

/* Lines of words that are right, odd and wrong, with all sorts of ends. */
static void random_lines(void **state) {
    (void)state;
    static const char *const depts[] = {"101",  "102", "103",     "104",  "105",     "甲",    " 106",
                                        "合计", "",    "\"107\"", "备注", "\"101\"", "\"注\""};
    static const char *const years[] = {"2021", "2022", "2023", "2024", "2025", "2023年", "20x5", ""};
    static const char *const items[] = {"expenditure", "three_public", "staff", "201", "20101",
                                        "2010101",     "no_such",      "",      "合计"};
    static const char *const stages[] = {"budget", "adjusted", "actual", "决算", "年初预算", "no"};
    static const char *const values[] = {"1.00",  "2",      "33.25", "0",     "",   "-7.5", "1,000", "—",
                                         "1.001", "12万元", "x",     "\"5\"", "+3", ".5",   "6."};
    static const char *const units[] = {"元", "元", "元", "万元", "人", "斤", "", "\"元\""};
    static const char *const ends[] = {"\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n", ",\n"};
    size_t taken = 0;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        uint32_t random = seed * 7919;
        Arena arena = {0};
        Text text = {.arena = &arena};
        /* Some texts are nearly plain, so that the lane has its way. */
        const uint32_t odd = seed % 4 == 0 ? 2 : 30;
        text_append(&text, "dept,year,item,stage,value,unit\n");
        for (int i = 0; i < 300; i++) {
            const bool wild = next_random(&random) % odd == 0;
            if (wild)
                text_appendf(&text, "%s,%s,%s,%s,%s,%s%s", PICK(&random, depts), PICK(&random, years),
                             PICK(&random, items), PICK(&random, stages), PICK(&random, values),
                             PICK(&random, units), PICK(&random, ends));
            else
                text_appendf(&text, "%d,%d,%s,%s,%d.%02d,元\n", 100 + i % 17, 2001 + i / 17,
                             items[next_random(&random) % 2], stages[next_random(&random) % 3],
                             (int)(next_random(&random) % 100000), (int)(next_random(&random) % 100));
        }
        bool quick;
        const char *wrong =
            lane_check(&arena, world, plain_meta, text.data, text.size, 64 + seed * 37, 3, &quick);
        if (wrong) fail_msg("seed %u: %s", seed, wrong);
        taken += quick;
        arena_free(&arena);
    }
    assert_true(taken >= 20);
}

/* Lines that begin as the one before, short and long, with amounts in front of what they belong to. */
static void runs(void **state) {
    (void)state;
    static const char *const names[] = {"甲局", "甲局甲局甲局甲局甲局甲局甲局甲局甲局甲局甲局甲局甲局", ""};
    static const char *const stages[] = {"budget", "adjusted", "actual"};
    for (size_t order = 0; order < 2; order++) {
        Arena arena = {0};
        Text text = {.arena = &arena};
        text_append(&text, order ? "value,dept,dept_name,year,item,stage\n"
                                 : "dept,dept_name,year,item,stage,value\n");
        for (int i = 0; i < 900; i++) {
            const int dept = 101 + i / 90, year = 2015 + i / 9 % 10;
            const char *item = i / 3 % 3 == 0   ? "expenditure"
                               : i / 3 % 3 == 1 ? "three_public"
                                                : "20101",
                       *name = names[i / 90 % 3], *stage = stages[i % 3];
            if (order)
                text_appendf(&text, "%d.5,%d,%s,%d,%s,%s\n", i / 4, dept, name, year, item, stage);
            else
                text_appendf(&text, "%d,%s,%d,%s,%s,%d.5\n", dept, name, year, item, stage, i / 4);
        }
        expect("published: 2025-01-01\nunit: 元\n", text.data, text.size, true);
        arena_free(&arena);
    }
}

/* What the digits mean, in the plainest words. */
static bool read_slowly(const char *text, int64_t *value, int *decimals) {
    const char *at = text + (*text == '-'), *point = strchr(at, '.');
    const size_t length = strlen(at), count = length - (point != NULL);
    *value = 0;
    *decimals = point ? (int)(at + length - point - 1) : 0;
    if (point == at || count == 0 || count > LANE_DIGITS || (point && *decimals == 0)) return false;
    for (; *at; at++) {
        if (at == point) continue;
        if (*at < '0' || *at > '9') return false;
        *value = *value * 10 + (*at - '0');
    }
    if (*text == '-') *value = -*value;
    return true;
}

static void digits(void **state) {
    (void)state;
    uint32_t random = 1;
    size_t good = 0;
    for (int i = 0; i < 200000; i++) {
        char text[2 * LANE_MARGIN + 24] = {0};
        const uint32_t length = next_random(&random) % 21, odd = next_random(&random) % 4;
        for (uint32_t k = 0; k < length; k++)
            text[k] = (char)('0' + next_random(&random) % 10);
        if (odd && length) text[next_random(&random) % length] = '.';
        if (odd == 2) text[0] = '-';
        if (odd == 3 && length)
            text[next_random(&random) % length] = ".-/:x,\n\xE5"[next_random(&random) % 8];
        int64_t slow, quick = 0;
        int slow_decimals, quick_decimals = 0;
        const size_t size = strlen(text);
        const bool is_good = read_slowly(text, &slow, &slow_decimals);
        memset(text + size, ".5,\n"[i % 4], LANE_MARGIN); /* what stands behind is not looked at */
        assert_int_equal(lane_read_digits((Span){text, size}, &quick, &quick_decimals), is_good);
        if (!is_good) continue;
        good++;
        assert_int_equal(quick, slow);
        assert_int_equal(quick_decimals, slow_decimals);
    }
    assert_true(good > 100000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_lines), cmocka_unit_test(odd_lines), cmocka_unit_test(line_ends),
        cmocka_unit_test(repeats),     cmocka_unit_test(wide_rows), cmocka_unit_test(random_lines),
        cmocka_unit_test(quotes),      cmocka_unit_test(runs),      cmocka_unit_test(digits),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
