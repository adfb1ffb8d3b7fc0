/* SPDX-License-Identifier: MIT
 * Arbitrary-precision natural numbers as arrays of 64-bit limbs. Layer: base.
 *
 * A number is (a, an): an limbs, least significant first, the top one not zero; zero is an = 0.
 * Inputs must be normal in this sense, results are. A result's space is the caller's and its size
 * stands with each function: contents above the resulting length are garbage. "In place" means
 * that the result may be exactly the first or second operand; otherwise results overlap nothing.
 *
 * Functions with a KrLimbs may take long and use memory: they return 0, -ENOMEM or -ECANCELED.
 * With operands of at most KR_LIMBS_KERNEL limbs, mul, sqr and divmod neither allocate nor poll
 * nor fail. All others are linear. */
#ifndef KR_BASE_LIMBS_H
#define KR_BASE_LIMBS_H

#include "base/alloc.h"

typedef struct KrLimbs {
    KrAlloc *alloc;
    /* Called now and then with the limb operations done since; false cancels. May be NULL. */
    bool (*poll)(void *user, uint64_t work);
    void *user;
} KrLimbs;

/* GMP works on at most this many limbs at a time: above it allocates and takes long (DESIGN 4). */
#define KR_LIMBS_KERNEL 500

/* ---- linear ---- */

/* The length without leading zero limbs. */
static inline size_t krlimbs_normal(const uint64_t *a, size_t n)
{
    while (n > 0 && a[n - 1] == 0)
        n--;
    return n;
}

/* Negative, zero or positive as a < b, a == b, a > b. */
int krlimbs_cmp(const uint64_t *a, size_t an, const uint64_t *b, size_t bn);

/* a + b; r has max(an, bn) + 1 limbs. In place. */
size_t krlimbs_add(uint64_t *r, const uint64_t *a, size_t an, const uint64_t *b, size_t bn);
/* a - b for a >= b; r has an limbs. In place. */
size_t krlimbs_sub(uint64_t *r, const uint64_t *a, size_t an, const uint64_t *b, size_t bn);
/* a * w + carry; r has an + 1 limbs. In place. */
size_t krlimbs_mul_1(uint64_t *r, const uint64_t *a, size_t an, uint64_t w, uint64_t carry);
/* a / d for d > 0; q has an limbs. In place. */
size_t krlimbs_divmod_1(uint64_t *q, const uint64_t *a, size_t an, uint64_t d, uint64_t *rest);

/* a << bits; r has an + bits / 64 + 1 limbs. In place. */
size_t krlimbs_shl(uint64_t *r, const uint64_t *a, size_t an, size_t bits);
/* a >> bits, and whether a one was lost; r has an - bits / 64 limbs, if positive. In place. */
size_t krlimbs_shr(uint64_t *r, const uint64_t *a, size_t an, size_t bits, bool *lost);

typedef enum KrLimbsBitOp { KR_LIMBS_AND, KR_LIMBS_OR, KR_LIMBS_XOR } KrLimbsBitOp;
/* A bit operation on sign and magnitude that means infinite two's complement, as Python's ints;
 * r has max(an, bn) + 1 limbs. In place. */
size_t krlimbs_bitop(KrLimbsBitOp op, uint64_t *r, bool *rneg, const uint64_t *a, size_t an,
                     bool aneg, const uint64_t *b, size_t bn, bool bneg);

/* The position above the highest one; 0 for zero. */
size_t krlimbs_bit_length(const uint64_t *a, size_t an);
size_t krlimbs_popcount(const uint64_t *a, size_t an);
/* The zeros below the lowest one; a > 0. */
size_t krlimbs_trailing_zeros(const uint64_t *a, size_t an);

/* n bytes; r has (n + 7) / 8 limbs. With `is_signed` they are two's complement. */
size_t krlimbs_from_bytes(uint64_t *r, bool *rneg, const void *bytes, size_t n, bool big_endian,
                          bool is_signed);
