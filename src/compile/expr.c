/* SPDX-License-Identifier: MIT
 * Expressions: operands, displays, attributes, subscripts, and who compiles the rest. */
#include "compile/unit.h"

/* ---- operands --------------------------------------------------------------------------------------------------------- */

static bool any_may_bind(const KrExprSeq *seq)
{
    for (int i = 0; i < KR_SEQ_LEN(seq); i++)
        if (seq->at[i] && krexpr_may_bind(seq->at[i]))
            return true;
    return false;
}

static bool call_may_bind(const KrExpr *e)
{
    for (int i = 0; i < KR_SEQ_LEN(e->v.Call.keywords); i++)
        if (krexpr_may_bind(e->v.Call.keywords->at[i]->value))
            return true;
    return krexpr_may_bind(e->v.Call.func) || any_may_bind(e->v.Call.args);
}

bool krexpr_may_bind(const KrExpr *e)
{
    for (;;)
        switch (e->kind) {
        case KR_EXPR_Name:
        case KR_EXPR_Constant:
        case KR_EXPR_Lambda: return false;
        case KR_EXPR_Attribute: e = e->v.Attribute.value; break;
        case KR_EXPR_UnaryOp: e = e->v.UnaryOp.operand; break;
        case KR_EXPR_Subscript:
            if (krexpr_may_bind(e->v.Subscript.slice))
                return true;
            e = e->v.Subscript.value;
            break;
        case KR_EXPR_BinOp:
            if (krexpr_may_bind(e->v.BinOp.right))
                return true;
            e = e->v.BinOp.left;
            break;
        case KR_EXPR_Compare:
            return krexpr_may_bind(e->v.Compare.left) || any_may_bind(e->v.Compare.comparators);
        case KR_EXPR_Call: return call_may_bind(e);
        default: return true;
        }
}

/* Whether the register of the variable may have another value once `later` is evaluated. */
static bool may_change(KrUnit *u, const KrName *name, const KrExpr *later)
{
    if (!later || !u->own->walrus)
        return false;
    KrSymbol *y = krvar_place(u, name).symbol;
    return y && y->flags & KR_SYM_WALRUS && krexpr_may_bind(later);
}

int krexpr_operand_before(KrUnit *u, KrExpr *e, KrExpr *later, int hint)
{
    const KrName *name = e->kind == KR_EXPR_Name ? e->v.Name.id : NULL;
    if (name)
        KR_AT(u, e);
    int local = name && !may_change(u, name, later) ? krvar_local(u, name) : -1;
    if (local >= 0)
        return local;
    int t = hint >= 0 && krreg_is_temp(u, hint) ? hint : krreg_take(u, 1);
    int top = u->top;
    krexpr_to(u, e, t);
    u->top = top;
    return t;
}

int krexpr_operand(KrUnit *u, KrExpr *e)
{
    if (e->kind == KR_EXPR_NamedExpr) {
        krexpr_drop(u, e);
        return krexpr_operand(u, e->v.NamedExpr.target);
    }
    return krexpr_operand_before(u, e, NULL, -1);
}

int krexpr_temp(KrUnit *u, KrExpr *e)
{
    int t = krreg_take(u, 1);
    krexpr_to(u, e, t);
    u->top = t + 1;
    return t;
}

int krexpr_row(KrUnit *u, KrExprSeq *items)
{
    int first = u->top;
    for (int i = 0; i < KR_SEQ_LEN(items); i++)
        krexpr_temp(u, items->at[i]);
    return first;
}

bool krexpr_has_star(const KrExprSeq *items)
{
    for (int i = 0; i < KR_SEQ_LEN(items); i++)
        if (items->at[i]->kind == KR_EXPR_Starred)
            return true;
    return false;
}

/* ---- displays ------------------------------------------------------------------------------------------------------------ */

