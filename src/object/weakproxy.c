/* SPDX-License-Identifier: MIT
 * weakref.proxy: whatever is done to a proxy is done to its target, as long as that is alive. */
#include "object/type.h"

/// weakproxy.__hash__ = None

/* What v stands for: a proxy's target, or v itself. ReferenceError once the target is gone. */
static KrValue target(KrVm *vm, KrValue v)
{
    if (!kris_exact(v, KR_T_weakproxy) && !kris_exact(v, KR_T_weakcallableproxy))
        return v;
    KrValue t = krweakref_target(v);
    return t != KR_NONE ? t : krraise(vm, KR_T_ReferenceError, "weakly-referenced object no longer exists");
}

static KrValue binary(KrVm *vm, KrDunder d, KrValue a, KrValue b)
{
    KrValue x = target(vm, a), y = x == KR_RAISED ? x : target(vm, b);
    return y == KR_RAISED ? y : krobj_binary(vm, d, x, y);
}

static KrValue inplace(KrVm *vm, KrDunder d, KrValue *a)
{
    KrValue x = target(vm, a[0]), y = x == KR_RAISED ? x : target(vm, a[1]);
    return y == KR_RAISED ? y : krobj_inplace(vm, d, x, y);
}

static KrValue unary(KrVm *vm, KrDunder d, KrValue *a)
{
    KrValue x = target(vm, a[0]);
    return x == KR_RAISED ? x : krobj_unary(vm, d, x);
}

static KrValue compare(KrVm *vm, KrCmp op, KrValue *a)
{
    KrValue x = target(vm, a[0]), y = x == KR_RAISED ? x : target(vm, a[1]);
    return y == KR_RAISED ? y : krobj_compare(vm, x, y, op);
}

/* A special method without an operator of its own, by its name. */
static KrValue call(KrVm *vm, const KrStr *name, KrValue *a, uint32_t n)
{
    KrValue x = target(vm, a[0]);
    return x == KR_RAISED ? x : krcall_method(vm, x, name, a + 1, n - 1);
}


/// weakproxy.__add__(self, value, /)
/// Return self+value.
KR_NATIVE(weakproxy___add__)
{
    return binary(vm, KR_D_add, a[0], a[1]);
}

/// weakproxy.__radd__(self, value, /)
/// Return value+self.
KR_NATIVE(weakproxy___radd__)
{
    return binary(vm, KR_D_add, a[1], a[0]);
}

/// weakproxy.__iadd__(self, value, /)
/// Return self+=value.
KR_NATIVE(weakproxy___iadd__)
{
    return inplace(vm, KR_D_iadd, a);
}

/// weakproxy.__sub__(self, value, /)
/// Return self-value.
KR_NATIVE(weakproxy___sub__)
{
    return binary(vm, KR_D_sub, a[0], a[1]);
}

/// weakproxy.__rsub__(self, value, /)
/// Return value-self.
KR_NATIVE(weakproxy___rsub__)
{
    return binary(vm, KR_D_sub, a[1], a[0]);
}

/// weakproxy.__isub__(self, value, /)
/// Return self-=value.
KR_NATIVE(weakproxy___isub__)
{
    return inplace(vm, KR_D_isub, a);
}

/// weakproxy.__mul__(self, value, /)
/// Return self*value.
KR_NATIVE(weakproxy___mul__)
{
    return binary(vm, KR_D_mul, a[0], a[1]);
}

/// weakproxy.__rmul__(self, value, /)
/// Return value*self.
KR_NATIVE(weakproxy___rmul__)
{
    return binary(vm, KR_D_mul, a[1], a[0]);
}

/// weakproxy.__imul__(self, value, /)
/// Return self*=value.
KR_NATIVE(weakproxy___imul__)
{
    return inplace(vm, KR_D_imul, a);
}

/// weakproxy.__truediv__(self, value, /)
/// Return self/value.
KR_NATIVE(weakproxy___truediv__)
{
    return binary(vm, KR_D_truediv, a[0], a[1]);
}

/// weakproxy.__rtruediv__(self, value, /)
/// Return value/self.
KR_NATIVE(weakproxy___rtruediv__)
{
    return binary(vm, KR_D_truediv, a[1], a[0]);
}

/// weakproxy.__itruediv__(self, value, /)
/// Return self/=value.
KR_NATIVE(weakproxy___itruediv__)
{
    return inplace(vm, KR_D_itruediv, a);
}

