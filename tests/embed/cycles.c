/* SPDX-License-Identifier: MIT
 * A hundred thousand VMs, one after the other: made, used, freed. The process does not grow. */
#include "host.h"

#include <unistd.h>

/* Sanitizers keep what is freed, and are slow: there the count is small, and no size is compared. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { CYCLES = 500, EXACT = 0 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { CYCLES = 500, EXACT = 0 };
#else
enum { CYCLES = 100000, EXACT = 1 };
#endif
#else
enum { CYCLES = 100000, EXACT = 1 };
#endif

enum { WARM_UP = CYCLES / 100, MOST_GROWTH = 256 /* KiB */, MOST_SECONDS = 40 /* on a machine that has much else to do */ };

static long resident_kib(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    CHECK(f && fscanf(f, "%*d %ld", &pages) == 1, "statm");
    if (f)
        fclose(f);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static bool cycle(int64_t i)
{
    static const char text[] = "a = {'k': [n, str(n)]}\nclass A:\n  def f(self): return a['k'][0]\n";
    kr_vm *vm = kr_new(NULL, NULL);
    int64_t answer = -1;
    bool ok = vm && kr_setattr(vm, kr_main(vm), "n", kr_int(vm, i));
    ok = ok && !kr_failed(kr_run(vm, kr_compile(vm, text, sizeof text - 1, "<host>", KR_EXEC), kr_main(vm)));
    ok = ok && kr_as_int(vm, kr_run(vm, kr_compile(vm, "A().f()", 7, "<host>", KR_EVAL), kr_main(vm)), &answer);
    kr_free(vm);
    return ok && answer == i;
}

int main(void)
{
    long warm = 0, most = 0;
    int failed = 0, n = 0;
    double start = host_now();
    for (int i = 0; i < CYCLES && host_now() - start < MOST_SECONDS; i++) {
        failed += !cycle(i);
        n++;
        if (i < WARM_UP || i % WARM_UP)
            continue;
        long now = resident_kib();
        warm = warm ? warm : now;
        most = now > most ? now : most;
    }
    printf("%d VMs: %.1f us each, %ld KiB at first, %ld at most\n", n, (host_now() - start) / n * 1e6, warm, most);
    CHECK(failed == 0 && n > 2 * WARM_UP, "%d of %d cycles", failed, n);
    CHECK(!EXACT || most - warm <= MOST_GROWTH, "%ld KiB, then %ld", warm, most);
    return host_status("cycles");
}
