/* SPDX-License-Identifier: MIT
 * Expressions: names, operators, comparisons, displays, attributes, subscripts, formatted strings, await and yield. */
#include "compile/unit.h"

/* ---- constants ------------------------------------------------------------------------------------------------------------------ */

KrValue const_value(Compiler *c, const KrConst *k)
{
    KrVm *vm = c->vm;
    switch (k->kind) {
    case KR_CONST_NONE: return KR_NONE;
    case KR_CONST_TRUE: return KR_TRUE;
    case KR_CONST_FALSE: return KR_FALSE;
    case KR_CONST_ELLIPSIS: return KR_ELLIPSIS;
    case KR_CONST_INT: return krint_parse(vm, k->text, k->n, k->base);
    case KR_CONST_FLOAT: return krdouble(k->number);
    case KR_CONST_IMAG: return krcomplex_new(vm, 0, k->number);
    case KR_CONST_BYTES: return krvalue_or_raised(krbytes_new(vm, k->text, k->n));
    default: {
        KrStr *s = krstr_new(vm, k->text, k->n);
        return s && k->n < 64 ? krvalue_or_raised(krintern(vm, s)) : krvalue_or_raised(s);
    }
    }
}

static bool fold_tuple(Compiler *c, KrExprSeq *elts, KrValue *out)
{
    for (int i = 0; i < KR_SEQ_LEN(elts); i++)
        if (elts->at[i]->kind != KR_EXPR_Constant && elts->at[i]->kind != KR_EXPR_Tuple && elts->at[i]->kind != KR_EXPR_UnaryOp)
            return false;
    KrTuple *t = krtuple_new(c->vm, NULL, (size_t)KR_SEQ_LEN(elts));
    for (int i = 0; t && i < KR_SEQ_LEN(elts); i++) {
        KrValue v;
        if (!fold(c, elts->at[i], &v))
            return false;
        krstore(c->vm, t, &t->at[i], v);
    }
    *out = krvalue_or_raised(t);
    return t != NULL;
}

static bool is_number(KrValue v)
{
    return kris_int(v) || kris_double(v);
}

/* The value of a constant expression: literals, tuples of them, and arithmetic on small numbers. */
bool fold(Compiler *c, KrExpr *e, KrValue *out)
{
    KrValue a, b;
    if (e->kind == KR_EXPR_Constant) {
        *out = const_value(c, &e->v.Constant.value);
        return *out != KR_RAISED;
    }
    if (e->kind == KR_EXPR_Tuple && e->v.Tuple.ctx == KR_CTX_Load)
        return fold_tuple(c, e->v.Tuple.elts, out);
    if (e->kind == KR_EXPR_UnaryOp && fold(c, e->v.UnaryOp.operand, &a)) {
        if (e->v.UnaryOp.op == KR_UNARY_USub && (kris_int(a) || kris_exact(a, KR_T_int))) {
            *out = krint_neg(c->vm, a);
            return *out != KR_RAISED;
        }
        if (e->v.UnaryOp.op == KR_UNARY_USub && kris_double(a)) {
            *out = krdouble(-kras_double(a));
            return true;
        }
        if (e->v.UnaryOp.op == KR_UNARY_USub && kris_exact(a, KR_T_complex)) {
            KrComplex *z = (KrComplex *)kras_obj(a);
            *out = krcomplex_new(c->vm, -z->real, -z->imag);
            return *out != KR_RAISED;
        }
        return false;
    }
    if (e->kind != KR_EXPR_BinOp || e->v.BinOp.left->kind == KR_EXPR_BinOp || !fold(c, e->v.BinOp.left, &a) || !fold(c, e->v.BinOp.right, &b))
        return false;
    if (kris_exact(a, KR_T_complex) || kris_exact(b, KR_T_complex)) {
        double ar = kris_double(a) ? kras_double(a) : kris_int(a) ? (double)kras_int(a) : 0, bi;
        if (!is_number(a) || !kris_exact(b, KR_T_complex))
            return false;
        bi = ((KrComplex *)kras_obj(b))->imag;
        KrOperator op = e->v.BinOp.op;
        *out = op == KR_OP_Add ? krcomplex_new(c->vm, ar, bi) : op == KR_OP_Sub ? krcomplex_new(c->vm, ar, -bi) : KR_RAISED;
        return *out != KR_RAISED;
    }
    if (!is_number(a) || !is_number(b))
        return false;
    if (kris_ints(a, b)) {
        int64_t x = kras_int(a), y = kras_int(b);
        switch (e->v.BinOp.op) {
        case KR_OP_Add: *out = krint_add(c->vm, a, b); return *out != KR_RAISED;
        case KR_OP_Sub: *out = krint_sub(c->vm, a, b); return *out != KR_RAISED;
        case KR_OP_Mult: *out = krint_mul(c->vm, a, b); return *out != KR_RAISED;
        case KR_OP_LShift:
            if (y < 0 || y > 128)
                return false;
            *out = krint_lshift(c->vm, a, b);
            return *out != KR_RAISED;
        case KR_OP_Pow:
            if (y < 0 || y > 64 || x > 1000 || x < -1000)
                return false;
            *out = krint_pow(c->vm, a, b, KR_NONE);
            return *out != KR_RAISED;
        default: return false;
        }
    }
    double x = kris_int(a) ? (double)kras_int(a) : kras_double(a), y = kris_int(b) ? (double)kras_int(b) : kras_double(b);
    switch (e->v.BinOp.op) {
    case KR_OP_Add: *out = krdouble(x + y); return true;
    case KR_OP_Sub: *out = krdouble(x - y); return true;
    case KR_OP_Mult: *out = krdouble(x * y); return true;
    case KR_OP_Div:
        if (y == 0)
            return false;
        *out = krdouble(x / y);
        return true;
    default: return false;
    }
}

