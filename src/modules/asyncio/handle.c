/* SPDX-License-Identifier: MIT
 * Callbacks of the loop: Handle, TimerHandle, and the methods that make them. */
#include "modules/asyncio/asyncio.h"

#include "object/needs.h"

#include <math.h>

static void fill(KrVm *vm, KrHandle *h, KrValue loop, KrValue fn, KrValue context)
{
    krstore(vm, h, &h->loop, loop);
    krstore(vm, h, &h->callback, fn);
    krstore(vm, h, &h->context, context);
}

static bool set_args(KrVm *vm, KrHandle *h, const KrValue *args, uint32_t n)
{
    h->h.small = n < 2 ? (uint16_t)n : 2;
    if (n == 0)
        return true;
    KrTuple *t = n > 1 ? krtuple_new(vm, args, n) : NULL;
    if (n > 1 && !t)
        return false;
    krstore(vm, h, &h->args, t ? krvalue(t) : args[0]);
    return true;
}

KrHandle *krhandle_new(KrVm *vm, KrValue loop, KrValue fn, const KrValue *args, uint32_t n,
                       KrValue context)
{
    KrHandle *h = krheap_new(vm, KR_T_Handle, sizeof *h);
    if (!h)
        return NULL;
    fill(vm, h, loop, fn, context);
    h->node = krloop_node(KR_NODE_HANDLE);
    return set_args(vm, h, args, n) ? h : NULL;
}

/* In debug mode a coroutine, or what cannot be called, is refused at once. */
static bool check_callback(KrVm *vm, KrEventLoop *loop, KrValue fn, const KrStr *method)
{
    if (KR_LIKELY(!loop->debug))
        return true;
    KrValue args[2] = {fn, krvalue(method)};
    return krasync_call_python(vm, "asyncio._errors", "_check_callback", args, 2) != KR_RAISED;
}

static KrValue call_soon(KrVm *vm, KrValue self, KrValue fn, const KrValue *args, uint32_t n, KrValue context)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(self);
    if (!kreventloop_check_closed(vm, loop))
        return KR_RAISED;
    KrHandle *h = krhandle_new(vm, self, fn, args, n, context);
    if (!h)
        return KR_RAISED;
    krloop_ready(loop->c, &h->node);
    return krvalue(h);
}

bool krhandle_call_soon(KrVm *vm, KrValue loop, KrValue fn, KrValue arg, KrValue context)
{
    if (KR_LIKELY(kreventloop_of(vm, loop) != NULL))
        return call_soon(vm, loop, fn, &arg, 1, context) != KR_RAISED;
    return krhandle_call_soon_foreign(vm, loop, fn, arg, &context);
}

bool krhandle_call_soon_foreign(KrVm *vm, KrValue loop, KrValue fn, KrValue arg, KrValue *context)
{
    KrValue method = krobj_getattr(vm, loop, KR_NAME(call_soon));
    KrValue own = method == KR_RAISED ? KR_RAISED : krcontext_object(vm, context);
    KrTuple *names = own == KR_RAISED ? NULL : krtuple_of(vm, 1, krvalue(KR_NAME(context)));
    KrValue args[3] = {fn, arg == KR_EMPTY ? own : arg, own};
    return names && krcall_kw(vm, method, args, arg == KR_EMPTY ? 2 : 3, names) != KR_RAISED;
}

/* ---- running --------------------------------------------------------------------------------- */

KrValue krhandle_begin(KrVm *vm, KrHandle *h)
{
    struct KrLoopState *s = vm->loop_state;
    s->context = h->context;
    s->context_task = KR_EMPTY;
    if (h->h.small < 2)
        return krstep_call(vm, h->callback, &h->args, h->h.small);
    KrTuple *args = kras_tuple(h->args);
    return krstep_call(vm, h->callback, args->at, (uint32_t)args->n);
}

/* What a callback raises is reported and the loop goes on, unless the program is to end. */
bool krhandle_end(KrVm *vm, KrHandle *h, KrValue in)
{
    if (KR_LIKELY(in != KR_RAISED))
        return true;
    if (krpending_is(vm, KR_T_SystemExit) || krpending_is(vm, KR_T_KeyboardInterrupt))
        return false;
    KrValue e = krpending_take(vm);
    KrValue fn = h->callback;
    if (h->context == KR_EMPTY) /* the callback may have made one: the report is made in it */
        krstore(vm, h, &h->context, vm->loop_state->context);
    KrValue text = krasync_call_python(vm, "asyncio.format_helpers", "_describe_callback", &fn, 1);
    if (text == KR_RAISED)
        return false;
    return krasync_report(vm, h->loop, kras_str(text), e, "handle", krvalue(h));
}

