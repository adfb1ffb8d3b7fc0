/* SPDX-License-Identifier: MIT
 * bytes and bytearray: cutting, replacing, joining. */
#include "object/byteslike.h"

#include "object/args.h"
#include "object/search.h"
#include "object/unichar.h"

#include <string.h>

static bool is_blank(uint8_t c)
{
    return krascii_class[c] & KR_ASCII_BLANK;
}

static size_t find(const uint8_t *p, size_t n, KrBytesView needle)
{
    return krbytes_find((const char *)p, n, (const char *)needle.p, needle.n);
}

/* ---- split ----------------------------------------------------------------------------------- */

/* A split under way: the pieces of self go to the list. */
typedef struct Splitter {
    KrVm *vm;
    KrValue self;
    const uint8_t *p;
    size_t n;
    KrList *list;
} Splitter;

static bool add_part(Splitter *s, size_t from, size_t to)
{
    KrValue part = krbyteslike_new(s->vm, s->self, s->p + from, to - from);
    return part != KR_RAISED && krlist_append(s->vm, s->list, part) && krcharge(s->vm, 1);
}

static bool split_blanks(Splitter *s, uint64_t most)
{
    size_t at = 0;
    for (;;) {
        while (at < s->n && is_blank(s->p[at]))
            at++;
        if (at == s->n)
            return true;
        size_t from = at;
        if (most-- == 0)
            break;
        while (at < s->n && !is_blank(s->p[at]))
            at++;
        if (!add_part(s, from, at))
            return false;
    }
    return add_part(s, at, s->n);
}

static bool rsplit_blanks(Splitter *s, uint64_t most)
{
    size_t at = s->n;
    for (;;) {
        while (at > 0 && is_blank(s->p[at - 1]))
            at--;
        if (at == 0)
            return true;
        size_t to = at;
        if (most-- == 0)
            break;
        while (at > 0 && !is_blank(s->p[at - 1]))
            at--;
        if (!add_part(s, at, to))
            return false;
    }
    return add_part(s, 0, at);
}

static bool split_at(Splitter *s, KrBytesView sep, uint64_t most)
{
    size_t at = 0;
    while (most-- > 0) {
        size_t found = find(s->p + at, s->n - at, sep);
        if (found == KR_NOT_FOUND)
            break;
        if (!add_part(s, at, at + found))
            return false;
        at += found + sep.n;
    }
    return add_part(s, at, s->n);
}

static bool rsplit_at(Splitter *s, KrBytesView sep, uint64_t most)
{
    size_t to = s->n;
    while (most-- > 0) {
        size_t found = krbytes_rfind((const char *)s->p, to, (const char *)sep.p, sep.n);
        if (found == KR_NOT_FOUND)
            break;
        if (!add_part(s, found + sep.n, to))
            return false;
        to = found;
    }
    return add_part(s, 0, to);
}

static void reverse(KrVm *vm, KrList *l)
{
    for (size_t i = 0, j = l->n; i + 1 < j--; i++) {
        KrValue v = l->items->at[i];
        krstore(vm, l->items, &l->items->at[i], l->items->at[j]);
        krstore(vm, l->items, &l->items->at[j], v);
    }
}

static bool start(Splitter *s, KrVm *vm, KrValue self)
{
    KrBytesView view = krbyteslike_view(vm, self);
    *s = (Splitter){vm, self, view.p, view.n, krlist_new(vm, NULL, 0)};
    return s->list && krcharge(vm, (int64_t)(view.n / 64));
}

KrValue krbyteslike_split(KrVm *vm, KrValue *a, bool right)
{
    int64_t most = -1;
    KrBytesView sep = {NULL, 0};
    Splitter s;
    bool ok;
    if (!krargs_ssize(vm, a[2], &most))
        return KR_RAISED;
    bool blanks = a[1] == KR_EMPTY || a[1] == KR_NONE;
    if (!blanks && !krbyteslike_arg(vm, a[1], &sep))
        return KR_RAISED;
    if (!blanks && sep.n == 0)
        return krraise(vm, KR_T_ValueError, "empty separator");
    uint64_t limit = most < 0 ? UINT64_MAX : (uint64_t)most;
    if (!start(&s, vm, a[0]))
        return KR_RAISED;
    if (right)
        ok = blanks ? rsplit_blanks(&s, limit) : rsplit_at(&s, sep, limit);
    else
        ok = blanks ? split_blanks(&s, limit) : split_at(&s, sep, limit);
    if (!ok)
        return KR_RAISED;
    if (right)
        reverse(vm, s.list);
    return krvalue(s.list);
}

KrValue krbyteslike_splitlines(KrVm *vm, KrValue *a)
{
    Splitter s;
    int keep = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    if (keep < 0 || !start(&s, vm, a[0]))
        return KR_RAISED;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        while (at < s.n && s.p[at] != '\n' && s.p[at] != '\r')
            at++;
        size_t end = at;
        if (at < s.n)
            at += s.p[at] == '\r' && at + 1 < s.n && s.p[at + 1] == '\n' ? 2 : 1;
        if (!add_part(&s, from, keep ? at : end))
            return KR_RAISED;
    }
    return krvalue(s.list);
}

