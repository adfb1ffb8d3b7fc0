/* SPDX-License-Identifier: MIT
 * The module posix: processes, users, environment. */
#include "modules/posix.h"

#include "modules/io.h"
#include "object/needs.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

static KrValue done(KrVm *vm, int result)
{
    return result < 0 ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}

static KrValue number(KrVm *vm, int64_t result)
{
    return result < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krint_from(vm, result);
}

/* ---- who am I --------------------------------------------------------------------------------------------------------- */

/// posix.getpid()
/// Return the current process id.
KR_NATIVE(posix_getpid)
{
    return krsmall(getpid());
}

/// posix.getppid()
/// Return the parent's process id.
KR_NATIVE(posix_getppid)
{
    return krsmall(getppid());
}

/// needs ENVIRONMENT

/// posix.getuid()
/// Return the current process's user id.
KR_NATIVE(posix_getuid)
{
    return krsmall(getuid());
}

/// posix.geteuid()
/// Return the current process's effective user id.
KR_NATIVE(posix_geteuid)
{
    return krsmall(geteuid());
}

/// posix.getgid()
/// Return the current process's group id.
KR_NATIVE(posix_getgid)
{
    return krsmall(getgid());
}

/// posix.getegid()
/// Return the current process's effective group id.
KR_NATIVE(posix_getegid)
{
    return krsmall(getegid());
}

/// posix.getpgrp()
/// Return the current process group id.
KR_NATIVE(posix_getpgrp)
{
    return krsmall(getpgrp());
}

/// posix.getpgid(pid)
/// Call the system call getpgid(), and return the result.
KR_NATIVE(posix_getpgid)
{
    int pid;
    return krposix_int(vm, a[0], &pid) ? number(vm, getpgid(pid)) : KR_RAISED;
}

/// needs PROCESS

/// posix.setpgid(pid, pgrp, /)
/// Call the system call setpgid(pid, pgrp).
KR_NATIVE(posix_setpgid)
{
    int pid, group;
    return krposix_int(vm, a[0], &pid) && krposix_int(vm, a[1], &group) ? done(vm, setpgid(pid, group)) : KR_RAISED;
}

/// needs ENVIRONMENT

/// posix.getsid(pid, /)
/// Call the system call getsid(pid) and return the result.
KR_NATIVE(posix_getsid)
{
    int pid;
    return krposix_int(vm, a[0], &pid) ? number(vm, getsid(pid)) : KR_RAISED;
}

/// needs PROCESS

/// posix.setsid()
/// Call the system call setsid().
KR_NATIVE(posix_setsid)
{
    return number(vm, setsid());
}

/// posix.setuid(uid, /)
/// Set the current process's user id.
KR_NATIVE(posix_setuid)
{
    int id;
    return krposix_int(vm, a[0], &id) ? done(vm, setuid((uid_t)id)) : KR_RAISED;
}

/// posix.setgid(gid, /)
/// Set the current process's group id.
KR_NATIVE(posix_setgid)
{
    int id;
    return krposix_int(vm, a[0], &id) ? done(vm, setgid((gid_t)id)) : KR_RAISED;
}

/// needs ENVIRONMENT

/// posix.getgroups()
/// Return list of supplemental group IDs for the process.
KR_NATIVE(posix_getgroups)
{
    gid_t groups[1024];
    int count = getgroups(1024, groups);
    if (count < 0)
        return krraise_errno(vm, errno, KR_EMPTY);
    KrList *l = krlist_with_capacity(vm, (size_t)count);
    for (int i = 0; l && i < count; i++)
        if (!krlist_append(vm, l, krsmall(groups[i])))
            return KR_RAISED;
    return krvalue_or_raised(l);
}

/// posix.getlogin()
/// Return the actual login name.
KR_NATIVE(posix_getlogin)
{
    char name[256];
    int error = getlogin_r(name, sizeof name);
    return error ? krraise_errno(vm, error, KR_EMPTY) : krposix_name(vm, name, strlen(name), false);
}

