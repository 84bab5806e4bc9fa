/* The workbook, looked at with `unzip`: no formulas, real percentages, legal names, links, the same bytes
 * twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "report/report.h"
#include "report/xlsx.h"

static Document *document_of(Arena *arena) {
    Document *document = document_new(arena, LANG_ZH);
    document->title = "报告 <1>\x01";
    document->subtitle = "=1+1";
    document->published = "2024-03-01";
    document_chapter(document, "one", "=2+2");
    Fact *fact = ARENA_NEW(arena, Fact);
    *fact = (Fact){"=3+3", "=HYPERLINK(\"http://x\")", "@SUM(1)"};
    Block *block = document_block(document, BLOCK_FACTS, "facts");
    block->facts = fact;
    block->fact_count = 1;
    Table *table = table_new(arena, "scores");
    table->title[LANG_ZH] = "得分/等级: [一]*? 这是一个很长很长很长很长很长很长很长很长的标题";
    table->note[LANG_ZH] = "+4";
    table_add(table, "dept", COLUMN_TEXT, "部门", "Department");
    Column *money = table_add(table, "money", COLUMN_FIXED, "支出", "Expenditure");
    money->scale = money->decimals = 2;
    money->shift = 4;
    money->unit[LANG_ZH] = "万元";
    Column *rate = table_add(table, "rate", COLUMN_RATIO, "执行率", "Rate");
    rate->times = rate->decimals = 2;
    rate->unit[LANG_ZH] = "%";
    table_add(table, "year", COLUMN_INT, "年度", "Year");
    table_add(table, "secret", COLUMN_INT, "隐", "Secret")->hidden = true;
    static const char *const names[] = {"=1+1",     "{=1}", "http://x",         "internal:'x'!A1",
                                        "mailto:x", "-5",   "\xE2\x80\xAE<b>&", NULL};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        table_set_text(table, table_row(table), "dept", names[i]);
    table_set_integer(table, 0, "money", 1234500000);
    table_set_ratio(table, 0, "rate", 1, 4);
    table_set_integer(table, 0, "year", 2023);
    for (int i = 0; i < 2; i++) {
        block = document_block(document, BLOCK_TABLE, i ? "b" : "a");
        block->table = table;
    }
    return document;
}

static char *path_of(Arena *arena, const char *name) {
    return arena_printf(arena, "/tmp/jixiao-%ld-%s.xlsx", (long)getpid(), name);
}

/* A part of the workbook; the caller skips the test when there is no unzip. */
static const char *part_of(Arena *arena, const char *path, const char *part) {
    FILE *in = popen(arena_printf(arena, "unzip -p %s '%s' 2>/dev/null", path, part), "r");
    Text text = {.arena = arena};
    char piece[4096];
    size_t size;
    assert_non_null(in);
    while ((size = fread(piece, 1, sizeof piece, in)) > 0)
        text_append_bytes(&text, piece, size);
    pclose(in);
    return text_string(&text);
}

