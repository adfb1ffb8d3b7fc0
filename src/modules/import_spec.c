/* SPDX-License-Identifier: MIT
 * ModuleSpec, and the finders of sys.meta_path as classes. The importer in C does what they stand for; asked by name, they
 * answer through importlib, which has the protocol in Python. */
#include "modules/import.h"
#include "modules/modules.h"
#include "object/iter.h"

/// module _frozen_importlib
/// The finders of modules in C and of the frozen library, and the class of __spec__.

/// module _frozen_importlib_external
/// The finder of modules in folders.

KrModuleSpec *krspec_new(KrVm *vm, const KrStr *name, KrValue loader, KrValue origin, KrValue search)
{
    KrModuleSpec *s = krobj_new(vm, KR_TYPE_OF(ModuleSpec));
    if (!s)
        return NULL;
    krstore(vm, s, &s->name, krvalue(name));
    krstore(vm, s, &s->loader, loader);
    krstore(vm, s, &s->origin, origin);
    krstore(vm, s, &s->search, search);
    s->loader_state = s->cached = KR_NONE;
    return s;
}

static KrModuleSpec *self(KrValue *a)
{
    return (KrModuleSpec *)kras_obj(a[0]);
}

/* ---- attributes ------------------------------------------------------------------------------------------------------------ */

/// class ModuleSpec(name, loader, *, origin=None, loader_state=None, is_package=None)
/// What the import system knows of a module before it is loaded.

/// ModuleSpec.__init__(self, name, loader, *, origin=None, loader_state=None, is_package=None)
KR_NATIVE(ModuleSpec___init__)
{
    KrModuleSpec *s = self(a);
    int package = a[5] == KR_EMPTY || a[5] == KR_NONE ? 0 : krobj_true(vm, a[5]);
    KrList *search = package > 0 ? krlist_new(vm, NULL, 0) : NULL;
    if (package < 0 || (package > 0 && !search))
        return KR_RAISED;
    krstore(vm, s, &s->name, a[1]);
    krstore(vm, s, &s->loader, a[2]);
    krstore(vm, s, &s->origin, a[3] == KR_EMPTY ? KR_NONE : a[3]);
    krstore(vm, s, &s->loader_state, a[4] == KR_EMPTY ? KR_NONE : a[4]);
    krstore(vm, s, &s->search, search ? krvalue(search) : KR_NONE);
    s->cached = KR_NONE;
    return KR_NONE;
}

/// ModuleSpec.__new__(cls, /, *args, **kwargs)
KR_NATIVE(ModuleSpec___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_ModuleSpec))
        return KR_RAISED;
    KrModuleSpec *s = krobj_new(vm, kras_type(a[0]));
    if (s)
        s->name = s->loader = s->origin = s->loader_state = s->cached = s->search = KR_NONE;
    return krvalue_or_raised(s);
}

static KrValue set(KrVm *vm, KrValue *a, KrValue *slot)
{
    krstore(vm, self(a), slot, a[1] == KR_EMPTY ? KR_NONE : a[1]);
    return KR_NONE;
}

/// ModuleSpec.name = value
/// The module's full name.
KR_NATIVE(ModuleSpec_get_name)
{
    return self(a)->name;
}

KR_NATIVE(ModuleSpec_set_name)
{
    return set(vm, a, &self(a)->name);
}

/* A function of importlib's own, by name. */
static KrValue ask_importlib(KrVm *vm, const char *function, const KrValue *args, uint32_t n)
{
    KrValue m = krmodule_import(vm, "importlib._bootstrap");
    const KrStr *name = m == KR_RAISED ? NULL : krintern_text(vm, function, strlen(function));
    KrValue fn = name ? krobj_getattr(vm, m, name) : KR_RAISED;
    return fn == KR_RAISED ? fn : krcall(vm, fn, args, n);
}

/// ModuleSpec.loader = value
/// What loads the module, or None.
KR_NATIVE(ModuleSpec_get_loader)
{
    KrModuleSpec *s = self(a);
    if (s->loader == KR_EMPTY) {
        KrValue loader = ask_importlib(vm, "_loader_of", a, 1);
        KR_TRY(loader);
        krstore(vm, s, &s->loader, loader);
    }
    return s->loader;
}

