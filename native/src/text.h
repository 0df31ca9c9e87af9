/* Text without a C library. */
#ifndef SKYWIRE_TEXT_H
#define SKYWIRE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

size_t text_length(const char *text);

bool text_equals(const char *one, const char *other);

bool text_starts_with(const char *text, const char *start);

/*
 * Reads a decimal number without a sign. *value is written only if text is one and not above most.
 */
bool text_number(const char *text, uint64_t most, uint64_t *value);

/* As text_number, with a minus if it is below zero. */
bool text_signed_number(const char *text, int least, int most, int *value);

/* A line for people, built piece by piece; what does not fit is cut, and the cut is shown. */
enum { LINE_SIZE = 1024, LINE_PIECE = 512 };

struct line {
    char text[LINE_SIZE];
    size_t length;
};

/* Of a long piece the beginning is added; control characters become question marks. */
void line_add(struct line *line, const char *piece);

void line_add_number(struct line *line, uint32_t number);

#endif
