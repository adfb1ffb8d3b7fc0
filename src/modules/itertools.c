/* SPDX-License-Identifier: MIT
 * The module itertools: the iterators that pass items on one by one. Those that call Python are stepping natives. */
#include "modules/itertools.h"

#include "modules/steps.h"
#include "object/iter.h"

/// module itertools
/// Functional tools for creating and using iterators.

#define SELF(T, v) ((T *)kras_obj(v))

/* ---- count ------------------------------------------------------------------------------------------ */

static bool is_number(KrVm *vm, KrValue v)
{
    const KrType *t = krtype_of(vm, v);
    return krdunder(vm, t, KR_D_index) != KR_EMPTY || krdunder(vm, t, KR_D_int) != KR_EMPTY ||
           krdunder(vm, t, KR_D_float) != KR_EMPTY || krdunder(vm, t, KR_D_complex) != KR_EMPTY ||
           kris_instance(vm, v, KR_TYPE_OF(complex));
}

/// class count(start=0, step=1)
/// Return a count object whose .__next__() method returns consecutive values.

/// count.__new__(cls, start=0, step=1)
KR_NATIVE(count___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_count))
        return KR_RAISED;
    if ((a[1] != KR_EMPTY && !is_number(vm, a[1])) || (a[2] != KR_EMPTY && !is_number(vm, a[2])))
        return krraise(vm, KR_T_TypeError, "a number is required");
    KrCount *c = krobj_new(vm, kras_type(a[0]));
    if (!c)
        return KR_RAISED;
    krstore(vm, c, &c->next, a[1] == KR_EMPTY ? krsmall(0) : a[1]);
    krstore(vm, c, &c->step, a[2] == KR_EMPTY ? krsmall(1) : a[2]);
    return krvalue(c);
}

/// count.__iter__(self, /)
KR_NATIVE(count___iter__)
{
    return a[0];
}

/// count.__next__(self, /)
KR_NATIVE(count___next__)
{
    KrCount *c = SELF(KrCount, a[0]);
    KrValue v = c->next, next;
    if (KR_LIKELY(kris_ints(v, c->step)))
        next = krint_from(vm, kras_int(v) + kras_int(c->step));
    else
        next = krobj_binary(vm, KR_D_add, v, c->step);
    KR_TRY(next);
    krstore(vm, c, &c->next, next);
    return v;
}

/// count.__repr__(self, /)
KR_NATIVE(count___repr__)
{
    KrCount *c = SELF(KrCount, a[0]);
    const KrStr *name = krtype_of(vm, a[0])->name;
    if (c->step == krsmall(1))
        return krvalue_or_raised(krstr_printf(vm, "%U(%R)", name, c->next));
    return krvalue_or_raised(krstr_printf(vm, "%U(%R, %R)", name, c->next, c->step));
}

/* ---- repeat ----------------------------------------------------------------------------------------- */

/// class repeat(object, times=None)
/// Create an iterator which returns the object for the specified number of times, or endlessly.

/// repeat.__new__(cls, object, times=None)
KR_NATIVE(repeat___new__)
{
    int64_t times = -1;
    if (!krtype_new_check(vm, a[0], KR_T_repeat))
        return KR_RAISED;
    if (a[2] != KR_EMPTY) {
        if (!krobj_as_i64(vm, a[2], &times, false))
            return KR_RAISED;
        times = times < 0 ? 0 : times;
    }
    KrRepeat *r = krobj_new(vm, kras_type(a[0]));
    if (!r)
        return KR_RAISED;
    krstore(vm, r, &r->object, a[1]);
    r->left = times;
    return krvalue(r);
}

/// repeat.__iter__(self, /)
KR_NATIVE(repeat___iter__)
{
    return a[0];
}

/// repeat.__next__(self, /)
KR_NATIVE(repeat___next__)
{
    KrRepeat *r = SELF(KrRepeat, a[0]);
    if (r->left == 0)
        return KR_EMPTY;
    if (r->left > 0)
        r->left--;
    return r->object;
}

/// repeat.__length_hint__(self, /)
/// Private method returning an estimate of len(list(it)).
KR_NATIVE(repeat___length_hint__)
{
    KrRepeat *r = SELF(KrRepeat, a[0]);
    return r->left < 0 ? krraise(vm, KR_T_TypeError, "len() of unsized object") : krint_from(vm, r->left);
}

