/* SPDX-License-Identifier: MIT
 * bytes and bytearray as ASCII text: case, padding, translation, hexadecimal digits. */
#include "object/byteslike.h"

#include "object/args.h"
#include "object/func.h"
#include "object/int.h"
#include "object/str.h"
#include "object/unichar.h"

#include <string.h>

/* ---- case ------------------------------------------------------------------------------------ */

KrValue krbyteslike_case(KrVm *vm, KrValue value, KrBytesCase how)
{
    KrBytesView self = krbyteslike_view(vm, value);
    uint8_t *to;
    bool inside = false;
    if (!krcharge(vm, (int64_t)(self.n / 64)))
        return KR_RAISED;
    KrValue v = krbyteslike_room(vm, value, self.n, &to);
    KR_TRY(v);
    for (size_t i = 0; i < self.n; i++) {
        uint8_t class = krascii_class[self.p[i]], flip = 0;
        switch (how) {
        case KR_BYTES_LOWER:
            flip = class & KR_ASCII_UPPER;
            break;
        case KR_BYTES_UPPER:
            flip = class & KR_ASCII_LOWER;
            break;
        case KR_BYTES_SWAP:
            flip = class & KR_ASCII_ALPHA;
            break;
        case KR_BYTES_TITLE:
            flip = class & (inside ? KR_ASCII_UPPER : KR_ASCII_LOWER);
            inside = class & KR_ASCII_ALPHA;
            break;
        case KR_BYTES_CAPITALIZE:
            flip = class & (i ? KR_ASCII_UPPER : KR_ASCII_LOWER);
            break;
        }
        to[i] = flip ? self.p[i] ^ 32 : self.p[i];
    }
    return v;
}

KrValue krbyteslike_all(KrVm *vm, KrValue value, uint8_t ascii_class)
{
    KrBytesView self = krbyteslike_view(vm, value);
    if (!krcharge(vm, (int64_t)(self.n / 64)))
        return KR_RAISED;
    for (size_t i = 0; i < self.n; i++)
        if (!(krascii_class[self.p[i]] & ascii_class))
            return KR_FALSE;
    return krbool(self.n > 0);
}

KrValue krbyteslike_isascii(KrVm *vm, KrValue value)
{
    KrBytesView self = krbyteslike_view(vm, value);
    if (!krcharge(vm, (int64_t)(self.n / 64)))
        return KR_RAISED;
    for (size_t i = 0; i < self.n; i++)
        if (self.p[i] >= 0x80)
            return KR_FALSE;
    return KR_TRUE;
}

KrValue krbyteslike_iscased(KrVm *vm, KrValue value, bool upper)
{
    KrBytesView self = krbyteslike_view(vm, value);
    bool found = false;
    if (!krcharge(vm, (int64_t)(self.n / 64)))
        return KR_RAISED;
    for (size_t i = 0; i < self.n; i++) {
        uint8_t class = krascii_class[self.p[i]];
        if (class & (upper ? KR_ASCII_LOWER : KR_ASCII_UPPER))
            return KR_FALSE;
        found |= (class & KR_ASCII_ALPHA) != 0;
    }
    return krbool(found);
}

KrValue krbyteslike_istitle(KrVm *vm, KrValue value)
{
    KrBytesView self = krbyteslike_view(vm, value);
    bool inside = false, found = false;
    if (!krcharge(vm, (int64_t)(self.n / 64)))
        return KR_RAISED;
    for (size_t i = 0; i < self.n; i++) {
        uint8_t class = krascii_class[self.p[i]] & KR_ASCII_ALPHA;
        if (class == (inside ? KR_ASCII_UPPER : KR_ASCII_LOWER))
            return KR_FALSE;
        inside = class;
        found |= inside;
    }
    return krbool(found);
}

/* ---- padding --------------------------------------------------------------------------------- */

static KrValue padded(KrVm *vm, KrValue value, size_t left, size_t right, uint8_t fill)
{
    KrBytesView self = krbyteslike_view(vm, value);
    size_t total = left + right;
    uint8_t *to;
    if (total == 0)
        return krbyteslike_new(vm, value, self.p, self.n);
    if (total > SIZE_MAX / 64)
        return krraise_memory(vm);
    if (!krcharge(vm, (int64_t)((self.n + total) / 64)))
        return KR_RAISED;
    KrValue v = krbyteslike_room(vm, value, self.n + total, &to);
    KR_TRY(v);
    memset(to, fill, left);
    if (self.n)
        memcpy(to + left, self.p, self.n);
    memset(to + left + self.n, fill, right);
    return v;
}

