/* SPDX-License-Identifier: MIT
 * Code objects as text. Layer: vm. */
#ifndef KR_VM_DISASM_H
#define KR_VM_DISASM_H

#include "base/buf.h"
#include "object/func.h"

/* Adds the instructions of the code and of the code objects among its constants. */
bool krdisasm(KrVm *vm, KrCode *code, KrBuf *b) KR_MUST_USE;

/* The instruction that a specialised one was made from, or itself. */
uint32_t krop_plain(uint32_t op);
/* A hash of all names and lengths. */
uint64_t krop_layout(void);

#endif
