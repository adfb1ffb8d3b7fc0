/* SPDX-License-Identifier: MIT
 * The module _signal. The host installs the handlers and notes what came (kr_signal); Python's handlers run at polls. */
#include "modules/posix.h"

#include "object/needs.h"
#include "vm/frame.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

/// module _signal
/// This module provides mechanisms to use signal handlers in Python.

enum { SIGNALS = 65, ACTION_DEFAULT = 0, ACTION_IGNORE = 1, ACTION_HANDLE = 2 };

static KrValue handler_of(KrVm *vm, int number)
{
    struct KrModuleState *state = krmodule_state(vm);
    return state && state->signal_handlers ? krdict_get(vm, kras_dict(state->signal_handlers), krsmall(number)) : KR_EMPTY;
}

static KrValue current_frame(KrVm *vm)
{
    KrFrame *f = vm->exec->frame;
    while (f && (f->flags & KR_FR_NATIVE))
        f = krframe_back(f);
    return f ? krframe_object(vm, f) : KR_NONE;
}

/* Calls the handlers of what has come, lowest number first. One that raises leaves the rest for the next poll. */
static bool run_handlers(KrVm *vm)
{
    uint64_t came = atomic_exchange(&vm->signals, 0);
    while (came) {
        int number = __builtin_ctzll(came) + 1;
        came &= came - 1;
        KrValue handler = handler_of(vm, number);
        if (handler == KR_RAISED || handler == KR_EMPTY || !kris_ptr(handler))
            continue;
        KrValue args[2] = {krsmall(number), current_frame(vm)};
        if (args[1] != KR_RAISED && krcall(vm, handler, args, 2) != KR_RAISED)
            continue;
        if (came) {
            atomic_fetch_or(&vm->signals, came);
            atomic_fetch_or(&vm->flags, KR_FLAG_SIGNAL);
        }
        return false;
    }
    return true;
}

/* ---- the module ------------------------------------------------------------------------------------------------------ */

static const struct {
    char name[14];
    int value;
} constants[] = {
#define C(name) {#name, name}
    C(SIGHUP), C(SIGINT), C(SIGQUIT), C(SIGILL), C(SIGTRAP), C(SIGABRT), C(SIGBUS), C(SIGFPE), C(SIGKILL), C(SIGUSR1), C(SIGSEGV), C(SIGUSR2),
    C(SIGPIPE), C(SIGALRM), C(SIGTERM), C(SIGSTKFLT), C(SIGCHLD), C(SIGCONT), C(SIGSTOP), C(SIGTSTP), C(SIGTTIN), C(SIGTTOU), C(SIGURG),
    C(SIGXCPU), C(SIGXFSZ), C(SIGVTALRM), C(SIGPROF), C(SIGWINCH), C(SIGIO), C(SIGPOLL), C(SIGPWR), C(SIGSYS), C(SIGIOT), C(SIGCLD),
    C(SIG_BLOCK), C(SIG_UNBLOCK), C(SIG_SETMASK), C(ITIMER_REAL), C(ITIMER_VIRTUAL), C(ITIMER_PROF),
    {"NSIG", SIGNALS}, {"SIG_DFL", 0}, {"SIG_IGN", 1},
#undef C
};

/* What the process does with each signal before the program changed anything. */
static bool note_present(KrVm *vm, KrValue module, KrDict *handlers)
{
    KrValue interrupt = krobj_getattr(vm, module, krintern_text(vm, "default_int_handler", 19));
    if (!(vm->granted & KR_NEEDS_PROCESS)) /* what the process does is not its business; kr_signal() is */
        return interrupt != KR_RAISED && krdict_set(vm, handlers, krsmall(SIGINT), interrupt);
    for (int number = 1; interrupt != KR_RAISED && number < SIGNALS; number++) {
        struct sigaction now;
        if (sigaction(number, NULL, &now))
            continue;
        KrValue v = now.sa_handler == SIG_DFL ? krsmall(0) : now.sa_handler == SIG_IGN ? krsmall(1) : number == SIGINT ? interrupt : KR_NONE;
        if (!krdict_set(vm, handlers, krsmall(number), v))
            return false;
    }
    return interrupt != KR_RAISED;
}

static KrValue timer_error(KrVm *vm)
{
    KrTuple *bases = krtuple_of(vm, 1, krvalue(KR_TYPE_OF(OSError)));
    KrDict *ns = bases ? krdict_new(vm) : NULL;
    KrStr *where = ns ? krstr_text(vm, "signal") : NULL;
    if (!where || !krdict_set_name(vm, ns, KR_NAME(__module__), krvalue(where)))
        return KR_RAISED;
    return krtype_make(vm, (KrType *)(uintptr_t)KR_TYPE_OF(type), KR_NAME(itimer_error), bases, ns, NULL);
}

