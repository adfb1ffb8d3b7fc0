/* SPDX-License-Identifier: MIT
 * Handles: values that the host keeps where the collector does not look.
 *
 * Any thread may drop one, and a finaliser in the middle of a collection: it is only put on a list then. The VM's thread
 * frees what is on it when it makes the next handle or collects. */
#include "api/host.h"

/* In the VM's thread. */
void krhost_drop(KrVm *vm, kr_ref *ref)
{
    krheap_unroot(&ref->root);
    *ref->link = ref->next;
    if (ref->next)
        ref->next->link = ref->link;
    kralloc_free(&vm->alloc, ref, sizeof *ref);
}

static void free_dropped(KrVm *vm, KrHost *h)
{
    if (KR_LIKELY(!atomic_load_explicit(&h->dropped, memory_order_relaxed)))
        return;
    kr_ref *r = atomic_exchange(&h->dropped, NULL), *next;
    for (; r; r = next) {
        next = r->dropped_next;
        krhost_drop(vm, r);
    }
}

static void in_collection(KrTracer *t, void *user)
{
    free_dropped(t->vm, user);
}

void krhost_start_handles(KrVm *vm, KrHost *h)
{
    h->hook = (KrRootHook){.trace = in_collection, .user = h};
    krheap_hook(vm, &h->hook);
}

void krhost_unroot_handles(KrHost *h)
{
    for (kr_ref *r = h->refs; r; r = r->next)
        krheap_unroot(&r->root);
}

void krhost_free_handles(KrVm *vm, KrHost *h)
{
    for (kr_ref *r = h->refs, *next; r; r = next) {
        next = r->next;
        kralloc_free(&vm->alloc, r, sizeof *r);
    }
    h->refs = NULL;
}

kr_ref *krhost_hold(KrVm *vm, KrValue v)
{
    KrHost *h = krhost(vm);
    free_dropped(vm, h);
    kr_ref *r = kralloc_zeroed(&vm->alloc, sizeof *r);
    if (!r)
        return krraise_memory(vm), NULL;
    krheap_root(vm, &r->root, v);
    r->next = h->refs;
    r->link = &h->refs;
    if (h->refs)
        h->refs->link = &r->next;
    h->refs = r;
    return r;
}

static kr_ref *counted(KrVm *vm, kr_ref *r)
{
    if (r)
        atomic_fetch_add_explicit(&krhost(vm)->handles, 1, memory_order_relaxed);
    return r;
}

kr_ref *kr_hold(kr_vm *host, kr_value v)
{
    KR_ENTER_BRIEFLY(vm, host, NULL);
    return krgiven(vm, v) ? counted(vm, krhost_hold(vm, v.bits)) : NULL;
}

kr_ref *kr_hold_weak(kr_vm *host, kr_value v)
{
    KR_ENTER(vm, host, NULL);
    if (!krgiven(vm, v))
        return NULL;
    if (!kris_ptr(v.bits) || kras_obj(v.bits)->flags & KR_F_CONST)
        return counted(vm, krhost_hold(vm, v.bits)); /* never goes away */
    KrValue ref = krweakref_new(vm, KR_TYPE_OF(weakref), v.bits, KR_EMPTY);
    kr_ref *held = ref == KR_RAISED ? NULL : krhost_hold(vm, ref);
    if (held)
        held->weak = true;
    return counted(vm, held);
}

kr_value kr_get(const kr_ref *ref)
{
    return (kr_value){ref->weak ? krweakref_target(ref->root.value) : ref->root.value};
}

bool kr_alive(const kr_ref *ref)
{
    return !ref->weak || krweakref_target(ref->root.value) != KR_NONE;
}

void kr_drop(kr_vm *host, kr_ref *ref)
{
    if (!ref || atomic_exchange(&ref->dropped, true))
        return;
    KrHost *h = krhost((KrVm *)host);
    atomic_fetch_sub_explicit(&h->handles, 1, memory_order_relaxed);
    ref->dropped_next = atomic_load(&h->dropped);
    while (!atomic_compare_exchange_weak(&h->dropped, &ref->dropped_next, ref))
        ;
}

/* ---- values that the host gives ----------------------------------------------------------------------------------------- */

/* An object is of this VM if it is in its heap, or shared by all. */
static bool is_own(KrVm *vm, KrValue v)
{
    return !kris_ptr(v) || krheap_find(&vm->heap, v) == kras_obj(v) || kras_obj(v)->flags & KR_F_CONST;
}

bool krhost_check_given(KrVm *vm, kr_value v)
{
    const char *wrong = kr_failed(v)           ? "a value that a failed call gave, whose exception was taken"
                        : kr_paused(v)         ? "the value of a run that has paused: kr_resume() gives it"
                        : v.bits == KR_EMPTY   ? "an empty kr_value"
                        : v.bits == KR_CALLED || !is_own(vm, v.bits) ? "a value that is none of this VM"
                                               : NULL;
    if (wrong && (!kr_failed(v) || vm->exec->pending == KR_EMPTY))
        krraise(vm, KR_T_SystemError, "%s", wrong);
    return !wrong;
}
