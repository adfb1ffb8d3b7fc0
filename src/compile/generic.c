/* SPDX-License-Identifier: MIT
 * Type parameters and type aliases. Bounds, defaults and the values of aliases are functions, called when asked for. */
#include "compile/unit.h"

enum { TYPE_VAR, CONSTRAINED, PARAM_SPEC, TYPE_VAR_TUPLE };

static void lazy_or_empty(KrUnit *u, KrExpr *e, const KrName *name, int dst)
{
    if (e)
        krdef_lazy(u, e, name, dst);
    else
        kremit_bx(u, KR_I_LOADIMM, dst, 0);
}

static void type_param(KrUnit *u, KrTypeParam *p, int dst, bool *defaults)
{
    const KrName *name = p->v.TypeVar.name;
    KrExpr *bound = p->kind == KR_TYPEPARAM_TypeVar ? p->v.TypeVar.bound : NULL;
    KrExpr *value = p->kind == KR_TYPEPARAM_TypeVar     ? p->v.TypeVar.default_value
                    : p->kind == KR_TYPEPARAM_ParamSpec ? p->v.ParamSpec.default_value
                                                        : p->v.TypeVarTuple.default_value;
    int kind = p->kind == KR_TYPEPARAM_ParamSpec                ? PARAM_SPEC
               : p->kind == KR_TYPEPARAM_TypeVarTuple           ? TYPE_VAR_TUPLE
               : bound && bound->kind == KR_EXPR_Tuple ? CONSTRAINED
                                                                : TYPE_VAR;
    if (*defaults && !value)
        krcompile_error(u->c, KR_SPAN_OF(p), "non-default type parameter '%s' follows default type parameter", name->text);
    *defaults |= value != NULL;
    int base = krreg_take(u, 3);
    const KrStr *text = krcompile_name(u->c, name);
    if (text)
        krconst_load(u, krvalue(text), base);
    lazy_or_empty(u, bound, name, base + 1);
    lazy_or_empty(u, value, name, base + 2);
    KR_AT(u, p);
    kremit(u, KR_I_TYPEPARAM, dst, base, kind);
    krvar_store(u, name, dst);
    u->top = base;
}

void krgeneric_params(KrUnit *u, KrTypeParamSeq *params, int dst)
{
    KrScope *s = krscope_child(u->scope, params);
    bool defaults = false;
    if (!s)
        return;
    krunit_open_inlined(u, s);
    int first = krreg_take(u, params->n);
    for (int i = 0; i < params->n && !u->c->failed; i++)
        type_param(u, params->at[i], first + i, &defaults);
    kremit(u, KR_I_TUPLE, dst, first, params->n);
    u->top = first;
}

void krgeneric_alias(KrUnit *u, KrStmt *s)
{
    const KrName *name = s->v.TypeAlias.name->v.Name.id;
    KrScope *outer = u->scope;
    int base = krreg_take(u, 3);
    const KrStr *text = krcompile_name(u->c, name);
    KR_AT(u, s);
    if (text)
        krconst_load(u, krvalue(text), base);
    if (KR_SEQ_LEN(s->v.TypeAlias.type_params))
        krgeneric_params(u, s->v.TypeAlias.type_params, base + 1);
    else
        kremit_bx(u, KR_I_LOADIMM, base + 1, 0);
    krdef_lazy(u, s->v.TypeAlias.value, name, base + 2);
    u->scope = outer;
    KR_AT(u, s);
    kremit(u, KR_I_TYPEALIAS, base, base, 0);
    krvar_store(u, name, base);
}
