/* SPDX-License-Identifier: MIT
 * Collection: mark from roots (precisely) and from stacks (any word that looks like a cell), then let allocation sweep. */
#include "base/clock.h"
#include "object/heap_internal.h"
#include "object/tables.h"

#if defined(__SANITIZE_ADDRESS__)
#define KR_NO_ASAN __attribute__((no_sanitize_address))
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KR_NO_ASAN __attribute__((no_sanitize("address")))
#endif
#endif
#ifndef KR_NO_ASAN
#define KR_NO_ASAN
#endif

/* ---- marking -------------------------------------------------------------------------------------------------------- */

void krtrace_obj(KrTracer *t, const void *object)
{
    KrObj *o = (KrObj *)object;
    if (!o || o->flags & KR_F_CONST)
        return;
    KrBlock *b = block_of(o);
    uint32_t bit = granule_of(o);
    if (bit_get(b->mark, bit))
        return;
    bit_set(b->mark, bit);
    if (o->shape == KR_T_raw_cell)
        return;
    if (!krobjlist_push(&t->vm->alloc, &t->heap->mark_stack, o))
        t->heap->mark_overflow = true;
}

KR_NO_ASAN void krtrace_words(KrTracer *t, const void *words, size_t n)
{
    const uintptr_t *w = words;
    for (size_t i = 0; i < n; i++)
        if (w[i] >= t->heap->low && w[i] < t->heap->high)
            krtrace_obj(t, krheap_find(t->heap, w[i]));
}

void krtrace_values_cell(KrTracer *t, KrObj *o)
{
    KrValues *v = (KrValues *)o;
    krtrace_values(t, v->at, v->cap);
}

void krtrace_shape(KrTracer *t, KrObj *o)
{
    KrShape *s = (KrShape *)o;
    krtrace_obj(t, s->type);
    krtrace_obj(t, s->parent);
    krtrace_obj(t, s->name);
    krtrace_value(t, s->next);
}

static void trace_children(KrTracer *t, KrObj *o)
{
    KrShape *shape = t->vm->shapes[o->shape];
    KrType *type = shape->type;
    if (type->trace)
        type->trace(t, o);
    else
        krtrace_values(t, (KrValue *)(o + 1), type->refs);
    if (type->flags & KR_TF_BUILTIN) {
        if (type->extra)
            krtrace_value(t, *(KrValue *)((char *)o + type->extra));
        return;
    }
    krtrace_obj(t, shape);
    KrValue *extra = krobj_extra(t->vm, o);
    if (extra)
        krtrace_values(t, extra, 1u + type->inline_slots);
}

enum { LOOK_EVERY = 8192 };

static bool is_late(const KrVm *vm)
{
    int64_t deadline = vm->limits.deadline;
    return deadline != INT64_MAX && krclock_monotonic() >= deadline;
}

static void drain(KrTracer *t)
{
    KrObjList *stack = &t->heap->mark_stack;
    while (stack->n) {
        trace_children(t, stack->at[--stack->n]);
        if (KR_LIKELY(--t->until_look))
            continue;
        t->until_look = LOOK_EVERY;
        t->given_up = t->in_time && is_late(t->vm);
        if (t->given_up)
            stack->n = 0;
    }
}

static void each_marked(KrTracer *t, void (*fn)(KrTracer *t, KrObj *o))
{
    KrHeap *h = t->heap;
    for (uint32_t c = 0; c <= KR_CLASS_COUNT; c++)
        for (KrBlock *b = blocks_of(h, c); b; b = b->next)
            EACH_CELL(b, cell)
                if (bit_get(b->mark, granule_of(cell)))
                    fn(t, (KrObj *)cell);
    for (KrBlock *b = h->large; b; b = b->next)
        if (bit_get(b->mark, KR_BLOCK_HEAD / KR_GRANULE))
            fn(t, (KrObj *)((char *)b + KR_BLOCK_HEAD));
}

static void trace_again(KrTracer *t, KrObj *o)
{
    if (o->shape != KR_T_raw_cell)
        trace_children(t, o);
    drain(t);
}

/* Marks everything reachable; when the mark stack could not grow, marked objects are traced again until nothing new is
 * found. */
static void propagate(KrTracer *t)
{
    drain(t);
    while (t->heap->mark_overflow && !t->given_up) {
        t->heap->mark_overflow = false;
        each_marked(t, trace_again);
    }
}

/* ---- roots ------------------------------------------------------------------------------------------------------------ */

