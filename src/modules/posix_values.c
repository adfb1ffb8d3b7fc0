/* SPDX-License-Identifier: MIT
 * The module posix: its constants and the environment. */
#include "modules/posix.h"

#include "object/needs.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

extern char **environ;

static const struct {
    char name[24];
    int value;
} constants[] = {
#define C(name) {#name, name}
    C(F_OK), C(R_OK), C(W_OK), C(X_OK), C(O_RDONLY), C(O_WRONLY), C(O_RDWR), C(O_ACCMODE), C(O_CREAT), C(O_EXCL), C(O_NOCTTY), C(O_TRUNC),
    C(O_APPEND), C(O_NONBLOCK), C(O_NDELAY), C(O_DSYNC), C(O_RSYNC), C(O_SYNC), C(O_FSYNC), C(O_ASYNC), C(O_DIRECT), C(O_LARGEFILE),
    C(O_DIRECTORY), C(O_NOFOLLOW), C(O_NOATIME), C(O_CLOEXEC), C(O_PATH), C(O_TMPFILE), C(EX_OK), C(EX_USAGE), C(EX_DATAERR),
    C(EX_NOINPUT), C(EX_NOUSER), C(EX_NOHOST), C(EX_UNAVAILABLE), C(EX_SOFTWARE), C(EX_OSERR), C(EX_OSFILE), C(EX_CANTCREAT),
    C(EX_IOERR), C(EX_TEMPFAIL), C(EX_PROTOCOL), C(EX_NOPERM), C(EX_CONFIG), C(F_LOCK), C(F_TLOCK), C(F_ULOCK), C(F_TEST), C(P_PID),
    C(P_PGID), C(P_ALL), C(P_PIDFD), C(WNOHANG), C(WUNTRACED), C(WCONTINUED), C(WEXITED), C(WSTOPPED), C(WNOWAIT), C(CLD_EXITED),
    C(CLD_KILLED), C(CLD_DUMPED), C(CLD_TRAPPED), C(CLD_STOPPED), C(CLD_CONTINUED), C(SCHED_OTHER), C(SCHED_FIFO), C(SCHED_RR),
    C(SCHED_BATCH), C(SCHED_IDLE), C(ST_RDONLY), C(ST_NOSUID), C(ST_NODEV), C(ST_NOEXEC), C(ST_SYNCHRONOUS), C(ST_NOATIME),
    C(ST_RELATIME), C(ST_WRITE), C(ST_APPEND), C(ST_MANDLOCK), C(ST_NODIRATIME), C(SEEK_DATA), C(SEEK_HOLE), C(TMP_MAX),
    C(MFD_CLOEXEC), C(MFD_ALLOW_SEALING), C(MFD_HUGETLB), C(EFD_CLOEXEC), C(EFD_NONBLOCK), C(EFD_SEMAPHORE), C(POSIX_FADV_NORMAL),
    C(POSIX_FADV_SEQUENTIAL), C(POSIX_FADV_RANDOM), C(POSIX_FADV_NOREUSE), C(POSIX_FADV_WILLNEED), C(POSIX_FADV_DONTNEED),
    C(RWF_APPEND), C(RWF_DSYNC), C(RWF_HIPRI), C(RWF_NOWAIT), C(RWF_SYNC), C(SPLICE_F_MORE), C(SPLICE_F_MOVE), C(SPLICE_F_NONBLOCK),
    C(XATTR_CREATE), C(XATTR_REPLACE), {"XATTR_SIZE_MAX", 65536}, {"SCHED_RESET_ON_FORK", 0x40000000},
    {"GRND_NONBLOCK", 1}, {"GRND_RANDOM", 2}, {"NGROUPS_MAX", 65536}, {"PRIO_PROCESS", 0}, {"PRIO_PGRP", 1}, {"PRIO_USER", 2},
    {"RTLD_LAZY", 1}, {"RTLD_NOW", 2}, {"RTLD_GLOBAL", 256}, {"RTLD_LOCAL", 0}, {"RTLD_NOLOAD", 4},
    {"RTLD_DEEPBIND", 8}, {"RTLD_NODELETE", 4096},
#undef C
};

static KrValue environment(KrVm *vm)
{
    KrDict *d = krdict_new(vm);
    for (char **e = vm->granted & KR_NEEDS_ENVIRONMENT ? environ : NULL; d && e && *e; e++) {
        const char *equals = strchr(*e, '=');
        if (!equals)
            continue;
        KrBytes *name = krbytes_new(vm, *e, (size_t)(equals - *e)), *value = name ? krbytes_new(vm, equals + 1, strlen(equals + 1)) : NULL;
        if (!value || krdict_setdefault(vm, d, krvalue(name), krvalue(value)) == KR_RAISED)
            return KR_RAISED;
    }
    return krvalue_or_raised(d);
}

static KrValue functions(KrVm *vm)
{
    static const char *const have[] = {"HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT",
                                       "HAVE_FDOPENDIR", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_LINKAT",
                                       "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_LUTIMES", "HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT", "HAVE_FPATHCONF",
                                       "HAVE_OPENAT",
                                       "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT"};
    KrList *l = krlist_with_capacity(vm, KR_COUNT(have));
    for (size_t i = 0; l && i < KR_COUNT(have); i++) {
        KrStr *s = krstr_text(vm, have[i]);
        if (!s || !krlist_append(vm, l, krvalue(s)))
            return KR_RAISED;
    }
    return krvalue_or_raised(l);
}

bool krposix_constants(KrVm *vm, KrValue module)
{
    for (size_t i = 0; i < KR_COUNT(constants); i++)
        if (!krmodule_set_int(vm, module, constants[i].name, constants[i].value))
            return false;
    return krmodule_set(vm, module, "error", krvalue(KR_TYPE_OF(OSError))) && krmodule_set(vm, module, "environ", environment(vm)) &&
           krmodule_set(vm, module, "pathconf_names", krposix_limit_names(vm)) &&
           krmodule_set(vm, module, "_have_functions", functions(vm));
}
