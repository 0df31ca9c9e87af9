#include <stdlib.h>
#include <string.h>

#include "attach_message.h"
#include "check.h"

static struct message message;
static struct line complaint;

static bool complains(const char *expected)
{
    return complaint.length == strlen(expected) && memcmp(complaint.text, expected, complaint.length) == 0;
}

static bool attach(char **arguments)
{
    complaint.length = 0;
    return message_attach(&message, "chat", "1.0", arguments, &complaint);
}

static void puts_texts_one_after_the_other(void)
{
    static const char expected[] = "SKA1\x01\0\4chat\0\0031.0\0\1x\0\0";
    CHECK(attach((char *[]){"x", "", NULL}));
    CHECK(message.length == sizeof(expected) - 1);
    CHECK(memcmp(message.bytes, expected, sizeof(expected) - 1) == 0);
}

static char *repeated(size_t length)
{
    char *text = malloc(length + 1);
    memset(text, 'a', length);
    text[length] = '\0';
    return text;
}

static void limits_the_number_of_arguments(void)
{
    char *arguments[MESSAGE_ARGUMENTS + 2] = {NULL};
    for (int at = 0; at < MESSAGE_ARGUMENTS; at++) {
        arguments[at] = "a";
    }
    CHECK(attach(arguments));
    arguments[MESSAGE_ARGUMENTS] = "a";
    CHECK(!attach(arguments) && complains("arguments: expected up to 128 of them, got more"));
}

static void limits_the_length_of_an_argument(void)
{
    char *longest = repeated(MESSAGE_ARGUMENT_LENGTH);
    char *longer = repeated(MESSAGE_ARGUMENT_LENGTH + 1);
    CHECK(attach((char *[]){longest, NULL}));
    CHECK(!attach((char *[]){longer, NULL}) && complains("an argument: expected up to 4096 bytes, got more"));
    free(longest);
    free(longer);
}

static void limits_the_length_of_all(void)
{
    char *longest = repeated(MESSAGE_ARGUMENT_LENGTH);
    char *rest = repeated(MESSAGE_SIZE - MESSAGE_HEAD - 6 - 5 - 15 * (MESSAGE_ARGUMENT_LENGTH + 2) - 2);
    char *arguments[18] = {NULL};
    for (int at = 0; at < 15; at++) {
        arguments[at] = longest;
    }
    arguments[15] = rest;
    CHECK(attach(arguments));
    CHECK(message.length == MESSAGE_SIZE);
    arguments[16] = "";
    CHECK(!attach(arguments) && complains("all arguments: expected up to 65536 bytes, got more"));
    free(longest);
    free(rest);
}

static void received(const char *bytes, size_t length)
{
    memset(&message, 0xff, sizeof(message));
    memcpy(message.bytes, bytes, length);
    message.length = length;
}

static void knows_types(void)
{
    message_begin(&message, MESSAGE_STOP);
    CHECK(message.length == MESSAGE_HEAD && message_type(&message) == MESSAGE_STOP);
    received("SKA1\x03", 5);
    CHECK(message_type(&message) == MESSAGE_SEATED);
    received("SKA2\x03", 5);
    CHECK(message_type(&message) == 0);
    received("SKA1", 4);
    CHECK(message_type(&message) == 0);
    received("", 0);
    CHECK(message_type(&message) == 0);
}

static void reads_faults(void)
{
    char fault[MESSAGE_FAULT_LENGTH + 1];
    received("SKA1\4\0\0", 7);
    CHECK(message_fault(&message, fault) && strcmp(fault, "") == 0);
    received("SKA1\4\0\3a\0b", 10);
    CHECK(message_fault(&message, fault) && strcmp(fault, "a?b") == 0);

    char longest[MESSAGE_HEAD + 2 + MESSAGE_FAULT_LENGTH + 1] = "SKA1\4\2\0";
    received(longest, sizeof(longest) - 1);
    CHECK(message_fault(&message, fault) && strlen(fault) == MESSAGE_FAULT_LENGTH);
    longest[6] = 1;
    received(longest, sizeof(longest));
    CHECK(!message_fault(&message, fault));
}

static void refuses_what_is_cut_or_too_much(void)
{
    char fault[MESSAGE_FAULT_LENGTH + 1];
    for (size_t length = 0; length < 10; length++) {
        received("SKA1\4\0\3abc", length);
        CHECK(!message_fault(&message, fault));
    }
    received("SKA1\4\0\3abcd", 11);
    CHECK(!message_fault(&message, fault));
    received("SKA1\4\377\377abc", 10);
    CHECK(!message_fault(&message, fault));
}

int main(void)
{
    puts_texts_one_after_the_other();
    limits_the_number_of_arguments();
    limits_the_length_of_an_argument();
    limits_the_length_of_all();
    knows_types();
    reads_faults();
    refuses_what_is_cut_or_too_much();
    return check_result();
}
