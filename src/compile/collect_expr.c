/* SPDX-License-Identifier: MIT
 * The first walk of the compiler, in expressions: names, comprehensions, := and what is forbidden where. */
#include "compile/collect.h"

void krcollect_exprs(KrCollect *w, const KrExprSeq *seq)
{
    for (int i = 0; i < KR_SEQ_LEN(seq); i++)
        if (seq->at[i])
            krcollect_expr(w, seq->at[i]);
}

void krcollect_keywords(KrCollect *w, const KrKeywordSeq *keywords)
{
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++) {
        if (keywords->at[i]->arg == w->c->debug_name)
            krcompile_error(w->c, KR_SPAN_OF(keywords->at[i]), "cannot assign to __debug__");
        krcollect_expr(w, keywords->at[i]->value);
    }
}

static void name(KrCollect *w, KrExpr *e)
{
    const KrName *id = e->v.Name.id;
    if (e->v.Name.ctx != KR_CTX_Load) {
        krcollect_bind(w, id, KR_SPAN_OF(e), e->v.Name.ctx == KR_CTX_Del ? KR_SYM_DELETED : 0);
        return;
    }
    krcollect_note(w, id, KR_SYM_USED);
    if (id == w->c->super_name && w->s->kind == KR_SCOPE_FUNCTION)
        krcollect_note(w, w->c->class_name, KR_SYM_USED);
}

static void lambda(KrCollect *w, KrExpr *e)
{
    krcollect_exprs(w, e->v.Lambda.args->defaults);
    krcollect_exprs(w, e->v.Lambda.args->kw_defaults);
    if (!krcollect_enter(w, KR_SCOPE_FUNCTION, KR_FORM_LAMBDA, e))
        return;
    bool iterating = w->iterating;
    w->iterating = false;
    krcollect_params(w, e->v.Lambda.args);
    krcollect_expr(w, e->v.Lambda.body);
    w->iterating = iterating;
    krcollect_leave(w);
}

/* ---- comprehensions --------------------------------------------------------------------------------------------------- */

static void iterable(KrCollect *w, KrExpr *e)
{
    w->s->iterables++;
    krcollect_expr(w, e);
    w->s->iterables--;
}

static void target(KrCollect *w, KrExpr *e)
{
    w->iterating = true;
    krcollect_expr(w, e);
    w->iterating = false;
}

static void comprehension(KrCollect *w, KrExpr *e, KrScopeForm form, const KrComprehensionSeq *loops, KrExpr *key,
                          KrExpr *value)
{
    iterable(w, loops->at[0]->iter);
    if (!krcollect_enter(w, KR_SCOPE_FUNCTION, form, e))
        return;
    bool is_generator = form == KR_FORM_GENEXPR;
    if (is_generator)
        krcollect_note(w, krcompile_intern(w->c, ".0"), KR_SYM_PARAM | KR_SYM_BOUND);
    for (int i = 0; i < loops->n; i++) {
        if (i)
            iterable(w, loops->at[i]->iter);
        w->s->coroutine |= loops->at[i]->is_async;
        target(w, loops->at[i]->target);
        krcollect_exprs(w, loops->at[i]->ifs);
    }
    krcollect_expr(w, key);
    if (value)
        krcollect_expr(w, value);
    bool awaits = w->s->coroutine && !is_generator;
    w->s->generator = is_generator;
    krcollect_leave(w);
    w->s->coroutine |= awaits;
}

static const char *comprehension_name(KrScopeForm form)
{
    switch (form) {
    case KR_FORM_LISTCOMP: return "list comprehension";
    case KR_FORM_SETCOMP: return "set comprehension";
    case KR_FORM_DICTCOMP: return "dict comprehension";
    default: return "generator expression";
    }
}

/* ---- what is not allowed everywhere ------------------------------------------------------------------------------------- */

static void forbid(KrCollect *w, KrExpr *e, const char *what)
{
    if (w->within)
        krcompile_error(w->c, KR_SPAN_OF(e), "%s cannot be used within %s", what, w->within);
}

