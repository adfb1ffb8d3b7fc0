/* SPDX-License-Identifier: MIT
 * tuple, list, bytes, bytearray, slice, range and their item access from C. Layer: object. */
#ifndef KR_OBJECT_SEQ_H
#define KR_OBJECT_SEQ_H

#include "object/runtime.h"

struct KrTuple {
    KrObj h;
    size_t n;
    uint64_t hash; /* 0: not computed */
    KrValue at[];
};
struct KrList {
    KrObj h;
    KrValues *items; /* NULL while cap is 0 */
    KrValue extra;
    size_t n;
};
typedef struct KrBytes {
    KrObj h;
    size_t n;
    uint64_t hash; /* 0: not computed */
    uint8_t at[];  /* and a NUL */
} KrBytes;
/* at = buffer->data + start; exports > 0: views show the buffer, so a change of size takes another one. */
typedef struct KrByteArray {
    KrObj h;
    KrRaw *buffer; /* NULL while empty */
    KrValue extra;
    size_t start, n;
    uint32_t exports;
} KrByteArray;
typedef struct KrSlice {
    KrObj h;
    KrValue start, stop, step;
} KrSlice;
typedef struct KrRange {
    KrObj h;
    KrValue start, stop, step, length; /* ints of any size */
} KrRange;
/* Iterator over a range whose bounds fit in int64. */
typedef struct KrRangeIter {
    KrObj h;
    int64_t next, step;
    uint64_t left;
} KrRangeIter;
/* Iterator over list, tuple, str, bytes, ... by index; `seq` becomes empty when exhausted. */
typedef struct KrSeqIter {
    KrObj h;
    KrValue seq;
    size_t index; /* str: byte offset */
} KrSeqIter;

static inline KrTuple *kras_tuple(KrValue v) { return (KrTuple *)kras_obj(v); }
static inline KrList *kras_list(KrValue v) { return (KrList *)kras_obj(v); }
static inline KrBytes *kras_bytes(KrValue v) { return (KrBytes *)kras_obj(v); }

/* items may be NULL: the tuple is then to be filled with krstore. n == 0 gives the VM's empty tuple. */
KrTuple *krtuple_new(KrVm *vm, const KrValue *items, size_t n) KR_MUST_USE;
KrTuple *krtuple_of(KrVm *vm, size_t n, ...) KR_MUST_USE; /* KrValue arguments */
KrTuple *krtuple_slice(KrVm *vm, KrTuple *t, size_t start, size_t end) KR_MUST_USE;

KrList *krlist_new(KrVm *vm, const KrValue *items, size_t n) KR_MUST_USE;
KrList *krlist_with_capacity(KrVm *vm, size_t cap) KR_MUST_USE;
bool krlist_append_slow(KrVm *vm, KrList *l, KrValue v) KR_MUST_USE;
static inline bool krlist_append(KrVm *vm, KrList *l, KrValue v)
{
    if (KR_UNLIKELY(!l->items || l->n == l->items->cap))
        return krlist_append_slow(vm, l, v);
    krstore(vm, l->items, &l->items->at[l->n], v);
    l->n++;
    return true;
}
bool krlist_insert(KrVm *vm, KrList *l, int64_t at, KrValue v) KR_MUST_USE;
/* Appends all items of any iterable. */
bool krlist_extend(KrVm *vm, KrList *l, KrValue iterable) KR_MUST_USE;
KrValue krlist_pop(KrVm *vm, KrList *l, int64_t at) KR_MUST_USE;
/* Sorts in place, stable; key empty or None for none. */
bool krlist_sort(KrVm *vm, KrList *l, KrValue key, bool reverse) KR_MUST_USE;
/* Sorts by keys computed already, one per item, which are sorted along; NULL: by the items. */
bool krlist_sort_by(KrVm *vm, KrList *l, KrList *keys, bool reverse) KR_MUST_USE;

