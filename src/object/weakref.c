/* SPDX-License-Identifier: MIT
 * Weak references: a table from an object to the references to it, cleared by the collector. */
#include "object/type.h"

/* Open addressing by address; a reference without callback is shared. */
typedef struct KrWeakEntry {
    KrObj *target; /* NULL: free, (KrObj *)1: deleted */
    KrWeakRef *refs;
} KrWeakEntry;

typedef struct KrWeakTable {
    KrWeakEntry *at;
    size_t cap, used;
    size_t wanted;       /* references made with a callback */
    KrObjList callbacks; /* references whose target died and whose callback is to be called; roots through KrRootHook */
    KrRootHook hook;
} KrWeakTable;

#define DELETED ((KrObj *)1)

static size_t slot_of(const KrWeakTable *w, const KrObj *o)
{
    return (size_t)(((uint64_t)(uintptr_t)o >> 4) * 0x9E3779B97F4A7C15u >> 32) & (w->cap - 1);
}

static void trace_callbacks(KrTracer *t, void *user)
{
    KrWeakTable *w = user;
    for (size_t i = 0; i < w->callbacks.n; i++)
        krtrace_obj(t, w->callbacks.at[i]);
}

static KrWeakTable *table(KrVm *vm)
{
    if (vm->weak)
        return vm->weak;
    KrWeakTable *w = kralloc_zeroed(&vm->alloc, sizeof *w);
    KrWeakEntry *at = w ? kralloc_zeroed(&vm->alloc, 16 * sizeof *at) : NULL;
    if (!at) {
        kralloc_free(&vm->alloc, w, sizeof *w);
        krraise_memory(vm);
        return NULL;
    }
    w->at = at;
    w->cap = 16;
    w->hook = (KrRootHook){.trace = trace_callbacks, .user = w};
    krheap_hook(vm, &w->hook);
    return vm->weak = w;
}

static KrWeakEntry *find(KrWeakTable *w, const KrObj *o)
{
    for (size_t i = slot_of(w, o); w->at[i].target; i = (i + 1) & (w->cap - 1))
        if (w->at[i].target == o)
            return &w->at[i];
    return NULL;
}

static KrWeakEntry *insert(KrWeakTable *w, KrObj *o)
{
    size_t i = slot_of(w, o);
    while (w->at[i].target && w->at[i].target != DELETED)
        i = (i + 1) & (w->cap - 1);
    w->used += !w->at[i].target;
    w->at[i] = (KrWeakEntry){o, NULL};
    return &w->at[i];
}

static bool grow(KrVm *vm, KrWeakTable *w)
{
    if ((w->used + 1) * 3 < w->cap * 2)
        return true;
    size_t live = 0, old_cap = w->cap;
    for (size_t i = 0; i < w->cap; i++)
        live += w->at[i].target > DELETED;
    size_t cap = 16;
    while (cap < live * 3 + 8)
        cap *= 2;
    KrWeakEntry *at = kralloc_zeroed(&vm->alloc, cap * sizeof *at), *old = w->at;
    if (!at)
        return krraise_memory(vm), false;
    w->at = at;
    w->cap = cap;
    w->used = 0;
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].target > DELETED)
            insert(w, old[i].target)->refs = old[i].refs;
    kralloc_free(&vm->alloc, old, old_cap * sizeof *old);
    return true;
}

void krweak_release(KrVm *vm)
{
    KrWeakTable *w = vm->weak;
    if (!w)
        return;
    kralloc_free(&vm->alloc, w->at, w->cap * sizeof *w->at);
    kralloc_free(&vm->alloc, w->callbacks.at, w->callbacks.cap * sizeof *w->callbacks.at);
    kralloc_free(&vm->alloc, w, sizeof *w);
    vm->weak = NULL;
}

