/* base/text */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static Arena arena;

static void grows(void **state) {
    (void)state;
    Text text = {.arena = &arena};
    assert_string_equal(text_string(&text), "");
    text_append(&text, "");
    assert_string_equal(text_string(&text), "");
    for (int i = 0; i < 1000; i++)
        text_append(&text, "甲乙");
    assert_int_equal(text.size, 6000);
    assert_int_equal(strlen(text_string(&text)), 6000);
    text_append_bytes(&text, "a\0b", 3);
    assert_int_equal(text.size, 6003);
    assert_memory_equal(text.data + 6000, "a\0b", 4);
    Text formatted = {.arena = &arena};
    text_appendf(&formatted, "%d-%s", 5, "x");
    text_appendf(&formatted, "%s", "");
    assert_string_equal(text_string(&formatted), "5-x");
    text_appendf(&formatted, "%*d", 2000, 7); /* longer than the small buffer */
    assert_int_equal(formatted.size, 2003);
    assert_int_equal(formatted.data[2002], '7');
}

static void fills(void **state) {
    (void)state;
    static const TextField fields[] = {{"a", "1"}, {"ab", "甲"}, {"none", NULL}, {"brace", "{a}"}};
    static const struct {
        const char *template, *filled;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"{a}", "1"},
        {"x{a}{ab}{a}y", "x1甲1y"},
        {"{b} stays", "{b} stays"},
        {"{none}|", "|"},
        {"{brace}", "{a}"}, /* a value is never filled again */
        {"open {a", "open {a"},
        {"{{a}", "{1"},
        {"{}", "{}"},
        {"} {a}", "} 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_fill(&arena, cases[i].template, fields, 4), cases[i].filled);
}

static void fills_what_is_known(void **state) {
    (void)state;
    static const TextField fields[] = {
        {"a", "1"}, {"ab", "甲"}, {"none", NULL}, {"empty", ""}, {"brace", "[{a}]"}};
    static const struct {
        const char *template, *filled; /* NULL: a field outside brackets is missing */
    } cases[] = {
        {"", ""},
        {"{a}年", "1年"},
        {"{none}", NULL},
        {"x{empty}y", NULL},
        {"x[，{none}]y", "xy"},
        {"x[，{a}]y", "x，1y"},
        {"[{a}][{empty}][{ab}]", "1甲"},
        {"[{a}{none}]", ""},
        {"[plain]", "plain"},
        {"open [ {a}", "open [ 1"},
        {"{unknown} stays", "{unknown} stays"},
        {"{brace}", "[{a}]"}, /* brackets of a value are not the template's */
        {"[{none}] {none}", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *filled = text_fill_known(&arena, cases[i].template, fields, sizeof fields / sizeof *fields);
        if (cases[i].filled)
            assert_string_equal(filled, cases[i].filled);
        else
            assert_null(filled);
    }
}

static void compares(void **state) {
    (void)state;
    assert_true(text_equal(NULL, NULL));
    assert_false(text_equal(NULL, ""));
    assert_false(text_equal("", NULL));
    assert_true(text_equal("甲", "甲"));
    assert_false(text_equal("a", "ab"));
    assert_true(text_starts("column.x", "column."));
    assert_true(text_starts("x", ""));
    assert_false(text_starts("col", "column"));
}

static void trims(void **state) {
    (void)state;
    static const struct {
        const char *text, *trimmed;
    } cases[] = {
        {"", ""},    {" \t\r\n", ""},  {"　", ""},       {" 　甲 乙　 ", "甲 乙"}, {"a", "a"}, {"a ", "a"},
        {" a", "a"}, {"a　b", "a　b"}, {"\xE3", "\xE3"}, {"\x80\x80", "\x80\x80"}, /* pieces of U+3000 are no
                                                                                      blanks */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_trim(&arena, cases[i].text), cases[i].trimmed);
}

static void knows_utf8(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, bad_at; /* bad_at = length: good */
    } cases[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"a\0b", 3, 3},
        {"预算€\xF0\x9F\x92\xB0", 13, 13},
        {"\xED\x9F\xBF\xEE\x80\x80", 6, 6}, /* around the surrogates */
        {"\xF4\x8F\xBF\xBF", 4, 4},
        {"a\xFF", 2, 1},
        {"ab\xE9\xA2", 4, 2},           /* cut off */
        {"\x80", 1, 0},                 /* a continuation alone */
        {"\xC0\x80", 2, 0},             /* overlong NUL */
        {"\xC1\xBF", 2, 0},             /* overlong */
        {"\xE0\x9F\xBF", 3, 0},         /* overlong */
        {"\xF0\x8F\xBF\xBF", 4, 0},     /* overlong */
        {"x\xED\xA0\x80", 4, 1},        /* a surrogate */
        {"\xF4\x90\x80\x80", 4, 0},     /* above U+10FFFF */
        {"\xF8\x88\x80\x80\x80", 5, 0}, /* five bytes */
        {"\xE9"
         "A"
         "\x97",
         3, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t bad_at = cases[i].length;
        bool good = text_is_utf8(cases[i].bytes, cases[i].length, &bad_at);
        if (good != (cases[i].bad_at == cases[i].length) || bad_at != cases[i].bad_at)
            fail_msg("case %zu: bad at %zu, expected %zu", i, bad_at, cases[i].bad_at);
    }
    assert_false(text_is_utf8("\xFF", 1, NULL));
}

static void counts_cells(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t cells;
    } cases[] = {{"", 0},       {"abc", 3}, {"预算", 4}, {"a预b", 4}, {"（）", 4},
                 {"１２％", 6}, {"—", 1},   {"é", 1},    {"\xFF", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (text_cells(cases[i].text) != cases[i].cells)
            fail_msg("`%s` has %zu cells, expected %zu", cases[i].text, text_cells(cases[i].text),
                     cases[i].cells);
}

static void matches(void **state) {
    (void)state;
    static const struct {
        const char *text, *pattern;
        bool fits;
    } cases[] = {
        {"", "", true},
        {"", "*", true},
        {"a", "", false},
        {"a", "*", true},
        {"abc", "a*c", true},
        {"ac", "a*c", true},
        {"abcd", "a*c", false},
        {"Full Year 4", "Full Year *", true},
        {"Full Year", "Full Year *", false},
        {"aab", "*ab", true},
        {"ababab", "*ab*ab", true},
        {"abba", "*ab*ab", false},
        {"YTD 12", "YTD 1", false},
        {"预算数", "*算*", true},
        {"a*b", "a*b", true},
        {"mississippi", "*iss*ip*i", true},
        {"mississippi", "*iss*ix*", false},
        {"x", "**", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (text_matches(cases[i].text, cases[i].pattern) != cases[i].fits)
            fail_msg("`%s` and `%s`", cases[i].text, cases[i].pattern);
}

static void suggests(void **state) {
    (void)state;
    assert_int_equal(text_distance("", ""), 0);
    assert_int_equal(text_distance("", "abc"), 3);
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    assert_int_equal(text_distance("sitting", "kitten"), 3);
    assert_int_equal(text_distance("预算", "决算"), 1);
    assert_int_equal(text_distance("flaw", "lawn"), 2);
    static const char *const names[] = {"expenditure", "expenditure_basic", "revenue", "预算数"};
    assert_string_equal(text_nearest("expendture", names, 4), "expenditure");
    assert_string_equal(text_nearest("revenu", names, 4), "revenue");
    assert_string_equal(text_nearest("预算", names, 4), "预算数");
    assert_string_equal(text_nearest("revenue", names, 4), "revenue");
    assert_null(text_nearest("tea", names, 4));
    assert_null(text_nearest("revenue", names, 0));
}

static void makes_slugs(void **state) {
    (void)state;
    assert_string_equal(text_slug(&arena, "35-EB_x9"), "35-EB_x9");
    assert_string_equal(text_slug(&arena, "../a b"), "___a_b");
    assert_string_equal(text_slug(&arena, ".hidden"), "_hidden");
    assert_string_equal(text_slug(&arena, "局"), "___");
    assert_string_equal(text_slug(&arena, ""), "_");
}

/* "of the text and nothing else" */
static void reads_integers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_one;
        int value;
    } cases[] = {
        {"0", true, 0},
        {"2021", true, 2021},
        {"-7", true, -7},
        {"2147483647", true, 2147483647},
        {"007", true, 7},
        {"2147483648", false, 0},
        {"-2147483649", false, 0},
        {"99999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"12a", false, 0},
        {"1.0", false, 0},
        {"12 ", false, 0},
        {" 12", false, 0},
        {"\t12", false, 0},
        {"0x10", false, 0},
        {"１２", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int value = 0;
        if (text_integer(cases[i].text, &value) != cases[i].is_one ||
            (cases[i].is_one && value != cases[i].value))
            fail_msg("`%s` is read as %d", cases[i].text, value);
    }
}

static void reads_reals(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_one;
        double value;
    } cases[] = {
        {"0", true, 0},    {"12.5", true, 12.5}, {"-0.25", true, -0.25}, {"1e3", true, 1000},
        {"", false, 0},    {"12.5 ", false, 0},  {" 12.5", false, 0},    {"nan", false, 0},
        {"inf", false, 0}, {"1e999", false, 0},  {"12,5", false, 0},     {"0x10", false, 0},
        {"x", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = 0;
        if (text_real(cases[i].text, &value) != cases[i].is_one ||
            (cases[i].is_one && value != cases[i].value))
            fail_msg("`%s` is read as %g", cases[i].text, value);
    }
}

static void splits(void **state) {
    (void)state;
    size_t count;
    char **pieces = text_split(&arena, " a ; b;; 　c　 ;", ';', &count);
    assert_int_equal(count, 5);
    assert_string_equal(pieces[0], "a");
    assert_string_equal(pieces[1], "b");
    assert_string_equal(pieces[2], "");
    assert_string_equal(pieces[3], "c");
    assert_string_equal(pieces[4], "");
    pieces = text_split(&arena, "", ';', &count);
    assert_int_equal(count, 1);
    assert_string_equal(pieces[0], "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows),
        cmocka_unit_test(fills),
        cmocka_unit_test(fills_what_is_known),
        cmocka_unit_test(compares),
        cmocka_unit_test(trims),
        cmocka_unit_test(knows_utf8),
        cmocka_unit_test(counts_cells),
        cmocka_unit_test(matches),
        cmocka_unit_test(suggests),
        cmocka_unit_test(makes_slugs),
        cmocka_unit_test(reads_integers),
        cmocka_unit_test(reads_reals),
        cmocka_unit_test(splits),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
