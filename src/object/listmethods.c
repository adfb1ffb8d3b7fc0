/* SPDX-License-Identifier: MIT
 * The methods of list. */
#include "object/int.h"
#include "object/iter.h"
#include "object/list.h"
#include "object/str.h"

static KrValue done(KrList *l)
{
    return l ? krvalue(l) : KR_RAISED;
}

static KrValue copy_of(KrVm *vm, const KrList *l)
{
    if (!krcharge(vm, (int64_t)l->n / 8))
        return KR_RAISED;
    return done(krlist_new(vm, l->items ? l->items->at : NULL, l->n));
}

/* ---- construction ---------------------------------------------------------------------------- */

/// class list(iterable=(), /)
/// A mutable sequence.

/// list.__new__(cls, /, *args, **kwargs)
KR_NATIVE(list___new__)
{
    return krtype_new_check(vm, a[0], KR_T_list) ? done(krobj_new(vm, kras_type(a[0]))) : KR_RAISED;
}

/// @drain(1) list.__init__(self, iterable=(), /, **kwargs)
KR_NATIVE(list___init__)
{
    KrList *l = kras_list(a[0]);
    if (!krargs_no_keywords(vm, krtype_of(vm, a[0]), KR_T_list, KR_D_new, a[2]))
        return KR_RAISED;
    krlist_clear(vm, l);
    return a[1] == KR_EMPTY || krlist_extend(vm, l, a[1]) ? KR_NONE : KR_RAISED;
}

/// list.__hash__ = None

