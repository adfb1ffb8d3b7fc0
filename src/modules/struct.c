/* SPDX-License-Identifier: MIT
 * The module _struct: formats and the functions on them. */
#include "modules/struct.h"

#include "modules/state.h"
#include "object/iter.h"

/// module _struct
/// Functions to convert between Python values and C structs, for the module struct.

KrValue krstruct_error(KrVm *vm, const char *format, ...)
{
    KrBuf b = krbuf_init(&vm->alloc);
    va_list args;
    va_start(args, format);
    bool ok = krbuf_format(vm, &b, format, args);
    va_end(args);
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    KrValue text = krvalue_or_raised(krstr_from_buf(vm, &b));
    KrValue module = text == KR_RAISED ? KR_RAISED : krmodule_import(vm, "struct");
    KrValue cls = module == KR_RAISED ? KR_RAISED : krobj_getattr(vm, module, KR_NAME(error));
    KrValue error = cls == KR_RAISED ? KR_RAISED : krcall(vm, cls, &text, 1);
    return error == KR_RAISED ? KR_RAISED : krraise_exc(vm, error);
}

/* ---- formats -------------------------------------------------------------------------------------------------- */

/* The size of a code, which is its alignment too; 0 if there is no such code. */
static size_t size_of(char code, bool native)
{
    switch (code) {
    case 'x':
    case 'c':
    case 'b':
    case 'B':
    case '?':
    case 's':
    case 'p':
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
        return native ? sizeof(long) : 4;
    case 'q':
    case 'Q':
    case 'd':
        return 8;
    case 'n':
    case 'N':
    case 'P':
        return native ? sizeof(size_t) : 0;
    default:
        return 0;
    }
}

typedef struct Format {
    KrVm *vm;
    const char *p, *end;
    bool big, native;
    size_t size, nvalues;
    KrBuf items;
} Format;

static void read_order(Format *f)
{
    const bool host_big = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
    f->big = host_big;
    f->native = true;
    if (f->p == f->end || !memchr("@=<>!", *f->p, 5))
        return;
    char order = *f->p++;
    f->native = order == '@';
    f->big = order == '<' ? false : order == '>' || order == '!' ? true : host_big;
}

/* The count before a code; 1 if there is none. */
static bool read_count(Format *f, size_t *count)
{
    *count = 1;
    if (*f->p < '0' || *f->p > '9')
        return true;
    size_t n = 0;
    while (f->p < f->end && *f->p >= '0' && *f->p <= '9') {
        if (n > ((size_t)INT64_MAX - (size_t)(*f->p - '0')) / 10)
            return krstruct_error(f->vm, "total struct size too long"), false;
        n = n * 10 + (size_t)(*f->p++ - '0');
    }
    if (f->p == f->end)
        return krstruct_error(f->vm, "repeat count given without format specifier"), false;
    *count = n;
    return true;
}

static bool add_item(Format *f, char code, size_t count)
{
    size_t size = size_of(code, f->native), start = f->size, bytes;
    if (!size)
        return krstruct_error(f->vm, "bad char in struct format"), false;
    if (f->native)
        start = (start + size - 1) / size * size;
    if (__builtin_mul_overflow(size, count, &bytes) || bytes > (size_t)INT64_MAX - start)
        return krstruct_error(f->vm, "total struct size too long"), false;
    f->size = start + bytes;
    if (code == 'x')
        return true;
    bool whole = code == 's' || code == 'p';
    KrStructItem item = {code, whole ? count : size, whole ? 1 : count, start};
    if (item.repeat)
        krbuf_add(&f->items, &item, sizeof item);
    f->nvalues += item.repeat;
    return true;
}

static bool read_format(Format *f)
{
    read_order(f);
    while (f->p < f->end) {
        size_t count;
        if ((*f->p == ' ' || (*f->p >= '\t' && *f->p <= '\r'))) {
            f->p++;
            continue;
        }
        if (!*f->p)
            return krstruct_error(f->vm, "embedded null character"), false;
        if (!krcharge(f->vm, 1) || !read_count(f, &count) || !add_item(f, *f->p++, count))
            return false;
    }
    return !f->items.failed || (krraise_memory(f->vm), false);
}

static bool fill_struct(KrVm *vm, KrStruct *s, KrStr *format)
{
    Format f = {.vm = vm, .p = krstr_data(format), .end = krstr_data(format) + format->size, .items = krbuf_init(&vm->alloc)};
    bool ok = read_format(&f);
    KrRaw *items = ok ? krheap_raw(vm, f.items.len) : NULL;
    if (items && f.items.len)
        memcpy(items->data, f.items.data, f.items.len);
    s->nitems = f.items.len / sizeof(KrStructItem);
    krbuf_release(&f.items);
    if (!items)
        return false;
    krstore(vm, s, &s->format, krvalue(format));
    krstore(vm, s, &s->items, krvalue(items));
    s->nvalues = f.nvalues;
    s->size = f.size;
    s->big = f.big;
    s->native = f.native;
    return true;
}

