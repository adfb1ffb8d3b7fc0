/* SPDX-License-Identifier: MIT
 * Allocation: blocks of one cell size each, runs of free cells found by the bits, large cells on pages of their own. */
#include "object/heap_internal.h"

/* Blocks come in chunks from the VM's allocator; a chunk is freed with the VM. */
typedef struct KrChunk {
    struct KrChunk *next;
    size_t size;
    char *base;
} KrChunk;

enum { LAST_CHUNK_BLOCKS = 64, MOST_SHARED = 3, FIRST_THRESHOLD = 4 << 20 };

static const uint16_t cell_sizes[] = {16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768,
                                      880, 992, 1136, 1328, 1584, 1984, 2656, 3184, 3984, 5312, 7968};

bool krheap_init(KrVm *vm)
{
    KrHeap *h = &vm->heap;
    _Static_assert(KR_COUNT(cell_sizes) <= KR_CLASS_COUNT, "too many cell sizes");
    for (uint32_t i = 0, granules = 0; i < KR_COUNT(cell_sizes); i++) {
        h->classes[i].size = cell_sizes[i];
        for (; granules * KR_GRANULE <= cell_sizes[i]; granules++)
            h->class_of[granules] = (uint8_t)i;
    }
    h->threshold = FIRST_THRESHOLD;
    h->low = UINTPTR_MAX;
    h->table_cap = 64;
    h->table = kralloc_zeroed(&vm->alloc, h->table_cap * sizeof *h->table);
    return h->table != NULL;
}

static void drop_spare(KrVm *vm);

void krheap_release(KrVm *vm)
{
    KrHeap *h = &vm->heap;
    drop_spare(vm);
    while (h->large) {
        KrBlock *b = h->large;
        h->large = b->next;
        kralloc_free(&vm->alloc, b, b->large_size);
    }
    while (h->chunks) {
        KrChunk *c = h->chunks;
        h->chunks = c->next;
        kralloc_free(&vm->alloc, c->base, c->size);
        kralloc_free(&vm->alloc, c, sizeof *c);
    }
    kralloc_free(&vm->alloc, h->table, h->table_cap * sizeof *h->table);
    krobjlist_release(&vm->alloc, &h->mark_stack);
    krobjlist_release(&vm->alloc, &h->watched);
    krobjlist_release(&vm->alloc, &h->doomed);
    memset(h, 0, sizeof *h);
}

/* ---- lists of objects --------------------------------------------------------------------------------------------- */

bool krobjlist_push(KrAlloc *alloc, KrObjList *list, KrObj *o)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 256;
        KrObj **at = kralloc_resize(alloc, list->at, list->cap * sizeof *at, cap * sizeof *at);
        if (!at)
            return false;
        list->at = at;
        list->cap = cap;
    }
    list->at[list->n++] = o;
    return true;
}

void krobjlist_release(KrAlloc *alloc, KrObjList *list)
{
    kralloc_free(alloc, list->at, list->cap * sizeof *list->at);
    *list = (KrObjList){0};
}

/* ---- the table of blocks ------------------------------------------------------------------------------------------- */

static size_t slot_of(const KrHeap *h, uintptr_t address)
{
    return (size_t)(((uint64_t)(address / KR_BLOCK_SIZE) * 0x9E3779B97F4A7C15u) >> 32) & (h->table_cap - 1);
}

static void table_put(KrHeap *h, uintptr_t address, KrBlock *block)
{
    size_t i = slot_of(h, address);
    while (h->table[i].address)
        i = (i + 1) & (h->table_cap - 1);
    h->table[i] = (KrBlockEntry){address, block};
    h->table_used++;
    if (address < h->low)
        h->low = address;
    if (address + KR_BLOCK_SIZE > h->high)
        h->high = address + KR_BLOCK_SIZE;
}

static bool table_reserve(KrVm *vm, size_t more)
{
    KrHeap *h = &vm->heap;
    size_t cap = h->table_cap;
    while ((h->table_used + more) * 2 > cap)
        cap *= 2;
    if (cap == h->table_cap)
        return true;
    KrBlockEntry *old = h->table;
    size_t old_cap = h->table_cap;
    KrBlockEntry *table = kralloc_zeroed(&vm->alloc, cap * sizeof *table);
    if (!table)
        return false;
    h->table = table;
    h->table_cap = cap;
    h->table_used = 0;
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].address)
            table_put(h, old[i].address, old[i].block);
    kralloc_free(&vm->alloc, old, old_cap * sizeof *old);
    return true;
}

