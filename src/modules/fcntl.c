/* SPDX-License-Identifier: MIT
 * The modules fcntl and resource: control of descriptors, locks, limits and use of resources. */
#include "modules/posix.h"

#include <errno.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

/// module fcntl
/// This module performs file control and I/O control on file descriptors.

static bool descriptor(KrVm *vm, KrValue v, int *fd)
{
    if (!krposix_fd(vm, v, fd))
        return false;
    if (*fd < 0)
        krraise(vm, KR_T_ValueError, "file descriptor cannot be a negative integer (%d)", *fd);
    return *fd >= 0;
}

typedef struct Constant {
    char name[24];
    int value;
} Constant;

static bool add_constants(KrVm *vm, KrValue module, const Constant *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!krmodule_set_int(vm, module, c[i].name, c[i].value))
            return false;
    return true;
}

#define C(name) {#name, (int)name}

KR_MODULE_INIT(fcntl)
{
    static const Constant constants[] = {
        C(LOCK_SH), C(LOCK_EX), C(LOCK_NB), C(LOCK_UN), C(F_DUPFD), C(F_DUPFD_CLOEXEC), C(F_GETFD), C(F_SETFD), C(F_GETFL), C(F_SETFL),
        C(F_GETLK), C(F_SETLK), C(F_SETLKW), C(F_GETOWN), C(F_SETOWN), C(F_GETSIG), C(F_SETSIG), C(F_RDLCK), C(F_WRLCK), C(F_UNLCK),
        C(F_EXLCK), C(F_SHLCK), C(F_SETLEASE), C(F_GETLEASE), C(F_NOTIFY), C(F_SETPIPE_SZ), C(F_GETPIPE_SZ), C(F_OFD_GETLK),
        C(F_OFD_SETLK), C(F_OFD_SETLKW), C(F_ADD_SEALS), C(F_GET_SEALS), C(FD_CLOEXEC), C(FASYNC),
    };
    return add_constants(vm, module, constants, KR_COUNT(constants));
}

/* The bytes of a str or bytes-like argument of fcntl() and ioctl(), which the system may change: a copy of 1024 at most. */
static bool copy_argument(KrVm *vm, KrValue v, const char *function, char room[1025], size_t *n)
{
    const uint8_t *data;
    if (kris_str(vm, v)) {
        data = (const uint8_t *)krstr_data(kras_str(v));
        *n = kras_str(v)->size;
    } else if (!krbuffer_get(vm, v, &data, n)) {
        return false;
    }
    if (*n > 1024)
        return krraise(vm, KR_T_ValueError, "%s argument 3 is too long", function), false;
    memcpy(room, data, *n);
    room[*n] = 0;
    return true;
}

static bool number_argument(KrVm *vm, KrValue v, long *out)
{
    int64_t i;
    if (!krobj_as_i64(vm, v, &i, false))
        return false;
    *out = (long)i;
    return true;
}

/// needs FILES

/// fcntl.fcntl(fd, cmd, arg=0, /)
/// Perform the operation `cmd` on file descriptor fd.
KR_NATIVE(fcntl_fcntl)
{
    int fd, command, result;
    long number = 0;
    char room[1025];
    size_t size;
    if (!descriptor(vm, a[0], &fd) || !krposix_int(vm, a[1], &command))
        return KR_RAISED;
    bool plain = a[2] == KR_EMPTY || krint_check(vm, a[2]);
    if (plain ? a[2] != KR_EMPTY && !number_argument(vm, a[2], &number) : !copy_argument(vm, a[2], "fcntl", room, &size))
        return KR_RAISED;
    for (;;) {
        krvm_leave(vm);
        result = plain ? fcntl(fd, command, number) : fcntl(fd, command, room);
        int err = errno;
        krvm_enter(vm);
        if (result >= 0)
            return plain ? krsmall(result) : krvalue_or_raised(krbytes_new(vm, room, size));
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (!krposix_again(vm))
            return KR_RAISED;
    }
}

