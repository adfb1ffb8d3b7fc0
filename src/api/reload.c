/* SPDX-License-Identifier: MIT
 * A module's new code in the old module. lib/_reload.py keeps the classes; what is set for it is unset here, since a script
 * that is killed runs nothing more of Python. */
#include "api/host.h"

static KrValue class_builder(KrVm *vm, KrValue module, KrValue build)
{
    KrValue helper = krmodule_import(vm, "_reload"), args[2] = {module, build};
    const KrStr *name = helper == KR_RAISED ? NULL : krintern_text(vm, "builder", 7);
    KrValue builder = name ? krobj_getattr(vm, helper, name) : KR_RAISED;
    return builder == KR_RAISED ? builder : krcall(vm, builder, args, 2);
}

/* What `import` finds now. */
static KrValue run_found(KrVm *vm, KrValue module)
{
    KrValue importlib = krmodule_import(vm, "importlib");
    const KrStr *name = importlib == KR_RAISED ? NULL : krintern_text(vm, "reload", 6);
    KrValue reload = name ? krobj_getattr(vm, importlib, name) : KR_RAISED;
    return reload == KR_RAISED ? reload : krcall(vm, reload, &module, 1);
}

kr_value kr_reload(kr_vm *host, kr_value module, kr_value code)
{
    KR_ENTER(vm, host, KR_ERROR);
    if (!krgiven(vm, module) || !krgiven(vm, code))
        return KR_ERROR;
    if (!kris_instance(vm, module.bits, KR_TYPE_OF(module)) || (code.bits != KR_NONE && !kris_exact(code.bits, KR_T_code)))
        return (kr_value){krraise(vm, KR_T_TypeError, "kr_reload() takes a module, and code or None, not '%T' and '%T'", module.bits, code.bits)};
    KrValue build = krdict_get_name(vm, vm->builtins, KR_NAME(__build_class__)), done = KR_RAISED;
    KrValue builder = build == KR_EMPTY ? krraise(vm, KR_T_NameError, "__build_class__ not found") : class_builder(vm, module.bits, build);
    if (builder == KR_RAISED || !krdict_set_name(vm, vm->builtins, KR_NAME(__build_class__), builder))
        return KR_ERROR;
    if (code.bits == KR_NONE)
        done = run_found(vm, module.bits);
    else
        done = krrun_code(vm, (KrCode *)kras_obj(code.bits), ((KrModule *)kras_obj(module.bits))->dict, KR_EMPTY, NULL);
    KrValue e = krpending_take(vm);
    bool restored = krdict_set_name(vm, vm->builtins, KR_NAME(__build_class__), build);
    if (e != KR_EMPTY)
        vm->exec->pending = e;
    return done == KR_RAISED || !restored ? KR_ERROR : module;
}
