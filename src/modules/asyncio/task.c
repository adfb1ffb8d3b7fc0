/* SPDX-License-Identifier: MIT
 * Tasks: making them, one step, waking up, cancellation. */
#include "modules/asyncio/asyncio.h"

/* ---- making ---------------------------------------------------------------------------------- */

static void link_task(KrEventLoop *loop, KrTask *t)
{
    t->next = loop->tasks;
    t->link = &loop->tasks;
    if (t->next)
        t->next->link = &t->next;
    loop->tasks = t;
    loop->ntasks++;
}

void krtask_unlink(KrTask *t)
{
    if (!t->link)
        return;
    *t->link = t->next;
    if (t->next)
        t->next->link = t->link;
    t->next = NULL;
    t->link = NULL;
    ((KrEventLoop *)kras_obj(t->loop))->ntasks--;
}

/* Bare generators are coroutines too, as they were for asyncio.coroutine. */
bool krcoroutine_check(KrVm *vm, KrValue v)
{
    if (kris_exact(v, KR_T_coroutine) || kris_exact(v, KR_T_generator) || kris_exact(v, KR_T_StreamOp))
        return true;
    if (!kris_ptr(v) || kris_type(vm, v) || kris_future(vm, v))
        return false;
    static const KrDunder wanted[] = {KR_D_await};
    KrType *type = krtype_of(vm, v);
    for (uint32_t i = 0; i < KR_COUNT(wanted); i++)
        if (krdunder(vm, type, wanted[i]) == KR_EMPTY)
            return false;
    return krtype_lookup(vm, type, KR_NAME(send)) != KR_EMPTY &&
           krtype_lookup(vm, type, KR_NAME(throw)) != KR_EMPTY &&
           krtype_lookup(vm, type, KR_NAME(close)) != KR_EMPTY;
}

/* Tasks of other loops are known by a weak set, once the loop has their first step. */
bool krtask_register(KrVm *vm, KrTask *t)
{
    KrValue self = krvalue(t);
    return KR_LIKELY(!t->foreign) || krasync_call_python(vm, "asyncio.tasks", "_register_task", &self, 1) != KR_RAISED;
}

bool krtask_prepare(KrVm *vm, KrTask *t, KrValue loop, KrValue coro, KrValue name, KrValue context)
{
    if (!krcoroutine_check(vm, coro)) {
        krraise(vm, KR_T_TypeError, "a coroutine was expected, got %R", coro);
        return false;
    }
    KrEventLoop *l = kreventloop_of(vm, loop);
    if (l && !kreventloop_check_closed(vm, l))
        return false;
    context = krcontext_argument(vm, context);
    if (context == KR_RAISED)
        return false;
    if (name == KR_EMPTY || name == KR_NONE)
        name = krsmall(++vm->loop_state->task_names);
    else if (!kris_exact(name, KR_T_str))
        name = krobj_str(vm, name);
    if (name == KR_RAISED)
        return false;
    krstore(vm, t, &t->loop, loop);
    krstore(vm, t, &t->coro, coro);
    krstore(vm, t, &t->context, context);
    krstore(vm, t, &t->name, name);
    t->node = krloop_node(KR_NODE_TASK);
    t->foreign = !l;
    if (KR_LIKELY(l != NULL)) {
        link_task(l, t);
    } else {
        t->h.flags |= KR_F_FINALIZE;
        if (!krheap_watch(vm, &t->h))
            return false;
    }
    return krfuture_note_origin(vm, (KrFuture *)t, l);
}

bool krtask_init(KrVm *vm, KrTask *t, KrValue loop, KrValue coro, KrValue name, KrValue context)
{
    return krtask_prepare(vm, t, loop, coro, name, context) && krtask_wake(vm, t) && krtask_register(vm, t);
}

KrTask *krtask_new(KrVm *vm, KrValue loop, KrValue coro, KrValue name, KrValue context)
{
    KrTask *t = krheap_new(vm, KR_T_Task, sizeof *t);
    return t && krtask_init(vm, t, loop, coro, name, context) ? t : NULL;
}