/* ---- names -------------------------------------------------------------------------------------------------------------------------- */

static bool is_function(Unit *u)
{
    return host_scope(u)->kind == SCOPE_FUNCTION;
}

/* Whether the variable, if it is one of this unit, lies in a register or a cell in one. */
static bool in_register(Unit *u, const Symbol *y)
{
    return y && (y->flags & SYM_HIDDEN || is_function(u));
}

int local_register(Unit *u, const KrName *name)
{
    Symbol *y = lookup(u, name);
    if (!in_register(u, y) || y->reg < 0 || y->flags & (SYM_CELL | SYM_FREE | SYM_GLOBAL))
        return -1;
    return y->reg;
}

/* Whether an assignment expression may rebind a local while an operand is held. */
static bool has_walrus(Unit *u)
{
    Scope *s = u->scope;
    while (s->inlined && !s->walrus)
        s = s->parent;
    return s->walrus;
}

static void check_bound(Unit *u, int reg)
{
    if (u->bound[reg] & 1)
        return;
    emit_bx(u, OP_CHECKBOUND, reg, reg);
    u->bound[reg] |= 3;
}

/* A name in a scope that sees the namespace of its class looks there first. */
static bool load_from_class(Unit *u, const KrName *name, const Symbol *y, int dst)
{
    Scope *s = host_scope(u);
    const KrName *dict = s->sees_class ? krast_name(u->c->names, "__classdict__", 13) : NULL;
    Symbol *cell = dict && dict != name ? scope_find(s, dict) : NULL;
    if (!cell || cell->free < 0 || (y && (y->reg >= 0 || y->flags & SYM_GLOBAL)))
        return false;
    bool free = y && y->flags & SYM_FREE;
    emit_bx(u, OP_FREEGET, dst, cell->free);
    emit_bx(u, free ? OP_DICTFREE : OP_DICTGLOBAL, dst, free ? y->free : add_name(u, name));
    return true;
}

void load_name(Unit *u, const KrName *name, int dst)
{
    if (!strcmp(name->text, "__debug__")) {
        load_const(u, krbool(!u->c->optimize), dst);
        return;
    }
    Symbol *y = lookup(u, name);
    if (load_from_class(u, name, y, dst))
        return;
    uint32_t flags = y ? y->flags : 0;
    int reg = local_register(u, name);
    if (reg >= 0) {
        check_bound(u, reg);
        if (reg != dst)
            emit(u, OP_MOVE, dst, reg, 0);
    } else if (in_register(u, y) && flags & SYM_CELL && !(flags & SYM_GLOBAL)) {
        emit_bx(u, OP_CELLGET, dst, y->reg);
    } else if (flags & SYM_FREE && !(host_scope(u)->kind == SCOPE_CLASS && flags & SYM_GLOBAL)) {
        emit_bx(u, host_scope(u)->kind == SCOPE_CLASS ? OP_CLASSFREE : OP_FREEGET, dst, y->free);
    } else {
        bool global = is_function(u) || flags & SYM_GLOBAL;
        emit_bx(u, global ? OP_GLOBALGET : OP_NAMEGET, dst, add_name(u, name));
    }
}

bool forbidden_name(Unit *u, const KrName *name, const char *what)
{
    if (strcmp(name->text, "__debug__"))
        return false;
    syntax_error(u->c, u->span, "cannot %s __debug__", what);
    return true;
}

