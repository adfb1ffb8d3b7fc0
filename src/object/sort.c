/* SPDX-License-Identifier: MIT
 * list.sort: a stable merge sort of natural runs, merged in the order of powersort (Munro and Wild,
 * "Nearly-optimal mergesorts", ESA 2018), with timsort's galloping.
 *
 * The loops are compiled once for each kind of key that is compared in place. While the sort runs
 * the list is empty: what Python code does to it meanwhile is noticed and thrown away. */
#include "object/list.h"
#include "object/str.h"

#include <string.h>

#define INLINE static inline __attribute__((always_inline))

typedef enum Kind { INTS, DOUBLES, STRS, TUPLES, ANY } Kind;

enum {
    MIN_RUN = 32,
    GALLOP = 7,    /* wins in a row after which galloping begins to pay */
    MAX_RUNS = 66, /* powers on the stack increase, and a power is at most 64 */
    SLICE = 1024,  /* steps between two polls */
};

typedef struct Run {
    size_t start, n;
    unsigned power; /* of the border to the next run */
} Run;

typedef struct Sort {
    KrVm *vm;
    size_t n;
    KrValues *keys;
    KrValues *values;    /* move with the keys; NULL if the keys are the items themselves */
    KrValues *temp_keys; /* half as long; NULL until needed */
    KrValues *temp_values;
    Kind kind;  /* of all keys */
    Kind first; /* TUPLES: the kind of the first items */
    unsigned gallop;
    int steps;
    unsigned nruns;
    Run runs[MAX_RUNS];
} Sort;

/* ---- comparison ------------------------------------------------------------------------------ */

INLINE bool plain_less(KrValue a, KrValue b, Kind kind)
{
    if (kind == INTS)
        return (int64_t)(a << 16) < (int64_t)(b << 16);
    if (kind == DOUBLES)
        return kras_double(a) < kras_double(b);
    return krstr_compare(kras_str(a), kras_str(b)) < 0;
}

static bool plain_equal(KrValue a, KrValue b, Kind kind)
{
    if (a == b || kind == INTS)
        return a == b;
    return kind == DOUBLES ? kras_double(a) == kras_double(b)
                           : krstr_equal(kras_str(a), kras_str(b));
}

/* As tuple.__lt__ has it. */
static int tuple_less(Sort *s, KrValue a, KrValue b)
{
    const KrTuple *x = kras_tuple(a), *y = kras_tuple(b);
    if (!plain_equal(x->at[0], y->at[0], s->first))
        return plain_less(x->at[0], y->at[0], s->first);
    for (size_t i = 1; i < x->n && i < y->n; i++) {
        int equal = krobj_eq(s->vm, x->at[i], y->at[i]);
        if (equal <= 0)
            return equal < 0 ? -1 : krobj_lt(s->vm, x->at[i], y->at[i]);
    }
    return x->n < y->n;
}

static int other_less(Sort *s, KrValue a, KrValue b)
{
    return s->kind == TUPLES ? tuple_less(s, a, b) : krobj_lt(s->vm, a, b);
}

/* 1, 0, or -1 with an exception pending. */
INLINE int less(Sort *s, KrValue a, KrValue b, Kind kind)
{
    return kind >= TUPLES ? other_less(s, a, b) : plain_less(a, b, kind);
}

INLINE bool poll(Sort *s)
{
    if (KR_LIKELY(--s->steps > 0))
        return true;
    s->steps = SLICE;
    return krcharge(s->vm, SLICE);
}

/* ---- moving keys and values ------------------------------------------------------------------ */

INLINE void move(Sort *s, size_t to, size_t from, size_t n)
{
    memmove(s->keys->at + to, s->keys->at + from, n * sizeof(KrValue));
    if (s->values)
        memmove(s->values->at + to, s->values->at + from, n * sizeof(KrValue));
}

INLINE void move_one(Sort *s, size_t to, size_t from)
{
    krstore(s->vm, s->keys, &s->keys->at[to], s->keys->at[from]);
    if (s->values)
        krstore(s->vm, s->values, &s->values->at[to], s->values->at[from]);
}

