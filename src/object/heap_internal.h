/* SPDX-License-Identifier: MIT
 * What heap.c (allocation) and gc.c (collection) share. Layer: object. */
#ifndef KR_OBJECT_HEAP_INTERNAL_H
#define KR_OBJECT_HEAP_INTERNAL_H

#include "object/runtime.h"

enum { BLOCK_WORDS = KR_BLOCK_SIZE / KR_GRANULE / 64 };

/* 16 KiB, aligned to its size: this head, then cells of one size, or in a shared block cells of any sizes behind each other.
 * Bits are indexed by granules of 16 bytes from the block's start; only those of a cell's first granule mean anything. A cell
 * holds an object if its `alloc` bit is set and its shape is not 0. What dies in a shared block is not used again. */
struct KrBlock {
    KrBlock *next;
    uint32_t size;      /* of a cell; 0 for a large one and in a shared block */
    uint32_t ncells;
    uint32_t cursor;    /* the next cell that the allocator looks at; in a shared block the first free granule */
    uint32_t class;
    uint64_t reciprocal; /* offset * reciprocal >> 32 is the cell's number */
    size_t large_size;  /* of the whole allocation, head included */
    uint64_t mark[BLOCK_WORDS], alloc[BLOCK_WORDS];
    uint64_t start[BLOCK_WORDS]; /* in a shared block: where a cell begins, or the free rest; else all 0 */
};
_Static_assert(sizeof(KrBlock) <= KR_BLOCK_HEAD, "a block's head must fit");

static inline KrBlock *block_of(const void *p) { return (KrBlock *)((uintptr_t)p & ~(uintptr_t)(KR_BLOCK_SIZE - 1)); }
static inline uint32_t granule_of(const void *p) { return ((uintptr_t)p & (KR_BLOCK_SIZE - 1)) / KR_GRANULE; }
static inline bool bit_get(const uint64_t *bits, uint32_t i) { return bits[i / 64] >> (i % 64) & 1; }
static inline void bit_set(uint64_t *bits, uint32_t i) { bits[i / 64] |= (uint64_t)1 << (i % 64); }
static inline char *cell_at(KrBlock *b, uint32_t i) { return (char *)b + KR_BLOCK_HEAD + (size_t)i * b->size; }
static inline bool is_large(const KrBlock *b) { return b->large_size != 0; }

/* The first granules of the cells behind and around a granule of a shared block. */
static inline uint32_t next_start(const KrBlock *b, uint32_t granule)
{
    uint32_t w = ++granule / 64;
    uint64_t bits = b->start[w] & ~(uint64_t)0 << granule % 64;
    while (!bits)
        bits = b->start[++w];
    return w * 64 + (uint32_t)__builtin_ctzll(bits);
}

static inline uint32_t start_before(const KrBlock *b, uint32_t granule)
{
    uint32_t w = granule / 64;
    uint64_t bits = b->start[w] & ~(uint64_t)0 >> (63 - granule % 64);
    while (!bits)
        bits = b->start[--w];
    return w * 64 + 63 - (uint32_t)__builtin_clzll(bits);
}

/* The cells of a block that is not a large cell's. */
#define EACH_CELL(b, cell)                                                                                    \
    for (char *cell = (char *)(b) + KR_BLOCK_HEAD, *end_ = cells_end(b); cell < end_; cell = next_cell(b, cell))

static inline char *cells_end(KrBlock *b)
{
    return b->size ? cell_at(b, b->ncells) : (char *)b + (size_t)b->cursor * KR_GRANULE;
}

static inline char *next_cell(KrBlock *b, char *cell)
{
    return b->size ? cell + b->size : (char *)b + (size_t)next_start(b, granule_of(cell)) * KR_GRANULE;
}

/* The blocks of a class, and with KR_CLASS_COUNT the shared ones. */
static inline KrBlock *blocks_of(const KrHeap *h, uint32_t class)
{
    return class < KR_CLASS_COUNT ? h->classes[class].blocks : h->shared;
}

KrBlock *krheap_block_at(KrHeap *heap, uintptr_t address); /* the block that covers the address, or NULL */
void krheap_forget(KrVm *vm, KrBlock *large);              /* frees a large cell's pages */
void krheap_trim(KrVm *vm);                                /* gives back kept pages when less is in use than before */
bool krobjlist_push(KrAlloc *alloc, KrObjList *list, KrObj *o) KR_MUST_USE;
void krobjlist_release(KrAlloc *alloc, KrObjList *list);

#endif
