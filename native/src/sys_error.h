/* Errors of the system, in words. */
#ifndef SKYWIRE_SYS_ERROR_H
#define SKYWIRE_SYS_ERROR_H

enum sys_errno {
    SYS_EPERM = 1,
    SYS_ENOENT = 2,
    SYS_EINTR = 4,
    SYS_ENOEXEC = 8,
    SYS_EAGAIN = 11,
    SYS_EACCES = 13,
    SYS_ENAMETOOLONG = 36,
    SYS_ECONNREFUSED = 111
};

/* Never NULL. */
const char *sys_error_text(int number);

#endif
