/* SPDX-License-Identifier: MIT
 * Tests of base/hash. */
#include "base/hash.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Printed by scripts/krhash.py, the twin that fills const tables. */
static const struct {
    const char *text;
    uint64_t hash;
} twin[] = {
    {"", UINT64_C(0x1aea4a7e207b4b1c)},
    {"a", UINT64_C(0x1fca9d06f332e2f5)},
    {"ab", UINT64_C(0x1eed6cffe6d44482)},
    {"abc", UINT64_C(0xf6a977af4069efa)},
    {"abcd", UINT64_C(0x19902f7387300db1)},
    {"__init__", UINT64_C(0xa2f3717d21bec43)},
    {"sevench", UINT64_C(0x14b32b75b6e650af)},
    {"12345678", UINT64_C(0x1e412203af368098)},
    {"0123456789abcde", UINT64_C(0x14167fbe1ec1c76f)},
    {"0123456789abcdef", UINT64_C(0xed433e3bf95b934)},
    {"0123456789abcdefg", UINT64_C(0x10108fb482b85fc6)},
    {"0123456789abcdef0123456789abcdef", UINT64_C(0x1325409cd60e5439)},
    {"0123456789abcdef0123456789abcdef!", UINT64_C(0xccd24a733a4c3e1)},
    {"\303\251\342\202\254\360\237\230\200", UINT64_C(0x672330330e74bf7)},
};

START_TEST(bytes_agree_with_the_script)
{
    for (size_t i = 0; i < KR_COUNT(twin); i++)
        ck_assert_uint_eq(krhash_bytes(twin[i].text, strlen(twin[i].text)), twin[i].hash);
}
END_TEST

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Distinct values, and in the low bits, which tables use, about as many collisions as chance
 * gives. */
START_TEST(bytes_spread)
{
    enum { N = 1 << 16 };
    static uint64_t h[N];
    static unsigned char load[N];
    for (int kind = 0; kind < 4; kind++) {
        memset(load, 0, sizeof load);
        for (uint32_t i = 0; i < N; i++) {
            unsigned char key[48] = {0};
            size_t n = kind == 0 ? 2 : kind == 1 ? 8 : kind == 2 ? 12 : 40;
            memcpy(key + (kind == 3 ? 20 : 0), &i, 4);
            h[i] = krhash_bytes(key, n);
            ck_assert(h[i] >= 1 && h[i] < UINT64_C(1) << 61);
            load[h[i] % N]++;
        }
        size_t empty = 0;
        for (size_t i = 0; i < N; i++)
            empty += load[i] == 0;
        ck_assert(empty > 23600 && empty < 24600); /* N / e = 24109, sigma about 100 */
        qsort(h, N, sizeof h[0], compare);
        for (size_t i = 1; i < N; i++)
            ck_assert(h[i] != h[i - 1]);
    }
}
END_TEST

START_TEST(keyed_is_siphash_1_3)
{
    /* Key 00..0f and message 00..(n-1), the customary vectors. */
    uint64_t key[2] = {UINT64_C(0x0706050403020100), UINT64_C(0x0F0E0D0C0B0A0908)};
    unsigned char message[64];
    for (int i = 0; i < 64; i++)
        message[i] = (unsigned char)i;
    ck_assert_uint_eq(krhash_keyed(key, message, 0), UINT64_C(0xABAC0158050FC4DC));
    ck_assert_uint_eq(krhash_keyed(key, message, 1), UINT64_C(0xC9F49BF37D57CA93));
    ck_assert_uint_eq(krhash_keyed(key, message, 15), UINT64_C(0xD320D86D2A519956));
    ck_assert_uint_eq(krhash_keyed(key, message, 63), UINT64_C(0x9D199062B7BBB3A8));
}
END_TEST

START_TEST(numbers_as_in_python)
{
    ck_assert_int_eq(krhash_double(0.0), 0);
    ck_assert_int_eq(krhash_double(-0.0), 0);
    ck_assert_int_eq(krhash_double(1.0), 1);
    ck_assert_int_eq(krhash_double(-1.0), -2);
    ck_assert_int_eq(krhash_double(0.5), 1152921504606846976);
    ck_assert_int_eq(krhash_double(0.1), 230584300921369408);
    ck_assert_int_eq(krhash_double(-3.75), -1729382256910270467);
    ck_assert_int_eq(krhash_double(1e300), 1224995262755759164);
    ck_assert_int_eq(krhash_double(5e-324), 16777216);
    ck_assert_int_eq(krhash_double(INFINITY), 314159);
    ck_assert_int_eq(krhash_double(-INFINITY), -314159);
    ck_assert_int_eq(krhash_int64(-1), -2);
    ck_assert_int_eq(krhash_int64((INT64_C(1) << 61) - 1), 0);
    ck_assert_int_eq(krhash_int64(INT64_MIN), -4);
    uint64_t big[3] = {1, 2, 3}; /* 1 + 2 * 2^64 + 3 * 2^128 */
    ck_assert_int_eq(krhash_limbs(big, 3, false), 1 + 2 * 8 + 3 * 64);
    ck_assert_int_eq(krhash_limbs(big, 3, true), -(1 + 2 * 8 + 3 * 64));
    uint64_t all[2] = {UINT64_MAX, UINT64_MAX}; /* 2^128 - 1 */
    ck_assert_int_eq(krhash_limbs(all, 2, false), 63);
    ck_assert_int_eq(krhash_limbs(all, 0, false), 0);
}
END_TEST

START_TEST(doubles_agree_with_ints)
{
    for (int e = 0; e < 300; e++) {
        uint64_t limbs[6] = {0};
        limbs[e / 64] = UINT64_C(1) << e % 64;
        ck_assert_int_eq(krhash_double(ldexp(1.0, e)), krhash_limbs(limbs, 6, false));
    }
}
END_TEST

START_TEST(sequences_depend_on_order)
{
    uint64_t ab = krhash_seq_add(krhash_seq_add(krhash_seq_start(), 1), 2);
    uint64_t ba = krhash_seq_add(krhash_seq_add(krhash_seq_start(), 2), 1);
    ck_assert(krhash_seq_finish(ab, 2) != krhash_seq_finish(ba, 2));
    ck_assert_int_eq((int64_t)krhash_seq_finish(ab, 2), INT64_C(-3550055125485641917)); /* CPython: hash((1, 2)) */
    uint64_t set = krhash_set_add(krhash_set_add(krhash_set_start(), 2), 1);
    ck_assert_int_eq((int64_t)krhash_set_finish(set, 2), INT64_C(-1826646154956904602)); /* hash(frozenset({1, 2})) */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hash");
    TCase *tc = tcase_create("hash");
    suite_add_tcase(suite, tc);
    tcase_add_test(tc, bytes_agree_with_the_script);
    tcase_add_test(tc, bytes_spread);
    tcase_add_test(tc, keyed_is_siphash_1_3);
    tcase_add_test(tc, numbers_as_in_python);
    tcase_add_test(tc, doubles_agree_with_ints);
    tcase_add_test(tc, sequences_depend_on_order);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
