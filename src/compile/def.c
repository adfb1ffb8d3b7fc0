/* SPDX-License-Identifier: MIT
 * Functions: defaults, annotations, closures, decorators, the code of the body. */
#include "compile/unit.h"

enum { DEFAULTS, KWDEFAULTS, ANNOTATIONS, CLOSURE, PARTS };

void krdef_flags(KrUnit *u)
{
    const KrScope *s = u->own;
    u->flags |= KR_CO_OPTIMIZED | KR_CO_NEWLOCALS | (s->nested ? KR_CO_NESTED : 0u);
    bool async = s->async_def || (s->form == KR_FORM_GENEXPR && s->coroutine);
    if (s->generator)
        u->flags |= async ? KR_CO_ASYNC_GENERATOR : KR_CO_GENERATOR;
    else if (async)
        u->flags |= KR_CO_COROUTINE;
}

/* ---- docstrings ------------------------------------------------------------------------------------------------------------ */

/* The least indentation of the lines behind the first that are not blank. */
static size_t margin_of(const char *p, const char *end)
{
    size_t margin = SIZE_MAX;
    while ((p = memchr(p, '\n', (size_t)(end - p)))) {
        const char *start = ++p;
        while (p < end && *p == ' ')
            p++;
        if (p < end && *p != '\n' && (size_t)(p - start) < margin)
            margin = (size_t)(p - start);
    }
    return margin == SIZE_MAX ? 0 : margin;
}

static void append_dedented(KrBuf *out, const char *p, const char *end, size_t margin)
{
    while (p < end) {
        const char *newline = memchr(p, '\n', (size_t)(end - p)), *next = newline ? newline + 1 : end;
        krbuf_add(out, p, (size_t)(next - p));
        p = next;
        for (size_t i = 0; i < margin && p < end && *p == ' '; i++)
            p++;
    }
}

/* Indentation that the lines share is no part of a docstring. */
static KrStr *clean(KrCompiler *c, KrValue doc)
{
    KrVm *vm = c->vm;
    KrStr *text = kras_str(doc);
    if (memchr(krstr_data(text), '\t', text->size)) {
        KrValue expanded = krcall_method(vm, doc, KR_NAME(expandtabs), NULL, 0);
        if (expanded == KR_RAISED)
            return NULL;
        text = kras_str(expanded);
    }
    const char *p = krstr_data(text), *end = p + text->size;
    size_t margin = margin_of(p, end), lead = 0;
    while (lead < text->size && p[lead] == ' ')
        lead++;
    if (!lead && !margin)
        return text;
    KrBuf out = krbuf_init(&vm->alloc);
    append_dedented(&out, p + lead, end, margin);
    return krstr_from_buf(vm, &out);
}

/* Takes the docstring from the head of the body: how many statements that are. */
static int take_docstring(KrUnit *u, KrStmtSeq *body)
{
    KrExpr *e = krstmt_docstring(body);
    if (!e || u->c->optimize >= 2)
        return 0;
    KrValue doc = krconst_value(u->c, &e->v.Constant.value);
    KrStr *text = doc == KR_RAISED ? NULL : clean(u->c, doc);
    if (!text)
        u->c->failed = true;
    else
        u->doc = krvalue(text);
    u->flags |= KR_CO_HAS_DOCSTRING;
    return 1;
}

/* ---- the function object ------------------------------------------------------------------------------------------------------ */

static void closure(KrUnit *u, const KrScope *scope, int dst)
{
    int first = krreg_take(u, scope->nfree);
    for (KrSymbol *y = scope->symbols; y; y = y->next)
        if (y->free >= 0)
            krvar_cell(u, y->name, first + y->free);
    kremit(u, KR_I_TUPLE, dst, first, scope->nfree);
}

void krdef_make(KrUnit *u, KrCode *code, KrScope *scope, int parts, int dst)
{
    int mark = u->top;
    if (!code)
        return;
    if (scope->nfree) {
        if (parts < 0) {
            parts = krreg_take(u, PARTS);
            kremit(u, KR_I_CLEAR, parts, CLOSURE, 0);
        }
        closure(u, scope, parts + CLOSURE);
    } else if (parts >= 0) {
        kremit_bx(u, KR_I_LOADIMM, parts + CLOSURE, 0);
    }
    kremit_k(u, KR_I_FUNCTION, dst, parts >= 0 ? parts : 0, parts >= 0, krconst_index(u, krvalue(code)));
    u->top = mark;
}

static bool has_kwdefaults(const KrArguments *args)
{
    for (int i = 0; i < KR_SEQ_LEN(args->kw_defaults); i++)
        if (args->kw_defaults->at[i])
            return true;
    return false;
}

