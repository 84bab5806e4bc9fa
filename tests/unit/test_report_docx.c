/* The text document and merged cells, looked at with `unzip`: pages upright and across, the same bytes twice
 * and under another clock. */
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

/* A form: level 1 over three rows, level 2 over two; equal texts under different level 1 stay apart. */
static Table *form_of(Arena *arena, size_t columns) {
    static const char *const rows[][2] = {
        {"投入", "设定"}, {"投入", "设定"}, {"投入", "配置"}, {"过程", "配置"}};
    Table *table = table_new(arena, "scores");
    table->title[LANG_ZH] = "评分表";
    table->note[LANG_ZH] = "得分按规则计算";
    table_add(table, "level1", COLUMN_TEXT, "一级指标", "Level 1")->merge = true;
    table_add(table, "level2", COLUMN_TEXT, "二级指标", "Level 2")->merge = true;
    Column *points = table_add(table, "points", COLUMN_FIXED, "得分", "Points");
    points->scale = 6;
    points->decimals = 2;
    while (table->column_count < columns)
        table_add(table, "more", COLUMN_TEXT, "说明", "More");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t row = table_row(table);
        table_set_text(table, row, "level1", rows[i][0]);
        table_set_text(table, row, "level2", rows[i][1]);
        if (i) table_set_integer(table, row, "points", (int64_t)i * 1500000);
    }
    return table;
}

static Document *document_of(Arena *arena) {
    Document *document = document_new(arena, LANG_ZH);
    document->title = "甲局 <1> & \x01";
    document->subtitle = "（2023年度）";
    document->published = "2024-03-01";
    document->footer = "数据指纹";
    document_chapter(document, "one", "一、基本情况");
    document_heading(document, 2, "sub", "（一）人员");
    document_paragraph(document, "见[评分表](#sheet)，原因：________");
    document->chapters[0].blocks[1].note = "〔reason:x〕";
    document_block(document, BLOCK_TABLE, "small")->table = form_of(arena, 3);
    document_chapter(document, "sheet", "附表");
    document_block(document, BLOCK_TABLE, "wide")->table = form_of(arena, 8);
    return document;
}

static char *path_of(Arena *arena, const char *name) {
    return arena_printf(arena, "/tmp/jixiao-%ld-%s", (long)getpid(), name);
}

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

static size_t times(const char *text, const char *what) {
    size_t count = 0;
    while ((text = strstr(text, what)) != NULL) {
        count++;
        text += strlen(what);
    }
    return count;
}

static void looks_inside(void **state) {
    (void)state;
    if (system("unzip -v >/dev/null 2>&1") != 0) skip();
    Arena arena = {0};
    Err err = {0};
    char *path = path_of(&arena, "a.docx");
    assert_true(report_write(&arena, document_of(&arena), "docx", path, &err));
    const char *body = part_of(&arena, path, "word/document.xml");
    assert_non_null(strstr(body, "甲局 &lt;1&gt; &amp; </w:t>"));
    assert_non_null(strstr(body, "见评分表，原因：________</w:t>")); /* a link's words stay */
    assert_non_null(
        strstr(body, "<w:rStyle w:val=\"Mark\"/></w:rPr><w:t xml:space=\"preserve\">〔reason:x〕"));
    /* Two tables: in each, three cells begin a merged one (投入, 设定; 配置 and 过程 stand alone) … */
    assert_int_equal(times(body, "<w:vMerge w:val=\"restart\"/>"), 2 * 2);
    assert_int_equal(times(body, "<w:vMerge/>"), 2 * 3);
    assert_int_equal(times(body, "<w:tblHeader/>"), 2);
    assert_int_equal(times(body, ">—</w:t>"), 2 * 1 + 5 * 4); /* … a missing cell is said, not left empty */
    assert_non_null(strstr(body, ">1.50</w:t>"));
    /* The chapter with the wide table is printed across, the one before upright. */
    assert_int_equal(times(body, "<w:sectPr>"), 2);
    const char *across = strstr(body, "w:orient=\"landscape\"");
    assert_non_null(across);
    assert_true(across > strstr(body, "w:h=\"16838\"/>"));
    assert_non_null(strstr(part_of(&arena, path, "docProps/core.xml"), "2024-03-01T00:00:00Z"));
    assert_non_null(strstr(part_of(&arena, path, "[[]Content_Types].xml"), "wordprocessingml.document.main"));
    unlink(path);
    arena_free(&arena);
}

static void same_bytes(void **state) {
    (void)state;
    Arena arena = {0};
    Err err = {0};
    char *data[2];
    size_t sizes[2];
    for (int i = 0; i < 2; i++) {
        char *path = path_of(&arena, i ? "c.docx" : "b.docx");
        setenv("TZ", i ? "Asia/Shanghai" : "America/New_York", 1);
        assert_true(report_write(&arena, document_of(&arena), "docx", path, &err));
        assert_true(file_read(&arena, path, &data[i], &sizes[i], &err));
        unlink(path);
    }
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(data[0], data[1], sizes[0]);
    arena_free(&arena);
}

static void refuses_a_folder(void **state) {
    (void)state;
    Arena arena = {0};
    Err err = {0};
    assert_false(report_write(&arena, document_of(&arena), "docx", "/no/such/folder/a.docx", &err));
    assert_int_equal(err.kind, ERR_SYSTEM);
    assert_non_null(strstr(err.text, "/no/such/folder"));
    arena_free(&arena);
}

/* The same form on the page and in the workbook. */
static void merges_elsewhere(void **state) {
    (void)state;
    if (system("unzip -v >/dev/null 2>&1") != 0) skip();
    Arena arena = {0};
    Err err = {0};
    char *page = path_of(&arena, "d.html"), *book = path_of(&arena, "d.xlsx"), *html;
    size_t size;
    assert_true(report_write(&arena, document_of(&arena), "html", page, &err));
    assert_true(file_read(&arena, page, &html, &size, &err));
    assert_non_null(strstr(html, "<th scope=\"row\" rowspan=\"3\">投入</th>"));
    assert_non_null(strstr(html, "<td rowspan=\"2\">设定</td>"));
    assert_int_equal(times(html, ">配置</td>"), 2 * 2);
    assert_non_null(strstr(html, "<div class=\"box form\""));
    assert_non_null(strstr(html, "<small class=\"mark\">〔reason:x〕</small>"));
    assert_true(report_write(&arena, document_of(&arena), "xlsx", book, &err));
    const char *sheet = part_of(&arena, book, "xl/worksheets/sheet2.xml");
    assert_non_null(strstr(sheet, "<mergeCell ref=\"A5:A7\"/>"));
    assert_non_null(strstr(sheet, "<mergeCell ref=\"B5:B6\"/>"));
    assert_null(strstr(sheet, "<autoFilter"));
    unlink(page);
    unlink(book);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks_inside),
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(refuses_a_folder),
        cmocka_unit_test(merges_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
