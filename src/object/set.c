/* SPDX-License-Identifier: MIT
 * The methods of set and frozenset. */
#include "object/set.h"
#include "object/dictcore.h"
#include "object/dictview.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/str.h"

static KrValue done(const void *object)
{
    return object ? krvalue(object) : KR_RAISED;
}

static KrValue answer(int yes)
{
    return yes < 0 ? KR_RAISED : krbool(yes);
}

/* ---- construction ---------------------------------------------------------------------------- */

/// class set(iterable=(), /)
/// A mutable collection of distinct hashable items.

/// set.__new__(cls, /, *args, **kwargs)
KR_NATIVE(set___new__)
{
    return krtype_new_check(vm, a[0], KR_T_set) ? done(krobj_new(vm, kras_type(a[0]))) : KR_RAISED;
}

/// @drainset(1) set.__init__(self, iterable=(), /)
KR_NATIVE(set___init__)
{
    KrSet *s = kras_dict(a[0]);
    krset_clear(vm, s);
    return a[1] == KR_EMPTY || krset_update(vm, s, a[1]) ? KR_NONE : KR_RAISED;
}

/// class frozenset(iterable=(), /)
/// An immutable collection of distinct hashable items.

/// @drainset(1) frozenset.__new__(cls, iterable=(), /, **kwargs)
KR_NATIVE(frozenset___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_frozenset) ||
        !krargs_no_keywords(vm, kras_type(a[0]), KR_T_frozenset, KR_D_init, a[2]))
        return KR_RAISED;
    if (a[0] == krvalue(KR_TYPE_OF(frozenset)) && kris_exact(a[1], KR_T_frozenset))
        return a[1];
    KrSet *s = krobj_new(vm, kras_type(a[0]));
    if (!s)
        return KR_RAISED;
    return a[1] == KR_EMPTY || krset_update(vm, s, a[1]) ? krvalue(s) : KR_RAISED;
}

/// set.__hash__ = None

/// frozenset.__hash__(self, /)
KR_NATIVE(frozenset___hash__)
{
    if (!kras_dict(a[0])->hash && !krcharge(vm, kras_dict(a[0])->live))
        return KR_RAISED;
    return krint_from(vm, (int64_t)krset_hash(kras_dict(a[0])));
}

/* ---- what is only for the mutable ------------------------------------------------------------ */

/// set.add(self, object, /)
/// Add an item.
KR_NATIVE(set_add)
{
    return krset_add(vm, kras_dict(a[0]), a[1]) ? KR_NONE : KR_RAISED;
}

/// set.remove(self, object, /)
/// Remove an item; KeyError if it is not there.
KR_NATIVE(set_remove)
{
    int found = krset_discard(vm, kras_dict(a[0]), a[1]);
    if (found)
        return found < 0 ? KR_RAISED : KR_NONE;
    return krraise_value(vm, KR_T_KeyError, a[1]);
}

/// set.discard(self, object, /)
/// Remove an item if it is there.
KR_NATIVE(set_discard)
{
    return krset_discard(vm, kras_dict(a[0]), a[1]) < 0 ? KR_RAISED : KR_NONE;
}

/// set.pop(self, /)
/// Remove and return some item; KeyError if the set is empty.
KR_NATIVE(set_pop)
{
    KrValue item = krset_pop(vm, kras_dict(a[0]));
    return item == KR_EMPTY ? krraise(vm, KR_T_KeyError, "pop from an empty set") : item;
}

/// set.clear(self, /)
/// Remove all items.
KR_NATIVE(set_clear)
{
    krset_clear(vm, kras_dict(a[0]));
    return KR_NONE;
}

/// set.update(self, /, *others)
/// Add the items of all the iterables.
KR_NATIVE(set_update)
{
    for (uint32_t i = 1; i < n; i++)
        if (!krset_update(vm, kras_dict(a[0]), a[i]))
            return KR_RAISED;
    return KR_NONE;
}

/// set.difference_update(self, /, *others)
/// Remove the items of all the iterables.
KR_NATIVE(set_difference_update)
{
    for (uint32_t i = 1; i < n; i++)
        if (!krset_remove_all(vm, kras_dict(a[0]), a[i]))
            return KR_RAISED;
    return KR_NONE;
}

