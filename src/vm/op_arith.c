/* SPDX-License-Identifier: MIT
 * Operators and comparisons beyond the interpreter's fast paths: built-in pairs first, then special methods, whose Python
 * functions get a frame of their own. */
#include "object/seq.h"
#include "vm/ops.h"

/* ---- calling a special method ------------------------------------------------------------------------------------------ */

/* Calls method(a, b...) found on a class: natives at once, Python functions by a frame. */
static KrValue start_special(KrVm *vm, KrValue fn, const KrValue *args, uint32_t n, uint16_t dst, uint32_t flags)
{
    if (fn == KR_NONE)
        return krraise(vm, KR_T_TypeError, "'NoneType' object is not callable");
    const KrMember *m = (const KrMember *)kras_obj(fn);
    if (kris_exact(fn, KR_T_wrapper_descriptor) && m->nparams == n && !(m->flags & (KR_M_STEP | KR_M_VARARGS))) {
        KrValue copy[3] = {args[0], n > 1 ? args[1] : KR_EMPTY, n > 2 ? args[2] : KR_EMPTY};
        return m->fn(vm, copy, n);
    }
    if (kris_exact(fn, KR_T_function) || kris_exact(fn, KR_T_wrapper_descriptor) || kris_exact(fn, KR_T_method_descriptor))
        return krcall_start(vm, fn, &(KrArgs){args, n, NULL, KR_EMPTY}, dst, flags);
    KrValue bound = krtype_bind(vm, fn, args[0], krtype_of(vm, args[0]));
    KR_TRY(bound);
    return krcall_start(vm, bound, &(KrArgs){args + 1, n - 1, NULL, KR_EMPTY}, dst, flags);
}

/* ---- binary operators -------------------------------------------------------------------------------------------------------- */

static KrValue int_pair(KrVm *vm, KrDunder d, KrValue a, KrValue b)
{
    switch (d) {
    case KR_D_add: case KR_D_iadd: return krint_add(vm, a, b);
    case KR_D_sub: case KR_D_isub: return krint_sub(vm, a, b);
    case KR_D_mul: case KR_D_imul: return krint_mul(vm, a, b);
    case KR_D_truediv: case KR_D_itruediv: return krint_truediv(vm, a, b);
    case KR_D_floordiv: case KR_D_ifloordiv: return krint_floordiv(vm, a, b);
    case KR_D_mod: case KR_D_imod: return krint_mod(vm, a, b);
    case KR_D_pow: case KR_D_ipow: return krint_pow(vm, a, b, KR_NONE);
    case KR_D_lshift: case KR_D_ilshift: return krint_lshift(vm, a, b);
    case KR_D_rshift: case KR_D_irshift: return krint_rshift(vm, a, b);
    case KR_D_and: case KR_D_iand: return krint_and(vm, a, b);
    case KR_D_or: case KR_D_ior: return krint_or(vm, a, b);
    case KR_D_xor: case KR_D_ixor: return krint_xor(vm, a, b);
    default: return KR_NOTIMPLEMENTED;
    }
}

static inline bool is_plain_int(KrValue v)
{
    return kris_int(v) || kris_exact(v, KR_T_int);
}

/* Which of the two methods comes first, and which then; both may be empty. */
static void candidates(KrVm *vm, KrDunder d, KrValue a, KrValue b, KrValue *first, KrValue *second, bool *swapped)
{
    KrDunder r = krdunders[d].reflected;
    KrType *ta = krtype_of(vm, a), *tb = krtype_of(vm, b);
    *first = krdunder(vm, ta, d);
    *second = ta == tb ? KR_EMPTY : krdunder(vm, tb, r);
    *swapped = *second != KR_EMPTY && krtype_issubtype(vm, tb, ta) && *second != krdunder(vm, ta, r);
    *swapped |= krseq_goes_last(d, *first, *second);
    if (*swapped || *first == KR_EMPTY) {
        KrValue other = *first;
        *first = *second;
        *second = other;
        *swapped = true;
    }
}

/* `said` is the operator that the message names. */
static KrValue binary_methods(KrVm *vm, KrDunder d, KrValue a, KrValue b, uint16_t dst, KrDunder said)
{
    KrValue first, second;
    bool swapped;
    candidates(vm, d, a, b, &first, &second, &swapped);
    KrValue pair[2] = {a, b}, turned[2] = {b, a};
    KrValue v = KR_NOTIMPLEMENTED;
    if (first != KR_EMPTY)
        v = start_special(vm, first, swapped ? turned : pair, 2, dst, KR_FR_BINARY);
    if (v == KR_NOTIMPLEMENTED && second != KR_EMPTY)
        v = start_special(vm, second, swapped ? pair : turned, 2, dst, KR_FR_BINARY);
    return v == KR_NOTIMPLEMENTED ? krraise_operands(vm, said, a, b) : v;
}