KrStr *krtask_name(KrVm *vm, KrTask *t)
{
    if (kris_int(t->name)) {
        KrStr *s = krstr_printf(vm, "Task-%lld", (long long)kras_int(t->name));
        if (!s)
            return NULL;
        krstore(vm, t, &t->name, krvalue(s));
    }
    return kras_str(t->name);
}

/* ---- waking up and cancelling ---------------------------------------------------------------- */

static bool wake_foreign(KrVm *vm, KrTask *t)
{
    KrValue step = krbound_new(vm, krtype_lookup(vm, KR_TYPE_OF(Task), KR_NAME(_step)), krvalue(t));
    return step != KR_RAISED && krhandle_call_soon_foreign(vm, t->loop, step, KR_EMPTY, &t->context);
}

bool krtask_wake(KrVm *vm, KrTask *t)
{
    if (KR_UNLIKELY(t->foreign))
        return wake_foreign(vm, t);
    KrEventLoop *loop = (KrEventLoop *)kras_obj(t->loop);
    if (!kreventloop_check_closed(vm, loop))
        return false;
    if (!krloop_is_queued(&t->node))
        krloop_ready(loop->c, &t->node);
    return true;
}

static bool is_exception(KrVm *vm, KrValue v)
{
    return v != KR_EMPTY && kris_kind(vm, v, KR_TF_EXCEPTION);
}

int krtask_cancel(KrVm *vm, KrTask *t, KrValue message)
{
    krfuture_seen(vm, (KrFuture *)t);
    if (krfuture_done((KrFuture *)t))
        return 0;
    t->cancels++;
    if (t->waits_for != KR_EMPTY && !is_exception(vm, t->waits_for)) {
        int r = krfuture_cancel(vm, t->waits_for, message);
        if (r)
            return r;
    }
    t->h.flags |= KR_TASK_MUST_CANCEL;
    krstore(vm, t, &t->message, message == KR_NONE ? KR_EMPTY : message);
    return 1;
}

/* ---- a step ---------------------------------------------------------------------------------- */

static bool is_cancelled_error(KrVm *vm, KrValue e)
{
    return kris_instance(vm, e, kras_type(vm->loop_state->cancelled_error));
}

/* What the step throws: the failure of what it waited for, or a cancellation; empty for nothing. */
static KrValue to_throw(KrVm *vm, KrTask *t)
{
    KrValue e = t->waits_for;
    t->waits_for = KR_EMPTY;
    if (e != KR_EMPTY && !is_exception(vm, e))
        e = kris_future(vm, e) ? krfuture_failure(vm, kras_future(e)) : KR_EMPTY;
    if (t->h.flags & KR_TASK_MUST_CANCEL && e != KR_RAISED) {
        t->h.flags &= (uint8_t)~KR_TASK_MUST_CANCEL;
        if (e == KR_EMPTY || !is_cancelled_error(vm, e))
            e = krfuture_cancelled_error(vm, t->message);
        t->message = KR_EMPTY;
    }
    return e;
}

static KrValue resume_foreign(KrVm *vm, KrTask *t, KrValue exception)
{
    KrValue none = KR_NONE;
    KrValue v = exception == KR_EMPTY ? krcall_method(vm, t->coro, KR_NAME(send), &none, 1)
                                      : krcall_method(vm, t->coro, KR_NAME(throw), &exception, 1);
    if (v != KR_RAISED || !krpending_is(vm, KR_T_StopIteration))
        return v;
    KrExc *stop = kras_exc(krpending_take(vm));
    vm->exec->returned = stop->field[0] ? stop->field[0] : KR_NONE;
    return KR_EMPTY;
}

KrValue krtask_begin(KrVm *vm, KrTask *t)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(t->loop);
    krstore(vm, loop, &loop->task, krvalue(t));
    return krtask_resume(vm, t);
}