/// posix.uname()
/// Return an object identifying the current operating system.
KR_NATIVE(posix_uname)
{
    struct utsname u;
    if (uname(&u))
        return krraise_errno(vm, errno, KR_EMPTY);
    const char *parts[5] = {u.sysname, u.nodename, u.release, u.version, u.machine};
    KrValue v[5];
    for (int i = 0; i < 5; i++)
        v[i] = krposix_name(vm, parts[i], strlen(parts[i]), false);
    return krrecord_new(vm, KR_T_uname_result, v, 5, 5);
}

/// needs nothing

/// posix.times()
/// Return a collection containing process timing information.
KR_NATIVE(posix_times)
{
    struct tms t;
    clock_t now = times(&t);
    if (now == (clock_t)-1)
        return krraise_errno(vm, errno, KR_EMPTY);
    double tick = (double)sysconf(_SC_CLK_TCK);
    KrValue v[5] = {krdouble((double)t.tms_utime / tick), krdouble((double)t.tms_stime / tick), krdouble((double)t.tms_cutime / tick),
                    krdouble((double)t.tms_cstime / tick), krdouble((double)now / tick)};
    return krrecord_new(vm, KR_T_times_result, v, 5, 5);
}

/* ---- processors ----------------------------------------------------------------------------------------------------------- */

/// posix.cpu_count()
/// Return the number of logical CPUs in the system.
KR_NATIVE(posix_cpu_count)
{
    if (!(vm->granted & KR_NEEDS_ENVIRONMENT))
        return KR_NONE; /* the C library reads files for it */
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? KR_NONE : krsmall(count);
}

/// posix.sched_getaffinity(pid, /)
/// Return the affinity of the process identified by pid (or the current process if zero).
KR_NATIVE(posix_sched_getaffinity)
{
    int pid;
    cpu_set_t set;
    if (!krposix_int(vm, a[0], &pid))
        return KR_RAISED;
    if (sched_getaffinity(pid, sizeof set, &set))
        return krraise_errno(vm, errno, KR_EMPTY);
    KrSet *cpus = krset_new(vm, KR_T_set);
    for (int i = 0; cpus && i < CPU_SETSIZE; i++)
        if (CPU_ISSET(i, &set) && !krset_add(vm, cpus, krsmall(i)))
            return KR_RAISED;
    return krvalue_or_raised(cpus);
}

/// posix.sched_yield()
/// Voluntarily relinquish the CPU.
KR_NATIVE(posix_sched_yield)
{
    return done(vm, sched_yield());
}

/// needs ENVIRONMENT

/// posix.getloadavg()
/// Return average recent system load information.
KR_NATIVE(posix_getloadavg)
{
    double load[3];
    if (getloadavg(load, 3) != 3)
        return krraise(vm, KR_T_OSError, "Load averages are unobtainable");
    return krvalue_or_raised(krtuple_of(vm, 3, krdouble(load[0]), krdouble(load[1]), krdouble(load[2])));
}

/// needs PROCESS

/// posix.nice(increment, /)
/// Add increment to the priority of process and return the new priority.
KR_NATIVE(posix_nice)
{
    int increment;
    if (!krposix_int(vm, a[0], &increment))
        return KR_RAISED;
    errno = 0;
    int result = nice(increment);
    return result == -1 && errno ? krraise_errno(vm, errno, KR_EMPTY) : krsmall(result);
}

/* ---- children ---------------------------------------------------------------------------------------------------------------- */

/* What is buffered would be written twice, or never. */
static bool flush_before(KrVm *vm)
{
    return krio_flush_all(vm);
}

