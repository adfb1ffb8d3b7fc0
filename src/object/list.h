/* SPDX-License-Identifier: MIT
 * What list.c offers to the list's methods and to sort.c beyond seq.h. Layer: object. */
#ifndef KR_OBJECT_LIST_H
#define KR_OBJECT_LIST_H

#include "object/seq.h"

bool krlist_reserve(KrVm *vm, KrList *l, size_t n) KR_MUST_USE;
void krlist_remove_at(KrVm *vm, KrList *l, size_t at);
void krlist_clear(KrVm *vm, KrList *l);
KrValue krlist_get_slice(KrVm *vm, KrList *l, KrSlice *s) KR_MUST_USE;
bool krlist_set_slice(KrVm *vm, KrList *l, KrSlice *s, KrValue v) KR_MUST_USE;
bool krlist_delete_slice(KrVm *vm, KrList *l, KrSlice *s) KR_MUST_USE;

#endif
