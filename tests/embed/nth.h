/* SPDX-License-Identifier: MIT
 * Runs a host's work with an allocation that fails, once for each number N: it must say MemoryError, and leave no byte behind. */
#ifndef KR_TESTS_EMBED_NTH_H
#define KR_TESTS_EMBED_NTH_H

#include "host.h"

typedef struct NthMemory {
    size_t bytes, count, fail;
    bool onwards; /* all from the Nth on fail */
} NthMemory;

static void *nth_allocate(void *user, void *p, size_t old, size_t size, size_t align)
{
    NthMemory *m = user;
    if (size == 0) {
        free(p);
        m->bytes -= p ? old : 0;
        return NULL;
    }
    m->count++;
    if (m->fail && (m->onwards ? m->count >= m->fail : m->count == m->fail))
        return NULL;
    void *q = align <= 16 ? realloc(p, size) : aligned_alloc(align, (size + align - 1) & ~(align - 1));
    if (!q)
        return NULL;
    if (align > 16 && p) {
        memcpy(q, p, old < size ? old : size);
        free(p);
    }
    m->bytes += size - (p ? old : 0);
    return q;
}

/* `work` gives false with an exception pending if it failed. Allocations of kr_new() itself do not fail here. */
static size_t nth_run(const char *name, bool (*work)(kr_vm *vm), size_t n, bool onwards)
{
    NthMemory m = {0};
    kr_config config = {.size = sizeof config, .alloc = nth_allocate, .alloc_user = &m};
    kr_error e = {.size = sizeof e};
    kr_vm *vm = kr_new(&config, NULL);
    m.count = 0;
    m.fail = n;
    m.onwards = onwards;
    bool done = work(vm);
    size_t count = m.count;
    m.fail = 0;
    bool told = kr_catch(vm, &e);
    if (!done || told)
        CHECK(!done && told && e.kind == KR_KIND_OOM && n, "%s, N %zu: %d %d\n%s", name, n, done, told, told ? e.text : "");
    kr_free(vm);
    CHECK(m.bytes == 0, "%s, N %zu: %zu bytes left", name, n, m.bytes);
    return count;
}

__attribute__((unused)) static void nth_sweep(const char *name, bool (*work)(kr_vm *vm))
{
    size_t count = nth_run(name, work, 0, false), most = getenv("KRAIT_TEST_ALL") ? count : 150;
    size_t step = count > most ? count / most : 1;
    for (size_t n = 1; n <= count && atomic_load(&host_failures) < 5; n += step) {
        nth_run(name, work, n, false);
        nth_run(name, work, n, true);
    }
}

#endif