void store_name(Unit *u, const KrName *name, int src)
{
    Symbol *y = lookup(u, name);
    uint32_t flags = y ? y->flags : 0;
    int reg = local_register(u, name);
    if (forbidden_name(u, name, "assign to"))
        return;
    if (reg >= 0) {
        if (reg != src)
            emit(u, OP_MOVE, reg, src, 0);
        u->bound[reg] |= 1;
    } else if (in_register(u, y) && flags & SYM_CELL && !(flags & SYM_GLOBAL)) {
        emit_bx(u, OP_CELLSET, src, y->reg);
    } else if (flags & SYM_FREE && (is_function(u) || flags & SYM_NONLOCAL)) {
        emit_bx(u, OP_FREESET, src, y->free);
    } else {
        bool global = is_function(u) || flags & SYM_GLOBAL;
        emit_bx(u, global ? OP_GLOBALSET : OP_NAMESET, src, add_name(u, name));
    }
}

void delete_name(Unit *u, const KrName *name)
{
    Symbol *y = lookup(u, name);
    uint32_t flags = y ? y->flags : 0;
    int reg = local_register(u, name);
    if (forbidden_name(u, name, "delete"))
        return;
    if (reg >= 0) {
        check_bound(u, reg);
        emit_bx(u, OP_LOADIMM, reg, 0);
        u->bound[reg] &= (uint8_t)~1;
        u->bound[reg] |= 2;
    } else if (in_register(u, y) && flags & SYM_CELL && !(flags & SYM_GLOBAL)) {
        emit_bx(u, OP_CELLDEL, 0, y->reg);
    } else if (flags & SYM_FREE && (is_function(u) || flags & SYM_NONLOCAL)) {
        emit_bx(u, OP_FREEDEL, 0, y->free);
    } else {
        bool global = is_function(u) || flags & SYM_GLOBAL;
        emit_bx(u, global ? OP_GLOBALDEL : OP_NAMEDEL, 0, add_name(u, name));
    }
}

/* ---- operands ------------------------------------------------------------------------------------------------------------------------- */

int to_temp(Unit *u, KrExpr *e)
{
    int t = temp(u);
    expr(u, e, t);
    return t;
}

/* A local is used where it is, unless a later operand could rebind it. */
int operand(Unit *u, KrExpr *e)
{
    if (e->kind == KR_EXPR_Name && !has_walrus(u)) {
        int reg = local_register(u, e->v.Name.id);
        if (reg >= 0) {
            KrSpan outer = u->span;
            u->span = KR_SPAN_OF(e);
            check_bound(u, reg);
            u->span = outer;
            return reg;
        }
    }
    return to_temp(u, e);
}

static KrSet *frozenset_of(KrVm *vm, KrValue items)
{
    KrSet *s = krset_new(vm, KR_T_frozenset);
    return s && krset_update(vm, s, items) ? s : NULL;
}

/* The items of a list or set display of constants as a tuple or frozenset; KR_EMPTY for any other expression. CPython makes
 * a constant set twice, the second time from the first one's items as they are walked: it decides about the order. */
static KrValue constant_items(Unit *u, KrExpr *e)
{
    KrValue items;
    KrExprSeq *elts = e->kind == KR_EXPR_Set ? e->v.Set.elts : e->kind == KR_EXPR_List ? e->v.List.elts : NULL;
    if (!elts || !fold_tuple(u->c, elts, &items))
        return KR_EMPTY;
    if (e->kind == KR_EXPR_List)
        return items;
    KrSet *s = frozenset_of(u->c->vm, items);
    KrTuple *walked = s ? krobj_tuple(u->c->vm, krvalue(s)) : NULL;
    return krvalue_or_raised(walked ? frozenset_of(u->c->vm, krvalue(walked)) : NULL);
}

int looked_at(Unit *u, KrExpr *e)
{
    KrValue items = constant_items(u, e);
    if (items == KR_EMPTY)
        return operand(u, e);
    int t = temp(u);
    load_const(u, items, t);
    return t;
}

/* ---- operators -------------------------------------------------------------------------------------------------------------------------- */

static const Op binary_ops[] = {
    [KR_OP_Add] = OP_ADD, [KR_OP_Sub] = OP_SUB, [KR_OP_Mult] = OP_MUL, [KR_OP_MatMult] = OP_MATMUL, [KR_OP_Div] = OP_TRUEDIV,
    [KR_OP_Mod] = OP_MOD, [KR_OP_Pow] = OP_POW, [KR_OP_LShift] = OP_LSHIFT, [KR_OP_RShift] = OP_RSHIFT, [KR_OP_BitOr] = OP_OR,
    [KR_OP_BitXor] = OP_XOR, [KR_OP_BitAnd] = OP_AND, [KR_OP_FloorDiv] = OP_FLOORDIV,
};

static Op immediate_op(KrOperator op)
{
    switch (op) {
    case KR_OP_Add: return OP_ADDI;
    case KR_OP_Sub: return OP_SUBI;
    case KR_OP_Mult: return OP_MULI;
    case KR_OP_FloorDiv: return OP_FLOORDIVI;
    case KR_OP_Mod: return OP_MODI;
    case KR_OP_BitAnd: return OP_ANDI;
    case KR_OP_LShift: return OP_LSHIFTI;
    case KR_OP_RShift: return OP_RSHIFTI;
    default: return OP_NOP;
    }
}