/* Items beyond the first ones, and starred ones, are put in one by one. */
static void fill(KrUnit *u, KrExprSeq *items, int acc, KrInstr build, KrInstr add, KrInstr extend, KrSpan span)
{
    int n = KR_SEQ_LEN(items), i = 0, mark = u->top;
    while (i < n && i < KR_MOST_DIRECT && items->at[i]->kind != KR_EXPR_Starred)
        krexpr_temp(u, items->at[i++]);
    krat(u, span);
    kremit(u, build, acc, mark, i);
    for (; i < n && !u->c->failed; i++) {
        u->top = mark;
        bool star = items->at[i]->kind == KR_EXPR_Starred;
        int r = krexpr_operand(u, star ? items->at[i]->v.Starred.value : items->at[i]);
        krat(u, span);
        kremit(u, star ? extend : add, acc, r, 0);
    }
    u->top = mark;
}

static void display(KrUnit *u, KrExprSeq *items, int dst, KrInstr build, KrInstr add, KrInstr extend, KrSpan span)
{
    int mark = u->top, n = KR_SEQ_LEN(items);
    if (n <= KR_MOST_DIRECT && !krexpr_has_star(items)) {
        int first = krexpr_row(u, items);
        krat(u, span);
        kremit(u, build, dst, first, n);
    } else {
        int acc = krreg_own(u, dst);
        fill(u, items, acc, build, add, extend, span);
        krreg_move(u, dst, acc);
    }
    u->top = mark;
}

void krexpr_list(KrUnit *u, KrExprSeq *items, int dst)
{
    display(u, items, dst, KR_I_LIST, KR_I_APPEND, KR_I_EXTEND, u->span);
}

static void list_to(KrUnit *u, KrExpr *e, int dst)
{
    KrExprSeq *items = e->v.List.elts;
    KrValue tuple;
    int mark = u->top;
    if (KR_SEQ_LEN(items) < 4 || !krfold_items(u->c, items, &tuple)) {
        display(u, items, dst, KR_I_LIST, KR_I_APPEND, KR_I_EXTEND, KR_SPAN_OF(e));
        return;
    }
    int acc = krreg_own(u, dst), r = krreg_take(u, 1);
    KR_AT(u, e);
    kremit(u, KR_I_LIST, acc, r, 0);
    krconst_load(u, tuple, r);
    kremit(u, KR_I_EXTEND, acc, r, 0);
    krreg_move(u, dst, acc);
    u->top = mark;
}

static void tuple_to(KrUnit *u, KrExpr *e, int dst)
{
    KrExprSeq *items = e->v.Tuple.elts;
    int mark = u->top;
    if (KR_SEQ_LEN(items) <= KR_MOST_DIRECT && !krexpr_has_star(items)) {
        display(u, items, dst, KR_I_TUPLE, KR_I_APPEND, KR_I_EXTEND, KR_SPAN_OF(e));
        return;
    }
    int acc = krreg_own(u, dst);
    display(u, items, acc, KR_I_LIST, KR_I_APPEND, KR_I_EXTEND, KR_SPAN_OF(e));
    kremit(u, KR_I_TOTUPLE, dst, acc, 0);
    u->top = mark;
}

static bool simple_dict(const KrExpr *e)
{
    int n = KR_SEQ_LEN(e->v.Dict.values);
    for (int i = 0; i < n; i++)
        if (!e->v.Dict.keys->at[i])
            return false;
    return n <= KR_MOST_DIRECT / 2;
}

