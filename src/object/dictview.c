/* SPDX-License-Identifier: MIT
 * dict_keys, dict_values and dict_items, and the methods of dict that make them and iterators. */
#include "object/dictview.h"
#include "object/dictcore.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/mappingproxy.h"
#include "object/str.h"

KrValue krdictview_new(KrVm *vm, KrTypeNumber type, KrDict *d)
{
    KrDictView *view = krheap_new(vm, type, sizeof *view);
    if (!view)
        return KR_RAISED;
    krstore(vm, view, &view->dict, krvalue(d));
    return krvalue(view);
}

static KrDict *dict_of(KrValue view)
{
    return kras_dict(((KrDictView *)kras_obj(view))->dict);
}

int krdict_has_item(KrVm *vm, KrDict *d, KrValue key, KrValue value)
{
    KrValue found = krdict_get(vm, d, key);
    if (found == KR_RAISED)
        return -1;
    return found == KR_EMPTY ? 0 : krobj_eq(vm, found, value);
}

/* ---- of a dict ------------------------------------------------------------------------------- */

/// dict.__iter__(self, /)
KR_NATIVE(dict___iter__)
{
    return krdictiter_new(vm, KR_T_dict_keyiterator, kras_dict(a[0]));
}

/// dict.__reversed__(self, /)
/// An iterator over the keys, the last one first.
KR_NATIVE(dict___reversed__)
{
    return krdictiter_new(vm, KR_T_dict_reversekeyiterator, kras_dict(a[0]));
}

/// dict.keys(self, /)
/// A view of the keys that behaves like a set.
KR_NATIVE(dict_keys)
{
    return krdictview_new(vm, KR_T_dict_keys, kras_dict(a[0]));
}

/// dict.values(self, /)
/// A view of the values.
KR_NATIVE(dict_values)
{
    return krdictview_new(vm, KR_T_dict_values, kras_dict(a[0]));
}

/// dict.items(self, /)
/// A view of the pairs of key and value that behaves like a set.
KR_NATIVE(dict_items)
{
    return krdictview_new(vm, KR_T_dict_items, kras_dict(a[0]));
}

/* ---- shared by the views --------------------------------------------------------------------- */

static KrValue show(KrVm *vm, KrValue view)
{
    int shown = krrepr_enter(vm, view);
    if (shown) {
        KrStr *dots = shown < 0 ? NULL : krstr_text(vm, "...");
        return dots ? krvalue(dots) : KR_RAISED;
    }
    KrValue items = krvalue(krlist_new(vm, NULL, 0));
    KrStr *s = NULL;
    if (items && krlist_extend(vm, kras_list(items), view))
        s = krstr_printf(vm, "%T(%R)", view, items);
    krrepr_leave(vm, view);
    return s ? krvalue(s) : KR_RAISED;
}

static bool is_view(KrValue v)
{
    return kris_exact(v, KR_T_dict_keys) || kris_exact(v, KR_T_dict_items);
}

static bool is_set_like(KrVm *vm, KrValue v)
{
    return is_view(v) || kris_kind(vm, v, KR_TF_SET);
}

static int64_t size_of(KrValue v)
{
    return is_view(v) ? dict_of(v)->live : kras_dict(v)->live;
}

/* Looks each item up in `other`; stops at the first one that is (or, if `wanted` is 0, is not) in
 * it. */
typedef struct Lookup {
    KrValue other;
    int wanted;
    bool stopped, failed;
} Lookup;

static bool look_up(KrVm *vm, void *user, KrValue item)
{
    Lookup *l = user;
    int found = krobj_contains(vm, l->other, item);
    l->failed = found < 0;
    l->stopped = found == l->wanted;
    return found >= 0 && !l->stopped;
}

/* Whether some item of `items` gives that answer: 1, 0, or -1 on error. */
static int any_item(KrVm *vm, KrValue items, KrValue other, int wanted)
{
    Lookup l = {.other = other, .wanted = wanted};
    if (kriter_each(vm, items, look_up, &l))
        return 0;
    return l.stopped ? 1 : -1;
}

