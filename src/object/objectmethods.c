/* SPDX-License-Identifier: MIT
 * The methods of object: what every class inherits. */
#include "object/type.h"

/// class object()
/// The base of the class hierarchy.

/// object.__new__(cls, *args, **kwargs)
/// Create and return a new object.
KR_NATIVE(object___new__)
{
    if (!kris_type(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "object.__new__(X): X is not a type object (%T)", a[0]);
    KrType *type = kras_type(a[0]);
    bool extra = n > 2 || (a[1] != KR_EMPTY && kras_dict(a[1])->live);
    if (extra) {
        const KrMember *object_new = &krmembers[KR_TYPE_OF(object)->dunders[KR_D_new] - 1];
        const KrMember *object_init = &krmembers[KR_TYPE_OF(object)->dunders[KR_D_init] - 1];
        if (krdunder(vm, type, KR_D_new) != krvalue(object_new))
            return krraise(vm, KR_T_TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
        if (krdunder(vm, type, KR_D_init) == krvalue(object_init))
            return krraise(vm, KR_T_TypeError, "%N() takes no arguments", type);
    }
    if (type->flags & KR_TF_ABSTRACT)
        return krraise_abstract(vm, type);
    if (krdunder(vm, type->solid, KR_D_new) != krvalue(&krmembers[KR_TYPE_OF(object)->dunders[KR_D_new] - 1]))
        return krraise(vm, KR_T_TypeError, "object.__new__(%N) is not safe, use %N.__new__()", type, type->solid);
    return krvalue_or_raised(krobj_new(vm, type));
}

KrValue krraise_abstract(KrVm *vm, KrType *type)
{
    KrValue names = krdict_get_name(vm, type->dict, KR_NAME(__abstractmethods__));
    KrList *list = names == KR_EMPTY ? NULL : krlist_with_capacity(vm, 4);
    if (!list || !krlist_extend(vm, list, names) || !krlist_sort(vm, list, KR_EMPTY, false))
        return KR_RAISED;
    KrBuf b = krbuf_init(&vm->alloc);
    for (size_t i = 0; i < list->n; i++) {
        krbuf_text(&b, i ? "', '" : "'");
        if (kris_str(vm, list->items->at[i]))
            krbuf_str(&b, kras_str(list->items->at[i]));
    }
    krbuf_char(&b, '\'');
    KrStr *text = krstr_from_buf(vm, &b);
    return text ? krraise(vm, KR_T_TypeError, "Can't instantiate abstract class %N without an implementation for abstract method%s %U", type,
                          list->n == 1 ? "" : "s", text)
                : KR_RAISED;
}

/// object.__init__(self, /, *args, **kwargs)
/// Initialize self.  See help(type(self)) for accurate signature.
KR_NATIVE(object___init__)
{
    if (n <= 2 && (a[1] == KR_EMPTY || !kras_dict(a[1])->live))
        return KR_NONE;
    KrType *type = krtype_of(vm, a[0]);
    const KrMember *object_new = &krmembers[KR_TYPE_OF(object)->dunders[KR_D_new] - 1];
    const KrMember *object_init = &krmembers[KR_TYPE_OF(object)->dunders[KR_D_init] - 1];
    if (krdunder(vm, type, KR_D_init) != krvalue(object_init))
        return krraise(vm, KR_T_TypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
    if (krdunder(vm, type, KR_D_new) == krvalue(object_new))
        return krraise(vm, KR_T_TypeError, "%N() takes no arguments", type);
    return KR_NONE;
}

/// object.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(object___repr__)
{
    KrType *type = krtype_of(vm, a[0]);
    KrValue module;
    const char *builtin = krtype_module(vm, type, &module);
    const KrStr *qualname = type->qualname ? type->qualname : type->name;
    void *address = (void *)(uintptr_t)a[0];
    if (module != KR_EMPTY && kris_str(vm, module) && !krstr_is(kras_str(module), "builtins"))
        return krvalue_or_raised(krstr_printf(vm, "<%U.%U object at %p>", kras_str(module), qualname, address));
    if (module == KR_EMPTY && builtin && strcmp(builtin, "builtins"))
        return krvalue_or_raised(krstr_printf(vm, "<%s.%U object at %p>", builtin, qualname, address));
    return krvalue_or_raised(krstr_printf(vm, "<%U object at %p>", qualname, address));
}

/// object.__str__(self, /)
/// Return str(self).
KR_NATIVE(object___str__)
{
    return krobj_repr(vm, a[0]);
}

/// object.__format__(self, format_spec, /)
/// Default object formatter.
KR_NATIVE(object___format__)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "__format__() argument must be str, not %T", a[1]);
    if (kras_str(a[1])->size)
        return krraise(vm, KR_T_TypeError, "unsupported format string passed to %T.__format__", a[0]);
    return krobj_str(vm, a[0]);
}

/// object.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(object___hash__)
{
    return krsmall((int64_t)((a[0] >> 4) * 0x9E3779B97F4A7C15u >> 18));
}

/// object.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(object___eq__)
{
    return a[0] == a[1] ? KR_TRUE : KR_NOTIMPLEMENTED;
}

/// object.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(object___ne__)
{
    KrValue v = krcall_given_dunder(vm, KR_D_eq, a[0], &a[1], 1);
    if (v == KR_NOTIMPLEMENTED || v == KR_RAISED)
        return v;
    int truth = krobj_true(vm, v);
    return truth < 0 ? KR_RAISED : krbool(!truth);
}

/// object.__lt__(self, value, /)
/// Return self<value.
KR_NATIVE(object___lt__)
{
    return KR_NOTIMPLEMENTED;
}

/// object.__le__(self, value, /)
/// Return self<=value.
KR_NATIVE(object___le__)
{
    return KR_NOTIMPLEMENTED;
}

/// object.__gt__(self, value, /)
/// Return self>value.
KR_NATIVE(object___gt__)
{
    return KR_NOTIMPLEMENTED;
}

/// object.__ge__(self, value, /)
/// Return self>=value.
KR_NATIVE(object___ge__)
{
    return KR_NOTIMPLEMENTED;
}

static const KrStr *attribute_name(KrVm *vm, KrValue name)
{
    if (kris_str(vm, name))
        return krintern(vm, kras_str(name));
    krraise(vm, KR_T_TypeError, "attribute name must be string, not '%T'", name);
    return NULL;
}

/// object.__getattribute__(self, name, /)
/// Return getattr(self, name).
KR_NATIVE(object___getattribute__)
{
    const KrStr *name = attribute_name(vm, a[1]);
    KrValue v = name ? krobj_generic_get(vm, a[0], name) : KR_RAISED;
    return v == KR_EMPTY ? krraise_attribute(vm, a[0], name) : v;
}

/// object.__setattr__(self, name, value, /)
/// Implement setattr(self, name, value).
KR_NATIVE(object___setattr__)
{
    const KrStr *name = attribute_name(vm, a[1]);
    return name && krobj_generic_set(vm, a[0], name, a[2]) ? KR_NONE : KR_RAISED;
}

/// object.__delattr__(self, name, /)
/// Implement delattr(self, name).
KR_NATIVE(object___delattr__)
{
    const KrStr *name = attribute_name(vm, a[1]);
    return name && krobj_generic_set(vm, a[0], name, KR_EMPTY) ? KR_NONE : KR_RAISED;
}

/// object.__class__ = value
/// The object's class.
KR_NATIVE(object_get___class__)
{
    return krvalue(krtype_of(vm, a[0]));
}

/* Instances keep their layout: only classes that lay instances out alike may be exchanged. */
KR_NATIVE(object_set___class__)
{
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "can't delete __class__ attribute");
    if (!kris_type(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "__class__ must be set to a class, not '%T' object", a[1]);
    KrType *from = krtype_of(vm, a[0]), *to = kras_type(a[1]);
    bool module = from->solid == KR_TYPE_OF(module) && to->solid == KR_TYPE_OF(module);
    if ((from->flags | to->flags) & KR_TF_BUILTIN && !module)
        return krraise(vm, KR_T_TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
    bool slots = krshape_root(vm, from)->nslots != krshape_root(vm, to)->nslots || (from->flags ^ to->flags) & KR_TF_NO_DICT;
    if (from->solid != to->solid || slots)
        return krraise(vm, KR_T_TypeError, "__class__ assignment: '%N' object layout differs from '%N'", to, from);
    return krobj_change_class(vm, kras_obj(a[0]), to) ? KR_NONE : KR_RAISED;
}

bool krobj_change_class(KrVm *vm, KrObj *o, KrType *to)
{
    KrType *from = krshape_type(vm, o->shape);
    if (from->solid == KR_TYPE_OF(module)) {
        if (to->inline_slots != from->inline_slots)
            return krraise(vm, KR_T_TypeError, "__class__ assignment: '%N' object layout differs from '%N'", to, from), false;
        o->shape = to->root_shape;
        return true;
    }
    /* Attributes become a dict; fixed slots stay where they are. */
    uint32_t fixed = krshape_root(vm, from)->nslots;
    KrDict *d = from->flags & KR_TF_NO_DICT ? NULL : krobj_dict(vm, o);
    if (vm->exec->pending || (!d && !(from->flags & KR_TF_NO_DICT)))
        return false;
    if (to->inline_slots > from->inline_slots && fixed < to->inline_slots && d == NULL)
        return krraise(vm, KR_T_TypeError, "__class__ assignment: '%N' object layout differs from '%N'", to, from), false;
    KrShape *shape = krshape_root(vm, to);
    if (d && !(shape->flags & KR_SHAPE_DICT)) {
        shape = krshape_add(vm, shape, vm->empty_str);
        if (!shape)
            return false;
        shape->flags |= KR_SHAPE_DICT;
    }
    o->shape = shape->id;
    return true;
}

/// object.__dir__(self, /)
/// Default dir() implementation.
KR_NATIVE(object___dir__)
{
    KrDict *names = krdict_new(vm);
    KrType *type = krtype_of(vm, a[0]);
    if (!names)
        return KR_RAISED;
    KrValue own = krobj_lookup(vm, a[0], KR_NAME(__dict__));
    if (own == KR_RAISED || (own != KR_EMPTY && kris_exact(own, KR_T_dict) && !krdict_merge(vm, names, kras_dict(own))))
        return KR_RAISED;
    return krtype_collect_names(vm, type, names) ? krvalue_or_raised(krdict_key_list(vm, names)) : KR_RAISED;
}

/// object.__sizeof__(self, /)
/// Size of object in memory, in bytes.
KR_NATIVE(object___sizeof__)
{
    if (!kris_ptr(a[0]) || kras_obj(a[0])->flags & KR_F_CONST)
        return krsmall(krtype_of(vm, a[0])->size);
    return krsmall((int64_t)krheap_cell_size(&vm->heap, kras_obj(a[0])));
}

/// @classmethod object.__init_subclass__(cls)
/// This method is called when a class is subclassed.
KR_NATIVE(object___init_subclass__)
{
    return KR_NONE;
}

/// @classmethod object.__subclasshook__(cls, subclass, /)
/// Abstract classes can override this to customize issubclass().
KR_NATIVE(object___subclasshook__)
{
    return KR_NOTIMPLEMENTED;
}
