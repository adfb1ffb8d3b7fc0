/* SPDX-License-Identifier: MIT
 * Comprehensions and generator expressions. A generator expression, and a comprehension in a class body, is a nested function
 * whose argument is the outermost iterator; others are compiled in place, with registers of their own for their variables. */
#include "compile/unit.h"

typedef struct Comp {
    KrExpr *e;
    KrComprehensionSeq *gens;
    KrExpr *elt, *value;
    int box; /* register of the list, set or dict */
    int first; /* of the outermost iterator */
} Comp;

static void produce(Unit *u, Comp *c)
{
    int mark = u->top;
    if (c->e->kind == KR_EXPR_DictComp) {
        int k = to_temp(u, c->elt), v = to_temp(u, c->value);
        emit(u, OP_SETKEY, c->box, k, v);
    } else {
        int v = c->e->kind == KR_EXPR_GeneratorExp ? to_temp(u, c->elt) : operand(u, c->elt);
        u->span = KR_SPAN_OF(c->elt);
        if (c->e->kind == KR_EXPR_GeneratorExp)
            emit(u, OP_YIELD, v, v, u->flags & KR_CO_ASYNC_GENERATOR ? 1 : 0);
        else
            emit(u, c->e->kind == KR_EXPR_ListComp ? OP_APPEND : OP_ADDSET, c->box, v, 0);
    }
    u->top = mark;
}

static void generator(Unit *u, Comp *c, int index);

static void conditions_and_rest(Unit *u, Comp *c, int index, Label *next)
{
    KrComprehension *g = c->gens->at[index];
    for (int i = 0; i < KR_SEQ_LEN(g->ifs); i++)
        condition(u, g->ifs->at[i], false, next);
    if (index + 1 < c->gens->n)
        generator(u, c, index + 1);
    else
        produce(u, c);
}

static void async_generator(Unit *u, Comp *c, int index, int it)
{
    KrComprehension *g = c->gens->at[index];
    Label loop = label_new(), end = label_new();
    int exc = temp(u), item = temp(u);
    emit(u, OP_AITER, it, it, 0);
    label_here(u, &loop);
    int start = here(u), awaitable = temp(u);
    emit(u, OP_ANEXT, awaitable, it, 0);
    emit_await_ready(u, awaitable, item);
    int stop = here(u);
    store(u, g->target, item);
    conditions_and_rest(u, c, index, &loop);
    emit_jump(u, OP_LOOP, &loop);
    int target = here(u);
    emit(u, OP_ENDAFOR, exc, 0, 1);
    emit_jump(u, OP_JSCRATCH, &end);
    emit(u, OP_RERAISE, exc, 0, 0);
    add_handler(u, start, stop, target, exc);
    label_here(u, &end);
}

static void generator(Unit *u, Comp *c, int index)
{
    KrComprehension *g = c->gens->at[index];
    int mark = u->top, it = index ? temp(u) : c->first;
    KrSpan span = u->span;
    u->span = KR_SPAN_OF(g->iter);
    if (index) {
        int v = g->is_async ? operand(u, g->iter) : looked_at(u, g->iter);
        emit(u, g->is_async ? OP_MOVE : OP_ITER, it, v, 0);
    }
    if (g->is_async) {
        async_generator(u, c, index, it);
    } else {
        Label loop = label_new(), end = label_new();
        int reg = g->target->kind == KR_EXPR_Name ? local_register(u, g->target->v.Name.id) : -1;
        int item = reg >= 0 ? reg : temp(u);
        label_here(u, &loop);
        u->span = KR_SPAN_OF(g->iter);
        emit(u, OP_FORITER, item, it, 0);
        emit_jump(u, OP_JMP, &end);
        if (reg >= 0)
            u->bound[reg] |= 1;
        else
            store(u, g->target, item);
        conditions_and_rest(u, c, index, &loop);
        emit_jump(u, OP_LOOP, &loop);
        label_here(u, &end);
    }
    u->span = span;
    u->top = mark;
}

static KrCode *comprehension_code(Unit *outer, Comp *c, Scope *s, const char *name)
{
    Compiler *comp = outer->c;
    const KrStr *text = krintern_text(comp->vm, name, strlen(name));
    Unit *u = text ? unit_enter(comp, s, text, c->e->lineno) : NULL;
    if (!u)
        return comp->failed = true, NULL;
    bool gen = c->e->kind == KR_EXPR_GeneratorExp;
    u->flags = KR_CO_OPTIMIZED | KR_CO_NEWLOCALS | (gen ? s->has_await ? KR_CO_ASYNC_GENERATOR : KR_CO_GENERATOR : s->has_await ? KR_CO_COROUTINE : 0);
    u->argcount = 1;
    set_qualname(u);
    assign_registers(u);
    u->span = KR_SPAN_OF(c->e);
    if (!gen) {
        c->box = temp(u);
        emit(u, c->e->kind == KR_EXPR_ListComp ? OP_LIST : c->e->kind == KR_EXPR_SetComp ? OP_SET : OP_DICT, c->box, 0, 0);
    }
    generator(u, c, 0);
    u->span = KR_SPAN_OF(c->e);
    if (gen)
        emit(u, OP_RETNONE, 0, 0, 0);
    else
        emit(u, OP_RETURN, c->box, 0, 0);
    KrCode *code = finish_unit(u);
    unit_leave(comp, u);
    return code;
}

