/* SPDX-License-Identifier: MIT
 * list as C uses it: storage, append, insert, extend, pop, and the slices behind l[i:j]. */
#include "object/list.h"
#include "object/iter.h"

#include <string.h>

/* ---- storage --------------------------------------------------------------------------------- */

/* Gives the list a cell of `cap` values, not fewer than it has items. */
static bool set_capacity(KrVm *vm, KrList *l, size_t cap)
{
    KrValues *cell = krheap_values(vm, cap);
    if (!cell)
        return false;
    if (l->n)
        krstore_all(vm, cell, cell->at, l->items->at, l->n);
    KR_STORE_PTR(vm, l, &l->items, cell);
    vm->exec->budget -= (int64_t)l->n / 8;
    return true;
}

bool krlist_reserve(KrVm *vm, KrList *l, size_t n)
{
    size_t cap = l->items ? l->items->cap : 0;
    if (n <= cap)
        return true;
    size_t more = cap + cap / 2 + 4;
    return set_capacity(vm, l, n > more || l->n == 0 ? n : more);
}

/* Returns most of the room of a long list that has lost most of its items. */
static void shrink(KrVm *vm, KrList *l)
{
    size_t cap = l->items->cap;
    if (cap <= 64 || l->n >= cap / 4)
        return;
    if (l->n == 0)
        KR_STORE_PTR(vm, l, &l->items, NULL);
    else if (!set_capacity(vm, l, l->n * 2))
        krpending_clear(vm); /* the old cell does as well */
}

KrList *krlist_with_capacity(KrVm *vm, size_t cap)
{
    KrList *l = krheap_new(vm, KR_T_list, sizeof *l);
    if (l && cap) {
        KrValues *cell = krheap_values(vm, cap);
        if (!cell)
            return NULL;
        KR_STORE_PTR(vm, l, &l->items, cell);
    }
    return l;
}

KrList *krlist_new(KrVm *vm, const KrValue *items, size_t n)
{
    KrList *l = krlist_with_capacity(vm, n);
    if (l && n) {
        krstore_all(vm, l->items, l->items->at, items, n);
        l->n = n;
    }
    return l;
}

bool krlist_append_slow(KrVm *vm, KrList *l, KrValue v)
{
    if (!set_capacity(vm, l, l->n + l->n / 2 + 4))
        return false;
    krstore(vm, l->items, &l->items->at[l->n], v);
    l->n++;
    return true;
}

/* Moves the items from `from` on so that they begin at `to`; there must be room. Words beyond the
 * items are emptied. */
static void move_tail(KrList *l, size_t from, size_t to)
{
    KrValue *at = l->items->at;
    memmove(at + to, at + from, (l->n - from) * sizeof *at);
    size_t n = l->n - from + to;
    if (n < l->n)
        memset(at + n, 0, (l->n - n) * sizeof *at);
    l->n = n;
}

bool krlist_insert(KrVm *vm, KrList *l, int64_t at, KrValue v)
{
    int64_t n = (int64_t)l->n;
    if (at < 0)
        at = at + n < 0 ? 0 : at + n;
    if (at > n)
        at = n;
    if (!krlist_append(vm, l, v))
        return false;
    KrValue *p = l->items->at + at;
    memmove(p + 1, p, (size_t)(n - at) * sizeof *p);
    krstore(vm, l->items, p, v);
    vm->exec->budget -= (n - at) / 8;
    return true;
}

KrValue krlist_pop(KrVm *vm, KrList *l, int64_t at)
{
    int64_t n = (int64_t)l->n;
    if (n == 0)
        return krraise(vm, KR_T_IndexError, "pop from empty list");
    if (at < 0)
        at += n;
    if (at < 0 || at >= n)
        return krraise(vm, KR_T_IndexError, "pop index out of range");
    KrValue v = l->items->at[at];
    krlist_remove_at(vm, l, (size_t)at);
    return v;
}

void krlist_remove_at(KrVm *vm, KrList *l, size_t at)
{
    if (at + 1 == l->n) {
        krstore(vm, l->items, &l->items->at[at], KR_EMPTY);
        l->n = at;
    } else {
        vm->exec->budget -= (int64_t)(l->n - at) / 8;
        move_tail(l, at + 1, at);
    }
    if (KR_UNLIKELY(l->n < l->items->cap / 4))
        shrink(vm, l);
}

void krlist_clear(KrVm *vm, KrList *l)
{
    if (l->n == 0)
        return;
    l->n = 0;
    KR_STORE_PTR(vm, l, &l->items, NULL);
}

/* ---- extend ---------------------------------------------------------------------------------- */

static bool append_each(KrVm *vm, void *list, KrValue item)
{
    return krlist_append(vm, list, item);
}

static bool extend_items(KrVm *vm, KrList *l, const KrValue *items, size_t n)
{
    if (n == 0)
        return true;
    if (!krlist_reserve(vm, l, l->n + n))
        return false;
    krstore_all(vm, l->items, l->items->at + l->n, items, n);
    l->n += n;
    return krcharge(vm, (int64_t)n / 8);
}

