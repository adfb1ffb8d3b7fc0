/* SPDX-License-Identifier: MIT
 * The ring of collections.deque, for the files that implement the class. Layer: modules. */
#ifndef KR_MODULES_DEQUE_H
#define KR_MODULES_DEQUE_H

#include "modules/collections.h"
#include "modules/modules.h"

static inline KrDeque *kras_deque(KrValue v)
{
    return (KrDeque *)kras_obj(v);
}
static inline KrValue *krdeque_slot(KrDeque *d, size_t i)
{
    return &d->items->at[(d->head + i) & d->mask];
}

bool krdeque_reserve(KrVm *vm, KrDeque *d, size_t n) KR_MUST_USE;
/* A full deque loses an item at the other end. */
bool krdeque_append(KrVm *vm, KrDeque *d, KrValue v) KR_MUST_USE;
bool krdeque_append_left(KrVm *vm, KrDeque *d, KrValue v) KR_MUST_USE;
/* d is not empty. */
KrValue krdeque_pop_left(KrVm *vm, KrDeque *d);
KrValue krdeque_pop_right(KrVm *vm, KrDeque *d);
void krdeque_clear(KrVm *vm, KrDeque *d);
bool krdeque_extend(KrVm *vm, KrDeque *d, KrValue iterable, bool left) KR_MUST_USE;
KrDeque *krdeque_copy(KrVm *vm, KrDeque *from) KR_MUST_USE; /* of class deque */

#endif
