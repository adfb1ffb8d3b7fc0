/* SPDX-License-Identifier: MIT
 * Powers, powers modulo a number, and square roots. */
#include "base/limbs_impl.h"

/* ---- powers ---- */

size_t krlimbs_pow_size(const uint64_t *a, size_t an, uint64_t n)
{
    uint64_t bits;
    if (__builtin_mul_overflow(krlimbs_bit_length(a, an), n, &bits) || bits / 64 > SIZE_MAX / 16)
        return SIZE_MAX;
    return (size_t)(bits / 64) + 2;
}

/* x = a ** n for n > 0; x and t have room for krlimbs_pow_size limbs. */
static int power(KrLimbs *c, uint64_t *x, size_t *xn, uint64_t *t, const uint64_t *a, size_t an,
                 uint64_t n)
{
    uint64_t *result = x;
    krlimbs_copy(x, a, an);
    *xn = an;
    for (uint64_t bit = UINT64_C(1) << (63 - __builtin_clzll(n)) >> 1; bit; bit >>= 1) {
        uint64_t *old = x;
        int err = krlimbs_sqr(c, t, xn, x, *xn);
        if (err < 0)
            return err;
        x = t;
        t = old;
        if (!(n & bit))
            continue;
        if (an == 1) {
            *xn = krlimbs_mul_1(x, x, *xn, a[0], 0);
            continue;
        }
        err = krlimbs_mul(c, t, xn, x, *xn, a, an);
        if (err < 0)
            return err;
        old = x;
        x = t;
        t = old;
    }
    krlimbs_copy(result, x, *xn);
    return krlimbs_poll(c, *xn);
}

int krlimbs_pow(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an, uint64_t n)
{
    if (n == 0 || an == 0) {
        r[0] = 1;
        *rn = n == 0;
        return 0;
    }
    /* Only the odd part is raised: powers of two and ten are full of zeros. */
    size_t zeros = krlimbs_trailing_zeros(a, an);
    uint64_t *odd = krlimbs_scratch(c, an);
    if (!odd)
        return -ENOMEM;
    bool lost;
    size_t on = krlimbs_shr(odd, a, an, zeros, &lost);
    int err = 0;
    if (on == 1 && odd[0] == 1) {
        r[0] = 1;
        *rn = 1;
    } else {
        size_t size = krlimbs_pow_size(odd, on, n);
        uint64_t *t = size < SIZE_MAX ? krlimbs_scratch(c, size) : NULL;
        err = t ? power(c, r, rn, t, odd, on, n) : -ENOMEM;
        krlimbs_unscratch(c, t, size);
    }
    krlimbs_unscratch(c, odd, an);
    if (err == 0)
        *rn = krlimbs_shl(r, r, *rn, zeros * (size_t)n);
    return err;
}

/* ---- powers modulo m ---- */

/* Above this Montgomery's reduction, quadratic here, loses to division. */
enum { MONTGOMERY_LIMBS = KR_LIMBS_KERNEL / 2 };

/* Arithmetic modulo m on numbers of exactly n limbs, in Montgomery's form (x stands for
 * x / 2^(64 n)) if `inverse` is not 0. */
typedef struct Ring {
    KrLimbs *c;
    const uint64_t *m;
    size_t n;
    uint64_t inverse;  /* -1 / m modulo 2^64 */
    uint64_t *product; /* 2 n limbs */
    uint64_t work;     /* not yet reported */
} Ring;

static uint64_t negative_inverse(uint64_t odd)
{
    uint64_t x = odd; /* right to 3 bits, and to twice as many after each round */
    for (int i = 0; i < 5; i++)
        x *= 2 - odd * x;
    return -x;
}

/* r = product / 2^(64 n) modulo m. */
static void montgomery_reduce(Ring *ring, uint64_t *r)
{
    uint64_t *p = ring->product;
    mp_size_t n = (mp_size_t)ring->n;
    for (mp_size_t i = 0; i < n; i++)
        p[i] = mpn_addmul_1(p + i, ring->m, n, p[i] * ring->inverse); /* that limb became 0 */
    if (mpn_add_n(r, p + n, p, n) || mpn_cmp(r, ring->m, n) >= 0)
        mpn_sub_n(r, r, ring->m, n);
}

/* r = product modulo m. */
static int plain_reduce(Ring *ring, uint64_t *r)
{
    size_t rn, pn = krlimbs_normal(ring->product, 2 * ring->n);
    int err = krlimbs_divmod(ring->c, NULL, NULL, r, &rn, ring->product, pn, ring->m, ring->n);
    if (err == 0)
        krlimbs_zero(r + rn, ring->n - rn);
    return err;
}