/// set.symmetric_difference_update(self, other, /)
/// Remove the items that other has too, add those that only other has.
KR_NATIVE(set_symmetric_difference_update)
{
    return krset_toggle(vm, kras_dict(a[0]), a[1]) ? KR_NONE : KR_RAISED;
}

/* ---- operations of both, on self and n - 1 iterables ----------------------------------------- */

static KrSet *copy_of(KrVm *vm, KrValue self)
{
    return krset_copy(vm, kras_dict(self), krset_type(vm, self));
}

static KrValue copy(KrVm *vm, KrValue self)
{
    return kris_exact(self, KR_T_frozenset) ? self : done(copy_of(vm, self));
}

static KrSet *union_of(KrVm *vm, KrValue *a, uint32_t n)
{
    KrSet *s = copy_of(vm, a[0]);
    for (uint32_t i = 1; s && i < n; i++)
        if (a[i] != a[0] && !krset_update(vm, s, a[i]))
            return NULL;
    return s;
}

static KrSet *intersection_of(KrVm *vm, KrValue *a, uint32_t n)
{
    KrTypeNumber type = krset_type(vm, a[0]);
    KrSet *s = n == 1 ? copy_of(vm, a[0]) : kras_dict(a[0]);
    for (uint32_t i = 1; s && i < n; i++)
        s = krset_intersection(vm, s, a[i], type);
    return s;
}

static KrSet *difference_of(KrVm *vm, KrValue *a, uint32_t n)
{
    KrTypeNumber type = krset_type(vm, a[0]);
    KrSet *s = n == 1 ? copy_of(vm, a[0]) : krset_difference(vm, kras_dict(a[0]), a[1], type);
    for (uint32_t i = 2; s && i < n; i++)
        if (!krset_remove_all(vm, s, a[i]))
            return NULL;
    return s;
}

static KrSet *symmetric_difference_of(KrVm *vm, KrValue *a)
{
    KrSet *s = krset_new(vm, krset_type(vm, a[0]));
    return s && krset_update(vm, s, a[1]) && krset_toggle(vm, s, a[0]) ? s : NULL;
}

/// set.intersection_update(self, /, *others)
/// Keep only the items that all the iterables have.
KR_NATIVE(set_intersection_update)
{
    KrSet *s = intersection_of(vm, a, n);
    if (!s)
        return KR_RAISED;
    krset_take(vm, kras_dict(a[0]), s);
    return KR_NONE;
}

