/* SPDX-License-Identifier: MIT
 * What generic aliases and unions share: their parameters, substitution and text. Layer: object. */
#ifndef KR_OBJECT_GENERIC_H
#define KR_OBJECT_GENERIC_H

#include "object/str.h"
#include "object/structs.h"

enum { KR_ALIAS_STARRED = 1 /* h.kind: *tuple[int] */ };

static inline KrGenericAlias *kras_alias(KrValue v)
{
    return (KrGenericAlias *)kras_obj(v);
}
static inline bool kris_alias(KrVm *vm, KrValue v)
{
    return kris_instance(vm, v, KR_TYPE_OF(GenericAlias));
}

/* The type variables among args, each once, in order: a tuple. */
KrTuple *krgeneric_parameters(KrVm *vm, KrTuple *args) KR_MUST_USE;
/* __parameters__ of an alias or union, computed when first asked for. */
KrTuple *krgeneric_own_parameters(KrVm *vm, KrGenericAlias *g) KR_MUST_USE;
/* The args of g with its parameters replaced by `item`. */
KrTuple *krgeneric_substitute(KrVm *vm, KrGenericAlias *g, KrValue item) KR_MUST_USE;
/* One argument as text: int, str | None, ... */
bool krgeneric_show(KrVm *vm, KrValue arg, KrBuf *b) KR_MUST_USE;

#endif
