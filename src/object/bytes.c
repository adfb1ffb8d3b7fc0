/* SPDX-License-Identifier: MIT
 * bytes and bytearray from C: creation and resizing. */
#include "object/bytes.h"

#include <string.h>

KrBytes *krbytes_new(KrVm *vm, const void *data, size_t n)
{
    if (n > SIZE_MAX / 4)
        return krraise_memory(vm), NULL;
    KrBytes *b = data ? krheap_unfilled(vm, KR_T_bytes, sizeof *b + n + 1, sizeof *b) : krheap_new(vm, KR_T_bytes, sizeof *b + n + 1);
    if (!b)
        return NULL;
    b->n = n;
    if (data && n)
        memcpy(b->at, data, n);
    return b;
}

KrByteArray *krbytearray_new(KrVm *vm, const void *data, size_t n)
{
    KrByteArray *b = krobj_new(vm, KR_TYPE_OF(bytearray));
    if (!b || !krbytearray_resize(vm, b, n))
        return NULL;
    if (data && n)
        memcpy(krbytearray_data(b), data, n);
    return b;
}

/* Moves the bytes to a buffer of `room` bytes. */
static bool move(KrVm *vm, KrByteArray *b, size_t room, size_t keep)
{
    KrRaw *raw = krheap_raw(vm, room);
    if (!raw)
        return false;
    memcpy(raw->data, krbytearray_data(b), keep);
    KR_STORE_PTR(vm, b, &b->buffer, raw);
    b->start = 0;
    return true;
}

/* What is no plain bytearray, as the memory of array.array, keeps its size while a view may be in use. */
static bool collect_views(KrVm *vm, KrByteArray *b)
{
    krheap_collect(vm);
    if (!b->exports)
        return true;
    krraise(vm, KR_T_BufferError, "Existing exports of data: object cannot be re-sized");
    return false;
}

/* There is no telling a view that is still used from one that was dropped, which programs rely on: the views keep the bytes as
 * they are, and the bytearray goes on with a copy. */
bool krbytearray_may_resize(KrVm *vm, KrByteArray *b)
{
    if (KR_LIKELY(!b->exports))
        return true;
    if (!kris_exact(krvalue(b), KR_T_bytearray))
        return collect_views(vm, b);
    if (b->buffer && !move(vm, b, b->buffer->size, b->n))
        return false;
    b->exports = 0;
    return true;
}

bool krbytearray_resize(KrVm *vm, KrByteArray *b, size_t n)
{
    size_t cap = b->buffer ? b->buffer->size : 0, keep = b->n < n ? b->n : n;
    if (n == b->n)
        return true;
    if (!krbytearray_may_resize(vm, b))
        return false;
    if (n > SIZE_MAX / 4)
        return krraise_memory(vm), false;
    if (n > cap || (cap > 64 && n < cap / 4)) {
        size_t spare = cap && n > cap ? n / 8 + 8 : 0;
        if (!move(vm, b, n + spare, keep))
            return false;
    } else if (b->start + n > cap) {
        memmove(b->buffer->data, krbytearray_data(b), keep);
        b->start = 0;
    }
    b->n = n;
    return true;
}
