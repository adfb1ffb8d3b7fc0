/* SPDX-License-Identifier: MIT
 * An expression as source text: annotations under `from __future__ import annotations`. */
#include "compile/unit.h"

/* How tightly things bind; what binds less than its place asks for stands in parentheses. */
typedef enum Level {
    L_TUPLE, L_NAMED, L_TEST, L_OR, L_AND, L_NOT, L_COMPARE, L_BIT_OR, L_BIT_XOR, L_BIT_AND, L_SHIFT, L_ARITH, L_TERM, L_FACTOR, L_POWER,
    L_AWAIT, L_ATOM
} Level;

typedef struct Text {
    Compiler *c;
    KrBuf *b;
} Text;

static void put(Text t, KrExpr *e, Level level);

static void word(Text t, const char *s)
{
    krbuf_text(t.b, s);
}

static void open_if(Text t, bool wanted)
{
    word(t, wanted ? "(" : "");
}

static void close_if(Text t, bool wanted)
{
    word(t, wanted ? ")" : "");
}

static void list(Text t, KrExprSeq *seq, Level level, const char *between)
{
    for (int i = 0; i < KR_SEQ_LEN(seq); i++) {
        word(t, i ? between : "");
        put(t, seq->at[i], level);
    }
}

static void fail(Text t)
{
    t.c->failed = true;
    t.b->failed = true;
}

/* ---- constants and formatted strings ---------------------------------------------------------------------------------------------- */

static void constant(Text t, const KrExpr *e)
{
    const KrConst *k = &e->v.Constant.value;
    if (k->kind == KR_CONST_ELLIPSIS) {
        word(t, "...");
        return;
    }
    KrValue v = const_value(t.c, k), shown = v == KR_RAISED ? v : krobj_repr(t.c->vm, v);
    if (shown == KR_RAISED) {
        fail(t);
        return;
    }
    const char *text = krstr_data(kras_str(shown));
    word(t, e->v.Constant.kind ? "u" : "");
    if (!strcmp(text, "inf") || !strcmp(text, "infj"))
        word(t, k->kind == KR_CONST_IMAG ? "1e309j" : "1e309"); /* overflows again when it is read */
    else
        krbuf_add(t.b, text, kras_str(shown)->size);
}

static void formatted_part(Text t, KrExpr *e);

static void formatted_value(Text t, KrExpr *value, int conversion, KrExpr *spec)
{
    KrBuf inner = krbuf_init(&t.c->vm->alloc);
    put((Text){t.c, &inner}, value, L_TEST + 1);
    word(t, inner.len && inner.data[0] == '{' ? "{ " : "{");
    krbuf_add(t.b, inner.data, inner.len);
    krbuf_release(&inner);
    if (conversion > 0)
        krbuf_printf(t.b, "!%c", conversion);
    if (spec) {
        word(t, ":");
        formatted_part(t, spec);
    }
    word(t, "}");
}

static void formatted_part(Text t, KrExpr *e)
{
    KrExprSeq *parts = e->kind == KR_EXPR_JoinedStr ? e->v.JoinedStr.values : e->kind == KR_EXPR_TemplateStr ? e->v.TemplateStr.values : NULL;
    for (int i = 0; i < KR_SEQ_LEN(parts); i++)
        formatted_part(t, parts->at[i]);
    if (e->kind == KR_EXPR_FormattedValue)
        formatted_value(t, e->v.FormattedValue.value, e->v.FormattedValue.conversion, e->v.FormattedValue.format_spec);
    if (e->kind == KR_EXPR_Interpolation)
        formatted_value(t, e->v.Interpolation.value, e->v.Interpolation.conversion, e->v.Interpolation.format_spec);
    const KrConst *k = e->kind == KR_EXPR_Constant ? &e->v.Constant.value : NULL;
    for (uint32_t i = 0; k && k->kind == KR_CONST_STR && i < k->n; i++) {
        krbuf_char(t.b, k->text[i]);
        if (k->text[i] == '{' || k->text[i] == '}')
            krbuf_char(t.b, k->text[i]);
    }
}

static void formatted_string(Text t, KrExpr *e, const char *prefix)
{
    KrBuf body = krbuf_init(&t.c->vm->alloc);
    formatted_part((Text){t.c, &body}, e);
    KrStr *text = krstr_from_buf(t.c->vm, &body);
    KrValue shown = text ? krstr_repr(t.c->vm, text) : KR_RAISED;
    if (shown == KR_RAISED) {
        fail(t);
        return;
    }
    word(t, prefix);
    krbuf_str(t.b, kras_str(shown));
}

