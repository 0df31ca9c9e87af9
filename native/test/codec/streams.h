/* Streams of frames made of any bytes, parsed by every level and on a blackboard. */
#ifndef SKYWIRE_STREAMS_H
#define SKYWIRE_STREAMS_H

#include <stddef.h>
#include <stdint.h>

/* Makes a stream of the bytes, and checks that all levels that run here read it as the blackboard does. */
void stream_of(const uint8_t *bytes, size_t length);

#endif