/// weakproxy.__floordiv__(self, value, /)
/// Return self//value.
KR_NATIVE(weakproxy___floordiv__)
{
    return binary(vm, KR_D_floordiv, a[0], a[1]);
}

/// weakproxy.__rfloordiv__(self, value, /)
/// Return value//self.
KR_NATIVE(weakproxy___rfloordiv__)
{
    return binary(vm, KR_D_floordiv, a[1], a[0]);
}

/// weakproxy.__ifloordiv__(self, value, /)
/// Return self//=value.
KR_NATIVE(weakproxy___ifloordiv__)
{
    return inplace(vm, KR_D_ifloordiv, a);
}

/// weakproxy.__mod__(self, value, /)
/// Return self%value.
KR_NATIVE(weakproxy___mod__)
{
    return binary(vm, KR_D_mod, a[0], a[1]);
}

/// weakproxy.__rmod__(self, value, /)
/// Return value%self.
KR_NATIVE(weakproxy___rmod__)
{
    return binary(vm, KR_D_mod, a[1], a[0]);
}

/// weakproxy.__imod__(self, value, /)
/// Return self%=value.
KR_NATIVE(weakproxy___imod__)
{
    return inplace(vm, KR_D_imod, a);
}

/// weakproxy.__matmul__(self, value, /)
/// Return self@value.
KR_NATIVE(weakproxy___matmul__)
{
    return binary(vm, KR_D_matmul, a[0], a[1]);
}

/// weakproxy.__rmatmul__(self, value, /)
/// Return value@self.
KR_NATIVE(weakproxy___rmatmul__)
{
    return binary(vm, KR_D_matmul, a[1], a[0]);
}

/// weakproxy.__imatmul__(self, value, /)
/// Return self@=value.
KR_NATIVE(weakproxy___imatmul__)
{
    return inplace(vm, KR_D_imatmul, a);
}

/// weakproxy.__lshift__(self, value, /)
/// Return self<<value.
KR_NATIVE(weakproxy___lshift__)
{
    return binary(vm, KR_D_lshift, a[0], a[1]);
}

/// weakproxy.__rlshift__(self, value, /)
/// Return value<<self.
KR_NATIVE(weakproxy___rlshift__)
{
    return binary(vm, KR_D_lshift, a[1], a[0]);
}

/// weakproxy.__ilshift__(self, value, /)
/// Return self<<=value.
KR_NATIVE(weakproxy___ilshift__)
{
    return inplace(vm, KR_D_ilshift, a);
}

/// weakproxy.__rshift__(self, value, /)
/// Return self>>value.
KR_NATIVE(weakproxy___rshift__)
{
    return binary(vm, KR_D_rshift, a[0], a[1]);
}

/// weakproxy.__rrshift__(self, value, /)
/// Return value>>self.
KR_NATIVE(weakproxy___rrshift__)
{
    return binary(vm, KR_D_rshift, a[1], a[0]);
}

/// weakproxy.__irshift__(self, value, /)
/// Return self>>=value.
KR_NATIVE(weakproxy___irshift__)
{
    return inplace(vm, KR_D_irshift, a);
}

/// weakproxy.__and__(self, value, /)
/// Return self&value.
KR_NATIVE(weakproxy___and__)
{
    return binary(vm, KR_D_and, a[0], a[1]);
}

/// weakproxy.__rand__(self, value, /)
/// Return value&self.
KR_NATIVE(weakproxy___rand__)
{
    return binary(vm, KR_D_and, a[1], a[0]);
}

/// weakproxy.__iand__(self, value, /)
/// Return self&=value.
KR_NATIVE(weakproxy___iand__)
{
    return inplace(vm, KR_D_iand, a);
}

/// weakproxy.__or__(self, value, /)
/// Return self|value.
KR_NATIVE(weakproxy___or__)
{
    return binary(vm, KR_D_or, a[0], a[1]);
}

/// weakproxy.__ror__(self, value, /)
/// Return value|self.
KR_NATIVE(weakproxy___ror__)
{
    return binary(vm, KR_D_or, a[1], a[0]);
}

/// weakproxy.__ior__(self, value, /)
/// Return self|=value.
KR_NATIVE(weakproxy___ior__)
{
    return inplace(vm, KR_D_ior, a);
}

/// weakproxy.__xor__(self, value, /)
/// Return self^value.
KR_NATIVE(weakproxy___xor__)
{
    return binary(vm, KR_D_xor, a[0], a[1]);
}