/* Open addressing without tombstones: entries behind the hole move up. */
static void table_remove(KrHeap *h, uintptr_t address)
{
    size_t mask = h->table_cap - 1, i = slot_of(h, address);
    while (h->table[i].address != address)
        i = (i + 1) & mask;
    h->table_used--;
    for (size_t j = i;;) {
        h->table[i].address = 0;
        do {
            j = (j + 1) & mask;
            if (!h->table[j].address)
                return;
        } while (((j - slot_of(h, h->table[j].address)) & mask) < ((j - i) & mask));
        h->table[i] = h->table[j];
        i = j;
    }
}

KrBlock *krheap_block_at(KrHeap *h, uintptr_t address)
{
    if (address < h->low || address >= h->high)
        return NULL;
    address &= ~(uintptr_t)(KR_BLOCK_SIZE - 1);
    for (size_t i = slot_of(h, address); h->table[i].address; i = (i + 1) & (h->table_cap - 1))
        if (h->table[i].address == address)
            return h->table[i].block;
    return NULL;
}

KrObj *krheap_find(KrHeap *h, uintptr_t address)
{
    KrBlock *b = krheap_block_at(h, address);
    if (!b)
        return NULL;
    uintptr_t offset = address - (uintptr_t)b;
    if (offset < KR_BLOCK_HEAD)
        return NULL;
    KrObj *o;
    if (b->size) {
        uint32_t i = (uint32_t)((offset - KR_BLOCK_HEAD) * b->reciprocal >> 32);
        if (i >= b->ncells)
            return NULL;
        o = (KrObj *)cell_at(b, i);
    } else if (is_large(b)) {
        o = (KrObj *)((char *)b + KR_BLOCK_HEAD);
    } else {
        o = (KrObj *)((char *)b + (size_t)start_before(b, (uint32_t)(offset / KR_GRANULE)) * KR_GRANULE);
    }
    return bit_get(b->alloc, granule_of(o)) && o->shape ? o : NULL;
}

size_t krheap_cell_size(KrHeap *h, const void *cell)
{
    (void)h;
    KrBlock *b = block_of(cell);
    if (is_large(b))
        return b->large_size - KR_BLOCK_HEAD;
    return b->size ? b->size : (next_start(b, granule_of(cell)) - granule_of(cell)) * KR_GRANULE;
}

/* ---- blocks --------------------------------------------------------------------------------------------------------- */

size_t krheap_live(KrVm *vm)
{
    size_t cells = vm->heap.spare_bytes;
    for (KrChunk *c = vm->heap.chunks; c; c = c->next)
        cells += c->size;
    for (KrBlock *b = vm->heap.large; b; b = b->next)
        cells += b->large_size;
    return vm->alloc.used - cells + vm->heap.live_bytes;
}

static bool add_chunk(KrVm *vm)
{
    KrHeap *h = &vm->heap;
    size_t blocks = h->nblocks < LAST_CHUNK_BLOCKS ? h->nblocks + !h->nblocks : LAST_CHUNK_BLOCKS; /* as many again */
    KrChunk *c = kralloc_new(&vm->alloc, sizeof *c);
    if (!c)
        return false;
    while (!(c->base = kralloc_aligned(&vm->alloc, blocks * KR_BLOCK_SIZE, KR_BLOCK_SIZE))) {
        if (blocks == 1) {
            kralloc_free(&vm->alloc, c, sizeof *c);
            return false;
        }
        blocks = 1; /* the limit is near: what else needs memory is to find some */
    }
    c->size = blocks * KR_BLOCK_SIZE;
    c->next = h->chunks;
    h->chunks = c;
    h->nblocks += blocks;
    for (size_t i = blocks; i-- > 0;) {
        KrBlock *b = (KrBlock *)(c->base + i * KR_BLOCK_SIZE);
        b->next = h->free_blocks;
        h->free_blocks = b;
    }
    return true;
}