/* How many bytes are missing to the width that the argument asks for; -1 on error. */
static int64_t missing(KrVm *vm, KrValue *a, int64_t *width)
{
    if (!krargs_ssize(vm, a[1], width))
        return -1;
    int64_t n = (int64_t)krbyteslike_view(vm, a[0]).n;
    return *width > n ? *width - n : 0;
}

KrValue krbyteslike_justify(KrVm *vm, KrValue *a, const char *name, char align)
{
    uint8_t fill = ' ';
    int64_t width, more = missing(vm, a, &width);
    if (more < 0)
        return KR_RAISED;
    if (a[2] != KR_EMPTY) {
        bool fits = krbytes_check(vm, a[2]) || krbytearray_check(vm, a[2]);
        KrBytesView view = fits ? krbyteslike_view(vm, a[2]) : (KrBytesView){NULL, 0};
        if (fits && view.n != 1)
            return krraise(vm, KR_T_TypeError, "%s(): argument 2 must be a byte string of length 1, not a %s object of length %zu",
                           name, krbytes_check(vm, a[2]) ? "bytes" : "bytearray", view.n);
        if (!fits)
            return krraise_argument(vm, name, "argument 2", "a byte string of length 1", a[2]);
        fill = *view.p;
    }
    size_t total = (size_t)more, left = align == '<' ? 0 : total;
    if (align == '^')
        left = total / 2 + (total & (size_t)width & 1);
    return padded(vm, a[0], left, total - left, fill);
}

KrValue krbyteslike_zfill(KrVm *vm, KrValue *a)
{
    int64_t width, more = missing(vm, a, &width);
    if (more < 0)
        return KR_RAISED;
    KrValue v = padded(vm, a[0], (size_t)more, 0, '0');
    KR_TRY(v);
    KrBytesView self = krbyteslike_view(vm, a[0]);
    if (more && self.n && (*self.p == '+' || *self.p == '-')) {
        uint8_t *to = (uint8_t *)krbyteslike_view(vm, v).p;
        to[0] = *self.p;
        to[more] = '0';
    }
    return v;
}

KrValue krbyteslike_expandtabs(KrVm *vm, KrValue *a)
{
    int64_t tab = 8, column = 0;
    if (!krargs_int(vm, a[1], &tab))
        return KR_RAISED;
    KrBytesView self = krbyteslike_view(vm, a[0]);
    KrBuf b = krbuf_init(&vm->alloc);
    for (size_t i = 0; i < self.n; i++) {
        char c = (char)self.p[i];
        if (c != '\t') {
            krbuf_char(&b, c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
            continue;
        }
        int64_t more = tab > 0 ? tab - column % tab : 0;
        column += more;
        if (more && krbuf_reserve(&b, (size_t)more)) {
            memset(b.data + b.len, ' ', (size_t)more);
            b.len += (size_t)more;
        }
        if (!krcharge(vm, 1 + more / 64))
            return krbuf_release(&b), KR_RAISED;
    }
    KrValue v = b.failed ? krraise_memory(vm) : krbyteslike_new(vm, a[0], (const uint8_t *)b.data, b.len);
    krbuf_release(&b);
    return v;
}

/* ---- translation ----------------------------------------------------------------------------- */

KrValue krbyteslike_translate(KrVm *vm, KrValue *a)
{
    KrBytesView table = {NULL, 0}, drop = {NULL, 0};
    bool dropped[256] = {false};
    if (a[1] != KR_NONE) {
        if (!krbyteslike_arg(vm, a[1], &table))
            return KR_RAISED;
        if (table.n != 256)
            return krraise(vm, KR_T_ValueError, "translation table must be 256 characters long");
    }
    if (a[2] != KR_EMPTY && !krbyteslike_arg(vm, a[2], &drop))
        return KR_RAISED;
    for (size_t i = 0; i < drop.n; i++)
        dropped[drop.p[i]] = true;
    KrBytesView self = krbyteslike_view(vm, a[0]);
    KrBuf b = krbuf_init(&vm->alloc);
    if (self.n && !krbuf_reserve(&b, self.n))
        return krraise_memory(vm);
    for (size_t i = 0; i < self.n; i++)
        if (!dropped[self.p[i]])
            b.data[b.len++] = (char)(table.p ? table.p[self.p[i]] : self.p[i]);
    KrValue v = krbyteslike_new(vm, a[0], (const uint8_t *)b.data, b.len);
    krbuf_release(&b);
    return krcharge(vm, (int64_t)(self.n / 16)) ? v : KR_RAISED;
}

KrValue krbytes_maketrans(KrVm *vm, KrValue from, KrValue to)
{
    KrBytesView x, y;
    if (!krbyteslike_arg(vm, from, &x) || !krbyteslike_arg(vm, to, &y))
        return KR_RAISED;
    if (x.n != y.n)
        return krraise(vm, KR_T_ValueError, "maketrans arguments must have same length");
    KrBytes *table = krbytes_new(vm, NULL, 256);
    if (!table)
        return KR_RAISED;
    for (int i = 0; i < 256; i++)
        table->at[i] = (uint8_t)i;
    for (size_t i = 0; i < x.n; i++)
        table->at[x.p[i]] = y.p[i];
    return krvalue(table);
}

/* ---- hexadecimal digits ---------------------------------------------------------------------- */

static bool separator_of(KrVm *vm, KrValue v, uint8_t *out)
{
    KrBytesView view;
    if (kris_str(vm, v))
        view = (KrBytesView){(const uint8_t *)krstr_data(kras_str(v)), kras_str(v)->len};
    else if (krbytes_check(vm, v))
        view = krbyteslike_view(vm, v);
    else
        return krraise(vm, KR_T_TypeError, "sep must be str or bytes."), false;
    if (view.n != 1)
        return krraise(vm, KR_T_ValueError, "sep must be length 1."), false;
    if (*view.p >= 0x80)
        return krraise(vm, KR_T_ValueError, "sep must be ASCII."), false;
    *out = *view.p;
    return true;
}

static void write_hex(char *to, const uint8_t *p, size_t n, uint8_t sep, uint64_t group, bool from_left)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        if (group && i && (from_left ? i : n - i) % group == 0)
            *to++ = (char)sep;
        *to++ = digits[p[i] >> 4];
        *to++ = digits[p[i] & 15];
    }
}

