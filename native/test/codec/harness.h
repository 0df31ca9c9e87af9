/*
 * What a test of the codec needs, with a C library or without one: checks, memory that ends at a wall, chance that
 * repeats.
 */
#ifndef SKYWIRE_HARNESS_H
#define SKYWIRE_HARNESS_H

#include <stddef.h>
#include <stdint.h>

#include "level.h"

/* The test itself, called for each level that runs here. */
void test(void);

/* The level that is tested. */
extern int32_t tested;

#define CHECK(condition) check((condition) ? 1 : 0, #condition, __FILE__, __LINE__)

void check(int holds, const char *condition, const char *file, int line);

/* So many bytes between two pages that nobody may touch. */
struct walled {
    uint8_t *start;
    uint8_t *end;
};

struct walled walled(size_t length);

/* The same numbers on every run. */
uint32_t chance(uint32_t below);

void fill(uint8_t *bytes, size_t length);

int same(const uint8_t *a, const uint8_t *b, size_t length);

void put(uint8_t *to, const void *from, size_t length);

size_t length_of(const char *text);

/* Base64 as one would write it on a blackboard. */
size_t slow_encode(char *text, const uint8_t *bytes, size_t length);

/* Bytes, or -1. */
int32_t slow_decode(uint8_t *bytes, const uint8_t *text, size_t length);

/* A table that knows nothing yet, of so many slots. */
struct skp_beginnings *new_table(uint32_t slots);

/* Enters a beginning. Its slot. */
uint32_t enter(struct skp_beginnings *table, const void *bytes, size_t length, uint8_t text);

/* Writes a frame. Its length. */
size_t frame(uint8_t *out, uint8_t type, uint8_t id, const void *body, size_t length);

/* A Send's beginning, for the loop from this port. */
size_t beginning(char *out, int port);

#endif
