/* SPDX-License-Identifier: MIT
 * The module posix: priorities, processors, ids of users and groups, what children used, terminals. */
#include "modules/posix.h"

#include "modules/io.h"
#include "object/needs.h"

#include <errno.h>
#include <grp.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
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

static bool ints(KrVm *vm, const KrValue *a, int *out, int count)
{
    for (int i = 0; i < count; i++)
        if (!krposix_int(vm, a[i], &out[i]))
            return false;
    return true;
}

/* ---- priorities and processors ---------------------------------------------------------------------------------------- */

/// needs ENVIRONMENT

/// posix.getpriority(which, who)
/// Return the scheduling priority of a process, a group of processes or a user.
KR_NATIVE(posix_getpriority)
{
    int of[2];
    if (!ints(vm, a, of, 2))
        return KR_RAISED;
    errno = 0;
    int priority = getpriority((__priority_which_t)of[0], (id_t)of[1]);
    return errno ? krraise_errno(vm, errno, KR_EMPTY) : krsmall(priority);
}

/// needs PROCESS

/// posix.setpriority(which, who, priority)
/// Set the scheduling priority of a process, a group of processes or a user.
KR_NATIVE(posix_setpriority)
{
    int of[3];
    return ints(vm, a, of, 3) ? done(vm, setpriority((__priority_which_t)of[0], (id_t)of[1], of[2])) : KR_RAISED;
}

/// posix.sched_setaffinity(pid, mask, /)
/// Bind a process (0: this one) to the processors whose numbers an iterable has.
KR_NATIVE(posix_sched_setaffinity)
{
    int pid;
    if (!krposix_int(vm, a[0], &pid))
        return KR_RAISED;
    KrTuple *cpus = krobj_tuple(vm, a[1]);
    cpu_set_t set;
    CPU_ZERO(&set);
    for (size_t i = 0; cpus && i < cpus->n; i++) {
        int cpu;
        if (!krposix_int(vm, cpus->at[i], &cpu))
            return KR_RAISED;
        if (cpu < 0)
            return krraise(vm, KR_T_ValueError, "negative CPU number");
        if (cpu < CPU_SETSIZE)
            CPU_SET(cpu, &set);
    }
    return cpus ? done(vm, sched_setaffinity(pid, sizeof set, &set)) : KR_RAISED;
}

/// needs ENVIRONMENT

/// posix.sched_get_priority_max(policy)
/// Return the highest priority of a scheduling policy.
KR_NATIVE(posix_sched_get_priority_max)
{
    int policy;
    return krposix_int(vm, a[0], &policy) ? number(vm, sched_get_priority_max(policy)) : KR_RAISED;
}

/// posix.sched_get_priority_min(policy)
/// Return the lowest priority of a scheduling policy.
KR_NATIVE(posix_sched_get_priority_min)
{
    int policy;
    return krposix_int(vm, a[0], &policy) ? number(vm, sched_get_priority_min(policy)) : KR_RAISED;
}

/// posix.sched_getscheduler(pid, /)
/// Return the scheduling policy of a process (0: this one).
KR_NATIVE(posix_sched_getscheduler)
{
    int pid;
    return krposix_int(vm, a[0], &pid) ? number(vm, sched_getscheduler(pid)) : KR_RAISED;
}

/// posix.sched_rr_get_interval(pid, /)
/// Return the time slice of a process under round robin, in seconds.
KR_NATIVE(posix_sched_rr_get_interval)
{
    int pid;
    struct timespec t;
    if (!krposix_int(vm, a[0], &pid))
        return KR_RAISED;
    return sched_rr_get_interval(pid, &t) ? krraise_errno(vm, errno, KR_EMPTY) : krdouble((double)t.tv_sec + 1e-9 * (double)t.tv_nsec);
}

/* ---- users and groups --------------------------------------------------------------------------------------------------- */

/// posix.getresuid()
/// Return the real, effective and saved user ids.
KR_NATIVE(posix_getresuid)
{
    uid_t real, effective, saved;
    if (getresuid(&real, &effective, &saved))
        return krraise_errno(vm, errno, KR_EMPTY);
    return krvalue_or_raised(krtuple_of(vm, 3, krsmall(real), krsmall(effective), krsmall(saved)));
}

/// posix.getresgid()
/// Return the real, effective and saved group ids.
KR_NATIVE(posix_getresgid)
{
    gid_t real, effective, saved;
    if (getresgid(&real, &effective, &saved))
        return krraise_errno(vm, errno, KR_EMPTY);
    return krvalue_or_raised(krtuple_of(vm, 3, krsmall(real), krsmall(effective), krsmall(saved)));
}

