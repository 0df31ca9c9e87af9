/* The command line of skywire-run. */
#ifndef SKYWIRE_RUN_OPTIONS_H
#define SKYWIRE_RUN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

struct run_options {
    bool help;
    int parent;
    uint64_t nofile; /* 0: as it is */
    uint64_t memory; /* bytes; 0: as it is */
    bool has_nice;
    int nice;
    char **command; /* ends with NULL */
};

/*
 * Reads arguments, which end with NULL and of which the first is the program's own name.
 *
 * Returns false if they are wrong; then *complaint says what was expected and what came.
 */
bool run_options_read(char **arguments, struct run_options *options, struct line *complaint);

#endif
