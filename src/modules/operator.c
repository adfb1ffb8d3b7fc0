/* SPDX-License-Identifier: MIT
 * The module _operator: the operators as functions. The callables that it makes are in operator_getters.c. */
#include "modules/modules.h"
#include "object/iter.h"

/// module _operator
/// Operator interface. This module exports a set of functions corresponding to the intrinsic operators of Python.

/* ---- comparison and truth ---------------------------------------------------------------------------- */

/// _operator.lt(a, b, /)
/// Same as a < b.
KR_NATIVE(_operator_lt)
{
    return krobj_compare(vm, a[0], a[1], KR_LT);
}

/// _operator.le(a, b, /)
/// Same as a <= b.
KR_NATIVE(_operator_le)
{
    return krobj_compare(vm, a[0], a[1], KR_LE);
}

/// _operator.eq(a, b, /)
/// Same as a == b.
KR_NATIVE(_operator_eq)
{
    return krobj_compare(vm, a[0], a[1], KR_EQ);
}

/// _operator.ne(a, b, /)
/// Same as a != b.
KR_NATIVE(_operator_ne)
{
    return krobj_compare(vm, a[0], a[1], KR_NE);
}

/// _operator.gt(a, b, /)
/// Same as a > b.
KR_NATIVE(_operator_gt)
{
    return krobj_compare(vm, a[0], a[1], KR_GT);
}

/// _operator.ge(a, b, /)
/// Same as a >= b.
KR_NATIVE(_operator_ge)
{
    return krobj_compare(vm, a[0], a[1], KR_GE);
}

static KrValue truth_of(KrVm *vm, KrValue v, bool negate)
{
    int truth = krobj_true(vm, v);
    return truth < 0 ? KR_RAISED : krbool(truth != negate);
}

/// _operator.not_(a, /)
/// Same as not a.
KR_NATIVE(_operator_not_)
{
    return truth_of(vm, a[0], true);
}

/// _operator.truth(a, /)
/// Return True if a is true, False otherwise.
KR_NATIVE(_operator_truth)
{
    return truth_of(vm, a[0], false);
}

/// _operator.is_(a, b, /)
/// Same as a is b.
KR_NATIVE(_operator_is_)
{
    return krbool(a[0] == a[1]);
}

/// _operator.is_not(a, b, /)
/// Same as a is not b.
KR_NATIVE(_operator_is_not)
{
    return krbool(a[0] != a[1]);
}

/// _operator.is_none(a, /)
/// Same as a is None.
KR_NATIVE(_operator_is_none)
{
    return krbool(a[0] == KR_NONE);
}

/// _operator.is_not_none(a, /)
/// Same as a is not None.
KR_NATIVE(_operator_is_not_none)
{
    return krbool(a[0] != KR_NONE);
}

/* ---- arithmetic -------------------------------------------------------------------------------------- */

/// _operator.abs(a, /)
/// Same as abs(a).
KR_NATIVE(_operator_abs)
{
    return krobj_unary(vm, KR_D_abs, a[0]);
}

/// _operator.neg(a, /)
/// Same as -a.
KR_NATIVE(_operator_neg)
{
    return krobj_unary(vm, KR_D_neg, a[0]);
}

/// _operator.pos(a, /)
/// Same as +a.
KR_NATIVE(_operator_pos)
{
    return krobj_unary(vm, KR_D_pos, a[0]);
}

/// _operator.inv(a, /)
/// Same as ~a.
KR_NATIVE(_operator_inv)
{
    return krobj_unary(vm, KR_D_invert, a[0]);
}

/// _operator.invert(a, /)
/// Same as ~a.
KR_NATIVE(_operator_invert)
{
    return krobj_unary(vm, KR_D_invert, a[0]);
}

/// _operator.index(a, /)
/// Same as a.__index__()
KR_NATIVE(_operator_index)
{
    return krobj_index(vm, a[0]);
}

/// _operator.add(a, b, /)
/// Same as a + b.
KR_NATIVE(_operator_add)
{
    return krobj_binary(vm, KR_D_add, a[0], a[1]);
}

/// _operator.sub(a, b, /)
/// Same as a - b.
KR_NATIVE(_operator_sub)
{
    return krobj_binary(vm, KR_D_sub, a[0], a[1]);
}

/// _operator.mul(a, b, /)
/// Same as a * b.
KR_NATIVE(_operator_mul)
{
    return krobj_binary(vm, KR_D_mul, a[0], a[1]);
}

/// _operator.truediv(a, b, /)
/// Same as a / b.
KR_NATIVE(_operator_truediv)
{
    return krobj_binary(vm, KR_D_truediv, a[0], a[1]);
}

/// _operator.floordiv(a, b, /)
/// Same as a // b.
KR_NATIVE(_operator_floordiv)
{
    return krobj_binary(vm, KR_D_floordiv, a[0], a[1]);
}

