#include "level.h"

#include "processor.h"

/* Written once, by the loader. */
static const struct skp_level *used = &skp_scalar;

const struct skp_level *skp_get_level(int32_t level)
{
    switch (level) {
    case SKP_SCALAR:
        return &skp_scalar;
#if defined(__x86_64__)
    case SKP_AVX2:
        return &skp_avx2;
    case SKP_AVX512:
        return &skp_avx512;
#else
    case SKP_NEON:
        return &skp_neon;
#endif
    default:
        return NULL;
    }
}

int skp_has(int32_t level)
{
    return level == SKP_SCALAR || (skp_get_level(level) != NULL && processor_has(level));
}

void skp_use(const struct skp_level *level)
{
    used = level;
}

__attribute__((constructor)) static void choose(void)
{
    for (int32_t level = SKP_NEON; level > SKP_SCALAR; level--) {
        if (skp_has(level)) {
            skp_use(skp_get_level(level));
            return;
        }
    }
}

int32_t skp_level(void)
{
    return used->number;
}

int32_t skp_encode(const uint8_t *prefix, int32_t prefix_length, int32_t id, const uint8_t *payload, int32_t length,
                   uint8_t *out, int32_t room)
{
    if (prefix == NULL || prefix_length < 0 || (payload == NULL && length != 0) || length < 0 || out == NULL) {
        return SKP_EINVAL;
    }
    if (length > SKP_PAYLOAD_MOST || prefix_length > SKP_BODY_MOST) {
        return SKP_ELENGTH;
    }
    int32_t body = prefix_length + (length + 2) / 3 * 4 + 2;
    if (body > SKP_BODY_MOST) {
        return SKP_ELENGTH;
    }
    if (SKP_HEAD + body > room) {
        return SKP_EROOM;
    }
    return used->encode(prefix, (size_t)prefix_length, (uint8_t)id, payload, (size_t)length, out);
}

int32_t skp_parse(const uint8_t *in, int32_t from, int32_t to, struct skp_beginnings *beginnings, uint8_t *payloads,
                  int32_t room, struct skp_record *records, int32_t most)
{
    if (in == NULL || from < 0 || to < from || beginnings == NULL || payloads == NULL || room < 0 || records == NULL
        || most < 0) {
        return SKP_EINVAL;
    }
    return used->parse(in, (uint32_t)from, (uint32_t)to, beginnings, payloads, (uint32_t)room, records, most);
}

int32_t skp_check(const uint8_t *text, int32_t length)
{
    if ((text == NULL && length != 0) || length < 0) {
        return SKP_EINVAL;
    }
    return used->check(text, (size_t)length);
}
