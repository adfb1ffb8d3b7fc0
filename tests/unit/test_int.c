/* SPDX-License-Identifier: MIT
 * Tests of object/int*: identities on random numbers about the limits of 48 bits and of one limb,
 * texts, and the rules of sign and rounding. */
#include "object/int.h"
#include "object/str.h"
#include "vm/vm.h"

#include <check.h>
#include <math.h>

static KrVm *vm;

static void setup(void)
{
    vm = krvm_new(NULL);
    ck_assert_ptr_nonnull(vm);
    krvm_enter(vm);
}

static void teardown(void)
{
    krvm_leave(vm);
    krvm_free(vm);
}

static KrValue big(const char *text)
{
    KrValue v = krint_parse(vm, text, strlen(text), 0);
    ck_assert(v != KR_EMPTY && v != KR_RAISED);
    return v;
}

static const char *text(KrValue v)
{
    ck_assert(v != KR_RAISED);
    KrValue s = krint_to_str(vm, v, 10);
    ck_assert(s != KR_RAISED);
    return krstr_data(kras_str(s));
}

static bool same(KrValue a, KrValue b)
{
    return a != KR_RAISED && b != KR_RAISED && krint_compare(a, b) == 0;
}

static void assert_raised(KrValue v, KrTypeNumber type)
{
    ck_assert(v == KR_RAISED);
    ck_assert(krpending_is(vm, type));
    krpending_clear(vm);
}

static uint64_t state = 1;

static uint64_t random64(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return state ^ state >> 29;
}

/* Up to five limbs of either sign, often near a power of two. */
static KrValue random_int(void)
{
    uint64_t limbs[5] = {0};
    uint64_t kind = random64() >> 32, bits = (random64() >> 32) % 320;
    if (kind & 1) {
        limbs[bits / 64] = UINT64_C(1) << bits % 64;
    } else {
        for (uint64_t i = 0; i <= bits / 64; i++)
            limbs[i] = random64();
        limbs[bits / 64] >>= 63 - bits % 64;
    }
    KrValue v = krint_from_limbs(vm, limbs, 5, kind & 2);
    return krint_add(vm, v, krsmall((int64_t)(kind >> 2 & 3) - 1));
}

START_TEST(small_values_are_never_in_cells)
{
    static const int64_t edge[] = {
        0, 1, -1, KR_INT_MAX, KR_INT_MIN, KR_INT_MAX + 1, KR_INT_MIN - 1, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < KR_COUNT(edge); i++) {
        KrValue v = krint_from(vm, edge[i]), twice = krint_add(vm, v, v);
        int64_t out;
        ck_assert_int_eq(kris_int(v), krfits_int(edge[i]));
        ck_assert(krint_to_i64(v, &out) && out == edge[i]);
        ck_assert(krint_sub(vm, twice, v) == v || !kris_int(v));
        ck_assert(same(krint_floordiv(vm, twice, krsmall(2)), v));
        ck_assert(same(krint_rshift(vm, krint_lshift(vm, v, krsmall(100)), krsmall(100)), v));
    }
}
END_TEST

START_TEST(sums_and_products_undo_each_other)
{
    for (int i = 0; i < 3000; i++) {
        KrValue a = random_int(), b = random_int(), c = random_int();
        ck_assert(same(krint_sub(vm, krint_add(vm, a, b), b), a));
        ck_assert(same(krint_add(vm, krint_mul(vm, a, b), krint_mul(vm, a, c)),
                       krint_mul(vm, a, krint_add(vm, b, c))));
        ck_assert(same(krint_neg(vm, krint_invert(vm, a)), krint_add(vm, a, krsmall(1))));
    }
}
END_TEST

