/*
 * Frames, for one level. Whoever includes this defines LEVEL and LEVEL_NUMBER, and in its own way
 *
 *   copy(to, from, n)            n is below 64 K
 *   equal(a, b, n)               whether n bytes are the same; n is not 0
 *   find_payload(bytes, n)       where the text behind the first "payload":" begins, or 0
 *   encode64(out, in, length)    writes the whole text
 *   decode64(out, text, length)  bytes written or SKP_EBASE64; length is a multiple of 4, and length / 4 * 3 bytes fit
 *   check64(text, length)        bytes or SKP_EBASE64; the length is a multiple of 4
 */
#include "bytes.h"
#include "level.h"
#include "skp.h"

enum { END = 2 }; /* "} */

static int32_t encode(const uint8_t *prefix, size_t prefix_length, uint8_t id, const uint8_t *payload, size_t length,
                      uint8_t *out)
{
    size_t text_length = (length + 2) / 3 * 4;
    size_t counted = 2 + prefix_length + text_length + END;
    store32(out, (uint32_t)(counted >> 8 | (counted & 0xff) << 8 | SKP_SEND << 16 | (size_t)id << 24));
    copy(out + SKP_HEAD, prefix, prefix_length);
    uint8_t *text = out + SKP_HEAD + prefix_length;
    encode64(text, payload, length);
    text[text_length] = '"';
    text[text_length + 1] = '}';
    return (int32_t)(2 + counted);
}

static int32_t check(const uint8_t *text, size_t length)
{
    return length % 4 == 0 ? check64(text, length) : SKP_EBASE64;
}

/* The body begins so, and is long enough for what follows. */
static int begins(const struct skp_slot *slot, const uint8_t *body, uint32_t length)
{
    return slot->length != 0 && slot->length <= SKP_BEGINNING_MOST && slot->length + (uint32_t)END <= length
           && equal(slot->bytes, body, slot->length);
}

/* The slot with this body's beginning, or NULL. Loops often take turns, so two guesses save most searches. */
static struct skp_slot *find_slot(struct skp_beginnings *known, const uint8_t *body, uint32_t length)
{
    if (known->slots == 0) {
        return NULL;
    }
    uint32_t mask = known->slots - 1;
    struct skp_slot *last = &known->slot[known->last & mask];
    if (begins(last, body, length)) {
        return last;
    }
    struct skp_slot *next = &known->slot[last->next & mask];
    if (begins(next, body, length)) {
        return next;
    }
    size_t beginning = find_payload(body, length < SKP_BEGINNING_MOST ? length : SKP_BEGINNING_MOST);
    if (beginning == 0) {
        return NULL;
    }
    struct skp_slot *slot = &known->slot[hash(body, beginning) & mask];
    return slot->length == beginning && begins(slot, body, length) ? slot : NULL;
}

static void remember(struct skp_beginnings *known, uint16_t slot)
{
    if (known->last != slot) {
        known->slot[known->last & (known->slots - 1)].next = (uint8_t)slot;
        known->last = slot;
    }
}

/*
 * Reads a Send that begins as the slot does. Whether its payload fits; the record is changed only if it is recognized.
 */
static int read_send(const struct skp_slot *slot, const uint8_t *in, struct skp_record *record, uint8_t *payloads,
                     uint32_t used, uint32_t room)
{
    uint32_t at = record->at + slot->length;
    uint32_t length = record->end - END - at;
    if (length % 4 != 0 || in[at + length] != '"' || in[at + length + 1] != '}') {
        return 1;
    }
    if (slot->text == 1) {
        int32_t bytes = check64(in + at, length);
        if (bytes >= 0 && bytes <= SKP_MESSAGE_MOST) {
            record->kind = SKP_TEXT;
            record->length = (uint16_t)length;
            record->at = at;
        }
        return 1;
    }
    if (used > room || length / 4 * 3 > room - used) {
        return 0;
    }
    int32_t bytes = decode64(payloads + used, in + at, length);
    if (bytes >= 0) {
        record->kind = SKP_PAYLOAD;
        record->length = (uint16_t)bytes;
        record->at = used;
    }
    return 1;
}

static int32_t parse(const uint8_t *in, uint32_t from, uint32_t to, struct skp_beginnings *beginnings,
                     uint8_t *payloads, uint32_t room, struct skp_record *records, int32_t most)
{
    uint32_t used = 0;
    int32_t count = 0;
    while (count < most && to - from >= SKP_HEAD) {
        uint32_t counted = (uint32_t)in[from] << 8 | in[from + 1];
        if (counted < 2 || counted + 2 > to - from) {
            break;
        }
        struct skp_record record = {
            .type = in[from + 2],
            .id = in[from + 3],
            .kind = SKP_BODY,
            .length = (uint16_t)(counted - 2),
            .at = from + SKP_HEAD,
            .end = from + 2 + counted,
        };
        from = record.end;
        if (record.type == SKP_SEND) {
            const struct skp_slot *slot = find_slot(beginnings, in + record.at, record.length);
            if (slot != NULL && !read_send(slot, in, &record, payloads, used, room)) {
                break;
            }
            if (record.kind == SKP_BODY) {
                records[count] = record;
                return count + 1;
            }
            record.loop = (uint16_t)(slot - beginnings->slot);
            remember(beginnings, record.loop);
            used += record.kind == SKP_PAYLOAD ? (record.length + 63u) & ~63u : 0;
        }
        records[count++] = record;
    }
    return count;
}

#define NAME_OF(level) skp_##level
#define NAME(level) NAME_OF(level)

const struct skp_level NAME(LEVEL) = {LEVEL_NUMBER, encode, parse, check};
