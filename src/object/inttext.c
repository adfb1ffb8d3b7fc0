/* SPDX-License-Identifier: MIT
 * int to text. */
#include "object/int_internal.h"
#include "object/str.h"

static KrValue raise_limit(KrVm *vm)
{
    return krraise(vm, KR_T_ValueError,
                   "Exceeds the limit (%d digits) for integer string conversion; "
                   "use sys.set_int_max_str_digits() to increase the limit",
                   KR_INT_MAX_STR_DIGITS);
}

static KrValue one_limb_text(KrVm *vm, uint64_t u, bool negative, unsigned base)
{
    char text[66], *p = text + sizeof text;
    do {
        *--p = "0123456789abcdefghijklmnopqrstuvwxyz"[u % base];
        u /= base;
    } while (u);
    if (negative)
        *--p = '-';
    char *fill;
    size_t n = (size_t)(text + sizeof text - p);
    KrStr *s = krstr_ascii_new(vm, n, &fill);
    if (!s)
        return KR_RAISED;
    memcpy(fill, p, n);
    return krvalue(s);
}

KrValue krint_to_str(KrVm *vm, KrValue v, int base)
{
    KrIntView x;
    krint_view(v, &x);
    if (x.n <= 1)
        return one_limb_text(vm, x.n ? x.at[0] : 0, x.negative, (unsigned)base);
    bool limited = base & (base - 1);
    size_t size = krlimbs_text_size(x.at, x.n, (unsigned)base), n;
    if (limited && size > KR_INT_MAX_STR_DIGITS + KR_INT_MAX_STR_DIGITS / 8)
        return raise_limit(vm);
    KrRaw *scratch = krheap_raw(vm, size);
    if (!scratch)
        return KR_RAISED;
    KrLimbs c = krint_limbs(vm);
    int error = krlimbs_to_text(&c, scratch->data, &n, x.at, x.n, (unsigned)base);
    if (error)
        return krint_failed(vm, error);
    if (limited && n > KR_INT_MAX_STR_DIGITS)
        return raise_limit(vm);
    char *fill;
    KrStr *s = krstr_ascii_new(vm, n + x.negative, &fill);
    if (!s)
        return KR_RAISED;
    fill[0] = '-';
    memcpy(fill + x.negative, scratch->data, n);
    return krvalue(s);
}
