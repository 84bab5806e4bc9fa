#include "cmd/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BAR = 24 };

Progress progress_new(bool quiet, int stages, Lang spoken) {
    return (Progress){.spoken = spoken, .shown = !quiet && isatty(STDERR_FILENO), .stages = stages};
}

/* `part` of the stage is done. */
static void draw_bar(const Progress *progress, double part) {
    int done = (int)(BAR * (progress->stage - 1 + part) / (progress->stages ? progress->stages : 1));
    fputs("\r\033[K[", stderr);
    for (int i = 0; i < BAR; i++)
        fputc(i < done ? '#' : '.', stderr);
    char name[128];
    both_snprintf(progress->spoken, name, sizeof name, "%s", both(progress->name));
    fprintf(stderr, "] %d/%d %s", progress->stage, progress->stages, name);
}

void progress_stage(Progress *progress, const char *name) {
    progress->stage++;
    progress->name = name;
    progress->started = 0;
    if (!progress->shown) return;
    draw_bar(progress, 0);
    fflush(stderr);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void progress_count(Progress *progress, size_t done, size_t count) {
    enum { SAID_FROM = 1000 }; /* milliseconds: before that nobody can tell */
    if (!progress->shown || count == 0) return;
    if (!progress->started) progress->started = now();
    int64_t spent = now() - progress->started;
    draw_bar(progress, (double)done / (double)count);
    fprintf(stderr, " %zu/%zu", done, count);
    if (spent >= SAID_FROM && done > 0 && done < count) {
        char left[64];
        both_snprintf(progress->spoken, left, sizeof left, ", about %.0f s left",
                      (double)spent / 1000 * (double)(count - done) / (double)done);
        fputs(left, stderr);
    }
    fflush(stderr);
}

void progress_clear(const Progress *progress) {
    if (!progress->shown || progress->stage == 0) return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
}
