/* SPDX-License-Identifier: MIT
 * An expression as source text, in the form that annotations have under `from __future__ import annotations`. */
#include "compile/unit.h"

/* How tightly an expression binds; an operand that binds less gets parentheses. */
typedef enum Level {
    AT_TUPLE, AT_TEST, AT_OR, AT_AND, AT_NOT, AT_COMPARE, AT_BOR, AT_BXOR, AT_BAND, AT_SHIFT, AT_ARITH, AT_TERM, AT_FACTOR,
    AT_POWER, AT_AWAIT, AT_ATOM,
} Level;

typedef struct Writer {
    KrCompiler *c;
    KrBuf *b;
} Writer;

static void write_expr(Writer *w, const KrExpr *e, Level level);

static void text(Writer *w, const char *s)
{
    krbuf_text(w->b, s);
}

static void open(Writer *w, bool yes)
{
    text(w, yes ? "(" : "");
}

static void close(Writer *w, bool yes)
{
    text(w, yes ? ")" : "");
}

static void items(Writer *w, const KrExprSeq *seq, Level level)
{
    for (int i = 0; i < KR_SEQ_LEN(seq); i++) {
        text(w, i ? ", " : "");
        write_expr(w, seq->at[i], level);
    }
}

/* ---- literals ------------------------------------------------------------------------------------------------------------- */

/* The repr of a value; infinity has none that is an expression. */
static void constant(Writer *w, const KrConst *k)
{
    if (k->kind == KR_CONST_ELLIPSIS) {
        text(w, "...");
        return;
    }
    KrValue v = krconst_value(w->c, k);
    KrValue repr = v == KR_RAISED ? v : krobj_repr(w->c->vm, v);
    if (repr == KR_RAISED) {
        w->c->failed = true;
        return;
    }
    const char *p = krstr_data(kras_str(repr));
    size_t n = kras_str(repr)->size;
    bool number = k->kind == KR_CONST_FLOAT || k->kind == KR_CONST_IMAG;
    if (number && n >= 3 && !memcmp(p, "inf", 3)) {
        text(w, "1e309");
        p += 3;
        n -= 3;
    }
    krbuf_add(w->b, p, n);
}

static void literal_part(Writer *w, const KrConst *k)
{
    for (uint32_t i = 0; i < k->n; i++) {
        char ch = k->text[i];
        if (ch == '{' || ch == '}')
            krbuf_char(w->b, ch);
        krbuf_char(w->b, ch);
    }
}

static void format_parts(Writer *w, const KrExprSeq *values);

static void formatted(Writer *w, const KrExpr *e)
{
    const KrExpr *value = e->v.FormattedValue.value, *spec = e->v.FormattedValue.format_spec;
    int conversion = e->v.FormattedValue.conversion;
    KrBuf inner = krbuf_init(w->b->alloc);
    Writer v = {w->c, &inner};
    write_expr(&v, value, AT_TEST + 1);
    text(w, krbuf_cstr(&inner)[0] == '{' ? "{ " : "{");
    krbuf_add(w->b, krbuf_cstr(&inner), inner.len);
    krbuf_release(&inner);
    if (conversion > 0)
        krbuf_printf(w->b, "!%c", conversion);
    if (spec) {
        text(w, ":");
        if (spec->kind == KR_EXPR_JoinedStr)
            format_parts(w, spec->v.JoinedStr.values);
        else if (spec->kind == KR_EXPR_Constant)
            literal_part(w, &spec->v.Constant.value);
    }
    text(w, "}");
}

static void format_parts(Writer *w, const KrExprSeq *values)
{
    for (int i = 0; i < KR_SEQ_LEN(values); i++) {
        const KrExpr *e = values->at[i];
        if (e->kind == KR_EXPR_Constant)
            literal_part(w, &e->v.Constant.value);
        else if (e->kind == KR_EXPR_FormattedValue)
            formatted(w, e);
        else if (e->kind == KR_EXPR_JoinedStr)
            format_parts(w, e->v.JoinedStr.values);
    }
}

/* An f-string or t-string: its parts joined, as a str's repr behind the letter. */
static void joined(Writer *w, const KrExprSeq *values, const char *letter)
{
    KrBuf inner = krbuf_init(w->b->alloc);
    Writer v = {w->c, &inner};
    format_parts(&v, values);
    KrStr *s = krstr_from_buf(w->c->vm, &inner);
    KrValue repr = s ? krstr_repr(w->c->vm, s) : KR_RAISED;
    if (repr == KR_RAISED) {
        w->c->failed = true;
        return;
    }
    text(w, letter);
    krbuf_str(w->b, kras_str(repr));
}

