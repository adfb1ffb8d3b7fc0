/* SPDX-License-Identifier: MIT
 * collections.deque: additions and removals, operators, iterators. */
#include "modules/deque.h"

#include "object/iter.h"

static KrValue done(const void *object)
{
    return krvalue_or_raised(object);
}

/* ---- both ends -------------------------------------------------------------------------------------- */

/// deque.append(self, item, /)
/// Add an element to the right side of the deque.
KR_NATIVE(deque_append)
{
    return krdeque_append(vm, kras_deque(a[0]), a[1]) ? KR_NONE : KR_RAISED;
}

/// deque.appendleft(self, item, /)
/// Add an element to the left side of the deque.
KR_NATIVE(deque_appendleft)
{
    return krdeque_append_left(vm, kras_deque(a[0]), a[1]) ? KR_NONE : KR_RAISED;
}

/// deque.pop(self, /)
/// Remove and return the rightmost element.
KR_NATIVE(deque_pop)
{
    KrDeque *d = kras_deque(a[0]);
    return d->n ? krdeque_pop_right(vm, d) : krraise(vm, KR_T_IndexError, "pop from an empty deque");
}

/// deque.popleft(self, /)
/// Remove and return the leftmost element.
KR_NATIVE(deque_popleft)
{
    KrDeque *d = kras_deque(a[0]);
    return d->n ? krdeque_pop_left(vm, d) : krraise(vm, KR_T_IndexError, "pop from an empty deque");
}

/// deque.extend(self, iterable, /)
/// Extend the right side of the deque with elements from the iterable.
KR_NATIVE(deque_extend)
{
    return krdeque_extend(vm, kras_deque(a[0]), a[1], false) ? KR_NONE : KR_RAISED;
}

/// deque.extendleft(self, iterable, /)
/// Extend the left side of the deque with elements from the iterable.
KR_NATIVE(deque_extendleft)
{
    return krdeque_extend(vm, kras_deque(a[0]), a[1], true) ? KR_NONE : KR_RAISED;
}

/// deque.clear(self, /)
/// Remove all elements from the deque.
KR_NATIVE(deque_clear)
{
    krdeque_clear(vm, kras_deque(a[0]));
    return KR_NONE;
}

/// deque.reverse(self, /)
/// Reverse *IN PLACE*.
KR_NATIVE(deque_reverse)
{
    KrDeque *d = kras_deque(a[0]);
    for (size_t i = 0; i < d->n / 2; i++) {
        KrValue *low = krdeque_slot(d, i), *high = krdeque_slot(d, d->n - 1 - i), v = *low;
        krstore(vm, d->items, low, *high);
        krstore(vm, d->items, high, v);
    }
    return krcharge(vm, (int64_t)d->n / 8) ? KR_NONE : KR_RAISED;
}

/// deque.rotate(self, n=1, /)
/// Rotate the deque n steps to the right. If n is negative, rotates left.
KR_NATIVE(deque_rotate)
{
    KrDeque *d = kras_deque(a[0]);
    int64_t steps = 1, len = (int64_t)d->n;
    if (a[1] != KR_EMPTY && !krobj_as_i64(vm, a[1], &steps, false))
        return KR_RAISED;
    if (len < 2)
        return KR_NONE;
    steps %= len;
    if (steps > len / 2)
        steps -= len;
    else if (steps < -len / 2)
        steps += len;
    if (!krcharge(vm, (steps < 0 ? -steps : steps) / 4))
        return KR_RAISED;
    for (; steps > 0; steps--) {
        KrValue v = krdeque_pop_right(vm, d);
        d->head = (d->head - 1) & d->mask;
        krstore(vm, d->items, krdeque_slot(d, 0), v);
        d->n++;
    }
    for (; steps < 0; steps++) {
        KrValue v = krdeque_pop_left(vm, d);
        krstore(vm, d->items, krdeque_slot(d, d->n), v);
        d->n++;
    }
    return KR_NONE;
}

/* ---- copies ----------------------------------------------------------------------------------------- */

