#include "sys_file.h"

#include "sys_call.h"
#include "sys_error.h"

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
