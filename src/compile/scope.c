/* SPDX-License-Identifier: MIT
 * Scopes: which name is local, global, a cell or free. One walk collects, a second resolves free names. */
#include "compile/unit.h"

#include <stdlib.h>

typedef struct Walk {
    Compiler *c;
    Scope *s;
    bool target;   /* of a comprehension's inner loop is being walked */
    int iterables; /* of comprehensions that enclose what is walked */
} Walk;

static void walk_iterable(Walk *w, KrExpr *e);

static void walk_expr(Walk *w, KrExpr *e);
static void walk_stmts(Walk *w, KrStmtSeq *body);

bool goes_on(Compiler *c)
{
    enum { WORK_OF_NODE = 256 };
    if (!c->failed && (!krarena_work(c->arena, WORK_OF_NODE) || !krstack_check(c->vm, " during compilation")))
        c->failed = true;
    return !c->failed;
}

static size_t index_slot(const Scope *s, const KrName *name)
{
    size_t i = (size_t)((uintptr_t)name * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (s->index_cap - 1);
    while (s->index[i] && s->index[i]->name != name)
        i = (i + 1) & (s->index_cap - 1);
    return i;
}

/* The symbol is in the list already. Few symbols need no index; more get one that is at most half full. */
static bool index_symbol(Walk *w, Scope *s, Symbol *y)
{
    enum { LONG_LIST = 16 };
    s->nsymbols++;
    if (s->nsymbols * 2 > s->index_cap && s->nsymbols > LONG_LIST) {
        s->index_cap = s->index_cap ? s->index_cap * 2 : 4 * LONG_LIST;
        s->index = krarena_new(w->c->arena, s->index_cap * sizeof *s->index);
        if (!s->index)
            return fail_memory(w->c);
        for (Symbol *z = s->symbols; z; z = z->next)
            s->index[index_slot(s, z->name)] = z;
    } else if (s->index) {
        s->index[index_slot(s, y->name)] = y;
    }
    return true;
}

Symbol *scope_find(Scope *s, const KrName *name)
{
    if (s->index)
        return s->index[index_slot(s, name)];
    for (Symbol *y = s->symbols; y; y = y->next)
        if (y->name == name)
            return y;
    return NULL;
}

/* Private names of a class body: __x becomes _Class__x. */
static bool is_type_param(const KrTypeParamSeq *params, const KrName *name)
{
    for (int i = 0; i < params->n; i++)
        if (type_param_name(params->at[i]) == name)
            return true;
    return false;
}

const KrName *mangle(Compiler *c, Scope *s, const KrName *name)
{
    if (name->len < 3 || name->text[0] != '_' || name->text[1] != '_' || memchr(name->text, '.', name->len) ||
        (name->text[name->len - 1] == '_' && name->text[name->len - 2] == '_') ||
        (s->private_params && !is_type_param(s->private_params, name)))
        return name;
    const KrName *cls = s->class_name;
    size_t skip = 0;
    while (cls && skip < cls->len && cls->text[skip] == '_')
        skip++;
    if (!cls || skip == cls->len)
        return name;
    size_t n = 1 + cls->len - skip + name->len;
    char *text = krarena_new(c->arena, n + 1);
    if (!text)
        return fail_memory(c), name;
    text[0] = '_';
    memcpy(text + 1, cls->text + skip, cls->len - skip);
    memcpy(text + 1 + cls->len - skip, name->text, name->len);
    const KrName *mangled = krast_name(c->names, text, n);
    return mangled ? mangled : (fail_memory(c), name);
}

static Symbol *symbol(Walk *w, Scope *s, const KrName *name)
{
    Symbol *y = scope_find(s, name);
    if (y)
        return y;
    y = krarena_new(w->c->arena, sizeof *y);
    if (!y)
        return fail_memory(w->c), NULL;
    y->name = name;
    y->reg = y->free = -1;
    *s->end = y;
    s->end = &y->next;
    return index_symbol(w, s, y) ? y : NULL;
}

static void note(Walk *w, const KrName *name, uint32_t flags)
{
    Symbol *y = symbol(w, w->s, mangle(w->c, w->s, name));
    if (y)
        y->flags |= flags;
}

static Scope *open_scope(Walk *w, ScopeKind kind, const void *node)
{
    Scope *s = krarena_new(w->c->arena, sizeof *s);
    if (!s)
        return fail_memory(w->c), w->s;
    s->parent = w->s;
    s->kind = kind;
    s->node = node;
    s->end = &s->symbols;
    if (w->s) {
        s->class_name = w->s->class_name;
        s->private_params = w->s->private_params;
        if (w->s->last)
            w->s->last->next = s;
        else
            w->s->first = s;
        w->s->last = s;
    }
    return w->s = s;
}

static void close_scope(Walk *w)
{
    w->s = w->s->parent;
}

/* A scope that is computed when it is asked for, or that holds type parameters. */
static void open_annotation(Walk *w, const void *node, const char *forbids)
{
    Scope *outer = w->s, *s = open_scope(w, SCOPE_FUNCTION, node);
    s->annotation = true;
    s->forbids = forbids;
    s->sees_class = outer->kind == SCOPE_CLASS || outer->sees_class;
    const KrName *dict = s->sees_class ? krast_name(w->c->names, "__classdict__", 13) : NULL;
    if (dict)
        note(w, dict, SYM_USED);
}

static bool forbidden_in_annotation(Walk *w, KrExpr *e, const char *what)
{
    Scope *s = w->s;
    while (s->comprehension)
        s = s->parent;
    return s->annotation && !syntax_error(w->c, KR_SPAN_OF(e), "%s expression cannot be used within %s", what, s->forbids);
}

Scope *host_scope(Unit *u)
{
    Scope *s = u->scope;
    while (s->inlined)
        s = s->parent;
    return s;
}

Symbol *lookup(Unit *u, const KrName *name)
{
    Scope *s = u->scope;
    name = mangle(u->c, s, name);
    for (; s->inlined; s = s->parent) {
        Symbol *y = scope_find(s, name);
        if (y && y->flags & SYM_HIDDEN)
            return y;
    }
    return scope_find(s, name);
}

Scope *scope_of(Unit *u, const void *node)
{
    for (Scope *s = u->scope->first; s; s = s->next)
        if (s->node == node)
            return s;
    return NULL;
}

static void walk_exprs(Walk *w, KrExprSeq *seq)
{
    for (int i = 0; i < KR_SEQ_LEN(seq); i++)
        if (seq->at[i])
            walk_expr(w, seq->at[i]);
}

/* ---- functions --------------------------------------------------------------------------------------------------------------- */

static void param(Walk *w, KrArg *a)
{
    if (!a)
        return;
    if (!strcmp(a->arg->text, "__debug__"))
        syntax_error(w->c, KR_SPAN_OF(a), "cannot assign to __debug__");
    const KrName *name = mangle(w->c, w->s, a->arg);
    Symbol *y = symbol(w, w->s, name);
    if (y && y->flags & SYM_PARAM)
        syntax_error(w->c, KR_SPAN_OF(a), "duplicate argument '%s' in function definition", a->arg->text);
    if (y)
        y->flags |= SYM_PARAM | SYM_BOUND;
    if (!w->s->self)
        w->s->self = name;
}

static void params(Walk *w, KrArguments *args)
{
    for (int i = 0; i < KR_SEQ_LEN(args->posonlyargs); i++)
        param(w, args->posonlyargs->at[i]);
    for (int i = 0; i < KR_SEQ_LEN(args->args); i++)
        param(w, args->args->at[i]);
    for (int i = 0; i < KR_SEQ_LEN(args->kwonlyargs); i++)
        param(w, args->kwonlyargs->at[i]);
    param(w, args->vararg);
    param(w, args->kwarg);
}

/* An annotation that stays text, or that nobody evaluates, opens a scope that nothing else knows: its names mean nothing here. */
static void walk_unused(Walk *w, KrExpr *e)
{
    Scope apart = {.parent = w->s, .kind = SCOPE_FUNCTION, .node = e, .end = &apart.symbols, .annotation = true,
                   .forbids = "an annotation"};
    w->s = &apart;
    walk_expr(w, e);
    w->s = apart.parent;
}

static void note_hidden(Walk *w, const char *text, uint32_t flags)
{
    const KrName *name = krast_name(w->c->names, text, strlen(text));
    if (name)
        note(w, name, flags);
    else
        fail_memory(w->c);
}

/* The scope of a function that computes annotations. */
static void open_annotate(Walk *w, const void *node)
{
    open_annotation(w, node, "an annotation");
    note_hidden(w, ".format", SYM_PARAM | SYM_BOUND);
}

static void walk_annotation(Walk *w, KrExpr *e)
{
    if (!e)
        return;
    if (w->c->future_annotations)
        walk_unused(w, e);
    else
        walk_expr(w, e);
}

static void annotations(Walk *w, KrArguments *args, KrExpr *returns)
{
    bool lazy = !w->c->future_annotations && has_annotations(args, returns);
    if (lazy)
        open_annotate(w, args);
    KrArgSeq *lists[] = {args->posonlyargs, args->args, args->kwonlyargs};
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < KR_SEQ_LEN(lists[k]); i++)
            walk_annotation(w, lists[k]->at[i]->annotation);
    walk_annotation(w, args->vararg ? args->vararg->annotation : NULL);
    walk_annotation(w, args->kwarg ? args->kwarg->annotation : NULL);
    walk_annotation(w, returns);
    if (lazy)
        close_scope(w);
}