static KrValue binary(KrVm *vm, KrDunder d, KrValue a, KrValue b, uint16_t dst, KrDunder said)
{
    if (is_plain_int(a) && is_plain_int(b)) {
        KrValue v = int_pair(vm, d, a, b);
        if (v != KR_NOTIMPLEMENTED)
            return v;
    } else if (kris_exact(a, KR_T_str)) {
        if (d == KR_D_add && kris_exact(b, KR_T_str))
            return krvalue_or_raised(krstr_concat(vm, kras_str(a), kras_str(b)));
        if (d == KR_D_mod)
            return kris_ptr(b) && krtype_of(vm, b)->flags & KR_TF_STR && !kris_exact(b, KR_T_str) ? binary_methods(vm, d, a, b, dst, said)
                                                                                              : krstr_percent(vm, kras_str(a), b);
    } else if (kris_double(a) && kris_double(b) && d == KR_D_pow) {
        return krfloat_pow(vm, kras_double(a), kras_double(b));
    }
    return binary_methods(vm, d, a, b, dst, said);
}

KrValue krop_binary(KrVm *vm, KrDunder d, KrValue a, KrValue b, uint16_t dst)
{
    return binary(vm, d, a, b, dst, d);
}

KrValue krop_inplace(KrVm *vm, KrDunder d, KrValue a, KrValue b, uint16_t dst)
{
    KrDunder plain = krdunders[d].reflected;
    if (!kris_ptr(a) || kris_exact(a, KR_T_int) || kris_exact(a, KR_T_str))
        return binary(vm, plain, a, b, dst, d);
    KrValue fn = krdunder(vm, krtype_of(vm, a), d);
    if (fn == KR_EMPTY)
        return binary(vm, plain, a, b, dst, d);
    if (krseq_goes_last(d, fn, krdunder(vm, krtype_of(vm, b), krdunders[plain].reflected)))
        return krobj_inplace(vm, d, a, b);
    KrValue pair[2] = {a, b};
    KrValue v = start_special(vm, fn, pair, 2, dst, KR_FR_BINARY);
    return v != KR_NOTIMPLEMENTED ? v : binary(vm, plain, a, b, dst, d);
}

/* ---- after NotImplemented ------------------------------------------------------------------------------------------------------ */

static const KrDunder dunder_of_op[KR_OP_COUNT] = {
    [KR_OP_ADD] = KR_D_add, [KR_OP_SUB] = KR_D_sub, [KR_OP_MUL] = KR_D_mul, [KR_OP_TRUEDIV] = KR_D_truediv,
    [KR_OP_FLOORDIV] = KR_D_floordiv, [KR_OP_MOD] = KR_D_mod, [KR_OP_POW] = KR_D_pow, [KR_OP_MATMUL] = KR_D_matmul,
    [KR_OP_LSHIFT] = KR_D_lshift, [KR_OP_RSHIFT] = KR_D_rshift, [KR_OP_AND] = KR_D_and, [KR_OP_OR] = KR_D_or,
    [KR_OP_XOR] = KR_D_xor, [KR_OP_IADD] = KR_D_iadd, [KR_OP_ISUB] = KR_D_isub, [KR_OP_IMUL] = KR_D_imul,
    [KR_OP_ITRUEDIV] = KR_D_itruediv, [KR_OP_IFLOORDIV] = KR_D_ifloordiv, [KR_OP_IMOD] = KR_D_imod, [KR_OP_IPOW] = KR_D_ipow,
    [KR_OP_IMATMUL] = KR_D_imatmul, [KR_OP_ILSHIFT] = KR_D_ilshift, [KR_OP_IRSHIFT] = KR_D_irshift, [KR_OP_IAND] = KR_D_iand,
    [KR_OP_IOR] = KR_D_ior, [KR_OP_IXOR] = KR_D_ixor, [KR_OP_ADDI] = KR_D_add, [KR_OP_SUBI] = KR_D_sub, [KR_OP_IADDI] = KR_D_iadd,
    [KR_OP_ISUBI] = KR_D_isub, [KR_OP_MULI] = KR_D_mul, [KR_OP_FLOORDIVI] = KR_D_floordiv, [KR_OP_MODI] = KR_D_mod,
    [KR_OP_ANDI] = KR_D_and, [KR_OP_LSHIFTI] = KR_D_lshift, [KR_OP_RSHIFTI] = KR_D_rshift, [KR_OP_LT] = KR_D_lt, [KR_OP_LE] = KR_D_le,
    [KR_OP_EQ] = KR_D_eq, [KR_OP_NE] = KR_D_ne, [KR_OP_GT] = KR_D_gt, [KR_OP_GE] = KR_D_ge, [KR_OP_JLT] = KR_D_lt, [KR_OP_JLE] = KR_D_le,
    [KR_OP_JEQ] = KR_D_eq, [KR_OP_JNE] = KR_D_ne, [KR_OP_JGT] = KR_D_gt, [KR_OP_JGE] = KR_D_ge, [KR_OP_JLTI] = KR_D_lt,
    [KR_OP_JLEI] = KR_D_le, [KR_OP_JEQI] = KR_D_eq, [KR_OP_JNEI] = KR_D_ne, [KR_OP_JGTI] = KR_D_gt, [KR_OP_JGEI] = KR_D_ge,
};

