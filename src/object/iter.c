/* SPDX-License-Identifier: MIT
 * Walking an iterable from C, and the iterators over list, tuple, anything with __getitem__, and a
 * callable. */
#include "object/iter.h"
#include "object/dictcore.h"
#include "object/int.h"
#include "object/str.h"

#include "base/utf8.h"

static KrSeqIter *as_iter(KrValue v)
{
    return (KrSeqIter *)kras_obj(v);
}

static KrValue done(const void *object)
{
    return object ? krvalue(object) : KR_RAISED;
}

/* ---- walking --------------------------------------------------------------------------------- */

static bool each_of_list(KrVm *vm, KrList *l, KrEachFn fn, void *user)
{
    for (size_t i = 0; i < l->n; i++)
        if (!fn(vm, user, l->items->at[i]) || !krcharge(vm, 1))
            return false;
    return true;
}

static bool each_of_tuple(KrVm *vm, KrTuple *t, KrEachFn fn, void *user)
{
    for (size_t i = 0; i < t->n; i++)
        if (!fn(vm, user, t->at[i]) || !krcharge(vm, 1))
            return false;
    return true;
}

static bool each_key(KrVm *vm, KrDict *d, KrEachFn fn, void *user)
{
    uint32_t live = d->live, pos = 0, entry;
    while (krdict_step(d, &pos, &entry)) {
        if (!fn(vm, user, krdict_entries(d)[entry].key) || !krcharge(vm, 1))
            return false;
        if (d->live != live) {
            krraise(vm, KR_T_RuntimeError, "%s changed size during iteration",
                    kris_kind(vm, krvalue(d), KR_TF_DICT) ? "dictionary" : "Set");
            return false;
        }
    }
    return true;
}

static bool each_char(KrVm *vm, KrStr *s, KrEachFn fn, void *user)
{
    for (size_t at = 0; at < s->size;) {
        const char *p = krstr_data(s) + at;
        KrStr *c = krstr_char(vm, krutf8_next(&p));
        at = (size_t)(p - krstr_data(s));
        if (!c || !fn(vm, user, krvalue(c)) || !krcharge(vm, 1))
            return false;
    }
    return true;
}

static bool each_next(KrVm *vm, KrValue it, KrEachFn fn, void *user)
{
    for (;;) {
        KrValue v = krobj_next(vm, it);
        if (v == KR_EMPTY)
            return true;
        if (v == KR_RAISED || !fn(vm, user, v) || !krcharge(vm, 1))
            return false;
    }
}

bool kriter_each(KrVm *vm, KrValue iterable, KrEachFn fn, void *user)
{
    switch (krshape_id(iterable)) {
    case KR_T_list:
        return each_of_list(vm, kras_list(iterable), fn, user);
    case KR_T_tuple:
        return each_of_tuple(vm, kras_tuple(iterable), fn, user);
    case KR_T_dict:
    case KR_T_set:
    case KR_T_frozenset:
        return each_key(vm, kras_dict(iterable), fn, user);
    case KR_T_str:
        return each_char(vm, kras_str(iterable), fn, user);
    default:
        break;
    }
    KrValue it = krobj_iter(vm, iterable);
    return it != KR_RAISED && each_next(vm, it, fn, user);
}

KrValue kriter_reduce(KrVm *vm, const KrStr *name, KrValue arg, KrValue state)
{
    KrValue function = krdict_get_name(vm, vm->builtins, name);
    if (function == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "module 'builtins' has no attribute '%U'", name);
    KrTuple *args = krtuple_of(vm, 1, arg);
    if (!args)
        return KR_RAISED;
    return done(state == KR_EMPTY ? krtuple_of(vm, 2, function, krvalue(args))
                                  : krtuple_of(vm, 3, function, krvalue(args), state));
}

/* What an exhausted iterator reduces to. */
static KrValue reduce_empty(KrVm *vm, bool list)
{
    KrValue empty = done(list ? (void *)krlist_new(vm, NULL, 0) : (void *)krtuple_new(vm, NULL, 0));
    KR_TRY(empty);
    return kriter_reduce(vm, KR_NAME(iter), empty, KR_EMPTY);
}

/* ---- by index -------------------------------------------------------------------------------- */

