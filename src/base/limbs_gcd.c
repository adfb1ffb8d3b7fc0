/* SPDX-License-Identifier: MIT
 * Greatest common divisors and inverses: GMP's kernel when small, Lehmer's algorithm above.
 *
 * Lehmer: the leading 128 bits of both numbers tell many quotients of Euclid's algorithm at
 * once, whose product, a matrix of 64-bit numbers, is then applied to the numbers in one go.
 * Quotients are certain under the condition of T. Jebelean, "A double-digit Lehmer-Euclid
 * algorithm", 1995. */
#include "base/limbs_impl.h"

typedef unsigned __int128 Wide;

/* Euclid's algorithm under way: x > y, and with s and t not NULL
 * x = -+ s a, y = +- t a modulo the first number; the upper signs if `even`. */
typedef struct Euclid {
    KrLimbs *c;
    uint64_t *x, *y, *s, *t;
    size_t xn, yn, sn, tn;
    uint64_t *spare[2]; /* of the size of x and s */
    bool even;
} Euclid;

/* The numbers after some steps: (u0 x - v0 y, v1 y - u1 x), or their negatives after an odd
 * number of steps. */
typedef struct Matrix {
    uint64_t u0, v0, u1, v1;
    unsigned steps;
} Matrix;

/* The leading 128 bits of x, and the bits of y that stand in line with them. */
static void leading_bits(const Euclid *e, Wide *x, Wide *y)
{
    uint64_t top[2][3] = {{0}};
    unsigned shift = (unsigned)__builtin_clzll(e->x[e->xn - 1]);
    for (size_t i = 0; i < 3 && i < e->xn; i++) {
        size_t at = e->xn - 1 - i;
        top[0][i] = e->x[at];
        top[1][i] = at < e->yn ? e->y[at] : 0;
    }
    Wide *out[2] = {x, y};
    for (int i = 0; i < 2; i++) {
        *out[i] = (Wide)top[i][0] << 64 | top[i][1];
        if (shift)
            *out[i] = *out[i] << shift | top[i][2] >> (64 - shift);
    }
}

static Matrix lehmer_steps(Wide x, Wide y)
{
    Matrix m = {1, 0, 0, 1, 0};
    while (y != 0) {
        Wide q = x / y, rest = x - q * y;
        uint64_t u2, v2;
        if (q >> 64 || __builtin_mul_overflow((uint64_t)q, m.u1, &u2) ||
            __builtin_mul_overflow((uint64_t)q, m.v1, &v2) ||
            __builtin_add_overflow(u2, m.u0, &u2) || __builtin_add_overflow(v2, m.v0, &v2))
            break;
        /* The stricter of the conditions for even and odd steps. */
        if (rest < (u2 > v2 ? u2 : v2) || y - rest < (Wide)u2 + m.u1 || y - rest < (Wide)v2 + m.v1)
            break;
        m = (Matrix){m.u1, m.v1, u2, v2, m.steps + 1};
        x = y;
        y = rest;
    }
    return m;
}

/* r = |f x - g y|, known not to be negative for `sign` false, not positive for true; n limbs. */
static size_t combine(uint64_t *r, const uint64_t *x, uint64_t f, const uint64_t *y, uint64_t g,
                      size_t n, bool sign)
{
    const uint64_t *plus = sign ? y : x, *minus = sign ? x : y;
    mpn_mul_1(r, plus, (mp_size_t)n, sign ? g : f);
    mpn_submul_1(r, minus, (mp_size_t)n, sign ? f : g);
    return krlimbs_normal(r, n);
}

/* r = f s + g t. */
static size_t combine_up(uint64_t *r, const uint64_t *s, size_t sn, uint64_t f, const uint64_t *t,
                         size_t tn, uint64_t g)
{
    size_t rn = krlimbs_mul_1(r, s, sn, f, 0);
    krlimbs_zero(r + rn, tn > rn ? tn - rn : 0);
    size_t n = tn > rn ? tn : rn;
    uint64_t high = tn ? mpn_addmul_1(r, t, (mp_size_t)tn, g) : 0;
    if (high && n > tn)
        high = mpn_add_1(r + tn, r + tn, (mp_size_t)(n - tn), high);
    if (high)
        r[n++] = high;
    return krlimbs_normal(r, n);
}

static void apply(Euclid *e, const Matrix *m)
{
    bool odd = m->steps & 1;
    size_t n = e->xn;
    krlimbs_zero(e->y + e->yn, n - e->yn);
    size_t xn = combine(e->spare[0], e->x, m->u0, e->y, m->v0, n, odd);
    e->yn = combine(e->spare[1], e->x, m->u1, e->y, m->v1, n, !odd);
    uint64_t *x = e->x, *y = e->y;
    e->x = e->spare[0];
    e->y = e->spare[1];
    e->xn = xn;
    e->spare[0] = x;
    e->spare[1] = y;
    if (!e->s)
        return;
    size_t sn = combine_up(e->spare[0], e->s, e->sn, m->u0, e->t, e->tn, m->v0);
    e->tn = combine_up(e->spare[1], e->s, e->sn, m->u1, e->t, e->tn, m->v1);
    uint64_t *s = e->s, *t = e->t;
    e->s = e->spare[0];
    e->t = e->spare[1];
    e->sn = sn;
    e->spare[0] = s;
    e->spare[1] = t;
    e->even ^= odd;
}

static void swap(uint64_t **a, uint64_t **b)
{
    uint64_t *t = *a;
    *a = *b;
    *b = t;
}

