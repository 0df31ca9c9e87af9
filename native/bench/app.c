/*
 * An app on pipes 3 and 4: a source, which sends as it is told on a Unix socket, a sink, or an echo.
 */
#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { IDS = 255 };

struct app {
    struct inflow in;
    struct outflow out;
    bool echoes;
    char prefix[PREFIX];
    uint8_t free_ids[IDS];
    int free_count;
    long answered;
    long received;
};

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void answer(struct app *app, uint8_t id)
{
    outflow_put(&app->out, SUCCESS, id, "null", 4);
}

static void send_one(struct app *app, const uint8_t *payload, int32_t length)
{
    if (app->free_count == 0) {
        die("no id is free");
    }
    app->free_count--;
    outflow_send(&app->out, app->prefix, app->free_ids[app->free_count], payload, length);
}

/* The second address in the body is the other end's. */
static void confirm(struct app *app, const struct frame *frame)
{
    char body[FRAME];
    frame_text(frame, body);
    char *remote = strstr(body, "},{");
    if (remote == NULL) {
        die("expected two addresses in %s", body);
    }
    remote += 2;
    remote[strcspn(remote, "}") + 1] = '\0';
    send_prefix(app->prefix, json_number(body, "port"), remote);
    answer(app, frame->id);
}

static void handle(void *self, const struct frame *frame)
{
    struct app *app = self;
    switch (frame->type) {
    case SUCCESS:
        app->free_ids[app->free_count++] = frame->id;
        app->answered++;
        break;
    case FAILURE:
        die("the node says %.*s", (int)frame->length, (const char *)frame->bytes);
    case CONFIRM_LOOP:
        confirm(app, frame);
        break;
    case SEND:
        answer(app, frame->id);
        app->received++;
        if (app->echoes) {
            send_one(app, frame->bytes, frame->length);
        }
        break;
    default:
        answer(app, frame->id);
    }
}

/* Reads once and writes what is to be said to that. */
static void serve(struct app *app)
{
    if (!inflow_read(&app->in, handle, app)) {
        exit(0);
    }
    outflow_flush(&app->out);
}

static long dial(struct app *app, const char *key, long port)
{
    char body[TEXT];
    char text[FRAME];
    int length = snprintf(body, sizeof body, "{\"pk\":\"%s\",\"port\":%ld}", key, port);
    outflow_put(&app->out, CREATE_LOOP, IDS, body, (size_t)length);
    outflow_flush(&app->out);
    struct frame frame = inflow_next(&app->in);
    frame_text(&frame, text);
    if (frame.type != SUCCESS) {
        die("dial: expected Success, got %s", text);
    }
    long local = json_number(text, "port");
    send_prefix(app->prefix, local, body);
    return local;
}

/* Sends for so long, no more unanswered than the window; the time in which all of them were answered. */
static int64_t stream(struct app *app, int32_t size, int window, int64_t nanos)
{
    static uint8_t payload[SKP_MESSAGE_MOST];
    long sent = 0;
    app->answered = 0;
    int64_t start = now();
    bool more = true;
    while (more || app->answered < sent) {
        more = more && now() - start < nanos;
        int32_t frame = 0;
        while (more && sent - app->answered < window) {
            int32_t before = app->out.used;
            if (before > 0 && before + frame > COALESCED) {
                outflow_flush(&app->out);
                before = 0;
            }
            send_one(app, payload, size);
            frame = app->out.used - before;
            sent++;
        }
        outflow_flush(&app->out);
        if (app->answered < sent) {
            serve(app);
        }
    }
    return now() - start;
}

/* Sends one message after another, each when the last has come back and is answered. */
static int64_t ping(struct app *app, int32_t size, int64_t nanos)
{
    static uint8_t payload[SKP_MESSAGE_MOST];
    app->answered = 0;
    app->received = 0;
    long sent = 0;
    int64_t start = now();
    while (now() - start < nanos) {
        send_one(app, payload, size);
        sent++;
        outflow_flush(&app->out);
        while (app->received < sent || app->answered < sent) {
            if (!inflow_read(&app->in, handle, app)) {
                exit(0); /* the answer to what has come back goes with the next, or below */
            }
        }
    }
    outflow_flush(&app->out);
    return now() - start;
}

/* Where orders come from. */
static int orders_from(const char *path, const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        die("expected a shorter path of the socket");
    }
    strcpy(address.sun_path, path);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        die_system("connect to %s", path);
    }
    dprintf(descriptor, "%s %d\n", name, getpid());
    return descriptor;
}

static void obey(struct app *app, int socket)
{
    FILE *orders = fdopen(socket, "r");
    char line[TEXT];
    char key[TEXT];
    long number;
    int size;
    int window;
    while (fgets(line, sizeof line, orders) != NULL) {
        if (sscanf(line, "dial %511s %ld", key, &number) == 2) {
            dprintf(socket, "%ld\n", dial(app, key, number));
        } else if (sscanf(line, "stream %d %d %ld", &size, &window, &number) == 3) {
            int64_t nanos = stream(app, size, window, number);
            dprintf(socket, "%ld %ld\n", app->answered, (long)nanos);
        } else if (sscanf(line, "ping %d %ld", &size, &number) == 2) {
            int64_t nanos = ping(app, size, number);
            dprintf(socket, "%ld %ld\n", app->received, (long)nanos);
        } else {
            die("unknown order: %s", line);
        }
    }
}

static void init(struct app *app, const char *name, int window)
{
    char more[TEXT] = "";
    char body[2 * TEXT];
    char text[FRAME];
    if (window > 0) {
        snprintf(more, sizeof more, ",\"send-window\":%d", window);
    }
    int length = snprintf(body, sizeof body,
                          "{\"app-name\":\"%s\",\"app-version\":\"1.0\",\"protocol-version\":\"0.0.1\"%s}", name, more);
    outflow_put(&app->out, INIT, 0, body, (size_t)length);
    outflow_flush(&app->out);
    struct frame frame = inflow_next(&app->in);
    if (frame.type != SUCCESS) {
        die("init: %s", frame_text(&frame, text));
    }
}

int play_app(int count, char **arguments)
{
    if (count != 4) {
        return 2;
    }
    static struct app app;
    const char *name = arguments[0];
    const char *role = arguments[3];
    inflow_open(&app.in, 3, false);
    outflow_open(&app.out, 4);
    for (int id = IDS - 1; id >= 0; id--) {
        app.free_ids[app.free_count++] = (uint8_t)id;
    }
    app.echoes = strcmp(role, "echo") == 0;
    init(&app, name, atoi(arguments[2]));
    int socket = orders_from(arguments[1], name);
    if (strcmp(role, "source") == 0) {
        obey(&app, socket);
        return 0;
    }
    while (true) {
        serve(&app);
    }
}