KR_MODULE_INIT(_signal)
{
    struct KrModuleState *state = krmodule_state(vm);
    for (size_t i = 0; i < KR_COUNT(constants); i++)
        if (!krmodule_set_int(vm, module, constants[i].name, constants[i].value))
            return false;
    KrDict *handlers = state ? krdict_new(vm) : NULL;
    if (!handlers || !note_present(vm, module, handlers))
        return false;
    state->signal_handlers = krvalue(handlers);
    vm->signal_handler = run_handlers;
    KrValue error = timer_error(vm);
    return error != KR_RAISED && krmodule_set(vm, module, "ItimerError", error) && krmodule_set_int(vm, module, "SIGRTMIN", SIGRTMIN) &&
           krmodule_set_int(vm, module, "SIGRTMAX", SIGRTMAX);
}

/* ---- handlers ----------------------------------------------------------------------------------------------------------- */

static bool signal_number(KrVm *vm, KrValue v, int *out)
{
    if (!krposix_int(vm, v, out))
        return false;
    if (*out < 1 || *out >= SIGNALS)
        return krraise(vm, KR_T_ValueError, "signal number out of range"), false;
    return true;
}

/// _signal.default_int_handler(signalnum, frame, /)
/// The default handler for SIGINT: it raises KeyboardInterrupt.
KR_NATIVE(_signal_default_int_handler)
{
    KrValue e = krcall(vm, krvalue(KR_TYPE_OF(KeyboardInterrupt)), NULL, 0);
    return e == KR_RAISED ? e : krraise_exc(vm, e);
}

/// needs PROCESS

