/* SPDX-License-Identifier: MIT
 * Limbs to digits and back. Bases that are powers of two are linear; the others split the number
 * at a power of the base, over and over, so that the cost is a few large products or divisions. */
#include "base/limbs_impl.h"

#include <math.h>

/* Below these sizes the quadratic loops win (measured). */
enum { TEXT_LEAF_LIMBS = 30, DIGITS_LEAF_CHUNKS = 60 };

enum { MAX_LEVELS = 64 };

/* What is needed to work in one base. */
typedef struct Radix {
    KrLimbs *c;
    unsigned base;
    unsigned chunk; /* digits whose value always fits in a limb */
    uint64_t unit;  /* base ** chunk */
    int levels;
    struct {
        uint64_t *p; /* base ** (chunk << level) */
        size_t n, size;
    } power[MAX_LEVELS];
} Radix;

static Radix radix_init(KrLimbs *c, unsigned base)
{
    Radix x = {.c = c, .base = base, .chunk = 1, .unit = base};
    for (; x.unit <= UINT64_MAX / base; x.chunk++)
        x.unit *= base;
    return x;
}

static void radix_release(Radix *x)
{
    for (int i = 0; i < x->levels; i++)
        krlimbs_unscratch(x->c, x->power[i].p, x->power[i].size);
}

/* The digits at level i: chunk << i. */
static size_t digits_at(const Radix *x, int level)
{
    return (size_t)x->chunk << level;
}

/* Makes the powers up to the greatest that has fewer digits than `digits`. */
static int make_powers(Radix *x, size_t digits)
{
    while (x->levels < MAX_LEVELS && digits_at(x, x->levels) < digits) {
        int i = x->levels;
        size_t size = i ? 2 * x->power[i - 1].n : 1;
        uint64_t *p = krlimbs_scratch(x->c, size);
        if (!p)
            return -ENOMEM;
        x->power[i].p = p;
        x->power[i].size = size;
        x->power[i].n = 1;
        x->levels++;
        p[0] = x->unit;
        int err =
            i ? krlimbs_sqr(x->c, p, &x->power[i].n, x->power[i - 1].p, x->power[i - 1].n) : 0;
        if (err < 0)
            return err;
    }
    return 0;
}

/* log2 of the base if that is an integer, otherwise 0. */
static unsigned log2_of(unsigned base)
{
    return base & (base - 1) ? 0 : (unsigned)__builtin_ctz(base);
}

