/* SPDX-License-Identifier: MIT
 * A VM's life. Layer: vm. */
#ifndef KR_VM_VM_H
#define KR_VM_VM_H

#include "vm/frame.h"

#include <pthread.h>

/* A VM with its built-in classes and nothing imported; NULL when memory is out. `alloc` NULL: the C library, unlimited. */
KrVm *krvm_new(const KrAlloc *alloc) KR_MUST_USE;
/* Objects give up what the collector does not see; modules may release their state afterwards. */
void krvm_release_objects(KrVm *vm);
void krvm_free(KrVm *vm);
/* ---- the C stack ---- */
/* The slow path of krvm_enter: another thread, or a stack that is not the last one. */
bool krvm_anchor(KrVm *vm, char *here) KR_NOINLINE;
/* For making and freeing a VM, which may happen on any stack. */
void krvm_enter_anywhere(KrVm *vm);
bool krvm_busy_elsewhere(const KrVm *vm);
/* The stack from low up to high is known from now on; high NULL: it is not. False without memory. */
bool krvm_bind_stack(KrVm *vm, char *low, char *high) KR_MUST_USE;
/* A word that no two threads share at a time. */
static inline uintptr_t krthread_self(void)
{
#if defined(__x86_64__)
    uintptr_t self;
    __asm__("mov %%fs:0, %0" : "=r"(self));
    return self;
#else
    return (uintptr_t)pthread_self();
#endif
}
/* Every entry from the host, and every return from a wait: learns how far the C stack of this thread reaches. False: another
 * thread is in the VM, or nobody knows where the stack ends; nothing was changed then. */
static inline bool krvm_enter(KrVm *vm)
{
    char *here;
    KR_STACK_POINTER(here);
    if (KR_UNLIKELY(here >= vm->heap.stack_high || here <= vm->exec->stack_limit ||
                    atomic_load_explicit(&vm->thread, memory_order_relaxed) != krthread_self()))
        return krvm_anchor(vm, here);
    vm->heap.entered = here;
    return true;
}
static inline void krvm_leave(KrVm *vm) { (void)vm; }
/* Other threads that want to enter look at the stack the host was last called from: not through calls_out, which points into it. */
static inline void krvm_tell_outside(KrVm *vm, const KrCallOut *out)
{
    atomic_store_explicit(&vm->outside_low, out ? (uintptr_t)out->limit : 0, memory_order_relaxed);
    atomic_store_explicit(&vm->outside_high, out ? (uintptr_t)out->high : 0, memory_order_relaxed);
}
/* Around each call from the VM to the host. What the caller has in registers is saved in its frame. */
#define KR_CALL_OUT(vm, out)                                                                                  \
    do {                                                                                                      \
        __builtin_unwind_init();                                                                              \
        (out) = (KrCallOut){.prev = (vm)->heap.calls_out, .high = (vm)->heap.stack_high, .limit = (vm)->exec->stack_limit}; \
        KR_STACK_POINTER((out).low);                                                                          \
        (vm)->heap.calls_out = &(out);                                                                        \
        krvm_tell_outside(vm, &(out));                                                                        \
    } while (0)
static inline void krvm_call_back(KrVm *vm, const KrCallOut *out)
{
    vm->heap.calls_out = out->prev;
    vm->heap.stack_high = out->high;
    vm->exec->stack_limit = out->limit;
    krvm_tell_outside(vm, out->prev);
    atomic_store_explicit(&vm->thread, krthread_self(), memory_order_relaxed);
}
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