static bool small_constant(KrExpr *e, int *out)
{
    if (e->kind != KR_EXPR_Constant || e->v.Constant.value.kind != KR_CONST_INT || e->v.Constant.value.n > 3 || e->v.Constant.value.base != 10)
        return false;
    int v = 0;
    for (uint32_t i = 0; i < e->v.Constant.value.n; i++)
        v = v * 10 + (e->v.Constant.value.text[i] - '0');
    *out = v;
    return v <= 127;
}

static void binary_step(Unit *u, KrExpr *e, int left, int dst)
{
    int imm, mark = u->top;
    Op op = immediate_op(e->v.BinOp.op);
    bool immediate = op != OP_NOP && small_constant(e->v.BinOp.right, &imm);
    int right = immediate ? 0 : operand(u, e->v.BinOp.right);
    u->span = KR_SPAN_OF(e);
    if (immediate)
        emit(u, op, dst, left, imm);
    else
        emit(u, binary_ops[e->v.BinOp.op], dst, left, right);
    u->top = mark;
}

/* A chain a + b + c leans to the left; it is compiled from the innermost out without recursion. */
static void binary(Unit *u, KrExpr *e, int dst)
{
    int n = 0, mark = u->top;
    for (KrExpr *at = e; at->kind == KR_EXPR_BinOp; at = at->v.BinOp.left)
        n++;
    KrExpr **chain = krarena_new(u->c->arena, (size_t)n * sizeof *chain);
    if (!chain) {
        fail_memory(u->c);
        return;
    }
    KrExpr *at = e;
    for (int i = n; i-- > 0; at = at->v.BinOp.left)
        chain[i] = at;
    int left = operand(u, at);
    for (int i = 0; i < n; i++) {
        int to = i == n - 1 ? dst : left >= u->nlocals && left >= mark ? left : temp(u);
        binary_step(u, chain[i], left, to);
        left = to;
    }
    u->top = mark;
}

static void unary(Unit *u, KrExpr *e, int dst)
{
    static const Op ops[] = {[KR_UNARY_Invert] = OP_INVERT, [KR_UNARY_Not] = OP_NOT, [KR_UNARY_UAdd] = OP_POS, [KR_UNARY_USub] = OP_NEG};
    int mark = u->top, v = operand(u, e->v.UnaryOp.operand);
    u->span = KR_SPAN_OF(e);
    emit(u, ops[e->v.UnaryOp.op], dst, v, 0);
    u->top = mark;
}

static void bool_op(Unit *u, KrExpr *e, int dst)
{
    Label end = label_new();
    KrExprSeq *v = e->v.BoolOp.values;
    bool stop_on = e->v.BoolOp.op == KR_BOOLOP_Or;
    int mark = u->top, t = dst < u->nlocals ? temp(u) : dst;
    for (int i = 0; i < v->n; i++) {
        expr(u, v->at[i], t);
        if (i < v->n - 1) {
            u->span = KR_SPAN_OF(v->at[i]);
            emit(u, OP_JTRUE, t, 0, stop_on);
            emit_jump(u, stop_on ? OP_JSCRATCH : OP_JSCRATCHN, &end);
        }
    }
    label_here(u, &end);
    if (t != dst)
        emit(u, OP_MOVE, dst, t, 0);
    u->top = mark;
}

static const Op compare_ops[] = {
    [KR_CMP_Eq] = OP_EQ, [KR_CMP_NotEq] = OP_NE, [KR_CMP_Lt] = OP_LT, [KR_CMP_LtE] = OP_LE, [KR_CMP_Gt] = OP_GT, [KR_CMP_GtE] = OP_GE,
    [KR_CMP_Is] = OP_IS, [KR_CMP_IsNot] = OP_ISNOT, [KR_CMP_In] = OP_IN, [KR_CMP_NotIn] = OP_NOTIN,
};

static void compare(Unit *u, KrExpr *e, int dst)
{
    warn_of_comparison(u, e);
    KrCmpopSeq *ops = e->v.Compare.ops;
    KrExprSeq *right = e->v.Compare.comparators;
    int mark = u->top;
    Label end = label_new();
    int result = dst < u->nlocals && ops->n > 1 ? temp(u) : dst;
    int left = operand(u, e->v.Compare.left);
    for (int i = 0; i < ops->n; i++) {
        bool member = ops->at[i] == KR_CMP_In || ops->at[i] == KR_CMP_NotIn;
        int r = member && i == ops->n - 1 ? looked_at(u, right->at[i]) : operand(u, right->at[i]);
        u->span = KR_SPAN_OF(e);
        emit(u, compare_ops[ops->at[i]], result, left, r);
        if (i < ops->n - 1) {
            emit(u, OP_JTRUE, result, 0, 0);
            emit_jump(u, OP_JSCRATCHN, &end);
        }
        left = r;
    }
    label_here(u, &end);
    if (result != dst)
        emit(u, OP_MOVE, dst, result, 0);
    u->top = mark;
}

