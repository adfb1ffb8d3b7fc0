/* SPDX-License-Identifier: MIT
 * Running the loop: one stepping native that takes nodes from the C loop and starts tasks and
 * callbacks in the same interpreter activation. */
#include "modules/asyncio/asyncio.h"

enum { RUN_SELF, RUN_FUTURE, RUN_CURRENT, RUN_CONTEXT, RUN_CONTEXT_TASK, RUN_HOOKS, RUN_TURNED, RUN_NEW, RUN_CALLBACK, RUN_REGS };
enum { RUN_START, RUN_TASK, RUN_HANDLE, RUN_UNBEGUN, RUN_TRANSPORT, RUN_PAUSED, RUN_OVER };

/* ---- starting and ending --------------------------------------------------------------------- */

static KrValue bound_method(KrVm *vm, KrValue self, const KrStr *name)
{
    return krobj_getattr(vm, self, name);
}

static bool check_running(KrVm *vm, KrEventLoop *loop)
{
    if (!kreventloop_check_closed(vm, loop))
        return false;
    if (!loop->running && krasync_running(vm) == KR_EMPTY)
        return true;
    krraise(vm, KR_T_RuntimeError, loop->running ? "This event loop is already running"
                                                 : "Cannot run the event loop while another loop is running");
    return false;
}

static bool start(KrVm *vm, KrEventLoop *loop, KrValue *r)
{
    struct KrLoopState *s = vm->loop_state;
    KrValue first = bound_method(vm, krvalue(loop), KR_NAME(_asyncgen_firstiter_hook));
    KrValue last = first == KR_RAISED ? first : bound_method(vm, krvalue(loop), KR_NAME(_asyncgen_finalizer_hook));
    KrTuple *hooks = last == KR_RAISED ? NULL : krtuple_of(vm, 2, first, last);
    if (!hooks)
        return false;
    r[RUN_CONTEXT] = s->context;
    r[RUN_CONTEXT_TASK] = s->context_task;
    r[RUN_HOOKS] = vm->asyncgen_hooks;
    vm->asyncgen_hooks = krvalue(hooks);
    loop->running = true;
    s->running = krvalue(loop);
    krloop_poll_soon(loop->c);
    return true;
}

static void reset_context(KrVm *vm, const KrValue *r)
{
    vm->loop_state->context = r[RUN_CONTEXT];
    vm->loop_state->context_task = r[RUN_CONTEXT_TASK];
}

static KrValue leave(KrVm *vm, KrFrame *f, KrValue v)
{
    KrValue *r = krframe_regs(f);
    KrEventLoop *loop = (KrEventLoop *)kras_obj(r[RUN_SELF]);
    f->state = RUN_OVER;
    loop->running = false;
    loop->stopping = false;
    loop->task = KR_EMPTY;
    vm->loop_state->running = KR_EMPTY;
    vm->asyncgen_hooks = r[RUN_HOOKS];
    reset_context(vm, r);
    return v;
}

/* ---- turns ----------------------------------------------------------------------------------- */

/* Nobody may have looked at some exceptions: those that nobody can any more are reported before the
 * loop waits. */
static bool report_unseen(KrVm *vm, KrEventLoop *loop)
{
    if (KR_LIKELY(!vm->loop_state->unseen) || !krloop_is_idle(loop->c))
        return true;
    vm->loop_state->unseen = 0;
    krheap_collect(vm);
    return krpoll(vm);
}

/* 1: the turn has nodes; 0: none; -1 error. */
static int next_turn(KrVm *vm, KrEventLoop *loop)
{
    if (!report_unseen(vm, loop))
        return -1;
    /* Who sets a flag looks for the waiting loop afterwards, and lets go of it soon. */
    int64_t wait = loop->stopping ? 0 : krvm_wait_part(vm, -1);
    atomic_store(&vm->waiting, loop->c);
    int r = krloop_begin_turn(loop->c, atomic_load(&vm->flags) ? 0 : wait);
    atomic_store(&vm->waiting, NULL);
    while (KR_UNLIKELY(atomic_load(&vm->wakers)))
        continue;
    if (r < 0)
        return krasync_raise(vm, r), -1;
    return krpoll(vm) ? r : -1;
}

