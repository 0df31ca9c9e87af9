#include "node_pipes.h"

#include "sys_file.h"

enum { TARGET_SIZE = 256 };

static const char PIPE[] = "pipe:[";

static bool wrong(struct line *complaint, const char *what, const char *expected, const char *found)
{
    line_add(complaint, what);
    line_add(complaint, ": expected ");
    line_add(complaint, expected);
    line_add(complaint, ", found ");
    line_add(complaint, found);
    line_add(complaint, "; this is started by a node, see --help");
    return false;
}

bool node_pipes_check(struct line *complaint)
{
    char in[TARGET_SIZE];
    char out[TARGET_SIZE];
    bool in_there = sys_link("/proc/self/fd/3", in, sizeof(in)) > 0;
    bool out_there = sys_link("/proc/self/fd/4", out, sizeof(out)) > 0;
    if (!in_there || !text_starts_with(in, PIPE)) {
        return wrong(complaint, "descriptor 3", "the pipe from the node", in_there ? in : "nothing");
    }
    if (sys_access_mode(NODE_IN) != SYS_TO_READ) {
        return wrong(complaint, "descriptor 3", "the pipe from the node", "a pipe the other way round");
    }
    if (!out_there || !text_starts_with(out, PIPE)) {
        return wrong(complaint, "descriptor 4", "the pipe to the node", out_there ? out : "nothing");
    }
    if (sys_access_mode(NODE_OUT) != SYS_TO_WRITE) {
        return wrong(complaint, "descriptor 4", "the pipe to the node", "a pipe the other way round");
    }
    if (text_equals(in, out)) {
        return wrong(complaint, "descriptors 3 and 4", "two pipes", "both ends of one");
    }
    return true;
}
