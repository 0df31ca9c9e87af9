/* Base64 without vectors: what the levels share, and level SKP_SCALAR altogether. */
#ifndef SKP_BASE64_H
#define SKP_BASE64_H

#include <stddef.h>
#include <stdint.h>

#include "skp.h"

enum { BASE64_BAD = 0x80 };

/* The alphabet, and what each byte stands for or BASE64_BAD. */
extern SKP_INTERNAL const uint8_t base64_alphabet[64];
extern SKP_INTERNAL const uint8_t base64_values[256];

/* The last 1 or 2 bytes as 4 characters. */
static inline void base64_encode_rest(uint8_t *restrict out, const uint8_t *restrict in, size_t length)
{
    uint32_t bits = (uint32_t)in[0] << 16 | (length == 2 ? (uint32_t)in[1] << 8 : 0);
    out[0] = base64_alphabet[bits >> 18];
    out[1] = base64_alphabet[bits >> 12 & 63];
    out[2] = length == 2 ? base64_alphabet[bits >> 6 & 63] : '=';
    out[3] = '=';
}

static inline void base64_encode(uint8_t *restrict out, const uint8_t *restrict in, size_t length)
{
    for (; length >= 3; length -= 3, in += 3, out += 4) {
        uint32_t bits = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
        out[0] = base64_alphabet[bits >> 18];
        out[1] = base64_alphabet[bits >> 12 & 63];
        out[2] = base64_alphabet[bits >> 6 & 63];
        out[3] = base64_alphabet[bits & 63];
    }
    if (length > 0) {
        base64_encode_rest(out, in, length);
    }
}

/* How many of the last characters are padding: 0, 1 or 2. The length is a multiple of 4. */
static inline size_t base64_padding(const uint8_t *text, size_t length)
{
    if (length == 0) {
        return 0;
    }
    size_t one = text[length - 1] == '=';
    return one + (one & (text[length - 2] == '='));
}

/* 24 bits of 4 characters; more when one of them is bad. */
static inline uint32_t base64_bits(const uint8_t *text)
{
    uint32_t a = base64_values[text[0]];
    uint32_t b = base64_values[text[1]];
    uint32_t c = base64_values[text[2]];
    uint32_t d = base64_values[text[3]];
    return a << 18 | b << 12 | c << 6 | d | ((a | b | c | d) & BASE64_BAD) << 24;
}

/* The last 4 characters, of which 1 or 2 are padding; their bits as above. */
static inline uint32_t base64_last_bits(const uint8_t *text, size_t padding)
{
    uint8_t last[4] = {text[0], text[1], padding == 2 ? 'A' : text[2], 'A'};
    return base64_bits(last);
}

/* The bytes written, length / 4 * 3 less the padding. The length is a multiple of 4. */
static inline int32_t base64_decode(uint8_t *restrict out, const uint8_t *restrict text, size_t length)
{
    size_t padding = base64_padding(text, length);
    size_t whole = padding == 0 ? length : length - 4;
    uint32_t all = 0;
    for (size_t at = 0; at < whole; at += 4, out += 3) {
        uint32_t bits = base64_bits(text + at);
        all |= bits;
        out[0] = (uint8_t)(bits >> 16);
        out[1] = (uint8_t)(bits >> 8);
        out[2] = (uint8_t)bits;
    }
    if (padding != 0) {
        uint32_t bits = base64_last_bits(text + whole, padding);
        all |= bits;
        out[0] = (uint8_t)(bits >> 16);
        if (padding == 1) {
            out[1] = (uint8_t)(bits >> 8);
        }
    }
    return all >> 24 != 0 ? SKP_EBASE64 : (int32_t)(length / 4 * 3 - padding);
}

static inline int32_t base64_check(const uint8_t *text, size_t length)
{
    size_t padding = base64_padding(text, length);
    uint8_t bad = 0;
    for (size_t at = 0; at < length - padding; at++) {
        bad |= base64_values[text[at]];
    }
    return (bad & BASE64_BAD) != 0 ? SKP_EBASE64 : (int32_t)(length / 4 * 3 - padding);
}

#endif
