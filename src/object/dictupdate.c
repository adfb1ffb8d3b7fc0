/* SPDX-License-Identifier: MIT
 * Filling a dict from other dicts, mappings, pairs and keys. */
#include "object/dictcore.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/str.h"

bool krdict_merge(KrVm *vm, KrDict *d, KrDict *other)
{
    if (d == other || other->live == 0)
        return true;
    if (d->live == 0 && !d->room)
        return krdict_clone(vm, d, other) && krcharge(vm, other->live / 4);
    uint32_t pos = 0, i, live = other->live;
    while (krdict_step(other, &pos, &i)) {
        KrEntry e = krdict_entries(other)[i];
        if (!krdict_put(vm, d, e.key, krdict_hash_at(other, i), e.value) || !krcharge(vm, 1))
            return false;
        if (other->live != live)
            return krraise(vm, KR_T_RuntimeError, "dict mutated during update"), false;
    }
    return true;
}

/* Whether walking the dict's own table gives what iterating over it gives. */
bool krdict_is_plain(KrVm *vm, KrValue v)
{
    if (kris_exact(v, KR_T_dict))
        return true;
    const KrType *type = krtype_of(vm, v);
    return type->flags & KR_TF_DICT &&
           krdunder(vm, type, KR_D_iter) == krdunder(vm, KR_TYPE_OF(dict), KR_D_iter);
}

/* ---- mappings -------------------------------------------------------------------------------- */

typedef struct Update {
    KrDict *d;
    KrValue from; /* the mapping */
    size_t count; /* pairs so far */
} Update;

static bool take_key(KrVm *vm, void *user, KrValue key)
{
    Update *u = user;
    KrValue value = krobj_getitem(vm, u->from, key);
    return value != KR_RAISED && krdict_set(vm, u->d, key, value);
}

/* ---- pairs ----------------------------------------------------------------------------------- */

static bool take_pair(KrVm *vm, void *user, KrValue pair)
{
    Update *u = user;
    const KrValue *at;
    size_t n;
    KrValue keep;
    if (!krseq_items(vm, pair, &at, &n, &keep)) {
        if (krpending_is(vm, KR_T_TypeError)) {
            krpending_clear(vm);
            krraise(vm, KR_T_TypeError,
                    "cannot convert dictionary update sequence element #%zd to a sequence",
                    u->count);
        }
        return false;
    }
    if (n != 2) {
        krraise(vm, KR_T_ValueError,
                "dictionary update sequence element #%zd has length %zd; 2 is required", u->count,
                n);
        return false;
    }
    u->count++;
    return krdict_set(vm, u->d, at[0], at[1]);
}

bool krdict_update(KrVm *vm, KrDict *d, KrValue other)
{
    if (krdict_is_plain(vm, other))
        return krdict_merge(vm, d, kras_dict(other));
    Update u = {.d = d, .from = other};
    KrValue method = krobj_lookup(vm, other, KR_NAME(keys));
    if (method == KR_EMPTY)
        return kriter_each(vm, other, take_pair, &u);
    if (method == KR_RAISED)
        return false;
    KrValue keys = krcall(vm, method, NULL, 0);
    return keys != KR_RAISED && kriter_each(vm, keys, take_key, &u);
}

/* What dict(...), __init__ and update take: at most one positional argument, and keywords. */
static KrValue update_args(KrVm *vm, const char *name, KrValue *a, uint32_t n)
{
    KrDict *d = kras_dict(a[0]);
    if (!krargs_at_most(vm, name, 1, n - 2))
        return KR_RAISED;
    if (n == 3 && !krdict_update(vm, d, a[2]))
        return KR_RAISED;
    return a[1] == KR_EMPTY || krdict_merge(vm, d, kras_dict(a[1])) ? KR_NONE : KR_RAISED;
}

/// class dict(mapping_or_pairs=(), /, **kwargs)
/// A mapping of hashable keys to values; it keeps the order in which keys were first set.

