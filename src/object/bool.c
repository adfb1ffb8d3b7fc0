/* SPDX-License-Identifier: MIT
 * bool. */
#include "object/int.h"
#include "object/iter.h"
#include "object/str.h"
#include "object/warn.h"

/// class bool(x=False, /)
/// True or False, the only two instances: bool(x) is the truth of x. The class is a subclass of
/// int and has no subclasses.

/// bool.__new__(cls, x=False, /)
/// Return the truth of x.
KR_NATIVE(bool___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_bool))
        return KR_RAISED;
    int truth = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    return truth < 0 ? KR_RAISED : krbool(truth);
}

/// bool.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(bool___repr__)
{
    return krvalue(a[0] == KR_TRUE ? KR_NAME(True) : KR_NAME(False));
}

/// bool.__invert__(self, /)
/// Return ~self, an int; deprecated.
KR_NATIVE(bool___invert__)
{
    if (!krwarn(vm, KR_T_DeprecationWarning,
                "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. "
                "This returns the bitwise inversion of the underlying int object and is usually "
                "not what you expect from the negation of a bool object. Use the 'not' operator "
                "for boolean negation or ~int(x) for the bitwise inversion of the underlying int."))
        return KR_RAISED;
    return krint_invert(vm, a[0]);
}

typedef KrValue (*IntOperation)(KrVm *vm, KrValue a, KrValue b);

/* Two bools give a bool, a bool and an int an int. */
static KrValue operate(KrVm *vm, IntOperation operation, KrValue x, KrValue y)
{
    if (!krint_check(vm, x) || !krint_check(vm, y))
        return KR_NOTIMPLEMENTED;
    KrValue v = operation(vm, x, y);
    return kris_bool(x) && kris_bool(y) ? krbool(v == krsmall(1)) : v;
}

/// bool.__and__(self, value, /)
/// Return self&value.
KR_NATIVE(bool___and__)
{
    return operate(vm, krint_and, a[0], a[1]);
}

/// bool.__or__(self, value, /)
/// Return self|value.
KR_NATIVE(bool___or__)
{
    return operate(vm, krint_or, a[0], a[1]);
}

/// bool.__xor__(self, value, /)
/// Return self^value.
KR_NATIVE(bool___xor__)
{
    return operate(vm, krint_xor, a[0], a[1]);
}

/// bool.__rand__(self, value, /)
/// Return value&self.
KR_NATIVE(bool___rand__)
{
    return operate(vm, krint_and, a[1], a[0]);
}

/// bool.__ror__(self, value, /)
/// Return value|self.
KR_NATIVE(bool___ror__)
{
    return operate(vm, krint_or, a[1], a[0]);
}

/// bool.__rxor__(self, value, /)
/// Return value^self.
KR_NATIVE(bool___rxor__)
{
    return operate(vm, krint_xor, a[1], a[0]);
}
