/* SPDX-License-Identifier: MIT
 * The module _abc: what lib/abc.py's metaclass does at each isinstance() and issubclass(). */
#include "modules/abc.h"

#include "modules/state.h"

/// module _abc
/// Module contains faster C implementation of abc.ABCMeta

static KrAbcData *data_of(KrVm *vm, KrValue cls)
{
    KrValue v = krobj_getattr(vm, cls, KR_NAME(_abc_impl));
    if (v == KR_RAISED)
        return NULL;
    if (!kris_exact(v, KR_T__abc_data))
        return krraise(vm, KR_T_TypeError, "_abc_impl is set to a wrong type"), NULL;
    return (KrAbcData *)kras_obj(v);
}

static uint64_t *counter(KrVm *vm)
{
    struct KrModuleState *s = krmodule_state(vm);
    return s ? &s->abc_counter : NULL;
}

/* ---- sets of classes ------------------------------------------------------------------------------------------------ */

static bool add_class(KrVm *vm, KrAbcData *d, KrSet **set, KrValue cls)
{
    KrValue ref = krweakref_new(vm, KR_TYPE_OF(weakref), cls, KR_EMPTY);
    if (ref == KR_RAISED)
        return false;
    if (!*set)
        KR_STORE_PTR(vm, d, set, krset_new(vm, KR_T_set));
    return *set && krset_add(vm, *set, ref);
}

static int has_class(KrVm *vm, KrSet *set, KrValue cls)
{
    if (!set || !set->live)
        return 0;
    KrValue ref = krweakref_new(vm, KR_TYPE_OF(weakref), cls, KR_EMPTY);
    return ref == KR_RAISED ? -1 : krset_contains(vm, set, ref);
}

/* ---- making ----------------------------------------------------------------------------------------------------------- */

static bool add_if_abstract(KrVm *vm, KrSet *names, KrValue name, KrValue value)
{
    KrValue flag = krobj_is_abstract(vm, value);
    if (flag == KR_RAISED)
        return false;
    return flag != KR_TRUE || krset_add(vm, names, name);
}

static bool inherited_names(KrVm *vm, KrSet *names, KrValue cls, KrValue base)
{
    KrValue theirs = krobj_lookup(vm, base, KR_NAME(__abstractmethods__));
    if (theirs == KR_EMPTY || theirs == KR_RAISED)
        return theirs == KR_EMPTY;
    KrList *list = krlist_with_capacity(vm, 4);
    if (!list || !krlist_extend(vm, list, theirs))
        return false;
    for (size_t i = 0; i < list->n; i++) {
        const KrStr *name = kris_str(vm, list->items->at[i]) ? krintern(vm, kras_str(list->items->at[i])) : NULL;
        KrValue value = name ? krobj_lookup(vm, cls, name) : KR_EMPTY;
        if (value == KR_RAISED || (value != KR_EMPTY && !add_if_abstract(vm, names, list->items->at[i], value)))
            return false;
    }
    return true;
}

static bool compute_abstract(KrVm *vm, KrType *cls)
{
    KrSet *names = krset_new(vm, KR_T_frozenset);
    KrDict *ns = names ? krtype_dict(vm, cls) : NULL;
    if (!ns)
        return false;
    KrValue key, value;
    for (uint32_t pos = 0; krdict_next(ns, &pos, &key, &value);)
        if (!add_if_abstract(vm, names, key, value))
            return false;
    for (size_t i = 0; cls->bases && i < cls->bases->n; i++)
        if (!inherited_names(vm, names, krvalue(cls), cls->bases->at[i]))
            return false;
    return krobj_setattr(vm, krvalue(cls), KR_NAME(__abstractmethods__), krvalue(names));
}

enum { SEQUENCE_BIT = 1 << 5, MAPPING_BIT = 1 << 6 };

/* Sequence and Mapping say with __abc_tpflags__ which patterns match their subclasses. */
static bool take_flags(KrVm *vm, KrType *cls)
{
    KrValue v = krtype_own(vm, cls, KR_NAME(__abc_tpflags__));
    if (v == KR_EMPTY || !kris_int(v))
        return true;
    if (kras_int(v) & SEQUENCE_BIT)
        cls->flags |= KR_TF_SEQUENCE;
    if (kras_int(v) & MAPPING_BIT)
        cls->flags |= KR_TF_MAPPING;
    return krtype_set(vm, cls, KR_NAME(__abc_tpflags__), KR_EMPTY);
}

