/* SPDX-License-Identifier: MIT
 * How object tells copy and pickle to rebuild an instance: __reduce__, __reduce_ex__, __getstate__. */
#include "object/type.h"

static bool is_default(KrVm *vm, KrValue o, const KrStr *name)
{
    return krtype_lookup(vm, krtype_of(vm, o), name) == krtype_own(vm, KR_TYPE_OF(object), name);
}

/* What the fixed slots hold, by name; None if all are empty. */
static KrValue slot_state(KrVm *vm, KrValue o, KrValue names)
{
    KrDict *d = krdict_new(vm);
    KrList *list = d ? krobj_list(vm, names) : NULL;
    for (size_t i = 0; list && i < list->n; i++) {
        const KrStr *name = kris_str(vm, list->items->at[i]) ? krintern(vm, kras_str(list->items->at[i])) : NULL;
        KrValue v = name ? krobj_lookup(vm, o, name) : KR_EMPTY;
        if (v == KR_RAISED || (v != KR_EMPTY && !krdict_set_name(vm, d, name, v)))
            return KR_RAISED;
    }
    if (!list)
        return KR_RAISED;
    return d->live ? krvalue(d) : KR_NONE;
}

/* The instance's __dict__, or a pair of it and its slots. With `required`, everything must be in these. */
static KrValue default_state(KrVm *vm, KrValue o, bool required)
{
    KrType *type = krtype_of(vm, o);
    if (required && type->solid != KR_TYPE_OF(object))
        return krraise(vm, KR_T_TypeError, "cannot pickle '%N' object", type);
    KrValue state = krobj_lookup(vm, o, KR_NAME(__dict__));
    KR_TRY(state);
    if (state == KR_EMPTY || (kris_exact(state, KR_T_dict) && !kras_dict(state)->live))
        state = KR_NONE;
    if (type->flags & KR_TF_BUILTIN)
        return state;
    KrValue copyreg = krmodule_import(vm, "copyreg"), cls = krvalue(type);
    KrValue names = copyreg == KR_RAISED ? copyreg : krcall_method(vm, copyreg, KR_NAME(_slotnames), &cls, 1);
    if (names == KR_RAISED || names == KR_NONE)
        return names == KR_NONE ? state : names;
    KrValue slots = slot_state(vm, o, names);
    if (slots == KR_RAISED || slots == KR_NONE)
        return slots == KR_NONE ? state : slots;
    return krvalue_or_raised(krtuple_of(vm, 2, state, slots));
}

static KrValue state_of(KrVm *vm, KrValue o, bool required)
{
    if (is_default(vm, o, KR_NAME(__getstate__)) && krobj_own_or_none(vm, o, KR_NAME(__getstate__)) == KR_EMPTY)
        return default_state(vm, o, required);
    return krcall_method(vm, o, KR_NAME(__getstate__), NULL, 0);
}

