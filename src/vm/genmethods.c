/* SPDX-License-Identifier: MIT
 * The methods and attributes of generators and coroutines. */
#include "object/warn.h"
#include "vm/ops.h"

static KrGen *self_gen(KrValue *a)
{
    return (KrGen *)kras_obj(a[0]);
}

/* ---- send and next: the generator's frame runs in the same activation --------------------------------------------------------- */

static KrValue resumed(KrVm *vm, KrFrame *f, KrValue in)
{
    (void)f;
    return in == KR_EMPTY ? krraise_stop(vm, vm->exec->returned) : in;
}

/* After a pause the result is passed on; at first the generator is resumed. */
static KrValue step_send(KrVm *vm, KrFrame *f, KrValue in, KrValue sent)
{
    if (f->state)
        return resumed(vm, f, in);
    f->state = 1;
    KrGen *g = (KrGen *)kras_obj(krframe_regs(f)[0]);
    if (g->h.kind == KR_GEN_CLOSED && g->h.shape == KR_T_coroutine)
        return krraise(vm, KR_T_RuntimeError, "cannot reuse already awaited coroutine");
    KrValue v = krgen_resume(vm, g, sent, 0, 0);
    return v == KR_EMPTY ? krraise_stop(vm, KR_NONE) : v;
}

/// @step(2) generator.send(self, value, /)
/// send(value) -> send 'value' into generator,
/// return next yielded value or raise StopIteration.
KR_STEP(generator_send)
{
    return step_send(vm, f, in, krframe_regs(f)[1]);
}

/// @step(1) generator.__next__(self, /)
/// Implement next(self).
KR_STEP(generator___next__)
{
    return step_send(vm, f, in, KR_NONE);
}

/// @step(2) coroutine.send(self, value, /)
/// send(value) -> send 'value' into coroutine,
/// return next iterated value or raise StopIteration.
KR_STEP(coroutine_send)
{
    return step_send(vm, f, in, krframe_regs(f)[1]);
}

/* ---- throw ------------------------------------------------------------------------------------------------------------------------ */

/* throw(exception), or the old form of class, value and traceback. */
KrValue krgen_exception_of(KrVm *vm, KrValue type, KrValue value, KrValue traceback)
{
    if (traceback != KR_EMPTY && traceback != KR_NONE && !kris_exact(traceback, KR_T_traceback))
        return krraise(vm, KR_T_TypeError, "throw() third argument must be a traceback object");
    KrValue e;
    if (kris_type(vm, type) && kras_type(type)->flags & KR_TF_EXCEPTION) {
        if (value != KR_EMPTY && value != KR_NONE && kris_instance(vm, value, kras_type(type)))
            e = value;
        else if (value != KR_EMPTY && value != KR_NONE && kris_exact(value, KR_T_tuple))
            e = krcall_ex(vm, type, kras_tuple(value), NULL);
        else
            e = krcall(vm, type, &value, value != KR_EMPTY && value != KR_NONE);
    } else if (krtype_of(vm, type)->flags & KR_TF_EXCEPTION) {
        if (value != KR_EMPTY && value != KR_NONE)
            return krraise(vm, KR_T_TypeError, "instance exception may not have a separate value");
        e = type;
    } else {
        return krraise(vm, KR_T_TypeError, "exceptions must be classes or instances deriving from BaseException, not %T", type);
    }
    if (e != KR_RAISED && !(krtype_of(vm, e)->flags & KR_TF_EXCEPTION))
        e = krraise(vm, KR_T_TypeError, "calling %R should have returned an instance of BaseException, not %T", type, e);
    if (e == KR_RAISED)
        e = krpending_take(vm); /* what went wrong is thrown in its place */
    if (e != KR_RAISED && traceback != KR_EMPTY && traceback != KR_NONE)
        krstore(vm, kras_exc(e), &kras_exc(e)->traceback, traceback);
    return e;
}

bool krgen_warn_of_throw(KrVm *vm, const char *method)
{
    return krwarn(vm, KR_T_DeprecationWarning, "the (type, exc, tb) signature of %s() is deprecated, use the single-arg signature instead.", method);
}

