/* SPDX-License-Identifier: MIT
 * Calls: windows of registers, methods, keywords, stars, super(). */
#include "compile/unit.h"

enum { METHOD_ARGS = KR_WINDOW_ARGS + 1 };

/* ---- keywords ----------------------------------------------------------------------------------------------------------- */

static void check_keywords(KrUnit *u, const KrKeywordSeq *keywords)
{
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++)
        for (int k = i + 1; keywords->at[i]->arg && k < keywords->n; k++)
            if (keywords->at[k]->arg == keywords->at[i]->arg) {
                krcompile_error(u->c, KR_SPAN_OF(keywords->at[k]), "keyword argument repeated: %s",
                                keywords->at[k]->arg->text);
                return;
            }
}

static bool has_double_star(const KrKeywordSeq *keywords)
{
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++)
        if (!keywords->at[i]->arg)
            return true;
    return false;
}

static int names_constant(KrUnit *u, const KrKeywordSeq *keywords)
{
    KrCompiler *c = u->c;
    KrTuple *names = krtuple_new(c->vm, NULL, (size_t)keywords->n);
    if (!names)
        return c->failed = true, 0;
    for (int i = 0; i < keywords->n; i++) {
        const KrStr *name = krcompile_name(c, krscope_mangle(c, u->scope, keywords->at[i]->arg));
        krstore(c->vm, names, &names->at[i], name ? krvalue(name) : KR_NONE);
    }
    return krconst_index(u, krvalue(names));
}

/* ---- f(*args, **kwargs) ---------------------------------------------------------------------------------------------------- */

/* The list in R[acc] of all positional arguments, of which `given` lie in registers from `first` on. */
static void star_args(KrUnit *u, int callable, int acc, int first, int given, KrExprSeq *args, int extra, KrSpan span)
{
    int mark = u->top, i = 0, n = KR_SEQ_LEN(args);
    for (; i < n && i < KR_MOST_DIRECT && args->at[i]->kind != KR_EXPR_Starred; i++)
        krexpr_temp(u, args->at[i]);
    krat(u, span);
    kremit(u, KR_I_LIST, acc, first, given + i);
    for (; i < n && !u->c->failed; i++) {
        u->top = mark;
        KrExpr *a = args->at[i];
        if (a->kind == KR_EXPR_Starred) {
            int r = krreg_take(u, 2);
            krexpr_to(u, a->v.Starred.value, r);
            krat(u, span);
            krreg_move(u, r + 1, callable);
            kremit(u, KR_I_EXTEND, acc, r, 1);
        } else {
            int r = krexpr_operand(u, a);
            krat(u, span);
            kremit(u, KR_I_APPEND, acc, r, 0);
        }
    }
    if (extra >= 0)
        kremit(u, KR_I_APPEND, acc, extra, 0);
    u->top = mark;
}

/* The dict in R[acc] of all keyword arguments. */
static void star_keywords(KrUnit *u, int callable, int acc, const KrKeywordSeq *keywords, KrSpan span)
{
    int mark = u->top, n = KR_SEQ_LEN(keywords);
    bool made = false;
    for (int i = 0; i < n && !u->c->failed; u->top = mark) {
        int r = mark;
        if (!keywords->at[i]->arg) {
            r = krexpr_operand(u, keywords->at[i++]->value);
            krat(u, span);
        } else {
            int pairs = 0;
            for (; i < n && keywords->at[i]->arg && pairs < KR_MOST_DIRECT / 2; i++, pairs++) {
                int key = krreg_take(u, 1);
                KR_AT(u, keywords->at[i]);
                krconst_load(u, krvalue(krcompile_name(u->c, krscope_mangle(u->c, u->scope, keywords->at[i]->arg))), key);
                krexpr_temp(u, keywords->at[i]->value);
            }
            krat(u, span);
            kremit(u, KR_I_DICT, made ? mark : acc, mark, pairs);
            if (!made) {
                made = true;
                continue;
            }
        }
        if (!made)
            kremit(u, KR_I_DICT, acc, u->top, 0);
        made = true;
        kremit(u, KR_I_MERGE, acc, r, callable);
    }
    krat(u, span);
    if (!made)
        kremit_bx(u, KR_I_LOADIMM, acc, 0);
}

