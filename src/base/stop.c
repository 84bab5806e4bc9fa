#include "base/stop.h"

#include <signal.h>
#include <stddef.h>

static const int held[] = {SIGINT, SIGTERM, SIGHUP};
enum { HELD_COUNT = sizeof held / sizeof *held };

void stop_hold(void) {
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < HELD_COUNT; i++) {
        struct sigaction action;
        if (sigaction(held[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) sigaddset(&set, held[i]);
    }
    sigprocmask(SIG_BLOCK, &set, NULL);
}

bool stop_wanted(void) {
    sigset_t pending;
    if (sigpending(&pending) != 0) return false;
    for (size_t i = 0; i < HELD_COUNT; i++)
        if (sigismember(&pending, held[i]) == 1) return true;
    return false;
}

bool stop_error(Err *err) {
    return err_set(err, ERR_SYSTEM, "stopped by a signal (Ctrl-C, kill); what was there before is unchanged");
}

void stop_obey(void) {
    if (!stop_wanted()) return;
    sigset_t all;
    sigemptyset(&all);
    for (size_t i = 0; i < HELD_COUNT; i++)
        sigaddset(&all, held[i]);
    sigprocmask(SIG_UNBLOCK, &all, NULL);
}
