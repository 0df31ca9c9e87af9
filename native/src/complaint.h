/* One line on standard error, and an exit code. */
#ifndef SKYWIRE_COMPLAINT_H
#define SKYWIRE_COMPLAINT_H

#include "text.h"

/* Ends the line and writes it. Returns code. */
int complain(struct line *line, int code);

/* As complain, with the error of a call that has returned result in words. */
int complain_errno(struct line *line, long result, int code);

#endif
