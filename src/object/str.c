/* SPDX-License-Identifier: MIT
 * str: creation, hash, comparison, access by index, slices, concatenation. */
#include "object/strcore.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "object/tables.h"

#include <string.h>

enum {
    INDEX_STEP = 128,  /* code points between two entries of a sparse index */
    INDEX_LEAST = 256, /* bytes of text that make an index worth its room */
    CHAR_SIZE = 40,    /* of a const string of one ASCII character */
    BUILDER_LEAST = 256, /* bytes of a concatenation that is given room to grow */
    SHARE_LEAST = 512, /* bytes of a slice that shares the text it is cut from */
};

/* h.kind of a KrRaw that holds text. A builder's data begin with the count of bytes used behind it. */
enum { RAW_BUILDER = 1 };
enum { BUILDER_HEAD = sizeof(size_t) };

void krtrace_str(KrTracer *t, KrObj *o)
{
    if (o->flags & KR_STR_EXTERNAL)
        krtrace_obj(t, ((KrStr *)o)->ext.owner);
}

/* ---- creation -------------------------------------------------------------------------------- */

static KrStr *ascii_char(unsigned char c)
{
    return (KrStr *)krname_at((uint32_t)c * CHAR_SIZE);
}

/* The room of a sparse index behind n bytes of text. */
static size_t index_room(size_t n, size_t len, bool ascii)
{
    return ascii || n < INDEX_LEAST || n > UINT32_MAX ? 0 : 3 + len / INDEX_STEP * sizeof(uint32_t);
}

KrStr *krstr_alloc_as(KrVm *vm, const KrType *type, size_t n, size_t len, bool ascii)
{
    bool exact = !type || type == KR_TYPE_OF(str);
    if (n == 0 && exact)
        return (KrStr *)krname_at(krname_empty);
    if (n > SIZE_MAX / 4)
        return krraise_memory(vm), NULL;
    size_t size = offsetof(KrStr, text) + n + 1;
    KrStr *s = exact ? krheap_new(vm, KR_T_str, size + index_room(n, len, ascii))
                     : krobj_new_var(vm, type, size);
    if (!s)
        return NULL;
    s->size = n;
    s->len = len;
    s->h.flags |= ascii ? KR_STR_ASCII : 0;
    return s;
}

KrStr *krstr_alloc(KrVm *vm, size_t n, size_t len, bool ascii)
{
    return krstr_alloc_as(vm, NULL, n, len, ascii);
}

KrStr *krstr_ascii_new(KrVm *vm, size_t n, char **fill)
{
    KrStr *s = n == 0 ? krheap_new(vm, KR_T_str, sizeof *s) : krstr_alloc(vm, n, n, true);
    if (!s)
        return NULL;
    s->h.flags |= KR_STR_ASCII;
    *fill = s->text;
    return s;
}

KrStr *krstr_known(KrVm *vm, const char *text, size_t n, size_t len, uint8_t flags)
{
    if (n == 1)
        return ascii_char((unsigned char)*text);
    KrStr *s = krstr_alloc(vm, n, len, flags & KR_STR_ASCII);
    if (s && n) {
        memcpy(s->text, text, n);
        s->h.flags |= flags & KR_STR_SURROGATES;
    }
    return s;
}

KrStr *krstr_new(KrVm *vm, const char *utf8, size_t n)
{
    KrUtf8Scan scan;
    if (n == 0)
        return (KrStr *)krname_at(krname_empty);
    krutf8_check(utf8, n, true, &scan);
    uint8_t flags = (scan.ascii ? KR_STR_ASCII : 0) | (scan.surrogates ? KR_STR_SURROGATES : 0);
    return krstr_known(vm, utf8, n, scan.nchars, flags);
}

KrStr *krstr_text(KrVm *vm, const char *c_string)
{
    return krstr_new(vm, c_string, strlen(c_string));
}

KrStr *krstr_char(KrVm *vm, uint32_t code_point)
{
    if (KR_LIKELY(code_point < 128))
        return ascii_char((unsigned char)code_point);
    if (code_point < 256 && vm->chars[code_point] != KR_EMPTY)
        return kras_str(vm->chars[code_point]);
    KrStr *s = krstr_alloc(vm, krutf8_size(code_point), 1, false);
    if (!s)
        return NULL;
    krutf8_encode(code_point, s->text);
    if (krutf8_is_surrogate(code_point))
        s->h.flags |= KR_STR_SURROGATES;
    if (code_point < 256)
        vm->chars[code_point] = krvalue(s);
    return s;
}

KrStr *krstr_from_buf(KrVm *vm, KrBuf *b)
{
    KrStr *s = NULL;
    if (b->failed)
        krraise_memory(vm);
    else
        s = krstr_new(vm, b->data, b->len);
    krbuf_release(b);
    return s;
}

