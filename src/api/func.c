/* SPDX-License-Identifier: MIT
 * What a host gives to its scripts: functions, modules. */
#include "api/host.h"

#include "vm/hostfunc.h"

static KrValue invoke(KrVm *vm, KrHostFunc *f, const KrValue *args, size_t n)
{
    return ((kr_cfn)f->fn)((kr_vm *)vm, (const kr_value *)args, n, f->user).bits;
}

/* The function that `def SIGNATURE: pass` defines. */
static KrFunc *define(KrVm *vm, const char *signature)
{
    KrStr *text = krstr_printf(vm, "def %s: pass\n", signature), *file = text ? krstr_text(vm, "<signature>") : NULL;
    KrCode *code = file ? krsource_compile(vm, krstr_data(text), text->size, file, KR_COMPILE_EXEC, 0, NULL) : NULL;
    KrDict *names = code ? krdict_new(vm) : NULL;
    if (!names || !krdict_set_name(vm, names, KR_NAME(__builtins__), krvalue(vm->builtins)) ||
        krrun_code(vm, code, names, KR_EMPTY, NULL) == KR_RAISED)
        return NULL;
    const KrStr *name = krintern_text(vm, signature, strcspn(signature, " (["));
    KrValue f = name ? krdict_get_name(vm, names, name) : KR_RAISED;
    if (f != KR_RAISED && (f == KR_EMPTY || !kris_exact(f, KR_T_function)))
        krraise(vm, KR_T_ValueError, "kr_func: this is no signature: %s", signature);
    return f == KR_RAISED || f == KR_EMPTY || !kris_exact(f, KR_T_function) ? NULL : (KrFunc *)kras_obj(f);
}

kr_value kr_func(kr_vm *host, const char *signature, kr_cfn fn, void *user)
{
    KR_ENTER(vm, host, KR_ERROR);
    KrFunc *binder = define(vm, signature);
    KrHostFunc *f = binder ? krhostfunc_new(vm, binder) : NULL;
    if (!f)
        return (kr_value){KR_RAISED};
    f->invoke = invoke;
    f->fn = (void (*)(void))fn;
    f->user = user;
    return (kr_value){krvalue(f)};
}

kr_value kr_module(kr_vm *host, const char *name)
{
    KR_ENTER(vm, host, KR_ERROR);
    const KrStr *interned = krintern_text(vm, name, strlen(name));
    KrValue m = interned ? krdict_get_name(vm, vm->modules, interned) : KR_RAISED;
    if (m != KR_EMPTY)
        return (kr_value){m};
    KrModule *made = krmodule_new(vm, interned);
    if (!made || !krdict_set_name(vm, vm->modules, interned, krvalue(made)))
        return (kr_value){KR_RAISED};
    return (kr_value){krvalue(made)};
}

bool kr_define(kr_vm *host, kr_value module, const char *signature, kr_cfn fn, void *user)
{
    kr_value f = kr_func(host, signature, fn, user);
    char name[256];
    size_t n = strcspn(signature, " ([");
    if (kr_failed(f))
        return false;
    if (n >= sizeof name)
        return krraise((KrVm *)host, KR_T_ValueError, "kr_define: the name is too long"), false;
    memcpy(name, signature, n);
    name[n] = '\0';
    return kr_setattr(host, module, name, f);
}
