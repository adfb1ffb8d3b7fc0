/* SPDX-License-Identifier: MIT
 * The class Future as scripts see it, and its iterator. */
#include "modules/asyncio/asyncio.h"
#include "object/list.h"

static KrFuture *self_future(KrValue *a)
{
    return kras_future(a[0]);
}

/// class Future(*, loop=None)
/// A result that comes later: it is awaited, or tells its callbacks.

/// Future.__init__(self, /, *, loop=None)
/// Initialize self.
KR_NATIVE(Future___init__)
{
    KrFuture *f = self_future(a);
    KrValue loop = a[1] == KR_EMPTY || a[1] == KR_NONE ? krasync_get_loop(vm) : a[1];
    KR_TRY(loop);
    krstore(vm, f, &f->loop, loop);
    f->h.kind = KR_FUT_PENDING;
    f->result = f->message = f->callback = f->callbacks = KR_EMPTY;
    return krfuture_note_origin(vm, f, kreventloop_of(vm, loop)) ? KR_NONE : KR_RAISED;
}

static bool check_ready(KrVm *vm, KrFuture *f)
{
    if (f->loop != KR_EMPTY)
        return true;
    krraise(vm, KR_T_RuntimeError, "Future object is not initialized.");
    return false;
}

/// Future.done(self, /)
/// Return True if the future is done.
KR_NATIVE(Future_done)
{
    return krbool(krfuture_done(self_future(a)));
}

/// Future.cancelled(self, /)
/// Return True if the future was cancelled.
KR_NATIVE(Future_cancelled)
{
    return krbool(self_future(a)->h.kind == KR_FUT_CANCELLED);
}

static KrValue not_ready(KrVm *vm, const char *text)
{
    KrStr *s = krstr_text(vm, text);
    KrValue arg = s ? krvalue(s) : KR_RAISED;
    KR_TRY(arg);
    return krraise_exc(vm, krcall(vm, vm->loop_state->invalid_state_error, &arg, 1));
}

/// Future.result(self, /)
/// Return the result this future represents.
KR_NATIVE(Future_result)
{
    KrFuture *f = self_future(a);
    if (!krfuture_done(f))
        return not_ready(vm, "Result is not set.");
    return krfuture_result(vm, f);
}

/// Future.exception(self, /)
/// Return the exception that was set on this future.
KR_NATIVE(Future_exception)
{
    KrFuture *f = self_future(a);
    if (f->h.kind == KR_FUT_CANCELLED)
        return krfuture_result(vm, f);
    if (!krfuture_done(f))
        return not_ready(vm, "Exception is not set.");
    if (f->h.kind == KR_FUT_RESULT)
        return KR_NONE;
    krfuture_seen(vm, f);
    return f->result;
}

/// Future.set_result(self, result, /)
/// Mark the future done and set its result.
KR_NATIVE(Future_set_result)
{
    KrFuture *f = self_future(a);
    return check_ready(vm, f) && krfuture_set_result(vm, f, a[1]) ? KR_NONE : KR_RAISED;
}

/* What set_exception(e) stores: an instance, never StopIteration, which could not be raised again. */
static KrValue storable(KrVm *vm, KrValue e)
{
    if (kris_type(vm, e) && kras_type(e)->flags & KR_TF_EXCEPTION)
        e = krcall(vm, e, NULL, 0);
    KR_TRY(e);
    if (!kris_kind(vm, e, KR_TF_EXCEPTION))
        return krraise(vm, KR_T_TypeError, "invalid exception object");
    if (!kris_instance(vm, e, KR_TYPE_OF(StopIteration)))
        return e;
    krraise(vm, KR_T_RuntimeError, "StopIteration interacts badly with generators and cannot be raised into a Future");
    KrValue instead = krpending_take(vm);
    krstore(vm, kras_exc(instead), &kras_exc(instead)->cause, e);
    krstore(vm, kras_exc(instead), &kras_exc(instead)->context, e);
    return instead;
}