static KrBlock *take_block(KrVm *vm)
{
    KrHeap *h = &vm->heap;
    if (!table_reserve(vm, 1) || (!h->free_blocks && !add_chunk(vm)))
        return NULL;
    KrBlock *b = h->free_blocks;
    h->free_blocks = b->next;
    memset(b, 0, sizeof *b);
    table_put(h, (uintptr_t)b, b);
    return b;
}

static bool add_block(KrVm *vm, KrSizeClass *c)
{
    KrHeap *h = &vm->heap;
    KrBlock *b = take_block(vm);
    if (!b)
        return false;
    b->size = c->size;
    b->class = (uint32_t)(c - h->classes);
    b->ncells = (KR_BLOCK_SIZE - KR_BLOCK_HEAD) / c->size;
    b->reciprocal = ((uint64_t)1 << 32) / c->size + 1;
    b->next = c->blocks;
    c->blocks = c->taken = b;
    return true;
}

/* ---- a young heap ----------------------------------------------------------------------------------------------------- */

/* A block for each size would cost an idle VM most of its memory. Its first cells lie in shared blocks: runs of a few cells of
 * one size. */
enum { SHARED_RUN_BYTES = 128, LAST_GRANULE = KR_BLOCK_SIZE / KR_GRANULE - 1 };

static bool add_shared(KrVm *vm)
{
    KrHeap *h = &vm->heap;
    KrBlock *b = h->nshared < MOST_SHARED ? take_block(vm) : NULL;
    if (!b)
        return false;
    b->cursor = KR_BLOCK_HEAD / KR_GRANULE;
    bit_set(b->start, b->cursor);
    b->next = h->shared;
    h->shared = b;
    h->nshared++;
    return true;
}

static bool shared_run(KrVm *vm, KrSizeClass *c)
{
    KrHeap *h = &vm->heap;
    uint32_t n = c->size < SHARED_RUN_BYTES ? SHARED_RUN_BYTES / c->size : 1, granules = n * c->size / KR_GRANULE;
    if ((!h->shared || h->shared->cursor + granules > LAST_GRANULE) && !add_shared(vm))
        return false;
    KrBlock *b = h->shared;
    c->next = (char *)b + (size_t)b->cursor * KR_GRANULE;
    c->end = c->next + n * c->size;
    memset(c->next, 0, n * c->size);
    for (uint32_t i = 0; i < n; i++, b->cursor += c->size / KR_GRANULE) {
        bit_set(b->start, b->cursor);
        bit_set(b->alloc, b->cursor);
    }
    bit_set(b->start, b->cursor);
    h->allocated += n * c->size;
    return true;
}

/* ---- runs --------------------------------------------------------------------------------------------------------------- */

static void set_alloc_bits(KrBlock *b, uint32_t from, uint32_t to)
{
    for (; from < to && from % 64; from++)
        bit_set(b->alloc, from);
    for (; from + 64 <= to; from += 64)
        b->alloc[from / 64] = ~(uint64_t)0;
    for (; from < to; from++)
        bit_set(b->alloc, from);
}

/* Runs stop at pages' ends so that a fresh block touches no more memory than is used. */
enum { RUN_BYTES = 4096 };

static bool next_run(KrHeap *h, KrSizeClass *c, KrBlock *b)
{
    while (b->cursor < b->ncells && bit_get(b->alloc, granule_of(cell_at(b, b->cursor))))
        b->cursor++;
    if (b->cursor == b->ncells)
        return false;
    char *start = cell_at(b, b->cursor);
    size_t room = RUN_BYTES - ((uintptr_t)start & (RUN_BYTES - 1));
    uint32_t limit = b->cursor + (room < b->size ? 1 : (uint32_t)(room / b->size));
    if (limit > b->ncells)
        limit = b->ncells;
    do
        b->cursor++;
    while (b->cursor < limit && !bit_get(b->alloc, granule_of(cell_at(b, b->cursor))));
    char *end = cell_at(b, b->cursor);
    memset(start, 0, (size_t)(end - start));
    set_alloc_bits(b, granule_of(start), granule_of(end - 1) + 1);
    c->next = start;
    c->end = end;
    h->allocated += (size_t)(end - start);
    return true;
}

static bool refill(KrVm *vm, KrSizeClass *c)
{
    if (!c->blocks && shared_run(vm, c))
        return true;
    if (c->taken && next_run(&vm->heap, c, c->taken))
        return true;
    while (c->sweep) {
        c->taken = c->sweep;
        c->sweep = c->sweep->next;
        if (next_run(&vm->heap, c, c->taken))
            return true;
    }
    return add_block(vm, c) && next_run(&vm->heap, c, c->taken);
}

