/* SPDX-License-Identifier: MIT
 * with and async with. The window of __exit__ is filled before __enter__ is called and kept until the block is left. */
#include "compile/unit.h"

enum { METHOD_WINDOW = KR_WINDOW_ARGS + 1, HANDLER_REGS = 3 };

void krwith_exit(KrUnit *u, KrBlock *b)
{
    int w = b->reg, top = u->top;
    krat(u, b->span);
    for (int i = 0; i < 3; i++)
        krconst_load(u, KR_NONE, w + METHOD_WINDOW + i);
    kremit(u, KR_I_CALLM, w, w, 3);
    if (b->async) {
        u->top = w + METHOD_WINDOW + 3 > top ? w + METHOD_WINDOW + 3 : top;
        krawait_register(u, w, 2, w);
    }
    u->top = top;
}

/* The handler: __exit__ is told of the exception and may swallow it. */
static void exceptional_exit(KrUnit *u, KrBlock *b, int e, const KrBits *bound, KrLabel *done)
{
    int w = b->reg;
    KrBlock handling;
    KrLabel swallowed = KR_LABEL;
    krblock_handler(u, b, e, bound);
    krat(u, b->span);
    kremit(u, KR_I_PUSHEXC, e, 0, 0);
    krblock_push(u, &handling, KR_BLOCK_HANDLER, true);
    handling.reg = e;
    u->top = w + METHOD_WINDOW;
    krreg_take(u, 3);
    kremit(u, KR_I_EXCINFO, w + METHOD_WINDOW, e, 0);
    kremit(u, KR_I_CALLM, w, w, 3);
    if (b->async)
        krawait_register(u, w, 2, w);
    kremit_test(u, KR_I_JTRUE, w, 0, true, &swallowed);
    kremit(u, KR_I_RERAISE, e, 0, 0);
    u->dead = true;
    krblock_pop(u, &handling);
    kremit_label(u, &swallowed);
    kremit(u, KR_I_POPEXC, e, 0, 0);
    kremit_jump(u, done);
    u->dead = true;
    krblock_cleanup(u, &handling, e + 2, bound);
}

/* Looks both methods up and calls the first: its result's register. */
static int enter(KrUnit *u, KrExpr *context, int exit_window, bool async, int result)
{
    int w = krreg_take(u, METHOD_WINDOW);
    int manager = krexpr_operand(u, context);
    KR_AT(u, context);
    kremit(u, KR_I_GETSPECIAL, w, manager, async ? KR_D_aenter : KR_D_enter);
    kremit(u, KR_I_GETSPECIAL, exit_window, manager, async ? KR_D_aexit : KR_D_exit);
    kremit(u, KR_I_CALLM, async ? w : result, w, 0);
    if (async)
        krawait_register(u, w, 1, result);
    return result;
}

static void with_item(KrUnit *u, KrStmt *s, int i)
{
    if (!krcompile_enter(u->c))
        return;
    if (i == s->v.With.items->n) {
        krstmt_body(u, s->v.With.body);
        return;
    }
    KrWithitem *item = s->v.With.items->at[i];
    bool direct = false;
    int mark = u->top;
    KrReserved reserved = krblock_reserve(u);
    int e = krreg_take(u, HANDLER_REGS), w = krreg_take(u, METHOD_WINDOW), kept = u->top;
    int result = item->optional_vars ? krtarget_register(u, item->optional_vars, &direct) : krreg_take(u, 1);
    enter(u, item->context_expr, w, s->kind == KR_STMT_AsyncWith, result);
    u->top = result >= kept ? result + 1 : kept;
    if (direct)
        krvar_bound(u, krvar_place(u, item->optional_vars->v.Name.id));
    KrBits *bound = krbound_copy(u);
    KrLabel done = KR_LABEL;
    KrBlock b;
    krblock_push(u, &b, KR_BLOCK_WITH, true);
    b.reg = w;
    b.async = s->kind == KR_STMT_AsyncWith;
    b.span = KR_SPAN_OF(item->context_expr);
    if (item->optional_vars && !direct)
        krtarget_store(u, item->optional_vars, result);
    u->top = kept;
    with_item(u, s, i + 1);
    krblock_pop(u, &b);
    u->top = kept;
    krwith_exit(u, &b);
    kremit_jump(u, &done);
    u->dead = true;
    exceptional_exit(u, &b, e, bound, &done);
    kremit_label(u, &done);
    krblock_release(u, reserved);
    u->top = mark;
}

void krwith(KrUnit *u, KrStmt *s)
{
    if (s->kind == KR_STMT_AsyncWith && !krawait_allowed(u, KR_SPAN_OF(s), "async with"))
        return;
    with_item(u, s, 0);
}
