/* progress: the stages of a command while it runs: one line on a terminal that says which stage of how many
 * is under way and how long it will take, nothing when standard error is none; and, with --timings, a table
 * of where the time went when it is done. No result ever depends on it. */
#ifndef JIXIAO_CMD_PROGRESS_H
#define JIXIAO_CMD_PROGRESS_H

#include "base/arena.h"
#include "base/watch.h"

enum { PROGRESS_STEPS = 64 };

/* A stage, or a part of the stage before it. */
typedef struct {
    const char *name, *unit; /* unit: of count; NULL when nothing was counted */
    bool part;
    int64_t begun, spent; /* microseconds; begun 0 = over */
    uint64_t count;
} ProgressStep;

#include "base/both.h"

typedef struct {
    bool shown;   /* standard error is a terminal, and --quiet was not given */
    bool timings; /* the table was asked for */
    int stage, stages;
    const char *name; /* of the stage */
    Lang spoken;
    int64_t started, begun,
        drawn; /* microseconds: of the count of this stage or part, of all, of the last line */
    size_t step_count, stage_step, part_step; /* part_step 0 = none */
    ProgressStep steps[PROGRESS_STEPS];
} Progress;

Progress *progress_new(Arena *arena, bool quiet, bool timings, int stages, Lang spoken);
void progress_stage(Progress *progress, const char *name); /* the next stage begins */
/* The next part of the stage begins; a name that the stage had before goes on. Texts are kept. */
void progress_part(Progress *progress, const char *name);
/* How much of the stage or part is done, and how long the rest will take if it goes on like this. */
void progress_count(Progress *progress, const char *unit, uint64_t done, uint64_t total);
/* What was counted, for the table; nothing is drawn. */
void progress_counted(Progress *progress, const char *unit, uint64_t count);
/* Listens to work on lower floors: its parts become parts of the stage. */
Watch progress_watch(Progress *progress);
void progress_clear(const Progress *progress); /* before anything else is printed */
/* Clears the line; prints the table if it was asked for and the work is done. */
void progress_end(Progress *progress, bool done);

#endif
