/* SPDX-License-Identifier: MIT
 * The native module _asyncio: classes, the running loop, tasks, and ensure_future. */
#include "modules/asyncio/asyncio.h"

/// module _asyncio
/// The native part of asyncio.

KR_MODULE_INIT(_asyncio)
{
    struct KrLoopState *s = krasync_state(vm);
    if (!s)
        return false;
    vm->awaitable_natively = krfuture_awaitable;
    vm->await_natively = krfuture_await;
    const struct {
        const char *name;
        KrValue value;
    } names[] = {
        {"AbstractEventLoop", krvalue(KR_TYPE_OF(AbstractEventLoop))},
        {"BaseEventLoop", krvalue(KR_TYPE_OF(BaseEventLoop))},
        {"Future", krvalue(KR_TYPE_OF(Future))},
        {"Task", krvalue(KR_TYPE_OF(Task))},
        {"Handle", krvalue(KR_TYPE_OF(Handle))},
        {"StreamTransport", krvalue(KR_TYPE_OF(StreamTransport))},
        {"StreamReader", krvalue(KR_TYPE_OF(StreamReader))},
        {"StreamWriterBase", krvalue(KR_TYPE_OF(StreamWriterBase))},
        {"TimerHandle", krvalue(KR_TYPE_OF(TimerHandle))},
        {"_current_tasks", s->current},
        {"CancelledError", s->cancelled_error},
        {"InvalidStateError", s->invalid_state_error},
    };
    for (uint32_t i = 0; i < KR_COUNT(names); i++)
        if (!krmodule_set(vm, module, names[i].name, names[i].value))
            return false;
    return true;
}

/* ---- loops ----------------------------------------------------------------------------------- */

/// _asyncio.get_running_loop()
/// Return the running event loop. Raise a RuntimeError if there is none.
KR_NATIVE(_asyncio_get_running_loop)
{
    KrValue loop = krasync_running(vm);
    return loop != KR_EMPTY ? loop : krraise(vm, KR_T_RuntimeError, "no running event loop");
}

/// _asyncio._get_running_loop()
/// Return the running event loop or None.
KR_NATIVE(_asyncio__get_running_loop)
{
    KrValue loop = krasync_running(vm);
    return loop != KR_EMPTY ? loop : KR_NONE;
}

/// _asyncio._set_running_loop(loop, /)
/// Set the running event loop; None for none.
KR_NATIVE(_asyncio__set_running_loop)
{
    struct KrLoopState *s = krasync_state(vm);
    if (!s)
        return KR_RAISED;
    s->running = a[0] == KR_NONE ? KR_EMPTY : a[0];
    return KR_NONE;
}

/// _asyncio._get_set_loop()
/// What set_event_loop() was given, or None.
KR_NATIVE(_asyncio__get_set_loop)
{
    KrValue loop = vm->loop_state ? vm->loop_state->set : KR_EMPTY;
    return loop == KR_EMPTY ? KR_NONE : loop;
}

/// _asyncio._set_set_loop(loop, /)
/// Remember the loop of set_event_loop(); None for none.
KR_NATIVE(_asyncio__set_set_loop)
{
    struct KrLoopState *s = krasync_state(vm);
    if (!s)
        return KR_RAISED;
    s->set = a[0] == KR_NONE ? KR_EMPTY : a[0];
    return KR_NONE;
}

/// _asyncio.get_event_loop()
/// The running event loop, else the one set, else a new one, which is set.
KR_NATIVE(_asyncio_get_event_loop)
{
    return krasync_get_loop(vm);
}

/* ---- tasks ----------------------------------------------------------------------------------- */

static KrValue loop_argument(KrVm *vm, KrValue loop)
{
    return loop == KR_EMPTY || loop == KR_NONE ? krn__asyncio_get_running_loop(vm, NULL, 0) : loop;
}

/// _asyncio.current_task(loop=None)
/// Return the currently executed task, or None.
KR_NATIVE(_asyncio_current_task)
{
    KrValue loop = loop_argument(vm, a[0]);
    KR_TRY(loop);
    KrValue task = krtask_current(vm, loop);
    return task == KR_EMPTY ? KR_NONE : task;
}

