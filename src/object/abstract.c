/* SPDX-License-Identifier: MIT
 * The protocols for C code: operators, iteration, truth, hashing, item access. They nest: Python methods run on a new
 * activation. */
#include "object/seq.h"
#include "object/type.h"

/* ---- conversions to text -------------------------------------------------------------------------------------------------- */

static KrValue text_by(KrVm *vm, KrDunder d, KrValue o)
{
    if (!krstack_check(vm, d == KR_D_str ? " while getting the str of an object" : " while getting the repr of an object"))
        return KR_RAISED;
    KrValue v = krcall_given_dunder(vm, d, o, NULL, 0);
    if (v == KR_RAISED)
        return v;
    if (!kris_str(vm, v))
        return krraise(vm, KR_T_TypeError, "__%s__ returned non-string (type %T)", d == KR_D_str ? "str" : "repr", v);
    return v;
}

KrValue krobj_repr(KrVm *vm, KrValue o)
{
    return text_by(vm, KR_D_repr, o);
}

KrValue krobj_str(KrVm *vm, KrValue o)
{
    return kris_exact(o, KR_T_str) ? o : text_by(vm, KR_D_str, o);
}

KrValue krobj_format(KrVm *vm, KrValue o, KrValue spec)
{
    KrStr *s = kras_str(spec);
    if (kris_exact(o, KR_T_str))
        return s->size ? krformat_str(vm, o, s) : o;
    if (kris_int(o))
        return s->size ? krformat_int(vm, o, s) : krint_to_str(vm, o, 10);
    if (kris_double(o))
        return s->size ? krformat_float(vm, o, s) : krfloat_repr(vm, kras_double(o));
    KrValue v = krcall_given_dunder(vm, KR_D_format, o, &spec, 1);
    if (v != KR_RAISED && !kris_str(vm, v))
        return krraise(vm, KR_T_TypeError, "__format__ must return a str, not %T", v);
    return v;
}

/* ---- hashing and equality -------------------------------------------------------------------------------------------------- */

bool krobj_hash(KrVm *vm, KrValue o, uint64_t *out)
{
    if (kris_exact(o, KR_T_str)) {
        *out = krstr_hash(kras_str(o));
        return true;
    }
    if (kris_int(o) || kris_bool(o)) {
        *out = krint_hash(o);
        return !kris_ptr(o) || krcharge(vm, (int64_t)kras_big(o)->n / 8);
    }
    KrValue fn = krdunder(vm, krtype_of(vm, o), KR_D_hash);
    if (fn == KR_NONE || fn == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "unhashable type: '%T'", o);
        return false;
    }
    if (!krstack_check(vm, ""))
        return false;
    KrValue v = krcall_dunder(vm, KR_D_hash, o, NULL, 0);
    if (v == KR_RAISED)
        return false;
    if (!krint_check(vm, v)) {
        krraise(vm, KR_T_TypeError, "__hash__ method should return an integer");
        return false;
    }
    int64_t i;
    *out = krint_to_i64(v, &i) ? (uint64_t)i : krint_hash(v);
    if (*out == UINT64_MAX)
        *out = (uint64_t)-2;
    return true;
}

static KrValue try_compare(KrVm *vm, KrDunder d, KrValue a, KrValue b)
{
    KrValue v = krcall_dunder(vm, d, a, &b, 1);
    if (v == KR_EMPTY && krdunder(vm, krtype_of(vm, a), d) == KR_NONE)
        return krraise(vm, KR_T_TypeError, "'NoneType' object is not callable");
    return v == KR_EMPTY ? KR_NOTIMPLEMENTED : v;
}

static const struct {
    KrDunder d, swapped;
    const char *sign;
} compare_ops[] = {
    [KR_LT] = {KR_D_lt, KR_D_gt, "<"}, [KR_LE] = {KR_D_le, KR_D_ge, "<="}, [KR_EQ] = {KR_D_eq, KR_D_eq, "=="},
    [KR_NE] = {KR_D_ne, KR_D_ne, "!="}, [KR_GT] = {KR_D_gt, KR_D_lt, ">"}, [KR_GE] = {KR_D_ge, KR_D_le, ">="},
};

