/* SPDX-License-Identifier: MIT
 * Text to doubles: the nearest one, ties to even.
 *
 * Up to 15 digits and small powers need one division or multiplication (Clinger 1990); nearly
 * all else one product with a power of ten to 128 bits (after Lemire, "Number parsing at a
 * gigabyte per second", 2021); what that cannot decide is compared exactly with the middle
 * between two doubles. */
#include "base/dtoa.h"
#include "base/pow10.h"

#include <errno.h>
#include <gmp.h>
#include <math.h>
#include <string.h>

/* A decimal number: digits * 10^exponent, where the digits stand in text with at most one point
 * among them. */
typedef struct Decimal {
    const char *digits; /* the first digit that is not zero */
    size_t span;        /* bytes up to the last digit, a point included */
    size_t count;       /* digits in the span */
    int64_t exponent;
} Decimal;

/* m * 2^x is the double at or below a number; `up`: the nearest one is (m + 1) * 2^x. */
typedef struct Candidate {
    uint64_t m;
    int x;
    bool up, unsure;
} Candidate;

/* m * 2^x as a double; m <= 2^53, and x >= -1074. */
static double compose(uint64_t m, int x)
{
    if (m >> 53)
        m >>= 1, x++;
    if (x > 971 && m)
        return INFINITY;
    uint64_t bits = m;
    if (m >> 52)
        bits = (m & ((UINT64_C(1) << 52) - 1)) | (uint64_t)(x + 1075) << 52;
    double r;
    memcpy(&r, &bits, 8);
    return r;
}

/* ---- exact comparison ---- */

/* More digits than the middle between two doubles can have. */
enum { MAX_DIGITS = 772, LIMBS = 64 };

typedef struct Big {
    mp_limb_t limb[LIMBS];
    mp_size_t n;
} Big;

static void big_mul_add(Big *b, uint64_t factor, uint64_t addend)
{
    mp_limb_t high = mpn_mul_1(b->limb, b->limb, b->n, factor);
    high += mpn_add_1(b->limb, b->limb, b->n, addend);
    if (high)
        b->limb[b->n++] = high;
}

static void big_mul_pow5(Big *b, int64_t k)
{
    for (; k >= 27; k -= 27)
        big_mul_add(b, 7450580596923828125u, 0);
    uint64_t rest = 1;
    for (; k > 0; k--)
        rest *= 5;
    big_mul_add(b, rest, 0);
}

static void big_shift(Big *b, int64_t bits)
{
    mp_size_t words = bits / 64;
    memmove(b->limb + words, b->limb, sizeof(mp_limb_t) * (size_t)b->n);
    memset(b->limb, 0, sizeof(mp_limb_t) * (size_t)words);
    b->n += words;
    if (bits % 64) {
        mp_limb_t high =
            mpn_lshift(b->limb + words, b->limb + words, b->n - words, (unsigned)(bits % 64));
        if (high)
            b->limb[b->n++] = high;
    }
}

/* The digits as an integer; returns the exponent of ten that belongs to it. */
static int64_t read_big(const Decimal *d, Big *b)
{
    size_t taken = 0;
    uint64_t chunk = 0, unit = 1;
    b->limb[0] = 0;
    b->n = 1;
    for (const char *p = d->digits; taken < d->count; p++) {
        if (*p == '.')
            continue;
        if (taken == MAX_DIGITS) {
            /* The span ends in a digit that is not zero: one more digit stands for all the rest. */
            chunk = chunk * 10 + 1;
            unit *= 10;
            taken++;
            break;
        }
        chunk = chunk * 10 + (uint64_t)(*p - '0');
        unit *= 10;
        taken++;
        if (unit == 10000000000000000000u) {
            big_mul_add(b, unit, chunk);
            chunk = 0;
            unit = 1;
        }
    }
    big_mul_add(b, unit, chunk);
    return d->exponent + (int64_t)(d->count - taken);
}

