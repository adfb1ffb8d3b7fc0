/* SPDX-License-Identifier: MIT
 * What a VM and the modules that most programs import take. */
#include "host.h"

static size_t live_bytes(kr_vm *vm)
{
    kr_stats s = {.size = sizeof s};
    kr_collect(vm);
    kr_get_stats(vm, &s);
    CHECK(s.live_bytes > 0 && s.live_bytes <= s.bytes && s.bytes <= s.peak_bytes, "%zu of %zu, %zu at most", s.live_bytes, s.bytes, s.peak_bytes);
    return s.live_bytes;
}

int main(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    kr_stats s = {.size = sizeof s};
    kr_get_stats(vm, &s);
    printf("a new VM: %zu KiB from the allocator\n", s.bytes / 1024);
    CHECK(s.bytes <= 64 * 1024, "%zu bytes", s.bytes);
    host_ok(vm, "x = 1");
    size_t idle = live_bytes(vm);
    host_ok(vm, "import asyncio, json, re, dataclasses");
    size_t added = live_bytes(vm) - idle;
    printf("an idle VM: %zu KiB; asyncio, json, re and dataclasses add %zu KiB\n", idle / 1024, added / 1024);
    CHECK(added > 10000 && added <= 150 * 1024, "%zu bytes", added);
    host_ok(vm, "y = 'x' * 1000000");
    CHECK(live_bytes(vm) - idle - added - 1000000 < 20000, "a string of a million");
    kr_free(vm);
    return host_status("footprint");
}