/* A C stack from `low` up. */
static void scan_c_stack(KrTracer *t, char *low, char *high)
{
    low = (char *)((uintptr_t)low & ~(uintptr_t)7);
    for (KrStackGap *gap = t->heap->gaps; gap; gap = gap->prev) {
        if (gap->low < low || gap->low >= gap->high || gap->high > high)
            continue; /* of another stack */
        krtrace_words(t, low, (size_t)(gap->low - low) / 8);
        low = gap->high;
    }
    if (high > low)
        krtrace_words(t, low, (size_t)(high - low) / 8);
}

/* What is below `low` belongs to the collector, which owns nothing; its frames have holes that still show what other functions
 * left there. Of each other stack that a call waits on, the innermost call is where it ends. */
static void scan_c_stacks(KrTracer *t, char *low)
{
    char *done = t->heap->stack_high;
    scan_c_stack(t, low, done);
    for (KrCallOut *c = t->heap->calls_out; c; c = c->prev)
        if (c->high != done && c->high != t->heap->stack_high)
            scan_c_stack(t, c->low, done = c->high);
}

static void mark_roots(KrTracer *t, char *stack_low)
{
    KrVm *vm = t->vm;
    krtrace_values(t, vm->chars, KR_COUNT(vm->chars));
    krtrace_obj(t, vm->empty_str);
    krtrace_obj(t, vm->empty_tuple);
    krtrace_obj(t, vm->modules);
    krtrace_obj(t, vm->thawed);
    krtrace_obj(t, vm->builtins);
    krtrace_value(t, vm->sys);
    krtrace_value(t, vm->memory_error);
    krtrace_value(t, vm->asyncgen_hooks);
    krtrace_obj(t, vm->showing);
    krtrace_value(t, vm->recursion_error);
    for (uint32_t i = 0; vm->type_dicts && i < KR_T_COUNT; i++)
        krtrace_obj(t, vm->type_dicts[i]);
    for (KrRoot *r = vm->heap.roots; r; r = r->next)
        krtrace_value(t, r->value);
    for (KrRootHook *h = vm->heap.hooks; h; h = h->next)
        h->trace(t, h->user);
    for (size_t i = 0; i < vm->heap.doomed.n; i++)
        krtrace_obj(t, vm->heap.doomed.at[i]);
    krexec_trace(t, vm->exec);
    scan_c_stacks(t, stack_low);
}

/* ---- after marking -------------------------------------------------------------------------------------------------------- */

bool krheap_is_marked(KrVm *vm, const KrObj *o)
{
    (void)vm;
    return o->flags & KR_F_CONST || bit_get(block_of(o)->mark, granule_of(o));
}

/* Unreachable objects that still have something to do become reachable again until a poll has done it. */
static void doom_watched(KrTracer *t)
{
    KrObjList *list = &t->heap->watched;
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++) {
        KrObj *o = list->at[i];
        bool finalize = o->flags & KR_F_FINALIZE && !(o->flags & KR_F_FINALIZED);
        if (!krheap_is_marked(t->vm, o) && finalize && krobjlist_push(&t->vm->alloc, &t->heap->doomed, o)) {
            o->flags |= KR_F_FINALIZED;
            if (!krshape_type(t->vm, o->shape)->free)
                continue;
        }
        list->at[kept++] = o;
    }
    list->n = kept;
    for (size_t i = 0; i < t->heap->doomed.n; i++)
        krtrace_obj(t, t->heap->doomed.at[i]);
    propagate(t);
}

/* Frees the shapes, or all but these: an object's shape is looked at to free it. */
static void free_watched(KrVm *vm, bool shapes)
{
    KrObjList *list = &vm->heap.watched;
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++) {
        KrObj *o = list->at[i];
        if (krheap_is_marked(vm, o) || (o->shape == KR_T_shape) != shapes) {
            list->at[kept++] = o;
            continue;
        }
        KrType *type = krshape_type(vm, o->shape);
        if (type->free)
            type->free(vm, o);
    }
    list->n = kept;
}

#ifdef KR_POISON
static void poison(KrBlock *b)
{
    EACH_CELL(b, cell)
        if (!bit_get(b->mark, granule_of(cell)))
            memset(cell, 0xDB, (size_t)(next_cell(b, cell) - cell));
}
#endif

