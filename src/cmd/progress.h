/* progress: one line on a terminal that says which stage of how many is under way. Nothing when standard
 * error is none. */
#ifndef JIXIAO_CMD_PROGRESS_H
#define JIXIAO_CMD_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/both.h"

typedef struct {
    bool shown; /* standard error is a terminal, and --quiet was not given */
    int stage, stages;
    const char *name; /* of the stage */
    Lang spoken;
    int64_t started; /* when the counting of the stage began, milliseconds; 0 = not yet */
} Progress;

Progress progress_new(bool quiet, int stages, Lang spoken);
void progress_stage(Progress *progress, const char *name); /* the next stage begins */
/* How much of the stage is done, and how long the rest will take if it goes on like this. */
void progress_count(Progress *progress, size_t done, size_t count);
void progress_clear(const Progress *progress); /* before anything else is printed, and at the end */

#endif
