/* SPDX-License-Identifier: MIT
 * Operators: arithmetic, comparisons, and, or, not, conditional expressions, and conditions that jump. */
#include "compile/unit.h"

/* ---- arithmetic --------------------------------------------------------------------------------------------------------- */

typedef struct Operator {
    uint8_t plain, inplace, byte, inplace_byte; /* instructions; 0 (WIDE) if there is none */
} Operator;

static const Operator operators[] = {
    [KR_OP_Add] = {KR_I_ADD, KR_I_IADD, KR_I_ADDI, KR_I_IADDI},
    [KR_OP_Sub] = {KR_I_SUB, KR_I_ISUB, KR_I_SUBI, KR_I_ISUBI},
    [KR_OP_Mult] = {KR_I_MUL, KR_I_IMUL, KR_I_MULI, 0},
    [KR_OP_MatMult] = {KR_I_MATMUL, KR_I_IMATMUL, 0, 0},
    [KR_OP_Div] = {KR_I_TRUEDIV, KR_I_ITRUEDIV, 0, 0},
    [KR_OP_Mod] = {KR_I_MOD, KR_I_IMOD, KR_I_MODI, 0},
    [KR_OP_Pow] = {KR_I_POW, KR_I_IPOW, 0, 0},
    [KR_OP_LShift] = {KR_I_LSHIFT, KR_I_ILSHIFT, KR_I_LSHIFTI, 0},
    [KR_OP_RShift] = {KR_I_RSHIFT, KR_I_IRSHIFT, KR_I_RSHIFTI, 0},
    [KR_OP_BitOr] = {KR_I_OR, KR_I_IOR, 0, 0},
    [KR_OP_BitXor] = {KR_I_XOR, KR_I_IXOR, 0, 0},
    [KR_OP_BitAnd] = {KR_I_AND, KR_I_IAND, KR_I_ANDI, 0},
    [KR_OP_FloorDiv] = {KR_I_FLOORDIV, KR_I_IFLOORDIV, KR_I_FLOORDIVI, 0},
};

void kroper_apply(KrUnit *u, KrOperator op, bool inplace, int dst, int a, KrExpr *e, KrSpan span)
{
    const Operator *o = &operators[op];
    int byte, mark = u->top;
    KrInstr with_byte = (KrInstr)(inplace ? o->inplace_byte : o->byte);
    if (with_byte && krfold_byte(u->c, e, &byte)) {
        krat(u, span);
        kremit(u, with_byte, dst, a, byte & 255);
        return;
    }
    int b = krexpr_operand(u, e);
    krat(u, span);
    kremit(u, (KrInstr)(inplace ? o->inplace : o->plain), dst, a, b);
    u->top = mark;
}

/* The operators of a chain that leans to the left, innermost first. */
static KrExpr **chain(KrUnit *u, KrExpr *e, int *n)
{
    *n = 0;
    for (KrExpr *k = e; k->kind == KR_EXPR_BinOp; k = k->v.BinOp.left)
        ++*n;
    KrExpr **nodes = krcompile_new(u->c, (size_t)*n * sizeof *nodes);
    for (int i = *n; nodes && i--; e = e->v.BinOp.left)
        nodes[i] = e;
    return nodes;
}

/* Computes what is constant at the head of the chain: how many operators that took. */
static int fold_head(KrUnit *u, KrExpr **nodes, int n, KrValue *acc)
{
    KrValue b;
    int i = 0;
    if (!krfold(u->c, nodes[0]->v.BinOp.left, acc))
        return 0;
    while (i < n && krfold(u->c, nodes[i]->v.BinOp.right, &b) && krfold_binary(u->c, nodes[i]->v.BinOp.op, *acc, b, acc))
        i++;
    return i;
}

void kroper_binary_to(KrUnit *u, KrExpr *e, int dst)
{
    int n, mark = u->top;
    KrExpr **nodes = chain(u, e, &n);
    if (!nodes)
        return;
    KrValue head;
    int i = fold_head(u, nodes, n, &head), left;
    int acc = krreg_is_temp(u, dst) ? dst : -1;
    if (i) {
        left = acc = krreg_own(u, dst);
        KR_AT(u, nodes[i - 1]);
        krconst_load(u, head, acc);
    } else {
        left = krexpr_operand_before(u, nodes[0]->v.BinOp.left, nodes[0]->v.BinOp.right, acc);
    }
    for (; i < n && !u->c->failed; i++) {
        if (acc < 0 && i < n - 1)
            acc = krreg_is_temp(u, left) ? left : krreg_take(u, 1);
        int to = i == n - 1 ? dst : acc;
        kroper_apply(u, nodes[i]->v.BinOp.op, false, to, left, nodes[i]->v.BinOp.right, KR_SPAN_OF(nodes[i]));
        left = to;
    }
    u->top = mark;
}

