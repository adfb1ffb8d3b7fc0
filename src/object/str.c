/* SPDX-License-Identifier: MIT
 * str: making, comparing, indexing and joining strings. */
#include "object/str.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "object/type.h"

/* ---- making -------------------------------------------------------------------------------------------------------------------- */

KrStr *krstr_alloc(KrVm *vm, size_t n, size_t len, bool ascii)
{
    if (n > SIZE_MAX / 4)
        return krraise_memory(vm), NULL;
    KrStr *s = krheap_new(vm, KR_T_str, offsetof(KrStr, text) + (n < 15 ? 16 : n + 1));
    if (!s)
        return NULL;
    s->size = n;
    s->len = len;
    s->h.flags = ascii ? KR_STR_ASCII : 0;
    return s;
}

KrStr *krstr_ascii_new(KrVm *vm, size_t n, char **fill)
{
    KrStr *s = krstr_alloc(vm, n, n, true);
    if (s)
        *fill = s->text;
    return s;
}

static KrStr *ascii_char(unsigned char c)
{
    return (KrStr *)krname_at(c * 40u);
}

KrStr *krstr_new(KrVm *vm, const char *p, size_t n)
{
    if (n == 0)
        return vm->empty_str;
    if (n == 1 && (unsigned char)*p < 128)
        return ascii_char((unsigned char)*p);
    size_t ascii = krutf8_ascii_prefix(p, n);
    KrUtf8Scan scan = {.nchars = n, .ascii = true};
    if (ascii < n)
        krutf8_check(p, n, true, &scan);
    KrStr *s = krstr_alloc(vm, n, ascii == n ? n : scan.nchars, ascii == n);
    if (!s)
        return NULL;
    if (scan.surrogates)
        s->h.flags |= KR_STR_SURROGATES;
    memcpy(s->text, p, n);
    return s;
}

KrStr *krstr_text(KrVm *vm, const char *c_string)
{
    return krstr_new(vm, c_string, strlen(c_string));
}

KrStr *krstr_char(KrVm *vm, uint32_t c)
{
    if (c < 128)
        return ascii_char((unsigned char)c);
    if (c < 256 && vm->chars[c])
        return kras_str(vm->chars[c]);
    char utf8[4];
    KrStr *s = krstr_new(vm, utf8, krutf8_encode(c, utf8));
    if (s && c < 256)
        vm->chars[c] = krvalue(s);
    return s;
}

KrStr *krstr_from_buf(KrVm *vm, KrBuf *b)
{
    KrStr *s = b->failed ? (krraise_memory(vm), NULL) : krstr_new(vm, b->data, b->len);
    krbuf_release(b);
    return s;
}

void krtrace_str(KrTracer *t, KrObj *o)
{
    if (o->flags & KR_STR_EXTERNAL)
        krtrace_obj(t, ((KrStr *)o)->ext.owner);
}

/* ---- comparing ------------------------------------------------------------------------------------------------------------------- */

uint64_t krstr_hash_slow(KrStr *s)
{
    return s->hash = krhash_bytes(krstr_data(s), s->size);
}

bool krstr_equal(const KrStr *a, const KrStr *b)
{
    return a == b || (a->size == b->size && !memcmp(krstr_data(a), krstr_data(b), a->size));
}

bool krstr_is(const KrStr *a, const char *c_string)
{
    size_t n = strlen(c_string);
    return a->size == n && !memcmp(krstr_data(a), c_string, n);
}

/* UTF-8 orders as code points do. */
int krstr_compare(const KrStr *a, const KrStr *b)
{
    size_t n = a->size < b->size ? a->size : b->size;
    int c = memcmp(krstr_data(a), krstr_data(b), n);
    return c ? c : (a->size > b->size) - (a->size < b->size);
}

/* ---- parts ---------------------------------------------------------------------------------------------------------------------------- */

size_t krstr_offset(KrStr *s, size_t index)
{
    if (krstr_ascii(s))
        return index;
    const char *p = krstr_data(s);
    if (index <= s->len / 2)
        return krutf8_offset(p, s->size, index);
    /* Nearer to the end: step back. */
    const char *at = p + s->size;
    for (size_t i = s->len; i > index; i--)
        krutf8_prev(&at);
    return (size_t)(at - p);
}

uint32_t krstr_at(KrStr *s, size_t index)
{
    const char *p = krstr_data(s) + krstr_offset(s, index);
    return krutf8_next(&p);
}

KrStr *krstr_sub(KrVm *vm, KrStr *s, size_t from, size_t n)
{
    if (n == s->size && kris_exact(krvalue(s), KR_T_str))
        return s;
    if (!krstr_ascii(s) || n < 2)
        return krstr_new(vm, krstr_data(s) + from, n);
    char *fill;
    KrStr *out = krstr_ascii_new(vm, n, &fill);
    if (out)
        memcpy(fill, krstr_data(s) + from, n);
    return out;
}

KrStr *krstr_slice(KrVm *vm, KrStr *s, size_t start, size_t end)
{
    if (start >= end)
        return vm->empty_str;
    size_t from = krstr_offset(s, start);
    return krstr_sub(vm, s, from, krstr_offset(s, end) - from);
}

/* ---- putting together ------------------------------------------------------------------------------------------------------------------ */

