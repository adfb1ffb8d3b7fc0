/* SPDX-License-Identifier: MIT
 * Tests of the heap: cells of all sizes, what keeps a cell alive, what does not, and collections that are given up. */
#include "base/clock.h"
#include "object/heap.h"
#include "with_vm.h"

/* An address that the collector does not recognise. */
static uintptr_t hide(const void *p)
{
    return ~(uintptr_t)p;
}

static bool lives(uintptr_t hidden)
{
    return krheap_find(&vm->heap, ~hidden) == (KrObj *)~hidden;
}

START_TEST(cells_of_all_sizes)
{
    static const size_t large[] = {KR_CELL_MAX, KR_CELL_MAX + 1, 16 << 10, (16 << 10) - 1, 100000, 524288 - 40, 524288, 1 << 20};
    for (size_t i = 0; i < 600 + KR_COUNT(large); i++) {
        size_t size = i < 600 ? sizeof(KrRaw) + i * 7 : large[i - 600];
        char *p = krheap_new(vm, KR_T_raw_cell, size);
        ck_assert_ptr_nonnull(p);
        ck_assert_uint_eq((uintptr_t)p % 16, 0);
        for (size_t k = sizeof(KrObj); k < size; k++)
            ck_assert_int_eq(p[k], 0);
        ck_assert_ptr_eq(krheap_find(&vm->heap, (uintptr_t)p + size / 2), p);
        ck_assert_ptr_eq(krheap_find(&vm->heap, (uintptr_t)p + size - 1), p);
        ck_assert_uint_ge(krheap_cell_size(&vm->heap, p), size);
        memset(p + sizeof(KrObj), 0xA5, size - sizeof(KrObj));
    }
    KrRaw *raw = krheap_raw(vm, 48); /* with a byte behind the end */
    ck_assert_ptr_eq(krheap_find(&vm->heap, (uintptr_t)(raw->data + 48)), raw);
}
END_TEST

static KR_NOINLINE uintptr_t make_garbage(size_t size)
{
    return hide(krheap_new(vm, KR_T_raw_cell, size));
}

/* Words that calls before left on the stack. */
static KR_NOINLINE void wipe_stack(void)
{
    char room[8192];
    memset(room, 0, sizeof room);
    __asm__ volatile("" : : "r"(room) : "memory");
}

START_TEST(what_is_reachable_lives)
{
    KrRoot root;
    KrValues *all = krheap_values(vm, 3000);
    krheap_root(vm, &root, krvalue(all));
    uintptr_t garbage[300];
    vm->heap.disabled = 1; /* or the place of garbage would be taken by something else */
    for (size_t i = 0; i < all->cap; i++) {
        KrRaw *raw = krheap_raw(vm, 1 + i % 5000);
        raw->data[0] = (char)i;
        KR_STORE_PTR(vm, all, &all->at[i], raw);
        if (i % 10 == 0)
            garbage[i / 10] = make_garbage(32 + i);
    }
    vm->heap.disabled = 0;
    wipe_stack();
    krheap_collect(vm);
    for (size_t i = 0; i < all->cap; i++)
        ck_assert_int_eq(((KrRaw *)kras_obj(all->at[i]))->data[0], (char)i);
    size_t left = 0;
    for (size_t i = 0; i < KR_COUNT(garbage); i++)
        left += lives(garbage[i]);
    ck_assert_uint_le(left, 10); /* what old words of the stack still show */
    krheap_unroot(&root);
}
END_TEST

START_TEST(words_on_the_stack_keep_alive)
{
    KrRaw *raw = krheap_raw(vm, 100);
    uintptr_t hidden = hide(raw);
    char *volatile behind = raw->data + 100; /* nothing but a pointer past its end */
    raw = NULL;
    wipe_stack();
    krheap_collect(vm);
    ck_assert(lives(hidden));
    ck_assert_ptr_nonnull(behind);
}
END_TEST

#ifdef __x86_64__
START_TEST(registers_keep_alive)
{
    void *p = krheap_new(vm, KR_T_raw_cell, 64);
    uintptr_t hidden = hide(p);
    __asm__ volatile("" : "+b"(p)); /* a register that belongs to the caller of the collector */
    krheap_collect(vm);
    __asm__ volatile("" : "+b"(p));
    ck_assert(lives(hidden));
}
END_TEST
#endif

/* When the deadline passes, a collection that allocation began has no effect, and the next charge looks at the clock. */
START_TEST(late_collections_are_given_up)
{
    uintptr_t garbage = make_garbage(400);
    uint64_t before = vm->heap.collections;
    wipe_stack();
    vm->limits.deadline = krclock_monotonic() - 1;
    krheap_collect_in_time(vm);
    ck_assert_uint_eq(vm->heap.collections, before);
    ck_assert(lives(garbage));
    ck_assert(!krcharge(vm, 1));
    ck_assert(krpending_is(vm, KR_T_TimeoutError));
    krpending_clear(vm);
    vm->limits.deadline = INT64_MAX;
    before = vm->heap.collections;
    krheap_collect_in_time(vm);
    ck_assert_uint_eq(vm->heap.collections, before + 1);
}
END_TEST

/* Cells are used again, whatever was collected when. */
START_TEST(random_lives)
{
    enum { ROOTS = 400 };
    static KrRoot roots[ROOTS];
    static size_t sizes[ROOTS];
    memset(roots, 0, sizeof roots);
    for (int step = 0; step < 8000; step++) {
        size_t i = next_random() % ROOTS;
        if (roots[i].link) {
            KrRaw *raw = (KrRaw *)kras_obj(roots[i].value);
            ck_assert_uint_eq(raw->size, sizes[i]);
            ck_assert_int_eq(raw->data[0], (char)i);
            ck_assert_int_eq(raw->data[sizes[i] - 1], (char)i);
            krheap_unroot(&roots[i]);
        }
        sizes[i] = 1 + next_random() % (step % 50 ? 700 : 100000);
        KrRaw *raw = krheap_raw(vm, sizes[i]);
        memset(raw->data, (int)i, sizes[i]);
        krheap_root(vm, &roots[i], krvalue(raw));
        if (step % 499 == 0)
            krheap_collect(vm);
    }
    for (size_t i = 0; i < ROOTS; i++)
        krheap_unroot(&roots[i]);
}
END_TEST

int main(void)
{
    TCase *tc = vm_case("heap");
    tcase_add_test(tc, cells_of_all_sizes);
    tcase_add_test(tc, what_is_reachable_lives);
    tcase_add_test(tc, words_on_the_stack_keep_alive);
#ifdef __x86_64__
    tcase_add_test(tc, registers_keep_alive);
#endif
    tcase_add_test(tc, late_collections_are_given_up);
    tcase_add_test(tc, random_lives);
    return vm_run(tc);
}
