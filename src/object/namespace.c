/* SPDX-License-Identifier: MIT
 * types.SimpleNamespace: attributes by keyword, with a repr and an equality that show them. */
#include "object/dict.h"
#include "object/iter.h"
#include "object/str.h"
#include "object/type.h"

static KrDict *dict_of(KrVm *vm, KrValue ns)
{
    KrDict *d = krobj_dict(vm, kras_obj(ns));
    if (!d && vm->exec->pending == KR_EMPTY)
        krraise_memory(vm);
    return d;
}

static bool set_all(KrVm *vm, KrValue ns, KrDict *from)
{
    uint32_t pos = 0;
    KrValue key, value;
    KrDict *d = dict_of(vm, ns);
    while (d && krdict_next(from, &pos, &key, &value)) {
        if (!kris_str(vm, key))
            return krraise(vm, KR_T_TypeError, "keywords must be strings"), false;
        if (!krdict_set(vm, d, key, value))
            return false;
    }
    return d;
}

/// class SimpleNamespace(mapping_or_pairs=(), /, **kwargs)
/// An object whose attributes are the items of a mapping and the keyword arguments.

/// SimpleNamespace.__init__(self, /, *args, **kwargs)
KR_NATIVE(SimpleNamespace___init__)
{
    if (!krargs_at_most(vm, "SimpleNamespace", 1, n - 2))
        return KR_RAISED;
    if (n == 3) {
        KrDict *d = krdict_new(vm);
        if (!d || !krdict_update(vm, d, a[2]) || !set_all(vm, a[0], d))
            return KR_RAISED;
    }
    return a[1] == KR_EMPTY || set_all(vm, a[0], kras_dict(a[1])) ? KR_NONE : KR_RAISED;
}

/// SimpleNamespace.__new__(cls, /, *args, **kwargs)
KR_NATIVE(SimpleNamespace___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_SimpleNamespace))
        return KR_RAISED;
    void *ns = krobj_new(vm, kras_type(a[0]));
    return ns ? krvalue(ns) : KR_RAISED;
}

static bool show_attributes(KrVm *vm, KrDict *d, KrBuf *b)
{
    uint32_t pos = 0;
    KrValue key, value;
    const char *before = "";
    while (krdict_next(d, &pos, &key, &value)) {
        if (!kris_str(vm, key) || kras_str(key)->size == 0)
            continue;
        KrValue text = krobj_repr(vm, value);
        if (text == KR_RAISED || !krcharge(vm, 1))
            return false;
        krbuf_text(b, before);
        krbuf_str(b, kras_str(key));
        krbuf_char(b, '=');
        krbuf_str(b, kras_str(text));
        before = ", ";
    }
    return true;
}

/// SimpleNamespace.__repr__(self, /)
KR_NATIVE(SimpleNamespace___repr__)
{
    const KrType *type = krtype_of(vm, a[0]);
    KrBuf b = krbuf_init(&vm->alloc);
    if (type == KR_TYPE_OF(SimpleNamespace))
        krbuf_text(&b, "namespace(");
    else
        krbuf_str(&b, type->name);
    if (type != KR_TYPE_OF(SimpleNamespace))
        krbuf_char(&b, '(');
    int shown = krrepr_enter(vm, a[0]);
    bool ok = shown >= 0;
    if (shown > 0) {
        krbuf_text(&b, "...");
    } else if (ok) {
        KrDict *d = dict_of(vm, a[0]);
        ok = d && show_attributes(vm, d, &b);
        krrepr_leave(vm, a[0]);
    }
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    krbuf_char(&b, ')');
    KrStr *s = krstr_from_buf(vm, &b);
    return s ? krvalue(s) : KR_RAISED;
}

static KrValue compare(KrVm *vm, KrValue *a, KrCmp op)
{
    if (!kris_instance(vm, a[1], KR_TYPE_OF(SimpleNamespace)))
        return KR_NOTIMPLEMENTED;
    KrDict *x = dict_of(vm, a[0]), *y = x ? dict_of(vm, a[1]) : NULL;
    return y ? krobj_compare(vm, krvalue(x), krvalue(y), op) : KR_RAISED;
}

/// SimpleNamespace.__eq__(self, value, /)
KR_NATIVE(SimpleNamespace___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// SimpleNamespace.__ne__(self, value, /)
KR_NATIVE(SimpleNamespace___ne__)
{
    return compare(vm, a, KR_NE);
}

/// SimpleNamespace.__lt__(self, value, /)
KR_NATIVE(SimpleNamespace___lt__)
{
    return compare(vm, a, KR_LT);
}

/// SimpleNamespace.__le__(self, value, /)
KR_NATIVE(SimpleNamespace___le__)
{
    return compare(vm, a, KR_LE);
}

/// SimpleNamespace.__gt__(self, value, /)
KR_NATIVE(SimpleNamespace___gt__)
{
    return compare(vm, a, KR_GT);
}

/// SimpleNamespace.__ge__(self, value, /)
KR_NATIVE(SimpleNamespace___ge__)
{
    return compare(vm, a, KR_GE);
}

/// SimpleNamespace.__hash__ = None

/// SimpleNamespace.__reduce__(self, /)
KR_NATIVE(SimpleNamespace___reduce__)
{
    KrDict *d = dict_of(vm, a[0]);
    KrTuple *none = d ? krtuple_new(vm, NULL, 0) : NULL;
    KrTuple *t =
        none ? krtuple_of(vm, 3, krvalue(krtype_of(vm, a[0])), krvalue(none), krvalue(d)) : NULL;
    return t ? krvalue(t) : KR_RAISED;
}

/// SimpleNamespace.__replace__(self, /, **changes)
/// A copy with some attributes replaced.
KR_NATIVE(SimpleNamespace___replace__)
{
    KrDict *d = dict_of(vm, a[0]);
    KrValue copy = d ? krcall(vm, krvalue(krtype_of(vm, a[0])), NULL, 0) : KR_RAISED;
    KR_TRY(copy);
    if (!kris_instance(vm, copy, KR_TYPE_OF(SimpleNamespace)))
        return krraise(vm, KR_T_TypeError, "expect %N type, but %T() returned '%T' object",
                       KR_TYPE_OF(SimpleNamespace), a[0], copy);
    if (!set_all(vm, copy, d))
        return KR_RAISED;
    return a[1] == KR_EMPTY || set_all(vm, copy, kras_dict(a[1])) ? copy : KR_RAISED;
}
