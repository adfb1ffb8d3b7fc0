/* SPDX-License-Identifier: MIT
 * collections.OrderedDict: every dict keeps the order of insertion; this one can change it and compares it. */
#include "modules/collections.h"

#include "modules/modules.h"
#include "object/dictcore.h"
#include "object/iter.h"

static KrValue done(const void *object)
{
    return krvalue_or_raised(object);
}

/* Whether items are set as dict does it: no subclass has a word in it. */
static bool sets_plainly(KrVm *vm, KrValue self)
{
    return krdunder(vm, krtype_of(vm, self), KR_D_setitem) == krdunder(vm, KR_TYPE_OF(dict), KR_D_setitem);
}

static bool set_items(KrVm *vm, KrValue self, KrDict *from)
{
    KrValue key, value;
    for (uint32_t pos = 0; krdict_next(from, &pos, &key, &value);)
        if (!krobj_setitem(vm, self, key, value) || !krcharge(vm, 1))
            return false;
    return true;
}

static bool update_from(KrVm *vm, KrValue self, KrValue other)
{
    if (sets_plainly(vm, self))
        return krdict_update(vm, kras_dict(self), other);
    KrDict *d = krdict_new(vm);
    return d && krdict_update(vm, d, other) && set_items(vm, self, d);
}

static KrValue update(KrVm *vm, const char *name, KrValue *a, uint32_t n)
{
    if (n > 3)
        return krraise(vm, KR_T_TypeError, "%s() takes at most 1 positional argument (%u given)", name, n - 2);
    if (n == 3 && !update_from(vm, a[0], a[2]))
        return KR_RAISED;
    return a[1] == KR_EMPTY || update_from(vm, a[0], a[1]) ? KR_NONE : KR_RAISED;
}

/// class OrderedDict
/// Dictionary that remembers insertion order

/// OrderedDict.__init__(self, /, *args, **kwargs)
KR_NATIVE(OrderedDict___init__)
{
    if (n > 3)
        return krraise(vm, KR_T_TypeError, "expected at most 1 arguments, got %u", n - 2);
    return update(vm, "__init__", a, n);
}

/// OrderedDict.update(self, /, *args, **kwargs)
/// Set the items of a mapping, or of an iterable of pairs, then the keyword arguments.
KR_NATIVE(OrderedDict_update)
{
    return update(vm, "update", a, n);
}

/* ---- order ------------------------------------------------------------------------------------------- */

/* The table is built anew with the entry in front. */
static bool move_to_front(KrVm *vm, KrDict *d, uint32_t entry)
{
    KrDict *old = krdict_copy(vm, d);
    if (!old)
        return false;
    KrEntry first = krdict_entries(d)[entry];
    uint32_t hash = krdict_hash_at(d, entry), pos = 0, i, skipped = 0;
    krdict_clear(vm, d);
    if (!krdict_reserve(vm, d, old->live) || !krdict_add(vm, d, first.key, hash, first.value))
        return false;
    while (krdict_step(old, &pos, &i)) {
        KrEntry e = krdict_entries(old)[i];
        if (e.key == first.key && !skipped++)
            continue;
        if (!krdict_add(vm, d, e.key, krdict_hash_at(old, i), e.value))
            return false;
    }
    return krcharge(vm, d->live / 8);
}

/// @classmethod OrderedDict.fromkeys(cls, iterable, value=None)
/// An ordered dict whose keys are the items of the iterable, each with the same value.
KR_NATIVE(OrderedDict_fromkeys)
{
    return krdict_fromkeys(vm, a);
}

/// OrderedDict.move_to_end(self, /, key, last=True)
/// Move an existing element to the end (or beginning if last is false). Raise KeyError if the element does not exist.
KR_NATIVE(OrderedDict_move_to_end)
{
    KrDict *d = kras_dict(a[0]);
    uint32_t hash;
    int last = a[2] == KR_EMPTY ? 1 : krobj_true(vm, a[2]);
    if (last < 0 || !krdict_hash(vm, a[1], &hash))
        return KR_RAISED;
    int64_t at = krdict_find(vm, d, a[1], hash);
    if (at < 0)
        return at == KR_ABSENT ? krraise_value(vm, KR_T_KeyError, a[1]) : KR_RAISED;
    if (!last)
        return (uint32_t)at == d->first || move_to_front(vm, d, (uint32_t)at) ? KR_NONE : KR_RAISED;
    if ((uint32_t)at + 1 == d->used)
        return KR_NONE;
    KrEntry e = krdict_entries(d)[at];
    krdict_remove_at(vm, d, (uint32_t)at);
    return krdict_add(vm, d, e.key, hash, e.value) ? KR_NONE : KR_RAISED;
}

