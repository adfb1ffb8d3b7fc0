/* SPDX-License-Identifier: MIT
 * Iterators over dicts and sets. */
#include "object/dictcore.h"
#include "object/dictview.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/str.h"

typedef enum What { KEYS, VALUES, ITEMS } What;

static KrDictIter *as_iter(KrValue v)
{
    return (KrDictIter *)kras_obj(v);
}

static bool is_reversed(uint32_t type)
{
    return type == KR_T_dict_reversekeyiterator || type == KR_T_dict_reversevalueiterator ||
           type == KR_T_dict_reverseitemiterator;
}

KrValue krdictiter_new(KrVm *vm, KrTypeNumber type, KrDict *d)
{
    KrDictIter *it = krheap_new(vm, type, sizeof *it);
    if (!it)
        return KR_RAISED;
    krstore(vm, it, &it->dict, krvalue(d));
    it->live = it->left = d->live;
    it->pos = is_reversed(type) ? d->used : 0;
    return krvalue(it);
}

static bool exhaust(KrVm *vm, KrDictIter *it)
{
    krstore(vm, it, &it->dict, KR_EMPTY);
    return false;
}

static bool step_back(const KrDict *d, uint32_t *pos, uint32_t *entry)
{
    if (*pos > d->used)
        *pos = d->used;
    while (*pos > d->first) {
        *entry = --*pos;
        if (krdict_entries(d)[*entry].key != KR_EMPTY)
            return true;
    }
    return false;
}

static KrValue changed(KrVm *vm, KrDictIter *it, const char *what)
{
    bool set = it->h.shape == KR_T_set_iterator;
    it->live = UINT32_MAX; /* and it stays so */
    return krraise(vm, KR_T_RuntimeError, "%s changed %s during iteration",
                   set ? "Set" : "dictionary", what);
}

/* The next entry: true. False at the end, or with *raised set. */
static inline bool advance(KrVm *vm, KrDictIter *it, bool back, KrEntry *out, bool *raised)
{
    *raised = false;
    if (it->dict == KR_EMPTY)
        return false;
    KrDict *d = kras_dict(it->dict);
    uint32_t entry;
    if (KR_UNLIKELY(d->live != it->live))
        return *raised = true, changed(vm, it, "size"), false;
    if (!(back ? step_back(d, &it->pos, &entry) : krdict_step(d, &it->pos, &entry)))
        return exhaust(vm, it);
    if (KR_UNLIKELY(it->left == 0 && it->h.shape != KR_T_set_iterator))
        return *raised = true,
               krraise(vm, KR_T_RuntimeError, "dictionary keys changed during iteration"),
               exhaust(vm, it);
    it->left -= it->left > 0;
    *out = krdict_entries(d)[entry];
    return true;
}

static inline KrValue next(KrVm *vm, KrValue self, bool back, What what)
{
    KrEntry e;
    bool raised;
    if (!advance(vm, as_iter(self), back, &e, &raised))
        return raised ? KR_RAISED : KR_EMPTY;
    if (what != ITEMS)
        return what == KEYS ? e.key : e.value;
    KrTuple *t = krtuple_new(vm, NULL, 2);
    if (!t)
        return KR_RAISED;
    krstore(vm, t, &t->at[0], e.key);
    krstore(vm, t, &t->at[1], e.value);
    return krvalue(t);
}

static KrValue length_hint(KrValue self)
{
    KrDictIter *it = as_iter(self);
    return krsmall(it->dict != KR_EMPTY && kras_dict(it->dict)->live == it->live ? it->left : 0);
}

/* (iter, ([what is left],)); the iterator itself stays where it is. */
static KrValue reduce(KrVm *vm, KrDictIter *it, bool back, What what)
{
    KrDictIter *rest = krheap_new(vm, it->h.shape, sizeof *rest);
    KrList *l = rest ? krlist_with_capacity(vm, it->left) : NULL;
    if (!l)
        return KR_RAISED;
    krstore(vm, rest, &rest->dict, it->dict);
    rest->pos = it->pos;
    rest->live = it->live;
    rest->left = it->left;
    for (;;) {
        KrValue v = next(vm, krvalue(rest), back, what);
        if (v == KR_EMPTY)
            return kriter_reduce(vm, KR_NAME(iter), krvalue(l), KR_EMPTY);
        if (v == KR_RAISED || !krlist_append(vm, l, v) || !krcharge(vm, 1))
            return KR_RAISED;
    }
}

/// dict_keyiterator.__iter__(self, /)
KR_NATIVE(dict_keyiterator___iter__)
{
    return a[0];
}

