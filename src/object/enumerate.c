/* SPDX-License-Identifier: MIT
 * enumerate. */
#include "object/int.h"
#include "object/iter.h"

static KrIterPair *as_pair(KrValue v)
{
    return (KrIterPair *)kras_obj(v);
}

/// class enumerate(iterable, start=0)
/// An iterator over pairs of a number, counted from start, and an item of the iterable.

/// enumerate.__new__(cls, iterable, start=0)
KR_NATIVE(enumerate___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_enumerate))
        return KR_RAISED;
    KrValue start = a[2] == KR_EMPTY ? krsmall(0) : krobj_index(vm, a[2]);
    KR_TRY(start);
    KrValue it = krobj_iter(vm, a[1]);
    KR_TRY(it);
    KrIterPair *e = krobj_new(vm, kras_type(a[0]));
    if (!e)
        return KR_RAISED;
    krstore(vm, e, &e->a, it);
    krstore(vm, e, &e->b, start);
    return krvalue(e);
}

/// @classmethod enumerate.__class_getitem__(cls, item, /)
KR_NATIVE(enumerate___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/// enumerate.__iter__(self, /)
KR_NATIVE(enumerate___iter__)
{
    return a[0];
}

/// enumerate.__reduce__(self, /)
KR_NATIVE(enumerate___reduce__)
{
    KrIterPair *e = as_pair(a[0]);
    KrTuple *args = krtuple_of(vm, 2, e->a, e->b);
    KrTuple *t = args ? krtuple_of(vm, 2, krvalue(krtype_of(vm, a[0])), krvalue(args)) : NULL;
    return t ? krvalue(t) : KR_RAISED;
}
