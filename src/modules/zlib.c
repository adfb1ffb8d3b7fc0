/* SPDX-License-Identifier: MIT
 * The module _zlib: streams of the library zlib, on which the module zlib builds. */
#include "modules/zlib.h"

#include "object/bytes.h"
#include "object/iter.h"

/// module _zlib
/// Streams for the module zlib.

/// class zlib_Stream(deflate, level, wbits, memLevel, strategy, zdict)
/// One stream, in or out.

static KrZlibStream *self(KrValue *a)
{
    return (KrZlibStream *)kras_obj(a[0]);
}

#ifdef KR_HAVE_ZLIB

enum { PREFIX = 16, INPUT_MOST = 1 << 30, FIRST_ROOM = 16384 };

/* zlib frees without saying how much: the size stands in front. */
static void *take(void *vm, unsigned items, unsigned size)
{
    size_t n = (size_t)items * size + PREFIX;
    size_t *p = kralloc_new(&((KrVm *)vm)->alloc, n);
    if (!p)
        return NULL;
    *p = n;
    return (char *)p + PREFIX;
}

static void give(void *vm, void *p)
{
    if (p)
        kralloc_free(&((KrVm *)vm)->alloc, (char *)p - PREFIX, *(size_t *)(void *)((char *)p - PREFIX));
}

void krfree_zlib_Stream(KrVm *vm, KrObj *o)
{
    KrZlibStream *s = (KrZlibStream *)o;
    (void)vm;
    if (s->open)
        s->deflate ? deflateEnd(&s->z) : inflateEnd(&s->z);
    s->open = false;
}

static KrValue fail(KrVm *vm, const char *what, int code, const char *message)
{
    KrValue module = krmodule_import(vm, "zlib");
    KrValue cls = module == KR_RAISED ? KR_RAISED : krobj_getattr(vm, module, KR_NAME(error));
    KR_TRY(cls);
    if (code == Z_MEM_ERROR)
        return krraise_memory(vm);
    if (!message)
        message = code == Z_BUF_ERROR ? "incomplete or truncated stream" : code == Z_STREAM_ERROR ? "inconsistent stream state" : "invalid input data";
    KrValue text = krvalue_or_raised(krstr_printf(vm, "Error %d %s: %s", code, what, message));
    KrValue error = text == KR_RAISED ? KR_RAISED : krcall(vm, cls, &text, 1);
    return error == KR_RAISED ? KR_RAISED : krraise_exc(vm, error);
}

static KrValue open_stream(KrVm *vm, KrValue *a)
{
    int64_t number[5];
    for (int i = 0; i < 5; i++)
        if (!krobj_as_i64(vm, a[1 + i], &number[i], false))
            return KR_RAISED;
    const uint8_t *dictionary = NULL;
    size_t size = 0;
    if (a[6] != KR_NONE && !krbuffer_get(vm, a[6], &dictionary, &size))
        return KR_RAISED;
    KrZlibStream *s = krobj_new(vm, kras_type(a[0]));
    if (!s || !krheap_watch(vm, &s->h))
        return KR_RAISED;
    s->deflate = number[0];
    s->z = (z_stream){.zalloc = take, .zfree = give, .opaque = vm};
    int code = s->deflate ? deflateInit2(&s->z, (int)number[1], Z_DEFLATED, (int)number[2], (int)number[3], (int)number[4])
                          : inflateInit2(&s->z, (int)number[2]);
    if (code == Z_STREAM_ERROR)
        return krraise(vm, KR_T_ValueError, "Invalid initialization option");
    if (code != Z_OK)
        return fail(vm, "while creating a stream", code, s->z.msg);
    s->open = true;
    /* A raw stream wants its dictionary at once, another asks for it. */
    if (dictionary && (s->deflate || number[2] < 0)) {
        code = s->deflate ? deflateSetDictionary(&s->z, dictionary, (unsigned)size) : inflateSetDictionary(&s->z, dictionary, (unsigned)size);
        if (code != Z_OK)
            return krraise(vm, KR_T_ValueError, "Invalid dictionary");
    }
    return krvalue(s);
}

static bool grow(KrVm *vm, KrRaw **room, size_t *size)
{
    size_t wanted = *size ? *size * 2 : FIRST_ROOM;
    KrRaw *larger = krheap_raw(vm, wanted);
    if (!larger)
        return false;
    if (*size)
        memcpy(larger->data, (*room)->data, *size);
    *room = larger;
    *size = wanted;
    return true;
}

/* One call of zlib; a dictionary that is asked for is given. */
static int step(KrZlibStream *s, int flush, const uint8_t *dictionary, size_t size)
{
    if (s->deflate)
        return deflate(&s->z, flush);
    int code = inflate(&s->z, flush);
    if (code == Z_NEED_DICT && dictionary && inflateSetDictionary(&s->z, dictionary, (unsigned)size) == Z_OK)
        code = inflate(&s->z, flush);
    return code;
}

