/* SPDX-License-Identifier: MIT
 * The syntax tree read from Python objects, which may be anything: each node is checked as far as the compiler relies on it. */
#include "modules/ast.h"

#include "object/int.h"

typedef struct Build {
    KrVm *vm;
    KrArena *arena;
    KrNameTable *names;
} Build;

static bool node_of(Build *b, int type, KrValue v, void **out);

static bool wrong(Build *b, KrTypeNumber type, const char *message)
{
    krraise(b->vm, type, "%s", message);
    return false;
}

static void *arena_new(Build *b, size_t n)
{
    void *p = krarena_new(b->arena, n);
    if (!p)
        krraise_memory(b->vm);
    return p;
}

/* An attribute, KR_EMPTY if there is none. */
static KrValue attribute(Build *b, KrValue node, const char *name)
{
    const KrStr *key = krintern_text(b->vm, name, strlen(name));
    return key ? krobj_lookup(b->vm, node, key) : KR_RAISED;
}

/* ---- leaves ---------------------------------------------------------------------------------------------------------------- */

static bool name_of(Build *b, KrValue v, bool identifier, const KrName **out)
{
    if (!kris_str(b->vm, v))
        return wrong(b, KR_T_TypeError, identifier ? "AST identifier must be of type str" : "AST string must be of type str");
    KrStr *s = kras_str(v);
    *out = krast_name(b->names, krstr_data(s), s->size);
    if (!*out)
        krraise_memory(b->vm);
    return *out != NULL;
}

static bool text_of(Build *b, const void *data, size_t n, KrConst *out)
{
    char *copy = arena_new(b, n + 1);
    if (!copy)
        return false;
    memcpy(copy, data, n);
    out->text = copy;
    out->n = (uint32_t)n;
    return true;
}

static bool int_constant(Build *b, KrValue v, KrConst *out)
{
    KrValue digits = krint_to_str(b->vm, v, 16);
    if (digits == KR_RAISED)
        return false;
    out->kind = KR_CONST_INT;
    out->base = 16;
    if (krint_is_negative(v))
        return wrong(b, KR_T_NotImplementedError, "a Constant of a negative int: use UnaryOp(USub())");
    return text_of(b, krstr_data(kras_str(digits)), kras_str(digits)->size, out);
}

static bool constant_of(Build *b, KrValue v, KrConst *out)
{
    if (v == KR_NONE || v == KR_TRUE || v == KR_FALSE || v == KR_ELLIPSIS) {
        out->kind = v == KR_NONE ? KR_CONST_NONE : v == KR_TRUE ? KR_CONST_TRUE : v == KR_FALSE ? KR_CONST_FALSE : KR_CONST_ELLIPSIS;
        return true;
    }
    if (kris_int(v) || kris_exact(v, KR_T_int))
        return int_constant(b, v, out);
    if (kris_double(v)) {
        out->kind = KR_CONST_FLOAT;
        out->number = kras_double(v);
        return true;
    }
    if (kris_exact(v, KR_T_str)) {
        out->kind = KR_CONST_STR;
        return text_of(b, krstr_data(kras_str(v)), kras_str(v)->size, out);
    }
    if (kris_exact(v, KR_T_bytes)) {
        out->kind = KR_CONST_BYTES;
        return text_of(b, kras_bytes(v)->at, kras_bytes(v)->n, out);
    }
    if (kris_exact(v, KR_T_complex) && ((KrComplex *)kras_obj(v))->real == 0) {
        out->kind = KR_CONST_IMAG;
        out->number = ((KrComplex *)kras_obj(v))->imag;
        return true;
    }
    if (kris_exact(v, KR_T_tuple) || kris_exact(v, KR_T_frozenset) || kris_exact(v, KR_T_complex))
        krraise(b->vm, KR_T_NotImplementedError, "a Constant of type %T is not supported", v);
    else
        krraise(b->vm, KR_T_TypeError, "got an invalid type in Constant: %T", v);
    return false;
}

static bool number_of(Build *b, KrValue v, int *out)
{
    int64_t i;
    if (!krint_check(b->vm, v)) {
        krraise(b->vm, KR_T_ValueError, "invalid integer value: %R", v);
        return false;
    }
    if (!krint_to_i64(v, &i) || i != (int)i)
        return wrong(b, KR_T_OverflowError, "Python int too large to convert to C int");
    *out = (int)i;
    return true;
}

