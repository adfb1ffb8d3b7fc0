/* SPDX-License-Identifier: MIT
 * Raising, exception groups, unbound names, pattern matching, and what `yield from`, `await` and `async for` need. */
#include "vm/ops.h"

/* ---- raising ---------------------------------------------------------------------------------------------------------------- */

static KrValue make_exception(KrVm *vm, KrValue v, const char *otherwise)
{
    if (kris_type(vm, v) && kras_type(v)->flags & KR_TF_EXCEPTION) {
        KrValue e = krcall(vm, v, NULL, 0);
        if (e != KR_RAISED && !(krtype_of(vm, e)->flags & KR_TF_EXCEPTION))
            return krraise(vm, KR_T_TypeError, "calling %R should have returned an instance of BaseException, not %R", v, krvalue(krtype_of(vm, e)));
        return e;
    }
    if (krtype_of(vm, v)->flags & KR_TF_EXCEPTION)
        return v;
    return krraise(vm, KR_T_TypeError, "%s", otherwise);
}

void krop_raise(KrVm *vm, KrValue exception, KrValue cause, uint32_t mode)
{
    if (mode == 2) {
        if (vm->exec->handled == KR_EMPTY) {
            krraise(vm, KR_T_RuntimeError, "No active exception to reraise");
            return;
        }
        vm->exec->pending = vm->exec->handled;
        vm->exec->reraise = true;
        return;
    }
    KrValue e = make_exception(vm, exception, "exceptions must derive from BaseException");
    if (e == KR_RAISED)
        return;
    if (mode == 1) {
        KrExc *exc = kras_exc(e);
        KrValue c = cause == KR_NONE ? KR_EMPTY : make_exception(vm, cause, "exception causes must derive from BaseException");
        if (c == KR_RAISED)
            return;
        krstore(vm, exc, &exc->cause, c);
        exc->h.kind = 1;
    }
    krraise_exc(vm, e);
}

void krop_reraise(KrVm *vm, KrFrame *f, KrValue exception)
{
    (void)f;
    vm->exec->pending = exception;
    vm->exec->reraise = true;
}

static bool check_catchable(KrVm *vm, KrValue cls)
{
    if (kris_type(vm, cls) && kras_type(cls)->flags & KR_TF_EXCEPTION)
        return true;
    krraise(vm, KR_T_TypeError, "catching classes that do not inherit from BaseException is not allowed");
    return false;
}

int krop_exception_matches(KrVm *vm, KrValue exception, KrValue cls)
{
    KrType *type = krtype_of(vm, exception);
    if (kris_kind(vm, cls, KR_TF_TUPLE)) {
        KrTuple *t = kras_tuple(cls);
        for (size_t i = 0; i < t->n; i++)
            if (!check_catchable(vm, t->at[i]))
                return -1;
        for (size_t i = 0; i < t->n; i++)
            if (krtype_issubtype(vm, type, kras_type(t->at[i])))
                return 1;
        return 0;
    }
    return check_catchable(vm, cls) ? krtype_issubtype(vm, type, kras_type(cls)) : -1;
}

/* ---- except* ----------------------------------------------------------------------------------------------------------------- */

