/* judge: what the gnuplot processes of one plot_draw have drawn: takes their pictures, or says why there is
 * none. */
#ifndef JIXIAO_PLOT_JUDGE_H
#define JIXIAO_PLOT_JUDGE_H

#include "base/child.h"
#include "plot/plot.h"
#include "plot/script.h"

/* One call of plot_draw: the temporary folder holds what precedes every chart (clear.gp), style-N.gpi and
 * body-N.gp of each template, and P-I.gp of chart I of the process in place P, which
 * the next process there overwrites: making files anew is slow. A picture is N.png or N.pdf of job N; SVGs go
 * to the standard output of gnuplot. */
typedef struct {
    Arena *arena;  /* the caller's: what stays */
    Arena scratch; /* the rest */
    ChartJob *jobs;
    size_t count;
    const char *folder;
    const ChartTemplate **bodies;
    ScriptWords *words; /* of each body */
    size_t body_count;
    const PlotSource *source;
    const PlotListener *listener;
    size_t done; /* charts that a process has ended, or that need none */
} Drawing;

/* The charts of one process. */
typedef struct {
    Drawing *drawing;
    size_t *list, count; /* numbers of jobs */
    bool filled;         /* the jobs have their data */
    size_t place;        /* among the processes that run */
    size_t begun;        /* of them: the others are for another process */
    size_t mark_read;    /* characters of judge_done_mark that were heard last */
    int timeout, status;
    const char *output; /* the file that its standard output goes to */
    char *at;           /* what is not yet taken of it */
    const char *first;  /* the first line of what it said */
} Chunk;

/* Said by gnuplot at the end of a chart. */
extern const char judge_done_mark[];

const char *judge_file(Arena *arena, const Chunk *chunk, size_t i);       /* P-I.gp */
size_t judge_body(const Drawing *drawing, const ChartTemplate *template); /* its place in bodies */
void judge_fail(Drawing *drawing, ChartJob *job, const char *what);
/* A file of a job, where it belongs. */
bool judge_write(Arena *arena, const ChartJob *job, const char *path, const void *bytes, size_t size,
                 Err *err) MUST_USE;
/* For child.h; the context is a Chunk. Counts the charts that are done; judges the charts of a process that
 * has ended. */
void judge_hear(void *context, const char *bytes, size_t size);
void judge_chunk(void *context, const ChildResult *result);

#endif
