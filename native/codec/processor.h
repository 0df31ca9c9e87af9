/* What this processor and the system on it can do. */
#ifndef SKP_PROCESSOR_H
#define SKP_PROCESSOR_H

#include <stdint.h>

/* Whether a level other than SKP_SCALAR can run here. */
int processor_has(int32_t level);

#endif
