#include "skp.h"
#include "sys_call.h"
#include "sys_error.h"

int32_t skp_write(int32_t descriptor, const uint8_t *from, int32_t length)
{
    long written;
    do {
        written = sys_call3(SYS_WRITE, descriptor, sys_address(from), length);
    } while (written == -SYS_EINTR);
    return (int32_t)written;
}
