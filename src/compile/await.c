/* SPDX-License-Identifier: MIT
 * yield, yield from, await, and the steps of asynchronous loops. */
#include "compile/unit.h"

static bool top_level(const KrUnit *u)
{
    return u->own->kind == KR_SCOPE_MODULE && u->c->top_await;
}

bool krawait_allowed(KrUnit *u, KrSpan span, const char *what)
{
    if (u->own->async_def || top_level(u))
        return true;
    return krcompile_error(u->c, span, "'%s' outside async function", what);
}

/* ---- delegation ------------------------------------------------------------------------------------------------------------ */

void krawait_drive(KrUnit *u, int delegate, int dst)
{
    KrLabel done = KR_LABEL;
    kremit_bx(u, KR_I_LOADIMM, dst, (int)(KR_NONE & 15));
    KrLabel again = {kremit_here(u), -1, NULL};
    kremit_else(u, KR_I_SEND, dst, delegate, dst, &done);
    kremit(u, KR_I_YIELD, dst, dst, 2);
    kremit_jump(u, &again);
    kremit_label(u, &done);
}

void krawait_register(KrUnit *u, int value, int why, int dst)
{
    int mark = u->top;
    int acc = krreg_own(u, dst), delegate = krreg_take(u, 1);
    kremit(u, KR_I_AWAITABLE, delegate, value, why);
    krawait_drive(u, delegate, acc);
    krreg_move(u, dst, acc);
    u->top = mark;
}

void krawait_to(KrUnit *u, KrExpr *e, int dst)
{
    int mark = u->top;
    if (u->own->kind != KR_SCOPE_FUNCTION && !top_level(u)) {
        krcompile_error(u->c, KR_SPAN_OF(e), "'await' outside function");
        return;
    }
    if (u->own->form != KR_FORM_GENEXPR && !krawait_allowed(u, KR_SPAN_OF(e), "await"))
        return;
    int r = krexpr_operand_before(u, e->v.Await.value, NULL, dst);
    KR_AT(u, e);
    krawait_register(u, r, 0, dst);
    u->top = mark;
}

/* ---- yield -------------------------------------------------------------------------------------------------------------------- */

void kryield_to(KrUnit *u, KrExpr *e, int dst)
{
    int mark = u->top, r;
    if (u->own->kind != KR_SCOPE_FUNCTION) {
        krcompile_error(u->c, KR_SPAN_OF(e), "'yield' outside function");
        return;
    }
    if (e->v.Yield.value) {
        r = krexpr_operand(u, e->v.Yield.value);
    } else {
        r = krreg_take(u, 1);
        KR_AT(u, e);
        krconst_load(u, KR_NONE, r);
    }
    KR_AT(u, e);
    kremit(u, KR_I_YIELD, dst, r, u->own->async_def);
    u->top = mark;
}

void kryield_from_to(KrUnit *u, KrExpr *e, int dst)
{
    int mark = u->top;
    if (u->own->kind != KR_SCOPE_FUNCTION) {
        krcompile_error(u->c, KR_SPAN_OF(e), "'yield from' outside function");
        return;
    }
    if (u->own->async_def) {
        krcompile_error(u->c, KR_SPAN_OF(e), "'yield from' inside async function");
        return;
    }
    int acc = krreg_own(u, dst), delegate = krreg_take(u, 1);
    int r = krexpr_operand_before(u, e->v.YieldFrom.value, NULL, delegate);
    KR_AT(u, e);
    kremit(u, KR_I_YIELDITER, delegate, r, 0);
    krawait_drive(u, delegate, acc);
    krreg_move(u, dst, acc);
    u->top = mark;
}

/* ---- async for ------------------------------------------------------------------------------------------------------------------ */

KrAsyncStep krflow_async_next(KrUnit *u, int iterator, int dst, KrSpan span)
{
    KrAsyncStep step = {.start = kremit_here(u), .bound = krbound_copy(u)};
    int mark = u->top, acc = krreg_own(u, dst), delegate = krreg_take(u, 1);
    krat(u, span);
    kremit(u, KR_I_ANEXT, delegate, iterator, 0);
    krawait_drive(u, delegate, acc);
    step.end = kremit_here(u);
    krreg_move(u, dst, acc);
    u->top = mark;
    return step;
}

void krflow_async_over(KrUnit *u, KrAsyncStep step, KrLabel *over)
{
    int mark = u->top, exception = krreg_take(u, 1);
    krblock_range_handler(u, step.start, step.end, exception, step.bound);
    kremit_test(u, KR_I_ENDAFOR, exception, 0, true, over);
    kremit(u, KR_I_RERAISE, exception, 0, 0);
    u->dead = true;
    u->top = mark;
}
