/* CSV, Markdown and the escaping below them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "report/escape.h"
#include "report/report.h"

typedef struct {
    Arena arena;
    char folder[64];
} Room;

static int enter(void **state) {
    Room *room = calloc(1, sizeof *room);
    strcpy(room->folder, "/tmp/jixiao-report.XXXXXX");
    *state = room;
    return mkdtemp(room->folder) ? 0 : 1;
}

static int leave(void **state) {
    Room *room = *state;
    char **names = NULL;
    size_t count = 0;
    Err err;
    if (file_list(&room->arena, room->folder, false, &names, &count, &err))
        for (size_t i = 0; i < count; i++)
            unlink(file_join(&room->arena, room->folder, names[i]));
    rmdir(room->folder);
    arena_free(&room->arena);
    free(room);
    return 0;
}

static char *text_of(Room *room, const char *path) {
    char *data;
    size_t size;
    Err err = {0};
    assert_true(file_read(&room->arena, path, &data, &size, &err));
    return data;
}

static char *csv_of(Room *room, const Table *table) {
    Err err = {0};
    char *path = file_join(&room->arena, room->folder, "table.csv");
    assert_true(report_write_csv(&room->arena, table, path, &err));
    return text_of(room, path);
}

static void csv_quotes(void **state) {
    Room *room = *state;
    Table *table = table_new(&room->arena, "t");
    table_add(table, "dept", COLUMN_TEXT, "部门", "Department");
    Column *money = table_add(table, "budget", COLUMN_FIXED, "预算", "Budget");
    money->scale = 2;
    money->shift = 4;
    money->decimals = 2;
    Column *rate = table_add(table, "rate", COLUMN_RATIO, "执行率", "Rate");
    rate->times = 2;
    rate->decimals = 2;
    rate->hidden = true;
    static const char *const names[] = {"县教育局", "a,b",     "say \"x\"", "two\nlines",
                                        "=1+1",     " blank ", NULL,        ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t row = table_row(table);
        table_set_text(table, row, "dept", names[i]);
        if (i == 0) table_set_integer(table, row, "budget", 123456789012);
        if (i == 0) table_set_ratio(table, row, "rate", 3, 4000);
        if (i == 1) table_set_ratio(table, row, "rate", 3, 0);
    }
    assert_string_equal(csv_of(room, table), "dept,budget,rate\n"
                                             "县教育局,1234567890.12,0.08\n"
                                             "\"a,b\",,\n"
                                             "\"say \"\"x\"\"\",,\n"
                                             "\"two\nlines\",,\n"
                                             "=1+1,,\n"
                                             "\" blank \",,\n"
                                             ",,\n"
                                             ",,\n");
}

static void csv_keeps_an_empty_line(void **state) {
    Room *room = *state;
    Table *table = table_new(&room->arena, "t");
    table_add(table, "one", COLUMN_INT, NULL, NULL);
    table_row(table);
    table_set_integer(table, table_row(table), "one", -7);
    assert_string_equal(csv_of(room, table), "one\n\"\"\n-7\n");
}

/* Rows that share a text share what was written for it, quotes and all, as long as it is the same. */
static void csv_repeats_a_shared_text(void **state) {
    Room *room = *state;
    static const char quoted[] = "a, b", plain[] = "c";
    static const char *const texts[] = {quoted, quoted, plain, NULL, plain, quoted};
    Table *table = table_new(&room->arena, "shared");
    table_add(table, "name", COLUMN_TEXT, NULL, NULL);
    table_add(table, "other", COLUMN_TEXT, NULL, NULL);
    for (size_t row = 0; row < sizeof texts / sizeof *texts; row++) {
        table_row(table);
        table_set_text(table, row, "name", texts[row]);
        table_set_text(table, row, "other", plain);
    }
    assert_string_equal(csv_of(room, table),
                        "name,other\n\"a, b\",c\n\"a, b\",c\nc,c\n,c\nc,c\n\"a, b\",c\n");
}

static void csv_leaves_the_old_file(void **state) {
    Room *room = *state;
    Err err = {0};
    Table *table = table_new(&room->arena, "t");
    char *path = file_join(&room->arena, room->folder, "missing/table.csv");
    assert_false(report_write_csv(&room->arena, table, path, &err));
    assert_int_equal(err.kind, ERR_SYSTEM);
    assert_non_null(strstr(err.text, "table.csv"));
}

static char *escaped(Room *room, void (*escape)(FILE *, const char *), const char *text) {
    char *data = NULL;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    escape(out, text);
    fclose(out);
    char *copy = arena_strdup(&room->arena, data);
    free(data);
    return copy;
}

static void markdown_line(FILE *out, const char *text) {
    escape_markdown(out, text, true);
}

