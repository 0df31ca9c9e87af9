#include "sys_process.h"

#include "sys_call.h"

enum { PR_SET_PDEATHSIG = 1, SIGKILL = 9, PRIO_PROCESS = 0 };

_Noreturn void sys_exit(int code)
{
    for (;;) {
        sys_call1(SYS_EXIT_GROUP, code);
    }
}

long sys_parent(void)
{
    return sys_call1(SYS_GETPPID, 0);
}

long sys_die_with_parent(void)
{
    return sys_call5(SYS_PRCTL, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}

long sys_set_limit(enum sys_limit limit, uint64_t most)
{
    const uint64_t both[2] = {most, most};
    return sys_call4(SYS_PRLIMIT64, 0, (long)limit, sys_address(both), 0);
}

long sys_set_nice(int nice)
{
    return sys_call3(SYS_SETPRIORITY, PRIO_PROCESS, 0, nice);
}

long sys_become(char **command, char **environment)
{
    return sys_call3(SYS_EXECVE, sys_address(command[0]), sys_address(command), sys_address(environment));
}