KrValue krtask_resume(KrVm *vm, KrTask *t)
{
    struct KrLoopState *s = vm->loop_state;
    KrValue e = KR_EMPTY;
    if (KR_UNLIKELY(t->waits_for != KR_EMPTY || t->h.flags & KR_TASK_MUST_CANCEL)) {
        e = to_throw(vm, t);
        if (e == KR_RAISED) /* the coroutine is to know that there was no memory for its exception */
            e = krpending_take(vm);
    }
    s->context = t->context;
    s->context_task = krvalue(t);
    KrValue coro = t->coro;
    if (KR_UNLIKELY(!kris_exact(coro, KR_T_coroutine) && !kris_exact(coro, KR_T_generator)))
        return resume_foreign(vm, t, e);
    KrGen *g = (KrGen *)kras_obj(coro);
    if (KR_UNLIKELY(e != KR_EMPTY))
        return krgen_resume_throw(vm, g, e, 0, 0);
    vm->exec->returned = KR_NONE;
    if (KR_UNLIKELY(g->h.kind == KR_GEN_CLOSED && kris_exact(coro, KR_T_coroutine)))
        return krraise(vm, KR_T_RuntimeError, "cannot reuse already awaited coroutine");
    return krgen_resume(vm, g, KR_NONE, 0, 0);
}

/* The next step throws it. */
static bool throw_later(KrVm *vm, KrTask *t)
{
    krstore(vm, t, &t->waits_for, krpending_take(vm));
    return krtask_wake(vm, t);
}

static bool wait_for(KrVm *vm, KrTask *t, KrValue future)
{
    krstore(vm, t, &t->waits_for, future);
    if (!(t->h.flags & KR_TASK_MUST_CANCEL))
        return true;
    int r = krfuture_cancel(vm, future, t->message);
    if (r > 0)
        t->h.flags &= (uint8_t)~KR_TASK_MUST_CANCEL;
    return r >= 0;
}

/* Whether the class has an add_done_callback() of its own. */
static bool tells_itself(KrVm *vm, KrValue future)
{
    if (kris_exact(future, KR_T_Task) || kris_exact(future, KR_T_Future) || kris_exact(future, KR_T_StreamOp))
        return false;
    const KrStr *name = KR_NAME(add_done_callback);
    return krtype_lookup(vm, krtype_of(vm, future), name) != krtype_lookup(vm, KR_TYPE_OF(Future), name);
}

/* future.add_done_callback(task.task_wakeup, context=the task's) */
static bool add_wakeup(KrVm *vm, KrTask *t, KrValue future)
{
    KrValue method = krobj_getattr(vm, future, KR_NAME(add_done_callback));
    KrValue context = method == KR_RAISED ? KR_RAISED : krcontext_object(vm, &t->context);
    KrTuple *names = context == KR_RAISED ? NULL : krtuple_of(vm, 1, krvalue(KR_NAME(context)));
    KrValue wake = names ? krbound_new(vm, krtype_lookup(vm, KR_TYPE_OF(Task), KR_NAME(task_wakeup)), krvalue(t)) : KR_RAISED;
    KrValue args[2] = {wake, context};
    return wake != KR_RAISED && krcall_kw(vm, method, args, 2, names) != KR_RAISED;
}

/* A future of another make: anything with _asyncio_future_blocking. 1 it was one, 0 not, -1 error. */
static int wait_for_foreign(KrVm *vm, KrTask *t, KrValue v)
{
    KrValue blocking = krobj_lookup(vm, v, KR_NAME(_asyncio_future_blocking));
    if (blocking == KR_RAISED)
        return -1;
    if (blocking == KR_EMPTY || blocking == KR_NONE)
        return 0;
    int truth = krobj_true(vm, blocking);
    if (truth <= 0) {
        if (truth == 0)
            krraise(vm, KR_T_RuntimeError, "yield was used instead of yield from in task %R with %R", krvalue(t), v);
        return truth < 0 ? -1 : throw_later(vm, t) ? 1 : -1;
    }
    KrValue wake = krtype_lookup(vm, KR_TYPE_OF(Task), KR_NAME(task_wakeup));
    wake = krbound_new(vm, wake, krvalue(t));
    if (wake == KR_RAISED || !krobj_setattr(vm, v, KR_NAME(_asyncio_future_blocking), KR_FALSE) ||
        krcall_method(vm, v, KR_NAME(add_done_callback), &wake, 1) == KR_RAISED)
        return -1;
    return wait_for(vm, t, v) ? 1 : -1;
}

