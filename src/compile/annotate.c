/* SPDX-License-Identifier: MIT
 * Annotations. Those of a function are computed when somebody asks, by its __annotate__. Those of a class or module are computed
 * as they are met, so that its body, a metaclass and a decorator find them in __annotations__; if one of them raises, all are
 * left to __annotate__ too, which computes them when somebody asks. */
#include "compile/unit.h"

enum { ANN_BEGIN, ANN_STORE, ANN_RAISED, ANN_FORMAT }; /* C of ANNOTATIONS */

bool has_annotations(KrArguments *args, KrExpr *returns)
{
    bool any = returns || (args->vararg && args->vararg->annotation) || (args->kwarg && args->kwarg->annotation);
    KrArgSeq *lists[] = {args->posonlyargs, args->args, args->kwonlyargs};
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < KR_SEQ_LEN(lists[k]); i++)
            any |= lists[k]->at[i]->annotation != NULL;
    return any;
}

static void annotation_value(Unit *u, KrExpr *e, int dst)
{
    if (u->c->future_annotations) {
        load_const(u, unparse(u->c, e), dst);
        return;
    }
    bool star = e->kind == KR_EXPR_Starred; /* *args: *Ts is the one item that *Ts gives */
    expr(u, star ? e->v.Starred.value : e, dst);
    if (star)
        emit(u, OP_UNPACK, dst, dst, 1);
}

/* ---- the function that computes them ------------------------------------------------------------------------------------- */

static const KrName *own_name(Unit *u, const char *text)
{
    const KrName *name = krast_name(u->c->names, text, strlen(text));
    if (!name)
        fail_memory(u->c);
    return name;
}

/* `owner`: the function it belongs to, NULL for the class or module `u`. */
static Unit *enter_annotate(Unit *u, const void *node, const KrName *owner, int line)
{
    Compiler *c = u->c;
    KrStr *path = owner ? krstr_printf(c->vm, "%s.__annotate__", owner->text) : NULL;
    const KrStr *name = krintern_text(c->vm, "__annotate__", 12), *qualified = path ? krintern(c->vm, path) : name;
    Scope *scope = scope_of(u, node);
    Unit *a = scope && name && qualified && (path || !owner) ? unit_enter(c, scope, qualified, line) : NULL;
    if (!a) {
        c->failed = true;
        return NULL;
    }
    set_qualname(a);
    a->name = name;
    a->flags = KR_CO_OPTIMIZED | KR_CO_NEWLOCALS | (host_scope(u)->kind == SCOPE_FUNCTION ? KR_CO_NESTED : 0);
    a->argcount = a->posonly = 1;
    Symbol *format = scope_find(scope, own_name(u, ".format"));
    if (format)
        format->reg = 0;
    assign_registers(a);
    emit(a, OP_ANNOTATIONS, 0, 0, ANN_FORMAT);
    return a;
}

static void leave_annotate(Unit *u, Unit *a, int dict, int dst)
{
    Scope *scope = a->scope;
    emit(a, OP_RETURN, dict, 0, 0);
    KrCode *code = finish_unit(a);
    unit_leave(u->c, a);
    if (code)
        make_function(u, code, scope, 0, false, dst);
}

static void annotate(Unit *u, const KrName *name, KrExpr *e, int dict)
{
    if (!e)
        return;
    int mark = u->top, k = temp(u), v = temp(u);
    load_const(u, name_value(u->c, mangle(u->c, u->scope, name)), k);
    annotation_value(u, e, v);
    emit(u, OP_SETKEY, dict, k, v);
    u->top = mark;
}

static void each_parameter(Unit *u, KrArguments *args, KrExpr *returns, int dict)
{
    KrArgSeq *lists[] = {args->posonlyargs, args->args, args->kwonlyargs};
    emit(u, OP_DICT, dict, 0, 0);
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < KR_SEQ_LEN(lists[k]); i++)
            annotate(u, lists[k]->at[i]->arg, lists[k]->at[i]->annotation, dict);
    if (args->vararg)
        annotate(u, args->vararg->arg, args->vararg->annotation, dict);
    for (int i = 0; i < KR_SEQ_LEN(lists[2]); i++)
        annotate(u, lists[2]->at[i]->arg, lists[2]->at[i]->annotation, dict);
    if (args->kwarg)
        annotate(u, args->kwarg->arg, args->kwarg->annotation, dict);
    const KrName *ret = own_name(u, "return");
    if (ret)
        annotate(u, ret, returns, dict);
}

/* R[dst] = empty, the dict if annotations are text, or the function that makes it. */
void function_annotations(Unit *u, KrStmt *s, int dst)
{
    KrArguments *args = s->v.FunctionDef.args;
    KrExpr *returns = s->v.FunctionDef.returns;
    if (!has_annotations(args, returns)) {
        load_const(u, KR_EMPTY, dst);
        return;
    }
    if (u->c->future_annotations) {
        each_parameter(u, args, returns, dst);
        return;
    }
    Unit *a = enter_annotate(u, args, s->v.FunctionDef.name, s->lineno);
    if (!a)
        return;
    int dict = temp(a);
    each_parameter(a, args, returns, dict);
    leave_annotate(u, a, dict, dst);
}

