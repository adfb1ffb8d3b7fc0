/* SPDX-License-Identifier: MIT
 * Targets: assignment, unpacking, augmented and annotated assignment, del. */
#include "compile/unit.h"

int krtarget_register(KrUnit *u, KrExpr *target, bool *direct)
{
    *direct = false;
    if (target->kind == KR_EXPR_Name) {
        KrPlace place = krvar_place(u, target->v.Name.id);
        *direct = place.kind == KR_PLACE_REG;
        if (*direct)
            return place.index;
    }
    return krreg_take(u, 1);
}

/* The register of a target that is a plain local variable, else -1. */
static int plain_local(KrUnit *u, const KrExpr *target)
{
    if (target->kind != KR_EXPR_Name)
        return -1;
    KrPlace place = krvar_place(u, target->v.Name.id);
    return place.kind == KR_PLACE_REG ? place.index : -1;
}

static int attribute_name(KrUnit *u, const KrExpr *e)
{
    return krconst_name(u, krscope_mangle(u->c, u->scope, e->v.Attribute.attr));
}

/* ---- unpacking ---------------------------------------------------------------------------------------------------------- */

static KrExprSeq *items_of(const KrExpr *e)
{
    return e->kind == KR_EXPR_List ? e->v.List.elts : e->kind == KR_EXPR_Tuple ? e->v.Tuple.elts : NULL;
}

/* The place of the starred target, -1 if none. */
static bool find_star(KrUnit *u, KrExpr *target, const KrExprSeq *items, int *star)
{
    *star = -1;
    for (int i = 0; i < KR_SEQ_LEN(items); i++) {
        if (items->at[i]->kind != KR_EXPR_Starred)
            continue;
        if (*star >= 0)
            return krcompile_error(u->c, KR_SPAN_OF(target), "multiple starred expressions in assignment");
        *star = i;
        if (i >= 256 || items->n - i - 1 >= 1 << 23)
            return krcompile_error(u->c, KR_SPAN_OF(target), "too many expressions in star-unpacking assignment");
    }
    return true;
}

/* Whether handlers of this function could see targets that were bound before the unpacking failed. */
static bool is_guarded(const KrUnit *u)
{
    for (const KrBlock *b = u->block; b; b = b->outer)
        if (b->guarded)
            return true;
    return false;
}

/* The first of the targets' registers if they are plain locals in a row, else -1. */
static int locals_in_row(KrUnit *u, const KrExprSeq *items)
{
    int first = items->n ? plain_local(u, items->at[0]) : -1;
    for (int i = 1; first >= 0 && i < items->n; i++)
        if (plain_local(u, items->at[i]) != first + i)
            first = -1;
    return first;
}

static void unpack(KrUnit *u, KrExpr *target, int src)
{
    KrExprSeq *items = items_of(target);
    int n = KR_SEQ_LEN(items), star, mark = u->top;
    if (!find_star(u, target, items, &star))
        return;
    int row = star < 0 && n && !is_guarded(u) ? locals_in_row(u, items) : -1;
    int first = row >= 0 ? row : krreg_take(u, n);
    KR_AT(u, target);
    if (star < 0)
        kremit(u, KR_I_UNPACK, first, src, n);
    else
        kremit_k(u, KR_I_UNPACKEX, first, src, star, n - star - 1);
    for (int i = 0; i < n && krcompile_enter(u->c); i++) {
        KrExpr *t = items->at[i];
        if (row >= 0)
            krvar_bound(u, krvar_place(u, t->v.Name.id));
        else
            krtarget_store(u, t->kind == KR_EXPR_Starred ? t->v.Starred.value : t, first + i);
    }
    u->top = mark;
}

void krtarget_store(KrUnit *u, KrExpr *target, int src)
{
    int mark = u->top;
    switch (target->kind) {
    case KR_EXPR_Name:
        KR_AT(u, target);
        krvar_store(u, target->v.Name.id, src);
        break;
    case KR_EXPR_Attribute: {
        int o = krexpr_operand(u, target->v.Attribute.value);
        krat(u, krexpr_attribute_span(target));
        kremit_k(u, KR_I_SETATTR, o, src, 0, attribute_name(u, target));
        break;
    }
    case KR_EXPR_Subscript: {
        int o = krexpr_operand_before(u, target->v.Subscript.value, target->v.Subscript.slice, -1);
        int k = krexpr_operand(u, target->v.Subscript.slice);
        KR_AT(u, target);
        kremit(u, KR_I_SETITEM, o, k, src);
        break;
    }
    case KR_EXPR_List:
    case KR_EXPR_Tuple: unpack(u, target, src); break;
    case KR_EXPR_Starred:
        krcompile_error(u->c, KR_SPAN_OF(target), "starred assignment target must be in a list or tuple");
        break;
    default: krcompile_error(u->c, KR_SPAN_OF(target), "cannot assign to this expression"); break;
    }
    u->top = mark;
}

