/* SPDX-License-Identifier: MIT
 * The methods and attributes of type: making and calling classes, their names, bases and namespaces. */
#include "object/type.h"

/// class type(object, /)
/// type(object) -> the object's type
/// type(name, bases, dict, **kwds) -> a new type

static bool check_type_args(KrVm *vm, const KrValue *a, uint32_t n)
{
    if (n != 5) {
        krraise(vm, KR_T_TypeError, "type() takes 1 or 3 arguments");
        return false;
    }
    static const char *const kinds[] = {"str", "tuple", "dict"};
    const uint32_t flags[] = {KR_TF_STR, KR_TF_TUPLE, KR_TF_DICT};
    for (int i = 0; i < 3; i++)
        if (!kris_kind(vm, a[2 + i], flags[i])) {
            krraise(vm, KR_T_TypeError, "type.__new__() argument %d must be %s, not %T", i + 1, kinds[i], a[2 + i]);
            return false;
        }
    return true;
}

/// type.__new__(cls, *args, **kwds)
/// Create and return a new object.
KR_NATIVE(type___new__)
{
    KrType *meta = kras_type(a[0]);
    if (meta == KR_TYPE_OF(type) && n == 3 && (a[1] == KR_EMPTY || !kras_dict(a[1])->live))
        return krvalue(krtype_of(vm, a[2]));
    if (!check_type_args(vm, a, n))
        return KR_RAISED;
    KrTuple *bases = kras_tuple(a[3]);
    for (size_t i = 0; i < bases->n; i++)
        if (!kris_type(vm, bases->at[i])) {
            KrValue hook = krobj_lookup(vm, bases->at[i], KR_NAME(__mro_entries__));
            KR_TRY(hook);
            if (hook != KR_EMPTY)
                return krraise(vm, KR_T_TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
        }
    KrType *winner = krtype_metaclass(vm, meta, bases);
    if (!winner)
        return KR_RAISED;
    if (winner != meta) {
        KrValue maker = krdunder(vm, winner, KR_D_new);
        if (maker != krvalue(&krmembers[KR_TYPE_OF(type)->dunders[KR_D_new] - 1])) {
            KrTuple *args = krtuple_of(vm, 4, krvalue(winner), a[2], a[3], a[4]);
            KrValue bound = args ? krtype_bind(vm, maker, KR_EMPTY, winner) : KR_RAISED;
            return bound == KR_RAISED ? bound : krcall_ex(vm, bound, args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1]));
        }
        meta = winner;
    }
    const KrStr *name = krintern(vm, kras_str(a[2]));
    return name ? krtype_make(vm, meta, name, bases, kras_dict(a[4]), a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}

/// type.__init__(self, /, *args, **kwargs)
/// Initialize self.  See help(type(self)) for accurate signature.
KR_NATIVE(type___init__)
{
    uint32_t given = n - 2;
    if (given == 1 && a[1] != KR_EMPTY && kras_dict(a[1])->live)
        return krraise(vm, KR_T_TypeError, "type.__init__() takes no keyword arguments");
    if (given != 1 && given != 3)
        return krraise(vm, KR_T_TypeError, "type.__init__() takes 1 or 3 arguments");
    return KR_NONE;
}

const char *krtype_module(KrVm *vm, const KrType *type, KrValue *value)
{
    *value = KR_EMPTY;
    if (type->flags & KR_TF_BUILTIN)
        return type->module;
    *value = krdict_get_name(vm, type->dict, KR_NAME(__module__));
    return NULL;
}

/// type.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(type___repr__)
{
    KrType *type = kras_type(a[0]);
    KrValue module;
    const char *builtin = krtype_module(vm, type, &module);
    const KrStr *qualname = type->qualname ? type->qualname : type->name;
    if (builtin && strcmp(builtin, "builtins"))
        return krvalue_or_raised(krstr_printf(vm, "<class '%s.%U'>", builtin, qualname));
    if (module != KR_EMPTY && kris_str(vm, module) && !krstr_is(kras_str(module), "builtins"))
        return krvalue_or_raised(krstr_printf(vm, "<class '%U.%U'>", kras_str(module), qualname));
    return krvalue_or_raised(krstr_printf(vm, "<class '%U'>", qualname));
}

