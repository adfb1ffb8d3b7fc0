/* SPDX-License-Identifier: MIT
 * Constant folding, with CPython's bounds on how large a folded value may grow. */
#include "compile/unit.h"

#include "object/runtime.h"

enum { MOST_BITS = 128, MOST_ITEMS = 256, MOST_TEXT = 4096 };

static const uint8_t dunders[] = {
    [KR_OP_Add] = KR_D_add, [KR_OP_Sub] = KR_D_sub, [KR_OP_Mult] = KR_D_mul, [KR_OP_MatMult] = KR_D_matmul,
    [KR_OP_Div] = KR_D_truediv, [KR_OP_Mod] = KR_D_mod, [KR_OP_Pow] = KR_D_pow, [KR_OP_LShift] = KR_D_lshift,
    [KR_OP_RShift] = KR_D_rshift, [KR_OP_BitOr] = KR_D_or, [KR_OP_BitXor] = KR_D_xor, [KR_OP_BitAnd] = KR_D_and,
    [KR_OP_FloorDiv] = KR_D_floordiv,
};

static bool is_int(KrValue v)
{
    return kris_int(v) || kris_bool(v) || kris_exact(v, KR_T_int);
}

static bool is_text(KrValue v)
{
    return kris_exact(v, KR_T_str) || kris_exact(v, KR_T_bytes);
}

static size_t length(KrValue v)
{
    if (kris_exact(v, KR_T_str))
        return kras_str(v)->len;
    return kris_exact(v, KR_T_bytes) ? kras_bytes(v)->n : kras_tuple(v)->n;
}

/* A sequence times a count. */
static bool repeat_is_small(KrValue sequence, KrValue count)
{
    if (!is_text(sequence) && !kris_exact(sequence, KR_T_tuple))
        return false;
    int64_t n = kris_int(count) ? kras_int(count) : -1;
    size_t most = is_text(sequence) ? MOST_TEXT : MOST_ITEMS;
    return n >= 0 && (length(sequence) == 0 || (uint64_t)n <= most / length(sequence));
}

static uint64_t bits(KrValue v)
{
    return kris_bool(v) ? 1 : krint_bit_length(v);
}

static bool is_small(KrOperator op, KrValue a, KrValue b)
{
    bool ints = is_int(a) && is_int(b);
    switch (op) {
    case KR_OP_Mult:
        if (ints)
            return bits(a) + bits(b) <= MOST_BITS;
        if (is_int(b) && !kris_double(a) && !kris_exact(a, KR_T_complex))
            return repeat_is_small(a, b);
        if (is_int(a) && !kris_double(b) && !kris_exact(b, KR_T_complex))
            return repeat_is_small(b, a);
        return true;
    case KR_OP_Pow: {
        if (!ints)
            return true;
        int64_t n = kris_int(b) ? kras_int(b) : -1;
        return n <= 0 || (n <= MOST_BITS && bits(a) * (uint64_t)n <= MOST_BITS);
    }
    case KR_OP_LShift: {
        int64_t n = ints && kris_int(b) ? kras_int(b) : -1;
        return ints && n >= 0 && n <= MOST_BITS && bits(a) + (uint64_t)n <= MOST_BITS;
    }
    case KR_OP_Mod: return !is_text(a);
    case KR_OP_MatMult: return false;
    case KR_OP_Add: return !is_text(a) || !is_text(b) || length(a) + length(b) <= (size_t)1 << 20;
    default: return true;
    }
}

/* What could not be computed is left to the program, where it raises. */
static bool keep(KrCompiler *c, KrValue v, KrValue *out)
{
    if (v == KR_RAISED) {
        krpending_clear(c->vm);
        return false;
    }
    *out = krconst_unique(c, v);
    return *out != KR_RAISED;
}

bool krfold_binary(KrCompiler *c, KrOperator op, KrValue a, KrValue b, KrValue *out)
{
    if (c->failed || !is_small(op, a, b))
        return false;
    return keep(c, krobj_binary(c->vm, (KrDunder)dunders[op], a, b), out);
}

static bool fold_unary(KrCompiler *c, KrExpr *e, KrValue *out)
{
    KrValue v;
    if (!krfold(c, e->v.UnaryOp.operand, &v))
        return false;
    if (e->v.UnaryOp.op == KR_UNARY_Not) {
        int truth = krobj_true(c->vm, v);
        *out = krbool(!truth);
        return truth >= 0;
    }
    if (e->v.UnaryOp.op == KR_UNARY_Invert && kris_bool(v))
        return false; /* its use is deprecated: the program is to be told */
    KrDunder d = e->v.UnaryOp.op == KR_UNARY_Invert ? KR_D_invert : e->v.UnaryOp.op == KR_UNARY_UAdd ? KR_D_pos : KR_D_neg;
    return keep(c, krobj_unary(c->vm, d, v), out);
}

