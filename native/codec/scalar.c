/* Level SKP_SCALAR: any processor. Four characters or three bytes at a time, by tables. */
#include "base64.h"
#include "bytes.h"

#define LEVEL scalar
#define LEVEL_NUMBER SKP_SCALAR
#define copy copy_bytes
#define equal equal_bytes
#define find_payload(bytes, n) find_payload_bytes(bytes, 0, n)

static inline void encode64(uint8_t *restrict out, const uint8_t *restrict in, size_t length)
{
    base64_encode(out, in, length);
}

static inline int32_t decode64(uint8_t *restrict out, const uint8_t *restrict text, size_t length)
{
    return base64_decode(out, text, length);
}

static inline int32_t check64(const uint8_t *text, size_t length)
{
    return base64_check(text, length);
}

#include "frames.h"
