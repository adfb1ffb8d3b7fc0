/* SPDX-License-Identifier: MIT
 * bytes, bytearray and memoryview beyond seq.h. Layer: object. */
#ifndef KR_OBJECT_BYTES_H
#define KR_OBJECT_BYTES_H

#include "object/seq.h"
#include "object/structs.h"

enum { KR_BUF_SIMPLE = 0, KR_BUF_WRITABLE = 1 }; /* inspect.BufferFlags */

bool krbytes_check(KrVm *vm, KrValue v);     /* bytes or a subclass */
bool krbytearray_check(KrVm *vm, KrValue v); /* bytearray or a subclass */
/* BufferError while somebody holds a view of the bytes, even after a collection. */
bool krbytearray_may_resize(KrVm *vm, KrByteArray *b) KR_MUST_USE;
bool krmemoryview_release(KrVm *vm, KrMemoryView *m) KR_MUST_USE;
bool krmemoryview_contiguous(const KrMemoryView *m);
KrBytes *krmemoryview_to_bytes(KrVm *vm, KrMemoryView *m) KR_MUST_USE; /* the items in order, however they lie */
bool krmemoryview_alive(KrVm *vm, const KrMemoryView *m); /* else ValueError */
/* Where the first item stands. */
static inline uint8_t *krmemoryview_data(const KrMemoryView *m) { return m->data; }
uint64_t krbytes_hash(KrBytes *b);
/* memoryview(object): a view of the bytes of bytes, bytearray, another view, or of what __buffer__ gives. */
KrValue krmemoryview_new(KrVm *vm, KrValue object) KR_MUST_USE;
/* A view of n bytes at data, which lie in the object `owner` or live as long as it does. */
KrValue krmemoryview_over(KrVm *vm, KrValue owner, uint8_t *data, size_t n, bool readonly) KR_MUST_USE;

#endif