static void looks_inside(void **state) {
    (void)state;
    if (system("unzip -v >/dev/null 2>&1") != 0) skip();
    Arena arena = {0};
    Err err = {0};
    char *path = path_of(&arena, "a");
    assert_true(report_write(&arena, document_of(&arena), "xlsx", path, &err));
    const char *book = part_of(&arena, path, "xl/workbook.xml");
    assert_non_null(strstr(book, "<sheet name=\"目录\""));
    assert_non_null(strstr(book, "<sheet name=\"得分_等级_ _一___ 这是一个很长很长很长很长很长很长很…\""));
    assert_non_null(strstr(book, "<sheet name=\"得分_等级_ _一___ 这是一个很长很长很长很长很… (2)\""));
    const char *contents = part_of(&arena, path, "xl/worksheets/sheet1.xml");
    const char *sheet = part_of(&arena, path, "xl/worksheets/sheet2.xml");
    assert_null(strstr(contents, "<f>"));
    assert_null(strstr(sheet, "<f>"));
    assert_non_null(strstr(contents, "location=\"'得分_等级_ _一___ 这是一个很长很长很长很长很… (2)'!A1\""));
    assert_non_null(strstr(sheet, "location=\"'目录'!A1\""));
    assert_null(strstr(part_of(&arena, path, "xl/worksheets/_rels/sheet2.xml.rels"), "http://x"));
    /* 12,345,000.00 元 as 1,234.50 万元, one quarter as a real percentage, a year without separators, blanks.
     */
    assert_non_null(strstr(sheet, "<v>1234.5</v>"));
    assert_non_null(strstr(sheet, "<v>0.25</v>"));
    assert_non_null(strstr(sheet, "<v>2023</v>"));
    assert_non_null(strstr(sheet, "<pane xSplit=\"1\" ySplit=\"4\""));
    assert_non_null(strstr(sheet, "<autoFilter ref=\"A4:D12\"/>"));
    assert_non_null(strstr(part_of(&arena, path, "xl/styles.xml"), "formatCode=\"0.00%\""));
    const char *strings = part_of(&arena, path, "xl/sharedStrings.xml");
    assert_non_null(strstr(strings, "<t>=1+1</t>"));
    assert_non_null(strstr(strings, "<t>=HYPERLINK(\"http://x\")</t>"));
    assert_non_null(strstr(strings, "<t>&lt;b&gt;&amp;</t>"));
    assert_null(strstr(strings, "隐"));
    assert_non_null(strstr(part_of(&arena, path, "docProps/core.xml"), "2024-03-01T00:00:00Z"));
    unlink(path);
    arena_free(&arena);
}

/* A chart of the sheet's own cells, colours for words, and links both ways. */
static void draws_by_itself(void **state) {
    (void)state;
    if (system("unzip -v >/dev/null 2>&1") != 0) skip();
    Arena arena = {0};
    Err err = {0};
    Document *document = document_new(&arena, LANG_EN);
    document_chapter(document, "one", "One");
    Table *table = table_new(&arena, "rates");
    table->title[LANG_EN] = "=Rates";
    table_add(table, "block", COLUMN_TEXT, NULL, "Block");
    table_add(table, "dept", COLUMN_TEXT, NULL, "Department");
    table_add(table, "value", COLUMN_INT, NULL, "Value")->bars = true;
    static const char *const blocks[] = {"x", "x", "y", "z", "z", "z"};
    for (size_t i = 0; i < 6; i++) {
        size_t row = table_row(table);
        table_set_text(table, row, "block", blocks[i]);
        table_set_text(table, row, "dept", "=1+1");
        table_set_integer(table, row, "value", (int64_t)i);
    }
    ColorRule color = {TONE_BAD, "a \"b\""};
    table->columns[1].colors = &color;
    table->columns[1].color_count = 1;
    int values[] = {2};
    bool as_line[] = {false};
    TableChart chart = {
        .kind = DRAW_BAR, .category = 1, .block = 0, .values = values, .as_line = as_line, .value_count = 1};
    table->chart = &chart;
    document_block(document, BLOCK_TABLE, "a")->table = table;
    char *path = path_of(&arena, "d");
    assert_true(report_write(&arena, document, "xlsx", path, &err));
    const char *first = part_of(&arena, path, "xl/charts/chart1.xml"),
               *second = part_of(&arena, path, "xl/charts/chart2.xml");
    assert_non_null(strstr(first, "<c:f>'=Rates'!$C$5:$C$6</c:f>"));
    assert_non_null(strstr(first, "<a:t>Table 1  =Rates · x</a:t>"));
    assert_non_null(strstr(second, "<c:f>'=Rates'!$B$8:$B$10</c:f>")); /* a block of one row is no chart */
    assert_string_equal(part_of(&arena, path, "xl/charts/chart3.xml"), "");
    /* Lying bars: the names run downwards, the values to the right. */
    const char *names = strstr(first, "<c:catAx>"), *numbers = strstr(first, "<c:valAx>");
    assert_true(names && numbers && names < numbers);
    assert_true(strstr(names, "val=\"maxMin\"") < numbers);
    assert_non_null(strstr(numbers, "val=\"minMax\""));
    const char *sheet = part_of(&arena, path, "xl/worksheets/sheet2.xml");
    assert_non_null(strstr(sheet, "<formula>\"a \"\"b\"\"\"</formula>"));
    assert_non_null(strstr(sheet, "<dataBar>"));
    assert_non_null(strstr(sheet, "location=\"'Charts'!A4\""));
    assert_null(strstr(sheet, "<f>"));
    assert_non_null(strstr(part_of(&arena, path, "xl/worksheets/sheet3.xml"), "location=\"'=Rates'!A1\""));
    unlink(path);
    arena_free(&arena);
}

