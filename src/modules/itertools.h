/* SPDX-License-Identifier: MIT
 * The iterators of itertools: the values that the collector follows come first. Layer: modules. */
#ifndef KR_MODULES_ITERTOOLS_H
#define KR_MODULES_ITERTOOLS_H

#include "object/heap.h"

typedef struct KrCount {
    KrObj h;
    KrValue next, step;
} KrCount;

typedef struct KrRepeat {
    KrObj h;
    KrValue object;
    int64_t left; /* -1: without end */
} KrRepeat;

typedef struct KrCycle {
    KrObj h;
    KrValue it;    /* empty once exhausted */
    KrValue saved; /* list of what it gave */
    size_t index;  /* the next of the saved items, once `it` is empty */
} KrCycle;

typedef struct KrChain {
    KrObj h;
    KrValue sources; /* iterator over iterables; empty once exhausted */
    KrValue active;  /* iterator over the current one, or empty */
} KrChain;

typedef struct KrAccumulate {
    KrObj h;
    KrValue it, fn, total; /* total: empty before the first item */
    KrValue initial;       /* what comes first, or empty */
} KrAccumulate;

/* takewhile, dropwhile, filterfalse, starmap; h.kind is 1 once takewhile has stopped or dropwhile has begun.
 * compress: fn is the iterator over selectors. */
typedef struct KrWhile {
    KrObj h;
    KrValue fn, it;
} KrWhile;

typedef struct KrIslice {
    KrObj h;
    KrValue it;         /* empty once over */
    int64_t at;         /* items taken from it */
    int64_t next, stop; /* stop: -1 for none */
    int64_t step;
} KrIslice;

typedef struct KrPairwise {
    KrObj h;
    KrValue it, old;
} KrPairwise;

typedef struct KrBatched {
    KrObj h;
    KrValue it;
    int64_t n;
    bool strict;
} KrBatched;

/* `key` is what the group being read has in common, cur_key and cur_value belong to the item read last; a value that has
 * been handed out is empty. */
typedef struct KrGroupBy {
    KrObj h;
    KrValue it, fn, key, cur_key, cur_value;
    KrValue grouper; /* the newest: older ones are over */
} KrGroupBy;

typedef struct KrGrouper {
    KrObj h;
    KrValue parent, key;
} KrGrouper;

enum { KR_TEE_ITEMS = 57 };

/* A run of items that several tees share; `next` is the run behind it. h.kind is 1 while the source is asked. */
typedef struct KrTeeRun {
    KrObj h;
    KrValue it, next, items; /* items: a list */
} KrTeeRun;

typedef struct KrTee {
    KrObj h;
    KrValue run;
    size_t index; /* in it */
} KrTee;

typedef struct KrZipLongest {
    KrObj h;
    KrValue iters; /* tuple; an exhausted one is replaced by empty */
    KrValue fill;
    size_t active;
} KrZipLongest;

/* product, permutations, combinations, combinations_with_replacement */
typedef struct KrChoices {
    KrObj h;
    KrValue pools;   /* product: tuple of tuples; else the tuple chosen from */
    KrRaw *indices;  /* size_t[]: what is chosen; permutations: all indices, the chosen ones in front */
    KrRaw *cycles;   /* size_t[] of permutations */
    size_t r;        /* how many are chosen */
    bool started, stopped;
} KrChoices;

#endif
