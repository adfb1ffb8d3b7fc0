/* SPDX-License-Identifier: MIT
 * The system's clocks, in nanoseconds. Layer: base. */
#ifndef KR_BASE_CLOCK_H
#define KR_BASE_CLOCK_H

#include "base/alloc.h"

#define KR_NS_PER_S INT64_C(1000000000)

int64_t krclock_monotonic(void);
/* Since 1970-01-01 UTC; may jump. */
int64_t krclock_wall(void);
/* Processor time of the process, user and system; of the calling thread. */
int64_t krclock_process(void);
int64_t krclock_thread(void);

/* ns as seconds, within the precision of a double. */
static inline double krclock_seconds(int64_t ns)
{
    return (double)ns / 1e9;
}

#endif
