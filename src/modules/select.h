/* SPDX-License-Identifier: MIT
 * What the files of the module select share. Layer: modules. */
#ifndef KR_MODULES_SELECT_H
#define KR_MODULES_SELECT_H

#include "modules/posix.h"

typedef struct KrPoller {
    KrObj h;
    KrDict *fds;     /* descriptor to events, in the order of registering */
    bool polling;
} KrPoller;

typedef struct KrEpoll {
    KrObj h;
    KrValue spare;
    int fd;          /* -1: closed */
} KrEpoll;

/* How long to wait in the units of the argument, `scale` nanoseconds each; *deadline is negative for ever. */
bool krselect_deadline(KrVm *vm, KrValue timeout, double scale, const char *wrong, int64_t *deadline) KR_MUST_USE;
/* Milliseconds left of it for the next part of a wait, at most KR_SELECT_PART. */
int krselect_left(int64_t deadline);
/* Whether a call that found nothing shall go on: not when the time is over. */
bool krselect_over(int64_t deadline);
enum { KR_SELECT_PART = 100 };

#endif