KrValue krbytes_hex(KrVm *vm, const uint8_t *p, size_t n, KrValue sep, KrValue group)
{
    uint8_t separator = 0;
    int64_t size = 1;
    if (sep != KR_EMPTY && !separator_of(vm, sep, &separator))
        return KR_RAISED;
    if (!krargs_int(vm, group, &size))
        return KR_RAISED;
    uint64_t each = sep == KR_EMPTY ? 0 : size < 0 ? (uint64_t)-size : (uint64_t)size;
    size_t gaps = each && n ? (n - 1) / each : 0;
    char *to;
    if (n > SIZE_MAX / 8)
        return krraise_memory(vm);
    if (!krcharge(vm, (int64_t)(n / 32)))
        return KR_RAISED;
    KrStr *s = krstr_ascii_new(vm, 2 * n + gaps, &to);
    if (!s)
        return KR_RAISED;
    write_hex(to, p, n, separator, each, size < 0);
    return krvalue(s);
}

static int hex_digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool refuse_hex(KrVm *vm, const uint8_t *p, size_t at)
{
    size_t index = 0;
    for (size_t i = 0; i < at; i++)
        index += (p[i] & 0xC0) != 0x80;
    krraise(vm, KR_T_ValueError, "non-hexadecimal number found in fromhex() arg at position %zu", index);
    return false;
}

bool krbytes_fromhex(KrVm *vm, KrValue text, KrBuf *b)
{
    KrBytesView view;
    if (kris_str(vm, text)) {
        view = (KrBytesView){(const uint8_t *)krstr_data(kras_str(text)), kras_str(text)->size};
    } else if (!krbuffer_check(vm, text)) {
        krraise_argument(vm, "fromhex", "argument", "str", text);
        return false;
    } else if (!krbyteslike_arg(vm, text, &view)) {
        return false;
    }
    for (size_t i = 0; i < view.n; i++) {
        if (krascii_class[view.p[i]] & KR_ASCII_BLANK)
            continue;
        int high = hex_digit(view.p[i]);
        if (high < 0)
            return refuse_hex(vm, view.p, i);
        int low = ++i < view.n ? hex_digit(view.p[i]) : -1;
        if (low < 0)
            return refuse_hex(vm, view.p, i);
        krbuf_char(b, (char)(high << 4 | low));
    }
    return krcharge(vm, (int64_t)(view.n / 16));
}