/// _signal.signal(signalnum, handler, /)
/// Set the action for the given signal; the previous one is returned.
KR_NATIVE(_signal_signal)
{
    int number;
    int64_t plain = -1;
    if (!krposix_int(vm, a[0], &number))
        return KR_RAISED;
    if (krint_check(vm, a[1]) && !krint_to_i64(krobj_index(vm, a[1]), &plain))
        plain = -1;
    bool callable = plain < 0 && !krint_check(vm, a[1]) && krdunder(vm, krtype_of(vm, a[1]), KR_D_call) != KR_EMPTY;
    if (!callable && plain != 0 && plain != 1)
        return krraise(vm, KR_T_TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    if (number < 1 || number >= SIGNALS)
        return krraise(vm, KR_T_ValueError, "signal number out of range");
    if (!vm->host_calls.set_signal)
        return krraise(vm, KR_T_ValueError, "signal handlers are the business of the program that krait is part of");
    int error = vm->host_calls.set_signal(vm->host_calls.user, number, callable ? ACTION_HANDLE : (int)plain);
    if (error)
        return krraise_errno(vm, error, KR_EMPTY);
    KrValue before = handler_of(vm, number);
    if (before == KR_RAISED ||
        !krdict_set(vm, kras_dict(krmodule_state(vm)->signal_handlers), krsmall(number), callable ? a[1] : krsmall(plain)))
        return KR_RAISED;
    return before == KR_EMPTY ? KR_NONE : before;
}

/// needs nothing

/// _signal.getsignal(signalnum, /)
/// Return the current action for the given signal.
KR_NATIVE(_signal_getsignal)
{
    int number;
    if (!signal_number(vm, a[0], &number))
        return KR_RAISED;
    KrValue v = handler_of(vm, number);
    return v == KR_EMPTY ? KR_NONE : v;
}

/// needs PROCESS

/// _signal.set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)
/// Sets the fd to be written to (with the signal number) when a signal comes in.
KR_NATIVE(_signal_set_wakeup_fd)
{
    int fd;
    struct stat st;
    if (!krposix_int(vm, a[0], &fd))
        return KR_RAISED;
    if (fd >= 0) {
        if (fstat(fd, &st))
            return errno == EBADF ? krraise_errno(vm, errno, KR_EMPTY) : krraise(vm, KR_T_ValueError, "invalid fd");
        int flags = fcntl(fd, F_GETFL);
        if (flags >= 0 && !(flags & O_NONBLOCK))
            return krraise(vm, KR_T_ValueError, "the fd %d must be in non-blocking mode", fd);
    }
    return krsmall(atomic_exchange(&vm->wakeup_fd, fd < 0 ? 0 : fd + 1) - 1);
}

/* A signal to oneself is acted upon before the next statement. */
static KrValue act_now(KrVm *vm)
{
    return atomic_load_explicit(&vm->flags, memory_order_relaxed) && !krpoll(vm) ? KR_RAISED : KR_NONE;
}

/// _signal.raise_signal(signalnum, /)
/// Send a signal to the executing process.
KR_NATIVE(_signal_raise_signal)
{
    int number;
    if (!krposix_int(vm, a[0], &number))
        return KR_RAISED;
    return raise(number) ? krraise_errno(vm, errno, KR_EMPTY) : act_now(vm);
}

/// _signal.pthread_kill(thread_id, signalnum, /)
/// Send a signal to a thread.
KR_NATIVE(_signal_pthread_kill)
{
    int number;
    if (!krposix_int(vm, a[1], &number))
        return KR_RAISED;
    if (number < 0 || number >= SIGNALS)
        return krraise_errno(vm, EINVAL, KR_EMPTY);
    int error = pthread_kill(pthread_self(), number);
    return error ? krraise_errno(vm, error, KR_EMPTY) : act_now(vm);
}

/// _signal.pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)
/// Send a signal to a process referred to by a pid file descriptor.
KR_NATIVE(_signal_pidfd_send_signal)
{
    int fd, number, flags = 0;
    if (!krposix_int(vm, a[0], &fd) || !krposix_int(vm, a[1], &number) || (a[3] != KR_EMPTY && !krposix_int(vm, a[3], &flags)))
        return KR_RAISED;
    if (a[2] != KR_EMPTY && a[2] != KR_NONE)
        return krraise(vm, KR_T_TypeError, "siginfo must be None");
    return syscall(SYS_pidfd_send_signal, fd, number, NULL, flags) < 0 ? krraise_errno(vm, errno, KR_EMPTY) : act_now(vm);
}

/// needs nothing

/// _signal.strsignal(signalnum, /)
/// Return the system description of the given signal.
KR_NATIVE(_signal_strsignal)
{
    int number;
    if (!signal_number(vm, a[0], &number))
        return KR_RAISED;
    const char *text = sigdescr_np(number);
    return text ? krvalue_or_raised(krstr_text(vm, text)) : KR_NONE;
}

/* ---- waiting ------------------------------------------------------------------------------------------------------------- */

/// needs PROCESS

/// _signal.pause()
/// Wait until a signal arrives.
KR_NATIVE(_signal_pause)
{
    /* In parts: a signal between the look at the flags and the wait is noticed a little later. */
    sigset_t mask;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    for (;;) {
        struct timespec part = {.tv_nsec = 50000000};
        krvm_leave(vm);
        int got = pselect(0, NULL, NULL, NULL, &part, &mask);
        krvm_enter(vm);
        if (got < 0 || atomic_load_explicit(&vm->flags, memory_order_relaxed))
            return krpoll(vm) ? KR_NONE : KR_RAISED;
    }
}

static bool signal_set(KrVm *vm, KrValue iterable, sigset_t *set)
{
    KrTuple *t = krobj_tuple(vm, iterable);
    sigemptyset(set);
    for (size_t i = 0; t && i < t->n; i++) {
        int64_t number;
        if (!krobj_as_i64(vm, t->at[i], &number, true))
            return false;
        if (number < 1 || number >= SIGNALS)
            return krraise(vm, KR_T_ValueError, "signal number %lld out of range [1; %d]", (long long)number, SIGNALS - 1), false;
        /* The C library keeps 32 and 33 for itself; asking for them is harmless. */
        (void)sigaddset(set, (int)number);
    }
    return t != NULL;
}

static KrValue set_value(KrVm *vm, const sigset_t *set)
{
    KrSet *s = krset_new(vm, KR_T_set);
    for (int number = 1; s && number < SIGNALS; number++)
        if (sigismember(set, number) == 1 && !krset_add(vm, s, krsmall(number)))
            return KR_RAISED;
    return krvalue_or_raised(s);
}

/// _signal.pthread_sigmask(how, mask, /)
/// Fetch and/or change the signal mask of the calling thread.
KR_NATIVE(_signal_pthread_sigmask)
{
    int how;
    sigset_t set, before;
    if (!krposix_int(vm, a[0], &how) || !signal_set(vm, a[1], &set))
        return KR_RAISED;
    int error = pthread_sigmask(how, &set, &before);
    if (error)
        return krraise_errno(vm, error, KR_EMPTY);
    return act_now(vm) == KR_RAISED ? KR_RAISED : set_value(vm, &before);
}

/// _signal.sigpending()
/// Examine pending signals.
KR_NATIVE(_signal_sigpending)
{
    sigset_t set;
    return sigpending(&set) ? krraise_errno(vm, errno, KR_EMPTY) : set_value(vm, &set);
}

/// needs nothing

/// _signal.valid_signals()
/// Return a set of valid signal numbers on this platform.
KR_NATIVE(_signal_valid_signals)
{
    sigset_t set;
    sigfillset(&set);
    return set_value(vm, &set);
}

/// needs PROCESS

/// _signal.sigwait(sigset, /)
/// Wait for a signal: suspend execution until the delivery of one of the signals specified in the signal set.
KR_NATIVE(_signal_sigwait)
{
    sigset_t set;
    if (!signal_set(vm, a[0], &set))
        return KR_RAISED;
    for (;;) {
        struct timespec part = {.tv_nsec = 100000000};
        krvm_leave(vm);
        int got = sigtimedwait(&set, NULL, &part), err = errno;
        krvm_enter(vm);
        if (got > 0)
            return krsmall(got);
        if (err != EAGAIN && err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (!krposix_again(vm))
            return KR_RAISED;
    }
}

static KrValue wait_for_info(KrVm *vm, const sigset_t *set, double seconds)
{
    siginfo_t info;
    struct timespec limit = {.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - floor(seconds)) * 1e9)};
    krvm_leave(vm);
    int got = seconds < 0 ? sigwaitinfo(set, &info) : sigtimedwait(set, &info, &limit), err = errno;
    krvm_enter(vm);
    if (got < 0 && err == EAGAIN)
        return KR_NONE;
    if (got < 0)
        return err == EINTR && !krposix_again(vm) ? KR_RAISED : krraise_errno(vm, err, KR_EMPTY);
    KrValue v[7] = {krsmall(info.si_signo), krsmall(info.si_code), krsmall(info.si_errno), krsmall(info.si_pid), krsmall(info.si_uid),
                    krsmall(info.si_status), krint_from(vm, info.si_band)};
    return krrecord_new(vm, KR_T_struct_siginfo, v, 7, 7);
}