static void dict_to(KrUnit *u, KrExpr *e, int dst)
{
    KrExprSeq *keys = e->v.Dict.keys, *values = e->v.Dict.values;
    int mark = u->top, n = KR_SEQ_LEN(values);
    if (simple_dict(e)) {
        for (int i = 0; i < n; i++) {
            krexpr_temp(u, keys->at[i]);
            krexpr_temp(u, values->at[i]);
        }
        KR_AT(u, e);
        kremit(u, KR_I_DICT, dst, mark, n);
        u->top = mark;
        return;
    }
    int acc = krreg_own(u, dst), inner = u->top;
    KR_AT(u, e);
    kremit(u, KR_I_DICT, acc, inner, 0);
    for (int i = 0; i < n && !u->c->failed; i++) {
        u->top = inner;
        int k = keys->at[i] ? krexpr_operand_before(u, keys->at[i], values->at[i], -1) : 0;
        int v = krexpr_operand(u, values->at[i]);
        KR_AT(u, e);
        if (keys->at[i])
            kremit(u, KR_I_SETKEY, acc, k, v);
        else
            kremit(u, KR_I_UPDATE, acc, v, 0);
    }
    krreg_move(u, dst, acc);
    u->top = mark;
}

static bool frozen(KrCompiler *c, KrExprSeq *items, KrValue *out)
{
    KrValue tuple;
    if (!krfold_items(c, items, &tuple))
        return false;
    KrSet *s = krset_new(c->vm, KR_T_frozenset);
    for (size_t i = 0; s && i < kras_tuple(tuple)->n; i++)
        if (!krset_add(c->vm, s, kras_tuple(tuple)->at[i]))
            s = NULL;
    c->failed |= !s;
    *out = krvalue(s);
    return s != NULL;
}

int krexpr_container(KrUnit *u, KrExpr *e, bool for_loop)
{
    KrValue v;
    bool constant = e->kind == KR_EXPR_List  ? krfold_items(u->c, e->v.List.elts, &v)
                    : e->kind == KR_EXPR_Set ? !for_loop && frozen(u->c, e->v.Set.elts, &v)
                                             : false;
    if (!constant)
        return krexpr_operand(u, e);
    int r = krreg_take(u, 1);
    KR_AT(u, e);
    krconst_load(u, v, r);
    return r;
}

/* ---- attributes and subscripts ------------------------------------------------------------------------------------------------ */

static int characters(const KrName *name)
{
    int n = 0;
    for (uint32_t i = 0; i < name->len; i++)
        n += ((unsigned char)name->text[i] & 0xC0) != 0x80;
    return n;
}

KrSpan krexpr_attribute_span(KrExpr *e)
{
    KrSpan span = KR_SPAN_OF(e);
    if (span.lineno == span.end_lineno)
        return span;
    int n = characters(e->v.Attribute.attr);
    span.lineno = span.end_lineno;
    span.col_offset = n <= span.end_col_offset ? span.end_col_offset - n : -1;
    return span;
}

static void attribute_to(KrUnit *u, KrExpr *e, int dst)
{
    int mark = u->top;
    int o = krexpr_operand_before(u, e->v.Attribute.value, NULL, dst);
    krat(u, krexpr_attribute_span(e));
    kremit_k(u, KR_I_GETATTR, dst, o, 0, krconst_name(u, krscope_mangle(u->c, u->scope, e->v.Attribute.attr)));
    u->top = mark;
}

static const char *constant_type(const KrExpr *e)
{
    static const char *const names[] = {
        [KR_CONST_NONE] = "NoneType", [KR_CONST_TRUE] = "bool", [KR_CONST_FALSE] = "bool", [KR_CONST_ELLIPSIS] = "ellipsis",
        [KR_CONST_INT] = "int", [KR_CONST_FLOAT] = "float", [KR_CONST_IMAG] = "complex", [KR_CONST_STR] = "str",
        [KR_CONST_BYTES] = "bytes"};
    return names[e->v.Constant.value.kind];
}

/* The class of a display or literal whose use as something else is a mistake, or NULL. */
static const char *literal_type(const KrExpr *e)
{
    switch (e->kind) {
    case KR_EXPR_Constant: return constant_type(e);
    case KR_EXPR_Tuple: return "tuple";
    case KR_EXPR_List:
    case KR_EXPR_ListComp: return "list";
    case KR_EXPR_Dict:
    case KR_EXPR_DictComp: return "dict";
    case KR_EXPR_Set:
    case KR_EXPR_SetComp: return "set";
    case KR_EXPR_GeneratorExp: return "generator";
    case KR_EXPR_Lambda: return "function";
    case KR_EXPR_JoinedStr:
    case KR_EXPR_FormattedValue: return "str";
    default: return NULL;
    }
}

