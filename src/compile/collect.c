/* SPDX-License-Identifier: MIT
 * The first walk of the compiler: which names each block binds, uses and declares. Statements and patterns are here,
 * expressions in collect_expr.c. */
#include "compile/collect.h"

/* ---- names -------------------------------------------------------------------------------------------------------- */

KrSymbol *krcollect_note(KrCollect *w, const KrName *name, uint32_t flags)
{
    KrSymbol *y = krscope_symbol(w->c, w->s, krscope_mangle(w->c, w->s, name));
    if (!y)
        return NULL;
    if (flags & KR_SYM_USED && !(y->flags & KR_SYM_BOUND))
        flags |= KR_SYM_EARLY;
    y->flags |= flags;
    return y;
}

static void forbid_debug(KrCollect *w, const KrName *name, KrSpan span, const char *what)
{
    if (name == w->c->debug_name)
        krcompile_error(w->c, span, "cannot %s __debug__", what);
}

void krcollect_bind(KrCollect *w, const KrName *name, KrSpan span, uint32_t flags)
{
    forbid_debug(w, name, span, flags & KR_SYM_DELETED ? "delete" : "assign to");
    KrSymbol *y = krcollect_note(w, name, KR_SYM_BOUND | flags | (w->iterating ? KR_SYM_ITERATION : 0));
    if (y && w->iterating && y->flags & KR_SYM_WALRUS)
        krcompile_error(w->c, span, "comprehension inner loop cannot rebind assignment expression target '%s'", name->text);
}

bool krcollect_enter(KrCollect *w, KrScopeKind kind, KrScopeForm form, const void *node)
{
    KrScope *s = krscope_open(w->c, w->s, kind, form, node);
    if (!s)
        return false;
    if (w->s)
        s->iterables = w->s->iterables;
    w->s = s;
    return true;
}

/* What an inlined scope does not bind is a use of the scope around it. */
void krcollect_leave(KrCollect *w)
{
    KrScope *s = w->s, *parent = s->parent;
    w->s = parent;
    if (!s->inlined)
        return;
    bool hidden = parent->kind == KR_SCOPE_CLASS && krscope_is_comprehension(s);
    for (KrSymbol *y = s->symbols; y; y = y->next) {
        if (y->flags & KR_SYM_BOUND)
            continue;
        KrSymbol *outer = krscope_symbol(w->c, parent, y->name);
        if (!outer)
            return;
        if (!hidden && y->flags & KR_SYM_USED && !(outer->flags & KR_SYM_BOUND))
            outer->flags |= KR_SYM_EARLY;
        outer->flags |= hidden ? KR_SYM_COMPREHENDED : y->flags & KR_SYM_USED;
    }
}

/* ---- functions and classes ------------------------------------------------------------------------------------------- */

static void param(KrCollect *w, const KrArg *a)
{
    if (!a)
        return;
    KrSymbol *y = krscope_find(w->s, krscope_mangle(w->c, w->s, a->arg));
    if (y && y->flags & KR_SYM_PARAM)
        krcompile_error(w->c, KR_SPAN_OF(a), "duplicate argument '%s' in function definition", a->arg->text);
    krcollect_bind(w, a->arg, KR_SPAN_OF(a), KR_SYM_PARAM);
}

static void params(KrCollect *w, const KrArgSeq *args)
{
    for (int i = 0; i < KR_SEQ_LEN(args); i++)
        param(w, args->at[i]);
}

void krcollect_params(KrCollect *w, const KrArguments *args)
{
    params(w, args->posonlyargs);
    params(w, args->args);
    params(w, args->kwonlyargs);
    param(w, args->vararg);
    param(w, args->kwarg);
}

static void annotation(KrCollect *w, KrExpr *e)
{
    if (!e)
        return;
    const char *within = w->within;
    w->within = "an annotation";
    if (!w->c->future_annotations)
        krcollect_expr(w, e);
    w->within = within;
}

