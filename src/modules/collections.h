/* SPDX-License-Identifier: MIT
 * The classes of _collections. Layer: modules. */
#ifndef KR_MODULES_COLLECTIONS_H
#define KR_MODULES_COLLECTIONS_H

#include "object/dict.h"
#include "object/seq.h"

/* A ring: item i is items->at[(head + i) & mask]; what is not in use is empty. */
typedef struct KrDeque {
    KrObj h;
    KrValues *items;  /* mask + 1 of them, a power of two; NULL while nothing was put in */
    KrValue extra;
    size_t head, n, mask;
    int64_t maxlen;   /* -1: no bound */
    uint64_t changes; /* counts additions and removals, for iterators */
} KrDeque;

/* Forward and backward iterator. */
typedef struct KrDequeIter {
    KrObj h;
    KrValue deque;
    size_t left;
    uint64_t changes;
} KrDequeIter;

typedef struct KrDefaultDict {
    KrDict dict;
    KrValue factory; /* or None */
} KrDefaultDict;

typedef struct KrTupleGetter {
    KrObj h;
    KrValue doc;
    int64_t index;
} KrTupleGetter;

/* The methods of dict that those of its subclasses build upon. */
KrValue krn_dict___repr__(KrVm *vm, KrValue *a, uint32_t n);
KrValue krn_dict___eq__(KrVm *vm, KrValue *a, uint32_t n);

#endif
