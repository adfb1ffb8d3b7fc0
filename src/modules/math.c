/* SPDX-License-Identifier: MIT
 * The module math: functions of floats. Those of ints are in math_int.c. */
#include "modules/math.h"

#include <float.h>

/// module math
/// This module provides access to the mathematical functions
/// defined by the C standard.

KR_MODULE_INIT(math)
{
    return krmodule_set(vm, module, "pi", krdouble(M_PI)) && krmodule_set(vm, module, "e", krdouble(M_E)) &&
           krmodule_set(vm, module, "tau", krdouble(2 * M_PI)) && krmodule_set(vm, module, "inf", krdouble(INFINITY)) &&
           krmodule_set(vm, module, "nan", krdouble(NAN));
}

bool krmath_double(KrVm *vm, KrValue v, double *out)
{
    if (kris_double(v)) {
        *out = kras_double(v);
        return true;
    }
    return krobj_as_double(vm, v, out);
}

KrValue krmath_domain(KrVm *vm)
{
    return krraise(vm, KR_T_ValueError, "math domain error");
}

KrValue krmath_range(KrVm *vm)
{
    return krraise(vm, KR_T_OverflowError, "math range error");
}

/* A result that is no number, or infinite, of finite arguments is an error. */
static KrValue checked(KrVm *vm, double r, bool nan_in, bool finite_in, bool can_overflow)
{
    if (isnan(r) && !nan_in)
        return krmath_domain(vm);
    if (isinf(r) && finite_in)
        return can_overflow ? krmath_range(vm) : krmath_domain(vm);
    return krdouble(r);
}

static KrValue apply(KrVm *vm, KrValue v, double (*f)(double), bool can_overflow)
{
    double x;
    if (!krmath_double(vm, v, &x))
        return KR_RAISED;
    return checked(vm, f(x), isnan(x), isfinite(x), can_overflow);
}

/* A pole is a domain error; libm gives infinity there as it does where the result is too large. */
static double true_gamma(double x)
{
    return x <= 0 && x == floor(x) ? NAN : tgamma(x);
}

static double log_gamma(double x)
{
    int sign;
    if (x <= 0 && x == floor(x) && !isinf(x))
        return NAN;
    return isinf(x) ? INFINITY : lgamma_r(x, &sign);
}

/// math.acos(x, /)
/// Return the arc cosine (measured in radians) of x.
KR_NATIVE(math_acos)
{
    return apply(vm, a[0], acos, false);
}

/// math.acosh(x, /)
/// Return the inverse hyperbolic cosine of x.
KR_NATIVE(math_acosh)
{
    return apply(vm, a[0], acosh, false);
}

/// math.asin(x, /)
/// Return the arc sine (measured in radians) of x.
KR_NATIVE(math_asin)
{
    return apply(vm, a[0], asin, false);
}

/// math.asinh(x, /)
/// Return the inverse hyperbolic sine of x.
KR_NATIVE(math_asinh)
{
    return apply(vm, a[0], asinh, false);
}

/// math.atan(x, /)
/// Return the arc tangent (measured in radians) of x.
KR_NATIVE(math_atan)
{
    return apply(vm, a[0], atan, false);
}

/// math.atanh(x, /)
/// Return the inverse hyperbolic tangent of x.
KR_NATIVE(math_atanh)
{
    return apply(vm, a[0], atanh, false);
}

/// math.cbrt(x, /)
/// Return the cube root of x.
KR_NATIVE(math_cbrt)
{
    return apply(vm, a[0], cbrt, false);
}

/// math.cos(x, /)
/// Return the cosine of x (measured in radians).
KR_NATIVE(math_cos)
{
    return apply(vm, a[0], cos, false);
}

/// math.cosh(x, /)
/// Return the hyperbolic cosine of x.
KR_NATIVE(math_cosh)
{
    return apply(vm, a[0], cosh, true);
}

/// math.erf(x, /)
/// Error function at x.
KR_NATIVE(math_erf)
{
    return apply(vm, a[0], erf, false);
}

/// math.erfc(x, /)
/// Complementary error function at x.
KR_NATIVE(math_erfc)
{
    return apply(vm, a[0], erfc, false);
}

/// math.exp(x, /)
/// Return e raised to the power of x.
KR_NATIVE(math_exp)
{
    return apply(vm, a[0], exp, true);
}

/// math.exp2(x, /)
/// Return 2 raised to the power of x.
KR_NATIVE(math_exp2)
{
    return apply(vm, a[0], exp2, true);
}

/// math.expm1(x, /)
/// Return exp(x)-1.
KR_NATIVE(math_expm1)
{
    return apply(vm, a[0], expm1, true);
}

/// math.fabs(x, /)
/// Return the absolute value of the float x.
KR_NATIVE(math_fabs)
{
    return apply(vm, a[0], fabs, false);
}

/// math.log1p(x, /)
/// Return the natural logarithm of 1+x (base e).
KR_NATIVE(math_log1p)
{
    return apply(vm, a[0], log1p, false);
}

