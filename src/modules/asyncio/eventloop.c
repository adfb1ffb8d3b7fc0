/* SPDX-License-Identifier: MIT
 * The event loop's class: its life, its settings, tasks and futures. Running it is in run.c, callbacks
 * are in handle.c, descriptors and signals in watch.c. */
#include "modules/asyncio/asyncio.h"

static KrEventLoop *self_loop(KrValue *a)
{
    return (KrEventLoop *)kras_obj(a[0]);
}

KrEventLoop *kreventloop_of(KrVm *vm, KrValue v)
{
    if (!kris_ptr(v) || krtype_of(vm, v)->solid != KR_TYPE_OF(BaseEventLoop))
        return NULL;
    return (KrEventLoop *)kras_obj(v);
}

bool kreventloop_check_closed(KrVm *vm, KrEventLoop *loop)
{
    if (KR_LIKELY(loop->c != NULL))
        return true;
    krraise(vm, KR_T_RuntimeError, loop->inited ? "Event loop is closed" : "Event loop is not initialized");
    return false;
}

/* ---- life ------------------------------------------------------------------------------------ */

static void *owner_of(KrLoopNode *node)
{
    switch (node->tag) {
    case KR_NODE_TASK: case KR_NODE_TASK_DONE: return KR_LOOP_OWNER(node, KrTask, node);
    case KR_NODE_HANDLE: return KR_LOOP_OWNER(node, KrHandle, node);
    case KR_NODE_TIMER: return KR_LOOP_OWNER(node, KrTimerHandle, timer.node);
    case KR_NODE_READ: return KR_LOOP_OWNER(node, KrWatch, fd.read);
    case KR_NODE_WRITE: return KR_LOOP_OWNER(node, KrWatch, fd.write);
    case KR_NODE_TRANSPORT_READ: return KR_LOOP_OWNER(node, KrTransport, fd.read);
    case KR_NODE_TRANSPORT_WRITE: return KR_LOOP_OWNER(node, KrTransport, fd.write);
    case KR_NODE_CHILD: return KR_LOOP_OWNER(node, KrChildWatch, child.node);
    case KR_NODE_SIGNAL: return KR_LOOP_OWNER(node, KrSignalWatch, signal.node);
    default: return NULL;
    }
}

void krtrace_BaseEventLoop(KrTracer *t, KrObj *o);
void krtrace_BaseEventLoop(KrTracer *t, KrObj *o)
{
    KrEventLoop *loop = (KrEventLoop *)o;
    krtrace_values(t, (KrValue *)(o + 1), KR_LOOP_REFS);
    for (KrTask *task = loop->tasks; task; task = task->next)
        krtrace_obj(t, task);
    KrLoopWalk walk = {0};
    KrLoopNode *node;
    while (loop->c && (node = krloop_walk(loop->c, &walk)))
        krtrace_obj(t, owner_of(node));
}

void krfree_BaseEventLoop(KrVm *vm, KrObj *o);
void krfree_BaseEventLoop(KrVm *vm, KrObj *o)
{
    KrEventLoop *loop = (KrEventLoop *)o;
    (void)vm;
    kreventloop_release(loop);
}

/* The loop is gone, and so are the tasks that only it knew. */
void krfinalize_BaseEventLoop(KrVm *vm, KrObj *o);
void krfinalize_BaseEventLoop(KrVm *vm, KrObj *o)
{
    KrEventLoop *loop = (KrEventLoop *)o;
    for (KrTask *t = loop->tasks; t; t = t->next) {
        if (t->h.flags & KR_TASK_QUIET)
            continue;
        KrStr *text = krstr_text(vm, "Task was destroyed but it is pending!");
        if (!krasync_report(vm, krvalue(loop), text, KR_EMPTY, "task", krvalue(t)))
            krvm_unraisable(vm, NULL, krvalue(t));
    }
}

/// class BaseEventLoop()
/// An event loop on epoll.

