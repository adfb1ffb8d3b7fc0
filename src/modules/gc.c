/* SPDX-License-Identifier: MIT
 * The module gc. */
#include "modules/modules.h"

/// module gc
/// This module provides access to the garbage collector for reference cycles.

KR_MODULE_INIT(gc)
{
    return krmodule_set(vm, module, "garbage", krvalue_or_raised(krlist_with_capacity(vm, 0))) &&
           krmodule_set(vm, module, "callbacks", krvalue_or_raised(krlist_with_capacity(vm, 0))) &&
           krmodule_set_int(vm, module, "DEBUG_STATS", 1) && krmodule_set_int(vm, module, "DEBUG_COLLECTABLE", 2) &&
           krmodule_set_int(vm, module, "DEBUG_UNCOLLECTABLE", 4) && krmodule_set_int(vm, module, "DEBUG_SAVEALL", 32) &&
           krmodule_set_int(vm, module, "DEBUG_LEAK", 38);
}

static void count(void *user, KrObj *o)
{
    (void)o;
    ++*(int64_t *)user;
}

/// gc.collect(generation=2)
/// Run the garbage collector.
KR_NATIVE(gc_collect)
{
    enum { UNITS = 1000 };
    int64_t generation = 2, before = 0, after = 0;
    if (a[0] != KR_EMPTY && !krobj_as_i64(vm, a[0], &generation, false))
        return KR_RAISED;
    if (generation < 0 || generation > 2)
        return krraise(vm, KR_T_ValueError, "invalid generation");
    krheap_each(vm, count, &before);
    krheap_collect(vm);
    krvm_finalize_pending(vm);
    /* What finalisers let go of goes with them. */
    krheap_collect(vm);
    krvm_finalize_pending(vm);
    krheap_each(vm, count, &after);
    /* Fuel must not tell how large the heap is; time may. */
    if (!krcharge(vm, UNITS) || !krpoll(vm))
        return KR_RAISED;
    return krsmall(before > after ? before - after : 0);
}

/// gc.enable()
/// Enable automatic garbage collection.
KR_NATIVE(gc_enable)
{
    vm->heap.disabled = 0;
    return KR_NONE;
}

/// gc.disable()
/// Disable automatic garbage collection.
KR_NATIVE(gc_disable)
{
    vm->heap.disabled = 1;
    return KR_NONE;
}

/// gc.isenabled()
/// Returns true if automatic garbage collection is enabled.
KR_NATIVE(gc_isenabled)
{
    return krbool(!vm->heap.disabled);
}

/// gc.set_debug(flags, /)
/// Set the garbage collection debugging flags.
KR_NATIVE(gc_set_debug)
{
    int64_t flags;
    if (!krobj_as_i64(vm, a[0], &flags, false))
        return KR_RAISED;
    return flags ? krraise(vm, KR_T_ValueError, "debugging flags of the garbage collector are not supported yet") : KR_NONE;
}

/// gc.get_debug()
/// Get the garbage collection debugging flags.
KR_NATIVE(gc_get_debug)
{
    return krsmall(0);
}

/// gc.get_count()
/// Return a three-tuple of the current collection counts.
KR_NATIVE(gc_get_count)
{
    return krvalue_or_raised(krtuple_of(vm, 3, krsmall((int64_t)(vm->heap.allocated / KR_GRANULE)), krsmall(0), krsmall(0)));
}

/// gc.get_threshold()
/// Return the current collection thresholds.
KR_NATIVE(gc_get_threshold)
{
    return krvalue_or_raised(krtuple_of(vm, 3, krsmall(2000), krsmall(10), krsmall(0)));
}

/// gc.set_threshold(threshold0, threshold1=0, threshold2=0, /)
/// Set the collection thresholds: 0 turns automatic collection off, the collector sets its own pace otherwise.
KR_NATIVE(gc_set_threshold)
{
    int64_t first;
    if (!krobj_as_i64(vm, a[0], &first, false))
        return KR_RAISED;
    vm->heap.disabled = first == 0;
    return KR_NONE;
}

