/* SPDX-License-Identifier: MIT
 * Tests of base/dtoa, base/strtod and base/pow10. The texts are what CPython gives. */
#include "base/dtoa.h"
#include "base/pow10.h"

#include <check.h>
#include <errno.h>
#include <gmp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 88172645463325252u;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed * 0x2545F4914F6CDD1Du;
}

static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, 8);
    return x;
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, 8);
    return bits;
}

/* The 128 leading bits of 10^k, rounded down, by GMP. */
static void exact_power(int k, mpz_t out)
{
    mpz_t ten;
    mpz_init(ten);
    mpz_ui_pow_ui(ten, 10, (unsigned)abs(k));
    if (k < 0) {
        mpz_setbit(out, mpz_sizeinbase(ten, 2) + 140);
        mpz_fdiv_q(out, out, ten);
    } else {
        mpz_mul_2exp(out, ten, 128);
    }
    mpz_fdiv_q_2exp(out, out, mpz_sizeinbase(out, 2) - 128);
    mpz_clear(ten);
}

START_TEST(powers_of_ten_are_exact)
{
    for (int k = KR_POW10_MIN; k <= KR_POW10_MAX; k++) {
        KrPow10 p = krpow10(k);
        mpz_t want;
        mpz_init(want);
        exact_power(k, want);
        ck_assert_uint_eq(mpz_getlimbn(want, 0), p.lo);
        ck_assert_uint_eq(mpz_getlimbn(want, 1), p.hi);
        ck_assert_int_eq(p.exponent, (int)floor((double)k * 3.321928094887362));
        mpz_clear(want);
    }
}
END_TEST

