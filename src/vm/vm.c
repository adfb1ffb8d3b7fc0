/* SPDX-License-Identifier: MIT
 * A VM's life, the bounds of the C stack, and finalisers. */
#include "vm/vm.h"

#include "vm/ops.h"

#include <pthread.h>
#include <sys/auxv.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { DEFAULT_DEPTH = 1000, STACK_RESERVE = 48 << 10, MAIN_STACK = 1 << 30 };

static bool make_singletons(KrVm *vm)
{
    vm->empty_str = (KrStr *)krname_at(krname_empty);
    vm->empty_tuple = krheap_new(vm, KR_T_tuple, sizeof(KrTuple));
    vm->modules = vm->empty_tuple ? krdict_new(vm) : NULL;
    if (!vm->modules)
        return false;
    KrExc *e = krobj_new(vm, KR_TYPE_OF(MemoryError));
    if (!e)
        return false;
    e->args = krvalue(vm->empty_tuple);
    vm->memory_error = krvalue(e);
    return true;
}

KrVm *krvm_new(const KrAlloc *alloc)
{
    KrAlloc own;
    if (alloc)
        own = *alloc;
    else
        kralloc_init(&own);
    KrVm *vm = kralloc_zeroed(&own, sizeof *vm);
    if (!vm)
        return NULL;
    vm->alloc = own;
    vm->exec = &vm->main_exec;
    vm->exec->depth_limit = DEFAULT_DEPTH;
    krlimits_init(vm);
    if (getrandom(vm->secret, sizeof vm->secret, GRND_NONBLOCK) != sizeof vm->secret) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        vm->secret[0] = (uint64_t)now.tv_nsec * 0x9E3779B97F4A7C15u;
        vm->secret[1] = (uintptr_t)vm;
    }
    krvm_enter(vm);
    if (krheap_init(vm) && krvm_init_types(vm) && krstack_init(vm) && make_singletons(vm))
        return vm;
    krvm_free(vm);
    return NULL;
}

void krvm_release_objects(KrVm *vm)
{
    KrObjList *watched = &vm->heap.watched;
    for (size_t i = 0; i < watched->n; i++) {
        KrShape *shape = vm->shapes[watched->at[i]->shape];
        if (shape && shape->type->solid->free && shape->type->solid->number != KR_T_shape)
            shape->type->solid->free(vm, watched->at[i]);
    }
    watched->n = 0;
}

void krvm_free(KrVm *vm)
{
    krvm_release_objects(vm);
    krintern_release(vm);
    krweak_release(vm);
    krstack_release(vm);
    krheap_release(vm);
    krvm_release_types(vm);
    KrAlloc alloc = vm->alloc;
    kralloc_free(&alloc, vm, sizeof *vm);
}

/* ---- the C stack ---------------------------------------------------------------------------------------------------------------- */

extern void *__libc_stack_end __attribute__((weak));

/* Where glibc would read /proc/self/maps, which costs more than all the rest of kr_new() and which a sandbox forbids. The
 * kernel puts the program's file name at the very end of the main thread's stack and counts the limit from there. */
static bool main_bounds(char **low, char **high)
{
    const char *name = (const char *)getauxval(AT_EXECFN);
    struct rlimit limit;
    if (!&__libc_stack_end || !name || getpid() != gettid() || getrlimit(RLIMIT_STACK, &limit))
        return false;
    *high = __libc_stack_end;
    *low = (char *)(uintptr_t)name - (limit.rlim_cur > MAIN_STACK ? MAIN_STACK : limit.rlim_cur);
    return true;
}

static void thread_bounds(char **low, char **high)
{
    pthread_attr_t attr;
    void *base = NULL;
    size_t size = 0;
    if (!pthread_getattr_np(pthread_self(), &attr)) {
        pthread_attr_getstack(&attr, &base, &size);
        pthread_attr_destroy(&attr);
    }
    *low = base;
    *high = (char *)base + size;
}

void krvm_enter(KrVm *vm)
{
    char here;
    char *low, *high;
    if (vm->heap.stack_high && &here < vm->heap.stack_high && &here > vm->exec->stack_limit)
        return;
    if (!main_bounds(&low, &high) || &here < low || &here >= high)
        thread_bounds(&low, &high);
    if (&here < low || &here >= high) {
        /* A stack of the host's own: what lies above the entry is its business. */
        low = &here - (64 << 10);
        high = &here + 256;
    }
    size_t reserve = STACK_RESERVE;
    if ((size_t)(high - low) < 4 * reserve)
        reserve = (size_t)(high - low) / 4;
    vm->heap.stack_high = high;
    vm->exec->stack_limit = low + reserve;
}