/* As wide as a page, on larger paper where it would not be legible; no page cuts a chart. */
static void prints(void **state) {
    (void)state;
    if (system("unzip -v >/dev/null 2>&1") != 0) skip();
    Arena arena = {0};
    Err err = {0};
    Document *document = document_new(&arena, LANG_EN);
    document_chapter(document, "one", "One");
    for (size_t t = 0; t < 3; t++) {
        Table *table = table_new(&arena, "t");
        table->title[LANG_EN] = "Wide";
        static const char *const names[] = {"a", "b", "c", "d", "e"};
        for (size_t i = 0; i < 2 * t + 1; i++)
            table_add(table, names[i], COLUMN_TEXT, NULL, names[i]);
        table_row(table);
        for (size_t i = 0; i < 2 * t + 1; i++)
            table_set_text(table, 0, names[i], "a text of more than forty-four characters, on two lines");
        document_block(document, BLOCK_TABLE, "t")->table = table;
    }
    char *path = path_of(&arena, "p");
    assert_true(report_write(&arena, document, "xlsx", path, &err));
    static const char *const pages[] = {"paperSize=\"9\" fitToHeight=\"0\" orientation=\"portrait\"",
                                        "paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"",
                                        "paperSize=\"8\" fitToHeight=\"0\" orientation=\"landscape\""};
    for (size_t t = 0; t < 3; t++) {
        const char *sheet = part_of(&arena, path, arena_printf(&arena, "xl/worksheets/sheet%zu.xml", t + 2));
        assert_non_null(strstr(sheet, pages[t]));
    }
    unlink(path);
    Xlsx xlsx = {.arena = &arena};
    static const size_t charts[][2] = {{3, 50}, {50, 90}, {90, 130}, {130, 180}, {180, 400}, {400, 410}};
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++)
        xlsx_keep_together(&xlsx, charts[i][0], charts[i][1]);
    assert_int_equal(xlsx.break_count, 3);
    assert_int_equal(xlsx.breaks[0], 90);
    assert_int_equal(xlsx.breaks[1], 180);
    assert_int_equal(xlsx.breaks[2], 400);
    arena_free(&arena);
}

