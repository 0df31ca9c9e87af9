/*
 * What the C peers of the benchmarks share: a program that plays an app, the node at the other end of an app's pipes, or a relay
 * between two apps. It says no more of the pipe protocol than the benchmarks need, with the product's own codec. Any fault ends it.
 */
#ifndef PEER_H
#define PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "skp.h"

enum {
    READ_BUFFER = 256 * 1024,
    PAYLOADS = 64 * 1024,
    WRITE_BUFFER = 512 * 1024,
    COALESCED = 64 * 1024, /* an app puts so much into one write, or one frame */
    RECORDS = 4096,
    BEGINNINGS = 64,
    PREFIX = SKP_BEGINNING_MOST,
    FRAME = 65537,
    TEXT = 512
};

enum type { INIT = 0, CREATE_LOOP = 1, CONFIRM_LOOP = 2, SEND = SKP_SEND, CLOSE = 4, FAILURE = 0xfe, SUCCESS = 0xff };

/* Prints the message and ends the program. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, with what the system said last. */
_Noreturn void die_system(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Memory of whole pages. */
void *pages(size_t bytes);

/* What is read from a pipe. */
struct inflow {
    int descriptor;
    bool text; /* payloads are left in base64 */
    int32_t from;
    int32_t to;
    uint8_t *buffer;
    uint8_t *payloads;
    struct skp_record *records;
    struct skp_beginnings *beginnings;
};

/* What is to be written to a pipe, at once when it is flushed. */
struct outflow {
    int descriptor;
    int32_t used;
    uint8_t *buffer;
};

/* A frame as a handler gets it: a Send with its payload or text, or anything else with its body. */
struct frame {
    uint8_t type;
    uint8_t id;
    const uint8_t *bytes;
    int32_t length;
};

typedef void (*frame_handler)(void *self, const struct frame *frame);

void inflow_open(struct inflow *in, int descriptor, bool text);
void outflow_open(struct outflow *out, int descriptor);

/* Reads once and hands over all frames that are complete; false at the end of the pipe. */
bool inflow_read(struct inflow *in, frame_handler handler, void *self);

/* Waits for one frame that is no Send; for what is said before any Send. The body is lent until the next call. */
struct frame inflow_next(struct inflow *in);

void outflow_put(struct outflow *out, uint8_t type, uint8_t id, const void *body, size_t length);
void outflow_text(struct outflow *out, uint8_t type, uint8_t id, const char *body);
void outflow_send(struct outflow *out, const char *prefix, uint8_t id, const uint8_t *payload, int32_t length);

/* A Send whose payload is in base64 already. */
void outflow_send_text(struct outflow *out, const char *prefix, uint8_t id, const uint8_t *text, int32_t length);
void outflow_flush(struct outflow *out);

/* The number behind a key in JSON such as the node writes; ends the program if there is none. */
long json_number(const char *json, const char *key);

/* The body of a frame as a string, in a buffer of FRAME bytes. */
const char *frame_text(const struct frame *frame, char *buffer);

/* The beginning of each Send on a loop, from the local port and the remote address in JSON. */
void send_prefix(char *prefix, long port, const char *remote);

/* A program that a node has started with pipes on 3 and 4, and that has said Init. */
struct seat {
    struct inflow in;
    struct outflow out;
    long port;
};

/* Starts this program as an app, and answers its Init with the window it asks for. */
void seat_start(struct seat *seat, char *const arguments[], long port, bool text);

int play_app(int count, char **arguments);
int play_pair(int count, char **arguments);
int play_relay(int count, char **arguments);
int place(int count, char **arguments);

/* The only key there is at the nodes played here. */
#define KEY "02abababababababababababababababababababababababababababababababab"

#endif
