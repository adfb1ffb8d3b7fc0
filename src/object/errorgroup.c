/* SPDX-License-Identifier: MIT
 * Exception groups: construction, derive, split and subgroup. */
#include "object/type.h"

static KrTuple *group_items(KrValue group)
{
    return kras_tuple(kras_exc(group)->field[1]);
}

static bool is_group(KrVm *vm, KrValue e)
{
    return krtype_issubtype(vm, krtype_of(vm, e), KR_TYPE_OF(BaseExceptionGroup));
}

static bool check_items(KrVm *vm, KrValue sequence, KrTuple *items, bool *only_exceptions)
{
    if (!krtype_of(vm, sequence)->flags || !(krtype_of(vm, sequence)->flags & (KR_TF_LIST | KR_TF_TUPLE | KR_TF_SEQUENCE))) {
        krraise(vm, KR_T_TypeError, "second argument (exceptions) must be a sequence");
        return false;
    }
    if (!items->n) {
        krraise(vm, KR_T_ValueError, "second argument (exceptions) must be a non-empty sequence");
        return false;
    }
    *only_exceptions = true;
    for (size_t i = 0; i < items->n; i++) {
        KrType *t = krtype_of(vm, items->at[i]);
        if (!(t->flags & KR_TF_EXCEPTION)) {
            krraise(vm, KR_T_ValueError, "Item %zu of second argument (exceptions) is not an exception", i);
            return false;
        }
        *only_exceptions &= krtype_issubtype(vm, t, KR_TYPE_OF(Exception));
    }
    return true;
}

