/* SPDX-License-Identifier: MIT
 * Reading regular expressions and replacement templates by characters, and the errors found there. */
#include "modules/re.h"
#include "object/unichar.h"

#include "base/utf8.h"

bool krre_reader(KrVm *vm, KrValue source, KrReReader *r)
{
    const uint8_t *data;
    size_t n;
    *r = (KrReReader){.vm = vm, .source = source, .text = kris_str(vm, source)};
    if (r->text) {
        r->start = krstr_data(kras_str(source));
        n = kras_str(source)->size;
    } else {
        if (!krbuffer_get(vm, source, &data, &n))
            return false;
        r->start = (const char *)data;
    }
    r->p = r->start;
    r->end = r->start + n;
    return true;
}

int32_t krre_peek(const KrReReader *r)
{
    if (r->p == r->end)
        return -1;
    const char *p = r->p;
    return r->text ? (int32_t)krutf8_next(&p) : (uint8_t)*p;
}

int32_t krre_next(KrReReader *r)
{
    if (r->p == r->end)
        return -1;
    return r->text ? (int32_t)krutf8_next(&r->p) : (uint8_t)*r->p++;
}

bool krre_accept(KrReReader *r, int32_t c)
{
    if (krre_peek(r) != c)
        return false;
    krre_next(r);
    return true;
}

size_t krre_tell(const KrReReader *r)
{
    size_t n = (size_t)(r->p - r->start);
    return r->text ? krutf8_count(r->start, n) : n;
}

static bool raise_error(KrReReader *r, size_t at, const char *format, va_list args)
{
    KrVm *vm = r->vm;
    KrBuf b = krbuf_init(&vm->alloc);
    if (!krbuf_format(vm, &b, format, args))
        return krbuf_release(&b), false;
    KrStr *message = krstr_from_buf(vm, &b);
    KrValue module = message ? krmodule_import(vm, "re") : KR_RAISED;
    if (module == KR_RAISED)
        return false;
    KrValue cls = krobj_getattr(vm, module, KR_NAME(PatternError));
    if (cls == KR_RAISED)
        return false;
    KrValue arguments[3] = {krvalue(message), r->source, at == KR_RE_NOWHERE ? KR_NONE : krsmall((int64_t)at)};
    KrValue error = krcall(vm, cls, arguments, at == KR_RE_NOWHERE ? 1 : 3);
    if (error != KR_RAISED)
        krraise_exc(vm, error);
    return false;
}

bool krre_error(KrReReader *r, size_t back, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    raise_error(r, krre_tell(r) - back, format, args);
    va_end(args);
    return false;
}

bool krre_error_at(KrReReader *r, size_t at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    raise_error(r, at, format, args);
    va_end(args);
    return false;
}

/* Bytes stand for the characters U+0000 to U+00FF. */
KrStr *krre_text(KrReReader *r, const char *from, const char *to)
{
    if (r->text)
        return krstr_new(r->vm, from, (size_t)(to - from));
    KrBuf b = krbuf_init(&r->vm->alloc);
    for (; from < to; from++) {
        char utf8[4];
        krbuf_add(&b, utf8, krutf8_encode((uint8_t)*from, utf8));
    }
    return krstr_from_buf(r->vm, &b);
}

KrStr *krre_until(KrReReader *r, int32_t terminator, const char *what)
{
    const char *from = r->p;
    for (;;) {
        const char *to = r->p;
        int32_t c = krre_next(r);
        if (c == terminator) {
            if (to == from)
                return krre_error(r, 1, "missing %s", what), NULL;
            return krre_text(r, from, to);
        }
        if (c < 0) {
            KrStr *name = krre_text(r, from, to);
            if (!name)
                return NULL;
            if (to == from)
                return krre_error(r, 0, "missing %s", what), NULL;
            return krre_error(r, name->len, "missing %c, unterminated name", (int)terminator), NULL;
        }
    }
}

static bool is_identifier(const KrStr *name)
{
    const char *p = krstr_data(name), *end = p + name->size;
    if (p == end || !krchar_starts_name(krutf8_next(&p)))
        return false;
    while (p < end)
        if (!krchar_continues_name(krutf8_next(&p)))
            return false;
    return true;
}

bool krre_check_name(KrReReader *r, KrStr *name, size_t offset)
{
    if (!r->text && !krstr_ascii(name))
        return krre_error(r, name->len + offset, "bad character in group name %A", krvalue(name));
    if (!is_identifier(name))
        return krre_error(r, name->len + offset, "bad character in group name %R", krvalue(name));
    return true;
}

bool krre_number(const KrStr *name, int64_t *out)
{
    const char *p = krstr_data(name), *end = p + name->size;
    int64_t n = 0;
    if (p == end)
        return false;
    for (; p < end; p++) {
        if (*p < '0' || *p > '9')
            return false;
        n = n * 10 + (*p - '0');
        if (n > INT64_C(1) << 31)
            n = INT64_C(1) << 31;
    }
    *out = n;
    return true;
}
