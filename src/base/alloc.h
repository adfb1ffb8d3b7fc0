/* SPDX-License-Identifier: MIT
 * The allocator of a VM: sized, failable, counted to the byte. Layer: base. */
#ifndef KR_BASE_ALLOC_H
#define KR_BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KR_MUST_USE __attribute__((warn_unused_result))
#define KR_LIKELY(x) __builtin_expect(!!(x), 1)
#define KR_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define KR_NOINLINE __attribute__((noinline))
/* The C stack's lowest address in use by the function that asks. */
#if defined __x86_64__
#define KR_STACK_POINTER(p) __asm__ volatile("mov %%rsp, %0" : "=r"(p))
#elif defined __aarch64__
#define KR_STACK_POINTER(p) __asm__ volatile("mov %0, sp" : "=r"(p))
#else
#define KR_STACK_POINTER(p) ((p) = __builtin_alloca(1))
#endif
#define KR_COUNT(array) (sizeof(array) / sizeof *(array))

/* The port to the system. With size 0 it frees p; otherwise it returns a block of `size` bytes aligned to
 * `align` (a power of two, 16 at least) that keeps the first min(old, size) bytes of p, or NULL, p untouched. */
typedef void *(*KrAllocFn)(void *user, void *p, size_t old, size_t size, size_t align);

typedef struct KrAlloc {
    KrAllocFn fn;
    void *user;
    size_t used;    /* bytes handed out now */
    size_t limit;   /* `used` never passes it */
    size_t peak;    /* the largest `used` so far */
    uint64_t count; /* allocations asked for so far */
    uint64_t fail_at; /* stress builds: the allocation with this number fails; 0 for none */
} KrAlloc;

/* An allocator on top of the C library, without limit. */
void kralloc_init(KrAlloc *a);

/* A block of n > 0 bytes, uninitialised, aligned to 16; NULL when memory or the limit is out. */
void *kralloc_new(KrAlloc *a, size_t n) KR_MUST_USE;
void *kralloc_zeroed(KrAlloc *a, size_t n) KR_MUST_USE;
void *kralloc_aligned(KrAlloc *a, size_t n, size_t align) KR_MUST_USE;
/* Grows or shrinks p (NULL with old 0 for a new one); on NULL p is as before. */
void *kralloc_resize(KrAlloc *a, void *p, size_t old, size_t n) KR_MUST_USE;
/* Frees p, a block of n bytes; p may be NULL. */
void kralloc_free(KrAlloc *a, void *p, size_t n);
#ifdef KR_STRESS_FAIL
/* Whether a port of the host's would give a cell of the heap: lets it fail each, where it is asked for blocks only. */
bool kralloc_probe(KrAlloc *a) KR_MUST_USE;
#endif

#endif