/// @classmethod list.__class_getitem__(cls, item, /)
KR_NATIVE(list___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/// list.__sizeof__(self, /)
KR_NATIVE(list___sizeof__)
{
    KrList *l = kras_list(a[0]);
    size_t cells = l->items ? sizeof *l->items + l->items->cap * sizeof(KrValue) : 0;
    return krsmall((int64_t)(krtype_of(vm, a[0])->size + cells));
}

/* ---- access ---------------------------------------------------------------------------------- */

/// list.__len__(self, /)
KR_NATIVE(list___len__)
{
    return krsmall((int64_t)kras_list(a[0])->n);
}

/* The place of an index in the list as it is after the index has been computed. */
static KrValue *slot_of(KrVm *vm, KrList *l, KrValue index, const char *message)
{
    int64_t i;
    if (!krseq_offset(vm, index, "list", &i))
        return NULL;
    if (i < 0)
        i += (int64_t)l->n;
    if (i >= 0 && i < (int64_t)l->n)
        return &l->items->at[i];
    krraise(vm, KR_T_IndexError, "%s", message);
    return NULL;
}

/// list.__getitem__(self, index, /)
KR_NATIVE(list___getitem__)
{
    if (kris_exact(a[1], KR_T_slice))
        return krlist_get_slice(vm, kras_list(a[0]), (KrSlice *)kras_obj(a[1]));
    KrValue *slot = slot_of(vm, kras_list(a[0]), a[1], "list index out of range");
    return slot ? *slot : KR_RAISED;
}

/// list.__setitem__(self, key, value, /)
KR_NATIVE(list___setitem__)
{
    KrList *l = kras_list(a[0]);
    if (kris_exact(a[1], KR_T_slice))
        return krlist_set_slice(vm, l, (KrSlice *)kras_obj(a[1]), a[2]) ? KR_NONE : KR_RAISED;
    KrValue *slot = slot_of(vm, l, a[1], "list assignment index out of range");
    if (!slot)
        return KR_RAISED;
    krstore(vm, l->items, slot, a[2]);
    return KR_NONE;
}

/// list.__delitem__(self, key, /)
KR_NATIVE(list___delitem__)
{
    KrList *l = kras_list(a[0]);
    if (kris_exact(a[1], KR_T_slice))
        return krlist_delete_slice(vm, l, (KrSlice *)kras_obj(a[1])) ? KR_NONE : KR_RAISED;
    KrValue *slot = slot_of(vm, l, a[1], "list assignment index out of range");
    if (!slot)
        return KR_RAISED;
    krlist_remove_at(vm, l, (size_t)(slot - l->items->at));
    return krcharge(vm, 1) ? KR_NONE : KR_RAISED;
}

/// list.__iter__(self, /)
KR_NATIVE(list___iter__)
{
    return krseq_iter(vm, KR_T_list_iterator, a[0]);
}

/// list.__reversed__(self, /)
/// An iterator from the last item to the first.
KR_NATIVE(list___reversed__)
{
    KrValue it = krseq_iter(vm, KR_T_list_reverseiterator, a[0]);
    KR_TRY(it);
    ((KrSeqIter *)kras_obj(it))->index = kras_list(a[0])->n;
    return it;
}

/* The first index in [start, stop) whose item equals v, -1 if there is none, -2 on error. An __eq__
 * may change the list. */
static int64_t find(KrVm *vm, KrList *l, KrValue v, int64_t start, int64_t stop)
{
    for (int64_t i = start; i < stop && i < (int64_t)l->n; i++) {
        KrValue at = l->items->at[i];
        int equal = at == v ? 1 : kris_ints(at, v) ? 0 : krobj_eq(vm, at, v);
        if (equal < 0)
            return -2;
        if (equal)
            return i;
        if (!krcharge(vm, 1))
            return -2;
    }
    return -1;
}

/// list.__contains__(self, key, /)
KR_NATIVE(list___contains__)
{
    int64_t i = find(vm, kras_list(a[0]), a[1], 0, INT64_MAX);
    return i == -2 ? KR_RAISED : krbool(i >= 0);
}

/// list.index(self, value, start=0, stop=sys.maxsize, /)
/// The first index of value; ValueError if it is not there.
KR_NATIVE(list_index)
{
    int64_t start = 0, stop = INT64_MAX;
    if (!krslice_bound(vm, a[2], &start) || !krslice_bound(vm, a[3], &stop))
        return KR_RAISED;
    krslice_adjust((int64_t)kras_list(a[0])->n, &start, &stop, 1);
    int64_t i = find(vm, kras_list(a[0]), a[1], start, a[3] == KR_EMPTY ? INT64_MAX : stop);
    if (i == -1)
        return krraise(vm, KR_T_ValueError, "%R is not in list", a[1]);
    return i == -2 ? KR_RAISED : krsmall(i);
}

/// list.count(self, value, /)
/// How many items equal value.
KR_NATIVE(list_count)
{
    KrList *l = kras_list(a[0]);
    int64_t count = 0;
    for (size_t i = 0; i < l->n; i++) {
        int equal = krobj_eq(vm, l->items->at[i], a[1]);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_RAISED;
        count += equal;
    }
    return krsmall(count);
}

/* An argument that is an index; OverflowError for one that no list can have. */
static bool index_argument(KrVm *vm, KrValue v, int64_t *out)
{
    KrValue i = krobj_index(vm, v);
    if (i == KR_RAISED)
        return false;
    if (krint_to_i64(i, out))
        return true;
    return krraise(vm, KR_T_OverflowError, "Python int too large to convert to C ssize_t"), false;
}

/* ---- changes --------------------------------------------------------------------------------- */

/// list.append(self, object, /)
/// Append object to the end of the list.
KR_NATIVE(list_append)
{
    return krlist_append(vm, kras_list(a[0]), a[1]) ? KR_NONE : KR_RAISED;
}

/// list.extend(self, iterable, /)
/// Append all items of the iterable.
KR_NATIVE(list_extend)
{
    return krlist_extend(vm, kras_list(a[0]), a[1]) ? KR_NONE : KR_RAISED;
}

/// list.insert(self, index, object, /)
/// Insert object before index.
KR_NATIVE(list_insert)
{
    int64_t at;
    if (!index_argument(vm, a[1], &at) || !krlist_insert(vm, kras_list(a[0]), at, a[2]))
        return KR_RAISED;
    return krcharge(vm, 1) ? KR_NONE : KR_RAISED;
}

/// list.pop(self, index=-1, /)
/// Remove and return the item at index; IndexError if the list is empty or index is out of range.
KR_NATIVE(list_pop)
{
    int64_t at = -1;
    if (a[1] != KR_EMPTY && !index_argument(vm, a[1], &at))
        return KR_RAISED;
    KrValue v = krlist_pop(vm, kras_list(a[0]), at);
    return krcharge(vm, 1) ? v : KR_RAISED;
}

/// list.remove(self, value, /)
/// Remove the first item that equals value; ValueError if there is none.
KR_NATIVE(list_remove)
{
    KrList *l = kras_list(a[0]);
    int64_t i = find(vm, l, a[1], 0, INT64_MAX);
    if (i == -2)
        return KR_RAISED;
    if (i == -1)
        return krraise(vm, KR_T_ValueError, "list.remove(x): x not in list");
    if (i < (int64_t)l->n)
        krlist_remove_at(vm, l, (size_t)i);
    return KR_NONE;
}

/// list.clear(self, /)
/// Remove all items.
KR_NATIVE(list_clear)
{
    krlist_clear(vm, kras_list(a[0]));
    return KR_NONE;
}

/// list.copy(self, /)
/// A shallow copy.
KR_NATIVE(list_copy)
{
    return copy_of(vm, kras_list(a[0]));
}

/// list.reverse(self, /)
/// Reverse the order of the items in place.
KR_NATIVE(list_reverse)
{
    KrList *l = kras_list(a[0]);
    if (l->n == 0)
        return KR_NONE;
    KrValue *low = l->items->at, *high = low + l->n - 1;
    for (; low < high; low++, high--) {
        KrValue v = *low;
        krstore(vm, l->items, low, *high);
        krstore(vm, l->items, high, v);
    }
    return krcharge(vm, (int64_t)l->n / 8) ? KR_NONE : KR_RAISED;
}

/// list.sort(self, /, *, key=None, reverse=False)
/// Sort in place, stable: by the items' <, or that of what key gives for each of them. With
/// reverse=True the largest comes first. If a comparison fails the exception is passed on, and the
/// list may be left partly sorted.
KR_NATIVE(list_sort)
{
    int reverse = a[2] == KR_EMPTY ? 0 : krobj_true(vm, a[2]);
    if (reverse < 0)
        return KR_RAISED;
    return krlist_sort(vm, kras_list(a[0]), a[1], reverse) ? KR_NONE : KR_RAISED;
}

/* ---- operators ------------------------------------------------------------------------------- */

/// list.__add__(self, value, /)
KR_NATIVE(list___add__)
{
    if (!kris_kind(vm, a[1], KR_TF_LIST)) {
        return krraise(vm, KR_T_TypeError, "can only concatenate list (not \"%T\") to list", a[1]);
    }
    KrList *x = kras_list(a[0]), *y = kras_list(a[1]);
    KrList *l = krlist_with_capacity(vm, x->n + y->n);
    if (!l)
        return KR_RAISED;
    if (x->n)
        krstore_all(vm, l->items, l->items->at, x->items->at, x->n);
    if (y->n)
        krstore_all(vm, l->items, l->items->at + x->n, y->items->at, y->n);
    l->n = x->n + y->n;
    return krcharge(vm, (int64_t)l->n / 8) ? krvalue(l) : KR_RAISED;
}

/// list.__iadd__(self, value, /)
KR_NATIVE(list___iadd__)
{
    return krlist_extend(vm, kras_list(a[0]), a[1]) ? a[0] : KR_RAISED;
}

/* Fills out with `times` copies of the n values at its beginning. */
static void fill(KrVm *vm, KrValues *out, size_t n, size_t times)
{
    size_t have = n, all = n * times;
    if (n == 1) {
        for (KrValue v = out->at[0]; have < all; have++)
            krstore(vm, out, &out->at[have], v);
        return;
    }
    while (have < all) {
        size_t more = have <= all - have ? have : all - have;
        krstore_all(vm, out, out->at + have, out->at, more);
        have += more;
    }
}

static KrValue repeat(KrVm *vm, KrValue *a)
{
    KrList *x = kras_list(a[0]);
    size_t times;
    if (!krseq_times(vm, a[1], x->n, &times))
        return KR_RAISED;
    KrList *l = krlist_with_capacity(vm, x->n * times);
    if (!l || x->n * times == 0)
        return done(l);
    krstore_all(vm, l->items, l->items->at, x->items->at, x->n);
    fill(vm, l->items, x->n, times);
    l->n = x->n * times;
    return krcharge(vm, (int64_t)l->n / 8) ? krvalue(l) : KR_RAISED;
}

/// list.__mul__(self, value, /)
KR_NATIVE(list___mul__)
{
    return repeat(vm, a);
}

/// list.__rmul__(self, value, /)
KR_NATIVE(list___rmul__)
{
    return repeat(vm, a);
}

/// list.__imul__(self, value, /)
KR_NATIVE(list___imul__)
{
    KrList *l = kras_list(a[0]);
    size_t times, len = l->n;
    if (!krseq_times(vm, a[1], len, &times))
        return KR_RAISED;
    if (len == 0 || times == 1)
        return a[0];
    if (times == 0)
        return krlist_clear(vm, l), a[0];
    if (!krlist_reserve(vm, l, len * times))
        return KR_RAISED;
    fill(vm, l->items, len, times);
    l->n = len * times;
    return krcharge(vm, (int64_t)l->n / 8) ? a[0] : KR_RAISED;
}

static KrValue compare(KrVm *vm, KrValue *a, KrCmp op)
{
    return kris_kind(vm, a[1], KR_TF_LIST) ? krseq_compare(vm, a[0], a[1], op) : KR_NOTIMPLEMENTED;
}

/// list.__eq__(self, value, /)
KR_NATIVE(list___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// list.__ne__(self, value, /)
KR_NATIVE(list___ne__)
{
    return compare(vm, a, KR_NE);
}

/// list.__lt__(self, value, /)
KR_NATIVE(list___lt__)
{
    return compare(vm, a, KR_LT);
}

/// list.__le__(self, value, /)
KR_NATIVE(list___le__)
{
    return compare(vm, a, KR_LE);
}

/// list.__gt__(self, value, /)
KR_NATIVE(list___gt__)
{
    return compare(vm, a, KR_GT);
}

/// list.__ge__(self, value, /)
KR_NATIVE(list___ge__)
{
    return compare(vm, a, KR_GE);
}

/* ---- repr ------------------------------------------------------------------------------------ */

static bool show_items(KrVm *vm, KrList *l, KrBuf *b)
{
    krbuf_char(b, '[');
    for (size_t i = 0; i < l->n; i++) {
        KrValue text = krobj_repr(vm, l->items->at[i]);
        if (text == KR_RAISED || !krcharge(vm, 1))
            return false;
        if (i)
            krbuf_text(b, ", ");
        krbuf_str(b, kras_str(text));
    }
    krbuf_char(b, ']');
    return true;
}

/// list.__repr__(self, /)
KR_NATIVE(list___repr__)
{
    int shown = krrepr_enter(vm, a[0]);
    if (shown)
        return shown < 0 ? KR_RAISED : done((KrList *)krstr_text(vm, "[...]"));
    KrBuf b = krbuf_init(&vm->alloc);
    bool ok = show_items(vm, kras_list(a[0]), &b);
    krrepr_leave(vm, a[0]);
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    return done((KrList *)krstr_from_buf(vm, &b));
}
