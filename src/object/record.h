/* SPDX-License-Identifier: MIT
 * Records: built-in tuples whose items have names, such as time.struct_time. Layer: object.
 *
 * A row of types.def with fields=A,B,C declares one. The first items are those of the tuple; fields beyond them are reached
 * by name only and lie behind the visible items, in a tuple of their own at at[n], which is empty if there are none. */
#ifndef KR_OBJECT_RECORD_H
#define KR_OBJECT_RECORD_H

#include "object/seq.h"

/* A record of the first `visible` of `n` values as items and the others by name only. */
KrValue krrecord_new(KrVm *vm, KrTypeNumber type, const KrValue *values, size_t visible, size_t n) KR_MUST_USE;
KrValue krrecord_field(KrVm *vm, KrValue *a, uint32_t n, uint32_t field);
/* The names of a record type's fields, each ended by NUL, then an empty one; NULL for other types (generated). */
const char *krrecord_names(uint32_t type);
size_t krrecord_visible(uint32_t type); /* how many of them are items (generated) */
void krtrace_record(KrTracer *t, KrObj *o);

#endif
