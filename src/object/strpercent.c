/* SPDX-License-Identifier: MIT
 * The % operator of str and bytes: one machine, told which of the two it works for. */
#include "object/percent.h"

#include "base/dtoa.h"
#include "base/utf8.h"
#include "object/bytes.h"
#include "object/int.h"
#include "object/str.h"

#include <limits.h>
#include <string.h>

typedef struct Machine {
    KrVm *vm;
    KrBuf *out;
    const char *start, *p, *end;
    KrValue args, mapping; /* mapping: empty if args is none */
    const KrValue *items;  /* of the tuple args, or args itself */
    size_t next, nitems;
    bool bytes;
} Machine;

enum { LEFT = 1, PLUS = 2, SPACE = 4, ALT = 8, ZERO = 16 };

typedef struct Conversion {
    unsigned flags;
    int64_t width, precision; /* precision -1 if none */
    uint32_t type;
    char sign;                /* '-' if the number is negative; then '+' or ' ' */
    bool numeric;
} Conversion;

/* ---- arguments ------------------------------------------------------------------------------- */

static KrValue next_argument(Machine *m)
{
    if (m->next < m->nitems)
        return m->items[m->next++];
    return krraise(m->vm, KR_T_TypeError, "not enough arguments for format string");
}

static void use_items(Machine *m, const KrValue *items, size_t n)
{
    m->items = items;
    m->nitems = n;
    m->next = 0;
}

static bool is_mapping(const Machine *m)
{
    KrVm *vm = m->vm;
    if (kris_kind(vm, m->args, KR_TF_TUPLE) || kris_str(vm, m->args))
        return false;
    if (m->bytes && (krbytes_check(vm, m->args) || krbytearray_check(vm, m->args)))
        return false;
    return krdunder(vm, krtype_of(vm, m->args), KR_D_getitem) != KR_EMPTY;
}

/* Takes "(key)": the value becomes the only argument. */
static bool read_key(Machine *m)
{
    KrVm *vm = m->vm;
    if (m->p == m->end || *m->p != '(')
        return true;
    if (m->mapping == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "format requires a mapping"), false;
    const char *start = ++m->p;
    int depth = 1;
    for (; m->p < m->end; m->p++) {
        depth += *m->p == '(' ? 1 : *m->p == ')' ? -1 : 0;
        if (!depth)
            break;
    }
    if (depth)
        return krraise(vm, KR_T_ValueError, "incomplete format key"), false;
    size_t n = (size_t)(m->p++ - start);
    KrValue key = m->bytes ? krvalue_or_raised(krbytes_new(vm, start, n)) : krvalue_or_raised(krstr_new(vm, start, n));
    if (key == KR_RAISED)
        return false;
    m->args = krobj_getitem(vm, m->mapping, key);
    use_items(m, &m->args, 1);
    return m->args != KR_RAISED;
}

/* ---- reading a conversion -------------------------------------------------------------------- */

static bool read_star(Machine *m, int64_t *out, bool width)
{
    KrValue v = next_argument(m);
    if (v == KR_RAISED)
        return false;
    if (!krint_check(m->vm, v))
        return krraise(m->vm, KR_T_TypeError, "* wants int"), false;
    m->p++;
    if (krint_to_i64(v, out) && (width || (*out >= INT_MIN && *out <= INT_MAX)))
        return true;
    krraise(m->vm, KR_T_OverflowError, "Python int too large to convert to C %s", width ? "ssize_t" : "int");
    return false;
}

static bool read_digits(Machine *m, int64_t *out, int64_t limit, const char *message)
{
    for (; m->p < m->end && *m->p >= '0' && *m->p <= '9'; m->p++) {
        int digit = *m->p - '0';
        if (*out > (limit - digit) / 10)
            return krraise(m->vm, KR_T_ValueError, "%s", message), false;
        *out = *out * 10 + digit;
    }
    return true;
}

static bool read_width(Machine *m, Conversion *c)
{
    if (m->p < m->end && *m->p == '*') {
        if (!read_star(m, &c->width, true))
            return false;
        if (c->width < 0) {
            c->flags |= LEFT;
            c->width = c->width == INT64_MIN ? INT64_MAX : -c->width;
        }
        return true;
    }
    return read_digits(m, &c->width, INT64_MAX, "width too big");
}

