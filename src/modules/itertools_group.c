/* SPDX-License-Identifier: MIT
 * itertools: iterators that look at several items or several iterators at a time. */
#include "modules/itertools.h"

#include "modules/steps.h"
#include "object/iter.h"

#define SELF(T, v) ((T *)kras_obj(v))

/* ---- pairwise --------------------------------------------------------------------------------------- */

/// class pairwise(iterable, /)
/// Return an iterator of overlapping pairs taken from the input iterator.

/// pairwise.__new__(cls, iterable, /)
KR_NATIVE(pairwise___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_pairwise))
        return KR_RAISED;
    KrValue it = krobj_iter(vm, a[1]);
    KR_TRY(it);
    KrPairwise *p = krobj_new(vm, kras_type(a[0]));
    if (!p)
        return KR_RAISED;
    krstore(vm, p, &p->it, it);
    return krvalue(p);
}

/// pairwise.__iter__(self, /)
KR_NATIVE(pairwise___iter__)
{
    return a[0];
}

/// @step(1) pairwise.__next__(self, /)
KR_STEP(pairwise___next__)
{
    KrPairwise *p = SELF(KrPairwise, krframe_regs(f)[0]);
    KrValue item, old;
    switch (f->state) {
    case 0:
        if (p->it == KR_EMPTY)
            return KR_EMPTY;
        if (p->old == KR_EMPTY) {
            KR_NEXT_ITEM(item, p->it, 1);
            if (item == KR_EMPTY || p->it == KR_EMPTY)
                break;
            krstore(vm, p, &p->old, item);
        }
        KR_NEXT_ITEM(item, p->it, 2);
        if (item == KR_EMPTY)
            break;
        old = p->old;
        krstore(vm, p, &p->old, item);
        return krvalue_or_raised(krtuple_of(vm, 2, old, item));
    }
    krstore(vm, p, &p->it, KR_EMPTY);
    krstore(vm, p, &p->old, KR_EMPTY);
    return KR_EMPTY;
}

/* ---- batched ---------------------------------------------------------------------------------------- */

/// class batched(iterable, n, *, strict=False)
/// Batch data into tuples of length n. The last batch may be shorter than n, unless strict is true.

/// batched.__new__(cls, iterable, n, *, strict=False)
KR_NATIVE(batched___new__)
{
    int64_t size;
    if (!krtype_new_check(vm, a[0], KR_T_batched) || !krobj_as_i64(vm, a[2], &size, false))
        return KR_RAISED;
    if (size < 1)
        return krraise(vm, KR_T_ValueError, "n must be at least one");
    int strict = a[3] == KR_EMPTY ? 0 : krobj_true(vm, a[3]);
    KrValue it = strict < 0 ? KR_RAISED : krobj_iter(vm, a[1]);
    KR_TRY(it);
    KrBatched *b = krobj_new(vm, kras_type(a[0]));
    if (!b)
        return KR_RAISED;
    krstore(vm, b, &b->it, it);
    b->n = size;
    b->strict = strict;
    return krvalue(b);
}

/// batched.__iter__(self, /)
KR_NATIVE(batched___iter__)
{
    return a[0];
}

/// @step(2) batched.__next__(self, /)
KR_STEP(batched___next__)
{
    KrValue *r = krframe_regs(f), item;
    KrBatched *b = SELF(KrBatched, r[0]);
    switch (f->state) {
    case 0:
        if (b->it == KR_EMPTY)
            return KR_EMPTY;
        r[1] = krvalue_or_raised(krlist_with_capacity(vm, b->n < 64 ? (size_t)b->n : 64));
        KR_TRY(r[1]);
        while ((int64_t)kras_list(r[1])->n < b->n) {
            KR_NEXT_ITEM(item, b->it, 1);
            if (item == KR_EMPTY) {
                krstore(vm, b, &b->it, KR_EMPTY);
                break;
            }
            if (!krlist_append(vm, kras_list(r[1]), item))
                return KR_RAISED;
        }
    }
    KrList *l = kras_list(r[1]);
    if (l->n == 0)
        return KR_EMPTY;
    if (b->strict && (int64_t)l->n < b->n)
        return krraise(vm, KR_T_ValueError, "batched(): incomplete batch");
    return krvalue_or_raised(krtuple_new(vm, l->items->at, l->n));
}