KrValue krobj_compare(KrVm *vm, KrValue a, KrValue b, KrCmp op)
{
    if (!krstack_check(vm, " in comparison"))
        return KR_RAISED;
    KrType *ta = krtype_of(vm, a), *tb = krtype_of(vm, b);
    bool reflected_first = ta != tb && krtype_issubtype(vm, tb, ta) && krdunder(vm, tb, compare_ops[op].swapped) != KR_EMPTY;
    KrValue v = KR_NOTIMPLEMENTED;
    if (reflected_first)
        v = try_compare(vm, compare_ops[op].swapped, b, a);
    if (v == KR_NOTIMPLEMENTED)
        v = try_compare(vm, compare_ops[op].d, a, b);
    if (v == KR_NOTIMPLEMENTED && !reflected_first)
        v = try_compare(vm, compare_ops[op].swapped, b, a);
    if (v != KR_NOTIMPLEMENTED)
        return v;
    if (op == KR_EQ || op == KR_NE)
        return krbool((a == b) == (op == KR_EQ));
    return krraise(vm, KR_T_TypeError, "'%s' not supported between instances of '%T' and '%T'", compare_ops[op].sign, a, b);
}

static int truth_of_result(KrVm *vm, KrValue v)
{
    if (v == KR_RAISED)
        return -1;
    return kris_bool(v) ? v == KR_TRUE : krobj_true(vm, v);
}

int krobj_eq(KrVm *vm, KrValue a, KrValue b)
{
    if (a == b)
        return 1;
    if (kris_ints(a, b))
        return 0;
    if (kris_exact(a, KR_T_str) && kris_exact(b, KR_T_str))
        return krstr_equal(kras_str(a), kras_str(b));
    return truth_of_result(vm, krobj_compare(vm, a, b, KR_EQ));
}

int krobj_lt(KrVm *vm, KrValue a, KrValue b)
{
    if (kris_ints(a, b))
        return kras_int(a) < kras_int(b);
    if (kris_double(a) && kris_double(b))
        return kras_double(a) < kras_double(b);
    if (kris_exact(a, KR_T_str) && kris_exact(b, KR_T_str))
        return krstr_compare(kras_str(a), kras_str(b)) < 0;
    return truth_of_result(vm, krobj_compare(vm, a, b, KR_LT));
}

int krobj_true(KrVm *vm, KrValue o)
{
    if (kris_bool(o))
        return o == KR_TRUE;
    if (o == KR_NONE)
        return 0;
    if (kris_int(o))
        return o != KR_INT_TAG;
    KrValue v = krcall_dunder(vm, KR_D_bool, o, NULL, 0);
    if (v == KR_EMPTY && krdunder(vm, krtype_of(vm, o), KR_D_bool) != KR_EMPTY)
        v = krraise(vm, KR_T_TypeError, "'NoneType' object is not callable");
    if (v == KR_RAISED)
        return -1;
    if (v != KR_EMPTY) {
        if (!kris_bool(v)) {
            krraise(vm, KR_T_TypeError, "__bool__ should return bool, returned %T", v);
            return -1;
        }
        return v == KR_TRUE;
    }
    if (krdunder(vm, krtype_of(vm, o), KR_D_len) == KR_EMPTY)
        return 1;
    int64_t n = krobj_len(vm, o);
    return n < 0 ? -1 : n > 0;
}

/* ---- operators ---------------------------------------------------------------------------------------------------------------- */

static const char *const binary_signs[KR_D_COUNT] = {
    [KR_D_add] = "+", [KR_D_sub] = "-", [KR_D_mul] = "*", [KR_D_truediv] = "/", [KR_D_floordiv] = "//", [KR_D_mod] = "%",
    [KR_D_pow] = "** or pow()", [KR_D_matmul] = "@", [KR_D_lshift] = "<<", [KR_D_rshift] = ">>", [KR_D_and] = "&", [KR_D_or] = "|",
    [KR_D_xor] = "^", [KR_D_divmod] = "divmod()", [KR_D_iadd] = "+=", [KR_D_isub] = "-=", [KR_D_imul] = "*=", [KR_D_itruediv] = "/=",
    [KR_D_ifloordiv] = "//=", [KR_D_imod] = "%=", [KR_D_ipow] = "**=", [KR_D_imatmul] = "@=", [KR_D_ilshift] = "<<=",
    [KR_D_irshift] = ">>=", [KR_D_iand] = "&=", [KR_D_ior] = "|=", [KR_D_ixor] = "^=",
};