KrValue krbyteslike_partition(KrVm *vm, KrValue *a, bool right)
{
    KrBytesView sep;
    if (!krbyteslike_arg(vm, a[1], &sep))
        return KR_RAISED;
    if (sep.n == 0)
        return krraise(vm, KR_T_ValueError, "empty separator");
    KrBytesView self = krbyteslike_view(vm, a[0]);
    if (!krcharge(vm, (int64_t)(self.n / 64)))
        return KR_RAISED;
    size_t at = right ? krbytes_rfind((const char *)self.p, self.n, (const char *)sep.p, sep.n) : find(self.p, self.n, sep);
    bool found = at != KR_NOT_FOUND;
    size_t head = found ? at : right ? 0 : self.n, tail = found ? at + sep.n : right ? 0 : self.n;
    KrValue x = krbyteslike_new(vm, a[0], self.p, head);
    KrValue y = found && krbytes_check(vm, a[0]) ? a[1] : krbyteslike_new(vm, a[0], sep.p, found ? sep.n : 0);
    KrValue z = krbyteslike_new(vm, a[0], self.p + tail, self.n - tail);
    if (x == KR_RAISED || y == KR_RAISED || z == KR_RAISED)
        return KR_RAISED;
    return krvalue_or_raised(krtuple_of(vm, 3, x, y, z));
}

/* ---- strip ----------------------------------------------------------------------------------- */

KrValue krbyteslike_strip(KrVm *vm, KrValue *a, int sides)
{
    bool in[256];
    KrBytesView chars;
    if (a[1] == KR_EMPTY || a[1] == KR_NONE) {
        for (int i = 0; i < 256; i++)
            in[i] = is_blank((uint8_t)i);
    } else {
        if (!krbyteslike_arg(vm, a[1], &chars))
            return KR_RAISED;
        memset(in, 0, sizeof in);
        for (size_t i = 0; i < chars.n; i++)
            in[chars.p[i]] = true;
    }
    KrBytesView self = krbyteslike_view(vm, a[0]);
    size_t from = 0, to = self.n;
    while (sides & KR_STRIP_LEFT && from < to && in[self.p[from]])
        from++;
    while (sides & KR_STRIP_RIGHT && to > from && in[self.p[to - 1]])
        to--;
    if (!krcharge(vm, (int64_t)((self.n - (to - from)) / 8)))
        return KR_RAISED;
    return krbyteslike_new(vm, a[0], self.p + from, to - from);
}

/* ---- replace --------------------------------------------------------------------------------- */

static uint8_t *put(uint8_t *to, const uint8_t *from, size_t n)
{
    if (n)
        memcpy(to, from, n);
    return to + n;
}

enum { REPLACED = 65536 }; /* at one go */

static KrValue replace(KrVm *vm, KrValue value, KrBytesView old, KrBytesView new, uint64_t most)
{
    KrBytesView self = krbyteslike_view(vm, value);
    size_t count = most > self.n ? self.n + 1 : (size_t)most;
    if (old.n && !krsearch_count(vm, (const char *)self.p, self.n, (const char *)old.p, old.n, most, &count))
        return KR_RAISED;
    if (count == 0)
        return krbyteslike_new(vm, value, self.p, self.n);
    if (new.n && count > SIZE_MAX / 4 / new.n)
        return krraise_memory(vm);
    size_t size = self.n - count * old.n + count * new.n;
    uint8_t *to;
    if (!krcharge(vm, (int64_t)(size / 64 + count)))
        return KR_RAISED;
    KrValue v = krbyteslike_room(vm, value, size, &to);
    KR_TRY(v);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t gap = old.n ? find(self.p + at, self.n - at, old) : i > 0;
        to = put(to, self.p + at, gap);
        to = put(to, new.p, new.n);
        at += gap + old.n;
        if (i % REPLACED == REPLACED - 1 && !krpoll(vm))
            return KR_RAISED;
    }
    put(to, self.p + at, self.n - at);
    return v;
}

KrValue krbyteslike_replace(KrVm *vm, KrValue *a)
{
    KrBytesView old, new;
    int64_t most = -1;
    if (!krbyteslike_arg(vm, a[1], &old) || !krbyteslike_arg(vm, a[2], &new))
        return KR_RAISED;
    if (!krargs_ssize(vm, a[3], &most))
        return KR_RAISED;
    return replace(vm, a[0], old, new, most < 0 ? UINT64_MAX : (uint64_t)most);
}

/* ---- join ------------------------------------------------------------------------------------ */

static KrValue join(KrVm *vm, KrValue self, const KrValue *items, size_t n)
{
    KrBuf b = krbuf_init(&vm->alloc);
    for (size_t i = 0; i < n; i++) {
        KrBytesView part, gap = krbyteslike_view(vm, self);
        if (!krbuffer_check(vm, items[i])) {
            krraise(vm, KR_T_TypeError, "sequence item %zu: expected a bytes-like object, %T found", i, items[i]);
            return krbuf_release(&b), KR_RAISED;
        }
        if (!krbyteslike_arg(vm, items[i], &part) || !krcharge(vm, 1 + (int64_t)(part.n / 64)))
            return krbuf_release(&b), KR_RAISED;
        if (i)
            krbuf_add(&b, gap.p, gap.n);
        krbuf_add(&b, part.p, part.n);
    }
    KrValue v = b.failed ? krraise_memory(vm) : krbyteslike_new(vm, self, (const uint8_t *)b.data, b.len);
    krbuf_release(&b);
    return v;
}

KrValue krbyteslike_join(KrVm *vm, KrValue *a)
{
    const KrValue *items;
    size_t n;
    KrValue keep;
    if (!krseq_items(vm, a[1], &items, &n, &keep)) {
        const KrType *type = krtype_of(vm, a[1]);
        if (!krpending_is(vm, KR_T_TypeError) || krdunder(vm, type, KR_D_iter) != KR_EMPTY ||
            krdunder(vm, type, KR_D_getitem) != KR_EMPTY)
            return KR_RAISED;
        krpending_clear(vm);
        return krraise(vm, KR_T_TypeError, "can only join an iterable");
    }
    if (n == 1 && kris_exact(items[0], KR_T_bytes) && krbytes_check(vm, a[0]))
        return items[0];
    return join(vm, a[0], items, n);
}