/* ---- operators -------------------------------------------------------------------------------------------------------------- */

typedef struct Operator {
    const char *text;
    uint8_t level;
} Operator;

static void binary(Writer *w, const KrExpr *e, Level level)
{
    static const Operator operators[] = {
        [KR_OP_Add] = {" + ", AT_ARITH},   [KR_OP_Sub] = {" - ", AT_ARITH},   [KR_OP_Mult] = {" * ", AT_TERM},
        [KR_OP_MatMult] = {" @ ", AT_TERM}, [KR_OP_Div] = {" / ", AT_TERM},    [KR_OP_Mod] = {" % ", AT_TERM},
        [KR_OP_LShift] = {" << ", AT_SHIFT}, [KR_OP_RShift] = {" >> ", AT_SHIFT}, [KR_OP_BitOr] = {" | ", AT_BOR},
        [KR_OP_BitXor] = {" ^ ", AT_BXOR}, [KR_OP_BitAnd] = {" & ", AT_BAND}, [KR_OP_FloorDiv] = {" // ", AT_TERM},
        [KR_OP_Pow] = {" ** ", AT_POWER}};
    const Operator *o = &operators[e->v.BinOp.op];
    bool right = e->v.BinOp.op == KR_OP_Pow;
    open(w, level > o->level);
    write_expr(w, e->v.BinOp.left, (Level)(o->level + right));
    text(w, o->text);
    write_expr(w, e->v.BinOp.right, (Level)(o->level + !right));
    close(w, level > o->level);
}

static void unary(Writer *w, const KrExpr *e, Level level)
{
    static const Operator operators[] = {[KR_UNARY_Invert] = {"~", AT_FACTOR}, [KR_UNARY_Not] = {"not ", AT_NOT},
                                         [KR_UNARY_UAdd] = {"+", AT_FACTOR}, [KR_UNARY_USub] = {"-", AT_FACTOR}};
    const Operator *o = &operators[e->v.UnaryOp.op];
    open(w, level > o->level);
    text(w, o->text);
    write_expr(w, e->v.UnaryOp.operand, (Level)o->level);
    close(w, level > o->level);
}

static void boolean(Writer *w, const KrExpr *e, Level level)
{
    bool is_or = e->v.BoolOp.op == KR_BOOLOP_Or;
    Level own = is_or ? AT_OR : AT_AND;
    open(w, level > own);
    for (int i = 0; i < e->v.BoolOp.values->n; i++) {
        text(w, !i ? "" : is_or ? " or " : " and ");
        write_expr(w, e->v.BoolOp.values->at[i], (Level)(own + 1));
    }
    close(w, level > own);
}

static void comparison(Writer *w, const KrExpr *e, Level level)
{
    static const char *const texts[] = {
        [KR_CMP_Eq] = " == ", [KR_CMP_NotEq] = " != ", [KR_CMP_Lt] = " < ", [KR_CMP_LtE] = " <= ", [KR_CMP_Gt] = " > ",
        [KR_CMP_GtE] = " >= ", [KR_CMP_Is] = " is ", [KR_CMP_IsNot] = " is not ", [KR_CMP_In] = " in ",
        [KR_CMP_NotIn] = " not in "};
    open(w, level > AT_COMPARE);
    write_expr(w, e->v.Compare.left, AT_COMPARE + 1);
    for (int i = 0; i < e->v.Compare.ops->n; i++) {
        text(w, texts[e->v.Compare.ops->at[i]]);
        write_expr(w, e->v.Compare.comparators->at[i], AT_COMPARE + 1);
    }
    close(w, level > AT_COMPARE);
}

static void conditional(Writer *w, const KrExpr *e, Level level)
{
    open(w, level > AT_TEST);
    write_expr(w, e->v.IfExp.body, AT_TEST + 1);
    text(w, " if ");
    write_expr(w, e->v.IfExp.test, AT_TEST + 1);
    text(w, " else ");
    write_expr(w, e->v.IfExp.orelse, AT_TEST);
    close(w, level > AT_TEST);
}

/* ---- lambda, calls, comprehensions -------------------------------------------------------------------------------------------- */

static void parameter(Writer *w, const KrArg *a, const KrExpr *value, bool *first)
{
    text(w, *first ? "" : ", ");
    *first = false;
    text(w, a->arg->text);
    if (value) {
        text(w, "=");
        write_expr(w, value, AT_TEST);
    }
}

