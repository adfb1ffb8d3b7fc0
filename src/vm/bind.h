/* SPDX-License-Identifier: MIT
 * Binding arguments to parameters, for call.c. Layer: vm. */
#ifndef KR_VM_BIND_H
#define KR_VM_BIND_H

#include "vm/frame.h"

enum { KR_SMALL_ARGS = 24 };

/* Room for the bound arguments of a native called with n arguments, self included. */
uint32_t krbind_native_room(const KrMember *m, uint32_t n);
/* Lays them out in `to` as KrNative says; *count is how many there are. */
bool krbind_native(KrVm *vm, const KrMember *m, const KrArgs *args, KrValue *to, uint32_t room, uint32_t *count) KR_MUST_USE;
/* The first argument of a built-in __new__ is a class that it can make instances of. */
bool krcheck_constructor(KrVm *vm, const KrMember *m, const KrArgs *args) KR_MUST_USE;
/* The first argument of an unbound method is an instance of its class. */
bool krcheck_self(KrVm *vm, const KrMember *m, const KrArgs *args) KR_MUST_USE;

#endif