/* Marked cells are the allocated ones from now on. */
static size_t settle_block(KrBlock *b)
{
    uint64_t count = 0;
    size_t live = 0;
    for (uint32_t w = 0; w < BLOCK_WORDS; w++)
        count += (uint64_t)__builtin_popcountll(b->mark[w]);
    memcpy(b->alloc, b->mark, sizeof b->alloc);
#ifdef KR_POISON
    poison(b);
#endif
    if (b->size) {
        b->cursor = 0;
        return count * b->size;
    }
    EACH_CELL(b, cell)
        if (bit_get(b->mark, granule_of(cell)))
            live += (size_t)(next_cell(b, cell) - cell);
    return live;
}

static size_t settle_class(KrSizeClass *c)
{
    size_t live = 0;
    for (KrBlock *b = c->blocks; b; b = b->next)
        live += settle_block(b);
    c->next = c->end = NULL;
    c->sweep = c->blocks;
    c->taken = NULL;
    return live;
}

static size_t settle_large(KrVm *vm)
{
    size_t live = 0;
    KrBlock **link = &vm->heap.large;
    while (*link) {
        KrBlock *b = *link;
        if (bit_get(b->mark, KR_BLOCK_HEAD / KR_GRANULE)) {
            live += b->large_size;
            link = &b->next;
        } else {
            *link = b->next;
            krheap_forget(vm, b);
        }
    }
    return live;
}

static void clear_marks(KrHeap *h)
{
    for (uint32_t c = 0; c <= KR_CLASS_COUNT; c++)
        for (KrBlock *b = blocks_of(h, c); b; b = b->next)
            memset(b->mark, 0, sizeof b->mark);
    for (KrBlock *b = h->large; b; b = b->next)
        memset(b->mark, 0, sizeof b->mark);
}

enum { LEAST_THRESHOLD = 4 << 20 };

/* Its frame is where the collector's own begin, below the registers that its caller has saved. */
static KR_NOINLINE void collect(KrVm *vm, bool in_time)
{
    char *stack_low = __builtin_frame_address(0);
    KrHeap *h = &vm->heap;
    h->marking = true;
    KrTracer t = {.vm = vm, .heap = h, .in_time = in_time, .until_look = LOOK_EVERY};
    clear_marks(h);
    mark_roots(&t, stack_low);
    propagate(&t);
    if (t.given_up) {
        h->mark_overflow = h->marking = false;
        return;
    }
    t.in_time = false;
    doom_watched(&t);
    krweak_sweep(vm);
    free_watched(vm, false);
    free_watched(vm, true);
    for (KrRootHook *hook = h->hooks; hook; hook = hook->next)
        if (hook->swept)
            hook->swept(vm, hook->user);
    krruntime_swept(vm);
    size_t live = settle_large(vm);
    for (KrBlock *b = h->shared; b; b = b->next)
        live += settle_block(b);
    for (uint32_t c = 0; c < KR_CLASS_COUNT; c++)
        live += settle_class(&h->classes[c]);
    h->live_bytes = live;
    h->allocated = 0;
    h->threshold = live > LEAST_THRESHOLD ? live : LEAST_THRESHOLD;
    krheap_trim(vm);
    h->collections++;
    vm->gc_epoch++;
    h->marking = false;
}

/* The registers that the callers own are saved in this frame: in all of it, so there is no way out before the call. */
static KR_NOINLINE void save_registers(KrVm *vm, bool in_time)
{
    __builtin_unwind_init();
    collect(vm, in_time);
    __asm__ volatile("" ::: "memory");
}

void krheap_collect(KrVm *vm)
{
    if (!vm->heap.marking)
        save_registers(vm, false);
}

void krheap_collect_in_time(KrVm *vm)
{
    if (vm->heap.marking)
        return;
    if (!is_late(vm))
        save_registers(vm, true);
    if (is_late(vm)) { /* the slice ends here */
        vm->slice -= vm->exec->budget;
        vm->exec->budget = 0;
    }
}

void krheap_each(KrVm *vm, void (*fn)(void *user, KrObj *o), void *user)
{
    KrHeap *h = &vm->heap;
    for (uint32_t c = 0; c <= KR_CLASS_COUNT; c++)
        for (KrBlock *b = blocks_of(h, c); b; b = b->next)
            EACH_CELL(b, cell)
                if (bit_get(b->alloc, granule_of(cell)) && ((KrObj *)cell)->shape)
                    fn(user, (KrObj *)cell);
    for (KrBlock *b = h->large; b; b = b->next)
        fn(user, (KrObj *)((char *)b + KR_BLOCK_HEAD));
}
