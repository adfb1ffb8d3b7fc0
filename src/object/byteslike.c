/* SPDX-License-Identifier: MIT
 * bytes and bytearray: arguments, what constructors take, search, repetition. */
#include "object/byteslike.h"

#include "object/args.h"
#include "object/codecs.h"
#include "object/func.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/percent.h"
#include "object/search.h"
#include "object/structs.h"

#include <string.h>

KrBytesView krbyteslike_view(KrVm *vm, KrValue self)
{
    if (krbytes_check(vm, self))
        return (KrBytesView){kras_bytes(self)->at, kras_bytes(self)->n};
    KrByteArray *b = (KrByteArray *)kras_obj(self);
    return (KrBytesView){krbytearray_data(b), b->n};
}

KrValue krbyteslike_room(KrVm *vm, KrValue self, size_t n, uint8_t **fill)
{
    if (krbytes_check(vm, self)) {
        KrBytes *b = krbytes_new(vm, NULL, n);
        *fill = b ? b->at : NULL;
        return krvalue_or_raised(b);
    }
    KrByteArray *b = krbytearray_new(vm, NULL, n);
    *fill = b ? krbytearray_data(b) : NULL;
    return krvalue_or_raised(b);
}

KrValue krbyteslike_new(KrVm *vm, KrValue self, const uint8_t *p, size_t n)
{
    uint8_t *fill;
    if (kris_exact(self, KR_T_bytes) && kras_bytes(self)->n == n && kras_bytes(self)->at == p)
        return self;
    KrValue v = krbyteslike_room(vm, self, n, &fill);
    if (v != KR_RAISED && n)
        memcpy(fill, p, n);
    return v;
}

bool krbyteslike_arg(KrVm *vm, KrValue v, KrBytesView *out)
{
    return krbuffer_get(vm, v, &out->p, &out->n);
}

bool krbyte_value(KrVm *vm, KrValue v, const char *range_message, uint8_t *out)
{
    int64_t i;
    KrValue index = krobj_index(vm, v);
    if (index == KR_RAISED)
        return false;
    if (!krint_to_i64(index, &i) || i < 0 || i > 255)
        return krraise(vm, KR_T_ValueError, "%s", range_message), false;
    *out = (uint8_t)i;
    return true;
}

/* ---- what constructors take ------------------------------------------------------------------ */

typedef struct Collector {
    KrBuf *b;
    const char *message;
} Collector;

static bool collect_item(KrVm *vm, void *user, KrValue item)
{
    Collector *c = user;
    uint8_t byte;
    if (!krbyte_value(vm, item, c->message, &byte))
        return false;
    krbuf_char(c->b, (char)byte);
    return true;
}

bool krbyteslike_collect(KrVm *vm, KrValue source, const char *what, KrBuf *b)
{
    KrBytesView view;
    if (kris_exact(source, KR_T_memoryview)) {
        KrMemoryView *m = (KrMemoryView *)kras_obj(source);
        KrBytes *copy = krmemoryview_alive(vm, m) ? krmemoryview_to_bytes(vm, m) : NULL;
        if (copy)
            krbuf_add(b, copy->at, copy->n);
        return copy != NULL;
    }
    if (krbuffer_check(vm, source)) {
        if (!krbyteslike_arg(vm, source, &view))
            return false;
        krbuf_add(b, view.p, view.n);
        return krcharge(vm, (int64_t)(view.n / 64));
    }
    if (kris_str(vm, source) || (krdunder(vm, krtype_of(vm, source), KR_D_iter) == KR_EMPTY &&
                                 krdunder(vm, krtype_of(vm, source), KR_D_getitem) == KR_EMPTY)) {
        krraise(vm, KR_T_TypeError, "cannot convert '%T' object to %s", source, what);
        return false;
    }
    Collector c = {b, *what == 'b' && what[4] == 's' ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)"};
    return kriter_each(vm, source, collect_item, &c);
}

