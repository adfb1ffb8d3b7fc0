/* SPDX-License-Identifier: MIT
 * The module _imp: what importlib in Python needs of the importer in C. */
#include "modules/import.h"
#include "modules/modules.h"

/// module _imp
/// What the import system in Python asks the one in C.

static KrStr *name_of(KrVm *vm, KrValue v)
{
    if (kris_str(vm, v))
        return kras_str(v);
    krraise(vm, KR_T_TypeError, "a module's name must be str, not %T", v);
    return NULL;
}

/// _imp.is_builtin(name, /)
/// 1 if there is a module in C of that name, else 0.
KR_NATIVE(_imp_is_builtin)
{
    KrStr *name = name_of(vm, a[0]);
    return name ? krsmall(krimport_is_native(name)) : KR_RAISED;
}

/// _imp.load_extension(name, path, module, /)
/// Fill the new module by the shared object.
KR_NATIVE(_imp_load_extension)
{
    KrStr *name = name_of(vm, a[0]), *path = name ? name_of(vm, a[1]) : NULL;
    return path && krimport_extension(vm, name, path, a[2]) ? KR_NONE : KR_RAISED;
}

/// _imp.host_code(name, /)
/// The code of a module whose source the host has now, or None.
KR_NATIVE(_imp_host_code)
{
    bool package;
    KrStr *name = name_of(vm, a[0]);
    KrCode *code = name ? krimport_host_code(vm, name, &package) : NULL;
    return code ? krvalue(code) : vm->exec->pending == KR_EMPTY ? KR_NONE : KR_RAISED;
}

static const KrFrozenModule *frozen(KrVm *vm, KrValue v)
{
    KrStr *name = name_of(vm, v);
    const KrFrozenModule *m = name ? krfrozen_find(krstr_data(name), name->size) : NULL;
    if (name && !m) {
        krraise(vm, KR_T_ImportError, "No such frozen object named %U", name);
        krstore(vm, kras_obj(vm->exec->pending), &kras_exc(vm->exec->pending)->field[1], v);
    }
    return m;
}

/// _imp.is_frozen(name, /)
/// Whether the library has the module.
KR_NATIVE(_imp_is_frozen)
{
    KrStr *name = name_of(vm, a[0]);
    return name ? krbool(krfrozen_find(krstr_data(name), name->size) != NULL) : KR_RAISED;
}

/// _imp.is_frozen_package(name, /)
/// Whether that module of the library is a package.
KR_NATIVE(_imp_is_frozen_package)
{
    const KrFrozenModule *m = frozen(vm, a[0]);
    return m ? krbool(m->package) : KR_RAISED;
}

/// _imp.get_frozen_object(name, data=None, /)
/// The code of that module of the library.
KR_NATIVE(_imp_get_frozen_object)
{
    const KrFrozenModule *m = frozen(vm, a[0]);
    return m ? krvalue_or_raised(krcode_thaw(vm, krfrozen_code(m->code))) : KR_RAISED;
}

/// _imp._frozen_module_names()
/// The names of all modules of the library.
KR_NATIVE(_imp__frozen_module_names)
{
    const KrFrozenImage *image = krfrozen_image();
    const KrFrozenModule *modules = krfrozen_at(image->modules);
    KrList *names = krlist_with_capacity(vm, image->nmodules);
    for (uint32_t i = 0; names && i < image->nmodules; i++)
        if (!krlist_append(vm, names, krvalue(krfrozen_str(modules[i].name))))
            return KR_RAISED;
    return krvalue_or_raised(names);
}

/// _imp.import_builtin(name, /)
/// A new module in C, entered in sys.modules, or None.
KR_NATIVE(_imp_import_builtin)
{
    KrStr *name = name_of(vm, a[0]);
    KrValue m = name ? krimport_native(vm, name) : KR_RAISED;
    return m == KR_EMPTY ? KR_NONE : m;
}

/// _imp.import_path(name, path, /)
/// A new module found in the entries of path, entered in sys.modules and run, or None.
KR_NATIVE(_imp_import_path)
{
    KrStr *name = name_of(vm, a[0]);
    KrValue m = name ? krimport_search(vm, a[1], name) : KR_RAISED;
    return m == KR_EMPTY ? KR_NONE : m;
}

/// _imp.extension_suffixes()
/// The endings of extension modules' file names: none are loaded from folders.
KR_NATIVE(_imp_extension_suffixes)
{
    return krvalue_or_raised(krlist_new(vm, NULL, 0));
}

/// _imp.lock_held()
/// False: a VM runs one thread at a time.
KR_NATIVE(_imp_lock_held)
{
    return KR_FALSE;
}

/// _imp.acquire_lock()
/// Nothing to do.
KR_NATIVE(_imp_acquire_lock)
{
    return KR_NONE;
}

/// _imp.release_lock()
/// Nothing to do.
KR_NATIVE(_imp_release_lock)
{
    return KR_NONE;
}

/// _imp._override_frozen_modules_for_tests(override, /)
/// Accepted and without effect: the library has no second copy in a folder that could be taken instead.
KR_NATIVE(_imp__override_frozen_modules_for_tests)
{
    int64_t setting;
    return krobj_as_i64(vm, a[0], &setting, false) ? KR_NONE : KR_RAISED;
}

/// _imp._override_multi_interp_extensions_check(override, /)
/// A setting of further interpreters of one process; a VM is never one.
KR_NATIVE(_imp__override_multi_interp_extensions_check)
{
    return krraise(vm, KR_T_RuntimeError, "_imp._override_multi_interp_extensions_check() cannot be used in the main interpreter");
}
