/* SPDX-License-Identifier: MIT
 * Calls: windows, keywords, stars, methods. */
#include "compile/unit.h"

enum { WINDOW = 6 };

static bool has_stars(KrExprSeq *args, KrKeywordSeq *keywords)
{
    for (int i = 0; i < KR_SEQ_LEN(args); i++)
        if (args->at[i]->kind == KR_EXPR_Starred)
            return true;
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++)
        if (!keywords->at[i]->arg)
            return true;
    return KR_SEQ_LEN(args) + KR_SEQ_LEN(keywords) > 200;
}

static void check_keywords(Unit *u, KrKeywordSeq *keywords)
{
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++)
        if (keywords->at[i]->arg && !strcmp(keywords->at[i]->arg->text, "__debug__"))
            syntax_error(u->c, KR_SPAN_OF(keywords->at[i]), "cannot assign to __debug__");
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++)
        for (int k = i + 1; k < KR_SEQ_LEN(keywords); k++)
            if (keywords->at[i]->arg && keywords->at[i]->arg == keywords->at[k]->arg)
                syntax_error(u->c, KR_SPAN_OF(keywords->at[k]), "keyword argument repeated: %s", keywords->at[k]->arg->text);
}

static int keyword_names(Unit *u, KrKeywordSeq *keywords)
{
    KrVm *vm = u->c->vm;
    KrTuple *names = krtuple_new(vm, NULL, (size_t)keywords->n);
    for (int i = 0; names && i < keywords->n; i++) {
        KrValue name = name_value(u->c, mangle(u->c, u->scope, keywords->at[i]->arg));
        if (name == KR_RAISED)
            return 0;
        krstore(vm, names, &names->at[i], name);
    }
    return add_const(u, krvalue_or_raised(names));
}

/* f(*a, **k): a list that becomes a tuple, and a dict. `base` holds the callable; `extra` arguments lie in the window already. */
static void call_ex(Unit *u, KrExprSeq *args, KrKeywordSeq *keywords, int base, int dst, int extra)
{
    int mark = u->top, list = temps(u, 2), first = base + WINDOW;
    KrSpan span = u->span;
    if (extra)
        emit(u, OP_LIST, list, first, extra);
    else
        emit(u, OP_LIST, list, 0, 0);
    for (int i = 0; i < KR_SEQ_LEN(args); i++) {
        KrExpr *x = args->at[i];
        bool star = x->kind == KR_EXPR_Starred;
        int keep = u->top, pair = temps(u, 2);
        expr(u, star ? x->v.Starred.value : x, pair);
        u->span = star ? span : KR_SPAN_OF(x);
        if (star)
            emit(u, OP_MOVE, pair + 1, base, 0);
        emit(u, star ? OP_EXTEND : OP_APPEND, list, pair, star && args->n == 1 && !extra);
        u->top = keep;
    }
    int dict = list + 1;
    if (KR_SEQ_LEN(keywords))
        emit(u, OP_DICT, dict, 0, 0);
    else
        load_const(u, KR_EMPTY, dict);
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++) {
        KrKeyword *k = keywords->at[i];
        int keep = u->top, value = to_temp(u, k->value);
        u->span = span;
        if (k->arg) {
            int one = temp(u), name = temp(u);
            load_const(u, name_value(u->c, mangle(u->c, u->scope, k->arg)), name);
            emit(u, OP_DICT, one, 0, 0);
            emit(u, OP_SETKEY, one, name, value);
            value = one;
        }
        emit(u, OP_MERGE, dict, value, base);
        u->top = keep;
    }
    u->span = span;
    emit(u, OP_TOTUPLE, first, list, 0);
    emit(u, OP_MOVE, first + 1, dict, 0);
    emit(u, OP_CALLEX, dst, base, 0);
    u->top = mark;
}

/* The callable is in the window at `base`; `extra` arguments are there already. With `method`, self is at base + 6. */
void call_arguments(Unit *u, KrExprSeq *args, KrKeywordSeq *keywords, int base, bool method, int dst, int extra)
{
    int n = KR_SEQ_LEN(args), nkw = KR_SEQ_LEN(keywords), first = base + WINDOW + method;
    KrSpan span = u->span;
    check_keywords(u, keywords);
    for (int i = 0; i < n; i++) {
        int keep = u->top;
        expr(u, args->at[i], first + extra + i);
        u->top = keep;
    }
    for (int i = 0; i < nkw; i++) {
        int keep = u->top;
        expr(u, keywords->at[i]->value, first + extra + n + i);
        u->top = keep;
    }
    u->span = span;
    if (nkw) {
        emit(u, method ? OP_CALLMKW : OP_CALLKW, dst, base, extra + n + nkw);
        emit_unit(u, (uint32_t)keyword_names(u, keywords));
    } else {
        emit(u, method ? OP_CALLM : OP_CALL, dst, base, extra + n);
    }
}

/* Nobody looks at the result: it lies in the call's own window, which no other call's does, so that a coroutine made by the
 * call can be told to be lost (krcall_function). */
static int result_register(int dst, int base)
{
    return dst == DISCARDED ? base + 1 : dst;
}

static void method_call(Unit *u, KrExpr *e, int dst)
{
    KrExpr *f = e->v.Call.func;
    int mark = u->top, n = KR_SEQ_LEN(e->v.Call.args) + KR_SEQ_LEN(e->v.Call.keywords);
    int base = temps(u, WINDOW + 1 + n);
    if (!super_attribute(u, f, base)) {
        int keep = u->top, o = operand(u, f->v.Attribute.value);
        u->span = KR_SPAN_OF(f);
        emit_cached(u, OP_GETMETHOD, base, o, add_name(u, f->v.Attribute.attr));
        u->top = keep;
    }
    u->span = KR_SPAN_OF(e);
    call_arguments(u, e->v.Call.args, e->v.Call.keywords, base, true, result_register(dst, base), 0);
    u->top = mark;
}

void call(Unit *u, KrExpr *e, int dst)
{
    KrExpr *f = e->v.Call.func;
    bool stars = has_stars(e->v.Call.args, e->v.Call.keywords);
    warn_of_call(u, f);
    if (!stars && f->kind == KR_EXPR_Attribute) {
        method_call(u, e, dst);
        return;
    }
    int mark = u->top, n = stars ? 2 : KR_SEQ_LEN(e->v.Call.args) + KR_SEQ_LEN(e->v.Call.keywords);
    int base = temps(u, WINDOW + n);
    dst = result_register(dst, base);
    expr(u, f, base);
    u->span = KR_SPAN_OF(e);
    if (stars) {
        check_keywords(u, e->v.Call.keywords);
        call_ex(u, e->v.Call.args, e->v.Call.keywords, base, dst, 0);
    } else {
        call_arguments(u, e->v.Call.args, e->v.Call.keywords, base, false, dst, 0);
    }
    u->top = mark;
}

/* The call of __build_class__ for a class with starred bases: two arguments lie in the window. */
void call_class(Unit *u, KrExprSeq *bases, KrKeywordSeq *keywords, int base, int dst)
{
    if (has_stars(bases, keywords))
        call_ex(u, bases, keywords, base, dst, 2);
    else
        call_arguments(u, bases, keywords, base, false, dst, 2);
}
