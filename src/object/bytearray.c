/* SPDX-License-Identifier: MIT
 * bytearray: construction, items, comparison, and the methods that change it. */
#include "object/byteslike.h"

#include "object/args.h"
#include "object/func.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/str.h"
#include "object/type.h"

#include <string.h>

static KrByteArray *as_array(KrValue v)
{
    return (KrByteArray *)kras_obj(v);
}

/* Puts n bytes in place of `removed` ones at `at`; the bytes lie outside the array's own buffer. */
static bool splice(KrVm *vm, KrByteArray *b, size_t at, size_t removed, const void *data, size_t n)
{
    size_t tail = b->n - at - removed, old = b->n;
    if (n != removed && !krbytearray_may_resize(vm, b))
        return false;
    if (!krcharge(vm, (int64_t)((tail + n) / 64)))
        return false;
    if (at == 0 && n < removed) {
        b->start += removed - n;
        b->n -= removed - n;
    } else if (n < removed) {
        memmove(krbytearray_data(b) + at + n, krbytearray_data(b) + at + removed, tail);
        if (!krbytearray_resize(vm, b, old - removed + n))
            return false;
    } else if (n > removed) {
        if (n - removed > SIZE_MAX / 4)
            return krraise_memory(vm), false;
        if (!krbytearray_resize(vm, b, old - removed + n))
            return false;
        memmove(krbytearray_data(b) + at + n, krbytearray_data(b) + at + removed, tail);
    }
    if (n)
        memcpy(krbytearray_data(b) + at, data, n);
    return true;
}

static bool append(KrVm *vm, KrByteArray *b, uint8_t byte)
{
    size_t n = b->n;
    if (!krbytearray_resize(vm, b, n + 1))
        return false;
    krbytearray_data(b)[n] = byte;
    return true;
}

/* ---- construction ---------------------------------------------------------------------------- */

/// class bytearray(source=b'', encoding='utf-8', errors='strict')
/// A mutable sequence of bytes.

/// bytearray.__new__(cls, /, *args, **kwargs)
KR_NATIVE(bytearray___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_bytearray))
        return KR_RAISED;
    return krvalue_or_raised(krobj_new(vm, kras_type(a[0])));
}

/// bytearray.__init__(self, source=b'', encoding='utf-8', errors='strict')
KR_NATIVE(bytearray___init__)
{
    KrByteArray *self = as_array(a[0]);
    KrBuf b = krbuf_init(&vm->alloc);
    bool ok = krbyteslike_source(vm, a[1], a[2], a[3], "bytearray", &b);
    if (ok && b.failed)
        ok = (krraise_memory(vm), false);
    ok = ok && krbytearray_resize(vm, self, 0) && krbytearray_resize(vm, self, b.len);
    if (ok && b.len)
        memcpy(krbytearray_data(self), b.data, b.len);
    krbuf_release(&b);
    return ok ? KR_NONE : KR_RAISED;
}

/// @classmethod bytearray.fromhex(cls, string, /)
/// Create a bytearray object from a string of hexadecimal numbers.
KR_NATIVE(bytearray_fromhex)
{
    KrBuf b = krbuf_init(&vm->alloc);
    KrValue v = KR_RAISED;
    if (krbytes_fromhex(vm, a[1], &b))
        v = b.failed ? krraise_memory(vm) : krvalue_or_raised(krbytearray_new(vm, b.data, b.len));
    krbuf_release(&b);
    if (v == KR_RAISED || a[0] == krvalue(KR_TYPE_OF(bytearray)))
        return v;
    return krcall(vm, a[0], &v, 1);
}

/// bytearray.__hash__ = None

