/* SPDX-License-Identifier: MIT
 * The methods that bytes has for itself: construction, comparison, items, iteration. */
#include "object/byteslike.h"

#include "base/hash.h"
#include "object/func.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/str.h"
#include "object/tables.h"

#include <string.h>

/* ---- construction ---------------------------------------------------------------------------- */

/// class bytes(source=b'', encoding='utf-8', errors='strict')
/// An immutable sequence of bytes.

/* An instance of the class with these bytes. */
static KrValue make(KrVm *vm, KrValue cls, const void *data, size_t n)
{
    if (cls == krvalue(KR_TYPE_OF(bytes)))
        return krvalue_or_raised(krbytes_new(vm, data, n));
    KrBytes *b = krobj_new_var(vm, kras_type(cls), sizeof *b + n + 1);
    if (!b)
        return KR_RAISED;
    b->n = n;
    if (n)
        memcpy(b->at, data, n);
    return krvalue(b);
}

static bool has_bytes_method(KrVm *vm, KrValue source)
{
    return source != KR_EMPTY && !kris_exact(source, KR_T_bytes) &&
           krdunder(vm, krtype_of(vm, source), KR_D_bytes) != KR_EMPTY;
}

/* What source.__bytes__() gives. */
static KrValue by_method(KrVm *vm, KrValue source)
{
    KrValue v = krcall_given_dunder(vm, KR_D_bytes, source, NULL, 0);
    if (v == KR_RAISED || krbytes_check(vm, v))
        return v;
    return krraise(vm, KR_T_TypeError, "__bytes__ returned non-bytes (type %T)", v);
}

/// bytes.__new__(cls, source=b'', encoding='utf-8', errors='strict')
/// Create bytes from an iterable of ints, a buffer, a count of zeros, or an encoded string.
KR_NATIVE(bytes___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_bytes))
        return KR_RAISED;
    if (a[2] == KR_EMPTY && a[3] == KR_EMPTY) {
        KrValue from = a[1];
        if (has_bytes_method(vm, from))
            from = by_method(vm, from);
        KR_TRY(from);
        bool exact = a[0] == krvalue(KR_TYPE_OF(bytes));
        if (exact && from != KR_EMPTY && (kris_exact(from, KR_T_bytes) || (from != a[1] && krbytes_check(vm, from))))
            return from;
        if (from != a[1])
            return make(vm, a[0], kras_bytes(from)->at, kras_bytes(from)->n);
    }
    KrBuf b = krbuf_init(&vm->alloc);
    KrValue v = KR_RAISED;
    if (krbyteslike_source(vm, a[1], a[2], a[3], "bytes", &b))
        v = b.failed ? krraise_memory(vm) : make(vm, a[0], b.data, b.len);
    krbuf_release(&b);
    return v;
}

/// @classmethod bytes.fromhex(cls, string, /)
/// Create a bytes object from a string of hexadecimal numbers.
KR_NATIVE(bytes_fromhex)
{
    KrBuf b = krbuf_init(&vm->alloc);
    KrValue v = KR_RAISED;
    if (krbytes_fromhex(vm, a[1], &b))
        v = b.failed ? krraise_memory(vm) : make(vm, krvalue(KR_TYPE_OF(bytes)), b.data, b.len);
    krbuf_release(&b);
    if (v == KR_RAISED || a[0] == krvalue(KR_TYPE_OF(bytes)))
        return v;
    return krcall(vm, a[0], &v, 1);
}

/// bytes.__bytes__(self, /)
/// Convert this value to exact type bytes.
KR_NATIVE(bytes___bytes__)
{
    if (kris_exact(a[0], KR_T_bytes))
        return a[0];
    return krvalue_or_raised(krbytes_new(vm, kras_bytes(a[0])->at, kras_bytes(a[0])->n));
}

/// bytes.__getnewargs__(self, /)
KR_NATIVE(bytes___getnewargs__)
{
    KrBytes *copy = krbytes_new(vm, kras_bytes(a[0])->at, kras_bytes(a[0])->n);
    return copy ? krvalue_or_raised(krtuple_of(vm, 1, krvalue(copy))) : KR_RAISED;
}

