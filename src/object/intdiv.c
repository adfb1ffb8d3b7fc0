/* SPDX-License-Identifier: MIT
 * int: division, remainder, power and modular power. */
#include "object/int_internal.h"

#include <errno.h>
#include <math.h>

/* ---- division -------------------------------------------------------------------------------- */

static __int128 floor_div(__int128 a, __int128 b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static __int128 floor_mod(__int128 a, __int128 b)
{
    __int128 rest = a % b;
    return rest && (rest < 0) != (b < 0) ? rest + b : rest;
}

/* Floor division of many limbs; q and r may be NULL. */
static bool divide(KrVm *vm, KrValue a, KrValue b, KrValue *q, KrValue *r)
{
    KrIntView x, y;
    krint_view(a, &x);
    krint_view(b, &y);
    size_t room = x.n >= y.n ? x.n - y.n + 1 : 0, qn = 0, rn;
    KrInt *quotient = krint_room(vm, room + 1);
    KrInt *rest = quotient ? krint_room(vm, y.n) : NULL;
    if (!rest)
        return false;
    KrLimbs c = krint_limbs(vm);
    int error = krlimbs_divmod(&c, quotient->limb, &qn, rest->limb, &rn, x.at, x.n, y.at, y.n);
    if (error) {
        krint_failed(vm, error);
        return false;
    }
    bool differ = x.negative != y.negative;
    if (differ && rn) {
        const uint64_t one = 1;
        qn = krlimbs_add(quotient->limb, quotient->limb, qn, &one, 1);
        rn = krlimbs_sub(rest->limb, y.at, y.n, rest->limb, rn);
    }
    if (q)
        *q = krint_finish(quotient, qn, differ);
    if (r)
        *r = krint_finish(rest, rn, y.negative);
    return krcharge(vm, (int64_t)((x.n + y.n) >> 3));
}

KrValue krint_floordiv(KrVm *vm, KrValue a, KrValue b)
{
    __int128 p, q;
    KrValue v;
    if (krint_is_zero(b))
        return krraise(vm, KR_T_ZeroDivisionError, "integer division or modulo by zero");
    if (krint_one_limb(a, &p) && krint_one_limb(b, &q))
        return krint_from_i128(vm, floor_div(p, q));
    return divide(vm, a, b, &v, NULL) ? v : KR_RAISED;
}

KrValue krint_mod(KrVm *vm, KrValue a, KrValue b)
{
    __int128 p, q;
    KrValue v;
    if (krint_is_zero(b))
        return krraise(vm, KR_T_ZeroDivisionError, "integer modulo by zero");
    if (krint_one_limb(a, &p) && krint_one_limb(b, &q))
        return krint_from_i128(vm, floor_mod(p, q));
    return divide(vm, a, b, NULL, &v) ? v : KR_RAISED;
}

bool krint_divmod(KrVm *vm, KrValue a, KrValue b, KrValue *q, KrValue *r)
{
    __int128 x, y;
    if (krint_is_zero(b)) {
        krraise(vm, KR_T_ZeroDivisionError, "integer division or modulo by zero");
        return false;
    }
    if (!krint_one_limb(a, &x) || !krint_one_limb(b, &y))
        return divide(vm, a, b, q, r);
    *q = krint_from_i128(vm, floor_div(x, y));
    *r = *q == KR_RAISED ? KR_RAISED : krint_from_i128(vm, floor_mod(x, y));
    return *r != KR_RAISED;
}

KrValue krint_truediv(KrVm *vm, KrValue a, KrValue b)
{
    const __int128 exact = (__int128)1 << 53;
    __int128 p, q;
    if (krint_is_zero(b))
        return krraise(vm, KR_T_ZeroDivisionError, "division by zero");
    if (krint_one_limb(a, &p) && krint_one_limb(b, &q) && p >= -exact && p <= exact &&
        q >= -exact && q <= exact)
        return krdouble((double)p / (double)q);
    KrIntView x, y;
    krint_view(a, &x);
    krint_view(b, &y);
    KrLimbs c = krint_limbs(vm);
    double d;
    int error = krlimbs_true_divide(&c, x.at, x.n, y.at, y.n, &d);
    if (error == -ERANGE)
        return krraise(vm, KR_T_OverflowError, "integer division result too large for a float");
    if (error)
        return krint_failed(vm, error);
    return krdouble(x.negative != y.negative ? -d : d);
}

/* ---- power ----------------------------------------------------------------------------------- */

/* The power of a base of one limb as long as it stays below 2^126; false if it does not. */
static bool small_power(__int128 base, uint64_t exponent, __int128 *out)
{
    const __int128 bound = (__int128)1 << 63;
    __int128 result = 1;
    for (;;) {
        if (exponent & 1) {
            if (result >= bound || result <= -bound || base >= bound || base <= -bound)
                return false;
            result *= base;
        }
        exponent >>= 1;
        if (!exponent)
            break;
        if (base >= bound || base <= -bound)
            return false;
        base *= base;
    }
    *out = result;
    return true;
}

static KrValue power(KrVm *vm, KrValue a, KrValue b)
{
    KrIntView x, y;
    __int128 base, result;
    krint_view(a, &x);
    krint_view(b, &y);
    bool odd = y.n && y.at[0] & 1, negative = x.negative && odd;
    if (y.n == 0)
        return krsmall(1);
    if (x.n == 0 || (x.n == 1 && x.at[0] == 1))
        return krsmall(negative ? -1 : (int64_t)x.n);
    if (y.n == 1 && krint_one_limb(a, &base) && small_power(base, y.at[0], &result))
        return krint_from_i128(vm, result);
    size_t room = y.n == 1 ? krlimbs_pow_size(x.at, x.n, y.at[0]) : SIZE_MAX, n;
    KrInt *cell = krint_room(vm, room);
    if (!cell)
        return KR_RAISED;
    KrLimbs c = krint_limbs(vm);
    int error = krlimbs_pow(&c, cell->limb, &n, x.at, x.n, y.at[0]);
    return error ? krint_failed(vm, error) : krint_finish(cell, n, negative);
}

/* a ** -|b| as floats. */
static KrValue negative_power(KrVm *vm, KrValue a, KrValue b)
{
    double x, y;
    if (!krint_to_double(vm, a, &x) || !krint_to_double(vm, b, &y))
        return KR_RAISED;
    return krfloat_pow(vm, x, y);
}

/* ---- modular power --------------------------------------------------------------------------- */

static uint64_t power_mod_1(uint64_t base, uint64_t exponent, uint64_t m)
{
    uint64_t result = 1 % m;
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = (uint64_t)((unsigned __int128)result * base % m);
        base = (uint64_t)((unsigned __int128)base * base % m);
    }
    return result;
}

