/* SPDX-License-Identifier: MIT
 * Products: GMP's kernels up to KR_LIMBS_KERNEL limbs, above that Karatsuba, above that Toom-3.
 *
 * Interpolation: M. Bodrato, "Towards optimal Toom-Cook multiplication", WAIFI 2007. */
#include "base/limbs_impl.h"

/* Where Toom-3 overtakes Karatsuba (measured; flat within a factor of two). */
enum { TOOM3_LIMBS = 1500 };

/* Karatsuba halves, low part the longer; Toom-3 thirds, high part the shorter. */
static inline size_t half_of(size_t n)
{
    return n - n / 2;
}
static inline size_t third_of(size_t n)
{
    return (n + 2) / 3;
}

/* The scratch limbs that mul_n(n) needs. */
static size_t scratch_size(size_t n)
{
    size_t total = 0;
    for (; n >= TOOM3_LIMBS; n = third_of(n) + 1)
        total += 8 * (third_of(n) + 1);
    for (; n > KR_LIMBS_KERNEL; n = half_of(n))
        total += 2 * half_of(n) + 2; /* the largest product's 2 h + 1 limbs fit in what is below */
    return total + 2 * KR_LIMBS_KERNEL;
}

static int mul_n(KrLimbs *c, uint64_t *r, const uint64_t *a, const uint64_t *b, size_t n,
                 uint64_t *t);

/* r = |a - b|, an >= bn, an limbs; true if a < b. */
static bool abs_diff(uint64_t *r, const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
    if (krlimbs_normal(a + bn, an - bn) > 0 || mpn_cmp(a, b, (mp_size_t)bn) >= 0) {
        mpn_sub(r, a, (mp_size_t)an, b, (mp_size_t)bn);
        return false;
    }
    mpn_sub_n(r, b, a, (mp_size_t)bn);
    krlimbs_zero(r + bn, an - bn);
    return true;
}

/* r[0..rn) += a[0..an), of which the limbs beyond rn are zero. */
static void add_at(uint64_t *r, size_t rn, const uint64_t *a, size_t an)
{
    an = an < rn ? an : rn;
    mpn_add(r, r, (mp_size_t)rn, a, (mp_size_t)an);
}

/* With B = 2^(64 h): a1 b0 + a0 b1 = a0 b0 + a1 b1 - (a0 - a1)(b0 - b1). */
static int karatsuba(KrLimbs *c, uint64_t *r, const uint64_t *a, const uint64_t *b, size_t n,
                     uint64_t *t)
{
    size_t h = half_of(n), l = n - h;
    bool negative = abs_diff(r, a, h, a + h, l);
    const uint64_t *other = r;
    if (a == b) {
        negative = false;
    } else {
        negative ^= abs_diff(r + h, b, h, b + h, l);
        other = r + h;
    }
    int err = mul_n(c, t, r, other, h, t + 2 * h);
    if (err == 0)
        err = mul_n(c, r, a, b, h, t + 2 * h);
    if (err == 0)
        err = mul_n(c, r + 2 * h, a + h, b + h, l, t + 2 * h);
    if (err < 0)
        return err;
    uint64_t *sum = t + 2 * h;
    sum[2 * h] = mpn_add(sum, r, (mp_size_t)(2 * h), r + 2 * h, (mp_size_t)(2 * l));
    if (negative)
        sum[2 * h] += mpn_add_n(sum, sum, t, (mp_size_t)(2 * h));
    else
        sum[2 * h] -= mpn_sub_n(sum, sum, t, (mp_size_t)(2 * h));
    add_at(r + h, 2 * n - h, sum, 2 * h + 1);
    return 0;
}

/* A polynomial a0 + a1 x + a2 x^2 whose coefficients are pieces of k, k and l limbs of a number. */
typedef struct Pieces {
    const uint64_t *a;
    size_t k, l;
} Pieces;

/* r = a0 + a1 + a2, k + 1 limbs. */
static void eval_plus_1(uint64_t *r, const Pieces *p)
{
    r[p->k] = mpn_add(r, p->a, (mp_size_t)p->k, p->a + 2 * p->k, (mp_size_t)p->l);
    r[p->k] += mpn_add_n(r, r, p->a + p->k, (mp_size_t)p->k);
}

/* r = |a0 - a1 + a2|; true if negative. */
static bool eval_minus_1(uint64_t *r, const Pieces *p)
{
    r[p->k] = mpn_add(r, p->a, (mp_size_t)p->k, p->a + 2 * p->k, (mp_size_t)p->l);
    return abs_diff(r, r, p->k + 1, p->a + p->k, p->k);
}

