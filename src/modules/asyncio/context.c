/* SPDX-License-Identifier: MIT
 * contextvars: variables, contexts and tokens. A context shares its dict with its copies until one
 * of them changes. As long as a program sets no variable, no context is made. */
#include "modules/asyncio/asyncio.h"

/// module _contextvars
/// Context variables.

KR_MODULE_INIT(_contextvars)
{
    return krmodule_set(vm, module, "ContextVar", krvalue(KR_TYPE_OF(ContextVar))) &&
           krmodule_set(vm, module, "Context", krvalue(KR_TYPE_OF(Context))) &&
           krmodule_set(vm, module, "Token", krvalue(KR_TYPE_OF(Token)));
}

static KrContext *self_context(KrValue *a)
{
    return (KrContext *)kras_obj(a[0]);
}

static KrContext *new_context(KrVm *vm, KrDict *shared)
{
    KrContext *c = krheap_new(vm, KR_T_Context, sizeof *c);
    if (c)
        KR_STORE_PTR(vm, c, &c->vars, shared);
    return c;
}

KrContext *krcontext_current(KrVm *vm)
{
    struct KrLoopState *s = krasync_state(vm);
    if (!s)
        return NULL;
    if (s->context == KR_EMPTY) {
        KrContext *c = new_context(vm, NULL);
        if (!c)
            return NULL;
        s->context = krvalue(c);
        if (s->context_task != KR_EMPTY) {
            KrTask *t = kras_task(s->context_task);
            krstore(vm, t, &t->context, s->context);
        }
    }
    return (KrContext *)kras_obj(s->context);
}

static KrContext *share(KrVm *vm, KrContext *c)
{
    c->h.small = 0;
    return new_context(vm, c->vars);
}

KrValue krcontext_copy(KrVm *vm)
{
    struct KrLoopState *s = vm->loop_state;
    if (!s || s->context == KR_EMPTY)
        return KR_EMPTY;
    KrContext *c = (KrContext *)kras_obj(s->context);
    if (!c->vars || !c->vars->live)
        return KR_EMPTY;
    return krvalue_or_raised(share(vm, c));
}

KrValue krcontext_argument(KrVm *vm, KrValue context)
{
    return context == KR_EMPTY || context == KR_NONE ? krcontext_copy(vm) : context;
}

KrValue krcontext_object(KrVm *vm, KrValue *slot)
{
    if (*slot == KR_EMPTY)
        *slot = krvalue_or_raised(new_context(vm, NULL));
    return *slot;
}

/* The variables of a context, to be changed; NULL on error. */
static KrDict *own_vars(KrVm *vm, KrContext *c)
{
    if (!c->vars || !c->h.small) {
        KrDict *d = c->vars ? krdict_copy(vm, c->vars) : krdict_new(vm);
        if (!d)
            return NULL;
        KR_STORE_PTR(vm, c, &c->vars, d);
        c->h.small = 1;
    }
    return c->vars;
}

/// _contextvars.copy_context()
/// Return a copy of the current context.
KR_NATIVE(_contextvars_copy_context)
{
    KrContext *c = krcontext_current(vm);
    return c ? krvalue_or_raised(share(vm, c)) : KR_RAISED;
}

/* ---- ContextVar ------------------------------------------------------------------------------ */

static KrContextVar *self_var(KrValue *a)
{
    return (KrContextVar *)kras_obj(a[0]);
}

/// class ContextVar(name, *, default=None)
/// A variable that every context has a value of its own for.

/// ContextVar.__new__(cls, name, /, *, default=None)
/// Create and return a new object.
KR_NATIVE(ContextVar___new__)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "context variable name must be a str");
    KrContextVar *v = krobj_new(vm, kras_type(a[0]));
    if (!v)
        return KR_RAISED;
    krstore(vm, v, &v->name, a[1]);
    krstore(vm, v, &v->fallback, a[2]);
    return krvalue(v);
}

static KrValue value_in(KrVm *vm, KrValue context, KrValue var)
{
    KrContext *c = context == KR_EMPTY ? NULL : (KrContext *)kras_obj(context);
    return c && c->vars ? krdict_get(vm, c->vars, var) : KR_EMPTY;
}

/// ContextVar.get(self, default=None, /)
/// The variable's value in the current context, else the default, else LookupError.
KR_NATIVE(ContextVar_get)
{
    KrValue v = vm->loop_state ? value_in(vm, vm->loop_state->context, a[0]) : KR_EMPTY;
    if (v != KR_EMPTY)
        return v;
    if (a[1] != KR_EMPTY)
        return a[1];
    KrValue fallback = self_var(a)->fallback;
    return fallback != KR_EMPTY ? fallback : krraise_value(vm, KR_T_LookupError, a[0]);
}