void krhandle_cancel(KrHandle *h)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(h->loop);
    h->h.flags |= KR_HANDLE_CANCELLED;
    h->callback = h->args = h->context = KR_EMPTY;
    h->h.small = 0;
    if (!loop->c)
        return;
    if (h->h.flags & KR_HANDLE_TIMER)
        krtimer_stop(loop->c, &((KrTimerHandle *)h)->timer);
    else
        krloop_cancel(loop->c, &h->node);
}

/* ---- methods of the loop --------------------------------------------------------------------- */

/// BaseEventLoop.call_soon(self, callback, /, *args, context=None)
/// Arrange for a callback to be called as soon as possible.
KR_NATIVE(BaseEventLoop_call_soon)
{
    KrValue context = krcontext_argument(vm, a[2]);
    KR_TRY(context);
    if (!check_callback(vm, (KrEventLoop *)kras_obj(a[0]), a[1], KR_NAME(call_soon)))
        return KR_RAISED;
    return call_soon(vm, a[0], a[1], &a[3], n - 3, context);
}

/// BaseEventLoop.call_soon_threadsafe(self, callback, /, *args, context=None)
/// Like call_soon(), and ends the loop's wait.
KR_NATIVE(BaseEventLoop_call_soon_threadsafe)
{
    KrValue context = krcontext_argument(vm, a[2]);
    KR_TRY(context);
    if (!check_callback(vm, (KrEventLoop *)kras_obj(a[0]), a[1], KR_NAME(call_soon_threadsafe)))
        return KR_RAISED;
    KrValue h = call_soon(vm, a[0], a[1], &a[3], n - 3, context);
    if (h != KR_RAISED)
        krloop_wake(((KrEventLoop *)kras_obj(a[0]))->c);
    return h;
}

static KrValue call_at(KrVm *vm, KrValue *a, uint32_t n, double when)
{
    KrEventLoop *loop = (KrEventLoop *)kras_obj(a[0]);
    KrValue context = krcontext_argument(vm, a[3]);
    KR_TRY(context);
    if (!kreventloop_check_closed(vm, loop) || !check_callback(vm, loop, a[2], KR_NAME(call_at)))
        return KR_RAISED;
    KrTimerHandle *h = krheap_new(vm, KR_T_TimerHandle, sizeof *h);
    if (!h)
        return KR_RAISED;
    fill(vm, (KrHandle *)h, a[0], a[2], context);
    h->h.flags |= KR_HANDLE_TIMER;
    h->timer.node = krloop_node(KR_NODE_TIMER);
    if (!set_args(vm, (KrHandle *)h, &a[4], n - 4))
        return KR_RAISED;
    if (isnan(when))
        return krraise(vm, KR_T_ValueError, "the time of a timer must not be NaN");
    return krtimer_start(loop->c, &h->timer, when) < 0 ? krraise_memory(vm) : krvalue(h);
}

static bool time_argument(KrVm *vm, KrValue v, const char *name, double *out)
{
    if (v == KR_NONE) {
        krraise(vm, KR_T_TypeError, "%s cannot be None", name);
        return false;
    }
    return krobj_as_double(vm, v, out);
}

/// BaseEventLoop.call_later(self, delay, callback, /, *args, context=None)
/// Arrange for a callback to be called at a given time, in seconds from now.
KR_NATIVE(BaseEventLoop_call_later)
{
    double delay;
    if (!time_argument(vm, a[1], "delay", &delay))
        return KR_RAISED;
    KrEventLoop *loop = (KrEventLoop *)kras_obj(a[0]);
    if (!kreventloop_check_closed(vm, loop))
        return KR_RAISED;
    return call_at(vm, a, n, krloop_time(loop->c) + delay);
}

/// BaseEventLoop.call_at(self, when, callback, /, *args, context=None)
/// Like call_later(), but uses an absolute time of the loop's clock.
KR_NATIVE(BaseEventLoop_call_at)
{
    double when;
    return time_argument(vm, a[1], "when", &when) ? call_at(vm, a, n, when) : KR_RAISED;
}

/* ---- the classes ----------------------------------------------------------------------------- */

static KrHandle *self_handle(KrValue *a)
{
    return (KrHandle *)kras_obj(a[0]);
}

/// class Handle(callback, args, loop, context=None)
/// Object returned by callback registration methods.