/// fcntl.ioctl(fd, request, arg=0, mutate_flag=True, /)
/// Perform the operation request on file descriptor fd.
KR_NATIVE(fcntl_ioctl)
{
    int fd;
    long request, number = 0;
    char room[1025];
    uint8_t *target;
    size_t size;
    bool mutate;
    if (!descriptor(vm, a[0], &fd) || !number_argument(vm, a[1], &request) || !krposix_flag(vm, a[3], true, &mutate))
        return KR_RAISED;
    if (a[2] == KR_EMPTY || krint_check(vm, a[2])) {
        if (a[2] != KR_EMPTY && !number_argument(vm, a[2], &number))
            return KR_RAISED;
        int result = ioctl(fd, (unsigned long)request, number);
        return result < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krsmall(result);
    }
    bool in_place = mutate && !kris_str(vm, a[2]) && !kris_kind(vm, a[2], KR_TF_BYTES);
    if (in_place ? !krbuffer_get_writable(vm, a[2], &target, &size) : !copy_argument(vm, a[2], "ioctl", room, &size))
        return KR_RAISED;
    int result = ioctl(fd, (unsigned long)request, in_place ? (char *)target : room);
    if (result < 0)
        return krraise_errno(vm, errno, KR_EMPTY);
    return in_place ? krsmall(result) : krvalue_or_raised(krbytes_new(vm, room, size));
}

/// fcntl.flock(fd, operation, /)
/// Perform the lock operation `operation` on file descriptor `fd`.
KR_NATIVE(fcntl_flock)
{
    int fd, operation;
    if (!descriptor(vm, a[0], &fd) || !krposix_int(vm, a[1], &operation))
        return KR_RAISED;
    for (;;) {
        krvm_leave(vm);
        int result = flock(fd, operation), err = errno;
        krvm_enter(vm);
        if (!result)
            return KR_NONE;
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (!krposix_again(vm))
            return KR_RAISED;
    }
}

/// fcntl.lockf(fd, cmd, len=0, start=0, whence=0, /)
/// A wrapper around the fcntl() locking calls.
KR_NATIVE(fcntl_lockf)
{
    int fd, command, whence = 0;
    int64_t len = 0, start = 0;
    if (!descriptor(vm, a[0], &fd) || !krposix_int(vm, a[1], &command) || (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &len, false)) ||
        (a[3] != KR_EMPTY && !krobj_as_i64(vm, a[3], &start, false)) || (a[4] != KR_EMPTY && !krposix_int(vm, a[4], &whence)))
        return KR_RAISED;
    struct flock lock = {.l_whence = (short)whence, .l_start = start, .l_len = len};
    if (command & LOCK_UN)
        lock.l_type = F_UNLCK;
    else if (command & LOCK_SH)
        lock.l_type = F_RDLCK;
    else if (command & LOCK_EX)
        lock.l_type = F_WRLCK;
    else
        return krraise(vm, KR_T_ValueError, "unrecognized lockf argument");
    for (;;) {
        krvm_leave(vm);
        int result = fcntl(fd, command & LOCK_NB ? F_SETLK : F_SETLKW, &lock), err = errno;
        krvm_enter(vm);
        if (result >= 0)
            return KR_NONE;
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (!krposix_again(vm))
            return KR_RAISED;
    }
}

/* ---- resource ------------------------------------------------------------------------------------------------------------- */

/// module resource
/// Limits of the process, and what it has used.

KR_MODULE_INIT(resource)
{
    static const Constant constants[] = {
        C(RLIMIT_CPU), C(RLIMIT_FSIZE), C(RLIMIT_DATA), C(RLIMIT_STACK), C(RLIMIT_CORE), C(RLIMIT_NOFILE), C(RLIMIT_OFILE), C(RLIMIT_AS),
        C(RLIMIT_RSS), C(RLIMIT_NPROC), C(RLIMIT_MEMLOCK), C(RLIMIT_MSGQUEUE), C(RLIMIT_NICE), C(RLIMIT_RTPRIO), C(RLIMIT_RTTIME),
        C(RLIMIT_SIGPENDING), C(RUSAGE_SELF), C(RUSAGE_CHILDREN), C(RUSAGE_THREAD), {"RLIM_INFINITY", -1},
    };
    return add_constants(vm, module, constants, KR_COUNT(constants)) && krmodule_set(vm, module, "error", krvalue(KR_TYPE_OF(OSError)));
}

#undef C

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

/// needs nothing

