/* SPDX-License-Identifier: MIT
 * Actions of the grammar: expressions. */
#include "syntax/actions.h"

#define SPAN krpeg_span(p)
#define NODE(call) krpeg_node(p, (call))

/* ---- operators ----------------------------------------------------------------------------- */

void *krpeg_unary(KrPeg *p, int op, KrExpr *operand, int start)
{
    return NODE(krast_UnaryOp(p->arena, (KrUnaryop)op, operand, krpeg_span_from(p, start)));
}

void *krpeg_binary(KrPeg *p, int op, KrExpr *left, KrExpr *right, int start)
{
    return NODE(krast_BinOp(p->arena, left, (KrOperator)op, right, krpeg_span_from(p, start)));
}

void *krpeg_bool_op(KrPeg *p, int op, void **pairs, int count, int start)
{
    KrExprSeq *values = NODE(krast_new_expr_seq(p->arena, count + 1));
    if (!values)
        return NULL;
    for (int i = 0; i <= count; i++)
        values->at[i] = pairs[4 * i + 1];
    return NODE(krast_BoolOp(p->arena, (KrBoolop)op, values, krpeg_span_from(p, start)));
}

void *krpeg_compare(KrPeg *p, void **pairs, int count, int start)
{
    KrCmpopSeq *ops = NODE(krast_new_cmpop_seq(p->arena, count));
    KrExprSeq *comparators = NODE(krast_new_expr_seq(p->arena, count));
    if (!ops || !comparators)
        return NULL;
    for (int i = 0; i < count; i++) {
        ops->at[i] = (KrCmpop)((uintptr_t)pairs[4 * i + 2] & 0xFF);
        comparators->at[i] = pairs[4 * i + 5];
    }
    return NODE(krast_Compare(p->arena, pairs[1], ops, comparators, krpeg_span_from(p, start)));
}

bool krpeg_check_unequal(KrPeg *p, const KrToken *t)
{
    bool barry = p->flags & KR_PARSE_BARRY_AS_BDFL;
    if (*t->text == '!' && barry)
        krpeg_fail_token(p, t, "with Barry as BDFL, use '<>' instead of '!='");
    return (*t->text == '<') == barry;
}

KR_ACTION(if_exp, 3)
{
    return NODE(krast_IfExp(p->arena, a[1], a[0], a[2], SPAN));
}

KR_ACTION(lambda, 2)
{
    KrArguments *args = a[0];
    if (!args &&
        !(args = NODE(krast_arguments(p->arena, NULL, NULL, NULL, NULL, NULL, NULL, NULL))))
        return NULL;
    return NODE(krast_Lambda(p->arena, args, a[1], SPAN));
}

KR_ACTION(await, 1)
{
    return NODE(krast_Await(p->arena, a[0], SPAN));
}

KR_ACTION(yield_from, 1)
{
    return NODE(krast_YieldFrom(p->arena, a[0], SPAN));
}

KR_ACTION(yield_expr, 1)
{
    return NODE(krast_Yield(p->arena, a[0], SPAN));
}

/* ---- atoms --------------------------------------------------------------------------------- */

KR_ACTION(name, 1)
{
    const KrName *id = krpeg_name(p, a[0]);
    return id ? NODE(krast_Name(p->arena, id, KR_CTX_Load, SPAN)) : NULL;
}

static void *simple_constant(KrPeg *p, KrConstKind kind)
{
    return krpeg_constant(p, (KrConst){.kind = kind}, SPAN);
}

KR_ACTION(true, 0)
{
    return simple_constant(p, KR_CONST_TRUE);
}

KR_ACTION(false, 0)
{
    return simple_constant(p, KR_CONST_FALSE);
}

KR_ACTION(none, 0)
{
    return simple_constant(p, KR_CONST_NONE);
}

KR_ACTION(ellipsis, 0)
{
    return simple_constant(p, KR_CONST_ELLIPSIS);
}

KR_ACTION(number, 1)
{
    return krpeg_number(p, krpeg_token(p, a[0]));
}

static bool is_starred(const KrExpr *e)
{
    return e->kind == KR_EXPR_Starred;
}

/* In parentheses; a star is no expression on its own. */
KR_ACTION(group, 1)
{
    return is_starred(a[0]) ? NULL : a[0];
}

/* ---- what follows a primary ---------------------------------------------------------------- */

KR_ACTION(attribute, 2)
{
    const KrName *attr = krpeg_name(p, a[1]);
    return attr ? NODE(krast_Attribute(p->arena, a[0], attr, KR_CTX_Load, SPAN)) : NULL;
}

KR_ACTION(subscript, 2)
{
    return NODE(krast_Subscript(p->arena, a[0], a[1], KR_CTX_Load, SPAN));
}

KR_ACTION(call, 3)
{
    const KrArgList *args = a[2];
    if (!args)
        return NODE(krast_Call(p->arena, a[0], NULL, NULL, SPAN));
    if (args->generator) { /* it shares the parentheses of the call */
        KrExpr *e = args->args->at[0];
        const KrToken *open = krpeg_token(p, a[1]), *close = &p->tokens[p->mark - 1];
        e->lineno = open->line;
        e->col_offset = open->col;
        e->end_lineno = close->end_line;
        e->end_col_offset = close->end_col;
    }
    return NODE(krast_Call(p->arena, a[0], args->args, args->keywords, SPAN));
}

