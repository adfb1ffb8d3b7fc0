/* SPDX-License-Identifier: MIT
 * Descriptors and signals that the loop watches for callbacks. */
#include "modules/asyncio/asyncio.h"

#include <errno.h>
#include <signal.h>

static bool as_fd(KrVm *vm, KrValue v, int *fd)
{
    int64_t i;
    if (!krint_check(vm, v)) {
        KrValue file = v;
        v = krcall_method(vm, file, KR_NAME(fileno), NULL, 0);
        if (v == KR_RAISED || !krint_check(vm, v)) {
            if (v != KR_RAISED || krpending_is(vm, KR_T_AttributeError) || krpending_is(vm, KR_T_TypeError) ||
                krpending_is(vm, KR_T_ValueError)) {
                krpending_clear(vm);
                krraise(vm, KR_T_ValueError, "Invalid file object: %R", file);
            }
            return false;
        }
    }
    if (!krobj_as_i64(vm, v, &i, false))
        return false;
    if (i < 0 || i > INT32_MAX) {
        krraise(vm, KR_T_ValueError, "Invalid file descriptor: %lld", (long long)i);
        return false;
    }
    *fd = (int)i;
    return true;
}

static bool check_errno(KrVm *vm, int r)
{
    if (r >= 0)
        return true;
    krasync_raise(vm, r);
    return false;
}

/* The record of the descriptor, a new one if it is not watched; NULL on error. */
static KrWatch *watch_of(KrVm *vm, KrEventLoop *loop, int fd)
{
    KrLoopFd *known = krepoll_find(loop->c, fd);
    if (known && known->read.tag == KR_NODE_READ)
        return KR_LOOP_OWNER(known, KrWatch, fd);
    if (known) {
        krraise(vm, KR_T_RuntimeError, "File descriptor %d is used by transport", fd);
        return NULL;
    }
    KrWatch *w = krheap_new(vm, KR_T_loop_watch, sizeof *w);
    if (!w)
        return NULL;
    w->fd = krepoll_record(KR_NODE_READ, KR_NODE_WRITE);
    return check_errno(vm, krepoll_borrow(loop->c, &w->fd, fd)) ? w : NULL;
}

static KrValue add(KrVm *vm, KrValue *a, uint32_t n, unsigned side)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(a[0]);
    int fd;
    if (!kreventloop_check_closed(vm, loop) || !as_fd(vm, a[1], &fd))
        return KR_RAISED;
    KrValue context = krcontext_copy(vm);
    KrHandle *h = context == KR_RAISED ? NULL : krhandle_new(vm, a[0], a[2], &a[3], n - 3, context);
    KrWatch *w = h ? watch_of(vm, loop, fd) : NULL;
    if (!w)
        return KR_RAISED;
    KrValue *slot = side == KR_FD_READ ? &w->reader : &w->writer;
    if (*slot != KR_EMPTY)
        krhandle_cancel((KrHandle *)kras_obj(*slot));
    krstore(vm, w, slot, krvalue(h));
    int r = krepoll_want(loop->c, &w->fd, side);
    if (r < 0 && w->reader == KR_EMPTY && w->writer == KR_EMPTY)
        krepoll_drop(loop->c, &w->fd);
    return check_errno(vm, r) ? krvalue(h) : KR_RAISED;
}

static KrValue drop(KrVm *vm, KrValue *a, unsigned side)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(a[0]);
    int fd;
    if (!loop->c)
        return KR_FALSE;
    if (!as_fd(vm, a[1], &fd))
        return KR_RAISED;
    KrLoopFd *known = krepoll_find(loop->c, fd);
    if (!known || known->read.tag != KR_NODE_READ)
        return KR_FALSE;
    KrWatch *w = KR_LOOP_OWNER(known, KrWatch, fd);
    KrValue *slot = side == KR_FD_READ ? &w->reader : &w->writer;
    if (*slot == KR_EMPTY)
        return KR_FALSE;
    *slot = KR_EMPTY;
    krepoll_unwant(loop->c, &w->fd, side);
    if (w->reader == KR_EMPTY && w->writer == KR_EMPTY)
        krepoll_drop(loop->c, &w->fd);
    return KR_TRUE;
}

