/* SPDX-License-Identifier: MIT
 * The bases of a class and what follows when they are changed: new MROs for the class and all that derive from it. */
#include "object/type.h"

bool krtype_has_base(const KrType *t, const KrType *base)
{
    if (t->flags & KR_TF_BUILTIN)
        return t->base == base || t->base2 == base;
    for (size_t i = 0; i < t->bases->n; i++)
        if (t->bases->at[i] == krvalue(base))
            return true;
    return false;
}

/// type.__bases__ = value
/// The bases of the class.
KR_NATIVE(type_get___bases__)
{
    KrType *t = kras_type(a[0]);
    if (!(t->flags & KR_TF_BUILTIN))
        return krvalue(t->bases);
    if (!t->base)
        return krvalue(vm->empty_tuple);
    return krvalue_or_raised(t->base2 ? krtuple_of(vm, 2, krvalue(t->base), krvalue(t->base2)) : krtuple_of(vm, 1, krvalue(t->base)));
}

static bool has_dict(const KrType *t)
{
    return !(t->flags & KR_TF_NO_DICT) && (!(t->flags & KR_TF_BUILTIN) || t->flags & KR_TF_EXTRA);
}

bool krtype_same_layout(KrVm *vm, const KrType *a, const KrType *b)
{
    return krtype_layout(vm, a) == krtype_layout(vm, b) && has_dict(a) == has_dict(b) && !((a->flags ^ b->flags) & KR_TF_WEAKREF);
}

static bool check_new_bases(KrVm *vm, KrType *t, KrTuple *bases)
{
    if (!bases->n) {
        krraise(vm, KR_T_TypeError, "can only assign non-empty tuple to %N.__bases__, not ()", t);
        return false;
    }
    for (size_t i = 0; i < bases->n; i++) {
        if (!kris_type(vm, bases->at[i])) {
            krraise(vm, KR_T_TypeError, "%N.__bases__ must be tuple of classes, not '%T'", t, bases->at[i]);
            return false;
        }
        if (krtype_issubtype(vm, kras_type(bases->at[i]), t)) {
            krraise(vm, KR_T_TypeError, "a __bases__ item causes an inheritance cycle");
            return false;
        }
    }
    return true;
}

/* Computes the MRO of the class and of those that derive from it; `undo` gets each class and its old MRO. */
static bool linearize_again(KrVm *vm, KrType *t, KrList *undo)
{
    KrTuple *old = t->mro, *mro = krtype_compute_mro(vm, t);
    if (!mro || !krlist_append(vm, undo, krvalue(t)) || !krlist_append(vm, undo, krvalue(old)))
        return false;
    KR_STORE_PTR(vm, t, &t->mro, mro);
    for (uint32_t i = KR_T_COUNT; i < vm->ntypes; i++) {
        KrType *c = vm->types[i];
        if (c && c->bases && c->mro && krtype_has_base(c, t) && !linearize_again(vm, c, undo))
            return false;
    }
    return true;
}

static void restore_mros(KrVm *vm, KrList *undo)
{
    for (size_t i = undo->n; i >= 2; i -= 2) {
        KrType *c = kras_type(undo->items->at[i - 2]);
        KR_STORE_PTR(vm, c, &c->mro, kras_obj(undo->items->at[i - 1]));
    }
}

void krtype_mark_subclassed(KrTuple *mro)
{
    for (size_t i = 1; i < mro->n; i++) {
        KrType *ancestor = kras_type(mro->at[i]);
        if (!(ancestor->flags & KR_TF_BUILTIN))
            ancestor->flags |= KR_TF_SUBCLASSED;
    }
}

KR_NATIVE(type_set___bases__)
{
    KrType *t = kras_type(a[0]);
    if (t->flags & KR_TF_BUILTIN)
        return krraise(vm, KR_T_TypeError, "cannot set '__bases__' attribute of immutable type '%N'", t);
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "cannot delete '__bases__' attribute of immutable type '%N'", t);
    if (!kris_kind(vm, a[1], KR_TF_TUPLE))
        return krraise(vm, KR_T_TypeError, "can only assign tuple to %N.__bases__, not %T", t, a[1]);
    KrTuple *bases = kras_tuple(a[1]), *old = t->bases;
    KrList *undo = krlist_with_capacity(vm, 4);
    if (!undo || !check_new_bases(vm, t, bases))
        return KR_RAISED;
    const KrType *base = krtype_best_base(vm, bases);
    if (!base)
        return KR_RAISED;
    if (!krtype_same_layout(vm, t->base, base))
        return krraise(vm, KR_T_TypeError, "__bases__ assignment: '%N' object layout differs from '%N'", base, t->base);
    KR_STORE_PTR(vm, t, &t->bases, bases);
    if (!linearize_again(vm, t, undo)) {
        KR_STORE_PTR(vm, t, &t->bases, old);
        restore_mros(vm, undo);
        return KR_RAISED;
    }
    KR_STORE_PTR(vm, t, &t->base, base);
    for (size_t i = 0; i < undo->n; i += 2) {
        KrType *c = kras_type(undo->items->at[i]);
        krtype_mark_subclassed(c->mro);
        krtype_modified(vm, c);
        krtype_update_flags(vm, c);
    }
    krtype_forget_caches(vm);
    return KR_NONE;
}
