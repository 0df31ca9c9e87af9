#include "run_options.h"

#include <stddef.h>

enum { MAX_PID = 4194304, LEAST_NICE = -20, MOST_NICE = 19 };

static bool wrong(struct line *complaint, const char *option, const char *expected, const char *value)
{
    line_add(complaint, option);
    line_add(complaint, ": expected ");
    line_add(complaint, expected);
    line_add(complaint, ", got ");
    line_add(complaint, value == NULL ? "nothing" : value);
    return false;
}

static bool count(const char *value, uint64_t most, uint64_t *number)
{
    return value != NULL && text_number(value, most, number) && *number > 0;
}

static bool read_option(const char *option, const char *value, struct run_options *options, struct line *complaint)
{
    if (text_equals(option, "--parent")) {
        uint64_t pid = 0;
        if (!count(value, MAX_PID, &pid)) {
            return wrong(complaint, option, "the id of a process", value);
        }
        options->parent = (int)pid;
    } else if (text_equals(option, "--nofile")) {
        if (!count(value, INT32_MAX, &options->nofile)) {
            return wrong(complaint, option, "a number of files from 1 to 2147483647", value);
        }
    } else if (text_equals(option, "--memory")) {
        if (!count(value, INT64_MAX, &options->memory)) {
            return wrong(complaint, option, "a number of bytes from 1 to 9223372036854775807", value);
        }
    } else if (text_equals(option, "--nice")) {
        if (value == NULL || !text_signed_number(value, LEAST_NICE, MOST_NICE, &options->nice)) {
            return wrong(complaint, option, "a number from -20 to 19", value);
        }
        options->has_nice = true;
    } else {
        return wrong(complaint, "options", "--parent, --nofile, --memory, --nice or --help", option);
    }
    return true;
}

bool run_options_read(char **arguments, struct run_options *options, struct line *complaint)
{
    *options = (struct run_options){0};
    char **next = arguments[0] == NULL ? arguments : arguments + 1;
    for (; *next != NULL && !text_equals(*next, "--"); next += 2) {
        if (text_equals(*next, "--help")) {
            options->help = true;
            return true;
        }
        if (!read_option(next[0], next[1], options, complaint)) {
            return false;
        }
    }
    if (options->parent == 0) {
        return wrong(complaint, "--parent", "the id of a process", NULL);
    }
    if (*next == NULL || next[1] == NULL) {
        return wrong(complaint, "--", "a program and its arguments behind it", NULL);
    }
    options->command = next + 1;
    return true;
}
