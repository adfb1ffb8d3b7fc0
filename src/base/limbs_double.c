/* SPDX-License-Identifier: MIT
 * Limbs to doubles, correctly rounded, and back. */
#include "base/limbs_impl.h"

#include <math.h>

/* The top 64 bits of a > 0, the last one set if anything below them is. */
static uint64_t sticky_top(const uint64_t *a, size_t an)
{
    unsigned zeros = (unsigned)__builtin_clzll(a[an - 1]);
    uint64_t top = a[an - 1] << zeros;
    size_t below = an - 1;
    if (zeros && below > 0) {
        below--;
        top |= a[below] >> (64 - zeros);
        if (a[below] << zeros)
            return top | 1;
    }
    return top | (krlimbs_normal(a, below) > 0);
}

/* top * 2^exponent, where top's last bit is sticky and its first set. Subnormal results are
 * rounded once too. */
static double compose(uint64_t top, int exponent)
{
    int drop = 11; /* of 64 bits 53 stay, or fewer */
    if (exponent + drop < -1074)
        drop = -1074 - exponent;
    if (drop > 64)
        return 0.0;
    uint64_t kept = drop == 64 ? 0 : top >> drop, half = UINT64_C(1) << (drop - 1);
    uint64_t rest = drop == 64 ? top : top & (2 * half - 1);
    kept += rest > half || (rest == half && (kept & 1));
    return ldexp((double)kept, exponent + drop);
}

bool krlimbs_to_double(const uint64_t *a, size_t an, double *out)
{
    *out = 0.0;
    if (an == 0)
        return true;
    size_t bits = krlimbs_bit_length(a, an);
    *out = bits > 1024 ? INFINITY : compose(sticky_top(a, an), (int)bits - 64);
    return isfinite(*out);
}

double krlimbs_frexp(const uint64_t *a, size_t an, int64_t *exponent)
{
    *exponent = 0;
    if (an == 0)
        return 0.0;
    int carry;
    double fraction = frexp(compose(sticky_top(a, an), -64), &carry);
    *exponent = (int64_t)krlimbs_bit_length(a, an) + carry;
    return fraction;
}

size_t krlimbs_from_double(uint64_t *r, double x)
{
    int exponent;
    double fraction = frexp(fabs(x), &exponent);
    if (exponent <= 0)
        return 0;
    uint64_t mantissa = (uint64_t)ldexp(fraction, 53);
    if (exponent <= 53) {
        r[0] = mantissa >> (53 - exponent);
        return 1;
    }
    return krlimbs_shl(r, &mantissa, 1, (size_t)(exponent - 53));
}

int krlimbs_true_divide(KrLimbs *c, const uint64_t *a, size_t an, const uint64_t *b, size_t bn,
                        double *out)
{
    *out = 0.0;
    if (an == 0)
        return 0;
    size_t abits = krlimbs_bit_length(a, an), bbits = krlimbs_bit_length(b, bn);
    if (abits > bbits + 1024)
        return -ERANGE;
    if (bbits > abits + 1076)
        return 0;
    /* Both operands as doubles without rounding: the processor's division rounds once. */
    if (abits <= 53 && bbits <= 53) {
        *out = (double)a[0] / (double)b[0];
        return 0;
    }
    /* a * 2^shift / b has 65 or 66 bits. */
    int64_t shift = (int64_t)bbits - (int64_t)abits + 65;
    size_t up = shift > 0 ? (size_t)shift : 0, tn = an + up / 64 + 1;
    size_t size = tn + bn + 8;
    uint64_t *t = krlimbs_scratch(c, size), *rest = t + tn, *q = rest + bn;
    if (!t)
        return -ENOMEM;
    bool lost = false;
    size_t qn, rn;
    if (shift >= 0)
        tn = krlimbs_shl(t, a, an, up);
    else
        tn = krlimbs_shr(t, a, an, (size_t)-shift, &lost);
    int err = krlimbs_divmod(c, q, &qn, rest, &rn, t, tn, b, bn);
    if (err == 0) {
        q[0] |= lost || rn > 0;
        int64_t bits = (int64_t)krlimbs_bit_length(q, qn);
        *out = compose(sticky_top(q, qn), (int)(bits - 64 - shift));
        err = isfinite(*out) ? 0 : -ERANGE;
    }
    krlimbs_unscratch(c, t, size);
    return err;
}
