/*
 * Level SKP_AVX512: 64 characters, or 48 bytes, at a time, with VBMI's shuffles of single bytes. What is shorter goes
 * through masks, which also keep reads and writes within bounds. After Muła and Lemire, "Base64 encoding and decoding
 * at almost the speed of a memory copy".
 */
#include <immintrin.h>

#include "base64.h"
#include "bytes.h"

#define LEVEL avx512
#define LEVEL_NUMBER SKP_AVX512

enum { CHARACTERS = 64, BYTES = 48 };

/* The first n bytes; n is at most 64. */
static inline __mmask64 first(size_t n)
{
    return _bzhi_u64(~0ULL, (unsigned)n);
}

static inline void copy(uint8_t *restrict to, const uint8_t *restrict from, size_t n)
{
    if (n < 64) {
        _mm512_mask_storeu_epi8(to, first(n), _mm512_maskz_loadu_epi8(first(n), from));
        return;
    }
    __m512i last = _mm512_loadu_si512(from + n - 64);
    uint8_t *end = to + n - 64;
    for (; to < end; to += 64, from += 64) {
        _mm512_storeu_si512(to, _mm512_loadu_si512(from));
    }
    _mm512_storeu_si512(end, last);
}

static inline int equal(const uint8_t *a, const uint8_t *b, size_t n)
{
    if (n < 64) {
        return _mm512_cmpneq_epi8_mask(_mm512_maskz_loadu_epi8(first(n), a), _mm512_maskz_loadu_epi8(first(n), b)) == 0;
    }
    const uint8_t *end = a + n - 64;
    __m512i different = _mm512_xor_si512(_mm512_loadu_si512(end), _mm512_loadu_si512(b + n - 64));
    for (; a < end; a += 64, b += 64) {
        __m512i more = _mm512_xor_si512(_mm512_loadu_si512(a), _mm512_loadu_si512(b));
        different = _mm512_or_si512(different, more);
    }
    return _mm512_test_epi32_mask(different, different) == 0;
}

static inline size_t find_payload(const uint8_t *bytes, size_t n)
{
    enum { STEP = 64 - PAYLOAD_KEY + 1 };
    for (size_t at = 0; at + PAYLOAD_KEY <= n; at += STEP) {
        __m512i some = _mm512_maskz_loadu_epi8(first(n - at < 64 ? n - at : 64), bytes + at);
        __mmask64 letter = _mm512_cmpeq_epi8_mask(some, _mm512_set1_epi8('p'));
        __mmask64 colon = _mm512_cmpeq_epi8_mask(some, _mm512_set1_epi8(':'));
        __mmask64 quote = _mm512_cmpeq_epi8_mask(some, _mm512_set1_epi8('"'));
        for (uint64_t found = letter >> 1 & colon >> 9 & quote >> 10; found != 0; found &= found - 1) {
            size_t place = at + (size_t)__builtin_ctzll(found);
            if (is_payload_key(bytes + place)) {
                return place + PAYLOAD_KEY;
            }
        }
    }
    return 0;
}

/*
 * The 64 characters that begin at a bit of the first byte. Bytes in order of their bits, so that each 8 characters, 48
 * bits, lie in 8 bytes wherever they begin.
 */
static inline __m512i to_text(__m512i bytes, __m512i shifts)
{
    const __m512i order =
        _mm512_setr_epi64(0x0001020304050607, 0x060708090a0b0c0d, 0x0c0d0e0f10111213, 0x1213141516171819,
                          0x18191a1b1c1d1e1f, 0x1e1f202122232425, 0x2425262728292a2b, 0x2a2b2c2d2e2f3031);
    __m512i sixes = _mm512_multishift_epi64_epi8(shifts, _mm512_permutexvar_epi8(order, bytes));
    return _mm512_permutexvar_epi8(sixes, _mm512_loadu_si512(base64_alphabet));
}

static inline __m512i shifts_from(size_t bit)
{
    return _mm512_sub_epi8(_mm512_set1_epi64(0x10161c22282e343a), _mm512_set1_epi8((char)bit));
}

/* Up to 64 characters of the text, from one of them, at most to its end. */
static inline void encode_some(uint8_t *restrict out, const uint8_t *restrict in, size_t length, size_t from, size_t n)
{
    size_t byte = from * 6 / 8;
    __m512i bytes = _mm512_maskz_loadu_epi8(first(length - byte < 64 ? length - byte : 64), in + byte);
    __m512i text = to_text(bytes, shifts_from(from * 6 % 8));
    size_t characters = (length * 8 + 5) / 6 - from;
    __mmask64 padding = ~first(characters < 64 ? characters : 64);
    _mm512_mask_storeu_epi8(out + from, first(n), _mm512_mask_mov_epi8(text, padding, _mm512_set1_epi8('=')));
}

/* Stores of long texts do not cross cache lines. */
static inline void encode64(uint8_t *restrict out, const uint8_t *restrict in, size_t length)
{
    size_t characters = (length + 2) / 3 * 4;
    size_t at = 0;
    if (characters >= 4 * CHARACTERS) {
        at = -(uintptr_t)out % CHARACTERS;
        encode_some(out, in, length, 0, at);
        __m512i shifts = shifts_from(at * 6 % 8);
        for (size_t byte = at * 6 / 8; byte + 64 <= length; at += CHARACTERS, byte += BYTES) {
            _mm512_store_si512(out + at, to_text(_mm512_loadu_si512(in + byte), shifts));
        }
        at -= at % 4; /* the last characters are not padding alone */
    }
    for (; at < characters; at += CHARACTERS) {
        encode_some(out, in, length, at, characters - at < CHARACTERS ? characters - at : CHARACTERS);
    }
}

