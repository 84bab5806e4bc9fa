/* plot/style: a chart gets what it names of the style, what that names, and all that is no definition. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/resource.h"
#include "plot/style.h"

static Arena arena;

static const char *style_of(const char *body, const char *height) {
    ChartTemplate template = {.height = height};
    template.head.body = body;
    return style_for(&arena, &template);
}

static bool defines(const char *style, const char *name) {
    return strstr(style, arena_printf(&arena, "\n%s", name)) != NULL;
}

static void gives_what_is_named(void **state) {
    (void)state;
    const char *style = style_of("plot tick(1, 2) lc rgb blue_dark # amber_light", "100");
    static const char *const wanted[] = {"tick(v, step) = ",      "grouped(v) = ",  "step_format(step) = ",
                                         "blue_dark = '#2B4570'", "amber_light = ", "set grid ytics",
                                         "if (title_lines > 0)",  "y_of(px) = ",    "set border 3"};
    static const char *const unwanted[] = {"blue = ", "amber = ", "frame = ", "y_axis = ", "cells(text) = "};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!defines(style, wanted[i])) fail_msg("%s is missing", wanted[i]);
    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
        if (defines(style, unwanted[i])) fail_msg("%s is there", unwanted[i]);
}

static void looks_into_texts_and_heights(void **state) {
    (void)state;
    const char *style = style_of("eval rate_band", "cells(text_a)");
    static const char *const wanted[] = {"rate_band = ",     "frame = ",   "y_range = ", "y_axis = ",
                                         "tick(v, step) = ", "heading = ", "cells(",     "step_of(span",
                                         "grouped(",         "y_steps = 6"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!defines(style, wanted[i])) fail_msg("%s is missing", wanted[i]);
    assert_false(defines(style, "rate_band_plot = "));
}

static void lines_keep_their_numbers(void **state) {
    (void)state;
    const char *whole = resource_text("plots/style.gpi"), *style = style_of("plot x", "1");
    size_t whole_lines = 0, lines = 0;
    for (const char *at = whole; (at = strchr(at, '\n')); at++)
        whole_lines++;
    for (const char *at = style; (at = strchr(at, '\n')); at++)
        lines++;
    assert_true(lines > 50);
    assert_int_equal(lines, whole_lines);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_what_is_named),
        cmocka_unit_test(looks_into_texts_and_heights),
        cmocka_unit_test(lines_keep_their_numbers),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
