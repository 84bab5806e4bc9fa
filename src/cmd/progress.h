/* progress: one line on a terminal that says which stage of how many is under way. Nothing when standard
 * error is none. */
#ifndef JIXIAO_CMD_PROGRESS_H
#define JIXIAO_CMD_PROGRESS_H

#include <stdbool.h>

typedef struct {
    bool shown; /* standard error is a terminal, and --quiet was not given */
    int stage, stages;
} Progress;

Progress progress_new(bool quiet, int stages);
void progress_stage(Progress *progress, const char *name); /* the next stage begins */
void progress_clear(const Progress *progress); /* before anything else is printed, and at the end */

#endif
