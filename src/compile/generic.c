/* SPDX-License-Identifier: MIT
 * Type parameters, type aliases and t-strings. What has type parameters is made by a function of its own, called at once, whose
 * variables they are; a bound, a default and an alias's value are functions that are called when somebody asks. */
#include "compile/unit.h"

Unit *outer_unit(Unit *u)
{
    do
        u = u->outer;
    while (u && host_scope(u)->annotation);
    return u;
}

static const KrName *own_name(Unit *u, const char *text)
{
    const KrName *name = krast_name(u->c->names, text, strlen(text));
    if (!name)
        fail_memory(u->c);
    return name;
}

/* A function that computes `e` when it is called. */
static void lazy(Unit *u, KrExpr *e, const KrName *name, int dst)
{
    Scope *scope = scope_of(u, e);
    KrValue text = name_value(u->c, name);
    Unit *inner = scope && text != KR_RAISED ? unit_enter(u->c, scope, (const KrStr *)kras_obj(text), e->lineno) : NULL;
    if (!inner) {
        u->c->failed = true;
        return;
    }
    inner->flags = KR_CO_OPTIMIZED | KR_CO_NEWLOCALS | KR_CO_NESTED;
    assign_registers(inner);
    bool star = e->kind == KR_EXPR_Starred; /* the default of *Ts */
    int v = star ? to_temp(inner, e->v.Starred.value) : operand(inner, e);
    inner->span = KR_SPAN_OF(e);
    if (star)
        emit(inner, OP_UNPACK, v, v, 1);
    emit(inner, OP_RETURN, v, 0, 0);
    KrCode *code = finish_unit(inner);
    unit_leave(u->c, inner);
    if (code)
        make_function(u, code, scope, 0, false, dst);
}

enum { MAKE_TYPEVAR, MAKE_CONSTRAINED, MAKE_PARAMSPEC, MAKE_TUPLE }; /* C of TYPEPARAM */

static void type_param(Unit *u, KrTypeParam *p, int dst)
{
    const KrName *name = type_param_name(p);
    KrExpr *bound = p->kind == KR_TYPEPARAM_TypeVar ? p->v.TypeVar.bound : NULL, *fallback = type_param_default(p);
    int kind = p->kind == KR_TYPEPARAM_ParamSpec ? MAKE_PARAMSPEC : p->kind == KR_TYPEPARAM_TypeVarTuple ? MAKE_TUPLE
               : bound && bound->kind == KR_EXPR_Tuple ? MAKE_CONSTRAINED : MAKE_TYPEVAR;
    int mark = u->top, parts = temps(u, 3);
    load_const(u, name_value(u->c, name), parts);
    load_const(u, KR_EMPTY, parts + 1);
    load_const(u, KR_EMPTY, parts + 2);
    if (bound)
        lazy(u, bound, name, parts + 1);
    if (fallback)
        lazy(u, fallback, name, parts + 2);
    u->span = KR_SPAN_OF(p);
    emit(u, OP_TYPEPARAM, dst, parts, kind);
    store_name(u, name, dst);
    u->top = mark;
}

/* R[dst] = the tuple of the parameters, each of them bound to its name. */
static void type_params(Unit *u, KrTypeParamSeq *params, int dst)
{
    int mark = u->top, n = KR_SEQ_LEN(params), first = temps(u, n);
    bool had_default = false;
    for (int i = 0; i < n && !u->c->failed; i++) {
        KrTypeParam *p = params->at[i];
        bool has = type_param_default(p);
        if (had_default && !has)
            syntax_error(u->c, KR_SPAN_OF(p), "non-default type parameter '%s' follows default type parameter", type_param_name(p)->text);
        had_default |= has;
        type_param(u, p, first + i);
    }
    emit(u, OP_TUPLE, dst, first, n);
    u->top = mark;
}

