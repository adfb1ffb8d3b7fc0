/* SPDX-License-Identifier: MIT
 * The module _collections: defaultdict, the fields of named tuples, counting. deque and OrderedDict have files of their
 * own. */
#include "modules/collections.h"

#include "modules/steps.h"
#include "object/dictcore.h"
#include "object/iter.h"

/// module _collections
/// High performance data structures.

/* ---- defaultdict ------------------------------------------------------------------------------------ */

static KrDefaultDict *as_default(KrValue v)
{
    return (KrDefaultDict *)kras_obj(v);
}

void krtrace_defaultdict(KrTracer *t, KrObj *o)
{
    KrDefaultDict *d = (KrDefaultDict *)o;
    krtrace_obj(t, d->dict.entries);
    krtrace_obj(t, d->dict.index);
    krtrace_value(t, d->factory);
}

/// class defaultdict(default_factory=None, /, [...])
/// defaultdict(default_factory=None, /, [...]) --> dict with default factory. The default factory is called without
/// arguments to produce a new value when a key is not present, in __getitem__ only.

/// defaultdict.__init__(self, /, *args, **kwargs)
KR_NATIVE(defaultdict___init__)
{
    KrDefaultDict *d = as_default(a[0]);
    KrValue factory = n > 2 ? a[2] : KR_NONE;
    if (factory != KR_NONE && krdunder(vm, krtype_of(vm, factory), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "first argument must be callable or None");
    krstore(vm, d, &d->factory, factory);
    if (!krargs_at_most(vm, "dict", 1, n > 3 ? n - 3 : 0) || (n > 3 && !krdict_update(vm, &d->dict, a[3])))
        return KR_RAISED;
    return a[1] == KR_EMPTY || krdict_merge(vm, &d->dict, kras_dict(a[1])) ? KR_NONE : KR_RAISED;
}

static KrValue factory_of(KrValue self)
{
    KrValue v = as_default(self)->factory;
    return v == KR_EMPTY ? KR_NONE : v;
}

/// defaultdict.__missing__(self, key, /)
/// Called by __getitem__ for missing key; pseudo-code: if self.default_factory is None: raise KeyError((key,))
/// self[key] = value = self.default_factory(); return value
KR_NATIVE(defaultdict___missing__)
{
    KrValue factory = factory_of(a[0]);
    if (factory == KR_NONE)
        return krraise_value(vm, KR_T_KeyError, a[1]);
    KrValue v = krcall(vm, factory, NULL, 0);
    KR_TRY(v);
    bool ok = kris_exact(a[0], KR_T_defaultdict) ? krdict_set(vm, kras_dict(a[0]), a[1], v) : krobj_setitem(vm, a[0], a[1], v);
    return ok ? v : KR_RAISED;
}

/// defaultdict.default_factory = value
/// Factory for default value called by __missing__().
KR_NATIVE(defaultdict_get_default_factory)
{
    return factory_of(a[0]);
}

KR_NATIVE(defaultdict_set_default_factory)
{
    krstore(vm, kras_obj(a[0]), &as_default(a[0])->factory, a[1] == KR_EMPTY ? KR_NONE : a[1]);
    return KR_NONE;
}

static KrValue copy_default(KrVm *vm, KrValue self)
{
    KrValue args[2] = {factory_of(self), self};
    return krcall(vm, krvalue(krtype_of(vm, self)), args, 2);
}

/// defaultdict.copy(self, /)
/// D.copy() -> a shallow copy of D.
KR_NATIVE(defaultdict_copy)
{
    return copy_default(vm, a[0]);
}

/// defaultdict.__copy__(self, /)
/// D.copy() -> a shallow copy of D.
KR_NATIVE(defaultdict___copy__)
{
    return copy_default(vm, a[0]);
}

/// defaultdict.__reduce__(self, /)
/// Return state information for pickling.
KR_NATIVE(defaultdict___reduce__)
{
    KrValue factory = factory_of(a[0]);
    KrTuple *args = factory == KR_NONE ? krtuple_new(vm, NULL, 0) : krtuple_of(vm, 1, factory);
    KrValue items = args ? krcall_method(vm, a[0], KR_NAME(items), NULL, 0) : KR_RAISED;
    KrValue it = items == KR_RAISED ? KR_RAISED : krobj_iter(vm, items);
    KR_TRY(it);
    return krvalue_or_raised(krtuple_of(vm, 5, krvalue(krtype_of(vm, a[0])), krvalue(args), KR_NONE, KR_NONE, it));
}

/// defaultdict.__repr__(self, /)
KR_NATIVE(defaultdict___repr__)
{
    KrValue base = krn_dict___repr__(vm, a, 1);
    KR_TRY(base);
    KrValue factory = factory_of(a[0]), text;
    int shown = krrepr_enter(vm, factory);
    if (shown < 0)
        return KR_RAISED;
    if (shown) {
        text = krvalue_or_raised(krstr_text(vm, "..."));
    } else {
        text = krobj_repr(vm, factory);
        krrepr_leave(vm, factory);
    }
    KR_TRY(text);
    return krvalue_or_raised(krstr_printf(vm, "%N(%U, %U)", krtype_of(vm, a[0]), kras_str(text), kras_str(base)));
}

/// defaultdict.__or__(self, value, /)
KR_NATIVE(defaultdict___or__)
{
    if (!kris_kind(vm, a[1], KR_TF_DICT))
        return KR_NOTIMPLEMENTED;
    KrValue v = copy_default(vm, a[0]);
    KR_TRY(v);
    return krdict_update(vm, kras_dict(v), a[1]) ? v : KR_RAISED;
}

/// defaultdict.__ror__(self, value, /)
KR_NATIVE(defaultdict___ror__)
{
    if (!kris_kind(vm, a[1], KR_TF_DICT))
        return KR_NOTIMPLEMENTED;
    KrValue args[2] = {factory_of(a[0]), a[1]};
    KrValue v = krcall(vm, krvalue(krtype_of(vm, a[0])), args, 2);
    KR_TRY(v);
    return krdict_update(vm, kras_dict(v), a[0]) ? v : KR_RAISED;
}

/* ---- the fields of named tuples ---------------------------------------------------------------------- */

static KrTupleGetter *as_getter(KrValue v)
{
    return (KrTupleGetter *)kras_obj(v);
}

/// class _tuplegetter(index, doc, /)
/// Gets one item of a tuple, as an attribute.

/// _tuplegetter.__new__(cls, index, doc, /)
KR_NATIVE(_tuplegetter___new__)
{
    int64_t index;
    if (!krtype_new_check(vm, a[0], KR_T__tuplegetter) || !krobj_as_i64(vm, a[1], &index, false))
        return KR_RAISED;
    KrTupleGetter *g = krobj_new(vm, kras_type(a[0]));
    if (!g)
        return KR_RAISED;
    krstore(vm, g, &g->doc, a[2]);
    g->index = index;
    return krvalue(g);
}

/// _tuplegetter.__get__(self, instance, owner=None, /)
KR_NATIVE(_tuplegetter___get__)
{
    KrTupleGetter *g = as_getter(a[0]);
    if (KR_UNLIKELY(!kris_kind(vm, a[1], KR_TF_TUPLE))) {
        if (a[1] == KR_NONE)
            return a[0];
        return krraise(vm, KR_T_TypeError, "descriptor for index '%lld' for tuple subclasses doesn't apply to '%T' object",
                       (long long)g->index, a[1]);
    }
    KrTuple *t = kras_tuple(a[1]);
    return g->index >= 0 && (size_t)g->index < t->n ? t->at[g->index] : krraise(vm, KR_T_IndexError, "tuple index out of range");
}

/// _tuplegetter.__set__(self, instance, value, /)
KR_NATIVE(_tuplegetter___set__)
{
    return krraise(vm, KR_T_AttributeError, "can't set attribute");
}

/// _tuplegetter.__delete__(self, instance, /)
KR_NATIVE(_tuplegetter___delete__)
{
    return krraise(vm, KR_T_AttributeError, "can't delete attribute");
}

/// _tuplegetter.__doc__ = value
KR_NATIVE(_tuplegetter_get___doc__)
{
    KrValue v = as_getter(a[0])->doc;
    return v == KR_EMPTY ? KR_NONE : v;
}

KR_NATIVE(_tuplegetter_set___doc__)
{
    krstore(vm, kras_obj(a[0]), &as_getter(a[0])->doc, a[1]);
    return KR_NONE;
}

/// _tuplegetter.__reduce__(self, /)
KR_NATIVE(_tuplegetter___reduce__)
{
    KrTupleGetter *g = as_getter(a[0]);
    KrTuple *args = krtuple_of(vm, 2, krint_from(vm, g->index), g->doc == KR_EMPTY ? KR_NONE : g->doc);
    return args ? krvalue_or_raised(krtuple_of(vm, 2, krvalue(krtype_of(vm, a[0])), krvalue(args))) : KR_RAISED;
}

/// _tuplegetter.__repr__(self, /)
KR_NATIVE(_tuplegetter___repr__)
{
    KrTupleGetter *g = as_getter(a[0]);
    return krvalue_or_raised(krstr_printf(vm, "_tuplegetter(%lld, %R)", (long long)g->index, g->doc == KR_EMPTY ? KR_NONE : g->doc));
}

/* ---- counting ---------------------------------------------------------------------------------------- */

/* Whether the mapping gets and sets its items as dict does. */
static bool counts_plainly(KrVm *vm, KrValue mapping)
{
    const KrType *t = krtype_of(vm, mapping), *dict = KR_TYPE_OF(dict);
    return t->flags & KR_TF_DICT && krtype_lookup(vm, t, KR_NAME(get)) == krtype_lookup(vm, dict, KR_NAME(get)) &&
           krdunder(vm, t, KR_D_setitem) == krdunder(vm, dict, KR_D_setitem);
}

static bool count_plainly(KrVm *vm, KrDict *d, KrValue item)
{
    uint32_t hash;
    if (!krdict_hash(vm, item, &hash))
        return false;
    int64_t at = krdict_find(vm, d, item, hash);
    if (at < 0)
        return at == KR_ABSENT && krdict_add(vm, d, item, hash, krsmall(1));
    KrValue *slot = &krdict_entries(d)[at].value;
    if (KR_LIKELY(kris_int(*slot) && kras_int(*slot) < KR_INT_MAX)) {
        krstore(vm, d->entries, slot, krsmall(kras_int(*slot) + 1));
        return true;
    }
    KrValue sum = krobj_binary(vm, KR_D_add, *slot, krsmall(1));
    return sum != KR_RAISED && krdict_put(vm, d, item, hash, sum);
}

static bool count_slowly(KrVm *vm, KrValue mapping, KrValue item)
{
    KrValue args[2] = {item, krsmall(0)};
    KrValue old = krcall_method(vm, mapping, KR_NAME(get), args, 2);
    KrValue sum = old == KR_RAISED ? KR_RAISED : krobj_binary(vm, KR_D_add, old, krsmall(1));
    return sum != KR_RAISED && krobj_setitem(vm, mapping, item, sum);
}

enum { COUNT_MAPPING, COUNT_SOURCE, COUNT_ITER, COUNT_PLAINLY };

/// @step(4) _collections._count_elements(mapping, iterable, /)
/// Count elements in the iterable, updating the mapping.
KR_STEP(_collections__count_elements)
{
    KrValue *r = krframe_regs(f), item;
    switch (f->state) {
    case 0:
        in = krstep_iter(vm, r[COUNT_SOURCE]);
        KR_TRY(in);
        r[COUNT_ITER] = in;
        r[COUNT_PLAINLY] = krbool(counts_plainly(vm, r[COUNT_MAPPING]));
        for (;;) {
            KR_NEXT_ITEM(item, r[COUNT_ITER], 1);
            if (item == KR_EMPTY)
                return KR_NONE;
            if (!(r[COUNT_PLAINLY] == KR_TRUE ? count_plainly(vm, kras_dict(r[COUNT_MAPPING]), item)
                                              : count_slowly(vm, r[COUNT_MAPPING], item)))
                return KR_RAISED;
        }
    }
    return KR_NONE;
}

KR_MODULE_INIT(_collections)
{
    return krmodule_set(vm, module, "deque", krvalue(KR_TYPE_OF(deque))) &&
           krmodule_set(vm, module, "defaultdict", krvalue(KR_TYPE_OF(defaultdict))) &&
           krmodule_set(vm, module, "OrderedDict", krvalue(KR_TYPE_OF(OrderedDict)));
}