/// BaseEventLoop.__init__(self, /, selector=None)
/// Initialize self.
KR_NATIVE(BaseEventLoop___init__)
{
    KrEventLoop *loop = self_loop(a);
    if (!krasync_state(vm))
        return KR_RAISED;
    if (loop->inited)
        return KR_NONE;
    loop->h.flags |= KR_F_FINALIZE;
    if (!krheap_watch(vm, &loop->h))
        return KR_RAISED;
    loop->c = krloop_new(&vm->alloc);
    if (!loop->c)
        return krraise_memory(vm);
    loop->inited = true;
    loop->slow = 0.1;
    loop->debug = vm->loop_debug;
    return KR_NONE;
}

/// BaseEventLoop.close(self, /)
/// Close the event loop. Callbacks that wait are dropped.
KR_NATIVE(BaseEventLoop_close)
{
    KrEventLoop *loop = self_loop(a);
    if (loop->running)
        return krraise(vm, KR_T_RuntimeError, "Cannot close a running event loop");
    if (!loop->c)
        return KR_NONE;
    kreventloop_release(loop);
    if (vm->loop_state->unseen) {
        vm->loop_state->unseen = 0;
        krheap_collect(vm);
        if (!krpoll(vm))
            return KR_RAISED;
    }
    return KR_NONE;
}

/// BaseEventLoop.is_closed(self, /)
/// Returns True if the event loop was closed.
KR_NATIVE(BaseEventLoop_is_closed)
{
    return krbool(!self_loop(a)->c);
}

/// BaseEventLoop.is_running(self, /)
/// Returns True if the event loop is running.
KR_NATIVE(BaseEventLoop_is_running)
{
    return krbool(self_loop(a)->running);
}

/// BaseEventLoop._check_closed(self, /)
/// RuntimeError if the event loop was closed.
KR_NATIVE(BaseEventLoop__check_closed)
{
    return kreventloop_check_closed(vm, self_loop(a)) ? KR_NONE : KR_RAISED;
}

/// BaseEventLoop.stop(self, /)
/// Stop running the event loop once this turn is over.
KR_NATIVE(BaseEventLoop_stop)
{
    self_loop(a)->stopping = true;
    return KR_NONE;
}

/// BaseEventLoop.time(self, /)
/// The time of the loop's clock in seconds, monotonic.
KR_NATIVE(BaseEventLoop_time)
{
    return krdouble(krloop_time(self_loop(a)->c));
}

/// BaseEventLoop.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(BaseEventLoop___repr__)
{
    static const char *const truth[] = {"False", "True"};
    KrEventLoop *loop = self_loop(a);
    return krvalue_or_raised(krstr_printf(vm, "<%N running=%s closed=%s debug=%s>", krtype_of(vm, a[0]), truth[loop->running],
                                          truth[!loop->c], truth[loop->debug]));
}

/* ---- futures and tasks ----------------------------------------------------------------------- */

/// BaseEventLoop.create_future(self, /)
/// Create a Future object attached to the loop.
KR_NATIVE(BaseEventLoop_create_future)
{
    KrFuture *f = krfuture_new(vm, a[0]);
    return f && krfuture_note_origin(vm, f, self_loop(a)) ? krvalue(f) : KR_RAISED;
}

static KrValue make_by_factory(KrVm *vm, KrEventLoop *loop, KrValue coro, KrValue name, KrValue context)
{
    bool given = context != KR_EMPTY && context != KR_NONE;
    KrTuple *names = given ? krtuple_of(vm, 1, krvalue(KR_NAME(context))) : NULL;
    if (given && !names)
        return KR_RAISED;
    KrValue args[3] = {krvalue(loop), coro, context};
    KrValue task = krcall_kw(vm, loop->task_factory, args, given ? 3 : 2, names);
    if (task == KR_RAISED || name == KR_EMPTY || name == KR_NONE)
        return task;
    return krcall_method(vm, task, KR_NAME(set_name), &name, 1) == KR_RAISED ? KR_RAISED : task;
}

static KrValue create_task(KrVm *vm, KrValue self, KrValue coro, KrValue name, KrValue context)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(self);
    if (!kreventloop_check_closed(vm, loop))
        return KR_RAISED;
    if (KR_UNLIKELY(loop->task_factory != KR_EMPTY))
        return make_by_factory(vm, loop, coro, name, context);
    return krvalue_or_raised(krtask_new(vm, self, coro, name, context));
}

