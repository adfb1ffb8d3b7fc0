/* SPDX-License-Identifier: MIT
 * A VM for each test of what object/ holds, random numbers, and the frame of a test program. */
#ifndef KR_TESTS_WITH_VM_H
#define KR_TESTS_WITH_VM_H

#include "vm/vm.h"

#include <check.h>
#include <stdlib.h>

static KrVm *vm;
static uint64_t random_state;

/* xorshift64: the same numbers in every run. */
__attribute__((unused)) static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    return random_state ^= random_state << 17;
}

/* The test's frame lies below this one, so the collector is told of this function's caller. */
static void vm_set_up(void)
{
    random_state = UINT64_C(88172645463325252);
    vm = krvm_new(NULL);
    ck_assert_ptr_nonnull(vm);
    krvm_enter(vm);
}

static void vm_tear_down(void)
{
    ck_assert_uint_eq(vm->exec->pending, KR_EMPTY);
    krvm_leave(vm);
    krvm_free(vm);
}

static TCase *vm_case(const char *name)
{
    TCase *tc = tcase_create(name);
    tcase_add_checked_fixture(tc, vm_set_up, vm_tear_down);
    tcase_set_timeout(tc, 60);
    return tc;
}

static int vm_run(TCase *tc)
{
    Suite *suite = suite_create("object");
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

#endif
