/* SPDX-License-Identifier: MIT
 * Tests of base/limbs: identities on random numbers, known values, and what happens when memory
 * or patience is out. GMP's allocator is replaced by one that aborts. */
#include "base/limbs.h"

#include <check.h>
#include <errno.h>
#include <gmp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static KrAlloc alloc;
static long polls_left; /* the poll says no when this reaches 0; negative: never */

static bool count_poll(void *user, uint64_t work)
{
    (void)user;
    (void)work;
    return polls_left < 0 || polls_left-- > 0;
}

static KrLimbs ctx = {&alloc, count_poll, NULL};

static void *no_alloc(size_t n)
{
    (void)n;
    abort();
}
static void *no_realloc(void *p, size_t old, size_t n)
{
    (void)p;
    (void)old;
    (void)n;
    abort();
}
static void no_free(void *p, size_t n)
{
    (void)p;
    (void)n;
    abort();
}

static void setup(void)
{
    kralloc_init(&alloc);
    polls_left = -1;
    mp_set_memory_functions(no_alloc, no_realloc, no_free);
}

static uint64_t seed = 88172645463325252u;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed * 0x2545F4914F6CDD1Du;
}

/* A number that owns its limbs. */
typedef struct Num {
    uint64_t *p;
    size_t n;
} Num;

/* Room for n limbs and no more: a sanitizer sees a step beyond. */
static Num room(size_t n)
{
    return (Num){malloc(n ? 8 * n : 1), 0};
}

/* Exactly n limbs, often with long runs of zeros or ones, where carries go wrong. */
static Num random_num(size_t n)
{
    Num r = room(n);
    const uint64_t ones = UINT64_MAX;
    unsigned kind = next_random() % 4;
    for (size_t i = 0; i < n; i++) {
        uint64_t w = next_random();
        if (kind > 0)
            w = kind == 1 || w % 3 == 0 ? ones : w % 3 == 1 ? w : 0;
        r.p[i] = w;
    }
    if (n > 0 && r.p[n - 1] == 0)
        r.p[n - 1] = 1;
    r.n = n;
    return r;
}

static void release(Num a)
{
    free(a.p);
}

static bool equal(Num a, Num b)
{
    return krlimbs_cmp(a.p, a.n, b.p, b.n) == 0;
}

static Num mul(Num a, Num b)
{
    Num r = room(a.n + b.n);
    ck_assert_int_eq(krlimbs_mul(&ctx, r.p, &r.n, a.p, a.n, b.p, b.n), 0);
    return r;
}

static Num add(Num a, Num b)
{
    Num r = room((a.n > b.n ? a.n : b.n) + 1);
    r.n = krlimbs_add(r.p, a.p, a.n, b.p, b.n);
    return r;
}

/* The product as taught at school. */
static Num school(Num a, Num b)
{
    Num r = room(a.n + b.n);
    memset(r.p, 0, 8 * (a.n + b.n));
    for (size_t i = 0; i < a.n; i++) {
        uint64_t carry = 0;
        for (size_t k = 0; k < b.n; k++) {
            unsigned __int128 w = (unsigned __int128)a.p[i] * b.p[k] + r.p[i + k] + carry;
            r.p[i + k] = (uint64_t)w;
            carry = (uint64_t)(w >> 64);
        }
        r.p[i + b.n] = carry;
    }
    r.n = krlimbs_normal(r.p, a.n + b.n);
    return r;
}

static Num from_text(const char *text, unsigned base)
{
    Num r = room(krlimbs_digits_size(strlen(text), base));
    ck_assert_int_eq(krlimbs_from_text(&ctx, r.p, &r.n, text, strlen(text), base), 0);
    return r;
}

static char *to_text(Num a, unsigned base)
{
    size_t size = krlimbs_text_size(a.p, a.n, base), n;
    char *text = malloc(size + 1);
    ck_assert_int_eq(krlimbs_to_text(&ctx, text, &n, a.p, a.n, base), 0);
    ck_assert_uint_le(n, size);
    text[n] = 0;
    return text;
}