/// bytearray.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(bytearray___repr__)
{
    KrBytesView self = krbyteslike_view(vm, a[0]);
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_str(&b, krtype_of(vm, a[0])->name);
    krbuf_char(&b, '(');
    krbuf_bytes_repr(&b, self.p, self.n, true);
    krbuf_char(&b, ')');
    if (!krcharge(vm, (int64_t)(self.n / 16)))
        return krbuf_release(&b), KR_RAISED;
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/// bytearray.__str__(self, /)
/// Return str(self).
KR_NATIVE(bytearray___str__)
{
    return krobj_repr(vm, a[0]);
}

/// bytearray.__sizeof__(self, /)
/// Return the size of the object in memory, in bytes.
KR_NATIVE(bytearray___sizeof__)
{
    KrByteArray *self = as_array(a[0]);
    return krsmall((int64_t)(sizeof *self + (self->buffer ? self->buffer->size : 0)));
}

/// bytearray.__alloc__(self, /)
/// Return the number of bytes actually allocated.
KR_NATIVE(bytearray___alloc__)
{
    KrByteArray *self = as_array(a[0]);
    return krsmall(self->buffer ? (int64_t)self->buffer->size + 1 : 0);
}

/* The class, what it is called with, and the attributes. */
static KrValue reduce(KrVm *vm, KrValue self, bool as_text)
{
    KrBytesView view = krbyteslike_view(vm, self);
    KrDict *d = krobj_has_dict(vm, kras_obj(self)) ? krobj_dict(vm, kras_obj(self)) : NULL;
    KrTuple *args;
    if (as_text) {
        KrBuf b = krbuf_init(&vm->alloc);
        for (size_t i = 0; i < view.n; i++) {
            if (view.p[i] >= 0x80)
                krbuf_char(&b, (char)(0xC0 | view.p[i] >> 6));
            krbuf_char(&b, (char)(view.p[i] >= 0x80 ? 0x80 | (view.p[i] & 0x3F) : view.p[i]));
        }
        KrStr *text = krstr_from_buf(vm, &b), *encoding = text ? krstr_text(vm, "latin-1") : NULL;
        args = encoding ? krtuple_of(vm, 2, krvalue(text), krvalue(encoding)) : NULL;
    } else {
        KrBytes *bytes = krbytes_new(vm, view.p, view.n);
        args = bytes ? krtuple_of(vm, 1, krvalue(bytes)) : NULL;
    }
    if (!args)
        return KR_RAISED;
    return krvalue_or_raised(krtuple_of(vm, 3, krvalue(krtype_of(vm, self)), krvalue(args), d ? krvalue(d) : KR_NONE));
}

/// bytearray.__reduce__(self, /)
/// Return state information for pickling.
KR_NATIVE(bytearray___reduce__)
{
    return reduce(vm, a[0], true);
}

/// bytearray.__reduce_ex__(self, proto=0, /)
/// Return state information for pickling.
KR_NATIVE(bytearray___reduce_ex__)
{
    int64_t protocol = 0;
    if (!krargs_int(vm, a[1], &protocol))
        return KR_RAISED;
    return reduce(vm, a[0], protocol < 3);
}

/// bytearray.copy(self, /)
/// Return a copy.
KR_NATIVE(bytearray_copy)
{
    KrBytesView self = krbyteslike_view(vm, a[0]);
    return krcharge(vm, (int64_t)(self.n / 64)) ? krvalue_or_raised(krbytearray_new(vm, self.p, self.n)) : KR_RAISED;
}

/// bytearray.__buffer__(self, flags, /)
/// Return a memoryview of the bytes.
KR_NATIVE(bytearray___buffer__)
{
    return krmemoryview_new(vm, a[0]);
}

/// bytearray.__release_buffer__(self, buffer, /)
/// Release a memoryview that __buffer__ gave.
KR_NATIVE(bytearray___release_buffer__)
{
    if (!kris_exact(a[1], KR_T_memoryview))
        return krraise(vm, KR_T_TypeError, "expected a memoryview object");
    return krmemoryview_release(vm, (KrMemoryView *)kras_obj(a[1])) ? KR_NONE : KR_RAISED;
}

/* ---- comparison ------------------------------------------------------------------------------ */

static KrValue compare(KrVm *vm, KrValue *a, KrCmp op)
{
    KrBytesView y;
    if (!krbuffer_check(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    if (!krbyteslike_arg(vm, a[1], &y)) {
        krpending_clear(vm);
        return KR_NOTIMPLEMENTED;
    }
    KrBytesView x = krbyteslike_view(vm, a[0]);
    if ((op == KR_EQ || op == KR_NE) && x.n != y.n)
        return krbool(op == KR_NE);
    size_t n = x.n < y.n ? x.n : y.n;
    int d = n ? memcmp(x.p, y.p, n) : 0;
    if (!d)
        d = (x.n > y.n) - (x.n < y.n);
    switch (op) {
    case KR_LT:
        return krbool(d < 0);
    case KR_LE:
        return krbool(d <= 0);
    case KR_EQ:
        return krbool(d == 0);
    case KR_NE:
        return krbool(d != 0);
    case KR_GT:
        return krbool(d > 0);
    default:
        return krbool(d >= 0);
    }
}

/// bytearray.__eq__(self, value, /)
KR_NATIVE(bytearray___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// bytearray.__ne__(self, value, /)
KR_NATIVE(bytearray___ne__)
{
    return compare(vm, a, KR_NE);
}

/// bytearray.__lt__(self, value, /)
KR_NATIVE(bytearray___lt__)
{
    return compare(vm, a, KR_LT);
}

/// bytearray.__le__(self, value, /)
KR_NATIVE(bytearray___le__)
{
    return compare(vm, a, KR_LE);
}

/// bytearray.__gt__(self, value, /)
KR_NATIVE(bytearray___gt__)
{
    return compare(vm, a, KR_GT);
}

/// bytearray.__ge__(self, value, /)
KR_NATIVE(bytearray___ge__)
{
    return compare(vm, a, KR_GE);
}

/* ---- operators ------------------------------------------------------------------------------- */

/// bytearray.__add__(self, value, /)
/// Return self+value.
KR_NATIVE(bytearray___add__)
{
    KrBytesView y;
    if (!krbuffer_check(vm, a[1])) {
        return krraise(vm, KR_T_TypeError, "can't concat %T to %T", a[1], a[0]);
    }
    if (!krbyteslike_arg(vm, a[1], &y))
        return KR_RAISED;
    KrBytesView x = krbyteslike_view(vm, a[0]);
    if (!krcharge(vm, (int64_t)((x.n + y.n) / 64)))
        return KR_RAISED;
    KrByteArray *out = krbytearray_new(vm, NULL, x.n + y.n);
    if (!out)
        return KR_RAISED;
    if (x.n)
        memcpy(krbytearray_data(out), x.p, x.n);
    if (y.n)
        memcpy(krbytearray_data(out) + x.n, y.p, y.n);
    return krvalue(out);
}

/// bytearray.__iadd__(self, value, /)
/// Implement self+=value.
KR_NATIVE(bytearray___iadd__)
{
    KrByteArray *self = as_array(a[0]);
    KrBytesView y;
    if (!krbuffer_check(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "can't concat %T to %T", a[1], a[0]);
    if (!krbyteslike_arg(vm, a[1], &y))
        return KR_RAISED;
    size_t old = self->n;
    if (a[1] == a[0] && y.n)
        return krraise(vm, KR_T_BufferError, "Existing exports of data: object cannot be re-sized");
    if (!krbytearray_resize(vm, self, old + y.n) || !krcharge(vm, (int64_t)(y.n / 64)))
        return KR_RAISED;
    if (y.n)
        memcpy(krbytearray_data(self) + old, y.p, y.n);
    return a[0];
}

/// bytearray.__imul__(self, value, /)
/// Implement self*=value.
KR_NATIVE(bytearray___imul__)
{
    KrByteArray *self = as_array(a[0]);
    size_t times, old = self->n;
    if (!krseq_times(vm, a[1], old, &times) || !krcharge(vm, (int64_t)(old * times / 64)))
        return KR_RAISED;
    if (!krbytearray_resize(vm, self, old * times))
        return KR_RAISED;
    uint8_t *p = krbytearray_data(self);
    for (size_t i = 1; i < times; i++)
        memcpy(p + i * old, p, old);
    return a[0];
}

/* ---- items ----------------------------------------------------------------------------------- */

/// bytearray.__len__(self, /)
/// Return len(self).
KR_NATIVE(bytearray___len__)
{
    return krsmall((int64_t)as_array(a[0])->n);
}

static bool place_of(KrVm *vm, KrByteArray *self, KrValue index, const char *message, size_t *out)
{
    int64_t i;
    if (!krseq_offset(vm, index, "bytearray", &i))
        return false;
    if (i < 0)
        i += (int64_t)self->n;
    if (i < 0 || i >= (int64_t)self->n)
        return krraise(vm, KR_T_IndexError, "%s", message), false;
    *out = (size_t)i;
    return true;
}

static KrValue get_slice(KrVm *vm, KrByteArray *self, KrSlice *slice)
{
    int64_t start, step, count;
    if (!krslice_resolve(vm, slice, (int64_t)self->n, &start, &step, &count) || !krcharge(vm, count / 64))
        return KR_RAISED;
    if (count <= 0)
        return krvalue_or_raised(krbytearray_new(vm, NULL, 0));
    if (step == 1)
        return krvalue_or_raised(krbytearray_new(vm, krbytearray_data(self) + start, (size_t)count));
    KrByteArray *out = krbytearray_new(vm, NULL, (size_t)count);
    for (int64_t i = 0; out && i < count; i++)
        krbytearray_data(out)[i] = krbytearray_data(self)[start + i * step];
    return krvalue_or_raised(out);
}

/// bytearray.__getitem__(self, key, /)
/// Return self[key].
KR_NATIVE(bytearray___getitem__)
{
    KrByteArray *self = as_array(a[0]);
    size_t at;
    if (kris_exact(a[1], KR_T_slice))
        return get_slice(vm, self, (KrSlice *)kras_obj(a[1]));
    if (!place_of(vm, self, a[1], "bytearray index out of range", &at))
        return KR_RAISED;
    return krsmall(krbytearray_data(self)[at]);
}

static bool set_slice(KrVm *vm, KrByteArray *self, KrSlice *slice, const char *data, size_t n)
{
    int64_t start, step, count;
    if (!krslice_resolve(vm, slice, (int64_t)self->n, &start, &step, &count))
        return false;
    if (count < 0)
        count = 0;
    if (step == 1)
        return splice(vm, self, (size_t)start, (size_t)count, data, n);
    if ((size_t)count != n) {
        krraise(vm, KR_T_ValueError, "attempt to assign bytes of size %zu to extended slice of size %lld", n,
                (long long)count);
        return false;
    }
    for (int64_t i = 0; i < count; i++)
        krbytearray_data(self)[start + i * step] = (uint8_t)data[i];
    return krcharge(vm, count / 16);
}

/* The bytes that are assigned to a slice, as a copy: they may be self's own. */
static bool slice_source(KrVm *vm, KrValue v, KrBuf *b)
{
    if (kris_str(vm, v) || krint_check(vm, v)) {
        krraise(vm, KR_T_TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        return false;
    }
    if (!krbyteslike_collect(vm, v, "bytearray", b))
        return false;
    return b->failed ? (krraise_memory(vm), false) : true;
}

/// bytearray.__setitem__(self, key, value, /)
/// Set self[key] to value.
KR_NATIVE(bytearray___setitem__)
{
    KrByteArray *self = as_array(a[0]);
    size_t at;
    uint8_t byte;
    if (kris_exact(a[1], KR_T_slice)) {
        KrBuf b = krbuf_init(&vm->alloc);
        bool ok = slice_source(vm, a[2], &b) && set_slice(vm, self, (KrSlice *)kras_obj(a[1]), b.data, b.len);
        krbuf_release(&b);
        return ok ? KR_NONE : KR_RAISED;
    }
    if (!place_of(vm, self, a[1], "bytearray index out of range", &at) ||
        !krbyte_value(vm, a[2], "byte must be in range(0, 256)", &byte))
        return KR_RAISED;
    if (at >= self->n)
        return krraise(vm, KR_T_IndexError, "bytearray index out of range");
    krbytearray_data(self)[at] = byte;
    return KR_NONE;
}

static bool delete_slice(KrVm *vm, KrByteArray *self, KrSlice *slice)
{
    int64_t start, step, count;
    if (!krslice_resolve(vm, slice, (int64_t)self->n, &start, &step, &count))
        return false;
    if (count <= 0)
        return true;
    if (step < 0) {
        start += (count - 1) * step;
        step = -step;
    }
    if (step == 1)
        return splice(vm, self, (size_t)start, (size_t)count, NULL, 0);
    if (!krbytearray_may_resize(vm, self))
        return false;
    uint8_t *p = krbytearray_data(self);
    size_t to = (size_t)start;
    for (size_t i = to; i < self->n; i++)
        if ((int64_t)((i - (size_t)start) / (size_t)step) >= count || (i - (size_t)start) % (size_t)step)
            p[to++] = p[i];
    return krbytearray_resize(vm, self, to) && krcharge(vm, (int64_t)(self->n / 16));
}

/// bytearray.__delitem__(self, key, /)
/// Delete self[key].
KR_NATIVE(bytearray___delitem__)
{
    KrByteArray *self = as_array(a[0]);
    size_t at;
    if (kris_exact(a[1], KR_T_slice))
        return delete_slice(vm, self, (KrSlice *)kras_obj(a[1])) ? KR_NONE : KR_RAISED;
    if (!place_of(vm, self, a[1], "bytearray index out of range", &at))
        return KR_RAISED;
    return splice(vm, self, at, 1, NULL, 0) ? KR_NONE : KR_RAISED;
}

/// bytearray.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(bytearray___iter__)
{
    return krseq_iter(vm, KR_T_bytearray_iterator, a[0]);
}

/* ---- changes --------------------------------------------------------------------------------- */

/// bytearray.append(self, item, /)
/// Append a single item to the end of the bytearray.
KR_NATIVE(bytearray_append)
{
    uint8_t byte;
    return krbyte_value(vm, a[1], "byte must be in range(0, 256)", &byte) && append(vm, as_array(a[0]), byte) ? KR_NONE
                                                                                                              : KR_RAISED;
}

/// bytearray.extend(self, iterable_of_ints, /)
/// Append all the items from the iterator or sequence to the end of the bytearray.
KR_NATIVE(bytearray_extend)
{
    KrBuf b = krbuf_init(&vm->alloc);
    const KrType *type = krtype_of(vm, a[1]);
    bool iterable = krbuffer_check(vm, a[1]) || krdunder(vm, type, KR_D_iter) != KR_EMPTY ||
                    krdunder(vm, type, KR_D_getitem) != KR_EMPTY;
    if (!iterable)
        return krraise(vm, KR_T_TypeError, "can't extend bytearray with %T", a[1]);
    if (kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "expected iterable of integers; got: 'str'");
    bool ok = krbyteslike_collect(vm, a[1], "bytearray", &b);
    if (ok && b.failed)
        ok = (krraise_memory(vm), false);
    ok = ok && splice(vm, as_array(a[0]), as_array(a[0])->n, 0, b.data, b.len);
    krbuf_release(&b);
    return ok ? KR_NONE : KR_RAISED;
}

/// bytearray.insert(self, index, item, /)
/// Insert a single item into the bytearray before the given index.
KR_NATIVE(bytearray_insert)
{
    KrByteArray *self = as_array(a[0]);
    int64_t i;
    uint8_t byte;
    if (!krargs_ssize(vm, a[1], &i) || !krbyte_value(vm, a[2], "byte must be in range(0, 256)", &byte))
        return KR_RAISED;
    if (i < 0)
        i += (int64_t)self->n;
    i = i < 0 ? 0 : i > (int64_t)self->n ? (int64_t)self->n : i;
    return splice(vm, self, (size_t)i, 0, &byte, 1) ? KR_NONE : KR_RAISED;
}

/// bytearray.pop(self, index=-1, /)
/// Remove and return a single item from the bytearray.
KR_NATIVE(bytearray_pop)
{
    KrByteArray *self = as_array(a[0]);
    int64_t i = -1;
    if (!krargs_ssize(vm, a[1], &i))
        return KR_RAISED;
    if (self->n == 0)
        return krraise(vm, KR_T_IndexError, "pop from empty bytearray");
    if (i < 0)
        i += (int64_t)self->n;
    if (i < 0 || i >= (int64_t)self->n)
        return krraise(vm, KR_T_IndexError, "pop index out of range");
    uint8_t byte = krbytearray_data(self)[i];
    return splice(vm, self, (size_t)i, 1, NULL, 0) ? krsmall(byte) : KR_RAISED;
}

/// bytearray.remove(self, value, /)
/// Remove the first occurrence of a value in the bytearray.
KR_NATIVE(bytearray_remove)
{
    KrByteArray *self = as_array(a[0]);
    uint8_t byte;
    if (!krbyte_value(vm, a[1], "byte must be in range(0, 256)", &byte))
        return KR_RAISED;
    const uint8_t *at = self->n ? memchr(krbytearray_data(self), byte, self->n) : NULL;
    if (!at)
        return krraise(vm, KR_T_ValueError, "value not found in bytearray");
    return splice(vm, self, (size_t)(at - krbytearray_data(self)), 1, NULL, 0) ? KR_NONE : KR_RAISED;
}

/// bytearray.reverse(self, /)
/// Reverse the order of the values in the bytearray in place.
KR_NATIVE(bytearray_reverse)
{
    KrByteArray *self = as_array(a[0]);
    uint8_t *p = krbytearray_data(self);
    for (size_t i = 0, j = self->n; i + 1 < j--; i++) {
        uint8_t byte = p[i];
        p[i] = p[j];
        p[j] = byte;
    }
    return krcharge(vm, (int64_t)(self->n / 16)) ? KR_NONE : KR_RAISED;
}

/// bytearray.clear(self, /)
/// Remove all items from the bytearray.
KR_NATIVE(bytearray_clear)
{
    return krbytearray_resize(vm, as_array(a[0]), 0) ? KR_NONE : KR_RAISED;
}

/// bytearray.resize(self, size, /)
/// Resize the bytearray; new bytes are zero.
KR_NATIVE(bytearray_resize)
{
    KrByteArray *self = as_array(a[0]);
    int64_t size;
    size_t old = self->n;
    if (!krargs_ssize(vm, a[1], &size))
        return KR_RAISED;
    if (size < 0)
        return krraise(vm, KR_T_ValueError, "Can only resize to positive sizes, got %lld", (long long)size);
    if (!krbytearray_resize(vm, self, (size_t)size) || !krcharge(vm, size / 64))
        return KR_RAISED;
    if ((size_t)size > old)
        memset(krbytearray_data(self) + old, 0, (size_t)size - old);
    return KR_NONE;
}

/* ---- iteration ------------------------------------------------------------------------------- */

/// bytearray_iterator.__iter__(self, /)
KR_NATIVE(bytearray_iterator___iter__)
{
    return a[0];
}

/// bytearray_iterator.__next__(self, /)
KR_NATIVE(bytearray_iterator___next__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    if (it->seq == KR_EMPTY)
        return KR_EMPTY;
    if (it->index < as_array(it->seq)->n)
        return krsmall(krbytearray_data(as_array(it->seq))[it->index++]);
    krstore(vm, it, &it->seq, KR_EMPTY);
    return KR_EMPTY;
}

/// bytearray_iterator.__length_hint__(self, /)
KR_NATIVE(bytearray_iterator___length_hint__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    size_t len = it->seq == KR_EMPTY ? 0 : as_array(it->seq)->n;
    return krsmall(len > it->index ? (int64_t)(len - it->index) : 0);
}

/// bytearray_iterator.__reduce__(self, /)
KR_NATIVE(bytearray_iterator___reduce__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    if (it->seq != KR_EMPTY)
        return kriter_reduce(vm, KR_NAME(iter), it->seq, krsmall((int64_t)it->index));
    return kriter_reduce(vm, KR_NAME(iter), krvalue(vm->empty_tuple), KR_EMPTY);
}

/// bytearray_iterator.__setstate__(self, state, /)
KR_NATIVE(bytearray_iterator___setstate__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    int64_t i;
    if (!krobj_as_i64(vm, a[1], &i, false))
        return KR_RAISED;
    if (it->seq != KR_EMPTY) {
        size_t len = as_array(it->seq)->n;
        it->index = i < 0 ? 0 : (uint64_t)i > len ? len : (size_t)i;
    }
    return KR_NONE;
}