static void annotations(KrCollect *w, const KrArguments *args, KrExpr *returns)
{
    const KrArgSeq *lists[] = {args->posonlyargs, args->args, args->kwonlyargs};
    for (size_t k = 0; k < KR_COUNT(lists); k++)
        for (int i = 0; i < KR_SEQ_LEN(lists[k]); i++)
            annotation(w, lists[k]->at[i]->annotation);
    if (args->vararg)
        annotation(w, args->vararg->annotation);
    if (args->kwarg)
        annotation(w, args->kwarg->annotation);
    annotation(w, returns);
}

static void lazy(KrCollect *w, KrExpr *e, const char *what)
{
    if (!e || !krcollect_enter(w, KR_SCOPE_FUNCTION, KR_FORM_LAZY, e))
        return;
    const char *within = w->within;
    w->within = what;
    krcollect_expr(w, e);
    w->within = within;
    krcollect_leave(w);
}

static void type_param(KrCollect *w, const KrTypeParam *p)
{
    const KrName *name = p->v.TypeVar.name;
    KrSymbol *y = krscope_find(w->s, krscope_mangle(w->c, w->s, name));
    if (y && y->flags & KR_SYM_TYPEPARAM)
        krcompile_error(w->c, KR_SPAN_OF(p), "duplicate type parameter '%s'", name->text);
    krcollect_bind(w, name, KR_SPAN_OF(p), KR_SYM_TYPEPARAM);
    switch (p->kind) {
    case KR_TYPEPARAM_TypeVar:
        lazy(w, p->v.TypeVar.bound, p->v.TypeVar.bound && p->v.TypeVar.bound->kind == KR_EXPR_Tuple
                                        ? "a TypeVar constraint" : "a TypeVar bound");
        lazy(w, p->v.TypeVar.default_value, "a TypeVar default");
        break;
    case KR_TYPEPARAM_ParamSpec: lazy(w, p->v.ParamSpec.default_value, "a ParamSpec default"); break;
    case KR_TYPEPARAM_TypeVarTuple: lazy(w, p->v.TypeVarTuple.default_value, "a TypeVarTuple default"); break;
    }
}

/* Opens the scope of type parameters, if there are any. */
static bool generic(KrCollect *w, const KrTypeParamSeq *seq)
{
    if (!KR_SEQ_LEN(seq) || !krcollect_enter(w, KR_SCOPE_FUNCTION, KR_FORM_TYPEPARAMS, seq))
        return false;
    for (int i = 0; i < seq->n; i++)
        type_param(w, seq->at[i]);
    return true;
}

static void function(KrCollect *w, KrStmt *s, bool async)
{
    KrArguments *args = s->v.FunctionDef.args;
    krcollect_bind(w, s->v.FunctionDef.name, KR_SPAN_OF(s), 0);
    krcollect_exprs(w, s->v.FunctionDef.decorator_list);
    krcollect_exprs(w, args->defaults);
    krcollect_exprs(w, args->kw_defaults);
    bool has_params = generic(w, s->v.FunctionDef.type_params);
    annotations(w, args, s->v.FunctionDef.returns);
    if (krcollect_enter(w, KR_SCOPE_FUNCTION, KR_FORM_PLAIN, s)) {
        w->s->async_def = async;
        krcollect_params(w, args);
        krcollect_stmts(w, s->v.FunctionDef.body);
        krcollect_leave(w);
    }
    if (has_params)
        krcollect_leave(w);
}

static void class(KrCollect *w, KrStmt *s)
{
    krcollect_bind(w, s->v.ClassDef.name, KR_SPAN_OF(s), 0);
    krcollect_exprs(w, s->v.ClassDef.decorator_list);
    bool has_params = generic(w, s->v.ClassDef.type_params);
    const char *within = w->within;
    if (has_params)
        w->within = "the definition of a generic";
    krcollect_exprs(w, s->v.ClassDef.bases);
    krcollect_keywords(w, s->v.ClassDef.keywords);
    w->within = within;
    const KrName *params = has_params ? krcompile_intern(w->c, ".type_params") : NULL;
    if (params)
        krcollect_note(w, params, KR_SYM_BOUND);
    if (krcollect_enter(w, KR_SCOPE_CLASS, KR_FORM_PLAIN, s)) {
        if (params)
            krcollect_note(w, params, KR_SYM_USED);
        w->s->class_name = s->v.ClassDef.name;
        krcollect_stmts(w, s->v.ClassDef.body);
        krcollect_leave(w);
    }
    if (has_params)
        krcollect_leave(w);
}