/* One step of Euclid's algorithm with its full quotient. */
static int full_step(Euclid *e)
{
    size_t size = e->xn - e->yn + 1, qn, rn, pn = 0;
    uint64_t *q = e->s ? krlimbs_scratch(e->c, size) : NULL;
    if (e->s && !q)
        return -ENOMEM;
    int err = krlimbs_divmod(e->c, q, &qn, e->spare[0], &rn, e->x, e->xn, e->y, e->yn);
    if (err == 0) {
        swap(&e->x, &e->spare[0]);
        swap(&e->x, &e->y);
        e->xn = e->yn;
        e->yn = rn;
    }
    if (err == 0 && e->s) {
        err = krlimbs_mul(e->c, e->spare[0], &pn, q, qn, e->t, e->tn);
        e->sn = krlimbs_add(e->spare[0], e->spare[0], pn, e->s, e->sn);
        swap(&e->s, &e->spare[0]);
        swap(&e->s, &e->t);
        pn = e->sn;
        e->sn = e->tn;
        e->tn = pn;
        e->even = !e->even;
    }
    krlimbs_unscratch(e->c, q, size);
    return err;
}

/* Goes on until y has at most `stop` limbs. */
static int euclid(Euclid *e, size_t stop)
{
    while (e->yn > stop) {
        Matrix m = {.steps = 0};
        if (e->xn - e->yn < 2) {
            Wide x, y;
            leading_bits(e, &x, &y);
            m = lehmer_steps(x, y);
        }
        int err = 0;
        if (m.steps)
            apply(e, &m);
        else
            err = full_step(e);
        if (err == 0)
            err = krlimbs_poll(e->c, 4 * e->xn + 32);
        if (err < 0)
            return err;
    }
    return 0;
}

/* The greatest common divisor of x, y > 0 of at most KR_LIMBS_KERNEL limbs, which are
 * destroyed, to r. */
static size_t gcd_kernel(uint64_t *r, uint64_t *x, size_t xn, uint64_t *y, size_t yn)
{
    size_t xzeros = krlimbs_trailing_zeros(x, xn), yzeros = krlimbs_trailing_zeros(y, yn);
    bool lost;
    xn = krlimbs_shr(x, x, xn, xzeros, &lost);
    yn = krlimbs_shr(y, y, yn, yzeros, &lost);
    if (krlimbs_cmp(x, xn, y, yn) < 0) {
        swap(&x, &y);
        size_t n = xn;
        xn = yn;
        yn = n;
    }
    uint64_t odd[KR_LIMBS_KERNEL];
    size_t n = (size_t)mpn_gcd(odd, x, (mp_size_t)xn, y, (mp_size_t)yn);
    return krlimbs_shl(r, odd, n, xzeros < yzeros ? xzeros : yzeros);
}

int krlimbs_gcd(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an,
                const uint64_t *b, size_t bn)
{
    if (krlimbs_cmp(a, an, b, bn) < 0)
        return krlimbs_gcd(c, r, rn, b, bn, a, an);
    if (bn == 0) {
        krlimbs_copy(r, a, an);
        *rn = an;
        return 0;
    }
    if (bn == 1) {
        r[0] = mpn_gcd_1(a, (mp_size_t)an, b[0]);
        *rn = 1;
        return 0;
    }
    size_t n = an + 1, size = 4 * n;
    uint64_t *x = krlimbs_scratch(c, size);
    if (!x)
        return -ENOMEM;
    Euclid e = {.c = c, .x = x, .y = x + n, .xn = an, .yn = bn, .spare = {x + 2 * n, x + 3 * n}};
    krlimbs_copy(e.x, a, an);
    krlimbs_copy(e.y, b, bn);
    int err = 0;
    if (an > bn)
        err = full_step(&e);
    if (err == 0)
        err = euclid(&e, KR_LIMBS_KERNEL);
    if (err == 0 && e.yn > 0 && e.xn > KR_LIMBS_KERNEL)
        err = full_step(&e);
    if (err == 0 && e.yn == 0) {
        krlimbs_copy(r, e.x, e.xn);
        *rn = e.xn;
    } else if (err == 0) {
        *rn = gcd_kernel(r, e.y, e.yn, e.x, e.xn);
        err = krlimbs_poll(c, e.xn * e.xn);
    }
    krlimbs_unscratch(c, x, size);
    return err;
}

int krlimbs_invert(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an,
                   const uint64_t *m, size_t mn)
{
    /* A cofactor before the last is less than m; the last is m / gcd, and products need a spare
     * limb. */
    size_t n = mn + 2, size = 6 * n;
    uint64_t *x = krlimbs_scratch(c, size);
    if (!x)
        return -ENOMEM;
    Euclid e = {.c = c, .x = x, .y = x + n, .s = x + 2 * n, .t = x + 3 * n, .xn = mn, .tn = 1,
                .spare = {x + 4 * n, x + 5 * n}, .even = true};
    krlimbs_copy(e.x, m, mn);
    e.t[0] = 1;
    *rn = 0;
    int err = krlimbs_divmod(c, NULL, NULL, e.y, &e.yn, a, an, m, mn);
    if (err == 0)
        err = euclid(&e, 0);
    if (err == 0 && e.xn == 1 && e.x[0] == 1) {
        if (e.even) { /* x = -s a */
            *rn = krlimbs_sub(r, m, mn, e.s, e.sn);
        } else {
            krlimbs_copy(r, e.s, e.sn);
            *rn = e.sn;
        }
    }
    krlimbs_unscratch(c, x, size);
    return err;
}
