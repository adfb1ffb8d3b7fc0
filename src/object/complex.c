/* SPDX-License-Identifier: MIT
 * complex: construction and the special methods behind its operators. */
#include "base/hash.h"
#include "object/float.h"
#include "object/str.h"

#include <math.h>
#include <stdlib.h>

typedef struct Number {
    double real, imag;
} Number;

KrValue krcomplex_new(KrVm *vm, double real, double imag)
{
    KrComplex *c = krheap_new(vm, KR_T_complex, sizeof *c);
    if (!c)
        return KR_RAISED;
    c->real = real;
    c->imag = imag;
    return krvalue(c);
}

static KrValue boxed(KrVm *vm, Number x)
{
    return krcomplex_new(vm, x.real, x.imag);
}

/* ---- arithmetic ------------------------------------------------------------------------------ */

static Number product(Number x, Number y)
{
    return (Number){x.real * y.real - x.imag * y.imag, x.real * y.imag + x.imag * y.real};
}

/* Smith's method: scales by the larger part of the divisor, which is not zero, against overflow. */
static Number quotient(Number x, Number y)
{
    if (fabs(y.real) >= fabs(y.imag)) {
        double ratio = y.imag / y.real, divisor = y.real + y.imag * ratio;
        return (Number){(x.real + x.imag * ratio) / divisor, (x.imag - x.real * ratio) / divisor};
    }
    if (fabs(y.imag) >= fabs(y.real)) {
        double ratio = y.real / y.imag, divisor = y.real * ratio + y.imag;
        return (Number){(x.real * ratio + x.imag) / divisor, (x.imag * ratio - x.real) / divisor};
    }
    return (Number){NAN, NAN};
}

/* Small whole exponents by multiplication: exact where the parts are. */
static Number whole_power(Number x, int exponent)
{
    Number result = {1, 0}, square = x;
    for (unsigned e = (unsigned)abs(exponent); e; e >>= 1) {
        if (e & 1)
            result = product(result, square);
        square = product(square, square);
    }
    return exponent < 0 ? quotient((Number){1, 0}, result) : result;
}

/* False where the angle has no sine: CPython calls that a division by zero. */
static bool polar_power(Number x, Number y, Number *out)
{
    double size = hypot(x.real, x.imag), angle = atan2(x.imag, x.real);
    double length = pow(size, y.real), phase = angle * y.real;
    if (y.imag != 0) {
        length /= exp(angle * y.imag);
        phase += y.imag * log(size);
    }
    *out = (Number){length * cos(phase), length * sin(phase)};
    return !isinf(phase);
}

KrValue krcomplex_pow(KrVm *vm, double a_real, double a_imag, double b_real, double b_imag)
{
    Number x = {a_real, a_imag}, y = {b_real, b_imag}, result = {0, 0};
    bool zero = a_real == 0 && a_imag == 0, defined = true;
    if (b_real == 0 && b_imag == 0)
        return krcomplex_new(vm, 1, 0);
    if (zero && (b_imag != 0 || b_real < 0))
        defined = false;
    else if (b_imag == 0 && b_real == floor(b_real) && fabs(b_real) <= 100)
        result = whole_power(x, (int)b_real);
    else if (!zero)
        defined = polar_power(x, y, &result);
    if (!defined)
        return krraise(vm, KR_T_ZeroDivisionError, "0.0 to a negative or complex power");
    if (isinf(result.real) || isinf(result.imag))
        return krraise(vm, KR_T_OverflowError, "complex exponentiation");
    return boxed(vm, result);
}

/* ---- binary operators; a foreign operand is the other class's business ----------------------- */

/* Any number as a complex one; NotImplemented for anything else, KR_EMPTY if all is well. */
static KrValue number(KrVm *vm, KrValue v, Number *out)
{
    out->imag = 0;
    if (krfloat_check(vm, v)) {
        out->real = krfloat_value(v);
        return KR_EMPTY;
    }
    if (krint_check(vm, v))
        return krint_to_double(vm, v, &out->real) ? KR_EMPTY : KR_RAISED;
    if (!kris_instance(vm, v, KR_TYPE_OF(complex)))
        return KR_NOTIMPLEMENTED;
    const KrComplex *c = (KrComplex *)kras_obj(v);
    *out = (Number){c->real, c->imag};
    return KR_EMPTY;
}

static Number self_number(KrValue *a)
{
    const KrComplex *c = (KrComplex *)kras_obj(a[0]);
    return (Number){c->real, c->imag};
}

typedef KrValue (*Operation)(KrVm *vm, Number x, Number y);

static KrValue operate(KrVm *vm, Operation operation, KrValue left, KrValue right)
{
    Number x, y;
    KrValue v = number(vm, left, &x);
    if (v == KR_EMPTY)
        v = number(vm, right, &y);
    return v == KR_EMPTY ? operation(vm, x, y) : v;
}

static KrValue add(KrVm *vm, Number x, Number y)
{
    return krcomplex_new(vm, x.real + y.real, x.imag + y.imag);
}

static KrValue sub(KrVm *vm, Number x, Number y)
{
    return krcomplex_new(vm, x.real - y.real, x.imag - y.imag);
}

static KrValue mul(KrVm *vm, Number x, Number y)
{
    return boxed(vm, product(x, y));
}

static KrValue truediv(KrVm *vm, Number x, Number y)
{
    if (y.real == 0 && y.imag == 0)
        return krraise(vm, KR_T_ZeroDivisionError, "complex division by zero");
    return boxed(vm, quotient(x, y));
}

