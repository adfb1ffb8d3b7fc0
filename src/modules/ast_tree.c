/* SPDX-License-Identifier: MIT
 * The syntax tree made of Python objects. */
#include "modules/ast.h"

#include "object/int.h"

static const char *const position_names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};

static bool put(KrVm *vm, KrValue object, const char *name, KrValue v)
{
    const KrStr *key = v == KR_RAISED ? NULL : krintern_text(vm, name, strlen(name));
    return key && krobj_setattr(vm, object, key, v);
}

static KrValue class_of(KrVm *vm, KrDict *classes, const char *name)
{
    const KrStr *key = krintern_text(vm, name, strlen(name));
    KrValue v = key ? krdict_get_name(vm, classes, key) : KR_RAISED;
    return v == KR_EMPTY ? krraise(vm, KR_T_TypeError, "no class for the node %s", name) : v;
}

static KrValue constant(KrVm *vm, const KrConst *c)
{
    switch ((KrConstKind)c->kind) {
    case KR_CONST_NONE: return KR_NONE;
    case KR_CONST_TRUE: return KR_TRUE;
    case KR_CONST_FALSE: return KR_FALSE;
    case KR_CONST_ELLIPSIS: return KR_ELLIPSIS;
    case KR_CONST_INT: return krint_parse(vm, c->text, c->n, c->base);
    case KR_CONST_FLOAT: return krdouble(c->number);
    case KR_CONST_IMAG: return krcomplex_new(vm, 0, c->number);
    case KR_CONST_STR: return krvalue_or_raised(krstr_new(vm, c->text, c->n));
    case KR_CONST_BYTES: return krvalue_or_raised(krbytes_new(vm, c->text, c->n));
    }
    return KR_NONE;
}

static KrValue item(KrVm *vm, KrDict *classes, int type, const void *node)
{
    if (!node)
        return KR_NONE;
    if (type != TYPE_identifier && type != TYPE_string)
        return krast_to_python(vm, classes, type, node);
    const KrName *name = node;
    return krvalue_or_raised(krintern_text(vm, name->text, name->len));
}

static KrValue sequence(KrVm *vm, KrDict *classes, int type, const char *seq)
{
    int n = 0;
    if (seq)
        memcpy(&n, seq, sizeof n);
    KrList *list = krlist_with_capacity(vm, (size_t)n);
    for (int i = 0; list && i < n; i++) {
        KrValue v;
        if (krast_types[type].sort == AST_SIMPLE && type >= TYPE_mod) {
            v = class_of(vm, classes, krast_types[type].nodes[((const KrCmpopSeq *)(const void *)seq)->at[i] - 1].name);
        } else {
            const void *node;
            memcpy(&node, seq + offsetof(KrExprSeq, at) + (size_t)i * sizeof node, sizeof node);
            v = item(vm, classes, type, node);
        }
        if (v == KR_RAISED || !krlist_append(vm, list, v))
            return KR_RAISED;
    }
    return krvalue_or_raised(list);
}

static KrValue field(KrVm *vm, KrDict *classes, const KrAstField *f, const char *at)
{
    const void *value;
    if (f->type == TYPE_constant) {
        KrConst c;
        memcpy(&c, at, sizeof c);
        return constant(vm, &c);
    }
    bool simple = f->type >= TYPE_mod && krast_types[f->type].sort == AST_SIMPLE;
    if (!f->is_seq && (f->type == TYPE_int || simple)) {
        int number;
        memcpy(&number, at, sizeof number);
        return simple ? class_of(vm, classes, krast_types[f->type].nodes[number - 1].name) : krsmall(number);
    }
    memcpy(&value, at, sizeof value);
    return f->is_seq ? sequence(vm, classes, f->type, value) : item(vm, classes, f->type, value);
}

KrValue krast_to_python(KrVm *vm, KrDict *classes, int type, const void *node)
{
    const KrAstType *t = &krast_types[type];
    int kind = 1;
    if (t->sort == AST_SUM)
        memcpy(&kind, node, sizeof kind);
    const KrAstNode *n = &t->nodes[kind - 1];
    if (!krstack_check(vm, " during ast construction") || !krcharge(vm, 1))
        return KR_RAISED;
    KrValue cls = class_of(vm, classes, n->name);
    void *object = cls == KR_RAISED ? NULL : krobj_new(vm, kras_type(cls));
    if (!object)
        return KR_RAISED;
    for (int i = 0; i < n->count; i++) {
        const KrAstField *f = &krast_fields[n->first + i];
        if (!put(vm, krvalue(object), f->name, field(vm, classes, f, (const char *)node + f->offset)))
            return KR_RAISED;
    }
    int positions[4];
    if (t->positions >= 0)
        memcpy(positions, (const char *)node + t->positions, sizeof positions);
    for (int i = 0; t->positions >= 0 && i < 4; i++)
        if (!put(vm, krvalue(object), position_names[i], krsmall(positions[i])))
            return KR_RAISED;
    return krvalue(object);
}