/* ---- assignment ------------------------------------------------------------------------------------------------------------ */

static bool distinct_locals(KrUnit *u, const KrExprSeq *targets)
{
    if (targets->n > 8)
        return false;
    for (int i = 0; i < targets->n; i++) {
        if (plain_local(u, targets->at[i]) < 0)
            return false;
        for (int k = 0; k < i; k++)
            if (targets->at[k]->v.Name.id == targets->at[i]->v.Name.id)
                return false;
    }
    return true;
}

/* a, b = c, d without a tuple. All values are computed before the first target is bound. */
static bool assign_pairs(KrUnit *u, KrExpr *target, KrExpr *value)
{
    KrExprSeq *targets = items_of(target), *values = items_of(value);
    int n = KR_SEQ_LEN(targets), mark = u->top;
    if (!n || n > KR_MOST_DIRECT || KR_SEQ_LEN(values) != n || krexpr_has_star(targets) || krexpr_has_star(values))
        return false;
    /* Nothing runs between the last value and the targets if these are plain locals: it goes straight into the last. */
    bool locals = distinct_locals(u, targets);
    int first = u->top, held = locals ? n - 1 : n;
    KrValue constant;
    for (int i = 0; i < held; i++) {
        if (locals && krfold(u->c, values->at[i], &constant))
            krreg_take(u, 1);
        else
            krexpr_temp(u, values->at[i]);
    }
    if (locals) {
        KrPlace last = krvar_place(u, targets->at[n - 1]->v.Name.id);
        krexpr_to(u, values->at[n - 1], last.index);
        krvar_bound(u, last);
    }
    for (int i = 0; i < held; i++) {
        KR_AT(u, targets->at[i]);
        if (locals && krfold(u->c, values->at[i], &constant)) {
            krconst_load(u, constant, plain_local(u, targets->at[i]));
            krvar_bound(u, krvar_place(u, targets->at[i]->v.Name.id));
        } else {
            krtarget_store(u, targets->at[i], first + i);
        }
    }
    u->top = mark;
    return true;
}

void krtarget_assign(KrUnit *u, KrStmt *s)
{
    KrExprSeq *targets = s->v.Assign.targets;
    KrExpr *value = s->v.Assign.value, *first = targets->at[0];
    int mark = u->top;
    if (targets->n == 1 && items_of(first) && items_of(value) && assign_pairs(u, first, value))
        return;
    int src, local = targets->n == 1 ? plain_local(u, first) : -1;
    if (local >= 0) {
        krexpr_to(u, value, local);
        krvar_bound(u, krvar_place(u, first->v.Name.id));
        return;
    }
    /* A local variable's value is copied when a target may bind it before the last target is reached. */
    if (targets->n == 1 && first->kind != KR_EXPR_List && first->kind != KR_EXPR_Tuple)
        src = krexpr_operand_before(u, value, first, -1);
    else
        src = krexpr_temp(u, value);
    for (int i = 0; i < targets->n; i++)
        krtarget_store(u, targets->at[i], src);
    u->top = mark;
}

/* ---- x += 1 ------------------------------------------------------------------------------------------------------------------- */

static void augment_name(KrUnit *u, KrStmt *s, KrExpr *target)
{
    KrExpr *value = s->v.AugAssign.value;
    KrPlace place = krvar_place(u, target->v.Name.id);
    bool local = place.kind == KR_PLACE_REG;
    KrExpr load = *target;
    load.v.Name.ctx = KR_CTX_Load;
    int old = krexpr_operand_before(u, &load, value, -1);
    int to = local ? place.index : old;
    kroper_apply(u, s->v.AugAssign.op, true, to, old, value, KR_SPAN_OF(s));
    if (local) {
        krvar_bound(u, place);
        return;
    }
    KR_AT(u, target);
    krvar_store(u, target->v.Name.id, to);
}

static void augment_attribute(KrUnit *u, KrStmt *s, KrExpr *target)
{
    int o = krexpr_operand_before(u, target->v.Attribute.value, s->v.AugAssign.value, -1);
    int r = krreg_take(u, 1), name = attribute_name(u, target);
    krat(u, krexpr_attribute_span(target));
    kremit_k(u, KR_I_GETATTR, r, o, 0, name);
    kroper_apply(u, s->v.AugAssign.op, true, r, r, s->v.AugAssign.value, KR_SPAN_OF(s));
    krat(u, krexpr_attribute_span(target));
    kremit_k(u, KR_I_SETATTR, o, r, 0, name);
}