static bool read_precision(Machine *m, Conversion *c)
{
    if (m->p == m->end || *m->p != '.')
        return true;
    m->p++;
    c->precision = 0;
    if (m->p < m->end && *m->p == '*') {
        if (!read_star(m, &c->precision, false))
            return false;
        if (c->precision < 0)
            c->precision = 0;
        return true;
    }
    return read_digits(m, &c->precision, INT_MAX, m->bytes ? "prec too big" : "precision too big");
}

static unsigned flag_of(char c)
{
    switch (c) {
    case '-':
        return LEFT;
    case '+':
        return PLUS;
    case ' ':
        return SPACE;
    case '#':
        return ALT;
    case '0':
        return ZERO;
    default:
        return 0;
    }
}

static bool read_conversion(Machine *m, Conversion *c)
{
    *c = (Conversion){.precision = -1};
    if (!read_key(m))
        return false;
    for (; m->p < m->end && flag_of(*m->p); m->p++)
        c->flags |= flag_of(*m->p);
    if (!read_width(m, c) || !read_precision(m, c))
        return false;
    if (m->p < m->end && (*m->p == 'h' || *m->p == 'l' || *m->p == 'L'))
        m->p++;
    if (m->p == m->end)
        return krraise(m->vm, KR_T_ValueError, "incomplete format"), false;
    c->type = m->bytes ? (unsigned char)*m->p++ : krutf8_next(&m->p);
    return true;
}

/* ---- writing --------------------------------------------------------------------------------- */

static bool pad(Machine *m, char with, size_t count)
{
    if (!count)
        return true;
    if (count > SIZE_MAX / 64 || !krbuf_reserve(m->out, count)) {
        m->out->failed = true;
        return true; /* reported at the end */
    }
    if (count)
        memset(m->out->data + m->out->len, with, count);
    m->out->len += count;
    return krcharge(m->vm, (int64_t)(count / 64));
}

/* Sign, prefix of a number, text: padded to the width. */
static bool write_padded(Machine *m, const Conversion *c, const char *text, size_t n)
{
    size_t len = m->bytes ? n : krutf8_count(text, n), nprefix = 0;
    char sign = c->sign;
    if (c->numeric && !sign)
        sign = c->flags & PLUS ? '+' : c->flags & SPACE ? ' ' : 0;
    if (c->flags & ALT && (c->type == 'x' || c->type == 'X' || c->type == 'o'))
        nprefix = 2;
    len += (sign != 0);
    size_t total = c->width > 0 && (uint64_t)c->width > len ? (size_t)c->width - len : 0;
    bool left = c->flags & LEFT, zeros = c->numeric && c->flags & ZERO && !left;
    if (!left && !zeros && !pad(m, ' ', total))
        return false;
    if (sign)
        krbuf_char(m->out, sign);
    krbuf_add(m->out, text, nprefix);
    if (zeros && !pad(m, '0', total))
        return false;
    krbuf_add(m->out, text + nprefix, n - nprefix);
    if (!krcharge(m->vm, (int64_t)(n / 64)))
        return false;
    return !left || pad(m, ' ', total);
}

/* ---- text ------------------------------------------------------------------------------------ */

static bool write_text(Machine *m, const Conversion *c, KrValue text)
{
    if (text == KR_RAISED)
        return false;
    KrStr *s = kras_str(text);
    size_t n = s->size;
    if (c->precision >= 0 && (uint64_t)c->precision < s->len)
        n = krstr_offset(s, (size_t)c->precision);
    return write_padded(m, c, krstr_data(s), n);
}

static bool write_bytes_of(Machine *m, const Conversion *c, KrValue v)
{
    KrVm *vm = m->vm;
    const uint8_t *data;
    size_t n;
    if (!krbuffer_check(vm, v)) {
        if (!kris_ptr(v) || krdunder(vm, krtype_of(vm, v), KR_D_bytes) == KR_EMPTY) {
            krraise(vm, KR_T_TypeError,
                    "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'", v);
            return false;
        }
        KrValue got = krcall_given_dunder(vm, KR_D_bytes, v, NULL, 0);
        if (got == KR_RAISED)
            return false;
        if (!krbytes_check(vm, got)) {
            krraise(vm, KR_T_TypeError, "__bytes__ returned non-bytes (type %T)", got);
            return false;
        }
        v = got;
    }
    if (!krbuffer_get(vm, v, &data, &n))
        return false;
    if (c->precision >= 0 && (uint64_t)c->precision < n)
        n = (size_t)c->precision;
    return write_padded(m, c, (const char *)data, n);
}

