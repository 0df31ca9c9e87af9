/* libFuzzer's entry: streams of frames, by every level that runs here. See native/test/fuzz. */
#include "streams.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    stream_of(bytes, length);
    return 0;
}