/* ---- kinds ------------------------------------------------------------------------------------------------------------------ */

/* The kind that the class of v, or a class that it derives from, names; 0 with TypeError. */
static int kind_of(Build *b, int type, KrValue v)
{
    const KrAstType *t = &krast_types[type];
    uint32_t i = 0;
    const KrType *c, *cls = krtype_of(b->vm, v);
    while ((c = krtype_mro_next(cls, &i)))
        for (int k = 0; k < t->nnodes; k++)
            if (krstr_is(c->name, t->nodes[k].name))
                return k + 1;
    krraise(b->vm, KR_T_TypeError, "expected some sort of %s, but got %R", t->name, v);
    return 0;
}

/* ---- fields ------------------------------------------------------------------------------------------------------------------ */

static bool item_of(Build *b, const KrAstField *f, KrValue v, const void **out)
{
    if (f->type == TYPE_identifier || f->type == TYPE_string)
        return name_of(b, v, f->type == TYPE_identifier, (const KrName **)out);
    return node_of(b, f->type, v, (void **)out);
}

static bool sequence_of(Build *b, const char *owner, const KrAstField *f, KrValue v, void **out)
{
    if (!kris_kind(b->vm, v, KR_TF_LIST)) {
        krraise(b->vm, KR_T_TypeError, "%s field \"%s\" must be a list, not a %T", owner, f->name, v);
        return false;
    }
    KrList *list = kras_list(v);
    size_t n = list->n;
    bool simple = f->type >= TYPE_mod && krast_types[f->type].sort == AST_SIMPLE;
    *out = NULL;
    if (!n)
        return true;
    char *seq = arena_new(b, simple ? sizeof(KrCmpopSeq) + n * sizeof(KrCmpop) : sizeof(KrExprSeq) + n * sizeof(void *));
    if (!seq)
        return false;
    *(int *)(void *)seq = (int)n;
    for (size_t i = 0; i < n; i++) {
        if (list->n != n) {
            krraise(b->vm, KR_T_RuntimeError, "%s field \"%s\" changed size during iteration", owner, f->name);
            return false;
        }
        KrValue at = list->items->at[i];
        const void *node = NULL;
        if (simple) {
            int kind = kind_of(b, f->type, at);
            if (!kind)
                return false;
            ((KrCmpopSeq *)(void *)seq)->at[i] = (KrCmpop)kind;
            continue;
        }
        if (at == KR_NONE && !f->is_optional)
            return wrong(b, KR_T_ValueError, f->type == TYPE_expr ? "None disallowed in expression list"
                                             : f->type == TYPE_stmt ? "None disallowed in statement list" : "None disallowed in list");
        if (at != KR_NONE && !item_of(b, f, at, &node))
            return false;
        memcpy(seq + offsetof(KrExprSeq, at) + i * sizeof node, &node, sizeof node);
    }
    *out = seq;
    return true;
}

static bool field_of(Build *b, const char *owner, const KrAstField *f, KrValue object, char *to)
{
    KrValue v = attribute(b, object, f->name);
    bool simple = f->type >= TYPE_mod && krast_types[f->type].sort == AST_SIMPLE;
    if (v == KR_RAISED)
        return false;
    if (v == KR_EMPTY && (f->is_seq || f->is_optional))
        return true;
    if (v == KR_EMPTY && f->type == TYPE_expr_context) {
        int load = KR_CTX_Load;
        memcpy(to, &load, sizeof load);
        return true;
    }
    if (v == KR_EMPTY) {
        krraise(b->vm, KR_T_TypeError, "required field \"%s\" missing from %s", f->name, owner);
        return false;
    }
    if (f->type == TYPE_constant)
        return constant_of(b, v, (KrConst *)(void *)to);
    if (f->is_seq)
        return sequence_of(b, owner, f, v, (void **)(void *)to);
    if (v == KR_NONE && f->is_optional)
        return true;
    if (v == KR_NONE) {
        krraise(b->vm, KR_T_ValueError, "field '%s' is required for %s", f->name, owner);
        return false;
    }
    if (f->type == TYPE_int)
        return number_of(b, v, (int *)(void *)to);
    if (simple) {
        int kind = kind_of(b, f->type, v);
        memcpy(to, &kind, sizeof kind);
        return kind != 0;
    }
    return item_of(b, f, v, (const void **)(void *)to);
}

