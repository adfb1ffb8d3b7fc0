/* SPDX-License-Identifier: MIT
 * The module cmath: libm's functions of complex numbers, which follow C99's annex G; what is an error there raises here. */
#include "modules/math.h"

#include "object/int.h"

#include <complex.h>

/// module cmath
/// This module provides access to mathematical functions for complex
/// numbers.

typedef double complex Complex;

KR_MODULE_INIT(cmath)
{
    return krmodule_set(vm, module, "pi", krdouble(M_PI)) && krmodule_set(vm, module, "e", krdouble(M_E)) &&
           krmodule_set(vm, module, "tau", krdouble(2 * M_PI)) && krmodule_set(vm, module, "inf", krdouble(INFINITY)) &&
           krmodule_set(vm, module, "infj", krcomplex_new(vm, 0, INFINITY)) && krmodule_set(vm, module, "nan", krdouble(NAN)) &&
           krmodule_set(vm, module, "nanj", krcomplex_new(vm, 0, NAN));
}

static bool is_complex(KrVm *vm, KrValue v)
{
    return kris_instance(vm, v, KR_TYPE_OF(complex));
}

static bool as_complex(KrVm *vm, KrValue v, Complex *z)
{
    double real;
    if (kris_ptr(v) && !is_complex(vm, v)) {
        KrValue made = krcall_dunder(vm, KR_D_complex, v, NULL, 0);
        if (made == KR_RAISED)
            return false;
        if (made != KR_EMPTY && !is_complex(vm, made)) {
            krraise(vm, KR_T_TypeError, "__complex__ returned non-complex (type %T)", made);
            return false;
        }
        if (made != KR_EMPTY)
            v = made;
    }
    if (is_complex(vm, v)) {
        const KrComplex *c = (const KrComplex *)kras_obj(v);
        *z = __builtin_complex(c->real, c->imag);
        return true;
    }
    if (!krmath_double(vm, v, &real))
        return false;
    *z = __builtin_complex(real, 0.0);
    return true;
}

static KrValue complex_value(KrVm *vm, Complex z)
{
    return krcomplex_new(vm, creal(z), cimag(z));
}

static bool is_finite(Complex z)
{
    return isfinite(creal(z)) && isfinite(cimag(z));
}

static bool is_nan(Complex z)
{
    return isnan(creal(z)) || isnan(cimag(z));
}

static bool is_infinite(Complex z)
{
    return isinf(creal(z)) || isinf(cimag(z));
}

/* The result of a function: infinite or no number where the argument is finite is an error. */
static KrValue checked(KrVm *vm, Complex result, Complex z)
{
    if (is_finite(z)) {
        if (is_infinite(result))
            return krmath_range(vm);
        if (is_nan(result))
            return krmath_domain(vm);
    }
    return complex_value(vm, result);
}

static KrValue apply(KrVm *vm, KrValue v, Complex (*f)(Complex))
{
    Complex z;
    return as_complex(vm, v, &z) ? checked(vm, f(z), z) : KR_RAISED;
}

/* The same for a function with a direction: sine and its family have no value for an infinite angle. */
static KrValue apply_to_angle(KrVm *vm, KrValue v, Complex (*f)(Complex), bool hyperbolic, bool bounded)
{
    Complex z;
    if (!as_complex(vm, v, &z))
        return KR_RAISED;
    double angle = hyperbolic ? cimag(z) : creal(z), other = hyperbolic ? creal(z) : cimag(z);
    if (isinf(angle) && (bounded ? isfinite(other) : !isnan(other)))
        return krmath_domain(vm);
    return checked(vm, f(z), z);
}

/// cmath.acos(z, /)
/// Return the arc cosine of z.
KR_NATIVE(cmath_acos)
{
    return apply(vm, a[0], cacos);
}

/// cmath.acosh(z, /)
/// Return the inverse hyperbolic cosine of z.
KR_NATIVE(cmath_acosh)
{
    return apply(vm, a[0], cacosh);
}