bool krlist_extend(KrVm *vm, KrList *l, KrValue iterable)
{
    if (kris_exact(iterable, KR_T_tuple))
        return extend_items(vm, l, kras_tuple(iterable)->at, kras_tuple(iterable)->n);
    if (kris_exact(iterable, KR_T_list) || iterable == krvalue(l)) {
        KrList *from = kras_list(iterable);
        KrValues *cell = from->items; /* stays alive if `from` is l itself and moves */
        return extend_items(vm, l, cell ? cell->at : NULL, from->n);
    }
    return kriter_each(vm, iterable, append_each, l);
}

/* ---- slices ---------------------------------------------------------------------------------- */

KrValue krlist_get_slice(KrVm *vm, KrList *l, KrSlice *s)
{
    int64_t start, stop, step;
    if (!krslice_unpack(vm, s, &start, &stop, &step))
        return KR_RAISED;
    int64_t count = krslice_adjust((int64_t)l->n, &start, &stop, step);
    KrList *out = krlist_with_capacity(vm, (size_t)count);
    if (!out)
        return KR_RAISED;
    if (step == 1 && count)
        krstore_all(vm, out->items, out->items->at, l->items->at + start, (size_t)count);
    else
        for (int64_t i = 0; i < count; i++)
            krstore(vm, out->items, &out->items->at[i], l->items->at[start + i * step]);
    out->n = (size_t)count;
    return krcharge(vm, count / (step == 1 ? 8 : 1)) ? krvalue(out) : KR_RAISED;
}

/* Replaces the items [start, stop) by n others, which do not lie in the list's own cell. */
static bool replace(KrVm *vm, KrList *l, size_t start, size_t stop, const KrValue *items, size_t n)
{
    size_t rest = l->n - stop;
    if (n > SIZE_MAX / 64 - l->n)
        return krraise_memory(vm), false;
    if (!krlist_reserve(vm, l, start + n + rest))
        return false;
    if (start + n + rest == 0)
        return krlist_clear(vm, l), true;
    move_tail(l, stop, start + n);
    krstore_all(vm, l->items, l->items->at + start, items, n);
    shrink(vm, l);
    return krcharge(vm, (int64_t)(n + rest) / 8);
}

/* The items of a right-hand side, a copy if they are the list's own. */
static bool source(KrVm *vm, KrList *l, KrValue v, const KrValue **items, size_t *n, KrValue *keep)
{
    if (v == krvalue(l)) {
        KrList *copy = krlist_new(vm, l->items ? l->items->at : NULL, l->n);
        if (!copy)
            return false;
        v = krvalue(copy);
    }
    if (!kris_exact(v, KR_T_list) && krdunder(vm, krtype_of(vm, v), KR_D_iter) == KR_EMPTY &&
        krdunder(vm, krtype_of(vm, v), KR_D_getitem) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "must assign iterable to extended slice"), false;
    return krseq_items(vm, v, items, n, keep);
}

static bool set_extended(KrVm *vm, KrList *l, KrSlice *s, KrValue v)
{
    const KrValue *items;
    size_t n;
    KrValue keep;
    int64_t start, stop, step;
    if (!krslice_unpack(vm, s, &start, &stop, &step) || !source(vm, l, v, &items, &n, &keep))
        return false;
    int64_t count = krslice_adjust((int64_t)l->n, &start, &stop, step);
    if ((int64_t)n != count) {
        krraise(vm, KR_T_ValueError,
                "attempt to assign sequence of size %zd to extended slice of size %zd", n,
                (size_t)count);
        return false;
    }
    for (int64_t i = 0; i < count; i++)
        krstore(vm, l->items, &l->items->at[start + i * step], items[i]);
    return krcharge(vm, count);
}

bool krlist_set_slice(KrVm *vm, KrList *l, KrSlice *s, KrValue v)
{
    const KrValue *items;
    size_t n;
    KrValue keep;
    int64_t start, stop, step;
    if (!krslice_unpack(vm, s, &start, &stop, &step))
        return false;
    if (step != 1)
        return set_extended(vm, l, s, v);
    if (!source(vm, l, v, &items, &n, &keep))
        return false;
    krslice_adjust((int64_t)l->n, &start, &stop, step);
    if (stop < start)
        stop = start;
    return replace(vm, l, (size_t)start, (size_t)stop, items, n);
}

bool krlist_delete_slice(KrVm *vm, KrList *l, KrSlice *s)
{
    int64_t start, stop, step;
    if (!krslice_unpack(vm, s, &start, &stop, &step))
        return false;
    int64_t count = krslice_adjust((int64_t)l->n, &start, &stop, step);
    if (count == 0)
        return true;
    if (step < 0) {
        start += (count - 1) * step;
        step = -step;
    }
    if (step == 1)
        return replace(vm, l, (size_t)start, (size_t)(start + count), NULL, 0);
    KrValue *at = l->items->at;
    int64_t to = start, n = (int64_t)l->n;
    for (int64_t i = start; i < n; i++)
        if ((i - start) % step || (i - start) / step >= count)
            krstore(vm, l->items, &at[to++], at[i]);
    memset(at + to, 0, (size_t)(n - to) * sizeof *at);
    l->n = (size_t)to;
    shrink(vm, l);
    return krcharge(vm, n - start);
}
