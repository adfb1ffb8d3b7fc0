/* SPDX-License-Identifier: MIT
 * A VM's life. Layer: vm. */
#ifndef KR_VM_VM_H
#define KR_VM_VM_H

#include "vm/frame.h"

/* A VM with its built-in classes and nothing imported; NULL when memory is out. `alloc` NULL: the C library, unlimited. */
KrVm *krvm_new(const KrAlloc *alloc) KR_MUST_USE;
/* Objects give up what the collector does not see; modules may release their state afterwards. */
void krvm_release_objects(KrVm *vm);
void krvm_free(KrVm *vm);
/* Called by the outermost entry: learns how far the C stack of this thread reaches. */
void krvm_enter(KrVm *vm);
void krvm_leave(KrVm *vm);
/* ---- limits.c ---- */
void krlimits_init(KrVm *vm);
/* Fuel, in units from now on, and the time of the monotonic clock; UINT64_MAX and INT64_MAX take the limit away. */
void krlimits_fuel(KrVm *vm, uint64_t units);
void krlimits_deadline(KrVm *vm, int64_t when);
void krlimits_pause(KrVm *vm, uint64_t units); /* the run pauses after so many units; UINT64_MAX: it does not */
uint64_t krfuel_used(const KrVm *vm);
/* What runs between the two is charged, but does not count afterwards. */
typedef struct KrFuelMark {
    uint64_t used;
    int64_t slice, budget;
} KrFuelMark;
KrFuelMark krfuel_set_aside(KrVm *vm);
void krfuel_restore(KrVm *vm, KrFuelMark mark);
/* The exception is in the host's hands: a kill is over, and a limit that was passed is taken away. */
void krlimits_rearm(KrVm *vm);
/* How long a blocking call may wait at most before it polls: the lesser of `ns` (-1: for ever) and the time to the deadline. */
int64_t krvm_wait_part(const KrVm *vm, int64_t ns);
/* Runs the finalisers that wait; what they raise is reported as unraisable. */
void krvm_finalize_pending(KrVm *vm);

#endif
