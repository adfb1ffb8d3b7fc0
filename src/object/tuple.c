/* SPDX-License-Identifier: MIT
 * tuple. */
#include "object/func.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/seq.h"
#include "object/dict.h"
#include "object/str.h"

#include "base/hash.h"

void krtrace_tuple(KrTracer *t, KrObj *o)
{
    krtrace_values(t, ((KrTuple *)o)->at, ((KrTuple *)o)->n);
}

/* ---- from C ---------------------------------------------------------------------------------- */

/* The room of an exact tuple, zeroed, with n set. */
static KrTuple *alloc(KrVm *vm, size_t n)
{
    if (n > SIZE_MAX / 64)
        return krraise_memory(vm), NULL;
    KrTuple *t = krheap_new(vm, KR_T_tuple, sizeof *t + n * sizeof(KrValue));
    if (t)
        t->n = n;
    return t;
}

KrTuple *krtuple_new(KrVm *vm, const KrValue *items, size_t n)
{
    if (n == 0 && vm->empty_tuple)
        return vm->empty_tuple;
    KrTuple *t = alloc(vm, n);
    if (t && items)
        krstore_all(vm, t, t->at, items, n);
    return t;
}

KrTuple *krtuple_of(KrVm *vm, size_t n, ...)
{
    KrTuple *t = krtuple_new(vm, NULL, n);
    if (!t)
        return NULL;
    va_list args;
    va_start(args, n);
    for (size_t i = 0; i < n; i++)
        krstore(vm, t, &t->at[i], va_arg(args, KrValue));
    va_end(args);
    return t;
}

KrTuple *krtuple_slice(KrVm *vm, KrTuple *t, size_t start, size_t end)
{
    if (start == 0 && end == t->n && t->h.shape == KR_T_tuple)
        return t;
    return krtuple_new(vm, t->at + start, end - start);
}

bool krtuple_hash(KrVm *vm, KrTuple *t, uint64_t *out)
{
    if (t->hash)
        return *out = t->hash, true;
    if (!krstack_check(vm, ""))
        return false;
    uint64_t state = krhash_seq_start(), item;
    for (size_t i = 0; i < t->n; i++) {
        if (!krcharge(vm, 1))
            return false;
        bool ok = kris_exact(t->at[i], KR_T_tuple) ? krtuple_hash(vm, kras_tuple(t->at[i]), &item)
                                                   : krhash_key(vm, t->at[i], &item);
        if (!ok)
            return false;
        state = krhash_seq_add(state, item);
    }
    state = krhash_seq_finish(state, t->n);
    *out = state ? state : 1;
    if (!(t->h.flags & KR_F_CONST))
        t->hash = *out;
    return true;
}

static KrValue done(KrTuple *t)
{
    return t ? krvalue(t) : KR_RAISED;
}

/* ---- construction ---------------------------------------------------------------------------- */

/// class tuple(iterable=(), /)
/// An immutable sequence.

/// @drain(1) tuple.__new__(cls, iterable=(), /, **kwargs)
KR_NATIVE(tuple___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_tuple) ||
        !krargs_no_keywords(vm, kras_type(a[0]), KR_T_tuple, KR_D_init, a[2]))
        return KR_RAISED;
    KrTuple *from = a[1] == KR_EMPTY ? krtuple_new(vm, NULL, 0) : krobj_tuple(vm, a[1]);
    if (!from || a[0] == krvalue(KR_TYPE_OF(tuple)))
        return done(from);
    KrTuple *t = krobj_new_var(vm, kras_type(a[0]), sizeof *t + from->n * sizeof(KrValue));
    if (!t)
        return KR_RAISED;
    t->n = from->n;
    krstore_all(vm, t, t->at, from->at, from->n);
    return krvalue(t);
}

/// tuple.__getnewargs__(self, /)
KR_NATIVE(tuple___getnewargs__)
{
    KrTuple *t = kras_tuple(a[0]), *copy = krtuple_slice(vm, t, 0, t->n);
    return done(copy ? krtuple_of(vm, 1, krvalue(copy)) : NULL);
}