KR_NATIVE(ModuleSpec_set_loader)
{
    return set(vm, a, &self(a)->loader);
}

/// ModuleSpec.origin = value
/// Where the module comes from: a path, "built-in", "frozen", or None.
KR_NATIVE(ModuleSpec_get_origin)
{
    return self(a)->origin;
}

KR_NATIVE(ModuleSpec_set_origin)
{
    return set(vm, a, &self(a)->origin);
}

/// ModuleSpec.submodule_search_locations = value
/// A package's __path__, None for other modules.
KR_NATIVE(ModuleSpec_get_submodule_search_locations)
{
    return self(a)->search;
}

KR_NATIVE(ModuleSpec_set_submodule_search_locations)
{
    return set(vm, a, &self(a)->search);
}

/// ModuleSpec.loader_state = value
/// What the loader keeps here.
KR_NATIVE(ModuleSpec_get_loader_state)
{
    return self(a)->loader_state;
}

KR_NATIVE(ModuleSpec_set_loader_state)
{
    return set(vm, a, &self(a)->loader_state);
}

/// ModuleSpec.cached = value
/// Where compiled code is kept: nowhere, krait writes none.
KR_NATIVE(ModuleSpec_get_cached)
{
    return self(a)->cached;
}

KR_NATIVE(ModuleSpec_set_cached)
{
    return set(vm, a, &self(a)->cached);
}

/// ModuleSpec.has_location = value
/// Whether origin is a place that __file__ tells.
KR_NATIVE(ModuleSpec_get_has_location)
{
    return krbool(self(a)->has_location);
}

KR_NATIVE(ModuleSpec_set_has_location)
{
    int truth = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    self(a)->has_location = truth > 0;
    return truth < 0 ? KR_RAISED : KR_NONE;
}

/// ModuleSpec._initializing = value
/// Whether the module's body runs.
KR_NATIVE(ModuleSpec_get__initializing)
{
    return krbool(self(a)->initializing);
}

KR_NATIVE(ModuleSpec_set__initializing)
{
    int truth = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    self(a)->initializing = truth > 0;
    return truth < 0 ? KR_RAISED : KR_NONE;
}

KrValue krspec_parent(KrVm *vm, const KrModuleSpec *s)
{
    if (s->search != KR_NONE || !kris_str(vm, s->name))
        return s->name;
    const KrStr *name = kras_str(s->name);
    const char *text = krstr_data(name), *dot = memrchr(text, '.', name->size);
    return krvalue_or_raised(krstr_new(vm, text, dot ? (size_t)(dot - text) : 0));
}

/// ModuleSpec.parent
/// The package that holds the module; a package itself.
KR_NATIVE(ModuleSpec_get_parent)
{
    return krspec_parent(vm, self(a));
}

/// ModuleSpec.__repr__(self, /)
KR_NATIVE(ModuleSpec___repr__)
{
    KrValue loader = krn_ModuleSpec_get_loader(vm, a, 1);
    KR_TRY(loader);
    KrModuleSpec *s = self(a);
    KrStr *origin = s->origin == KR_NONE ? vm->empty_str : krstr_printf(vm, ", origin=%R", s->origin);
    KrStr *search = s->search == KR_NONE ? vm->empty_str : krstr_printf(vm, ", submodule_search_locations=%R", s->search);
    if (!origin || !search)
        return KR_RAISED;
    return krvalue_or_raised(krstr_printf(vm, "%N(name=%R, loader=%R%U%U)", krtype_of(vm, a[0]), s->name, loader, origin, search));
}