/* ---- large cells ------------------------------------------------------------------------------------------------------ */

enum { SPARE_BYTES = 6 << 20 };

/* Pages that the kernel has given and that were touched are dear: some stay here, as much as is used up between two
 * collections. */
static size_t spare_limit(const KrHeap *h)
{
    return h->threshold > SPARE_BYTES ? h->threshold : SPARE_BYTES;
}

static KrBlock *take_spare(KrHeap *h, size_t total)
{
    size_t spans = total / KR_BLOCK_SIZE, most = spans + spans / 4;
    if (total % KR_BLOCK_SIZE)
        return NULL; /* larger than any that is kept */
    for (; spans <= most && spans <= KR_SPARE_SPANS; spans++) {
        KrBlock *b = h->spare[spans];
        if (!b)
            continue;
        h->spare[spans] = b->next;
        h->spare_bytes -= b->large_size;
        return b;
    }
    return NULL;
}

/* Sizes that were freed last are those that are asked for next: another one makes room for them. */
static bool drop_other_spare(KrVm *vm, size_t spans)
{
    KrHeap *h = &vm->heap;
    for (size_t i = 0; i <= KR_SPARE_SPANS; i++) {
        KrBlock *b = i == spans ? NULL : h->spare[i];
        if (!b)
            continue;
        h->spare[i] = b->next;
        h->spare_bytes -= b->large_size;
        kralloc_free(&vm->alloc, b, b->large_size);
        return true;
    }
    return false;
}

static bool keep_spare(KrVm *vm, KrBlock *b)
{
    KrHeap *h = &vm->heap;
#ifdef KR_STRESS_COLLECT
    return false; /* use after free is to be seen */
#endif
    size_t spans = b->large_size / KR_BLOCK_SIZE;
    if (spans > KR_SPARE_SPANS || b->large_size % KR_BLOCK_SIZE)
        return false;
    while (h->spare_bytes + b->large_size > spare_limit(h))
        if (!drop_other_spare(vm, spans))
            return false;
    b->next = h->spare[spans];
    h->spare[spans] = b;
    h->spare_bytes += b->large_size;
    return true;
}

static void drop_spare(KrVm *vm)
{
    KrHeap *h = &vm->heap;
    for (size_t i = 0; i <= KR_SPARE_SPANS; i++)
        while (h->spare[i]) {
            KrBlock *b = h->spare[i];
            h->spare[i] = b->next;
            kralloc_free(&vm->alloc, b, b->large_size);
        }
    h->spare_bytes = 0;
}

void krheap_trim(KrVm *vm)
{
    if (vm->heap.spare_bytes / 2 > spare_limit(&vm->heap))
        drop_spare(vm);
}

/* Zeroed up to `zeroed` bytes, and behind the end. */
static void *large_new(KrVm *vm, uint32_t shape, size_t size, size_t zeroed)
{
    KrHeap *h = &vm->heap;
    if (size > (SIZE_MAX >> 17))
        return NULL;
    size_t total = (size + 1 + KR_BLOCK_HEAD + KR_GRANULE - 1) & ~(size_t)(KR_GRANULE - 1);
    size_t spans = (total + KR_BLOCK_SIZE - 1) / KR_BLOCK_SIZE;
    if (spans <= KR_SPARE_SPANS)
        total = spans * KR_BLOCK_SIZE;
    if (!table_reserve(vm, spans + spans / 4))
        return NULL;
    KrBlock *b = take_spare(h, total);
    if (b)
        total = b->large_size;
    else
        b = kralloc_aligned(&vm->alloc, total, KR_BLOCK_SIZE);
    if (!b)
        return NULL;
    spans = (total + KR_BLOCK_SIZE - 1) / KR_BLOCK_SIZE;
    memset(b, 0, KR_BLOCK_HEAD + zeroed);
    ((char *)b)[KR_BLOCK_HEAD + size - 1] = ((char *)b)[KR_BLOCK_HEAD + size] = 0;
    b->large_size = total;
    bit_set(b->alloc, KR_BLOCK_HEAD / KR_GRANULE);
    b->next = h->large;
    h->large = b;
    for (size_t i = 0; i < spans; i++)
        table_put(h, (uintptr_t)b + i * KR_BLOCK_SIZE, b);
    h->allocated += total;
    KrObj *o = (KrObj *)((char *)b + KR_BLOCK_HEAD);
    o->shape = shape;
    return o;
}

