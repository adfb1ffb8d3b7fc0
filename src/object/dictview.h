/* SPDX-License-Identifier: MIT
 * Iterators over dicts and sets, and the views of a dict. Layer: object. */
#ifndef KR_OBJECT_DICTVIEW_H
#define KR_OBJECT_DICTVIEW_H

#include "object/dict.h"
#include "object/structs.h"

/* An iterator of one of the types KR_T_dict_keyiterator ... KR_T_set_iterator. */
KrValue krdictiter_new(KrVm *vm, KrTypeNumber type, KrDict *d) KR_MUST_USE;
/* KR_T_dict_keys, KR_T_dict_values or KR_T_dict_items. */
KrValue krdictview_new(KrVm *vm, KrTypeNumber type, KrDict *d) KR_MUST_USE;
/* Whether the pair (key, value) is in the dict: 1, 0, or -1 on error. */
int krdict_has_item(KrVm *vm, KrDict *d, KrValue key, KrValue value) KR_MUST_USE;

#endif