/* 1 if all of `items` are in `other`. */
static int all_in(KrVm *vm, KrValue items, KrValue other)
{
    int missing = any_item(vm, items, other, 0);
    return missing < 0 ? -1 : !missing;
}

static KrValue compare(KrVm *vm, KrValue *a, KrCmp op)
{
    if (!is_set_like(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    int64_t x = size_of(a[0]), y = size_of(a[1]);
    bool possible = op == KR_LT   ? x < y
                    : op == KR_LE ? x <= y
                    : op == KR_GT ? x > y
                    : op == KR_GE ? x >= y
                                  : x == y;
    int ok = 0;
    if (possible)
        ok = op == KR_GT || op == KR_GE ? all_in(vm, a[1], a[0]) : all_in(vm, a[0], a[1]);
    if (ok < 0)
        return KR_RAISED;
    return krbool(op == KR_NE ? !ok : ok);
}

static KrSet *set_of(KrVm *vm, KrValue iterable)
{
    KrSet *s = krset_new(vm, KR_T_set);
    return s && krset_update(vm, s, iterable) ? s : NULL;
}

typedef struct Filter {
    KrValue other;
    KrSet *into;
} Filter;

static bool keep_common(KrVm *vm, void *user, KrValue item)
{
    Filter *f = user;
    int found = krobj_contains(vm, f->other, item);
    return found >= 0 && (!found || krset_add(vm, f->into, item));
}

static KrValue and (KrVm * vm, KrValue view, KrValue other)
{
    Filter f = {.other = view, .into = krset_new(vm, KR_T_set)};
    if (!f.into)
        return KR_RAISED;
    if (is_set_like(vm, other) && size_of(other) > size_of(view)) {
        f.other = other;
        other = view;
    }
    return kriter_each(vm, other, keep_common, &f) ? krvalue(f.into) : KR_RAISED;
}

static KrValue or (KrVm * vm, KrValue left, KrValue right)
{
    KrSet *s = set_of(vm, left);
    return s && krset_update(vm, s, right) ? krvalue(s) : KR_RAISED;
}

static bool drop(KrVm *vm, void *set, KrValue item)
{
    return krset_discard(vm, set, item) >= 0;
}

static KrValue sub(KrVm *vm, KrValue left, KrValue right)
{
    KrSet *s = set_of(vm, left);
    return s && kriter_each(vm, right, drop, s) ? krvalue(s) : KR_RAISED;
}

static bool toggle(KrVm *vm, void *set, KrValue item)
{
    int gone = krset_discard(vm, set, item);
    return gone > 0 || (gone == 0 && krset_add(vm, set, item));
}

static KrValue xor
    (KrVm * vm, KrValue left, KrValue right) {
        KrSet *s = set_of(vm, left), *other = s ? set_of(vm, right) : NULL;
        return other && kriter_each(vm, krvalue(other), toggle, s) ? krvalue(s) : KR_RAISED;
    }

    static KrValue disjoint(KrVm *vm, KrValue view, KrValue other)
{
    if (view == other)
        return krbool(dict_of(view)->live == 0);
    if (is_set_like(vm, other) && size_of(other) > size_of(view)) {
        KrValue v = view;
        view = other;
        other = v;
    }
    int common = any_item(vm, other, view, 1);
    return common < 0 ? KR_RAISED : krbool(!common);
}

/* ---- dict_keys ------------------------------------------------------------------------------- */

/// dict_keys.__contains__(self, key, /)
KR_NATIVE(dict_keys___contains__)
{
    KrValue v = krdict_get(vm, dict_of(a[0]), a[1]);
    return v == KR_RAISED ? v : krbool(v != KR_EMPTY);
}

/* ---- dict_items ------------------------------------------------------------------------------ */

/// dict_items.__contains__(self, key, /)
KR_NATIVE(dict_items___contains__)
{
    if (!kris_kind(vm, a[1], KR_TF_TUPLE) || kras_tuple(a[1])->n != 2)
        return KR_FALSE;
    int found =
        krdict_has_item(vm, dict_of(a[0]), kras_tuple(a[1])->at[0], kras_tuple(a[1])->at[1]);
    return found < 0 ? KR_RAISED : krbool(found);
}

/// dict_keys.__len__(self, /)
KR_NATIVE(dict_keys___len__)
{
    return krsmall(dict_of(a[0])->live);
}

/// dict_keys.__iter__(self, /)
KR_NATIVE(dict_keys___iter__)
{
    return krdictiter_new(vm, KR_T_dict_keyiterator, dict_of(a[0]));
}

/// dict_keys.__reversed__(self, /)
/// An iterator that begins with what was set last.
KR_NATIVE(dict_keys___reversed__)
{
    return krdictiter_new(vm, KR_T_dict_reversekeyiterator, dict_of(a[0]));
}

/// dict_keys.__repr__(self, /)
KR_NATIVE(dict_keys___repr__)
{
    return show(vm, a[0]);
}

/// dict_keys.mapping
/// A read-only view of the dict.
KR_NATIVE(dict_keys_get_mapping)
{
    return krmappingproxy_new(vm, krvalue(dict_of(a[0])));
}

/// dict_keys.__hash__ = None

/// dict_keys.__lt__(self, value, /)
KR_NATIVE(dict_keys___lt__)
{
    return compare(vm, a, KR_LT);
}

/// dict_keys.__le__(self, value, /)
KR_NATIVE(dict_keys___le__)
{
    return compare(vm, a, KR_LE);
}

/// dict_keys.__eq__(self, value, /)
KR_NATIVE(dict_keys___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// dict_keys.__ne__(self, value, /)
KR_NATIVE(dict_keys___ne__)
{
    return compare(vm, a, KR_NE);
}

/// dict_keys.__gt__(self, value, /)
KR_NATIVE(dict_keys___gt__)
{
    return compare(vm, a, KR_GT);
}

/// dict_keys.__ge__(self, value, /)
KR_NATIVE(dict_keys___ge__)
{
    return compare(vm, a, KR_GE);
}

/// dict_keys.__and__(self, value, /)
KR_NATIVE(dict_keys___and__)
{
    return and(vm, a[0], a[1]);
}

/// dict_keys.__rand__(self, value, /)
KR_NATIVE(dict_keys___rand__)
{
    return and(vm, a[0], a[1]);
}

/// dict_keys.__or__(self, value, /)
KR_NATIVE(dict_keys___or__)
{
    return or (vm, a[0], a[1]);
}

/// dict_keys.__ror__(self, value, /)
KR_NATIVE(dict_keys___ror__)
{
    return or (vm, a[1], a[0]);
}

/// dict_keys.__sub__(self, value, /)
KR_NATIVE(dict_keys___sub__)
{
    return sub(vm, a[0], a[1]);
}

/// dict_keys.__rsub__(self, value, /)
KR_NATIVE(dict_keys___rsub__)
{
    return sub(vm, a[1], a[0]);
}

/// dict_keys.__xor__(self, value, /)
KR_NATIVE(dict_keys___xor__)
{
    return xor(vm, a[0], a[1]);
}

/// dict_keys.__rxor__(self, value, /)
KR_NATIVE(dict_keys___rxor__)
{
    return xor(vm, a[1], a[0]);
}

/// dict_keys.isdisjoint(self, other, /)
/// Whether no item of other is in the view.
KR_NATIVE(dict_keys_isdisjoint)
{
    return disjoint(vm, a[0], a[1]);
}

/// dict_values.__len__(self, /)
KR_NATIVE(dict_values___len__)
{
    return krsmall(dict_of(a[0])->live);
}

/// dict_values.__iter__(self, /)
KR_NATIVE(dict_values___iter__)
{
    return krdictiter_new(vm, KR_T_dict_valueiterator, dict_of(a[0]));
}

/// dict_values.__reversed__(self, /)
/// An iterator that begins with what was set last.
KR_NATIVE(dict_values___reversed__)
{
    return krdictiter_new(vm, KR_T_dict_reversevalueiterator, dict_of(a[0]));
}

/// dict_values.__repr__(self, /)
KR_NATIVE(dict_values___repr__)
{
    return show(vm, a[0]);
}

/// dict_values.mapping
/// A read-only view of the dict.
KR_NATIVE(dict_values_get_mapping)
{
    return krmappingproxy_new(vm, krvalue(dict_of(a[0])));
}

/// dict_items.__len__(self, /)
KR_NATIVE(dict_items___len__)
{
    return krsmall(dict_of(a[0])->live);
}

/// dict_items.__iter__(self, /)
KR_NATIVE(dict_items___iter__)
{
    return krdictiter_new(vm, KR_T_dict_itemiterator, dict_of(a[0]));
}

/// dict_items.__reversed__(self, /)
/// An iterator that begins with what was set last.
KR_NATIVE(dict_items___reversed__)
{
    return krdictiter_new(vm, KR_T_dict_reverseitemiterator, dict_of(a[0]));
}

/// dict_items.__repr__(self, /)
KR_NATIVE(dict_items___repr__)
{
    return show(vm, a[0]);
}

/// dict_items.mapping
/// A read-only view of the dict.
KR_NATIVE(dict_items_get_mapping)
{
    return krmappingproxy_new(vm, krvalue(dict_of(a[0])));
}

/// dict_items.__hash__ = None

/// dict_items.__lt__(self, value, /)
KR_NATIVE(dict_items___lt__)
{
    return compare(vm, a, KR_LT);
}

/// dict_items.__le__(self, value, /)
KR_NATIVE(dict_items___le__)
{
    return compare(vm, a, KR_LE);
}

/// dict_items.__eq__(self, value, /)
KR_NATIVE(dict_items___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// dict_items.__ne__(self, value, /)
KR_NATIVE(dict_items___ne__)
{
    return compare(vm, a, KR_NE);
}

/// dict_items.__gt__(self, value, /)
KR_NATIVE(dict_items___gt__)
{
    return compare(vm, a, KR_GT);
}

/// dict_items.__ge__(self, value, /)
KR_NATIVE(dict_items___ge__)
{
    return compare(vm, a, KR_GE);
}

/// dict_items.__and__(self, value, /)
KR_NATIVE(dict_items___and__)
{
    return and(vm, a[0], a[1]);
}

/// dict_items.__rand__(self, value, /)
KR_NATIVE(dict_items___rand__)
{
    return and(vm, a[0], a[1]);
}

/// dict_items.__or__(self, value, /)
KR_NATIVE(dict_items___or__)
{
    return or (vm, a[0], a[1]);
}

/// dict_items.__ror__(self, value, /)
KR_NATIVE(dict_items___ror__)
{
    return or (vm, a[1], a[0]);
}

/// dict_items.__sub__(self, value, /)
KR_NATIVE(dict_items___sub__)
{
    return sub(vm, a[0], a[1]);
}

/// dict_items.__rsub__(self, value, /)
KR_NATIVE(dict_items___rsub__)
{
    return sub(vm, a[1], a[0]);
}

/// dict_items.__xor__(self, value, /)
KR_NATIVE(dict_items___xor__)
{
    return xor(vm, a[0], a[1]);
}

/// dict_items.__rxor__(self, value, /)
KR_NATIVE(dict_items___rxor__)
{
    return xor(vm, a[1], a[0]);
}

/// dict_items.isdisjoint(self, other, /)
/// Whether no item of other is in the view.
KR_NATIVE(dict_items_isdisjoint)
{
    return disjoint(vm, a[0], a[1]);
}
