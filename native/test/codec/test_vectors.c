/* What is recorded and written down in docs/protocol/vectors. Needs a C library to read it. */
#include <stdio.h>
#include <string.h>

#include "harness.h"

#define VECTORS "../../docs/protocol/vectors/"

enum { LINE_MOST = 1 << 18, STREAM_MOST = 1 << 20, RECORDS = 512, ROOM = 1 << 16, SLOTS = 256 };

static char line[LINE_MOST];
static uint8_t stream[STREAM_MOST];
static struct skp_record records[RECORDS];
static struct walled payloads;
static struct walled memory;
static struct skp_beginnings *table;

static void prepare(void)
{
    if (table == NULL) {
        payloads = walled(ROOM);
        memory = walled(STREAM_MOST);
        table = new_table(SLOTS);
    }
}

static void forget(void)
{
    for (uint32_t slot = 0; slot < SLOTS; slot++) {
        table->slot[slot].length = 0;
    }
}

static size_t from_hex(uint8_t *bytes, const char *hex)
{
    size_t length = 0;
    unsigned value;
    while (sscanf(hex + 2 * length, "%2x", &value) == 1) {
        bytes[length++] = (uint8_t)value;
    }
    return length;
}

/* As Java does with a Send that is right: enters all of it through its first key, if there is one. */
static size_t learn(const uint8_t *body, size_t length)
{
    for (size_t at = 0; at + 11 <= length; at++) {
        if (same(body + at, (const uint8_t *)"\"payload\":\"", 11)) {
            enter(table, body, at + 11, 0);
            return at + 11;
        }
    }
    return 0;
}

static void replace(char *text, const char *mark, const char *by, size_t by_length)
{
    size_t mark_length = strlen(mark);
    for (char *at = strstr(text, mark); at != NULL; at = strstr(at + by_length, mark)) {
        memmove(at + by_length, at + mark_length, strlen(at + mark_length) + 1);
        memcpy(at, by, by_length);
    }
}

/*
 * A right body that has base64 in one piece is decoded, whatever is known; a wrong one never, though its beginning is
 * known.
 */
static int holds(char *body, const char *outcome)
{
    static uint8_t expected[LINE_MOST];
    size_t length = strlen(body);
    size_t frame_length = frame(stream, SKP_SEND, 7, body, length);
    uint8_t *start = memory.end - frame_length;
    put(start, stream, frame_length);
    forget();
    CHECK(skp_parse(start, 0, (int32_t)frame_length, table, payloads.start, ROOM, records, RECORDS) == 1);
    CHECK(records[0].kind == SKP_BODY && records[0].at == SKP_HEAD && records[0].length == length);

    size_t text = learn((const uint8_t *)body, length);
    CHECK(skp_parse(start, 0, (int32_t)frame_length, table, payloads.start, ROOM, records, RECORDS) == 1);
    if (records[0].kind == SKP_BODY) {
        return 0;
    }
    const char *hex = strrchr(outcome, '[');
    if (hex == NULL) {
        /* It is the beginning that is wrong, and Java would not have entered it. */
        CHECK(slow_decode(expected, (const uint8_t *)body + text, length - text - 2) >= 0);
        return 0;
    }
    CHECK(records[0].length == from_hex(expected, hex + 1));
    CHECK(same(payloads.start, expected, records[0].length));
    return 1;
}

static void judges_send_cases(void)
{
    static char zeros[66];
    static char key[66] = "02";
    memset(zeros, '0', sizeof zeros);
    for (size_t at = 2; at < sizeof key; at++) {
        key[at] = at % 2 == 0 ? 'a' : 'b';
    }
    FILE *file = fopen(VECTORS "send-cases.txt", "r");
    CHECK(file != NULL);
    int cases = 0;
    int decoded = 0;
    while (file != NULL && fgets(line, LINE_MOST / 2, file) != NULL) {
        char *outcome = strstr(line, " -> ");
        if (line[0] != '#' && outcome != NULL) {
            *outcome = '\0';
            static char body[LINE_MOST];
            strcpy(body, line);
            replace(body, "<PK>", key, sizeof key);
            replace(body, "<ZERO>", zeros, sizeof zeros);
            cases++;
            decoded += holds(body, outcome + 4);
        }
    }
    CHECK(cases >= 30);
    CHECK(decoded >= 5);
    if (file != NULL) {
        fclose(file);
    }
}

static int32_t parse(size_t from, size_t to)
{
    return skp_parse(memory.start, (int32_t)from, (int32_t)to, table, payloads.start, ROOM, records, RECORDS);
}

/* Writes again what was read, and compares. */
static void encodes_again(const struct skp_record *record, size_t from)
{
    static uint8_t again[SKP_HEAD + SKP_BODY_MOST];
    const struct skp_slot *slot = &table->slot[record->loop];
    int32_t written = skp_encode(slot->bytes, slot->length, record->id, payloads.start + record->at, record->length,
                                 again, (int32_t)sizeof again);
    CHECK(written == (int32_t)(record->end - from));
    CHECK(same(again, memory.start + from, (size_t)written));
}

/* Takes the frames that were read, and learns from the last. Where the next one begins. */
static size_t take(size_t from, int32_t count, int *sends)
{
    for (int32_t at = 0; at < count; at++) {
        struct skp_record record = records[at];
        if (record.type == SKP_SEND && record.kind == SKP_BODY) {
            CHECK(at == count - 1);
            CHECK(learn(memory.start + record.at, record.length) > 0);
            CHECK(parse(from, record.end) == 1);
            record = records[0];
            CHECK(record.kind == SKP_PAYLOAD);
        }
        if (record.kind == SKP_PAYLOAD) {
            ++*sends;
            encodes_again(&record, from);
        }
        from = record.end;
    }
    return from;
}

/* One direction of a session, in pieces of so many bytes. */
static void replays(size_t length, size_t piece)
{
    int sends = 0;
    size_t from = 0;
    forget();
    put(memory.start, stream, length);
    for (size_t to = 0; to < length;) {
        to = to + piece < length ? to + piece : length;
        int32_t count;
        while ((count = parse(from, to)) > 0) {
            from = take(from, count, &sends);
        }
    }
    CHECK(from == length);
    CHECK(sends > 0);
}

static size_t direction(const char *name, const char *sender)
{
    FILE *file = fopen(name, "r");
    CHECK(file != NULL);
    size_t length = 0;
    while (file != NULL && fgets(line, LINE_MOST, file) != NULL) {
        if (strncmp(line, sender, strlen(sender)) == 0) {
            length += from_hex(stream + length, strchr(line, ' ') + 1);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return length;
}

static void replays_sessions(void)
{
    static const char *const names[] = {
        VECTORS "helloworld-client-2019-06.txt",
        VECTORS "helloworld-client-2019-09.txt",
        VECTORS "helloworld-server-2019-06.txt",
        VECTORS "helloworld-server-2019-09.txt",
    };
    for (size_t which = 0; which < 8; which++) {
        size_t length = direction(names[which / 2], which % 2 == 0 ? "app->node" : "node->app");
        replays(length, length);
        replays(length, 1);
        replays(length, 100);
    }
}

void test(void)
{
    prepare();
    judges_send_cases();
    replays_sessions();
}
