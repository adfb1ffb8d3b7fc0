/* SPDX-License-Identifier: MIT
 * int: construction, conversion, comparison, sum and product. */
#include "object/int_internal.h"
#include "base/hash.h"

#include <errno.h>
#include <math.h>

/* ---- construction ---------------------------------------------------------------------------- */

/* An int of half a terabyte: beyond that there is no memory, and asking for it would be work. */
#define MAX_LIMBS ((size_t)1 << 36)

KrInt *krint_room(KrVm *vm, size_t n)
{
    if (n > MAX_LIMBS) {
        krraise_memory(vm);
        return NULL;
    }
    return krheap_new(vm, KR_T_int, sizeof(KrInt) + n * sizeof(uint64_t));
}

KrValue krint_finish(KrInt *cell, size_t n, bool negative)
{
    n = krlimbs_normal(cell->limb, n);
    if (n == 0)
        return krsmall(0);
    if (n == 1 && cell->limb[0] <= (uint64_t)KR_INT_MAX + negative)
        return krsmall(negative ? -(int64_t)cell->limb[0] : (int64_t)cell->limb[0]);
    cell->n = n;
    cell->h.kind = negative;
    return krvalue(cell);
}

KrValue krint_from_sign_u128(KrVm *vm, unsigned __int128 magnitude, bool negative)
{
    if (magnitude <= (uint64_t)KR_INT_MAX + negative)
        return krsmall(negative ? -(int64_t)magnitude : (int64_t)magnitude);
    uint64_t high = (uint64_t)(magnitude >> 64);
    size_t n = high ? 2 : 1;
    KrInt *cell = krint_room(vm, n);
    if (!cell)
        return KR_RAISED;
    cell->n = n;
    cell->h.kind = negative;
    cell->limb[0] = (uint64_t)magnitude;
    if (high)
        cell->limb[1] = high;
    return krvalue(cell);
}

KrValue krint_big(KrVm *vm, int64_t i)
{
    return krint_from_sign_u128(vm, i < 0 ? -(uint64_t)i : (uint64_t)i, i < 0);
}

KrValue krint_from_u64(KrVm *vm, uint64_t u)
{
    return krint_from_sign_u128(vm, u, false);
}

KrValue krint_from_i128(KrVm *vm, __int128 i)
{
    return krint_from_sign_u128(vm, i < 0 ? -(unsigned __int128)i : (unsigned __int128)i, i < 0);
}

KrValue krint_from_limbs(KrVm *vm, const uint64_t *limbs, size_t n, bool negative)
{
    n = krlimbs_normal(limbs, n);
    if (n <= 1)
        return krint_from_sign_u128(vm, n ? limbs[0] : 0, negative && n);
    KrInt *cell = krint_room(vm, n);
    if (!cell)
        return KR_RAISED;
    memcpy(cell->limb, limbs, n * sizeof *limbs);
    return krint_finish(cell, n, negative);
}

KrValue krint_exact(KrVm *vm, KrValue v)
{
    if (kris_int(v) || kris_exact(v, KR_T_int))
        return v;
    if (kris_bool(v))
        return krsmall((int64_t)(v - KR_FALSE));
    return krint_from_limbs(vm, kras_big(v)->limb, kras_big(v)->n, kras_big(v)->h.kind);
}

KrValue krint_from_double(KrVm *vm, double d)
{
    if (isnan(d))
        return krraise(vm, KR_T_ValueError, "cannot convert float NaN to integer");
    if (isinf(d))
        return krraise(vm, KR_T_OverflowError, "cannot convert float infinity to integer");
    if (fabs(d) < 0x1p63)
        return krint_from(vm, (int64_t)d);
    uint64_t limbs[KR_LIMBS_DOUBLE];
    return krint_from_limbs(vm, limbs, krlimbs_from_double(limbs, d), d < 0);
}

static bool poll_limbs(void *user, uint64_t work)
{
    return krcharge(user, (int64_t)(work >> 2) + 1);
}

KrLimbs krint_limbs(KrVm *vm)
{
    return (KrLimbs){&vm->alloc, poll_limbs, vm};
}

KrValue krint_failed(KrVm *vm, int error)
{
    return error == -ENOMEM ? krraise_memory(vm) : KR_RAISED;
}

/* ---- conversion ------------------------------------------------------------------------------ */

bool krint_to_i64(KrValue v, int64_t *out)
{
    __int128 i;
    if (!krint_one_limb(v, &i) || i > INT64_MAX || i < INT64_MIN)
        return false;
    *out = (int64_t)i;
    return true;
}

bool krint_to_double(KrVm *vm, KrValue v, double *out)
{
    int64_t i;
    if (krint_to_i64(v, &i)) {
        *out = (double)i;
        return true;
    }
    KrIntView x;
    krint_view(v, &x);
    if (!krlimbs_to_double(x.at, x.n, out)) {
        krraise(vm, KR_T_OverflowError, "int too large to convert to float");
        return false;
    }
    if (x.negative)
        *out = -*out;
    return true;
}

uint64_t krint_hash(KrValue v)
{
    if (kris_int(v))
        return (uint64_t)krhash_int64(kras_int(v));
    KrIntView x;
    krint_view(v, &x);
    return (uint64_t)krhash_limbs(x.at, x.n, x.negative);
}

