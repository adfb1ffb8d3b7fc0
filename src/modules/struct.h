/* SPDX-License-Identifier: MIT
 * The classes of _struct. Layer: modules. */
#ifndef KR_MODULES_STRUCT_H
#define KR_MODULES_STRUCT_H

#include "modules/modules.h"
#include "object/bytes.h"

/* One code of a format: `repeat` values of `size` bytes each from `offset` on; for s and p one value of `size` bytes. */
typedef struct KrStructItem {
    char code;
    size_t size, repeat, offset;
} KrStructItem;

typedef struct KrStruct {
    KrObj h;
    KrValue format; /* str */
    KrValue items;  /* raw cell: KrStructItem[nitems] */
    KrValue extra;
    size_t nitems, nvalues;
    size_t size;
    bool big, native; /* byte order; sizes and alignment of the machine */
} KrStruct;

/* Yields what the following pieces of a buffer hold. */
typedef struct KrStructIter {
    KrObj h;
    KrValue of, buffer;
    size_t at;
} KrStructIter;

static inline const KrStructItem *krstruct_items(const KrStruct *s) { return (const KrStructItem *)(const void *)((KrRaw *)kras_obj(s->items))->data; }

/* struct.error. */
KrValue krstruct_error(KrVm *vm, const char *format, ...);
/* The tuple that s->size bytes mean, and back. */
KrValue krstruct_unpack(KrVm *vm, const KrStruct *s, const uint8_t *data) KR_MUST_USE;
bool krstruct_pack(KrVm *vm, const KrStruct *s, const KrValue *values, uint8_t *out) KR_MUST_USE;

#endif
