/* SPDX-License-Identifier: MIT
 * Futures as C sees them: results, callbacks, cancellation, and being awaited without an iterator. */
#include "modules/asyncio/asyncio.h"

bool kris_future(KrVm *vm, KrValue v)
{
    if (kris_exact(v, KR_T_Task) || kris_exact(v, KR_T_Future) || kris_exact(v, KR_T_StreamOp))
        return true;
    return kris_ptr(v) && kris_instance(vm, v, KR_TYPE_OF(Future));
}

bool kris_task(KrVm *vm, KrValue v)
{
    return kris_exact(v, KR_T_Task) || (kris_ptr(v) && kris_instance(vm, v, KR_TYPE_OF(Task)));
}

KrFuture *krfuture_new(KrVm *vm, KrValue loop)
{
    KrFuture *f = krheap_new(vm, KR_T_Future, sizeof *f);
    if (f)
        krstore(vm, f, &f->loop, loop);
    return f;
}

void krfuture_seen(KrVm *vm, KrFuture *f)
{
    if (f->h.flags & KR_FUT_UNSEEN && vm->loop_state->unseen)
        vm->loop_state->unseen--;
    f->h.flags &= (uint8_t)~(KR_FUT_UNSEEN | KR_F_FINALIZE);
}

/* ---- callbacks ------------------------------------------------------------------------------- */

/* The entry lies ready: a task, or a handle made when the callback was added. Without memory it still runs. */
static bool schedule_one(KrVm *vm, KrFuture *f, KrValue entry)
{
    if (kris_task(vm, entry))
        return krtask_wake(vm, kras_task(entry));
    KrHandle *h = (KrHandle *)kras_obj(entry);
    KrEventLoop *loop = kreventloop_of(vm, f->loop);
    if (KR_UNLIKELY(!loop))
        return krhandle_call_soon(vm, f->loop, h->callback, krvalue(f), h->context);
    if (!kreventloop_check_closed(vm, loop))
        return false;
    krloop_ready(loop->c, &h->node);
    return true;
}

/* In the order in which they were added, each by way of the loop. What one of them raises, or a limit, keeps none of the
 * others from it. */
static bool schedule_callbacks(KrVm *vm, KrFuture *f)
{
    KrValue first = f->callback, rest = f->callbacks;
    if (first == KR_EMPTY)
        return true;
    f->callback = f->callbacks = KR_EMPTY;
    bool ok = schedule_one(vm, f, first);
    if (rest == KR_EMPTY)
        return ok;
    KrList *l = kras_list(rest);
    for (size_t i = 0; i < l->n; i++) {
        KrValue pending = ok ? KR_EMPTY : krpending_take(vm);
        ok &= schedule_one(vm, f, l->items->at[i]);
        if (pending != KR_EMPTY)
            vm->exec->pending = pending;
    }
    return krcharge(vm, (int64_t)l->n) && ok;
}

static bool add_entry(KrVm *vm, KrFuture *f, KrValue entry)
{
    if (f->callback == KR_EMPTY) {
        krstore(vm, f, &f->callback, entry);
        return true;
    }
    if (f->callbacks == KR_EMPTY) {
        KrList *l = krlist_with_capacity(vm, 2);
        if (!l)
            return false;
        KR_STORE_PTR(vm, f, &f->callbacks, l);
    }
    return krlist_append(vm, kras_list(f->callbacks), entry);
}

bool krfuture_add_callback(KrVm *vm, KrFuture *f, KrValue fn, KrValue context)
{
    KrValue entry = fn, self = krvalue(f);
    if (!kris_task(vm, fn))
        entry = krvalue_or_raised(krhandle_new(vm, f->loop, fn, &self, 1, context));
    if (entry == KR_RAISED)
        return false;
    return krfuture_done(f) ? schedule_one(vm, f, entry) : add_entry(vm, f, entry);
}

/* ---- becoming done --------------------------------------------------------------------------- */

static bool check_pending(KrVm *vm, KrFuture *f)
{
    if (!krfuture_done(f))
        return true;
    KrStr *text = krstr_text(vm, "invalid state");
    KrValue arg = text ? krvalue(text) : KR_RAISED;
    if (arg != KR_RAISED)
        krraise_exc(vm, krcall(vm, vm->loop_state->invalid_state_error, &arg, 1));
    return false;
}

bool krfuture_set_result(KrVm *vm, KrFuture *f, KrValue v)
{
    if (KR_UNLIKELY(krfuture_done(f)))
        return check_pending(vm, f);
    krstore(vm, f, &f->result, v);
    f->h.kind = KR_FUT_RESULT;
    return f->callback == KR_EMPTY || schedule_callbacks(vm, f);
}

/* Whether anybody looks at the exception is reported later. Without memory for that the future is done all the same. */
static void watch_unseen(KrVm *vm, KrFuture *f)
{
    if (f->h.flags & KR_F_FINALIZED)
        return;
    f->h.flags |= KR_F_FINALIZE;
    if (krheap_watch(vm, &f->h)) {
        vm->loop_state->unseen++;
        return;
    }
    krpending_take(vm);
    f->h.flags &= (uint8_t)~(KR_FUT_UNSEEN | KR_F_FINALIZE);
}

bool krfuture_set_exception(KrVm *vm, KrFuture *f, KrValue exception)
{
    if (!check_pending(vm, f))
        return false;
    krstore(vm, f, &f->result, exception);
    krstore(vm, f, &f->message, kras_exc(exception)->traceback);
    f->h.kind = KR_FUT_EXCEPTION;
    f->h.flags |= KR_FUT_UNSEEN;
    watch_unseen(vm, f);
    return schedule_callbacks(vm, f);
}

