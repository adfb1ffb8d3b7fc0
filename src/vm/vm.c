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
    krvm_enter_anywhere(vm);
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
    kralloc_free(&vm->alloc, vm->stacks, vm->stacks_cap * sizeof *vm->stacks);
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

static bool holds(const KrStackBounds *s, const char *here)
{
    return here >= s->low && here < s->high;
}

/* Where the stack that `here` is on begins and ends; the main thread's is never asked for in the expensive way. */
static bool find_bounds(const KrVm *vm, const char *here, KrStackBounds *found)
{
    for (uint32_t i = 0; i < vm->nstacks; i++)
        if (holds(&vm->stacks[i], here)) {
            *found = vm->stacks[i];
            return true;
        }
    if (!main_bounds(&found->low, &found->high))
        thread_bounds(&found->low, &found->high);
    return holds(found, here);
}

static void set_bounds(KrVm *vm, KrStackBounds s)
{
    size_t size = (size_t)(s.high - s.low), reserve = STACK_RESERVE;
    vm->heap.stack_high = s.high;
    vm->exec->stack_limit = s.low + (size < 4 * reserve ? size / 4 : reserve);
}

/* Two threads that enter an idle VM within the same few nanoseconds are not told apart: that would take a locked
 * instruction in every call. */
bool krvm_anchor(KrVm *vm, char *here)
{
    KrStackBounds found;
    /* A fiber may go on in another thread while the host's function on it has not returned. */
    if (krvm_busy_elsewhere(vm) && ((uintptr_t)here <= atomic_load_explicit(&vm->outside_low, memory_order_relaxed) ||
                                    (uintptr_t)here >= atomic_load_explicit(&vm->outside_high, memory_order_relaxed)))
        return false;
    if (!find_bounds(vm, here, &found))
        return false;
    KrCallOut *out = vm->heap.calls_out;
    atomic_store_explicit(&vm->thread, krthread_self(), memory_order_relaxed);
    /* The host's function that has changed stacks has values in frames below the call to it. */
    if (out && out->high != found.high && vm->heap.entered < out->low && vm->heap.entered > out->limit)
        out->low = vm->heap.entered;
    vm->heap.entered = here;
    set_bounds(vm, found);
    return true;
}

/* Bounds that were guessed count for no thread, so for no entry after this one. */
void krvm_enter_anywhere(KrVm *vm)
{
    char *here;
    KR_STACK_POINTER(here);
    if (!krvm_enter(vm))
        set_bounds(vm, (KrStackBounds){here - (64 << 10), here + 256});
}

bool krvm_busy_elsewhere(const KrVm *vm)
{
    return atomic_load_explicit(&vm->busy, memory_order_relaxed) &&
           atomic_load_explicit(&vm->thread, memory_order_relaxed) != krthread_self();
}

bool krvm_bind_stack(KrVm *vm, char *low, char *high)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < vm->nstacks; i++)
        if (low >= vm->stacks[i].high || (high ? high <= vm->stacks[i].low : low < vm->stacks[i].low))
            vm->stacks[kept++] = vm->stacks[i];
    vm->nstacks = kept;
    vm->heap.stack_high = NULL;
    if (!high)
        return true;
    if (kept == vm->stacks_cap) {
        uint32_t cap = kept ? kept * 2 : 4;
        KrStackBounds *s = kralloc_resize(&vm->alloc, vm->stacks, kept * sizeof *s, cap * sizeof *s);
        if (!s)
            return false;
        vm->stacks = s;
        vm->stacks_cap = cap;
    }
    vm->stacks[vm->nstacks++] = (KrStackBounds){low, high};
    return true;
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