static KrValue copy_of(KrVm *vm, KrValue self)
{
    KrDeque *d = kras_deque(self);
    if (kris_exact(self, KR_T_deque))
        return done(krdeque_copy(vm, d));
    KrValue args[2] = {self, d->maxlen < 0 ? KR_NONE : krsmall(d->maxlen)};
    KrValue v = krcall(vm, krvalue(krtype_of(vm, self)), args, d->maxlen < 0 ? 1 : 2);
    if (v != KR_RAISED && !kris_instance(vm, v, KR_TYPE_OF(deque)))
        return krraise(vm, KR_T_TypeError, "%T() must return a deque, not %T", self, v);
    return v;
}

/// deque.copy(self, /)
/// Return a shallow copy of a deque.
KR_NATIVE(deque_copy)
{
    return copy_of(vm, a[0]);
}

/// deque.__copy__(self, /)
/// Return a shallow copy of a deque.
KR_NATIVE(deque___copy__)
{
    return copy_of(vm, a[0]);
}

/// deque.__reduce__(self, /)
/// Return state information for pickling.
KR_NATIVE(deque___reduce__)
{
    KrDeque *d = kras_deque(a[0]);
    KrDict *own = krobj_has_dict(vm, kras_obj(a[0])) ? krobj_dict(vm, kras_obj(a[0])) : NULL;
    KrValue it = krobj_iter(vm, a[0]);
    KR_TRY(it);
    KrTuple *args = d->maxlen < 0 ? krtuple_new(vm, NULL, 0)
                                  : krtuple_of(vm, 2, krvalue(krtuple_new(vm, NULL, 0)), krint_from(vm, d->maxlen));
    if (!args)
        return KR_RAISED;
    return done(krtuple_of(vm, 4, krvalue(krtype_of(vm, a[0])), krvalue(args), own && own->live ? krvalue(own) : KR_NONE, it));
}

/// deque.__add__(self, value, /)
KR_NATIVE(deque___add__)
{
    if (!kris_instance(vm, a[1], KR_TYPE_OF(deque)))
        return krraise(vm, KR_T_TypeError, "can only concatenate deque (not \"%T\") to deque", a[1]);
    KrValue v = copy_of(vm, a[0]);
    KR_TRY(v);
    return krdeque_extend(vm, kras_deque(v), a[1], false) ? v : KR_RAISED;
}

/// deque.__iadd__(self, value, /)
KR_NATIVE(deque___iadd__)
{
    return krdeque_extend(vm, kras_deque(a[0]), a[1], false) ? a[0] : KR_RAISED;
}

/* Repeats d in place; of what a bound would drop again only the last maxlen items matter. */
static bool repeat(KrVm *vm, KrDeque *d, KrValue count)
{
    size_t times, n = d->n;
    if (!krseq_times(vm, count, n, &times))
        return false;
    if (times == 0 || n == 0)
        return krdeque_clear(vm, d), true;
    if (d->maxlen >= 0 && times > (size_t)d->maxlen / n + 2)
        times = (size_t)d->maxlen / n + 2;
    KrValues *items = krheap_values(vm, n);
    if (!items || (d->maxlen < 0 && !krdeque_reserve(vm, d, n * times)))
        return false;
    for (size_t i = 0; i < n; i++)
        krstore(vm, items, &items->at[i], *krdeque_slot(d, i));
    for (size_t k = 1; k < times; k++)
        for (size_t i = 0; i < n; i++)
            if (!krdeque_append(vm, d, items->at[i]))
                return false;
    return krcharge(vm, (int64_t)(n * times) / 8);
}

static KrValue repeated(KrVm *vm, KrValue *a)
{
    if (krdunder(vm, krtype_of(vm, a[1]), KR_D_index) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "can't multiply sequence by non-int of type '%T'", a[1]);
    KrValue v = copy_of(vm, a[0]);
    KR_TRY(v);
    return repeat(vm, kras_deque(v), a[1]) ? v : KR_RAISED;
}

/// deque.__mul__(self, value, /)
KR_NATIVE(deque___mul__)
{
    return repeated(vm, a);
}

