/* SPDX-License-Identifier: MIT
 * Methods of str that cut text: split, splitlines, partition, strip; and replace. */
#include "object/strcore.h"

#include "base/utf8.h"
#include "object/args.h"
#include "object/seq.h"
#include "object/search.h"
#include "object/unichar.h"

#include <string.h>

/* ---- splitting ------------------------------------------------------------------------------- */

static bool add_part(KrVm *vm, KrList *l, KrStr *s, size_t from, size_t to)
{
    KrStr *part = krstr_sub(vm, s, from, to - from);
    return part && krlist_append(vm, l, krvalue(part)) && krcharge(vm, 1);
}

/* The length of the space at text[at], 0 if none stands there. */
static inline unsigned space_at(const char *text, size_t at)
{
    const char *p = text + at;
    unsigned char c = (unsigned char)*p;
    if (KR_LIKELY(c < 0x80))
        return (krascii_class[c] & KR_ASCII_SPACE) != 0;
    return krchar_is_space(krutf8_next(&p)) ? (unsigned)(p - text - at) : 0;
}

/* The same for the space that ends at text[at]. */
static inline unsigned space_before(const char *text, size_t at)
{
    const char *p = text + at;
    unsigned char c = (unsigned char)p[-1];
    if (KR_LIKELY(c < 0x80))
        return (krascii_class[c] & KR_ASCII_SPACE) != 0;
    return krchar_is_space(krutf8_prev(&p)) ? (unsigned)(text + at - p) : 0;
}

static bool split_spaces(KrVm *vm, KrList *l, KrStr *s, uint64_t most)
{
    const char *text = krstr_data(s);
    size_t at = 0;
    unsigned k;
    for (;;) {
        while (at < s->size && (k = space_at(text, at)))
            at += k;
        if (at == s->size)
            return true;
        size_t from = at;
        if (most-- == 0)
            break;
        while (at < s->size && !space_at(text, at))
            at += krutf8_lead_size((unsigned char)text[at]);
        if (!add_part(vm, l, s, from, at))
            return false;
    }
    return add_part(vm, l, s, at, s->size);
}

static bool rsplit_spaces(KrVm *vm, KrList *l, KrStr *s, uint64_t most)
{
    const char *text = krstr_data(s);
    size_t at = s->size;
    unsigned k;
    for (;;) {
        while (at > 0 && (k = space_before(text, at)))
            at -= k;
        if (at == 0)
            return true;
        size_t to = at;
        if (most-- == 0)
            break;
        while (at > 0 && !space_before(text, at))
            do
                at--;
            while (krutf8_is_tail(text[at]));
        if (!add_part(vm, l, s, at, to))
            return false;
    }
    return add_part(vm, l, s, 0, at);
}

static bool split_at(KrVm *vm, KrList *l, KrStr *s, const KrStr *sep, uint64_t most)
{
    const char *text = krstr_data(s), *needle = krstr_data(sep);
    size_t at = 0;
    while (most-- > 0) {
        size_t found = krbytes_find(text + at, s->size - at, needle, sep->size);
        if (found == KR_NOT_FOUND)
            break;
        if (!add_part(vm, l, s, at, at + found))
            return false;
        at += found + sep->size;
    }
    return add_part(vm, l, s, at, s->size);
}

static bool rsplit_at(KrVm *vm, KrList *l, KrStr *s, const KrStr *sep, uint64_t most)
{
    const char *text = krstr_data(s), *needle = krstr_data(sep);
    size_t to = s->size;
    while (most-- > 0) {
        size_t found = krbytes_rfind(text, to, needle, sep->size);
        if (found == KR_NOT_FOUND)
            break;
        if (!add_part(vm, l, s, found + sep->size, to))
            return false;
        to = found;
    }
    return add_part(vm, l, s, 0, to);
}

static void reverse(KrVm *vm, KrList *l)
{
    for (size_t i = 0, j = l->n; i + 1 < j--; i++) {
        KrValue v = l->items->at[i];
        krstore(vm, l->items, &l->items->at[i], l->items->at[j]);
        krstore(vm, l->items, &l->items->at[j], v);
    }
}

