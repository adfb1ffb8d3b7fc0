/* SPDX-License-Identifier: MIT
 * Doubles to decimal digits: the shortest ones, and exact rounding to any place.
 *
 * Shortest: R. Giulietti, "The Schubfach way to render doubles", 2020. Rounding: one
 * multiplication by a power of ten to 128 bits settles nearly everything of up to 17 digits; the
 * rest writes the exact decimal expansion. */
#include "base/dtoa.h"

#include "base/pow10.h"

#include <gmp.h>
#include <math.h>
#include <string.h>

typedef struct Parts {
    uint64_t c; /* |x| = c * 2^q */
    int q;
    bool narrow_below; /* the next double below is only half as far as the one above */
} Parts;

static Parts parts_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, 8);
    uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
    int exponent = (int)(bits >> 52 & 0x7FF);
    if (exponent == 0)
        return (Parts){fraction, -1074, false};
    return (Parts){fraction | UINT64_C(1) << 52, exponent - 1075, fraction == 0 && exponent > 1};
}

void krdtoa_split(double x, uint64_t *mantissa, int *exponent)
{
    Parts p = parts_of(x);
    int zeros = p.c ? __builtin_ctzll(p.c) : 0;
    *mantissa = p.c >> zeros;
    *exponent = p.c ? p.q + zeros : 0;
}

static const char pairs[201] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
    "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
    "8081828384858687888990919293949596979899";

static const uint64_t small_powers[20] = {
    1u,
    10u,
    100u,
    1000u,
    10000u,
    100000u,
    1000000u,
    10000000u,
    100000000u,
    1000000000u,
    10000000000u,
    100000000000u,
    1000000000000u,
    10000000000000u,
    100000000000000u,
    1000000000000000u,
    10000000000000000u,
    100000000000000000u,
    1000000000000000000u,
    10000000000000000000u,
};

/* The decimal digits of v; 0 for v = 0. */
static int count_digits(uint64_t v)
{
    if (v == 0)
        return 0;
    int estimate = (64 - __builtin_clzll(v)) * 1233 >> 12;
    return estimate + (v >= small_powers[estimate]);
}

/* Writes v with exactly n digits. */
static void write_digits(char *p, uint64_t v, int n)
{
    for (; n >= 2; n -= 2, v /= 100)
        memcpy(p + n - 2, pairs + 2 * (v % 100), 2);
    if (n)
        p[0] = (char)('0' + v);
}

static void strip_zeros(KrDigits *out)
{
    while (out->n > 0 && out->text[out->n - 1] == '0')
        out->n--;
}

/* out = v * 10^exponent; `zero_point` is its point if v is 0. */
static void set_digits(KrDigits *out, uint64_t v, int exponent, int zero_point)
{
    out->n = count_digits(v);
    out->point = v ? out->n + exponent : zero_point;
    write_digits(out->text, v, out->n);
    strip_zeros(out);
}

/* ---- the shortest digits ---- */

/* The product's upper part, its last bit set if anything non-zero was dropped. */
static inline uint64_t round_to_odd(const KrPow10 *g, uint64_t x)
{
    KrPow10Product p = krpow10_mul(g, x);
    return p.hi | (p.mid > 1);
}

/* c * 2^q in the shortest digits, as *exponent and the result. */
static uint64_t schubfach(const Parts *p, int *exponent)
{
    bool odd = p->c & 1;
    uint64_t below = 4 * p->c - 2 + p->narrow_below, here = 4 * p->c, above = 4 * p->c + 2;
    /* floor(log10 of the width of the interval of doubles that read back as x) */
    int k = (p->q * 1262611 - (p->narrow_below ? 524031 : 0)) >> 22;
    KrPow10 g = krpow10(-k);
    if (!g.exact && ++g.lo == 0)
        g.hi++;
    int h = p->q + g.exponent + 1;
    below = round_to_odd(&g, below << h) + odd;
    here = round_to_odd(&g, here << h);
    above = round_to_odd(&g, above << h) - odd;
    uint64_t s = here / 4;
    if (s >= 10) {
        uint64_t tens = s / 10;
        bool low_in = below <= 40 * tens, high_in = 40 * tens + 40 <= above;
        if (low_in != high_in)
            return *exponent = k + 1, tens + high_in;
    }
    *exponent = k;
    bool low_in = below <= 4 * s, high_in = 4 * s + 4 <= above;
    if (low_in != high_in)
        return s + high_in;
    uint64_t middle = 4 * s + 2;
    return s + (here > middle || (here == middle && (s & 1)));
}

void krdtoa_shortest(double x, KrDigits *out)
{
    Parts p = parts_of(x);
    /* Integers below 2^53 are exact with their own digits. */
    if (p.q <= 0 && p.q > -53 && (p.c & ((UINT64_C(1) << -p.q) - 1)) == 0) {
        set_digits(out, p.c >> -p.q, 0, 1);
        return;
    }
    if (p.c == 0) {
        out->n = 0;
        out->point = 1;
        return;
    }
    int exponent;
    uint64_t v = schubfach(&p, &exponent);
    set_digits(out, v, exponent, 1);
}