/* ---- operators ------------------------------------------------------------------------------------------------------------------------ */

static void bool_op(Text t, KrExpr *e, Level level)
{
    bool and = e->v.BoolOp.op == KR_BOOLOP_And;
    Level own = and ? L_AND : L_OR;
    open_if(t, level > own);
    list(t, e->v.BoolOp.values, own + 1, and ? " and " : " or ");
    close_if(t, level > own);
}

static void binary(Text t, KrExpr *e, Level level)
{
    static const struct {
        const char *text;
        uint8_t level;
    } ops[] = {
        [KR_OP_Add] = {" + ", L_ARITH}, [KR_OP_Sub] = {" - ", L_ARITH}, [KR_OP_Mult] = {" * ", L_TERM}, [KR_OP_MatMult] = {" @ ", L_TERM},
        [KR_OP_Div] = {" / ", L_TERM}, [KR_OP_Mod] = {" % ", L_TERM}, [KR_OP_Pow] = {" ** ", L_POWER}, [KR_OP_LShift] = {" << ", L_SHIFT},
        [KR_OP_RShift] = {" >> ", L_SHIFT}, [KR_OP_BitOr] = {" | ", L_BIT_OR}, [KR_OP_BitXor] = {" ^ ", L_BIT_XOR},
        [KR_OP_BitAnd] = {" & ", L_BIT_AND}, [KR_OP_FloorDiv] = {" // ", L_TERM},
    };
    Level own = ops[e->v.BinOp.op].level;
    bool to_right = own == L_POWER;
    open_if(t, level > own);
    put(t, e->v.BinOp.left, own + to_right);
    word(t, ops[e->v.BinOp.op].text);
    put(t, e->v.BinOp.right, own + !to_right);
    close_if(t, level > own);
}

static void unary(Text t, KrExpr *e, Level level)
{
    static const char *const ops[] = {[KR_UNARY_Not] = "not ", [KR_UNARY_USub] = "-", [KR_UNARY_UAdd] = "+", [KR_UNARY_Invert] = "~"};
    Level own = e->v.UnaryOp.op == KR_UNARY_Not ? L_NOT : L_FACTOR;
    open_if(t, level > own);
    word(t, ops[e->v.UnaryOp.op]);
    put(t, e->v.UnaryOp.operand, own);
    close_if(t, level > own);
}

static void comparison(Text t, KrExpr *e, Level level)
{
    static const char *const ops[] = {
        [KR_CMP_Eq] = " == ", [KR_CMP_NotEq] = " != ", [KR_CMP_Lt] = " < ", [KR_CMP_LtE] = " <= ", [KR_CMP_Gt] = " > ",
        [KR_CMP_GtE] = " >= ", [KR_CMP_Is] = " is ", [KR_CMP_IsNot] = " is not ", [KR_CMP_In] = " in ", [KR_CMP_NotIn] = " not in ",
    };
    open_if(t, level > L_COMPARE);
    put(t, e->v.Compare.left, L_COMPARE + 1);
    for (int i = 0; i < e->v.Compare.ops->n; i++) {
        word(t, ops[e->v.Compare.ops->at[i]]);
        put(t, e->v.Compare.comparators->at[i], L_COMPARE + 1);
    }
    close_if(t, level > L_COMPARE);
}

static void choice(Text t, KrExpr *e, Level level)
{
    open_if(t, level > L_TEST);
    put(t, e->v.IfExp.body, L_TEST + 1);
    word(t, " if ");
    put(t, e->v.IfExp.test, L_TEST + 1);
    word(t, " else ");
    put(t, e->v.IfExp.orelse, L_TEST);
    close_if(t, level > L_TEST);
}

/* ---- lambda ----------------------------------------------------------------------------------------------------------------------------- */

static void parameter(Text t, bool *first, const char *stars, const KrName *name, KrExpr *value)
{
    word(t, *first ? "" : ", ");
    *first = false;
    word(t, stars);
    word(t, name ? name->text : "");
    word(t, value ? "=" : "");
    if (value)
        put(t, value, L_TEST);
}

