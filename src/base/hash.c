/* SPDX-License-Identifier: MIT
 * The hash functions of hash.h. The constants are the first 64 bits of square roots of primes,
 * made odd. */
#include "base/hash.h"

#include <math.h>
#include <string.h>

typedef unsigned __int128 Wide;

static inline uint64_t load64(const unsigned char *p)
{
    uint64_t w;
    memcpy(&w, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

static inline uint64_t load32(const unsigned char *p)
{
    uint32_t w;
    memcpy(&w, p, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap32(w);
#endif
    return w;
}

#define K0 UINT64_C(0xCBBB9D5DC1059ED9)
#define K1 UINT64_C(0x629A292A367CD507)
#define K2 UINT64_C(0x9159015A3070DD17)

/* Both halves of the product folded: every input bit reaches every output bit in one
 * multiplication. */
static inline uint64_t fold(uint64_t a, uint64_t b)
{
    Wide product = (Wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Whoever changes this changes scripts/krhash.py. */
uint64_t krhash_bytes(const void *data, size_t n)
{
    const unsigned char *p = data;
    uint64_t h = K0, a = 0, b = 0;
    if (KR_LIKELY(n <= 16)) {
        if (n >= 8) {
            a = load64(p);
            b = load64(p + n - 8);
        } else if (n >= 4) {
            a = load32(p);
            b = load32(p + n - 4);
        } else if (n > 0) {
            a = p[0] | (uint64_t)p[n / 2] << 8;
            b = p[n - 1];
        }
    } else {
        size_t left = n;
        for (; left > 16; left -= 16, p += 16)
            h = fold(load64(p) ^ K1, load64(p + 8) ^ h);
        /* The last 16 bytes, which may overlap those read before. */
        a = load64(p + left - 16);
        b = load64(p + left - 8);
    }
    h = fold(fold(a ^ K1, b ^ h) ^ n, K2) >> 3;
    return h ? h : 1;
}

/* ---- SipHash: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012 ---- */

static inline uint64_t rotate(uint64_t x, int n)
{
    return x << n | x >> (64 - n);
}

static inline void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

static inline void sip_word(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
}

uint64_t krhash_keyed(const uint64_t key[2], const void *data, size_t n)
{
    const unsigned char *p = data;
    uint64_t v[4] = {key[0] ^ UINT64_C(0x736F6D6570736575), key[1] ^ UINT64_C(0x646F72616E646F6D),
                     key[0] ^ UINT64_C(0x6C7967656E657261), key[1] ^ UINT64_C(0x7465646279746573)};
    size_t left = n;
    for (; left >= 8; left -= 8, p += 8)
        sip_word(v, load64(p));
    unsigned char tail[8] = {0};
    if (left)
        memcpy(tail, p, left);
    tail[7] = (unsigned char)n;
    sip_word(v, load64(tail));
    v[2] ^= 0xFF;
    for (int i = 0; i < 3; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* ---- numbers ---- */

static inline int64_t with_sign(uint64_t residue, bool negative)
{
    int64_t h = negative ? -(int64_t)residue : (int64_t)residue;
    return h == -1 ? -2 : h;
}

/* x modulo 2^61 - 1. */
static inline uint64_t reduce(uint64_t x)
{
    x = (x & KR_HASH_MODULUS) + (x >> 61);
    return x >= KR_HASH_MODULUS ? x - KR_HASH_MODULUS : x;
}

uint64_t krhash_mod(const uint64_t *limbs, size_t n)
{
    uint64_t h = 0;
    while (n-- > 0) {
        /* h * 2^64 is h * 8 here: a rotation of its 61 bits. */
        h = (h << 3 & KR_HASH_MODULUS) | h >> 58;
        h = reduce(h + reduce(limbs[n]));
    }
    return h;
}

int64_t krhash_limbs(const uint64_t *limbs, size_t n, bool negative)
{
    return with_sign(krhash_mod(limbs, n), negative);
}

int64_t krhash_int64(int64_t x)
{
    return with_sign(reduce(x < 0 ? -(uint64_t)x : (uint64_t)x), x < 0);
}

int64_t krhash_double(double x)
{
    if (isinf(x))
        return x > 0 ? KR_HASH_INF : -KR_HASH_INF;
    if (isnan(x))
        return 0;
    int exponent;
    double fraction = frexp(fabs(x), &exponent);
    uint64_t mantissa = reduce((uint64_t)ldexp(fraction, 53));
    /* Times 2^(exponent - 53), a rotation by as many bits. */
    int shift = (exponent - 53) % 61;
    if (shift < 0)
        shift += 61;
    uint64_t h = (mantissa << shift & KR_HASH_MODULUS) | mantissa >> (61 - shift);
    return with_sign(h, x < 0);
}