KrStr *krstr_exact(KrVm *vm, KrStr *s)
{
    if (s->h.shape == KR_T_str)
        return s;
    return krstr_known(vm, krstr_data(s), s->size, s->len, s->h.flags);
}

bool krstr_settle(KrVm *vm, KrStr *s)
{
    if (!(s->h.flags & KR_STR_EXTERNAL) || s->h.kind & KR_STR_SETTLED)
        return true;
    KrRaw *raw = krheap_raw(vm, s->size + 1 + index_room(s->size, s->len, krstr_ascii(s)));
    if (!raw)
        return false;
    memcpy(raw->data, s->ext.data, s->size);
    raw->data[s->size] = '\0';
    s->h.kind |= KR_STR_SETTLED;
    s->ext.data = raw->data;
    KR_STORE_PTR(vm, s, &s->ext.owner, raw);
    return true;
}

const char *krstr_cstr(KrVm *vm, KrValue v)
{
    if (!kris_str(vm, v))
        return krraise(vm, KR_T_TypeError, "expected str, not %T", v), NULL;
    KrStr *s = kras_str(v);
    if (memchr(krstr_data(s), 0, s->size))
        return krraise(vm, KR_T_ValueError, "embedded null character"), NULL;
    return krstr_settle(vm, s) ? krstr_data(s) : NULL;
}

/* ---- hash and comparison --------------------------------------------------------------------- */

uint64_t krstr_hash_slow(KrStr *s)
{
    uint64_t hash = krhash_bytes(krstr_data(s), s->size);
    if (!(s->h.flags & KR_F_CONST))
        s->hash = hash;
    return hash;
}

bool krstr_equal(const KrStr *a, const KrStr *b)
{
    if (a == b)
        return true;
    if (a->size != b->size || (a->hash && b->hash && a->hash != b->hash))
        return false;
    return !memcmp(krstr_data(a), krstr_data(b), a->size);
}

bool krstr_is(const KrStr *a, const char *c_string)
{
    size_t n = strlen(c_string);
    return a->size == n && !memcmp(krstr_data(a), c_string, n);
}

/* The order of bytes in UTF-8 is that of the code points. */
int krstr_compare(const KrStr *a, const KrStr *b)
{
    size_t n = a->size < b->size ? a->size : b->size;
    int order = memcmp(krstr_data(a), krstr_data(b), n);
    return order ? order : (a->size > b->size) - (a->size < b->size);
}

/* ---- access by index ------------------------------------------------------------------------- */

/* Where the sparse index of a string stands, or NULL if it has no room for one. Entry i is the byte offset of
 * code point (i + 1) * INDEX_STEP. */
static uint32_t *index_of(KrStr *s)
{
    if (index_room(s->size, s->len, false) == 0 || s->h.flags & KR_F_CONST)
        return NULL;
    if (s->h.shape != KR_T_str || (s->h.flags & KR_STR_EXTERNAL && !(s->h.kind & KR_STR_SETTLED)))
        return NULL;
    uintptr_t end = (uintptr_t)krstr_data(s) + s->size + 1;
    return (uint32_t *)((end + 3) & ~(uintptr_t)3);
}

static void fill_index(KrStr *s, uint32_t *index)
{
    const char *text = krstr_data(s);
    size_t at = 0;
    for (size_t i = 0; i < s->len / INDEX_STEP; i++) {
        at += krutf8_offset(text + at, s->size - at, INDEX_STEP);
        index[i] = (uint32_t)at;
    }
    s->h.kind |= KR_STR_INDEXED;
}

static uint32_t *ready_index(KrStr *s)
{
    uint32_t *index = index_of(s);
    if (index && !(s->h.kind & KR_STR_INDEXED))
        fill_index(s, index);
    return index;
}

size_t krstr_offset(KrStr *s, size_t index)
{
    if (krstr_ascii(s))
        return index;
    if (index >= s->len)
        return s->size;
    size_t from = 0;
    if (index >= INDEX_STEP && s->size >= INDEX_LEAST) {
        uint32_t *entries = ready_index(s);
        if (entries) {
            from = entries[index / INDEX_STEP - 1];
            index %= INDEX_STEP;
        } else if (s->len - index < index / 8) {
            const char *p = krstr_data(s) + s->size;
            for (size_t back = s->len - index; back > 0; back--)
                krutf8_prev(&p);
            return (size_t)(p - krstr_data(s));
        }
    }
    return from + krutf8_offset(krstr_data(s) + from, s->size - from, index);
}

