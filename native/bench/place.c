/*
 * Moves processes, all threads that they have now, to one processor or back to all.
 */
#include "peer.h"

#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static cpu_set_t processors(const char *which)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    long count = sysconf(_SC_NPROCESSORS_CONF);
    for (long each = 0; each < count; each++) {
        if (strcmp(which, "all") == 0 || atol(which) == each) {
            CPU_SET((size_t)each, &set);
        }
    }
    return set;
}

static void place_process(const char *pid, const cpu_set_t *set)
{
    char path[TEXT];
    snprintf(path, sizeof path, "/proc/%s/task", pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL) {
        die_system("%s", path);
    }
    for (struct dirent *task = readdir(tasks); task != NULL; task = readdir(tasks)) {
        if (task->d_name[0] != '.' && sched_setaffinity(atoi(task->d_name), sizeof *set, set) < 0 && errno != ESRCH) {
            die_system("sched_setaffinity of %s", task->d_name);
        }
    }
    closedir(tasks);
}

int place(int count, char **arguments)
{
    if (count < 2) {
        return 2;
    }
    cpu_set_t set = processors(arguments[0]);
    for (int at = 1; at < count; at++) {
        place_process(arguments[at], &set);
    }
    return 0;
}