static void defaults(KrUnit *u, const KrArguments *args, int dst)
{
    KrValue constant;
    if (!KR_SEQ_LEN(args->defaults)) {
        kremit_bx(u, KR_I_LOADIMM, dst, 0);
    } else if (krfold_items(u->c, args->defaults, &constant)) {
        krconst_load(u, constant, dst);
    } else {
        int first = krexpr_row(u, args->defaults);
        kremit(u, KR_I_TUPLE, dst, first, args->defaults->n);
        u->top = first;
    }
}

static void name_constant(KrUnit *u, const KrName *name)
{
    const KrStr *s = krcompile_name(u->c, krscope_mangle(u->c, u->scope, name));
    int r = krreg_take(u, 1);
    if (s)
        krconst_load(u, krvalue(s), r);
}

static void kwdefaults(KrUnit *u, const KrArguments *args, int dst)
{
    int first = u->top, n = 0;
    if (!has_kwdefaults(args)) {
        kremit_bx(u, KR_I_LOADIMM, dst, 0);
        return;
    }
    for (int i = 0; i < args->kw_defaults->n; i++) {
        if (!args->kw_defaults->at[i])
            continue;
        name_constant(u, args->kwonlyargs->at[i]->arg);
        krexpr_temp(u, args->kw_defaults->at[i]);
        n++;
    }
    kremit(u, KR_I_DICT, dst, first, n);
    u->top = first;
}

/* ---- annotations ------------------------------------------------------------------------------------------------------------------ */

static int annotation(KrUnit *u, const KrName *name, KrExpr *e)
{
    if (!e)
        return 0;
    name_constant(u, name);
    krexpr_annotation(u, e, krreg_take(u, 1));
    return 2;
}

static int annotate_all(KrUnit *u, const KrArgSeq *args)
{
    int n = 0;
    for (int i = 0; i < KR_SEQ_LEN(args); i++)
        n += annotation(u, args->at[i]->arg, args->at[i]->annotation);
    return n;
}

static bool any_annotated(const KrArgSeq *args)
{
    for (int i = 0; i < KR_SEQ_LEN(args); i++)
        if (args->at[i]->annotation)
            return true;
    return false;
}

static bool has_annotations(const KrArguments *a, const KrExpr *returns)
{
    return returns || any_annotated(a->posonlyargs) || any_annotated(a->args) || any_annotated(a->kwonlyargs) ||
           (a->vararg && a->vararg->annotation) || (a->kwarg && a->kwarg->annotation);
}

/* Names and values in turn; the dict is made when it is asked for. */
static void annotations(KrUnit *u, const KrArguments *args, KrExpr *returns, int dst)
{
    if (!has_annotations(args, returns)) {
        kremit_bx(u, KR_I_LOADIMM, dst, 0);
        return;
    }
    int first = u->top;
    int n = annotate_all(u, args->posonlyargs) + annotate_all(u, args->args);
    if (args->vararg)
        n += annotation(u, args->vararg->arg, args->vararg->annotation);
    n += annotate_all(u, args->kwonlyargs);
    if (args->kwarg)
        n += annotation(u, args->kwarg->arg, args->kwarg->annotation);
    if (returns)
        n += annotation(u, krcompile_intern(u->c, "return"), returns);
    kremit(u, KR_I_TUPLE, dst, first, n);
    u->top = first;
}

/* ---- def, lambda ------------------------------------------------------------------------------------------------------------------- */

static KrCode *function_code(KrUnit *u, KrStmt *s, KrScope *scope, int line)
{
    KrUnit inner;
    KrCompiler *c = u->c;
    const KrName *name = s->v.FunctionDef.name;
    krunit_begin(c, &inner, scope, krcompile_name(c, name), name, s->v.FunctionDef.args, line);
    krdef_flags(&inner);
    if (krscope_unit(scope->parent)->kind == KR_SCOPE_CLASS)
        inner.flags |= KR_CO_METHOD;
    if (!c->failed)
        krstmt_suite(&inner, s->v.FunctionDef.body, take_docstring(&inner, s->v.FunctionDef.body));
    return krunit_end(&inner);
}

static int first_line(const KrStmt *s, const KrExprSeq *decorators)
{
    return KR_SEQ_LEN(decorators) ? decorators->at[0]->lineno : s->lineno;
}