static void walk_apart(Walk *w, KrExpr *e, const char *forbids)
{
    if (!e)
        return;
    open_annotation(w, e, forbids);
    walk_expr(w, e);
    close_scope(w);
}

const KrName *type_param_name(const KrTypeParam *p)
{
    switch (p->kind) {
    case KR_TYPEPARAM_TypeVar: return p->v.TypeVar.name;
    case KR_TYPEPARAM_ParamSpec: return p->v.ParamSpec.name;
    default: return p->v.TypeVarTuple.name;
    }
}

KrExpr *type_param_default(const KrTypeParam *p)
{
    switch (p->kind) {
    case KR_TYPEPARAM_TypeVar: return p->v.TypeVar.default_value;
    case KR_TYPEPARAM_ParamSpec: return p->v.ParamSpec.default_value;
    default: return p->v.TypeVarTuple.default_value;
    }
}

static void walk_type_param(Walk *w, KrTypeParam *p)
{
    const KrName *name = type_param_name(p);
    Symbol *y = symbol(w, w->s, mangle(w->c, w->s, name));
    if (y && y->flags & SYM_BOUND)
        syntax_error(w->c, KR_SPAN_OF(p), "duplicate type parameter '%s'", name->text);
    if (y)
        y->flags |= SYM_BOUND;
    KrExpr *bound = p->kind == KR_TYPEPARAM_TypeVar ? p->v.TypeVar.bound : NULL;
    walk_apart(w, bound, bound && bound->kind == KR_EXPR_Tuple ? "a TypeVar constraint" : "a TypeVar bound");
    walk_apart(w, type_param_default(p), p->kind == KR_TYPEPARAM_TypeVar ? "a TypeVar default"
                                         : p->kind == KR_TYPEPARAM_ParamSpec ? "a ParamSpec default" : "a TypeVarTuple default");
}

