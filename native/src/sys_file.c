#include "sys_file.h"

#include "sys_call.h"
#include "sys_error.h"

enum { AT_FDCWD = -100, F_GETFL = 3 };

void sys_write_all(int descriptor, const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        long written = sys_call3(SYS_WRITE, descriptor, sys_address(text + at), (long)(length - at));
        if (written > 0) {
            at += (size_t)written;
        } else if (written != -SYS_EINTR) {
            return;
        }
    }
}

void sys_close(int descriptor)
{
    sys_call1(SYS_CLOSE, descriptor);
}

long sys_link(const char *path, char *target, size_t size)
{
    long length = sys_call4(SYS_READLINK_AT, AT_FDCWD, sys_address(path), sys_address(target), (long)(size - 1));
    target[length < 0 ? 0 : length] = '\0';
    return length;
}

long sys_access_mode(int descriptor)
{
    long flags = sys_call3(SYS_FCNTL, descriptor, F_GETFL, 0);
    return flags < 0 ? flags : flags & SYS_ACCESS_MODE;
}
