#include "sys_wait.h"

#include "sys_call.h"
#include "sys_error.h"

enum {
    CLOCK_MONOTONIC = 1,
    SIG_BLOCK = 0,
    SIGHUP = 1,
    SIGINT = 2,
    SIGPIPE = 13,
    SIGTERM = 15,
    SIGNAL_SET_SIZE = 8,
    SIGNAL_INFO_SIZE = 128,
    SFD_CLOEXEC = 02000000,
    POLLIN = 1
};

/* Of the calls that even old kernels have; on 32-bit machines it ends in 2038, of a clock that begins with the start. */
struct time {
    long seconds;
    long nanoseconds;
};

struct waited {
    int descriptor;
    short wanted;
    short found;
};

int64_t sys_now(void)
{
    struct time time = {0, 0};
    sys_call3(SYS_CLOCK_GETTIME, CLOCK_MONOTONIC, sys_address(&time), 0);
    return (int64_t)time.seconds * 1000 + time.nanoseconds / 1000000;
}

static uint64_t set_of(int signal)
{
    return (uint64_t)1 << (signal - 1);
}

long sys_take_signals(void)
{
    const uint64_t taken = set_of(SIGHUP) | set_of(SIGINT) | set_of(SIGTERM);
    const uint64_t blocked = taken | set_of(SIGPIPE);
    long result = sys_call4(SYS_RT_SIGPROCMASK, SIG_BLOCK, sys_address(&blocked), 0, SIGNAL_SET_SIZE);
    if (result < 0) {
        return result;
    }
    return sys_call4(SYS_SIGNALFD4, -1, sys_address(&taken), SIGNAL_SET_SIZE, SFD_CLOEXEC);
}

void sys_take_signal(int signals)
{
    char info[SIGNAL_INFO_SIZE];
    sys_call3(SYS_READ, signals, sys_address(info), sizeof(info));
}

long sys_wait(const int *descriptors, bool *ready, size_t count, int32_t wait_millis)
{
    struct waited all[SYS_MOST_WAITED];
    for (size_t at = 0; at < count; at++) {
        all[at] = (struct waited){descriptors[at], POLLIN, 0};
    }
    struct time time = {(long)(wait_millis / 1000), (long)(wait_millis % 1000) * 1000000};
    long result = sys_call5(SYS_PPOLL, sys_address(all), (long)count, wait_millis < 0 ? 0 : sys_address(&time), 0, 0);
    for (size_t at = 0; at < count; at++) {
        ready[at] = result > 0 && all[at].found != 0;
    }
    return result == -SYS_EINTR ? 0 : result;
}