/* r = x y; r may be x or y. */
static int ring_mul(Ring *ring, uint64_t *r, const uint64_t *x, const uint64_t *y)
{
    size_t n = ring->n;
    if (n > KR_LIMBS_KERNEL) {
        size_t xn = krlimbs_normal(x, n), yn = krlimbs_normal(y, n), pn;
        int err = krlimbs_mul(ring->c, ring->product, &pn, x, xn, y, yn);
        if (err < 0)
            return err;
        krlimbs_zero(ring->product + pn, 2 * n - pn);
    } else if (x == y) {
        mpn_sqr(ring->product, x, (mp_size_t)n);
    } else {
        mpn_mul_n(ring->product, x, y, (mp_size_t)n);
    }
    ring->work += 2 * n * n;
    if (ring->work >= 1 << 16) {
        int err = krlimbs_poll(ring->c, ring->work);
        ring->work = 0;
        if (err < 0)
            return err;
    }
    if (!ring->inverse)
        return plain_reduce(ring, r);
    montgomery_reduce(ring, r);
    return 0;
}

/* r = a 2^(64 shift) modulo m, in n limbs. */
static int ring_enter(Ring *ring, uint64_t *r, const uint64_t *a, size_t an, size_t shift)
{
    uint64_t *t = krlimbs_scratch(ring->c, an + shift);
    if (!t)
        return -ENOMEM;
    size_t rn, tn = an ? an + shift : 0;
    krlimbs_zero(t, shift);
    krlimbs_copy(t + shift, a, an);
    int err = krlimbs_divmod(ring->c, NULL, NULL, r, &rn, t, tn, ring->m, ring->n);
    if (err == 0)
        krlimbs_zero(r + rn, ring->n - rn);
    krlimbs_unscratch(ring->c, t, an + shift);
    return err;
}

static inline bool bit_at(const uint64_t *e, size_t i)
{
    return e[i / 64] >> i % 64 & 1;
}

static unsigned window_bits(size_t ebits)
{
    static const unsigned short most[] = {8, 24, 80, 240, 672};
    unsigned w = 1;
    while (w <= KR_COUNT(most) && ebits > most[w - 1])
        w++;
    return w;
}

/* x = table[0] ** e, where table holds the odd powers 1, 3, 5 ... 2^w - 1 in n limbs each. */
static int window_power(Ring *ring, uint64_t *x, const uint64_t *table, unsigned w,
                        const uint64_t *e, size_t ebits)
{
    size_t n = ring->n;
    bool started = false;
    for (size_t i = ebits; i > 0;) {
        int err = 0;
        if (!bit_at(e, i - 1)) {
            err = ring_mul(ring, x, x, x);
            i--;
            if (err < 0)
                return err;
            continue;
        }
        /* The longest run of at most w bits that starts here and ends in a one. */
        size_t low = i > w ? i - w : 0;
        while (!bit_at(e, low))
            low++;
        size_t value = 0;
        for (size_t k = i; k > low; k--) {
            value = value << 1 | bit_at(e, k - 1);
            if (started && (err = ring_mul(ring, x, x, x)) < 0)
                return err;
        }
        const uint64_t *factor = table + value / 2 * n;
        if (started)
            err = ring_mul(ring, x, x, factor);
        else
            krlimbs_copy(x, factor, n);
        if (err < 0)
            return err;
        started = true;
        i = low;
    }
    return 0;
}

/* table[i] = table[0] ** (2 i + 1). */
static int fill_table(Ring *ring, uint64_t *table, size_t count, uint64_t *square)
{
    if (count == 1)
        return 0;
    int err = ring_mul(ring, square, table, table);
    for (size_t i = 1; i < count && err == 0; i++)
        err = ring_mul(ring, table + i * ring->n, table + (i - 1) * ring->n, square);
    return err;
}

