/* SPDX-License-Identifier: MIT
 * Frames and tracebacks as Python sees them, and super() and names that depend on the running frame. */
#include "vm/ops.h"

/* The innermost frame of Python code. */
static KrFrame *python_frame(KrFrame *f)
{
    while (f && f->flags & KR_FR_NATIVE)
        f = krframe_back(f);
    return f;
}

KrFrame *krvm_python_frame(KrVm *vm)
{
    return python_frame(vm->exec->frame);
}

KrValue krvm_current_module_name(KrVm *vm)
{
    KrFrame *f = krvm_python_frame(vm);
    return f ? krdict_get_name(vm, f->func->globals, KR_NAME(__name__)) : KR_EMPTY;
}

bool krsuper_from_frame(KrVm *vm, KrValue *type, KrValue *self)
{
    KrFrame *f = krvm_python_frame(vm);
    KrCode *code = f ? f->func->code : NULL;
    if (!code || !code->argcount) {
        krraise(vm, KR_T_RuntimeError, code ? "super(): no arguments" : "super(): no current frame");
        return false;
    }
    KrValue first = krframe_regs(f)[0];
    if (kris_exact(first, KR_T_cell))
        first = ((KrCell *)kras_obj(first))->value;
    if (first == KR_EMPTY) {
        krraise(vm, KR_T_RuntimeError, "super(): arg[0] deleted");
        return false;
    }
    for (size_t i = 0; i < code->freevars->n; i++) {
        if (!krstr_is(kras_str(code->freevars->at[i]), "__class__"))
            continue;
        *type = ((KrCell *)kras_obj(f->func->closure->at[i]))->value;
        *self = first;
        if (*type != KR_EMPTY)
            return true;
        krraise(vm, KR_T_RuntimeError, "super(): empty __class__ cell");
        return false;
    }
    krraise(vm, KR_T_RuntimeError, "super(): __class__ cell not found");
    return false;
}

/* ---- frame -------------------------------------------------------------------------------------------------------------------- */

static KrFrameObject *self_frame(KrValue *a)
{
    return (KrFrameObject *)kras_obj(a[0]);
}

/// frame.f_code
/// The code object.
KR_NATIVE(frame_get_f_code)
{
    return krvalue(self_frame(a)->func->code);
}

/// frame.f_globals
/// The namespace of the module.
KR_NATIVE(frame_get_f_globals)
{
    return krvalue(self_frame(a)->func->globals);
}

/// frame.f_builtins
/// The namespace of built-in names.
KR_NATIVE(frame_get_f_builtins)
{
    KrDict *b = self_frame(a)->func->builtins;
    return b ? krvalue(b) : KR_NONE;
}

/// frame.f_back
/// The calling frame.
KR_NATIVE(frame_get_f_back)
{
    KrFrameObject *o = self_frame(a);
    if (!o->live)
        return o->back == KR_EMPTY ? KR_NONE : o->back;
    if (o->live->flags & KR_FR_GEN && !krgen_running(krframe_gen(o->live)))
        return KR_NONE;
    KrFrame *back = python_frame(krframe_back(o->live));
    return back ? krframe_object(vm, back) : KR_NONE;
}

/// frame.f_lineno = value
/// The line that runs.
KR_NATIVE(frame_get_f_lineno)
{
    KrFrameObject *o = self_frame(a);
    if (!o->live)
        return krsmall(o->lineno);
    return krsmall(o->live->pc == krcode_units(o->func->code) ? (int)o->func->code->firstlineno : krframe_line(o->live));
}

KR_NATIVE(frame_set_f_lineno)
{
    return krraise(vm, KR_T_ValueError, "f_lineno can only be set by a trace function");
}

/// frame.f_lasti
/// The offset of the instruction that runs.
KR_NATIVE(frame_get_f_lasti)
{
    KrFrameObject *o = self_frame(a);
    if (o->live && o->live->pc == krcode_units(o->func->code))
        return krsmall(-1);
    return krsmall(4 * (int64_t)(o->live ? krframe_unit(o->live) : o->unit));
}

/// frame.f_trace = value
/// The trace function; tracing is not supported, so it is None.
KR_NATIVE(frame_get_f_trace)
{
    return KR_NONE;
}

KR_NATIVE(frame_set_f_trace)
{
    if (a[1] == KR_EMPTY || a[1] == KR_NONE)
        return KR_NONE;
    return krraise(vm, KR_T_NotImplementedError, "tracing is not supported");
}

static bool add_local(KrVm *vm, KrDict *d, KrValue name, KrValue v)
{
    if (kris_exact(v, KR_T_cell))
        v = ((KrCell *)kras_obj(v))->value;
    const char *text = krstr_data(kras_str(name));
    return v == KR_EMPTY || text[0] == '.' || krdict_set(vm, d, name, v);
}

/* The variables of a function as a new dict. */
static KrValue snapshot(KrVm *vm, KrFunc *func, const KrValue *regs, size_t n)
{
    KrDict *d = krdict_new(vm);
    KrCode *code = func->code;
    for (size_t i = 0; d && i < code->varnames->n && i < n; i++)
        if (!add_local(vm, d, code->varnames->at[i], regs[i]))
            return KR_RAISED;
    for (size_t i = 0; d && func->closure && i < code->freevars->n; i++)
        if (!add_local(vm, d, code->freevars->at[i], func->closure->at[i]))
            return KR_RAISED;
    return krvalue_or_raised(d);
}

KrValue krframe_snapshot(KrVm *vm, KrFrame *f)
{
    KrValue locals = krframe_locals(f);
    if (locals != KR_EMPTY)
        return locals;
    if (!(f->func->code->flags & KR_CO_OPTIMIZED))
        return krvalue(f->func->globals);
    return snapshot(vm, f->func, krframe_regs(f), f->func->code->nlocals);
}