/// type.__getattribute__(self, name, /)
/// Return getattr(self, name).
KR_NATIVE(type___getattribute__)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "attribute name must be string, not '%T'", a[1]);
    const KrStr *name = krintern(vm, kras_str(a[1]));
    KrValue v = name ? krtype_getattr(vm, kras_type(a[0]), name) : KR_RAISED;
    return v == KR_EMPTY ? krraise_attribute(vm, a[0], name) : v;
}

static KrValue store(KrVm *vm, KrValue *a, KrValue v)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "attribute name must be string, not '%T'", a[1]);
    const KrStr *name = krintern(vm, kras_str(a[1]));
    return name && krtype_setattr(vm, kras_type(a[0]), name, v) ? KR_NONE : KR_RAISED;
}

/// type.__setattr__(self, name, value, /)
/// Implement setattr(self, name, value).
KR_NATIVE(type___setattr__)
{
    return store(vm, a, a[2]);
}

/// type.__delattr__(self, name, /)
/// Implement delattr(self, name).
KR_NATIVE(type___delattr__)
{
    return store(vm, a, KR_EMPTY);
}

/* ---- names ------------------------------------------------------------------------------------------------------------------ */

static bool changeable(KrVm *vm, KrValue *a, const char *what)
{
    if (kras_type(a[0])->flags & KR_TF_BUILTIN)
        krraise(vm, KR_T_TypeError, "cannot set '%s' attribute of immutable type '%N'", what, kras_type(a[0]));
    else if (a[1] == KR_EMPTY)
        krraise(vm, KR_T_TypeError, "cannot delete '%s' attribute of immutable type '%N'", what, kras_type(a[0]));
    return !vm->exec->pending;
}

/// type.__name__ = value
/// The name of the class.
KR_NATIVE(type_get___name__)
{
    return krvalue(kras_type(a[0])->name);
}

KR_NATIVE(type_set___name__)
{
    if (!changeable(vm, a, "__name__"))
        return KR_RAISED;
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "can only assign string to %N.__name__, not '%T'", kras_type(a[0]), a[1]);
    if (memchr(krstr_data(kras_str(a[1])), 0, kras_str(a[1])->size))
        return krraise(vm, KR_T_ValueError, "type name must not contain null characters");
    kras_type(a[0])->name = kras_str(a[1]);
    return KR_NONE;
}

/// type.__qualname__ = value
/// The qualified name of the class.
KR_NATIVE(type_get___qualname__)
{
    KrType *t = kras_type(a[0]);
    return krvalue(t->qualname ? t->qualname : t->name);
}

KR_NATIVE(type_set___qualname__)
{
    if (!changeable(vm, a, "__qualname__"))
        return KR_RAISED;
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "can only assign string to %N.__qualname__, not '%T'", kras_type(a[0]), a[1]);
    kras_type(a[0])->qualname = kras_str(a[1]);
    return KR_NONE;
}

/// type.__module__ = value
/// The module where the class was made.
KR_NATIVE(type_get___module__)
{
    KrValue value;
    const char *builtin = krtype_module(vm, kras_type(a[0]), &value);
    if (builtin)
        return krvalue_or_raised(krintern_text(vm, builtin, strlen(builtin)));
    return value != KR_EMPTY ? value : krraise_attribute(vm, a[0], KR_NAME(__module__));
}

KR_NATIVE(type_set___module__)
{
    return changeable(vm, a, "__module__") && krtype_set(vm, kras_type(a[0]), KR_NAME(__module__), a[1]) ? KR_NONE : KR_RAISED;
}