/// Handle.__init__(self, callback, args, loop, context=None)
/// Initialize self.
KR_NATIVE(Handle___init__)
{
    KrHandle *h = self_handle(a);
    KrValue context = krcontext_argument(vm, a[4]);
    KrTuple *args = context == KR_RAISED ? NULL : krobj_tuple(vm, a[2]);
    if (!args)
        return KR_RAISED;
    fill(vm, h, a[3], a[1], context);
    h->node = krloop_node(KR_NODE_HANDLE);
    return set_args(vm, h, args->at, (uint32_t)args->n) ? KR_NONE : KR_RAISED;
}

/// Handle.cancel(self, /)
/// Do not call the callback any more.
KR_NATIVE(Handle_cancel)
{
    KrHandle *h = self_handle(a);
    if (h->h.flags & KR_HANDLE_CANCELLED)
        return KR_NONE;
    if (kreventloop_of(vm, h->loop)) {
        krhandle_cancel(h);
        return KR_NONE;
    }
    h->h.flags |= KR_HANDLE_CANCELLED;
    h->callback = h->args = KR_EMPTY;
    h->h.small = 0;
    if (!(h->h.flags & KR_HANDLE_TIMER))
        return KR_NONE;
    KrValue told = krobj_lookup(vm, h->loop, KR_NAME(_timer_handle_cancelled));
    KrValue self = krvalue(h);
    return told == KR_EMPTY || (told != KR_RAISED && krcall(vm, told, &self, 1) != KR_RAISED) ? KR_NONE : KR_RAISED;
}

/// Handle.cancelled(self, /)
/// Whether it was cancelled.
KR_NATIVE(Handle_cancelled)
{
    return krbool(self_handle(a)->h.flags & KR_HANDLE_CANCELLED);
}

/// Handle.get_context(self, /)
/// The context that the callback is called in.
KR_NATIVE(Handle_get_context)
{
    return krcontext_object(vm, &self_handle(a)->context);
}

enum { HANDLE_SELF, HANDLE_CONTEXT, HANDLE_CONTEXT_TASK, HANDLE_REGS };

/// @step(4) Handle._run(self, /)
/// Call the callback.
KR_STEP(Handle__run)
{
    KrValue *r = krframe_regs(f);
    KrHandle *h = (KrHandle *)kras_obj(r[HANDLE_SELF]);
    struct KrLoopState *s = vm->loop_state;
    if (f->state == 0) {
        f->state = 1;
        if (!krinited(vm, krvalue(h), h->loop))
            return KR_RAISED;
        r[HANDLE_CONTEXT] = s->context;
        r[HANDLE_CONTEXT_TASK] = s->context_task;
        in = krhandle_begin(vm, h);
        if (in == KR_CALLED)
            return in;
    }
    s->context = r[HANDLE_CONTEXT];
    s->context_task = r[HANDLE_CONTEXT_TASK];
    return krhandle_end(vm, h, in) ? KR_NONE : KR_RAISED;
}

/// Handle._callback
/// The callable, None once cancelled.
KR_NATIVE(Handle_get__callback)
{
    KrValue v = self_handle(a)->callback;
    return v == KR_EMPTY ? KR_NONE : v;
}

/// Handle._args
/// The arguments, None once cancelled.
KR_NATIVE(Handle_get__args)
{
    KrHandle *h = self_handle(a);
    if (h->h.flags & KR_HANDLE_CANCELLED)
        return KR_NONE;
    return h->h.small == 2 ? h->args : krvalue_or_raised(krtuple_new(vm, &h->args, h->h.small));
}

/// Handle._cancelled
/// Whether it was cancelled.
KR_NATIVE(Handle_get__cancelled)
{
    return krbool(self_handle(a)->h.flags & KR_HANDLE_CANCELLED);
}

/// Handle._loop
/// The event loop.
KR_NATIVE(Handle_get__loop)
{
    return self_handle(a)->loop;
}

/// Handle._source_traceback
/// Where it was made, in debug mode.
KR_NATIVE(Handle_get__source_traceback)
{
    return KR_NONE;
}

/// Handle.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(Handle___repr__)
{
    return krasync_call_python(vm, "asyncio.format_helpers", "_handle_repr", a, 1);
}

/* ---- timers ---------------------------------------------------------------------------------- */

/// TimerHandle._scheduled = value
/// Whether it is in the heap of a loop that is not native.
KR_NATIVE(TimerHandle_get__scheduled)
{
    return krbool(((KrTimerHandle *)kras_obj(a[0]))->h.kind);
}

KR_NATIVE(TimerHandle_set__scheduled)
{
    int truth = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    if (truth < 0)
        return KR_RAISED;
    ((KrTimerHandle *)kras_obj(a[0]))->h.kind = (uint8_t)truth;
    return KR_NONE;
}

