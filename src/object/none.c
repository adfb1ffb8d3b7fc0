/* SPDX-License-Identifier: MIT
 * None, NotImplemented and Ellipsis. */
#include "object/iter.h"
#include "object/str.h"

/* The only instance of the class; a[1] holds the keywords. */
static KrValue single(KrVm *vm, KrValue *a, uint32_t n, KrTypeNumber type, KrValue v)
{
    if (!krtype_new_check(vm, a[0], type))
        return KR_RAISED;
    if (n > 2 || (a[1] != KR_EMPTY && kras_dict(a[1])->live))
        return krraise(vm, KR_T_TypeError, "%N takes no arguments", &krtypes[type]);
    return v;
}

/// class NoneType
/// The type of the None singleton.

/// NoneType.__new__(cls, /, *args, **kwargs)
KR_NATIVE(NoneType___new__)
{
    return single(vm, a, n, KR_T_NoneType, KR_NONE);
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

/// NoneType.__hash__(self, /)
/// The same in every run, as in CPython since 3.12.
KR_NATIVE(NoneType___hash__)
{
    return krsmall(0xFCA86420);
}

/// class NotImplementedType
/// The type of the NotImplemented singleton.

/// NotImplementedType.__new__(cls, /, *args, **kwargs)
KR_NATIVE(NotImplementedType___new__)
{
    return single(vm, a, n, KR_T_NotImplementedType, KR_NOTIMPLEMENTED);
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

/// class ellipsis
/// The type of the Ellipsis singleton.

/// ellipsis.__new__(cls, /, *args, **kwargs)
KR_NATIVE(ellipsis___new__)
{
    return single(vm, a, n, KR_T_ellipsis, KR_ELLIPSIS);
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