/// type.__doc__ = value
/// The docstring of the class.
KR_NATIVE(type_get___doc__)
{
    KrType *t = kras_type(a[0]);
    if (t->flags & KR_TF_BUILTIN) {
        const char *doc = &krdocs[t->doc] + 1;
        return *doc ? krvalue_or_raised(krstr_text(vm, doc)) : KR_NONE;
    }
    KrValue v = krdict_get_name(vm, t->dict, KR_NAME(__doc__));
    if (v == KR_EMPTY)
        return KR_NONE;
    return krtype_bind(vm, v, KR_EMPTY, t);
}

KR_NATIVE(type_set___doc__)
{
    return changeable(vm, a, "__doc__") && krtype_set(vm, kras_type(a[0]), KR_NAME(__doc__), a[1]) ? KR_NONE : KR_RAISED;
}

/// type.__text_signature__
/// The signature of the constructor, if known.
KR_NATIVE(type_get___text_signature__)
{
    return KR_NONE;
}

static KrValue own_annotate(KrVm *vm, KrType *t)
{
    KrValue v = krdict_get_name(vm, t->dict, KR_NAME(__annotate_func__));
    return v != KR_EMPTY ? v : krdict_get_name(vm, t->dict, KR_NAME(__annotate__));
}

/// type.__annotations__ = value
/// The annotations of the class body.
KR_NATIVE(type_get___annotations__)
{
    KrType *t = kras_type(a[0]);
    if (t->flags & KR_TF_BUILTIN)
        return krraise_attribute(vm, a[0], KR_NAME(__annotations__));
    KrValue v = krdict_get_name(vm, t->dict, KR_NAME(__annotations__));
    if (v != KR_EMPTY)
        return krtype_bind(vm, v, KR_EMPTY, t);
    KrValue annotate = own_annotate(vm, t);
    bool lazy = annotate != KR_EMPTY && annotate != KR_NONE;
    if (lazy)
        annotate = krtype_bind(vm, annotate, KR_EMPTY, t);
    KR_TRY(annotate);
    KrValue made = lazy ? krannotate_call(vm, annotate) : krvalue_or_raised(krdict_new(vm));
    KR_TRY(made);
    return krtype_set(vm, t, KR_NAME(__annotations__), made) ? made : KR_RAISED;
}

KR_NATIVE(type_set___annotations__)
{
    KrType *t = kras_type(a[0]);
    if (t->flags & KR_TF_BUILTIN)
        return krraise(vm, KR_T_TypeError, "cannot set '__annotations__' attribute of immutable type '%N'", t);
    bool annotate = krdict_get_name(vm, t->dict, KR_NAME(__annotate_func__)) != KR_EMPTY;
    if (a[1] == KR_EMPTY && !annotate && krdict_get_name(vm, t->dict, KR_NAME(__annotations__)) == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "__annotations__");
    if (annotate && !krtype_set(vm, t, KR_NAME(__annotate_func__), KR_NONE))
        return KR_RAISED;
    if (a[1] == KR_EMPTY && krdict_get_name(vm, t->dict, KR_NAME(__annotations__)) == KR_EMPTY)
        return KR_NONE;
    return krtype_set(vm, t, KR_NAME(__annotations__), a[1]) ? KR_NONE : KR_RAISED;
}

/// type.__annotate__ = value
/// The function that computes the annotations of the class body, or None.
KR_NATIVE(type_get___annotate__)
{
    KrType *t = kras_type(a[0]);
    if (t->flags & KR_TF_BUILTIN)
        return krraise_attribute(vm, a[0], KR_NAME(__annotate__));
    KrValue v = own_annotate(vm, t);
    return v == KR_EMPTY ? KR_NONE : krtype_bind(vm, v, KR_EMPTY, t);
}

