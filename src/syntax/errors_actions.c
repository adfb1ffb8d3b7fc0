/* SPDX-License-Identifier: MIT
 * Actions of the rules that look for mistakes: where the diagnosis points, and what stands for %s
 * in it. */
#include "syntax/actions.h"

#include <string.h>

/* ---- where things are ---------------------------------------------------------------------- */

/* Of a token, expression, statement or pattern, which all begin alike. */
static KrSpan span_of(const KrPeg *p, const void *value)
{
    if (krpeg_is_token(value))
        return krpeg_token_span(krpeg_token(p, value));
    const KrExpr *e = value;
    return KR_SPAN_OF(e);
}

static KrSpan span_between(const KrPeg *p, const void *first, const void *last)
{
    KrSpan a = span_of(p, first), b = span_of(p, last);
    return (KrSpan){a.lineno, a.col_offset, b.end_lineno, b.end_col_offset};
}

/* What is said of an expression that stands where it must not. */
static const char *constant_name(const KrConst *c)
{
    switch ((KrConstKind)c->kind) {
    case KR_CONST_NONE:
        return "None";
    case KR_CONST_TRUE:
        return "True";
    case KR_CONST_FALSE:
        return "False";
    case KR_CONST_ELLIPSIS:
        return "ellipsis";
    default:
        return "literal";
    }
}

static const char *name_of(const KrExpr *e)
{
    static const char *const names[] = {
        [KR_EXPR_Attribute] = "attribute",
        [KR_EXPR_Subscript] = "subscript",
        [KR_EXPR_Starred] = "starred",
        [KR_EXPR_Name] = "name",
        [KR_EXPR_List] = "list",
        [KR_EXPR_Tuple] = "tuple",
        [KR_EXPR_Lambda] = "lambda",
        [KR_EXPR_Call] = "function call",
        [KR_EXPR_BoolOp] = "expression",
        [KR_EXPR_BinOp] = "expression",
        [KR_EXPR_UnaryOp] = "expression",
        [KR_EXPR_GeneratorExp] = "generator expression",
        [KR_EXPR_Yield] = "yield expression",
        [KR_EXPR_YieldFrom] = "yield expression",
        [KR_EXPR_Await] = "await expression",
        [KR_EXPR_ListComp] = "list comprehension",
        [KR_EXPR_SetComp] = "set comprehension",
        [KR_EXPR_DictComp] = "dict comprehension",
        [KR_EXPR_Dict] = "dict literal",
        [KR_EXPR_Set] = "set display",
        [KR_EXPR_JoinedStr] = "f-string expression",
        [KR_EXPR_FormattedValue] = "f-string expression",
        [KR_EXPR_TemplateStr] = "t-string expression",
        [KR_EXPR_Interpolation] = "t-string expression",
        [KR_EXPR_Compare] = "comparison",
        [KR_EXPR_IfExp] = "conditional expression",
        [KR_EXPR_NamedExpr] = "named expression",
        [KR_EXPR_Slice] = "slice",
    };
    return e->kind == KR_EXPR_Constant ? constant_name(&e->v.Constant.value) : names[e->kind];
}

/* ---- plain places -------------------------------------------------------------------------- */

KR_ACTION(error, 1)
{
    return krpeg_fail_span(p, span_of(p, a[0]), "%s", p->text);
}

/* The alternative was read for the errors met on the way. */
KR_ACTION(no_match, 0)
{
    return NULL;
}

KR_ACTION(error_named, 1)
{
    return krpeg_fail_span(p, span_of(p, a[0]), p->text, name_of(a[0]));
}

KR_ACTION(error_range, 2)
{
    return krpeg_fail_span(p, span_between(p, a[0], a[1]), "%s", p->text);
}

KR_ACTION(error_range_to_last, 2)
{
    const KrPegSeq *seq = a[1];
    return krpeg_fail_span(p, span_between(p, a[0], seq->at[seq->n - 1]), "%s", p->text);
}

KR_ACTION(error_range_in, 1)
{
    const KrPegSeq *seq = a[0];
    return krpeg_fail_span(p, span_between(p, seq->at[0], seq->at[seq->n - 1]), "%s", p->text);
}

KR_ACTION(error_last, 0)
{
    return krpeg_fail_last(p, "%s", p->text);
}

/* At the token that follows. */
KR_ACTION(error_here, 0)
{
    return krpeg_fail_token(p, &p->tokens[p->mark], "%s", p->text);
}

/* From the value up to where reading has come. */
static KrSpan span_from(const KrPeg *p, const void *value)
{
    KrSpan span = span_of(p, value);
    const KrToken *last = &p->tokens[p->fill - 1];
    return (KrSpan){span.lineno, span.col_offset, last->end_line, last->end_col - 1};
}

