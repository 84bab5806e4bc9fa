/* The page: what hostile words become, numbers, links, and the same bytes twice. */
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
#include "report/report.h"

static const char hostile[] = "</script><script>alert(\"1\")</script>\x01\xE2\x80\xAE'&";

static Document *document_of(Arena *arena, Lang lang) {
    Document *document = document_new(arena, lang);
    document->title = document->subtitle = document->footer = hostile;
    document->published = "2024-03-01";
    document_chapter(document, "one", hostile);
    document_heading(document, 2, "two", hostile);
    document_heading(document, 3, "three", "below");
    document_paragraph(document,
                       "See [the table](#scores), [nothing](#nowhere), [x](javascript:y) and [open.");
    Fact *facts = ARENA_ARRAY(arena, Fact, 2);
    facts[0] = (Fact){hostile, "1,148.07", "hint"};
    facts[1] = (Fact){"label", NULL, NULL};
    Block *block = document_block(document, BLOCK_FACTS, "facts");
    block->facts = facts;
    block->fact_count = 2;
    Table *table = table_new(arena, "scores");
    table->title[LANG_ZH] = table->title[LANG_EN] = hostile;
    table->note[LANG_ZH] = table->note[LANG_EN] = "note";
    table_add(table, "dept", COLUMN_TEXT, "部门", "Department");
    Column *money = table_add(table, "money", COLUMN_FIXED, "支出", "Expenditure");
    money->scale = money->decimals = 2;
    money->shift = 4;
    money->unit[LANG_ZH] = "万元";
    money->unit[LANG_EN] = "10k yuan";
    Column *rate = table_add(table, "rate", COLUMN_RATIO, "执行率", "Rate");
    rate->times = rate->decimals = 2;
    rate->unit[LANG_ZH] = rate->unit[LANG_EN] = "%";
    table_add(table, "secret", COLUMN_INT, "隐", "Secret")->hidden = true;
    for (size_t row = 0; row < 17; row++)
        table_row(table);
    table_set_text(table, 0, "dept", hostile);
    table_set_integer(table, 0, "money", 1234567890);
    table_set_ratio(table, 0, "rate", 2870, 10000);
    table_set_ratio(table, 1, "rate", 1, 0);
    block = document_block(document, BLOCK_TABLE, "scores");
    block->table = table;
    block = document_block(document, BLOCK_TABLE, "folded");
    block->table = table;
    block->text = "Folded";
    block->collapsed = true;
    for (int i = 0; i < 2; i++) {
        block = document_block(document, BLOCK_CHART, i ? "chart-2" : "chart-1");
        block->text = "chart";
        block->svg = "<svg width='9' height='9'><g id='gpDot0'/><use xlink:href='#gpDot0'/></svg>";
        block->alternative = hostile;
    }
    return document;
}

static char *page_of(Arena *arena, const Document *document, const char *name) {
    Err err = {0};
    char *data, *path = arena_printf(arena, "/tmp/jixiao-%ld-%s.html", (long)getpid(), name);
    size_t size;
    assert_true(report_write(arena, document, "html", path, &err));
    assert_true(file_read(arena, path, &data, &size, &err));
    unlink(path);
    return data;
}

static size_t occurrences(const char *text, const char *wanted) {
    size_t n = 0;
    for (; (text = strstr(text, wanted)) != NULL; text += strlen(wanted))
        n++;
    return n;
}

static void escapes_everything(void **state) {
    (void)state;
    Arena arena = {0};
    char *page = page_of(&arena, document_of(&arena, LANG_EN), "a");
    assert_int_equal(occurrences(page, "<script"), 1);
    assert_int_equal(occurrences(page, "</script"), 1);
    assert_int_equal(occurrences(page, "alert(\""), 0);
    assert_null(strpbrk(page, "\x01"));
    assert_null(strstr(page, "\xE2\x80\xAE"));
    assert_non_null(
        strstr(page, "<h2>&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;</h2>"));
    assert_non_null(strstr(page, "aria-label=\"&lt;/script&gt;"));
    assert_null(strstr(page, "http:"));
    assert_null(strstr(page, "https:"));
    arena_free(&arena);
}