/* The scope that type parameters live in, around what they belong to; false if there are none. */
static bool open_generic(Walk *w, KrTypeParamSeq *params, const KrName *class_name)
{
    if (!KR_SEQ_LEN(params))
        return false;
    open_annotation(w, params, "the definition of a generic");
    if (class_name) {
        w->s->class_name = class_name;
        w->s->private_params = params;
    }
    for (int i = 0; i < params->n; i++)
        walk_type_param(w, params->at[i]);
    return true;
}

static void walk_type_alias(Walk *w, KrStmt *s)
{
    walk_expr(w, s->v.TypeAlias.name);
    bool generic = open_generic(w, s->v.TypeAlias.type_params, NULL);
    walk_apart(w, s->v.TypeAlias.value, "a type alias");
    if (generic)
        close_scope(w);
}

static void walk_function(Walk *w, KrStmt *s, bool async)
{
    KrArguments *args = s->v.FunctionDef.args;
    note(w, s->v.FunctionDef.name, SYM_BOUND);
    walk_exprs(w, s->v.FunctionDef.decorator_list);
    walk_exprs(w, args->defaults);
    walk_exprs(w, args->kw_defaults);
    bool generic = open_generic(w, s->v.FunctionDef.type_params, NULL);
    if (generic) {
        note_hidden(w, ".defaults", SYM_PARAM | SYM_BOUND);
        note_hidden(w, ".kwdefaults", SYM_PARAM | SYM_BOUND);
    }
    annotations(w, args, s->v.FunctionDef.returns);
    open_scope(w, SCOPE_FUNCTION, s)->coroutine = async;
    params(w, args);
    walk_stmts(w, s->v.FunctionDef.body);
    close_scope(w);
    if (generic)
        close_scope(w);
}

static void walk_class(Walk *w, KrStmt *s)
{
    note(w, s->v.ClassDef.name, SYM_BOUND);
    walk_exprs(w, s->v.ClassDef.decorator_list);
    bool generic = open_generic(w, s->v.ClassDef.type_params, s->v.ClassDef.name);
    if (generic) {
        note_hidden(w, ".type_params", SYM_BOUND);
        note_hidden(w, ".generic_base", SYM_BOUND);
    }
    walk_exprs(w, s->v.ClassDef.bases);
    for (int i = 0; i < KR_SEQ_LEN(s->v.ClassDef.keywords); i++)
        walk_expr(w, s->v.ClassDef.keywords->at[i]->value);
    Scope *body = open_scope(w, SCOPE_CLASS, s);
    body->class_name = s->v.ClassDef.name;
    body->private_params = NULL;
    if (generic)
        note_hidden(w, ".type_params", SYM_USED);
    walk_stmts(w, s->v.ClassDef.body);
    close_scope(w);
    if (generic)
        close_scope(w);
}

static void walk_comprehension(Walk *w, KrExpr *e, KrComprehensionSeq *gens, KrExpr *a, KrExpr *b)
{
    walk_iterable(w, gens->at[0]->iter);
    Scope *s = open_scope(w, SCOPE_FUNCTION, e);
    s->comprehension = true;
    s->generator = e->kind == KR_EXPR_GeneratorExp;
    s->inlined = !s->generator && s->parent->kind != SCOPE_CLASS && !s->parent->sees_class;
    const KrName *iter = s->inlined ? NULL : krast_name(w->c->names, ".0", 2);
    if (iter)
        note(w, iter, SYM_PARAM | SYM_BOUND);
    s->self = NULL;
    for (int i = 0; i < KR_SEQ_LEN(gens); i++) {
        KrComprehension *g = gens->at[i];
        if (g->is_async)
            s->has_await = true;
        w->target = i > 0;
        walk_expr(w, g->target);
        w->target = false;
        if (i)
            walk_iterable(w, g->iter);
        walk_exprs(w, g->ifs);
    }
    walk_expr(w, a);
    if (b)
        walk_expr(w, b);
    for (Symbol *y = s->symbols; y; y = y->next)
        if (y->flags & SYM_BOUND)
            y->flags |= s->inlined ? SYM_COMP_TARGET | SYM_HIDDEN : SYM_COMP_TARGET;
    s->coroutine = s->has_await;
    bool awaits = s->has_await && e->kind != KR_EXPR_GeneratorExp;
    close_scope(w);
    if (awaits)
        w->s->has_await = true;
}

/* ---- expressions ----------------------------------------------------------------------------------------------------------------- */

static void walk_iterable(Walk *w, KrExpr *e)
{
    w->iterables++;
    walk_expr(w, e);
    w->iterables--;
}