/// _operator.mod(a, b, /)
/// Same as a % b.
KR_NATIVE(_operator_mod)
{
    return krobj_binary(vm, KR_D_mod, a[0], a[1]);
}

/// _operator.pow(a, b, /)
/// Same as a ** b.
KR_NATIVE(_operator_pow)
{
    return krobj_binary(vm, KR_D_pow, a[0], a[1]);
}

/// _operator.matmul(a, b, /)
/// Same as a @ b.
KR_NATIVE(_operator_matmul)
{
    return krobj_binary(vm, KR_D_matmul, a[0], a[1]);
}

/// _operator.lshift(a, b, /)
/// Same as a << b.
KR_NATIVE(_operator_lshift)
{
    return krobj_binary(vm, KR_D_lshift, a[0], a[1]);
}

/// _operator.rshift(a, b, /)
/// Same as a >> b.
KR_NATIVE(_operator_rshift)
{
    return krobj_binary(vm, KR_D_rshift, a[0], a[1]);
}

/// _operator.and_(a, b, /)
/// Same as a & b.
KR_NATIVE(_operator_and_)
{
    return krobj_binary(vm, KR_D_and, a[0], a[1]);
}

/// _operator.or_(a, b, /)
/// Same as a | b.
KR_NATIVE(_operator_or_)
{
    return krobj_binary(vm, KR_D_or, a[0], a[1]);
}

/// _operator.xor(a, b, /)
/// Same as a ^ b.
KR_NATIVE(_operator_xor)
{
    return krobj_binary(vm, KR_D_xor, a[0], a[1]);
}

/// _operator.iadd(a, b, /)
/// Same as a += b.
KR_NATIVE(_operator_iadd)
{
    return krobj_inplace(vm, KR_D_iadd, a[0], a[1]);
}

/// _operator.isub(a, b, /)
/// Same as a -= b.
KR_NATIVE(_operator_isub)
{
    return krobj_inplace(vm, KR_D_isub, a[0], a[1]);
}

/// _operator.imul(a, b, /)
/// Same as a *= b.
KR_NATIVE(_operator_imul)
{
    return krobj_inplace(vm, KR_D_imul, a[0], a[1]);
}

/// _operator.itruediv(a, b, /)
/// Same as a /= b.
KR_NATIVE(_operator_itruediv)
{
    return krobj_inplace(vm, KR_D_itruediv, a[0], a[1]);
}

/// _operator.ifloordiv(a, b, /)
/// Same as a //= b.
KR_NATIVE(_operator_ifloordiv)
{
    return krobj_inplace(vm, KR_D_ifloordiv, a[0], a[1]);
}

/// _operator.imod(a, b, /)
/// Same as a %= b.
KR_NATIVE(_operator_imod)
{
    return krobj_inplace(vm, KR_D_imod, a[0], a[1]);
}

/// _operator.ipow(a, b, /)
/// Same as a **= b.
KR_NATIVE(_operator_ipow)
{
    return krobj_inplace(vm, KR_D_ipow, a[0], a[1]);
}

/// _operator.imatmul(a, b, /)
/// Same as a @= b.
KR_NATIVE(_operator_imatmul)
{
    return krobj_inplace(vm, KR_D_imatmul, a[0], a[1]);
}

/// _operator.ilshift(a, b, /)
/// Same as a <<= b.
KR_NATIVE(_operator_ilshift)
{
    return krobj_inplace(vm, KR_D_ilshift, a[0], a[1]);
}

/// _operator.irshift(a, b, /)
/// Same as a >>= b.
KR_NATIVE(_operator_irshift)
{
    return krobj_inplace(vm, KR_D_irshift, a[0], a[1]);
}

/// _operator.iand(a, b, /)
/// Same as a &= b.
KR_NATIVE(_operator_iand)
{
    return krobj_inplace(vm, KR_D_iand, a[0], a[1]);
}

/// _operator.ior(a, b, /)
/// Same as a |= b.
KR_NATIVE(_operator_ior)
{
    return krobj_inplace(vm, KR_D_ior, a[0], a[1]);
}

/// _operator.ixor(a, b, /)
/// Same as a ^= b.
KR_NATIVE(_operator_ixor)
{
    return krobj_inplace(vm, KR_D_ixor, a[0], a[1]);
}

/* ---- sequences and mappings -------------------------------------------------------------------------- */

static bool check_concat(KrVm *vm, KrValue *a)
{
    for (int i = 0; i < 2; i++) {
        if (krdunder(vm, krtype_of(vm, a[i]), KR_D_getitem) == KR_EMPTY) {
            krraise(vm, KR_T_TypeError, "'%T' object can't be concatenated", a[i]);
            return false;
        }
    }
    return true;
}

/// _operator.concat(a, b, /)
/// Same as a + b, for a and b sequences.
KR_NATIVE(_operator_concat)
{
    return check_concat(vm, a) ? krobj_binary(vm, KR_D_add, a[0], a[1]) : KR_RAISED;
}