/* ---- groupby ---------------------------------------------------------------------------------------- */

/// class groupby(iterable, key=None)
/// make an iterator that returns consecutive keys and groups from the iterable

/// groupby.__new__(cls, iterable, key=None)
KR_NATIVE(groupby___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_groupby))
        return KR_RAISED;
    KrValue it = krobj_iter(vm, a[1]);
    KR_TRY(it);
    KrGroupBy *g = krobj_new(vm, kras_type(a[0]));
    if (!g)
        return KR_RAISED;
    krstore(vm, g, &g->it, it);
    krstore(vm, g, &g->fn, a[2] == KR_EMPTY ? KR_NONE : a[2]);
    return krvalue(g);
}

/// groupby.__iter__(self, /)
KR_NATIVE(groupby___iter__)
{
    return a[0];
}

static void set_current(KrVm *vm, KrGroupBy *g, KrValue key, KrValue value)
{
    krstore(vm, g, &g->cur_value, value);
    krstore(vm, g, &g->cur_key, key);
}

static KrValue new_group(KrVm *vm, KrValue self)
{
    KrGroupBy *g = SELF(KrGroupBy, self);
    krstore(vm, g, &g->key, g->cur_key);
    KrGrouper *grouper = krobj_new(vm, KR_TYPE_OF(_grouper));
    if (!grouper)
        return KR_RAISED;
    krstore(vm, grouper, &grouper->parent, self);
    krstore(vm, grouper, &grouper->key, g->key);
    krstore(vm, g, &g->grouper, krvalue(grouper));
    return krvalue_or_raised(krtuple_of(vm, 2, g->cur_key, krvalue(grouper)));
}

/// @step(2) groupby.__next__(self, /)
KR_STEP(groupby___next__)
{
    KrValue *r = krframe_regs(f);
    KrGroupBy *g = SELF(KrGroupBy, r[0]);
    int same;
    switch (f->state) {
    case 0:
        krstore(vm, g, &g->grouper, KR_EMPTY);
        for (;;) {
            if (g->cur_key != KR_EMPTY) {
                same = g->key == KR_EMPTY ? 0 : krobj_eq(vm, g->key, g->cur_key);
                if (same < 0)
                    return KR_RAISED;
                if (!same)
                    break;
            }
            KR_NEXT_ITEM(r[1], g->it, 1);
            if (r[1] == KR_EMPTY)
                return KR_EMPTY;
            in = r[1];
            if (g->fn != KR_NONE) {
                KR_CALL_STEP(g->fn, &r[1], 1, 2);
            }
            set_current(vm, g, in, r[1]);
        }
    }
    return new_group(vm, r[0]);
}

/// _grouper.__iter__(self, /)
KR_NATIVE(_grouper___iter__)
{
    return a[0];
}

/// @step(2) _grouper.__next__(self, /)
KR_STEP(_grouper___next__)
{
    KrValue *r = krframe_regs(f);
    KrGroupBy *g = SELF(KrGroupBy, SELF(KrGrouper, r[0])->parent);
    switch (f->state) {
    case 0:
        if (g->grouper != r[0])
            return KR_EMPTY;
        if (g->cur_value == KR_EMPTY) {
            KR_NEXT_ITEM(r[1], g->it, 1);
            if (r[1] == KR_EMPTY)
                return KR_EMPTY;
            in = r[1];
            if (g->fn != KR_NONE) {
                KR_CALL_STEP(g->fn, &r[1], 1, 2);
            }
            set_current(vm, g, in, r[1]);
        }
    }
    int same = krobj_eq(vm, SELF(KrGrouper, r[0])->key, g->cur_key);
    if (same <= 0)
        return same < 0 ? KR_RAISED : KR_EMPTY;
    KrValue v = g->cur_value;
    krstore(vm, g, &g->cur_value, KR_EMPTY);
    return v;
}