/* Operands to the left are looked at last: a chain that is not constant mostly shows it at its right end. */
static bool fold_chain(KrCompiler *c, KrExpr *e, KrValue *out)
{
    KrExpr *right = e->v.BinOp.right;
    if (right->kind != KR_EXPR_Constant && right->kind != KR_EXPR_UnaryOp && right->kind != KR_EXPR_Tuple &&
        right->kind != KR_EXPR_BinOp)
        return false;
    KrExpr *first = e;
    int n = 0;
    for (; first->kind == KR_EXPR_BinOp; first = first->v.BinOp.left)
        n++;
    KrValue acc;
    if (first->kind == KR_EXPR_Name || !krfold(c, first, &acc))
        return false;
    KrExpr **nodes = krcompile_new(c, (size_t)n * sizeof *nodes);
    if (!nodes)
        return false;
    for (int i = n; i--; e = e->v.BinOp.left)
        nodes[i] = e;
    for (int i = 0; i < n; i++) {
        KrValue b;
        if (!krfold(c, nodes[i]->v.BinOp.right, &b) || !krfold_binary(c, nodes[i]->v.BinOp.op, acc, b, &acc))
            return false;
    }
    *out = acc;
    return true;
}

bool krfold_items(KrCompiler *c, KrExprSeq *items, KrValue *out)
{
    int n = KR_SEQ_LEN(items);
    for (int i = 0; i < n; i++)
        if (items->at[i]->kind == KR_EXPR_Name || items->at[i]->kind == KR_EXPR_Starred)
            return false;
    KrTuple *t = NULL;
    for (int i = 0; i < n; i++) {
        KrValue v;
        if (!krfold(c, items->at[i], &v))
            return false;
        if (!t && !(t = krtuple_new(c->vm, NULL, (size_t)n)))
            return c->failed = true, false;
        krstore(c->vm, t, &t->at[i], v);
    }
    *out = krvalue(t ? t : c->vm->empty_tuple);
    return true;
}

/* "text"[2], (1, 2)[0] */
static bool fold_subscript(KrCompiler *c, KrExpr *e, KrValue *out)
{
    KrValue o, k;
    KrExpr *value = e->v.Subscript.value;
    if (e->v.Subscript.ctx != KR_CTX_Load || (value->kind != KR_EXPR_Constant && value->kind != KR_EXPR_Tuple))
        return false;
    if (e->v.Subscript.slice->kind == KR_EXPR_Slice || !krfold(c, value, &o) || !krfold(c, e->v.Subscript.slice, &k))
        return false;
    if ((!is_text(o) && !kris_exact(o, KR_T_tuple)) || !is_int(k))
        return false;
    return keep(c, krobj_getitem(c->vm, o, k), out);
}

static bool fold_slice(KrCompiler *c, KrExpr *e, KrValue *out)
{
    KrExpr *parts[3] = {e->v.Slice.lower, e->v.Slice.upper, e->v.Slice.step};
    KrValue v[3] = {KR_NONE, KR_NONE, KR_NONE};
    for (int i = 0; i < 3; i++)
        if (parts[i] && !krfold(c, parts[i], &v[i]))
            return false;
    *out = krslice_new(c->vm, v[0], v[1], v[2]);
    c->failed |= *out == KR_RAISED;
    return !c->failed;
}

bool krfold(KrCompiler *c, KrExpr *e, KrValue *out)
{
    if (c->failed)
        return false;
    switch (e->kind) {
    case KR_EXPR_Constant:
        *out = krconst_value(c, &e->v.Constant.value);
        return *out != KR_RAISED;
    case KR_EXPR_Name:
        *out = krbool(!c->optimize);
        return e->v.Name.id == c->debug_name && e->v.Name.ctx == KR_CTX_Load;
    case KR_EXPR_UnaryOp: return krcompile_enter(c) && fold_unary(c, e, out);
    case KR_EXPR_BinOp: return krcompile_enter(c) && fold_chain(c, e, out);
    case KR_EXPR_Tuple: return krcompile_enter(c) && e->v.Tuple.ctx == KR_CTX_Load && krfold_items(c, e->v.Tuple.elts, out);
    case KR_EXPR_Subscript: return fold_subscript(c, e, out);
    case KR_EXPR_Slice: return fold_slice(c, e, out);
    default: return false;
    }
}

int krfold_truth(KrCompiler *c, KrExpr *e)
{
    KrValue v;
    if (!krfold(c, e, &v))
        return -1;
    int truth = krobj_true(c->vm, v);
    if (truth < 0)
        krpending_clear(c->vm);
    return truth;
}

bool krfold_byte(KrCompiler *c, KrExpr *e, int *out)
{
    KrValue v;
    if ((e->kind != KR_EXPR_Constant && e->kind != KR_EXPR_UnaryOp) || !krfold(c, e, &v))
        return false;
    if (!kris_int(v) || kras_int(v) < -128 || kras_int(v) > 127)
        return false;
    *out = (int)kras_int(v);
    return true;
}
