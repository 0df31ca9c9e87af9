/* Frames in a read buffer: where parsing stops, what is known, and what is left to Java. */
#include "harness.h"

enum { ROOM = 1 << 16, SLOTS = 16, RECORDS = 8 };

static struct walled memory;
static struct walled payloads;
static struct skp_record records[RECORDS];
static struct skp_beginnings *table;
static uint8_t frames[1 << 18];
static size_t length;

static char first[SKP_BEGINNING_MOST];
static char second[SKP_BEGINNING_MOST];
static size_t first_length;
static size_t second_length;
static uint32_t first_slot;
static uint32_t second_slot;

static void clear(void)
{
    if (table == NULL) {
        memory = walled(sizeof frames);
        payloads = walled(ROOM);
        table = new_table(SLOTS);
    }
    for (uint32_t slot = 0; slot < SLOTS; slot++) {
        table->slot[slot].length = 0;
        table->slot[slot].text = 0;
    }
    table->last = 0;
    table->slots = SLOTS;
    length = 0;
    int port = 7;
    first_length = beginning(first, port);
    first_slot = enter(table, first, first_length, 0);
    do {
        second_length = beginning(second, ++port);
        second_slot = (uint32_t)(skp_hash((const uint8_t *)second, (int32_t)second_length) & (SLOTS - 1));
    } while (second_slot == first_slot);
    enter(table, second, second_length, 0);
}

static void add(uint8_t type, const void *body, size_t body_length)
{
    length += frame(frames + length, type, (uint8_t)length, body, body_length);
}

static size_t send_body(uint8_t *body, const char *start, size_t start_length, const char *rest)
{
    put(body, start, start_length);
    put(body + start_length, rest, length_of(rest));
    return start_length + length_of(rest);
}

/* A Send: its beginning, and what follows. */
static void add_send(const char *start, size_t start_length, const char *rest)
{
    static uint8_t body[2 * SKP_BODY_MOST];
    add(SKP_SEND, body, send_body(body, start, start_length, rest));
}

/* A Send of so many zeros. */
static void add_zeros(const char *start, size_t start_length, size_t bytes)
{
    static uint8_t body[2 * SKP_BODY_MOST];
    static uint8_t zeros[SKP_PAYLOAD_MOST];
    put(body, start, start_length);
    size_t text = slow_encode((char *)body + start_length, zeros, bytes);
    put(body + start_length + text, "\"}", 2);
    add(SKP_SEND, body, start_length + text + 2);
}

static int32_t parse_up_to(size_t to, int32_t room, int32_t most)
{
    uint8_t *start = memory.end - to;
    put(start, frames, to);
    return skp_parse(start, 0, (int32_t)to, table, payloads.end - room, room, records, most);
}

static int32_t parse(void)
{
    return parse_up_to(length, ROOM, RECORDS);
}

static int is(int which, enum skp_kind kind, size_t at, size_t bytes, size_t end)
{
    const struct skp_record *record = records + which;
    return record->kind == kind && record->at == at && record->length == bytes && record->end == end
           && record->unused == 0 && (kind != SKP_BODY || record->loop == 0);
}

static void tells_frames_apart(void)
{
    clear();
    add(0xff, "null", 4);
    add_send(first, first_length, "cGluZw==\"}");
    size_t send_end = length;
    add(0xfe, "", 0);
    add_send(second, second_length, "\"}");

    CHECK(parse() == 4);
    CHECK(records[0].type == 0xff && records[0].id == 0 && is(0, SKP_BODY, 4, 4, 8));
    CHECK(records[1].type == SKP_SEND && records[1].id == 8 && is(1, SKP_PAYLOAD, 0, 4, send_end));
    CHECK(records[1].loop == first_slot && same(payloads.end - ROOM, (const uint8_t *)"ping", 4));
    CHECK(records[2].type == 0xfe && is(2, SKP_BODY, send_end + 4, 0, send_end + 4));
    CHECK(records[3].loop == second_slot && is(3, SKP_PAYLOAD, 64, 0, length));
    CHECK(table->last == second_slot);
}

static void takes_whole_frames_only(void)
{
    clear();
    add(0xff, "null", 4);
    size_t one = length;
    add_send(first, first_length, "cGluZw==\"}");
    size_t two = length;
    add_send(second, second_length, "cGluZw==\"}");

    for (size_t to = 0; to < length; to++) {
        CHECK(parse_up_to(to, ROOM, RECORDS) == (to >= one) + (to >= two));
    }
    CHECK(parse() == 3);
}

