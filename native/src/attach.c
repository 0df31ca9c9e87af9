/*
 * skywire-attach: an outside node starts it in the place of an app; it hands the node's pipes to the container that
 * runs here, and lives as long as the app does there.
 */
#include <stdbool.h>
#include <stddef.h>

#include "attach_message.h"
#include "attach_options.h"
#include "complaint.h"
#include "node_pipes.h"
#include "start.h"
#include "sys_error.h"
#include "sys_file.h"
#include "sys_socket.h"
#include "sys_wait.h"
#include "text.h"

enum {
    DONE = 0,
    FAILED = 1,
    WRONG_USAGE = 2,
    SECOND = 1000,
    RETRY_MILLIS = 100,
    BURST_MILLIS = 500,           /* a terminal tells the node and us, and then the node tells us as well */
    LONGEST_ANSWER = 60 * SECOND, /* the container itself waits less for the app to be deployed */
    LONGEST_END = 8 * SECOND,     /* a Go node kills after ten */
    PATH_LENGTH = 4096
};

static const char HELP[] =
    "usage: APP.vVERSION ARGUMENT...\n"
    "       skywire-attach [--name APP] [--version VERSION] [--socket PATH] [--wait SECONDS] [--] ARGUMENT...\n"
    "\n"
    "  Lets an app that is deployed in a skywire-osgi container be an app of an outside Skywire node. The node starts\n"
    "  this in the place of the app, with its pipes on descriptors 3 and 4; they are handed to the container, and this\n"
    "  ends when the app has ended there. So the container holds all apps of the node in one JVM.\n"
    "\n"
    "  In the node's folder of apps, make a link under the app's name, and the container gets all arguments:\n"
    "\n"
    "    ln -s /opt/skywire-osgi/lib/native/linux-x86_64/skywire-attach apps/chat.v1.0\n"
    "\n"
    "  Or make that file a script, executable, with options of ours before the app's arguments:\n"
    "\n"
    "    #!/bin/sh\n"
    "    exec /opt/skywire-osgi/lib/native/linux-x86_64/skywire-attach --name chat --version 1.0 -- \"$@\"\n"
    "\n"
    "  --name, --version  the app in the container; SKYWIRE_APP_NAME, SKYWIRE_APP_VERSION\n"
    "  --socket PATH      the container's; SKYWIRE_ATTACH_SOCKET. By default data/attach.sock of the product that\n"
    "                     this is in, or /run/skywire-osgi/attach.sock if it is in none\n"
    "  --wait SECONDS     how long to wait for a container that does not answer yet, 0 by default; SKYWIRE_ATTACH_WAIT\n"
    "\n"
    "exit codes: 0 the app has ended, 1 it has failed or there is no container, 2 wrong usage\n";

struct attached {
    const struct attach_options *options;
    int signals;
    int container;
    int64_t deadline; /* SYS_FOR_EVER for none */
    bool seated;
    bool stopping;
    int64_t stopped_at;
    struct message message;
};

static int fail(const char *what, const char *detail)
{
    struct line line = {.length = 0};
    line_add(&line, "skywire-attach: ");
    line_add(&line, what);
    line_add(&line, detail);
    return complain(&line, FAILED);
}

static int fail_errno(struct line *line, long result)
{
    return complain_errno(line, result, FAILED);
}

/* Waits for millis; false if a signal says that there is no need to go on. */
static bool pause_for(int signals, int32_t millis)
{
    bool ready = false;
    sys_wait(&signals, &ready, 1, millis);
    return !ready;
}

/* Whether a container that does not answer now may do so later. */
static bool may_come(long result)
{
    return result == -SYS_ENOENT || result == -SYS_ECONNREFUSED || result == -SYS_EAGAIN;
}

/* Returns the exit code, or -1 when connected. */
static int connect(struct attached *app)
{
    int64_t deadline = sys_now() + (int64_t)app->options->wait_seconds * SECOND;
    long result = sys_connect(app->options->socket);
    while (may_come(result) && sys_now() < deadline) {
        if (!pause_for(app->signals, RETRY_MILLIS)) {
            return DONE;
        }
        result = sys_connect(app->options->socket);
    }
    if (result < 0) {
        struct line line = {.length = 0};
        line_add(&line, "skywire-attach: expected a container at ");
        line_add(&line, app->options->socket);
        line_add(&line, " that runs already, found none");
        return fail_errno(&line, result);
    }
    app->container = (int)result;
    return -1;
}