/* r = |a0 - 2 a1 + 4 a2|; true if negative. */
static bool eval_minus_2(uint64_t *r, const Pieces *p)
{
    mp_size_t k = (mp_size_t)p->k, l = (mp_size_t)p->l;
    /* 2 (2 a2 - a1) + a0, in two's complement of k + 1 limbs */
    krlimbs_zero(r + l, p->k + 1 - p->l);
    r[l] = mpn_lshift(r, p->a + 2 * k, l, 1);
    r[k] -= mpn_sub_n(r, r, p->a + k, k);
    mpn_lshift(r, r, k + 1, 1);
    r[k] += mpn_add_n(r, r, p->a, k);
    bool negative = r[k] >> 63;
    if (negative)
        mpn_neg(r, r, k + 1);
    return negative;
}

/* r = the product of two evaluations, in two's complement of 2 k + 2 limbs. */
static int mul_signed(KrLimbs *c, uint64_t *r, const uint64_t *x, const uint64_t *y, size_t k,
                      bool negative, uint64_t *t)
{
    int err = mul_n(c, r, x, y, k + 1, t);
    if (negative)
        mpn_neg(r, r, (mp_size_t)(2 * k + 2));
    return err;
}

/* r /= 2, r even, in two's complement. */
static void halve(uint64_t *r, size_t n)
{
    uint64_t sign = r[n - 1] & UINT64_C(1) << 63;
    mpn_rshift(r, r, (mp_size_t)n, 1);
    r[n - 1] |= sign;
}

/* From the values w1 at 1, w2 at -1 and w3 at -2, and those at 0 and infinity in r, the
 * coefficients; all of two's complement modulo 2^(64 w), where division by 3 is exact too. */
static void interpolate(uint64_t *r, size_t n, size_t k, uint64_t *w1, uint64_t *w2, uint64_t *w3)
{
    mp_size_t w = (mp_size_t)(2 * k + 2);
    const uint64_t *zero = r, *inf = r + 4 * k;
    size_t inf_size = 2 * n - 4 * k;
    mpn_sub_n(w3, w3, w1, w);
    mpn_divexact_by3(w3, w3, w);
    mpn_sub_n(w1, w1, w2, w);
    halve(w1, (size_t)w);
    mpn_sub(w2, w2, w, zero, (mp_size_t)(2 * k));
    mpn_sub_n(w3, w2, w3, w);
    halve(w3, (size_t)w);
    mpn_add(w3, w3, w, inf, (mp_size_t)inf_size);
    mpn_add(w3, w3, w, inf, (mp_size_t)inf_size); /* x^3 */
    mpn_add_n(w2, w2, w1, w);
    mpn_sub(w2, w2, w, inf, (mp_size_t)inf_size); /* x^2 */
    mpn_sub_n(w1, w1, w3, w);                     /* x */
    krlimbs_zero(r + 2 * k, 2 * k);
    add_at(r + k, 2 * n - k, w1, (size_t)w);
    add_at(r + 2 * k, 2 * n - 2 * k, w2, (size_t)w);
    add_at(r + 3 * k, 2 * n - 3 * k, w3, (size_t)w);
}

static int toom3(KrLimbs *c, uint64_t *r, const uint64_t *a, const uint64_t *b, size_t n,
                 uint64_t *t)
{
    size_t k = third_of(n), l = n - 2 * k;
    Pieces pa = {a, k, l}, pb = {b, k, l};
    uint64_t *x = t, *y = a == b ? x : t + k + 1;
    uint64_t *w1 = t + 2 * (k + 1), *w2 = w1 + 2 * (k + 1), *w3 = w2 + 2 * (k + 1);
    t = w3 + 2 * (k + 1);

    eval_plus_1(x, &pa);
    if (x != y)
        eval_plus_1(y, &pb);
    int err = mul_signed(c, w1, x, y, k, false, t);
    bool negative = eval_minus_1(x, &pa);
    negative = x != y && (negative ^ eval_minus_1(y, &pb));
    if (err == 0)
        err = mul_signed(c, w2, x, y, k, negative, t);
    negative = eval_minus_2(x, &pa);
    negative = x != y && (negative ^ eval_minus_2(y, &pb));
    if (err == 0)
        err = mul_signed(c, w3, x, y, k, negative, t);
    if (err == 0)
        err = mul_n(c, r, a, b, k, t);
    if (err == 0)
        err = mul_n(c, r + 4 * k, a + 2 * k, b + 2 * k, l, t);
    if (err == 0)
        interpolate(r, n, k, w1, w2, w3);
    return err;
}