/// frame.f_locals
/// The local variables.
KR_NATIVE(frame_get_f_locals)
{
    KrFrameObject *o = self_frame(a);
    if (o->live)
        return krframe_snapshot(vm, o->live);
    if (o->locals != KR_EMPTY)
        return o->locals;
    if (!(o->func->code->flags & KR_CO_OPTIMIZED))
        return krvalue(o->func->globals);
    return o->registers ? snapshot(vm, o->func, o->registers->at, o->registers->cap) : krvalue_or_raised(krdict_new(vm));
}

/// frame.f_generator
/// The generator that the frame belongs to, or None.
KR_NATIVE(frame_get_f_generator)
{
    KrValue g = self_frame(a)->generator;
    return g == KR_EMPTY ? KR_NONE : g;
}

/// frame.clear(self, /)
/// Clear all references held by the frame.
KR_NATIVE(frame_clear)
{
    KrFrameObject *o = self_frame(a);
    if (o->live && o->live->flags & KR_FR_GEN) {
        KrGen *g = krframe_gen(o->live);
        if (krgen_running(g))
            return krraise(vm, KR_T_RuntimeError, "cannot clear an executing frame");
        if (g->h.kind == KR_GEN_SUSPENDED)
            return krraise(vm, KR_T_RuntimeError, "cannot clear a suspended frame");
        return krgen_close(vm, g) ? KR_NONE : KR_RAISED;
    }
    if (o->live)
        return krraise(vm, KR_T_RuntimeError, "cannot clear an executing frame");
    o->registers = NULL;
    return KR_NONE;
}

/// frame.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(frame___repr__)
{
    KrFrameObject *o = self_frame(a);
    KrValue line = krn_frame_get_f_lineno(vm, a, 1);
    return krvalue_or_raised(krstr_printf(vm, "<frame at %p, file %R, line %S, code %U>", (void *)o, krvalue(o->func->code->filename), line,
                                          o->func->code->name));
}

/* ---- traceback ------------------------------------------------------------------------------------------------------------------- */

static KrTraceback *self_traceback(KrValue *a)
{
    return (KrTraceback *)kras_obj(a[0]);
}

/// traceback.__new__(cls, tb_next, tb_frame, tb_lasti, tb_lineno)
/// Create and return a new object.
KR_NATIVE(traceback___new__)
{
    if (a[1] != KR_NONE && !kris_exact(a[1], KR_T_traceback))
        return krraise(vm, KR_T_TypeError, "expected traceback object or None, got '%T'", a[1]);
    if (!kris_exact(a[2], KR_T_frame))
        return krraise(vm, KR_T_TypeError, "TracebackType() argument 'tb_frame' must be frame, not %T", a[2]);
    int64_t lasti, line;
    if (!krobj_as_i64(vm, a[3], &lasti, true) || !krobj_as_i64(vm, a[4], &line, true))
        return KR_RAISED;
    KrTraceback *t = krheap_new(vm, KR_T_traceback, sizeof *t);
    if (!t)
        return KR_RAISED;
    krstore(vm, t, &t->next, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    krstore(vm, t, &t->frame, a[2]);
    KR_STORE_PTR(vm, t, &t->func, ((KrFrameObject *)kras_obj(a[2]))->func);
    t->unit = (uint32_t)(lasti / 4);
    t->lineno = (int32_t)line;
    return krvalue(t);
}

/// traceback.tb_next = value
/// The next entry, towards where the exception was raised.
KR_NATIVE(traceback_get_tb_next)
{
    return self_traceback(a)->next == KR_EMPTY ? KR_NONE : self_traceback(a)->next;
}

KR_NATIVE(traceback_set_tb_next)
{
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "can't delete tb_next attribute");
    if (a[1] != KR_NONE && !kris_exact(a[1], KR_T_traceback))
        return krraise(vm, KR_T_TypeError, "expected traceback object, got '%T'", a[1]);
    for (KrValue t = a[1]; t != KR_NONE && t != KR_EMPTY; t = ((KrTraceback *)kras_obj(t))->next)
        if (t == a[0])
            return krraise(vm, KR_T_ValueError, "traceback loop detected");
    krstore(vm, kras_obj(a[0]), &self_traceback(a)->next, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return KR_NONE;
}

/// traceback.tb_frame
/// The frame.
KR_NATIVE(traceback_get_tb_frame)
{
    KrTraceback *t = self_traceback(a);
    if (t->frame != KR_EMPTY)
        return t->frame;
    KrFrameObject *o = krheap_new(vm, KR_T_frame, sizeof *o);
    if (!o)
        return KR_RAISED;
    KR_STORE_PTR(vm, o, &o->func, t->func);
    if (t->registers)
        KR_STORE_PTR(vm, o, &o->registers, t->registers);
    o->unit = t->unit;
    o->lineno = t->lineno;
    krstore(vm, t, &t->frame, krvalue(o));
    return krvalue(o);
}

/// traceback.tb_lineno
/// The line.
KR_NATIVE(traceback_get_tb_lineno)
{
    return krsmall(self_traceback(a)->lineno);
}

/// traceback.tb_lasti
/// The offset of the instruction.
KR_NATIVE(traceback_get_tb_lasti)
{
    return krsmall(4 * (int64_t)self_traceback(a)->unit);
}

/// traceback.__dir__(self, /)
/// Names of the attributes.
KR_NATIVE(traceback___dir__)
{
    KrValue names[] = {krvalue(KR_NAME(tb_frame)), krvalue(KR_NAME(tb_next)), krvalue(KR_NAME(tb_lasti)), krvalue(KR_NAME(tb_lineno))};
    return krvalue_or_raised(krlist_new(vm, names, 4));
}
