/* SPDX-License-Identifier: MIT
 * format(value, spec) of complex: two floats, padded as text. */
#include "base/utf8.h"
#include "object/float.h"
#include "object/str.h"

#include <math.h>

/* The pieces of a format specification, as they stand in its text. */
typedef struct Pieces {
    const char *align; /* with the fill before it */
    size_t nalign;
    char sign, type;   /* 0: not given */
    const char *flags; /* z and # */
    size_t nflags;
    const char *width;
    size_t nwidth;
    const char *rest;  /* grouping and precision */
    size_t nrest;
    bool precise;
} Pieces;

static bool is_align(char c)
{
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static size_t count_of(const char *p, const char *end, const char *set)
{
    size_t n = 0;
    while (p + n < end && p[n] && strchr(set, p[n]))
        n++;
    return n;
}

/* What lies between the flags and the end is checked when the parts are formatted. */
static void split(KrStr *spec, Pieces *out)
{
    const char *p = krstr_data(spec), *end = p + spec->size;
    *out = (Pieces){.align = p};
    size_t first = krutf8_lead_size((unsigned char)*p);
    if (p + first < end && is_align(p[first]))
        out->nalign = first + 1;
    else if (is_align(*p))
        out->nalign = 1;
    p += out->nalign;
    if (count_of(p, end, "+- "))
        out->sign = *p++;
    out->flags = p;
    out->nflags = count_of(p, end, "z#");
    p += out->nflags;
    out->width = p;
    out->nwidth = count_of(p, end, "0123456789");
    p += out->nwidth;
    if (p < end && !strchr(",_.0123456789", end[-1]))
        out->type = *--end;
    out->rest = p;
    out->nrest = (size_t)(end - p);
    out->precise = memchr(p, '.', out->nrest);
}

/* One part as text; without type and precision as in repr, but whole numbers without a point. */
static KrStr *part_text(KrVm *vm, const Pieces *s, double d, char sign)
{
    KrBuf b = krbuf_init(&vm->alloc);
    if (sign)
        krbuf_char(&b, sign);
    krbuf_add(&b, s->flags, s->nflags);
    krbuf_add(&b, s->rest, s->nrest);
    if (s->type || s->precise)
        krbuf_char(&b, s->type ? s->type : 'g');
    KrStr *spec = krstr_from_buf(vm, &b);
    KrValue v = spec ? krformat_float(vm, krdouble(d), spec) : KR_RAISED;
    if (v == KR_RAISED)
        return NULL;
    KrStr *text = kras_str(v);
    bool whole = text->size > 2 && !memcmp(krstr_data(text) + text->size - 2, ".0", 2);
    return whole && !s->type && !s->precise ? krstr_sub(vm, text, 0, text->size - 2) : text;
}

static KrStr *both_parts(KrVm *vm, const Pieces *s, const KrComplex *c)
{
    bool only_imag = !s->type && c->real == 0 && !signbit(c->real), parentheses = !s->type && !only_imag;
    KrStr *real = only_imag ? vm->empty_str : part_text(vm, s, c->real, s->sign);
    KrStr *imag = real ? part_text(vm, s, c->imag, only_imag ? s->sign : '+') : NULL;
    return imag ? krstr_printf(vm, "%s%U%Uj%s", parentheses ? "(" : "", real, imag, parentheses ? ")" : "") : NULL;
}

KrValue krformat_complex(KrVm *vm, KrValue v, KrStr *spec)
{
    Pieces s;
    split(spec, &s);
    if (s.type && !strchr("eEfFgGn", s.type))
        return krraise(vm, KR_T_ValueError, "Unknown format code '%c' for object of type '%T'", s.type, v);
    if (s.nwidth && *s.width == '0')
        return krraise(vm, KR_T_ValueError, "Zero padding is not allowed in complex format specifier");
    if (s.nalign && s.align[s.nalign - 1] == '=')
        return krraise(vm, KR_T_ValueError, "'=' alignment flag is not allowed in complex format specifier");
    KrStr *text = both_parts(vm, &s, (KrComplex *)kras_obj(v));
    if (!text || (!s.nalign && !s.nwidth))
        return krvalue_or_raised(text);
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_add(&b, s.align, s.nalign);
    if (!s.nalign)
        krbuf_char(&b, '>');
    krbuf_add(&b, s.width, s.nwidth);
    KrStr *padding = krstr_from_buf(vm, &b);
    return padding ? krformat_str(vm, krvalue(text), padding) : KR_RAISED;
}