/// Future.set_exception(self, exception, /)
/// Mark the future done and set an exception.
KR_NATIVE(Future_set_exception)
{
    KrFuture *f = self_future(a);
    if (!check_ready(vm, f))
        return KR_RAISED;
    if (krfuture_done(f))
        return krfuture_set_exception(vm, f, a[1]) ? KR_NONE : KR_RAISED;
    KrValue e = storable(vm, a[1]);
    KR_TRY(e);
    return krfuture_set_exception(vm, f, e) ? KR_NONE : KR_RAISED;
}

/// Future.cancel(self, /, msg=None)
/// Cancel the future and schedule callbacks.
KR_NATIVE(Future_cancel)
{
    KrFuture *f = self_future(a);
    krfuture_seen(vm, f);
    if (krfuture_done(f))
        return KR_FALSE;
    return check_ready(vm, f) && krfuture_set_cancelled(vm, f, a[1]) ? KR_TRUE : KR_RAISED;
}

/// Future.add_done_callback(self, fn, /, *, context=None)
/// Add a callback to be run when the future becomes done.
KR_NATIVE(Future_add_done_callback)
{
    KrFuture *f = self_future(a);
    KrValue context = check_ready(vm, f) ? krcontext_argument(vm, a[2]) : KR_RAISED;
    KR_TRY(context);
    return krfuture_add_callback(vm, f, a[1], context) ? KR_NONE : KR_RAISED;
}

/* The callbacks' entries, tasks and handles, as one list. */
static KrList *list_entries(KrVm *vm, KrFuture *f)
{
    KrList *all = krlist_with_capacity(vm, 2);
    if (!all || f->callback == KR_EMPTY)
        return all;
    if (!krlist_append(vm, all, f->callback))
        return NULL;
    KrList *rest = f->callbacks == KR_EMPTY ? NULL : kras_list(f->callbacks);
    for (size_t i = 0; rest && i < rest->n; i++)
        if (!krlist_append(vm, all, rest->items->at[i]))
            return NULL;
    return all;
}

/* Comparing may have run Python: the entry is looked for anew. */
static void drop_entry(KrVm *vm, KrFuture *f, KrValue entry)
{
    KrList *rest = f->callbacks == KR_EMPTY ? NULL : kras_list(f->callbacks);
    size_t n = rest ? rest->n : 0, i = 0;
    if (f->callback == entry)
        krstore(vm, f, &f->callback, n ? rest->items->at[0] : KR_EMPTY);
    else
        while (i < n && rest->items->at[i] != entry)
            i++;
    if (i < n)
        krlist_remove_at(vm, rest, i);
}

static KrValue callback_of(KrVm *vm, KrValue entry)
{
    return kris_task(vm, entry) ? entry : ((KrHandle *)kras_obj(entry))->callback;
}

/// Future.remove_done_callback(self, fn, /)
/// Remove all instances of a callback from the "call when done" list.
KR_NATIVE(Future_remove_done_callback)
{
    KrFuture *f = self_future(a);
    if (!check_ready(vm, f))
        return KR_RAISED;
    if (f->callback == KR_EMPTY)
        return krsmall(0);
    KrList *all = list_entries(vm, f);
    if (!all)
        return KR_RAISED;
    int64_t removed = 0;
    for (size_t i = 0; i < all->n; i++) {
        KrValue entry = all->items->at[i];
        int same = krobj_eq(vm, callback_of(vm, entry), a[1]);
        if (same < 0 || !krcharge(vm, 1))
            return KR_RAISED;
        removed += same;
        if (same)
            drop_entry(vm, f, entry);
    }
    return krsmall(removed);
}

/// Future.get_loop(self, /)
/// Return the event loop the Future is bound to.
KR_NATIVE(Future_get_loop)
{
    return check_ready(vm, self_future(a)) ? self_future(a)->loop : KR_RAISED;
}

/// Future._make_cancelled_error(self, /)
/// Create the CancelledError to raise if the Future is cancelled.
KR_NATIVE(Future__make_cancelled_error)
{
    KrFuture *f = self_future(a);
    KrValue e = f->h.kind == KR_FUT_CANCELLED ? f->result : KR_EMPTY;
    if (e == KR_EMPTY)
        return krfuture_cancelled_error(vm, f->message);
    f->result = KR_EMPTY;
    return e;
}

