/* Descriptors. A negative result is an errno. */
#ifndef SKYWIRE_SYS_FILE_H
#define SKYWIRE_SYS_FILE_H

#include <stddef.h>

enum { SYS_STDOUT = 1, SYS_STDERR = 2 };

/* Writes all of it, unless the system refuses. */
void sys_write_all(int descriptor, const char *text, size_t length);

void sys_close(int descriptor);

/* The target of a symbolic link, ended with a zero byte and cut to size. Its length. */
long sys_link(const char *path, char *target, size_t size);

/* Whether a descriptor is open to be read, SYS_TO_READ, or written, SYS_TO_WRITE. */
enum { SYS_TO_READ = 0, SYS_TO_WRITE = 1, SYS_ACCESS_MODE = 3 };

long sys_access_mode(int descriptor);

#endif
