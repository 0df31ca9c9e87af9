#include "streams.h"

#include "harness.h"

enum { KNOWN = 4, TEXT = 2, SLOTS = 8, RECORDS = 16, STREAM_MOST = 1 << 17, ROOM_MOST = 1 << 16 };

/* What is known: two loops, one more whose payloads are wanted as text, and the least that can begin a Send. */
static char beginnings[KNOWN][SKP_BEGINNING_MOST];
static size_t lengths[KNOWN];
static int runs[SKP_NEON + 1];
static struct skp_beginnings *table;
static struct walled in;
static struct walled payloads;
static struct walled records;
static uint8_t stream[STREAM_MOST];
static size_t stream_length;
static uint8_t expected_payloads[ROOM_MOST];

/* The bytes a stream is made of. Behind the last come zeros. */
struct source {
    const uint8_t *at;
    const uint8_t *end;
};

static unsigned next(struct source *source)
{
    return source->at < source->end ? *source->at++ : 0;
}

static uint32_t slot_of(int which)
{
    return (uint32_t)(skp_hash((const uint8_t *)beginnings[which], (int32_t)lengths[which]) % SLOTS);
}

static void prepare(void)
{
    if (table != NULL) {
        return;
    }
    for (int32_t level = SKP_SCALAR; level <= SKP_NEON; level++) {
        runs[level] = skp_has(level);
    }
    in = walled(STREAM_MOST);
    payloads = walled(ROOM_MOST);
    records = walled(RECORDS * sizeof(struct skp_record));
    table = new_table(SLOTS);
    put((uint8_t *)beginnings[KNOWN - 1], "\"payload\":\"", 11);
    lengths[KNOWN - 1] = 11;
    enter(table, beginnings[KNOWN - 1], 11, 0);
    int port = 0;
    for (int which = 0; which < KNOWN - 1; which++) {
        do {
            lengths[which] = beginning(beginnings[which], ++port);
        } while (table->slot[slot_of(which)].length != 0);
        enter(table, beginnings[which], lengths[which], which == TEXT);
    }
}

/* A Send that is right, or nearly so. */
static size_t body_of(struct source *source, uint8_t *body)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned which = next(source);
    unsigned text = next(source) << (which >> 4 & 7);
    size_t length = lengths[which % KNOWN];
    put(body, beginnings[which % KNOWN], length);
    for (unsigned at = 0; at < text; at++) {
        unsigned value = next(source);
        body[length++] = value == 0xff ? (uint8_t)next(source) : (uint8_t)digits[value & 63];
    }
    for (unsigned padding = next(source); (padding & 3) != 0; padding--) {
        body[length++] = '=';
    }
    body[length++] = '"';
    body[length++] = '}';
    unsigned change = next(source);
    if (change >= 0xf0) {
        size_t place = next(source) * length >> 8;
        body[change % 2 == 0 ? place : length - 1 - place / 8] = (uint8_t)next(source);
    }
    return length;
}

static void make(struct source *source)
{
    static uint8_t body[STREAM_MOST];
    stream_length = 0;
    while (source->at < source->end && stream_length < STREAM_MOST - 40000) {
        unsigned what = next(source);
        if (what < 16) {
            for (unsigned at = 0; at < what; at++) {
                stream[stream_length++] = (uint8_t)next(source);
            }
        } else if (what < 32) {
            static const uint8_t types[] = {0, SKP_SEND, 0xfe, 0xff};
            uint8_t bytes[16] = {0};
            stream_length += frame(stream + stream_length, types[what % 4], (uint8_t)next(source), bytes, what - 16);
        } else {
            size_t length = body_of(source, body);
            stream_length += frame(stream + stream_length, SKP_SEND, (uint8_t)what, body, length);
        }
    }
}

static int begins_with(size_t at, size_t to, const void *bytes, size_t length)
{
    return to - at >= length && same(stream + at, bytes, length);
}