/* Returns the exit code, or -1 when the pipes are the container's. */
static int hand_over(struct attached *app)
{
    static const int pipes[] = {NODE_IN, NODE_OUT};
    long sent = sys_send(app->container, app->message.bytes, app->message.length, pipes, SYS_MOST_DESCRIPTORS);
    if (sent < 0) {
        struct line line = {.length = 0};
        line_add(&line, "skywire-attach: the container does not take the pipes");
        return fail_errno(&line, sent);
    }
    sys_close(NODE_IN);
    sys_close(NODE_OUT);
    app->deadline = sys_now() + LONGEST_ANSWER;
    return -1;
}

/* Returns the exit code, or -1 to go on. */
static int answered(struct attached *app)
{
    long received = sys_receive(app->container, app->message.bytes, MESSAGE_SIZE);
    if (received == -SYS_EAGAIN) {
        return -1;
    }
    if (received <= 0) {
        return fail("the container has gone", app->seated ? " and the app with it" : " before it had the app");
    }
    app->message.length = (size_t)received;
    char fault[MESSAGE_FAULT_LENGTH + 1];
    switch (message_type(&app->message)) {
    case MESSAGE_SEATED:
        app->seated = true;
        app->deadline = app->stopping ? app->deadline : SYS_FOR_EVER;
        return -1;
    case MESSAGE_ENDED:
        if (message_fault(&app->message, fault)) {
            return fault[0] == '\0' ? DONE : fail(fault, "");
        }
        return fail("expected a fault of the app from the container, got something else", "");
    default:
        return fail("expected an answer of protocol SKA1 from the container, got something else", "");
    }
}

/* Returns the exit code, or -1 to go on. */
static int signalled(struct attached *app)
{
    sys_take_signal(app->signals);
    int64_t now = sys_now();
    if (app->stopping && now - app->stopped_at < BURST_MILLIS) {
        return -1;
    }
    if (app->stopping) {
        return fail("stopped twice: the app may still be ending", "");
    }
    if (!app->seated) {
        return DONE;
    }
    app->stopping = true;
    app->stopped_at = now;
    app->deadline = now + LONGEST_END;
    message_begin(&app->message, MESSAGE_STOP);
    sys_send(app->container, app->message.bytes, app->message.length, NULL, 0);
    return -1;
}

static int await_end(struct attached *app)
{
    int code = -1;
    while (code < 0) {
        const int descriptors[] = {app->container, app->signals};
        bool ready[SYS_MOST_WAITED];
        bool limited = app->deadline != SYS_FOR_EVER;
        int64_t left = limited ? app->deadline - sys_now() : SYS_FOR_EVER;
        if (limited && left <= 0) {
            return fail(app->stopping ? "the app has not ended within 8 s" : "the container has not answered within 60 s",
                        "");
        }
        if (sys_wait(descriptors, ready, SYS_MOST_WAITED, (int32_t)left) < 0) {
            return fail("cannot wait for the container", "");
        }
        if (ready[0]) {
            code = answered(app);
        }
        if (code < 0 && ready[1]) {
            code = signalled(app);
        }
    }
    return code;
}

static int attach(const struct attach_options *options)
{
    static struct attached app;
    struct line line = {.length = 0};
    line_add(&line, "skywire-attach: ");
    if (!node_pipes_check(&line)
        || !message_attach(&app.message, options->name, options->version, options->arguments, &line)) {
        return complain(&line, FAILED);
    }
    app.options = options;
    app.signals = (int)sys_take_signals();
    if (app.signals < 0) {
        line_add(&line, "cannot wait for signals");
        return fail_errno(&line, app.signals);
    }
    int code = connect(&app);
    if (code < 0) {
        code = hand_over(&app);
    }
    return code < 0 ? await_end(&app) : code;
}

int program(int count, char **arguments, char **environment)
{
    (void)count;
    char executable[PATH_LENGTH];
    struct attach_options options;
    struct line line = {.length = 0};
    line_add(&line, "skywire-attach: ");
    sys_link("/proc/self/exe", executable, sizeof(executable));
    if (!attach_options_read(arguments, environment, executable, &options, &line)) {
        line_add(&line, "; see skywire-attach --help");
        return complain(&line, WRONG_USAGE);
    }
    if (options.help) {
        sys_write_all(SYS_STDOUT, HELP, sizeof(HELP) - 1);
        return DONE;
    }
    return attach(&options);
}
