/* SPDX-License-Identifier: MIT
 * Blocks: what statements around the present one guard, and what leaving them early has to do. */
#include "compile/unit.h"

bool krblock_push(KrUnit *u, KrBlock *b, KrBlockKind kind, bool guarded)
{
    *b = (KrBlock){.outer = u->block, .kind = kind, .guarded = guarded, .start = kremit_here(u), .reg = -1,
                   .retval = u->retval};
    u->block = b;
    if (u->nblocks++ >= KR_MOST_BLOCKS)
        return krcompile_error(u->c, u->span, "too many statically nested blocks");
    return true;
}

static void close_segment(KrUnit *u, KrBlock *b)
{
    int end = kremit_here(u);
    if (!b->guarded || b->start >= end)
        return;
    KrSegmentList *segment = krcompile_new(u->c, sizeof *segment);
    if (segment)
        *segment = (KrSegmentList){b->segments, b->start, end};
    b->segments = segment;
    b->start = end;
}

void krblock_pop(KrUnit *u, KrBlock *b)
{
    close_segment(u, b);
    u->block = b->outer;
    u->nblocks--;
}

/* ---- handlers ---------------------------------------------------------------------------------------------------------- */

static void arrive(KrUnit *u, bool reachable, const KrBits *bound)
{
    u->dead = !reachable;
    krbound_restore(u, bound);
    krbound_forget_deleted(u);
}

void krblock_handler(KrUnit *u, KrBlock *b, int reg, const KrBits *bound)
{
    arrive(u, b->segments != NULL, bound);
    for (KrSegmentList *s = b->segments; s; s = s->next)
        kremit_handler(u, s->start, s->end, kremit_here(u), reg);
}

void krblock_range_handler(KrUnit *u, int start, int end, int reg, const KrBits *bound)
{
    arrive(u, start < end, bound);
    kremit_handler(u, start, end, kremit_here(u), reg);
}

void krblock_unbind(KrUnit *u, const KrName *name)
{
    KrPlace place = krvar_place(u, name);
    if (place.kind == KR_PLACE_REG) {
        kremit_bx(u, KR_I_LOADIMM, place.index, 0);
        krbound_clear(u, place.index);
        return;
    }
    /* The program may have unbound it itself. */
    int t = krreg_take(u, 1);
    krconst_load(u, KR_NONE, t);
    krvar_store(u, name, t);
    krvar_delete(u, name);
    u->top = t;
}

void krblock_cleanup(KrUnit *u, KrBlock *b, int reg, const KrBits *bound)
{
    krblock_handler(u, b, reg, bound);
    if (b->name)
        krblock_unbind(u, b->name);
    kremit(u, KR_I_POPEXC, b->reg, 0, 0);
    kremit(u, KR_I_RERAISE, reg, 0, 0);
    u->dead = true;
}

/* ---- values on their way out ------------------------------------------------------------------------------------------------ */

KrReserved krblock_reserve(KrUnit *u)
{
    KrReserved old = {u->retval, u->retval_live};
    if (u->retval < 0 || u->retval_live)
        u->retval = krreg_take(u, 1);
    u->retval_live = false;
    return old;
}

void krblock_release(KrUnit *u, KrReserved old)
{
    u->retval = old.retval;
    u->retval_live = old.live;
}

static bool runs_code(const KrBlock *b)
{
    return b->kind == KR_BLOCK_FINALLY || b->kind == KR_BLOCK_WITH;
}

static void leave(KrUnit *u, KrBlock *b, bool returning)
{
    switch (b->kind) {
    case KR_BLOCK_FINALLY: {
        bool live = u->retval_live;
        u->retval_live |= returning;
        krstmt_body(u, b->finalbody);
        u->retval_live = live;
        break;
    }
    case KR_BLOCK_WITH: krwith_exit(u, b); break;
    case KR_BLOCK_HANDLER:
        kremit(u, KR_I_POPEXC, b->reg, 0, 0);
        if (b->name)
            krblock_unbind(u, b->name);
        break;
    case KR_BLOCK_GROUP:
        krcompile_error(u->c, u->span, "'break', 'continue' and 'return' cannot appear in an except* block");
        break;
    case KR_BLOCK_LOOP:
    case KR_BLOCK_TRY: break;
    }
}

