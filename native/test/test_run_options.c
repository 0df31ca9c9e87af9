#include <string.h>

#include "check.h"
#include "run_options.h"

static struct run_options options;
static struct line complaint;

#define READ(...) read_all((const char *[]){"skywire-run", __VA_ARGS__, NULL})

static bool read_all(const char **arguments)
{
    complaint.length = 0;
    return run_options_read((char **)(void *)arguments, &options, &complaint);
}

static bool complains(const char *expected)
{
    return complaint.length == strlen(expected) && memcmp(complaint.text, expected, complaint.length) == 0;
}

static void reads_all(void)
{
    CHECK(READ("--parent", "4194304", "--nofile", "2147483647", "--memory", "9223372036854775807", "--nice", "-20", "--",
               "/bin/app", "--help", "x"));
    CHECK(options.parent == 4194304 && options.nofile == 2147483647 && options.memory == INT64_MAX);
    CHECK(options.has_nice && options.nice == -20 && !options.help);
    CHECK(strcmp(options.command[0], "/bin/app") == 0 && strcmp(options.command[1], "--help") == 0);
    CHECK(options.command[3] == NULL);
}

static void leaves_what_is_not_given(void)
{
    CHECK(READ("--parent", "1", "--", "app"));
    CHECK(options.nofile == 0 && options.memory == 0 && !options.has_nice);
}

static void gives_help(void)
{
    CHECK(READ("--help"));
    CHECK(options.help);
    CHECK(READ("--parent", "1", "--help"));
    CHECK(options.help);
}

static void refuses_what_is_wrong(void)
{
    CHECK(!READ("--parent", "0", "--", "app") && complains("--parent: expected the id of a process, got 0"));
    CHECK(!READ("--parent", "4194305", "--", "app"));
    CHECK(!READ("--parent") && complains("--parent: expected the id of a process, got nothing"));
    CHECK(!READ("--", "app") && complains("--parent: expected the id of a process, got nothing"));
    CHECK(!READ("--parent", "1", "--nofile", "0", "--", "app"));
    CHECK(!READ("--parent", "1", "--nofile", "2147483648", "--", "app"));
    CHECK(!READ("--parent", "1", "--memory", "0", "--", "app"));
    CHECK(!READ("--parent", "1", "--memory", "9223372036854775808", "--", "app"));
    CHECK(!READ("--parent", "1", "--nice", "20", "--", "app") && complains("--nice: expected a number from -20 to 19, got 20"));
    CHECK(!READ("--parent", "1", "--nice", "-21", "--", "app"));
    CHECK(!READ("--parent", "1", "--cpu", "1", "--", "app"));
    CHECK(!READ("--parent", "1", "app"));
    CHECK(!READ("--parent", "1") && complains("--: expected a program and its arguments behind it, got nothing"));
    CHECK(!READ("--parent", "1", "--"));
    CHECK(!read_all((const char *[]){NULL}));
}

int main(void)
{
    reads_all();
    leaves_what_is_not_given();
    gives_help();
    refuses_what_is_wrong();
    return check_result();
}