static void unlink_ref(KrVm *vm, KrWeakRef *r)
{
    if (!r->target)
        return;
    KrWeakEntry *e = find(vm->weak, r->target);
    if (r->prev)
        r->prev->next = r->next;
    else if (e)
        e->refs = r->next;
    if (r->next)
        r->next->prev = r->prev;
    if (e && !e->refs)
        e->target = DELETED;
    r->target = NULL;
    r->next = r->prev = NULL;
}

/* The reference itself is collected. */
void krfree_weakref(KrVm *vm, KrObj *o)
{
    if (vm->weak)
        unlink_ref(vm, (KrWeakRef *)o);
}

void krfree_weakproxy(KrVm *vm, KrObj *o)
{
    krfree_weakref(vm, o);
}

void krfree_weakcallableproxy(KrVm *vm, KrObj *o)
{
    krfree_weakref(vm, o);
}

/* A dead target's references are emptied; those with a callback that are alive themselves are queued. */
static void clear_entry(KrVm *vm, KrWeakTable *w, KrWeakEntry *e)
{
    KrWeakRef *r = e->refs;
    while (r) {
        KrWeakRef *next = r->next;
        r->target = NULL;
        r->next = r->prev = NULL;
        if (r->callback != KR_EMPTY && r->callback != KR_NONE && krheap_is_marked(vm, &r->h) && w->callbacks.n < w->callbacks.cap)
            w->callbacks.at[w->callbacks.n++] = &r->h;
        r = next;
    }
    e->target = DELETED;
    e->refs = NULL;
}

void krweak_sweep(KrVm *vm)
{
    KrWeakTable *w = vm->weak;
    if (!w)
        return;
    for (size_t i = 0; i < w->cap; i++)
        if (w->at[i].target > DELETED && !krheap_is_marked(vm, w->at[i].target))
            clear_entry(vm, w, &w->at[i]);
}

void krweak_run_callbacks(KrVm *vm)
{
    KrWeakTable *w = vm->weak;
    while (w && w->callbacks.n) {
        KrWeakRef *r = (KrWeakRef *)w->callbacks.at[--w->callbacks.n];
        KrValue fn = r->callback, self = krvalue(r);
        r->callback = KR_NONE;
        if (krcall(vm, fn, &self, 1) == KR_RAISED)
            krvm_unraisable(vm, "Exception ignored in weakref callback", fn);
    }
}

/* Room for one more queued callback per reference that has one, so that the collector need not allocate. */
static bool reserve_callback(KrVm *vm, KrWeakTable *w)
{
    w->wanted++;
    if (w->wanted <= w->callbacks.cap)
        return true;
    size_t cap = w->callbacks.cap ? w->callbacks.cap * 2 : 16;
    KrObj **at = kralloc_resize(&vm->alloc, w->callbacks.at, w->callbacks.cap * sizeof *at, cap * sizeof *at);
    if (!at)
        return krraise_memory(vm), false;
    w->callbacks.at = at;
    w->callbacks.cap = cap;
    return true;
}

static bool referable(KrVm *vm, KrValue v)
{
    KrType *t = krtype_of(vm, v);
    if (kris_ptr(v) && t->flags & KR_TF_WEAKREF)
        return true;
    krraise(vm, KR_T_TypeError, "cannot create weak reference to '%T' object", v);
    return false;
}

KrValue krweakref_new(KrVm *vm, const KrType *type, KrValue target, KrValue callback)
{
    KrWeakTable *w = referable(vm, target) ? table(vm) : NULL;
    if (!w || !grow(vm, w))
        return KR_RAISED;
    bool plain = callback == KR_EMPTY || callback == KR_NONE;
    KrWeakEntry *e = find(w, kras_obj(target));
    for (KrWeakRef *r = e && plain && type->flags & KR_TF_BUILTIN ? e->refs : NULL; r; r = r->next)
        if (krshape_type(vm, r->h.shape) == type && r->callback == KR_EMPTY)
            return krvalue(r);
    KrWeakRef *r = krobj_new(vm, type);
    if (!r || !krheap_watch(vm, &r->h) || (!plain && !reserve_callback(vm, w)))
        return KR_RAISED;
    e = find(w, kras_obj(target));
    if (!e)
        e = insert(w, kras_obj(target));
    krstore(vm, r, &r->callback, plain ? KR_EMPTY : callback);
    r->target = kras_obj(target);
    r->next = e->refs;
    if (r->next)
        r->next->prev = r;
    e->refs = r;
    return krvalue(r);
}

