/* SPDX-License-Identifier: MIT
 * format() of int, float and complex. */
#include "object/format.h"

#include "base/dtoa.h"
#include "base/utf8.h"
#include "object/int_internal.h"
#include "object/strcore.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* A number's text, cut in the parts that the spec treats apart. */
typedef struct Parts {
    char sign;           /* 0 if none */
    const char *prefix;  /* 0x and the like */
    size_t nprefix;
    const char *digits;  /* before the point */
    size_t ndigits;
    const char *point;   /* "." and the digits behind it */
    size_t npoint;
    const char *rest;    /* exponent, %, inf, nan, or the character of 'c' */
    size_t nrest, rest_len;
} Parts;

/* How many characters digits with separators take. */
static size_t grouped_size(size_t digits, size_t group)
{
    return digits && group ? digits + (digits - 1) / group : digits;
}

/* Zeros before the digits so that, with separators, they are at least `width` wide. */
static size_t zeros_for(size_t digits, size_t group, int64_t width)
{
    size_t wanted = width > 0 ? (size_t)width : 0;
    if (grouped_size(digits, group) >= wanted)
        return 0;
    size_t all = group ? wanted - (wanted - 1) / (group + 1) : wanted;
    return all > digits ? all - digits : 0;
}

static char *write_grouped(char *p, size_t zeros, const char *digits, size_t n, size_t group, char separator)
{
    if (!group) {
        memset(p, '0', zeros);
        memcpy(p + zeros, digits, n);
        return p + zeros + n;
    }
    for (size_t left = zeros + n; left > 0; left--) {
        *p++ = left > n ? '0' : digits[n - left];
        if (left > 1 && (left - 1) % group == 0)
            *p++ = separator;
    }
    return p;
}

static char *write_point(char *p, const Parts *x, char separator)
{
    for (size_t i = 0; i < x->npoint; i++) {
        if (separator && i > 1 && (i - 1) % 3 == 0)
            *p++ = separator;
        *p++ = x->point[i];
    }
    return p;
}

static size_t group_of(const KrSpec *spec)
{
    if (!spec->grouping)
        return 0;
    return spec->type < 128 && spec->type && strchr("boxX", (int)spec->type) ? 4 : 3;
}

static char sign_of(const KrSpec *spec, bool negative)
{
    return negative ? '-' : spec->sign == '+' || spec->sign == ' ' ? spec->sign : 0;
}

/* Sign, padding, digits with separators: the whole layout. */
static KrValue lay_out(KrVm *vm, const KrSpec *spec, const Parts *x)
{
    size_t group = group_of(spec), fraction = x->npoint ? x->npoint - 1 : 0;
    char separator = fraction ? spec->fraction_grouping : 0;
    size_t npoint = x->npoint + (separator ? (fraction - 1) / 3 : 0);
    size_t fixed = (x->sign != 0) + x->nprefix + npoint + x->rest_len;
    bool zero_fill = spec->fill == '0' && spec->align == '=' && x->ndigits;
    size_t zeros = zero_fill ? zeros_for(x->ndigits, group, spec->width - (int64_t)fixed) : 0;
    size_t len = fixed + grouped_size(x->ndigits + zeros, group);
    size_t total = spec->width > (int64_t)len ? (size_t)spec->width - len : 0;
    size_t left = spec->align == '>' ? total : spec->align == '^' ? total / 2 : 0;
    size_t inner = spec->align == '=' ? total : 0;
    if (total > SIZE_MAX / 64 || zeros > SIZE_MAX / 64)
        return krraise_memory(vm);
    bool ascii = (total == 0 || spec->fill < 128) && x->nrest == x->rest_len
                 && !(x->nrest && krutf8_ascii_prefix(x->rest, x->nrest) < x->nrest);
    if (!krcharge(vm, (int64_t)((total + len) / 64)))
        return KR_RAISED;
    KrStr *s = krstr_alloc(vm, len - x->rest_len + x->nrest + total * krutf8_size(spec->fill), len + total, ascii);
    if (!s)
        return KR_RAISED;
    char *p = krspec_fill(spec, s->text, left);
    if (x->sign)
        *p++ = x->sign;
    p = (char *)memcpy(p, x->prefix, x->nprefix) + x->nprefix;
    p = krspec_fill(spec, p, inner);
    p = write_grouped(p, zeros, x->digits, x->ndigits, group, spec->grouping);
    p = write_point(p, x, separator);
    p = (char *)memcpy(p, x->rest, x->nrest) + x->nrest;
    krspec_fill(spec, p, total - left - inner);
    if (!ascii)
        s->h.flags |= krutf8_is_surrogate(spec->fill) || (x->nrest == 3 && x->rest_len == 1) ? KR_STR_SURROGATES : 0;
    return krvalue(s);
}

