/* Waiting: for descriptors, for signals, for a time. A negative result is an errno. */
#ifndef SKYWIRE_SYS_WAIT_H
#define SKYWIRE_SYS_WAIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Milliseconds of a clock that nobody sets. */
int64_t sys_now(void);

/*
 * From now on SIGHUP, SIGINT and SIGTERM are read from the descriptor that comes back, and SIGPIPE is of no
 * consequence.
 */
long sys_take_signals(void);

/* Takes one signal that waits there. */
void sys_take_signal(int signals);

enum { SYS_FOR_EVER = -1 };

/*
 * Waits until some of the descriptors can be read or are closed by the other side, or the time has come; ready tells
 * which. A descriptor below zero is passed over.
 */
enum { SYS_MOST_WAITED = 2 };

long sys_wait(const int *descriptors, bool *ready, size_t count, int32_t wait_millis);

#endif