/// cmath.asin(z, /)
/// Return the arc sine of z.
KR_NATIVE(cmath_asin)
{
    return apply(vm, a[0], casin);
}

/// cmath.asinh(z, /)
/// Return the inverse hyperbolic sine of z.
KR_NATIVE(cmath_asinh)
{
    return apply(vm, a[0], casinh);
}

/// cmath.atan(z, /)
/// Return the arc tangent of z.
KR_NATIVE(cmath_atan)
{
    Complex z;
    if (!as_complex(vm, a[0], &z))
        return KR_RAISED;
    if (creal(z) == 0 && fabs(cimag(z)) == 1)
        return krmath_domain(vm);
    return checked(vm, catan(z), z);
}

/// cmath.atanh(z, /)
/// Return the inverse hyperbolic tangent of z.
KR_NATIVE(cmath_atanh)
{
    Complex z;
    if (!as_complex(vm, a[0], &z))
        return KR_RAISED;
    if (cimag(z) == 0 && fabs(creal(z)) == 1)
        return krmath_domain(vm);
    return checked(vm, catanh(z), z);
}

/// cmath.cos(z, /)
/// Return the cosine of z.
KR_NATIVE(cmath_cos)
{
    return apply_to_angle(vm, a[0], ccos, false, false);
}

/// cmath.cosh(z, /)
/// Return the hyperbolic cosine of z.
KR_NATIVE(cmath_cosh)
{
    return apply_to_angle(vm, a[0], ccosh, true, false);
}

/// cmath.exp(z, /)
/// Return the exponential value e**z.
KR_NATIVE(cmath_exp)
{
    Complex z;
    if (!as_complex(vm, a[0], &z))
        return KR_RAISED;
    if (isinf(cimag(z)) && (isfinite(creal(z)) || creal(z) == INFINITY))
        return krmath_domain(vm);
    return checked(vm, cexp(z), z);
}

/// cmath.sin(z, /)
/// Return the sine of z.
KR_NATIVE(cmath_sin)
{
    return apply_to_angle(vm, a[0], csin, false, false);
}

/// cmath.sinh(z, /)
/// Return the hyperbolic sine of z.
KR_NATIVE(cmath_sinh)
{
    return apply_to_angle(vm, a[0], csinh, true, false);
}

/// cmath.sqrt(z, /)
/// Return the square root of z.
KR_NATIVE(cmath_sqrt)
{
    return apply(vm, a[0], csqrt);
}

/// cmath.tan(z, /)
/// Return the tangent of z.
KR_NATIVE(cmath_tan)
{
    return apply_to_angle(vm, a[0], ctan, false, true);
}

/// cmath.tanh(z, /)
/// Return the hyperbolic tangent of z.
KR_NATIVE(cmath_tanh)
{
    return apply_to_angle(vm, a[0], ctanh, true, true);
}

/* ---- logarithms ---------------------------------------------------------------------------------------------------- */

static bool logarithm(KrVm *vm, KrValue v, Complex *result)
{
    Complex z;
    if (!as_complex(vm, v, &z))
        return false;
    if (creal(z) == 0 && cimag(z) == 0) {
        krmath_domain(vm);
        return false;
    }
    *result = clog(z);
    return true;
}

/// cmath.log(z, base=<unrepresentable>, /)
/// log(z[, base]) -> the logarithm of z to the given base.
///
/// If the base is not specified, returns the natural logarithm (base e) of z.
KR_NATIVE(cmath_log)
{
    Complex result, base;
    if (!logarithm(vm, a[0], &result))
        return KR_RAISED;
    if (a[1] == KR_EMPTY)
        return complex_value(vm, result);
    if (!logarithm(vm, a[1], &base))
        return KR_RAISED;
    if (creal(base) == 0 && cimag(base) == 0)
        return krmath_domain(vm);
    return complex_value(vm, result / base);
}