static KrValue step_throw(KrVm *vm, KrFrame *f, KrValue in)
{
    if (f->state)
        return resumed(vm, f, in);
    f->state = 1;
    KrValue *r = krframe_regs(f);
    if ((r[2] != KR_EMPTY || r[3] != KR_EMPTY) && !krgen_warn_of_throw(vm, "throw"))
        return KR_RAISED;
    KrValue e = krgen_exception_of(vm, r[1], r[2], r[3]);
    KR_TRY(e);
    return krgen_resume_throw(vm, (KrGen *)kras_obj(r[0]), e, 0, 0);
}

/// @step(4) generator.throw(self, type, value=None, traceback=None, /)
/// Raise exception in generator, return next yielded value or raise StopIteration.
KR_STEP(generator_throw)
{
    return step_throw(vm, f, in);
}

/// @step(4) coroutine.throw(self, type, value=None, traceback=None, /)
/// Raise exception in coroutine, return next iterated value or raise StopIteration.
KR_STEP(coroutine_throw)
{
    return step_throw(vm, f, in);
}

/// generator.close(self, /)
/// close() -> raise GeneratorExit inside generator.
KR_NATIVE(generator_close)
{
    return krgen_close_value(vm, self_gen(a));
}

/// coroutine.close(self, /)
/// close() -> raise GeneratorExit inside coroutine.
KR_NATIVE(coroutine_close)
{
    self_gen(a)->awaited = true;
    return krgen_close_value(vm, self_gen(a));
}

/// generator.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(generator___iter__)
{
    return a[0];
}

/* ---- coroutine_wrapper: what __await__ of a coroutine gives ------------------------------------------------------------------------- */

/// coroutine.__await__(self, /)
/// Return an iterator to be used in await expression.
KR_NATIVE(coroutine___await__)
{
    KrWrapped *w = krheap_new(vm, KR_T_coroutine_wrapper, sizeof *w);
    if (w)
        krstore(vm, w, &w->value, a[0]);
    return krvalue_or_raised(w);
}

static KrValue step_wrapped(KrVm *vm, KrFrame *f, KrValue in, KrValue sent)
{
    if (f->state)
        return resumed(vm, f, in);
    krframe_regs(f)[0] = ((KrWrapped *)kras_obj(krframe_regs(f)[0]))->value;
    return step_send(vm, f, in, sent);
}

/// @step(2) coroutine_wrapper.send(self, value, /)
/// Send a value into the coroutine.
KR_STEP(coroutine_wrapper_send)
{
    return step_wrapped(vm, f, in, krframe_regs(f)[1]);
}

/// @step(1) coroutine_wrapper.__next__(self, /)
/// Implement next(self).
KR_STEP(coroutine_wrapper___next__)
{
    return step_wrapped(vm, f, in, KR_NONE);
}

/// @step(4) coroutine_wrapper.throw(self, type, value=None, traceback=None, /)
/// Raise an exception in the coroutine.
KR_STEP(coroutine_wrapper_throw)
{
    if (!f->state)
        krframe_regs(f)[0] = ((KrWrapped *)kras_obj(krframe_regs(f)[0]))->value;
    return step_throw(vm, f, in);
}

/// coroutine_wrapper.close(self, /)
/// Close the coroutine.
KR_NATIVE(coroutine_wrapper_close)
{
    KrValue g = ((KrWrapped *)kras_obj(a[0]))->value;
    return krgen_close_value(vm, (KrGen *)kras_obj(g));
}

/// coroutine_wrapper.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(coroutine_wrapper___iter__)
{
    return a[0];
}

/* ---- attributes -------------------------------------------------------------------------------------------------------------------- */

static KrValue frame_of(KrVm *vm, KrGen *g)
{
    return g->frame ? krframe_object(vm, g->frame) : KR_NONE;
}

static KrValue delegate_of(KrGen *g)
{
    if (krgen_running(g))
        return KR_NONE;
    if (g->target)
        return krvalue(g->target);
    KrValue v = krgen_delegate(g);
    return v == KR_EMPTY ? KR_NONE : v;
}