static const struct {
    double x;
    const char *repr;
} reprs[] = {
    {0.0, "0.0"},
    {-0.0, "-0.0"},
    {1.0, "1.0"},
    {-1.5, "-1.5"},
    {0.1, "0.1"},
    {1.0 / 3, "0.3333333333333333"},
    {2.0 / 3, "0.6666666666666666"},
    {0.1 + 0.2, "0.30000000000000004"},
    {1e15, "1000000000000000.0"},
    {1e16, "1e+16"},
    {123456789012345680.0, "1.2345678901234568e+17"},
    {9007199254740991.0, "9007199254740991.0"},
    {9007199254740993.0, "9007199254740992.0"},
    {0.0001, "0.0001"},
    {0.00001, "1e-05"},
    {0.00012345, "0.00012345"},
    {1e22, "1e+22"},
    {1e23, "1e+23"},
    {5e-324, "5e-324"},
    {1e-323, "1e-323"},
    {2.2250738585072014e-308, "2.2250738585072014e-308"},
    {2.225073858507201e-308, "2.225073858507201e-308"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {9.5367431640625e-07, "9.5367431640625e-07"},
    {5.684341886080802e-14, "5.684341886080802e-14"},
    {2.98023223876953125e-8, "2.9802322387695312e-08"},
    {4.35, "4.35"},
    {8.41e21, "8.41e+21"},
    {9.0608011534336e15, "9060801153433600.0"},
    {4.708356024711512e18, "4.708356024711512e+18"},
    {INFINITY, "inf"},
    {-INFINITY, "-inf"},
    {NAN, "nan"},
};

START_TEST(repr_is_shortest)
{
    char text[KR_REPR_SIZE];
    size_t n = krdtoa_repr(reprs[_i].x, text);
    ck_assert_uint_eq(n, strlen(reprs[_i].repr));
    ck_assert_mem_eq(text, reprs[_i].repr, n);
}
END_TEST

static const struct {
    char code;
    double x;
    int precision;
    unsigned flags;
    const char *text;
} formats[] = {
    {'f', 0.5, 0, 0, "0"},
    {'f', 1.5, 0, 0, "2"},
    {'f', 2.5, 0, 0, "2"},
    {'f', 0.125, 2, 0, "0.12"},
    {'f', 0.375, 2, 0, "0.38"},
    {'f', 2.675, 2, 0, "2.67"},
    {'f', 1e22, 2, 0, "10000000000000000000000.00"},
    {'f', 999.9996, 3, 0, "1000.000"},
    {'f', 0.0004, 3, 0, "0.000"},
    {'f', -0.0004, 3, 0, "-0.000"},
    {'f', -0.0004, 3, KR_DTOA_NO_NEG_ZERO, "0.000"},
    {'f', 0.1, 30, 0, "0.100000000000000005551115123126"},
    {'f', 3.0, 0, KR_DTOA_ALT, "3."},
    {'f', 1e-300, 5, 0, "0.00000"},
    {'f', 1.0, 3, KR_DTOA_SIGN, "+1.000"},
    {'F', INFINITY, 3, 0, "INF"},
    {'f', NAN, 3, KR_DTOA_SIGN, "+nan"},
    {'e', 0.0, 6, 0, "0.000000e+00"},
    {'e', 12345.678, 2, 0, "1.23e+04"},
    {'E', 12345.678, 0, 0, "1E+04"},
    {'e', 9.9996, 3, 0, "1.000e+01"},
    {'e', 25.0, 0, 0, "2e+01"},
    {'e', 35.0, 0, 0, "4e+01"},
    {'e', 5e-324, 20, 0, "4.94065645841246544177e-324"},
    {'e', 1e300, 3, 0, "1.000e+300"},
    {'g', 0.0001, 6, 0, "0.0001"},
    {'g', 0.00001, 6, 0, "1e-05"},
    {'g', 100000.0, 6, 0, "100000"},
    {'g', 1000000.0, 6, 0, "1e+06"},
    {'g', 999999.5, 6, 0, "1e+06"},
    {'G', 1e-10, 6, 0, "1E-10"},
    {'g', 3.0, 6, KR_DTOA_ALT, "3.00000"},
    {'g', 0.1, 17, 0, "0.10000000000000001"},
    {'g', 1.0 / 3, 17, 0, "0.33333333333333331"},
    {'g', 123.0, 0, 0, "1e+02"},
    {'g', 0.0, 6, 0, "0"},
    {'g', 0.0, 6, KR_DTOA_ALT, "0.00000"},
    {'g', 12.0, 12, KR_DTOA_DOT_0, "12.0"},
    {'g', 12.0, 2, KR_DTOA_DOT_0, "1.2e+01"},
};

START_TEST(formats_round_exactly)
{
    char text[400];
    ck_assert_uint_le(strlen(formats[_i].text),
                      krdtoa_bound(formats[_i].code, formats[_i].precision));
    size_t n = krdtoa_format(formats[_i].code, formats[_i].x, formats[_i].precision,
                             formats[_i].flags, text);
    text[n] = 0;
    ck_assert_str_eq(text, formats[_i].text);
}
END_TEST

START_TEST(long_precisions_fill_with_zeros)
{
    size_t bound = krdtoa_bound('f', 2000);
    char *text = malloc(bound);
    size_t n = krdtoa_format('f', 5e-324, 2000, 0, text);
    ck_assert_uint_eq(n, 2002);
    ck_assert_mem_eq(text + 2 + 323, "4940656458412465441765687928682213723650", 40);
    for (size_t i = 2 + 1074; i < n; i++)
        ck_assert_int_eq(text[i], '0');
    ck_assert_uint_eq(krdtoa_format('f', -1.7976931348623157e308, 0, 0, text), 310);
    ck_assert_mem_eq(
        text, "-179769313486231570814527423731704356798070567525844996598917476803157260780", 76);
    free(text);
}
END_TEST

static const struct {
    const char *text;
    double x;
    size_t used;
} inputs[] = {
    {"0", 0.0, 1},
    {"-0", -0.0, 2},
    {"1", 1.0, 1},
    {"+.5e1x", 5.0, 5},
    {"5.", 5.0, 2},
    {"5.e", 5.0, 2},
    {"1e", 1.0, 1},
    {"1e+", 1.0, 1},
    {"1.5E-3", 0.0015, 6},
    {"1..2", 1.0, 2},
    {"0x10", 0.0, 1},
    {"infinite", INFINITY, 3},
    {"-INFINITY", -INFINITY, 9},
    {"0.1", 0.1, 3},
    {"9007199254740993", 9007199254740992.0, 16},
    {"9007199254740993.0000000000000000000000000001", 9007199254740994.0, 45},
    {"9007199254740995", 9007199254740996.0, 16},
    {"1.7976931348623158e308", 1.7976931348623157e308, 22},
    {"1.7976931348623159e308", INFINITY, 22},
    {"1e400", INFINITY, 5},
    {"1e-400", 0.0, 6},
    {"0e99999999999999999999", 0.0, 22},
    {"1e99999999999999999999", INFINITY, 22},
    {"1e-99999999999999999999", 0.0, 23},
    {"2.4703282292062327e-324", 0.0, 23},
    {"2.4703282292062328e-324", 5e-324, 23},
    {"2.2250738585072012e-308", 2.2250738585072014e-308, 23},
    {"2.2250738585072011e-308", 2.225073858507201e-308, 23},
    {"6.8985865317742005e-68", 6.8985865317742005e-68, 22},
    {"123456789012345678901234567890", 123456789012345678901234567890.0, 30},
};

START_TEST(reading_rounds_exactly)
{
    double x = 7;
    size_t used = 99;
    ck_assert_int_eq(krstrtod(inputs[_i].text, strlen(inputs[_i].text), &x, &used), 0);
    ck_assert_uint_eq(used, inputs[_i].used);
    ck_assert_uint_eq(bits_of(x), bits_of(inputs[_i].x));
}
END_TEST

START_TEST(reading_refuses)
{
    static const char *const bad[] = {"", "-", ".", "+.", "e5", ".e5", "_1", " 1", "na", "in", "x"};
    for (size_t i = 0; i < KR_COUNT(bad); i++) {
        double x;
        size_t used;
        ck_assert_int_eq(krstrtod(bad[i], strlen(bad[i]), &x, &used), -EINVAL);
    }
    double x;
    size_t used;
    ck_assert_int_eq(krstrtod("-nan", 4, &x, &used), 0);
    ck_assert(isnan(x) && used == 4);
}
END_TEST

/* The middle between two doubles, written out; then one more digit far behind it. */
START_TEST(middles_go_to_even)
{
    for (int i = 0; i < 3000; i++) {
        uint64_t bits = next_random() % 0x7FE0000000000000u;
        int exponent;
        uint64_t mantissa;
        krdtoa_split(from_bits(bits), &mantissa, &exponent);
        int gap = bits >> 52 ? (int)(bits >> 52) - 1076 : -1075; /* the middle is x + 2^gap */
        mpz_t middle;
        mpz_init_set_ui(middle, mantissa);
        mpz_mul_2exp(middle, middle, (unsigned)(mantissa ? exponent - gap : 0));
        mpz_add_ui(middle, middle, 1);
        if (gap < 0) {
            mpz_t five;
            mpz_init(five);
            mpz_ui_pow_ui(five, 5, (unsigned)-gap);
            mpz_mul(middle, middle, five);
            mpz_clear(five);
        } else {
            mpz_mul_2exp(middle, middle, (unsigned)gap);
        }
        char text[2500], more[3000];
        gmp_snprintf(text, sizeof text, "%Zde%d", middle, gap < 0 ? gap : 0);
        gmp_snprintf(more, sizeof more, "%Zd.%0300d1e%d", middle, 0, gap < 0 ? gap : 0);
        double at, above;
        size_t used;
        ck_assert_int_eq(krstrtod(text, strlen(text), &at, &used), 0);
        ck_assert_uint_eq(bits_of(at), bits + (bits & 1));
        ck_assert_int_eq(krstrtod(more, strlen(more), &above, &used), 0);
        ck_assert_uint_eq(bits_of(above), bits + 1);
        ck_assert_uint_eq(used, strlen(more));
        mpz_clear(middle);
    }
}
END_TEST

START_TEST(random_doubles_survive)
{
    for (int i = 0; i < 200000; i++) {
        double x = from_bits(next_random()), y;
        if (!isfinite(x))
            continue;
        char text[40];
        size_t used, n = krdtoa_repr(x, text);
        ck_assert_int_eq(krstrtod(text, n, &y, &used), 0);
        ck_assert(bits_of(x) == bits_of(y) && used == n);
        n = krdtoa_format('e', x, 16, 0, text);
        ck_assert_int_eq(krstrtod(text, n, &y, &used), 0);
        ck_assert(bits_of(x) == bits_of(y) && used == n);
        n = krdtoa_hex(x, text);
        ck_assert_int_eq(krstrtod_hex(text, n, &y), 0);
        ck_assert(bits_of(x) == bits_of(y));
    }
}
END_TEST

START_TEST(round_as_python)
{
    static const struct {
        double x;
        int places;
        double result;
    } cases[] = {{2.675, 2, 2.67},        {0.5, 0, 0.0},      {1.5, 0, 2.0},
                 {-2.5, 0, -2.0},         {25.0, -1, 20.0},   {35.0, -1, 40.0},
                 {1234.5678, 2, 1234.57}, {1e300, 5, 1e300},  {5.0, -1, 0.0},
                 {-0.4, 0, -0.0},         {1.0, 400, 1.0},    {1e10, -400, 0.0},
                 {5e-324, 323, 0.0},      {6e-324, 323, 0.0}, {123456789.0, -5, 123500000.0}};
    for (size_t i = 0; i < KR_COUNT(cases); i++) {
        double r;
        ck_assert_int_eq(krdtoa_round(cases[i].x, cases[i].places, &r), 0);
        ck_assert_uint_eq(bits_of(r), bits_of(cases[i].result));
    }
    double r;
    ck_assert_int_eq(krdtoa_round(1.7976931348623157e308, -308, &r), -ERANGE);
}
END_TEST

START_TEST(hexadecimal)
{
    static const struct {
        const char *text;
        int result;
        double x;
    } cases[] = {{"0x1.8p+1", 0, 3.0},
                 {"1.8", 0, 1.5},
                 {"-0x.1p4", 0, -1.0},
                 {"0x1p-1074", 0, 5e-324},
                 {"0x0.8p-1074", 0, 0.0},
                 {"0x0.80000000000000000000000001p-1074", 0, 5e-324},
                 {"nan", 0, NAN},
                 {"-inf", 0, -INFINITY},
                 {"Infinity", 0, INFINITY},
                 {"0x1p1024", -ERANGE, INFINITY},
                 {"0x1.fffffffffffff7p1023", 0, 1.7976931348623157e308},
                 {"0x1.fffffffffffff8p1023", -ERANGE, INFINITY},
                 {"0x10000000000000000000p-76", 0, 1.0},
                 {"0x1.00000000000008p0", 0, 1.0},
                 {"0x1.000000000000080001p0", 0, 0x1.0000000000001p0},
                 {"", -EINVAL, 0},
                 {"0x", -EINVAL, 0},
                 {"0x1p", -EINVAL, 0},
                 {"1.2.3", -EINVAL, 0},
                 {"0x1g", -EINVAL, 0},
                 {"infx", -EINVAL, 0},
                 {"\x10x1", -EINVAL, 0}};
    for (size_t i = 0; i < KR_COUNT(cases); i++) {
        double x = 0;
        ck_assert_int_eq(krstrtod_hex(cases[i].text, strlen(cases[i].text), &x), cases[i].result);
        if (cases[i].result != -EINVAL)
            ck_assert(bits_of(x) == bits_of(cases[i].x) || (isnan(x) && isnan(cases[i].x)));
    }
    char text[KR_FLOAT_HEX_SIZE];
    size_t n = krdtoa_hex(-0.1, text);
    ck_assert_uint_eq(n, 21);
    ck_assert_mem_eq(text, "-0x1.999999999999ap-4", n);
    n = krdtoa_hex(0.0, text);
    ck_assert_mem_eq(text, "0x0.0p+0", n);
    n = krdtoa_hex(5e-324, text);
    ck_assert_mem_eq(text, "0x0.0000000000001p-1022", n);
}
END_TEST

START_TEST(split_is_odd)
{
    uint64_t m;
    int e;
    krdtoa_split(-6.5, &m, &e);
    ck_assert(m == 13 && e == -1);
    krdtoa_split(1024.0, &m, &e);
    ck_assert(m == 1 && e == 10);
    krdtoa_split(0.0, &m, &e);
    ck_assert(m == 0 && e == 0);
    krdtoa_split(5e-324, &m, &e);
    ck_assert(m == 1 && e == -1074);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dtoa");
    TCase *tc = tcase_create("dtoa");
    tcase_set_timeout(tc, 60);
    suite_add_tcase(suite, tc);
    tcase_add_test(tc, powers_of_ten_are_exact);
    tcase_add_loop_test(tc, repr_is_shortest, 0, KR_COUNT(reprs));
    tcase_add_loop_test(tc, formats_round_exactly, 0, KR_COUNT(formats));
    tcase_add_test(tc, long_precisions_fill_with_zeros);
    tcase_add_loop_test(tc, reading_rounds_exactly, 0, KR_COUNT(inputs));
    tcase_add_test(tc, reading_refuses);
    tcase_add_test(tc, middles_go_to_even);
    tcase_add_test(tc, random_doubles_survive);
    tcase_add_test(tc, round_as_python);
    tcase_add_test(tc, hexadecimal);
    tcase_add_test(tc, split_is_odd);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