/* The callables that were registered for one of the three times, in a list that the module keeps. */
static KrList *fork_hooks(KrVm *vm, const KrStr *when, bool make)
{
    KrValue module = krmodule_import(vm, "posix");
    KrValue list = module == KR_RAISED ? module : krobj_lookup(vm, module, when);
    if (list == KR_RAISED || (list == KR_EMPTY && !make))
        return NULL;
    if (list == KR_EMPTY) {
        list = krvalue_or_raised(krlist_with_capacity(vm, 2));
        if (list == KR_RAISED || !krobj_setattr(vm, module, when, list))
            return NULL;
    }
    return kris_exact(list, KR_T_list) ? kras_list(list) : NULL;
}

/* What a callable raises is reported and forgotten. */
static void run_fork_hooks(KrVm *vm, const KrStr *when, bool backwards)
{
    KrList *list = fork_hooks(vm, when, false);
    for (size_t i = 0; list && i < list->n; i++) {
        KrValue fn = list->items->at[backwards ? list->n - 1 - i : i];
        if (krcall(vm, fn, NULL, 0) == KR_RAISED)
            krvm_unraisable(vm, "Exception ignored in", fn);
    }
    if (vm->exec->pending)
        krvm_unraisable(vm, "Exception ignored in fork hooks", KR_NONE);
}

/// posix.fork()
/// Fork a child process.
KR_NATIVE(posix_fork)
{
    run_fork_hooks(vm, KR_NAME(_before_fork), true);
    if (!flush_before(vm))
        return KR_RAISED;
    pid_t pid = fork();
    int failed = errno;
    if (pid == 0)
        atomic_store(&vm->signals, 0);
    run_fork_hooks(vm, pid == 0 ? KR_NAME(_after_fork_in_child) : KR_NAME(_after_fork_in_parent), false);
    errno = failed;
    return number(vm, pid);
}

/// needs nothing

/// posix.register_at_fork(*, before=None, after_in_child=None, after_in_parent=None)
/// Register callables to be called when forking a new process.
KR_NATIVE(posix_register_at_fork)
{
    const KrStr *const when[] = {KR_NAME(_before_fork), KR_NAME(_after_fork_in_child), KR_NAME(_after_fork_in_parent)};
    if (a[0] == KR_EMPTY && a[1] == KR_EMPTY && a[2] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "At least one argument is required.");
    for (int i = 0; i < 3; i++) {
        if (a[i] == KR_EMPTY)
            continue;
        if (krdunder(vm, krtype_of(vm, a[i]), KR_D_call) == KR_EMPTY)
            return krraise(vm, KR_T_TypeError, "'%s' must be callable, not %T", i == 0 ? "before" : i == 1 ? "after_in_child" : "after_in_parent", a[i]);
        KrList *list = fork_hooks(vm, when[i], true);
        if (!list || !krlist_append(vm, list, a[i]))
            return KR_RAISED;
    }
    return KR_NONE;
}

typedef struct Strings {
    KrRaw *array;   /* char *[n + 1] */
    KrList *keep;
} Strings;

static bool add_string(KrVm *vm, Strings *s, size_t i, KrValue v)
{
    KrValue keep;
    const char *text = krio_path(vm, v, &keep);
    if (!text || !krlist_append(vm, s->keep, keep))
        return false;
    memcpy(s->array->data + i * sizeof text, &text, sizeof text);
    return true;
}

static bool string_array(KrVm *vm, KrValue list, Strings *out)
{
    if (!kris_ptr(list) || !kris_kind(vm, list, KR_TF_LIST | KR_TF_TUPLE))
        return krraise(vm, KR_T_TypeError, "execv() arg 2 must be a tuple or list"), false;
    KrTuple *t = krobj_tuple(vm, list);
    if (!t)
        return false;
    if (!t->n)
        return krraise(vm, KR_T_ValueError, "execv() arg 2 must not be empty"), false;
    out->array = krheap_raw(vm, (t->n + 1) * sizeof(char *));
    out->keep = out->array ? krlist_with_capacity(vm, t->n) : NULL;
    for (size_t i = 0; out->keep && i < t->n; i++)
        if (!add_string(vm, out, i, t->at[i]))
            return false;
    if (out->keep)
        memset(out->array->data + t->n * sizeof(void *), 0, sizeof(void *));
    return out->keep != NULL;
}