static void parameters(Text t, KrArguments *a)
{
    int npos = KR_SEQ_LEN(a->posonlyargs), n = npos + KR_SEQ_LEN(a->args), plain = n - KR_SEQ_LEN(a->defaults);
    bool first = true;
    for (int i = 0; i < n; i++) {
        parameter(t, &first, "", i < npos ? a->posonlyargs->at[i]->arg : a->args->at[i - npos]->arg, i < plain ? NULL : a->defaults->at[i - plain]);
        if (i == npos - 1)
            parameter(t, &first, "/", NULL, NULL);
    }
    if (a->vararg || KR_SEQ_LEN(a->kwonlyargs))
        parameter(t, &first, "*", a->vararg ? a->vararg->arg : NULL, NULL);
    for (int i = 0; i < KR_SEQ_LEN(a->kwonlyargs); i++)
        parameter(t, &first, "", a->kwonlyargs->at[i]->arg, a->kw_defaults->at[i]);
    if (a->kwarg)
        parameter(t, &first, "**", a->kwarg->arg, NULL);
}

static void lambda_text(Text t, KrExpr *e, Level level)
{
    KrArguments *a = e->v.Lambda.args;
    open_if(t, level > L_TEST);
    word(t, KR_SEQ_LEN(a->posonlyargs) || KR_SEQ_LEN(a->args) ? "lambda " : "lambda"); /* CPython's text is `lambda*, a: a` */
    parameters(t, a);
    word(t, ": ");
    put(t, e->v.Lambda.body, L_TEST);
    close_if(t, level > L_TEST);
}

/* ---- displays and comprehensions --------------------------------------------------------------------------------------------------------- */

static void dict(Text t, KrExpr *e)
{
    word(t, "{");
    for (int i = 0; i < KR_SEQ_LEN(e->v.Dict.values); i++) {
        KrExpr *key = e->v.Dict.keys->at[i];
        word(t, i ? ", " : "");
        if (key)
            put(t, key, L_TEST);
        word(t, key ? ": " : "**");
        put(t, e->v.Dict.values->at[i], key ? L_TEST : L_BIT_OR);
    }
    word(t, "}");
}

static void tuple(Text t, KrExpr *e, Level level)
{
    int n = KR_SEQ_LEN(e->v.Tuple.elts);
    open_if(t, level > L_TUPLE || !n);
    list(t, e->v.Tuple.elts, L_TEST, ", ");
    word(t, n == 1 ? "," : "");
    close_if(t, level > L_TUPLE || !n);
}

static void comprehension_text(Text t, const char *open, KrExpr *key, KrExpr *value, KrComprehensionSeq *gens, const char *end)
{
    word(t, open);
    put(t, key, L_TEST);
    if (value) {
        word(t, ": ");
        put(t, value, L_TEST);
    }
    for (int i = 0; i < KR_SEQ_LEN(gens); i++) {
        KrComprehension *g = gens->at[i];
        word(t, g->is_async ? " async for " : " for ");
        put(t, g->target, L_TUPLE);
        word(t, " in ");
        put(t, g->iter, L_TEST + 1);
        for (int k = 0; k < KR_SEQ_LEN(g->ifs); k++) {
            word(t, " if ");
            put(t, g->ifs->at[k], L_TEST + 1);
        }
    }
    word(t, end);
}

/* ---- primaries ---------------------------------------------------------------------------------------------------------------------------- */

static void call_text(Text t, KrExpr *e)
{
    KrExprSeq *args = e->v.Call.args;
    KrKeywordSeq *keywords = e->v.Call.keywords;
    put(t, e->v.Call.func, L_ATOM);
    if (KR_SEQ_LEN(args) == 1 && !KR_SEQ_LEN(keywords) && args->at[0]->kind == KR_EXPR_GeneratorExp) {
        put(t, args->at[0], L_ATOM);
        return;
    }
    word(t, "(");
    list(t, args, L_TEST, ", ");
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++) {
        KrKeyword *k = keywords->at[i];
        word(t, i || KR_SEQ_LEN(args) ? ", " : "");
        word(t, k->arg ? k->arg->text : "**");
        word(t, k->arg ? "=" : "");
        put(t, k->value, L_TEST);
    }
    word(t, ")");
}

static void attribute(Text t, KrExpr *e)
{
    KrExpr *of = e->v.Attribute.value;
    put(t, of, L_ATOM);
    word(t, of->kind == KR_EXPR_Constant && of->v.Constant.value.kind == KR_CONST_INT ? " ." : ".");
    word(t, e->v.Attribute.attr->text);
}