static KrHandle *handle_of(KrLoopNode *node)
{
    switch (node->tag) {
    case KR_NODE_HANDLE: return KR_LOOP_OWNER(node, KrHandle, node);
    case KR_NODE_TIMER: return (KrHandle *)KR_LOOP_OWNER(node, KrTimerHandle, timer.node);
    case KR_NODE_READ: return (KrHandle *)kras_obj(KR_LOOP_OWNER(node, KrWatch, fd.read)->reader);
    case KR_NODE_WRITE: return (KrHandle *)kras_obj(KR_LOOP_OWNER(node, KrWatch, fd.write)->writer);
    case KR_NODE_SIGNAL: return (KrHandle *)kras_obj(KR_LOOP_OWNER(node, KrSignalWatch, signal.node)->handle);
    case KR_NODE_CHILD: return (KrHandle *)kras_obj(KR_LOOP_OWNER(node, KrChildWatch, child.node)->handle);
    default: return NULL;
    }
}

/* In debug mode. */
static bool warn_if_slow(KrVm *vm, KrEventLoop *loop, KrObj *what)
{
    double took = krloop_time(loop->c) - loop->began;
    if (took < loop->slow)
        return true;
    KrValue args[2] = {krvalue(what), krdouble(took)};
    return krasync_call_python(vm, "asyncio._errors", "_warn_slow", args, 2) != KR_RAISED;
}

static bool end_node(KrVm *vm, KrFrame *f, KrValue in)
{
    KrValue *r = krframe_regs(f);
    KrEventLoop *loop = (KrEventLoop *)kras_obj(r[RUN_SELF]);
    KrObj *current = kras_obj(r[RUN_CURRENT]);
    bool ok = f->state == RUN_TASK        ? krtask_end(vm, (KrTask *)current, in)
              : f->state == RUN_TRANSPORT ? krtransport_end(vm, (KrTransport *)current, in)
              : f->state == RUN_UNBEGUN   ? false
                                          : krhandle_end(vm, (KrHandle *)current, in);
    reset_context(vm, r);
    return ok && (KR_LIKELY(!loop->debug) || warn_if_slow(vm, loop, current));
}

static KrValue begin_transport(KrVm *vm, KrFrame *f, KrLoopNode *node)
{
    bool read = node->tag == KR_NODE_TRANSPORT_READ;
    KrTransport *t = read ? KR_LOOP_OWNER(node, KrTransport, fd.read) : KR_LOOP_OWNER(node, KrTransport, fd.write);
    struct KrLoopState *s = vm->loop_state;
    krframe_regs(f)[RUN_CURRENT] = krvalue(t);
    f->state = RUN_TRANSPORT;
    s->context = t->context;
    s->context_task = KR_EMPTY;
    if (read)
        return krtransport_read(vm, t);
    return krtransport_flush(vm, t) ? KR_NONE : KR_RAISED;
}

/* There was no memory to call a Python function: that leaves the loop, since nobody may ever wake what the callback was to
 * wake. It is called when the loop runs again. */
static bool is_unbegun(KrVm *vm, const KrHandle *h)
{
    KrValue fn = h->callback;
    if (kris_exact(fn, KR_T_method))
        fn = ((KrBound *)kras_obj(fn))->fn;
    return kris_exact(fn, KR_T_function) && krpending_is(vm, KR_T_MemoryError);
}

