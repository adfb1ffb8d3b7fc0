/* SPDX-License-Identifier: MIT
 * None, NotImplemented and Ellipsis. */
#include "object/iter.h"
#include "object/str.h"

/// class NoneType()
/// The type of the None singleton.

/// NoneType.__new__(cls)
KR_NATIVE(NoneType___new__)
{
    return krtype_new_check(vm, a[0], KR_T_NoneType) ? KR_NONE : KR_RAISED;
}

/// NoneType.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(NoneType___repr__)
{
    return krvalue(KR_NAME(None));
}

/// NoneType.__bool__(self, /)
/// Return False.
KR_NATIVE(NoneType___bool__)
{
    return KR_FALSE;
}

/// class NotImplementedType()
/// The type of the NotImplemented singleton.

/// NotImplementedType.__new__(cls)
KR_NATIVE(NotImplementedType___new__)
{
    return krtype_new_check(vm, a[0], KR_T_NotImplementedType) ? KR_NOTIMPLEMENTED : KR_RAISED;
}

/// NotImplementedType.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(NotImplementedType___repr__)
{
    return krvalue(KR_NAME(NotImplemented));
}

/// NotImplementedType.__bool__(self, /)
/// It has no truth value.
KR_NATIVE(NotImplementedType___bool__)
{
    return krraise(vm, KR_T_TypeError, "NotImplemented should not be used in a boolean context");
}

/// NotImplementedType.__reduce__(self, /)
/// The name that pickle looks up.
KR_NATIVE(NotImplementedType___reduce__)
{
    return krvalue(KR_NAME(NotImplemented));
}

/// class ellipsis()
/// The type of the Ellipsis singleton.

/// ellipsis.__new__(cls)
KR_NATIVE(ellipsis___new__)
{
    return krtype_new_check(vm, a[0], KR_T_ellipsis) ? KR_ELLIPSIS : KR_RAISED;
}

/// ellipsis.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(ellipsis___repr__)
{
    return krvalue(KR_NAME(Ellipsis));
}

/// ellipsis.__reduce__(self, /)
/// The name that pickle looks up.
KR_NATIVE(ellipsis___reduce__)
{
    return krvalue(KR_NAME(Ellipsis));
}
