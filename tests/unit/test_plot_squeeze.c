/* plot/squeeze and plot/outline: fewer bytes, the same picture; what is not known stays as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "plot/outline.h"
#include "plot/squeeze.h"

static Arena arena;

static void expect_lines(const char *path, const char *lines) {
    const char *found;
    assert_true(outline_shorten(&arena, path, &found));
    assert_string_equal(found, lines);
}

static void shortens_lines(void **state) {
    (void)state;
    expect_lines("M1.00,2.00 L4.00,2.00  ", "M1 2h3");
    expect_lines("M1.00,2.00 L1.00,1.50 L2.04,0.96 ", "M1 2v-.5l1-.5");
    expect_lines("M69.72,223.00  ", "");
    expect_lines("M1,1 M2,2 L3,3 4,4\n\t\t5,4 M9,9 L8,9 ", "M2 2l1 1 1 1h1M9 9h-1");
    expect_lines("M0,0 L2,0 L2,2 Z M5,5 ", "M0 0h2v2z");
    /* Steps are taken between rounded places, so that errors do not add up. */
    expect_lines("M0,0 L0.04,1 0.08,2 0.12,3", "M0 0v1l.1 1v1");
    const char *found;
    assert_false(outline_shorten(&arena, "M1,1 C2,2 3,3 4,4", &found));
    assert_false(outline_shorten(&arena, "1,1", &found));
    assert_false(outline_shorten(&arena, "M1,x", &found));
    assert_false(outline_shorten(&arena, "M1,nan", &found));
}

static void closes_lines(void **state) {
    (void)state;
    bool box;
    const long down[4][2] = {{10, 50}, {40, 50}, {40, 20}, {10, 20}};
    const long up[5][2] = {{40, 20}, {40, 50}, {10, 50}, {10, 20}, {40, 20}};
    const long other[3][2] = {{0, 0}, {10, 0}, {5, 8}};
    assert_string_equal(outline_close(&arena, down, 4, &box), "M1 2h3v3h-3z");
    assert_true(box);
    assert_string_equal(outline_close(&arena, up, 5, &box), "M1 2h3v3h-3z");
    assert_true(box);
    assert_string_equal(outline_close(&arena, other, 3, &box), "M0 0h1l-.5 .8z");
    assert_false(box);
}

#define PEN(color, width)                                                                                    \
    "<g fill=\"none\" color=\"" color "\" stroke=\"currentColor\" stroke-width=\"" width                     \
    "\" stroke-linecap=\"butt\" stroke-linejoin=\"miter\">\n"
#define WORDS(place, words)                                                                                  \
    "\t<g transform=\"" place "\" stroke=\"none\" fill=\"rgb(68,68,68)\" font-family=\"Noto Sans CJK SC\" "  \
    "font-size=\"12.00\"  text-anchor=\"end\">\n\t\t<text>" words "</text>\n\t</g>\n"

static const char *squeezed(const char *drawing) {
    Text out = {.arena = &arena};
    text_append(&out, "before ");
    bool known = squeeze_svg(&out, drawing);
    if (!known) assert_string_equal(out.data, "before ");
    return known ? out.data + strlen("before ") : NULL;
}

