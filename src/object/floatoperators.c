/* SPDX-License-Identifier: MIT
 * float: the special methods behind its operators. */
#include "object/float.h"
#include "base/hash.h"

#include <math.h>

KrValue krn_object___hash__(KrVm *vm, KrValue *a, uint32_t n);

/* A real number as a double; NotImplemented for anything else, KR_EMPTY if all is well. */
static KrValue real_value(KrVm *vm, KrValue v, double *out)
{
    if (kris_double(v)) {
        *out = kras_double(v);
        return KR_EMPTY;
    }
    if (krint_check(vm, v))
        return krint_to_double(vm, v, out) ? KR_EMPTY : KR_RAISED;
    if (!krfloat_check(vm, v))
        return KR_NOTIMPLEMENTED;
    *out = krfloat_value(v);
    return KR_EMPTY;
}

typedef KrValue (*Operation)(KrVm *vm, double x, double y);

static KrValue operate(KrVm *vm, Operation operation, KrValue left, KrValue right)
{
    double x, y;
    KrValue v = real_value(vm, left, &x);
    if (v == KR_EMPTY)
        v = real_value(vm, right, &y);
    return v == KR_EMPTY ? operation(vm, x, y) : v;
}

/* ---- binary operators ------------------------------------------------------------------------ */

static KrValue add(KrVm *vm, double x, double y)
{
    (void)vm;
    return krdouble(x + y);
}

static KrValue sub(KrVm *vm, double x, double y)
{
    (void)vm;
    return krdouble(x - y);
}

static KrValue mul(KrVm *vm, double x, double y)
{
    (void)vm;
    return krdouble(x * y);
}

static KrValue truediv(KrVm *vm, double x, double y)
{
    return y == 0 ? krraise(vm, KR_T_ZeroDivisionError, "float division by zero") : krdouble(x / y);
}

static KrValue floordiv(KrVm *vm, double x, double y)
{
    return y == 0 ? krraise(vm, KR_T_ZeroDivisionError, "float floor division by zero")
                  : krdouble(krfloat_floordiv(x, y));
}

static KrValue mod(KrVm *vm, double x, double y)
{
    return y == 0 ? krraise(vm, KR_T_ZeroDivisionError, "float modulo by zero")
                  : krdouble(krfloat_mod(x, y));
}

static KrValue divmod_(KrVm *vm, double x, double y)
{
    if (y == 0)
        return krraise(vm, KR_T_ZeroDivisionError, "float divmod()");
    return krvalue_or_raised(
        krtuple_of(vm, 2, krdouble(krfloat_floordiv(x, y)), krdouble(krfloat_mod(x, y))));
}

/// float.__add__(self, value, /)
/// Return self+value.
KR_NATIVE(float___add__)
{
    return operate(vm, add, a[0], a[1]);
}

/// float.__sub__(self, value, /)
/// Return self-value.
KR_NATIVE(float___sub__)
{
    return operate(vm, sub, a[0], a[1]);
}

/// float.__mul__(self, value, /)
/// Return self*value.
KR_NATIVE(float___mul__)
{
    return operate(vm, mul, a[0], a[1]);
}

/// float.__truediv__(self, value, /)
/// Return self/value.
KR_NATIVE(float___truediv__)
{
    return operate(vm, truediv, a[0], a[1]);
}

/// float.__floordiv__(self, value, /)
/// Return self//value.
KR_NATIVE(float___floordiv__)
{
    return operate(vm, floordiv, a[0], a[1]);
}

/// float.__mod__(self, value, /)
/// Return self%value.
KR_NATIVE(float___mod__)
{
    return operate(vm, mod, a[0], a[1]);
}

/// float.__radd__(self, value, /)
/// Return value+self.
KR_NATIVE(float___radd__)
{
    return operate(vm, add, a[1], a[0]);
}

/// float.__rsub__(self, value, /)
/// Return value-self.
KR_NATIVE(float___rsub__)
{
    return operate(vm, sub, a[1], a[0]);
}

/// float.__rmul__(self, value, /)
/// Return value*self.
KR_NATIVE(float___rmul__)
{
    return operate(vm, mul, a[1], a[0]);
}

/// float.__rtruediv__(self, value, /)
/// Return value/self.
KR_NATIVE(float___rtruediv__)
{
    return operate(vm, truediv, a[1], a[0]);
}

/// float.__rfloordiv__(self, value, /)
/// Return value//self.
KR_NATIVE(float___rfloordiv__)
{
    return operate(vm, floordiv, a[1], a[0]);
}

/// float.__rmod__(self, value, /)
/// Return value%self.
KR_NATIVE(float___rmod__)
{
    return operate(vm, mod, a[1], a[0]);
}

