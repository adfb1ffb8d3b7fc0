/* SPDX-License-Identifier: MIT
 * The module _bisect: binary search. */
#include "modules/modules.h"
#include "object/int.h"
#include "object/seq.h"

/// module _bisect
/// Bisection algorithms in C.

enum { SEQUENCE, NEEDLE, LOW, HIGH, KEY };

static KrValue item_at(KrVm *vm, KrValue sequence, int64_t at)
{
    if (kris_exact(sequence, KR_T_list) && (uint64_t)at < kras_list(sequence)->n)
        return kras_list(sequence)->items->at[at];
    return krobj_getitem(vm, sequence, krint_from(vm, at));
}

/* Whether the search goes on to the left of the item; -1 on error. */
static int goes_left(KrVm *vm, KrValue item, KrValue needle, KrValue key, bool right)
{
    if (key != KR_EMPTY && key != KR_NONE) {
        item = krcall(vm, key, &item, 1);
        if (item == KR_RAISED)
            return -1;
    }
    KrValue less = right ? krobj_compare(vm, needle, item, KR_LT) : krobj_compare(vm, item, needle, KR_LT);
    int truth = less == KR_RAISED ? -1 : krobj_true(vm, less);
    return truth < 0 ? -1 : right ? truth : !truth;
}

/* Where the needle belongs, -1 on error. */
static int64_t search(KrVm *vm, const KrValue *a, KrValue needle, bool right)
{
    int64_t low = 0, high;
    if (a[LOW] != KR_EMPTY && !krobj_as_i64(vm, a[LOW], &low, false))
        return -1;
    if (low < 0) {
        krraise(vm, KR_T_ValueError, "lo must be non-negative");
        return -1;
    }
    if (a[HIGH] != KR_EMPTY && a[HIGH] != KR_NONE) {
        if (!krobj_as_i64(vm, a[HIGH], &high, false))
            return -1;
    } else {
        high = krobj_len(vm, a[SEQUENCE]);
        if (high < 0)
            return -1;
    }
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        KrValue item = item_at(vm, a[SEQUENCE], middle);
        int left = item == KR_RAISED ? -1 : goes_left(vm, item, needle, a[KEY], right);
        if (left < 0)
            return -1;
        if (left)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static KrValue place(KrVm *vm, const KrValue *a, bool right)
{
    int64_t at = search(vm, a, a[NEEDLE], right);
    return at < 0 ? KR_RAISED : krint_from(vm, at);
}

static KrValue insert(KrVm *vm, const KrValue *a, bool right)
{
    KrValue needle = a[NEEDLE];
    if (a[KEY] != KR_EMPTY && a[KEY] != KR_NONE)
        needle = krcall(vm, a[KEY], &a[NEEDLE], 1);
    int64_t at = needle == KR_RAISED ? -1 : search(vm, a, needle, right);
    if (at < 0)
        return KR_RAISED;
    if (kris_exact(a[SEQUENCE], KR_T_list))
        return krlist_insert(vm, kras_list(a[SEQUENCE]), at, a[NEEDLE]) ? KR_NONE : KR_RAISED;
    KrValue args[2] = {krint_from(vm, at), a[NEEDLE]};
    return krcall_method(vm, a[SEQUENCE], KR_NAME(insert), args, 2) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// _bisect.bisect_right(a, x, lo=0, hi=None, *, key=None)
/// Return the index where to insert item x in list a, assuming a is sorted: behind entries equal to it.
///
/// lo and hi bound the search; key is applied to the entries, not to x.
KR_NATIVE(_bisect_bisect_right)
{
    return place(vm, a, true);
}

/// _bisect.bisect_left(a, x, lo=0, hi=None, *, key=None)
/// Return the index where to insert item x in list a, assuming a is sorted: in front of entries equal to it.
///
/// lo and hi bound the search; key is applied to the entries, not to x.
KR_NATIVE(_bisect_bisect_left)
{
    return place(vm, a, false);
}

/// _bisect.insort_right(a, x, lo=0, hi=None, *, key=None)
/// Insert item x in list a, and keep it sorted assuming a is sorted: behind entries equal to it.
///
/// lo and hi bound the search; key is applied to x too.
KR_NATIVE(_bisect_insort_right)
{
    return insert(vm, a, true);
}

/// _bisect.insort_left(a, x, lo=0, hi=None, *, key=None)
/// Insert item x in list a, and keep it sorted assuming a is sorted: in front of entries equal to it.
///
/// lo and hi bound the search; key is applied to x too.
KR_NATIVE(_bisect_insort_left)
{
    return insert(vm, a, false);
}