/* Which of the known beginnings a body has: the one that goes through its first key. */
static int which_begins(size_t at, size_t to)
{
    size_t key = at;
    while (key < to && !begins_with(key, to, "\"payload\":\"", 11)) {
        key++;
    }
    for (int which = 0; which < KNOWN; which++) {
        if (key + 11 == at + lengths[which] && begins_with(at, to, beginnings[which], lengths[which])) {
            return which;
        }
    }
    return -1;
}

/* As skp_parse, written down once more and slowly. */
static int slow_parse(size_t to, size_t room, struct skp_record *expected, int most)
{
    static uint8_t decoded[STREAM_MOST];
    size_t from = 0;
    size_t used = 0;
    for (int count = 0; count < most; count++) {
        size_t end = from + 2 + (size_t)(stream[from] << 8) + stream[from + 1];
        if (to - from < 4 || end - from < 4 || end > to) {
            return count;
        }
        struct skp_record *record = expected + count;
        *record = (struct skp_record){
            .type = stream[from + 2],
            .id = stream[from + 3],
            .kind = SKP_BODY,
            .length = (uint16_t)(end - from - 4),
            .at = (uint32_t)from + 4,
            .end = (uint32_t)end,
        };
        from = end;
        if (record->type != SKP_SEND) {
            continue;
        }
        int which = which_begins(record->at, end);
        size_t text = which < 0 ? 0 : record->at + lengths[which];
        if (which < 0 || text + 2 > end || (end - 2 - text) % 4 != 0 || !begins_with(end - 2, end, "\"}", 2)) {
            return count + 1;
        }
        if (which != TEXT && (used > room || (end - 2 - text) / 4 * 3 > room - used)) {
            return count;
        }
        int32_t bytes = slow_decode(decoded, stream + text, end - 2 - text);
        if (bytes < 0 || (which == TEXT && bytes > SKP_MESSAGE_MOST)) {
            return count + 1;
        }
        record->loop = (uint16_t)slot_of(which);
        record->kind = which == TEXT ? SKP_TEXT : SKP_PAYLOAD;
        record->at = (uint32_t)(which == TEXT ? text : used);
        record->length = (uint16_t)(which == TEXT ? end - 2 - text : (size_t)bytes);
        if (which != TEXT) {
            put(expected_payloads + used, decoded, (size_t)bytes);
            used += ((size_t)bytes + 63) / 64 * 64;
        }
    }
    return most;
}

static void compare(size_t to, size_t room, int most, uint32_t last)
{
    struct skp_record expected[RECORDS];
    int count = slow_parse(to, room, expected, most);
    uint8_t *start = in.end - to;
    uint8_t *payloads_at = payloads.end - room;
    struct skp_record *found = (struct skp_record *)(void *)records.end - most;
    put(start, stream, to);
    table->last = last;

    CHECK(skp_parse(start, 0, (int32_t)to, table, payloads_at, (int32_t)room, found, most) == count);

    CHECK(same((const uint8_t *)found, (const uint8_t *)expected, (size_t)count * sizeof *found));
    CHECK(same(start, stream, to));
    for (int at = 0; at < count; at++) {
        if (expected[at].kind == SKP_PAYLOAD) {
            CHECK(same(payloads_at + expected[at].at, expected_payloads + expected[at].at, expected[at].length));
        }
    }
}

void stream_of(const uint8_t *bytes, size_t length)
{
    prepare();
    struct source source = {bytes, bytes + length};
    int most = (int)next(&source) % (RECORDS + 1);
    size_t room = next(&source) % 4 == 0 ? ROOM_MOST : next(&source) << 5;
    uint32_t last = next(&source);
    size_t missing = next(&source);
    make(&source);
    size_t to = missing < 128 || missing - 128 > stream_length ? stream_length : stream_length - (missing - 128);
    for (int32_t level = SKP_SCALAR; level <= SKP_NEON; level++) {
        if (runs[level]) {
            tested = level;
            skp_use(skp_get_level(level));
            compare(to, room, most, last);
        }
    }
}
