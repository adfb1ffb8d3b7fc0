/* SPDX-License-Identifier: MIT
 * The % operator of str. */
#include "object/str.h"

#include "base/dtoa.h"
#include "base/utf8.h"
#include "object/int.h"
#include "object/type.h"

typedef struct Percent {
    KrVm *vm;
    KrBuf out;
    KrValue args;     /* what stands right of the operator */
    size_t next;      /* item of a tuple */
    bool tuple, mapping, used;
} Percent;

typedef struct Conversion {
    bool minus, plus, space, alternate, zero;
    int64_t width, precision; /* -1: not given */
    KrValue value;            /* of a mapping key, or empty */
} Conversion;

static KrValue next_arg(Percent *p)
{
    if (p->tuple) {
        if (p->next < kras_tuple(p->args)->n)
            return kras_tuple(p->args)->at[p->next++];
    } else if (!p->used) {
        p->used = true;
        return p->args;
    }
    return krraise(p->vm, KR_T_TypeError, "not enough arguments for format string");
}

static bool put(Percent *p, const Conversion *c, const char *sign, const char *prefix, const char *body, size_t n, int64_t chars, bool numeric)
{
    size_t nsign = strlen(sign), nprefix = strlen(prefix);
    int64_t pad = c->width - (chars + (int64_t)(nsign + nprefix));
    bool zeros = numeric && c->zero && !c->minus;
    if (pad > 0 && !krcharge(p->vm, pad / 64))
        return false;
    for (int64_t i = 0; i < pad && !c->minus && !zeros; i++)
        krbuf_char(&p->out, ' ');
    krbuf_add(&p->out, sign, nsign);
    krbuf_add(&p->out, prefix, nprefix);
    for (int64_t i = 0; i < pad && zeros; i++)
        krbuf_char(&p->out, '0');
    krbuf_add(&p->out, body, n);
    for (int64_t i = 0; i < pad && c->minus; i++)
        krbuf_char(&p->out, ' ');
    return true;
}

static const char *sign_of(const Conversion *c, bool negative)
{
    return negative ? "-" : c->plus ? "+" : c->space ? " " : "";
}

static bool put_text(Percent *p, const Conversion *c, KrValue text)
{
    if (text == KR_RAISED)
        return false;
    KrStr *s = kras_str(text);
    if (c->precision >= 0 && (size_t)c->precision < s->len && !(s = krstr_slice(p->vm, s, 0, (size_t)c->precision)))
        return false;
    return put(p, c, "", "", krstr_data(s), s->size, (int64_t)s->len, false);
}

static bool put_int(Percent *p, const Conversion *c, KrValue v, char type)
{
    KrVm *vm = p->vm;
    bool decimal = type == 'd' || type == 'i' || type == 'u';
    KrValue i = v;
    if (krfloat_check(vm, v) && decimal)
        i = krint_from_double(vm, krfloat_value(v));
    else if (!krint_check(vm, v))
        i = decimal && krdunder(vm, krtype_of(vm, v), KR_D_index) == KR_EMPTY ? krcall_dunder(vm, KR_D_int, v, NULL, 0)
            : krdunder(vm, krtype_of(vm, v), KR_D_index) == KR_EMPTY       ? KR_EMPTY
                                                                           : krobj_index(vm, v);
    if (i == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, decimal ? "%%%c format: a real number is required, not %T" : "%%%c format: an integer is required, not %T", type, v);
        return false;
    }
    int base = type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    KrValue text = i == KR_RAISED ? i : krint_to_str(vm, i, base);
    if (text == KR_RAISED)
        return false;
    const char *digits = krstr_data(kras_str(text));
    bool negative = *digits == '-';
    KrBuf b = krbuf_init(&vm->alloc);
    size_t n = kras_str(text)->size - negative;
    for (int64_t k = (int64_t)n; k < c->precision; k++)
        krbuf_char(&b, '0');
    for (size_t k = 0; k < n; k++) {
        char d = digits[negative + k];
        krbuf_char(&b, type == 'X' && d >= 'a' ? (char)(d - 32) : d);
    }
    const char *prefix = !c->alternate || base == 10 ? "" : base == 8 ? "0o" : type == 'X' ? "0X" : "0x";
    bool ok = !b.failed && put(p, c, sign_of(c, negative), prefix, b.data, b.len, (int64_t)b.len, true);
    krbuf_release(&b);
    return ok;
}

static bool put_float(Percent *p, const Conversion *c, KrValue v, char type)
{
    double d;
    if (!krobj_as_double(p->vm, v, &d))
        return false;
    int precision = c->precision < 0 ? 6 : (int)c->precision;
    KrRaw *room = krheap_raw(p->vm, krdtoa_bound(type, precision));
    if (!room)
        return false;
    size_t n = krdtoa_format(type, d, precision, c->alternate ? KR_DTOA_ALT : 0, room->data);
    bool negative = room->data[0] == '-';
    Conversion plain = *c;
    if (d != d || d - d != 0)
        plain.zero = false;
    return put(p, &plain, sign_of(c, negative), "", room->data + negative, n - negative, (int64_t)(n - negative), true);
}

