/* SPDX-License-Identifier: MIT
 * Module objects. */
#include "object/frozen.h"
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

static bool submodule_is_initializing(KrVm *vm, const KrStr *package, const KrStr *name)
{
    KrStr *full = krstr_printf(vm, "%U.%U", package, name);
    KrValue m = full ? krdict_get(vm, vm->modules, krvalue(full)) : KR_EMPTY;
    krpending_clear(vm);
    return kris_exact(m, KR_T_module) && krmodule_is_initializing(vm, m);
}

/* Whether the file at `path` lies in the folder, or is the __init__.py of a package there. */
static bool lies_in(const KrStr *path, const KrStr *folder)
{
    const char *text = krstr_data(path), *slash = memrchr(text, '/', path->size);
    if (slash && !strcmp(slash, "/__init__.py"))
        slash = memrchr(text, '/', (size_t)(slash - text));
    return slash && (size_t)(slash - text) == folder->size && !memcmp(text, krstr_data(folder), folder->size);
}

KrShadowing krmodule_shadowing(KrVm *vm, KrValue module, KrStr *name, KrValue *origin)
{
    KrValue spec = krobj_lookup(vm, module, KR_NAME(__spec__));
    *origin = spec == KR_EMPTY || spec == KR_RAISED || spec == KR_NONE ? KR_EMPTY : krobj_lookup(vm, spec, KR_NAME(origin));
    KrValue path = krobj_lookup(vm, vm->sys, KR_NAME(path));
    krpending_clear(vm);
    KrList *entries = kris_exact(path, KR_T_list) ? kras_list(path) : NULL;
    if (!entries || !entries->n || !kris_exact(*origin, KR_T_str) || !kris_exact(entries->items->at[0], KR_T_str) ||
        !lies_in(kras_str(*origin), kras_str(entries->items->at[0])))
        return KR_SHADOWS_NOTHING;
    return krfrozen_find(krstr_data(name), name->size) ? KR_SHADOWS_LIBRARY : KR_SHADOWS_OTHERS;
}

KrValue krraise_module_attribute(KrVm *vm, KrValue module, const KrStr *name)
{
    KrValue own = krdict_get_name(vm, ((KrModule *)kras_obj(module))->dict, KR_NAME(__name__));
    if (own == KR_EMPTY || !kris_str(vm, own))
        return krraise(vm, KR_T_AttributeError, "module has no attribute '%U'", name);
    KrValue origin;
    KrShadowing shadows = krmodule_shadowing(vm, module, kras_str(own), &origin);
    if (shadows == KR_SHADOWS_LIBRARY)
        return krraise(vm, KR_T_AttributeError, "module '%U' has no attribute '%U' (consider renaming %R since it has the same name as the "
                       "standard library module named '%U' and the import system gives it precedence)",
                       kras_str(own), name, origin, kras_str(own));
    bool initializing = krmodule_is_initializing(vm, module);
    if (initializing && shadows == KR_SHADOWS_OTHERS)
        return krraise(vm, KR_T_AttributeError, "module '%U' has no attribute '%U' (consider renaming %R if it has the same name as a "
                       "third-party module you intended to import)", kras_str(own), name, origin);
    if (initializing)
        return krraise(vm, KR_T_AttributeError, "partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)",
                       kras_str(own), name);
    if (submodule_is_initializing(vm, kras_str(own), name))
        return krraise(vm, KR_T_AttributeError, "cannot access submodule '%U' of module '%U' (most likely due to a circular import)", name,
                       kras_str(own));
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
    KrValue origin = spec == KR_EMPTY || spec == KR_NONE ? KR_NONE : krobj_lookup(vm, spec, KR_NAME(origin));
    if (origin != KR_NONE && origin != KR_EMPTY && origin != KR_RAISED)
        return krvalue_or_raised(krstr_printf(vm, "<module %R (%S)>", name, origin));
    KrValue search = origin == KR_RAISED || spec == KR_EMPTY || spec == KR_NONE
        ? KR_NONE : krobj_lookup(vm, spec, KR_NAME(submodule_search_locations));
    krpending_clear(vm);
    if (search == KR_NONE || search == KR_EMPTY || search == KR_RAISED)
        return krvalue_or_raised(krstr_printf(vm, "<module %R>", name));
    return krvalue_or_raised(krstr_printf(vm, "<module %R (namespace) from %R>", name, search));
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
    KrValue annotate = krdict_get_name(vm, d, KR_NAME(__annotate__));
    bool lazy = annotate != KR_EMPTY && annotate != KR_NONE;
    KrValue made = lazy ? krannotate_call(vm, annotate) : krvalue_or_raised(krdict_new(vm));
    KR_TRY(made);
    return krdict_set_name(vm, d, KR_NAME(__annotations__), made) ? made : KR_RAISED;
}

KR_NATIVE(module_set___annotations__)
{
    KrDict *d = self_module(a)->dict;
    if (a[1] == KR_EMPTY)
        return krdict_delete_name(vm, d, KR_NAME(__annotations__)) ? KR_NONE : krraise(vm, KR_T_AttributeError, "__annotations__");
    return krdict_set_name(vm, d, KR_NAME(__annotations__), a[1]) ? KR_NONE : KR_RAISED;
}

/// module.__annotate__ = value
/// The function that computes the annotations, or None.
KR_NATIVE(module_get___annotate__)
{
    KrValue v = krdict_get_name(vm, self_module(a)->dict, KR_NAME(__annotate__));
    return v == KR_EMPTY ? KR_NONE : v;
}

KR_NATIVE(module_set___annotate__)
{
    KrDict *d = self_module(a)->dict;
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "cannot delete __annotate__ attribute");
    if (a[1] != KR_NONE && krdunder(vm, krtype_of(vm, a[1]), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "__annotate__ must be callable or None");
    if (a[1] != KR_NONE)
        krdict_delete_name(vm, d, KR_NAME(__annotations__));
    return krdict_set_name(vm, d, KR_NAME(__annotate__), a[1]) ? KR_NONE : KR_RAISED;
}