static void check_text(Num a, const char *want)
{
    char *text = to_text(a, 10);
    ck_assert_str_eq(text, want);
    free(text);
}

/* ---- products and quotients ---- */

/* Around the places where another algorithm takes over. */
static const size_t sizes[] = {0,   1,   2,    3,    7,    249,  250,  251,  499,  500,  501,
                               502, 999, 1000, 1001, 1499, 1500, 1501, 1502, 1503, 3001, 4500};

START_TEST(mul_agrees_with_school)
{
    size_t an = sizes[_i];
    for (size_t k = 0; k < KR_COUNT(sizes); k++) {
        if (sizes[k] > an)
            break;
        Num a = random_num(an), b = random_num(sizes[k]);
        Num r = mul(a, b), r2 = mul(b, a), want = school(a, b);
        ck_assert_msg(equal(r, want) && equal(r2, want), "%zu by %zu", an, sizes[k]);
        release(a);
        release(b);
        release(r);
        release(r2);
        release(want);
    }
    Num a = random_num(an), r = room(2 * an), want = school(a, a);
    ck_assert_int_eq(krlimbs_sqr(&ctx, r.p, &r.n, a.p, a.n), 0);
    ck_assert(equal(r, want));
    release(a);
    release(r);
    release(want);
    ck_assert_uint_eq(alloc.used, 0);
}
END_TEST

static void check_division(Num a, Num b)
{
    Num q = room(a.n < b.n ? 0 : a.n - b.n + 1), r = room(b.n > a.n ? b.n : a.n);
    ck_assert_int_eq(krlimbs_divmod(&ctx, q.p, &q.n, r.p, &r.n, a.p, a.n, b.p, b.n), 0);
    ck_assert_int_lt(krlimbs_cmp(r.p, r.n, b.p, b.n), 0);
    Num product = mul(q, b), sum = add(product, r);
    ck_assert_msg(equal(sum, a), "%zu by %zu", a.n, b.n);
    /* Without a quotient, and with the remainder in the dividend's place. */
    size_t rn;
    memcpy(sum.p, a.p, 8 * a.n);
    ck_assert_int_eq(krlimbs_divmod(&ctx, NULL, NULL, sum.p, &rn, sum.p, a.n, b.p, b.n), 0);
    ck_assert(equal(r, (Num){sum.p, rn}));
    release(q);
    release(r);
    release(product);
    release(sum);
}

START_TEST(divmod_undoes_mul)
{
    size_t bn = sizes[_i + 1];
    for (size_t k = 1; k < KR_COUNT(sizes); k++) {
        Num b = random_num(bn), a = random_num(sizes[k]), q = random_num(sizes[k]);
        check_division(a, b);
        /* Near an exact quotient estimates are off by one. */
        Num exact = mul(q, b);
        check_division(exact, b);
        const uint64_t one = 1;
        exact.n = krlimbs_sub(exact.p, exact.p, exact.n, &one, 1);
        check_division(exact, b);
        release(a);
        release(b);
        release(q);
        release(exact);
    }
    ck_assert_uint_eq(alloc.used, 0);
}
END_TEST

START_TEST(one_limb)
{
    for (int i = 0; i < 500; i++) {
        Num a = random_num(next_random() % 20), r = room(a.n + 1);
        uint64_t d = next_random() >> next_random() % 60 | 1, c = next_random() % d, rest;
        r.n = krlimbs_mul_1(r.p, a.p, a.n, d, c);
        r.n = krlimbs_divmod_1(r.p, r.p, r.n, d, &rest);
        ck_assert(equal(r, a) && rest == c);
        release(a);
        release(r);
    }
}
END_TEST

/* ---- bits ---- */