/// deque.__rmul__(self, value, /)
KR_NATIVE(deque___rmul__)
{
    return repeated(vm, a);
}

/// deque.__imul__(self, value, /)
KR_NATIVE(deque___imul__)
{
    return repeat(vm, kras_deque(a[0]), a[1]) ? a[0] : KR_RAISED;
}

/* ---- comparison ------------------------------------------------------------------------------------- */

static KrValue compare(KrVm *vm, KrValue *a, KrCmp op)
{
    if (!kris_instance(vm, a[1], KR_TYPE_OF(deque)))
        return KR_NOTIMPLEMENTED;
    KrDeque *x = kras_deque(a[0]), *y = kras_deque(a[1]);
    if (x->n != y->n && (op == KR_EQ || op == KR_NE))
        return krbool(op == KR_NE);
    uint64_t changes = x->changes + y->changes;
    if (!krstack_check(vm, " in comparison"))
        return KR_RAISED;
    for (size_t i = 0; i < x->n && i < y->n; i++) {
        KrValue p = *krdeque_slot(x, i), q = *krdeque_slot(y, i);
        int equal = krobj_eq(vm, p, q);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_RAISED;
        if (x->changes + y->changes != changes)
            return krraise(vm, KR_T_RuntimeError, "deque mutated during iteration");
        if (!equal)
            return op == KR_EQ || op == KR_NE ? krbool(op == KR_NE) : krobj_compare(vm, p, q, op);
    }
    return krobj_compare(vm, krsmall((int64_t)x->n), krsmall((int64_t)y->n), op);
}

/// deque.__eq__(self, value, /)
KR_NATIVE(deque___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// deque.__ne__(self, value, /)
KR_NATIVE(deque___ne__)
{
    return compare(vm, a, KR_NE);
}

/// deque.__lt__(self, value, /)
KR_NATIVE(deque___lt__)
{
    return compare(vm, a, KR_LT);
}

/// deque.__le__(self, value, /)
KR_NATIVE(deque___le__)
{
    return compare(vm, a, KR_LE);
}

/// deque.__gt__(self, value, /)
KR_NATIVE(deque___gt__)
{
    return compare(vm, a, KR_GT);
}

/// deque.__ge__(self, value, /)
KR_NATIVE(deque___ge__)
{
    return compare(vm, a, KR_GE);
}

/* ---- repr ------------------------------------------------------------------------------------------- */

static bool show(KrVm *vm, KrValue self, KrBuf *b)
{
    KrDeque *d = kras_deque(self);
    krbuf_str(b, krtype_of(vm, self)->name);
    krbuf_text(b, "([");
    for (size_t i = 0; i < d->n; i++) {
        KrValue text = krobj_repr(vm, *krdeque_slot(d, i));
        if (text == KR_RAISED || !krcharge(vm, 1))
            return false;
        if (i)
            krbuf_text(b, ", ");
        krbuf_str(b, kras_str(text));
    }
    krbuf_char(b, ']');
    if (d->maxlen >= 0)
        krbuf_printf(b, ", maxlen=%lld", (long long)d->maxlen);
    krbuf_char(b, ')');
    return true;
}

/// deque.__repr__(self, /)
KR_NATIVE(deque___repr__)
{
    int shown = krrepr_enter(vm, a[0]);
    if (shown)
        return shown < 0 ? KR_RAISED : done(krstr_text(vm, "[...]"));
    KrBuf b = krbuf_init(&vm->alloc);
    bool ok = show(vm, a[0], &b);
    krrepr_leave(vm, a[0]);
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    return done(krstr_from_buf(vm, &b));
}

/* ---- iterators -------------------------------------------------------------------------------------- */

static KrValue new_iterator(KrVm *vm, KrTypeNumber type, KrValue deque)
{
    KrDequeIter *it = krobj_new(vm, &krtypes[type]);
    if (!it)
        return KR_RAISED;
    krstore(vm, it, &it->deque, deque);
    it->left = kras_deque(deque)->n;
    it->changes = kras_deque(deque)->changes;
    return krvalue(it);
}

static KrValue next_item(KrVm *vm, KrValue self, bool back)
{
    KrDequeIter *it = (KrDequeIter *)kras_obj(self);
    KrDeque *d = kras_deque(it->deque);
    if (it->left == 0)
        return KR_EMPTY;
    if (d->changes != it->changes) {
        it->left = 0;
        return krraise(vm, KR_T_RuntimeError, "deque mutated during iteration");
    }
    it->left--;
    return *krdeque_slot(d, back ? it->left : d->n - 1 - it->left);
}

static KrValue make_iterator(KrVm *vm, KrTypeNumber type, KrValue *a)
{
    int64_t skip = 0;
    if (!kris_instance(vm, a[1], KR_TYPE_OF(deque)))
        return krraise(vm, KR_T_TypeError, "argument 1 must be collections.deque, not %T", a[1]);
    if (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &skip, true))
        return KR_RAISED;
    KrValue v = new_iterator(vm, type, a[1]);
    KR_TRY(v);
    KrDequeIter *it = (KrDequeIter *)kras_obj(v);
    it->left -= skip < 0 ? 0 : (size_t)skip > it->left ? it->left : (size_t)skip;
    return v;
}