/// ContextVar.set(self, value, /)
/// Set the value in the current context; the token gives the old one back.
KR_NATIVE(ContextVar_set)
{
    KrContext *c = krcontext_current(vm);
    KrContextToken *token = c ? krheap_new(vm, KR_T_Token, sizeof *token) : NULL;
    KrValue old = token ? value_in(vm, krvalue(c), a[0]) : KR_RAISED;
    KR_TRY(old);
    krstore(vm, token, &token->context, krvalue(c));
    krstore(vm, token, &token->var, a[0]);
    krstore(vm, token, &token->old, old);
    KrDict *vars = own_vars(vm, c);
    return vars && krdict_set(vm, vars, a[0], a[1]) ? krvalue(token) : KR_RAISED;
}

/// ContextVar.reset(self, token, /)
/// Set the variable to what it was before the set() that gave the token.
KR_NATIVE(ContextVar_reset)
{
    if (!kris_exact(a[1], KR_T_Token))
        return krraise(vm, KR_T_TypeError, "expected an instance of Token, got %R", a[1]);
    KrContextToken *t = (KrContextToken *)kras_obj(a[1]);
    if (t->h.kind)
        return krraise(vm, KR_T_RuntimeError, "%R has already been used once", a[1]);
    if (t->var != a[0])
        return krraise(vm, KR_T_ValueError, "%R was created by a different ContextVar", a[1]);
    KrContext *c = krcontext_current(vm);
    if (!c)
        return KR_RAISED;
    if (t->context != krvalue(c))
        return krraise(vm, KR_T_ValueError, "%R was created in a different Context", a[1]);
    KrDict *vars = own_vars(vm, c);
    if (!vars)
        return KR_RAISED;
    t->h.kind = 1;
    if (t->old != KR_EMPTY)
        return krdict_set(vm, vars, a[0], t->old) ? KR_NONE : KR_RAISED;
    return krdict_delete(vm, vars, a[0], NULL) >= 0 ? KR_NONE : KR_RAISED;
}

/// ContextVar.name
/// The variable's name.
KR_NATIVE(ContextVar_get_name)
{
    return self_var(a)->name;
}

/// ContextVar.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(ContextVar___repr__)
{
    KrContextVar *v = self_var(a);
    if (v->fallback == KR_EMPTY)
        return krvalue_or_raised(krstr_printf(vm, "<ContextVar name=%R at %p>", v->name, (void *)v));
    return krvalue_or_raised(krstr_printf(vm, "<ContextVar name=%R default=%R at %p>", v->name,
                                          v->fallback, (void *)v));
}