bool krint_is_zero(KrValue v)
{
    return kris_ptr(v) ? kras_big(v)->n == 0 : v == krsmall(0) || v == KR_FALSE;
}

bool krint_is_negative(KrValue v)
{
    return kris_ptr(v) ? kras_big(v)->h.kind : kris_int(v) && kras_int(v) < 0;
}

uint64_t krint_bit_length(KrValue v)
{
    KrIntView x;
    krint_view(v, &x);
    return krlimbs_bit_length(x.at, x.n);
}

/* ---- comparison ------------------------------------------------------------------------------ */

int krint_compare(KrValue a, KrValue b)
{
    if (kris_ints(a, b))
        return kras_int(a) < kras_int(b) ? -1 : kras_int(a) > kras_int(b);
    KrIntView x, y;
    krint_view(a, &x);
    krint_view(b, &y);
    if (x.negative != y.negative)
        return x.negative ? -1 : 1;
    int c = krlimbs_cmp(x.at, x.n, y.at, y.n);
    return x.negative ? -c : c;
}

int krint_compare_double(KrValue a, double b)
{
    const int64_t exact = (int64_t)1 << 53;
    int64_t i;
    if (krint_to_i64(a, &i) && i >= -exact && i <= exact)
        return (double)i < b ? -1 : (double)i > b;
    if (isinf(b))
        return b < 0 ? 1 : -1;
    KrIntView x;
    krint_view(a, &x);
    if (x.negative != (b < 0))
        return x.negative ? -1 : 1;
    uint64_t limbs[KR_LIMBS_DOUBLE];
    int c = krlimbs_cmp(x.at, x.n, limbs, krlimbs_from_double(limbs, b));
    if (c == 0 && b != trunc(b))
        c = -1;
    return x.negative ? -c : c;
}

/* ---- sum, difference, product ---------------------------------------------------------------- */

static KrValue add_views(KrVm *vm, const KrIntView *x, const KrIntView *y, bool y_negative)
{
    if (!krcharge(vm, (int64_t)((x->n + y->n) >> 3)))
        return KR_RAISED;
    KrInt *cell = krint_room(vm, (x->n > y->n ? x->n : y->n) + 1);
    if (!cell)
        return KR_RAISED;
    if (x->negative == y_negative)
        return krint_finish(cell, krlimbs_add(cell->limb, x->at, x->n, y->at, y->n), x->negative);
    if (krlimbs_cmp(x->at, x->n, y->at, y->n) >= 0)
        return krint_finish(cell, krlimbs_sub(cell->limb, x->at, x->n, y->at, y->n), x->negative);
    return krint_finish(cell, krlimbs_sub(cell->limb, y->at, y->n, x->at, x->n), y_negative);
}

KrValue krint_add(KrVm *vm, KrValue a, KrValue b)
{
    __int128 p, q;
    if (krint_one_limb(a, &p) && krint_one_limb(b, &q))
        return krint_from_i128(vm, p + q);
    KrIntView x, y;
    krint_view(a, &x);
    krint_view(b, &y);
    return add_views(vm, &x, &y, y.negative);
}

KrValue krint_sub(KrVm *vm, KrValue a, KrValue b)
{
    __int128 p, q;
    if (krint_one_limb(a, &p) && krint_one_limb(b, &q))
        return krint_from_i128(vm, p - q);
    KrIntView x, y;
    krint_view(a, &x);
    krint_view(b, &y);
    return add_views(vm, &x, &y, !y.negative);
}

KrValue krint_mul(KrVm *vm, KrValue a, KrValue b)
{
    KrIntView x, y;
    krint_view(a, &x);
    krint_view(b, &y);
    bool negative = x.negative != y.negative;
    if (x.n == 0 || y.n == 0)
        return krsmall(0);
    if (x.n == 1 && y.n == 1)
        return krint_from_sign_u128(vm, (unsigned __int128)x.at[0] * y.at[0], negative);
    if (!krcharge(vm, (int64_t)(x.n * y.n >> 6 < 4096 ? x.n * y.n >> 6 : 4096)))
        return KR_RAISED;
    KrInt *cell = krint_room(vm, x.n + y.n);
    if (!cell)
        return KR_RAISED;
    if (y.n == 1)
        return krint_finish(cell, krlimbs_mul_1(cell->limb, x.at, x.n, y.at[0], 0), negative);
    if (x.n == 1)
        return krint_finish(cell, krlimbs_mul_1(cell->limb, y.at, y.n, x.at[0], 0), negative);
    KrLimbs c = krint_limbs(vm);
    size_t n;
    int error = a == b ? krlimbs_sqr(&c, cell->limb, &n, x.at, x.n)
                       : krlimbs_mul(&c, cell->limb, &n, x.at, x.n, y.at, y.n);
    return error ? krint_failed(vm, error) : krint_finish(cell, n, negative);
}

KrValue krint_neg(KrVm *vm, KrValue a)
{
    __int128 p;
    if (krint_one_limb(a, &p))
        return krint_from_i128(vm, -p);
    const KrInt *x = kras_big(a);
    return krint_from_limbs(vm, x->limb, x->n, !x->h.kind);
}

KrValue krint_invert(KrVm *vm, KrValue a)
{
    return kris_int(a) ? krsmall(~kras_int(a)) : krint_sub(vm, krsmall(-1), a);
}
