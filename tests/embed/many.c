/* SPDX-License-Identifier: MIT
 * A thousand VMs at once; 64 threads that make, use and free VMs; bytes that come back to the host's allocator. */
#include "host.h"

#include <pthread.h>

typedef struct Count {
    size_t bytes, blocks;
} Count;

static void *counting(void *user, void *p, size_t old, size_t size, size_t align)
{
    Count *c = user;
    void *q = NULL;
    if (size && posix_memalign(&q, align < 16 ? 16 : align, size))
        return NULL;
    if (q && p)
        memcpy(q, p, old < size ? old : size);
    free(p);
    c->bytes += size - old;
    c->blocks += (size_t)(size != 0) - (p != NULL);
    return q;
}

static const char program[] =
    "import json, re\nclass A:\n  def __del__(self): pass\n"
    "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
    "x = [A() for i in range(100)]\nassert fib(12) == 144\nassert json.loads('[1, {}]') == [1, {}]\n"
    "assert re.sub('a+', 'b', 'caat') == 'cbt'\ndef g():\n  yield 1\nit = g()\nnext(it)\ny = 'x' * 100000 + str(7 ** 5000)[:3]\n";

static void test_bytes(void)
{
    Count count = {0, 0};
    kr_config config = {.size = sizeof config, .alloc = counting, .alloc_user = &count};
    for (int i = 0; i < 3; i++) {
        kr_vm *vm = kr_new(&config, NULL);
        kr_stats s = {.size = sizeof s};
        host_ok(vm, program);
        kr_get_stats(vm, &s);
        CHECK(s.bytes == count.bytes, "%zu counted, %zu given out", s.bytes, count.bytes);
        kr_free(vm);
        CHECK(count.bytes == 0 && count.blocks == 0, "%zu bytes in %zu blocks stay", count.bytes, count.blocks);
    }
}

static void test_thousand(void)
{
    static kr_vm *vms[1000];
    double start = host_now();
    size_t bytes = 0;
    for (int i = 0; i < 1000; i++) {
        vms[i] = kr_new(NULL, NULL);
        CHECK(vms[i], "VM %d", i);
        char text[64];
        snprintf(text, sizeof text, "x = %d", i);
        host_ok(vms[i], text);
    }
    for (int i = 0; i < 1000; i++) {
        kr_stats s = {.size = sizeof s};
        kr_get_stats(vms[i], &s);
        bytes += s.bytes;
        CHECK(host_int(vms[i], "x") == i, "VM %d", i);
    }
    printf("1000 VMs: %.1f us and %.1f KiB each\n", (host_now() - start) * 1e3, (double)bytes / 1000 / 1024);
    for (int i = 0; i < 1000; i++)
        kr_free(vms[i]);
}

static void *use_vms(void *unused)
{
    for (int i = 0; i < 10; i++) {
        kr_vm *vm = kr_new(NULL, NULL);
        CHECK(vm, "kr_new");
        host_ok(vm, program);
        kr_free(vm);
    }
    return unused;
}

static void test_threads(void)
{
    pthread_t threads[64];
    for (int i = 0; i < 64; i++)
        CHECK(!pthread_create(&threads[i], NULL, use_vms, NULL), "thread %d", i);
    for (int i = 0; i < 64; i++)
        pthread_join(threads[i], NULL);
}

int main(void)
{
    test_bytes();
    test_thousand();
    test_threads();
    return host_status("many");
}