static void says_the_same_with_less(void **state) {
    (void)state;
    const char *found = squeezed(
        "\n<g id=\"gnuplot_canvas\">\n<rect x=\"0\" y=\"0\" width=\"9\" height=\"9\" fill=\"none\"/>\n"
        "<defs>\n\t<circle id='gpDot' r='0.5'/>\n</defs>\n"
        "<g id=\"gnuplot_plot_1\" ><title>gnuplot_plot_1</title>\n" PEN("black", "1.00") "</g>\n" PEN("red", "1.00") "\t<path stroke='rgb(138, 138, 138)'  d='M1,1 L2,1  '/>" WORDS(
            "translate(50.03,226.90)",
            "a&lt;b > 局") "</g>\n" PEN("red",
                                        "0.70") "<path stroke='rgb(226, 226, 226)' class=\"gridline\"  "
                                                "d='M0,5 L9,5  '/></g>\n" PEN(
                                                    "red", "1.00") "<path "
                                                                   "stroke='rgb(138, 138, "
                                                                   "138)'  d='M1,2 L2,2  "
                                                                   "'/>" WORDS("translate("
                                                                               "50.03,200."
                                                                               "00) "
                                                                               "rotate(-"
                                                                               "90.00)",
                                                                               "up") WORDS("translate(1,"
                                                                                           "2)",
                                                                                           "") "<path "
                                                                                               "d='M3,3 "
                                                                                               "L3,4'/><g "
                                                                                               "stroke='"
                                                                                               "none' "
                                                                                               "shape-"
                                                                                               "rendering="
                                                                                               "'crispEdge"
                                                                                               "s'>\n"
                                                                                               "<polygon "
                                                                                               "fill = "
                                                                                               "'rgb(255, "
                                                                                               " 0,  0)' "
                                                                                               "points = "
                                                                                               "'1,1 3,1 "
                                                                                               "3,2 1,2 "
                                                                                               "'/>\n"
                                                                                               "<polygon "
                                                                                               "fill = "
                                                                                               "'rgb(255, "
                                                                                               " 0,  0)' "
                                                                                               "points = "
                                                                                               "'3,4 5,4 "
                                                                                               "5,6 3,6 "
                                                                                               "'/></g>\n"
                                                                                               "<use "
                                                                                               "xlink:"
                                                                                               "href='#"
                                                                                               "gpPt6' "
                                                                                               "transform="
                                                                                               "'translate"
                                                                                               "(4.00,5."
                                                                                               "00) "
                                                                                               "scale(3."
                                                                                               "00)' "
                                                                                               "color='"
                                                                                               "rgb(1,2,3)"
                                                                                               "'/>\n"
                                                                                               "<use "
                                                                                               "xlink:"
                                                                                               "href='#"
                                                                                               "gpPt8' "
                                                                                               "transform="
                                                                                               "'translate"
                                                                                               "(10.00,20."
                                                                                               "00) "
                                                                                               "scale(3."
                                                                                               "00)' "
                                                                                               "color='"
                                                                                               "rgb(1,2,3)"
                                                                                               "'/>\n"
                                                                                               "</g>\n</"
                                                                                               "g>\n</"
                                                                                               "g>\n</"
                                                                                               "svg>\n");
    assert_non_null(found);
    assert_string_equal(
        found, "<g fill=\"none\">\n"
               "<path stroke=\"#e2e2e2\" stroke-width=\"0.7\" d=\"M0 5h9\"/>\n"
               "<path stroke=\"#8a8a8a\" d=\"M1 1h1M1 2h1\"/>\n"
               "<path stroke=\"red\" d=\"M3 3v1\"/>\n"
               "<path fill=\"#f00\" shape-rendering=\"crispEdges\" d=\"M1 1h2v1h-2zM3 4h2v2h-2z\"/>\n"
               "<path stroke=\"#010203\" stroke-width=\"6\" stroke-linecap=\"round\" d=\"M4 5h0\"/>\n"
               "<path fill=\"#010203\" d=\"M10 16l-4 6h8z\"/>\n"
               "</g>\n"
               "<g fill=\"#444\" font-size=\"12\" text-anchor=\"end\">\n"
               "<text x=\"50\" y=\"226.9\">a&lt;b > 局</text>\n"
               "<text transform=\"translate(50.03,200.00) rotate(-90.00)\">up</text>\n"
               "</g>\n</svg>\n");
}

/* gnuplot 6 makes one of a line that begins where it ends; gnuplot 5 draws nothing. */
static void knows_a_dot(void **state) {
    (void)state;
    assert_string_equal(squeezed("<g><use xlink:href='#gpDot' x='4.00' y='5.00' color='red'/></g></svg>"),
                        "<g fill=\"none\">\n<path stroke=\"red\" stroke-width=\"1.5\" "
                        "stroke-linecap=\"round\" d=\"M4 5h0\"/>\n</g>\n</svg>\n");
    assert_null(squeezed("<g><use xlink:href='#gpDot' x='4.00' color='red'/></g></svg>"));
}

static void leaves_what_it_does_not_know(void **state) {
    (void)state;
    static const char *const drawings[] = {
        "",
        "<g>",
        "<g id=\"a\"></svg>",
        "</g></svg>",
        "<g opacity=\"0.5\"></g></svg>",
        "<image/></svg>",
        "<g><rect fill=\"red\"/></g></svg>",
        "<g stroke='none'><polygon fill = 'url(#gpPat1)' points = '1,1 2,2 3,3'/></g></svg>",
        "<g stroke='none'><polygon fill = 'red' points = '1,1 2,2'/></g></svg>",
        "<g fill='none' stroke='red'><path d='M1,1 L2,2' filter='url(#x)'/></g></svg>",
        "<g fill='red' stroke='red'><path d='M1,1 L2,2'/></g></svg>",
        "<g fill='none' stroke='red'><path d='M1,1 A1,1 0 0 1 2,2'/></g></svg>",
        "<g><use xlink:href='#gpPt3' transform='translate(4.00,5.00) scale(3.00)' color='red'/></g></svg>",
        "<g><use xlink:href='#gpPt6' transform='translate(4.00,5.00)' color='red'/></g></svg>",
        "<g><text>no place</text></g></svg>",
        "<g transform='translate(1,2)' fill='red' font-size='9'><text>a<tspan>b</tspan></text></g></svg>",
        "<g transform='scale(2)' fill='red' font-size='9'><text>a</text></g></svg>",
        "<g transform='translate(1,2)' fill='red' font-size='9' font-family='Other'><text>a</text></g></svg>",
        "<defs><path/></svg>",
    };
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++)
        if (squeezed(drawings[i])) fail_msg("drawing %zu was not left", i);
    assert_string_equal(squeezed("</svg>"), "<g fill=\"none\">\n</g>\n</svg>\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shortens_lines),
        cmocka_unit_test(closes_lines),
        cmocka_unit_test(says_the_same_with_less),
        cmocka_unit_test(knows_a_dot),
        cmocka_unit_test(leaves_what_it_does_not_know),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
