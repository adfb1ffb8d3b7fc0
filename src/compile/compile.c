/* SPDX-License-Identifier: MIT
 * The compiler's door: a tree becomes a code object; errors, warnings, memory and names for all its files. */
#include "compile/unit.h"

/* ---- failure --------------------------------------------------------------------------------------------------------- */

bool krcompile_no_memory(KrCompiler *c)
{
    if (!c->failed)
        krraise_memory(c->vm);
    c->failed = true;
    return false;
}

bool krcompile_error(KrCompiler *c, KrSpan span, const char *format, ...)
{
    if (c->failed)
        return false;
    KrBuf text = krbuf_init(&c->vm->alloc);
    va_list args;
    va_start(args, format);
    krbuf_vprintf(&text, format, args);
    va_end(args);
    const char *message = text.failed ? NULL : krarena_text(c->arena, krbuf_cstr(&text), text.len);
    krbuf_release(&text);
    if (!message)
        return krcompile_no_memory(c);
    c->failed = true;
    *c->diag = (KrDiag){.kind = KR_DIAG_SYNTAX, .message = message, .line = span.lineno, .col = span.col_offset,
                        .end_line = span.end_lineno, .end_col = span.end_col_offset};
    return false;
}

void krcompile_warn(KrCompiler *c, KrSpan span, const char *format, ...)
{
    KrVm *vm = c->vm;
    KrValue hook = c->failed || !vm->sys ? KR_EMPTY : krobj_lookup(vm, vm->sys, KR_NAME(_syntax_warning));
    if (hook == KR_EMPTY || hook == KR_NONE)
        return;
    KrBuf text = krbuf_init(&vm->alloc);
    va_list list;
    va_start(list, format);
    krbuf_vprintf(&text, format, list);
    va_end(list);
    KrStr *message = krstr_from_buf(vm, &text);
    KrValue args[3] = {krvalue(message), krvalue(c->filename), krsmall(span.lineno)};
    if (message && hook != KR_RAISED && krcall(vm, hook, args, 3) != KR_RAISED)
        return;
    if (message && krpending_is(vm, KR_T_SyntaxWarning)) {
        krpending_clear(vm);
        krcompile_error(c, span, "%.*s", (int)message->size, krstr_data(message));
    }
    c->failed = true;
}

bool krcompile_enter(KrCompiler *c)
{
    if (!c->failed && !krstack_check(c->vm, " during compilation"))
        c->failed = true;
    return !c->failed;
}

void *krcompile_new(KrCompiler *c, size_t n)
{
    void *p = krarena_new(c->arena, n);
    if (!p)
        krcompile_no_memory(c);
    return p;
}

/* ---- names ------------------------------------------------------------------------------------------------------------- */

const KrName *krcompile_intern(KrCompiler *c, const char *text)
{
    const KrName *name = krast_name(c->names, text, strlen(text));
    if (!name)
        krcompile_no_memory(c);
    return name;
}

static bool grow_names(KrCompiler *c)
{
    uint32_t mask = c->name_mask ? c->name_mask * 2 + 1 : 127;
    KrNameSlot *slots = krcompile_new(c, ((size_t)mask + 1) * sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; c->name_slots && i <= c->name_mask; i++) {
        if (!c->name_slots[i].name)
            continue;
        uint32_t at = c->name_slots[i].name->hash & mask;
        while (slots[at].name)
            at = (at + 1) & mask;
        slots[at] = c->name_slots[i];
    }
    c->name_slots = slots;
    c->name_mask = mask;
    return true;
}

const KrStr *krcompile_name(KrCompiler *c, const KrName *name)
{
    if (c->failed || !name || (c->name_used * 2 >= c->name_mask && !grow_names(c)))
        return NULL;
    uint32_t at = name->hash & c->name_mask;
    for (; c->name_slots[at].name; at = (at + 1) & c->name_mask)
        if (c->name_slots[at].name == name)
            return c->name_slots[at].str;
    const KrStr *s = krintern_text(c->vm, name->text, name->len);
    if (!s || !krlist_append(c->vm, c->keep, krvalue(s))) {
        c->failed = true;
        return NULL;
    }
    c->name_slots[at] = (KrNameSlot){name, s};
    c->name_used++;
    return s;
}

/* ---- from __future__ ------------------------------------------------------------------------------------------------------ */

