/* SPDX-License-Identifier: MIT
 * operator.itemgetter, attrgetter and methodcaller. */
#include "modules/operator.h"

#include "modules/modules.h"
#include "object/iter.h"

static KrGetter *as_getter(KrValue v)
{
    return (KrGetter *)kras_obj(v);
}

static bool no_keywords(KrVm *vm, const char *name, KrValue kwargs)
{
    if (kwargs == KR_EMPTY || !kras_dict(kwargs)->live)
        return true;
    krraise(vm, KR_T_TypeError, "%s() takes no keyword arguments", name);
    return false;
}

/* "NAME(repr, repr)" with the names that lead to the class. */
static KrValue show(KrVm *vm, KrValue self, KrTuple *items)
{
    int shown = krrepr_enter(vm, self);
    KrType *type = krtype_of(vm, self);
    if (shown)
        return shown < 0 ? KR_RAISED : krvalue_or_raised(krstr_printf(vm, "operator.%N(...)", type));
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_text(&b, "operator.");
    krbuf_str(&b, type->name);
    krbuf_char(&b, '(');
    bool ok = true;
    for (size_t i = 0; ok && i < items->n; i++) {
        KrValue text = krobj_repr(vm, items->at[i]);
        ok = text != KR_RAISED && krcharge(vm, 1);
        if (i)
            krbuf_text(&b, ", ");
        if (ok)
            krbuf_str(&b, kras_str(text));
    }
    krrepr_leave(vm, self);
    krbuf_char(&b, ')');
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

static KrValue reduce(KrVm *vm, KrValue self, KrValue args)
{
    return krvalue_or_raised(krtuple_of(vm, 2, krvalue(krtype_of(vm, self)), args));
}

/* ---- itemgetter --------------------------------------------------------------------------------------- */

/// class itemgetter(item, /, *items)
/// Return a callable object that fetches the given item(s) from its operand.

/// itemgetter.__new__(cls, /, *args, **kwargs)
KR_NATIVE(itemgetter___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_itemgetter) || !no_keywords(vm, "itemgetter", a[1]))
        return KR_RAISED;
    if (n == 2)
        return krraise(vm, KR_T_TypeError, "itemgetter expected at least 1 argument, got 0");
    KrTuple *keys = krtuple_new(vm, &a[2], n - 2);
    KrGetter *g = keys ? krobj_new(vm, kras_type(a[0])) : NULL;
    if (!g)
        return KR_RAISED;
    krstore(vm, g, &g->keys, krvalue(keys));
    return krvalue(g);
}

/* Items of exact tuples and lists at a plain index are found without a call. */
static KrValue item_of(KrVm *vm, KrValue o, KrValue key)
{
    if (kris_int(key) && kras_int(key) >= 0) {
        size_t i = (size_t)kras_int(key);
        if (kris_exact(o, KR_T_tuple) && i < kras_tuple(o)->n)
            return kras_tuple(o)->at[i];
        if (kris_exact(o, KR_T_list) && i < kras_list(o)->n)
            return kras_list(o)->items->at[i];
    }
    return krobj_getitem(vm, o, key);
}

/// itemgetter.__call__(self, obj, /)
/// Call self as a function.
KR_NATIVE(itemgetter___call__)
{
    KrTuple *keys = kras_tuple(as_getter(a[0])->keys);
    if (keys->n == 1)
        return item_of(vm, a[1], keys->at[0]);
    KrTuple *t = krtuple_new(vm, NULL, keys->n);
    for (size_t i = 0; t && i < keys->n; i++) {
        KrValue v = item_of(vm, a[1], keys->at[i]);
        KR_TRY(v);
        krstore(vm, t, &t->at[i], v);
    }
    return krvalue_or_raised(t);
}

/// itemgetter.__repr__(self, /)
KR_NATIVE(itemgetter___repr__)
{
    return show(vm, a[0], kras_tuple(as_getter(a[0])->keys));
}

/// itemgetter.__reduce__(self, /)
/// Return state information for pickling
KR_NATIVE(itemgetter___reduce__)
{
    return reduce(vm, a[0], as_getter(a[0])->keys);
}

/* ---- attrgetter --------------------------------------------------------------------------------------- */