/* The inverse of 0 <= a < m; KR_RAISED with ValueError if there is none. */
static KrValue invert(KrVm *vm, KrValue a, const KrIntView *m)
{
    KrIntView x;
    krint_view(a, &x);
    KrInt *cell = krint_room(vm, m->n);
    if (!cell)
        return KR_RAISED;
    KrLimbs c = krint_limbs(vm);
    size_t n = 0;
    int error = x.n ? krlimbs_invert(&c, cell->limb, &n, x.at, x.n, m->at, m->n) : 0;
    if (error)
        return krint_failed(vm, error);
    if (n == 0)
        return krraise(vm, KR_T_ValueError, "base is not invertible for the given modulus");
    return krint_finish(cell, n, false);
}

/* a ** |b| % m for 0 <= a < m, m > 1. */
static KrValue power_mod(KrVm *vm, KrValue a, const KrIntView *y, const KrIntView *m)
{
    KrIntView x;
    krint_view(a, &x);
    if (m->n == 1 && y->n == 1)
        return krint_from_u64(vm, power_mod_1(x.n ? x.at[0] : 0, y->at[0], m->at[0]));
    KrInt *cell = krint_room(vm, m->n);
    if (!cell)
        return KR_RAISED;
    KrLimbs c = krint_limbs(vm);
    size_t n;
    int error = krlimbs_powmod(&c, cell->limb, &n, x.at, x.n, y->at, y->n, m->at, m->n);
    return error ? krint_failed(vm, error) : krint_finish(cell, n, false);
}

KrValue krint_pow(KrVm *vm, KrValue a, KrValue b, KrValue mod)
{
    if (mod == KR_NONE)
        return krint_is_negative(b) ? negative_power(vm, a, b) : power(vm, a, b);
    if (krint_is_zero(mod))
        return krraise(vm, KR_T_ValueError, "pow() 3rd argument cannot be 0");
    KrValue modulus = krint_is_negative(mod) ? krint_neg(vm, mod) : mod;
    KR_TRY(modulus);
    KrIntView y, m;
    krint_view(modulus, &m);
    krint_view(b, &y);
    if (m.n == 1 && m.at[0] == 1)
        return krsmall(0);
    KrValue v = krint_mod(vm, a, modulus);
    KR_TRY(v);
    if (y.negative)
        v = invert(vm, v, &m);
    KR_TRY(v);
    v = power_mod(vm, v, &y, &m);
    KR_TRY(v);
    return krint_is_negative(mod) && !krint_is_zero(v) ? krint_add(vm, v, mod) : v;
}
