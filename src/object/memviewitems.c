/* SPDX-License-Identifier: MIT
 * memoryview: items, slices, comparison, conversion to bytes and lists. */
#include "object/memview.h"

#include "base/hash.h"
#include "object/byteslike.h"
#include "object/func.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/str.h"
#include "object/tables.h"

#include <math.h>
#include <string.h>

/* ---- one item -------------------------------------------------------------------------------- */

static double half_to_double(uint16_t h)
{
    int exponent = h >> 10 & 31, fraction = h & 1023;
    double d = exponent == 0    ? ldexp(fraction, -24)
               : exponent == 31 ? (fraction ? NAN : INFINITY)
                                : ldexp(1024 + fraction, exponent - 25);
    return h & 0x8000 ? -d : d;
}

static KrValue unpack_small(KrVm *vm, char format, const uint8_t *p)
{
    uint16_t h;
    uint32_t i;
    float f;
    memcpy(&h, p, 2 - (krformat_size(format) == 1));
    switch (format) {
    case 'b':
        return krsmall((int8_t)*p);
    case 'B':
        return krsmall(*p);
    case 'c':
        return krvalue_or_raised(krbytes_new(vm, p, 1));
    case '?':
        return krbool(*p != 0);
    case 'h':
        return krsmall((int16_t)h);
    case 'H':
        return krsmall(h);
    case 'e':
        return krdouble(half_to_double(h));
    default:
        break;
    }
    memcpy(&i, p, 4);
    if (format == 'f') {
        memcpy(&f, p, 4);
        return krdouble(f);
    }
    return krsmall(format == 'i' ? (int64_t)(int32_t)i : (int64_t)i);
}

KrValue krformat_unpack(KrVm *vm, char format, const uint8_t *p)
{
    uint64_t u;
    double d;
    if (krformat_size(format) < 8)
        return unpack_small(vm, format, p);
    memcpy(&u, p, 8);
    if (format == 'd') {
        memcpy(&d, p, 8);
        return krdouble(d);
    }
    return format == 'l' || format == 'q' || format == 'n' ? krint_from(vm, (int64_t)u) : krint_from_u64(vm, u);
}

static bool invalid(KrVm *vm, KrTypeNumber type, char format)
{
    krraise(vm, type, "memoryview: invalid %s for format '%c'", type == KR_T_TypeError ? "type" : "value", format);
    return false;
}

/* The nearest half-precision float; false if it is too large. */
static bool double_to_half(double d, uint16_t *out)
{
    uint16_t sign = signbit(d) ? 0x8000 : 0;
    d = fabs(d);
    if (isnan(d) || isinf(d))
        return *out = sign | 0x7C00 | (isnan(d) ? 0x200 : 0), true;
    int exponent = 0;
    frexp(d, &exponent);
    int scale = exponent - 1 < -14 ? -14 : exponent - 1; /* d = m * 2^scale with 1 <= m < 2, or m < 1 */
    double units = nearbyint(ldexp(d, 10 - scale));
    if (units >= 2048) {
        units /= 2;
        scale++;
    }
    if (scale > 15)
        return false;
    *out = sign | (uint16_t)(units >= 1024 ? (uint16_t)(scale + 15) << 10 | ((uint16_t)units & 1023) : (uint16_t)units);
    return true;
}

static bool pack_float(KrVm *vm, char format, KrValue v, uint8_t *p)
{
    double d;
    uint16_t h;
    if (!krobj_as_double(vm, v, &d)) {
        if (!krpending_is(vm, KR_T_TypeError))
            return false;
        krpending_clear(vm);
        return invalid(vm, KR_T_TypeError, format);
    }
    float f = (float)d;
    if (format == 'd') {
        memcpy(p, &d, 8);
    } else if (format == 'f') {
        memcpy(p, &f, 4);
    } else {
        if (!double_to_half(d, &h))
            return krraise(vm, KR_T_OverflowError, "float too large to pack with e format"), false;
        memcpy(p, &h, 2);
    }
    return true;
}