static KrValue split(KrVm *vm, KrValue *a, bool right)
{
    int64_t most = -1;
    KrStr *s = kras_str(a[0]), *sep = NULL;
    if (!krargs_ssize(vm, a[2], &most))
        return KR_RAISED;
    if (a[1] != KR_EMPTY && a[1] != KR_NONE) {
        if (!kris_str(vm, a[1]))
            return krraise(vm, KR_T_TypeError, "must be str or None, not %T", a[1]);
        sep = kras_str(a[1]);
        if (sep->size == 0)
            return krraise(vm, KR_T_ValueError, "empty separator");
    }
    KrList *l = krlist_new(vm, NULL, 0);
    uint64_t limit = most < 0 ? UINT64_MAX : (uint64_t)most;
    if (!l || !krcharge(vm, (int64_t)(s->size / 64)))
        return KR_RAISED;
    if (!right)
        return (sep ? split_at(vm, l, s, sep, limit) : split_spaces(vm, l, s, limit)) ? krvalue(l) : KR_RAISED;
    if (!(sep ? rsplit_at(vm, l, s, sep, limit) : rsplit_spaces(vm, l, s, limit)))
        return KR_RAISED;
    reverse(vm, l);
    return krvalue(l);
}

/// str.split(self, /, sep=None, maxsplit=-1)
/// Return a list of the substrings in the string, using sep as the separator string.
KR_NATIVE(str_split)
{
    return split(vm, a, false);
}

/// str.rsplit(self, /, sep=None, maxsplit=-1)
/// Return a list of the substrings in the string, splitting from the end.
KR_NATIVE(str_rsplit)
{
    return split(vm, a, true);
}

/* The length of the line break at text[at], 0 if none stands there. */
static unsigned break_at(const char *text, size_t size, size_t at)
{
    unsigned char c = (unsigned char)text[at];
    if (c == '\r')
        return at + 1 < size && text[at + 1] == '\n' ? 2 : 1;
    if (c < 0x80)
        return (c >= '\n' && c <= '\f') || (c >= 0x1C && c <= 0x1E);
    if (c == 0xC2)
        return (unsigned char)text[at + 1] == 0x85 ? 2 : 0;
    return c == 0xE2 && (unsigned char)text[at + 1] == 0x80 && ((unsigned char)text[at + 2] & 0xFE) == 0xA8 ? 3 : 0;
}

/// str.splitlines(self, /, keepends=False)
/// Return a list of the lines in the string, breaking at line boundaries.
KR_NATIVE(str_splitlines)
{
    KrStr *s = kras_str(a[0]);
    int keep = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    KrList *l = keep < 0 ? NULL : krlist_new(vm, NULL, 0);
    if (!l || !krcharge(vm, (int64_t)(s->size / 64)))
        return KR_RAISED;
    const char *text = krstr_data(s);
    for (size_t at = 0; at < s->size;) {
        size_t from = at;
        unsigned k = 0;
        while (at < s->size && !(k = break_at(text, s->size, at)))
            at++;
        if (!add_part(vm, l, s, from, keep ? at + k : at))
            return KR_RAISED;
        at += k;
    }
    return krvalue(l);
}

/* ---- partition ------------------------------------------------------------------------------- */

static KrValue three(KrVm *vm, KrStr *x, KrStr *y, KrStr *z)
{
    return x && y && z ? krvalue_or_raised(krtuple_of(vm, 3, krvalue(x), krvalue(y), krvalue(z))) : KR_RAISED;
}

