/* SPDX-License-Identifier: MIT
 * The clocks: clock_gettime as one number. */
#include "base/clock.h"

#include <time.h>

/* Cannot fail: these four clocks exist on every Linux. */
static int64_t now(clockid_t clock)
{
    struct timespec t = {0};
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * KR_NS_PER_S + t.tv_nsec;
}

int64_t krclock_monotonic(void)
{
    return now(CLOCK_MONOTONIC);
}

int64_t krclock_wall(void)
{
    return now(CLOCK_REALTIME);
}

int64_t krclock_process(void)
{
    return now(CLOCK_PROCESS_CPUTIME_ID);
}

int64_t krclock_thread(void)
{
    return now(CLOCK_THREAD_CPUTIME_ID);
}