/// BaseEventLoop.create_task(self, coro, *, name=None, context=None)
/// Schedule a coroutine object; return a task object.
KR_NATIVE(BaseEventLoop_create_task)
{
    return create_task(vm, a[0], a[1], a[2], a[3]);
}

KrValue kreventloop_create_task(KrVm *vm, KrValue loop, KrValue coro, KrValue name, KrValue context)
{
    if (KR_LIKELY(kreventloop_of(vm, loop) != NULL)) {
        KrValue method = krtype_lookup(vm, krtype_of(vm, loop), KR_NAME(create_task));
        if (method == krtype_lookup(vm, KR_TYPE_OF(BaseEventLoop), KR_NAME(create_task)))
            return create_task(vm, loop, coro, name, context);
    }
    KrValue task = krcall_method(vm, loop, KR_NAME(create_task), &coro, 1);
    if (task == KR_RAISED || name == KR_EMPTY || name == KR_NONE)
        return task;
    return krcall_method(vm, task, KR_NAME(set_name), &name, 1) == KR_RAISED ? KR_RAISED : task;
}

/// BaseEventLoop.set_task_factory(self, factory, /)
/// Set a task factory that will be used by create_task(); None sets the default.
KR_NATIVE(BaseEventLoop_set_task_factory)
{
    if (a[1] != KR_NONE && krdunder(vm, krtype_of(vm, a[1]), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "task factory must be a callable or None");
    krstore(vm, self_loop(a), &self_loop(a)->task_factory, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return KR_NONE;
}

/// BaseEventLoop.get_task_factory(self, /)
/// Return a task factory, or None if the default one is in use.
KR_NATIVE(BaseEventLoop_get_task_factory)
{
    KrValue v = self_loop(a)->task_factory;
    return v == KR_EMPTY ? KR_NONE : v;
}

/// BaseEventLoop._all_tasks(self, /)
/// The set of the tasks that are not done.
KR_NATIVE(BaseEventLoop__all_tasks)
{
    KrSet *set = krset_new(vm, KR_T_set);
    for (KrTask *t = self_loop(a)->tasks; set && t; t = t->next)
        if (!krset_add(vm, set, krvalue(t)) || !krcharge(vm, 1))
            return KR_RAISED;
    return krvalue_or_raised(set);
}

/// BaseEventLoop._current_task(self, /)
/// The task whose step runs, or None.
KR_NATIVE(BaseEventLoop__current_task)
{
    KrValue v = self_loop(a)->task;
    return v == KR_EMPTY ? KR_NONE : v;
}

/// BaseEventLoop._set_current_task(self, task, /)
/// The task before; None stands for no task.
KR_NATIVE(BaseEventLoop__set_current_task)
{
    KrEventLoop *loop = self_loop(a);
    KrValue old = loop->task;
    krstore(vm, loop, &loop->task, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return old == KR_EMPTY ? KR_NONE : old;
}

/* ---- settings -------------------------------------------------------------------------------- */

/// BaseEventLoop.get_debug(self, /)
/// Whether the debug mode is on.
KR_NATIVE(BaseEventLoop_get_debug)
{
    return krbool(self_loop(a)->debug);
}

/// BaseEventLoop.set_debug(self, enabled, /)
/// Switch the debug mode.
KR_NATIVE(BaseEventLoop_set_debug)
{
    int truth = krobj_true(vm, a[1]);
    if (truth < 0)
        return KR_RAISED;
    self_loop(a)->debug = truth;
    return KR_NONE;
}

/// BaseEventLoop.slow_callback_duration = value
/// Seconds from which on a callback counts as slow.
KR_NATIVE(BaseEventLoop_get_slow_callback_duration)
{
    return krdouble(self_loop(a)->slow);
}

KR_NATIVE(BaseEventLoop_set_slow_callback_duration)
{
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "slow_callback_duration cannot be deleted");
    return krobj_as_double(vm, a[1], &self_loop(a)->slow) ? KR_NONE : KR_RAISED;
}

/// BaseEventLoop.set_exception_handler(self, handler, /)
/// Set handler as the new event loop exception handler; None sets the default.
KR_NATIVE(BaseEventLoop_set_exception_handler)
{
    if (a[1] != KR_NONE && krdunder(vm, krtype_of(vm, a[1]), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "A callable object or None is expected, got %R", a[1]);
    krstore(vm, self_loop(a), &self_loop(a)->exception_handler, a[1]);
    return KR_NONE;
}

/// BaseEventLoop.get_exception_handler(self, /)
/// Return an exception handler, or None if the default one is in use.
KR_NATIVE(BaseEventLoop_get_exception_handler)
{
    KrValue v = self_loop(a)->exception_handler;
    return v == KR_EMPTY ? KR_NONE : v;
}

/// BaseEventLoop.default_exception_handler(self, context, /)
/// Report the failure that the dict describes.
KR_NATIVE(BaseEventLoop_default_exception_handler)
{
    return krasync_call_python(vm, "asyncio._errors", "_default_exception_handler", a, 2);
}

/// BaseEventLoop.call_exception_handler(self, context, /)
/// Call the current event loop's exception handler.
KR_NATIVE(BaseEventLoop_call_exception_handler)
{
    return krasync_call_python(vm, "asyncio._errors", "_call_exception_handler", a, 2);
}

/* ---- asynchronous generators ----------------------------------------------------------------- */

/* The weak references that are alive still; when all are to be returned, their targets. */
static KrValue living(KrVm *vm, KrList *refs, bool targets)
{
    KrList *alive = krlist_with_capacity(vm, 8);
    for (size_t i = 0; alive && i < refs->n; i++) {
        KrValue target = krweakref_target(refs->items->at[i]);
        if (target != KR_NONE && !krlist_append(vm, alive, targets ? target : refs->items->at[i]))
            return KR_RAISED;
    }
    return krvalue_or_raised(alive);
}

/// BaseEventLoop._asyncgen_firstiter_hook(self, agen, /)
/// An asynchronous generator starts.
KR_NATIVE(BaseEventLoop__asyncgen_firstiter_hook)
{
    KrEventLoop *loop = self_loop(a);
    if (loop->asyncgens == KR_EMPTY) {
        KrValue list = krvalue_or_raised(krlist_with_capacity(vm, 8));
        KR_TRY(list);
        krstore(vm, loop, &loop->asyncgens, list);
    }
    KrList *l = kras_list(loop->asyncgens);
    if (l->n >= 64 && !(l->n & (l->n - 1))) { /* at powers of two: the dead ones are dropped */
        KrValue alive = living(vm, l, false);
        KR_TRY(alive);
        krstore(vm, loop, &loop->asyncgens, alive);
        l = kras_list(alive);
    }
    KrValue ref = krweakref_new(vm, KR_TYPE_OF(weakref), a[1], KR_EMPTY);
    return ref != KR_RAISED && krlist_append(vm, l, ref) ? KR_NONE : KR_RAISED;
}

/// BaseEventLoop._asyncgen_finalizer_hook(self, agen, /)
/// An asynchronous generator was dropped before its end.
KR_NATIVE(BaseEventLoop__asyncgen_finalizer_hook)
{
    if (!self_loop(a)->c)
        return KR_NONE;
    KrValue close = krcall_method(vm, a[1], KR_NAME(aclose), NULL, 0);
    KrValue args[2] = {a[0], close};
    if (close == KR_RAISED)
        return KR_RAISED;
    return krasync_call_python(vm, "asyncio._errors", "_close_asyncgen", args, 2);
}

/// BaseEventLoop._take_asyncgens(self, /)
/// A list of the asynchronous generators that are not over; they are forgotten.
KR_NATIVE(BaseEventLoop__take_asyncgens)
{
    KrEventLoop *loop = self_loop(a);
    KrValue refs = loop->asyncgens;
    loop->asyncgens = KR_EMPTY;
    return refs == KR_EMPTY ? krvalue_or_raised(krlist_with_capacity(vm, 0)) : living(vm, kras_list(refs), true);
}
