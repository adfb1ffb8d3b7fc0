/* SPDX-License-Identifier: MIT
 * Linear operations on limbs: sums, shifts, one-limb factors, bits and bytes. */
#include "base/limbs_impl.h"

int krlimbs_cmp(const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
    if (an != bn)
        return an < bn ? -1 : 1;
    return an ? mpn_cmp(a, b, (mp_size_t)an) : 0;
}

size_t krlimbs_add(uint64_t *r, const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
    if (an < bn)
        return krlimbs_add(r, b, bn, a, an);
    if (bn == 0) {
        krlimbs_copy(r, a, an);
        return an;
    }
    r[an] = mpn_add(r, a, (mp_size_t)an, b, (mp_size_t)bn);
    return an + (r[an] != 0);
}

size_t krlimbs_sub(uint64_t *r, const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
    if (bn == 0) {
        krlimbs_copy(r, a, an);
        return an;
    }
    mpn_sub(r, a, (mp_size_t)an, b, (mp_size_t)bn);
    return krlimbs_normal(r, an);
}

size_t krlimbs_mul_1(uint64_t *r, const uint64_t *a, size_t an, uint64_t w, uint64_t carry)
{
    if (an == 0) {
        r[0] = carry;
        return carry != 0;
    }
    uint64_t high = mpn_mul_1(r, a, (mp_size_t)an, w);
    r[an] = high + mpn_add_1(r, r, (mp_size_t)an, carry);
    return krlimbs_normal(r, an + 1);
}

size_t krlimbs_divmod_1(uint64_t *q, const uint64_t *a, size_t an, uint64_t d, uint64_t *rest)
{
    *rest = an ? mpn_divrem_1(q, 0, a, (mp_size_t)an, d) : 0;
    return krlimbs_normal(q, an);
}

size_t krlimbs_shl(uint64_t *r, const uint64_t *a, size_t an, size_t bits)
{
    size_t words = bits / 64, rest = bits % 64;
    if (an == 0)
        return 0;
    uint64_t high = 0;
    if (rest)
        high = mpn_lshift(r + words, a, (mp_size_t)an, (unsigned)rest);
    else
        krlimbs_copy(r + words, a, an);
    krlimbs_zero(r, words);
    if (high)
        r[words + an] = high;
    return words + an + (high != 0);
}

size_t krlimbs_shr(uint64_t *r, const uint64_t *a, size_t an, size_t bits, bool *lost)
{
    size_t words = bits / 64, rest = bits % 64;
    *lost = false;
    for (size_t i = 0; i < words && i < an && !*lost; i++)
        *lost = a[i] != 0;
    if (words >= an)
        return 0;
    if (rest)
        *lost |= mpn_rshift(r, a + words, (mp_size_t)(an - words), (unsigned)rest) != 0;
    else
        krlimbs_copy(r, a + words, an - words);
    return krlimbs_normal(r, an - words);
}

/* One limb after the other of a number in two's complement. */
typedef struct Signed {
    const uint64_t *p;
    size_t n;
    uint64_t flip;  /* all ones for a negative number */
    uint64_t carry; /* of adding one to the flipped limbs */
} Signed;

static inline uint64_t next_limb(Signed *s, size_t i)
{
    uint64_t w = ((i < s->n ? s->p[i] : 0) ^ s->flip) + s->carry;
    s->carry &= w == 0;
    return w;
}

static inline uint64_t apply(KrLimbsBitOp op, uint64_t x, uint64_t y)
{
    return op == KR_LIMBS_AND ? x & y : op == KR_LIMBS_OR ? x | y : x ^ y;
}

size_t krlimbs_bitop(KrLimbsBitOp op, uint64_t *r, bool *rneg, const uint64_t *a, size_t an,
                     bool aneg, const uint64_t *b, size_t bn, bool bneg)
{
    aneg = aneg && an > 0;
    bneg = bneg && bn > 0;
    Signed x = {a, an, -(uint64_t)aneg, aneg}, y = {b, bn, -(uint64_t)bneg, bneg};
    *rneg = apply(op, aneg, bneg);
    uint64_t flip = -(uint64_t)*rneg, carry = *rneg;
    /* One limb more than the longer operand: minus 2^(64 n) needs it. */
    size_t n = (an > bn ? an : bn) + 1;
    for (size_t i = 0; i < n; i++) {
        uint64_t w = (apply(op, next_limb(&x, i), next_limb(&y, i)) ^ flip) + carry;
        carry &= w == 0;
        r[i] = w;
    }
    return krlimbs_normal(r, n);
}

size_t krlimbs_bit_length(const uint64_t *a, size_t an)
{
    return an ? 64 * an - (size_t)__builtin_clzll(a[an - 1]) : 0;
}

size_t krlimbs_popcount(const uint64_t *a, size_t an)
{
    return an ? mpn_popcount(a, (mp_size_t)an) : 0;
}

size_t krlimbs_trailing_zeros(const uint64_t *a, size_t an)
{
    size_t i = 0;
    while (i < an && a[i] == 0)
        i++;
    return 64 * i + (i < an ? (size_t)__builtin_ctzll(a[i]) : 0);
}

size_t krlimbs_from_bytes(uint64_t *r, bool *rneg, const void *bytes, size_t n, bool big_endian,
                          bool is_signed)
{
    const unsigned char *p = bytes;
    *rneg = is_signed && n > 0 && (big_endian ? p[0] : p[n - 1]) >> 7;
    size_t rn = (n + 7) / 8;
    uint64_t flip = -(uint64_t)*rneg, carry = *rneg;
    for (size_t i = 0; i < rn; i++) {
        size_t have = n - 8 * i < 8 ? n - 8 * i : 8;
        uint64_t w = flip;
        for (size_t k = have; k-- > 0;) {
            size_t at = 8 * i + k;
            w = w << 8 | p[big_endian ? n - 1 - at : at];
        }
        w = (w ^ flip) + carry;
        carry &= w == 0;
        r[i] = w;
    }
    return krlimbs_normal(r, rn);
}

bool krlimbs_to_bytes(void *bytes, size_t n, const uint64_t *a, size_t an, bool neg,
                      bool big_endian, bool is_signed)
{
    if (neg && !is_signed && an > 0)
        return false;
    /* In 8 n bits, one for the sign, the magnitude has at most 8 n - 1, or is 2^(8 n - 1). */
    size_t need = krlimbs_bit_length(a, an) + (is_signed && an > 0);
    if (neg && an > 0 && krlimbs_trailing_zeros(a, an) + 2 == need)
        need--;
    if (need > 0 && (need - 1) / 8 >= n)
        return false;
    Signed s = {a, an, -(uint64_t)neg, neg};
    unsigned char *p = bytes;
    for (size_t i = 0; 8 * i < n; i++) {
        uint64_t w = next_limb(&s, i);
        for (size_t at = 8 * i; at < n && at < 8 * i + 8; at++, w >>= 8)
            p[big_endian ? n - 1 - at : at] = (unsigned char)w;
    }
    return true;
}

bool krlimbs_to_int64(const uint64_t *a, size_t an, bool neg, int64_t *out)
{
    uint64_t w = an ? a[0] : 0;
    if (an > 1 || w > (uint64_t)INT64_MAX + neg)
        return false;
    *out = (int64_t)(neg ? -w : w);
    return true;
}