INLINE void restore_one(Sort *s, size_t to, size_t temp)
{
    krstore(s->vm, s->keys, &s->keys->at[to], s->temp_keys->at[temp]);
    if (s->values)
        krstore(s->vm, s->values, &s->values->at[to], s->temp_values->at[temp]);
}

static void restore(Sort *s, size_t to, size_t temp, size_t n)
{
    krstore_all(s->vm, s->keys, s->keys->at + to, s->temp_keys->at + temp, n);
    if (s->values)
        krstore_all(s->vm, s->values, s->values->at + to, s->temp_values->at + temp, n);
}

static bool save(Sort *s, size_t from, size_t n)
{
    if (!s->temp_keys && !(s->temp_keys = krheap_values(s->vm, s->n / 2 + 1)))
        return false;
    if (s->values && !s->temp_values && !(s->temp_values = krheap_values(s->vm, s->n / 2 + 1)))
        return false;
    krstore_all(s->vm, s->temp_keys, s->temp_keys->at, s->keys->at + from, n);
    if (s->values)
        krstore_all(s->vm, s->temp_values, s->temp_values->at, s->values->at + from, n);
    return true;
}

static void reverse_values(KrVm *vm, KrValues *cell, size_t start, size_t n)
{
    for (size_t i = start, j = start + n; i + 1 < j; i++) {
        KrValue v = cell->at[i];
        krstore(vm, cell, &cell->at[i], cell->at[--j]);
        krstore(vm, cell, &cell->at[j], v);
    }
}

static void reverse(Sort *s, size_t start, size_t n)
{
    reverse_values(s->vm, s->keys, start, n);
    if (s->values)
        reverse_values(s->vm, s->values, start, n);
}

/* ---- runs ------------------------------------------------------------------------------------ */

/* The length of the run that begins at `start`; one that falls strictly is turned round. 0 on
 * error. */
INLINE size_t count_run(Sort *s, size_t start, Kind kind)
{
    const KrValue *at = s->keys->at;
    size_t i = start + 1;
    if (i >= s->n)
        return s->n - start;
    int falls = less(s, at[i], at[i - 1], kind), r = falls;
    for (; r == falls; r = less(s, at[i], at[i - 1], kind))
        if (!poll(s) || r < 0)
            return 0;
        else if (++i == s->n)
            break;
    if (r < 0)
        return 0;
    if (falls)
        reverse(s, start, i - start);
    return i - start;
}

/* Sorts n items of which the first `sorted` are in order, by binary insertion. */
INLINE bool insertion_sort(Sort *s, size_t start, size_t sorted, size_t n, Kind kind)
{
    for (size_t i = start + sorted; i < start + n; i++) {
        size_t low = start, high = i;
        KrValue key = s->keys->at[i], value = s->values ? s->values->at[i] : KR_EMPTY;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            int r = less(s, key, s->keys->at[middle], kind);
            if (r < 0)
                return false;
            if (r)
                high = middle;
            else
                low = middle + 1;
        }
        move(s, low + 1, low, i - low);
        krstore(s->vm, s->keys, &s->keys->at[low], key);
        if (s->values)
            krstore(s->vm, s->values, &s->values->at[low], value);
    }
    return krcharge(s->vm, (int64_t)(n - sorted) * 4);
}

/* ---- merging --------------------------------------------------------------------------------- */

/* How many of the n sorted keys at `at` belong before `key`: those that are less, or, with `right`,
 * those that are not greater. Looks near `hint` first, then at distances that double. -1 on error.
 */
