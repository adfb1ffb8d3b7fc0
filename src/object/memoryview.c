/* SPDX-License-Identifier: MIT
 * memoryview: making, releasing and casting views, their attributes. */
#include "object/memview.h"

#include "object/args.h"
#include "object/func.h"
#include "object/int.h"
#include "object/str.h"

#include <string.h>

void krtrace_memoryview(KrTracer *t, KrObj *o)
{
    KrMemoryView *m = (KrMemoryView *)o;
    krtrace_value(t, m->base);
    krtrace_value(t, m->format);
    if (m->base != KR_EMPTY) /* the buffer that a bytearray had when the view was made */
        krtrace_words(t, &m->data, 1);
}

/* ---- exports --------------------------------------------------------------------------------- */

/* Whether the bytearray still has the buffer that the view shows. */
static bool is_shared(const KrByteArray *b, const KrMemoryView *m)
{
    const uint8_t *at = b->buffer ? (const uint8_t *)b->buffer->data : NULL;
    return !at || (m->data >= at && m->data <= at + b->buffer->size);
}

static void unexport(KrVm *vm, KrMemoryView *m)
{
    if (m->base != KR_EMPTY && krbytearray_check(vm, m->base)) {
        KrByteArray *b = (KrByteArray *)kras_obj(m->base);
        if (b->exports && is_shared(b, m))
            b->exports--;
    }
    m->base = KR_EMPTY;
}

void krfree_memoryview(KrVm *vm, KrObj *o)
{
    /* The base is not swept yet, even if it dies in the same collection. */
    unexport(vm, (KrMemoryView *)o);
}

bool krmemoryview_release(KrVm *vm, KrMemoryView *m)
{
    if (m->exports) {
        krraise(vm, KR_T_BufferError, "memoryview has %u exported buffer%s", m->exports, m->exports == 1 ? "" : "s");
        return false;
    }
    unexport(vm, m);
    return true;
}

static KrMemoryView *blank(KrVm *vm, KrValue base)
{
    KrMemoryView *m = krobj_new(vm, KR_TYPE_OF(memoryview));
    if (!m)
        return NULL;
    krstore(vm, m, &m->format, krvalue(krstr_char(vm, 'B')));
    if (krbytearray_check(vm, base)) {
        if (!krheap_watch(vm, &m->h))
            return NULL;
        ((KrByteArray *)kras_obj(base))->exports++;
    }
    krstore(vm, m, &m->base, base);
    return m;
}

KrValue krmemoryview_over(KrVm *vm, KrValue owner, uint8_t *data, size_t n, bool readonly)
{
    KrMemoryView *m = blank(vm, owner);
    if (!m)
        return KR_RAISED;
    m->data = data;
    m->len = m->shape[0] = (int64_t)n;
    m->itemsize = m->strides[0] = m->ndim = 1;
    m->readonly = readonly;
    return krvalue(m);
}

KrMemoryView *krmemoryview_copy(KrVm *vm, KrMemoryView *of)
{
    if (!krmemoryview_alive(vm, of))
        return NULL;
    KrMemoryView *m = blank(vm, of->base);
    if (!m)
        return NULL;
    krstore(vm, m, &m->format, of->format);
    m->data = of->data;
    m->len = of->len;
    m->itemsize = of->itemsize;
    m->ndim = of->ndim;
    memcpy(m->shape, of->shape, sizeof m->shape);
    memcpy(m->strides, of->strides, sizeof m->strides);
    m->readonly = of->readonly;
    return m;
}

