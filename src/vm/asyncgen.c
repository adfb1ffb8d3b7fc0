/* SPDX-License-Identifier: MIT
 * Asynchronous generators: asend, athrow and aclose objects, hooks, and the direct step of `async for`. A yielded value is
 * marked by wrapping it when whoever drives the generator is not its spliced owner. */
#include "vm/ops.h"

KrValue krgen_wrap(KrVm *vm, KrValue v)
{
    KrWrapped *w = krheap_new(vm, KR_T_async_generator_wrapped_value, sizeof *w);
    if (w)
        krstore(vm, w, &w->value, v);
    return krvalue_or_raised(w);
}

bool krasyncgen_begin(KrVm *vm, KrGen *g)
{
    if (g->hooks_inited)
        return true;
    g->hooks_inited = true;
    KrValue hooks = vm->asyncgen_hooks;
    if (hooks == KR_EMPTY)
        return true;
    KrTuple *pair = kras_tuple(hooks);
    krstore(vm, g, &g->hooks, pair->at[1] == KR_NONE ? KR_EMPTY : pair->at[1]);
    KrValue self = krvalue(g);
    return pair->at[0] == KR_NONE || krcall(vm, pair->at[0], &self, 1) != KR_RAISED;
}

static KrValue stop_async(KrVm *vm)
{
    KrValue e = krcall(vm, krvalue(KR_TYPE_OF(StopAsyncIteration)), NULL, 0);
    return e == KR_RAISED ? e : krraise_exc(vm, e);
}

/* What a step of the generator gave, as a step of whoever awaits the item: KR_EMPTY with *returned for an item. */
static KrValue outcome_of(KrVm *vm, KrGen *g, KrValue v, KrValue *returned)
{
    if (v == KR_EMPTY) {
        g->running_async = false;
        g->closed_async = true;
        return stop_async(vm);
    }
    if (v == KR_RAISED) {
        g->running_async = false;
        if (krpending_is(vm, KR_T_StopAsyncIteration) || krpending_is(vm, KR_T_GeneratorExit))
            g->closed_async = true;
        return v;
    }
    if (kris_exact(v, KR_T_async_generator_wrapped_value)) {
        g->running_async = false;
        *returned = ((KrWrapped *)kras_obj(v))->value;
        return KR_EMPTY;
    }
    return v;
}

KrValue krasyncgen_anext_send(KrVm *vm, KrGen *g, KrValue sent)
{
    (void)sent;
    if (g->h.kind == KR_GEN_CLOSED)
        return stop_async(vm);
    if (g->running_async || g->h.kind == KR_GEN_RUNNING || g->owner)
        return krraise(vm, KR_T_RuntimeError, "anext(): asynchronous generator is already running");
    return krraise(vm, KR_T_RuntimeError, "asynchronous generator cannot be resumed here");
}

/* ---- asend, athrow, aclose ------------------------------------------------------------------------------------------------------- */

enum { STEP_NEW, STEP_ITER, STEP_CLOSED };  /* KrAsyncStep.h.kind */
enum { MODE_SEND, MODE_THROW, MODE_CLOSE }; /* KrAsyncStep.h.small */

static KrValue new_step(KrVm *vm, KrValue gen, KrValue value, uint16_t mode)
{
    if (!krasyncgen_begin(vm, (KrGen *)kras_obj(gen)))
        return KR_RAISED;
    KrTypeNumber type = mode == MODE_SEND ? KR_T_async_generator_asend : KR_T_async_generator_athrow;
    KrAsyncStep *s = krheap_new(vm, type, sizeof *s);
    if (!s)
        return KR_RAISED;
    krstore(vm, s, &s->gen, gen);
    krstore(vm, s, &s->value, value);
    s->h.small = mode;
    return krvalue(s);
}

/// async_generator.__anext__(self, /)
/// Return a value to be awaited for the next item.
KR_NATIVE(async_generator___anext__)
{
    return new_step(vm, a[0], KR_NONE, MODE_SEND);
}

/// async_generator.asend(self, value, /)
/// asend(v) -> send 'v' in generator.
KR_NATIVE(async_generator_asend)
{
    return new_step(vm, a[0], a[1], MODE_SEND);
}

/// async_generator.athrow(self, type, value=None, traceback=None, /)
/// athrow(value) -> raise exception in generator.
KR_NATIVE(async_generator_athrow)
{
    if ((a[2] != KR_EMPTY || a[3] != KR_EMPTY) && !krgen_warn_of_throw(vm, "athrow"))
        return KR_RAISED;
    KrTuple *what = krtuple_of(vm, 3, a[1], a[2] == KR_EMPTY ? KR_NONE : a[2], a[3] == KR_EMPTY ? KR_NONE : a[3]);
    return what ? new_step(vm, a[0], krvalue(what), MODE_THROW) : KR_RAISED;
}

/// async_generator.aclose(self, /)
/// aclose() -> raise GeneratorExit inside generator.
KR_NATIVE(async_generator_aclose)
{
    return new_step(vm, a[0], KR_NONE, MODE_CLOSE);
}

