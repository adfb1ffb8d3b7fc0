/* SPDX-License-Identifier: MIT
 * Tests of set algebra, against the bits of a word. */
#include "object/set.h"
#include "object/int.h"
#include "object/str.h"
#include "with_vm.h"

#include <stdio.h>

/* Keys 0 to 63 in three forms: int, str, and a float that equals the int. */
static KrValue make_key(int form, int k)
{
    char text[8];
    if (form == 1)
        return krvalue(krstr_new(vm, text, (size_t)snprintf(text, sizeof text, "k%d", k)));
    return form == 2 && k % 2 ? krdouble(k) : krsmall(k);
}

static KrSet *set_of(int form, uint64_t bits)
{
    KrSet *s = krset_new(vm, KR_T_set);
    for (int k = 63; k >= 0; k--)
        if (bits >> k & 1)
            ck_assert(krset_add(vm, s, make_key(form, k)));
    return s;
}

static void ck_assert_bits(KrSet *s, int form, uint64_t bits)
{
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(s->live, __builtin_popcountll(bits));
    for (int k = 0; k < 64; k++)
        ck_assert_int_eq(krset_contains(vm, s, make_key(form, k)), bits >> k & 1);
}

START_TEST(algebra)
{
    for (int round = 0; round < 1500; round++) {
        uint64_t x = next_random() & next_random(), y = next_random();
        if (round % 3 == 0)
            y &= next_random() & next_random() & next_random();
        KrSet *a = set_of(_i, x), *b = set_of(_i, y), *s;
        ck_assert_bits(krset_intersection(vm, a, krvalue(b), KR_T_set), _i, x & y);
        ck_assert_bits(krset_difference(vm, a, krvalue(b), KR_T_set), _i, x & ~y);
        s = krset_copy(vm, a, KR_T_set);
        ck_assert(krset_update(vm, s, krvalue(b)));
        ck_assert_bits(s, _i, x | y);
        s = krset_copy(vm, a, KR_T_set);
        ck_assert(krset_toggle(vm, s, krvalue(b)));
        ck_assert_bits(s, _i, x ^ y);
        s = krset_copy(vm, a, KR_T_set);
        ck_assert(krset_remove_all(vm, s, krvalue(b)));
        ck_assert_bits(s, _i, x & ~y);
        ck_assert_int_eq(krset_subset(vm, a, b), (x & ~y) == 0);
        ck_assert_int_eq(krset_superset(vm, a, krvalue(b)), (y & ~x) == 0);
        ck_assert_int_eq(krset_disjoint(vm, a, krvalue(b)), (x & y) == 0);
        ck_assert_int_eq(krset_equal(vm, a, b), x == y);
        ck_assert_int_eq(krset_equal(vm, a, krset_copy(vm, a, KR_T_frozenset)), 1);
    }
}
END_TEST

START_TEST(with_itself)
{
    KrSet *s = set_of(_i, 0xFF);
    ck_assert(krset_update(vm, s, krvalue(s)));
    ck_assert_bits(krset_intersection(vm, s, krvalue(s), KR_T_set), _i, 0xFF);
    ck_assert_int_eq(krset_disjoint(vm, s, krvalue(s)), 0);
    KrSet *copy = krset_copy(vm, s, KR_T_set);
    ck_assert(krset_remove_all(vm, copy, krvalue(copy)));
    ck_assert_bits(copy, _i, 0);
    ck_assert(krset_toggle(vm, s, krvalue(s)));
    ck_assert_bits(s, _i, 0);
}
END_TEST

START_TEST(equal_sets_hash_equal)
{
    for (int round = 0; round < 500; round++) {
        uint64_t bits = next_random() & next_random();
        KrSet *s = krset_copy(vm, set_of(0, bits), KR_T_frozenset);
        KrSet *t = krset_copy(vm, set_of(2, bits | 1 << 5), KR_T_set);
        if (!(bits >> 5 & 1))
            ck_assert_int_eq(krset_discard(vm, t, krsmall(5)), 1);
        ck_assert_uint_eq(krset_hash(s), krset_hash(krset_copy(vm, t, KR_T_frozenset)));
    }
}
END_TEST

int main(void)
{
    TCase *tc = vm_case("set");
    tcase_add_loop_test(tc, algebra, 0, 3);
    tcase_add_loop_test(tc, with_itself, 0, 3);
    tcase_add_test(tc, equal_sets_hash_equal);
    return vm_run(tc);
}
