/* SPDX-License-Identifier: MIT
 * Actions of the grammar: targets. They are read as expressions; here they become targets, or turn
 * out to be none. */
#include "syntax/actions.h"

static bool is_target(const KrExpr *e, KrExprContext context);

static bool are_targets(const KrExprSeq *elements, KrExprContext context)
{
    for (int i = 0; i < KR_SEQ_LEN(elements); i++)
        if (!is_target(elements->at[i], context))
            return false;
    return true;
}

static bool is_target(const KrExpr *e, KrExprContext context)
{
    switch (e->kind) {
    case KR_EXPR_Name:
    case KR_EXPR_Attribute:
    case KR_EXPR_Subscript:
        return true;
    case KR_EXPR_Tuple:
        return are_targets(e->v.Tuple.elts, context);
    case KR_EXPR_List:
        return are_targets(e->v.List.elts, context);
    case KR_EXPR_Starred:
        return context == KR_CTX_Store && e->v.Starred.value->kind != KR_EXPR_Starred &&
               is_target(e->v.Starred.value, context);
    default:
        return false;
    }
}

static void set_context(KrExpr *e, KrExprContext context)
{
    KrExprSeq *elements = NULL;
    switch (e->kind) {
    case KR_EXPR_Name:
        e->v.Name.ctx = context;
        break;
    case KR_EXPR_Attribute:
        e->v.Attribute.ctx = context;
        break;
    case KR_EXPR_Subscript:
        e->v.Subscript.ctx = context;
        break;
    case KR_EXPR_Starred:
        e->v.Starred.ctx = context;
        set_context(e->v.Starred.value, context);
        break;
    case KR_EXPR_Tuple:
        e->v.Tuple.ctx = context;
        elements = e->v.Tuple.elts;
        break;
    case KR_EXPR_List:
        e->v.List.ctx = context;
        elements = e->v.List.elts;
        break;
    default:
        break;
    }
    for (int i = 0; i < KR_SEQ_LEN(elements); i++)
        set_context(elements->at[i], context);
}

bool krpeg_make_target(KrExpr *e, KrExprContext context)
{
    if (!is_target(e, context))
        return false;
    set_context(e, context);
    return true;
}

/* What may stand before an augmented assignment or an annotation: no tuple, list or star. */
KR_ACTION(single_target, 1)
{
    KrExpr *e = a[0];
    if (e->kind != KR_EXPR_Name && e->kind != KR_EXPR_Attribute && e->kind != KR_EXPR_Subscript)
        return NULL;
    set_context(e, KR_CTX_Store);
    return e;
}

KR_ACTION(target, 1)
{
    return krpeg_make_target(a[0], KR_CTX_Store) ? a[0] : NULL;
}

KR_ACTION(del_target, 1)
{
    return krpeg_make_target(a[0], KR_CTX_Del) ? a[0] : NULL;
}

KR_ACTION(starred_target, 1)
{
    if (!krpeg_make_target(a[0], KR_CTX_Store))
        return NULL;
    return krpeg_node(p, krast_Starred(p->arena, a[0], KR_CTX_Store, krpeg_span(p)));
}

KR_ACTION(tuple_target, 1)
{
    return krpeg_node(p, krast_Tuple(p->arena, a[0], KR_CTX_Store, krpeg_span(p)));
}
