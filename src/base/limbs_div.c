/* SPDX-License-Identifier: MIT
 * Division with remainder: GMP's kernels while they are small, above that the recursion of
 * C. Burnikel and J. Ziegler, "Fast recursive division", MPI-I-98-1-022, 1998. */
#include "base/limbs_impl.h"

/* A kernel divides twice as many limbs by this many. */
enum { DIV_LIMBS = KR_LIMBS_KERNEL / 2 };

/* Divides a (an limbs, the top bn below b) by b (bn <= DIV_LIMBS): the quotient's an - bn limbs
 * to q unless it is NULL, the remainder to the low bn limbs of a. */
static int divide_small(KrLimbs *c, uint64_t *q, uint64_t *a, size_t an, const uint64_t *b,
                        size_t bn)
{
    uint64_t part[KR_LIMBS_KERNEL], rest[DIV_LIMBS];
    while (an > bn) {
        size_t take = an - bn < KR_LIMBS_KERNEL - bn ? an - bn : KR_LIMBS_KERNEL - bn;
        uint64_t *low = a + (an - bn - take);
        mpn_tdiv_qr(part, rest, 0, low, (mp_size_t)(bn + take), b, (mp_size_t)bn);
        krlimbs_copy(low, rest, bn);
        if (q)
            krlimbs_copy(q + (an - bn - take), part, take); /* part[take] is 0 */
        an -= take;
        int err = krlimbs_poll(c, take * bn);
        if (err < 0)
            return err;
    }
    return 0;
}

/* ---- the recursion; b has its top bit set ---- */

static int divide_2_by_1(KrLimbs *c, uint64_t *q, uint64_t *a, const uint64_t *b, size_t n,
                         uint64_t *t);

/* Divides a (3 h limbs, the top 2 h below b) by b (2 h limbs): h limbs to q, the remainder to the
 * low 2 h limbs of a, zeros to the others. t: 2 h limbs and those of divide_2_by_1. */
static int divide_3_by_2(KrLimbs *c, uint64_t *q, uint64_t *a, const uint64_t *b, size_t h,
                         uint64_t *t)
{
    const uint64_t *high = b + h;
    int err = 0;
    if (mpn_cmp(a + 2 * h, high, (mp_size_t)h) < 0) {
        err = divide_2_by_1(c, q, a + h, high, h, t);
    } else {
        /* The quotient of the high parts is 2^(64 h) - 1 at most. */
        memset(q, 0xFF, h * sizeof *q);
        krlimbs_zero(a + 2 * h, h);
        a[2 * h] = mpn_add_n(a + h, a + h, high, (mp_size_t)h);
    }
    size_t product;
    size_t qn = krlimbs_normal(q, h), bn = krlimbs_normal(b, h);
    if (err == 0)
        err = krlimbs_mul(c, t, &product, q, qn, b, bn);
    if (err < 0)
        return err;
    if (product == 0)
        return 0;
    a[2 * h] -= mpn_sub(a, a, (mp_size_t)(2 * h), t, (mp_size_t)product);
    while (a[2 * h] != 0) { /* negative: at most twice */
        mpn_sub_1(q, q, (mp_size_t)h, 1);
        a[2 * h] += mpn_add_n(a, a, b, (mp_size_t)(2 * h));
    }
    return 0;
}

/* Divides a (2 n limbs, the top n below b) by b (n limbs): n limbs to q, the remainder to the low
 * n limbs of a, zeros to the others. */
static int divide_2_by_1(KrLimbs *c, uint64_t *q, uint64_t *a, const uint64_t *b, size_t n,
                         uint64_t *t)
{
    if (n <= DIV_LIMBS) {
        int err = divide_small(c, q, a, 2 * n, b, n);
        krlimbs_zero(a + n, n);
        return err;
    }
    size_t h = n / 2;
    int err = divide_3_by_2(c, q + h, a + h, b, h, t);
    return err < 0 ? err : divide_3_by_2(c, q, a, b, h, t);
}

typedef struct Blocks {
    size_t n;     /* limbs of a block: those of the divisor, padded */
    size_t count; /* blocks of the padded dividend */
    size_t shift; /* bits of padding */
} Blocks;

static Blocks plan(size_t abits, size_t bbits)
{
    Blocks p = {.n = (bbits + 63) / 64};
    size_t halvings = 0;
    while (((p.n - 1) >> halvings) + 1 > DIV_LIMBS)
        halvings++;
    p.n = (((p.n - 1) >> halvings) + 1) << halvings;
    p.shift = 64 * p.n - bbits;
    /* One bit more, so that the top block is below the divisor. */
    p.count = (abits + p.shift + 64 * p.n) / (64 * p.n);
    if (p.count < 2)
        p.count = 2;
    return p;
}

