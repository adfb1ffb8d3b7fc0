/* SPDX-License-Identifier: MIT
 * repr and ascii, and the guard against showing an object inside itself. */
#include "object/str.h"

#include "base/utf8.h"
#include "object/type.h"

#include <utf8proc.h>

static bool printable(uint32_t c)
{
    if (c < 0x7F)
        return c >= 32;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_CN: case UTF8PROC_CATEGORY_CC: case UTF8PROC_CATEGORY_CF: case UTF8PROC_CATEGORY_CS: case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP: case UTF8PROC_CATEGORY_ZS: return false;
    default: return true;
    }
}

static void escape(KrBuf *b, uint32_t c)
{
    if (c < 0x100)
        krbuf_printf(b, "\\x%02x", c);
    else if (c < 0x10000)
        krbuf_printf(b, "\\u%04x", c);
    else
        krbuf_printf(b, "\\U%08x", c);
}

static void put_char(KrBuf *b, uint32_t c, const char *utf8, size_t n, char quote)
{
    if (c == (uint32_t)quote || c == '\\') {
        krbuf_char(b, '\\');
        krbuf_char(b, (char)c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
        krbuf_char(b, '\\');
        krbuf_char(b, c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
    } else if (printable(c)) {
        krbuf_add(b, utf8, n);
    } else {
        escape(b, c);
    }
}

KrValue krstr_repr(KrVm *vm, KrStr *s)
{
    const char *p = krstr_data(s), *end = p + s->size;
    char quote = memchr(p, '\'', s->size) && !memchr(p, '"', s->size) ? '"' : '\'';
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_reserve(&b, s->size + 2);
    krbuf_char(&b, quote);
    while (p < end) {
        const char *start = p;
        uint32_t c = krutf8_next(&p);
        put_char(&b, c, start, (size_t)(p - start), quote);
    }
    krbuf_char(&b, quote);
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

KrValue krobj_ascii(KrVm *vm, KrValue o)
{
    KrValue text = krobj_repr(vm, o);
    if (text == KR_RAISED || krstr_ascii(kras_str(text)))
        return text;
    const char *p = krstr_data(kras_str(text)), *end = p + kras_str(text)->size;
    KrBuf b = krbuf_init(&vm->alloc);
    while (p < end) {
        uint32_t c = krutf8_next(&p);
        if (c < 128)
            krbuf_char(&b, (char)c);
        else
            escape(&b, c);
    }
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/* ---- objects that are being shown -------------------------------------------------------------------------------------------- */

int krrepr_enter(KrVm *vm, KrValue o)
{
    if (!krstack_check(vm, " while getting the repr of an object"))
        return -1;
    if (!vm->showing) {
        vm->showing = krlist_with_capacity(vm, 4);
        if (!vm->showing)
            return -1;
    }
    for (size_t i = 0; i < vm->showing->n; i++)
        if (vm->showing->items->at[i] == o)
            return 1;
    return krlist_append(vm, vm->showing, o) ? 0 : -1;
}

void krrepr_leave(KrVm *vm, KrValue o)
{
    KrList *l = vm->showing;
    while (l->n && l->items->at[--l->n] != o)
        ;
}
