/* SPDX-License-Identifier: MIT
 * The format of messages: C's conversions and those of values. runtime.h lists them at krraise. */
#include "object/str.h"

#include "object/type.h"

#include <stdio.h>

static bool put_value(KrVm *vm, KrBuf *b, char kind, KrValue v)
{
    if (kind == 'T') {
        krbuf_str(b, krtype_of(vm, v)->name);
        return true;
    }
    KrValue text = kind == 'R' ? krobj_repr(vm, v) : kind == 'A' ? krobj_ascii(vm, v) : krobj_str(vm, v);
    if (text == KR_RAISED)
        return false;
    krbuf_str(b, kras_str(text));
    return true;
}

/* One of C's own conversions: its specification is copied and handed to snprintf. */
static void put_plain(KrBuf *b, const char *spec, const char *end, va_list *args)
{
    char form[16], out[128];
    size_t n = (size_t)(end - spec);
    memcpy(form, spec, n);
    form[n] = 0;
    bool wide = n > 2 && (form[n - 2] == 'l' || form[n - 2] == 'z');
    switch (form[n - 1]) {
    case 'p': snprintf(out, sizeof out, form, va_arg(*args, void *)); break;
    case 'c': snprintf(out, sizeof out, form, va_arg(*args, int)); break;
    default:
        if (wide)
            snprintf(out, sizeof out, form, va_arg(*args, long));
        else
            snprintf(out, sizeof out, form, va_arg(*args, int));
    }
    krbuf_text(b, out);
}

static bool put_text(KrBuf *b, const char *spec, va_list *args)
{
    int limit = -1;
    if (spec[1] == '.' && spec[2] == '*')
        limit = va_arg(*args, int);
    const char *s = va_arg(*args, const char *);
    krbuf_add(b, s, limit >= 0 ? strnlen(s, (size_t)limit) : strlen(s));
    return true;
}

bool krbuf_format(KrVm *vm, KrBuf *b, const char *f, va_list given)
{
    va_list args;
    va_copy(args, given);
    bool ok = true;
    while (*f && ok) {
        const char *percent = strchrnul(f, '%');
        krbuf_add(b, f, (size_t)(percent - f));
        if (!*percent)
            break;
        const char *end = percent + 1;
        while (*end && strchr("0123456789.*-+ #lz", *end))
            end++;
        switch (*end) {
        case '%': krbuf_char(b, '%'); break;
        case 's': put_text(b, percent, &args); break;
        case 'U': krbuf_str(b, va_arg(args, const KrStr *)); break;
        case 'N': krbuf_str(b, va_arg(args, const KrType *)->name); break;
        case 'R': case 'S': case 'A': case 'T': ok = put_value(vm, b, *end, va_arg(args, KrValue)); break;
        default: put_plain(b, percent, end + 1, &args); break;
        }
        f = end + 1;
    }
    va_end(args);
    return ok;
}

KrStr *krstr_printf(KrVm *vm, const char *format, ...)
{
    KrBuf b = krbuf_init(&vm->alloc);
    va_list args;
    va_start(args, format);
    bool ok = krbuf_format(vm, &b, format, args);
    va_end(args);
    if (!ok) {
        krbuf_release(&b);
        return NULL;
    }
    return krstr_from_buf(vm, &b);
}
