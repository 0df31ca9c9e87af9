#ifndef SKYWIRE_START_H
#define SKYWIRE_START_H

/* What a program does. Arguments and environment end with NULL; the result is its exit code. */
int program(int count, char **arguments, char **environment);

#endif
