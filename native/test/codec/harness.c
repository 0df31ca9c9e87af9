#include "harness.h"

#include "sys_call.h"

enum { PAGE = 1 << 16, READ_WRITE = 3, NOTHING = 0, PRIVATE_ANONYMOUS = 0x22 }; /* no machine here has larger pages */

int32_t tested;

static int checks;
static int failures;
static uint64_t state = 88172645463325252;

size_t length_of(const char *text)
{
    size_t length = 0;
    while (text[length] != '\0') {
        length++;
    }
    return length;
}

static void say(const char *text)
{
    sys_call3(SYS_WRITE, 2, sys_address(text), (long)length_of(text));
}

static void say_number(int number)
{
    char digits[12] = {0};
    int at = 11;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    say(digits + at);
}

void check(int holds, const char *condition, const char *file, int line)
{
    checks++;
    if (holds || failures++ > 20) {
        return;
    }
    say(file);
    say(":");
    say_number(line);
    say(": at level ");
    say_number((int)tested);
    say(" expected ");
    say(condition);
    say("\n");
#if defined(FUZZER)
    __builtin_trap();
#endif
}

/* Mapped once for each size that is asked for is enough for tests: nothing is given back. */
struct walled walled(size_t length)
{
    size_t inner = (length + PAGE - 1) / PAGE * PAGE + (length == 0 ? PAGE : 0);
    long at = sys_call6(SYS_MMAP, 0, (long)(inner + 2 * PAGE), NOTHING, PRIVATE_ANONYMOUS, -1, 0);
    if (at < 0 && at > -4096) {
        say("expected memory, found none\n");
        sys_call1(SYS_EXIT_GROUP, 1);
    }
    uint8_t *start = (uint8_t *)at + PAGE;
    sys_call3(SYS_MPROTECT, sys_address(start), (long)inner, READ_WRITE);
    return (struct walled){start, start + inner};
}

uint32_t chance(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) * below >> 32);
}

void fill(uint8_t *bytes, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        bytes[at] = (uint8_t)chance(256);
    }
}

int same(const uint8_t *a, const uint8_t *b, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        if (a[at] != b[at]) {
            return 0;
        }
    }
    return 1;
}

void put(uint8_t *to, const void *from, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        to[at] = ((const uint8_t *)from)[at];
    }
}

static char letter(unsigned bits)
{
    if (bits < 26) {
        return (char)('A' + bits);
    }
    if (bits < 52) {
        return (char)('a' + bits - 26);
    }
    return bits < 62 ? (char)('0' + bits - 52) : bits == 62 ? '+' : '/';
}

static int bits_of(uint8_t character)
{
    for (unsigned bits = 0; bits < 64; bits++) {
        if ((uint8_t)letter(bits) == character) {
            return (int)bits;
        }
    }
    return -1;
}

size_t slow_encode(char *text, const uint8_t *bytes, size_t length)
{
    size_t characters = (length + 2) / 3 * 4;
    for (size_t at = 0; at < characters; at++) {
        size_t byte = at * 6 / 8;
        if (at * 6 >= length * 8) {
            text[at] = '=';
            continue;
        }
        unsigned two = (unsigned)bytes[byte] << 8 | (byte + 1 < length ? bytes[byte + 1] : 0u);
        text[at] = letter(two >> (10 - at * 6 % 8) & 63);
    }
    return characters;
}

int32_t slow_decode(uint8_t *bytes, const uint8_t *text, size_t length)
{
    static int values[256];
    static int known;
    for (; known < 256; known++) {
        values[known] = bits_of((uint8_t)known);
    }
    size_t padding = 0;
    while (padding < 2 && padding < length && text[length - 1 - padding] == '=') {
        padding++;
    }
    if (length % 4 != 0) {
        return -1;
    }
    size_t written = 0;
    unsigned bits = 0;
    for (size_t at = 0; at < length - padding; at++) {
        int value = values[text[at]];
        if (value < 0) {
            return -1;
        }
        bits = bits << 6 | (unsigned)value;
        if (at % 4 != 0) {
            bytes[written++] = (uint8_t)(bits >> (6 - at % 4 * 2));
        }
    }
    return (int32_t)written;
}

struct skp_beginnings *new_table(uint32_t slots)
{
    size_t size = sizeof(struct skp_beginnings) + slots * sizeof(struct skp_slot);
    struct skp_beginnings *table = (struct skp_beginnings *)(void *)(walled(size).end - size);
    table->slots = slots;
    return table;
}

uint32_t enter(struct skp_beginnings *table, const void *bytes, size_t length, uint8_t text)
{
    uint32_t slot = (uint32_t)(skp_hash(bytes, (int32_t)length) & (table->slots - 1));
    table->slot[slot].length = (uint16_t)length;
    table->slot[slot].text = text;
    put(table->slot[slot].bytes, bytes, length);
    return slot;
}

size_t frame(uint8_t *out, uint8_t type, uint8_t id, const void *body, size_t length)
{
    out[0] = (uint8_t)((length + 2) >> 8);
    out[1] = (uint8_t)(length + 2);
    out[2] = type;
    out[3] = id;
    put(out + SKP_HEAD, body, length);
    return SKP_HEAD + length;
}

size_t beginning(char *out, int port)
{
    static const char first[] = "{\"addr\":{\"port\":";
    static const char second[] =
        ",\"remote\":{\"pk\":\"02abababababababababababababababababababababababababababababababab\",\"port\":10}},"
        "\"payload\":\"";
    put((uint8_t *)out, first, sizeof first - 1);
    size_t at = sizeof first - 1;
    for (int unit = 10000; unit > 0; unit /= 10) {
        out[at++] = (char)('0' + port / unit % 10);
    }
    put((uint8_t *)out + at, second, sizeof second - 1);
    return at + sizeof second - 1;
}

#if !defined(FUZZER)

static int run(void)
{
#if defined(FREE)
    CHECK(skp_has(SKP_NEON)); /* these tests are for its sake */
#endif
    for (int32_t level = SKP_SCALAR; level <= SKP_NEON; level++) {
        if (skp_has(level)) {
            tested = level;
            skp_use(skp_get_level(level));
            test();
        }
    }
    if (checks == 0) {
        say("expected checks, found none\n");
    }
    return checks == 0 || failures > 0 ? 1 : 0;
}

#if defined(FREE)
#include "start.h"

int program(int count, char **arguments, char **environment)
{
    (void)count;
    (void)arguments;
    (void)environment;
    return run();
}
#else
int main(void)
{
    return run();
}
#endif
#endif