static bool encode_source(KrVm *vm, KrValue source, KrValue encoding, KrValue errors, KrBuf *b)
{
    if (source == KR_EMPTY || !kris_str(vm, source)) {
        krraise(vm, KR_T_TypeError, "%s without a string argument", encoding != KR_EMPTY ? "encoding" : "errors");
        return false;
    }
    if (encoding == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "string argument without an encoding"), false;
    KrValue v = krcodec_encode_value(vm, source, encoding, errors);
    if (v == KR_RAISED)
        return false;
    krbuf_add(b, kras_bytes(v)->at, kras_bytes(v)->n);
    return true;
}

static bool check_names(KrVm *vm, KrValue encoding, KrValue errors, const char *what)
{
    if (encoding != KR_EMPTY && !kris_str(vm, encoding)) {
        krraise_argument(vm, what, "argument 'encoding'", "str", encoding);
        return false;
    }
    if (errors != KR_EMPTY && !kris_str(vm, errors)) {
        krraise_argument(vm, what, "argument 'errors'", "str", errors);
        return false;
    }
    return true;
}

/* A count of zeros, if the source is an int: 1 done, 0 it is none, -1 error. */
static int zeros_source(KrVm *vm, KrValue source, KrBuf *b)
{
    int64_t n;
    if (!krint_check(vm, source) && krdunder(vm, krtype_of(vm, source), KR_D_index) == KR_EMPTY)
        return 0;
    KrValue index = krobj_index(vm, source);
    if (index == KR_RAISED) {
        if (!krpending_is(vm, KR_T_TypeError))
            return -1;
        krpending_clear(vm);
        return 0;
    }
    if (!krint_to_i64(index, &n))
        return krraise(vm, KR_T_OverflowError, "cannot fit '%T' into an index-sized integer", source), -1;
    if (n < 0)
        return krraise(vm, KR_T_ValueError, "negative count"), -1;
    if ((uint64_t)n > SIZE_MAX / 8 || (n && !krbuf_reserve(b, (size_t)n)))
        return krraise_memory(vm), -1;
    if (n)
        memset(b->data + b->len, 0, (size_t)n);
    b->len += (size_t)n;
    return krcharge(vm, n / 64) ? 1 : -1;
}

bool krbyteslike_source(KrVm *vm, KrValue source, KrValue encoding, KrValue errors, const char *what, KrBuf *b)
{
    if (!check_names(vm, encoding, errors, what))
        return false;
    if (encoding != KR_EMPTY || errors != KR_EMPTY)
        return encode_source(vm, source, encoding, errors, b);
    if (source == KR_EMPTY)
        return true;
    if (kris_str(vm, source))
        return krraise(vm, KR_T_TypeError, "string argument without an encoding"), false;
    int done = zeros_source(vm, source, b);
    return done < 0 ? false : done ? true : krbyteslike_collect(vm, source, what, b);
}

/* ---- repr ------------------------------------------------------------------------------------ */

