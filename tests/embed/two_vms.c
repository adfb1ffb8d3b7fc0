/* SPDX-License-Identifier: MIT
 * VMs in threads of their own share nothing that is written: two run all programs of bench/ at once, 64 are made, used and
 * freed at once. ThreadSanitizer looks on in the build tsan. */
#include "bench.h"

#include <pthread.h>

enum { THREADS = 64 };

typedef struct Runner {
    pthread_t thread;
    char *answers[BENCH_MAX];
} Runner;

static void *run_all(void *user)
{
    Runner *r = user;
    for (int i = 0; i < nbench; i++) {
        kr_vm *vm = host_vm();
        r->answers[i] = vm ? bench_run(vm, &bench[i], "10") : NULL;
        kr_free(vm);
    }
    return NULL;
}

/* The same programs at the same time, with the same answers. */
static void test_two(void)
{
    Runner two[2];
    for (int i = 0; i < 2; i++)
        CHECK(!pthread_create(&two[i].thread, NULL, run_all, &two[i]), "thread %d", i);
    for (int i = 0; i < 2; i++)
        pthread_join(two[i].thread, NULL);
    for (int i = 0; i < nbench; i++) {
        const char *a = two[0].answers[i], *b = two[1].answers[i];
        CHECK(a && b && !strcmp(a, b), "%s: %s and %s", bench[i].name, a, b);
        free(two[0].answers[i]);
        free(two[1].answers[i]);
    }
}

/* A VM made by one thread, run by another, interrupted by a third. */
static void *run_for_ever(void *vm)
{
    kr_error e = {.size = sizeof e};
    CHECK(kr_failed(host_run(vm, "while True: pass", KR_EXEC)) && kr_catch(vm, &e) && e.kind == KR_KIND_INTERRUPT, "%d", e.kind);
    return NULL;
}

static void test_handed_over(void)
{
    kr_vm *vm = host_vm();
    pthread_t thread;
    host_ok(vm, "x = 5");
    CHECK(!pthread_create(&thread, NULL, run_for_ever, vm), "no thread");
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    kr_interrupt(vm, KR_INTERRUPT);
    pthread_join(thread, NULL);
    CHECK(host_int(vm, "x") == 5, "x");
    kr_free(vm);
}

static void *use_vms(void *user)
{
    const Bench *b = user;
    for (int i = 0; i < 3; i++) {
        kr_vm *vm = host_vm();
        CHECK(vm, "kr_new");
        char *answer = vm ? bench_run(vm, b, "1") : NULL;
        free(answer);
        kr_free(vm);
    }
    return NULL;
}

static void test_many(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        CHECK(!pthread_create(&threads[i], NULL, use_vms, &bench[i % nbench]), "thread %d", i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

int main(void)
{
    bench_load();
    test_two();
    test_handed_over();
    test_many();
    bench_unload();
    return host_status("two_vms");
}