static bool put_char(Percent *p, const Conversion *c, KrValue v)
{
    KrStr *s;
    if (kris_str(p->vm, v)) {
        s = kras_str(v);
        if (s->len != 1) {
            krraise(p->vm, KR_T_TypeError, "%%c requires an int or a unicode character, not a string of length %zu", s->len);
            return false;
        }
    } else {
        int64_t i;
        if (!krint_check(p->vm, v) && krdunder(p->vm, krtype_of(p->vm, v), KR_D_index) == KR_EMPTY) {
            krraise(p->vm, KR_T_TypeError, "%%c requires an int or a unicode character, not %T", v);
            return false;
        }
        if (!krobj_as_i64(p->vm, v, &i, true))
            return false;
        if (i < 0 || i > 0x10FFFF) {
            krraise(p->vm, KR_T_OverflowError, "%%c arg not in range(0x110000)");
            return false;
        }
        s = krstr_char(p->vm, (uint32_t)i);
    }
    return s && put(p, c, "", "", krstr_data(s), s->size, 1, false);
}

static bool star_or_number(Percent *p, const char **f, const char *end, int64_t *out, const char *what, Conversion *c)
{
    if (*f < end && **f == '*') {
        (*f)++;
        KrValue v = next_arg(p);
        if (v == KR_RAISED)
            return false;
        if (!krint_check(p->vm, v)) {
            krraise(p->vm, KR_T_TypeError, "* wants int");
            return false;
        }
        if (!krobj_as_i64(p->vm, v, out, true))
            return false;
        if (*out < 0 && c) {
            c->minus = true;
            *out = -*out;
        } else if (*out < 0) {
            *out = 0;
        }
        return true;
    }
    if (*f < end && **f >= '0' && **f <= '9')
        *out = 0;
    for (; *f < end && **f >= '0' && **f <= '9'; (*f)++) {
        *out = *out * 10 + (**f - '0');
        if (*out > INT32_MAX) {
            krraise(p->vm, KR_T_ValueError, "%s too big", what);
            return false;
        }
    }
    return true;
}

static bool mapping_key(Percent *p, const char **f, const char *end, Conversion *c)
{
    if (!p->mapping) {
        krraise(p->vm, KR_T_TypeError, "format requires a mapping");
        return false;
    }
    const char *start = ++*f;
    for (int depth = 1; *f < end; (*f)++) {
        depth += **f == '(' ? 1 : **f == ')' ? -1 : 0;
        if (!depth)
            break;
    }
    if (*f >= end) {
        krraise(p->vm, KR_T_ValueError, "incomplete format key");
        return false;
    }
    KrStr *key = krstr_new(p->vm, start, (size_t)(*f - start));
    (*f)++;
    c->value = key ? krobj_getitem(p->vm, p->args, krvalue(key)) : KR_RAISED;
    p->used = true;
    return c->value != KR_RAISED;
}

static bool convert(Percent *p, const char *format, const char **f, const char *end)
{
    Conversion c = {.width = -1, .precision = -1, .value = KR_EMPTY};
    if (*f < end && **f == '(' && !mapping_key(p, f, end, &c))
        return false;
    for (; *f < end && strchr("-+ #0", **f) && **f; (*f)++) {
        switch (**f) {
        case '-': c.minus = true; break;
        case '+': c.plus = true; break;
        case ' ': c.space = true; break;
        case '#': c.alternate = true; break;
        default: c.zero = true;
        }
    }
    if (!star_or_number(p, f, end, &c.width, "width", &c))
        return false;
    if (*f < end && **f == '.') {
        (*f)++;
        c.precision = 0;
        if (!star_or_number(p, f, end, &c.precision, "precision", NULL))
            return false;
    }
    while (*f < end && (**f == 'l' || **f == 'h' || **f == 'L'))
        (*f)++;
    if (*f >= end) {
        krraise(p->vm, KR_T_ValueError, "incomplete format");
        return false;
    }
    const char *at = *f;
    char type = *(*f)++;
    if (type == '%') {
        krbuf_char(&p->out, '%');
        return true;
    }
    KrValue v = c.value != KR_EMPTY ? c.value : next_arg(p);
    if (v == KR_RAISED)
        return false;
    switch (type) {
    case 's': return put_text(p, &c, krobj_str(p->vm, v));
    case 'r': return put_text(p, &c, krobj_repr(p->vm, v));
    case 'a': return put_text(p, &c, krobj_ascii(p->vm, v));
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': return put_int(p, &c, v, type);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': return put_float(p, &c, v, type);
    case 'c': return put_char(p, &c, v);
    default: {
        uint32_t bad = krutf8_next(&at);
        size_t index = krutf8_count(format, (size_t)(*f - 1 - format));
        KrStr *shown = krstr_char(p->vm, bad);
        if (shown)
            krraise(p->vm, KR_T_ValueError, "unsupported format character '%U' (0x%x) at index %zu", shown, bad, index);
        return false;
    }
    }
}

KrValue krstr_percent(KrVm *vm, KrStr *format, KrValue args)
{
    Percent p = {.vm = vm, .out = krbuf_init(&vm->alloc), .args = args, .tuple = kris_kind(vm, args, KR_TF_TUPLE)};
    p.mapping = !p.tuple && !kris_str(vm, args) && krdunder(vm, krtype_of(vm, args), KR_D_getitem) != KR_EMPTY;
    const char *start = krstr_data(format), *f = start, *end = f + format->size;
    while (f < end) {
        const char *percent = memchr(f, '%', (size_t)(end - f));
        krbuf_add(&p.out, f, (size_t)((percent ? percent : end) - f));
        if (!percent)
            break;
        f = percent + 1;
        if (!convert(&p, start, &f, end)) {
            krbuf_release(&p.out);
            return KR_RAISED;
        }
    }
    bool left = p.tuple ? p.next < kras_tuple(args)->n : !p.used && !p.mapping;
    if (left) {
        krbuf_release(&p.out);
        return krraise(vm, KR_T_TypeError, "not all arguments converted during string formatting");
    }
    return krvalue_or_raised(krstr_from_buf(vm, &p.out));
}
