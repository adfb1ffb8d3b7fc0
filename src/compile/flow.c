/* SPDX-License-Identifier: MIT
 * if, while, for, async for, assert. */
#include "compile/unit.h"

void krflow_if(KrUnit *u, KrStmt *s)
{
    KrLabel end = KR_LABEL;
    for (;;) {
        KrLabel orelse = KR_LABEL;
        KrStmtSeq *other = s->v.If.orelse;
        kroper_jump(u, s->v.If.test, false, &orelse);
        krstmt_body(u, s->v.If.body);
        if (KR_SEQ_LEN(other))
            kremit_jump(u, &end);
        kremit_label(u, &orelse);
        if (KR_SEQ_LEN(other) != 1 || other->at[0]->kind != KR_STMT_If || u->c->failed) {
            krstmt_body(u, other);
            break;
        }
        s = other->at[0];
    }
    kremit_label(u, &end);
}

void krflow_while(KrUnit *u, KrStmt *s)
{
    KrLabel top = kremit_back(u), over = KR_LABEL, exit = KR_LABEL;
    KrBlock b;
    krblock_push(u, &b, KR_BLOCK_LOOP, false);
    b.exit = &exit;
    b.again = &top;
    kroper_jump(u, s->v.While.test, false, &over);
    krstmt_body(u, s->v.While.body);
    kremit_loop(u, &top);
    u->dead = true;
    krblock_pop(u, &b);
    kremit_label(u, &over);
    krstmt_body(u, s->v.While.orelse);
    kremit_label(u, &exit);
}

static void store_item(KrUnit *u, KrExpr *target, int item, bool direct)
{
    if (direct)
        krvar_bound(u, krvar_place(u, target->v.Name.id));
    else
        krtarget_store(u, target, item);
}

void krflow_for(KrUnit *u, KrStmt *s)
{
    KrExpr *iterable = s->v.For.iter;
    int mark = u->top, it = krreg_take(u, 1);
    int r = krexpr_container(u, iterable, true);
    KR_AT(u, iterable);
    kremit(u, KR_I_ITER, it, r, 0);
    u->top = it + 1;
    KrLabel top = kremit_back(u), over = KR_LABEL, exit = KR_LABEL;
    KrBlock b;
    bool direct;
    krblock_push(u, &b, KR_BLOCK_LOOP, false);
    b.exit = &exit;
    b.again = &top;
    int item = krtarget_register(u, s->v.For.target, &direct);
    KR_AT(u, iterable);
    kremit_else(u, KR_I_FORITER, item, it, 0, &over);
    store_item(u, s->v.For.target, item, direct);
    u->top = it + 1;
    krstmt_body(u, s->v.For.body);
    kremit_loop(u, &top);
    u->dead = true;
    krblock_pop(u, &b);
    kremit_label(u, &over);
    u->top = mark;
    krstmt_body(u, s->v.For.orelse);
    kremit_label(u, &exit);
}

void krflow_async_for(KrUnit *u, KrStmt *s)
{
    KrExpr *iterable = s->v.AsyncFor.iter;
    int mark = u->top, it = krreg_take(u, 1);
    if (!krawait_allowed(u, KR_SPAN_OF(s), "async for"))
        return;
    int r = krexpr_operand(u, iterable);
    KR_AT(u, iterable);
    kremit(u, KR_I_AITER, it, r, 0);
    u->top = it + 1;
    KrLabel top = kremit_back(u), over = KR_LABEL, exit = KR_LABEL;
    KrBlock b;
    bool direct;
    krblock_push(u, &b, KR_BLOCK_LOOP, false);
    b.exit = &exit;
    b.again = &top;
    int item = krtarget_register(u, s->v.AsyncFor.target, &direct);
    KrAsyncStep step = krflow_async_next(u, it, item, KR_SPAN_OF(iterable));
    store_item(u, s->v.AsyncFor.target, item, direct);
    u->top = it + 1;
    krstmt_body(u, s->v.AsyncFor.body);
    kremit_loop(u, &top);
    u->dead = true;
    krblock_pop(u, &b);
    krflow_async_over(u, step, &over);
    kremit_label(u, &over);
    u->top = mark;
    krstmt_body(u, s->v.AsyncFor.orelse);
    kremit_label(u, &exit);
}

void krflow_assert(KrUnit *u, KrStmt *s)
{
    KrExpr *test = s->v.Assert.test, *msg = s->v.Assert.msg;
    KrLabel end = KR_LABEL;
    int mark = u->top;
    if (test->kind == KR_EXPR_Tuple && KR_SEQ_LEN(test->v.Tuple.elts))
        krcompile_warn(u->c, KR_SPAN_OF(s), "assertion is always true, perhaps remove parentheses?");
    if (u->c->optimize)
        return;
    kroper_jump(u, test, true, &end);
    int r = msg ? krexpr_operand(u, msg) : 0;
    KR_AT(u, test);
    kremit(u, KR_I_ASSERTFAIL, r, 0, msg != NULL);
    u->dead = true;
    kremit_label(u, &end);
    u->top = mark;
}