/* ---- int ------------------------------------------------------------------------------------- */

static KrValue format_char(KrVm *vm, const KrSpec *spec, KrValue v)
{
    if (spec->sign)
        return krraise(vm, KR_T_ValueError, "Sign not allowed with integer format specifier 'c'");
    if (spec->alternate)
        return krraise(vm, KR_T_ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
    int64_t c;
    if (!krint_to_i64(v, &c))
        return krraise(vm, KR_T_OverflowError, "Python int too large to convert to C long");
    if (c < 0 || c > KR_MAX_CODE_POINT)
        return krraise(vm, KR_T_OverflowError, "%%c arg not in range(0x110000)");
    char text[4];
    Parts x = {.prefix = "", .digits = "", .rest = text, .rest_len = 1};
    x.nrest = krutf8_encode((uint32_t)c, text);
    return lay_out(vm, spec, &x);
}

static KrValue format_digits(KrVm *vm, const KrSpec *spec, KrValue v)
{
    uint32_t type = spec->type;
    int base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    KrValue text = krint_to_str(vm, v, base);
    KR_TRY(text);
    KrStr *s = kras_str(text);
    const char *digits = krstr_data(s);
    bool negative = *digits == '-';
    Parts x = {.sign = sign_of(spec, negative), .digits = digits + negative, .ndigits = s->size - negative, .rest = "",
               .prefix = ""};
    if (spec->alternate && base != 10) {
        x.prefix = type == 'b' ? "0b" : type == 'o' ? "0o" : type == 'x' ? "0x" : "0X";
        x.nprefix = 2;
    }
    KrRaw *upper = type == 'X' ? krheap_raw(vm, x.ndigits) : NULL;
    if (type == 'X') {
        if (!upper)
            return KR_RAISED;
        for (size_t i = 0; i < x.ndigits; i++)
            upper->data[i] = (char)(x.digits[i] >= 'a' ? x.digits[i] - 32 : x.digits[i]);
        x.digits = upper->data;
    }
    return lay_out(vm, spec, &x);
}

static KrValue format_double(KrVm *vm, const KrSpec *spec, double d);

KrValue krformat_int(KrVm *vm, KrValue given, KrStr *text)
{
    KrSpec spec;
    double d;
    KrValue v = krint_exact(vm, given); /* messages name the class of what was given */
    KR_TRY(v);
    if (text->size == 0)
        return krint_to_str(vm, v, 10);
    if (!krspec_parse(vm, text, given, 'd', '>', &spec))
        return KR_RAISED;
    if (spec.type < 128 && spec.type && strchr("eEfFgG%", (int)spec.type))
        return krint_to_double(vm, v, &d) ? format_double(vm, &spec, d) : KR_RAISED;
    if (spec.type >= 128 || !spec.type || !strchr("bcdoxXn", (int)spec.type))
        return krspec_unknown(vm, &spec, given);
    if (spec.precision >= 0 || spec.fraction_grouping)
        return krraise(vm, KR_T_ValueError, "Precision not allowed in integer format specifier");
    if (spec.no_neg_zero)
        return krraise(vm, KR_T_ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
    return spec.type == 'c' ? format_char(vm, &spec, v) : format_digits(vm, &spec, v);
}

/* ---- float ----------------------------------------------------------------------------------- */

/* The text of a double as a spec wants it, without sign: in `small` if it fits. */
typedef struct DoubleText {
    char small[128];
    KrRaw *large;
    const char *at;
    size_t n;
    bool negative;
} DoubleText;

static bool write_double(KrVm *vm, DoubleText *out, double d, char code, int64_t precision, unsigned flags)
{
    if (precision > INT_MAX) {
        krraise(vm, KR_T_ValueError, "precision too big");
        return false;
    }
    size_t bound = krdtoa_bound(code, (int)precision) + 1;
    char *text = out->small;
    if (bound > sizeof out->small) {
        out->large = krheap_raw(vm, bound);
        if (!out->large)
            return false;
        text = out->large->data;
    }
    size_t n = krdtoa_format(code, d, (int)precision, flags, text);
    out->negative = *text == '-';
    out->at = text + out->negative;
    out->n = n - out->negative;
    if (out->large && !krcharge(vm, (int64_t)(n / 64)))
        return false;
    return true;
}

static void split(const DoubleText *text, Parts *x)
{
    const char *p = text->at, *end = p + text->n;
    x->digits = p;
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    x->ndigits = (size_t)(p - x->digits);
    x->point = p;
    if (p < end && *p == '.')
        do
            p++;
        while (p < end && *p >= '0' && *p <= '9');
    x->npoint = (size_t)(p - x->point);
    x->rest = p;
    x->nrest = x->rest_len = (size_t)(end - p);
}

/* The code and flags of the conversion that a float's spec asks for. */
static char double_code(const KrSpec *spec, int64_t *precision, unsigned *flags)
{
    char code = (char)spec->type;
    *flags = (spec->alternate ? KR_DTOA_ALT : 0) | (spec->no_neg_zero ? KR_DTOA_NO_NEG_ZERO : 0);
    *precision = spec->precision >= 0 ? spec->precision : 6;
    if (code == 0) {
        *flags |= KR_DTOA_DOT_0;
        return spec->precision >= 0 ? 'g' : 'r';
    }
    return code == 'n' ? 'g' : code == '%' ? 'f' : code;
}

static KrValue format_double(KrVm *vm, const KrSpec *spec, double d)
{
    DoubleText text;
    int64_t precision;
    unsigned flags;
    char code = double_code(spec, &precision, &flags);
    bool percent = spec->type == '%';
    text.large = NULL;
    if (!write_double(vm, &text, percent ? d * 100 : d, code, precision, flags))
        return KR_RAISED;
    Parts x = {.sign = sign_of(spec, text.negative), .prefix = ""};
    if (percent)
        ((char *)text.at)[text.n++] = '%';
    split(&text, &x);
    return lay_out(vm, spec, &x);
}

KrValue krformat_float(KrVm *vm, KrValue v, KrStr *text)
{
    KrSpec spec;
    if (text->size == 0)
        return krfloat_repr(vm, krfloat_value(v));
    if (!krspec_parse(vm, text, v, 0, '>', &spec))
        return KR_RAISED;
    if (spec.type && (spec.type >= 128 || !strchr("eEfFgGn%", (int)spec.type)))
        return krspec_unknown(vm, &spec, v);
    return format_double(vm, &spec, krfloat_value(v));
}

/* ---- complex --------------------------------------------------------------------------------- */

static bool format_part(KrVm *vm, KrBuf *b, const KrSpec *spec, double d, bool sign)
{
    KrSpec part = *spec;
    part.width = -1;
    part.fill = ' ';
    if (sign)
        part.sign = '+';
    DoubleText text;
    int64_t precision;
    unsigned flags;
    char code = double_code(spec, &precision, &flags);
    text.large = NULL;
    if (!write_double(vm, &text, d, code, precision, flags & ~(unsigned)KR_DTOA_DOT_0))
        return false;
    Parts x = {.sign = sign_of(&part, text.negative), .prefix = ""};
    split(&text, &x);
    KrValue s = lay_out(vm, &part, &x);
    if (s == KR_RAISED)
        return false;
    krbuf_str(b, kras_str(s));
    return true;
}

KrValue krformat_complex(KrVm *vm, KrValue v, KrStr *text)
{
    KrComplex *c = (KrComplex *)kras_obj(v);
    KrSpec spec;
    if (text->size == 0)
        return krobj_str(vm, v);
    if (!krspec_parse(vm, text, v, 0, '>', &spec))
        return KR_RAISED;
    if (spec.type && (spec.type >= 128 || !strchr("eEfFgGn", (int)spec.type)))
        return krspec_unknown(vm, &spec, v);
    if (spec.fill == '0')
        return krraise(vm, KR_T_ValueError, "Zero padding is not allowed in complex format specifier");
    if (spec.align == '=')
        return krraise(vm, KR_T_ValueError, "'=' alignment flag is not allowed in complex format specifier");
    bool imaginary_only = !spec.type && c->real == 0 && !signbit(c->real), brackets = !spec.type && !imaginary_only;
    KrBuf b = krbuf_init(&vm->alloc);
    if (brackets)
        krbuf_char(&b, '(');
    bool ok = imaginary_only || format_part(vm, &b, &spec, c->real, false);
    ok = ok && format_part(vm, &b, &spec, c->imag, !imaginary_only);
    krbuf_text(&b, brackets ? "j)" : "j");
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    if (b.failed)
        return krbuf_release(&b), krraise_memory(vm);
    KrValue out = krspec_pad(vm, &spec, b.data, b.len, b.len, KR_STR_ASCII);
    krbuf_release(&b);
    return out;
}
