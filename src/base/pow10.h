/* SPDX-License-Identifier: MIT
 * Powers of ten to 128 bits, for dtoa.c and strtod.c. Layer: base. */
#ifndef KR_BASE_POW10_H
#define KR_BASE_POW10_H

#include "base/alloc.h"

typedef unsigned __int128 KrWide;

#define KR_POW10_MIN (-351)
#define KR_POW10_MAX 350

/* 10^k = (mantissa + d) * 2^(exponent - 127) with 2^127 <= mantissa < 2^128 and 0 <= d < 1; d =
 * 0 if exact. */
typedef struct KrPow10 {
    uint64_t hi, lo;
    int exponent;
    bool exact;
} KrPow10;

/* A product of a 64-bit number with the mantissa of a power: 192 bits. */
typedef struct KrPow10Product {
    uint64_t hi, mid, lo;
} KrPow10Product;

extern const uint64_t krpow10_coarse[26][3]; /* 10^(27 i - 351) to 192 bits */
extern const uint64_t krpow10_fine[27];      /* 10^i to 64 bits, exact */

/* For KR_POW10_MIN <= k <= KR_POW10_MAX. The tables' product is off by less than 2^-127 of the
 * result, and for no such k does that reach the 128 bits kept: checked for each k by
 * tests/unit/test_dtoa.c. */
static inline KrPow10 krpow10(int k)
{
    unsigned i = (unsigned)(k - KR_POW10_MIN) / 27, j = (unsigned)(k - KR_POW10_MIN) % 27;
    const uint64_t *coarse = krpow10_coarse[i];
    KrPow10 r = {coarse[0], coarse[1], (k * 1741647) >> 19, k >= 0 && k <= 55};
    if (j == 0)
        return r;
    uint64_t fine = krpow10_fine[j];
    KrWide low = (KrWide)coarse[2] * fine, mid = (KrWide)coarse[1] * fine + (uint64_t)(low >> 64);
    KrWide high = (KrWide)coarse[0] * fine + (uint64_t)(mid >> 64);
    r.hi = (uint64_t)(high >> 64);
    r.lo = (uint64_t)high;
    if (!(r.hi >> 63)) {
        r.hi = r.hi << 1 | r.lo >> 63;
        r.lo = r.lo << 1 | (uint64_t)mid >> 63;
    }
    return r;
}

static inline KrPow10Product krpow10_mul(const KrPow10 *p, uint64_t x)
{
    KrWide low = (KrWide)p->lo * x, high = (KrWide)p->hi * x + (uint64_t)(low >> 64);
    return (KrPow10Product){(uint64_t)(high >> 64), (uint64_t)high, (uint64_t)low};
}

/* The product without its low `shift` bits, 128 < shift < 192, as a rounding to the nearest
 * integer, ties to even. */
typedef struct KrPow10Rounding {
    uint64_t floor;
    bool up;     /* the nearest integer is floor + 1 */
    bool unsure; /* the missing bits of the power decide; up is then false */
} KrPow10Rounding;

/* x is the product's other factor, known to be exact. The true product lies in [p, p + 2^64). */
static inline KrPow10Rounding krpow10_round(KrPow10Product p, int shift, bool exact)
{
    uint64_t mask = (UINT64_C(1) << (shift - 128)) - 1;
    KrWide rest = (KrWide)(p.hi & mask) << 64 | p.mid, half = (KrWide)1 << (shift - 65);
    KrPow10Rounding r = {.floor = p.hi >> (shift - 128)};
    if (rest > half || (rest == half && (p.lo || !exact)))
        r.up = true; /* an inexact product is below the true one */
    else if (rest == half)
        r.up = r.floor & 1;
    else
        r.unsure = !exact && rest + 1 == half;
    return r;
}

#endif
