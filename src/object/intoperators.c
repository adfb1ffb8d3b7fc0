/* SPDX-License-Identifier: MIT
 * int: the special methods behind its operators. */
#include "object/int_internal.h"
#include "object/seq.h"

/* ---- binary operators; a foreign operand is the other class's business ----------------------- */

/// int.__add__(self, value, /)
/// Return self+value.
KR_NATIVE(int___add__)
{
    return krint_check(vm, a[1]) ? krint_add(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__sub__(self, value, /)
/// Return self-value.
KR_NATIVE(int___sub__)
{
    return krint_check(vm, a[1]) ? krint_sub(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__mul__(self, value, /)
/// Return self*value.
KR_NATIVE(int___mul__)
{
    return krint_check(vm, a[1]) ? krint_mul(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__truediv__(self, value, /)
/// Return self/value.
KR_NATIVE(int___truediv__)
{
    return krint_check(vm, a[1]) ? krint_truediv(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__floordiv__(self, value, /)
/// Return self//value.
KR_NATIVE(int___floordiv__)
{
    return krint_check(vm, a[1]) ? krint_floordiv(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__mod__(self, value, /)
/// Return self%value.
KR_NATIVE(int___mod__)
{
    return krint_check(vm, a[1]) ? krint_mod(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__lshift__(self, value, /)
/// Return self<<value.
KR_NATIVE(int___lshift__)
{
    return krint_check(vm, a[1]) ? krint_lshift(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__rshift__(self, value, /)
/// Return self>>value.
KR_NATIVE(int___rshift__)
{
    return krint_check(vm, a[1]) ? krint_rshift(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__and__(self, value, /)
/// Return self&value.
KR_NATIVE(int___and__)
{
    return krint_check(vm, a[1]) ? krint_and(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__or__(self, value, /)
/// Return self|value.
KR_NATIVE(int___or__)
{
    return krint_check(vm, a[1]) ? krint_or(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__xor__(self, value, /)
/// Return self^value.
KR_NATIVE(int___xor__)
{
    return krint_check(vm, a[1]) ? krint_xor(vm, a[0], a[1]) : KR_NOTIMPLEMENTED;
}

/// int.__radd__(self, value, /)
/// Return value+self.
KR_NATIVE(int___radd__)
{
    return krint_check(vm, a[1]) ? krint_add(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__rsub__(self, value, /)
/// Return value-self.
KR_NATIVE(int___rsub__)
{
    return krint_check(vm, a[1]) ? krint_sub(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__rmul__(self, value, /)
/// Return value*self.
KR_NATIVE(int___rmul__)
{
    return krint_check(vm, a[1]) ? krint_mul(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__rtruediv__(self, value, /)
/// Return value/self.
KR_NATIVE(int___rtruediv__)
{
    return krint_check(vm, a[1]) ? krint_truediv(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__rfloordiv__(self, value, /)
/// Return value//self.
KR_NATIVE(int___rfloordiv__)
{
    return krint_check(vm, a[1]) ? krint_floordiv(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__rmod__(self, value, /)
/// Return value%self.
KR_NATIVE(int___rmod__)
{
    return krint_check(vm, a[1]) ? krint_mod(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__rlshift__(self, value, /)
/// Return value<<self.
KR_NATIVE(int___rlshift__)
{
    return krint_check(vm, a[1]) ? krint_lshift(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__rrshift__(self, value, /)
/// Return value>>self.
KR_NATIVE(int___rrshift__)
{
    return krint_check(vm, a[1]) ? krint_rshift(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__rand__(self, value, /)
/// Return value&self.
KR_NATIVE(int___rand__)
{
    return krint_check(vm, a[1]) ? krint_and(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__ror__(self, value, /)
/// Return value|self.
KR_NATIVE(int___ror__)
{
    return krint_check(vm, a[1]) ? krint_or(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

/// int.__rxor__(self, value, /)
/// Return value^self.
KR_NATIVE(int___rxor__)
{
    return krint_check(vm, a[1]) ? krint_xor(vm, a[1], a[0]) : KR_NOTIMPLEMENTED;
}

static KrValue divmod(KrVm *vm, KrValue x, KrValue y)
{
    KrValue q, r;
    if (!krint_check(vm, x) || !krint_check(vm, y))
        return KR_NOTIMPLEMENTED;
    return krint_divmod(vm, x, y, &q, &r) ? krvalue_or_raised(krtuple_of(vm, 2, q, r)) : KR_RAISED;
}

/// int.__divmod__(self, value, /)
/// Return divmod(self, value).
KR_NATIVE(int___divmod__)
{
    return divmod(vm, a[0], a[1]);
}

/// int.__rdivmod__(self, value, /)
/// Return divmod(value, self).
KR_NATIVE(int___rdivmod__)
{
    return divmod(vm, a[1], a[0]);
}

static KrValue power(KrVm *vm, KrValue x, KrValue y, KrValue mod)
{
    if (mod == KR_EMPTY)
        mod = KR_NONE;
    if (!krint_check(vm, x) || !krint_check(vm, y) || (mod != KR_NONE && !krint_check(vm, mod)))
        return KR_NOTIMPLEMENTED;
    return krint_pow(vm, x, y, mod);
}

/// int.__pow__(self, value, mod=None, /)
/// Return pow(self, value, mod).
KR_NATIVE(int___pow__)
{
    return power(vm, a[0], a[1], a[2]);
}

/// int.__rpow__(self, value, mod=None, /)
/// Return pow(value, self, mod).
KR_NATIVE(int___rpow__)
{
    return power(vm, a[1], a[0], a[2]);
}

/* ---- comparison ------------------------------------------------------------------------------ */

/// int.__lt__(self, value, /)
/// Return self<value.
KR_NATIVE(int___lt__)
{
    return krint_check(vm, a[1]) ? krbool(krint_compare(a[0], a[1]) < 0) : KR_NOTIMPLEMENTED;
}

/// int.__le__(self, value, /)
/// Return self<=value.
KR_NATIVE(int___le__)
{
    return krint_check(vm, a[1]) ? krbool(krint_compare(a[0], a[1]) <= 0) : KR_NOTIMPLEMENTED;
}

/// int.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(int___eq__)
{
    return krint_check(vm, a[1]) ? krbool(krint_compare(a[0], a[1]) == 0) : KR_NOTIMPLEMENTED;
}

/// int.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(int___ne__)
{
    return krint_check(vm, a[1]) ? krbool(krint_compare(a[0], a[1]) != 0) : KR_NOTIMPLEMENTED;
}

/// int.__gt__(self, value, /)
/// Return self>value.
KR_NATIVE(int___gt__)
{
    return krint_check(vm, a[1]) ? krbool(krint_compare(a[0], a[1]) > 0) : KR_NOTIMPLEMENTED;
}

/// int.__ge__(self, value, /)
/// Return self>=value.
KR_NATIVE(int___ge__)
{
    return krint_check(vm, a[1]) ? krbool(krint_compare(a[0], a[1]) >= 0) : KR_NOTIMPLEMENTED;
}

/* ---- unary ----------------------------------------------------------------------------------- */

/// int.__neg__(self, /)
/// Return -self.
KR_NATIVE(int___neg__)
{
    return krint_neg(vm, a[0]);
}

/// int.__pos__(self, /)
/// Return +self.
KR_NATIVE(int___pos__)
{
    return krint_exact(vm, a[0]);
}

/// int.__invert__(self, /)
/// Return ~self.
KR_NATIVE(int___invert__)
{
    return krint_invert(vm, a[0]);
}

/// int.__abs__(self, /)
/// Return abs(self).
KR_NATIVE(int___abs__)
{
    return krint_is_negative(a[0]) ? krint_neg(vm, a[0]) : krint_exact(vm, a[0]);
}

/// int.__bool__(self, /)
/// Return True if self is not zero.
KR_NATIVE(int___bool__)
{
    return krbool(!krint_is_zero(a[0]));
}

/// int.__int__(self, /)
/// Return int(self).
KR_NATIVE(int___int__)
{
    return krint_exact(vm, a[0]);
}

/// int.__index__(self, /)
/// Return self as an int.
KR_NATIVE(int___index__)
{
    return krint_exact(vm, a[0]);
}

/// int.__trunc__(self, /)
/// Return self as an int.
KR_NATIVE(int___trunc__)
{
    return krint_exact(vm, a[0]);
}

/// int.__floor__(self, /)
/// Return self as an int.
KR_NATIVE(int___floor__)
{
    return krint_exact(vm, a[0]);
}

/// int.__ceil__(self, /)
/// Return self as an int.
KR_NATIVE(int___ceil__)
{
    return krint_exact(vm, a[0]);
}

/// int.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(int___hash__)
{
    if (kris_ptr(a[0]) && !krcharge(vm, (int64_t)kras_big(a[0])->n / 8))
        return KR_RAISED;
    return krint_from(vm, (int64_t)krint_hash(a[0]));
}

/// int.__float__(self, /)
/// Return float(self).
KR_NATIVE(int___float__)
{
    double d;
    return krint_to_double(vm, a[0], &d) ? krdouble(d) : KR_RAISED;
}
