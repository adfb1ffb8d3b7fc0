/* SPDX-License-Identifier: MIT
 * Tests of list's storage, slices and sort. */
#include "object/list.h"
#include "object/int.h"
#include "object/str.h"
#include "with_vm.h"

#include <stdio.h>

static KrList *numbers(int64_t from, int64_t to)
{
    KrList *l = krlist_new(vm, NULL, 0);
    for (; from < to; from++)
        ck_assert(krlist_append(vm, l, krsmall(from)));
    return l;
}

static KrValue item(const KrList *l, size_t i)
{
    ck_assert_uint_lt(i, l->n);
    return l->items->at[i];
}

START_TEST(append_insert_pop)
{
    KrList *l = krlist_new(vm, NULL, 0);
    ck_assert(krlist_insert(vm, l, 5, krsmall(2)));
    ck_assert(krlist_insert(vm, l, -9, krsmall(0)));
    ck_assert(krlist_insert(vm, l, 1, krsmall(1)));
    ck_assert(krlist_insert(vm, l, -1, krsmall(7)));
    ck_assert_uint_eq(l->n, 4);
    ck_assert_uint_eq(krlist_pop(vm, l, 2), krsmall(7));
    for (int64_t i = 0; i < 3; i++)
        ck_assert_uint_eq(item(l, (size_t)i), krsmall(i));
    ck_assert_uint_eq(krlist_pop(vm, l, 3), KR_RAISED);
    ck_assert(krpending_is(vm, KR_T_IndexError));
    krpending_clear(vm);
    ck_assert_uint_eq(krlist_pop(vm, l, -3), krsmall(0));
}
END_TEST

START_TEST(room_is_given_back)
{
    KrList *l = numbers(0, 100000);
    while (l->n > 10)
        ck_assert_uint_eq(krlist_pop(vm, l, -1), krsmall((int64_t)l->n));
    ck_assert_uint_le(l->items->cap, 128);
    ck_assert(krlist_extend(vm, l, krvalue(l)));
    ck_assert_uint_eq(l->n, 20);
    ck_assert_uint_eq(item(l, 19), krsmall(9));
}
END_TEST

static KrValue random_bound(void)
{
    return next_random() % 4 == 0 ? KR_NONE : krsmall((int64_t)(next_random() % 30) - 15);
}

/* The indices that a slice selects, by stepping. */
static size_t select_indices(const KrSlice *s, int64_t n, int64_t *out)
{
    int64_t step = s->step == KR_NONE ? 1 : kras_int(s->step);
    int64_t start = s->start == KR_NONE ? (step > 0 ? 0 : n - 1) : kras_int(s->start);
    int64_t stop = s->stop == KR_NONE ? (step > 0 ? n : -1) : kras_int(s->stop);
    if (s->start != KR_NONE && start < 0)
        start += n;
    if (s->stop != KR_NONE && stop < 0)
        stop = stop + n < -1 ? -1 : stop + n;
    size_t count = 0;
    for (int64_t i = start; step > 0 ? i < stop && i < n : i > stop && i >= 0; i += step)
        if (i >= 0 && i < n)
            out[count++] = i;
    return count;
}

static KrSlice *random_slice(void)
{
    int64_t step = (int64_t)(next_random() % 9) - 4;
    KrValue slice = krslice_new(vm, random_bound(), random_bound(), step ? krsmall(step) : KR_NONE);
    return (KrSlice *)kras_obj(slice);
}

/* Bounds that lie before the first item are moved into the sequence before stepping begins. */
static bool starts_inside(const KrSlice *s, int64_t n)
{
    int64_t step = s->step == KR_NONE ? 1 : kras_int(s->step);
    if (s->start == KR_NONE || step == 1)
        return true;
    int64_t start = kras_int(s->start);
    return start >= -n && start < n;
}

START_TEST(slices_taken_and_deleted)
{
    for (int round = 0; round < 20000; round++) {
        int64_t n = (int64_t)(next_random() % 12), chosen[32];
        KrSlice *s = random_slice();
        if (!starts_inside(s, n))
            continue;
        size_t count = select_indices(s, n, chosen);
        KrList *l = numbers(0, n), *part = kras_list(krlist_get_slice(vm, l, s));
        ck_assert_uint_eq(part->n, count);
        for (size_t i = 0; i < count; i++)
            ck_assert_uint_eq(item(part, i), krsmall(chosen[i]));
        ck_assert(krlist_delete_slice(vm, l, s));
        ck_assert_uint_eq(l->n, (size_t)n - count);
        size_t at = 0;
        for (int64_t i = 0; i < n; i++) {
            bool gone = false;
            for (size_t j = 0; j < count; j++)
                gone |= chosen[j] == i;
            if (!gone)
                ck_assert_uint_eq(item(l, at++), krsmall(i));
        }
    }
}
END_TEST

START_TEST(slices_replaced)
{
    for (int64_t n = 0; n < 9; n++)
        for (int64_t start = 0; start <= n; start++)
            for (int64_t stop = start; stop <= n; stop++)
                for (int64_t more = 0; more < 9; more++) {
                    KrList *l = numbers(0, n);
                    KrValue slice = krslice_new(vm, krsmall(start), krsmall(stop), KR_NONE);
                    KrValue source = krvalue(numbers(100, 100 + more));
                    ck_assert(krlist_set_slice(vm, l, (KrSlice *)kras_obj(slice), source));
                    ck_assert_uint_eq(l->n, (size_t)(start + more + n - stop));
                    for (int64_t i = 0; i < (int64_t)l->n; i++) {
                        int64_t v = i < start          ? i
                                    : i < start + more ? 100 + i - start
                                                       : i - start - more + stop;
                        ck_assert_uint_eq(item(l, (size_t)i), krsmall(v));
                    }
                }
}
END_TEST

