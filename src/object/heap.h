/* SPDX-License-Identifier: MIT
 * The heap: size-classed 16 KiB blocks, marked precisely from objects and conservatively from stacks. Layer: object.
 *
 * Any word on a C stack or a VM stack that points into a live cell keeps it alive, so natives hold values in locals without
 * ceremony. Memory outside the heap and the stacks is not scanned: what lies there needs krheap_root. */
#ifndef KR_OBJECT_HEAP_H
#define KR_OBJECT_HEAP_H

#include "object/object.h"

enum {
    KR_BLOCK_SIZE = 16 << 10,
    KR_BLOCK_HEAD = 448,      /* bytes of KrBlock before the first cell */
    KR_GRANULE = 16,
    KR_CELL_MAX = 7968,       /* larger cells get pages of their own */
    KR_SPARE_SPANS = 32,      /* large cells of up to so many blocks are kept when they are freed */
    KR_CLASS_COUNT = 32,
};

typedef struct KrBlock KrBlock;

/* Where cells of one size are handed out: a run of zeroed free cells in the current block. */
typedef struct KrSizeClass {
    char *next, *end;
    KrBlock *blocks; /* all blocks of the class; none as long as its cells lie in shared ones */
    KrBlock *taken;  /* the one that runs come from, or NULL */
    KrBlock *sweep;  /* after it, the next one that may have free cells; NULL once all have been looked at */
    uint32_t size;
} KrSizeClass;

typedef struct KrRoot {
    struct KrRoot *next, **link;
    KrValue value;
} KrRoot;

typedef struct KrBlockEntry {
    uintptr_t address; /* of 16 KiB, or 0 */
    KrBlock *block;    /* what it belongs to: a large cell spans several addresses */
} KrBlockEntry;

/* A list of objects outside the heap, not traced. */
typedef struct KrObjList {
    KrObj **at;
    size_t n, cap;
} KrObjList;

/* Somebody with roots of his own: called in every collection. */
typedef struct KrRootHook {
    struct KrRootHook *next;
    void (*trace)(KrTracer *t, void *user);
    void (*swept)(KrVm *vm, void *user); /* after marking: drop what krheap_is_marked denies; may be NULL */
    void *user;
} KrRootHook;

/* A part of the C stack that owns nothing: the frame of the interpreter's loop, whose values all lie in registers of the VM.
 * What it spilled long ago would keep dead objects alive. */
typedef struct KrStackGap {
    struct KrStackGap *prev;
    char *low, *high;
    bool pausable; /* this activation of the loop is the host's own call: it may stop in the middle */
} KrStackGap;

/* A call from the VM to the host that has not returned: in between the host may enter the VM on another stack. What lies on
 * this one from `low` up still counts. */
typedef struct KrCallOut {
    struct KrCallOut *prev;
    char *low, *high, *limit;
} KrCallOut;

typedef struct KrHeap {
    KrSizeClass classes[KR_CLASS_COUNT];
    uint8_t class_of[KR_CELL_MAX / KR_GRANULE + 1]; /* granules to class */
    KrBlockEntry *table;   /* open-addressed by address */
    size_t table_cap, table_used;
    uintptr_t low, high;   /* bounds of all blocks */
    KrBlock *shared;       /* cells of all sizes, those of a young heap; the newest block first */
    uint32_t nshared;
    KrBlock *large;        /* cells with pages of their own */
    KrBlock *spare[KR_SPARE_SPANS + 1]; /* freed large cells, kept for the next of their size, by size in blocks */
    size_t spare_bytes;
    KrBlock *free_blocks;  /* whole blocks without use */
    struct KrChunk *chunks;
    size_t nblocks;        /* in chunks */
    KrObjList mark_stack;
    bool mark_overflow;    /* the mark stack could not grow: marked objects must be traced again */
    bool marking;
    size_t live_bytes;     /* cells in use after the last collection */
    size_t allocated;      /* bytes of runs and large cells handed out since */
    size_t threshold;      /* collect when `allocated` passes it */
    uint32_t disabled;     /* gc.disable() depth */
    uint64_t collections;
    bool futile;           /* a collection for want of memory did not help: no other one until the next slice or handler */
    KrRoot *roots;
    KrRootHook *hooks;
    char *stack_high;      /* the end of the C stack that is scanned */
    KrStackGap *gaps;      /* but for these, the innermost first */
    KrCallOut *calls_out;  /* the innermost first */
    char *entered;         /* where the C stack ended when the host last entered */
    KrObjList watched;     /* objects with a `free` hook or a finaliser */
    KrObjList doomed;      /* unreachable ones whose finaliser waits for a poll; roots */
#ifdef KR_STRESS_COLLECT
    uint32_t stress_count;
#endif
} KrHeap;