KR_ACTION(error_from, 1)
{
    return krpeg_fail_span(p, span_from(p, a[0]), "%s", p->text);
}

/* At the end of the value. */
KR_ACTION(error_behind, 1)
{
    KrSpan span = span_of(p, a[0]);
    return krpeg_fail_span(p, (KrSpan){span.lineno, span.end_col_offset - 1, span.end_lineno, -1},
                           "%s", p->text);
}

KR_ACTION(error_parameter, 1)
{
    const KrArg *arg = a[0];
    return krpeg_fail_span(p, KR_SPAN_OF(arg), "%s", p->text);
}

KR_ACTION(indent_error, 0)
{
    return krpeg_fail(p, KR_DIAG_INDENTATION, krpeg_last_span(p), "%s", p->text);
}

KR_ACTION(indent_error_after, 1)
{
    return krpeg_fail(p, KR_DIAG_INDENTATION, krpeg_last_span(p), p->text,
                      krpeg_token(p, a[0])->line);
}

/* ---- expressions --------------------------------------------------------------------------- */

/* Python 2's statements are told apart from forgotten commas. */
static bool is_legacy(const char *text, uint32_t n)
{
    return (n == 5 && memcmp(text, "print", 5) == 0) || (n == 4 && memcmp(text, "exec", 4) == 0);
}

KR_ACTION(error_legacy, 2)
{
    const KrToken *t = krpeg_token(p, a[0]);
    int n = (int)t->len;
    if (!is_legacy(t->text, t->len))
        return NULL;
    return krpeg_fail_span(p, span_between(p, a[0], a[1]), p->text, n, t->text, n, t->text);
}

/* Two expressions side by side, in brackets. */
KR_ACTION(error_comma, 2)
{
    const KrExpr *e = a[0];
    if (e->kind == KR_EXPR_Name && is_legacy(e->v.Name.id->text, e->v.Name.id->len))
        return NULL;
    if (p->tokens[p->mark - 1].level == 0)
        return NULL;
    return krpeg_fail_span(p, span_between(p, a[0], a[1]), "%s", p->text);
}

KR_ACTION(error_in_string, 3)
{
    return kract_error_range_in(p, a + 1);
}

KR_ACTION(error_range_in_literal, 2)
{
    return krpeg_fail_span(p, span_between(p, a[0], a[1]), p->text,
                           krpeg_literal_prefix(p, p->start));
}

/* Behind an operator of arithmetic. */
KR_ACTION(error_not, 2)
{
    switch (p->start ? p->tokens[p->start - 1].kind : KR_TOK_ENDMARKER) {
    case KR_TOK_PLUS:
    case KR_TOK_MINUS:
    case KR_TOK_STAR:
    case KR_TOK_SLASH:
    case KR_TOK_PERCENT:
    case KR_TOK_DOUBLESLASH:
    case KR_TOK_AT:
    case KR_TOK_TILDE:
        return kract_error_range(p, a);
    default:
        return NULL;
    }
}

KR_ACTION(error_bound, 2)
{
    const KrExpr *bound = a[1];
    const char *what = bound->kind == KR_EXPR_Tuple ? "constraints" : "bound";
    return krpeg_fail_span(p, span_from(p, a[0]), p->text, what);
}

KR_ACTION(display, 1)
{
    const KrExpr *e = a[0];
    bool is_named_constant =
        e->kind == KR_EXPR_Constant &&
        (e->v.Constant.value.kind == KR_CONST_NONE || e->v.Constant.value.kind == KR_CONST_TRUE ||
         e->v.Constant.value.kind == KR_CONST_FALSE);
    return e->kind == KR_EXPR_List || e->kind == KR_EXPR_Tuple || e->kind == KR_EXPR_GeneratorExp ||
                   is_named_constant
               ? a[0]
               : NULL;
}

/* ---- calls --------------------------------------------------------------------------------- */

KR_ACTION(error_constant, 2)
{
    const KrToken *t = krpeg_token(p, a[0]);
    return krpeg_fail_span(p, span_between(p, a[0], a[1]), p->text, (int)t->len, t->text);
}

/* The last expression of the clauses of a comprehension. */
static const KrExpr *end_of_clauses(const KrComprehensionSeq *clauses)
{
    const KrComprehension *last = clauses->at[clauses->n - 1];
    return KR_SEQ_LEN(last->ifs) ? last->ifs->at[last->ifs->n - 1] : last->iter;
}

KR_ACTION(error_generator, 2)
{
    return krpeg_fail_span(p, span_between(p, a[0], end_of_clauses(a[1])), "%s", p->text);
}

/* The arguments' last one turns out to be followed by clauses; if it is the only one that may be
 * right. */
