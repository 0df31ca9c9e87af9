/* A test in C: checks, and at the end the exit code. */
#ifndef SKYWIRE_CHECK_H
#define SKYWIRE_CHECK_H

#include <stdio.h>

static int check_count;
static int check_failures;

#define CHECK(condition) check((condition), #condition, __FILE__, __LINE__)

static inline void check(int holds, const char *condition, const char *file, int line)
{
    check_count++;
    if (!holds) {
        check_failures++;
        fprintf(stderr, "%s:%d: expected %s\n", file, line, condition);
    }
}

static inline int check_result(void)
{
    if (check_count == 0) {
        fprintf(stderr, "expected checks, found none\n");
        return 1;
    }
    return check_failures == 0 ? 0 : 1;
}

#endif