static void parameters(Writer *w, const KrArguments *a)
{
    int npos = KR_SEQ_LEN(a->posonlyargs), n = npos + KR_SEQ_LEN(a->args), required = n - KR_SEQ_LEN(a->defaults);
    bool first = true;
    for (int i = 0; i < n; i++) {
        const KrArg *arg = i < npos ? a->posonlyargs->at[i] : a->args->at[i - npos];
        parameter(w, arg, i >= required ? a->defaults->at[i - required] : NULL, &first);
        if (i + 1 == npos)
            text(w, ", /");
    }
    if (a->vararg || KR_SEQ_LEN(a->kwonlyargs)) {
        text(w, first ? "*" : ", *");
        text(w, a->vararg ? a->vararg->arg->text : "");
        first = false;
    }
    for (int i = 0; i < KR_SEQ_LEN(a->kwonlyargs); i++)
        parameter(w, a->kwonlyargs->at[i], a->kw_defaults->at[i], &first);
    if (a->kwarg) {
        text(w, first ? "**" : ", **");
        text(w, a->kwarg->arg->text);
    }
}

static void lambda(Writer *w, const KrExpr *e, Level level)
{
    const KrArguments *a = e->v.Lambda.args;
    bool any = KR_SEQ_LEN(a->posonlyargs) || KR_SEQ_LEN(a->args) || a->vararg || KR_SEQ_LEN(a->kwonlyargs) || a->kwarg;
    open(w, level > AT_TEST);
    text(w, any ? "lambda " : "lambda");
    parameters(w, a);
    text(w, ": ");
    write_expr(w, e->v.Lambda.body, AT_TEST);
    close(w, level > AT_TEST);
}

static void call(Writer *w, const KrExpr *e)
{
    const KrExprSeq *args = e->v.Call.args;
    const KrKeywordSeq *keywords = e->v.Call.keywords;
    write_expr(w, e->v.Call.func, AT_ATOM);
    if (KR_SEQ_LEN(args) == 1 && !KR_SEQ_LEN(keywords) && args->at[0]->kind == KR_EXPR_GeneratorExp) {
        write_expr(w, args->at[0], AT_ATOM);
        return;
    }
    text(w, "(");
    items(w, args, AT_TEST);
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++) {
        text(w, i || KR_SEQ_LEN(args) ? ", " : "");
        text(w, keywords->at[i]->arg ? keywords->at[i]->arg->text : "**");
        text(w, keywords->at[i]->arg ? "=" : "");
        write_expr(w, keywords->at[i]->value, AT_TEST);
    }
    text(w, ")");
}

static void loops(Writer *w, const KrComprehensionSeq *seq)
{
    for (int i = 0; i < seq->n; i++) {
        const KrComprehension *loop = seq->at[i];
        text(w, loop->is_async ? " async for " : " for ");
        write_expr(w, loop->target, AT_TUPLE);
        text(w, " in ");
        write_expr(w, loop->iter, AT_TEST + 1);
        for (int k = 0; k < KR_SEQ_LEN(loop->ifs); k++) {
            text(w, " if ");
            write_expr(w, loop->ifs->at[k], AT_TEST + 1);
        }
    }
}

static void comprehension(Writer *w, const KrExpr *e)
{
    bool list = e->kind == KR_EXPR_ListComp, generator = e->kind == KR_EXPR_GeneratorExp;
    text(w, list ? "[" : generator ? "(" : "{");
    if (e->kind == KR_EXPR_DictComp) {
        write_expr(w, e->v.DictComp.key, AT_TEST);
        text(w, ": ");
        write_expr(w, e->v.DictComp.value, AT_TEST);
        loops(w, e->v.DictComp.generators);
    } else {
        write_expr(w, e->v.ListComp.elt, AT_TEST); /* the same fields in sets and generators */
        loops(w, e->v.ListComp.generators);
    }
    text(w, list ? "]" : generator ? ")" : "}");
}

/* ---- displays, subscripts ----------------------------------------------------------------------------------------------------------- */

static void dict(Writer *w, const KrExpr *e)
{
    text(w, "{");
    for (int i = 0; i < KR_SEQ_LEN(e->v.Dict.values); i++) {
        text(w, i ? ", " : "");
        if (e->v.Dict.keys->at[i]) {
            write_expr(w, e->v.Dict.keys->at[i], AT_TEST);
            text(w, ": ");
            write_expr(w, e->v.Dict.values->at[i], AT_TEST);
        } else {
            text(w, "**");
            write_expr(w, e->v.Dict.values->at[i], AT_BOR);
        }
    }
    text(w, "}");
}

static void tuple(Writer *w, const KrExpr *e, Level level)
{
    int n = KR_SEQ_LEN(e->v.Tuple.elts);
    open(w, !n || level > AT_TUPLE);
    items(w, e->v.Tuple.elts, AT_TEST);
    text(w, n == 1 ? "," : "");
    close(w, !n || level > AT_TUPLE);
}