static KrValue run(KrVm *vm, KrValue *a)
{
    KrZlibStream *s = self(a);
    const uint8_t *data, *dictionary = NULL;
    size_t size, words = 0, room_size = 0, made = 0;
    int64_t flush, most;
    if (!krbuffer_get(vm, a[1], &data, &size) || !krobj_as_i64(vm, a[2], &flush, false) || !krobj_as_i64(vm, a[3], &most, false))
        return KR_RAISED;
    if (a[4] != KR_NONE && !krbuffer_get(vm, a[4], &dictionary, &words))
        return KR_RAISED;
    KrRaw *room = NULL;
    int code = Z_OK;
    do {
        size_t part = size > INPUT_MOST ? INPUT_MOST : size;
        if (made == room_size && !grow(vm, &room, &room_size))
            return KR_RAISED;
        size_t space = room_size - made;
        if (most && space > (size_t)most - made)
            space = (size_t)most - made;
        s->z.next_in = (Bytef *)(uintptr_t)data;
        s->z.avail_in = (unsigned)part;
        s->z.next_out = (Bytef *)room->data + made;
        s->z.avail_out = (unsigned)space;
        code = step(s, part < size ? Z_NO_FLUSH : (int)flush, dictionary, words);
        data += part - s->z.avail_in;
        size -= part - s->z.avail_in;
        made += space - s->z.avail_out;
        if (!krcharge(vm, (int64_t)(space / 64)))
            return KR_RAISED;
        /* Told to finish, inflate calls a full buffer an error. */
        if (code != Z_OK && !(code == Z_BUF_ERROR && !s->z.avail_out))
            break;
    } while ((!most || made < (size_t)most) && (size || !s->z.avail_out));
    s->left = (int64_t)size;
    s->ended = code == Z_STREAM_END;
    if (code != Z_OK && code != Z_BUF_ERROR && code != Z_STREAM_END)
        return fail(vm, s->deflate ? "while compressing data" : "while decompressing data", code, s->z.msg);
    return krvalue_or_raised(krbytes_new(vm, room->data, made));
}

static KrValue copy(KrVm *vm, KrValue *a)
{
    KrZlibStream *s = self(a), *t = krobj_new(vm, krtype_of(vm, a[0]));
    if (!t || !krheap_watch(vm, &t->h))
        return KR_RAISED;
    int code = s->deflate ? deflateCopy(&t->z, &s->z) : inflateCopy(&t->z, &s->z);
    if (code != Z_OK)
        return code == Z_STREAM_ERROR ? krraise(vm, KR_T_ValueError, "Inconsistent stream state") : fail(vm, "while copying", code, s->z.msg);
    t->deflate = s->deflate;
    t->ended = s->ended;
    t->left = s->left;
    t->open = true;
    return krvalue(t);
}

static bool sum_arguments(KrVm *vm, KrValue *a, const uint8_t **data, size_t *size, uint32_t *start)
{
    int64_t i;
    if (!krbuffer_get(vm, a[0], data, size) || !krobj_as_i64(vm, a[1], &i, false) || !krcharge(vm, (int64_t)(*size / 256)))
        return false;
    *start = (uint32_t)i;
    return true;
}

static KrValue sum_adler32(KrVm *vm, KrValue *a)
{
    const uint8_t *data;
    size_t size;
    uint32_t start;
    return sum_arguments(vm, a, &data, &size, &start) ? krsmall((int64_t)adler32_z(start, data, size)) : KR_RAISED;
}

static KrValue sum_crc32(KrVm *vm, KrValue *a)
{
    const uint8_t *data;
    size_t size;
    uint32_t start;
    return sum_arguments(vm, a, &data, &size, &start) ? krsmall((int64_t)crc32_z(start, data, size)) : KR_RAISED;
}

static KrValue version(KrVm *vm, KrValue *a)
{
    (void)a;
    return krvalue_or_raised(krstr_text(vm, zlibVersion()));
}

#else

static KrValue missing(KrVm *vm, KrValue *a)
{
    (void)a;
    return krraise(vm, KR_T_NotImplementedError, "this krait was built without zlib");
}

static KrValue version(KrVm *vm, KrValue *a)
{
    (void)vm;
    (void)a;
    return KR_NONE;
}

void krfree_zlib_Stream(KrVm *vm, KrObj *o)
{
    (void)vm;
    (void)o;
}

#define open_stream missing
#define run missing
#define copy missing
#define sum_adler32 missing
#define sum_crc32 missing

#endif

/// zlib_Stream.__new__(cls, deflate, level, wbits, memLevel, strategy, zdict, /)
/// Open a stream.
KR_NATIVE(zlib_Stream___new__)
{
    return open_stream(vm, a);
}

/// zlib_Stream.run(self, data, flush, most, zdict, /)
/// Return what data becomes, at most so many bytes of it (0: all).
KR_NATIVE(zlib_Stream_run)
{
    return run(vm, a);
}

/// zlib_Stream.copy(self, /)
/// Return another stream in the same state.
KR_NATIVE(zlib_Stream_copy)
{
    return copy(vm, a);
}

/// _zlib.adler32(data, value, /)
/// The Adler-32 check sum of data, going on from a value of 32 bits.
KR_NATIVE(_zlib_adler32)
{
    return sum_adler32(vm, a);
}

/// _zlib.crc32(data, value, /)
/// The CRC-32 check sum of data, going on from a value of 32 bits.
KR_NATIVE(_zlib_crc32)
{
    return sum_crc32(vm, a);
}

/// _zlib.version()
/// The version of zlib, or None in a build without it.
KR_NATIVE(_zlib_version)
{
    return version(vm, a);
}

/// zlib_Stream.ended
/// Whether the stream's end was reached.
KR_NATIVE(zlib_Stream_get_ended)
{
    return krbool(self(a)->ended);
}

/// zlib_Stream.left
/// How many bytes of the last input were not read.
KR_NATIVE(zlib_Stream_get_left)
{
    return krsmall(self(a)->left);
}
