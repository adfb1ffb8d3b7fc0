/* SPDX-License-Identifier: MIT
 * How native functions, methods and getters present themselves: names, docstrings, signatures, repr. */
#include "object/type.h"

/* A const member, or what a bound one is bound to. */
static const KrMember *member_of(KrValue v)
{
    KrObj *o = kras_obj(v);
    return (const KrMember *)(o->flags & KR_F_CONST ? o : kras_obj(((KrBound *)o)->fn));
}

static KrValue name_of(KrValue *a)
{
    return krvalue(krname_at(member_of(a[0])->name));
}

/* The class that has the descriptor. */
static const KrType *owner_of(KrValue *a)
{
    KrObj *o = kras_obj(a[0]);
    return o->shape == KR_T_getset_descriptor ? krgetset_owner(o) : &krtypes[member_of(a[0])->owner];
}

static KrValue qualname_of(KrVm *vm, KrValue *a)
{
    const KrMember *m = member_of(a[0]);
    if (m->flags & KR_M_FUNCTION)
        return krvalue(krname_at(m->name));
    KrObj *o = kras_obj(a[0]);
    const KrType *owner = &krtypes[m->owner];
    if (o->shape == KR_T_getset_descriptor) {
        owner = owner_of(a);
    } else if (!(o->flags & KR_F_CONST)) {
        KrValue self = ((KrBound *)o)->self;
        owner = kris_type(vm, self) && m->flags & KR_M_CLASS ? kras_type(self) : krtype_of(vm, self);
    }
    return krvalue_or_raised(krstr_printf(vm, "%U.%U", owner->qualname ? owner->qualname : owner->name, krname_at(m->name)));
}

static KrValue doc_of(KrVm *vm, KrValue *a)
{
    const KrMember *m = member_of(a[0]);
    const char *text = krdocs + m->doc + strlen(krdocs + m->doc) + 1;
    return m->doc && *text ? krvalue_or_raised(krstr_text(vm, text)) : KR_NONE;
}

/* inspect reads "($self, object, /)": the parameter that is bound has a dollar sign. */
static KrValue signature_of(KrVm *vm, KrValue *a)
{
    const KrMember *m = member_of(a[0]);
    const char *text = krdocs + m->doc;
    if (!m->doc || *text != '(')
        return KR_NONE;
    bool dollar = m->flags & KR_M_SELF && !(m->flags & KR_M_GETTER);
    return krvalue_or_raised(krstr_printf(vm, "(%s%s", dollar ? "$" : "", text + 1));
}

/// builtin_function_or_method.__name__
/// The name.
KR_NATIVE(builtin_function_or_method_get___name__)
{
    return name_of(a);
}

/// builtin_function_or_method.__qualname__
/// The qualified name.
KR_NATIVE(builtin_function_or_method_get___qualname__)
{
    return qualname_of(vm, a);
}

/// builtin_function_or_method.__doc__
/// The docstring.
KR_NATIVE(builtin_function_or_method_get___doc__)
{
    return doc_of(vm, a);
}

/// builtin_function_or_method.__text_signature__
/// The parameters as text.
KR_NATIVE(builtin_function_or_method_get___text_signature__)
{
    return signature_of(vm, a);
}

/// builtin_function_or_method.__module__
/// The module of a function, None for a method.
KR_NATIVE(builtin_function_or_method_get___module__)
{
    const KrMember *m = member_of(a[0]);
    return m->flags & KR_M_FUNCTION ? krvalue(krname_at(krnative_modules[m->owner].name)) : KR_NONE;
}

/// builtin_function_or_method.__self__
/// What it is bound to: an instance, a class, or the module.
KR_NATIVE(builtin_function_or_method_get___self__)
{
    KrObj *o = kras_obj(a[0]);
    if (!(o->flags & KR_F_CONST))
        return ((KrBound *)o)->self;
    const KrMember *m = (const KrMember *)o;
    if (!(m->flags & KR_M_FUNCTION))
        return krvalue(&krtypes[m->owner]);
    KrValue module = krdict_get_name(vm, vm->modules, krname_at(krnative_modules[m->owner].name));
    return module == KR_EMPTY ? KR_NONE : module;
}