/// cmath.log10(z, /)
/// Return the base-10 logarithm of z.
KR_NATIVE(cmath_log10)
{
    Complex result;
    if (!logarithm(vm, a[0], &result))
        return KR_RAISED;
    return krcomplex_new(vm, creal(result) / M_LN10, cimag(result) / M_LN10);
}

/* ---- polar coordinates --------------------------------------------------------------------------------------------- */

/// cmath.phase(z, /)
/// Return argument, also known as the phase angle, of a complex.
KR_NATIVE(cmath_phase)
{
    Complex z;
    return as_complex(vm, a[0], &z) ? krdouble(atan2(cimag(z), creal(z))) : KR_RAISED;
}

/// cmath.polar(z, /)
/// Convert a complex from rectangular coordinates to polar coordinates.
///
/// r is the distance from 0 and phi the phase angle.
KR_NATIVE(cmath_polar)
{
    Complex z;
    if (!as_complex(vm, a[0], &z))
        return KR_RAISED;
    double r = hypot(creal(z), cimag(z));
    if (isinf(r) && is_finite(z))
        return krmath_range(vm);
    return krvalue_or_raised(krtuple_of(vm, 2, krdouble(r), krdouble(atan2(cimag(z), creal(z)))));
}

/// cmath.rect(r, phi, /)
/// Convert from polar coordinates to rectangular coordinates.
KR_NATIVE(cmath_rect)
{
    double r, phi;
    if (!krmath_double(vm, a[0], &r) || !krmath_double(vm, a[1], &phi))
        return KR_RAISED;
    if (isinf(phi) && r != 0 && !isnan(r))
        return krmath_domain(vm);
    if (r == 0 && !isfinite(phi))
        return krcomplex_new(vm, 0, 0);
    if (phi == 0) /* the sign of 0 is the angle's, and infinity times it is no 0 */
        return krcomplex_new(vm, r, r * phi == r * phi ? r * phi : phi);
    return krcomplex_new(vm, r * cos(phi), r * sin(phi));
}

/* ---- what kind of number ------------------------------------------------------------------------------------------- */

/// cmath.isfinite(z, /)
/// Return True if both the real and imaginary parts of z are finite, else False.
KR_NATIVE(cmath_isfinite)
{
    Complex z;
    return as_complex(vm, a[0], &z) ? krbool(is_finite(z)) : KR_RAISED;
}

/// cmath.isnan(z, /)
/// Checks if the real or imaginary part of z not a number (NaN).
KR_NATIVE(cmath_isnan)
{
    Complex z;
    return as_complex(vm, a[0], &z) ? krbool(is_nan(z)) : KR_RAISED;
}

/// cmath.isinf(z, /)
/// Checks if the real or imaginary part of z is infinite.
KR_NATIVE(cmath_isinf)
{
    Complex z;
    return as_complex(vm, a[0], &z) ? krbool(is_infinite(z)) : KR_RAISED;
}

/// cmath.isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
/// Determine whether two complex numbers are close in value.
KR_NATIVE(cmath_isclose)
{
    Complex x, y;
    double rel = 1e-9, abs = 0;
    if (!as_complex(vm, a[0], &x) || !as_complex(vm, a[1], &y) || (a[2] != KR_EMPTY && !krmath_double(vm, a[2], &rel)) ||
        (a[3] != KR_EMPTY && !krmath_double(vm, a[3], &abs)))
        return KR_RAISED;
    if (rel < 0 || abs < 0)
        return krraise(vm, KR_T_ValueError, "tolerances must be non-negative");
    if (creal(x) == creal(y) && cimag(x) == cimag(y))
        return KR_TRUE;
    if (is_infinite(x) || is_infinite(y))
        return KR_FALSE;
    double diff = cabs(x - y);
    return krbool(diff <= rel * cabs(y) || diff <= rel * cabs(x) || diff <= abs);
}