/* r = a * b, all of 2 n limbs; a == b means a square. */
static int mul_n(KrLimbs *c, uint64_t *r, const uint64_t *a, const uint64_t *b, size_t n,
                 uint64_t *t)
{
    if (n >= TOOM3_LIMBS)
        return toom3(c, r, a, b, n, t);
    if (n > KR_LIMBS_KERNEL)
        return karatsuba(c, r, a, b, n, t);
    if (a == b)
        mpn_sqr(r, a, (mp_size_t)n);
    else
        mpn_mul_n(r, a, b, (mp_size_t)n);
    return krlimbs_poll(c, n * n / 2);
}

/* A kernel of any shape, an >= bn > 0. */
static void mul_kernel(uint64_t *r, const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
    if (a == b && an == bn)
        mpn_sqr(r, a, (mp_size_t)an);
    else
        mpn_mul(r, a, (mp_size_t)an, b, (mp_size_t)bn);
}

static int mul_any(KrLimbs *c, uint64_t *r, const uint64_t *a, size_t an, const uint64_t *b,
                   size_t bn, uint64_t *t);

/* r = a * b for an > bn, a in slices of `slice` limbs; t: the scratch for a slice's product and,
 * behind that, for its computation. */
static int mul_slices(KrLimbs *c, uint64_t *r, const uint64_t *a, size_t an, const uint64_t *b,
                      size_t bn, size_t slice, uint64_t *t)
{
    krlimbs_zero(r, bn);
    for (size_t i = 0; i < an; i += slice) {
        size_t part = an - i < slice ? an - i : slice;
        int err = mul_any(c, t, a + i, part, b, bn, t + slice + bn);
        if (err < 0)
            return err;
        /* The low bn limbs add to what the slices below left there, the others are new. */
        krlimbs_copy(r + i + bn, t + bn, part);
        uint64_t carry = mpn_add_n(r + i, r + i, t, (mp_size_t)bn);
        mpn_add_1(r + i + bn, r + i + bn, (mp_size_t)part, carry);
    }
    return 0;
}

/* r = a * b, all of an + bn limbs, an, bn > 0. */
static int mul_any(KrLimbs *c, uint64_t *r, const uint64_t *a, size_t an, const uint64_t *b,
                   size_t bn, uint64_t *t)
{
    if (an < bn)
        return mul_any(c, r, b, bn, a, an, t);
    if (an <= KR_LIMBS_KERNEL) {
        mul_kernel(r, a, an, b, bn);
        return krlimbs_poll(c, an * bn / 2);
    }
    if (an == bn)
        return mul_n(c, r, a, b, an, t);
    return mul_slices(c, r, a, an, b, bn, bn < KR_LIMBS_KERNEL ? KR_LIMBS_KERNEL : bn, t);
}

/* The scratch of mul_any, an >= bn. The recursion is that of Euclid's algorithm. */
static size_t scratch_any(size_t an, size_t bn)
{
    if (an <= KR_LIMBS_KERNEL)
        return 0;
    if (an == bn)
        return scratch_size(an);
    if (bn <= KR_LIMBS_KERNEL)
        return KR_LIMBS_KERNEL + bn;
    /* The slices of bn limbs and the rest share the place behind the product. */
    size_t square = scratch_size(bn), rest = scratch_any(bn, an % bn);
    return 2 * bn + (square > rest ? square : rest);
}

int krlimbs_mul(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an,
                const uint64_t *b, size_t bn)
{
    if (an < bn)
        return krlimbs_mul(c, r, rn, b, bn, a, an);
    *rn = 0;
    if (bn == 0)
        return 0;
    int err = 0;
    if (an <= KR_LIMBS_KERNEL) {
        mul_kernel(r, a, an, b, bn);
    } else if (bn == 1) {
        r[an] = mpn_mul_1(r, a, (mp_size_t)an, b[0]);
    } else {
        size_t size = scratch_any(an, bn);
        uint64_t *t = krlimbs_scratch(c, size);
        if (!t)
            return -ENOMEM;
        err = mul_any(c, r, a, an, b, bn, t);
        krlimbs_unscratch(c, t, size);
    }
    *rn = an + bn - (r[an + bn - 1] == 0);
    return err;
}

int krlimbs_sqr(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an)
{
    return krlimbs_mul(c, r, rn, a, an, a, an);
}
