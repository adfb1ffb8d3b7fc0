/* SPDX-License-Identifier: MIT
 * The classes of _functools. Layer: modules. */
#ifndef KR_MODULES_FUNCTOOLS_H
#define KR_MODULES_FUNCTOOLS_H

#include "object/dict.h"
#include "object/seq.h"

typedef struct KrPartial {
    KrObj h;
    KrValue fn;
    KrValue args; /* tuple */
    KrValue kwargs; /* dict */
    KrValue extra;
} KrPartial;

/* What cmp_to_key makes: the function, and what it is compared as (empty in the maker itself). */
typedef struct KrCmpKey {
    KrObj h;
    KrValue fn, object;
} KrCmpKey;

/* The cache keeps its entries in the order of their last use. */
typedef struct KrLruCache {
    KrObj h;
    KrValue fn;
    KrValue cache;     /* dict of key to result */
    KrValue info_type; /* what cache_info() returns an instance of */
    KrValue extra;
    int64_t maxsize; /* -1: no bound */
    int64_t hits, misses;
    bool typed;
} KrLruCache;

#endif
