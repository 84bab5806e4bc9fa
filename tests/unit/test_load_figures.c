#include "test_load_folder.h"

#define HEADER "dept,year,month,item,part,table,stage,kind,of,value,unit,note\n"

static Folder *load_tidy(const char *rows, const char *meta) {
    char csv[4096];
    snprintf(csv, sizeof csv, HEADER "%s", rows);
    return folder_with(csv, meta);
}

static void chinese_headers_mean_the_same(void **state) {
    (void)state;
    Folder *one = folder_with("dept,dept_name,year,month,item,part,table,stage,kind,of,value,unit,note\n"
                              "1,甲,2022,6,201,special_funds,表1,budget,,,\"1,234.50\",元,x\n"
                              "1,甲,2022,,201,,表1,actual,share,expenditure,12.5,%,\n",
                              NULL);
    Folder *two =
        folder_with("单位编码,单位名称,年度,月份,科目编码,分项,表号,阶段,性质,占比对象,金额,计量单位,备注\n"
                    "　1　,甲,２０２２,6,201,special_funds,表1,年初预算,,,\"１，２３４．５０\",元,x\n"
                    "1,甲,2022,,201,,表1,决算,占比,expenditure,１２．５％,%,\n",
                    NULL);
    if (one->issues.count) fail_msg("%s", folder_issues(one));
    if (two->issues.count) fail_msg("%s", folder_issues(two));
    const Source *a = folder_source(one, "d/f.csv"), *b = folder_source(two, "d/f.csv");
    assert_int_equal(a->figure_count, 2);
    assert_int_equal(b->figure_count, 2);
    for (size_t i = 0; i < 2; i++) {
        Figure x = a->figures[i], y = b->figures[i];
        assert_string_equal(folder_name_of(one, x.dept), folder_name_of(two, y.dept));
        assert_string_equal(folder_name_of(one, x.item), folder_name_of(two, y.item));
        assert_string_equal(folder_name_of(one, x.part), folder_name_of(two, y.part));
        assert_string_equal(folder_name_of(one, x.table), folder_name_of(two, y.table));
        assert_string_equal(folder_name_of(one, x.of), folder_name_of(two, y.of));
        assert_true(x.value == y.value && x.step == y.step && x.line == y.line && x.column == y.column);
        assert_true(x.year == y.year && x.month == y.month && x.stage == y.stage && x.kind == y.kind);
    }
    assert_int_equal(a->figures[0].value, 123450);
    assert_int_equal(a->figures[0].month, 6);
    assert_int_equal(a->figures[1].month, 12);
    assert_int_equal(a->figures[1].value, 12500000);
    assert_int_equal(a->figures[1].kind, KIND_SHARE);
    assert_string_equal(folder_name_of(one, a->figures[0].text), "1,234.50");
    assert_string_equal(folder_name_of(two, b->figures[0].text), "１，２３４．５０");
    assert_string_equal(b->seen[0].code, "1");
    assert_string_equal(b->seen[0].name, "甲");
    folder_free(one);
    folder_free(two);
}

