/* SPDX-License-Identifier: MIT
 * Iteration from C, and what the classes of iterators and containers share. Layer: object. */
#ifndef KR_OBJECT_ITER_H
#define KR_OBJECT_ITER_H

#include "object/func.h"
#include "object/seq.h"
#include "object/structs.h"

/* Takes one item; false ends the walk with an exception pending. */
typedef bool (*KrEachFn)(KrVm *vm, void *user, KrValue item);
/* Calls fn for each item of any iterable, without an iterator object for the exact built-in
 * containers. */
bool kriter_each(KrVm *vm, KrValue iterable, KrEachFn fn, void *user) KR_MUST_USE;

/* What __reduce__ of an iterator returns: the built-in function `name` and its arguments, without
 * empty ones. */
KrValue kriter_reduce(KrVm *vm, const KrStr *name, KrValue arg, KrValue state) KR_MUST_USE;

/* What iter(fn, sentinel) returns. */
KrValue kriter_callable(KrVm *vm, KrValue fn, KrValue sentinel) KR_MUST_USE;
/* reversed(seq) by __getitem__ and __len__ alone. */
KrValue kriter_reversed(KrVm *vm, const KrType *cls, KrValue seq) KR_MUST_USE;

/* Whether `cls`, the first argument of __new__, is a class that derives from the built-in one; else
 * TypeError. */
bool krtype_new_check(KrVm *vm, KrValue cls, KrTypeNumber type) KR_MUST_USE;
/* TypeError "NAME expected at most N arguments, got M" for natives that take *args for their
 * arguments' names' sake. */
bool krargs_at_most(KrVm *vm, const char *name, uint32_t most, uint32_t given) KR_MUST_USE;
/* TypeError "NAME() takes no keyword arguments" if there are some, for __new__ and __init__ of a
 * built-in class: they look away when a subclass has its own __init__ or __new__ (`partner`), which
 * knows what the keywords mean. */
bool krargs_no_keywords(KrVm *vm, const KrType *type, KrTypeNumber base, KrDunder partner,
                        KrValue kwargs) KR_MUST_USE;

#endif
