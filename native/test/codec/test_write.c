/* Writes to real pipes. Needs a C library for them. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "harness.h"

enum { MUCH = 1 << 20 };

static uint8_t bytes[MUCH];

static void writes_what_fits(void)
{
    int ends[2];
    uint8_t found[8];
    CHECK(pipe(ends) == 0);
    CHECK(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
    CHECK(skp_write(ends[1], (const uint8_t *)"skywire", 7) == 7);
    CHECK(read(ends[0], found, sizeof found) == 7 && same(found, (const uint8_t *)"skywire", 7));

    int32_t written = skp_write(ends[1], bytes, MUCH);
    CHECK(written > 0 && written < MUCH);
    CHECK(skp_write(ends[1], bytes, MUCH) == -EAGAIN);
    close(ends[0]);
    close(ends[1]);
}

static void tells_why_it_could_not(void)
{
    int ends[2];
    signal(SIGPIPE, SIG_IGN);
    CHECK(pipe(ends) == 0);
    close(ends[0]);
    CHECK(skp_write(ends[1], bytes, 1) == -EPIPE);
    CHECK(skp_write(ends[1], NULL, 1) == -EPIPE);
    close(ends[1]);
    CHECK(skp_write(ends[1], bytes, 1) == -EBADF);
}

void test(void)
{
    writes_what_fits();
    tells_why_it_could_not();
}