static void printed_precision(void **state) {
    (void)state;
    Folder *folder =
        load_tidy("1,2022,,201,,表1,budget,,,1.5,万元,\n"
                  "1,2022,,202,,表1,budget,,,12.25,万元,\n"     /* the most of 表1 in 万元: 2 decimals */
                  "1,2022,,203,,表2,budget,,,7,万元,\n"         /* another table */
                  "1,2022,,204,,表1,budget,,,7,元,\n"           /* another unit */
                  "1,2022,,205,,表3,budget,,,7.00,元,\n"        /* one fen is exact */
                  "1,2022,,staff,,表1,budget,,,7,人,\n"         /* one person, too */
                  "1,2022,,206,,表1,budget,,,0.0000010,万元,\n" /* another: see below */
                  "1,2022,,207,,表1,actual,change_rate,,5.23,%,\n",
                  NULL);
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    const Figure *f = folder_source(folder, "d/f.csv")->figures;
    assert_int_equal(f[0].step, 0); /* seven decimals of 万元 are finer than a fen */
    assert_int_equal(f[2].step, 1000000);
    assert_int_equal(f[3].step, 100);
    assert_int_equal(f[4].step, 0);
    assert_int_equal(f[5].step, 0);
    assert_int_equal(f[7].step, 10000);
    folder_free(folder);

    folder = load_tidy("1,2022,,201,,表1,budget,,,1.5,万元,\n1,2022,,202,,表1,budget,,,12.25,万元,\n", NULL);
    f = folder_source(folder, "d/f.csv")->figures;
    assert_int_equal(f[0].step, 10000);
    assert_int_equal(f[1].step, 10000);
    folder_free(folder);

    folder = load_tidy("1,2022,,201,,表1,budget,,,1.0,万元,\n", "published: 2023-05-15\ndecimals: 0\n");
    f = folder_source(folder, "d/f.csv")->figures;
    assert_int_equal(f[0].step, 1000000);
    folder_free(folder);

    folder = load_tidy("1,2022,,201,,表1,budget,,,1.5,万元,\n", "published: 2023-05-15\ndecimals: 0\n");
    folder_expect(folder, "d/f.csv:2:10: `1.5` is finer than `decimals: 0` in d/f.meta says");
    folder_free(folder);
}