/// OrderedDict.popitem(self, /, last=True)
/// Remove and return a (key, value) pair from the dictionary. Pairs are returned in LIFO order if last is true or FIFO
/// order if false.
KR_NATIVE(OrderedDict_popitem)
{
    KrDict *d = kras_dict(a[0]);
    KrEntry e;
    int last = a[1] == KR_EMPTY ? 1 : krobj_true(vm, a[1]);
    if (last < 0)
        return KR_RAISED;
    if (d->live == 0)
        return krraise(vm, KR_T_KeyError, "dictionary is empty");
    if (!last) {
        uint32_t pos = 0, i = 0;
        krdict_step(d, &pos, &i);
        e = krdict_entries(d)[i];
        krdict_remove_at(vm, d, i);
    } else {
        krdict_pop_last(vm, d, &e);
    }
    return done(krtuple_of(vm, 2, e.key, e.value));
}

/* ---- methods that a subclass's item access shows in --------------------------------------------------- */

/// OrderedDict.pop(self, /, key, default=<unrepresentable>)
/// od.pop(key[,default]) -> v, remove specified key and return the corresponding value. If the key is not found, return
/// the default if given; otherwise, raise a KeyError.
KR_NATIVE(OrderedDict_pop)
{
    KrValue v;
    int found = krdict_delete(vm, kras_dict(a[0]), a[1], &v);
    if (found)
        return found < 0 ? KR_RAISED : v;
    return a[2] == KR_EMPTY ? krraise_value(vm, KR_T_KeyError, a[1]) : a[2];
}

/// OrderedDict.setdefault(self, /, key, default=None)
/// Insert key with a value of default if key is not in the dictionary. Return the value for key if key is in the
/// dictionary, else default.
KR_NATIVE(OrderedDict_setdefault)
{
    KrValue fallback = a[2] == KR_EMPTY ? KR_NONE : a[2];
    if (sets_plainly(vm, a[0]))
        return krdict_setdefault(vm, kras_dict(a[0]), a[1], fallback);
    KrValue v = krdict_get(vm, kras_dict(a[0]), a[1]);
    if (v != KR_EMPTY)
        return v;
    return krobj_setitem(vm, a[0], a[1], fallback) ? fallback : KR_RAISED;
}

/// OrderedDict.copy(self, /)
/// od.copy() -> a shallow copy of od
KR_NATIVE(OrderedDict_copy)
{
    KrValue v;
    if (kris_exact(a[0], KR_T_OrderedDict)) {
        v = krvalue_or_raised(krobj_new(vm, KR_TYPE_OF(OrderedDict)));
        KR_TRY(v);
        return krdict_clone(vm, kras_dict(v), kras_dict(a[0])) ? v : KR_RAISED;
    }
    v = krcall(vm, krvalue(krtype_of(vm, a[0])), NULL, 0);
    KR_TRY(v);
    KrValue key;
    KrDict *from = kras_dict(a[0]);
    for (uint32_t pos = 0, i; krdict_step(from, &pos, &i);) {
        key = krdict_entries(from)[i].key;
        KrValue item = krobj_getitem(vm, a[0], key);
        if (item == KR_RAISED || !krobj_setitem(vm, v, key, item) || !krcharge(vm, 1))
            return KR_RAISED;
    }
    return v;
}

