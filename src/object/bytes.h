/* SPDX-License-Identifier: MIT
 * bytes, bytearray and memoryview beyond seq.h. Layer: object. */
#ifndef KR_OBJECT_BYTES_H
#define KR_OBJECT_BYTES_H

#include "object/seq.h"
#include "object/structs.h"

enum { KR_BUF_SIMPLE = 0, KR_BUF_WRITABLE = 1 }; /* inspect.BufferFlags */

bool krbytes_check(KrVm *vm, KrValue v);     /* bytes or a subclass */
bool krbytearray_check(KrVm *vm, KrValue v); /* bytearray or a subclass */
bool krmemoryview_contiguous(const KrMemoryView *m);
bool krmemoryview_alive(KrVm *vm, const KrMemoryView *m); /* else ValueError */
/* Where the first item stands. */
static inline uint8_t *krmemoryview_data(const KrMemoryView *m) { return m->data; }

#endif
