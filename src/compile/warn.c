/* SPDX-License-Identifier: MIT
 * What the compiler warns of: expressions that compile, and can hardly be what was meant. */
#include "compile/unit.h"

#include <stdarg.h>
#include <stdio.h>

/* A `finally` block is compiled for each way out of its statement: the same warning is noted once. */
static bool noted(Compiler *c, KrSpan span, const char *message)
{
    for (KrDiagWarning *w = c->warnings; w; w = w->next)
        if (w->line == span.lineno && w->col == span.col_offset && !strcmp(w->message, message))
            return true;
    return false;
}

static void warn(Unit *u, KrSpan span, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void warn(Unit *u, KrSpan span, const char *format, ...)
{
    Compiler *c = u->c;
    char text[256];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0 || noted(c, span, text))
        return;
    KrDiagWarning *w = krarena_new(c->arena, sizeof *w);
    const char *message = w ? krarena_text(c->arena, text, strlen(text)) : NULL;
    if (!message) {
        fail_memory(c);
        return;
    }
    *w = (KrDiagWarning){NULL, "SyntaxWarning", message, span.lineno, span.col_offset, span.end_lineno, span.end_col_offset};
    KrDiagWarning **end = &c->warnings;
    while (*end)
        end = &(*end)->next;
    *end = w;
}

/* ---- types that the text tells --------------------------------------------------------------------------------------------------- */

static const char *constant_type(const KrConst *k)
{
    switch (k->kind) {
    case KR_CONST_NONE: return "NoneType";
    case KR_CONST_TRUE:
    case KR_CONST_FALSE: return "bool";
    case KR_CONST_ELLIPSIS: return "ellipsis";
    case KR_CONST_INT: return "int";
    case KR_CONST_FLOAT: return "float";
    case KR_CONST_IMAG: return "complex";
    case KR_CONST_BYTES: return "bytes";
    default: return "str";
    }
}

/* The name of the type that the expression surely has, or NULL. */
static const char *known_type(const KrExpr *e)
{
    switch (e->kind) {
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
    case KR_EXPR_Constant: return constant_type(&e->v.Constant.value);
    default: return NULL;
    }
}

static bool is_constant(const KrExpr *e, int first, int last)
{
    return e->kind == KR_EXPR_Constant && (int)e->v.Constant.value.kind >= first && (int)e->v.Constant.value.kind <= last;
}

/* Only None, True, False and Ellipsis are surely one object: other literals have no identity to compare. */
static bool literal(const KrExpr *e)
{
    if (e->kind == KR_EXPR_UnaryOp && e->v.UnaryOp.op == KR_UNARY_USub)
        return is_constant(e->v.UnaryOp.operand, KR_CONST_INT, KR_CONST_IMAG);
    if (e->kind == KR_EXPR_Tuple) {
        for (int i = 0; i < KR_SEQ_LEN(e->v.Tuple.elts); i++)
            if (e->v.Tuple.elts->at[i]->kind != KR_EXPR_Constant && !literal(e->v.Tuple.elts->at[i]))
                return false;
        return true;
    }
    return e->kind == KR_EXPR_Constant && !is_constant(e, KR_CONST_NONE, KR_CONST_ELLIPSIS);
}

static const char *literal_type(const KrExpr *e)
{
    return known_type(e->kind == KR_EXPR_UnaryOp ? e->v.UnaryOp.operand : e);
}

/* ---- the warnings -------------------------------------------------------------------------------------------------------------------- */

void warn_of_assert(Unit *u, KrStmt *s)
{
    KrExpr *test = s->v.Assert.test;
    if (test->kind == KR_EXPR_Tuple && KR_SEQ_LEN(test->v.Tuple.elts))
        warn(u, KR_SPAN_OF(s), "assertion is always true, perhaps remove parentheses?");
}

void warn_of_comparison(Unit *u, KrExpr *e)
{
    const KrExpr *left = e->v.Compare.left;
    for (int i = 0; i < e->v.Compare.ops->n; i++) {
        const KrExpr *right = e->v.Compare.comparators->at[i];
        KrCmpop op = e->v.Compare.ops->at[i];
        bool is = op == KR_CMP_Is;
        if ((is || op == KR_CMP_IsNot) && (literal(left) || literal(right))) {
            warn(u, KR_SPAN_OF(e), "\"%s\" with '%s' literal. Did you mean \"%s\"?", is ? "is" : "is not",
                 literal_type(literal(left) ? left : right), is ? "==" : "!=");
            return;
        }
        left = right;
    }
}

void warn_of_call(Unit *u, KrExpr *f)
{
    const char *type = f->kind == KR_EXPR_Lambda ? NULL : known_type(f);
    if (type)
        warn(u, KR_SPAN_OF(f), "'%s' object is not callable; perhaps you missed a comma?", type);
}

static bool indexable(const KrExpr *e)
{
    if (e->kind == KR_EXPR_Constant)
        return e->v.Constant.value.kind == KR_CONST_STR || e->v.Constant.value.kind == KR_CONST_BYTES;
    return e->kind != KR_EXPR_Set && e->kind != KR_EXPR_SetComp && e->kind != KR_EXPR_GeneratorExp && e->kind != KR_EXPR_Lambda;
}

void warn_of_subscript(Unit *u, KrExpr *e)
{
    const KrExpr *o = e->v.Subscript.value, *k = e->v.Subscript.slice;
    const char *type = known_type(o), *index = known_type(k);
    if (!type)
        return;
    if (!indexable(o)) {
        warn(u, KR_SPAN_OF(o), "'%s' object is not subscriptable; perhaps you missed a comma?", type);
        return;
    }
    bool mapping = o->kind == KR_EXPR_Dict || o->kind == KR_EXPR_DictComp;
    if (!mapping && index && !is_constant(k, KR_CONST_TRUE, KR_CONST_FALSE) && !is_constant(k, KR_CONST_INT, KR_CONST_INT))
        warn(u, KR_SPAN_OF(o), "%s indices must be integers or slices, not %s; perhaps you missed a comma?", type, index);
}

void warn_of_leaving(Unit *u, KrStmt *s, const char *what)
{
    warn(u, KR_SPAN_OF(s), "'%s' in a 'finally' block", what);
}
