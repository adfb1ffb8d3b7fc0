/* SPDX-License-Identifier: MIT
 * Comprehensions: in place but for generator expressions, which are functions of their outermost iterator. */
#include "compile/unit.h"

typedef struct Comprehension {
    KrExpr *e;
    KrComprehensionSeq *loops;
    KrExpr *key, *value; /* value only of a dict */
    int acc;             /* the list, set or dict; -1 in a generator */
} Comprehension;

static Comprehension parts(KrExpr *e)
{
    switch (e->kind) {
    case KR_EXPR_ListComp: return (Comprehension){e, e->v.ListComp.generators, e->v.ListComp.elt, NULL, -1};
    case KR_EXPR_SetComp: return (Comprehension){e, e->v.SetComp.generators, e->v.SetComp.elt, NULL, -1};
    case KR_EXPR_DictComp: return (Comprehension){e, e->v.DictComp.generators, e->v.DictComp.key, e->v.DictComp.value, -1};
    default: return (Comprehension){e, e->v.GeneratorExp.generators, e->v.GeneratorExp.elt, NULL, -1};
    }
}

static void element(KrUnit *u, const Comprehension *k)
{
    int mark = u->top;
    int r = krexpr_operand_before(u, k->key, k->value, -1);
    int v = k->value ? krexpr_operand(u, k->value) : 0;
    KR_AT(u, k->key);
    switch (k->e->kind) {
    case KR_EXPR_ListComp: kremit(u, KR_I_APPEND, k->acc, r, 0); break;
    case KR_EXPR_SetComp: kremit(u, KR_I_ADDSET, k->acc, r, 0); break;
    case KR_EXPR_DictComp: kremit(u, KR_I_SETKEY, k->acc, r, v); break;
    default: kremit(u, KR_I_YIELD, krreg_take(u, 1), r, (u->flags & KR_CO_ASYNC_GENERATOR) != 0); break;
    }
    u->top = mark;
}

static int iterator(KrUnit *u, const KrComprehension *loop, int dst)
{
    int mark = u->top;
    int r = loop->is_async ? krexpr_operand(u, loop->iter) : krexpr_container(u, loop->iter, true);
    KR_AT(u, loop->iter);
    kremit(u, loop->is_async ? KR_I_AITER : KR_I_ITER, dst, r, 0);
    u->top = mark;
    return dst;
}

static void run_loop(KrUnit *u, const Comprehension *k, int i, int it)
{
    KrComprehension *loop = k->loops->at[i];
    KrLabel over = KR_LABEL, next = KR_LABEL, top = kremit_back(u);
    KrAsyncStep step = {0};
    int mark = u->top;
    bool direct;
    int item = krtarget_register(u, loop->target, &direct);
    KR_AT(u, loop->iter);
    if (loop->is_async)
        step = krflow_async_next(u, it, item, KR_SPAN_OF(loop->iter));
    else
        kremit_else(u, KR_I_FORITER, item, it, 0, &over);
    if (direct)
        krvar_bound(u, krvar_place(u, loop->target->v.Name.id));
    else
        krtarget_store(u, loop->target, item);
    for (int c = 0; c < KR_SEQ_LEN(loop->ifs); c++)
        kroper_jump(u, loop->ifs->at[c], false, &next);
    if (i + 1 < k->loops->n)
        run_loop(u, k, i + 1, iterator(u, k->loops->at[i + 1], krreg_take(u, 1)));
    else if (krcompile_enter(u->c))
        element(u, k);
    kremit_label(u, &next);
    KR_AT(u, k->key);
    kremit_loop(u, &top);
    u->top = mark;
    if (loop->is_async)
        krflow_async_over(u, step, &over);
    kremit_label(u, &over);
}

static bool check_async(KrUnit *u, const KrScope *s)
{
    bool allowed = !s->coroutine || u->own->async_def || u->own->form == KR_FORM_GENEXPR ||
                   (u->own->kind == KR_SCOPE_MODULE && u->c->top_await);
    return allowed || krcompile_error(u->c, KR_SPAN_OF((const KrExpr *)s->node),
                                      "asynchronous comprehension outside of an asynchronous function");
}

static void inlined(KrUnit *u, Comprehension *k, KrScope *s, int dst)
{
    KrScope *outer = u->scope;
    if (!check_async(u, s))
        return;
    k->acc = krreg_own(u, dst);
    int it = iterator(u, k->loops->at[0], krreg_take(u, 1));
    KR_AT(u, k->e);
    KrInstr build = k->e->kind == KR_EXPR_ListComp ? KR_I_LIST : k->e->kind == KR_EXPR_SetComp ? KR_I_SET : KR_I_DICT;
    kremit(u, build, k->acc, u->top, 0);
    krunit_open_inlined(u, s);
    run_loop(u, k, 0, it);
    u->scope = outer;
    KR_AT(u, k->e);
    krreg_move(u, dst, k->acc);
}

static KrCode *generator_code(KrUnit *u, const Comprehension *k, KrScope *s)
{
    KrUnit inner;
    KrCompiler *c = u->c;
    krunit_begin(c, &inner, s, krcompile_name(c, krcompile_intern(c, "<genexpr>")), NULL, NULL, k->e->lineno);
    krdef_flags(&inner);
    if (!c->failed)
        run_loop(&inner, k, 0, 0);
    return krunit_end(&inner);
}

void krcomp_to(KrUnit *u, KrExpr *e, int dst)
{
    Comprehension k = parts(e);
    KrScope *s = krscope_child(u->scope, e);
    int mark = u->top;
    if (!s) {
        krcompile_error(u->c, KR_SPAN_OF(e), "comprehension without a scope");
        return;
    }
    if (s->inlined) {
        inlined(u, &k, s, dst);
        u->top = mark;
        return;
    }
    int w = krreg_take(u, KR_WINDOW_ARGS + 1);
    KrCode *code = generator_code(u, &k, s);
    if (!code)
        return;
    KR_AT(u, e);
    krdef_make(u, code, s, -1, w);
    iterator(u, k.loops->at[0], w + KR_WINDOW_ARGS);
    KR_AT(u, e);
    kremit(u, KR_I_CALL, dst, w, 1);
    u->top = mark;
}