static bool positions_of(Build *b, const char *owner, KrValue object, int *to)
{
    static const char *const names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    for (int i = 0; i < 4; i++) {
        KrValue v = attribute(b, object, names[i]);
        if (v == KR_RAISED)
            return false;
        if (i >= 2 && (v == KR_EMPTY || v == KR_NONE)) {
            to[i] = to[i - 2];
        } else if (v == KR_EMPTY || v == KR_NONE) {
            krraise(b->vm, KR_T_TypeError, "required field \"%s\" missing from %s", names[i], owner);
            return false;
        } else if (!number_of(b, v, &to[i])) {
            return false;
        }
    }
    if (to[0] > to[2]) {
        krraise(b->vm, KR_T_ValueError, "AST node line range (%d, %d) is not valid", to[0], to[2]);
        return false;
    }
    return true;
}

/* ---- what the parser guarantees otherwise ---------------------------------------------------------------------------------------- */

static bool check_context(Build *b, const KrExpr *e, KrExprContext ctx)
{
    static const char *const names[] = {"", "Load", "Store", "Del"};
    KrExprContext have = ctx;
    const KrExprSeq *elts = NULL;
    switch (e->kind) {
    case KR_EXPR_Name: have = e->v.Name.ctx; break;
    case KR_EXPR_Attribute: have = e->v.Attribute.ctx; break;
    case KR_EXPR_Subscript: have = e->v.Subscript.ctx; break;
    case KR_EXPR_Starred: have = e->v.Starred.ctx; break;
    case KR_EXPR_List: have = e->v.List.ctx; elts = e->v.List.elts; break;
    case KR_EXPR_Tuple: have = e->v.Tuple.ctx; elts = e->v.Tuple.elts; break;
    default:
        if (ctx == KR_CTX_Load)
            return true;
        krraise(b->vm, KR_T_ValueError, "expression which can't be assigned to in %s context", names[ctx]);
        return false;
    }
    if (have != ctx) {
        krraise(b->vm, KR_T_ValueError, "expression must have %s context but has %s instead", names[ctx], names[have]);
        return false;
    }
    if (e->kind == KR_EXPR_Starred && ctx != KR_CTX_Load)
        return check_context(b, e->v.Starred.value, ctx);
    for (int i = 0; i < KR_SEQ_LEN(elts); i++)
        if (!check_context(b, elts->at[i], ctx))
            return false;
    return true;
}

static bool not_empty(Build *b, const void *seq, const char *what, const char *owner)
{
    if (!seq)
        krraise(b->vm, KR_T_ValueError, "empty %s on %s", what, owner);
    return seq != NULL;
}

static bool contexts(Build *b, const KrExprSeq *seq, KrExprContext ctx)
{
    for (int i = 0; i < KR_SEQ_LEN(seq); i++)
        if (!check_context(b, seq->at[i], ctx))
            return false;
    return true;
}

