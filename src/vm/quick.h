/* SPDX-License-Identifier: MIT
 * The iterators that most loops run over, without a call. Layer: vm. */
#ifndef KR_VM_QUICK_H
#define KR_VM_QUICK_H

#include "object/iter.h"
#include "object/seq.h"

/* The next item of the iterators that most loops run over; false when it is none of them or is exhausted. */
static inline bool quick_next(KrValue it, KrValue *item)
{
    if (!kris_ptr(it))
        return false;
    KrObj *o = kras_obj(it);
    if (o->shape == KR_T_range_iterator) {
        KrRangeIter *ri = (KrRangeIter *)o;
        if (!ri->left || !krfits_int(ri->next))
            return false;
        *item = krsmall(ri->next);
        ri->left--;
        ri->next = (int64_t)((uint64_t)ri->next + (uint64_t)ri->step);
        return true;
    }
    KrSeqIter *si = (KrSeqIter *)o;
    if (o->shape == KR_T_list_iterator) {
        KrList *l = kras_list(si->seq);
        if (!l || si->index >= l->n)
            return false;
        *item = l->items->at[si->index++];
        return true;
    }
    if (o->shape == KR_T_tuple_iterator) {
        KrTuple *t = kras_tuple(si->seq);
        if (!t || si->index >= t->n)
            return false;
        *item = t->at[si->index++];
        return true;
    }
    return false;
}

/* Whether quick_next has an item. */
static inline bool quick_ready(KrValue it)
{
    if (!kris_ptr(it))
        return false;
    KrSeqIter *si = (KrSeqIter *)kras_obj(it);
    switch (si->h.shape) {
    case KR_T_range_iterator: return ((KrRangeIter *)si)->left && krfits_int(((KrRangeIter *)si)->next);
    case KR_T_list_iterator: return si->seq && si->index < kras_list(si->seq)->n;
    case KR_T_tuple_iterator: return si->seq && si->index < kras_tuple(si->seq)->n;
    default: return false;
    }
}

#endif