/// @classmethod tuple.__class_getitem__(cls, item, /)
KR_NATIVE(tuple___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/* ---- access ---------------------------------------------------------------------------------- */

/// tuple.__len__(self, /)
KR_NATIVE(tuple___len__)
{
    return krsmall((int64_t)kras_tuple(a[0])->n);
}

static KrValue get_slice(KrVm *vm, KrTuple *t, KrSlice *s)
{
    int64_t start, step, count;
    if (!krslice_resolve(vm, s, (int64_t)t->n, &start, &step, &count) || !krcharge(vm, count / 8))
        return KR_RAISED;
    if (step == 1)
        return done(krtuple_slice(vm, t, (size_t)start, (size_t)(start + count)));
    KrTuple *out = krtuple_new(vm, NULL, (size_t)count);
    if (!out)
        return KR_RAISED;
    for (int64_t i = 0; i < count; i++)
        krstore(vm, out, &out->at[i], t->at[start + i * step]);
    return krvalue(out);
}

/// tuple.__getitem__(self, key, /)
KR_NATIVE(tuple___getitem__)
{
    KrTuple *t = kras_tuple(a[0]);
    size_t i;
    if (kris_exact(a[1], KR_T_slice))
        return get_slice(vm, t, (KrSlice *)kras_obj(a[1]));
    return krseq_index(vm, a[1], t->n, "tuple", &i) ? t->at[i] : KR_RAISED;
}

/// tuple.__iter__(self, /)
KR_NATIVE(tuple___iter__)
{
    return krseq_iter(vm, KR_T_tuple_iterator, a[0]);
}

/// tuple.__contains__(self, key, /)
KR_NATIVE(tuple___contains__)
{
    KrTuple *t = kras_tuple(a[0]);
    for (size_t i = 0; i < t->n; i++) {
        int equal = krobj_eq(vm, t->at[i], a[1]);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_RAISED;
        if (equal)
            return KR_TRUE;
    }
    return KR_FALSE;
}

/// tuple.index(self, value, start=0, stop=sys.maxsize, /)
/// The first index of value; ValueError if it is not there.
KR_NATIVE(tuple_index)
{
    KrTuple *t = kras_tuple(a[0]);
    int64_t start = 0, stop = INT64_MAX;
    if (!krslice_bound(vm, a[2], &start) || !krslice_bound(vm, a[3], &stop))
        return KR_RAISED;
    krslice_adjust((int64_t)t->n, &start, &stop, 1);
    for (; start < stop; start++) {
        int equal = krobj_eq(vm, t->at[start], a[1]);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_RAISED;
        if (equal)
            return krsmall(start);
    }
    return krraise(vm, KR_T_ValueError, "tuple.index(x): x not in tuple");
}

/// tuple.count(self, value, /)
/// How many items equal value.
KR_NATIVE(tuple_count)
{
    KrTuple *t = kras_tuple(a[0]);
    int64_t count = 0;
    for (size_t i = 0; i < t->n; i++) {
        int equal = krobj_eq(vm, t->at[i], a[1]);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_RAISED;
        count += equal;
    }
    return krsmall(count);
}

/* ---- operators ------------------------------------------------------------------------------- */

/// tuple.__add__(self, value, /)
KR_NATIVE(tuple___add__)
{
    if (!kris_kind(vm, a[1], KR_TF_TUPLE)) {
        return krraise(vm, KR_T_TypeError, "can only concatenate tuple (not \"%T\") to tuple",
                       a[1]);
    }
    KrTuple *x = kras_tuple(a[0]), *y = kras_tuple(a[1]);
    if (y->n == 0 && kris_exact(a[0], KR_T_tuple))
        return a[0];
    if (x->n == 0 && kris_exact(a[1], KR_T_tuple))
        return a[1];
    if (!krcharge(vm, (int64_t)(x->n + y->n) / 8))
        return KR_RAISED;
    KrTuple *t = krtuple_new(vm, NULL, x->n + y->n);
    if (!t)
        return KR_RAISED;
    krstore_all(vm, t, t->at, x->at, x->n);
    krstore_all(vm, t, t->at + x->n, y->at, y->n);
    return krvalue(t);
}

static KrValue repeat(KrVm *vm, KrValue *a)
{
    KrTuple *x = kras_tuple(a[0]);
    size_t times;
    if (!krseq_times(vm, a[1], x->n, &times))
        return KR_RAISED;
    if (kris_exact(a[0], KR_T_tuple) && (x->n == 0 || times == 1))
        return a[0];
    if (!krcharge(vm, (int64_t)(x->n * times) / 8))
        return KR_RAISED;
    KrTuple *t = krtuple_new(vm, NULL, x->n * times);
    if (!t)
        return KR_RAISED;
    for (size_t i = 0; x->n && i < times; i++)
        krstore_all(vm, t, t->at + i * x->n, x->at, x->n);
    return krvalue(t);
}

/// tuple.__mul__(self, value, /)
KR_NATIVE(tuple___mul__)
{
    return repeat(vm, a);
}

/// tuple.__rmul__(self, value, /)
KR_NATIVE(tuple___rmul__)
{
    return repeat(vm, a);
}

static KrValue compare(KrVm *vm, KrValue *a, KrCmp op)
{
    return kris_kind(vm, a[1], KR_TF_TUPLE) ? krseq_compare(vm, a[0], a[1], op) : KR_NOTIMPLEMENTED;
}

/// tuple.__eq__(self, value, /)
KR_NATIVE(tuple___eq__)
{
    return compare(vm, a, KR_EQ);
}

/// tuple.__ne__(self, value, /)
KR_NATIVE(tuple___ne__)
{
    return compare(vm, a, KR_NE);
}

/// tuple.__lt__(self, value, /)
KR_NATIVE(tuple___lt__)
{
    return compare(vm, a, KR_LT);
}

/// tuple.__le__(self, value, /)
KR_NATIVE(tuple___le__)
{
    return compare(vm, a, KR_LE);
}

/// tuple.__gt__(self, value, /)
KR_NATIVE(tuple___gt__)
{
    return compare(vm, a, KR_GT);
}

/// tuple.__ge__(self, value, /)
KR_NATIVE(tuple___ge__)
{
    return compare(vm, a, KR_GE);
}

/// tuple.__hash__(self, /)
KR_NATIVE(tuple___hash__)
{
    uint64_t hash;
    return krtuple_hash(vm, kras_tuple(a[0]), &hash) ? krint_from(vm, (int64_t)hash) : KR_RAISED;
}

/* ---- repr ------------------------------------------------------------------------------------ */

static bool show_items(KrVm *vm, KrTuple *t, KrBuf *b)
{
    krbuf_char(b, '(');
    for (size_t i = 0; i < t->n; i++) {
        KrValue text = krobj_repr(vm, t->at[i]);
        if (text == KR_RAISED || !krcharge(vm, 1))
            return false;
        if (i)
            krbuf_text(b, ", ");
        krbuf_str(b, kras_str(text));
    }
    krbuf_text(b, t->n == 1 ? ",)" : ")");
    return true;
}

/// tuple.__repr__(self, /)
KR_NATIVE(tuple___repr__)
{
    KrTuple *t = kras_tuple(a[0]);
    int shown = krrepr_enter(vm, a[0]);
    if (shown)
        return shown < 0 ? KR_RAISED : done((KrTuple *)krstr_text(vm, t->n == 0 ? "()" : "(...)"));
    KrBuf b = krbuf_init(&vm->alloc);
    bool ok = show_items(vm, t, &b);
    krrepr_leave(vm, a[0]);
    if (!ok)
        return krbuf_release(&b), KR_RAISED;
    KrStr *s = krstr_from_buf(vm, &b);
    return s ? krvalue(s) : KR_RAISED;
}