size_t krstr_index_of(KrStr *s, size_t offset)
{
    if (krstr_ascii(s))
        return offset;
    if (offset == s->size)
        return s->len;
    size_t from = 0, before = 0;
    uint32_t *entries = offset >= INDEX_LEAST ? ready_index(s) : NULL;
    if (entries) {
        size_t low = 0, high = s->len / INDEX_STEP; /* entries below low are <= offset */
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (entries[middle] <= offset)
                low = middle + 1;
            else
                high = middle;
        }
        before = low * INDEX_STEP;
        from = low ? entries[low - 1] : 0;
    }
    return before + krutf8_count(krstr_data(s) + from, offset - from);
}

uint32_t krstr_at(KrStr *s, size_t index)
{
    const char *p = krstr_data(s) + krstr_offset(s, index);
    return krutf8_next(&p);
}

/* ---- slices ---------------------------------------------------------------------------------- */

/* A string whose text lies in the cell `owner`. */
static KrStr *new_external(KrVm *vm, KrObj *owner, const char *data, size_t n, size_t len, uint8_t flags)
{
    KrStr *s = krheap_new(vm, KR_T_str, sizeof *s);
    if (!s)
        return NULL;
    s->h.flags |= KR_STR_EXTERNAL | (flags & (KR_STR_ASCII | KR_STR_SURROGATES));
    s->size = n;
    s->len = len;
    s->ext.data = data;
    KR_STORE_PTR(vm, s, &s->ext.owner, owner);
    return s;
}

/* The cell that the text lies in and the cell's bytes of text; NULL for memory outside the heap. */
static KrObj *owner_of(KrStr *s, size_t *room)
{
    *room = s->size;
    if (!(s->h.flags & KR_STR_EXTERNAL))
        return s->h.flags & KR_F_CONST ? NULL : &s->h;
    KrObj *owner = s->ext.owner;
    if (owner)
        *room = owner->shape == KR_T_raw_cell ? ((KrRaw *)owner)->size : ((KrStr *)owner)->size;
    return owner;
}

KrStr *krstr_sub(KrVm *vm, KrStr *s, size_t from, size_t n)
{
    if (n == s->size && s->h.shape == KR_T_str)
        return s;
    if (n == 0)
        return (KrStr *)krname_at(krname_empty);
    const char *text = krstr_data(s) + from;
    if (n == 1)
        return ascii_char((unsigned char)*text);
    KrUtf8Scan scan = {.nchars = n, .ascii = true};
    if (!krstr_ascii(s))
        krutf8_check(text, n, true, &scan);
    uint8_t flags = (scan.ascii ? KR_STR_ASCII : 0) | (scan.surrogates ? KR_STR_SURROGATES : 0);
    if (!krcharge(vm, (int64_t)(n / 64)))
        return NULL;
    size_t room;
    KrObj *owner = n >= SHARE_LEAST ? owner_of(s, &room) : NULL;
    if (owner && n >= room / 4)
        return new_external(vm, owner, text, n, scan.nchars, flags);
    return krstr_known(vm, text, n, scan.nchars, flags);
}

KrStr *krstr_slice(KrVm *vm, KrStr *s, size_t start, size_t end)
{
    if (start >= end)
        return (KrStr *)krname_at(krname_empty);
    if (krstr_ascii(s))
        return krstr_sub(vm, s, start, end - start);
    if (end - start == 1 && s->len > 1)
        return krstr_char(vm, krstr_at(s, start));
    size_t from = krstr_offset(s, start);
    size_t to = end - start < INDEX_STEP && end < s->len
                    ? from + krutf8_offset(krstr_data(s) + from, s->size - from, end - start)
                    : krstr_offset(s, end);
    return krstr_sub(vm, s, from, to - from);
}

/* ---- concatenation --------------------------------------------------------------------------- */

static size_t *used_of(KrRaw *builder)
{
    return (size_t *)(void *)builder->data;
}

/* The builder whose last bytes are the text of s, or NULL. */
static KrRaw *builder_of(const KrStr *s)
{
    if (!(s->h.flags & KR_STR_EXTERNAL))
        return NULL;
    KrRaw *owner = (KrRaw *)s->ext.owner;
    return owner && owner->h.shape == KR_T_raw_cell && owner->h.kind == RAW_BUILDER ? owner : NULL;
}

/* A builder that holds the text of a, with room for n bytes and some more. What grows once may grow again: then it
 * is given as much again. */
static KrRaw *new_builder(KrVm *vm, const KrStr *a, size_t n, bool grows)
{
    KrRaw *raw = krheap_raw(vm, BUILDER_HEAD + n + (grows ? n : n / 8));
    if (!raw)
        return NULL;
    raw->h.kind = RAW_BUILDER;
    memcpy(raw->data + BUILDER_HEAD, krstr_data(a), a->size);
    *used_of(raw) = a->size;
    return raw;
}