static KrValue compare(KrVm *vm, KrValue *a, KrCmp op)
{
    if (!kris_set(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    KrSet *x = kras_dict(a[0]), *y = kras_dict(a[1]);
    int r;
    switch (op) {
    case KR_EQ:
        return answer(krset_equal(vm, x, y));
    case KR_NE:
        r = krset_equal(vm, x, y);
        return r < 0 ? KR_RAISED : krbool(!r);
    case KR_LT:
        return x->live < y->live ? answer(krset_subset(vm, x, y)) : KR_FALSE;
    case KR_LE:
        return answer(krset_subset(vm, x, y));
    case KR_GT:
        return x->live > y->live ? answer(krset_subset(vm, y, x)) : KR_FALSE;
    default:
        return answer(krset_subset(vm, y, x));
    }
}

static KrValue show(KrVm *vm, KrValue self)
{
    int shown = krrepr_enter(vm, self);
    if (shown)
        return shown < 0 ? KR_RAISED : done(krstr_printf(vm, "%N(...)", krtype_of(vm, self)));
    KrSet *s = kras_dict(self);
    KrBuf b = krbuf_init(&vm->alloc);
    uint32_t pos = 0, i;
    KrValue text = KR_NONE;
    while (krdict_step(s, &pos, &i)) {
        text = krobj_repr(vm, krdict_entries(s)[i].key);
        if (text == KR_RAISED || !krcharge(vm, 1)) {
            text = KR_RAISED;
            break;
        }
        if (b.len)
            krbuf_text(&b, ", ");
        krbuf_str(&b, kras_str(text));
    }
    krrepr_leave(vm, self);
    if (text == KR_RAISED)
        return krbuf_release(&b), KR_RAISED;
    bool empty = b.len == 0;
    KrStr *items = krstr_from_buf(vm, &b);
    if (!items)
        return KR_RAISED;
    if (empty)
        return done(krstr_printf(vm, "%N()", krtype_of(vm, self)));
    return done(kris_exact(self, KR_T_set) ? krstr_printf(vm, "{%U}", items)
                                           : krstr_printf(vm, "%N({%U})", krtype_of(vm, self), items));
}

/* (class, ([items],), state) */
static KrValue reduce(KrVm *vm, KrValue self)
{
    KrList *l = krlist_new(vm, NULL, 0);
    if (!l || !krlist_extend(vm, l, self))
        return KR_RAISED;
    KrTuple *args = krtuple_of(vm, 1, krvalue(l));
    KrValue state = args ? krcall_dunder(vm, KR_D_getstate, self, NULL, 0) : KR_RAISED;
    KR_TRY(state);
    return done(krtuple_of(vm, 3, krvalue(krtype_of(vm, self)), krvalue(args),
                           state == KR_EMPTY ? KR_NONE : state));
}

static KrValue size_in_bytes(KrVm *vm, KrValue self)
{
    KrSet *s = kras_dict(self);
    size_t size = krtype_of(vm, self)->size;
    if (s->entries)
        size += sizeof *s->entries + s->entries->cap * sizeof(KrValue);
    return krsmall((int64_t)size);
}

/* ---- set: what both have --------------------------------------------------------------------- */

/// @classmethod set.__class_getitem__(cls, item, /)
KR_NATIVE(set___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/// set.__len__(self, /)
KR_NATIVE(set___len__)
{
    return krsmall(kras_dict(a[0])->live);
}

/// set.__contains__(self, key, /)
KR_NATIVE(set___contains__)
{
    return answer(krset_contains(vm, kras_dict(a[0]), a[1]));
}

/// set.__iter__(self, /)
KR_NATIVE(set___iter__)
{
    return krdictiter_new(vm, KR_T_set_iterator, kras_dict(a[0]));
}

/// set.__repr__(self, /)
KR_NATIVE(set___repr__)
{
    return show(vm, a[0]);
}

/// set.__reduce__(self, /)
KR_NATIVE(set___reduce__)
{
    return reduce(vm, a[0]);
}

/// set.__sizeof__(self, /)
KR_NATIVE(set___sizeof__)
{
    return size_in_bytes(vm, a[0]);
}

/// set.copy(self, /)
/// A shallow copy.
KR_NATIVE(set_copy)
{
    return copy(vm, a[0]);
}

/// set.union(self, /, *others)
/// The items of this set and of all the iterables.
KR_NATIVE(set_union)
{
    return done(union_of(vm, a, n));
}

/// set.intersection(self, /, *others)
/// The items that this set and all the iterables have.
KR_NATIVE(set_intersection)
{
    return done(intersection_of(vm, a, n));
}

/// set.difference(self, /, *others)
/// The items that none of the iterables has.
KR_NATIVE(set_difference)
{
    return done(difference_of(vm, a, n));
}

/// set.symmetric_difference(self, other, /)
/// The items that either this set or other has, but not both.
KR_NATIVE(set_symmetric_difference)
{
    return done(symmetric_difference_of(vm, a));
}

/// set.issubset(self, other, /)
/// Whether other has all items of this set.
KR_NATIVE(set_issubset)
{
    KrSet *other = krset_from(vm, a[1]);
    return other ? answer(krset_subset(vm, kras_dict(a[0]), other)) : KR_RAISED;
}

/// set.issuperset(self, other, /)
/// Whether this set has all items of other.
KR_NATIVE(set_issuperset)
{
    return answer(krset_superset(vm, kras_dict(a[0]), a[1]));
}

/// set.isdisjoint(self, other, /)
/// Whether this set has no item of other.
KR_NATIVE(set_isdisjoint)
{
    return answer(krset_disjoint(vm, kras_dict(a[0]), a[1]));
}

/// set.__or__(self, value, /)
KR_NATIVE(set___or__)
{
    return kris_set(vm, a[1]) ? done(union_of(vm, a, 2)) : KR_NOTIMPLEMENTED;
}

/// set.__ror__(self, value, /)
KR_NATIVE(set___ror__)
{
    KrValue turned[2] = {a[1], a[0]};
    return kris_set(vm, a[1]) ? done(union_of(vm, turned, 2)) : KR_NOTIMPLEMENTED;
}

/// set.__and__(self, value, /)
KR_NATIVE(set___and__)
{
    return kris_set(vm, a[1]) ? done(intersection_of(vm, a, 2)) : KR_NOTIMPLEMENTED;
}

/// set.__rand__(self, value, /)
KR_NATIVE(set___rand__)
{
    KrValue turned[2] = {a[1], a[0]};
    return kris_set(vm, a[1]) ? done(intersection_of(vm, turned, 2)) : KR_NOTIMPLEMENTED;
}

/// set.__sub__(self, value, /)
KR_NATIVE(set___sub__)
{
    return kris_set(vm, a[1]) ? done(difference_of(vm, a, 2)) : KR_NOTIMPLEMENTED;
}

/// set.__rsub__(self, value, /)
KR_NATIVE(set___rsub__)
{
    KrValue turned[2] = {a[1], a[0]};
    return kris_set(vm, a[1]) ? done(difference_of(vm, turned, 2)) : KR_NOTIMPLEMENTED;
}

/// set.__xor__(self, value, /)
KR_NATIVE(set___xor__)
{
    return kris_set(vm, a[1]) ? done(symmetric_difference_of(vm, a)) : KR_NOTIMPLEMENTED;
}

/// set.__rxor__(self, value, /)
KR_NATIVE(set___rxor__)
{
    KrValue turned[2] = {a[1], a[0]};
    return kris_set(vm, a[1]) ? done(symmetric_difference_of(vm, turned)) : KR_NOTIMPLEMENTED;
}

/// set.__lt__(self, value, /)
KR_NATIVE(set___lt__)
{
    return compare(vm, a, KR_LT);
}

/// set.__le__(self, value, /)
KR_NATIVE(set___le__)
{
    return compare(vm, a, KR_LE);
}

/// set.__eq__(self, value, /)
KR_NATIVE(set___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// set.__ne__(self, value, /)
KR_NATIVE(set___ne__)
{
    return compare(vm, a, KR_NE);
}

/// set.__gt__(self, value, /)
KR_NATIVE(set___gt__)
{
    return compare(vm, a, KR_GT);
}

/// set.__ge__(self, value, /)
KR_NATIVE(set___ge__)
{
    return compare(vm, a, KR_GE);
}

/* ---- frozenset: what both have --------------------------------------------------------------- */

/// @classmethod frozenset.__class_getitem__(cls, item, /)
KR_NATIVE(frozenset___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/// frozenset.__len__(self, /)
KR_NATIVE(frozenset___len__)
{
    return krsmall(kras_dict(a[0])->live);
}

/// frozenset.__contains__(self, key, /)
KR_NATIVE(frozenset___contains__)
{
    return answer(krset_contains(vm, kras_dict(a[0]), a[1]));
}

/// frozenset.__iter__(self, /)
KR_NATIVE(frozenset___iter__)
{
    return krdictiter_new(vm, KR_T_set_iterator, kras_dict(a[0]));
}

/// frozenset.__repr__(self, /)
KR_NATIVE(frozenset___repr__)
{
    return show(vm, a[0]);
}

/// frozenset.__reduce__(self, /)
KR_NATIVE(frozenset___reduce__)
{
    return reduce(vm, a[0]);
}

/// frozenset.__sizeof__(self, /)
KR_NATIVE(frozenset___sizeof__)
{
    return size_in_bytes(vm, a[0]);
}

/// frozenset.copy(self, /)
/// A shallow copy.
KR_NATIVE(frozenset_copy)
{
    return copy(vm, a[0]);
}

/// frozenset.union(self, /, *others)
/// The items of this set and of all the iterables.
KR_NATIVE(frozenset_union)
{
    return done(union_of(vm, a, n));
}

/// frozenset.intersection(self, /, *others)
/// The items that this set and all the iterables have.
KR_NATIVE(frozenset_intersection)
{
    return done(intersection_of(vm, a, n));
}

/// frozenset.difference(self, /, *others)
/// The items that none of the iterables has.
KR_NATIVE(frozenset_difference)
{
    return done(difference_of(vm, a, n));
}

/// frozenset.symmetric_difference(self, other, /)
/// The items that either this set or other has, but not both.
KR_NATIVE(frozenset_symmetric_difference)
{
    return done(symmetric_difference_of(vm, a));
}

/// frozenset.issubset(self, other, /)
/// Whether other has all items of this set.
KR_NATIVE(frozenset_issubset)
{
    KrSet *other = krset_from(vm, a[1]);
    return other ? answer(krset_subset(vm, kras_dict(a[0]), other)) : KR_RAISED;
}

/// frozenset.issuperset(self, other, /)
/// Whether this set has all items of other.
KR_NATIVE(frozenset_issuperset)
{
    return answer(krset_superset(vm, kras_dict(a[0]), a[1]));
}

/// frozenset.isdisjoint(self, other, /)
/// Whether this set has no item of other.
KR_NATIVE(frozenset_isdisjoint)
{
    return answer(krset_disjoint(vm, kras_dict(a[0]), a[1]));
}

/// frozenset.__or__(self, value, /)
KR_NATIVE(frozenset___or__)
{
    return kris_set(vm, a[1]) ? done(union_of(vm, a, 2)) : KR_NOTIMPLEMENTED;
}

/// frozenset.__ror__(self, value, /)
KR_NATIVE(frozenset___ror__)
{
    KrValue turned[2] = {a[1], a[0]};
    return kris_set(vm, a[1]) ? done(union_of(vm, turned, 2)) : KR_NOTIMPLEMENTED;
}

/// frozenset.__and__(self, value, /)
KR_NATIVE(frozenset___and__)
{
    return kris_set(vm, a[1]) ? done(intersection_of(vm, a, 2)) : KR_NOTIMPLEMENTED;
}

/// frozenset.__rand__(self, value, /)
KR_NATIVE(frozenset___rand__)
{
    KrValue turned[2] = {a[1], a[0]};
    return kris_set(vm, a[1]) ? done(intersection_of(vm, turned, 2)) : KR_NOTIMPLEMENTED;
}

/// frozenset.__sub__(self, value, /)
KR_NATIVE(frozenset___sub__)
{
    return kris_set(vm, a[1]) ? done(difference_of(vm, a, 2)) : KR_NOTIMPLEMENTED;
}

/// frozenset.__rsub__(self, value, /)
KR_NATIVE(frozenset___rsub__)
{
    KrValue turned[2] = {a[1], a[0]};
    return kris_set(vm, a[1]) ? done(difference_of(vm, turned, 2)) : KR_NOTIMPLEMENTED;
}

/// frozenset.__xor__(self, value, /)
KR_NATIVE(frozenset___xor__)
{
    return kris_set(vm, a[1]) ? done(symmetric_difference_of(vm, a)) : KR_NOTIMPLEMENTED;
}

/// frozenset.__rxor__(self, value, /)
KR_NATIVE(frozenset___rxor__)
{
    KrValue turned[2] = {a[1], a[0]};
    return kris_set(vm, a[1]) ? done(symmetric_difference_of(vm, turned)) : KR_NOTIMPLEMENTED;
}

/// frozenset.__lt__(self, value, /)
KR_NATIVE(frozenset___lt__)
{
    return compare(vm, a, KR_LT);
}

/// frozenset.__le__(self, value, /)
KR_NATIVE(frozenset___le__)
{
    return compare(vm, a, KR_LE);
}

/// frozenset.__eq__(self, value, /)
KR_NATIVE(frozenset___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// frozenset.__ne__(self, value, /)
KR_NATIVE(frozenset___ne__)
{
    return compare(vm, a, KR_NE);
}

/// frozenset.__gt__(self, value, /)
KR_NATIVE(frozenset___gt__)
{
    return compare(vm, a, KR_GT);
}

/// frozenset.__ge__(self, value, /)
KR_NATIVE(frozenset___ge__)
{
    return compare(vm, a, KR_GE);
}

/* ---- in place -------------------------------------------------------------------------------- */

/// set.__ior__(self, value, /)
KR_NATIVE(set___ior__)
{
    if (!kris_set(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    return krset_update(vm, kras_dict(a[0]), a[1]) ? a[0] : KR_RAISED;
}

/// set.__isub__(self, value, /)
KR_NATIVE(set___isub__)
{
    if (!kris_set(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    return krset_remove_all(vm, kras_dict(a[0]), a[1]) ? a[0] : KR_RAISED;
}

/// set.__ixor__(self, value, /)
KR_NATIVE(set___ixor__)
{
    if (!kris_set(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    return krset_toggle(vm, kras_dict(a[0]), a[1]) ? a[0] : KR_RAISED;
}

/// set.__iand__(self, value, /)
KR_NATIVE(set___iand__)
{
    if (!kris_set(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    return krn_set_intersection_update(vm, a, 2) == KR_RAISED ? KR_RAISED : a[0];
}
