/* SPDX-License-Identifier: MIT
 * What the API keeps with a VM. Layer: api. */
#ifndef KR_API_HOST_H
#define KR_API_HOST_H

#include "api/krait.h"
#include "modules/state.h"
#include "vm/vm.h"

#ifndef KRAIT_VERSION
#define KRAIT_VERSION "0.1.0"
#endif

struct kr_ref {
    KrRoot root;
    kr_ref *next, **link;
    kr_ref *dropped_next; /* in KrHost.dropped */
    atomic_bool dropped;
    bool weak; /* the root is a weak reference */
};

/* A class that the host made: its table finds it again. */
typedef struct KrHostClass {
    const kr_classdef *def;
    kr_ref *type;
    struct KrHostClass *next;
} KrHostClass;

/* An extension module that the host brings along. */
typedef struct KrOwnExtension {
    struct KrOwnExtension *next;
    bool (*init)(kr_vm *vm, kr_value module);
    char name[];
} KrOwnExtension;

struct KrGate;
typedef struct KrHost {
    void *user;
    enum { KR_RUNS_ON, KR_RUN_PAUSED, KR_LOOP_PAUSED } paused; /* what the host began and is to resume */
    bool (*import)(kr_vm *vm, const char *name, kr_source *out);
    kr_ref *loop;        /* the event loop that the host drives, once there is one */
    struct KrGate *gate; /* of that loop, for kr_post() */
    size_t memory_limit; /* what the host has set; programs leave a part of it to the host */
    kr_ref *refs;
    _Atomic(kr_ref *) dropped; /* by whatever thread: the VM's own frees them, at the latest in a collection */
    atomic_size_t handles;     /* that the host holds */
    KrRootHook hook;
    KrHostClass *classes;
    KrOwnExtension *extensions;
    bool leaving; /* kr_free(): handles keep nothing alive any more */
    KrBuf frames; /* kr_frame[] of the last kr_catch() */
    KrBuf text;  /* what the last kr_catch() told, texts one behind the other */
    KrBuf typed; /* lines at the prompt that wait for more */
} KrHost;

/* Handles: those that the API keeps for itself are not counted, and freed at once. */
void krhost_start_handles(KrVm *vm, KrHost *h);
kr_ref *krhost_hold(KrVm *vm, KrValue v) KR_MUST_USE;
void krhost_drop(KrVm *vm, kr_ref *ref);
void krhost_unroot_handles(KrHost *h);
void krhost_free_handles(KrVm *vm, KrHost *h);
void krhost_leave_loop(KrHost *h);
void krhost_forget_classes(KrVm *vm, KrHost *h);
/* A call that can pause if nothing of the VM is on the C stack. The last of the n arguments are named, or `names` is NULL. */
kr_value krhost_call(KrVm *vm, KrValue fn, const KrValue *args, uint32_t n, KrTuple *names);
void krhost_start_extensions(KrVm *vm);
void krhost_forget_extensions(KrVm *vm, KrHost *h);
/* Has sys.stdout write what it keeps; what that raises is dropped. */
void krhost_flush(KrVm *vm);
/* C data as a value; an error is raised. */
KrValue krhost_value(KrVm *vm, const kr_cval *v) KR_MUST_USE;

/* A call of the host's that has not returned. Only the thread that is in the VM writes `busy`. */
typedef struct KrInside {
    KrVm *vm; /* NULL: it could not enter */
    uint32_t outer;
} KrInside;

static inline KrInside krhost_enter(KrVm *vm)
{
    if (KR_UNLIKELY(!krvm_enter(vm)))
        return (KrInside){NULL, 0};
    KrInside inside = {vm, atomic_load_explicit(&vm->busy, memory_order_relaxed)};
    atomic_store_explicit(&vm->busy, 1, memory_order_relaxed);
    return inside;
}

static inline void krhost_leave(KrInside *inside)
{
    if (inside->vm)
        atomic_store_explicit(&inside->vm->busy, inside->outer, memory_order_relaxed);
}

/* The whole test of a value that the host gives: in development mode also that it is one of this VM. */
bool krhost_check_given(KrVm *vm, kr_value v);

/* Declares `vm`, which this thread is in until the function returns; where it cannot enter, the function returns at once
 * what is given, and nothing is pending: kr_catch() finds out why. */
#define KR_ENTER(vm, host, ...)                                                                               \
    KrVm *vm = (KrVm *)(host);                                                                                \
    KrInside inside __attribute__((cleanup(krhost_leave))) = krhost_enter(vm);                                \
    if (KR_UNLIKELY(!inside.vm))                                                                              \
        return __VA_ARGS__
/* The same for a function that runs no Python and is over in no time. */
#define KR_ENTER_BRIEFLY(vm, host, ...)                                                                       \
    KrVm *vm = (KrVm *)(host);                                                                                \
    if (KR_UNLIKELY(!krvm_enter(vm)))                                                                         \
        return __VA_ARGS__

/* A value that a failed call gave is passed on: then the exception that is pending stays so. */
static inline bool krgiven(KrVm *vm, kr_value v)
{
    if (KR_LIKELY(v.bits - KR_RAISED > KR_PAUSED - KR_RAISED && v.bits != KR_EMPTY && !vm->dev_mode))
        return true;
    return krhost_check_given(vm, v);
}

bool krgiven_all(KrVm *vm, const kr_value *values, size_t n);

static inline KrHost *krhost(KrVm *vm)
{
    return (KrHost *)vm->hooks;
}

#endif