/* "a.b" as the tuple of its interned names; a name without a dot as it is. */
static KrValue split_name(KrVm *vm, KrStr *s)
{
    const char *text = krstr_data(s), *end = text + s->size;
    if (!memchr(text, '.', s->size)) {
        const KrStr *name = krintern(vm, s);
        return name ? krvalue(name) : KR_RAISED;
    }
    KrList *names = krlist_with_capacity(vm, 2);
    for (const char *p = text; names && p <= end;) {
        const char *dot = memchr(p, '.', (size_t)(end - p));
        const char *stop = dot ? dot : end;
        const KrStr *name = krintern_text(vm, p, (size_t)(stop - p));
        if (!name || !krlist_append(vm, names, krvalue(name)))
            return KR_RAISED;
        p = stop + 1;
    }
    return names ? krvalue_or_raised(krtuple_new(vm, names->items->at, names->n)) : KR_RAISED;
}

/// class attrgetter(attr, /, *attrs)
/// Return a callable object that fetches the given attribute(s) from its operand.

/// attrgetter.__new__(cls, /, *args, **kwargs)
KR_NATIVE(attrgetter___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_attrgetter) || !no_keywords(vm, "attrgetter", a[1]))
        return KR_RAISED;
    if (n == 2)
        return krraise(vm, KR_T_TypeError, "attrgetter expected at least 1 argument, got 0");
    KrTuple *given = krtuple_new(vm, &a[2], n - 2), *keys = krtuple_new(vm, NULL, n - 2);
    for (uint32_t i = 2; given && keys && i < n; i++) {
        if (!kris_str(vm, a[i]))
            return krraise(vm, KR_T_TypeError, "attribute name must be a string");
        KrValue name = split_name(vm, kras_str(a[i]));
        KR_TRY(name);
        krstore(vm, keys, &keys->at[i - 2], name);
    }
    KrGetter *g = given && keys ? krobj_new(vm, kras_type(a[0])) : NULL;
    if (!g)
        return KR_RAISED;
    krstore(vm, g, &g->keys, krvalue(keys));
    krstore(vm, g, &g->given, krvalue(given));
    return krvalue(g);
}

static KrValue follow(KrVm *vm, KrValue o, KrValue name)
{
    if (!kris_exact(name, KR_T_tuple))
        return krobj_getattr(vm, o, kras_str(name));
    KrTuple *names = kras_tuple(name);
    for (size_t i = 0; i < names->n && o != KR_RAISED; i++)
        o = krobj_getattr(vm, o, kras_str(names->at[i]));
    return o;
}

/// attrgetter.__call__(self, obj, /)
/// Call self as a function.
KR_NATIVE(attrgetter___call__)
{
    KrTuple *keys = kras_tuple(as_getter(a[0])->keys);
    if (keys->n == 1)
        return follow(vm, a[1], keys->at[0]);
    KrTuple *t = krtuple_new(vm, NULL, keys->n);
    for (size_t i = 0; t && i < keys->n; i++) {
        KrValue v = follow(vm, a[1], keys->at[i]);
        KR_TRY(v);
        krstore(vm, t, &t->at[i], v);
    }
    return krvalue_or_raised(t);
}

/// attrgetter.__repr__(self, /)
KR_NATIVE(attrgetter___repr__)
{
    return show(vm, a[0], kras_tuple(as_getter(a[0])->given));
}

/// attrgetter.__reduce__(self, /)
/// Return state information for pickling
KR_NATIVE(attrgetter___reduce__)
{
    return reduce(vm, a[0], as_getter(a[0])->given);
}

/* ---- methodcaller ------------------------------------------------------------------------------------- */

static KrMethodCaller *as_caller(KrValue v)
{
    return (KrMethodCaller *)kras_obj(v);
}

/// class methodcaller(name, /, *args, **kwargs)
/// Return a callable object that calls the given method on its operand.

