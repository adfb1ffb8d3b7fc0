/* SPDX-License-Identifier: MIT
 * The syntax tree as Python objects, and back. Layer: modules. */
#ifndef KR_MODULES_AST_H
#define KR_MODULES_AST_H

#include "modules/modules.h"
#include "syntax/asttable.h"

/* The node as an instance of its class; `classes` maps names to classes, and those of kinds without fields to the one
 * instance. */
KrValue krast_to_python(KrVm *vm, KrDict *classes, int type, const void *node) KR_MUST_USE;
/* The tree of a Python node of class mod, checked so far that the compiler can rely on it; NULL with an exception. */
KrMod *krast_from_python(KrVm *vm, KrArena *arena, KrValue node) KR_MUST_USE;

#endif