/// repeat.__repr__(self, /)
KR_NATIVE(repeat___repr__)
{
    KrRepeat *r = SELF(KrRepeat, a[0]);
    const KrStr *name = krtype_of(vm, a[0])->name;
    if (r->left < 0)
        return krvalue_or_raised(krstr_printf(vm, "%U(%R)", name, r->object));
    return krvalue_or_raised(krstr_printf(vm, "%U(%R, %lld)", name, r->object, (long long)r->left));
}

/* ---- cycle ------------------------------------------------------------------------------------------ */

/// class cycle(iterable, /)
/// Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.

/// cycle.__new__(cls, iterable, /)
KR_NATIVE(cycle___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_cycle))
        return KR_RAISED;
    KrValue it = krobj_iter(vm, a[1]);
    KR_TRY(it);
    KrList *saved = krlist_with_capacity(vm, 0);
    KrCycle *c = saved ? krobj_new(vm, kras_type(a[0])) : NULL;
    if (!c)
        return KR_RAISED;
    krstore(vm, c, &c->it, it);
    krstore(vm, c, &c->saved, krvalue(saved));
    return krvalue(c);
}

/// cycle.__iter__(self, /)
KR_NATIVE(cycle___iter__)
{
    return a[0];
}

/// @step(1) cycle.__next__(self, /)
KR_STEP(cycle___next__)
{
    KrCycle *c = SELF(KrCycle, krframe_regs(f)[0]);
    KrList *saved = kras_list(c->saved);
    KrValue item;
    switch (f->state) {
    case 0:
        if (c->it == KR_EMPTY)
            break;
        KR_NEXT_ITEM(item, c->it, 1);
        if (item != KR_EMPTY)
            return krlist_append(vm, saved, item) ? item : KR_RAISED;
        krstore(vm, c, &c->it, KR_EMPTY);
    }
    if (saved->n == 0)
        return KR_EMPTY;
    if (c->index >= saved->n)
        c->index = 0;
    return saved->items->at[c->index++];
}

/* ---- chain ------------------------------------------------------------------------------------------ */

/// class chain(*iterables)
/// Return a chain object whose .__next__() method returns elements from the first iterable until it is
/// exhausted, then elements from the next iterable, until all of the iterables are exhausted.

static KrValue new_chain(KrVm *vm, KrValue cls, KrValue sources)
{
    KR_TRY(sources);
    KrChain *c = krobj_new(vm, kras_type(cls));
    if (!c)
        return KR_RAISED;
    krstore(vm, c, &c->sources, sources);
    return krvalue(c);
}

static bool no_keywords(KrVm *vm, const char *name, KrValue kwargs)
{
    if (kwargs == KR_EMPTY || !kras_dict(kwargs)->live)
        return true;
    krraise(vm, KR_T_TypeError, "%s() takes no keyword arguments", name);
    return false;
}

/// chain.__new__(cls, /, *iterables, **kwargs)
KR_NATIVE(chain___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_chain) || (kras_type(a[0]) == KR_TYPE_OF(chain) && !no_keywords(vm, "chain", a[1])))
        return KR_RAISED;
    KrTuple *t = krtuple_new(vm, &a[2], n - 2);
    return new_chain(vm, a[0], t ? krobj_iter(vm, krvalue(t)) : KR_RAISED);
}

/// @classmethod chain.from_iterable(cls, iterable, /)
/// Alternative chain() constructor taking a single iterable argument that evaluates lazily.
KR_NATIVE(chain_from_iterable)
{
    return new_chain(vm, a[0], krobj_iter(vm, a[1]));
}

