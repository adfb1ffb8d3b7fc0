/* SPDX-License-Identifier: MIT
 * Hash functions: fixed and fast for text, keyed against attacks, modular for numbers. Layer:
 * base. */
#ifndef KR_BASE_HASH_H
#define KR_BASE_HASH_H

#include "base/alloc.h"

/* The hash of str and bytes: fixed for good, because const tables hold it; scripts/krhash.py
 * computes the same. 1 <= result < 2^61, so 0 can mean "not yet computed". Not safe against
 * chosen keys. */
uint64_t krhash_bytes(const void *p, size_t n);

/* SipHash-1-3: all 64 bits, safe against chosen keys while `key` is secret. */
uint64_t krhash_keyed(const uint64_t key[2], const void *p, size_t n);

/* Numbers that compare equal hash equal: the value modulo 2^61 - 1 with the number's sign, -2
 * instead of -1, as Python defines it (sys.hash_info). NaN has no value: its hash is the
 * caller's business. */
#define KR_HASH_MODULUS ((UINT64_C(1) << 61) - 1)
#define KR_HASH_INF 314159
int64_t krhash_double(double x);
int64_t krhash_int64(int64_t x);
/* Of the integer with n limbs, least significant first. */
int64_t krhash_limbs(const uint64_t *limbs, size_t n, bool negative);
/* The n limbs modulo KR_HASH_MODULUS, for Fraction and the like. */
uint64_t krhash_mod(const uint64_t *limbs, size_t n);

/* A sequence: start, then each item's hash in order, then finish with the number of items.
 * Result below 2^61. */
static inline uint64_t krhash_seq_start(void)
{
    return UINT64_C(0x6A09E667F3BCC909);
}
static inline uint64_t krhash_seq_add(uint64_t state, uint64_t item)
{
    state += item * UINT64_C(0xBB67AE8584CAA73B);
    state = state << 29 | state >> 35;
    return state * UINT64_C(0x3C6EF372FE94F82B);
}
static inline uint64_t krhash_seq_finish(uint64_t state, size_t n)
{
    state ^= n * UINT64_C(0xA54FF53A5F1D36F1);
    state ^= state >> 32;
    return state * UINT64_C(0x510E527FADE682D1) >> 3;
}

/* A set: the sum of its items' krhash_scatter, in any order, finished like a sequence. */
static inline uint64_t krhash_scatter(uint64_t item)
{
    item ^= item >> 29;
    item *= UINT64_C(0x9B05688C2B3E6C1F);
    item ^= item >> 32;
    return item * UINT64_C(0x1F83D9ABFB41BD6B);
}

#endif
