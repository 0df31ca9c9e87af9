/* What a processor can do: the same functions for each, chosen once when the library is loaded. */
#ifndef SKP_LEVEL_H
#define SKP_LEVEL_H

#include "skp.h"

/* As in skp.h. The arguments have been checked. */
struct skp_level {
    int32_t number;
    int32_t (*encode)(const uint8_t *prefix, size_t prefix_length, uint8_t id, const uint8_t *payload, size_t length,
                      uint8_t *out);
    int32_t (*parse)(const uint8_t *in, uint32_t from, uint32_t to, struct skp_beginnings *beginnings,
                     uint8_t *payloads, uint32_t room, struct skp_record *records, int32_t most);
    int32_t (*check)(const uint8_t *text, size_t length);
};

extern SKP_INTERNAL const struct skp_level skp_scalar;
#if defined(__x86_64__)
extern SKP_INTERNAL const struct skp_level skp_avx2;
extern SKP_INTERNAL const struct skp_level skp_avx512;
#else
extern SKP_INTERNAL const struct skp_level skp_neon;
#endif

/* Whether this processor, and the system on it, have what a level needs. */
int skp_has(int32_t level);

/* The level, or NULL where it is not built. */
const struct skp_level *skp_get_level(int32_t level);

/* Makes skp_encode, skp_parse and skp_check work so. For tests: no other thread may be in them. */
void skp_use(const struct skp_level *level);

#endif
