/* Streams by chance, where there is no fuzzer. */
#include "harness.h"
#include "streams.h"

void test(void)
{
    static uint8_t bytes[4096];
    if (tested != SKP_SCALAR) {
        return; /* each stream is read by every level */
    }
    for (int time = 0; time < 4000; time++) {
        size_t length = chance(time % 8 == 0 ? sizeof bytes : 300);
        fill(bytes, length);
        stream_of(bytes, length);
    }
}