void kroper_unary_to(KrUnit *u, KrExpr *e, int dst)
{
    static const uint8_t instrs[] = {[KR_UNARY_Invert] = KR_I_INVERT, [KR_UNARY_Not] = KR_I_NOT, [KR_UNARY_UAdd] = KR_I_POS,
                                     [KR_UNARY_USub] = KR_I_NEG};
    int mark = u->top;
    int r = krexpr_operand_before(u, e->v.UnaryOp.operand, NULL, dst);
    KR_AT(u, e);
    kremit(u, (KrInstr)instrs[e->v.UnaryOp.op], dst, r, 0);
    u->top = mark;
}

/* ---- comparisons ------------------------------------------------------------------------------------------------------------ */

typedef struct Comparison {
    uint8_t plain, test, byte;
    bool inverted; /* the test is of the opposite */
} Comparison;

static const Comparison comparisons[] = {
    [KR_CMP_Eq] = {KR_I_EQ, KR_I_JEQ, KR_I_JEQI, false},    [KR_CMP_NotEq] = {KR_I_NE, KR_I_JNE, KR_I_JNEI, false},
    [KR_CMP_Lt] = {KR_I_LT, KR_I_JLT, KR_I_JLTI, false},    [KR_CMP_LtE] = {KR_I_LE, KR_I_JLE, KR_I_JLEI, false},
    [KR_CMP_Gt] = {KR_I_GT, KR_I_JGT, KR_I_JGTI, false},    [KR_CMP_GtE] = {KR_I_GE, KR_I_JGE, KR_I_JGEI, false},
    [KR_CMP_Is] = {KR_I_IS, KR_I_JIS, 0, false},            [KR_CMP_IsNot] = {KR_I_ISNOT, KR_I_JIS, 0, true},
    [KR_CMP_In] = {KR_I_IN, KR_I_JIN, 0, false},            [KR_CMP_NotIn] = {KR_I_NOTIN, KR_I_JIN, 0, true},
};

static bool warned_identity(const KrExpr *e)
{
    if (e->kind == KR_EXPR_Tuple)
        return true;
    return e->kind == KR_EXPR_Constant && e->v.Constant.value.kind >= KR_CONST_INT;
}

static const char *kind_name(const KrExpr *e)
{
    static const char *const names[] = {[KR_CONST_INT] = "int", [KR_CONST_FLOAT] = "float", [KR_CONST_IMAG] = "complex",
                                        [KR_CONST_STR] = "str", [KR_CONST_BYTES] = "bytes"};
    return e->kind == KR_EXPR_Tuple ? "tuple" : names[e->v.Constant.value.kind];
}

static void check_identity(KrUnit *u, KrExpr *e)
{
    KrExpr *left = e->v.Compare.left;
    for (int i = 0; i < e->v.Compare.ops->n; i++) {
        KrExpr *right = e->v.Compare.comparators->at[i];
        KrCmpop op = e->v.Compare.ops->at[i];
        KrExpr *literal = warned_identity(left) ? left : warned_identity(right) ? right : NULL;
        if (literal && (op == KR_CMP_Is || op == KR_CMP_IsNot))
            krcompile_warn(u->c, KR_SPAN_OF(e), "\"is%s\" with '%s' literal. Did you mean \"%s=\"?",
                           op == KR_CMP_IsNot ? " not" : "", kind_name(literal), op == KR_CMP_IsNot ? "!" : "=");
        left = right;
    }
}

static int right_operand(KrUnit *u, KrExpr *e, KrCmpop op, KrExpr *later)
{
    if (op == KR_CMP_In || op == KR_CMP_NotIn)
        return krexpr_container(u, e, false);
    return krexpr_operand_before(u, e, later, -1);
}

void kroper_compare_to(KrUnit *u, KrExpr *e, int dst)
{
    int n = e->v.Compare.ops->n, mark = u->top;
    KrExprSeq *rights = e->v.Compare.comparators;
    KrLabel end = KR_LABEL;
    check_identity(u, e);
    int acc = n > 1 ? krreg_own(u, dst) : dst;
    int left = krexpr_operand_before(u, e->v.Compare.left, rights->at[0], n > 1 ? -1 : dst);
    for (int i = 0; i < n; i++) {
        KrCmpop op = e->v.Compare.ops->at[i];
        int right = right_operand(u, rights->at[i], op, i + 1 < n ? rights->at[i + 1] : NULL);
        KR_AT(u, e);
        kremit(u, (KrInstr)comparisons[op].plain, acc, left, right);
        if (i + 1 < n)
            kremit_test(u, KR_I_JTRUE, acc, 0, false, &end);
        left = right;
    }
    kremit_label(u, &end);
    krreg_move(u, dst, acc);
    u->top = mark;
}

static bool is_none(const KrExpr *e)
{
    return e->kind == KR_EXPR_Constant && e->v.Constant.value.kind == KR_CONST_NONE;
}

