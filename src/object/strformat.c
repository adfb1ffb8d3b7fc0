/* SPDX-License-Identifier: MIT
 * The format mini-language: reading a spec, padding, and format() of str. */
#include "object/format.h"

#include "base/utf8.h"
#include "object/strcore.h"

#include <string.h>

static bool is_align(uint32_t c)
{
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static uint32_t peek(const char *p, const char *end)
{
    return p < end ? krutf8_next(&p) : 0;
}

/* Digits at *p; *out stays as it is if there are none. */
static bool read_number(KrVm *vm, const char **p, const char *end, int64_t *out)
{
    int64_t number = 0;
    const char *start = *p;
    for (; *p < end && **p >= '0' && **p <= '9'; ++*p)
        if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, **p - '0', &number)) {
            krraise(vm, KR_T_ValueError, "Too many decimal digits in format string");
            return false;
        }
    if (*p > start)
        *out = number;
    return true;
}

static bool read_grouping(KrVm *vm, const char **p, const char *end, char *out)
{
    while (*p < end && (**p == ',' || **p == '_')) {
        if (*out == **p)
            return true; /* a second one is taken for the type */
        if (*out) {
            krraise(vm, KR_T_ValueError, "Cannot specify both ',' and '_'.");
            return false;
        }
        *out = *(*p)++;
    }
    return true;
}

static const char *read_align(const char *p, const char *end, KrSpec *out, bool *fill_given)
{
    const char *second = p;
    if (p < end)
        krutf8_next(&second);
    if (second < end && is_align((unsigned char)*second)) {
        out->fill = peek(p, end);
        out->align = *second;
        *fill_given = out->align_given = true;
        return second + 1;
    }
    if (p < end && is_align((unsigned char)*p)) {
        out->align = *p;
        out->align_given = true;
        return p + 1;
    }
    return p;
}

static const char *read_flags(const char *p, const char *end, KrSpec *out, bool fill_given)
{
    if (p < end && (*p == ' ' || *p == '+' || *p == '-'))
        out->sign = *p++;
    if (p < end && *p == 'z')
        out->no_neg_zero = true, p++;
    if (p < end && *p == '#')
        out->alternate = true, p++;
    if (!fill_given && p < end && *p == '0') {
        out->fill = '0';
        if (!out->align_given && out->align == '>')
            out->align = '=';
        p++;
    }
    return p;
}

static bool check_grouping(KrVm *vm, const KrSpec *spec)
{
    char grouping = spec->grouping ? spec->grouping : spec->fraction_grouping;
    uint32_t type = spec->type;
    if (!grouping || type == 0 || (type < 128 && strchr("defgEG%F", (int)type)))
        return true;
    if (spec->grouping == '_' && type < 128 && strchr("boxX", (int)type))
        return true;
    if (type > 32 && type < 128)
        krraise(vm, KR_T_ValueError, "Cannot specify '%c' with '%c'.", grouping, (int)type);
    else
        krraise(vm, KR_T_ValueError, "Cannot specify '%c' with '\\x%x'.", grouping, type);
    return false;
}

bool krspec_parse(KrVm *vm, KrStr *text, KrValue v, char type, char align, KrSpec *out)
{
    const char *p = krstr_data(text), *end = p + text->size;
    bool fill_given = false;
    *out = (KrSpec){.fill = ' ', .type = (unsigned char)type, .width = -1, .precision = -1, .align = align};
    p = read_align(p, end, out, &fill_given);
    p = read_flags(p, end, out, fill_given);
    if (!read_number(vm, &p, end, &out->width) || !read_grouping(vm, &p, end, &out->grouping))
        return false;
    if (p < end && *p == '.') {
        p++;
        if (!read_number(vm, &p, end, &out->precision) || !read_grouping(vm, &p, end, &out->fraction_grouping))
            return false;
        if (out->precision < 0 && !out->fraction_grouping) {
            krraise(vm, KR_T_ValueError, "Format specifier missing precision");
            return false;
        }
    }
    if (p < end) {
        out->type = krutf8_next(&p);
        if (p < end) {
            krraise(vm, KR_T_ValueError, "Invalid format specifier '%U' for object of type '%T'", text, v);
            return false;
        }
    }
    return check_grouping(vm, out);
}

KrValue krspec_unknown(KrVm *vm, const KrSpec *spec, KrValue v)
{
    if (spec->type > 32 && spec->type < 128)
        return krraise(vm, KR_T_ValueError, "Unknown format code '%c' for object of type '%T'", (int)spec->type, v);
    return krraise(vm, KR_T_ValueError, "Unknown format code '\\x%x' for object of type '%T'", spec->type, v);
}

/* ---- padding --------------------------------------------------------------------------------- */

char *krspec_fill(const KrSpec *spec, char *p, size_t count)
{
    if (spec->fill < 128)
        return (char *)memset(p, (int)spec->fill, count) + count;
    while (count--)
        p += krutf8_encode(spec->fill, p);
    return p;
}

KrValue krspec_pad(KrVm *vm, const KrSpec *spec, const char *text, size_t n, size_t len, uint8_t flags)
{
    size_t total = spec->width > (int64_t)len ? (size_t)spec->width - len : 0;
    size_t left = spec->align == '<' ? 0 : spec->align == '^' ? total / 2 : total;
    if (total == 0)
        return krvalue_or_raised(krstr_known(vm, text, n, len, flags));
    if (total > SIZE_MAX / 64)
        return krraise_memory(vm);
    bool ascii = flags & KR_STR_ASCII && spec->fill < 128;
    if (!krcharge(vm, (int64_t)(total / 64)))
        return KR_RAISED;
    KrStr *s = krstr_alloc(vm, n + total * krutf8_size(spec->fill), len + total, ascii);
    if (!s)
        return KR_RAISED;
    char *p = krspec_fill(spec, s->text, left);
    memcpy(p, text, n);
    krspec_fill(spec, p + n, total - left);
    s->h.flags |= (flags & KR_STR_SURROGATES) | (krutf8_is_surrogate(spec->fill) ? KR_STR_SURROGATES : 0);
    return krvalue(s);
}

/* ---- str ------------------------------------------------------------------------------------- */

static KrValue refuse(KrVm *vm, const char *what)
{
    return krraise(vm, KR_T_ValueError, "%s not allowed in string format specifier", what);
}

KrValue krformat_str(KrVm *vm, KrValue v, KrStr *text)
{
    KrStr *s = kras_str(v);
    KrSpec spec;
    if (text->size == 0)
        return krvalue_or_raised(krstr_exact(vm, s));
    if (!krspec_parse(vm, text, v, 's', '<', &spec))
        return KR_RAISED;
    if (spec.type != 's')
        return krspec_unknown(vm, &spec, v);
    if (spec.sign)
        return refuse(vm, spec.sign == ' ' ? "Space" : "Sign");
    if (spec.no_neg_zero)
        return refuse(vm, "Negative zero coercion (z)");
    if (spec.alternate)
        return refuse(vm, "Alternate form (#)");
    if (spec.align == '=')
        return refuse(vm, "'=' alignment");
    if (spec.precision >= 0 && (uint64_t)spec.precision < s->len)
        s = krstr_slice(vm, s, 0, (size_t)spec.precision);
    if (!s)
        return KR_RAISED;
    if (spec.width <= (int64_t)s->len)
        return krvalue_or_raised(krstr_exact(vm, s));
    return krspec_pad(vm, &spec, krstr_data(s), s->size, s->len, s->h.flags);
}