static void walk_walrus(Walk *w, KrExpr *e)
{
    if (forbidden_in_annotation(w, e, "named"))
        return;
    if (w->iterables) {
        syntax_error(w->c, KR_SPAN_OF(e), "assignment expression cannot be used in a comprehension iterable expression");
        return;
    }
    walk_expr(w, e->v.NamedExpr.value);
    Scope *inner = w->s, *s = w->s;
    while (s->comprehension)
        s = s->parent;
    inner->walrus = s->walrus = true;
    const KrName *name = e->v.NamedExpr.target->v.Name.id;
    if (s != inner && s->kind == SCOPE_CLASS) {
        syntax_error(w->c, KR_SPAN_OF(e), "assignment expression within a comprehension cannot be used in a class body");
        return;
    }
    if (s == inner) {
        note(w, name, SYM_BOUND);
        return;
    }
    for (Scope *at = inner; at != s; at = at->parent) {
        Symbol *y = scope_find(at, name);
        if (y && y->flags & SYM_BOUND && !(y->flags & SYM_NONLOCAL))
            syntax_error(w->c, KR_SPAN_OF(e), "assignment expression cannot rebind comprehension iteration variable '%s'", name->text);
    }
    Symbol *target = symbol(w, s, mangle(w->c, s, name));
    bool global = s->kind == SCOPE_MODULE || (target && target->flags & SYM_GLOBAL);
    if (target)
        target->flags |= SYM_BOUND;
    for (Scope *at = inner; at != s; at = at->parent) {
        Symbol *y = symbol(w, at, name);
        if (y)
            y->flags |= global ? SYM_GLOBAL : SYM_NONLOCAL;
    }
}

static void note_self_attribute(Walk *w, KrExpr *e)
{
    Scope *s = w->s, *cls = s->parent;
    KrExpr *o = e->v.Attribute.value;
    if (!cls || cls->kind != SCOPE_CLASS || o->kind != KR_EXPR_Name || o->v.Name.id != s->self)
        return;
    const KrName *name = mangle(w->c, s, e->v.Attribute.attr);
    for (int i = 0; i < cls->nattributes; i++)
        if (cls->attributes[i] == name)
            return;
    if (cls->nattributes == cls->attribute_cap) {
        int cap = cls->attribute_cap ? cls->attribute_cap * 2 : 8;
        KrName **more = krarena_new(w->c->arena, (size_t)cap * sizeof *more);
        if (!more) {
            fail_memory(w->c);
            return;
        }
        if (cls->nattributes)
            memcpy(more, cls->attributes, (size_t)cls->nattributes * sizeof *more);
        cls->attributes = more;
        cls->attribute_cap = cap;
    }
    cls->attributes[cls->nattributes++] = (KrName *)name;
}

static const char *comprehension_kind(const KrExpr *e)
{
    switch (e->kind) {
    case KR_EXPR_ListComp: return "list comprehension";
    case KR_EXPR_SetComp: return "set comprehension";
    case KR_EXPR_DictComp: return "dict comprehension";
    default: return "generator expression";
    }
}

static void walk_yield(Walk *w, KrExpr *e, KrExpr *value)
{
    const char *what = e->kind == KR_EXPR_YieldFrom ? "'yield from'" : "'yield'";
    if (forbidden_in_annotation(w, e, "yield"))
        return;
    if (w->s->kind != SCOPE_FUNCTION)
        syntax_error(w->c, KR_SPAN_OF(e), "%s outside function", what);
    else if (w->s->comprehension)
        syntax_error(w->c, KR_SPAN_OF(e), "'yield' inside %s", comprehension_kind(w->s->node));
    else if (e->kind == KR_EXPR_YieldFrom && w->s->coroutine)
        syntax_error(w->c, KR_SPAN_OF(e), "'yield from' inside async function");
    w->s->generator = true;
    if (value)
        walk_expr(w, value);
}

static void walk_name(Walk *w, KrExpr *e)
{
    const KrName *id = e->v.Name.id;
    Symbol *known = w->target && e->v.Name.ctx == KR_CTX_Store ? scope_find(w->s, id) : NULL;
    if (known && known->flags & (SYM_GLOBAL | SYM_NONLOCAL)) {
        syntax_error(w->c, KR_SPAN_OF(e), "comprehension inner loop cannot rebind assignment expression target '%s'", id->text);
        return;
    }
    note(w, id, e->v.Name.ctx == KR_CTX_Load ? SYM_USED : e->v.Name.ctx == KR_CTX_Store ? SYM_BOUND : SYM_BOUND | SYM_DELETED);
    if (e->v.Name.ctx == KR_CTX_Load && id->len == 5 && !memcmp(id->text, "super", 5) && w->s->kind == SCOPE_FUNCTION) {
        const KrName *cls = krast_name(w->c->names, "__class__", 9);
        if (cls)
            note(w, cls, SYM_USED);
    }
}

static void walk_call(Walk *w, KrExpr *e)
{
    walk_expr(w, e->v.Call.func);
    walk_exprs(w, e->v.Call.args);
    for (int i = 0; i < KR_SEQ_LEN(e->v.Call.keywords); i++)
        walk_expr(w, e->v.Call.keywords->at[i]->value);
}

static void walk_lambda(Walk *w, KrExpr *e)
{
    KrArguments *args = e->v.Lambda.args;
    walk_exprs(w, args->defaults);
    walk_exprs(w, args->kw_defaults);
    Scope *s = open_scope(w, SCOPE_FUNCTION, e);
    s->lambda = true;
    params(w, args);
    walk_expr(w, e->v.Lambda.body);
    close_scope(w);
}

