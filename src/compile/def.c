/* SPDX-License-Identifier: MIT
 * Functions, lambdas and classes, and the compiler's entry. */
#include "compile/unit.h"

#include <stdarg.h>
#include <stdio.h>

bool fail_memory(Compiler *c)
{
    c->failed = true;
    if (!c->vm->exec->pending)
        krraise_memory(c->vm);
    return false;
}

bool syntax_error(Compiler *c, KrSpan span, const char *format, ...)
{
    if (c->failed || c->vm->exec->pending)
        return false;
    c->failed = true;
    char text[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    *c->diag = (KrDiag){.kind = KR_DIAG_SYNTAX, .line = span.lineno, .col = span.col_offset, .end_line = span.end_lineno, .end_col = span.end_col_offset};
    c->diag->message = krarena_text(c->arena, text, n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
    if (!c->diag->message)
        fail_memory(c);
    return false;
}

/* ---- registers and names of a unit -------------------------------------------------------------------------------------------- */

static void assign_params(Unit *u, KrArgSeq *args, int *next)
{
    for (int i = 0; i < KR_SEQ_LEN(args); i++) {
        Symbol *y = scope_find(u->scope, mangle(u->c, u->scope, args->at[i]->arg));
        if (y)
            y->reg = (*next)++;
    }
}

static void assign_param(Unit *u, KrArg *a, int *next)
{
    Symbol *y = a ? scope_find(u->scope, mangle(u->c, u->scope, a->arg)) : NULL;
    if (y)
        y->reg = (*next)++;
}

/* Registers of an inlined comprehension's variables: from `first` on where the ones around it end, of the same name if it can. */
static void assign_hidden(Unit *u, Scope *s, int own, int first, int *next)
{
    int deepest = first;
    for (Symbol *y = s->symbols; y; y = y->next) {
        if (!(y->flags & SYM_HIDDEN))
            continue;
        int reg = first;
        while (reg < *next && u->hidden[reg - own] != y->name)
            reg++;
        if (reg == *next) {
            const KrName **more = krarena_new(u->c->arena, (size_t)(reg - own + 1) * sizeof *more);
            if (!more) {
                fail_memory(u->c);
                return;
            }
            if (reg > own)
                memcpy(more, u->hidden, (size_t)(reg - own) * sizeof *more);
            more[reg - own] = y->name;
            u->hidden = more;
            *next = reg + 1;
        }
        y->reg = reg;
        deepest = reg + 1 > deepest ? reg + 1 : deepest;
    }
    for (Scope *child = s->first; child; child = child->next)
        if (child->inlined)
            assign_hidden(u, child, own, deepest, next);
}

static int *class_cell(Unit *u, const KrName *name)
{
    return !strcmp(name->text, "__class__") ? &u->class_cell : !strcmp(name->text, "__classdict__") ? &u->class_dict : &u->annotations_made;
}

/* Parameters were given theirs; every other name bound in a function gets the next register. */
void assign_registers(Unit *u)
{
    int next = 0;
    for (Symbol *y = u->scope->symbols; y; y = y->next)
        if (y->reg >= next)
            next = y->reg + 1;
    for (Symbol *y = u->scope->symbols; y; y = y->next) {
        bool local = u->scope->kind == SCOPE_FUNCTION && y->flags & SYM_BOUND && !(y->flags & (SYM_GLOBAL | SYM_NONLOCAL | SYM_FREE));
        if (y->reg < 0 && (local || (y->flags & SYM_CELL && u->scope->kind == SCOPE_CLASS)))
            y->reg = next++;
        if (y->flags & SYM_CELL && u->scope->kind == SCOPE_CLASS)
            *class_cell(u, y->name) = y->reg;
    }
    int own = next;
    for (Scope *child = u->scope->first; child; child = child->next)
        if (child->inlined)
            assign_hidden(u, child, own, own, &next);
    u->nhidden = next - own;
    u->nlocals = u->top = u->max = next;
    u->bound = krarena_new(u->c->arena, (size_t)next + 1);
    if (!u->bound) {
        fail_memory(u->c);
        return;
    }
    for (Symbol *y = u->scope->symbols; y; y = y->next)
        if (y->reg >= 0 && y->flags & SYM_PARAM)
            u->bound[y->reg] = 1;
}

static bool is_global_in(Unit *u, const KrStr *name)
{
    for (Symbol *y = host_scope(u)->symbols; y; y = y->next)
        if (y->name->len == name->size && !memcmp(y->name->text, krstr_data(name), name->size))
            return y->flags & SYM_GLOBAL;
    return false;
}

void set_qualname(Unit *u)
{
    Unit *o = outer_unit(u);
    if (!o || host_scope(o)->kind == SCOPE_MODULE || (!u->scope->lambda && !u->scope->comprehension && is_global_in(o, u->name)))
        return;
    KrStr *s = krstr_printf(u->c->vm, host_scope(o)->kind == SCOPE_FUNCTION ? "%U.<locals>.%U" : "%U.%U", o->qualname, u->name);
    u->qualname = s ? krintern(u->c->vm, s) : NULL;
    /* The unit lies in the arena, which keeps nothing alive. */
    if (!u->qualname || !krlist_append(u->c->vm, u->c->keep, krvalue(u->qualname)))
        u->c->failed = true;
}

KrValue docstring(Compiler *c, KrStmtSeq *body)
{
    if (KR_SEQ_LEN(body) == 0 || body->at[0]->kind != KR_STMT_Expr || c->optimize > 1)
        return KR_NONE;
    KrExpr *e = body->at[0]->v.Expr.value;
    if (e->kind != KR_EXPR_Constant || e->v.Constant.value.kind != KR_CONST_STR)
        return KR_NONE;
    return krdocstring_clean(c->vm, e->v.Constant.value.text, e->v.Constant.value.n);
}

/* Common indentation of all lines but the first is taken off. */
KrValue krdocstring_clean(KrVm *vm, const char *text, size_t n)
{
    size_t margin = SIZE_MAX;
    const char *end = text + n;
    for (const char *p = memchr(text, '\n', n); p;) {
        const char *line = p + 1, *q = line;
        while (q < end && *q == ' ')
            q++;
        if (q < end && *q != '\n' && (size_t)(q - line) < margin)
            margin = (size_t)(q - line);
        p = memchr(line, '\n', (size_t)(end - line));
    }
    if (margin == SIZE_MAX)
        margin = 0;
    KrBuf b = krbuf_init(&vm->alloc);
    for (const char *p = text; p <= end;) {
        const char *nl = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL, *stop = nl ? nl : end;
        size_t skip = 0;
        while (p + skip < stop && p[skip] == ' ' && (p == text || skip < margin))
            skip++;
        krbuf_add(&b, p + skip, (size_t)(stop - p) - skip);
        if (!nl)
            break;
        krbuf_char(&b, '\n');
        p = nl + 1;
    }
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/* ---- function objects ------------------------------------------------------------------------------------------------------------- */

/* The cell that the inner function's free variable means here. */
static void load_cell(Unit *u, const KrName *name, int dst)
{
    Symbol *y = lookup(u, name);
    if (y && y->flags & SYM_CELL && y->reg >= 0)
        emit(u, OP_MOVE, dst, y->reg, 0);
    else if (y && y->free >= 0)
        emit_bx(u, OP_FREECELL, dst, y->free);
}

void make_function(Unit *u, KrCode *code, Scope *s, int parts, bool has_parts, int dst)
{
    int mark = u->top;
    if (s->nfree && !has_parts) {
        parts = temps(u, 4);
        for (int i = 0; i < 3; i++)
            load_const(u, KR_EMPTY, parts + i);
        has_parts = true;
    }
    if (s->nfree) {
        int first = temps(u, s->nfree);
        for (Symbol *y = s->symbols; y; y = y->next)
            if (y->free >= 0)
                load_cell(u, y->name, first + y->free);
        emit(u, OP_TUPLE, parts + 3, first, s->nfree);
    } else if (has_parts) {
        load_const(u, KR_EMPTY, parts + 3);
    }
    emit(u, OP_FUNCTION, dst, has_parts ? parts : 0, has_parts);
    emit_unit(u, (uint32_t)add_const(u, krvalue(code)));
    u->top = mark;
}

KrCode *function_code(Unit *outer, Scope *s, const KrStr *name, int line, KrArguments *args, KrStmtSeq *body, KrExpr *lambda_body, bool async)
{
    Compiler *c = outer->c;
    Unit *u = unit_enter(c, s, name, line);
    if (!u)
        return NULL;
    int next = 0;
    assign_params(u, args->posonlyargs, &next);
    assign_params(u, args->args, &next);
    assign_params(u, args->kwonlyargs, &next);
    assign_param(u, args->vararg, &next);
    assign_param(u, args->kwarg, &next);
    u->posonly = (uint32_t)KR_SEQ_LEN(args->posonlyargs);
    u->argcount = u->posonly + (uint32_t)KR_SEQ_LEN(args->args);
    u->kwonly = (uint32_t)KR_SEQ_LEN(args->kwonlyargs);
    u->flags = KR_CO_OPTIMIZED | KR_CO_NEWLOCALS | (args->vararg ? KR_CO_VARARGS : 0) | (args->kwarg ? KR_CO_VARKEYWORDS : 0) |
               (outer_unit(u) && host_scope(outer_unit(u))->kind == SCOPE_FUNCTION ? KR_CO_NESTED : 0) | (c->future_annotations ? KR_CO_FUTURE_ANNOTATIONS : 0);
    u->flags |= async ? s->generator ? KR_CO_ASYNC_GENERATOR : KR_CO_COROUTINE : s->generator ? KR_CO_GENERATOR : 0;
    set_qualname(u);
    assign_registers(u);
    if (lambda_body) {
        int v = operand(u, lambda_body);
        u->span = KR_SPAN_OF(lambda_body);
        emit(u, OP_RETURN, v, 0, 0);
    } else {
        u->doc = docstring(c, body);
        if (u->doc != KR_RAISED && !krlist_append(c->vm, c->keep, u->doc))
            c->failed = true;
        if (u->doc != KR_NONE)
            u->flags |= KR_CO_HAS_DOCSTRING;
        if (u->doc != KR_RAISED)
            stmts(u, body);
        emit(u, OP_RETNONE, 0, 0, 0);
    }
    KrCode *code = finish_unit(u);
    unit_leave(c, u);
    return code;
}

static void defaults(Unit *u, KrArguments *args, int parts)
{
    KrExprSeq *d = args->defaults;
    if (KR_SEQ_LEN(d)) {
        int mark = u->top, first = temps(u, d->n);
        for (int i = 0; i < d->n; i++)
            expr(u, d->at[i], first + i);
        emit(u, OP_TUPLE, parts, first, d->n);
        u->top = mark;
    } else {
        load_const(u, KR_EMPTY, parts);
    }
    bool any = false;
    for (int i = 0; i < KR_SEQ_LEN(args->kw_defaults); i++)
        any |= args->kw_defaults->at[i] != NULL;
    if (!any) {
        load_const(u, KR_EMPTY, parts + 1);
        return;
    }
    emit(u, OP_DICT, parts + 1, 0, 0);
    for (int i = 0; i < args->kw_defaults->n; i++) {
        if (!args->kw_defaults->at[i])
            continue;
        int mark = u->top, k = temp(u), v = to_temp(u, args->kw_defaults->at[i]);
        load_const(u, name_value(u->c, mangle(u->c, u->scope, args->kwonlyargs->at[i]->arg)), k);
        emit(u, OP_SETKEY, parts + 1, k, v);
        u->top = mark;
    }
}

/* ---- def, lambda ------------------------------------------------------------------------------------------------------------------------ */

int decorators(Unit *u, KrExprSeq *list)
{
    int n = KR_SEQ_LEN(list), first = u->top;
    for (int i = 0; i < n; i++) {
        int base = temps(u, 7);
        expr(u, list->at[i], base);
    }
    return first;
}

void apply_decorators(Unit *u, KrExprSeq *list, int first, int value)
{
    for (int i = KR_SEQ_LEN(list); i-- > 0;) {
        int base = first + 7 * i;
        emit(u, OP_MOVE, base + 6, value, 0);
        u->span = KR_SPAN_OF(list->at[i]);
        emit(u, OP_CALL, value, base, 1);
    }
}

static bool needs_parts(KrArguments *args, KrExpr *returns)
{
    return KR_SEQ_LEN(args->defaults) || KR_SEQ_LEN(args->kw_defaults) || has_annotations(args, returns);
}

/* R[value] = the function; the defaults are in `parts`, the annotations are computed here. */
void finish_function(Unit *u, KrStmt *s, int parts, bool has_parts, int value)
{
    KrArguments *args = s->v.FunctionDef.args;
    KrExprSeq *decos = s->v.FunctionDef.decorator_list;
    if (has_parts)
        function_annotations(u, s, parts + 2);
    Scope *scope = scope_of(u, s);
    KrValue name = name_value(u->c, s->v.FunctionDef.name);
    int line = KR_SEQ_LEN(decos) ? decos->at[0]->lineno : s->lineno;
    if (!scope || name == KR_RAISED) {
        u->c->failed = true;
        return;
    }
    KrCode *code = function_code(u, scope, (const KrStr *)kras_obj(name), line, args, s->v.FunctionDef.body, NULL, s->kind == KR_STMT_AsyncFunctionDef);
    u->span = KR_SPAN_OF(s);
    if (code)
        make_function(u, code, scope, parts, has_parts, value);
}

void function_def(Unit *u, KrStmt *s)
{
    KrArguments *args = s->v.FunctionDef.args;
    KrExprSeq *decos = s->v.FunctionDef.decorator_list;
    int mark = u->top, first = decorators(u, decos), value = temp(u), parts = 0;
    bool has_parts = needs_parts(args, s->v.FunctionDef.returns);
    if (has_parts) {
        parts = temps(u, 4);
        defaults(u, args, parts);
    }
    if (KR_SEQ_LEN(s->v.FunctionDef.type_params))
        generic_function(u, s, parts, value);
    else
        finish_function(u, s, parts, has_parts, value);
    apply_decorators(u, decos, first, value);
    u->span = KR_SPAN_OF(s);
    store_name(u, s->v.FunctionDef.name, value);
    u->top = mark;
}

void lambda(Unit *u, KrExpr *e, int dst)
{
    KrArguments *args = e->v.Lambda.args;
    int mark = u->top, parts = 0;
    bool has_parts = needs_parts(args, NULL);
    if (has_parts) {
        parts = temps(u, 4);
        defaults(u, args, parts);
        load_const(u, KR_EMPTY, parts + 2);
    }
    Scope *scope = scope_of(u, e);
    const KrStr *name = krintern_text(u->c->vm, "<lambda>", 8);
    KrCode *code = scope && name ? function_code(u, scope, name, e->lineno, args, NULL, e->v.Lambda.body, false) : NULL;
    if (code)
        make_function(u, code, scope, parts, has_parts, dst);
    u->top = mark;
}

/* ---- class -------------------------------------------------------------------------------------------------------------------------------- */

static void set_text(Unit *u, const char *name, KrValue v)
{
    int t = temp(u);
    load_const(u, v, t);
    const KrName *n = krast_name(u->c->names, name, strlen(name));
    if (n)
        emit_bx(u, OP_NAMESET, t, add_name(u, n));
    u->top--;
}

static void class_header(Unit *u, KrStmt *s)
{
    KrVm *vm = u->c->vm;
    const KrName *module = krast_name(u->c->names, "__module__", 10), *own = krast_name(u->c->names, "__name__", 8);
    int t = temp(u);
    emit_bx(u, OP_NAMEGET, t, add_name(u, own));
    emit_bx(u, OP_NAMESET, t, add_name(u, module));
    u->top--;
    set_text(u, "__qualname__", krvalue(u->qualname));
    set_text(u, "__firstlineno__", krsmall(u->firstlineno));
    begin_annotations(u);
    KrValue doc = docstring(u->c, s->v.ClassDef.body);
    if (doc == KR_RAISED)
        u->c->failed = true;
    else if (doc != KR_NONE)
        set_text(u, "__doc__", doc);
    (void)vm;
}

static KrValue attribute_tuple(Unit *u)
{
    Scope *s = u->scope;
    KrTuple *t = krtuple_new(u->c->vm, NULL, (size_t)s->nattributes);
    for (int i = 0; t && i < s->nattributes; i++) {
        KrValue name = name_value(u->c, s->attributes[i]);
        if (name == KR_RAISED)
            return name;
        krstore(u->c->vm, t, &t->at[i], name);
    }
    return krvalue_or_raised(t);
}

static KrCode *class_code(Unit *outer, KrStmt *s, Scope *scope, const KrStr *name, int line)
{
    Compiler *c = outer->c;
    Unit *u = unit_enter(c, scope, name, line);
    if (!u)
        return NULL;
    set_qualname(u);
    assign_registers(u);
    u->span = (KrSpan){s->lineno, s->col_offset, s->lineno, s->col_offset};
    if (u->class_dict >= 0) {
        int t = temp(u);
        emit(u, OP_LOCALS, t, 0, 0);
        emit_bx(u, OP_CELLSET, t, u->class_dict);
        u->top--;
    }
    class_header(u, s);
    if (KR_SEQ_LEN(s->v.ClassDef.type_params)) {
        const KrName *from = krast_name(c->names, ".type_params", 12), *to = krast_name(c->names, "__type_params__", 15);
        int t = temp(u);
        if (from && to) {
            load_name(u, from, t);
            emit_bx(u, OP_NAMESET, t, add_name(u, to));
        }
        u->top--;
    }
    stmts(u, s->v.ClassDef.body);
    annotate_function(u, "__annotate_func__");
    u->span = KR_SPAN_OF(s);
    set_text(u, "__static_attributes__", attribute_tuple(u));
    const KrName *namespace_cell = u->class_dict < 0 ? NULL : krast_name(c->names, "__classdictcell__", 17);
    if (namespace_cell)
        emit_bx(u, OP_NAMESET, u->class_dict, add_name(u, namespace_cell));
    if (u->class_cell >= 0) {
        const KrName *cell = krast_name(c->names, "__classcell__", 13);
        if (cell)
            emit_bx(u, OP_NAMESET, u->class_cell, add_name(u, cell));
        emit(u, OP_RETURN, u->class_cell, 0, 0);
    } else {
        emit(u, OP_RETNONE, 0, 0, 0);
    }
    KrCode *code = finish_unit(u);
    unit_leave(c, u);
    return code;
}

void finish_class(Unit *u, KrStmt *s, KrExprSeq *bases, int value)
{
    KrExprSeq *decos = s->v.ClassDef.decorator_list;
    int mark = u->top, line = KR_SEQ_LEN(decos) ? decos->at[0]->lineno : s->lineno;
    Scope *scope = scope_of(u, s);
    KrValue name = name_value(u->c, s->v.ClassDef.name);
    KrCode *code = scope && name != KR_RAISED ? class_code(u, s, scope, (const KrStr *)kras_obj(name), line) : NULL;
    if (!code)
        return;
    int base = temps(u, 6 + 2 + KR_SEQ_LEN(bases) + KR_SEQ_LEN(s->v.ClassDef.keywords) + 2);
    u->span = KR_SPAN_OF(s);
    emit(u, OP_BUILDCLASS, base, 0, 0);
    make_function(u, code, scope, 0, false, base + 6);
    load_const(u, name, base + 7);
    call_class(u, bases, s->v.ClassDef.keywords, base, value);
    u->top = mark;
}

void class_def(Unit *u, KrStmt *s)
{
    KrExprSeq *decos = s->v.ClassDef.decorator_list;
    int mark = u->top, first = decorators(u, decos), value = temp(u);
    if (KR_SEQ_LEN(s->v.ClassDef.type_params))
        generic_class(u, s, value);
    else
        finish_class(u, s, s->v.ClassDef.bases, value);
    apply_decorators(u, decos, first, value);
    u->span = KR_SPAN_OF(s);
    store_name(u, s->v.ClassDef.name, value);
    u->top = mark;
}

/* ---- the whole ------------------------------------------------------------------------------------------------------------------------------- */

static void module_body(Unit *u, KrMod *mod)
{
    Compiler *c = u->c;
    if (mod->kind == KR_MOD_Expression) {
        int v = operand(u, mod->v.Expression.body);
        emit(u, OP_RETURN, v, 0, 0);
        return;
    }
    KrStmtSeq *body = mod->kind == KR_MOD_Module ? mod->v.Module.body : mod->v.Interactive.body;
    begin_annotations(u);
    annotate_function(u, "__annotate__");
    if (mod->kind == KR_MOD_Module) {
        KrValue doc = docstring(c, body);
        if (doc == KR_RAISED)
            c->failed = true;
        else if (doc != KR_NONE)
            set_text(u, "__doc__", doc);
    }
    u->future_ok = true;
    stmts(u, body);
    emit(u, OP_RETNONE, 0, 0, 0);
}

KrCode *krcompile(KrVm *vm, KrArena *arena, KrMod *mod, KrStr *filename, int optimize, uint32_t flags, bool top_level_await, KrDiag *diag,
                  KrDiagWarning **warnings)
{
    *warnings = NULL;
    Compiler c = {.vm = vm, .arena = arena, .names = mod->names, .filename = filename, .diag = diag, .optimize = optimize,
                  .future_annotations = flags & KR_CO_FUTURE_ANNOTATIONS, .interactive = mod->kind == KR_MOD_Interactive,
                  .top_level_await = top_level_await};
    c.keep = krlist_with_capacity(vm, 8);
    c.constants = krdict_new(vm);
    const KrStr *name = krintern_text(vm, "<module>", 8);
    if (!c.keep || !c.constants || !name || !scope_build(&c, mod))
        return NULL;
    Unit *u = unit_enter(&c, c.module, name, 1);
    if (!u)
        return NULL;
    u->flags = c.future_annotations ? KR_CO_FUTURE_ANNOTATIONS : 0;
    if (top_level_await && c.module->has_await)
        u->flags |= KR_CO_COROUTINE;
    assign_registers(u);
    module_body(u, mod);
    KrCode *code = finish_unit(u);
    *warnings = c.warnings;
    unit_leave(&c, u);
    while (c.unit)
        unit_leave(&c, c.unit);
    return code;
}