static KrValue running_of(KrGen *g)
{
    return krbool(krgen_running(g));
}

static KrValue suspended_of(KrGen *g)
{
    return krbool(g->h.kind == KR_GEN_SUSPENDED && !krgen_running(g));
}

static KrValue set_name(KrVm *vm, KrValue *a, const KrStr **slot, const char *what)
{
    if (a[1] == KR_EMPTY || !kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "%s must be set to a string object", what);
    *slot = kras_str(a[1]);
    return KR_NONE;
}

static KrValue repr_of(KrVm *vm, KrValue *a, const char *kind)
{
    return krvalue_or_raised(krstr_printf(vm, "<%s object %U at %p>", kind, self_gen(a)->qualname, (void *)self_gen(a)));
}

/// generator.gi_frame
/// The frame, None when it is over.
KR_NATIVE(generator_get_gi_frame)
{
    return frame_of(vm, self_gen(a));
}

/// generator.gi_running
/// Whether it runs.
KR_NATIVE(generator_get_gi_running)
{
    return running_of(self_gen(a));
}

/// generator.gi_suspended
/// Whether it waits at a yield.
KR_NATIVE(generator_get_gi_suspended)
{
    return suspended_of(self_gen(a));
}

/// generator.gi_yieldfrom
/// object being iterated by yield from, or None
KR_NATIVE(generator_get_gi_yieldfrom)
{
    return delegate_of(self_gen(a));
}

/// generator.gi_code
/// The code object.
KR_NATIVE(generator_get_gi_code)
{
    return krvalue(self_gen(a)->func->code);
}

/// generator.__name__ = value
/// name of the generator
KR_NATIVE(generator_get___name__)
{
    return krvalue(self_gen(a)->name);
}

KR_NATIVE(generator_set___name__)
{
    return set_name(vm, a, &self_gen(a)->name, "__name__");
}

/// generator.__qualname__ = value
/// qualified name of the generator
KR_NATIVE(generator_get___qualname__)
{
    return krvalue(self_gen(a)->qualname);
}

KR_NATIVE(generator_set___qualname__)
{
    return set_name(vm, a, &self_gen(a)->qualname, "__qualname__");
}

/// generator.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(generator___repr__)
{
    return repr_of(vm, a, "generator");
}

/// coroutine.cr_frame
/// The frame, None when it is over.
KR_NATIVE(coroutine_get_cr_frame)
{
    return frame_of(vm, self_gen(a));
}

/// coroutine.cr_running
/// Whether it runs.
KR_NATIVE(coroutine_get_cr_running)
{
    return running_of(self_gen(a));
}

/// coroutine.cr_suspended
/// Whether it waits.
KR_NATIVE(coroutine_get_cr_suspended)
{
    return suspended_of(self_gen(a));
}

/// coroutine.cr_await
/// object being awaited on, or None
KR_NATIVE(coroutine_get_cr_await)
{
    return delegate_of(self_gen(a));
}

/// coroutine.cr_code
/// The code object.
KR_NATIVE(coroutine_get_cr_code)
{
    return krvalue(self_gen(a)->func->code);
}

/// coroutine.cr_origin
/// Where it was made, if sys.set_coroutine_origin_tracking_depth asks for it.
KR_NATIVE(coroutine_get_cr_origin)
{
    return KR_NONE;
}

/// coroutine.__name__ = value
/// name of the coroutine
KR_NATIVE(coroutine_get___name__)
{
    return krvalue(self_gen(a)->name);
}

KR_NATIVE(coroutine_set___name__)
{
    return set_name(vm, a, &self_gen(a)->name, "__name__");
}

/// coroutine.__qualname__ = value
/// qualified name of the coroutine
KR_NATIVE(coroutine_get___qualname__)
{
    return krvalue(self_gen(a)->qualname);
}

KR_NATIVE(coroutine_set___qualname__)
{
    return set_name(vm, a, &self_gen(a)->qualname, "__qualname__");
}

/// coroutine.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(coroutine___repr__)
{
    return repr_of(vm, a, "coroutine");
}
