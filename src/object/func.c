/* SPDX-License-Identifier: MIT
 * Functions, bound methods, cells, classmethod and staticmethod: what calls are made of. */
#include "object/frozen.h"
#include "object/type.h"

/* ---- functions ------------------------------------------------------------------------------------------------------------- */

static void take_names(KrVm *vm, KrFunc *f, KrCode *code)
{
    if (code->h.flags & KR_F_CONST) {
        const KrFrozenCode *frozen = (const KrFrozenCode *)code;
        f->name = krfrozen_str(frozen->name);
        f->qualname = krfrozen_str(frozen->qualname);
        f->doc = frozen->doc ? krvalue(krfrozen_str(frozen->doc)) : KR_NONE;
        return;
    }
    f->name = code->name;
    f->qualname = code->qualname;
    krstore(vm, f, &f->doc, code->doc == KR_EMPTY ? KR_NONE : code->doc);
}

KrFunc *krfunc_new(KrVm *vm, KrCode *code, KrDict *globals)
{
    KrFunc *f = krheap_new(vm, KR_T_function, sizeof *f);
    if (!f)
        return NULL;
    KR_STORE_PTR(vm, f, &f->code, code);
    KR_STORE_PTR(vm, f, &f->globals, globals);
    take_names(vm, f, code);
    KR_STORE_PTR(vm, f, &f->builtins, vm->builtins);
    krstore(vm, f, &f->module, krdict_get_name(vm, globals, KR_NAME(__name__)));
    return f;
}

static KrFunc *self_func(KrValue *a)
{
    return (KrFunc *)kras_obj(a[0]);
}

static bool want(KrVm *vm, KrValue v, uint32_t flag, const char *message)
{
    if (v != KR_EMPTY && kris_kind(vm, v, flag))
        return true;
    krraise(vm, KR_T_TypeError, "%s", message);
    return false;
}

/// class function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)
/// Create a function object.

/// function.__new__(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)
/// Create and return a new object.
KR_NATIVE(function___new__)
{
    if (!kris_exact(a[1], KR_T_code))
        return krraise(vm, KR_T_TypeError, "function() argument 'code' must be code, not %T", a[1]);
    if (!kris_kind(vm, a[2], KR_TF_DICT))
        return krraise(vm, KR_T_TypeError, "function() argument 'globals' must be dict, not %T", a[2]);
    KrCode *code = krcode_thaw(vm, (KrCode *)kras_obj(a[1]));
    if (!code)
        return KR_RAISED;
    size_t nfree = code->freevars ? code->freevars->n : 0;
    bool has_closure = a[5] != KR_EMPTY && a[5] != KR_NONE;
    if (has_closure ? !kris_exact(a[5], KR_T_tuple) : nfree != 0)
        return krraise(vm, KR_T_TypeError, "arg 5 (closure) must be tuple");
    if (has_closure && kras_tuple(a[5])->n != nfree)
        return krraise(vm, KR_T_ValueError, "%U requires closure of length %zu, not %zu", code->name, nfree, kras_tuple(a[5])->n);
    KrFunc *f = krfunc_new(vm, code, kras_dict(a[2]));
    if (!f)
        return KR_RAISED;
    if (a[3] != KR_EMPTY && a[3] != KR_NONE)
        f->name = kras_str(a[3]);
    if (a[4] != KR_EMPTY && a[4] != KR_NONE)
        KR_STORE_PTR(vm, f, &f->defaults, kras_tuple(a[4]));
    if (has_closure && nfree)
        KR_STORE_PTR(vm, f, &f->closure, kras_tuple(a[5]));
    if (a[6] != KR_EMPTY && a[6] != KR_NONE)
        KR_STORE_PTR(vm, f, &f->kwdefaults, kras_dict(a[6]));
    return krvalue(f);
}

/// function.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(function___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "<function %U at %p>", self_func(a)->qualname, (void *)self_func(a)));
}

/// function.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(function___get__)
{
    if (!krdescriptor_check_get(vm, a))
        return KR_RAISED;
    return a[1] == KR_NONE ? a[0] : krbound_new(vm, a[0], a[1]);
}

