/* SPDX-License-Identifier: MIT
 * The counting allocator and its default port, the C library. */
#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

static void *libc_port(void *user, void *p, size_t old, size_t size, size_t align)
{
    (void)user;
    if (size == 0) {
        free(p);
        return NULL;
    }
    if (align <= 16)
        return realloc(p, size);
    void *q = aligned_alloc(align, (size + align - 1) & ~(align - 1));
    if (q && p) {
        memcpy(q, p, old < size ? old : size);
        free(p);
    }
    return q;
}

void kralloc_init(KrAlloc *a)
{
    *a = (KrAlloc){.fn = libc_port, .limit = SIZE_MAX};
}

static void *resize(KrAlloc *a, void *p, size_t old, size_t n, size_t align)
{
    a->count++;
    if (KR_UNLIKELY(a->count == a->fail_at))
        return NULL;
    if (n > old && n - old > a->limit - (a->used < a->limit ? a->used : a->limit))
        return NULL;
    void *q = a->fn(a->user, p, old, n, align);
    if (!q)
        return NULL;
    a->used += n - old;
    if (a->used > a->peak)
        a->peak = a->used;
    return q;
}

void *kralloc_new(KrAlloc *a, size_t n)
{
    return resize(a, NULL, 0, n, 16);
}

void *kralloc_zeroed(KrAlloc *a, size_t n)
{
    void *p = resize(a, NULL, 0, n, 16);
    return p ? memset(p, 0, n) : NULL;
}

void *kralloc_aligned(KrAlloc *a, size_t n, size_t align)
{
    return resize(a, NULL, 0, n, align);
}

void *kralloc_resize(KrAlloc *a, void *p, size_t old, size_t n)
{
    return resize(a, p, old, n, 16);
}

#ifdef KR_STRESS_FAIL
bool kralloc_probe(KrAlloc *a)
{
    if (a->fn == libc_port)
        return true;
    void *p = a->fn(a->user, NULL, 0, 1, 16);
    if (p)
        a->fn(a->user, p, 1, 0, 16);
    return p;
}
#endif

void kralloc_free(KrAlloc *a, void *p, size_t n)
{
    if (!p)
        return;
    a->fn(a->user, p, n, 0, 16);
    a->used -= n;
}