typedef struct KrOperands {
    KrDunder d;
    KrValue a, b;
} KrOperands;

/* The operands of the instruction that the frame executes, from its registers. */
static KrOperands operands_of(KrFrame *f)
{
    const uint32_t *at = f->pc - 1;
    uint32_t ins = *at, op = ins & 255;
    bool wide = at > krcode_units(f->func->code) && (at[-1] & 255) == KR_OP_WIDE;
    uint32_t high = wide ? at[-1] : 0;
    uint32_t b1 = (ins >> 8 & 255) | (high & 0xFF00), b2 = (ins >> 16 & 255) | (high >> 8 & 0xFF00), b3 = ins >> 24 | (high >> 16 & 0xFF00);
    KrValue *r = krframe_regs(f);
    KrOperands o = {.d = dunder_of_op[op]};
    bool test = op >= KR_OP_JLT && op <= KR_OP_JGEI;
    bool imm = (op >= KR_OP_ADDI && op <= KR_OP_RSHIFTI) || (op >= KR_OP_JLTI && op <= KR_OP_JGEI);
    o.a = r[test ? b1 : b2];
    if (imm)
        o.b = krsmall(test ? (int8_t)(ins >> 16) : (int8_t)(ins >> 24));
    else
        o.b = r[test ? b2 : b3];
    return o;
}

static bool is_comparison(KrDunder d)
{
    return d == KR_D_eq || d == KR_D_ne || (d >= KR_D_lt && d <= KR_D_ge);
}

static KrValue nothing_works(KrVm *vm, KrDunder d, KrValue a, KrValue b)
{
    if (d == KR_D_eq || d == KR_D_ne)
        return krbool((a == b) == (d == KR_D_eq));
    static const char *const signs[] = {[KR_D_lt] = "<", [KR_D_le] = "<=", [KR_D_gt] = ">", [KR_D_ge] = ">="};
    if (d >= KR_D_lt && d <= KR_D_ge)
        return krraise(vm, KR_T_TypeError, "'%s' not supported between instances of '%T' and '%T'", signs[d], a, b);
    return krraise_operands(vm, d, a, b);
}

/* An operator's Python method said NotImplemented: the frame that waits has the operands. What is left of the protocol is rare, so
 * it nests. */
KrValue krop_binary_retry(KrVm *vm, KrFrame *f)
{
    if (f->prev->flags & KR_FR_NATIVE)
        return KR_NOTIMPLEMENTED;
    KrOperands o = operands_of(f->prev);
    KrFunc *tried = f->func;
    KrDunder said = o.d;
    if (o.d >= KR_D_iadd && o.d <= KR_D_ixor) {
        KrValue in_place = krdunder(vm, krtype_of(vm, o.a), o.d);
        if (in_place == krvalue(tried))
            return krobj_inplace_plain(vm, o.d, o.a, o.b);
        o.d = krdunders[o.d].reflected;
    }
    KrValue first, second;
    bool swapped;
    candidates(vm, o.d, o.a, o.b, &first, &second, &swapped);
    if (!swapped && is_comparison(o.d) && krtype_of(vm, o.a) == krtype_of(vm, o.b))
        second = krdunder(vm, krtype_of(vm, o.b), krdunders[o.d].reflected);
    if (second == KR_EMPTY || (second == krvalue(tried) && first != second))
        return nothing_works(vm, said, o.a, o.b);
    KrValue pair[2] = {o.a, o.b}, turned[2] = {o.b, o.a};
    KrValue v = krcall(vm, second, swapped ? pair : turned, 2);
    return v == KR_NOTIMPLEMENTED ? nothing_works(vm, said, o.a, o.b) : v;
}

