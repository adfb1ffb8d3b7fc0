/* SPDX-License-Identifier: MIT
 * What the sequence types share: indices, repetition, comparison, access to the items of any
 * iterable. */
#include "object/seq.h"
#include "object/dict.h"
#include "object/int.h"
#include "object/iter.h"

#include <string.h>

/* ---- indices --------------------------------------------------------------------------------- */

static bool has_index(KrVm *vm, KrValue v)
{
    return krint_check(vm, v) || krdunder(vm, krtype_of(vm, v), KR_D_index) != KR_EMPTY;
}

bool krseq_offset(KrVm *vm, KrValue index, const char *what, int64_t *out)
{
    if (KR_LIKELY(kris_int(index)))
        return *out = kras_int(index), true;
    if (!has_index(vm, index))
        return krraise(vm, KR_T_TypeError, "%s indices must be integers or slices, not %T", what,
                       index),
               false;
    KrValue i = krobj_index(vm, index);
    if (i == KR_RAISED)
        return false;
    if (krint_to_i64(i, out))
        return true;
    krraise(vm, KR_T_IndexError, "cannot fit '%T' into an index-sized integer", index);
    return false;
}

bool krseq_index(KrVm *vm, KrValue index, size_t len, const char *what, size_t *out)
{
    int64_t i;
    if (!krseq_offset(vm, index, what, &i))
        return false;
    if (i < 0)
        i += (int64_t)len;
    if (i < 0 || i >= (int64_t)len)
        return krraise(vm, KR_T_IndexError, "%s index out of range", what), false;
    *out = (size_t)i;
    return true;
}

/* ---- operators ------------------------------------------------------------------------------- */

bool krseq_goes_last(KrDunder d, KrValue method, KrValue reflected)
{
    if (d != KR_D_add && d != KR_D_mul && d != KR_D_iadd && d != KR_D_imul)
        return false;
    if (!kris_ptr(reflected) || kris_exact(reflected, KR_T_wrapper_descriptor) || !kris_exact(method, KR_T_wrapper_descriptor))
        return false;
    const KrType *owner = &krtypes[((const KrMember *)kras_obj(method))->owner];
    return owner->flags & (KR_TF_STR | KR_TF_BYTES | KR_TF_SEQUENCE) || owner->number == KR_T_bytearray;
}

bool krseq_times(KrVm *vm, KrValue count, size_t len, size_t *times)
{
    int64_t n;
    if (!has_index(vm, count))
        return krraise(vm, KR_T_TypeError, "can't multiply sequence by non-int of type '%T'",
                       count),
               false;
    KrValue i = krobj_index(vm, count);
    if (i == KR_RAISED)
        return false;
    if (!krint_to_i64(i, &n)) {
        krraise(vm, KR_T_OverflowError, "cannot fit '%T' into an index-sized integer", count);
        return false;
    }
    if (n < 0)
        n = 0;
    if (len && (uint64_t)n > SIZE_MAX / 64 / len)
        return krraise_memory(vm), false;
    *times = (size_t)n;
    return true;
}

/* ---- comparison ------------------------------------------------------------------------------ */

static inline size_t length_of(KrValue seq, bool list)
{
    return list ? kras_list(seq)->n : kras_tuple(seq)->n;
}

static inline KrValue item_of(KrValue seq, bool list, size_t i)
{
    return list ? kras_list(seq)->items->at[i] : kras_tuple(seq)->at[i];
}

/* The first index where the two differ: 1 found, 0 if one is a prefix of the other, -1 on error. An
 * __eq__ may change the lists, so lengths and items are read again at each step. */
