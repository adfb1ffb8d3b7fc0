/* SPDX-License-Identifier: MIT
 * The class Task as scripts see it. */
#include "modules/asyncio/asyncio.h"

static KrTask *self_task(KrValue *a)
{
    return kras_task(a[0]);
}

/// class Task(coro, *, loop=None, name=None, context=None, eager_start=False)
/// A coroutine wrapped in a Future.

/// Task.__init__(self, coro, *, loop=None, name=None, context=None, eager_start=False)
/// Initialize self.
KR_NATIVE(Task___init__)
{
    KrTask *t = self_task(a);
    KrValue loop = a[2] == KR_EMPTY || a[2] == KR_NONE ? krasync_get_loop(vm) : a[2];
    KR_TRY(loop);
    int eager = a[5] == KR_EMPTY ? 0 : krobj_true(vm, a[5]);
    if (eager < 0)
        return KR_RAISED;
    krtask_unlink(t);
    if (!eager || loop != krasync_running(vm))
        return krtask_init(vm, t, loop, a[1], a[3], a[4]) ? KR_NONE : KR_RAISED;
    if (!krtask_prepare(vm, t, loop, a[1], a[3], a[4]))
        return KR_RAISED;
    if (!krtask_register(vm, t))
        return KR_RAISED;
    t->eager = true;
    KrValue step = krbound_new(vm, krtype_lookup(vm, KR_TYPE_OF(Task), KR_NAME(_step)), a[0]);
    return step == KR_RAISED || krcall(vm, step, NULL, 0) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/* ---- a step by itself -------------------------------------------------------------------------- */

enum { STEP_SELF, STEP_BEFORE, STEP_CONTEXT, STEP_CONTEXT_TASK, STEP_REGS };

static bool enter_step(KrVm *vm, KrTask *t, KrValue *r)
{
    struct KrLoopState *s = vm->loop_state;
    if (t->loop == KR_EMPTY)
        return krraise(vm, KR_T_RuntimeError, "Future object is not initialized."), false;
    if (krfuture_done((KrFuture *)t)) {
        KrStr *text = krstr_printf(vm, "_step(): already done: %R, None", krvalue(t));
        KrValue arg = text ? krvalue(text) : KR_RAISED;
        if (text)
            krraise_exc(vm, krcall(vm, s->invalid_state_error, &arg, 1));
        return false;
    }
    KrValue current = krtask_current(vm, t->loop);
    if (!t->eager && current != KR_EMPTY && current != KR_RAISED) {
        krraise(vm, KR_T_RuntimeError, "Cannot enter into task %R while another task %R is being executed.", krvalue(t), current);
        return false;
    }
    r[STEP_BEFORE] = krtask_swap_current(vm, t->loop, krvalue(t));
    r[STEP_CONTEXT] = s->context;
    r[STEP_CONTEXT_TASK] = s->context_task;
    return r[STEP_BEFORE] != KR_RAISED;
}

static bool leave_step(KrVm *vm, KrTask *t, const KrValue *r, KrValue in)
{
    struct KrLoopState *s = vm->loop_state;
    KrValue pending = in == KR_RAISED ? krpending_take(vm) : KR_EMPTY, returned = vm->exec->returned;
    if (krtask_swap_current(vm, t->loop, r[STEP_BEFORE]) == KR_RAISED)
        return false;
    if (in == KR_RAISED)
        vm->exec->pending = pending;
    vm->exec->returned = returned;
    bool ok = krtask_take(vm, t, in);
    s->context = r[STEP_CONTEXT];
    s->context_task = r[STEP_CONTEXT_TASK];
    if (ok && t->eager && krfuture_done((KrFuture *)t))
        t->coro = KR_EMPTY;
    t->eager = false;
    return ok;
}

/// @step(5) Task._step(self, /)
/// Run the coroutine up to where it waits next.
KR_STEP(Task__step)
{
    KrValue *r = krframe_regs(f);
    KrTask *t = kras_task(r[STEP_SELF]);
    if (f->state == 0) {
        if (!enter_step(vm, t, r))
            return KR_RAISED;
        f->state = 1;
        in = krtask_resume(vm, t);
        if (in == KR_CALLED)
            return in;
    }
    return leave_step(vm, t, r, in) ? KR_NONE : KR_RAISED;
}

/// Task.cancel(self, /, msg=None)
/// Request that this task cancel itself.
KR_NATIVE(Task_cancel)
{
    int r = krtask_cancel(vm, self_task(a), a[1]);
    return r < 0 ? KR_RAISED : krbool(r);
}

/// Task.cancelling(self, /)
/// Return the count of the task's cancellation requests.
KR_NATIVE(Task_cancelling)
{
    return krsmall(self_task(a)->cancels);
}

/// Task.uncancel(self, /)
/// Decrement the task's count of cancellation requests.
KR_NATIVE(Task_uncancel)
{
    KrTask *t = self_task(a);
    if (t->cancels > 0 && --t->cancels == 0)
        t->h.flags &= (uint8_t)~KR_TASK_MUST_CANCEL;
    return krsmall(t->cancels);
}

/// Task.get_name(self, /)
/// The task's name.
KR_NATIVE(Task_get_name)
{
    return self_task(a)->name == KR_EMPTY ? KR_NONE : krvalue_or_raised(krtask_name(vm, self_task(a)));
}

/// Task.set_name(self, value, /)
/// Rename the task.
KR_NATIVE(Task_set_name)
{
    KrValue name = kris_exact(a[1], KR_T_str) ? a[1] : krobj_str(vm, a[1]);
    KR_TRY(name);
    krstore(vm, self_task(a), &self_task(a)->name, name);
    return KR_NONE;
}

/// Task.get_coro(self, /)
/// The coroutine.
KR_NATIVE(Task_get_coro)
{
    return self_task(a)->coro == KR_EMPTY ? KR_NONE : self_task(a)->coro;
}

/// Task.get_context(self, /)
/// The context that the coroutine runs in.
KR_NATIVE(Task_get_context)
{
    KrTask *t = self_task(a);
    struct KrLoopState *s = vm->loop_state;
    KrValue c = krcontext_object(vm, &t->context);
    if (s->context_task == a[0] && c != KR_RAISED)
        s->context = c;
    return c;
}

/// Task.set_result(self, result, /)
/// Tasks set their own result.
KR_NATIVE(Task_set_result)
{
    return krraise(vm, KR_T_RuntimeError, "Task does not support set_result operation");
}

/// Task.set_exception(self, exception, /)
/// Tasks set their own exception.
KR_NATIVE(Task_set_exception)
{
    return krraise(vm, KR_T_RuntimeError, "Task does not support set_exception operation");
}

/// Task.get_stack(self, /, *, limit=None)
/// Return the list of stack frames for this task's coroutine.
KR_NATIVE(Task_get_stack)
{
    KrValue args[2] = {a[0], a[1] == KR_EMPTY ? KR_NONE : a[1]};
    return krasync_call_python(vm, "asyncio.base_tasks", "_task_get_stack", args, 2);
}

/// Task.print_stack(self, /, *, limit=None, file=None)
/// Print the stack or traceback for this task's coroutine.
KR_NATIVE(Task_print_stack)
{
    KrValue args[3] = {a[0], a[1] == KR_EMPTY ? KR_NONE : a[1], a[2] == KR_EMPTY ? KR_NONE : a[2]};
    return krasync_call_python(vm, "asyncio.base_tasks", "_task_print_stack", args, 3);
}

/* A future of another make tells the task that it is done. */
/// Task.task_wakeup(self, future, /)
/// Queue the next step.
KR_NATIVE(Task_task_wakeup)
{
    KrTask *t = self_task(a);
    if (krfuture_done((KrFuture *)t) || t->loop == KR_EMPTY)
        return KR_NONE;
    if (!kris_future(vm, a[1]) && krcall_method(vm, a[1], KR_NAME(result), NULL, 0) == KR_RAISED)
        krstore(vm, t, &t->waits_for, krpending_take(vm));
    return krtask_wake(vm, t) ? KR_NONE : KR_RAISED;
}

/// Task._coro
/// The coroutine.
KR_NATIVE(Task_get__coro)
{
    return self_task(a)->coro == KR_EMPTY ? KR_NONE : self_task(a)->coro;
}

/// Task._fut_waiter
/// The future that it waits for, or None.
KR_NATIVE(Task_get__fut_waiter)
{
    KrValue v = self_task(a)->waits_for;
    return v == KR_EMPTY || kris_kind(vm, v, KR_TF_EXCEPTION) ? KR_NONE : v;
}

/// Task._must_cancel
/// Whether the next step throws CancelledError.
KR_NATIVE(Task_get__must_cancel)
{
    return krbool(self_task(a)->h.flags & KR_TASK_MUST_CANCEL);
}

/// Task._log_destroy_pending = value
/// Whether to report that it was destroyed while pending.
KR_NATIVE(Task_get__log_destroy_pending)
{
    return krbool(!(self_task(a)->h.flags & KR_TASK_QUIET));
}

KR_NATIVE(Task_set__log_destroy_pending)
{
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "cannot delete attribute");
    int truth = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    if (truth < 0)
        return KR_RAISED;
    KrTask *t = self_task(a);
    t->h.flags = (uint8_t)((t->h.flags & ~KR_TASK_QUIET) | (truth ? 0 : KR_TASK_QUIET));
    return KR_NONE;
}

/// Task.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(Task___repr__)
{
    return krasync_call_python(vm, "asyncio.base_tasks", "_task_repr", a, 1);
}
