/* SPDX-License-Identifier: MIT
 * What the files of the import system share. Layer: modules. */
#ifndef KR_MODULES_IMPORT_H
#define KR_MODULES_IMPORT_H

#include "object/frozen.h"

/* The entry of sys.path that stands for the frozen library; below it are packages' __path__ entries, "<frozen>/json". */
#define KR_FROZEN_ENTRY "<frozen>"

/* How a module was found. An empty loader is made when somebody asks for it: importlib has it in Python. */
typedef struct KrModuleSpec {
    KrObj h;
    KrValue name, loader, origin, search, loader_state, cached;
    KrValue extra;
    bool has_location, initializing;
} KrModuleSpec;

KrModuleSpec *krspec_new(KrVm *vm, const KrStr *name, KrValue loader, KrValue origin, KrValue search /* a list, or None */) KR_MUST_USE;
KrValue krspec_parent(KrVm *vm, const KrModuleSpec *spec) KR_MUST_USE;

/* KR_EMPTY: there is none. `path` is a list of entries. */
KrValue krimport_search(KrVm *vm, KrValue path, KrStr *full_name) KR_MUST_USE;
/* Of a module whose source the host has; NULL with nothing pending: it has none. */
KrCode *krimport_host_code(KrVm *vm, KrStr *full_name, bool *package) KR_MUST_USE;
const char *krimport_last(const KrStr *full_name); /* behind the last dot */
/* Of the files of extension modules. */
#define KR_EXTENSION_SUFFIX ".krait.so"
bool krimport_extension(KrVm *vm, KrStr *name, KrStr *path, KrValue module) KR_MUST_USE; /* fills the new module */
bool krimport_is_native(const KrStr *name);

#endif
