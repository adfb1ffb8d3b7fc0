/* SPDX-License-Identifier: MIT
 * Actions of the grammar: simple statements. */
#include "syntax/actions.h"

#define SPAN krpeg_span(p)
#define NODE(call) krpeg_node(p, (call))

/* ---- expressions and assignments ----------------------------------------------------------- */

KR_ACTION(expr_stmt, 1)
{
    return NODE(krast_Expr(p->arena, a[0], SPAN));
}

/* a[0] is the first target, a[1] the other targets and the value. */
KR_ACTION(assign, 3)
{
    const KrExprSeq *rest = a[1];
    const KrName *type_comment = krpeg_name_or_null(p, a[2]);
    if (p->failed)
        return NULL;
    KrExprSeq *targets = NODE(krast_new_expr_seq(p->arena, rest->n));
    if (!targets)
        return NULL;
    targets->at[0] = a[0];
    for (int i = 1; i < rest->n; i++)
        targets->at[i] = rest->at[i - 1];
    for (int i = 1; i < rest->n; i++)
        if (!krpeg_make_target(targets->at[i], KR_CTX_Store))
            return NULL;
    return NODE(krast_Assign(p->arena, targets, rest->at[rest->n - 1], type_comment, SPAN));
}

KR_ACTION(ann_assign, 3)
{
    const KrExpr *target = a[0];
    bool simple = target->kind == KR_EXPR_Name && p->tokens[p->start].kind != KR_TOK_LPAR;
    return NODE(krast_AnnAssign(p->arena, a[0], a[1], a[2], simple, SPAN));
}

KR_ACTION(augassign, 1)
{
    static const uint8_t operators[KR_TOK_COUNT] = {
        [KR_TOK_PLUSEQUAL] = KR_OP_Add,           [KR_TOK_MINEQUAL] = KR_OP_Sub,
        [KR_TOK_STAREQUAL] = KR_OP_Mult,          [KR_TOK_ATEQUAL] = KR_OP_MatMult,
        [KR_TOK_SLASHEQUAL] = KR_OP_Div,          [KR_TOK_PERCENTEQUAL] = KR_OP_Mod,
        [KR_TOK_AMPEREQUAL] = KR_OP_BitAnd,       [KR_TOK_VBAREQUAL] = KR_OP_BitOr,
        [KR_TOK_CIRCUMFLEXEQUAL] = KR_OP_BitXor,  [KR_TOK_LEFTSHIFTEQUAL] = KR_OP_LShift,
        [KR_TOK_RIGHTSHIFTEQUAL] = KR_OP_RShift,  [KR_TOK_DOUBLESTAREQUAL] = KR_OP_Pow,
        [KR_TOK_DOUBLESLASHEQUAL] = KR_OP_FloorDiv,
    };
    return (void *)(uintptr_t)operators[krpeg_token(p, a[0])->kind];
}

KR_ACTION(aug_assign, 3)
{
    return NODE(krast_AugAssign(p->arena, a[0], (KrOperator)(uintptr_t)a[1], a[2], SPAN));
}

KR_ACTION(type_alias, 3)
{
    const KrName *id = krpeg_name(p, a[0]);
    if (!id)
        return NULL;
    KrExpr *name =
        NODE(krast_Name(p->arena, id, KR_CTX_Store, krpeg_token_span(krpeg_token(p, a[0]))));
    return name ? NODE(krast_TypeAlias(p->arena, name, a[1], a[2], SPAN)) : NULL;
}

/* ---- one keyword and its operands ---------------------------------------------------------- */

KR_ACTION(return_stmt, 1)
{
    return NODE(krast_Return(p->arena, a[0], SPAN));
}

KR_ACTION(raise_stmt, 2)
{
    return NODE(krast_Raise(p->arena, a[0], a[1], SPAN));
}

KR_ACTION(bare_raise, 0)
{
    return NODE(krast_Raise(p->arena, NULL, NULL, SPAN));
}

KR_ACTION(pass_stmt, 0)
{
    return NODE(krast_Pass(p->arena, SPAN));
}

KR_ACTION(break_stmt, 0)
{
    return NODE(krast_Break(p->arena, SPAN));
}

KR_ACTION(continue_stmt, 0)
{
    return NODE(krast_Continue(p->arena, SPAN));
}

KR_ACTION(del_stmt, 1)
{
    return NODE(krast_Delete(p->arena, a[0], SPAN));
}

KR_ACTION(assert_stmt, 2)
{
    return NODE(krast_Assert(p->arena, a[0], a[1], SPAN));
}

static KrNameSeq *names_of(KrPeg *p, const KrPegSeq *tokens)
{
    KrNameSeq *names = NODE(krast_new_name_seq(p->arena, tokens->n));
    for (int i = 0; names && i < tokens->n; i++)
        if (!(names->at[i] = krpeg_name(p, tokens->at[i])))
            return NULL;
    return names;
}

KR_ACTION(global_stmt, 1)
{
    KrNameSeq *names = names_of(p, a[0]);
    return names ? NODE(krast_Global(p->arena, names, SPAN)) : NULL;
}

KR_ACTION(nonlocal_stmt, 1)
{
    KrNameSeq *names = names_of(p, a[0]);
    return names ? NODE(krast_Nonlocal(p->arena, names, SPAN)) : NULL;
}

/* ---- imports ------------------------------------------------------------------------------- */

KR_ACTION(import_stmt, 1)
{
    return NODE(krast_Import(p->arena, a[0], SPAN));
}

KR_ACTION(import_from, 2)
{
    return NODE(krast_ImportFrom(p->arena, a[0], a[1], 0, SPAN));
}

KR_ACTION(import_relative, 3)
{
    const KrPegSeq *dots = a[0];
    int level = 0;
    for (int i = 0; i < dots->n; i++)
        level += (int)krpeg_token(p, dots->at[i])->len;
    return NODE(krast_ImportFrom(p->arena, a[1], a[2], level, SPAN));
}

KR_ACTION(import_star, 0)
{
    const KrName *star = NODE((void *)krast_name(p->names, "*", 1));
    KrAliasSeq *names = NODE(krast_new_alias_seq(p->arena, 1));
    if (!star || !names)
        return NULL;
    names->at[0] = NODE(krast_alias(p->arena, star, NULL, SPAN));
    return names->at[0] ? names : NULL;
}

KR_ACTION(alias, 2)
{
    const KrName *name = krpeg_name(p, a[0]), *asname = krpeg_name_or_null(p, a[1]);
    return p->failed ? NULL : NODE(krast_alias(p->arena, name, asname, SPAN));
}

KR_ACTION(dotted_alias, 2)
{
    const KrName *asname = krpeg_name_or_null(p, a[1]);
    return p->failed ? NULL : NODE(krast_alias(p->arena, a[0], asname, SPAN));
}

/* One name with dots in it. */
KR_ACTION(dotted_name, 1)
{
    const KrPegSeq *parts = a[0];
    if (parts->n == 1)
        return (void *)krpeg_name(p, parts->at[0]);
    size_t n = (size_t)parts->n - 1;
    for (int i = 0; i < parts->n; i++)
        n += krpeg_token(p, parts->at[i])->len;
    char *text = NODE(krarena_new(p->arena, n)), *to = text;
    if (!text)
        return NULL;
    for (int i = 0; i < parts->n; i++) {
        const KrToken *t = krpeg_token(p, parts->at[i]);
        if (i > 0)
            *to++ = '.';
        for (uint32_t k = 0; k < t->len; k++)
            *to++ = t->text[k];
    }
    return NODE((void *)krast_name(p->names, text, n));
}
