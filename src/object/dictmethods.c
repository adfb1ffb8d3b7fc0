/* SPDX-License-Identifier: MIT
 * The methods of dict, but for those that fill it (dictupdate.c). */
#include "object/dictcore.h"
#include "object/iter.h"
#include "object/str.h"

static KrValue done(const void *object)
{
    return object ? krvalue(object) : KR_RAISED;
}

/// dict.__hash__ = None

/// @classmethod dict.__class_getitem__(cls, item, /)
KR_NATIVE(dict___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/// dict.__sizeof__(self, /)
KR_NATIVE(dict___sizeof__)
{
    KrDict *d = kras_dict(a[0]);
    size_t size = krtype_of(vm, a[0])->size;
    if (d->entries)
        size += sizeof *d->entries + d->entries->cap * sizeof(KrValue);
    if (d->index)
        size += sizeof *d->index + d->index->size;
    return krsmall((int64_t)size);
}

/* ---- access ---------------------------------------------------------------------------------- */

/// dict.__len__(self, /)
KR_NATIVE(dict___len__)
{
    return krsmall(kras_dict(a[0])->live);
}

/// dict.__contains__(self, key, /)
KR_NATIVE(dict___contains__)
{
    KrValue v = krdict_get(vm, kras_dict(a[0]), a[1]);
    return v == KR_RAISED ? KR_RAISED : krbool(v != KR_EMPTY);
}

/// dict.__getitem__(self, key, /)
KR_NATIVE(dict___getitem__)
{
    KrValue v = krdict_get(vm, kras_dict(a[0]), a[1]);
    if (KR_LIKELY(v != KR_EMPTY))
        return v;
    if (!kris_exact(a[0], KR_T_dict)) {
        v = krcall_dunder(vm, KR_D_missing, a[0], &a[1], 1);
        if (v != KR_EMPTY)
            return v;
    }
    return krraise_value(vm, KR_T_KeyError, a[1]);
}

/// dict.__setitem__(self, key, value, /)
KR_NATIVE(dict___setitem__)
{
    return krdict_set(vm, kras_dict(a[0]), a[1], a[2]) ? KR_NONE : KR_RAISED;
}

/// dict.__delitem__(self, key, /)
KR_NATIVE(dict___delitem__)
{
    int found = krdict_delete(vm, kras_dict(a[0]), a[1], NULL);
    if (found < 0)
        return KR_RAISED;
    return found ? KR_NONE : krraise_value(vm, KR_T_KeyError, a[1]);
}

/// dict.get(self, key, default=None, /)
/// The value of key, or default if it is not in the dict.
KR_NATIVE(dict_get)
{
    KrValue v = krdict_get(vm, kras_dict(a[0]), a[1]);
    if (v != KR_EMPTY)
        return v;
    return a[2] == KR_EMPTY ? KR_NONE : a[2];
}

/// dict.setdefault(self, key, default=None, /)
/// The value of key, set to default first if key is not in the dict.
KR_NATIVE(dict_setdefault)
{
    return krdict_setdefault(vm, kras_dict(a[0]), a[1], a[2] == KR_EMPTY ? KR_NONE : a[2]);
}

/// dict.pop(self, key, default=<unrepresentable>, /)
/// Remove key and return its value; if it is not there, default if given, else KeyError.
KR_NATIVE(dict_pop)
{
    KrDict *d = kras_dict(a[0]);
    KrValue v;
    int found = d->live ? krdict_delete(vm, d, a[1], &v) : 0;
    if (found < 0)
        return KR_RAISED;
    if (found)
        return v;
    return a[2] == KR_EMPTY ? krraise_value(vm, KR_T_KeyError, a[1]) : a[2];
}

/// dict.popitem(self, /)
/// Remove and return the pair of key and value that was set last; KeyError if the dict is empty.
KR_NATIVE(dict_popitem)
{
    KrEntry e;
    if (!krdict_pop_last(vm, kras_dict(a[0]), &e))
        return krraise(vm, KR_T_KeyError, "popitem(): dictionary is empty");
    return done(krtuple_of(vm, 2, e.key, e.value));
}

/// dict.clear(self, /)
/// Remove all items.
KR_NATIVE(dict_clear)
{
    krdict_clear(vm, kras_dict(a[0]));
    return KR_NONE;
}

/// dict.copy(self, /)
/// A shallow copy.
KR_NATIVE(dict_copy)
{
    return done(krdict_copy(vm, kras_dict(a[0])));
}

/* ---- comparison ------------------------------------------------------------------------------ */

/* 1, 0, or -1 on error. An __eq__ may change both. */
static int same(KrVm *vm, KrDict *x, KrDict *y)
{
    if (x->live != y->live)
        return 0;
    if (!krstack_check(vm, " in comparison"))
        return -1;
    uint32_t pos = 0, i;
    while (krdict_step(x, &pos, &i)) {
        KrEntry e = krdict_entries(x)[i];
        int64_t j = krdict_find(vm, y, e.key, krdict_hash_at(x, i));
        if (j == KR_FAILED || !krcharge(vm, 1))
            return -1;
        if (j == KR_ABSENT || (uint32_t)j >= y->used)
            return 0;
        KrValue other = krdict_entries(y)[j].value;
        int equal = other == KR_EMPTY ? 0 : krobj_eq(vm, e.value, other);
        if (equal <= 0)
            return equal;
    }
    return 1;
}

/// dict.__eq__(self, value, /)
KR_NATIVE(dict___eq__)
{
    if (!kris_kind(vm, a[1], KR_TF_DICT))
        return KR_NOTIMPLEMENTED;
    int equal = same(vm, kras_dict(a[0]), kras_dict(a[1]));
    return equal < 0 ? KR_RAISED : krbool(equal);
}

/// dict.__ne__(self, value, /)
KR_NATIVE(dict___ne__)
{
    if (!kris_kind(vm, a[1], KR_TF_DICT))
        return KR_NOTIMPLEMENTED;
    int equal = same(vm, kras_dict(a[0]), kras_dict(a[1]));
    return equal < 0 ? KR_RAISED : krbool(!equal);
}

/* ---- repr ------------------------------------------------------------------------------------ */

static bool show_items(KrVm *vm, KrDict *d, KrBuf *b)
{
    uint32_t pos = 0, i;
    const char *before = "{";
    while (krdict_step(d, &pos, &i)) {
        KrEntry e = krdict_entries(d)[i];
        KrValue key = krobj_repr(vm, e.key);
        KrValue value = key == KR_RAISED ? key : krobj_repr(vm, e.value);
        if (value == KR_RAISED || !krcharge(vm, 1))
            return false;
        krbuf_text(b, before);
        krbuf_str(b, kras_str(key));
        krbuf_text(b, ": ");
        krbuf_str(b, kras_str(value));
        before = ", ";
    }
    krbuf_text(b, *before == '{' ? "{}" : "}");
    return true;
}

/// dict.__repr__(self, /)
KR_NATIVE(dict___repr__)
{
    int shown = krrepr_enter(vm, a[0]);
    if (shown)
        return shown < 0 ? KR_RAISED : done(krstr_text(vm, "{...}"));
    KrBuf b = krbuf_init(&vm->alloc);
    bool ok = show_items(vm, kras_dict(a[0]), &b);
    krrepr_leave(vm, a[0]);
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    return done(krstr_from_buf(vm, &b));
}