static void call_ex(KrUnit *u, int w, int given, KrExprSeq *args, const KrKeywordSeq *keywords, int extra, int dst,
                    KrSpan span)
{
    int first = w + KR_WINDOW_ARGS;
    /* The two words of the window may hold given arguments: what is built lies above until then. */
    u->top = first + (given > 2 ? given : 2);
    int list = krreg_take(u, 2), copied = u->top;
    for (int i = 0; i < given; i++)
        krreg_move(u, krreg_take(u, 1), first + i);
    star_args(u, w, list, copied, given, args, extra, span);
    u->top = list + 2;
    star_keywords(u, w, list + 1, keywords, span);
    krat(u, span);
    kremit(u, KR_I_TOTUPLE, first, list, 0);
    krreg_move(u, first + 1, list + 1);
    kremit(u, KR_I_CALLEX, dst, w, 0);
}

/* ---- windows ------------------------------------------------------------------------------------------------------------------ */

static bool in_registers(const KrExprSeq *args, const KrKeywordSeq *keywords)
{
    return KR_SEQ_LEN(args) + KR_SEQ_LEN(keywords) <= KR_MOST_ARGS && !krexpr_has_star(args) && !has_double_star(keywords);
}

/* Arguments into the registers at the top; the call. */
static void call_direct(KrUnit *u, int w, bool method, int given, KrExprSeq *args, KrKeywordSeq *keywords, int extra,
                        int dst, KrSpan span)
{
    int n = given + KR_SEQ_LEN(args) + KR_SEQ_LEN(keywords);
    krexpr_row(u, args);
    if (extra >= 0) {
        krreg_move(u, krreg_take(u, 1), extra);
        n++;
    }
    for (int i = 0; i < KR_SEQ_LEN(keywords); i++)
        krexpr_temp(u, keywords->at[i]->value);
    krat(u, span);
    if (KR_SEQ_LEN(keywords))
        kremit_k(u, method ? KR_I_CALLMKW : KR_I_CALLKW, dst, w, n, names_constant(u, keywords));
    else
        kremit(u, method ? KR_I_CALLM : KR_I_CALL, dst, w, n);
}

void krcalls_window(KrUnit *u, int w, int given, KrExprSeq *args, KrKeywordSeq *keywords, int extra, int dst, KrSpan span)
{
    check_keywords(u, keywords);
    u->top = w;
    krreg_take(u, KR_WINDOW_ARGS + given);
    if (in_registers(args, keywords))
        call_direct(u, w, false, given, args, keywords, extra, dst, span);
    else
        call_ex(u, w, given, args, keywords, extra, dst, span);
    u->top = w;
}

void krcalls_method(KrUnit *u, int w, int n, int dst)
{
    kremit(u, KR_I_CALLM, dst, w, n);
}

/* The base of a new window: dst itself if it is the newest temporary, which nothing needs any more. */
static int window(KrUnit *u, int dst)
{
    return krreg_is_temp(u, dst) && dst == u->top - 1 ? dst : krreg_take(u, 1);
}

/* ---- methods -------------------------------------------------------------------------------------------------------------------- */

/* super() in a method, with the super of builtins for all that the tree tells. */
static bool is_plain_super(KrUnit *u, const KrExpr *object)
{
    if (object->kind != KR_EXPR_Call || KR_SEQ_LEN(object->v.Call.args) || KR_SEQ_LEN(object->v.Call.keywords))
        return false;
    const KrExpr *f = object->v.Call.func;
    if (f->kind != KR_EXPR_Name || f->v.Name.id != u->c->super_name || u->own->kind != KR_SCOPE_FUNCTION || !u->argcount)
        return false;
    KrSymbol *module = krscope_find(u->c->module, u->c->super_name);
    if (krvar_place(u, u->c->super_name).kind != KR_PLACE_GLOBAL || (module && module->flags & KR_SYM_BOUND))
        return false;
    return u->own->form != KR_FORM_GENEXPR && krvar_place(u, u->c->class_name).kind == KR_PLACE_FREE;
}

