/* SPDX-License-Identifier: MIT
 * The module math: ints of any size, logarithms. */
#include "modules/math.h"

#include "object/int_internal.h"

/* ---- logarithms ------------------------------------------------------------------------------------------------- */

/* An int too large for a double is a double and a power of two. */
static bool log_of(KrVm *vm, KrValue v, double (*f)(double), double *out)
{
    double x;
    int exponent;
    if (!krint_check(vm, v)) {
        if (!krmath_double(vm, v, &x))
            return false;
    } else if (krint_is_negative(v) || krint_is_zero(v)) {
        return krmath_domain(vm), false;
    } else if (krint_bit_length(v) <= 1023) {
        if (!krint_to_double(vm, v, &x))
            return false;
    } else {
        uint64_t shift = krint_bit_length(v) - 1000;
        KrValue count = krint_from_u64(vm, shift), head = count == KR_RAISED ? count : krint_rshift(vm, v, count);
        if (head == KR_RAISED || !krint_to_double(vm, head, &x))
            return false;
        x = frexp(x, &exponent);
        *out = f(x) + f(2.0) * ((double)shift + exponent);
        return true;
    }
    if (x <= 0 || isnan(x)) {
        if (isnan(x))
            return *out = x, true;
        return krmath_domain(vm), false;
    }
    *out = f(x);
    return true;
}

/// math.log(x, base=None, /)
/// log(x, [base=math.e])
/// Return the logarithm of x to the given base.
KR_NATIVE(math_log)
{
    double x, base;
    if (!log_of(vm, a[0], log, &x))
        return KR_RAISED;
    if (a[1] == KR_EMPTY)
        return krdouble(x);
    if (!log_of(vm, a[1], log, &base))
        return KR_RAISED;
    return base == 0 ? krraise(vm, KR_T_ZeroDivisionError, "division by zero") : krdouble(x / base);
}

/// math.log2(x, /)
/// Return the base 2 logarithm of x.
KR_NATIVE(math_log2)
{
    double x;
    return log_of(vm, a[0], log2, &x) ? krdouble(x) : KR_RAISED;
}

/// math.log10(x, /)
/// Return the base 10 logarithm of x.
KR_NATIVE(math_log10)
{
    double x;
    return log_of(vm, a[0], log10, &x) ? krdouble(x) : KR_RAISED;
}

/* ---- divisors ---------------------------------------------------------------------------------------------------------- */

static KrValue gcd(KrVm *vm, KrValue v, KrValue w)
{
    KrIntView x, y;
    krint_view(v, &x);
    krint_view(w, &y);
    if (x.n <= 1 && y.n <= 1) {
        uint64_t p = x.n ? x.at[0] : 0, q = y.n ? y.at[0] : 0;
        while (q) {
            uint64_t rest = p % q;
            p = q;
            q = rest;
        }
        return krint_from_u64(vm, p);
    }
    KrInt *room = krint_room(vm, x.n > y.n ? x.n : y.n);
    KrLimbs context = krint_limbs(vm);
    size_t n = 0;
    if (!room)
        return KR_RAISED;
    int error = krlimbs_gcd(&context, room->limb, &n, x.at, x.n, y.at, y.n);
    return error ? krint_failed(vm, error) : krint_finish(room, n, false);
}

static KrValue absolute(KrVm *vm, KrValue v)
{
    return krint_is_negative(v) ? krint_neg(vm, v) : v;
}

static KrValue index_of(KrVm *vm, KrValue v)
{
    KrValue i = krobj_index(vm, v);
    return i == KR_RAISED ? i : absolute(vm, i);
}

/// math.gcd(*integers)
/// Greatest Common Divisor.
KR_NATIVE(math_gcd)
{
    KrValue result = krsmall(0);
    for (uint32_t i = 0; i < n; i++) {
        KrValue v = index_of(vm, a[i]);
        result = v == KR_RAISED ? v : gcd(vm, result, v);
        KR_TRY(result);
    }
    return result;
}

/// math.lcm(*integers)
/// Least Common Multiple.
KR_NATIVE(math_lcm)
{
    KrValue result = krsmall(1);
    for (uint32_t i = 0; i < n; i++) {
        KrValue v = index_of(vm, a[i]);
        KR_TRY(v);
        if (krint_is_zero(v) || krint_is_zero(result)) {
            result = krsmall(0);
            continue;
        }
        KrValue divisor = gcd(vm, result, v), part = divisor == KR_RAISED ? divisor : krint_floordiv(vm, result, divisor);
        result = part == KR_RAISED ? part : krint_mul(vm, part, v);
        KR_TRY(result);
    }
    return result;
}

