/* base/abreast: everything once, in memory that lives on, with any number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/abreast.h"

enum { THINGS = 1000 };

typedef struct {
    char *texts[THINGS];
    int times[THINGS];
} Made;

static void make(Arena *arena, size_t i, void *user) {
    Made *made = user;
    made->texts[i] = arena_printf(arena, "%zu", i);
    made->times[i]++;
}

static void everything_once(void **state) {
    (void)state;
    static const int jobs[] = {-1, 0, 1, 2, 7, THINGS + 1};
    static const size_t counts[] = {0, 1, 5, THINGS};
    for (size_t j = 0; j < sizeof jobs / sizeof *jobs; j++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            Arena arena = {0};
            Made *made = ARENA_NEW(&arena, Made);
            abreast(&arena, counts[c], jobs[j], make, made);
            for (size_t i = 0; i < THINGS; i++) {
                assert_int_equal(made->times[i], i < counts[c]);
                if (i < counts[c]) assert_string_equal(made->texts[i], arena_printf(&arena, "%zu", i));
            }
            arena_free(&arena);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(everything_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