static void type_alias(KrCollect *w, KrStmt *s)
{
    krcollect_expr(w, s->v.TypeAlias.name);
    bool has_params = generic(w, s->v.TypeAlias.type_params);
    lazy(w, s->v.TypeAlias.value, "a type alias");
    if (has_params)
        krcollect_leave(w);
}

/* ---- declarations ------------------------------------------------------------------------------------------------------ */

static void declare_name(KrCollect *w, KrStmt *s, const KrName *name, bool global)
{
    const char *what = global ? "global" : "nonlocal";
    KrSymbol *y = krscope_symbol(w->c, w->s, krscope_mangle(w->c, w->s, name));
    if (!y)
        return;
    bool declared = y->flags & (KR_SYM_GLOBAL | KR_SYM_NONLOCAL);
    if (y->flags & KR_SYM_PARAM)
        krcompile_error(w->c, KR_SPAN_OF(s), "name '%s' is parameter and %s", name->text, what);
    else if (y->flags & KR_SYM_USED && !declared)
        krcompile_error(w->c, KR_SPAN_OF(s), "name '%s' is used prior to %s declaration", name->text, what);
    else if (y->flags & KR_SYM_ANNOTATED)
        krcompile_error(w->c, KR_SPAN_OF(s), "annotated name '%s' can't be %s", name->text, what);
    else if (y->flags & KR_SYM_BOUND && !declared)
        krcompile_error(w->c, KR_SPAN_OF(s), "name '%s' is assigned to before %s declaration", name->text, what);
    y->flags |= global ? KR_SYM_GLOBAL : KR_SYM_NONLOCAL;
    y->span = KR_SPAN_OF(s);
}

static void declare(KrCollect *w, KrStmt *s, const KrNameSeq *names, bool global)
{
    for (int i = 0; i < KR_SEQ_LEN(names); i++)
        declare_name(w, s, names->at[i], global);
}

static void imports(KrCollect *w, const KrAliasSeq *names)
{
    for (int i = 0; i < KR_SEQ_LEN(names); i++) {
        const KrAlias *a = names->at[i];
        const char *dot = memchr(a->name->text, '.', a->name->len);
        const KrName *bound = a->asname ? a->asname : a->name;
        if (a->name->text[0] == '*') {
            if (w->s->kind != KR_SCOPE_MODULE)
                krcompile_error(w->c, KR_SPAN_OF(a), "import * only allowed at module level");
            continue;
        }
        if (!a->asname && dot)
            bound = krast_name(w->c->names, a->name->text, (size_t)(dot - a->name->text));
        if (bound)
            krcollect_bind(w, bound, KR_SPAN_OF(a), 0);
        else
            krcompile_no_memory(w->c);
    }
}

static void annotated(KrCollect *w, KrStmt *s)
{
    KrExpr *t = s->v.AnnAssign.target;
    bool simple = t->kind == KR_EXPR_Name && s->v.AnnAssign.simple;
    if (t->kind == KR_EXPR_Name) {
        KrSymbol *y = krscope_find(w->s, krscope_mangle(w->c, w->s, t->v.Name.id));
        uint32_t declared = y ? y->flags & (KR_SYM_GLOBAL | KR_SYM_NONLOCAL) : 0;
        if (declared && simple && w->s->kind != KR_SCOPE_MODULE)
            krcompile_error(w->c, KR_SPAN_OF(s), "annotated name '%s' can't be %s", t->v.Name.id->text,
                            declared & KR_SYM_GLOBAL ? "global" : "nonlocal");
        if (simple)
            krcollect_bind(w, t->v.Name.id, KR_SPAN_OF(t), KR_SYM_ANNOTATED);
        else if (s->v.AnnAssign.value)
            krcollect_bind(w, t->v.Name.id, KR_SPAN_OF(t), 0);
    } else {
        krcollect_expr(w, t);
    }
    if (simple && w->s->kind != KR_SCOPE_FUNCTION)
        w->s->annotations = true;
    if (w->s->kind != KR_SCOPE_FUNCTION)
        annotation(w, s->v.AnnAssign.annotation);
    if (s->v.AnnAssign.value)
        krcollect_expr(w, s->v.AnnAssign.value);
}

