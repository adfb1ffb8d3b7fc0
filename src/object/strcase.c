/* SPDX-License-Identifier: MIT
 * Methods of str about case and kinds of characters. */
#include "object/strcore.h"

#include "base/utf8.h"
#include "object/unichar.h"

#include <string.h>

/* ---- ASCII ----------------------------------------------------------------------------------- */

#define EACH_BYTE(b) (0x0101010101010101u * (uint64_t)(b))

/* Bit 5 of each of the 8 ASCII bytes that lie between first and last. */
static inline uint64_t case_bits(uint64_t x, unsigned char first, unsigned char last)
{
    uint64_t from = x + EACH_BYTE(0x80 - first), beyond = x + EACH_BYTE(0x7F - last);
    return (from & ~beyond & EACH_BYTE(0x80)) >> 2;
}

static void flip_case(char *to, const char *from, size_t n, unsigned char first, unsigned char last)
{
    size_t i = 0;
    for (uint64_t x; i + 8 <= n; i += 8) {
        memcpy(&x, from + i, 8);
        x ^= case_bits(x, first, last);
        memcpy(to + i, &x, 8);
    }
    for (; i < n; i++)
        to[i] = (char)(from[i] >= first && from[i] <= last ? from[i] ^ 32 : from[i]);
}

static bool all_of(const char *p, size_t n, uint8_t mask)
{
    for (size_t i = 0; i < n; i++)
        if (!(krascii_class[(unsigned char)p[i]] & mask))
            return false;
    return n > 0;
}

/* ---- conversion ------------------------------------------------------------------------------ */

typedef int (*CaseFn)(uint32_t c, uint32_t *out);

static void add_mapped(KrBuf *b, CaseFn fn, uint32_t c)
{
    uint32_t mapped[KR_CASE_MAX];
    char text[4];
    int n = fn(c, mapped);
    for (int i = 0; i < n; i++)
        krbuf_add(b, text, krutf8_encode(mapped[i], text));
}

/* Whether the capital sigma between the two pointers stands at the end of a word. */
static bool is_final_sigma(const char *text, const char *before, const char *behind, const char *end)
{
    bool cased = false;
    while (before > text) {
        uint32_t c = krutf8_prev(&before);
        if (!krchar_is_case_ignorable(c)) {
            cased = krchar_is_cased(c);
            break;
        }
    }
    if (!cased)
        return false;
    while (behind < end) {
        uint32_t c = krutf8_next(&behind);
        if (!krchar_is_case_ignorable(c))
            return !krchar_is_cased(c);
    }
    return true;
}

/* Appends the lowercase of the character that ends at p. */
static void add_lower(KrBuf *b, KrStr *s, const char *start, const char *p, uint32_t c)
{
    if (c == 0x3A3 && is_final_sigma(krstr_data(s), start, p, krstr_data(s) + s->size))
        krbuf_text(b, "\xCF\x82");
    else
        add_mapped(b, krchar_lower, c);
}

typedef enum Case { LOWER, UPPER, TITLE, CAPITAL, SWAP, FOLD } Case;

static void add_case(KrBuf *b, KrStr *s, const char *start, const char *p, uint32_t c, Case how, bool first)
{
    switch (how) {
    case LOWER:
        add_lower(b, s, start, p, c);
        break;
    case UPPER:
        add_mapped(b, krchar_upper, c);
        break;
    case TITLE:
    case CAPITAL:
        if (first)
            add_mapped(b, krchar_to_title, c);
        else
            add_lower(b, s, start, p, c);
        break;
    case SWAP:
        if (krchar_is_upper(c))
            add_lower(b, s, start, p, c);
        else if (krchar_is_lower(c))
            add_mapped(b, krchar_upper, c);
        else
            krbuf_add(b, start, (size_t)(p - start));
        break;
    case FOLD:
        add_mapped(b, krchar_fold, c);
        break;
    }
}

