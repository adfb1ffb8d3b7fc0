/* SPDX-License-Identifier: MIT
 * The module _heapq: heaps in lists, the smallest entry in front, or for the functions with _max the largest. */
#include "modules/modules.h"
#include "object/seq.h"

/// module _heapq
/// Heap queue algorithm in C.

static KrList *heap_of(KrVm *vm, KrValue v)
{
    if (kris_kind(vm, v, KR_TF_LIST))
        return kras_list(v);
    krraise(vm, KR_T_TypeError, "heap argument must be a list, not %T", v);
    return NULL;
}

static void put(KrVm *vm, KrList *l, size_t at, KrValue v)
{
    krstore(vm, l->items, &l->items->at[at], v);
}

/* Whether x belongs nearer to the front than y; -1 on error. */
static int compare(KrVm *vm, KrValue x, KrValue y, bool max)
{
    KrValue less = max ? krobj_compare(vm, y, x, KR_LT) : krobj_compare(vm, x, y, KR_LT);
    return less == KR_RAISED || !krcharge(vm, 1) ? -1 : krobj_true(vm, less);
}

/* The same for entries of the list, which Python code that compares may have changed. */
static int before(KrVm *vm, KrList *l, KrValue x, KrValue y, bool max)
{
    size_t n = l->n;
    int truth = compare(vm, x, y, max);
    if (truth >= 0 && l->n != n) {
        krraise(vm, KR_T_RuntimeError, "list changed size during iteration");
        return -1;
    }
    return truth;
}

/* Moves the entry at pos towards start until its parent is not behind it. */
static bool rise(KrVm *vm, KrList *l, size_t start, size_t pos, bool max)
{
    while (pos > start) {
        size_t parent = (pos - 1) / 2;
        int moves = before(vm, l, l->items->at[pos], l->items->at[parent], max);
        if (moves <= 0)
            return moves == 0;
        KrValue item = l->items->at[pos];
        put(vm, l, pos, l->items->at[parent]);
        put(vm, l, parent, item);
        pos = parent;
    }
    return true;
}

/* Restores the heap below pos: down to a leaf, then up again, which takes fewer comparisons on the whole. */
static bool sink(KrVm *vm, KrList *l, size_t pos, bool max)
{
    size_t start = pos, end = l->n;
    while (2 * pos + 1 < end) {
        size_t child = 2 * pos + 1;
        if (child + 1 < end) {
            int left = before(vm, l, l->items->at[child], l->items->at[child + 1], max);
            if (left < 0)
                return false;
            child += !left;
        }
        KrValue item = l->items->at[pos];
        put(vm, l, pos, l->items->at[child]);
        put(vm, l, child, item);
        pos = child;
    }
    return rise(vm, l, start, pos, max);
}

static KrValue push(KrVm *vm, const KrValue *a, bool max)
{
    KrList *l = heap_of(vm, a[0]);
    return l && krlist_append(vm, l, a[1]) && rise(vm, l, 0, l->n - 1, max) ? KR_NONE : KR_RAISED;
}

static KrValue pop(KrVm *vm, KrValue heap, bool max)
{
    KrList *l = heap_of(vm, heap);
    if (!l)
        return KR_RAISED;
    if (l->n == 0)
        return krraise(vm, KR_T_IndexError, "index out of range");
    KrValue last = krlist_pop(vm, l, -1);
    if (last == KR_RAISED || l->n == 0)
        return last;
    KrValue first = l->items->at[0];
    put(vm, l, 0, last);
    return sink(vm, l, 0, max) ? first : KR_RAISED;
}

static KrValue replace(KrVm *vm, const KrValue *a, bool max)
{
    KrList *l = heap_of(vm, a[0]);
    if (!l)
        return KR_RAISED;
    if (l->n == 0)
        return krraise(vm, KR_T_IndexError, "index out of range");
    KrValue first = l->items->at[0];
    put(vm, l, 0, a[1]);
    return sink(vm, l, 0, max) ? first : KR_RAISED;
}

static KrValue pushpop(KrVm *vm, const KrValue *a, bool max)
{
    KrList *l = heap_of(vm, a[0]);
    if (!l)
        return KR_RAISED;
    if (l->n == 0)
        return a[1];
    int stays = compare(vm, l->items->at[0], a[1], max);
    if (stays < 0)
        return KR_RAISED;
    return stays ? replace(vm, a, max) : a[1];
}

static KrValue heapify(KrVm *vm, KrValue heap, bool max)
{
    KrList *l = heap_of(vm, heap);
    if (!l)
        return KR_RAISED;
    size_t n = l->n;
    for (size_t i = n / 2; i-- > 0;) {
        if (l->n != n)
            return krraise(vm, KR_T_RuntimeError, "list changed size during iteration");
        if (!sink(vm, l, i, max))
            return KR_RAISED;
    }
    return KR_NONE;
}

/// _heapq.heappush(heap, item, /)
/// Push item onto heap, maintaining the heap invariant.
KR_NATIVE(_heapq_heappush)
{
    return push(vm, a, false);
}

/// _heapq.heappop(heap, /)
/// Pop the smallest item off the heap, maintaining the heap invariant.
KR_NATIVE(_heapq_heappop)
{
    return pop(vm, a[0], false);
}

/// _heapq.heapreplace(heap, item, /)
/// Pop and return the current smallest value, and add the new item.
KR_NATIVE(_heapq_heapreplace)
{
    return replace(vm, a, false);
}

/// _heapq.heappushpop(heap, item, /)
/// Push item on the heap, then pop and return the smallest item from the heap.
KR_NATIVE(_heapq_heappushpop)
{
    return pushpop(vm, a, false);
}

/// _heapq.heapify(heap, /)
/// Transform list into a heap, in-place, in O(len(heap)) time.
KR_NATIVE(_heapq_heapify)
{
    return heapify(vm, a[0], false);
}

/// _heapq.heappush_max(heap, item, /)
/// Push item onto max heap, maintaining the heap invariant.
KR_NATIVE(_heapq_heappush_max)
{
    return push(vm, a, true);
}

/// _heapq.heappop_max(heap, /)
/// Pop the largest item off the max heap, maintaining the heap invariant.
KR_NATIVE(_heapq_heappop_max)
{
    return pop(vm, a[0], true);
}

/// _heapq.heapreplace_max(heap, item, /)
/// Pop and return the current largest value, and add the new item.
KR_NATIVE(_heapq_heapreplace_max)
{
    return replace(vm, a, true);
}

/// _heapq.heappushpop_max(heap, item, /)
/// Push item on the max heap, then pop and return the largest item from the heap.
KR_NATIVE(_heapq_heappushpop_max)
{
    return pushpop(vm, a, true);
}

/// _heapq.heapify_max(heap, /)
/// Transform list into a max heap, in-place, in O(len(heap)) time.
KR_NATIVE(_heapq_heapify_max)
{
    return heapify(vm, a[0], true);
}
