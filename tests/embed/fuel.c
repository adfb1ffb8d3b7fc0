/* SPDX-License-Identifier: MIT
 * Fuel is deterministic: each program of bench/ spends the same in five VMs. A line for each says how much, which
 * scripts/run_tests.py compares between the builds: compilers and collections make no difference. */
#include "bench.h"

/* What a network does is not the same each time. */
static bool is_repeatable(const Bench *b)
{
    return strcmp(b->name, "asyncio_streams.py") != 0;
}

static uint64_t fuel_of(const Bench *b, const char *size)
{
    kr_vm *vm = kr_new(NULL, NULL);
    kr_stats s = {.size = sizeof s};
    CHECK(vm, "kr_new");
    if (!vm)
        return 0;
    free(bench_run(vm, b, size));
    kr_get_stats(vm, &s);
    kr_free(vm);
    return s.fuel;
}

int main(void)
{
    bench_load();
    for (int i = 0; i < nbench; i++) {
        if (!is_repeatable(&bench[i]))
            continue;
        uint64_t first = fuel_of(&bench[i], "3");
        CHECK(first > 1000, "%s spends %llu", bench[i].name, (unsigned long long)first);
        for (int again = 0; again < 4; again++) {
            uint64_t fuel = fuel_of(&bench[i], "3");
            CHECK(fuel == first, "%s: %llu and %llu", bench[i].name, (unsigned long long)first, (unsigned long long)fuel);
        }
        printf("fuel %s %llu\n", bench[i].name, (unsigned long long)first);
    }
    bench_unload();
    return host_status("fuel");
}