static KrValue begin_handle(KrVm *vm, KrFrame *f, KrLoopNode *node, KrHandle *h)
{
    f->state = RUN_HANDLE;
    KrValue in = krhandle_begin(vm, h);
    if (KR_LIKELY(in != KR_RAISED) || !is_unbegun(vm, h))
        return in;
    f->state = RUN_UNBEGUN;
    if (node->tag == KR_NODE_HANDLE || node->tag == KR_NODE_TIMER)
        krloop_ready(((KrEventLoop *)kras_obj(krframe_regs(f)[RUN_SELF]))->c, node);
    return in;
}

static KrValue begin_node(KrVm *vm, KrFrame *f, KrLoopNode *node)
{
    KrValue *r = krframe_regs(f);
    if (KR_LIKELY(node->tag == KR_NODE_TASK)) {
        KrTask *t = KR_LOOP_OWNER(node, KrTask, node);
        r[RUN_CURRENT] = krvalue(t);
        f->state = RUN_TASK;
        return krtask_begin(vm, t);
    }
    if (node->tag == KR_NODE_TRANSPORT_READ || node->tag == KR_NODE_TRANSPORT_WRITE)
        return begin_transport(vm, f, node);
    KrHandle *h = handle_of(node);
    if (node->tag == KR_NODE_CHILD)
        krchildwatch_ended(vm, KR_LOOP_OWNER(node, KrChildWatch, child.node));
    r[RUN_CURRENT] = krvalue(h);
    return begin_handle(vm, f, node, h);
}

/* Runs nodes until a frame was pushed (KR_CALLED), the loop is to stop (KR_NONE) or an exception
 * leaves it. */
static KrValue run_nodes(KrVm *vm, KrFrame *f, KrEventLoop *loop)
{
    for (;;) {
        if (KR_UNLIKELY(krpause_possible(vm)) && krpause_between(vm, KR_NONE) == KR_CALLED) {
            f->state = RUN_PAUSED;
            return KR_CALLED;
        }
        KrLoopNode *node = krloop_next(loop->c);
        if (!node) {
            KrValue *turned = &krframe_regs(f)[RUN_TURNED];
            if (loop->stopping && *turned != KR_EMPTY)
                return KR_NONE;
            *turned = KR_TRUE;
            if (next_turn(vm, loop) < 0)
                return KR_RAISED;
            continue;
        }
        if (!krcharge(vm, 1)) {
            krloop_ready(loop->c, node);
            return KR_RAISED;
        }
        if (KR_UNLIKELY(node->tag == KR_NODE_POST)) {
            if (!krpost_run(vm, KR_LOOP_OWNER(node, KrPost, node)))
                return KR_RAISED;
            continue;
        }
        if (KR_UNLIKELY(loop->debug))
            loop->began = krloop_time(loop->c);
        KrValue in = begin_node(vm, f, node);
        if (in == KR_CALLED)
            return in;
        if (!end_node(vm, f, in))
            return KR_RAISED;
    }
}

static KrValue run(KrVm *vm, KrFrame *f, KrValue in)
{
    KrValue *r = krframe_regs(f);
    KrEventLoop *loop = (KrEventLoop *)kras_obj(r[RUN_SELF]);
    if (f->state == RUN_OVER)
        return in;
    if (f->state == RUN_START) {
        if (!start(vm, loop, r)) {
            f->state = RUN_OVER;
            return KR_RAISED;
        }
    } else if (f->state != RUN_PAUSED && !end_node(vm, f, in)) {
        return leave(vm, f, KR_RAISED);
    }
    in = run_nodes(vm, f, loop);
    return in == KR_CALLED ? in : leave(vm, f, in);
}

/// @step(8) BaseEventLoop.run_forever(self, /)
/// Run the event loop until stop() is called.
KR_STEP(BaseEventLoop_run_forever)
{
    if (f->state == RUN_START && !check_running(vm, (KrEventLoop *)kras_obj(krframe_regs(f)[RUN_SELF])))
        return KR_RAISED;
    return run(vm, f, in);
}

/* ---- until a future is done -------------------------------------------------------------------- */

