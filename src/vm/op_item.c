/* SPDX-License-Identifier: MIT
 * Subscripts, iteration and unpacking: what the interpreter's fast paths leave over. */
#include "vm/ops.h"
#include "vm/quick.h"

KrValue krop_getitem(KrVm *vm, KrValue o, KrValue key, uint16_t dst)
{
    if (kris_exact(o, KR_T_dict)) {
        KrValue v = krdict_get(vm, kras_dict(o), key);
        return v != KR_EMPTY ? v : krraise_value(vm, KR_T_KeyError, key);
    }
    KrType *type = krtype_of(vm, o);
    KrValue fn = krdunder(vm, type, KR_D_getitem);
    if (kris_exact(fn, KR_T_function)) {
        KrValue args[2] = {o, key};
        return krcall_start(vm, fn, &(KrArgs){args, 2, NULL, KR_EMPTY}, dst, 0);
    }
    if (kris_exact(fn, KR_T_wrapper_descriptor)) {
        const KrMember *m = (const KrMember *)kras_obj(fn);
        KrValue args[2] = {o, key};
        if (m->nparams == 2 && !(m->flags & (KR_M_STEP | KR_M_VARARGS | KR_M_VARKW)))
            return m->fn(vm, args, 2);
    }
    return krobj_getitem(vm, o, key);
}

KrValue krop_setitem(KrVm *vm, KrValue o, KrValue key, KrValue v)
{
    if (kris_exact(o, KR_T_dict)) {
        if (v != KR_EMPTY)
            return krdict_set(vm, kras_dict(o), key, v) ? KR_NONE : KR_RAISED;
        int deleted = krdict_delete(vm, kras_dict(o), key, NULL);
        return deleted > 0 ? KR_NONE : deleted < 0 ? KR_RAISED : krraise_value(vm, KR_T_KeyError, key);
    }
    KrValue fn = krdunder(vm, krtype_of(vm, o), v == KR_EMPTY ? KR_D_delitem : KR_D_setitem);
    if (kris_exact(fn, KR_T_function)) {
        KrValue args[3] = {o, key, v};
        return krcall_start(vm, fn, &(KrArgs){args, v == KR_EMPTY ? 2 : 3, NULL, KR_EMPTY}, 0, KR_FR_DISCARD);
    }
    return krobj_setitem(vm, o, key, v) ? KR_NONE : KR_RAISED;
}

KrValue krop_iter(KrVm *vm, KrValue o, uint16_t dst)
{
    KrValue fn = krdunder(vm, krtype_of(vm, o), KR_D_iter);
    if (kris_exact(fn, KR_T_function)) {
        KrFunc *iter = (KrFunc *)kras_obj(fn);
        if (iter->code->flags & KR_CO_GENERATOR)
            return krgen_new(vm, iter, &(KrArgs){&o, 1, NULL, KR_EMPTY});
        (void)dst; /* the result is checked, so the call nests */
    }
    return krobj_iter(vm, o);
}

/* Calls a Python __next__ for FORITER and the like: StopIteration becomes exhaustion. */
static KrValue step_next(KrVm *vm, KrFrame *f, KrValue in)
{
    if (f->state)
        return krstep_next_in(vm, in);
    f->state = 1;
    KrValue self = krframe_regs(f)[0];
    in = krstep_call(vm, krdunder(vm, krtype_of(vm, self), KR_D_next), &self, 1);
    return in == KR_CALLED ? in : krstep_next_in(vm, in);
}

static const KrMember next_native = {.h = {KR_T_builtin_function_or_method, KR_F_CONST, 0, 0}, .step = step_next, .flags = KR_M_STEP,
                                     .nparams = 1, .nposonly = 1, .nrequired = 1, .nregs = 1};

KrValue krenumerate_pair(KrVm *vm, KrIterPair *e, KrValue item)
{
    KrTuple *t = krtuple_new(vm, NULL, 2);
    KrValue next = kris_int(e->b) ? krint_from(vm, kras_int(e->b) + 1) : krint_add(vm, e->b, krsmall(1));
    if (!t || next == KR_RAISED)
        return KR_RAISED;
    krstore(vm, t, &t->at[0], e->b);
    krstore(vm, t, &t->at[1], item);
    krstore(vm, e, &e->b, next);
    return krvalue(t);
}

/* enumerate and zip over iterators that quick_next knows; empty: not so, or one of them is exhausted. */
static KrValue quick_row(KrVm *vm, KrValue it)
{
    KrValue item;
    if (kris_exact(it, KR_T_enumerate)) {
        KrIterPair *e = (KrIterPair *)kras_obj(it);
        return quick_next(e->a, &item) ? krenumerate_pair(vm, e, item) : KR_EMPTY;
    }
    if (!kris_exact(it, KR_T_zip))
        return KR_EMPTY;
    KrTuple *iters = kras_tuple(((KrIterTuple *)kras_obj(it))->iters);
    if (kras_obj(it)->kind) /* strict: which one is shorter matters */
        return KR_EMPTY;
    for (size_t i = 0; i < iters->n; i++)
        if (!quick_ready(iters->at[i]))
            return KR_EMPTY;
    KrTuple *row = iters->n ? krtuple_new(vm, NULL, iters->n) : NULL;
    if (!row)
        return iters->n ? KR_RAISED : KR_EMPTY;
    for (size_t i = 0; i < iters->n; i++)
        if (quick_next(iters->at[i], &item))
            krstore(vm, row, &row->at[i], item);
        else
            return KR_EMPTY; /* an iterator that stands there twice had one item left */
    return krvalue(row);
}