/*
 * What 64 characters stand for, with the highest bit set where one is bad; that bit of the characters themselves counts
 * too.
 */
static inline __m512i to_sixes(__m512i text)
{
    __m512i low = _mm512_loadu_si512(base64_values);
    __m512i high = _mm512_loadu_si512(base64_values + 64);
    return _mm512_permutex2var_epi8(low, text, high);
}

/* 64 times 6 bits as 16 times 24 bits, each in 32. */
static inline __m512i to_bits(__m512i sixes)
{
    __m512i twelves = _mm512_maddubs_epi16(sixes, _mm512_set1_epi32(0x01400140));
    return _mm512_madd_epi16(twelves, _mm512_set1_epi32(0x00011000));
}

/* Where the bytes of such bits are, in two times 64. */
static const uint8_t byte_order[96] = {
    2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 18, 17, 16, 22,
    21, 20, 26, 25, 24, 30, 29, 28, 34, 33, 32, 38, 37, 36, 42, 41,
    40, 46, 45, 44, 50, 49, 48, 54, 53, 52, 58, 57, 56, 62, 61, 60,
    66, 65, 64, 70, 69, 68, 74, 73, 72, 78, 77, 76, 82, 81, 80, 86,
    85, 84, 90, 89, 88, 94, 93, 92, 98, 97, 96, 102, 101, 100, 106, 105,
    104, 110, 109, 108, 114, 113, 112, 118, 117, 116, 122, 121, 120, 126, 125, 124,
};

static inline int bad(__m512i bits)
{
    return _mm512_movepi8_mask(bits) != 0;
}

/* 64 characters; all is more than before where one is bad. */
static inline __m512i read_block(const uint8_t *text, __m512i *all)
{
    __m512i characters = _mm512_loadu_si512(text);
    __m512i sixes = to_sixes(characters);
    *all = _mm512_or_si512(*all, _mm512_or_si512(sixes, characters));
    return to_bits(sixes);
}

/* Four blocks as three whole lines. */
static inline void decode_lines(uint8_t *restrict out, const uint8_t *restrict text, __m512i *all)
{
    const __m512i first_line = _mm512_loadu_si512(byte_order);
    const __m512i second_line = _mm512_loadu_si512(byte_order + 16);
    const __m512i third_line = _mm512_loadu_si512(byte_order + 32);
    __m512i first_block = read_block(text, all);
    __m512i second_block = read_block(text + CHARACTERS, all);
    __m512i third_block = read_block(text + 2 * CHARACTERS, all);
    __m512i fourth_block = read_block(text + 3 * CHARACTERS, all);
    _mm512_storeu_si512(out, _mm512_permutex2var_epi8(first_block, first_line, second_block));
    _mm512_storeu_si512(out + 64, _mm512_permutex2var_epi8(second_block, second_line, third_block));
    _mm512_storeu_si512(out + 128, _mm512_permutex2var_epi8(third_block, third_line, fourth_block));
}

/* Up to 64 characters; the places behind them become A. */
static inline void decode_some(uint8_t *restrict out, const uint8_t *restrict text, size_t n, __m512i *all)
{
    __m512i characters = _mm512_mask_loadu_epi8(_mm512_set1_epi8('A'), first(n), text);
    __m512i sixes = to_sixes(characters);
    *all = _mm512_or_si512(*all, _mm512_or_si512(sixes, characters));
    __m512i bytes = _mm512_permutexvar_epi8(_mm512_loadu_si512(byte_order), to_bits(sixes));
    _mm512_mask_storeu_epi8(out, first(n * 3 / 4), bytes);
}

static inline int32_t decode64(uint8_t *restrict out, const uint8_t *restrict text, size_t length)
{
    size_t padding = base64_padding(text, length);
    size_t left = length - padding;
    __m512i all = _mm512_setzero_si512();
    for (; left >= 4 * CHARACTERS; left -= 4 * CHARACTERS, text += 4 * CHARACTERS, out += 4 * BYTES) {
        decode_lines(out, text, &all);
    }
    for (; left > CHARACTERS; left -= CHARACTERS, text += CHARACTERS, out += BYTES) {
        decode_some(out, text, CHARACTERS, &all);
    }
    decode_some(out, text, left, &all);
    return bad(all) ? SKP_EBASE64 : (int32_t)(length / 4 * 3 - padding);
}

static inline int32_t check64(const uint8_t *text, size_t length)
{
    size_t padding = base64_padding(text, length);
    size_t left = length - padding;
    __m512i all = _mm512_setzero_si512();
    for (; left >= CHARACTERS; left -= CHARACTERS, text += CHARACTERS) {
        __m512i characters = _mm512_loadu_si512(text);
        all = _mm512_or_si512(all, _mm512_or_si512(to_sixes(characters), characters));
    }
    __m512i characters = _mm512_mask_loadu_epi8(_mm512_set1_epi8('A'), first(left), text);
    all = _mm512_or_si512(all, _mm512_or_si512(to_sixes(characters), characters));
    return bad(all) ? SKP_EBASE64 : (int32_t)(length / 4 * 3 - padding);
}

#include "frames.h"
