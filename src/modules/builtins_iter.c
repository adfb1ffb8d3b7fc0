/* SPDX-License-Identifier: MIT
 * The functions of builtins that drive iterators, as stepping natives: generators and Python callbacks that they meet run in the
 * same activation, so they use no C stack. Registers are named by enums; vm/frame.h explains the protocol. */
#include "modules/modules.h"
#include "vm/ops.h"

#include <math.h>

/* Fetches the next item into `item`; leaves the step when a frame was pushed. `resume` labels where it goes on. */
#define NEXT_ITEM(item, iterator, number)                                                                     \
    in = krstep_next(vm, iterator);                                                                           \
    if (in == KR_CALLED)                                                                                      \
        return f->state = (number), KR_CALLED;                                                                \
    /* fall through */                                                                                        \
    case (number):                                                                                            \
    in = krstep_next_in(vm, in);                                                                              \
    KR_TRY(in);                                                                                               \
    if (!krcharge(vm, 1))                                                                                     \
        return KR_RAISED;                                                                                     \
    item = in

/* ---- next ------------------------------------------------------------------------------------------------------------------ */

/// @step(2) builtins.next(iterator, default=None, /)
/// Return the next item from the iterator.
KR_STEP(builtins_next)
{
    KrValue *r = krframe_regs(f);
    if (!f->state) {
        f->state = 1;
        if (krdunder(vm, krtype_of(vm, r[0]), KR_D_next) == KR_EMPTY)
            return krraise(vm, KR_T_TypeError, "'%T' object is not an iterator", r[0]);
        in = krstep_next(vm, r[0]);
        if (in == KR_CALLED)
            return in;
    }
    if (in == KR_RAISED && r[1] != KR_EMPTY)
        in = krstep_next_in(vm, in);
    if (in == KR_EMPTY)
        return r[1] != KR_EMPTY ? r[1] : krraise_stop(vm, kris_exact(r[0], KR_T_generator) && vm->exec->returned ? vm->exec->returned : KR_NONE);
    return in;
}

/* ---- sum -------------------------------------------------------------------------------------------------------------------- */

/* SUM_LOST is empty while the total is an int, then what rounding has lost so far if it is a float, and None once anything else
 * was met. */
enum { SUM_ITERABLE, SUM_TOTAL, SUM_ITER, SUM_LOST };

/* Adds a float or a small int to a float total, with Neumaier's compensation for floats. False: this is for the operator. */
static bool sum_doubles(KrValue *r, KrValue item)
{
    if (!kris_double(r[SUM_LOST]) || !(kris_double(item) || kris_int(item)))
        return false;
    double total = kras_double(r[SUM_TOTAL]), lost = kras_double(r[SUM_LOST]);
    double x = kris_double(item) ? kras_double(item) : (double)kras_int(item);
    double next = total + x;
    if (kris_double(item))
        lost += fabs(total) >= fabs(x) ? (total - next) + x : (x - next) + total;
    r[SUM_TOTAL] = krdouble(next);
    r[SUM_LOST] = krdouble(lost);
    return true;
}

static void sum_lost_to_total(KrValue *r)
{
    if (kris_double(r[SUM_LOST]) && isfinite(kras_double(r[SUM_LOST])))
        r[SUM_TOTAL] = krdouble(kras_double(r[SUM_TOTAL]) + kras_double(r[SUM_LOST]));
    r[SUM_LOST] = KR_NONE;
}

/* After the operator has added: floats are compensated only right behind ints. */
static void sum_set_total(KrVm *vm, KrValue *r, KrValue total)
{
    int64_t i;
    if (r[SUM_LOST] == KR_EMPTY && kris_double(total))
        r[SUM_LOST] = krdouble(0);
    else if (r[SUM_LOST] != KR_EMPTY || !krint_check(vm, total) || !krint_to_i64(total, &i))
        r[SUM_LOST] = KR_NONE;
    r[SUM_TOTAL] = total;
}

