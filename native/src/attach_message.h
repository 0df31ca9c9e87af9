/*
 * What skywire-attach and the container say to one another, each in one message of a SOCK_SEQPACKET socket. Numbers are
 * unsigned and big-endian.
 *
 *   offset  0         4       5
 *           | "SKA1"  | type  | texts: length u16, then as many bytes of UTF-8; to the message's end
 *
 * docs/protocol/attach.md has the rest.
 */
#ifndef SKYWIRE_ATTACH_MESSAGE_H
#define SKYWIRE_ATTACH_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

enum {
    MESSAGE_ATTACH = 1, /* to the container: name, version, arguments; with descriptors 3 and 4 */
    MESSAGE_STOP = 2,   /* to the container: end the app */
    MESSAGE_SEATED = 3, /* from the container: the app has taken over */
    MESSAGE_ENDED = 4   /* from the container: the app's fault, an empty text if it has none */
};

enum {
    MESSAGE_HEAD = 5,
    MESSAGE_SIZE = 65536,
    MESSAGE_ARGUMENTS = 128,
    MESSAGE_ARGUMENT_LENGTH = 4096,
    MESSAGE_FAULT_LENGTH = 512
};

struct message {
    uint8_t bytes[MESSAGE_SIZE];
    size_t length;
};

/* A message of this type without texts. */
void message_begin(struct message *message, uint8_t type);

/*
 * The message that hands over an app. arguments end with NULL.
 *
 * Returns false if there is too much; then *complaint says what was expected and what came.
 */
bool message_attach(struct message *message, const char *name, const char *version, char **arguments,
                    struct line *complaint);

/* The type of a message that came, or 0 if it is none. */
uint8_t message_type(const struct message *message);

/*
 * The one text of a message that came, made fit to be shown. Returns false if there is not exactly one.
 */
bool message_fault(const struct message *message, char fault[MESSAGE_FAULT_LENGTH + 1]);

#endif
