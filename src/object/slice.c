/* SPDX-License-Identifier: MIT
 * slice: the class, and slices resolved against a length. */
#include "object/int.h"
#include "object/iter.h"
#include "object/seq.h"
#include "object/str.h"

#include "base/hash.h"

KrValue krslice_new(KrVm *vm, KrValue start, KrValue stop, KrValue step)
{
    KrSlice *s = krheap_new(vm, KR_T_slice, sizeof *s);
    if (!s)
        return KR_RAISED;
    krstore(vm, s, &s->start, start);
    krstore(vm, s, &s->stop, stop);
    krstore(vm, s, &s->step, step);
    return krvalue(s);
}

/* ---- for int64 lengths ----------------------------------------------------------------------- */

static bool bound(KrVm *vm, KrValue v, const char *message, int64_t *out)
{
    if (KR_LIKELY(kris_int(v)))
        return *out = kras_int(v), true;
    if (!krint_check(vm, v) && krdunder(vm, krtype_of(vm, v), KR_D_index) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "%s", message), false;
    return krobj_as_i64(vm, v, out, true);
}

static bool part(KrVm *vm, KrValue v, int64_t *out)
{
    return bound(vm, v, "slice indices must be integers or None or have an __index__ method", out);
}

bool krslice_bound(KrVm *vm, KrValue v, int64_t *out)
{
    return v == KR_EMPTY ||
           bound(vm, v, "slice indices must be integers or have an __index__ method", out);
}

bool krslice_unpack(KrVm *vm, KrSlice *s, int64_t *start, int64_t *stop, int64_t *step)
{
    *step = 1;
    if (s->step != KR_NONE) {
        if (!part(vm, s->step, step))
            return false;
        if (*step == 0)
            return krraise(vm, KR_T_ValueError, "slice step cannot be zero"), false;
        if (*step == INT64_MIN)
            *step = -INT64_MAX; /* so that -step is defined */
    }
    *start = *step < 0 ? INT64_MAX : 0;
    *stop = *step < 0 ? INT64_MIN : INT64_MAX;
    return (s->start == KR_NONE || part(vm, s->start, start)) &&
           (s->stop == KR_NONE || part(vm, s->stop, stop));
}

static int64_t clamp(int64_t at, int64_t len, int64_t step)
{
    if (at < 0) {
        at += len;
        return at >= 0 ? at : step < 0 ? -1 : 0;
    }
    return at < len ? at : step < 0 ? len - 1 : len;
}

int64_t krslice_adjust(int64_t len, int64_t *start, int64_t *stop, int64_t step)
{
    *start = clamp(*start, len, step);
    *stop = clamp(*stop, len, step);
    if (step < 0)
        return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
    return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}

bool krslice_resolve(KrVm *vm, KrSlice *s, int64_t len, int64_t *start, int64_t *step,
                     int64_t *count)
{
    int64_t stop;
    if (!krslice_unpack(vm, s, start, &stop, step))
        return false;
    *count = krslice_adjust(len, start, &stop, *step);
    return true;
}

/* ---- for lengths of any size ----------------------------------------------------------------- */

static KrValue index_part(KrVm *vm, KrValue v)
{
    if (!krint_check(vm, v) && krdunder(vm, krtype_of(vm, v), KR_D_index) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError,
                       "slice indices must be integers or None or have an __index__ method");
    return krobj_index(vm, v);
}

/* A start or stop between `lower` and `upper`. */
static KrValue clamp_big(KrVm *vm, KrValue v, KrValue len, KrValue lower, KrValue upper)
{
    v = index_part(vm, v);
    KR_TRY(v);
    if (krint_is_negative(v)) {
        v = krint_add(vm, v, len);
        KR_TRY(v);
        return krint_compare(v, lower) < 0 ? lower : v;
    }
    return krint_compare(v, upper) > 0 ? upper : v;
}

KrValue krslice_indices(KrVm *vm, KrSlice *s, KrValue len)
{
    KrValue step = s->step == KR_NONE ? krsmall(1) : index_part(vm, s->step);
    KR_TRY(step);
    if (krint_is_zero(step))
        return krraise(vm, KR_T_ValueError, "slice step cannot be zero");
    bool down = krint_is_negative(step);
    KrValue lower = krsmall(down ? -1 : 0), upper = down ? krint_sub(vm, len, krsmall(1)) : len;
    KR_TRY(upper);
    KrValue start =
        s->start == KR_NONE ? (down ? upper : lower) : clamp_big(vm, s->start, len, lower, upper);
    KR_TRY(start);
    KrValue stop =
        s->stop == KR_NONE ? (down ? lower : upper) : clamp_big(vm, s->stop, len, lower, upper);
    KR_TRY(stop);
    KrTuple *t = krtuple_of(vm, 3, start, stop, step);
    return t ? krvalue(t) : KR_RAISED;
}