static void prints_tables(void **state) {
    (void)state;
    Arena arena = {0};
    char *page = page_of(&arena, document_of(&arena, LANG_ZH), "b");
    assert_non_null(strstr(page, "<html lang=\"zh-CN\">"));
    assert_non_null(strstr(page, "<th scope=\"col\" style=\"min-width:"));
    assert_non_null(strstr(page, "<span class=\"label\">部门</span></th>"));
    assert_non_null(
        strstr(page, "<span class=\"label\">支出</span><span class=\"unit\">（万元）</span></th>"));
    assert_non_null(
        strstr(page, "<td data-v=\"1234.56789\">1,234.57</td><td data-v=\"28.7\">28.70</td></tr>"));
    assert_non_null(
        strstr(page, "<tr><th scope=\"row\" class=\"missing\">—</th><td class=\"missing\" data-v=\"\">—</td>"
                     "<td class=\"missing\" data-v=\"\">—</td></tr>"));
    assert_null(strstr(page, "隐"));
    assert_non_null(strstr(page, "<span class=\"serial\">表 1</span>"));
    assert_non_null(strstr(
        page, "<details class=\"fold\"><summary><span class=\"title\" id=\"jx-table-2\">"
              "<span class=\"serial\">表 2</span> Folded</span> <span class=\"count\">共 17 行</span>"));
    assert_non_null(strstr(page, "<dd class=\"value missing\">—</dd>"));
    arena_free(&arena);
}

/* Cards beside the report, what leads there, and tables of which a page shows the first rows. */
static void leads_to_other_pages(void **state) {
    (void)state;
    Arena arena = {0};
    Document *document = document_of(&arena, LANG_EN);
    const DocumentLink link[] = {{"dept-7", "dept/a.html"}};
    const DocumentStep step[] = {{hostile, "../report.html#depts"}};
    const char *anchors[17] = {"dept-7", "dept-8", "two"};
    document->links = link;
    document->link_count = 1;
    document->steps = step;
    document->step_count = 1;
    document->root = "../";
    Chapter *chapter = &document->chapters[0];
    chapter->blocks[4].most_rows = 3;
    chapter->blocks[5].place = PLACE_BOOK;
    Column *column = &((Table *)chapter->blocks[4].table)->columns[0];
    column->anchors = anchors;
    column->texts[1] = "eight";
    column->texts[2] = "two";
    document_paragraph(document, "See [the card](#dept-7) and [none](#dept-8).");
    chapter->blocks[chapter->block_count - 1].lead = hostile;
    char *page = page_of(&arena, document, "e");
    assert_non_null(strstr(page, "<span>See <a href=\"dept/a.html\">the card</a> and none.</span>"));
    assert_non_null(strstr(
        page, "<nav class=\"steps\" aria-label=\"Pages of the report\"><a href=\"../report.html#depts\">"));
    assert_int_equal(occurrences(page, "<script"), 1);
    assert_non_null(strstr(page, "<th scope=\"row\"><a href=\"dept/a.html\">"));
    assert_non_null(strstr(page, "<th scope=\"row\">eight</th>"));
    assert_non_null(strstr(page, "<th scope=\"row\"><a href=\"#two\">two</a></th>"));
    assert_int_equal(occurrences(page, "<tr><th scope=\"row\""), 3);
    assert_non_null(strstr(
        page, "<a href=\"../tables/scores.csv\">These are the first 3 rows; all 17 are in scores.csv</a>"));
    assert_null(strstr(page, "Folded</span>"));
    document->bound = true;
    assert_null(strstr(page_of(&arena, document, "f"), "href=\"../tables"));
    arena_free(&arena);
}