/// float.__divmod__(self, value, /)
/// Return divmod(self, value).
KR_NATIVE(float___divmod__)
{
    return operate(vm, divmod_, a[0], a[1]);
}

/// float.__rdivmod__(self, value, /)
/// Return divmod(value, self).
KR_NATIVE(float___rdivmod__)
{
    return operate(vm, divmod_, a[1], a[0]);
}

static KrValue power(KrVm *vm, KrValue x, KrValue y, KrValue modulus)
{
    if (modulus != KR_EMPTY && modulus != KR_NONE)
        return krraise(vm, KR_T_TypeError,
                       "pow() 3rd argument not allowed unless all arguments are integers");
    return operate(vm, krfloat_pow, x, y);
}

/// float.__pow__(self, value, mod=None, /)
/// Return self**value.
KR_NATIVE(float___pow__)
{
    return power(vm, a[0], a[1], a[2]);
}

/// float.__rpow__(self, value, mod=None, /)
/// Return value**self.
KR_NATIVE(float___rpow__)
{
    return power(vm, a[1], a[0], a[2]);
}

/* ---- comparison ------------------------------------------------------------------------------ */

enum { LESS = 1, EQUAL = 2, GREATER = 4, UNORDERED = 8 };

/* How self and value relate is one of these bits; an int of any size is compared exactly. */
static KrValue compare(KrVm *vm, KrValue *a, unsigned wanted)
{
    double x = krfloat_value(a[0]);
    int c;
    if (isnan(x)) {
        if (!krfloat_check(vm, a[1]) && !krint_check(vm, a[1]))
            return KR_NOTIMPLEMENTED;
        return krbool(wanted & UNORDERED);
    }
    if (krfloat_check(vm, a[1])) {
        double y = krfloat_value(a[1]);
        if (isnan(y))
            return krbool(wanted & UNORDERED);
        c = x < y ? -1 : x > y;
    } else if (krint_check(vm, a[1])) {
        c = -krint_compare_double(a[1], x);
    } else {
        return KR_NOTIMPLEMENTED;
    }
    return krbool(wanted & (c < 0 ? LESS : c > 0 ? GREATER : EQUAL));
}

/// float.__lt__(self, value, /)
/// Return self<value.
KR_NATIVE(float___lt__)
{
    return compare(vm, a, LESS);
}

/// float.__le__(self, value, /)
/// Return self<=value.
KR_NATIVE(float___le__)
{
    return compare(vm, a, LESS | EQUAL);
}

/// float.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(float___eq__)
{
    return compare(vm, a, EQUAL);
}

/// float.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(float___ne__)
{
    return compare(vm, a, LESS | GREATER | UNORDERED);
}

/// float.__gt__(self, value, /)
/// Return self>value.
KR_NATIVE(float___gt__)
{
    return compare(vm, a, GREATER);
}

/// float.__ge__(self, value, /)
/// Return self>=value.
KR_NATIVE(float___ge__)
{
    return compare(vm, a, GREATER | EQUAL);
}

/* ---- unary ----------------------------------------------------------------------------------- */

/// float.__neg__(self, /)
/// Return -self.
KR_NATIVE(float___neg__)
{
    return krdouble(-krfloat_value(a[0]));
}

/// float.__pos__(self, /)
/// Return +self.
KR_NATIVE(float___pos__)
{
    return krdouble(krfloat_value(a[0]));
}

/// float.__abs__(self, /)
/// Return abs(self).
KR_NATIVE(float___abs__)
{
    return krdouble(fabs(krfloat_value(a[0])));
}

/// float.__bool__(self, /)
/// Return True if self is not zero.
KR_NATIVE(float___bool__)
{
    return krbool(krfloat_value(a[0]) != 0);
}

/// float.__float__(self, /)
/// Return self as a float.
KR_NATIVE(float___float__)
{
    return krdouble(krfloat_value(a[0]));
}

/// float.__int__(self, /)
/// Return int(self).
KR_NATIVE(float___int__)
{
    return krint_from_double(vm, krfloat_value(a[0]));
}

/// float.__trunc__(self, /)
/// Return the integer between 0 and self next to self.
KR_NATIVE(float___trunc__)
{
    return krint_from_double(vm, krfloat_value(a[0]));
}

/// float.__floor__(self, /)
/// Return the largest integer <= self.
KR_NATIVE(float___floor__)
{
    return krint_from_double(vm, floor(krfloat_value(a[0])));
}

/// float.__ceil__(self, /)
/// Return the smallest integer >= self.
KR_NATIVE(float___ceil__)
{
    return krint_from_double(vm, ceil(krfloat_value(a[0])));
}

/// float.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(float___hash__)
{
    double d = krfloat_value(a[0]);
    return isnan(d) ? krn_object___hash__(vm, a, n) : krint_from(vm, krhash_double(d));
}
