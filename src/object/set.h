/* SPDX-License-Identifier: MIT
 * The tables of sets, and set algebra on them. Layer: object. */
#ifndef KR_OBJECT_SET_H
#define KR_OBJECT_SET_H

#include "object/dict.h"

/* The built-in class, KR_T_set or KR_T_frozenset, that a set's class is or derives from. */
KrTypeNumber krset_type(KrVm *vm, KrValue set);
static inline bool kris_set(KrVm *vm, KrValue v)
{
    return kris_kind(vm, v, KR_TF_SET);
}

/* ---- settable.c ---- */
/* The number of the key's slot, KR_ABSENT, or KR_FAILED with an exception pending (dictcore.h). May run __eq__, the second also
 * __hash__. */
int64_t krset_find(KrVm *vm, KrSet *s, KrValue key, uint64_t hash) KR_MUST_USE;
int64_t krset_find_key(KrVm *vm, KrSet *s, KrValue key) KR_MUST_USE;
bool krset_put(KrVm *vm, KrSet *s, KrValue key, uint64_t hash) KR_MUST_USE;
/* The hash of the item in a slot; a rare one has to be computed again. */
bool krset_hash_at(KrVm *vm, const KrSet *s, uint32_t slot, uint64_t *hash) KR_MUST_USE;
/* The same but perhaps for one bit: equal items, equal numbers. */
uint64_t krset_hash_near(const KrSet *s, uint32_t slot);
void krset_remove_at(KrVm *vm, KrSet *s, uint32_t slot);
/* After many were removed. */
bool krset_tidy(KrVm *vm, KrSet *s) KR_MUST_USE;
KrValue krset_pop(KrVm *vm, KrSet *s); /* KR_EMPTY if there is none */
void krset_clear(KrVm *vm, KrSet *s);
/* s takes over the contents of `from`, which is not used afterwards. */
void krset_take(KrVm *vm, KrSet *s, KrSet *from);

/* ---- setops.c ---- */
KrSet *krset_copy(KrVm *vm, KrSet *s, KrTypeNumber type) KR_MUST_USE;
/* Adds the keys of another set or dict. */
bool krset_merge(KrVm *vm, KrSet *s, KrDict *other) KR_MUST_USE;
/* A set as it is, any other iterable as a new set. */
KrSet *krset_from(KrVm *vm, KrValue iterable) KR_MUST_USE;
/* New sets, of class `type`. */
KrSet *krset_intersection(KrVm *vm, KrSet *s, KrValue iterable, KrTypeNumber type) KR_MUST_USE;
KrSet *krset_difference(KrVm *vm, KrSet *s, KrValue iterable, KrTypeNumber type) KR_MUST_USE;
bool krset_remove_all(KrVm *vm, KrSet *s, KrValue iterable) KR_MUST_USE;
/* Removes what both have, adds what only the other has. */
bool krset_toggle(KrVm *vm, KrSet *s, KrValue iterable) KR_MUST_USE;
/* 1, 0, or -1 with an exception pending. */
int krset_subset(KrVm *vm, KrSet *s, KrSet *of);
int krset_superset(KrVm *vm, KrSet *s, KrValue iterable);
int krset_disjoint(KrVm *vm, KrSet *s, KrValue iterable);
int krset_equal(KrVm *vm, KrSet *x, KrSet *y);
uint64_t krset_hash(KrSet *s); /* of a frozenset */

#endif