/// math.sin(x, /)
/// Return the sine of x (measured in radians).
KR_NATIVE(math_sin)
{
    return apply(vm, a[0], sin, false);
}

/// math.sinh(x, /)
/// Return the hyperbolic sine of x.
KR_NATIVE(math_sinh)
{
    return apply(vm, a[0], sinh, true);
}

/// math.sqrt(x, /)
/// Return the square root of x.
KR_NATIVE(math_sqrt)
{
    return apply(vm, a[0], sqrt, false);
}

/// math.tan(x, /)
/// Return the tangent of x (measured in radians).
KR_NATIVE(math_tan)
{
    return apply(vm, a[0], tan, false);
}

/// math.tanh(x, /)
/// Return the hyperbolic tangent of x.
KR_NATIVE(math_tanh)
{
    return apply(vm, a[0], tanh, false);
}

/// math.gamma(x, /)
/// Gamma function at x.
KR_NATIVE(math_gamma)
{
    return apply(vm, a[0], true_gamma, true);
}

/// math.lgamma(x, /)
/// Natural logarithm of absolute value of Gamma function at x.
KR_NATIVE(math_lgamma)
{
    return apply(vm, a[0], log_gamma, true);
}


/* ---- two arguments ---------------------------------------------------------------------------------------------- */

static bool two(KrVm *vm, KrValue *a, double *x, double *y)
{
    return krmath_double(vm, a[0], x) && krmath_double(vm, a[1], y);
}

/// math.atan2(y, x, /)
/// Return the arc tangent (measured in radians) of y/x.
KR_NATIVE(math_atan2)
{
    double y, x;
    return two(vm, a, &y, &x) ? krdouble(atan2(y, x)) : KR_RAISED;
}

/// math.copysign(x, y, /)
/// Return a float with the magnitude (absolute value) of x but the sign of y.
KR_NATIVE(math_copysign)
{
    double x, y;
    return two(vm, a, &x, &y) ? krdouble(copysign(x, y)) : KR_RAISED;
}

