/* SPDX-License-Identifier: MIT
 * collections.deque: the ring, and access to it. Its operators are in dequemethods.c. */
#include "modules/deque.h"

#include "object/iter.h"

/* ---- the ring --------------------------------------------------------------------------------------- */

bool krdeque_reserve(KrVm *vm, KrDeque *d, size_t n)
{
    size_t cap = d->items ? d->mask + 1 : 0, want = cap ? cap : 8;
    if (n <= cap)
        return true;
    while (want < n)
        want *= 2;
    KrValues *items = krheap_values(vm, want);
    if (!items)
        return false;
    for (size_t i = 0; i < d->n; i++)
        krstore(vm, items, &items->at[i], *krdeque_slot(d, i));
    KR_STORE_PTR(vm, d, &d->items, items);
    d->head = 0;
    d->mask = want - 1;
    return true;
}

KrValue krdeque_pop_left(KrVm *vm, KrDeque *d)
{
    KrValue *slot = krdeque_slot(d, 0), v = *slot;
    krstore(vm, d->items, slot, KR_EMPTY);
    d->head = (d->head + 1) & d->mask;
    d->n--;
    d->changes++;
    return v;
}

KrValue krdeque_pop_right(KrVm *vm, KrDeque *d)
{
    KrValue *slot = krdeque_slot(d, d->n - 1), v = *slot;
    krstore(vm, d->items, slot, KR_EMPTY);
    d->n--;
    d->changes++;
    return v;
}

bool krdeque_append(KrVm *vm, KrDeque *d, KrValue v)
{
    if (KR_UNLIKELY(d->maxlen >= 0 && d->n >= (size_t)d->maxlen)) {
        if (d->maxlen == 0)
            return true;
        krdeque_pop_left(vm, d);
    }
    if (KR_UNLIKELY(!d->items || d->n > d->mask) && !krdeque_reserve(vm, d, d->n + 1))
        return false;
    krstore(vm, d->items, krdeque_slot(d, d->n), v);
    d->n++;
    d->changes++;
    return true;
}

bool krdeque_append_left(KrVm *vm, KrDeque *d, KrValue v)
{
    if (KR_UNLIKELY(d->maxlen >= 0 && d->n >= (size_t)d->maxlen)) {
        if (d->maxlen == 0)
            return true;
        krdeque_pop_right(vm, d);
    }
    if (KR_UNLIKELY(!d->items || d->n > d->mask) && !krdeque_reserve(vm, d, d->n + 1))
        return false;
    d->head = (d->head - 1) & d->mask;
    krstore(vm, d->items, krdeque_slot(d, 0), v);
    d->n++;
    d->changes++;
    return true;
}

void krdeque_clear(KrVm *vm, KrDeque *d)
{
    KR_STORE_PTR(vm, d, &d->items, NULL);
    d->head = d->n = d->mask = 0;
    d->changes++;
}

typedef struct Into {
    KrDeque *d;
    bool left;
} Into;

static bool put(KrVm *vm, void *user, KrValue v)
{
    Into *into = user;
    return into->left ? krdeque_append_left(vm, into->d, v) : krdeque_append(vm, into->d, v);
}

bool krdeque_extend(KrVm *vm, KrDeque *d, KrValue iterable, bool left)
{
    if (iterable == krvalue(d)) {
        KrList *copy = krobj_list(vm, iterable);
        if (!copy)
            return false;
        iterable = krvalue(copy);
    }
    Into into = {d, left};
    return kriter_each(vm, iterable, put, &into);
}

KrDeque *krdeque_copy(KrVm *vm, KrDeque *from)
{
    KrDeque *d = krobj_new(vm, KR_TYPE_OF(deque));
    if (!d)
        return NULL;
    d->maxlen = from->maxlen;
    if (!krdeque_reserve(vm, d, from->n))
        return NULL;
    for (size_t i = 0; i < from->n; i++)
        krstore(vm, d->items, &d->items->at[i], *krdeque_slot(from, i));
    d->n = from->n;
    return krcharge(vm, (int64_t)d->n / 8) ? d : NULL;
}

/* ---- construction ----------------------------------------------------------------------------------- */

/// class deque(iterable=(), maxlen=None)
/// A list-like sequence optimized for data accesses near its endpoints.