/// dict.__new__(cls, /, *args, **kwargs)
KR_NATIVE(dict___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_dict))
        return KR_RAISED;
    KrDict *d = krobj_new(vm, kras_type(a[0]));
    return d ? krvalue(d) : KR_RAISED;
}

/// dict.__init__(self, /, *args, **kwargs)
KR_NATIVE(dict___init__)
{
    return update_args(vm, "dict", a, n);
}

/// dict.update(self, /, *args, **kwargs)
/// Set the items of a mapping, or of an iterable of pairs, then the keyword arguments.
KR_NATIVE(dict_update)
{
    return update_args(vm, "update", a, n);
}

/// dict.__or__(self, value, /)
KR_NATIVE(dict___or__)
{
    if (!kris_kind(vm, a[1], KR_TF_DICT))
        return KR_NOTIMPLEMENTED;
    KrDict *d = krdict_copy(vm, kras_dict(a[0]));
    return d && krdict_update(vm, d, a[1]) ? krvalue(d) : KR_RAISED;
}

/// dict.__ror__(self, value, /)
KR_NATIVE(dict___ror__)
{
    if (!kris_kind(vm, a[1], KR_TF_DICT))
        return KR_NOTIMPLEMENTED;
    KrDict *d = krdict_copy(vm, kras_dict(a[1]));
    return d && krdict_update(vm, d, a[0]) ? krvalue(d) : KR_RAISED;
}

/// dict.__ior__(self, value, /)
KR_NATIVE(dict___ior__)
{
    return krdict_update(vm, kras_dict(a[0]), a[1]) ? a[0] : KR_RAISED;
}

/* ---- fromkeys -------------------------------------------------------------------------------- */

typedef struct FromKeys {
    KrValue d, value;
} FromKeys;

static bool set_default(KrVm *vm, void *user, KrValue key)
{
    FromKeys *f = user;
    if (kris_exact(f->d, KR_T_dict))
        return krdict_set(vm, kras_dict(f->d), key, f->value);
    return krobj_setitem(vm, f->d, key, f->value);
}

/* The keys of another dict or a set, whose hashes are known. */
static bool take_keys(KrVm *vm, KrDict *d, KrDict *from, KrValue value)
{
    uint32_t pos = 0, i, live = from->live;
    if (d->live == 0 && !krdict_reserve(vm, d, live))
        return false;
    while (krdict_step(from, &pos, &i)) {
        if (!krdict_put(vm, d, krdict_entries(from)[i].key, krdict_hash_at(from, i), value) ||
            !krcharge(vm, 1))
            return false;
        if (from->live != live)
            return krraise(vm, KR_T_RuntimeError, "%s changed size during iteration",
                           kris_exact(krvalue(from), KR_T_dict) ? "dictionary" : "Set"),
                   false;
    }
    return true;
}

static bool has_known_hashes(KrValue v)
{
    return kris_exact(v, KR_T_dict) || kris_exact(v, KR_T_set) || kris_exact(v, KR_T_frozenset);
}

KrValue krdict_fromkeys(KrVm *vm, const KrValue *a)
{
    FromKeys f = {.value = a[2] == KR_EMPTY ? KR_NONE : a[2]};
    f.d = krcall(vm, a[0], NULL, 0);
    KR_TRY(f.d);
    if (kris_exact(f.d, KR_T_dict) && has_known_hashes(a[1]))
        return take_keys(vm, kras_dict(f.d), kras_dict(a[1]), f.value) ? f.d : KR_RAISED;
    return kriter_each(vm, a[1], set_default, &f) ? f.d : KR_RAISED;
}

/// @classmethod dict.fromkeys(cls, iterable, value=None, /)
/// A dict whose keys are the items of the iterable, each with the same value.
KR_NATIVE(dict_fromkeys)
{
    return krdict_fromkeys(vm, a);
}