/// resource.getrusage(who, /)
/// Return what the process, or its children, has used.
KR_NATIVE(resource_getrusage)
{
    int who;
    struct rusage u;
    if (!krposix_int(vm, a[0], &who))
        return KR_RAISED;
    if (getrusage(who, &u))
        return errno == EINVAL ? krraise(vm, KR_T_ValueError, "invalid who parameter") : krraise_errno(vm, errno, KR_EMPTY);
    const long counts[14] = {u.ru_maxrss, u.ru_ixrss, u.ru_idrss, u.ru_isrss, u.ru_minflt, u.ru_majflt, u.ru_nswap, u.ru_inblock,
                             u.ru_oublock, u.ru_msgsnd, u.ru_msgrcv, u.ru_nsignals, u.ru_nvcsw, u.ru_nivcsw};
    KrValue v[16] = {krdouble(seconds(u.ru_utime)), krdouble(seconds(u.ru_stime))};
    for (int i = 0; i < 14; i++)
        v[2 + i] = krint_from(vm, counts[i]);
    return krrecord_new(vm, KR_T_struct_rusage, v, 16, 16);
}

static KrValue limit_value(KrVm *vm, const struct rlimit *l)
{
    return krvalue_or_raised(krtuple_of(vm, 2, krint_from(vm, (int64_t)l->rlim_cur), krint_from(vm, (int64_t)l->rlim_max)));
}

static bool resource_argument(KrVm *vm, KrValue v, int *out)
{
    if (!krposix_int(vm, v, out))
        return false;
    if (*out < 0 || *out >= RLIM_NLIMITS)
        return krraise(vm, KR_T_ValueError, "invalid resource specified"), false;
    return true;
}

static bool limit_argument(KrVm *vm, KrValue v, struct rlimit *out)
{
    KrTuple *t = krobj_tuple(vm, v);
    int64_t soft, hard;
    if (t && t->n != 2)
        return krraise(vm, KR_T_ValueError, "expected a tuple of 2 integers"), false;
    if (!t || !krobj_as_i64(vm, t->at[0], &soft, false) || !krobj_as_i64(vm, t->at[1], &hard, false))
        return false;
    *out = (struct rlimit){(rlim_t)soft, (rlim_t)hard};
    return true;
}

static KrValue limit_error(KrVm *vm)
{
    if (errno == EINVAL)
        return krraise(vm, KR_T_ValueError, "current limit exceeds maximum limit");
    return errno == EPERM ? krraise(vm, KR_T_ValueError, "not allowed to raise maximum limit") : krraise_errno(vm, errno, KR_EMPTY);
}

/// resource.getrlimit(resource, /)
/// Return the (soft, hard) limit.
KR_NATIVE(resource_getrlimit)
{
    int which;
    struct rlimit l;
    if (!resource_argument(vm, a[0], &which))
        return KR_RAISED;
    return getrlimit((__rlimit_resource_t)which, &l) ? krraise_errno(vm, errno, KR_EMPTY) : limit_value(vm, &l);
}

/// needs PROCESS

/// resource.setrlimit(resource, limits, /)
/// Set the (soft, hard) limit.
KR_NATIVE(resource_setrlimit)
{
    int which;
    struct rlimit l;
    if (!resource_argument(vm, a[0], &which) || !limit_argument(vm, a[1], &l))
        return KR_RAISED;
    return setrlimit((__rlimit_resource_t)which, &l) ? limit_error(vm) : KR_NONE;
}

/// resource.prlimit(pid, resource, limits=None, /)
/// Return the limit of a process, and set another if it is given.
KR_NATIVE(resource_prlimit)
{
    int pid, which;
    struct rlimit l, before;
    bool set = a[2] != KR_EMPTY && a[2] != KR_NONE;
    if (!krposix_int(vm, a[0], &pid) || !resource_argument(vm, a[1], &which) || (set && !limit_argument(vm, a[2], &l)))
        return KR_RAISED;
    return prlimit(pid, (enum __rlimit_resource)which, set ? &l : NULL, &before) ? krraise_errno(vm, errno, KR_EMPTY) : limit_value(vm, &before);
}

/// needs nothing

/// resource.getpagesize()
/// Return the bytes of a page of memory.
KR_NATIVE(resource_getpagesize)
{
    return krsmall(sysconf(_SC_PAGESIZE));
}
