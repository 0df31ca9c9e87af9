/*
 * Base64 in blocks of BYTES bytes or CHARACTERS characters, for levels without masks. The last block overlaps the one
 * before it; what is shorter than a block goes without vectors. Whoever includes this defines the two, and exact to the
 * byte:
 *
 *   encode_block(out, in)
 *   decode_block(out, text, bad)  bad as it was, or more where a character is bad
 *   check_block(text, bad)        the same
 *   is_bad(bad)
 *   typedef of block
 *   NOTHING_BAD
 */
#include "base64.h"

static inline void encode64(uint8_t *restrict out, const uint8_t *restrict in, size_t length)
{
    size_t whole = length - length % 3;
    if (whole < BYTES) {
        base64_encode(out, in, length);
        return;
    }
    const uint8_t *end = in + whole;
    for (; end - in > BYTES; in += BYTES, out += CHARACTERS) {
        encode_block(out, in);
    }
    size_t over = (size_t)(BYTES - (end - in));
    encode_block(out - over / 3 * 4, in - over);
    if (length != whole) {
        base64_encode_rest(out - over / 3 * 4 + CHARACTERS, end, length - whole);
    }
}

static inline int32_t decode64(uint8_t *restrict out, const uint8_t *restrict text, size_t length)
{
    size_t padding = base64_padding(text, length);
    size_t whole = padding == 0 ? length : length - 4;
    if (whole < CHARACTERS) {
        return base64_decode(out, text, length);
    }
    block bad = NOTHING_BAD;
    const uint8_t *end = text + whole;
    for (; end - text > CHARACTERS; text += CHARACTERS, out += BYTES) {
        bad = decode_block(out, text, bad);
    }
    size_t over = (size_t)(CHARACTERS - (end - text));
    bad = decode_block(out - over / 4 * 3, text - over, bad);
    if (padding != 0 && base64_decode(out - over / 4 * 3 + BYTES, end, 4) < 0) {
        return SKP_EBASE64;
    }
    return is_bad(bad) ? SKP_EBASE64 : (int32_t)(length / 4 * 3 - padding);
}

static inline int32_t check64(const uint8_t *text, size_t length)
{
    size_t padding = base64_padding(text, length);
    size_t whole = padding == 0 ? length : length - 4;
    if (whole < CHARACTERS) {
        return base64_check(text, length);
    }
    block bad = NOTHING_BAD;
    const uint8_t *end = text + whole;
    for (; end - text > CHARACTERS; text += CHARACTERS) {
        bad = check_block(text, bad);
    }
    bad = check_block(end - CHARACTERS, bad);
    if (padding != 0 && base64_check(end, 4) < 0) {
        return SKP_EBASE64;
    }
    return is_bad(bad) ? SKP_EBASE64 : (int32_t)(length / 4 * 3 - padding);
}
