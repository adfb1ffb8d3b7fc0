/* SPDX-License-Identifier: MIT
 * The module _weakref. */
#include "modules/modules.h"

/// module _weakref
/// Weak-reference support module.

KR_MODULE_INIT(_weakref)
{
    return krmodule_set(vm, module, "ref", krvalue(KR_TYPE_OF(weakref))) && krmodule_set(vm, module, "ReferenceType", krvalue(KR_TYPE_OF(weakref))) &&
           krmodule_set(vm, module, "ProxyType", krvalue(KR_TYPE_OF(weakproxy))) &&
           krmodule_set(vm, module, "CallableProxyType", krvalue(KR_TYPE_OF(weakcallableproxy)));
}

/// _weakref.getweakrefcount(object, /)
/// Return the number of weak references to 'object'.
KR_NATIVE(_weakref_getweakrefcount)
{
    KrList *refs = krweak_refs_of(vm, a[0]);
    return refs ? krsmall((int64_t)refs->n) : KR_RAISED;
}

/// _weakref.getweakrefs(object, /)
/// Return a list of all weak reference objects pointing to 'object'.
KR_NATIVE(_weakref_getweakrefs)
{
    return krvalue_or_raised(krweak_refs_of(vm, a[0]));
}

/// _weakref.proxy(object, callback=None, /)
/// Create a proxy object that weakly references 'object'.
KR_NATIVE(_weakref_proxy)
{
    bool callable = krdunder(vm, krtype_of(vm, a[0]), KR_D_call) != KR_EMPTY;
    return krweakref_new(vm, callable ? KR_TYPE_OF(weakcallableproxy) : KR_TYPE_OF(weakproxy), a[0], a[1] == KR_NONE ? KR_EMPTY : a[1]);
}

/// _weakref._remove_dead_weakref(dct, key, /)
/// Atomically remove key from dict if it points to a dead weakref.
KR_NATIVE(_weakref__remove_dead_weakref)
{
    if (!kris_kind(vm, a[0], KR_TF_DICT))
        return krraise(vm, KR_T_TypeError, "_remove_dead_weakref() argument 1 must be dict, not %T", a[0]);
    KrValue ref = krdict_get(vm, kras_dict(a[0]), a[1]);
    KR_TRY(ref);
    if (ref == KR_EMPTY)
        return KR_NONE;
    if (!kris_instance(vm, ref, KR_TYPE_OF(weakref)))
        return krraise(vm, KR_T_TypeError, "not a weakref");
    if (krweakref_target(ref) != KR_NONE)
        return KR_NONE;
    return krdict_delete(vm, kras_dict(a[0]), a[1], NULL) < 0 ? KR_RAISED : KR_NONE;
}
