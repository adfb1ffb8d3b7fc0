/* SPDX-License-Identifier: MIT
 * Unwinding: finding a handler, leaving frames on the way, tracebacks and the frame objects that outlive frames. */
#include "vm/ops.h"

/* ---- frame objects ----------------------------------------------------------------------------------------------------- */

KrValue krframe_object(KrVm *vm, KrFrame *f)
{
    if (kris_exact(f->ext, KR_T_frame))
        return f->ext;
    KrFrameObject *o = krheap_new(vm, KR_T_frame, sizeof *o);
    if (!o)
        return KR_RAISED;
    KR_STORE_PTR(vm, o, &o->func, f->func);
    o->live = f;
    if (f->flags & KR_FR_LOCALS)
        krstore(vm, o, &o->locals, f->ext);
    if (f->flags & KR_FR_INIT)
        krstore(vm, o, &o->instance, f->ext);
    if (f->flags & KR_FR_GEN)
        KR_STORE_PTR(vm, o, &o->generator, krframe_gen(f));
    f->ext = krvalue(o);
    f->flags |= KR_FR_OBSERVED;
    return f->ext;
}

/* The variables of an activation that ends; NULL if there are none, or no memory. */
static KrValues *copy_locals(KrVm *vm, KrFrame *f)
{
    uint32_t n = f->func->code->nlocals;
    KrValue pending = vm->exec->pending;
    KrValues *registers = n ? krheap_values(vm, n) : NULL;
    for (uint32_t i = 0; registers && i < n; i++)
        krstore(vm, registers, &registers->at[i], krframe_regs(f)[i]);
    vm->exec->pending = pending;
    return registers;
}

void krframe_object_detach(KrVm *vm, KrFrame *f)
{
    KrFrameObject *o = (KrFrameObject *)kras_obj(f->ext);
    o->unit = f->pc == krcode_units(f->func->code) ? 0 : krframe_unit(f);
    o->lineno = krcode_position(f->func->code, o->unit).line;
    KrValues *registers = copy_locals(vm, f);
    if (registers)
        KR_STORE_PTR(vm, o, &o->registers, registers);
    o->live = NULL;
}

void krtrace_frame(KrTracer *t, KrObj *obj)
{
    KrFrameObject *o = (KrFrameObject *)obj;
    krtrace_obj(t, o->func);
    krtrace_value(t, o->back);
    krtrace_value(t, o->locals);
    krtrace_obj(t, o->registers);
    krtrace_value(t, o->generator);
    krtrace_value(t, o->instance);
}

/* ---- tracebacks ----------------------------------------------------------------------------------------------------------- */

/* The frame is to be seen with its variables afterwards: through its object if it goes on, else they are kept as they are. */
static void keep_frame(KrVm *vm, KrFrame *f, KrTraceback *tb, bool goes_on)
{
    if (goes_on || f->flags & (KR_FR_OBSERVED | KR_FR_LOCALS)) {
        KrValue pending = vm->exec->pending, o = krframe_object(vm, f);
        vm->exec->pending = pending;
        if (o != KR_RAISED)
            krstore(vm, tb, &tb->frame, o);
    } else {
        KrValues *registers = copy_locals(vm, f);
        if (registers)
            KR_STORE_PTR(vm, tb, &tb->registers, registers);
    }
}

/* No memory for a traceback makes an error one of memory; but a limit that was passed stays that. */
static bool keeps_error(KrVm *vm, KrValue exception)
{
    return vm->limits.killed || krobj_isinstance(vm, exception, krvalue(KR_TYPE_OF(TimeoutError))) ||
           !krobj_isinstance(vm, exception, krvalue(KR_TYPE_OF(Exception)));
}

bool krtraceback_add(KrVm *vm, KrFrame *f, KrValue exception, bool goes_on)
{
    KrExc *e = kras_exc(exception);
    KrTraceback *tb = krheap_new(vm, KR_T_traceback, sizeof *tb);
    if (!tb) {
        krpending_clear(vm);
        vm->exec->pending = exception;
        if (!keeps_error(vm, exception))
            krraise_memory(vm);
        return false;
    }
    krstore(vm, tb, &tb->next, e->traceback);
    keep_frame(vm, f, tb, goes_on);
    KR_STORE_PTR(vm, tb, &tb->func, f->func);
    tb->unit = f->pc == krcode_units(f->func->code) ? 0 : krframe_unit(f);
    tb->lineno = krcode_position(f->func->code, tb->unit).line;
    krstore(vm, e, &e->traceback, krvalue(tb));
    return true;
}

/* ---- handlers ---------------------------------------------------------------------------------------------------------------- */