/* ---- conditions --------------------------------------------------------------------------------------------------------------------------- */

static Op scratch_jump(bool sense)
{
    return sense ? OP_JSCRATCH : OP_JSCRATCHN;
}

static Op compare_jump(KrCmpop op, bool imm)
{
    switch (op) {
    case KR_CMP_Lt: return imm ? OP_JLTI : OP_JLT;
    case KR_CMP_LtE: return imm ? OP_JLEI : OP_JLE;
    case KR_CMP_Eq: return imm ? OP_JEQI : OP_JEQ;
    case KR_CMP_NotEq: return imm ? OP_JNEI : OP_JNE;
    case KR_CMP_Gt: return imm ? OP_JGTI : OP_JGT;
    case KR_CMP_GtE: return imm ? OP_JGEI : OP_JGE;
    case KR_CMP_Is:
    case KR_CMP_IsNot: return OP_JIS;
    default: return OP_JIN;
    }
}

static void condition_compare(Unit *u, KrExpr *e, bool sense, Label *to)
{
    warn_of_comparison(u, e);
    KrCmpop op = e->v.Compare.ops->at[0];
    KrExpr *right = e->v.Compare.comparators->at[0];
    bool identity = op == KR_CMP_Is || op == KR_CMP_IsNot, member = op == KR_CMP_In || op == KR_CMP_NotIn;
    bool flip = op == KR_CMP_IsNot || op == KR_CMP_NotIn;
    int mark = u->top, imm = 0;
    int left = operand(u, e->v.Compare.left);
    bool none = identity && right->kind == KR_EXPR_Constant && right->v.Constant.value.kind == KR_CONST_NONE;
    bool immediate = !identity && !member && small_constant(right, &imm);
    int r = none || immediate ? 0 : member ? looked_at(u, right) : operand(u, right);
    u->span = KR_SPAN_OF(e);
    if (none)
        emit(u, OP_JNONE, left, 0, sense != flip);
    else
        emit(u, compare_jump(op, immediate), left, immediate ? imm : r, sense != flip);
    emit_jump(u, scratch_jump(sense != flip), to);
    u->top = mark;
}

void condition(Unit *u, KrExpr *e, bool sense, Label *to)
{
    if (e->kind == KR_EXPR_UnaryOp && e->v.UnaryOp.op == KR_UNARY_Not) {
        condition(u, e->v.UnaryOp.operand, !sense, to);
        return;
    }
    if (e->kind == KR_EXPR_Compare && e->v.Compare.ops->n == 1) {
        condition_compare(u, e, sense, to);
        return;
    }
    if (e->kind == KR_EXPR_BoolOp) {
        bool or = e->v.BoolOp.op == KR_BOOLOP_Or;
        KrExprSeq *v = e->v.BoolOp.values;
        Label skip = label_new();
        for (int i = 0; i < v->n - 1; i++)
            condition(u, v->at[i], or, or == sense ? to : &skip);
        condition(u, v->at[v->n - 1], sense, to);
        label_here(u, &skip);
        return;
    }
    if (e->kind == KR_EXPR_Constant) {
        uint8_t kind = e->v.Constant.value.kind;
        bool known = kind == KR_CONST_TRUE || kind == KR_CONST_FALSE || kind == KR_CONST_NONE;
        int imm;
        if (known || small_constant(e, &imm)) {
            bool truth = known ? kind == KR_CONST_TRUE : imm != 0;
            if (truth == sense)
                emit_jump(u, OP_JMP, to);
            return;
        }
    }
    int mark = u->top, v = operand(u, e);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_JTRUE, v, 0, sense);
    emit_jump(u, scratch_jump(sense), to);
    u->top = mark;
}

static uint8_t *save_bound(Unit *u)
{
    uint8_t *copy = krarena_new(u->c->arena, (size_t)u->nlocals + 1);
    if (copy && u->nlocals)
        memcpy(copy, u->bound, (size_t)u->nlocals);
    return copy;
}

