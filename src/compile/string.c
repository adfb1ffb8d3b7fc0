/* SPDX-License-Identifier: MIT
 * f-strings and t-strings. */
#include "compile/unit.h"

enum { MOST_PIECES = 32, NO_SPEC = 128 };

/* R[dst] = the formatted value; dst and the register behind it are temporaries. */
static void format_to(KrUnit *u, KrExpr *e, int dst)
{
    int base = krreg_take(u, 2);
    KrExpr *spec = e->v.FormattedValue.format_spec;
    int conversion = e->v.FormattedValue.conversion > 0 ? e->v.FormattedValue.conversion : 0;
    krexpr_to(u, e->v.FormattedValue.value, base);
    if (spec)
        krexpr_to(u, spec, base + 1);
    KR_AT(u, e);
    kremit(u, KR_I_FORMAT, dst, base, spec ? conversion : conversion + NO_SPEC);
    u->top = base;
}

void krstring_formatted(KrUnit *u, KrExpr *e, int dst)
{
    format_to(u, e, dst);
}

void krstring_joined(KrUnit *u, KrExpr *e, int dst)
{
    KrExprSeq *values = e->v.JoinedStr.values;
    int mark = u->top, n = 0;
    if (KR_SEQ_LEN(values) == 1 && values->at[0]->kind == KR_EXPR_FormattedValue) {
        format_to(u, values->at[0], dst);
        return;
    }
    for (int i = 0; i < KR_SEQ_LEN(values) && !u->c->failed; i++) {
        if (n == MOST_PIECES) {
            KR_AT(u, e);
            kremit(u, KR_I_STRING, mark, mark, n);
            u->top = mark + 1;
            n = 1;
        }
        krexpr_temp(u, values->at[i]);
        n++;
    }
    KR_AT(u, e);
    if (n == 0)
        krconst_load(u, krvalue(u->c->vm->empty_str), dst);
    else
        kremit(u, KR_I_STRING, dst, mark, n);
    u->top = mark;
}

/* ---- t-strings ------------------------------------------------------------------------------------------------------------ */

void krstring_interpolation(KrUnit *u, KrExpr *e, int dst)
{
    int base = krreg_take(u, 3);
    KrExpr *spec = e->v.Interpolation.format_spec;
    krexpr_to(u, e->v.Interpolation.value, base);
    KR_AT(u, e);
    krconst_load(u, krconst_value(u->c, &e->v.Interpolation.str), base + 1);
    if (spec)
        krexpr_to(u, spec, base + 2);
    else
        kremit_bx(u, KR_I_LOADIMM, base + 2, 0);
    KR_AT(u, e);
    kremit(u, KR_I_INTERP, dst, base, e->v.Interpolation.conversion > 0 ? e->v.Interpolation.conversion : 0);
    u->top = base;
}

/* The texts around the interpolations: one more than there are of these, "" where two meet. */
static KrValue template_texts(KrUnit *u, const KrExprSeq *values, int interpolations)
{
    KrCompiler *c = u->c;
    KrTuple *texts = krtuple_new(c->vm, NULL, (size_t)interpolations + 1);
    if (!texts)
        return c->failed = true, KR_RAISED;
    for (int i = 0; i <= interpolations; i++)
        krstore(c->vm, texts, &texts->at[i], krvalue(c->vm->empty_str));
    int at = 0;
    for (int i = 0; i < KR_SEQ_LEN(values); i++) {
        if (values->at[i]->kind == KR_EXPR_Constant)
            krstore(c->vm, texts, &texts->at[at], krconst_value(c, &values->at[i]->v.Constant.value));
        else
            at++;
    }
    return krvalue(texts);
}

void krstring_template(KrUnit *u, KrExpr *e, int dst)
{
    const KrExprSeq *values = e->v.TemplateStr.values;
    int base = krreg_take(u, 2), n = 0, first = u->top;
    for (int i = 0; i < KR_SEQ_LEN(values); i++) {
        if (values->at[i]->kind == KR_EXPR_Constant)
            continue;
        krexpr_temp(u, values->at[i]);
        n++;
    }
    KR_AT(u, e);
    kremit(u, KR_I_TUPLE, base + 1, first, n);
    krconst_load(u, template_texts(u, values, n), base);
    kremit(u, KR_I_TEMPLATE, dst, base, 0);
    u->top = base;
}
