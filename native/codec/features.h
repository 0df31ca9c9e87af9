/* What this processor and the system on it can do. */
#ifndef SKP_FEATURES_H
#define SKP_FEATURES_H

#include <stdint.h>

/* Whether a level other than SKP_SCALAR can run here. */
int features_have(int32_t level);

#endif