KrValue krraise_operands(KrVm *vm, KrDunder d, KrValue a, KrValue b)
{
    const KrMember *m = (const KrMember *)kras_obj(a);
    const char *hint = "";
    if (d == KR_D_rshift && kris_exact(a, KR_T_builtin_function_or_method) && m->h.flags & KR_F_CONST && krname_at(m->name) == KR_NAME(print))
        hint = ". Did you mean \"print(<message>, file=<output_stream>)\"?";
    return krraise(vm, KR_T_TypeError, "unsupported operand type(s) for %s: '%T' and '%T'%s", binary_signs[d], a, b, hint);
}

/* `said` is the operator that the message names. */
static KrValue binary(KrVm *vm, KrDunder d, KrValue a, KrValue b, KrDunder said)
{
    KrDunder r = krdunders[d].reflected;
    KrType *ta = krtype_of(vm, a), *tb = krtype_of(vm, b);
    KrValue left = krdunder(vm, ta, d), right = ta == tb ? KR_EMPTY : krdunder(vm, tb, r);
    KrValue v = KR_NOTIMPLEMENTED;
    bool right_first = right != KR_EMPTY && krtype_issubtype(vm, tb, ta) && right != krdunder(vm, ta, r);
    right_first |= krseq_goes_last(d, left, right);
    if (right_first)
        v = try_compare(vm, r, b, a);
    if (v == KR_NOTIMPLEMENTED && left != KR_EMPTY)
        v = try_compare(vm, d, a, b);
    if (v == KR_NOTIMPLEMENTED && right != KR_EMPTY && !right_first)
        v = try_compare(vm, r, b, a);
    return v == KR_NOTIMPLEMENTED ? krraise_operands(vm, said, a, b) : v;
}

KrValue krobj_binary(KrVm *vm, KrDunder d, KrValue a, KrValue b)
{
    return binary(vm, d, a, b, d);
}

KrValue krobj_inplace_plain(KrVm *vm, KrDunder d, KrValue a, KrValue b)
{
    return binary(vm, krdunders[d].reflected, a, b, d);
}

KrValue krobj_inplace(KrVm *vm, KrDunder d, KrValue a, KrValue b)
{
    KrValue right = krdunder(vm, krtype_of(vm, b), krdunders[krdunders[d].reflected].reflected);
    KrValue v = KR_NOTIMPLEMENTED;
    bool last = krseq_goes_last(d, krdunder(vm, krtype_of(vm, a), d), right);
    if (last)
        v = try_compare(vm, krdunders[krdunders[d].reflected].reflected, b, a);
    if (v == KR_NOTIMPLEMENTED)
        v = try_compare(vm, d, a, b);
    return v != KR_NOTIMPLEMENTED ? v : krobj_inplace_plain(vm, d, a, b);
}

KrValue krobj_unary(KrVm *vm, KrDunder d, KrValue a)
{
    KrValue v = krcall_dunder(vm, d, a, NULL, 0);
    if (v != KR_EMPTY)
        return v;
    if (d == KR_D_abs)
        return krraise(vm, KR_T_TypeError, "bad operand type for abs(): '%T'", a);
    return krraise(vm, KR_T_TypeError, "bad operand type for unary %s: '%T'", d == KR_D_neg ? "-" : d == KR_D_pos ? "+" : "~", a);
}

/* ---- items ------------------------------------------------------------------------------------------------------------------------ */

KrValue krobj_getitem(KrVm *vm, KrValue o, KrValue key)
{
    KrValue v = krcall_dunder(vm, KR_D_getitem, o, &key, 1);
    if (v != KR_EMPTY)
        return v;
    if (kris_type(vm, o)) {
        if (kras_type(o) == KR_TYPE_OF(type))
            return krgenericalias_new(vm, o, key);
        KrValue hook = krobj_lookup(vm, o, KR_NAME(__class_getitem__));
        if (hook == KR_RAISED)
            return hook;
        if (hook != KR_EMPTY && hook != KR_NONE)
            return krcall(vm, hook, &key, 1);
        return krraise(vm, KR_T_TypeError, "type '%N' is not subscriptable", kras_type(o));
    }
    return krraise(vm, KR_T_TypeError, "'%T' object is not subscriptable", o);
}

KrValue krobj_getitem_or_empty(KrVm *vm, KrValue mapping, KrValue key)
{
    if (kris_exact(mapping, KR_T_dict))
        return krdict_get(vm, kras_dict(mapping), key);
    KrValue v = krobj_getitem(vm, mapping, key);
    if (v == KR_RAISED && krpending_is(vm, KR_T_KeyError)) {
        krpending_clear(vm);
        return KR_EMPTY;
    }
    return v;
}