KrValue krweakref_target(KrValue ref)
{
    KrWeakRef *r = (KrWeakRef *)kras_obj(ref);
    return r->target ? krvalue(r->target) : KR_NONE;
}

/// class weakref(object, callback=None, /)

/* Derived classes may have an __init__ with keywords: their __new__ is this one. */
/// weakref.__new__(cls, object, callback=None, /, **kwargs)
/// Create and return a new object.
KR_NATIVE(weakref___new__)
{
    if (a[3] != KR_EMPTY && kras_dict(a[3])->live && kras_type(a[0])->flags & KR_TF_BUILTIN)
        return krraise(vm, KR_T_TypeError, "ref() takes no keyword arguments");
    return krweakref_new(vm, kras_type(a[0]), a[1], a[2]);
}

/// weakref.__init__(self, object, callback=None, /)
/// Initialize self.
KR_NATIVE(weakref___init__)
{
    return KR_NONE;
}

/// weakref.__call__(self, /)
/// Call self as a function.
KR_NATIVE(weakref___call__)
{
    return krweakref_target(a[0]);
}

/// weakref.__callback__
/// The callback, None once called.
KR_NATIVE(weakref_get___callback__)
{
    KrValue v = ((KrWeakRef *)kras_obj(a[0]))->callback;
    return v == KR_EMPTY ? KR_NONE : v;
}

/// weakref.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(weakref___hash__)
{
    KrWeakRef *r = (KrWeakRef *)kras_obj(a[0]);
    if (!r->hash) {
        uint64_t h;
        if (!r->target)
            return krraise(vm, KR_T_TypeError, "weak object has gone away");
        if (!krobj_hash(vm, krvalue(r->target), &h))
            return KR_RAISED;
        r->hash = h ? h : 1;
    }
    return krsmall((int64_t)(r->hash << 17) >> 17);
}

static KrValue compare_refs(KrVm *vm, KrValue *a, KrCmp op)
{
    if (!kris_instance(vm, a[1], KR_TYPE_OF(weakref)))
        return KR_NOTIMPLEMENTED;
    KrWeakRef *x = (KrWeakRef *)kras_obj(a[0]), *y = (KrWeakRef *)kras_obj(a[1]);
    if (!x->target || !y->target)
        return krbool((x == y) == (op == KR_EQ));
    return krobj_compare(vm, krvalue(x->target), krvalue(y->target), op);
}

/// weakref.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(weakref___eq__)
{
    return compare_refs(vm, a, KR_EQ);
}

/// weakref.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(weakref___ne__)
{
    return compare_refs(vm, a, KR_NE);
}

/// weakref.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(weakref___repr__)
{
    KrWeakRef *r = (KrWeakRef *)kras_obj(a[0]);
    if (!r->target)
        return krvalue_or_raised(krstr_printf(vm, "<weakref at %p; dead>", (void *)r));
    return krvalue_or_raised(krstr_printf(vm, "<weakref at %p; to '%T' at %p>", (void *)r, krvalue(r->target), (void *)r->target));
}

/// @classmethod weakref.__class_getitem__(cls, item, /)
/// See PEP 585
KR_NATIVE(weakref___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/* ---- counting ------------------------------------------------------------------------------------------------------------------------ */

KrList *krweak_refs_of(KrVm *vm, KrValue target)
{
    KrList *out = krlist_with_capacity(vm, 0);
    KrWeakEntry *e = vm->weak && kris_ptr(target) ? find(vm->weak, kras_obj(target)) : NULL;
    for (KrWeakRef *r = e ? e->refs : NULL; r && out; r = r->next)
        if (!krlist_append(vm, out, krvalue(r)))
            return NULL;
    return out;
}
