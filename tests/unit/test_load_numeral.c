#include "test_load_folder.h"

#include "load/numeral.h"

static void kinds_of_missing(void **state) {
    (void)state;
    static const struct {
        const char *cell;
        MissingKind kind;
    } cases[] = {
        {"", MISSING_BLANK},
        {"　", MISSING_BLANK},
        {"—", MISSING_MARK},
        {"/", MISSING_MARK},
        {"无", MISSING_MARK},
        {"**", MISSING_MARK},
        {"不适用", MISSING_NOT_APPLICABLE},
        {"N/A", MISSING_NOT_APPLICABLE},
        {"涉密", MISSING_SECRET},
        {"0", MISSING_KIND_COUNT},
        {"-0.00", MISSING_KIND_COUNT},
        {"x", MISSING_KIND_COUNT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (numeral_missing(cases[i].cell) != cases[i].kind) fail_msg("`%s`", cases[i].cell);
}

static void units_behind_the_number(void **state) {
    (void)state;
    static const struct {
        const char *cell, *number, *unit;
    } cases[] = {
        {"12.5万元", "12.5", "万元"}, {"1,200 元", "1,200", "元"},    {"１２．５　亿元", "１２．５", "亿元"},
        {"￥12.50", "12.50", NULL},   {"¥ 12.50元", " 12.50", "元"},  {"$3", "3", NULL},
        {"-3.5千元", "-3.5", "千元"}, {"￥(12.50)", "(12.50)", NULL}, {"12名", "12", "人"},
    };
    Folder *folder = folder_new();
    if (!load_catalog(&folder->arena, &folder->catalog, &folder->err)) fail_msg("%s", folder->err.text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *number;
        const Unit *unit;
        if (!numeral_split(&folder->arena, &folder->catalog, cases[i].cell, &number, &unit))
            fail_msg("`%s` is not split", cases[i].cell);
        assert_string_equal(number, cases[i].number);
        if (cases[i].unit) assert_string_equal(unit->code, cases[i].unit);
        if (!cases[i].unit) assert_null(unit);
    }
    static const char *const others[] = {"12.5", "(12.5)", "万元", "12.5吨位", "", "abc", "3万元左右"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const char *number;
        const Unit *unit;
        assert_false(numeral_split(&folder->arena, &folder->catalog, others[i], &number, &unit));
    }
    folder_free(folder);
}

static void tails_of_binary_arithmetic(void **state) {
    (void)state;
    static const struct {
        const char *cell;
        int decimals;
        const char *meant;
    } cases[] = {
        {"0.0900000762939453", 6, "0.09"},
        {"-0.300000152587891", 6, "-0.3"},
        {"1234.56005859375", 2, "1234.56"}, /* (float)1234.56 */
        {"0.30000000000000004", 2, "0.3"},
        {"99.99999999999999", 2, "100"},
        {"12,345.6999999998", 2, "12345.7"},
        {"-1999.9999999", 2, "-2000"},
        {"2259811.0000000073000", 2, "2259811"},
        {"0.123456789", 6, NULL}, /* a real number with many digits */
        {"33.333333333", 6, NULL},
        {"0.005", 2, NULL},
        {"0.0000001", 2, NULL},
        {"1.2x", 2, NULL},
        {"(1.00000000007)", 2, NULL},
        {"", 2, NULL},
    };
    Arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *meant = numeral_without_tail(&arena, cases[i].cell, cases[i].decimals);
        if (!text_equal(meant, cases[i].meant))
            fail_msg("`%s`: `%s`", cases[i].cell, meant ? meant : "nothing");
    }
    arena_free(&arena);
}

#define HEADER "dept,year,item,stage,value,unit\n"
static void cells_of_a_file(void **state) {
    (void)state;
    Folder *folder = folder_with(HEADER "1,2022,201,budget,12.5万元,元\n"
                                        "1,2022,202,budget,￥3,万元\n"
                                        "1,2022,203,budget,1.5亿元,\n"
                                        "1,2022,staff,actual,12名,人\n"
                                        "1,2022,204,budget,涉密,元\n"
                                        "1,2022,205,budget,不适用,元\n"
                                        "1,2022,206,budget,—,元\n"
                                        "1,2022,207,budget,,元\n"
                                        "1,2022,208,budget,0,元\n",
                                 NULL);
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    const Source *source = folder_source(folder, "d/f.csv");
    const Figure *f = source->figures;
    assert_int_equal(source->figure_count, 5);
    assert_int_equal(f[0].value, 12500000);
    assert_int_equal(f[1].value, 3000000);
    assert_int_equal(f[2].value, INT64_C(15000000000));
    assert_int_equal(f[3].value, 12);
    assert_int_equal(f[4].value, 0);
    folder_expect(folder, "info: d/f.csv: 9 rows: 0 dropped by `only` or `skip`; 4 values blank or marked as "
                          "absent, which is not zero (1 blank, 1 —, 1 不适用, 1 涉密)");
    assert_int_equal(source->missing_count, 4);
    assert_int_equal(source->missing[0].kind, MISSING_SECRET);
    assert_int_equal(source->missing[0].line, 6);
    assert_int_equal(source->missing[0].column, 5);
    assert_string_equal(folder_name_of(folder, source->missing[3].item), "207");
    folder_free(folder);

    folder =
        folder_with(HEADER "1,2022,201,budget,0.0900000762939453,万元\n1,2022,202,budget,12人,元\n"
                           "1,2022,203,budget,2259811.0000000000073,元\n1,2022,204,budget,3万元左右,元\n",
                    NULL);
    folder_expect(folder,
                  "d/f.csv:2:5: `0.0900000762939453` 万元 is finer than 0.01 元, the smallest that can be "
                  "kept; the last digits look like what binary arithmetic leaves, `0.09` was probably meant");
    folder_expect(folder, "d/f.csv:3:5: unit `人` is one of persons, but item `202` is counted in money");
    folder_expect(folder, "d/f.csv:4:5: `2259811.0000000000073` has more than 18 digits");
    folder_expect(folder, "`2259811` was probably meant");
    folder_expect(folder, "d/f.csv:5:5: `3万元左右` is not a number");
    assert_int_equal(folder->issues.errors, 4);
    folder_free(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_missing),
        cmocka_unit_test(units_behind_the_number),
        cmocka_unit_test(tails_of_binary_arithmetic),
        cmocka_unit_test(cells_of_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
