/* SPDX-License-Identifier: MIT
 * Classes: the body as a function, the call of __build_class__. */
#include "compile/unit.h"

static void set_name(KrUnit *u, const KrStr *name, int src)
{
    kremit_bx(u, KR_I_NAMESET, src, krconst_str(u, name));
}

static void static_attributes(KrUnit *u, int r)
{
    KrCompiler *c = u->c;
    const KrNameSeq *names = u->own->attributes;
    KrTuple *t = krtuple_new(c->vm, NULL, (size_t)KR_SEQ_LEN(names));
    if (!t) {
        c->failed = true;
        return;
    }
    for (int i = 0; i < KR_SEQ_LEN(names); i++) {
        const KrStr *name = krcompile_name(c, names->at[i]);
        krstore(c->vm, t, &t->at[i], name ? krvalue(name) : KR_NONE);
    }
    krconst_load(u, krvalue(t), r);
    set_name(u, KR_NAME(__static_attributes__), r);
}

static void class_head(KrUnit *u, KrStmt *s, int r)
{
    kremit_bx(u, KR_I_NAMEGET, r, krconst_str(u, KR_NAME(__name__)));
    set_name(u, KR_NAME(__module__), r);
    krconst_load(u, krvalue(u->qualname), r);
    set_name(u, KR_NAME(__qualname__), r);
    krconst_load(u, krsmall(u->firstlineno), r);
    set_name(u, KR_NAME(__firstlineno__), r);
    if (KR_SEQ_LEN(s->v.ClassDef.type_params)) {
        krvar_load(u, krcompile_intern(u->c, ".type_params"), r);
        set_name(u, KR_NAME(__type_params__), r);
    }
    if (u->own->annotations)
        kremit(u, KR_I_ANNOTATIONS, 0, 0, 0);
}

static void class_body(KrUnit *u, KrStmt *s)
{
    KrStmtSeq *body = s->v.ClassDef.body;
    int r = krreg_take(u, 1);
    class_head(u, s, r);
    KrExpr *doc = u->c->optimize < 2 ? krstmt_docstring(body) : NULL;
    if (doc) {
        krexpr_to(u, doc, r);
        set_name(u, KR_NAME(__doc__), r);
    }
    krstmt_suite(u, body, doc != NULL);
    krat(u, (KrSpan){u->firstlineno, -1, u->firstlineno, -1});
    static_attributes(u, r);
    if (u->class_cell < 0)
        return;
    set_name(u, KR_NAME(__classcell__), u->class_cell);
    kremit(u, KR_I_RETURN, u->class_cell, 0, 0);
    u->dead = true;
}

static KrCode *class_code(KrUnit *u, KrStmt *s, KrScope *scope)
{
    KrUnit inner;
    KrCompiler *c = u->c;
    const KrExprSeq *decorators = s->v.ClassDef.decorator_list;
    const KrName *name = s->v.ClassDef.name;
    int line = KR_SEQ_LEN(decorators) ? decorators->at[0]->lineno : s->lineno;
    krunit_begin(c, &inner, scope, krcompile_name(c, name), name, NULL, line);
    inner.flags |= scope->nested ? KR_CO_NESTED : 0u;
    if (!c->failed)
        class_body(&inner, s);
    return krunit_end(&inner);
}

static void class_object(KrUnit *u, KrStmt *s, int dst)
{
    KrScope *outer = u->scope;
    int base = -1;
    KR_AT(u, s);
    if (KR_SEQ_LEN(s->v.ClassDef.type_params)) {
        base = krreg_take(u, 1);
        krgeneric_params(u, s->v.ClassDef.type_params, base);
        krvar_store(u, krcompile_intern(u->c, ".type_params"), base);
        kremit(u, KR_I_GENERICBASE, base, base, 0);
    }
    KrScope *scope = krscope_child(u->scope, s);
    KrCode *code = scope && !u->c->failed ? class_code(u, s, scope) : NULL;
    int w = krreg_take(u, KR_WINDOW_ARGS), fn = krreg_take(u, 1), name = krreg_take(u, 1);
    KR_AT(u, s);
    kremit(u, KR_I_BUILDCLASS, w, 0, 0);
    krdef_make(u, code, scope, -1, fn);
    const KrStr *text = krcompile_name(u->c, s->v.ClassDef.name);
    if (text)
        krconst_load(u, krvalue(text), name);
    krcalls_window(u, w, 2, s->v.ClassDef.bases, s->v.ClassDef.keywords, base, dst, KR_SPAN_OF(s));
    u->scope = outer;
}

void krclass_def(KrUnit *u, KrStmt *s)
{
    KrExprSeq *decorators = s->v.ClassDef.decorator_list;
    int dst = krreg_take(u, 1);
    int object = krdef_decorators(u, decorators, dst);
    class_object(u, s, object);
    krdef_decorate(u, decorators, object, dst);
    KR_AT(u, s);
    krvar_store(u, s->v.ClassDef.name, dst);
}