static void walk_expr_inner(Walk *w, KrExpr *e)
{
    switch (e->kind) {
    case KR_EXPR_BoolOp: walk_exprs(w, e->v.BoolOp.values); break;
    case KR_EXPR_NamedExpr: walk_walrus(w, e); break;
    case KR_EXPR_BinOp: walk_expr(w, e->v.BinOp.left); walk_expr(w, e->v.BinOp.right); break;
    case KR_EXPR_UnaryOp: walk_expr(w, e->v.UnaryOp.operand); break;
    case KR_EXPR_Lambda: walk_lambda(w, e); break;
    case KR_EXPR_IfExp: walk_expr(w, e->v.IfExp.test); walk_expr(w, e->v.IfExp.body); walk_expr(w, e->v.IfExp.orelse); break;
    case KR_EXPR_Dict: walk_exprs(w, e->v.Dict.keys); walk_exprs(w, e->v.Dict.values); break;
    case KR_EXPR_Set: walk_exprs(w, e->v.Set.elts); break;
    case KR_EXPR_ListComp: walk_comprehension(w, e, e->v.ListComp.generators, e->v.ListComp.elt, NULL); break;
    case KR_EXPR_SetComp: walk_comprehension(w, e, e->v.SetComp.generators, e->v.SetComp.elt, NULL); break;
    case KR_EXPR_DictComp: walk_comprehension(w, e, e->v.DictComp.generators, e->v.DictComp.key, e->v.DictComp.value); break;
    case KR_EXPR_GeneratorExp: walk_comprehension(w, e, e->v.GeneratorExp.generators, e->v.GeneratorExp.elt, NULL); break;
    case KR_EXPR_Await: if (forbidden_in_annotation(w, e, "await")) break; w->s->has_await = true; walk_expr(w, e->v.Await.value); break;
    case KR_EXPR_Yield: walk_yield(w, e, e->v.Yield.value); break;
    case KR_EXPR_YieldFrom: walk_yield(w, e, e->v.YieldFrom.value); break;
    case KR_EXPR_Compare: walk_expr(w, e->v.Compare.left); walk_exprs(w, e->v.Compare.comparators); break;
    case KR_EXPR_Call: walk_call(w, e); break;
    case KR_EXPR_FormattedValue: walk_expr(w, e->v.FormattedValue.value); if (e->v.FormattedValue.format_spec) walk_expr(w, e->v.FormattedValue.format_spec); break;
    case KR_EXPR_JoinedStr: walk_exprs(w, e->v.JoinedStr.values); break;
    case KR_EXPR_Interpolation: walk_expr(w, e->v.Interpolation.value); if (e->v.Interpolation.format_spec) walk_expr(w, e->v.Interpolation.format_spec); break;
    case KR_EXPR_TemplateStr: walk_exprs(w, e->v.TemplateStr.values); break;
    case KR_EXPR_Attribute:
        walk_expr(w, e->v.Attribute.value);
        if (e->v.Attribute.ctx == KR_CTX_Store)
            note_self_attribute(w, e);
        break;
    case KR_EXPR_Subscript: walk_expr(w, e->v.Subscript.value); walk_expr(w, e->v.Subscript.slice); break;
    case KR_EXPR_Starred: walk_expr(w, e->v.Starred.value); break;
    case KR_EXPR_Name: walk_name(w, e); break;
    case KR_EXPR_List: walk_exprs(w, e->v.List.elts); break;
    case KR_EXPR_Tuple: walk_exprs(w, e->v.Tuple.elts); break;
    case KR_EXPR_Slice:
        if (e->v.Slice.lower)
            walk_expr(w, e->v.Slice.lower);
        if (e->v.Slice.upper)
            walk_expr(w, e->v.Slice.upper);
        if (e->v.Slice.step)
            walk_expr(w, e->v.Slice.step);
        break;
    default: break;
    }
}

static void walk_expr(Walk *w, KrExpr *e)
{
    /* A chain of operators leans to the left: it is walked without recursion. */
    while (e->kind == KR_EXPR_BinOp) {
        walk_expr(w, e->v.BinOp.right);
        e = e->v.BinOp.left;
    }
    if (goes_on(w->c))
        walk_expr_inner(w, e);
}

/* ---- statements ------------------------------------------------------------------------------------------------------------------------ */

static void walk_pattern(Walk *w, KrPattern *p)
{
    switch (p->kind) {
    case KR_PATTERN_MatchValue: walk_expr(w, p->v.MatchValue.value); break;
    case KR_PATTERN_MatchSequence:
        for (int i = 0; i < KR_SEQ_LEN(p->v.MatchSequence.patterns); i++)
            walk_pattern(w, p->v.MatchSequence.patterns->at[i]);
        break;
    case KR_PATTERN_MatchMapping:
        walk_exprs(w, p->v.MatchMapping.keys);
        for (int i = 0; i < KR_SEQ_LEN(p->v.MatchMapping.patterns); i++)
            walk_pattern(w, p->v.MatchMapping.patterns->at[i]);
        if (p->v.MatchMapping.rest)
            note(w, p->v.MatchMapping.rest, SYM_BOUND);
        break;
    case KR_PATTERN_MatchClass:
        walk_expr(w, p->v.MatchClass.cls);
        for (int i = 0; i < KR_SEQ_LEN(p->v.MatchClass.patterns); i++)
            walk_pattern(w, p->v.MatchClass.patterns->at[i]);
        for (int i = 0; i < KR_SEQ_LEN(p->v.MatchClass.kwd_patterns); i++)
            walk_pattern(w, p->v.MatchClass.kwd_patterns->at[i]);
        break;
    case KR_PATTERN_MatchStar:
        if (p->v.MatchStar.name)
            note(w, p->v.MatchStar.name, SYM_BOUND);
        break;
    case KR_PATTERN_MatchAs:
        if (p->v.MatchAs.pattern)
            walk_pattern(w, p->v.MatchAs.pattern);
        if (p->v.MatchAs.name)
            note(w, p->v.MatchAs.name, SYM_BOUND);
        break;
    case KR_PATTERN_MatchOr:
        for (int i = 0; i < KR_SEQ_LEN(p->v.MatchOr.patterns); i++)
            walk_pattern(w, p->v.MatchOr.patterns->at[i]);
        break;
    default: break;
    }
}