bool krobj_setitem(KrVm *vm, KrValue o, KrValue key, KrValue v)
{
    KrValue args[2] = {key, v};
    KrValue done = krcall_dunder(vm, v == KR_EMPTY ? KR_D_delitem : KR_D_setitem, o, args, v == KR_EMPTY ? 1 : 2);
    if (done == KR_EMPTY)
        krraise(vm, KR_T_TypeError, v == KR_EMPTY ? "'%T' object doesn't support item deletion" : "'%T' object does not support item assignment", o);
    return done != KR_EMPTY && done != KR_RAISED;
}

int64_t krobj_len(KrVm *vm, KrValue o)
{
    KrValue v = krcall_dunder(vm, KR_D_len, o, NULL, 0);
    if (v == KR_RAISED)
        return -1;
    if (v == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "object of type '%T' has no len()", o);
        return -1;
    }
    if (kris_int(v) && kras_int(v) >= 0)
        return kras_int(v);
    v = krobj_index(vm, v);
    if (v == KR_RAISED)
        return -1;
    int64_t n;
    if (!krint_is_negative(v) && krint_to_i64(v, &n))
        return n;
    if (krint_is_negative(v))
        krraise(vm, KR_T_ValueError, "__len__() should return >= 0");
    else
        krraise(vm, KR_T_OverflowError, "cannot fit 'int' into an index-sized integer");
    return -1;
}

int64_t krobj_length_hint(KrVm *vm, KrValue o, int64_t fallback)
{
    KrType *t = krtype_of(vm, o);
    if (krdunder(vm, t, KR_D_len) != KR_EMPTY) {
        int64_t n = krobj_len(vm, o);
        if (n >= 0 || !krpending_is(vm, KR_T_TypeError))
            return n;
        krpending_clear(vm);
    }
    KrValue v = krcall_dunder(vm, KR_D_length_hint, o, NULL, 0);
    if (v == KR_RAISED && krpending_is(vm, KR_T_TypeError)) {
        krpending_clear(vm);
        return fallback;
    }
    if (v == KR_RAISED)
        return -1;
    if (v == KR_EMPTY || v == KR_NOTIMPLEMENTED)
        return fallback;
    if (!krint_check(vm, v)) {
        krraise(vm, KR_T_TypeError, "__length_hint__ must be an integer, not %T", v);
        return -1;
    }
    int64_t n;
    if (!krint_to_i64(v, &n) || n < 0) {
        krraise(vm, KR_T_ValueError, "__length_hint__() should return >= 0");
        return -1;
    }
    return n;
}

int krobj_contains(KrVm *vm, KrValue container, KrValue item)
{
    KrValue fn = krdunder(vm, krtype_of(vm, container), KR_D_contains);
    if (fn == KR_NONE) {
        krraise(vm, KR_T_TypeError, "'%T' object is not a container", container);
        return -1;
    }
    if (fn != KR_EMPTY)
        return truth_of_result(vm, krcall_dunder(vm, KR_D_contains, container, &item, 1));
    KrValue it = krobj_iter(vm, container);
    if (it == KR_RAISED) {
        if (krpending_is(vm, KR_T_TypeError) && krdunder(vm, krtype_of(vm, container), KR_D_iter) == KR_EMPTY) {
            krpending_clear(vm);
            krraise(vm, KR_T_TypeError, "argument of type '%T' is not iterable", container);
        }
        return -1;
    }
    for (;;) {
        KrValue v = krobj_next(vm, it);
        if (v == KR_RAISED || !krcharge(vm, 1))
            return -1;
        if (v == KR_EMPTY)
            return 0;
        int eq = krobj_eq(vm, v, item);
        if (eq)
            return eq;
    }
}

/* ---- iteration ---------------------------------------------------------------------------------------------------------------------- */

KrValue krobj_iter(KrVm *vm, KrValue o)
{
    KrType *type = krtype_of(vm, o);
    KrValue fn = krdunder(vm, type, KR_D_iter);
    if (fn == KR_NONE || (fn == KR_EMPTY && krdunder(vm, type, KR_D_getitem) == KR_EMPTY)) {
        return krraise(vm, KR_T_TypeError, "'%T' object is not iterable", o);
    }
    if (fn == KR_EMPTY)
        return krseq_iter(vm, KR_T_iterator, o);
    KrValue it = krcall_dunder(vm, KR_D_iter, o, NULL, 0);
    if (it != KR_RAISED && krdunder(vm, krtype_of(vm, it), KR_D_next) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "iter() returned non-iterator of type '%T'", it);
    return it;
}

