#include "attach_options.h"

#include <stddef.h>

static const char DEFAULT_SOCKET[] = "/run/skywire-osgi/attach.sock";
static const char SOCKET_IN_HOME[] = "/data/attach.sock";
static const char FOLDER_IN_HOME[] = "/lib/native/linux-";

static bool wrong(struct line *complaint, const char *what, const char *expected, const char *value)
{
    line_add(complaint, what);
    line_add(complaint, ": expected ");
    line_add(complaint, expected);
    line_add(complaint, ", got ");
    line_add(complaint, value == NULL || value[0] == '\0' ? "nothing" : value);
    return false;
}

static bool copy(char *to, size_t most, const char *from, size_t length)
{
    if (length > most) {
        return false;
    }
    for (size_t at = 0; at < length; at++) {
        to[at] = from[at];
    }
    to[length] = '\0';
    return true;
}

static bool copy_all(char *to, size_t most, const char *from)
{
    return copy(to, most, from, text_length(from));
}

static const char *base_name(const char *path)
{
    const char *base = path;
    for (const char *at = path; *at != '\0'; at++) {
        if (*at == '/') {
            base = at + 1;
        }
    }
    return base;
}

/* Splits APP.vVERSION at its last ".v", as app names may have others. False if it is not of that form. */
static bool split_called(const char *called, struct attach_options *options)
{
    const char *base = base_name(called);
    size_t split = 0;
    for (size_t at = 1; base[0] != '\0' && base[at] != '\0'; at++) {
        if (base[at] == '.' && base[at + 1] == 'v' && base[at + 2] != '\0') {
            split = at;
        }
    }
    return split > 0 && copy(options->name, APP_NAME_LENGTH, base, split)
        && copy_all(options->version, APP_NAME_LENGTH, base + split + 2);
}

static const char *variable(char **environment, const char *name)
{
    size_t length = text_length(name);
    for (; *environment != NULL; environment++) {
        if (text_starts_with(*environment, name) && (*environment)[length] == '=') {
            return *environment + length + 1;
        }
    }
    return NULL;
}

static bool allowed(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

static bool set_word(char *to, const char *what, const char *value, struct line *complaint)
{
    static const char expected[] = "1 to 64 letters, digits and . _ -";
    bool fits = value != NULL && value[0] != '\0' && copy_all(to, APP_NAME_LENGTH, value);
    for (size_t at = 0; fits && value[at] != '\0'; at++) {
        fits = allowed(value[at]);
    }
    bool dots = fits && (text_equals(value, ".") || text_equals(value, ".."));
    return (fits && !dots) || wrong(complaint, what, expected, value);
}

static bool set_socket(struct attach_options *options, const char *what, const char *value, struct line *complaint)
{
    bool fits = value != NULL && value[0] == '/' && copy_all(options->socket, SOCKET_PATH_LENGTH, value);
    return fits || wrong(complaint, what, "a path of up to 107 bytes that begins with /", value);
}

static bool set_wait(struct attach_options *options, const char *what, const char *value, struct line *complaint)
{
    uint64_t seconds = 0;
    if (value == NULL || !text_number(value, MOST_WAIT_SECONDS, &seconds)) {
        return wrong(complaint, what, "a number of seconds from 0 to 3600", value);
    }
    options->wait_seconds = (uint32_t)seconds;
    return true;
}

/* In the product it is that of the product: HOME/lib/native/linux-.../skywire-attach has HOME/data/attach.sock. */
static bool default_socket(const char *executable, struct attach_options *options, struct line *complaint)
{
    size_t home = 0;
    for (size_t at = 0; executable[at] != '\0'; at++) {
        if (text_starts_with(executable + at, FOLDER_IN_HOME)) {
            home = at;
        }
    }
    if (home == 0) {
        return copy_all(options->socket, SOCKET_PATH_LENGTH, DEFAULT_SOCKET);
    }
    if (home + sizeof(SOCKET_IN_HOME) - 1 > SOCKET_PATH_LENGTH) {
        return wrong(complaint, "--socket", "one, as the product's is longer than 107 bytes", NULL);
    }
    copy(options->socket, SOCKET_PATH_LENGTH, executable, home);
    return copy_all(options->socket + home, SOCKET_PATH_LENGTH - home, SOCKET_IN_HOME);
}

static bool read_environment(char **environment, struct attach_options *options, struct line *complaint)
{
    const char *name = variable(environment, "SKYWIRE_APP_NAME");
    const char *version = variable(environment, "SKYWIRE_APP_VERSION");
    const char *socket = variable(environment, "SKYWIRE_ATTACH_SOCKET");
    const char *seconds = variable(environment, "SKYWIRE_ATTACH_WAIT");
    return (name == NULL || set_word(options->name, "SKYWIRE_APP_NAME", name, complaint))
        && (version == NULL || set_word(options->version, "SKYWIRE_APP_VERSION", version, complaint))
        && (socket == NULL || set_socket(options, "SKYWIRE_ATTACH_SOCKET", socket, complaint))
        && (seconds == NULL || set_wait(options, "SKYWIRE_ATTACH_WAIT", seconds, complaint));
}

static bool read_option(const char *option, const char *value, struct attach_options *options, struct line *complaint)
{
    if (text_equals(option, "--name")) {
        return set_word(options->name, option, value, complaint);
    }
    if (text_equals(option, "--version")) {
        return set_word(options->version, option, value, complaint);
    }
    if (text_equals(option, "--socket")) {
        return set_socket(options, option, value, complaint);
    }
    if (text_equals(option, "--wait")) {
        return set_wait(options, option, value, complaint);
    }
    return wrong(complaint, "options", "--name, --version, --socket, --wait, --help or -- before the app's arguments",
                 option);
}

static bool read_command_line(char **next, struct attach_options *options, struct line *complaint)
{
    for (; *next != NULL && text_starts_with(*next, "-"); next += 2) {
        if (text_equals(*next, "--")) {
            next++;
            break;
        }
        if (text_equals(*next, "--help")) {
            options->help = true;
            return true;
        }
        if (!read_option(next[0], next[1], options, complaint)) {
            return false;
        }
    }
    options->arguments = next;
    return true;
}

bool attach_options_read(char **arguments, char **environment, const char *executable, struct attach_options *options,
                         struct line *complaint)
{
    *options = (struct attach_options){0};
    const char *called = arguments[0] == NULL ? "" : arguments[0];
    char **rest = arguments[0] == NULL ? arguments : arguments + 1;
    bool named = split_called(called, options);
    options->arguments = rest;
    if (!read_environment(environment, options, complaint) || (!named && !read_command_line(rest, options, complaint))) {
        return false;
    }
    if (options->help) {
        return true;
    }
    if (options->name[0] == '\0' || options->version[0] == '\0') {
        return wrong(complaint, "app", "to be called APP.vVERSION, or --name and --version", base_name(called));
    }
    return set_word(options->name, "app name", options->name, complaint)
        && set_word(options->version, "app version", options->version, complaint)
        && (options->socket[0] != '\0' || default_socket(executable, options, complaint));
}