static KrValue power(KrVm *vm, Number x, Number y)
{
    return krcomplex_pow(vm, x.real, x.imag, y.real, y.imag);
}

/// complex.__add__(self, value, /)
/// Return self+value.
KR_NATIVE(complex___add__)
{
    return operate(vm, add, a[0], a[1]);
}

/// complex.__sub__(self, value, /)
/// Return self-value.
KR_NATIVE(complex___sub__)
{
    return operate(vm, sub, a[0], a[1]);
}

/// complex.__mul__(self, value, /)
/// Return self*value.
KR_NATIVE(complex___mul__)
{
    return operate(vm, mul, a[0], a[1]);
}

/// complex.__truediv__(self, value, /)
/// Return self/value.
KR_NATIVE(complex___truediv__)
{
    return operate(vm, truediv, a[0], a[1]);
}

/// complex.__radd__(self, value, /)
/// Return value+self.
KR_NATIVE(complex___radd__)
{
    return operate(vm, add, a[1], a[0]);
}

/// complex.__rsub__(self, value, /)
/// Return value-self.
KR_NATIVE(complex___rsub__)
{
    return operate(vm, sub, a[1], a[0]);
}

/// complex.__rmul__(self, value, /)
/// Return value*self.
KR_NATIVE(complex___rmul__)
{
    return operate(vm, mul, a[1], a[0]);
}

/// complex.__rtruediv__(self, value, /)
/// Return value/self.
KR_NATIVE(complex___rtruediv__)
{
    return operate(vm, truediv, a[1], a[0]);
}

static KrValue checked_power(KrVm *vm, KrValue x, KrValue y, KrValue modulus)
{
    if (modulus != KR_EMPTY && modulus != KR_NONE)
        return krraise(vm, KR_T_ValueError, "complex modulo");
    return operate(vm, power, x, y);
}

/// complex.__pow__(self, value, mod=None, /)
/// Return self**value.
KR_NATIVE(complex___pow__)
{
    return checked_power(vm, a[0], a[1], a[2]);
}

/// complex.__rpow__(self, value, mod=None, /)
/// Return value**self.
KR_NATIVE(complex___rpow__)
{
    return checked_power(vm, a[1], a[0], a[2]);
}

/* ---- comparison; numbers of the plane have no order ------------------------------------------ */

static KrValue equal(KrVm *vm, KrValue *a, bool wanted)
{
    Number x = self_number(a), y;
    if (krint_check(vm, a[1]))
        return krbool((x.imag == 0 && !isnan(x.real) && krint_compare_double(a[1], x.real) == 0) ==
                      wanted);
    KrValue v = number(vm, a[1], &y);
    return v == KR_EMPTY ? krbool((x.real == y.real && x.imag == y.imag) == wanted) : v;
}

/// complex.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(complex___eq__)
{
    return equal(vm, a, true);
}

/// complex.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(complex___ne__)
{
    return equal(vm, a, false);
}

/// complex.__lt__(self, value, /)
/// Return self<value.
KR_NATIVE(complex___lt__)
{
    return KR_NOTIMPLEMENTED;
}

/// complex.__le__(self, value, /)
/// Return self<=value.
KR_NATIVE(complex___le__)
{
    return KR_NOTIMPLEMENTED;
}

/// complex.__gt__(self, value, /)
/// Return self>value.
KR_NATIVE(complex___gt__)
{
    return KR_NOTIMPLEMENTED;
}

/// complex.__ge__(self, value, /)
/// Return self>=value.
KR_NATIVE(complex___ge__)
{
    return KR_NOTIMPLEMENTED;
}

/* The factor that CPython publishes as sys.hash_info.imag. */
enum { IMAG_FACTOR = 1000003 };

static uint64_t part_hash(double d)
{
    return isnan(d) ? 0x7FF8000 : (uint64_t)krhash_double(d);
}

/// complex.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(complex___hash__)
{
    Number x = self_number(a);
    int64_t hash = (int64_t)(part_hash(x.real) + IMAG_FACTOR * part_hash(x.imag));
    return krint_from(vm, hash == -1 ? -2 : hash);
}

/* ---- unary ----------------------------------------------------------------------------------- */

/// complex.__neg__(self, /)
/// Return -self.
KR_NATIVE(complex___neg__)
{
    Number x = self_number(a);
    return krcomplex_new(vm, -x.real, -x.imag);
}

/// complex.__pos__(self, /)
/// Return +self.
KR_NATIVE(complex___pos__)
{
    return kris_exact(a[0], KR_T_complex) ? a[0] : boxed(vm, self_number(a));
}

/// complex.__complex__(self, /)
/// Return self as an exact complex.
KR_NATIVE(complex___complex__)
{
    return kris_exact(a[0], KR_T_complex) ? a[0] : boxed(vm, self_number(a));
}

/// complex.__bool__(self, /)
/// Return True if self is not zero.
KR_NATIVE(complex___bool__)
{
    Number x = self_number(a);
    return krbool(x.real != 0 || x.imag != 0);
}

/// complex.__abs__(self, /)
/// Return abs(self).
KR_NATIVE(complex___abs__)
{
    Number x = self_number(a);
    double size = hypot(x.real, x.imag);
    if (isinf(size) && isfinite(x.real) && isfinite(x.imag))
        return krraise(vm, KR_T_OverflowError, "absolute value too large");
    return krdouble(size);
}