static bool wait_for_yielded(KrVm *vm, KrTask *t, KrValue v)
{
    if (v == KR_NONE)
        return krtask_wake(vm, t);
    if (kris_future(vm, v)) {
        KrFuture *f = kras_future(v);
        if (f->loop != t->loop)
            krraise(vm, KR_T_RuntimeError, "Task %R got Future %R attached to a different loop", krvalue(t), v);
        else if (!(f->h.flags & KR_FUT_BLOCKING))
            krraise(vm, KR_T_RuntimeError, "yield was used instead of yield from in task %R with %R", krvalue(t), v);
        else if (v == krvalue(t))
            krraise(vm, KR_T_RuntimeError, "Task cannot await on itself: %R", v);
        f->h.flags &= (uint8_t)~KR_FUT_BLOCKING;
        if (vm->exec->pending != KR_EMPTY)
            return throw_later(vm, t);
        if (KR_UNLIKELY(tells_itself(vm, v)))
            return add_wakeup(vm, t, v) ? wait_for(vm, t, v) : throw_later(vm, t);
        return krfuture_add_callback(vm, f, krvalue(t), KR_EMPTY) ? wait_for(vm, t, v) : throw_later(vm, t);
    }
    int foreign = wait_for_foreign(vm, t, v);
    if (foreign)
        return foreign > 0 || throw_later(vm, t);
    if (kris_exact(v, KR_T_generator))
        krraise(vm, KR_T_RuntimeError, "yield was used instead of yield from for generator in task %R with %R", krvalue(t), v);
    else
        krraise(vm, KR_T_RuntimeError, "Task got bad yield: %R", v);
    return throw_later(vm, t);
}

/* Done by the exception that is pending. */
static bool end_with_exception(KrVm *vm, KrTask *t)
{
    KrFuture *f = (KrFuture *)t;
    bool leaves = krpending_is(vm, KR_T_SystemExit) || krpending_is(vm, KR_T_KeyboardInterrupt);
    KrValue e = krpending_take(vm);
    krtask_unlink(t);
    if (is_cancelled_error(vm, e)) {
        krstore(vm, f, &f->result, e);
        return krfuture_set_cancelled(vm, f, f->message);
    }
    if (!krfuture_set_exception(vm, f, e))
        return false;
    if (leaves)
        krraise_exc(vm, e);
    return !leaves;
}

bool krtask_end(KrVm *vm, KrTask *t, KrValue in)
{
    ((KrEventLoop *)kras_obj(t->loop))->task = KR_EMPTY;
    return krtask_take(vm, t, in);
}

/* ---- the current task -------------------------------------------------------------------------- */

KrValue krtask_current(KrVm *vm, KrValue loop)
{
    KrEventLoop *native = kreventloop_of(vm, loop);
    return native ? native->task : krdict_get(vm, kras_dict(vm->loop_state->current), loop);
}

KrValue krtask_swap_current(KrVm *vm, KrValue loop, KrValue task)
{
    KrEventLoop *native = kreventloop_of(vm, loop);
    KrValue old = krtask_current(vm, loop);
    KR_TRY(old);
    if (native) {
        krstore(vm, native, &native->task, task);
        return old;
    }
    KrDict *current = kras_dict(vm->loop_state->current);
    bool ok = task == KR_EMPTY ? krdict_delete(vm, current, loop, NULL) >= 0 : krdict_set(vm, current, loop, task);
    return ok ? old : KR_RAISED;
}

/* ---- what a step gave ---------------------------------------------------------------------------- */

bool krtask_take(KrVm *vm, KrTask *t, KrValue in)
{
    KrFuture *f = (KrFuture *)t;
    if (in == KR_RAISED)
        return end_with_exception(vm, t);
    if (in != KR_EMPTY)
        return wait_for_yielded(vm, t, in);
    krtask_unlink(t);
    if (t->h.flags & KR_TASK_MUST_CANCEL) {
        t->h.flags &= (uint8_t)~KR_TASK_MUST_CANCEL;
        return krfuture_set_cancelled(vm, f, f->message);
    }
    f->message = KR_EMPTY;
    return krfuture_set_result(vm, f, vm->exec->returned);
}
