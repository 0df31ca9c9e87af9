#include <string.h>

#include "attach_options.h"
#include "check.h"

static struct attach_options options;
static struct line complaint;
static const char *environment[8];
static const char *executable = "/opt/x/skywire-attach";

#define READ(...) read_all((const char *[]){__VA_ARGS__, NULL})

static bool read_all(const char **arguments)
{
    complaint.length = 0;
    return attach_options_read((char **)(void *)arguments, (char **)(void *)environment, executable, &options, &complaint);
}

static bool complains(const char *expected)
{
    return complaint.length == strlen(expected) && memcmp(complaint.text, expected, complaint.length) == 0;
}

static bool is(const char *name, const char *version)
{
    return strcmp(options.name, name) == 0 && strcmp(options.version, version) == 0;
}

static void takes_app_and_version_from_its_name(void)
{
    CHECK(READ("/srv/apps/chat.v1.0", "--help", "--name"));
    CHECK(is("chat", "1.0") && !options.help);
    CHECK(strcmp(options.arguments[0], "--help") == 0 && options.arguments[2] == NULL);
    CHECK(READ("my.view.v2") && is("my.view", "2"));
    CHECK(READ("a.v1.v2") && is("a.v1", "2"));
    CHECK(READ("/apps.v1/chat.v1.0-rc_1") && is("chat", "1.0-rc_1"));
}

static void is_called_otherwise(void)
{
    CHECK(!READ(".v1"));
    CHECK(!READ("chat.v"));
    CHECK(!READ("chat"));
    CHECK(!READ(""));
    CHECK(!read_all((const char *[]){NULL}));
    CHECK(!READ("/x/skywire-attach"));
    CHECK(complains("app: expected to be called APP.vVERSION, or --name and --version, got skywire-attach"));
    CHECK(!READ("skywire-attach", "--name", "chat"));
}

static void takes_options_before_the_arguments(void)
{
    CHECK(READ("skywire-attach", "--name", "chat", "--version", "1.0", "--socket", "/s", "--wait", "3600", "--", "--help"));
    CHECK(is("chat", "1.0") && strcmp(options.socket, "/s") == 0 && options.wait_seconds == 3600);
    CHECK(strcmp(options.arguments[0], "--help") == 0 && options.arguments[1] == NULL);
    CHECK(READ("skywire-attach", "--name", "chat", "--version", "1.0", "x", "--name"));
    CHECK(strcmp(options.arguments[0], "x") == 0 && strcmp(options.arguments[1], "--name") == 0);
    CHECK(READ("skywire-attach", "--help") && options.help);
}

static void prefers_options_to_environment_and_that_to_its_name(void)
{
    environment[0] = "SKYWIRE_APP_NAMES=no";
    environment[1] = "SKYWIRE_APP_NAME=proxy";
    environment[2] = "SKYWIRE_ATTACH_SOCKET=/e";
    environment[3] = "SKYWIRE_ATTACH_WAIT=5";
    CHECK(READ("chat.v1.0") && is("proxy", "1.0"));
    CHECK(strcmp(options.socket, "/e") == 0 && options.wait_seconds == 5);
    environment[4] = "SKYWIRE_APP_VERSION=2.0";
    CHECK(READ("skywire-attach", "x") && is("proxy", "2.0"));
    CHECK(READ("skywire-attach", "--name", "chat", "--wait", "0") && is("chat", "2.0") && options.wait_seconds == 0);
    environment[3] = "SKYWIRE_ATTACH_WAIT=soon";
    CHECK(!READ("chat.v1.0"));
    CHECK(complains("SKYWIRE_ATTACH_WAIT: expected a number of seconds from 0 to 3600, got soon"));
    environment[0] = NULL;
}

static void refuses_what_no_app_may_be_called(void)
{
    char longest[APP_NAME_LENGTH + 2];
    memset(longest, 'a', sizeof(longest));
    longest[APP_NAME_LENGTH] = '\0';
    CHECK(READ("skywire-attach", "--version", "1", "--name", longest) && is(longest, "1"));
    longest[APP_NAME_LENGTH] = 'a';
    longest[APP_NAME_LENGTH + 1] = '\0';
    CHECK(!READ("skywire-attach", "--version", "1", "--name", longest));
    CHECK(!READ("skywire-attach", "--version", "1", "--name", "two words"));
    CHECK(complains("--name: expected 1 to 64 letters, digits and . _ -, got two words"));
    CHECK(!READ("skywire-attach", "--version", "..", "--name", "a"));
    CHECK(!READ("skywire-attach", "--version", "1", "--name", ""));
    CHECK(!READ("skywire-attach", "--version", "1", "--name"));
    CHECK(!READ("two words.v1"));
}

static void finds_the_socket_of_its_product(void)
{
    executable = "/opt/skywire-osgi/lib/native/linux-aarch64/skywire-attach";
    CHECK(READ("chat.v1") && strcmp(options.socket, "/opt/skywire-osgi/data/attach.sock") == 0);
    executable = "/srv/apps/chat.v1";
    CHECK(READ("chat.v1") && strcmp(options.socket, "/run/skywire-osgi/attach.sock") == 0);
    executable = "";
    CHECK(READ("chat.v1") && strcmp(options.socket, "/run/skywire-osgi/attach.sock") == 0);
}

static void limits_the_path_of_the_socket(void)
{
    char path[SOCKET_PATH_LENGTH + 2];
    memset(path, 'a', sizeof(path));
    path[0] = '/';
    path[SOCKET_PATH_LENGTH] = '\0';
    CHECK(READ("skywire-attach", "--name", "a", "--version", "1", "--socket", path));
    CHECK(strcmp(options.socket, path) == 0);
    path[SOCKET_PATH_LENGTH] = 'a';
    path[SOCKET_PATH_LENGTH + 1] = '\0';
    CHECK(!READ("skywire-attach", "--name", "a", "--version", "1", "--socket", path));
    CHECK(!READ("skywire-attach", "--name", "a", "--version", "1", "--socket", "here"));

    char home[256];
    snprintf(home, sizeof(home), "/%.*s/lib/native/linux-arm/skywire-attach", SOCKET_PATH_LENGTH - 18, path + 1);
    executable = home;
    CHECK(READ("chat.v1") && strlen(options.socket) == SOCKET_PATH_LENGTH);
    snprintf(home, sizeof(home), "/%.*s/lib/native/linux-arm/skywire-attach", SOCKET_PATH_LENGTH - 17, path + 1);
    CHECK(!READ("chat.v1"));
}

int main(void)
{
    takes_app_and_version_from_its_name();
    is_called_otherwise();
    takes_options_before_the_arguments();
    prefers_options_to_environment_and_that_to_its_name();
    refuses_what_no_app_may_be_called();
    finds_the_socket_of_its_product();
    limits_the_path_of_the_socket();
    return check_result();
}
