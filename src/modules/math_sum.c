/* SPDX-License-Identifier: MIT
 * The module math: sums, products and norms of many numbers. */
#include "modules/math.h"

#include "object/iter.h"

/* ---- fsum ------------------------------------------------------------------------------------------------------------ */

/* Partial sums that do not overlap, in order of size: together they are the exact sum (Shewchuk 1997). */
typedef struct Partials {
    KrBuf at;
    double special; /* the sum of infinities and NaNs */
    bool any_special, inf_sum;
} Partials;

static double *items(Partials *p)
{
    return (double *)(void *)p->at.data;
}

static bool add_exactly(KrVm *vm, void *user, KrValue v)
{
    Partials *p = user;
    double x;
    if (!krmath_double(vm, v, &x) || !krcharge(vm, 1))
        return false;
    double given = x;
    size_t n = p->at.len / sizeof x, kept = 0;
    for (size_t i = 0; i < n; i++) {
        double y = items(p)[i];
        if (fabs(x) < fabs(y)) {
            double swap = x;
            x = y;
            y = swap;
        }
        volatile double high = x + y, back = high - x, low = y - back;
        if (low != 0)
            items(p)[kept++] = low;
        x = high;
    }
    p->at.len = kept * sizeof x;
    if (!isfinite(x)) {
        if (isfinite(given))
            return krraise(vm, KR_T_OverflowError, "intermediate overflow in fsum"), false;
        p->any_special = true;
        p->special += given;
        p->inf_sum |= isinf(given);
        p->at.len = 0;
        return true;
    }
    krbuf_add(&p->at, &x, sizeof x);
    return !p->at.failed || (krraise_memory(vm), false);
}

/* The partials rounded once, half-way cases to even. */
static double total(Partials *p)
{
    size_t n = p->at.len / sizeof(double);
    if (!n)
        return 0;
    volatile double high = items(p)[--n], low = 0;
    while (n > 0) {
        double x = high, y = items(p)[--n];
        high = x + y;
        volatile double back = high - x;
        low = y - back;
        if (low != 0)
            break;
    }
    if (n > 0 && ((low < 0 && items(p)[n - 1] < 0) || (low > 0 && items(p)[n - 1] > 0))) {
        double y = low * 2;
        volatile double x = high + y, back = x - high;
        if (y == back)
            high = x;
    }
    return high;
}

/// math.fsum(seq, /)
/// Return an accurate floating-point sum of values in the iterable seq.
KR_NATIVE(math_fsum)
{
    Partials p = {.at = krbuf_init(&vm->alloc)};
    bool ok = kriter_each(vm, a[0], add_exactly, &p);
    double sum = ok && !p.any_special ? total(&p) : p.special;
    krbuf_release(&p.at);
    if (!ok)
        return KR_RAISED;
    if (p.any_special && isnan(p.special) && p.inf_sum)
        return krraise(vm, KR_T_ValueError, "-inf + inf in fsum");
    return krdouble(sum);
}

/* ---- products ---------------------------------------------------------------------------------------------------------- */

static bool multiply(KrVm *vm, void *user, KrValue v)
{
    KrValue *product = user;
    if (!krcharge(vm, 1))
        return false;
    *product = krobj_binary(vm, KR_D_mul, *product, v);
    return *product != KR_RAISED;
}

/// math.prod(iterable, /, *, start=1)
/// Calculate the product of all the elements in the input iterable.
KR_NATIVE(math_prod)
{
    KrValue product = a[1] == KR_EMPTY ? krsmall(1) : a[1];
    return kriter_each(vm, a[0], multiply, &product) ? product : KR_RAISED;
}

/// math.sumprod(p, q, /)
/// Return the sum of products of values from two iterables p and q.
KR_NATIVE(math_sumprod)
{
    KrTuple *p = krobj_tuple(vm, a[0]), *q = p ? krobj_tuple(vm, a[1]) : NULL;
    if (!q)
        return KR_RAISED;
    if (p->n != q->n)
        return krraise(vm, KR_T_ValueError, "Inputs are not the same length");
    KrValue sum = krsmall(0);
    for (size_t i = 0; i < p->n; i++) {
        KrValue product = krobj_binary(vm, KR_D_mul, p->at[i], q->at[i]);
        sum = product == KR_RAISED || !krcharge(vm, 1) ? KR_RAISED : krobj_binary(vm, KR_D_add, sum, product);
        KR_TRY(sum);
    }
    return sum;
}

/* ---- norms ---------------------------------------------------------------------------------------------------------------- */

/* sqrt(sum of squares), scaled by a power of two, with the rounding errors of the squares kept. */
static double norm(const double *v, size_t n)
{
    double most = 0;
    bool nan = false;
    for (size_t i = 0; i < n; i++) {
        nan |= isnan(v[i]);
        if (fabs(v[i]) > most)
            most = fabs(v[i]);
    }
    if (isinf(most))
        return most;
    if (nan)
        return NAN;
    if (most == 0)
        return most;
    int e;
    frexp(most, &e);
    double sum = 0, low = 0;
    for (size_t i = 0; i < n; i++) {
        double x = ldexp(v[i], -e), square = x * x, error = fma(x, x, -square);
        double next = sum + square;
        low += (sum >= square ? (sum - next) + square : (square - next) + sum) + error;
        sum = next;
    }
    double root = sqrt(sum + low), rest = -fma(root, root, -sum) + low;
    return ldexp(root + rest / (2 * root), e);
}

static KrValue norm_of(KrVm *vm, const KrValue *p, const KrValue *q, size_t n)
{
    KrRaw *room = krheap_raw(vm, n * sizeof(double) + 1);
    double *v = room ? (double *)(void *)room->data : NULL;
    for (size_t i = 0; v && i < n; i++) {
        double x, y = 0;
        if (!krmath_double(vm, p[i], &x) || (q && !krmath_double(vm, q[i], &y)))
            return KR_RAISED;
        v[i] = x - y;
    }
    return v ? krdouble(norm(v, n)) : KR_RAISED;
}

/// math.hypot(*coordinates)
/// Multidimensional Euclidean distance from the origin to a point.
KR_NATIVE(math_hypot)
{
    return norm_of(vm, a, NULL, n);
}

/// math.dist(p, q, /)
/// Return the Euclidean distance between two points p and q.
KR_NATIVE(math_dist)
{
    KrTuple *p = krobj_tuple(vm, a[0]), *q = p ? krobj_tuple(vm, a[1]) : NULL;
    if (!q)
        return KR_RAISED;
    if (p->n != q->n)
        return krraise(vm, KR_T_ValueError, "both points must have the same number of dimensions");
    return krcharge(vm, (int64_t)p->n) ? norm_of(vm, p->at, q->at, p->n) : KR_RAISED;
}