/* The sign of the number minus the middle between m * 2^x and (m + 1) * 2^x. */
static int compare_with_middle(const Decimal *d, uint64_t m, int x)
{
    Big left, right = {.limb = {2 * m + 1}, .n = 1};
    int64_t ten = read_big(d, &left);
    int64_t two = ten - (x - 1); /* powers of two that the left side has more */
    if (ten >= 0)
        big_mul_pow5(&left, ten);
    else
        big_mul_pow5(&right, -ten);
    big_shift(two > 0 ? &left : &right, two > 0 ? two : -two);
    if (left.n != right.n)
        return left.n < right.n ? -1 : 1;
    return mpn_cmp(left.limb, right.limb, left.n);
}

/* ---- the usual way ---- */

/* w * 10^k, w > 0, KR_POW10_MIN <= k <= KR_POW10_MAX. */
static Candidate scale(uint64_t w, int k)
{
    int zeros = __builtin_clzll(w);
    KrPow10 g = krpow10(k);
    KrPow10Product p = krpow10_mul(&g, w << zeros);
    int top = p.hi >> 63 ? 191 : 190;
    int unit = g.exponent - 127 - zeros; /* the product's lowest bit is 2^unit */
    int x = top + unit - 52 < -1074 ? -1074 : top + unit - 52;
    int shift = x - unit;
    if (shift > 192)
        return (Candidate){.x = x}; /* less than half of the smallest double */
    if (shift == 192)
        return (Candidate){.x = x, .unsure = true};
    KrPow10Rounding r = krpow10_round(p, shift, g.exact);
    return (Candidate){r.floor, x, r.up, r.unsure};
}

/* The first 19 digits, which fit in 64 bits. */
static uint64_t leading_digits(const Decimal *d)
{
    uint64_t w = 0;
    size_t taken = 0;
    for (const char *p = d->digits; taken < d->count && taken < 19; p++) {
        if (*p == '.')
            continue;
        w = w * 10 + (uint64_t)(*p - '0');
        taken++;
    }
    return w;
}

static double nearest(const Decimal *d)
{
    static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                          1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                          1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (d->count == 0)
        return 0.0;
    int64_t magnitude = d->exponent + (int64_t)d->count;
    if (magnitude > 310)
        return INFINITY;
    if (magnitude < -324)
        return 0.0;
    uint64_t w = leading_digits(d);
    if (d->count <= 19 && w <= UINT64_C(1) << 53 && d->exponent >= -22 && d->exponent <= 22)
        return d->exponent < 0 ? (double)w / exact_powers[-d->exponent]
                               : (double)w * exact_powers[d->exponent];
    int k = (int)(magnitude - (int64_t)(d->count < 19 ? d->count : 19));
    Candidate c = scale(w, k);
    if (d->count > 19 && !c.unsure) {
        /* The number lies between w and w + 1, times 10^k: if both round alike, so does it. */
        Candidate next = scale(w + 1, k);
        c.unsure = next.unsure || compose(c.m + c.up, c.x) != compose(next.m + next.up, next.x);
    }
    if (c.unsure) {
        int sign = compare_with_middle(d, c.m, c.x);
        c.up = sign > 0 || (sign == 0 && (c.m & 1));
    }
    return compose(c.m + c.up, c.x);
}

double krstrtod_digits(const char *digits, size_t n, int64_t exponent)
{
    while (n > 0 && *digits == '0')
        digits++, n--;
    while (n > 0 && digits[n - 1] == '0')
        n--, exponent++;
    Decimal d = {digits, n, n, exponent};
    return nearest(&d);
}

/* ---- the grammar ---- */

typedef struct Reader {
    const char *p, *end;
} Reader;

static bool is_digit(const Reader *r)
{
    return r->p < r->end && *r->p >= '0' && *r->p <= '9';
}

/* Takes a letter of either case. */
static bool accept(Reader *r, char lower)
{
    if (r->p == r->end || (*r->p | 0x20) != lower)
        return false;
    r->p++;
    return true;
}

static bool accept_word(Reader *r, const char *word)
{
    Reader ahead = *r;
    while (*word)
        if (!accept(&ahead, *word++))
            return false;
    *r = ahead;
    return true;
}

static bool accept_sign(Reader *r)
{
    if (r->p == r->end || (*r->p != '+' && *r->p != '-'))
        return false;
    return *r->p++ == '-';
}

/* An exponent after its letter; the reader does not move if there are no digits. Huge ones are
 * cut off. */
