/* SPDX-License-Identifier: MIT
 * The module _thread. A VM runs one thread: locks are flags, and waiting for one that is held ends in an error. */
#include "modules/thread.h"

#include "base/clock.h"

#include <math.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/// module _thread
/// This module provides primitive operations to write multi-threaded programs.

KR_MODULE_INIT(_thread)
{
    KrDict *d = ((KrModule *)kras_obj(module))->dict;
    return krmodule_set(vm, module, "LockType", krvalue(KR_TYPE_OF(lock))) &&
           krmodule_set(vm, module, "error", krvalue(KR_TYPE_OF(RuntimeError))) && krmodule_set(vm, module, "TIMEOUT_MAX", krdouble(9223372036.0)) &&
           krmodule_set(vm, module, "allocate", krdict_get_name(vm, d, KR_NAME(allocate_lock))) &&
           krmodule_set(vm, module, "start_new", krdict_get_name(vm, d, KR_NAME(start_new_thread)));
}

static KrLock *self(KrValue *a)
{
    return (KrLock *)kras_obj(a[0]);
}

/* Whether the arguments ask to wait, and how long: *seconds is negative for ever. */
static bool wait_arguments(KrVm *vm, KrValue *a, bool *wait, double *seconds)
{
    int blocking = a[1] == KR_EMPTY ? 1 : krobj_true(vm, a[1]);
    *seconds = -1;
    if (blocking < 0 || (a[2] != KR_EMPTY && !krobj_as_double(vm, a[2], seconds)))
        return false;
    if (!blocking && *seconds != -1)
        return krraise(vm, KR_T_ValueError, "can't specify a timeout for a non-blocking call"), false;
    if (*seconds < 0 && *seconds != -1)
        return krraise(vm, KR_T_ValueError, "timeout value must be a non-negative number"), false;
    if (*seconds > 9223372036.0)
        return krraise(vm, KR_T_OverflowError, "timeout value is too large"), false;
    *wait = blocking;
    return true;
}

/* Nobody else can release the lock meanwhile: a wait with a limit passes the time, one without would never end. */
static KrValue wait_in_vain(KrVm *vm, double seconds)
{
    if (seconds < 0)
        return krraise(vm, KR_T_RuntimeError, "deadlock: the lock is held, and there is no other thread to release it");
    int64_t deadline = krclock_monotonic() + (int64_t)(seconds * 1e9);
    for (int64_t left; (left = deadline - krclock_monotonic()) > 0;) {
        struct timespec ts = {.tv_nsec = krvm_wait_part(vm, left < 50000000 ? left : 50000000)};
        krvm_leave(vm);
        clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, NULL);
        krvm_enter(vm);
        if (!krpoll(vm))
            return KR_RAISED;
    }
    return KR_FALSE;
}

/// class lock()
/// A lock object is a synchronization primitive.

/// lock.__new__(cls, /)
/// Create a new lock.
KR_NATIVE(lock___new__)
{
    return krvalue_or_raised(krobj_new(vm, kras_type(a[0])));
}

/// lock.acquire(self, blocking=True, timeout=-1)
/// Lock the lock.
KR_NATIVE(lock_acquire)
{
    bool wait;
    double seconds;
    if (!wait_arguments(vm, a, &wait, &seconds))
        return KR_RAISED;
    if (self(a)->count)
        return wait ? wait_in_vain(vm, seconds) : KR_FALSE;
    self(a)->count = 1;
    return KR_TRUE;
}

/// lock.release(self, /)
/// Release the lock.
KR_NATIVE(lock_release)
{
    if (!self(a)->count)
        return krraise(vm, KR_T_RuntimeError, "release unlocked lock");
    self(a)->count = 0;
    return KR_NONE;
}

/// lock.locked(self, /)
/// Return whether the lock is in the locked state.
KR_NATIVE(lock_locked)
{
    return krbool(self(a)->count);
}

