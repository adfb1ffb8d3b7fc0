/* SPDX-License-Identifier: MIT
 * Tests of range: its length and items near the limits of the two integer tiers. */
#include "object/int.h"
#include "object/seq.h"
#include "with_vm.h"

static KrRange *range(KrValue start, KrValue stop, KrValue step)
{
    KrValue r = krrange_new(vm, start, stop, step);
    ck_assert_uint_ne(r, KR_RAISED);
    return (KrRange *)kras_obj(r);
}

static KrValue big(int64_t i)
{
    return krint_from(vm, i);
}

/* All items by the iterator, compared with start + i * step in 128 bits. */
static void ck_assert_items(int64_t start, int64_t stop, int64_t step)
{
    KrRange *r = range(big(start), big(stop), big(step));
    KrValue it = krrange_iter(vm, r);
    int64_t count = 0;
    for (__int128 v = start; step > 0 ? v < stop : v > stop; v += step, count++)
        ck_assert_int_eq(krobj_eq(vm, krobj_next(vm, it), krint_from_i128(vm, v)), 1);
    ck_assert_uint_eq(krobj_next(vm, it), KR_EMPTY);
    ck_assert_uint_eq(r->length, krsmall(count));
}

START_TEST(items)
{
    for (int64_t start = -7; start < 8; start++)
        for (int64_t stop = -7; stop < 8; stop++)
            for (int64_t step = -4; step < 5; step++)
                if (step)
                    ck_assert_items(start, stop, step);
    ck_assert_items(KR_INT_MAX - 3, KR_INT_MAX + 5, 2);
    ck_assert_items(INT64_MAX - 10, INT64_MAX, 3);
    ck_assert_items(INT64_MIN + 10, INT64_MIN, -4);
    ck_assert_items(INT64_MIN, INT64_MAX, INT64_MAX);
    ck_assert_items(INT64_MAX, INT64_MIN, INT64_MIN);
}
END_TEST

START_TEST(beyond_int64)
{
    KrValue huge = krint_lshift(vm, krsmall(1), krsmall(80));
    KrRange *r = range(krsmall(0), huge, krsmall(1));
    ck_assert_int_eq(krobj_eq(vm, r->length, huge), 1);
    ck_assert_int_eq(krobj_contains(vm, krvalue(r), krint_sub(vm, huge, krsmall(1))), 1);
    ck_assert_int_eq(krobj_contains(vm, krvalue(r), huge), 0);
    KrValue last = krobj_getitem(vm, krvalue(r), krsmall(-1));
    ck_assert_int_eq(krobj_eq(vm, last, krint_sub(vm, huge, krsmall(1))), 1);
    ck_assert_int_eq(krobj_len(vm, krvalue(r)), -1);
    ck_assert(krpending_is(vm, KR_T_OverflowError));
    krpending_clear(vm);
    KrValue it = krrange_iter(vm, range(huge, krint_add(vm, huge, krsmall(4)), krsmall(2)));
    ck_assert_int_eq(krobj_eq(vm, krobj_next(vm, it), huge), 1);
    ck_assert_int_eq(krobj_eq(vm, krobj_next(vm, it), krint_add(vm, huge, krsmall(2))), 1);
    ck_assert_uint_eq(krobj_next(vm, it), KR_EMPTY);
    /* the step after the last item would leave int64 */
    ck_assert_items(INT64_MAX - 1, INT64_MAX, 2);
}
END_TEST

START_TEST(equality)
{
    KrRange *a = range(krsmall(0), krsmall(10), krsmall(3)),
            *b = range(krsmall(0), krsmall(12), krsmall(3));
    ck_assert_int_eq(krobj_eq(vm, krvalue(a), krvalue(b)), 1);
    uint64_t x, y;
    ck_assert(krobj_hash(vm, krvalue(a), &x) && krobj_hash(vm, krvalue(b), &y));
    ck_assert_uint_eq(x, y);
    a = range(krsmall(5), krsmall(5), krsmall(1));
    b = range(krsmall(9), krsmall(1), krsmall(7));
    ck_assert_int_eq(krobj_eq(vm, krvalue(a), krvalue(b)), 1);
    b = range(krsmall(5), krsmall(6), krsmall(1));
    ck_assert_int_eq(krobj_eq(vm, krvalue(a), krvalue(b)), 0);
}
END_TEST

int main(void)
{
    TCase *tc = vm_case("range");
    tcase_add_test(tc, items);
    tcase_add_test(tc, beyond_int64);
    tcase_add_test(tc, equality);
    return vm_run(tc);
}