int krlimbs_powmod(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an,
                   const uint64_t *e, size_t en, const uint64_t *m, size_t mn)
{
    *rn = 0;
    if (mn == 1 && m[0] == 1)
        return 0;
    size_t ebits = krlimbs_bit_length(e, en);
    if (ebits == 0) {
        r[0] = 1;
        *rn = 1;
        return 0;
    }
    unsigned w = window_bits(ebits);
    size_t count = (size_t)1 << (w - 1), size = (count + 3) * mn;
    uint64_t *table = krlimbs_scratch(c, size), *x = table + count * mn;
    if (!table)
        return -ENOMEM;
    Ring ring = {.c = c, .m = m, .n = mn, .product = x + mn};
    if ((m[0] & 1) && mn <= MONTGOMERY_LIMBS)
        ring.inverse = negative_inverse(m[0]);
    int err = ring_enter(&ring, table, a, an, ring.inverse ? mn : 0);
    if (err == 0)
        err = fill_table(&ring, table, count, x);
    if (err == 0)
        err = window_power(&ring, x, table, w, e, ebits);
    if (err == 0 && ring.inverse) {
        krlimbs_copy(ring.product, x, mn);
        krlimbs_zero(ring.product + mn, mn);
        montgomery_reduce(&ring, x);
    }
    if (err == 0)
        err = krlimbs_poll(c, ring.work);
    if (err == 0) {
        *rn = krlimbs_normal(x, mn);
        krlimbs_copy(r, x, *rn);
    }
    krlimbs_unscratch(c, table, size);
    return err;
}

/* ---- square roots ---- */

/* a >> bits, as scratch of *size limbs; NULL when memory is out. */
static uint64_t *shifted(KrLimbs *c, const uint64_t *a, size_t an, size_t bits, size_t *n)
{
    bool lost;
    uint64_t *t = krlimbs_scratch(c, an);
    if (t)
        *n = krlimbs_shr(t, a, an, bits, &lost);
    return t;
}

/* One step of Newton's iteration on numbers cut to the precision known: from x, within one of
 * the root of a >> 2 (c - e), to the same for d: x = (x << (d - e - 1)) + (a >> (2 c - e - d +
 * 1)) / x. */
static int isqrt_step(KrLimbs *c, uint64_t *x, size_t *xn, const uint64_t *a, size_t an, size_t e,
                      size_t d, size_t cc)
{
    size_t tn, qn, rn;
    uint64_t *t = shifted(c, a, an, 2 * cc - e - d + 1, &tn);
    size_t room = t && tn >= *xn ? tn - *xn + 1 : 0, size = room + *xn;
    uint64_t *q = t ? krlimbs_scratch(c, size) : NULL;
    int err = -ENOMEM;
    if (q)
        err = krlimbs_divmod(c, q, &qn, q + room, &rn, t, tn, x, *xn);
    if (err == 0) {
        *xn = krlimbs_shl(x, x, *xn, d - e - 1);
        *xn = krlimbs_add(x, x, *xn, q, qn);
    }
    krlimbs_unscratch(c, q, size);
    krlimbs_unscratch(c, t, an);
    return err;
}

/* x, within one of the root of a, becomes the root. */
static int isqrt_settle(KrLimbs *c, uint64_t *x, size_t *xn, const uint64_t *a, size_t an)
{
    size_t size = 2 * *xn, sn;
    uint64_t *square = krlimbs_scratch(c, size);
    if (!square)
        return -ENOMEM;
    int err = krlimbs_sqr(c, square, &sn, x, *xn);
    const uint64_t one = 1;
    if (err == 0 && krlimbs_cmp(square, sn, a, an) > 0)
        *xn = krlimbs_sub(x, x, *xn, &one, 1);
    krlimbs_unscratch(c, square, size);
    return err;
}

int krlimbs_isqrt(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an)
{
    *rn = (an + 1) / 2;
    if (an <= KR_LIMBS_KERNEL) {
        if (an > 0)
            mpn_sqrtrem(r, NULL, a, (mp_size_t)an);
        return 0;
    }
    /* The root has cc + 1 bits. The kernel gives the first d + 1, each step then twice as many. */
    size_t cc = (krlimbs_bit_length(a, an) - 1) / 2, halvings = 0;
    while ((cc >> halvings) >= 32 * KR_LIMBS_KERNEL - 2)
        halvings++;
    size_t d = cc >> halvings, tn, xsize = *rn + 2, xn = 0;
    uint64_t *t = shifted(c, a, an, 2 * (cc - d), &tn);
    uint64_t *x = t ? krlimbs_scratch(c, xsize) : NULL;
    if (x) {
        mpn_sqrtrem(x, NULL, t, (mp_size_t)tn);
        xn = (tn + 1) / 2;
    }
    krlimbs_unscratch(c, t, an);
    int err = x ? 0 : -ENOMEM;
    while (halvings > 0 && err == 0) {
        size_t e = d;
        d = cc >> --halvings;
        err = isqrt_step(c, x, &xn, a, an, e, d, cc);
    }
    if (err == 0)
        err = isqrt_settle(c, x, &xn, a, an);
    if (err == 0) {
        *rn = xn;
        krlimbs_copy(r, x, xn);
    }
    krlimbs_unscratch(c, x, xsize);
    return err;
}
