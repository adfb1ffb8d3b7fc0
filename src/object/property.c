/* SPDX-License-Identifier: MIT
 * property, super, slots of __slots__, and how native methods and getters present themselves. */
#include "object/type.h"

/* ---- property --------------------------------------------------------------------------------------------------------------- */

static KrProperty *self_property(KrValue *a)
{
    return (KrProperty *)kras_obj(a[0]);
}

static KrValue or_none(KrValue v)
{
    return v == KR_EMPTY ? KR_NONE : v;
}

/// class property(fget=None, fset=None, fdel=None, doc=None)
/// Property attribute.

/// property.__init__(self, fget=None, fset=None, fdel=None, doc=None)
/// Initialize self.  See help(type(self)) for accurate signature.
KR_NATIVE(property___init__)
{
    KrProperty *p = self_property(a);
    krstore(vm, p, &p->get, or_none(a[1]));
    krstore(vm, p, &p->set, or_none(a[2]));
    krstore(vm, p, &p->del, or_none(a[3]));
    krstore(vm, p, &p->doc, or_none(a[4]));
    p->getter_doc = false;
    if (p->doc == KR_NONE && p->get != KR_NONE) {
        KrValue doc = krobj_lookup(vm, p->get, KR_NAME(__doc__));
        KR_TRY(doc);
        krstore(vm, p, &p->doc, or_none(doc));
        p->getter_doc = doc != KR_EMPTY && doc != KR_NONE;
    }
    if (krtype_of(vm, a[0])->number != KR_T_property && p->doc != KR_NONE && !krobj_set_own(vm, &p->h, KR_NAME(__doc__), p->doc))
        return KR_RAISED;
    return KR_NONE;
}

static KrValue no_accessor(KrVm *vm, KrProperty *p, KrValue o, const char *what)
{
    KrValue name = p->name;
    if (name == KR_EMPTY && kris_exact(p->get, KR_T_function))
        name = krvalue(((KrFunc *)kras_obj(p->get))->name);
    KrType *t = krtype_of(vm, o);
    if (name == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "property of '%U' object has no %s", t->qualname ? t->qualname : t->name, what);
    return krraise(vm, KR_T_AttributeError, "property %R of '%U' object has no %s", name, t->qualname ? t->qualname : t->name, what);
}

/// property.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(property___get__)
{
    KrProperty *p = self_property(a);
    if (!krdescriptor_check_get(vm, a))
        return KR_RAISED;
    if (a[1] == KR_NONE)
        return a[0];
    return p->get == KR_NONE || p->get == KR_EMPTY ? no_accessor(vm, p, a[1], "getter") : krcall(vm, p->get, &a[1], 1);
}

