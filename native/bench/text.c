#include "peer.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void complain(const char *format, va_list arguments)
{
    fputs("peer: ", stderr);
    vfprintf(stderr, format, arguments);
}

_Noreturn void die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    complain(format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

_Noreturn void die_system(const char *format, ...)
{
    const char *reason = strerror(errno);
    va_list arguments;
    va_start(arguments, format);
    complain(format, arguments);
    va_end(arguments);
    fprintf(stderr, ": %s\n", reason);
    exit(1);
}

long json_number(const char *json, const char *key)
{
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\":", key);
    const char *at = strstr(json, quoted);
    if (at == NULL) {
        die("expected %s in %s", quoted, json);
    }
    return strtol(at + strlen(quoted), NULL, 10);
}

const char *frame_text(const struct frame *frame, char *buffer)
{
    memcpy(buffer, frame->bytes, (size_t)frame->length);
    buffer[frame->length] = '\0';
    return buffer;
}

void send_prefix(char *prefix, long port, const char *remote)
{
    int length = snprintf(prefix, PREFIX, "{\"addr\":{\"port\":%ld,\"remote\":%s},\"payload\":\"", port, remote);
    if (length >= PREFIX) {
        die("expected an address, got %s", remote);
    }
}
