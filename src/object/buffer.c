/* SPDX-License-Identifier: MIT
 * The bytes of objects that have some: bytes, bytearray, memoryview. */
#include "object/seq.h"

#include "object/structs.h"
#include "object/type.h"

bool krbuffer_check(KrVm *vm, KrValue v)
{
    const KrType *solid = krtype_of(vm, v)->solid;
    return solid->number == KR_T_bytes || solid->number == KR_T_bytearray || solid->number == KR_T_memoryview;
}

static bool not_bytes(KrVm *vm, KrValue v)
{
    krraise(vm, KR_T_TypeError, "a bytes-like object is required, not '%T'", v);
    return false;
}

bool krbuffer_get(KrVm *vm, KrValue v, const uint8_t **data, size_t *n)
{
    switch (krtype_of(vm, v)->solid->number) {
    case KR_T_bytes:
        *data = kras_bytes(v)->at;
        *n = kras_bytes(v)->n;
        return true;
    case KR_T_bytearray: {
        KrByteArray *b = (KrByteArray *)kras_obj(v);
        *data = krbytearray_data(b);
        *n = b->n;
        return true;
    }
    case KR_T_memoryview: {
        KrMemoryView *m = (KrMemoryView *)kras_obj(v);
        if (m->base == KR_EMPTY) {
            krraise(vm, KR_T_ValueError, "operation forbidden on released memoryview object");
            return false;
        }
        *data = m->data;
        *n = (size_t)m->len;
        return true;
    }
    default: return not_bytes(vm, v);
    }
}

bool krbuffer_get_writable(KrVm *vm, KrValue v, uint8_t **data, size_t *n)
{
    const uint8_t *p;
    uint32_t type = krtype_of(vm, v)->solid->number;
    bool writable = type == KR_T_bytearray || (type == KR_T_memoryview && !((KrMemoryView *)kras_obj(v))->readonly);
    if (!writable) {
        krraise(vm, KR_T_TypeError, "read-write bytes-like object expected, not %T", v);
        return false;
    }
    if (!krbuffer_get(vm, v, &p, n))
        return false;
    *data = (uint8_t *)p;
    return true;
}

KrBytes *krbytes_new(KrVm *vm, const void *data, size_t n)
{
    if (n > SIZE_MAX / 4)
        return krraise_memory(vm), NULL;
    KrBytes *b = krheap_new(vm, KR_T_bytes, sizeof *b + n + 1);
    if (!b)
        return NULL;
    b->n = n;
    if (data && n)
        memcpy(b->at, data, n);
    return b;
}

KrByteArray *krbytearray_new(KrVm *vm, const void *data, size_t n)
{
    KrByteArray *b = krheap_new(vm, KR_T_bytearray, sizeof *b);
    if (!b || !krbytearray_resize(vm, b, n))
        return NULL;
    if (data && n)
        memcpy(krbytearray_data(b), data, n);
    return b;
}

bool krbytearray_resize(KrVm *vm, KrByteArray *b, size_t n)
{
    if (b->exports && n != b->n) {
        krraise(vm, KR_T_BufferError, "Existing exports of data: object cannot be re-sized");
        return false;
    }
    size_t cap = b->buffer ? b->buffer->size : 0;
    if (n + b->start > cap) {
        size_t want = n + n / 8 + 16;
        KrRaw *grown = n > SIZE_MAX / 4 ? (krraise_memory(vm), NULL) : krheap_raw(vm, want);
        if (!grown)
            return false;
        if (b->n)
            memcpy(grown->data, krbytearray_data(b), b->n < n ? b->n : n);
        KR_STORE_PTR(vm, b, &b->buffer, grown);
        b->start = 0;
    } else if (n > b->n && b->buffer) {
        memset(krbytearray_data(b) + b->n, 0, n - b->n);
    }
    b->n = n;
    return true;
}

void krtrace_memoryview(KrTracer *t, KrObj *o)
{
    KrMemoryView *m = (KrMemoryView *)o;
    krtrace_value(t, m->base);
    krtrace_value(t, m->format);
}

void krfree_memoryview(KrVm *vm, KrObj *o)
{
    (void)vm;
    (void)o;
}