/* ---- rounding to a given place ---- */

/* Rounds c * 2^q * 10^places to an integer if one multiplication can tell. */
static bool scale_fast(const Parts *p, int places, uint64_t *out)
{
    if (p->c == 0 || places < KR_POW10_MIN || places > KR_POW10_MAX)
        return false;
    int zeros = __builtin_clzll(p->c);
    KrPow10 g = krpow10(places);
    int shift = 127 - g.exponent - (p->q - zeros);
    if (shift > 192)
        return *out = 0, true; /* the product is less than 2^192, so this is less than a half */
    if (shift <= 128 || shift == 192)
        return false;
    KrPow10Rounding r = krpow10_round(krpow10_mul(&g, p->c << zeros), shift, g.exact);
    *out = r.floor + r.up;
    return !r.unsure;
}

enum { EXPANSION_LIMBS = 42 }; /* 53 + 1074 * log2(5) bits, or 1024 */

/* The integer c * 5^-q (q < 0) or c * 2^q; returns its limbs. */
static mp_size_t expand(const Parts *p, mp_limb_t *limbs)
{
    static const mp_limb_t pow5_27 = 7450580596923828125u;
    mp_size_t n = 1;
    limbs[0] = p->c;
    if (p->q >= 0) {
        int words = p->q / 64;
        memset(limbs, 0, sizeof(mp_limb_t) * ((size_t)words + 2));
        limbs[words] = p->c;
        n = words + 1;
        if (p->q % 64) {
            limbs[n] = mpn_lshift(limbs + words, limbs + words, 1, (unsigned)(p->q % 64));
            n += limbs[n] != 0;
        }
        return n;
    }
    for (int left = -p->q; left > 0;) {
        int step = left < 27 ? left : 27;
        mp_limb_t factor = pow5_27;
        if (step < 27)
            for (factor = 1; step > 0; step--, left--)
                factor *= 5;
        else
            left -= 27;
        mp_limb_t carry = mpn_mul_1(limbs, limbs, n, factor);
        if (carry)
            limbs[n++] = carry;
    }
    return n;
}

/* All digits of x, exactly. */
static void all_digits(const Parts *p, KrDigits *out)
{
    mp_limb_t limbs[EXPANSION_LIMBS];
    mp_size_t n = expand(p, limbs);
    char *end = out->text + sizeof out->text, *at = end;
    while (n > 0) {
        mp_limb_t chunk = mpn_divrem_1(limbs, 0, limbs, n, 10000000000000000000u);
        n -= limbs[n - 1] == 0;
        int digits = n > 0 ? 19 : count_digits(chunk);
        at -= digits;
        write_digits(at, chunk, digits);
    }
    out->n = (int)(end - at);
    out->point = out->n + (p->q < 0 ? p->q : 0);
    memmove(out->text, at, (size_t)out->n);
}

/* Keeps the first `keep` digits, rounding half to even. */
static void round_digits(KrDigits *d, int keep)
{
    if (keep >= d->n) {
        strip_zeros(d);
        return;
    }
    if (keep < 0) {
        d->n = 0;
        return;
    }
    bool up = d->text[keep] > '5';
    if (d->text[keep] == '5') {
        up = keep > 0 && (d->text[keep - 1] & 1);
        for (int i = keep + 1; i < d->n && !up; i++)
            up = d->text[i] != '0';
    }
    d->n = keep;
    while (up && d->n > 0 && d->text[d->n - 1] == '9')
        d->n--;
    if (up && d->n > 0) {
        d->text[d->n - 1]++;
    } else if (up) {
        d->text[0] = '1';
        d->n = 1;
        d->point++;
    }
    strip_zeros(d);
}

void krdtoa_places(double x, int count, KrDigits *out)
{
    Parts p = parts_of(x);
    uint64_t v;
    if (scale_fast(&p, count, &v)) {
        set_digits(out, v, -count, -count);
    } else if (p.c == 0) {
        out->n = 0;
        out->point = 1;
    } else {
        all_digits(&p, out);
        /* A sum that would overflow is far beyond any digit. */
        round_digits(out, count > 2000 ? out->n : count < -2000 ? -1 : out->point + count);
        if (out->n == 0)
            out->point = -count;
    }
}

void krdtoa_significant(double x, int count, KrDigits *out)
{
    Parts p = parts_of(x);
    if (p.c == 0) {
        out->n = 0;
        out->point = 1;
        return;
    }
    if (count <= 17) {
        /* floor(log10(x)) or one less */
        int magnitude = ((p.q + 63 - __builtin_clzll(p.c)) * 1262611) >> 22;
        int places = count - 1 - magnitude;
        uint64_t v;
        bool ok = scale_fast(&p, places, &v);
        if (ok && v > small_powers[count])
            ok = scale_fast(&p, --places, &v);
        if (ok && v <= small_powers[count]) {
            set_digits(out, v, -places, 1);
            return;
        }
    }
    all_digits(&p, out);
    round_digits(out, count);
}
