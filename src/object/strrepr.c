/* SPDX-License-Identifier: MIT
 * repr and ascii of str. */
#include "object/strcore.h"

#include "base/utf8.h"
#include "object/unichar.h"

#include <string.h>

static void add_escape(KrBuf *b, uint32_t c)
{
    if (c < 0x100)
        krbuf_printf(b, "\\x%02x", c);
    else
        krbuf_printf(b, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
}

static void add_char(KrBuf *b, uint32_t c, char quote, bool ascii)
{
    char text[4];
    if (c == (unsigned char)quote || c == '\\') {
        krbuf_char(b, '\\');
        krbuf_char(b, (char)c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
        krbuf_text(b, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
    } else if (krchar_is_printable(c) && !(ascii && c >= 0x80)) {
        krbuf_add(b, text, krutf8_encode(c, text));
    } else {
        add_escape(b, c);
    }
}

/* The length of the part that stands in a repr as it is. */
static size_t plain_prefix(const char *p, size_t n, char quote)
{
    size_t i = 0;
    while (i < n && (unsigned char)p[i] >= 0x20 && (unsigned char)p[i] < 0x7F && p[i] != quote && p[i] != '\\')
        i++;
    return i;
}

void krbuf_repr(KrBuf *b, const char *text, size_t n, bool ascii)
{
    const char *end = text + n;
    char quote = memchr(text, '\'', n) && !memchr(text, '"', n) ? '"' : '\'';
    krbuf_char(b, quote);
    while (text < end) {
        size_t plain = plain_prefix(text, (size_t)(end - text), quote);
        krbuf_add(b, text, plain);
        text += plain;
        if (text < end)
            add_char(b, krutf8_next(&text), quote, ascii);
    }
    krbuf_char(b, quote);
}

KrValue krstr_repr(KrVm *vm, KrStr *s)
{
    if (!krcharge(vm, (int64_t)(s->size / 64)))
        return KR_RAISED;
    if (krstr_ascii(s) && s->size && plain_prefix(krstr_data(s), s->size, '\'') == s->size) {
        char *fill;
        KrStr *out = krstr_ascii_new(vm, s->size + 2, &fill);
        if (!out)
            return KR_RAISED;
        fill[0] = fill[s->size + 1] = '\'';
        memcpy(fill + 1, krstr_data(s), s->size);
        return krvalue(out);
    }
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_repr(&b, krstr_data(s), s->size, false);
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/* repr() with escapes for all that is not ASCII. */
KrValue krobj_ascii(KrVm *vm, KrValue o)
{
    KrValue text = krobj_repr(vm, o);
    if (text == KR_RAISED || krstr_ascii(kras_str(text)))
        return text;
    KrStr *s = kras_str(text);
    if (!krcharge(vm, (int64_t)(s->size / 64)))
        return KR_RAISED;
    KrBuf b = krbuf_init(&vm->alloc);
    for (const char *p = krstr_data(s), *end = p + s->size; p < end;) {
        uint32_t c = krutf8_next(&p);
        if (c < 0x80)
            krbuf_char(&b, (char)c);
        else
            add_escape(&b, c);
    }
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}