static const KrHandler *find_handler(KrVm *vm, KrFrame *f)
{
    KrCode *code = f->func->code;
    if (!code->nhandlers || vm->limits.killed || f->pc == krcode_units(code))
        return NULL;
    const KrHandler *h = (const KrHandler *)code->handlers->data, *end = h + code->nhandlers;
    uint32_t unit = krframe_unit(f);
    while (h < end && (unit < h->start || unit >= h->end))
        h++;
    return h < end ? h : NULL;
}

static void replace_stop(KrVm *vm, const char *kind, const char *name)
{
    KrValue stop = krpending_take(vm);
    krraise(vm, KR_T_RuntimeError, "%s raised %s", kind, name);
    KrExc *e = kras_exc(vm->exec->pending);
    krstore(vm, e, &e->cause, stop);
    krstore(vm, e, &e->context, stop);
    e->h.kind = 1;
}

/* StopIteration never leaves a generator's body (PEP 479). */
static void check_stop(KrVm *vm, KrFrame *f)
{
    KrObj *g = &krframe_gen(f)->h;
    if (krpending_is(vm, KR_T_StopIteration))
        replace_stop(vm, g->shape == KR_T_coroutine ? "coroutine" : g->shape == KR_T_async_generator ? "async generator" : "generator",
                     "StopIteration");
    else if (g->shape == KR_T_async_generator && krpending_is(vm, KR_T_StopAsyncIteration))
        replace_stop(vm, "async generator", "StopAsyncIteration");
}

/* AttributeError out of __getattribute__ or a property: __getattr__ of the object is asked. */
static KrValue try_getattr_hook(KrVm *vm, KrFrame *f)
{
    KrFrame *p = f->prev;
    if (!(f->flags & KR_FR_ATTR) || p->flags & KR_FR_NATIVE || !krpending_is(vm, KR_T_AttributeError))
        return KR_RAISED;
    const uint32_t *units = krcode_units(p->func->code);
    const KrAttrCache *c = (const KrAttrCache *)(p->pc - sizeof(KrAttrCache) / 4);
    bool wide = (const uint32_t *)c > units && (((const uint32_t *)c)[-1] & 255) == KR_OP_WIDE;
    uint32_t reg = (c->ins >> 16 & 255) | (wide ? ((const uint32_t *)c)[-1] >> 8 & 0xFF00 : 0);
    KrValue o = krframe_regs(p)[reg];
    KrValue hook = krdunder(vm, krtype_of(vm, o), KR_D_getattr);
    if (hook == KR_EMPTY)
        return KR_RAISED;
    KrValue args[2] = {o, p->func->code->consts->at[c->name]};
    uint16_t dst = f->dst;
    krpending_clear(vm);
    krframe_pop(vm, f);
    return krcall_start(vm, hook, &(KrArgs){args, 2, NULL, KR_EMPTY}, dst, 0);
}

KrUnwound krunwind(KrVm *vm, KrValue *result)
{
    KrExec *x = vm->exec;
    for (;;) {
        KrFrame *f = x->frame;
        if (f->flags & KR_FR_NATIVE) {
            if (!vm->limits.killed) {
                KrValue v = f->native->step(vm, f, KR_RAISED);
                if (v == KR_CALLED)
                    return KR_UNWOUND_RESUME;
                if (v != KR_RAISED)
                    return *result = v, KR_UNWOUND_RESULT;
            }
        } else {
            const KrHandler *h = find_handler(vm, f);
            if (!x->reraise)
                krtraceback_add(vm, f, x->pending, h);
            x->reraise = false;
            if (h) {
                vm->heap.futile = false;
                f->pc = krcode_units(f->func->code) + h->target;
                krframe_regs(f)[h->reg] = krpending_take(vm);
                return KR_UNWOUND_RESUME;
            }
        }
        uint32_t flags = (uint32_t)f->flags;
        if (flags & KR_FR_GEN) {
            check_stop(vm, f);
            KrFrame *owner = krgen_finish(vm, f);
            if (owner) {
                owner->pc++; /* behind the SEND's first unit, as everywhere when an instruction raises */
                continue;
            }
        } else {
            if (flags & KR_FR_ATTR) {
                KrValue v = try_getattr_hook(vm, f);
                if (v == KR_CALLED)
                    return KR_UNWOUND_RESUME;
                if (v != KR_RAISED) {
                    krframe_regs(x->frame)[f->dst] = v;
                    return KR_UNWOUND_RESUME;
                }
            }
            if (x->frame == f)
                krframe_pop(vm, f);
        }
        if (flags & KR_FR_ENTRY)
            return KR_UNWOUND_OUT;
    }
}
