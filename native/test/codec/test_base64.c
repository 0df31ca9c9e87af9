/* Base64 within Sends: every level against the blackboard, everywhere in memory, and not one byte outside. */
#include "harness.h"

enum {
    LENGTHS = 201,
    LINE = 64,
    EDGE = 0xA5,
    TEXT_MOST = SKP_PAYLOAD_MOST / 3 * 4,
    FRAME_MOST = SKP_HEAD + SKP_BODY_MOST
};

/* One payload, its text and its whole frame behind a prefix of some length. */
static struct {
    uint8_t payload[SKP_PAYLOAD_MOST];
    size_t length;
    uint8_t prefix[SKP_BEGINNING_MOST];
    size_t prefix_length;
    uint8_t frame[FRAME_MOST];
    size_t frame_length;
    uint8_t *text;
    size_t text_length;
} sample;

/* Memory between walls, mapped once. */
static struct walled in;
static struct walled out;
static struct walled prefixes;
static struct walled table_memory;
static struct walled records;
static struct skp_beginnings *table;

static void prepare(void)
{
    if (table == NULL) {
        in = walled(FRAME_MOST + LINE);
        out = walled(FRAME_MOST + LINE);
        prefixes = walled(SKP_BEGINNING_MOST);
        records = walled(sizeof(struct skp_record));
        table_memory = walled(sizeof *table + sizeof table->slot[0]);
        table = (struct skp_beginnings *)(void *)(table_memory.end - sizeof *table - sizeof table->slot[0]);
        table->slots = 1;
    }
}

static void take(size_t length)
{
    static const char key[] = "\"payload\":\"";
    sample.length = length;
    sample.prefix_length = sizeof key - 1 + chance(SKP_BEGINNING_MOST - sizeof key);
    if (SKP_HEAD + sample.prefix_length + (length + 2) / 3 * 4 + 2 > FRAME_MOST) {
        sample.prefix_length = sizeof key - 1;
    }
    fill(sample.payload, length);
    for (size_t at = 0; at < sample.prefix_length; at++) {
        sample.prefix[at] = (uint8_t)('a' + chance(26));
    }
    put(sample.prefix + sample.prefix_length - (sizeof key - 1), key, sizeof key - 1);
    uint8_t *body = sample.frame + SKP_HEAD;
    put(body, sample.prefix, sample.prefix_length);
    sample.text = body + sample.prefix_length;
    sample.text_length = slow_encode((char *)sample.text, sample.payload, length);
    put(sample.text + sample.text_length, "\"}", 2);
    size_t body_length = sample.prefix_length + sample.text_length + 2;
    sample.frame[0] = (uint8_t)((body_length + 2) >> 8);
    sample.frame[1] = (uint8_t)(body_length + 2);
    sample.frame[2] = SKP_SEND;
    sample.frame[3] = 7;
    sample.frame_length = SKP_HEAD + body_length;
    table->slot[0].length = 0;
    enter(table, sample.prefix, sample.prefix_length, 0);
}

static int is_edge(const uint8_t *from, const uint8_t *to)
{
    while (from < to && *from == EDGE) {
        from++;
    }
    return from >= to;
}

static void edge(uint8_t *from, uint8_t *to)
{
    while (from < to) {
        *from++ = EDGE;
    }
}

static uint8_t *lower(uint8_t *at, const uint8_t *least)
{
    return at - LINE < least ? (uint8_t *)(uintptr_t)least : at - LINE;
}

static uint8_t *upper(uint8_t *at, const uint8_t *most)
{
    return at + LINE > most ? (uint8_t *)(uintptr_t)most : at + LINE;
}

static void encodes(uint8_t *payload, uint8_t *frame_at)
{
    uint8_t *prefix = chance(2) == 0 ? prefixes.start : prefixes.end - sample.prefix_length;
    put(prefix, sample.prefix, sample.prefix_length);
    put(payload, sample.payload, sample.length);
    uint8_t *end = frame_at + sample.frame_length;
    edge(lower(frame_at, out.start), upper(end, out.end));

    int32_t written = skp_encode(prefix, (int32_t)sample.prefix_length, 7, payload, (int32_t)sample.length, frame_at,
                                 (int32_t)sample.frame_length);

    CHECK(written == (int32_t)sample.frame_length);
    CHECK(same(frame_at, sample.frame, sample.frame_length));
    CHECK(is_edge(lower(frame_at, out.start), frame_at));
    CHECK(is_edge(end, upper(end, out.end)));
}

