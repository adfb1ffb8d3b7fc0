/* SPDX-License-Identifier: MIT
 * Text of numbers in any script as ASCII. */
#include "base/utf8.h"
#include "object/numtext.h"

#include <utf8proc.h>

static bool is_decimal(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
}

/* Digits of a script stand in runs of ten; the mathematical ones are five runs without a gap. */
static char decimal_digit(uint32_t c)
{
    if (c >= 0x1D7CE && c <= 0x1D7FF)
        return (char)('0' + (c - 0x1D7CE) % 10);
    int value = 0;
    while (value < 9 && is_decimal(c - 1 - (uint32_t)value))
        value++;
    return (char)('0' + value);
}

static bool is_space(uint32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static char to_ascii(uint32_t c)
{
    if (c < 128)
        return (char)c;
    return is_space(c) ? ' ' : is_decimal(c) ? decimal_digit(c) : '?';
}

bool krnumtext_ascii(KrVm *vm, KrStr *s, const char **text, size_t *n)
{
    *text = krstr_data(s);
    *n = s->size;
    if (krstr_ascii(s))
        return true;
    KrRaw *ascii = krheap_raw(vm, s->len);
    if (!ascii || !krcharge(vm, (int64_t)s->len))
        return false;
    const char *p = *text;
    for (size_t i = 0; i < s->len; i++)
        ascii->data[i] = to_ascii(krutf8_next(&p));
    *text = ascii->data;
    *n = s->len;
    return true;
}