/* Whether the int fits in the format's item; its low 64 bits. */
static bool fits(KrVm *vm, char format, KrValue v, uint64_t *out)
{
    int64_t i;
    int64_t bits = krformat_size(format) * 8;
    bool is_signed = strchr("bhilqn", format) != NULL;
    if (krint_to_i64(v, &i)) {
        *out = (uint64_t)i;
        if (is_signed)
            return bits == 64 || (i >= -((int64_t)1 << (bits - 1)) && i < (int64_t)1 << (bits - 1));
        return i >= 0 && (bits == 64 || (uint64_t)i < (uint64_t)1 << bits);
    }
    if (is_signed || bits < 64 || krint_is_negative(v) || krint_bit_length(v) > 64)
        return false;
    KrValue low = krint_and(vm, v, krint_from_u64(vm, UINT64_MAX));
    if (low == KR_RAISED)
        return false;
    *out = kras_big(low)->limb[0];
    return true;
}

bool krformat_pack(KrVm *vm, char format, KrValue v, uint8_t *p)
{
    uint64_t u;
    if (format == 'f' || format == 'd' || format == 'e')
        return pack_float(vm, format, v, p);
    if (format == '?') {
        int truth = krobj_true(vm, v);
        *p = truth > 0;
        return truth >= 0;
    }
    if (format == 'c') {
        if (!krbytes_check(vm, v))
            return invalid(vm, KR_T_TypeError, format);
        if (kras_bytes(v)->n != 1)
            return invalid(vm, KR_T_ValueError, format);
        *p = kras_bytes(v)->at[0];
        return true;
    }
    if (!krint_check(vm, v) && krdunder(vm, krtype_of(vm, v), KR_D_index) == KR_EMPTY)
        return invalid(vm, KR_T_TypeError, format);
    KrValue i = krobj_index(vm, v);
    if (i == KR_RAISED)
        return false;
    if (!fits(vm, format, i, &u))
        return invalid(vm, KR_T_ValueError, format);
    memcpy(p, &u, (size_t)krformat_size(format));
    return true;
}

static KrValue unpack(KrVm *vm, KrMemoryView *m, const uint8_t *p)
{
    char format = krmemoryview_format(m);
    if (!format)
        return krraise(vm, KR_T_NotImplementedError, "memoryview: format %U not supported", kras_str(m->format));
    return krformat_unpack(vm, format, p);
}

/* ---- access ---------------------------------------------------------------------------------- */

static bool step_into(KrVm *vm, KrMemoryView *m, uint8_t **p, int64_t index, int64_t dimension)
{
    if (index < 0)
        index += m->shape[dimension];
    if (index < 0 || index >= m->shape[dimension]) {
        krraise(vm, KR_T_IndexError, "index out of bounds on dimension %lld", (long long)dimension + 1);
        return false;
    }
    *p += index * m->strides[dimension];
    return true;
}

/* Where the item lies that a tuple of indices means. */
static uint8_t *item_of_tuple(KrVm *vm, KrMemoryView *m, KrTuple *t)
{
    uint8_t *p = m->data;
    if ((int64_t)t->n < m->ndim)
        return krraise(vm, KR_T_NotImplementedError, "sub-views are not implemented"), NULL;
    if ((int64_t)t->n > m->ndim)
        return krraise(vm, KR_T_TypeError, "cannot index %lld-dimension view with %zu-element tuple", (long long)m->ndim,
                       t->n),
               NULL;
    for (size_t i = 0; i < t->n; i++) {
        int64_t index;
        if (!krobj_as_i64(vm, t->at[i], &index, false) || !step_into(vm, m, &p, index, (int64_t)i))
            return NULL;
    }
    return p;
}

static bool is_index(KrVm *vm, KrValue v)
{
    return krint_check(vm, v) || krdunder(vm, krtype_of(vm, v), KR_D_index) != KR_EMPTY;
}

static bool all_indices(KrVm *vm, KrTuple *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (!is_index(vm, t->at[i]))
            return false;
    return true;
}

static bool has_slices(KrTuple *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (!kris_exact(t->at[i], KR_T_slice))
            return false;
    return t->n > 0;
}

