/* SPDX-License-Identifier: MIT
 * The native modules' state of a VM: made on demand, traced, finished at exit. */
#include "modules/state.h"

static void trace_state(KrTracer *t, void *user)
{
    struct KrModuleState *s = user;
    krtrace_value(t, s->exit_calls);
    krtrace_value(t, s->argv);
    krtrace_value(t, s->structs);
    krtrace_value(t, s->unsupported);
    krtrace_value(t, s->signal_handlers);
}

struct KrModuleState *krmodule_state(KrVm *vm)
{
    if (vm->module_state)
        return vm->module_state;
    struct KrModuleState *s = kralloc_zeroed(&vm->alloc, sizeof *s);
    if (!s)
        return krraise_memory(vm), NULL;
    s->hook = (KrRootHook){.trace = trace_state, .user = s};
    krheap_hook(vm, &s->hook);
    vm->module_state = s;
    return s;
}

/* Last registered, first called; one that fails is reported and the others go on. */
void krmodules_run_exit_calls(KrVm *vm)
{
    struct KrModuleState *s = vm->module_state;
    while (s && s->exit_calls && kras_list(s->exit_calls)->n) {
        KrValue entry = krlist_pop(vm, kras_list(s->exit_calls), -1);
        KrTuple *call = entry == KR_RAISED ? NULL : kras_tuple(entry);
        if (!call || krcall_ex(vm, call->at[0], kras_tuple(call->at[1]), kras_dict(call->at[2])) == KR_RAISED)
            krvm_unraisable(vm, "Exception ignored in atexit callback", call ? call->at[0] : KR_NONE);
    }
}

bool krmodules_finish(KrVm *vm)
{
    krmodules_run_exit_calls(vm);
    return krio_flush_all(vm);
}

void krmodules_release(KrVm *vm)
{
    if (vm->module_state)
        kralloc_free(&vm->alloc, vm->module_state, sizeof *vm->module_state);
    vm->module_state = NULL;
}
