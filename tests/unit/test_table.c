/* model/table: cells as people and as machines read them; missing is never 0. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/table.h"

static Arena arena;

static void expect_cell(const Column *column, size_t row, const char *people, const char *machine) {
    assert_string_equal(table_cell_text(&arena, column, row, true), people);
    assert_string_equal(table_cell_text(&arena, column, row, false), machine);
}

static Column *money(Table *table, const char *name, int shift, int decimals) {
    Column *column = table_add(table, name, COLUMN_FIXED, "金额", "Amount");
    column->scale = 2;
    column->shift = shift;
    column->decimals = decimals;
    return column;
}

static void rows_begin_missing(void **state) {
    (void)state;
    Table *table = table_new(&arena, "t");
    static const ColumnType types[] = {COLUMN_TEXT, COLUMN_INT, COLUMN_FIXED, COLUMN_RATIO, COLUMN_REAL};
    static const char *const names[] = {"text", "int", "fixed", "ratio", "real"};
    for (size_t i = 0; i < 5; i++)
        table_add(table, names[i], types[i], "列", "column");
    for (size_t row = 0; row < 100; row++)
        assert_int_equal(table_row(table), row);
    assert_int_equal(table->row_count, 100);
    for (size_t i = 0; i < 5; i++)
        for (size_t row = 0; row < 100; row += 99) {
            const Column *column = &table->columns[table_find(table, names[i])];
            assert_true(table_cell_missing(column, row));
            expect_cell(column, row, "", "");
            assert_true(isnan(table_cell_real(column, row)));
        }
    assert_int_equal(table_find(table, "fixed"), 2);
    assert_int_equal(table_find(table, "Fixed"), -1);
}

static void prints_money(void **state) {
    (void)state;
    Table *table = table_new(&arena, "t");
    money(table, "yuan", 4, 2);
    money(table, "dollars", 3, 1);
    money(table, "plain", 0, 2);
    static const struct {
        int64_t cents;
        const char *wan, *yuan, *thousand, *plain;
    } cases[] = {
        {0, "0.00", "0.00", "0.0", "0.00"},
        {436009754, "436.01", "4360097.54", "4,360.1", "4,360,097.54"},
        {-65270000, "-65.27", "-652700.00", "-652.7", "-652,700.00"},
        {123456789012345, "123,456,789.01", "1234567890123.45", "1,234,567,890.1", "1,234,567,890,123.45"},
        {5000, "0.01", "50.00", "0.1", "50.00"}, /* half a step, away from zero */
        {4999, "0.00", "49.99", "0.0", "49.99"},
        {-5000, "-0.01", "-50.00", "-0.1", "-50.00"},
        {-1, "0.00", "-0.01", "0.0", "-0.01"}, /* no sign before a zero */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t row = table_row(table);
        table_set_integer(table, row, "yuan", cases[i].cents);
        table_set_integer(table, row, "dollars", cases[i].cents);
        table_set_integer(table, row, "plain", cases[i].cents);
        expect_cell(&table->columns[0], row, cases[i].wan, cases[i].yuan);
        /* For machines money has all its digits, whatever people read. */
        expect_cell(&table->columns[1], row, cases[i].thousand, cases[i].yuan);
        expect_cell(&table->columns[2], row, cases[i].plain, cases[i].yuan);
    }
    assert_true(fabs(table_cell_real(&table->columns[0], 1) - 436.009754) < 1e-9);
    assert_true(fabs(table_cell_real(&table->columns[1], 1) - 4360.09754) < 1e-9);
}