KR_NATIVE(type_set___annotate__)
{
    KrType *t = kras_type(a[0]);
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "cannot delete __annotate__ attribute");
    if (t->flags & KR_TF_BUILTIN)
        return krraise(vm, KR_T_TypeError, "cannot set '__annotate__' attribute of immutable type '%N'", t);
    if (a[1] != KR_NONE && krdunder(vm, krtype_of(vm, a[1]), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "__annotate__ must be callable or None");
    bool made = krdict_get_name(vm, t->dict, KR_NAME(__annotations__)) != KR_EMPTY;
    if (a[1] != KR_NONE && made && !krtype_set(vm, t, KR_NAME(__annotations__), KR_EMPTY))
        return KR_RAISED;
    return krtype_set(vm, t, KR_NAME(__annotate_func__), a[1]) ? KR_NONE : KR_RAISED;
}

/// type.__type_params__ = value
/// The type parameters of a generic class.
KR_NATIVE(type_get___type_params__)
{
    KrType *t = kras_type(a[0]);
    KrValue v = t->flags & KR_TF_BUILTIN ? KR_EMPTY : krdict_get_name(vm, t->dict, KR_NAME(__type_params__));
    return v == KR_EMPTY ? krvalue(vm->empty_tuple) : v;
}

KR_NATIVE(type_set___type_params__)
{
    return changeable(vm, a, "__type_params__") && krtype_set(vm, kras_type(a[0]), KR_NAME(__type_params__), a[1]) ? KR_NONE : KR_RAISED;
}

/// type.__abstractmethods__ = value
/// The names of the methods that a subclass must define.
KR_NATIVE(type_get___abstractmethods__)
{
    KrType *t = kras_type(a[0]);
    KrValue v = t->flags & KR_TF_BUILTIN ? KR_EMPTY : krdict_get_name(vm, t->dict, KR_NAME(__abstractmethods__));
    return v == KR_EMPTY ? krraise_attribute(vm, a[0], KR_NAME(__abstractmethods__)) : v;
}

KR_NATIVE(type_set___abstractmethods__)
{
    KrType *t = kras_type(a[0]);
    int abstract = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    if (abstract < 0 || !krtype_set(vm, t, KR_NAME(__abstractmethods__), a[1]))
        return KR_RAISED;
    t->flags = abstract ? t->flags | KR_TF_ABSTRACT : t->flags & ~(uint32_t)KR_TF_ABSTRACT;
    return KR_NONE;
}

/* ---- bases ------------------------------------------------------------------------------------------------------------------- */

/// type.__base__
/// The base whose layout instances extend.
KR_NATIVE(type_get___base__)
{
    const KrType *base = kras_type(a[0])->base;
    return base ? krvalue(base) : KR_NONE;
}

/// type.__mro__
/// The classes in the order in which attributes are looked up.
KR_NATIVE(type_get___mro__)
{
    KrTuple *mro = krtype_mro(vm, kras_type(a[0]));
    return !mro && !vm->exec->pending ? KR_NONE : krvalue_or_raised(mro);
}

/// type.mro(self, /)
/// Return a type's method resolution order.
KR_NATIVE(type_mro)
{
    KrType *t = kras_type(a[0]);
    KrTuple *mro = t->flags & KR_TF_BUILTIN ? krtype_mro(vm, t) : krtype_linearize(vm, t);
    return mro ? krvalue_or_raised(krlist_new(vm, mro->at, mro->n)) : KR_RAISED;
}

/// type.__subclasses__(self, /)
/// Return a list of immediate subclasses.
KR_NATIVE(type___subclasses__)
{
    KrList *out = krlist_with_capacity(vm, 4);
    for (uint32_t i = 1; out && i < vm->ntypes; i++) {
        KrType *t = vm->types[i];
        if (t && !(t->flags & KR_TF_HIDDEN) && (t->flags & KR_TF_BUILTIN || t->bases) && krtype_has_base(t, kras_type(a[0])) &&
            !krlist_append(vm, out, krvalue(t)))
            return KR_RAISED;
    }
    return krvalue_or_raised(out);
}

