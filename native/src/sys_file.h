/* Descriptors. A negative result is an errno. */
#ifndef SKYWIRE_SYS_FILE_H
#define SKYWIRE_SYS_FILE_H

#include <stddef.h>

enum { SYS_STDOUT = 1, SYS_STDERR = 2 };

/* Writes all of it, unless the system refuses. */
void sys_write_all(int descriptor, const char *text, size_t length);

#endif