static void parses(uint8_t *frame_at, uint8_t *payload)
{
    struct skp_record *record = (struct skp_record *)(void *)(records.end - sizeof *record);
    size_t room = sample.text_length / 4 * 3;
    put(frame_at, sample.frame, sample.frame_length);
    edge(lower(payload, out.start), upper(payload + room, out.end));

    int32_t count = skp_parse(frame_at, 0, (int32_t)sample.frame_length, table, payload, (int32_t)room, record, 1);

    CHECK(count == 1);
    CHECK(record->type == SKP_SEND && record->id == 7 && record->kind == SKP_PAYLOAD && record->loop == 0);
    CHECK(record->length == sample.length && record->at == 0 && record->end == sample.frame_length);
    CHECK(same(payload, sample.payload, sample.length));
    CHECK(is_edge(lower(payload, out.start), payload));
    CHECK(is_edge(payload + room, upper(payload + room, out.end)));
    CHECK(same(frame_at, sample.frame, sample.frame_length));
}

static void checks(uint8_t *text)
{
    put(text, sample.text, sample.text_length);
    CHECK(skp_check(text, (int32_t)sample.text_length) == (int32_t)sample.length);
}

/* At both walls, and at places that begin anywhere in a line. */
static void everywhere(size_t length, size_t step)
{
    take(length);
    encodes(in.end - length, out.end - sample.frame_length);
    encodes(in.start, out.start);
    parses(in.end - sample.frame_length, out.end - sample.text_length / 4 * 3);
    parses(in.start, out.start);
    checks(in.end - sample.text_length);
    checks(in.start);
    for (size_t at = 0; at < LINE; at += step) {
        size_t other = at * 37 % LINE;
        encodes(in.start + at, out.start + other);
        encodes(in.end - length, out.start + at);
        parses(in.start + at, out.start + other);
        checks(in.start + at);
    }
}

static void is_right_at_every_length(void)
{
    for (size_t length = 0; length < LENGTHS; length++) {
        everywhere(length, 1);
    }
    for (int time = 0; time < 40; time++) {
        everywhere(chance(time < 30 ? 2000 : SKP_PAYLOAD_MOST - 20), 1 + chance(LINE / 4));
    }
    everywhere(SKP_PAYLOAD_MOST - 12, 13);
}

/* Whether text, at the end of its memory, is taken or refused by whoever reads it. */
static void judges(const uint8_t *text, size_t length, int32_t expected)
{
    static uint8_t body[TEXT_MOST];
    uint8_t *at = in.end - length;
    put(at, text, length);
    int32_t found = skp_check(at, (int32_t)length);
    CHECK(expected < 0 ? found == SKP_EBASE64 : found == expected);

    put(body, sample.prefix, sample.prefix_length);
    put(body + sample.prefix_length, text, length);
    put(body + sample.prefix_length + length, "\"}", 2);
    size_t all = SKP_HEAD + sample.prefix_length + length + 2;
    frame(in.end - all, SKP_SEND, 7, body, all - SKP_HEAD);
    struct skp_record *record = (struct skp_record *)(void *)(records.end - sizeof *record);
    CHECK(skp_parse(in.end - all, 0, (int32_t)all, table, out.start, SKP_PAYLOAD_MOST, record, 1) == 1);
    CHECK(record->kind == (expected < 0 ? SKP_BODY : SKP_PAYLOAD));
    CHECK(record->length == (expected < 0 ? all - SKP_HEAD : (size_t)expected));
}

static void refuses_every_bad_byte_at_every_place(void)
{
    static const size_t lengths[] = {4, 8, 24, 32, 36, 60, 64, 68, 128, 132, 256, 260, 324};
    static uint8_t bytes[512];
    static uint8_t text[512];
    for (size_t which = 0; which < sizeof lengths / sizeof lengths[0]; which++) {
        size_t length = lengths[which];
        take(length / 4 * 3);
        put(text, sample.text, length);
        for (size_t at = 0; at < length; at++) {
            for (unsigned value = 0; value < 256; value++) {
                if (length > 64 && at % 16 > 4 && value % 16 != at % 16) {
                    continue; /* all values at every place in a group, though not at every place in the text */
                }
                text[at] = (uint8_t)value;
                judges(text, length, slow_decode(bytes, text, length));
            }
            text[at] = sample.text[at];
        }
    }
}

