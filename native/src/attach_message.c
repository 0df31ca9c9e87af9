#include "attach_message.h"

static const uint8_t MAGIC[] = {'S', 'K', 'A', '1'};

void message_begin(struct message *message, uint8_t type)
{
    for (size_t at = 0; at < sizeof(MAGIC); at++) {
        message->bytes[at] = MAGIC[at];
    }
    message->bytes[sizeof(MAGIC)] = type;
    message->length = MESSAGE_HEAD;
}

static bool add_text(struct message *message, const char *text)
{
    size_t length = text_length(text);
    if (length > UINT16_MAX || message->length + 2 + length > MESSAGE_SIZE) {
        return false;
    }
    message->bytes[message->length++] = (uint8_t)(length >> 8);
    message->bytes[message->length++] = (uint8_t)(length & 0xff);
    for (size_t at = 0; at < length; at++) {
        message->bytes[message->length++] = (uint8_t)text[at];
    }
    return true;
}

static bool too_much(struct line *complaint, const char *what, uint32_t most, const char *unit)
{
    line_add(complaint, what);
    line_add(complaint, ": expected up to ");
    line_add_number(complaint, most);
    line_add(complaint, unit);
    line_add(complaint, ", got more");
    return false;
}

bool message_attach(struct message *message, const char *name, const char *version, char **arguments,
                    struct line *complaint)
{
    message_begin(message, MESSAGE_ATTACH);
    bool fits = add_text(message, name) && add_text(message, version);
    for (uint32_t at = 0; fits && arguments[at] != NULL; at++) {
        if (at == MESSAGE_ARGUMENTS) {
            return too_much(complaint, "arguments", MESSAGE_ARGUMENTS, " of them");
        }
        if (text_length(arguments[at]) > MESSAGE_ARGUMENT_LENGTH) {
            return too_much(complaint, "an argument", MESSAGE_ARGUMENT_LENGTH, " bytes");
        }
        fits = add_text(message, arguments[at]);
    }
    return fits || too_much(complaint, "all arguments", MESSAGE_SIZE, " bytes");
}

uint8_t message_type(const struct message *message)
{
    if (message->length < MESSAGE_HEAD) {
        return 0;
    }
    for (size_t at = 0; at < sizeof(MAGIC); at++) {
        if (message->bytes[at] != MAGIC[at]) {
            return 0;
        }
    }
    return message->bytes[sizeof(MAGIC)];
}

bool message_fault(const struct message *message, char fault[MESSAGE_FAULT_LENGTH + 1])
{
    if (message->length < MESSAGE_HEAD + 2) {
        return false;
    }
    size_t length = (size_t)(message->bytes[MESSAGE_HEAD] << 8 | message->bytes[MESSAGE_HEAD + 1]);
    if (length > MESSAGE_FAULT_LENGTH || message->length != MESSAGE_HEAD + 2 + length) {
        return false;
    }
    for (size_t at = 0; at < length; at++) {
        char c = (char)message->bytes[MESSAGE_HEAD + 2 + at];
        fault[at] = c == '\0' ? '?' : c;
    }
    fault[length] = '\0';
    return true;
}
