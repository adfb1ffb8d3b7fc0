/* SPDX-License-Identifier: MIT
 * types.GenericAlias: list[int] and its like. */
#include "object/dict.h"
#include "object/generic.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/type.h"

static KrValue done(const void *object)
{
    return object ? krvalue(object) : KR_RAISED;
}

static KrValue make(KrVm *vm, const KrType *cls, KrValue origin, KrValue args)
{
    if (!kris_exact(args, KR_T_tuple)) {
        KrTuple *t = krtuple_new(vm, &args, 1);
        if (!t)
            return KR_RAISED;
        args = krvalue(t);
    }
    KrGenericAlias *g = krobj_new(vm, cls);
    if (!g)
        return KR_RAISED;
    krstore(vm, g, &g->origin, origin);
    krstore(vm, g, &g->args, args);
    return krvalue(g);
}

KrValue krgenericalias_new(KrVm *vm, KrValue origin, KrValue args)
{
    return make(vm, KR_TYPE_OF(GenericAlias), origin, args);
}

/// class GenericAlias(origin, args, /)
/// A class with type arguments, such as list[int].

/// GenericAlias.__new__(cls, origin, args, /)
KR_NATIVE(GenericAlias___new__)
{
    return krtype_new_check(vm, a[0], KR_T_GenericAlias) ? make(vm, kras_type(a[0]), a[1], a[2])
                                                         : KR_RAISED;
}

/// GenericAlias.__origin__
/// The class.
KR_NATIVE(GenericAlias_get___origin__)
{
    return kras_alias(a[0])->origin;
}

/// GenericAlias.__args__
/// The tuple of type arguments.
KR_NATIVE(GenericAlias_get___args__)
{
    return kras_alias(a[0])->args;
}

/// GenericAlias.__parameters__
/// The tuple of type variables among the arguments.
KR_NATIVE(GenericAlias_get___parameters__)
{
    return done(krgeneric_own_parameters(vm, kras_alias(a[0])));
}

/// GenericAlias.__unpacked__
/// Whether it stands for its arguments one by one, as *tuple[int, str] does.
KR_NATIVE(GenericAlias_get___unpacked__)
{
    return krbool(kras_alias(a[0])->h.kind & KR_ALIAS_STARRED);
}

/// GenericAlias.__typing_unpacked_tuple_args__
KR_NATIVE(GenericAlias_get___typing_unpacked_tuple_args__)
{
    KrGenericAlias *g = kras_alias(a[0]);
    return g->h.kind & KR_ALIAS_STARRED && g->origin == krvalue(KR_TYPE_OF(tuple)) ? g->args
                                                                                   : KR_NONE;
}

/* ---- what is the alias's own, what the class's ----------------------------------------------- */

/* Attributes that are not looked up in the class that is aliased. */
static bool is_own(const KrStr *name)
{
    static const char *const own[] = {
        "__class__",       "__origin__",     "__args__",
        "__unpacked__",    "__parameters__", "__typing_unpacked_tuple_args__",
        "__mro_entries__", "__reduce_ex__",  "__reduce__",
        "__bases__",       "__copy__",       "__deepcopy__",
    };
    if (name->size < 4 || krstr_data(name)[0] != '_')
        return false;
    for (size_t i = 0; i < KR_COUNT(own); i++)
        if (krstr_is(name, own[i]))
            return true;
    return false;
}

/// GenericAlias.__getattribute__(self, name, /)
KR_NATIVE(GenericAlias___getattribute__)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "attribute name must be string, not '%T'", a[1]);
    const KrStr *name = krintern(vm, kras_str(a[1]));
    if (!name)
        return KR_RAISED;
    if (!is_own(name))
        return krobj_getattr(vm, kras_alias(a[0])->origin, name);
    KrValue v = krobj_generic_get(vm, a[0], name);
    return v == KR_EMPTY ? krraise_attribute(vm, a[0], name) : v;
}

/// GenericAlias.__dir__(self, /)
KR_NATIVE(GenericAlias___dir__)
{
    static const char *const own[] = {"__origin__",     "__args__",
                                      "__parameters__", "__mro_entries__",
                                      "__reduce_ex__",  "__reduce__",
                                      "__copy__",       "__deepcopy__",
                                      "__unpacked__",   "__typing_unpacked_tuple_args__",
                                      "__class__"};
    KrValue names = krcall_method(vm, kras_alias(a[0])->origin, KR_NAME(__dir__), NULL, 0);
    if (kris_type(vm, kras_alias(a[0])->origin)) {
        KrValue dir = krdict_get_name(vm, vm->builtins, KR_NAME(dir));
        if (names == KR_RAISED)
            krpending_clear(vm);
        names = dir == KR_EMPTY ? krraise(vm, KR_T_NameError, "name 'dir' is not defined")
                                : krcall(vm, dir, &kras_alias(a[0])->origin, 1);
    }
    KR_TRY(names);
    KrList *l = krlist_new(vm, NULL, 0);
    if (!l || !krlist_extend(vm, l, names))
        return KR_RAISED;
    for (size_t i = 0; i < KR_COUNT(own); i++) {
        KrStr *s = krstr_text(vm, own[i]);
        int found = s ? krobj_contains(vm, krvalue(l), krvalue(s)) : -1;
        if (found < 0 || (!found && !krlist_append(vm, l, krvalue(s))))
            return KR_RAISED;
    }
    return krvalue(l);
}