/// weakproxy.__rxor__(self, value, /)
/// Return value^self.
KR_NATIVE(weakproxy___rxor__)
{
    return binary(vm, KR_D_xor, a[1], a[0]);
}

/// weakproxy.__ixor__(self, value, /)
/// Return self^=value.
KR_NATIVE(weakproxy___ixor__)
{
    return inplace(vm, KR_D_ixor, a);
}

/// weakproxy.__divmod__(self, value, /)
/// Return divmod(self, value).
KR_NATIVE(weakproxy___divmod__)
{
    return binary(vm, KR_D_divmod, a[0], a[1]);
}

/// weakproxy.__rdivmod__(self, value, /)
/// Return divmod(value, self).
KR_NATIVE(weakproxy___rdivmod__)
{
    return binary(vm, KR_D_divmod, a[1], a[0]);
}

/// weakproxy.__pow__(self, value, mod=None, /)
/// Return pow(self, value, mod).
KR_NATIVE(weakproxy___pow__)
{
    if (a[2] == KR_EMPTY || a[2] == KR_NONE)
        return binary(vm, KR_D_pow, a[0], a[1]);
    KrValue args[3] = {a[0], target(vm, a[1]), target(vm, a[2])};
    return args[1] == KR_RAISED || args[2] == KR_RAISED ? KR_RAISED : call(vm, KR_NAME(__pow__), args, 3);
}

/// weakproxy.__rpow__(self, value, mod=None, /)
/// Return pow(value, self, mod).
KR_NATIVE(weakproxy___rpow__)
{
    return binary(vm, KR_D_pow, a[1], a[0]);
}

/// weakproxy.__ipow__(self, value, /)
/// Return self**=value.
KR_NATIVE(weakproxy___ipow__)
{
    return inplace(vm, KR_D_ipow, a);
}

/// weakproxy.__neg__(self, /)
/// -self
KR_NATIVE(weakproxy___neg__)
{
    return unary(vm, KR_D_neg, a);
}

/// weakproxy.__pos__(self, /)
/// +self
KR_NATIVE(weakproxy___pos__)
{
    return unary(vm, KR_D_pos, a);
}

/// weakproxy.__invert__(self, /)
/// ~self
KR_NATIVE(weakproxy___invert__)
{
    return unary(vm, KR_D_invert, a);
}

/// weakproxy.__abs__(self, /)
/// abs(self)
KR_NATIVE(weakproxy___abs__)
{
    return unary(vm, KR_D_abs, a);
}

/// weakproxy.__lt__(self, value, /)
/// Return self<value.
KR_NATIVE(weakproxy___lt__)
{
    return compare(vm, KR_LT, a);
}

/// weakproxy.__le__(self, value, /)
/// Return self<=value.
KR_NATIVE(weakproxy___le__)
{
    return compare(vm, KR_LE, a);
}

/// weakproxy.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(weakproxy___eq__)
{
    return compare(vm, KR_EQ, a);
}

/// weakproxy.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(weakproxy___ne__)
{
    return compare(vm, KR_NE, a);
}

/// weakproxy.__gt__(self, value, /)
/// Return self>value.
KR_NATIVE(weakproxy___gt__)
{
    return compare(vm, KR_GT, a);
}

/// weakproxy.__ge__(self, value, /)
/// Return self>=value.
KR_NATIVE(weakproxy___ge__)
{
    return compare(vm, KR_GE, a);
}

/// weakproxy.__int__(self, /)
/// int(self)
KR_NATIVE(weakproxy___int__)
{
    return call(vm, KR_NAME(__int__), a, 1);
}

/// weakproxy.__float__(self, /)
/// float(self)
KR_NATIVE(weakproxy___float__)
{
    return call(vm, KR_NAME(__float__), a, 1);
}

/// weakproxy.__index__(self, /)
/// Return self converted to an integer, if self is suitable for use as an index into a list.
KR_NATIVE(weakproxy___index__)
{
    return call(vm, KR_NAME(__index__), a, 1);
}

/// weakproxy.__bytes__(self, /)
/// Return bytes(self).
KR_NATIVE(weakproxy___bytes__)
{
    return call(vm, KR_NAME(__bytes__), a, 1);
}

/// weakproxy.__reversed__(self, /)
/// Return reversed(self).
KR_NATIVE(weakproxy___reversed__)
{
    return call(vm, KR_NAME(__reversed__), a, 1);
}