/* One of a class or module; a conditional one counts if its number was noted. */
static void annotate_variable(Unit *a, Annotated *item, int dict)
{
    Label skip = label_new();
    int mark = a->top;
    const KrName *made = item->condition >= 0 ? own_name(a, "__conditional_annotations__") : NULL;
    if (made) {
        int number = temp(a), set = temp(a);
        load_const(a, krsmall(item->condition), number);
        load_name(a, made, set);
        emit(a, OP_JIN, number, set, 0);
        emit_jump(a, OP_JSCRATCHN, &skip);
    }
    annotate(a, item->stmt->v.AnnAssign.target->v.Name.id, item->stmt->v.AnnAssign.annotation, dict);
    label_here(a, &skip);
    a->top = mark;
}

void annotate_function(Unit *u, const char *name)
{
    const KrName *bound = own_name(u, name);
    if (!u->scope->annotate || !bound)
        return;
    int value = temp(u);
    Unit *a = enter_annotate(u, u->scope, NULL, u->firstlineno);
    if (!a)
        return;
    int dict = temp(a);
    emit(a, OP_DICT, dict, 0, 0);
    for (Annotated *item = u->scope->annotations; item && !u->c->failed; item = item->next)
        annotate_variable(a, item, dict);
    leave_annotate(u, a, dict, value);
    emit_bx(u, OP_NAMESET, value, add_name(u, bound));
    u->top--;
}

/* ---- in a class or module --------------------------------------------------------------------------------------------------- */

void begin_annotations(Unit *u)
{
    if (!u->scope->annotated)
        return;
    emit(u, OP_ANNOTATIONS, 0, 0, ANN_BEGIN);
    const KrName *made = u->scope->conditions ? own_name(u, "__conditional_annotations__") : NULL;
    if (!made)
        return;
    int set = temp(u);
    emit(u, OP_SET, set, 0, 0);
    if (u->annotations_made >= 0)
        emit_bx(u, OP_CELLSET, set, u->annotations_made);
    else
        emit_bx(u, OP_NAMESET, set, add_name(u, made));
    u->top--;
}

static int condition_of(Unit *u, const KrStmt *s)
{
    for (Annotated *item = u->scope->annotations; item; item = item->next)
        if (item->stmt == s)
            return item->condition;
    return -1;
}

static void note_condition(Unit *u, KrStmt *s)
{
    int condition = condition_of(u, s), mark = u->top;
    const KrName *made = condition >= 0 ? own_name(u, "__conditional_annotations__") : NULL;
    if (!made)
        return;
    int set = temp(u), number = temp(u);
    if (u->annotations_made >= 0)
        emit_bx(u, OP_CELLGET, set, u->annotations_made);
    else
        emit_bx(u, OP_NAMEGET, set, add_name(u, made));
    load_const(u, krsmall(condition), number);
    emit(u, OP_ADDSET, set, number, 0);
    u->top = mark;
}

static void annotated_name(Unit *u, KrStmt *s)
{
    Label end = label_new();
    note_condition(u, s);
    int mark = u->top, k = temp(u), v = temp(u), start = here(u);
    u->span = KR_SPAN_OF(s);
    load_const(u, name_value(u->c, mangle(u->c, u->scope, s->v.AnnAssign.target->v.Name.id)), k);
    annotation_value(u, s->v.AnnAssign.annotation, v);
    u->span = KR_SPAN_OF(s);
    emit(u, OP_ANNOTATIONS, k, v, ANN_STORE);
    if (!u->c->future_annotations) {
        emit_jump(u, OP_JMP, &end);
        add_handler(u, start, here(u), here(u), v);
        emit(u, OP_ANNOTATIONS, v, 0, ANN_RAISED);
        label_here(u, &end);
    }
    u->top = mark;
}

void ann_assign(Unit *u, KrStmt *s)
{
    KrExpr *t = s->v.AnnAssign.target;
    int mark = u->top;
    u->span = s->v.AnnAssign.value ? KR_SPAN_OF(t) : KR_SPAN_OF(s);
    if (!s->v.AnnAssign.value && (t->kind == KR_EXPR_Name || t->kind == KR_EXPR_Attribute) &&
        forbidden_name(u, t->kind == KR_EXPR_Name ? t->v.Name.id : t->v.Attribute.attr, "assign to"))
        return;
    if (s->v.AnnAssign.value) {
        int v = to_temp(u, s->v.AnnAssign.value);
        u->span = KR_SPAN_OF(t);
        store(u, t, v);
        u->top = mark;
    }
    if (u->scope->kind == SCOPE_FUNCTION)
        return;
    if (t->kind == KR_EXPR_Name && s->v.AnnAssign.simple) {
        annotated_name(u, s);
    } else {
        if (!s->v.AnnAssign.value && t->kind == KR_EXPR_Attribute)
            operand(u, t->v.Attribute.value);
        annotation_value(u, s->v.AnnAssign.annotation, temp(u));
    }
    u->top = mark;
}