KrValue krseq_iter(KrVm *vm, KrTypeNumber iterator_type, KrValue seq)
{
    KrSeqIter *it = krheap_new(vm, iterator_type, sizeof *it);
    if (!it)
        return KR_RAISED;
    krstore(vm, it, &it->seq, seq);
    return krvalue(it);
}

static KrValue exhaust(KrVm *vm, KrSeqIter *it)
{
    krstore(vm, it, &it->seq, KR_EMPTY);
    return KR_EMPTY;
}

static KrValue set_index(KrVm *vm, KrSeqIter *it, KrValue state, size_t len)
{
    int64_t i;
    if (!krobj_as_i64(vm, state, &i, false))
        return KR_RAISED;
    if (it->seq != KR_EMPTY)
        it->index = i < 0 ? 0 : (uint64_t)i > len ? len : (size_t)i;
    return KR_NONE;
}

/// list_iterator.__iter__(self, /)
KR_NATIVE(list_iterator___iter__)
{
    return a[0];
}

/// list_iterator.__next__(self, /)
KR_NATIVE(list_iterator___next__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY)
        return KR_EMPTY;
    KrList *l = kras_list(it->seq);
    return it->index < l->n ? l->items->at[it->index++] : exhaust(vm, it);
}

/// list_iterator.__length_hint__(self, /)
KR_NATIVE(list_iterator___length_hint__)
{
    KrSeqIter *it = as_iter(a[0]);
    size_t n_items = it->seq == KR_EMPTY ? 0 : kras_list(it->seq)->n;
    return krsmall(n_items > it->index ? (int64_t)(n_items - it->index) : 0);
}

/// list_iterator.__reduce__(self, /)
KR_NATIVE(list_iterator___reduce__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY)
        return reduce_empty(vm, true);
    return kriter_reduce(vm, KR_NAME(iter), it->seq, krsmall((int64_t)it->index));
}

/// list_iterator.__setstate__(self, state, /)
KR_NATIVE(list_iterator___setstate__)
{
    KrSeqIter *it = as_iter(a[0]);
    return set_index(vm, it, a[1], it->seq == KR_EMPTY ? 0 : kras_list(it->seq)->n);
}

/* Its index is one more than that of the next item. */
/// list_reverseiterator.__iter__(self, /)
KR_NATIVE(list_reverseiterator___iter__)
{
    return a[0];
}

/// list_reverseiterator.__next__(self, /)
KR_NATIVE(list_reverseiterator___next__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY)
        return KR_EMPTY;
    KrList *l = kras_list(it->seq);
    return it->index > 0 && it->index <= l->n ? l->items->at[--it->index] : exhaust(vm, it);
}

/// list_reverseiterator.__length_hint__(self, /)
KR_NATIVE(list_reverseiterator___length_hint__)
{
    KrSeqIter *it = as_iter(a[0]);
    return krsmall(it->seq == KR_EMPTY || kras_list(it->seq)->n < it->index ? 0
                                                                            : (int64_t)it->index);
}

/// list_reverseiterator.__reduce__(self, /)
KR_NATIVE(list_reverseiterator___reduce__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY || it->index == 0)
        return reduce_empty(vm, true);
    return kriter_reduce(vm, KR_NAME(reversed), it->seq, krsmall((int64_t)it->index - 1));
}

/// list_reverseiterator.__setstate__(self, state, /)
KR_NATIVE(list_reverseiterator___setstate__)
{
    KrSeqIter *it = as_iter(a[0]);
    int64_t i;
    if (!krobj_as_i64(vm, a[1], &i, false))
        return KR_RAISED;
    if (it->seq != KR_EMPTY) {
        size_t len = kras_list(it->seq)->n;
        it->index = i < 0 ? 0 : (uint64_t)i >= len ? len : (size_t)i + 1;
    }
    return KR_NONE;
}

/// tuple_iterator.__iter__(self, /)
KR_NATIVE(tuple_iterator___iter__)
{
    return a[0];
}

/// tuple_iterator.__next__(self, /)
KR_NATIVE(tuple_iterator___next__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY)
        return KR_EMPTY;
    KrTuple *t = kras_tuple(it->seq);
    return it->index < t->n ? t->at[it->index++] : exhaust(vm, it);
}