/// _operator.iconcat(a, b, /)
/// Same as a += b, for a and b sequences.
KR_NATIVE(_operator_iconcat)
{
    return check_concat(vm, a) ? krobj_inplace(vm, KR_D_iadd, a[0], a[1]) : KR_RAISED;
}

/// _operator.contains(a, b, /)
/// Same as b in a (note reversed operands).
KR_NATIVE(_operator_contains)
{
    int found = krobj_contains(vm, a[0], a[1]);
    return found < 0 ? KR_RAISED : krbool(found);
}

/// _operator.getitem(a, b, /)
/// Same as a[b].
KR_NATIVE(_operator_getitem)
{
    return krobj_getitem(vm, a[0], a[1]);
}

/// _operator.setitem(a, b, c, /)
/// Same as a[b] = c.
KR_NATIVE(_operator_setitem)
{
    return krobj_setitem(vm, a[0], a[1], a[2]) ? KR_NONE : KR_RAISED;
}

/// _operator.delitem(a, b, /)
/// Same as del a[b].
KR_NATIVE(_operator_delitem)
{
    return krobj_setitem(vm, a[0], a[1], KR_EMPTY) ? KR_NONE : KR_RAISED;
}

typedef struct Search {
    KrValue wanted;
    int64_t count, index; /* how many were seen that equal it; how many items were seen */
    bool first;           /* the first is enough: end the walk there */
} Search;

static bool look_at(KrVm *vm, void *user, KrValue item)
{
    Search *s = user;
    int equal = krobj_eq(vm, item, s->wanted);
    if (equal < 0)
        return false;
    s->count += equal;
    if (equal && s->first)
        return false;
    s->index++;
    return true;
}

/// _operator.countOf(a, b, /)
/// Return the number of items in a which are, or which equal, b.
KR_NATIVE(_operator_countOf)
{
    Search s = {.wanted = a[1]};
    return kriter_each(vm, a[0], look_at, &s) ? krsmall(s.count) : KR_RAISED;
}

/// _operator.indexOf(a, b, /)
/// Return the first index of b in a.
KR_NATIVE(_operator_indexOf)
{
    Search s = {.wanted = a[1], .first = true};
    if (kriter_each(vm, a[0], look_at, &s))
        return krraise(vm, KR_T_ValueError, "sequence.index(x): x not in sequence");
    return s.count ? krsmall(s.index) : KR_RAISED;
}

/// _operator.length_hint(obj, default=0, /)
/// Return an estimate of the number of items in obj.
KR_NATIVE(_operator_length_hint)
{
    int64_t fallback = 0;
    if (a[1] != KR_EMPTY) {
        if (!krint_check(vm, a[1]))
            return krraise(vm, KR_T_TypeError, "'%T' object cannot be interpreted as an integer", a[1]);
        if (!krobj_as_i64(vm, a[1], &fallback, false))
            return KR_RAISED;
    }
    int64_t len = krobj_length_hint(vm, a[0], fallback);
    return len < 0 && vm->exec->pending != KR_EMPTY ? KR_RAISED : krint_from(vm, len);
}

/* ---- others ------------------------------------------------------------------------------------------ */

/// _operator.call(obj, /, *args, **kwargs)
/// Same as obj(*args, **kwargs).
KR_NATIVE(_operator_call)
{
    KrTuple *args = krtuple_new(vm, &a[2], n - 2);
    return args ? krcall_ex(vm, a[0], args, a[1] == KR_EMPTY ? NULL : kras_dict(a[1])) : KR_RAISED;
}

/* The time it takes tells nothing of where the two differ. */
static bool same_bytes(const uint8_t *x, size_t nx, const uint8_t *y, size_t ny)
{
    unsigned char different = nx != ny;
    for (size_t i = 0; i < ny; i++)
        different |= (unsigned char)((nx == ny ? x[i] : y[i]) ^ y[i]);
    return !different;
}

/// _operator._compare_digest(a, b, /)
/// Return 'a == b', in a time that does not depend on where they differ.
KR_NATIVE(_operator__compare_digest)
{
    const uint8_t *x, *y;
    size_t nx, ny;
    if (kris_str(vm, a[0]) && kris_str(vm, a[1])) {
        KrStr *s = kras_str(a[0]), *t = kras_str(a[1]);
        if (!krstr_ascii(s) || !krstr_ascii(t))
            return krraise(vm, KR_T_TypeError, "comparing strings with non-ASCII characters is not supported");
        return krbool(same_bytes((const uint8_t *)krstr_data(s), s->size, (const uint8_t *)krstr_data(t), t->size));
    }
    if (!krbuffer_check(vm, a[0]) || !krbuffer_check(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "unsupported operand types(s) or combination of types: '%T' and '%T'", a[0], a[1]);
    if (!krbuffer_get(vm, a[0], &x, &nx) || !krbuffer_get(vm, a[1], &y, &ny))
        return KR_RAISED;
    return krbool(same_bytes(x, nx, y, ny));
}