/// @classmethod chain.__class_getitem__(cls, item, /)
/// See PEP 585.
KR_NATIVE(chain___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/// chain.__iter__(self, /)
KR_NATIVE(chain___iter__)
{
    return a[0];
}

/// @step(1) chain.__next__(self, /)
KR_STEP(chain___next__)
{
    KrChain *c = SELF(KrChain, krframe_regs(f)[0]);
    KrValue item;
    switch (f->state) {
    case 0:
        for (;;) {
            if (c->active == KR_EMPTY) {
                if (c->sources == KR_EMPTY)
                    return KR_EMPTY;
                KR_NEXT_ITEM(item, c->sources, 1);
                if (item == KR_EMPTY)
                    return krstore(vm, c, &c->sources, KR_EMPTY), KR_EMPTY;
                item = krobj_iter(vm, item);
                if (item == KR_RAISED)
                    return krstore(vm, c, &c->sources, KR_EMPTY), KR_RAISED;
                krstore(vm, c, &c->active, item);
            }
            KR_NEXT_ITEM(item, c->active, 2);
            if (item != KR_EMPTY)
                return item;
            krstore(vm, c, &c->active, KR_EMPTY);
        }
    }
    return KR_EMPTY;
}

/* ---- accumulate ------------------------------------------------------------------------------------- */

/// class accumulate(iterable, func=None, *, initial=None)
/// Return series of accumulated sums (or other binary function results).

/// accumulate.__new__(cls, iterable, func=None, *, initial=None)
KR_NATIVE(accumulate___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_accumulate))
        return KR_RAISED;
    KrValue it = krobj_iter(vm, a[1]);
    KR_TRY(it);
    KrAccumulate *c = krobj_new(vm, kras_type(a[0]));
    if (!c)
        return KR_RAISED;
    krstore(vm, c, &c->it, it);
    krstore(vm, c, &c->fn, a[2] == KR_NONE ? KR_EMPTY : a[2]);
    krstore(vm, c, &c->initial, a[3] == KR_NONE ? KR_EMPTY : a[3]);
    return krvalue(c);
}

/// accumulate.__iter__(self, /)
KR_NATIVE(accumulate___iter__)
{
    return a[0];
}

/// @step(1) accumulate.__next__(self, /)
KR_STEP(accumulate___next__)
{
    KrAccumulate *c = SELF(KrAccumulate, krframe_regs(f)[0]);
    KrValue item;
    switch (f->state) {
    case 0:
        if (c->initial != KR_EMPTY) {
            krstore(vm, c, &c->total, c->initial);
            krstore(vm, c, &c->initial, KR_EMPTY);
            return c->total;
        }
        KR_NEXT_ITEM(item, c->it, 1);
        if (item == KR_EMPTY)
            return KR_EMPTY;
        if (c->total == KR_EMPTY) {
            krstore(vm, c, &c->total, item);
            return item;
        }
        if (c->fn == KR_EMPTY) {
            in = krop_binary(vm, KR_D_add, c->total, item, 0);
        } else {
            KrValue args[2] = {c->total, item};
            in = krstep_call(vm, c->fn, args, 2);
        }
        if (in == KR_CALLED)
            return f->state = 2, in;
    }
    KR_TRY(in);
    krstore(vm, c, &c->total, in);
    return in;
}

/* ---- takewhile, dropwhile, filterfalse, starmap, compress --------------------------------------------- */

static KrValue new_while(KrVm *vm, KrValue cls, KrTypeNumber type, KrValue fn, KrValue iterable)
{
    if (!krtype_new_check(vm, cls, type))
        return KR_RAISED;
    KrValue it = krobj_iter(vm, iterable);
    KR_TRY(it);
    KrWhile *w = krobj_new(vm, kras_type(cls));
    if (!w)
        return KR_RAISED;
    krstore(vm, w, &w->fn, fn);
    krstore(vm, w, &w->it, it);
    return krvalue(w);
}

/// class takewhile(predicate, iterable, /)
/// Return successive entries from an iterable as long as the predicate evaluates to true for each entry.

/// takewhile.__new__(cls, predicate, iterable, /)
KR_NATIVE(takewhile___new__)
{
    return new_while(vm, a[0], KR_T_takewhile, a[1], a[2]);
}

/// takewhile.__iter__(self, /)
KR_NATIVE(takewhile___iter__)
{
    return a[0];
}