/// tuple_iterator.__length_hint__(self, /)
KR_NATIVE(tuple_iterator___length_hint__)
{
    KrSeqIter *it = as_iter(a[0]);
    return krsmall(it->seq == KR_EMPTY ? 0 : (int64_t)(kras_tuple(it->seq)->n - it->index));
}

/// tuple_iterator.__reduce__(self, /)
KR_NATIVE(tuple_iterator___reduce__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY)
        return reduce_empty(vm, false);
    return kriter_reduce(vm, KR_NAME(iter), it->seq, krsmall((int64_t)it->index));
}

/// tuple_iterator.__setstate__(self, state, /)
KR_NATIVE(tuple_iterator___setstate__)
{
    KrSeqIter *it = as_iter(a[0]);
    return set_index(vm, it, a[1], it->seq == KR_EMPTY ? 0 : kras_tuple(it->seq)->n);
}

/* ---- by __getitem__ -------------------------------------------------------------------------- */

/* The item at an index; empty, and the iterator exhausted, on IndexError and StopIteration. */
static KrValue item_at(KrVm *vm, KrSeqIter *it, int64_t index)
{
    KrValue i = krint_from(vm, index);
    KR_TRY(i);
    KrValue v = krobj_getitem(vm, it->seq, i);
    if (v != KR_RAISED ||
        !(krpending_is(vm, KR_T_IndexError) || krpending_is(vm, KR_T_StopIteration)))
        return v;
    krpending_clear(vm);
    return exhaust(vm, it);
}

/// iterator.__iter__(self, /)
KR_NATIVE(iterator___iter__)
{
    return a[0];
}

/// iterator.__next__(self, /)
KR_NATIVE(iterator___next__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY)
        return KR_EMPTY;
    if (it->index > INT64_MAX - 1)
        return krraise(vm, KR_T_OverflowError, "iter index too large");
    KrValue v = item_at(vm, it, (int64_t)it->index);
    if (v != KR_EMPTY && v != KR_RAISED)
        it->index++;
    return v;
}

/// iterator.__length_hint__(self, /)
KR_NATIVE(iterator___length_hint__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY)
        return krsmall(0);
    if (krdunder(vm, krtype_of(vm, it->seq), KR_D_len) == KR_EMPTY)
        return KR_NOTIMPLEMENTED;
    int64_t len = krobj_len(vm, it->seq);
    if (len < 0)
        return KR_RAISED;
    return krint_from(vm, len > (int64_t)it->index ? len - (int64_t)it->index : 0);
}

/// iterator.__reduce__(self, /)
KR_NATIVE(iterator___reduce__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY)
        return reduce_empty(vm, false);
    KrValue index = krint_from(vm, (int64_t)it->index);
    KR_TRY(index);
    return kriter_reduce(vm, KR_NAME(iter), it->seq, index);
}

/// iterator.__setstate__(self, state, /)
KR_NATIVE(iterator___setstate__)
{
    return set_index(vm, as_iter(a[0]), a[1], INT64_MAX);
}

KrValue kriter_reversed(KrVm *vm, const KrType *cls, KrValue seq)
{
    const KrType *type = krtype_of(vm, seq);
    if (krdunder(vm, type, KR_D_getitem) == KR_EMPTY || krdunder(vm, type, KR_D_len) == KR_EMPTY ||
        type->flags & KR_TF_DICT || type == KR_TYPE_OF(mappingproxy))
        return krraise(vm, KR_T_TypeError, "'%T' object is not reversible", seq);
    int64_t len = krobj_len(vm, seq);
    if (len < 0)
        return KR_RAISED;
    KrSeqIter *it = krobj_new(vm, cls);
    if (!it)
        return KR_RAISED;
    krstore(vm, it, &it->seq, seq);
    it->index = (size_t)len;
    return krvalue(it);
}

/// class reversed(sequence, /)
/// An iterator over the sequence from the last item to the first.

/// reversed.__new__(cls, sequence, /)
KR_NATIVE(reversed___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_reversed))
        return KR_RAISED;
    KrValue method = krdunder(vm, krtype_of(vm, a[1]), KR_D_reversed);
    if (method == KR_NONE)
        return krraise(vm, KR_T_TypeError, "'%T' object is not reversible", a[1]);
    if (method != KR_EMPTY)
        return krcall_dunder(vm, KR_D_reversed, a[1], NULL, 0);
    return kriter_reversed(vm, kras_type(a[0]), a[1]);
}

