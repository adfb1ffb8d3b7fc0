/* SPDX-License-Identifier: MIT
 * Locks. Layer: modules. */
#ifndef KR_MODULES_THREAD_H
#define KR_MODULES_THREAD_H

#include "modules/modules.h"

/* There is one thread: a lock is a flag, a reentrant one counts. */
typedef struct KrLock {
    KrObj h;
    uint64_t count;
} KrLock;

#endif