/// lock.__enter__(self, /)
/// Lock the lock.
KR_NATIVE(lock___enter__)
{
    KrValue args[3] = {a[0], KR_EMPTY, KR_EMPTY};
    return krn_lock_acquire(vm, args, 3);
}

/// lock.__exit__(self, /, *args)
/// Release the lock.
KR_NATIVE(lock___exit__)
{
    return krn_lock_release(vm, a, 1);
}

/// lock._at_fork_reinit(self, /)
/// Make it unlocked.
KR_NATIVE(lock__at_fork_reinit)
{
    self(a)->count = 0;
    return KR_NONE;
}

/// lock.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(lock___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "<%s _thread.lock object at %p>", self(a)->count ? "locked" : "unlocked", (void *)self(a)));
}

/// class RLock()
/// A reentrant lock.

/// RLock.__new__(cls, /, *args, **kwargs)
/// Create a new lock.
KR_NATIVE(RLock___new__)
{
    return krvalue_or_raised(krobj_new(vm, kras_type(a[0])));
}

/// RLock.acquire(self, blocking=True, timeout=-1)
/// Lock the lock.
KR_NATIVE(RLock_acquire)
{
    bool wait;
    double seconds;
    if (!wait_arguments(vm, a, &wait, &seconds))
        return KR_RAISED;
    self(a)->count++;
    return KR_TRUE;
}

/// RLock.release(self, /)
/// Release the lock.
KR_NATIVE(RLock_release)
{
    if (!self(a)->count)
        return krraise(vm, KR_T_RuntimeError, "cannot release un-acquired lock");
    self(a)->count--;
    return KR_NONE;
}

/// RLock.locked(self, /)
/// Return whether the lock is in the locked state.
KR_NATIVE(RLock_locked)
{
    return krbool(self(a)->count);
}

/// RLock.__enter__(self, /)
/// Lock the lock.
KR_NATIVE(RLock___enter__)
{
    self(a)->count++;
    return KR_TRUE;
}

/// RLock.__exit__(self, /, *args)
/// Release the lock.
KR_NATIVE(RLock___exit__)
{
    return krn_RLock_release(vm, a, 1);
}

/// RLock._is_owned(self, /)
/// For internal use by `threading.Condition`.
KR_NATIVE(RLock__is_owned)
{
    return krbool(self(a)->count);
}

/// RLock._recursion_count(self, /)
/// For internal use by reentrancy checks.
KR_NATIVE(RLock__recursion_count)
{
    return krint_from_u64(vm, self(a)->count);
}

/// RLock._release_save(self, /)
/// For internal use by `threading.Condition`.
KR_NATIVE(RLock__release_save)
{
    if (!self(a)->count)
        return krraise(vm, KR_T_RuntimeError, "cannot release un-acquired lock");
    KrTuple *state = krtuple_of(vm, 2, krint_from_u64(vm, self(a)->count), krsmall(getpid()));
    if (state)
        self(a)->count = 0;
    return krvalue_or_raised(state);
}

/// RLock._acquire_restore(self, state, /)
/// For internal use by `threading.Condition`.
KR_NATIVE(RLock__acquire_restore)
{
    int64_t count;
    if (!kris_exact(a[1], KR_T_tuple) || kras_tuple(a[1])->n != 2)
        return krraise(vm, KR_T_TypeError, "_acquire_restore() argument 1 must be a 2-item tuple, not %T", a[1]);
    if (!krobj_as_i64(vm, kras_tuple(a[1])->at[0], &count, false))
        return KR_RAISED;
    self(a)->count = (uint64_t)count;
    return KR_NONE;
}

/// RLock._at_fork_reinit(self, /)
/// Make it unlocked.
KR_NATIVE(RLock__at_fork_reinit)
{
    self(a)->count = 0;
    return KR_NONE;
}

