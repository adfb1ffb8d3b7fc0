/* SPDX-License-Identifier: MIT
 * try: except, except*, finally. A handler's exception lies in R[e], what was handled before it in R[e + 1], and what is
 * raised while it is handled in R[e + 2]. */
#include "compile/unit.h"

enum { HANDLER_REGS = 3 };

/* ---- except ------------------------------------------------------------------------------------------------------------------ */

static void finish_clause(KrUnit *u, const KrBlock *b, KrLabel *done)
{
    kremit(u, KR_I_POPEXC, b->reg, 0, 0);
    if (b->name)
        krblock_unbind(u, b->name);
    kremit_jump(u, done);
}

/* The body of `except ... as name` has a guard of its own, which unbinds the name. */
static void named_clause(KrUnit *u, KrBlock *handler, KrExcepthandler *h, int e, KrLabel *done)
{
    KrBlock b;
    krblock_pop(u, handler);
    krblock_push(u, &b, KR_BLOCK_HANDLER, true);
    b.reg = e;
    b.name = h->v.ExceptHandler.name;
    KR_AT(u, h);
    krvar_store(u, b.name, e);
    KrBits *bound = krbound_copy(u);
    krstmt_body(u, h->v.ExceptHandler.body);
    krblock_pop(u, &b);
    finish_clause(u, &b, done);
    u->dead = true;
    krblock_cleanup(u, &b, e + 2, bound);
    u->block = handler;
    u->nblocks++;
    handler->start = kremit_here(u);
}

static void clause(KrUnit *u, KrBlock *handler, KrExcepthandler *h, int e, bool last, KrLabel *done)
{
    KrLabel next = KR_LABEL;
    KrExpr *type = h->v.ExceptHandler.type;
    int mark = u->top;
    if (type) {
        int r = krexpr_operand(u, type);
        KR_AT(u, type);
        kremit_test(u, KR_I_JEXC, e, r, false, &next);
        u->top = mark;
    } else if (!last) {
        krcompile_error(u->c, KR_SPAN_OF(h), "default 'except:' must be last");
    }
    if (h->v.ExceptHandler.name) {
        named_clause(u, handler, h, e, done);
    } else {
        krstmt_body(u, h->v.ExceptHandler.body);
        finish_clause(u, handler, done);
        u->dead = true;
    }
    kremit_label(u, &next);
}

static void try_except(KrUnit *u, KrStmt *s)
{
    KrExcepthandlerSeq *handlers = s->v.Try.handlers;
    int mark = u->top, e = krreg_take(u, HANDLER_REGS);
    KrLabel done = KR_LABEL;
    KrBits *bound = krbound_copy(u);
    KrBlock guarded, handling;
    krblock_push(u, &guarded, KR_BLOCK_TRY, true);
    krstmt_body(u, s->v.Try.body);
    krblock_pop(u, &guarded);
    krstmt_body(u, s->v.Try.orelse);
    kremit_jump(u, &done);
    krblock_handler(u, &guarded, e, bound);
    bound = krbound_copy(u);
    KR_AT(u, s);
    kremit(u, KR_I_PUSHEXC, e, 0, 0);
    krblock_push(u, &handling, KR_BLOCK_HANDLER, true);
    handling.reg = e;
    for (int i = 0; i < handlers->n && krcompile_enter(u->c); i++)
        clause(u, &handling, handlers->at[i], e, i == handlers->n - 1, &done);
    KR_AT(u, s);
    kremit(u, KR_I_RERAISE, e, 0, 0);
    krblock_pop(u, &handling);
    krblock_cleanup(u, &handling, e + 2, bound);
    kremit_label(u, &done);
    u->top = mark;
}

/* ---- except* ------------------------------------------------------------------------------------------------------------------- */

typedef struct Group {
    int e;      /* the exception, and two more as everywhere */
    int raised; /* the list of what clauses raised */
    int rest;   /* what no clause has handled yet */
    int part;   /* what the present clause handles, and one more */
    int again;  /* what the present clause raised */
} Group;

static void group_clause(KrUnit *u, const Group *g, KrExcepthandler *h)
{
    KrLabel next = KR_LABEL;
    KrBlock b;
    int mark = u->top;
    int type = krexpr_operand(u, h->v.ExceptHandler.type);
    KR_AT(u, h->v.ExceptHandler.type);
    kremit(u, KR_I_GROUPMATCH, g->part, g->rest, type);
    u->top = mark;
    krreg_move(u, g->rest, g->part + 1);
    kremit_test(u, KR_I_JNONE, g->part, 0, true, &next);
    kremit(u, KR_I_PUSHEXC, g->part, 0, 0);
    krblock_push(u, &b, KR_BLOCK_GROUP, true);
    b.reg = g->part;
    b.name = h->v.ExceptHandler.name;
    KR_AT(u, h);
    if (b.name)
        krvar_store(u, b.name, g->part);
    KrBits *bound = krbound_copy(u);
    krstmt_body(u, h->v.ExceptHandler.body);
    krblock_pop(u, &b);
    finish_clause(u, &b, &next);
    u->dead = true;
    krblock_handler(u, &b, g->again, bound);
    if (b.name)
        krblock_unbind(u, b.name);
    kremit(u, KR_I_POPEXC, g->part, 0, 0);
    kremit(u, KR_I_APPEND, g->raised, g->again, 0);
    kremit_label(u, &next);
}

