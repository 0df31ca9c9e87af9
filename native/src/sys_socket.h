/* Unix sockets that keep messages apart and never block. A negative result is an errno. */
#ifndef SKYWIRE_SYS_SOCKET_H
#define SKYWIRE_SYS_SOCKET_H

#include <stddef.h>

/* Connects to the socket at path, of up to 107 bytes; the descriptor of the connection. SYS_EAGAIN if too many wait there. */
long sys_connect(const char *path);

/* Sends one message, with descriptors if descriptor_count is not 0; at most SYS_MOST_DESCRIPTORS. */
enum { SYS_MOST_DESCRIPTORS = 2 };

long sys_send(int socket, const void *message, size_t length, const int *descriptors, size_t descriptor_count);

/* Receives one message; what is longer than size is cut. Its length, or 0 when the other side has closed. */
long sys_receive(int socket, void *message, size_t size);

#endif