/* ---- the class ------------------------------------------------------------------------------- */

/// class slice(start, stop, step=None, /)
/// The part of a sequence that start, stop and step select; slice(stop) begins at the first item.

/// slice.__new__(cls, /, *args)
KR_NATIVE(slice___new__)
{
    uint32_t given = n - 1;
    if (!krtype_new_check(vm, a[0], KR_T_slice))
        return KR_RAISED;
    if (given == 0)
        return krraise(vm, KR_T_TypeError, "slice expected at least 1 argument, got 0");
    if (!krargs_at_most(vm, "slice", 3, given))
        return KR_RAISED;
    if (given == 1)
        return krslice_new(vm, KR_NONE, a[1], KR_NONE);
    return krslice_new(vm, a[1], a[2], given == 3 ? a[3] : KR_NONE);
}

static KrValue read_only(KrVm *vm)
{
    return krraise(vm, KR_T_AttributeError, "readonly attribute");
}

/// slice.start = value
KR_NATIVE(slice_get_start)
{
    return ((KrSlice *)kras_obj(a[0]))->start;
}

KR_NATIVE(slice_set_start)
{
    return read_only(vm);
}

/// slice.stop = value
KR_NATIVE(slice_get_stop)
{
    return ((KrSlice *)kras_obj(a[0]))->stop;
}

KR_NATIVE(slice_set_stop)
{
    return read_only(vm);
}

/// slice.step = value
KR_NATIVE(slice_get_step)
{
    return ((KrSlice *)kras_obj(a[0]))->step;
}

KR_NATIVE(slice_set_step)
{
    return read_only(vm);
}

/// slice.__repr__(self, /)
KR_NATIVE(slice___repr__)
{
    KrSlice *s = (KrSlice *)kras_obj(a[0]);
    if (!krstack_check(vm, " while getting the repr of an object"))
        return KR_RAISED;
    KrStr *text = krstr_printf(vm, "slice(%R, %R, %R)", s->start, s->stop, s->step);
    return text ? krvalue(text) : KR_RAISED;
}

static KrTuple *parts_of(KrVm *vm, KrValue v)
{
    KrSlice *s = (KrSlice *)kras_obj(v);
    return krtuple_new(vm, &s->start, 3);
}

static KrValue compare(KrVm *vm, KrValue *a, KrCmp op)
{
    if (!kris_exact(a[1], KR_T_slice))
        return KR_NOTIMPLEMENTED;
    if (a[0] == a[1])
        return krbool(op == KR_EQ || op == KR_LE || op == KR_GE);
    KrTuple *x = parts_of(vm, a[0]), *y = x ? parts_of(vm, a[1]) : NULL;
    return y ? krseq_compare(vm, krvalue(x), krvalue(y), op) : KR_RAISED;
}

/// slice.__eq__(self, value, /)
KR_NATIVE(slice___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// slice.__ne__(self, value, /)
KR_NATIVE(slice___ne__)
{
    return compare(vm, a, KR_NE);
}

/// slice.__lt__(self, value, /)
KR_NATIVE(slice___lt__)
{
    return compare(vm, a, KR_LT);
}

/// slice.__le__(self, value, /)
KR_NATIVE(slice___le__)
{
    return compare(vm, a, KR_LE);
}

/// slice.__gt__(self, value, /)
KR_NATIVE(slice___gt__)
{
    return compare(vm, a, KR_GT);
}

/// slice.__ge__(self, value, /)
KR_NATIVE(slice___ge__)
{
    return compare(vm, a, KR_GE);
}

/// slice.__hash__(self, /)
KR_NATIVE(slice___hash__)
{
    KrSlice *s = (KrSlice *)kras_obj(a[0]);
    uint64_t state = krhash_seq_start(), hash;
    for (int i = 0; i < 3; i++) {
        if (!krobj_hash(vm, (&s->start)[i], &hash))
            return KR_RAISED;
        state = krhash_seq_add(state, hash);
    }
    return krint_from(vm, (int64_t)krhash_seq_finish(state, 3));
}

/// slice.indices(self, len, /)
/// The tuple (start, stop, step) for a sequence of len items, out of bounds positions clipped as
/// slicing does.
KR_NATIVE(slice_indices)
{
    KrValue len = krobj_index(vm, a[1]);
    KR_TRY(len);
    if (krint_is_negative(len))
        return krraise(vm, KR_T_ValueError, "length should not be negative");
    return krslice_indices(vm, (KrSlice *)kras_obj(a[0]), len);
}

/// slice.__reduce__(self, /)
KR_NATIVE(slice___reduce__)
{
    KrTuple *parts = parts_of(vm, a[0]);
    KrTuple *t = parts ? krtuple_of(vm, 2, krvalue(KR_TYPE_OF(slice)), krvalue(parts)) : NULL;
    return t ? krvalue(t) : KR_RAISED;
}
