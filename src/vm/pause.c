/* SPDX-License-Identifier: MIT
 * Pauses: a run that the host began stops where it is and gives the thread back, to go on when the host says so.
 *
 * All that a run has done so far is in the frames of the VM. The loop may return in the middle therefore, provided that
 * nothing else of the VM lies below it on the C stack. It does so from a frame of a stepping native that is pushed over
 * whatever is to go on; this frame is the current one during the pause, so that what is called then finds its place over
 * it like any callee. Where a pause is due but not possible, in what a nesting native called, it waits. */
#include "vm/ops.h"
#include "vm/vm.h"

bool krpause_possible(const KrVm *vm)
{
    return vm->limits.pausing && vm->heap.gaps && vm->heap.gaps->pausable;
}

enum { PAUSE_AFTERWARDS, PAUSE_REGS };

static KrValue step_pause(KrVm *vm, KrFrame *f, KrValue in)
{
    (void)in;
    if (f->state || !krpause_possible(vm))
        return krframe_regs(f)[PAUSE_AFTERWARDS];
    f->state = 1;
    vm->limits.pausing = false;
    return KR_PAUSED;
}

static const KrMember pause_native = {.h = {KR_T_builtin_function_or_method, KR_F_CONST, 0, 0}, .step = step_pause, .flags = KR_M_STEP, .nregs = PAUSE_REGS};

/* False: there is no room for it, the pause waits. */
static bool push_pause(KrVm *vm, KrValue afterwards, uint16_t dst, uint32_t flags)
{
    KrFrame *f = krframe_push(vm, PAUSE_REGS, dst, flags | KR_FR_NATIVE);
    if (!f) {
        krpending_clear(vm);
        return false;
    }
    f->native = &pause_native;
    krframe_regs(f)[PAUSE_AFTERWARDS] = afterwards;
    return true;
}

bool krpause_begin(KrVm *vm, KrFrame *f)
{
    f->flags &= ~(uint32_t)KR_FR_PAUSE;
    /* A native's frame that has not begun is stepped with nothing. */
    return krpause_possible(vm) && push_pause(vm, f->flags & KR_FR_NATIVE ? KR_EMPTY : KR_NONE, 0, KR_FR_DISCARD);
}

/* During the first step of a call that the host makes no loop is active yet. */
KrValue krpause_between(KrVm *vm, KrValue v)
{
    if (v == KR_EMPTY || v == KR_RAISED || (vm->heap.gaps && !krpause_possible(vm)))
        return v;
    if (v == KR_CALLED)
        vm->exec->frame->flags |= KR_FR_PAUSE;
    else if (push_pause(vm, v, 0, 0))
        return KR_CALLED;
    return v;
}

KrValue krpause_after_host(KrVm *vm, KrValue v, uint16_t dst, uint32_t flags)
{
    vm->limits.pausing = true;
    if (v != KR_RAISED && krpause_possible(vm) && push_pause(vm, v, dst, flags)) {
        atomic_fetch_and(&vm->flags, ~(uint32_t)KR_FLAG_PAUSE);
        return KR_CALLED;
    }
    vm->limits.pausing = false; /* the flag waits for the next poll */
    return v;
}
