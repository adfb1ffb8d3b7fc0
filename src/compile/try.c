/* SPDX-License-Identifier: MIT
 * try, except, except*, finally, with and async with. A handler's first register receives the exception, the next one keeps what
 * was being handled before. */
#include "compile/unit.h"

static uint8_t *bound_copy(Unit *u)
{
    uint8_t *copy = krarena_new(u->c->arena, (size_t)u->nlocals + 1);
    if (!copy)
        fail_memory(u->c);
    else if (u->nlocals)
        memcpy(copy, u->bound, (size_t)u->nlocals);
    return copy;
}

/* After any of several ways only what was bound before is sure. */
static void bound_restore(Unit *u, const uint8_t *saved)
{
    for (int i = 0; saved && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((saved[i] & u->bound[i] & 1) | (saved[i] & 1) | ((u->bound[i] | saved[i]) & 2));
}

/* Only what was bound before and not deleted since is sure in a handler; deletions in the body make everything unsure. */
static void bound_for_handler(Unit *u, const uint8_t *before)
{
    for (int i = 0; before && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((before[i] & u->bound[i] & 1) | ((u->bound[i] | before[i]) & 2));
}

/* What is bound behind one of several handlers stays so only if it is behind all of them. */
static void bound_join(Unit *u, uint8_t **joined)
{
    if (!*joined)
        *joined = bound_copy(u);
    for (int i = 0; *joined && i < u->nlocals; i++)
        (*joined)[i] = (uint8_t)(((*joined)[i] & u->bound[i] & 1) | (((*joined)[i] | u->bound[i]) & 2));
}

static void clear_name(Unit *u, const KrName *name)
{
    int t = temp(u);
    load_const(u, KR_NONE, t);
    store_name(u, name, t);
    delete_name(u, name);
    u->top--;
}

/* Where an exception raised while `reg` is handled ends up: what was handled before is restored, then it goes on. */
static void cleanup(Unit *u, int start, int reg, const KrName *name)
{
    int end = here(u), exc = temp(u);
    emit(u, OP_POPEXC, reg, 0, 0);
    if (name)
        clear_name(u, name);
    emit(u, OP_RERAISE, exc, 0, 0);
    add_body_handler(u, start, end, end, exc, NULL, reg);
    u->top--;
}

/* ---- except ------------------------------------------------------------------------------------------------------------------------ */

static void handler_body(Unit *u, KrExcepthandler *h, int exc, Label *end)
{
    const KrName *name = h->v.ExceptHandler.name;
    Block b = {.outer = u->block, .kind = BLOCK_HANDLER, .reg = exc, .name = name};
    if (name)
        store_name(u, name, exc);
    int start = here(u);
    u->block = &b;
    stmts(u, h->v.ExceptHandler.body);
    u->block = b.outer;
    Label past = label_new();
    emit(u, OP_POPEXC, exc, 0, 0);
    if (name)
        clear_name(u, name);
    emit_jump(u, OP_JMP, end);
    if (name) {
        int stop = here(u), other = temp(u);
        emit(u, OP_POPEXC, exc, 0, 0);
        clear_name(u, name);
        emit(u, OP_RERAISE, other, 0, 0);
        add_body_handler(u, start, stop, stop, other, NULL, exc);
        u->top--;
    }
    label_here(u, &past);
}

static void try_except(Unit *u, KrStmt *s)
{
    Label end = label_new(), orelse = label_new();
    int mark = u->top, exc = temps(u, 2);
    uint8_t *before = bound_copy(u);
    int start = here(u);
    stmts(u, s->v.Try.body);
    int stop = here(u);
    uint8_t *after = bound_copy(u);
    emit_jump(u, OP_JMP, &orelse);
    /* Handlers of inner statements come first in the table, so this one is entered after the body is compiled. */
    int target = here(u);
    add_body_handler(u, start, stop, target, exc, u->block, -1);
    bound_for_handler(u, before);
    uint8_t *in_handler = bound_copy(u), *joined = NULL;
    emit(u, OP_PUSHEXC, exc, 0, 0);
    int guarded = here(u);
    for (int i = 0; i < s->v.Try.handlers->n; i++) {
        KrExcepthandler *h = s->v.Try.handlers->at[i];
        Label next = label_new();
        u->span = KR_SPAN_OF(h);
        if (h->v.ExceptHandler.type) {
            int keep = u->top, type = operand(u, h->v.ExceptHandler.type);
            u->span = KR_SPAN_OF(h->v.ExceptHandler.type);
            emit(u, OP_JEXC, exc, type, 0);
            emit_jump(u, OP_JSCRATCHN, &next);
            u->top = keep;
        } else if (i < s->v.Try.handlers->n - 1) {
            syntax_error(u->c, KR_SPAN_OF(h), "default 'except:' must be last");
        }
        handler_body(u, h, exc, &end);
        label_here(u, &next);
        bound_join(u, &joined);
        if (in_handler && u->nlocals)
            memcpy(u->bound, in_handler, (size_t)u->nlocals);
    }
    emit(u, OP_RERAISE, exc, 0, 0);
    cleanup(u, guarded, exc, NULL);
    label_here(u, &orelse);
    for (int i = 0; after && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((after[i] & 1) | (u->bound[i] & 2) | (after[i] & 2));
    stmts(u, s->v.Try.orelse);
    label_here(u, &end);
    bound_for_handler(u, joined);
    u->top = mark;
}

/* ---- except* -------------------------------------------------------------------------------------------------------------------------- */

static void star_handler(Unit *u, KrExcepthandler *h, int exc, int rest, int raised)
{
    Label next = label_new(), past = label_new();
    int mark = u->top, match = temps(u, 2), saved = temps(u, 2);
    u->span = KR_SPAN_OF(h);
    int type = operand(u, h->v.ExceptHandler.type);
    emit(u, OP_GROUPMATCH, match, rest, type);
    emit(u, OP_MOVE, rest, match + 1, 0);
    emit(u, OP_JNONE, match, 0, 1);
    emit_jump(u, OP_JSCRATCH, &next);
    emit(u, OP_MOVE, saved, match, 0);
    emit(u, OP_PUSHEXC, saved, 0, 0);
    const KrName *name = h->v.ExceptHandler.name;
    if (name)
        store_name(u, name, match);
    int start = here(u);
    Block b = {.outer = u->block, .kind = BLOCK_HANDLER, .reg = saved, .name = name, .star = true};
    u->block = &b;
    stmts(u, h->v.ExceptHandler.body);
    u->block = b.outer;
    emit(u, OP_POPEXC, saved, 0, 0);
    if (name)
        clear_name(u, name);
    emit_jump(u, OP_JMP, &past);
    int target = here(u), other = temp(u);
    add_handler(u, start, target, target, other);
    emit(u, OP_POPEXC, saved, 0, 0);
    if (name)
        clear_name(u, name);
    emit(u, OP_APPEND, raised, other, 0);
    label_here(u, &past);
    label_here(u, &next);
    (void)exc;
    u->top = mark;
}

static void try_star(Unit *u, KrStmt *s)
{
    Label end = label_new(), orelse = label_new(), none = label_new();
    int mark = u->top, exc = temps(u, 2), rest = temp(u), raised = temp(u), out = temp(u);
    uint8_t *before = bound_copy(u);
    int start = here(u);
    stmts(u, s->v.TryStar.body);
    int stop = here(u);
    emit_jump(u, OP_JMP, &orelse);
    int target = here(u);
    add_body_handler(u, start, stop, target, exc, u->block, -1);
    bound_for_handler(u, before);
    emit(u, OP_PUSHEXC, exc, 0, 0);
    int guarded = here(u);
    emit(u, OP_MOVE, rest, exc, 0);
    emit(u, OP_LIST, raised, 0, 0);
    for (int i = 0; i < s->v.TryStar.handlers->n; i++) {
        star_handler(u, s->v.TryStar.handlers->at[i], exc, rest, raised);
        bound_for_handler(u, before);
    }
    u->span = KR_SPAN_OF(s);
    emit(u, OP_APPEND, raised, rest, 0);
    emit(u, OP_GROUPRERAISE, out, exc, raised);
    emit(u, OP_JNONE, out, 0, 1);
    emit_jump(u, OP_JSCRATCH, &none);
    emit(u, OP_RERAISE, out, 0, 0);
    label_here(u, &none);
    emit(u, OP_POPEXC, exc, 0, 0);
    emit_jump(u, OP_JMP, &end);
    cleanup(u, guarded, exc, NULL);
    label_here(u, &orelse);
    stmts(u, s->v.TryStar.orelse);
    label_here(u, &end);
    bound_for_handler(u, before);
    u->top = mark;
}

/* ---- finally ---------------------------------------------------------------------------------------------------------------------------- */

static void try_finally(Unit *u, KrStmt *s)
{
    Label end = label_new();
    int mark = u->top, exc = temps(u, 2);
    uint8_t *before = bound_copy(u);
    Block b = {.outer = u->block, .kind = BLOCK_FINALLY, .finalbody = s->v.Try.finalbody};
    int start = here(u);
    u->block = &b;
    if (KR_SEQ_LEN(s->v.Try.handlers)) {
        if (s->kind == KR_STMT_TryStar)
            try_star(u, s);
        else
            try_except(u, s);
    } else {
        stmts(u, s->v.Try.body);
        stmts(u, s->v.Try.orelse);
    }
    u->block = b.outer;
    int stop = here(u);
    uint8_t *after = bound_copy(u);
    final_stmts(u, s->v.Try.finalbody);
    emit_jump(u, OP_JMP, &end);
    uint8_t *done = bound_copy(u);
    int target = here(u);
    add_body_handler(u, start, stop, target, exc, &b, -1);
    for (int i = 0; after && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((before[i] & after[i] & 1) | ((u->bound[i] | after[i]) & 2));
    u->span = KR_SPAN_OF(s);
    emit(u, OP_PUSHEXC, exc, 0, 0);
    int guarded = here(u);
    Block pop = {.outer = u->block, .kind = BLOCK_POPEXC, .reg = exc};
    u->block = &pop;
    final_stmts(u, s->v.Try.finalbody);
    u->block = pop.outer;
    emit(u, OP_RERAISE, exc, 0, 0);
    cleanup(u, guarded, exc, NULL);
    label_here(u, &end);
    for (int i = 0; done && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((done[i] & 1) | ((u->bound[i] | done[i]) & 2));
    u->top = mark;
}

void try_stmt(Unit *u, KrStmt *s)
{
    if (++u->nesting > 20) {
        syntax_error(u->c, KR_SPAN_OF(s), "too many statically nested blocks");
        return;
    }
    if (KR_SEQ_LEN(s->v.Try.finalbody))
        try_finally(u, s);
    else if (s->kind == KR_STMT_TryStar)
        try_star(u, s);
    else
        try_except(u, s);
    u->nesting--;
}

/* ---- with ---------------------------------------------------------------------------------------------------------------------------------- */

enum { EXIT_WINDOW = 10 /* callable, header, self, three arguments */ };

void with_stmt(Unit *u, KrStmt *s, int index, bool async)
{
    KrWithitem *item = s->v.With.items->at[index];
    KrSpan span = KR_SPAN_OF(item->context_expr);
    if (async && !may_await(u)) {
        syntax_error(u->c, KR_SPAN_OF(s), "'async with' outside async function");
        return;
    }
    if (++u->nesting > 20) {
        syntax_error(u->c, KR_SPAN_OF(s), "too many statically nested blocks");
        return;
    }
    Label end = label_new(), suppressed = label_new();
    /* A callee's registers begin in its window: what outlives the call of __exit__ lies below, `value` right below. */
    int mark = u->top, exc = temps(u, 2), value = temp(u), exit = temps(u, EXIT_WINDOW), enter = temps(u, 7);
    int manager = to_temp(u, item->context_expr);
    u->span = span;
    emit(u, OP_GETSPECIAL, enter, manager, async ? KR_D_aenter : KR_D_enter);
    emit(u, OP_GETSPECIAL, exit, manager, async ? KR_D_aexit : KR_D_exit);
    emit(u, OP_CALLM, value, enter, 0);
    if (async)
        emit_await(u, value, 1, value);
    uint8_t *before = bound_copy(u);
    int start = here(u);
    Block b = {.outer = u->block, .kind = async ? BLOCK_ASYNC_WITH : BLOCK_WITH, .reg = exit, .span = span};
    u->block = &b;
    if (item->optional_vars) {
        u->span = KR_SPAN_OF(item->optional_vars);
        store(u, item->optional_vars, value);
    }
    if (index + 1 < s->v.With.items->n)
        with_stmt(u, s, index + 1, async);
    else
        stmts(u, s->v.With.body);
    u->block = b.outer;
    int stop = here(u);
    u->span = span;
    unwind_block(u, &b, -1);
    emit_jump(u, OP_JMP, &end);
    uint8_t *after = bound_copy(u);
    int target = here(u);
    add_body_handler(u, start, stop, target, exc, &b, -1);
    emit(u, OP_PUSHEXC, exc, 0, 0);
    int guarded = here(u);
    emit(u, OP_EXCINFO, exit + 7, exc, 0);
    emit(u, OP_CALLM, value, exit, 3);
    if (async)
        emit_await(u, value, 2, value);
    emit(u, OP_JTRUE, value, 0, 1);
    emit_jump(u, OP_JSCRATCH, &suppressed);
    emit(u, OP_RERAISE, exc, 0, 0);
    label_here(u, &suppressed);
    emit(u, OP_POPEXC, exc, 0, 0);
    emit_jump(u, OP_JMP, &end);
    cleanup(u, guarded, exc, NULL);
    label_here(u, &end);
    /* When an exception was suppressed, the body was left anywhere. */
    bound_restore(u, NULL);
    for (int i = 0; after && before && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((before[i] & after[i] & 1) | ((u->bound[i] | after[i]) & 2));
    u->top = mark;
    u->nesting--;
}
