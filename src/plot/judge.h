/* judge: what the gnuplot processes of one plot_draw have drawn: takes their pictures, or says why there is
 * none. */
#ifndef JIXIAO_PLOT_JUDGE_H
#define JIXIAO_PLOT_JUDGE_H

#include "base/child.h"
#include "plot/plot.h"
#include "plot/script.h"

/* One call of plot_draw: the temporary folder holds what precedes every chart (clear.gp), style-N.gpi and
 * body-N.gp of each template, and P-I.gp of chart I of the process in place P, which later charts there
 * overwrite: making files anew is slow. A picture is N.png or N.pdf of job N; SVGs go to the standard output
 * of gnuplot. */
typedef struct {
    Arena *arena;  /* the caller's: what stays */
    Arena scratch; /* the rest */
    ChartJob *jobs;
    size_t count;
    size_t *waiting, waiting_count; /* numbers of the jobs of this round: */
    size_t filled, given;           /* so many have their data, and were given to a process */
    size_t processes;
    const char *folder;
    const ChartTemplate **bodies;
    ScriptWords *words; /* of each body */
    size_t body_count;
    const PlotSource *source;
    const PlotListener *listener;
    size_t done;   /* charts that a process has ended, or that need none */
    Err unwritten; /* the first picture or script that could not be put in its place; ERR_NONE: none */
} Drawing;

/* The charts of one process. */
typedef struct {
    Drawing *drawing;
    size_t *list, count, capacity; /* numbers of the jobs that it was given */
    bool started;
    size_t place;       /* among the processes that run */
    size_t begun, over; /* so many of them, as it says itself */
    size_t judged;      /* so many have their picture or their message */
    int timeout, status;
    const char *output; /* the file that its standard output goes to */
    size_t taken;       /* bytes of it */
    char *at;           /* what was read of it, and is not yet taken */
    const char *said;   /* what it said; so much of that was heard, and judged */
    size_t said_size, heard, said_judged;
    const char *first; /* the first line of what it said */
} Chunk;

/* Said by gnuplot at the end of a chart. */
extern const char judge_done_mark[];

const char *judge_file(Arena *arena, const Chunk *chunk, size_t i);       /* the script of its chart i */
size_t judge_body(const Drawing *drawing, const ChartTemplate *template); /* its place in bodies */
void judge_fail(Drawing *drawing, ChartJob *job, const char *what);
/* A file of a job, where it belongs. */
bool judge_write(Arena *arena, const ChartJob *job, const char *path, const void *bytes, size_t size,
                 Err *err) MUST_USE;
/* Counts the charts that are begun and over; judges those that are over, while others are drawn; and the rest
 * of a process that has ended. The contexts, for child.h, are Chunks. */
void judge_hear(void *context, const char *said, size_t size);
bool judge_some(Chunk *chunk); /* false = there are none */
void judge_rest(void *context, const ChildResult *result);

#endif