/// reversed.__iter__(self, /)
KR_NATIVE(reversed___iter__)
{
    return a[0];
}

/// reversed.__next__(self, /)
KR_NATIVE(reversed___next__)
{
    KrSeqIter *it = as_iter(a[0]);
    if (it->seq == KR_EMPTY)
        return KR_EMPTY;
    if (it->index == 0)
        return exhaust(vm, it);
    KrValue v = item_at(vm, it, (int64_t)it->index - 1);
    if (v != KR_EMPTY && v != KR_RAISED)
        it->index--;
    return v;
}

/// reversed.__length_hint__(self, /)
KR_NATIVE(reversed___length_hint__)
{
    KrSeqIter *it = as_iter(a[0]);
    int64_t len = it->seq == KR_EMPTY ? 0 : krobj_len(vm, it->seq);
    if (len < 0)
        return KR_RAISED;
    return krint_from(vm, len < (int64_t)it->index ? 0 : (int64_t)it->index);
}

/// reversed.__reduce__(self, /)
KR_NATIVE(reversed___reduce__)
{
    KrSeqIter *it = as_iter(a[0]);
    KrValue seq = it->seq == KR_EMPTY ? done(krtuple_new(vm, NULL, 0)) : it->seq;
    KR_TRY(seq);
    KrTuple *args = krtuple_of(vm, 1, seq);
    KrValue type = krvalue(krtype_of(vm, a[0]));
    if (!args)
        return KR_RAISED;
    if (it->seq == KR_EMPTY)
        return done(krtuple_of(vm, 2, type, krvalue(args)));
    return done(krtuple_of(vm, 3, type, krvalue(args), krsmall((int64_t)it->index - 1)));
}

/// reversed.__setstate__(self, state, /)
KR_NATIVE(reversed___setstate__)
{
    KrSeqIter *it = as_iter(a[0]);
    int64_t i, len = it->seq == KR_EMPTY ? 0 : krobj_len(vm, it->seq);
    if (len < 0 || !krobj_as_i64(vm, a[1], &i, false))
        return KR_RAISED;
    it->index = i < 0 ? 0 : i >= len ? (size_t)len : (size_t)i + 1;
    return KR_NONE;
}

/* ---- by call --------------------------------------------------------------------------------- */

KrValue kriter_callable(KrVm *vm, KrValue fn, KrValue sentinel)
{
    KrWrapped *it = krheap_new(vm, KR_T_callable_iterator, sizeof *it);
    if (!it)
        return KR_RAISED;
    krstore(vm, it, &it->value, fn);
    krstore(vm, it, &it->other, sentinel);
    return krvalue(it);
}

/// callable_iterator.__iter__(self, /)
KR_NATIVE(callable_iterator___iter__)
{
    return a[0];
}

/// callable_iterator.__next__(self, /)
KR_NATIVE(callable_iterator___next__)
{
    KrWrapped *it = (KrWrapped *)kras_obj(a[0]);
    if (it->value == KR_EMPTY)
        return KR_EMPTY;
    KrValue v = krcall(vm, it->value, NULL, 0);
    if (v == KR_RAISED && !krpending_is(vm, KR_T_StopIteration))
        return KR_RAISED;
    if (v == KR_RAISED) {
        krpending_clear(vm);
    } else if (it->value != KR_EMPTY) { /* the call may have exhausted it */
        int equal = krobj_eq(vm, it->other, v);
        if (equal <= 0)
            return equal < 0 ? KR_RAISED : v;
    }
    krstore(vm, it, &it->value, KR_EMPTY);
    krstore(vm, it, &it->other, KR_EMPTY);
    return KR_EMPTY;
}

/// callable_iterator.__reduce__(self, /)
KR_NATIVE(callable_iterator___reduce__)
{
    KrWrapped *it = (KrWrapped *)kras_obj(a[0]);
    if (it->value == KR_EMPTY)
        return reduce_empty(vm, false);
    KrValue function = krdict_get_name(vm, vm->builtins, KR_NAME(iter));
    KrTuple *args = krtuple_of(vm, 2, it->value, it->other);
    return args ? done(krtuple_of(vm, 2, function, krvalue(args))) : KR_RAISED;
}
