/* SPDX-License-Identifier: MIT
 * Actions of the grammar: functions, their parameters, classes, type parameters. */
#include "syntax/actions.h"

#define SPAN krpeg_span(p)
#define NODE(call) krpeg_node(p, (call))

/* ---- parameters ---------------------------------------------------------------------------- */

typedef enum ParameterKind { PLAIN, SLASH, STAR, BARE_STAR, KWDS } ParameterKind;

/* One item of a parameter list. */
typedef struct Parameter {
    ParameterKind kind;
    KrArg *arg;
    KrExpr *value;
} Parameter;

static void *new_parameter(KrPeg *p, ParameterKind kind, KrArg *arg, KrExpr *value,
                           const void *comment)
{
    Parameter *x = NODE(krarena_new(p->arena, sizeof *x));
    if (!x)
        return NULL;
    *x = (Parameter){kind, arg, value};
    if (comment && !(arg->type_comment = krpeg_name(p, comment)))
        return NULL;
    return x;
}

KR_ACTION(arg, 2)
{
    const KrName *name = krpeg_name(p, a[0]);
    return name ? NODE(krast_arg(p->arena, name, a[1], NULL, SPAN)) : NULL;
}

KR_ACTION(parameter, 3)
{
    return new_parameter(p, PLAIN, a[0], a[1], a[2]);
}

KR_ACTION(slash_parameter, 1)
{
    return a[0] ? NULL : new_parameter(p, SLASH, NULL, NULL, NULL);
}

KR_ACTION(star_parameter, 2)
{
    return new_parameter(p, STAR, a[0], NULL, a[1]);
}

KR_ACTION(bare_star, 0)
{
    return new_parameter(p, BARE_STAR, NULL, NULL, NULL);
}

KR_ACTION(kwds_parameter, 2)
{
    return new_parameter(p, KWDS, a[0], NULL, a[1]);
}

/* How many there are of each sort; false if one without default follows one with a default. */
typedef struct Shape {
    int posonly, args, kwonly, defaults;
} Shape;

static bool find_shape(const KrPegSeq *list, Shape *s)
{
    bool star = false;
    *s = (Shape){0};
    for (int i = 0; i < list->n; i++) {
        const Parameter *x = list->at[i];
        if (x->kind == SLASH) {
            s->posonly = s->args;
        } else if (x->kind == STAR || x->kind == BARE_STAR) {
            star = true;
        } else if (x->kind == PLAIN && star) {
            s->kwonly++;
        } else if (x->kind == PLAIN) {
            if (!x->value && s->defaults)
                return false;
            s->args++;
            s->defaults += x->value != NULL;
        }
    }
    s->args -= s->posonly;
    return true;
}

/* Sequences for the shape, empty ones left out. */
static bool make_sequences(KrPeg *p, const Shape *s, KrArguments *out)
{
    if (s->posonly && !(out->posonlyargs = NODE(krast_new_arg_seq(p->arena, s->posonly))))
        return false;
    if (s->args && !(out->args = NODE(krast_new_arg_seq(p->arena, s->args))))
        return false;
    if (s->kwonly && (!(out->kwonlyargs = NODE(krast_new_arg_seq(p->arena, s->kwonly))) ||
                      !(out->kw_defaults = NODE(krast_new_expr_seq(p->arena, s->kwonly)))))
        return false;
    return !s->defaults || (out->defaults = NODE(krast_new_expr_seq(p->arena, s->defaults)));
}

static void fill_sequences(const KrPegSeq *list, const Shape *s, KrArguments *out)
{
    int positional = 0, ndefaults = 0, kwonly = -1;
    for (int i = 0; i < list->n; i++) {
        const Parameter *x = list->at[i];
        if (x->kind == KWDS) {
            out->kwarg = x->arg;
        } else if (x->kind == STAR || x->kind == BARE_STAR) {
            out->vararg = x->arg;
            kwonly = 0;
        } else if (x->kind == PLAIN && kwonly >= 0) {
            out->kwonlyargs->at[kwonly] = x->arg;
            out->kw_defaults->at[kwonly++] = x->value;
        } else if (x->kind == PLAIN) {
            if (positional < s->posonly)
                out->posonlyargs->at[positional] = x->arg;
            else
                out->args->at[positional - s->posonly] = x->arg;
            positional++;
            if (x->value)
                out->defaults->at[ndefaults++] = x->value;
        }
    }
}

KR_ACTION(parameters, 1)
{
    const KrPegSeq *list = a[0];
    Shape s;
    if (!find_shape(list, &s))
        return NULL;
    KrArguments *out = NODE(krast_arguments(p->arena, NULL, NULL, NULL, NULL, NULL, NULL, NULL));
    if (!out || !make_sequences(p, &s, out))
        return NULL;
    fill_sequences(list, &s, out);
    return out;
}

/* ---- functions and classes ----------------------------------------------------------------- */

/* a: name, type parameters, parameters, annotation of the result, type comment, body. */
static void *make_function(KrPeg *p, void **a, bool is_async)
{
    const KrName *name = krpeg_name(p, a[0]), *comment = krpeg_name_or_null(p, a[4]);
    KrArguments *args = a[2];
    if (!args)
        args = NODE(krast_arguments(p->arena, NULL, NULL, NULL, NULL, NULL, NULL, NULL));
    if (p->failed)
        return NULL;
    if (is_async)
        return NODE(
            krast_AsyncFunctionDef(p->arena, name, args, a[5], NULL, a[3], comment, a[1], SPAN));
    return NODE(krast_FunctionDef(p->arena, name, args, a[5], NULL, a[3], comment, a[1], SPAN));
}

KR_ACTION(function_def, 6)
{
    return make_function(p, a, false);
}

KR_ACTION(async_function_def, 6)
{
    return make_function(p, a, true);
}

/* A generator needs parentheses of its own here. */
KR_ACTION(bases, 1)
{
    const KrArgList *bases = a[0];
    return bases->generator ? NULL : a[0];
}

KR_ACTION(class_def, 4)
{
    const KrName *name = krpeg_name(p, a[0]);
    const KrArgList *bases = a[2];
    if (!name)
        return NULL;
    return NODE(krast_ClassDef(p->arena, name, bases ? bases->args : NULL,
                               bases ? bases->keywords : NULL, a[3], NULL, a[1], SPAN));
}

KR_ACTION(decorate, 2)
{
    KrStmt *s = a[1];
    if (s->kind == KR_STMT_ClassDef)
        s->v.ClassDef.decorator_list = a[0];
    else if (s->kind == KR_STMT_FunctionDef)
        s->v.FunctionDef.decorator_list = a[0];
    else
        s->v.AsyncFunctionDef.decorator_list = a[0];
    return s;
}

/* ---- type parameters ----------------------------------------------------------------------- */

KR_ACTION(type_var, 3)
{
    const KrName *name = krpeg_name(p, a[0]);
    return name ? NODE(krast_TypeVar(p->arena, name, a[1], a[2], SPAN)) : NULL;
}

KR_ACTION(type_var_tuple, 2)
{
    const KrName *name = krpeg_name(p, a[0]);
    return name ? NODE(krast_TypeVarTuple(p->arena, name, a[1], SPAN)) : NULL;
}

KR_ACTION(param_spec, 2)
{
    const KrName *name = krpeg_name(p, a[0]);
    return name ? NODE(krast_ParamSpec(p->arena, name, a[1], SPAN)) : NULL;
}
