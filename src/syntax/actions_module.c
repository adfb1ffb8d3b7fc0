/* SPDX-License-Identifier: MIT
 * Actions of the grammar: whole texts. */
#include "syntax/actions.h"

#define SPAN krpeg_span(p)
#define NODE(call) krpeg_node(p, (call))

struct KrPegIgnore {
    struct KrPegIgnore *next;
    KrTypeIgnore *node;
};

bool krpeg_type_ignore(KrPeg *p, const KrToken *t)
{
    const KrName *tag = NODE((void *)krast_name(p->names, t->text, t->len));
    struct KrPegIgnore *ignore = NODE(krarena_new(p->arena, sizeof *ignore));
    if (!tag || !ignore)
        return false;
    ignore->node = NODE(krast_TypeIgnore(p->arena, t->line, tag));
    ignore->next = p->ignores;
    p->ignores = ignore;
    p->nignores++;
    return ignore->node;
}

void krpeg_end_of_line(KrPeg *p, KrToken *t)
{
    bool added = t->kind == KR_TOK_NEWLINE && (t->len == 0 || t->text[t->len - 1] != '\n');
    if (t->kind == KR_TOK_ENDMARKER && p->line_started) {
        t->kind = KR_TOK_NEWLINE;
        p->line_started = false;
    } else {
        p->line_started = !added;
    }
}

static KrMod *with_names(KrPeg *p, KrMod *tree)
{
    if (tree)
        tree->names = p->names;
    return tree;
}

KR_ACTION(module, 1)
{
    KrTypeIgnoreSeq *ignores = NULL;
    if (p->nignores && !(ignores = NODE(krast_new_type_ignore_seq(p->arena, p->nignores))))
        return NULL;
    int i = p->nignores;
    for (const struct KrPegIgnore *x = p->ignores; x; x = x->next)
        ignores->at[--i] = x->node;
    return NODE(with_names(p, krast_Module(p->arena, a[0], ignores)));
}

KR_ACTION(interactive, 1)
{
    return NODE(with_names(p, krast_Interactive(p->arena, a[0])));
}

/* An empty line does nothing. */
KR_ACTION(interactive_empty, 0)
{
    KrStmtSeq *body = NODE(krast_new_stmt_seq(p->arena, 1));
    if (!body)
        return NULL;
    body->at[0] = NODE(krast_Pass(p->arena, SPAN));
    return body->at[0] ? kract_interactive(p, (void *[]){body}) : NULL;
}

KR_ACTION(expression_module, 1)
{
    return NODE(with_names(p, krast_Expression(p->arena, a[0])));
}

/* ---- signatures in type comments: *T and **T come last and lose their stars ---------------- */

enum { TAG_STAR = 2, TAG_DOUBLE_STAR = 4 };

KR_ACTION(star_type, 1)
{
    return krpeg_tag(a[0], TAG_STAR);
}

KR_ACTION(double_star_type, 1)
{
    return krpeg_tag(a[0], TAG_DOUBLE_STAR);
}

KR_ACTION(type_expressions, 1)
{
    KrPegSeq *types = a[0];
    unsigned last = 0;
    for (int i = 0; i < types->n; i++) {
        unsigned tag = krpeg_tag_of(types->at[i]);
        if (last && tag <= last)
            return NULL;
        last = tag;
        types->at[i] = krpeg_untag(types->at[i]);
    }
    return types;
}

KR_ACTION(function_type, 2)
{
    return NODE(with_names(p, krast_FunctionType(p->arena, a[0], a[1])));
}
