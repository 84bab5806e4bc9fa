/* style: plots/style.gpi for one chart. gnuplot looks for every name through all that there ever were, so
 * that what a chart does not use makes it slower. */
#ifndef JIXIAO_PLOT_STYLE_H
#define JIXIAO_PLOT_STYLE_H

#include "plot/plot.h"

/* The style without the variables and functions whose names stand as whole words neither in the template's
 * body or height nor in what else is left of the style. The lines keep their numbers: an empty one for each
 * definition that goes. "\n" when there is no style. */
char *style_for(Arena *arena, const ChartTemplate *template);

#endif