static Unit *enter_generic(Unit *u, KrTypeParamSeq *params, const KrName *name, int line)
{
    Scope *scope = scope_of(u, params);
    KrStr *title = krstr_printf(u->c->vm, "<generic parameters of %s>", name->text);
    const KrStr *text = title ? krintern(u->c->vm, title) : NULL;
    Unit *g = scope && text ? unit_enter(u->c, scope, text, line) : NULL;
    if (!g) {
        u->c->failed = true;
        return NULL;
    }
    g->flags = KR_CO_OPTIMIZED | KR_CO_NEWLOCALS | KR_CO_NESTED;
    return g;
}

/* Ends the unit with the return of `value`; in `u` its function is called with the `n` arguments behind the window at `base`. */
static void leave_generic(Unit *u, Unit *g, int value, int base, int n, int dst)
{
    Scope *scope = g->scope;
    emit(g, OP_RETURN, value, 0, 0);
    KrCode *code = finish_unit(g);
    unit_leave(u->c, g);
    if (!code)
        return;
    make_function(u, code, scope, 0, false, base);
    emit(u, OP_CALL, dst, base, n);
}

static int take_argument(Unit *g, const char *name, bool given, int *next)
{
    const KrName *n = own_name(g, name);
    Symbol *y = n ? scope_find(g->scope, n) : NULL;
    if (!y || !given) {
        if (y)
            y->flags &= ~(uint32_t)(SYM_PARAM | SYM_BOUND);
        return -1;
    }
    return y->reg = (*next)++;
}

/* `parts`: where the defaults are, those of keyword-only parameters behind them; each may be missing. */
void generic_function(Unit *u, KrStmt *s, int parts, int value)
{
    KrTypeParamSeq *params = s->v.FunctionDef.type_params;
    KrArguments *args = s->v.FunctionDef.args;
    bool keywords = false;
    for (int i = 0; i < KR_SEQ_LEN(args->kw_defaults); i++)
        keywords |= args->kw_defaults->at[i] != NULL;
    int mark = u->top, n = 0, base = temps(u, 6 + 2);
    u->span = KR_SPAN_OF(s);
    Unit *g = enter_generic(u, params, s->v.FunctionDef.name, s->lineno);
    if (!g)
        return;
    int positional = take_argument(g, ".defaults", KR_SEQ_LEN(args->defaults), &n), keyword = take_argument(g, ".kwdefaults", keywords, &n);
    g->argcount = (uint32_t)n;
    if (positional >= 0)
        emit(u, OP_MOVE, base + 6, parts, 0);
    if (keyword >= 0)
        emit(u, OP_MOVE, base + 6 + keyword, parts + 1, 0);
    assign_registers(g);
    g->span = KR_SPAN_OF(s);
    int tuple = temp(g), made = temp(g), own = temps(g, 4);
    type_params(g, params, tuple);
    for (int i = 0; i < 2; i++) {
        int reg = i ? keyword : positional;
        if (reg >= 0)
            emit(g, OP_MOVE, own + i, reg, 0);
        else
            load_const(g, KR_EMPTY, own + i);
    }
    finish_function(g, s, own, true, made);
    g->span = KR_SPAN_OF(s);
    emit_cached(g, OP_SETATTR, made, tuple, add_name(g, own_name(g, "__type_params__")));
    leave_generic(u, g, made, base, n, value);
    u->top = mark;
}

void generic_class(Unit *u, KrStmt *s, int value)
{
    KrTypeParamSeq *params = s->v.ClassDef.type_params;
    KrExprSeq *bases = s->v.ClassDef.bases;
    int mark = u->top, base = temps(u, 6);
    u->span = KR_SPAN_OF(s);
    Unit *g = enter_generic(u, params, s->v.ClassDef.name, s->lineno);
    if (!g)
        return;
    assign_registers(g);
    g->span = KR_SPAN_OF(s);
    int tuple = temp(g), made = temp(g);
    const KrName *generic = own_name(g, ".generic_base"), *all = own_name(g, ".type_params");
    KrExprSeq *more = krast_new_expr_seq(u->c->arena, KR_SEQ_LEN(bases) + 1);
    KrExpr *last = generic ? krast_Name(u->c->arena, generic, KR_CTX_Load, KR_SPAN_OF(s)) : NULL;
    if (!more || !last || !all) {
        fail_memory(u->c);
        return;
    }
    type_params(g, params, tuple);
    store_name(g, all, tuple);
    emit(g, OP_GENERICBASE, made, tuple, 0);
    store_name(g, generic, made);
    for (int i = 0; i < KR_SEQ_LEN(bases); i++)
        more->at[i] = bases->at[i];
    more->at[KR_SEQ_LEN(bases)] = last;
    finish_class(g, s, more, made);
    leave_generic(u, g, made, base, 0, value);
    u->top = mark;
}