/* A format as str: it may be bytes too. */
static KrStr *format_text(KrVm *vm, KrValue v)
{
    if (krbytes_check(vm, v)) {
        KrValue text = krcall_method(vm, v, KR_NAME(decode), (KrValue[]){krvalue_or_raised(krstr_text(vm, "latin-1"))}, 1);
        if (text == KR_RAISED)
            return NULL;
        v = text;
    }
    if (!kris_str(vm, v))
        return krraise(vm, KR_T_TypeError, "Struct() argument 1 must be a str or bytes object, not %T", v), NULL;
    if (krstr_ascii(kras_str(v)))
        return kras_str(v);
    KrValue encoding = krvalue_or_raised(krstr_text(vm, "ascii"));
    if (encoding != KR_RAISED && krcall_method(vm, v, KR_NAME(encode), &encoding, 1) != KR_RAISED)
        krstruct_error(vm, "bad char in struct format");
    return NULL;
}

/* The structure of a format, remembered: programs use few of them. */
static KrStruct *cached(KrVm *vm, KrValue format)
{
    enum { MOST = 100 };
    struct KrModuleState *state = krmodule_state(vm);
    if (!state)
        return NULL;
    if (kris_instance(vm, format, KR_TYPE_OF(Struct)))
        return (KrStruct *)kras_obj(format);
    KrStr *text = format_text(vm, format);
    if (!text)
        return NULL;
    if (state->structs == KR_EMPTY || kras_dict(state->structs)->live >= MOST) {
        KrDict *d = krdict_new(vm);
        if (!d)
            return NULL;
        state->structs = krvalue(d);
    }
    KrValue known = krdict_get(vm, kras_dict(state->structs), krvalue(text));
    if (known != KR_EMPTY)
        return known == KR_RAISED ? NULL : (KrStruct *)kras_obj(known);
    KrStruct *s = krobj_new(vm, KR_TYPE_OF(Struct));
    if (!s || !fill_struct(vm, s, text) || !krdict_set(vm, kras_dict(state->structs), krvalue(text), krvalue(s)))
        return NULL;
    return s;
}

/* ---- operations ------------------------------------------------------------------------------------------------ */

static bool check_count(KrVm *vm, const KrStruct *s, const char *name, uint32_t given)
{
    if (given == s->nvalues)
        return true;
    krstruct_error(vm, "%s expected %zu items for packing (got %u)", name, s->nvalues, given);
    return false;
}

static KrValue pack(KrVm *vm, const KrStruct *s, const KrValue *values, uint32_t count)
{
    KrBytes *b = check_count(vm, s, "pack", count) ? krbytes_new(vm, NULL, s->size) : NULL;
    return b && krstruct_pack(vm, s, values, b->at) ? krvalue(b) : KR_RAISED;
}

/* The offset counted from the start; what it is `for` is named in errors. */
static bool check_offset(KrVm *vm, const KrStruct *s, int64_t offset, size_t size, const char *function, const char *doing, size_t *at)
{
    int64_t from = offset;
    bool packing = function[0] == 'p';
    if (offset < 0) {
        if (offset + (int64_t)s->size > 0) {
            krstruct_error(vm, packing ? "no space to pack %zu bytes at offset %lld" : "not enough data to unpack %zu bytes at offset %lld",
                           s->size, (long long)offset);
            return false;
        }
        from += (int64_t)size;
        if (from < 0) {
            krstruct_error(vm, "offset %lld out of range for %zu-byte buffer", (long long)offset, size);
            return false;
        }
    }
    *at = (size_t)from;
    if (*at <= size && size - *at >= s->size)
        return true;
    krstruct_error(vm, "%s requires a buffer of at least %zu bytes for %s %zu bytes at offset %lld (actual buffer size is %zu)", function,
                   *at + s->size, doing, s->size, (long long)from, size);
    return false;
}

