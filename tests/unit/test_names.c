#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "model/names.h"

static void numbers_stay(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    assert_int_equal(names_put(names, ""), 0);
    assert_int_equal(names_put(names, NULL), 0);
    assert_int_equal(names_find(names, "单位"), -1);
    assert_int_equal(names_put(names, "单位"), 1);
    char text[32];
    for (int i = 0; i < 5000; i++) { /* well beyond the first table */
        snprintf(text, sizeof text, "code %d", i);
        assert_int_equal(names_put(names, text), i + 2);
    }
    for (int i = 0; i < 5000; i++) {
        snprintf(text, sizeof text, "code %d", i);
        assert_int_equal(names_put(names, text), i + 2);
        assert_int_equal(names_find(names, text), i + 2);
        assert_string_equal(names_text(names, i + 2), text);
    }
    assert_int_equal(names_find(names, "code 5000"), -1);
    assert_int_equal(names_find(names, "单位"), 1);
    assert_int_equal(names->count, 5002);
    arena_free(&arena);
}

static void the_text_is_a_copy(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    char text[] = "301";
    int32_t number = names_put(names, text);
    text[2] = '2';
    assert_string_equal(names_text(names, number), "301");
    assert_int_equal(names_put(names, text), number + 1);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_stay), cmocka_unit_test(the_text_is_a_copy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
