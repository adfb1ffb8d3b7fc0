/* SPDX-License-Identifier: MIT
 * The compiler: a syntax tree to a code object. Layer: compile. */
#ifndef KR_COMPILE_COMPILE_H
#define KR_COMPILE_COMPILE_H

#include "object/func.h"
#include "syntax/ast.h"
#include "syntax/diag.h"

/* The code of a whole tree, whose arena also serves the compiler. NULL: an exception is pending (no memory, nesting too
 * deep, a warning made an error), or diag holds the SyntaxError, its text unset. `optimize` 1 leaves asserts out, 2 also
 * docstrings; flags: KR_CO_FUTURE_ANNOTATIONS inherited. With top_await, await is allowed at the top level, and makes the
 * code a coroutine's. A tree of kind Interactive shows the values of expression statements. */
KrCode *krcompile(KrVm *vm, KrArena *arena, KrMod *mod, KrStr *filename, int optimize, uint32_t flags, bool top_await,
                  KrDiag *diag) KR_MUST_USE;

#endif