static KrValue pack_into(KrVm *vm, const KrStruct *s, const KrValue *args, uint32_t count)
{
    uint8_t *data;
    size_t size, at;
    int64_t offset;
    if (count < 2)
        return krstruct_error(vm, count ? "pack_into expected offset argument" : "pack_into expected buffer argument");
    if (!check_count(vm, s, "pack_into", count - 2) || !krobj_as_i64(vm, args[1], &offset, false))
        return KR_RAISED;
    if (!krbuffer_get_writable(vm, args[0], &data, &size)) {
        if (!krpending_is(vm, KR_T_TypeError) && !krpending_is(vm, KR_T_BufferError))
            return KR_RAISED;
        krpending_clear(vm);
        return krraise(vm, KR_T_TypeError, "argument must be read-write bytes-like object, not %T", args[0]);
    }
    if (!check_offset(vm, s, offset, size, "pack_into", "packing", &at))
        return KR_RAISED;
    /* Arguments may run Python code, which may resize the buffer: into a copy first. */
    KrBytes *b = krbytes_new(vm, NULL, s->size);
    if (!b || !krstruct_pack(vm, s, args + 2, b->at) || !krbuffer_get_writable(vm, args[0], &data, &size) ||
        !check_offset(vm, s, offset, size, "pack_into", "packing", &at))
        return KR_RAISED;
    memcpy(data + at, b->at, s->size);
    return KR_NONE;
}

static KrValue unpack(KrVm *vm, const KrStruct *s, KrValue buffer)
{
    const uint8_t *data;
    size_t size;
    if (!krbuffer_get(vm, buffer, &data, &size))
        return KR_RAISED;
    if (size != s->size)
        return krstruct_error(vm, "unpack requires a buffer of %zu bytes", s->size);
    return krstruct_unpack(vm, s, data);
}

static KrValue unpack_from(KrVm *vm, const KrStruct *s, KrValue buffer, KrValue offset_value)
{
    const uint8_t *data;
    size_t size, at;
    int64_t offset = 0;
    if ((offset_value != KR_EMPTY && !krobj_as_i64(vm, offset_value, &offset, false)) || !krbuffer_get(vm, buffer, &data, &size) ||
        !check_offset(vm, s, offset, size, "unpack_from", "unpacking", &at))
        return KR_RAISED;
    return krstruct_unpack(vm, s, data + at);
}

static KrValue iter_unpack(KrVm *vm, KrStruct *s, KrValue buffer)
{
    const uint8_t *data;
    size_t size;
    if (!krbuffer_get(vm, buffer, &data, &size))
        return KR_RAISED;
    if (s->size == 0)
        return krstruct_error(vm, "cannot iteratively unpack with a struct of length 0");
    if (size % s->size)
        return krstruct_error(vm, "iterative unpacking requires a buffer of a multiple of %zu bytes", s->size);
    KrStructIter *it = krobj_new(vm, KR_TYPE_OF(unpack_iterator));
    if (!it)
        return KR_RAISED;
    KR_STORE_PTR(vm, it, &it->of, s);
    krstore(vm, it, &it->buffer, buffer);
    return krvalue(it);
}

/* ---- the classes ------------------------------------------------------------------------------------------------ */

static KrStruct *as_struct(KrValue v)
{
    return (KrStruct *)kras_obj(v);
}

/* A structure whose __init__ has run. */
static KrStruct *ready(KrVm *vm, KrValue v)
{
    KrStruct *s = as_struct(v);
    if (s->items == KR_EMPTY)
        return krraise(vm, KR_T_RuntimeError, "Struct object is not initialized"), NULL;
    return s;
}

/// class Struct(format)
/// Create a compiled struct object: values are written to and read from bytes as the format says.

/// Struct.__init__(self, /, format)
KR_NATIVE(Struct___init__)
{
    KrStr *text = format_text(vm, a[1]);
    return text && fill_struct(vm, as_struct(a[0]), text) ? KR_NONE : KR_RAISED;
}

/// Struct.pack(self, /, *args)
/// Return bytes of the values, as the format says.
KR_NATIVE(Struct_pack)
{
    KrStruct *s = ready(vm, a[0]);
    return s ? pack(vm, s, a + 1, n - 1) : KR_RAISED;
}

/// Struct.pack_into(self, /, *args)
/// pack_into(buffer, offset, v1, v2, ...): write the values into a writable buffer.
KR_NATIVE(Struct_pack_into)
{
    KrStruct *s = ready(vm, a[0]);
    return s ? pack_into(vm, s, a + 1, n - 1) : KR_RAISED;
}

/// Struct.unpack(self, buffer, /)
/// Return a tuple of the values in the buffer, whose size must be that of the struct.
KR_NATIVE(Struct_unpack)
{
    KrStruct *s = ready(vm, a[0]);
    return s ? unpack(vm, s, a[1]) : KR_RAISED;
}

/// Struct.unpack_from(self, /, buffer, offset=0)
/// Return a tuple of the values that stand in the buffer at an offset.
KR_NATIVE(Struct_unpack_from)
{
    KrStruct *s = ready(vm, a[0]);
    return s ? unpack_from(vm, s, a[1], a[2]) : KR_RAISED;
}

/// Struct.iter_unpack(self, buffer, /)
/// Return an iterator over the tuples of a buffer that holds several of them.
KR_NATIVE(Struct_iter_unpack)
{
    KrStruct *s = ready(vm, a[0]);
    return s ? iter_unpack(vm, s, a[1]) : KR_RAISED;
}