static int first_difference(KrVm *vm, KrValue a, KrValue b, bool list, size_t *at)
{
    for (size_t i = 0; i < length_of(a, list) && i < length_of(b, list); i++) {
        if (!krcharge(vm, 1))
            return -1;
        if (i >= length_of(a, list) || i >= length_of(b, list))
            break;
        KrValue x = item_of(a, list, i), y = item_of(b, list, i);
        if (x == y)
            continue;
        int equal = kris_ints(x, y) ? 0 : krobj_eq(vm, x, y);
        if (equal < 0)
            return -1;
        if (!equal)
            return *at = i, 1;
    }
    return 0;
}

static KrValue order(int64_t a, int64_t b, KrCmp op)
{
    switch (op) {
    case KR_LT:
        return krbool(a < b);
    case KR_LE:
        return krbool(a <= b);
    case KR_EQ:
        return krbool(a == b);
    case KR_NE:
        return krbool(a != b);
    case KR_GT:
        return krbool(a > b);
    default:
        return krbool(a >= b);
    }
}

KrValue krseq_compare(KrVm *vm, KrValue a, KrValue b, KrCmp op)
{
    bool list = kris_kind(vm, a, KR_TF_LIST);
    size_t at;
    if ((op == KR_EQ || op == KR_NE) && length_of(a, list) != length_of(b, list))
        return krbool(op == KR_NE);
    if (!krstack_check(vm, " in comparison"))
        return KR_RAISED;
    int found = first_difference(vm, a, b, list, &at);
    if (found < 0)
        return KR_RAISED;
    if (!found || at >= length_of(a, list) || at >= length_of(b, list))
        return order((int64_t)length_of(a, list), (int64_t)length_of(b, list), op);
    if (op == KR_EQ || op == KR_NE)
        return krbool(op == KR_NE);
    return krobj_compare(vm, item_of(a, list, at), item_of(b, list, at), op);
}

/* ---- items of an iterable -------------------------------------------------------------------- */

bool krseq_items(KrVm *vm, KrValue iterable, const KrValue **items, size_t *n, KrValue *keep)
{
    *keep = iterable;
    if (kris_exact(iterable, KR_T_tuple)) {
        *items = kras_tuple(iterable)->at;
        *n = kras_tuple(iterable)->n;
        return true;
    }
    KrList *l = kras_list(iterable);
    if (!kris_exact(iterable, KR_T_list)) {
        l = krlist_new(vm, NULL, 0);
        if (!l || !krlist_extend(vm, l, iterable))
            return false;
        *keep = krvalue(l);
    }
    *items = l->items ? l->items->at : NULL;
    *n = l->n;
    return true;
}

/* ---- arguments of constructors --------------------------------------------------------------- */

bool krtype_new_check(KrVm *vm, KrValue cls, KrTypeNumber type)
{
    const KrType *t = &krtypes[type];
    if (KR_LIKELY(cls == krvalue(t)))
        return true;
    if (!kris_type(vm, cls)) {
        krraise(vm, KR_T_TypeError, "%U.__new__(X): X is not a type object (%T)", t->name, cls);
        return false;
    }
    if (krtype_issubtype(vm, kras_type(cls), t))
        return true;
    krraise(vm, KR_T_TypeError, "%U.__new__(%N): %N is not a subtype of %U", t->name,
            kras_type(cls), kras_type(cls), t->name);
    return false;
}

bool krargs_at_most(KrVm *vm, const char *name, uint32_t most, uint32_t given)
{
    if (given <= most)
        return true;
    krraise(vm, KR_T_TypeError, "%s expected at most %u argument%s, got %u", name, most,
            most == 1 ? "" : "s", given);
    return false;
}

bool krargs_no_keywords(KrVm *vm, const KrType *type, KrTypeNumber base, KrDunder partner,
                        KrValue kwargs)
{
    if (kwargs == KR_EMPTY || kras_dict(kwargs)->live == 0)
        return true;
    const KrType *own = &krtypes[base];
    if (type != own && krdunder(vm, type, partner) != krdunder(vm, own, partner))
        return true;
    return krraise(vm, KR_T_TypeError, "%U() takes no keyword arguments", own->name), false;
}
