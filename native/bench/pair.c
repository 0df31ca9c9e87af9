/*
 * The node's end of a pair: one thread that takes every Send of its app and answers it, the answers of one read in one write.
 */
#include "peer.h"

static void handle(void *self, const struct frame *frame)
{
    struct seat *seat = self;
    switch (frame->type) {
    case CREATE_LOOP:
        outflow_text(&seat->out, SUCCESS, frame->id, "{\"pk\":\"" KEY "\",\"port\":49152}");
        break;
    case SUCCESS:
    case FAILURE:
        break;
    default:
        outflow_put(&seat->out, SUCCESS, frame->id, "null", 4);
    }
}

int play_pair(int count, char **arguments)
{
    if (count != 2) {
        return 2;
    }
    static struct seat seat;
    seat_start(&seat, (char *[]){"peer", "app", "source", arguments[0], arguments[1], "source", NULL}, 11, false);
    while (inflow_read(&seat.in, handle, &seat)) {
        outflow_flush(&seat.out);
    }
    return 0;
}
