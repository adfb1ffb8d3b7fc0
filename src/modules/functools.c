/* SPDX-License-Identifier: MIT
 * The module _functools: partial, reduce and cmp_to_key. The cache of lru_cache is in lrucache.c. */
#include "modules/functools.h"

#include "modules/steps.h"
#include "object/iter.h"

/// module _functools
/// Tools that operate on functions.

static KrPartial *as_partial(KrValue v)
{
    return (KrPartial *)kras_obj(v);
}

/* ---- partial --------------------------------------------------------------------------------- */

/* A partial of a partial joins the two, unless the inner one has attributes or a class of its own. */
static bool is_plain_partial(KrValue v)
{
    return kris_exact(v, KR_T_partial) && as_partial(v)->extra == KR_EMPTY;
}

static KrTuple *joined(KrVm *vm, KrTuple *first, const KrValue *more, size_t n)
{
    KrTuple *t = krtuple_new(vm, NULL, first->n + n);
    if (!t)
        return NULL;
    krstore_all(vm, t, t->at, first->at, first->n);
    krstore_all(vm, t, t->at + first->n, more, n);
    return t;
}

static KrDict *merged(KrVm *vm, KrDict *first, KrValue more)
{
    KrDict *d = krdict_copy(vm, first);
    if (!d || (more != KR_EMPTY && !krdict_merge(vm, d, kras_dict(more))))
        return NULL;
    return d;
}

/// class partial(func, /, *args, **keywords)
/// Create a new function with partial application of the given arguments and keywords.

/// partial.__new__(cls, /, *args, **keywords)
/// Create and return a new object.
KR_NATIVE(partial___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_partial))
        return KR_RAISED;
    if (n < 3)
        return krraise(vm, KR_T_TypeError, "type 'partial' takes at least one argument");
    KrValue fn = a[2];
    KrTuple *args = krtuple_new(vm, &a[3], n - 3);
    KrDict *kwargs = krdict_new(vm);
    if (is_plain_partial(fn)) {
        KrPartial *inner = as_partial(fn);
        args = joined(vm, kras_tuple(inner->args), &a[3], n - 3);
        kwargs = merged(vm, kras_dict(inner->kwargs), KR_EMPTY);
        fn = inner->fn;
    } else if (krtype_of(vm, fn) && krdunder(vm, krtype_of(vm, fn), KR_D_call) == KR_EMPTY) {
        return krraise(vm, KR_T_TypeError, "the first argument must be callable");
    }
    if (!args || !kwargs || (a[1] != KR_EMPTY && !krdict_merge(vm, kwargs, kras_dict(a[1]))))
        return KR_RAISED;
    KrPartial *p = krobj_new(vm, kras_type(a[0]));
    if (!p)
        return KR_RAISED;
    krstore(vm, p, &p->fn, fn);
    krstore(vm, p, &p->args, krvalue(args));
    krstore(vm, p, &p->kwargs, krvalue(kwargs));
    return krvalue(p);
}

/// partial.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(partial___call__)
{
    KrPartial *p = as_partial(a[0]);
    KrDict *kwargs = kras_dict(p->kwargs);
    KrTuple *args = kras_tuple(p->args);
    if (a[1] != KR_EMPTY && kras_dict(a[1])->live)
        kwargs = kwargs->live ? merged(vm, kwargs, a[1]) : kras_dict(a[1]);
    if (n > 2)
        args = joined(vm, args, &a[2], n - 2);
    return args && kwargs ? krcall_ex(vm, p->fn, args, kwargs) : KR_RAISED;
}

/// partial.__get__(self, instance, owner=None, /)
/// As an attribute of a class a partial is a method.
KR_NATIVE(partial___get__)
{
    if (a[1] == KR_NONE)
        return a[0];
    return krbound_new(vm, a[0], a[1]);
}

/// partial.func
/// function object to use in future partial calls
KR_NATIVE(partial_get_func)
{
    return as_partial(a[0])->fn;
}

/// partial.args
/// tuple of arguments to future partial calls
KR_NATIVE(partial_get_args)
{
    return as_partial(a[0])->args;
}

/// partial.keywords
/// dictionary of keyword arguments to future partial calls
KR_NATIVE(partial_get_keywords)
{
    return as_partial(a[0])->kwargs;
}