/// function.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(function___call__)
{
    KrTuple *args = krtuple_new(vm, &a[2], n - 2);
    return args ? krcall_ex(vm, a[0], args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}

/// function.__name__ = value
/// The name of the function.
KR_NATIVE(function_get___name__)
{
    return krvalue(self_func(a)->name);
}

KR_NATIVE(function_set___name__)
{
    if (!want(vm, a[1], KR_TF_STR, "__name__ must be set to a string object"))
        return KR_RAISED;
    self_func(a)->name = kras_str(a[1]);
    return KR_NONE;
}

/// function.__qualname__ = value
/// The qualified name of the function.
KR_NATIVE(function_get___qualname__)
{
    return krvalue(self_func(a)->qualname);
}

KR_NATIVE(function_set___qualname__)
{
    if (!want(vm, a[1], KR_TF_STR, "__qualname__ must be set to a string object"))
        return KR_RAISED;
    self_func(a)->qualname = kras_str(a[1]);
    return KR_NONE;
}

/// function.__code__ = value
/// The code object.
KR_NATIVE(function_get___code__)
{
    return krvalue_or_raised(krfunc_thaw(vm, self_func(a)));
}

KR_NATIVE(function_set___code__)
{
    if (a[1] == KR_EMPTY || !kris_exact(a[1], KR_T_code))
        return krraise(vm, KR_T_TypeError, "__code__ must be set to a code object");
    KrFunc *f = self_func(a);
    KrCode *code = krcode_thaw(vm, (KrCode *)kras_obj(a[1]));
    if (!code)
        return KR_RAISED;
    size_t have = f->closure ? f->closure->n : 0, need = code->freevars ? code->freevars->n : 0;
    if (have != need)
        return krraise(vm, KR_T_ValueError, "%U() requires a code object with %zu free vars, not %zu", f->name, have, need);
    KR_STORE_PTR(vm, f, &f->code, code);
    return KR_NONE;
}

/// function.__defaults__ = value
/// The defaults of positional parameters.
KR_NATIVE(function_get___defaults__)
{
    return self_func(a)->defaults ? krvalue(self_func(a)->defaults) : KR_NONE;
}

KR_NATIVE(function_set___defaults__)
{
    if (a[1] == KR_NONE || a[1] == KR_EMPTY)
        return self_func(a)->defaults = NULL, KR_NONE;
    if (!want(vm, a[1], KR_TF_TUPLE, "__defaults__ must be set to a tuple object"))
        return KR_RAISED;
    KR_STORE_PTR(vm, self_func(a), &self_func(a)->defaults, kras_tuple(a[1]));
    return KR_NONE;
}

/// function.__kwdefaults__ = value
/// The defaults of keyword-only parameters.
KR_NATIVE(function_get___kwdefaults__)
{
    return self_func(a)->kwdefaults ? krvalue(self_func(a)->kwdefaults) : KR_NONE;
}

KR_NATIVE(function_set___kwdefaults__)
{
    if (a[1] == KR_NONE || a[1] == KR_EMPTY)
        return self_func(a)->kwdefaults = NULL, KR_NONE;
    if (!want(vm, a[1], KR_TF_DICT, "__kwdefaults__ must be set to a dict object"))
        return KR_RAISED;
    KR_STORE_PTR(vm, self_func(a), &self_func(a)->kwdefaults, kras_dict(a[1]));
    return KR_NONE;
}

/// function.__closure__
/// The cells of the free variables.
KR_NATIVE(function_get___closure__)
{
    return self_func(a)->closure ? krvalue(self_func(a)->closure) : KR_NONE;
}

/// function.__globals__
/// The namespace of the module where the function was defined.
KR_NATIVE(function_get___globals__)
{
    return krvalue(self_func(a)->globals);
}

/// function.__builtins__
/// The namespace of built-in names.
KR_NATIVE(function_get___builtins__)
{
    return self_func(a)->builtins ? krvalue(self_func(a)->builtins) : KR_NONE;
}

/// function.__module__ = value
/// The name of the module where the function was defined.
KR_NATIVE(function_get___module__)
{
    return self_func(a)->module == KR_EMPTY ? KR_NONE : self_func(a)->module;
}

KR_NATIVE(function_set___module__)
{
    krstore(vm, self_func(a), &self_func(a)->module, a[1]);
    return KR_NONE;
}

/// function.__doc__ = value
/// The docstring.
KR_NATIVE(function_get___doc__)
{
    return self_func(a)->doc == KR_EMPTY ? KR_NONE : self_func(a)->doc;
}

KR_NATIVE(function_set___doc__)
{
    krstore(vm, self_func(a), &self_func(a)->doc, a[1]);
    return KR_NONE;
}

KrValue krannotate_call(KrVm *vm, KrValue annotate)
{
    KrValue v = krcall(vm, annotate, (KrValue[]){krsmall(1)}, 1);
    KR_TRY(v);
    if (!kris_kind(vm, v, KR_TF_DICT))
        return krraise(vm, KR_T_TypeError, "__annotate__ returned non-dict of type '%T'", v);
    return v;
}

/* What is left to compute, or a pair of that and the dict made from it. */
static KrTuple *annotated_pair(KrFunc *f)
{
    return kris_exact(f->annotations, KR_T_tuple) ? kras_tuple(f->annotations) : NULL;
}

/// function.__annotations__ = value
/// The annotations of parameters and result.
KR_NATIVE(function_get___annotations__)
{
    KrFunc *f = self_func(a);
    KrTuple *pair = annotated_pair(f);
    if (pair)
        return pair->at[1];
    KrValue kept = f->annotations, v = kept;
    if (v == KR_EMPTY) {
        v = kept = krvalue_or_raised(krdict_new(vm));
    } else if (!kris_kind(vm, v, KR_TF_DICT)) {
        v = krannotate_call(vm, v);
        KR_TRY(v);
        kept = krvalue_or_raised(krtuple_new(vm, (KrValue[]){kept, v}, 2));
    }
    KR_TRY(kept);
    krstore(vm, f, &f->annotations, kept);
    return v;
}

KR_NATIVE(function_set___annotations__)
{
    if (a[1] != KR_EMPTY && a[1] != KR_NONE && !want(vm, a[1], KR_TF_DICT, "__annotations__ must be set to a dict object"))
        return KR_RAISED;
    krstore(vm, self_func(a), &self_func(a)->annotations, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return KR_NONE;
}

/// function.__annotate__ = value
/// The function that computes the annotations, or None.
KR_NATIVE(function_get___annotate__)
{
    KrValue v = self_func(a)->annotations;
    KrTuple *pair = annotated_pair(self_func(a));
    return pair ? pair->at[0] : v == KR_EMPTY || kris_kind(vm, v, KR_TF_DICT) ? KR_NONE : v;
}

/* None forgets how the annotations are made, not what they are. */
KR_NATIVE(function_set___annotate__)
{
    KrFunc *f = self_func(a);
    if (a[1] == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "__annotate__ cannot be deleted");
    if (a[1] != KR_NONE && krdunder(vm, krtype_of(vm, a[1]), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "__annotate__ must be callable or None");
    KrTuple *pair = annotated_pair(f);
    bool made = pair || f->annotations == KR_EMPTY || kris_kind(vm, f->annotations, KR_TF_DICT);
    KrValue v = a[1] != KR_NONE ? a[1] : pair ? pair->at[1] : made ? f->annotations : KR_EMPTY;
    krstore(vm, f, &f->annotations, v);
    return KR_NONE;
}

/// function.__type_params__ = value
/// The type parameters of a generic function.
KR_NATIVE(function_get___type_params__)
{
    return self_func(a)->type_params == KR_EMPTY ? krvalue(vm->empty_tuple) : self_func(a)->type_params;
}

KR_NATIVE(function_set___type_params__)
{
    if (!want(vm, a[1], KR_TF_TUPLE, "__type_params__ must be set to a tuple"))
        return KR_RAISED;
    krstore(vm, self_func(a), &self_func(a)->type_params, a[1]);
    return KR_NONE;
}

/// function.__dict__ = value
/// The attributes of the function.
KR_NATIVE(function_get___dict__)
{
    return krvalue_or_raised(krobj_dict(vm, kras_obj(a[0])));
}

KR_NATIVE(function_set___dict__)
{
    return krobj_replace_dict(vm, a[0], a[1]) ? KR_NONE : KR_RAISED;
}

bool krobj_replace_dict(KrVm *vm, KrValue o, KrValue dict)
{
    if (dict == KR_EMPTY || !kris_kind(vm, dict, KR_TF_DICT)) {
        if (dict == KR_EMPTY)
            krraise(vm, KR_T_TypeError, "cannot delete __dict__");
        else
            krraise(vm, KR_T_TypeError, "__dict__ must be set to a dictionary, not a '%T'", dict);
        return false;
    }
    if (!krobj_dict(vm, kras_obj(o)))
        return false;
    krstore(vm, kras_obj(o), krobj_extra(vm, kras_obj(o)), dict);
    return true;
}

/* ---- bound methods ------------------------------------------------------------------------------------------------------------ */

KrValue krbound_new(KrVm *vm, KrValue fn, KrValue self)
{
    uint32_t shape = kris_ptr(fn) ? kras_obj(fn)->shape : 0;
    bool native = shape == KR_T_method_descriptor || shape == KR_T_classmethod_descriptor;
    KrTypeNumber type = native ? KR_T_builtin_function_or_method : shape == KR_T_wrapper_descriptor ? KR_T_method_wrapper : KR_T_method;
    KrBound *b = krheap_new(vm, type, sizeof *b);
    if (!b)
        return KR_RAISED;
    krstore(vm, b, &b->fn, fn);
    krstore(vm, b, &b->self, self);
    return krvalue(b);
}

static KrBound *self_bound(KrValue *a)
{
    return (KrBound *)kras_obj(a[0]);
}

/// class method(function, instance, /)
/// Create a bound instance method object.

/// method.__new__(cls, function, instance, /)
/// Create and return a new object.
KR_NATIVE(method___new__)
{
    if (krdunder(vm, krtype_of(vm, a[1]), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "first argument must be callable");
    if (a[2] == KR_NONE)
        return krraise(vm, KR_T_TypeError, "instance must not be None");
    KrBound *b = krheap_new(vm, KR_T_method, sizeof *b);
    if (!b)
        return KR_RAISED;
    krstore(vm, b, &b->fn, a[1]);
    krstore(vm, b, &b->self, a[2]);
    return krvalue(b);
}

/// method.__func__
/// the function (or other callable) implementing a method
KR_NATIVE(method_get___func__)
{
    return self_bound(a)->fn;
}

/// method.__self__
/// the instance to which a method is bound
KR_NATIVE(method_get___self__)
{
    return self_bound(a)->self;
}

/// method.__doc__
/// The docstring of the function.
KR_NATIVE(method_get___doc__)
{
    return krobj_getattr(vm, self_bound(a)->fn, KR_NAME(__doc__));
}

/// method.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(method___get__)
{
    return a[0];
}

/// method.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(method___call__)
{
    KrTuple *args = krtuple_new(vm, &a[2], n - 2);
    return args ? krcall_ex(vm, a[0], args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}

/// method.__getattribute__(self, name, /)
/// Return getattr(self, name).
KR_NATIVE(method___getattribute__)
{
    const KrStr *name = kris_str(vm, a[1]) ? krintern(vm, kras_str(a[1])) : NULL;
    if (!name)
        return KR_RAISED;
    KrValue own = krtype_lookup(vm, KR_TYPE_OF(method), name);
    if (own != KR_EMPTY)
        return krtype_bind(vm, own, a[0], KR_TYPE_OF(method));
    KrValue v = krobj_lookup(vm, self_bound(a)->fn, name);
    return v == KR_EMPTY ? krraise_attribute(vm, a[0], name) : v;
}

/// method.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(method___repr__)
{
    KrValue name = krobj_lookup(vm, self_bound(a)->fn, KR_NAME(__qualname__));
    if (name == KR_EMPTY)
        name = krobj_lookup(vm, self_bound(a)->fn, KR_NAME(__name__));
    KR_TRY(name);
    if (name == KR_EMPTY || !kris_str(vm, name))
        return krvalue_or_raised(krstr_printf(vm, "<bound method ? of %R>", self_bound(a)->self));
    return krvalue_or_raised(krstr_printf(vm, "<bound method %U of %R>", kras_str(name), self_bound(a)->self));
}

/// method.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(method___eq__)
{
    if (!kris_exact(a[1], KR_T_method))
        return KR_NOTIMPLEMENTED;
    KrBound *x = self_bound(a), *y = (KrBound *)kras_obj(a[1]);
    int eq = krobj_eq(vm, x->fn, y->fn);
    return eq < 0 ? KR_RAISED : krbool(eq && x->self == y->self);
}

/// method.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(method___hash__)
{
    uint64_t h;
    if (!krobj_hash(vm, self_bound(a)->fn, &h))
        return KR_RAISED;
    return krsmall((int64_t)((h ^ (self_bound(a)->self >> 4)) & 0x7FFFFFFFFFF));
}

/// method.__reduce__(self, /)
/// Helper for pickle.
KR_NATIVE(method___reduce__)
{
    KrValue getattr = krdict_get_name(vm, vm->builtins, KR_NAME(getattr));
    KrValue name = krobj_getattr(vm, self_bound(a)->fn, KR_NAME(__name__));
    KR_TRY(name);
    KrTuple *args = krtuple_of(vm, 2, self_bound(a)->self, name);
    return args ? krvalue_or_raised(krtuple_of(vm, 2, getattr, krvalue(args))) : KR_RAISED;
}

/* ---- cells ------------------------------------------------------------------------------------------------------------------------ */

/// cell.__new__(cls, contents=None, /)
/// Create a new cell object.
KR_NATIVE(cell___new__)
{
    KrCell *c = krheap_new(vm, KR_T_cell, sizeof *c);
    if (c)
        krstore(vm, c, &c->value, a[1]);
    return krvalue_or_raised(c);
}

/// cell.cell_contents = value
/// What the variable holds.
KR_NATIVE(cell_get_cell_contents)
{
    KrValue v = ((KrCell *)kras_obj(a[0]))->value;
    return v != KR_EMPTY ? v : krraise(vm, KR_T_ValueError, "Cell is empty");
}

KR_NATIVE(cell_set_cell_contents)
{
    krstore(vm, kras_obj(a[0]), &((KrCell *)kras_obj(a[0]))->value, a[1]);
    return KR_NONE;
}

/// cell.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(cell___repr__)
{
    KrValue v = ((KrCell *)kras_obj(a[0]))->value;
    void *at = kras_obj(a[0]);
    if (v == KR_EMPTY)
        return krvalue_or_raised(krstr_printf(vm, "<cell at %p: empty>", at));
    return krvalue_or_raised(krstr_printf(vm, "<cell at %p: %T object at %p>", at, v, (void *)(uintptr_t)v));
}

static KrValue cell_compare(KrVm *vm, KrValue *a, KrCmp op)
{
    if (!kris_exact(a[1], KR_T_cell))
        return KR_NOTIMPLEMENTED;
    KrValue x = ((KrCell *)kras_obj(a[0]))->value, y = ((KrCell *)kras_obj(a[1]))->value;
    if (x != KR_EMPTY && y != KR_EMPTY)
        return krobj_compare(vm, x, y, op);
    int c = (x != KR_EMPTY) - (y != KR_EMPTY);
    return krbool(op == KR_EQ ? c == 0 : op == KR_NE ? c != 0 : op == KR_LT ? c < 0 : op == KR_LE ? c <= 0 : op == KR_GT ? c > 0 : c >= 0);
}

/// cell.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(cell___eq__)
{
    return cell_compare(vm, a, KR_EQ);
}

/// cell.__lt__(self, value, /)
/// Return self<value.
KR_NATIVE(cell___lt__)
{
    return cell_compare(vm, a, KR_LT);
}

/// cell.__hash__ = None

/* ---- classmethod, staticmethod ------------------------------------------------------------------------------------------------------ */

static KrWrapped *self_wrapped(KrValue *a)
{
    return (KrWrapped *)kras_obj(a[0]);
}

/* Takes over the names and the docstring of what is wrapped, as functools.wraps does. */
static bool copy_names(KrVm *vm, KrValue wrapper, KrValue fn)
{
    const KrStr *names[] = {KR_NAME(__module__), KR_NAME(__name__), KR_NAME(__qualname__), KR_NAME(__doc__)};
    for (uint32_t i = 0; i < KR_COUNT(names); i++) {
        KrValue v = krobj_lookup(vm, fn, names[i]);
        if (v == KR_RAISED || (v != KR_EMPTY && !krobj_set_own(vm, kras_obj(wrapper), names[i], v)))
            return false;
    }
    return true;
}

static KrValue wrap(KrVm *vm, KrValue *a)
{
    KrWrapped *w = krobj_new(vm, kras_type(a[0]));
    if (w)
        krstore(vm, w, &w->value, a[1]);
    return w && copy_names(vm, krvalue(w), a[1]) ? krvalue(w) : KR_RAISED;
}

/* What __new__ has stored already, unless a subclass passes on another function. */
static KrValue wrap_again(KrVm *vm, KrValue *a)
{
    if (self_wrapped(a)->value == a[1])
        return KR_NONE;
    krstore(vm, self_wrapped(a), &self_wrapped(a)->value, a[1]);
    return copy_names(vm, a[0], a[1]) ? KR_NONE : KR_RAISED;
}

/// class classmethod(function, /)
/// Convert a function to be a class method.

/// classmethod.__new__(cls, function, /)
/// Create and return a new object.
KR_NATIVE(classmethod___new__)
{
    return wrap(vm, a);
}

/// classmethod.__init__(self, function, /)
/// Initialize self.
KR_NATIVE(classmethod___init__)
{
    return wrap_again(vm, a);
}

/// classmethod.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(classmethod___get__)
{
    if (!krdescriptor_check_get(vm, a))
        return KR_RAISED;
    KrValue owner = a[2] == KR_EMPTY || a[2] == KR_NONE ? krvalue(krtype_of(vm, a[1])) : a[2];
    KrValue fn = self_wrapped(a)->value;
    return krbound_new(vm, fn == KR_EMPTY ? KR_NONE : fn, owner);
}

/// classmethod.__annotations__
/// The annotations of the wrapped function.
KR_NATIVE(classmethod_get___annotations__)
{
    return krobj_getattr(vm, self_wrapped(a)->value, KR_NAME(__annotations__));
}

/// classmethod.__annotate__
/// What computes the annotations of the wrapped function.
KR_NATIVE(classmethod_get___annotate__)
{
    return krobj_getattr(vm, self_wrapped(a)->value, KR_NAME(__annotate__));
}

/// classmethod.__func__
/// The wrapped function.
KR_NATIVE(classmethod_get___func__)
{
    return self_wrapped(a)->value;
}

/// classmethod.__wrapped__
/// The wrapped function.
KR_NATIVE(classmethod_get___wrapped__)
{
    return self_wrapped(a)->value;
}

/// classmethod.__isabstractmethod__
/// Whether the wrapped function is abstract.
KR_NATIVE(classmethod_get___isabstractmethod__)
{
    return krobj_is_abstract(vm, self_wrapped(a)->value);
}

KrValue krobj_is_abstract(KrVm *vm, KrValue fn)
{
    KrValue v = fn == KR_EMPTY ? KR_EMPTY : krobj_lookup(vm, fn, KR_NAME(__isabstractmethod__));
    if (v == KR_EMPTY || v == KR_RAISED)
        return v == KR_EMPTY ? KR_FALSE : v;
    int truth = krobj_true(vm, v);
    return truth < 0 ? KR_RAISED : krbool(truth);
}

/// classmethod.__dict__
/// The attributes.
KR_NATIVE(classmethod_get___dict__)
{
    return krvalue_or_raised(krobj_dict(vm, kras_obj(a[0])));
}

/// classmethod.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(classmethod___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "<classmethod(%R)>", self_wrapped(a)->value));
}

/// class staticmethod(function, /)
/// Convert a function to be a static method.

/// staticmethod.__new__(cls, function, /)
/// Create and return a new object.
KR_NATIVE(staticmethod___new__)
{
    return wrap(vm, a);
}

/// staticmethod.__init__(self, function, /)
/// Initialize self.
KR_NATIVE(staticmethod___init__)
{
    return wrap_again(vm, a);
}

/// staticmethod.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(staticmethod___get__)
{
    if (!krdescriptor_check_get(vm, a))
        return KR_RAISED;
    return self_wrapped(a)->value;
}

/// staticmethod.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(staticmethod___call__)
{
    KrTuple *args = krtuple_new(vm, &a[2], n - 2);
    return args ? krcall_ex(vm, self_wrapped(a)->value, args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}

/// staticmethod.__annotations__
/// The annotations of the wrapped function.
KR_NATIVE(staticmethod_get___annotations__)
{
    return krobj_getattr(vm, self_wrapped(a)->value, KR_NAME(__annotations__));
}

/// staticmethod.__annotate__
/// What computes the annotations of the wrapped function.
KR_NATIVE(staticmethod_get___annotate__)
{
    return krobj_getattr(vm, self_wrapped(a)->value, KR_NAME(__annotate__));
}

/// staticmethod.__func__
/// The wrapped function.
KR_NATIVE(staticmethod_get___func__)
{
    return self_wrapped(a)->value;
}

/// staticmethod.__wrapped__
/// The wrapped function.
KR_NATIVE(staticmethod_get___wrapped__)
{
    return self_wrapped(a)->value;
}

/// staticmethod.__isabstractmethod__
/// Whether the wrapped function is abstract.
KR_NATIVE(staticmethod_get___isabstractmethod__)
{
    return krobj_is_abstract(vm, self_wrapped(a)->value);
}

/// staticmethod.__dict__
/// The attributes.
KR_NATIVE(staticmethod_get___dict__)
{
    return krvalue_or_raised(krobj_dict(vm, kras_obj(a[0])));
}

/// staticmethod.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(staticmethod___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "<staticmethod(%R)>", self_wrapped(a)->value));
}
