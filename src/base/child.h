/* child: runs other programs (gnuplot, fc-match) without a shell, several side by side, and hands back what
 * they said. They get a small environment: the search paths, LC_ALL=C.UTF-8, no HOME and no settings of their
 * own; folders with fonts of the user stay known through XDG_DATA_HOME. Each leads a process group, and
 * nothing of the group outlives it. Never judges the result: that is for whoever asked. */
#ifndef JIXIAO_BASE_CHILD_H
#define JIXIAO_BASE_CHILD_H

#include "base/arena.h"

typedef struct ChildResult ChildResult;

/* What a child is to read next. */
typedef struct {
    const char *text; /* left alone until it is asked for more, or has ended */
    size_t size;      /* 0 = nothing for the moment */
    bool more;        /* its standard input stays open behind that */
    int timeout;      /* seconds from now on after which it is killed; 0 = as it was */
} ChildInput;

typedef struct {
    const char *const *words; /* the program, looked up in PATH, and its arguments; NULL at the end */
    const char *folder;       /* the folder to run in; NULL = this one */
    const char *input;        /* written to its standard input, which is then closed; NULL = nothing */
    size_t input_size;
    int timeout;        /* seconds after which it is killed; 0 = never */
    const char *output; /* a file, seen from its folder, that its standard output goes to; NULL = none */
    /* Instead of `input`: asked right before it is started, and then, while there is `more` to come and it
     * has taken what it got, whenever something happens. Nothing at first and no more: it is not started. Of
     * those that run at the same time each has another `place`, counted from 0. */
    bool (*feed)(void *context, size_t place, ChildInput *input, Err *err);
    /* Told of all that stands in its standard error so far, terminated, when that has grown; NULL = nobody.
     */
    void (*heard)(void *context, const char *said, size_t size);
    /* While it runs: does some work that waits; *used = false: there was none. NULL = there never is. */
    bool (*spare)(void *context, bool *used, Err *err);
    /* Told when it has ended, while others run. What it said is kept no longer than that; NULL = it is. */
    void (*ended)(void *context, const ChildResult *result);
    void *context;
} ChildJob;

struct ChildResult {
    int status;     /* exit status; 128 + signal when a signal ended it */
    bool timed_out; /* killed because the time was up */
    char *output,
        *errors; /* standard output and standard error, terminated; beyond 1 MiB each they are dropped */
};

/* Runs all jobs, so many of them at a time and in their order, and waits for them. Fails (ERR_SYSTEM) when
 * one cannot be started: its name is in the message, errno tells why (ENOENT: there is no such program), and
 * the others are ended; when one cannot begin; or when the program is to stop (base/stop.h): all are ended.
 * An exit status other than 0 is no failure here. A child that does not read its input is no failure either.
 */
bool child_run(Arena *arena, const ChildJob *jobs, ChildResult *results, size_t count, size_t at_once,
               Err *err) MUST_USE;

#endif