/// _asyncio._enter_task(loop, task)
/// The task becomes the current one of the loop; RuntimeError if another one is.
KR_NATIVE(_asyncio__enter_task)
{
    KrValue current = krtask_current(vm, a[0]);
    KR_TRY(current);
    if (current != KR_EMPTY)
        return krraise(vm, KR_T_RuntimeError, "Cannot enter into task %R while another task %R is being executed.", a[1], current);
    return krtask_swap_current(vm, a[0], a[1]) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// _asyncio._leave_task(loop, task)
/// The loop has no current task any more; RuntimeError if it was another one.
KR_NATIVE(_asyncio__leave_task)
{
    KrValue current = krtask_current(vm, a[0]);
    KR_TRY(current);
    if (current != a[1])
        return krraise(vm, KR_T_RuntimeError, "Leaving task %R does not match the current task %R.", a[1],
                       current == KR_EMPTY ? KR_NONE : current);
    return krtask_swap_current(vm, a[0], KR_EMPTY) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// _asyncio._swap_current_task(loop, task)
/// The task, or None for none, becomes the current one of the loop; the one before.
KR_NATIVE(_asyncio__swap_current_task)
{
    KrValue old = krtask_swap_current(vm, a[0], a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return old == KR_EMPTY ? KR_NONE : old;
}

/// _asyncio.all_tasks(loop=None)
/// Return a set of all tasks for the loop that are not done.
KR_NATIVE(_asyncio_all_tasks)
{
    KrValue loop = loop_argument(vm, a[0]);
    KR_TRY(loop);
    if (!kreventloop_of(vm, loop))
        return krasync_call_python(vm, "asyncio.tasks", "_all_foreign", &loop, 1);
    return krn_BaseEventLoop__all_tasks(vm, &loop, 1);
}

/// _asyncio.create_task(coro, *, name=None, context=None)
/// Schedule the execution of a coroutine object in the running loop.
KR_NATIVE(_asyncio_create_task)
{
    KrValue loop = krn__asyncio_get_running_loop(vm, NULL, 0);
    KR_TRY(loop);
    return kreventloop_create_task(vm, loop, a[0], a[1], a[2]);
}

KrValue krtask_ensure(KrVm *vm, KrValue v, KrValue loop)
{
    if (kris_future(vm, v)) {
        if (loop != KR_EMPTY && kras_future(v)->loop != loop)
            return krraise(vm, KR_T_ValueError,
                           "The future belongs to a different loop than the one specified as the loop argument");
        return v;
    }
    if (!krcoroutine_check(vm, v)) {
        if (!kris_ptr(v))
            return krraise(vm, KR_T_TypeError, "An asyncio.Future, a coroutine or an awaitable is required");
        KrValue foreign = krobj_lookup(vm, v, KR_NAME(_asyncio_future_blocking));
        if (foreign != KR_EMPTY && foreign != KR_NONE)
            return foreign == KR_RAISED ? foreign : v;
        if (krdunder(vm, krtype_of(vm, v), KR_D_await) == KR_EMPTY)
            return krraise(vm, KR_T_TypeError, "An asyncio.Future, a coroutine or an awaitable is required");
        v = krasync_call_python(vm, "asyncio.tasks", "_wrap_awaitable", &v, 1);
        KR_TRY(v);
    }
    if (loop == KR_EMPTY)
        loop = krasync_get_loop(vm);
    KR_TRY(loop);
    return kreventloop_create_task(vm, loop, v, KR_EMPTY, KR_EMPTY);
}

/// _asyncio.ensure_future(coro_or_future, *, loop=None)
/// Wrap a coroutine or an awaitable in a future.
KR_NATIVE(_asyncio_ensure_future)
{
    return krtask_ensure(vm, a[0], a[1] == KR_NONE ? KR_EMPTY : a[1]);
}

/// _asyncio.isfuture(obj, /)
/// Whether it is a Future or behaves like one.
KR_NATIVE(_asyncio_isfuture)
{
    if (kris_future(vm, a[0]))
        return KR_TRUE;
    if (!kris_ptr(a[0]) || kris_type(vm, a[0]))
        return KR_FALSE;
    /* The class is asked first, and by attribute: a mock has every other one. */
    KrValue type = krobj_lookup(vm, a[0], KR_NAME(__class__));
    KrValue v = type == KR_EMPTY || type == KR_RAISED ? type : krobj_lookup(vm, type, KR_NAME(_asyncio_future_blocking));
    if (v != KR_EMPTY && v != KR_RAISED)
        v = krobj_lookup(vm, a[0], KR_NAME(_asyncio_future_blocking));
    return v == KR_RAISED ? v : krbool(v != KR_EMPTY && v != KR_NONE);
}

/// _asyncio.iscoroutine(obj, /)
/// Return True if obj is a coroutine object.
KR_NATIVE(_asyncio_iscoroutine)
{
    return krbool(!kris_exact(a[0], KR_T_generator) && krcoroutine_check(vm, a[0]));
}

/// _asyncio._can_be_task(obj, /)
/// Whether a task can run it: a coroutine object, or a generator as those of old.
KR_NATIVE(_asyncio__can_be_task)
{
    return krbool(krcoroutine_check(vm, a[0]));
}

/// _asyncio._format_exception(exception, /)
/// The text of an exception with its traceback, as the interpreter would print it.
KR_NATIVE(_asyncio__format_exception)
{
    if (!kris_kind(vm, a[0], KR_TF_EXCEPTION))
        return krraise(vm, KR_T_TypeError, "an exception is needed, not '%T'", a[0]);
    KrBuf b = krbuf_init(&vm->alloc);
    if (!krerror_format(vm, &b, a[0])) {
        krbuf_release(&b);
        return KR_RAISED;
    }
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}