static void outermost_iterator(Unit *u, Comp *c, int to)
{
    KrComprehension *first = c->gens->at[0];
    int mark = u->top, v = first->is_async ? operand(u, first->iter) : looked_at(u, first->iter);
    u->span = KR_SPAN_OF(first->iter);
    emit(u, first->is_async ? OP_MOVE : OP_ITER, to, v, 0);
    u->top = mark;
}

/* The variables of the comprehension are empty before and after it; those that inner functions see are in new cells. */
static void empty_variables(Unit *u, Comp *c, Scope *s, bool begins)
{
    for (Symbol *y = s->symbols; y; y = y->next) {
        if (!(y->flags & SYM_HIDDEN))
            continue;
        /* Those of a single `for` are bound before anything else happens. */
        if (!begins || c->gens->n > 1 || y->flags & SYM_CELL)
            emit_bx(u, OP_LOADIMM, y->reg, 0);
        if (begins && y->flags & SYM_CELL)
            emit(u, OP_CELLNEW, y->reg, 0, 0);
        u->bound[y->reg] = 0;
    }
}

static void compile_in_place(Unit *u, Comp *c, Scope *s, int dst)
{
    int mark = u->top;
    c->first = temp(u);
    outermost_iterator(u, c, c->first);
    uint8_t *before = krarena_new(u->c->arena, (size_t)u->nlocals + 1);
    if (!before) {
        fail_memory(u->c);
        return;
    }
    memcpy(before, u->bound, (size_t)u->nlocals);
    Scope *outer = u->scope;
    u->scope = s;
    u->span = KR_SPAN_OF(c->e);
    empty_variables(u, c, s, true);
    c->box = temp(u);
    emit(u, c->e->kind == KR_EXPR_ListComp ? OP_LIST : c->e->kind == KR_EXPR_SetComp ? OP_SET : OP_DICT, c->box, 0, 0);
    generator(u, c, 0);
    u->span = KR_SPAN_OF(c->e);
    empty_variables(u, c, s, false);
    u->scope = outer;
    /* What the loop assigned is not sure to be: it may have had nothing to do. */
    for (int i = 0; i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((u->bound[i] & before[i] & 1) | ((u->bound[i] | before[i]) & 2));
    emit(u, OP_MOVE, dst, c->box, 0);
    u->top = mark;
}

void comprehension(Unit *u, KrExpr *e, int dst)
{
    Comp c = {.e = e};
    const char *name = "<listcomp>";
    switch (e->kind) {
    case KR_EXPR_ListComp: c.gens = e->v.ListComp.generators; c.elt = e->v.ListComp.elt; break;
    case KR_EXPR_SetComp: c.gens = e->v.SetComp.generators; c.elt = e->v.SetComp.elt; name = "<setcomp>"; break;
    case KR_EXPR_DictComp: c.gens = e->v.DictComp.generators; c.elt = e->v.DictComp.key; c.value = e->v.DictComp.value; name = "<dictcomp>"; break;
    default: c.gens = e->v.GeneratorExp.generators; c.elt = e->v.GeneratorExp.elt; name = "<genexpr>"; break;
    }
    Scope *s = scope_of(u, e);
    if (!s)
        return;
    bool awaited = s->has_await && e->kind != KR_EXPR_GeneratorExp;
    if (awaited && !may_await(u)) {
        syntax_error(u->c, KR_SPAN_OF(e), "asynchronous comprehension outside of an asynchronous function");
        return;
    }
    if (s->inlined) {
        compile_in_place(u, &c, s, dst);
        return;
    }
    KrCode *code = comprehension_code(u, &c, s, name);
    if (!code)
        return;
    int mark = u->top, base = temps(u, 8);
    make_function(u, code, s, 0, false, base);
    outermost_iterator(u, &c, base + 6);
    u->span = KR_SPAN_OF(e);
    emit(u, OP_CALL, awaited ? base : dst, base, 1);
    if (awaited)
        emit_await(u, base, 0, dst);
    u->top = mark;
}
