/* SPDX-License-Identifier: MIT
 * What asyncio and contextvars keep per VM: the running loop, the current context, the classes of
 * exceptions. */
#include "modules/asyncio/asyncio.h"
#include "modules/state.h"

#include <errno.h>

static void trace_state(KrTracer *t, void *user)
{
    struct KrLoopState *s = user;
    krtrace_obj(t, (KrObj *)((char *)s - offsetof(KrRaw, data)));
    krtrace_value(t, s->running);
    krtrace_value(t, s->set);
    krtrace_value(t, s->current);
    krtrace_value(t, s->context);
    krtrace_value(t, s->context_task);
    krtrace_value(t, s->cancelled_error);
    krtrace_value(t, s->invalid_state_error);
}

/* A class of asyncio.exceptions that C raises. */
static KrValue make_class(KrVm *vm, const char *name, KrTypeNumber base, const char *doc)
{
    const KrStr *interned = krintern_text(vm, name, strlen(name));
    KrTuple *bases = interned ? krtuple_of(vm, 1, krvalue(&krtypes[base])) : NULL;
    KrDict *ns = bases ? krdict_new(vm) : NULL;
    KrStr *module = ns ? krstr_text(vm, "asyncio.exceptions") : NULL;
    KrStr *text = module ? krstr_text(vm, doc) : NULL;
    if (!text || !krdict_set_name(vm, ns, KR_NAME(__module__), krvalue(module)) ||
        !krdict_set_name(vm, ns, KR_NAME(__doc__), krvalue(text)))
        return KR_RAISED;
    return krtype_make(vm, (KrType *)(uintptr_t)KR_TYPE_OF(type), interned, bases, ns, NULL);
}

/* The state lies in a cell of the heap that its own hook keeps alive, so nobody frees it. */
struct KrLoopState *krasync_state(KrVm *vm)
{
    if (KR_LIKELY(vm->loop_state != NULL))
        return vm->loop_state;
    KrRaw *cell = krheap_raw(vm, sizeof(struct KrLoopState));
    if (!cell)
        return NULL;
    struct KrLoopState *s = (struct KrLoopState *)(void *)cell->data;
    memset(s, 0, sizeof *s);
    /* Nothing traces the cell before it is hooked: the classes wait on the C stack. */
    KrValue cancelled = make_class(vm, "CancelledError", KR_T_BaseException, "The Future or Task was cancelled.");
    KrValue invalid = cancelled == KR_RAISED ? KR_RAISED : make_class(vm, "InvalidStateError", KR_T_Exception, "The operation is not allowed in this state.");
    KrDict *current = invalid == KR_RAISED ? NULL : krdict_new(vm);
    if (!current)
        return NULL;
    s->current = krvalue(current);
    s->cancelled_error = cancelled;
    s->invalid_state_error = invalid;
    s->hook = (KrRootHook){.trace = trace_state, .user = s};
    krheap_hook(vm, &s->hook);
    vm->loop_state = s;
    return s;
}

void krasync_killed(KrVm *vm)
{
    struct KrLoopState *s = vm->loop_state;
    if (!s)
        return;
    if (s->running != KR_EMPTY) {
        KrEventLoop *loop = (KrEventLoop *)kras_obj(s->running);
        loop->running = loop->stopping = false;
        loop->task = loop->handle = KR_EMPTY;
    }
    s->running = s->context = s->context_task = KR_EMPTY;
    krdict_clear(vm, kras_dict(s->current));
    vm->asyncgen_hooks = KR_EMPTY;
}

KrValue krasync_raise(KrVm *vm, int error)
{
    return error == -ENOMEM ? krraise_memory(vm) : krraise_errno(vm, -error, KR_EMPTY);
}

KrValue krasync_running(KrVm *vm)
{
    return vm->loop_state ? vm->loop_state->running : KR_EMPTY;
}

void krasync_sent(KrVm *vm)
{
    KrValue running = krasync_running(vm);
    KrEventLoop *loop = running == KR_EMPTY ? NULL : kreventloop_of(vm, running);
    if (loop && loop->c)
        krloop_poll_soon(loop->c);
}

KrValue krasync_call_python(KrVm *vm, const char *module, const char *function, const KrValue *args,
                            uint32_t n)
{
    KrValue m = krmodule_import(vm, module);
    KR_TRY(m);
    const KrStr *name = krintern_text(vm, function, strlen(function));
    KrValue fn = name ? krobj_getattr(vm, m, name) : KR_RAISED;
    KR_TRY(fn);
    return krcall(vm, fn, args, n);
}

KrValue krasync_get_loop(KrVm *vm)
{
    struct KrLoopState *s = krasync_state(vm);
    if (!s)
        return KR_RAISED;
    if (s->running != KR_EMPTY)
        return s->running;
    return krasync_call_python(vm, "asyncio.events", "_current_loop", NULL, 0);
}

static bool set_text(KrVm *vm, KrDict *d, const char *key, KrValue v)
{
    const KrStr *name = krintern_text(vm, key, strlen(key));
    return name && krdict_set_name(vm, d, name, v);
}

bool krasync_report(KrVm *vm, KrValue loop, KrStr *message, KrValue exception, const char *key,
                    KrValue object)
{
    KrDict *context = message ? krdict_new(vm) : NULL;
    if (!context || !set_text(vm, context, "message", krvalue(message)))
        return false;
    if (exception != KR_EMPTY && !set_text(vm, context, "exception", exception))
        return false;
    if (!set_text(vm, context, key, object))
        return false;
    KrValue arg = krvalue(context);
    return krcall_method(vm, loop, KR_NAME(call_exception_handler), &arg, 1) != KR_RAISED;
}
