/*
 * A node of one loop between two apps. A thread for each direction reads one pipe and writes the other: what one read has brought, in
 * one write. The text of a Send is checked and copied behind the beginning that the other app knows, ids are mapped, and an
 * answer goes back to whoever is to have it.
 */
#include "peer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { DIALLED = 10, DIALLING = 49152, OWN = 11 };

/* From one app to the other. Ids of Sends are noted here, and looked up by the other direction, which has their answers. */
struct direction {
    struct inflow *in;
    struct outflow *out;
    struct direction *back;
    char prefix[PREFIX];
    uint8_t next_id;
    _Atomic uint8_t asked_as[256];
};

static void handle(void *self, const struct frame *frame)
{
    struct direction *way = self;
    switch (frame->type) {
    case SEND: {
        uint8_t id = way->next_id++;
        atomic_store_explicit(&way->asked_as[id], frame->id, memory_order_relaxed);
        outflow_send_text(way->out, way->prefix, id, frame->bytes, frame->length);
        break;
    }
    case SUCCESS:
    case FAILURE:
        outflow_put(way->out, frame->type,
                    atomic_load_explicit(&way->back->asked_as[frame->id], memory_order_relaxed), frame->bytes,
                    (size_t)frame->length);
        break;
    default:
        die("expected nothing but Sends and answers, got type %d", frame->type);
    }
}

static void *run(void *self)
{
    struct direction *way = self;
    while (inflow_read(way->in, handle, way)) {
        outflow_flush(way->out);
    }
    exit(0);
}

/* The loop is opened before there are threads. */
static void connect_apps(struct seat *from, struct seat *to)
{
    char body[TEXT];
    struct frame dial = inflow_next(&from->in);
    if (dial.type != CREATE_LOOP) {
        die("expected CreateLoop, got type %d", dial.type);
    }
    snprintf(body, sizeof body, "[{\"pk\":\"" KEY "\",\"port\":%d},{\"pk\":\"" KEY "\",\"port\":%d}]", DIALLED, DIALLING);
    outflow_text(&to->out, CONFIRM_LOOP, 0, body);
    outflow_flush(&to->out);
    if (inflow_next(&to->in).type != SUCCESS) {
        die("expected the loop to be confirmed");
    }
    snprintf(body, sizeof body, "{\"pk\":\"" KEY "\",\"port\":%d}", DIALLING);
    outflow_text(&from->out, SUCCESS, dial.id, body);
    outflow_flush(&from->out);
}

int play_relay(int count, char **arguments)
{
    if (count != 3) {
        return 2;
    }
    static struct seat source;
    static struct seat other;
    static struct direction there;
    static struct direction back;
    seat_start(&other, (char *[]){"peer", "app", "other", arguments[0], arguments[1], arguments[2], NULL}, DIALLED, true);
    seat_start(&source, (char *[]){"peer", "app", "source", arguments[0], arguments[1], "source", NULL}, OWN, true);
    connect_apps(&source, &other);
    there = (struct direction){.in = &source.in, .out = &other.out, .back = &back};
    back = (struct direction){.in = &other.in, .out = &source.out, .back = &there};
    char remote[TEXT];
    snprintf(remote, sizeof remote, "{\"pk\":\"" KEY "\",\"port\":%d}", DIALLING);
    send_prefix(there.prefix, DIALLED, remote);
    snprintf(remote, sizeof remote, "{\"pk\":\"" KEY "\",\"port\":%d}", DIALLED);
    send_prefix(back.prefix, DIALLING, remote);
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, &back) != 0) {
        die_system("pthread_create");
    }
    run(&there);
    return 0;
}