/* Emits what leaving all blocks inside of `until` does; *value, the register of what is to be returned (or -1), is moved to
 * where it is safe. The instruction that goes away follows; then reenter(). */
static void unwind(KrUnit *u, const KrBlock *until, int *value)
{
    KrSpan span = u->span;
    for (KrBlock *b = u->block; b != until && !u->c->failed; b = b->outer) {
        close_segment(u, b);
        u->block = b->outer;
        u->nblocks--;
        if (*value >= 0 && runs_code(b)) {
            krreg_move(u, b->retval, *value);
            *value = b->retval;
        }
        krat(u, span);
        leave(u, b, *value >= 0);
    }
    krat(u, span);
}

static void reenter(KrUnit *u, KrBlock *block, const KrBlock *until)
{
    u->block = block;
    for (KrBlock *b = block; b != until; b = b->outer) {
        b->start = kremit_here(u);
        u->nblocks++;
    }
}

/* ---- return, break, continue --------------------------------------------------------------------------------------------------- */

static bool check_return(KrUnit *u, KrStmt *s)
{
    if (u->own->kind != KR_SCOPE_FUNCTION)
        return krcompile_error(u->c, KR_SPAN_OF(s), "'return' outside function");
    if (s->v.Return.value && u->own->async_def && u->own->generator)
        return krcompile_error(u->c, KR_SPAN_OF(s), "'return' with value in async generator");
    return true;
}

static bool does_something(const KrBlock *b)
{
    for (; b; b = b->outer)
        if (b->kind != KR_BLOCK_LOOP && b->kind != KR_BLOCK_TRY)
            return true;
    return false;
}

void krblock_return(KrUnit *u, KrStmt *s)
{
    KrExpr *e = s->v.Return.value;
    KrBlock *block = u->block;
    int value = -1;
    KrValue constant = KR_NONE;
    if (!check_return(u, s))
        return;
    bool is_constant = !e || krfold(u->c, e, &constant);
    if (!is_constant && !does_something(block)) {
        value = krexpr_operand(u, e);
    } else if (!is_constant) {
        value = u->retval >= 0 && !u->retval_live ? u->retval : krreg_take(u, 1);
        krexpr_to(u, e, value);
    }
    KR_AT(u, s);
    unwind(u, NULL, &value);
    if (is_constant && constant != KR_NONE) {
        value = krreg_take(u, 1);
        krconst_load(u, constant, value);
    }
    kremit(u, value < 0 ? KR_I_RETNONE : KR_I_RETURN, value < 0 ? 0 : value, 0, 0);
    u->dead = true;
    reenter(u, block, NULL);
}

static KrBlock *enclosing_loop(const KrUnit *u)
{
    KrBlock *b = u->block;
    while (b && b->kind != KR_BLOCK_LOOP && b->kind != KR_BLOCK_GROUP)
        b = b->outer;
    return b;
}

static void jump_out(KrUnit *u, KrStmt *s, const char *nowhere)
{
    KrBlock *block = u->block, *loop = enclosing_loop(u);
    int none = -1;
    KR_AT(u, s);
    if (!loop) {
        krcompile_error(u->c, KR_SPAN_OF(s), "%s", nowhere);
        return;
    }
    if (loop->kind == KR_BLOCK_GROUP) {
        leave(u, loop, false);
        return;
    }
    unwind(u, loop, &none);
    if (s->kind == KR_STMT_Break)
        kremit_jump(u, loop->exit);
    else
        kremit_loop(u, loop->again);
    u->dead = true;
    reenter(u, block, loop);
}

void krblock_break(KrUnit *u, KrStmt *s)
{
    jump_out(u, s, "'break' outside loop");
}

void krblock_continue(KrUnit *u, KrStmt *s)
{
    jump_out(u, s, "'continue' not properly in loop");
}
