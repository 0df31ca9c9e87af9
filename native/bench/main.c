#include "peer.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char USAGE[] =
    "usage: peer app NAME SOCKET WINDOW source|sink|echo   an app on pipes 3 and 4\n"
    "       peer pair SOCKET WINDOW                        a source, and the node that takes what it sends\n"
    "       peer relay SOCKET WINDOW sink|echo             a source, another app, and a relay between them\n"
    "       peer place PROCESSOR|all PID...                where processes run\n"
    "\n"
    "  WINDOW is what apps say in Init, in pieces of 2048 bytes; with 0 they say nothing of it, as Go apps do.\n"
    "  Apps connect to SOCKET, say NAME PID, and, if sources, do as they are told there, a line each:\n"
    "    dial KEY PORT              answers the local port\n"
    "    stream SIZE COUNT NANOS    sends with so many unanswered; answers how many messages, in how many nanoseconds\n"
    "    ping SIZE NANOS            the same, of messages that have come back\n";

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        int (*play)(int count, char **arguments);
    } roles[] = {{"app", play_app}, {"pair", play_pair}, {"relay", play_relay}, {"place", place}};

    signal(SIGPIPE, SIG_IGN);
    int status = 2;
    for (size_t at = 0; at < sizeof roles / sizeof roles[0]; at++) {
        if (count > 1 && strcmp(arguments[1], roles[at].name) == 0) {
            status = roles[at].play(count - 2, arguments + 2);
        }
    }
    if (status == 2) {
        fputs(USAGE, stderr);
    }
    return status;
}