void krheap_forget(KrVm *vm, KrBlock *b)
{
    size_t spans = (b->large_size + KR_BLOCK_SIZE - 1) / KR_BLOCK_SIZE;
    for (size_t i = 0; i < spans; i++)
        table_remove(&vm->heap, (uintptr_t)b + i * KR_BLOCK_SIZE);
    if (!keep_spare(vm, b))
        kralloc_free(&vm->alloc, b, b->large_size);
}

/* ---- the slow path ------------------------------------------------------------------------------------------------------ */

static void *try_new(KrVm *vm, uint32_t shape, size_t size, size_t zeroed)
{
    KrHeap *h = &vm->heap;
    if (size > KR_CELL_MAX)
        return large_new(vm, shape, size, zeroed);
    KrSizeClass *c = &h->classes[h->class_of[(size + KR_GRANULE - 1) / KR_GRANULE]];
    if (c->next == c->end && !refill(vm, c))
        return NULL;
    char *p = c->next;
    c->next = p + c->size;
    ((KrObj *)p)->shape = shape;
    return p;
}

static void *new_slow(KrVm *vm, uint32_t shape, size_t size, size_t zeroed)
{
    KrHeap *h = &vm->heap;
#ifdef KR_STRESS_COLLECT
    if (!h->disabled && ++h->stress_count >= KR_STRESS_COLLECT) {
        h->stress_count = 0;
        krheap_collect(vm);
    }
#endif
#ifdef KR_STRESS_FAIL
    if (!kralloc_probe(&vm->alloc))
        return krraise_memory(vm), NULL;
#endif
    if (h->allocated + (size > KR_CELL_MAX ? size : 0) > h->threshold && !h->disabled)
        krheap_collect_in_time(vm);
    void *p = try_new(vm, shape, size, zeroed);
    if (KR_UNLIKELY(!p) && !h->futile) {
        krheap_collect(vm);
        drop_spare(vm);
        p = try_new(vm, shape, size, zeroed);
        h->futile = !p;
    }
    if (KR_UNLIKELY(!p))
        krraise_memory(vm);
    return p;
}

void *krheap_slow(KrVm *vm, uint32_t shape, size_t size)
{
    return new_slow(vm, shape, size, size);
}

void *krheap_unfilled(KrVm *vm, uint32_t shape, size_t size, size_t head)
{
    return size <= KR_CELL_MAX ? krheap_new(vm, shape, size) : new_slow(vm, shape, size, head);
}

KrRaw *krheap_raw(KrVm *vm, size_t bytes)
{
    if (bytes > SIZE_MAX / 4)
        return krraise_memory(vm), NULL;
    KrRaw *r = krheap_new(vm, KR_T_raw_cell, sizeof *r + bytes + 1);
    if (r)
        r->size = bytes;
    return r;
}

KrValues *krheap_values(KrVm *vm, size_t count)
{
    if (count > SIZE_MAX / 64)
        return krraise_memory(vm), NULL;
    KrValues *v = krheap_new(vm, KR_T_values_cell, sizeof *v + count * sizeof(KrValue));
    if (v)
        v->cap = count;
    return v;
}

void krheap_root(KrVm *vm, KrRoot *root, KrValue value)
{
    root->value = value;
    root->next = vm->heap.roots;
    root->link = &vm->heap.roots;
    if (root->next)
        root->next->link = &root->next;
    vm->heap.roots = root;
}

void krheap_unroot(KrRoot *root)
{
    if (!root->link)
        return;
    *root->link = root->next;
    if (root->next)
        root->next->link = root->link;
    root->link = NULL;
}

void krheap_hook(KrVm *vm, KrRootHook *hook)
{
    hook->next = vm->heap.hooks;
    vm->heap.hooks = hook;
}

bool krheap_watch(KrVm *vm, KrObj *o)
{
    if (krobjlist_push(&vm->alloc, &vm->heap.watched, o))
        return true;
    krraise_memory(vm);
    return false;
}