enum { SHARED_FROM = 256 /* bytes from which a concatenation leaves room to grow in place */ };

static uint8_t joined_flags(const KrStr *a, const KrStr *b)
{
    uint8_t flags = a->h.flags & b->h.flags & KR_STR_ASCII;
    return flags | ((a->h.flags | b->h.flags) & KR_STR_SURROGATES);
}

static KrStr *external(KrVm *vm, KrRaw *room, size_t size, size_t len, uint8_t flags)
{
    KrStr *s = krheap_new(vm, KR_T_str, sizeof *s);
    if (!s)
        return NULL;
    s->h.flags = flags | KR_STR_EXTERNAL;
    s->size = size;
    s->len = len;
    s->ext.data = room->data + 8;
    KR_STORE_PTR(vm, s, &s->ext.owner, &room->h);
    return s;
}

/* A buffer's first 8 bytes say how many behind them are used: whoever ends there may append in place. */
static KrStr *grow_in_place(KrVm *vm, KrStr *a, KrStr *b)
{
    if (!(a->h.flags & KR_STR_EXTERNAL) || !a->ext.owner || a->ext.owner->shape != KR_T_raw_cell)
        return NULL;
    KrRaw *room = (KrRaw *)a->ext.owner;
    size_t used;
    memcpy(&used, room->data, 8);
    if (a->ext.data != room->data + 8 || used != a->size || room->size - 8 - used < b->size)
        return NULL;
    KrStr *s = external(vm, room, a->size + b->size, a->len + b->len, joined_flags(a, b));
    if (!s)
        return NULL;
    memcpy(room->data + 8 + used, krstr_data(b), b->size);
    used += b->size;
    memcpy(room->data, &used, 8);
    return s;
}

KrStr *krstr_concat(KrVm *vm, KrStr *a, KrStr *b)
{
    if (!a->size && kris_exact(krvalue(b), KR_T_str))
        return b;
    if (!b->size && kris_exact(krvalue(a), KR_T_str))
        return a;
    size_t n = a->size + b->size;
    if (n >= SHARED_FROM) {
        KrStr *s = grow_in_place(vm, a, b);
        if (s || vm->exec->pending)
            return s;
        KrRaw *room = krheap_raw(vm, 8 + n + n / 2);
        if (!room || !krcharge(vm, (int64_t)(n / 64)))
            return NULL;
        memcpy(room->data, &n, 8);
        memcpy(room->data + 8, krstr_data(a), a->size);
        memcpy(room->data + 8 + a->size, krstr_data(b), b->size);
        return external(vm, room, n, a->len + b->len, joined_flags(a, b));
    }
    KrStr *s = krstr_alloc(vm, n, a->len + b->len, false);
    if (!s)
        return NULL;
    s->h.flags = joined_flags(a, b);
    memcpy(s->text, krstr_data(a), a->size);
    memcpy(s->text + a->size, krstr_data(b), b->size);
    return s;
}

KrValue krstr_join(KrVm *vm, KrStr *sep, const KrValue *items, size_t n)
{
    size_t size = 0, len = 0;
    uint8_t ascii = KR_STR_ASCII, surrogates = 0;
    for (size_t i = 0; i < n; i++) {
        if (!kris_str(vm, items[i]))
            return krraise(vm, KR_T_TypeError, "sequence item %zu: expected str instance, %T found", i, items[i]);
        KrStr *s = kras_str(items[i]);
        size += s->size;
        len += s->len;
        ascii &= s->h.flags;
        surrogates |= s->h.flags & KR_STR_SURROGATES;
        if (size > SIZE_MAX / 8)
            return krraise_memory(vm);
    }
    if (n == 0)
        return krvalue(vm->empty_str);
    if (n == 1 && kris_exact(items[0], KR_T_str))
        return items[0];
    size += sep->size * (n - 1);
    len += sep->len * (n - 1);
    ascii &= n > 1 ? sep->h.flags : KR_STR_ASCII;
    if (!krcharge(vm, (int64_t)(size / 64 + n)))
        return KR_RAISED;
    KrStr *out = krstr_alloc(vm, size, len, false);
    if (!out)
        return KR_RAISED;
    out->h.flags = (ascii & KR_STR_ASCII) | surrogates | (sep->h.flags & KR_STR_SURROGATES);
    char *p = out->text;
    for (size_t i = 0; i < n; i++) {
        KrStr *s = kras_str(items[i]);
        if (i && sep->size) {
            memcpy(p, krstr_data(sep), sep->size);
            p += sep->size;
        }
        memcpy(p, krstr_data(s), s->size);
        p += s->size;
    }
    return krvalue(out);
}

const char *krstr_cstr(KrVm *vm, KrValue v)
{
    KrStr *s = kras_str(v);
    if (memchr(krstr_data(s), 0, s->size)) {
        krraise(vm, KR_T_ValueError, "embedded null character");
        return NULL;
    }
    if (!(s->h.flags & KR_STR_EXTERNAL))
        return s->text;
    /* What lies outside has no NUL behind it. */
    KrStr *copy = krstr_alloc(vm, s->size, s->len, krstr_ascii(s));
    return copy ? memcpy(copy->text, krstr_data(s), s->size) : NULL;
}
