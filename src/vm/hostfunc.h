/* SPDX-License-Identifier: MIT
 * A function of the host's, as an object. Layer: vm.
 *
 * Its signature is that of a Python function whose body never runs: arguments are bound to that one's parameters, with
 * defaults, keywords and the usual errors, and handed to C in the order of its variables. */
#ifndef KR_VM_HOSTFUNC_H
#define KR_VM_HOSTFUNC_H

#include "vm/frame.h"

typedef struct KrHostFunc {
    KrObj h;
    KrValue binder; /* KrFunc */
    KrValue types;  /* tuple: for each parameter a class that the argument must be of, or None; or empty */
    KrValue (*invoke)(KrVm *vm, struct KrHostFunc *f, const KrValue *args, size_t n);
    void (*fn)(void);
    void *user;
    uint32_t nparams;
} KrHostFunc;

/* `binder` is kept; its annotations that are classes are checked at each call. */
KrHostFunc *krhostfunc_new(KrVm *vm, KrFunc *binder) KR_MUST_USE;
KrValue krhostfunc_call(KrVm *vm, KrHostFunc *f, const KrArgs *args) KR_MUST_USE;

#endif