/// math.isqrt(n, /)
/// Return the integer part of the square root of the input.
KR_NATIVE(math_isqrt)
{
    KrValue v = krobj_index(vm, a[0]);
    KR_TRY(v);
    if (krint_is_negative(v))
        return krraise(vm, KR_T_ValueError, "isqrt() argument must be nonnegative");
    KrIntView x;
    krint_view(v, &x);
    KrInt *room = krint_room(vm, (x.n + 1) / 2 + 1);
    KrLimbs context = krint_limbs(vm);
    size_t size = 0;
    if (!room)
        return KR_RAISED;
    int error = krlimbs_isqrt(&context, room->limb, &size, x.at, x.n);
    return error ? krint_failed(vm, error) : krint_finish(room, size, false);
}

/* ---- counting ------------------------------------------------------------------------------------------------------------ */

/* low * (low + 1) * ... * high, by halves so that the factors stay balanced. */
static KrValue product(KrVm *vm, uint64_t low, uint64_t high)
{
    if (!krcharge(vm, 1) || !krstack_check(vm, ""))
        return KR_RAISED;
    if (low >= high)
        return low > high ? krsmall(1) : krint_from_u64(vm, low);
    if (high - low == 1)
        return krint_from_i128(vm, (__int128)low * (__int128)high);
    uint64_t middle = low + (high - low) / 2;
    KrValue left = product(vm, low, middle), right = left == KR_RAISED ? left : product(vm, middle + 1, high);
    return right == KR_RAISED ? right : krint_mul(vm, left, right);
}

/// math.factorial(n, /)
/// Find n!.
KR_NATIVE(math_factorial)
{
    KrValue v = krobj_index(vm, a[0]);
    int64_t count;
    KR_TRY(v);
    if (krint_is_negative(v))
        return krraise(vm, KR_T_ValueError, "factorial() not defined for negative values");
    if (!krint_to_i64(v, &count))
        return krraise(vm, KR_T_OverflowError, "factorial() argument should not exceed %lld", 9223372036854775807LL);
    return product(vm, 2, (uint64_t)count);
}

static bool natural(KrVm *vm, KrValue v, const char *name, KrValue *out)
{
    *out = krobj_index(vm, v);
    if (*out == KR_RAISED)
        return false;
    if (krint_is_negative(*out)) {
        krraise(vm, KR_T_ValueError, "%s must be a non-negative integer", name);
        return false;
    }
    return true;
}

/* n * (n - 1) * ... with k factors; of ints of any size. */
static KrValue falling(KrVm *vm, KrValue from, int64_t k)
{
    int64_t small;
    if (krint_to_i64(from, &small))
        return k > small ? krsmall(0) : k == 0 ? krsmall(1) : product(vm, (uint64_t)(small - k + 1), (uint64_t)small);
    KrValue result = krsmall(1);
    for (int64_t i = 0; i < k; i++) {
        KrValue factor = krint_sub(vm, from, krint_from(vm, i));
        result = factor == KR_RAISED || !krcharge(vm, 1) ? KR_RAISED : krint_mul(vm, result, factor);
        KR_TRY(result);
    }
    return result;
}

/// math.perm(n, k=None, /)
/// Number of ways to choose k items from n items without repetition and with order.
KR_NATIVE(math_perm)
{
    KrValue from, k;
    int64_t count;
    if (a[1] == KR_EMPTY || a[1] == KR_NONE)
        return krn_math_factorial(vm, a, 1);
    if (!natural(vm, a[0], "n", &from) || !natural(vm, a[1], "k", &k))
        return KR_RAISED;
    if (krint_compare(k, from) > 0)
        return krsmall(0);
    if (!krint_to_i64(k, &count))
        return krraise(vm, KR_T_OverflowError, "k must not exceed %lld", 9223372036854775807LL);
    return falling(vm, from, count);
}

/// math.comb(n, k, /)
/// Number of ways to choose k items from n items without repetition and without order.
KR_NATIVE(math_comb)
{
    KrValue from, k;
    int64_t count;
    if (!natural(vm, a[0], "n", &from) || !natural(vm, a[1], "k", &k))
        return KR_RAISED;
    if (krint_compare(k, from) > 0)
        return krsmall(0);
    KrValue other = krint_sub(vm, from, k);
    KR_TRY(other);
    if (krint_compare(other, k) < 0)
        k = other;
    if (!krint_to_i64(k, &count))
        return krraise(vm, KR_T_OverflowError, "min(n - k, k) must not exceed %lld", 9223372036854775807LL);
    KrValue over = falling(vm, from, count), under = over == KR_RAISED ? over : product(vm, 2, (uint64_t)count);
    return under == KR_RAISED ? under : krint_floordiv(vm, over, under);
}
