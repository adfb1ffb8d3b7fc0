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

/* A sequence, as CPython hashes tuples: start, then each item's hash in order, then finish with the number of items. */
static inline uint64_t krhash_seq_start(void)
{
    return UINT64_C(2870177450012600261);
}
static inline uint64_t krhash_seq_add(uint64_t state, uint64_t item)
{
    state += item * UINT64_C(14029467366897019727);
    state = state << 31 | state >> 33;
    return state * UINT64_C(11400714785074694791);
}
static inline uint64_t krhash_seq_finish(uint64_t state, size_t n)
{
    state += n ^ (krhash_seq_start() ^ UINT64_C(3527539));
    return state != UINT64_MAX ? state : UINT64_C(1546275796);
}

/* A set, as CPython hashes frozensets: its items' hashes in any order. */
static inline uint64_t krhash_set_start(void)
{
    return 0;
}
static inline uint64_t krhash_set_add(uint64_t state, uint64_t item)
{
    return state ^ ((item ^ UINT64_C(89869747) ^ item << 16) * UINT64_C(3644798167));
}
static inline uint64_t krhash_set_finish(uint64_t state, size_t n)
{
    state ^= ((uint64_t)n + 1) * UINT64_C(1927868237);
    state ^= state >> 11 ^ state >> 25;
    state = state * UINT64_C(69069) + UINT64_C(907133923);
    return state != UINT64_MAX ? state : UINT64_C(590923713);
}

#endif
