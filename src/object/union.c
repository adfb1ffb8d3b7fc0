/* SPDX-License-Identifier: MIT
 * types.UnionType: int | str. */
#include "object/dict.h"
#include "object/generic.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/type.h"

static KrTuple *args_of(KrValue v)
{
    return kras_tuple(kras_alias(v)->args);
}

static KrValue done(const void *object)
{
    return object ? krvalue(object) : KR_RAISED;
}

static bool is_union(KrValue v)
{
    return kris_exact(v, KR_T_UnionType);
}

static bool is_member(KrVm *vm, KrValue v)
{
    return v == KR_NONE || kris_type(vm, v) || is_union(v) || kris_alias(vm, v);
}

/* Adds a member, or all of a union, unless an equal one is there. */
static bool add(KrVm *vm, KrList *members, KrValue v)
{
    if (is_union(v)) {
        for (size_t i = 0; i < args_of(v)->n; i++)
            if (!add(vm, members, args_of(v)->at[i]))
                return false;
        return true;
    }
    if (v == KR_NONE)
        v = krvalue(KR_TYPE_OF(NoneType));
    for (size_t i = 0; i < members->n; i++) {
        int equal = krobj_eq(vm, members->items->at[i], v);
        if (equal)
            return equal > 0;
    }
    return krlist_append(vm, members, v);
}

static KrValue union_of(KrVm *vm, const KrValue *members, size_t n)
{
    KrList *l = krlist_new(vm, NULL, 0);
    if (!l)
        return KR_RAISED;
    for (size_t i = 0; i < n; i++)
        if (!add(vm, l, members[i]))
            return KR_RAISED;
    if (l->n == 1)
        return l->items->at[0];
    KrTuple *args = krtuple_new(vm, l->n ? l->items->at : NULL, l->n);
    KrGenericAlias *u = args ? krheap_new(vm, KR_T_UnionType, sizeof *u) : NULL;
    if (!u)
        return KR_RAISED;
    KR_STORE_PTR(vm, u, &u->args, args);
    return krvalue(u);
}

KrValue krunion_new(KrVm *vm, KrValue a, KrValue b)
{
    KrValue members[2] = {a, b};
    return is_member(vm, a) && is_member(vm, b) ? union_of(vm, members, 2) : KR_NOTIMPLEMENTED;
}

/// class UnionType
/// A union of types, such as int | str.

/// UnionType.__args__
/// The tuple of members.
KR_NATIVE(UnionType_get___args__)
{
    return krvalue(args_of(a[0]));
}

/// UnionType.__parameters__
/// The tuple of type variables among the members.
KR_NATIVE(UnionType_get___parameters__)
{
    return done(krgeneric_own_parameters(vm, kras_alias(a[0])));
}

/// UnionType.__getitem__(self, key, /)
KR_NATIVE(UnionType___getitem__)
{
    KrTuple *args = krgeneric_substitute(vm, kras_alias(a[0]), a[1]);
    if (!args)
        return KR_RAISED;
    KrValue v = args->at[0] == KR_NONE ? krvalue(KR_TYPE_OF(NoneType)) : args->at[0];
    for (size_t i = 1; v != KR_RAISED && i < args->n; i++)
        v = krobj_binary(vm, KR_D_or, v, args->at[i]);
    return v;
}

/// UnionType.__or__(self, value, /)
KR_NATIVE(UnionType___or__)
{
    return krunion_new(vm, a[0], a[1]);
}

/// UnionType.__ror__(self, value, /)
KR_NATIVE(UnionType___ror__)
{
    return krunion_new(vm, a[1], a[0]);
}

/* ---- isinstance ------------------------------------------------------------------------------ */

/* 1, 0, or -1 on error. */
static int check_members(KrVm *vm, KrValue u, KrValue v, bool instance)
{
    for (size_t i = 0; i < args_of(u)->n; i++) {
        KrValue cls = args_of(u)->at[i];
        if (kris_alias(vm, cls)) {
            krraise(vm, KR_T_TypeError, "%s() argument 2 cannot be a parameterized generic",
                    instance ? "isinstance" : "issubclass");
            return -1;
        }
        int found = instance ? krobj_isinstance(vm, v, cls) : krobj_issubclass(vm, v, cls);
        if (found)
            return found;
    }
    return 0;
}

/// UnionType.__instancecheck__(self, instance, /)
KR_NATIVE(UnionType___instancecheck__)
{
    int found = check_members(vm, a[0], a[1], true);
    return found < 0 ? KR_RAISED : krbool(found);
}

/// UnionType.__subclasscheck__(self, cls, /)
KR_NATIVE(UnionType___subclasscheck__)
{
    if (!kris_type(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "issubclass() arg 1 must be a class");
    int found = check_members(vm, a[0], a[1], false);
    return found < 0 ? KR_RAISED : krbool(found);
}

/* ---- comparison ------------------------------------------------------------------------------ */

static KrSet *members_of(KrVm *vm, KrValue u)
{
    KrSet *s = krset_new(vm, KR_T_frozenset);
    return s && krset_update(vm, s, krvalue(args_of(u))) ? s : NULL;
}

/// UnionType.__eq__(self, value, /)
KR_NATIVE(UnionType___eq__)
{
    if (!is_union(a[1]))
        return KR_NOTIMPLEMENTED;
    KrSet *x = members_of(vm, a[0]), *y = x ? members_of(vm, a[1]) : NULL;
    int equal = y ? krobj_eq(vm, krvalue(x), krvalue(y)) : -1;
    return equal < 0 ? KR_RAISED : krbool(equal);
}

/// UnionType.__hash__(self, /)
KR_NATIVE(UnionType___hash__)
{
    uint64_t hash;
    KrSet *s = members_of(vm, a[0]);
    return s && krobj_hash(vm, krvalue(s), &hash) ? krint_from(vm, (int64_t)hash) : KR_RAISED;
}

/// UnionType.__repr__(self, /)
KR_NATIVE(UnionType___repr__)
{
    KrBuf b = krbuf_init(&vm->alloc);
    KrTuple *args = args_of(a[0]);
    for (size_t i = 0; i < args->n; i++) {
        if (i)
            krbuf_text(&b, " | ");
        if (!krgeneric_show(vm, args->at[i], &b))
            return krbuf_release(&b), KR_RAISED;
    }
    return done(krstr_from_buf(vm, &b));
}
