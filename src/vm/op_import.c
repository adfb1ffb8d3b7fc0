/* SPDX-License-Identifier: MIT
 * The import instructions: __import__ of the frame's builtins, names of a module, import *. */
#include "vm/ops.h"

KrValue krop_import(KrVm *vm, KrFrame *f, const KrStr *name, KrValue fromlist, int level, uint16_t dst)
{
    KrValue import = f->func->builtins ? krdict_get_name(vm, f->func->builtins, KR_NAME(__import__)) : KR_EMPTY;
    if (import == KR_EMPTY)
        return krraise(vm, KR_T_ImportError, "__import__ not found");
    KrValue locals = krframe_locals(f);
    KrValue args[5] = {krvalue(name), krvalue(f->func->globals), locals == KR_EMPTY ? KR_NONE : locals, fromlist, krsmall(level)};
    return krcall_start(vm, import, &(KrArgs){args, 5, NULL, KR_EMPTY}, dst, 0);
}

static KrValue cannot_import(KrVm *vm, KrValue module, const KrStr *name)
{
    KrValue module_name = krobj_lookup(vm, module, KR_NAME(__name__));
    KrValue file = module_name == KR_RAISED ? KR_RAISED : krobj_lookup(vm, module, KR_NAME(__file__));
    if (file == KR_RAISED)
        return file;
    bool known = module_name != KR_EMPTY && kris_str(vm, module_name);
    KrStr *shown = known ? kras_str(module_name) : krstr_text(vm, "<unknown module name>");
    if (!shown)
        return KR_RAISED;
    bool has_file = file != KR_EMPTY && kris_str(vm, file);
    bool partly = krmodule_is_initializing(vm, module);
    if (partly && has_file)
        krraise(vm, KR_T_ImportError, "cannot import name '%U' from partially initialized module '%U' (most likely due to a circular import) (%U)",
                name, shown, kras_str(file));
    else if (has_file)
        krraise(vm, KR_T_ImportError, "cannot import name '%U' from '%U' (%U)", name, shown, kras_str(file));
    else
        krraise(vm, KR_T_ImportError, "cannot import name '%U' from '%U' (unknown location)", name, shown);
    KrExc *e = kras_exc(vm->exec->pending);
    krstore(vm, e, &e->field[1], krvalue(shown));
    krstore(vm, e, &e->field[2], has_file ? file : KR_NONE);
    krstore(vm, e, &e->field[3], krvalue(name));
    return KR_RAISED;
}

KrValue krop_importfrom(KrVm *vm, KrValue module, const KrStr *name)
{
    KrValue v = krobj_lookup(vm, module, name);
    if (v != KR_EMPTY)
        return v;
    /* A submodule that is being imported is in sys.modules before it is an attribute of its package. */
    KrValue package = krobj_lookup(vm, module, KR_NAME(__name__));
    KR_TRY(package);
    if (package != KR_EMPTY && kris_str(vm, package)) {
        KrStr *full = krstr_printf(vm, "%U.%U", kras_str(package), name);
        if (!full)
            return KR_RAISED;
        v = krdict_get(vm, vm->modules, krvalue(full));
        if (v != KR_EMPTY)
            return v;
    }
    return cannot_import(vm, module, name);
}

static bool bind_star(KrVm *vm, KrFrame *f, KrValue module, KrValue name, bool all)
{
    if (!kris_str(vm, name)) {
        krraise(vm, KR_T_TypeError, all ? "Item in __all__ must be str, not %T" : "Key in __dict__ must be str, not %T", name);
        return false;
    }
    const KrStr *key = krintern(vm, kras_str(name));
    KrValue v = key ? krobj_getattr(vm, module, key) : KR_RAISED;
    return v != KR_RAISED && krop_nameset(vm, f, NULL, key, v);
}

bool krop_importstar(KrVm *vm, KrFrame *f, KrValue module)
{
    KrValue names = krobj_lookup(vm, module, KR_NAME(__all__));
    bool all = names != KR_EMPTY;
    if (!all)
        names = krobj_getattr(vm, module, KR_NAME(__dict__));
    KrList *list = names == KR_RAISED ? NULL : krlist_with_capacity(vm, 0);
    if (!list || !krlist_extend(vm, list, names))
        return false;
    for (size_t i = 0; i < list->n; i++) {
        KrValue name = list->items->at[i];
        if (!all && kris_str(vm, name) && krstr_data(kras_str(name))[0] == '_')
            continue;
        if (!bind_star(vm, f, module, name, all))
            return false;
    }
    return true;
}