/// bytes.__sizeof__(self, /)
/// Return the size of the object in memory, in bytes.
KR_NATIVE(bytes___sizeof__)
{
    return krsmall((int64_t)(sizeof(KrBytes) + kras_bytes(a[0])->n + 1));
}

/// bytes.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(bytes___repr__)
{
    KrBytes *self = kras_bytes(a[0]);
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_bytes_repr(&b, self->at, self->n, false);
    if (!krcharge(vm, (int64_t)(self->n / 16)))
        return krbuf_release(&b), KR_RAISED;
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/// bytes.__str__(self, /)
/// Return str(self).
KR_NATIVE(bytes___str__)
{
    return krobj_repr(vm, a[0]);
}

/// bytes.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(bytes___hash__)
{
    return krint_from(vm, (int64_t)krbytes_hash(kras_bytes(a[0])));
}

uint64_t krbytes_hash(KrBytes *b)
{
    if (b->hash)
        return b->hash;
    uint64_t hash = krhash_bytes(b->at, b->n);
    if (!(b->h.flags & KR_F_CONST))
        b->hash = hash;
    return hash;
}

/// bytes.__buffer__(self, flags, /)
/// Return a memoryview of the bytes.
KR_NATIVE(bytes___buffer__)
{
    return krmemoryview_new(vm, a[0]);
}

/* ---- comparison and concatenation ------------------------------------------------------------ */

static int order(const KrBytes *x, const KrBytes *y)
{
    int d = memcmp(x->at, y->at, x->n < y->n ? x->n : y->n);
    return d ? d : (x->n > y->n) - (x->n < y->n);
}

static bool equal(const KrBytes *x, const KrBytes *y)
{
    return x->n == y->n && !memcmp(x->at, y->at, x->n);
}

/// bytes.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(bytes___eq__)
{
    return krbytes_check(vm, a[1]) ? krbool(equal(kras_bytes(a[0]), kras_bytes(a[1]))) : KR_NOTIMPLEMENTED;
}

/// bytes.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(bytes___ne__)
{
    return krbytes_check(vm, a[1]) ? krbool(!equal(kras_bytes(a[0]), kras_bytes(a[1]))) : KR_NOTIMPLEMENTED;
}

/// bytes.__lt__(self, value, /)
/// Return self<value.
KR_NATIVE(bytes___lt__)
{
    return krbytes_check(vm, a[1]) ? krbool(order(kras_bytes(a[0]), kras_bytes(a[1])) < 0) : KR_NOTIMPLEMENTED;
}

/// bytes.__le__(self, value, /)
/// Return self<=value.
KR_NATIVE(bytes___le__)
{
    return krbytes_check(vm, a[1]) ? krbool(order(kras_bytes(a[0]), kras_bytes(a[1])) <= 0) : KR_NOTIMPLEMENTED;
}

/// bytes.__gt__(self, value, /)
/// Return self>value.
KR_NATIVE(bytes___gt__)
{
    return krbytes_check(vm, a[1]) ? krbool(order(kras_bytes(a[0]), kras_bytes(a[1])) > 0) : KR_NOTIMPLEMENTED;
}

/// bytes.__ge__(self, value, /)
/// Return self>=value.
KR_NATIVE(bytes___ge__)
{
    return krbytes_check(vm, a[1]) ? krbool(order(kras_bytes(a[0]), kras_bytes(a[1])) >= 0) : KR_NOTIMPLEMENTED;
}

/// bytes.__add__(self, value, /)
/// Return self+value.
KR_NATIVE(bytes___add__)
{
    KrBytes *self = kras_bytes(a[0]);
    KrBytesView other;
    if (!krbuffer_check(vm, a[1])) {
        return krraise(vm, KR_T_TypeError, "can't concat %T to %T", a[1], a[0]);
    }
    if (!krbyteslike_arg(vm, a[1], &other))
        return KR_RAISED;
    if (other.n == 0 && kris_exact(a[0], KR_T_bytes))
        return a[0];
    if (self->n == 0 && kris_exact(a[1], KR_T_bytes))
        return a[1];
    if (!krcharge(vm, (int64_t)((self->n + other.n) / 64)))
        return KR_RAISED;
    KrBytes *out = krbytes_new(vm, NULL, self->n + other.n);
    if (!out)
        return KR_RAISED;
    memcpy(out->at, self->at, self->n);
    if (other.n)
        memcpy(out->at + self->n, other.p, other.n);
    return krvalue(out);
}

/* ---- items ----------------------------------------------------------------------------------- */

/// bytes.__len__(self, /)
/// Return len(self).
KR_NATIVE(bytes___len__)
{
    return krsmall((int64_t)kras_bytes(a[0])->n);
}

static KrValue get_slice(KrVm *vm, KrBytes *self, KrSlice *slice)
{
    int64_t start, step, count;
    if (!krslice_resolve(vm, slice, (int64_t)self->n, &start, &step, &count) || !krcharge(vm, count / 64))
        return KR_RAISED;
    if (count < 0)
        count = 0;
    if (step == 1 || count <= 1) {
        if ((size_t)count == self->n && kris_exact(krvalue(self), KR_T_bytes))
            return krvalue(self);
        return krvalue_or_raised(krbytes_new(vm, self->at + (count ? start : 0), (size_t)count));
    }
    KrBytes *out = krbytes_new(vm, NULL, (size_t)count);
    for (int64_t i = 0; out && i < count; i++)
        out->at[i] = self->at[start + i * step];
    return krvalue_or_raised(out);
}

/// bytes.__getitem__(self, key, /)
/// Return self[key].
KR_NATIVE(bytes___getitem__)
{
    KrBytes *self = kras_bytes(a[0]);
    if (kris_exact(a[1], KR_T_slice))
        return get_slice(vm, self, (KrSlice *)kras_obj(a[1]));
    int64_t i;
    if (!krseq_offset(vm, a[1], "byte", &i))
        return KR_RAISED;
    if (i < 0)
        i += (int64_t)self->n;
    if (i < 0 || i >= (int64_t)self->n)
        return krraise(vm, KR_T_IndexError, "index out of range");
    return krsmall(self->at[i]);
}

/// bytes.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(bytes___iter__)
{
    return krseq_iter(vm, KR_T_bytes_iterator, a[0]);
}

/// bytes_iterator.__iter__(self, /)
KR_NATIVE(bytes_iterator___iter__)
{
    return a[0];
}

/// bytes_iterator.__next__(self, /)
KR_NATIVE(bytes_iterator___next__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    if (it->seq == KR_EMPTY)
        return KR_EMPTY;
    KrBytes *b = kras_bytes(it->seq);
    if (it->index < b->n)
        return krsmall(b->at[it->index++]);
    krstore(vm, it, &it->seq, KR_EMPTY);
    return KR_EMPTY;
}

/// bytes_iterator.__length_hint__(self, /)
KR_NATIVE(bytes_iterator___length_hint__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    size_t len = it->seq == KR_EMPTY ? 0 : kras_bytes(it->seq)->n;
    return krsmall(len > it->index ? (int64_t)(len - it->index) : 0);
}

/// bytes_iterator.__reduce__(self, /)
KR_NATIVE(bytes_iterator___reduce__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    if (it->seq != KR_EMPTY)
        return kriter_reduce(vm, KR_NAME(iter), it->seq, krsmall((int64_t)it->index));
    return kriter_reduce(vm, KR_NAME(iter), krvalue(vm->empty_tuple), KR_EMPTY);
}

/// bytes_iterator.__setstate__(self, state, /)
KR_NATIVE(bytes_iterator___setstate__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    int64_t i;
    if (!krobj_as_i64(vm, a[1], &i, false))
        return KR_RAISED;
    if (it->seq != KR_EMPTY) {
        size_t len = kras_bytes(it->seq)->n;
        it->index = i < 0 ? 0 : (uint64_t)i > len ? len : (size_t)i;
    }
    return KR_NONE;
}
