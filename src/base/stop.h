/* stop: Ctrl-C and its like. They are held back for the whole run, so that nothing ends half done: whoever
 * works long asks here now and then, gives up by the ordinary way of errors, which cleans up, and main.c lets
 * the signal through at the very end. Needs no handler and no global: what is held back stays pending. */
#ifndef JIXIAO_BASE_STOP_H
#define JIXIAO_BASE_STOP_H

#include "base/err.h"

/* Holds back SIGINT, SIGTERM and SIGHUP, except those that are ignored (nohup, a job in the background).
 * Before any thread is started. */
void stop_hold(void);
/* One of them has come. From any thread; one system call. */
bool stop_wanted(void);
/* The error of somebody who gives up because of it. Always returns false. */
bool stop_error(Err *err);
/* Ends the program by the signal that has come; returns when there is none. */
void stop_obey(void);

#endif