START_TEST(division_floors)
{
    for (int i = 0; i < 3000; i++) {
        KrValue a = random_int(), b = random_int(), q, r;
        if (krint_is_zero(b))
            continue;
        ck_assert(krint_divmod(vm, a, b, &q, &r));
        ck_assert(same(krint_add(vm, krint_mul(vm, q, b), r), a));
        ck_assert(krint_is_zero(r) || krint_is_negative(r) == krint_is_negative(b));
        ck_assert(krint_is_negative(b) ? krint_compare(r, b) > 0 : krint_compare(r, b) < 0);
        ck_assert(same(krint_floordiv(vm, a, b), q));
        ck_assert(same(krint_mod(vm, a, b), r));
    }
    assert_raised(krint_floordiv(vm, krsmall(1), krsmall(0)), KR_T_ZeroDivisionError);
    assert_raised(krint_mod(vm, big("1000000000000000000000"), KR_FALSE), KR_T_ZeroDivisionError);
}
END_TEST

START_TEST(bits_are_two_s_complement)
{
    for (int i = 0; i < 3000; i++) {
        KrValue a = random_int(), b = random_int(), both = krint_and(vm, a, b),
                any = krint_or(vm, a, b);
        ck_assert(same(krint_add(vm, both, any), krint_add(vm, a, b)));
        ck_assert(same(krint_sub(vm, any, both), krint_xor(vm, a, b)));
        KrValue unit = krint_lshift(vm, krsmall(1), krsmall(70));
        ck_assert(same(krint_rshift(vm, a, krsmall(70)), krint_floordiv(vm, a, unit)));
    }
    assert_raised(krint_lshift(vm, krsmall(1), krsmall(-1)), KR_T_ValueError);
    assert_raised(krint_lshift(vm, krsmall(1), krsmall(INT64_C(1) << 46)), KR_T_MemoryError);
}
END_TEST

START_TEST(powers)
{
    ck_assert_str_eq(text(krint_pow(vm, krsmall(-3), krsmall(81), KR_NONE)),
                     "-443426488243037769948249630619149892803");
    ck_assert(same(krint_pow(vm, krsmall(3), krsmall(1000), krsmall(-7)), krsmall(-3)));
    ck_assert(same(krint_pow(vm, krsmall(38), krsmall(-1), krsmall(97)), krsmall(23)));
    ck_assert(krint_pow(vm, krsmall(2), krsmall(-1), KR_NONE) == krdouble(0.5));
    assert_raised(krint_pow(vm, krsmall(2), krsmall(-1), krsmall(4)), KR_T_ValueError);
    assert_raised(krint_pow(vm, krsmall(2), krsmall(1), krsmall(0)), KR_T_ValueError);
    for (int i = 0; i < 300; i++) {
        KrValue a = random_int(), m = random_int(), n = krsmall(i % 20);
        if (!krint_is_zero(m))
            ck_assert(same(krint_pow(vm, a, n, m), krint_mod(vm, krint_pow(vm, a, n, KR_NONE), m)));
    }
}
END_TEST

START_TEST(text_round_trips)
{
    for (int i = 0; i < 2000; i++) {
        KrValue a = random_int();
        int base = 2 + i % 35;
        KrValue s = krint_to_str(vm, a, base);
        ck_assert(s != KR_RAISED);
        ck_assert(same(krint_parse(vm, krstr_data(kras_str(s)), kras_str(s)->size, base), a));
    }
}
END_TEST

START_TEST(text_that_is_no_number)
{
    static const char *const bad[] = {"",    " ",   "-",   "_1",  "1_",  "1__0",    "0x",
                                      "0x_", "012", "1 2", "- 1", "0b2", "\xC3\xA9"};
    for (size_t i = 0; i < KR_COUNT(bad); i++)
        ck_assert(krint_parse(vm, bad[i], strlen(bad[i]), 0) == KR_EMPTY);
    ck_assert(big(" -0x_1_f\n") == krsmall(-31));
    ck_assert(big("0_0") == krsmall(0));
    char digits[4301];
    memset(digits, '7', sizeof digits);
    assert_raised(krint_parse(vm, digits, sizeof digits, 10), KR_T_ValueError);
    ck_assert(krint_parse(vm, digits, sizeof digits, 8) != KR_RAISED);
    assert_raised(krint_to_str(vm, krint_parse(vm, digits, sizeof digits, 16), 10),
                  KR_T_ValueError);
}
END_TEST