/* a / b by blocks of b's size; q has room for an - bn + 1 limbs, or is NULL. */
static int divide_blocks(KrLimbs *c, uint64_t *q, size_t *qn, uint64_t *r, size_t *rn,
                         const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
    Blocks p = plan(krlimbs_bit_length(a, an), krlimbs_bit_length(b, bn));
    size_t n = p.n, size = p.count * n + 1 + 3 * n + 1;
    uint64_t *x = krlimbs_scratch(c, size); /* dividend, divisor, quotient of a block, scratch */
    if (!x)
        return -ENOMEM;
    uint64_t *y = x + p.count * n + 1, *part = y + n + 1, *t = part + n;
    krlimbs_shl(y, b, bn, p.shift);
    size_t xn = krlimbs_shl(x, a, an, p.shift);
    krlimbs_zero(x + xn, p.count * n - xn);
    int err = 0;
    *qn = 0;
    size_t room = an - bn + 1;
    for (size_t i = p.count - 1; i-- > 0 && err == 0;) {
        err = divide_2_by_1(c, part, x + i * n, y, n, t);
        if (!q || err < 0)
            continue;
        size_t used = krlimbs_normal(part, n);
        if (*qn == 0 && used > 0)
            *qn = i * n + used;
        if (i * n < room)
            krlimbs_copy(q + i * n, part, room - i * n < n ? room - i * n : n);
    }
    bool lost;
    *rn = krlimbs_shr(r, x, krlimbs_normal(x, n), p.shift, &lost);
    krlimbs_unscratch(c, x, size);
    return err;
}

/* For a quotient that is much shorter than b. That of the leading limbs, one limb more than the
 * quotient since b's top limb may be small, is at most a few too large. */
static int divide_short(KrLimbs *c, uint64_t *q, size_t *qn, uint64_t *r, size_t *rn,
                        const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
    size_t len = an - bn + 1, cut = bn - len - 1, size = 2 * (len + 1) + an + 1, rest;
    uint64_t *guess = krlimbs_scratch(c, size);
    if (!guess)
        return -ENOMEM;
    uint64_t *top = guess + len + 1, *product = top + len + 1;
    size_t gn, pn;
    int err = krlimbs_divmod(c, guess, &gn, top, &rest, a + cut, an - cut, b + cut, len + 1);
    if (err == 0)
        err = krlimbs_mul(c, product, &pn, guess, gn, b, bn);
    while (err == 0 && krlimbs_cmp(product, pn, a, an) > 0) {
        pn = krlimbs_sub(product, product, pn, b, bn);
        const uint64_t one = 1;
        gn = krlimbs_sub(guess, guess, gn, &one, 1);
    }
    if (err == 0) {
        pn = krlimbs_sub(product, a, an, product, pn);
        krlimbs_copy(r, product, pn);
        *rn = pn;
        *qn = gn;
        if (q)
            krlimbs_copy(q, guess, gn);
    }
    krlimbs_unscratch(c, guess, size);
    return err;
}

/* a / b for 1 < bn <= DIV_LIMBS. */
KR_NOINLINE static int divide_kernel(KrLimbs *c, uint64_t *q, size_t *qn, uint64_t *r, size_t *rn,
                                     const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
    size_t size = an + 1;
    uint64_t local[KR_LIMBS_KERNEL + 1], *x = local;
    if (an > KR_LIMBS_KERNEL && !(x = krlimbs_scratch(c, size)))
        return -ENOMEM;
    krlimbs_copy(x, a, an);
    x[an] = 0;
    /* A zero limb above makes the top bn limbs less than b; only then the quotient fits. */
    int err = divide_small(c, q, x, an + 1, b, bn);
    *rn = krlimbs_normal(x, bn);
    krlimbs_copy(r, x, *rn);
    *qn = q ? krlimbs_normal(q, an - bn + 1) : 0;
    if (x != local)
        krlimbs_unscratch(c, x, size);
    return err;
}

/* a / b for an <= KR_LIMBS_KERNEL. Not inlined: the recursion passes through the caller, whose
 * frame is to stay small. */
KR_NOINLINE static void divide_at_once(uint64_t *q, size_t *qn, uint64_t *r, size_t *rn,
                                       const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
    uint64_t quotient[KR_LIMBS_KERNEL], rest[KR_LIMBS_KERNEL];
    mpn_tdiv_qr(q ? q : quotient, rest, 0, a, (mp_size_t)an, b, (mp_size_t)bn);
    *rn = krlimbs_normal(rest, bn);
    *qn = q ? krlimbs_normal(q, an - bn + 1) : 0;
    krlimbs_copy(r, rest, *rn);
}

int krlimbs_divmod(KrLimbs *c, uint64_t *q, size_t *qn, uint64_t *r, size_t *rn, const uint64_t *a,
                   size_t an, const uint64_t *b, size_t bn)
{
    size_t unused;
    if (!qn)
        qn = &unused;
    if (krlimbs_cmp(a, an, b, bn) < 0) {
        krlimbs_copy(r, a, an);
        *rn = an;
        *qn = 0;
        return 0;
    }
    if (bn == 1) {
        r[0] = q ? mpn_divrem_1(q, 0, a, (mp_size_t)an, b[0]) : mpn_mod_1(a, (mp_size_t)an, b[0]);
        *rn = r[0] != 0;
        *qn = q ? krlimbs_normal(q, an) : 0;
        return 0;
    }
    if (an <= KR_LIMBS_KERNEL) {
        divide_at_once(q, qn, r, rn, a, an, b, bn);
        return 0;
    }
    if (bn <= DIV_LIMBS)
        return divide_kernel(c, q, qn, r, rn, a, an, b, bn);
    if (an - bn + 1 < bn / 2)
        return divide_short(c, q, qn, r, rn, a, an, b, bn);
    return divide_blocks(c, q, qn, r, rn, a, an, b, bn);
}