static void yield(KrCollect *w, KrExpr *e, KrExpr *value)
{
    forbid(w, e, "yield expression");
    if (value)
        krcollect_expr(w, value);
    w->s->generator = true;
    if (krscope_is_comprehension(w->s))
        krcompile_error(w->c, KR_SPAN_OF(e), "'yield' inside %s", comprehension_name(w->s->form));
}

/* := in a comprehension binds in the nearest scope that is none. */
static void bind_outside(KrCollect *w, KrExpr *target)
{
    const KrName *id = krscope_mangle(w->c, w->s, target->v.Name.id);
    KrScope *to = w->s;
    for (; krscope_is_comprehension(to); to = to->parent) {
        KrSymbol *y = krscope_find(to, id);
        if (y && y->flags & KR_SYM_ITERATION)
            krcompile_error(w->c, KR_SPAN_OF(target),
                            "assignment expression cannot rebind comprehension iteration variable '%s'", id->text);
    }
    if (to->kind == KR_SCOPE_CLASS || to->form == KR_FORM_TYPEPARAMS || to->form == KR_FORM_LAZY) {
        const char *where = to->form == KR_FORM_PLAIN ? "a class body" : "the definition of a generic";
        krcompile_error(w->c, KR_SPAN_OF(target),
                        "assignment expression within a comprehension cannot be used in %s", where);
        return;
    }
    KrSymbol *home = krscope_symbol(w->c, to, id);
    if (!home)
        return;
    bool global = to->kind == KR_SCOPE_MODULE || home->flags & KR_SYM_GLOBAL;
    home->flags |= KR_SYM_BOUND | KR_SYM_WALRUS;
    to->walrus = true;
    for (KrScope *s = w->s; s != to; s = s->parent) {
        KrSymbol *y = krscope_symbol(w->c, s, id);
        if (!y)
            return;
        y->flags |= KR_SYM_WALRUS | (s->inlined ? KR_SYM_USED : global ? KR_SYM_GLOBAL : KR_SYM_NONLOCAL);
        y->span = KR_SPAN_OF(target);
    }
}

static void named(KrCollect *w, KrExpr *e)
{
    forbid(w, e, "named expression");
    if (w->s->iterables)
        krcompile_error(w->c, KR_SPAN_OF(e),
                        "assignment expression cannot be used in a comprehension iterable expression");
    krcollect_expr(w, e->v.NamedExpr.value);
    KrExpr *target = e->v.NamedExpr.target;
    if (krscope_is_comprehension(w->s)) {
        bind_outside(w, target);
        return;
    }
    krcollect_bind(w, target->v.Name.id, KR_SPAN_OF(target), KR_SYM_WALRUS);
    w->s->walrus = true;
}

/* ---- classes' instances ---------------------------------------------------------------------------------------------------- */

static void attribute(KrCollect *w, KrExpr *e)
{
    KrExpr *object = e->v.Attribute.value;
    krcollect_expr(w, object);
    if (e->v.Attribute.ctx != KR_CTX_Load && e->v.Attribute.attr == w->c->debug_name)
        krcompile_error(w->c, KR_SPAN_OF(e), "cannot %s __debug__",
                        e->v.Attribute.ctx == KR_CTX_Del ? "delete" : "assign to");
    if (e->v.Attribute.ctx != KR_CTX_Store || object->kind != KR_EXPR_Name || object->v.Name.id != w->c->self_name)
        return;
    KrScope *s = w->s;
    while (s && s->kind != KR_SCOPE_CLASS)
        s = s->parent;
    KrAttrName *a = s ? krcompile_new(w->c, sizeof *a) : NULL;
    if (!a)
        return;
    a->name = e->v.Attribute.attr;
    a->next = s->attribute_list;
    s->attribute_list = a;
}

/* ---- all expressions -------------------------------------------------------------------------------------------------------- */

static void optional(KrCollect *w, KrExpr *e)
{
    if (e)
        krcollect_expr(w, e);
}