KrValue krmemoryview_new(KrVm *vm, KrValue object)
{
    if (krbytes_check(vm, object))
        return krmemoryview_over(vm, object, kras_bytes(object)->at, kras_bytes(object)->n, true);
    if (krbytearray_check(vm, object)) {
        KrByteArray *b = (KrByteArray *)kras_obj(object);
        return krmemoryview_over(vm, object, krbytearray_data(b), b->n, false);
    }
    if (kris_exact(object, KR_T_memoryview))
        return krvalue_or_raised(krmemoryview_copy(vm, (KrMemoryView *)kras_obj(object)));
    if (krdunder(vm, krtype_of(vm, object), KR_D_buffer) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "memoryview: a bytes-like object is required, not '%T'", object);
    KrValue flags = krsmall(KR_BUF_FULL_RO), v = krcall_dunder(vm, KR_D_buffer, object, &flags, 1);
    if (v == KR_RAISED || kris_exact(v, KR_T_memoryview))
        return v;
    return krraise(vm, KR_T_TypeError, "__buffer__ returned non-memoryview object");
}

/// class memoryview(object)
/// Create a new memoryview object which references the given object.

/// memoryview.__new__(cls, object)
KR_NATIVE(memoryview___new__)
{
    if (a[0] != krvalue(KR_TYPE_OF(memoryview)))
        return krraise(vm, KR_T_TypeError, "memoryview.__new__(X): X is not memoryview");
    return krmemoryview_new(vm, a[1]);
}

/// @classmethod memoryview._from_flags(cls, object, flags)
/// Create a new memoryview object which references the given object.
KR_NATIVE(memoryview__from_flags)
{
    KrValue v = krmemoryview_new(vm, a[1]);
    int64_t flags;
    if (v == KR_RAISED || !krobj_as_i64(vm, a[2], &flags, false))
        return KR_RAISED;
    if (flags & KR_BUF_WRITABLE && ((KrMemoryView *)kras_obj(v))->readonly)
        return krraise(vm, KR_T_BufferError, "Object is not writable.");
    return v;
}

/// memoryview.__buffer__(self, flags, /)
/// Return a view of the same memory.
KR_NATIVE(memoryview___buffer__)
{
    return krmemoryview_new(vm, a[0]);
}

/// memoryview.__release_buffer__(self, buffer, /)
/// Release a view that __buffer__ gave.
KR_NATIVE(memoryview___release_buffer__)
{
    if (!kris_exact(a[1], KR_T_memoryview))
        return krraise(vm, KR_T_TypeError, "expected a memoryview object");
    return krmemoryview_release(vm, krview_of(a[1])) ? KR_NONE : KR_RAISED;
}

/// memoryview.release(self, /)
/// Release the underlying buffer exposed by the memoryview object.
KR_NATIVE(memoryview_release)
{
    return krmemoryview_release(vm, krview_of(a[0])) ? KR_NONE : KR_RAISED;
}

/// memoryview.__enter__(self, /)
KR_NATIVE(memoryview___enter__)
{
    return krmemoryview_alive(vm, krview_of(a[0])) ? a[0] : KR_RAISED;
}

/// memoryview.__exit__(self, /, *args)
/// Release the underlying buffer exposed by the memoryview object.
KR_NATIVE(memoryview___exit__)
{
    return krmemoryview_release(vm, krview_of(a[0])) ? KR_NONE : KR_RAISED;
}

/// memoryview.toreadonly(self, /)
/// Return a readonly version of the memoryview.
KR_NATIVE(memoryview_toreadonly)
{
    KrMemoryView *m = krmemoryview_copy(vm, krview_of(a[0]));
    if (m)
        m->readonly = true;
    return krvalue_or_raised(m);
}

/* ---- cast ------------------------------------------------------------------------------------ */

int64_t krformat_size(char c)
{
    switch (c) {
    case 'b':
    case 'B':
    case 'c':
    case '?':
        return 1;
    case 'h':
    case 'H':
    case 'e':
        return 2;
    case 'i':
    case 'I':
    case 'f':
        return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'd':
    case 'P':
        return 8;
    default:
        return 0;
    }
}