/// Future._state
/// PENDING, CANCELLED or FINISHED.
KR_NATIVE(Future_get__state)
{
    KrFutureState s = self_future(a)->h.kind;
    const char *name = s == KR_FUT_PENDING ? "PENDING" : s == KR_FUT_CANCELLED ? "CANCELLED" : "FINISHED";
    return krvalue_or_raised(krstr_text(vm, name));
}

/// Future._result
/// The result, None if there is none.
KR_NATIVE(Future_get__result)
{
    return self_future(a)->h.kind == KR_FUT_RESULT ? self_future(a)->result : KR_NONE;
}

/// Future._exception
/// The exception, None if there is none.
KR_NATIVE(Future_get__exception)
{
    return self_future(a)->h.kind == KR_FUT_EXCEPTION ? self_future(a)->result : KR_NONE;
}

/* The callable and its context. A waiting task shows as the callback that wakes it. */
static KrTuple *shown_callback(KrVm *vm, KrValue entry)
{
    KrValue fn = callback_of(vm, entry), context = KR_NONE;
    if (fn != entry) {
        KrValue own = ((KrHandle *)kras_obj(entry))->context;
        context = own == KR_EMPTY ? KR_NONE : own;
    } else {
        fn = krbound_new(vm, krtype_lookup(vm, KR_TYPE_OF(Task), KR_NAME(task_wakeup)), fn);
    }
    return fn == KR_RAISED ? NULL : krtuple_of(vm, 2, fn, context);
}

/// Future._callbacks
/// Pairs of callable and context; None if there are none.
KR_NATIVE(Future_get__callbacks)
{
    KrFuture *f = self_future(a);
    if (f->callback == KR_EMPTY)
        return KR_NONE;
    KrList *all = list_entries(vm, f), *pairs = all ? krlist_with_capacity(vm, all->n) : NULL;
    for (size_t i = 0; pairs && i < all->n; i++) {
        KrTuple *pair = shown_callback(vm, all->items->at[i]);
        if (!pair || !krlist_append(vm, pairs, krvalue(pair)))
            return KR_RAISED;
    }
    return krvalue_or_raised(pairs);
}

/// Future._loop
/// The event loop.
KR_NATIVE(Future_get__loop)
{
    KrValue loop = self_future(a)->loop;
    return loop == KR_EMPTY ? KR_NONE : loop;
}

/// Future._cancel_message = value
/// What cancel() was given.
KR_NATIVE(Future_get__cancel_message)
{
    KrFuture *f = self_future(a);
    bool none = f->message == KR_EMPTY || f->h.kind == KR_FUT_EXCEPTION;
    return none ? KR_NONE : f->message;
}

KR_NATIVE(Future_set__cancel_message)
{
    KrFuture *f = self_future(a);
    if (f->h.kind != KR_FUT_EXCEPTION)
        krstore(vm, f, &f->message, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return KR_NONE;
}

/// Future._source_traceback
/// Where it was made, in debug mode.
KR_NATIVE(Future_get__source_traceback)
{
    KrValue v = krobj_own(vm, kras_obj(a[0]), KR_NAME(_source_traceback));
    return v == KR_EMPTY ? KR_NONE : v;
}

bool krfuture_note_origin(KrVm *vm, KrFuture *f, KrEventLoop *loop)
{
    if (KR_LIKELY(loop && !loop->debug))
        return true;
    KrValue debug = loop ? KR_TRUE : krcall_method(vm, f->loop, KR_NAME(get_debug), NULL, 0);
    int truth = debug == KR_RAISED ? -1 : krobj_true(vm, debug);
    if (truth <= 0)
        return truth == 0;
    KrValue stack = krasync_call_python(vm, "asyncio.format_helpers", "extract_stack", NULL, 0);
    return stack != KR_RAISED && krobj_set_own(vm, &f->h, KR_NAME(_source_traceback), stack);
}

/// Future._log_traceback = value
/// Whether its exception is to be reported when nobody retrieves it.
KR_NATIVE(Future_get__log_traceback)
{
    return krbool(self_future(a)->h.flags & KR_FUT_UNSEEN);
}

KR_NATIVE(Future_set__log_traceback)
{
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "cannot delete attribute");
    int truth = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    if (truth < 0)
        return KR_RAISED;
    if (truth)
        return krraise(vm, KR_T_ValueError, "_log_traceback can only be set to False");
    krfuture_seen(vm, self_future(a));
    return KR_NONE;
}

