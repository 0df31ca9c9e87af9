/* What skywire-attach is told: by its own name, its environment and its command line. */
#ifndef SKYWIRE_ATTACH_OPTIONS_H
#define SKYWIRE_ATTACH_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

enum { APP_NAME_LENGTH = 64, SOCKET_PATH_LENGTH = 107, MOST_WAIT_SECONDS = 3600 };

struct attach_options {
    bool help;
    char name[APP_NAME_LENGTH + 1];
    char version[APP_NAME_LENGTH + 1];
    char socket[SOCKET_PATH_LENGTH + 1];
    uint32_t wait_seconds;
    char **arguments; /* the app's; ends with NULL */
};

/*
 * Reads all of it. Called APP.vVERSION, it takes every argument for the app's; called anything else, it begins with
 * options of its own. An option goes before the environment, and that before the program's name. arguments and
 * environment end with NULL; executable is the path of this program, or "" if it is not known.
 *
 * Returns false if something is wrong or missing; then *complaint says what was expected and what came.
 */
bool attach_options_read(char **arguments, char **environment, const char *executable, struct attach_options *options,
                         struct line *complaint);

#endif
