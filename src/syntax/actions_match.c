/* SPDX-License-Identifier: MIT
 * Actions of the grammar: the match statement and its patterns. */
#include "syntax/actions.h"

#define SPAN krpeg_span(p)
#define NODE(call) krpeg_node(p, (call))

KR_ACTION(match_stmt, 2)
{
    return NODE(krast_Match(p->arena, a[0], a[1], SPAN));
}

KR_ACTION(case_block, 3)
{
    return NODE(krast_match_case(p->arena, a[0], a[1], a[2]));
}

/* ---- literals ------------------------------------------------------------------------------ */

KR_ACTION(value_pattern, 1)
{
    return NODE(krast_MatchValue(p->arena, a[0], SPAN));
}

KR_ACTION(negative_number, 1)
{
    KrExpr *number = krpeg_number(p, krpeg_token(p, a[0]));
    return number ? NODE(krast_UnaryOp(p->arena, KR_UNARY_USub, number, SPAN)) : NULL;
}

/* A real number, + or -, and an imaginary one. Either may be of the wrong sort: that is an error
 * here. */
static void *make_complex(KrPeg *p, void **a)
{
    const KrExpr *real = a[0];
    if (real->kind == KR_EXPR_UnaryOp)
        real = real->v.UnaryOp.operand;
    if (real->v.Constant.value.kind == KR_CONST_IMAG)
        return krpeg_fail_span(p, KR_SPAN_OF(real), "real number required in complex literal");
    KrExpr *imaginary = krpeg_number(p, krpeg_token(p, a[2]));
    if (!imaginary)
        return NULL;
    if (imaginary->v.Constant.value.kind != KR_CONST_IMAG)
        return krpeg_fail_span(p, KR_SPAN_OF(imaginary),
                               "imaginary number required in complex literal");
    KrOperator op = krpeg_token(p, a[1])->kind == KR_TOK_PLUS ? KR_OP_Add : KR_OP_Sub;
    return NODE(krast_BinOp(p->arena, a[0], op, imaginary, SPAN));
}

KR_ACTION(complex_number, 3)
{
    return make_complex(p, a);
}

KR_ACTION(complex_pattern, 3)
{
    KrExpr *value = make_complex(p, a);
    return value ? NODE(krast_MatchValue(p->arena, value, SPAN)) : NULL;
}

static void *singleton(KrPeg *p, KrConstKind kind)
{
    return NODE(krast_MatchSingleton(p->arena, (KrConst){.kind = kind}, SPAN));
}

KR_ACTION(none_pattern, 0)
{
    return singleton(p, KR_CONST_NONE);
}

KR_ACTION(true_pattern, 0)
{
    return singleton(p, KR_CONST_TRUE);
}

KR_ACTION(false_pattern, 0)
{
    return singleton(p, KR_CONST_FALSE);
}

/* ---- names --------------------------------------------------------------------------------- */

static bool is_wildcard(const KrName *name)
{
    return name->len == 1 && *name->text == '_';
}

/* A name captures, "_" is the wildcard, a dotted name is a value. */
KR_ACTION(name_pattern, 1)
{
    KrExpr *e = a[0];
    if (e->kind == KR_EXPR_Attribute)
        return NODE(krast_MatchValue(p->arena, e, SPAN));
    const KrName *name = e->v.Name.id;
    return NODE(krast_MatchAs(p->arena, NULL, is_wildcard(name) ? NULL : name, SPAN));
}

KR_ACTION(dotted, 1)
{
    const KrExpr *e = a[0];
    return e->kind == KR_EXPR_Attribute ? a[0] : NULL;
}

KR_ACTION(star_pattern, 1)
{
    const KrName *name = krpeg_name(p, a[0]);
    return name ? NODE(krast_MatchStar(p->arena, is_wildcard(name) ? NULL : name, SPAN)) : NULL;
}

KR_ACTION(as_pattern, 2)
{
    const KrName *name = krpeg_name(p, a[1]);
    if (!name || is_wildcard(name))
        return NULL;
    return NODE(krast_MatchAs(p->arena, a[0], name, SPAN));
}

/* ---- groups -------------------------------------------------------------------------------- */

KR_ACTION(or_pattern, 1)
{
    return NODE(krast_MatchOr(p->arena, a[0], SPAN));
}

KR_ACTION(sequence_pattern, 1)
{
    return NODE(krast_MatchSequence(p->arena, a[0], SPAN));
}

KR_ACTION(empty_sequence_pattern, 0)
{
    return NODE(krast_MatchSequence(p->arena, NULL, SPAN));
}

/* An item of a mapping or class pattern: key and pattern, or name and pattern, or a pattern alone,
 * or **rest. */
typedef struct Item {
    KrExpr *key;
    const KrName *name;
    KrPattern *pattern;
} Item;

static void *new_item(KrPeg *p, KrExpr *key, const void *name, KrPattern *pattern)
{
    Item *item = NODE(krarena_new(p->arena, sizeof *item));
    if (!item)
        return NULL;
    *item = (Item){key, krpeg_name_or_null(p, name), pattern};
    return p->failed ? NULL : item;
}

KR_ACTION(mapping_item, 2)
{
    return new_item(p, a[0], NULL, a[1]);
}

KR_ACTION(mapping_rest, 1)
{
    Item *item = new_item(p, NULL, a[0], NULL);
    return item && is_wildcard(item->name) ? NULL : item;
}

KR_ACTION(positional_pattern, 1)
{
    return new_item(p, NULL, NULL, a[0]);
}

KR_ACTION(keyword_pattern, 2)
{
    return new_item(p, NULL, a[0], a[1]);
}

KR_ACTION(mapping_pattern, 1)
{
    const KrPegSeq *items = a[0];
    int n = KR_SEQ_LEN(items);
    const KrName *rest = NULL;
    if (n > 0) {
        const Item *last = items->at[n - 1];
        if (!last->key) {
            rest = last->name;
            n--;
        }
    }
    KrExprSeq *keys = NULL;
    KrPatternSeq *patterns = NULL;
    if (n > 0 && (!(keys = NODE(krast_new_expr_seq(p->arena, n))) ||
                  !(patterns = NODE(krast_new_pattern_seq(p->arena, n)))))
        return NULL;
    for (int i = 0; i < n; i++) {
        const Item *item = items->at[i];
        keys->at[i] = item->key;
        patterns->at[i] = item->pattern;
    }
    return NODE(krast_MatchMapping(p->arena, keys, patterns, rest, SPAN));
}

KR_ACTION(class_pattern, 2)
{
    const KrPegSeq *items = a[1];
    int n = KR_SEQ_LEN(items), npositional = 0;
    while (npositional < n && !((const Item *)items->at[npositional])->name)
        npositional++;
    int nnamed = n - npositional;
    KrPatternSeq *patterns = NULL, *named = NULL;
    KrNameSeq *names = NULL;
    if (npositional && !(patterns = NODE(krast_new_pattern_seq(p->arena, npositional))))
        return NULL;
    if (nnamed && (!(named = NODE(krast_new_pattern_seq(p->arena, nnamed))) ||
                   !(names = NODE(krast_new_name_seq(p->arena, nnamed)))))
        return NULL;
    for (int i = 0; i < n; i++) {
        const Item *item = items->at[i];
        if (i < npositional) {
            patterns->at[i] = item->pattern;
            continue;
        }
        names->at[i - npositional] = item->name;
        named->at[i - npositional] = item->pattern;
    }
    return NODE(krast_MatchClass(p->arena, a[0], patterns, names, named, SPAN));
}