/// @step(2) takewhile.__next__(self, /)
KR_STEP(takewhile___next__)
{
    KrValue *r = krframe_regs(f);
    KrWhile *w = SELF(KrWhile, r[0]);
    switch (f->state) {
    case 0:
        if (w->h.kind)
            return KR_EMPTY;
        KR_NEXT_ITEM(r[1], w->it, 1);
        if (r[1] == KR_EMPTY)
            return KR_EMPTY;
        KR_CALL_STEP(w->fn, &r[1], 1, 2);
    }
    int truth = krobj_true(vm, in);
    if (truth > 0)
        return r[1];
    w->h.kind = truth == 0;
    return truth < 0 ? KR_RAISED : KR_EMPTY;
}

/// class dropwhile(predicate, iterable, /)
/// Drop items from the iterable while predicate(item) is true. Afterwards, return every element.

/// dropwhile.__new__(cls, predicate, iterable, /)
KR_NATIVE(dropwhile___new__)
{
    return new_while(vm, a[0], KR_T_dropwhile, a[1], a[2]);
}

/// dropwhile.__iter__(self, /)
KR_NATIVE(dropwhile___iter__)
{
    return a[0];
}

/// @step(2) dropwhile.__next__(self, /)
KR_STEP(dropwhile___next__)
{
    KrValue *r = krframe_regs(f);
    KrWhile *w = SELF(KrWhile, r[0]);
    int truth;
    switch (f->state) {
    case 0:
        for (;;) {
            KR_NEXT_ITEM(r[1], w->it, 1);
            if (r[1] == KR_EMPTY || w->h.kind)
                return r[1];
            KR_CALL_STEP(w->fn, &r[1], 1, 2);
            truth = krobj_true(vm, in);
            if (truth < 0)
                return KR_RAISED;
            if (truth == 0) {
                w->h.kind = 1;
                return r[1];
            }
        }
    }
    return KR_EMPTY;
}

/// class filterfalse(function, iterable, /)
/// Return those items of iterable for which function(item) is false.

/// filterfalse.__new__(cls, function, iterable, /)
KR_NATIVE(filterfalse___new__)
{
    return new_while(vm, a[0], KR_T_filterfalse, a[1], a[2]);
}

/// filterfalse.__iter__(self, /)
KR_NATIVE(filterfalse___iter__)
{
    return a[0];
}

/// @step(2) filterfalse.__next__(self, /)
KR_STEP(filterfalse___next__)
{
    KrValue *r = krframe_regs(f);
    KrWhile *w = SELF(KrWhile, r[0]);
    int truth;
    switch (f->state) {
    case 0:
        for (;;) {
            KR_NEXT_ITEM(r[1], w->it, 1);
            if (r[1] == KR_EMPTY)
                return KR_EMPTY;
            in = r[1];
            if (w->fn != KR_NONE && w->fn != krvalue(KR_TYPE_OF(bool))) {
                KR_CALL_STEP(w->fn, &r[1], 1, 2);
            }
            truth = krobj_true(vm, in);
            if (truth <= 0)
                return truth < 0 ? KR_RAISED : r[1];
        }
    }
    return KR_EMPTY;
}

/// class starmap(function, iterable, /)
/// Return an iterator whose values are returned from the function evaluated with an argument tuple taken from
/// the given sequence.

/// starmap.__new__(cls, function, iterable, /)
KR_NATIVE(starmap___new__)
{
    return new_while(vm, a[0], KR_T_starmap, a[1], a[2]);
}

/// starmap.__iter__(self, /)
KR_NATIVE(starmap___iter__)
{
    return a[0];
}

/// @step(2) starmap.__next__(self, /)
KR_STEP(starmap___next__)
{
    KrValue *r = krframe_regs(f), item;
    KrWhile *w = SELF(KrWhile, r[0]);
    switch (f->state) {
    case 0:
        KR_NEXT_ITEM(item, w->it, 1);
        if (item == KR_EMPTY)
            return KR_EMPTY;
        r[1] = krvalue_or_raised(krobj_tuple(vm, item));
        KR_TRY(r[1]);
        in = krstep_call(vm, w->fn, kras_tuple(r[1])->at, (uint32_t)kras_tuple(r[1])->n);
        if (in == KR_CALLED)
            return f->state = 2, in;
    }
    return in;
}

/// class compress(data, selectors)
/// Return data elements corresponding to true selector elements.