/// gc.get_stats()
/// Return a list of dictionaries containing per-generation stats.
KR_NATIVE(gc_get_stats)
{
    KrList *list = krlist_with_capacity(vm, 3);
    for (int i = 0; list && i < 3; i++) {
        KrDict *d = krdict_new(vm);
        KrValue runs = i == 2 ? krint_from(vm, (int64_t)vm->heap.collections) : krsmall(0);
        if (!d || runs == KR_RAISED || !krdict_set_name(vm, d, KR_NAME(collections), runs) ||
            !krdict_set_name(vm, d, KR_NAME(collected), krsmall(0)) || !krdict_set_name(vm, d, KR_NAME(uncollectable), krsmall(0)) ||
            !krlist_append(vm, list, krvalue(d)))
            return KR_RAISED;
    }
    return krvalue_or_raised(list);
}

/// gc.is_tracked(obj, /)
/// Returns true if the object is tracked by the garbage collector.
KR_NATIVE(gc_is_tracked)
{
    if (!kris_ptr(a[0]) || kras_obj(a[0])->flags & KR_F_CONST)
        return KR_FALSE;
    return krbool(!kris_kind(vm, a[0], KR_TF_STR | KR_TF_BYTES | KR_TF_INT | KR_TF_FLOAT));
}

/// gc.is_finalized(obj, /)
/// Returns true if the object has been already finalized by the GC.
KR_NATIVE(gc_is_finalized)
{
    return krbool(kris_ptr(a[0]) && kras_obj(a[0])->flags & KR_F_FINALIZED);
}

/// gc.freeze()
/// Freeze all current tracked objects and ignore them for future collections: a request that nothing needs to follow.
KR_NATIVE(gc_freeze)
{
    return KR_NONE;
}

/// gc.unfreeze()
/// Unfreeze all objects in the permanent generation.
KR_NATIVE(gc_unfreeze)
{
    return KR_NONE;
}

/// gc.get_freeze_count()
/// Return the number of objects in the permanent generation.
KR_NATIVE(gc_get_freeze_count)
{
    return krsmall(0);
}

typedef struct Collected {
    KrObj **at;
    size_t n, cap;
} Collected;

static void note(void *user, KrObj *o)
{
    Collected *c = user;
    if (c->n < c->cap)
        c->at[c->n++] = o;
}

/// gc.get_objects(generation=None)
/// Return a list of objects tracked by the collector (excluding the list returned).
KR_NATIVE(gc_get_objects)
{
    int64_t total = 0;
    krheap_each(vm, count, &total);
    KrRaw *room = krheap_raw(vm, (size_t)total * sizeof(KrObj *) + 1);
    KrList *list = room ? krlist_with_capacity(vm, (size_t)total) : NULL;
    if (!list)
        return KR_RAISED;
    Collected c = {(KrObj **)(void *)room->data, 0, (size_t)total};
    krheap_each(vm, note, &c);
    for (size_t i = 0; i < c.n; i++) {
        KrValue v = krvalue(c.at[i]);
        if (c.at[i] == &list->h || krtype_of(vm, v)->flags & KR_TF_HIDDEN || krn_gc_is_tracked(vm, &v, 1) != KR_TRUE)
            continue;
        if (!krlist_append(vm, list, v))
            return KR_RAISED;
    }
    return krvalue(list);
}

/// gc.get_referrers(*objs)
/// Return the list of objects that directly refer to any of 'objs'.
KR_NATIVE(gc_get_referrers)
{
    return krraise(vm, KR_T_RuntimeError, "gc.get_referrers() is not supported yet");
}

/// gc.get_referents(*objs)
/// Return the list of objects that are directly referred to by 'objs'.
KR_NATIVE(gc_get_referents)
{
    return krraise(vm, KR_T_RuntimeError, "gc.get_referents() is not supported yet");
}