START_TEST(doubles_compare_exactly)
{
    KrValue limit = krint_lshift(vm, krsmall(1), krsmall(53)),
            above = krint_add(vm, limit, krsmall(1));
    ck_assert_int_eq(krint_compare_double(limit, 0x1p53), 0);
    ck_assert_int_gt(krint_compare_double(above, 0x1p53), 0);
    ck_assert_int_lt(krint_compare_double(krint_neg(vm, above), -0x1p53), 0);
    ck_assert_int_lt(krint_compare_double(big("0x7fffffffffffffff"), 0x1p63), 0);
    ck_assert_int_lt(krint_compare_double(krint_lshift(vm, krsmall(1), krsmall(5000)), INFINITY),
                     0);
    ck_assert_int_gt(krint_compare_double(krint_lshift(vm, krsmall(1), krsmall(5000)), -INFINITY),
                     0);
    ck_assert_int_lt(krint_compare_double(krsmall(2), 2.5), 0);
    double d;
    ck_assert(krint_to_double(vm, above, &d) && d == 0x1p53);
    ck_assert(!krint_to_double(vm, krint_lshift(vm, krsmall(1), krsmall(1024)), &d));
    assert_raised(KR_RAISED, KR_T_OverflowError);
    ck_assert(krint_truediv(vm, big("0x100000000000000000001"),
                            krint_lshift(vm, krsmall(1), krsmall(80))) == krdouble(1));
    assert_raised(krint_from_double(vm, NAN), KR_T_ValueError);
    assert_raised(krint_from_double(vm, INFINITY), KR_T_OverflowError);
    ck_assert(same(krint_from_double(vm, -0x1.8p70), krint_lshift(vm, krsmall(-3), krsmall(69))));
}
END_TEST

START_TEST(equal_numbers_hash_alike)
{
    for (int e = 0; e < 200; e++) {
        KrValue power = krint_lshift(vm, krsmall(1), krsmall(e));
        KrValue other = krint_add(vm, krint_sub(vm, power, krsmall(1)), krsmall(1));
        ck_assert_uint_eq(krint_hash(power), krint_hash(other));
    }
    ck_assert_uint_eq(krint_hash(krsmall(-1)), (uint64_t)-2);
    ck_assert_uint_eq(krint_hash(KR_TRUE), 1);
}
END_TEST

START_TEST(floats_divide_as_python_does)
{
    ck_assert_double_eq(krfloat_floordiv(-7, 2), -4);
    ck_assert_double_eq(krfloat_mod(-7, 2), 1);
    ck_assert_double_eq(krfloat_mod(5.5, -2), -0.5);
    ck_assert(signbit(krfloat_mod(-4, -2)) && !signbit(krfloat_mod(-4, 2)));
    ck_assert(signbit(krfloat_floordiv(0, -1)));
    ck_assert_double_eq(krfloat_floordiv(1, 0.1), 9);
    assert_raised(krfloat_pow(vm, 0, -1), KR_T_ZeroDivisionError);
    assert_raised(krfloat_pow(vm, 10, 400), KR_T_OverflowError);
    ck_assert(kris_exact(krfloat_pow(vm, -8, 0.5), KR_T_complex));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("int");
    TCase *tc = tcase_create("int");
    tcase_set_timeout(tc, 120);
    tcase_add_checked_fixture(tc, setup, teardown);
    suite_add_tcase(suite, tc);
    tcase_add_test(tc, small_values_are_never_in_cells);
    tcase_add_test(tc, sums_and_products_undo_each_other);
    tcase_add_test(tc, division_floors);
    tcase_add_test(tc, bits_are_two_s_complement);
    tcase_add_test(tc, powers);
    tcase_add_test(tc, text_round_trips);
    tcase_add_test(tc, text_that_is_no_number);
    tcase_add_test(tc, doubles_compare_exactly);
    tcase_add_test(tc, equal_numbers_hash_alike);
    tcase_add_test(tc, floats_divide_as_python_does);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
