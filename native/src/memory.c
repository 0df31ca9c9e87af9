/* What compilers call by themselves. */
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memset(void *to, int value, size_t length);

void *memcpy(void *restrict to, const void *restrict from, size_t length)
{
    char *out = to;
    const char *in = from;
    for (size_t at = 0; at < length; at++) {
        out[at] = in[at];
    }
    return to;
}

void *memset(void *to, int value, size_t length)
{
    char *out = to;
    for (size_t at = 0; at < length; at++) {
        out[at] = (char)value;
    }
    return to;
}
