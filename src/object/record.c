/* SPDX-License-Identifier: MIT
 * Records: making them, their items by name, repr. */
#include "object/record.h"

#include "object/dictcore.h"
#include "object/type.h"

void krtrace_record(KrTracer *t, KrObj *o)
{
    krtrace_values(t, ((KrTuple *)o)->at, ((KrTuple *)o)->n + 1);
}

static KrValue new_record(KrVm *vm, const KrType *type, const KrValue *values, size_t visible, size_t n)
{
    KrTuple *hidden = n > visible ? krtuple_new(vm, values + visible, n - visible) : NULL;
    if (n > visible && !hidden)
        return KR_RAISED;
    KrTuple *t = krobj_new_var(vm, type, sizeof *t + (visible + 1) * sizeof(KrValue));
    if (!t)
        return KR_RAISED;
    t->n = visible;
    krstore_all(vm, t, t->at, values, visible);
    krstore(vm, t, &t->at[visible], krvalue(hidden));
    return krvalue(t);
}

KrValue krrecord_new(KrVm *vm, KrTypeNumber type, const KrValue *values, size_t visible, size_t n)
{
    for (size_t i = 0; i < n; i++)
        KR_TRY(values[i]);
    return new_record(vm, &krtypes[type], values, visible, n);
}

KrValue krrecord_field(KrVm *vm, KrValue *a, uint32_t n, uint32_t field)
{
    (void)vm;
    (void)n;
    KrTuple *t = kras_tuple(a[0]);
    if (field < t->n)
        return t->at[field];
    KrTuple *hidden = t->at[t->n] ? kras_tuple(t->at[t->n]) : NULL;
    return hidden && field - t->n < hidden->n ? hidden->at[field - t->n] : KR_NONE;
}

static size_t count_names(const char *names)
{
    size_t n = 0;
    for (; *names; names += strlen(names) + 1)
        n++;
    return n;
}

/// class record(iterable, /)
/// A tuple whose items have names.

/// record.__new__(cls, sequence, dict=None, /)
/// Create and return a new object.
KR_NATIVE(record___new__)
{
    KrType *type = kras_type(a[0]);
    KrTuple *from = krobj_tuple(vm, a[1]);
    if (!from)
        return KR_RAISED;
    size_t all = count_names(krrecord_names(type->solid->number)), visible = krrecord_visible(type->solid->number);
    if (from->n < visible || from->n > all)
        return krraise(vm, KR_T_TypeError, "%s.%N() takes %s %zu-sequence (%zu-sequence given)", type->module, type,
                       visible == all ? "a" : from->n < visible ? "an at least" : "an at most", from->n < visible ? visible : all, from->n);
    return new_record(vm, type, from->at, visible, from->n);
}

/// record.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(record___repr__)
{
    KrTuple *t = kras_tuple(a[0]);
    KrType *type = krtype_of(vm, a[0]);
    const char *name = krrecord_names(type->solid->number);
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_printf(&b, "%s.%s(", type->module, krstr_data(type->name));
    for (size_t i = 0; i < t->n; i++, name += strlen(name) + 1) {
        KrValue text = krobj_repr(vm, t->at[i]);
        if (text == KR_RAISED)
            return krbuf_release(&b), KR_RAISED;
        krbuf_printf(&b, "%s%s=", i ? ", " : "", name + (*name == '_'));
        krbuf_str(&b, kras_str(text));
    }
    krbuf_char(&b, ')');
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/// record.__reduce__(self, /)
/// Helper for pickle.
KR_NATIVE(record___reduce__)
{
    KrTuple *t = kras_tuple(a[0]), *items = krtuple_new(vm, t->at, t->n);
    KrTuple *args = items ? krtuple_of(vm, 1, krvalue(items)) : NULL;
    return args ? krvalue_or_raised(krtuple_of(vm, 2, krvalue(krtype_of(vm, a[0])), krvalue(args))) : KR_RAISED;
}

static bool change(KrVm *vm, KrTuple *items, KrTuple *hidden, const char *name, const KrEntry *e)
{
    const KrStr *wanted = kras_str(e->key);
    for (size_t i = 0; *name; i++, name += strlen(name) + 1) {
        KrTuple *part = i < items->n ? items : hidden;
        size_t at = i < items->n ? i : i - items->n;
        if (!krstr_is(wanted, name) || !part || at >= part->n)
            continue;
        krstore(vm, part, &part->at[at], e->value);
        return true;
    }
    krraise(vm, KR_T_TypeError, "Got unexpected field name(s): ['%U']", wanted);
    return false;
}

/// record.__replace__(self, /, **changes)
/// Return a copy of the record with new values for some of its fields.
KR_NATIVE(record___replace__)
{
    KrTuple *t = kras_tuple(a[0]), *items = krtuple_new(vm, t->at, t->n), *old = t->at[t->n] ? kras_tuple(t->at[t->n]) : NULL;
    KrTuple *hidden = old ? krtuple_new(vm, old->at, old->n) : NULL;
    KrType *type = krtype_of(vm, a[0]);
    const char *names = krrecord_names(type->solid->number), *name = names;
    KrDict *changes = a[1] == KR_EMPTY ? NULL : kras_dict(a[1]);
    uint32_t pos = 0, i;
    if (!items || (old && !hidden))
        return KR_RAISED;
    for (size_t k = 0; k < t->n; k++, name += strlen(name) + 1)
        if (*name == '_')
            return krraise(vm, KR_T_TypeError, "__replace__() is not supported for %s.%N because it has unnamed field(s)", type->module, type);
    while (changes && krdict_step(changes, &pos, &i))
        if (!change(vm, items, hidden, names, &krdict_entries(changes)[i]))
            return KR_RAISED;
    KrValue copy = new_record(vm, type, items->at, t->n, t->n);
    if (copy != KR_RAISED && hidden)
        krstore(vm, kras_tuple(copy), &kras_tuple(copy)->at[t->n], krvalue(hidden));
    return copy;
}
