/* SPDX-License-Identifier: MIT
 * range, and its two iterators: one counts in int64, the other in ints of any size. */
#include "object/int.h"
#include "object/iter.h"
#include "object/seq.h"
#include "object/str.h"

#include "base/hash.h"

static KrRange *as_range(KrValue v)
{
    return (KrRange *)kras_obj(v);
}

/* ---- from C ---------------------------------------------------------------------------------- */

/* (stop - start) / step rounded up, not below 0, for int64 parts; false if the steps in between
 * leave int64. */
static bool small_length(int64_t start, int64_t stop, int64_t step, uint64_t *out)
{
    uint64_t distance =
        step > 0 ? (uint64_t)stop - (uint64_t)start : (uint64_t)start - (uint64_t)stop;
    uint64_t size = step > 0 ? (uint64_t)step : -(uint64_t)step;
    *out = (step > 0 ? start < stop : start > stop) ? (distance - 1) / size + 1 : 0;
    return *out <= INT64_MAX;
}

static KrValue length_of(KrVm *vm, KrValue start, KrValue stop, KrValue step)
{
    int64_t a, b, c;
    uint64_t n;
    if (krint_to_i64(start, &a) && krint_to_i64(stop, &b) && krint_to_i64(step, &c) &&
        small_length(a, b, c, &n))
        return krint_from_u64(vm, n);
    bool up = !krint_is_negative(step);
    KrValue low = up ? start : stop, high = up ? stop : start;
    if (krint_compare(low, high) >= 0)
        return krsmall(0);
    KrValue size = up ? step : krint_neg(vm, step);
    KR_TRY(size);
    KrValue distance = krint_sub(vm, high, low);
    KR_TRY(distance);
    distance = krint_sub(vm, distance, krsmall(1));
    KR_TRY(distance);
    distance = krint_floordiv(vm, distance, size);
    KR_TRY(distance);
    return krint_add(vm, distance, krsmall(1));
}

/* The parts are exact ints. */
static KrValue make(KrVm *vm, KrValue start, KrValue stop, KrValue step)
{
    KrValue length = length_of(vm, start, stop, step);
    KR_TRY(length);
    KrRange *r = krheap_new(vm, KR_T_range, sizeof *r);
    if (!r)
        return KR_RAISED;
    krstore(vm, r, &r->start, start);
    krstore(vm, r, &r->stop, stop);
    krstore(vm, r, &r->step, step);
    krstore(vm, r, &r->length, length);
    return krvalue(r);
}

KrValue krrange_new(KrVm *vm, KrValue start, KrValue stop, KrValue step)
{
    start = kris_int(start) ? start : krobj_index(vm, start);
    KR_TRY(start);
    stop = kris_int(stop) ? stop : krobj_index(vm, stop);
    KR_TRY(stop);
    step = kris_int(step) ? step : krobj_index(vm, step);
    KR_TRY(step);
    if (krint_is_zero(step))
        return krraise(vm, KR_T_ValueError, "range() arg 3 must not be zero");
    return make(vm, start, stop, step);
}

/* The item with number i, an int of any size; exact for i outside too. */
static KrValue item(KrVm *vm, const KrRange *r, KrValue i)
{
    int64_t start, step, n, offset, result;
    if (krint_to_i64(r->start, &start) && krint_to_i64(r->step, &step) && krint_to_i64(i, &n) &&
        !__builtin_mul_overflow(n, step, &offset) &&
        !__builtin_add_overflow(start, offset, &result))
        return krint_from(vm, result);
    KrValue product = krint_mul(vm, i, r->step);
    KR_TRY(product);
    return krint_add(vm, r->start, product);
}

static KrValue iterate(KrVm *vm, KrValue start, KrValue step, KrValue length)
{
    int64_t first, by, n;
    if (krint_to_i64(start, &first) && krint_to_i64(step, &by) && krint_to_i64(length, &n)) {
        int64_t last;
        if (n == 0 || (!__builtin_mul_overflow(n - 1, by, &last) &&
                       !__builtin_add_overflow(last, first, &last))) {
            KrRangeIter *it = krheap_new(vm, KR_T_range_iterator, sizeof *it);
            if (!it)
                return KR_RAISED;
            it->next = first;
            it->step = by;
            it->left = (uint64_t)n;
            return krvalue(it);
        }
    }
    KrRange *it = krheap_new(vm, KR_T_longrange_iterator, sizeof *it);
    if (!it)
        return KR_RAISED;
    krstore(vm, it, &it->start, start);
    krstore(vm, it, &it->stop, krsmall(0));
    krstore(vm, it, &it->step, step);
    krstore(vm, it, &it->length, length);
    return krvalue(it);
}