/* Fills n bytes; false if the number needs more, or is negative and not `is_signed`. */
bool krlimbs_to_bytes(void *bytes, size_t n, const uint64_t *a, size_t an, bool neg,
                      bool big_endian, bool is_signed) KR_MUST_USE;

/* True, and the value, if it fits. */
bool krlimbs_to_int64(const uint64_t *a, size_t an, bool neg, int64_t *out) KR_MUST_USE;

/* ---- doubles ---- */

/* The nearest double, ties to even; false if it is too large. */
bool krlimbs_to_double(const uint64_t *a, size_t an, double *out) KR_MUST_USE;
/* a rounded to 53 bits: the result in [0.5, 1) times 2^*exponent. 0 for zero. */
double krlimbs_frexp(const uint64_t *a, size_t an, int64_t *exponent);
/* |x| truncated, for finite x; r has KR_LIMBS_DOUBLE limbs. */
#define KR_LIMBS_DOUBLE 16
size_t krlimbs_from_double(uint64_t *r, double x);
/* The double nearest to a / b, ties to even, b > 0; -ERANGE if it is too large. */
int krlimbs_true_divide(KrLimbs *c, const uint64_t *a, size_t an, const uint64_t *b, size_t bn,
                        double *out) KR_MUST_USE;

/* ---- arithmetic that may take long ---- */

/* a * b; r has an + bn limbs. */
int krlimbs_mul(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an,
                const uint64_t *b, size_t bn) KR_MUST_USE;
/* a * a; r has 2 * an limbs. */
int krlimbs_sqr(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an) KR_MUST_USE;

/* a = q * b + r with 0 <= r < b, b > 0; q has an - bn + 1 limbs (none if an < bn) and may be NULL,
 * r has bn limbs. r may be a, or may be b. */
int krlimbs_divmod(KrLimbs *c, uint64_t *q, size_t *qn, uint64_t *r, size_t *rn, const uint64_t *a,
                   size_t an, const uint64_t *b, size_t bn) KR_MUST_USE;

/* a ** n; r has krlimbs_pow_size limbs, which is SIZE_MAX if that cannot be. */
size_t krlimbs_pow_size(const uint64_t *a, size_t an, uint64_t n);
int krlimbs_pow(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an,
                uint64_t n) KR_MUST_USE;

/* a ** e % m, m > 0; r has mn limbs. */
int krlimbs_powmod(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an,
                   const uint64_t *e, size_t en, const uint64_t *m, size_t mn) KR_MUST_USE;

/* The greatest common divisor, a for b = 0; r has max(an, bn) limbs. */
int krlimbs_gcd(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an,
                const uint64_t *b, size_t bn) KR_MUST_USE;

/* The inverse of a modulo m > 1, in [1, m); *rn = 0 if there is none. r has mn limbs. */
int krlimbs_invert(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an,
                   const uint64_t *m, size_t mn) KR_MUST_USE;

/* The integer part of the square root; r has (an + 1) / 2 limbs. */
int krlimbs_isqrt(KrLimbs *c, uint64_t *r, size_t *rn, const uint64_t *a, size_t an) KR_MUST_USE;

/* ---- text, 2 <= base <= 36 ---- */

/* The bytes that krlimbs_to_text may write, at most. */
size_t krlimbs_text_size(const uint64_t *a, size_t an, unsigned base);
/* The digits (lower case, "0" for zero), no sign, prefix or NUL; *n is their number. */
int krlimbs_to_text(KrLimbs *c, char *text, size_t *n, const uint64_t *a, size_t an,
                    unsigned base) KR_MUST_USE;

/* The limbs that n digits may need. */
size_t krlimbs_digits_size(size_t n, unsigned base);
/* The value of n digits in either case, known to be digits of the base; r has
 * krlimbs_digits_size limbs. */
int krlimbs_from_text(KrLimbs *c, uint64_t *r, size_t *rn, const char *text, size_t n,
                      unsigned base) KR_MUST_USE;

#endif