static void counts_from_where_the_buffer_begins(void)
{
    clear();
    add(0xff, "null", 4);
    size_t from = length;
    add_send(first, first_length, "cGluZw==\"}");
    table->slot[first_slot].text = 1;
    uint8_t *start = memory.end - length;
    put(start, frames, length);

    CHECK(skp_parse(start, (int32_t)from, (int32_t)length, table, payloads.start, ROOM, records, RECORDS) == 1);
    CHECK(is(0, SKP_TEXT, from + 4 + first_length, 8, length));
}

static void stops_at_a_length_that_no_frame_has(void)
{
    for (uint8_t bad = 0; bad < 2; bad++) {
        clear();
        add(0xff, "null", 4);
        uint8_t head[8] = {0, bad, SKP_SEND, 1, '{', '}', 0, 0};
        put(frames + length, head, sizeof head);
        length += sizeof head;
        CHECK(parse() == 1);
    }
    clear();
    uint8_t head[4] = {0, 2, SKP_SEND, 1};
    put(frames, head, sizeof head);
    length = sizeof head;
    CHECK(parse() == 1);
    CHECK(is(0, SKP_BODY, 4, 0, 4));
}

static void stops_when_the_records_are_full(void)
{
    clear();
    for (int count = 0; count < RECORDS + 1; count++) {
        add_send(first, first_length, "cGluZw==\"}");
    }
    for (int32_t most = 0; most <= RECORDS; most++) {
        CHECK(parse_up_to(length, ROOM, most) == most);
    }
}

static void stops_when_the_next_payload_might_not_fit(void)
{
    clear();
    add_zeros(first, first_length, 100);
    add(0xff, "null", 4);
    add_zeros(first, first_length, 10);
    add_zeros(first, first_length, 0);

    CHECK(parse_up_to(length, 0, RECORDS) == 0);
    CHECK(parse_up_to(length, 101, RECORDS) == 0);
    CHECK(parse_up_to(length, 102, RECORDS) == 2);
    CHECK(parse_up_to(length, 128, RECORDS) == 2);
    CHECK(parse_up_to(length, 139, RECORDS) == 2);
    CHECK(parse_up_to(length, 140, RECORDS) == 3);
    CHECK(parse_up_to(length, 191, RECORDS) == 3);
    CHECK(parse_up_to(length, 192, RECORDS) == 4);
    CHECK(records[2].at == 128);
}

static void the_longest_payload_fits_where_it_is_said_to(void)
{
    clear();
    const char *least = "\"payload\":\"";
    enter(table, least, 11, 0);
    add_zeros(least, 11, (SKP_BODY_MOST - 13) / 4 * 3);

    CHECK(parse_up_to(length, SKP_PAYLOAD_MOST, RECORDS) == 1);
    CHECK(is(0, SKP_PAYLOAD, 0, (SKP_BODY_MOST - 13) / 4 * 3, length));
}

static void stops_behind_a_send_it_does_not_recognize(void)
{
    static const char *const rests[] = {
        "",
        "\"",
        "}",
        "\"}",
        "cGluZw==\"} ",
        "cGluZw==\" }",
        "cGluZw\"}",
        "cGlu\nZw==\"}",
        "cGlu\\nZw\"}",
        "cGl-Zw==\"}",
        "cGluZw==",
        "cGluZw==}\"",
        "cGluZw==\"\"",
        "cGluZw==}}",
        "eA==\",\"payload\":\"cGluZw==\"}",
        "cGluZw==\",\"more\":1}",
    };
    for (size_t which = 0; which < sizeof rests / sizeof rests[0]; which++) {
        clear();
        add(0xff, "null", 4);
        add_send(first, first_length, rests[which]);
        size_t end = length;
        add(0xff, "null", 4);
        if (which == 3) {
            CHECK(parse() == 3 && is(1, SKP_PAYLOAD, 0, 0, end));
        } else {
            CHECK(parse() == 2 && is(1, SKP_BODY, 12, end - 12, end));
            CHECK(table->last == 0);
        }
    }
}

static void recognizes_what_has_been_entered_since(void)
{
    clear();
    table->slot[first_slot].length = 0;
    add_send(first, first_length, "cGluZw==\"}");
    size_t end = length;
    add_send(first, first_length, "cG9uZw==\"}");
    CHECK(parse() == 1 && is(0, SKP_BODY, 4, end - 4, end));

    enter(table, first, first_length, 0);
    CHECK(parse() == 2 && is(1, SKP_PAYLOAD, 64, 4, length));
}