/* R[dst] = the alias; `params` is a register with the tuple of type parameters, or -1. */
static void make_alias(Unit *u, KrStmt *s, int params, int dst)
{
    int mark = u->top, parts = temps(u, 3);
    const KrName *name = s->v.TypeAlias.name->v.Name.id;
    load_const(u, name_value(u->c, name), parts);
    if (params >= 0)
        emit(u, OP_MOVE, parts + 1, params, 0);
    else
        load_const(u, KR_EMPTY, parts + 1);
    lazy(u, s->v.TypeAlias.value, name, parts + 2);
    u->span = KR_SPAN_OF(s);
    emit(u, OP_TYPEALIAS, dst, parts, 0);
    u->top = mark;
}

void type_alias(Unit *u, KrStmt *s)
{
    KrTypeParamSeq *params = s->v.TypeAlias.type_params;
    int mark = u->top, value = temp(u);
    u->span = KR_SPAN_OF(s);
    if (KR_SEQ_LEN(params)) {
        int base = temps(u, 6);
        Unit *g = enter_generic(u, params, s->v.TypeAlias.name->v.Name.id, s->lineno);
        if (!g)
            return;
        assign_registers(g);
        g->span = KR_SPAN_OF(s);
        int tuple = temp(g), made = temp(g);
        type_params(g, params, tuple);
        make_alias(g, s, tuple, made);
        leave_generic(u, g, made, base, 0, value);
    } else {
        make_alias(u, s, -1, value);
    }
    u->span = KR_SPAN_OF(s);
    store_name(u, s->v.TypeAlias.name->v.Name.id, value);
    u->top = mark;
}

/* ---- t-strings ------------------------------------------------------------------------------------------------------------ */

static void interpolation(Unit *u, KrExpr *e, int dst)
{
    int mark = u->top, parts = temps(u, 3);
    KrExpr *spec = e->v.Interpolation.format_spec;
    expr(u, e->v.Interpolation.value, parts);
    load_const(u, const_value(u->c, &e->v.Interpolation.str), parts + 1);
    if (spec)
        expr(u, spec, parts + 2);
    else
        load_const(u, KR_EMPTY, parts + 2);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_INTERP, dst, parts, e->v.Interpolation.conversion > 0 ? e->v.Interpolation.conversion : 0);
    u->top = mark;
}

/* Between any two interpolations, and at both ends, there is a string, empty if need be. */
void template_str(Unit *u, KrExpr *e, int dst)
{
    KrExprSeq *v = e->v.TemplateStr.values;
    int mark = u->top, pair = temps(u, 2), list = temp(u), strings = temp(u);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_LIST, strings, 0, 0);
    emit(u, OP_LIST, list, 0, 0);
    bool text_before = false;
    for (int i = 0; i < KR_SEQ_LEN(v); i++) {
        int keep = u->top, item = temp(u);
        bool text = v->at[i]->kind == KR_EXPR_Constant;
        if (!text && !text_before) {
            load_const(u, krvalue(u->c->vm->empty_str), item);
            emit(u, OP_APPEND, strings, item, 0);
        }
        if (text)
            expr(u, v->at[i], item);
        else
            interpolation(u, v->at[i], item);
        emit(u, OP_APPEND, text ? strings : list, item, 0);
        text_before = text;
        u->top = keep;
    }
    if (!text_before) {
        int item = temp(u);
        load_const(u, krvalue(u->c->vm->empty_str), item);
        emit(u, OP_APPEND, strings, item, 0);
    }
    emit(u, OP_MOVE, pair, strings, 0);
    emit(u, OP_MOVE, pair + 1, list, 0);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_TEMPLATE, dst, pair, 0);
    u->top = mark;
}