static void if_exp(Unit *u, KrExpr *e, int dst)
{
    Label other = label_new(), end = label_new();
    int mark = u->top, t = dst < u->nlocals ? temp(u) : dst;
    condition(u, e->v.IfExp.test, false, &other);
    uint8_t *before = save_bound(u);
    expr(u, e->v.IfExp.body, t);
    emit_jump(u, OP_JMP, &end);
    label_here(u, &other);
    for (int i = 0; before && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((u->bound[i] & 2) | (before[i] & u->bound[i] & 1) | (before[i] & 2));
    expr(u, e->v.IfExp.orelse, t);
    label_here(u, &end);
    for (int i = 0; before && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((u->bound[i] & 2) | (before[i] & 1));
    if (t != dst)
        emit(u, OP_MOVE, dst, t, 0);
    u->top = mark;
}

/* ---- displays ---------------------------------------------------------------------------------------------------------------------------------- */

static bool has_star(KrExprSeq *elts)
{
    for (int i = 0; i < KR_SEQ_LEN(elts); i++)
        if (elts->at[i]->kind == KR_EXPR_Starred)
            return true;
    return false;
}

/* CPython joins a new set with a constant one, which decides about the order of the items. */
static bool constant_set(Unit *u, KrExpr *e, int dst)
{
    enum { FEWEST = 3 };
    KrValue items = KR_SEQ_LEN(e->v.Set.elts) >= FEWEST ? constant_items(u, e) : KR_EMPTY;
    if (items == KR_EMPTY)
        return false;
    int mark = u->top, box = temp(u), t = temp(u);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_SET, box, 0, 0);
    load_const(u, items, t);
    emit(u, OP_UPDATESET, box, t, 0);
    emit(u, OP_MOVE, dst, box, 0);
    u->top = mark;
    return true;
}

static void display(Unit *u, KrExpr *e, KrExprSeq *elts, Op op, int dst)
{
    int mark = u->top, n = KR_SEQ_LEN(elts);
    if (op == OP_SET && constant_set(u, e, dst))
        return;
    if (!has_star(elts) && n <= 60) {
        int first = temps(u, n);
        for (int i = 0; i < n; i++) {
            int keep = u->top;
            expr(u, elts->at[i], first + i);
            u->top = keep;
        }
        u->span = KR_SPAN_OF(e);
        emit(u, op, dst, first, n);
        u->top = mark;
        return;
    }
    /* Long or starred ones grow item by item. */
    int box = temp(u);
    emit(u, op == OP_SET ? OP_SET : OP_LIST, box, 0, 0);
    for (int i = 0; i < n; i++) {
        KrExpr *x = elts->at[i];
        bool star = x->kind == KR_EXPR_Starred;
        int keep = u->top, v = operand(u, star ? x->v.Starred.value : x);
        u->span = KR_SPAN_OF(x);
        emit(u, op == OP_SET ? star ? OP_UPDATESET : OP_ADDSET : star ? OP_EXTEND : OP_APPEND, box, v, 0);
        u->top = keep;
    }
    u->span = KR_SPAN_OF(e);
    emit(u, op == OP_TUPLE ? OP_TOTUPLE : OP_MOVE, dst, box, 0);
    u->top = mark;
}

static void dict_display(Unit *u, KrExpr *e, int dst)
{
    KrExprSeq *keys = e->v.Dict.keys, *values = e->v.Dict.values;
    int mark = u->top, n = KR_SEQ_LEN(values);
    bool plain = n <= 30;
    for (int i = 0; i < n; i++)
        plain &= keys->at[i] != NULL;
    if (plain) {
        int first = temps(u, 2 * n);
        for (int i = 0; i < n; i++) {
            int keep = u->top;
            expr(u, keys->at[i], first + 2 * i);
            expr(u, values->at[i], first + 2 * i + 1);
            u->top = keep;
        }
        u->span = KR_SPAN_OF(e);
        emit(u, OP_DICT, dst, first, n);
        u->top = mark;
        return;
    }
    int box = temp(u);
    emit(u, OP_DICT, box, 0, 0);
    for (int i = 0; i < n; i++) {
        int keep = u->top;
        if (keys->at[i]) {
            int k = to_temp(u, keys->at[i]), v = operand(u, values->at[i]);
            u->span = KR_SPAN_OF(e);
            emit(u, OP_SETKEY, box, k, v);
        } else {
            int v = operand(u, values->at[i]);
            u->span = KR_SPAN_OF(values->at[i]);
            emit(u, OP_UPDATE, box, v, 0);
        }
        u->top = keep;
    }
    emit(u, OP_MOVE, dst, box, 0);
    u->top = mark;
}

/* ---- attributes and subscripts --------------------------------------------------------------------------------------------------------------------- */

static bool is_super_call(Unit *u, KrExpr *e)
{
    if (e->kind != KR_EXPR_Call || KR_SEQ_LEN(e->v.Call.args) || KR_SEQ_LEN(e->v.Call.keywords) || e->v.Call.func->kind != KR_EXPR_Name)
        return false;
    const KrName *id = e->v.Call.func->v.Name.id;
    if (strcmp(id->text, "super") || !is_function(u) || !u->argcount || host_scope(u)->comprehension)
        return false;
    Symbol *y = lookup(u, id), *global = scope_find(u->c->module, id);
    bool shadowed = (y && y->flags & (SYM_BOUND | SYM_FREE)) || (global && global->flags & SYM_BOUND);
    const KrName *cls = krast_name(u->c->names, "__class__", 9);
    Symbol *cell = cls ? lookup(u, cls) : NULL;
    return !shadowed && cell && cell->flags & SYM_FREE;
}

/* super().name: the class from its cell, the first parameter, no super object. Leaves a method window at `window`. */
bool super_attribute(Unit *u, KrExpr *e, int window)
{
    if (!is_super_call(u, e->v.Attribute.value))
        return false;
    const KrName *cls = krast_name(u->c->names, "__class__", 9);
    int mark = u->top, c = temp(u), self = temp(u);
    load_name(u, cls, c);
    load_name(u, host_scope(u)->self, self);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_GETSUPER, window, c, self);
    emit_unit(u, (uint32_t)add_name(u, e->v.Attribute.attr));
    u->top = mark;
    return true;
}