static void compound(KrCollect *w, KrExpr *e)
{
    switch (e->kind) {
    case KR_EXPR_ListComp:
        comprehension(w, e, KR_FORM_LISTCOMP, e->v.ListComp.generators, e->v.ListComp.elt, NULL);
        break;
    case KR_EXPR_SetComp:
        comprehension(w, e, KR_FORM_SETCOMP, e->v.SetComp.generators, e->v.SetComp.elt, NULL);
        break;
    case KR_EXPR_DictComp:
        comprehension(w, e, KR_FORM_DICTCOMP, e->v.DictComp.generators, e->v.DictComp.key, e->v.DictComp.value);
        break;
    case KR_EXPR_GeneratorExp:
        comprehension(w, e, KR_FORM_GENEXPR, e->v.GeneratorExp.generators, e->v.GeneratorExp.elt, NULL);
        break;
    case KR_EXPR_Call:
        krcollect_expr(w, e->v.Call.func);
        krcollect_exprs(w, e->v.Call.args);
        krcollect_keywords(w, e->v.Call.keywords);
        break;
    case KR_EXPR_Slice:
        optional(w, e->v.Slice.lower);
        optional(w, e->v.Slice.upper);
        optional(w, e->v.Slice.step);
        break;
    case KR_EXPR_Dict:
        for (int i = 0; i < KR_SEQ_LEN(e->v.Dict.values); i++) {
            optional(w, e->v.Dict.keys->at[i]);
            krcollect_expr(w, e->v.Dict.values->at[i]);
        }
        break;
    default: break;
    }
}

static void expr(KrCollect *w, KrExpr *e)
{
    switch (e->kind) {
    case KR_EXPR_BoolOp: krcollect_exprs(w, e->v.BoolOp.values); break;
    case KR_EXPR_NamedExpr: named(w, e); break;
    case KR_EXPR_UnaryOp: krcollect_expr(w, e->v.UnaryOp.operand); break;
    case KR_EXPR_Lambda: lambda(w, e); break;
    case KR_EXPR_IfExp:
        krcollect_expr(w, e->v.IfExp.test);
        krcollect_expr(w, e->v.IfExp.body);
        krcollect_expr(w, e->v.IfExp.orelse);
        break;
    case KR_EXPR_Set: krcollect_exprs(w, e->v.Set.elts); break;
    case KR_EXPR_Await:
        forbid(w, e, "await expression");
        krcollect_expr(w, e->v.Await.value);
        w->s->coroutine = true;
        break;
    case KR_EXPR_Yield: yield(w, e, e->v.Yield.value); break;
    case KR_EXPR_YieldFrom: yield(w, e, e->v.YieldFrom.value); break;
    case KR_EXPR_Compare:
        krcollect_expr(w, e->v.Compare.left);
        krcollect_exprs(w, e->v.Compare.comparators);
        break;
    case KR_EXPR_FormattedValue:
        krcollect_expr(w, e->v.FormattedValue.value);
        optional(w, e->v.FormattedValue.format_spec);
        break;
    case KR_EXPR_Interpolation:
        krcollect_expr(w, e->v.Interpolation.value);
        optional(w, e->v.Interpolation.format_spec);
        break;
    case KR_EXPR_JoinedStr: krcollect_exprs(w, e->v.JoinedStr.values); break;
    case KR_EXPR_TemplateStr: krcollect_exprs(w, e->v.TemplateStr.values); break;
    case KR_EXPR_Attribute: attribute(w, e); break;
    case KR_EXPR_Subscript:
        krcollect_expr(w, e->v.Subscript.value);
        krcollect_expr(w, e->v.Subscript.slice);
        break;
    case KR_EXPR_Starred: krcollect_expr(w, e->v.Starred.value); break;
    case KR_EXPR_Name: name(w, e); break;
    case KR_EXPR_List: krcollect_exprs(w, e->v.List.elts); break;
    case KR_EXPR_Tuple: krcollect_exprs(w, e->v.Tuple.elts); break;
    case KR_EXPR_Constant:
    case KR_EXPR_BinOp: break;
    default: compound(w, e); break;
    }
}

void krcollect_expr(KrCollect *w, KrExpr *e)
{
    if (!krcompile_enter(w->c))
        return;
    /* A chain of operators leans to the left: it is walked without recursion. */
    for (; e->kind == KR_EXPR_BinOp; e = e->v.BinOp.left)
        krcollect_expr(w, e->v.BinOp.right);
    expr(w, e);
}