/// property.__set__(self, instance, value, /)
/// Set an attribute of instance to value.
KR_NATIVE(property___set__)
{
    KrProperty *p = self_property(a);
    if (p->set == KR_NONE || p->set == KR_EMPTY)
        return no_accessor(vm, p, a[1], "setter");
    return krcall(vm, p->set, &a[1], 2) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// property.__delete__(self, instance, /)
/// Delete an attribute of instance.
KR_NATIVE(property___delete__)
{
    KrProperty *p = self_property(a);
    if (p->del == KR_NONE || p->del == KR_EMPTY)
        return no_accessor(vm, p, a[1], "deleter");
    return krcall(vm, p->del, &a[1], 1) == KR_RAISED ? KR_RAISED : KR_NONE;
}

static KrValue copy_with(KrVm *vm, KrValue *a, int which)
{
    KrProperty *p = self_property(a);
    KrValue args[4] = {p->get, p->set, p->del, p->getter_doc ? KR_NONE : p->doc};
    args[which] = a[1];
    if (which == 0 && p->getter_doc)
        args[3] = KR_NONE;
    else if (p->getter_doc && which != 0)
        args[3] = KR_NONE;
    KrValue copy = krcall(vm, krvalue(krtype_of(vm, a[0])), args, 4);
    if (copy != KR_RAISED && krtype_of(vm, copy)->solid->number == KR_T_property)
        krstore(vm, kras_obj(copy), &((KrProperty *)kras_obj(copy))->name, p->name);
    return copy;
}

/// property.getter(self, fget, /)
/// Descriptor to obtain a copy of the property with a different getter.
KR_NATIVE(property_getter)
{
    return copy_with(vm, a, 0);
}

/// property.setter(self, fset, /)
/// Descriptor to obtain a copy of the property with a different setter.
KR_NATIVE(property_setter)
{
    return copy_with(vm, a, 1);
}

/// property.deleter(self, fdel, /)
/// Descriptor to obtain a copy of the property with a different deleter.
KR_NATIVE(property_deleter)
{
    return copy_with(vm, a, 2);
}

/// property.__set_name__(self, owner, name, /)
/// Method to set name of a property.
KR_NATIVE(property___set_name__)
{
    krstore(vm, kras_obj(a[0]), &self_property(a)->name, a[2]);
    return KR_NONE;
}

/// property.fget
/// The getter.
KR_NATIVE(property_get_fget)
{
    return or_none(self_property(a)->get);
}

/// property.fset
/// The setter.
KR_NATIVE(property_get_fset)
{
    return or_none(self_property(a)->set);
}

/// property.fdel
/// The deleter.
KR_NATIVE(property_get_fdel)
{
    return or_none(self_property(a)->del);
}

/// property.__doc__ = value
/// The docstring.
KR_NATIVE(property_get___doc__)
{
    return or_none(self_property(a)->doc);
}

KR_NATIVE(property_set___doc__)
{
    krstore(vm, kras_obj(a[0]), &self_property(a)->doc, a[1]);
    return KR_NONE;
}

/// property.__name__ = value
/// The name of the attribute.
KR_NATIVE(property_get___name__)
{
    KrProperty *p = self_property(a);
    if (p->name != KR_EMPTY)
        return p->name;
    KrValue name = p->get == KR_EMPTY || p->get == KR_NONE ? KR_EMPTY : krobj_lookup(vm, p->get, KR_NAME(__name__));
    return name != KR_EMPTY ? name : krraise(vm, KR_T_AttributeError, "'%T' object has no attribute '__name__'", a[0]);
}

KR_NATIVE(property_set___name__)
{
    krstore(vm, kras_obj(a[0]), &self_property(a)->name, a[1]);
    return KR_NONE;
}

/// property.__isabstractmethod__
/// Whether one of the functions is abstract.
KR_NATIVE(property_get___isabstractmethod__)
{
    KrProperty *p = self_property(a);
    KrValue fns[3] = {p->get, p->set, p->del};
    for (int i = 0; i < 3; i++) {
        KrValue v = fns[i] == KR_NONE ? KR_FALSE : krobj_is_abstract(vm, fns[i]);
        if (v != KR_FALSE)
            return v;
    }
    return KR_FALSE;
}

/* ---- super -------------------------------------------------------------------------------------------------------------------- */

bool krsuper_init(KrVm *vm, KrSuper *s)
{
    KrType *type = kras_type(s->type);
    if (kris_type(vm, s->self) && krtype_issubtype(vm, kras_type(s->self), type)) {
        s->self_type = s->self;
        return true;
    }
    KrType *of = krtype_of(vm, s->self);
    if (krtype_issubtype(vm, of, type)) {
        s->self_type = krvalue(of);
        return true;
    }
    KrValue c = krobj_lookup(vm, s->self, KR_NAME(__class__));
    if (c == KR_RAISED)
        return false;
    if (c != KR_EMPTY && kris_type(vm, c) && krtype_issubtype(vm, kras_type(c), type)) {
        s->self_type = c;
        return true;
    }
    krraise(vm, KR_T_TypeError, "super(type, obj): obj (%s%N) is not an instance or subtype of type (%N).",
            kris_type(vm, s->self) ? "type " : "instance of ", kris_type(vm, s->self) ? kras_type(s->self) : of, type);
    return false;
}

KrValue krsuper_lookup(KrVm *vm, KrSuper *s, const KrStr *name)
{
    const KrType *start = kras_type(s->self_type), *c;
    uint32_t i = 0;
    while ((c = krtype_mro_next(start, &i)) && krvalue(c) != s->type)
        ;
    while (c && (c = krtype_mro_next(start, &i))) {
        KrValue v = krtype_own(vm, c, name);
        if (v != KR_EMPTY)
            return v;
    }
    return KR_EMPTY;
}

KrValue krsuper_getattr(KrVm *vm, KrSuper *s, const KrStr *name)
{
    if (s->self != KR_EMPTY && name != KR_NAME(__class__)) {
        KrValue v = krsuper_lookup(vm, s, name);
        if (v != KR_EMPTY)
            return krtype_bind(vm, v, s->self == s->self_type ? KR_EMPTY : s->self, kras_type(s->self_type));
    }
    KrValue v = krobj_generic_get(vm, krvalue(s), name);
    if (v == KR_EMPTY) {
        krraise(vm, KR_T_AttributeError, "'super' object has no attribute '%U'", name);
        krstore(vm, kras_obj(vm->exec->pending), &kras_exc(vm->exec->pending)->field[0], krvalue(name));
        return KR_RAISED;
    }
    return v;
}

/// class super(type, object_or_type=None, /)
/// super() -> same as super(__class__, <first argument>)

/// super.__init__(self, type=None, obj=None, /)
/// Initialize self.  See help(type(self)) for accurate signature.
KR_NATIVE(super___init__)
{
    KrSuper *s = (KrSuper *)kras_obj(a[0]);
    KrValue type = a[1], self = a[2];
    if (type == KR_EMPTY && !krsuper_from_frame(vm, &type, &self))
        return KR_RAISED;
    if (!kris_type(vm, type))
        return krraise(vm, KR_T_TypeError, "super() argument 1 must be a type, not %T", type);
    krstore(vm, s, &s->type, type);
    if (self == KR_EMPTY || self == KR_NONE)
        return KR_NONE;
    krstore(vm, s, &s->self, self);
    return krsuper_init(vm, s) ? KR_NONE : KR_RAISED;
}

/// super.__getattribute__(self, name, /)
/// Return getattr(self, name).
KR_NATIVE(super___getattribute__)
{
    const KrStr *name = kris_str(vm, a[1]) ? krintern(vm, kras_str(a[1])) : NULL;
    return name ? krsuper_getattr(vm, (KrSuper *)kras_obj(a[0]), name) : KR_RAISED;
}

/// super.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(super___get__)
{
    KrSuper *s = (KrSuper *)kras_obj(a[0]);
    if (a[1] == KR_NONE || s->self != KR_EMPTY)
        return a[0];
    KrValue args[2] = {s->type, a[1]};
    return krcall(vm, krvalue(krtype_of(vm, a[0])), args, 2);
}

/// super.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(super___repr__)
{
    KrSuper *s = (KrSuper *)kras_obj(a[0]);
    const KrStr *name = s->type ? kras_type(s->type)->name : vm->empty_str;
    if (s->self == KR_EMPTY)
        return krvalue_or_raised(krstr_printf(vm, "<super: <class '%U'>, NULL>", name));
    return krvalue_or_raised(krstr_printf(vm, "<super: <class '%U'>, <%N object>>", name, kras_type(s->self_type)));
}

/// super.__thisclass__
/// the class invoking super()
KR_NATIVE(super_get___thisclass__)
{
    return or_none(((KrSuper *)kras_obj(a[0]))->type);
}

/// super.__self__
/// the instance invoking super(); may be None
KR_NATIVE(super_get___self__)
{
    return or_none(((KrSuper *)kras_obj(a[0]))->self);
}

/// super.__self_class__
/// the type of the instance invoking super(); may be None
KR_NATIVE(super_get___self_class__)
{
    return or_none(((KrSuper *)kras_obj(a[0]))->self_type);
}

/* ---- slots --------------------------------------------------------------------------------------------------------------------- */

static KrSlotMember *self_slot(KrValue *a)
{
    return (KrSlotMember *)kras_obj(a[0]);
}

static bool fits_slot(KrVm *vm, KrValue *a)
{
    KrSlotMember *m = self_slot(a);
    if (kris_instance(vm, a[1], m->owner))
        return true;
    krraise(vm, KR_T_TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", m->name, m->owner, a[1]);
    return false;
}

/// member_descriptor.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(member_descriptor___get__)
{
    if (!krdescriptor_check_get(vm, a))
        return KR_RAISED;
    if (a[1] == KR_NONE)
        return a[0];
    if (!fits_slot(vm, a))
        return KR_RAISED;
    KrValue v = *krslot_place(vm, kras_obj(a[1]), self_slot(a));
    return v != KR_EMPTY ? v : krraise_empty_slot(vm, a[1], self_slot(a)->name);
}

/// member_descriptor.__set__(self, instance, value, /)
/// Set an attribute of instance to value.
KR_NATIVE(member_descriptor___set__)
{
    if (!fits_slot(vm, a))
        return KR_RAISED;
    krstore(vm, kras_obj(a[1]), krslot_place(vm, kras_obj(a[1]), self_slot(a)), a[2]);
    return KR_NONE;
}

/// member_descriptor.__delete__(self, instance, /)
/// Delete an attribute of instance.
KR_NATIVE(member_descriptor___delete__)
{
    if (!fits_slot(vm, a))
        return KR_RAISED;
    KrValue *place = krslot_place(vm, kras_obj(a[1]), self_slot(a));
    if (*place == KR_EMPTY)
        return krraise_value(vm, KR_T_AttributeError, krvalue(self_slot(a)->name));
    *place = KR_EMPTY;
    return KR_NONE;
}

/// member_descriptor.__name__
/// The name of the slot.
KR_NATIVE(member_descriptor_get___name__)
{
    return krvalue(self_slot(a)->name);
}

/// member_descriptor.__objclass__
/// The class with the slot.
KR_NATIVE(member_descriptor_get___objclass__)
{
    return krvalue(self_slot(a)->owner);
}

/// member_descriptor.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(member_descriptor___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "<member '%U' of '%N' objects>", self_slot(a)->name, self_slot(a)->owner));
}
