/*
 * skywire-run: becomes another program that ends with its parent and keeps to limits. Environment, descriptors and
 * working folder stay as they are.
 */
#include <stddef.h>

#include "complaint.h"
#include "run_options.h"
#include "start.h"
#include "sys_error.h"
#include "sys_file.h"
#include "sys_process.h"
#include "text.h"

enum { CANNOT_PREPARE = 125, NOT_EXECUTABLE = 126, CANNOT_START = 127 };

static const char HELP[] =
    "usage: skywire-run --parent PID [--nofile N] [--memory BYTES] [--nice N] -- PROGRAM ARGUMENT...\n"
    "\n"
    "  Becomes PROGRAM, a path that is not looked up in PATH, with the environment and descriptors as they are.\n"
    "\n"
    "  --parent PID    the process that starts this one: the program is killed when that ends. The kernel minds\n"
    "                  the thread that has started it, so that must live as long as its process\n"
    "  --nofile N      open files, at most\n"
    "  --memory BYTES  address space, at most\n"
    "  --nice N        from -20, first, to 19, last\n"
    "\n"
    "exit codes: PROGRAM's own; 125 usage, limits, or no such parent; 126 not executable; 127 cannot start\n";

/* Returns 0, or the exit code. The parent may have ended before the kernel was told: then it is another by now. */
static int bind_to_parent(const struct run_options *options, struct line *line)
{
    long result = sys_die_with_parent();
    if (result < 0) {
        line_add(line, "cannot be bound to its parent");
        return complain_errno(line, result, CANNOT_PREPARE);
    }
    if (sys_parent() != options->parent) {
        line_add(line, "expected process ");
        line_add_number(line, (uint32_t)options->parent);
        line_add(line, " as its parent, found ");
        line_add_number(line, (uint32_t)sys_parent());
        return complain(line, CANNOT_PREPARE);
    }
    return 0;
}

static int set_limits(const struct run_options *options, struct line *line)
{
    long result = 0;
    if (options->nofile > 0 && (result = sys_set_limit(SYS_LIMIT_OPEN_FILES, options->nofile)) < 0) {
        line_add(line, "cannot limit open files");
        return complain_errno(line, result, CANNOT_PREPARE);
    }
    if (options->has_nice && (result = sys_set_nice(options->nice)) < 0) {
        line_add(line, "cannot set niceness");
        return complain_errno(line, result, CANNOT_PREPARE);
    }
    if (options->memory > 0 && (result = sys_set_limit(SYS_LIMIT_MEMORY, options->memory)) < 0) {
        line_add(line, "cannot limit memory");
        return complain_errno(line, result, CANNOT_PREPARE);
    }
    return 0;
}

static int start(const struct run_options *options, char **environment, struct line *line)
{
    long result = sys_become(options->command, environment);
    line_add(line, "cannot start ");
    line_add(line, options->command[0]);
    bool refused = result == -SYS_EACCES || result == -SYS_ENOEXEC;
    return complain_errno(line, result, refused ? NOT_EXECUTABLE : CANNOT_START);
}

int program(int count, char **arguments, char **environment)
{
    (void)count;
    struct run_options options;
    struct line line = {.length = 0};
    line_add(&line, "skywire-run: ");
    if (!run_options_read(arguments, &options, &line)) {
        line_add(&line, "; see --help");
        return complain(&line, CANNOT_PREPARE);
    }
    if (options.help) {
        sys_write_all(SYS_STDOUT, HELP, sizeof(HELP) - 1);
        return 0;
    }
    int code = bind_to_parent(&options, &line);
    if (code == 0) {
        code = set_limits(&options, &line);
    }
    return code != 0 ? code : start(&options, environment, &line);
}
