/* SPDX-License-Identifier: MIT
 * The module _posixsubprocess: starting a program, as the module subprocess needs it. */
#include "modules/posix.h"

#include "loop/spawn.h"
#include "modules/asyncio/asyncio.h"
#include "modules/io.h"

#include <grp.h>

/// module _posixsubprocess
/// Starting programs.

/* The strings of a sequence as a NULL-terminated array; the values are kept by `keep`. NULL for None. */
static bool strings(KrVm *vm, KrValue sequence, KrList *keep, char ***out)
{
    *out = NULL;
    if (sequence == KR_NONE)
        return true;
    KrTuple *t = krobj_tuple(vm, sequence);
    KrRaw *room = t ? krheap_raw(vm, (t->n + 1) * sizeof(char *)) : NULL;
    if (!room || !krlist_append(vm, keep, krvalue(room)))
        return false;
    char **array = (char **)(void *)room->data;
    for (size_t i = 0; i < t->n; i++) {
        KrValue one;
        array[i] = (char *)(uintptr_t)krio_path(vm, t->at[i], &one);
        if (!array[i] || !krlist_append(vm, keep, one))
            return false;
    }
    array[t->n] = NULL;
    *out = array;
    return true;
}

static bool ints(KrVm *vm, KrValue sequence, KrList *keep, int **out, size_t *n)
{
    KrTuple *t = krobj_tuple(vm, sequence);
    KrRaw *room = t ? krheap_raw(vm, (t->n + 1) * sizeof(int)) : NULL;
    if (!room || !krlist_append(vm, keep, krvalue(room)))
        return false;
    *out = (int *)(void *)room->data;
    *n = t->n;
    for (size_t i = 0; i < t->n; i++)
        if (!krposix_int(vm, t->at[i], &(*out)[i]))
            return false;
    return true;
}

/* An id, or -1 for None. */
static bool id_argument(KrVm *vm, KrValue v, int64_t *out)
{
    *out = -1;
    if (v == KR_NONE)
        return true;
    if (!krobj_as_i64(vm, v, out, false))
        return false;
    if (*out < 0 || *out > UINT32_MAX - 1)
        return krraise(vm, KR_T_ValueError, "uid and gid must be from 0 to 4294967294"), false;
    return true;
}

static const KrLoop *running_loop(KrVm *vm)
{
    KrValue v = krasync_running(vm);
    KrEventLoop *loop = v == KR_EMPTY ? NULL : kreventloop_of(vm, v);
    return loop ? loop->c : NULL;
}

/// needs PROCESS

/// _posixsubprocess.fork_exec(args, files, cwd, env, fds, pass_fds, close_fds, restore_signals, start_new_session, process_group, uid, gid, groups, umask, /)
/// Start one of the files, tried in turn; return the process id.  An OSError's filename is the folder or the first argument.
KR_NATIVE(_posixsubprocess_fork_exec)
{
    char **files, **argv, **env;
    int *fds, *keep_open, *groups = NULL, flag[3];
    size_t nfds, nkeep, ngroups = 0;
    KrValue cwd_keep;
    KrList *keep = krlist_new(vm, NULL, 0);
    if (!keep || !strings(vm, a[0], keep, &argv) || !strings(vm, a[1], keep, &files) || !strings(vm, a[3], keep, &env) ||
        !ints(vm, a[4], keep, &fds, &nfds) || !ints(vm, a[5], keep, &keep_open, &nkeep))
        return KR_RAISED;
    if (!argv || !files || nfds != 3)
        return krraise(vm, KR_T_TypeError, "fork_exec() takes a sequence of arguments, one of files and three descriptors");
    KrSpawn s = krspawn_plain((const char *const *)files, argv);
    for (int i = 0; i < 3; i++) {
        s.fd[i] = fds[i];
        flag[i] = krobj_true(vm, a[6 + i]);
        if (flag[i] < 0)
            return KR_RAISED;
    }
    if (a[2] != KR_NONE && !(s.cwd = krio_path(vm, a[2], &cwd_keep)))
        return KR_RAISED;
    if (!id_argument(vm, a[10], &s.uid) || !id_argument(vm, a[11], &s.gid) || (a[12] != KR_NONE && !ints(vm, a[12], keep, &groups, &ngroups)) ||
        !krposix_int(vm, a[9], &s.process_group) || !krposix_int(vm, a[13], &s.umask))
        return KR_RAISED;
    s.env = env;
    s.keep = keep_open;
    s.nkeep = nkeep;
    s.close_fds = flag[0];
    s.restore_signals = flag[1];
    s.new_session = flag[2];
    s.has_groups = a[12] != KR_NONE;
    s.groups = (const gid_t *)groups;
    s.ngroups = ngroups;
    /* What is buffered comes before what the program writes. */
    if (!krio_flush_all(vm))
        krpending_clear(vm);
    int r = krspawn_run(&s, running_loop(vm));
    if (r == 0)
        return krsmall(s.pid);
    return krraise_errno(vm, -r, s.stage == KR_SPAWN_CWD ? a[2] : s.stage == KR_SPAWN_EXEC ? krobj_getitem(vm, a[0], krsmall(0)) : KR_EMPTY);
}