/// BaseEventLoop._run_until_complete_cb(self, future, /)
/// Stops the loop when the future is done.
KR_NATIVE(BaseEventLoop__run_until_complete_cb)
{
    if (kris_future(vm, a[1]) && kras_future(a[1])->h.kind == KR_FUT_EXCEPTION) {
        KrValue e = kras_future(a[1])->result;
        krfuture_seen(vm, kras_future(a[1]));
        /* It has left the loop by itself. */
        if (kris_instance(vm, e, KR_TYPE_OF(SystemExit)) || kris_instance(vm, e, KR_TYPE_OF(KeyboardInterrupt)))
            return KR_NONE;
    }
    ((KrEventLoop *)kras_obj(a[0]))->stopping = true;
    return KR_NONE;
}

static bool begin_until(KrVm *vm, KrValue *r)
{
    if (!check_running(vm, (KrEventLoop *)kras_obj(r[RUN_SELF])))
        return false;
    KrValue given = r[RUN_FUTURE];
    KrValue future = krtask_ensure(vm, given, r[RUN_SELF]);
    if (future == KR_RAISED)
        return false;
    r[RUN_NEW] = krbool(future != given);
    r[RUN_FUTURE] = future;
    if (future != given && kris_task(vm, future))
        kras_task(future)->h.flags |= KR_TASK_QUIET;
    KrValue callback = krtype_lookup(vm, KR_TYPE_OF(BaseEventLoop), KR_NAME(_run_until_complete_cb));
    callback = krbound_new(vm, callback, r[RUN_SELF]);
    if (callback == KR_RAISED)
        return false;
    r[RUN_CALLBACK] = callback;
    if (kris_future(vm, future))
        return krfuture_add_callback(vm, kras_future(future), callback, krcontext_copy(vm));
    return krcall_method(vm, future, KR_NAME(add_done_callback), &callback, 1) != KR_RAISED;
}

/* The loop was left: nobody is to stop it later for this future's sake. */
static bool end_until(KrVm *vm, KrValue *r, bool failed)
{
    KrValue future = r[RUN_FUTURE], pending = failed ? krpending_take(vm) : KR_EMPTY;
    KrFuture *native = kris_future(vm, future) ? kras_future(future) : NULL;
    if (failed && native && r[RUN_NEW] == KR_TRUE && native->h.kind == KR_FUT_EXCEPTION)
        krfuture_seen(vm, native);
    if ((!native || !krfuture_done(native)) &&
        krcall_method(vm, future, KR_NAME(remove_done_callback), &r[RUN_CALLBACK], 1) == KR_RAISED)
        return false;
    if (failed)
        vm->exec->pending = pending;
    return !failed;
}

static KrValue result_of(KrVm *vm, KrValue future)
{
    KrValue done = kris_future(vm, future) ? krbool(krfuture_done(kras_future(future)))
                                           : krcall_method(vm, future, KR_NAME(done), NULL, 0);
    KR_TRY(done);
    if (done == KR_FALSE)
        return krraise(vm, KR_T_RuntimeError, "Event loop stopped before Future completed.");
    if (kris_future(vm, future))
        return krfuture_result(vm, kras_future(future));
    return krcall_method(vm, future, KR_NAME(result), NULL, 0);
}

/// @step(9) BaseEventLoop.run_until_complete(self, future, /)
/// Run until the future is done, and return its result or raise its exception.
KR_STEP(BaseEventLoop_run_until_complete)
{
    KrValue *r = krframe_regs(f);
    if (f->state == RUN_START && !begin_until(vm, r))
        return KR_RAISED;
    if (f->state == RUN_OVER)
        return in;
    in = run(vm, f, in);
    if (in == KR_CALLED)
        return in;
    return end_until(vm, r, in == KR_RAISED) ? result_of(vm, r[RUN_FUTURE]) : KR_RAISED;
}
