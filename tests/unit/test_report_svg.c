/* A chart inside the page. The first picture is cut from an output of gnuplot 5.4 (terminal svg), otherwise
 * untouched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "report/html_svg.h"

static const char gnuplot[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"  standalone=\"no\"?>\n"
    "<svg \n width=\"900\" height=\"520\"\n viewBox=\"0 0 900 520\"\n xmlns=\"http://www.w3.org/2000/svg\"\n"
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\"\n>\n\n<title>Gnuplot</title>\n"
    "<desc>Produced by GNUPLOT 5.4 patchlevel 4 </desc>\n\n<g id=\"gnuplot_canvas\">\n\n"
    "<rect x=\"0\" y=\"0\" width=\"900\" height=\"520\" fill=\"#ffffff\"/>\n<defs>\n\n"
    "\t<path id='gpPt0' stroke-width='0.190' stroke='currentColor' d='M-1,0 h2 M0,-1 v2'/>\n"
    "\t<circle id='gpPt5' stroke-width='0.190' stroke='currentColor' cx='0' cy='0' r='1'/>\n"
    "\t<use xlink:href='#gpPt5' id='gpPt6' fill='currentColor' stroke='none'/>\n"
    "\t<filter id='textbox' filterUnits='objectBoundingBox' x='0' y='0' height='1' width='1'>\n"
    "\t  <feFlood flood-color='#FFFFFF' flood-opacity='1' result='bgnd'/>\n"
    "\t  <feComposite in='SourceGraphic' in2='bgnd' operator='atop'/>\n\t</filter>\n</defs>\n"
    "\t<g id=\"gnuplot_plot_1\" ><title>gnuplot_plot_1</title>\n"
    "<g fill=\"none\" color=\"black\" stroke=\"currentColor\">\n"
    "\t<g transform=\"translate(791.59,88.56)\" stroke=\"none\" fill=\"black\" font-family=\"Noto Sans CJK "
    "SC\" "
    "font-size=\"14.00\"  text-anchor=\"end\">\n\t\t<text>x&lt;y &amp; \"县\"</text>\n\t</g>\n"
    "\t<defs>\n\t\t<pattern id='gpPat1' patternUnits='userSpaceOnUse' x='0' y='0' width='8' height='8'>\n"
    "\t\t\t<path style='fill:none; stroke:rgb(148,0,211)' d='M0,0 L8,8'/>\n\t\t</pattern>\n\t</defs>\n"
    "\t\t<polygon  fill = 'url(#gpPat1)' points = '801.38,89.26 851.04,89.26 '/>\n"
    "</g>\n\t</g>\n</g>\n</svg>\n\n";

static char *inlined(Arena *arena, const char *svg) {
    Err err = {0};
    char *html = NULL;
    assert_true(html_svg_inline(arena, svg, "c1-", "a \"b\" <c>", &html, &err));
    return html;
}

static void rewrites_gnuplot(void **state) {
    (void)state;
    Arena arena = {0};
    assert_string_equal(
        inlined(&arena, gnuplot),
        "<svg viewBox=\"0 0 900 520\" style=\"max-width:900px\" role=\"img\" focusable=\"false\" "
        "aria-label=\"a &quot;b&quot; &lt;c&gt;\"><g id=\"c1-gnuplot_canvas\">"
        "<rect x=\"0\" y=\"0\" width=\"900\" height=\"520\" fill=\"#ffffff\"/><defs>"
        "<path id='c1-gpPt0' stroke-width='0.190' stroke='currentColor' d='M-1,0 h2 M0,-1 v2'/>"
        "<circle id='c1-gpPt5' stroke-width='0.190' stroke='currentColor' cx='0' cy='0' r='1'/>"
        "<use xlink:href='#c1-gpPt5' id='c1-gpPt6' fill='currentColor' stroke='none'/>"
        "<filter id='c1-textbox' filterUnits='objectBoundingBox' x='0' y='0' height='1' width='1'>"
        "<feFlood flood-color='#FFFFFF' flood-opacity='1' result='bgnd'/>"
        "<feComposite in='SourceGraphic' in2='bgnd' operator='atop'/></filter>\n</defs>\n"
        "<g id=\"c1-gnuplot_plot_1\"><g fill=\"none\" color=\"black\" stroke=\"currentColor\">"
        "<g transform=\"translate(791.59,88.56)\" stroke=\"none\" fill=\"black\" font-size=\"14.00\" "
        "text-anchor=\"end\"><text>x&lt;y &amp; \"县\"</text>\n</g>\n"
        "<defs><pattern id='c1-gpPat1' patternUnits='userSpaceOnUse' x='0' y='0' width='8' height='8'>"
        "<path style='fill:none; stroke:rgb(148,0,211)' d='M0,0 L8,8'/></pattern>\n</defs>\n"
        "<polygon fill='url(#c1-gpPat1)' points='801.38,89.26 851.04,89.26 '/></g>\n</g>\n</g>\n</svg>\n");
    arena_free(&arena);
}

static void drops_what_is_no_picture(void **state) {
    (void)state;
    Arena arena = {0};
    char *html = inlined(
        &arena,
        "<!DOCTYPE svg><svg width='10' height=\"20\" onload='x()'><!-- > --><script>var a = 1;</script>"
        "<style>@import url(http://x)</style><foreignObject><p>words</p></foreignObject>stray"
        "<g onclick='x()' ONLOAD='y()' class='k' fill='url(http://x/#a)' stroke=\"url( '#a')\"><a "
        "href='http://x'>"
        "<text>gone</text></a><image href='http://x/y.png'/><image xlink:href='data:image/png;base64,AA'/>"
        "<use href='javascript:x()'/><text x='1'>a <tspan dy='1'>b</tspan> c</text></g></svg>");
    assert_null(strstr(html, "http"));
    assert_null(strstr(html, "x()"));
    assert_null(strstr(html, "var"));
    assert_null(strstr(html, "words"));
    assert_null(strstr(html, "stray"));
    assert_null(strstr(html, "gone"));
    assert_null(strstr(html, "class"));
    assert_non_null(strstr(html, "viewBox=\"0 0 10 20\""));
    assert_non_null(
        strstr(html, "<g stroke=\"url( '#c1-a')\"><image/><image xlink:href='data:image/png;base64,AA'/>"
                     "<use/><text x='1'>a <tspan dy='1'>b</tspan> c</text>"));
    arena_free(&arena);
}

static void refuses(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",
        "no picture",
        "<html></html>",
        "<svg width='1' height='1'>",
        "<svg></svg>",
        "<svg width='0' height='1'></svg>",
        "<svg width='nan' height='1'></svg>",
        "<svg viewBox='0 0 x'></svg>",
        "<svg width='1' height='1'><g></svg>",
        "<svg width='1' height='1'><g></p></g></svg>",
        "<svg width='1' height='1'><g id='x></g></svg>",
        "<svg width='1' height='1'><!-- </svg>",
    };
    Arena arena = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Err err = {0};
        char *html;
        assert_false(html_svg_inline(&arena, bad[i], "c1-", "", &html, &err));
        assert_int_equal(err.kind, ERR_SYSTEM);
    }
    Err err = {0};
    char *html;
    assert_false(html_svg_inline(&arena, NULL, "c1-", "", &html, &err));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rewrites_gnuplot),
        cmocka_unit_test(drops_what_is_no_picture),
        cmocka_unit_test(refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
