/* SPDX-License-Identifier: MIT
 * The format mini-language: format(value, spec) of str, int, float. */
#include "object/str.h"

#include "base/dtoa.h"
#include "base/utf8.h"
#include "object/int.h"
#include "object/type.h"

typedef struct Spec {
    char fill[4];
    unsigned fill_size;
    char align, sign, type, thousands;
    bool alternate, zero, no_neg_zero;
    int64_t width, precision; /* -1: not given */
    KrStr *text;
} Spec;

static bool is_align(char c)
{
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static bool invalid_spec(KrVm *vm, Spec *s, KrValue v)
{
    krraise(vm, KR_T_ValueError, "Invalid format specifier '%U' for object of type '%T'", s->text, v);
    return false;
}

static bool number(KrVm *vm, const char **p, const char *end, int64_t *out)
{
    if (*p == end || **p < '0' || **p > '9')
        return true;
    *out = 0;
    for (; *p < end && **p >= '0' && **p <= '9'; (*p)++) {
        if (*out > INT32_MAX / 10) {
            krraise(vm, KR_T_ValueError, "Too many decimal digits in format string");
            return false;
        }
        *out = *out * 10 + (**p - '0');
    }
    return true;
}

static bool parse_spec(KrVm *vm, KrStr *text, KrValue v, char align, Spec *s)
{
    const char *p = krstr_data(text), *end = p + text->size;
    *s = (Spec){.fill = " ", .fill_size = 1, .align = align, .width = -1, .precision = -1, .text = text};
    bool aligned = false;
    if (p < end) {
        unsigned first = krutf8_lead_size((unsigned char)*p);
        if (p + first < end && is_align(p[first])) {
            memcpy(s->fill, p, first);
            s->fill_size = first;
            s->align = p[first];
            p += first + 1;
            aligned = true;
        } else if (is_align(*p)) {
            s->align = *p++;
            aligned = true;
        }
    }
    bool filled = aligned && krstr_data(text)[0] != s->align;
    if (p < end && (*p == '+' || *p == '-' || *p == ' '))
        s->sign = *p++;
    if (p < end && *p == 'z') {
        s->no_neg_zero = true;
        p++;
    }
    if (p < end && *p == '#') {
        s->alternate = true;
        p++;
    }
    if (p < end && *p == '0' && !filled) {
        s->fill[0] = '0';
        s->fill_size = 1;
        s->zero = true;
        if (!aligned)
            s->align = align == '<' ? '<' : '=';
        p++;
    }
    if (!number(vm, &p, end, &s->width))
        return false;
    if (p < end && (*p == ',' || *p == '_')) {
        s->thousands = *p++;
        if (p < end && (*p == ',' || *p == '_')) {
            if (*p == s->thousands)
                krraise(vm, KR_T_ValueError, "Cannot specify '%c' with '%c'.", s->thousands, *p);
            else
                krraise(vm, KR_T_ValueError, "Cannot specify both ',' and '_'.");
            return false;
        }
    }
    if (p < end && *p == '.') {
        p++;
        if (p == end || *p < '0' || *p > '9') {
            krraise(vm, KR_T_ValueError, "Format specifier missing precision");
            return false;
        }
        if (!number(vm, &p, end, &s->precision))
            return false;
    }
    if (end - p > 1)
        return invalid_spec(vm, s, v);
    if (p < end)
        s->type = *p;
    return true;
}

static bool unknown_code(KrVm *vm, Spec *s, KrValue v)
{
    krraise(vm, KR_T_ValueError, "Unknown format code '%c' for object of type '%T'", s->type, v);
    return false;
}

/* ---- padding ------------------------------------------------------------------------------------------------------------------- */

static void fill(KrBuf *b, const Spec *s, int64_t n)
{
    while (n-- > 0)
        krbuf_add(b, s->fill, s->fill_size);
}

/* Sign and prefix, then body: `=` pads between them. `chars` is the length of all in code points. */
static KrValue padded(KrVm *vm, const Spec *s, const char *head, size_t nhead, const char *body, size_t nbody, int64_t chars)
{
    int64_t pad = s->width > chars ? s->width - chars : 0;
    KrBuf b = krbuf_init(&vm->alloc);
    if (!krcharge(vm, pad / 64))
        return KR_RAISED;
    int64_t left = s->align == '>' ? pad : s->align == '^' ? pad / 2 : 0;
    fill(&b, s, left);
    krbuf_add(&b, head, nhead);
    if (s->align == '=')
        fill(&b, s, pad);
    krbuf_add(&b, body, nbody);
    if (s->align != '=')
        fill(&b, s, pad - left);
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/* ---- str ------------------------------------------------------------------------------------------------------------------------ */

KrValue krformat_str(KrVm *vm, KrValue v, KrStr *spec)
{
    Spec s;
    KrStr *text = kras_str(v);
    if (!parse_spec(vm, spec, v, '<', &s))
        return KR_RAISED;
    if (s.type && s.type != 's')
        return unknown_code(vm, &s, v), KR_RAISED;
    if (s.sign)
        return krraise(vm, KR_T_ValueError, s.sign == ' ' ? "Space not allowed in string format specifier" : "Sign not allowed in string format specifier");
    if (s.alternate)
        return krraise(vm, KR_T_ValueError, "Alternate form (#) not allowed in string format specifier");
    if (s.no_neg_zero)
        return krraise(vm, KR_T_ValueError, "Negative zero coercion (z) not allowed in string format specifier");
    if (s.align == '=')
        return krraise(vm, KR_T_ValueError, "'=' alignment not allowed in string format specifier");
    if (s.thousands)
        return krraise(vm, KR_T_ValueError, "Cannot specify '%c' with 's'.", s.thousands);
    if (s.precision >= 0 && (size_t)s.precision < text->len) {
        text = krstr_slice(vm, text, 0, (size_t)s.precision);
        if (!text)
            return KR_RAISED;
    }
    return padded(vm, &s, "", 0, krstr_data(text), text->size, (int64_t)text->len);
}

/* ---- numbers ------------------------------------------------------------------------------------------------------------------------ */

/* Digits with separators every `group`; zero padding is grouped as well. */
static void group_digits(KrBuf *b, const char *digits, size_t n, size_t group, char sep, int64_t least)
{
    size_t zeros = 0;
    for (;;) {
        size_t total = n + zeros, shown = total + (total ? (total - 1) / group : 0);
        if ((int64_t)shown >= least)
            break;
        zeros++;
    }
    size_t total = n + zeros;
    for (size_t i = 0; i < total; i++) {
        if (i && (total - i) % group == 0)
            krbuf_char(b, sep);
        krbuf_char(b, i < zeros ? '0' : digits[i - zeros]);
    }
}

static KrValue number_text(KrVm *vm, Spec *s, bool negative, const char *prefix, const char *digits, size_t n, const char *tail, size_t ntail)
{
    char head[8];
    size_t nhead = 0;
    if (negative)
        head[nhead++] = '-';
    else if (s->sign == '+' || s->sign == ' ')
        head[nhead++] = s->sign;
    for (const char *p = prefix; *p; p++)
        head[nhead++] = *p;
    if (!s->thousands) {
        if (!ntail)
            return padded(vm, s, head, nhead, digits, n, (int64_t)(nhead + n));
        KrBuf b = krbuf_init(&vm->alloc);
        krbuf_add(&b, digits, n);
        krbuf_add(&b, tail, ntail);
        KrValue v = b.failed ? krraise_memory(vm) : padded(vm, s, head, nhead, b.data, b.len, (int64_t)(nhead + b.len));
        krbuf_release(&b);
        return v;
    }
    size_t group = s->type == 'b' || s->type == 'o' || s->type == 'x' || s->type == 'X' ? 4 : 3;
    bool zeros = s->align == '=' && s->fill[0] == '0' && s->fill_size == 1;
    KrBuf b = krbuf_init(&vm->alloc);
    group_digits(&b, digits, n, group, s->thousands, zeros ? s->width - (int64_t)(nhead + ntail) : 0);
    krbuf_add(&b, tail, ntail);
    KrValue v = b.failed ? krraise_memory(vm) : padded(vm, s, head, nhead, b.data, b.len, (int64_t)(nhead + b.len));
    krbuf_release(&b);
    return v;
}

static KrValue format_char(KrVm *vm, Spec *s, KrValue v)
{
    int64_t c;
    if (s->sign)
        return krraise(vm, KR_T_ValueError, "Sign not allowed with integer format specifier 'c'");
    if (s->alternate)
        return krraise(vm, KR_T_ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
    if (s->thousands)
        return krraise(vm, KR_T_ValueError, "Cannot specify '%c' with 'c'.", s->thousands);
    if (!krint_to_i64(v, &c) || c < 0 || c > 0x10FFFF)
        return krraise(vm, KR_T_OverflowError, "%%c arg not in range(0x110000)");
    KrStr *text = krstr_char(vm, (uint32_t)c);
    return text ? padded(vm, s, "", 0, krstr_data(text), text->size, 1) : KR_RAISED;
}

KrValue krformat_int(KrVm *vm, KrValue v, KrStr *spec)
{
    Spec s;
    if (!parse_spec(vm, spec, v, '>', &s))
        return KR_RAISED;
    int base = 10;
    const char *prefix = "";
    switch (s.type) {
    case 0: case 'd': case 'n': break;
    case 'b': base = 2; prefix = "0b"; break;
    case 'o': base = 8; prefix = "0o"; break;
    case 'x': base = 16; prefix = "0x"; break;
    case 'X': base = 16; prefix = "0X"; break;
    case 'c': break;
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case '%': {
        double d;
        return krint_to_double(vm, v, &d) ? krformat_float(vm, krdouble(d), spec) : KR_RAISED;
    }
    default: return unknown_code(vm, &s, v), KR_RAISED;
    }
    if (s.precision >= 0)
        return krraise(vm, KR_T_ValueError, "Precision not allowed in integer format specifier");
    if (s.no_neg_zero)
        return krraise(vm, KR_T_ValueError, "Negative zero coercion (z) not allowed in format specifier with integer format code");
    if (s.thousands && (s.type == 'n' || (s.thousands == ',' && base != 10)))
        return krraise(vm, KR_T_ValueError, "Cannot specify '%c' with '%c'.", s.thousands, s.type);
    if (s.type == 'c')
        return format_char(vm, &s, v);
    KrValue text = krint_to_str(vm, v, base);
    KR_TRY(text);
    KrStr *t = kras_str(text);
    const char *digits = krstr_data(t);
    bool negative = *digits == '-';
    size_t n = t->size - negative;
    digits += negative;
    if (s.type != 'X')
        return number_text(vm, &s, negative, s.alternate ? prefix : "", digits, n, "", 0);
    KrBuf b = krbuf_init(&vm->alloc);
    for (size_t i = 0; i < n; i++)
        krbuf_char(&b, digits[i] >= 'a' ? (char)(digits[i] - 32) : digits[i]);
    KrValue out = b.failed ? krraise_memory(vm) : number_text(vm, &s, negative, s.alternate ? prefix : "", b.data, b.len, "", 0);
    krbuf_release(&b);
    return out;
}

KrValue krformat_float(KrVm *vm, KrValue v, KrStr *spec)
{
    Spec s;
    if (!parse_spec(vm, spec, v, '>', &s))
        return KR_RAISED;
    double d = krfloat_value(v);
    char code = s.type ? s.type : 'r';
    int precision = s.precision < 0 ? 6 : (int)s.precision;
    int flags = s.alternate ? KR_DTOA_ALT : 0;
    bool percent = code == '%';
    switch (code) {
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': break;
    case 'n': code = 'g'; break;
    case '%': code = 'f'; d *= 100; break;
    case 'r':
        if (s.precision >= 0) {
            code = 'g';
            flags |= KR_DTOA_DOT_0;
        } else {
            flags |= KR_DTOA_DOT_0;
            precision = 0;
        }
        break;
    default: return unknown_code(vm, &s, v), KR_RAISED;
    }
    if (s.no_neg_zero)
        flags |= KR_DTOA_NO_NEG_ZERO;
    size_t bound = krdtoa_bound(code, precision);
    KrRaw *room = krheap_raw(vm, bound + 2);
    if (!room)
        return KR_RAISED;
    size_t n = krdtoa_format(code, d, precision, flags, room->data);
    if (percent)
        room->data[n++] = '%';
    char *text = room->data;
    bool negative = *text == '-';
    text += negative;
    n -= negative;
    size_t digits = 0;
    while (digits < n && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    if (!digits && s.zero && s.align == '=') /* inf and nan are padded with zeros too, as CPython does */
        s.thousands = 0;
    if (!digits)
        s.thousands = 0;
    return number_text(vm, &s, negative, "", text, digits ? digits : n, text + (digits ? digits : n), digits ? n - digits : 0);
}