static int64_t read_exponent(Reader *r, char letter)
{
    Reader ahead = *r;
    if (!accept(&ahead, letter))
        return 0;
    bool negative = accept_sign(&ahead);
    if (!is_digit(&ahead))
        return 0;
    int64_t value = 0;
    for (; is_digit(&ahead); ahead.p++)
        if (value < INT64_MAX / 16)
            value = value * 10 + (*ahead.p - '0');
    *r = ahead;
    return negative ? -value : value;
}

/* Digits with a point; false if there is no digit. The exponent counts the digits behind the
 * point. */
static bool read_digits(Reader *r, Decimal *d)
{
    const char *start = r->p, *point = NULL, *first = NULL, *last = NULL;
    for (; r->p < r->end; r->p++) {
        if (is_digit(r)) {
            if (*r->p != '0') {
                first = first ? first : r->p;
                last = r->p;
            }
        } else if (*r->p == '.' && !point) {
            point = r->p;
        } else {
            break;
        }
    }
    if (r->p - start == (point ? 1 : 0))
        return r->p = start, false;
    *d = (Decimal){.digits = first};
    if (!first)
        return true;
    d->span = (size_t)(last + 1 - first);
    d->count = d->span - (point && point > first && point < last);
    const char *unit = point ? point : r->p; /* where the digits worth one or more end */
    d->exponent = unit > last ? unit - (last + 1) : unit - last;
    return true;
}

int krstrtod(const char *text, size_t n, double *out, size_t *used)
{
    Reader r = {text, text + n};
    Decimal d;
    double value;
    bool negative = accept_sign(&r);
    if (accept_word(&r, "inf")) {
        accept_word(&r, "inity");
        value = INFINITY;
    } else if (accept_word(&r, "nan")) {
        value = NAN;
    } else if (read_digits(&r, &d)) {
        d.exponent += read_exponent(&r, 'e');
        value = nearest(&d);
    } else {
        *used = 0;
        return -EINVAL;
    }
    *out = negative ? -value : value;
    *used = (size_t)(r.p - text);
    return 0;
}

/* ---- hexadecimal ---- */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* m * 2^x with m's last bit sticky, rounded to a double. */
static double round_binary(uint64_t m, int64_t x)
{
    if (m == 0)
        return 0.0;
    int zeros = __builtin_clzll(m);
    m <<= zeros;
    x -= zeros;
    int64_t unit = x + 11 < -1074 ? -1074 : x + 11;
    if (unit - x > 64)
        return 0.0;
    if (unit > 1000)
        return INFINITY;
    int shift = (int)(unit - x);
    uint64_t floor = shift == 64 ? 0 : m >> shift, half = UINT64_C(1) << (shift - 1);
    uint64_t rest = shift == 64 ? m : m & (2 * half - 1);
    bool up = rest > half || (rest == half && (floor & 1));
    return compose(floor + up, (int)unit);
}

int krstrtod_hex(const char *text, size_t n, double *out)
{
    Reader r = {text, text + n};
    bool negative = accept_sign(&r), point = false;
    if (accept_word(&r, "inf") || accept_word(&r, "nan")) {
        double special = (r.p[-1] | 0x20) == 'n' ? NAN : INFINITY;
        if (special == INFINITY)
            accept_word(&r, "inity");
        *out = negative ? -special : special;
        return r.p == r.end ? 0 : -EINVAL;
    }
    if (r.end - r.p >= 2 && r.p[0] == '0' && (r.p[1] | 0x20) == 'x')
        r.p += 2;
    uint64_t m = 0;
    int64_t x = 0;
    size_t digits = 0;
    for (; r.p < r.end && (hex_value(*r.p) >= 0 || (*r.p == '.' && !point)); r.p++) {
        if (*r.p == '.') {
            point = true;
            continue;
        }
        unsigned value = (unsigned)hex_value(*r.p);
        digits++;
        if (m >> 60) {
            m |= value != 0;
            x += point ? 0 : 4;
        } else {
            m = m << 4 | value;
            x -= point ? 4 : 0;
        }
    }
    x += read_exponent(&r, 'p');
    if (digits == 0 || r.p != r.end)
        return -EINVAL;
    double value = round_binary(m, x);
    *out = negative ? -value : value;
    return isinf(value) ? -ERANGE : 0;
}