static const char digit_text[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static inline unsigned digit_value(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a') + 10;
}

/* ---- to text ---- */

size_t krlimbs_text_size(const uint64_t *a, size_t an, unsigned base)
{
    size_t bits = krlimbs_bit_length(a, an);
    unsigned log = log2_of(base);
    if (log)
        return bits ? (bits + log - 1) / log : 1;
    /* floor(bits / log2(base)) + 1, and one for the rounding of doubles */
    return (size_t)((double)bits / log2(base) * (1 + 0x1p-50)) + 2;
}

static void write_bits(char *text, size_t digits, const uint64_t *a, size_t an, unsigned log)
{
    for (size_t i = 0; i < digits; i++) {
        size_t at = i * log, limb = at / 64, shift = at % 64;
        uint64_t w = a[limb] >> shift;
        if (shift + log > 64 && limb + 1 < an)
            w |= a[limb + 1] << (64 - shift);
        text[digits - 1 - i] = digit_text[w & ((1u << log) - 1)];
    }
}

/* Writes exactly `digits` digits of a, which is destroyed. */
static void write_leaf(const Radix *x, char *text, size_t digits, uint64_t *a, size_t an)
{
    while (digits > 0) {
        uint64_t rest = 0;
        if (an > 0) {
            rest = mpn_divrem_1(a, 0, a, (mp_size_t)an, x->unit);
            an -= a[an - 1] == 0;
        }
        for (unsigned i = 0; i < x->chunk && digits > 0; i++, rest /= x->base)
            text[--digits] = digit_text[rest % x->base];
    }
}

/* The same for base ten, where dividing by a constant is cheap. */
static void write_decimal_leaf(char *text, size_t digits, uint64_t *a, size_t an)
{
    while (digits > 0) {
        uint64_t rest = 0;
        if (an > 0) {
            rest = mpn_divrem_1(a, 0, a, (mp_size_t)an, 10000000000000000000u);
            an -= a[an - 1] == 0;
        }
        for (unsigned i = 0; i < 19 && digits > 0; i++, rest /= 10)
            text[--digits] = (char)('0' + rest % 10);
    }
}

/* Writes exactly `digits` digits of a, which is less than base ** digits and is destroyed. */
static int write_digits(Radix *x, char *text, size_t digits, uint64_t *a, size_t an, int level)
{
    if (an <= TEXT_LEAF_LIMBS) {
        if (x->base == 10)
            write_decimal_leaf(text, digits, a, an);
        else
            write_leaf(x, text, digits, a, an);
        return krlimbs_poll(x->c, an * an / 2 + digits / 16);
    }
    while (digits_at(x, level) >= digits || x->power[level].n > an)
        level--;
    size_t low = digits_at(x, level), bn = x->power[level].n, size = an - bn + 1, qn, rn;
    uint64_t *q = krlimbs_scratch(x->c, size);
    if (!q)
        return -ENOMEM;
    int err = krlimbs_divmod(x->c, q, &qn, a, &rn, a, an, x->power[level].p, bn);
    if (err == 0)
        err = write_digits(x, text, digits - low, q, qn, level);
    krlimbs_unscratch(x->c, q, size);
    if (err == 0)
        err = write_digits(x, text + (digits - low), low, a, rn, level - 1);
    return err;
}

int krlimbs_to_text(KrLimbs *c, char *text, size_t *n, const uint64_t *a, size_t an, unsigned base)
{
    size_t digits = krlimbs_text_size(a, an, base);
    unsigned log = log2_of(base);
    if (an == 0) {
        text[0] = '0';
        *n = 1;
        return 0;
    }
    if (log) {
        write_bits(text, digits, a, an, log);
        *n = digits;
        return krlimbs_poll(c, an);
    }
    uint64_t local[TEXT_LEAF_LIMBS], *copy = local;
    if (an > TEXT_LEAF_LIMBS && !(copy = krlimbs_scratch(c, an)))
        return -ENOMEM;
    krlimbs_copy(copy, a, an);
    Radix x = radix_init(c, base);
    int err = 0;
    if (an > TEXT_LEAF_LIMBS)
        err = make_powers(&x, digits);
    if (err == 0)
        err = write_digits(&x, text, digits, copy, an, x.levels - 1);
    radix_release(&x);
    if (copy != local)
        krlimbs_unscratch(c, copy, an);
    size_t zeros = 0;
    while (err == 0 && zeros + 1 < digits && text[zeros] == '0')
        zeros++;
    *n = digits - zeros;
    if (zeros)
        memmove(text, text + zeros, *n);
    return err;
}

/* ---- from text ---- */

size_t krlimbs_digits_size(size_t n, unsigned base)
{
    return (size_t)((double)n * log2(base) * (1 + 0x1p-50) / 64) + 2;
}

static size_t read_bits(uint64_t *r, const char *text, size_t n, unsigned log)
{
    size_t rn = (n * log + 63) / 64;
    krlimbs_zero(r, rn);
    for (size_t i = 0; i < n; i++) {
        size_t at = i * log, limb = at / 64, shift = at % 64;
        uint64_t value = digit_value(text[n - 1 - i]);
        r[limb] |= value << shift;
        if (shift + log > 64 && value >> (64 - shift))
            r[limb + 1] |= value >> (64 - shift);
    }
    return krlimbs_normal(r, rn);
}

static size_t read_leaf(const Radix *x, uint64_t *r, const char *text, size_t n)
{
    size_t rn = 0;
    while (n > 0) {
        size_t take = n % x->chunk ? n % x->chunk : x->chunk;
        uint64_t value = 0;
        for (size_t i = 0; i < take; i++)
            value = value * x->base + digit_value(*text++);
        rn = krlimbs_mul_1(r, r, rn, x->unit, value);
        n -= take;
    }
    return rn;
}

static int read_digits(Radix *x, uint64_t *r, size_t *rn, const char *text, size_t n, int level)
{
    if (n <= (size_t)DIGITS_LEAF_CHUNKS * x->chunk) {
        *rn = read_leaf(x, r, text, n);
        return krlimbs_poll(x->c, n);
    }
    while (digits_at(x, level) >= n)
        level--;
    size_t low = digits_at(x, level), high = n - low, hn, ln;
    size_t hsize = krlimbs_digits_size(high, x->base), lsize = krlimbs_digits_size(low, x->base);
    uint64_t *h = krlimbs_scratch(x->c, hsize + lsize), *l = h + hsize;
    if (!h)
        return -ENOMEM;
    int err = read_digits(x, h, &hn, text, high, level);
    if (err == 0)
        err = read_digits(x, l, &ln, text + high, low, level - 1);
    if (err == 0)
        err = krlimbs_mul(x->c, r, rn, h, hn, x->power[level].p, x->power[level].n);
    if (err == 0)
        *rn = krlimbs_add(r, r, *rn, l, ln);
    krlimbs_unscratch(x->c, h, hsize + lsize);
    return err;
}

int krlimbs_from_text(KrLimbs *c, uint64_t *r, size_t *rn, const char *text, size_t n,
                      unsigned base)
{
    while (n > 0 && *text == '0')
        text++, n--;
    unsigned log = log2_of(base);
    if (log) {
        *rn = read_bits(r, text, n, log);
        return krlimbs_poll(c, *rn);
    }
    Radix x = radix_init(c, base);
    if (n <= x.chunk) {
        *rn = read_leaf(&x, r, text, n);
        return 0;
    }
    int err = 0;
    if (n > (size_t)DIGITS_LEAF_CHUNKS * x.chunk)
        err = make_powers(&x, n);
    if (err == 0)
        err = read_digits(&x, r, rn, text, n, x.levels - 1);
    radix_release(&x);
    return err;
}
