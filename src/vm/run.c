/* SPDX-License-Identifier: MIT
 * Running code as a body. */
#include "vm/ops.h"

/* The frame of the code pushed, KR_CALLED; or the generator that the code makes. */
static KrValue start(KrVm *vm, KrCode *code, KrDict *globals, KrValue locals, KrTuple *closure)
{
    code = krcode_thaw(vm, code);
    KrFunc *fn = code ? krfunc_new(vm, code, globals) : NULL;
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
        return krgen_new(vm, fn, &(KrArgs){NULL, 0, NULL, KR_EMPTY});
    if (!krstack_check(vm, ""))
        return KR_RAISED;
    KrFrame *f = krframe_push(vm, code->nregs, 0, KR_FR_ENTRY | KR_FR_LOCALS);
    if (!f)
        return KR_RAISED;
    f->func = fn;
    f->pc = krcode_units(code);
    f->ext = locals == KR_EMPTY ? krvalue(globals) : locals;
    return KR_CALLED;
}

KrValue krrun_code(KrVm *vm, KrCode *code, KrDict *globals, KrValue locals, KrTuple *closure)
{
    KrValue v = start(vm, code, globals, locals, closure);
    return v == KR_CALLED ? krinterp(vm) : v;
}

KrValue krrun_pausable(KrVm *vm, KrCode *code, KrDict *globals)
{
    KrValue v = start(vm, code, globals, KR_EMPTY, NULL);
    return v == KR_CALLED ? krinterp_pausable(vm) : v;
}
