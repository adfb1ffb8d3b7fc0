/* SPDX-License-Identifier: MIT
 * Methods of str that pad: center, ljust, rjust, zfill, expandtabs. */
#include "object/strcore.h"

#include "base/utf8.h"
#include "object/args.h"

#include <string.h>

/* The string between `left` and `right` times the fill character (the text of a str of one character). */
static KrStr *padded(KrVm *vm, KrStr *s, size_t left, size_t right, KrStr *fill)
{
    size_t total = left + right;
    if (total == 0)
        return krstr_exact(vm, s);
    if (total > SIZE_MAX / 64)
        return krraise_memory(vm), NULL;
    if (!krcharge(vm, (int64_t)((s->size + total) / 64)))
        return NULL;
    KrStr *out = krstr_alloc(vm, s->size + total * fill->size, s->len + total, krstr_ascii(s) && krstr_ascii(fill));
    if (!out)
        return NULL;
    char *p = out->text;
    const char *with = krstr_data(fill);
    for (size_t i = 0; i < left; i++, p += fill->size)
        memcpy(p, with, fill->size);
    p = (char *)memcpy(p, krstr_data(s), s->size) + s->size;
    for (size_t i = 0; i < right; i++, p += fill->size)
        memcpy(p, with, fill->size);
    out->h.flags |= (s->h.flags | fill->h.flags) & KR_STR_SURROGATES;
    return out;
}

/* Width and fill character of the three methods; *missing is how much is to be added. */
static bool pad_args(KrVm *vm, KrValue *a, int64_t *width, size_t *missing, KrStr **fill)
{
    KrStr *s = kras_str(a[0]);
    if (!krargs_ssize(vm, a[1], width))
        return false;
    *fill = krstr_char(vm, ' ');
    if (a[2] != KR_EMPTY) {
        if (!kris_str(vm, a[2])) {
            krraise(vm, KR_T_TypeError, "The fill character must be a unicode character, not %T", a[2]);
            return false;
        }
        *fill = kras_str(a[2]);
        if ((*fill)->len != 1) {
            krraise(vm, KR_T_TypeError, "The fill character must be exactly one character long");
            return false;
        }
    }
    *missing = *width > (int64_t)s->len ? (size_t)*width - s->len : 0;
    return true;
}

/// str.center(self, width, fillchar=' ', /)
/// Return a centered string of length width.
KR_NATIVE(str_center)
{
    int64_t width;
    size_t missing;
    KrStr *fill;
    if (!pad_args(vm, a, &width, &missing, &fill))
        return KR_RAISED;
    size_t left = missing / 2 + (missing & (size_t)width & 1);
    return krvalue_or_raised(padded(vm, kras_str(a[0]), left, missing - left, fill));
}

/// str.ljust(self, width, fillchar=' ', /)
/// Return a left-justified string of length width.
KR_NATIVE(str_ljust)
{
    int64_t width;
    size_t missing;
    KrStr *fill;
    if (!pad_args(vm, a, &width, &missing, &fill))
        return KR_RAISED;
    return krvalue_or_raised(padded(vm, kras_str(a[0]), 0, missing, fill));
}

/// str.rjust(self, width, fillchar=' ', /)
/// Return a right-justified string of length width.
KR_NATIVE(str_rjust)
{
    int64_t width;
    size_t missing;
    KrStr *fill;
    if (!pad_args(vm, a, &width, &missing, &fill))
        return KR_RAISED;
    return krvalue_or_raised(padded(vm, kras_str(a[0]), missing, 0, fill));
}

/// str.zfill(self, width, /)
/// Pad a numeric string with zeros on the left, behind its sign.
KR_NATIVE(str_zfill)
{
    KrStr *s = kras_str(a[0]);
    int64_t width;
    if (!krargs_ssize(vm, a[1], &width))
        return KR_RAISED;
    size_t missing = width > (int64_t)s->len ? (size_t)width - s->len : 0;
    KrStr *out = padded(vm, s, missing, 0, krstr_char(vm, '0'));
    if (out && missing && s->size && (*krstr_data(s) == '+' || *krstr_data(s) == '-')) {
        out->text[0] = *krstr_data(s);
        out->text[missing] = '0';
    }
    return krvalue_or_raised(out);
}

static KrValue expand(KrVm *vm, KrStr *s, int64_t tab)
{
    KrBuf b = krbuf_init(&vm->alloc);
    int64_t column = 0;
    for (const char *p = krstr_data(s), *end = p + s->size; p < end;) {
        const char *start = p;
        uint32_t c = krutf8_next(&p);
        if (c != '\t') {
            krbuf_add(&b, start, (size_t)(p - start));
            column = c == '\n' || c == '\r' ? 0 : column + 1;
            continue;
        }
        int64_t more = tab > 0 ? tab - column % tab : 0;
        column += more;
        if (krbuf_reserve(&b, (size_t)more) && more) {
            memset(b.data + b.len, ' ', (size_t)more);
            b.len += (size_t)more;
        }
        if (!krcharge(vm, 1 + more / 64))
            return krbuf_release(&b), KR_RAISED;
    }
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/// str.expandtabs(self, /, tabsize=8)
/// Return a copy where all tab characters are expanded using spaces.
KR_NATIVE(str_expandtabs)
{
    KrStr *s = kras_str(a[0]);
    int64_t tab = 8;
    if (!krargs_int(vm, a[1], &tab))
        return KR_RAISED;
    if (!krcharge(vm, (int64_t)(s->size / 16)))
        return KR_RAISED;
    if (!memchr(krstr_data(s), '\t', s->size))
        return krvalue_or_raised(krstr_exact(vm, s));
    return expand(vm, s, tab);
}