static KrValue as_bytes(KrVm *vm, KrValue v)
{
    KrValue keep;
    const char *text = krio_path(vm, v, &keep);
    return text ? krvalue_or_raised(krbytes_new(vm, text, strlen(text))) : KR_RAISED;
}

static bool environment_array(KrVm *vm, KrValue mapping, Strings *out)
{
    KrValue pairs = krcall_method(vm, mapping, KR_NAME(items), NULL, 0);
    KrList *list = pairs == KR_RAISED ? NULL : krlist_with_capacity(vm, 16);
    if (!list || !krlist_extend(vm, list, pairs))
        return false;
    out->array = krheap_raw(vm, (list->n + 1) * sizeof(char *));
    out->keep = out->array ? krlist_with_capacity(vm, list->n) : NULL;
    for (size_t i = 0; out->keep && i < list->n; i++) {
        KrTuple *pair = krobj_tuple(vm, list->items->at[i]);
        KrValue name = pair && pair->n == 2 ? as_bytes(vm, pair->at[0]) : KR_RAISED, value = name == KR_RAISED ? name : as_bytes(vm, pair->at[1]);
        if (value == KR_RAISED)
            return false;
        KrBuf b = krbuf_init(&vm->alloc);
        krbuf_printf(&b, "%s=%s", (char *)kras_bytes(name)->at, (char *)kras_bytes(value)->at);
        KrBytes *whole = b.failed ? NULL : krbytes_new(vm, b.data, b.len);
        krbuf_release(&b);
        if (!whole || !add_string(vm, out, i, krvalue(whole)))
            return false;
    }
    if (out->keep)
        memset(out->array->data + list->n * sizeof(void *), 0, sizeof(void *));
    return out->keep != NULL;
}

static KrValue exec(KrVm *vm, KrValue file, KrValue args, KrValue env)
{
    KrPath path;
    Strings argv, envp = {NULL, NULL};
    if (!krposix_path(vm, file, false, "execv", &path) || !string_array(vm, args, &argv) ||
        (env != KR_EMPTY && !environment_array(vm, env, &envp)) || !flush_before(vm))
        return KR_RAISED;
    /* Signals that the event loop reads from a descriptor are blocked: the new program must not inherit that. */
    sigset_t none, old;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, &old);
    if (envp.array)
        execve(path.name, (char *const *)(void *)argv.array->data, (char *const *)(void *)envp.array->data);
    else
        execv(path.name, (char *const *)(void *)argv.array->data);
    int err = errno;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return krraise_errno(vm, err, env == KR_EMPTY ? KR_EMPTY : path.object);
}

/// needs PROCESS

/// posix.execv(path, argv, /)
/// Execute an executable path with arguments, replacing current process.
KR_NATIVE(posix_execv)
{
    return exec(vm, a[0], a[1], KR_EMPTY);
}

/// posix.execve(path, argv, env)
/// Execute an executable path with arguments, replacing current process.
KR_NATIVE(posix_execve)
{
    return exec(vm, a[0], a[1], a[2]);
}

/// posix._exit(status)
/// Exit to the system with specified status, without normal exit processing.
KR_NATIVE(posix__exit)
{
    int status;
    if (!krposix_int(vm, a[0], &status))
        return KR_RAISED;
    _exit(status);
}

static KrValue wait_for(KrVm *vm, int pid, int options)
{
    for (;;) {
        int status = 0;
        krvm_leave(vm);
        pid_t got = waitpid(pid, &status, options);
        int err = errno;
        krvm_enter(vm);
        if (got >= 0)
            return krvalue_or_raised(krtuple_of(vm, 2, krsmall(got), krsmall(status)));
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (!krposix_again(vm))
            return KR_RAISED;
    }
}

