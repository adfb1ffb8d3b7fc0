/* SPDX-License-Identifier: MIT
 * itertools: product, permutations and combinations. Each keeps the indices of the last choice and steps to the next one
 * in lexicographic order. */
#include "modules/itertools.h"

#include "modules/modules.h"
#include "object/iter.h"

static KrChoices *as_choices(KrValue v)
{
    return (KrChoices *)kras_obj(v);
}

static size_t *numbers(KrRaw *raw)
{
    return (size_t *)(void *)raw->data;
}

/* A new iterator over choices of r things, with room for `n` indices, all 0. */
static KrChoices *new_choices(KrVm *vm, KrValue cls, KrValue pools, size_t r, size_t n)
{
    if (r > (size_t)1 << 40 || n > (size_t)1 << 40)
        return krraise_memory(vm), NULL;
    KrRaw *indices = krheap_raw(vm, (n ? n : 1) * sizeof(size_t));
    KrChoices *c = indices ? krobj_new(vm, kras_type(cls)) : NULL;
    if (!c)
        return NULL;
    memset(indices->data, 0, n * sizeof(size_t));
    krstore(vm, c, &c->pools, pools);
    KR_STORE_PTR(vm, c, &c->indices, indices);
    c->r = r;
    return c;
}

static KrValue pool_of(KrVm *vm, KrValue iterable)
{
    return krvalue_or_raised(krobj_tuple(vm, iterable));
}

/* The r-tuple of what the indices choose from one pool. */
static KrValue chosen(KrVm *vm, KrChoices *c)
{
    KrTuple *t = krtuple_new(vm, NULL, c->r);
    if (!t || !krcharge(vm, (int64_t)c->r / 8 + 1))
        return KR_RAISED;
    for (size_t i = 0; i < c->r; i++)
        krstore(vm, t, &t->at[i], kras_tuple(c->pools)->at[numbers(c->indices)[i]]);
    return krvalue(t);
}

static bool choice_size(KrVm *vm, KrValue v, size_t *r)
{
    int64_t i;
    if (!krobj_as_i64(vm, v, &i, false))
        return false;
    if (i < 0)
        return krraise(vm, KR_T_ValueError, "r must be non-negative"), false;
    *r = (size_t)i;
    return true;
}

/* ---- product ---------------------------------------------------------------------------------------- */

/// class product(*iterables, repeat=1)
/// Cartesian product of input iterables. Equivalent to nested for-loops.

/// product.__new__(cls, /, *iterables, repeat=1)
KR_NATIVE(product___new__)
{
    int64_t times = 1;
    if (!krtype_new_check(vm, a[0], KR_T_product) || (a[1] != KR_EMPTY && !krobj_as_i64(vm, a[1], &times, false)))
        return KR_RAISED;
    if (times < 0)
        return krraise(vm, KR_T_ValueError, "repeat argument cannot be negative");
    size_t given = n - 2, all;
    if (__builtin_mul_overflow(given, (size_t)times, &all) || all > (size_t)1 << 40)
        return krraise(vm, KR_T_OverflowError, "repeat argument too large");
    KrTuple *pools = krtuple_new(vm, NULL, all);
    for (size_t i = 0; pools && i < given && times; i++) {
        KrValue pool = pool_of(vm, a[i + 2]);
        KR_TRY(pool);
        krstore(vm, pools, &pools->at[i], pool);
    }
    for (size_t i = given; pools && i < all; i++)
        krstore(vm, pools, &pools->at[i], pools->at[i - given]);
    return pools ? krvalue_or_raised(new_choices(vm, a[0], krvalue(pools), all, all)) : KR_RAISED;
}

/// product.__iter__(self, /)
KR_NATIVE(product___iter__)
{
    return a[0];
}

static bool begin_product(KrChoices *c)
{
    for (size_t i = 0; i < c->r; i++)
        if (kras_tuple(kras_tuple(c->pools)->at[i])->n == 0)
            return false;
    return true;
}

static bool next_product(KrChoices *c)
{
    size_t *index = numbers(c->indices);
    for (size_t i = c->r; i-- > 0; index[i] = 0)
        if (++index[i] < kras_tuple(kras_tuple(c->pools)->at[i])->n)
            return true;
    return false;
}

/// product.__next__(self, /)
KR_NATIVE(product___next__)
{
    KrChoices *c = as_choices(a[0]);
    if (c->stopped || !(c->started ? next_product(c) : begin_product(c)))
        return c->stopped = true, KR_EMPTY;
    c->started = true;
    KrTuple *t = krtuple_new(vm, NULL, c->r);
    if (!t || !krcharge(vm, (int64_t)c->r / 8 + 1))
        return KR_RAISED;
    for (size_t i = 0; i < c->r; i++)
        krstore(vm, t, &t->at[i], kras_tuple(kras_tuple(c->pools)->at[i])->at[numbers(c->indices)[i]]);
    return krvalue(t);
}

/* ---- combinations ----------------------------------------------------------------------------------- */

/// class combinations(iterable, r)
/// Return successive r-length combinations of elements in the iterable.

