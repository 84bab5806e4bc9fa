#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/head.h"

static void bare_lines(void **state) {
    (void)state;
    Arena arena = {0};
    Err err = {0};
    Head head;
    const char *text =
        "# comment\r\n\r\nzh:   各部门  \r\nmap.month: a = 1;\r\n  b = 2\r\nempty:\nvalue.人员: item = x\n";
    assert_true(head_read(&arena, "x.meta", text, "", &head, &err));
    assert_int_equal(head.count, 4);
    assert_string_equal(head_value(&head, "zh"), "各部门");
    assert_int_equal(head.entries[0].line, 3);
    assert_string_equal(head_value(&head, "map.month"), "a = 1;\nb = 2");
    assert_string_equal(head_value(&head, "empty"), "");
    assert_string_equal(head_value(&head, "value.人员"), "item = x");
    assert_int_equal(head.entries[3].line, 7);
    assert_null(head_value(&head, "nothing"));
    assert_string_equal(head_value_or(&head, "empty", "otherwise"), "otherwise");
    arena_free(&arena);
}

static void byte_order_mark(void **state) {
    (void)state;
    Arena arena = {0};
    Err err = {0};
    Head head;
    assert_true(head_read(&arena, "x.meta", "\xEF\xBB\xBFzh: 一\n", "", &head, &err));
    assert_string_equal(head.entries[0].key, "zh");
    arena_free(&arena);
}

static void commented_lines(void **state) {
    (void)state;
    Arena arena = {0};
    Err err = {0};
    Head head;
    const char *text = "-- indicator: x\n--   more\n-- unit:  percent\nSELECT 1\n-- note: not head\n";
    assert_true(head_read(&arena, "x.sql", text, "--", &head, &err));
    assert_int_equal(head.count, 2);
    assert_string_equal(head_value(&head, "indicator"), "x\nmore");
    assert_string_equal(head.body, "SELECT 1\n-- note: not head\n");
    assert_int_equal(head.body_line, 4);
    arena_free(&arena);
}

static void refused(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"zh: a\nno key here\n", "x.meta:2: expected `key: value`, found `no key here`"},
        {"  continues nothing\n", "x.meta:1: expected `key: value`"},
        {"zh：全角冒号\n", "x.meta:1: expected `key: value`"},
        {"", "x.meta:1: expected a head"},
        {"# only a comment\n", "x.meta:1: expected a head"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        Err err = {0};
        Head head;
        assert_false(head_read(&arena, "x.meta", cases[i].text, "", &head, &err));
        assert_int_equal(err.kind, ERR_SOURCE);
        if (strncmp(err.text, cases[i].message, strlen(cases[i].message)) != 0) fail_msg("%s", err.text);
        arena_free(&arena);
    }
}

static void known_keys(void **state) {
    (void)state;
    static const char *const known[] = {"published", "value.*", NULL};
    Arena arena = {0};
    Err err = {0};
    Head head;
    const char *value;
    assert_true(head_read(&arena, "x.meta", "published:\nvalue.total: item = x\n", "", &head, &err));
    assert_true(head_check_keys(&head, known, &err));
    assert_false(head_require(&head, "published", &value, &err));
    assert_string_equal(err.text, "x.meta:1: the head needs a line `published: …`");
    assert_true(head_read(&arena, "x.meta", "\npublised: 2023-05-15\n", "", &head, &err));
    assert_false(head_check_keys(&head, known, &err));
    assert_string_equal(err.text, "x.meta:2: unknown key `publised`; did you mean `published`?");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bare_lines), cmocka_unit_test(byte_order_mark), cmocka_unit_test(commented_lines),
        cmocka_unit_test(refused),    cmocka_unit_test(known_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