static KrStr *append(KrVm *vm, KrStr *a, KrStr *b, uint8_t flags)
{
    size_t n = a->size + b->size;
    KrRaw *raw = builder_of(a);
    const char *start = raw ? a->ext.data : NULL;
    bool grows = raw != NULL;
    if (raw) {
        char *end = raw->data + BUILDER_HEAD + *used_of(raw);
        size_t room = raw->size - BUILDER_HEAD - *used_of(raw);
        if (a->ext.data + a->size != end || room < b->size)
            raw = NULL;
    }
    if (!raw) {
        raw = new_builder(vm, a, n, grows);
        if (!raw || !krcharge(vm, (int64_t)(a->size / 64)))
            return NULL;
        start = raw->data + BUILDER_HEAD;
    }
    KrStr *s = new_external(vm, &raw->h, start, n, a->len + b->len, flags);
    if (!s)
        return NULL;
    memcpy(raw->data + BUILDER_HEAD + *used_of(raw), krstr_data(b), b->size);
    *used_of(raw) += b->size;
    return s;
}

KrStr *krstr_concat(KrVm *vm, KrStr *a, KrStr *b)
{
    if (b->size == 0)
        return krstr_exact(vm, a);
    if (a->size == 0)
        return krstr_exact(vm, b);
    size_t n = a->size + b->size;
    uint8_t flags = (a->h.flags & b->h.flags & KR_STR_ASCII) | ((a->h.flags | b->h.flags) & KR_STR_SURROGATES);
    if (!krcharge(vm, (int64_t)(b->size / 64)))
        return NULL;
    if (n > BUILDER_LEAST)
        return append(vm, a, b, flags);
    KrStr *s = krstr_alloc(vm, n, a->len + b->len, flags & KR_STR_ASCII);
    if (!s)
        return NULL;
    s->h.flags |= flags & KR_STR_SURROGATES;
    memcpy(s->text, krstr_data(a), a->size);
    memcpy(s->text + a->size, krstr_data(b), b->size);
    return s;
}

/* ---- joining --------------------------------------------------------------------------------- */

/* The facts of the result: false if an item is no str or the size is beyond all bounds. */
static bool measure(KrVm *vm, const KrStr *separator, const KrValue *items, size_t n, KrStr *out)
{
    size_t size = separator->size * (n - 1), len = separator->len * (n - 1);
    uint8_t ascii = n > 1 ? separator->h.flags : KR_STR_ASCII, surrogates = n > 1 ? separator->h.flags : 0;
    if (separator->size && size / separator->size != n - 1)
        return krraise_memory(vm), false;
    for (size_t i = 0; i < n; i++) {
        if (!kris_str(vm, items[i])) {
            krraise(vm, KR_T_TypeError, "sequence item %zu: expected str instance, %T found", i, items[i]);
            return false;
        }
        const KrStr *s = kras_str(items[i]);
        if (s->size > SIZE_MAX / 4 - size)
            return krraise_memory(vm), false;
        size += s->size;
        len += s->len;
        ascii &= s->h.flags;
        surrogates |= s->h.flags;
    }
    out->size = size;
    out->len = len;
    out->h.flags = (ascii & KR_STR_ASCII) | (surrogates & KR_STR_SURROGATES);
    return true;
}

static void write_joined(char *p, const KrStr *separator, const KrValue *items, size_t n)
{
    const char *between = krstr_data(separator);
    size_t gap = separator->size;
    for (size_t i = 0; i < n; i++) {
        if (i && gap == 1)
            *p++ = *between;
        else if (i && gap)
            p = (char *)memcpy(p, between, gap) + gap;
        const KrStr *s = kras_str(items[i]);
        memcpy(p, krstr_data(s), s->size);
        p += s->size;
    }
}

KrValue krstr_join(KrVm *vm, KrStr *separator, const KrValue *items, size_t n)
{
    KrStr facts;
    if (n == 0)
        return krvalue(krname_at(krname_empty));
    if (n == 1 && kris_exact(items[0], KR_T_str))
        return items[0];
    if (!measure(vm, separator, items, n, &facts) || !krcharge(vm, (int64_t)(n + facts.size / 64)))
        return KR_RAISED;
    KrStr *s = krstr_alloc(vm, facts.size, facts.len, facts.h.flags & KR_STR_ASCII);
    if (!s || !facts.size)
        return krvalue_or_raised(s);
    s->h.flags |= facts.h.flags & KR_STR_SURROGATES;
    write_joined(s->text, separator, items, n);
    return krvalue(s);
}