static bool has(KrVm *vm, KrValue v, KrDunder d)
{
    return krdunder(vm, krtype_of(vm, v), d) != KR_EMPTY;
}

static bool write_character(Machine *m, const Conversion *c, KrValue v)
{
    KrVm *vm = m->vm;
    int64_t code;
    char text[4];
    if (kris_str(vm, v) && kras_str(v)->len == 1)
        return write_padded(m, c, krstr_data(kras_str(v)), kras_str(v)->size);
    if (kris_str(vm, v) || !(krint_check(vm, v) || has(vm, v, KR_D_index)))
        return krraise(vm, KR_T_TypeError, "%%c requires int or char"), false;
    KrValue i = krobj_index(vm, v);
    if (i == KR_RAISED)
        return false;
    if (!krint_to_i64(i, &code))
        return krraise(vm, KR_T_OverflowError, "Python int too large to convert to C long"), false;
    if (code < 0 || code > KR_MAX_CODE_POINT)
        return krraise(vm, KR_T_OverflowError, "%%c arg not in range(0x110000)"), false;
    return write_padded(m, c, text, krutf8_encode((uint32_t)code, text));
}

static bool write_byte(Machine *m, const Conversion *c, KrValue v)
{
    KrVm *vm = m->vm;
    const uint8_t *data;
    size_t n;
    int64_t code;
    if (krbytes_check(vm, v) || krbytearray_check(vm, v)) {
        if (!krbuffer_get(vm, v, &data, &n))
            return false;
        if (n == 1)
            return write_padded(m, c, (const char *)data, 1);
    } else if (krint_check(vm, v) || has(vm, v, KR_D_index)) {
        KrValue i = krobj_index(vm, v);
        if (i == KR_RAISED)
            return false;
        if (!krint_to_i64(i, &code) || code < 0 || code > 255)
            return krraise(vm, KR_T_OverflowError, "%%c arg not in range(256)"), false;
        char byte = (char)code;
        return write_padded(m, c, &byte, 1);
    }
    return krraise(vm, KR_T_TypeError, "%%c requires an integer in range(256) or a single byte"), false;
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* The int that %d or %x shows; KR_EMPTY if it is not of a fitting class. */
static KrValue integer_of(KrVm *vm, KrValue v, bool index_only)
{
    if (krint_check(vm, v))
        return v;
    if (kris_double(v) && !index_only)
        return krint_from_double(vm, kras_double(v));
    if (!has(vm, v, KR_D_index) && (index_only || !(has(vm, v, KR_D_int) || has(vm, v, KR_D_float))))
        return KR_EMPTY;
    KrValue i = index_only ? krobj_index(vm, v) : krcall(vm, krvalue(KR_TYPE_OF(int)), &v, 1);
    if (i != KR_RAISED || !krpending_is(vm, KR_T_TypeError))
        return i;
    krpending_clear(vm);
    return KR_EMPTY;
}

/* Digits behind sign and prefix, zeros in front up to the precision. */
static bool write_integer(Machine *m, Conversion *c, KrValue v)
{
    KrVm *vm = m->vm;
    uint32_t type = c->type;
    int base = type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    KrValue i = integer_of(vm, v, base != 10);
    if (i == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "%%%c format: %s is required, not %T", (int)type,
                base == 10 ? "a real number" : "an integer", v);
        return false;
    }
    KrValue text = i == KR_RAISED ? i : krint_to_str(vm, i, base);
    if (text == KR_RAISED)
        return false;
    const char *digits = krstr_data(kras_str(text));
    bool negative = *digits == '-';
    size_t n = kras_str(text)->size - negative;
    digits += negative;
    char brief[KR_BUF_SHORT];
    KrBuf b = krbuf_on(&vm->alloc, brief, sizeof brief);
    if (c->flags & ALT && base != 10)
        krbuf_text(&b, type == 'o' ? "0o" : "0x");
    for (int64_t zeros = c->precision - (int64_t)n; zeros > 0; zeros--)
        krbuf_char(&b, '0');
    krbuf_add(&b, digits, n);
    for (size_t k = 0; type == 'X' && !b.failed && k < b.len; k++)
        if (b.data[k] >= 'a')
            b.data[k] -= 32;
    c->numeric = true;
    c->sign = negative ? '-' : 0;
    m->out->failed |= b.failed;
    bool ok = krcharge(vm, (int64_t)(b.len / 64)) && (b.failed || write_padded(m, c, b.data, b.len));
    krbuf_release(&b);
    return ok;
}