/// needs FILES or NETWORK or PROCESS

/// BaseEventLoop.add_reader(self, fd, callback, /, *args)
/// Call the callback whenever the descriptor can be read.
KR_NATIVE(BaseEventLoop_add_reader)
{
    return add(vm, a, n, KR_FD_READ) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// BaseEventLoop.add_writer(self, fd, callback, /, *args)
/// Call the callback whenever the descriptor can be written.
KR_NATIVE(BaseEventLoop_add_writer)
{
    return add(vm, a, n, KR_FD_WRITE) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// BaseEventLoop._add_reader(self, fd, callback, /, *args)
/// The same; the handle, which is cancelled when another callback takes its place.
KR_NATIVE(BaseEventLoop__add_reader)
{
    return add(vm, a, n, KR_FD_READ);
}

/// BaseEventLoop._add_writer(self, fd, callback, /, *args)
/// The same; the handle, which is cancelled when another callback takes its place.
KR_NATIVE(BaseEventLoop__add_writer)
{
    return add(vm, a, n, KR_FD_WRITE);
}

/// needs nothing

/// BaseEventLoop.remove_reader(self, fd, /)
/// Forget the callback for reading; whether there was one.
KR_NATIVE(BaseEventLoop_remove_reader)
{
    return drop(vm, a, KR_FD_READ);
}

/// BaseEventLoop.remove_writer(self, fd, /)
/// Forget the callback for writing; whether there was one.
KR_NATIVE(BaseEventLoop_remove_writer)
{
    return drop(vm, a, KR_FD_WRITE);
}

/* ---- signals --------------------------------------------------------------------------------- */

static bool as_signal(KrVm *vm, KrValue v, int *number)
{
    int64_t i;
    if (!krint_check(vm, v)) {
        krraise(vm, KR_T_TypeError, "sig must be an int, not %R", v);
        return false;
    }
    if (!krobj_as_i64(vm, v, &i, false))
        return false;
    if (i < 1 || i >= NSIG) {
        krraise(vm, KR_T_ValueError, "invalid signal number %lld", (long long)i);
        return false;
    }
    *number = (int)i;
    return true;
}

static KrSignalWatch *find_signal(KrEventLoop *loop, int number)
{
    KrLoopSignal *known = krsignal_find(loop->c, number);
    return known && known->node.tag == KR_NODE_SIGNAL ? KR_LOOP_OWNER(known, KrSignalWatch, signal) : NULL;
}

/// needs PROCESS

/// BaseEventLoop.add_signal_handler(self, sig, callback, /, *args)
/// Call the callback in the loop when the signal comes.
KR_NATIVE(BaseEventLoop_add_signal_handler)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(a[0]);
    int number;
    if (!as_signal(vm, a[1], &number) || !kreventloop_check_closed(vm, loop))
        return KR_RAISED;
    KrHandle *h = krhandle_new(vm, a[0], a[2], &a[3], n - 3, krcontext_copy(vm));
    if (!h)
        return KR_RAISED;
    KrSignalWatch *w = find_signal(loop, number);
    if (!w) {
        w = krheap_new(vm, KR_T_signal_watch, sizeof *w);
        if (!w)
            return KR_RAISED;
        w->signal.node = krloop_node(KR_NODE_SIGNAL);
        int r = krsignal_add(loop->c, &w->signal, number);
        if (r == -EINVAL)
            return krraise(vm, KR_T_RuntimeError, "sig %d cannot be caught", number);
        if (!check_errno(vm, r))
            return KR_RAISED;
    }
    krstore(vm, w, &w->handle, krvalue(h));
    return KR_NONE;
}

/// BaseEventLoop.remove_signal_handler(self, sig, /)
/// Forget the callback; whether there was one.
KR_NATIVE(BaseEventLoop_remove_signal_handler)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(a[0]);
    int number;
    if (!as_signal(vm, a[1], &number))
        return KR_RAISED;
    KrSignalWatch *w = loop->c ? find_signal(loop, number) : NULL;
    if (!w)
        return KR_FALSE;
    krsignal_remove(loop->c, &w->signal);
    return KR_TRUE;
}