static void future_feature(KrCompiler *c, const KrAlias *a)
{
    static const char *const known[] = {"nested_scopes", "generators", "division", "absolute_import", "with_statement",
                                        "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop"};
    const char *name = a->name->text;
    if (!strcmp(name, "annotations")) {
        c->future_annotations = true;
        return;
    }
    for (size_t i = 0; i < KR_COUNT(known); i++)
        if (!strcmp(name, known[i]))
            return;
    if (!strcmp(name, "braces"))
        krcompile_error(c, KR_SPAN_OF(a), "not a chance");
    else
        krcompile_error(c, KR_SPAN_OF(a), "future feature %s is not defined", name);
}

static void find_futures(KrCompiler *c, const KrStmtSeq *body)
{
    for (int i = 0; i < KR_SEQ_LEN(body); i++) {
        const KrStmt *s = body->at[i];
        bool doc = !i && s->kind == KR_STMT_Expr && s->v.Expr.value->kind == KR_EXPR_Constant &&
                   s->v.Expr.value->v.Constant.value.kind == KR_CONST_STR;
        if (doc)
            continue;
        if (s->kind != KR_STMT_ImportFrom || s->v.ImportFrom.level || !s->v.ImportFrom.module ||
            strcmp(s->v.ImportFrom.module->text, "__future__"))
            return;
        for (int k = 0; k < s->v.ImportFrom.names->n; k++)
            future_feature(c, s->v.ImportFrom.names->at[k]);
        c->future_line = s->lineno;
    }
}

/* ---- the whole -------------------------------------------------------------------------------------------------------------- */

static KrStmtSeq *body_of(KrMod *mod)
{
    switch (mod->kind) {
    case KR_MOD_Module: return mod->v.Module.body;
    case KR_MOD_Interactive: return mod->v.Interactive.body;
    default: return NULL;
    }
}

static void module_body(KrUnit *u, KrMod *mod)
{
    if (mod->kind == KR_MOD_Expression) {
        int r = krexpr_operand(u, mod->v.Expression.body);
        kremit(u, KR_I_RETURN, r, 0, 0);
        u->dead = true;
        return;
    }
    KrStmtSeq *body = body_of(mod);
    if (u->own->annotations)
        kremit(u, KR_I_ANNOTATIONS, 0, 0, 0);
    KrExpr *doc = mod->kind == KR_MOD_Module && u->c->optimize < 2 ? krstmt_docstring(body) : NULL;
    if (doc)
        krvar_store(u, krcompile_intern(u->c, "__doc__"), krexpr_operand(u, doc));
    u->top = u->nlocals;
    krstmt_suite(u, body, doc != NULL);
}

static KrCode *compile(KrCompiler *c, KrMod *mod)
{
    find_futures(c, mod->kind == KR_MOD_Module || mod->kind == KR_MOD_Interactive ? body_of(mod) : NULL);
    c->module = c->failed ? NULL : krscope_collect(c, mod);
    if (!c->module || !krscope_resolve(c, c->module))
        return NULL;
    const KrStr *name = krcompile_name(c, krcompile_intern(c, "<module>"));
    KrUnit u;
    krunit_begin(c, &u, c->module, name, NULL, NULL, 1);
    if (c->top_await && c->module->coroutine)
        u.flags |= KR_CO_COROUTINE;
    if (!c->failed)
        module_body(&u, mod);
    return krunit_end(&u);
}

KrCode *krcompile(KrVm *vm, KrArena *arena, KrMod *mod, KrStr *filename, int optimize, uint32_t flags, bool top_await,
                  KrDiag *diag)
{
    KrCompiler c = {.vm = vm, .arena = arena, .names = mod->names, .filename = filename, .diag = diag,
                    .optimize = optimize, .future_annotations = flags & KR_CO_FUTURE_ANNOTATIONS,
                    .top_await = top_await, .interactive = mod->kind == KR_MOD_Interactive};
    if (mod->kind == KR_MOD_FunctionType) {
        krraise(vm, KR_T_SystemError, "the type comment of a function is no code");
        return NULL;
    }
    c.keep = krlist_with_capacity(vm, 64);
    c.literals = c.keep ? krdict_new(vm) : NULL;
    if (!c.literals)
        return NULL;
    c.self_name = krcompile_intern(&c, "self");
    c.super_name = krcompile_intern(&c, "super");
    c.class_name = krcompile_intern(&c, "__class__");
    c.debug_name = krcompile_intern(&c, "__debug__");
    return c.failed ? NULL : compile(&c, mod);
}
