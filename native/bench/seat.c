#include "peer.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { PIPE_SIZE = 1024 * 1024, ABOVE = 10 };

static void make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) < 0) {
        die_system("pipe2");
    }
    if (fcntl(ends[0], F_SETPIPE_SZ, PIPE_SIZE) < 0) {
        die_system("expected a pipe of %d bytes", PIPE_SIZE);
    }
}

static _Noreturn void become_app(int in, int out, char *const arguments[])
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* 3 and 4 may be taken by what goes there */
    int far_in = fcntl(in, F_DUPFD_CLOEXEC, ABOVE);
    int far_out = fcntl(out, F_DUPFD_CLOEXEC, ABOVE);
    if (far_in < 0 || far_out < 0 || dup2(far_in, 3) < 0 || dup2(far_out, 4) < 0) {
        die_system("dup2");
    }
    execv("/proc/self/exe", arguments);
    die_system("execv");
}

static void answer_init(struct seat *seat)
{
    char text[FRAME];
    char body[TEXT];
    struct frame frame = inflow_next(&seat->in);
    if (frame.type != INIT) {
        die("expected Init, got type %d", frame.type);
    }
    uint8_t id = frame.id;
    if (strstr(frame_text(&frame, text), "\"send-window\":") == NULL) {
        outflow_text(&seat->out, SUCCESS, id, "null");
    } else {
        snprintf(body, sizeof body, "{\"send-window\":%ld,\"addr\":{\"pk\":\"" KEY "\",\"port\":%ld}}",
                 json_number(text, "send-window"), seat->port);
        outflow_text(&seat->out, SUCCESS, id, body);
    }
    outflow_flush(&seat->out);
}

void seat_start(struct seat *seat, char *const arguments[], long port, bool text)
{
    int to_app[2];
    int from_app[2];
    make_pipe(to_app);
    make_pipe(from_app);
    pid_t child = fork();
    if (child < 0) {
        die_system("fork");
    }
    if (child == 0) {
        become_app(to_app[0], from_app[1], arguments);
    }
    close(to_app[0]);
    close(from_app[1]);
    inflow_open(&seat->in, from_app[0], text);
    outflow_open(&seat->out, to_app[1]);
    seat->port = port;
    answer_init(seat);
}