KrValue krrange_iter(KrVm *vm, KrRange *r)
{
    return iterate(vm, r->start, r->step, r->length);
}

/* ---- the class ------------------------------------------------------------------------------- */

/// class range(start, stop, step=1, /)
/// The ints from start up to but without stop, step apart; range(stop) begins at 0.

/// range.__new__(cls, /, *args)
KR_NATIVE(range___new__)
{
    uint32_t given = n - 1;
    if (!krtype_new_check(vm, a[0], KR_T_range))
        return KR_RAISED;
    if (given == 0)
        return krraise(vm, KR_T_TypeError, "range expected at least 1 argument, got 0");
    if (!krargs_at_most(vm, "range", 3, given))
        return KR_RAISED;
    if (given == 1)
        return krrange_new(vm, krsmall(0), a[1], krsmall(1));
    return krrange_new(vm, a[1], a[2], given == 3 ? a[3] : krsmall(1));
}

static KrValue read_only(KrVm *vm)
{
    return krraise(vm, KR_T_AttributeError, "readonly attribute");
}

/// range.start = value
KR_NATIVE(range_get_start)
{
    return as_range(a[0])->start;
}

KR_NATIVE(range_set_start)
{
    return read_only(vm);
}

/// range.stop = value
KR_NATIVE(range_get_stop)
{
    return as_range(a[0])->stop;
}

KR_NATIVE(range_set_stop)
{
    return read_only(vm);
}

/// range.step = value
KR_NATIVE(range_get_step)
{
    return as_range(a[0])->step;
}

KR_NATIVE(range_set_step)
{
    return read_only(vm);
}

/// range.__repr__(self, /)
KR_NATIVE(range___repr__)
{
    KrRange *r = as_range(a[0]);
    KrStr *s = r->step == krsmall(1)
                   ? krstr_printf(vm, "range(%R, %R)", r->start, r->stop)
                   : krstr_printf(vm, "range(%R, %R, %R)", r->start, r->stop, r->step);
    return s ? krvalue(s) : KR_RAISED;
}

/// range.__len__(self, /)
KR_NATIVE(range___len__)
{
    int64_t length;
    if (!krint_to_i64(as_range(a[0])->length, &length))
        return krraise(vm, KR_T_OverflowError, "Python int too large to convert to C ssize_t");
    return as_range(a[0])->length;
}

/// range.__bool__(self, /)
KR_NATIVE(range___bool__)
{
    return krbool(!krint_is_zero(as_range(a[0])->length));
}

/// range.__iter__(self, /)
KR_NATIVE(range___iter__)
{
    return krrange_iter(vm, as_range(a[0]));
}

/// range.__reversed__(self, /)
/// An iterator from the last item to the first.
KR_NATIVE(range___reversed__)
{
    KrRange *r = as_range(a[0]);
    KrValue last = krint_sub(vm, r->length, krsmall(1));
    KR_TRY(last);
    KrValue start = item(vm, r, last);
    KR_TRY(start);
    KrValue step = krint_neg(vm, r->step);
    KR_TRY(step);
    return iterate(vm, start, step, r->length);
}

/* The lengths of ranges may exceed int64, so a slice is resolved by slice.indices' arithmetic. */
static KrValue get_slice(KrVm *vm, const KrRange *r, KrValue slice)
{
    KrValue parts = krslice_indices(vm, (KrSlice *)kras_obj(slice), r->length);
    KR_TRY(parts);
    const KrValue *at = kras_tuple(parts)->at;
    KrValue start = item(vm, r, at[0]), stop, step;
    KR_TRY(start);
    stop = item(vm, r, at[1]);
    KR_TRY(stop);
    step = krint_mul(vm, r->step, at[2]);
    KR_TRY(step);
    return make(vm, start, stop, step);
}

/// range.__getitem__(self, key, /)
KR_NATIVE(range___getitem__)
{
    KrRange *r = as_range(a[0]);
    if (kris_exact(a[1], KR_T_slice))
        return get_slice(vm, r, a[1]);
    if (!krint_check(vm, a[1]) && krdunder(vm, krtype_of(vm, a[1]), KR_D_index) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "range indices must be integers or slices, not %T",
                       a[1]);
    KrValue i = krobj_index(vm, a[1]);
    KR_TRY(i);
    if (krint_is_negative(i)) {
        i = krint_add(vm, i, r->length);
        KR_TRY(i);
    }
    if (krint_is_negative(i) || krint_compare(i, r->length) >= 0)
        return krraise(vm, KR_T_IndexError, "range object index out of range");
    return item(vm, r, i);
}

/* ---- searching ------------------------------------------------------------------------------- */