static void attribute(Unit *u, KrExpr *e, int dst)
{
    int mark = u->top, o = operand(u, e->v.Attribute.value);
    u->span = KR_SPAN_OF(e);
    emit_cached(u, OP_GETATTR, dst, o, add_name(u, e->v.Attribute.attr));
    u->top = mark;
}

static void slice(Unit *u, KrExpr *e, int dst)
{
    int mark = u->top, first = temps(u, 3);
    KrExpr *parts[3] = {e->v.Slice.lower, e->v.Slice.upper, e->v.Slice.step};
    for (int i = 0; i < 3; i++) {
        if (parts[i])
            expr(u, parts[i], first + i);
        else
            load_const(u, KR_NONE, first + i);
    }
    emit(u, OP_SLICE, dst, first, 0);
    u->top = mark;
}

static void subscript(Unit *u, KrExpr *e, int dst)
{
    warn_of_subscript(u, e);
    int mark = u->top, o = operand(u, e->v.Subscript.value), k = operand(u, e->v.Subscript.slice);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_GETITEM, dst, o, k);
    u->top = mark;
}

/* ---- formatted strings ------------------------------------------------------------------------------------------------------------------------------- */

static void formatted(Unit *u, KrExpr *e, int dst)
{
    int mark = u->top, first = temps(u, 2), conversion = e->v.FormattedValue.conversion < 0 ? 0 : e->v.FormattedValue.conversion;
    expr(u, e->v.FormattedValue.value, first);
    if (e->v.FormattedValue.format_spec)
        expr(u, e->v.FormattedValue.format_spec, first + 1);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_FORMAT, dst, first, conversion | (e->v.FormattedValue.format_spec ? 0 : 128));
    u->top = mark;
}

void joined_str(Unit *u, KrExpr *e, int dst)
{
    KrExprSeq *v = e->v.JoinedStr.values;
    int mark = u->top, n = KR_SEQ_LEN(v);
    if (n == 0) {
        load_const(u, krvalue(u->c->vm->empty_str), dst);
        return;
    }
    if (n > 200) {
        int pieces = temps(u, 2);
        KrExprSeq *part = krast_new_expr_seq(u->c->arena, 100), *rest = krast_new_expr_seq(u->c->arena, n - 100);
        if (!part || !rest) {
            fail_memory(u->c);
            return;
        }
        memcpy(part->at, v->at, 100 * sizeof *v->at);
        memcpy(rest->at, v->at + 100, (size_t)(n - 100) * sizeof *v->at);
        KrExpr a = *e, b = *e;
        a.v.JoinedStr.values = part;
        b.v.JoinedStr.values = rest;
        joined_str(u, &a, pieces);
        joined_str(u, &b, pieces + 1);
        emit(u, OP_STRING, dst, pieces, 2);
        u->top = mark;
        return;
    }
    int first = temps(u, n);
    for (int i = 0; i < n; i++)
        expr(u, v->at[i], first + i);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_STRING, dst, first, n);
    u->top = mark;
}

/* ---- yield and await ----------------------------------------------------------------------------------------------------------------------------------- */

/* SEND until the delegate returns; in between what it yields is passed on. */
static void delegate(Unit *u, int it, int dst)
{
    int mark = u->top, sent = temp(u), got = temp(u);
    Label loop = label_new(), done = label_new();
    load_const(u, KR_NONE, sent);
    label_here(u, &loop);
    emit(u, OP_SEND, got, it, sent);
    emit_jump(u, OP_JMP, &done);
    emit(u, OP_YIELD, sent, got, 2);
    emit_jump(u, OP_JMP, &loop);
    label_here(u, &done);
    if (dst != got)
        emit(u, OP_MOVE, dst, got, 0);
    u->top = mark;
}

void emit_await_ready(Unit *u, int it, int dst)
{
    delegate(u, it, dst);
}

