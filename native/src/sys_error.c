#include "sys_error.h"

#include <stddef.h>

struct error {
    int number;
    const char *text;
};

static const struct error ERRORS[] = {
    {SYS_EPERM, "operation not permitted"},
    {SYS_ENOENT, "no such file or directory"},
    {7, "argument list too long"},
    {SYS_ENOEXEC, "not a program this system can run"},
    {9, "no such descriptor"},
    {SYS_EAGAIN, "try again"},
    {12, "out of memory"},
    {SYS_EACCES, "permission denied"},
    {20, "not a directory"},
    {21, "is a directory"},
    {22, "not allowed here"},
    {23, "too many open files in the system"},
    {24, "too many open files"},
    {26, "being written to"},
    {32, "nobody reads any more"},
    {SYS_ENAMETOOLONG, "file name too long"},
    {40, "too many symbolic links"},
    {91, "expected another kind of socket"},
    {104, "connection reset"},
    {SYS_ECONNREFUSED, "nobody answers"},
};

const char *sys_error_text(int number)
{
    for (size_t at = 0; at < sizeof(ERRORS) / sizeof(ERRORS[0]); at++) {
        if (ERRORS[at].number == number) {
            return ERRORS[at].text;
        }
    }
    return "error";
}