/// Struct.format
/// struct format string
KR_NATIVE(Struct_get_format)
{
    KrStruct *s = ready(vm, a[0]);
    return s ? s->format : KR_RAISED;
}

/// Struct.size
/// struct size in bytes
KR_NATIVE(Struct_get_size)
{
    KrStruct *s = ready(vm, a[0]);
    return s ? krint_from(vm, (int64_t)s->size) : KR_RAISED;
}

/// Struct.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(Struct___repr__)
{
    KrStruct *s = ready(vm, a[0]);
    return s ? krvalue_or_raised(krstr_printf(vm, "%N(%R)", krtype_of(vm, a[0]), s->format)) : KR_RAISED;
}

/// unpack_iterator.__iter__(self, /)
KR_NATIVE(unpack_iterator___iter__)
{
    return a[0];
}

/// unpack_iterator.__next__(self, /)
KR_NATIVE(unpack_iterator___next__)
{
    KrStructIter *it = (KrStructIter *)kras_obj(a[0]);
    const uint8_t *data;
    size_t size;
    if (it->of == KR_EMPTY)
        return KR_EMPTY;
    if (!krbuffer_get(vm, it->buffer, &data, &size))
        return KR_RAISED;
    KrStruct *s = as_struct(it->of);
    if (size < s->size || it->at > size - s->size) {
        krstore(vm, it, &it->of, KR_EMPTY);
        krstore(vm, it, &it->buffer, KR_EMPTY);
        return KR_EMPTY;
    }
    it->at += s->size;
    return krstruct_unpack(vm, s, data + it->at - s->size);
}

/// unpack_iterator.__length_hint__(self, /)
KR_NATIVE(unpack_iterator___length_hint__)
{
    KrStructIter *it = (KrStructIter *)kras_obj(a[0]);
    const uint8_t *data;
    size_t size;
    if (it->of == KR_EMPTY)
        return krsmall(0);
    if (!krbuffer_get(vm, it->buffer, &data, &size))
        return KR_RAISED;
    return krsmall((int64_t)((size - (it->at < size ? it->at : size)) / as_struct(it->of)->size));
}

/* ---- functions ------------------------------------------------------------------------------------------------- */

/// _struct.calcsize(format, /)
/// Return size in bytes of the struct described by the format string.
KR_NATIVE(_struct_calcsize)
{
    KrStruct *s = cached(vm, a[0]);
    return s ? krint_from(vm, (int64_t)s->size) : KR_RAISED;
}

/// _struct.pack(*args)
/// pack(format, v1, v2, ...) -> bytes: the values as the format string says.
KR_NATIVE(_struct_pack)
{
    if (n == 0)
        return krraise(vm, KR_T_TypeError, "missing format argument");
    KrStruct *s = cached(vm, a[0]);
    return s ? pack(vm, s, a + 1, n - 1) : KR_RAISED;
}

/// _struct.pack_into(*args)
/// pack_into(format, buffer, offset, v1, v2, ...): write the values into a writable buffer.
KR_NATIVE(_struct_pack_into)
{
    if (n == 0)
        return krraise(vm, KR_T_TypeError, "missing format argument");
    KrStruct *s = cached(vm, a[0]);
    return s ? pack_into(vm, s, a + 1, n - 1) : KR_RAISED;
}

/// _struct.unpack(format, buffer, /)
/// Return a tuple of the values that the buffer holds, unpacked as the format string says.
KR_NATIVE(_struct_unpack)
{
    KrStruct *s = cached(vm, a[0]);
    return s ? unpack(vm, s, a[1]) : KR_RAISED;
}

/// _struct.unpack_from(format, /, buffer, offset=0)
/// Return a tuple of the values that stand in the buffer at an offset.
KR_NATIVE(_struct_unpack_from)
{
    KrStruct *s = cached(vm, a[0]);
    return s ? unpack_from(vm, s, a[1], a[2]) : KR_RAISED;
}

/// _struct.iter_unpack(format, buffer, /)
/// Return an iterator over the tuples of a buffer that holds several of them.
KR_NATIVE(_struct_iter_unpack)
{
    KrStruct *s = cached(vm, a[0]);
    return s ? iter_unpack(vm, s, a[1]) : KR_RAISED;
}

/// _struct._clearcache()
/// Clear the internal cache.
KR_NATIVE(_struct__clearcache)
{
    struct KrModuleState *state = krmodule_state(vm);
    if (!state)
        return KR_RAISED;
    state->structs = KR_EMPTY;
    return KR_NONE;
}

KR_MODULE_INIT(_struct)
{
    return krmodule_set(vm, module, "Struct", krvalue(KR_TYPE_OF(Struct)));
}