static void declare(Walk *w, KrStmt *s, KrNameSeq *names, bool global)
{
    const char *what = global ? "global" : "nonlocal";
    if (!global && w->s->kind == SCOPE_MODULE) {
        syntax_error(w->c, KR_SPAN_OF(s), "nonlocal declaration not allowed at module level");
        return;
    }
    for (int i = 0; i < KR_SEQ_LEN(names); i++) {
        Symbol *y = symbol(w, w->s, mangle(w->c, w->s, names->at[i]));
        if (!y)
            return;
        const char *name = names->at[i]->text;
        if (y->flags & SYM_PARAM)
            syntax_error(w->c, KR_SPAN_OF(s), "name '%s' is parameter and %s", name, what);
        else if (y->flags & (global ? SYM_NONLOCAL : SYM_GLOBAL))
            syntax_error(w->c, y->span, "name '%s' is nonlocal and global", name);
        else if (y->flags & SYM_ANNOTATED)
            syntax_error(w->c, KR_SPAN_OF(s), "annotated name '%s' can't be %s", name, what);
        else if (y->flags & SYM_BOUND && !(y->flags & (SYM_GLOBAL | SYM_NONLOCAL)))
            syntax_error(w->c, KR_SPAN_OF(s), "name '%s' is assigned to before %s declaration", name, what);
        else if (y->flags & SYM_USED && !(y->flags & (SYM_GLOBAL | SYM_NONLOCAL)))
            syntax_error(w->c, KR_SPAN_OF(s), "name '%s' is used prior to %s declaration", name, what);
        y->flags |= global ? SYM_GLOBAL : SYM_NONLOCAL;
        y->span = KR_SPAN_OF(s);
        /* The module's code, whose locals may be another mapping, then means the global variable too. */
        Symbol *outermost = global ? symbol(w, w->c->module, y->name) : NULL;
        if (outermost)
            outermost->flags |= SYM_GLOBAL;
    }
}

static void walk_imports(Walk *w, KrAliasSeq *names)
{
    for (int i = 0; i < KR_SEQ_LEN(names); i++) {
        KrAlias *a = names->at[i];
        const char *dot = memchr(a->name->text, '.', a->name->len);
        const KrName *bound = a->asname ? a->asname : dot ? krast_name(w->c->names, a->name->text, (size_t)(dot - a->name->text)) : a->name;
        if (!bound)
            fail_memory(w->c);
        else if (a->name->text[0] == '*')
            w->s->star_import = true;
        else
            note(w, bound, SYM_BOUND);
    }
}

static void walk_handlers(Walk *w, KrStmt *s)
{
    walk_stmts(w, s->v.Try.body);
    for (int i = 0; i < KR_SEQ_LEN(s->v.Try.handlers); i++) {
        KrExcepthandler *h = s->v.Try.handlers->at[i];
        if (h->v.ExceptHandler.type)
            walk_expr(w, h->v.ExceptHandler.type);
        if (h->v.ExceptHandler.name)
            note(w, h->v.ExceptHandler.name, SYM_BOUND | SYM_DELETED);
        walk_stmts(w, h->v.ExceptHandler.body);
    }
    walk_stmts(w, s->v.Try.orelse);
    walk_stmts(w, s->v.Try.finalbody);
}

/* The same annotation in the function that computes all of the class or module. */
static void note_annotation(Walk *w, KrStmt *s)
{
    Scope *host = w->s;
    Annotated *item = krarena_new(w->c->arena, sizeof *item);
    if (!item) {
        fail_memory(w->c);
        return;
    }
    item->stmt = s;
    item->condition = host->nested > 1 ? host->conditions++ : -1;
    if (host->annotate) {
        w->s = host->annotate;
    } else {
        open_annotate(w, host);
        host->annotate = w->s;
        host->annotations_end = &host->annotations;
    }
    *host->annotations_end = item;
    host->annotations_end = &item->next;
    if (item->condition >= 0)
        note_hidden(w, "__conditional_annotations__", SYM_USED);
    walk_expr(w, s->v.AnnAssign.annotation);
    w->s = host;
}

