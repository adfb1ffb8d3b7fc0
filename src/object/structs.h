/* SPDX-License-Identifier: MIT
 * Layouts of the small built-in classes that one file owns and the type table measures. Layer: object. */
#ifndef KR_OBJECT_STRUCTS_H
#define KR_OBJECT_STRUCTS_H

#include "object/dict.h"
#include "object/seq.h"

/* Iterator over a dict or set; `version` notices changes of keys. */
typedef struct KrDictIter {
    KrObj h;
    KrValue dict; /* empty when exhausted */
    uint32_t pos; /* next entry, from the end for reversed ones */
    uint32_t live; /* items when it began: another number means "changed size during iteration" */
    uint32_t left;
} KrDictIter;
typedef struct KrDictView {
    KrObj h;
    KrValue dict;
} KrDictView;
/* enumerate: a the iterator, b the next index, c spare; filter: a the function, b the iterator. */
typedef struct KrIterPair {
    KrObj h;
    KrValue a, b, c;
    KrValue extra;
} KrIterPair;
/* map: fn and a tuple of iterators; zip: iterators only, h.kind 1 if strict. */
typedef struct KrIterTuple {
    KrObj h;
    KrValue fn;
    KrValue iters;
    KrValue extra;
} KrIterTuple;
typedef struct KrMemoryView {
    KrObj h;
    KrValue base;      /* the object whose bytes are shown; empty once released */
    KrValue format;    /* str */
    uint8_t *data;
    int64_t itemsize, ndim, len; /* len in bytes */
    int64_t shape[8], strides[8];
    uint64_t hash;
    bool readonly;
    uint32_t exports;
} KrMemoryView;
typedef struct KrNamespace {
    KrObj h;
    KrValue dict;
    KrValue extra;
} KrNamespace;
/* list[int]: origin, args, parameters (computed when asked for); int | str: args only. */
typedef struct KrGenericAlias {
    KrObj h;
    KrValue origin, args, params, unpacked;
    KrValue extra;
} KrGenericAlias;
typedef struct KrWeakRef {
    KrObj h;
    KrValue callback;
    KrValue extra;
    KrObj *target;     /* not traced; NULL once dead */
    struct KrWeakRef *next, *prev; /* others of the same target; not traced */
    uint64_t hash;
} KrWeakRef;
typedef struct KrAsyncStep {
    KrObj h;
    KrValue gen;
    KrValue value;     /* what to send first, or the tuple of what to throw */
    KrValue spare;
} KrAsyncStep;

/* origin[args], with args a tuple or one argument; the `__class_getitem__` of the built-in classes. */
KrValue krgenericalias_new(KrVm *vm, KrValue origin, KrValue args) KR_MUST_USE;

#endif