/* What __getnewargs_ex__ or __getnewargs__ gives; *args stays NULL if there is neither. */
static bool new_arguments(KrVm *vm, KrValue o, KrTuple **args, KrDict **kwargs)
{
    *args = NULL;
    *kwargs = NULL;
    KrValue hook = krobj_lookup(vm, o, KR_NAME(__getnewargs_ex__));
    if (hook == KR_RAISED)
        return false;
    if (hook != KR_EMPTY) {
        KrValue pair = krcall(vm, hook, NULL, 0);
        if (pair == KR_RAISED)
            return false;
        if (!kris_kind(vm, pair, KR_TF_TUPLE))
            return krraise(vm, KR_T_TypeError, "__getnewargs_ex__ should return a tuple, not '%T'", pair), false;
        KrTuple *t = kras_tuple(pair);
        if (t->n != 2)
            return krraise(vm, KR_T_ValueError, "__getnewargs_ex__ should return a tuple of length 2, not %zu", t->n), false;
        if (!kris_kind(vm, t->at[0], KR_TF_TUPLE))
            return krraise(vm, KR_T_TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'", t->at[0]), false;
        if (!kris_kind(vm, t->at[1], KR_TF_DICT))
            return krraise(vm, KR_T_TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'", t->at[1]), false;
        *args = kras_tuple(t->at[0]);
        *kwargs = kras_dict(t->at[1]);
        return true;
    }
    hook = krobj_lookup(vm, o, KR_NAME(__getnewargs__));
    if (hook == KR_EMPTY || hook == KR_RAISED)
        return hook == KR_EMPTY;
    KrValue t = krcall(vm, hook, NULL, 0);
    if (t == KR_RAISED)
        return false;
    if (!kris_kind(vm, t, KR_TF_TUPLE))
        return krraise(vm, KR_T_TypeError, "__getnewargs__ should return a tuple, not '%T'", t), false;
    *args = kras_tuple(t);
    return true;
}

/* The arguments of copyreg.__newobj__ or, with keywords, of copyreg.__newobj_ex__. */
static KrTuple *newobj_arguments(KrVm *vm, KrValue cls, KrTuple *args, KrDict *kwargs)
{
    if (kwargs && kwargs->live)
        return krtuple_of(vm, 3, cls, krvalue(args), krvalue(kwargs));
    KrTuple *all = krtuple_new(vm, NULL, args ? args->n + 1 : 1);
    for (size_t i = 0; all && i < all->n; i++)
        krstore(vm, all, &all->at[i], i ? args->at[i - 1] : cls);
    return all;
}

/* Protocol 2 and later. */
static KrValue reduce_newobj(KrVm *vm, KrValue o)
{
    KrType *type = krtype_of(vm, o);
    if (type->solid->flags & KR_TF_NO_NEW)
        return krraise(vm, KR_T_TypeError, "cannot pickle '%N' object", type);
    KrTuple *args;
    KrDict *kwargs;
    KrValue copyreg = krmodule_import(vm, "copyreg");
    if (copyreg == KR_RAISED || !new_arguments(vm, o, &args, &kwargs))
        return KR_RAISED;
    KrValue maker = krobj_getattr(vm, copyreg, kwargs && kwargs->live ? KR_NAME(__newobj_ex__) : KR_NAME(__newobj__));
    KrTuple *all = maker == KR_RAISED ? NULL : newobj_arguments(vm, krvalue(type), args, kwargs);
    bool list = type->flags & KR_TF_LIST, dict = type->flags & KR_TF_DICT;
    KrValue state = all ? state_of(vm, o, !args && !list && !dict) : KR_RAISED;
    KR_TRY(state);
    KrValue items = list ? krobj_iter(vm, o) : KR_NONE, pairs = KR_NONE;
    if (dict) {
        pairs = krcall_method(vm, o, KR_NAME(items), NULL, 0);
        pairs = pairs == KR_RAISED ? pairs : krobj_iter(vm, pairs);
    }
    if (items == KR_RAISED || pairs == KR_RAISED)
        return KR_RAISED;
    return krvalue_or_raised(krtuple_of(vm, 5, maker, krvalue(all), state, items, pairs));
}

static KrValue reduce_by_protocol(KrVm *vm, KrValue o, int64_t protocol)
{
    if (protocol >= 2)
        return reduce_newobj(vm, o);
    KrValue copyreg = krmodule_import(vm, "copyreg");
    KrValue args[2] = {o, krsmall(protocol)};
    return copyreg == KR_RAISED ? copyreg : krcall_method(vm, copyreg, KR_NAME(_reduce_ex), args, 2);
}

/// object.__reduce__(self, /)
/// Helper for pickle.
KR_NATIVE(object___reduce__)
{
    return reduce_by_protocol(vm, a[0], 0);
}

/// object.__reduce_ex__(self, protocol, /)
/// Helper for pickle.
KR_NATIVE(object___reduce_ex__)
{
    int64_t protocol;
    if (!krobj_as_i64(vm, a[1], &protocol, true))
        return KR_RAISED;
    if (!is_default(vm, a[0], KR_NAME(__reduce__)))
        return krcall_method(vm, a[0], KR_NAME(__reduce__), NULL, 0);
    return reduce_by_protocol(vm, a[0], protocol);
}

/// object.__getstate__(self, /)
/// Helper for pickle.
KR_NATIVE(object___getstate__)
{
    return default_state(vm, a[0], false);
}