/// posix.getgrouplist(user, group, /)
/// Return the ids of the groups that a user belongs to, among them the one given.
KR_NATIVE(posix_getgrouplist)
{
    KrValue keep;
    int group, count = 0;
    const char *user = krio_path(vm, a[0], &keep);
    if (!user || !krposix_int(vm, a[1], &group))
        return KR_RAISED;
    getgrouplist(user, (gid_t)group, NULL, &count);
    KrRaw *room = krheap_raw(vm, (size_t)count * sizeof(gid_t) + 1);
    if (!room)
        return KR_RAISED;
    gid_t *groups = (gid_t *)(void *)room->data;
    if (getgrouplist(user, (gid_t)group, groups, &count) < 0)
        return krraise_errno(vm, ERANGE, KR_EMPTY); /* somebody joined meanwhile */
    KrList *l = krlist_with_capacity(vm, (size_t)count);
    for (int i = 0; l && i < count; i++)
        if (!krlist_append(vm, l, krsmall(groups[i])))
            return KR_RAISED;
    return krvalue_or_raised(l);
}

/// needs PROCESS

/// posix.seteuid(euid, /)
/// Set the effective user id.
KR_NATIVE(posix_seteuid)
{
    int id;
    return krposix_int(vm, a[0], &id) ? done(vm, seteuid((uid_t)id)) : KR_RAISED;
}

/// posix.setegid(egid, /)
/// Set the effective group id.
KR_NATIVE(posix_setegid)
{
    int id;
    return krposix_int(vm, a[0], &id) ? done(vm, setegid((gid_t)id)) : KR_RAISED;
}

/// posix.setreuid(ruid, euid, /)
/// Set the real and effective user ids; -1 leaves one as it is.
KR_NATIVE(posix_setreuid)
{
    int id[2];
    return ints(vm, a, id, 2) ? done(vm, setreuid((uid_t)id[0], (uid_t)id[1])) : KR_RAISED;
}

/// posix.setregid(rgid, egid, /)
/// Set the real and effective group ids; -1 leaves one as it is.
KR_NATIVE(posix_setregid)
{
    int id[2];
    return ints(vm, a, id, 2) ? done(vm, setregid((gid_t)id[0], (gid_t)id[1])) : KR_RAISED;
}

/// posix.setresuid(ruid, euid, suid, /)
/// Set the real, effective and saved user ids; -1 leaves one as it is.
KR_NATIVE(posix_setresuid)
{
    int id[3];
    return ints(vm, a, id, 3) ? done(vm, setresuid((uid_t)id[0], (uid_t)id[1], (uid_t)id[2])) : KR_RAISED;
}

/// posix.setresgid(rgid, egid, sgid, /)
/// Set the real, effective and saved group ids; -1 leaves one as it is.
KR_NATIVE(posix_setresgid)
{
    int id[3];
    return ints(vm, a, id, 3) ? done(vm, setresgid((gid_t)id[0], (gid_t)id[1], (gid_t)id[2])) : KR_RAISED;
}

/// posix.setgroups(groups, /)
/// Set the supplemental groups of the process.
KR_NATIVE(posix_setgroups)
{
    KrTuple *t = krobj_tuple(vm, a[0]);
    KrRaw *room = t ? krheap_raw(vm, t->n * sizeof(gid_t) + 1) : NULL;
    gid_t *groups = room ? (gid_t *)(void *)room->data : NULL;
    for (size_t i = 0; room && i < t->n; i++) {
        int id;
        if (!krposix_int(vm, t->at[i], &id))
            return KR_RAISED;
        groups[i] = (gid_t)id;
    }
    return room ? done(vm, setgroups(t->n, groups)) : KR_RAISED;
}

/// posix.initgroups(username, gid, /)
/// Make the groups of a user, and one more, the supplemental groups of the process.
KR_NATIVE(posix_initgroups)
{
    KrValue keep;
    int group;
    const char *user = krio_path(vm, a[0], &keep);
    return user && krposix_int(vm, a[1], &group) ? done(vm, initgroups(user, (gid_t)group)) : KR_RAISED;
}

/// posix.setpgrp()
/// Make the process the leader of a process group of its own.
KR_NATIVE(posix_setpgrp)
{
    return done(vm, setpgid(0, 0));
}

/// needs FILES

/// posix.chroot(path)
/// Change the root folder of the process.
KR_NATIVE(posix_chroot)
{
    KrPath path;
    if (!krposix_path(vm, a[0], false, "chroot", &path))
        return KR_RAISED;
    return chroot(path.name) ? krposix_error(vm, &path) : KR_NONE;
}

/* ---- children ---------------------------------------------------------------------------------------------------------------- */

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static KrValue usage_record(KrVm *vm, const struct rusage *u)
{
    long counts[] = {u->ru_maxrss, u->ru_ixrss, u->ru_idrss, u->ru_isrss, u->ru_minflt, u->ru_majflt, u->ru_nswap,
                     u->ru_inblock, u->ru_oublock, u->ru_msgsnd, u->ru_msgrcv, u->ru_nsignals, u->ru_nvcsw, u->ru_nivcsw};
    KrValue v[16] = {krdouble(seconds(u->ru_utime)), krdouble(seconds(u->ru_stime))};
    for (size_t i = 0; i < KR_COUNT(counts); i++)
        v[i + 2] = krint_from(vm, counts[i]);
    return krrecord_new(vm, KR_T_struct_rusage, v, KR_COUNT(v), KR_COUNT(v));
}

