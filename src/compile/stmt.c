/* SPDX-License-Identifier: MIT
 * Statements: who compiles them; imports, raise, expression statements. */
#include "compile/unit.h"

/* ---- imports -------------------------------------------------------------------------------------------------------------- */

static void import_name(KrUnit *u, const KrName *name, int fromlist, int level, int dst)
{
    kremit_k(u, KR_I_IMPORT, dst, fromlist, level, krconst_name(u, name));
}

static const KrName *part_of(KrUnit *u, const char *text, size_t n)
{
    const KrName *name = krast_name(u->c->names, text, n);
    if (!name)
        krcompile_no_memory(u->c);
    return name;
}

/* import a.b.c as m: __import__ gives a, of which b is taken, and c of that. */
static void import_as(KrUnit *u, const KrAlias *a, int r)
{
    const char *p = memchr(a->name->text, '.', a->name->len), *end = a->name->text + a->name->len;
    while (p && !u->c->failed) {
        const char *next = memchr(p + 1, '.', (size_t)(end - p - 1));
        size_t n = (size_t)((next ? next : end) - p - 1);
        kremit_k(u, KR_I_IMPORTFROM, r, r, 0, krconst_name(u, part_of(u, p + 1, n)));
        p = next;
    }
    krvar_store(u, a->asname, r);
}

static void import(KrUnit *u, KrStmt *s)
{
    int r = krreg_take(u, 2);
    for (int i = 0; i < s->v.Import.names->n && !u->c->failed; i++) {
        const KrAlias *a = s->v.Import.names->at[i];
        KR_AT(u, s);
        krconst_load(u, KR_NONE, r + 1);
        import_name(u, a->name, r + 1, 0, r);
        const char *dot = memchr(a->name->text, '.', a->name->len);
        if (a->asname)
            import_as(u, a, r);
        else
            krvar_store(u, dot ? part_of(u, a->name->text, (size_t)(dot - a->name->text)) : a->name, r);
    }
}

static KrValue fromlist(KrUnit *u, const KrAliasSeq *names)
{
    KrCompiler *c = u->c;
    KrTuple *t = krtuple_new(c->vm, NULL, (size_t)names->n);
    if (!t)
        return c->failed = true, KR_RAISED;
    for (int i = 0; i < names->n; i++) {
        const KrStr *name = krcompile_name(c, names->at[i]->name);
        krstore(c->vm, t, &t->at[i], name ? krvalue(name) : KR_NONE);
    }
    return krvalue(t);
}

static void import_from(KrUnit *u, KrStmt *s)
{
    const KrAliasSeq *names = s->v.ImportFrom.names;
    const KrName *module = s->v.ImportFrom.module;
    if (module && !s->v.ImportFrom.level && !strcmp(module->text, "__future__") && s->lineno > u->c->future_line) {
        krcompile_error(u->c, KR_SPAN_OF(s), "from __future__ imports must occur at the beginning of the file");
        return;
    }
    int r = krreg_take(u, 2);
    KR_AT(u, s);
    krconst_load(u, fromlist(u, names), r + 1);
    import_name(u, module ? module : krcompile_intern(u->c, ""), r + 1, s->v.ImportFrom.level, r);
    for (int i = 0; i < names->n && !u->c->failed; i++) {
        const KrAlias *a = names->at[i];
        if (a->name->text[0] == '*') {
            kremit(u, KR_I_IMPORTSTAR, r, 0, 0);
            return;
        }
        kremit_k(u, KR_I_IMPORTFROM, r + 1, r, 0, krconst_name(u, a->name));
        krvar_store(u, a->asname ? a->asname : a->name, r + 1);
    }
}

/* ---- raise, expressions ----------------------------------------------------------------------------------------------------- */

static void raise(KrUnit *u, KrStmt *s)
{
    int r = 0, cause = 0, mode = 2;
    if (s->v.Raise.exc) {
        r = krexpr_operand_before(u, s->v.Raise.exc, s->v.Raise.cause, -1);
        mode = 0;
    }
    if (s->v.Raise.cause) {
        cause = krexpr_operand(u, s->v.Raise.cause);
        mode = 1;
    }
    KR_AT(u, s);
    kremit(u, KR_I_RAISE, r, cause, mode);
    u->dead = true;
}

static void expression(KrUnit *u, KrStmt *s)
{
    if (!u->c->interactive || u->own->kind != KR_SCOPE_MODULE) {
        krexpr_drop(u, s->v.Expr.value);
        return;
    }
    int r = krexpr_operand(u, s->v.Expr.value);
    KR_AT(u, s);
    kremit(u, KR_I_PRINTEXPR, r, 0, 0);
}

/* ---- all statements ------------------------------------------------------------------------------------------------------------ */

static void stmt(KrUnit *u, KrStmt *s)
{
    KR_AT(u, s);
    switch (s->kind) {
    case KR_STMT_FunctionDef:
    case KR_STMT_AsyncFunctionDef: krdef_def(u, s); break;
    case KR_STMT_ClassDef: krclass_def(u, s); break;
    case KR_STMT_Return: krblock_return(u, s); break;
    case KR_STMT_Delete: krtarget_delete(u, s->v.Delete.targets); break;
    case KR_STMT_Assign: krtarget_assign(u, s); break;
    case KR_STMT_TypeAlias: krgeneric_alias(u, s); break;
    case KR_STMT_AugAssign: krtarget_augment(u, s); break;
    case KR_STMT_AnnAssign: krtarget_annotated(u, s); break;
    case KR_STMT_For: krflow_for(u, s); break;
    case KR_STMT_AsyncFor: krflow_async_for(u, s); break;
    case KR_STMT_While: krflow_while(u, s); break;
    case KR_STMT_If: krflow_if(u, s); break;
    case KR_STMT_With:
    case KR_STMT_AsyncWith: krwith(u, s); break;
    case KR_STMT_Match: krmatch(u, s); break;
    case KR_STMT_Raise: raise(u, s); break;
    case KR_STMT_Try:
    case KR_STMT_TryStar: krtry(u, s); break;
    case KR_STMT_Assert: krflow_assert(u, s); break;
    case KR_STMT_Import: import(u, s); break;
    case KR_STMT_ImportFrom: import_from(u, s); break;
    case KR_STMT_Expr: expression(u, s); break;
    case KR_STMT_Break: krblock_break(u, s); break;
    case KR_STMT_Continue: krblock_continue(u, s); break;
    case KR_STMT_Global:
    case KR_STMT_Nonlocal:
    case KR_STMT_Pass: break;
    }
}

void krstmt_suite(KrUnit *u, KrStmtSeq *body, int from)
{
    int mark = u->top;
    for (int i = from; i < KR_SEQ_LEN(body) && krcompile_enter(u->c); i++) {
        stmt(u, body->at[i]);
        u->top = mark;
    }
}

void krstmt_body(KrUnit *u, KrStmtSeq *body)
{
    krstmt_suite(u, body, 0);
}

KrExpr *krstmt_docstring(KrStmtSeq *body)
{
    if (!KR_SEQ_LEN(body) || body->at[0]->kind != KR_STMT_Expr)
        return NULL;
    KrExpr *e = body->at[0]->v.Expr.value;
    return e->kind == KR_EXPR_Constant && e->v.Constant.value.kind == KR_CONST_STR ? e : NULL;
}