/* Where the item lies that the key means; NULL with an exception pending. */
static uint8_t *item_at(KrVm *vm, KrMemoryView *m, KrValue key)
{
    uint8_t *p = m->data;
    int64_t index;
    if (is_index(vm, key)) {
        if (m->ndim == 0)
            return krraise(vm, KR_T_TypeError, "invalid indexing of 0-dim memory"), NULL;
        if (m->ndim > 1)
            return krraise(vm, KR_T_NotImplementedError, "multi-dimensional sub-views are not implemented"), NULL;
        if (!krobj_as_i64(vm, key, &index, false))
            return krpending_is(vm, KR_T_OverflowError)
                       ? (krpending_clear(vm), krraise(vm, KR_T_IndexError, "cannot fit '%T' into an index-sized integer", key), NULL)
                       : NULL;
        return step_into(vm, m, &p, index, 0) ? p : NULL;
    }
    if (kris_kind(vm, key, KR_TF_TUPLE) && all_indices(vm, kras_tuple(key)))
        return item_of_tuple(vm, m, kras_tuple(key));
    if (kris_kind(vm, key, KR_TF_TUPLE) && has_slices(kras_tuple(key)))
        return krraise(vm, KR_T_NotImplementedError, "multi-dimensional slicing is not implemented"), NULL;
    return krraise(vm, KR_T_TypeError, "memoryview: invalid slice key"), NULL;
}

static KrMemoryView *sliced(KrVm *vm, KrMemoryView *of, KrSlice *slice)
{
    int64_t start, step, count;
    if (of->ndim == 0)
        return krraise(vm, KR_T_TypeError, "invalid indexing of 0-dim memory"), NULL;
    if (!krslice_resolve(vm, slice, of->shape[0], &start, &step, &count))
        return NULL;
    KrMemoryView *m = krmemoryview_copy(vm, of);
    if (!m)
        return NULL;
    if (count < 0)
        count = 0;
    m->data += start * of->strides[0];
    m->strides[0] = of->strides[0] * step;
    m->shape[0] = count;
    m->len = m->itemsize;
    for (int64_t i = 0; i < m->ndim; i++)
        m->len *= m->shape[i];
    return m;
}

/// memoryview.__getitem__(self, key, /)
/// Return self[key].
KR_NATIVE(memoryview___getitem__)
{
    KrMemoryView *m = krview_of(a[0]);
    if (!krmemoryview_alive(vm, m))
        return KR_RAISED;
    if (m->ndim == 0 && (a[1] == KR_ELLIPSIS || (kris_kind(vm, a[1], KR_TF_TUPLE) && !kras_tuple(a[1])->n)))
        return a[1] == KR_ELLIPSIS ? a[0] : unpack(vm, m, m->data);
    if (kris_exact(a[1], KR_T_slice))
        return krvalue_or_raised(sliced(vm, m, (KrSlice *)kras_obj(a[1])));
    uint8_t *p = item_at(vm, m, a[1]);
    if (!p || !krmemoryview_alive(vm, m))
        return KR_RAISED;
    return unpack(vm, m, p);
}

static bool same_structure(const KrMemoryView *x, const KrMemoryView *y)
{
    if (x->itemsize != y->itemsize || x->ndim != y->ndim || krmemoryview_format(x) != krmemoryview_format(y))
        return false;
    for (int64_t i = 0; i < x->ndim; i++)
        if (x->shape[i] != y->shape[i])
            return false;
    return true;
}

static void copy_items(uint8_t *to, int64_t to_step, const uint8_t *from, int64_t from_step, int64_t count, int64_t size)
{
    for (int64_t i = 0; i < count; i++)
        memcpy(to + i * to_step, from + i * from_step, (size_t)size);
}