static void links(void **state) {
    (void)state;
    Arena arena = {0};
    char *page = page_of(&arena, document_of(&arena, LANG_EN), "c");
    assert_non_null(
        strstr(page, "<p>See <a href=\"#scores\">the table</a>, nothing, [x](javascript:y) and [open.</p>"));
    assert_non_null(strstr(page, "<a href=\"#one\">"));
    assert_non_null(strstr(page, "<a href=\"#two\">"));
    assert_null(strstr(page, "<a href=\"#three\">"));
    assert_non_null(strstr(page, "<h4 id=\"three\">"));
    assert_int_equal(occurrences(page, "id=\"scores\""), 1);
    /* Two charts from one file share no id. */
    assert_int_equal(occurrences(page, "id='jx-chart-1-gpDot0'"), 1);
    assert_int_equal(occurrences(page, "'#jx-chart-2-gpDot0'"), 1);
    arena_free(&arena);
}

static void same_bytes(void **state) {
    (void)state;
    Arena one = {0}, two = {0};
    assert_string_equal(page_of(&one, document_of(&one, LANG_ZH), "d"),
                        page_of(&two, document_of(&two, LANG_ZH), "e"));
    arena_free(&one);
    arena_free(&two);
}

/* What a table is sorted by is the number as %.15g prints it, whichever way it is written. */
static void sorts_by_fifteen_digits(void **state) {
    (void)state;
    static const int64_t values[] = {0,
                                     1,
                                     -1,
                                     99,
                                     -99,
                                     100,
                                     101,
                                     -100,
                                     5000000,
                                     1234500,
                                     -7654321,
                                     99999999,
                                     100000000,
                                     999999999999999,
                                     10000,
                                     -999999999999999,
                                     INT64_C(1000000000000000),
                                     INT64_C(-9000000000000000001)};
    enum { VALUES = sizeof values / sizeof *values, MOST_SCALE = 8 };
    Arena arena = {0};
    Document *document = document_new(&arena, LANG_EN);
    document_chapter(document, "one", "One");
    Table *table = table_new(&arena, "numbers");
    table_add(table, "whole", COLUMN_INT, NULL, NULL);
    for (int scale = 0; scale <= MOST_SCALE; scale++) {
        Column *column = table_add(table, arena_printf(&arena, "of_%d", scale), COLUMN_FIXED, NULL, NULL);
        column->scale = scale;
        column->shift = scale == 2 ? 4 : 0;
    }
    for (size_t row = 0; row < VALUES; row++) {
        table_row(table);
        for (size_t i = 0; i < table->column_count; i++)
            table->columns[i].integers[row] = values[row];
    }
    document_block(document, BLOCK_TABLE, "numbers")->table = table;
    const char *at = page_of(&arena, document, "numbers");
    for (size_t row = 0; row < VALUES; row++)
        for (size_t i = 0; i < table->column_count; i++) {
            const char *wanted =
                arena_printf(&arena, "data-v=\"%.15g\"", table_cell_real(&table->columns[i], row));
            at = strstr(at, "data-v=");
            assert_non_null(at);
            assert_memory_equal(at, wanted, strlen(wanted));
            at++;
        }
    arena_free(&arena);
}

static void bad_chart_leaves_no_file(void **state) {
    (void)state;
    Arena arena = {0};
    Err err = {0};
    Document *document = document_of(&arena, LANG_ZH);
    document_block(document, BLOCK_CHART, "broken")->svg = "<svg width='9'";
    char *path = arena_printf(&arena, "/tmp/jixiao-%ld-broken.html", (long)getpid());
    assert_false(report_write(&arena, document, "html", path, &err));
    assert_non_null(strstr(err.text, "chart broken: is not a complete SVG picture"));
    assert_false(file_exists(path));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_everything),
        cmocka_unit_test(prints_tables),
        cmocka_unit_test(links),
        cmocka_unit_test(leads_to_other_pages),
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(sorts_by_fifteen_digits),
        cmocka_unit_test(bad_chart_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