/* ---- tee -------------------------------------------------------------------------------------------- */

static KrValue new_run(KrVm *vm, KrValue it)
{
    KrList *items = krlist_with_capacity(vm, 4);
    KrTeeRun *run = items ? krobj_new(vm, KR_TYPE_OF(_tee_dataobject)) : NULL;
    if (!run)
        return KR_RAISED;
    krstore(vm, run, &run->it, it);
    krstore(vm, run, &run->items, krvalue(items));
    return krvalue(run);
}

static KrValue new_tee(KrVm *vm, const KrType *type, KrValue run, size_t index)
{
    KR_TRY(run);
    KrTee *t = krobj_new(vm, type);
    if (!t)
        return KR_RAISED;
    krstore(vm, t, &t->run, run);
    t->index = index;
    return krvalue(t);
}

/* The first tee of an iterable: a copy if it is one already. */
static KrValue tee_of(KrVm *vm, const KrType *type, KrValue iterable)
{
    KrValue it = krobj_iter(vm, iterable);
    KR_TRY(it);
    if (kris_instance(vm, it, KR_TYPE_OF(_tee)))
        return new_tee(vm, type, SELF(KrTee, it)->run, SELF(KrTee, it)->index);
    return new_tee(vm, type, new_run(vm, it), 0);
}

/// class _tee(iterable, /)
/// Iterator wrapped to make it copyable.

/// _tee.__new__(cls, iterable, /)
KR_NATIVE(_tee___new__)
{
    return krtype_new_check(vm, a[0], KR_T__tee) ? tee_of(vm, kras_type(a[0]), a[1]) : KR_RAISED;
}

/// _tee.__copy__(self, /)
/// Returns an independent iterator.
KR_NATIVE(_tee___copy__)
{
    return new_tee(vm, KR_TYPE_OF(_tee), SELF(KrTee, a[0])->run, SELF(KrTee, a[0])->index);
}

/// _tee.__iter__(self, /)
KR_NATIVE(_tee___iter__)
{
    return a[0];
}

/* Moves to the next run when this one is full and read; the run where the next item is or comes to be. */
static KrTeeRun *current_run(KrVm *vm, KrTee *t)
{
    KrTeeRun *run = SELF(KrTeeRun, t->run);
    if (t->index < KR_TEE_ITEMS)
        return run;
    if (run->next == KR_EMPTY) {
        KrValue next = new_run(vm, run->it);
        if (next == KR_RAISED)
            return NULL;
        krstore(vm, run, &run->next, next);
    }
    krstore(vm, t, &t->run, run->next);
    t->index = 0;
    return SELF(KrTeeRun, t->run);
}

/// @step(2) _tee.__next__(self, /)
KR_STEP(_tee___next__)
{
    KrValue *r = krframe_regs(f), item;
    KrTee *t = SELF(KrTee, r[0]);
    KrTeeRun *run;
    switch (f->state) {
    case 0:
        run = current_run(vm, t);
        if (!run)
            return KR_RAISED;
        if (t->index < kras_list(run->items)->n)
            return kras_list(run->items)->items->at[t->index++];
        if (run->h.kind)
            return krraise(vm, KR_T_RuntimeError, "cannot re-enter the tee iterator");
        r[1] = krvalue(run);
        run->h.kind = 1;
        in = krstep_next(vm, run->it);
        if (in == KR_CALLED)
            return f->state = 1, in;
    }
    run = SELF(KrTeeRun, r[1]);
    run->h.kind = 0;
    item = krstep_next_in(vm, in);
    if (item == KR_RAISED || item == KR_EMPTY)
        return item;
    if (!krlist_append(vm, kras_list(run->items), item))
        return KR_RAISED;
    t->index++;
    return item;
}