static void knows_loops_that_take_turns(void)
{
    clear();
    for (int turn = 0; turn < RECORDS / 2; turn++) {
        add_send(first, first_length, "cGluZw==\"}");
        add_send(second, second_length, "cG9uZw==\"}");
    }
    for (int guess = 0; guess < 256; guess += 5) {
        table->slot[first_slot].next = (uint8_t)guess;
        table->slot[second_slot].next = (uint8_t)((uint32_t)guess + second_slot);
        CHECK(parse() == RECORDS);
        for (int at = 0; at < RECORDS; at++) {
            CHECK(records[at].kind == SKP_PAYLOAD && records[at].loop == (at % 2 == 0 ? first_slot : second_slot));
        }
        CHECK(table->slot[first_slot].next == second_slot && table->slot[second_slot].next == first_slot);
    }
}

static void does_not_recognize_a_beginning_cut_short(void)
{
    clear();
    for (size_t cut = 0; cut <= first_length; cut++) {
        length = 0;
        table->last = first_slot;
        add_send(first, cut, "");
        CHECK(parse() == 1 && is(0, SKP_BODY, 4, cut, 4 + cut));
    }
}

static void leaves_text_as_it_is_where_that_is_wanted(void)
{
    clear();
    table->slot[first_slot].text = 1;
    add_send(first, first_length, "cGluZw==\"}");
    size_t one = length;
    add_send(second, second_length, "cGluZw==\"}");
    size_t two = length;
    add_send(first, first_length, "cGl-Zw==\"}");

    CHECK(parse_up_to(length, 6, RECORDS) == 3);
    CHECK(is(0, SKP_TEXT, 4 + first_length, 8, one) && records[0].loop == first_slot);
    CHECK(is(1, SKP_PAYLOAD, 0, 4, two));
    CHECK(is(2, SKP_BODY, two + 4, length - two - 4, length));
}

static void leaves_text_beyond_one_message_to_java(void)
{
    clear();
    table->slot[first_slot].text = 1;
    add_zeros(first, first_length, SKP_MESSAGE_MOST);
    size_t one = length;
    add_zeros(first, first_length, SKP_MESSAGE_MOST + 1);

    CHECK(parse() == 2);
    CHECK(is(0, SKP_TEXT, 4 + first_length, (SKP_MESSAGE_MOST + 2) / 3 * 4, one));
    CHECK(is(1, SKP_BODY, one + 4, length - one - 4, length));
}

static void takes_the_beginning_through_the_first_key(void)
{
    clear();
    static const char twice[] = "{\"x\":\"\"payload\":\"y\",\"payload\":\"";
    enter(table, twice, sizeof twice - 1, 0);
    add_send(twice, sizeof twice - 1, "cGluZw==\"}");
    CHECK(parse() == 1 && records[0].kind == SKP_BODY);

    length = 0;
    enter(table, twice, 17, 0);
    add_send(twice, sizeof twice - 1, "cGluZw==\"}");
    CHECK(parse() == 1 && records[0].kind == SKP_BODY);

    length = 0;
    add_send(twice, 17, "cGluZw==\"}");
    CHECK(parse() == 1 && records[0].kind == SKP_PAYLOAD);
}

static void looks_for_the_whole_key(void)
{
    clear();
    static const char similar[] =
        "{\"payloads\":\"\",\"payload\" :\"\",\"payload\":[\"\"],\"Payload\":\"\",\"payload\":\"";
    enter(table, similar, sizeof similar - 1, 0);
    add_send(similar, sizeof similar - 1, "cGluZw==\"}");
    CHECK(parse() == 1 && records[0].kind == SKP_PAYLOAD);
}

static void knows_beginnings_of_every_length(void)
{
    static char start[SKP_BEGINNING_MOST + 1];
    for (size_t size = 11; size <= SKP_BEGINNING_MOST + 1; size++) {
        clear();
        for (size_t at = 0; at < size; at++) {
            start[at] = (char)("p:\"ayload"[chance(9)]);
        }
        put((uint8_t *)start + size - 11, "\"payload\":\"", 11);
        if (size <= SKP_BEGINNING_MOST) {
            enter(table, start, size, 0);
        }
        add_send(start, size, "cGluZw==\"}");
        table->last = first_slot;
        int32_t count = parse();
        CHECK(count == 1 && records[0].kind == (size <= SKP_BEGINNING_MOST ? SKP_PAYLOAD : SKP_BODY));
    }
}