/// type.__instancecheck__(self, instance, /)
/// Check if an object is an instance.
KR_NATIVE(type___instancecheck__)
{
    int is = krtype_instancecheck(vm, a[1], a[0]);
    return is < 0 ? KR_RAISED : krbool(is);
}

/// type.__subclasscheck__(self, subclass, /)
/// Check if a class is a subclass.
KR_NATIVE(type___subclasscheck__)
{
    int is = krtype_subclasscheck(vm, a[1], a[0]);
    return is < 0 ? KR_RAISED : krbool(is);
}

/// @classmethod type.__prepare__(cls, *args, **kwargs)
/// Create the namespace for the class statement
KR_NATIVE(type___prepare__)
{
    return krvalue_or_raised(krdict_new(vm));
}

/// type.__or__(self, value, /)
/// Return self|value.
KR_NATIVE(type___or__)
{
    return krunion_new(vm, a[0], a[1]);
}

/// type.__ror__(self, value, /)
/// Return value|self.
KR_NATIVE(type___ror__)
{
    return krunion_new(vm, a[1], a[0]);
}

/* ---- namespaces ------------------------------------------------------------------------------------------------------------------ */

KrDict *krtype_dict(KrVm *vm, KrType *type)
{
    if (!(type->flags & KR_TF_BUILTIN))
        return type->dict;
    if (!vm->type_dicts) {
        vm->type_dicts = kralloc_zeroed(&vm->alloc, KR_T_COUNT * sizeof *vm->type_dicts);
        if (!vm->type_dicts)
            return krraise_memory(vm), NULL;
    }
    KrDict *d = vm->type_dicts[type->number];
    if (d)
        return d;
    d = krdict_new(vm);
    for (uint32_t i = 0; d && i < type->nmembers; i++) {
        const KrMember *m = &krmembers[type->first_member + i];
        if (!krdict_set_name(vm, d, krname_at(m->name), m->flags & KR_M_NONE ? KR_NONE : krvalue(m)))
            return NULL;
    }
    KrValue self = krvalue(type);
    KrValue doc = krn_type_get___doc__(vm, &self, 1);
    if (!d || doc == KR_RAISED || !krdict_set_name(vm, d, KR_NAME(__doc__), doc))
        return NULL;
    return vm->type_dicts[type->number] = d;
}

/// type.__dict__
/// The namespace of the class.
KR_NATIVE(type_get___dict__)
{
    KrDict *d = krtype_dict(vm, kras_type(a[0]));
    KrProxy *p = d ? krheap_new(vm, KR_T_mappingproxy, sizeof *p) : NULL;
    if (p)
        krstore(vm, p, &p->mapping, krvalue(d));
    return krvalue_or_raised(p);
}

bool krtype_collect_names(KrVm *vm, KrType *type, KrDict *names)
{
    uint32_t i = 0;
    const KrType *c;
    while ((c = krtype_mro_next(type, &i))) {
        KrDict *d = krtype_dict(vm, (KrType *)c);
        if (!d || !krdict_merge(vm, names, d))
            return false;
    }
    return true;
}

KrList *krdict_key_list(KrVm *vm, KrDict *d)
{
    KrList *out = krlist_with_capacity(vm, d->live);
    KrValue key, value;
    for (uint32_t pos = 0; out && krdict_next(d, &pos, &key, &value);)
        if (!krlist_append(vm, out, key))
            return NULL;
    return out;
}

/// type.__dir__(self, /)
/// Specialized __dir__ implementation for types.
KR_NATIVE(type___dir__)
{
    KrDict *names = krdict_new(vm);
    return names && krtype_collect_names(vm, kras_type(a[0]), names) ? krvalue_or_raised(krdict_key_list(vm, names)) : KR_RAISED;
}