KrValue krobj_next_raising(KrVm *vm, KrValue it)
{
    KrValue fn = krdunder(vm, krtype_of(vm, it), KR_D_next);
    if (fn == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "'%T' object is not an iterator", it);
    const KrMember *m = (const KrMember *)kras_obj(fn);
    if (kris_exact(fn, KR_T_wrapper_descriptor) && !(m->flags & KR_M_STEP)) {
        KrValue a = it;
        return m->fn(vm, &a, 1);
    }
    return krcall_dunder(vm, KR_D_next, it, NULL, 0);
}

KrValue krobj_next(KrVm *vm, KrValue it)
{
    KrValue v = krobj_next_raising(vm, it);
    if (v == KR_RAISED && krpending_is(vm, KR_T_StopIteration)) {
        krpending_clear(vm);
        return KR_EMPTY;
    }
    return v;
}

KrList *krobj_list(KrVm *vm, KrValue iterable)
{
    if (kris_exact(iterable, KR_T_list))
        return kras_list(iterable);
    KrList *l = krlist_with_capacity(vm, 0);
    return l && krlist_extend(vm, l, iterable) ? l : NULL;
}

KrTuple *krobj_tuple(KrVm *vm, KrValue iterable)
{
    if (kris_exact(iterable, KR_T_tuple))
        return kras_tuple(iterable);
    KrList *l = krobj_list(vm, iterable);
    return l ? krtuple_new(vm, l->n ? l->items->at : NULL, l->n) : NULL;
}

/* ---- numbers -------------------------------------------------------------------------------------------------------------------------- */

KrValue krobj_index(KrVm *vm, KrValue o)
{
    if (kris_int(o) || (kris_ptr(o) && kris_exact(o, KR_T_int)))
        return o;
    if (kris_bool(o))
        return krsmall(o == KR_TRUE);
    if (krint_check(vm, o))
        return krint_from_limbs(vm, kras_big(o)->limb, kras_big(o)->n, kras_big(o)->h.kind);
    KrValue v = krcall_dunder(vm, KR_D_index, o, NULL, 0);
    if (v == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "'%T' object cannot be interpreted as an integer", o);
    if (v != KR_RAISED && !krint_check(vm, v))
        return krraise(vm, KR_T_TypeError, "__index__ returned non-int (type %T)", v);
    return v == KR_RAISED || kris_int(v) || kris_exact(v, KR_T_int) ? v : krobj_index(vm, v);
}

bool krobj_as_i64(KrVm *vm, KrValue o, int64_t *out, bool clamp)
{
    if (kris_int(o)) {
        *out = kras_int(o);
        return true;
    }
    KrValue v = krobj_index(vm, o);
    if (v == KR_RAISED)
        return false;
    if (krint_to_i64(v, out))
        return true;
    if (clamp) {
        *out = krint_is_negative(v) ? INT64_MIN : INT64_MAX;
        return true;
    }
    krraise(vm, KR_T_OverflowError, "cannot fit '%T' into an index-sized integer", o);
    return false;
}

bool krobj_as_double(KrVm *vm, KrValue o, double *out)
{
    if (krfloat_check(vm, o)) {
        *out = krfloat_value(o);
        return true;
    }
    if (krint_check(vm, o))
        return krint_to_double(vm, o, out);
    KrValue v = krcall_dunder(vm, KR_D_float, o, NULL, 0);
    if (v == KR_EMPTY && krdunder(vm, krtype_of(vm, o), KR_D_index) != KR_EMPTY) {
        v = krobj_index(vm, o);
        return v != KR_RAISED && krint_to_double(vm, v, out);
    }
    if (v == KR_EMPTY)
        krraise(vm, KR_T_TypeError, "must be real number, not %T", o);
    if (v == KR_EMPTY || v == KR_RAISED)
        return false;
    if (!krfloat_check(vm, v)) {
        krraise(vm, KR_T_TypeError, "%T.__float__ returned non-float (type %T)", o, v);
        return false;
    }
    *out = krfloat_value(v);
    return true;
}

/* ---- isinstance ------------------------------------------------------------------------------------------------------------------------ */