static bool check_star_class(KrVm *vm, KrValue cls)
{
    if (!check_catchable(vm, cls))
        return false;
    if (krtype_issubtype(vm, kras_type(cls), KR_TYPE_OF(BaseExceptionGroup))) {
        krraise(vm, KR_T_TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
        return false;
    }
    return true;
}

bool krop_groupmatch(KrVm *vm, KrValue exception, KrValue cls, KrValue *matched, KrValue *rest)
{
    *matched = KR_NONE;
    *rest = exception;
    bool tuple = kris_exact(cls, KR_T_tuple);
    for (size_t i = 0; tuple && i < kras_tuple(cls)->n; i++)
        if (!check_star_class(vm, kras_tuple(cls)->at[i]))
            return false;
    if (!tuple && !check_star_class(vm, cls))
        return false;
    if (exception == KR_NONE) {
        *rest = KR_NONE;
        return true;
    }
    if (krop_exception_matches(vm, exception, cls) > 0) {
        *rest = KR_NONE;
        *matched = exception;
        if (kris_instance(vm, exception, KR_TYPE_OF(BaseExceptionGroup)))
            return true;
        KrTuple *one = krtuple_of(vm, 1, exception);
        KrValue args[2] = {krvalue(vm->empty_str), krvalue(one)};
        *matched = one ? krcall(vm, krvalue(KR_TYPE_OF(ExceptionGroup)), args, 2) : KR_RAISED;
        if (*matched == KR_RAISED)
            return false;
        krstore(vm, kras_exc(*matched), &kras_exc(*matched)->traceback, kras_exc(exception)->traceback);
        return true;
    }
    if (!kris_instance(vm, exception, KR_TYPE_OF(BaseExceptionGroup)))
        return true;
    KrValue pair = krcall_method(vm, exception, KR_NAME(split), &cls, 1);
    if (pair == KR_RAISED)
        return false;
    if (!kris_exact(pair, KR_T_tuple) || kras_tuple(pair)->n < 2) {
        krraise(vm, KR_T_TypeError, "%T.split must return a tuple, not %T", exception, pair);
        return false;
    }
    *matched = kras_tuple(pair)->at[0];
    *rest = *matched == KR_NONE ? exception : kras_tuple(pair)->at[1];
    return true;
}

/* An exception that a handler raised anew, or a part of the original that goes on? */
static bool same_origin(KrValue a, KrValue b)
{
    KrExc *x = kras_exc(a), *y = kras_exc(b);
    return x->traceback == y->traceback && x->cause == y->cause && x->context == y->context;
}

KrValue krop_groupreraise(KrVm *vm, KrValue original, KrValue raised)
{
    KrList *list = kras_list(raised), *again = krlist_with_capacity(vm, 2), *fresh = krlist_with_capacity(vm, 2);
    if (!again || !fresh)
        return KR_RAISED;
    for (size_t i = 0; i < list->n; i++) {
        KrValue e = list->items->at[i];
        if (e == KR_NONE)
            continue;
        bool part = e == original || (kris_instance(vm, e, KR_TYPE_OF(BaseExceptionGroup)) && same_origin(e, original));
        if (!krlist_append(vm, part ? again : fresh, e))
            return KR_RAISED;
    }
    if (!again->n && !fresh->n)
        return KR_NONE;
    if (!kris_instance(vm, original, KR_TYPE_OF(BaseExceptionGroup)) && fresh->n + again->n == 1)
        return fresh->n ? fresh->items->at[0] : again->items->at[0];
    KrValue kept = KR_NONE;
    if (again->n) {
        kept = krexc_group_projection(vm, original, again);
        KR_TRY(kept);
    }
    if (!fresh->n)
        return kept;
    if (kept != KR_NONE && !krlist_append(vm, fresh, kept))
        return KR_RAISED;
    if (fresh->n == 1)
        return fresh->items->at[0];
    KrValue args[2] = {krvalue(vm->empty_str), krvalue(fresh)};
    return krcall(vm, krvalue(KR_TYPE_OF(ExceptionGroup)), args, 2);
}

/* ---- unbound names, assert --------------------------------------------------------------------------------------------------------- */

static KrValue unbound(KrVm *vm, KrValue name, bool free)
{
    if (free)
        krraise(vm, KR_T_NameError, "cannot access free variable '%U' where it is not associated with a value in enclosing scope", kras_str(name));
    else
        krraise(vm, KR_T_UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value", kras_str(name));
    KrExc *e = kras_exc(vm->exec->pending);
    krstore(vm, e, &e->field[0], name);
    return KR_RAISED;
}

KrValue krop_unbound(KrVm *vm, KrFrame *f, uint32_t varname)
{
    KrTuple *names = f->func->code->varnames;
    return unbound(vm, names->at[varname < names->n ? varname : 0], false);
}

KrValue krop_unbound_free(KrVm *vm, KrFrame *f, uint32_t index)
{
    return unbound(vm, f->func->code->freevars->at[index], true);
}

KrValue krop_assertfail(KrVm *vm, KrValue argument)
{
    if (argument == KR_EMPTY)
        return krraise_exc(vm, krcall(vm, krvalue(KR_TYPE_OF(AssertionError)), NULL, 0));
    return krraise_value(vm, KR_T_AssertionError, argument);
}

bool krop_printexpr(KrVm *vm, KrValue v)
{
    KrValue hook = krobj_getattr(vm, vm->sys, KR_NAME(displayhook));
    return hook != KR_RAISED && krcall(vm, hook, &v, 1) != KR_RAISED;
}

/* The function of annotations knows the format VALUE only. */
static bool check_format(KrVm *vm, KrValue format)
{
    KrValue n = krobj_index(vm, format);
    if (n == KR_RAISED || (kris_int(n) && kras_int(n) <= 2))
        return n != KR_RAISED;
    return krraise_exc(vm, krcall(vm, krvalue(KR_TYPE_OF(NotImplementedError)), NULL, 0)), false;
}

bool krop_annotations(KrVm *vm, KrFrame *f, unsigned what, const KrValue *a, const KrValue *b)
{
    if (what == 3)
        return check_format(vm, *a);
    if (what == 2 && !kris_instance(vm, *a, KR_TYPE_OF(Exception)))
        return krop_reraise(vm, f, *a), false;
    KrValue locals = krframe_locals(f), name = krvalue(KR_NAME(__annotations__));
    if (locals == KR_EMPTY)
        locals = krvalue(f->func->globals);
    KrValue old = krobj_getitem_or_empty(vm, locals, name);
    if (old == KR_RAISED)
        return false;
    if (what)
        return old == KR_EMPTY || (what == 1 ? krobj_setitem(vm, old, *a, *b) : krobj_setitem(vm, locals, name, KR_EMPTY));
    KrDict *d = old == KR_EMPTY ? krdict_new(vm) : NULL;
    return old != KR_EMPTY || (d && krobj_setitem(vm, locals, name, krvalue(d)));
}

/* ---- match --------------------------------------------------------------------------------------------------------------------------- */

bool krop_is_sequence(KrVm *vm, KrValue v)
{
    return krtype_of(vm, v)->flags & KR_TF_SEQUENCE;
}

bool krop_is_mapping(KrVm *vm, KrValue v)
{
    return krtype_of(vm, v)->flags & KR_TF_MAPPING;
}

KrValue krop_matchkeys(KrVm *vm, KrValue mapping, KrValue keys)
{
    KrTuple *k = kras_tuple(keys), *values = krtuple_new(vm, NULL, k->n);
    KrSet *seen = krset_new(vm, KR_T_set);
    if (!values || !seen)
        return KR_RAISED;
    KrValue get = k->n ? krobj_getattr(vm, mapping, KR_NAME(get)) : KR_NONE;
    KrList *missing = krlist_with_capacity(vm, 0);
    if (get == KR_RAISED || !missing)
        return KR_RAISED;
    for (size_t i = 0; i < k->n; i++) {
        int dup = krset_contains(vm, seen, k->at[i]);
        if (dup)
            return dup < 0 ? KR_RAISED : krraise(vm, KR_T_ValueError, "mapping pattern checks duplicate key (%R)", k->at[i]);
        if (!krset_add(vm, seen, k->at[i]))
            return KR_RAISED;
        KrValue args[2] = {k->at[i], krvalue(missing)};
        KrValue v = krcall(vm, get, args, 2);
        KR_TRY(v);
        if (v == krvalue(missing))
            return KR_NONE;
        krstore(vm, values, &values->at[i], v);
    }
    return krvalue(values);
}

static bool matches_itself(const KrType *t)
{
    return t->flags & (KR_TF_INT | KR_TF_STR | KR_TF_BYTES | KR_TF_LIST | KR_TF_TUPLE | KR_TF_DICT | KR_TF_SET | KR_TF_FLOAT) ||
           t->solid->number == KR_T_bytearray || t->solid->number == KR_T_bool;
}

/* The attribute names that positional patterns stand for; NULL: TypeError. `self` is set when the first is the subject. */
static KrTuple *match_args(KrVm *vm, KrType *type, uint32_t npositional, bool *self)
{
    KrValue args = krobj_lookup(vm, krvalue(type), KR_NAME(__match_args__));
    if (args == KR_RAISED)
        return NULL;
    *self = args == KR_EMPTY && matches_itself(type);
    if (args == KR_EMPTY)
        args = krvalue(vm->empty_tuple);
    if (!kris_exact(args, KR_T_tuple)) {
        krraise(vm, KR_T_TypeError, "%N.__match_args__ must be a tuple (got %T)", type, args);
        return NULL;
    }
    size_t allowed = *self ? 1 : kras_tuple(args)->n;
    if (npositional > allowed) {
        krraise(vm, KR_T_TypeError, "%N() accepts %zu positional sub-pattern%s (%u given)", type, allowed, allowed == 1 ? "" : "s", npositional);
        return NULL;
    }
    return kras_tuple(args);
}

static KrValue match_attribute(KrVm *vm, KrValue subject, KrType *type, KrValue name, KrSet *seen)
{
    if (!kris_str(vm, name))
        return krraise(vm, KR_T_TypeError, "__match_args__ elements must be strings (got %T)", name);
    const KrStr *key = krintern(vm, kras_str(name));
    if (!key)
        return KR_RAISED;
    int dup = krset_contains(vm, seen, name);
    if (dup)
        return dup < 0 ? KR_RAISED : krraise(vm, KR_T_TypeError, "%N() got multiple sub-patterns for attribute '%U'", type, key);
    return krset_add(vm, seen, name) ? krobj_lookup(vm, subject, key) : KR_RAISED;
}

KrValue krop_matchclass(KrVm *vm, KrValue subject, KrValue cls, uint32_t npositional, KrValue names)
{
    if (!kris_type(vm, cls))
        return krraise(vm, KR_T_TypeError, "called match pattern must be a class");
    int is = krobj_isinstance(vm, subject, cls);
    if (is <= 0)
        return is < 0 ? KR_RAISED : KR_NONE;
    KrType *type = kras_type(cls);
    KrTuple *keywords = kras_tuple(names);
    bool self = false;
    KrTuple *positional = npositional ? match_args(vm, type, npositional, &self) : vm->empty_tuple;
    KrTuple *out = krtuple_new(vm, NULL, npositional + keywords->n);
    KrSet *seen = krset_new(vm, KR_T_set);
    if (!positional || !out || !seen)
        return KR_RAISED;
    for (uint32_t i = 0; i < npositional + keywords->n; i++) {
        KrValue v = i < npositional && self ? subject
                                            : match_attribute(vm, subject, type, i < npositional ? positional->at[i] : keywords->at[i - npositional], seen);
        if (v == KR_EMPTY)
            return KR_NONE;
        KR_TRY(v);
        krstore(vm, out, &out->at[i], v);
    }
    return krvalue(out);
}

/* ---- delegation and await ---------------------------------------------------------------------------------------------------------------- */

static bool is_coroutine_like(KrValue v)
{
    if (kris_exact(v, KR_T_coroutine))
        return true;
    return kris_exact(v, KR_T_generator) && ((KrGen *)kras_obj(v))->func->code->flags & KR_CO_ITERABLE_COROUTINE;
}

KrValue krop_yielditer(KrVm *vm, KrFrame *f, KrValue v)
{
    if (kris_exact(v, KR_T_coroutine)) {
        if (f->func->code->flags & (KR_CO_COROUTINE | KR_CO_ITERABLE_COROUTINE))
            return v;
        return krraise(vm, KR_T_TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    }
    return kris_exact(v, KR_T_generator) ? v : krobj_iter(vm, v);
}

KrValue krop_awaitable(KrVm *vm, KrValue v, uint32_t why)
{
    if (is_coroutine_like(v)) {
        KrGen *g = (KrGen *)kras_obj(v);
        if (kris_exact(v, KR_T_coroutine) && g->h.kind == KR_GEN_SUSPENDED && !krgen_running(g))
            return krraise(vm, KR_T_RuntimeError, "coroutine is being awaited already");
        return v;
    }
    if (vm->awaitable_natively && kris_ptr(v) && vm->awaitable_natively(vm, v))
        return v;
    KrValue it = krcall_dunder(vm, KR_D_await, v, NULL, 0);
    if (it == KR_EMPTY) {
        if (why)
            return krraise(vm, KR_T_TypeError, "'async with' received an object from %s that does not implement __await__: %T",
                           why == 1 ? "__aenter__" : "__aexit__", v);
        return krraise(vm, KR_T_TypeError, "object %T can't be used in 'await' expression", v);
    }
    KR_TRY(it);
    if (is_coroutine_like(it))
        return krraise(vm, KR_T_TypeError, "__await__() returned a coroutine");
    if (krdunder(vm, krtype_of(vm, it), KR_D_next) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "__await__() returned non-iterator of type '%T'", it);
    return it;
}

KrValue krop_aiter(KrVm *vm, KrValue v)
{
    if (kris_exact(v, KR_T_async_generator))
        return v;
    KrValue it = krcall_dunder(vm, KR_D_aiter, v, NULL, 0);
    if (it == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "'async for' requires an object with __aiter__ method, got %T", v);
    if (it != KR_RAISED && krdunder(vm, krtype_of(vm, it), KR_D_anext) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: %T", it);
    return it;
}

KrValue krop_anext(KrVm *vm, KrValue v)
{
    if (kris_exact(v, KR_T_async_generator))
        return v; /* SEND to an asynchronous generator is its next item */
    KrValue next = krcall_dunder(vm, KR_D_anext, v, NULL, 0);
    if (next == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "'async for' requires an iterator with __anext__ method, got %T", v);
    KR_TRY(next);
    KrValue it = krop_awaitable(vm, next, 0);
    if (it == KR_RAISED && krpending_is(vm, KR_T_TypeError)) {
        KrValue cause = krpending_take(vm);
        krraise(vm, KR_T_TypeError, "'async for' received an invalid object from __anext__: %T", next);
        krstore(vm, kras_exc(vm->exec->pending), &kras_exc(vm->exec->pending)->cause, cause);
    }
    return it;
}

static KrValue stopped(KrVm *vm, KrValue *returned)
{
    KrExc *e = kras_exc(krpending_take(vm));
    *returned = e->field[0] ? e->field[0] : KR_NONE;
    return KR_EMPTY;
}

KrValue krop_send(KrVm *vm, KrFrame *f, KrValue delegate, KrValue sent, KrValue *returned, uint16_t dst)
{
    (void)f;
    *returned = KR_NONE;
    if (kris_exact(delegate, KR_T_generator) || kris_exact(delegate, KR_T_coroutine)) {
        KrGen *g = (KrGen *)kras_obj(delegate);
        if (g->h.kind == KR_GEN_CLOSED && kris_exact(delegate, KR_T_coroutine))
            return krraise(vm, KR_T_RuntimeError, "cannot reuse already awaited coroutine");
        return krgen_resume(vm, g, sent, dst, KR_FR_SEND);
    }
    if (kris_exact(delegate, KR_T_async_generator))
        return krasyncgen_anext_send(vm, (KrGen *)kras_obj(delegate), sent);
    KrValue v = vm->await_natively && kris_ptr(delegate) ? vm->await_natively(vm, delegate, sent, returned) : KR_NOTIMPLEMENTED;
    if (v != KR_NOTIMPLEMENTED)
        return v;
    v = sent == KR_NONE ? krobj_next_raising(vm, delegate) : krcall_method(vm, delegate, KR_NAME(send), &sent, 1);
    if (v == KR_RAISED && krpending_is(vm, KR_T_StopIteration))
        return stopped(vm, returned);
    return v;
}

bool krop_close_delegate(KrVm *vm, KrValue delegate)
{
    if (kris_exact(delegate, KR_T_generator) || kris_exact(delegate, KR_T_coroutine))
        return krgen_close(vm, (KrGen *)kras_obj(delegate));
    KrValue close = krobj_lookup(vm, delegate, KR_NAME(close));
    if (close == KR_RAISED)
        return false;
    return close == KR_EMPTY || krcall(vm, close, NULL, 0) != KR_RAISED;
}