/// dict_keyiterator.__next__(self, /)
KR_NATIVE(dict_keyiterator___next__)
{
    return next(vm, a[0], false, KEYS);
}

/// dict_keyiterator.__length_hint__(self, /)
KR_NATIVE(dict_keyiterator___length_hint__)
{
    return length_hint(a[0]);
}

/// dict_keyiterator.__reduce__(self, /)
KR_NATIVE(dict_keyiterator___reduce__)
{
    return reduce(vm, as_iter(a[0]), false, KEYS);
}

/// dict_valueiterator.__iter__(self, /)
KR_NATIVE(dict_valueiterator___iter__)
{
    return a[0];
}

/// dict_valueiterator.__next__(self, /)
KR_NATIVE(dict_valueiterator___next__)
{
    return next(vm, a[0], false, VALUES);
}

/// dict_valueiterator.__length_hint__(self, /)
KR_NATIVE(dict_valueiterator___length_hint__)
{
    return length_hint(a[0]);
}

/// dict_valueiterator.__reduce__(self, /)
KR_NATIVE(dict_valueiterator___reduce__)
{
    return reduce(vm, as_iter(a[0]), false, VALUES);
}

/// dict_itemiterator.__iter__(self, /)
KR_NATIVE(dict_itemiterator___iter__)
{
    return a[0];
}

/// dict_itemiterator.__next__(self, /)
KR_NATIVE(dict_itemiterator___next__)
{
    return next(vm, a[0], false, ITEMS);
}

/// dict_itemiterator.__length_hint__(self, /)
KR_NATIVE(dict_itemiterator___length_hint__)
{
    return length_hint(a[0]);
}

/// dict_itemiterator.__reduce__(self, /)
KR_NATIVE(dict_itemiterator___reduce__)
{
    return reduce(vm, as_iter(a[0]), false, ITEMS);
}

/// dict_reversekeyiterator.__iter__(self, /)
KR_NATIVE(dict_reversekeyiterator___iter__)
{
    return a[0];
}

/// dict_reversekeyiterator.__next__(self, /)
KR_NATIVE(dict_reversekeyiterator___next__)
{
    return next(vm, a[0], true, KEYS);
}

/// dict_reversekeyiterator.__length_hint__(self, /)
KR_NATIVE(dict_reversekeyiterator___length_hint__)
{
    return length_hint(a[0]);
}

/// dict_reversekeyiterator.__reduce__(self, /)
KR_NATIVE(dict_reversekeyiterator___reduce__)
{
    return reduce(vm, as_iter(a[0]), true, KEYS);
}

/// dict_reversevalueiterator.__iter__(self, /)
KR_NATIVE(dict_reversevalueiterator___iter__)
{
    return a[0];
}

/// dict_reversevalueiterator.__next__(self, /)
KR_NATIVE(dict_reversevalueiterator___next__)
{
    return next(vm, a[0], true, VALUES);
}

/// dict_reversevalueiterator.__length_hint__(self, /)
KR_NATIVE(dict_reversevalueiterator___length_hint__)
{
    return length_hint(a[0]);
}

/// dict_reversevalueiterator.__reduce__(self, /)
KR_NATIVE(dict_reversevalueiterator___reduce__)
{
    return reduce(vm, as_iter(a[0]), true, VALUES);
}

/// dict_reverseitemiterator.__iter__(self, /)
KR_NATIVE(dict_reverseitemiterator___iter__)
{
    return a[0];
}

/// dict_reverseitemiterator.__next__(self, /)
KR_NATIVE(dict_reverseitemiterator___next__)
{
    return next(vm, a[0], true, ITEMS);
}

/// dict_reverseitemiterator.__length_hint__(self, /)
KR_NATIVE(dict_reverseitemiterator___length_hint__)
{
    return length_hint(a[0]);
}

/// dict_reverseitemiterator.__reduce__(self, /)
KR_NATIVE(dict_reverseitemiterator___reduce__)
{
    return reduce(vm, as_iter(a[0]), true, ITEMS);
}

/// set_iterator.__iter__(self, /)
KR_NATIVE(set_iterator___iter__)
{
    return a[0];
}

/// set_iterator.__next__(self, /)
KR_NATIVE(set_iterator___next__)
{
    return next(vm, a[0], false, KEYS);
}

/// set_iterator.__length_hint__(self, /)
KR_NATIVE(set_iterator___length_hint__)
{
    return length_hint(a[0]);
}

/// set_iterator.__reduce__(self, /)
KR_NATIVE(set_iterator___reduce__)
{
    return reduce(vm, as_iter(a[0]), false, KEYS);
}