/// ModuleSpec.__eq__(self, value, /)
KR_NATIVE(ModuleSpec___eq__)
{
    if (!kris_instance(vm, a[1], KR_TYPE_OF(ModuleSpec)))
        return KR_NOTIMPLEMENTED;
    KrModuleSpec *x = self(a), *y = self(a + 1);
    KrValue left[] = {x->name, x->loader, x->origin, x->search, x->cached}, right[] = {y->name, y->loader, y->origin, y->search, y->cached};
    for (uint32_t i = 0; i < KR_COUNT(left); i++) {
        int eq = krobj_eq(vm, left[i], right[i]);
        if (eq <= 0)
            return eq < 0 ? KR_RAISED : KR_FALSE;
    }
    return krbool(x->has_location == y->has_location);
}

/* ---- the finders of sys.meta_path -------------------------------------------------------------------------------------------- */

/// class BuiltinImporter
/// Finds and loads the modules written in C.

/// @classmethod BuiltinImporter.find_spec(cls, fullname, path=None, target=None)
/// The spec of a module in C, or None.
KR_NATIVE(BuiltinImporter_find_spec)
{
    return ask_importlib(vm, "_builtin_find_spec", &a[1], 1);
}

/// @staticmethod BuiltinImporter.create_module(spec)
/// The module of the spec.
KR_NATIVE(BuiltinImporter_create_module)
{
    return ask_importlib(vm, "_builtin_create", a, 1);
}

/// @staticmethod BuiltinImporter.exec_module(module)
/// Nothing is left to do.
KR_NATIVE(BuiltinImporter_exec_module)
{
    return KR_NONE;
}

/// @classmethod BuiltinImporter.is_package(cls, fullname)
/// False.
KR_NATIVE(BuiltinImporter_is_package)
{
    return KR_FALSE;
}

/// @classmethod BuiltinImporter.get_code(cls, fullname)
/// None: there is no Python code.
KR_NATIVE(BuiltinImporter_get_code)
{
    return KR_NONE;
}

/// @classmethod BuiltinImporter.get_source(cls, fullname)
/// None: there is no Python source.
KR_NATIVE(BuiltinImporter_get_source)
{
    return KR_NONE;
}

/// class FrozenImporter
/// Finds and loads the modules of the frozen library.

/// @classmethod FrozenImporter.find_spec(cls, fullname, path=None, target=None)
/// The spec of a module of the library, or None.
KR_NATIVE(FrozenImporter_find_spec)
{
    return ask_importlib(vm, "_frozen_find_spec", &a[1], 1);
}

/// @staticmethod FrozenImporter.create_module(spec)
/// None: an ordinary module will do.
KR_NATIVE(FrozenImporter_create_module)
{
    return KR_NONE;
}

/// @staticmethod FrozenImporter.exec_module(module)
/// Run the module's body.
KR_NATIVE(FrozenImporter_exec_module)
{
    return ask_importlib(vm, "_frozen_exec", a, 1);
}

/// @classmethod FrozenImporter.is_package(cls, fullname)
/// Whether the module is a package.
KR_NATIVE(FrozenImporter_is_package)
{
    return ask_importlib(vm, "_frozen_is_package", &a[1], 1);
}

/// @classmethod FrozenImporter.get_code(cls, fullname)
/// The code of the module's body.
KR_NATIVE(FrozenImporter_get_code)
{
    return ask_importlib(vm, "_frozen_code", &a[1], 1);
}

/// @classmethod FrozenImporter.get_source(cls, fullname)
/// None: the library keeps no source.
KR_NATIVE(FrozenImporter_get_source)
{
    return KR_NONE;
}

/// class PathFinder
/// Finds modules in the folders of sys.path and of packages.

/// @classmethod PathFinder.find_spec(cls, fullname, path=None, target=None)
/// The spec of the module, looked for in path or sys.path, or None.
KR_NATIVE(PathFinder_find_spec)
{
    KrValue args[2] = {a[1], a[2] == KR_EMPTY ? KR_NONE : a[2]};
    return ask_importlib(vm, "_path_find_spec", args, 2);
}

/// @staticmethod PathFinder.invalidate_caches()
/// Forget what path_importer_cache holds in vain.
KR_NATIVE(PathFinder_invalidate_caches)
{
    return ask_importlib(vm, "_path_invalidate", NULL, 0);
}