/// deque.__new__(cls, /, *args, **kwargs)
KR_NATIVE(deque___new__)
{
    KrDeque *d = krtype_new_check(vm, a[0], KR_T_deque) ? krobj_new(vm, kras_type(a[0])) : NULL;
    if (d)
        d->maxlen = -1;
    return krvalue_or_raised(d);
}

/// deque.__init__(self, iterable=(), maxlen=None)
KR_NATIVE(deque___init__)
{
    KrDeque *d = kras_deque(a[0]);
    int64_t maxlen = -1;
    if (a[2] != KR_EMPTY && a[2] != KR_NONE) {
        if (!krint_check(vm, a[2]))
            return krraise(vm, KR_T_TypeError, "an integer is required");
        if (!krobj_as_i64(vm, a[2], &maxlen, false))
            return KR_RAISED;
        if (maxlen < 0)
            return krraise(vm, KR_T_ValueError, "maxlen must be non-negative");
    }
    d->maxlen = maxlen;
    if (d->n)
        krdeque_clear(vm, d);
    return a[1] == KR_EMPTY || krdeque_extend(vm, d, a[1], false) ? KR_NONE : KR_RAISED;
}

/// deque.__hash__ = None

/// @classmethod deque.__class_getitem__(cls, item, /)
/// See PEP 585.
KR_NATIVE(deque___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/// deque.maxlen
/// maximum size of a deque or None if unbounded
KR_NATIVE(deque_get_maxlen)
{
    KrDeque *d = kras_deque(a[0]);
    return d->maxlen < 0 ? KR_NONE : krint_from(vm, d->maxlen);
}

/// deque.__sizeof__(self, /)
/// Size of object in memory, in bytes.
KR_NATIVE(deque___sizeof__)
{
    KrDeque *d = kras_deque(a[0]);
    return krsmall((int64_t)(sizeof *d + (d->items ? (d->mask + 1) * sizeof(KrValue) : 0)));
}

/* ---- access ----------------------------------------------------------------------------------------- */

/// deque.__len__(self, /)
KR_NATIVE(deque___len__)
{
    return krsmall((int64_t)kras_deque(a[0])->n);
}

static KrValue *place_of(KrVm *vm, KrDeque *d, KrValue index)
{
    int64_t i;
    if (kris_int(index)) {
        i = kras_int(index);
    } else {
        if (krdunder(vm, krtype_of(vm, index), KR_D_index) == KR_EMPTY) {
            krraise(vm, KR_T_TypeError, "sequence index must be integer, not '%T'", index);
            return NULL;
        }
        KrValue v = krobj_index(vm, index);
        if (v == KR_RAISED)
            return NULL;
        if (!krint_to_i64(v, &i)) {
            krraise(vm, KR_T_IndexError, "cannot fit '%T' into an index-sized integer", index);
            return NULL;
        }
    }
    if (i < 0)
        i += (int64_t)d->n;
    if (i >= 0 && i < (int64_t)d->n)
        return krdeque_slot(d, (size_t)i);
    krraise(vm, KR_T_IndexError, "deque index out of range");
    return NULL;
}

/// deque.__getitem__(self, index, /)
KR_NATIVE(deque___getitem__)
{
    KrValue *slot = place_of(vm, kras_deque(a[0]), a[1]);
    return slot ? *slot : KR_RAISED;
}

/// deque.__setitem__(self, index, value, /)
KR_NATIVE(deque___setitem__)
{
    KrDeque *d = kras_deque(a[0]);
    KrValue *slot = place_of(vm, d, a[1]);
    if (!slot)
        return KR_RAISED;
    krstore(vm, d->items, slot, a[2]);
    return KR_NONE;
}

/* Closes the gap from the nearer end. */
static void remove_at(KrVm *vm, KrDeque *d, size_t at)
{
    if (at < d->n / 2) {
        for (size_t i = at; i > 0; i--)
            krstore(vm, d->items, krdeque_slot(d, i), *krdeque_slot(d, i - 1));
        krdeque_pop_left(vm, d);
    } else {
        for (size_t i = at; i + 1 < d->n; i++)
            krstore(vm, d->items, krdeque_slot(d, i), *krdeque_slot(d, i + 1));
        krdeque_pop_right(vm, d);
    }
}

/// deque.__delitem__(self, index, /)
KR_NATIVE(deque___delitem__)
{
    KrDeque *d = kras_deque(a[0]);
    KrValue *slot = place_of(vm, d, a[1]);
    if (!slot)
        return KR_RAISED;
    remove_at(vm, d, ((size_t)(slot - d->items->at) - d->head) & d->mask);
    return krcharge(vm, (int64_t)d->n / 16 + 1) ? KR_NONE : KR_RAISED;
}

/* The first index in [start, stop) whose item equals v, -1 if there is none, -2 on error. */
static int64_t find(KrVm *vm, KrDeque *d, KrValue v, int64_t start, int64_t stop)
{
    uint64_t changes = d->changes;
    for (int64_t i = start; i < stop && i < (int64_t)d->n; i++) {
        int equal = krobj_eq(vm, *krdeque_slot(d, (size_t)i), v);
        if (equal > 0)
            return i;
        if (equal < 0 || !krcharge(vm, 1))
            return -2;
        if (d->changes != changes)
            return krraise(vm, KR_T_RuntimeError, "deque mutated during iteration"), -2;
    }
    return -1;
}

/// deque.__contains__(self, key, /)
KR_NATIVE(deque___contains__)
{
    int64_t i = find(vm, kras_deque(a[0]), a[1], 0, INT64_MAX);
    return i == -2 ? KR_RAISED : krbool(i >= 0);
}

/// deque.index(self, value, start=0, stop=sys.maxsize, /)
/// Return first index of value. Raises ValueError if the value is not present.
KR_NATIVE(deque_index)
{
    KrDeque *d = kras_deque(a[0]);
    int64_t start = 0, stop = INT64_MAX;
    if (!krslice_bound(vm, a[2], &start) || !krslice_bound(vm, a[3], &stop))
        return KR_RAISED;
    krslice_adjust((int64_t)d->n, &start, &stop, 1);
    int64_t i = find(vm, d, a[1], start, stop);
    if (i == -1)
        return krraise(vm, KR_T_ValueError, "%R is not in deque", a[1]);
    return i == -2 ? KR_RAISED : krsmall(i);
}

/// deque.count(self, value, /)
/// Return number of occurrences of value.
KR_NATIVE(deque_count)
{
    KrDeque *d = kras_deque(a[0]);
    uint64_t changes = d->changes;
    int64_t count = 0;
    for (size_t i = 0; i < d->n; i++) {
        int equal = krobj_eq(vm, *krdeque_slot(d, i), a[1]);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_RAISED;
        count += equal;
        if (d->changes != changes)
            return krraise(vm, KR_T_RuntimeError, "deque mutated during iteration");
    }
    return krsmall(count);
}

/// deque.remove(self, value, /)
/// Remove first occurrence of value.
KR_NATIVE(deque_remove)
{
    KrDeque *d = kras_deque(a[0]);
    size_t n_before = d->n;
    int64_t i = find(vm, d, a[1], 0, INT64_MAX);
    if (i == -1)
        return krraise(vm, KR_T_ValueError, "%R is not in deque", a[1]);
    if (i < 0) {
        if (krpending_is(vm, KR_T_RuntimeError) && d->n != n_before) {
            krpending_clear(vm);
            return krraise(vm, KR_T_IndexError, "deque mutated during remove().");
        }
        return KR_RAISED;
    }
    if (d->n != n_before)
        return krraise(vm, KR_T_IndexError, "deque mutated during remove().");
    remove_at(vm, d, (size_t)i);
    return KR_NONE;
}

/// deque.insert(self, index, value, /)
/// Insert value before index.
KR_NATIVE(deque_insert)
{
    KrDeque *d = kras_deque(a[0]);
    int64_t at;
    if (!krobj_as_i64(vm, a[1], &at, false))
        return KR_RAISED;
    if (d->maxlen >= 0 && d->n >= (size_t)d->maxlen)
        return krraise(vm, KR_T_IndexError, "deque already at its maximum size");
    if (at < 0)
        at = at + (int64_t)d->n < 0 ? 0 : at + (int64_t)d->n;
    if (at > (int64_t)d->n)
        at = (int64_t)d->n;
    if (!krdeque_append(vm, d, a[2]))
        return KR_RAISED;
    for (size_t i = d->n - 1; i > (size_t)at; i--)
        krstore(vm, d->items, krdeque_slot(d, i), *krdeque_slot(d, i - 1));
    krstore(vm, d->items, krdeque_slot(d, (size_t)at), a[2]);
    return krcharge(vm, (int64_t)d->n / 16 + 1) ? KR_NONE : KR_RAISED;
}