/// async_generator.__aiter__(self, /)
/// Return an awaitable, that resolves in asynchronous iterator.
KR_NATIVE(async_generator___aiter__)
{
    return a[0];
}

static KrAsyncStep *self_step(KrValue *a)
{
    return (KrAsyncStep *)kras_obj(a[0]);
}

static const char *step_name(const KrAsyncStep *s)
{
    return s->h.small == MODE_SEND ? "asend" : s->h.small == MODE_THROW ? "athrow" : "aclose";
}

static KrValue finish_step(KrVm *vm, KrAsyncStep *s, KrValue v)
{
    KrGen *g = (KrGen *)kras_obj(s->gen);
    KrValue returned = KR_NONE;
    bool closing = s->h.small == MODE_CLOSE;
    if (closing && v != KR_RAISED && v != KR_EMPTY && kris_exact(v, KR_T_async_generator_wrapped_value)) {
        g->running_async = false;
        s->h.kind = STEP_CLOSED;
        return krraise(vm, KR_T_RuntimeError, "async generator ignored GeneratorExit");
    }
    v = outcome_of(vm, g, v, &returned);
    if (v != KR_EMPTY && v != KR_RAISED)
        return v;
    s->h.kind = STEP_CLOSED;
    if (v == KR_EMPTY)
        return krraise_stop(vm, returned);
    if (closing && (krpending_is(vm, KR_T_StopAsyncIteration) || krpending_is(vm, KR_T_GeneratorExit))) {
        krpending_clear(vm);
        return krraise_stop(vm, KR_NONE);
    }
    return v;
}

static KrValue throw_value(KrVm *vm, KrAsyncStep *s)
{
    if (s->h.small == MODE_CLOSE)
        return krcall(vm, krvalue(KR_TYPE_OF(GeneratorExit)), NULL, 0);
    KrTuple *t = kras_tuple(s->value);
    return krgen_exception_of(vm, t->at[0], t->at[1], t->at[2]);
}

/* The first resumption sends the value or throws; later ones pass on what the loop sends to what the generator awaits. */
static KrValue step_send(KrVm *vm, KrAsyncStep *s, KrValue sent)
{
    KrGen *g = (KrGen *)kras_obj(s->gen);
    KrValue result;
    if (s->h.kind == STEP_CLOSED)
        return krraise(vm, KR_T_RuntimeError, "cannot reuse already awaited %s", s->h.small == MODE_SEND ? "__anext__()/asend()" : "aclose()/athrow()");
    if (s->h.kind == STEP_ITER)
        return finish_step(vm, s, krgen_send(vm, g, sent, &result));
    if (g->running_async || (g->owner && krgen_running(g))) {
        s->h.kind = STEP_CLOSED;
        return krraise(vm, KR_T_RuntimeError, "%s(): asynchronous generator is already running", s->h.small == MODE_SEND ? "anext" : step_name(s));
    }
    if (s->h.small != MODE_SEND) {
        if (g->h.kind == KR_GEN_CLOSED || g->closed_async) {
            s->h.kind = STEP_CLOSED;
            return s->h.small == MODE_CLOSE ? krraise_stop(vm, KR_NONE) : stop_async(vm);
        }
        KrValue e = throw_value(vm, s);
        KR_TRY(e);
        s->h.kind = STEP_ITER;
        g->running_async = true;
        if (s->h.small == MODE_CLOSE)
            g->closed_async = true;
        return finish_step(vm, s, krgen_throw(vm, g, e, &result));
    }
    if (g->h.kind == KR_GEN_CLOSED) {
        s->h.kind = STEP_CLOSED;
        return stop_async(vm);
    }
    s->h.kind = STEP_ITER;
    g->running_async = true;
    return finish_step(vm, s, krgen_send(vm, g, sent == KR_NONE ? s->value : sent, &result));
}

static KrValue step_throw(KrVm *vm, KrAsyncStep *s, KrValue *a)
{
    KrGen *g = (KrGen *)kras_obj(s->gen);
    if (s->h.kind == STEP_CLOSED)
        return krraise(vm, KR_T_RuntimeError, "cannot reuse already awaited %s", s->h.small == MODE_SEND ? "__anext__()/asend()" : "aclose()/athrow()");
    KrValue e = krgen_exception_of(vm, a[1], a[2], a[3]), result;
    KR_TRY(e);
    if (s->h.kind == STEP_NEW) {
        if (g->running_async) {
            s->h.kind = STEP_CLOSED;
            return krraise(vm, KR_T_RuntimeError, "%s(): asynchronous generator is already running", s->h.small == MODE_SEND ? "anext" : step_name(s));
        }
        s->h.kind = STEP_ITER;
        g->running_async = true;
    }
    return finish_step(vm, s, krgen_throw(vm, g, e, &result));
}