static bool write_float(Machine *m, Conversion *c, KrValue v)
{
    KrVm *vm = m->vm;
    double d;
    if (!krobj_as_double(vm, v, &d)) {
        if (m->bytes && krpending_is(vm, KR_T_TypeError)) {
            krpending_clear(vm);
            krraise(vm, KR_T_TypeError, "float argument required, not %T", v);
        }
        return false;
    }
    int precision = c->precision < 0 ? 6 : (int)c->precision;
    char brief[KR_BUF_SHORT];
    KrBuf b = krbuf_on(&vm->alloc, brief, sizeof brief);
    if (!krbuf_reserve(&b, krdtoa_bound((char)c->type, precision)))
        return krraise_memory(vm), false;
    b.len = krdtoa_format((char)c->type, d, precision, c->flags & ALT ? KR_DTOA_ALT : 0, b.data);
    bool negative = *b.data == '-';
    c->numeric = true;
    c->sign = negative ? '-' : 0;
    bool ok = write_padded(m, c, b.data + negative, b.len - negative);
    krbuf_release(&b);
    return ok;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static bool refuse_type(Machine *m, uint32_t type)
{
    size_t at = (size_t)(m->p - m->start);
    if (m->bytes && type >= 128)
        return krraise(m->vm, KR_T_OverflowError, "character argument not in range(0x110000)"), false;
    size_t index = m->bytes ? at - 1 : krutf8_count(m->start, at) - 1;
    krraise(m->vm, KR_T_ValueError, "unsupported format character '%c' (0x%x) at index %zu",
            type > 31 && type < 128 ? (int)type : '?', type, index);
    return false;
}

static bool convert(Machine *m, Conversion *c, KrValue v)
{
    KrVm *vm = m->vm;
    switch (c->type) {
    case 's':
    case 'b':
        if (m->bytes)
            return write_bytes_of(m, c, v);
        return c->type == 's' ? write_text(m, c, krobj_str(vm, v)) : refuse_type(m, c->type);
    case 'r':
        return write_text(m, c, m->bytes ? krobj_ascii(vm, v) : krobj_repr(vm, v));
    case 'a':
        return write_text(m, c, krobj_ascii(vm, v));
    case 'c':
        return m->bytes ? write_byte(m, c, v) : write_character(m, c, v);
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
        return write_integer(m, c, v);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        return write_float(m, c, v);
    default:
        return refuse_type(m, c->type);
    }
}

static bool run(Machine *m)
{
    while (m->p < m->end) {
        const char *percent = memchr(m->p, '%', (size_t)(m->end - m->p));
        size_t plain = (size_t)((percent ? percent : m->end) - m->p);
        krbuf_add(m->out, m->p, plain);
        if (!percent)
            break;
        m->p = percent + 1;
        if (m->p < m->end && *m->p == '%') {
            krbuf_char(m->out, *m->p++);
            continue;
        }
        Conversion c;
        if (!read_conversion(m, &c) || !krcharge(m->vm, 1 + (int64_t)(plain / 64)))
            return false;
        KrValue v = next_argument(m);
        if (v == KR_RAISED || !convert(m, &c, v))
            return false;
    }
    return true;
}

bool krpercent(KrVm *vm, KrBuf *out, const char *format, size_t n, KrValue args, bool bytes)
{
    Machine m = {.vm = vm, .out = out, .start = format, .p = format, .end = format + n, .args = args, .bytes = bytes};
    if (kris_kind(vm, args, KR_TF_TUPLE))
        use_items(&m, kras_tuple(args)->at, kras_tuple(args)->n);
    else
        use_items(&m, &args, 1);
    m.mapping = is_mapping(&m) ? args : KR_EMPTY;
    if (!run(&m))
        return false;
    if (m.next < m.nitems && m.mapping == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "not all arguments converted during %s formatting", bytes ? "bytes" : "string");
        return false;
    }
    if (out->failed)
        return krraise_memory(vm), false;
    return true;
}

KrValue krstr_percent(KrVm *vm, KrStr *format, KrValue args)
{
    char brief[KR_BUF_SHORT];
    KrBuf b = krbuf_on(&vm->alloc, brief, sizeof brief);
    if (krpercent(vm, &b, krstr_data(format), format->size, args, false))
        return krvalue_or_raised(krstr_from_buf(vm, &b));
    krbuf_release(&b);
    return KR_RAISED;
}