/* One comparison of a chain, jumping on `sense`; returns the right operand's register for the next. */
static int compare_jump(KrUnit *u, KrExpr *e, int i, int left, bool sense, KrLabel *to)
{
    KrCmpop op = e->v.Compare.ops->at[i];
    KrExpr *right = e->v.Compare.comparators->at[i];
    const Comparison *c = &comparisons[op];
    bool last = i + 1 == e->v.Compare.ops->n;
    bool wanted = sense != c->inverted;
    int byte;
    if (last && c->byte && krfold_byte(u->c, right, &byte)) {
        KR_AT(u, e);
        kremit_test(u, (KrInstr)c->byte, left, byte & 255, wanted, to);
        return left;
    }
    if (last && c->test == KR_I_JIS && is_none(right)) {
        KR_AT(u, e);
        kremit_test(u, KR_I_JNONE, left, 0, wanted, to);
        return left;
    }
    int r = right_operand(u, right, op, last ? NULL : e->v.Compare.comparators->at[i + 1]);
    KR_AT(u, e);
    kremit_test(u, (KrInstr)c->test, left, r, wanted, to);
    return r;
}

static void jump_compare(KrUnit *u, KrExpr *e, bool sense, KrLabel *to)
{
    int n = e->v.Compare.ops->n;
    KrLabel no = KR_LABEL;
    check_identity(u, e);
    int left = krexpr_operand_before(u, e->v.Compare.left, e->v.Compare.comparators->at[0], -1);
    for (int i = 0; i < n - 1; i++)
        left = compare_jump(u, e, i, left, false, sense ? &no : to);
    compare_jump(u, e, n - 1, left, sense, to);
    kremit_label(u, &no);
}

/* ---- and, or, if else ------------------------------------------------------------------------------------------------------------ */

void kroper_bool_to(KrUnit *u, KrExpr *e, int dst)
{
    KrExprSeq *values = e->v.BoolOp.values;
    bool sense = e->v.BoolOp.op == KR_BOOLOP_Or;
    int acc = krreg_own(u, dst);
    KrLabel end = KR_LABEL;
    for (int i = 0; i < values->n - 1; i++) {
        krexpr_to(u, values->at[i], acc);
        KR_AT(u, values->at[i]);
        kremit_test(u, KR_I_JTRUE, acc, 0, sense, &end);
    }
    krexpr_to(u, values->at[values->n - 1], acc);
    kremit_label(u, &end);
    KR_AT(u, e);
    krreg_move(u, dst, acc);
}

void kroper_ifexp_to(KrUnit *u, KrExpr *e, int dst)
{
    KrLabel orelse = KR_LABEL, end = KR_LABEL;
    kroper_jump(u, e->v.IfExp.test, false, &orelse);
    krexpr_to(u, e->v.IfExp.body, dst);
    kremit_jump(u, &end);
    kremit_label(u, &orelse);
    krexpr_to(u, e->v.IfExp.orelse, dst);
    kremit_label(u, &end);
}

static void jump_bool(KrUnit *u, KrExpr *e, bool sense, KrLabel *to)
{
    KrExprSeq *values = e->v.BoolOp.values;
    bool decides = e->v.BoolOp.op == KR_BOOLOP_Or; /* one value with this truth decides */
    KrLabel past = KR_LABEL;
    for (int i = 0; i < values->n - 1; i++)
        kroper_jump(u, values->at[i], decides, decides == sense ? to : &past);
    kroper_jump(u, values->at[values->n - 1], sense, to);
    kremit_label(u, &past);
}

static void jump_ifexp(KrUnit *u, KrExpr *e, bool sense, KrLabel *to)
{
    KrLabel orelse = KR_LABEL, end = KR_LABEL;
    kroper_jump(u, e->v.IfExp.test, false, &orelse);
    kroper_jump(u, e->v.IfExp.body, sense, to);
    kremit_jump(u, &end);
    kremit_label(u, &orelse);
    kroper_jump(u, e->v.IfExp.orelse, sense, to);
    kremit_label(u, &end);
}

void kroper_jump(KrUnit *u, KrExpr *e, bool sense, KrLabel *to)
{
    int mark = u->top;
    if (!krcompile_enter(u->c))
        return;
    int truth = krfold_truth(u->c, e);
    if (truth >= 0) {
        KR_AT(u, e);
        if (truth == sense)
            kremit_jump(u, to);
        return;
    }
    switch (e->kind) {
    case KR_EXPR_BoolOp: jump_bool(u, e, sense, to); break;
    case KR_EXPR_IfExp: jump_ifexp(u, e, sense, to); break;
    case KR_EXPR_Compare: jump_compare(u, e, sense, to); break;
    case KR_EXPR_UnaryOp:
        if (e->v.UnaryOp.op == KR_UNARY_Not) {
            kroper_jump(u, e->v.UnaryOp.operand, !sense, to);
            break;
        }
        /* fall through */
    default: {
        int r = krexpr_operand(u, e);
        KR_AT(u, e);
        kremit_test(u, KR_I_JTRUE, r, 0, sense, to);
    }
    }
    u->top = mark;
}