/// BaseExceptionGroup.__new__(cls, *args, **kwargs)
/// Create and return a new object.
KR_NATIVE(BaseExceptionGroup___new__)
{
    KrType *type = kras_type(a[0]);
    if (n != 4)
        return krraise(vm, KR_T_TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%u given)", n - 2);
    if (!kris_str(vm, a[2]))
        return krraise(vm, KR_T_TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %T", a[2]);
    bool sequence = krtype_of(vm, a[3])->flags & (KR_TF_LIST | KR_TF_TUPLE | KR_TF_SEQUENCE);
    KrTuple *items = sequence ? krobj_tuple(vm, a[3]) : vm->empty_tuple;
    bool plain;
    if (!items || !check_items(vm, a[3], items, &plain))
        return KR_RAISED;
    if (type == KR_TYPE_OF(BaseExceptionGroup) && plain)
        type = (KrType *)KR_TYPE_OF(ExceptionGroup);
    if (!plain && type == KR_TYPE_OF(ExceptionGroup))
        return krraise(vm, KR_T_TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
    if (!plain && krtype_issubtype(vm, type, KR_TYPE_OF(Exception)))
        return krraise(vm, KR_T_TypeError, "Cannot nest BaseExceptions in '%N'", type);
    KrExc *e = krobj_new(vm, type);
    KrTuple *args = e ? krtuple_of(vm, 2, a[2], a[3]) : NULL;
    if (!args)
        return KR_RAISED;
    krstore(vm, e, &e->args, krvalue(args));
    krstore(vm, e, &e->field[0], a[2]);
    krstore(vm, e, &e->field[1], krvalue(items));
    return krvalue(e);
}

/// BaseExceptionGroup.__init__(self, /, *args, **kwargs)
/// Initialize self.
KR_NATIVE(BaseExceptionGroup___init__)
{
    if (a[1] != KR_EMPTY && kras_dict(a[1])->live)
        return krraise(vm, KR_T_TypeError, "%T() takes no keyword arguments", a[0]);
    return KR_NONE;
}

/// BaseExceptionGroup.__str__(self, /)
/// Return str(self).
KR_NATIVE(BaseExceptionGroup___str__)
{
    size_t count = group_items(a[0])->n;
    return krvalue_or_raised(krstr_printf(vm, "%S (%zu sub-exception%s)", kras_exc(a[0])->field[0], count, count == 1 ? "" : "s"));
}

/// @classmethod BaseExceptionGroup.__class_getitem__(cls, item, /)
/// See PEP 585
KR_NATIVE(BaseExceptionGroup___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/// BaseExceptionGroup.derive(self, excs, /)
/// Make a group of the same kind with other exceptions.
KR_NATIVE(BaseExceptionGroup_derive)
{
    KrValue args[2] = {kras_exc(a[0])->field[0], a[1]};
    return krcall(vm, krvalue(KR_TYPE_OF(BaseExceptionGroup)), args, 2);
}

static KrValue derived(KrVm *vm, KrValue group, KrList *items)
{
    KrValue arg = krvalue(items);
    KrValue e = krcall_method(vm, group, KR_NAME(derive), &arg, 1);
    KR_TRY(e);
    if (!is_group(vm, e))
        return krraise(vm, KR_T_TypeError, "derive must return an instance of BaseExceptionGroup");
    KrExc *from = kras_exc(group), *to = kras_exc(e);
    krstore(vm, to, &to->traceback, from->traceback);
    krstore(vm, to, &to->context, from->context);
    krstore(vm, to, &to->cause, from->cause);
    to->h.kind = from->h.kind | 1; /* to set a cause, were it NULL, suppresses the context */
    KrValue notes = krobj_lookup(vm, group, KR_NAME(__notes__));
    if (notes != KR_EMPTY && notes != KR_RAISED && kris_kind(vm, notes, KR_TF_LIST)) {
        KrList *copy = krlist_with_capacity(vm, 0);
        if (!copy || !krlist_extend(vm, copy, notes) || !krobj_setattr(vm, e, KR_NAME(__notes__), krvalue(copy)))
            return KR_RAISED;
    }
    return notes == KR_RAISED ? notes : e;
}

typedef struct Split {
    KrValue matched, rest; /* exceptions or None */
} Split;

static int matches(KrVm *vm, KrValue e, KrValue condition)
{
    if (kris_exact(condition, KR_T_list)) {
        KrList *l = kras_list(condition);
        for (size_t i = 0; i < l->n; i++)
            if (l->items->at[i] == e)
                return 1;
        return 0;
    }
    if (kris_type(vm, condition) || kris_exact(condition, KR_T_tuple))
        return krobj_isinstance(vm, e, condition);
    KrValue v = krcall(vm, condition, &e, 1);
    return v == KR_RAISED ? -1 : krobj_true(vm, v);
}

static bool split(KrVm *vm, KrValue e, KrValue condition, bool want_rest, Split *out)
{
    *out = (Split){KR_NONE, KR_NONE};
    int whole = matches(vm, e, condition);
    if (whole < 0 || !krstack_check(vm, " in exception group split"))
        return false;
    if (whole || !is_group(vm, e)) {
        *(whole ? &out->matched : &out->rest) = e;
        return true;
    }
    KrTuple *items = group_items(e);
    KrList *yes = krlist_with_capacity(vm, 4), *no = krlist_with_capacity(vm, 4);
    for (size_t i = 0; yes && no && i < items->n; i++) {
        Split part;
        if (!split(vm, items->at[i], condition, want_rest, &part))
            return false;
        if ((part.matched != KR_NONE && !krlist_append(vm, yes, part.matched)) || (part.rest != KR_NONE && !krlist_append(vm, no, part.rest)))
            return false;
    }
    if (!yes || !no)
        return false;
    if (yes->n)
        out->matched = derived(vm, e, yes);
    if (out->matched != KR_RAISED && want_rest && no->n)
        out->rest = derived(vm, e, no);
    return out->matched != KR_RAISED && out->rest != KR_RAISED;
}

static bool good_condition(KrVm *vm, KrValue c)
{
    bool ok = kris_type(vm, c) ? (kras_type(c)->flags & KR_TF_EXCEPTION) != 0 : kris_exact(c, KR_T_tuple) || krdunder(vm, krtype_of(vm, c), KR_D_call) != KR_EMPTY;
    for (size_t i = 0; ok && kris_exact(c, KR_T_tuple) && i < kras_tuple(c)->n; i++)
        ok = kris_type(vm, kras_tuple(c)->at[i]) && kras_type(kras_tuple(c)->at[i])->flags & KR_TF_EXCEPTION;
    if (!ok)
        krraise(vm, KR_T_TypeError, "expected an exception type, a tuple of exception types, or a callable (other than a class)");
    return ok;
}

/// BaseExceptionGroup.split(self, matcher_value, /)
/// Split the group into the part that matches and the rest.
KR_NATIVE(BaseExceptionGroup_split)
{
    Split s;
    if (!good_condition(vm, a[1]) || !split(vm, a[0], a[1], true, &s))
        return KR_RAISED;
    return krvalue_or_raised(krtuple_of(vm, 2, s.matched, s.rest));
}

/// BaseExceptionGroup.subgroup(self, matcher_value, /)
/// The part of the group that matches, or None.
KR_NATIVE(BaseExceptionGroup_subgroup)
{
    Split s;
    return good_condition(vm, a[1]) && split(vm, a[0], a[1], false, &s) ? s.matched : KR_RAISED;
}

static bool collect_leaves(KrVm *vm, KrValue e, KrList *out)
{
    if (!is_group(vm, e))
        return krlist_append(vm, out, e);
    KrTuple *items = group_items(e);
    for (size_t i = 0; i < items->n; i++)
        if (!collect_leaves(vm, items->at[i], out))
            return false;
    return true;
}

KrValue krexc_group_projection(KrVm *vm, KrValue original, KrList *keep)
{
    KrList *leaves = krlist_with_capacity(vm, 4);
    for (size_t i = 0; leaves && i < keep->n; i++)
        if (!collect_leaves(vm, keep->items->at[i], leaves))
            return KR_RAISED;
    Split s;
    return leaves && split(vm, original, krvalue(leaves), false, &s) ? s.matched : KR_RAISED;
}