/* ---- unary, comparison, truth, containment ---------------------------------------------------------------------------------------- */

KrValue krop_unary(KrVm *vm, KrDunder d, KrValue a, uint16_t dst)
{
    if (d == KR_D_bool) {
        KrValue v = krop_truth(vm, a, dst);
        if (v == KR_CALLED)
            vm->exec->frame->flags |= KR_FR_NOT;
        return v == KR_CALLED || v == KR_RAISED ? v : krbool(v != KR_TRUE);
    }
    if (kris_exact(a, KR_T_int) || kris_int(a))
        return d == KR_D_neg ? krint_neg(vm, a) : d == KR_D_invert ? krint_invert(vm, a) : a;
    KrValue fn = krdunder(vm, krtype_of(vm, a), d);
    if (fn == KR_EMPTY || fn == KR_NONE)
        return krobj_unary(vm, d, a);
    return start_special(vm, fn, &a, 1, dst, 0);
}

static const KrDunder compare_dunder[] = {KR_D_lt, KR_D_le, KR_D_eq, KR_D_ne, KR_D_gt, KR_D_ge};

static KrValue verdict(KrCmp op, int c)
{
    switch (op) {
    case KR_LT: return krbool(c < 0);
    case KR_LE: return krbool(c <= 0);
    case KR_EQ: return krbool(c == 0);
    case KR_NE: return krbool(c != 0);
    case KR_GT: return krbool(c > 0);
    default: return krbool(c >= 0);
    }
}

KrValue krop_compare(KrVm *vm, KrCmp op, KrValue a, KrValue b, uint16_t dst)
{
    if (kris_exact(a, KR_T_str) && kris_exact(b, KR_T_str)) {
        if (op == KR_EQ || op == KR_NE)
            return krbool(krstr_equal(kras_str(a), kras_str(b)) == (op == KR_EQ));
        return verdict(op, krstr_compare(kras_str(a), kras_str(b)));
    }
    if (is_plain_int(a) && is_plain_int(b))
        return verdict(op, krint_compare(a, b));
    if ((a == KR_NONE || b == KR_NONE) && (op == KR_EQ || op == KR_NE) && !(kris_ptr(a) || kris_ptr(b)))
        return krbool((a == b) == (op == KR_EQ));
    KrDunder d = compare_dunder[op];
    KrValue first, second;
    bool swapped;
    candidates(vm, d, a, b, &first, &second, &swapped);
    if (!swapped && krtype_of(vm, a) == krtype_of(vm, b))
        second = krdunder(vm, krtype_of(vm, b), krdunders[d].reflected);
    KrValue pair[2] = {a, b}, turned[2] = {b, a};
    KrValue v = KR_NOTIMPLEMENTED;
    if (first != KR_EMPTY)
        v = start_special(vm, first, swapped ? turned : pair, 2, dst, KR_FR_BINARY);
    if (v == KR_NOTIMPLEMENTED && second != KR_EMPTY)
        v = start_special(vm, second, swapped ? pair : turned, 2, dst, KR_FR_BINARY);
    return v == KR_NOTIMPLEMENTED ? nothing_works(vm, d, a, b) : v;
}

KrValue krop_truth(KrVm *vm, KrValue v, uint16_t dst)
{
    KrType *type = krtype_of(vm, v);
    KrValue fn = krdunder(vm, type, KR_D_bool);
    if (kris_exact(fn, KR_T_function))
        return krcall_start(vm, fn, &(KrArgs){&v, 1, NULL, KR_EMPTY}, dst, KR_FR_BOOL);
    int truth = krobj_true(vm, v);
    return truth < 0 ? KR_RAISED : krbool(truth);
}

KrValue krop_contains(KrVm *vm, KrValue item, KrValue container, bool negate, uint16_t dst)
{
    (void)dst;
    int found;
    if (kris_exact(container, KR_T_dict)) {
        KrValue v = krdict_get(vm, kras_dict(container), item);
        found = v == KR_RAISED ? -1 : v != KR_EMPTY;
    } else if (kris_exact(container, KR_T_set) || kris_exact(container, KR_T_frozenset)) {
        found = krset_contains(vm, kras_dict(container), item);
    } else {
        found = krobj_contains(vm, container, item);
    }
    return found < 0 ? KR_RAISED : krbool(found ^ negate);
}