static bool check_stmt(Build *b, const KrStmt *s)
{
    switch (s->kind) {
    case KR_STMT_FunctionDef: return not_empty(b, s->v.FunctionDef.body, "body", "FunctionDef");
    case KR_STMT_AsyncFunctionDef: return not_empty(b, s->v.AsyncFunctionDef.body, "body", "AsyncFunctionDef");
    case KR_STMT_ClassDef: return not_empty(b, s->v.ClassDef.body, "body", "ClassDef");
    case KR_STMT_Delete: return not_empty(b, s->v.Delete.targets, "targets", "Delete") && contexts(b, s->v.Delete.targets, KR_CTX_Del);
    case KR_STMT_Assign: return not_empty(b, s->v.Assign.targets, "targets", "Assign") && contexts(b, s->v.Assign.targets, KR_CTX_Store);
    case KR_STMT_AugAssign: return check_context(b, s->v.AugAssign.target, KR_CTX_Store);
    case KR_STMT_AnnAssign: return check_context(b, s->v.AnnAssign.target, KR_CTX_Store);
    case KR_STMT_TypeAlias:
        return s->v.TypeAlias.name->kind == KR_EXPR_Name || wrong(b, KR_T_TypeError, "TypeAlias with non-Name name");
    case KR_STMT_For: return not_empty(b, s->v.For.body, "body", "For") && check_context(b, s->v.For.target, KR_CTX_Store);
    case KR_STMT_AsyncFor: return not_empty(b, s->v.AsyncFor.body, "body", "AsyncFor") && check_context(b, s->v.AsyncFor.target, KR_CTX_Store);
    case KR_STMT_While: return not_empty(b, s->v.While.body, "body", "While");
    case KR_STMT_If: return not_empty(b, s->v.If.body, "body", "If");
    case KR_STMT_With: return not_empty(b, s->v.With.items, "items", "With") && not_empty(b, s->v.With.body, "body", "With");
    case KR_STMT_AsyncWith:
        return not_empty(b, s->v.AsyncWith.items, "items", "AsyncWith") && not_empty(b, s->v.AsyncWith.body, "body", "AsyncWith");
    case KR_STMT_Match: return not_empty(b, s->v.Match.cases, "cases", "Match");
    case KR_STMT_Raise:
        return s->v.Raise.exc || !s->v.Raise.cause || wrong(b, KR_T_ValueError, "Raise with cause but no exception");
    case KR_STMT_Try:
        if (!s->v.Try.handlers && !s->v.Try.finalbody)
            return wrong(b, KR_T_ValueError, "Try has neither handlers nor finalbody");
        if (!s->v.Try.handlers && s->v.Try.orelse)
            return wrong(b, KR_T_ValueError, "Try has orelse but no except handlers");
        return not_empty(b, s->v.Try.body, "body", "Try");
    case KR_STMT_TryStar:
        if (!s->v.TryStar.handlers && !s->v.TryStar.finalbody)
            return wrong(b, KR_T_ValueError, "TryStar has neither handlers nor finalbody");
        return not_empty(b, s->v.TryStar.body, "body", "TryStar");
    case KR_STMT_Import: return not_empty(b, s->v.Import.names, "names", "Import");
    case KR_STMT_ImportFrom:
        return s->v.ImportFrom.level < 0 ? wrong(b, KR_T_ValueError, "Negative ImportFrom level")
                                         : not_empty(b, s->v.ImportFrom.names, "names", "ImportFrom");
    case KR_STMT_Global: return not_empty(b, s->v.Global.names, "names", "Global");
    case KR_STMT_Nonlocal: return not_empty(b, s->v.Nonlocal.names, "names", "Nonlocal");
    default: return true;
    }
}

static bool check_expr(Build *b, const KrExpr *e)
{
    switch (e->kind) {
    case KR_EXPR_BoolOp:
        return KR_SEQ_LEN(e->v.BoolOp.values) >= 2 || wrong(b, KR_T_ValueError, "BoolOp with less than 2 values");
    case KR_EXPR_NamedExpr:
        return e->v.NamedExpr.target->kind == KR_EXPR_Name ? check_context(b, e->v.NamedExpr.target, KR_CTX_Store)
                                                           : wrong(b, KR_T_TypeError, "NamedExpr target must be a Name");
    case KR_EXPR_Dict:
        return KR_SEQ_LEN(e->v.Dict.keys) == KR_SEQ_LEN(e->v.Dict.values) ||
               wrong(b, KR_T_ValueError, "Dict doesn't have the same number of keys as values");
    case KR_EXPR_Set: return not_empty(b, e->v.Set.elts, "elts", "Set");
    case KR_EXPR_ListComp: return not_empty(b, e->v.ListComp.generators, "generators", "comprehension");
    case KR_EXPR_SetComp: return not_empty(b, e->v.SetComp.generators, "generators", "comprehension");
    case KR_EXPR_DictComp: return not_empty(b, e->v.DictComp.generators, "generators", "comprehension");
    case KR_EXPR_GeneratorExp: return not_empty(b, e->v.GeneratorExp.generators, "generators", "comprehension");
    case KR_EXPR_Compare:
        if (!e->v.Compare.comparators)
            return wrong(b, KR_T_ValueError, "Compare has no comparators");
        return KR_SEQ_LEN(e->v.Compare.comparators) == KR_SEQ_LEN(e->v.Compare.ops) ||
               wrong(b, KR_T_ValueError, "Compare has a different number of comparators and operands");
    case KR_EXPR_JoinedStr:
        for (int i = 0; i < KR_SEQ_LEN(e->v.JoinedStr.values); i++) {
            const KrExpr *v = e->v.JoinedStr.values->at[i];
            if (v->kind != KR_EXPR_FormattedValue && !(v->kind == KR_EXPR_Constant && v->v.Constant.value.kind == KR_CONST_STR))
                return wrong(b, KR_T_NotImplementedError, "a JoinedStr of values other than str constants and FormattedValue");
        }
        return true;
    case KR_EXPR_FormattedValue:
        return !e->v.FormattedValue.format_spec || e->v.FormattedValue.format_spec->kind == KR_EXPR_JoinedStr ||
               wrong(b, KR_T_NotImplementedError, "a format_spec other than a JoinedStr");
    default: return true;
    }
}

