/* plot: charts. A chart is one file plots/NAME.gp: a head behind `#`, then gnuplot commands, before which
 * plots/style.gpi runs. Draws Tables that the hallway filled; knows no database and never runs a query.
 *
 * Keys of the head:
 *   chart                           the file's stem
 *   zh, en                          titles
 *   name.zh, name.en                what kind of chart it is, in a word or two, where it could not be drawn;
 *                                   default: the file's stem
 *   for                             run, dept, indicator, year, indicator-year: one picture for each
 *   chapter, order                  where it stands in the report
 *   data                            SQL on continuation lines
 *   column.NAME                     see model/spec.h
 *   text.NAME: 中文 | English       words for the picture
 *   note.zh, note.en                unit, source, definition
 *   alternative.zh, alternative.en  for a reader who does not see it
 *   minimum: ROWS [COLUMN]          rows needed, counting those where COLUMN has a value; default 1
 *   height                          pixels at width 1000 without title and note: an expression
 *   body                            the chart whose gnuplot commands and height draw this one, too
 * In titles, texts, notes and alternatives {name} stands for a field of the job; {years} for the first and
 * last year in the data's column `year`; or else for the column of that name in the first row.
 *
 * Variables that the body finds, where NAME is a column or a text of the head. Only those are there whose
 * names stand as whole words in the body, the height or the style; and so it is with the columns of the data
 * file. What the style defines on lines of its own is there when it is named so, too (plot/style.h).
 *   data, lang, rows                name of a file or block of data; 'zh' or 'en'; rows of the table
 *   canvas_w, canvas_h              pixels; canvas_h = height + title_px + note_px
 *   title_text, title_lines, title_px
 *   note_text, note_lines, note_px  '' and 0 in a bare picture
 *   text_NAME                       a text of the head
 *   label_NAME, unit_NAME           heading and unit of a column
 *   cells_NAME                      screen cells of its longest text or printed number
 *   col_NAME                        its number in the data file
 *   print_NAME                      numeric columns: number of the column with the value as people read it
 *   NAME_min, NAME_max, count_NAME  numeric columns: of the present values; NaN, NaN, 0 when there is none
 * Missing numbers are NaN, missing texts and missing printed numbers “—”. Column 1 of the data file is the
 * row's number from 0. Texts longer than PLOT_TEXT_CELLS are cut with “…”. Where the value of a column called
 * `block` changes, a new block begins: `index 0`, `index 1`, … A table or block of one row is followed by a
 * row of missing values, for without it gnuplot crashes when that row gives no label. */
#ifndef JIXIAO_PLOT_PLOT_H
#define JIXIAO_PLOT_PLOT_H

#include "base/head.h"
#include "base/text.h"
#include "model/table.h"

#define PLOT_FONT       "Noto Sans CJK SC"
#define PLOT_WIDTH      1000
#define PLOT_TEXT_CELLS 48

typedef enum {
    CHART_RUN,
    CHART_DEPT,
    CHART_INDICATOR,
    CHART_YEAR,
    CHART_INDICATOR_YEAR,
    CHART_SCOPE_COUNT
} ChartScope;
extern const char *const chart_scope_names[CHART_SCOPE_COUNT]; /* the words behind `for:` */

typedef struct {
    const char *id, *path, *chapter; /* path: for messages */
    ChartScope scope;
    int order;
    const char *query;          /* the SQL of `data` */
    size_t minimum;             /* rows needed */
    const char *minimum_column; /* in which these rows have a value; NULL = any row counts */
    const char *height;         /* gnuplot expression */
    const char *body_path;      /* where the gnuplot commands stand: for messages */
    const char *name[LANG_COUNT], *title[LANG_COUNT], *note[LANG_COUNT],
        *alternative[LANG_COUNT]; /* with {placeholders}; "" = none */
    Head head;                    /* for spec_apply; its body is the one that draws */
} ChartTemplate;

/* The charts compiled in and those of a folder (NULL = none), which replace by name or add, by order and then
 * id. Fails (ERR_SOURCE, file:line) on a head with unknown or missing keys, a bad value, or a chart without a
 * body. */
bool plot_templates(Arena *arena, const char *extra_folder, ChartTemplate **list, size_t *count,
                    Err *err) MUST_USE;

typedef struct {
    const ChartTemplate *template;
    const Table *data;
    Lang lang;
    const TextField *fields; /* {dept}, {indicator}, {year}, … */
    size_t field_count;
    const char *remark; /* a sentence behind the note; "" = none */
    const char *path;   /* .svg, .png (2000 pixels wide) or .pdf; its folder exists. NULL: an SVG, no file */
    bool bare;          /* no title and no note in the file: the report prints them itself */
    bool staged;        /* that folder is seen by others when all is done: nothing is forced to the disk */
    bool keep; /* leaves the script and its data beside it, NAME.gp and NAME.dat, to be drawn again */
    /* out */
    const char *svg;     /* of an SVG: the picture without title and note, for a page; NULL = no SVG */
    bool failed;         /* no picture: see message. An older one of that name is left as it was */
    bool empty;          /* failed because the data are too few; nothing is wrong with the template */
    size_t have;         /* rows that count for `minimum` */
    const char *message; /* one line that names the template; NULL when drawn */
    const char *script;  /* what gnuplot was given before the body: the variables */
    const char *title, *note, *alternative; /* with the placeholders filled in */
} ChartJob;

/* Told, while they are drawn, how many of the charts are done. */
typedef struct {
    void (*tell)(void *context, size_t done, size_t count);
    void *context;
} PlotListener;

/* Gives some jobs, by their numbers, their data: right before they are drawn, while others are. */
typedef struct {
    bool (*fill)(void *context, const size_t *list, size_t count, Err *err);
    void *context;
} PlotSource;

/* Draws all jobs with so many gnuplot processes side by side; `source` may be NULL (they have their data,
 * whose error is otherwise that of the call), and so may `listener`. Each is drawn once: an SVG with title
 * and note is made from the one without. A chart that fails is marked and does not stop the others. Fails as
 * a whole (ERR_SYSTEM) only when gnuplot or the temporary folder cannot be had, or a file cannot be put in
 * its place. The same job makes the same
 * bytes. Checked against gnuplot 5.4 and 6.0. */
bool plot_draw(Arena *arena, ChartJob *jobs, size_t count, int processes, const PlotSource *source,
               const PlotListener *listener, Err *err) MUST_USE;

/* *warning: a sentence about the missing font that pictures need, or NULL when all is well. Fails never for a
 * missing font, only when the system is in trouble. */
bool plot_check_font(Arena *arena, const char **warning, Err *err) MUST_USE;

#endif
