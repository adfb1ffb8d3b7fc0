/* SPDX-License-Identifier: MIT
 * Parameters of generic aliases and unions, and what replaces them when an alias is subscripted. */
#include "object/generic.h"
#include "object/iter.h"
#include "object/seq.h"

/* ---- parameters ------------------------------------------------------------------------------ */

static bool add_once(KrVm *vm, KrList *l, KrValue v)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->items->at[i] == v)
            return true;
    return krlist_append(vm, l, v);
}

static bool collect(KrVm *vm, KrList *into, const KrValue *args, size_t n);

static bool collect_one(KrVm *vm, KrList *into, KrValue arg)
{
    if (kris_type(vm, arg))
        return true;
    if (kris_exact(arg, KR_T_tuple) ||
        kris_exact(arg, KR_T_list)) { /* as in Callable's and ParamSpec's arguments */
        KrTuple *t = krobj_tuple(vm, arg);
        return t && krstack_check(vm, "") && collect(vm, into, t->at, t->n);
    }
    KrValue subst = krobj_lookup(vm, arg, KR_NAME(__typing_subst__));
    if (subst == KR_RAISED)
        return false;
    if (subst != KR_EMPTY)
        return add_once(vm, into, arg);
    KrValue own = krobj_lookup(vm, arg, KR_NAME(__parameters__));
    if (own == KR_RAISED)
        return false;
    if (own == KR_EMPTY || !kris_exact(own, KR_T_tuple))
        return true;
    for (size_t i = 0; i < kras_tuple(own)->n; i++)
        if (!add_once(vm, into, kras_tuple(own)->at[i]))
            return false;
    return true;
}

static bool collect(KrVm *vm, KrList *into, const KrValue *args, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!collect_one(vm, into, args[i]))
            return false;
    return true;
}

KrTuple *krgeneric_parameters(KrVm *vm, KrTuple *args)
{
    KrList *l = krlist_new(vm, NULL, 0);
    if (!l || !collect(vm, l, args->at, args->n))
        return NULL;
    return krtuple_new(vm, l->n ? l->items->at : NULL, l->n);
}

KrTuple *krgeneric_own_parameters(KrVm *vm, KrGenericAlias *g)
{
    if (g->params == KR_EMPTY) {
        KrTuple *t = krgeneric_parameters(vm, kras_tuple(g->args));
        if (!t)
            return NULL;
        KR_STORE_PTR(vm, g, &g->params, t);
    }
    return kras_tuple(g->params);
}

/* ---- substitution ---------------------------------------------------------------------------- */

/* The arguments of a subscription as a tuple, *tuple[...] among them taken apart. */
static KrTuple *unpack(KrVm *vm, KrValue item)
{
    KrList *l = krlist_new(vm, NULL, 0);
    bool many = kris_exact(item, KR_T_tuple);
    size_t n = many ? kras_tuple(item)->n : 1;
    for (size_t i = 0; l && i < n; i++) {
        KrValue v = many ? kras_tuple(item)->at[i] : item;
        KrValue inner = kris_type(vm, v)
                            ? KR_EMPTY
                            : krobj_lookup(vm, v, KR_NAME(__typing_unpacked_tuple_args__));
        if (inner == KR_RAISED)
            return NULL;
        bool open = inner != KR_EMPTY && kris_exact(inner, KR_T_tuple);
        size_t have = open ? kras_tuple(inner)->n : 0;
        if (open && !(have && kras_tuple(inner)->at[have - 1] == KR_ELLIPSIS)) {
            if (!krlist_extend(vm, l, inner))
                return NULL;
        } else if (!krlist_append(vm, l, v)) {
            return NULL;
        }
    }
    return l ? krtuple_new(vm, l->n ? l->items->at : NULL, l->n) : NULL;
}

static int64_t index_of(const KrTuple *params, KrValue v)
{
    for (size_t i = 0; i < params->n; i++)
        if (params->at[i] == v)
            return (int64_t)i;
    return -1;
}

/* An argument that is generic itself, with its own parameters replaced. */
static KrValue substitute_inner(KrVm *vm, KrValue arg, KrTuple *params, KrTuple *items)
{
    KrValue own = krobj_lookup(vm, arg, KR_NAME(__parameters__));
    if (own == KR_EMPTY || own == KR_RAISED)
        return own == KR_RAISED ? own : arg;
    if (!kris_exact(own, KR_T_tuple) || kras_tuple(own)->n == 0)
        return arg;
    KrList *l = krlist_new(vm, NULL, 0);
    for (size_t i = 0; l && i < kras_tuple(own)->n; i++) {
        KrValue p = kras_tuple(own)->at[i];
        int64_t at = index_of(params, p);
        KrValue v = at < 0 ? p : items->at[at];
        bool many = at >= 0 && kris_exact(v, KR_T_tuple) && krdunder(vm, krtype_of(vm, p), KR_D_iter) != KR_EMPTY;
        if (many ? !krlist_extend(vm, l, v) : !krlist_append(vm, l, v))
            return KR_RAISED;
    }
    KrTuple *t = l ? krtuple_new(vm, l->n ? l->items->at : NULL, l->n) : NULL;
    return t ? krobj_getitem(vm, arg, krvalue(t)) : KR_RAISED;
}

static KrTuple *substitute_all(KrVm *vm, KrTuple *args, KrTuple *params, KrTuple *items);