static KrValue partition(KrVm *vm, KrValue *a, bool right)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "must be str, not %T", a[1]);
    KrStr *s = kras_str(a[0]), *sep = kras_str(a[1]), *empty = vm->empty_str;
    if (sep->size == 0)
        return krraise(vm, KR_T_ValueError, "empty separator");
    if (!krcharge(vm, (int64_t)(s->size / 64)))
        return KR_RAISED;
    size_t at = (right ? krbytes_rfind : krbytes_find)(krstr_data(s), s->size, krstr_data(sep), sep->size);
    if (at == KR_NOT_FOUND) {
        s = krstr_exact(vm, s);
        return right ? three(vm, empty, empty, s) : three(vm, s, empty, empty);
    }
    size_t behind = at + sep->size;
    KrStr *head = krstr_sub(vm, s, 0, at);
    return head ? three(vm, head, krstr_exact(vm, sep), krstr_sub(vm, s, behind, s->size - behind)) : KR_RAISED;
}

/// str.partition(self, sep, /)
/// Partition the string into three parts using the given separator.
KR_NATIVE(str_partition)
{
    return partition(vm, a, false);
}

/// str.rpartition(self, sep, /)
/// Partition the string into three parts using the given separator, searched from the end.
KR_NATIVE(str_rpartition)
{
    return partition(vm, a, true);
}

/* ---- strip ----------------------------------------------------------------------------------- */

enum { STRIP_LEFT = 1, STRIP_RIGHT = 2 };

static bool holds(const KrStr *chars, uint32_t c)
{
    if (c < 0x80)
        return memchr(krstr_data(chars), (int)c, chars->size) != NULL;
    if (krstr_ascii(chars))
        return false;
    for (const char *p = krstr_data(chars), *end = p + chars->size; p < end;)
        if (krutf8_next(&p) == c)
            return true;
    return false;
}

static void strip_spaces(const char *text, size_t *from, size_t *to, int sides)
{
    unsigned k;
    while (sides & STRIP_LEFT && *from < *to && (k = space_at(text, *from)))
        *from += k;
    while (sides & STRIP_RIGHT && *to > *from && (k = space_before(text, *to)))
        *to -= k;
}

static bool strip_chars(KrVm *vm, const char *text, size_t *from, size_t *to, int sides, const KrStr *chars)
{
    const char *p = text + *from, *end = text + *to;
    int64_t work = 1 + (int64_t)(chars->size / 64);
    for (; sides & STRIP_LEFT && p < end && holds(chars, krutf8_next(&p)); *from = (size_t)(p - text))
        if (!krcharge(vm, work))
            return false;
    p = end;
    for (; sides & STRIP_RIGHT && p > text + *from && holds(chars, krutf8_prev(&p)); *to = (size_t)(p - text))
        if (!krcharge(vm, work))
            return false;
    return true;
}

static KrValue strip(KrVm *vm, KrValue *a, int sides, const char *name)
{
    KrStr *s = kras_str(a[0]);
    size_t from = 0, to = s->size;
    if (a[1] == KR_EMPTY || a[1] == KR_NONE)
        strip_spaces(krstr_data(s), &from, &to, sides);
    else if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "%s arg must be None or str", name);
    else if (!strip_chars(vm, krstr_data(s), &from, &to, sides, kras_str(a[1])))
        return KR_RAISED;
    if (!krcharge(vm, (int64_t)((s->size - (to - from)) / 8)))
        return KR_RAISED;
    return krvalue_or_raised(krstr_sub(vm, s, from, to - from));
}

/// str.strip(self, chars=None, /)
/// Return a copy of the string with leading and trailing whitespace removed.
KR_NATIVE(str_strip)
{
    return strip(vm, a, STRIP_LEFT | STRIP_RIGHT, "strip");
}

/// str.lstrip(self, chars=None, /)
/// Return a copy of the string with leading whitespace removed.
KR_NATIVE(str_lstrip)
{
    return strip(vm, a, STRIP_LEFT, "lstrip");
}

/// str.rstrip(self, chars=None, /)
/// Return a copy of the string with trailing whitespace removed.
KR_NATIVE(str_rstrip)
{
    return strip(vm, a, STRIP_RIGHT, "rstrip");
}

/* ---- replace --------------------------------------------------------------------------------- */

