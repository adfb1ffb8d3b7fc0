/* SPDX-License-Identifier: MIT
 * Statements: assignment and its targets, loops, conditions, imports, and leaving blocks early. */
#include "compile/unit.h"

/* ---- which locals are surely bound ----------------------------------------------------------------------------------------------- */

static uint8_t *bound_copy(Unit *u)
{
    uint8_t *copy = krarena_new(u->c->arena, (size_t)u->nlocals + 1);
    if (!copy)
        fail_memory(u->c);
    else if (u->nlocals)
        memcpy(copy, u->bound, (size_t)u->nlocals);
    return copy;
}

/* From two ways that join only what both bound is bound. */
static void bound_join(Unit *u, const uint8_t *other)
{
    for (int i = 0; other && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((u->bound[i] & other[i] & 1) | ((u->bound[i] | other[i]) & 2));
}

static void bound_restore(Unit *u, const uint8_t *saved)
{
    for (int i = 0; saved && i < u->nlocals; i++)
        u->bound[i] = (uint8_t)((saved[i] & 1) | ((u->bound[i] | saved[i]) & 2));
}

/* ---- targets -------------------------------------------------------------------------------------------------------------------------- */

static void unpack(Unit *u, KrExpr *target, KrExprSeq *elts, int src)
{
    int mark = u->top, n = KR_SEQ_LEN(elts), star = -1;
    for (int i = 0; i < n; i++) {
        if (elts->at[i]->kind != KR_EXPR_Starred)
            continue;
        if (star >= 0) {
            syntax_error(u->c, KR_SPAN_OF(target), "multiple starred expressions in assignment");
            return;
        }
        star = i;
    }
    if (star > 255) {
        syntax_error(u->c, KR_SPAN_OF(target), "too many expressions in star-unpacking assignment");
        return;
    }
    int first = temps(u, n ? n : 1);
    if (star < 0) {
        emit(u, OP_UNPACK, first, src, n);
    } else {
        emit(u, OP_UNPACKEX, first, src, star);
        emit_unit(u, (uint32_t)(n - star - 1));
    }
    for (int i = 0; i < n; i++) {
        KrExpr *t = elts->at[i];
        KrSpan outer = u->span;
        u->span = KR_SPAN_OF(t);
        store(u, t->kind == KR_EXPR_Starred ? t->v.Starred.value : t, first + i);
        u->span = outer;
    }
    u->top = mark;
}

void store(Unit *u, KrExpr *target, int src)
{
    int mark = u->top;
    switch (target->kind) {
    case KR_EXPR_Name: store_name(u, target->v.Name.id, src); break;
    case KR_EXPR_Attribute: {
        int o = operand(u, target->v.Attribute.value);
        u->span = KR_SPAN_OF(target);
        if (forbidden_name(u, target->v.Attribute.attr, "assign to"))
            break;
        emit_cached(u, OP_SETATTR, o, src, add_name(u, target->v.Attribute.attr));
        break;
    }
    case KR_EXPR_Subscript: {
        int o = operand(u, target->v.Subscript.value), k = operand(u, target->v.Subscript.slice);
        u->span = KR_SPAN_OF(target);
        emit(u, OP_SETITEM, o, k, src);
        break;
    }
    case KR_EXPR_List: unpack(u, target, target->v.List.elts, src); break;
    case KR_EXPR_Tuple: unpack(u, target, target->v.Tuple.elts, src); break;
    case KR_EXPR_Starred: syntax_error(u->c, KR_SPAN_OF(target), "starred assignment target must be in a list or tuple"); break;
    default: syntax_error(u->c, KR_SPAN_OF(target), "cannot assign to expression"); break;
    }
    u->top = mark;
}

static void delete_target(Unit *u, KrExpr *t)
{
    int mark = u->top;
    u->span = KR_SPAN_OF(t);
    switch (t->kind) {
    case KR_EXPR_Name: delete_name(u, t->v.Name.id); break;
    case KR_EXPR_Attribute: {
        int o = operand(u, t->v.Attribute.value);
        emit(u, OP_DELATTR, o, 0, 0);
        emit_unit(u, (uint32_t)add_name(u, t->v.Attribute.attr));
        break;
    }
    case KR_EXPR_Subscript: {
        int o = operand(u, t->v.Subscript.value), k = operand(u, t->v.Subscript.slice);
        u->span = KR_SPAN_OF(t);
        emit(u, OP_DELITEM, o, k, 0);
        break;
    }
    case KR_EXPR_Tuple:
    case KR_EXPR_List:
        for (int i = 0; i < KR_SEQ_LEN(t->v.List.elts); i++)
            delete_target(u, t->v.List.elts->at[i]);
        break;
    default: syntax_error(u->c, KR_SPAN_OF(t), "cannot delete expression"); break;
    }
    u->top = mark;
}

/* The register that an assignment's value may be computed in: a local's own, when nothing of the value or of a handler can see it
 * half done. */
static int direct_register(Unit *u, KrExprSeq *targets)
{
    if (targets->n != 1 || targets->at[0]->kind != KR_EXPR_Name)
        return -1;
    return local_register(u, targets->at[0]->v.Name.id);
}

static bool sets_last(KrExpr *e)
{
    switch (e->kind) {
    case KR_EXPR_BinOp: case KR_EXPR_UnaryOp: case KR_EXPR_Constant: case KR_EXPR_Name: case KR_EXPR_Attribute: case KR_EXPR_Subscript: case KR_EXPR_Call:
    case KR_EXPR_List: case KR_EXPR_Tuple: case KR_EXPR_Set: case KR_EXPR_Dict: case KR_EXPR_JoinedStr: case KR_EXPR_ListComp: case KR_EXPR_SetComp: case KR_EXPR_DictComp:
    case KR_EXPR_GeneratorExp: case KR_EXPR_Lambda: return true;
    default: return false;
    }
}

static void assign(Unit *u, KrStmt *s)
{
    KrExprSeq *targets = s->v.Assign.targets;
    KrExpr *value = s->v.Assign.value;
    int direct = direct_register(u, targets), mark = u->top;
    if (direct >= 0 && sets_last(value)) {
        expr(u, value, direct);
        u->bound[direct] |= 1;
        return;
    }
    int v = to_temp(u, value);
    for (int i = 0; i < targets->n; i++) {
        u->span = KR_SPAN_OF(targets->at[i]);
        store(u, targets->at[i], v);
    }
    u->top = mark;
}

static const Op inplace_ops[] = {
    [KR_OP_Add] = OP_IADD, [KR_OP_Sub] = OP_ISUB, [KR_OP_Mult] = OP_IMUL, [KR_OP_MatMult] = OP_IMATMUL, [KR_OP_Div] = OP_ITRUEDIV,
    [KR_OP_Mod] = OP_IMOD, [KR_OP_Pow] = OP_IPOW, [KR_OP_LShift] = OP_ILSHIFT, [KR_OP_RShift] = OP_IRSHIFT, [KR_OP_BitOr] = OP_IOR,
    [KR_OP_BitXor] = OP_IXOR, [KR_OP_BitAnd] = OP_IAND, [KR_OP_FloorDiv] = OP_IFLOORDIV,
};

/* a op= b with the old value in `left`; the new one goes to dst. */
static void inplace(Unit *u, KrStmt *s, int left, int dst)
{
    KrExpr *value = s->v.AugAssign.value;
    KrOperator op = s->v.AugAssign.op;
    bool small = value->kind == KR_EXPR_Constant && value->v.Constant.value.kind == KR_CONST_INT && value->v.Constant.value.base == 10 &&
                 (op == KR_OP_Add || op == KR_OP_Sub) && value->v.Constant.value.n <= 2;
    if (small) {
        int imm = 0;
        for (uint32_t i = 0; i < value->v.Constant.value.n; i++)
            imm = imm * 10 + (value->v.Constant.value.text[i] - '0');
        u->span = KR_SPAN_OF(s);
        emit(u, op == KR_OP_Add ? OP_IADDI : OP_ISUBI, dst, left, imm);
        return;
    }
    int right = operand(u, value);
    u->span = KR_SPAN_OF(s);
    emit(u, inplace_ops[op], dst, left, right);
}

static void aug_assign(Unit *u, KrStmt *s)
{
    KrExpr *t = s->v.AugAssign.target;
    int mark = u->top;
    if (t->kind == KR_EXPR_Name) {
        int reg = local_register(u, t->v.Name.id);
        if (reg >= 0 && !host_scope(u)->walrus) {
            int v = operand(u, t);
            inplace(u, s, v, reg);
            u->bound[reg] |= 1;
        } else {
            int v = temp(u);
            u->span = KR_SPAN_OF(t);
            load_name(u, t->v.Name.id, v);
            inplace(u, s, v, v);
            store_name(u, t->v.Name.id, v);
        }
    } else if (t->kind == KR_EXPR_Attribute) {
        int o = operand(u, t->v.Attribute.value), v = temp(u), name = add_name(u, t->v.Attribute.attr);
        u->span = KR_SPAN_OF(t);
        emit_cached(u, OP_GETATTR, v, o, name);
        inplace(u, s, v, v);
        u->span = KR_SPAN_OF(t);
        emit_cached(u, OP_SETATTR, o, v, name);
    } else if (t->kind == KR_EXPR_Subscript) {
        int o = operand(u, t->v.Subscript.value), k = operand(u, t->v.Subscript.slice), v = temp(u);
        u->span = KR_SPAN_OF(t);
        emit(u, OP_GETITEM, v, o, k);
        inplace(u, s, v, v);
        u->span = KR_SPAN_OF(t);
        emit(u, OP_SETITEM, o, k, v);
    } else {
        syntax_error(u->c, KR_SPAN_OF(t), "illegal expression for augmented assignment");
    }
    u->top = mark;
}

/* ---- loops ------------------------------------------------------------------------------------------------------------------------------- */

static bool enter_block(Unit *u, KrSpan span)
{
    return ++u->nesting <= 20 || syntax_error(u->c, span, "too many statically nested blocks");
}

static void loop_body(Unit *u, KrStmtSeq *body, Label *on_break, Label *on_continue)
{
    Block b = {.outer = u->block, .kind = BLOCK_LOOP, .on_break = on_break, .on_continue = on_continue};
    bool in_loop = u->in_loop;
    u->block = &b;
    u->in_loop = true;
    stmts(u, body);
    u->in_loop = in_loop;
    u->block = b.outer;
}

void final_stmts(Unit *u, KrStmtSeq *body)
{
    bool in_finally = u->in_finally, in_loop = u->in_loop;
    u->in_finally = true;
    u->in_loop = false;
    stmts(u, body);
    u->in_finally = in_finally;
    u->in_loop = in_loop;
}

static bool always_true(KrExpr *e)
{
    return e->kind == KR_EXPR_Constant && (e->v.Constant.value.kind == KR_CONST_TRUE ||
                                           (e->v.Constant.value.kind == KR_CONST_INT && e->v.Constant.value.n == 1 && e->v.Constant.value.text[0] == '1'));
}

/* The test stands at the bottom too: one jump a turn. */
static void while_stmt(Unit *u, KrStmt *s)
{
    Label start = label_new(), again = label_new(), other = label_new(), end = label_new();
    if (!enter_block(u, KR_SPAN_OF(s)))
        return;
    bool forever = always_true(s->v.While.test);
    if (!forever)
        condition(u, s->v.While.test, false, &other);
    uint8_t *before = bound_copy(u);
    label_here(u, &start);
    loop_body(u, s->v.While.body, &end, &again);
    label_here(u, &again);
    bound_restore(u, before);
    u->span = KR_SPAN_OF(s->v.While.test);
    if (!forever)
        condition(u, s->v.While.test, false, &other);
    emit_jump(u, OP_LOOP, &start);
    label_here(u, &other);
    bound_restore(u, before);
    stmts(u, s->v.While.orelse);
    label_here(u, &end);
    bound_restore(u, before);
    u->nesting--;
}

static void for_stmt(Unit *u, KrStmt *s)
{
    Label loop = label_new(), other = label_new(), end = label_new();
    if (!enter_block(u, KR_SPAN_OF(s)))
        return;
    int mark = u->top, it = temp(u);
    KrExpr *target = s->v.For.target;
    int v = looked_at(u, s->v.For.iter);
    u->span = KR_SPAN_OF(s->v.For.iter);
    emit(u, OP_ITER, it, v, 0);
    uint8_t *before = bound_copy(u);
    int reg = target->kind == KR_EXPR_Name ? local_register(u, target->v.Name.id) : -1;
    int item = reg >= 0 ? reg : temp(u);
    label_here(u, &loop);
    u->span = KR_SPAN_OF(s->v.For.iter);
    emit(u, OP_FORITER, item, it, 0);
    emit_jump(u, OP_JMP, &other);
    if (reg >= 0) {
        u->bound[reg] |= 1;
    } else {
        u->span = KR_SPAN_OF(target);
        store(u, target, item);
    }
    loop_body(u, s->v.For.body, &end, &loop);
    emit_jump(u, OP_LOOP, &loop);
    label_here(u, &other);
    bound_restore(u, before);
    stmts(u, s->v.For.orelse);
    label_here(u, &end);
    bound_restore(u, before);
    u->top = mark;
    u->nesting--;
}

static void async_for(Unit *u, KrStmt *s)
{
    Label loop = label_new(), other = label_new(), end = label_new();
    if (!may_await(u)) {
        syntax_error(u->c, KR_SPAN_OF(s), "'async for' outside async function");
        return;
    }
    if (!enter_block(u, KR_SPAN_OF(s)))
        return;
    int mark = u->top, it = temp(u), exc = temps(u, 2), item = temp(u), awaitable = temp(u);
    int v = operand(u, s->v.For.iter);
    u->span = KR_SPAN_OF(s->v.For.iter);
    emit(u, OP_AITER, it, v, 0);
    uint8_t *before = bound_copy(u);
    label_here(u, &loop);
    u->span = KR_SPAN_OF(s->v.For.iter);
    int start = here(u);
    emit(u, OP_ANEXT, awaitable, it, 0);
    emit_await_ready(u, awaitable, item);
    int stop = here(u);
    u->span = KR_SPAN_OF(s->v.For.target);
    store(u, s->v.For.target, item);
    loop_body(u, s->v.For.body, &end, &loop);
    emit_jump(u, OP_LOOP, &loop);
    int target = here(u);
    u->span = KR_SPAN_OF(s->v.For.iter);
    emit(u, OP_ENDAFOR, exc, 0, 1);
    emit_jump(u, OP_JSCRATCH, &other);
    emit(u, OP_RERAISE, exc, 0, 0);
    add_handler(u, start, stop, target, exc);
    label_here(u, &other);
    bound_restore(u, before);
    stmts(u, s->v.For.orelse);
    label_here(u, &end);
    bound_restore(u, before);
    u->top = mark;
    u->nesting--;
}

static void if_stmt(Unit *u, KrStmt *s)
{
    Label end = label_new();
    /* elif chains lean to the right: they are followed in a loop. */
    uint8_t *joined = NULL;
    for (;;) {
        Label other = label_new();
        u->span = KR_SPAN_OF(s->v.If.test);
        condition(u, s->v.If.test, false, &other);
        uint8_t *before = bound_copy(u);
        stmts(u, s->v.If.body);
        KrStmtSeq *orelse = s->v.If.orelse;
        if (KR_SEQ_LEN(orelse))
            emit_jump(u, OP_JMP, &end);
        label_here(u, &other);
        uint8_t *after = bound_copy(u);
        bound_restore(u, before);
        if (joined && after)
            for (int i = 0; i < u->nlocals; i++)
                joined[i] = (uint8_t)((joined[i] & after[i] & 1) | ((joined[i] | after[i]) & 2));
        else
            joined = after;
        if (KR_SEQ_LEN(orelse) == 1 && orelse->at[0]->kind == KR_STMT_If && !u->c->failed) {
            s = orelse->at[0];
            continue;
        }
        stmts(u, orelse);
        break;
    }
    bound_join(u, joined);
    label_here(u, &end);
}

/* ---- leaving ----------------------------------------------------------------------------------------------------------------------------- */

int unwind_block(Unit *u, Block *b, int keep)
{
    Block *outer = u->block;
    u->block = b->outer;
    switch (b->kind) {
    case BLOCK_LOOP: break;
    case BLOCK_FINALLY: final_stmts(u, b->finalbody); break;
    case BLOCK_POPEXC: emit(u, OP_POPEXC, b->reg, 0, 0); break;
    case BLOCK_HANDLER:
        emit(u, OP_POPEXC, b->reg, 0, 0);
        if (b->name) {
            int t = temp(u);
            load_const(u, KR_NONE, t);
            store_name(u, b->name, t);
            delete_name(u, b->name);
            u->top--;
        }
        break;
    case BLOCK_WITH:
    case BLOCK_ASYNC_WITH: {
        KrSpan span = u->span;
        u->span = b->span;
        if (keep >= 0) {
            emit(u, OP_MOVE, b->reg - 1, keep, 0);
            keep = b->reg - 1;
        }
        int t = temp(u);
        for (int i = 0; i < 3; i++)
            load_const(u, KR_NONE, b->reg + 7 + i);
        emit(u, OP_CALLM, t, b->reg, 3);
        if (b->kind == BLOCK_ASYNC_WITH)
            emit_await(u, t, 2, t);
        u->top--;
        u->span = span;
        break;
    }
    }
    u->block = outer;
    return keep;
}

static bool may_leave(Unit *u, KrStmt *s, const Block *b)
{
    return !b->star || syntax_error(u->c, KR_SPAN_OF(s), "'break', 'continue' and 'return' cannot appear in an except* block");
}

static void return_stmt(Unit *u, KrStmt *s)
{
    KrSpan span = KR_SPAN_OF(s);
    if (u->scope->kind != SCOPE_FUNCTION) {
        syntax_error(u->c, span, "'return' outside function");
        return;
    }
    if (s->v.Return.value && u->flags & KR_CO_ASYNC_GENERATOR) {
        syntax_error(u->c, span, "'return' with value in async generator");
        return;
    }
    if (u->in_finally)
        warn_of_leaving(u, s, "return");
    int mark = u->top, v = -1;
    if (s->v.Return.value && (s->v.Return.value->kind != KR_EXPR_Constant || s->v.Return.value->v.Constant.value.kind != KR_CONST_NONE))
        v = u->block ? to_temp(u, s->v.Return.value) : operand(u, s->v.Return.value);
    u->span = span;
    int exits = -1;
    for (Block *b = u->block; b && may_leave(u, s, b); b = b->outer) {
        exits = begin_exit(u, b, exits);
        v = unwind_block(u, b, v);
    }
    u->span = span;
    if (v >= 0)
        emit(u, OP_RETURN, v, 0, 0);
    else
        emit(u, OP_RETNONE, 0, 0, 0);
    end_exits(u, exits);
    u->top = mark;
}

static void break_or_continue(Unit *u, KrStmt *s, bool breaks)
{
    Block *b = u->block;
    u->span = KR_SPAN_OF(s);
    if (u->in_finally && !u->in_loop)
        warn_of_leaving(u, s, breaks ? "break" : "continue");
    int exits = -1;
    for (; b && b->kind != BLOCK_LOOP && may_leave(u, s, b); b = b->outer) {
        exits = begin_exit(u, b, exits);
        unwind_block(u, b, -1);
    }
    if (u->c->failed)
        return;
    if (!b) {
        syntax_error(u->c, KR_SPAN_OF(s), breaks ? "'break' outside loop" : "'continue' not properly in loop");
        return;
    }
    u->span = KR_SPAN_OF(s);
    Label *to = breaks ? b->on_break : b->on_continue;
    emit_jump(u, to->at >= 0 ? OP_LOOP : OP_JMP, to);
    end_exits(u, exits);
}

/* ---- imports -------------------------------------------------------------------------------------------------------------------------------- */

static void emit_import(Unit *u, const KrName *name, int fromlist, int level, int dst)
{
    emit(u, OP_IMPORT, dst, fromlist, level);
    KrValue v = name ? name_value(u->c, name) : krvalue(u->c->vm->empty_str);
    emit_unit(u, (uint32_t)add_const(u, v));
}

static void import_stmt(Unit *u, KrStmt *s)
{
    for (int i = 0; i < KR_SEQ_LEN(s->v.Import.names); i++) {
        KrAlias *a = s->v.Import.names->at[i];
        int mark = u->top, none = temp(u), m = temp(u);
        load_const(u, KR_NONE, none);
        emit_import(u, a->name, none, 0, m);
        const char *dot = memchr(a->name->text, '.', a->name->len);
        if (!a->asname) {
            const KrName *top = dot ? krast_name(u->c->names, a->name->text, (size_t)(dot - a->name->text)) : a->name;
            if (top)
                store_name(u, top, m);
        } else {
            while (dot) {
                const char *start = dot + 1, *end = a->name->text + a->name->len;
                dot = memchr(start, '.', (size_t)(end - start));
                const KrName *part = krast_name(u->c->names, start, (size_t)((dot ? dot : end) - start));
                emit(u, OP_IMPORTFROM, m, m, 0);
                emit_unit(u, part ? (uint32_t)add_const(u, name_value(u->c, part)) : 0);
            }
            store_name(u, a->asname, m);
        }
        u->top = mark;
    }
}

static const char *const future_features[] = {"nested_scopes", "generators", "division", "absolute_import", "with_statement",
                                              "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations"};

static bool check_future(Unit *u, KrStmt *s)
{
    for (int i = 0; i < KR_SEQ_LEN(s->v.ImportFrom.names); i++) {
        KrAlias *a = s->v.ImportFrom.names->at[i];
        bool known = false;
        for (size_t k = 0; k < KR_COUNT(future_features); k++)
            known |= !strcmp(future_features[k], a->name->text);
        if (!strcmp(a->name->text, "braces"))
            return syntax_error(u->c, KR_SPAN_OF(s), "not a chance");
        if (!known)
            return syntax_error(u->c, KR_SPAN_OF(s), "future feature %s is not defined", a->name->text);
    }
    return u->future_ok || syntax_error(u->c, KR_SPAN_OF(s), "from __future__ imports must occur at the beginning of the file");
}

static void import_from(Unit *u, KrStmt *s)
{
    KrAliasSeq *names = s->v.ImportFrom.names;
    if (is_future_import(s) && !check_future(u, s))
        return;
    int mark = u->top, list = temp(u), m = temp(u), v = temp(u);
    KrTuple *t = krtuple_new(u->c->vm, NULL, (size_t)names->n);
    for (int i = 0; t && i < names->n; i++) {
        KrValue name = name_value(u->c, names->at[i]->name);
        if (name == KR_RAISED) {
            u->c->failed = true;
            return;
        }
        krstore(u->c->vm, t, &t->at[i], name);
    }
    load_const(u, krvalue_or_raised(t), list);
    emit_import(u, s->v.ImportFrom.module, list, s->v.ImportFrom.level, m);
    for (int i = 0; i < names->n; i++) {
        KrAlias *a = names->at[i];
        if (a->name->text[0] == '*') {
            if (u->scope->kind != SCOPE_MODULE)
                syntax_error(u->c, KR_SPAN_OF(a), "import * only allowed at module level");
            emit(u, OP_IMPORTSTAR, m, 0, 0);
            break;
        }
        emit(u, OP_IMPORTFROM, v, m, 0);
        emit_unit(u, (uint32_t)add_const(u, name_value(u->c, a->name)));
        store_name(u, a->asname ? a->asname : a->name, v);
    }
    u->top = mark;
}

/* ---- the rest ------------------------------------------------------------------------------------------------------------------------------------ */

static void raise_stmt(Unit *u, KrStmt *s)
{
    int mark = u->top, e = 0, cause = 0;
    if (s->v.Raise.exc)
        e = operand(u, s->v.Raise.exc);
    if (s->v.Raise.cause)
        cause = operand(u, s->v.Raise.cause);
    u->span = KR_SPAN_OF(s);
    emit(u, OP_RAISE, e, cause, !s->v.Raise.exc ? 2 : s->v.Raise.cause ? 1 : 0);
    u->top = mark;
}

static void assert_stmt(Unit *u, KrStmt *s)
{
    if (u->c->optimize)
        return;
    Label ok = label_new();
    int mark = u->top, m = 0;
    warn_of_assert(u, s);
    condition(u, s->v.Assert.test, true, &ok);
    if (s->v.Assert.msg)
        m = operand(u, s->v.Assert.msg);
    u->span = KR_SPAN_OF(s->v.Assert.test);
    emit(u, OP_ASSERTFAIL, m, 0, s->v.Assert.msg != NULL);
    label_here(u, &ok);
    u->top = mark;
}

static void expr_stmt(Unit *u, KrStmt *s)
{
    KrExpr *e = s->v.Expr.value;
    int mark = u->top;
    if (u->c->interactive && u->scope->kind == SCOPE_MODULE) {
        int v = operand(u, e);
        u->span = KR_SPAN_OF(s);
        emit(u, OP_PRINTEXPR, v, 0, 0);
    } else if (e->kind == KR_EXPR_Call) {
        call(u, e, DISCARDED);
    } else if (e->kind != KR_EXPR_Constant) {
        expr(u, e, temp(u));
    }
    u->top = mark;
}

void stmt(Unit *u, KrStmt *s)
{
    u->span = KR_SPAN_OF(s);
    switch (s->kind) {
    case KR_STMT_FunctionDef:
    case KR_STMT_AsyncFunctionDef: function_def(u, s); break;
    case KR_STMT_ClassDef: class_def(u, s); break;
    case KR_STMT_Return: return_stmt(u, s); break;
    case KR_STMT_Delete:
        for (int i = 0; i < KR_SEQ_LEN(s->v.Delete.targets); i++)
            delete_target(u, s->v.Delete.targets->at[i]);
        break;
    case KR_STMT_Assign: assign(u, s); break;
    case KR_STMT_TypeAlias: type_alias(u, s); break;
    case KR_STMT_AugAssign: aug_assign(u, s); break;
    case KR_STMT_AnnAssign: ann_assign(u, s); break;
    case KR_STMT_For: for_stmt(u, s); break;
    case KR_STMT_AsyncFor: async_for(u, s); break;
    case KR_STMT_While: while_stmt(u, s); break;
    case KR_STMT_If: if_stmt(u, s); break;
    case KR_STMT_With: with_stmt(u, s, 0, false); break;
    case KR_STMT_AsyncWith: with_stmt(u, s, 0, true); break;
    case KR_STMT_Match: match_stmt(u, s); break;
    case KR_STMT_Raise: raise_stmt(u, s); break;
    case KR_STMT_Try:
    case KR_STMT_TryStar: try_stmt(u, s); break;
    case KR_STMT_Assert: assert_stmt(u, s); break;
    case KR_STMT_Import: import_stmt(u, s); break;
    case KR_STMT_ImportFrom: import_from(u, s); break;
    case KR_STMT_Expr: expr_stmt(u, s); break;
    case KR_STMT_Break: break_or_continue(u, s, true); break;
    case KR_STMT_Continue: break_or_continue(u, s, false); break;
    case KR_STMT_Global:
    case KR_STMT_Nonlocal:
    case KR_STMT_Pass: break;
    }
}

void stmts(Unit *u, KrStmtSeq *body)
{
    for (int i = 0; i < KR_SEQ_LEN(body) && !u->c->failed; i++) {
        KrStmt *s = body->at[i];
        bool doc = i == 0 && s->kind == KR_STMT_Expr && s->v.Expr.value->kind == KR_EXPR_Constant &&
                   s->v.Expr.value->v.Constant.value.kind == KR_CONST_STR;
        if (!doc && !is_future_import(s))
            u->future_ok = false;
        if (goes_on(u->c))
            stmt(u, s);
    }
}
