/* SPDX-License-Identifier: MIT
 * What memoryview.c (views) and memviewitems.c (their items) share. Layer: object. */
#ifndef KR_OBJECT_MEMVIEW_H
#define KR_OBJECT_MEMVIEW_H

#include "object/bytes.h"

enum { KR_BUF_FULL_RO = 0x11C }; /* inspect.BufferFlags.FULL_RO */

static inline KrMemoryView *krview_of(KrValue v) { return (KrMemoryView *)kras_obj(v); }
/* A new view of the same memory; NULL: exception pending. */
KrMemoryView *krmemoryview_copy(KrVm *vm, KrMemoryView *of) KR_MUST_USE;
/* The format's character, 0 if it is not a native single one. */
char krmemoryview_format(const KrMemoryView *m);
int64_t krformat_size(char c); /* 0: no such format */
/* The item that lies at p as a value, and back. */
KrValue krformat_unpack(KrVm *vm, char format, const uint8_t *p) KR_MUST_USE;
bool krformat_pack(KrVm *vm, char format, KrValue v, uint8_t *p) KR_MUST_USE;

#endif
