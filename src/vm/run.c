/* SPDX-License-Identifier: MIT
 * Running code as a body, and the general way to call a class. */
#include "vm/ops.h"

KrValue krrun_code(KrVm *vm, KrCode *code, KrDict *globals, KrValue locals, KrTuple *closure)
{
    KrFunc *fn = krfunc_new(vm, code, globals);
    if (!fn)
        return KR_RAISED;
    KrValue builtins = krdict_get_name(vm, globals, KR_NAME(__builtins__));
    if (kris_exact(builtins, KR_T_module))
        builtins = krvalue(((KrModule *)kras_obj(builtins))->dict);
    if (builtins != KR_EMPTY && kris_kind(vm, builtins, KR_TF_DICT))
        KR_STORE_PTR(vm, fn, &fn->builtins, kras_dict(builtins));
    if (closure)
        KR_STORE_PTR(vm, fn, &fn->closure, closure);
    if (code->flags & KR_CO_ANY_GENERATOR)
        return krgen_new(vm, fn, (KrArgs){NULL, 0, NULL, KR_EMPTY});
    if (!krstack_check(vm, ""))
        return KR_RAISED;
    KrFrame *f = krframe_push(vm, code->nregs, 0, KR_FR_ENTRY | KR_FR_LOCALS);
    if (!f)
        return KR_RAISED;
    f->func = fn;
    f->pc = krcode_units(code);
    f->ext = locals == KR_EMPTY ? krvalue(globals) : locals;
    return krinterp(vm);
}

/* ---- classes ------------------------------------------------------------------------------------------------------------------- */

static KrTuple *pack_args(KrVm *vm, KrArgs *args, KrValue first, KrDict **kwargs)
{
    uint32_t nkw = args->names ? (uint32_t)args->names->n : 0, npos = args->n - nkw, self = args->self != KR_EMPTY;
    KrTuple *t = krtuple_new(vm, NULL, npos + self + 1);
    *kwargs = nkw ? krdict_new(vm) : NULL;
    if (!t || (nkw && !*kwargs))
        return NULL;
    krstore(vm, t, &t->at[0], first);
    if (self)
        krstore(vm, t, &t->at[1], args->self);
    for (uint32_t i = 0; i < npos; i++)
        krstore(vm, t, &t->at[1 + self + i], args->at[i]);
    for (uint32_t i = 0; i < nkw; i++)
        if (!krdict_set(vm, *kwargs, args->names->at[i], args->at[npos + i]))
            return NULL;
    return t;
}

static KrValue init_instance(KrVm *vm, KrType *type, KrValue instance, KrTuple *args, KrDict *kwargs)
{
    if (!krtype_issubtype(vm, krtype_of(vm, instance), type))
        return instance;
    KrValue init = krdunder(vm, krtype_of(vm, instance), KR_D_init);
    const KrMember *object_init = &krmembers[KR_TYPE_OF(object)->dunders[KR_D_init] - 1];
    if (init == krvalue(object_init)) {
        KrValue made = krdunder(vm, type, KR_D_new);
        const KrMember *object_new = &krmembers[KR_TYPE_OF(object)->dunders[KR_D_new] - 1];
        if (made != krvalue(object_new))
            return instance;
    }
    krstore(vm, args, &args->at[0], instance);
    KrValue done;
    if (kris_exact(init, KR_T_function) || kris_exact(init, KR_T_wrapper_descriptor)) {
        done = krcall_ex(vm, init, args, kwargs);
    } else {
        KrValue bound = krtype_bind(vm, init, instance, type);
        KrTuple *rest = bound == KR_RAISED ? NULL : krtuple_slice(vm, args, 1, args->n);
        done = rest ? krcall_ex(vm, bound, rest, kwargs) : KR_RAISED;
    }
    KR_TRY(done);
    if (done != KR_NONE)
        return krraise(vm, KR_T_TypeError, "__init__() should return None, not '%T'", done);
    return instance;
}

static KrValue make_and_init(KrVm *vm, KrType *type, KrValue new_fn, KrTuple *args, KrDict *kwargs)
{
    krstore(vm, args, &args->at[0], krvalue(type));
    KrValue fn = krtype_bind(vm, new_fn, KR_EMPTY, type);
    KrValue instance = fn == KR_RAISED ? fn : krcall_ex(vm, fn, args, kwargs);
    KR_TRY(instance);
    KrTuple *again = krtuple_new(vm, args->at, args->n);
    return again ? init_instance(vm, type, instance, again, kwargs) : KR_RAISED;
}

static bool instantiable(KrVm *vm, KrType *type, KrValue new_fn)
{
    const KrType *solid = type->solid;
    bool closed = type->flags & KR_TF_NO_NEW || (type->flags & KR_TF_BUILTIN && new_fn == krvalue(&krmembers[KR_TYPE_OF(object)->dunders[KR_D_new] - 1]) &&
                                                 type != KR_TYPE_OF(object) && !(type->flags & KR_TF_BASE));
    if (!closed || krtype_own(vm, solid, KR_NAME(__new__)) != KR_EMPTY)
        return true;
    krraise(vm, KR_T_TypeError, "cannot create '%s%s%N' instances", strcmp(type->module ? type->module : "builtins", "builtins") ? type->module : "",
            strcmp(type->module ? type->module : "builtins", "builtins") ? "." : "", type);
    return false;
}

KrValue krtype_call(KrVm *vm, KrType *type, KrTuple *args, KrDict *kwargs)
{
    KrTuple *all = krtuple_new(vm, NULL, args->n + 1);
    if (!all)
        return KR_RAISED;
    for (size_t i = 0; i < args->n; i++)
        krstore(vm, all, &all->at[i + 1], args->at[i]);
    KrValue new_fn = krdunder(vm, type, KR_D_new);
    if (!instantiable(vm, type, new_fn))
        return KR_RAISED;
    if (type == KR_TYPE_OF(type) && args->n == 1 && (!kwargs || !kwargs->live))
        return krvalue(krtype_of(vm, args->at[0]));
    return make_and_init(vm, type, new_fn, all, kwargs);
}

KrValue krtype_call_slow(KrVm *vm, KrType *type, KrValue new_fn, KrValue init, KrArgs args, uint16_t dst, uint32_t flags)
{
    (void)init;
    (void)dst;
    (void)flags;
    if (type == KR_TYPE_OF(type) && args.n == 1 && !args.names && args.self == KR_EMPTY)
        return krvalue(krtype_of(vm, args.at[0]));
    if (!instantiable(vm, type, new_fn))
        return KR_RAISED;
    KrDict *kwargs;
    KrTuple *all = pack_args(vm, &args, krvalue(type), &kwargs);
    return all ? make_and_init(vm, type, new_fn, all, kwargs) : KR_RAISED;
}