bool krfuture_set_cancelled(KrVm *vm, KrFuture *f, KrValue message)
{
    f->h.kind = KR_FUT_CANCELLED;
    krstore(vm, f, &f->message, message == KR_NONE ? KR_EMPTY : message);
    return schedule_callbacks(vm, f);
}

int krfuture_cancel(KrVm *vm, KrValue v, KrValue message)
{
    if (kris_exact(v, KR_T_Task))
        return krtask_cancel(vm, kras_task(v), message);
    if (kris_exact(v, KR_T_Future)) {
        KrFuture *f = kras_future(v);
        krfuture_seen(vm, f);
        if (krfuture_done(f))
            return 0;
        return krfuture_set_cancelled(vm, f, message) ? 1 : -1;
    }
    KrValue answer;
    if (message == KR_EMPTY || message == KR_NONE) {
        answer = krcall_method(vm, v, KR_NAME(cancel), NULL, 0);
    } else {
        KrValue method = krobj_getattr(vm, v, KR_NAME(cancel));
        KrTuple *names = method == KR_RAISED ? NULL : krtuple_of(vm, 1, krvalue(KR_NAME(msg)));
        answer = names ? krcall_kw(vm, method, &message, 1, names) : KR_RAISED;
    }
    return answer == KR_RAISED ? -1 : krobj_true(vm, answer);
}

/* ---- looking at it --------------------------------------------------------------------------- */

KrValue krfuture_cancelled_error(KrVm *vm, KrValue message)
{
    return krcall(vm, vm->loop_state->cancelled_error, &message, message != KR_EMPTY);
}

KrValue krfuture_failure(KrVm *vm, KrFuture *f)
{
    if (f->h.kind == KR_FUT_EXCEPTION) {
        krfuture_seen(vm, f);
        krstore(vm, kras_exc(f->result), &kras_exc(f->result)->traceback, f->message);
        return f->result;
    }
    if (f->h.kind != KR_FUT_CANCELLED)
        return KR_EMPTY;
    KrValue e = f->result;
    f->result = KR_EMPTY;
    return e != KR_EMPTY ? e : krfuture_cancelled_error(vm, f->message);
}

KrValue krfuture_result(KrVm *vm, KrFuture *f)
{
    if (KR_LIKELY(f->h.kind == KR_FUT_RESULT))
        return f->result;
    return krraise_exc(vm, krfuture_failure(vm, f));
}

/* ---- awaiting -------------------------------------------------------------------------------- */

/* A subclass with an __await__ or __iter__ of its own goes the long way. */
bool krfuture_awaitable(KrVm *vm, KrValue v)
{
    if (kris_exact(v, KR_T_Task) || kris_exact(v, KR_T_Future) || kris_exact(v, KR_T_StreamOp))
        return true;
    if (!kris_future(vm, v))
        return false;
    KrType *type = krtype_of(vm, v);
    return krdunder(vm, type, KR_D_await) == krdunder(vm, KR_TYPE_OF(Future), KR_D_await);
}

KrValue krfuture_await(KrVm *vm, KrValue v, KrValue sent, KrValue *returned)
{
    (void)sent;
    if (!krfuture_awaitable(vm, v))
        return KR_NOTIMPLEMENTED;
    KrFuture *f = kras_future(v);
    if (krfuture_done(f)) {
        *returned = krfuture_result(vm, f);
        return *returned == KR_RAISED ? KR_RAISED : KR_EMPTY;
    }
    if (f->h.flags & KR_FUT_BLOCKING)
        return krraise(vm, KR_T_RuntimeError, "await wasn't used with future");
    f->h.flags |= KR_FUT_BLOCKING;
    return v;
}

/* ---- never looked at ------------------------------------------------------------------------- */

static void report_unseen(KrVm *vm, KrFuture *f)
{
    if (!(f->h.flags & KR_FUT_UNSEEN))
        return;
    f->h.flags &= (uint8_t)~KR_FUT_UNSEEN;
    KrStr *text = krstr_printf(vm, "%N exception was never retrieved", krtype_of(vm, krvalue(f)));
    if (!krasync_report(vm, f->loop, text, f->result, "future", krvalue(f)))
        krvm_unraisable(vm, NULL, krvalue(f));
}

void krfinalize_Future(KrVm *vm, KrObj *o);
void krfinalize_Future(KrVm *vm, KrObj *o)
{
    report_unseen(vm, (KrFuture *)o);
}

void krfinalize_StreamOp(KrVm *vm, KrObj *o);
void krfinalize_StreamOp(KrVm *vm, KrObj *o)
{
    report_unseen(vm, (KrFuture *)o);
}

void krfinalize_Task(KrVm *vm, KrObj *o);
void krfinalize_Task(KrVm *vm, KrObj *o)
{
    KrTask *t = (KrTask *)o;
    report_unseen(vm, (KrFuture *)o);
    /* A native loop holds its pending tasks and reports them itself. */
    if (!t->foreign || krfuture_done((KrFuture *)t) || t->h.flags & KR_TASK_QUIET)
        return;
    KrStr *text = krstr_text(vm, "Task was destroyed but it is pending!");
    if (!krasync_report(vm, t->loop, text, KR_EMPTY, "task", krvalue(t)))
        krvm_unraisable(vm, NULL, krvalue(t));
}