KrValue krop_next(KrVm *vm, KrValue it, uint16_t dst, uint32_t flags)
{
    KrValue row = quick_row(vm, it);
    if (row != KR_EMPTY)
        return row;
    KrValue fn = krdunder(vm, krtype_of(vm, it), KR_D_next);
    if (kris_exact(fn, KR_T_wrapper_descriptor)) {
        const KrMember *m = (const KrMember *)kras_obj(fn);
        if (!(m->flags & KR_M_STEP)) {
            KrValue a = it;
            return m->fn(vm, &a, 1);
        }
        return krcall_native(vm, m, &(KrArgs){&it, 1, NULL, KR_EMPTY}, dst, flags);
    }
    if (kris_exact(fn, KR_T_function) && !(vm->exec->frame->flags & KR_FR_NATIVE)) {
        /* A stepping frame in between turns StopIteration into exhaustion. */
        return krcall_native(vm, &next_native, &(KrArgs){&it, 1, NULL, KR_EMPTY}, dst, flags);
    }
    if (kris_exact(fn, KR_T_function))
        return krcall_start(vm, fn, &(KrArgs){&it, 1, NULL, KR_EMPTY}, dst, flags);
    return krobj_next(vm, it);
}

/* ---- unpacking -------------------------------------------------------------------------------------------------------------- */

static bool cannot_unpack(KrVm *vm, KrValue v)
{
    if (krpending_is(vm, KR_T_TypeError) && krdunder(vm, krtype_of(vm, v), KR_D_iter) == KR_EMPTY) {
        krpending_clear(vm);
        krraise(vm, KR_T_TypeError, "cannot unpack non-iterable %T object", v);
    }
    return false;
}

static bool too_few(KrVm *vm, uint32_t expected, uint32_t got, bool at_least)
{
    krraise(vm, KR_T_ValueError, "not enough values to unpack (expected %s%u, got %u)", at_least ? "at least " : "", expected, got);
    return false;
}

static bool unpack_sequence(KrVm *vm, const KrValue *items, size_t n, KrValue *to, uint32_t want)
{
    if (n < want)
        return too_few(vm, want, (uint32_t)n, false);
    if (n > want) {
        krraise(vm, KR_T_ValueError, "too many values to unpack (expected %u)", want);
        return false;
    }
    memcpy(to, items, n * sizeof *to);
    return true;
}

bool krop_unpack(KrVm *vm, KrValue v, KrValue *to, uint32_t n)
{
    if (kris_exact(v, KR_T_tuple))
        return unpack_sequence(vm, kras_tuple(v)->at, kras_tuple(v)->n, to, n);
    if (kris_exact(v, KR_T_list))
        return unpack_sequence(vm, kras_list(v)->n ? kras_list(v)->items->at : NULL, kras_list(v)->n, to, n);
    KrValue it = krobj_iter(vm, v);
    if (it == KR_RAISED)
        return cannot_unpack(vm, v);
    for (uint32_t i = 0; i < n; i++) {
        KrValue item = krobj_next(vm, it);
        if (item == KR_RAISED)
            return false;
        if (item == KR_EMPTY)
            return too_few(vm, n, i, false);
        to[i] = item;
    }
    KrValue more = krobj_next(vm, it);
    if (more != KR_EMPTY && more != KR_RAISED)
        krraise(vm, KR_T_ValueError, "too many values to unpack (expected %u)", n);
    return more == KR_EMPTY;
}

bool krop_unpackex(KrVm *vm, KrValue v, KrValue *to, uint32_t before, uint32_t after)
{
    KrList *all = krlist_with_capacity(vm, 0);
    if (!all)
        return false;
    KrValue it = krobj_iter(vm, v);
    if (it == KR_RAISED)
        return cannot_unpack(vm, v);
    if (!krlist_extend(vm, all, it))
        return false;
    if (all->n < before + after)
        return too_few(vm, before + after, (uint32_t)all->n, true);
    size_t middle = all->n - before - after;
    KrList *rest = krlist_new(vm, all->n ? all->items->at + before : NULL, middle);
    if (!rest)
        return false;
    for (uint32_t i = 0; i < before; i++)
        to[i] = all->items->at[i];
    to[before] = krvalue(rest);
    for (uint32_t i = 0; i < after; i++)
        to[before + 1 + i] = all->items->at[before + middle + i];
    return true;
}