/// math.fmod(x, y, /)
/// Return fmod(x, y), according to platform C.
KR_NATIVE(math_fmod)
{
    double x, y;
    if (!two(vm, a, &x, &y))
        return KR_RAISED;
    double r = fmod(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? krmath_domain(vm) : krdouble(r);
}

/// math.remainder(x, y, /)
/// Difference between x and the closest integer multiple of y.
KR_NATIVE(math_remainder)
{
    double x, y;
    if (!two(vm, a, &x, &y))
        return KR_RAISED;
    double r = remainder(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? krmath_domain(vm) : krdouble(r);
}

/// math.pow(x, y, /)
/// Return x**y (x to the power of y).
KR_NATIVE(math_pow)
{
    double x, y;
    if (!two(vm, a, &x, &y))
        return KR_RAISED;
    double r = pow(x, y);
    if (isfinite(x) && isfinite(y)) {
        if (isnan(r) || (isinf(r) && x == 0))
            return krmath_domain(vm);
        if (isinf(r))
            return krmath_range(vm);
    }
    return krdouble(r);
}

/// math.fma(x, y, z, /)
/// Fused multiply-add operation.
KR_NATIVE(math_fma)
{
    double x, y, z;
    if (!two(vm, a, &x, &y) || !krmath_double(vm, a[2], &z))
        return KR_RAISED;
    double r = fma(x, y, z);
    if (isnan(r) && !isnan(x) && !isnan(y) && !isnan(z))
        return krraise(vm, KR_T_ValueError, "invalid operation in fma");
    if (isinf(r) && isfinite(x) && isfinite(y) && isfinite(z))
        return krraise(vm, KR_T_OverflowError, "overflow in fma");
    return krdouble(r);
}

/// math.nextafter(x, y, /, *, steps=None)
/// Return the floating-point value the given number of steps after x towards y.
KR_NATIVE(math_nextafter)
{
    double x, y;
    int64_t steps = 1;
    if (!two(vm, a, &x, &y) || (a[2] != KR_EMPTY && a[2] != KR_NONE && !krobj_as_i64(vm, a[2], &steps, true)))
        return KR_RAISED;
    if (steps < 0)
        return krraise(vm, KR_T_ValueError, "steps must be a non-negative integer");
    for (; steps && x != y && !isnan(x); steps--) {
        if (!krcharge(vm, 1))
            return KR_RAISED;
        x = nextafter(x, y);
    }
    return krdouble(isnan(y) ? y : x);
}

/// math.ldexp(x, i, /)
/// Return x * (2**i).
KR_NATIVE(math_ldexp)
{
    double x;
    int64_t i;
    if (!krint_check(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "Expected an int as second argument to ldexp.");
    if (!krmath_double(vm, a[0], &x) || !krobj_as_i64(vm, a[1], &i, true))
        return KR_RAISED;
    if (x == 0 || !isfinite(x))
        return krdouble(x);
    double r = i > 5000 ? INFINITY : i < -5000 ? copysign(0, x) : ldexp(x, (int)i);
    return isinf(r) ? krmath_range(vm) : krdouble(r);
}

/* ---- parts ---------------------------------------------------------------------------------------------------------- */

/// math.frexp(x, /)
/// Return the mantissa and exponent of x, as pair (m, e).
KR_NATIVE(math_frexp)
{
    double x;
    int e = 0;
    if (!krmath_double(vm, a[0], &x))
        return KR_RAISED;
    double m = isfinite(x) ? frexp(x, &e) : x;
    return krvalue_or_raised(krtuple_of(vm, 2, krdouble(m), krsmall(e)));
}

/// math.modf(x, /)
/// Return the fractional and integer parts of x.
KR_NATIVE(math_modf)
{
    double x, whole;
    if (!krmath_double(vm, a[0], &x))
        return KR_RAISED;
    double part = isinf(x) ? copysign(0, x) : modf(x, &whole);
    return krvalue_or_raised(krtuple_of(vm, 2, krdouble(part), krdouble(isinf(x) ? x : whole)));
}

/// math.ulp(x, /)
/// Return the value of the least significant bit of the float x.
KR_NATIVE(math_ulp)
{
    double x;
    if (!krmath_double(vm, a[0], &x))
        return KR_RAISED;
    x = fabs(x);
    if (!isfinite(x))
        return krdouble(x);
    double next = nextafter(x, INFINITY);
    return krdouble(isinf(next) ? x - nextafter(x, -INFINITY) : next - x);
}

/// math.degrees(x, /)
/// Convert angle x from radians to degrees.
KR_NATIVE(math_degrees)
{
    double x;
    return krmath_double(vm, a[0], &x) ? krdouble(x * (180.0 / M_PI)) : KR_RAISED;
}

/// math.radians(x, /)
/// Convert angle x from degrees to radians.
KR_NATIVE(math_radians)
{
    double x;
    return krmath_double(vm, a[0], &x) ? krdouble(x * (M_PI / 180.0)) : KR_RAISED;
}

/* ---- what kind of number ---------------------------------------------------------------------------------------------- */

/// math.isfinite(x, /)
/// Return True if x is neither an infinity nor a NaN, and False otherwise.
KR_NATIVE(math_isfinite)
{
    double x;
    return krmath_double(vm, a[0], &x) ? krbool(isfinite(x)) : KR_RAISED;
}

/// math.isinf(x, /)
/// Return True if x is a positive or negative infinity, and False otherwise.
KR_NATIVE(math_isinf)
{
    double x;
    return krmath_double(vm, a[0], &x) ? krbool(isinf(x)) : KR_RAISED;
}

/// math.isnan(x, /)
/// Return True if x is a NaN (not a number), and False otherwise.
KR_NATIVE(math_isnan)
{
    double x;
    return krmath_double(vm, a[0], &x) ? krbool(isnan(x)) : KR_RAISED;
}

/// math.isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
/// Determine whether two floating-point numbers are close in value.
KR_NATIVE(math_isclose)
{
    double x, y, rel = 1e-9, abs = 0;
    if (!two(vm, a, &x, &y) || (a[2] != KR_EMPTY && !krmath_double(vm, a[2], &rel)) || (a[3] != KR_EMPTY && !krmath_double(vm, a[3], &abs)))
        return KR_RAISED;
    if (rel < 0 || abs < 0)
        return krraise(vm, KR_T_ValueError, "tolerances must be non-negative");
    if (x == y)
        return KR_TRUE;
    if (isinf(x) || isinf(y))
        return KR_FALSE;
    double diff = fabs(y - x);
    return krbool(diff <= fabs(rel * y) || diff <= fabs(rel * x) || diff <= abs);
}

/* ---- rounding ------------------------------------------------------------------------------------------------------------ */

/* The method of the value's class if it has one, else the rounded float as an int. */
static KrValue rounded(KrVm *vm, KrValue v, KrDunder d, double (*f)(double))
{
    double x;
    if (!kris_double(v)) {
        KrValue r = krcall_dunder(vm, d, v, NULL, 0);
        if (r != KR_EMPTY)
            return r;
    }
    return krmath_double(vm, v, &x) ? krint_from_double(vm, f(x)) : KR_RAISED;
}

/// math.floor(x, /)
/// Return the floor of x as an Integral.
KR_NATIVE(math_floor)
{
    return rounded(vm, a[0], KR_D_floor, floor);
}

/// math.ceil(x, /)
/// Return the ceiling of x as an Integral.
KR_NATIVE(math_ceil)
{
    return rounded(vm, a[0], KR_D_ceil, ceil);
}

/// math.trunc(x, /)
/// Truncates the Real x to the nearest Integral toward 0.
KR_NATIVE(math_trunc)
{
    if (kris_double(a[0]))
        return krint_from_double(vm, kras_double(a[0]));
    KrValue r = krcall_dunder(vm, KR_D_trunc, a[0], NULL, 0);
    return r != KR_EMPTY ? r : krraise(vm, KR_T_TypeError, "type %T doesn't define __trunc__ method", a[0]);
}