/// posix.waitpid(pid, options, /)
/// Wait for completion of a given child process.
KR_NATIVE(posix_waitpid)
{
    int pid, options;
    return krposix_int(vm, a[0], &pid) && krposix_int(vm, a[1], &options) ? wait_for(vm, pid, options) : KR_RAISED;
}

/// posix.wait()
/// Wait for completion of a child process.
KR_NATIVE(posix_wait)
{
    return wait_for(vm, -1, 0);
}

/// posix.kill(pid, signal, /)
/// Kill a process with a signal.
KR_NATIVE(posix_kill)
{
    int pid, sig;
    if (!krposix_int(vm, a[0], &pid) || !krposix_int(vm, a[1], &sig))
        return KR_RAISED;
    if (kill(pid, sig))
        return krraise_errno(vm, errno, KR_EMPTY);
    /* A signal to oneself is acted upon before the next statement. */
    return atomic_load_explicit(&vm->flags, memory_order_relaxed) && !krpoll(vm) ? KR_RAISED : KR_NONE;
}

/// posix.killpg(pgid, signal, /)
/// Kill a process group with a signal.
KR_NATIVE(posix_killpg)
{
    int group, sig;
    return krposix_int(vm, a[0], &group) && krposix_int(vm, a[1], &sig) ? done(vm, killpg(group, sig)) : KR_RAISED;
}

