#include "cmd/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { BAR = 24 };

Progress progress_new(bool quiet, int stages) {
    return (Progress){.shown = !quiet && isatty(STDERR_FILENO), .stages = stages};
}

void progress_stage(Progress *progress, const char *name) {
    progress->stage++;
    if (!progress->shown) return;
    int done = BAR * (progress->stage - 1) / (progress->stages ? progress->stages : 1);
    fputs("\r\033[K[", stderr);
    for (int i = 0; i < BAR; i++)
        fputc(i < done ? '#' : '.', stderr);
    fprintf(stderr, "] %d/%d %s", progress->stage, progress->stages, name);
    fflush(stderr);
}

void progress_clear(const Progress *progress) {
    if (!progress->shown || progress->stage == 0) return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
}
