/* SPDX-License-Identifier: MIT
 * Displays, string formatting, function objects and template strings. */
#include "vm/ops.h"

#include "object/frozen.h"
#include "object/iter.h"

static KrValue build_dict(KrVm *vm, KrValue *items, uint32_t pairs)
{
    KrDict *d = krdict_with_capacity(vm, pairs);
    for (uint32_t i = 0; d && i < pairs; i++)
        if (!krdict_set(vm, d, items[2 * i], items[2 * i + 1]))
            return KR_RAISED;
    return krvalue_or_raised(d);
}

static KrValue build_set(KrVm *vm, KrValue *items, uint32_t n)
{
    KrSet *s = krset_new(vm, KR_T_set);
    for (uint32_t i = 0; s && i < n; i++)
        if (!krset_add(vm, s, items[i]))
            return KR_RAISED;
    return krvalue_or_raised(s);
}

KrValue krop_build(KrVm *vm, uint32_t op, KrValue *items, uint32_t n)
{
    switch (op) {
    case KR_OP_LIST: return krvalue_or_raised(krlist_new(vm, items, n));
    case KR_OP_TUPLE: return krvalue_or_raised(krtuple_new(vm, items, n));
    case KR_OP_SET: return build_set(vm, items, n);
    case KR_OP_DICT: return build_dict(vm, items, n);
    default: return krstr_join(vm, vm->empty_str, items, n);
    }
}

/* "module.f" or "f": how call messages name a callable. */
static KrStr *callable_name(KrVm *vm, KrValue fn)
{
    KrValue qualname = krobj_lookup(vm, fn, KR_NAME(__qualname__));
    KrValue module = qualname == KR_EMPTY || qualname == KR_RAISED ? KR_EMPTY : krobj_lookup(vm, fn, KR_NAME(__module__));
    if (qualname == KR_RAISED || module == KR_RAISED)
        return NULL;
    if (qualname == KR_EMPTY || !kris_str(vm, qualname))
        return krstr_printf(vm, "%S", fn);
    if (module == KR_EMPTY || !kris_str(vm, module) || krstr_is(kras_str(module), "builtins"))
        return krstr_printf(vm, "%U()", kras_str(qualname));
    return krstr_printf(vm, "%U.%U()", kras_str(module), kras_str(qualname));
}

bool krop_extend(KrVm *vm, KrValue list, KrValue iterable, KrValue callable)
{
    if (krlist_extend(vm, kras_list(list), iterable))
        return true;
    KrType *type = krtype_of(vm, iterable);
    if (krpending_is(vm, KR_T_TypeError) && krdunder(vm, type, KR_D_iter) == KR_EMPTY && krdunder(vm, type, KR_D_getitem) == KR_EMPTY) {
        krpending_clear(vm);
        KrStr *name = callable == KR_EMPTY ? NULL : callable_name(vm, callable);
        if (name)
            krraise(vm, KR_T_TypeError, "%U argument after * must be an iterable, not %T", name, iterable);
        else if (!vm->exec->pending)
            krraise(vm, KR_T_TypeError, "Value after * must be an iterable, not %T", iterable);
    }
    return false;
}

bool krop_update(KrVm *vm, KrValue dict, KrValue mapping)
{
    if (kris_exact(mapping, KR_T_dict))
        return krdict_merge(vm, kras_dict(dict), kras_dict(mapping));
    KrValue keys = krobj_lookup(vm, mapping, KR_NAME(keys));
    if (keys == KR_RAISED)
        return false;
    if (keys == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "'%T' object is not a mapping", mapping);
        return false;
    }
    return krdict_update(vm, kras_dict(dict), mapping);
}

static bool merge_item(KrVm *vm, KrDict *d, KrValue key, KrValue value, KrValue callable)
{
    KrValue old = krdict_get(vm, d, key);
    if (old == KR_RAISED)
        return false;
    if (old == KR_EMPTY && kris_str(vm, key))
        return krdict_set(vm, d, key, value);
    KrStr *name = old == KR_EMPTY ? NULL : callable_name(vm, callable);
    if (old == KR_EMPTY)
        krraise(vm, KR_T_TypeError, "keywords must be strings");
    else if (name)
        krraise(vm, KR_T_TypeError, "%U got multiple values for keyword argument '%S'", name, key);
    return false;
}

typedef struct Merge {
    KrDict *d;
    KrValue from, callable;
} Merge;

static bool take_keyword(KrVm *vm, void *user, KrValue key)
{
    Merge *m = user;
    KrValue value = krobj_getitem(vm, m->from, key);
    return value != KR_RAISED && merge_item(vm, m->d, key, value, m->callable);
}