static void walk_annotated(Walk *w, KrStmt *s)
{
    w->s->annotated = true;
    KrExpr *t = s->v.AnnAssign.target;
    if (t->kind == KR_EXPR_Name && s->v.AnnAssign.simple) {
        Symbol *y = symbol(w, w->s, mangle(w->c, w->s, t->v.Name.id));
        if (y && y->flags & (SYM_GLOBAL | SYM_NONLOCAL) && w->s->kind != SCOPE_MODULE)
            syntax_error(w->c, KR_SPAN_OF(s), "annotated name '%s' can't be %s", t->v.Name.id->text, y->flags & SYM_GLOBAL ? "global" : "nonlocal");
        if (y)
            y->flags |= SYM_ANNOTATED | SYM_BOUND;
    } else if (t->kind != KR_EXPR_Name || s->v.AnnAssign.value) { /* `(x): int` binds nothing */
        walk_expr(w, t);
    }
    bool simple = t->kind == KR_EXPR_Name && s->v.AnnAssign.simple;
    if (w->c->future_annotations || w->s->kind == SCOPE_FUNCTION)
        walk_unused(w, s->v.AnnAssign.annotation);
    else
        walk_expr(w, s->v.AnnAssign.annotation);
    if (simple && !w->c->future_annotations && w->s->kind != SCOPE_FUNCTION)
        note_annotation(w, s);
    if (s->v.AnnAssign.value)
        walk_expr(w, s->v.AnnAssign.value);
}

static void walk_match(Walk *w, KrStmt *s)
{
    walk_expr(w, s->v.Match.subject);
    for (int i = 0; i < KR_SEQ_LEN(s->v.Match.cases); i++) {
        KrMatchCase *k = s->v.Match.cases->at[i];
        walk_pattern(w, k->pattern);
        if (k->guard)
            walk_expr(w, k->guard);
        walk_stmts(w, k->body);
    }
}

static void walk_simple(Walk *w, KrStmt *s)
{
    switch (s->kind) {
    case KR_STMT_FunctionDef: walk_function(w, s, false); break;
    case KR_STMT_AsyncFunctionDef: walk_function(w, s, true); break;
    case KR_STMT_ClassDef: walk_class(w, s); break;
    case KR_STMT_TypeAlias: walk_type_alias(w, s); break;
    case KR_STMT_Return: if (s->v.Return.value) walk_expr(w, s->v.Return.value); break;
    case KR_STMT_Delete: walk_exprs(w, s->v.Delete.targets); break;
    case KR_STMT_Assign: walk_expr(w, s->v.Assign.value); walk_exprs(w, s->v.Assign.targets); break;
    case KR_STMT_AugAssign: walk_expr(w, s->v.AugAssign.target); walk_expr(w, s->v.AugAssign.value); break;
    case KR_STMT_AnnAssign: walk_annotated(w, s); break;
    case KR_STMT_For:
    case KR_STMT_AsyncFor:
        w->s->has_await |= s->kind == KR_STMT_AsyncFor;
        walk_expr(w, s->v.For.iter);
        walk_expr(w, s->v.For.target);
        walk_stmts(w, s->v.For.body);
        walk_stmts(w, s->v.For.orelse);
        break;
    case KR_STMT_While: walk_expr(w, s->v.While.test); walk_stmts(w, s->v.While.body); walk_stmts(w, s->v.While.orelse); break;
    case KR_STMT_If: walk_expr(w, s->v.If.test); walk_stmts(w, s->v.If.body); walk_stmts(w, s->v.If.orelse); break;
    case KR_STMT_With:
    case KR_STMT_AsyncWith:
        w->s->has_await |= s->kind == KR_STMT_AsyncWith;
        for (int i = 0; i < KR_SEQ_LEN(s->v.With.items); i++) {
            walk_expr(w, s->v.With.items->at[i]->context_expr);
            if (s->v.With.items->at[i]->optional_vars)
                walk_expr(w, s->v.With.items->at[i]->optional_vars);
        }
        walk_stmts(w, s->v.With.body);
        break;
    case KR_STMT_Match: walk_match(w, s); break;
    case KR_STMT_Raise:
        if (s->v.Raise.exc)
            walk_expr(w, s->v.Raise.exc);
        if (s->v.Raise.cause)
            walk_expr(w, s->v.Raise.cause);
        break;
    case KR_STMT_Try:
    case KR_STMT_TryStar: walk_handlers(w, s); break;
    case KR_STMT_Assert: walk_expr(w, s->v.Assert.test); if (s->v.Assert.msg) walk_expr(w, s->v.Assert.msg); break;
    case KR_STMT_Import: walk_imports(w, s->v.Import.names); break;
    case KR_STMT_ImportFrom: walk_imports(w, s->v.ImportFrom.names); break;
    case KR_STMT_Global: declare(w, s, s->v.Global.names, true); break;
    case KR_STMT_Nonlocal: declare(w, s, s->v.Nonlocal.names, false); break;
    case KR_STMT_Expr: walk_expr(w, s->v.Expr.value); break;
    default: break;
    }
}

static void walk_stmt(Walk *w, KrStmt *s)
{
    Scope *host = w->s;
    host->nested++;
    walk_simple(w, s);
    host->nested--;
}

static void walk_stmts(Walk *w, KrStmtSeq *body)
{
    for (int i = 0; i < KR_SEQ_LEN(body) && !w->c->failed; i++) {
        if (goes_on(w->c))
            walk_stmt(w, body->at[i]);
    }
}

/* ---- resolution ------------------------------------------------------------------------------------------------------------------------- */

static bool is_class_cell(const KrName *name)
{
    return !strcmp(name->text, "__class__") || !strcmp(name->text, "__classdict__") || !strcmp(name->text, "__conditional_annotations__");
}

/* Whether the name means a global, or what its class makes of it, although a function around the class has a variable of the name:
 * so it is in a scope that sees the namespace of a class in which the name is bound or global. */