/* A heading above tables of pages is a card: a sheet of its own, to which names lead. */
static void cards_are_sheets(void **state) {
    (void)state;
    if (system("unzip -v >/dev/null 2>&1") != 0) skip();
    Arena arena = {0};
    Err err = {0};
    Document *document = document_new(&arena, LANG_EN);
    document_chapter(document, "depts", "Departments");
    Table *table = table_new(&arena, "cards");
    table->title[LANG_EN] = "At a glance";
    table_add(table, "dept_name", COLUMN_TEXT, NULL, "Department");
    table_add(table, "n", COLUMN_INT, NULL, "n");
    static const char *anchors[] = {"dept-1", "dept-2"};
    for (size_t i = 0; i < 2; i++) {
        table_set_text(table, table_row(table), "dept_name", i ? "Nowhere" : "=Water");
        table_set_integer(table, i, "n", 7);
    }
    table->columns[0].anchors = anchors;
    document_block(document, BLOCK_TABLE, "a")->table = table;
    document_heading(document, 2, "dept-1", "=Water");
    document_heading(document, 3, "dept-1-empty", "Nothing below");
    document_heading(document, 3, "dept-1-figures", "Figures");
    document_paragraph(document, "See [there](#dept-1).");
    for (int i = 0; i < 2; i++) {
        Block *block = document_block(document, BLOCK_TABLE, i ? "c" : "b");
        block->table = table;
        block->text = i ? "Figures" : "Older";
        block->place = PLACE_PAGE;
    }
    document_heading(document, 2, "no-card", "No card");
    char *path = path_of(&arena, "e");
    assert_true(report_write(&arena, document, "xlsx", path, &err));
    const char *book = part_of(&arena, path, "xl/workbook.xml");
    assert_non_null(strstr(book, "<sheet name=\"=Water\" sheetId=\"3\""));
    assert_null(strstr(book, "No card"));
    const char *strings = part_of(&arena, path, "xl/sharedStrings.xml");
    assert_non_null(strstr(strings, "<t>See there.</t>"));
    assert_null(strstr(strings, "Nothing below"));
    const char *contents = part_of(&arena, path, "xl/worksheets/sheet1.xml"),
               *glance = part_of(&arena, path, "xl/worksheets/sheet2.xml"),
               *card = part_of(&arena, path, "xl/worksheets/sheet3.xml");
    assert_non_null(strstr(contents, "location=\"'=Water'!A1\""));
    assert_non_null(strstr(glance, "<hyperlink ref=\"A5\" location=\"'=Water'!A1\""));
    assert_null(strstr(glance, "<hyperlink ref=\"A6\""));
    assert_non_null(strstr(card, "location=\"'Contents'!A1\""));
    assert_non_null(strstr(card, "<c r=\"B13\"")); /* the second table stands below the first */
    unlink(path);
    arena_free(&arena);
}

static void same_bytes(void **state) {
    (void)state;
    Arena arena = {0};
    Err err = {0};
    char *data[2], *path = path_of(&arena, "b");
    size_t size[2];
    for (int i = 0; i < 2; i++) {
        if (i) sleep(1); /* the clock moves on, the file does not */
        Document *document = document_of(&arena);
        document->published = "";
        assert_true(report_write(&arena, document, "xlsx", path, &err));
        assert_true(file_read(&arena, path, &data[i], &size[i], &err));
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(data[0], data[1], size[0]);
    unlink(path);
    arena_free(&arena);
}

static void bad_picture_leaves_no_file(void **state) {
    (void)state;
    Arena arena = {0};
    Err err = {0};
    Document *document = document_of(&arena);
    char *path = path_of(&arena, "c"), *picture = arena_printf(&arena, "%s.png", path);
    assert_true(file_write(&arena, picture, "no picture", 10, &err));
    document_block(document, BLOCK_CHART, "chart")->png = picture;
    assert_false(report_write(&arena, document, "xlsx", path, &err));
    assert_non_null(strstr(err.text, "is not a PNG picture"));
    assert_false(file_exists(path));
    unlink(picture);
    assert_false(report_write(&arena, document, "xlsx", path, &err));
    assert_int_equal(err.kind, ERR_SYSTEM);
    assert_false(report_write(&arena, document, "xlsx", "/nowhere/x.xlsx", &err));
    arena_free(&arena);
}

static void sheet_names(void **state) {
    (void)state;
    Arena arena = {0};
    char *taken[] = {(char *)"Scores of all", (char *)"目录"};
    static const struct {
        const char *title, *otherwise, *name;
    } cases[] = {
        {"得分", "t", "得分"},           {"SCORES OF ALL", "t", "SCORES OF ALL (2)"},
        {"'it's'", "t", "’it’s’"},       {"", "table", "table"},
        {" \x01 ", "table", "table"},    {"2023", "t", "Sheet 2023"},
        {"AB12", "t", "Sheet AB12"},     {"R", "t", "Sheet R"},
        {"History", "t", "History (2)"}, {"", "", "Sheet"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(xlsx_sheet_name(&arena, cases[i].title, cases[i].otherwise, taken, 2),
                            cases[i].name);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks_inside), cmocka_unit_test(draws_by_itself),
        cmocka_unit_test(prints),       cmocka_unit_test(cards_are_sheets),
        cmocka_unit_test(same_bytes),   cmocka_unit_test(bad_picture_leaves_no_file),
        cmocka_unit_test(sheet_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
