/* SPDX-License-Identifier: MIT
 * The bytes of any object that shows some: bytes, bytearray, memoryview, and what __buffer__ gives. */
#include "object/bytes.h"

#include "object/structs.h"

bool krmemoryview_contiguous(const KrMemoryView *m)
{
    int64_t step = m->itemsize;
    if (m->len == 0)
        return true;
    for (int64_t i = m->ndim - 1; i >= 0; i--) {
        if (m->shape[i] != 1 && m->strides[i] != step)
            return false;
        step *= m->shape[i];
    }
    return true;
}

bool krmemoryview_alive(KrVm *vm, const KrMemoryView *m)
{
    if (m->base != KR_EMPTY)
        return true;
    krraise(vm, KR_T_ValueError, "operation forbidden on released memoryview object");
    return false;
}

static bool view_bytes(KrVm *vm, KrMemoryView *m, const uint8_t **data, size_t *n)
{
    if (!krmemoryview_alive(vm, m))
        return false;
    if (!krmemoryview_contiguous(m)) {
        krraise(vm, KR_T_BufferError, "memoryview: underlying buffer is not C-contiguous");
        return false;
    }
    *data = krmemoryview_data(m);
    *n = (size_t)m->len;
    return true;
}

static bool not_bytes_like(KrVm *vm, KrValue v)
{
    krraise(vm, KR_T_TypeError, "a bytes-like object is required, not '%T'", v);
    return false;
}

static const KrType *solid_of(KrVm *vm, KrValue v)
{
    return kris_ptr(v) ? krtype_of(vm, v)->solid : NULL;
}

bool krbytearray_check(KrVm *vm, KrValue v)
{
    return kris_exact(v, KR_T_bytearray) || solid_of(vm, v) == KR_TYPE_OF(bytearray);
}

bool krbytes_check(KrVm *vm, KrValue v)
{
    return kris_exact(v, KR_T_bytes) || (kris_ptr(v) && kris_kind(vm, v, KR_TF_BYTES));
}

/* The memoryview that v.__buffer__(flags) gives; KR_EMPTY if the class has no such method. */
static KrValue call_buffer(KrVm *vm, KrValue v, int64_t flags)
{
    if (krdunder(vm, krtype_of(vm, v), KR_D_buffer) == KR_EMPTY)
        return KR_EMPTY;
    KrValue arg = krsmall(flags);
    KrValue view = krcall_dunder(vm, KR_D_buffer, v, &arg, 1);
    KR_TRY(view);
    if (kris_exact(view, KR_T_memoryview))
        return view;
    return krraise(vm, KR_T_TypeError, "__buffer__ returned non-memoryview object");
}

bool krbuffer_get(KrVm *vm, KrValue v, const uint8_t **data, size_t *n)
{
    if (krbytes_check(vm, v)) {
        *data = kras_bytes(v)->at;
        *n = kras_bytes(v)->n;
        return true;
    }
    if (krbytearray_check(vm, v)) {
        *data = krbytearray_data((KrByteArray *)kras_obj(v));
        *n = ((KrByteArray *)kras_obj(v))->n;
        return true;
    }
    if (kris_exact(v, KR_T_memoryview))
        return view_bytes(vm, (KrMemoryView *)kras_obj(v), data, n);
    KrValue view = call_buffer(vm, v, KR_BUF_SIMPLE);
    if (view == KR_EMPTY)
        return not_bytes_like(vm, v);
    return view != KR_RAISED && view_bytes(vm, (KrMemoryView *)kras_obj(view), data, n);
}

bool krbuffer_get_writable(KrVm *vm, KrValue v, uint8_t **data, size_t *n)
{
    if (krbytearray_check(vm, v)) {
        *data = krbytearray_data((KrByteArray *)kras_obj(v));
        *n = ((KrByteArray *)kras_obj(v))->n;
        return true;
    }
    KrValue view = v;
    if (krbytes_check(vm, v))
        view = KR_EMPTY;
    else if (!kris_exact(v, KR_T_memoryview))
        view = call_buffer(vm, v, KR_BUF_WRITABLE);
    if (view == KR_RAISED)
        return false;
    KrMemoryView *m = view == KR_EMPTY ? NULL : (KrMemoryView *)kras_obj(view);
    if (!m || (m->base != KR_EMPTY && m->readonly)) {
        krraise(vm, KR_T_TypeError, "read-write bytes-like object expected, not %T", v);
        return false;
    }
    const uint8_t *bytes;
    bool ok = view_bytes(vm, m, &bytes, n);
    *data = ok ? (uint8_t *)bytes : NULL;
    return ok;
}

bool krbuffer_check(KrVm *vm, KrValue v)
{
    if (!kris_ptr(v))
        return false;
    return krbytes_check(vm, v) || krbytearray_check(vm, v) || kris_exact(v, KR_T_memoryview)
           || krdunder(vm, krtype_of(vm, v), KR_D_buffer) != KR_EMPTY;
}