/* Whether the exact int v is in the range: 1, 0, or -1 on error. */
static int holds(KrVm *vm, const KrRange *r, KrValue v)
{
    bool up = !krint_is_negative(r->step);
    if (up ? krint_compare(v, r->start) < 0 || krint_compare(v, r->stop) >= 0
           : krint_compare(v, r->start) > 0 || krint_compare(v, r->stop) <= 0)
        return 0;
    if (r->step == krsmall(1))
        return 1;
    KrValue offset = krint_sub(vm, v, r->start);
    KrValue rest = offset == KR_RAISED ? offset : krint_mod(vm, offset, r->step);
    return rest == KR_RAISED ? -1 : krint_is_zero(rest);
}

static bool is_plain_int(KrValue v)
{
    return kris_int(v) || kris_bool(v) || kris_exact(v, KR_T_int);
}

typedef struct Search {
    KrValue wanted;
    KrValue index; /* of the first one, else empty */
    int64_t at, count;
    bool first; /* the first one is enough */
} Search;

/* Compares one by one: what equals an int need not be one. 1 on success, -1 on error. */
static int search(KrVm *vm, KrRange *r, Search *s)
{
    KrValue it = krrange_iter(vm, r);
    while (it != KR_RAISED) {
        KrValue v = krobj_next(vm, it);
        if (v == KR_EMPTY)
            return 1;
        int equal = v == KR_RAISED ? -1 : krobj_eq(vm, v, s->wanted);
        if (equal < 0 || !krcharge(vm, 1))
            break;
        if (equal) {
            s->index = krsmall(s->at);
            s->count++;
            if (s->first)
                return 1;
        }
        s->at++;
    }
    return -1;
}

/// range.__contains__(self, key, /)
KR_NATIVE(range___contains__)
{
    KrRange *r = as_range(a[0]);
    Search s = {.wanted = a[1], .first = true};
    if (is_plain_int(a[1])) {
        int found = holds(vm, r, a[1]);
        return found < 0 ? KR_RAISED : krbool(found);
    }
    return search(vm, r, &s) < 0 ? KR_RAISED : krbool(s.count);
}

/// range.count(self, value, /)
/// How many items equal value.
KR_NATIVE(range_count)
{
    KrRange *r = as_range(a[0]);
    Search s = {.wanted = a[1]};
    if (is_plain_int(a[1])) {
        int found = holds(vm, r, a[1]);
        return found < 0 ? KR_RAISED : krsmall(found);
    }
    return search(vm, r, &s) < 0 ? KR_RAISED : krsmall(s.count);
}

/// range.index(self, value, /)
/// The index of value; ValueError if it is not in the range.
KR_NATIVE(range_index)
{
    KrRange *r = as_range(a[0]);
    Search s = {.wanted = a[1], .first = true};
    if (is_plain_int(a[1])) {
        int found = holds(vm, r, a[1]);
        if (found < 0)
            return KR_RAISED;
        if (!found)
            return krraise(vm, KR_T_ValueError, "%R is not in range", a[1]);
        KrValue offset = krint_sub(vm, a[1], r->start);
        KR_TRY(offset);
        return r->step == krsmall(1) ? offset : krint_floordiv(vm, offset, r->step);
    }
    if (search(vm, r, &s) < 0)
        return KR_RAISED;
    return s.count ? s.index : krraise(vm, KR_T_ValueError, "sequence.index(x): x not in sequence");
}

/* ---- comparison ------------------------------------------------------------------------------ */

static bool same(const KrRange *x, const KrRange *y)
{
    if (krint_compare(x->length, y->length) != 0)
        return false;
    if (krint_is_zero(x->length))
        return true;
    if (krint_compare(x->start, y->start) != 0)
        return false;
    return x->length == krsmall(1) || krint_compare(x->step, y->step) == 0;
}

/// range.__eq__(self, value, /)
KR_NATIVE(range___eq__)
{
    return kris_exact(a[1], KR_T_range) ? krbool(same(as_range(a[0]), as_range(a[1])))
                                        : KR_NOTIMPLEMENTED;
}

/// range.__ne__(self, value, /)
KR_NATIVE(range___ne__)
{
    return kris_exact(a[1], KR_T_range) ? krbool(!same(as_range(a[0]), as_range(a[1])))
                                        : KR_NOTIMPLEMENTED;
}

/// range.__hash__(self, /)
KR_NATIVE(range___hash__)
{
    KrRange *r = as_range(a[0]);
    uint64_t state = krhash_seq_add(krhash_seq_start(), krint_hash(r->length));
    if (!krint_is_zero(r->length)) {
        state = krhash_seq_add(state, krint_hash(r->start));
        if (r->length != krsmall(1))
            state = krhash_seq_add(state, krint_hash(r->step));
    }
    return krint_from(vm, (int64_t)krhash_seq_finish(state, 3));
}

