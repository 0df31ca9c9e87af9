/*
 * Level SKP_AVX2: 32 characters, or 24 bytes, at a time. After Muła and Lemire, "Faster Base64 encoding and decoding
 * using AVX2".
 */
#include <immintrin.h>
#include <stdint.h>

#include "bytes.h"

#define LEVEL avx2
#define LEVEL_NUMBER SKP_AVX2

enum { CHARACTERS = 32, BYTES = 24 };

typedef __m256i block;

#define NOTHING_BAD _mm256_setzero_si256()

static inline __m128i load16(const uint8_t *from)
{
    return _mm_loadu_si128((const __m128i_u *)from);
}

/* 12 bytes in each half, the upper ones behind the 4 that end the lower ones: so nothing beyond 24 is read. */
static inline __m256i load_bytes(const uint8_t *in)
{
    return _mm256_inserti128_si256(_mm256_castsi128_si256(load16(in)), load16(in + 8), 1);
}

/* 4 times 6 bits of each 3 bytes. */
static inline __m256i to_sixes(__m256i bytes)
{
    const __m256i order = _mm256_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10, /* the lower half */
                                           5, 4, 6, 5, 8, 7, 9, 8, 11, 10, 12, 11, 14, 13, 15, 14);
    __m256i bits = _mm256_shuffle_epi8(bytes, order);
    __m256i first_third = _mm256_and_si256(bits, _mm256_set1_epi32(0x0fc0fc00));
    __m256i second_fourth = _mm256_and_si256(bits, _mm256_set1_epi32(0x003f03f0));
    return _mm256_or_si256(_mm256_mulhi_epu16(first_third, _mm256_set1_epi32(0x04000040)),
                           _mm256_mullo_epi16(second_fourth, _mm256_set1_epi32(0x01000010)));
}

/* Each range of the alphabet is a distance from its 6 bits: 1 to 10 digits, 11 +, 12 /, 13 A to Z, 0 a to z. */
static inline __m256i to_text(__m256i sixes)
{
    const __m256i distances = _mm256_broadcastsi128_si256(
        _mm_setr_epi8('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                      '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0));
    __m256i range = _mm256_subs_epu8(sixes, _mm256_set1_epi8(51));
    __m256i capital = _mm256_cmpgt_epi8(_mm256_set1_epi8(26), sixes);
    range = _mm256_or_si256(range, _mm256_and_si256(capital, _mm256_set1_epi8(13)));
    return _mm256_add_epi8(sixes, _mm256_shuffle_epi8(distances, range));
}

static inline void encode_block(uint8_t *out, const uint8_t *in)
{
    _mm256_storeu_si256((__m256i_u *)out, to_text(to_sixes(load_bytes(in))));
}

/* The upper 4 bits of each byte; more than 15 does not matter where it is looked up. */
static inline __m256i upper(__m256i text)
{
    return _mm256_and_si256(_mm256_srli_epi32(text, 4), _mm256_set1_epi8(0x2f));
}

/* A byte is bad where what its upper and its lower 4 bits do not go with have a bit in common. */
static inline __m256i bad_of(__m256i text)
{
    const __m256i by_lower = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1a, 0x1b, 0x1b, 0x1b, 0x1a));
    const __m256i by_upper = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10));
    __m256i lower = _mm256_and_si256(text, _mm256_set1_epi8(0x2f));
    return _mm256_and_si256(_mm256_shuffle_epi8(by_lower, lower), _mm256_shuffle_epi8(by_upper, upper(text)));
}

/* The distances back; that of / is kept where those of bytes with upper bits 1 would be, which are bad. */
static inline __m256i from_text(__m256i text)
{
    const __m256i distances = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A', 26 - 'a', 26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0));
    __m256i slash = _mm256_cmpeq_epi8(text, _mm256_set1_epi8('/'));
    return _mm256_add_epi8(text, _mm256_shuffle_epi8(distances, _mm256_add_epi8(upper(text), slash)));
}

static inline void store_bytes(uint8_t *out, __m256i sixes)
{
    const __m256i order =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
    __m256i twelves = _mm256_maddubs_epi16(sixes, _mm256_set1_epi32(0x01400140));
    __m256i bits = _mm256_madd_epi16(twelves, _mm256_set1_epi32(0x00011000));
    __m256i bytes = _mm256_shuffle_epi8(bits, order);
    bytes = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7));
    _mm_storeu_si128((__m128i_u *)out, _mm256_castsi256_si128(bytes));
    _mm_storeu_si64(out + 16, _mm256_extracti128_si256(bytes, 1));
}

static inline block decode_block(uint8_t *out, const uint8_t *text, block bad)
{
    __m256i characters = _mm256_loadu_si256((const __m256i_u *)text);
    store_bytes(out, from_text(characters));
    return _mm256_or_si256(bad, bad_of(characters));
}

static inline block check_block(const uint8_t *text, block bad)
{
    return _mm256_or_si256(bad, bad_of(_mm256_loadu_si256((const __m256i_u *)text)));
}

static inline int is_bad(block bad)
{
    return !_mm256_testz_si256(bad, bad);
}

static inline __m256i places_of(char character, const uint8_t *bytes)
{
    return _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i_u *)bytes), _mm256_set1_epi8(character));
}

static inline size_t find_payload(const uint8_t *bytes, size_t n)
{
    size_t at = 0;
    for (; at + 32 + PAYLOAD_KEY <= n; at += 32) {
        __m256i key = _mm256_and_si256(places_of('p', bytes + at + 1), places_of(':', bytes + at + 9));
        for (uint32_t found = (uint32_t)_mm256_movemask_epi8(key); found != 0; found &= found - 1) {
            size_t place = at + (size_t)__builtin_ctz(found);
            if (is_payload_key(bytes + place)) {
                return place + PAYLOAD_KEY;
            }
        }
    }
    return find_payload_bytes(bytes, at, n);
}

#include "blocks.h"

#define copy copy_bytes
#define equal equal_bytes

#include "frames.h"