char krmemoryview_format(const KrMemoryView *m)
{
    const KrStr *s = kras_str(m->format);
    const char *p = krstr_data(s);
    size_t skip = s->size && *p == '@';
    return s->size == skip + 1 && krformat_size(p[skip]) ? p[skip] : 0;
}

static bool is_byte(char format)
{
    return format == 'B' || format == 'b' || format == 'c';
}

static bool cast_format(KrVm *vm, KrMemoryView *m, KrValue format)
{
    char old = krmemoryview_format(m), new;
    if (!old)
        return krraise(vm, KR_T_ValueError,
                       "memoryview: source format must be a native single character format prefixed with an optional '@'"),
               false;
    krstore(vm, m, &m->format, format);
    new = krmemoryview_format(m);
    if (!new)
        return krraise(vm, KR_T_ValueError, "memoryview: destination format must be a native single character format "
                                            "prefixed with an optional '@'"),
               false;
    if (!is_byte(old) && !is_byte(new))
        return krraise(vm, KR_T_TypeError, "memoryview: cannot cast between two non-byte formats"), false;
    m->itemsize = krformat_size(new);
    if (m->len % m->itemsize)
        return krraise(vm, KR_T_TypeError, "memoryview: length is not a multiple of itemsize"), false;
    m->ndim = 1;
    m->shape[0] = m->len / m->itemsize;
    m->strides[0] = m->itemsize;
    return true;
}

static bool cast_shape(KrVm *vm, KrMemoryView *m, KrValue shape)
{
    const KrValue *items;
    size_t n;
    KrValue keep;
    if (!kris_kind(vm, shape, KR_TF_LIST) && !kris_kind(vm, shape, KR_TF_TUPLE))
        return krraise(vm, KR_T_TypeError, "shape must be a list or a tuple"), false;
    if (!krseq_items(vm, shape, &items, &n, &keep))
        return false;
    if (n > KR_COUNT(m->shape))
        return krraise(vm, KR_T_ValueError, "memoryview: number of dimensions must not exceed %zu", KR_COUNT(m->shape)),
               false;
    int64_t size = m->itemsize;
    for (size_t i = 0; i < n; i++) {
        if (!krint_check(vm, items[i]))
            return krraise(vm, KR_T_TypeError, "memoryview.cast(): elements of shape must be integers"), false;
        if (!krint_to_i64(items[i], &m->shape[i]) || m->shape[i] <= 0)
            return krraise(vm, KR_T_ValueError, "memoryview.cast(): elements of shape must be integers > 0"), false;
        if (__builtin_mul_overflow(size, m->shape[i], &size))
            return krraise(vm, KR_T_ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX"), false;
    }
    if (size != m->len)
        return krraise(vm, KR_T_TypeError, "memoryview: product(shape) * itemsize != buffer size"), false;
    m->ndim = (int64_t)n;
    int64_t stride = m->itemsize;
    for (int64_t i = m->ndim - 1; i >= 0; i--) {
        m->strides[i] = stride;
        stride *= m->shape[i];
    }
    return true;
}

/// memoryview.cast(self, /, format, shape=NULL)
/// Cast a memoryview to a new format or shape.
KR_NATIVE(memoryview_cast)
{
    KrMemoryView *self = krview_of(a[0]);
    if (!krmemoryview_alive(vm, self))
        return KR_RAISED;
    if (!kris_str(vm, a[1]))
        return krraise_argument(vm, "cast", "argument 'format'", "str", a[1]);
    if (!krmemoryview_contiguous(self))
        return krraise(vm, KR_T_TypeError, "memoryview: casts are restricted to C-contiguous views");
    bool shaped = a[2] != KR_EMPTY;
    if ((shaped || self->ndim != 1) && self->len == 0)
        return krraise(vm, KR_T_TypeError, "memoryview: cannot cast view with zeros in shape or strides");
    if (shaped && self->ndim != 1 && (!kris_kind(vm, a[2], KR_TF_LIST | KR_TF_TUPLE) || krobj_len(vm, a[2]) != 1))
        return krraise(vm, KR_T_TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    KrMemoryView *m = krmemoryview_copy(vm, self);
    if (!m || !cast_format(vm, m, a[1]) || (shaped && !cast_shape(vm, m, a[2])))
        return KR_RAISED;
    return krvalue(m);
}

/* ---- attributes ------------------------------------------------------------------------------ */

static KrMemoryView *alive(KrVm *vm, KrValue v)
{
    return krmemoryview_alive(vm, krview_of(v)) ? krview_of(v) : NULL;
}

/// memoryview.obj
/// The underlying object of the memoryview.
KR_NATIVE(memoryview_get_obj)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? m->base : KR_RAISED;
}

/// memoryview.nbytes
/// The amount of space in bytes that the items would use in a contiguous buffer.
KR_NATIVE(memoryview_get_nbytes)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? krsmall(m->len) : KR_RAISED;
}