/// @classmethod ContextVar.__class_getitem__(cls, item, /)
/// See PEP 585
KR_NATIVE(ContextVar___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/* ---- Token ----------------------------------------------------------------------------------- */

static KrContextToken *self_token(KrValue *a)
{
    return (KrContextToken *)kras_obj(a[0]);
}

/* The class attribute is the descriptor itself, which serves as the mark. */
/// Token.MISSING
/// Stands for the value of a variable that had none.
KR_NATIVE(Token_get_MISSING)
{
    return krtype_lookup(vm, KR_TYPE_OF(Token), KR_NAME(MISSING));
}

/// Token.var
/// The variable that was set.
KR_NATIVE(Token_get_var)
{
    return self_token(a)->var;
}

/// Token.old_value
/// The value before, or Token.MISSING.
KR_NATIVE(Token_get_old_value)
{
    KrValue old = self_token(a)->old;
    return old != KR_EMPTY ? old : krn_Token_get_MISSING(vm, a, n);
}

/// Token.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(Token___repr__)
{
    KrContextToken *t = self_token(a);
    return krvalue_or_raised(krstr_printf(vm, "<Token%s var=%R at %p>", t->h.kind ? " used" : "",
                                          t->var, (void *)t));
}

/// Token.__enter__(self, /)
/// The token itself.
KR_NATIVE(Token___enter__)
{
    return a[0];
}

/// Token.__exit__(self, type, value, traceback, /)
/// Reset the variable.
KR_NATIVE(Token___exit__)
{
    KrValue args[2] = {self_token(a)->var, a[0]};
    return krn_ContextVar_reset(vm, args, 2);
}

/// @classmethod Token.__class_getitem__(cls, item, /)
/// See PEP 585
KR_NATIVE(Token___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/* ---- Context --------------------------------------------------------------------------------- */

/// class Context()
/// A mapping of context variables to values.

/// Context.__new__(cls, /)
/// Create and return a new object.
KR_NATIVE(Context___new__)
{
    return krvalue_or_raised(new_context(vm, NULL));
}

/// Context.run(self, callable, /, *args, **kwargs)
/// Call callable(*args, **kwargs) in this context.
KR_NATIVE(Context_run)
{
    KrContext *c = self_context(a);
    struct KrLoopState *s = krasync_state(vm);
    KrTuple *args = s ? krtuple_new(vm, &a[3], n - 3) : NULL;
    if (!args)
        return KR_RAISED;
    if (c->h.kind)
        return krraise(vm, KR_T_RuntimeError, "cannot enter context: %R is already entered", a[0]);
    KrValue saved = s->context, saved_task = s->context_task;
    if (saved == KR_EMPTY && !krcontext_current(vm))
        return KR_RAISED;
    saved = s->context;
    c->h.kind = 1;
    s->context = a[0];
    s->context_task = KR_EMPTY;
    KrValue v = krcall_ex(vm, a[1], args, a[2] == KR_EMPTY ? NULL : kras_dict(a[2]));
    s->context = saved;
    s->context_task = saved_task;
    c->h.kind = 0;
    return v;
}

/// Context.copy(self, /)
/// Return a shallow copy.
KR_NATIVE(Context_copy)
{
    return krvalue_or_raised(share(vm, self_context(a)));
}

static KrValue not_a_variable(KrVm *vm, KrValue key)
{
    return krraise(vm, KR_T_TypeError, "a ContextVar key was expected, got %R", key);
}

/// Context.__getitem__(self, key, /)
/// Return self[key].
KR_NATIVE(Context___getitem__)
{
    if (!kris_exact(a[1], KR_T_ContextVar))
        return not_a_variable(vm, a[1]);
    KrValue v = value_in(vm, a[0], a[1]);
    return v != KR_EMPTY ? v : krraise_value(vm, KR_T_KeyError, a[1]);
}

/// Context.get(self, key, default=None, /)
/// Return the value for `key` if `key` has the value in the context object.
KR_NATIVE(Context_get)
{
    if (!kris_exact(a[1], KR_T_ContextVar))
        return not_a_variable(vm, a[1]);
    KrValue v = value_in(vm, a[0], a[1]);
    return v != KR_EMPTY ? v : a[2] != KR_EMPTY ? a[2] : KR_NONE;
}

/// Context.__contains__(self, key, /)
/// Return bool(key in self).
KR_NATIVE(Context___contains__)
{
    if (!kris_exact(a[1], KR_T_ContextVar))
        return not_a_variable(vm, a[1]);
    KrValue v = value_in(vm, a[0], a[1]);
    return v == KR_RAISED ? v : krbool(v != KR_EMPTY);
}

/// Context.__len__(self, /)
/// Return len(self).
KR_NATIVE(Context___len__)
{
    KrDict *d = self_context(a)->vars;
    return krsmall(d ? d->live : 0);
}

static KrValue as_dict(KrVm *vm, KrContext *c)
{
    return krvalue_or_raised(c->vars ? krdict_copy(vm, c->vars) : krdict_new(vm));
}

/// Context.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(Context___iter__)
{
    KrValue d = as_dict(vm, self_context(a));
    return d == KR_RAISED ? d : krobj_iter(vm, d);
}

/// Context.keys(self, /)
/// Return a list of all variables in the context object.
KR_NATIVE(Context_keys)
{
    KrValue d = as_dict(vm, self_context(a));
    return d == KR_RAISED ? d : krcall_method(vm, d, KR_NAME(keys), NULL, 0);
}

/// Context.values(self, /)
/// Return a list of all variables' values in the context object.
KR_NATIVE(Context_values)
{
    KrValue d = as_dict(vm, self_context(a));
    return d == KR_RAISED ? d : krcall_method(vm, d, KR_NAME(values), NULL, 0);
}

/// Context.items(self, /)
/// Return all variables and their values in the context object.
KR_NATIVE(Context_items)
{
    KrValue d = as_dict(vm, self_context(a));
    return d == KR_RAISED ? d : krcall_method(vm, d, KR_NAME(items), NULL, 0);
}

/// Context.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(Context___eq__)
{
    if (!kris_exact(a[1], KR_T_Context))
        return KR_NOTIMPLEMENTED;
    KrValue one = as_dict(vm, self_context(a)), other = as_dict(vm, (KrContext *)kras_obj(a[1]));
    if (one == KR_RAISED || other == KR_RAISED)
        return KR_RAISED;
    return krobj_compare(vm, one, other, KR_EQ);
}

/// Context.__hash__ = None
