#include "check.h"
#include "text.h"

static void reads_numbers(void)
{
    uint64_t value = 7;
    CHECK(text_number("0", 10, &value) && value == 0);
    CHECK(text_number("10", 10, &value) && value == 10);
    CHECK(text_number("18446744073709551615", UINT64_MAX, &value) && value == UINT64_MAX);
}

static void refuses_what_is_no_number(void)
{
    uint64_t value = 7;
    CHECK(!text_number("", 10, &value));
    CHECK(!text_number("11", 10, &value));
    CHECK(!text_number("-1", 10, &value));
    CHECK(!text_number("+1", 10, &value));
    CHECK(!text_number("1x", 10, &value));
    CHECK(!text_number(" 1", 10, &value));
    CHECK(!text_number("18446744073709551616", UINT64_MAX, &value));
    CHECK(!text_number("99999999999999999999999", UINT64_MAX, &value));
    CHECK(value == 7);
}

static void reads_numbers_below_zero(void)
{
    int value = 7;
    CHECK(text_signed_number("-20", -20, 19, &value) && value == -20);
    CHECK(text_signed_number("19", -20, 19, &value) && value == 19);
    CHECK(!text_signed_number("-21", -20, 19, &value));
    CHECK(!text_signed_number("20", -20, 19, &value));
    CHECK(!text_signed_number("-", -20, 19, &value));
    CHECK(!text_signed_number("--1", -20, 19, &value));
    CHECK(!text_signed_number("99999999999", -20, 19, &value));
    CHECK(value == 19);
}

static void compares(void)
{
    CHECK(text_equals("", ""));
    CHECK(text_equals("ab", "ab"));
    CHECK(!text_equals("a", "ab"));
    CHECK(!text_equals("ab", "a"));
    CHECK(text_starts_with("ab", "a"));
    CHECK(text_starts_with("ab", ""));
    CHECK(!text_starts_with("a", "ab"));
}

static void cuts_what_is_too_long(void)
{
    char longest[LINE_PIECE + 2];
    for (size_t at = 0; at <= LINE_PIECE; at++) {
        longest[at] = 'x';
    }
    longest[LINE_PIECE + 1] = '\0';
    struct line line = {.length = 0};

    line_add(&line, longest + 1);
    CHECK(line.length == LINE_PIECE && line.text[LINE_PIECE - 1] == 'x');

    line_add(&line, longest);
    CHECK(line.length == 2 * LINE_PIECE && line.text[2 * LINE_PIECE - 1] == '.');

    for (int i = 0; i < 10; i++) {
        line_add(&line, longest);
        line_add_number(&line, UINT32_MAX);
    }
    CHECK(line.length == LINE_SIZE);
}

static void shows_control_characters_as_question_marks(void)
{
    struct line line = {.length = 0};
    line_add(&line, "a\n\x1b\x7f\xc3\xa9");
    CHECK(line.length == 6);
    CHECK(line.text[1] == '?' && line.text[2] == '?' && line.text[3] == '?');
    CHECK(line.text[4] == '\xc3' && line.text[5] == '\xa9');
}

static void writes_numbers(void)
{
    struct line line = {.length = 0};
    line_add_number(&line, 0);
    line_add_number(&line, 4294967295U);
    CHECK(line.length == 11);
    CHECK(line.text[0] == '0' && line.text[1] == '4' && line.text[10] == '5');
}

int main(void)
{
    reads_numbers();
    refuses_what_is_no_number();
    reads_numbers_below_zero();
    compares();
    cuts_what_is_too_long();
    shows_control_characters_as_question_marks();
    writes_numbers();
    return check_result();
}
