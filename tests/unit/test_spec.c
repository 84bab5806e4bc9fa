/* model/spec: what a query's head makes of the rows that SQL returned. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/spec.h"

static Arena arena;

/* dept, year, a, b, periods, x (real), and what is missing in the second row. */
static Table *raw_table(void) {
    Table *raw = table_new(&arena, "sample");
    table_add(raw, "dept", COLUMN_TEXT, NULL, NULL);
    static const char *const integers[] = {"year", "a", "b", "periods"};
    for (size_t i = 0; i < 4; i++)
        table_add(raw, integers[i], COLUMN_INT, NULL, NULL);
    table_add(raw, "x", COLUMN_REAL, NULL, NULL);
    table_row(raw);
    table_set_text(raw, 0, "dept", "甲");
    table_set_integer(raw, 0, "year", 2020);
    table_set_integer(raw, 0, "a", 436009754);
    table_set_integer(raw, 0, "b", 210580000);
    table_set_integer(raw, 0, "periods", 1);
    table_set_real(raw, 0, "x", 1.23456);
    table_row(raw);
    table_set_integer(raw, 1, "b", 5);
    table_row(raw);
    table_set_integer(raw, 2, "a", -5);
    table_set_integer(raw, 2, "b", 0);
    table_set_integer(raw, 2, "periods", 0);
    return raw;
}

static bool apply(const char *lines, const char *currency, Table **table, Err *err) {
    Head head;
    *err = (Err){0};
    const char *text =
        arena_printf(&arena, "-- table: sample\n-- zh: 样表\n-- en: Sample\n%sSELECT 1\n", lines);
    if (!head_read(&arena, "sample.sql", text, "--", &head, err)) fail_msg("%s", err->text);
    return spec_apply(&arena, &head, raw_table(), currency_find(currency), table, err);
}

static Table *applied(const char *lines, const char *currency) {
    Table *table;
    Err err;
    if (!apply(lines, currency, &table, &err)) fail_msg("%s", err.text);
    return table;
}

static const Column *column_of(const Table *table, const char *name) {
    int at = table_find(table, name);
    if (at < 0) fail_msg("there is no column `%s`", name);
    return &table->columns[at];
}

static void expect_cell(const Table *table, const char *name, size_t row, const char *people,
                        const char *machine) {
    assert_string_equal(table_cell_text(&arena, column_of(table, name), row, true), people);
    assert_string_equal(table_cell_text(&arena, column_of(table, name), row, false), machine);
}

