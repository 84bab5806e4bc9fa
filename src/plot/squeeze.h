/* squeeze: the drawing inside an SVG of gnuplot said with fewer bytes. Knows the few elements that
 * gnuplot 5.4 writes and gives up on anything else, so that a picture it does not understand stays as it was.
 */
#ifndef JIXIAO_PLOT_SQUEEZE_H
#define JIXIAO_PLOT_SQUEEZE_H

#include "base/text.h"

/* Appends the drawing of an SVG, given from behind its description: nested groups are resolved, places are
 * rounded to a tenth of a pixel, lines and boxes of one look that follow each other become one path, round
 * points become round ends of lines without length, definitions go. Grid lines come first and texts last;
 * everything else keeps its order, so that nothing else is painted over. The closing </svg> is included.
 * False, with nothing appended, when there is something that it does not know. */
bool squeeze_svg(Text *out, const char *drawing) MUST_USE;

#endif
