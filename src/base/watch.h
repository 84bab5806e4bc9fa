/* watch: how far a long piece of work has come, for whoever wants to know: the work tells, and never asks who
 * listens. Told from the thread that was given the watch only. */
#ifndef JIXIAO_BASE_WATCH_H
#define JIXIAO_BASE_WATCH_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    /* `part`: what is under way ("reading"); another one ends the part before; NULL: what was under way
     * before. `unit`: what is counted
     * ("rows", "bytes"). total 0 = not known yet. */
    void (*tell)(void *context, const char *part, const char *unit, uint64_t done, uint64_t total);
    void *context;
} Watch;

/* To be told about every so many rows: often enough for a second, seldom enough to cost nothing. */
enum { WATCH_ROWS = 1 << 16 };

static inline void watch_tell(const Watch *watch, const char *part, const char *unit, uint64_t done,
                              uint64_t total) {
    if (watch) watch->tell(watch->context, part, unit, done, total);
}

#endif