static bool show_arguments(KrVm *vm, KrPartial *p, KrBuf *b)
{
    KrValue text = krobj_repr(vm, p->fn);
    if (text == KR_RAISED)
        return false;
    krbuf_str(b, kras_str(text));
    KrTuple *args = kras_tuple(p->args);
    for (size_t i = 0; i < args->n; i++) {
        text = krobj_repr(vm, args->at[i]);
        if (text == KR_RAISED || !krcharge(vm, 1))
            return false;
        krbuf_text(b, ", ");
        krbuf_str(b, kras_str(text));
    }
    KrValue key, value;
    KrDict *kwargs = kras_dict(p->kwargs);
    for (uint32_t pos = 0; krdict_next(kwargs, &pos, &key, &value);) {
        KrValue name = krobj_str(vm, key);
        text = name == KR_RAISED ? KR_RAISED : krobj_repr(vm, value);
        if (text == KR_RAISED || !krcharge(vm, 1))
            return false;
        krbuf_text(b, ", ");
        krbuf_str(b, kras_str(name));
        krbuf_char(b, '=');
        krbuf_str(b, kras_str(text));
    }
    return true;
}

/// partial.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(partial___repr__)
{
    int shown = krrepr_enter(vm, a[0]);
    if (shown)
        return shown < 0 ? KR_RAISED : krvalue_or_raised(krstr_text(vm, "..."));
    KrType *type = krtype_of(vm, a[0]);
    KrValue module = KR_EMPTY;
    const char *module_text = krtype_module(vm, type, &module);
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_text(&b, module_text ? module_text : "functools");
    krbuf_char(&b, '.');
    krbuf_str(&b, type->qualname ? type->qualname : type->name);
    krbuf_char(&b, '(');
    bool ok = show_arguments(vm, as_partial(a[0]), &b);
    krrepr_leave(vm, a[0]);
    krbuf_char(&b, ')');
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/// partial.__reduce__(self, /)
/// Helper for pickle.
KR_NATIVE(partial___reduce__)
{
    KrPartial *p = as_partial(a[0]);
    KrDict *own = krobj_has_dict(vm, kras_obj(a[0])) ? krobj_dict(vm, kras_obj(a[0])) : NULL;
    KrTuple *args = krtuple_of(vm, 1, p->fn);
    KrTuple *state = krtuple_of(vm, 4, p->fn, p->args, p->kwargs, own && own->live ? krvalue(own) : KR_NONE);
    if (!args || !state)
        return KR_RAISED;
    return krvalue_or_raised(krtuple_of(vm, 3, krvalue(krtype_of(vm, a[0])), krvalue(args), krvalue(state)));
}

static bool valid_state(KrVm *vm, KrValue state)
{
    if (!kris_kind(vm, state, KR_TF_TUPLE) || kras_tuple(state)->n != 4)
        return false;
    KrTuple *t = kras_tuple(state);
    return krdunder(vm, krtype_of(vm, t->at[0]), KR_D_call) != KR_EMPTY && kris_kind(vm, t->at[1], KR_TF_TUPLE) &&
           (t->at[2] == KR_NONE || kris_kind(vm, t->at[2], KR_TF_DICT));
}

/// partial.__setstate__(self, state, /)
/// Restore what __reduce__ gave.
KR_NATIVE(partial___setstate__)
{
    if (!valid_state(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "invalid partial state");
    KrPartial *p = as_partial(a[0]);
    KrTuple *t = kras_tuple(a[1]);
    KrTuple *args = kris_exact(t->at[1], KR_T_tuple) ? kras_tuple(t->at[1]) : krtuple_new(vm, kras_tuple(t->at[1])->at, kras_tuple(t->at[1])->n);
    KrDict *kwargs = kris_exact(t->at[2], KR_T_dict) ? kras_dict(t->at[2]) : krdict_new(vm);
    if (!args || !kwargs || (t->at[2] != KR_NONE && t->at[2] != krvalue(kwargs) && !krdict_merge(vm, kwargs, kras_dict(t->at[2]))))
        return KR_RAISED;
    KrValue attributes = t->at[3] == KR_NONE ? krvalue_or_raised(krdict_new(vm)) : t->at[3];
    if (attributes == KR_RAISED || !krobj_replace_dict(vm, a[0], attributes))
        return KR_RAISED;
    krstore(vm, p, &p->fn, t->at[0]);
    krstore(vm, p, &p->args, krvalue(args));
    krstore(vm, p, &p->kwargs, krvalue(kwargs));
    return KR_NONE;
}

/// @classmethod partial.__class_getitem__(cls, item, /)
/// See PEP 585.
KR_NATIVE(partial___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/* ---- reduce ---------------------------------------------------------------------------------- */

enum { RED_FN, RED_SOURCE, RED_TOTAL, RED_ITER, RED_REGS };

/// @step(4) _functools.reduce(function, iterable, /, initial=<functools initial sentinel>)
/// Apply a function of two arguments cumulatively to the items of an iterable, from left to right.
KR_STEP(_functools_reduce)
{
    KrValue *r = krframe_regs(f), item;
    switch (f->state) {
    case 0:
        in = krstep_iter(vm, r[RED_SOURCE]);
        if (in == KR_RAISED && krpending_is(vm, KR_T_TypeError) && krdunder(vm, krtype_of(vm, r[RED_SOURCE]), KR_D_iter) == KR_EMPTY) {
            krpending_clear(vm);
            return krraise(vm, KR_T_TypeError, "reduce() arg 2 must support iteration");
        }
        KR_TRY(in);
        r[RED_ITER] = in;
        for (;;) {
            KR_NEXT_ITEM(item, r[RED_ITER], 1);
            if (item == KR_EMPTY)
                break;
            if (r[RED_TOTAL] == KR_EMPTY) {
                r[RED_TOTAL] = item;
                continue;
            }
            KrValue args[2] = {r[RED_TOTAL], item};
            KR_CALL_STEP(r[RED_FN], args, 2, 2);
            r[RED_TOTAL] = in;
        }
    }
    if (r[RED_TOTAL] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "reduce() of empty iterable with no initial value");
    return r[RED_TOTAL];
}

/* ---- cmp_to_key ------------------------------------------------------------------------------ */

static KrCmpKey *as_key(KrValue v)
{
    return (KrCmpKey *)kras_obj(v);
}

static KrValue new_key(KrVm *vm, KrValue fn, KrValue object)
{
    KrCmpKey *k = krobj_new(vm, KR_TYPE_OF(KeyWrapper));
    if (!k)
        return KR_RAISED;
    krstore(vm, k, &k->fn, fn);
    krstore(vm, k, &k->object, object);
    return krvalue(k);
}

/// _functools.cmp_to_key(mycmp)
/// Convert a cmp= function into a key= function.
KR_NATIVE(_functools_cmp_to_key)
{
    return new_key(vm, a[0], KR_EMPTY);
}

/// class KeyWrapper
/// What a function of cmp_to_key gives: compares as the function says.

/// KeyWrapper.__call__(self, /, obj)
/// Wrap obj.
KR_NATIVE(KeyWrapper___call__)
{
    return new_key(vm, as_key(a[0])->fn, a[1]);
}

/// KeyWrapper.__hash__ = None

/// KeyWrapper.obj = value
/// Value wrapped by a key function.
KR_NATIVE(KeyWrapper_get_obj)
{
    KrValue v = as_key(a[0])->object;
    return v == KR_EMPTY ? KR_NONE : v;
}

KR_NATIVE(KeyWrapper_set_obj)
{
    krstore(vm, kras_obj(a[0]), &as_key(a[0])->object, a[1]);
    return KR_NONE;
}

static KrValue compare_keys(KrVm *vm, KrValue *a, KrCmp op)
{
    if (!kris_exact(a[1], KR_T_KeyWrapper))
        return krraise(vm, KR_T_TypeError, "other argument must be K instance");
    KrCmpKey *x = as_key(a[0]), *y = as_key(a[1]);
    if (x->object == KR_EMPTY || y->object == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "object");
    KrValue args[2] = {x->object, y->object};
    KrValue v = krcall(vm, x->fn, args, 2);
    KR_TRY(v);
    return krobj_compare(vm, v, krsmall(0), op);
}

/// KeyWrapper.__lt__(self, value, /)
/// Return self<value.
KR_NATIVE(KeyWrapper___lt__)
{
    return compare_keys(vm, a, KR_LT);
}

/// KeyWrapper.__le__(self, value, /)
/// Return self<=value.
KR_NATIVE(KeyWrapper___le__)
{
    return compare_keys(vm, a, KR_LE);
}

/// KeyWrapper.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(KeyWrapper___eq__)
{
    return compare_keys(vm, a, KR_EQ);
}

/// KeyWrapper.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(KeyWrapper___ne__)
{
    return compare_keys(vm, a, KR_NE);
}

/// KeyWrapper.__gt__(self, value, /)
/// Return self>value.
KR_NATIVE(KeyWrapper___gt__)
{
    return compare_keys(vm, a, KR_GT);
}

/// KeyWrapper.__ge__(self, value, /)
/// Return self>=value.
KR_NATIVE(KeyWrapper___ge__)
{
    return compare_keys(vm, a, KR_GE);
}

KR_MODULE_INIT(_functools)
{
    return krmodule_set(vm, module, "partial", krvalue(KR_TYPE_OF(partial))) &&
           krmodule_set(vm, module, "_lru_cache_wrapper", krvalue(KR_TYPE_OF(_lru_cache_wrapper)));
}