/// OrderedDict.__reduce__(self, /)
/// Return state information for pickling
KR_NATIVE(OrderedDict___reduce__)
{
    KrValue state = krcall_method(vm, a[0], KR_NAME(__getstate__), NULL, 0);
    KrValue items = state == KR_RAISED ? KR_RAISED : krcall_method(vm, a[0], KR_NAME(items), NULL, 0);
    KrValue it = items == KR_RAISED ? KR_RAISED : krobj_iter(vm, items);
    KR_TRY(it);
    KrTuple *args = krtuple_new(vm, NULL, 0);
    if (kris_exact(state, KR_T_dict) && !kras_dict(state)->live)
        state = KR_NONE;
    return args ? done(krtuple_of(vm, 5, krvalue(krtype_of(vm, a[0])), krvalue(args), state, KR_NONE, it)) : KR_RAISED;
}

/* ---- operators ----------------------------------------------------------------------------------------- */

static int same_order(KrVm *vm, KrDict *x, KrDict *y)
{
    uint32_t p = 0, q = 0, i, j;
    while (krdict_step(x, &p, &i) && krdict_step(y, &q, &j)) {
        int equal = krobj_eq(vm, krdict_entries(x)[i].key, krdict_entries(y)[j].key);
        if (equal <= 0 || !krcharge(vm, 1))
            return equal <= 0 ? equal : -1;
    }
    return 1;
}

static KrValue compare(KrVm *vm, KrValue *a, bool equal)
{
    KrValue same = krn_dict___eq__(vm, a, 2);
    if (same == KR_RAISED || same == KR_NOTIMPLEMENTED)
        return same;
    int ordered = 1;
    if (same == KR_TRUE && kris_instance(vm, a[1], KR_TYPE_OF(OrderedDict)))
        ordered = same_order(vm, kras_dict(a[0]), kras_dict(a[1]));
    return ordered < 0 ? KR_RAISED : krbool((same == KR_TRUE && ordered) == equal);
}

/// OrderedDict.__eq__(self, value, /)
KR_NATIVE(OrderedDict___eq__)
{
    return compare(vm, a, true);
}

/// OrderedDict.__ne__(self, value, /)
KR_NATIVE(OrderedDict___ne__)
{
    return compare(vm, a, false);
}

/// OrderedDict.__hash__ = None

static KrValue merged(KrVm *vm, KrType *type, KrValue first, KrValue second)
{
    KrValue v = krcall(vm, krvalue(type), &first, 1);
    KR_TRY(v);
    return update_from(vm, v, second) ? v : KR_RAISED;
}

/// OrderedDict.__or__(self, value, /)
KR_NATIVE(OrderedDict___or__)
{
    return kris_kind(vm, a[1], KR_TF_DICT) ? merged(vm, krtype_of(vm, a[0]), a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// OrderedDict.__ror__(self, value, /)
KR_NATIVE(OrderedDict___ror__)
{
    return kris_kind(vm, a[1], KR_TF_DICT) ? merged(vm, krtype_of(vm, a[0]), a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// OrderedDict.__ior__(self, value, /)
KR_NATIVE(OrderedDict___ior__)
{
    return update_from(vm, a[0], a[1]) ? a[0] : KR_RAISED;
}

/* The items as a plain dict, which shows them; a subclass is asked for them. */
static KrDict *shown_items(KrVm *vm, KrValue self)
{
    if (kris_exact(self, KR_T_OrderedDict))
        return krdict_copy(vm, kras_dict(self));
    KrValue items = krcall_method(vm, self, KR_NAME(items), NULL, 0);
    KrDict *d = items == KR_RAISED ? NULL : krdict_new(vm);
    return d && krdict_update(vm, d, items) ? d : NULL;
}

/// OrderedDict.__repr__(self, /)
KR_NATIVE(OrderedDict___repr__)
{
    if (kras_dict(a[0])->live == 0)
        return done(krstr_printf(vm, "%N()", krtype_of(vm, a[0])));
    int shown = krrepr_enter(vm, a[0]);
    if (shown)
        return shown < 0 ? KR_RAISED : done(krstr_text(vm, "..."));
    KrDict *d = shown_items(vm, a[0]);
    KrValue text = d ? krobj_repr(vm, krvalue(d)) : KR_RAISED;
    krrepr_leave(vm, a[0]);
    KR_TRY(text);
    return done(krstr_printf(vm, "%N(%U)", krtype_of(vm, a[0]), kras_str(text)));
}