/// @step(4) builtins.sum(iterable, /, start=0)
/// Return the sum of a 'start' value (default: 0) plus an iterable of numbers
KR_STEP(builtins_sum)
{
    KrValue *r = krframe_regs(f), item;
    switch (f->state) {
    case 0:
        if (r[SUM_TOTAL] == KR_EMPTY)
            r[SUM_TOTAL] = krsmall(0);
        if (kris_str(vm, r[SUM_TOTAL]))
            return krraise(vm, KR_T_TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
        if (kris_exact(r[SUM_TOTAL], KR_T_bytes))
            return krraise(vm, KR_T_TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
        if (kris_exact(r[SUM_TOTAL], KR_T_bytearray))
            return krraise(vm, KR_T_TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
        in = krstep_iter(vm, r[SUM_ITERABLE]);
        KR_TRY(in);
        r[SUM_ITER] = in;
        if (kris_double(r[SUM_TOTAL]))
            r[SUM_LOST] = krdouble(0);
        for (;;) {
            NEXT_ITEM(item, r[SUM_ITER], 1);
            if (item == KR_EMPTY)
                return sum_lost_to_total(r), r[SUM_TOTAL];
            int64_t s;
            if (kris_ints(item, r[SUM_TOTAL]) && !__builtin_add_overflow((int64_t)(item << 16), (int64_t)(r[SUM_TOTAL] << 16), &s)) {
                r[SUM_TOTAL] = (KrValue)((uint64_t)s >> 16) | KR_INT_TAG;
                continue;
            }
            if (sum_doubles(r, item))
                continue;
            if (kris_double(r[SUM_LOST]))
                sum_lost_to_total(r);
            in = krop_binary(vm, KR_D_add, r[SUM_TOTAL], item, 0);
            if (in == KR_CALLED)
                return f->state = 2, in;
            /* fall through */
    case 2:
            KR_TRY(in);
            sum_set_total(vm, r, in);
        }
    }
    return KR_NONE;
}

/* ---- any, all ----------------------------------------------------------------------------------------------------------------- */

static KrValue any_or_all(KrVm *vm, KrFrame *f, KrValue in, bool any)
{
    KrValue *r = krframe_regs(f), item;
    switch (f->state) {
    case 0:
        r[1] = krstep_iter(vm, r[0]);
        KR_TRY(r[1]);
        for (;;) {
            NEXT_ITEM(item, r[1], 1);
            if (item == KR_EMPTY)
                return krbool(!any);
            in = krop_truth(vm, item, 0);
            if (in == KR_CALLED)
                return f->state = 2, in;
            /* fall through */
    case 2:
            KR_TRY(in);
            if ((in == KR_TRUE) == any)
                return krbool(any);
        }
    }
    return KR_NONE;
}

/// @step(2) builtins.any(iterable, /)
/// Return True if bool(x) is True for any x in the iterable.
KR_STEP(builtins_any)
{
    return any_or_all(vm, f, in, true);
}

/// @step(2) builtins.all(iterable, /)
/// Return True if bool(x) is True for all values x in the iterable.
KR_STEP(builtins_all)
{
    return any_or_all(vm, f, in, false);
}

/* ---- min, max ------------------------------------------------------------------------------------------------------------------- */

enum { EXT_KEY, EXT_DEFAULT, EXT_ARGS, EXT_ITER, EXT_BEST, EXT_BEST_KEY, EXT_ITEM, EXT_ITEM_KEY, EXT_REGS };

/* min and max take an iterable or several arguments. */
static KrValue extreme(KrVm *vm, KrFrame *f, KrValue in, KrCmp better, const char *name)
{
    KrValue *r = krframe_regs(f);
    KrTuple *args = kras_tuple(r[EXT_ARGS]);
    switch (f->state) {
    case 0:
        if (!args->n)
            return krraise(vm, KR_T_TypeError, "%s expected at least 1 argument, got 0", name);
        if (args->n > 1 && r[EXT_DEFAULT] != KR_EMPTY)
            return krraise(vm, KR_T_TypeError, "Cannot specify a default for %s() with multiple positional arguments", name);
        if (r[EXT_KEY] == KR_NONE)
            r[EXT_KEY] = KR_EMPTY;
        r[EXT_ITER] = krstep_iter(vm, args->n == 1 ? args->at[0] : r[EXT_ARGS]);
        KR_TRY(r[EXT_ITER]);
        for (;;) {
            NEXT_ITEM(r[EXT_ITEM], r[EXT_ITER], 1);
            if (r[EXT_ITEM] == KR_EMPTY)
                break;
            r[EXT_ITEM_KEY] = r[EXT_ITEM];
            if (r[EXT_KEY] != KR_EMPTY) {
                in = krstep_call(vm, r[EXT_KEY], &r[EXT_ITEM], 1);
                if (in == KR_CALLED)
                    return f->state = 2, in;
                /* fall through */
    case 2:
                KR_TRY(in);
                r[EXT_ITEM_KEY] = in;
            }
            if (r[EXT_BEST] != KR_EMPTY) {
                in = krop_compare(vm, better, r[EXT_ITEM_KEY], r[EXT_BEST_KEY], 0);
                if (in == KR_CALLED)
                    return f->state = 3, in;
                /* fall through */
    case 3:
                KR_TRY(in);
                int truth = krobj_true(vm, in);
                if (truth < 0)
                    return KR_RAISED;
                if (!truth)
                    continue;
            }
            r[EXT_BEST] = r[EXT_ITEM];
            r[EXT_BEST_KEY] = r[EXT_ITEM_KEY];
        }
    }
    if (r[EXT_BEST] != KR_EMPTY)
        return r[EXT_BEST];
    return r[EXT_DEFAULT] != KR_EMPTY ? r[EXT_DEFAULT] : krraise(vm, KR_T_ValueError, "%s() iterable argument is empty", name);
}

/// @step(8) builtins.min(*args, key=None, default=None)
/// With a single iterable argument, return its smallest item. With two or more positional arguments, return the smallest.
KR_STEP(builtins_min)
{
    return extreme(vm, f, in, KR_LT, "min");
}

/// @step(8) builtins.max(*args, key=None, default=None)
/// With a single iterable argument, return its biggest item. With two or more positional arguments, return the largest.
KR_STEP(builtins_max)
{
    return extreme(vm, f, in, KR_GT, "max");
}

/* ---- sorted ------------------------------------------------------------------------------------------------------------------------- */

enum { SORTED_ITERABLE, SORTED_KEY, SORTED_REVERSE, SORTED_ITER, SORTED_LIST, SORTED_KEYS, SORTED_INDEX };

/* The keys are computed step by step; the sort itself compares them. */
/// @step(7) builtins.sorted(iterable, /, *, key=None, reverse=False)
/// Return a new list containing all items from the iterable in ascending order.
KR_STEP(builtins_sorted)
{
    KrValue *r = krframe_regs(f), item;
    switch (f->state) {
    case 0:
        r[SORTED_LIST] = krvalue_or_raised(krlist_with_capacity(vm, 0));
        KR_TRY(r[SORTED_LIST]);
        if (kris_exact(r[SORTED_ITERABLE], KR_T_list) || kris_exact(r[SORTED_ITERABLE], KR_T_tuple)) {
            if (!krlist_extend(vm, kras_list(r[SORTED_LIST]), r[SORTED_ITERABLE]))
                return KR_RAISED;
        } else {
            r[SORTED_ITER] = krstep_iter(vm, r[SORTED_ITERABLE]);
            KR_TRY(r[SORTED_ITER]);
            for (;;) {
                NEXT_ITEM(item, r[SORTED_ITER], 1);
                if (item == KR_EMPTY)
                    break;
                if (!krlist_append(vm, kras_list(r[SORTED_LIST]), item))
                    return KR_RAISED;
            }
        }
        if (r[SORTED_KEY] == KR_EMPTY || r[SORTED_KEY] == KR_NONE)
            break;
        r[SORTED_KEYS] = krvalue_or_raised(krlist_with_capacity(vm, kras_list(r[SORTED_LIST])->n));
        KR_TRY(r[SORTED_KEYS]);
        for (r[SORTED_INDEX] = krsmall(0); (size_t)kras_int(r[SORTED_INDEX]) < kras_list(r[SORTED_LIST])->n;
             r[SORTED_INDEX] = krsmall(kras_int(r[SORTED_INDEX]) + 1)) {
            item = kras_list(r[SORTED_LIST])->items->at[kras_int(r[SORTED_INDEX])];
            in = krstep_call(vm, r[SORTED_KEY], &item, 1);
            if (in == KR_CALLED)
                return f->state = 2, in;
            /* fall through */
    case 2:
            KR_TRY(in);
            if (!krcharge(vm, 1) || !krlist_append(vm, kras_list(r[SORTED_KEYS]), in))
                return KR_RAISED;
        }
    }
    int reverse = r[SORTED_REVERSE] == KR_EMPTY ? 0 : krobj_true(vm, r[SORTED_REVERSE]);
    KrList *list = kras_list(r[SORTED_LIST]), *keys = r[SORTED_KEYS] == KR_EMPTY ? NULL : kras_list(r[SORTED_KEYS]);
    return reverse >= 0 && krlist_sort_by(vm, list, keys, reverse) ? r[SORTED_LIST] : KR_RAISED;
}

/* ---- map, filter, zip ------------------------------------------------------------------------------------------------------------------ */

static KrValue iterators_of(KrVm *vm, KrValue *items, uint32_t n, const char *what)
{
    KrTuple *t = krtuple_new(vm, NULL, n);
    for (uint32_t i = 0; t && i < n; i++) {
        KrValue it = krobj_iter(vm, items[i]);
        if (it == KR_RAISED && what && krpending_is(vm, KR_T_TypeError) && krdunder(vm, krtype_of(vm, items[i]), KR_D_iter) == KR_EMPTY) {
            krpending_clear(vm);
            return krraise(vm, KR_T_TypeError, "'%T' object is not iterable", items[i]);
        }
        KR_TRY(it);
        krstore(vm, t, &t->at[i], it);
    }
    return krvalue_or_raised(t);
}

/// class map(function, iterable, /, *iterables, strict=False)
/// Make an iterator that computes the function using arguments from each of the iterables.

/// map.__new__(cls, /, *args, **kwargs)
/// Create and return a new object.
KR_NATIVE(map___new__)
{
    size_t keywords = a[1] == KR_EMPTY ? 0 : kras_dict(a[1])->live;
    KrValue given = keywords ? krdict_get_name(vm, kras_dict(a[1]), KR_NAME(strict)) : KR_EMPTY;
    int strict = given == KR_EMPTY ? 0 : krobj_true(vm, given);
    if (strict < 0)
        return KR_RAISED;
    if (keywords > (given != KR_EMPTY) && kras_type(a[0]) == KR_TYPE_OF(map))
        return krraise(vm, KR_T_TypeError, "map() takes no keyword arguments");
    if (n < 4)
        return krraise(vm, KR_T_TypeError, "map() must have at least two arguments.");
    KrIterTuple *m = krobj_new(vm, kras_type(a[0]));
    KrValue iters = m ? iterators_of(vm, &a[3], n - 3, NULL) : KR_RAISED;
    KR_TRY(iters);
    krstore(vm, m, &m->fn, a[2]);
    krstore(vm, m, &m->iters, iters);
    m->h.kind = (uint8_t)strict;
    return krvalue(m);
}

/// map.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(map___iter__)
{
    return a[0];
}

enum { MAP_SELF, MAP_INDEX, MAP_ARGS, MAP_REGS };

static KrValue strict_mismatch(KrVm *vm, const char *name, size_t at, const char *how)
{
    if (at == 1)
        return krraise(vm, KR_T_ValueError, "%s() argument 2 is %s than argument 1", name, how);
    return krraise(vm, KR_T_ValueError, "%s() argument %zu is %s than arguments 1-%zu", name, at + 1, how, at);
}

/* One iterator needs no tuple of arguments. */
/// @step(3) map.__next__(self, /)
/// Implement next(self).
KR_STEP(map___next__)
{
    KrValue *r = krframe_regs(f), item;
    KrIterTuple *m = (KrIterTuple *)kras_obj(r[MAP_SELF]);
    KrTuple *iters = kras_tuple(m->iters), *args;
    switch (f->state) {
    case 0:
        r[MAP_ARGS] = krvalue_or_raised(krtuple_new(vm, NULL, iters->n));
        KR_TRY(r[MAP_ARGS]);
        for (r[MAP_INDEX] = krsmall(0); (size_t)kras_int(r[MAP_INDEX]) < iters->n; r[MAP_INDEX] = krsmall(kras_int(r[MAP_INDEX]) + 1)) {
            NEXT_ITEM(item, iters->at[kras_int(r[MAP_INDEX])], 1);
            if (item == KR_EMPTY) {
                if (!m->h.kind)
                    return KR_EMPTY;
                if (kras_int(r[MAP_INDEX]))
                    return strict_mismatch(vm, "map", (size_t)kras_int(r[MAP_INDEX]), "shorter");
                break;
            }
            args = kras_tuple(r[MAP_ARGS]);
            krstore(vm, args, &args->at[kras_int(r[MAP_INDEX])], item);
        }
        if ((size_t)kras_int(r[MAP_INDEX]) < iters->n) { /* strict: the first is exhausted, so all others must be */
            for (r[MAP_INDEX] = krsmall(1); (size_t)kras_int(r[MAP_INDEX]) < iters->n; r[MAP_INDEX] = krsmall(kras_int(r[MAP_INDEX]) + 1)) {
                NEXT_ITEM(item, iters->at[kras_int(r[MAP_INDEX])], 3);
                if (item != KR_EMPTY)
                    return strict_mismatch(vm, "map", (size_t)kras_int(r[MAP_INDEX]), "longer");
            }
            return KR_EMPTY;
        }
        args = kras_tuple(r[MAP_ARGS]);
        in = krstep_call(vm, m->fn, args->at, (uint32_t)args->n);
        if (in == KR_CALLED)
            return f->state = 2, in;
    }
    return in;
}

/// class filter(function, iterable, /)
/// Return an iterator yielding those items of iterable for which function(item) is true.

/// filter.__new__(cls, function, iterable, /)
/// Create and return a new object.
KR_NATIVE(filter___new__)
{
    KrIterPair *p = krobj_new(vm, kras_type(a[0]));
    KrValue it = p ? krobj_iter(vm, a[2]) : KR_RAISED;
    KR_TRY(it);
    krstore(vm, p, &p->a, a[1]);
    krstore(vm, p, &p->b, it);
    return krvalue(p);
}

/// filter.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(filter___iter__)
{
    return a[0];
}

/// @step(2) filter.__next__(self, /)
/// Implement next(self).
KR_STEP(filter___next__)
{
    KrValue *r = krframe_regs(f);
    KrIterPair *p = (KrIterPair *)kras_obj(r[0]);
    switch (f->state) {
    case 0:
        for (;;) {
            NEXT_ITEM(r[1], p->b, 1);
            if (r[1] == KR_EMPTY)
                return KR_EMPTY;
            in = p->a == KR_NONE || p->a == krvalue(KR_TYPE_OF(bool)) ? r[1] : krstep_call(vm, p->a, &r[1], 1);
            if (in == KR_CALLED)
                return f->state = 2, in;
            /* fall through */
    case 2:
            KR_TRY(in);
            int truth = krobj_true(vm, in);
            if (truth)
                return truth < 0 ? KR_RAISED : r[1];
        }
    }
    return KR_NONE;
}

/// class zip(*iterables, strict=False)
/// The zip object yields n-length tuples, where n is the number of iterables.

/// zip.__new__(cls, /, *iterables, strict=False)
/// Create and return a new object.
KR_NATIVE(zip___new__)
{
    int strict = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    KrIterTuple *z = strict < 0 ? NULL : krobj_new(vm, kras_type(a[0]));
    KrValue iters = z ? iterators_of(vm, &a[2], n - 2, "zip") : KR_RAISED;
    KR_TRY(iters);
    krstore(vm, z, &z->iters, iters);
    z->h.kind = (uint8_t)strict;
    return krvalue(z);
}

/// zip.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(zip___iter__)
{
    return a[0];
}

enum { ZIP_SELF, ZIP_INDEX, ZIP_ROW, ZIP_REGS };

/// @step(1) enumerate.__next__(self, /)
/// Implement next(self).
KR_STEP(enumerate___next__)
{
    KrIterPair *e = (KrIterPair *)kras_obj(krframe_regs(f)[0]);
    KrValue item;
    switch (f->state) {
    case 0:
        NEXT_ITEM(item, e->a, 1);
        return item == KR_EMPTY ? KR_EMPTY : krenumerate_pair(vm, e, item);
    }
    return KR_NONE;
}

/// @step(3) zip.__next__(self, /)
/// Implement next(self).
KR_STEP(zip___next__)
{
    KrValue *r = krframe_regs(f), item;
    KrIterTuple *z = (KrIterTuple *)kras_obj(r[ZIP_SELF]);
    KrTuple *iters = kras_tuple(z->iters), *row;
    size_t at;
    switch (f->state) {
    case 0:
        if (!iters->n)
            return KR_EMPTY;
        r[ZIP_ROW] = krvalue_or_raised(krtuple_new(vm, NULL, iters->n));
        KR_TRY(r[ZIP_ROW]);
        for (r[ZIP_INDEX] = krsmall(0); (size_t)kras_int(r[ZIP_INDEX]) < iters->n; r[ZIP_INDEX] = krsmall(kras_int(r[ZIP_INDEX]) + 1)) {
            NEXT_ITEM(item, iters->at[kras_int(r[ZIP_INDEX])], 1);
            at = (size_t)kras_int(r[ZIP_INDEX]);
            if (item == KR_EMPTY) {
                if (!z->h.kind)
                    return KR_EMPTY;
                if (at)
                    return strict_mismatch(vm, "zip", at, "shorter");
                break;
            }
            row = kras_tuple(r[ZIP_ROW]);
            krstore(vm, row, &row->at[at], item);
        }
        if ((size_t)kras_int(r[ZIP_INDEX]) == iters->n)
            return r[ZIP_ROW];
        /* Strict: the first is exhausted, so all others must be. */
        for (r[ZIP_INDEX] = krsmall(1); (size_t)kras_int(r[ZIP_INDEX]) < iters->n; r[ZIP_INDEX] = krsmall(kras_int(r[ZIP_INDEX]) + 1)) {
            NEXT_ITEM(item, iters->at[kras_int(r[ZIP_INDEX])], 2);
            if (item != KR_EMPTY)
                return strict_mismatch(vm, "zip", (size_t)kras_int(r[ZIP_INDEX]), "longer");
        }
    }
    return KR_EMPTY;
}