static void group_end(KrUnit *u, const Group *g, KrBlock *handling, KrLabel *done)
{
    KrLabel handled = KR_LABEL;
    kremit(u, KR_I_APPEND, g->raised, g->rest, 0);
    kremit(u, KR_I_GROUPRERAISE, g->part, g->e, g->raised);
    krblock_pop(u, handling);
    kremit_test(u, KR_I_JNONE, g->part, 0, true, &handled);
    kremit(u, KR_I_POPEXC, g->e, 0, 0);
    kremit(u, KR_I_RERAISE, g->part, 0, 0);
    u->dead = true;
    kremit_label(u, &handled);
    kremit(u, KR_I_POPEXC, g->e, 0, 0);
    kremit_jump(u, done);
}

static void try_star(KrUnit *u, KrStmt *s)
{
    KrExcepthandlerSeq *handlers = s->v.TryStar.handlers;
    int mark = u->top;
    Group g = {.e = krreg_take(u, HANDLER_REGS)};
    g.raised = krreg_take(u, 1);
    g.rest = krreg_take(u, 1);
    g.part = krreg_take(u, 2);
    g.again = krreg_take(u, 1);
    KrLabel done = KR_LABEL;
    KrBits *bound = krbound_copy(u);
    KrBlock guarded, handling;
    krblock_push(u, &guarded, KR_BLOCK_TRY, true);
    krstmt_body(u, s->v.TryStar.body);
    krblock_pop(u, &guarded);
    krstmt_body(u, s->v.TryStar.orelse);
    kremit_jump(u, &done);
    krblock_handler(u, &guarded, g.e, bound);
    bound = krbound_copy(u);
    KR_AT(u, s);
    kremit(u, KR_I_PUSHEXC, g.e, 0, 0);
    krblock_push(u, &handling, KR_BLOCK_HANDLER, true);
    handling.reg = g.e;
    kremit(u, KR_I_LIST, g.raised, u->top, 0);
    krreg_move(u, g.rest, g.e);
    for (int i = 0; i < handlers->n && krcompile_enter(u->c); i++)
        group_clause(u, &g, handlers->at[i]);
    KR_AT(u, s);
    group_end(u, &g, &handling, &done);
    u->dead = true;
    krblock_cleanup(u, &handling, g.e + 2, bound);
    kremit_label(u, &done);
    u->top = mark;
}

/* ---- finally ------------------------------------------------------------------------------------------------------------------- */

static void clauses(KrUnit *u, KrStmt *s)
{
    if (!KR_SEQ_LEN(s->v.Try.handlers))
        krstmt_body(u, s->v.Try.body);
    else if (s->kind == KR_STMT_TryStar)
        try_star(u, s);
    else
        try_except(u, s);
}

static void try_finally(KrUnit *u, KrStmt *s)
{
    int mark = u->top;
    KrReserved reserved = krblock_reserve(u);
    int e = krreg_take(u, HANDLER_REGS);
    KrLabel done = KR_LABEL;
    KrBits *bound = krbound_copy(u);
    KrBlock guarded, handling;
    krblock_push(u, &guarded, KR_BLOCK_FINALLY, true);
    guarded.finalbody = s->v.Try.finalbody;
    clauses(u, s);
    krblock_pop(u, &guarded);
    krstmt_body(u, s->v.Try.finalbody);
    kremit_jump(u, &done);
    krblock_handler(u, &guarded, e, bound);
    bound = krbound_copy(u);
    KR_AT(u, s);
    kremit(u, KR_I_PUSHEXC, e, 0, 0);
    krblock_push(u, &handling, KR_BLOCK_HANDLER, true);
    handling.reg = e;
    krstmt_body(u, s->v.Try.finalbody);
    kremit(u, KR_I_RERAISE, e, 0, 0);
    krblock_pop(u, &handling);
    krblock_cleanup(u, &handling, e + 2, bound);
    kremit_label(u, &done);
    krblock_release(u, reserved);
    u->top = mark;
}

void krtry(KrUnit *u, KrStmt *s)
{
    if (KR_SEQ_LEN(s->v.Try.finalbody))
        try_finally(u, s);
    else
        clauses(u, s);
}