void krbuf_bytes_repr(KrBuf *b, const uint8_t *p, size_t n, bool escape_apostrophe)
{
    static const char hex[] = "0123456789abcdef";
    char quote = n && memchr(p, '\'', n) && !memchr(p, '"', n) ? '"' : '\'';
    krbuf_char(b, 'b');
    krbuf_char(b, quote);
    for (size_t i = 0; i < n; i++) {
        char c = (char)p[i];
        if (c == quote || c == '\\' || (escape_apostrophe && c == '\'')) {
            krbuf_char(b, '\\');
            krbuf_char(b, c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            krbuf_text(b, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
        } else if (p[i] < 0x20 || p[i] >= 0x7F) {
            char escape[4] = {'\\', 'x', hex[p[i] >> 4], hex[p[i] & 15]};
            krbuf_add(b, escape, 4);
        } else {
            krbuf_char(b, c);
        }
    }
    krbuf_char(b, quote);
}

/* ---- search ---------------------------------------------------------------------------------- */

/* What is looked for: bytes, or the byte that an int means (kept in *byte). */
static bool needle_of(KrVm *vm, KrValue v, KrBytesView *out, uint8_t *byte)
{
    if (krbuffer_check(vm, v))
        return krbyteslike_arg(vm, v, out);
    if (!krint_check(vm, v) && krdunder(vm, krtype_of(vm, v), KR_D_index) == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "argument should be integer or bytes-like object, not '%T'", v);
        return false;
    }
    *out = (KrBytesView){byte, 1};
    return krbyte_value(vm, v, "byte must be in range(0, 256)", byte);
}

/* The place of a[1] in a[0] between a[2] and a[3], or -1; -2 on error. */
static int64_t search(KrVm *vm, KrValue *a, bool last)
{
    KrBytesView needle;
    uint8_t byte;
    size_t from, to;
    if (!needle_of(vm, a[1], &needle, &byte))
        return -2;
    KrBytesView self = krbyteslike_view(vm, a[0]);
    int found = krargs_range(vm, a[2], a[3], self.n, &from, &to);
    if (found < 0 || (found && !krcharge(vm, (int64_t)((to - from) / 64))))
        return -2;
    if (!found || needle.n > to - from)
        return -1;
    const char *text = (const char *)krbyteslike_view(vm, a[0]).p;
    size_t at;
    if (last)
        at = krbytes_rfind(text + from, to - from, (const char *)needle.p, needle.n);
    else if (!krsearch_find(vm, text + from, to - from, (const char *)needle.p, needle.n, &at))
        return -2;
    return at == KR_NOT_FOUND ? -1 : (int64_t)(from + at);
}

KrValue krbyteslike_find(KrVm *vm, KrValue *a, bool last)
{
    int64_t i = search(vm, a, last);
    return i == -2 ? KR_RAISED : krsmall(i);
}

KrValue krbyteslike_index(KrVm *vm, KrValue *a, bool last)
{
    int64_t i = search(vm, a, last);
    if (i == -1)
        return krraise(vm, KR_T_ValueError, "subsection not found");
    return i == -2 ? KR_RAISED : krsmall(i);
}

KrValue krbyteslike_count(KrVm *vm, KrValue *a)
{
    KrBytesView needle;
    uint8_t byte;
    size_t from, to;
    if (!needle_of(vm, a[1], &needle, &byte))
        return KR_RAISED;
    int found = krargs_range(vm, a[2], a[3], krbyteslike_view(vm, a[0]).n, &from, &to);
    if (found < 0 || (found && !krcharge(vm, (int64_t)((to - from) / 64))))
        return KR_RAISED;
    if (!found)
        return krsmall(0);
    if (needle.n == 0)
        return krsmall((int64_t)(to - from) + 1);
    const char *text = (const char *)krbyteslike_view(vm, a[0]).p + from;
    size_t count;
    if (!krsearch_count(vm, text, to - from, (const char *)needle.p, needle.n, SIZE_MAX, &count))
        return KR_RAISED;
    return krsmall((int64_t)count);
}

KrValue krbyteslike_contains(KrVm *vm, KrValue *a)
{
    KrBytesView needle;
    uint8_t byte;
    if (krint_check(vm, a[1]) || (!krbuffer_check(vm, a[1]) && krdunder(vm, krtype_of(vm, a[1]), KR_D_index) != KR_EMPTY)) {
        if (!krbyte_value(vm, a[1], "byte must be in range(0, 256)", &byte))
            return KR_RAISED;
        needle = (KrBytesView){&byte, 1};
    } else if (!krbyteslike_arg(vm, a[1], &needle)) {
        return KR_RAISED;
    }
    KrBytesView self = krbyteslike_view(vm, a[0]);
    size_t at;
    if (!krcharge(vm, (int64_t)(self.n / 64)) || !krsearch_find(vm, (const char *)self.p, self.n, (const char *)needle.p, needle.n, &at))
        return KR_RAISED;
    return krbool(at != KR_NOT_FOUND);
}

static bool matches(KrBytesView self, size_t from, size_t to, KrBytesView part, bool end)
{
    return part.n <= to - from && !memcmp(self.p + (end ? to - part.n : from), part.p, part.n);
}

KrValue krbyteslike_affix(KrVm *vm, KrValue *a, bool end)
{
    size_t from, to;
    KrBytesView part;
    int found = krargs_range(vm, a[2], a[3], krbyteslike_view(vm, a[0]).n, &from, &to);
    if (found < 0)
        return KR_RAISED;
    if (kris_kind(vm, a[1], KR_TF_TUPLE)) {
        KrTuple *parts = kras_tuple(a[1]);
        for (size_t i = 0; i < parts->n; i++) {
            if (!krbyteslike_arg(vm, parts->at[i], &part))
                return KR_RAISED;
            if (found && matches(krbyteslike_view(vm, a[0]), from, to, part, end))
                return KR_TRUE;
        }
        return KR_FALSE;
    }
    if (!krbuffer_check(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "%s first arg must be bytes or a tuple of bytes, not %T",
                       end ? "endswith" : "startswith", a[1]);
    if (!krbyteslike_arg(vm, a[1], &part))
        return KR_RAISED;
    return krbool(found && matches(krbyteslike_view(vm, a[0]), from, to, part, end));
}

KrValue krbyteslike_remove(KrVm *vm, KrValue *a, bool end)
{
    KrBytesView part;
    if (!krbyteslike_arg(vm, a[1], &part))
        return KR_RAISED;
    KrBytesView self = krbyteslike_view(vm, a[0]);
    size_t cut = matches(self, 0, self.n, part, end) ? part.n : 0;
    return krbyteslike_new(vm, a[0], end ? self.p : self.p + cut, self.n - cut);
}

/* ---- the rest -------------------------------------------------------------------------------- */

KrValue krbyteslike_repeat(KrVm *vm, KrValue *a)
{
    KrBytesView self = krbyteslike_view(vm, a[0]);
    size_t times;
    uint8_t *to;
    if (!krseq_times(vm, a[1], self.n, &times))
        return KR_RAISED;
    if (times == 1)
        return krbyteslike_new(vm, a[0], self.p, self.n);
    if (!krcharge(vm, (int64_t)(self.n * times / 64)))
        return KR_RAISED;
    KrValue v = krbyteslike_room(vm, a[0], self.n * times, &to);
    KR_TRY(v);
    self = krbyteslike_view(vm, a[0]);
    if (self.n == 1)
        memset(to, *self.p, times);
    for (size_t i = 0; self.n > 1 && i < times; i++)
        memcpy(to + i * self.n, self.p, self.n);
    return v;
}

KrValue krbyteslike_percent(KrVm *vm, KrValue self, KrValue args)
{
    char brief[KR_BUF_SHORT];
    KrBuf b = krbuf_on(&vm->alloc, brief, sizeof brief);
    KrBytesView format = krbyteslike_view(vm, self);
    KrValue v = KR_RAISED;
    if (krpercent(vm, &b, (const char *)format.p, format.n, args, true))
        v = krbyteslike_new(vm, self, (const uint8_t *)b.data, b.len);
    krbuf_release(&b);
    return v;
}

KrValue krbyteslike_decode(KrVm *vm, KrValue *a)
{
    for (int i = 1; i <= 2; i++)
        if (a[i] != KR_EMPTY && !kris_str(vm, a[i]))
            return krraise_argument(vm, "decode", i == 1 ? "argument 'encoding'" : "argument 'errors'", "str", a[i]);
    return krcodec_decode_value(vm, a[0], a[1], a[2]);
}
