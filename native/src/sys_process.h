/* Processes: limits, parents, other programs. A negative result is an errno. */
#ifndef SKYWIRE_SYS_PROCESS_H
#define SKYWIRE_SYS_PROCESS_H

#include <stdint.h>

enum sys_limit { SYS_LIMIT_OPEN_FILES = 7, SYS_LIMIT_MEMORY = 9 };

_Noreturn void sys_exit(int code);

long sys_parent(void);

/* Lets the kernel kill this process when the thread that has started it ends. */
long sys_die_with_parent(void);

/* Sets both the soft and the hard limit. */
long sys_set_limit(enum sys_limit limit, uint64_t most);

long sys_set_nice(int nice);

/* Becomes another program; comes back only if that fails. */
long sys_become(char **command, char **environment);

#endif