/* ---- patterns ------------------------------------------------------------------------------------------------------------ */

static void pattern(KrCollect *w, KrPattern *p);

static void patterns(KrCollect *w, const KrPatternSeq *seq)
{
    for (int i = 0; i < KR_SEQ_LEN(seq); i++)
        pattern(w, seq->at[i]);
}

static void capture(KrCollect *w, KrPattern *p, const KrName *name)
{
    if (name)
        krcollect_bind(w, name, KR_SPAN_OF(p), 0);
}

static void pattern(KrCollect *w, KrPattern *p)
{
    if (!krcompile_enter(w->c))
        return;
    switch (p->kind) {
    case KR_PATTERN_MatchValue: krcollect_expr(w, p->v.MatchValue.value); break;
    case KR_PATTERN_MatchSingleton: break;
    case KR_PATTERN_MatchSequence: patterns(w, p->v.MatchSequence.patterns); break;
    case KR_PATTERN_MatchMapping:
        krcollect_exprs(w, p->v.MatchMapping.keys);
        patterns(w, p->v.MatchMapping.patterns);
        capture(w, p, p->v.MatchMapping.rest);
        break;
    case KR_PATTERN_MatchClass:
        krcollect_expr(w, p->v.MatchClass.cls);
        patterns(w, p->v.MatchClass.patterns);
        patterns(w, p->v.MatchClass.kwd_patterns);
        break;
    case KR_PATTERN_MatchStar: capture(w, p, p->v.MatchStar.name); break;
    case KR_PATTERN_MatchAs:
        if (p->v.MatchAs.pattern)
            pattern(w, p->v.MatchAs.pattern);
        capture(w, p, p->v.MatchAs.name);
        break;
    case KR_PATTERN_MatchOr: patterns(w, p->v.MatchOr.patterns); break;
    }
}

static void match(KrCollect *w, KrStmt *s)
{
    krcollect_expr(w, s->v.Match.subject);
    for (int i = 0; i < KR_SEQ_LEN(s->v.Match.cases); i++) {
        KrMatchCase *k = s->v.Match.cases->at[i];
        pattern(w, k->pattern);
        if (k->guard)
            krcollect_expr(w, k->guard);
        krcollect_stmts(w, k->body);
    }
}

/* ---- statements ------------------------------------------------------------------------------------------------------------ */

static void optional(KrCollect *w, KrExpr *e)
{
    if (e)
        krcollect_expr(w, e);
}

static void if_chain(KrCollect *w, KrStmt *s)
{
    for (;;) {
        krcollect_expr(w, s->v.If.test);
        krcollect_stmts(w, s->v.If.body);
        KrStmtSeq *orelse = s->v.If.orelse;
        if (KR_SEQ_LEN(orelse) != 1 || orelse->at[0]->kind != KR_STMT_If) {
            krcollect_stmts(w, orelse);
            return;
        }
        s = orelse->at[0];
    }
}

static void with(KrCollect *w, KrStmt *s)
{
    for (int i = 0; i < KR_SEQ_LEN(s->v.With.items); i++) {
        krcollect_expr(w, s->v.With.items->at[i]->context_expr);
        optional(w, s->v.With.items->at[i]->optional_vars);
    }
    krcollect_stmts(w, s->v.With.body);
}