static KrValue reduce_iterator(KrVm *vm, KrValue self)
{
    KrDequeIter *it = (KrDequeIter *)kras_obj(self);
    KrTuple *args = krtuple_of(vm, 2, it->deque, krsmall((int64_t)(kras_deque(it->deque)->n - it->left)));
    return args ? done(krtuple_of(vm, 2, krvalue(krtype_of(vm, self)), krvalue(args))) : KR_RAISED;
}

/// deque.__iter__(self, /)
KR_NATIVE(deque___iter__)
{
    return new_iterator(vm, KR_T__deque_iterator, a[0]);
}

/// deque.__reversed__(self, /)
/// Return a reverse iterator over the deque.
KR_NATIVE(deque___reversed__)
{
    return new_iterator(vm, KR_T__deque_reverse_iterator, a[0]);
}

/// _deque_iterator.__new__(cls, deque, index=0, /)
KR_NATIVE(_deque_iterator___new__)
{
    return make_iterator(vm, KR_T__deque_iterator, a);
}

/// _deque_iterator.__iter__(self, /)
KR_NATIVE(_deque_iterator___iter__)
{
    return a[0];
}

/// _deque_iterator.__next__(self, /)
KR_NATIVE(_deque_iterator___next__)
{
    return next_item(vm, a[0], false);
}

/// _deque_iterator.__length_hint__(self, /)
/// Private method returning an estimate of len(list(it)).
KR_NATIVE(_deque_iterator___length_hint__)
{
    return krsmall((int64_t)((KrDequeIter *)kras_obj(a[0]))->left);
}

/// _deque_iterator.__reduce__(self, /)
/// Return state information for pickling.
KR_NATIVE(_deque_iterator___reduce__)
{
    return reduce_iterator(vm, a[0]);
}

/// _deque_reverse_iterator.__new__(cls, deque, index=0, /)
KR_NATIVE(_deque_reverse_iterator___new__)
{
    return make_iterator(vm, KR_T__deque_reverse_iterator, a);
}

/// _deque_reverse_iterator.__iter__(self, /)
KR_NATIVE(_deque_reverse_iterator___iter__)
{
    return a[0];
}

/// _deque_reverse_iterator.__next__(self, /)
KR_NATIVE(_deque_reverse_iterator___next__)
{
    return next_item(vm, a[0], true);
}

/// _deque_reverse_iterator.__length_hint__(self, /)
/// Private method returning an estimate of len(list(it)).
KR_NATIVE(_deque_reverse_iterator___length_hint__)
{
    return krsmall((int64_t)((KrDequeIter *)kras_obj(a[0]))->left);
}

/// _deque_reverse_iterator.__reduce__(self, /)
/// Return state information for pickling.
KR_NATIVE(_deque_reverse_iterator___reduce__)
{
    return reduce_iterator(vm, a[0]);
}