static KrValue convert_any(KrVm *vm, KrStr *s, Case how)
{
    KrBuf b = krbuf_init(&vm->alloc);
    const char *p = krstr_data(s), *end = p + s->size;
    bool first = true;
    krbuf_reserve(&b, s->size);
    while (p < end) {
        const char *start = p;
        uint32_t c = krutf8_next(&p);
        add_case(&b, s, start, p, c, how, first);
        first = how == TITLE && !krchar_is_cased(c);
    }
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

static void convert_ascii(char *to, const char *from, size_t n, Case how)
{
    bool inside = false;
    switch (how) {
    case LOWER:
    case FOLD:
        flip_case(to, from, n, 'A', 'Z');
        break;
    case UPPER:
        flip_case(to, from, n, 'a', 'z');
        break;
    case CAPITAL:
        flip_case(to, from, n, 'A', 'Z');
        flip_case(to, from, 1, 'a', 'z');
        break;
    case SWAP:
        for (size_t i = 0; i < n; i++)
            to[i] = (char)(krascii_class[(unsigned char)from[i]] & KR_ASCII_ALPHA ? from[i] ^ 32 : from[i]);
        break;
    case TITLE:
        for (size_t i = 0; i < n; i++) {
            uint8_t class = krascii_class[(unsigned char)from[i]];
            to[i] = (char)(class & (inside ? KR_ASCII_UPPER : KR_ASCII_LOWER) ? from[i] ^ 32 : from[i]);
            inside = class & KR_ASCII_ALPHA;
        }
        break;
    }
}

static KrValue convert(KrVm *vm, KrValue self, Case how)
{
    KrStr *s = kras_str(self);
    if (!krcharge(vm, (int64_t)(s->size / (krstr_ascii(s) ? 64 : 8))))
        return KR_RAISED;
    if (!krstr_ascii(s))
        return convert_any(vm, s, how);
    if (s->size <= 1) {
        char c = 0;
        convert_ascii(&c, krstr_data(s), s->size, how);
        return krvalue_or_raised(krstr_known(vm, &c, s->size, s->size, KR_STR_ASCII));
    }
    KrStr *out = krstr_alloc(vm, s->size, s->size, true);
    if (!out)
        return KR_RAISED;
    convert_ascii(out->text, krstr_data(s), s->size, how);
    return krvalue(out);
}

/// str.lower(self, /)
/// Return a copy of the string converted to lowercase.
KR_NATIVE(str_lower)
{
    return convert(vm, a[0], LOWER);
}

/// str.upper(self, /)
/// Return a copy of the string converted to uppercase.
KR_NATIVE(str_upper)
{
    return convert(vm, a[0], UPPER);
}

/// str.title(self, /)
/// Return a version of the string where each word is titlecased.
KR_NATIVE(str_title)
{
    return convert(vm, a[0], TITLE);
}

/// str.capitalize(self, /)
/// Return a capitalized version of the string.
KR_NATIVE(str_capitalize)
{
    return convert(vm, a[0], CAPITAL);
}

/// str.swapcase(self, /)
/// Convert uppercase characters to lowercase and lowercase characters to uppercase.
KR_NATIVE(str_swapcase)
{
    return convert(vm, a[0], SWAP);
}

/// str.casefold(self, /)
/// Return a version of the string suitable for caseless comparisons.
KR_NATIVE(str_casefold)
{
    return convert(vm, a[0], FOLD);
}

/* ---- kinds of characters --------------------------------------------------------------------- */

static KrValue all(KrVm *vm, KrValue self, uint8_t ascii, bool (*has)(uint32_t c))
{
    KrStr *s = kras_str(self);
    const char *p = krstr_data(s), *end = p + s->size;
    if (!krcharge(vm, (int64_t)(s->size / 32)))
        return KR_RAISED;
    if (krstr_ascii(s))
        return krbool(all_of(p, s->size, ascii));
    while (p < end)
        if (!has(krutf8_next(&p)))
            return KR_FALSE;
    return krbool(s->size > 0);
}

static bool is_alnum(uint32_t c)
{
    return krchar_is_alpha(c) || krchar_is_numeric(c);
}

/// str.isalnum(self, /)
/// Return True if all characters are letters or digits and there is at least one.
KR_NATIVE(str_isalnum)
{
    return all(vm, a[0], KR_ASCII_ALNUM, is_alnum);
}

/// str.isalpha(self, /)
/// Return True if all characters are letters and there is at least one.
KR_NATIVE(str_isalpha)
{
    return all(vm, a[0], KR_ASCII_ALPHA, krchar_is_alpha);
}

/// str.isdecimal(self, /)
/// Return True if all characters are decimal digits and there is at least one.
KR_NATIVE(str_isdecimal)
{
    return all(vm, a[0], KR_ASCII_DIGIT, krchar_is_decimal);
}

/// str.isdigit(self, /)
/// Return True if all characters are digits and there is at least one.
KR_NATIVE(str_isdigit)
{
    return all(vm, a[0], KR_ASCII_DIGIT, krchar_is_digit);
}

/// str.isnumeric(self, /)
/// Return True if all characters are numeric and there is at least one.
KR_NATIVE(str_isnumeric)
{
    return all(vm, a[0], KR_ASCII_DIGIT, krchar_is_numeric);
}

/// str.isspace(self, /)
/// Return True if all characters are whitespace and there is at least one.
KR_NATIVE(str_isspace)
{
    return all(vm, a[0], KR_ASCII_SPACE, krchar_is_space);
}

/// str.isascii(self, /)
/// Return True if all characters are ASCII.
KR_NATIVE(str_isascii)
{
    return krbool(kras_str(a[0])->size == kras_str(a[0])->len);
}

/// str.isprintable(self, /)
/// Return True if all characters are printable or there is none.
KR_NATIVE(str_isprintable)
{
    KrStr *s = kras_str(a[0]);
    if (!krcharge(vm, (int64_t)(s->size / 32)))
        return KR_RAISED;
    for (const char *p = krstr_data(s), *end = p + s->size; p < end;)
        if (!krchar_is_printable(krutf8_next(&p)))
            return KR_FALSE;
    return KR_TRUE;
}

/// str.isidentifier(self, /)
/// Return True if the string is a valid Python identifier.
KR_NATIVE(str_isidentifier)
{
    KrStr *s = kras_str(a[0]);
    const char *p = krstr_data(s), *end = p + s->size;
    if (!krcharge(vm, (int64_t)(s->size / 32)))
        return KR_RAISED;
    if (p == end || !krchar_starts_name(krutf8_next(&p)))
        return KR_FALSE;
    while (p < end)
        if (!krchar_continues_name(krutf8_next(&p)))
            return KR_FALSE;
    return KR_TRUE;
}

/* Cased characters are there, and all of them are `wanted`. */
static KrValue all_cased(KrVm *vm, KrValue self, bool upper)
{
    KrStr *s = kras_str(self);
    bool found = false;
    if (!krcharge(vm, (int64_t)(s->size / 32)))
        return KR_RAISED;
    for (const char *p = krstr_data(s), *end = p + s->size; p < end;) {
        uint32_t c = krutf8_next(&p);
        if ((upper ? krchar_is_lower(c) : krchar_is_upper(c)) || krchar_is_title(c))
            return KR_FALSE;
        found = found || (upper ? krchar_is_upper(c) : krchar_is_lower(c));
    }
    return krbool(found);
}

/// str.islower(self, /)
/// Return True if all cased characters are lowercase and there is at least one.
KR_NATIVE(str_islower)
{
    return all_cased(vm, a[0], false);
}

/// str.isupper(self, /)
/// Return True if all cased characters are uppercase and there is at least one.
KR_NATIVE(str_isupper)
{
    return all_cased(vm, a[0], true);
}

/// str.istitle(self, /)
/// Return True if words start with uppercase characters and go on with lowercase ones.
KR_NATIVE(str_istitle)
{
    KrStr *s = kras_str(a[0]);
    bool inside = false, found = false;
    if (!krcharge(vm, (int64_t)(s->size / 32)))
        return KR_RAISED;
    for (const char *p = krstr_data(s), *end = p + s->size; p < end;) {
        uint32_t c = krutf8_next(&p);
        bool capital = krchar_is_upper(c) || krchar_is_title(c), small = !capital && krchar_is_lower(c);
        if ((capital && inside) || (small && !inside))
            return KR_FALSE;
        inside = capital || small;
        found = found || inside;
    }
    return krbool(found);
}