/// Future._asyncio_future_blocking = value
/// Set while a coroutine waits for it.
KR_NATIVE(Future_get__asyncio_future_blocking)
{
    return krbool(self_future(a)->h.flags & KR_FUT_BLOCKING);
}

KR_NATIVE(Future_set__asyncio_future_blocking)
{
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "cannot delete attribute");
    int truth = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    if (truth < 0)
        return KR_RAISED;
    KrFuture *f = self_future(a);
    f->h.flags = (uint8_t)((f->h.flags & ~KR_FUT_BLOCKING) | (truth ? KR_FUT_BLOCKING : 0));
    return KR_NONE;
}

/// Future.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(Future___repr__)
{
    return krasync_call_python(vm, "asyncio.base_futures", "_future_repr", a, 1);
}

/// @classmethod Future.__class_getitem__(cls, item, /)
/// See PEP 585
KR_NATIVE(Future___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/* ---- iteration ------------------------------------------------------------------------------- */

static KrValue new_iter(KrVm *vm, KrValue future)
{
    KrFutureIter *it = krheap_new(vm, KR_T_FutureIter, sizeof *it);
    if (it)
        krstore(vm, it, &it->future, future);
    return krvalue_or_raised(it);
}

/// Future.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(Future___iter__)
{
    return check_ready(vm, self_future(a)) ? new_iter(vm, a[0]) : KR_RAISED;
}

/// Future.__await__(self, /)
/// Return an iterator to be used in await expression.
KR_NATIVE(Future___await__)
{
    return check_ready(vm, self_future(a)) ? new_iter(vm, a[0]) : KR_RAISED;
}

/// FutureIter.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(FutureIter___iter__)
{
    return a[0];
}

/* The future itself once, then its result as the value of StopIteration. */
static KrValue iter_step(KrVm *vm, KrFutureIter *it)
{
    if (it->future == KR_EMPTY)
        return krraise_stop(vm, KR_NONE);
    KrFuture *f = kras_future(it->future);
    if (!krfuture_done(f)) {
        if (it->h.kind)
            return krraise(vm, KR_T_RuntimeError, "await wasn't used with future");
        it->h.kind = 1;
        f->h.flags |= KR_FUT_BLOCKING;
        return it->future;
    }
    it->future = KR_EMPTY;
    KrValue v = krfuture_result(vm, f);
    return v == KR_RAISED ? v : krraise_stop(vm, v);
}

/// FutureIter.__next__(self, /)
/// Implement next(self).
KR_NATIVE(FutureIter___next__)
{
    return iter_step(vm, (KrFutureIter *)kras_obj(a[0]));
}

/// FutureIter.send(self, value, /)
/// The next step; the value does not matter.
KR_NATIVE(FutureIter_send)
{
    return iter_step(vm, (KrFutureIter *)kras_obj(a[0]));
}

/// FutureIter.throw(self, type, value=None, traceback=None, /)
/// Raise the exception.
KR_NATIVE(FutureIter_throw)
{
    ((KrFutureIter *)kras_obj(a[0]))->future = KR_EMPTY;
    return krraise_exc(vm, krgen_exception_of(vm, a[1], a[2], a[3]));
}

/// FutureIter.close(self, /)
/// Nothing is left to be done.
KR_NATIVE(FutureIter_close)
{
    ((KrFutureIter *)kras_obj(a[0]))->future = KR_EMPTY;
    return KR_NONE;
}
