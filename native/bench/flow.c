#include "peer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char PAYLOAD[] = "\"payload\":\"";

void *pages(size_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        die_system("mmap of %zu bytes", bytes);
    }
    return memory;
}

void inflow_open(struct inflow *in, int descriptor, bool text)
{
    *in = (struct inflow){.descriptor = descriptor, .text = text};
    in->buffer = pages(READ_BUFFER);
    in->payloads = pages(PAYLOADS);
    in->records = pages(RECORDS * sizeof(struct skp_record));
    in->beginnings = pages(sizeof(struct skp_beginnings) + BEGINNINGS * sizeof(struct skp_slot));
    in->beginnings->slots = BEGINNINGS;
}

void outflow_open(struct outflow *out, int descriptor)
{
    *out = (struct outflow){.descriptor = descriptor, .buffer = pages(WRITE_BUFFER)};
}

static bool fill(struct inflow *in)
{
    if (in->from > 0) {
        memmove(in->buffer, in->buffer + in->from, (size_t)(in->to - in->from));
        in->to -= in->from;
        in->from = 0;
    }
    ssize_t count = read(in->descriptor, in->buffer + in->to, (size_t)(READ_BUFFER - in->to));
    if (count < 0) {
        die_system("read of a pipe");
    }
    in->to += (int32_t)count;
    return count > 0;
}

/* Enters the beginning of a Send that was not recognized; what follows it is trusted to be in canonical form. */
static void learn(struct inflow *in, const uint8_t *body, int32_t length)
{
    size_t looked_at = length < PREFIX ? (size_t)length : PREFIX;
    const uint8_t *key = memmem(body, looked_at, PAYLOAD, sizeof PAYLOAD - 1);
    if (key == NULL) {
        die("expected a Send with a payload");
    }
    int32_t beginning = (int32_t)(key - body) + (int32_t)sizeof PAYLOAD - 1;
    struct skp_slot *slot = &in->beginnings->slot[skp_hash(body, beginning) & (BEGINNINGS - 1)];
    if (slot->length == beginning && memcmp(slot->bytes, body, (size_t)beginning) == 0) {
        die("expected a Send in canonical form");
    }
    slot->length = (uint16_t)beginning;
    slot->text = in->text;
    memcpy(slot->bytes, body, (size_t)beginning);
}

static int32_t parse(struct inflow *in, int32_t most)
{
    int32_t count = skp_parse(in->buffer, in->from, in->to, in->beginnings, in->payloads, PAYLOADS, in->records, most);
    if (count < 0) {
        die("skp_parse says %d", count);
    }
    return count;
}

static struct frame frame_of(const struct inflow *in, const struct skp_record *record)
{
    const uint8_t *area = record->kind == SKP_PAYLOAD ? in->payloads : in->buffer;
    return (struct frame){record->type, record->id, area + record->at, record->length};
}

bool inflow_read(struct inflow *in, frame_handler handler, void *self)
{
    if (!fill(in)) {
        return false;
    }
    for (int32_t count = parse(in, RECORDS); count > 0; count = parse(in, RECORDS)) {
        for (int32_t at = 0; at < count; at++) {
            const struct skp_record *record = &in->records[at];
            if (record->type == SEND && record->kind == SKP_BODY) {
                learn(in, in->buffer + record->at, record->length);
                break; /* and read it once more */
            }
            struct frame frame = frame_of(in, record);
            handler(self, &frame);
            in->from = (int32_t)record->end;
        }
    }
    return true;
}

struct frame inflow_next(struct inflow *in)
{
    while (parse(in, 1) == 0) {
        if (!fill(in)) {
            die("the other side has ended");
        }
    }
    in->from = (int32_t)in->records[0].end;
    return frame_of(in, &in->records[0]);
}

static uint8_t *room_for(struct outflow *out, size_t bytes)
{
    if (bytes > FRAME) {
        die("a frame of %zu bytes", bytes);
    }
    if (out->used + (int32_t)bytes > WRITE_BUFFER) {
        outflow_flush(out);
    }
    return out->buffer + out->used;
}

static uint8_t *put_head(uint8_t *at, uint8_t type, uint8_t id, size_t length)
{
    at[0] = (uint8_t)((length + 2) >> 8);
    at[1] = (uint8_t)(length + 2);
    at[2] = type;
    at[3] = id;
    return at + SKP_HEAD;
}

void outflow_put(struct outflow *out, uint8_t type, uint8_t id, const void *body, size_t length)
{
    uint8_t *at = put_head(room_for(out, SKP_HEAD + length), type, id, length);
    memcpy(at, body, length);
    out->used += (int32_t)(SKP_HEAD + length);
}

void outflow_text(struct outflow *out, uint8_t type, uint8_t id, const char *body)
{
    outflow_put(out, type, id, body, strlen(body));
}

void outflow_send(struct outflow *out, const char *prefix, uint8_t id, const uint8_t *payload, int32_t length)
{
    uint8_t *at = room_for(out, FRAME);
    int32_t size = skp_encode((const uint8_t *)prefix, (int32_t)strlen(prefix), id, payload, length, at, FRAME);
    if (size < 0) {
        die("skp_encode says %d", size);
    }
    out->used += size;
}

void outflow_send_text(struct outflow *out, const char *prefix, uint8_t id, const uint8_t *text, int32_t length)
{
    size_t before = strlen(prefix);
    size_t body = before + (size_t)length + 2;
    uint8_t *at = put_head(room_for(out, SKP_HEAD + body), SEND, id, body);
    memcpy(at, prefix, before);
    memcpy(at + before, text, (size_t)length);
    memcpy(at + before + length, "\"}", 2);
    out->used += (int32_t)(SKP_HEAD + body);
}

void outflow_flush(struct outflow *out)
{
    int32_t at = 0;
    while (at < out->used) {
        int32_t count = skp_write(out->descriptor, out->buffer + at, out->used - at);
        if (count < 0) {
            errno = -count;
            die_system("write to a pipe");
        }
        at += count;
    }
    out->used = 0;
}