START_TEST(shifts_undo_each_other)
{
    for (int i = 0; i < 1000; i++) {
        Num a = random_num(next_random() % 12);
        size_t bits = next_random() % 300;
        Num up = room(a.n + bits / 64 + 1), down;
        up.n = krlimbs_shl(up.p, a.p, a.n, bits);
        ck_assert_uint_eq(krlimbs_bit_length(up.p, up.n),
                          a.n ? krlimbs_bit_length(a.p, a.n) + bits : 0);
        bool lost;
        down = room(up.n > bits / 64 ? up.n - bits / 64 : 0);
        down.n = krlimbs_shr(down.p, up.p, up.n, bits, &lost);
        ck_assert(equal(down, a) && !lost);
        krlimbs_shr(up.p, a.p, a.n, bits, &lost);
        ck_assert_int_eq(lost, a.n > 0 && krlimbs_trailing_zeros(a.p, a.n) < bits);
        release(a);
        release(up);
        release(down);
    }
}
END_TEST

static int64_t signed_value(const uint64_t *p, size_t n, bool neg)
{
    int64_t value = 0;
    ck_assert(krlimbs_to_int64(p, n, neg, &value));
    return value;
}

START_TEST(bit_operations_on_small_ints)
{
    static const int64_t values[] = {0,  1,   -1,   2,         -2,        5,
                                     -6, 255, -256, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    for (size_t i = 0; i < KR_COUNT(values); i++)
        for (size_t k = 0; k < KR_COUNT(values); k++) {
            int64_t x = values[i], y = values[k];
            uint64_t a = x < 0 ? -(uint64_t)x : (uint64_t)x, b = y < 0 ? -(uint64_t)y : (uint64_t)y,
                     r[2];
            bool neg;
            size_t n = krlimbs_bitop(KR_LIMBS_AND, r, &neg, &a, a != 0, x < 0, &b, b != 0, y < 0);
            ck_assert_int_eq(signed_value(r, n, neg), x & y);
            n = krlimbs_bitop(KR_LIMBS_OR, r, &neg, &a, a != 0, x < 0, &b, b != 0, y < 0);
            ck_assert_int_eq(signed_value(r, n, neg), x | y);
            n = krlimbs_bitop(KR_LIMBS_XOR, r, &neg, &a, a != 0, x < 0, &b, b != 0, y < 0);
            ck_assert_int_eq(signed_value(r, n, neg), x ^ y);
        }
}
END_TEST

START_TEST(bit_identities)
{
    /* a + b = (a ^ b) + 2 (a & b) and a | b = (a ^ b) + (a & b), also for negative numbers. */
    for (int i = 0; i < 500; i++) {
        Num a = random_num(1 + next_random() % 9), b = random_num(1 + next_random() % 9);
        size_t n = (a.n > b.n ? a.n : b.n) + 1;
        Num both = room(n), any = room(n), one = room(n), sum = room(n + 1);
        bool neg_both, neg_any, neg_one;
        both.n = krlimbs_bitop(KR_LIMBS_AND, both.p, &neg_both, a.p, a.n, true, b.p, b.n, true);
        any.n = krlimbs_bitop(KR_LIMBS_OR, any.p, &neg_any, a.p, a.n, true, b.p, b.n, true);
        one.n = krlimbs_bitop(KR_LIMBS_XOR, one.p, &neg_one, a.p, a.n, true, b.p, b.n, true);
        ck_assert(neg_both && neg_any && !neg_one);
        /* -|any| = one - |both| */
        sum.n = krlimbs_add(sum.p, any.p, any.n, one.p, one.n);
        ck_assert(equal(sum, both));
        Num x = add(a, b), y = add(both, any);
        ck_assert(equal(x, y));
        release(a);
        release(b);
        release(both);
        release(any);
        release(one);
        release(sum);
        release(x);
        release(y);
    }
}
END_TEST

START_TEST(bytes_round_trip)
{
    for (int i = 0; i < 2000; i++) {
        Num a = random_num(next_random() % 5);
        bool big = next_random() & 1, is_signed = next_random() & 1,
             neg = is_signed && (next_random() & 1);
        size_t n = 0;
        unsigned char bytes[48];
        while (!krlimbs_to_bytes(bytes, n, a.p, a.n, neg, big, is_signed))
            n++;
        size_t bits = krlimbs_bit_length(a.p, a.n);
        ck_assert_uint_ge(8 * n, bits);
        ck_assert_uint_le(8 * n, bits + 8 + is_signed);
        for (; n < 45; n += 3) {
            ck_assert(krlimbs_to_bytes(bytes, n, a.p, a.n, neg, big, is_signed));
            Num back = room((n + 7) / 8);
            bool back_neg;
            back.n = krlimbs_from_bytes(back.p, &back_neg, bytes, n, big, is_signed);
            ck_assert(equal(a, back) && back_neg == (neg && a.n > 0));
            release(back);
        }
        release(a);
    }
    const uint64_t w = 128, v = 129;
    unsigned char byte;
    ck_assert(krlimbs_to_bytes(&byte, 1, &w, 1, true, false, true) && byte == 0x80);
    ck_assert(!krlimbs_to_bytes(&byte, 1, &v, 1, true, false, true));
    ck_assert(!krlimbs_to_bytes(&byte, 1, &w, 1, false, false, true));
    ck_assert(!krlimbs_to_bytes(&byte, 1, &w, 1, true, false, false));
    ck_assert(krlimbs_to_bytes(&byte, 0, &w, 0, false, false, true));
}
END_TEST

START_TEST(int64_limits)
{
    int64_t x;
    const uint64_t top = UINT64_C(1) << 63, below = top - 1, above = top + 1;
    ck_assert(krlimbs_to_int64(&below, 1, false, &x) && x == INT64_MAX);
    ck_assert(!krlimbs_to_int64(&top, 1, false, &x));
    ck_assert(krlimbs_to_int64(&top, 1, true, &x) && x == INT64_MIN);
    ck_assert(!krlimbs_to_int64(&above, 1, true, &x));
    ck_assert(krlimbs_to_int64(&top, 0, true, &x) && x == 0);
}
END_TEST

/* ---- text ---- */

START_TEST(text_round_trips)
{
    unsigned base = 2 + (unsigned)_i;
    static const size_t lengths[] = {0, 1, 2, 5, 29, 30, 31, 60, 61, 130, 700};
    for (size_t i = 0; i < KR_COUNT(lengths); i++) {
        Num a = random_num(lengths[i]);
        char *text = to_text(a, base);
        ck_assert(text[0] != '0' || (a.n == 0 && strcmp(text, "0") == 0));
        Num back = from_text(text, base);
        ck_assert_msg(equal(a, back), "%zu limbs, base %u", lengths[i], base);
        /* The same from the definition. */
        Num slow = room(a.n + 2);
        for (const char *p = text; lengths[i] < 100 && *p; p++)
            slow.n = krlimbs_mul_1(slow.p, slow.p, slow.n, base,
                                   (uint64_t)(*p <= '9' ? *p - '0' : *p - 'a' + 10));
        ck_assert(lengths[i] >= 100 || equal(slow, a));
        free(text);
        release(a);
        release(back);
        release(slow);
    }
    ck_assert_uint_eq(alloc.used, 0);
}
END_TEST

START_TEST(text_of_powers_of_ten)
{
    static const size_t exponents[] = {1, 18, 19, 20, 570, 1140, 5000, 30000};
    const uint64_t ten = 10, one = 1;
    for (size_t i = 0; i < KR_COUNT(exponents); i++) {
        size_t e = exponents[i];
        Num a = room(krlimbs_pow_size(&ten, 1, e));
        ck_assert_int_eq(krlimbs_pow(&ctx, a.p, &a.n, &ten, 1, e), 0);
        char *text = to_text(a, 10);
        ck_assert_uint_eq(strlen(text), e + 1);
        ck_assert(text[0] == '1' && strspn(text + 1, "0") == e);
        free(text);
        a.n = krlimbs_sub(a.p, a.p, a.n, &one, 1);
        text = to_text(a, 10);
        ck_assert(strspn(text, "9") == e && strlen(text) == e);
        free(text);
        release(a);
    }
    Num a = from_text("000DeadBeef", 16);
    ck_assert(a.n == 1 && a.p[0] == 0xDEADBEEF);
    release(a);
}
END_TEST

/* ---- powers, roots, divisors ---- */

START_TEST(pow_is_repeated_mul)
{
    for (int i = 0; i < 60; i++) {
        Num a = random_num(next_random() % 6);
        Num want = room(1);
        want.p[0] = 1;
        want.n = 1;
        for (uint64_t n = 0; n < 20; n++) {
            Num r = room(krlimbs_pow_size(a.p, a.n, n));
            ck_assert_int_eq(krlimbs_pow(&ctx, r.p, &r.n, a.p, a.n, n), 0);
            ck_assert(equal(r, want));
            release(r);
            Num next = mul(want, a);
            release(want);
            want = next;
        }
        release(want);
        release(a);
    }
    uint64_t two = 2, many[3] = {1, 2, 3};
    ck_assert_uint_eq(krlimbs_pow_size(many, 3, UINT64_MAX), SIZE_MAX);
    Num r = room(krlimbs_pow_size(&two, 1, 100000));
    ck_assert_int_eq(krlimbs_pow(&ctx, r.p, &r.n, &two, 1, 100000), 0);
    ck_assert_uint_eq(krlimbs_bit_length(r.p, r.n), 100001);
    ck_assert_uint_eq(krlimbs_popcount(r.p, r.n), 1);
    release(r);
}
END_TEST

/* a ** e % m from the definition. */
static Num slow_powmod(Num a, Num e, Num m)
{
    Num x = room(2 * m.n + 1), t = room(2 * m.n + 1), b = room(m.n + a.n);
    x.p[0] = 1;
    x.n = !(m.n == 1 && m.p[0] == 1);
    ck_assert_int_eq(krlimbs_divmod(&ctx, NULL, NULL, b.p, &b.n, a.p, a.n, m.p, m.n), 0);
    for (size_t i = krlimbs_bit_length(e.p, e.n); i-- > 0;) {
        ck_assert_int_eq(krlimbs_sqr(&ctx, t.p, &t.n, x.p, x.n), 0);
        ck_assert_int_eq(krlimbs_divmod(&ctx, NULL, NULL, x.p, &x.n, t.p, t.n, m.p, m.n), 0);
        if (!(e.p[i / 64] >> i % 64 & 1))
            continue;
        ck_assert_int_eq(krlimbs_mul(&ctx, t.p, &t.n, x.p, x.n, b.p, b.n), 0);
        ck_assert_int_eq(krlimbs_divmod(&ctx, NULL, NULL, x.p, &x.n, t.p, t.n, m.p, m.n), 0);
    }
    release(t);
    release(b);
    return x;
}

START_TEST(powmod_agrees_with_the_definition)
{
    for (int i = 0; i < 200; i++) {
        size_t mn = i == 0 ? 251 : i == 1 ? 505 : 1 + next_random() % 12;
        Num a = random_num(next_random() % 14), m = random_num(mn);
        Num e = random_num(next_random() % 4);
        if (i % 3)
            m.p[0] |= 1; /* Montgomery's form */
        Num r = room(mn), want = slow_powmod(a, e, m);
        ck_assert_int_eq(krlimbs_powmod(&ctx, r.p, &r.n, a.p, a.n, e.p, e.n, m.p, m.n), 0);
        ck_assert(equal(r, want));
        release(a);
        release(m);
        release(e);
        release(r);
        release(want);
    }
    ck_assert_uint_eq(alloc.used, 0);
}
END_TEST

START_TEST(gcd_of_multiples)
{
    static const size_t lengths[] = {1, 2, 3, 40, 250, 251, 500, 501, 700};
    for (size_t i = 0; i < KR_COUNT(lengths); i++)
        for (size_t k = 0; k < KR_COUNT(lengths); k++) {
            Num g = random_num(lengths[i]), x = random_num(lengths[k]), y = random_num(lengths[k]);
            Num one = room(lengths[k]);
            ck_assert_int_eq(krlimbs_gcd(&ctx, one.p, &one.n, x.p, x.n, y.p, y.n), 0);
            /* gcd(g x, g y) = g gcd(x, y), and it divides both */
            Num a = mul(g, x), b = mul(g, y), want = mul(g, one), r = room(a.n > b.n ? a.n : b.n);
            ck_assert_int_eq(krlimbs_gcd(&ctx, r.p, &r.n, a.p, a.n, b.p, b.n), 0);
            ck_assert(equal(r, want));
            Num all[] = {g, x, y, one, a, b, want, r};
            for (size_t n = 0; n < KR_COUNT(all); n++)
                release(all[n]);
        }
    uint64_t six = 6, r;
    size_t n;
    ck_assert(krlimbs_gcd(&ctx, &r, &n, &six, 1, NULL, 0) == 0 && n == 1 && r == 6);
    ck_assert(krlimbs_gcd(&ctx, &r, &n, NULL, 0, NULL, 0) == 0 && n == 0);
    ck_assert_uint_eq(alloc.used, 0);
}
END_TEST

START_TEST(invert_times_number_is_one)
{
    for (int i = 0; i < 300; i++) {
        size_t mn = i == 0 ? 600 : 1 + next_random() % 20;
        Num a = random_num(1 + next_random() % (mn + 3)), m = random_num(mn), r = room(mn),
            g = room(mn + 3);
        if (mn == 1 && m.p[0] == 1)
            m.p[0] = 2;
        ck_assert_int_eq(krlimbs_invert(&ctx, r.p, &r.n, a.p, a.n, m.p, m.n), 0);
        ck_assert_int_eq(krlimbs_gcd(&ctx, g.p, &g.n, a.p, a.n, m.p, m.n), 0);
        bool coprime = g.n == 1 && g.p[0] == 1;
        ck_assert_int_eq(r.n > 0, coprime);
        ck_assert_int_lt(krlimbs_cmp(r.p, r.n, m.p, m.n), 0);
        if (coprime) {
            Num product = mul(a, r), rest = room(mn);
            ck_assert_int_eq(
                krlimbs_divmod(&ctx, NULL, NULL, rest.p, &rest.n, product.p, product.n, m.p, m.n),
                0);
            ck_assert(rest.n == 1 && rest.p[0] == 1);
            release(product);
            release(rest);
        }
        release(a);
        release(m);
        release(r);
        release(g);
    }
    ck_assert_uint_eq(alloc.used, 0);
}
END_TEST

START_TEST(isqrt_of_squares_and_neighbours)
{
    static const size_t lengths[] = {1, 2, 3, 100, 249, 250, 251, 252, 500, 501, 1100};
    const uint64_t one = 1;
    for (size_t i = 0; i < 4 * KR_COUNT(lengths); i++) {
        Num a = random_num(lengths[i / 4]), square = mul(a, a), r = room(a.n + 1);
        ck_assert_int_eq(krlimbs_isqrt(&ctx, r.p, &r.n, square.p, square.n), 0);
        ck_assert(equal(r, a));
        square.n = krlimbs_sub(square.p, square.p, square.n, &one, 1);
        ck_assert_int_eq(krlimbs_isqrt(&ctx, r.p, &r.n, square.p, square.n), 0);
        r.n = krlimbs_add(r.p, r.p, r.n, &one, 1);
        ck_assert(equal(r, a));
        release(a);
        release(square);
        release(r);
    }
    ck_assert_uint_eq(alloc.used, 0);
}
END_TEST

/* ---- doubles ---- */

START_TEST(doubles_round_to_even)
{
    for (int i = 0; i < 20000; i++) {
        uint64_t m = next_random() >> 10 | UINT64_C(1) << 53; /* 54 bits: the last one is a half */
        size_t shift = next_random() % 970;
        uint64_t a[20];
        size_t an = krlimbs_shl(a, &m, 1, shift);
        double x, want = ldexp((double)(m >> 1) + ((m & 1) && (m & 2) ? 1 : 0), (int)shift + 1);
        ck_assert(krlimbs_to_double(a, an, &x));
        ck_assert_double_eq(x, want);
        int64_t exponent;
        double fraction = krlimbs_frexp(a, an, &exponent);
        ck_assert(fraction >= 0.5 && fraction < 1 && ldexp(fraction, (int)exponent) == want);
        uint64_t back[KR_LIMBS_DOUBLE], again[20];
        size_t n = krlimbs_from_double(back, -x);
        uint64_t whole = (m >> 1) + ((m & 1) && (m & 2) ? 1 : 0);
        ck_assert_int_eq(krlimbs_cmp(back, n, again, krlimbs_shl(again, &whole, 1, shift + 1)), 0);
    }
    uint64_t most[17], x53 = (UINT64_C(1) << 54) - 1;
    double x;
    ck_assert(!krlimbs_to_double(most, krlimbs_shl(most, &x53, 1, 970), &x));
    x53--;
    ck_assert(krlimbs_to_double(most, krlimbs_shl(most, &x53, 1, 970), &x) &&
              x == 1.7976931348623157e308);
    ck_assert_uint_eq(krlimbs_from_double(most, 0.99), 0);
    ck_assert(krlimbs_from_double(most, -1.99) == 1 && most[0] == 1);
}
END_TEST

START_TEST(true_division_rounds_once)
{
    for (int i = 0; i < 20000; i++) {
        /* x = a / b exactly, b odd; then a + 1, which only a sticky bit can tell apart. */
        uint64_t m = next_random() >> 10 | UINT64_C(1) << 53, b = next_random() | 1, a[24], d[24];
        int shift = (int)(next_random() % 1900) - 1040;
        size_t dn = 1, an = krlimbs_mul_1(a, &b, 1, m, 0);
        d[0] = b;
        if (shift > 0)
            an = krlimbs_shl(a, a, an, (size_t)shift);
        else
            dn = krlimbs_shl(d, d, dn, (size_t)-shift);
        double x;
        ck_assert_int_eq(krlimbs_true_divide(&ctx, a, an, d, dn, &x), 0);
        ck_assert_double_eq(x, ldexp((double)(m >> 1) + ((m & 1) && (m & 2) ? 1 : 0), shift + 1));
        a[0] |= 1;
        if (shift <= 0)
            a[0] += 2;
        ck_assert_int_eq(krlimbs_true_divide(&ctx, a, an, d, dn, &x), 0);
        ck_assert_double_eq(x, ldexp((double)(m >> 1) + (m & 1 ? 1 : 0), shift + 1));
    }
    uint64_t big[40], one = 1, three = 3;
    double x;
    size_t n = krlimbs_shl(big, &one, 1, 1024);
    ck_assert_int_eq(krlimbs_true_divide(&ctx, big, n, &one, 1, &x), -ERANGE);
    ck_assert_int_eq(krlimbs_true_divide(&ctx, big, n, &three, 1, &x), 0);
    ck_assert_double_eq(x, ldexp(1 / 3.0, 1024));
    n = krlimbs_shl(big, &one, 1, 1075);
    ck_assert(krlimbs_true_divide(&ctx, &three, 1, big, n, &x) == 0 && x == 2 * 5e-324);
    ck_assert(krlimbs_true_divide(&ctx, &one, 1, big, n, &x) == 0 && x == 0);
    ck_assert(krlimbs_true_divide(&ctx, &one, 0, big, n, &x) == 0 && x == 0);
}
END_TEST

START_TEST(known_values)
{
    Num a = from_text("123456789012345678901234567890", 10),
        b = from_text("987654321098765432109876543210", 10);
    Num product = mul(a, b);
    check_text(product, "121932631137021795226185032733622923332237463801111263526900");
    Num q = room(1), r = room(2);
    ck_assert_int_eq(krlimbs_divmod(&ctx, q.p, &q.n, r.p, &r.n, b.p, b.n, a.p, a.n), 0);
    check_text(q, "8");
    check_text(r, "9000000000900000000090");
    Num all[] = {a, b, product, q, r};
    for (size_t i = 0; i < KR_COUNT(all); i++)
        release(all[i]);
}
END_TEST

/* ---- failure ---- */

/* Runs each long function once on numbers above the kernels' size; the first error, or 0. */
static int run_all(Num a, Num b, Num m, uint64_t *r, uint64_t *q, char *text)
{
    size_t rn, qn;
    int err = krlimbs_mul(&ctx, r, &rn, a.p, a.n, b.p, b.n);
    err = err ? err : krlimbs_divmod(&ctx, q, &qn, r, &rn, a.p, a.n, b.p, b.n);
    err = err ? err : krlimbs_divmod(&ctx, q, &qn, r, &rn, a.p, a.n, a.p + 9, a.n - 9);
    err = err ? err : krlimbs_divmod(&ctx, q, &qn, r, &rn, a.p, a.n, m.p, m.n);
    err = err ? err : krlimbs_pow(&ctx, r, &rn, m.p, m.n, 5);
    err = err ? err : krlimbs_powmod(&ctx, r, &rn, a.p, a.n, m.p, 1, m.p, m.n);
    err = err ? err : krlimbs_powmod(&ctx, r, &rn, a.p, a.n, m.p, 1, b.p, b.n);
    err = err ? err : krlimbs_gcd(&ctx, r, &rn, a.p, a.n, b.p, b.n);
    err = err ? err : krlimbs_invert(&ctx, r, &rn, a.p, a.n, m.p, m.n);
    err = err ? err : krlimbs_isqrt(&ctx, r, &rn, a.p, a.n);
    err = err ? err : krlimbs_to_text(&ctx, text, &rn, m.p, m.n, 10);
    return err ? err : krlimbs_from_text(&ctx, r, &rn, text, rn, 10);
}

START_TEST(failures_leave_nothing_behind)
{
    Num a = random_num(1201), b = random_num(520), m = random_num(120);
    m.p[0] |= 1;
    uint64_t *r = malloc(8 * 2500), *q = malloc(8 * 2500);
    char *text = malloc(20000);
    int failures = 0, cancelled = 0, err;
    for (uint64_t at = 1;; at++, failures++) {
        alloc.count = 0;
        alloc.fail_at = at;
        err = run_all(a, b, m, r, q, text);
        ck_assert_uint_eq(alloc.used, 0);
        if (err == 0)
            break;
        ck_assert_int_eq(err, -ENOMEM);
    }
    alloc.fail_at = 0;
    for (long at = 0;; at = at < 50 ? at + 1 : at * 9 / 8, cancelled++) {
        polls_left = at;
        err = run_all(a, b, m, r, q, text);
        ck_assert_uint_eq(alloc.used, 0);
        if (err == 0)
            break;
        ck_assert_int_eq(err, -ECANCELED);
    }
    ck_assert(failures > 30 && cancelled > 30);
    release(a);
    release(b);
    release(m);
    free(r);
    free(q);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("limbs");
    TCase *tc = tcase_create("limbs");
    tcase_set_timeout(tc, 120);
    tcase_add_checked_fixture(tc, setup, NULL);
    suite_add_tcase(suite, tc);
    tcase_add_loop_test(tc, mul_agrees_with_school, 0, KR_COUNT(sizes));
    tcase_add_loop_test(tc, divmod_undoes_mul, 0, KR_COUNT(sizes) - 1);
    tcase_add_test(tc, one_limb);
    tcase_add_test(tc, shifts_undo_each_other);
    tcase_add_test(tc, bit_operations_on_small_ints);
    tcase_add_test(tc, bit_identities);
    tcase_add_test(tc, bytes_round_trip);
    tcase_add_test(tc, int64_limits);
    tcase_add_loop_test(tc, text_round_trips, 0, 35);
    tcase_add_test(tc, text_of_powers_of_ten);
    tcase_add_test(tc, pow_is_repeated_mul);
    tcase_add_test(tc, powmod_agrees_with_the_definition);
    tcase_add_test(tc, gcd_of_multiples);
    tcase_add_test(tc, invert_times_number_is_one);
    tcase_add_test(tc, isqrt_of_squares_and_neighbours);
    tcase_add_test(tc, doubles_round_to_even);
    tcase_add_test(tc, true_division_rounds_once);
    tcase_add_test(tc, known_values);
    tcase_add_test(tc, failures_leave_nothing_behind);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