/// combinations.__new__(cls, iterable, r)
KR_NATIVE(combinations___new__)
{
    size_t r;
    KrValue pool = krtype_new_check(vm, a[0], KR_T_combinations) ? pool_of(vm, a[1]) : KR_RAISED;
    KR_TRY(pool);
    if (!choice_size(vm, a[2], &r))
        return KR_RAISED;
    bool none = r > kras_tuple(pool)->n;
    KrChoices *c = new_choices(vm, a[0], pool, none ? 0 : r, none ? 0 : r);
    if (!c)
        return KR_RAISED;
    for (size_t i = 0; i < c->r; i++)
        numbers(c->indices)[i] = i;
    c->stopped = none;
    return krvalue(c);
}

/// combinations.__iter__(self, /)
KR_NATIVE(combinations___iter__)
{
    return a[0];
}

static bool next_combination(KrChoices *c)
{
    size_t *index = numbers(c->indices), n = kras_tuple(c->pools)->n, i = c->r;
    while (i > 0 && index[i - 1] == n - c->r + i - 1)
        i--;
    if (i == 0)
        return false;
    index[i - 1]++;
    for (; i < c->r; i++)
        index[i] = index[i - 1] + 1;
    return true;
}

/// combinations.__next__(self, /)
KR_NATIVE(combinations___next__)
{
    KrChoices *c = as_choices(a[0]);
    if (c->stopped || (c->started && !next_combination(c)))
        return c->stopped = true, KR_EMPTY;
    c->started = true;
    return chosen(vm, c);
}

/// class combinations_with_replacement(iterable, r)
/// Return successive r-length combinations of elements in the iterable allowing individual elements to have
/// successive repeats.

/// combinations_with_replacement.__new__(cls, iterable, r)
KR_NATIVE(combinations_with_replacement___new__)
{
    size_t r;
    KrValue pool = krtype_new_check(vm, a[0], KR_T_combinations_with_replacement) ? pool_of(vm, a[1]) : KR_RAISED;
    KR_TRY(pool);
    if (!choice_size(vm, a[2], &r))
        return KR_RAISED;
    KrChoices *c = new_choices(vm, a[0], pool, r, r);
    if (!c)
        return KR_RAISED;
    c->stopped = kras_tuple(pool)->n == 0 && r > 0;
    return krvalue(c);
}

/// combinations_with_replacement.__iter__(self, /)
KR_NATIVE(combinations_with_replacement___iter__)
{
    return a[0];
}

static bool next_with_replacement(KrChoices *c)
{
    size_t *index = numbers(c->indices), n = kras_tuple(c->pools)->n, i = c->r;
    while (i > 0 && index[i - 1] == n - 1)
        i--;
    if (i == 0)
        return false;
    size_t value = index[i - 1] + 1;
    for (i--; i < c->r; i++)
        index[i] = value;
    return true;
}

/// combinations_with_replacement.__next__(self, /)
KR_NATIVE(combinations_with_replacement___next__)
{
    KrChoices *c = as_choices(a[0]);
    if (c->stopped || (c->started && !next_with_replacement(c)))
        return c->stopped = true, KR_EMPTY;
    c->started = true;
    return chosen(vm, c);
}

/* ---- permutations ----------------------------------------------------------------------------------- */

/// class permutations(iterable, r=None)
/// Return successive r-length permutations of elements in the iterable.

/// permutations.__new__(cls, iterable, r=None)
KR_NATIVE(permutations___new__)
{
    KrValue pool = krtype_new_check(vm, a[0], KR_T_permutations) ? pool_of(vm, a[1]) : KR_RAISED;
    KR_TRY(pool);
    size_t n_pool = kras_tuple(pool)->n, r = n_pool;
    if (a[2] != KR_EMPTY && a[2] != KR_NONE) {
        if (!krint_check(vm, a[2]))
            return krraise(vm, KR_T_TypeError, "Expected int as r");
        if (!choice_size(vm, a[2], &r))
            return KR_RAISED;
    }
    bool none = r > n_pool;
    KrChoices *c = new_choices(vm, a[0], pool, none ? 0 : r, n_pool);
    KrRaw *cycles = c ? krheap_raw(vm, (c->r ? c->r : 1) * sizeof(size_t)) : NULL;
    if (!cycles)
        return KR_RAISED;
    KR_STORE_PTR(vm, c, &c->cycles, cycles);
    for (size_t i = 0; i < n_pool; i++)
        numbers(c->indices)[i] = i;
    for (size_t i = 0; i < c->r; i++)
        numbers(cycles)[i] = n_pool - i;
    c->stopped = none;
    return krvalue(c);
}

/// permutations.__iter__(self, /)
KR_NATIVE(permutations___iter__)
{
    return a[0];
}

/* cycles[i] counts down the exchanges of place i with those behind it; when none is left the tail is turned back. */
static bool next_permutation(KrChoices *c)
{
    size_t *index = numbers(c->indices), *cycles = numbers(c->cycles), n = kras_tuple(c->pools)->n;
    for (size_t i = c->r; i-- > 0;) {
        if (--cycles[i] == 0) {
            size_t first = index[i];
            memmove(&index[i], &index[i + 1], (n - 1 - i) * sizeof *index);
            index[n - 1] = first;
            cycles[i] = n - i;
            continue;
        }
        size_t other = n - cycles[i], v = index[i];
        index[i] = index[other];
        index[other] = v;
        return true;
    }
    return false;
}

/// permutations.__next__(self, /)
KR_NATIVE(permutations___next__)
{
    KrChoices *c = as_choices(a[0]);
    if (c->stopped || (c->started && !next_permutation(c)))
        return c->stopped = true, KR_EMPTY;
    c->started = true;
    return chosen(vm, c);
}