static int class_test(KrVm *vm, KrValue o, KrValue cls, bool instance)
{
    if (instance && krvalue(krtype_of(vm, o)) == cls)
        return 1;
    if (kris_exact(cls, KR_T_tuple) || kris_exact(cls, KR_T_UnionType)) {
        KrTuple *t = kris_exact(cls, KR_T_tuple) ? kras_tuple(cls) : kras_tuple(((KrGenericAlias *)kras_obj(cls))->args);
        if (!krstack_check(vm, " in __instancecheck__"))
            return -1;
        if (!krcharge(vm, (int64_t)t->n))
            return -1;
        for (size_t i = 0; i < t->n; i++) {
            KrValue c = t->at[i] == KR_NONE && kris_exact(cls, KR_T_UnionType) ? krvalue(KR_TYPE_OF(NoneType)) : t->at[i];
            int is = class_test(vm, o, c, instance);
            if (is)
                return is;
        }
        return 0;
    }
    KrType *meta = krtype_of(vm, cls);
    if (meta->number != KR_T_type) {
        KrValue v = krcall_dunder(vm, instance ? KR_D_instancecheck : KR_D_subclasscheck, cls, &o, 1);
        if (v != KR_EMPTY)
            return truth_of_result(vm, v);
    }
    return instance ? krtype_instancecheck(vm, o, cls) : krtype_subclasscheck(vm, o, cls);
}

int krobj_isinstance(KrVm *vm, KrValue o, KrValue cls)
{
    return class_test(vm, o, cls, true);
}

int krobj_issubclass(KrVm *vm, KrValue c, KrValue cls)
{
    return class_test(vm, c, cls, false);
}

/* __bases__ of something that is no class: abstract classes may look like one. */
static KrTuple *abstract_bases(KrVm *vm, KrValue cls)
{
    KrValue bases = krobj_lookup(vm, cls, KR_NAME(__bases__));
    return bases != KR_RAISED && kris_exact(bases, KR_T_tuple) ? kras_tuple(bases) : NULL;
}

static int abstract_issubclass(KrVm *vm, KrValue c, KrValue cls)
{
    if (c == cls)
        return 1;
    if (!krstack_check(vm, " in __subclasscheck__"))
        return -1;
    KrTuple *bases = abstract_bases(vm, c);
    if (vm->exec->pending)
        return -1;
    for (size_t i = 0; bases && i < bases->n; i++) {
        int is = abstract_issubclass(vm, bases->at[i], cls);
        if (is)
            return is;
    }
    return 0;
}

int krtype_instancecheck(KrVm *vm, KrValue o, KrValue cls)
{
    if (kris_type(vm, cls)) {
        if (kris_instance(vm, o, kras_type(cls)))
            return 1;
        const KrType *type = krtype_of(vm, o);
        bool proxy = type->number == KR_T_weakproxy || type->number == KR_T_weakcallableproxy;
        if (!kris_ptr(o) || (type->flags & KR_TF_BUILTIN && !proxy))
            return 0;
        KrValue c = krobj_lookup(vm, o, KR_NAME(__class__));
        if (c == KR_RAISED)
            return -1;
        return c != KR_EMPTY && kris_type(vm, c) && krtype_issubtype(vm, kras_type(c), kras_type(cls));
    }
    KrTuple *bases = abstract_bases(vm, cls);
    if (!bases) {
        if (!vm->exec->pending)
            krraise(vm, KR_T_TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union");
        return -1;
    }
    KrValue c = krobj_lookup(vm, o, KR_NAME(__class__));
    if (c == KR_RAISED)
        return -1;
    return c == KR_EMPTY ? 0 : abstract_issubclass(vm, c, cls);
}

int krtype_subclasscheck(KrVm *vm, KrValue c, KrValue cls)
{
    if (kris_type(vm, c) && kris_type(vm, cls))
        return krtype_issubtype(vm, kras_type(c), kras_type(cls));
    if (!kris_type(vm, c) && !abstract_bases(vm, c)) {
        if (!vm->exec->pending)
            krraise(vm, KR_T_TypeError, "issubclass() arg 1 must be a class");
        return -1;
    }
    if (!kris_type(vm, cls) && !abstract_bases(vm, cls)) {
        if (!vm->exec->pending)
            krraise(vm, KR_T_TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
        return -1;
    }
    return abstract_issubclass(vm, c, cls);
}