static bool check_arguments(Build *b, const KrArguments *a)
{
    if (KR_SEQ_LEN(a->defaults) > KR_SEQ_LEN(a->posonlyargs) + KR_SEQ_LEN(a->args))
        return wrong(b, KR_T_ValueError, "more positional defaults than args on arguments");
    return KR_SEQ_LEN(a->kw_defaults) == KR_SEQ_LEN(a->kwonlyargs) ||
           wrong(b, KR_T_ValueError, "length of kwonlyargs is not the same as kw_defaults on arguments");
}

static bool check_pattern(Build *b, const KrPattern *p)
{
    switch (p->kind) {
    case KR_PATTERN_MatchMapping:
        return KR_SEQ_LEN(p->v.MatchMapping.keys) == KR_SEQ_LEN(p->v.MatchMapping.patterns) ||
               wrong(b, KR_T_ValueError, "MatchMapping doesn't have the same number of keys as patterns");
    case KR_PATTERN_MatchClass:
        return KR_SEQ_LEN(p->v.MatchClass.kwd_attrs) == KR_SEQ_LEN(p->v.MatchClass.kwd_patterns) ||
               wrong(b, KR_T_ValueError, "MatchClass doesn't have the same number of keyword attributes as patterns");
    case KR_PATTERN_MatchSingleton:
        return p->v.MatchSingleton.value.kind <= KR_CONST_FALSE ||
               wrong(b, KR_T_ValueError, "MatchSingleton can only contain True, False and None");
    case KR_PATTERN_MatchOr:
        return KR_SEQ_LEN(p->v.MatchOr.patterns) >= 2 || wrong(b, KR_T_ValueError, "MatchOr requires at least 2 patterns");
    default: return true;
    }
}

static bool check(Build *b, int type, const void *node)
{
    switch (type) {
    case TYPE_stmt: return check_stmt(b, node);
    case TYPE_expr: return check_expr(b, node);
    case TYPE_arguments: return check_arguments(b, node);
    case TYPE_pattern: return check_pattern(b, node);
    case TYPE_comprehension: return check_context(b, ((const KrComprehension *)node)->target, KR_CTX_Store);
    case TYPE_excepthandler: return not_empty(b, ((const KrExcepthandler *)node)->v.ExceptHandler.body, "body", "ExceptHandler");
    case TYPE_match_case: return not_empty(b, ((const KrMatchCase *)node)->body, "body", "match_case");
    case TYPE_withitem: {
        const KrExpr *target = ((const KrWithitem *)node)->optional_vars;
        return !target || check_context(b, target, KR_CTX_Store);
    }
    default: return true;
    }
}

static bool node_of(Build *b, int type, KrValue v, void **out)
{
    const KrAstType *t = &krast_types[type];
    if (!krstack_check(b->vm, " during compilation") || !krcharge(b->vm, 1))
        return false;
    char *node = arena_new(b, t->size);
    if (!node || (t->positions >= 0 && !positions_of(b, t->name, v, (int *)(void *)(node + t->positions))))
        return false;
    int kind = kind_of(b, type, v);
    if (!kind)
        return false;
    if (t->sort == AST_SUM)
        memcpy(node, &kind, sizeof kind);
    const KrAstNode *n = &t->nodes[kind - 1];
    const char *owner = n->name;
    for (int i = 0; i < n->count; i++) {
        const KrAstField *f = &krast_fields[n->first + i];
        if (!field_of(b, owner, f, v, node + f->offset))
            return false;
    }
    *out = node;
    return check(b, type, node);
}

KrMod *krast_from_python(KrVm *vm, KrArena *arena, KrValue v)
{
    Build b = {vm, arena, krast_names_new(arena)};
    void *mod = NULL;
    if (!b.names)
        return krraise_memory(vm), NULL;
    if (!node_of(&b, TYPE_mod, v, &mod))
        return NULL;
    ((KrMod *)mod)->names = b.names;
    return mod;
}
