/* SPDX-License-Identifier: MIT
 * Set algebra on the tables of sets, for set.c. Layer: object. */
#ifndef KR_OBJECT_SET_H
#define KR_OBJECT_SET_H

#include "object/dict.h"

/* The built-in class, KR_T_set or KR_T_frozenset, that a set's class is or derives from. */
KrTypeNumber krset_type(KrVm *vm, KrValue set);
static inline bool kris_set(KrVm *vm, KrValue v)
{
    return kris_kind(vm, v, KR_TF_SET);
}

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
/* s takes over the contents of `from`, which is not used afterwards. */
void krset_take(KrVm *vm, KrSet *s, KrSet *from);
/* 1, 0, or -1 with an exception pending. */
int krset_subset(KrVm *vm, KrSet *s, KrSet *of);
int krset_superset(KrVm *vm, KrSet *s, KrValue iterable);
int krset_disjoint(KrVm *vm, KrSet *s, KrValue iterable);
int krset_equal(KrVm *vm, KrSet *x, KrSet *y);
uint64_t krset_hash(KrSet *s); /* of a frozenset */

#endif
