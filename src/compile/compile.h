/* SPDX-License-Identifier: MIT
 * The compiler: a syntax tree to a code object. Layer: compile. */
#ifndef KR_COMPILE_COMPILE_H
#define KR_COMPILE_COMPILE_H

#include "object/func.h"
#include "syntax/ast.h"
#include "syntax/diag.h"

/* The code of a whole tree, whose arena also serves the compiler. NULL: either an exception is pending (memory, recursion) or
 * diag holds the SyntaxError. *warnings is what was met on the way, in the arena. `optimize` 1 leaves asserts out, 2 docstrings too; flags: KR_CO_FUTURE_ANNOTATIONS inherited. */
KrCode *krcompile(KrVm *vm, KrArena *arena, KrMod *mod, KrStr *filename, int optimize, uint32_t flags, bool top_level_await,
                  KrDiag *diag, KrDiagWarning **warnings) KR_MUST_USE;

#endif
