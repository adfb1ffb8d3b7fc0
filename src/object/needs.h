/* SPDX-License-Identifier: MIT
 * What a VM may do outside its own memory: bits of KrVm.granted, which the host sets. A native says `/// needs FILES` above its
 * heading (scripts/gen_builtins.py); what is no native asks krneeds() or looks at the bits itself. Layer: object. */
#ifndef KR_OBJECT_NEEDS_H
#define KR_OBJECT_NEEDS_H

#include "object/runtime.h"

/* The numbers are those of KR_CAP_* in krait.h. */
enum {
    KR_NEEDS_FILES = 1,
    KR_NEEDS_NETWORK = 2,
    KR_NEEDS_PROCESS = 4,
    KR_NEEDS_ENVIRONMENT = 8,
    KR_NEEDS_STDIN = 16,
    KR_NEEDS_EXTENSIONS = 32,
};

bool krneeds_refuse(KrVm *vm, uint32_t needs);

/* One of the bits is granted; else false with PermissionError pending. */
static inline bool krneeds(KrVm *vm, uint32_t needs)
{
    return KR_LIKELY(vm->granted & needs) || krneeds_refuse(vm, needs);
}

bool krinited_refuse(KrVm *vm, KrValue self);

/* `init=FIELD` in types.def: __init__ sets the field, and no other native of the class runs before. */
static inline bool krinited(KrVm *vm, KrValue self, KrValue field)
{
    return KR_LIKELY(field != KR_EMPTY) || krinited_refuse(vm, self);
}

#endif
