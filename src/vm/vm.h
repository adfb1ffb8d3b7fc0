/* SPDX-License-Identifier: MIT
 * A VM's life. Layer: vm. */
#ifndef KR_VM_VM_H
#define KR_VM_VM_H

#include "vm/frame.h"

/* A VM with its built-in classes and nothing imported; NULL when memory is out. `alloc` NULL: the C library, unlimited. */
KrVm *krvm_new(const KrAlloc *alloc) KR_MUST_USE;
/* Objects give up what the collector does not see; modules may release their state afterwards. */
void krvm_release_objects(KrVm *vm);
void krvm_free(KrVm *vm);
/* Called by the outermost entry: learns how far the C stack of this thread reaches. */
void krvm_enter(KrVm *vm);
void krvm_leave(KrVm *vm);
/* Runs the finalisers that wait; what they raise is reported as unraisable. */
void krvm_finalize_pending(KrVm *vm);

#endif
