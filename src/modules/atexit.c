/* SPDX-License-Identifier: MIT
 * The module atexit. */
#include "modules/state.h"

/// module atexit
/// allow programmer to define multiple exit functions to be executed
/// upon normal program termination.

static KrList *calls(KrVm *vm)
{
    struct KrModuleState *s = krmodule_state(vm);
    if (s && !s->exit_calls) {
        KrList *l = krlist_with_capacity(vm, 2);
        if (!l)
            return NULL;
        s->exit_calls = krvalue(l);
    }
    return s ? kras_list(s->exit_calls) : NULL;
}

/// atexit.register(func, /, *args, **kwargs)
/// Register a function to be executed upon normal program termination.
KR_NATIVE(atexit_register)
{
    if (krdunder(vm, krtype_of(vm, a[0]), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "the first argument must be callable");
    KrList *l = calls(vm);
    KrTuple *args = l ? krtuple_new(vm, &a[2], n - 2) : NULL;
    KrDict *kwargs = !args ? NULL : a[1] == KR_EMPTY ? krdict_new(vm) : kras_dict(a[1]);
    KrTuple *entry = kwargs ? krtuple_of(vm, 3, a[0], krvalue(args), krvalue(kwargs)) : NULL;
    return entry && krlist_append(vm, l, krvalue(entry)) ? a[0] : KR_RAISED;
}

/// atexit.unregister(func, /)
/// Unregister an exit function which was previously registered using atexit.register
KR_NATIVE(atexit_unregister)
{
    KrList *l = calls(vm);
    if (!l)
        return KR_RAISED;
    for (size_t i = l->n; i-- > 0;) {
        int same = i < l->n ? krobj_eq(vm, kras_tuple(l->items->at[i])->at[0], a[0]) : 0;
        if (same < 0 || (same && krlist_pop(vm, l, (int64_t)i) == KR_RAISED))
            return KR_RAISED;
    }
    return KR_NONE;
}

/// atexit._clear()
/// Clear the list of previously registered exit functions.
KR_NATIVE(atexit__clear)
{
    KrList *l = calls(vm);
    if (!l)
        return KR_RAISED;
    l->n = 0;
    return KR_NONE;
}

/// atexit._ncallbacks()
/// Return the number of registered exit functions.
KR_NATIVE(atexit__ncallbacks)
{
    KrList *l = calls(vm);
    return l ? krsmall((int64_t)l->n) : KR_RAISED;
}

/// atexit._run_exitfuncs()
/// Run all registered exit functions.
KR_NATIVE(atexit__run_exitfuncs)
{
    krmodules_run_exit_calls(vm);
    return KR_NONE;
}
