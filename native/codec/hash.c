#include "bytes.h"
#include "skp.h"

uint64_t skp_hash(const uint8_t *bytes, int32_t length)
{
    return hash(bytes, (size_t)length);
}