static void try(KrCollect *w, KrStmt *s)
{
    krcollect_stmts(w, s->v.Try.body);
    for (int i = 0; i < KR_SEQ_LEN(s->v.Try.handlers); i++) {
        KrExcepthandler *h = s->v.Try.handlers->at[i];
        optional(w, h->v.ExceptHandler.type);
        if (h->v.ExceptHandler.name) {
            krcollect_bind(w, h->v.ExceptHandler.name, KR_SPAN_OF(h), 0);
            krcollect_note(w, h->v.ExceptHandler.name, KR_SYM_DELETED);
        }
        krcollect_stmts(w, h->v.ExceptHandler.body);
    }
    krcollect_stmts(w, s->v.Try.orelse);
    krcollect_stmts(w, s->v.Try.finalbody);
}

static void loop(KrCollect *w, KrStmt *s)
{
    krcollect_expr(w, s->v.For.iter);
    krcollect_expr(w, s->v.For.target);
    krcollect_stmts(w, s->v.For.body);
    krcollect_stmts(w, s->v.For.orelse);
}

static void stmt(KrCollect *w, KrStmt *s)
{
    switch (s->kind) {
    case KR_STMT_FunctionDef: function(w, s, false); break;
    case KR_STMT_AsyncFunctionDef: function(w, s, true); break;
    case KR_STMT_ClassDef: class(w, s); break;
    case KR_STMT_Return: optional(w, s->v.Return.value); break;
    case KR_STMT_Delete: krcollect_exprs(w, s->v.Delete.targets); break;
    case KR_STMT_Assign:
        krcollect_expr(w, s->v.Assign.value);
        krcollect_exprs(w, s->v.Assign.targets);
        break;
    case KR_STMT_TypeAlias: type_alias(w, s); break;
    case KR_STMT_AugAssign:
        krcollect_expr(w, s->v.AugAssign.target);
        krcollect_expr(w, s->v.AugAssign.value);
        break;
    case KR_STMT_AnnAssign: annotated(w, s); break;
    case KR_STMT_For:
    case KR_STMT_AsyncFor: loop(w, s); break;
    case KR_STMT_While:
        krcollect_expr(w, s->v.While.test);
        krcollect_stmts(w, s->v.While.body);
        krcollect_stmts(w, s->v.While.orelse);
        break;
    case KR_STMT_If: if_chain(w, s); break;
    case KR_STMT_With:
    case KR_STMT_AsyncWith: with(w, s); break;
    case KR_STMT_Match: match(w, s); break;
    case KR_STMT_Raise: optional(w, s->v.Raise.exc); optional(w, s->v.Raise.cause); break;
    case KR_STMT_Try:
    case KR_STMT_TryStar: try(w, s); break;
    case KR_STMT_Assert: krcollect_expr(w, s->v.Assert.test); optional(w, s->v.Assert.msg); break;
    case KR_STMT_Import: imports(w, s->v.Import.names); break;
    case KR_STMT_ImportFrom: imports(w, s->v.ImportFrom.names); break;
    case KR_STMT_Global: declare(w, s, s->v.Global.names, true); break;
    case KR_STMT_Nonlocal: declare(w, s, s->v.Nonlocal.names, false); break;
    case KR_STMT_Expr: krcollect_expr(w, s->v.Expr.value); break;
    case KR_STMT_Pass:
    case KR_STMT_Break:
    case KR_STMT_Continue: break;
    }
}

void krcollect_stmts(KrCollect *w, const KrStmtSeq *body)
{
    for (int i = 0; i < KR_SEQ_LEN(body) && krcompile_enter(w->c); i++)
        stmt(w, body->at[i]);
}

KrScope *krscope_collect(KrCompiler *c, KrMod *mod)
{
    KrCollect w = {.c = c};
    if (!krcollect_enter(&w, KR_SCOPE_MODULE, KR_FORM_PLAIN, mod))
        return NULL;
    if (mod->kind == KR_MOD_Expression)
        krcollect_expr(&w, mod->v.Expression.body);
    else
        krcollect_stmts(&w, mod->kind == KR_MOD_Module ? mod->v.Module.body : mod->v.Interactive.body);
    return c->failed ? NULL : w.s;
}