/// builtin_function_or_method.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(builtin_function_or_method___call__)
{
    KrTuple *args = krtuple_new(vm, &a[2], n - 2);
    return args ? krcall_ex(vm, a[0], args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}

/// builtin_function_or_method.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(builtin_function_or_method___repr__)
{
    const KrMember *m = member_of(a[0]);
    KrObj *o = kras_obj(a[0]);
    if (m->flags & KR_M_FUNCTION)
        return krvalue_or_raised(krstr_printf(vm, "<built-in function %U>", krname_at(m->name)));
    KrValue self = o->flags & KR_F_CONST ? krvalue(&krtypes[m->owner]) : ((KrBound *)o)->self;
    return krvalue_or_raised(krstr_printf(vm, "<built-in method %U of %T object at %p>", krname_at(m->name), self, (void *)(uintptr_t)self));
}

/// builtin_function_or_method.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(builtin_function_or_method___eq__)
{
    if (!kris_exact(a[1], KR_T_builtin_function_or_method))
        return KR_NOTIMPLEMENTED;
    KrObj *x = kras_obj(a[0]), *y = kras_obj(a[1]);
    if (x->flags & KR_F_CONST || y->flags & KR_F_CONST)
        return krbool(x == y);
    return krbool(((KrBound *)x)->fn == ((KrBound *)y)->fn && ((KrBound *)x)->self == ((KrBound *)y)->self);
}

/// builtin_function_or_method.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(builtin_function_or_method___hash__)
{
    KrObj *o = kras_obj(a[0]);
    KrValue v = o->flags & KR_F_CONST ? a[0] : ((KrBound *)o)->fn ^ ((KrBound *)o)->self << 1;
    return krsmall((int64_t)((v >> 4) * 0x9E3779B97F4A7C15u >> 18));
}

/// builtin_function_or_method.__reduce__(self, /)
/// Helper for pickle.
KR_NATIVE(builtin_function_or_method___reduce__)
{
    KrObj *o = kras_obj(a[0]);
    if (o->flags & KR_F_CONST)
        return qualname_of(vm, a);
    KrValue getattr = krdict_get_name(vm, vm->builtins, KR_NAME(getattr));
    KrTuple *args = krtuple_of(vm, 2, ((KrBound *)o)->self, name_of(a));
    return args ? krvalue_or_raised(krtuple_of(vm, 2, getattr, krvalue(args))) : KR_RAISED;
}

/// method_wrapper.__name__
/// The name.
KR_NATIVE(method_wrapper_get___name__)
{
    return name_of(a);
}

/// method_wrapper.__qualname__
/// The qualified name.
KR_NATIVE(method_wrapper_get___qualname__)
{
    return qualname_of(vm, a);
}

/// method_wrapper.__self__
/// The instance.
KR_NATIVE(method_wrapper_get___self__)
{
    return ((KrBound *)kras_obj(a[0]))->self;
}

/// method_wrapper.__objclass__
/// The class that defines the method.
KR_NATIVE(method_wrapper_get___objclass__)
{
    return krvalue(owner_of(a));
}

/// method_wrapper.__doc__
/// The docstring.
KR_NATIVE(method_wrapper_get___doc__)
{
    return doc_of(vm, a);
}

/// method_wrapper.__text_signature__
/// The parameters as text.
KR_NATIVE(method_wrapper_get___text_signature__)
{
    return signature_of(vm, a);
}

/// method_wrapper.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(method_wrapper___call__)
{
    KrTuple *args = krtuple_new(vm, &a[2], n - 2);
    return args ? krcall_ex(vm, a[0], args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}

/// method_wrapper.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(method_wrapper___repr__)
{
    KrValue self = ((KrBound *)kras_obj(a[0]))->self;
    return krvalue_or_raised(krstr_printf(vm, "<method-wrapper '%U' of %T object at %p>", krname_at(member_of(a[0])->name), self, (void *)(uintptr_t)self));
}

/// method_wrapper.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(method_wrapper___eq__)
{
    if (!kris_exact(a[1], KR_T_method_wrapper))
        return KR_NOTIMPLEMENTED;
    KrBound *x = (KrBound *)kras_obj(a[0]), *y = (KrBound *)kras_obj(a[1]);
    return krbool(x->fn == y->fn && x->self == y->self);
}

/// method_wrapper.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(method_wrapper___hash__)
{
    KrBound *b = (KrBound *)kras_obj(a[0]);
    return krsmall((int64_t)(((b->fn ^ b->self << 1) >> 4) * 0x9E3779B97F4A7C15u >> 18));
}

/* ---- descriptors: the same attributes, class by class ---------------------------------------------------------------------------- */

static KrValue descriptor_repr(KrVm *vm, KrValue *a, const char *what)
{
    const KrMember *m = member_of(a[0]);
    return krvalue_or_raised(krstr_printf(vm, "<%s '%U' of '%N' objects>", what, krname_at(m->name), owner_of(a)));
}

bool krdescriptor_check_get(KrVm *vm, const KrValue *a)
{
    if (a[1] != KR_NONE || (a[2] != KR_EMPTY && a[2] != KR_NONE))
        return true;
    krraise(vm, KR_T_TypeError, "__get__(None, None) is invalid");
    return false;
}

static KrValue descriptor_get(KrVm *vm, KrValue *a)
{
    const KrMember *m = member_of(a[0]);
    if (!krdescriptor_check_get(vm, a))
        return KR_RAISED;
    if (a[1] == KR_NONE)
        return a[0];
    if (!kris_instance(vm, a[1], owner_of(a)))
        return krraise(vm, KR_T_TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", krname_at(m->name), owner_of(a), a[1]);
    return krtype_bind(vm, a[0], a[1], krtype_of(vm, a[1]));
}

static KrValue descriptor_call(KrVm *vm, KrValue *a, uint32_t n)
{
    KrTuple *args = krtuple_new(vm, &a[2], n - 2);
    return args ? krcall_ex(vm, a[0], args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}

/// method_descriptor.__name__
/// The name.
KR_NATIVE(method_descriptor_get___name__)
{
    return name_of(a);
}

/// method_descriptor.__qualname__
/// The qualified name.
KR_NATIVE(method_descriptor_get___qualname__)
{
    return qualname_of(vm, a);
}

/// method_descriptor.__objclass__
/// The class that defines the method.
KR_NATIVE(method_descriptor_get___objclass__)
{
    return krvalue(owner_of(a));
}

/// method_descriptor.__doc__
/// The docstring.
KR_NATIVE(method_descriptor_get___doc__)
{
    return doc_of(vm, a);
}

/// method_descriptor.__text_signature__
/// The parameters as text.
KR_NATIVE(method_descriptor_get___text_signature__)
{
    return signature_of(vm, a);
}

/// method_descriptor.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(method_descriptor___repr__)
{
    return descriptor_repr(vm, a, "method");
}

/// method_descriptor.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(method_descriptor___get__)
{
    return descriptor_get(vm, a);
}

/// method_descriptor.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(method_descriptor___call__)
{
    return descriptor_call(vm, a, n);
}

/// wrapper_descriptor.__name__
/// The name.
KR_NATIVE(wrapper_descriptor_get___name__)
{
    return name_of(a);
}

/// wrapper_descriptor.__qualname__
/// The qualified name.
KR_NATIVE(wrapper_descriptor_get___qualname__)
{
    return qualname_of(vm, a);
}

/// wrapper_descriptor.__objclass__
/// The class that defines the method.
KR_NATIVE(wrapper_descriptor_get___objclass__)
{
    return krvalue(owner_of(a));
}

/// wrapper_descriptor.__doc__
/// The docstring.
KR_NATIVE(wrapper_descriptor_get___doc__)
{
    return doc_of(vm, a);
}

/// wrapper_descriptor.__text_signature__
/// The parameters as text.
KR_NATIVE(wrapper_descriptor_get___text_signature__)
{
    return signature_of(vm, a);
}

/// wrapper_descriptor.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(wrapper_descriptor___repr__)
{
    return descriptor_repr(vm, a, "slot wrapper");
}

/// wrapper_descriptor.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(wrapper_descriptor___get__)
{
    return descriptor_get(vm, a);
}

/// wrapper_descriptor.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(wrapper_descriptor___call__)
{
    return descriptor_call(vm, a, n);
}

/// classmethod_descriptor.__name__
/// The name.
KR_NATIVE(classmethod_descriptor_get___name__)
{
    return name_of(a);
}

/// classmethod_descriptor.__qualname__
/// The qualified name.
KR_NATIVE(classmethod_descriptor_get___qualname__)
{
    return qualname_of(vm, a);
}

/// classmethod_descriptor.__objclass__
/// The class that defines the method.
KR_NATIVE(classmethod_descriptor_get___objclass__)
{
    return krvalue(owner_of(a));
}

/// classmethod_descriptor.__doc__
/// The docstring.
KR_NATIVE(classmethod_descriptor_get___doc__)
{
    return doc_of(vm, a);
}

/// classmethod_descriptor.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(classmethod_descriptor___repr__)
{
    return descriptor_repr(vm, a, "method");
}

/// classmethod_descriptor.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(classmethod_descriptor___get__)
{
    if (!krdescriptor_check_get(vm, a))
        return KR_RAISED;
    const KrMember *m = member_of(a[0]);
    KrValue cls = a[2] == KR_EMPTY || a[2] == KR_NONE ? krvalue(krtype_of(vm, a[1])) : a[2];
    if (!kris_type(vm, cls))
        return krraise(vm, KR_T_TypeError, "descriptor '%U' for type '%N' needs a type, not a '%T' as arg 2", krname_at(m->name), owner_of(a), cls);
    if (!krtype_issubtype(vm, kras_type(cls), owner_of(a)))
        return krraise(vm, KR_T_TypeError, "descriptor '%U' requires a subtype of '%N' but received '%N'", krname_at(m->name), owner_of(a),
                       kras_type(cls));
    return krbound_new(vm, a[0], cls);
}

/// classmethod_descriptor.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(classmethod_descriptor___call__)
{
    return descriptor_call(vm, a, n);
}

/// getset_descriptor.__name__
/// The name.
KR_NATIVE(getset_descriptor_get___name__)
{
    return name_of(a);
}

/// getset_descriptor.__qualname__
/// The qualified name.
KR_NATIVE(getset_descriptor_get___qualname__)
{
    return qualname_of(vm, a);
}

/// getset_descriptor.__objclass__
/// The class that defines the attribute.
KR_NATIVE(getset_descriptor_get___objclass__)
{
    return krvalue(owner_of(a));
}

/// getset_descriptor.__doc__
/// The docstring.
KR_NATIVE(getset_descriptor_get___doc__)
{
    return doc_of(vm, a);
}

/// getset_descriptor.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(getset_descriptor___repr__)
{
    return descriptor_repr(vm, a, "attribute");
}

/// getset_descriptor.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(getset_descriptor___get__)
{
    return descriptor_get(vm, a);
}

/// getset_descriptor.__set__(self, instance, value, /)
/// Set an attribute of instance to value.
KR_NATIVE(getset_descriptor___set__)
{
    const KrMember *m = member_of(a[0]);
    if (!kris_instance(vm, a[1], owner_of(a)))
        return krraise(vm, KR_T_TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", krname_at(m->name), owner_of(a), a[1]);
    if (!m->set)
        return krraise(vm, KR_T_AttributeError, "attribute '%U' of '%N' objects is not writable", krname_at(m->name), owner_of(a));
    return m->set(vm, &a[1], 2) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// getset_descriptor.__delete__(self, instance, /)
/// Delete an attribute of instance.
KR_NATIVE(getset_descriptor___delete__)
{
    KrValue args[3] = {a[0], a[1], KR_EMPTY};
    return krn_getset_descriptor___set__(vm, args, 3);
}
