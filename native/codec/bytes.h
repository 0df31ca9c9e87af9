/* Bytes in larger pieces, as wide as the level that includes this allows. Nothing outside of n bytes is touched. */
#ifndef SKP_BYTES_H
#define SKP_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t load64(const uint8_t *from)
{
    uint64_t word;
    __builtin_memcpy(&word, from, sizeof word);
    return word;
}

static inline uint32_t load32(const uint8_t *from)
{
    uint32_t word;
    __builtin_memcpy(&word, from, sizeof word);
    return word;
}

static inline void store32(uint8_t *to, uint32_t word)
{
    __builtin_memcpy(to, &word, sizeof word);
}

static inline void store16(uint8_t *to, uint16_t word)
{
    __builtin_memcpy(to, &word, sizeof word);
}

/* The first n bytes, up to 8, in little-endian order. */
static inline uint64_t load_some(const uint8_t *from, size_t n)
{
    uint64_t word = 0;
    for (size_t at = 0; at < n; at++) {
        word |= (uint64_t)from[at] << (8 * at);
    }
    return word;
}

/* Pieces overlap where n is no multiple of their size. */
#define COPY(size)                                                    \
    if (n >= (size)) {                                                \
        for (size_t at = 0; at < n - (size); at += (size)) {          \
            __builtin_memcpy(to + at, from + at, (size));             \
        }                                                             \
        __builtin_memcpy(to + n - (size), from + n - (size), (size)); \
        return;                                                       \
    }

static inline void copy_bytes(uint8_t *restrict to, const uint8_t *restrict from, size_t n)
{
    COPY(4 * sizeof(void *))
    COPY(8)
    for (size_t at = 0; at < n; at++) {
        to[at] = from[at];
    }
}

#undef COPY

static inline int equal_bytes(const uint8_t *a, const uint8_t *b, size_t n)
{
    if (n < 8) {
        return load_some(a, n) == load_some(b, n);
    }
    uint64_t different = load64(a + n - 8) ^ load64(b + n - 8);
    size_t at = 0;
    for (; at + 32 <= n; at += 32) {
        for (size_t word = at; word < at + 32; word += 8) {
            different |= load64(a + word) ^ load64(b + word);
        }
    }
    for (; at + 8 <= n; at += 8) {
        different |= load64(a + at) ^ load64(b + at);
    }
    return different == 0;
}

/* As skp_hash. All processors that this is built for are little-endian. */
static inline uint64_t hash(const uint8_t *bytes, size_t n)
{
    uint64_t sum = n;
    for (size_t at = 0; at < n; at += 8) {
        uint64_t word = n - at >= 8 ? load64(bytes + at) : load_some(bytes + at, n - at);
        sum = (sum ^ word) * 0x9E3779B97F4A7C15;
        sum ^= sum >> 32;
    }
    return sum;
}

enum { PAYLOAD_KEY = 11 };

/* Whether "payload":" is here, in so many bytes. */
static inline int is_payload_key(const uint8_t *bytes)
{
    static const uint8_t key[] = "\"payload\":\"";
    return load64(bytes) == load64(key) && load32(bytes + PAYLOAD_KEY - 4) == load32(key + PAYLOAD_KEY - 4);
}

/* Where the text behind the first "payload":" begins in n bytes, looked for from `at`, or 0. */
static inline size_t find_payload_bytes(const uint8_t *bytes, size_t at, size_t n)
{
    for (; at + PAYLOAD_KEY <= n; at++) {
        if (is_payload_key(bytes + at)) {
            return at + PAYLOAD_KEY;
        }
    }
    return 0;
}

#endif