/// _abc._abc_init(self, /)
/// Internal ABC helper for class set-up.
KR_NATIVE(_abc__abc_init)
{
    if (!kris_type(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "_abc_init() argument must be a class, not %T", a[0]);
    if (!compute_abstract(vm, kras_type(a[0])))
        return KR_RAISED;
    KrAbcData *d = krobj_new(vm, KR_TYPE_OF(_abc_data));
    if (!d || !krobj_setattr(vm, a[0], KR_NAME(_abc_impl), krvalue(d)) || !take_flags(vm, kras_type(a[0])))
        return KR_RAISED;
    return KR_NONE;
}

/* A class that is registered matches the patterns of the ABC, and so do those that derive from it already. */
static bool pass_flags(KrVm *vm, KrType *to, uint32_t flags)
{
    if (to->flags & KR_TF_BUILTIN || (to->flags & flags) == flags)
        return true;
    to->flags = (to->flags & ~(uint32_t)(KR_TF_SEQUENCE | KR_TF_MAPPING)) | flags;
    KrValue list = krcall_method(vm, krvalue(to), KR_NAME(__subclasses__), NULL, 0);
    for (size_t i = 0; kris_exact(list, KR_T_list) && i < kras_list(list)->n; i++)
        if (!pass_flags(vm, kras_type(kras_list(list)->items->at[i]), flags))
            return false;
    return list != KR_RAISED;
}

/// _abc._abc_register(self, subclass, /)
/// Internal ABC helper for subclasss registration.
KR_NATIVE(_abc__abc_register)
{
    if (!kris_type(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "Can only register classes");
    int already = krobj_issubclass(vm, a[1], a[0]);
    if (already)
        return already < 0 ? KR_RAISED : a[1];
    int circle = krobj_issubclass(vm, a[0], a[1]);
    if (circle)
        return circle < 0 ? KR_RAISED : krraise(vm, KR_T_RuntimeError, "Refusing to create an inheritance cycle");
    KrAbcData *d = data_of(vm, a[0]);
    uint64_t *count = counter(vm);
    if (!d || !count || !add_class(vm, d, &d->registry, a[1]))
        return KR_RAISED;
    ++*count;
    uint32_t flags = kras_type(a[0])->flags & (KR_TF_SEQUENCE | KR_TF_MAPPING);
    return flags && !pass_flags(vm, kras_type(a[1]), flags) ? KR_RAISED : a[1];
}

/* ---- checks --------------------------------------------------------------------------------------------------------------- */

/* 1 or 0 if the hook decides, 2 if not, -1 on error. */
static int ask_hook(KrVm *vm, KrValue cls, KrValue subclass)
{
    KrValue v = krcall_method(vm, cls, KR_NAME(__subclasshook__), &subclass, 1);
    if (v == KR_TRUE || v == KR_FALSE)
        return v == KR_TRUE;
    if (v == KR_NOTIMPLEMENTED)
        return 2;
    if (v != KR_RAISED)
        krraise(vm, KR_T_AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
    return -1;
}

static int in_registry(KrVm *vm, KrAbcData *d, KrValue subclass)
{
    int found = has_class(vm, d->registry, subclass);
    if (found)
        return found;
    KrList *list = d->registry ? krobj_list(vm, krvalue(d->registry)) : NULL;
    for (size_t i = 0; list && i < list->n && !found; i++) {
        KrValue cls = krweakref_target(list->items->at[i]);
        if (cls != KR_NONE)
            found = krobj_issubclass(vm, subclass, cls);
    }
    return d->registry && !list ? -1 : found;
}

static int in_subclasses(KrVm *vm, KrValue cls, KrValue subclass)
{
    KrValue list = krcall_method(vm, cls, KR_NAME(__subclasses__), NULL, 0);
    if (list == KR_RAISED)
        return -1;
    int found = 0;
    for (size_t i = 0; kris_exact(list, KR_T_list) && i < kras_list(list)->n && !found; i++)
        found = krobj_issubclass(vm, subclass, kras_list(list)->items->at[i]);
    return found;
}

static int find_out(KrVm *vm, KrAbcData *d, KrValue cls, KrValue subclass)
{
    int answer = ask_hook(vm, cls, subclass);
    if (answer != 2)
        return answer;
    if (kris_type(vm, cls) && krtype_issubtype(vm, kras_type(subclass), kras_type(cls)))
        return 1;
    answer = in_registry(vm, d, subclass);
    return answer ? answer : in_subclasses(vm, cls, subclass);
}

static int subclass_check(KrVm *vm, KrValue cls, KrValue subclass)
{
    KrAbcData *d = data_of(vm, cls);
    uint64_t *count = counter(vm);
    if (!d || !count)
        return -1;
    int known = has_class(vm, d->cache, subclass);
    if (known)
        return known;
    if (d->version != *count) {
        d->version = *count;
        d->negative = NULL;
    } else if ((known = has_class(vm, d->negative, subclass))) {
        return known < 0 ? known : 0;
    }
    if (!krstack_check(vm, " in __subclasscheck__"))
        return -1;
    int answer = find_out(vm, d, cls, subclass);
    if (answer < 0 || !add_class(vm, d, answer ? &d->cache : &d->negative, subclass))
        return -1;
    return answer;
}

/// _abc._abc_subclasscheck(self, subclass, /)
/// Internal ABC helper for issubclasss checks.
KR_NATIVE(_abc__abc_subclasscheck)
{
    if (!kris_type(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "issubclass() arg 1 must be a class");
    int answer = subclass_check(vm, a[0], a[1]);
    return answer < 0 ? KR_RAISED : krbool(answer);
}

/// _abc._abc_instancecheck(self, instance, /)
/// Internal ABC helper for instance checks.
KR_NATIVE(_abc__abc_instancecheck)
{
    KrAbcData *d = data_of(vm, a[0]);
    KrValue cls = d ? krobj_getattr(vm, a[1], KR_NAME(__class__)) : KR_RAISED, type = krvalue(krtype_of(vm, a[1]));
    KR_TRY(cls);
    int known = has_class(vm, d->cache, cls);
    if (known)
        return known < 0 ? KR_RAISED : KR_TRUE;
    KrValue v = krcall_method(vm, a[0], KR_NAME(__subclasscheck__), &cls, 1);
    if (v == KR_RAISED || cls == type)
        return v;
    int answer = krobj_true(vm, v);
    if (answer)
        return answer < 0 ? KR_RAISED : v;
    return krcall_method(vm, a[0], KR_NAME(__subclasscheck__), &type, 1);
}

/* ---- for tests ------------------------------------------------------------------------------------------------------------ */

/// _abc.get_cache_token()
/// Returns the current ABC cache token.
KR_NATIVE(_abc_get_cache_token)
{
    uint64_t *count = counter(vm);
    return count ? krint_from_u64(vm, *count) : KR_RAISED;
}

static KrValue copy_of(KrVm *vm, KrSet *set)
{
    KrSet *copy = krset_new(vm, KR_T_set);
    return copy && (!set || krset_update(vm, copy, krvalue(set))) ? krvalue(copy) : KR_RAISED;
}

/// _abc._get_dump(self, /)
/// Internal ABC helper for cache and registry debugging.
KR_NATIVE(_abc__get_dump)
{
    KrAbcData *d = data_of(vm, a[0]);
    if (!d)
        return KR_RAISED;
    KrValue registry = copy_of(vm, d->registry), cache = copy_of(vm, d->cache), negative = copy_of(vm, d->negative);
    if (registry == KR_RAISED || cache == KR_RAISED || negative == KR_RAISED)
        return KR_RAISED;
    return krvalue_or_raised(krtuple_of(vm, 4, registry, cache, negative, krint_from_u64(vm, d->version)));
}

/// _abc._reset_registry(self, /)
/// Internal ABC helper to reset registry of a given class.
KR_NATIVE(_abc__reset_registry)
{
    KrAbcData *d = data_of(vm, a[0]);
    if (!d)
        return KR_RAISED;
    d->registry = NULL;
    return KR_NONE;
}

/// _abc._reset_caches(self, /)
/// Internal ABC helper to reset both caches of a given class.
KR_NATIVE(_abc__reset_caches)
{
    KrAbcData *d = data_of(vm, a[0]);
    if (!d)
        return KR_RAISED;
    d->cache = d->negative = NULL;
    return KR_NONE;
}