/// _signal.sigwaitinfo(sigset, /)
/// Wait synchronously until one of the signals in *sigset* is delivered.
KR_NATIVE(_signal_sigwaitinfo)
{
    sigset_t set;
    return signal_set(vm, a[0], &set) ? wait_for_info(vm, &set, -1) : KR_RAISED;
}

/// _signal.sigtimedwait(sigset, timeout, /)
/// Like sigwaitinfo(), but with a timeout.
KR_NATIVE(_signal_sigtimedwait)
{
    sigset_t set;
    double seconds;
    if (!signal_set(vm, a[0], &set) || !krobj_as_double(vm, a[1], &seconds))
        return KR_RAISED;
    return seconds < 0 ? krraise(vm, KR_T_ValueError, "timeout must be non-negative") : wait_for_info(vm, &set, seconds);
}

/* ---- timers ---------------------------------------------------------------------------------------------------------------- */

/// _signal.alarm(seconds, /)
/// Arrange for SIGALRM to arrive after the given number of seconds.
KR_NATIVE(_signal_alarm)
{
    int seconds;
    return krposix_int(vm, a[0], &seconds) ? krsmall(alarm((unsigned)seconds)) : KR_RAISED;
}

static KrValue timer_value(KrVm *vm, const struct itimerval *t)
{
    return krvalue_or_raised(krtuple_of(vm, 2, krdouble((double)t->it_value.tv_sec + (double)t->it_value.tv_usec * 1e-6),
                                        krdouble((double)t->it_interval.tv_sec + (double)t->it_interval.tv_usec * 1e-6)));
}

static KrValue raise_timer_error(KrVm *vm)
{
    int err = errno;
    char room[128];
    KrValue module = krmodule_import(vm, "_signal"), cls = module == KR_RAISED ? module : krobj_getattr(vm, module, KR_NAME(ItimerError));
    KrStr *text = cls == KR_RAISED ? NULL : krstr_text(vm, strerror_r(err, room, sizeof room));
    KrValue args[2] = {krsmall(err), krvalue(text)}, e = text ? krcall(vm, cls, args, 2) : KR_RAISED;
    return e == KR_RAISED ? e : krraise_exc(vm, e);
}

static bool time_value(KrVm *vm, KrValue v, struct timeval *out)
{
    double seconds = 0;
    if (v != KR_EMPTY && !krobj_as_double(vm, v, &seconds))
        return false;
    /* What is not nothing is at least a microsecond: zero would switch the timer off. */
    int64_t micros = (int64_t)ceil(seconds * 1e6);
    *out = (struct timeval){.tv_sec = micros / 1000000, .tv_usec = micros % 1000000};
    return true;
}

/// _signal.setitimer(which, seconds, interval=0.0, /)
/// Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).
KR_NATIVE(_signal_setitimer)
{
    int which;
    struct itimerval now, before;
    if (!krposix_int(vm, a[0], &which) || !time_value(vm, a[1], &now.it_value) || !time_value(vm, a[2], &now.it_interval))
        return KR_RAISED;
    return setitimer((__itimer_which_t)which, &now, &before) ? raise_timer_error(vm) : timer_value(vm, &before);
}

/// needs nothing

/// _signal.getitimer(which, /)
/// Returns current value of given itimer.
KR_NATIVE(_signal_getitimer)
{
    int which;
    struct itimerval now;
    if (!krposix_int(vm, a[0], &which))
        return KR_RAISED;
    return getitimer((__itimer_which_t)which, &now) ? raise_timer_error(vm) : timer_value(vm, &now);
}
