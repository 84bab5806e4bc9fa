/* plot/clean and plot/picture: texts that cannot become commands, pictures that are whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "plot/clean.h"
#include "plot/picture.h"

static Arena arena;

static void expect_clean(const char *text, const char *clean) {
    assert_string_equal(clean_text(&arena, text, 0), clean);
}

static void cleans_texts(void **state) {
    (void)state;
    expect_clean("县教育局", "县教育局");
    expect_clean("`touch x`", "touch x");
    expect_clean("a\nb\tc\r\nd", "a b c d");
    expect_clean("\"甲\" and \"乙\"", "“甲” and “乙”");
    expect_clean("C:\\new", "C:＼new");
    expect_clean("", "—");
    expect_clean(NULL, "—");
    expect_clean(" \n\t`", "—");
    expect_clean("a\x7f\x1f"
                 "b",
                 "a b");
    expect_clean("a\xE2\x80\xAE"
                 "b\xC2\x85"
                 "c\xE2\x80\xA8"
                 "d",
                 "a b c d");
    expect_clean("broken \xff\xc3", "broken ??");
    expect_clean("{x}_y^2 @z 'q' 100% EOD #", "{x}_y^2 @z 'q' 100% EOD #");
}

static void cuts_wide_texts(void **state) {
    (void)state;
    assert_string_equal(clean_text(&arena, "一二三四五", 10), "一二三四五");
    assert_string_equal(clean_text(&arena, "一二三四五六", 10), "一二三四…");
    assert_string_equal(clean_text(&arena, "abcdefghijk", 10), "abcdefghi…");
}

static void quotes(void **state) {
    (void)state;
    assert_string_equal(clean_quote(&arena, "it's"), "'it'.apostrophe.'s'");
    assert_string_equal(clean_quote(&arena, ""), "''");
}

static void expect_wrap(const char *text, size_t cells, const char *expression, size_t lines) {
    size_t count;
    char **list = clean_lines(&arena, text, cells, &count);
    assert_string_equal(clean_join(&arena, list, count), expression);
    assert_int_equal(count, lines);
}

static void wraps(void **state) {
    (void)state;
    expect_wrap("", 10, "''", 0);
    expect_wrap("one", 10, "'one'", 1);
    expect_wrap("one two three", 8, "'one two'.newline.'three'", 2);
    expect_wrap("一二三四，五六", 8, "'一二三'.newline.'四，五六'", 2);
    expect_wrap("abcdefghij", 4, "'abcd'.newline.'efgh'.newline.'ij'", 3);
    expect_wrap("a\nb'c", 10, "'a b'.apostrophe.'c'", 1);
}

static void names(void **state) {
    (void)state;
    assert_true(clean_is_identifier("dept_id2"));
    assert_false(clean_is_identifier("2x"));
    assert_false(clean_is_identifier("a b"));
    assert_false(clean_is_identifier("x;system"));
    assert_false(clean_is_identifier(""));
}

static void knows_whole_pictures(void **state) {
    (void)state;
    const char *svg = "<?xml version=\"1.0\"?>\n<svg>\n</svg>\n\n";
    assert_null(picture_fault(PICTURE_SVG, svg, strlen(svg)));
    assert_string_equal(picture_fault(PICTURE_SVG, svg, 30), "is an incomplete SVG");
    assert_string_equal(picture_fault(PICTURE_SVG, "hello", 5), "is no SVG");
    assert_string_equal(picture_fault(PICTURE_PNG, "", 0), "is empty");
    assert_string_equal(picture_fault(PICTURE_PNG, svg, strlen(svg)), "is no PNG");
    const char png[] = "\x89PNG\r\n\x1a\n....IEND\xAE\x42\x60\x82";
    assert_null(picture_fault(PICTURE_PNG, png, sizeof png - 1));
    assert_string_equal(picture_fault(PICTURE_PNG, png, sizeof png - 2), "is an incomplete PNG");
    assert_int_equal(picture_kind("a/b.png"), PICTURE_PNG);
    assert_int_equal(picture_kind("a/b.svg"), PICTURE_SVG);
}

static void finishes_svg(void **state) {
    (void)state;
    char svg[] =
        "<?xml?>\n<svg \n width=\"1\">\n\n<title>Gnuplot</title>\n<desc>Produced by GNUPLOT</desc>\n\n"
        "<g id=\"gnuplot_plot_1\" ><title>gnuplot_plot_1</title>\n"
        "<g font-family=\"Noto Sans CJK SC\" font-size=\"12\"><text> a&lt;title></text></g></g></svg>\n";
    size_t size = strlen(svg);
    char *out = picture_finish(&arena, PICTURE_SVG, svg, &size, "甲 & <乙>", "");
    assert_int_equal(size, strlen(out));
    assert_non_null(strstr(out, "<svg role=\"img\" font-family=\"'Noto Sans CJK SC', "));
    assert_non_null(strstr(out, "<title>甲 &amp; &lt;乙&gt;</title>\n"));
    assert_null(strstr(out, "GNUPLOT"));
    assert_null(strstr(out, "<title>gnuplot_plot_1"));
    assert_non_null(strstr(out, "<g font-size=\"12\"><text> a&lt;title></text></g></g></svg>\n"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cleans_texts), cmocka_unit_test(cuts_wide_texts),
        cmocka_unit_test(quotes),       cmocka_unit_test(wraps),
        cmocka_unit_test(names),        cmocka_unit_test(knows_whole_pictures),
        cmocka_unit_test(finishes_svg),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