static bool hidden_by_class(Scope *s, Symbol *y)
{
    Scope *p = s;
    for (; p->annotation && p->sees_class; p = p->parent) {
        Symbol *own = p == s ? NULL : scope_find(p, y->name);
        if (own && own->flags & SYM_BOUND)
            return false;
    }
    Symbol *theirs = p != s && p->kind == SCOPE_CLASS ? scope_find(p, y->name) : NULL;
    if (!theirs || is_class_cell(y->name))
        return false;
    if (theirs->flags & SYM_GLOBAL)
        y->flags |= SYM_GLOBAL;
    return theirs->flags & SYM_GLOBAL || (theirs->flags & SYM_BOUND && !(theirs->flags & SYM_NONLOCAL));
}

/* The enclosing scope whose cell the name means, or NULL for a global. */
static Scope *find_owner(Scope *s, const KrName *name)
{
    for (Scope *p = s->parent; p; p = p->parent) {
        if (p->kind == SCOPE_CLASS) {
            if (is_class_cell(name)) {
                return p;
            }
            continue;
        }
        if (p->kind != SCOPE_FUNCTION)
            return NULL;
        Symbol *y = scope_find(p, name);
        if (y && y->flags & SYM_GLOBAL)
            return NULL;
        if (y && y->flags & SYM_BOUND && !(y->flags & SYM_NONLOCAL))
            return p;
    }
    return NULL;
}

static void resolve_symbol(Walk *w, Scope *s, Symbol *y)
{
    bool wants = y->flags & SYM_NONLOCAL || !(y->flags & (SYM_BOUND | SYM_GLOBAL));
    if (s->kind == SCOPE_MODULE || !wants || hidden_by_class(s, y))
        return;
    Scope *owner = find_owner(s, y->name);
    if (!owner) {
        if (y->flags & SYM_NONLOCAL)
            syntax_error(w->c, y->span, "no binding for nonlocal '%s' found", y->name->text);
        return;
    }
    if (y->flags & SYM_NONLOCAL && owner->annotation) {
        syntax_error(w->c, y->span, "nonlocal binding not allowed for type parameter '%s'", y->name->text);
        return;
    }
    Scope *real = s;
    while (real->inlined && real != owner)
        real = real->parent;
    if (real == owner)
        return; /* both belong to one unit */
    Symbol *cell = symbol(w, owner, y->name);
    if (cell)
        cell->flags |= owner->kind == SCOPE_CLASS ? SYM_CELL | SYM_BOUND : SYM_CELL;
    for (Scope *p = s; p != owner; p = p->parent) {
        if (p->inlined)
            continue;
        Symbol *f = symbol(w, p, y->name);
        if (!f)
            return;
        f->flags |= SYM_FREE;
        if (f->free < 0)
            f->free = p->nfree++;
    }
}

static void resolve(Walk *w, Scope *s)
{
    for (Symbol *y = s->symbols; y; y = y->next)
        resolve_symbol(w, s, y);
    for (Scope *child = s->first; child; child = child->next)
        resolve(w, child);
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(Symbol *const *)a)->name->text, (*(Symbol *const *)b)->name->text);
}

/* Free variables are told in the order of their names: exec() takes a closure by it. */
static void order_free(Walk *w, Scope *s)
{
    Symbol **free = s->nfree > 1 ? krarena_new(w->c->arena, (size_t)s->nfree * sizeof *free) : NULL;
    int n = 0;
    for (Symbol *y = free ? s->symbols : NULL; y; y = y->next)
        if (y->free >= 0)
            free[n++] = y;
    if (n > 1)
        qsort(free, (size_t)n, sizeof *free, by_name);
    for (int i = 0; i < n; i++)
        free[i]->free = i;
    if (s->nfree > 1 && !free)
        fail_memory(w->c);
    for (Scope *child = s->first; child; child = child->next)
        order_free(w, child);
}

/* ---- the whole ---------------------------------------------------------------------------------------------------------------------------- */

bool is_future_import(const KrStmt *s)
{
    return s->kind == KR_STMT_ImportFrom && !s->v.ImportFrom.level && s->v.ImportFrom.module &&
           !strcmp(s->v.ImportFrom.module->text, "__future__");
}

static void find_futures(Compiler *c, KrStmtSeq *body)
{
    for (int i = 0; i < KR_SEQ_LEN(body); i++) {
        KrStmt *s = body->at[i];
        bool doc = s->kind == KR_STMT_Expr && s->v.Expr.value->kind == KR_EXPR_Constant && !i;
        bool from = is_future_import(s);
        if (!from && !doc)
            return;
        for (int k = 0; from && k < KR_SEQ_LEN(s->v.ImportFrom.names); k++)
            if (!strcmp(s->v.ImportFrom.names->at[k]->name->text, "annotations"))
                c->future_annotations = true;
    }
}

bool scope_build(Compiler *c, KrMod *mod)
{
    Walk w = {.c = c};
    Scope *s = open_scope(&w, SCOPE_MODULE, mod);
    c->module = s;
    if (c->failed)
        return false;
    if (mod->kind == KR_MOD_Module)
        find_futures(c, mod->v.Module.body);
    if (mod->kind == KR_MOD_Expression)
        walk_expr(&w, mod->v.Expression.body);
    else
        walk_stmts(&w, mod->kind == KR_MOD_Module ? mod->v.Module.body : mod->v.Interactive.body);
    if (!c->failed) {
        resolve(&w, s);
        order_free(&w, s);
    }
    return !c->failed;
}
