/* SPDX-License-Identifier: MIT
 * What the files of the module sys share. Layer: modules. */
#ifndef KR_MODULES_SYS_H
#define KR_MODULES_SYS_H

#include "modules/state.h"
#include "object/record.h"

bool krsys_set_values(KrVm *vm, KrValue module) KR_MUST_USE;
KrValue krn_sys_excepthook(KrVm *vm, KrValue *a, uint32_t n);
KrValue krn_sys_unraisablehook(KrVm *vm, KrValue *a, uint32_t n);

#endif