/// memoryview.readonly
/// Whether the memory is read only.
KR_NATIVE(memoryview_get_readonly)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? krbool(m->readonly) : KR_RAISED;
}

/// memoryview.itemsize
/// The size in bytes of each item.
KR_NATIVE(memoryview_get_itemsize)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? krsmall(m->itemsize) : KR_RAISED;
}

/// memoryview.format
/// The format of an item, as in the module struct.
KR_NATIVE(memoryview_get_format)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? m->format : KR_RAISED;
}

/// memoryview.ndim
/// The number of dimensions.
KR_NATIVE(memoryview_get_ndim)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? krsmall(m->ndim) : KR_RAISED;
}

static KrValue sizes(KrVm *vm, const int64_t *at, int64_t n)
{
    KrValue items[8];
    for (int64_t i = 0; i < n; i++)
        items[i] = krsmall(at[i]);
    return krvalue_or_raised(krtuple_new(vm, items, (size_t)n));
}

/// memoryview.shape
/// The length of each dimension.
KR_NATIVE(memoryview_get_shape)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? sizes(vm, m->shape, m->ndim) : KR_RAISED;
}

/// memoryview.strides
/// The bytes from one item to the next in each dimension.
KR_NATIVE(memoryview_get_strides)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? sizes(vm, m->strides, m->ndim) : KR_RAISED;
}

/// memoryview.suboffsets
/// An empty tuple: indirect arrays are not made.
KR_NATIVE(memoryview_get_suboffsets)
{
    return alive(vm, a[0]) ? krvalue(vm->empty_tuple) : KR_RAISED;
}

static bool fortran_contiguous(const KrMemoryView *m)
{
    int64_t step = m->itemsize;
    for (int64_t i = 0; m->len && i < m->ndim; i++) {
        if (m->shape[i] != 1 && m->strides[i] != step)
            return false;
        step *= m->shape[i];
    }
    return true;
}

/* What the attributes say: an empty view of one dimension is judged by its stride all the same. */
static bool is_contiguous(const KrMemoryView *m, bool fortran)
{
    if (m->ndim == 1)
        return m->shape[0] == 1 || m->strides[0] == m->itemsize;
    return fortran ? fortran_contiguous(m) : krmemoryview_contiguous(m);
}

/// memoryview.c_contiguous
/// Whether the memory is contiguous in C's order.
KR_NATIVE(memoryview_get_c_contiguous)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? krbool(is_contiguous(m, false)) : KR_RAISED;
}

/// memoryview.f_contiguous
/// Whether the memory is contiguous in Fortran's order.
KR_NATIVE(memoryview_get_f_contiguous)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? krbool(is_contiguous(m, true)) : KR_RAISED;
}

/// memoryview.contiguous
/// Whether the memory is contiguous.
KR_NATIVE(memoryview_get_contiguous)
{
    KrMemoryView *m = alive(vm, a[0]);
    return m ? krbool(is_contiguous(m, false) || is_contiguous(m, true)) : KR_RAISED;
}