KrBytes *krbytes_new(KrVm *vm, const void *data, size_t n) KR_MUST_USE; /* data NULL: to be filled */
KrByteArray *krbytearray_new(KrVm *vm, const void *data, size_t n) KR_MUST_USE;
bool krbytearray_resize(KrVm *vm, KrByteArray *b, size_t n) KR_MUST_USE;
static inline uint8_t *krbytearray_data(KrByteArray *b) { return b->buffer ? (uint8_t *)b->buffer->data + b->start : (uint8_t *)""; }
/* The bytes of bytes, bytearray, memoryview, array: readable while v lives and, for growable ones, until resized.
 * False with TypeError "a bytes-like object is required, not 'T'". */
bool krbuffer_get(KrVm *vm, KrValue v, const uint8_t **data, size_t *n) KR_MUST_USE;
bool krbuffer_get_writable(KrVm *vm, KrValue v, uint8_t **data, size_t *n) KR_MUST_USE;
bool krbuffer_check(KrVm *vm, KrValue v);

KrValue krslice_new(KrVm *vm, KrValue start, KrValue stop, KrValue step) KR_MUST_USE;
/* Resolves a slice against a length; *count is the number of items. */
bool krslice_resolve(KrVm *vm, KrSlice *s, int64_t len, int64_t *start, int64_t *step, int64_t *count) KR_MUST_USE;
/* An index from a value, negative ones counted from the end; IndexError "<what> index out of range" when outside. */
bool krseq_index(KrVm *vm, KrValue index, size_t len, const char *what, size_t *out) KR_MUST_USE;
KrValue krseq_iter(KrVm *vm, KrTypeNumber iterator_type, KrValue seq) KR_MUST_USE;

KrValue krrange_new(KrVm *vm, KrValue start, KrValue stop, KrValue step) KR_MUST_USE;
KrValue krrange_iter(KrVm *vm, KrRange *r) KR_MUST_USE;

/* ---- what the sequence types share ------------------------------------------------------------------------------ */

/* The parts of a slice as int64, clamped; then resolved against a length that may have changed meanwhile. */
bool krslice_unpack(KrVm *vm, KrSlice *s, int64_t *start, int64_t *stop, int64_t *step) KR_MUST_USE;
/* The number of items; moves *start and *stop into the sequence. */
int64_t krslice_adjust(int64_t len, int64_t *start, int64_t *stop, int64_t step);
/* An optional bound of index(value, start, stop), clamped, negative ones counted from the end; `v` may be empty. */
bool krslice_bound(KrVm *vm, KrValue v, int64_t *out) KR_MUST_USE;
/* An index as it is written, not yet compared with a length; TypeError "<what> indices must be integers or slices". */
bool krseq_offset(KrVm *vm, KrValue index, const char *what, int64_t *out) KR_MUST_USE;
/* Sequences concatenate and repeat only when no number method wants to: whether `method` of the left operand, a sequence's own +
 * or *, is tried behind the right operand's reflected method, which is written in Python. */
bool krseq_goes_last(KrDunder d, KrValue method, KrValue reflected);
/* The count of a repetition of len items, not negative; TypeError, OverflowError, MemoryError. */
bool krseq_times(KrVm *vm, KrValue count, size_t len, size_t *times) KR_MUST_USE;
/* Lexicographic; both are lists or both are tuples. */
KrValue krseq_compare(KrVm *vm, KrValue a, KrValue b, KrCmp op) KR_MUST_USE;
/* The items of an exact list or tuple, or of a new list of what any iterable gives. They are valid until Python runs or,
 * if `keep` is not the iterable itself, while it is alive. */
bool krseq_items(KrVm *vm, KrValue iterable, const KrValue **items, size_t *n, KrValue *keep) KR_MUST_USE;
/* krstore for n values that do not overlap. */
static inline void krstore_all(KrVm *vm, const void *owner, KrValue *to, const KrValue *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        krstore(vm, owner, &to[i], from[i]);
}
/* slice.indices(len), for lengths of any size: the tuple (start, stop, step). */
KrValue krslice_indices(KrVm *vm, KrSlice *s, KrValue len) KR_MUST_USE;
/* Hashes of what has no method call to make; true on success. */
bool krtuple_hash(KrVm *vm, KrTuple *t, uint64_t *out) KR_MUST_USE;

#endif
