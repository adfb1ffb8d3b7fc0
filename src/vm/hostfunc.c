/* SPDX-License-Identifier: MIT
 * Functions of the host's: binding and checking of arguments, and what the object shows. */
#include "vm/hostfunc.h"

#include "vm/ops.h"
#include "vm/vm.h"

enum { MOST_PARAMS = 64, FEW_PARAMS = 6 /* of a method that is called with all of them by position */ };

/* The classes among the annotations; empty if there are none. */
static KrValue checked_types(KrVm *vm, KrFunc *binder, uint32_t n)
{
    KrValue annotations = krobj_getattr(vm, krvalue(binder), KR_NAME(__annotations__));
    KR_TRY(annotations);
    if (!kris_exact(annotations, KR_T_dict))
        return KR_EMPTY;
    KrDict *d = kras_dict(annotations);
    KrTuple *types = krtuple_new(vm, NULL, n);
    if (!types)
        return KR_RAISED;
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        KrValue v = krdict_get_name(vm, d, kras_str(binder->code->varnames->at[i]));
        bool class = v != KR_EMPTY && kris_type(vm, v) && v != krvalue(KR_TYPE_OF(object));
        any |= class;
        krstore(vm, types, &types->at[i], class ? v : KR_NONE);
    }
    return any ? krvalue(types) : KR_EMPTY;
}

KrHostFunc *krhostfunc_new(KrVm *vm, KrFunc *binder)
{
    KrCode *code = krfunc_thaw(vm, binder);
    if (!code)
        return NULL;
    uint32_t n = (uint32_t)code->argcount + code->kwonly + !!(code->flags & KR_CO_VARARGS) + !!(code->flags & KR_CO_VARKEYWORDS);
    if (code->nregs > MOST_PARAMS)
        return krraise(vm, KR_T_ValueError, "a host function has %d parameters at most", MOST_PARAMS), NULL;
    KrValue types = checked_types(vm, binder, (uint32_t)code->argcount + code->kwonly);
    KrHostFunc *f = types == KR_RAISED ? NULL : krobj_new(vm, KR_TYPE_OF(host_function));
    if (!f)
        return NULL;
    KR_STORE_PTR(vm, f, &f->binder, binder);
    krstore(vm, f, &f->types, types);
    f->nparams = n;
    return f;
}

/* A float parameter takes ints, too; None is taken where it is the default. */
static bool check_types(KrVm *vm, KrHostFunc *f, const KrValue *a)
{
    KrTuple *types = kras_tuple(f->types);
    KrFunc *binder = (KrFunc *)kras_obj(f->binder);
    for (size_t i = 0; i < types->n; i++) {
        KrValue want = types->at[i];
        if (want == KR_NONE || kris_instance(vm, a[i], kras_type(want)) || a[i] == KR_NONE)
            continue;
        if (want == krvalue(KR_TYPE_OF(float)) && krint_check(vm, a[i]))
            continue;
        krraise(vm, KR_T_TypeError, "%U() argument '%U' must be %N, not %T", binder->name, kras_str(binder->code->varnames->at[i]),
                kras_type(want), a[i]);
        return false;
    }
    return true;
}

/* An exception that was left pending is raised whatever was returned. A kill that the function took with kr_catch() goes on. */
static KrValue check_end(KrVm *vm, KrHostFunc *f, KrValue v)
{
    if (vm->exec->pending != KR_EMPTY || (vm->limits.killed && !krpoll(vm)))
        return KR_RAISED;
    if (v == KR_RAISED)
        return krraise(vm, KR_T_SystemError, "%R returned an error without an exception", krvalue(f));
    return krraise(vm, KR_T_SystemError, "%R returned what is no value", krvalue(f));
}

static KrValue finish(KrVm *vm, KrHostFunc *f, const KrValue *a)
{
    if (f->types != KR_EMPTY && !check_types(vm, f, a))
        return KR_RAISED;
    KrCallOut out;
    KR_CALL_OUT(vm, out);
    vm->exec->in_host++;
    KrValue v = f->invoke(vm, f, a, f->nparams);
    vm->exec->in_host--;
    krvm_call_back(vm, &out);
    if (KR_LIKELY(v - KR_RAISED > KR_PAUSED - KR_RAISED && vm->exec->pending == KR_EMPTY && !vm->limits.killed))
        return v == KR_EMPTY ? KR_NONE : v;
    return check_end(vm, f, v);
}

KrValue krhostfunc_call(KrVm *vm, KrHostFunc *f, const KrArgs *args)
{
    KrFunc *binder = (KrFunc *)kras_obj(f->binder);
    if (!krcharge(vm, 4) || !krstack_check(vm, ""))
        return KR_RAISED;
    if (KR_LIKELY(!args->names && args->self == KR_EMPTY && args->n == f->nparams && args->n == binder->code->fast_args))
        return finish(vm, f, args->at);
    if (KR_LIKELY(!args->names && args->self != KR_EMPTY && args->n + 1 == f->nparams && f->nparams == binder->code->fast_args &&
                  f->nparams <= FEW_PARAMS)) {
        KrValue few[FEW_PARAMS] = {args->self};
        for (uint32_t i = 0; i < args->n; i++)
            few[i + 1] = args->at[i];
        return finish(vm, f, few);
    }
    KrValue room[MOST_PARAMS] = {0};
    if (!krbind_function(vm, binder, args, room))
        return KR_RAISED;
    return finish(vm, f, room);
}

static KrHostFunc *self_of(KrValue *a)
{
    return (KrHostFunc *)kras_obj(a[0]);
}

/// host_function.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(host_function___call__)
{
    KrTuple *args = krtuple_new(vm, &a[2], n - 2);
    return args ? krcall_ex(vm, a[0], args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}

/// host_function.__get__(self, instance, owner=None, /)
/// As an attribute of a class it is a method.
KR_NATIVE(host_function___get__)
{
    if (!krdescriptor_check_get(vm, a))
        return KR_RAISED;
    return a[1] == KR_NONE ? a[0] : krbound_new(vm, a[0], a[1]);
}

/// host_function.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(host_function___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "<host function %U>", ((KrFunc *)kras_obj(self_of(a)->binder))->name));
}

/// host_function.__name__
/// The name.
KR_NATIVE(host_function_get___name__)
{
    return krvalue(((KrFunc *)kras_obj(self_of(a)->binder))->name);
}

/// host_function.__doc__
/// The docstring, or None.
KR_NATIVE(host_function_get___doc__)
{
    KrValue doc = ((KrFunc *)kras_obj(self_of(a)->binder))->doc;
    return doc == KR_EMPTY ? KR_NONE : doc;
}

/// host_function.__wrapped__
/// A function with the same signature, for inspect.
KR_NATIVE(host_function_get___wrapped__)
{
    return self_of(a)->binder;
}