/// compress.__new__(cls, data, selectors)
KR_NATIVE(compress___new__)
{
    KrValue selectors = krobj_iter(vm, a[2]);
    KR_TRY(selectors);
    return new_while(vm, a[0], KR_T_compress, selectors, a[1]);
}

/// compress.__iter__(self, /)
KR_NATIVE(compress___iter__)
{
    return a[0];
}

/// @step(2) compress.__next__(self, /)
KR_STEP(compress___next__)
{
    KrValue *r = krframe_regs(f), selector;
    KrWhile *w = SELF(KrWhile, r[0]);
    int truth;
    switch (f->state) {
    case 0:
        for (;;) {
            KR_NEXT_ITEM(r[1], w->it, 1);
            if (r[1] == KR_EMPTY)
                return KR_EMPTY;
            KR_NEXT_ITEM(selector, w->fn, 2);
            if (selector == KR_EMPTY)
                return KR_EMPTY;
            truth = krobj_true(vm, selector);
            if (truth)
                return truth < 0 ? KR_RAISED : r[1];
        }
    }
    return KR_EMPTY;
}

/* ---- islice ----------------------------------------------------------------------------------------- */

static bool slice_part(KrVm *vm, KrValue v, int64_t none, int64_t *out)
{
    *out = none;
    if (v == KR_NONE || v == KR_EMPTY)
        return true;
    if (krobj_as_i64(vm, v, out, false))
        return *out >= 0;
    krpending_clear(vm);
    return false;
}

static KrValue new_islice(KrVm *vm, KrValue cls, KrValue iterable, const int64_t part[3])
{
    KrValue it = krobj_iter(vm, iterable);
    KR_TRY(it);
    KrIslice *s = krobj_new(vm, kras_type(cls));
    if (!s)
        return KR_RAISED;
    krstore(vm, s, &s->it, it);
    s->next = part[0];
    s->stop = part[1];
    s->step = part[2];
    return krvalue(s);
}

/// class islice(iterable, start, stop=None, step=None, /)
/// Return an iterator whose next() method returns selected values from an iterable: islice(iterable, stop) or
/// islice(iterable, start, stop[, step]).

/// islice.__new__(cls, /, *args, **kwargs)
KR_NATIVE(islice___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_islice) || !no_keywords(vm, "islice", a[1]))
        return KR_RAISED;
    if (n < 4)
        return krraise(vm, KR_T_TypeError, "islice expected at least 2 arguments, got %u", n - 2);
    if (!krargs_at_most(vm, "islice", 4, n - 2))
        return KR_RAISED;
    int64_t part[3] = {0, -1, 1};
    if (n == 4 && !slice_part(vm, a[3], -1, &part[1]))
        return krraise(vm, KR_T_ValueError, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    if (n > 4 && !slice_part(vm, a[4], -1, &part[1]))
        return krraise(vm, KR_T_ValueError, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    if (n > 4 && !slice_part(vm, a[3], 0, &part[0]))
        return krraise(vm, KR_T_ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    if (n > 5 && (!slice_part(vm, a[5], 1, &part[2]) || part[2] < 1))
        return krraise(vm, KR_T_ValueError, "Step for islice() must be a positive integer or None.");
    return new_islice(vm, a[0], a[2], part);
}

/// islice.__iter__(self, /)
KR_NATIVE(islice___iter__)
{
    return a[0];
}

/// @step(1) islice.__next__(self, /)
KR_STEP(islice___next__)
{
    KrIslice *s = SELF(KrIslice, krframe_regs(f)[0]);
    KrValue item;
    int64_t next;
    switch (f->state) {
    case 0:
        if (s->it == KR_EMPTY)
            return KR_EMPTY;
        for (;;) {
            if (s->at >= s->next && s->stop >= 0 && s->at >= s->stop)
                break;
            KR_NEXT_ITEM(item, s->it, 1);
            if (item == KR_EMPTY)
                break;
            if (s->at++ < s->next)
                continue;
            if (__builtin_add_overflow(s->next, s->step, &next) || (s->stop >= 0 && next > s->stop))
                next = s->stop;
            s->next = next;
            return item;
        }
    }
    krstore(vm, s, &s->it, KR_EMPTY);
    return KR_EMPTY;
}