/// GenericAlias.__call__(self, /, *args, **kwargs)
KR_NATIVE(GenericAlias___call__)
{
    KrTuple *args = krtuple_new(vm, a + 2, n - 2);
    if (!args)
        return KR_RAISED;
    KrValue made =
        krcall_ex(vm, kras_alias(a[0])->origin, args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1]));
    KR_TRY(made);
    if (!krobj_setattr(vm, made, KR_NAME(__orig_class__), a[0])) {
        if (!krpending_is(vm, KR_T_AttributeError) && !krpending_is(vm, KR_T_TypeError))
            return KR_RAISED;
        krpending_clear(vm);
    }
    return made;
}

/// GenericAlias.__mro_entries__(self, bases, /)
KR_NATIVE(GenericAlias___mro_entries__)
{
    return done(krtuple_of(vm, 1, kras_alias(a[0])->origin));
}

/// GenericAlias.__instancecheck__(self, instance, /)
KR_NATIVE(GenericAlias___instancecheck__)
{
    return krraise(vm, KR_T_TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}

/// GenericAlias.__subclasscheck__(self, cls, /)
KR_NATIVE(GenericAlias___subclasscheck__)
{
    return krraise(vm, KR_T_TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}

/* ---- operators ------------------------------------------------------------------------------- */

static KrValue starred(KrVm *vm, KrGenericAlias *g)
{
    KrValue star = make(vm, krtype_of(vm, krvalue(g)), g->origin, g->args);
    if (star != KR_RAISED)
        kras_alias(star)->h.kind |= KR_ALIAS_STARRED;
    return star;
}

/// GenericAlias.__iter__(self, /)
KR_NATIVE(GenericAlias___iter__)
{
    KrValue star = starred(vm, kras_alias(a[0]));
    KR_TRY(star);
    KrTuple *t = krtuple_of(vm, 1, star);
    return t ? krseq_iter(vm, KR_T_tuple_iterator, krvalue(t)) : KR_RAISED;
}

/// GenericAlias.__getitem__(self, key, /)
KR_NATIVE(GenericAlias___getitem__)
{
    KrGenericAlias *g = kras_alias(a[0]);
    KrTuple *args = krgeneric_substitute(vm, g, a[1]);
    if (!args)
        return KR_RAISED;
    KrValue v = make(vm, KR_TYPE_OF(GenericAlias), g->origin, krvalue(args));
    if (v != KR_RAISED)
        kras_alias(v)->h.kind |= g->h.kind & KR_ALIAS_STARRED;
    return v;
}

/* 1, 0, or -1 on error. */
static int same(KrVm *vm, KrGenericAlias *x, KrGenericAlias *y)
{
    if ((x->h.kind ^ y->h.kind) & KR_ALIAS_STARRED)
        return 0;
    int equal = krobj_eq(vm, x->origin, y->origin);
    return equal <= 0 ? equal : krobj_eq(vm, x->args, y->args);
}

/// GenericAlias.__eq__(self, value, /)
KR_NATIVE(GenericAlias___eq__)
{
    if (!kris_alias(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    int equal = same(vm, kras_alias(a[0]), kras_alias(a[1]));
    return equal < 0 ? KR_RAISED : krbool(equal);
}

/// GenericAlias.__hash__(self, /)
KR_NATIVE(GenericAlias___hash__)
{
    uint64_t origin, args;
    if (!krobj_hash(vm, kras_alias(a[0])->origin, &origin) ||
        !krobj_hash(vm, kras_alias(a[0])->args, &args))
        return KR_RAISED;
    return krint_from(vm, (int64_t)((origin ^ args) >> 3));
}

/// GenericAlias.__or__(self, value, /)
KR_NATIVE(GenericAlias___or__)
{
    return krunion_new(vm, a[0], a[1]);
}

/// GenericAlias.__ror__(self, value, /)
KR_NATIVE(GenericAlias___ror__)
{
    return krunion_new(vm, a[1], a[0]);
}

/// GenericAlias.__reduce__(self, /)
KR_NATIVE(GenericAlias___reduce__)
{
    KrGenericAlias *g = kras_alias(a[0]);
    if (!(g->h.kind & KR_ALIAS_STARRED)) {
        KrTuple *args = krtuple_of(vm, 2, g->origin, g->args);
        return args ? done(krtuple_of(vm, 2, krvalue(KR_TYPE_OF(GenericAlias)), krvalue(args)))
                    : KR_RAISED;
    }
    KrValue plain = make(vm, krtype_of(vm, a[0]), g->origin, g->args);
    KR_TRY(plain);
    KrValue it = krn_GenericAlias___iter__(vm, &plain, 1);
    KR_TRY(it);
    return kriter_reduce(vm, KR_NAME(next), it, KR_EMPTY);
}

static bool show(KrVm *vm, KrGenericAlias *g, KrBuf *b)
{
    KrTuple *args = kras_tuple(g->args);
    if (g->h.kind & KR_ALIAS_STARRED)
        krbuf_char(b, '*');
    if (!krgeneric_show(vm, g->origin, b))
        return false;
    krbuf_char(b, '[');
    for (size_t i = 0; i < args->n; i++) {
        if (i)
            krbuf_text(b, ", ");
        if (!krgeneric_show(vm, args->at[i], b))
            return false;
    }
    krbuf_text(b, args->n ? "]" : "()]");
    return true;
}

/// GenericAlias.__repr__(self, /)
KR_NATIVE(GenericAlias___repr__)
{
    KrBuf b = krbuf_init(&vm->alloc);
    if (!show(vm, kras_alias(a[0]), &b))
        return krbuf_release(&b), KR_RAISED;
    return done(krstr_from_buf(vm, &b));
}