KR_ACTION(error_last_generator, 2)
{
    const KrPegSeq *args = a[0];
    const KrExpr *last = NULL;
    int n = 0;
    for (int i = 0; i < args->n; i++) {
        if (krpeg_tag_of(args->at[i]) != KR_TAG_KEYWORD) {
            last = args->at[i];
            n++;
        }
    }
    return n <= 1 ? NULL
                  : krpeg_fail_span(p, span_between(p, last, end_of_clauses(a[1])), "%s", p->text);
}

KR_ACTION(error_argument_order, 1)
{
    const KrPegSeq *args = a[0];
    bool unpacked = false;
    for (int i = 0; i < args->n; i++)
        if (krpeg_tag_of(args->at[i]) == KR_TAG_KEYWORD)
            unpacked |= !((const KrKeyword *)krpeg_untag(args->at[i]))->arg;
    return krpeg_fail_last(p, unpacked ? "positional argument follows keyword argument unpacking"
                                       : "positional argument follows keyword argument");
}

/* Two sequences in one; either may be absent. */
KR_ACTION(join, 2)
{
    const KrPegSeq *first = a[0], *second = a[1];
    int n = KR_SEQ_LEN(first), m = KR_SEQ_LEN(second);
    KrPegSeq *out =
        krpeg_node(p, krarena_new(p->arena, sizeof *out + (size_t)(n + m) * sizeof *out->at));
    if (!out)
        return NULL;
    out->n = n + m;
    for (int i = 0; i < n + m; i++)
        out->at[i] = i < n ? first->at[i] : second->at[i - n];
    return out;
}

/* Here only what a call is matters, not what it has. */
KR_ACTION(checked_arguments, 1)
{
    return krpeg_node(p, krarena_new(p->arena, sizeof(KrArgList)));
}

KR_ACTION(call_generator, 2)
{
    return krpeg_node(p, krast_Call(p->arena, a[0], NULL, NULL, krpeg_span(p)));
}

/* ---- targets ------------------------------------------------------------------------------- */

typedef enum TargetSort { ASSIGNED, LOOPED_OVER, DELETED } TargetSort;

static const KrExpr *find_invalid(const KrExpr *e, TargetSort sort);

static const KrExpr *find_invalid_in(const KrExprSeq *elements, TargetSort sort)
{
    for (int i = 0; i < KR_SEQ_LEN(elements); i++) {
        const KrExpr *found = find_invalid(elements->at[i], sort);
        if (found)
            return found;
    }
    return NULL;
}

/* The part that is no target, or NULL. `for x in y` reads as a comparison: only its left side
 * counts. */
static const KrExpr *find_invalid(const KrExpr *e, TargetSort sort)
{
    switch (e->kind) {
    case KR_EXPR_List:
        return find_invalid_in(e->v.List.elts, sort);
    case KR_EXPR_Tuple:
        return find_invalid_in(e->v.Tuple.elts, sort);
    case KR_EXPR_Starred:
        return sort == DELETED ? e : find_invalid(e->v.Starred.value, sort);
    case KR_EXPR_Compare:
        if (sort != LOOPED_OVER)
            return e;
        return e->v.Compare.ops->at[0] == KR_CMP_In ? find_invalid(e->v.Compare.left, sort) : NULL;
    case KR_EXPR_Name:
    case KR_EXPR_Attribute:
    case KR_EXPR_Subscript:
        return NULL;
    default:
        return e;
    }
}

static void *fail_target(KrPeg *p, const KrExpr *e, TargetSort sort)
{
    const KrExpr *found = find_invalid(e, sort);
    return found ? krpeg_fail_span(p, KR_SPAN_OF(found), p->text, name_of(found)) : NULL;
}

KR_ACTION(error_target, 1)
{
    return fail_target(p, a[0], ASSIGNED);
}

KR_ACTION(error_for_target, 1)
{
    return fail_target(p, a[0], LOOPED_OVER);
}

KR_ACTION(error_del_target, 1)
{
    return fail_target(p, a[0], DELETED);
}

KR_ACTION(list_or_tuple, 1)
{
    const KrExpr *e = a[0];
    return e->kind == KR_EXPR_List || e->kind == KR_EXPR_Tuple ? a[0] : NULL;
}

/* ---- fields of f-strings and t-strings ----------------------------------------------------- */

KR_ACTION(error_required, 1)
{
    const KrToken *t = krpeg_token(p, a[0]);
    return krpeg_fail_token(p, t, p->text, krpeg_literal_prefix(p, p->start), (int)t->len, t->text);
}

KR_ACTION(error_in_field, 0)
{
    return krpeg_fail_token(p, &p->tokens[p->mark], p->text, krpeg_literal_prefix(p, p->start));
}
