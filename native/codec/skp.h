/*
 * Sends of the pipe protocol, written and read at the speed of memory.
 *
 * No function allocates, calls into a library or keeps state of its own: any thread may call, with memory that is its
 * own for the call. Nothing is read or written outside of what the arguments say. Areas that are read and written must
 * not overlap. JSON is not interpreted here. A Send is known by its beginning, all bytes of the body through
 * "payload":" , which Java has read once and entered into a table. What is not exactly a known beginning, base64 in one
 * piece and "} is left to Java.
 */
#ifndef SKP_H
#define SKP_H

#include <stddef.h>
#include <stdint.h>

#define SKP_API __attribute__((visibility("default")))
#define SKP_INTERNAL __attribute__((visibility("hidden")))

enum skp_error {
    SKP_EINVAL = -1,  /* an argument is negative or NULL where it must not be */
    SKP_ELENGTH = -2, /* more than a frame holds */
    SKP_EROOM = -3,   /* more than there is room for */
    SKP_EBASE64 = -4  /* not base64 in one piece */
};

enum skp_limit {
    SKP_HEAD = 4,             /* length u16, big-endian, counts what follows it; type; id */
    SKP_BODY_MOST = 65533,
    SKP_PAYLOAD_MOST = 49149, /* the payload of the longest frame fits surely in so much room */
    SKP_MESSAGE_MOST = 32768, /* a longer text is no SKP_TEXT */
    SKP_BEGINNING_MOST = 380
};

enum skp_type { SKP_SEND = 3 };

enum skp_kind {
    SKP_BODY = 0,    /* whatever is not a recognized Send: a body in the read buffer */
    SKP_PAYLOAD = 1, /* a Send, its payload decoded */
    SKP_TEXT = 2     /* a Send, its base64 checked and in the read buffer as it came */
};

/*
 * A frame that was read: 16 bytes, numbers in the machine's order. `length` bytes at `at`; the next frame is at `end`.
 */
struct skp_record {
    uint8_t type;    /*  0 */
    uint8_t id;      /*  1 */
    uint8_t kind;    /*  2 */
    uint8_t unused;  /*  3 */
    uint16_t loop;   /*  4  slot of the beginning; 0 in a SKP_BODY */
    uint16_t length; /*  6 */
    uint32_t at;     /*  8  offset in `payloads` for SKP_PAYLOAD, in the read buffer for the others */
    uint32_t end;    /* 12  offset in the read buffer */
};

/* A beginning, in the slot skp_hash(bytes) & (slots - 1) and nowhere else. */
struct skp_slot {
    uint16_t length; /*  0  0: nothing is here */
    uint8_t text;    /*  2  1: the payload is wanted as SKP_TEXT */
    uint8_t next;    /*  3  slot recognized after this one before, modulo 256, tried second; written by skp_parse */
    uint8_t bytes[SKP_BEGINNING_MOST];
};

/* The table of known beginnings: a head of 64 bytes, then the slots. Aligned to 4 bytes or more. */
struct skp_beginnings {
    uint32_t slots; /*  0  a power of two, at most 65536; 0: no beginning is known */
    uint32_t last;  /*  4  slot last recognized, tried first; written by skp_parse */
    uint8_t unused[56];
    struct skp_slot slot[];
};

/*
 * Writes a whole Send: head, prefix (the body's bytes through "payload":" ), payload in base64, "} .
 *
 * Returns the bytes written, or SKP_EINVAL, SKP_ELENGTH, SKP_EROOM; then nothing is written. Behind the frame nothing
 * changes.
 */
SKP_API int32_t skp_encode(const uint8_t *prefix, int32_t prefix_length, int32_t id, const uint8_t *payload,
                           int32_t length, uint8_t *out, int32_t room);

/*
 * Reads the frames in `in` from offset `from` to `to`, up to `most`, into `records`.
 *
 * Returns the number of records, or SKP_EINVAL. It stops
 *  - at an incomplete frame,
 *  - at a frame length below 2, which no frame has,
 *  - when `records` are full,
 *  - when the next payload might not fit in what is left of `payloads`' `room`,
 *  - behind a Send that it does not recognize, a SKP_BODY: what Java learns from it is to hold for the next.
 * Payloads begin at multiples of 64 in `payloads`. What lies between and behind them says nothing.
 */
SKP_API int32_t skp_parse(const uint8_t *in, int32_t from, int32_t to, struct skp_beginnings *beginnings,
                          uint8_t *payloads, int32_t room, struct skp_record *records, int32_t most);

/*
 * Checks base64 in one piece: the standard alphabet, length a multiple of 4, padding at the end only, no line breaks.
 * Bits that stand for nothing before the padding may be set.
 *
 * Returns the bytes it stands for, SKP_EINVAL or SKP_EBASE64.
 */
SKP_API int32_t skp_check(const uint8_t *text, int32_t length);

/*
 * One write(2), repeated only when a signal came before anything was written. May block.
 *
 * Returns the bytes written, or a negative errno.
 */
SKP_API int32_t skp_write(int32_t descriptor, const uint8_t *from, int32_t length);

/* How this machine works: SKP_SCALAR, SKP_AVX2, SKP_AVX512 or SKP_NEON. */
enum skp_levels { SKP_SCALAR = 0, SKP_AVX2 = 1, SKP_AVX512 = 2, SKP_NEON = 3 };

SKP_API int32_t skp_level(void);

/*
 * The hash of a beginning, over 8 bytes at a time in little-endian order, the last ones filled up with zeros:
 * h = length; for each word: h = (h ^ word) * 0x9E3779B97F4A7C15, h ^= h >> 32.
 */
SKP_API uint64_t skp_hash(const uint8_t *bytes, int32_t length);

#endif