/// weakproxy.__bool__(self, /)
/// True if self else False
KR_NATIVE(weakproxy___bool__)
{
    KrValue x = target(vm, a[0]);
    int truth = x == KR_RAISED ? -1 : krobj_true(vm, x);
    return truth < 0 ? KR_RAISED : krbool(truth);
}

/// weakproxy.__str__(self, /)
/// Return str(self).
KR_NATIVE(weakproxy___str__)
{
    KrValue x = target(vm, a[0]);
    return x == KR_RAISED ? x : krobj_str(vm, x);
}

/// weakproxy.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(weakproxy___repr__)
{
    KrValue t = krweakref_target(a[0]);
    return krvalue_or_raised(krstr_printf(vm, "<weakproxy at %p to %T at %p>", (void *)(uintptr_t)a[0], t, (void *)(uintptr_t)t));
}

/// weakproxy.__len__(self, /)
/// Return len(self).
KR_NATIVE(weakproxy___len__)
{
    KrValue x = target(vm, a[0]);
    int64_t n_items = x == KR_RAISED ? -1 : krobj_len(vm, x);
    return n_items < 0 ? KR_RAISED : krint_from(vm, n_items);
}

/// weakproxy.__getitem__(self, key, /)
/// Return self[key].
KR_NATIVE(weakproxy___getitem__)
{
    KrValue x = target(vm, a[0]);
    return x == KR_RAISED ? x : krobj_getitem(vm, x, a[1]);
}

/// weakproxy.__setitem__(self, key, value, /)
/// Set self[key] to value.
KR_NATIVE(weakproxy___setitem__)
{
    KrValue x = target(vm, a[0]);
    return x != KR_RAISED && krobj_setitem(vm, x, a[1], a[2]) ? KR_NONE : KR_RAISED;
}

/// weakproxy.__delitem__(self, key, /)
/// Delete self[key].
KR_NATIVE(weakproxy___delitem__)
{
    KrValue x = target(vm, a[0]);
    return x != KR_RAISED && krobj_setitem(vm, x, a[1], KR_EMPTY) ? KR_NONE : KR_RAISED;
}

/// weakproxy.__contains__(self, key, /)
/// Return bool(key in self).
KR_NATIVE(weakproxy___contains__)
{
    KrValue x = target(vm, a[0]);
    int found = x == KR_RAISED ? -1 : krobj_contains(vm, x, a[1]);
    return found < 0 ? KR_RAISED : krbool(found);
}

/// weakproxy.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(weakproxy___iter__)
{
    KrValue x = target(vm, a[0]);
    return x == KR_RAISED ? x : krobj_iter(vm, x);
}

/// weakproxy.__next__(self, /)
/// Implement next(self).
KR_NATIVE(weakproxy___next__)
{
    KrValue x = target(vm, a[0]);
    if (x != KR_RAISED && krdunder(vm, krtype_of(vm, x), KR_D_next) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "Weakref proxy referenced a non-iterator '%T' object", x);
    return x == KR_RAISED ? x : krobj_next(vm, x);
}

/// weakproxy.__getattribute__(self, name, /)
/// Return getattr(self, name).
KR_NATIVE(weakproxy___getattribute__)
{
    KrValue x = target(vm, a[0]);
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "attribute name must be string, not '%T'", a[1]);
    const KrStr *name = x == KR_RAISED ? NULL : krintern(vm, kras_str(a[1]));
    return name ? krobj_getattr(vm, x, name) : KR_RAISED;
}

static KrValue set_attribute(KrVm *vm, KrValue *a, KrValue v)
{
    KrValue x = target(vm, a[0]);
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "attribute name must be string, not '%T'", a[1]);
    const KrStr *name = x == KR_RAISED ? NULL : krintern(vm, kras_str(a[1]));
    return name && krobj_setattr(vm, x, name, v) ? KR_NONE : KR_RAISED;
}

/// weakproxy.__setattr__(self, name, value, /)
/// Implement setattr(self, name, value).
KR_NATIVE(weakproxy___setattr__)
{
    return set_attribute(vm, a, a[2]);
}

/// weakproxy.__delattr__(self, name, /)
/// Implement delattr(self, name).
KR_NATIVE(weakproxy___delattr__)
{
    return set_attribute(vm, a, KR_EMPTY);
}

/// weakcallableproxy.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(weakcallableproxy___call__)
{
    KrValue x = target(vm, a[0]);
    KrTuple *args = x == KR_RAISED ? NULL : krtuple_new(vm, &a[2], n - 2);
    return args ? krcall_ex(vm, x, args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}