static void slice(Writer *w, const KrExpr *e)
{
    if (e->v.Slice.lower)
        write_expr(w, e->v.Slice.lower, AT_TEST);
    text(w, ":");
    if (e->v.Slice.upper)
        write_expr(w, e->v.Slice.upper, AT_TEST);
    if (e->v.Slice.step) {
        text(w, ":");
        write_expr(w, e->v.Slice.step, AT_TEST);
    }
}

static void attribute(Writer *w, const KrExpr *e)
{
    const KrExpr *value = e->v.Attribute.value;
    write_expr(w, value, AT_ATOM);
    bool integer = value->kind == KR_EXPR_Constant && value->v.Constant.value.kind == KR_CONST_INT;
    text(w, integer ? " ." : ".");
    text(w, e->v.Attribute.attr->text);
}

/* A word before one operand, or none. */
static void prefixed(Writer *w, const char *word, const KrExpr *value, Level inner, bool parens)
{
    open(w, parens);
    text(w, word);
    if (value) {
        text(w, " ");
        write_expr(w, value, inner);
    }
    close(w, parens);
}

static void named(Writer *w, const KrExpr *e, Level level)
{
    open(w, level > AT_TUPLE);
    write_expr(w, e->v.NamedExpr.target, AT_ATOM);
    text(w, " := ");
    write_expr(w, e->v.NamedExpr.value, AT_ATOM);
    close(w, level > AT_TUPLE);
}

static void write_kind(Writer *w, const KrExpr *e, Level level)
{
    switch (e->kind) {
    case KR_EXPR_BoolOp: boolean(w, e, level); break;
    case KR_EXPR_NamedExpr: named(w, e, level); break;
    case KR_EXPR_BinOp: binary(w, e, level); break;
    case KR_EXPR_UnaryOp: unary(w, e, level); break;
    case KR_EXPR_Lambda: lambda(w, e, level); break;
    case KR_EXPR_IfExp: conditional(w, e, level); break;
    case KR_EXPR_Dict: dict(w, e); break;
    case KR_EXPR_Set: text(w, "{"); items(w, e->v.Set.elts, AT_TEST); text(w, "}"); break;
    case KR_EXPR_ListComp:
    case KR_EXPR_SetComp:
    case KR_EXPR_DictComp:
    case KR_EXPR_GeneratorExp: comprehension(w, e); break;
    case KR_EXPR_Await: prefixed(w, "await", e->v.Await.value, AT_ATOM, level > AT_AWAIT); break;
    case KR_EXPR_Yield: prefixed(w, "yield", e->v.Yield.value, AT_TEST, true); break;
    case KR_EXPR_YieldFrom: prefixed(w, "yield from", e->v.YieldFrom.value, AT_TEST, true); break;
    case KR_EXPR_Compare: comparison(w, e, level); break;
    case KR_EXPR_Call: call(w, e); break;
    case KR_EXPR_FormattedValue: formatted(w, e); break;
    case KR_EXPR_Interpolation: constant(w, &e->v.Interpolation.str); break;
    case KR_EXPR_JoinedStr: joined(w, e->v.JoinedStr.values, "f"); break;
    case KR_EXPR_TemplateStr: joined(w, e->v.TemplateStr.values, "t"); break;
    case KR_EXPR_Constant: constant(w, &e->v.Constant.value); break;
    case KR_EXPR_Attribute: attribute(w, e); break;
    case KR_EXPR_Subscript:
        write_expr(w, e->v.Subscript.value, AT_ATOM);
        text(w, "[");
        write_expr(w, e->v.Subscript.slice, AT_TUPLE);
        text(w, "]");
        break;
    case KR_EXPR_Starred: text(w, "*"); write_expr(w, e->v.Starred.value, AT_BOR); break;
    case KR_EXPR_Name: text(w, e->v.Name.id->text); break;
    case KR_EXPR_List: text(w, "["); items(w, e->v.List.elts, AT_TEST); text(w, "]"); break;
    case KR_EXPR_Tuple: tuple(w, e, level); break;
    case KR_EXPR_Slice: slice(w, e); break;
    }
}

static void write_expr(Writer *w, const KrExpr *e, Level level)
{
    if (krcompile_enter(w->c))
        write_kind(w, e, level);
}

KrStr *krunparse(KrCompiler *c, KrExpr *e)
{
    KrBuf b = krbuf_init(&c->vm->alloc);
    Writer w = {c, &b};
    write_expr(&w, e, AT_TEST);
    KrStr *s = c->failed ? NULL : krstr_from_buf(c->vm, &b);
    if (c->failed)
        krbuf_release(&b);
    c->failed |= !s;
    return s;
}