static void function_object(KrUnit *u, KrStmt *s, int dst)
{
    const KrArguments *args = s->v.FunctionDef.args;
    KrTypeParamSeq *params = s->v.FunctionDef.type_params;
    KrScope *outer = u->scope;
    bool has_parts = KR_SEQ_LEN(args->defaults) || has_kwdefaults(args) || has_annotations(args, s->v.FunctionDef.returns);
    int parts = has_parts ? krreg_take(u, PARTS) : -1, generic = -1;
    KR_AT(u, s);
    if (has_parts) {
        defaults(u, args, parts + DEFAULTS);
        kwdefaults(u, args, parts + KWDEFAULTS);
    }
    if (KR_SEQ_LEN(params)) {
        generic = krreg_take(u, 1);
        krgeneric_params(u, params, generic);
    }
    if (has_parts)
        annotations(u, args, s->v.FunctionDef.returns, parts + ANNOTATIONS);
    KrScope *scope = krscope_child(u->scope, s);
    KrCode *code = scope && !u->c->failed ? function_code(u, s, scope, first_line(s, s->v.FunctionDef.decorator_list)) : NULL;
    KR_AT(u, s);
    krdef_make(u, code, scope, parts, dst);
    if (generic >= 0)
        kremit_k(u, KR_I_SETATTR, dst, generic, 0, krconst_str(u, KR_NAME(__type_params__)));
    u->scope = outer;
}

void krdef_def(KrUnit *u, KrStmt *s)
{
    KrExprSeq *decorators = s->v.FunctionDef.decorator_list;
    KrPlace place = krvar_place(u, s->v.FunctionDef.name);
    bool direct = place.kind == KR_PLACE_REG;
    int dst = direct ? place.index : krreg_take(u, 1);
    int object = krdef_decorators(u, decorators, dst);
    function_object(u, s, object);
    krdef_decorate(u, decorators, object, dst);
    KR_AT(u, s);
    if (direct)
        krvar_bound(u, place);
    else
        krvar_store(u, s->v.FunctionDef.name, dst);
}

int krdef_decorators(KrUnit *u, KrExprSeq *decorators, int dst)
{
    for (int i = 0; i < KR_SEQ_LEN(decorators); i++) {
        int w = krexpr_temp(u, decorators->at[i]);
        u->top = w;
        krreg_take(u, KR_WINDOW_ARGS);
    }
    return KR_SEQ_LEN(decorators) ? krreg_take(u, 1) : dst;
}

void krdef_decorate(KrUnit *u, KrExprSeq *decorators, int object, int dst)
{
    int w = object;
    for (int i = KR_SEQ_LEN(decorators); i--;) {
        w -= KR_WINDOW_ARGS;
        KR_AT(u, decorators->at[i]);
        kremit(u, KR_I_CALL, i ? w : dst, w, 1);
    }
}

static KrCode *lambda_code(KrUnit *u, KrExpr *e, KrScope *scope)
{
    KrUnit inner;
    KrCompiler *c = u->c;
    krunit_begin(c, &inner, scope, krcompile_name(c, krcompile_intern(c, "<lambda>")), NULL, e->v.Lambda.args, e->lineno);
    krdef_flags(&inner);
    if (!c->failed) {
        int r = krexpr_operand(&inner, e->v.Lambda.body);
        KR_AT(&inner, e->v.Lambda.body);
        kremit(&inner, KR_I_RETURN, r, 0, 0);
        inner.dead = true;
    }
    return krunit_end(&inner);
}

void krdef_lambda(KrUnit *u, KrExpr *e, int dst)
{
    const KrArguments *args = e->v.Lambda.args;
    bool has_parts = KR_SEQ_LEN(args->defaults) || has_kwdefaults(args);
    int mark = u->top, parts = has_parts ? krreg_take(u, PARTS) : -1;
    if (has_parts) {
        defaults(u, args, parts + DEFAULTS);
        kwdefaults(u, args, parts + KWDEFAULTS);
        kremit_bx(u, KR_I_LOADIMM, parts + ANNOTATIONS, 0);
    }
    KrScope *scope = krscope_child(u->scope, e);
    KrCode *code = scope && !u->c->failed ? lambda_code(u, e, scope) : NULL;
    KR_AT(u, e);
    krdef_make(u, code, scope, parts, dst);
    u->top = mark;
}

void krdef_lazy(KrUnit *u, KrExpr *e, const KrName *name, int dst)
{
    KrUnit inner;
    KrCompiler *c = u->c;
    KrScope *scope = krscope_child(u->scope, e);
    if (!scope || c->failed)
        return;
    krunit_begin(c, &inner, scope, krcompile_name(c, name), NULL, NULL, e->lineno);
    krdef_flags(&inner);
    if (!c->failed) {
        int r = krreg_take(&inner, 1);
        bool future = c->future_annotations;
        c->future_annotations = false;
        krexpr_annotation(&inner, e, r);
        c->future_annotations = future;
        kremit(&inner, KR_I_RETURN, r, 0, 0);
        inner.dead = true;
    }
    KrCode *code = krunit_end(&inner);
    KR_AT(u, e);
    krdef_make(u, code, scope, -1, dst);
}
