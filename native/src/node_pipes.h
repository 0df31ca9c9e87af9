/* The pipes that a node gives an app. */
#ifndef SKYWIRE_NODE_PIPES_H
#define SKYWIRE_NODE_PIPES_H

#include <stdbool.h>

#include "text.h"

enum { NODE_IN = 3, NODE_OUT = 4 };

/*
 * Whether descriptors 3 and 4 are two pipes, the right way round. If not, the line says what was expected and what is
 * there.
 */
bool node_pipes_check(struct line *complaint);

#endif
