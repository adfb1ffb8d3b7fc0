/* SPDX-License-Identifier: MIT
 * int to text. */
#include "object/int_internal.h"
#include "object/str.h"

enum { DEFAULT_LIMIT = 4300 };

size_t krint_digit_limit(KrVm *vm)
{
    KrValue v =
        vm->sys == KR_EMPTY ? KR_EMPTY : krobj_lookup(vm, vm->sys, KR_NAME(_int_max_str_digits));
    if (v == KR_RAISED)
        krpending_clear(vm);
    if (!kris_int(v) || kras_int(v) < 0)
        return DEFAULT_LIMIT;
    return kras_int(v) ? (size_t)kras_int(v) : SIZE_MAX;
}

static KrValue raise_limit(KrVm *vm, size_t limit)
{
    return krraise(vm, KR_T_ValueError,
                   "Exceeds the limit (%zu digits) for integer string conversion; "
                   "use sys.set_int_max_str_digits() to increase the limit",
                   limit);
}

/* Digits of u up to `p`, its last one in front of it; where they begin. A constant base needs no division. */
static char *limb_digits(char *p, uint64_t u, unsigned base)
{
    static const char digit[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    if (base == 10) {
        for (; u >= 10; u /= 10)
            *--p = (char)('0' + u % 10);
        *--p = (char)('0' + u);
        return p;
    }
    do {
        *--p = digit[base == 16 ? u & 15 : u % base];
        u = base == 16 ? u >> 4 : u / base;
    } while (u);
    return p;
}

static KrValue one_limb_text(KrVm *vm, uint64_t u, bool negative, unsigned base)
{
    char text[66], *p = limb_digits(text + sizeof text, u, base);
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
    size_t size = krlimbs_text_size(x.at, x.n, (unsigned)base), n;
    bool limited = base & (base - 1) && size > KR_INT_FREE_DIGITS;
    size_t limit = limited ? krint_digit_limit(vm) : SIZE_MAX;
    if (size - 2 > limit) /* the estimate is at most two above */
        return raise_limit(vm, limit);
    KrRaw *scratch = krheap_raw(vm, size);
    if (!scratch)
        return KR_RAISED;
    KrLimbs c = krint_limbs(vm);
    int error = krlimbs_to_text(&c, scratch->data, &n, x.at, x.n, (unsigned)base);
    if (error)
        return krint_failed(vm, error);
    if (n > limit)
        return raise_limit(vm, limit);
    char *fill;
    KrStr *s = krstr_ascii_new(vm, n + x.negative, &fill);
    if (!s)
        return KR_RAISED;
    fill[0] = '-';
    memcpy(fill + x.negative, scratch->data, n);
    return krvalue(s);
}
