/* SPDX-License-Identifier: MIT
 * mappingproxy: a read-only view of a mapping, or of the namespace of a class. */
#include "object/mappingproxy.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/str.h"
#include "object/type.h"

KrValue krmappingproxy_new(KrVm *vm, KrValue mapping)
{
    KrProxy *p = krheap_new(vm, KR_T_mappingproxy, sizeof *p);
    if (!p)
        return KR_RAISED;
    krstore(vm, p, &p->mapping, mapping);
    return krvalue(p);
}

/* What the proxy shows: for a class its namespace, which is a dict. KR_RAISED on error. */
static KrValue target(KrVm *vm, KrValue proxy)
{
    KrValue mapping = ((KrProxy *)kras_obj(proxy))->mapping;
    if (!kris_type(vm, mapping))
        return mapping;
    KrDict *d = krtype_dict(vm, kras_type(mapping));
    return d ? krvalue(d) : KR_RAISED;
}

static KrValue call(KrVm *vm, KrValue proxy, const KrStr *name, const KrValue *args, uint32_t n)
{
    KrValue mapping = target(vm, proxy);
    KR_TRY(mapping);
    return krcall_method(vm, mapping, name, args, n);
}

static bool is_mapping(KrVm *vm, KrValue v)
{
    const KrType *type = krtype_of(vm, v);
    return krdunder(vm, type, KR_D_getitem) != KR_EMPTY &&
           !(type->flags & (KR_TF_LIST | KR_TF_TUPLE));
}

/// class mappingproxy(mapping, /)
/// A read-only view of a mapping.

/// mappingproxy.__new__(cls, mapping)
KR_NATIVE(mappingproxy___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_mappingproxy))
        return KR_RAISED;
    if (!is_mapping(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "mappingproxy() argument must be a mapping, not %T",
                       a[1]);
    return krmappingproxy_new(vm, a[1]);
}

/// @classmethod mappingproxy.__class_getitem__(cls, item, /)
KR_NATIVE(mappingproxy___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/// mappingproxy.__len__(self, /)
KR_NATIVE(mappingproxy___len__)
{
    KrValue mapping = target(vm, a[0]);
    KR_TRY(mapping);
    int64_t len = krobj_len(vm, mapping);
    return len < 0 ? KR_RAISED : krint_from(vm, len);
}

/// mappingproxy.__getitem__(self, key, /)
KR_NATIVE(mappingproxy___getitem__)
{
    KrValue mapping = target(vm, a[0]);
    KR_TRY(mapping);
    return krobj_getitem(vm, mapping, a[1]);
}

/// mappingproxy.__contains__(self, key, /)
KR_NATIVE(mappingproxy___contains__)
{
    KrValue mapping = target(vm, a[0]);
    KR_TRY(mapping);
    int found = krobj_contains(vm, mapping, a[1]);
    return found < 0 ? KR_RAISED : krbool(found);
}

/// mappingproxy.__iter__(self, /)
KR_NATIVE(mappingproxy___iter__)
{
    KrValue mapping = target(vm, a[0]);
    KR_TRY(mapping);
    return krobj_iter(vm, mapping);
}

/// mappingproxy.__reversed__(self, /)
/// What reversed() gives for the mapping.
KR_NATIVE(mappingproxy___reversed__)
{
    return call(vm, a[0], KR_NAME(__reversed__), NULL, 0);
}

/// mappingproxy.get(self, key, default=None, /)
/// The value of key, or default if it is not in the mapping.
KR_NATIVE(mappingproxy_get)
{
    KrValue args[2] = {a[1], a[2] == KR_EMPTY ? KR_NONE : a[2]};
    return call(vm, a[0], KR_NAME(get), args, 2);
}

/// mappingproxy.keys(self, /)
/// A view of the keys.
KR_NATIVE(mappingproxy_keys)
{
    return call(vm, a[0], KR_NAME(keys), NULL, 0);
}

/// mappingproxy.values(self, /)
/// A view of the values.
KR_NATIVE(mappingproxy_values)
{
    return call(vm, a[0], KR_NAME(values), NULL, 0);
}

/// mappingproxy.items(self, /)
/// A view of the pairs of key and value.
KR_NATIVE(mappingproxy_items)
{
    return call(vm, a[0], KR_NAME(items), NULL, 0);
}

/// mappingproxy.copy(self, /)
/// A shallow copy of the mapping.
KR_NATIVE(mappingproxy_copy)
{
    return call(vm, a[0], KR_NAME(copy), NULL, 0);
}

/// mappingproxy.__repr__(self, /)
KR_NATIVE(mappingproxy___repr__)
{
    KrValue mapping = target(vm, a[0]);
    KR_TRY(mapping);
    KrStr *s = krstr_printf(vm, "mappingproxy(%R)", mapping);
    return s ? krvalue(s) : KR_RAISED;
}

/// mappingproxy.__str__(self, /)
KR_NATIVE(mappingproxy___str__)
{
    KrValue mapping = target(vm, a[0]);
    KR_TRY(mapping);
    return krobj_str(vm, mapping);
}

/// mappingproxy.__hash__(self, /)
KR_NATIVE(mappingproxy___hash__)
{
    uint64_t hash;
    KrValue mapping = target(vm, a[0]);
    KR_TRY(mapping);
    return krobj_hash(vm, mapping, &hash) ? krint_from(vm, (int64_t)hash) : KR_RAISED;
}

static KrValue unwrap(KrVm *vm, KrValue v)
{
    return kris_exact(v, KR_T_mappingproxy) ? target(vm, v) : v;
}

static KrValue merge(KrVm *vm, KrValue left, KrValue right)
{
    left = unwrap(vm, left);
    KR_TRY(left);
    right = unwrap(vm, right);
    KR_TRY(right);
    return krobj_binary(vm, KR_D_or, left, right);
}

/// mappingproxy.__or__(self, value, /)
KR_NATIVE(mappingproxy___or__)
{
    return merge(vm, a[0], a[1]);
}

/// mappingproxy.__ror__(self, value, /)
KR_NATIVE(mappingproxy___ror__)
{
    return merge(vm, a[1], a[0]);
}

/// mappingproxy.__ior__(self, value, /)
KR_NATIVE(mappingproxy___ior__)
{
    return krraise(vm, KR_T_TypeError, "'|=' is not supported by mappingproxy; use '|' instead");
}

static KrValue compare(KrVm *vm, KrValue *a, KrCmp op)
{
    KrValue mapping = target(vm, a[0]);
    KR_TRY(mapping);
    return krobj_compare(vm, mapping, a[1], op);
}

/// mappingproxy.__eq__(self, value, /)
KR_NATIVE(mappingproxy___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// mappingproxy.__ne__(self, value, /)
KR_NATIVE(mappingproxy___ne__)
{
    return compare(vm, a, KR_NE);
}

/// mappingproxy.__lt__(self, value, /)
KR_NATIVE(mappingproxy___lt__)
{
    return compare(vm, a, KR_LT);
}

/// mappingproxy.__le__(self, value, /)
KR_NATIVE(mappingproxy___le__)
{
    return compare(vm, a, KR_LE);
}

/// mappingproxy.__gt__(self, value, /)
KR_NATIVE(mappingproxy___gt__)
{
    return compare(vm, a, KR_GT);
}

/// mappingproxy.__ge__(self, value, /)
KR_NATIVE(mappingproxy___ge__)
{
    return compare(vm, a, KR_GE);
}