static void bad_rows(void **state) {
    (void)state;
    static const struct {
        const char *row, *issue;
    } cases[] = {
        {",2022,,201,,,budget,,,1,元,\n", "error: d/f.csv:2:1: `dept` is missing"},
        {"1,,,201,,,budget,,,1,元,\n", "d/f.csv:2:2: `year` is missing"},
        {"1,22,,201,,,budget,,,1,元,\n",
         "d/f.csv:2:2: year `22` is not known; expected a year from 1900 to 2999"},
        {"1,2022,13,201,,,budget,,,1,元,\n",
         "d/f.csv:2:3: month `13` is not known; expected a month from 1 to 12"},
        {"1,2022,,,,,budget,,,1,元,\n", "d/f.csv:2:4: `item` is missing"},
        {"1,2022,,20105x,,,budget,,,1,元,\n", "d/f.csv:2:4: item `20105x` is not in the catalogue; did you "
                                              "mean `20105` 统计信息事务? Add it to items.csv of the "
                                              "dataset, or correct the code"},
        {"1,2022,,zzzzzzzzzz!,,,budget,,,1,元,\n",
         "item `zzzzzzzzzz!` is not in the catalogue. Add it to items.csv"},
        {"1,2022,,编制人数或在职人数,,,budget,,,1,元,\n", "is not in the catalogue"},
        {"1,2022,,201,nobody's,,budget,,,1,元,\n", "d/f.csv:2:5: part `nobody's` is not in the catalogue"},
        {"1,2022,,201,,,,,,1,元,\n", "d/f.csv:2:7: `stage` is missing; expected budget, adjusted or actual"},
        {"1,2022,,201,,,final,,,1,元,\n", "d/f.csv:2:7: stage `final` is not known"},
        {"1,2022,,201,,,budget,delta,,1,元,\n", "d/f.csv:2:8: kind `delta` is not known"},
        {"1,2022,,201,,,budget,,,abc,元,\n", "d/f.csv:2:10: `abc` is not a number"},
        {"1,2022,,201,,,budget,,,\"12,34\",元,\n",
         "d/f.csv:2:10: `12,34` has its thousands separators in the wrong places"},
        {"1,2022,,201,,,budget,,,1234567890123456789,元,\n", "has more than 18 digits"},
        {"1,2022,,201,,,budget,,,0.005,元,\n", "d/f.csv:2:10: `0.005` 元 is finer than 0.01 元"},
        {"1,2022,,201,,,budget,,,1.0000005,万元,\n", "`1.0000005` 万元 is finer than 0.01 元"},
        {"1,2022,,staff,,,budget,,,2.5,名,\n", "`2.5` 人 is finer than 1 人"},
        {"1,2022,,201,,,budget,,,99999999999999999,万元,\n", "is too large to be kept exactly"},
        {"1,2022,,201,,,budget,,,5%,元,\n", "d/f.csv:2:10: `5%` has a percent sign, but its unit is `元`"},
        {"1,2022,,201,,,budget,,,1,,\n", "d/f.csv:2:11: `unit` is missing; item `201` is counted in money"},
        {"1,2022,,201,,,budget,,,1,万圆圆,\n", "d/f.csv:2:11: unit `万圆圆` is not known; did you mean `"},
        {"1,2022,,201,,,budget,,,1,人,\n",
         "d/f.csv:2:11: unit `人` is one of persons, but item `201` is counted in money"},
        {"1,2022,,staff,,,budget,,,1,元,\n",
         "unit `元` is one of money, but item `staff` is counted in persons"},
        {"1,2022,,201,,,budget,,,1,USD,\n",
         "d/f.csv:2:11: unit `USD` is money in USD, but the dataset is in CNY"},
        {"1,2022,,201,,,budget,change_rate,,5,元,\n",
         "a row of kind `change_rate` is in percent, but its unit is `元`"},
        {"1,2022,,expenditure,,,budget,share,,5,%,\n",
         "d/f.csv:2:9: a share of what? Item `expenditure` has no parent"},
        {"1,2022,,201,,,budget,share,nothing!!,5,%,\n",
         "d/f.csv:2:9: of `nothing!!` is not in the catalogue"},
        {"1,2022,,,,,,empty,,,,\n", "a row of kind `empty` must name the empty `table`"},
        {"1,2022,,,,表9,,empty,,5,元,\n",
         "a row of kind `empty` declares a table without figures, but has the value `5`"},
        {"1,2022,,201,,,budget,,,1,元\n", "d/f.csv:2: found 11 fields, expected 12"},
        {"1,2022,,201,,,budget,,,1,元,,\n", "d/f.csv:2: found 13 fields, expected 12"},
        {"1,2022,,201,,,budget,,,1\",元,\n", "d/f.csv:2:10: a quote stands inside a field"},
        {"1,2022,,201,,,budget,,,\"1,元,\n", "d/f.csv:2:10: a quoted field is never closed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rows[256];
        snprintf(rows, sizeof rows, "%s", cases[i].row);
        Folder *folder = load_tidy(rows, NULL);
        folder_expect(folder, cases[i].issue);
        if (folder->issues.errors != 1) fail_msg("more than one trouble:\n%s", folder_issues(folder));
        assert_true(folder_source(folder, "d/f.csv")->refused);
        assert_int_equal(folder_source(folder, "d/f.csv")->figure_count, 0);
        folder_free(folder);
    }
}

static void good_rows_of_every_kind(void **state) {
    (void)state;
    Folder *folder = load_tidy("1,2022,,201,,,budget,change,,-2.5,万元,\n"
                               "1,2022,,201,,,budget,change_rate,,-3.25%,%,\n"
                               "1,2022,,201,,,budget,share,,50,,\n"
                               "1,2022,,three_public_control_rate,,,,rate,,28.70,%,\n"
                               "1,2022,,county-2020,,,,grade,,优,,\n"
                               "1,2022,,,,表9,,empty,,,,无\n"
                               "1,2022,,201,,,budget,,,—,元,\n"
                               "1,2022,,201,,,budget,,,　,元,\n"
                               "1,2023,,201,,,budget,,,0,元,\n",
                               NULL);
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    const Source *source = folder_source(folder, "d/f.csv");
    const Figure *f = source->figures;
    assert_int_equal(source->figure_count, 7);
    assert_int_equal(f[0].value, -2500000);
    assert_int_equal(f[1].value, -3250000);
    assert_int_equal(f[2].value, 50000000);
    assert_string_equal(folder_name_of(folder, f[2].of), "expenditure");
    assert_int_equal(f[3].kind, KIND_RATE);
    assert_int_equal(f[3].value, 28700000);
    assert_int_equal(f[4].kind, KIND_GRADE);
    assert_string_equal(folder_name_of(folder, f[4].text), "优");
    assert_int_equal(f[5].kind, KIND_EMPTY);
    assert_string_equal(folder_name_of(folder, f[5].table), "表9");
    assert_int_equal(f[6].value, 0); /* a printed zero is a figure, a blank is not */
    folder_expect(folder, "2 values blank or marked as absent, which is not zero");
    assert_int_equal(source->seen_count, 1);
    assert_int_equal(source->seen[0].first_year, 2022);
    assert_int_equal(source->seen[0].last_year, 2023);
    assert_int_equal(source->lines, 10);
    assert_int_equal(source->columns, 12);
    folder_free(folder);
}

static void statement_rules(void **state) {
    (void)state;
    Folder *folder =
        load_tidy("1,2022,,201,,表1,budget,,,1,元,\n" /* chosen by the first rule elsewhere: a statement */
                  "1,2022,,201,,表4,budget,,,1,元,\n" /* figure, although 表4 is otherwise stated */
                  "1,2022,,202,,表4,budget,,,1,元,\n" /* statement */
                  "1,2022,,203,,表2,actual,,,1,元,\n" /* statement: 表2 and actual */
                  "1,2022,,203,,表2,budget,,,1,元,\n" /* figure: not actual */
                  "1,2023,,201,,表1,budget,,,1,元,\n" /* figure: another year */
                  "1,2022,,204,,表4,budget,share,,1,%,\n", /* no figure at all */
                  "published: 2023-05-15\nfigure: table = 表4; item = 201\nstatement: table = 表4\n"
                  "statement: table = *2; stage = 决算\n");
    static const bool wanted[] = {true, false, true, true, false, false, false};
    if (folder->issues.errors) fail_msg("%s", folder_issues(folder));
    const Source *source = folder_source(folder, "d/f.csv");
    assert_int_equal(source->figure_count, 7);
    for (size_t i = 0; i < 7; i++)
        if (source->figures[i].as_statement != wanted[i]) fail_msg("row %zu", i + 1);
    folder_free(folder);
}

static void departments_as_seen(void **state) {
    (void)state;
    Folder *folder = folder_with("dept,dept_name,year,item,stage,value,unit\n"
                                 "1,甲,2022,201,budget,1,元\n2,乙,2020,201,budget,1,元\n"
                                 "1,甲,2019,201,budget,1,元\n1,甲局,2023,201,budget,1,元\n",
                                 NULL);
    const Source *source = folder_source(folder, "d/f.csv");
    assert_int_equal(source->seen_count, 3);
    assert_string_equal(source->seen[0].name, "甲");
    assert_int_equal(source->seen[0].first_year, 2019);
    assert_int_equal(source->seen[0].last_year, 2022);
    assert_string_equal(source->seen[2].name, "甲局");
    folder_free(folder);
}

static void lines_are_physical(void **state) {
    (void)state;
    Folder *folder = folder_with("dept,year,item,stage,value,unit,note\r\n"
                                 "1,2022,201,budget,1,元,\"two\r\nlines\"\r\n\r\n"
                                 "1,2022,202,budget,x,元,\r\n"
                                 "1,2022,203,budget,3,元,\r\n",
                                 NULL);
    folder_expect(folder, "error: d/f.csv:5:5: `x` is not a number");
    const Source *source = folder_source(folder, "d/f.csv");
    assert_int_equal(source->figures[0].line, 2);
    assert_int_equal(source->figures[1].line, 6);
    assert_int_equal(source->lines, 6);
    folder_free(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_headers_mean_the_same),
        cmocka_unit_test(printed_precision),
        cmocka_unit_test(bad_rows),
        cmocka_unit_test(good_rows_of_every_kind),
        cmocka_unit_test(statement_rules),
        cmocka_unit_test(departments_as_seen),
        cmocka_unit_test(lines_are_physical),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