static void escapes(void **state) {
    Room *room = *state;
    assert_string_equal(escaped(room, escape_html, "</script><b a=\"1\" c='2'>&"),
                        "&lt;/script&gt;&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
    /* Control characters, direction marks, a byte order mark, non-characters and broken bytes. */
    assert_string_equal(escaped(room, escape_html,
                                "a\x01"
                                "b\x7F"
                                "c\xC2\x9F"
                                "d\xE2\x80\xAE"
                                "e\xEF\xBB\xBF"
                                "f\xEF\xBF\xBF"
                                "g"),
                        "abcdefg");
    assert_string_equal(escaped(room, escape_html, "x\xFFy\xE4\xB8"),
                        "x\xEF\xBF\xBDy\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_string_equal(escaped(room, escape_html,
                                "a\tb\r\nc\nd\xE2\x80\xA8"
                                "e"),
                        "a b c d e");
    assert_string_equal(escaped(room, escape_html, "县𠮷\xD8\xA7"), "县𠮷\xD8\xA7");
    assert_string_equal(escaped(room, escape_html, NULL), "");
    assert_string_equal(escaped(room, markdown_line, "a|b\n*c* <i> [x](y) `z` & #"),
                        "a\\|b \\*c\\* &lt;i\\> \\[x\\](y) \\`z\\` &amp; \\#");
    assert_string_equal(escaped(room, markdown_line, "- x"), "\\- x");
    assert_string_equal(escaped(room, markdown_line, "2023. x"), "2023\\. x");
    assert_string_equal(escaped(room, markdown_line, "2023.5 x"), "2023\\.5 x");
    assert_string_equal(escape_plain(&room->arena, "12345", 5), "12345");
    assert_string_equal(escape_plain(&room->arena, "123456", 5), "1234…");
    assert_string_equal(escape_plain(&room->arena, "12𠮷𠮷", 5), "12𠮷…");
    assert_string_equal(escape_plain(&room->arena, "县\x02教\n育", 5), "县教 育");
}

static Document *small_document(Arena *arena) {
    Document *document = document_new(arena, LANG_ZH);
    document->title = "报告 <1>";
    document->published = "2024-03-01";
    document_chapter(document, "one", "总体");
    document_paragraph(document, "- 见[下表](#scores)、[别处](#nowhere)、[x](http://x)。");
    Table *table = table_new(arena, "scores");
    table->title[LANG_ZH] = "得分";
    table->note[LANG_ZH] = "口径";
    table_add(table, "dept", COLUMN_TEXT, "部门", "Department");
    Column *score = table_add(table, "score", COLUMN_FIXED, "得分", "Score");
    score->scale = score->decimals = 2;
    score->unit[LANG_ZH] = "分";
    table_add(table, "hidden", COLUMN_INT, NULL, NULL)->hidden = true;
    table_set_text(table, table_row(table), "dept", "a|b\n<i>");
    table_set_integer(table, 0, "score", 123456);
    table_row(table);
    Block *block = document_block(document, BLOCK_TABLE, "scores");
    block->table = table;
    block = document_block(document, BLOCK_CHART, "chart-1");
    block->text = "趋势";
    block->alternative = "上升";
    block->svg = "<svg width='1' height='1'></svg>";
    return document;
}

static void markdown(void **state) {
    Room *room = *state;
    Err err = {0};
    char *path = file_join(&room->arena, room->folder, "report.md");
    assert_true(report_write(&room->arena, small_document(&room->arena), "md", path, &err));
    assert_string_equal(text_of(room, path), "# 报告 &lt;1\\>\n\n"
                                             "最新资料发布日期：2024-03-01\n\n"
                                             "## 目录\n\n"
                                             "- [总体](#one)\n\n"
                                             "<a id=\"one\"></a>\n\n"
                                             "## 总体\n\n"
                                             "\\- 见[下表](#scores)、别处、\\[x\\](http://x)。\n\n"
                                             "<a id=\"scores\"></a>\n\n"
                                             "**表 1** 得分\n\n"
                                             "| 部门 | 得分（分） |\n"
                                             "| --- | ---: |\n"
                                             "| a\\|b &lt;i\\> | 1,234.56 |\n"
                                             "| — | — |\n\n"
                                             "注：口径\n\n"
                                             "<a id=\"chart-1\"></a>\n\n"
                                             "**图 1** 趋势\n\n"
                                             "![上升](charts/chart-1.svg)\n\n");
}

static void unknown_format(void **state) {
    Room *room = *state;
    Err err = {0};
    assert_false(report_write(&room->arena, small_document(&room->arena), "pdf", "x", &err));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.text, "pdf: is no format of a report; there are html, xlsx, md, docx");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(csv_quotes, enter, leave),
        cmocka_unit_test_setup_teardown(csv_keeps_an_empty_line, enter, leave),
        cmocka_unit_test_setup_teardown(csv_repeats_a_shared_text, enter, leave),
        cmocka_unit_test_setup_teardown(csv_leaves_the_old_file, enter, leave),
        cmocka_unit_test_setup_teardown(escapes, enter, leave),
        cmocka_unit_test_setup_teardown(markdown, enter, leave),
        cmocka_unit_test_setup_teardown(unknown_format, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
