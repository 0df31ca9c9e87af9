/*
 * Level SKP_NEON: 64 characters, or 48 bytes, at a time, 16 of each place in a vector. By the same tables as SKP_AVX2.
 */
#include <arm_neon.h>

#define LEVEL neon
#define LEVEL_NUMBER SKP_NEON

enum { CHARACTERS = 64, BYTES = 48 };

typedef uint8x16_t block;

#define NOTHING_BAD vdupq_n_u8(0)

/* Of 16 bytes, those at the places; each place is below 16. */
static inline uint8x16_t look_up(const uint8_t *bytes, uint8x16_t places)
{
#if defined(__aarch64__)
    return vqtbl1q_u8(vld1q_u8(bytes), places);
#else
    uint8x8x2_t table = {{vld1_u8(bytes), vld1_u8(bytes + 8)}};
    return vcombine_u8(vtbl2_u8(table, vget_low_u8(places)), vtbl2_u8(table, vget_high_u8(places)));
#endif
}

/* Each range of the alphabet is a distance from its 6 bits: 1 to 10 digits, 11 +, 12 /, 13 A to Z, 0 a to z. */
static inline uint8x16_t to_text(uint8x16_t sixes)
{
    static const int8_t distances[16] = {
        'a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
        '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A',
    };
    uint8x16_t range = vqsubq_u8(sixes, vdupq_n_u8(51));
    uint8x16_t capital = vcltq_u8(sixes, vdupq_n_u8(26));
    range = vorrq_u8(range, vandq_u8(capital, vdupq_n_u8(13)));
    return vaddq_u8(sixes, look_up((const uint8_t *)distances, range));
}

static inline void encode_block(uint8_t *out, const uint8_t *in)
{
    const uint8x16_t six = vdupq_n_u8(63);
    uint8x16x3_t bytes = vld3q_u8(in);
    uint8x16x4_t text;
    text.val[0] = to_text(vshrq_n_u8(bytes.val[0], 2));
    text.val[1] = to_text(vandq_u8(vsliq_n_u8(vshrq_n_u8(bytes.val[1], 4), bytes.val[0], 4), six));
    text.val[2] = to_text(vandq_u8(vsliq_n_u8(vshrq_n_u8(bytes.val[2], 6), bytes.val[1], 2), six));
    text.val[3] = to_text(vandq_u8(bytes.val[2], six));
    vst4q_u8(out, text);
}

/* A byte is bad where what its upper and its lower 4 bits do not go with have a bit in common. */
static inline uint8x16_t bad_of(uint8x16_t text)
{
    static const uint8_t by_lower[16] = {
        0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1a, 0x1b, 0x1b, 0x1b, 0x1a,
    };
    static const uint8_t by_upper[16] = {
        0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10,
    };
    return vandq_u8(look_up(by_lower, vandq_u8(text, vdupq_n_u8(15))), look_up(by_upper, vshrq_n_u8(text, 4)));
}

/* The distances back; that of / is kept where those of bytes with upper bits 1 would be, which are bad. */
static inline uint8x16_t from_text(uint8x16_t text)
{
    static const int8_t distances[16] = {0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A', 26 - 'a', 26 - 'a'};
    uint8x16_t slash = vceqq_u8(text, vdupq_n_u8('/'));
    return vaddq_u8(text, look_up((const uint8_t *)distances, vaddq_u8(vshrq_n_u8(text, 4), slash)));
}

static inline block bad_of_all(uint8x16x4_t text, block bad)
{
    block left = vorrq_u8(bad_of(text.val[0]), bad_of(text.val[1]));
    block right = vorrq_u8(bad_of(text.val[2]), bad_of(text.val[3]));
    return vorrq_u8(bad, vorrq_u8(left, right));
}

static inline block decode_block(uint8_t *out, const uint8_t *text, block bad)
{
    uint8x16x4_t characters = vld4q_u8(text);
    uint8x16_t a = from_text(characters.val[0]);
    uint8x16_t b = from_text(characters.val[1]);
    uint8x16_t c = from_text(characters.val[2]);
    uint8x16_t d = from_text(characters.val[3]);
    uint8x16x3_t bytes;
    bytes.val[0] = vsliq_n_u8(vshrq_n_u8(b, 4), a, 2);
    bytes.val[1] = vsliq_n_u8(vshrq_n_u8(c, 2), b, 4);
    bytes.val[2] = vsliq_n_u8(d, c, 6);
    vst3q_u8(out, bytes);
    return bad_of_all(characters, bad);
}

static inline block check_block(const uint8_t *text, block bad)
{
    return bad_of_all(vld4q_u8(text), bad);
}

static inline int is_bad(block bad)
{
    uint8x8_t half = vorr_u8(vget_low_u8(bad), vget_high_u8(bad));
    return vget_lane_u64(vreinterpret_u64_u8(half), 0) != 0;
}

#include "blocks.h"
#include "bytes.h"

#define copy copy_bytes
#define equal equal_bytes
#define find_payload(bytes, n) find_payload_bytes(bytes, 0, n)

#include "frames.h"