/// range.__reduce__(self, /)
KR_NATIVE(range___reduce__)
{
    KrRange *r = as_range(a[0]);
    KrTuple *args = krtuple_of(vm, 3, r->start, r->stop, r->step);
    KrTuple *t = args ? krtuple_of(vm, 2, krvalue(KR_TYPE_OF(range)), krvalue(args)) : NULL;
    return t ? krvalue(t) : KR_RAISED;
}

/* ---- the iterators --------------------------------------------------------------------------- */

/// range_iterator.__iter__(self, /)
KR_NATIVE(range_iterator___iter__)
{
    return a[0];
}

/// range_iterator.__next__(self, /)
KR_NATIVE(range_iterator___next__)
{
    KrRangeIter *it = (KrRangeIter *)kras_obj(a[0]);
    if (it->left == 0)
        return KR_EMPTY;
    int64_t v = it->next;
    it->next = (int64_t)((uint64_t)v + (uint64_t)it->step);
    it->left--;
    return krint_from(vm, v);
}

/// range_iterator.__length_hint__(self, /)
KR_NATIVE(range_iterator___length_hint__)
{
    return krint_from_u64(vm, ((KrRangeIter *)kras_obj(a[0]))->left);
}

/// range_iterator.__reduce__(self, /)
KR_NATIVE(range_iterator___reduce__)
{
    KrRangeIter *it = (KrRangeIter *)kras_obj(a[0]);
    KrValue start = krint_from(vm, it->next), step = krint_from(vm, it->step),
            left = krint_from_u64(vm, it->left);
    if (start == KR_RAISED || step == KR_RAISED || left == KR_RAISED)
        return KR_RAISED;
    KrRange whole = {.start = start, .step = step};
    KrValue stop = item(vm, &whole, left);
    KR_TRY(stop);
    KrValue rest = make(vm, start, stop, step);
    KR_TRY(rest);
    return kriter_reduce(vm, KR_NAME(iter), rest, krsmall(0));
}

/// range_iterator.__setstate__(self, state, /)
KR_NATIVE(range_iterator___setstate__)
{
    KrRangeIter *it = (KrRangeIter *)kras_obj(a[0]);
    int64_t skip;
    if (!krobj_as_i64(vm, a[1], &skip, true))
        return KR_RAISED;
    uint64_t steps = skip < 0 ? 0 : (uint64_t)skip < it->left ? (uint64_t)skip : it->left;
    it->next = (int64_t)((uint64_t)it->next + steps * (uint64_t)it->step);
    it->left -= steps;
    return KR_NONE;
}

/// longrange_iterator.__iter__(self, /)
KR_NATIVE(longrange_iterator___iter__)
{
    return a[0];
}

/// longrange_iterator.__next__(self, /)
KR_NATIVE(longrange_iterator___next__)
{
    KrRange *it = as_range(a[0]);
    KrValue v = it->start;
    if (krint_is_zero(it->length))
        return KR_EMPTY;
    KrValue left = krint_sub(vm, it->length, krsmall(1));
    KR_TRY(left);
    KrValue next = krint_add(vm, v, it->step);
    KR_TRY(next);
    krstore(vm, it, &it->start, next);
    krstore(vm, it, &it->length, left);
    return v;
}

/// longrange_iterator.__length_hint__(self, /)
KR_NATIVE(longrange_iterator___length_hint__)
{
    return as_range(a[0])->length;
}

/// longrange_iterator.__reduce__(self, /)
KR_NATIVE(longrange_iterator___reduce__)
{
    KrRange *it = as_range(a[0]);
    KrValue stop = item(vm, it, it->length);
    KR_TRY(stop);
    KrValue rest = make(vm, it->start, stop, it->step);
    KR_TRY(rest);
    return kriter_reduce(vm, KR_NAME(iter), rest, KR_NONE);
}

/// longrange_iterator.__setstate__(self, state, /)
KR_NATIVE(longrange_iterator___setstate__)
{
    KrRange *it = as_range(a[0]);
    KrValue skip = krobj_index(vm, a[1]);
    KR_TRY(skip);
    if (krint_is_negative(skip))
        return KR_NONE;
    if (krint_compare(skip, it->length) > 0)
        skip = it->length;
    KrValue start = item(vm, it, skip);
    KR_TRY(start);
    KrValue left = krint_sub(vm, it->length, skip);
    KR_TRY(left);
    krstore(vm, it, &it->start, start);
    krstore(vm, it, &it->length, left);
    return KR_NONE;
}
