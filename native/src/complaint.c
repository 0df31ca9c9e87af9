#include "complaint.h"

#include "sys_error.h"
#include "sys_file.h"

int complain(struct line *line, int code)
{
    size_t length = line->length < LINE_SIZE ? line->length : LINE_SIZE - 1;
    line->text[length] = '\n';
    sys_write_all(SYS_STDERR, line->text, length + 1);
    return code;
}

int complain_errno(struct line *line, long result, int code)
{
    int number = (int)-result;
    line_add(line, ": ");
    line_add(line, sys_error_text(number));
    line_add(line, " (errno ");
    line_add_number(line, (uint32_t)number);
    line_add(line, ")");
    return complain(line, code);
}
