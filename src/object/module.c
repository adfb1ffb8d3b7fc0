/* SPDX-License-Identifier: MIT
 * Module objects. */
#include "object/type.h"

KrModule *krmodule_new(KrVm *vm, const KrStr *name)
{
    KrModule *m = krheap_new(vm, KR_T_module, sizeof *m);
    if (!m)
        return NULL;
    KR_STORE_PTR(vm, m, &m->dict, krdict_new(vm));
    static const KrStr *const none[] = {KR_NAME(__doc__), KR_NAME(__package__), KR_NAME(__loader__), KR_NAME(__spec__)};
    if (!m->dict || !krdict_set_name(vm, m->dict, KR_NAME(__name__), krvalue(name)))
        return NULL;
    for (uint32_t i = 0; i < KR_COUNT(none); i++)
        if (!krdict_set_name(vm, m->dict, none[i], KR_NONE))
            return NULL;
    return m;
}

static KrModule *self_module(KrValue *a)
{
    return (KrModule *)kras_obj(a[0]);
}

/// class module(name, doc=None)
/// Create a module object.

/// module.__new__(cls, *args, **kwargs)
/// Create and return a new object.
KR_NATIVE(module___new__)
{
    KrModule *m = krobj_new(vm, kras_type(a[0]));
    KrDict *d = m ? krdict_new(vm) : NULL;
    if (!d)
        return KR_RAISED;
    KR_STORE_PTR(vm, m, &m->dict, d);
    return krvalue(m);
}

/// module.__init__(self, name, doc=None)
/// Initialize self.  See help(type(self)) for accurate signature.
KR_NATIVE(module___init__)
{
    KrDict *d = self_module(a)->dict;
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "module.__init__() argument 1 must be str, not %T", a[1]);
    static const KrStr *const names[] = {KR_NAME(__name__), KR_NAME(__doc__), KR_NAME(__package__), KR_NAME(__loader__), KR_NAME(__spec__)};
    KrValue values[] = {a[1], a[2] == KR_EMPTY ? KR_NONE : a[2], KR_NONE, KR_NONE, KR_NONE};
    for (uint32_t i = 0; i < KR_COUNT(names); i++)
        if (!krdict_set_name(vm, d, names[i], values[i]))
            return KR_RAISED;
    return KR_NONE;
}

/// module.__dict__
/// The namespace of the module.
KR_NATIVE(module_get___dict__)
{
    return krvalue(self_module(a)->dict);
}

/// module.__getattribute__(self, name, /)
/// Return getattr(self, name).
KR_NATIVE(module___getattribute__)
{
    const KrStr *name = kris_str(vm, a[1]) ? krintern(vm, kras_str(a[1])) : NULL;
    if (!name)
        return vm->exec->pending ? KR_RAISED : krraise(vm, KR_T_TypeError, "attribute name must be string, not '%T'", a[1]);
    KrValue v = krobj_generic_get(vm, a[0], name);
    if (v == KR_EMPTY)
        v = krmodule_getattr_hook(vm, self_module(a), name);
    return v == KR_EMPTY ? krraise_module_attribute(vm, a[0], name) : v;
}

KrValue krmodule_getattr_hook(KrVm *vm, KrModule *m, const KrStr *name)
{
    KrValue hook = krdict_get_name(vm, m->dict, KR_NAME(__getattr__));
    KrValue arg = krvalue(name);
    return hook == KR_EMPTY ? KR_EMPTY : krcall(vm, hook, &arg, 1);
}

bool krmodule_is_initializing(KrVm *vm, KrValue module)
{
    KrValue spec = krobj_lookup(vm, module, KR_NAME(__spec__));
    KrValue flag = spec == KR_EMPTY || spec == KR_RAISED || spec == KR_NONE ? KR_EMPTY : krobj_lookup(vm, spec, KR_NAME(_initializing));
    krpending_clear(vm);
    return flag == KR_TRUE;
}

KrValue krraise_module_attribute(KrVm *vm, KrValue module, const KrStr *name)
{
    KrValue own = krdict_get_name(vm, ((KrModule *)kras_obj(module))->dict, KR_NAME(__name__));
    if (own == KR_EMPTY || !kris_str(vm, own))
        return krraise(vm, KR_T_AttributeError, "module has no attribute '%U'", name);
    if (krmodule_is_initializing(vm, module))
        return krraise(vm, KR_T_AttributeError, "partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)",
                       kras_str(own), name);
    return krraise(vm, KR_T_AttributeError, "module '%U' has no attribute '%U'", kras_str(own), name);
}

/// module.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(module___repr__)
{
    KrDict *d = self_module(a)->dict;
    KrValue name = krdict_get_name(vm, d, KR_NAME(__name__)), file = krdict_get_name(vm, d, KR_NAME(__file__));
    if (name == KR_EMPTY)
        name = krvalue(KR_NAME(__name__));
    if (file != KR_EMPTY && kris_str(vm, file))
        return krvalue_or_raised(krstr_printf(vm, "<module %R from %R>", name, file));
    KrValue spec = krdict_get_name(vm, d, KR_NAME(__spec__));
    bool builtin = spec != KR_EMPTY && spec != KR_NONE;
    return krvalue_or_raised(krstr_printf(vm, builtin ? "<module %R (built-in)>" : "<module %R>", name));
}

/// module.__dir__(self, /)
/// Names of the module.
KR_NATIVE(module___dir__)
{
    KrDict *d = self_module(a)->dict;
    KrValue hook = krdict_get_name(vm, d, KR_NAME(__dir__));
    return hook != KR_EMPTY ? krcall(vm, hook, NULL, 0) : krvalue_or_raised(krdict_key_list(vm, d));
}

/// module.__annotations__ = value
/// The annotations of the module.
KR_NATIVE(module_get___annotations__)
{
    KrDict *d = self_module(a)->dict;
    KrValue v = krdict_get_name(vm, d, KR_NAME(__annotations__));
    if (v != KR_EMPTY)
        return v;
    KrDict *made = krdict_new(vm);
    return made && krdict_set_name(vm, d, KR_NAME(__annotations__), krvalue(made)) ? krvalue(made) : KR_RAISED;
}

KR_NATIVE(module_set___annotations__)
{
    KrDict *d = self_module(a)->dict;
    if (a[1] == KR_EMPTY)
        return krdict_delete_name(vm, d, KR_NAME(__annotations__)) ? KR_NONE : krraise(vm, KR_T_AttributeError, "__annotations__");
    return krdict_set_name(vm, d, KR_NAME(__annotations__), a[1]) ? KR_NONE : KR_RAISED;
}