bool krop_merge(KrVm *vm, KrValue dict, KrValue mapping, KrValue callable)
{
    if (krdict_is_plain(vm, mapping)) {
        KrValue key, value;
        for (uint32_t pos = 0; krdict_next(kras_dict(mapping), &pos, &key, &value);)
            if (!merge_item(vm, kras_dict(dict), key, value, callable))
                return false;
        return true;
    }
    KrValue method = krobj_lookup(vm, mapping, KR_NAME(keys));
    if (method == KR_EMPTY) {
        KrStr *name = callable_name(vm, callable);
        if (name)
            krraise(vm, KR_T_TypeError, "%U argument after ** must be a mapping, not %T", name, mapping);
    }
    KrValue keys = method == KR_EMPTY || method == KR_RAISED ? KR_RAISED : krcall(vm, method, NULL, 0);
    Merge m = {kras_dict(dict), mapping, callable};
    return keys != KR_RAISED && kriter_each(vm, keys, take_keyword, &m);
}

KrValue krop_format(KrVm *vm, KrValue v, KrValue spec, uint32_t conversion)
{
    if (conversion == 's')
        v = krobj_str(vm, v);
    else if (conversion == 'r')
        v = krobj_repr(vm, v);
    else if (conversion == 'a')
        v = krobj_ascii(vm, v);
    KR_TRY(v);
    return krobj_format(vm, v, spec == KR_EMPTY ? krvalue(vm->empty_str) : spec);
}

KrValue krop_function(KrVm *vm, KrFrame *f, uint32_t index, KrValue *parts)
{
    KrTuple *consts = f->func->code->consts;
    KrCode *code = (KrCode *)kras_obj(consts->at[index]);
    /* What was thawed once is used from then on, e.g. a comprehension's code at the second time. */
    if (code->h.flags & KR_F_CONST && vm->thawed) {
        KrValue known = krdict_get(vm, vm->thawed, krfrozen_key(code));
        if (known != KR_EMPTY) {
            krstore(vm, consts, &consts->at[index], known);
            code = (KrCode *)kras_obj(known);
        }
    }
    KrFunc *fn = krfunc_new(vm, code, f->func->globals);
    if (!fn)
        return KR_RAISED;
    fn->builtins = f->func->builtins;
    if (parts) {
        if (parts[0] != KR_EMPTY)
            KR_STORE_PTR(vm, fn, &fn->defaults, kras_tuple(parts[0]));
        if (parts[1] != KR_EMPTY)
            KR_STORE_PTR(vm, fn, &fn->kwdefaults, kras_dict(parts[1]));
        krstore(vm, fn, &fn->annotations, parts[2]);
        if (parts[3] != KR_EMPTY)
            KR_STORE_PTR(vm, fn, &fn->closure, kras_tuple(parts[3]));
    }
    return krvalue(fn);
}

KrValue krop_buildclass(KrVm *vm, KrFrame *f)
{
    KrValue v = f->func->builtins ? krdict_get_name(vm, f->func->builtins, KR_NAME(__build_class__)) : KR_EMPTY;
    return v != KR_EMPTY ? v : krraise(vm, KR_T_NameError, "__build_class__ not found");
}

/* ---- template strings and type parameters are Python classes of the library ------------------------------------------------ */

static KrValue library(KrVm *vm, const char *module, const KrStr *name)
{
    KrValue m = krmodule_import(vm, module);
    return m == KR_RAISED ? m : krobj_getattr(vm, m, name);
}

KrValue krop_template(KrVm *vm, KrValue strings, KrValue interpolations)
{
    KrValue make = library(vm, "_templatelib", KR_NAME(template_of_syntax));
    KrValue args[2] = {strings, interpolations};
    return make == KR_RAISED ? make : krcall(vm, make, args, 2);
}

KrValue krop_interpolation(KrVm *vm, KrValue *parts, uint32_t conversion)
{
    KrValue make = library(vm, "_templatelib", KR_NAME(Interpolation));
    KR_TRY(make);
    KrValue conv = conversion ? krvalue_or_raised(krstr_char(vm, conversion)) : KR_NONE;
    KR_TRY(conv);
    KrValue args[4] = {parts[0], parts[1], conv, parts[2] == KR_EMPTY ? krvalue(vm->empty_str) : parts[2]};
    return krcall(vm, make, args, 4);
}

KrValue krop_typeparam(KrVm *vm, KrValue *parts, uint32_t kind)
{
    KrValue make = library(vm, "_typing_params", KR_NAME(param_of_syntax));
    KR_TRY(make);
    KrValue args[4] = {parts[0], krsmall(kind), parts[1] == KR_EMPTY ? KR_NONE : parts[1], parts[2] == KR_EMPTY ? KR_NONE : parts[2]};
    return krcall(vm, make, args, 4);
}

KrValue krop_typealias(KrVm *vm, KrValue *parts)
{
    KrValue make = library(vm, "_typing_params", KR_NAME(alias_of_syntax));
    KrValue args[3] = {parts[0], parts[1] == KR_EMPTY ? krvalue(vm->empty_tuple) : parts[1], parts[2]};
    return make == KR_RAISED ? make : krcall(vm, make, args, 3);
}

KrValue krop_genericbase(KrVm *vm, KrValue params)
{
    KrValue make = library(vm, "_typing_params", KR_NAME(generic_of_syntax));
    return make == KR_RAISED ? make : krcall(vm, make, &params, 1);
}