/* The first argument of the function, whatever it is bound to now. */
static int first_argument(KrUnit *u)
{
    for (KrSymbol *y = u->own->symbols; y; y = y->next) {
        if (y->reg != 0)
            continue;
        if (!(y->flags & KR_SYM_CELL))
            return krvar_local(u, y->name);
        int r = krreg_take(u, 1);
        kremit_bx(u, KR_I_CELLGET, r, 0);
        return r;
    }
    return 0;
}

static void super_method(KrUnit *u, KrExpr *func, int w)
{
    KrExpr *object = func->v.Attribute.value;
    int cls = w + METHOD_ARGS;
    u->top = cls;
    krreg_take(u, 1);
    KR_AT(u, object);
    krvar_load(u, u->c->class_name, cls);
    int self = first_argument(u);
    krat(u, krexpr_attribute_span(func));
    kremit_k(u, KR_I_GETSUPER, w, cls, self, krconst_name(u, krscope_mangle(u->c, u->scope, func->v.Attribute.attr)));
}

static KrSpan method_span(KrExpr *e, KrExpr *func)
{
    KrSpan span = KR_SPAN_OF(e), attribute = krexpr_attribute_span(func);
    if (span.lineno == func->end_lineno)
        return span;
    span.lineno = attribute.lineno;
    span.col_offset = attribute.col_offset;
    return span;
}

static void call_method(KrUnit *u, KrExpr *e, int dst)
{
    KrExpr *func = e->v.Call.func;
    int w = window(u, dst);
    if (is_plain_super(u, func->v.Attribute.value)) {
        super_method(u, func, w);
    } else {
        int o = krexpr_operand_before(u, func->v.Attribute.value, NULL, w);
        krat(u, krexpr_attribute_span(func));
        u->top = w;
        krreg_take(u, METHOD_ARGS);
        kremit_k(u, KR_I_GETMETHOD, w, o, 0, krconst_name(u, krscope_mangle(u->c, u->scope, func->v.Attribute.attr)));
    }
    u->top = w;
    krreg_take(u, METHOD_ARGS);
    call_direct(u, w, true, 0, e->v.Call.args, e->v.Call.keywords, -1, dst, method_span(e, func));
}

/* ---- calls ------------------------------------------------------------------------------------------------------------------------ */

static void check_callable(KrUnit *u, KrExpr *e)
{
    static const char *const constants[] = {
        [KR_CONST_NONE] = "NoneType", [KR_CONST_TRUE] = "bool", [KR_CONST_FALSE] = "bool", [KR_CONST_ELLIPSIS] = "ellipsis",
        [KR_CONST_INT] = "int", [KR_CONST_FLOAT] = "float", [KR_CONST_IMAG] = "complex", [KR_CONST_STR] = "str",
        [KR_CONST_BYTES] = "bytes"};
    const KrExpr *f = e->v.Call.func;
    const char *type = NULL;
    switch (f->kind) {
    case KR_EXPR_Constant: type = constants[f->v.Constant.value.kind]; break;
    case KR_EXPR_Tuple: type = "tuple"; break;
    case KR_EXPR_List:
    case KR_EXPR_ListComp: type = "list"; break;
    case KR_EXPR_Dict:
    case KR_EXPR_DictComp: type = "dict"; break;
    case KR_EXPR_Set:
    case KR_EXPR_SetComp: type = "set"; break;
    case KR_EXPR_GeneratorExp: type = "generator"; break;
    case KR_EXPR_JoinedStr:
    case KR_EXPR_FormattedValue: type = "str"; break;
    default: return;
    }
    krcompile_warn(u->c, KR_SPAN_OF(e), "'%s' object is not callable; perhaps you missed a comma?", type);
}

void krcalls_to(KrUnit *u, KrExpr *e, int dst)
{
    KrExprSeq *args = e->v.Call.args;
    KrKeywordSeq *keywords = e->v.Call.keywords;
    check_keywords(u, keywords);
    check_callable(u, e);
    if (e->v.Call.func->kind == KR_EXPR_Attribute && in_registers(args, keywords)) {
        call_method(u, e, dst);
        return;
    }
    int w = window(u, dst);
    krexpr_to(u, e->v.Call.func, w);
    krcalls_window(u, w, 0, args, keywords, -1, dst, KR_SPAN_OF(e));
}