/* Bytes of the VM without room for new objects: cells that the last collection found in use, and all that is no cell. */
size_t krheap_live(KrVm *vm);
bool krheap_init(KrVm *vm) KR_MUST_USE;
void krheap_release(KrVm *vm);

/* The slow path of krheap_new (runtime.h): a new run of cells, a collection, a large cell. */
void *krheap_slow(KrVm *vm, uint32_t shape, size_t size) KR_MUST_USE KR_NOINLINE;
/* A cell of raw bytes (KR_T_raw_cell_) or of values (KR_T_values_cell_, all words after the header are values or
 * empty). One byte more than asked is there, so a pointer just past the end keeps it alive. */
typedef struct KrRaw {
    KrObj h;
    size_t size; /* usable bytes at data */
    char data[];
} KrRaw;
typedef struct KrValues {
    KrObj h;
    size_t cap;
    KrValue at[];
} KrValues;
/* As krheap_new, but of a large cell only the first `head` bytes and the one behind `size` are zero: for bytes that are about
 * to be written. Nothing in the rest may be traced. */
void *krheap_unfilled(KrVm *vm, uint32_t shape, size_t size, size_t head) KR_MUST_USE;
KrRaw *krheap_raw(KrVm *vm, size_t bytes) KR_MUST_USE;
KrValues *krheap_values(KrVm *vm, size_t count) KR_MUST_USE;

/* Collects now: marks from all roots and stacks, leaves sweeping to the allocator. */
void krheap_collect(KrVm *vm);
/* The same, but when the deadline passes it is given up, without effect: the next poll comes first. */
void krheap_collect_in_time(KrVm *vm);
/* Whether a mark of the running collection reached the object; for weak tables, during the collection only. */
bool krheap_is_marked(KrVm *vm, const KrObj *o);
/* The object that the address lies in, or NULL. */
KrObj *krheap_find(KrHeap *heap, uintptr_t address);
/* The object is to be looked at when it becomes unreachable: its type's `free` runs, or, with KR_F_FINALIZE set, it is
 * moved to `doomed` to be finalised at a poll. */
bool krheap_watch(KrVm *vm, KrObj *o) KR_MUST_USE;
void krheap_hook(KrVm *vm, KrRootHook *hook);
size_t krheap_cell_size(KrHeap *heap, const void *cell);
/* Calls fn for every object; allocates nothing meanwhile. */
void krheap_each(KrVm *vm, void (*fn)(void *user, KrObj *o), void *user);

/* A strong root outside the heap. */
void krheap_root(KrVm *vm, KrRoot *root, KrValue value);
void krheap_unroot(KrRoot *root);

/* ---- for trace functions -------------------------------------------------------------------------------------- */
struct KrTracer {
    KrVm *vm;
    KrHeap *heap;
    bool in_time;        /* to be given up when the deadline passes */
    bool given_up;
    uint32_t until_look; /* objects that are traced before the next look at the clock */
};
void krtrace_obj(KrTracer *t, const void *object); /* NULL is fine */
void krtrace_words(KrTracer *t, const void *words, size_t n); /* conservative: any words */
static inline void krtrace_value(KrTracer *t, KrValue v)
{
    if (kris_ptr(v))
        krtrace_obj(t, kras_obj(v));
}
static inline void krtrace_values(KrTracer *t, const KrValue *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        krtrace_value(t, v[i]);
}

/* Every store of a value into an object of the heap goes through here, so that generational and incremental marking
 * are a change of this function alone. The owner may be the object or the cell that holds the slot. */
static inline void krstore(KrVm *vm, const void *owner, KrValue *slot, KrValue v)
{
    (void)vm;
    (void)owner;
    *slot = v;
}
#define KR_STORE_PTR(vm, owner, slot, p) krstore((vm), (owner), (KrValue *)(slot), krvalue(p))

#endif
