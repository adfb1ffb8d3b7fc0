/* SPDX-License-Identifier: MIT
 * Text to int: sign, prefix, digits and underscores. */
#include "object/int_internal.h"
#include "object/str.h"

static unsigned digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    c |= 32;
    return c >= 'a' && c <= 'z' ? (unsigned)(c - 'a') + 10 : 99;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= 9 && c <= 13);
}

/* The base that "0x", "0o" or "0b" stands for, or 0. */
static int prefix_base(const char *text, size_t n)
{
    if (n < 2 || text[0] != '0')
        return 0;
    char c = text[1] | 32;
    return c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
}

/* The number of digits, or 0 if the text is not digits of the base with single underscores between
 * them. */
static size_t count_digits(const char *text, size_t n, unsigned base)
{
    size_t digits = 0;
    bool after_digit = false;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '_' && after_digit) {
            after_digit = false;
        } else if (digit_value(text[i]) < base) {
            after_digit = true;
            digits++;
        } else {
            return 0;
        }
    }
    return after_digit ? digits : 0;
}

static KrValue parse_small(KrVm *vm, const char *text, size_t n, unsigned base, bool negative)
{
    uint64_t u = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] != '_')
            u = u * base + digit_value(text[i]);
    }
    return krint_from_sign_u128(vm, u, negative);
}

static KrValue parse_digits(KrVm *vm, const char *text, size_t n, size_t digits, unsigned base,
                            bool negative)
{
    bool limited = base & (base - 1) && digits > KR_INT_FREE_DIGITS;
    size_t limit = limited ? krint_digit_limit(vm) : SIZE_MAX;
    if (digits > limit)
        return krraise(
            vm, KR_T_ValueError,
            "Exceeds the limit (%zu digits) for integer string conversion: value has %zu digits; "
            "use sys.set_int_max_str_digits() to increase the limit",
            limit, digits);
    if (digits < n) {
        KrRaw *clean = krheap_raw(vm, digits);
        if (!clean)
            return KR_RAISED;
        size_t to = 0;
        for (size_t i = 0; i < n; i++) {
            if (text[i] != '_')
                clean->data[to++] = text[i];
        }
        text = clean->data;
    }
    KrInt *cell = krint_room(vm, krlimbs_digits_size(digits, base));
    if (!cell)
        return KR_RAISED;
    KrLimbs c = krint_limbs(vm);
    size_t limbs;
    int error = krlimbs_from_text(&c, cell->limb, &limbs, text, digits, base);
    return error ? krint_failed(vm, error) : krint_finish(cell, limbs, negative);
}

KrValue krint_parse(KrVm *vm, const char *text, size_t n, int base)
{
    while (n && is_space(*text)) {
        text++;
        n--;
    }
    while (n && is_space(text[n - 1]))
        n--;
    bool negative = n && *text == '-';
    if (n && (*text == '-' || *text == '+')) {
        text++;
        n--;
    }
    int prefix = prefix_base(text, n);
    bool strict = base == 0 && prefix == 0; /* "007" is no literal */
    if (prefix && (base == 0 || base == prefix)) {
        base = prefix;
        text += 2;
        n -= 2;
        if (n && *text == '_') {
            text++;
            n--;
        }
    } else if (base == 0) {
        base = 10;
    }
    size_t digits = count_digits(text, n, (unsigned)base);
    if (digits == 0)
        return KR_EMPTY;
    KrValue v = digits <= 12 ? parse_small(vm, text, n, (unsigned)base, negative)
                             : parse_digits(vm, text, n, digits, (unsigned)base, negative);
    if (strict && *text == '0' && v != KR_RAISED && !krint_is_zero(v))
        return KR_EMPTY;
    return v;
}
