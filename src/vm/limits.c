/* SPDX-License-Identifier: MIT
 * Polls: what happens when a slice of the budget is spent. Signals, interrupts, fuel, the deadline, finalisers.
 *
 * A limit is first said by an exception, TimeoutError, that the program may catch. It then has a grace, in fuel or in time;
 * when that has passed too, or when the host asks for it, the VM is killed: every frame is left without its handlers. */
#include "vm/vm.h"

#include "base/clock.h"
#include "vm/ops.h"

enum { SLICE = 50000, FUEL_GRACE = 100000, DEADLINE_GRACE_NS = 3000000, PAUSE_RETRY = 1000 };

void krlimits_init(KrVm *vm)
{
    vm->limits = (KrLimits){.fuel = UINT64_MAX, .deadline = INT64_MAX, .pause_fuel = UINT64_MAX};
    vm->slice = vm->exec->budget = SLICE;
}

uint64_t krfuel_used(const KrVm *vm)
{
    return vm->fuel_used + (uint64_t)(vm->slice - vm->exec->budget);
}

/* Until a pause that is due is possible the polls come close behind each other, or a native that charges a whole slice in
 * each round of a loop would always be the one to poll. */
static int64_t longest_slice(const KrVm *vm)
{
    if (KR_LIKELY(!vm->limits.pausing))
        return SLICE;
    return krpause_possible(vm) ? 1 : PAUSE_RETRY;
}

static int64_t up_to(int64_t slice, uint64_t used, uint64_t limit)
{
    if (limit <= used)
        return 1;
    return limit - used < (uint64_t)slice ? (int64_t)(limit - used) : slice;
}

/* Ends the slice where it is. The next one is short when the fuel is; none while a kill unwinds, so that whatever native
 * goes on by mistake fails at its next charge. */
static void begin_slice(KrVm *vm)
{
    const KrLimits *l = &vm->limits;
    uint64_t used = vm->fuel_used = krfuel_used(vm);
    vm->heap.futile = false;
    vm->slice = vm->exec->budget = l->killed ? 0 : up_to(up_to(longest_slice(vm), used, l->fuel), used, l->pause_fuel);
}

void krlimits_fuel(KrVm *vm, uint64_t units)
{
    uint64_t used = krfuel_used(vm);
    vm->limits.fuel = units < UINT64_MAX - used ? used + units : UINT64_MAX;
    vm->limits.fuel_warned = false;
    begin_slice(vm);
}

void krlimits_pause(KrVm *vm, uint64_t units)
{
    uint64_t used = krfuel_used(vm);
    vm->limits.pause_fuel = units < UINT64_MAX - used ? used + units : UINT64_MAX;
    begin_slice(vm);
}

void krlimits_deadline(KrVm *vm, int64_t when)
{
    vm->limits.deadline = when;
    vm->limits.deadline_warned = false;
}

KrFuelMark krfuel_set_aside(KrVm *vm)
{
    KrFuelMark mark = {vm->fuel_used, vm->slice, vm->exec->budget};
    begin_slice(vm);
    return mark;
}

void krfuel_restore(KrVm *vm, KrFuelMark mark)
{
    if (vm->limits.killed || vm->limits.fuel_warned)
        return; /* it used up what there was: that is to be seen */
    vm->fuel_used = mark.used;
    vm->slice = mark.slice;
    vm->exec->budget = mark.budget;
}

/* ---- kills ----------------------------------------------------------------------------------------------------------- */

static bool say(KrVm *vm, KrKillReason reason)
{
    if (reason == KR_KILL_DEADLINE)
        krraise(vm, KR_T_TimeoutError, "the time limit has passed");
    else if (reason == KR_KILL_FUEL)
        krraise(vm, KR_T_TimeoutError, "the fuel is used up");
    else
        krraise(vm, KR_T_SystemExit, "killed");
    return false;
}

static bool die(KrVm *vm, KrKillReason reason)
{
    vm->limits.killed = reason;
    begin_slice(vm);
    return say(vm, reason);
}

void krlimits_rearm(KrVm *vm)
{
    KrLimits *l = &vm->limits;
    if (l->fuel_warned || l->killed == KR_KILL_FUEL)
        krlimits_fuel(vm, UINT64_MAX);
    if (l->deadline_warned || l->killed == KR_KILL_DEADLINE)
        krlimits_deadline(vm, INT64_MAX);
    l->killed = KR_KILL_NONE;
    begin_slice(vm);
}

/* ---- limits ---------------------------------------------------------------------------------------------------------- */

static bool check_fuel(KrVm *vm)
{
    KrLimits *l = &vm->limits;
    if (KR_LIKELY(vm->fuel_used < l->fuel))
        return true;
    if (l->hard || l->fuel_warned)
        return die(vm, KR_KILL_FUEL);
    l->fuel_warned = true;
    l->fuel = vm->fuel_used + FUEL_GRACE;
    begin_slice(vm);
    return say(vm, KR_KILL_FUEL);
}

static bool check_deadline(KrVm *vm)
{
    KrLimits *l = &vm->limits;
    if (l->deadline == INT64_MAX)
        return true;
    int64_t now = krclock_monotonic();
    if (now < l->deadline)
        return true;
    if (l->hard || l->deadline_warned)
        return die(vm, KR_KILL_DEADLINE);
    l->deadline_warned = true;
    l->deadline = now + DEADLINE_GRACE_NS;
    return say(vm, KR_KILL_DEADLINE);
}

static void check_pause(KrVm *vm)
{
    KrLimits *l = &vm->limits;
    if (KR_LIKELY(vm->fuel_used < l->pause_fuel))
        return;
    l->pause_fuel = UINT64_MAX;
    l->pausing = true;
    begin_slice(vm);
}

int64_t krvm_wait_part(const KrVm *vm, int64_t ns)
{
    if (vm->limits.deadline == INT64_MAX)
        return ns;
    int64_t left = vm->limits.deadline - krclock_monotonic();
    if (left < 0)
        left = 0;
    return ns < 0 || left < ns ? left : ns;
}

/* ---- flags ----------------------------------------------------------------------------------------------------------- */

static bool take_flags(KrVm *vm)
{
    uint32_t flags = atomic_exchange(&vm->flags, 0);
    if (flags & KR_FLAG_PAUSE) {
        vm->limits.pausing = true;
        begin_slice(vm);
    }
    if (flags & KR_FLAG_KILL)
        return die(vm, KR_KILL_HOST);
    if (flags & KR_FLAG_INTERRUPT) {
        atomic_fetch_or(&vm->flags, flags & KR_FLAG_SIGNAL);
        KrValue e = krcall(vm, krvalue(KR_TYPE_OF(KeyboardInterrupt)), NULL, 0);
        if (e != KR_RAISED)
            krraise_exc(vm, e);
        return false;
    }
    if (flags & KR_FLAG_SIGNAL && vm->signal_handler)
        return vm->signal_handler(vm);
    return true;
}

bool krpoll(KrVm *vm)
{
    if (vm->exec->budget <= 0)
        begin_slice(vm);
    if (KR_UNLIKELY(vm->limits.killed))
        return say(vm, vm->limits.killed);
    if (KR_UNLIKELY(atomic_load_explicit(&vm->flags, memory_order_relaxed)) && !take_flags(vm))
        return false;
    if (!check_fuel(vm) || !check_deadline(vm))
        return false;
    check_pause(vm);
    if (vm->heap.doomed.n)
        krvm_finalize_pending(vm);
    return true;
}