static bool substitute_one(KrVm *vm, KrList *into, KrValue arg, KrTuple *params, KrTuple *items)
{
    if (kris_type(vm, arg))
        return krlist_append(vm, into, arg);
    if (kris_exact(arg, KR_T_tuple) || kris_exact(arg, KR_T_list)) {
        KrTuple *t = krobj_tuple(vm, arg), *inner = t ? substitute_all(vm, t, params, items) : NULL;
        KrList *l =
            inner && kris_exact(arg, KR_T_list) ? krlist_new(vm, inner->at, inner->n) : NULL;
        if (!inner || (kris_exact(arg, KR_T_list) && !l))
            return false;
        return krlist_append(vm, into, l ? krvalue(l) : krvalue(inner));
    }
    KrValue spread = krobj_lookup(vm, arg, KR_NAME(__typing_is_unpacked_typevartuple__));
    int unpacked = spread == KR_EMPTY ? 0 : spread == KR_RAISED ? -1 : krobj_true(vm, spread);
    KrValue subst = unpacked < 0 ? KR_RAISED : krobj_lookup(vm, arg, KR_NAME(__typing_subst__));
    if (subst == KR_RAISED)
        return false;
    int64_t at = index_of(params, arg);
    KrValue v = subst != KR_EMPTY && at >= 0 ? krcall(vm, subst, &items->at[at], 1)
                                             : substitute_inner(vm, arg, params, items);
    if (v == KR_RAISED)
        return false;
    return unpacked && kris_exact(v, KR_T_tuple) ? krlist_extend(vm, into, v)
                                                 : krlist_append(vm, into, v);
}

static KrTuple *substitute_all(KrVm *vm, KrTuple *args, KrTuple *params, KrTuple *items)
{
    KrList *l = krlist_new(vm, NULL, 0);
    for (size_t i = 0; l && i < args->n; i++)
        if (!substitute_one(vm, l, args->at[i], params, items))
            return NULL;
    return l ? krtuple_new(vm, l->n ? l->items->at : NULL, l->n) : NULL;
}

/* Lets each parameter say what it makes of the arguments: defaults, a TypeVarTuple's share. */
static KrTuple *prepare(KrVm *vm, KrGenericAlias *g, KrTuple *params, KrValue item)
{
    for (size_t i = 0; i < params->n; i++) {
        KrValue hook = krobj_lookup(vm, params->at[i], KR_NAME(__typing_prepare_subst__));
        if (hook == KR_RAISED)
            return NULL;
        if (hook == KR_EMPTY || hook == KR_NONE)
            continue;
        KrTuple *items = krobj_tuple(vm, item);
        KrValue args[2] = {krvalue(g), krvalue(items)};
        item = items ? krcall(vm, hook, args, 2) : KR_RAISED;
        if (item == KR_RAISED)
            return NULL;
    }
    return krobj_tuple(vm, item);
}

KrTuple *krgeneric_substitute(KrVm *vm, KrGenericAlias *g, KrValue item)
{
    KrTuple *params = krgeneric_own_parameters(vm, g);
    if (!params)
        return NULL;
    if (params->n == 0)
        return krraise(vm, KR_T_TypeError, "%R is not a generic class", krvalue(g)), NULL;
    KrTuple *items = unpack(vm, item);
    if (!items || !(items = prepare(vm, g, params, krvalue(items))))
        return NULL;
    if (items->n != params->n) {
        krraise(vm, KR_T_TypeError, "Too %s arguments for %R; actual %zd, expected %zd",
                items->n > params->n ? "many" : "few", krvalue(g), items->n, params->n);
        return NULL;
    }
    return substitute_all(vm, kras_tuple(g->args), params, items);
}

/* ---- text ------------------------------------------------------------------------------------ */

static bool show_value(KrValue text, KrBuf *b)
{
    if (text == KR_RAISED)
        return false;
    krbuf_str(b, kras_str(text));
    return true;
}

static bool show_list(KrVm *vm, KrList *l, KrBuf *b)
{
    krbuf_char(b, '[');
    for (size_t i = 0; i < l->n; i++) {
        if (i)
            krbuf_text(b, ", ");
        if (!krgeneric_show(vm, l->items->at[i], b))
            return false;
    }
    krbuf_char(b, ']');
    return true;
}

bool krgeneric_show(KrVm *vm, KrValue arg, KrBuf *b)
{
    if (arg == KR_ELLIPSIS)
        return krbuf_text(b, "..."), true;
    if (arg == krvalue(KR_TYPE_OF(NoneType)))
        return krbuf_text(b, "None"), true;
    if (!krstack_check(vm, ""))
        return false;
    if (kris_exact(arg, KR_T_list))
        return show_list(vm, kras_list(arg), b);
    KrValue origin = krobj_lookup(vm, arg, KR_NAME(__origin__));
    KrValue args = origin == KR_EMPTY || origin == KR_RAISED
                       ? origin
                       : krobj_lookup(vm, arg, KR_NAME(__args__));
    if (args == KR_RAISED)
        return false;
    if (args != KR_EMPTY)
        return show_value(krobj_repr(vm, arg), b);
    KrValue name = krobj_lookup(vm, arg, KR_NAME(__qualname__));
    KrValue module =
        name == KR_EMPTY || name == KR_RAISED ? name : krobj_lookup(vm, arg, KR_NAME(__module__));
    if (module == KR_RAISED)
        return false;
    if (module == KR_EMPTY || module == KR_NONE)
        return show_value(krobj_repr(vm, arg), b);
    if (!(kris_str(vm, module) && krstr_is(kras_str(module), "builtins"))) {
        if (!show_value(krobj_str(vm, module), b))
            return false;
        krbuf_char(b, '.');
    }
    return show_value(krobj_str(vm, name), b);
}