static KrStr *room_for(KrVm *vm, KrStr *s, const KrStr *old, const KrStr *new, size_t count)
{
    if (new->size && count > SIZE_MAX / 4 / new->size)
        return krraise_memory(vm), NULL;
    size_t size = s->size - count * old->size + count * new->size;
    size_t len = s->len - count * old->len + count * new->len;
    if (!krcharge(vm, (int64_t)(size / 64 + count)))
        return NULL;
    KrStr *out = krstr_alloc(vm, size, len, size == len);
    if (out && size)
        out->h.flags |= (s->h.flags | new->h.flags) & KR_STR_SURROGATES;
    return out;
}

/* `new` before each of the first `count` characters and, if it is not yet used up, behind the last. */
static KrStr *insert_between(KrVm *vm, KrStr *s, const KrStr *new, uint64_t most)
{
    size_t count = most > s->len ? s->len + 1 : (size_t)most;
    KrStr *out = room_for(vm, s, vm->empty_str, new, count);
    if (!out)
        return NULL;
    char *to = out->text;
    const char *p = krstr_data(s), *end = p + s->size;
    for (; count > 0; count--) {
        to = (char *)memcpy(to, krstr_data(new), new->size) + new->size;
        if (p == end)
            break;
        unsigned k = krutf8_lead_size((unsigned char)*p);
        to = (char *)memcpy(to, p, k) + k;
        p += k;
    }
    memcpy(to, p, (size_t)(end - p));
    return out;
}

static KrStr *replace_char(KrVm *vm, KrStr *s, char old, char new)
{
    KrStr *out = room_for(vm, s, vm->empty_str, vm->empty_str, 0);
    const char *text = krstr_data(s);
    for (size_t i = 0; out && i < s->size; i++)
        out->text[i] = text[i] == old ? new : text[i];
    return out;
}

enum { REPLACED = 65536 }; /* at one go */

static KrStr *replace(KrVm *vm, KrStr *s, const KrStr *old, const KrStr *new, uint64_t most)
{
    const char *text = krstr_data(s), *needle = krstr_data(old);
    if (!krcharge(vm, (int64_t)(s->size / 64)))
        return NULL;
    if (most == 0 || (old->size == 0 && new->size == 0))
        return krstr_exact(vm, s);
    if (old->size == 0)
        return insert_between(vm, s, new, most);
    size_t count;
    if (!krsearch_count(vm, text, s->size, needle, old->size, most, &count))
        return NULL;
    if (count == 0)
        return krstr_exact(vm, s);
    if (!krcharge(vm, (int64_t)(2 * count)))
        return NULL;
    if (old->size == 1 && new->size == 1 && count < most && s->size > 1)
        return replace_char(vm, s, *needle, *krstr_data(new));
    KrStr *out = room_for(vm, s, old, new, count);
    if (!out || !out->size)
        return out;
    char *to = out->text;
    size_t at = 0;
    for (; count > 0; count--) {
        size_t found = krbytes_find(text + at, s->size - at, needle, old->size);
        to = (char *)memcpy(to, text + at, found) + found;
        to = (char *)memcpy(to, krstr_data(new), new->size) + new->size;
        at += found + old->size;
        if (count % REPLACED == 0 && !krpoll(vm))
            return NULL;
    }
    memcpy(to, text + at, s->size - at);
    return out;
}

/// str.replace(self, old, new, /, count=-1)
/// Return a copy with all occurrences of substring old replaced by new, or just the first count ones.
KR_NATIVE(str_replace)
{
    int64_t most = -1;
    for (int i = 1; i <= 2; i++)
        if (!kris_str(vm, a[i]))
            return krraise_argument(vm, "replace", i == 1 ? "argument 1" : "argument 2", "str", a[i]);
    if (!krargs_ssize(vm, a[3], &most))
        return KR_RAISED;
    return krvalue_or_raised(replace(vm, kras_str(a[0]), kras_str(a[1]), kras_str(a[2]),
                                     most < 0 ? UINT64_MAX : (uint64_t)most));
}