static void augment_item(KrUnit *u, KrStmt *s, KrExpr *target)
{
    KrExpr *value = s->v.AugAssign.value;
    bool binds = u->own->walrus && krexpr_may_bind(value);
    int o = krexpr_operand_before(u, target->v.Subscript.value, binds ? value : target->v.Subscript.slice, -1);
    int k = krexpr_operand_before(u, target->v.Subscript.slice, value, -1);
    int r = krreg_take(u, 1);
    KR_AT(u, target);
    kremit(u, KR_I_GETITEM, r, o, k);
    kroper_apply(u, s->v.AugAssign.op, true, r, r, value, KR_SPAN_OF(s));
    KR_AT(u, target);
    kremit(u, KR_I_SETITEM, o, k, r);
}

void krtarget_augment(KrUnit *u, KrStmt *s)
{
    KrExpr *target = s->v.AugAssign.target;
    int mark = u->top;
    if (target->kind == KR_EXPR_Name)
        augment_name(u, s, target);
    else if (target->kind == KR_EXPR_Attribute)
        augment_attribute(u, s, target);
    else
        augment_item(u, s, target);
    u->top = mark;
}

/* ---- x: int = 1 ------------------------------------------------------------------------------------------------------------------ */

static void note_annotation(KrUnit *u, KrStmt *s)
{
    KrExpr *target = s->v.AnnAssign.target;
    int value = krreg_take(u, 1), dict = krreg_take(u, 1), key = krreg_take(u, 1);
    krexpr_annotation(u, s->v.AnnAssign.annotation, value);
    KR_AT(u, s);
    kremit_bx(u, KR_I_NAMEGET, dict, krconst_str(u, KR_NAME(__annotations__)));
    const KrStr *name = krcompile_name(u->c, krscope_mangle(u->c, u->scope, target->v.Name.id));
    if (name)
        krconst_load(u, krvalue(name), key);
    kremit(u, KR_I_SETITEM, dict, key, value);
}

/* A target that is not bound is evaluated nevertheless. */
static void evaluate_target(KrUnit *u, KrExpr *target)
{
    if (target->kind == KR_EXPR_Attribute) {
        krexpr_drop(u, target->v.Attribute.value);
    } else if (target->kind == KR_EXPR_Subscript) {
        krexpr_drop(u, target->v.Subscript.value);
        krexpr_drop(u, target->v.Subscript.slice);
    }
}

void krtarget_annotated(KrUnit *u, KrStmt *s)
{
    KrExpr *target = s->v.AnnAssign.target, *value = s->v.AnnAssign.value;
    bool body = u->own->kind != KR_SCOPE_FUNCTION;
    bool simple = target->kind == KR_EXPR_Name && s->v.AnnAssign.simple;
    int mark = u->top;
    if (value) {
        int local = plain_local(u, target);
        int r = local >= 0 ? local : krexpr_operand(u, value);
        if (local >= 0) {
            krexpr_to(u, value, local);
            krvar_bound(u, krvar_place(u, target->v.Name.id));
        } else {
            krtarget_store(u, target, r);
        }
    } else if (target->kind != KR_EXPR_Name) {
        evaluate_target(u, target);
    }
    u->top = mark;
    if (body && simple)
        note_annotation(u, s);
    else if (body && !u->c->future_annotations)
        krexpr_drop(u, s->v.AnnAssign.annotation);
    u->top = mark;
}

/* ---- del ---------------------------------------------------------------------------------------------------------------------------- */

static void delete_target(KrUnit *u, KrExpr *t)
{
    int mark = u->top;
    switch (t->kind) {
    case KR_EXPR_Name:
        KR_AT(u, t);
        krvar_delete(u, t->v.Name.id);
        break;
    case KR_EXPR_Attribute: {
        int o = krexpr_operand(u, t->v.Attribute.value);
        krat(u, krexpr_attribute_span(t));
        kremit_k(u, KR_I_DELATTR, o, 0, 0, attribute_name(u, t));
        break;
    }
    case KR_EXPR_Subscript: {
        int o = krexpr_operand_before(u, t->v.Subscript.value, t->v.Subscript.slice, -1);
        int k = krexpr_operand(u, t->v.Subscript.slice);
        KR_AT(u, t);
        kremit(u, KR_I_DELITEM, o, k, 0);
        break;
    }
    case KR_EXPR_List:
    case KR_EXPR_Tuple: krtarget_delete(u, items_of(t)); break;
    default: krcompile_error(u->c, KR_SPAN_OF(t), "cannot delete this expression"); break;
    }
    u->top = mark;
}

void krtarget_delete(KrUnit *u, KrExprSeq *targets)
{
    for (int i = 0; i < KR_SEQ_LEN(targets) && krcompile_enter(u->c); i++)
        delete_target(u, targets->at[i]);
}