/// TimerHandle._when
/// The time of the loop's clock when the callback is due.
KR_NATIVE(TimerHandle_get__when)
{
    return krdouble(((KrTimerHandle *)kras_obj(a[0]))->timer.when);
}

/// TimerHandle.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(TimerHandle___hash__)
{
    KrValue when = krdouble(((KrTimerHandle *)kras_obj(a[0]))->timer.when);
    uint64_t hash;
    return krobj_hash(vm, when, &hash) ? krint_from(vm, (int64_t)hash) : KR_RAISED;
}

static KrTimerHandle *other_timer(KrVm *vm, KrValue v)
{
    return kris_ptr(v) && kris_instance(vm, v, KR_TYPE_OF(TimerHandle)) ? (KrTimerHandle *)kras_obj(v) : NULL;
}

/* Same time, callback, arguments and state. */
static int equal_timers(KrVm *vm, KrTimerHandle *x, KrTimerHandle *y)
{
    if (x->timer.when != y->timer.when || x->h.small != y->h.small || (x->h.flags ^ y->h.flags) & KR_HANDLE_CANCELLED)
        return 0;
    KrValue none = KR_NONE;
    const KrValue *mine[] = {x->callback == KR_EMPTY ? &none : &x->callback, x->args == KR_EMPTY ? &none : &x->args};
    const KrValue *theirs[] = {y->callback == KR_EMPTY ? &none : &y->callback, y->args == KR_EMPTY ? &none : &y->args};
    int same = krobj_eq(vm, *mine[0], *theirs[0]);
    return same > 0 ? krobj_eq(vm, *mine[1], *theirs[1]) : same;
}

enum { TIMER_LT = 1, TIMER_EQ = 2, TIMER_GT = 4 };

/* Whether the order of the two is one of `wanted`; equal times are TIMER_EQ only if all else is equal. */
static KrValue compare_timers(KrVm *vm, KrValue *a, int wanted)
{
    KrTimerHandle *x = (KrTimerHandle *)kras_obj(a[0]), *y = other_timer(vm, a[1]);
    if (!y)
        return KR_NOTIMPLEMENTED;
    double one = x->timer.when, two = y->timer.when;
    if ((wanted & TIMER_LT && one < two) || (wanted & TIMER_GT && one > two))
        return KR_TRUE;
    int same = wanted & TIMER_EQ ? equal_timers(vm, x, y) : 0;
    return same < 0 ? KR_RAISED : krbool(same);
}

/// TimerHandle.__lt__(self, other, /)
/// Return self<other.
KR_NATIVE(TimerHandle___lt__)
{
    return compare_timers(vm, a, TIMER_LT);
}

/// TimerHandle.__le__(self, other, /)
/// Return self<=other.
KR_NATIVE(TimerHandle___le__)
{
    return compare_timers(vm, a, TIMER_LT | TIMER_EQ);
}

/// TimerHandle.__gt__(self, other, /)
/// Return self>other.
KR_NATIVE(TimerHandle___gt__)
{
    return compare_timers(vm, a, TIMER_GT);
}

/// TimerHandle.__ge__(self, other, /)
/// Return self>=other.
KR_NATIVE(TimerHandle___ge__)
{
    return compare_timers(vm, a, TIMER_GT | TIMER_EQ);
}

/// TimerHandle.__eq__(self, other, /)
/// Return self==other.
KR_NATIVE(TimerHandle___eq__)
{
    return compare_timers(vm, a, TIMER_EQ);
}

/// TimerHandle.when(self, /)
/// The time of the loop's clock when the callback is due.
KR_NATIVE(TimerHandle_when)
{
    return krdouble(((KrTimerHandle *)kras_obj(a[0]))->timer.when);
}

/// class TimerHandle(when, callback, args, loop, context=None)
/// Object returned by timed callback registration methods.

/// TimerHandle.__init__(self, when, callback, args, loop, context=None)
/// Initialize self.
KR_NATIVE(TimerHandle___init__)
{
    KrTimerHandle *h = (KrTimerHandle *)kras_obj(a[0]);
    KrValue context = krcontext_argument(vm, a[5]);
    KrTuple *args = context == KR_RAISED ? NULL : krobj_tuple(vm, a[3]);
    double when;
    if (!args || !krobj_as_double(vm, a[1], &when))
        return KR_RAISED;
    fill(vm, (KrHandle *)h, a[4], a[2], context);
    h->h.flags |= KR_HANDLE_TIMER;
    h->timer.node = krloop_node(KR_NODE_TIMER);
    h->timer.when = when;
    return set_args(vm, (KrHandle *)h, args->at, (uint32_t)args->n) ? KR_NONE : KR_RAISED;
}