/* A byte that differs anywhere makes it another beginning. */
static void compares_every_byte(void)
{
    clear();
    for (size_t at = 0; at < first_length; at++) {
        length = 0;
        table->last = first_slot;
        char kept = first[at];
        first[at] ^= 1;
        add_send(first, first_length, "cGluZw==\"}");
        first[at] = kept;
        CHECK(parse() == 1 && records[0].kind == SKP_BODY);
    }
}

static void doubts_the_table(void)
{
    clear();
    add_send(first, first_length, "cGluZw==\"}");
    table->last = UINT32_MAX;
    CHECK(parse() == 1 && records[0].kind == SKP_PAYLOAD && table->last == first_slot);
    table->last = (first_slot + 1) % SLOTS;
    CHECK(parse() == 1 && records[0].kind == SKP_PAYLOAD && table->last == first_slot);
    table->slot[first_slot].length = UINT16_MAX;
    CHECK(parse() == 1 && records[0].kind == SKP_BODY);
    table->slot[first_slot].length = (uint16_t)first_length;
    table->slots = 0;
    CHECK(parse() == 1 && records[0].kind == SKP_BODY);
    table->slots = SLOTS;
    table->slot[first_slot] = table->slot[second_slot];
    CHECK(parse() == 1 && records[0].kind == SKP_BODY);
}

/* More than a slot holds is not even compared: behind the last slot is a wall. */
static void doubts_a_length_beyond_the_slot(void)
{
    static uint8_t body[SKP_BODY_MOST];
    clear();
    add(SKP_SEND, body, sizeof body);
    table->last = SLOTS - 1;
    table->slot[SLOTS - 1].length = SKP_BODY_MOST - 2;
    CHECK(parse() == 1 && records[0].kind == SKP_BODY);
}

static void hashes_as_it_is_written(void)
{
    uint8_t *end = memory.end;
    for (size_t size = 0; size <= SKP_BEGINNING_MOST; size++) {
        fill(end - size, size);
        uint64_t hash = size;
        for (size_t at = 0; at < size; at += 8) {
            uint64_t word = 0;
            for (size_t byte = at; byte < at + 8 && byte < size; byte++) {
                word |= (uint64_t)(end - size)[byte] << (byte - at) * 8;
            }
            hash = (hash ^ word) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
        }
        CHECK(skp_hash(end - size, (int32_t)size) == hash);
    }
}

static void refuses_arguments_that_are_none(void)
{
    clear();
    CHECK(skp_parse(NULL, 0, 4, table, payloads.start, ROOM, records, RECORDS) == SKP_EINVAL);
    CHECK(skp_parse(frames, -1, 4, table, payloads.start, ROOM, records, RECORDS) == SKP_EINVAL);
    CHECK(skp_parse(frames, 4, 3, table, payloads.start, ROOM, records, RECORDS) == SKP_EINVAL);
    CHECK(skp_parse(frames, 0, 4, NULL, payloads.start, ROOM, records, RECORDS) == SKP_EINVAL);
    CHECK(skp_parse(frames, 0, 4, table, NULL, ROOM, records, RECORDS) == SKP_EINVAL);
    CHECK(skp_parse(frames, 0, 4, table, payloads.start, -1, records, RECORDS) == SKP_EINVAL);
    CHECK(skp_parse(frames, 0, 4, table, payloads.start, ROOM, NULL, RECORDS) == SKP_EINVAL);
    CHECK(skp_parse(frames, 0, 4, table, payloads.start, ROOM, records, -1) == SKP_EINVAL);
}

static void writes_once(void)
{
    enum { EBADF = 9 };
    CHECK(skp_write(-1, frames, 1) == -EBADF);
    CHECK(skp_write(2, frames, 0) == 0);
}

void test(void)
{
    CHECK(skp_level() == tested);
    tells_frames_apart();
    takes_whole_frames_only();
    counts_from_where_the_buffer_begins();
    stops_at_a_length_that_no_frame_has();
    stops_when_the_records_are_full();
    stops_when_the_next_payload_might_not_fit();
    the_longest_payload_fits_where_it_is_said_to();
    stops_behind_a_send_it_does_not_recognize();
    recognizes_what_has_been_entered_since();
    knows_loops_that_take_turns();
    does_not_recognize_a_beginning_cut_short();
    leaves_text_as_it_is_where_that_is_wanted();
    leaves_text_beyond_one_message_to_java();
    takes_the_beginning_through_the_first_key();
    looks_for_the_whole_key();
    knows_beginnings_of_every_length();
    compares_every_byte();
    doubts_the_table();
    doubts_a_length_beyond_the_slot();
    hashes_as_it_is_written();
    refuses_arguments_that_are_none();
    writes_once();
}