static void slice(Text t, KrExpr *e)
{
    if (e->v.Slice.lower)
        put(t, e->v.Slice.lower, L_TEST);
    word(t, ":");
    if (e->v.Slice.upper)
        put(t, e->v.Slice.upper, L_TEST);
    if (e->v.Slice.step) {
        word(t, ":");
        put(t, e->v.Slice.step, L_TEST);
    }
}

/* `prefix` and a value that binds at least as `inner`, as a whole at `own`. */
static void prefixed(Text t, const char *prefix, KrExpr *value, Level inner, Level own, Level level)
{
    open_if(t, level > own);
    word(t, prefix);
    if (value)
        put(t, value, inner);
    close_if(t, level > own);
}

static void named(Text t, KrExpr *e, Level level)
{
    open_if(t, level > L_NAMED);
    put(t, e->v.NamedExpr.target, L_ATOM);
    word(t, " := ");
    put(t, e->v.NamedExpr.value, L_ATOM);
    close_if(t, level > L_NAMED);
}

static void put(Text t, KrExpr *e, Level level)
{
    if (t.c->failed)
        return;
    if (!krstack_check(t.c->vm, " during compilation")) {
        fail(t);
        return;
    }
    switch (e->kind) {
    case KR_EXPR_BoolOp: bool_op(t, e, level); break;
    case KR_EXPR_NamedExpr: named(t, e, level); break;
    case KR_EXPR_BinOp: binary(t, e, level); break;
    case KR_EXPR_UnaryOp: unary(t, e, level); break;
    case KR_EXPR_Lambda: lambda_text(t, e, level); break;
    case KR_EXPR_IfExp: choice(t, e, level); break;
    case KR_EXPR_Dict: dict(t, e); break;
    case KR_EXPR_Set: word(t, "{"); list(t, e->v.Set.elts, L_TEST, ", "); word(t, "}"); break;
    case KR_EXPR_ListComp: comprehension_text(t, "[", e->v.ListComp.elt, NULL, e->v.ListComp.generators, "]"); break;
    case KR_EXPR_SetComp: comprehension_text(t, "{", e->v.SetComp.elt, NULL, e->v.SetComp.generators, "}"); break;
    case KR_EXPR_DictComp: comprehension_text(t, "{", e->v.DictComp.key, e->v.DictComp.value, e->v.DictComp.generators, "}"); break;
    case KR_EXPR_GeneratorExp: comprehension_text(t, "(", e->v.GeneratorExp.elt, NULL, e->v.GeneratorExp.generators, ")"); break;
    case KR_EXPR_Await: prefixed(t, "await ", e->v.Await.value, L_ATOM, L_AWAIT, level); break;
    case KR_EXPR_Yield: prefixed(t, e->v.Yield.value ? "yield " : "yield", e->v.Yield.value, L_TEST, L_TUPLE, L_ATOM); break;
    case KR_EXPR_YieldFrom: prefixed(t, "yield from ", e->v.YieldFrom.value, L_TEST, L_TUPLE, L_ATOM); break;
    case KR_EXPR_Compare: comparison(t, e, level); break;
    case KR_EXPR_Call: call_text(t, e); break;
    case KR_EXPR_FormattedValue:
    case KR_EXPR_JoinedStr: formatted_string(t, e, "f"); break;
    case KR_EXPR_Interpolation:
    case KR_EXPR_TemplateStr: formatted_string(t, e, "t"); break;
    case KR_EXPR_Constant: constant(t, e); break;
    case KR_EXPR_Attribute: attribute(t, e); break;
    case KR_EXPR_Subscript: put(t, e->v.Subscript.value, L_ATOM); word(t, "["); put(t, e->v.Subscript.slice, L_TUPLE); word(t, "]"); break;
    case KR_EXPR_Starred: word(t, "*"); put(t, e->v.Starred.value, L_BIT_OR); break;
    case KR_EXPR_Name: word(t, e->v.Name.id->text); break;
    case KR_EXPR_List: word(t, "["); list(t, e->v.List.elts, L_TEST, ", "); word(t, "]"); break;
    case KR_EXPR_Tuple: tuple(t, e, level); break;
    case KR_EXPR_Slice: slice(t, e); break;
    }
}

KrValue unparse(Compiler *c, KrExpr *e)
{
    KrBuf b = krbuf_init(&c->vm->alloc);
    put((Text){c, &b}, e, L_TEST);
    return krvalue_or_raised(krstr_from_buf(c->vm, &b));
}
