#include "text.h"

static const char CUT[] = "...";

size_t text_length(const char *text)
{
    size_t length = 0;
    while (text[length] != '\0') {
        length++;
    }
    return length;
}

bool text_equals(const char *one, const char *other)
{
    size_t at = 0;
    while (one[at] != '\0' && one[at] == other[at]) {
        at++;
    }
    return one[at] == other[at];
}

bool text_starts_with(const char *text, const char *start)
{
    size_t at = 0;
    while (start[at] != '\0' && text[at] == start[at]) {
        at++;
    }
    return start[at] == '\0';
}

bool text_number(const char *text, uint64_t most, uint64_t *value)
{
    uint64_t number = 0;
    size_t at = 0;
    for (; text[at] >= '0' && text[at] <= '9'; at++) {
        uint64_t digit = (uint64_t)(text[at] - '0');
        if (number > UINT64_MAX / 10 || number * 10 > UINT64_MAX - digit) {
            return false;
        }
        number = number * 10 + digit;
    }
    if (at == 0 || text[at] != '\0' || number > most) {
        return false;
    }
    *value = number;
    return true;
}

bool text_signed_number(const char *text, int least, int most, int *value)
{
    bool negative = text[0] == '-';
    uint64_t number = 0;
    if (!text_number(text + (negative ? 1 : 0), INT32_MAX, &number)) {
        return false;
    }
    int found = negative ? -(int)number : (int)number;
    if (found < least || found > most) {
        return false;
    }
    *value = found;
    return true;
}

static void add_raw(struct line *line, const char *piece, size_t length)
{
    for (size_t at = 0; at < length && line->length < LINE_SIZE; at++) {
        char c = piece[at];
        bool control = (c >= '\0' && c < ' ') || c == '\x7f';
        line->text[line->length++] = control ? '?' : c;
    }
}

void line_add(struct line *line, const char *piece)
{
    size_t length = text_length(piece);
    if (length <= LINE_PIECE) {
        add_raw(line, piece, length);
    } else {
        add_raw(line, piece, LINE_PIECE - (sizeof(CUT) - 1));
        add_raw(line, CUT, sizeof(CUT) - 1);
    }
}

void line_add_number(struct line *line, uint32_t number)
{
    char digits[10];
    size_t first = sizeof(digits);
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    add_raw(line, digits + first, sizeof(digits) - first);
}
