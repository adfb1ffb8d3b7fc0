/* SPDX-License-Identifier: MIT
 * What heap.c (allocation) and gc.c (collection) share. Layer: object. */
#ifndef KR_OBJECT_HEAP_INTERNAL_H
#define KR_OBJECT_HEAP_INTERNAL_H

#include "object/runtime.h"

enum { BLOCK_WORDS = KR_BLOCK_SIZE / KR_GRANULE / 64 };

/* 16 KiB, aligned to its size: this head, then cells of one size. Bits are indexed by granules of 16 bytes from the
 * block's start; only those of a cell's first granule mean anything. A cell holds an object if its `alloc` bit is set
 * and its shape is not 0. */
struct KrBlock {
    KrBlock *next;
    uint32_t size;      /* of a cell; 0 for a large one */
    uint32_t ncells;
    uint32_t cursor;    /* the next cell that the allocator looks at */
    uint32_t class;
    uint64_t reciprocal; /* offset * reciprocal >> 32 is the cell's number */
    size_t large_size;  /* of the whole allocation, head included */
    uint64_t mark[BLOCK_WORDS], alloc[BLOCK_WORDS];
};
_Static_assert(sizeof(KrBlock) <= KR_BLOCK_HEAD, "a block's head must fit");

static inline KrBlock *block_of(const void *p) { return (KrBlock *)((uintptr_t)p & ~(uintptr_t)(KR_BLOCK_SIZE - 1)); }
static inline uint32_t granule_of(const void *p) { return ((uintptr_t)p & (KR_BLOCK_SIZE - 1)) / KR_GRANULE; }
static inline bool bit_get(const uint64_t *bits, uint32_t i) { return bits[i / 64] >> (i % 64) & 1; }
static inline void bit_set(uint64_t *bits, uint32_t i) { bits[i / 64] |= (uint64_t)1 << (i % 64); }
static inline char *cell_at(KrBlock *b, uint32_t i) { return (char *)b + KR_BLOCK_HEAD + (size_t)i * b->size; }

KrBlock *krheap_block_at(KrHeap *heap, uintptr_t address); /* the block that covers the address, or NULL */
void krheap_forget(KrVm *vm, KrBlock *large);              /* frees a large cell's pages */
void krheap_trim(KrVm *vm);                                /* gives back kept pages when less is in use than before */
bool krobjlist_push(KrAlloc *alloc, KrObjList *list, KrObj *o) KR_MUST_USE;
void krobjlist_release(KrAlloc *alloc, KrObjList *list);

#endif
