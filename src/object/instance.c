/* SPDX-License-Identifier: MIT
 * __dict__ and __weakref__ as a class made at run time shows them: attributes in its namespace, bound to it. */
#include "object/func.h"
#include "object/type.h"

/// class instance()
/// What lends classes their __dict__ and __weakref__.

/// instance.__dict__ = value
/// dictionary for instance variables
KR_NATIVE(instance_get___dict__)
{
    if (!kris_ptr(a[0]) || !krobj_has_dict(vm, kras_obj(a[0])))
        return krraise_attribute(vm, a[0], KR_NAME(__dict__));
    return krvalue_or_raised(krobj_dict(vm, kras_obj(a[0])));
}

KR_NATIVE(instance_set___dict__)
{
    if (!kris_ptr(a[0]) || !krobj_has_dict(vm, kras_obj(a[0])))
        return krraise_attribute(vm, a[0], KR_NAME(__dict__));
    KrValue d = a[1] != KR_EMPTY ? a[1] : krvalue_or_raised(krdict_new(vm));
    return d != KR_RAISED && krobj_replace_dict(vm, a[0], d) ? KR_NONE : KR_RAISED;
}

/// instance.__weakref__
/// list of weak references to the object
KR_NATIVE(instance_get___weakref__)
{
    KrList *refs = krweak_refs_of(vm, a[0]);
    if (!refs)
        return KR_RAISED;
    return refs->n ? refs->items->at[0] : KR_NONE;
}

static bool add(KrVm *vm, KrType *type, const KrStr *name)
{
    for (size_t i = 1; i < type->mro->n; i++)
        if (krtype_own(vm, kras_type(type->mro->at[i]), name) != KR_EMPTY)
            return true;
    if (krdict_get_name(vm, type->dict, name) != KR_EMPTY)
        return true;
    KrBound *b = krheap_new(vm, KR_T_getset_descriptor, sizeof *b);
    if (!b)
        return false;
    krstore(vm, b, &b->fn, krtype_own(vm, KR_TYPE_OF(instance), name));
    krstore(vm, b, &b->self, krvalue(type));
    return krdict_set_name(vm, type->dict, name, krvalue(b));
}

bool krtype_show_instance_parts(KrVm *vm, KrType *type)
{
    if (!(type->flags & KR_TF_NO_DICT) && !add(vm, type, KR_NAME(__dict__)))
        return false;
    bool weak = type->flags & KR_TF_WEAKREF;
    for (size_t i = 1; weak && i < type->mro->n; i++)
        weak = !(kras_type(type->mro->at[i])->flags & KR_TF_WEAKREF);
    return !weak || add(vm, type, KR_NAME(__weakref__));
}