void emit_await(Unit *u, int value, int why, int dst)
{
    int mark = u->top, it = temp(u);
    emit(u, OP_AWAITABLE, it, value, why);
    delegate(u, it, dst);
    u->top = mark;
}

bool may_await(Unit *u)
{
    return u->flags & (KR_CO_COROUTINE | KR_CO_ASYNC_GENERATOR) || (u->c->top_level_await && host_scope(u)->kind == SCOPE_MODULE);
}

static void await(Unit *u, KrExpr *e, int dst)
{
    if (!may_await(u))
        syntax_error(u->c, KR_SPAN_OF(e), is_function(u) ? "'await' outside async function" : "'await' outside function");
    int mark = u->top, v = operand(u, e->v.Await.value);
    u->span = KR_SPAN_OF(e);
    emit_await(u, v, 0, dst);
    u->top = mark;
}

static void yield(Unit *u, KrExpr *e, int dst)
{
    int mark = u->top, v = temp(u);
    if (e->v.Yield.value)
        expr(u, e->v.Yield.value, v);
    else
        load_const(u, KR_NONE, v);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_YIELD, dst, v, u->flags & KR_CO_ASYNC_GENERATOR ? 1 : 0);
    u->top = mark;
}

static void yield_from(Unit *u, KrExpr *e, int dst)
{
    int mark = u->top, v = operand(u, e->v.YieldFrom.value), it = temp(u);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_YIELDITER, it, v, 0);
    delegate(u, it, dst);
    u->top = mark;
}

static void walrus(Unit *u, KrExpr *e, int dst)
{
    int mark = u->top, t = dst < u->nlocals ? temp(u) : dst;
    expr(u, e->v.NamedExpr.value, t);
    u->span = KR_SPAN_OF(e);
    store_name(u, e->v.NamedExpr.target->v.Name.id, t);
    if (t != dst)
        emit(u, OP_MOVE, dst, t, 0);
    u->top = mark;
}

/* ---- dispatch --------------------------------------------------------------------------------------------------------------------------------------------- */

static void expr_inner(Unit *u, KrExpr *e, int dst)
{
    KrValue v;
    switch (e->kind) {
    case KR_EXPR_Constant:
    case KR_EXPR_UnaryOp:
        if (fold(u->c, e, &v))
            load_const(u, v, dst);
        else if (!u->c->vm->exec->pending && e->kind == KR_EXPR_UnaryOp)
            unary(u, e, dst);
        break;
    case KR_EXPR_BinOp:
        if (fold(u->c, e, &v))
            load_const(u, v, dst);
        else
            binary(u, e, dst);
        break;
    case KR_EXPR_BoolOp: bool_op(u, e, dst); break;
    case KR_EXPR_NamedExpr: walrus(u, e, dst); break;
    case KR_EXPR_Lambda: lambda(u, e, dst); break;
    case KR_EXPR_IfExp: if_exp(u, e, dst); break;
    case KR_EXPR_Dict: dict_display(u, e, dst); break;
    case KR_EXPR_Set: display(u, e, e->v.Set.elts, OP_SET, dst); break;
    case KR_EXPR_ListComp:
    case KR_EXPR_SetComp:
    case KR_EXPR_DictComp:
    case KR_EXPR_GeneratorExp: comprehension(u, e, dst); break;
    case KR_EXPR_Await: await(u, e, dst); break;
    case KR_EXPR_Yield: yield(u, e, dst); break;
    case KR_EXPR_YieldFrom: yield_from(u, e, dst); break;
    case KR_EXPR_Compare: compare(u, e, dst); break;
    case KR_EXPR_Call: call(u, e, dst); break;
    case KR_EXPR_FormattedValue: formatted(u, e, dst); break;
    case KR_EXPR_JoinedStr: joined_str(u, e, dst); break;
    case KR_EXPR_Interpolation:
    case KR_EXPR_TemplateStr: template_str(u, e, dst); break;
    case KR_EXPR_Attribute: attribute(u, e, dst); break;
    case KR_EXPR_Subscript: subscript(u, e, dst); break;
    case KR_EXPR_Starred: syntax_error(u->c, KR_SPAN_OF(e), "can't use starred expression here"); break;
    case KR_EXPR_Name: load_name(u, e->v.Name.id, dst); break;
    case KR_EXPR_List: display(u, e, e->v.List.elts, OP_LIST, dst); break;
    case KR_EXPR_Tuple:
        if (fold(u->c, e, &v))
            load_const(u, v, dst);
        else
            display(u, e, e->v.Tuple.elts, OP_TUPLE, dst);
        break;
    case KR_EXPR_Slice: slice(u, e, dst); break;
    }
}

void expr(Unit *u, KrExpr *e, int dst)
{
    if (!goes_on(u->c))
        return;
    KrSpan outer = u->span;
    u->span = KR_SPAN_OF(e);
    expr_inner(u, e, dst);
    u->span = outer;
}