/* ---- sort ------------------------------------------------------------------------------------ */

typedef enum Kind { INTS, FLOATS, STRS, PAIRS, MIXED, KINDS } Kind;

static int64_t pattern(int which, int64_t i, int64_t n)
{
    switch (which) {
    case 0:
        return (int64_t)(next_random() % (uint64_t)(n + 1));
    case 1:
        return i;
    case 2:
        return -i;
    case 3:
        return i % 2 ? i : -i;
    case 4:
        return (int64_t)(next_random() % 4);
    case 5:
        return i < n / 2 ? 2 * i : 2 * (i - n / 2) + 1;
    default:
        return i % (1 + n / 7);
    }
}

static KrValue make_item(Kind kind, int64_t key, int64_t serial)
{
    char text[24];
    switch (kind) {
    case INTS:
        return krsmall(key);
    case FLOATS:
        return krdouble((double)key / 3);
    case STRS:
        return krvalue(krstr_new(vm, text, (size_t)snprintf(text, sizeof text, "%d", (int)key)));
    case PAIRS:
        return krvalue(krtuple_of(vm, 2, krsmall(key % 10), krsmall(serial)));
    default:
        return serial % 2 ? krsmall(key) : krdouble((double)key);
    }
}

/* In order, nothing lost, and equal items (told apart by their bits) as they were. */
static void ck_assert_sorted(KrList *l, const KrValue *before, bool reverse)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < l->n; i++) {
        sum += item(l, i) * UINT64_C(0x9E3779B97F4A7C15) - before[i] * UINT64_C(0x9E3779B97F4A7C15);
        if (i)
            ck_assert_int_eq(reverse ? krobj_lt(vm, item(l, i - 1), item(l, i))
                                     : krobj_lt(vm, item(l, i), item(l, i - 1)),
                             0);
    }
    ck_assert_uint_eq(sum, 0);
}

START_TEST(sorts)
{
    static const int64_t sizes[] = {0, 1, 2, 3, 31, 64, 65, 100, 1000, 4000};
    for (size_t size = 0; size < KR_COUNT(sizes); size++)
        for (int which = 0; which < 7; which++)
            for (int reverse = 0; reverse < 2; reverse++) {
                KrList *l = krlist_new(vm, NULL, 0);
                for (int64_t i = 0; i < sizes[size]; i++)
                    ck_assert(krlist_append(
                        vm, l, make_item((Kind)_i, pattern(which, i, sizes[size]), i)));
                KrValues *before = krheap_values(vm, l->n + 1);
                if (l->n)
                    memcpy(before->at, l->items->at, l->n * sizeof(KrValue));
                ck_assert(krlist_sort(vm, l, KR_EMPTY, reverse));
                ck_assert_uint_eq(l->n, (size_t)sizes[size]);
                ck_assert_sorted(l, before->at, reverse);
            }
}
END_TEST

/* 2.0 and 2 are equal, but not the same bits. */
START_TEST(sort_is_stable)
{
    for (int reverse = 0; reverse < 2; reverse++) {
        KrList *l = krlist_new(vm, NULL, 0);
        for (int64_t i = 0; i < 3000; i++)
            ck_assert(krlist_append(vm, l, i % 2 ? krsmall(i % 5) : krdouble((double)(i % 5))));
        ck_assert(krlist_sort(vm, l, KR_EMPTY, reverse));
        for (size_t i = 1; i < l->n; i++) { /* i and i + 5 differ in kind, so the kinds alternate */
            if (krobj_eq(vm, item(l, i - 1), item(l, i)) == 1)
                ck_assert_int_ne(kris_int(item(l, i - 1)), kris_int(item(l, i)));
        }
    }
}
END_TEST

START_TEST(sort_fails_with_all_items_left)
{
    KrList *l = numbers(0, 500);
    ck_assert(krlist_append(vm, l, KR_NONE));
    ck_assert(krlist_append(vm, l, krsmall(-1)));
    ck_assert(!krlist_sort(vm, l, KR_EMPTY, false));
    ck_assert(krpending_is(vm, KR_T_TypeError));
    krpending_clear(vm);
    ck_assert_uint_eq(l->n, 502);
    int64_t sum = 0;
    for (size_t i = 0; i < l->n; i++)
        sum += item(l, i) == KR_NONE ? 1000000 : kras_int(item(l, i));
    ck_assert_int_eq(sum, 1000000 - 1 + 499 * 500 / 2);
}
END_TEST

int main(void)
{
    TCase *tc = vm_case("list");
    tcase_add_test(tc, append_insert_pop);
    tcase_add_test(tc, room_is_given_back);
    tcase_add_test(tc, slices_taken_and_deleted);
    tcase_add_test(tc, slices_replaced);
    tcase_add_loop_test(tc, sorts, 0, KINDS);
    tcase_add_test(tc, sort_is_stable);
    tcase_add_test(tc, sort_fails_with_all_items_left);
    return vm_run(tc);
}
