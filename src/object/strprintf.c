/* SPDX-License-Identifier: MIT
 * Formatting from C: the text of messages and of natives' results, values included. */
#include "object/dict.h"
#include "object/strcore.h"

#include "base/utf8.h"

#include <string.h>

/* One conversion: what stands between % and its letter. */
typedef struct Spec {
    char text[24]; /* for the C library: % flags width .precision size letter */
    size_t n;
    int precision; /* of %s; -1 if none */
    char size;     /* 0, 'l', 'L' for ll, 'z' */
    char letter;
} Spec;

static void keep(Spec *spec, char c)
{
    if (spec->n < sizeof spec->text - 1)
        spec->text[spec->n++] = c;
}

static void keep_number(Spec *spec, int number)
{
    char digits[12];
    int n = 0;
    do
        digits[n++] = (char)('0' + number % 10);
    while ((number /= 10) > 0 && n < 11);
    while (n > 0)
        keep(spec, digits[--n]);
}

/* Reads the conversion behind a %; returns what follows it. */
static const char *read_spec(const char *p, va_list *args, Spec *spec)
{
    *spec = (Spec){.precision = -1};
    keep(spec, '%');
    bool in_precision = false;
    for (;; p++) {
        if (*p == '*') {
            int number = va_arg(*args, int);
            keep_number(spec, number < 0 ? 0 : number);
            if (in_precision)
                spec->precision = number;
        } else if (*p == '.') {
            in_precision = true;
            spec->precision = 0;
            keep(spec, *p);
        } else if (*p && strchr("0123456789-+ #", *p)) {
            keep(spec, *p);
            if (in_precision)
                spec->precision = spec->precision * 10 + (*p - '0');
        } else {
            break;
        }
    }
    for (; *p == 'l' || *p == 'z'; p++) {
        spec->size = spec->size == 'l' ? 'L' : *p;
        keep(spec, *p);
    }
    spec->letter = *p;
    keep(spec, *p);
    return *p ? p + 1 : p;
}

static void add_integer(KrBuf *b, Spec *spec, va_list *args)
{
    switch (spec->size) {
    case 'l':
        krbuf_printf(b, spec->text, va_arg(*args, long));
        break;
    case 'L':
        krbuf_printf(b, spec->text, va_arg(*args, long long));
        break;
    case 'z':
        krbuf_printf(b, spec->text, va_arg(*args, size_t));
        break;
    default:
        krbuf_printf(b, spec->text, va_arg(*args, int));
        break;
    }
}

/* At most `precision` bytes, or up to the NUL; a character that is cut is left out. */
static void add_text(KrBuf *b, const Spec *spec, const char *text)
{
    if (spec->precision < 0) {
        krbuf_text(b, text);
        return;
    }
    size_t n = strnlen(text, (size_t)spec->precision);
    KrUtf8Scan scan;
    krutf8_check(text, n, true, &scan);
    krbuf_add(b, text, scan.truncated ? scan.valid : n);
}

static void add_char(KrBuf *b, uint32_t c)
{
    char text[4];
    krbuf_add(b, text, krutf8_encode(c, text));
}

static bool add_converted(KrVm *vm, KrBuf *b, char letter, KrValue v)
{
    KrValue text = letter == 'R' ? krobj_repr(vm, v) : letter == 'S' ? krobj_str(vm, v) : krobj_ascii(vm, v);
    if (text == KR_RAISED)
        return false;
    krbuf_str(b, kras_str(text));
    return true;
}

/* The classes of these modules are in Python here and in C in CPython. */
static bool named_in_full(const KrStr *module)
{
    return krstr_is(module, "datetime") || krstr_is(module, "array");
}

/* As messages name it: a class in C with its module, one made by `class` without. */
static void add_type_of(KrVm *vm, KrBuf *b, KrValue v)
{
    const KrType *t = krtype_of(vm, v);
    if (t->flags & KR_TF_BUILTIN && t->module && strcmp(t->module, "builtins") != 0)
        krbuf_printf(b, "%s.", t->module);
    KrValue module = t->flags & KR_TF_BUILTIN ? KR_EMPTY : krdict_get_name(vm, t->dict, KR_NAME(__module__));
    if (module != KR_EMPTY && kris_str(vm, module) && named_in_full(kras_str(module)))
        krbuf_printf(b, "%s.", krstr_data(kras_str(module)));
    krbuf_str(b, t->name);
}

static bool add_spec(KrVm *vm, KrBuf *b, Spec *spec, va_list *args)
{
    switch (spec->letter) {
    case 's':
        add_text(b, spec, va_arg(*args, const char *));
        return true;
    case 'c':
        add_char(b, (uint32_t)va_arg(*args, int));
        return true;
    case 'U':
        krbuf_str(b, va_arg(*args, const KrStr *));
        return true;
    case 'N':
        krbuf_str(b, va_arg(*args, const KrType *)->name);
        return true;
    case 'T':
        add_type_of(vm, b, va_arg(*args, KrValue));
        return true;
    case 'R':
    case 'S':
    case 'A':
        return add_converted(vm, b, spec->letter, va_arg(*args, KrValue));
    case 'p':
        krbuf_printf(b, "0x%llx", (unsigned long long)(uintptr_t)va_arg(*args, void *));
        return true;
    case '%':
        krbuf_char(b, '%');
        return true;
    default:
        add_integer(b, spec, args);
        return true;
    }
}

bool krbuf_format(KrVm *vm, KrBuf *b, const char *format, va_list args)
{
    va_list copy;
    va_copy(copy, args);
    bool ok = true;
    while (ok) {
        const char *percent = strchr(format, '%');
        krbuf_add(b, format, percent ? (size_t)(percent - format) : strlen(format));
        if (!percent)
            break;
        Spec spec;
        format = read_spec(percent + 1, &copy, &spec);
        ok = add_spec(vm, b, &spec, &copy);
    }
    va_end(copy);
    return ok;
}

KrStr *krstr_printf(KrVm *vm, const char *format, ...)
{
    KrBuf b = krbuf_init(&vm->alloc);
    va_list args;
    va_start(args, format);
    bool ok = krbuf_format(vm, &b, format, args);
    va_end(args);
    if (ok)
        return krstr_from_buf(vm, &b);
    krbuf_release(&b);
    return NULL;
}