void krvm_leave(KrVm *vm)
{
    (void)vm;
}

bool krstack_check(KrVm *vm, const char *where)
{
    if (KR_LIKELY((char *)__builtin_frame_address(0) > vm->exec->stack_limit))
        return true;
    krraise(vm, KR_T_RecursionError, "maximum recursion depth exceeded%s", where);
    return false;
}

/* ---- finalisers ------------------------------------------------------------------------------------------------------------------------ */

void krvm_unraisable(KrVm *vm, const char *message, KrValue object)
{
    KrValue e = krpending_take(vm);
    KrValue hook = vm->sys ? krobj_lookup(vm, vm->sys, KR_NAME(_unraisable)) : KR_EMPTY;
    krpending_clear(vm);
    if (hook == KR_EMPTY || hook == KR_RAISED || e == KR_EMPTY)
        return;
    KrStr *text = message ? krstr_text(vm, message) : NULL;
    KrValue args[3] = {e, text ? krvalue(text) : KR_NONE, object == KR_EMPTY ? KR_NONE : object};
    if (krcall(vm, hook, args, 3) == KR_RAISED)
        krpending_clear(vm);
}

void krvm_never_awaited(KrVm *vm, KrGen *g)
{
    KrValue warn = vm->sys ? krobj_lookup(vm, vm->sys, KR_NAME(_never_awaited)) : KR_EMPTY;
    KrValue self = krvalue(g);
    g->awaited = true;
    if (warn != KR_EMPTY && warn != KR_RAISED && krcall(vm, warn, &self, 1) == KR_RAISED)
        krvm_unraisable(vm, NULL, self);
    krpending_clear(vm);
}

static void finalize_generator(KrVm *vm, KrGen *g)
{
    if (g->h.shape == KR_T_coroutine && !g->awaited && g->h.kind == KR_GEN_CREATED) {
        krvm_never_awaited(vm, g);
        return;
    }
    if (g->h.kind != KR_GEN_SUSPENDED || g->owner)
        return;
    if (g->h.shape == KR_T_async_generator && g->hooks != KR_EMPTY && !g->closed_async) {
        KrValue self = krvalue(g);
        if (krcall(vm, g->hooks, &self, 1) == KR_RAISED)
            krvm_unraisable(vm, NULL, self);
        return;
    }
    if (!krgen_close(vm, g))
        krvm_unraisable(vm, NULL, krvalue(g));
}

static void finalize(KrVm *vm, KrObj *o)
{
    if (o->shape == KR_T_generator || o->shape == KR_T_coroutine || o->shape == KR_T_async_generator) {
        finalize_generator(vm, (KrGen *)o);
        return;
    }
    KrType *type = krshape_type(vm, o->shape);
    if (type->solid->finalize)
        type->solid->finalize(vm, o);
    KrValue del = krdunder(vm, type, KR_D_del);
    if (del != KR_EMPTY && del != KR_NONE && krcall_dunder(vm, KR_D_del, krvalue(o), NULL, 0) == KR_RAISED)
        krvm_unraisable(vm, NULL, del);
}

void krvm_finalize_pending(KrVm *vm)
{
    KrExec *x = vm->exec;
    KrValue pending = x->pending;
    bool reraise = x->reraise;
    if (vm->finalizing)
        return;
    vm->finalizing = true;
    /* When an object dies is the collector's business: what its finaliser does is no part of the program's fuel. */
    KrFuelMark mark = krfuel_set_aside(vm);
    while (vm->heap.doomed.n) {
        KrObj *o = vm->heap.doomed.at[--vm->heap.doomed.n];
        krpending_clear(vm);
        finalize(vm, o);
    }
    krweak_run_callbacks(vm);
    krfuel_restore(vm, mark);
    vm->finalizing = false;
    x->pending = pending;
    x->reraise = reraise;
}

void krruntime_swept(KrVm *vm)
{
    krintern_swept(vm);
    krtype_forget_lookups(vm);
}