KR_ACTION(keyword, 2)
{
    const KrName *name = krpeg_name(p, a[0]);
    KrKeyword *k = name ? NODE(krast_keyword(p->arena, name, a[1], SPAN)) : NULL;
    return k ? krpeg_tag(k, KR_TAG_KEYWORD) : NULL;
}

KR_ACTION(double_starred, 1)
{
    KrKeyword *k = NODE(krast_keyword(p->arena, NULL, a[0], SPAN));
    return k ? krpeg_tag(k, KR_TAG_KEYWORD) : NULL;
}

/* A generator without parentheses of its own is the only argument. */
KR_ACTION(bare_generator, 2)
{
    KrArgList *list = NODE(krarena_new(p->arena, sizeof *list));
    KrExprSeq *args = NODE(krast_new_expr_seq(p->arena, 1));
    if (!list || !args)
        return NULL;
    args->at[0] = NODE(krast_GeneratorExp(p->arena, a[0], a[1], SPAN));
    *list = (KrArgList){args, NULL, true};
    return args->at[0] ? list : NULL;
}

/* The values are expressions and keywords. */
KR_ACTION(arguments, 1)
{
    KrPegSeq *seq = a[0];
    KrArgList *list = NODE(krarena_new(p->arena, sizeof *list));
    if (!list)
        return NULL;
    int nkeywords = 0;
    for (int i = 0; i < seq->n; i++)
        nkeywords += krpeg_tag_of(seq->at[i]) == KR_TAG_KEYWORD;
    if (nkeywords == 0) {
        list->args = (KrExprSeq *)seq;
        return list;
    }
    list->keywords = NODE(krast_new_keyword_seq(p->arena, nkeywords));
    if (!list->keywords)
        return NULL;
    if (seq->n > nkeywords &&
        !(list->args = NODE(krast_new_expr_seq(p->arena, seq->n - nkeywords))))
        return NULL;
    for (int i = 0, k = 0; i < seq->n; i++) {
        if (krpeg_tag_of(seq->at[i]) == KR_TAG_KEYWORD)
            list->keywords->at[k++] = krpeg_untag(seq->at[i]);
        else
            list->args->at[i - k] = seq->at[i];
    }
    return list;
}

KR_ACTION(slice, 3)
{
    return NODE(krast_Slice(p->arena, a[0], a[1], a[2], SPAN));
}

/* ---- displays and comprehensions ----------------------------------------------------------- */

KR_ACTION(starred, 1)
{
    return NODE(krast_Starred(p->arena, a[0], KR_CTX_Load, SPAN));
}

KR_ACTION(named_expr, 2)
{
    const KrName *id = krpeg_name(p, a[0]);
    if (!id)
        return NULL;
    KrExpr *target =
        NODE(krast_Name(p->arena, id, KR_CTX_Store, krpeg_token_span(krpeg_token(p, a[0]))));
    return target ? NODE(krast_NamedExpr(p->arena, target, a[1], SPAN)) : NULL;
}

KR_ACTION(tuple, 1)
{
    return NODE(krast_Tuple(p->arena, a[0], KR_CTX_Load, SPAN));
}

KR_ACTION(index_tuple, 1)
{
    return NODE(krast_Tuple(p->arena, a[0], KR_CTX_Load, SPAN));
}

KR_ACTION(empty_tuple, 0)
{
    return NODE(krast_Tuple(p->arena, NULL, KR_CTX_Load, SPAN));
}

KR_ACTION(list, 1)
{
    return NODE(krast_List(p->arena, a[0], KR_CTX_Load, SPAN));
}

KR_ACTION(empty_list, 0)
{
    return NODE(krast_List(p->arena, NULL, KR_CTX_Load, SPAN));
}

KR_ACTION(set, 1)
{
    return NODE(krast_Set(p->arena, a[0], SPAN));
}

KR_ACTION(empty_dict, 0)
{
    return NODE(krast_Dict(p->arena, NULL, NULL, SPAN));
}

/* The sequence alternates keys and values; a key is NULL before an unpacked mapping. */
KR_ACTION(dict, 1)
{
    const KrPegSeq *seq = a[0];
    KrExprSeq *keys = NODE(krast_new_expr_seq(p->arena, seq->n / 2));
    KrExprSeq *values = NODE(krast_new_expr_seq(p->arena, seq->n / 2));
    if (!keys || !values)
        return NULL;
    for (int i = 0; i < seq->n / 2; i++) {
        keys->at[i] = seq->at[2 * i];
        values->at[i] = seq->at[2 * i + 1];
    }
    return NODE(krast_Dict(p->arena, keys, values, SPAN));
}

KR_ACTION(generator, 2)
{
    return is_starred(a[0]) ? NULL : NODE(krast_GeneratorExp(p->arena, a[0], a[1], SPAN));
}

KR_ACTION(list_comp, 2)
{
    return is_starred(a[0]) ? NULL : NODE(krast_ListComp(p->arena, a[0], a[1], SPAN));
}

KR_ACTION(set_comp, 2)
{
    return NODE(krast_SetComp(p->arena, a[0], a[1], SPAN));
}

KR_ACTION(dict_comp, 3)
{
    return NODE(krast_DictComp(p->arena, a[0], a[1], a[2], SPAN));
}

KR_ACTION(comprehension, 3)
{
    return NODE(krast_comprehension(p->arena, a[0], a[1], a[2], 0));
}

KR_ACTION(async_comprehension, 3)
{
    return NODE(krast_comprehension(p->arena, a[0], a[1], a[2], 1));
}