static KrValue wait_usage(KrVm *vm, int pid, int options)
{
    for (;;) {
        int status = 0;
        struct rusage usage = {0};
        krvm_leave(vm);
        pid_t got = wait4(pid, &status, options, &usage);
        int err = errno;
        krvm_enter(vm);
        if (got >= 0) {
            KrValue record = usage_record(vm, &usage);
            return record == KR_RAISED ? record : krvalue_or_raised(krtuple_of(vm, 3, krsmall(got), krsmall(status), record));
        }
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (!krposix_again(vm))
            return KR_RAISED;
    }
}

/// needs PROCESS

/// posix.wait4(pid, options)
/// Wait for a child process; return its id, its status and what it used.
KR_NATIVE(posix_wait4)
{
    int of[2];
    return ints(vm, a, of, 2) ? wait_usage(vm, of[0], of[1]) : KR_RAISED;
}

/// posix.wait3(options)
/// Wait for any child process; return its id, its status and what it used.
KR_NATIVE(posix_wait3)
{
    int options;
    return krposix_int(vm, a[0], &options) ? wait_usage(vm, -1, options) : KR_RAISED;
}

/// posix.waitid(idtype, id, options, /)
/// Wait for a change of a child process; None if there was none yet and WNOHANG was given.
KR_NATIVE(posix_waitid)
{
    int of[3], result;
    siginfo_t info;
    if (!ints(vm, a, of, 3))
        return KR_RAISED;
    do {
        info.si_pid = 0;
        krvm_leave(vm);
        result = waitid((idtype_t)of[0], (id_t)of[1], &info, of[2]);
        int err = errno;
        krvm_enter(vm);
        errno = err;
    } while (result < 0 && errno == EINTR && krposix_again(vm));
    if (result < 0)
        return vm->exec->pending ? KR_RAISED : krraise_errno(vm, errno, KR_EMPTY);
    if (!info.si_pid)
        return KR_NONE;
    KrValue v[5] = {krsmall(info.si_pid), krsmall(info.si_uid), krsmall(info.si_signo), krsmall(info.si_status), krsmall(info.si_code)};
    return krrecord_new(vm, KR_T_waitid_result, v, 5, 5);
}

/// posix.pidfd_open(pid, flags=0)
/// Return a descriptor that stands for a process and becomes readable when it ends.
KR_NATIVE(posix_pidfd_open)
{
    int pid, flags = 0;
    if (!krposix_int(vm, a[0], &pid) || (a[1] != KR_EMPTY && !krposix_int(vm, a[1], &flags)))
        return KR_RAISED;
    return number(vm, syscall(SYS_pidfd_open, pid, flags));
}

/* ---- terminals --------------------------------------------------------------------------------------------------------------- */

/// needs FILES

/// posix.tcgetpgrp(fd, /)
/// Return the process group in the foreground of a terminal.
KR_NATIVE(posix_tcgetpgrp)
{
    int fd;
    return krposix_fd(vm, a[0], &fd) ? number(vm, tcgetpgrp(fd)) : KR_RAISED;
}

/// posix.tcsetpgrp(fd, pgid, /)
/// Set the process group in the foreground of a terminal.
KR_NATIVE(posix_tcsetpgrp)
{
    int fd, group;
    return krposix_fd(vm, a[0], &fd) && krposix_int(vm, a[1], &group) ? done(vm, tcsetpgrp(fd, group)) : KR_RAISED;
}

/// posix.posix_openpt(oflag, /)
/// Open a new pseudo-terminal, its controlling side.
KR_NATIVE(posix_posix_openpt)
{
    int flags;
    return krposix_int(vm, a[0], &flags) ? number(vm, posix_openpt(flags | O_CLOEXEC)) : KR_RAISED;
}

/// posix.grantpt(fd, /)
/// Give the user access to the other side of a pseudo-terminal.
KR_NATIVE(posix_grantpt)
{
    int fd;
    return krposix_fd(vm, a[0], &fd) ? done(vm, grantpt(fd)) : KR_RAISED;
}

/// posix.unlockpt(fd, /)
/// Allow the other side of a pseudo-terminal to be opened.
KR_NATIVE(posix_unlockpt)
{
    int fd;
    return krposix_fd(vm, a[0], &fd) ? done(vm, unlockpt(fd)) : KR_RAISED;
}

/// posix.ptsname(fd, /)
/// Return the name of the other side of a pseudo-terminal.
KR_NATIVE(posix_ptsname)
{
    int fd;
    char name[128];
    if (!krposix_fd(vm, a[0], &fd))
        return KR_RAISED;
    int error = ptsname_r(fd, name, sizeof name);
    return error ? krraise_errno(vm, error, KR_EMPTY) : krposix_name(vm, name, strlen(name), false);
}

/// posix.ctermid()
/// Return the name of the controlling terminal.
KR_NATIVE(posix_ctermid)
{
    return krvalue_or_raised(krstr_text(vm, "/dev/tty"));
}