/// itertools.tee(iterable, n=2, /)
/// Returns a tuple of n independent iterators.
KR_NATIVE(itertools_tee)
{
    int64_t count = 2;
    if (a[1] != KR_EMPTY && !krobj_as_i64(vm, a[1], &count, false))
        return KR_RAISED;
    if (count < 0)
        return krraise(vm, KR_T_ValueError, "n must be >= 0");
    KrTuple *t = krtuple_new(vm, NULL, (size_t)count);
    if (!t)
        return KR_RAISED;
    KrValue first = count ? tee_of(vm, KR_TYPE_OF(_tee), a[0]) : KR_NONE;
    for (size_t i = 0; i < (size_t)count; i++) {
        KrValue v = i ? new_tee(vm, KR_TYPE_OF(_tee), SELF(KrTee, first)->run, SELF(KrTee, first)->index) : first;
        KR_TRY(v);
        krstore(vm, t, &t->at[i], v);
    }
    return krvalue(t);
}

/* ---- zip_longest ------------------------------------------------------------------------------------- */

/// class zip_longest(*iterables, fillvalue=None)
/// Return a zip_longest object whose .__next__() method returns a tuple where the i-th element comes from the
/// i-th iterable argument. Shorter iterables are filled up with fillvalue.

/// zip_longest.__new__(cls, /, *iterables, fillvalue=None)
KR_NATIVE(zip_longest___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_zip_longest))
        return KR_RAISED;
    KrTuple *iters = krtuple_new(vm, NULL, n - 2);
    for (uint32_t i = 2; iters && i < n; i++) {
        KrValue it = krobj_iter(vm, a[i]);
        KR_TRY(it);
        krstore(vm, iters, &iters->at[i - 2], it);
    }
    KrZipLongest *z = iters ? krobj_new(vm, kras_type(a[0])) : NULL;
    if (!z)
        return KR_RAISED;
    krstore(vm, z, &z->iters, krvalue(iters));
    krstore(vm, z, &z->fill, a[1] == KR_EMPTY ? KR_NONE : a[1]);
    z->active = iters->n;
    return krvalue(z);
}

/// zip_longest.__iter__(self, /)
KR_NATIVE(zip_longest___iter__)
{
    return a[0];
}

enum { LONGEST_SELF, LONGEST_INDEX, LONGEST_ROW };

/// @step(3) zip_longest.__next__(self, /)
KR_STEP(zip_longest___next__)
{
    KrValue *r = krframe_regs(f), item;
    KrZipLongest *z = SELF(KrZipLongest, r[LONGEST_SELF]);
    KrTuple *iters = kras_tuple(z->iters), *row;
    size_t at;
    switch (f->state) {
    case 0:
        if (!z->active)
            return KR_EMPTY;
        r[LONGEST_ROW] = krvalue_or_raised(krtuple_new(vm, NULL, iters->n));
        KR_TRY(r[LONGEST_ROW]);
        for (r[LONGEST_INDEX] = krsmall(0); (size_t)kras_int(r[LONGEST_INDEX]) < iters->n;
             r[LONGEST_INDEX] = krsmall(kras_int(r[LONGEST_INDEX]) + 1)) {
            item = z->fill;
            if (iters->at[kras_int(r[LONGEST_INDEX])] != KR_EMPTY) {
                in = krstep_next(vm, iters->at[kras_int(r[LONGEST_INDEX])]);
                if (in == KR_CALLED)
                    return f->state = 1, in;
                /* fall through */
    case 1:
                item = krstep_next_in(vm, in);
                if (item == KR_RAISED)
                    return z->active = 0, item;
                if (item == KR_EMPTY) {
                    krstore(vm, iters, &iters->at[kras_int(r[LONGEST_INDEX])], KR_EMPTY);
                    if (z->active == 0 || --z->active == 0)
                        return KR_EMPTY;
                    item = z->fill;
                }
            }
            row = kras_tuple(r[LONGEST_ROW]);
            at = (size_t)kras_int(r[LONGEST_INDEX]);
            krstore(vm, row, &row->at[at], item);
            if (!krcharge(vm, 1))
                return KR_RAISED;
        }
    }
    return r[LONGEST_ROW];
}
