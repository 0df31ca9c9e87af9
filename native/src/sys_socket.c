#include "sys_socket.h"

#include <stdint.h>

#include "sys_call.h"
#include "sys_error.h"
#include "sys_file.h"
#include "text.h"

enum {
    AF_UNIX = 1,
    SOCK_SEQPACKET = 5,
    SOCK_CLOEXEC = 02000000,
    SOCK_NONBLOCK = 04000,
    SOL_SOCKET = 1,
    SCM_RIGHTS = 1,
    MSG_NOSIGNAL = 0x4000,
    PATH_SIZE = 108
};

struct unix_address {
    uint16_t family;
    char path[PATH_SIZE];
};

struct piece {
    const void *start;
    size_t length;
};

/* As the kernel has them; its "unsigned long" and "size_t" are of one size on all our machines. */
struct message_header {
    void *name;
    int name_length;
    struct piece *pieces;
    size_t piece_count;
    void *control;
    size_t control_length;
    unsigned int flags;
};

struct rights {
    size_t length;
    int level;
    int type;
    int descriptors[SYS_MOST_DESCRIPTORS];
};

long sys_connect(const char *path)
{
    struct unix_address address = {.family = AF_UNIX};
    size_t length = text_length(path);
    if (length >= PATH_SIZE) {
        return -SYS_ENAMETOOLONG;
    }
    for (size_t at = 0; at < length; at++) {
        address.path[at] = path[at];
    }
    long socket = sys_call3(SYS_SOCKET, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0) {
        return socket;
    }
    long result;
    do {
        result = sys_call3(SYS_CONNECT, socket, sys_address(&address), sizeof(address));
    } while (result == -SYS_EINTR);
    if (result < 0) {
        sys_close((int)socket);
        return result;
    }
    return socket;
}

long sys_send(int socket, const void *message, size_t length, const int *descriptors, size_t descriptor_count)
{
    struct piece piece = {message, length};
    struct rights rights = {.level = SOL_SOCKET, .type = SCM_RIGHTS};
    struct message_header header = {.pieces = &piece, .piece_count = 1};
    if (descriptor_count > 0) {
        for (size_t at = 0; at < descriptor_count; at++) {
            rights.descriptors[at] = descriptors[at];
        }
        rights.length = offsetof(struct rights, descriptors) + descriptor_count * sizeof(int);
        header.control = &rights;
        header.control_length = sizeof(rights);
    }
    long result;
    do {
        result = sys_call3(SYS_SENDMSG, socket, sys_address(&header), MSG_NOSIGNAL);
    } while (result == -SYS_EINTR);
    return result;
}

long sys_receive(int socket, void *message, size_t size)
{
    long result;
    do {
        result = sys_call3(SYS_READ, socket, sys_address(message), (long)size);
    } while (result == -SYS_EINTR);
    return result;
}