/// RLock.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(RLock___repr__)
{
    unsigned long long count = self(a)->count;
    return krvalue_or_raised(krstr_printf(vm, "<%s %s.RLock object owner=%d count=%llu at %p>", count ? "locked" : "unlocked", "_thread",
                                          count ? (int)getpid() : 0, count, (void *)self(a)));
}

/* ---- functions ------------------------------------------------------------------------------------------------------ */

/// _thread.allocate_lock()
/// Create a new lock object.
KR_NATIVE(_thread_allocate_lock)
{
    return krvalue_or_raised(krobj_new(vm, KR_TYPE_OF(lock)));
}

/// _thread.get_ident()
/// Return a non-zero integer that uniquely identifies the current thread.
KR_NATIVE(_thread_get_ident)
{
    return krint_from_u64(vm, (uint64_t)(uintptr_t)vm->exec);
}

/// _thread.get_native_id()
/// Return a non-negative integer identifying the thread as reported by the OS (kernel).
KR_NATIVE(_thread_get_native_id)
{
    return krsmall((int64_t)syscall(SYS_gettid));
}

/// _thread._get_main_thread_ident()
/// Internal only. Return a non-zero integer that uniquely identifies the main thread.
KR_NATIVE(_thread__get_main_thread_ident)
{
    return krint_from_u64(vm, (uint64_t)(uintptr_t)&vm->main_exec);
}

/// _thread._is_main_interpreter()
/// Return True if the current interpreter is the main Python interpreter.
KR_NATIVE(_thread__is_main_interpreter)
{
    return KR_TRUE;
}

/// _thread._count()
/// Return the number of currently running Python threads, excluding the main thread.
KR_NATIVE(_thread__count)
{
    return krsmall(0);
}

/// _thread.daemon_threads_allowed()
/// Return True if daemon threads are allowed in the current interpreter.
KR_NATIVE(_thread_daemon_threads_allowed)
{
    return KR_TRUE;
}

/// _thread.start_new_thread(function, args, kwargs={}, /)
/// Start a new thread.
KR_NATIVE(_thread_start_new_thread)
{
    return krraise(vm, KR_T_RuntimeError, "can't start new thread: threads are not supported yet");
}

/// _thread.start_joinable_thread(function, handle=None, daemon=True)
/// Start a new thread that can be joined.
KR_NATIVE(_thread_start_joinable_thread)
{
    return krraise(vm, KR_T_RuntimeError, "can't start new thread: threads are not supported yet");
}

/// _thread.exit()
/// This is synonymous to ``raise SystemExit''.
KR_NATIVE(_thread_exit)
{
    return krraise_exc(vm, krcall(vm, krvalue(KR_TYPE_OF(SystemExit)), NULL, 0));
}

/// _thread.interrupt_main(signum=2, /)
/// Simulate the arrival of the given signal in the main thread.
KR_NATIVE(_thread_interrupt_main)
{
    int64_t number = 2;
    if (a[0] != KR_EMPTY && !krobj_as_i64(vm, a[0], &number, false))
        return KR_RAISED;
    if (number < 1 || number > 64)
        return krraise(vm, KR_T_ValueError, "signal number out of range");
    if (!vm->signal_handler && number == 2) {
        atomic_fetch_or(&vm->flags, KR_FLAG_INTERRUPT);
        return krpoll(vm) ? KR_NONE : KR_RAISED;
    }
    atomic_fetch_or(&vm->signals, UINT64_C(1) << (number - 1));
    atomic_fetch_or(&vm->flags, KR_FLAG_SIGNAL);
    return krpoll(vm) ? KR_NONE : KR_RAISED;
}

/// _thread.stack_size(size=0, /)
/// Return the thread stack size used when creating new threads.
KR_NATIVE(_thread_stack_size)
{
    int64_t size = 0;
    if (a[0] != KR_EMPTY && !krobj_as_i64(vm, a[0], &size, false))
        return KR_RAISED;
    return size ? krraise(vm, KR_T_ValueError, "the stack size of threads cannot be set: threads are not supported yet") : krsmall(0);
}