/// posix.abort()
/// Abort the interpreter immediately.
KR_NATIVE(posix_abort)
{
    sigaction(SIGABRT, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    kill(getpid(), SIGABRT);
    return KR_NONE;
}

/// posix.system(command)
/// Execute the command in a subshell.
KR_NATIVE(posix_system)
{
    KrValue keep;
    const char *command = krio_path(vm, a[0], &keep);
    if (!command || !flush_before(vm))
        return KR_RAISED;
    krvm_leave(vm);
    int status = system(command);
    krvm_enter(vm);
    return krsmall(status);
}

/* ---- statuses -------------------------------------------------------------------------------------------------------------------- */

static bool status_of(KrVm *vm, KrValue v, int *out)
{
    return krposix_int(vm, v, out);
}

/// needs nothing

/// posix.WIFEXITED(status)
/// Return True if the process returning status exited via the exit() system call.
KR_NATIVE(posix_WIFEXITED)
{
    int s;
    return status_of(vm, a[0], &s) ? krbool(WIFEXITED(s)) : KR_RAISED;
}

/// posix.WEXITSTATUS(status)
/// Return the process return code from status.
KR_NATIVE(posix_WEXITSTATUS)
{
    int s;
    return status_of(vm, a[0], &s) ? krsmall(WEXITSTATUS(s)) : KR_RAISED;
}

/// posix.WIFSIGNALED(status)
/// Return True if the process returning status was terminated by a signal.
KR_NATIVE(posix_WIFSIGNALED)
{
    int s;
    return status_of(vm, a[0], &s) ? krbool(WIFSIGNALED(s)) : KR_RAISED;
}

/// posix.WTERMSIG(status)
/// Return the signal that terminated the process that provided the status value.
KR_NATIVE(posix_WTERMSIG)
{
    int s;
    return status_of(vm, a[0], &s) ? krsmall(WTERMSIG(s)) : KR_RAISED;
}

/// posix.WIFSTOPPED(status)
/// Return True if the process returning status was stopped.
KR_NATIVE(posix_WIFSTOPPED)
{
    int s;
    return status_of(vm, a[0], &s) ? krbool(WIFSTOPPED(s)) : KR_RAISED;
}

/// posix.WSTOPSIG(status)
/// Return the signal that stopped the process that provided the status value.
KR_NATIVE(posix_WSTOPSIG)
{
    int s;
    return status_of(vm, a[0], &s) ? krsmall(WSTOPSIG(s)) : KR_RAISED;
}

/// posix.WIFCONTINUED(status)
/// Return True if a particular process was continued from a job control stop.
KR_NATIVE(posix_WIFCONTINUED)
{
    int s;
    return status_of(vm, a[0], &s) ? krbool(WIFCONTINUED(s)) : KR_RAISED;
}

/// posix.WCOREDUMP(status, /)
/// Return True if the process returning status was dumped to a core file.
KR_NATIVE(posix_WCOREDUMP)
{
    int s;
    return status_of(vm, a[0], &s) ? krbool(WCOREDUMP(s)) : KR_RAISED;
}

/// posix.waitstatus_to_exitcode(status)
/// Convert a wait status to an exit code.
KR_NATIVE(posix_waitstatus_to_exitcode)
{
    int s;
    if (!status_of(vm, a[0], &s))
        return KR_RAISED;
    if (WIFEXITED(s))
        return krsmall(WEXITSTATUS(s));
    if (WIFSIGNALED(s))
        return krsmall(-WTERMSIG(s));
    if (WIFSTOPPED(s))
        return krraise(vm, KR_T_ValueError, "process stopped by delivery of signal %d", WSTOPSIG(s));
    return krraise(vm, KR_T_ValueError, "invalid wait status: %d", s);
}

/* ---- environment ------------------------------------------------------------------------------------------------------------------- */

/// needs ENVIRONMENT

/// posix.putenv(name, value, /)
/// Change or add an environment variable.
KR_NATIVE(posix_putenv)
{
    KrValue keep, keep_value;
    const char *name = krio_path(vm, a[0], &keep), *value = name ? krio_path(vm, a[1], &keep_value) : NULL;
    if (!value)
        return KR_RAISED;
    if (!*name || strchr(name, '='))
        return krraise(vm, KR_T_ValueError, "illegal environment variable name");
    return done(vm, setenv(name, value, 1));
}

/// posix.unsetenv(name, /)
/// Delete an environment variable.
KR_NATIVE(posix_unsetenv)
{
    KrValue keep;
    const char *name = krio_path(vm, a[0], &keep);
    return name ? done(vm, unsetenv(name)) : KR_RAISED;
}

/// needs nothing

/// posix.strerror(code, /)
/// Translate an error code to a message string.
KR_NATIVE(posix_strerror)
{
    int code;
    char room[128];
    return krposix_int(vm, a[0], &code) ? krvalue_or_raised(krstr_text(vm, strerror_r(code, room, sizeof room))) : KR_RAISED;
}

/// needs ENVIRONMENT

/// posix.sysconf(name, /)
/// Return an integer-valued system configuration variable.
KR_NATIVE(posix_sysconf)
{
    int name;
    if (kris_str(vm, a[0])) {
        KrStr *s = kras_str(a[0]);
        name = krstr_is(s, "SC_PAGE_SIZE") || krstr_is(s, "SC_PAGESIZE") ? _SC_PAGESIZE : krstr_is(s, "SC_NPROCESSORS_ONLN") ? _SC_NPROCESSORS_ONLN :
               krstr_is(s, "SC_NPROCESSORS_CONF") ? _SC_NPROCESSORS_CONF : krstr_is(s, "SC_CLK_TCK") ? _SC_CLK_TCK :
               krstr_is(s, "SC_OPEN_MAX") ? _SC_OPEN_MAX : krstr_is(s, "SC_PHYS_PAGES") ? _SC_PHYS_PAGES :
               krstr_is(s, "SC_ARG_MAX") ? _SC_ARG_MAX : krstr_is(s, "SC_IOV_MAX") ? _SC_IOV_MAX : -1;
        if (name < 0)
            return krraise(vm, KR_T_ValueError, "unrecognized configuration name");
    } else if (!krposix_int(vm, a[0], &name)) {
        return KR_RAISED;
    }
    errno = 0;
    long value = sysconf(name);
    return value == -1 && errno ? krraise_errno(vm, errno, KR_EMPTY) : krsmall(value);
}