static void prints_ratios(void **state) {
    (void)state;
    Table *table = table_new(&arena, "t");
    Column *column = table_add(table, "rate", COLUMN_RATIO, "比率", "Rate");
    column->times = 2;
    column->decimals = 2;
    static const struct {
        int64_t numerator, denominator;
        const char *people, *machine;
    } cases[] = {
        {17, 22, "77.27", "77.27"},
        {-652700, 1800707, "-36.25", "-36.25"},
        {3, 4000, "0.08", "0.08"}, /* 0.075: a double prints 0.07 */
        {-3, 4000, "-0.08", "-0.08"},
        {1, 3, "33.33", "33.33"},
        {2, 3, "66.67", "66.67"},
        {-1, 1000000, "0.00", "0.00"},
        {5000, 3, "166,666.67", "166666.67"},
        {0, 5, "0.00", "0.00"},
        {5, 0, "", ""},
        {0, 0, "", ""},
        {TABLE_MISSING, 5, "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t row = table_row(table);
        table_set_ratio(table, row, "rate", cases[i].numerator, cases[i].denominator);
        expect_cell(&table->columns[0], row, cases[i].people, cases[i].machine);
        bool missing = *cases[i].machine == '\0';
        assert_int_equal(table_cell_missing(&table->columns[0], row), missing);
        assert_int_equal(isnan(table_cell_real(&table->columns[0], row)), missing);
    }
    assert_true(fabs(table_cell_real(&table->columns[0], 0) - 1700.0 / 22) < 1e-12);
    size_t row = table_row(table);
    table_set_ratio(table, row, "rate", INT64_MAX, 1); /* does not fit: nothing, never a wrong number */
    expect_cell(&table->columns[0], row, "", "");
}

static void prints_the_rest(void **state) {
    (void)state;
    Table *table = table_new(&arena, "t");
    table_add(table, "year", COLUMN_INT, "年度", "Year");
    table_add(table, "text", COLUMN_TEXT, "文字", "Text");
    Column *real = table_add(table, "real", COLUMN_REAL, "实数", "Real");
    real->decimals = 2;
    size_t row = table_row(table);
    table_set_integer(table, row, "year", 2021);
    table_set_text(table, row, "text", "甲,乙");
    table_set_real(table, row, "real", 1234.567);
    expect_cell(&table->columns[0], row, "2021", "2021"); /* years have no separators */
    expect_cell(&table->columns[1], row, "甲,乙", "甲,乙");
    assert_string_equal(table_cell_text(&arena, &table->columns[2], row, false), "1234.57");
    table_set_text(table, row, "text", "");
    assert_false(table_cell_missing(&table->columns[1], row));
    static const double values[] = {-0.001, 0.0, NAN, INFINITY};
    static const char *const printed[] = {"0.00", "0.00", "", ""};
    for (size_t i = 0; i < 4; i++) {
        table_set_real(table, row, "real", values[i]);
        assert_string_equal(table_cell_text(&arena, &table->columns[2], row, false), printed[i]);
    }
    /* Setting by a wrong name or type does nothing. */
    table_set_integer(table, row, "none", 5);
    table_set_text(table, row, "year", "x");
    table_set_real(table, row, "year", 5);
    table_set_integer(table, row, "text", 5);
    table_set_ratio(table, row, "year", 1, 2);
    expect_cell(&table->columns[0], row, "2021", "2021");
    expect_cell(&table->columns[1], row, "", "");
}

static Table *small(int64_t first, size_t rows) {
    Table *table = table_new(&arena, "small");
    table_add(table, "year", COLUMN_INT, NULL, NULL);
    table_add(table, "text", COLUMN_TEXT, NULL, NULL);
    table_add(table, "real", COLUMN_REAL, NULL, NULL);
    table_add(table, "ratio", COLUMN_RATIO, NULL, NULL);
    for (size_t i = 0; i < rows; i++) {
        size_t row = table_row(table);
        int64_t value = first + (int64_t)i;
        table_set_integer(table, row, "year", value);
        table_set_text(table, row, "text", arena_printf(&arena, "t%lld", (long long)value));
        table_set_real(table, row, "real", (double)value / 2);
        table_set_ratio(table, row, "ratio", value, 3);
    }
    return table;
}

static void appends_tables(void **state) {
    (void)state;
    Table *table = small(0, 0);
    static const size_t rows[] = {0, 3, 100, 1};
    int64_t next = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(table_append(table, small(next, rows[i])), next);
        next += (int64_t)rows[i];
    }
    const Table *same = small(0, (size_t)next);
    assert_int_equal(table->row_count, next);
    for (size_t i = 0; i < table->column_count; i++)
        for (size_t row = 0; row < table->row_count; row++)
            assert_string_equal(table_cell_text(&arena, &table->columns[i], row, false),
                                table_cell_text(&arena, &same->columns[i], row, false));
    assert_true(table_cell_missing(&table->columns[0], table_row(table)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_begin_missing), cmocka_unit_test(prints_money),
        cmocka_unit_test(prints_ratios),      cmocka_unit_test(prints_the_rest),
        cmocka_unit_test(appends_tables),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