static int64_t gallop(Sort *s, KrValue key, const KrValue *at, size_t n, size_t hint, bool right)
{
    Kind kind = s->kind;
#define BEFORE(i) (right ? 1 ^ (r = less(s, key, at[i], kind)) : (r = less(s, at[i], key, kind)))
    size_t low = 0, high = n;
    int r, before = BEFORE(hint);
    if (r < 0)
        return -1;
    if (before) {
        low = hint + 1;
        for (size_t step = 1; step < n - hint; step = step * 2 + 1) {
            before = BEFORE(hint + step);
            if (r < 0)
                return -1;
            if (!before) {
                high = hint + step;
                break;
            }
            low = hint + step + 1;
        }
    } else {
        high = hint;
        for (size_t step = 1; step <= hint; step = step * 2 + 1) {
            before = BEFORE(hint - step);
            if (r < 0)
                return -1;
            if (before) {
                low = hint - step + 1;
                break;
            }
            high = hint - step;
        }
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        before = BEFORE(middle);
        if (r < 0)
            return -1;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return (int64_t)low;
#undef BEFORE
}

/* What is left of two runs while they are merged: [i, na) of the one that waits in the temp, [j,
 * nb) of the other, which is in place; the next item goes to `to`. Merging from above counts from
 * the ends. */
typedef struct Merge {
    size_t i, j, to;
} Merge;

/* One at a time, until one side has won so often that galloping pays: 1. 0 when a side is used up,
 * -1 on error. */
INLINE int merge_low_singly(Sort *s, Merge *m, size_t na, size_t end, Kind kind)
{
    unsigned wins_a = 0, wins_b = 0;
    do {
        int r = less(s, s->keys->at[m->j], s->temp_keys->at[m->i], kind);
        if (r < 0 || !poll(s))
            return -1;
        if (r) {
            move_one(s, m->to++, m->j++);
            wins_b++;
            wins_a = 0;
            if (m->j == end)
                return 0;
        } else {
            restore_one(s, m->to++, m->i++);
            wins_a++;
            wins_b = 0;
            if (m->i == na)
                return 0;
        }
    } while ((wins_a | wins_b) < s->gallop);
    return 1;
}

static int merge_low_gallop(Sort *s, Merge *m, size_t na, size_t end)
{
    int64_t a, b;
    do {
        a = gallop(s, s->keys->at[m->j], s->temp_keys->at + m->i, na - m->i, 0, true);
        if (a < 0 || !krcharge(s->vm, a / 8 + 4))
            return -1;
        restore(s, m->to, m->i, (size_t)a);
        m->to += (size_t)a;
        m->i += (size_t)a;
        if (m->i == na)
            return 0;
        move_one(s, m->to++, m->j++);
        if (m->j == end)
            return 0;
        b = gallop(s, s->temp_keys->at[m->i], s->keys->at + m->j, end - m->j, 0, false);
        if (b < 0 || !krcharge(s->vm, b / 8 + 4))
            return -1;
        move(s, m->to, m->j, (size_t)b);
        m->to += (size_t)b;
        m->j += (size_t)b;
        if (m->j == end)
            return 0;
        restore_one(s, m->to++, m->i++);
        if (m->i == na)
            return 0;
        s->gallop -= s->gallop > 1;
    } while (a >= GALLOP || b >= GALLOP);
    s->gallop += 2;
    return 1;
}

/* Merges two neighbours of which the left one, the shorter, waits in the temp. Whatever happens,
 * all items are back. */
INLINE bool merge_low(Sort *s, size_t a, size_t na, size_t nb, Kind kind)
{
    Merge m = {0, a + na, a};
    size_t end = a + na + nb;
    if (!save(s, a, na))
        return false;
    int r;
    do
        r = merge_low_singly(s, &m, na, end, kind);
    while (r > 0 && (r = merge_low_gallop(s, &m, na, end)) > 0);
    restore(s, m.to, m.i, na - m.i);
    return r == 0;
}

INLINE int merge_high_singly(Sort *s, Merge *m, size_t start, Kind kind)
{
    unsigned wins_a = 0, wins_b = 0;
    do {
        int r = less(s, s->temp_keys->at[m->i - 1], s->keys->at[m->j - 1], kind);
        if (r < 0 || !poll(s))
            return -1;
        if (r) {
            move_one(s, --m->to, --m->j);
            wins_a++;
            wins_b = 0;
            if (m->j == start)
                return 0;
        } else {
            restore_one(s, --m->to, --m->i);
            wins_b++;
            wins_a = 0;
            if (m->i == 0)
                return 0;
        }
    } while ((wins_a | wins_b) < s->gallop);
    return 1;
}

static int merge_high_gallop(Sort *s, Merge *m, size_t start)
{
    int64_t a, b;
    do {
        size_t left = m->j - start;
        int64_t keep =
            gallop(s, s->temp_keys->at[m->i - 1], s->keys->at + start, left, left - 1, true);
        a = (int64_t)left - keep;
        if (keep < 0 || !krcharge(s->vm, a / 8 + 4))
            return -1;
        m->to -= (size_t)a;
        m->j -= (size_t)a;
        move(s, m->to, m->j, (size_t)a);
        if (m->j == start)
            return 0;
        restore_one(s, --m->to, --m->i);
        if (m->i == 0)
            return 0;
        keep = gallop(s, s->keys->at[m->j - 1], s->temp_keys->at, m->i, m->i - 1, false);
        b = (int64_t)m->i - keep;
        if (keep < 0 || !krcharge(s->vm, b / 8 + 4))
            return -1;
        m->to -= (size_t)b;
        m->i -= (size_t)b;
        restore(s, m->to, m->i, (size_t)b);
        if (m->i == 0)
            return 0;
        move_one(s, --m->to, --m->j);
        if (m->j == start)
            return 0;
        s->gallop -= s->gallop > 1;
    } while (a >= GALLOP || b >= GALLOP);
    s->gallop += 2;
    return 1;
}

/* The same from above: the right run waits in the temp. */
INLINE bool merge_high(Sort *s, size_t a, size_t na, size_t nb, Kind kind)
{
    Merge m = {nb, a + na, a + na + nb};
    if (!save(s, a + na, nb))
        return false;
    int r;
    do
        r = merge_high_singly(s, &m, a, kind);
    while (r > 0 && (r = merge_high_gallop(s, &m, a)) > 0);
    restore(s, m.to - m.i, 0, m.i);
    return r == 0;
}

/* Merges the two topmost runs. What already lies in its place at both ends is left alone. */
INLINE bool merge_top(Sort *s, Kind kind)
{
    Run *x = &s->runs[s->nruns - 2], *y = x + 1;
    size_t a = x->start, na = x->n, nb = y->n;
    x->n += nb;
    x->power = y->power;
    s->nruns--;
    const KrValue *at = s->keys->at;
    int64_t skip = gallop(s, at[a + na], at + a, na, 0, true);
    if (skip < 0)
        return false;
    a += (size_t)skip;
    na -= (size_t)skip;
    if (na == 0)
        return true;
    int64_t keep = gallop(s, at[a + na - 1], at + a + na, nb, nb - 1, false);
    if (keep <= 0)
        return keep == 0;
    return na <= (size_t)keep ? merge_low(s, a, na, (size_t)keep, kind)
                              : merge_high(s, a, na, (size_t)keep, kind);
}

/* ---- the sort -------------------------------------------------------------------------------- */

/* How deep the border between run x and the run of n2 items behind it lies in the tree of halves
 * over all items. */
static unsigned power_of(const Run *x, size_t n2, size_t all)
{
    size_t a = 2 * x->start + x->n, b = a + x->n + n2; /* twice the middles */
    for (unsigned power = 1;; power++) {
        if (a >= all) {
            a -= all;
            b -= all;
        } else if (b >= all) {
            return power;
        }
        a *= 2;
        b *= 2;
    }
}

static size_t min_run(size_t n)
{
    size_t odd = 0;
    while (n >= 2 * MIN_RUN) {
        odd |= n & 1;
        n >>= 1;
    }
    return n + odd;
}

INLINE bool sort_kind(Sort *s, Kind kind)
{
    size_t least = min_run(s->n);
    for (size_t start = 0; start < s->n;) {
        size_t found = count_run(s, start, kind), n = found;
        if (found == 0)
            return false;
        if (n < least) {
            n = least < s->n - start ? least : s->n - start;
            if (!insertion_sort(s, start, found, n, kind))
                return false;
        }
        if (s->nruns) {
            unsigned power = power_of(&s->runs[s->nruns - 1], n, s->n);
            while (s->nruns > 1 && s->runs[s->nruns - 2].power > power)
                if (!merge_top(s, kind))
                    return false;
            s->runs[s->nruns - 1].power = power;
        }
        s->runs[s->nruns++] = (Run){start, n, 0};
        start += n;
    }
    while (s->nruns > 1)
        if (!merge_top(s, kind))
            return false;
    return true;
}

static Kind kind_of(KrValue v)
{
    if (kris_int(v))
        return INTS;
    if (kris_double(v))
        return DOUBLES;
    if (kris_exact(v, KR_T_str))
        return STRS;
    return kris_exact(v, KR_T_tuple) && kras_tuple(v)->n ? TUPLES : ANY;
}

static Kind first_kind_of(KrValue v)
{
    return kind_of(kras_tuple(v)->at[0]);
}

/* The kind that all keys share. */
static Kind common_kind(Sort *s)
{
    const KrValue *at = s->keys->at;
    Kind kind = kind_of(at[0]);
    for (size_t i = 1; kind != ANY && i < s->n; i++)
        if (kind_of(at[i]) != kind)
            return ANY;
    if (kind != TUPLES)
        return kind;
    s->first = first_kind_of(at[0]);
    for (size_t i = 0; i < s->n; i++)
        if (s->first >= TUPLES || first_kind_of(at[i]) != s->first)
            return ANY;
    return TUPLES;
}

static bool sort_all(Sort *s)
{
    if (s->n < 2)
        return true;
    s->kind = common_kind(s);
    switch (s->kind) {
    case INTS:
        return sort_kind(s, INTS);
    case DOUBLES:
        return sort_kind(s, DOUBLES);
    case STRS:
        return sort_kind(s, STRS);
    default:
        return sort_kind(s, ANY);
    }
}

/* Replaces the keys, which are the items so far, by what `key` gives for them. */
static bool compute_keys(Sort *s, KrValue key)
{
    KrValues *keys = krheap_values(s->vm, s->n);
    if (!keys)
        return false;
    for (size_t i = 0; i < s->n; i++) {
        KrValue k = krcall(s->vm, key, &s->keys->at[i], 1);
        if (k == KR_RAISED || !krcharge(s->vm, 1))
            return false;
        krstore(s->vm, keys, &keys->at[i], k);
    }
    s->values = s->keys;
    s->keys = keys;
    return true;
}

/* A list that is being sorted holds an empty cell: whatever changes the list replaces it. */
static KrValues *detach(KrVm *vm, KrList *l)
{
    KrValues *mark = krheap_values(vm, 0);
    if (mark) {
        KR_STORE_PTR(vm, l, &l->items, mark);
        l->n = 0;
    }
    return mark;
}

static bool sort_list(KrVm *vm, KrList *l, KrValue key, KrValues *keys, bool descending)
{
    KrValues *items = l->items;
    Sort s = {.vm = vm, .n = l->n, .keys = items, .gallop = GALLOP, .steps = SLICE};
    if (s.n == 0)
        return true;
    KrValues *mark = detach(vm, l);
    if (!mark)
        return false;
    if (keys) {
        s.values = s.keys;
        s.keys = keys;
    }
    bool ok = keys || key == KR_EMPTY || key == KR_NONE || compute_keys(&s, key);
    if (ok) {
        if (descending) /* turned round before and after, equal items keep their order */
            reverse(&s, 0, s.n);
        ok = sort_all(&s);
        if (descending)
            reverse(&s, 0, s.n);
    }
    bool changed = l->items != mark || l->n;
    KR_STORE_PTR(vm, l, &l->items, items);
    l->n = s.n;
    if (ok && changed)
        return krraise(vm, KR_T_ValueError, "list modified during sort"), false;
    return ok;
}

bool krlist_sort(KrVm *vm, KrList *l, KrValue key, bool descending)
{
    return sort_list(vm, l, key, NULL, descending);
}

bool krlist_sort_by(KrVm *vm, KrList *l, KrList *keys, bool descending)
{
    return sort_list(vm, l, KR_EMPTY, keys ? keys->items : NULL, descending);
}