static void titles_and_labels(void **state) {
    (void)state;
    Table *table =
        applied("-- note.zh: 说明\n-- column.year: int | 年度 | Year\n-- column.dept: text | 单位\n", "CNY");
    assert_string_equal(table->name, "sample");
    assert_string_equal(table->title[LANG_ZH], "样表");
    assert_string_equal(table->title[LANG_EN], "Sample");
    assert_string_equal(table->note[LANG_ZH], "说明");
    assert_string_equal(table->note[LANG_EN], "");
    assert_int_equal(table->row_count, 3);
    /* in the head's order; then the others, hidden */
    assert_string_equal(table->columns[0].name, "year");
    assert_string_equal(table->columns[1].name, "dept");
    assert_string_equal(table->columns[0].label[LANG_EN], "Year");
    assert_string_equal(table->columns[1].label[LANG_EN], "单位");
    assert_int_equal(table->column_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(table->columns[i].hidden, i >= 2);
    expect_cell(table, "year", 0, "2020", "2020");
    expect_cell(table, "year", 1, "", "");
    expect_cell(table, "dept", 0, "甲", "甲");
}

static void single_words(void **state) {
    (void)state;
    static const struct {
        const char *type, *currency, *people, *machine, *unit_zh, *unit_en;
    } cases[] = {
        {"money", "CNY", "436.01", "4360097.54", "万元", "CNY 10,000"},
        {"money", "USD", "4,360.1", "4360097.54", "千美元", "USD thousand"},
        {"percent", "CNY", "436.01", "436.01", "%", "%"},
        {"points", "CNY", "436.01", "436.01", "分", "points"},
        {"persons", "CNY", "436,009,754", "436009754", "人", "persons"},
        {"pieces", "CNY", "436,009,754", "436009754", "", ""},
        {"int", "CNY", "436009754", "436009754", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Table *table =
            applied(arena_printf(&arena, "-- column.a: %s | 甲 | A\n", cases[i].type), cases[i].currency);
        expect_cell(table, "a", 0, cases[i].people, cases[i].machine);
        expect_cell(table, "a", 1, "", "");
        const Column *column = column_of(table, "a");
        assert_string_equal(column->unit[LANG_ZH] ? column->unit[LANG_ZH] : "", cases[i].unit_zh);
        assert_string_equal(column->unit[LANG_EN] ? column->unit[LANG_EN] : "", cases[i].unit_en);
        assert_false(column->hidden);
    }
}

static void made_of_others(void **state) {
    (void)state;
    Table *table =
        applied("-- column.rate: percent a b | 率 | Rate\n-- column.per: ratio a b 元/人 | 人均 | Per head\n"
                "-- column.growth: growth a b periods | 增长 | Growth\n-- column.b: internal\n",
                "CNY");
    expect_cell(table, "rate", 0, "207.05", "207.05");
    expect_cell(table, "rate", 1, "", ""); /* numerator missing */
    expect_cell(table, "rate", 2, "", ""); /* denominator zero */
    expect_cell(table, "per", 0, "2.07", "2.07");
    assert_string_equal(column_of(table, "rate")->unit[LANG_EN], "%");
    assert_string_equal(column_of(table, "per")->unit[LANG_ZH], "元/人");
    expect_cell(table, "growth", 0, "107.05", "107.05");
    expect_cell(table, "growth", 1, "", "");
    expect_cell(table, "growth", 2, "", ""); /* nothing grows from 0, or in no time */
    assert_true(column_of(table, "a")->hidden);
    assert_int_equal(table_find(table, "b"), -1); /* internal: nowhere */
    assert_true(column_of(table, "x")->hidden);
    /* a column with a line of its own stays in sight */
    table = applied(
        "-- column.rate: percent a b | 率 | Rate\n-- column.a: money | 甲 | A\n-- column.b: hidden\n", "CNY");
    assert_false(column_of(table, "a")->hidden);
    assert_true(column_of(table, "b")->hidden);
    /* hidden, but with its type: as in CSV files */
    table = applied("-- column.a: hidden money\n", "CNY");
    assert_true(column_of(table, "a")->hidden);
    assert_int_equal(column_of(table, "a")->type, COLUMN_FIXED);
}

static void reals(void **state) {
    (void)state;
    Table *table = applied("-- column.x: real 4 | 数 | X\n-- column.year: real 1 | 年 | Year\n", "CNY");
    assert_string_equal(table_cell_text(&arena, column_of(table, "x"), 0, false), "1.2346");
    assert_string_equal(table_cell_text(&arena, column_of(table, "year"), 0, false), "2020.0");
    expect_cell(table, "x", 1, "", "");
    expect_cell(table, "year", 1, "", "");
    table = applied("-- column.x: real | 数 | X\n", "CNY");
    assert_string_equal(table_cell_text(&arena, column_of(table, "x"), 0, false), "1.23");
}

#define SEEN                                                                                                 \
    "-- column.dept: text | 单位 | Department\n-- column.a: int | 甲 | A\n-- column.b: int | 乙 | B\n"

static void for_the_workbook(void **state) {
    (void)state;
    Table *table = applied(SEEN "-- workbook.chart: dots | a line:b | dept | b\n"
                                "-- color.dept: good 优, very good | bad 差\n-- color.a: bars\n",
                           "CNY");
    assert_int_equal(table->chart->kind, DRAW_DOTS);
    assert_int_equal(table->chart->value_count, 2);
    assert_int_equal(table->chart->values[1], table_find(table, "b"));
    assert_true(table->chart->as_line[1] && !table->chart->as_line[0]);
    assert_int_equal(table->chart->category, table_find(table, "dept"));
    assert_int_equal(table->chart->block, table_find(table, "b"));
    const Column *dept = column_of(table, "dept");
    assert_int_equal(dept->color_count, 3);
    assert_string_equal(dept->colors[1].words, "very good");
    assert_int_equal(dept->colors[2].kind, TONE_BAD);
    assert_true(column_of(table, "a")->bars);
    assert_null(applied(SEEN, "CNY")->chart);
    assert_int_equal(applied(SEEN "-- workbook.chart: bar | a | dept\n", "CNY")->chart->block, -1);
}

static void workbook_faults(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"workbook.chart: pie | a | dept", "expected column, bar, stacked, line or dots, found `pie`"},
        {"workbook.chart: bar | a", "expected KIND | VALUE … | CATEGORY [| BLOCK], found `bar | a`"},
        {"workbook.chart: bar | a line:b | dept", "only a chart of dots can hold `line:b`"},
        {"workbook.chart: bar | dept | a", "expected a column of numbers, found `dept`"},
        {"workbook.chart: bar | c | dept", "there is no column `c`"},
        {"workbook.chart: bar | year | dept", "a sheet does not have the hidden column `year`"},
        {"color.dept: red 差", "expected good, fair or bad in front of words, found `red 差`"},
        {"color.c: bars", "there is no column `c`"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Table *table;
        Err err;
        assert_false(apply(arena_printf(&arena, SEEN "-- %s\n", cases[i][0]), "CNY", &table, &err));
        assert_string_equal(err.text, arena_printf(&arena, "sample.sql:7: %s", cases[i][1]));
    }
}

static void faults(void **state) {
    (void)state;
    static const struct {
        const char *line, *words;
    } cases[] = {
        {"column.a: mony | 甲 | A", "unknown column type `mony`"},
        {"column.z: int | 丙 | Z", "the query returns no column `z`"},
        {"column.r: percent a z | 率 | R", "the query returns no column `z`"},
        {"column.r: percent a x | 率 | R", "`x`"},
        {"column.r: ratio a | 率 | R", "expected NUMERATOR DENOMINATOR"},
        {"column.r: percent a dept | 率 | R", "expected a column of whole numbers, found `dept`"},
        {"column.g: growth a b | 增 | G", "expected LAST FIRST PERIODS"},
        {"column.x: real many | 数 | X", "`many`"},
        {"column.x: money | 数 | X", "expected whole numbers in the smallest unit"},
        {"column.dept: persons | 数 | X", "expected whole numbers in the smallest unit"},
        {"column.a: | 甲 | A", "expected a column type"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Table *table;
        Err err;
        if (apply(arena_printf(&arena, "-- column.b: int | 乙 | B\n-- %s\n", cases[i].line), "CNY", &table,
                  &err))
            fail_msg("accepted: %s", cases[i].line);
        assert_int_equal(err.kind, ERR_SOURCE);
        if (!strstr(err.text, "sample.sql:5:") || !strstr(err.text, cases[i].words)) fail_msg("%s", err.text);
    }
}

static void currencies(void **state) {
    (void)state;
    assert_int_equal(currency_find("CNY")->shift, 4);
    assert_int_equal(currency_find("USD")->shift, 3);
    assert_string_equal(currency_find("CNY")->base_unit[LANG_ZH], "元");
    assert_null(currency_find("cny"));
    assert_null(currency_find("EUR"));
    Column column = {0};
    assert_false(spec_set_type(&column, "real", currency_find("CNY")));
    assert_true(spec_set_type(&column, "money", currency_find("USD")));
    assert_int_equal(column.scale, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_and_labels),
        cmocka_unit_test(single_words),
        cmocka_unit_test(made_of_others),
        cmocka_unit_test(reals),
        cmocka_unit_test(for_the_workbook),
        cmocka_unit_test(workbook_faults),
        cmocka_unit_test(faults),
        cmocka_unit_test(currencies),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