static void check_subscript(KrUnit *u, KrExpr *e)
{
    KrExpr *o = e->v.Subscript.value, *index = e->v.Subscript.slice;
    int kind = o->kind == KR_EXPR_Constant ? o->v.Constant.value.kind : 0;
    bool never = (kind && kind != KR_CONST_STR && kind != KR_CONST_BYTES) || o->kind == KR_EXPR_Set ||
                 o->kind == KR_EXPR_SetComp || o->kind == KR_EXPR_GeneratorExp || o->kind == KR_EXPR_Lambda;
    if (never) {
        krcompile_warn(u->c, KR_SPAN_OF(e), "'%s' object is not subscriptable; perhaps you missed a comma?", literal_type(o));
        return;
    }
    bool sequence = kind == KR_CONST_STR || kind == KR_CONST_BYTES || o->kind == KR_EXPR_Tuple || o->kind == KR_EXPR_List ||
                    o->kind == KR_EXPR_ListComp || o->kind == KR_EXPR_JoinedStr;
    const char *type = sequence ? literal_type(index) : NULL;
    int index_kind = index->kind == KR_EXPR_Constant ? index->v.Constant.value.kind : 0;
    if (type && index_kind != KR_CONST_INT && index_kind != KR_CONST_TRUE && index_kind != KR_CONST_FALSE)
        krcompile_warn(u->c, KR_SPAN_OF(e), "%s indices must be integers or slices, not %s; perhaps you missed a comma?",
                       literal_type(o), type);
}

static void subscript_to(KrUnit *u, KrExpr *e, int dst)
{
    int mark = u->top;
    check_subscript(u, e);
    int o = krexpr_operand_before(u, e->v.Subscript.value, e->v.Subscript.slice, dst);
    int k = krexpr_operand(u, e->v.Subscript.slice);
    KR_AT(u, e);
    kremit(u, KR_I_GETITEM, dst, o, k);
    u->top = mark;
}

static void part(KrUnit *u, KrExpr *e)
{
    if (e)
        krexpr_temp(u, e);
    else
        kremit_bx(u, KR_I_LOADIMM, krreg_take(u, 1), (int)(KR_NONE & 15));
}

static void slice_to(KrUnit *u, KrExpr *e, int dst)
{
    int mark = u->top;
    KR_AT(u, e);
    part(u, e->v.Slice.lower);
    part(u, e->v.Slice.upper);
    part(u, e->v.Slice.step);
    KR_AT(u, e);
    kremit(u, KR_I_SLICE, dst, mark, 0);
    u->top = mark;
}

/* ---- names and := ---------------------------------------------------------------------------------------------------------------- */

static void named_to(KrUnit *u, KrExpr *e, int dst)
{
    KrExpr *target = e->v.NamedExpr.target;
    KrPlace place = krvar_place(u, target->v.Name.id);
    int r = place.kind == KR_PLACE_REG ? place.index : krreg_own(u, dst);
    krexpr_to(u, e->v.NamedExpr.value, r);
    KR_AT(u, target);
    if (place.kind == KR_PLACE_REG)
        krvar_bound(u, place);
    else
        krvar_store(u, target->v.Name.id, r);
    krreg_move(u, dst, r);
}

void krexpr_annotation(KrUnit *u, KrExpr *e, int dst)
{
    if (u->c->future_annotations) {
        KrStr *text = u->c->failed ? NULL : krunparse(u->c, e);
        KR_AT(u, e);
        if (text)
            krconst_load(u, krconst_unique(u->c, krvalue(text)), dst);
        return;
    }
    if (e->kind != KR_EXPR_Starred) {
        krexpr_to(u, e, dst);
        return;
    }
    /* *args: *Ts stands for the one item that the starred value gives. */
    int r = krexpr_operand(u, e->v.Starred.value);
    KR_AT(u, e);
    kremit(u, KR_I_UNPACK, dst, r, 1);
}