/// methodcaller.__new__(cls, /, *args, **kwargs)
KR_NATIVE(methodcaller___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_methodcaller))
        return KR_RAISED;
    if (n == 2)
        return krraise(vm, KR_T_TypeError, "methodcaller needs at least one argument, the method name");
    if (!kris_str(vm, a[2]))
        return krraise(vm, KR_T_TypeError, "method name must be a string");
    const KrStr *name = krintern(vm, kras_str(a[2]));
    KrTuple *args = krtuple_new(vm, &a[3], n - 3);
    KrDict *kwargs = a[1] == KR_EMPTY ? krdict_new(vm) : krdict_copy(vm, kras_dict(a[1]));
    KrMethodCaller *m = name && args && kwargs ? krobj_new(vm, kras_type(a[0])) : NULL;
    if (!m)
        return KR_RAISED;
    krstore(vm, m, &m->name, krvalue(name));
    krstore(vm, m, &m->args, krvalue(args));
    krstore(vm, m, &m->kwargs, krvalue(kwargs));
    return krvalue(m);
}

/// methodcaller.__call__(self, obj, /)
/// Call self as a function.
KR_NATIVE(methodcaller___call__)
{
    KrMethodCaller *m = as_caller(a[0]);
    KrTuple *args = kras_tuple(m->args);
    if (!kras_dict(m->kwargs)->live)
        return krcall_method(vm, a[1], kras_str(m->name), args->at, (uint32_t)args->n);
    KrValue fn = krobj_getattr(vm, a[1], kras_str(m->name));
    KR_TRY(fn);
    return krcall_ex(vm, fn, args, kras_dict(m->kwargs));
}

/* The arguments as they would be written, for repr. */
static bool show_call(KrVm *vm, KrMethodCaller *m, KrBuf *b)
{
    KrValue text = krobj_repr(vm, m->name), key, value;
    KrTuple *args = kras_tuple(m->args);
    for (size_t i = 0; text != KR_RAISED && i < args->n; i++) {
        krbuf_str(b, kras_str(text));
        krbuf_text(b, ", ");
        text = krobj_repr(vm, args->at[i]);
    }
    for (uint32_t pos = 0; text != KR_RAISED && krdict_next(kras_dict(m->kwargs), &pos, &key, &value);) {
        krbuf_str(b, kras_str(text));
        krbuf_text(b, ", ");
        krbuf_str(b, kras_str(key));
        krbuf_char(b, '=');
        text = krobj_repr(vm, value);
    }
    if (text != KR_RAISED)
        krbuf_str(b, kras_str(text));
    return text != KR_RAISED;
}

/// methodcaller.__repr__(self, /)
KR_NATIVE(methodcaller___repr__)
{
    int shown = krrepr_enter(vm, a[0]);
    const KrStr *name = krtype_of(vm, a[0])->name;
    if (shown)
        return shown < 0 ? KR_RAISED : krvalue_or_raised(krstr_printf(vm, "operator.%U(...)", name));
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_text(&b, "operator.");
    krbuf_str(&b, name);
    krbuf_char(&b, '(');
    bool ok = show_call(vm, as_caller(a[0]), &b);
    krrepr_leave(vm, a[0]);
    krbuf_char(&b, ')');
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/* With keywords it is made again by a partial that knows them. */
/// methodcaller.__reduce__(self, /)
/// Return state information for pickling
KR_NATIVE(methodcaller___reduce__)
{
    KrMethodCaller *m = as_caller(a[0]);
    KrTuple *args = kras_tuple(m->args), *all = krtuple_new(vm, NULL, args->n + 1);
    if (!all)
        return KR_RAISED;
    krstore(vm, all, &all->at[0], m->name);
    krstore_all(vm, all, &all->at[1], args->at, args->n);
    if (!kras_dict(m->kwargs)->live)
        return reduce(vm, a[0], krvalue(all));
    KrTuple *head = krtuple_of(vm, 2, krvalue(krtype_of(vm, a[0])), m->name);
    KrValue partial = head ? krcall_ex(vm, krvalue(KR_TYPE_OF(partial)), head, kras_dict(m->kwargs)) : KR_RAISED;
    KR_TRY(partial);
    return krvalue_or_raised(krtuple_of(vm, 2, partial, m->args));
}

KR_MODULE_INIT(_operator)
{
    return krmodule_set(vm, module, "itemgetter", krvalue(KR_TYPE_OF(itemgetter))) &&
           krmodule_set(vm, module, "attrgetter", krvalue(KR_TYPE_OF(attrgetter))) &&
           krmodule_set(vm, module, "methodcaller", krvalue(KR_TYPE_OF(methodcaller)));
}
