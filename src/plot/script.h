/* script: what gnuplot is given for one chart: the data file and the variables of plot.h. Runs nothing. */
#ifndef JIXIAO_PLOT_SCRIPT_H
#define JIXIAO_PLOT_SCRIPT_H

#include "plot/picture.h"
#include "plot/plot.h"

/* The words of a template's body and height and of the style: what is not among them is not given to gnuplot,
 * which finds its variables by looking through all of them. */
typedef struct {
    char **list; /* sorted */
    size_t count;
} ScriptWords;

ScriptWords script_words(Arena *arena, const ChartTemplate *template);
/* Fills job->title, note and alternative. */
void script_fill_texts(Arena *arena, ChartJob *job);
Caption script_caption(Arena *arena, const ChartJob *job); /* of the filled texts; nothing when it is bare */
/* The rows, one per line; every text quoted and none empty. */
char *script_data(Arena *arena, const ChartJob *job, const ScriptWords *words, size_t *size);
/* Everything before the style and the body: variables, terminal and output. Given are the name of the data, a
 * file or a block, and of the output file,
 * output_name NULL for gnuplot's standard output; `caption` with no lines for a drawing alone. Fails
 * (ERR_SOURCE) on a column or a text whose name cannot be part of a variable's name. */
bool script_variables(Arena *arena, const ChartJob *job, const ScriptWords *words, const Caption *caption,
                      const char *data_name, const char *output_name, char **script, Err *err) MUST_USE;

#endif