static KrValue step_close(KrVm *vm, KrValue *a)
{
    KrAsyncStep *s = self_step(a);
    if (s->h.kind == STEP_CLOSED)
        return KR_NONE;
    KrValue args[4] = {a[0], krvalue(KR_TYPE_OF(GeneratorExit)), KR_EMPTY, KR_EMPTY};
    KrValue v = step_throw(vm, s, args);
    if (v != KR_RAISED)
        return krraise(vm, KR_T_RuntimeError, "coroutine ignored GeneratorExit");
    if (!krpending_is(vm, KR_T_StopIteration) && !krpending_is(vm, KR_T_StopAsyncIteration) && !krpending_is(vm, KR_T_GeneratorExit))
        return v;
    krpending_clear(vm);
    return KR_NONE;
}

/// async_generator_asend.send(self, value, /)
/// Send a value into what the generator awaits.
KR_NATIVE(async_generator_asend_send)
{
    return step_send(vm, self_step(a), a[1]);
}

/// async_generator_asend.__next__(self, /)
/// Implement next(self).
KR_NATIVE(async_generator_asend___next__)
{
    return step_send(vm, self_step(a), KR_NONE);
}

/// async_generator_asend.throw(self, type, value=None, traceback=None, /)
/// Raise an exception in the generator.
KR_NATIVE(async_generator_asend_throw)
{
    return step_throw(vm, self_step(a), a);
}

/// async_generator_asend.close(self, /)
/// Close.
KR_NATIVE(async_generator_asend_close)
{
    return step_close(vm, a);
}

/// async_generator_asend.__await__(self, /)
/// Return an iterator to be used in await expression.
KR_NATIVE(async_generator_asend___await__)
{
    return a[0];
}

/// async_generator_asend.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(async_generator_asend___iter__)
{
    return a[0];
}

/// async_generator_athrow.send(self, value, /)
/// Send a value into what the generator awaits.
KR_NATIVE(async_generator_athrow_send)
{
    return step_send(vm, self_step(a), a[1]);
}

/// async_generator_athrow.__next__(self, /)
/// Implement next(self).
KR_NATIVE(async_generator_athrow___next__)
{
    return step_send(vm, self_step(a), KR_NONE);
}

/// async_generator_athrow.throw(self, type, value=None, traceback=None, /)
/// Raise an exception in the generator.
KR_NATIVE(async_generator_athrow_throw)
{
    return step_throw(vm, self_step(a), a);
}

/// async_generator_athrow.close(self, /)
/// Close.
KR_NATIVE(async_generator_athrow_close)
{
    return step_close(vm, a);
}

/// async_generator_athrow.__await__(self, /)
/// Return an iterator to be used in await expression.
KR_NATIVE(async_generator_athrow___await__)
{
    return a[0];
}

/// async_generator_athrow.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(async_generator_athrow___iter__)
{
    return a[0];
}

/* ---- attributes ------------------------------------------------------------------------------------------------------------------------ */

static KrGen *self_gen(KrValue *a)
{
    return (KrGen *)kras_obj(a[0]);
}

/// async_generator.ag_frame
/// The frame, None when it is over.
KR_NATIVE(async_generator_get_ag_frame)
{
    return self_gen(a)->frame ? krframe_object(vm, self_gen(a)->frame) : KR_NONE;
}

/// async_generator.ag_running
/// Whether a step of it is under way.
KR_NATIVE(async_generator_get_ag_running)
{
    return krbool(self_gen(a)->running_async || self_gen(a)->owner);
}

/// async_generator.ag_suspended
/// Whether it waits at a yield.
KR_NATIVE(async_generator_get_ag_suspended)
{
    return krbool(self_gen(a)->h.kind == KR_GEN_SUSPENDED && !krgen_running(self_gen(a)));
}

/// async_generator.ag_await
/// object being awaited on, or None
KR_NATIVE(async_generator_get_ag_await)
{
    KrGen *g = self_gen(a);
    KrValue v = krgen_running(g) ? KR_EMPTY : g->target ? krvalue(g->target) : krgen_delegate(g);
    return v == KR_EMPTY ? KR_NONE : v;
}

/// async_generator.ag_code
/// The code object.
KR_NATIVE(async_generator_get_ag_code)
{
    return krvalue(self_gen(a)->func->code);
}

/// async_generator.__name__ = value
/// name of the async generator
KR_NATIVE(async_generator_get___name__)
{
    return krvalue(self_gen(a)->name);
}

KR_NATIVE(async_generator_set___name__)
{
    if (a[1] == KR_EMPTY || !kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "__name__ must be set to a string object");
    self_gen(a)->name = kras_str(a[1]);
    return KR_NONE;
}

/// async_generator.__qualname__ = value
/// qualified name of the async generator
KR_NATIVE(async_generator_get___qualname__)
{
    return krvalue(self_gen(a)->qualname);
}

KR_NATIVE(async_generator_set___qualname__)
{
    if (a[1] == KR_EMPTY || !kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "__qualname__ must be set to a string object");
    self_gen(a)->qualname = kras_str(a[1]);
    return KR_NONE;
}

/// async_generator.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(async_generator___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "<async_generator object %U at %p>", self_gen(a)->qualname, (void *)self_gen(a)));
}

/// @classmethod async_generator.__class_getitem__(cls, item, /)
/// See PEP 585
KR_NATIVE(async_generator___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}
