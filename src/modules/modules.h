/* SPDX-License-Identifier: MIT
 * What native modules share: import, compilation, their private state. Layer: modules. */
#ifndef KR_MODULES_MODULES_H
#define KR_MODULES_MODULES_H

#include "object/type.h"
#include "vm/frame.h"
#include "vm/vm.h"

KrValue krn_builtins_locals(KrVm *vm, KrValue *a, uint32_t n);
bool krbuiltins_exports(uint32_t type);
KrValue krquitter_new(KrVm *vm, const char *name) KR_MUST_USE; /* exit or quit */

/* ---- compile.c of modules: source text to code ---- */
typedef enum KrCompileMode { KR_COMPILE_EXEC, KR_COMPILE_EVAL, KR_COMPILE_SINGLE } KrCompileMode;
enum { KR_COMPILE_FROM_STRING = 1, KR_COMPILE_TOP_LEVEL_AWAIT = 2, KR_COMPILE_INTERACTIVE = 4, KR_COMPILE_FUTURE_ANNOTATIONS = 8,
       KR_COMPILE_SCRIPT = 16, /* the command's own file: what cannot be decoded is said in other words */
       KR_COMPILE_OPTIMIZE = 32 /* times 1 + the level of optimization; else it is the VM's */ };
/* SyntaxError and its subclasses pending on failure; with KR_COMPILE_INTERACTIVE, *incomplete tells that more lines may mend it. */
KrCode *krsource_compile(KrVm *vm, const char *text, size_t n, KrStr *filename, KrCompileMode mode, int flags, bool *incomplete) KR_MUST_USE;

/* For text of n bytes: charges for reading and compiling it, and makes an arena that lets limits end that. */
struct KrArena;
bool krsource_begin(KrVm *vm, struct KrArena *arena, size_t n) KR_MUST_USE;

/* Leaves the SyntaxError that diag tells of pending. */
struct KrDiag;
struct KrDiagWarning;
void krdiag_raise(KrVm *vm, const struct KrDiag *d, KrStr *filename);
bool krdiag_warn(KrVm *vm, const struct KrDiagWarning *w, KrStr *filename); /* false: one is an error, and pending */

/* ---- import.c ---- */
/* Makes builtins and sys, sets sys.path and the like; the VM can run code afterwards. */
bool krmodules_init(KrVm *vm) KR_MUST_USE;
/* __import__ by full name: the module of the whole dotted name. */
KrValue krimport_module(KrVm *vm, KrStr *name) KR_MUST_USE;
KrValue krimport_native(KrVm *vm, const KrStr *name) KR_MUST_USE; /* a new native module in sys.modules; empty: there is none */
bool krmodule_set(KrVm *vm, KrValue module, const char *name, KrValue v) KR_MUST_USE;
bool krmodule_set_text(KrVm *vm, KrValue module, const char *name, const char *text) KR_MUST_USE;
bool krmodule_set_int(KrVm *vm, KrValue module, const char *name, int64_t i) KR_MUST_USE;

#endif