static void refuses_bad_bytes_in_long_texts(void)
{
    static uint8_t bytes[SKP_PAYLOAD_MOST];
    take(32768);
    for (int time = 0; time < 300; time++) {
        size_t at = chance((uint32_t)sample.text_length);
        uint8_t kept = sample.text[at];
        sample.text[at] = (uint8_t)chance(256);
        judges(sample.text, sample.text_length, slow_decode(bytes, sample.text, sample.text_length));
        sample.text[at] = kept;
    }
}

/* All ends of four that matter, behind texts that end everywhere in a block. */
static void takes_padding_at_the_end_only(void)
{
    static const char characters[] = "A/=-";
    static uint8_t bytes[512];
    static uint8_t text[512];
    take(300);
    put(text, sample.text, sample.text_length);
    for (size_t before = 0; before <= 320; before += before < 80 ? 4 : 60) {
        for (unsigned end = 0; end < 256; end++) {
            for (unsigned at = 0; at < 4; at++) {
                text[before + at] = (uint8_t)characters[end >> (2 * at) & 3];
            }
            judges(text, before + 4, slow_decode(bytes, text, before + 4));
        }
        put(text + before, sample.text + before, 4);
    }
}

static void takes_multiples_of_four_only(void)
{
    take(300);
    for (size_t length = 0; length < 140; length++) {
        judges(sample.text, length, length % 4 == 0 ? (int32_t)(length / 4 * 3) : -1);
    }
}

static void refuses_arguments_that_are_none(void)
{
    uint8_t some[64] = {0};
    CHECK(skp_encode(NULL, 1, 0, some, 1, some, 64) == SKP_EINVAL);
    CHECK(skp_encode(some, -1, 0, some, 1, some, 64) == SKP_EINVAL);
    CHECK(skp_encode(some, 1, 0, NULL, 1, some, 64) == SKP_EINVAL);
    CHECK(skp_encode(some, 1, 0, some, -1, some, 64) == SKP_EINVAL);
    CHECK(skp_encode(some, 1, 0, some, 1, NULL, 64) == SKP_EINVAL);
    CHECK(skp_encode(some, INT32_MAX, 0, some, 1, some, INT32_MAX) == SKP_ELENGTH);
    CHECK(skp_encode(some, 1, 0, some, INT32_MAX, some, INT32_MAX) == SKP_ELENGTH);
    CHECK(skp_encode(some, 8, 0, some, 9, out.start, 4 + 8 + 12 + 2 - 1) == SKP_EROOM);
    CHECK(skp_encode(some, 8, 0, some, 9, out.start, -1) == SKP_EROOM);
    CHECK(skp_encode(some, 8, 0, NULL, 0, out.start, 4 + 8 + 2) == 4 + 8 + 2);
    CHECK(skp_check(NULL, 0) == 0);
    CHECK(skp_check(NULL, 4) == SKP_EINVAL);
    CHECK(skp_check(some, -4) == SKP_EINVAL);
}

static void fills_a_frame_to_the_last_byte(void)
{
    take(SKP_PAYLOAD_MOST - 30);
    size_t text = (SKP_PAYLOAD_MOST - 30) / 3 * 4;
    int32_t most = (int32_t)(SKP_BODY_MOST - text - 2);
    static uint8_t prefix[100];
    CHECK(skp_encode(prefix, most, 7, sample.payload, SKP_PAYLOAD_MOST - 30, out.start, FRAME_MOST) == FRAME_MOST);
    CHECK(out.start[0] == 0xff && out.start[1] == 0xff);
    CHECK(skp_encode(prefix, most + 1, 7, sample.payload, SKP_PAYLOAD_MOST - 30, out.start, FRAME_MOST + 1)
          == SKP_ELENGTH);
}

void test(void)
{
    prepare();
    is_right_at_every_length();
    refuses_every_bad_byte_at_every_place();
    refuses_bad_bytes_in_long_texts();
    takes_padding_at_the_end_only();
    takes_multiples_of_four_only();
    refuses_arguments_that_are_none();
    fills_a_frame_to_the_last_byte();
}