/* ---- all expressions ---------------------------------------------------------------------------------------------------------------- */

static void expr_to(KrUnit *u, KrExpr *e, int dst)
{
    switch (e->kind) {
    case KR_EXPR_BoolOp: kroper_bool_to(u, e, dst); break;
    case KR_EXPR_NamedExpr: named_to(u, e, dst); break;
    case KR_EXPR_BinOp: kroper_binary_to(u, e, dst); break;
    case KR_EXPR_UnaryOp: kroper_unary_to(u, e, dst); break;
    case KR_EXPR_Lambda: krdef_lambda(u, e, dst); break;
    case KR_EXPR_IfExp: kroper_ifexp_to(u, e, dst); break;
    case KR_EXPR_Dict: dict_to(u, e, dst); break;
    case KR_EXPR_Set:
        display(u, e->v.Set.elts, dst, KR_I_SET, KR_I_ADDSET, KR_I_UPDATESET, KR_SPAN_OF(e));
        break;
    case KR_EXPR_ListComp:
    case KR_EXPR_SetComp:
    case KR_EXPR_DictComp:
    case KR_EXPR_GeneratorExp: krcomp_to(u, e, dst); break;
    case KR_EXPR_Await: krawait_to(u, e, dst); break;
    case KR_EXPR_Yield: kryield_to(u, e, dst); break;
    case KR_EXPR_YieldFrom: kryield_from_to(u, e, dst); break;
    case KR_EXPR_Compare: kroper_compare_to(u, e, dst); break;
    case KR_EXPR_Call: krcalls_to(u, e, dst); break;
    case KR_EXPR_FormattedValue: krstring_formatted(u, e, dst); break;
    case KR_EXPR_Interpolation: krstring_interpolation(u, e, dst); break;
    case KR_EXPR_JoinedStr: krstring_joined(u, e, dst); break;
    case KR_EXPR_TemplateStr: krstring_template(u, e, dst); break;
    case KR_EXPR_Constant: break; /* folded */
    case KR_EXPR_Attribute: attribute_to(u, e, dst); break;
    case KR_EXPR_Subscript: subscript_to(u, e, dst); break;
    case KR_EXPR_Starred: krcompile_error(u->c, KR_SPAN_OF(e), "can't use starred expression here"); break;
    case KR_EXPR_Name: krvar_load(u, e->v.Name.id, dst); break;
    case KR_EXPR_List: list_to(u, e, dst); break;
    case KR_EXPR_Tuple: tuple_to(u, e, dst); break;
    case KR_EXPR_Slice: slice_to(u, e, dst); break;
    }
}

void krexpr_to(KrUnit *u, KrExpr *e, int dst)
{
    KrValue v;
    if (!krcompile_enter(u->c))
        return;
    if (krfold(u->c, e, &v)) {
        KR_AT(u, e);
        krconst_load(u, v, dst);
        return;
    }
    int mark = u->top;
    KR_AT(u, e);
    expr_to(u, e, dst);
    u->top = mark;
}

void krexpr_drop(KrUnit *u, KrExpr *e)
{
    int mark = u->top;
    KrValue v;
    if (krfold(u->c, e, &v))
        return;
    if (e->kind == KR_EXPR_Name)
        krexpr_operand(u, e);
    else if (e->kind == KR_EXPR_NamedExpr && krvar_place(u, e->v.NamedExpr.target->v.Name.id).kind == KR_PLACE_REG)
        krexpr_to(u, e, krvar_place(u, e->v.NamedExpr.target->v.Name.id).index);
    else
        krexpr_to(u, e, krreg_take(u, 1));
    u->top = mark;
}
