/* SPDX-License-Identifier: MIT
 * Starting processes and waiting for their end. */
#include "modules/asyncio/asyncio.h"

#include "loop/spawn.h"

#include <errno.h>
#include <signal.h>

/* A list of str or bytes as what exec takes: pointers in a cell, ended by NULL, whose strings `keep` keeps alive. */
static char **strings_of(KrVm *vm, KrValue v, KrList *keep)
{
    KrList *items = krobj_list(vm, v);
    KrRaw *raw = items ? krheap_raw(vm, (items->n + 1) * sizeof(char *)) : NULL;
    if (!raw || !krlist_append(vm, keep, krvalue(raw)))
        return NULL;
    char **out = (char **)(void *)raw->data;
    for (size_t i = 0; i < items->n; i++) {
        KrValue item = items->items->at[i];
        if (!krlist_append(vm, keep, item))
            return NULL;
        if (kris_exact(item, KR_T_bytes))
            out[i] = (char *)kras_bytes(item)->at;
        else if (kris_exact(item, KR_T_str))
            out[i] = (char *)(uintptr_t)krstr_cstr(vm, item);
        else
            return krraise(vm, KR_T_TypeError, "expected str or bytes, not %T", item), NULL;
        if (!out[i])
            return NULL;
    }
    out[items->n] = NULL;
    return out;
}

static bool fd_list(KrVm *vm, KrValue v, KrList *keep, KrSpawn *spawn)
{
    KrList *items = krobj_list(vm, v);
    KrRaw *raw = items ? krheap_raw(vm, (items->n + 1) * sizeof(int)) : NULL;
    if (!raw || !krlist_append(vm, keep, krvalue(raw)))
        return false;
    int *out = (int *)(void *)raw->data;
    for (size_t i = 0; i < items->n; i++) {
        int64_t fd;
        if (!krobj_as_i64(vm, items->items->at[i], &fd, false))
            return false;
        out[i] = (int)fd;
    }
    spawn->keep = out;
    spawn->nkeep = items->n;
    return true;
}

static bool small_int(KrVm *vm, KrValue v, int *out)
{
    int64_t i;
    if (!krobj_as_i64(vm, v, &i, false))
        return false;
    *out = (int)i;
    return true;
}

/// needs PROCESS

/// BaseEventLoop._spawn(self, files, args, env, cwd, stdin, stdout, stderr, pass_fds, close_fds, new_session, process_group, /)
/// Start a program: the first of the files that there is. The process id, or (errno, what failed).
KR_NATIVE(BaseEventLoop__spawn)
{
    static const char *const stages[] = {"fork", "setup", "cwd", "exec"};
    KrEventLoop *loop = (KrEventLoop *)kras_obj(a[0]);
    KrList *keep = krlist_with_capacity(vm, 16);
    char **files = keep ? strings_of(vm, a[1], keep) : NULL;
    char **argv = files ? strings_of(vm, a[2], keep) : NULL;
    if (!argv || !kreventloop_check_closed(vm, loop))
        return KR_RAISED;
    KrSpawn spawn = krspawn_plain((const char *const *)files, argv);
    if (a[3] != KR_NONE) {
        char **env = strings_of(vm, a[3], keep);
        if (!env)
            return KR_RAISED;
        spawn.env = env;
    }
    if (a[4] != KR_NONE)
        spawn.cwd = kris_exact(a[4], KR_T_bytes) ? (const char *)kras_bytes(a[4])->at : krstr_cstr(vm, a[4]);
    if (a[4] != KR_NONE && !spawn.cwd)
        return KR_RAISED;
    int group;
    if (!small_int(vm, a[5], &spawn.fd[0]) || !small_int(vm, a[6], &spawn.fd[1]) || !small_int(vm, a[7], &spawn.fd[2]) ||
        !small_int(vm, a[11], &group) || !fd_list(vm, a[8], keep, &spawn))
        return KR_RAISED;
    spawn.close_fds = a[9] == KR_TRUE;
    spawn.new_session = a[10] == KR_TRUE;
    spawn.process_group = group;
    spawn.restore_signals = true;
    int r = krspawn_run(&spawn, loop->c);
    if (r == 0)
        return krsmall(spawn.pid);
    KrStr *stage = krstr_text(vm, stages[spawn.stage]);
    return stage ? krvalue_or_raised(krtuple_of(vm, 2, krsmall(-r), krvalue(stage))) : KR_RAISED;
}

/// BaseEventLoop._watch_child(self, pid, callback, /)
/// Call the callback with the exit code when the process has ended; None for one that somebody else waited for.
KR_NATIVE(BaseEventLoop__watch_child)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(a[0]);
    int pid;
    if (!small_int(vm, a[1], &pid) || !kreventloop_check_closed(vm, loop))
        return KR_RAISED;
    KrValue none = KR_NONE;
    KrHandle *h = krhandle_new(vm, a[0], a[2], &none, 1, krcontext_copy(vm));
    KrChildWatch *w = h ? krheap_new(vm, KR_T_child_watch, sizeof *w) : NULL;
    if (!w)
        return KR_RAISED;
    KR_STORE_PTR(vm, w, &w->handle, h);
    w->child.node = krloop_node(KR_NODE_CHILD);
    int r = krchild_watch(loop->c, &w->child, pid);
    return r < 0 ? krasync_raise(vm, r) : krvalue(h);
}

void krchildwatch_ended(KrVm *vm, KrChildWatch *w)
{
    KrHandle *h = (KrHandle *)kras_obj(w->handle);
    krstore(vm, h, &h->args, w->child.error ? KR_NONE : krsmall(w->child.code));
}
