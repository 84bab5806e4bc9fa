/* html_svg: an SVG file made fit to stand inside a page: its ids belong to one chart only, it carries no
 * script, no style and no address outside itself, and it scales with the page. What is not known to be a
 * picture is left out. */
#ifndef JIXIAO_REPORT_HTML_SVG_H
#define JIXIAO_REPORT_HTML_SVG_H

#include "base/arena.h"

/* `prefix` (ASCII letters, digits, '-') is put in front of every id; `label` is what a reader hears instead
 * of the picture. *html is one <svg> element. Fails (ERR_SYSTEM) when `svg` has no complete <svg> with a
 * size. */
bool html_svg_inline(Arena *arena, const char *svg, const char *prefix, const char *label, char **html,
                     Err *err) MUST_USE;

#endif