static bool set_slice(KrVm *vm, KrMemoryView *m, KrSlice *slice, KrValue v)
{
    const uint8_t *data;
    size_t size_of;
    if (!krbuffer_check(vm, v) && !krbuffer_get(vm, v, &data, &size_of))
        return false;
    KrMemoryView *to = sliced(vm, m, slice);
    KrValue source = to ? krmemoryview_new(vm, v) : KR_RAISED;
    if (source == KR_RAISED)
        return false;
    KrMemoryView *from = krview_of(source);
    if (m->ndim != 1)
        return krraise(vm, KR_T_NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1"),
               false;
    bool ok = same_structure(to, from);
    if (!ok)
        krraise(vm, KR_T_ValueError, "memoryview assignment: lvalue and rvalue have different structures");
    KrBuf copy = krbuf_init(&vm->alloc); /* the two may overlap */
    if (ok && to->len && !krbuf_reserve(&copy, (size_t)to->len))
        ok = (krraise_memory(vm), false);
    if (ok && to->len) {
        int64_t n = to->shape[0], size = to->itemsize;
        copy_items((uint8_t *)copy.data, size, from->data, from->strides[0], n, size);
        copy_items(to->data, to->strides[0], (uint8_t *)copy.data, size, n, size);
    }
    krbuf_release(&copy);
    bool released = krmemoryview_release(vm, to) && krmemoryview_release(vm, from);
    return ok && released && krcharge(vm, m->len / 64);
}

/// memoryview.__setitem__(self, key, value, /)
/// Set self[key] to value.
KR_NATIVE(memoryview___setitem__)
{
    KrMemoryView *m = krview_of(a[0]);
    if (!krmemoryview_alive(vm, m))
        return KR_RAISED;
    if (m->readonly)
        return krraise(vm, KR_T_TypeError, "cannot modify read-only memory");
    char format = krmemoryview_format(m);
    if (!format)
        return krraise(vm, KR_T_NotImplementedError, "memoryview: format %U not supported", kras_str(m->format));
    if (m->ndim == 0 && (a[1] == KR_ELLIPSIS || (kris_kind(vm, a[1], KR_TF_TUPLE) && !kras_tuple(a[1])->n)))
        return krformat_pack(vm, format, a[2], m->data) ? KR_NONE : KR_RAISED;
    if (kris_exact(a[1], KR_T_slice))
        return set_slice(vm, m, (KrSlice *)kras_obj(a[1]), a[2]) ? KR_NONE : KR_RAISED;
    uint8_t item[8], *p = item_at(vm, m, a[1]);
    if (!p || !krformat_pack(vm, format, a[2], item) || !krmemoryview_alive(vm, m))
        return KR_RAISED;
    memcpy(p, item, (size_t)m->itemsize);
    return KR_NONE;
}

/// memoryview.__delitem__(self, key, /)
/// Memory cannot be deleted.
KR_NATIVE(memoryview___delitem__)
{
    KrMemoryView *m = krview_of(a[0]);
    if (!krmemoryview_alive(vm, m))
        return KR_RAISED;
    return krraise(vm, KR_T_TypeError, m->readonly ? "cannot modify read-only memory" : "cannot delete memory");
}

/// memoryview.__len__(self, /)
/// Return len(self).
KR_NATIVE(memoryview___len__)
{
    KrMemoryView *m = krview_of(a[0]);
    if (!krmemoryview_alive(vm, m))
        return KR_RAISED;
    if (m->ndim == 0)
        return krraise(vm, KR_T_TypeError, "0-dim memory has no length");
    return krsmall(m->shape[0]);
}

/// memoryview.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(memoryview___iter__)
{
    KrMemoryView *m = krview_of(a[0]);
    if (!krmemoryview_alive(vm, m))
        return KR_RAISED;
    if (m->ndim == 0)
        return krraise(vm, KR_T_TypeError, "invalid indexing of 0-dim memory");
    if (m->ndim != 1)
        return krraise(vm, KR_T_NotImplementedError, "multi-dimensional sub-views are not implemented");
    return krseq_iter(vm, KR_T_memory_iterator, a[0]);
}

/// memory_iterator.__iter__(self, /)
KR_NATIVE(memory_iterator___iter__)
{
    return a[0];
}

/// memory_iterator.__next__(self, /)
KR_NATIVE(memory_iterator___next__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    if (it->seq == KR_EMPTY)
        return KR_EMPTY;
    KrMemoryView *m = krview_of(it->seq);
    if (!krmemoryview_alive(vm, m))
        return KR_RAISED;
    if ((int64_t)it->index < m->shape[0])
        return unpack(vm, m, m->data + (int64_t)it->index++ * m->strides[0]);
    krstore(vm, it, &it->seq, KR_EMPTY);
    return KR_EMPTY;
}

/* ---- walking all items ----------------------------------------------------------------------- */

static KrValue list_of(KrVm *vm, KrMemoryView *m, const uint8_t *p, int64_t dimension)
{
    if (dimension == m->ndim)
        return unpack(vm, m, p);
    KrList *l = krlist_with_capacity(vm, (size_t)m->shape[dimension]);
    for (int64_t i = 0; l && i < m->shape[dimension]; i++, p += m->strides[dimension]) {
        KrValue v = list_of(vm, m, p, dimension + 1);
        if (v == KR_RAISED || !krlist_append(vm, l, v) || !krcharge(vm, 1))
            return KR_RAISED;
    }
    return krvalue_or_raised(l);
}

/// memoryview.tolist(self, /)
/// Return the data in the buffer as a list of elements.
KR_NATIVE(memoryview_tolist)
{
    KrMemoryView *m = krview_of(a[0]);
    return krmemoryview_alive(vm, m) ? list_of(vm, m, m->data, 0) : KR_RAISED;
}

/* Copies the items in C's order (or the other way round); returns the end. */
static uint8_t *gather(const KrMemoryView *m, const uint8_t *p, int64_t dimension, bool fortran, uint8_t *to)
{
    if (dimension == (fortran ? -1 : m->ndim))
        return (uint8_t *)memcpy(to, p, (size_t)m->itemsize) + m->itemsize;
    for (int64_t i = 0; i < m->shape[dimension]; i++)
        to = gather(m, p + i * m->strides[dimension], fortran ? dimension - 1 : dimension + 1, fortran, to);
    return to;
}

static KrBytes *to_bytes(KrVm *vm, KrMemoryView *m, bool fortran)
{
    if (!krcharge(vm, m->len / 64))
        return NULL;
    if (!fortran && krmemoryview_contiguous(m))
        return krbytes_new(vm, m->data, (size_t)m->len);
    KrBytes *b = krbytes_new(vm, NULL, (size_t)m->len);
    if (b && m->len)
        gather(m, m->data, fortran ? m->ndim - 1 : 0, fortran, b->at);
    return b;
}

KrBytes *krmemoryview_to_bytes(KrVm *vm, KrMemoryView *m)
{
    return to_bytes(vm, m, false);
}

/// memoryview.tobytes(self, /, order='C')
/// Return the data in the buffer as a byte string.
KR_NATIVE(memoryview_tobytes)
{
    KrMemoryView *m = krview_of(a[0]);
    bool fortran = false;
    if (!krmemoryview_alive(vm, m))
        return KR_RAISED;
    if (a[1] != KR_EMPTY && a[1] != KR_NONE) {
        if (!kris_str(vm, a[1]))
            return krraise(vm, KR_T_TypeError, "tobytes() argument 'order' must be str or None, not %T", a[1]);
        KrStr *order = kras_str(a[1]);
        fortran = krstr_is(order, "F");
        if (!fortran && !krstr_is(order, "C") && !krstr_is(order, "A"))
            return krraise(vm, KR_T_ValueError, "order must be 'C', 'F' or 'A'");
        if (krstr_is(order, "A"))
            fortran = !krmemoryview_contiguous(m) && m->ndim > 1 && m->strides[0] == m->itemsize;
    }
    return krvalue_or_raised(to_bytes(vm, m, fortran));
}

/// memoryview.hex(self, /, sep=NULL, bytes_per_sep=1)
/// Return the data in the buffer as a string of hexadecimal numbers.
KR_NATIVE(memoryview_hex)
{
    KrMemoryView *m = krview_of(a[0]);
    KrBytes *b = krmemoryview_alive(vm, m) ? to_bytes(vm, m, false) : NULL;
    return b ? krbytes_hex(vm, b->at, b->n, a[1], a[2]) : KR_RAISED;
}

/// memoryview.count(self, value, /)
/// Count the number of occurrences of a value.
KR_NATIVE(memoryview_count)
{
    KrMemoryView *m = krview_of(a[0]);
    int64_t count = 0;
    KrValue items = krn_memoryview___iter__(vm, a, 1);
    KR_TRY(items);
    for (int64_t i = 0; i < m->shape[0]; i++) {
        if (!krmemoryview_alive(vm, m))
            return KR_RAISED;
        KrValue v = unpack(vm, m, m->data + i * m->strides[0]);
        int equal = v == KR_RAISED ? -1 : krobj_eq(vm, v, a[1]);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_RAISED;
        count += equal;
    }
    return krsmall(count);
}

/// memoryview.index(self, value, start=0, stop=9223372036854775807, /)
/// Return the index of the first occurrence of a value.
KR_NATIVE(memoryview_index)
{
    KrMemoryView *m = krview_of(a[0]);
    int64_t start = 0, stop = INT64_MAX;
    if (!krmemoryview_alive(vm, m))
        return KR_RAISED;
    if (m->ndim == 0)
        return krraise(vm, KR_T_TypeError, "invalid lookup on 0-dim memory");
    if (m->ndim != 1)
        return krraise(vm, KR_T_NotImplementedError, "multi-dimensional lookup is not implemented");
    if (!krslice_bound(vm, a[2], &start) || !krslice_bound(vm, a[3], &stop))
        return KR_RAISED;
    krslice_adjust(m->shape[0], &start, &stop, 1);
    for (int64_t i = start; i < stop; i++) {
        if (!krmemoryview_alive(vm, m))
            return KR_RAISED;
        KrValue v = unpack(vm, m, m->data + i * m->strides[0]);
        int equal = v == KR_RAISED ? -1 : krobj_eq(vm, v, a[1]);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_RAISED;
        if (equal)
            return krsmall(i);
    }
    return krraise(vm, KR_T_ValueError, "memoryview.index(x): x not found");
}

/* ---- comparison ------------------------------------------------------------------------------ */

/* 1, 0, or -1 with an exception pending. */
static int same_items(KrVm *vm, KrMemoryView *x, const uint8_t *p, KrMemoryView *y, const uint8_t *q, int64_t dimension)
{
    if (dimension == x->ndim) {
        KrValue v = unpack(vm, x, p), w = v == KR_RAISED ? v : unpack(vm, y, q);
        if (w == KR_RAISED)
            return -1;
        return kris_double(v) && v == w && isnan(kras_double(v)) ? 0 : krobj_eq(vm, v, w);
    }
    for (int64_t i = 0; i < x->shape[dimension]; i++) {
        int same = same_items(vm, x, p + i * x->strides[dimension], y, q + i * y->strides[dimension], dimension + 1);
        if (same <= 0)
            return same;
        if (!krcharge(vm, 1))
            return -1;
    }
    return 1;
}

static int equal_views(KrVm *vm, KrMemoryView *x, KrMemoryView *y)
{
    char format = krmemoryview_format(x);
    if (x->ndim != y->ndim || !format || !krmemoryview_format(y))
        return 0;
    for (int64_t i = 0; i < x->ndim; i++)
        if (x->shape[i] != y->shape[i])
            return 0;
    bool bytes = format == krmemoryview_format(y) && format != 'f' && format != 'd' && format != 'e' && format != '?';
    if (bytes && krmemoryview_contiguous(x) && krmemoryview_contiguous(y))
        return krcharge(vm, x->len / 64) ? !x->len || !memcmp(x->data, y->data, (size_t)x->len) : -1;
    return same_items(vm, x, x->data, y, y->data, 0);
}

static KrValue compare(KrVm *vm, KrValue *a, bool equal)
{
    KrMemoryView *x = krview_of(a[0]);
    if (a[0] == a[1] && krmemoryview_format(x) != 'f' && krmemoryview_format(x) != 'd')
        return krbool(equal);
    if (!krbuffer_check(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    if (x->base == KR_EMPTY || (kris_exact(a[1], KR_T_memoryview) && krview_of(a[1])->base == KR_EMPTY))
        return krbool((a[0] == a[1]) == equal);
    KrValue other = krmemoryview_new(vm, a[1]);
    if (other == KR_RAISED) {
        krpending_clear(vm);
        return KR_NOTIMPLEMENTED;
    }
    int same = equal_views(vm, x, krview_of(other));
    if (!krmemoryview_release(vm, krview_of(other)) || same < 0)
        return KR_RAISED;
    return krbool(same == equal);
}

/// memoryview.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(memoryview___eq__)
{
    return compare(vm, a, true);
}

/// memoryview.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(memoryview___ne__)
{
    return compare(vm, a, false);
}

/// memoryview.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(memoryview___hash__)
{
    KrMemoryView *m = krview_of(a[0]);
    uint64_t unused;
    if (m->hash)
        return krint_from(vm, (int64_t)m->hash);
    if (!krmemoryview_alive(vm, m))
        return KR_RAISED;
    if (!m->readonly)
        return krraise(vm, KR_T_ValueError, "cannot hash writable memoryview object");
    char format = krmemoryview_format(m);
    if (format != 'B' && format != 'b' && format != 'c')
        return krraise(vm, KR_T_ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    if (m->base != KR_EMPTY && !krobj_hash(vm, m->base, &unused))
        return KR_RAISED;
    KrBytes *b = to_bytes(vm, m, false);
    if (!b)
        return KR_RAISED;
    m->hash = krbytes_hash(b);
    return krint_from(vm, (int64_t)m->hash);
}

/// memoryview.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(memoryview___repr__)
{
    bool released = krview_of(a[0])->base == KR_EMPTY;
    return krvalue_or_raised(krstr_printf(vm, "<%smemory at %p>", released ? "released " : "", (void *)(uintptr_t)a[0]));
}

/// @classmethod memoryview.__class_getitem__(cls, item, /)
KR_NATIVE(memoryview___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}
